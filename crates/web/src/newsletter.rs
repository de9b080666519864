//! `/newsletter`: signing up, and the link that confirms it. What somebody chose, and how they leave, is behind the links in
//! their letters.

pub mod preferences;
pub mod unsubscription;

use std::collections::HashMap;

use axum::body::Body;
use axum::extract::{Form, Query, State};
use axum::http::{HeaderMap, Response, StatusCode};
use axum::response::{IntoResponse, Redirect};
use newsroom::error::{Error, Result};
use newsroom::listeners::links::mailbox;
use newsroom::outside::mail::{Letter, Mail};
use newsroom::subscribers::{self, Asked, Choices, LINK_LIVES_MS, Rhythm};
use newsroom::{mails, publications};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::account::door::Asker;
use crate::account::page;
use crate::account::sign_in::ui_path;
use crate::problem;
use crate::site::Site;
use crate::ui::Ui;
use crate::words::{Arg, LANGUAGES, language};

const DAY_MS: i64 = 24 * 60 * 60_000;
const TEMPLATE: &str = "newsletter/index.html";

/// A form, a field as often as it was ticked.
type Fields = Vec<(String, String)>;

pub async fn show(
    State(site): State<Site>,
    ui: Ui,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response<Body> {
    let own = async {
        must_offer(&site)?;
        let choices = Choices::all(Rhythm::Daily, ui.lang.code);
        context(&site, &ui, &choices, "", query.contains_key("sent"), None).await
    };
    let own = own.await;
    page(&site, &ui, &headers, StatusCode::OK, TEMPLATE, "newsletter", own).await
}

fn must_offer(site: &Site) -> Result<()> {
    if site.offers_newsletter() { Ok(()) } else { Err(Error::NotFound("newsletter")) }
}

async fn context(
    site: &Site,
    ui: &Ui,
    choices: &Choices,
    email: &str,
    sent: bool,
    problem: Option<&str>,
) -> Result<Value> {
    let mut own = offers(site, ui, choices).await?;
    own["email"] = json!(email);
    own["sent"] = json!(sent);
    own["problem"] = json!(problem);
    own["days"] = json!(LINK_LIVES_MS / DAY_MS);
    own["at_the_desk"] = json!(matches!(site.ctx.mail, Mail::Desk));
    Ok(own)
}

/// What can be chosen, and what is.
async fn offers(site: &Site, ui: &Ui, choices: &Choices) -> Result<Value> {
    let set = site.ctx.settings.newsletter;
    let papers: Vec<Value> = publications::all(&site.ctx.db)
        .await?
        .into_iter()
        .map(
            |p| json!({ "id": p.id, "name": p.name, "lang": p.lang, "chosen": choices.publications.contains(&p.id.0) }),
        )
        .collect();
    let places: Vec<Value> = publications::sections(&site.ctx.db)
        .await?
        .iter()
        .map(|s| json!({ "slug": s.slug, "name": s.name(ui.lang.code), "chosen": choices.sections.contains(&s.slug) }))
        .collect();
    let tongues = LANGUAGES.iter().map(|l| {
        let reads = choices.langs.iter().any(|code| code == l.code);
        json!({ "code": l.code, "name": l.name, "chosen": reads, "letters": choices.lang == l.code })
    });
    Ok(json!({
        "rhythm": choices.rhythm.name(), "papers": papers, "places": places, "tongues": tongues.collect::<Vec<_>>(),
        "clock": format!("{:02}:{:02}", set.minute / 60, set.minute % 60),
        "weekday": set.weekday.number_from_monday(),
        "zone": site.ctx.settings.time_zone.name(),
    }))
}

/// What a form chose. The short one in every page's foot has an address and nothing else: everything, daily.
async fn chosen(site: &Site, ui: &Ui, fields: &Fields) -> Result<Choices> {
    let all =
        |name: &str| fields.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect::<Vec<_>>();
    let Some(rhythm) = all("rhythm").pop() else { return Ok(Choices::all(Rhythm::Daily, ui.lang.code)) };
    let ticked = |name: &str, known: Vec<String>| {
        let ticked = all(name);
        known.into_iter().filter(|one| ticked.contains(one)).collect::<Vec<_>>()
    };
    let papers = publications::all(&site.ctx.db).await?.into_iter().map(|p| p.id.0).collect();
    let places = publications::sections(&site.ctx.db).await?.into_iter().map(|s| s.slug).collect();
    let tongues = LANGUAGES.iter().map(|l| l.code.to_string()).collect();
    let letters = all("letters").pop().and_then(|code| language(&code)).unwrap_or(ui.lang);
    Ok(Choices {
        rhythm: Rhythm::named(&rhythm)?,
        lang: letters.code.to_string(),
        publications: ticked("publication", papers),
        sections: ticked("section", places),
        langs: ticked("lang", tongues),
    })
}

/// Writes to whoever asked. Whether they have the newsletter already is nobody's business: the answer is the same.
pub async fn ask(
    State(site): State<Site>,
    ui: Ui,
    Asker(asker): Asker,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Response<Body> {
    let email = fields.iter().find(|(key, _)| key == "email").map_or("", |(_, email)| email.as_str());
    let asked = async {
        must_offer(&site)?;
        let choices = chosen(&site, &ui, &fields).await?;
        match invite(&site, &ui, email, &choices, &asker.to_string()).await {
            Ok(()) => Ok(Ok(())),
            Err(Error::Refused { code, .. }) => Ok(Err((StatusCode::CONFLICT, code, choices))),
            Err(Error::Invalid(_)) => Ok(Err((StatusCode::UNPROCESSABLE_ENTITY, "no-address", choices))),
            Err(other) => Err(other),
        }
    };
    match asked.await {
        Ok(Ok(())) => Redirect::to(&ui_path(&site, &ui, "/newsletter?sent=1")).into_response(),
        Ok(Err((status, code, choices))) => {
            let own = context(&site, &ui, &choices, email, false, Some(code)).await;
            page(&site, &ui, &headers, status, TEMPLATE, "newsletter", own).await
        }
        Err(error) => problem::page(&site, &ui, &headers, &error).await,
    }
}

async fn invite(site: &Site, ui: &Ui, email: &str, choices: &Choices, asker: &str) -> Result<()> {
    let mut tx = site.ctx.db.begin().await?;
    let (path, subject, body) = match subscribers::ask(&mut tx, &site.ctx, email, choices, asker).await? {
        Asked::Confirms { secret } => {
            (format!("confirmation?token={secret}"), "mail-newsletter-subject", "mail-newsletter-body")
        }
        Asked::Has { secret } => {
            (format!("preferences?token={secret}"), "mail-newsletter-has-subject", "mail-newsletter-has-body")
        }
    };
    let link = site.url(&ui_path(site, ui, &format!("/newsletter/{path}")));
    let say = |key: &str| {
        let days = Arg::Number((LINK_LIVES_MS / DAY_MS) as f64);
        let name = Arg::Text(site.ctx.settings.site_name.clone());
        site.pages.say(ui.lang.code, key, &[("site", name), ("link", Arg::Text(link.clone())), ("days", days)])
    };
    let letter = Letter { to: mailbox(email)?, subject: say(subject), body: say(body) };
    mails::write(&mut tx, &site.ctx, &letter).await?;
    tx.commit().await?;
    site.ctx.bell.notify_one();
    Ok(())
}

/// The page behind the letter's link; only its button confirms, so that a mail scanner cannot.
pub async fn link(
    State(site): State<Site>,
    ui: Ui,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response<Body> {
    let own = Ok(json!({ "token": query.get("token"), "problem": null }));
    page(&site, &ui, &headers, StatusCode::OK, "newsletter/confirmation.html", "newsletter", own).await
}

#[derive(Deserialize)]
pub struct Token {
    token: String,
}

pub async fn confirm(State(site): State<Site>, ui: Ui, headers: HeaderMap, Form(form): Form<Token>) -> Response<Body> {
    let confirmed = async {
        let mut tx = site.ctx.db.begin().await?;
        let subscriber = subscribers::confirm(&mut tx, &site.ctx, &form.token).await?;
        tx.commit().await?;
        Ok::<_, Error>(subscriber)
    };
    match confirmed.await {
        Ok(subscriber) => {
            let path = format!("/newsletter/preferences?token={}&done=confirmed", subscriber.secret);
            Redirect::to(&ui_path(&site, &ui, &path)).into_response()
        }
        Err(Error::Refused { code, .. }) => {
            let own = Ok(json!({ "token": null, "problem": code }));
            page(&site, &ui, &headers, StatusCode::CONFLICT, "newsletter/confirmation.html", "newsletter", own).await
        }
        Err(error) => problem::page(&site, &ui, &headers, &error).await,
    }
}
