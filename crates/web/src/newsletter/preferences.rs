//! `/newsletter/preferences`: what somebody chose, behind a link in their letters.

use std::collections::HashMap;

use axum::body::Body;
use axum::extract::{Form, Query, State};
use axum::http::{HeaderMap, Response, StatusCode};
use axum::response::{IntoResponse, Redirect};
use newsroom::error::{Error, Result};
use newsroom::subscribers;
use serde_json::{Value, json};

use super::{Fields, chosen, offers};
use crate::account::page;
use crate::account::sign_in::ui_path;
use crate::problem;
use crate::site::Site;
use crate::ui::{Ui, told};

const TEMPLATE: &str = "newsletter/preferences.html";
const DONE: [&str; 2] = ["confirmed", "saved"];

pub async fn show(
    State(site): State<Site>,
    ui: Ui,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response<Body> {
    let own = context(&site, &ui, &query).await;
    let there = own.as_ref().is_ok_and(|own| !own["token"].is_null());
    let status = if there { StatusCode::OK } else { StatusCode::NOT_FOUND };
    page(&site, &ui, &headers, status, TEMPLATE, "newsletter-choices", own).await
}

async fn context(site: &Site, ui: &Ui, query: &HashMap<String, String>) -> Result<Value> {
    let token = query.get("token").map_or("", String::as_str);
    match subscribers::by_secret(&site.ctx.db, token).await?.filter(|one| one.is_confirmed()) {
        Some(subscriber) => {
            let mut own = offers(site, ui, &subscriber.choices).await?;
            own["token"] = json!(token);
            own["email"] = json!(subscriber.email);
            own["done"] = json!(told(query, "done", &DONE));
            Ok(own)
        }
        None => Ok(json!({ "token": null })),
    }
}

pub async fn change(
    State(site): State<Site>,
    ui: Ui,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Response<Body> {
    let token = fields.iter().find(|(key, _)| key == "token").map_or("", |(_, token)| token.as_str());
    let changed = async {
        let choices = chosen(&site, &ui, &fields).await?;
        let mut tx = site.ctx.db.begin().await?;
        subscribers::change(&mut tx, token, &choices).await?;
        tx.commit().await
    };
    match changed.await {
        Ok(()) => {
            let token: String = url::form_urlencoded::byte_serialize(token.as_bytes()).collect();
            let path = format!("/newsletter/preferences?token={token}&done=saved");
            Redirect::to(&ui_path(&site, &ui, &path)).into_response()
        }
        Err(Error::NotFound(_)) => {
            page(
                &site,
                &ui,
                &headers,
                StatusCode::NOT_FOUND,
                TEMPLATE,
                "newsletter-choices",
                Ok(json!({ "token": null })),
            )
            .await
        }
        Err(error) => problem::page(&site, &ui, &headers, &error).await,
    }
}
