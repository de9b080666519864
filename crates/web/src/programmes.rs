//! `GET …/programme.mp3`: what is on now, as one file. Sends to the address of exactly this programme, which means the same
//! bytes for ever; a player in the middle of one is not disturbed by the next story.

use std::time::Duration;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use moka::future::Cache;
use newsroom::articles::Which;
use newsroom::error::Result;
use newsroom::programmes::{self, About};

use crate::listener::{Around, programme};
use crate::site::Site;
use crate::ui::Ui;
use crate::{problem, sound};

/// Addresses kept, by edition number, language and where they were asked for.
const KEPT_AT_MOST: u64 = 1_000;
/// Far shorter than a list is kept in the files: each asking makes it young again.
const KEPT_FOR: Duration = Duration::from_secs(600);

/// Digests of the programmes that are on.
pub struct Programmes(Cache<(i64, &'static str, String), Option<String>>);

impl Programmes {
    pub fn new() -> Programmes {
        Programmes(Cache::builder().max_capacity(KEPT_AT_MOST).time_to_live(KEPT_FOR).build())
    }
}

impl Default for Programmes {
    fn default() -> Programmes {
        Programmes::new()
    }
}

pub async fn of_front(State(site): State<Site>, ui: Ui, headers: HeaderMap) -> Response<Body> {
    on(&site, &ui, &headers, Which::default()).await
}

pub async fn of_section(
    State(site): State<Site>,
    ui: Ui,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    on(&site, &ui, &headers, Which { section: Some(slug), ..Which::default() }).await
}

pub async fn of_publication(
    State(site): State<Site>,
    ui: Ui,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    on(&site, &ui, &headers, Which { publication: Some(slug), ..Which::default() }).await
}

pub async fn of_tag(State(site): State<Site>, ui: Ui, Path(slug): Path<String>, headers: HeaderMap) -> Response<Body> {
    on(&site, &ui, &headers, Which { tag: Some(slug), ..Which::default() }).await
}

pub async fn of_topic(
    State(site): State<Site>,
    ui: Ui,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    on(&site, &ui, &headers, Which { topic: Some(slug), ..Which::default() }).await
}

async fn on(site: &Site, ui: &Ui, headers: &HeaderMap, which: Which) -> Response<Body> {
    let key = (site.edition(), ui.lang.code, ui.here.split('?').next().unwrap_or_default().to_string());
    // Those who ask at the same moment wait for one joining.
    match site.programmes.0.try_get_with(key, join(site, ui, which)).await {
        Ok(Some(digest)) => sent_to(&format!("/programmes/{digest}.mp3")),
        Ok(None) => sound::gone(),
        Err(error) => problem::details(&error, problem::request_id(headers)),
    }
}

async fn join(site: &Site, ui: &Ui, which: Which) -> Result<Option<String>> {
    let around = Around::read(site).await?;
    let title = programme::name(site, ui, &around, &which).await?;
    let lang = match &which.publication {
        Some(slug) => around.publications.iter().find(|p| p.slug == *slug).map_or(ui.lang.code, |p| p.lang.as_str()),
        None => ui.lang.code,
    };
    let stories = programme::stories(site, ui, which, None).await?;
    let about = About { title: &title, artist: &site.ctx.settings.site_name, lang };
    programmes::join(&site.ctx, &about, &stories).await
}

fn sent_to(path: &str) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::FOUND;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(path) = HeaderValue::from_str(path) {
        response.headers_mut().insert(header::LOCATION, path);
    }
    response
}
