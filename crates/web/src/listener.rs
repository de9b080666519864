//! The pages that listeners see, and what they share.

pub mod about;
pub mod app;
pub mod article;
pub mod front;
pub mod listening;
pub mod machines;
pub mod picture;
pub mod programme;
pub mod publication;
pub mod search;
pub mod section;
pub mod share_card;
pub mod stories;
pub mod tag;
pub mod topic;

use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use futures::future::BoxFuture;
use minijinja::Value;
use newsroom::articles::{self, Listed, Which};
use newsroom::error::{Error, Result};
use newsroom::publications::{self, Publication, Section};
use newsroom::spots::campaigns::{self, Running};
use serde::Serialize;
use serde_json::json;

use crate::page::with_ui;
use crate::shapes::{Card, Named, SectionShape, Time};
use crate::site::Site;
use crate::store::Stored;
use crate::ui::Ui;
use crate::words::{Arg, LANGUAGES, Language};
use crate::{problem, spots};

/// Stories on one page of a list.
pub const PER_PAGE: i64 = 24;
const INSTEAD: i64 = 3;

/// What every page knows of the newsroom.
#[derive(Default)]
pub struct Around {
    pub sections: Vec<Section>,
    pub publications: Vec<Publication>,
    /// Campaigns that run now.
    pub spots: Vec<Running>,
}

impl Around {
    pub async fn read(site: &Site) -> Result<Around> {
        Ok(Around {
            sections: publications::sections(&site.ctx.db).await?,
            publications: publications::all(&site.ctx.db).await?,
            spots: campaigns::running(&site.ctx).await?,
        })
    }
}

/// What a page says of itself.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Head {
    pub kind: &'static str,
    pub title: Option<String>,
    pub description: Option<String>,
    pub canonical: Option<String>,
    pub noindex: bool,
    pub image: Option<serde_json::Value>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub alternates: Vec<serde_json::Value>,
    pub feeds: Vec<serde_json::Value>,
    pub json_ld: Vec<serde_json::Value>,
    /// The date under the masthead.
    #[serde(skip)]
    pub edition: Option<Time>,
    /// Slug of the section that the masthead marks as open.
    #[serde(skip)]
    pub section: Option<String>,
}

/// Renders a page: the layout's context and the page's own.
pub fn render(
    site: &Site,
    ui: &Ui,
    template: &str,
    around: &Around,
    head: &Head,
    own: impl Serialize,
) -> Result<String> {
    let section = head.section.as_deref();
    let sections: Vec<_> = around.sections.iter().map(|s| SectionShape::of(s, ui.lang.code, section)).collect();
    let named = |p: &Publication| Named {
        name: p.name.clone(),
        href: format!("/publications/{}", p.slug),
        lang: Some(p.lang.clone()),
    };
    let base = json!({
        "ui": { "lang": ui.lang.code, "dir": ui.lang.dir, "languages": ui.languages() },
        "site": { "name": site.ctx.settings.site_name, "tagline": site.options.tagline, "url": site.ctx.settings.public_url, "newsletter": site.offers_newsletter() },
        "page": head, "sections": sections,
        "publications": around.publications.iter().map(named).collect::<Vec<_>>(),
        "edition": head.edition, "spoken_spots": spots::spoken(site, around),
    });
    let context = minijinja::context! { ..Value::from_serialize(own), ..Value::from_serialize(base) };
    site.pages.render(ui.lang.code, template, context)
}

/// A page from the cache, or made now; what goes wrong becomes the designed page. Nothing in it may belong to one
/// person: no name, token or nonce.
pub async fn stored<F>(site: &Site, ui: &Ui, request: &HeaderMap, make: F) -> Response<Body>
where
    F: AsyncFnOnce() -> Result<Stored>,
{
    let key = format!("{} {} {}", site.edition(), ui.lang.code, ui.here);
    if let Some(kept) = site.stored.get(&key).await {
        return kept.answer(request, false);
    }
    match make().await {
        Ok(made) => {
            let made = Arc::new(made);
            site.stored.insert(key, made.clone()).await;
            made.answer(request, false)
        }
        Err(error) => problem::page(site, ui, request, &error).await,
    }
}

/// A page of HTML as it is kept. Browsers ask again each time, and are told when nothing has changed.
pub fn html(body: String) -> Stored {
    let mut stored = Stored::new("text/html; charset=utf-8", body);
    stored.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    stored.headers.insert(header::VARY, HeaderValue::from_static("Cookie, Accept-Language"));
    stored
}

