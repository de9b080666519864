//! What search engines and assistants are told of a page, in schema.org's words (JSON-LD).
//!
//! Each function gives one object with its own `@context`; a page may carry several. Addresses are absolute. Written
//! by the rules of schema.org and of the search engines' article pages: times with their zone, an author as a person,
//! a headline that fits.

use chrono::{DateTime, SecondsFormat, Utc};
use chrono_tz::Tz;
use newsroom::articles::Correction;
use serde_json::{Map, Value, json};

use crate::feeds::{Audio, Made, shortened};

/// Letters of a headline that search engines show; the whole one stands in `name`.
const HEADLINE_AT_MOST: usize = 110;
/// Where the transcript's words are too many for a page's head, its file is named instead.
const TRANSCRIPT_AT_MOST: usize = 5_000;

/// Who publishes: a publication of the site, or the site itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlet {
    pub name: String,
    pub url: String,
    pub logo_url: Option<String>,
    /// Outlets on the same site belong to it.
    pub within: Option<Box<Outlet>>,
}

/// A picture with its size in px.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    pub url: String,
    pub width: u32,
    pub height: u32,
    pub caption: Option<String>,
    pub credit: Option<String>,
}

/// An edition of the same story in another language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    pub url: String,
    pub lang: String,
    pub headline: String,
}

/// The sound of an article, and what is said of how it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sound {
    pub audio: Audio,
    /// In the article's language: “read by a synthetic voice …”.
    pub disclosure: String,
    /// All that is said, if it is at hand.
    pub transcript: Option<String>,
}

/// What is told of an article.
#[derive(Clone, Debug)]
pub struct Article {
    pub url: String,
    pub headline: String,
    pub standfirst: Option<String>,
    pub lang: String,
    pub outlet: Outlet,
    /// One name each; none: the outlet wrote it.
    pub authors: Vec<String>,
    /// The section's name.
    pub section: Option<String>,
    pub tags: Vec<String>,
    pub images: Vec<Image>,
    /// Unix milliseconds.
    pub published_ms: i64,
    pub modified_ms: i64,
    /// IANA name of the zone that its times are written in.
    pub time_zone: String,
    pub words: Option<usize>,
    pub corrections: Vec<Correction>,
    pub translated_from: Option<Edition>,
    /// Translations of this one.
    pub translations: Vec<Edition>,
    pub sound: Option<Sound>,
}

/// The article's `NewsArticle`, with its sound, corrections and language editions.
pub fn article(article: &Article) -> Value {
    let at = |ms| moment(ms, &article.time_zone);
    let mut told = Map::new();
    let mut tell = |name: &str, value: Value| {
        told.insert(name.to_string(), value);
    };
    tell("@context", json!("https://schema.org"));
    tell("@type", json!("NewsArticle"));
    tell("@id", json!(format!("{}#article", article.url)));
    tell("url", json!(article.url));
    tell("mainEntityOfPage", json!({ "@type": "WebPage", "@id": article.url }));
    tell("headline", json!(shortened(&article.headline, HEADLINE_AT_MOST)));
    tell("name", json!(article.headline));
    if let Some(standfirst) = &article.standfirst {
        tell("description", json!(standfirst));
    }
    tell("inLanguage", json!(article.lang));
    tell("datePublished", json!(at(article.published_ms)));
    tell("dateModified", json!(at(article.modified_ms.max(article.published_ms))));
    tell("isAccessibleForFree", json!(true));
    tell("author", authors(article));
    tell("publisher", self::outlet(&article.outlet));
    if !article.images.is_empty() {
        tell("image", article.images.iter().map(image).collect());
    }
    if let Some(section) = &article.section {
        tell("articleSection", json!(section));
    }
    if !article.tags.is_empty() {
        tell("keywords", json!(article.tags));
    }
    if let Some(words) = article.words {
        tell("wordCount", json!(words));
    }
    if !article.corrections.is_empty() {
        let comment = |c: &Correction| json!({ "@type": "CorrectionComment", "text": c.note, "datePublished": at(c.corrected_at_ms) });
        tell("correction", article.corrections.iter().map(comment).collect());
    }
    if let Some(original) = &article.translated_from {
        tell("translationOfWork", edition(original));
    }
    if !article.translations.is_empty() {
        tell("workTranslation", article.translations.iter().map(edition).collect());
    }
    if let Some(sound) = &article.sound {
        tell("audio", self::sound(sound, article, at(article.modified_ms.max(article.published_ms))));
    }
    // What an assistant reads out when it reads only the beginning.
    let spoken = [".story-head h1", ".story-head .standfirst"];
    tell("speakable", json!({ "@type": "SpeakableSpecification", "cssSelector": spoken }));
    Value::Object(told)
}

/// The way from the front page to this page: names and addresses, this page last.
pub fn breadcrumbs(steps: &[(String, String)]) -> Value {
    let step = |(at, (name, url)): (usize, &(String, String))| json!({ "@type": "ListItem", "position": at + 1, "name": name, "item": url });
    json!({
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": steps.iter().enumerate().map(step).collect::<Vec<_>>(),
    })
}

/// A publication's or the site's `NewsMediaOrganization`, as its own page tells it.
pub fn organization(outlet: &Outlet) -> Value {
    with_context(self::outlet(outlet))
}

