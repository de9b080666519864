//! `/wallet`: a listener's coins, and every line that made them.

use std::collections::{BTreeSet, HashMap};

use axum::Json;
use axum::body::Body;
use axum::extract::{Form, Query, State};
use axum::http::{HeaderMap, Response, StatusCode};
use axum::response::{IntoResponse, Redirect};
use newsroom::error::{Error, Result};
use newsroom::hearing::standing;
use newsroom::ids::{ArticleId, ListenerId, OrderId};
use newsroom::ledger::wallet::{self, Line};
use newsroom::orders::views;
use newsroom::products::{self, in_language};
use newsroom::{articles, held};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::account::door::Listener;
use crate::account::page;
use crate::problem;
use crate::shapes::{Time, encode};
use crate::site::Site;
use crate::ui::{Ui, told};

/// The numbers that the masthead's disc and the player show.
pub async fn coins(State(site): State<Site>, who: Listener) -> Response<Body> {
    match numbers(&site, &who.id).await {
        Ok(numbers) => Json(numbers).into_response(),
        Err(error) => problem::details(&error, None),
    }
}

async fn numbers(site: &Site, listener: &ListenerId) -> Result<Value> {
    let ctx = &site.ctx;
    let now = ctx.clock.now_ms();
    let coins = wallet::wallet(&ctx.db, listener, now).await?;
    let standing = standing::of(&ctx.db, listener, now, ctx.settings.time_zone).await?;
    Ok(json!({ "coins": coins, "standing": standing }))
}