/// The newest of some cards gives the date under the masthead.
pub fn newest<'a>(cards: impl Iterator<Item = &'a Card>) -> Option<Time> {
    cards.map(|card| &card.published).max_by(|a, b| a.iso.cmp(&b.iso)).cloned()
}

/// Of a story in several languages, the edition that fits the interface.
pub fn which(ui: &Ui) -> Which {
    Which { prefer_lang: Some(ui.lang.code.to_string()), ..Which::default() }
}

/// The number in `?page=`, from 1.
pub fn page_number(query: &std::collections::HashMap<String, String>) -> Result<i64> {
    match query.get("page").map(|page| page.parse::<i64>()) {
        None => Ok(1),
        Some(Ok(page)) if (1..=100_000).contains(&page) => Ok(page),
        Some(_) => Err(Error::NotFound("page")),
    }
}

/// One page of a list, and how many stories it has in all. A page past the end is not found.
pub async fn listed(site: &Site, which: &Which, page: i64) -> Result<(Vec<Listed>, i64)> {
    let total = articles::count(&site.ctx.db, which).await?;
    let stories = articles::list(&site.ctx.db, which, PER_PAGE, (page - 1) * PER_PAGE).await?;
    if stories.is_empty() && page > 1 { Err(Error::NotFound("page")) } else { Ok((stories, total)) }
}

/// The path of page `n` of a list.
pub fn numbered(path: &str, page: i64) -> String {
    if page == 1 { path.to_string() } else { format!("{path}?page={page}") }
}

/// This page in the other languages of the interface, for search engines.
pub fn interface_alternates(site: &Site, path: &str) -> Vec<serde_json::Value> {
    let href = |l: &Language| match l.code == site.options.site_lang {
        true => site.url(path),
        false => site.url(&with_ui(path, l.code)),
    };
    LANGUAGES.iter().map(|l| json!({ "lang": l.code, "href": href(l) })).collect()
}

/// What a list page says of itself to search engines.
pub fn about_list(site: &Site, ui: &Ui, name: &str) -> Option<String> {
    let args = [("name", Arg::Text(name.to_string())), ("site", Arg::Text(site.ctx.settings.site_name.clone()))];
    Some(site.pages.say(ui.lang.code, "about-list", &args))
}

/// What the front page says of itself where the newsroom has no tagline.
pub fn about_site(site: &Site, ui: &Ui) -> Option<String> {
    let args = [("site", Arg::Text(site.ctx.settings.site_name.clone()))];
    Some(site.pages.say(ui.lang.code, "about-site", &args))
}

fn problem_title(status: StatusCode) -> &'static str {
    match status.as_u16() {
        401 | 403 => "problem-403",
        404 => "problem-404",
        410 => "problem-410",
        429 => "problem-429",
        503 => "problem-503",
        500.. => "problem-500",
        _ => "problem-400",
    }
}

/// The designed page for what went wrong, as an answer.
pub async fn problem(site: &Site, ui: &Ui, status: StatusCode, code: &str, id: Option<&str>) -> Response<Body> {
    let mut response = Response::new(Body::from(problem_body(site, ui, status, code, id, None).await));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The designed page for what went wrong, with something to hear instead. When the database is away it has none. Boxed,
/// because every handler ends in it, and the compiler looks into each for what it holds.
pub fn problem_body<'a>(
    site: &'a Site,
    ui: &'a Ui,
    status: StatusCode,
    code: &'a str,
    id: Option<&'a str>,
    retracted: Option<serde_json::Value>,
) -> BoxFuture<'a, String> {
    Box::pin(async move {
        let around = Around::read(site).await.unwrap_or_default();
        let stories = articles::list(&site.ctx.db, &which(ui), INSTEAD, 0).await.unwrap_or_default();
        let cards = site.cards(&stories, &around.sections, ui.lang.code).await;
        let head = Head {
            kind: "problem",
            title: Some(site.pages.say(ui.lang.code, problem_title(status), &[])),
            noindex: true,
            edition: newest(cards.iter()),
            ..Head::default()
        };
        let own = json!({ "problem": { "status": status.as_u16(), "code": code, "id": id, "retracted": retracted }, "cards": cards });
        render(site, ui, "problem.html", &around, &head, own).unwrap_or_else(|error| {
            tracing::error!(%error, "cannot render the page that says what went wrong");
            format!("<!doctype html><title>{status}</title><h1>{status}</h1>")
        })
    })
}
