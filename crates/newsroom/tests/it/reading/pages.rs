//! Web pages.

use std::time::{Duration, Instant};

use newsroom::reading::{Reason, Unreadable, html};
use newsroom::story::{Block, Story};

use super::{assert_no_markup, lines};

const FIRST: &str = "The ferry left the harbour at dawn on Friday with forty passengers, the first crossing in two winters, and came back by noon.";
const SECOND: &str = "“We never stopped believing in it,” said Ines Calder, who has run the harbour office since the storm took the old pier away.";
const THIRD: &str = "The council says the crossing will cost two coins each way until the new pier is paid for, which is to be in about six years.";

fn read(page: &str) -> Story {
    let story = html::read(page.as_bytes(), Some("https://www.herald.example/news/ferry")).unwrap();
    assert_no_markup(&story);
    story
}

fn refused(page: &str) -> Unreadable {
    html::read(page.as_bytes(), None).unwrap_err()
}

fn page(head: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang='en-GB'><head><title>Harbour ferry returns | Harbour Herald</title>{head}</head><body>{body}</body></html>"
    )
}

fn story_of(body: &str) -> String {
    page("", &format!("<article><h1>Harbour ferry returns</h1>{body}</article>"))
}

#[test]
fn machines_words_fill_the_fields() {
    let story = read(&page(
        "<script type='application/ld+json'>{\"@context\":\"https://schema.org\",\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"x\"},\
         {\"@type\":\"NewsArticle\",\"headline\":\"Harbour ferry returns\",\"author\":[{\"@type\":\"Person\",\"name\":\"Ana Ruiz\"},{\"name\":\"Wen Li\"}],\
         \"datePublished\":\"2025-04-04T18:30:00+08:00\",\"articleSection\":\"Community\",\"keywords\":[\"ferries\",\"harbour\"],\
         \"publisher\":{\"name\":\"Harbour Herald\"}}]}</script>\
         <meta property='og:description' content='After two winters ashore.'><meta property='og:image' content='/img/ferry-1200.jpg'>\
         <link rel=canonical href='/news/ferry'>",
        &format!("<h1>Harbour ferry returns</h1><div><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div>"),
    ));
    assert_eq!(story.headline, "Harbour ferry returns");
    assert_eq!(story.standfirst.as_deref(), Some("After two winters ashore."));
    assert_eq!(story.byline.as_deref(), Some("Ana Ruiz and Wen Li"));
    assert_eq!(story.published_at_ms, Some(1_743_762_600_000));
    assert_eq!((story.lang.as_deref(), story.section.as_deref()), (Some("en-GB"), Some("Community")));
    assert_eq!(story.tags, ["ferries", "harbour"]);
    assert_eq!(story.site.as_deref(), Some("Harbour Herald"));
    assert_eq!(story.source_url.as_deref(), Some("https://www.herald.example/news/ferry"));
    assert_eq!(story.hero.unwrap().src, "https://www.herald.example/img/ferry-1200.jpg");
    assert_eq!(lines(&story.blocks), [FIRST, SECOND, THIRD]);
}

#[test]
fn a_page_without_them_is_read_as_people_read_it() {
    let story = read(&page(
        "",
        &format!(
            "<header><a href=/>Herald</a></header><h1>Harbour ferry returns</h1><div class=byline>By <a href=/wen>Wen Li</a></div>\
             <time datetime='2025-04-04T18:30:00+08:00'>4 April</time><div class=text><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div>"
        ),
    ));
    assert_eq!(story.headline, "Harbour ferry returns");
    assert_eq!(story.byline.as_deref(), Some("Wen Li"));
    assert_eq!(story.published_at_ms, Some(1_743_762_600_000));
    assert_eq!(story.site.as_deref(), Some("herald.example"));
    assert_eq!(lines(&story.blocks), [FIRST, SECOND, THIRD]);
}

#[test]
fn what_stands_around_the_story_is_left_away() {
    let story = read(&page(
        "",
        &format!(
            "<nav><ul><li><a href=/a>News</a><li><a href=/b>Sport</a></ul></nav><article><h1>Harbour ferry returns</h1>\
             <p class=date>Published 4 April 2025, 18:30</p><div class='social-share'><a href=x>Share</a> <a href=y>Tweet</a></div>\
             <p>{FIRST}</p><p><strong><a href='/storm'>READ MORE: The storm, two years on</a></strong></p><p>{SECOND}</p>\
             <div class='newsletter-signup'><p>Sign up for our morning newsletter and never miss a tide again, whatever the weather brings.</p></div>\
             <p>{THIRD}</p><p>Advertisement</p><h3>You may also like</h3><ul><li><a href=/1>Bridge closed</a><li><a href=/2>Six boats</a></ul>\
             <p>Wen Li is a reporter for the Harbour Herald.</p></article><footer><p>Copyright Harbour Herald. All rights reserved.</p></footer>"
        ),
    ));
    assert_eq!(lines(&story.blocks), [FIRST, SECOND, THIRD]);
}

