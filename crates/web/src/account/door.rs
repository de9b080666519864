//! A listener's door: who is signed in, on which device, and how often a machine may knock.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use newsroom::ids::ListenerId;
use newsroom::listeners;

use crate::problem;
use crate::security::client;
use crate::site::Site;
use crate::ui::cookie;

/// Tells the page's scripts that somebody is signed in; opens nothing.
const MARK: &str = "crier-signed-in";
/// How long a device is known by its number.
const DEVICE_LIVES_S: i64 = 365 * 24 * 60 * 60;

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct Listener {
    pub id: ListenerId,
    /// The session's name in the account's list.
    pub session: String,
}

/// `__Host-` binds a cookie to this host and to https; plain http (a demo on localhost) cannot have it.
fn named(site: &Site, name: &str) -> String {
    if is_secure(site) { format!("__Host-{name}") } else { name.to_string() }
}

fn is_secure(site: &Site) -> bool {
    site.ctx.settings.public_url.starts_with("https")
}

/// Who stands behind a request, if anybody does.
pub async fn listener(site: &Site, headers: &HeaderMap) -> Option<Listener> {
    match shown(site, headers).await {
        Shown::Good(who) => Some(who),
        Shown::Nothing | Shown::Over | Shown::Unknown => None,
    }
}

/// What a browser shows at the door.
enum Shown {
    Good(Listener),
    /// It has no session.
    Nothing,
    /// One that was ended, here or on another device, or whose account is erased.
    Over,
    /// Nobody can say now whether it is good: it may be, and stays.
    Unknown,
}

async fn shown(site: &Site, headers: &HeaderMap) -> Shown {
    let Some(secret) = cookie(headers, &named(site, "crier-listener")) else { return Shown::Nothing };
    match listeners::signed_in(&site.ctx, secret).await {
        Ok(Some(found)) => Shown::Good(Listener { id: found.listener, session: found.session }),
        Ok(None) => Shown::Over,
        Err(error) => {
            tracing::error!(%error, "cannot look up a listener's session");
            Shown::Unknown
        }
    }
}

/// Lets listeners through. Who asked for a page is sent to sign in and comes back; a program is told. A session that is over
/// takes its cookies with it: by one of them scripts know that somebody is signed in, and go on showing what that listener heard.
pub async fn only_listeners(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    match shown(&site, request.headers()).await {
        Shown::Good(who) => {
            request.extensions_mut().insert(who);
            let mut response = next.run(request).await;
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            response
        }
        // Not 401: a script would take it that its listener has left, and clear away what it shows of them.
        Shown::Unknown if !asks_for_page(&request) => problem::said(
            StatusCode::SERVICE_UNAVAILABLE,
            "unavailable",
            "who is signed in cannot be looked up: try again",
        ),
        Shown::Nothing | Shown::Unknown => sign_in_first(&request),
        Shown::Over => with_cookies(&site, None, sign_in_first(&request)),
    }
}

fn sign_in_first(request: &Request) -> Response {
    if !asks_for_page(request) {
        return problem::said(StatusCode::UNAUTHORIZED, "signed-out", "sign in first");
    }
    let to = request.uri().path_and_query().map_or("/account", |path| path.as_str());
    let to: String = url::form_urlencoded::byte_serialize(to.as_bytes()).collect();
    Redirect::to(&format!("/account/sign-in?to={to}")).into_response()
}

fn asks_for_page(request: &Request) -> bool {
    let accept = request.headers().get(header::ACCEPT).and_then(|v| v.to_str().ok());
    request.method() == Method::GET && accept.is_some_and(|accept| accept.contains("text/html"))
}

impl FromRequestParts<Site> for Listener {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Listener, StatusCode> {
        parts.extensions.get::<Listener>().cloned().ok_or(StatusCode::UNAUTHORIZED)
    }
}

/// The cookies of a new session, or those that end it.
pub fn cookies(site: &Site, secret: Option<&str>) -> [(HeaderName, String); 2] {
    let secure = if is_secure(site) { "; Secure" } else { "" };
    let age = if secret.is_some() { listeners::SESSION_LIVES_MS / 1000 } else { 0 };
    let rest = format!("Path=/; SameSite=Lax; Max-Age={age}{secure}");
    let mark = if secret.is_some() { "1" } else { "" };
    [
        (
            header::SET_COOKIE,
            format!("{}={}; HttpOnly; {rest}", named(site, "crier-listener"), secret.unwrap_or_default()),
        ),
        (header::SET_COOKIE, format!("{MARK}={mark}; {rest}")),
    ]
}

/// A response with cookies; two of one name do not fit into a response's array of headers.
pub fn with_cookies(site: &Site, secret: Option<&str>, answer: impl IntoResponse) -> Response {
    let mut response = answer.into_response();
    for (name, value) in cookies(site, secret) {
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().append(name, value);
        }
    }
    response
}

/// The number of this device, and the cookie that gives it one where it has none yet: one earns at a time on it.
pub fn device(site: &Site, headers: &HeaderMap) -> (String, Option<String>) {
    let name = named(site, "crier-device");
    if let Some(known) = cookie(headers, &name).filter(|id| id.len() == 64 && id.bytes().all(|b| b.is_ascii_hexdigit()))
    {
        return (known.to_string(), None);
    }
    let id = site.ctx.chance.secret();
    let secure = if is_secure(site) { "; Secure" } else { "" };
    let cookie = format!("{name}={id}; HttpOnly; Path=/; SameSite=Lax; Max-Age={DEVICE_LIVES_S}{secure}");
    (id, Some(cookie))
}

/// What a browser says of itself, made short: "Firefox on Android".
pub fn device_name(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default();
    // Later ones name the earlier ones, too: the first that is found is meant.
    let browser = [
        ("Edg", "Edge"),
        ("OPR", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox", "Firefox"),
        ("FxiOS", "Firefox"),
        ("CriOS", "Chrome"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ];
    let system = [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("CrOS", "ChromeOS"),
        ("Mac OS X", "Mac"),
        ("Linux", "Linux"),
    ];
    let found = |names: &[(&str, &'static str)]| names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, n)| *n);
    match (found(&browser), found(&system)) {
        (Some(browser), Some(system)) => format!("{browser} · {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_string(),
        (None, None) => "?".to_string(),
    }
}

/// The network address behind a request.
pub fn asker(site: &Site, parts: &Parts) -> IpAddr {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let peer = peer.unwrap_or(IpAddr::from([127, 0, 0, 1]));
    client(peer, &parts.headers, &site.options.trusted_proxies)
}

/// The address of whoever asks, as an argument of a handler.
pub struct Asker(pub IpAddr);

impl FromRequestParts<Site> for Asker {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Asker, Self::Rejection> {
        Ok(Asker(asker(site, parts)))
    }
}

/// Turns away whoever knocks too often: every request here makes a row, a mail or a check of a signature.
pub async fn limited(State(site): State<Site>, request: Request, next: Next) -> Response {
    if request.method() == Method::GET {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let asker = asker(&site, &parts);
    if site.knocks.check_key(&asker).is_err() {
        return problem::said(StatusCode::TOO_MANY_REQUESTS, "too-often", "too many tries: wait a minute");
    }
    next.run(Request::from_parts(parts, body)).await
}