pub async fn show(
    State(site): State<Site>,
    ui: Ui,
    who: Listener,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response<Body> {
    let before = query.get("before").and_then(|before| before.parse().ok()).unwrap_or(i64::MAX);
    let own = context(&site, ui.lang.code, &who.id, before, &query).await;
    page(&site, &ui, &headers, StatusCode::OK, "wallet.html", "wallet", own).await
}

/// What the page may say of the last deed: keys that we wrote ourselves.
const DONE: [&str; 1] = ["appealed"];
const REFUSED: [&str; 3] = ["no-words", "nothing-held", "appealed"];

async fn context(
    site: &Site,
    lang: &str,
    listener: &ListenerId,
    before: i64,
    query: &HashMap<String, String>,
) -> Result<Value> {
    let ctx = &site.ctx;
    let zone = ctx.settings.time_zone.name();
    let mut own = numbers(site, listener).await?;
    let lines = wallet::statement(&ctx.db, listener, before).await?;
    let stories = stories(site, &lines).await?;
    let orders = orders(site, &lines, lang).await?;
    let older = (lines.len() as i64 == wallet::LINES_AT_MOST).then(|| lines.last().map(|line| line.seq)).flatten();
    let lines: Vec<Value> = lines.iter().map(|line| shape(line, &stories, &orders, zone)).collect();
    let expiring = own["coins"]["expiring"].as_array().cloned().unwrap_or_default();
    let expiring: Vec<Value> = expiring
        .iter()
        .map(|lot| json!({ "at": Time::at(lot[0].as_i64().unwrap_or_default() - 1, zone), "coins": lot[1] }))
        .collect();
    own["done"] = json!(told(query, "done", &DONE));
    own["refused"] = json!(told(query, "refused", &REFUSED));
    own["appeal"] = match held::appeals(&ctx.db, listener).await?.first() {
        Some(appeal) => json!({ "words": appeal.words, "made": Time::at(appeal.made_at_ms, zone),
            "answered": appeal.answered_at_ms.map(|ms| Time::at(ms, zone)), "answer": appeal.answer,
            "because": appeal.because }),
        None => Value::Null,
    };
    own["expiring"] = json!(expiring);
    own["lines"] = json!(lines);
    own["older"] = json!(older.map(|seq| format!("/wallet?before={seq}")));
    own["first"] = json!(before == i64::MAX);
    Ok(own)
}

#[derive(Deserialize)]
pub struct Appeal {
    words: String,
}

/// Asks staff to look at what is held.
pub async fn appeal(
    State(site): State<Site>,
    ui: Ui,
    who: Listener,
    headers: HeaderMap,
    Form(form): Form<Appeal>,
) -> Response<Body> {
    match held::appeal(&site.ctx, &who.id, &form.words).await {
        Ok(_) => Redirect::to("/wallet?done=appealed").into_response(),
        Err(Error::Invalid(_)) => Redirect::to("/wallet?refused=no-words").into_response(),
        Err(Error::Refused { code, .. }) => Redirect::to(&format!("/wallet?refused={code}")).into_response(),
        Err(error) => problem::page(&site, &ui, &headers, &error).await,
    }
}

/// What the ids in the lines are called, and where they are; a story that is no longer shown keeps its name.
async fn stories(site: &Site, lines: &[Line]) -> Result<HashMap<String, Value>> {
    let mut ids = BTreeSet::new();
    for line in lines {
        for (id, _) in heard(line) {
            ids.insert(id);
        }
    }
    let mut found = HashMap::new();
    for (id, slug, headline, lang, state) in articles::named(&site.ctx.db, ids.into_iter().map(ArticleId)).await? {
        let href = (state == "published").then(|| format!("/articles/{}", encode(&slug)));
        found.insert(id, json!({ "headline": headline, "lang": lang, "href": href }));
    }
    Ok(found)
}

/// The order that a line is of, by its id, with its product's name.
async fn orders(site: &Site, lines: &[Line], lang: &str) -> Result<HashMap<String, Value>> {
    let ids: BTreeSet<OrderId> = lines.iter().filter_map(order).collect();
    let mut found = HashMap::new();
    let products = views::products_of(&site.ctx.db, ids.iter()).await?;
    let names = products::named(&site.ctx.db, products.values()).await?;
    for id in &ids {
        let named = products.get(id).and_then(|product| names.get(product)).and_then(|texts| in_language(texts, lang));
        let (lang, text) = named.unzip();
        let name = text.map(|text| &text.name);
        found.insert(id.0.clone(), json!({ "href": crate::orders::path(id), "name": name, "lang": lang }));
    }
    Ok(found)
}

fn order(line: &Line) -> Option<OrderId> {
    let memo: Value = serde_json::from_str(&line.memo).unwrap_or_default();
    memo["order"].as_str().map(|id| OrderId(id.to_string()))
}

/// Stories and ms that a line paid for.
fn heard(line: &Line) -> Vec<(String, i64)> {
    let memo: Value = serde_json::from_str(&line.memo).unwrap_or_default();
    serde_json::from_value(memo["heard"].clone()).unwrap_or_default()
}

/// The key of the words for a line: one that a later version writes must not break the page.
fn reason(line: &Line) -> &str {
    match line.reason.as_str() {
        known @ ("earn" | "redeem" | "refund" | "expire") => known,
        _ => "other",
    }
}

fn shape(line: &Line, stories: &HashMap<String, Value>, orders: &HashMap<String, Value>, zone: &str) -> Value {
    let memo: Value = serde_json::from_str(&line.memo).unwrap_or_default();
    let heard: Vec<Value> =
        heard(line).iter().map(|(id, ms)| json!({ "story": stories.get(id), "seconds": (ms + 500) / 1000 })).collect();
    json!({
        "at": Time::at(line.at_ms, zone), "coins": line.coins, "kind": line.kind, "reason": reason(line),
        "heard": heard, "order": order(line).and_then(|id| orders.get(&id.0)), "version": memo["version"], "rule": memo["rule"], "held_because": memo["held_because"],
        "because": memo["because"].as_str().filter(|_| line.reason == "earn"),
        "expires": line.expires_at_ms.map(|ms| Time::at(ms - 1, zone)),
    })
}
