//! What search engines and assistants are told of a page, in schema.org's words (JSON-LD).
//!
//! Each function gives objects with their own `@context`; a page may carry several. Addresses are absolute. Written by
//! the rules of schema.org and of the search engines' article pages: times with their zone, an author as a person, a
//! headline that fits, and how the voice was made.

use chrono::{DateTime, SecondsFormat, Utc};
use chrono_tz::Tz;
use newsroom::articles::{Correction, Listed, Tag};
use newsroom::voicing;
use serde_json::{Map, Value, json};
use speech::lang::Lang;

use crate::feeds::{Audio, Made, shortened};
use crate::shapes::article_path;

const CONTEXT: &str = "https://schema.org";
/// Letters of a headline that search engines show; the whole one stands in `name`.
const HEADLINE_AT_MOST: usize = 110;

/// What is told of an article.
#[derive(Clone, Debug)]
pub struct Article<'a> {
    pub site_name: &'a str,
    /// Without a slash at the end.
    pub public_url: &'a str,
    pub article: &'a Listed,
    pub byline: Option<&'a str>,
    /// The section's name in the article's language.
    pub section: Option<&'a str>,
    pub tags: &'a [Tag],
    pub corrections: &'a [Correction],
    /// The other published editions of the story.
    pub editions: &'a [Listed],
    /// The edition it was translated from.
    pub original: Option<&'a Listed>,
    /// Absolute address of the hero picture's JPEG.
    pub image: Option<&'a str>,
}

/// The article's `NewsArticle`, with its sound, corrections and language editions, and its `BreadcrumbList`.
pub fn article(about: &Article) -> Vec<Value> {
    let mut steps = vec![(about.site_name.to_string(), format!("{}/", about.public_url))];
    if let Some(name) = about.section {
        steps.push((name.to_string(), format!("{}/sections/{}", about.public_url, about.article.section_slug)));
    }
    steps.push((about.article.headline.clone(), about.url()));
    vec![news_article(about), breadcrumbs(&steps)]
}

impl Article<'_> {
    fn url(&self) -> String {
        format!("{}{}", self.public_url, article_path(&self.article.slug))
    }

    fn outlet(&self) -> Value {
        publisher(self.public_url, &self.article.publication_slug, &self.article.publication_name, self.site_name)
    }

    fn published_ms(&self) -> i64 {
        self.article.published_at_ms.unwrap_or(self.article.revised_at_ms)
    }

    /// Of the last change that readers can see: what was typed before it came out is no change.
    fn modified_ms(&self) -> i64 {
        let corrected = self.corrections.iter().map(|c| c.corrected_at_ms);
        corrected.chain([self.published_ms(), self.article.revised_at_ms]).max().unwrap_or_default()
    }

    fn at(&self, ms: i64) -> String {
        moment(ms, &self.article.time_zone)
    }
}

fn news_article(about: &Article) -> Value {
    let article = about.article;
    let url = about.url();
    let mut told = Map::new();
    let mut tell = |name: &str, value: Value| {
        told.insert(name.to_string(), value);
    };
    tell("@context", json!(CONTEXT));
    tell("@type", json!("NewsArticle"));
    tell("@id", json!(format!("{url}#article")));
    tell("url", json!(url));
    tell("mainEntityOfPage", json!({ "@type": "WebPage", "@id": url }));
    tell("headline", json!(shortened(&article.headline, HEADLINE_AT_MOST)));
    tell("name", json!(article.headline));
    tell("inLanguage", json!(article.lang));
    tell("datePublished", json!(about.at(about.published_ms())));
    tell("dateModified", json!(about.at(about.modified_ms())));
    tell("isAccessibleForFree", json!(true));
    tell("publisher", about.outlet());
    let people = self::people(about.byline.unwrap_or_default());
    let person = |name: &String| json!({ "@type": "Person", "name": name });
    tell("author", if people.is_empty() { json!([about.outlet()]) } else { people.iter().map(person).collect() });
    if let Some(standfirst) = &article.standfirst {
        tell("description", json!(standfirst));
    }
    if let Some(image) = about.image {
        tell("image", json!([self::image(image, article)]));
    }
    if let Some(section) = about.section {
        tell("articleSection", json!(section));
    }
    if !about.tags.is_empty() {
        tell("keywords", about.tags.iter().map(|tag| json!(tag.name)).collect());
    }
    if !about.corrections.is_empty() {
        let comment = |c: &Correction| json!({ "@type": "CorrectionComment", "text": c.note, "datePublished": about.at(c.corrected_at_ms) });
        tell("correction", about.corrections.iter().map(comment).collect());
    }
    match about.original {
        Some(original) => tell("translationOfWork", edition(about, original)),
        // The story bears the id of its original: what else there is was translated from this one.
        None if article.story_id == article.id.0 && !about.editions.is_empty() => {
            tell("workTranslation", about.editions.iter().map(|other| edition(about, other)).collect());
        }
        None => {}
    }
    if let Some(audio) = Audio::of(about.public_url, article) {
        tell("audio", sound(about, &audio));
    }
    // What an assistant reads out when it reads only the beginning.
    let spoken = [".story-head h1", ".story-head .standfirst"];
    tell("speakable", json!({ "@type": "SpeakableSpecification", "cssSelector": spoken }));
    Value::Object(told)
}

