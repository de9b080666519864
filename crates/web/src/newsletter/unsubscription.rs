//! `/newsletter/unsubscription`: one click, here or in a mail program.
//!
//! A mail program's click is a POST without a cookie, from wherever its servers are (RFC 8058): of all routes this one alone
//! takes forms from other sites. The secret in its address is what says whose subscription ends; asking for the page ends
//! nothing, for mail scanners follow links.

use std::collections::HashMap;

use axum::body::{Body, Bytes};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, Response, StatusCode, header};
use axum::response::{IntoResponse, Redirect};
use newsroom::ids::IssueId;
use newsroom::mailing;
use serde_json::json;

use crate::account::page;
use crate::account::sign_in::ui_path;
use crate::problem;
use crate::site::Site;
use crate::ui::Ui;

/// The route that other sites may POST to.
pub const PATH: &str = "/newsletter/unsubscription";

pub async fn show(
    State(site): State<Site>,
    ui: Ui,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response<Body> {
    let own = json!({ "token": query.get("token"), "issue": query.get("issue"), "done": query.contains_key("done") });
    page(&site, &ui, &headers, StatusCode::OK, "newsletter/unsubscription.html", "newsletter-leave", Ok(own)).await
}

/// Ends a subscription at once. Whether there was one is not said: whoever asks is where they wanted to be.
pub async fn end(
    State(site): State<Site>,
    ui: Ui,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let token = query.get("token").map_or("", String::as_str);
    let issue = query.get("issue").map(|id| IssueId(id.clone()));
    match mailing::unsubscribe(&site.ctx, token, issue.as_ref()).await {
        // Our own page's button; a mail program must not be sent elsewhere (RFC 8058, 3.1).
        Ok(()) if body == "by=page".as_bytes() => {
            Redirect::to(&ui_path(&site, &ui, &format!("{PATH}?done=1"))).into_response()
        }
        Ok(()) => {
            let words = site.pages.say(ui.lang.code, "done-newsletter-left", &[]);
            let head = [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
            (head, format!("{words}\n")).into_response()
        }
        Err(error) => problem::page(&site, &ui, &headers, &error).await,
    }
}
