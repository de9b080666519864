//! What every request is held to, and who asks when proxies stand in between.

use std::net::IpAddr;

use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use web::security::{BODY_AT_MOST, client};

use crate::harness::Paper;

#[tokio::test]
async fn every_answer_has_an_id_and_a_proxys_is_kept_if_it_is_one() {
    let paper = Paper::open().await;
    let id =
        async |headers: &[(&str, &str)]| paper.get_with("/nowhere", headers).await.header("x-request-id").to_string();
    assert_eq!(id(&[("x-request-id", "proxy_7.a-1")]).await, "proxy_7.a-1");
    let (one, other) = (id(&[]).await, id(&[]).await);
    assert!(one != other && one.len() > 16, "{one} {other}");
    let long = "a".repeat(65);
    for odd in ["", "a b", "a\"b", "<id>", &long] {
        assert_ne!(id(&[("x-request-id", odd)]).await, odd);
    }
    let page = paper.get_with("/nowhere", &[("x-request-id", "proxy-7")]).await.text();
    assert!(page.contains("proxy-7"), "the page says which request it was");
}

#[tokio::test]
async fn a_request_that_is_too_large_is_refused_before_it_is_read() {
    let paper = Paper::open().await;
    let length = (BODY_AT_MOST + 1).to_string();
    let headers = [("content-length", length.as_str()), ("sec-fetch-site", "same-origin")];
    let answer = paper.ask(Method::POST, "/desk/session", &headers, "token=x").await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "refused or not, every answer has its headers");
    let other = paper.ask(Method::POST, "/desk/session", &[("sec-fetch-site", "cross-site")], "token=x").await;
    assert_eq!((other.status, other.header("referrer-policy")), (StatusCode::FORBIDDEN, "same-origin"));
}

#[test]
fn only_a_trusted_proxy_is_believed_and_only_about_the_hop_before_it() {
    let ip = |text: &str| text.parse::<IpAddr>().expect("an address");
    let mut headers = HeaderMap::new();
    headers.insert("x-forwarded-for", HeaderValue::from_static("6.6.6.6, 203.0.113.9, 10.0.0.2"));
    let trusted = [ip("10.0.0.1"), ip("10.0.0.2")];
    assert_eq!(client(ip("10.0.0.1"), &headers, &trusted), ip("203.0.113.9"));
    assert_eq!(client(ip("198.51.100.4"), &headers, &trusted), ip("198.51.100.4"));
    assert_eq!(client(ip("10.0.0.1"), &HeaderMap::new(), &trusted), ip("10.0.0.1"));
}
