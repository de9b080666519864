//! The podcast feed: RSS 2.0 with Apple's tags and those of Podcasting 2.0.
//!
//! Sources: RSS 2.0 (rssboard.org/rss-specification), Apple's “podcaster's guide to RSS”, and the `podcast` namespace
//! (tags `guid`, `locked`, `medium`, `transcript`, `person`, `txt`).

use super::{Audio, EPISODES_AT_MOST, Entry, Feed, GENERATOR, newest, rfc2822, shortened};
use crate::json_ld::people;
use crate::xml::Xml;

const NAMESPACES: [(&str, &str); 6] = [
    ("version", "2.0"),
    ("xmlns:atom", "http://www.w3.org/2005/Atom"),
    ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("xmlns:itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd"),
    ("xmlns:podcast", "https://podcastindex.org/namespace/1.0"),
];
/// The namespace asks for it: longer names may be cut in the middle.
const PERSON_AT_MOST: usize = 128;

/// The feed with those of the entries that can be heard, at most [`EPISODES_AT_MOST`], newest first.
pub fn write(feed: &Feed, entries: &[Entry]) -> String {
    let entries = newest(entries, EPISODES_AT_MOST, |entry| entry.audio.is_some());
    let mut xml = Xml::new();
    xml.open("rss", &NAMESPACES);
    xml.open("channel", &[]);
    channel(&mut xml, feed, &entries);
    for entry in entries {
        if let Some(audio) = &entry.audio {
            item(&mut xml, feed, entry, audio);
        }
    }
    xml.finish()
}

fn channel(xml: &mut Xml, feed: &Feed, entries: &[&Entry]) {
    xml.text("title", &feed.title);
    xml.text("link", &feed.page_url);
    xml.text("description", &shortened(feed.about(), super::DESCRIPTION_AT_MOST));
    xml.text("language", &feed.lang);
    xml.optional("copyright", feed.copyright.as_deref());
    let updated = feed.updated(entries);
    if let Some(newest) = entries.first() {
        xml.text("pubDate", &rfc2822(newest.published_ms));
    }
    xml.text("lastBuildDate", &rfc2822(updated));
    xml.text("generator", GENERATOR);
    xml.text("docs", "https://www.rssboard.org/rss-specification");
    xml.empty("atom:link", &[("href", &feed.self_url), ("rel", "self"), ("type", "application/rss+xml")]);
    for hub in &feed.hubs {
        xml.empty("atom:link", &[("href", hub), ("rel", "hub")]);
    }
    xml.text("itunes:author", &feed.author);
    if let Some(email) = &feed.email {
        xml.open("itunes:owner", &[]);
        xml.text("itunes:name", &feed.author);
        xml.text("itunes:email", email);
        xml.close();
    }
    if let Some(image) = &feed.image_url {
        xml.empty("itunes:image", &[("href", image)]);
        xml.open("image", &[]);
        xml.text("url", image);
        xml.text("title", &feed.title);
        xml.text("link", &feed.page_url);
        xml.close();
    }
    xml.open("itunes:category", &[("text", feed.category.name)]);
    if let Some(within) = feed.category.within {
        xml.empty("itunes:category", &[("text", within)]);
    }
    xml.close();
    xml.text("itunes:explicit", yes(feed.explicit, "true", "false"));
    xml.text("itunes:type", "episodic");
    xml.text("podcast:guid", &feed.uuid().to_string());
    let owner: &[(&str, &str)] = match &feed.email {
        Some(email) => &[("owner", email)],
        None => &[],
    };
    xml.element("podcast:locked", owner, yes(feed.locked, "yes", "no"));
    xml.text("podcast:medium", "podcast");
    if entries.iter().any(|entry| entry.audio.as_ref().is_some_and(|audio| audio.made.synthetic())) {
        ai_content(xml);
    }
}

fn item(xml: &mut Xml, feed: &Feed, entry: &Entry, audio: &Audio) {
    xml.open("item", &[]);
    xml.text("title", &entry.headline);
    xml.text("link", &entry.url);
    xml.element("guid", &[("isPermaLink", "false")], &entry.guid);
    xml.text("pubDate", &rfc2822(entry.published_ms));
    xml.text("description", &shortened(entry.summary(), super::DESCRIPTION_AT_MOST));
    xml.cdata("content:encoded", &entry.full_html());
    let length = audio.bytes.to_string();
    xml.empty("enclosure", &[("url", &audio.url), ("length", &length), ("type", &audio.mime)]);
    for label in entry.labels() {
        xml.text("category", label);
    }
    xml.optional("dc:creator", entry.author.as_deref());
    // Where one feed carries several languages, a reader must not take all of them for the channel's.
    if entry.lang != feed.lang {
        xml.text("dc:language", &entry.lang);
    }
    xml.text("itunes:title", &entry.headline);
    xml.text("itunes:author", entry.author.as_deref().unwrap_or(&entry.publication));
    xml.text("itunes:duration", &seconds(audio.duration_ms).to_string());
    xml.text("itunes:episodeType", "full");
    xml.text("itunes:explicit", yes(feed.explicit, "true", "false"));
    if let Some(picture) = &entry.picture_url {
        xml.empty("itunes:image", &[("href", picture)]);
    }
    for transcript in &audio.transcripts {
        let mut attributes = vec![("url", transcript.url.as_str()), ("type", transcript.mime)];
        if entry.lang != feed.lang {
            attributes.push(("language", &entry.lang));
        }
        xml.empty("podcast:transcript", &attributes);
    }
    for person in people(entry.author.as_deref().unwrap_or_default()) {
        let role = [("group", "writing"), ("role", "author")];
        xml.element("podcast:person", &role, &shortened(&person, PERSON_AT_MOST));
    }
    if audio.made.synthetic() {
        ai_content(xml);
    }
    xml.close();
}

/// Tells machines that the voice is synthetic. `txt` is a free field; `ai-content` with the value `true` is what hosts
/// and apps write and read.
fn ai_content(xml: &mut Xml) {
    xml.element("podcast:txt", &[("purpose", "ai-content")], "true");
}

/// Whole seconds, and never none: some apps take 0 for a broken file.
fn seconds(ms: u64) -> u64 {
    ((ms + 500) / 1000).max(1)
}

fn yes<'a>(is: bool, yes: &'a str, no: &'a str) -> &'a str {
    if is { yes } else { no }
}
