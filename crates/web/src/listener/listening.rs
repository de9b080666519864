//! `/queue`, `/history`, `/saved`, `/following`: what a listener lined up, heard, saved and follows. The pages are the same
//! for everybody and cached; what stands in them the browser knows, with an account or without.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use serde_json::json;

use super::{Around, Head, html, render, stored};
use crate::site::Site;
use crate::ui::Ui;

pub async fn queue(site: State<Site>, ui: Ui, headers: HeaderMap) -> Response<Body> {
    page(site.0, ui, headers, "queue").await
}

pub async fn history(site: State<Site>, ui: Ui, headers: HeaderMap) -> Response<Body> {
    page(site.0, ui, headers, "history").await
}

pub async fn saved(site: State<Site>, ui: Ui, headers: HeaderMap) -> Response<Body> {
    page(site.0, ui, headers, "saved").await
}

pub async fn following(site: State<Site>, ui: Ui, headers: HeaderMap) -> Response<Body> {
    page(site.0, ui, headers, "following").await
}

async fn page(site: Site, ui: Ui, headers: HeaderMap, list: &'static str) -> Response<Body> {
    stored(&site, &ui, &headers, async || {
        let around = Around::read(&site).await?;
        let title = site.pages.say(ui.lang.code, &format!("list-{list}"), &[]);
        let head = Head { kind: "listening", title: Some(title), noindex: true, ..Head::default() };
        Ok(html(render(&site, &ui, "listening.html", &around, &head, json!({ "list": list }))?))
    })
    .await
}
