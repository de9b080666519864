//! The Atom feed.

use feed_rs::parser;
use web::feeds::{ENTRIES_AT_MOST, Entry, atom};

use super::sample::{HOUR, SITE, TUESDAY, entries, feed, translation};
use super::xml::{attributes, read, texts};

fn written() -> String {
    atom::write(&feed("atom.xml"), &entries())
}

#[test]
fn a_reader_finds_stories_with_and_without_sound_newest_first() {
    let read = parser::parse(written().as_bytes()).unwrap();
    let headlines: Vec<_> = read.entries.iter().map(|e| e.title.as_ref().unwrap().content.as_str()).collect();
    assert_eq!(headlines, ["海港大橋將封閉六週", "Harbour bridge to close for “six weeks & a day”"]);
    assert_eq!(read.entries[1].authors[0].name.as_deref(), Some("Ana Ruiz and Tom Orr"));
    let body = read.entries[1].content.as_ref().unwrap().body.as_ref().unwrap();
    assert!(body.contains("<strong>voted</strong>"), "{body}");
    assert_eq!(read.language.as_deref(), Some("en"));
}

/// RFC 4287, 4.1.1 and 4.1.2: what every feed and every entry must have, once.
#[test]
fn every_element_that_the_standard_requires_is_there_once() {
    let seen = read(&written());
    for tag in ["id", "title", "updated", "author/name"] {
        assert_eq!(texts(&seen, &format!("/feed/{tag}")).len(), 1, "{tag}");
        assert_eq!(texts(&seen, &format!("/feed/entry/{tag}")).len(), 2, "{tag} of entries");
    }
    assert!(texts(&seen, "/feed/id")[0].starts_with("urn:uuid:"));
    assert_eq!(attributes(&seen, "/feed/link", "rel"), ["self", "alternate", "hub"]);
    assert_eq!(attributes(&seen, "/feed/entry", "xml:lang"), ["zh-Hant", "en"]);
}

#[test]
fn a_correction_makes_an_entry_and_its_feed_newer() {
    let seen = read(&written());
    assert_eq!(texts(&seen, "/feed/updated"), ["2025-04-22T09:30:00Z"]);
    assert_eq!(texts(&seen, "/feed/entry/updated"), ["2025-04-22T08:30:00Z", "2025-04-22T09:30:00Z"]);
    assert_eq!(texts(&seen, "/feed/entry/published"), ["2025-04-22T08:30:00Z", "2025-04-22T07:30:00Z"]);
}

#[test]
fn the_sound_is_enclosed() {
    let seen = read(&written());
    assert_eq!(attributes(&seen, "/feed/entry/link", "rel"), ["alternate", "alternate", "enclosure"]);
    assert_eq!(attributes(&seen, "/feed/entry/link", "length")[2], "1234567");
}

#[test]
fn an_address_in_another_script_is_written_as_addresses_are() {
    let entry = Entry::of(SITE, &translation());
    assert_eq!(entry.url, "https://news.example.org/articles/%E6%B5%B7%E6%B8%AF%E5%A4%A7%E6%A9%8B");
}

#[test]
fn the_number_of_entries_has_an_end() {
    let entry = |n| Entry { published_ms: TUESDAY + n * HOUR, ..entries()[0].clone() };
    let many: Vec<Entry> = (0..ENTRIES_AT_MOST as i64 + 3).map(entry).collect();
    let read = parser::parse(atom::write(&feed("atom.xml"), &many).as_bytes()).unwrap();
    assert_eq!(read.entries.len(), ENTRIES_AT_MOST);
}
