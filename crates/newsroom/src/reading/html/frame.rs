//! Pictures and what is written under them, brought together before a body is looked for: pages that do not use
//! `<figure>` would otherwise leave captions standing among the paragraphs.

use dom_query::{Document, NodeRef};

use super::{sweep, tree};

/// Letters: what is longer under a picture is not its caption.
const LONGEST: usize = 900;
const LONGEST_CREDIT: usize = 160;

/// How far above a caption its picture's frame may be.
const MAX_LEVELS: usize = 5;

/// Turns each frame of picture and caption into a `<figure>` with a `<figcaption>`; captions without a picture go.
pub fn frame(document: &Document) {
    let root = document.root();
    let captions: Vec<NodeRef> = root.descendants_it().filter(is_caption).collect();
    for caption in captions {
        // An earlier one may have taken its frame along.
        if caption.parent().is_none() || inside(&caption, "figure") {
            continue;
        }
        let length = caption.normalized_char_count();
        let longest = if is_credit(&caption) { LONGEST_CREDIT } else { LONGEST };
        if length > longest || holds_picture(&caption) {
            continue;
        }
        match frame_of(&caption, length) {
            Some(frame) => {
                caption.rename("figcaption");
                frame.rename("figure");
            }
            None => caption.remove_from_parent(),
        }
    }
}

fn is_caption(node: &NodeRef) -> bool {
    if !node.is_element()
        || matches!(tree::name(node).as_str(), "figcaption" | "figure" | "caption" | "img" | "body" | "html")
    {
        return false;
    }
    let words = sweep::words(node);
    let named =
        |word: &String| matches!(word.as_str(), "caption" | "captions" | "figcaption" | "cutline" | "imagecaption");
    words.iter().any(named) || is_credit(node)
}

fn is_credit(node: &NodeRef) -> bool {
    sweep::words(node).iter().any(|word| matches!(word.as_str(), "credit" | "photocredit" | "imagecredit"))
}

fn holds_picture(node: &NodeRef) -> bool {
    node.descendants_it().any(|inner| matches!(tree::name(&inner).as_str(), "img" | "picture" | "video"))
}

fn inside(node: &NodeRef, name: &str) -> bool {
    node.ancestors_it(Some(MAX_LEVELS * 4)).any(|above| tree::name(&above) == name)
}

/// The nearest element around that holds the picture and hardly more words than its caption.
fn frame_of<'a>(caption: &NodeRef<'a>, length: usize) -> Option<NodeRef<'a>> {
    caption
        .ancestors_it(Some(MAX_LEVELS))
        .take_while(|above| !matches!(tree::name(above).as_str(), "body" | "html" | "article" | "main" | "table"))
        .take_while(|above| above.normalized_char_count() <= 2 * length + 120)
        .find(holds_picture)
}
