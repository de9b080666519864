//! `/account`: address, passkeys, devices.

use std::collections::HashMap;

use axum::body::Body;
use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, Response, StatusCode};
use axum::response::{IntoResponse, Redirect};
use newsroom::error::{Error, Result};
use newsroom::ledger::wallet;
use newsroom::listeners::{self, passkeys};
use serde::Deserialize;
use serde_json::{Value, json};

use super::door::{Asker, Listener, with_cookies};
use super::{page, sign_in};
use crate::problem;
use crate::shapes::Time;
use crate::site::Site;
use crate::ui::{Ui, told};

/// What the page may say was done, or was not.
const DONE: [&str; 5] = ["address-sent", "passkey-added", "passkey-removed", "device-ended", "devices-ended"];
const REFUSED: [&str; 4] = ["no-address", "too-many-links", "last-way-in", "not-sure"];

pub async fn show(
    State(site): State<Site>,
    ui: Ui,
    who: Listener,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response<Body> {
    let own = context(&site, &who, &query).await;
    page(&site, &ui, &headers, StatusCode::OK, "account/index.html", "account", own).await
}

async fn context(site: &Site, who: &Listener, query: &HashMap<String, String>) -> Result<Value> {
    let ctx = &site.ctx;
    let zone = ctx.settings.time_zone.name();
    let time = |ms: i64| Time::at(ms, zone);
    let account = listeners::by_id(ctx, &who.id).await?;
    let devices: Vec<Value> = listeners::sessions(ctx, &who.id)
        .await?
        .into_iter()
        .map(|device| {
            json!({ "id": device.id, "name": device.device, "here": device.id == who.session,
                "opened": time(device.opened_at_ms), "seen": time(device.seen_at_ms) })
        })
        .collect();
    let keys: Vec<Value> = passkeys::of(ctx, &who.id)
        .await?
        .into_iter()
        .map(|key| {
            json!({ "id": key.id, "name": key.name, "made": time(key.made_at_ms), "used": key.used_at_ms.map(time) })
        })
        .collect();
    let coins = wallet::wallet(&ctx.db, &who.id, ctx.clock.now_ms()).await?;
    Ok(json!({
        "email": account.email, "joined": time(account.joined_at_ms), "devices": devices, "passkeys": keys,
        "by_mail": ctx.mail.is_there(), "coins": coins.available + coins.set_aside + coins.pending,
        "done": told(query, "done", &DONE), "refused": told(query, "refused", &REFUSED),
    }))
}

#[derive(Deserialize)]
pub struct Address {
    email: String,
}

/// Sends a link to a new address: it is theirs when the link has been used.
pub async fn add_address(
    State(site): State<Site>,
    ui: Ui,
    who: Listener,
    Asker(asker): Asker,
    headers: HeaderMap,
    Form(form): Form<Address>,
) -> Response<Body> {
    match sign_in::mail_link(&site, &ui, &form.email, &asker.to_string(), None, Some(&who.id)).await {
        Ok(()) => Redirect::to("/account?done=address-sent").into_response(),
        Err(Error::Invalid(_)) => Redirect::to("/account?refused=no-address").into_response(),
        Err(Error::Refused { code, .. }) => Redirect::to(&format!("/account?refused={code}")).into_response(),
        Err(error) => problem::page(&site, &ui, &headers, &error).await,
    }
}

pub async fn end_device(
    State(site): State<Site>,
    ui: Ui,
    who: Listener,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    match listeners::sign_out(&site.ctx, &who.id, &id).await {
        Ok(()) if id == who.session => with_cookies(&site, None, Redirect::to("/")),
        Ok(()) => Redirect::to("/account?done=device-ended").into_response(),
        Err(error) => problem::page(&site, &ui, &headers, &error).await,
    }
}

pub async fn end_others(State(site): State<Site>, ui: Ui, who: Listener, headers: HeaderMap) -> Response<Body> {
    match listeners::sign_out_others(&site.ctx, &who.id, &who.session).await {
        Ok(_) => Redirect::to("/account?done=devices-ended").into_response(),
        Err(error) => problem::page(&site, &ui, &headers, &error).await,
    }
}

pub async fn end(State(site): State<Site>, ui: Ui, who: Listener, headers: HeaderMap) -> Response<Body> {
    match listeners::sign_out(&site.ctx, &who.id, &who.session).await {
        Ok(()) => with_cookies(&site, None, Redirect::to("/")),
        Err(error) => problem::page(&site, &ui, &headers, &error).await,
    }
}
