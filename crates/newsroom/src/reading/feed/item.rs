//! One entry of a feed, whatever the format called its parts.

use std::rc::Rc;

use url::Url;

use super::xml::Element;
use crate::reading::html::{blocks, tree};
use crate::reading::{compose, dates};

/// What a feed says of one story. Texts are plain; `content` and `summary` are markup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// What the feed knows the story by, for telling the same story again.
    pub id: Option<String>,
    pub title: Option<String>,
    pub link: Option<String>,
    pub authors: Vec<String>,
    pub published_at_ms: Option<i64>,
    pub updated_at_ms: Option<i64>,
    pub summary: Option<String>,
    pub content: Option<String>,
    pub tags: Vec<String>,
    pub image: Option<String>,
    pub lang: Option<String>,
    /// What relative addresses in the markup relate to.
    pub base: Option<Rc<Url>>,
}

/// Reads `<entry>`, `<item>` of any age, or a CDF `<ITEM>`.
pub fn read(entry: &Element) -> Item {
    let link = link(entry);
    let content = content(entry);
    let summary = summary(entry);
    Item {
        id: id(entry),
        title: title(entry),
        link,
        authors: authors(entry),
        published_at_ms: moment(
            entry,
            &[
                ("", "published"),
                ("", "pubdate"),
                ("", "issued"),
                ("dcterms", "issued"),
                ("", "created"),
                ("dcterms", "created"),
            ],
        ),
        updated_at_ms: moment(
            entry,
            &[("", "updated"), ("", "modified"), ("dcterms", "modified"), ("dc", "date"), ("", "lastbuilddate")],
        )
        .or_else(|| entry.attribute("lastmod").and_then(dates::read)),
        base: content.as_ref().or(summary.as_ref()).and_then(|(element, _)| element.base.clone()),
        lang: content
            .as_ref()
            .or(summary.as_ref())
            .map_or(entry, |(element, _)| *element)
            .lang
            .as_deref()
            .map(str::to_owned)
            .or_else(|| entry.first("dc", "language").map(Element::text)),
        summary: summary.map(|(_, markup)| markup),
        content: content.map(|(_, markup)| markup),
        tags: tags(entry),
        image: image(entry),
    }
}

/// The title as plain text.
pub fn title(entry: &Element) -> Option<String> {
    [("", "title"), ("dc", "title"), ("media", "title")]
        .into_iter()
        .filter_map(|(space, name)| entry.all(space, name).last())
        .find_map(|element| compose::fold_some(&plain(element)))
}

/// The text of a construct, free of the markup that its type announces or its look betrays.
pub fn plain(element: &Element) -> String {
    match kind(element) {
        Kind::Plain => element.text(),
        Kind::Markup => text_of(&markup(element)),
        Kind::Packed => text_of(&unpacked(&element.text()).unwrap_or_default()),
    }
}

/// Markup → its text.
pub fn text_of(markup: &str) -> String {
    if !markup.contains(['<', '&']) {
        return markup.to_owned();
    }
    let blocks = blocks::read(&tree::parse(markup).root(), None);
    let texts: Vec<&str> = blocks.iter().flat_map(|block| block.texts()).map(|text| text.plain.as_str()).collect();
    texts.join(" ")
}

enum Kind {
    Plain,
    Markup,
    /// Base64, as Atom 0.3 says by `mode` and Atom 1.0 by a type that is no text.
    Packed,
}

/// Atom says it by `type`; the older formats do not, and both are found there.
fn kind(element: &Element) -> Kind {
    if is_packed(element) {
        return Kind::Packed;
    }
    match element.attribute("type").map(str::to_ascii_lowercase).as_deref() {
        Some("html" | "xhtml" | "text/html" | "application/xhtml+xml" | "application/xml" | "text/xml") => Kind::Markup,
        Some("text" | "text/plain") => Kind::Plain,
        _ if element.elements().next().is_some() || looks_like_markup(&element.text()) => Kind::Markup,
        _ => Kind::Plain,
    }
}

