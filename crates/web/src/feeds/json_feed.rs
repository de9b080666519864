//! The JSON feed (jsonfeed.org/version/1.1), with the sound as an attachment.

use serde::Serialize;

use super::{ENTRIES_AT_MOST, Entry, Feed, newest, rfc3339};

const VERSION: &str = "https://jsonfeed.org/version/1.1";

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    icon: Option<&'a str>,
    language: &'a str,
    authors: [Author<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hubs: Vec<Hub<'a>>,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct Hub<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    url: &'a str,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    summary: &'a str,
    content_html: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    date_published: String,
    date_modified: String,
    authors: [Author<'a>; 1],
    tags: Vec<&'a str>,
    language: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<Attachment<'a>>,
    #[serde(rename = "_crier", skip_serializing_if = "Option::is_none")]
    crier: Option<Extension<'a>>,
}

#[derive(Serialize)]
struct Attachment<'a> {
    url: &'a str,
    mime_type: &'a str,
    title: &'a str,
    size_in_bytes: u64,
    duration_in_seconds: f64,
}

/// What the format has no field for.
#[derive(Serialize)]
struct Extension<'a> {
    about: &'static str,
    /// The voice is synthetic.
    ai_content: bool,
    transcripts: Vec<Link<'a>>,
}

#[derive(Serialize)]
struct Link<'a> {
    url: &'a str,
    mime_type: &'static str,
}

/// The feed with its entries, heard or not, at most [`ENTRIES_AT_MOST`], newest first.
pub fn write(feed: &Feed, entries: &[Entry]) -> String {
    let entries = newest(entries, ENTRIES_AT_MOST, |_| true);
    let document = Document {
        version: VERSION,
        title: &feed.title,
        home_page_url: &feed.page_url,
        feed_url: &feed.self_url,
        description: feed.about(),
        icon: feed.image_url.as_deref(),
        language: &feed.lang,
        authors: [Author { name: &feed.author }],
        hubs: feed.hubs.iter().map(|url| Hub { kind: "WebSub", url }).collect(),
        items: entries.into_iter().map(item).collect(),
    };
    serde_json::to_string(&document).expect("strings and numbers can be written")
}

fn item(entry: &Entry) -> Item<'_> {
    let attachment = entry.audio.as_ref().map(|audio| Attachment {
        url: &audio.url,
        mime_type: &audio.mime,
        title: &entry.headline,
        size_in_bytes: audio.bytes,
        duration_in_seconds: audio.duration_ms as f64 / 1000.0,
    });
    let crier = entry.audio.as_ref().map(|audio| Extension {
        about: "Whether the voice is synthetic, and files with the words and their times.",
        ai_content: audio.made.synthetic(),
        transcripts: audio.transcripts.iter().map(|t| Link { url: &t.url, mime_type: t.mime }).collect(),
    });
    Item {
        id: &entry.guid,
        url: &entry.url,
        title: &entry.headline,
        summary: entry.summary(),
        content_html: entry.full_html(),
        image: entry.picture_url.as_deref(),
        date_published: rfc3339(entry.published_ms),
        date_modified: rfc3339(entry.updated_ms),
        authors: [Author { name: entry.author.as_deref().unwrap_or(&entry.publication) }],
        tags: entry.labels(),
        language: &entry.lang,
        attachments: attachment.into_iter().collect(),
        crier,
    }
}
