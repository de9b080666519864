//! `/listens`: a player opens a session and tells what is heard. JSON, for programs that play.

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;
use newsroom::earning;
use newsroom::ids::NarrationId;
use serde::Deserialize;

use crate::account::door::{Listener, device};
use crate::problem;
use crate::site::Site;

#[derive(Deserialize)]
pub struct Wanted {
    narrations: Vec<NarrationId>,
}

/// Opens a session for some narrations: 201 with its key and first challenge.
pub async fn open(
    State(site): State<Site>,
    who: Listener,
    headers: HeaderMap,
    Json(wanted): Json<Wanted>,
) -> Response<Body> {
    let (device, cookie) = device(&site, &headers);
    match earning::open(&site.ctx, &who.id, &device, &wanted.narrations).await {
        Ok(begun) => {
            let mut response = (StatusCode::CREATED, Json(begun)).into_response();
            if let Some(cookie) = cookie.and_then(|cookie| HeaderValue::try_from(cookie).ok()) {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
            response
        }
        Err(error) => problem::details(&error, problem::request_id(&headers)),
    }
}

#[derive(Deserialize)]
pub struct Signed {
    /// In the address, because a browser that leaves a page sends a body and no headers of ours.
    signature: String,
}

/// Takes a heartbeat; the same one again is answered as before.
pub async fn hear(
    State(site): State<Site>,
    who: Listener,
    Path(_session): Path<String>,
    Query(signed): Query<Signed>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let (device, _) = device(&site, &headers);
    match earning::hear(&site.ctx, &who.id, &device, &body, &signed.signature).await {
        Ok(reply) => Json(reply).into_response(),
        Err(error) => problem::details(&error, problem::request_id(&headers)),
    }
}
