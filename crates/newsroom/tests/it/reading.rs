//! What comes out of files, pages and feeds.

mod by_hand;
mod dumps;
mod feeds;
mod fetching;
mod kinds;
mod markdown;
mod pages;
mod strange;

use newsroom::story::{Block, Story, Style, Text};

/// The story's text as a reader would see it, block by block.
fn lines(blocks: &[Block]) -> Vec<String> {
    blocks
        .iter()
        .flat_map(|block| match block {
            Block::Paragraph { text } => vec![text.plain.clone()],
            Block::Heading { level, text } => vec![format!("h{level} {}", text.plain)],
            Block::Quote { paragraphs, cite } => {
                let mut lines: Vec<String> = paragraphs.iter().map(|text| format!("> {}", text.plain)).collect();
                lines.extend(cite.iter().map(|cite| format!("> — {cite}")));
                lines
            }
            Block::List { ordered, items } => {
                let sign = if *ordered { "1." } else { "-" };
                items.iter().map(|text| format!("{sign} {}", text.plain)).collect()
            }
            Block::Image { figure } => vec![format!("[{}]", figure.src)],
            Block::Embed { url, title } => vec![format!("<{title} {url}>")],
        })
        .collect()
}

/// The marked stretches of a text and how they are marked.
fn marked(text: &Text) -> Vec<(&str, &Style)> {
    text.marks.iter().map(|mark| (&text.plain[mark.from..mark.to], &mark.style)).collect()
}

/// Nothing of the source's markup may reach a reader or a voice.
fn assert_no_markup(story: &Story) {
    for text in story.blocks.iter().flat_map(Block::texts) {
        assert!(!text.plain.contains("</"), "markup left in {:?}", text.plain);
        for mark in &text.marks {
            assert!(text.plain.get(mark.from..mark.to).is_some_and(|part| !part.is_empty()), "a mark over nothing");
        }
    }
}
