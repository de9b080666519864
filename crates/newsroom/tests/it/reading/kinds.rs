//! Which kind of document it is, told by name, server and first letters.

use newsroom::reading::{Reason, Unreadable, What, read};

const PAGE: &str = "<!doctype html><html lang=en><head><title>Ferry returns to the harbour - Herald</title></head><body><h1>Ferry returns to the harbour</h1>\
    <article><p>The ferry left the harbour at dawn on Friday with forty passengers, the first crossing in two winters, they said.</p>\
    <p>The council says the crossing will cost two coins each way until the new pier is paid for, in about six years or so.</p></article></body></html>";
const FEED: &str = "<?xml version='1.0'?><!-- a --><rss version='2.0'><channel><title>T</title><item><title>A</title></item></channel></rss>";
const MARKDOWN: &str = "---\nheadline: Ferry returns\n---\nText.\n";

fn kind(name: &str, content_type: Option<&str>, text: &str) -> &'static str {
    match read(name, content_type, text.as_bytes()) {
        Ok(What::Feed(_)) => "feed",
        Ok(What::Story(story)) if story.headline == "Ferry returns" => "markdown or text",
        Ok(What::Story(_)) => "page",
        Err(_) => "refused",
    }
}

fn refused(name: &str, content_type: Option<&str>, bytes: &[u8]) -> Unreadable {
    read(name, content_type, bytes).unwrap_err()
}

#[test]
fn names_and_first_letters_tell_the_kind() {
    assert_eq!(kind("a.md", None, MARKDOWN), "markdown or text");
    assert_eq!(kind("a.html", None, PAGE), "page");
    assert_eq!(kind("a.xml", None, FEED), "feed");
    assert_eq!(kind("a.txt", None, "Ferry returns\n\nIt left at dawn.\n"), "markdown or text");
    assert_eq!(kind("-", None, PAGE), "page");
    assert_eq!(kind("-", None, FEED), "feed");
    assert_eq!(kind("-", None, MARKDOWN), "markdown or text");
    assert_eq!(kind("-", None, "# Ferry returns\n\nText\n"), "markdown or text");
}

#[test]
fn a_careless_server_does_not_mislead() {
    assert_eq!(kind("https://herald.example/feed", Some("text/html; charset=utf-8"), FEED), "feed");
    assert_eq!(kind("https://herald.example/story.php?id=1", Some("text/plain"), PAGE), "page");
    assert_eq!(kind("https://herald.example/raw/a.md", Some("text/plain"), MARKDOWN), "markdown or text");
}

#[test]
fn pictures_and_documents_are_named_in_the_refusal() {
    assert_eq!(refused("a.md", None, b"\x89PNG\r\n\x1a\n....").reason, Reason::Binary { kind: "a PNG picture" });
    assert_eq!(refused("a.html", None, b"%PDF-1.7 ...").reason, Reason::Binary { kind: "a PDF" });
    assert!(matches!(refused("a.txt", None, b"ab\0cd").reason, Reason::Binary { .. }));
    assert_eq!(
        refused("https://x.example/a", Some("image/png"), b"x").reason,
        Reason::Kind { kind: "pictures".to_owned() }
    );
}

#[test]
fn text_that_is_not_utf8_says_where_and_what_to_do() {
    let error = refused("a.md", None, b"# Caf\xe9\n\nText");
    assert_eq!(error.reason, Reason::Encoding { at: 5 });
    assert!(error.to_string().contains("UTF-8"), "{error}");
}

#[test]
fn fifty_megabytes_are_refused_with_the_limit() {
    let page = vec![b'a'; 50 * 1024 * 1024];
    for name in ["a.html", "a.md", "a.txt", "a.xml"] {
        let error = refused(name, None, &page);
        assert_eq!(error.reason, Reason::TooLarge { bytes: 50 * 1024 * 1024, limit: 10 * 1024 * 1024 }, "{name}");
        assert!(error.to_string().contains("50 MB") && error.to_string().contains("10 MB"), "{error}");
    }
}

#[test]
fn an_address_becomes_the_storys_source() {
    let Ok(What::Story(story)) = read("https://herald.example/ferry", Some("text/html"), PAGE.as_bytes()) else {
        panic!("a story")
    };
    assert_eq!(story.source_url.as_deref(), Some("https://herald.example/ferry"));
    assert_eq!(story.headline, "Ferry returns to the harbour");
}