/// A tag of HTML, the end of any tag, or an entity: `1 < 2` and `the <blink> tag` have none of them.
fn looks_like_markup(text: &str) -> bool {
    const TAGS: [&str; 36] = [
        "a",
        "abbr",
        "audio",
        "b",
        "blockquote",
        "br",
        "center",
        "cite",
        "code",
        "div",
        "em",
        "figure",
        "font",
        "h1",
        "h2",
        "h3",
        "h4",
        "hr",
        "i",
        "iframe",
        "img",
        "li",
        "ol",
        "p",
        "pre",
        "q",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "table",
        "tt",
        "u",
        "ul",
        "video",
    ];
    let tagged = text.match_indices('<').any(|(at, _)| {
        let closing = text[at + 1..].starts_with('/');
        let rest = text[at + 1..].trim_start_matches('/');
        let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
        let ended = rest[name.len()..].starts_with(|c: char| c.is_whitespace() || matches!(c, '>' | '/'));
        ended && !name.is_empty() && (closing || TAGS.contains(&name.to_ascii_lowercase().as_str()))
    });
    if tagged {
        return true;
    }
    text.match_indices('&').any(|(at, _)| {
        let name = text[at + 1..].split(';').next().unwrap_or_default();
        name.len() < text.len() - at - 1
            && (2..=9).contains(&name.len())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#')
    })
}

/// A construct's content as markup, whatever way it was put into the feed.
fn markup(element: &Element) -> String {
    if element.elements().next().is_some() {
        return element.markup();
    }
    match kind(element) {
        Kind::Packed => unpacked(&element.text()).unwrap_or_default(),
        // XHTML without an element is text with its signs already read.
        Kind::Plain => escaped_lines(&element.text()),
        Kind::Markup if element.attribute("type") == Some("xhtml") => escaped_lines(&element.text()),
        Kind::Markup => element.text(),
    }
}

fn escaped_lines(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace("\n\n", "<br><br>")
}

/// Other types than text come packed, by the letter of Atom.
fn is_packed(element: &Element) -> bool {
    if let Some(mode) = element.attribute("mode") {
        return mode.eq_ignore_ascii_case("base64");
    }
    element.attribute("type").is_some_and(|kind| {
        let kind = kind.to_ascii_lowercase();
        kind.contains('/') && !kind.starts_with("text/") && !kind.ends_with("xml") && !kind.starts_with("multipart/")
    })
}

fn unpacked(text: &str) -> Option<String> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0u32, 0u32);
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace() && *byte != b'=') {
        let value = LETTERS.iter().position(|letter| *letter == byte)?;
        bits = (bits << 6) | u32::try_from(value).ok()?;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    String::from_utf8(bytes).ok()
}

fn first_of<'a>(entry: &'a Element, names: &[(&str, &str)]) -> Option<(&'a Element, String)> {
    names
        .iter()
        .filter_map(|(space, name)| entry.first(space, name))
        .map(|element| (element, markup(element)))
        .find(|(_, markup)| !markup.trim().is_empty())
}

fn summary(entry: &Element) -> Option<(&Element, String)> {
    first_of(
        entry,
        &[
            ("", "summary"),
            ("", "description"),
            ("dc", "description"),
            ("itunes", "summary"),
            ("", "abstract"),
            ("media", "description"),
            ("itunes", "subtitle"),
            ("", "tagline"),
        ],
    )
}

fn content(entry: &Element) -> Option<(&Element, String)> {
    first_of(
        entry,
        &[("content", "encoded"), ("", "content"), ("xhtml", "body"), ("", "body"), ("xhtml", "div"), ("", "fullitem")],
    )
}

fn id(entry: &Element) -> Option<String> {
    // Where several stand, the format's own is meant, and of those the last.
    [("", "id"), ("", "guid"), ("dc", "identifier")]
        .into_iter()
        .filter_map(|(space, name)| entry.all(space, name).last())
        .map(|element| {
            let text = element.text().trim().to_owned();
            if text.starts_with('/') { element.resolve(&text) } else { text }
        })
        .find(|text| !text.is_empty())
        .or_else(|| entry.attribute("rdf:about").map(str::to_owned))
}

