//! Feeds, sitemaps, robots.txt: the newsroom as machines read it.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Response, header};
use newsroom::articles::{self, Listed, Which};
use newsroom::error::{Error, Result};
use newsroom::{pictures, topics};
use serde_json::{Value, json};

use super::{Around, stored, which};
use crate::feeds::Category;
use crate::feeds::{self, Entry, Feed};
use crate::shapes::{article_path, encode};
use crate::site::Site;
use crate::sitemap::{self, News, Page};
use crate::store::Stored;
use crate::ui::Ui;

/// Entries of a feed: enough for a month of a busy newsroom.
const ENTRIES: i64 = 100;
/// Articles in the sitemaps.
const ARTICLES_AT_MOST: i64 = 500_000;
const TAGS_AT_MOST: i64 = 50_000;
const TOPICS_AT_MOST: i64 = 100;

const PODCAST: &str = "podcast.xml";
const ATOM: &str = "atom.xml";
const JSON: &str = "feed.json";

/// The feeds of a page, for its head; `path` is the page's own, empty for the front page.
pub fn links(site: &Site, path: &str, title: &str) -> Vec<Value> {
    let link =
        |kind: &str, name: &str| json!({ "type": kind, "title": title, "href": site.url(&format!("{path}/{name}")) });
    vec![link("application/rss+xml", PODCAST), link("application/atom+xml", ATOM), link("application/feed+json", JSON)]
}

pub async fn podcast(site: State<Site>, ui: Ui, headers: HeaderMap) -> Response<Body> {
    of_site(site.0, ui, headers, PODCAST).await
}

pub async fn atom(site: State<Site>, ui: Ui, headers: HeaderMap) -> Response<Body> {
    of_site(site.0, ui, headers, ATOM).await
}

pub async fn json(site: State<Site>, ui: Ui, headers: HeaderMap) -> Response<Body> {
    of_site(site.0, ui, headers, JSON).await
}

/// A feed in another language is another feed, with an address and an identity of its own.
fn own(site: &Site, ui: &Ui, path: &str) -> String {
    if ui.lang.code == site.options.site_lang { path.to_string() } else { crate::page::with_ui(path, ui.lang.code) }
}

async fn of_site(site: Site, ui: Ui, headers: HeaderMap, name: &str) -> Response<Body> {
    stored(&site, &ui, &headers, async || {
        let around = Around::read(&site).await?;
        let title = &site.ctx.settings.site_name;
        let mut feed =
            Feed::at(&site.ctx.settings.public_url, &own(&site, &ui, &format!("/{name}")), "/", title, ui.lang.code);
        feed.description = site.options.tagline.clone().unwrap_or_default();
        feed.image_url = Some(site.url("/covers/site.jpg"));
        written(&site, &around, feed, &which(&ui), name).await
    })
    .await
}

