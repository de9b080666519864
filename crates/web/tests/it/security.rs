//! Who asks, when proxies stand in between.

use std::net::IpAddr;

use axum::http::{HeaderMap, HeaderValue};
use web::security::client;

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
