//! `/desk/newsletter`: who gets it, what comes next, and how the last issues went.

pub mod issue;
mod typed;

use std::collections::HashMap;

use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, Response, StatusCode};
use newsroom::error::Result;
use newsroom::newsletter::copies;
use newsroom::newsletter::issues::{self, Issue};
use newsroom::subscribers;
use serde_json::{Value, json};

use super::page;
use crate::session::Staff;
use crate::shapes::Time;
use crate::site::Site;
use crate::ui::{Ui, told};
use crate::words::language;

/// What the pages may say was done, or was not.
const DONE: [&str; 7] = ["saved", "tested", "begun", "skipped", "went-on", "arrived", "again"];
const REFUSED: [&str; 5] = ["changed", "settled", "too-long", "no-address", "no-stories"];

pub async fn list(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response<Body> {
    let own = context(&site, &query).await;
    page(&site, &ui, &who, &headers, StatusCode::OK, ("desk/newsletter.html", "newsletter"), own).await
}

async fn context(site: &Site, query: &HashMap<String, String>) -> Result<Value> {
    let db = &site.ctx.db;
    let audiences = subscribers::audiences(db).await?;
    let people = |issue: &Issue| {
        audiences
            .iter()
            .find(|(rhythm, lang, _)| *rhythm == issue.rhythm && *lang == issue.lang)
            .map_or(0, |found| found.2)
    };
    let coming: Vec<Value> = issues::coming(db)
        .await?
        .iter()
        .map(|issue| {
            let mut shape = shape(site, issue);
            shape["people"] = json!(people(issue));
            shape
        })
        .collect();
    let mut past = Vec::new();
    for issue in issues::past(db).await? {
        let mut shape = shape(site, &issue);
        shape["counts"] = json!(copies::counts(db, &issue.id).await?);
        past.push(shape);
    }
    let states: HashMap<String, i64> = subscribers::counts(db).await?.into_iter().collect();
    let count = |state: &str| states.get(state).copied().unwrap_or_default();
    Ok(json!({
        "offered": site.offers_newsletter(), "coming": coming, "past": past,
        "confirmed": count("confirmed"), "asked": count("asked"), "gone": count("refused"),
        "done": told(query, "done", &DONE), "refused": told(query, "refused", &REFUSED),
    }))
}

/// An issue, as the desk's pages have it.
fn shape(site: &Site, issue: &Issue) -> Value {
    let zone = site.ctx.settings.time_zone.name();
    let time = |ms: i64| Time::at(ms, zone);
    json!({
        "href": format!("/desk/newsletter/{}", issue.id), "rhythm": issue.rhythm.name(), "lang": issue.lang,
        "lang_name": language(&issue.lang).map_or(issue.lang.as_str(), |l| l.name), "number": issue.number,
        "state": issue.state, "goes": time(issue.goes_at_ms), "begun": issue.begun_at_ms.map(time),
        "ended": issue.ended_at_ms.map(time), "problem": issue.problem, "subject": issue.subject, "intro": issue.intro,
        "version": issue.version,
    })
}
