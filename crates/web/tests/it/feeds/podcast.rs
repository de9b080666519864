//! The podcast feed.

use feed_rs::parser;
use web::feeds::{Category, EPISODES_AT_MOST, Entry, Feed, Made, podcast};

use super::sample::{HOUR, SITE, TUESDAY, entries, feed, listed};
use super::xml::{attributes, read, texts};

const ITEM: &str = "/rss/channel/item";

fn written() -> String {
    podcast::write(&feed("podcast.xml"), &entries())
}

#[test]
fn a_podcast_app_finds_the_one_story_that_can_be_heard() {
    let read = parser::parse(written().as_bytes()).unwrap();
    assert_eq!(read.entries.len(), 1);
    let episode = &read.entries[0];
    assert_eq!(episode.title.as_ref().unwrap().content, "Harbour bridge to close for “six weeks & a day”");
    assert_eq!(episode.published.unwrap().timestamp_millis(), TUESDAY);
    let sound = &episode.media[0];
    let file = &sound.content[0];
    assert_eq!(file.url.as_ref().unwrap().as_str(), "https://news.example.org/audio/a1b2.mp3");
    assert_eq!(file.size, Some(1_234_567));
    assert_eq!(file.content_type.as_ref().unwrap().to_string(), "audio/mpeg");
    assert_eq!(sound.duration.unwrap().as_secs(), 185);
}

#[test]
fn the_enclosure_names_the_exact_length_and_a_file_that_ends_in_mp3() {
    let seen = read(&written());
    let path = format!("{ITEM}/enclosure");
    assert_eq!(attributes(&seen, &path, "length"), ["1234567"]);
    assert_eq!(attributes(&seen, &path, "type"), ["audio/mpeg"]);
    assert!(attributes(&seen, &path, "url")[0].ends_with(".mp3"));
}

#[test]
fn an_episode_is_told_apart_by_its_article_and_not_by_its_address() {
    let seen = read(&written());
    assert_eq!(texts(&seen, &format!("{ITEM}/guid")), ["urn:uuid:01965c1e-7c00-7000-8000-000000000001"]);
    assert_eq!(attributes(&seen, &format!("{ITEM}/guid"), "isPermaLink"), ["false"]);
}

#[test]
fn directories_find_every_tag_they_ask_for() {
    let seen = read(&written());
    let channel = |tag: &str| texts(&seen, &format!("/rss/channel/{tag}"));
    assert_eq!(channel("title"), ["The Bell"]);
    assert_eq!(channel("link"), ["https://news.example.org/publications/the-bell"]);
    assert_eq!(channel("description"), ["News of the harbour."]);
    assert_eq!(channel("language"), ["en"]);
    assert_eq!(channel("itunes:author"), ["The Bell"]);
    assert_eq!(channel("itunes:explicit"), ["false"]);
    assert_eq!(channel("itunes:type"), ["episodic"]);
    assert_eq!(channel("itunes:owner/itunes:email"), ["desk@example.org"]);
    assert_eq!(attributes(&seen, "/rss/channel/itunes:category", "text"), ["News"]);
    assert_eq!(attributes(&seen, "/rss/channel/itunes:category/itunes:category", "text"), ["Sports News"]);
    assert_eq!(
        attributes(&seen, "/rss/channel/itunes:image", "href"),
        ["https://news.example.org/covers/the-bell.jpg"]
    );
    assert_eq!(attributes(&seen, "/rss/channel/atom:link", "rel"), ["self", "hub"]);
    let item = |tag: &str| texts(&seen, &format!("{ITEM}/{tag}"));
    assert_eq!(item("itunes:duration"), ["185"]);
    assert_eq!(item("itunes:episodeType"), ["full"]);
    assert_eq!(item("pubDate"), ["Tue, 22 Apr 2025 07:30:00 +0000"]);
    assert_eq!(item("podcast:person"), ["Ana Ruiz", "Tom Orr"]);
    assert_eq!(item("category"), ["Current affairs", "Bridges", "Ferries"]);
}

