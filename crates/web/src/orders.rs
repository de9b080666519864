//! `/orders`: a listener's coins for a product: asked once more, placed, looked into, handed back.

use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, Response, StatusCode};
use axum::response::{IntoResponse, Redirect};
use newsroom::error::{Error, Result};
use newsroom::ids::{OrderId, ProductId};
use newsroom::ledger::wallet;
use newsroom::orders::views::{self, Before, Order};
use newsroom::orders::{Kind, State as Standing};
use newsroom::products::{self, in_language};
use newsroom::redeeming::{self, HANDED_BACK, Revealed};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::account::door::Listener;
use crate::account::page;
use crate::shapes::{Time, encode};
use crate::site::Site;
use crate::ui::{Ui, told};
use crate::{problem, products as shelf};

/// How long an answer waits for the job that makes an order ready: mostly some tens of ms. Later, the page says so.
const READY_WITHIN: Duration = Duration::from_secs(3);
const LOOK: Duration = Duration::from_millis(25);

/// What the pages may say was done, or was not: only keys that we wrote ourselves lead to words.
const DONE: [&str; 3] = ["redeemed", "cancelled", "handed-back"];
const REFUSED: [&str; 10] = [
    "insufficient",
    "price-changed",
    "limit-reached",
    "out-of-stock",
    "withdrawn",
    "conflict",
    "busy",
    "books-stopped",
    "seen",
    "too-often",
];

#[derive(Deserialize)]
pub struct Asked {
    product: String,
}

/// What the listener is about to give, and what will be left.
pub async fn ask(
    State(site): State<Site>,
    ui: Ui,
    who: Listener,
    Query(query): Query<Asked>,
    headers: HeaderMap,
) -> Response<Body> {
    let request = site.ctx.chance.secret();
    let own = confirmation(&site, &ui, &who, &ProductId(query.product), &request, None).await;
    page(&site, &ui, &headers, StatusCode::OK, "orders/new.html", "redeem", own).await
}

async fn confirmation(
    site: &Site,
    ui: &Ui,
    who: &Listener,
    product: &ProductId,
    request: &str,
    refused: Option<&str>,
) -> Result<Value> {
    let found = products::by_id(&site.ctx.db, product).await?;
    if found.listed_at_ms.is_none() {
        return Err(Error::NotFound("product"));
    }
    let have = wallet::wallet(&site.ctx.db, &who.id, site.ctx.clock.now_ms()).await?.available;
    Ok(json!({
        "product": shelf::shape(site, &found, ui.lang.code).await, "have": have, "request": request,
        "refused": refused,
    }))
}

#[derive(Deserialize)]
pub struct Wanted {
    product: String,
    price: i64,
    /// New for each page that asks: sent twice, it is one order.
    request: String,
}

pub async fn place(
    State(site): State<Site>,
    ui: Ui,
    who: Listener,
    headers: HeaderMap,
    Form(form): Form<Wanted>,
) -> Response<Body> {
    let product = ProductId(form.product);
    let placed = redeeming::redeem(&site.ctx, &site.vault, &who.id, &form.request, &product, form.price).await;
    match placed {
        Ok(placed) => {
            site.ctx.bell.notify_one();
            until_ready(&site, &placed.order).await;
            Redirect::to(&format!("{}?done=redeemed", path(&placed.order))).into_response()
        }
        Err(Error::Refused { code, .. }) if REFUSED.contains(&code) => {
            // A new request: what was refused was not written, and whoever tries again means a new order.
            let request = site.ctx.chance.secret();
            let own = confirmation(&site, &ui, &who, &product, &request, Some(code)).await;
            page(&site, &ui, &headers, StatusCode::CONFLICT, "orders/new.html", "redeem", own).await
        }
        Err(Error::Refused { code: "unknown-product", .. }) => {
            problem::page(&site, &ui, &headers, &Error::NotFound("product")).await
        }
        Err(error) => problem::page(&site, &ui, &headers, &error).await,
    }
}

async fn until_ready(site: &Site, order: &OrderId) {
    let held = async {
        while views::by_id(&site.ctx.db, order).await.is_ok_and(|order| order.state == Standing::Held) {
            tokio::time::sleep(LOOK).await;
        }
    };
    let _ = tokio::time::timeout(READY_WITHIN, held).await;
}

