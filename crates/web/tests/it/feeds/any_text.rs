//! Whatever somebody typed, pasted or imported, a feed stays a feed.

use newsroom::segments::Content;
use newsroom::story::{Block, Text};
use proptest::prelude::*;
use web::feeds::{Entry, Feed, Note, atom, json_feed, podcast};
use web::sitemap::{self, News, Page};

use super::sample::{SITE, TUESDAY, entries, feed, listed};
use super::xml::{read, texts};

/// Text as bad as it comes: control characters, halves of entities, ends of sections, other scripts, emoji.
fn awkward() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<String>(),
        Just("]]>".to_string()),
        Just("<![CDATA[".to_string()),
        Just("\u{0}\u{1}\u{8}\u{b}\u{c}\u{1f}\u{7f}\u{85}\u{fffe}\u{ffff}".to_string()),
        Just("&#0; &nbsp; &lt &amp;".to_string()),
        Just("\r\n\t\u{2028}\u{202e}\u{feff}".to_string()),
        Just("👩‍👩‍👧 海港大橋 ١٢٣".to_string()),
        Just("</script><!--".to_string()),
    ];
    prop::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

fn entry(words: &str) -> Entry {
    let content = Content { blocks: vec![Block::Paragraph { text: Text::plain(words) }], ..Content::default() };
    let mut article = listed();
    article.headline = words.into();
    article.standfirst = Some(words.into());
    article.byline = Some(words.into());
    article.slug = words.into();
    article.lang = words.into();
    let mut entry = Entry::of(SITE, &article).with_content(SITE, &content);
    entry.tags = vec![words.into()];
    entry.notes = vec![Note { label: words.into(), text: words.into() }];
    entry
}

fn named(words: &str) -> Feed {
    Feed {
        description: words.into(),
        author: words.into(),
        email: Some(words.into()),
        copyright: Some(words.into()),
        hubs: vec![words.into()],
        image_url: Some(words.into()),
        ..Feed::at(SITE, words, words, words, words)
    }
}

proptest! {
    #[test]
    fn any_words_make_a_well_formed_podcast_and_atom_feed(words in awkward()) {
        let (feed, entries) = (named(&words), [entry(&words)]);
        let podcast = read(&podcast::write(&feed, &entries));
        prop_assert_eq!(texts(&podcast, "/rss/channel/item").len(), 1);
        let atom = read(&atom::write(&feed, &entries));
        prop_assert_eq!(texts(&atom, "/feed/entry").len(), 1);
    }

    #[test]
    fn any_words_make_a_json_feed(words in awkward()) {
        let text = json_feed::write(&named(&words), &[entry(&words)]);
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(json["title"].as_str(), Some(&*words));
    }

    #[test]
    fn any_words_make_well_formed_sitemaps(words in awkward(), ms in any::<i64>()) {
        let page = Page { url: words.clone(), changed_ms: Some(ms), editions: vec![(words.clone(), words.clone())] };
        read(&sitemap::write(&[page]));
        read(&sitemap::index(&[(words.clone(), Some(ms))]));
        let story = News {
            url: words.clone(), publication: words.clone(), lang: words.clone(), headline: words.clone(),
            published_ms: TUESDAY,
        };
        read(&sitemap::news(&[story], TUESDAY));
    }

    #[test]
    fn words_that_xml_can_hold_arrive_unchanged(words in "[ -~\u{a0}-\u{2fff}海橋😀\n]{1,60}") {
        let mut entries = entries();
        entries[0].headline.clone_from(&words);
        let seen = read(&podcast::write(&feed("podcast.xml"), &entries));
        prop_assert_eq!(texts(&seen, "/rss/channel/item/title"), [&*words]);
    }

    #[test]
    fn any_date_is_written(ms in any::<i64>()) {
        let entries = [Entry { published_ms: ms, updated_ms: ms, ..entries()[0].clone() }];
        read(&podcast::write(&feed("podcast.xml"), &entries));
        read(&atom::write(&feed("atom.xml"), &entries));
    }
}

#[test]
fn a_control_character_is_dropped_and_the_words_around_it_stay() {
    let mut entries = entries();
    entries[0].headline = "Bri\u{0}dge\u{b} closes\u{ffff}".into();
    let seen = read(&podcast::write(&feed("podcast.xml"), &entries));
    assert_eq!(texts(&seen, "/rss/channel/item/title"), ["Bridge closes"]);
}
