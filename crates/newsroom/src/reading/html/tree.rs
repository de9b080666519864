//! Markup → a tree of bounded depth, and small questions asked of its elements.

use dom_query::{Document, NodeRef};

use super::shallow;

/// Parses a page or a piece of one. Never fails: markup that makes no sense is read the way browsers read it.
pub fn parse(markup: &str) -> Document {
    Document::from(shallow::shallow(markup).as_ref())
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

/// All text under a node, folded, with a space wherever another element begins: for lines that a page puts together out
/// of parts (`<span>Ines Calder</span><span>Staff</span>`).
pub fn spaced(node: &NodeRef) -> String {
    let mut composer = super::super::compose::Composer::default();
    for inner in node.descendants_it() {
        if inner.is_text() { composer.push(&inner.text()) } else { composer.space() }
    }
    composer.take().plain
}
