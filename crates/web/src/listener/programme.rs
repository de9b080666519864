//! `/programme.json`: what plays one story after another.

use std::collections::HashMap;

use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, Response, header};
use newsroom::articles::{self, Listed, Tag, Which};
use newsroom::error::{Error, Result};
use newsroom::publications::{Publication, Section};
use newsroom::topics::{self, Topic};
use serde_json::json;

use super::{Around, stored};
use crate::shapes::{Item, Programme, encode};
use crate::site::Site;
use crate::store::Stored;
use crate::ui::Ui;
use crate::words::Arg;

/// Longest programme in stories, about two hours.
const STORIES_AT_MOST: i64 = 40;
const COMING_UP: usize = 3;

pub async fn of_front(site: &Site, ui: &Ui, around: &Around) -> Result<Programme> {
    let title = site.ctx.settings.site_name.clone();
    programme(site, ui, around, Which::default(), None, "/programme.json".into(), title).await
}

pub async fn of_section(site: &Site, ui: &Ui, around: &Around, section: &Section) -> Result<Programme> {
    let which = Which { section: Some(section.slug.clone()), ..Which::default() };
    let source = format!("/programme.json?section={}", section.slug);
    programme(site, ui, around, which, None, source, section.name(ui.lang.code).to_string()).await
}

pub async fn of_publication(site: &Site, ui: &Ui, around: &Around, publication: &Publication) -> Result<Programme> {
    let which = Which { publication: Some(publication.slug.clone()), ..Which::default() };
    let source = format!("/programme.json?publication={}", publication.slug);
    programme(site, ui, around, which, None, source, publication.name.clone()).await
}

pub async fn of_tag(site: &Site, ui: &Ui, around: &Around, tag: &Tag) -> Result<Programme> {
    let which = Which { tag: Some(tag.slug.clone()), ..Which::default() };
    let source = format!("/programme.json?tag={}", encode(&tag.slug));
    programme(site, ui, around, which, None, source, tag.name.clone()).await
}

pub async fn of_topic(site: &Site, ui: &Ui, around: &Around, topic: &Topic) -> Result<Programme> {
    let which = Which { topic: Some(topic.slug.clone()), ..Which::default() };
    let source = format!("/programme.json?topic={}", encode(&topic.slug));
    programme(site, ui, around, which, None, source, topic.name.clone()).await
}

/// What goes on after a story.
pub async fn after(site: &Site, ui: &Ui, around: &Around, article: &Listed) -> Result<Programme> {
    let title = site.ctx.settings.site_name.clone();
    let source = format!("/programme.json?after={}", encode(&article.slug));
    programme(site, ui, around, Which::default(), Some(&article.slug), source, title).await
}

async fn programme(
    site: &Site,
    ui: &Ui,
    around: &Around,
    which: Which,
    after: Option<&str>,
    source: String,
    title: String,
) -> Result<Programme> {
    // The player fetches the source as it stands, so the language is in it.
    let source =
        if ui.lang.code == site.options.site_lang { source } else { crate::page::with_ui(&source, ui.lang.code) };
    let stories = stories(site, ui, which, after).await?;
    let next = stories.iter().skip(1).take(COMING_UP).cloned().collect::<Vec<_>>();
    let first = match stories.first() {
        Some(first) => Some(site.card(first, &around.sections, ui.lang.code).await.item),
        None => None,
    };
    Ok(Programme {
        source,
        title,
        count: stories.len(),
        duration_ms: stories.iter().filter_map(|s| s.duration_ms).sum(),
        first,
        next: site.cards(&next, &around.sections, ui.lang.code).await,
    })
}

/// The stories of a programme that can be heard now: in the listener's language if there are any, else in all.
pub async fn stories(site: &Site, ui: &Ui, which: Which, after: Option<&str>) -> Result<Vec<Listed>> {
    let db = &site.ctx.db;
    let own = Which { only_lang: Some(ui.lang.code.to_string()), ..which.clone() };
    let mut stories = articles::list(db, &own, STORIES_AT_MOST, 0).await?;
    stories.retain(|story| story.audio.is_some());
    if stories.is_empty() {
        // A publication's own edition is heard there, though another publication has one that fits better.
        let prefer_lang = which.publication.is_none().then(|| ui.lang.code.to_string());
        let any = Which { prefer_lang, ..which };
        stories = articles::list(db, &any, STORIES_AT_MOST, 0).await?;
        stories.retain(|story| story.audio.is_some());
    }
    if let Some(slug) = after {
        // What is newer than this story comes after the rest of the programme.
        if let Some(at) = stories.iter().position(|story| story.slug == slug) {
            stories.rotate_left(at);
            stories.remove(0);
        }
    }
    Ok(stories)
}

/// `GET /programme.json?section=…|publication=…|tag=…|topic=…[&after=SLUG]`
pub async fn show(
    State(site): State<Site>,
    ui: Ui,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response<Body> {
    stored(&site, &ui, &headers, async || {
        let around = Around::read(&site).await?;
        let named = |name: &str| query.get(name).cloned();
        let which = Which {
            section: named("section"),
            publication: named("publication"),
            tag: named("tag"),
            topic: named("topic"),
            ..Which::default()
        };
        let title = title(&site, &ui, &around, &which).await?;
        let stories = stories(&site, &ui, which, query.get("after").map(String::as_str)).await?;
        let cards = site.cards(&stories, &around.sections, ui.lang.code).await;
        let items: Vec<Item> = cards.into_iter().map(|card| card.item).collect();
        let mut made = Stored::new("application/json", json!({ "title": title, "items": items }).to_string());
        made.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        Ok(made)
    })
    .await
}

/// What the player calls a programme.
async fn title(site: &Site, ui: &Ui, around: &Around, which: &Which) -> Result<String> {
    if *which != Which::default() {
        return name(site, ui, around, which).await;
    }
    let name = Arg::Text(site.ctx.settings.site_name.clone());
    Ok(site.pages.say(ui.lang.code, "play-the-news", &[("name", name)]))
}

/// The name of what a programme is of: a section, a publication, a tag, a topic, or the site.
pub async fn name(site: &Site, ui: &Ui, around: &Around, which: &Which) -> Result<String> {
    if let Some(slug) = &which.section {
        let section = around.sections.iter().find(|s| s.slug == *slug).ok_or(Error::NotFound("section"))?;
        return Ok(section.name(ui.lang.code).to_string());
    }
    if let Some(slug) = &which.publication {
        let publication = around.publications.iter().find(|p| p.slug == *slug).ok_or(Error::NotFound("publication"))?;
        return Ok(publication.name.clone());
    }
    if let Some(slug) = &which.tag {
        return Ok(articles::tag(&site.ctx.db, slug).await?.name);
    }
    if let Some(slug) = &which.topic {
        return Ok(topics::by_slug(&site.ctx.db, ui.lang.code, slug).await?.name);
    }
    Ok(site.ctx.settings.site_name.clone())
}