/// The way from the front page to this page: names and absolute addresses, this page last.
pub fn breadcrumbs(steps: &[(String, String)]) -> Value {
    let step = |(at, (name, url)): (usize, &(String, String))| json!({ "@type": "ListItem", "position": at + 1, "name": name, "item": url });
    json!({
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": steps.iter().enumerate().map(step).collect::<Vec<_>>(),
    })
}

/// The `WebSite` and who stands behind it, for the front page.
pub fn site(name: &str, public_url: &str) -> Value {
    json!({
        "@context": CONTEXT,
        "@type": "WebSite",
        "@id": format!("{public_url}/#site"),
        "url": format!("{public_url}/"),
        "name": name,
        "publisher": organization(name, public_url),
    })
}

/// A publication's `NewsMediaOrganization`, for its own page.
pub fn publication(public_url: &str, slug: &str, name: &str, site_name: &str) -> Value {
    let mut told = publisher(public_url, slug, name, site_name);
    told["@context"] = json!(CONTEXT);
    told
}

/// An object as the inside of `<script type="application/ld+json">`: no text in it can end the element, begin a
/// comment, or be cut in two by a line separator. (Templates that write it with `tojson` need no other.)
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

/// A publication, which belongs to its site.
fn publisher(public_url: &str, slug: &str, name: &str, site_name: &str) -> Value {
    let mut told =
        outlet(name, &format!("{public_url}/publications/{slug}"), &format!("{public_url}/covers/{slug}.jpg"));
    told["parentOrganization"] = organization(site_name, public_url);
    told
}

fn organization(name: &str, public_url: &str) -> Value {
    outlet(name, &format!("{public_url}/"), &format!("{public_url}/covers/site.jpg"))
}

fn outlet(name: &str, url: &str, logo: &str) -> Value {
    json!({
        "@type": "NewsMediaOrganization",
        "@id": format!("{url}#outlet"),
        "name": name,
        "url": url,
        "logo": { "@type": "ImageObject", "url": logo },
    })
}

fn image(url: &str, article: &Listed) -> Value {
    let mut told = json!({ "@type": "ImageObject", "url": url });
    let figure = article.figure();
    if let Some(caption) = figure.as_ref().and_then(|figure| figure.caption.as_ref()) {
        told["caption"] = json!(caption);
    }
    if let Some(credit) = figure.as_ref().and_then(|figure| figure.credit.as_ref()) {
        told["creditText"] = json!(credit);
    }
    told
}

fn edition(about: &Article, edition: &Listed) -> Value {
    let url = format!("{}{}", about.public_url, article_path(&edition.slug));
    json!({
        "@type": "NewsArticle",
        "@id": format!("{url}#article"),
        "url": url,
        "inLanguage": edition.lang,
        "headline": shortened(&edition.headline, HEADLINE_AT_MOST),
    })
}

fn sound(about: &Article, audio: &Audio) -> Value {
    let mut told = json!({
        "@type": "AudioObject",
        "@id": format!("{}#audio", about.url()),
        "name": about.article.headline,
        "contentUrl": audio.url,
        "contentSize": audio.bytes.to_string(),
        "duration": duration(audio.duration_ms),
        "encodingFormat": audio.mime,
        "inLanguage": about.article.lang,
        "uploadDate": about.at(about.modified_ms()),
        "isAccessibleForFree": true,
        "accessMode": "auditory",
    });
    if audio.made.synthetic() {
        told["description"] = json!(voicing::disclosure(Lang::of(&about.article.lang)));
    }
    // The press's own words for how a medium was made (IPTC), as schema.org takes them up.
    match audio.made {
        Made::Person => {}
        Made::Rules => told["digitalSourceType"] = json!("https://schema.org/AlgorithmicMediaDigitalSource"),
        Made::Model => told["digitalSourceType"] = json!("https://schema.org/TrainedAlgorithmicMediaDigitalSource"),
    }
    let file =
        |t: &crate::feeds::Transcript| json!({ "@type": "MediaObject", "contentUrl": t.url, "encodingFormat": t.mime });
    if !audio.transcripts.is_empty() {
        told["associatedMedia"] = audio.transcripts.iter().map(file).collect();
    }
    told
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

/// The people of a byline: `Ana Ruiz, Wen Li and Tom Orr` are three, `王小明、李文` two.
pub(crate) fn people(byline: &str) -> Vec<String> {
    let all = byline.replace(" and ", ",").replace(" & ", ",").replace(['、', '，', '；', ';'], ",");
    all.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_string).collect()
}
