//! `/desk/me`: one's own name, roles, passkeys, and where one is signed in.

use std::collections::HashMap;

use axum::Json;
use axum::body::Body;
use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, Response, StatusCode, header};
use axum::response::{IntoResponse, Redirect};
use newsroom::error::Result;
use newsroom::staff::{self, passkeys};
use serde::Deserialize;
use serde_json::{Value, json};

use super::page;
use super::staff::{papers, roles};
use crate::account::door::device_name;
use crate::account::passkeys::{Shown, no_passkey};
use crate::problem;
use crate::session::{Staff, set_cookie};
use crate::shapes::Time;
use crate::site::Site;
use crate::ui::Ui;

/// What the page may say was done.
const DONE: [&str; 4] = ["welcome", "passkey-added", "passkey-removed", "devices-ended"];

pub async fn show(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response<Body> {
    let own = context(&site, &who, &query).await;
    page(&site, &ui, &who, &headers, StatusCode::OK, ("desk/me.html", "me"), own).await
}

async fn context(site: &Site, who: &Staff, query: &HashMap<String, String>) -> Result<Value> {
    let time = |ms: i64| Time::at(ms, site.ctx.settings.time_zone.name());
    let shape = |key: newsroom::passkeys::Known| json!({ "id": key.id, "name": key.name, "made": time(key.made_at_ms), "used": key.used_at_ms.map(time) });
    let keys: Vec<Value> = passkeys::of(&site.ctx, &who.member.id).await?.into_iter().map(shape).collect();
    let done = query.get("done").filter(|key| DONE.contains(&key.as_str()));
    Ok(json!({
        "name": who.member.name, "email": who.member.email, "roles": roles(&who.member, &papers(site).await?),
        "passkeys": keys, "sessions": staff::sessions(&site.ctx, &who.member.id).await?, "done": done,
    }))
}

/// Who is there?
pub async fn ask(State(site): State<Site>) -> Response<Body> {
    match passkeys::ask(&site.ctx).await {
        Ok(asked) => Json(asked).into_response(),
        Err(error) => problem::details(&error, None),
    }
}

pub async fn sign_in(State(site): State<Site>, headers: HeaderMap, Json(shown): Json<Shown>) -> Response<Body> {
    let Ok(answer) = serde_json::from_value(shown.answer) else { return no_passkey() };
    match passkeys::sign_in(&site.ctx, &shown.ceremony, &answer, &device_name(&headers)).await {
        Ok(session) => ([(header::SET_COOKIE, set_cookie(&site, Some(&session)))], Json(json!({}))).into_response(),
        Err(error) => problem::details(&error, None),
    }
}

/// Asks for a new one.
pub async fn ask_new(State(site): State<Site>, who: Staff) -> Response<Body> {
    match passkeys::ask_new(&site.ctx, &who.member).await {
        Ok(asked) => Json(asked).into_response(),
        Err(error) => problem::details(&error, None),
    }
}

pub async fn add(State(site): State<Site>, who: Staff, headers: HeaderMap, Json(shown): Json<Shown>) -> Response<Body> {
    let Ok(answer) = serde_json::from_value(shown.answer) else { return no_passkey() };
    let device = device_name(&headers);
    match passkeys::take_new(&site.ctx, &who.member.id, &shown.ceremony, &answer, &device).await {
        Ok(()) => (StatusCode::CREATED, Json(json!({}))).into_response(),
        Err(error) => problem::details(&error, None),
    }
}

#[derive(Deserialize)]
pub struct Guarded {
    guard: String,
}

pub async fn remove(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(form): Form<Guarded>,
) -> Response<Body> {
    let removed = async {
        who.must_guard(&form.guard)?;
        passkeys::remove(&site.ctx, &who.member.id, &id).await
    };
    back(&site, &ui, &headers, removed.await, "passkey-removed").await
}

pub async fn end_others(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    headers: HeaderMap,
    Form(form): Form<Guarded>,
) -> Response<Body> {
    let ended = async {
        who.must_guard(&form.guard)?;
        staff::sign_out_others(&site.ctx, &who.member.id, &who.session).await.map(|_| ())
    };
    back(&site, &ui, &headers, ended.await, "devices-ended").await
}

async fn back(site: &Site, ui: &Ui, headers: &HeaderMap, done: Result<()>, key: &str) -> Response<Body> {
    match done {
        Ok(()) => Redirect::to(&format!("/desk/me?done={key}")).into_response(),
        Err(error) => problem::page(site, ui, headers, &error).await,
    }
}
