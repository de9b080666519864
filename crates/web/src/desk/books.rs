//! `/desk/books`: what is owed in coins, and whether the books are right.

use axum::body::Body;
use axum::extract::{Form, State};
use axum::http::{HeaderMap, Response, StatusCode};
use axum::response::{IntoResponse, Redirect};
use newsroom::error::Result;
use newsroom::hearing::standing;
use newsroom::ledger::{stop, wallet};
use newsroom::{jobs, rates};
use serde::Deserialize;
use serde_json::{Value, json};

use super::page;
use crate::problem;
use crate::session::Staff;
use crate::shapes::Time;
use crate::site::Site;
use crate::ui::Ui;

/// Audits that are listed.
const LISTED: i64 = 24;

pub async fn show(State(site): State<Site>, ui: Ui, who: Staff, headers: HeaderMap) -> Response<Body> {
    let own = context(&site).await;
    page(&site, &ui, &who, &headers, StatusCode::OK, ("desk/books.html", "books"), own).await
}

async fn context(site: &Site) -> Result<Value> {
    let db = &site.ctx.db;
    let zone = site.ctx.settings.time_zone.name();
    let closed = stop::closed(db).await?.map(|(at, why)| json!({ "at": Time::at(at, zone), "why": why }));
    let audits: Vec<Value> = stop::seen(db, LISTED)
        .await?
        .into_iter()
        .map(|audit| {
            json!({ "at": Time::at(audit.at_ms, zone), "transfers": audit.transfers, "hash": audit.hash, "wrong": audit.wrong })
        })
        .collect();
    let sheet = standing::sheet(db, site.ctx.clock.now_ms()).await?;
    let lately = rates::preview(&site.ctx, &sheet).await?;
    Ok(json!({ "lately": lately, "totals": wallet::totals(db).await?, "closed": closed, "audits": audits }))
}

#[derive(Deserialize)]
pub struct Guarded {
    guard: String,
}

/// Asks for an audit now; a worker does it.
pub async fn audit(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    headers: HeaderMap,
    Form(form): Form<Guarded>,
) -> Response<Body> {
    let asked = async {
        who.must_guard(&form.guard)?;
        let mut tx = site.ctx.db.begin().await?;
        jobs::enqueue(&mut tx, &site.ctx, "audit", Some("audit"), "").await?;
        tx.commit().await
    };
    match asked.await {
        Ok(()) => {
            site.ctx.bell.notify_one();
            Redirect::to("/desk/books").into_response()
        }
        Err(error) => problem::page(&site, &ui, &headers, &error).await,
    }
}
