//! A strict look at an XML document, by a reader that does not share code with the writer's escaping.

use quick_xml::Reader;
use quick_xml::events::Event;
use quick_xml::name::ResolveResult;

/// Elements with their path, attributes and text, in document order.
#[derive(Debug)]
pub struct Seen {
    pub path: String,
    pub attributes: Vec<(String, String)>,
    pub text: String,
}

/// Reads a whole document. Panics, saying where, unless it is well formed: every element closed, every prefix
/// declared, every entity known, no attribute twice, no character that XML forbids.
pub fn read(document: &str) -> Vec<Seen> {
    for c in document.chars() {
        let allowed = matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
        assert!(allowed, "U+{:04X} has no place in XML", c as u32);
    }
    prefixes_are_declared(document);
    let mut reader = Reader::from_str(document);
    reader.config_mut().check_end_names = true;
    let (mut seen, mut open): (Vec<Seen>, Vec<usize>) = (Vec::new(), Vec::new());
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(start) => {
                let at = begin(&mut seen, &open, &start);
                open.push(at);
            }
            Event::Empty(start) => {
                begin(&mut seen, &open, &start);
            }
            Event::End(_) => {
                open.pop().expect("nothing is closed that was not opened");
            }
            Event::Text(text) => {
                let text = text.xml10_content();
                assert!(!text.contains(']') || !text.contains("]]>"), "]]> in running text");
                append(&mut seen, &open, &text);
            }
            Event::CData(text) => append(&mut seen, &open, &text.xml10_content()),
            Event::GeneralRef(entity) => {
                let resolved = match entity.resolve_char_ref().expect("a number that is a character") {
                    Some(c) => c.to_string(),
                    None => quick_xml::escape::resolve_predefined_entity(&entity).expect("a known entity").to_string(),
                };
                append(&mut seen, &open, &resolved);
            }
            Event::Eof => break,
            Event::Decl(_) => {}
            other => panic!("not expected in a feed: {other:?}"),
        }
    }
    assert!(open.is_empty(), "an element was left open");
    seen
}

fn begin(seen: &mut Vec<Seen>, open: &[usize], start: &quick_xml::events::BytesStart) -> usize {
    let above = open.last().map_or(String::new(), |at| seen[*at].path.clone());
    let name = start.name();
    // It refuses an attribute that is there twice.
    let attributes = start.attributes().map(|attribute| {
        let attribute = attribute.expect("a well-formed attribute");
        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).expect("known entities");
        (attribute.key.as_ref().to_string(), value.into_owned())
    });
    let attributes = attributes.collect();
    seen.push(Seen { path: format!("{above}/{}", name.as_ref()), attributes, text: String::new() });
    seen.len() - 1
}

fn append(seen: &mut [Seen], open: &[usize], text: &str) {
    match open.last() {
        Some(at) => seen[*at].text.push_str(text),
        None => assert!(text.trim().is_empty(), "words outside of the document"),
    }
}

fn prefixes_are_declared(document: &str) {
    let mut reader = quick_xml::NsReader::from_str(document);
    loop {
        let (space, event) = reader.read_resolved_event().expect("well-formed");
        assert!(!matches!(space, ResolveResult::Unknown(_)), "an undeclared prefix: {event:?}");
        if matches!(event, Event::Eof) {
            break;
        }
    }
}

/// The texts of all elements at a path.
pub fn texts<'a>(seen: &'a [Seen], path: &str) -> Vec<&'a str> {
    seen.iter().filter(|element| element.path == path).map(|element| element.text.as_str()).collect()
}

/// An attribute of all elements at a path; `""` where one lacks it.
pub fn attributes<'a>(seen: &'a [Seen], path: &str, name: &str) -> Vec<&'a str> {
    let value = |element: &'a Seen| {
        element.attributes.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
    };
    seen.iter().filter(|element| element.path == path).map(value).collect()
}
