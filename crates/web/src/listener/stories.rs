//! `/stories.json`: stories as the player has them, for lists that a browser keeps itself.

use std::collections::{HashMap, HashSet};

use axum::Json;
use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, Response, header};
use axum::response::IntoResponse;
use newsroom::articles::{self, Listed, Which};
use newsroom::error::Result;
use serde_json::json;

use super::which;
use crate::problem;
use crate::shapes::Item;
use crate::site::Site;
use crate::ui::Ui;

/// Stories in one answer; a browser with a longer list asks again.
const NAMED_AT_MOST: usize = 60;
/// Sections and publications that are looked through for one answer.
const FOLLOWED_AT_MOST: usize = 24;
/// Of each the newest, and of all of them together.
const NEWEST_OF_EACH: i64 = 8;
const NEWEST: usize = 24;

/// `GET /stories.json?slugs=a,b` → those of them that are published, in this order;
/// `GET /stories.json?sections=a,b&publications=c` → the newest of these.
pub async fn show(
    State(site): State<Site>,
    ui: Ui,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response<Body> {
    let found = match query.contains_key("slugs") {
        true => articles::published_as(&site.ctx.db, &list(&query, "slugs", NAMED_AT_MOST)).await,
        false => {
            let sections = list(&query, "sections", FOLLOWED_AT_MOST);
            newest(&site, &ui, &sections, &list(&query, "publications", FOLLOWED_AT_MOST)).await
        }
    };
    match found {
        Ok(found) => {
            let cards = site.cards(&found, &[], ui.lang.code).await;
            let items: Vec<Item> = cards.into_iter().map(|card| card.item).collect();
            // Which stories somebody asks for is theirs.
            ([(header::CACHE_CONTROL, "private, no-cache")], Json(json!({ "items": items }))).into_response()
        }
        Err(error) => problem::details(&error, problem::request_id(&headers)),
    }
}

fn list<'a>(query: &'a HashMap<String, String>, name: &str, at_most: usize) -> Vec<&'a str> {
    let all = query.get(name).map(String::as_str).unwrap_or_default();
    all.split(',').filter(|slug| !slug.is_empty()).take(at_most).collect()
}

async fn newest(site: &Site, ui: &Ui, sections: &[&str], publications: &[&str]) -> Result<Vec<Listed>> {
    let of_section = |slug: &&str| Which { section: Some(slug.to_string()), ..which(ui) };
    // A publication's own edition is heard there, though another publication has one that fits better.
    let of_publication = |slug: &&str| Which { publication: Some(slug.to_string()), ..Which::default() };
    let all = sections.iter().map(of_section).chain(publications.iter().map(of_publication));
    let mut found = Vec::new();
    for which in all.take(FOLLOWED_AT_MOST) {
        found.extend(articles::list(&site.ctx.db, &which, NEWEST_OF_EACH, 0).await?);
    }
    found.sort_by(|a, b| (b.published_at_ms, &b.id).cmp(&(a.published_at_ms, &a.id)));
    let mut seen = HashSet::new();
    found.retain(|story| seen.insert(story.story_id.clone()));
    found.truncate(NEWEST);
    Ok(found)
}