/// The story's page.
pub fn link(entry: &Element) -> Option<String> {
    let mut fallback = None;
    for element in entry.all("", "link").chain(entry.all("", "a")) {
        let href = element.attribute("href").map(str::to_owned).or_else(|| compose::fold_some(&element.text()));
        let Some(href) = href else { continue };
        let rel = element.attribute("rel").unwrap_or("alternate").to_ascii_lowercase();
        let readable = element.attribute("type").is_none_or(|kind| kind.contains("html"));
        if rel == "alternate" && readable {
            return Some(element.resolve(&href));
        }
        if rel == "alternate" || (element.attribute("rel").is_none() && fallback.is_none()) {
            fallback = Some(element.resolve(&href));
        }
    }
    fallback
        .or_else(|| {
            let guid = entry.first("", "guid")?;
            let permanent = guid.attribute("ispermalink").is_none_or(|said| said.eq_ignore_ascii_case("true"));
            let text = guid.text().trim().to_owned();
            (permanent && !text.is_empty()).then(|| guid.resolve(&text))
        })
        .or_else(|| entry.attribute("href").map(|href| entry.resolve(href)))
}

/// The names, in order; an address of mail where there is no name.
pub fn authors(entry: &Element) -> Vec<String> {
    let mut names = Vec::new();
    let own = entry
        .elements()
        .filter(|element| element.space.is_empty() && matches!(element.name.as_str(), "author" | "managingeditor"));
    for author in own {
        names.extend(match author.first("", "name") {
            Some(name) => compose::fold_some(&name.text()),
            None if author.elements().next().is_some() => {
                author.first("", "email").and_then(|mail| compose::fold_some(&mail.text()))
            }
            None => person(&author.text()),
        });
    }
    for (space, name) in [("dc", "creator"), ("dc", "author"), ("itunes", "author"), ("media", "credit")] {
        if names.is_empty() {
            names.extend(entry.all(space, name).filter_map(|element| person(&element.text())));
        }
    }
    names
}

/// `me@example.org (Ines Calder)` and `Ines Calder <me@example.org>` → `Ines Calder`.
fn person(text: &str) -> Option<String> {
    let text = compose::fold_some(text)?;
    let Some(mail) = text.split([' ', '(', ')', '<', '>', ',']).find(|word| word.contains('@')) else {
        return Some(text);
    };
    let name = text.replace(mail, "").replace("mailto:", "");
    let name = name.trim_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | ',' | '[' | ']'));
    Some(if name.is_empty() { text } else { name.to_owned() })
}

fn moment(entry: &Element, names: &[(&str, &str)]) -> Option<i64> {
    names.iter().filter_map(|(space, name)| entry.first(space, name)).find_map(|element| dates::read(&element.text()))
}

fn tags(entry: &Element) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for element in entry.elements() {
        let found: Vec<String> = match (element.space, element.name.as_str()) {
            ("", "category") => {
                let label = ["label", "term"].into_iter().find_map(|name| element.attribute(name)).map(str::to_owned);
                label.or_else(|| compose::fold_some(&element.text())).into_iter().collect()
            }
            ("itunes", "category") => {
                let inner = element.all("itunes", "category").filter_map(|inner| inner.attribute("text"));
                element.attribute("text").into_iter().chain(inner).map(str::to_owned).collect()
            }
            ("dc", "subject") | ("media", "category") => compose::fold_some(&element.text()).into_iter().collect(),
            ("itunes" | "media", "keywords") => element.text().split(',').filter_map(compose::fold_some).collect(),
            _ => Vec::new(),
        };
        for tag in found {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
    }
    tags
}

/// The picture that goes with the story.
fn image(entry: &Element) -> Option<String> {
    let pictured = |element: &&Element| {
        element.attribute("medium") == Some("image")
            || element.attribute("type").is_some_and(|kind| kind.starts_with("image/"))
    };
    let within_group = entry.all("media", "group").flat_map(Element::elements);
    let media: Vec<&Element> =
        entry.elements().chain(within_group).filter(|element| element.space == "media").collect();
    let content = media.iter().copied().filter(|element| element.name == "content").find(pictured);
    let thumbnail = media.iter().copied().find(|element| element.name == "thumbnail");
    let enclosure = entry.all("", "enclosure").find(pictured);
    let linked = entry.all("", "link").chain(entry.all("itunes", "link")).find(|element| {
        let rel = element.attribute("rel");
        rel == Some("image") || (rel == Some("enclosure") && pictured(element))
    });
    content
        .or(enclosure)
        .or(thumbnail)
        .and_then(|element| Some(element.resolve(element.attribute("url")?)))
        .or_else(|| linked.and_then(|element| Some(element.resolve(element.attribute("href")?))))
        .or_else(|| {
            entry.first("itunes", "image").and_then(|element| Some(element.resolve(element.attribute("href")?)))
        })
}
