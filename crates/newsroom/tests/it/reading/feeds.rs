//! RSS, Atom, CDF and JSON Feed.

use std::time::{Duration, Instant};

use newsroom::reading::feed::{self, Feed};
use newsroom::reading::{Reason, Unreadable};
use newsroom::story::Block;

use super::{assert_no_markup, lines};

fn read(text: &str) -> Feed {
    let feed = feed::read(text.as_bytes(), Some("https://herald.example/feed.xml")).unwrap();
    feed.stories.iter().for_each(assert_no_markup);
    feed
}

fn refused(text: &str) -> Unreadable {
    feed::read(text.as_bytes(), None).unwrap_err()
}

#[test]
fn rss_with_full_text_becomes_whole_stories() {
    let feed = read(
        "<?xml version='1.0'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' \
         xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:media='http://search.yahoo.com/mrss/'><channel>\
         <title>Harbour Herald</title><language>en-gb</language><item><title>Ferry &amp; tide</title>\
         <link>/ferry</link><guid isPermaLink='false'>77</guid><dc:creator>Ines Calder</dc:creator>\
         <pubDate>Fri, 04 Apr 2025 18:30:00 +0800</pubDate><category>Ferries</category><category>Harbour</category>\
         <description>After two winters ashore.</description><media:content url='a.jpg' medium='image'/>\
         <content:encoded><![CDATA[<p>The ferry left at <b>dawn</b>.</p><script>x()</script><p><a href='/crew'>Its crew</a> waved.</p>]]></content:encoded>\
         </item></channel></rss>",
    );
    assert_eq!(
        (feed.title.as_deref(), feed.lang.as_deref(), feed.more),
        (Some("Harbour Herald"), Some("en-GB"), false)
    );
    let story = &feed.stories[0];
    assert_eq!(story.headline, "Ferry & tide");
    assert_eq!(story.source_url.as_deref(), Some("https://herald.example/ferry"));
    assert_eq!(story.byline.as_deref(), Some("Ines Calder"));
    assert_eq!(story.published_at_ms, Some(1_743_762_600_000));
    assert_eq!(story.tags, ["Ferries", "Harbour"]);
    assert_eq!(story.standfirst.as_deref(), Some("After two winters ashore."));
    assert_eq!(story.hero.as_ref().unwrap().src, "https://herald.example/a.jpg");
    assert_eq!(story.site.as_deref(), Some("Harbour Herald"));
    assert_eq!(lines(&story.blocks), ["The ferry left at dawn.", "Its crew waved."]);
}

#[test]
fn a_feed_of_summaries_gives_them_as_the_text() {
    let feed = read(
        "<rss version='2.0'><channel><title>T</title><item><title>A</title><description>&lt;p&gt;Only this.&lt;/p&gt;</description>\
         </item></channel></rss>",
    );
    assert_eq!(lines(&feed.stories[0].blocks), ["Only this."]);
    assert_eq!(feed.stories[0].standfirst, None);
}

#[test]
fn a_summary_that_only_begins_the_text_is_not_said_twice() {
    let feed = read(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title><entry><title>A</title><summary>The ferry left at dawn…</summary>\
         <content type='html'>&lt;p&gt;The ferry left at dawn and came back.&lt;/p&gt;</content></entry></feed>",
    );
    assert_eq!(feed.stories[0].standfirst, None);
}

#[test]
fn atom_of_both_ages_is_read() {
    for (space, date) in [("http://www.w3.org/2005/Atom", "published"), ("http://purl.org/atom/ns#", "issued")] {
        let feed = read(&format!(
            "<feed xmlns='{space}' xml:lang='zh-TW'><title type='html'>&lt;b&gt;港&lt;/b&gt;報</title><entry><id>tag:1</id>\
             <title>渡輪</title><link rel='self' href='x.atom'/><link rel='alternate' href='story'/><author><name>林雯</name></author>\
             <author><name>陳安</name></author><{date}>2025-04-04T10:30:00Z</{date}>\
             <content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>渡輪在<em>清晨</em>出港。</p></div></content></entry></feed>"
        ));
        assert_eq!(feed.title.as_deref(), Some("港報"));
        let story = &feed.stories[0];
        assert_eq!(story.source_url.as_deref(), Some("https://herald.example/story"));
        assert_eq!(story.byline.as_deref(), Some("林雯、陳安"));
        assert_eq!(story.lang.as_deref(), Some("zh-Hant"));
        assert_eq!(story.published_at_ms, Some(1_743_762_600_000));
        assert_eq!(lines(&story.blocks), ["渡輪在清晨出港。"]);
    }
}

