//! RSS of every age, Atom, CDF and JSON Feed → stories.
//!
//! Written on the XML reader itself: the ready-made parser for this (feed-rs 3) knows RSS 0.91, 0.92, 1.0, 2.0 and Atom
//! 1.0 only, and turns away 59 of the 502 well-formed feeds by which the best-known reader of another language is tested.

pub mod item;
mod json;
mod xml;

use url::Url;

use super::html::{blocks, tree};
use super::{Unreadable, byline, compose, decode, language};
use crate::story::{Block, Figure, Story};
use item::Item;
use xml::Element;

/// Items taken of one feed, the first ones: feeds begin with the newest, and an archive of ten thousand would fill a
/// newsroom with what nobody waits for.
pub const MAX_ITEMS: usize = 500;

/// A feed's stories.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    pub title: Option<String>,
    /// BCP 47.
    pub lang: Option<String>,
    /// In the feed's order. Many feeds give only a summary: then that is the body, and `source_url` leads to the rest.
    pub stories: Vec<Story>,
    /// The feed has more than [`MAX_ITEMS`]; the rest was left.
    pub more: bool,
}

/// A feed before its items become stories.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    pub title: Option<String>,
    pub link: Option<String>,
    pub lang: Option<String>,
    pub authors: Vec<String>,
    pub updated_at_ms: Option<i64>,
    pub items: Vec<Item>,
    pub more: bool,
}

/// Reads a feed. `url` is where it came from, for relative addresses.
///
/// # Errors
/// Empty, binary, too large, no feed, entities made to harm.
pub fn read(bytes: &[u8], url: Option<&str>) -> Result<Feed, Unreadable> {
    read_as(bytes, url, None)
}

/// [`read`], with the server's word on the encoding.
///
/// # Errors
/// As [`read`].
pub fn read_as(bytes: &[u8], url: Option<&str>, content_type: Option<&str>) -> Result<Feed, Unreadable> {
    let parsed = parse(bytes, url, content_type)?;
    let lang = parsed.lang.as_deref().and_then(language::tidy);
    let stories =
        parsed.items.into_iter().map(|item| story(item, parsed.title.as_deref(), lang.as_deref(), url)).collect();
    Ok(Feed { title: parsed.title, lang, stories, more: parsed.more })
}

/// A feed's own words, item by item.
///
/// # Errors
/// As [`read`].
pub fn parse(bytes: &[u8], url: Option<&str>, content_type: Option<&str>) -> Result<Parsed, Unreadable> {
    let text = decode::markup(bytes, content_type)?;
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if text.starts_with('{') {
        return json::read(text);
    }
    let root = xml::parse(text, url)?;
    let is_entry = |element: &&Element| element.space.is_empty() && matches!(element.name.as_str(), "item" | "entry");
    let (head, items): (&Element, Vec<&Element>) = match root.name.as_str() {
        "feed" => (&root, root.elements().filter(is_entry).collect()),
        "entry" => (&root, vec![&root]),
        "rss" | "rdf" | "channel" => {
            let channel = root.first("", "channel").unwrap_or(&root);
            // RSS 1.0 keeps its items beside the channel, 2.0 within, CDF within its channels' channels.
            let within = channel.elements().filter(is_entry);
            let beside = root.elements().filter(is_entry).filter(|_| !std::ptr::eq(channel, &raw const root));
            (channel, within.chain(beside).collect())
        }
        other => return Err(xml::broken(format!("it begins with <{other}>, which no feed does"))),
    };
    let mut parsed = Parsed {
        title: item::title(head),
        link: item::link(head),
        lang: language_of(head),
        authors: item::authors(head),
        updated_at_ms: item::read(head).updated_at_ms,
        items: Vec::new(),
        more: items.len() > MAX_ITEMS,
    };
    parsed.items = items.into_iter().take(MAX_ITEMS).map(item::read).collect();
    Ok(parsed)
}

fn language_of(head: &Element) -> Option<String> {
    [("", "language"), ("dc", "language")]
        .into_iter()
        .filter_map(|(space, name)| head.first(space, name))
        .find_map(|element| compose::fold_some(&element.text()))
        .or_else(|| head.lang.as_deref().map(str::to_owned))
}

fn story(item: Item, site: Option<&str>, lang: Option<&str>, url: Option<&str>) -> Story {
    let base = item.base.as_deref().cloned().or_else(|| Url::parse(item.link.as_deref().or(url)?).ok());
    let read = |markup: &str| blocks::read(&tree::parse(markup).root(), base.as_ref());
    let summary = item.summary.as_deref().map(item::text_of).and_then(|text| compose::fold_some(&text));
    let (mut body, standfirst) = match (&item.content, &item.summary) {
        (Some(content), _) => (read(content), summary),
        (None, Some(summary)) => (read(summary), None),
        (None, None) => (Vec::new(), None),
    };
    let hero = item.image.clone().map(|src| Figure { src, ..Figure::default() }).or_else(|| leading_picture(&mut body));
    let text: String = body.iter().flat_map(Block::texts).map(|text| text.plain.as_str()).collect();
    let named = item.lang.as_deref().and_then(language::tidy).or_else(|| lang.map(str::to_owned));
    let headline = item.title.clone().unwrap_or_else(|| beginning(&text));
    Story {
        headline,
        // A summary that only begins the text would be said twice.
        standfirst: standfirst.filter(|summary| summary.len() <= MAX_STANDFIRST && !begins_with(&text, summary)),
        byline: byline::join(&item.authors),
        published_at_ms: item.published_at_ms.or(item.updated_at_ms),
        lang: language::settle(named, &text),
        tags: item.tags,
        hero,
        source_url: item.link.or_else(|| item.id.filter(|id| id.starts_with("http"))),
        site: site.map(str::to_owned),
        blocks: body,
        ..Story::default()
    }
}

/// Bytes; longer summaries are bodies.
const MAX_STANDFIRST: usize = 700;

fn leading_picture(body: &mut Vec<Block>) -> Option<Figure> {
    match body.first() {
        Some(Block::Image { figure }) if body.len() > 1 => {
            let figure = figure.clone();
            body.remove(0);
            Some(figure)
        }
        _ => None,
    }
}

pub(super) fn begins_with(text: &str, summary: &str) -> bool {
    let summary = summary.trim_end_matches(['.', '…', ' ', ']', '[']);
    text.starts_with(summary)
}

/// Items without a title have one all the same: their first words.
fn beginning(text: &str) -> String {
    const LETTERS: usize = 80;
    if text.chars().count() <= LETTERS {
        return text.to_owned();
    }
    let cut: String = text.chars().take(LETTERS).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{}…", cut.trim_end_matches([',', ';', ':', '.']))
}
