//! `/desk/orders`: what listeners redeemed; refunds, and goods handed over against their code.

use std::collections::HashMap;

use axum::body::Body;
use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, Response, StatusCode};
use axum::response::{IntoResponse, Redirect};
use newsroom::error::{Error, Result};
use newsroom::ids::{OrderId, ProductId};
use newsroom::orders::State as Standing;
use newsroom::orders::views::{self, Before, Which};
use newsroom::redeeming;
use serde::Deserialize;
use serde_json::{Value, json};

use super::page;
use crate::orders::{read_before, shapes, write_before};
use crate::session::Staff;
use crate::site::Site;
use crate::ui::{Ui, told};
use crate::{problem, shapes};

/// Filters, as addresses have them; `to-fetch` are paid goods that nobody fetched.
const FILTERS: [&str; 6] = ["all", "held", "fulfilled", "to-fetch", "cancelled", "refunded"];
const DONE: [&str; 3] = ["refunded", "cancelled", "collected"];
const REFUSED: [&str; 7] =
    ["not-held", "not-fulfilled", "unknown-code", "collected", "because", "busy", "books-stopped"];

pub async fn list(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response<Body> {
    let own = context(&site, &ui, &query).await;
    page(&site, &ui, &who, &headers, StatusCode::OK, ("desk/orders.html", "orders"), own).await
}

async fn context(site: &Site, ui: &Ui, query: &HashMap<String, String>) -> Result<Value> {
    let filter = query.get("state").map_or("all", String::as_str);
    let filter = FILTERS.iter().find(|known| **known == filter).ok_or(Error::NotFound("page"))?;
    let product = query.get("product").filter(|id| !id.is_empty());
    let which = Which {
        state: Standing::try_from(filter.to_string()).ok(),
        product: product.map(|id| ProductId(id.clone())),
        listener: None,
        waiting_since_ms: (*filter == "to-fetch").then_some(i64::MAX),
    };
    let before = query.get("before").and_then(|before| read_before(before)).unwrap_or_else(Before::all);
    let orders = views::list(&site.ctx.db, &which, &before).await?;
    let of_product = product.map_or(String::new(), |id| format!("&product={}", shapes::encode(id)));
    let older = (orders.len() as i64 == views::LISTED_AT_MOST).then(|| orders.last().map(write_before)).flatten();
    let older = older.map(|before| format!("/desk/orders?state={filter}{of_product}&before={before}"));
    let filters: Vec<Value> = FILTERS
        .iter()
        .map(|key| json!({ "key": key, "href": format!("/desk/orders?state={key}{of_product}"), "current": key == filter }))
        .collect();
    Ok(json!({
        "filters": filters, "orders": shapes(site, &orders, ui.lang.code).await?, "older": older,
        "done": told(query, "done", &DONE), "refused": told(query, "refused", &REFUSED),
    }))
}

#[derive(Deserialize)]
pub struct Deed {
    guard: String,
    because: Option<String>,
    code: Option<String>,
}

pub async fn refund(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(form): Form<Deed>,
) -> Response<Body> {
    let because = form.because.as_deref().unwrap_or_default();
    let deed = async { redeeming::refund(&site.ctx, &OrderId(id), because).await.map(|_| ()) };
    after(&site, &ui, &headers, &who, &form, "refunded", deed).await
}

pub async fn cancel(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(form): Form<Deed>,
) -> Response<Body> {
    let because = form.because.as_deref().unwrap_or_default();
    let deed = async { redeeming::cancel(&site.ctx, &OrderId(id), None, because).await.map(|_| ()) };
    after(&site, &ui, &headers, &who, &form, "cancelled", deed).await
}

/// Goods are handed over to whoever shows the code.
pub async fn collect(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    headers: HeaderMap,
    Form(form): Form<Deed>,
) -> Response<Body> {
    let code = form.code.as_deref().unwrap_or_default();
    let deed = async { redeeming::collect(&site.ctx, &site.vault, code).await.map(|_| ()) };
    after(&site, &ui, &headers, &who, &form, "collected", deed).await
}

async fn after(
    site: &Site,
    ui: &Ui,
    headers: &HeaderMap,
    who: &Staff,
    form: &Deed,
    done: &str,
    deed: impl Future<Output = Result<()>>,
) -> Response<Body> {
    let acted = async {
        who.must_guard(&form.guard)?;
        deed.await
    };
    match acted.await {
        Ok(()) => Redirect::to(&format!("/desk/orders?done={done}")).into_response(),
        Err(Error::Invalid(_)) => Redirect::to("/desk/orders?refused=because").into_response(),
        Err(Error::Refused { code, .. }) => Redirect::to(&format!("/desk/orders?refused={code}")).into_response(),
        Err(error) => problem::page(site, ui, headers, &error).await,
    }
}