#[test]
fn rss_one_keeps_its_items_beside_the_channel() {
    let feed = read(
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>\
         <channel rdf:about='c'><title>T</title></channel><item rdf:about='https://herald.example/1'><title>One</title></item>\
         <item><title>Two</title></item></rdf:RDF>",
    );
    assert_eq!(feed.stories.iter().map(|s| s.headline.as_str()).collect::<Vec<_>>(), ["One", "Two"]);
    assert_eq!(feed.stories[0].source_url.as_deref(), Some("https://herald.example/1"));
}

#[test]
fn json_feed_is_read() {
    let feed = read(
        r#"{"version":"https://jsonfeed.org/version/1.1","title":"T","language":"en","items":[
        {"id":"1","url":"https://herald.example/1","title":"One","content_html":"<p>Text, <em>marked</em>.</p>","summary":"In short.",
         "date_published":"2025-04-04T10:30:00Z","authors":[{"name":"Ana"},{"name":"Tom"}],"tags":["a","b"],"image":"https://herald.example/i.png"},
        {"id":2,"content_text":"No title, only <words>.\n\nTwo paragraphs."}]}"#,
    );
    let [one, two] = feed.stories.as_slice() else { panic!("two stories") };
    assert_eq!((one.headline.as_str(), one.byline.as_deref()), ("One", Some("Ana and Tom")));
    assert_eq!(one.standfirst.as_deref(), Some("In short."));
    assert_eq!(lines(&two.blocks), ["No title, only <words>.", "Two paragraphs."]);
    assert!(two.headline.starts_with("No title"));
}

#[test]
fn ten_thousand_items_give_the_first_five_hundred_and_say_so() {
    let items: String = (0..10_000)
        .map(|n| format!("<item><title>Story {n}</title><description>Text {n}.</description></item>"))
        .collect();
    let started = Instant::now();
    let feed = read(&format!("<rss version='2.0'><channel><title>T</title>{items}</channel></rss>"));
    assert_eq!((feed.stories.len(), feed.more), (500, true));
    assert_eq!(feed.stories[499].headline, "Story 499");
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
}

#[test]
fn entity_bombs_and_doors_to_the_outside_are_refused() {
    let bomb = "<!DOCTYPE r [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]>\
                <rss version='2.0'><channel><title>&c;</title></channel></rss>";
    assert_eq!(refused(bomb).reason, Reason::Entities);
    let door = "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss version='2.0'><channel><title>&x;</title></channel></rss>";
    assert_eq!(refused(door).reason, Reason::Entities);
    let harmless =
        "<!DOCTYPE r [<!ENTITY x 'y'>]><rss version='2.0'><channel><title>A &x; &eacute;</title></channel></rss>";
    assert_eq!(read(harmless).title.as_deref(), Some("A &x; é"));
}

#[test]
fn what_breaks_off_keeps_what_was_whole() {
    let feed = read(
        "<rss version='2.0'><channel><title>T</title><item><title>One</title></item><item><title>Two & more</title><desc",
    );
    assert_eq!(feed.stories.len(), 2);
    assert_eq!(feed.stories[1].headline, "Two & more");
}

#[test]
fn what_is_no_feed_says_so() {
    assert!(matches!(refused("<html><body>Not found</body></html>").reason, Reason::Feed { .. }));
    assert!(matches!(refused("{\"error\": 404}").reason, Reason::Feed { .. }));
    assert!(matches!(refused("plain words").reason, Reason::Feed { .. }));
    assert_eq!(refused("  ").reason, Reason::Empty);
    let deep = format!("<rss>{}", "<a>".repeat(100_000));
    assert!(matches!(refused(&deep).reason, Reason::Feed { .. }));
}

#[test]
fn old_encodings_are_understood() {
    let bytes = b"<?xml version='1.0' encoding='iso-8859-1'?><rss version='2.0'><channel><title>Caf\xe9</title></channel></rss>";
    assert_eq!(feed::read(bytes, None).unwrap().title.as_deref(), Some("Café"));
}

#[test]
fn a_picture_at_the_top_of_the_text_becomes_the_storys_own() {
    let feed = read(
        "<rss version='2.0'><channel><title>T</title><item><title>A</title><description>&lt;img src='/p.jpg' alt='Pier'&gt;&lt;p&gt;Text.&lt;/p&gt;</description>\
         </item></channel></rss>",
    );
    let story = &feed.stories[0];
    assert_eq!(story.hero.as_ref().map(|hero| hero.src.as_str()), Some("https://herald.example/p.jpg"));
    assert!(!story.blocks.iter().any(|block| matches!(block, Block::Image { .. })));
}
