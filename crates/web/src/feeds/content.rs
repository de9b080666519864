//! An article's blocks as the clean HTML that readers of feeds show: no classes, no scripts, no frames.

use newsroom::segments::Content;
use newsroom::story::{Block, Figure, Text};

use super::Note;
use crate::inline::{escape, link, whole};

/// The standfirst, the hero picture and the body. `picture` gives the absolute address of a picture by its id; a
/// picture without one is left out, its caption with it.
pub fn html(content: &Content, picture: &dyn Fn(&str) -> Option<String>) -> String {
    let mut html = String::new();
    if let Some(standfirst) = &content.standfirst {
        let inner = whole(standfirst);
        if !inner.trim().is_empty() {
            html.push_str(&format!("<p><strong>{inner}</strong></p>\n"));
        }
    }
    if let Some(hero) = &content.hero {
        html.push_str(&figure(hero, picture));
    }
    for block in &content.blocks {
        html.push_str(&self::block(block, picture));
    }
    html
}

/// A note as a paragraph.
pub fn note(note: &Note) -> String {
    let text = escape(&note.text);
    match note.label.trim() {
        "" => format!("<p><small>{text}</small></p>\n"),
        label => format!("<p><strong>{}</strong> {text}</p>\n", escape(label)),
    }
}

fn block(block: &Block, picture: &dyn Fn(&str) -> Option<String>) -> String {
    match block {
        Block::Paragraph { text } => element("p", text),
        // Readers show the headline themselves; what is below it starts at 2, whatever the source said.
        Block::Heading { level, text } => element(["h2", "h3", "h4"][usize::from((*level).clamp(2, 4)) - 2], text),
        Block::Quote { paragraphs, cite } => {
            let said: String = paragraphs.iter().map(|text| element("p", text)).collect();
            let by = cite.as_deref().filter(|cite| !cite.trim().is_empty());
            let by = by.map(|cite| format!("<footer>{}</footer>\n", escape(cite))).unwrap_or_default();
            if said.is_empty() { String::new() } else { format!("<blockquote>\n{said}{by}</blockquote>\n") }
        }
        Block::List { ordered, items } => {
            let tag = if *ordered { "ol" } else { "ul" };
            let items: String = items.iter().map(|text| element("li", text)).collect();
            if items.is_empty() { String::new() } else { format!("<{tag}>\n{items}</{tag}>\n") }
        }
        Block::Image { figure } => self::figure(figure, picture),
        Block::Embed { url, title } => match link(url) {
            Some(href) => {
                let href = escape(&href);
                let words = if title.trim().is_empty() { href.clone() } else { escape(title) };
                format!("<p><a href=\"{href}\" rel=\"noopener\">{words}</a></p>\n")
            }
            None => String::new(),
        },
    }
}

/// An element of running text; nothing for nothing.
fn element(tag: &str, text: &Text) -> String {
    if text.plain.trim().is_empty() { String::new() } else { format!("<{tag}>{}</{tag}>\n", whole(text)) }
}

fn figure(figure: &Figure, picture: &dyn Fn(&str) -> Option<String>) -> String {
    let Some(src) = picture(&figure.src) else { return String::new() };
    let said = |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(escape);
    let caption = match (said(&figure.caption), said(&figure.credit)) {
        (Some(caption), Some(credit)) => format!("<figcaption>{caption} <small>{credit}</small></figcaption>"),
        (Some(caption), None) => format!("<figcaption>{caption}</figcaption>"),
        (None, Some(credit)) => format!("<figcaption><small>{credit}</small></figcaption>"),
        (None, None) => String::new(),
    };
    format!("<figure><img src=\"{}\" alt=\"{}\">{caption}</figure>\n", escape(&src), escape(&figure.alt))
}
