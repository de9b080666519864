//! Passkeys: JSON for the page's script, which hands it to the browser and brings the answer.

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response, StatusCode};
use axum::response::{IntoResponse, Redirect};
use newsroom::error::Error;
use newsroom::listeners::{Arrival, passkeys};
use serde::Deserialize;
use serde_json::{Value, json};

use super::door::{Listener, device_name, listener, with_cookies};
use crate::problem;
use crate::site::Site;
use crate::ui::Ui;

/// Who is there?
pub async fn ask(State(site): State<Site>) -> Response<Body> {
    match passkeys::ask(&site.ctx).await {
        Ok(asked) => Json(asked).into_response(),
        Err(error) => problem::details(&error, None),
    }
}

#[derive(Deserialize)]
pub struct Shown {
    pub ceremony: String,
    pub answer: Value,
}

pub async fn sign_in(State(site): State<Site>, ui: Ui, headers: HeaderMap, Json(shown): Json<Shown>) -> Response<Body> {
    let Ok(answer) = serde_json::from_value(shown.answer) else { return no_passkey() };
    let arrival = Arrival { device: &device_name(&headers), lang: ui.lang.code };
    match passkeys::sign_in(&site.ctx, &shown.ceremony, &answer, arrival).await {
        Ok(secret) => with_cookies(&site, Some(&secret), Json(json!({}))),
        Err(error) => problem::details(&error, None),
    }
}

/// Asks for a new one: of a listener, or of somebody who becomes one by it.
pub async fn ask_new(State(site): State<Site>, headers: HeaderMap) -> Response<Body> {
    let who = listener(&site, &headers).await;
    match passkeys::ask_new(&site.ctx, who.as_ref().map(|who| &who.id)).await {
        Ok(asked) => Json(asked).into_response(),
        Err(error) => problem::details(&error, None),
    }
}

pub async fn add(State(site): State<Site>, ui: Ui, headers: HeaderMap, Json(shown): Json<Shown>) -> Response<Body> {
    let who = listener(&site, &headers).await;
    let Ok(answer) = serde_json::from_value(shown.answer) else { return no_passkey() };
    let arrival = Arrival { device: &device_name(&headers), lang: ui.lang.code };
    let who = who.as_ref().map(|who| &who.id);
    let made = passkeys::take_new(&site.ctx, who, &shown.ceremony, &answer, arrival).await;
    match made {
        Ok(Some(secret)) => with_cookies(&site, Some(&secret), (StatusCode::CREATED, Json(json!({})))),
        Ok(None) => (StatusCode::CREATED, Json(json!({}))).into_response(),
        Err(error) => problem::details(&error, None),
    }
}

pub async fn remove(
    State(site): State<Site>,
    ui: Ui,
    who: Listener,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    match passkeys::remove(&site.ctx, &who.id, &id).await {
        Ok(()) => Redirect::to("/account?done=passkey-removed").into_response(),
        Err(Error::Refused { code, .. }) => Redirect::to(&format!("/account?refused={code}")).into_response(),
        Err(error) => problem::page(&site, &ui, &headers, &error).await,
    }
}

/// What is said of an answer that no browser gave.
pub fn no_passkey() -> Response<Body> {
    problem::said(StatusCode::UNPROCESSABLE_ENTITY, "invalid", "this is no answer of a passkey")
}
