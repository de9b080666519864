//! Sitemaps, the news sitemap and robots.txt: where search engines find what there is.
//!
//! Sources: sitemaps.org/protocol.html; the search engines' pages on `xhtml:link` alternates and on news sitemaps;
//! RFC 9309 for robots.txt.

use std::ops::Range;

use chrono::{DateTime, SecondsFormat};

use crate::xml::Xml;

/// Addresses in one sitemap, by the protocol. More are spread over several, see [`split`].
pub const ADDRESSES_AT_MOST: usize = 50_000;
/// Bytes of one sitemap: the protocol's 50 MB, less a margin for what [`split`] only estimates.
pub const BYTES_AT_MOST: usize = 45 << 20;
/// Sitemaps in one index, by the protocol.
pub const SITEMAPS_AT_MOST: usize = 50_000;
/// Articles in a news sitemap, and how old they may be.
pub const NEWS_AT_MOST: usize = 1_000;
pub const NEWS_FOR_MS: i64 = 48 * 60 * 60 * 1000;

/// A page. Addresses are absolute.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    pub url: String,
    /// Unix milliseconds of its last change, where it is known.
    pub changed_ms: Option<i64>,
    /// All language editions of it with their BCP 47 tags, this one too; empty when there is only this one.
    pub editions: Vec<(String, String)>,
}

/// An article of the last days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    pub url: String,
    pub publication: String,
    pub lang: String,
    pub headline: String,
    pub published_ms: i64,
}

/// How pages are spread over sitemaps. One range: a sitemap of its own will do. Several: a sitemap each, and an
/// [`index`] of them.
pub fn split(pages: &[Page]) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (at, page) in pages.iter().enumerate() {
        let more = estimate(page);
        if at - start >= ADDRESSES_AT_MOST || (at > start && bytes + more > BYTES_AT_MOST) {
            parts.push(start..at);
            (start, bytes) = (at, 0);
        }
        bytes += more;
    }
    parts.push(start..pages.len());
    parts
}

/// Bytes of a page's entry at most; its elements take 100, those of an edition 80.
fn estimate(page: &Page) -> usize {
    let editions: usize = page.editions.iter().map(|(lang, url)| 80 + written(lang) + written(url)).sum();
    100 + written(&page.url) + editions
}

/// Bytes of a text once `&` and its like are escaped, in six at most.
fn written(text: &str) -> usize {
    text.len() + 5 * text.bytes().filter(|b| b"&<>'\"\t\n\r".contains(b)).count()
}

/// One sitemap: at most [`ADDRESSES_AT_MOST`] of the pages.
pub fn write(pages: &[Page]) -> String {
    let mut xml = Xml::new();
    let spaces =
        [("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"), ("xmlns:xhtml", "http://www.w3.org/1999/xhtml")];
    xml.open("urlset", &spaces);
    for page in pages.iter().take(ADDRESSES_AT_MOST) {
        xml.open("url", &[]);
        xml.text("loc", &page.url);
        if let Some(ms) = page.changed_ms {
            xml.text("lastmod", &time(ms));
        }
        for (lang, url) in &page.editions {
            xml.empty("xhtml:link", &[("rel", "alternate"), ("hreflang", lang), ("href", url)]);
        }
        xml.close();
    }
    xml.finish()
}

/// The index of several sitemaps: their addresses, and when what is in them last changed.
pub fn index(sitemaps: &[(String, Option<i64>)]) -> String {
    let mut xml = Xml::new();
    xml.open("sitemapindex", &[("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")]);
    for (url, changed_ms) in sitemaps.iter().take(SITEMAPS_AT_MOST) {
        xml.open("sitemap", &[]);
        xml.text("loc", url);
        if let Some(ms) = changed_ms {
            xml.text("lastmod", &time(*ms));
        }
        xml.close();
    }
    xml.finish()
}

/// The news sitemap: articles of the last 48 hours before `now_ms`, at most [`NEWS_AT_MOST`], newest first.
pub fn news(articles: &[News], now_ms: i64) -> String {
    let mut fresh: Vec<&News> =
        articles.iter().filter(|a| (now_ms - NEWS_FOR_MS..=now_ms).contains(&a.published_ms)).collect();
    fresh.sort_by_key(|article| std::cmp::Reverse(article.published_ms));
    let mut xml = Xml::new();
    let spaces = [
        ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"),
        ("xmlns:news", "http://www.google.com/schemas/sitemap-news/0.9"),
    ];
    xml.open("urlset", &spaces);
    for article in fresh.into_iter().take(NEWS_AT_MOST) {
        xml.open("url", &[]);
        xml.text("loc", &article.url);
        xml.open("news:news", &[]);
        xml.open("news:publication", &[]);
        xml.text("news:name", &article.publication);
        xml.text("news:language", &news_language(&article.lang));
        xml.close();
        xml.text("news:publication_date", &time(article.published_ms));
        xml.text("news:title", &article.headline);
        xml.close();
        xml.close();
    }
    xml.finish()
}

/// News sitemaps take ISO 639 codes, and for Chinese `zh-tw` or `zh-cn` in place of the script.
fn news_language(lang: &str) -> String {
    let lang = lang.to_ascii_lowercase();
    let mut parts = lang.split('-');
    let primary = parts.next().unwrap_or_default();
    if primary != "zh" {
        return primary.to_string();
    }
    let traditional = parts.any(|part| matches!(part, "hant" | "tw" | "hk" | "mo"));
    if traditional { "zh-tw" } else { "zh-cn" }.to_string()
}

/// robots.txt: all may read all but the desk and what only a signed-in reader can use; `sitemaps` are absolute.
pub fn robots(closed: &[&str], sitemaps: &[String]) -> String {
    let mut text = "User-agent: *\n".to_string();
    for path in closed {
        text.push_str(&format!("Disallow: {path}\n"));
    }
    if closed.is_empty() {
        text.push_str("Disallow:\n");
    }
    for sitemap in sitemaps {
        text.push_str(&format!("\nSitemap: {sitemap}"));
    }
    text.push('\n');
    text
}

fn time(ms: i64) -> String {
    DateTime::from_timestamp_millis(ms).unwrap_or_default().to_rfc3339_opts(SecondsFormat::Secs, true)
}
