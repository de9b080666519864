//! What every answer carries and every request is held to.
//!
//! One service does it all, by hand: as seven layers of tower-http and two of axum's middleware a cached page
//! took 60 µs of processor instead of 40: copies of the service below, boxes, labels and ids made anew for each request.

use std::cell::RefCell;
use std::collections::HashMap;
use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::panic::AssertUnwindSafe;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, HttpBody};
use axum::extract::{ConnectInfo, MatchedPath, Request};
use axum::http::StatusCode;
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use futures::FutureExt;
use futures::future::BoxFuture;
use http_body_util::Limited;
use metrics::{Counter, Histogram};
use tower::Service;
use tower::layer::layer_fn;
use tracing::Instrument;

use crate::assets;
use crate::session;
use crate::site::Site;

/// What no request is larger than. Only the desk's uploads come near; everything else is held to axum's own limit for what
/// a handler reads, 2 MiB.
pub const BODY_AT_MOST: usize = 24 << 20;
/// How long an answer may take to begin.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);
/// Letters of an id that a proxy gave a request before us; a longer one is replaced.
const ID_AT_MOST: usize = 64;

static REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
static PERMISSIONS: HeaderName = HeaderName::from_static("permissions-policy");
static OPENER: HeaderName = HeaderName::from_static("cross-origin-opener-policy");

/// Nothing is run, shown or framed that does not come from this host; no style is inline, and but one script, our own,
/// named by its digest.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let policy = format!(
        "default-src 'none'; script-src 'self' '{}'; style-src 'self'; img-src 'self'; font-src 'self'; \
         media-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'self'",
        assets::early_script_digest()
    );
    HeaderValue::try_from(policy).expect("a digest in base64 can stand in a header")
});

/// Gives each request an id, and its answer the same; bounds its body, its time and what a panic can do; refuses forms of
/// other sites; adds the headers of every answer, counts it, and writes a line for it where the log wants one (`debug`).
pub fn bounded(routes: Router<Site>, site: &Site) -> Router<Site> {
    let site = site.clone();
    routes.layer(layer_fn(move |inner| Bounded { inner, site: site.clone() }))
}

#[derive(Clone)]
struct Bounded<S> {
    inner: S,
    site: Site,
}

impl<S> Service<Request> for Bounded<S>
where
    S: Service<Request, Response = Response, Error = Infallible>,
    S::Future: Send + 'static,
{
    type Response = Response;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response, Infallible>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        let began = Instant::now();
        let id = id(&self.site, request.headers());
        request.headers_mut().insert(REQUEST_ID.clone(), id.clone());
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let client = peer.map(|peer| client(peer, request.headers(), &self.site.options.trusted_proxies));
        let span = tracing::info_span!(
            "request",
            id = id.to_str().unwrap_or_default(),
            client = client.map(display),
            method = request.method().as_str(),
            path = request.uri().path()
        );
        let route = request.extensions().get::<MatchedPath>().cloned();
        let answer = match refused(&self.site, &request) {
            Some(refused) => Err(refused),
            None => Ok(span.in_scope(|| self.inner.call(limited(request)))),
        };
        let answered = async move {
            let mut response = match answer {
                Err(refused) => refused,
                Ok(answer) => {
                    match tokio::time::timeout(ANSWER_WITHIN, AssertUnwindSafe(answer).catch_unwind()).await {
                        Ok(Ok(Ok(response))) => response,
                        Ok(Ok(Err(never))) => match never {},
                        Ok(Err(_)) => broken(),
                        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
                    }
                }
            };
            add_headers(response.headers_mut(), id);
            count(route.as_ref().map_or("none", MatchedPath::as_str), response.status(), began);
            tracing::debug!(status = response.status().as_u16(), "answered");
            Ok(response)
        };
        Box::pin(answered.instrument(span))
    }
}

/// What is not even looked at.
fn refused(site: &Site, request: &Request) -> Option<Response> {
    if !session::is_ours(site, request) {
        return Some((StatusCode::FORBIDDEN, "this form was sent from another site\n").into_response());
    }
    let told = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    let too_large = told.is_some_and(|length: u64| length > BODY_AT_MOST as u64);
    too_large.then(|| (StatusCode::PAYLOAD_TOO_LARGE, "the request is too large\n").into_response())
}

/// Of a body whose length nobody told, no more is read than may come.
fn limited(request: Request) -> Request {
    if request.body().is_end_stream() {
        request
    } else {
        request.map(|body| Body::new(Limited::new(body, BODY_AT_MOST)))
    }
}

/// The id that a proxy gave it, else one of our own: what this process drew when it began, and a number.
fn id(site: &Site, headers: &HeaderMap) -> HeaderValue {
    static DRAWN: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let fits = |id: &&HeaderValue| {
        id.len() <= ID_AT_MOST
            && id.as_bytes().iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
    };
    if let Some(given) = headers.get(&REQUEST_ID).filter(|id| !id.is_empty()).filter(fits) {
        return given.clone();
    }
    let drawn = DRAWN.get_or_init(|| site.ctx.chance.secret().chars().take(16).collect());
    let id = format!("{drawn}-{}", NEXT.fetch_add(1, Ordering::Relaxed));
    HeaderValue::try_from(id).expect("hexadecimal digits and a number can stand in a header")
}

fn add_headers(headers: &mut HeaderMap, id: HeaderValue) {
    headers.insert(REQUEST_ID.clone(), id);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(PERMISSIONS.clone(), HeaderValue::from_static("camera=(), geolocation=(), microphone=()"));
    headers.insert(OPENER.clone(), HeaderValue::from_static("same-origin"));
    // A letter shown at the desk has a policy of its own.
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert_with(|| POLICY.clone());
}

/// What is counted of a route.
struct Counted {
    seconds: Histogram,
    answers: Vec<(StatusCode, Counter)>,
}

thread_local! {
    // To find a metric by its labels takes longer than to count. There are as many as routes.
    static COUNTED: RefCell<HashMap<String, Counted>> = RefCell::default();
}

fn count(route: &str, status: StatusCode, began: Instant) {
    COUNTED.with_borrow_mut(|counted| {
        if !counted.contains_key(route) {
            let seconds = metrics::histogram!("crier_request_seconds", "route" => route.to_string());
            counted.insert(route.to_string(), Counted { seconds, answers: Vec::new() });
        }
        let Some(of_route) = counted.get_mut(route) else { return };
        of_route.seconds.record(began.elapsed().as_secs_f64());
        match of_route.answers.iter().find(|(known, _)| *known == status) {
            Some((_, answers)) => answers.increment(1),
            None => {
                let status_label = status.as_str().to_string();
                let answers =
                    metrics::counter!("crier_requests", "route" => route.to_string(), "status" => status_label);
                answers.increment(1);
                of_route.answers.push((status, answers));
            }
        }
    });
}

/// Who asks: the peer, or, where that is a proxy we trust, the last address in `X-Forwarded-For` that is none. What
/// stands before it anybody can have written.
pub fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    if !trusted.contains(&peer) {
        return peer;
    }
    let lines = headers.get_all("x-forwarded-for").into_iter().filter_map(|line| line.to_str().ok());
    let named: Vec<IpAddr> = lines.flat_map(|line| line.split(',')).filter_map(|ip| ip.trim().parse().ok()).collect();
    named.into_iter().rev().find(|ip| !trusted.contains(ip)).unwrap_or(peer)
}

fn broken() -> Response {
    (StatusCode::INTERNAL_SERVER_ERROR, "something broke on our side; the log says what\n").into_response()
}
