//! The desk's door: who is signed in, what their roles open, and whether a form comes from our own page.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use newsroom::articles::{self, Listed};
use newsroom::error::{Error, Result};
use newsroom::ids::digest;
use newsroom::staff::{self, Member, Roles};

use crate::newsletter::unsubscription;
use crate::problem;
use crate::site::Site;
use crate::ui::{Ui, cookie};

/// Browsers keep a `__Host-` cookie to this host and to https; on plain http (a demo on localhost) they refuse it.
fn cookie_name(site: &Site) -> &'static str {
    if site.ctx.settings.public_url.starts_with("https") { "__Host-crier-staff" } else { "crier-staff" }
}

/// Somebody who is signed in, with the guard that their forms carry.
#[derive(Clone, Debug)]
pub struct Staff {
    pub session: String,
    pub guard: String,
    pub member: Member,
}

impl Staff {
    /// Refuses a form that was not made for this sign-in.
    ///
    /// # Errors
    /// Forbidden.
    pub fn must_guard(&self, guard: &str) -> Result<()> {
        if guard == self.guard { Ok(()) } else { Err(Error::Forbidden("the form does not belong to this sign-in")) }
    }

    /// Whether they may see and change a story.
    pub fn edits(&self, article: &Listed) -> bool {
        self.member.roles.edits(&article.publication_id)
    }
}

/// The session behind a request, if it is good.
pub async fn staff(site: &Site, headers: &HeaderMap) -> Option<Staff> {
    let session = cookie(headers, cookie_name(site))?;
    match staff::signed_in(&site.ctx, session).await {
        Ok(member) => member.map(|member| Staff { session: session.to_string(), guard: guard(session), member }),
        Err(error) => {
            tracing::error!(%error, "cannot look up a session");
            None
        }
    }
}

/// Whether whoever asks may hear and see a story before it is published.
pub async fn edits(site: &Site, headers: &HeaderMap, slug: &str) -> bool {
    match staff(site, headers).await {
        Some(who) => articles::by_slug(&site.ctx.db, slug).await.is_ok_and(|article| who.edits(&article)),
        None => false,
    }
}

fn guard(session: &str) -> String {
    digest(format!("guard {session}").as_bytes())
}

/// Lets staff through, and sends everybody else to the sign-in page (or 403, when it is not a page they asked for).
pub async fn only_staff(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    match staff(&site, request.headers()).await {
        Some(who) => {
            let member = who.member.id.clone();
            let sent = (request.method() == Method::POST).then(|| request.uri().path().to_string());
            request.extensions_mut().insert(who);
            let mut response = next.run(request).await;
            response.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
            if let Some((path, outcome)) = sent.zip(outcome(&response))
                && let Err(error) = staff::write_down(&site.ctx, &member, &path, &outcome).await
            {
                tracing::error!(%error, path, "what staff did could not be written down");
            }
            response
        }
        None if request.method() == Method::GET => Redirect::to("/desk/sign-in").into_response(),
        None => StatusCode::FORBIDDEN.into_response(),
    }
}

/// What a form that was sent has led to: what the next page will say was done, or the path of that page. Nothing for
/// one that was refused, and for questions.
fn outcome(response: &Response) -> Option<String> {
    if response.status() == StatusCode::CREATED {
        return Some("created".into());
    }
    let to = response.headers().get(header::LOCATION)?.to_str().ok()?;
    let (path, query) = to.split_once('?').unwrap_or((to, ""));
    let said: Vec<_> = url::form_urlencoded::parse(query.as_bytes()).collect();
    let value = |key: &str| said.iter().find(|(name, _)| name == key).map(|(_, value)| value.to_string());
    if value("refused").is_some() { None } else { value("done").or_else(|| Some(path.to_string())) }
}

async fn only(may: fn(&Roles) -> bool, site: Site, ui: Ui, who: Staff, request: Request, next: Next) -> Response {
    if may(&who.member.roles) {
        return next.run(request).await;
    }
    problem::page(&site, &ui, request.headers(), &Error::Forbidden("another role may do this")).await
}

/// Lets through who says what others may do.
pub async fn only_owners(State(site): State<Site>, ui: Ui, who: Staff, request: Request, next: Next) -> Response {
    only(Roles::owns, site, ui, who, request, next).await
}

/// Lets through who has the shop and its coins.
pub async fn only_shopkeepers(State(site): State<Site>, ui: Ui, who: Staff, request: Request, next: Next) -> Response {
    only(Roles::keeps_shop, site, ui, who, request, next).await
}

/// Lets through who edits a publication; which stories are theirs is asked where the story is known.
pub async fn only_editors(State(site): State<Site>, ui: Ui, who: Staff, request: Request, next: Next) -> Response {
    only(Roles::edits_anything, site, ui, who, request, next).await
}

/// Lets through who edits every publication.
pub async fn only_head_editors(State(site): State<Site>, ui: Ui, who: Staff, request: Request, next: Next) -> Response {
    only(Roles::edits_everything, site, ui, who, request, next).await
}

impl FromRequestParts<Site> for Staff {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> std::result::Result<Staff, StatusCode> {
        parts.extensions.get::<Staff>().cloned().ok_or(StatusCode::FORBIDDEN)
    }
}

/// Whether a request may come from where it comes: a form that changes something comes from our own pages. One route is for
/// mail programs.
pub fn is_ours(site: &Site, request: &Request) -> bool {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let by_mail = request.uri().path() == unsubscription::PATH;
    reads || by_mail || from_us(site, request.headers())
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
