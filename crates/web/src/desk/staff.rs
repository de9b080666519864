//! `/desk/staff`: who is of the staff, what each may do, inviting and letting go. For owners.

use std::collections::HashMap;

use axum::body::Body;
use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, Response, StatusCode};
use axum::response::{IntoResponse, Redirect};
use newsroom::db::Tx;
use newsroom::error::{Error, Result};
use newsroom::ids::{PublicationId, StaffId};
use newsroom::outside::mail::Letter;
use newsroom::publications::{self, Publication};
use newsroom::staff::{self, Invitation, Member, Role, Roles};
use newsroom::{listeners, mails};
use serde::Deserialize;
use serde_json::{Value, json};

use super::page;
use crate::account::sign_in::ui_path;
use crate::problem;
use crate::session::Staff;
use crate::shapes::{Time, encode};
use crate::site::Site;
use crate::ui::{Ui, told};
use crate::words::Arg;

const DONE: [&str; 4] = ["invited", "link-sent", "role-changed", "let-go"];
const REFUSED: [&str; 4] = ["last-owner", "too-many", "known", "role"];
const DAY_MS: i64 = 24 * 60 * 60_000;

pub async fn list(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response<Body> {
    let said =
        Said { done: told(&query, "done", &DONE), refused: told(&query, "refused", &REFUSED), ..Said::default() };
    let own = context(&site, &who, said).await;
    page(&site, &ui, &who, &headers, StatusCode::OK, ("desk/staff.html", "staff"), own).await
}

/// What the page says besides the list.
#[derive(Default)]
struct Said {
    done: Option<&'static str>,
    refused: Option<&'static str>,
    wrong: Vec<&'static str>,
    typed: Option<Asked>,
    /// A link that no mail took to its owner: shown once.
    link: Option<String>,
}

async fn context(site: &Site, who: &Staff, said: Said) -> Result<Value> {
    let time = |ms: i64| Time::at(ms, site.ctx.settings.time_zone.name());
    let papers = papers(site).await?;
    let shape = |member: &Member| {
        json!({
            "href": format!("/desk/staff/{}", encode(&member.id.0)), "name": member.name, "email": member.email,
            "roles": roles(member, &papers), "passkeys": member.passkeys, "you": member.id == who.member.id,
            "invited": time(member.invited_at_ms), "joined": member.joined_at_ms.map(time),
        })
    };
    let members: Vec<Value> = staff::all(&site.ctx.db).await?.iter().map(shape).collect();
    let deeds: Vec<Value> = staff::deeds(&site.ctx.db)
        .await?
        .into_iter()
        .map(|deed| json!({ "name": deed.name, "at": time(deed.at_ms), "path": deed.path, "outcome": deed.outcome }))
        .collect();
    let choices: Vec<Value> = papers.iter().map(|p| json!({ "id": p.id, "name": p.name, "lang": p.lang })).collect();
    Ok(json!({
        "members": members, "deeds": deeds, "papers": choices, "by_mail": site.ctx.mail.is_there(),
        "days": staff::INVITATION_LIVES_MS / DAY_MS, "done": said.done, "refused": said.refused, "wrong": said.wrong,
        "typed": said.typed.map(|t| json!({ "name": t.name, "email": t.email, "role": t.role })), "new_link": said.link,
    }))
}

pub(super) async fn papers(site: &Site) -> Result<Vec<Publication>> {
    publications::all(&site.ctx.db).await
}

/// Somebody's roles as a page shows them.
pub(super) fn roles(member: &Member, papers: &[Publication]) -> Vec<Value> {
    let shape = |role: &Role| {
        let paper = match role {
            Role::Editor(Some(id)) => papers.iter().find(|paper| paper.id == *id),
            _ => None,
        };
        json!({ "key": role.name(), "of": paper.map(|p| json!({ "name": p.name, "lang": p.lang })),
            "choice": written(role) })
    };
    member.roles.0.iter().map(shape).collect()
}

/// A role as a form carries it: `owner`, `editor`, `editor PUBLICATION`.
fn written(role: &Role) -> String {
    match role {
        Role::Editor(Some(publication)) => format!("editor {publication}"),
        other => other.name().to_string(),
    }
}

fn read(role: &str) -> Result<Roles> {
    let (name, publication) = role.split_once(' ').map_or((role, None), |(name, id)| (name, Some(id)));
    let publication = publication.map(|id| PublicationId(id.to_string()));
    Ok(Roles(vec![Role::named(name, publication)?]))
}

/// Whom to invite, as it was typed.
#[derive(Clone, Deserialize)]
pub struct Asked {
    guard: String,
    name: String,
    email: String,
    role: String,
}

pub async fn invite(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    headers: HeaderMap,
    Form(asked): Form<Asked>,
) -> Response<Body> {
    let invited = async {
        who.must_guard(&asked.guard)?;
        let mut tx = site.ctx.db.begin().await?;
        let new = Invitation { name: &asked.name, email: &asked.email, roles: read(&asked.role)? };
        let (_, secret) = staff::invite(&mut tx, &site.ctx, &new).await?;
        let link = send(&mut tx, &site, &ui, &who, &asked.name, &asked.email, &secret).await?;
        tx.commit().await?;
        Ok(link)
    };
    match invited.await {
        Ok(link) => sent(&site, &ui, &who, &headers, link, "invited").await,
        Err(error) => {
            let status = problem::status(&error).0;
            let said = match error {
                Error::Invalid(fields) => Said { wrong: fields.iter().map(|f| f.name).collect(), ..Said::default() },
                Error::Refused { code, .. } => Said { refused: Some(code), ..Said::default() },
                other => return problem::page(&site, &ui, &headers, &other).await,
            };
            let own = context(&site, &who, Said { typed: Some(asked), ..said }).await;
            page(&site, &ui, &who, &headers, status, ("desk/staff.html", "staff"), own).await
        }
    }
}

/// Writes the letter with a link; where no mail goes out, returns the link for whoever invites to hand over.
async fn send(
    tx: &mut Tx,
    site: &Site,
    ui: &Ui,
    who: &Staff,
    name: &str,
    email: &str,
    secret: &str,
) -> Result<Option<String>> {
    let link = site.url(&ui_path(site, ui, &format!("/desk/sign-in?token={secret}")));
    if !site.ctx.mail.is_there() {
        return Ok(Some(link));
    }
    let said = [
        ("site", Arg::Text(site.ctx.settings.site_name.clone())),
        ("name", Arg::Text(name.trim().to_string())),
        ("by", Arg::Text(who.member.name.clone())),
        ("link", Arg::Text(link)),
        ("days", Arg::Number((staff::INVITATION_LIVES_MS / DAY_MS) as f64)),
    ];
    let say = |key: &str| site.pages.say(ui.lang.code, key, &said);
    let to = listeners::links::mailbox(email)?;
    mails::write(tx, &site.ctx, &Letter { to, subject: say("mail-staff-subject"), body: say("mail-staff-body") })
        .await?;
    Ok(None)
}

/// A letter is on its way, or the page shows the link that no letter takes.
async fn sent(
    site: &Site,
    ui: &Ui,
    who: &Staff,
    headers: &HeaderMap,
    link: Option<String>,
    key: &str,
) -> Response<Body> {
    if link.is_none() {
        site.ctx.bell.notify_one();
        return Redirect::to(&format!("/desk/staff?done={key}")).into_response();
    }
    let own = context(site, who, Said { link, ..Said::default() }).await;
    page(site, ui, who, headers, StatusCode::CREATED, ("desk/staff.html", "staff"), own).await
}

#[derive(Deserialize)]
pub struct Deed {
    guard: String,
    #[serde(default)]
    role: String,
}

/// A new link for somebody who cannot come in.
pub async fn link(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(form): Form<Deed>,
) -> Response<Body> {
    let made = async {
        who.must_guard(&form.guard)?;
        let member = staff::by_id(&site.ctx.db, &StaffId(id)).await?;
        let email = member.email.as_deref().ok_or(Error::NotFound("address"))?;
        let mut tx = site.ctx.db.begin().await?;
        let secret = staff::link_for(&mut tx, &site.ctx, &member.id).await?;
        let link = send(&mut tx, &site, &ui, &who, &member.name, email, &secret).await?;
        tx.commit().await?;
        Ok(link)
    };
    match made.await {
        Ok(link) => sent(&site, &ui, &who, &headers, link, "link-sent").await,
        Err(error) => problem::page(&site, &ui, &headers, &error).await,
    }
}

pub async fn change(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(form): Form<Deed>,
) -> Response<Body> {
    let changed = async {
        who.must_guard(&form.guard)?;
        let mut tx = site.ctx.db.begin().await?;
        staff::change(&mut tx, &StaffId(id), &read(&form.role)?).await?;
        tx.commit().await
    };
    back(&site, &ui, &headers, changed.await, "role-changed").await
}

pub async fn leave(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(form): Form<Deed>,
) -> Response<Body> {
    let left = async {
        who.must_guard(&form.guard)?;
        let mut tx = site.ctx.db.begin().await?;
        staff::leave(&mut tx, &site.ctx, &StaffId(id)).await?;
        tx.commit().await
    };
    back(&site, &ui, &headers, left.await, "let-go").await
}

async fn back(site: &Site, ui: &Ui, headers: &HeaderMap, done: Result<()>, key: &str) -> Response<Body> {
    match done {
        Ok(()) => Redirect::to(&format!("/desk/staff?done={key}")).into_response(),
        Err(Error::Refused { code, .. }) => Redirect::to(&format!("/desk/staff?refused={code}")).into_response(),
        Err(Error::Invalid(_)) => Redirect::to("/desk/staff?refused=role").into_response(),
        Err(error) => problem::page(site, ui, headers, &error).await,
    }
}
