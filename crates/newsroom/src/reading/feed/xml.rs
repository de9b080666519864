//! XML → a tree of elements with the name spaces that feeds use, their bases and languages. Nothing is expanded and
//! nothing outside is asked.

use std::rc::Rc;

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;
use url::Url;

use crate::reading::{Reason, Unreadable};

/// Elements within elements; feeds need about ten, markup within them thirty.
const MAX_DEPTH: usize = 200;
/// Elements of one feed: ten thousand items with thirty each.
const MAX_ELEMENTS: usize = 400_000;

/// An element. `space` is the short name of its name space (`""` for a feed's own, `dc`, `content` …).
#[derive(Debug, Default)]
pub struct Element {
    pub space: &'static str,
    /// In lower case: old feeds shout.
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
    /// What relative addresses within it relate to.
    pub base: Option<Rc<Url>>,
    pub lang: Option<Rc<str>>,
}

#[derive(Debug)]
pub enum Node {
    Element(Element),
    Text(String),
}

/// The root element. A document that breaks off is closed where it breaks: what came before may be whole.
///
/// # Errors
/// No XML, too deep, too many elements, entities that build on each other or lead outside.
pub fn parse(text: &str, url: Option<&str>) -> Result<Element, Unreadable> {
    let mut reader = NsReader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let base = url.and_then(|url| Url::parse(url).ok()).map(Rc::new);
    let mut open: Vec<Element> = vec![Element { base, ..Element::default() }];
    let mut elements = 0;
    loop {
        let event = match reader.read_resolved_event() {
            Ok((space, event)) => {
                let space = space_of(&space);
                (space, event)
            }
            // Keep what was whole.
            Err(_) if elements > 0 => break,
            Err(error) => return Err(broken(error.to_string())),
        };
        match event {
            (space, Event::Start(start)) => {
                elements += 1;
                if open.len() > MAX_DEPTH || elements > MAX_ELEMENTS {
                    return Err(broken("it nests or holds far more elements than a feed does".to_owned()));
                }
                let element = element(space, &start, &open);
                open.push(element);
            }
            (space, Event::Empty(start)) => {
                elements += 1;
                if elements > MAX_ELEMENTS {
                    return Err(broken("it holds far more elements than a feed does".to_owned()));
                }
                let element = element(space, &start, &open);
                add(&mut open, Node::Element(element));
            }
            (_, Event::End(end)) => {
                let name = end.local_name().as_ref().to_ascii_lowercase();
                // An end without a beginning closes nothing; one further out closes what is left open within.
                if open.iter().skip(1).any(|element| element.name == name) {
                    while open.len() > 1 {
                        let Some(element) = open.pop() else { break };
                        let found = element.name == name;
                        add(&mut open, Node::Element(element));
                        if found {
                            break;
                        }
                    }
                }
            }
            (_, Event::Text(text)) => add_text(&mut open, &text.xml10_content()),
            (_, Event::CData(text)) => add_text(&mut open, &text.xml10_content()),
            (_, Event::GeneralRef(reference)) => match reference.resolve_char_ref() {
                Ok(Some(c)) => add_text(&mut open, c.encode_utf8(&mut [0; 4])),
                _ => add_text(&mut open, &named(&reference.xml10_content())),
            },
            (_, Event::DocType(doctype)) => refuse_entities(&doctype.into_inner())?,
            (_, Event::Eof) => break,
            (_, Event::Comment(_) | Event::Decl(_) | Event::PI(_)) => {}
        }
    }
    while open.len() > 1 {
        if let Some(element) = open.pop() {
            add(&mut open, Node::Element(element));
        }
    }
    let root = open.pop().and_then(|document| {
        document.children.into_iter().find_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    });
    root.ok_or_else(|| broken("it holds no element".to_owned()))
}

pub(super) fn broken(problem: String) -> Unreadable {
    Unreadable::new(
        Reason::Feed { problem },
        "Check that the address is the feed itself (RSS, Atom or JSON Feed) and not the page that links to it.",
    )
}

fn add(open: &mut [Element], node: Node) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(node);
    }
}

fn add_text(open: &mut [Element], text: &str) {
    let Some(parent) = open.last_mut() else { return };
    match parent.children.last_mut() {
        Some(Node::Text(before)) => before.push_str(text),
        _ => parent.children.push(Node::Text(text.to_owned())),
    }
}

fn element(space: &'static str, start: &BytesStart, open: &[Element]) -> Element {
    let parent = open.last();
    let name = start.name();
    let space = match (space, name.prefix()) {
        // Prefixes that nobody declared mean what they always mean.
        ("?", Some(prefix)) => known_prefix(prefix.as_ref()),
        (space, _) => space,
    };
    let mut element = Element {
        space,
        name: start.local_name().as_ref().to_ascii_lowercase(),
        base: parent.and_then(|parent| parent.base.clone()),
        lang: parent.and_then(|parent| parent.lang.clone()),
        ..Element::default()
    };
    for attribute in start.attributes().with_checks(false).flatten() {
        let key = attribute.key.as_ref();
        let value = match quick_xml::escape::unescape(&attribute.value) {
            Ok(value) => value.into_owned(),
            Err(_) => named_all(&attribute.value),
        };
        match key {
            "xml:base" => {
                element.base = match &element.base {
                    Some(base) => base.join(value.trim()).ok().map(Rc::new).or(element.base),
                    None => Url::parse(value.trim()).ok().map(Rc::new),
                };
            }
            "xml:lang" => element.lang = (!value.is_empty()).then(|| value.as_str().into()),
            _ => {}
        }
        element.attributes.push((key.to_ascii_lowercase(), value));
    }
    element
}

