//! `/account/export.json`, `/account/erasure`: everything that is kept of a listener, and its end.

use axum::Json;
use axum::body::Body;
use axum::extract::{Form, State};
use axum::http::{HeaderMap, Response, header};
use axum::response::{IntoResponse, Redirect};
use newsroom::leaving;
use serde::Deserialize;

use super::door::{Listener, with_cookies};
use crate::problem;
use crate::site::Site;
use crate::ui::Ui;

pub async fn export(State(site): State<Site>, who: Listener) -> Response<Body> {
    match leaving::export(&site.ctx, &who.id).await {
        Ok(all) => {
            let head = [(header::CONTENT_DISPOSITION, "attachment; filename=\"account.json\"")];
            (head, Json(all)).into_response()
        }
        Err(error) => problem::details(&error, None),
    }
}

#[derive(Deserialize)]
pub struct Sure {
    sure: Option<String>,
}

pub async fn erase(
    State(site): State<Site>,
    ui: Ui,
    who: Listener,
    headers: HeaderMap,
    Form(form): Form<Sure>,
) -> Response<Body> {
    if form.sure.as_deref() != Some("yes") {
        return Redirect::to("/account?refused=not-sure#leave").into_response();
    }
    match leaving::erase(&site.ctx, &who.id).await {
        Ok(()) => with_cookies(&site, None, Redirect::to("/account/sign-in?erased=1")),
        Err(error) => problem::page(&site, &ui, &headers, &error).await,
    }
}
