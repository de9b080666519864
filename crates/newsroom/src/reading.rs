//! Files, pages and feeds → stories: bytes in, stories out, nothing else touched.

pub mod byline;
pub mod compose;
pub mod dates;
pub mod decode;
pub mod dump;
pub mod feed;
pub mod figure;
pub mod html;
pub mod language;
pub mod markdown;
pub mod phrases;
pub mod unreadable;

use crate::story::Story;

pub use unreadable::{Reason, Unreadable};

/// What one document may weigh, whichever its kind. A long read with every mark is under 1 MB; pages that weigh more
/// carry scripts, and 10 MB of them is already more than any newsroom serves.
pub const MAX_BYTES: usize = 10 * 1024 * 1024;

/// What a document turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "one at a time, and taken apart at once")]
pub enum What {
    Story(Story),
    Feed(feed::Feed),
}

/// The kinds of document that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Markdown,
    Page,
    Feed,
    Text,
}

/// Reads a document by what its name, the server and its own first letters say it is: Markdown, a web page, a feed, or
/// plain text. `name` is a path or an address; an address also resolves the document's links.
///
/// # Errors
/// Those of each kind, and [`Reason::Kind`] for names that promise something else.
pub fn read(name: &str, content_type: Option<&str>, bytes: &[u8]) -> Result<What, Unreadable> {
    let url = Some(name).filter(|name| name.starts_with("http://") || name.starts_with("https://"));
    match kind(name, content_type, bytes)? {
        Kind::Markdown => {
            let mut story = markdown::read(&decode::text(bytes)?)?;
            story.source_url = story.source_url.or_else(|| url.map(str::to_owned));
            Ok(What::Story(story))
        }
        Kind::Page => html::read_as(bytes, url, content_type).map(What::Story),
        Kind::Feed => feed::read_as(bytes, url, content_type).map(What::Feed),
        Kind::Text => {
            let mut story = dump::read(&decode::text(bytes)?)?;
            story.source_url = url.map(str::to_owned);
            Ok(What::Story(story))
        }
    }
}

fn kind(name: &str, content_type: Option<&str>, bytes: &[u8]) -> Result<Kind, Unreadable> {
    let path = name.split(['?', '#']).next().unwrap_or_default();
    let file = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let ending = file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let served = content_type.and_then(|kind| kind.split(';').next()).unwrap_or_default().trim().to_ascii_lowercase();
    if let Some(kind) = media(&served) {
        return Err(unread(kind));
    }
    // What a document begins with is right where a name or a server is only careless.
    let look = look(bytes);
    Ok(match (ending.as_str(), served.as_str(), look) {
        ("md" | "markdown" | "mkd" | "mdown", "" | "text/plain" | "text/markdown" | "application/octet-stream", _)
        | (_, "text/markdown" | "text/x-markdown", _) => Kind::Markdown,
        (_, _, Some(look)) => look,
        (_, "text/html" | "application/xhtml+xml", _) | ("html" | "htm" | "xhtml", _, _) => Kind::Page,
        (_, "application/rss+xml" | "application/atom+xml" | "application/feed+json", _)
        | ("rss" | "atom" | "rdf" | "xml" | "json", _, _) => Kind::Feed,
        _ => Kind::Text,
    })
}

/// What the first letters show: a page, a feed, or Markdown with front matter or a headline.
fn look(bytes: &[u8]) -> Option<Kind> {
    const LOOK: usize = 4096;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(LOOK)]);
    let head = head.trim_start_matches('\u{feff}').trim_start();
    let lower = head.to_ascii_lowercase();
    if lower.starts_with('<') {
        let roots = [
            ("<rss", Kind::Feed),
            ("<feed", Kind::Feed),
            ("<rdf", Kind::Feed),
            ("<channel", Kind::Feed),
            ("<html", Kind::Page),
            ("<!doctype html", Kind::Page),
            ("<head", Kind::Page),
            ("<body", Kind::Page),
        ];
        let first =
            roots.into_iter().filter_map(|(root, kind)| Some((lower.find(root)?, kind))).min_by_key(|(at, _)| *at);
        return Some(first.map_or(Kind::Page, |(_, kind)| kind));
    }
    if lower.starts_with('{') && lower.contains("jsonfeed.org/version") {
        return Some(Kind::Feed);
    }
    let fenced = head.starts_with("---\n") || head.starts_with("---\r\n");
    (fenced || head.starts_with("# ")).then_some(Kind::Markdown)
}

/// Kinds that a server names and nobody should try to read as text.
fn media(served: &str) -> Option<&'static str> {
    match served {
        "application/pdf" => Some("PDF files"),
        "application/zip" | "application/gzip" => Some("archives"),
        _ if served.starts_with("image/") => Some("pictures"),
        _ if served.starts_with("audio/") => Some("sound"),
        _ if served.starts_with("video/") => Some("video"),
        _ => None,
    }
}

fn unread(kind: &str) -> Unreadable {
    Unreadable::new(
        Reason::Kind { kind: kind.to_owned() },
        "Give an article's page, a feed, a Markdown file or plain text.",
    )
}
