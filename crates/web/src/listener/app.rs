//! The newsroom as an app: what it is called and looks like on a home screen, the worker beside its pages, the pages of stories
//! that are kept and of a line that is gone. All the same for everybody.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Response, header};
use serde_json::{Value, json};

use super::{Around, Head, html, render, stored};
use crate::assets;
use crate::page::with_ui;
use crate::site::Site;
use crate::store::Stored;
use crate::ui::Ui;

/// A home screen shows about so many letters below an icon.
const SHORT_NAME: usize = 12;
/// The paper's own colour (paper.css), which the system shows before there is a page.
const PAPER: &str = "#fbf8f1";

/// `GET /app.webmanifest` (w3.org/TR/appmanifest), in the language of the interface; in every language the same app.
pub async fn manifest(State(site): State<Site>, ui: Ui, headers: HeaderMap) -> Response<Body> {
    stored(&site, &ui, &headers, async || {
        let mut made = Stored::new("application/manifest+json", told(&site, &ui).to_string());
        made.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        Ok(made)
    })
    .await
}

fn told(site: &Site, ui: &Ui) -> Value {
    let name = &site.ctx.settings.site_name;
    let say = |key: &str| site.pages.say(ui.lang.code, key, &[]);
    let at = |path: &str| match ui.lang.code == site.options.site_lang {
        true => path.to_string(),
        false => with_ui(path, ui.lang.code),
    };
    let icon = |name: &str, px: u32, purpose: &str| json!({ "src": assets::path(name), "sizes": format!("{px}x{px}"), "type": "image/png", "purpose": purpose });
    let shortcut = |name: &str, path: &str| json!({ "name": say(name), "url": at(path), "icons": [icon("icon-192.png", 192, "any")] });
    json!({
        "id": "/", "start_url": at("/"), "scope": "/", "display": "standalone",
        "name": name, "short_name": short(name), "lang": ui.lang.code, "dir": ui.lang.dir,
        "description": site.options.tagline.clone().or_else(|| super::about_site(site, ui)),
        "background_color": PAPER, "theme_color": PAPER, "categories": ["news"],
        "icons": [
            icon("icon-192.png", 192, "any"), icon("icon-512.png", 512, "any"),
            icon("maskable-192.png", 192, "maskable"), icon("maskable-512.png", 512, "maskable"),
            { "src": assets::path("icon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any" },
        ],
        "shortcuts": [shortcut("play-the-news", "/#play"), shortcut("downloads", "/downloads")],
    })
}

/// As many whole words as fit, and of a longer one as many letters.
fn short(name: &str) -> String {
    let mut short = String::new();
    for word in name.split_whitespace() {
        let longer = if short.is_empty() { word.to_string() } else { format!("{short} {word}") };
        if longer.chars().count() > SHORT_NAME {
            break;
        }
        short = longer;
    }
    if short.is_empty() { name.chars().take(SHORT_NAME).collect() } else { short }
}

/// `GET /sw.js`: at the root, so that it may answer for every page; asked for anew each time, so that a newer one is found.
pub async fn worker(headers: HeaderMap) -> Response<Body> {
    assets::WORKER.answer(&headers, false)
}

/// `GET /downloads`: the stories that are kept in this browser. Which they are, the newsroom does not know.
pub async fn downloads(State(site): State<Site>, ui: Ui, headers: HeaderMap) -> Response<Body> {
    page(&site, &ui, &headers, "downloads", "downloads").await
}

/// `GET /offline`: shown by the worker in the place of a page that cannot be fetched.
pub async fn offline(State(site): State<Site>, ui: Ui, headers: HeaderMap) -> Response<Body> {
    page(&site, &ui, &headers, "offline", "no-connection").await
}

async fn page(site: &Site, ui: &Ui, headers: &HeaderMap, kind: &'static str, title: &str) -> Response<Body> {
    stored(site, ui, headers, async || {
        let around = Around::read(site).await?;
        let title = Some(site.pages.say(ui.lang.code, title, &[]));
        let head = Head { kind, title, noindex: true, ..Head::default() };
        Ok(html(render(site, ui, &format!("{kind}.html"), &around, &head, json!({}))?))
    })
    .await
}
