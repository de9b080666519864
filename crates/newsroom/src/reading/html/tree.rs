//! Markup → a tree of bounded depth, and small questions asked of its elements.

use dom_query::{Document, NodeRef};

/// Elements open at once. A browser flattens what is nested deeper (Chrome at 512); the parser behind us does not, and
/// its work grows with the square of the depth.
const MAX_DEPTH: usize = 400;

/// Parses a page or a piece of one. Never fails: markup that makes no sense is read the way browsers read it.
pub fn parse(markup: &str) -> Document {
    Document::from(shallow(markup))
}

/// The markup without the start tags that would nest deeper than [`MAX_DEPTH`]; their text stays.
fn shallow(markup: &str) -> String {
    // The common page is far below; one pass over it costs less than a copy.
    let mut kept = String::new();
    let mut copied = 0;
    let mut depth = 0usize;
    let mut at = 0;
    let bytes = markup.as_bytes();
    while let Some(found) = markup[at..].find('<') {
        let start = at + found;
        let closing = bytes.get(start + 1) == Some(&b'/');
        let name_from = start + 1 + usize::from(closing);
        let name_len = markup[name_from..].bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
        let name = &markup[name_from..name_from + name_len];
        if name.is_empty() {
            at = start + 1;
            continue;
        }
        at = name_from + name_len;
        if closes_itself(name) {
            continue;
        }
        if closing {
            depth = depth.saturating_sub(1);
        } else if depth < MAX_DEPTH {
            depth += 1;
        } else {
            let end = markup[at..].find('>').map_or(markup.len(), |found| at + found + 1);
            kept.push_str(&markup[copied..start]);
            kept.push(' ');
            copied = end;
            at = end;
            // Its end tag will lower the count, so the tag has to raise it although it is gone.
            depth += 1;
        }
    }
    if copied == 0 {
        return markup.to_owned();
    }
    kept.push_str(&markup[copied..]);
    kept
}

/// Elements without an end tag, and those whose end tag pages leave out (the parser never nests these in themselves).
fn closes_itself(name: &str) -> bool {
    const NAMES: [&str; 31] = [
        "area", "base", "body", "br", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html", "img", "input",
        "li", "link", "meta", "optgroup", "option", "p", "param", "path", "rp", "rt", "source", "tbody", "td", "th",
        "thead", "tr", "wbr",
    ];
    NAMES.iter().any(|known| known.eq_ignore_ascii_case(name)) || name.eq_ignore_ascii_case("track")
}

/// The element's name in lower case; empty for text and comments.
pub fn name(node: &NodeRef) -> String {
    if node.is_element() { node.node_name().map(|name| name.to_string()).unwrap_or_default() } else { String::new() }
}

/// An attribute that is there and not blank.
pub fn attr(node: &NodeRef, name: &str) -> Option<String> {
    node.attr(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// Class and id in one lower-case string, for looking words up in.
pub fn labels(node: &NodeRef) -> String {
    let mut labels = String::new();
    for name in ["class", "id"] {
        if let Some(value) = node.attr(name) {
            labels.push(' ');
            labels.push_str(&value.to_ascii_lowercase());
        }
    }
    labels
}

/// All text under a node, folded.
pub fn text(node: &NodeRef) -> String {
    super::super::compose::fold(&node.text())
}
