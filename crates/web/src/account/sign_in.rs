//! `/account/sign-in`, `/account/sign-in-link`, `/account/session`: in by a link that was mailed.

use std::collections::HashMap;

use axum::body::Body;
use axum::extract::{Form, Query, State};
use axum::http::{HeaderMap, Response, StatusCode};
use axum::response::{IntoResponse, Redirect};
use newsroom::error::{Error, Result};
use newsroom::ids::ListenerId;
use newsroom::listeners::{Arrival, links};
use newsroom::mails;
use newsroom::outside::mail::{Letter, Mail};
use serde::Deserialize;
use serde_json::{Value, json};

use super::door::{Asker, device_name, listener, with_cookies};
use super::{local, page};
use crate::page::with_ui;
use crate::problem;
use crate::site::Site;
use crate::ui::Ui;
use crate::words::Arg;

const TEMPLATE: &str = "account/sign-in.html";

/// The two ways in. Whoever is in already goes on.
pub async fn show(
    State(site): State<Site>,
    ui: Ui,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response<Body> {
    let to = local(query.get("to").map(String::as_str));
    if listener(&site, &headers).await.is_some() {
        return Redirect::to(to.unwrap_or("/account")).into_response();
    }
    let mut own = context(&site, to, query.contains_key("sent"), None, "");
    own["erased"] = json!(query.contains_key("erased"));
    let own = Ok(own);
    page(&site, &ui, &headers, StatusCode::OK, TEMPLATE, "account-sign-in", own).await
}

fn context(site: &Site, to: Option<&str>, sent: bool, problem: Option<&str>, email: &str) -> Value {
    json!({
        "to": to, "sent": sent, "problem": problem, "email": email, "minutes": links::LINK_LIVES_MS / 60_000,
        "erased": false, "by_mail": site.ctx.mail.is_there(), "at_the_desk": matches!(site.ctx.mail, Mail::Desk),
    })
}

#[derive(Deserialize)]
pub struct Wanted {
    email: String,
    to: Option<String>,
}

/// Sends a link. Whether there is an account at that address is nobody's business: the answer is the same.
pub async fn send(
    State(site): State<Site>,
    ui: Ui,
    Asker(asker): Asker,
    headers: HeaderMap,
    Form(form): Form<Wanted>,
) -> Response<Body> {
    let to = local(form.to.as_deref());
    match mail_link(&site, &ui, &form.email, &asker.to_string(), to, None).await {
        Ok(()) => {
            let to: String = url::form_urlencoded::byte_serialize(to.unwrap_or("/account").as_bytes()).collect();
            Redirect::to(&ui_path(&site, &ui, &format!("/account/sign-in?sent=1&to={to}"))).into_response()
        }
        Err(error) => refused(&site, &ui, &headers, &error, to, &form.email).await,
    }
}

/// Writes a link into a letter, in the language that was asked in.
pub async fn mail_link(
    site: &Site,
    ui: &Ui,
    email: &str,
    asker: &str,
    to: Option<&str>,
    adds_to: Option<&ListenerId>,
) -> Result<()> {
    if !site.ctx.mail.is_there() {
        return Err(Error::NotFound("mail"));
    }
    let mut tx = site.ctx.db.begin().await?;
    let secret = links::make(&mut tx, &site.ctx, email, asker, adds_to).await?;
    let to: String = url::form_urlencoded::byte_serialize(to.unwrap_or("/account").as_bytes()).collect();
    let link = site.url(&ui_path(site, ui, &format!("/account/session?token={secret}&to={to}")));
    let say = |key: &str| {
        let minutes = Arg::Number((links::LINK_LIVES_MS / 60_000) as f64);
        let name = Arg::Text(site.ctx.settings.site_name.clone());
        site.pages.say(ui.lang.code, key, &[("site", name), ("link", Arg::Text(link.clone())), ("minutes", minutes)])
    };
    let letter =
        Letter { to: links::mailbox(email)?, subject: say("mail-sign-in-subject"), body: say("mail-sign-in-body") };
    mails::write(&mut tx, &site.ctx, &letter).await?;
    tx.commit().await?;
    site.ctx.bell.notify_one();
    Ok(())
}

/// A path that keeps the interface's language where it is not the site's own.
pub fn ui_path(site: &Site, ui: &Ui, path: &str) -> String {
    if ui.lang.code == site.options.site_lang { path.to_string() } else { with_ui(path, ui.lang.code) }
}

/// The page behind the link; only its button uses the link up, so that a mail scanner cannot.
pub async fn link(
    State(site): State<Site>,
    ui: Ui,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response<Body> {
    let own = json!({ "token": query.get("token"), "to": local(query.get("to").map(String::as_str)) });
    page(&site, &ui, &headers, StatusCode::OK, "account/session.html", "account-sign-in", Ok(own)).await
}

#[derive(Deserialize)]
pub struct SignIn {
    token: String,
    to: Option<String>,
}

pub async fn open(State(site): State<Site>, ui: Ui, headers: HeaderMap, Form(form): Form<SignIn>) -> Response<Body> {
    let to = local(form.to.as_deref());
    let arrival = Arrival { device: &device_name(&headers), lang: ui.lang.code };
    match links::sign_in(&site.ctx, &form.token, arrival).await {
        Ok(secret) => {
            let to = ui_path(&site, &ui, to.unwrap_or("/account"));
            with_cookies(&site, Some(&secret), Redirect::to(&to))
        }
        Err(error) => refused(&site, &ui, &headers, &error, to, "").await,
    }
}

/// The sign-in page once more, saying what was wrong.
async fn refused(
    site: &Site,
    ui: &Ui,
    headers: &HeaderMap,
    error: &Error,
    to: Option<&str>,
    email: &str,
) -> Response<Body> {
    let (status, code) = match error {
        Error::Refused { code, .. } => (StatusCode::CONFLICT, *code),
        Error::Invalid(_) => (StatusCode::UNPROCESSABLE_ENTITY, "no-address"),
        other => return problem::page(site, ui, headers, other).await,
    };
    let own = Ok(context(site, to, false, Some(code), email));
    page(site, ui, headers, status, TEMPLATE, "account-sign-in", own).await
}