/// The `WebSite`, for the front page. `lang` is that of the page.
pub fn web_site(outlet: &Outlet, lang: &str, description: Option<&str>) -> Value {
    let mut site = json!({
        "@context": "https://schema.org",
        "@type": "WebSite",
        "@id": format!("{}/#site", outlet.url.trim_end_matches('/')),
        "url": outlet.url,
        "name": outlet.name,
        "inLanguage": lang,
        "publisher": self::outlet(outlet),
    });
    if let Some(description) = description {
        site["description"] = json!(description);
    }
    site
}

/// A page that lists articles (a section, a publication, a tag): addresses and headlines in order.
pub fn collection(url: &str, name: &str, lang: &str, articles: &[(String, String)]) -> Value {
    let listed = |(at, (url, headline)): (usize, &(String, String))| json!({ "@type": "ListItem", "position": at + 1, "url": url, "name": headline });
    json!({
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "@id": url,
        "url": url,
        "name": name,
        "inLanguage": lang,
        "mainEntity": {
            "@type": "ItemList",
            "numberOfItems": articles.len(),
            "itemListElement": articles.iter().enumerate().map(listed).collect::<Vec<_>>(),
        },
    })
}

/// An object as the inside of `<script type="application/ld+json">`: no text in it can end the element, begin a
/// comment, or be cut in two by a line separator.
pub fn embed(value: &Value) -> String {
    let mut safe = String::new();
    for c in value.to_string().chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => safe.push_str(&format!("\\u{:04x}", c as u32)),
            c => safe.push(c),
        }
    }
    safe
}

fn authors(article: &Article) -> Value {
    if article.authors.is_empty() {
        return json!([outlet(&article.outlet)]);
    }
    article.authors.iter().map(|name| json!({ "@type": "Person", "name": name })).collect()
}

fn outlet(outlet: &Outlet) -> Value {
    let mut told = json!({
        "@type": "NewsMediaOrganization",
        "@id": format!("{}#outlet", outlet.url),
        "name": outlet.name,
        "url": outlet.url,
    });
    if let Some(logo) = &outlet.logo_url {
        told["logo"] = json!({ "@type": "ImageObject", "url": logo });
    }
    if let Some(within) = &outlet.within {
        told["parentOrganization"] = self::outlet(within);
    }
    told
}

fn image(image: &Image) -> Value {
    let mut told = json!({
        "@type": "ImageObject",
        "url": image.url,
        "width": image.width,
        "height": image.height,
    });
    if let Some(caption) = &image.caption {
        told["caption"] = json!(caption);
    }
    if let Some(credit) = &image.credit {
        told["creditText"] = json!(credit);
    }
    told
}

fn edition(edition: &Edition) -> Value {
    json!({
        "@type": "NewsArticle",
        "@id": format!("{}#article", edition.url),
        "url": edition.url,
        "inLanguage": edition.lang,
        "headline": shortened(&edition.headline, HEADLINE_AT_MOST),
    })
}

fn sound(sound: &Sound, article: &Article, at: String) -> Value {
    let audio = &sound.audio;
    let mut told = json!({
        "@type": "AudioObject",
        "@id": format!("{}#audio", article.url),
        "name": article.headline,
        "description": sound.disclosure,
        "contentUrl": audio.url,
        "contentSize": audio.bytes.to_string(),
        "duration": duration(audio.duration_ms),
        "encodingFormat": audio.mime,
        "inLanguage": article.lang,
        "uploadDate": at,
        "isAccessibleForFree": true,
        "accessMode": "auditory",
    });
    // The words of the press's own standard for how a medium was made (IPTC), as schema.org takes them up.
    match audio.made {
        Made::Person => {}
        Made::Rules => told["digitalSourceType"] = json!("https://schema.org/AlgorithmicMediaDigitalSource"),
        Made::Model => told["digitalSourceType"] = json!("https://schema.org/TrainedAlgorithmicMediaDigitalSource"),
    }
    if let Some(transcript) = sound.transcript.as_ref().filter(|text| text.chars().count() <= TRANSCRIPT_AT_MOST) {
        told["transcript"] = json!(transcript);
    }
    let file =
        |t: &crate::feeds::Transcript| json!({ "@type": "MediaObject", "contentUrl": t.url, "encodingFormat": t.mime });
    if let Some(vtt) = audio.transcripts.first() {
        told["caption"] = file(vtt);
    }
    told
}

fn with_context(mut value: Value) -> Value {
    value["@context"] = json!("https://schema.org");
    value
}

/// ISO 8601 in whole seconds: `PT1H2M3S`.
pub fn duration(ms: u64) -> String {
    let seconds = (ms + 500) / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let mut text = "PT".to_string();
    for (number, unit) in [(hours, 'H'), (minutes, 'M')] {
        if number > 0 {
            text.push_str(&format!("{number}{unit}"));
        }
    }
    if seconds > 0 || text == "PT" {
        text.push_str(&format!("{seconds}S"));
    }
    text
}

/// `2025-04-22T15:30:00+08:00`.
fn moment(ms: i64, zone: &str) -> String {
    let zone: Tz = zone.parse().unwrap_or(Tz::UTC);
    let at = DateTime::<Utc>::from_timestamp_millis(ms).unwrap_or_default().with_timezone(&zone);
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
