//! In which language a visitor sees the interface.

use std::collections::HashMap;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use crate::page::with_ui;
use crate::site::Site;
use crate::words::{LANGUAGES, Language, language};

pub const COOKIE: &str = "ui";
const COOKIE_LIVES_S: u32 = 365 * 24 * 60 * 60;

/// The language of this page, and the address it was asked for without `ui` and `choose`.
#[derive(Clone, Debug)]
pub struct Ui {
    pub lang: &'static Language,
    pub here: String,
}

impl Ui {
    /// This page in each language, as the masthead's switch has them.
    pub fn languages(&self) -> Vec<serde_json::Value> {
        let joint = if self.here.contains('?') { '&' } else { '?' };
        let shape = |l: &Language| {
            serde_json::json!({ "code": l.code, "name": l.name, "current": l.code == self.lang.code,
                "href": format!("{}{joint}ui={}&choose=1", self.here, l.code) })
        };
        LANGUAGES.iter().map(shape).collect()
    }
}

/// What a redirect says of the form before it, if it is a key of ours: an address that was made up leads to no words.
pub fn told(query: &HashMap<String, String>, name: &str, keys: &[&'static str]) -> Option<&'static str> {
    let said = query.get(name)?;
    keys.iter().copied().find(|key| key == said)
}

impl FromRequestParts<Site> for Ui {
    type Rejection = Response;

    /// `?ui=`, else the cookie, else `Accept-Language`, else the site's default. Where the answer is another than the
    /// default and the address does not say so, the visitor is sent to the address that does: one address, one page.
    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Ui, Response> {
        let default = language(&site.options.site_lang).unwrap_or(&LANGUAGES[0]);
        let (asked, choose, here) = read(&parts.uri);
        if let (Some(lang), true) = (asked, choose) {
            return Err(chosen(lang, default, &here, site.ctx.settings.public_url.starts_with("https")));
        }
        if let Some(lang) = asked {
            return Ok(Ui { lang, here });
        }
        // A file for machines, `/podcast.xml`, is what its address says, whoever asks: no detour.
        if parts.uri.path().contains('.') {
            return Ok(Ui { lang: default, here });
        }
        let wanted =
            cookie(&parts.headers, COOKIE).and_then(language).or_else(|| accepted(&parts.headers)).unwrap_or(default);
        if wanted != default && parts.method == Method::GET {
            let there = with_ui(&here, wanted.code);
            let head = [(header::LOCATION, there), (header::VARY, "Cookie, Accept-Language".into())];
            return Err((StatusCode::FOUND, head).into_response());
        }
        Ok(Ui { lang: wanted, here })
    }
}

fn read(uri: &Uri) -> (Option<&'static Language>, bool, String) {
    let (mut asked, mut choose, mut rest) = (None, false, Vec::new());
    for pair in uri.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty()) {
        match pair.split_once('=') {
            Some(("ui", code)) => asked = language(code),
            Some(("choose", _)) => choose = true,
            _ => rest.push(pair),
        }
    }
    let query = if rest.is_empty() { String::new() } else { format!("?{}", rest.join("&")) };
    (asked, choose, format!("{}{query}", uri.path()))
}

/// The switch in the masthead was used: remember it, and go to the address without the marks of the choice.
fn chosen(lang: &Language, default: &Language, here: &str, secure: bool) -> Response {
    let there = if lang == default { here.to_string() } else { with_ui(here, lang.code) };
    let secure = if secure { "; Secure" } else { "" };
    let cookie = format!("{COOKIE}={}; Path=/; Max-Age={COOKIE_LIVES_S}; SameSite=Lax{secure}", lang.code);
    let head =
        [(header::LOCATION, there), (header::SET_COOKIE, cookie), (header::CACHE_CONTROL, "no-store".to_string())];
    (StatusCode::FOUND, head).into_response()
}

/// The value of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(header::COOKIE).into_iter().filter_map(|v| v.to_str().ok());
    all.flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// The first language that we have, in the visitor's order of preference.
fn accepted(headers: &HeaderMap) -> Option<&'static Language> {
    let header = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut wanted: Vec<(f32, &str)> = header
        .split(',')
        .take(20)
        .map(|part| {
            let mut pieces = part.trim().split(';');
            let tag = pieces.next().unwrap_or_default().trim();
            let q = pieces.find_map(|p| p.trim().strip_prefix("q=")?.parse().ok()).unwrap_or(1.0);
            (q, tag)
        })
        .collect();
    wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
    wanted.into_iter().find_map(|(q, tag)| if q > 0.0 { language(tag) } else { None })
}
