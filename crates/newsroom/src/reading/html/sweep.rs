//! What stands on a page beside its article → swept away, before anybody looks for the article.
//!
//! Pages name their parts for their own style sheets, and newspapers name them alike: an element called
//! `article__related-links` is not the article. Names lie now and then (a whole page inside `newsletter-layout`), so
//! nothing that holds a good part of the page's running text is swept.

use dom_query::{Document, NodeRef};

use super::tree;

/// An element with more than this part of the page's running text is the article, whatever it is called.
const TOO_MUCH: f64 = 0.3;

/// Removes navigation, adverts, sharing, sign-up forms, related stories, comments, author boxes, datelines …
pub fn sweep(document: &Document) {
    let root = document.root();
    let total = running(&root).max(1) as f64;
    let mut doomed = Vec::new();
    let mut steps = vec![root];
    while let Some(node) = steps.pop() {
        if node.is_element() {
            let name = tree::name(&node);
            if matches!(name.as_str(), "script" | "style" | "template" | "link") {
                // Data for programs is read before, from the page as it came.
                doomed.push(node);
                continue;
            }
            let always = is_furniture(&name) || is_unseen(&node);
            if (always || is_named_so(&node, &name)) && (running(&node) as f64) < total * TOO_MUCH {
                doomed.push(node);
                continue;
            }
        }
        steps.extend(node.children_it(false));
    }
    for node in doomed {
        node.remove_from_parent();
    }
}

/// Takes away the standfirst that stands apart from the paragraphs (it is a field of its own) and the other articles of a
/// page that shows several. `standfirst` is what the page calls its description.
pub fn part(document: &Document, standfirst: Option<&str>) {
    if let Some(standfirst) = standfirst {
        let repeats: Vec<NodeRef> = document
            .root()
            .descendants_it()
            .filter(|node| matches!(tree::name(node).as_str(), "p" | "h2" | "h3" | "h4" | "div"))
            .filter(|node| node.normalized_char_count() <= standfirst.len() && tree::text(node) == standfirst)
            .collect();
        for node in repeats {
            if !has_equals(&node) {
                node.remove_from_parent();
            }
        }
    }
    let main: Vec<NodeRef> = document
        .select("article h1")
        .nodes()
        .iter()
        .filter_map(|h1| h1.ancestors_it(None).find(|above| tree::name(above) == "article"))
        .collect();
    if let [main] = main.as_slice()
        && running(main) > 200
        && let Some(parent) = main.parent()
    {
        for other in parent
            .children_it(false)
            .filter(|node| tree::name(node) == "article" && node.id != main.id)
            .collect::<Vec<_>>()
        {
            other.remove_from_parent();
        }
    }
    drop_headline(document);
}

/// A single `<h1>` is the headline, whatever the page calls its story elsewhere.
fn drop_headline(document: &Document) {
    if let [only] = document.select("h1").nodes() {
        only.remove_from_parent();
    }
}

/// Stands in a row with paragraphs made like it: then it is one of them.
fn has_equals(node: &NodeRef) -> bool {
    let (name, class) = (tree::name(node), node.attr("class"));
    node.parent().is_some_and(|parent| {
        parent
            .children_it(false)
            .filter(|other| other.id != node.id && tree::name(other) == name && other.attr("class") == class)
            .any(|other| other.normalized_char_count() >= 60)
    })
}

/// Letters in paragraphs long enough to be prose.
fn running(node: &NodeRef) -> usize {
    const PROSE: usize = 60;
    node.descendants_it()
        .filter(|node| tree::name(node) == "p")
        .map(|paragraph| paragraph.normalized_char_count())
        .filter(|letters| *letters >= PROSE)
        .sum()
}

fn is_furniture(name: &str) -> bool {
    matches!(name, "nav" | "aside" | "footer" | "form" | "button" | "dialog" | "menu" | "address")
}