pub async fn of_section(
    State(site): State<Site>,
    ui: Ui,
    Path((slug, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response<Body> {
    stored(&site, &ui, &headers, async || {
        let around = Around::read(&site).await?;
        let section = around.sections.iter().find(|s| s.slug == slug).ok_or(Error::NotFound("section"))?;
        let (page, title) =
            (format!("/sections/{slug}"), format!("{} · {}", section.name(ui.lang.code), site.ctx.settings.site_name));
        let path = own(&site, &ui, &format!("{page}/{name}"));
        let mut feed = Feed::at(&site.ctx.settings.public_url, &path, &page, &title, ui.lang.code);
        feed.description = super::about_list(&site, &ui, section.name(ui.lang.code)).unwrap_or_default();
        feed.image_url = Some(site.url("/covers/site.jpg"));
        feed.author = site.ctx.settings.site_name.clone();
        feed.category = Category::of_section(&slug);
        written(&site, &around, feed, &Which { section: Some(slug.clone()), ..which(&ui) }, &name).await
    })
    .await
}

pub async fn of_publication(
    State(site): State<Site>,
    ui: Ui,
    Path((slug, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response<Body> {
    stored(&site, &ui, &headers, async || {
        let around = Around::read(&site).await?;
        let found = around.publications.iter().find(|p| p.slug == slug);
        let publication = found.ok_or(Error::NotFound("publication"))?;
        let page = format!("/publications/{slug}");
        let path = format!("{page}/{name}");
        let mut feed = Feed::at(&site.ctx.settings.public_url, &path, &page, &publication.name, &publication.lang);
        feed.description = publication.description.clone();
        feed.image_url = Some(site.url(&format!("/covers/{slug}.jpg")));
        written(&site, &around, feed, &Which { publication: Some(slug.clone()), ..Which::default() }, &name).await
    })
    .await
}

/// Writes a feed in one format.
type Write = fn(&Feed, &[Entry]) -> String;

async fn written(site: &Site, around: &Around, mut feed: Feed, which: &Which, name: &str) -> Result<Stored> {
    let (kind, write): (&str, Write) = match name {
        PODCAST => ("application/rss+xml; charset=utf-8", feeds::podcast::write),
        ATOM => ("application/atom+xml; charset=utf-8", feeds::atom::write),
        JSON => ("application/feed+json; charset=utf-8", feeds::json_feed::write),
        _ => return Err(Error::NotFound("feed")),
    };
    let stories = articles::list(&site.ctx.db, which, ENTRIES, 0).await?;
    let mut entries = Vec::with_capacity(stories.len());
    for story in &stories {
        entries.push(entry(site, around, story).await?);
    }
    // An empty feed is as old as its newsroom, not as old as Unix.
    feed.updated_ms = entries.iter().map(|e| e.updated_ms).max().unwrap_or_else(|| site.ctx.clock.now_ms());
    let mut made = Stored::new(kind, write(&feed, &entries));
    made.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=60"));
    made.headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    Ok(made)
}

async fn entry(site: &Site, around: &Around, story: &Listed) -> Result<Entry> {
    let db = &site.ctx.db;
    let url = &site.ctx.settings.public_url;
    let content = articles::revision(db, &story.revision_id).await?;
    let tags = articles::tags(db, &story.id).await?;
    let corrections = articles::corrections(db, &story.id).await?;
    let section = around.sections.iter().find(|s| s.slug == story.section_slug);
    let lang = crate::words::language(&story.lang).map_or("en", |l| l.code);
    let correction = site.pages.say(lang, "correction", &[]);
    let label = |at: &articles::Correction| {
        let day = crate::shapes::Time::at(at.corrected_at_ms, &story.time_zone);
        format!("{correction}, {}", day.iso.get(..10).unwrap_or_default())
    };
    let disclosure = newsroom::voicing::disclosure(speech::lang::Lang::of(&story.lang));
    Ok(Entry::of(url, story)
        .with_content(url, &content)
        .with_labels(section.map_or("", |s| s.name(lang)), &tags)
        .with_corrections(&corrections, label)
        .with_disclosure(disclosure))
}

/// `GET /covers/{name}`: a square cover for podcast directories, drawn in the publication's colour.
pub async fn cover(State(site): State<Site>, ui: Ui, Path(name): Path<String>, headers: HeaderMap) -> Response<Body> {
    const SITE_COLOUR: &str = "#8a6116";
    stored(&site, &ui, &headers, async || {
        let slug = name.strip_suffix(".jpg").ok_or(Error::NotFound("cover"))?;
        let colour = match slug {
            "site" => SITE_COLOUR.to_string(),
            slug => newsroom::publications::by_slug(&site.ctx.db, slug).await?.accent,
        };
        let drawn = tokio::task::spawn_blocking(move || pictures::cover(&colour)).await;
        let mut made = Stored::new("image/jpeg", drawn.map_err(|e| Error::broken("drawing a cover", e))??);
        made.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400"));
        Ok(made)
    })
    .await
}

async fn pages(site: &Site) -> Result<Vec<Page>> {
    let around = Around::read(site).await?;
    let mut pages = vec![Page { url: site.url("/"), ..Page::default() }];
    let mut add = |path: String| pages.push(Page { url: site.url(&path), ..Page::default() });
    around.sections.iter().for_each(|s| add(format!("/sections/{}", s.slug)));
    around.publications.iter().for_each(|p| add(format!("/publications/{}", p.slug)));
    let tags = articles::all_tags(&site.ctx.db, TAGS_AT_MOST).await?;
    tags.iter().for_each(|t| add(format!("/tags/{}", encode(&t.slug))));
    let topics = topics::hot(&site.ctx.db, &site.options.site_lang, TOPICS_AT_MOST).await?;
    topics.iter().for_each(|t| add(format!("/topics/{}", encode(&t.slug))));
    add("/about/voice".into());
    let stories = articles::list(&site.ctx.db, &Which::default(), ARTICLES_AT_MOST, 0).await?;
    let mut editions: std::collections::HashMap<&str, Vec<&Listed>> = std::collections::HashMap::new();
    for story in &stories {
        editions.entry(&story.story_id).or_default().push(story);
    }
    for story in &stories {
        let all = editions.get(story.story_id.as_str()).filter(|all| all.len() > 1);
        let named = |e: &&Listed| (e.lang.clone(), site.url(&article_path(&e.slug)));
        pages.push(Page {
            url: site.url(&article_path(&story.slug)),
            changed_ms: Some(story.revised_at_ms.max(story.published_at_ms.unwrap_or_default())),
            editions: all.map(|all| all.iter().map(named).collect()).unwrap_or_default(),
        });
    }
    Ok(pages)
}

fn xml(body: String) -> Stored {
    let mut made = Stored::new("application/xml; charset=utf-8", body);
    made.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    made
}

/// `GET /sitemap.xml`: the pages themselves, or an index when they are too many for one file.
pub async fn sitemap(State(site): State<Site>, ui: Ui, headers: HeaderMap) -> Response<Body> {
    stored(&site, &ui, &headers, async || {
        let pages = pages(&site).await?;
        let parts = sitemap::split(&pages);
        if parts.len() == 1 {
            return Ok(xml(sitemap::write(&pages)));
        }
        let part = |n: usize| (site.url(&format!("/sitemaps/{}", n + 1)), None);
        Ok(xml(sitemap::index(&(0..parts.len()).map(part).collect::<Vec<_>>())))
    })
    .await
}

/// `GET /sitemaps/{n}`, from 1.
pub async fn sitemap_part(
    State(site): State<Site>,
    ui: Ui,
    Path(n): Path<usize>,
    headers: HeaderMap,
) -> Response<Body> {
    stored(&site, &ui, &headers, async || {
        let pages = pages(&site).await?;
        let parts = sitemap::split(&pages);
        let part = n.checked_sub(1).and_then(|n| parts.get(n)).ok_or(Error::NotFound("sitemap"))?;
        Ok(xml(sitemap::write(&pages[part.clone()])))
    })
    .await
}

/// `GET /news-sitemap.xml`: the last two days.
pub async fn news_sitemap(State(site): State<Site>, ui: Ui, headers: HeaderMap) -> Response<Body> {
    stored(&site, &ui, &headers, async || {
        let stories = articles::list(&site.ctx.db, &Which::default(), sitemap::NEWS_AT_MOST as i64, 0).await?;
        let news = stories.iter().map(|story| News {
            url: site.url(&article_path(&story.slug)),
            publication: story.publication_name.clone(),
            lang: story.lang.clone(),
            headline: story.headline.clone(),
            published_ms: story.published_at_ms.unwrap_or_default(),
        });
        Ok(xml(sitemap::news(&news.collect::<Vec<_>>(), site.ctx.clock.now_ms())))
    })
    .await
}

pub async fn robots(State(site): State<Site>, ui: Ui, headers: HeaderMap) -> Response<Body> {
    stored(&site, &ui, &headers, async || {
        let sitemaps = [site.url("/sitemap.xml"), site.url("/news-sitemap.xml")];
        let text = sitemap::robots(&["/desk", "/metrics"], &sitemaps);
        Ok(Stored::new("text/plain; charset=utf-8", text))
    })
    .await
}
