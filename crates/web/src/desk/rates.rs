//! `/desk/rates`: what is paid for what, what a change would have paid, and publishing it.

use std::collections::HashMap;

use axum::body::Body;
use axum::extract::{Form, Query, State};
use axum::http::{HeaderMap, Response, StatusCode};
use axum::response::{IntoResponse, Redirect};
use newsroom::error::{Error, Result};
use newsroom::hearing::sheet::Sheet;
use newsroom::hearing::standing;
use newsroom::rates::{self, Preview};
use serde_json::{Value, json};

use super::{article::on_the_wall, page};
use crate::problem;
use crate::session::Staff;
use crate::shapes::Time;
use crate::site::Site;
use crate::ui::Ui;

/// Fields of the form.
const FIELDS: [&str; 8] = ["quantum", "coins", "daily", "threshold", "expires", "pool-day", "pool-month", "begins"];

pub async fn show(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response<Body> {
    let own = async {
        let sheet = standing::sheet(&site.ctx.db, site.ctx.clock.now_ms()).await?;
        let mut typed = typed(&sheet);
        let asked = FIELDS.iter().filter_map(|name| Some((name.to_string(), query.get(*name)?.clone())));
        let changes = asked.collect::<HashMap<_, _>>();
        let looks = !changes.is_empty();
        typed.extend(changes);
        let seen = match looks {
            true => Some(preview(&site, &typed).await),
            false => None,
        };
        let (seen, error) = match seen {
            Some(Ok(seen)) => (Some(seen), None),
            Some(Err(error @ Error::Invalid(_))) => (None, Some(error)),
            Some(Err(error)) => return Err(error),
            None => (None, None),
        };
        context(&site, typed, seen, error.as_ref(), query.contains_key("done")).await
    };
    let own = own.await;
    page(&site, &ui, &who, &headers, StatusCode::OK, ("desk/rates.html", "rates"), own).await
}

async fn preview(site: &Site, typed: &HashMap<String, String>) -> Result<Preview> {
    rates::preview(&site.ctx, &asked(site, typed).await?).await
}

async fn context(
    site: &Site,
    typed: HashMap<String, String>,
    seen: Option<Preview>,
    error: Option<&Error>,
    done: bool,
) -> Result<Value> {
    let zone = site.ctx.settings.time_zone.name();
    let now_ms = site.ctx.clock.now_ms();
    let holds = standing::sheet(&site.ctx.db, now_ms).await?;
    let shape = |sheet: &Sheet, begins_at_ms: i64| {
        json!({ "version": sheet.version, "begins": Time::at(begins_at_ms, zone), "since_ever": begins_at_ms == 0,
            "coins": sheet.coins, "quantum_s": sheet.quantum_ms / 1000, "daily_min": sheet.daily_ms / 60_000,
            "pool_day": sheet.pool_day, "pool_month": sheet.pool_month, "holds": sheet.version == holds.version })
    };
    let mut published: Vec<Value> =
        rates::published(&site.ctx.db).await?.iter().map(|one| shape(&one.sheet, one.begins_at_ms)).collect();
    if published.is_empty() {
        published.push(shape(&holds, 0));
    }
    let wrong: Vec<&str> = match error {
        Some(Error::Invalid(fields)) => fields.iter().map(|field| field.name).collect(),
        _ => Vec::new(),
    };
    let refused = match error {
        Some(Error::Refused { code, .. }) => Some(*code),
        _ => None,
    };
    Ok(json!({
        "fields": typed, "version": rates::next_version(&site.ctx.db).await?, "wrong": wrong,
        "refused": refused, "done": done, "preview": seen, "published": published,
        "zone": Time::at(now_ms, zone).zone,
    }))
}

/// A sheet as the form shows it.
fn typed(sheet: &Sheet) -> HashMap<String, String> {
    let pool = |pool: Option<i64>| pool.map_or(String::new(), |coins| coins.to_string());
    let fields = [
        ("quantum", (sheet.quantum_ms / 1000).to_string()),
        ("coins", sheet.coins.to_string()),
        ("daily", (sheet.daily_ms / 60_000).to_string()),
        ("threshold", (sheet.threshold_ms / 1000).to_string()),
        ("expires", sheet.expires_months.to_string()),
        ("pool-day", pool(sheet.pool_day)),
        ("pool-month", pool(sheet.pool_month)),
        ("begins", String::new()),
    ];
    fields.into_iter().map(|(name, value)| (name.to_string(), value)).collect()
}

/// The sheet that a form asks for; what it does not name stays as it is.
async fn asked(site: &Site, typed: &HashMap<String, String>) -> Result<Sheet> {
    let held = standing::sheet(&site.ctx.db, site.ctx.clock.now_ms()).await?;
    let number = |name: &str, wrong: &'static str| -> Result<i64> {
        let text = typed.get(name).map_or("", |text| text.trim());
        text.parse().map_err(|_| Error::invalid(wrong, "a whole number"))
    };
    let pool = |name: &str, wrong: &'static str| -> Result<Option<i64>> {
        match typed.get(name).map_or("", |text| text.trim()) {
            "" => Ok(None),
            _ => number(name, wrong).map(Some),
        }
    };
    Ok(Sheet {
        version: rates::next_version(&site.ctx.db).await?,
        quantum_ms: number("quantum", "quantum")?.saturating_mul(1000),
        coins: number("coins", "coins")?,
        daily_ms: number("daily", "daily")?.saturating_mul(60_000),
        threshold_ms: number("threshold", "threshold")?.saturating_mul(1000),
        expires_months: u32::try_from(number("expires", "expires")?).unwrap_or_default(),
        pool_day: pool("pool-day", "pool_day")?,
        pool_month: pool("pool-month", "pool_month")?,
        ..held
    })
}

pub async fn publish(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> Response<Body> {
    let published = async {
        if form.get("guard") != Some(&who.guard) {
            return Err(Error::Forbidden("the form does not belong to this sign-in"));
        }
        let begins_at_ms = match form.get("begins").map_or("", |at| at.trim()) {
            "" => site.ctx.clock.now_ms(),
            at => on_the_wall(at, site.ctx.settings.time_zone.name())?,
        };
        let mut sheet = asked(&site, &form).await?;
        // The version that whoever publishes has seen a preview of.
        sheet.version = form.get("version").and_then(|n| n.parse().ok()).unwrap_or(sheet.version);
        rates::publish(&site.ctx, &sheet, begins_at_ms).await
    };
    match published.await {
        Ok(()) => Redirect::to("/desk/rates?done=1").into_response(),
        Err(error @ (Error::Invalid(_) | Error::Refused { .. })) => {
            let own = context(&site, form, None, Some(&error), false).await;
            page(&site, &ui, &who, &headers, problem::status(&error).0, ("desk/rates.html", "rates"), own).await
        }
        Err(error) => problem::page(&site, &ui, &headers, &error).await,
    }
}
