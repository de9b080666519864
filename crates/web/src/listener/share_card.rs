//! `/articles/{slug}/share-card/{name}`: the card that stands for a story where a link to it is shared; drawn when it is
//! first asked for, and kept.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use bytes::Bytes;
use newsroom::articles::{self, Listed, State as Standing};
use newsroom::error::{Error, Result};
use newsroom::pictures::{self, lettering};
use newsroom::publications::{self, Section};
use newsroom::sweeping::card_file;
use serde_json::{Value, json};

use crate::shapes::{article_path, dir};
use crate::sharing::{self, HEIGHT, Shown, WIDTH};
use crate::site::Site;
use crate::store::has_already;
use crate::words::{Arg, language};
use crate::{assets, problem};

/// A day: its address tells what is on it, but a story that is taken back must not be shown for a year.
const KEPT: &str = "public, max-age=86400";

/// What the card of a story shows, in the story's own language.
pub fn shown(site: &Site, article: &Listed, sections: &[Section]) -> Shown {
    let words = words(site, &article.lang);
    let section = sections.iter().find(|section| section.slug == article.section_slug);
    let length = article
        .audio
        .as_ref()
        .and(article.duration_ms)
        .map(|ms| site.pages.say(words, "share-card-length", &[("length", Arg::Text(clock(ms)))]));
    Shown {
        headline: article.headline.clone(),
        lang: article.lang.clone(),
        rtl: dir(&article.lang) == "rtl",
        publication: article.publication_name.clone(),
        section: section.map(|section| section.name(words).to_string()),
        length,
        site: site.ctx.settings.site_name.clone(),
        picture: article.figure().map(|figure| figure.src),
    }
}

/// The card as a page tells of it to those who show links.
pub fn image(site: &Site, article: &Listed, shown: &Shown) -> Value {
    let name = shown.name(&site.pages);
    let args = [
        ("headline", Arg::Text(article.headline.clone())),
        ("publication", Arg::Text(article.publication_name.clone())),
    ];
    json!({
        "src": site.url(&format!("{}/share-card/{name}", article_path(&article.slug))),
        "width": WIDTH, "height": HEIGHT, "type": kind(&name),
        "alt": site.pages.say(words(site, &article.lang), "share-card-alt", &args),
    })
}

/// The catalogue of a story's language, else the site's.
fn words<'a>(site: &'a Site, lang: &str) -> &'a str {
    language(lang).map_or(site.options.site_lang.as_str(), |language| language.code)
}

fn kind(name: &str) -> &'static str {
    if name.ends_with(".png") { "image/png" } else { "image/jpeg" }
}

/// 3:07, 1:02:09.
fn clock(ms: i64) -> String {
    let seconds = ms.max(0) / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

pub async fn show(
    State(site): State<Site>,
    Path((slug, name)): Path<(String, String)>,
    request: HeaderMap,
) -> Response<Body> {
    match answer(&site, &slug, &name, &request).await {
        Ok(response) => response,
        Err(error) => problem::details(&error, problem::request_id(&request)),
    }
}

async fn answer(site: &Site, slug: &str, name: &str, request: &HeaderMap) -> Result<Response<Body>> {
    let article = articles::by_slug(&site.ctx.db, slug).await?;
    if Standing::named(&article.state) != Standing::Published {
        return Err(Error::NotFound("card"));
    }
    let shown = shown(site, &article, &publications::sections(&site.ctx.db).await?);
    let now = shown.name(&site.pages);
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    if name != now {
        // A page that somebody read before the headline was corrected names the card of then.
        let there = format!("{}/share-card/{now}", article_path(slug));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(header::LOCATION, HeaderValue::try_from(there).map_err(|e| Error::broken("naming a card", e))?);
        *response.status_mut() = StatusCode::FOUND;
        return Ok(response);
    }
    let etag = format!("\"{name}\"");
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(KEPT));
    headers.insert(header::ETAG, HeaderValue::try_from(&etag).map_err(|e| Error::broken("naming a card", e))?);
    if has_already(request, &etag) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return Ok(response);
    }
    let bytes = drawn(site, shown, &now).await?;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind(&now)));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    *response.body_mut() = Body::from(bytes);
    Ok(response)
}

/// The card from the files, or drawn now: a few at once, each on a thread of its own. Who waits longer than any answer may
/// take is told to come again; what was begun is finished, and there for the next one.
async fn drawn(site: &Site, shown: Shown, name: &str) -> Result<Bytes> {
    let file = card_file(name);
    if let Some(kept) = site.ctx.files.get(&file).await? {
        return Ok(kept);
    }
    let gone = |e| Error::broken("waiting for a card", e);
    let permit = site.cards.clone().acquire_owned().await.map_err(gone)?;
    // Somebody before us in the queue may have asked for the same one.
    if let Some(kept) = site.ctx.files.get(&file).await? {
        return Ok(kept);
    }
    let picture = match &shown.picture {
        Some(id) => site.ctx.files.get(&pictures::file(id, pictures::JPEG_WIDTH, "jpg")).await?,
        None => None,
    };
    let drawing = site.clone();
    let work = tokio::task::spawn_blocking(move || {
        let _until_drawn = permit;
        draw(&drawing, shown, picture)
    });
    let bytes = Bytes::from(work.await.map_err(|e| Error::broken("drawing a card", e))??);
    site.ctx.files.cache(&file, bytes.clone()).await?;
    Ok(bytes)
}

fn draw(site: &Site, mut shown: Shown, picture: Option<Bytes>) -> Result<Vec<u8>> {
    let letters = site.lettering.get_or_init(|| lettering::Lettering::of(assets::faces()));
    let is_jpeg = shown.picture.is_some();
    // A picture whose file is gone leaves a card without one.
    if picture.is_none() {
        shown.picture = None;
    }
    let svg = sharing::drawing(&shown, letters, &site.pages, words(site, &shown.lang))?;
    let behind = picture.map(|bytes| sharing::behind(bytes.to_vec()));
    let drawn = letters.draw(&svg, &shown.lang, behind.as_ref())?;
    if is_jpeg { lettering::as_jpeg(&drawn) } else { lettering::as_png(&drawn) }
}