#[test]
fn captions_and_credits_belong_to_their_pictures() {
    let story = read(&story_of(&format!(
        "<figure><img src='/img/pier.jpg' alt='A pier'><figcaption>The new pier. <span class=credit>Photo: Tom Orr</span></figcaption></figure>\
         <p>{FIRST}</p><div class='image-wrap'><img src='/img/crew.jpg'><div class='caption'>The crew at noon. (Photo by Wen Li)</div></div><p>{SECOND}</p><p>{THIRD}</p>"
    )));
    let hero = story.hero.unwrap();
    assert_eq!(hero.src, "https://www.herald.example/img/pier.jpg");
    assert_eq!((hero.caption.as_deref(), hero.credit.as_deref()), (Some("The new pier."), Some("Tom Orr")));
    assert_eq!(lines(&story.blocks), [FIRST, "[https://www.herald.example/img/crew.jpg]", SECOND, THIRD]);
    let Block::Image { figure } = &story.blocks[1] else { panic!("a picture") };
    assert_eq!((figure.caption.as_deref(), figure.credit.as_deref()), (Some("The crew at noon."), Some("Wen Li")));
}

#[test]
fn the_picture_named_for_sharing_gets_the_caption_it_has_on_the_page() {
    let story = read(&page(
        "<meta property='og:image' content='https://cdn.example/ferry-at-dawn-1200x630.jpg'>",
        &format!(
            "<article><h1>Harbour ferry returns</h1><figure><img src='https://cdn.example/ferry-at-dawn-800.jpg'>\
             <figcaption>Dawn over the bay. REUTERS/Ana Ruiz</figcaption></figure><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article>"
        ),
    ));
    let hero = story.hero.unwrap();
    assert_eq!(hero.src, "https://cdn.example/ferry-at-dawn-1200x630.jpg");
    assert_eq!(
        (hero.caption.as_deref(), hero.credit.as_deref()),
        (Some("Dawn over the bay."), Some("REUTERS/Ana Ruiz"))
    );
    assert_eq!(lines(&story.blocks), [FIRST, SECOND, THIRD]);
}

#[test]
fn a_credit_glued_to_the_story_is_taken_out_of_it() {
    let story = read(&story_of(&format!(
        "<p>Crew wave from the deck. (Photo: Tom Orr){FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
    )));
    assert_eq!(lines(&story.blocks), [FIRST, SECOND, THIRD]);
    let story = read(&story_of(&format!("<p>LONDON (AP) — {FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>")));
    assert_eq!(lines(&story.blocks)[0], format!("LONDON (AP) — {FIRST}"), "where it was written is no credit");
}

#[test]
fn a_description_that_is_the_beginning_is_no_standfirst() {
    let cut: String = FIRST.chars().take(80).collect();
    let head = format!("<meta name=description content='{cut}…'>");
    let story =
        read(&page(&head, &format!("<article><h1>Harbour ferry returns</h1><p>{FIRST}</p><p>{SECOND}</p></article>")));
    assert_eq!(story.standfirst, None);
}

#[test]
fn subheadings_lists_quotes_and_links_stay() {
    let story = read(&story_of(&format!(
        "<p>{FIRST}</p><h2>What it costs</h2><ul><li>Two coins for walkers, and for bicycles</li><li>Nothing at all for dogs</li></ul>\
         <blockquote><p>{SECOND}</p></blockquote><p>{THIRD} <a href='/plan'>The plan</a> is public.</p>"
    )));
    assert_eq!(
        lines(&story.blocks),
        [
            FIRST.to_owned(),
            "h2 What it costs".to_owned(),
            "- Two coins for walkers, and for bicycles".to_owned(),
            "- Nothing at all for dogs".to_owned(),
            format!("> {SECOND}"),
            format!("{THIRD} The plan is public."),
        ]
    );
}

#[test]
fn a_page_put_together_by_scripts_is_read_from_its_data() {
    let story = read(&page(
        &format!(
            "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"Harbour ferry returns\",\
             \"articleBody\":\"{}\\n\\n{}\\n\\n{THIRD}\"}}</script>",
            FIRST, SECOND
        ),
        "<div id=app></div>",
    ));
    assert_eq!(lines(&story.blocks), [FIRST, SECOND, THIRD]);
}

