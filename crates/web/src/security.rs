//! What every answer carries and every request is held to.

use std::net::{IpAddr, SocketAddr};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{ConnectInfo, MatchedPath, Request};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Response, StatusCode};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

use crate::assets;
use crate::session;
use crate::site::Site;

/// What no request is larger than. Only the desk's uploads come near; everything else is held to axum's own limit for what
/// a handler reads, 2 MiB.
pub const BODY_AT_MOST: usize = 24 << 20;
/// How long an answer may take to begin.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);

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

/// Adds the headers of every answer, and counts it.
async fn headers(request: Request, next: Next) -> axum::response::Response {
    let start = Instant::now();
    let route = request.extensions().get::<MatchedPath>().map_or("none".to_string(), |path| path.as_str().to_string());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // A letter shown at the desk has a policy of its own.
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert_with(|| POLICY.clone());
    let status = response.status().as_u16().to_string();
    metrics::counter!("crier_requests", "route" => route.clone(), "status" => status).increment(1);
    metrics::histogram!("crier_request_seconds", "route" => route).record(start.elapsed().as_secs_f64());
    response
}

/// Gives each request an id, writes a line for it, bounds its body, its time and what a panic can do, and adds the headers
/// of every answer. All of it is one layer: each one more costs every request a copy of the service below it.
pub fn bounded(routes: Router<Site>, site: &Site) -> Router<Site> {
    let trusted_proxies = site.options.trusted_proxies.clone();
    let trace = TraceLayer::new_for_http().make_span_with(move |request: &axum::http::Request<_>| {
        let id = request.headers().get("x-request-id").and_then(|id| id.to_str().ok()).unwrap_or_default();
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let client = peer.map(|peer| client(peer, request.headers(), &trusted_proxies));
        tracing::info_span!("request", id, client = ?client, method = %request.method(), path = request.uri().path())
    });
    routes.layer(
        ServiceBuilder::new()
            .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
            .layer(PropagateRequestIdLayer::x_request_id())
            .layer(trace)
            .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, ANSWER_WITHIN))
            .layer(CatchPanicLayer::custom(|_| broken()))
            .layer(from_fn(headers))
            .layer(from_fn_with_state(site.clone(), session::only_our_forms))
            .layer(RequestBodyLimitLayer::new(BODY_AT_MOST)),
    )
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

fn broken() -> Response<axum::body::Body> {
    let mut response = Response::new(axum::body::Body::from("something broke on our side; the log says what\n"));
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response
}
