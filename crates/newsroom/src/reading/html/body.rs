//! The body of an article, told from the rest of its page.

use dom_query::{Document, NodeRef};
use url::Url;

use super::head::Head;
use super::{blocks, chaff, frame, sweep, tree};
use crate::story::{Block, Text};

/// A body with fewer letters may be the lesser half of a short notice: worth a second look.
const SHORT: usize = 300;

/// The blocks of the article on a page. Several ways look for it; the first that finds enough is believed, unless
/// another finds far more.
pub fn read(document: &Document, base: Option<&Url>, head: &Head) -> Vec<Block> {
    let swept = document.clone();
    frame::frame(&swept);
    sweep::sweep(&swept);
    sweep::part(&swept, head.standfirst.as_deref());
    let marked = marked(&swept).map(|node| chaff::winnow(blocks::read(&node, base), head)).unwrap_or_default();
    let mut found = chaff::winnow(grab(swept, base), head);
    // What the page itself marks as its article, where the search fell far short of it.
    if letters(&marked) > letters(&found) * 5 / 3 {
        found = marked;
    }
    if letters(&found) < SHORT {
        let whole = chaff::winnow(grab(document.clone(), base), head);
        if letters(&whole) > 2 * letters(&found) {
            found = whole;
        }
    }
    // What the page gives to machines, where its markup holds no article: pages put together by scripts.
    if let Some(body) = &head.body {
        let told = chaff::winnow(told(body, base), head);
        if letters(&told) >= SHORT && letters(&told) > 2 * letters(&found) {
            found = told;
        }
    }
    found
}

fn grab(document: Document, base: Option<&Url>) -> Vec<Block> {
    let config = dom_smoothie::Config { keep_classes: true, ..dom_smoothie::Config::default() };
    let Ok(mut reader) = dom_smoothie::Readability::with_document(document, None, Some(config)) else {
        return Vec::new();
    };
    match reader.parse() {
        Ok(article) => blocks::read(&tree::parse(&article.content).root(), base),
        Err(_) => Vec::new(),
    }
}

/// The element that the page names as its article's body, or its only `<article>`.
fn marked(document: &Document) -> Option<NodeRef<'_>> {
    let bodies = document.select("[itemprop=articleBody]");
    if let Some(body) = bodies.nodes().iter().max_by_key(|node| node.normalized_char_count()) {
        return Some(*body);
    }
    match document.select("article").nodes() {
        [only] => Some(*only),
        _ => None,
    }
}

/// An article's text as data: with tags, or with line feeds between its paragraphs.
fn told(body: &str, base: Option<&Url>) -> Vec<Block> {
    if body.contains("</") || body.contains("<br") {
        return blocks::read(&tree::parse(body).root(), base);
    }
    let lines = body.lines().filter_map(crate::reading::compose::fold_some);
    lines.map(|line| Block::Paragraph { text: Text::plain(line) }).collect()
}

fn letters(blocks: &[Block]) -> usize {
    blocks.iter().flat_map(Block::texts).map(|text| text.plain.chars().count()).sum()
}
