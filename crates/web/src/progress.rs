//! `/progress`: a listener's devices tell what was heard and done on them, and are told of each other. JSON.

use std::collections::HashMap;

use axum::Json;
use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, Response};
use axum::response::IntoResponse;
use newsroom::error::Result;
use newsroom::listening::{self, Answer, Told};

use crate::account::door::Listener;
use crate::problem;
use crate::site::Site;

/// `GET /progress?after=17`: what changed after that version.
pub async fn show(
    State(site): State<Site>,
    who: Listener,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response<Body> {
    let after = query.get("after").and_then(|after| after.parse().ok()).unwrap_or_default();
    answer(listening::since(&site.ctx, &who.id, after).await, &headers)
}

/// Takes a device's entries in. The same ones again change nothing.
pub async fn tell(
    State(site): State<Site>,
    who: Listener,
    headers: HeaderMap,
    Json(told): Json<Told>,
) -> Response<Body> {
    answer(listening::tell(&site.ctx, &who.id, &told).await, &headers)
}

fn answer(made: Result<Answer>, headers: &HeaderMap) -> Response<Body> {
    match made {
        Ok(answer) => Json(answer).into_response(),
        Err(error) => problem::details(&error, problem::request_id(headers)),
    }
}