#[test]
fn a_chinese_page_in_an_old_encoding_is_read() {
    let text = "渡輪在清晨離開港口，這是兩個冬天以來的第一班船，碼頭上擠滿了人，樂隊也在雨中演奏。";
    let page = format!(
        "<html><head><meta charset=big5><title>渡輪重返港口</title></head><body><h1>渡輪重返港口</h1><p>{text}</p><p>{text}居民說，他們一直在等這一天。</p></body></html>"
    );
    let bytes: Vec<u8> = encoding_rs::BIG5.encode(&page).0.into_owned();
    let story = html::read(&bytes, None).unwrap();
    assert_eq!(story.headline, "渡輪重返港口");
    assert_eq!(story.lang.as_deref(), Some("zh-Hant"));
    assert!(lines(&story.blocks)[0].starts_with("渡輪在清晨離開港口"));
}

#[test]
fn ten_levels_of_broken_markup_are_read() {
    let story = read(&page(
        "",
        &format!(
            "<div><table><tr><td><div><span><b><i><u><font><h1>Harbour ferry returns</div><p>{FIRST}<p></b>{SECOND}</span></td><p></i>{THIRD}<div></p></table></table></div></div></div>"
        ),
    ));
    assert_eq!(story.headline, "Harbour ferry returns");
    let text = lines(&story.blocks).join(" ");
    assert!([FIRST, SECOND, THIRD].iter().all(|line| text.contains(line)), "{text}");
}

#[test]
fn ten_thousand_levels_and_a_hundred_thousand_open_styles_take_no_time() {
    let started = Instant::now();
    let deep = format!("{}<p>{FIRST}</p><p>{SECOND}</p>{}", "<div>".repeat(10_000), "</div>".repeat(10_000));
    assert_eq!(lines(&read(&story_of(&deep)).blocks), [FIRST, SECOND]);
    let styled: String = (0..100_000).map(|n| format!("<font color=c{n}>")).collect();
    let _ = html::read(story_of(&format!("{styled}<p>{FIRST}</p><p>{SECOND}</p>")).as_bytes(), None);
    assert!(started.elapsed() < Duration::from_secs(30), "{:?}", started.elapsed());
}

#[test]
fn a_page_with_more_tags_than_any_article_is_refused_with_the_limit() {
    let error = refused(&story_of(&"<p>word".repeat(300_000)));
    assert_eq!(error.reason, Reason::TooManyTags { limit: 250_000 });
    assert!(error.to_string().contains("250000"), "{error}");
}

#[test]
fn a_page_without_a_story_says_so() {
    assert_eq!(
        refused("<html><head><title>Front page of the Herald</title></head><body></body></html>").reason,
        Reason::NoBody
    );
    assert_eq!(refused("<html><body></body></html>").reason, Reason::NoHeadline);
    assert_eq!(refused("").reason, Reason::Empty);
}

#[test]
fn a_page_cut_anywhere_is_read_or_refused_but_never_stumbled_over() {
    let page = story_of(&format!(
        "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"é\"}}</script><figure><img srcset='a 1x, b 2x'>\
         <figcaption>Ä (Photo: é)</figcaption></figure><p>{FIRST} (Photo: Ö)</p><table><tr><th>a<td>b</table><ul><li>渡輪<sup>2</sup></ul><p>{SECOND}</p>"
    ));
    for end in (0..page.len()).filter(|end| page.is_char_boundary(*end)) {
        let _ = html::read(&page.as_bytes()[..end], Some("https://herald.example/"));
    }
}

#[test]
fn a_page_in_another_language_than_its_template_says_is_told_by_its_text() {
    let german = "<p>Die Fähre verließ den Hafen am Freitag bei Sonnenaufgang mit vierzig Fahrgästen an Bord, die erste Überfahrt seit zwei Wintern, und kehrte mittags zurück.</p>\
        <p>Der Rat sagt, dass die Überfahrt zwei Münzen kosten wird, bis die neue Brücke bezahlt ist, was ungefähr sechs Jahre dauern soll, wie eine Sprecherin erklärte.</p>\
        <p>Wir haben nie aufgehört, daran zu glauben, sagte die Leiterin des Hafenamtes, die seit dem Sturm jeden Morgen am Wasser gestanden und gewartet hatte.</p>";
    assert_eq!(read(&story_of(german)).lang.as_deref(), Some("de"));
    let english = format!("<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>");
    assert_eq!(
        read(&story_of(&english)).lang.as_deref(),
        Some("en-GB"),
        "the page's own word says more where they agree"
    );
}