#[test]
fn machines_are_told_that_the_voice_is_synthetic_and_where_its_words_are() {
    let seen = read(&written());
    for path in ["/rss/channel", ITEM] {
        assert_eq!(attributes(&seen, &format!("{path}/podcast:txt"), "purpose"), ["ai-content"]);
        assert_eq!(texts(&seen, &format!("{path}/podcast:txt")), ["true"]);
    }
    let path = format!("{ITEM}/podcast:transcript");
    assert_eq!(attributes(&seen, &path, "type"), ["text/vtt", "application/json"]);
    assert_eq!(
        attributes(&seen, &path, "url"),
        [
            "https://news.example.org/articles/harbour-bridge/transcript.vtt",
            "https://news.example.org/articles/harbour-bridge/transcript.json"
        ]
    );
}

#[test]
fn a_story_read_by_a_person_is_not_called_synthetic() {
    let mut entries = entries();
    entries[0].audio.as_mut().unwrap().made = Made::Person;
    assert!(!podcast::write(&feed("podcast.xml"), &entries).contains("podcast:txt"));
}

#[test]
fn the_whole_text_its_correction_and_the_disclosure_are_in_the_notes() {
    let seen = read(&written());
    let html = texts(&seen, &format!("{ITEM}/content:encoded"))[0];
    assert!(
        html.contains(
            "<a href=\"https://council.example.org/?a=1&amp;b=2\" rel=\"noopener\">council</a> <strong>voted</strong>"
        ),
        "{html}"
    );
    assert!(html.contains("<strong>Correction, 22 April:</strong> The vote was on Monday, not Sunday."), "{html}");
    assert!(html.contains("Read by a synthetic voice."), "{html}");
}

/// The two examples of the namespace's own page.
#[test]
fn the_podcast_has_the_identity_that_the_namespace_gives_its_address() {
    let named = |url: &str| Feed { guid_url: url.into(), ..feed("podcast.xml") }.uuid().to_string();
    assert_eq!(named("https://mp3s.nashownotes.com/pc20rss.xml"), "917393e3-1b1e-5cef-ace4-edaa54e1f810");
    assert_eq!(named("https://podnews.net/rss/"), "9b024349-ccf0-5f69-a609-6b82873eab3c");
}

#[test]
fn an_empty_podcast_is_still_a_feed() {
    let text = podcast::write(&Feed::at(SITE, "/podcast.xml", "/", "A site", "en"), &[]);
    let read = parser::parse(text.as_bytes()).unwrap();
    assert_eq!(read.title.unwrap().content, "A site");
    assert!(read.description.is_some_and(|about| !about.content.is_empty()));
    assert!(read.entries.is_empty());
}

#[test]
fn the_newest_come_first_and_their_number_has_an_end() {
    let many: Vec<Entry> = (0..EPISODES_AT_MOST as i64 + 5)
        .map(|n| {
            let mut article = listed();
            article.published_at_ms = Some(TUESDAY + n * HOUR);
            Entry::of(SITE, &article)
        })
        .collect();
    let read = parser::parse(podcast::write(&feed("podcast.xml"), &many).as_bytes()).unwrap();
    assert_eq!(read.entries.len(), EPISODES_AT_MOST);
    let newest = TUESDAY + (EPISODES_AT_MOST as i64 + 4) * HOUR;
    assert_eq!(read.entries[0].published.unwrap().timestamp_millis(), newest);
    assert!(read.entries.is_sorted_by(|a, b| a.published >= b.published));
}

#[test]
fn sections_stand_under_headings_that_the_directories_know() {
    assert_eq!(Category::of_section("entertainment").within, Some("Entertainment News"));
    assert_eq!(Category::of_section("professional").within, Some("Business News"));
    assert_eq!(Category::of_section("gardening"), Category::NEWS);
}

#[test]
fn an_episode_in_another_language_than_its_feed_says_so() {
    let german = Feed { lang: "de".into(), ..feed("podcast.xml") };
    let seen = read(&podcast::write(&german, &entries()));
    assert_eq!(texts(&seen, &format!("{ITEM}/dc:language")), ["en"]);
    assert_eq!(attributes(&seen, &format!("{ITEM}/podcast:transcript"), "language"), ["en", "en"]);
}
