//! `/desk`: all stories, the last changed first.

use std::collections::HashMap;

use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, Response, header};
use axum::response::{IntoResponse, Redirect};
use newsroom::articles;
use newsroom::error::{Error, Result};
use serde_json::json;

use super::row;
use crate::listener::{Around, Head, PER_PAGE, page_number, render};
use crate::problem;
use crate::session::Staff;
use crate::shapes::Pager;
use crate::site::Site;
use crate::ui::Ui;

const STATES: [&str; 4] = ["draft", "scheduled", "published", "retracted"];

pub async fn show(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response<Body> {
    if !who.member.roles.edits_anything() {
        return Redirect::to("/desk/orders").into_response();
    }
    match page(&site, &ui, &who, &query).await {
        Ok(body) => ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], body).into_response(),
        Err(error) => problem::page(&site, &ui, &headers, &error).await,
    }
}

async fn page(site: &Site, ui: &Ui, who: &Staff, query: &HashMap<String, String>) -> Result<String> {
    let around = Around::read(site).await?;
    let filter = query.get("state").map(String::as_str).filter(|state| *state != "all");
    if filter.is_some_and(|state| !STATES.contains(&state)) {
        return Err(Error::NotFound("state"));
    }
    let page = page_number(query)?;
    let whose = who.member.roles.edited();
    let whose = whose.as_deref();
    let stories = articles::desk_list(&site.ctx.db, filter, whose, PER_PAGE, (page - 1) * PER_PAGE).await?;
    let by_state: HashMap<String, i64> = articles::desk_counts(&site.ctx.db, whose).await?.into_iter().collect();
    let count = |state: &str| by_state.get(state).copied().unwrap_or(0);
    let all: i64 = by_state.values().sum();
    let mut rows = Vec::with_capacity(stories.len());
    for story in &stories {
        let section = around.sections.iter().find(|s| s.slug == story.section_slug);
        rows.push(row(site, story, section.map(|s| s.name(ui.lang.code))).await);
    }
    let path = filter.map_or("/desk".to_string(), |state| format!("/desk?state={state}"));
    let title = site.pages.say(ui.lang.code, "desk", &[]);
    let head = Head { kind: "desk", title: Some(title), noindex: true, ..Head::default() };
    let own = json!({
        "guard": who.guard, "may": super::may(who), "filter": filter.unwrap_or("all"),
        "counts": { "all": all, "draft": count("draft"), "scheduled": count("scheduled"),
            "published": count("published"), "retracted": count("retracted") },
        "stories": rows, "pages": Pager::of(&path, page, filter.map_or(all, count), PER_PAGE), "notice": null,
    });
    render(site, ui, "desk/index.html", &around, &head, own)
}
