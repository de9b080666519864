//! `/desk/held`: coins that wait until somebody has looked, and what their listeners say.

use std::collections::HashMap;

use axum::body::Body;
use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, Response, StatusCode};
use axum::response::{IntoResponse, Redirect};
use newsroom::error::{Error, Result};
use newsroom::held::{self, Verdict};
use newsroom::ids::ListenerId;
use serde::Deserialize;
use serde_json::{Value, json};

use super::page;
use crate::problem;
use crate::session::Staff;
use crate::shapes::{Time, encode};
use crate::site::Site;
use crate::ui::{Ui, told};

const DONE: [&str; 2] = ["released", "voided"];
const REFUSED: [&str; 3] = ["because", "nothing-held", "books-stopped"];

pub async fn list(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response<Body> {
    let own = context(&site, &query).await;
    page(&site, &ui, &who, &headers, StatusCode::OK, ("desk/held.html", "held-coins"), own).await
}

async fn context(site: &Site, query: &HashMap<String, String>) -> Result<Value> {
    let zone = site.ctx.settings.time_zone.name();
    let shape = |held: held::Held| {
        let appeal = held.appeal.map(|a| json!({ "words": a.words, "made": Time::at(a.made_at_ms, zone) }));
        json!({
            "listener": held.listener, "href": format!("/desk/held/{}", encode(&held.listener.0)), "coins": held.coins,
            "since": Time::at(held.since_ms, zone), "last": Time::at(held.last_ms, zone), "reasons": held.reasons,
            "appeal": appeal,
        })
    };
    let held: Vec<Value> = held::list(&site.ctx.db).await?.into_iter().map(shape).collect();
    Ok(json!({ "held": held, "done": told(query, "done", &DONE), "refused": told(query, "refused", &REFUSED) }))
}

#[derive(Deserialize)]
pub struct Deed {
    guard: String,
    because: String,
}

pub async fn release(
    site: State<Site>,
    ui: Ui,
    who: Staff,
    listener: Path<String>,
    headers: HeaderMap,
    form: Form<Deed>,
) -> Response<Body> {
    decide(&site, &ui, &who, &headers, listener.0, &form, Verdict::Release).await
}

pub async fn void(
    site: State<Site>,
    ui: Ui,
    who: Staff,
    listener: Path<String>,
    headers: HeaderMap,
    form: Form<Deed>,
) -> Response<Body> {
    decide(&site, &ui, &who, &headers, listener.0, &form, Verdict::Void).await
}

async fn decide(
    site: &Site,
    ui: &Ui,
    who: &Staff,
    headers: &HeaderMap,
    listener: String,
    form: &Deed,
    verdict: Verdict,
) -> Response<Body> {
    let decided = async {
        who.must_guard(&form.guard)?;
        held::decide(&site.ctx, &ListenerId(listener), verdict, &form.because).await
    };
    let done = if verdict == Verdict::Release { "released" } else { "voided" };
    match decided.await {
        Ok(_) => Redirect::to(&format!("/desk/held?done={done}")).into_response(),
        Err(Error::Invalid(_)) => Redirect::to("/desk/held?refused=because").into_response(),
        Err(Error::Refused { code, .. }) => Redirect::to(&format!("/desk/held?refused={code}")).into_response(),
        Err(error) => problem::page(site, ui, headers, &error).await,
    }
}
