//! `/account`: how a listener signs in, where they are signed in, and how they leave. No page of it is ever cached.

pub mod door;
pub mod index;
pub mod leaving;
pub mod passkeys;
pub mod sign_in;

use axum::body::Body;
use axum::http::{HeaderMap, Response, StatusCode, header};
use axum::response::IntoResponse;
use newsroom::error::Result;
use serde::Serialize;

use crate::listener::{Around, Head, render};
use crate::problem;
use crate::site::Site;
use crate::ui::Ui;

/// Renders a page that belongs to one person; `title` is a key of words.
pub async fn page(
    site: &Site,
    ui: &Ui,
    headers: &HeaderMap,
    status: StatusCode,
    template: &str,
    title: &str,
    own: Result<impl Serialize>,
) -> Response<Body> {
    let made = async {
        let own = own?;
        let around = Around::read(site).await?;
        let title = site.pages.say(ui.lang.code, title, &[]);
        let kind = if template.starts_with("desk/") { "desk" } else { "account" };
        let head = Head { kind, title: Some(title), noindex: true, ..Head::default() };
        render(site, ui, template, &around, &head, own)
    };
    match made.await {
        Ok(body) => {
            let head = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
            (status, head, body).into_response()
        }
        Err(error) => problem::page(site, ui, headers, &error).await,
    }
}

/// A path of this site to go on to, or none: never another site's.
pub fn local(path: Option<&str>) -> Option<&str> {
    path.filter(|path| path.starts_with('/') && !path[1..].starts_with(['/', '\\']) && !path.contains(['\r', '\n']))
}
