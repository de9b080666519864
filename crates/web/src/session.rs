//! The desk's door: who is signed in, and whether a form comes from our own page.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use newsroom::ids::digest;
use newsroom::staff;

use crate::site::Site;
use crate::ui::cookie;

/// Browsers keep a `__Host-` cookie to this host and to https; on plain http (a demo on localhost) they refuse it.
fn cookie_name(site: &Site) -> &'static str {
    if site.ctx.settings.public_url.starts_with("https") { "__Host-crier-staff" } else { "crier-staff" }
}

/// Somebody who is signed in, with the guard that their forms carry.
#[derive(Clone, Debug)]
pub struct Staff {
    pub session: String,
    pub guard: String,
}

/// The session behind a request, if it is good.
pub async fn staff(site: &Site, headers: &HeaderMap) -> Option<Staff> {
    let session = cookie(headers, cookie_name(site))?;
    match staff::is_signed_in(&site.ctx, session).await {
        Ok(true) => Some(Staff { session: session.to_string(), guard: guard(session) }),
        Ok(false) => None,
        Err(error) => {
            tracing::error!(%error, "cannot look up a session");
            None
        }
    }
}

fn guard(session: &str) -> String {
    digest(format!("guard {session}").as_bytes())
}

/// Lets staff through, and sends everybody else to the sign-in page (or 403, when it is not a page they asked for).
pub async fn only_staff(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    match staff(&site, request.headers()).await {
        Some(staff) => {
            request.extensions_mut().insert(staff);
            let mut response = next.run(request).await;
            response.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
            response
        }
        None if request.method() == Method::GET => Redirect::to("/desk/sign-in").into_response(),
        None => StatusCode::FORBIDDEN.into_response(),
    }
}

impl FromRequestParts<Site> for Staff {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Staff, StatusCode> {
        parts.extensions.get::<Staff>().cloned().ok_or(StatusCode::FORBIDDEN)
    }
}

/// Refuses what another site sends: a form that changes something comes from our own pages.
pub async fn only_our_forms(State(site): State<Site>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reads || from_us(&site, request.headers()) {
        next.run(request).await
    } else {
        (StatusCode::FORBIDDEN, "this form was sent from another site\n").into_response()
    }
}

fn from_us(site: &Site, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    match (text("origin"), text("host")) {
        (Some(origin), host) => {
            let same_host = origin.split_once("://").map(|(_, rest)| rest) == host;
            same_host || origin == site.ctx.settings.public_url
        }
        // No browser: nothing can have been sent in somebody's name.
        (None, _) => headers.get(header::COOKIE).is_none(),
    }
}

/// The cookie of a new session, or one that ends it.
pub fn set_cookie(site: &Site, session: Option<&str>) -> String {
    let secure = if site.ctx.settings.public_url.starts_with("https") { "; Secure" } else { "" };
    let (value, age) = session.map_or(("", 0), |session| (session, staff::SESSION_LIVES_MS / 1000));
    format!("{}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}", cookie_name(site))
}
