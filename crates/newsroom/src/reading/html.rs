//! Web pages, and pieces of markup, → stories.

mod address;
pub mod blocks;
mod body;
mod chaff;
mod frame;
mod head;
mod json_ld;
mod lead;
mod picture;
mod shallow;
mod sweep;
mod table;
pub mod tree;

use url::Url;

use super::{Reason, Unreadable, decode, language};
use crate::story::{Block, Story};

/// Tags of one page, begins and ends together. Long articles have a few thousand; the largest pages people read, lists of
/// an encyclopedia, about two hundred thousand. The search for the article costs more than its due beyond.
pub const MAX_TAGS: usize = 250_000;

/// Reads a web page. `url` is where it came from, for its links and pictures.
///
/// # Errors
/// Empty, binary, too large; no headline; no body.
pub fn read(bytes: &[u8], url: Option<&str>) -> Result<Story, Unreadable> {
    read_as(bytes, url, None)
}

/// [`read`], with the server's word on the encoding.
///
/// # Errors
/// As [`read`].
pub fn read_as(bytes: &[u8], url: Option<&str>, content_type: Option<&str>) -> Result<Story, Unreadable> {
    let markup = decode::markup(bytes, content_type)?;
    if markup.bytes().filter(|byte| *byte == b'<').count() > MAX_TAGS {
        return Err(Unreadable::new(
            Reason::TooManyTags { limit: MAX_TAGS },
            "Give the address of one article, not of a list, or paste the text by hand.",
        ));
    }
    let document = tree::parse(&markup);
    let base = base(&document, url);
    let head = head::read(&document, base.as_ref());
    let mut blocks = body::read(&document, base.as_ref(), &head);
    let Some(headline) = head.headline else {
        return Err(Unreadable::new(
            Reason::NoHeadline,
            "The page names no title. Give the address of one article, not of a list, or paste the text by hand.",
        ));
    };
    if blocks.iter().flat_map(Block::texts).next().is_none() {
        return Err(Unreadable::no_body());
    }
    let text: String = blocks.iter().flat_map(Block::texts).map(|text| text.plain.as_str()).collect();
    let standfirst = head.standfirst.filter(|standfirst| !is_repeated(standfirst, &headline, &text));
    let hero = lead::find(&document, base.as_ref(), head.hero, &mut blocks);
    let host = || base.as_ref().and_then(Url::host_str).map(|host| host.trim_start_matches("www.").to_owned());
    Ok(Story {
        headline,
        standfirst,
        byline: head.byline,
        published_at_ms: head.published_at_ms,
        lang: language::weigh(head.lang, &text),
        section: head.section,
        tags: head.tags,
        hero,
        source_url: head.canonical.or_else(|| url.map(str::to_owned)),
        site: head.site.or_else(host),
        blocks,
        ..Story::default()
    })
}

/// What the page's relative addresses relate to. A page saved as a file names its place itself, mostly.
fn base(document: &dom_query::Document, url: Option<&str>) -> Option<Url> {
    let from = url.and_then(|url| Url::parse(url).ok());
    let named = |selector: &str, name: &str| {
        document.select_single(selector).nodes().first().and_then(|node| tree::attr(node, name))
    };
    if let Some(href) = named("base[href]", "href") {
        let joined = from.as_ref().map_or_else(|| Url::parse(&href), |from| from.join(&href));
        return joined.ok().or(from);
    }
    from.or_else(|| Url::parse(&named("link[rel=canonical]", "href")?).ok())
        .or_else(|| Url::parse(&named("meta[property=\"og:url\"]", "content")?).ok())
}

/// Pages put the text's own beginning, or the headline, where a standfirst should be; said aloud, it comes twice.
fn is_repeated(standfirst: &str, headline: &str, text: &str) -> bool {
    let start = standfirst.trim_end_matches(['.', '…', ' ', ']', '[']);
    let cut_off = start.len() + 1 < standfirst.len();
    let letters: String = start.chars().take(60).collect();
    start == headline || text.starts_with(start) || (cut_off && text.contains(&letters))
}
