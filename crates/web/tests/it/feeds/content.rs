//! Blocks as HTML.

use newsroom::segments::Content;
use newsroom::story::{Block, Figure, Text};
use web::feeds::content::html;

fn shown(blocks: Vec<Block>) -> String {
    html(&Content { blocks, ..Content::default() }, &|id| Some(format!("https://news.example.org/pictures/{id}.jpg")))
}

#[test]
fn every_kind_of_block_is_shown() {
    let text = |words: &str| Text::plain(words);
    let blocks = vec![
        Block::Paragraph { text: text("One.") },
        Block::Heading { level: 3, text: text("Two") },
        Block::Quote { paragraphs: vec![text("Three."), text("Four.")], cite: Some("A. Five".into()) },
        Block::List { ordered: true, items: vec![text("six"), text("seven")] },
        Block::List { ordered: false, items: vec![text("eight")] },
        Block::Embed { url: "https://video.example.org/9".into(), title: "Nine".into() },
    ];
    assert_eq!(
        shown(blocks),
        "<p>One.</p>\n<h3>Two</h3>\n<blockquote>\n<p>Three.</p>\n<p>Four.</p>\n<footer>A. Five</footer>\n</blockquote>\n\
         <ol>\n<li>six</li>\n<li>seven</li>\n</ol>\n<ul>\n<li>eight</li>\n</ul>\n\
         <p><a href=\"https://video.example.org/9\" rel=\"noopener\">Nine</a></p>\n"
    );
}

#[test]
fn a_picture_comes_with_its_caption_and_credit() {
    let figure = Figure {
        src: "7".into(),
        alt: "A \"quoted\" boat".into(),
        caption: Some("Boats & nets".into()),
        credit: Some("A. Hand".into()),
    };
    assert_eq!(
        shown(vec![Block::Image { figure }]),
        "<figure><img src=\"https://news.example.org/pictures/7.jpg\" alt=\"A &quot;quoted&quot; boat\">\
         <figcaption>Boats &amp; nets <small>A. Hand</small></figcaption></figure>\n"
    );
}

#[test]
fn a_picture_that_is_gone_leaves_no_broken_frame() {
    let content = Content { blocks: vec![Block::Image { figure: Figure::default() }], ..Content::default() };
    assert_eq!(html(&content, &|_| None), "");
}

#[test]
fn nothing_is_shown_for_empty_blocks() {
    let blocks = vec![
        Block::Paragraph { text: Text::plain("  ") },
        Block::Quote { paragraphs: vec![], cite: Some("Nobody".into()) },
        Block::List { ordered: true, items: vec![Text::plain("")] },
        Block::Embed { url: "javascript:alert(1)".into(), title: "Play".into() },
    ];
    assert_eq!(shown(blocks), "");
}

#[test]
fn headings_stay_between_two_and_four() {
    let heading = |level| Block::Heading { level, text: Text::plain("x") };
    assert_eq!(shown(vec![heading(0), heading(4), heading(9)]), "<h2>x</h2>\n<h4>x</h4>\n<h4>x</h4>\n");
}
