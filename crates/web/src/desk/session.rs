//! `/desk/sign-in`, `/desk/session`: the passkey or the one-time link, and the session it opens.

use std::collections::HashMap;

use axum::body::Body;
use axum::extract::{Form, Query, State};
use axum::http::{HeaderMap, Response, StatusCode, header};
use axum::response::{IntoResponse, Redirect};
use newsroom::error::{Error, Result};
use newsroom::staff;
use serde::Deserialize;
use serde_json::json;

use crate::account::door::device_name;
use crate::listener::{Around, Head, render};
use crate::problem;
use crate::session::{Staff, set_cookie};
use crate::site::Site;
use crate::ui::Ui;

/// The page behind the link; only its button uses the link up, so that a mail scanner cannot.
pub async fn show(
    State(site): State<Site>,
    ui: Ui,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response<Body> {
    page(&site, &ui, &headers, query.get("token").map(String::as_str), None).await
}

#[derive(Deserialize)]
pub struct SignIn {
    token: String,
}

pub async fn open(State(site): State<Site>, ui: Ui, headers: HeaderMap, Form(form): Form<SignIn>) -> Response<Body> {
    match enter(&site, &headers, &form.token).await {
        Ok((session, to)) => {
            ([(header::SET_COOKIE, set_cookie(&site, Some(&session)))], Redirect::to(to)).into_response()
        }
        Err(Error::Refused { code, .. }) => page(&site, &ui, &headers, None, Some(code)).await,
        Err(error) => problem::page(&site, &ui, &headers, &error).await,
    }
}

/// A new session's secret, and where it begins: who was invited is shown how to come in the next time.
async fn enter(site: &Site, headers: &HeaderMap, token: &str) -> Result<(String, &'static str)> {
    let session = staff::sign_in(&site.ctx, token, &device_name(headers)).await?;
    let member = staff::signed_in(&site.ctx, &session).await?;
    let new = member.is_some_and(|member| member.email.is_some() && member.passkeys == 0);
    Ok((session, if new { "/desk/me?done=welcome" } else { "/desk" }))
}

pub async fn end(State(site): State<Site>, ui: Ui, headers: HeaderMap, who: Staff) -> Response<Body> {
    match staff::sign_out(&site.ctx, &who.session).await {
        Ok(()) => ([(header::SET_COOKIE, set_cookie(&site, None))], Redirect::to("/")).into_response(),
        Err(error) => problem::page(&site, &ui, &headers, &error).await,
    }
}

async fn page(site: &Site, ui: &Ui, headers: &HeaderMap, token: Option<&str>, wrong: Option<&str>) -> Response<Body> {
    let made = async {
        let around = Around::read(site).await?;
        let title = site.pages.say(ui.lang.code, "sign-in", &[]);
        let head = Head { kind: "desk", title: Some(title), noindex: true, ..Head::default() };
        render(site, ui, "desk/sign-in.html", &around, &head, json!({ "token": token, "problem": wrong }))
    };
    match made.await {
        Ok(body) => {
            // A form that is refused says so by its status; browsers that fetch the answer show it only then.
            let status = if wrong.is_some() { StatusCode::FORBIDDEN } else { StatusCode::OK };
            let head = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
            (status, head, body).into_response()
        }
        Err(error) => problem::page(site, ui, headers, &error).await,
    }
}
