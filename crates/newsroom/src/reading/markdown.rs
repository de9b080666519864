//! Markdown with front matter → a story.
//!
//! The body is turned into markup and read like a page's, so that raw HTML within it (`<figure>`, `<br>`, a table) means
//! what it means elsewhere and nothing has to be decided twice.

mod front_matter;
mod inline;

use super::html::{blocks, tree};
use super::{MAX_BYTES, Reason, Unreadable, compose, language};
use crate::story::{Block, Story, Style};

/// Reads a Markdown file. With front matter (`markdown/front_matter.rs` lists the keys) the headline comes from there,
/// else the first `# heading` is the headline.
///
/// # Errors
/// Empty, too large, front matter that is no YAML or holds a date that is none, a reading that cannot be used, no
/// headline, no body.
pub fn read(source: &str) -> Result<Story, Unreadable> {
    if source.len() > MAX_BYTES {
        return Err(Unreadable::too_large(source.len(), MAX_BYTES));
    }
    if source.trim().is_empty() {
        return Err(Unreadable::empty());
    }
    let (matter, body) = front_matter::part(source)?;
    let mut story = match matter {
        Some(matter) => front_matter::read(matter)?,
        None => Story::default(),
    };
    story.blocks = blocks_of(body);
    let text: String = story.blocks.iter().flat_map(Block::texts).map(|text| text.plain.as_str()).collect();
    story.lang = language::settle(story.lang.take(), &text);
    inline::take(&mut story, source)?;
    take_headline(&mut story)?;
    drop_repeated_hero(&mut story);
    if story.blocks.is_empty() {
        return Err(Unreadable::no_body());
    }
    Ok(story)
}

/// Markdown without front matter → blocks.
pub fn blocks_of(markdown: &str) -> Vec<Block> {
    let mut options = comrak::Options::default();
    options.extension.autolink = true;
    options.extension.cjk_friendly_emphasis = true;
    options.extension.description_lists = true;
    options.extension.footnotes = true;
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.tasklist = true;
    // The markup never leaves this function: only text and resolved addresses do.
    options.render.r#unsafe = true;
    let markup = comrak::markdown_to_html(markdown, &options);
    blocks::read(&tree::parse(&markup).root(), None)
}

/// The headline from the first heading, where the front matter gave none; where it gave the same, the heading goes.
fn take_headline(story: &mut Story) -> Result<(), Unreadable> {
    let first = match story.blocks.first() {
        Some(Block::Heading { text, .. }) => Some((text.plain.clone(), text.marks.clone())),
        _ => None,
    };
    match first {
        Some((first, mut marks)) if story.headline.is_empty() => {
            marks.retain(|mark| matches!(mark.style, Style::Say { .. }));
            story.headline = first;
            story.headline_marks = marks;
            story.blocks.remove(0);
        }
        Some((first, _)) if first == story.headline => {
            story.blocks.remove(0);
        }
        _ => {}
    }
    if story.headline.is_empty() {
        return Err(Unreadable::new(
            Reason::NoHeadline,
            "Add “headline: …” between two lines of --- at the top, or begin the text with “# ” and the headline.",
        ));
    }
    Ok(())
}

/// Many systems repeat the front matter's picture at the top of the body.
fn drop_repeated_hero(story: &mut Story) {
    if let (Some(hero), Some(Block::Image { figure })) = (&mut story.hero, story.blocks.first())
        && hero.src == figure.src
    {
        hero.caption = hero.caption.take().or_else(|| figure.caption.clone());
        hero.credit = hero.credit.take().or_else(|| figure.credit.clone());
        if hero.alt.is_empty() {
            hero.alt = compose::fold(&figure.alt);
        }
        story.blocks.remove(0);
    }
}