pub async fn list(
    State(site): State<Site>,
    ui: Ui,
    who: Listener,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response<Body> {
    let before = query.get("before").and_then(|before| read_before(before)).unwrap_or_else(Before::all);
    let own = async {
        let orders = views::of_listener(&site.ctx.db, &who.id, &before).await?;
        let older = (orders.len() as i64 == views::LISTED_AT_MOST).then(|| orders.last().map(write_before)).flatten();
        let shapes = shapes(&site, &orders, ui.lang.code).await?;
        Ok(json!({ "orders": shapes, "older": older.map(|before| format!("/orders?before={before}")) }))
    };
    let own = own.await;
    page(&site, &ui, &headers, StatusCode::OK, "orders/index.html", "orders", own).await
}

/// Where the next page begins, as an address has it: the time and the id of the last order.
pub fn write_before(order: &Order) -> String {
    format!("{}-{}", order.held_at_ms, order.id.0)
}

pub fn read_before(text: &str) -> Option<Before> {
    let (at, id) = text.split_once('-')?;
    Some(Before { held_at_ms: at.parse().ok()?, id: id.to_string() })
}

pub async fn show(
    State(site): State<Site>,
    ui: Ui,
    who: Listener,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response<Body> {
    let own = context(&site, &ui, &who, &OrderId(id), &query).await;
    page(&site, &ui, &headers, StatusCode::OK, "orders/show.html", "order", own).await
}

async fn context(site: &Site, ui: &Ui, who: &Listener, id: &OrderId, query: &HashMap<String, String>) -> Result<Value> {
    let order = views::by_id(&site.ctx.db, id).await?;
    if order.listener != who.id {
        return Err(Error::NotFound("order"));
    }
    let revealed = match query.contains_key("revealed") {
        true => match redeeming::look(&site.ctx, &site.vault, id, &who.id).await {
            Ok(revealed) => Some(brought(revealed)),
            // The address was kept, and the order is another by now: the page says how it stands.
            Err(Error::Refused { .. }) => None,
            Err(error) => return Err(error),
        },
        false => None,
    };
    let product = products::by_id(&site.ctx.db, &order.product_id).await?;
    let zone = site.ctx.settings.time_zone.name();
    let untouched = match order.kind {
        Kind::Collect => order.collected_at_ms.is_none(),
        Kind::Voucher | Kind::Digital => order.disclosed_at_ms.is_none(),
    };
    let looks = views::disclosures(&site.ctx.db, id).await?;
    let looks: Vec<Time> = looks.into_iter().map(|at| Time::at(at, zone)).collect();
    Ok(json!({
        "order": shape(&order, zone), "product": shelf::shape(site, &product, ui.lang.code).await,
        "revealed": revealed, "looks": looks,
        "may_cancel": order.state == Standing::Held,
        "may_hand_back": order.state == Standing::Fulfilled && untouched,
        "done": told(query, "done", &DONE), "refused": told(query, "refused", &REFUSED),
    }))
}

/// What the order brings; an address in it is a link.
fn brought(revealed: Revealed) -> Value {
    match revealed {
        Revealed::Voucher { code } => json!({ "code": code, "text": null, "href": href(&code) }),
        Revealed::Digital { text } => json!({ "code": null, "text": text, "href": href(&text) }),
        Revealed::Collect { code, .. } => json!({ "code": code, "text": null, "href": null }),
    }
}

fn href(text: &str) -> Option<&str> {
    let one_word = !text.contains(char::is_whitespace);
    let address = url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "https" | "http"));
    (one_word && address).then_some(text)
}

/// An order as templates know it, without its product.
pub fn shape(order: &Order, zone: &str) -> Value {
    let time = |ms: Option<i64>| ms.map(|ms| Time::at(ms, zone));
    json!({
        "id": order.id, "href": path(&order.id), "kind": order.kind, "state": order.state, "price": order.price_coins,
        "placed": Time::at(order.held_at_ms, zone), "fulfilled": time(order.fulfilled_at_ms),
        "cancelled": time(order.cancelled_at_ms), "refunded": time(order.refunded_at_ms),
        "collected": time(order.collected_at_ms), "handed_back": order.because.as_deref() == Some(HANDED_BACK),
        "because": order.because, "seen": order.disclosed_at_ms.is_some(), "listener": order.listener,
    })
}

/// Orders of a list, each with its product's name.
pub async fn shapes(site: &Site, orders: &[Order], lang: &str) -> Result<Vec<Value>> {
    let zone = site.ctx.settings.time_zone.name();
    let ids: BTreeSet<&ProductId> = orders.iter().map(|order| &order.product_id).collect();
    let names = products::named(&site.ctx.db, ids.into_iter()).await?;
    let with_name = |order: &Order| {
        let mut shape = shape(order, zone);
        let named = names.get(&order.product_id).and_then(|texts| in_language(texts, lang));
        shape["product"] = json!(named.map(|(lang, text)| json!({ "name": text.name, "lang": lang })));
        shape
    };
    Ok(orders.iter().map(with_name).collect())
}

pub fn path(id: &OrderId) -> String {
    format!("/orders/{}", encode(&id.0))
}

/// Writes down that its owner looks, and leads to the page that shows it.
pub async fn reveal(
    State(site): State<Site>,
    ui: Ui,
    who: Listener,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    let id = OrderId(id);
    let revealed = redeeming::reveal(&site.ctx, &site.vault, &id, &who.id).await;
    after(&site, &ui, &headers, &id, "revealed=1", revealed.map(|_| ())).await
}

pub async fn cancel(
    State(site): State<Site>,
    ui: Ui,
    who: Listener,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    let id = OrderId(id);
    let cancelled = redeeming::cancel(&site.ctx, &id, Some(&who.id), HANDED_BACK).await;
    after(&site, &ui, &headers, &id, "done=cancelled", cancelled.map(|_| ())).await
}

pub async fn hand_back(
    State(site): State<Site>,
    ui: Ui,
    who: Listener,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    let id = OrderId(id);
    let back = redeeming::hand_back(&site.ctx, &id, &who.id).await;
    after(&site, &ui, &headers, &id, "done=handed-back", back.map(|_| ())).await
}

/// Back to the order: with what was done, or with what was refused. How it stands, the page says anyhow.
async fn after(
    site: &Site,
    ui: &Ui,
    headers: &HeaderMap,
    id: &OrderId,
    done: &str,
    result: Result<()>,
) -> Response<Body> {
    match result {
        Ok(()) => Redirect::to(&format!("{}?{done}", path(id))).into_response(),
        Err(Error::Refused { code, .. }) => Redirect::to(&format!("{}?refused={code}", path(id))).into_response(),
        Err(error) => problem::page(site, ui, headers, &error).await,
    }
}
