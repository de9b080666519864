//! The body of an article, told from the rest of its page.

use dom_query::Document;
use url::Url;

use super::head::Head;
use super::{blocks, chaff, frame, sweep, tree};
use crate::story::Block;

/// A body with fewer letters may be the lesser half of a short notice: worth a second look at the unswept page.
const SHORT: usize = 300;

/// The blocks of the article on a page.
pub fn read(document: &Document, base: Option<&Url>, head: &Head) -> Vec<Block> {
    let swept = document.clone();
    frame::frame(&swept);
    sweep::sweep(&swept);
    sweep::part(&swept, head.standfirst.as_deref());
    let found = chaff::winnow(grab(swept, base), head);
    if letters(&found) >= SHORT {
        return found;
    }
    let whole = chaff::winnow(grab(document.clone(), base), head);
    if letters(&whole) > 2 * letters(&found) { whole } else { found }
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

fn letters(blocks: &[Block]) -> usize {
    blocks.iter().flat_map(Block::texts).map(|text| text.plain.chars().count()).sum()
}
