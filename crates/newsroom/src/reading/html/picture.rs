//! `<img>`, `<picture>` and `<figure>` → figures.

use dom_query::NodeRef;
use url::Url;

use super::{address, tree};
use crate::reading::{compose, figure};
use crate::story::Figure;

/// The picture of an `<img>`, with its title split into caption and credit. `None` for pixels that count visitors,
/// pictures carried inside the page, and placeholders.
pub fn read(img: &NodeRef, base: Option<&Url>) -> Option<Figure> {
    let small = |name: &str| {
        tree::attr(img, name)
            .and_then(|size| size.trim_end_matches("px").parse::<f32>().ok())
            .is_some_and(|px| px < 3.0)
    };
    if small("width") || small("height") {
        return None;
    }
    let src = address::resolve(&source(img)?, base)?;
    let title = tree::attr(img, "title").filter(|title| Some(title) != tree::attr(img, "alt").as_ref());
    let (caption, credit) = title.map_or((None, None), |title| figure::split(&title));
    Some(Figure { src, alt: compose::fold(&tree::attr(img, "alt").unwrap_or_default()), caption, credit })
}

/// Where the picture is. Pages that load pictures late keep the true address aside and a placeholder in `src`.
fn source(img: &NodeRef) -> Option<String> {
    for name in ["data-src", "data-original", "data-lazy-src", "data-hi-res-src", "data-full-src"] {
        if let Some(src) = tree::attr(img, name).filter(|src| !src.starts_with("data:") && !src.starts_with('{')) {
            return Some(src);
        }
    }
    if let Some(src) = tree::attr(img, "src").filter(|src| !src.starts_with("data:")) {
        return Some(src);
    }
    let sets = ["data-srcset", "srcset", "data-lazy-srcset"];
    let around = img.parent().filter(|parent| tree::name(parent) == "picture").map(|picture| picture.children());
    std::iter::once(*img)
        .chain(around.unwrap_or_default())
        .flat_map(|node| sets.map(|name| tree::attr(&node, name)))
        .flatten()
        .find_map(|set| address::largest(&set).filter(|src| !src.starts_with("data:")).map(str::to_owned))
}

/// The pictures of a `<figure>`, the last one with what is written under them.
pub fn read_figure(node: &NodeRef, base: Option<&Url>) -> Vec<Figure> {
    let mut figures: Vec<Figure> = Vec::new();
    for img in node.descendants_it().filter(|node| tree::name(node) == "img") {
        if let Some(figure) = read(&img, base)
            && figures.iter().all(|known| known.src != figure.src)
        {
            figures.push(figure);
        }
    }
    if let Some(last) = figures.last_mut() {
        let (caption, credit) = legend(node);
        last.caption = caption.or(last.caption.take());
        last.credit = credit.or(last.credit.take());
    }
    figures
}

/// Caption and credit from under a picture: the credit from an element that is named so, else out of the one line.
fn legend(node: &NodeRef) -> (Option<String>, Option<String>) {
    let Some(under) = node.descendants_it().find(|node| tree::name(node) == "figcaption" || is_legend(node)) else {
        return (None, None);
    };
    let marked =
        node.descendants_it().find(is_credit).map(|credit| tree::text(&credit)).filter(|text| !text.is_empty());
    let line = tree::text(&under);
    let Some(marked) = marked else { return figure::split(&line) };
    let caption = line.replacen(&marked, "", 1);
    let caption = caption.trim().trim_end_matches(['|', '(', '/', '–', '—']).trim_end();
    if caption.is_empty() {
        // All of it may stand in the element for the credit.
        return match figure::split(&marked) {
            (caption, None) => (None, caption),
            both => both,
        };
    }
    (Some(caption.to_owned()), figure::split(&format!("| {marked}")).1)
}

fn is_legend(node: &NodeRef) -> bool {
    node.is_element() && {
        let labels = tree::labels(node);
        labels.contains("caption") && !labels.contains("caption-toggle")
    }
}

/// Named by its page as the one who took the picture.
pub fn is_credit(node: &NodeRef) -> bool {
    node.is_element()
        && (tree::attr(node, "itemprop").is_some_and(|prop| prop == "copyrightHolder" || prop == "creditText") || {
            let labels = tree::labels(node);
            ["credit", "photographer", "copyright", "image-source", "attribution"]
                .iter()
                .any(|word| labels.contains(word))
        })
}
