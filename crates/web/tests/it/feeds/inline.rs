//! Running text as HTML: what the article page and the feeds have in common.

use newsroom::story::{Mark, Style, Text};
use proptest::prelude::*;
use web::inline::{inline, link, whole};

fn marked(plain: &str, marks: &[(usize, usize, Style)]) -> Text {
    let marks = marks.iter().map(|(from, to, style)| Mark { from: *from, to: *to, style: style.clone() }).collect();
    Text { marks, ..Text::plain(plain) }
}

fn to(href: &str) -> Style {
    Style::Link { href: href.into() }
}

#[test]
fn marks_one_inside_the_other_stay_so() {
    let text = marked("abcdef", &[(0, 6, Style::Emphasis), (2, 4, Style::Strong)]);
    assert_eq!(whole(&text), "<em>ab<strong>cd</strong>ef</em>");
}

#[test]
fn marks_that_cross_are_nested() {
    let text = marked("abcdef", &[(0, 4, Style::Emphasis), (2, 6, Style::Strong)]);
    assert_eq!(whole(&text), "<em>ab<strong>cd</strong></em><strong>ef</strong>");
}

#[test]
fn a_link_stays_whole_where_emphasis_crosses_it() {
    let text = marked("abcdef", &[(0, 4, Style::Emphasis), (2, 6, to("https://e.org/"))]);
    assert_eq!(whole(&text), "<em>ab</em><a href=\"https://e.org/\" rel=\"noopener\"><em>cd</em>ef</a>");
}

#[test]
fn a_link_never_stands_in_a_link() {
    let text = marked("abcdef", &[(0, 4, to("https://one.org/")), (2, 6, to("https://two.org/"))]);
    let html =
        "<a href=\"https://one.org/\" rel=\"noopener\">abcd</a><a href=\"https://two.org/\" rel=\"noopener\">ef</a>";
    assert_eq!(whole(&text), html);
}

#[test]
fn emphasis_from_one_link_into_the_next_is_in_both_once() {
    let links = [(0, 3, to("https://one.org/")), (3, 6, to("https://two.org/"))];
    let text = marked("abcdef", &[&links[..], &[(2, 5, Style::Emphasis)]].concat());
    let html = "<a href=\"https://one.org/\" rel=\"noopener\">ab<em>c</em></a>\
                <a href=\"https://two.org/\" rel=\"noopener\"><em>de</em>f</a>";
    assert_eq!(whole(&text), html);
}

#[test]
fn the_same_mark_twice_is_one() {
    let text = marked("abcdef", &[(0, 3, Style::Strong), (2, 6, Style::Strong), (0, 6, Style::Strong)]);
    assert_eq!(whole(&text), "<strong>abcdef</strong>");
}

#[test]
fn a_sentence_carries_the_marks_that_fall_in_it() {
    let text = marked("One two. Three.", &[(4, 12, Style::Emphasis)]);
    assert_eq!(inline(&text, 0..8), "One <em>two.</em>");
    assert_eq!(inline(&text, 9..15), "<em>Thr</em>ee.");
}

#[test]
fn what_looks_like_markup_is_words() {
    assert_eq!(whole(&Text::plain("<b>\"Q&A\"</b>")), "&lt;b&gt;&quot;Q&amp;A&quot;&lt;/b&gt;");
}

#[test]
fn only_addresses_of_the_web_and_of_mail_become_links() {
    assert_eq!(link("https://e.org/a b").as_deref(), Some("https://e.org/a%20b"));
    assert_eq!(link("mailto:desk@e.org").as_deref(), Some("mailto:desk@e.org"));
    for other in
        ["javascript:alert(1)", " JaVaScRiPt:alert(1)", "java\nscript:x", "data:text/html,x", "/path", "vbscript:x", ""]
    {
        assert_eq!(link(other), None, "{other:?}");
        assert_eq!(whole(&marked("word", &[(0, 4, to(other))])), "word");
    }
}

#[test]
fn an_address_cannot_leave_its_quotes() {
    let text = marked("x", &[(0, 1, to("https://e.org/\" onclick=\"alert(1)"))]);
    assert!(!whole(&text).contains("onclick=\""), "{}", whole(&text));
}

#[test]
fn a_mark_out_of_place_harms_nothing() {
    let text = marked("橋", &[(1, 2, Style::Strong), (0, 99, Style::Emphasis), (9, 3, Style::Code)]);
    assert_eq!(whole(&text), "<em>橋</em>");
    assert_eq!(inline(&text, 0..99), "<em>橋</em>");
    assert_eq!(inline(&text, std::ops::Range { start: 5, end: 2 }), "");
}

/// Reads HTML as far as [`inline`] writes it: checks the nesting, gives the words back.
fn words_of(html: &str) -> String {
    let (mut words, mut open) = (String::new(), Vec::new());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        words.push_str(&rest[..at]);
        let end = rest.find('>').expect("a tag ends");
        let tag = &rest[at + 1..end];
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "{html}"),
            None => {
                let name = tag.split(' ').next().unwrap();
                assert!(!open.contains(&name), "<{name}> in <{name}>: {html}");
                open.push(name);
            }
        }
        rest = &rest[end + 1..];
    }
    assert!(open.is_empty(), "left open: {open:?} in {html}");
    words.push_str(rest);
    let words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    words.replace("&amp;", "&")
}

fn style() -> impl Strategy<Value = Style> {
    prop_oneof![
        Just(Style::Emphasis),
        Just(Style::Strong),
        Just(Style::Code),
        Just(to("https://e.org/?a=1&b=<2>")),
        Just(to("javascript:alert(1)")),
    ]
}

proptest! {
    #[test]
    fn any_marks_are_nested_and_lose_no_word(
        plain in "[a-z&<>\"' 海橋😀.]{0,40}",
        marks in prop::collection::vec((0usize..60, 0usize..60, style()), 0..12),
        range in (0usize..60, 0usize..60),
    ) {
        let text = marked(&plain, &marks);
        prop_assert_eq!(words_of(&whole(&text)), plain.clone());
        let (from, to) = (plain.floor_char_boundary(range.0), plain.floor_char_boundary(range.1));
        prop_assert_eq!(words_of(&inline(&text, range.0..range.1)), plain.get(from..to).unwrap_or_default());
    }

    #[test]
    fn times_of_words_hold_because_the_count_of_characters_stays(plain in any::<String>()) {
        let html = whole(&Text::plain(&*plain));
        prop_assert_eq!(words_of(&html).encode_utf16().count(), plain.encode_utf16().count());
    }
}
