//! `/topics/{slug}`, and hot topics on other pages.

use std::collections::HashMap;

use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use newsroom::articles::{Listed, Tag, Which};
use newsroom::error::Result;
use newsroom::topics::{self, Topic};
use serde::Serialize;
use serde_json::json;

use super::{Around, Head, PER_PAGE, html, newest, page_number, programme, render, stored, which};
use crate::account::sign_in::ui_path;
use crate::shapes::{Card, Named, Pager, Time, encode};
use crate::site::Site;
use crate::store::Stored;
use crate::ui::Ui;

/// Tags of a topic's stories.
const TAGS: i64 = 12;

/// A topic as other pages name it.
#[derive(Clone, Debug, Serialize)]
pub struct TopicShape {
    pub name: String,
    pub lang: String,
    pub href: String,
    pub stories: i64,
    pub publications: i64,
}

/// What one day told of a topic.
#[derive(Debug, Serialize)]
struct Day {
    at: Time,
    cards: Vec<Card>,
}

pub fn shape(topic: &Topic) -> TopicShape {
    TopicShape {
        name: topic.name.clone(),
        lang: topic.lang.clone(),
        href: format!("/topics/{}", encode(&topic.slug)),
        stories: topic.stories,
        publications: topic.publications,
    }
}

/// Tags as links.
pub fn tags(tags: Vec<Tag>) -> Vec<Named> {
    let named = |tag: Tag| Named { href: format!("/tags/{}", encode(&tag.slug)), name: tag.name, lang: None };
    tags.into_iter().map(named).collect()
}

/// What is hot now, the hottest first.
pub async fn hot(site: &Site, ui: &Ui) -> Result<Vec<TopicShape>> {
    let hot = topics::hot(&site.ctx.db, ui.lang.code, topics::ON_A_PAGE).await?;
    Ok(hot.iter().map(shape).collect())
}

pub async fn show(
    State(site): State<Site>,
    ui: Ui,
    Path(slug): Path<String>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response<Body> {
    stored(&site, &ui, &headers, async || {
        let around = Around::read(&site).await?;
        let topic = topics::by_slug(&site.ctx.db, ui.lang.code, &slug).await?;
        let path = format!("/topics/{}", encode(&topic.slug));
        if topic.slug != slug {
            return Ok(gone_to(&ui_path(&site, &ui, &path)));
        }
        let page = page_number(&query)?;
        let which = Which { topic: Some(slug.clone()), ..which(&ui) };
        let (stories, total) = super::listed(&site, &which, page).await?;
        let cards = site.cards(&stories, &around.sections, ui.lang.code).await;
        let head = Head {
            kind: "topic",
            title: Some(topic.name.clone()),
            description: super::about_list(&site, &ui, &topic.name),
            canonical: Some(site.url(&super::numbered(&path, page))),
            alternates: super::interface_alternates(&site, &super::numbered(&path, page)),
            edition: newest(cards.iter()),
            ..Head::default()
        };
        // Both of all that was told: a topic's own figures are those of the last two weeks.
        let publications = topics::publications(&site.ctx.db, &topic.id).await?;
        let days = days(&stories, cards, site.ctx.settings.time_zone.name());
        let own = json!({
            "topic": { "name": topic.name, "lang": topic.lang, "stories": total, "publications": publications },
            "programme": programme::of_topic(&site, &ui, &around, &topic).await?,
            "days": days, "pages": Pager::of(&path, page, total, PER_PAGE),
            "related": tags(topics::tags(&site.ctx.db, &topic.id, TAGS).await?),
            "hot_topics": hot(&site, &ui).await?.into_iter().filter(|other| other.href != path).collect::<Vec<_>>(),
        });
        Ok(html(render(&site, &ui, "topic.html", &around, &head, own)?))
    })
    .await
}

/// The time line: what was told on each day. All days are the newsroom's: of two publications, each by its own clock, one
/// may be in tomorrow already, and a day would stand there twice.
fn days(stories: &[Listed], cards: Vec<Card>, zone: &str) -> Vec<Day> {
    let date = |at: &Time| (at.year, at.month, at.day);
    let mut days: Vec<Day> = Vec::new();
    for (story, card) in stories.iter().zip(cards) {
        let at = Time::at(story.published_at_ms.unwrap_or(story.revised_at_ms), zone);
        match days.last_mut().filter(|day| date(&day.at) == date(&at)) {
            Some(day) => day.cards.push(card),
            None => days.push(Day { at, cards: vec![card] }),
        }
    }
    days
}

/// The topic's stories are another's now. It may part from it again, so nobody is told to remember.
fn gone_to(path: &str) -> Stored {
    let mut stored = Stored::new("text/plain; charset=utf-8", "");
    stored.status = StatusCode::FOUND;
    if let Ok(path) = HeaderValue::from_str(path) {
        stored.headers.insert(header::LOCATION, path);
    }
    stored.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    stored
}