/// The name spaces that say something of a story, by their addresses in lower case.
fn space_of(found: &ResolveResult) -> &'static str {
    let ResolveResult::Bound(space) = found else {
        return if matches!(found, ResolveResult::Unbound) { "" } else { "?" };
    };
    let address = space.as_ref().trim().to_ascii_lowercase();
    match address.trim_end_matches(['/', '#']) {
        "" => "",
        "http://www.w3.org/2005/atom"
        | "http://purl.org/atom/ns"
        | "http://example.com/newformat"
        | "http://example.com/necho"
        | "http://purl.org/echo"
        | "uri/of/echo/namespace"
        | "http://purl.org/pie" => "",
        "http://backend.userland.com/rss"
        | "http://backend.userland.com/rss2"
        | "http://blogs.law.harvard.edu/tech/rss"
        | "http://purl.org/rss/1.0"
        | "http://purl.org/net/rss1.1"
        | "http://my.netscape.com/rdf/simple/0.9"
        | "http://channel.netscape.com/rdf/simple/0.9"
        | "http://my.netscape.com/publish/formats/rss-0.91.dtd" => "",
        "http://purl.org/dc/elements/1.1" | "http://purl.org/dc/elements/1.0" => "dc",
        "http://purl.org/dc/terms" => "dcterms",
        "http://purl.org/rss/1.0/modules/content" => "content",
        "http://www.itunes.com/dtds/podcast-1.0.dtd" | "http://example.com/dtds/podcast-1.0.dtd" => "itunes",
        "http://search.yahoo.com/mrss" | "http://search.yahoo.com/mrss/1.1.1" => "media",
        "http://www.w3.org/1999/xhtml" => "xhtml",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns" => "rdf",
        _ => "?",
    }
}

fn known_prefix(prefix: &str) -> &'static str {
    match prefix.to_ascii_lowercase().as_str() {
        "atom" | "rss" => "",
        "dc" => "dc",
        "dcterms" => "dcterms",
        "content" => "content",
        "itunes" => "itunes",
        "media" => "media",
        "xhtml" => "xhtml",
        "rdf" => "rdf",
        _ => "?",
    }
}

/// `&eacute;`, which HTML knows and XML does not; an entity nobody knows stays as it is written.
fn named(name: &str) -> String {
    match name {
        "amp" => "&".to_owned(),
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        "" => "&".to_owned(),
        name => dom_query::Document::fragment(format!("&{name};")).text().to_string(),
    }
}

fn named_all(text: &str) -> String {
    dom_query::Document::fragment(text.replace('<', "&lt;")).text().to_string()
}

/// Entities of a document's own are never expanded; those that build on each other or lead outside are made to harm, and
/// are refused aloud. (Parameter entities stand in old feeds' headers and do nothing.)
fn refuse_entities(doctype: &str) -> Result<(), Unreadable> {
    let harmful = doctype.split("<!ENTITY").skip(1).any(|declaration| {
        let declaration = declaration.split('>').next().unwrap_or_default().trim_start();
        let value = declaration.split_whitespace().nth(1).unwrap_or_default();
        let outside = value.starts_with("SYSTEM") || value.starts_with("PUBLIC");
        !declaration.starts_with('%') && (outside || declaration.contains('&'))
    });
    if !harmful {
        return Ok(());
    }
    Err(Unreadable::new(Reason::Entities, "Ask the publisher for a feed without a DOCTYPE of its own."))
}

impl Element {
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Children of that name, in that name space.
    pub fn all<'a>(&'a self, space: &'a str, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements().filter(move |element| element.space == space && element.name == name)
    }

    pub fn first(&self, space: &str, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.space == space && element.name == name)
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// All text within, as it stands.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.gather(&mut text);
        text
    }

    // Depth is bounded by MAX_DEPTH.
    fn gather(&self, into: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(text) => into.push_str(text),
                Node::Element(element) => element.gather(into),
            }
        }
    }

    /// What stands within, written as markup again: for XHTML inside a feed.
    pub fn markup(&self) -> String {
        let mut markup = String::new();
        self.write(&mut markup);
        markup
    }

    fn write(&self, into: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(text) => into.push_str(&escaped(text)),
                Node::Element(element) => {
                    into.push('<');
                    into.push_str(&element.name);
                    for (key, value) in element.attributes.iter().filter(|(key, _)| !key.starts_with("xmlns")) {
                        into.push_str(&format!(" {key}=\"{}\"", escaped(value).replace('"', "&quot;")));
                    }
                    into.push('>');
                    element.write(into);
                    if !matches!(element.name.as_str(), "br" | "hr" | "img" | "input" | "wbr") {
                        into.push_str(&format!("</{}>", element.name));
                    }
                }
            }
        }
    }

    /// An address within this element, made whole.
    pub fn resolve(&self, address: &str) -> String {
        let address = address.trim();
        match &self.base {
            Some(base) => base.join(address).map(String::from).unwrap_or_else(|_| address.to_owned()),
            None => address.to_owned(),
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
