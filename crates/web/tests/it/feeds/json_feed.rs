//! The JSON feed.

use feed_rs::parser;
use serde_json::{Value, json};
use web::feeds::json_feed;

use super::sample::{entries, feed};

fn written() -> Value {
    serde_json::from_str(&json_feed::write(&feed("feed.json"), &entries())).unwrap()
}

#[test]
fn a_reader_finds_the_stories() {
    let read = parser::parse(written().to_string().as_bytes()).unwrap();
    assert_eq!(read.entries.len(), 2);
    assert_eq!(read.entries[1].title.as_ref().unwrap().content, "Harbour bridge to close for “six weeks & a day”");
}

#[test]
fn the_feed_says_where_it_and_its_page_are() {
    let feed = written();
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(feed["home_page_url"], "https://news.example.org/publications/the-bell");
    assert_eq!(feed["feed_url"], "https://news.example.org/publications/the-bell/feed.json");
    assert_eq!(feed["hubs"], json!([{ "type": "WebSub", "url": "https://hub.example.org/" }]));
}

#[test]
fn the_sound_is_attached_with_its_size_and_length() {
    let item = &written()["items"][1];
    let sound = &item["attachments"][0];
    assert_eq!(sound["mime_type"], "audio/mpeg");
    assert_eq!(sound["size_in_bytes"], 1_234_567);
    assert_eq!(sound["duration_in_seconds"], 185.4);
    assert_eq!(item["_crier"]["ai_content"], true);
}

/// The specification, item by item: the types of fields, and that none is there but empty.
#[test]
fn every_field_has_the_type_that_the_specification_gives_it() {
    let feed = written();
    for item in feed["items"].as_array().unwrap() {
        for name in ["id", "url", "title", "summary", "content_html", "date_published", "date_modified", "language"] {
            assert!(item[name].is_string(), "{name} of {item}");
        }
        assert!(item["authors"].as_array().unwrap().iter().all(|author| author["name"].is_string()));
        assert!(item["tags"].as_array().unwrap().iter().all(Value::is_string));
        assert!(!item.as_object().unwrap().values().any(Value::is_null), "{item}");
    }
    assert!(feed["items"][0].get("attachments").is_none(), "what cannot be heard has no sound");
}
