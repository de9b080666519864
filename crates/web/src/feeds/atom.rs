//! The Atom feed (RFC 4287), with the sound as an enclosure.

use super::{ENTRIES_AT_MOST, Entry, Feed, newest, rfc3339};
use crate::xml::Xml;

/// The feed with its entries, heard or not, at most [`ENTRIES_AT_MOST`], newest first.
pub fn write(feed: &Feed, entries: &[Entry]) -> String {
    let entries = newest(entries, ENTRIES_AT_MOST, |_| true);
    let mut xml = Xml::new();
    xml.open("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", &feed.lang)]);
    // By its own address: one publication's three feeds are three documents.
    xml.text("id", &format!("urn:uuid:{}", feed.uuid()));
    xml.text("title", &feed.title);
    xml.text("subtitle", feed.about());
    xml.text("updated", &rfc3339(feed.updated(&entries)));
    xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &feed.self_url)]);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &feed.page_url)]);
    for hub in &feed.hubs {
        xml.empty("link", &[("rel", "hub"), ("href", hub)]);
    }
    person(&mut xml, &feed.author, feed.email.as_deref());
    if let Some(image) = &feed.image_url {
        xml.text("icon", image);
        xml.text("logo", image);
    }
    xml.optional("rights", feed.copyright.as_deref());
    xml.element("generator", &[("version", env!("CARGO_PKG_VERSION"))], "Crier");
    for entry in entries {
        self::entry(&mut xml, entry);
    }
    xml.finish()
}

fn entry(xml: &mut Xml, entry: &Entry) {
    xml.open("entry", &[("xml:lang", &entry.lang)]);
    xml.text("id", &entry.guid);
    xml.text("title", &entry.headline);
    xml.text("published", &rfc3339(entry.published_ms));
    xml.text("updated", &rfc3339(entry.updated_ms));
    let page = [("rel", "alternate"), ("type", "text/html"), ("hreflang", &entry.lang), ("href", &entry.url)];
    xml.empty("link", &page);
    if let Some(audio) = &entry.audio {
        let length = audio.bytes.to_string();
        let sound = [("rel", "enclosure"), ("type", &*audio.mime), ("length", &*length), ("href", &*audio.url)];
        xml.empty("link", &sound);
    }
    person(xml, entry.author.as_deref().unwrap_or(&entry.publication), None);
    for label in entry.labels() {
        xml.empty("category", &[("term", label)]);
    }
    xml.text("summary", entry.summary());
    xml.element("content", &[("type", "html")], &entry.full_html());
    xml.close();
}

fn person(xml: &mut Xml, name: &str, email: Option<&str>) {
    xml.open("author", &[]);
    xml.text("name", name);
    xml.optional("email", email);
    xml.close();
}
