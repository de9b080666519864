//! What goes wrong, mapped to a status once: a page for people, RFC 9457 problem details for programs.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use newsroom::error::Error;
use serde_json::json;

use crate::site::Site;
use crate::ui::Ui;

/// The status and the stable code of an error.
pub fn status(error: &Error) -> (StatusCode, &'static str) {
    match error {
        Error::NotFound(_) => (StatusCode::NOT_FOUND, "not-found"),
        Error::Forbidden(_) => (StatusCode::FORBIDDEN, "forbidden"),
        Error::Invalid(_) => (StatusCode::UNPROCESSABLE_ENTITY, "invalid"),
        Error::Refused { code, .. } => (StatusCode::CONFLICT, code),
        Error::Broken(_) => (StatusCode::INTERNAL_SERVER_ERROR, "broken"),
    }
}

/// Problem details for a program. What broke stays in the log; the request's id leads to it.
pub fn details(error: &Error, id: Option<&str>) -> Response<Body> {
    let (status, code) = status(error);
    let detail = match error {
        Error::Broken(_) => None,
        other => Some(other.to_string()),
    };
    log(error, id);
    told(status, code, detail.as_deref(), id)
}

/// Problem details of what no verb said.
pub fn said(status: StatusCode, code: &str, detail: &str) -> Response<Body> {
    told(status, code, Some(detail), None)
}

fn told(status: StatusCode, code: &str, detail: Option<&str>, id: Option<&str>) -> Response<Body> {
    let body = json!({ "type": "about:blank", "title": status.canonical_reason(), "status": status.as_u16(),
        "code": code, "detail": detail, "instance": id });
    let mut response = Response::new(Body::from(body.to_string()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The designed page for a person.
pub async fn page(site: &Site, ui: &Ui, headers: &HeaderMap, error: &Error) -> Response<Body> {
    let (status, code) = status(error);
    let id = request_id(headers);
    log(error, id);
    crate::listener::problem(site, ui, status, code, id).await
}

/// The id that the request was given on its way in.
pub fn request_id(headers: &HeaderMap) -> Option<&str> {
    headers.get("x-request-id").and_then(|id| id.to_str().ok())
}

fn log(error: &Error, id: Option<&str>) {
    if let Error::Broken(_) = error {
        tracing::error!(%error, id, "a request failed");
    }
}

/// The fallback: nothing lives at this address.
pub async fn not_found(State(site): State<Site>, ui: Ui, headers: HeaderMap) -> Response<Body> {
    page(&site, &ui, &headers, &Error::NotFound("page")).await
}

/// Something lives here, and does not do that.
pub async fn not_allowed(State(site): State<Site>, ui: Ui) -> Response<Body> {
    crate::listener::problem(&site, &ui, StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed", None).await
}