fn is_unseen(node: &NodeRef) -> bool {
    let style = node.attr("style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
    if style.contains("display:none") || style.contains("visibility:hidden") || node.has_attr("hidden") {
        return true;
    }
    let role = node.attr("role").unwrap_or_default();
    matches!(
        &*role,
        "navigation" | "complementary" | "contentinfo" | "search" | "dialog" | "alert" | "menu" | "toolbar" | "banner"
    )
}

/// One of the words is enough to know what the element is for.
const WORDS: &[&str] = &[
    "ad",
    "addthis",
    "ads",
    "adslot",
    "advert",
    "advertisement",
    "adverts",
    "authorbio",
    "bio",
    "blogroll",
    "breadcrumb",
    "breadcrumbs",
    "byline",
    "bylines",
    "comment",
    "comments",
    "consent",
    "cookie",
    "copyright",
    "credits",
    "crumb",
    "crumbs",
    "dek",
    "dfp",
    "disqus",
    "eyebrow",
    "gdpr",
    "kicker",
    "livefyre",
    "login",
    "metadata",
    "mostpopular",
    "mostread",
    "newsletter",
    "newsletters",
    "outbrain",
    "pager",
    "pagination",
    "popup",
    "postmeta",
    "printonly",
    "promo",
    "promos",
    "promoted",
    "promotion",
    "pubdate",
    "readmore",
    "recirc",
    "recirculation",
    "recommend",
    "recommendation",
    "recommendations",
    "recommended",
    "related",
    "relatedposts",
    "replies",
    "respond",
    "rss",
    "share",
    "sharebar",
    "sharedaddy",
    "sharing",
    "sidebar",
    "signup",
    "skyscraper",
    "social",
    "sponsor",
    "sponsored",
    "standfirst",
    "strapline",
    "subheadline",
    "subscribe",
    "subscription",
    "subtitle",
    "taboola",
    "taglist",
    "timestamp",
    "toolbar",
    "trending",
];

/// Only together do these say it.
const PAIRS: &[(&str, &str)] = &[
    ("about", "author"),
    ("also", "like"),
    ("also", "read"),
    ("article", "date"),
    ("article", "dek"),
    ("article", "info"),
    ("article", "meta"),
    ("article", "tags"),
    ("author", "archive"),
    ("author", "bio"),
    ("author", "box"),
    ("author", "card"),
    ("author", "details"),
    ("author", "info"),
    ("author", "name"),
    ("author", "profile"),
    ("call", "action"),
    ("dont", "miss"),
    ("editors", "picks"),
    ("email", "alert"),
    ("entry", "author"),
    ("entry", "date"),
    ("entry", "footer"),
    ("entry", "meta"),
    ("entry", "tags"),
    ("follow", "us"),
    ("inline", "links"),
    ("jump", "link"),
    ("last", "updated"),
    ("meta", "author"),
    ("meta", "date"),
    ("more", "from"),
    ("more", "stories"),
    ("most", "popular"),
    ("most", "read"),
    ("next", "article"),
    ("popular", "posts"),
    ("post", "author"),
    ("post", "categories"),
    ("post", "date"),
    ("post", "info"),
    ("post", "meta"),
    ("post", "tags"),
    ("posted", "on"),
    ("publish", "date"),
    ("published", "date"),
    ("read", "more"),
    ("read", "next"),
    ("reading", "time"),
    ("related", "posts"),
    ("screen", "reader"),
    ("social", "links"),
    ("story", "date"),
];

fn is_named_so(node: &NodeRef, name: &str) -> bool {
    if matches!(name, "html" | "head" | "body" | "main" | "p" | "a" | "em" | "strong" | "b" | "i") {
        return false;
    }
    // A place's name or a date set apart at the beginning of a paragraph is part of it.
    if matches!(name, "span" | "time" | "small" | "cite" | "sup")
        && node.parent().is_some_and(|parent| tree::name(&parent) == "p")
    {
        return false;
    }
    let itemprop = node.attr("itemprop").unwrap_or_default();
    if itemprop.contains("articleBody") {
        return false;
    }
    let words = words(node);
    let has = |word: &str| words.iter().any(|known| known == word);
    words.iter().any(|word| WORDS.binary_search(&word.as_str()).is_ok()) || PAIRS.iter().any(|(a, b)| has(a) && has(b))
}

/// The words of class and id: `articleRelated__links-2` → article, related, links, 2.
pub fn words(node: &NodeRef) -> Vec<String> {
    let mut words = Vec::new();
    for name in ["class", "id", "data-component", "data-module", "data-testid"] {
        let Some(value) = node.attr(name) else { continue };
        let mut word = String::new();
        let mut lower = false;
        for c in value.chars() {
            if (!c.is_alphanumeric() || (c.is_uppercase() && lower)) && !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            if c.is_alphanumeric() {
                word.extend(c.to_lowercase());
            }
            lower = c.is_lowercase();
        }
        if !word.is_empty() {
            words.push(word);
        }
    }
    words
}
