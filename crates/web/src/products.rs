//! `/products`: what coins are redeemed for, and who offers it. Whoever is signed in sees what is missing.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response, StatusCode, header};
use axum::response::IntoResponse;
use newsroom::error::{Error, Result};
use newsroom::ids::ProductId;
use newsroom::ledger::wallet;
use newsroom::products::{self, Product, in_language};
use newsroom::story::Figure;
use serde_json::{Value, json};

use crate::account::door::{self, Listener};
use crate::listener::{Around, Head, interface_alternates, render};
use crate::problem;
use crate::shapes::{dir, encode};
use crate::site::Site;
use crate::ui::Ui;

/// So few that a page counts them.
const FEW: i64 = 10;
const DAY_MS: i64 = 24 * 60 * 60_000;

pub async fn list(State(site): State<Site>, ui: Ui, headers: HeaderMap) -> Response<Body> {
    let who = door::listener(&site, &headers).await;
    let made = async {
        let mut shapes = Vec::new();
        for product in products::offered(&site.ctx.db, None).await? {
            shapes.push(shape(&site, &product, ui.lang.code).await);
        }
        let head = Head {
            title: Some(site.pages.say(ui.lang.code, "products", &[])),
            description: Some(site.pages.say(ui.lang.code, "products-lead", &[])),
            ..head(&site, "/products")
        };
        let own = json!({ "products": shapes, "purse": purse(&site, who.as_ref()).await? });
        render(&site, &ui, "products/index.html", &Around::read(&site).await?, &head, own)
    };
    answer(&site, &ui, &headers, made.await).await
}

pub async fn show(State(site): State<Site>, ui: Ui, Path(id): Path<String>, headers: HeaderMap) -> Response<Body> {
    let who = door::listener(&site, &headers).await;
    let made = async {
        let product = products::by_id(&site.ctx.db, &ProductId(id)).await?;
        if product.listed_at_ms.is_none() {
            return Err(Error::NotFound("product"));
        }
        let shape = shape(&site, &product, ui.lang.code).await;
        let head = Head {
            title: shape["name"].as_str().map(str::to_string),
            description: shape["description"].as_str().map(str::to_string),
            noindex: product.withdrawn_at_ms.is_some(),
            ..head(&site, &path(&product.id))
        };
        let own = json!({ "product": shape, "purse": purse(&site, who.as_ref()).await? });
        render(&site, &ui, "products/show.html", &Around::read(&site).await?, &head, own)
    };
    answer(&site, &ui, &headers, made.await).await
}

fn head(site: &Site, path: &str) -> Head {
    Head {
        kind: "about",
        canonical: Some(site.url(path)),
        alternates: interface_alternates(site, path),
        ..Head::default()
    }
}

pub fn path(id: &ProductId) -> String {
    format!("/products/{}", encode(&id.0))
}

/// Coins to redeem, of whoever is signed in.
async fn purse(site: &Site, who: Option<&Listener>) -> Result<Option<i64>> {
    let Some(who) = who else { return Ok(None) };
    Ok(Some(wallet::wallet(&site.ctx.db, &who.id, site.ctx.clock.now_ms()).await?.available))
}

/// A product as templates know it.
pub async fn shape(site: &Site, product: &Product, lang: &str) -> Value {
    let (lang, text) = in_language(&product.texts, lang).unzip();
    let (lang, name) = (lang.unwrap_or_default(), text.map_or("", |text| &text.name));
    let picture = match &product.picture {
        // The name stands beside it and says it all.
        Some(src) => site.figure(&Figure { src: src.clone(), alt: String::new(), caption: None, credit: None }).await,
        None => None,
    };
    let limit = product.limit.map(|limit| {
        let days = limit.window_ms / DAY_MS;
        json!({ "orders": limit.orders, "days": if days >= 3_650 { None } else { Some(days.max(1)) } })
    });
    json!({
        "id": product.id, "href": path(&product.id), "name": name, "description": text.map(|text| &text.description),
        "lang": lang, "dir": dir(lang), "partner": product.partner, "picture": picture, "kind": product.kind,
        "price": product.price_coins, "left": product.left.max(0), "few": product.left <= FEW, "limit": limit,
        "listed": product.listed_at_ms.is_some(), "withdrawn": product.withdrawn_at_ms.is_some(),
    })
}

/// What is left changes with each order, and what is missing with who looks: a page of the moment.
async fn answer(site: &Site, ui: &Ui, headers: &HeaderMap, made: Result<String>) -> Response<Body> {
    match made {
        Ok(body) => {
            let head = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
            (StatusCode::OK, head, body).into_response()
        }
        Err(error) => problem::page(site, ui, headers, &error).await,
    }
}
