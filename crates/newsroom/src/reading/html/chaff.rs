//! Lines that stand among an article's paragraphs and are none of them: told by what they say and how they are linked.

use std::collections::HashSet;

use super::head::{Head, alike};
use crate::reading::compose::is_unspaced;
use crate::reading::{dates, figure, phrases};
use crate::story::{Block, Mark, Style, Text};

/// The blocks without their chaff.
pub fn winnow(blocks: Vec<Block>, head: &Head) -> Vec<Block> {
    let blocks = cut_teasers(blocks, head);
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    let total = blocks.len();
    let linked_page = is_linked_page(&blocks);
    let mut told = 0;
    let mut said = HashSet::new();
    for (index, block) in blocks.into_iter().enumerate() {
        let late = 3 * index >= 2 * total || total - index <= 6;
        match block {
            Block::Paragraph { text } => {
                let text = unglued(text, told == 0, &mut kept);
                let below = matches!(kept.last(), Some(Block::Image { figure }) if figure.caption.is_none());
                let credit = phrases::is_picture_line(&text.plain) || (below && phrases::is_signed(&text.plain));
                if credit && let Some(Block::Image { figure }) = kept.last_mut() {
                    if figure.caption.is_none() {
                        (figure.caption, figure.credit) = figure::split(&text.plain);
                    }
                } else if !(credit || is_chaff(&text, head, told == 0, late, linked_page)) {
                    let prose = phrases::is_prose(&text.plain);
                    if prose && said.contains(&text.plain) {
                        continue;
                    }
                    if prose {
                        said.insert(text.plain.clone());
                        told += 1;
                    }
                    kept.push(Block::Paragraph { text });
                }
            }
            Block::Heading { level, text } => {
                if late && told > 0 && phrases::ends_article(&text.plain) {
                    break;
                }
                let repeats = told == 0 && head.headline.as_ref().is_some_and(|headline| same(headline, &text.plain));
                if !repeats && !phrases::is_interface(&text.plain) && !is_promotion(&text, linked_page) {
                    kept.push(Block::Heading { level, text });
                }
            }
            Block::List { ordered, mut items } => {
                items.retain(|item| !phrases::is_interface(&item.plain) && !dates_only(&item.plain));
                let links = items.iter().filter(|item| linked(item) > 0.8).count();
                // A list of links into the same site is a menu; one that leads elsewhere may be what the story is about.
                let menu = links * 3 >= items.len() * 2 && items.iter().all(|item| leads_home(item, head));
                if !items.is_empty() && !menu {
                    kept.push(Block::List { ordered, items });
                }
            }
            Block::Quote { .. } | Block::Image { .. } | Block::Embed { .. } => kept.push(block),
        }
    }
    drop_tail(&mut kept);
    drop_bare_headings(&mut kept);
    kept
}

/// A paragraph without the picture's credit, where the page let the two run together. Above the story, what stands before
/// the credit is its caption; the last picture gets both, if it has none.
fn unglued(text: Text, first: bool, kept: &mut [Block]) -> Text {
    let Some((from, to)) = figure::credit_within(&text.plain) else { return text };
    let after = text.plain[to..].trim_start();
    if after.is_empty() && phrases::is_picture_line(&text.plain) && text.plain[..from].chars().count() < MAX_CAPTION {
        return text;
    }
    let caption = first && !after.is_empty() && text.plain[..from].chars().count() < MAX_CAPTION;
    let line = if caption { &text.plain[..to] } else { &text.plain[from..to] };
    if let Some(Block::Image { figure }) = kept.last_mut()
        && figure.caption.is_none()
        && figure.credit.is_none()
    {
        (figure.caption, figure.credit) = figure::split(line);
    }
    let end = text.plain.len();
    let after_from = end - after.len();
    match (caption, after.is_empty()) {
        (true, _) => part(&text, after_from, end),
        (false, true) => part(&text, 0, text.plain[..from].trim_end().len()),
        (false, false) => {
            let mut joined = part(&text, 0, text.plain[..from].trim_end().len());
            let rest = part(&text, after_from, end);
            if !joined.plain.is_empty() {
                joined.plain.push(' ');
            }
            let shift = joined.plain.len();
            joined.plain.push_str(&rest.plain);
            joined.marks.extend(rest.marks.into_iter().map(|mark| Mark {
                from: mark.from + shift,
                to: mark.to + shift,
                ..mark
            }));
            joined
        }
    }
}

/// Letters of a caption: more before a credit is story.
const MAX_CAPTION: usize = 300;

/// The bytes `from..to` of a text, with what is marked of them.
fn part(text: &Text, from: usize, to: usize) -> Text {
    let marks = text
        .marks
        .iter()
        .map(|mark| Mark {
            from: mark.from.clamp(from, to) - from,
            to: mark.to.clamp(from, to) - from,
            style: mark.style.clone(),
        })
        .filter(|mark| mark.from < mark.to)
        .collect();
    Text { marks, ..Text::plain(&text.plain[from..to]) }
}

fn is_chaff(text: &Text, head: &Head, first: bool, late: bool, linked_page: bool) -> bool {
    let plain = text.plain.as_str();
    phrases::is_interface(plain)
        || dates_only(plain)
        || is_promotion(text, linked_page)
        || (first && is_above(plain, head))
        || (late && phrases::is_afterword(plain))
}

/// What a page prints between headline and story: they are fields of their own.
fn is_above(plain: &str, head: &Head) -> bool {
    head.headline.as_ref().is_some_and(|headline| {
        same(headline, plain) || (plain.contains(headline.as_str()) && plain.len() < headline.len() + 80)
    }) || head.byline.as_ref().is_some_and(|byline| plain.chars().count() < 100 && alike(byline, plain))
        || phrases::is_byline(plain)
        || (plain.chars().count() < 120 && !phrases::is_prose(plain) && dates::find(plain).is_some())
}

fn same(a: &str, b: &str) -> bool {
    let bare =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    bare(a) == bare(b)
}

/// A line that sends the reader elsewhere: it says so, or it is all link.
fn is_promotion(text: &Text, linked_page: bool) -> bool {
    let plain = text.plain.trim();
    let linked = linked(text);
    if linked < 0.3 {
        return phrases::is_plain_promotion(plain);
    }
    let sentence = |line: &str| line.ends_with(['.', '。', '!', '！', '”', '"', ':', '：']);
    // Titles of other stories, one below the other.
    let titles = linked > 0.6 && plain.contains('\n') && !plain.lines().any(|line| sentence(line.trim()));
    if phrases::is_promotion(plain) || titles {
        return true;
    }
    let shouted = plain.chars().any(char::is_uppercase) && !plain.chars().any(char::is_lowercase);
    let several = plain.split_whitespace().count() >= 2 || plain.chars().filter(|c| is_unspaced(*c)).count() >= 8;
    let title = several && (!sentence(plain) || shouted);
    linked > 0.9 && (title || (linked > 0.95 && !linked_page))
}

/// On some pages whole paragraphs are links, and mean nothing by it.
fn is_linked_page(blocks: &[Block]) -> bool {
    let (mut all, mut links) = (0, 0);
    for text in blocks.iter().flat_map(Block::texts) {
        all += text.plain.len();
        links += if linked(text) > 0.9 { text.plain.len() } else { 0 };
    }
    links * 4 > all
}

/// The part of a text that is link.
fn linked(text: &Text) -> f64 {
    let links: usize =
        text.marks.iter().filter(|mark| matches!(mark.style, Style::Link { .. })).map(|mark| mark.to - mark.from).sum();
    links as f64 / text.plain.len().max(1) as f64
}

/// `Posted: Fri 6:45 PM, Feb 16, 2018 | Updated …`: a date and nothing that is not of it.
fn dates_only(plain: &str) -> bool {
    const LONGEST: usize = 120;
    plain.len() <= LONGEST && phrases::only_date_words(plain)
}

/// A page that shows several stories in full heads each with a link to its own page: the first is the one asked for.
fn cut_teasers(mut blocks: Vec<Block>, head: &Head) -> Vec<Block> {
    let is_teaser = |block: &Block| match block {
        Block::Heading { text, .. } => {
            linked(text) > 0.9 && !head.headline.as_ref().is_some_and(|headline| same(headline, &text.plain))
        }
        _ => false,
    };
    if blocks.iter().filter(|block| is_teaser(block)).count() < 2 {
        return blocks;
    }
    let mut told = false;
    let cut = blocks.iter().position(|block| {
        told |= matches!(block, Block::Paragraph { text } if phrases::is_prose(&text.plain));
        told && is_teaser(block)
    });
    // Reviews link their headings to shops; stories to other stories of the same site.
    if let Some(cut) = cut {
        let home = |block: &Block| block.texts().into_iter().all(|text| leads_home(text, head));
        if blocks[cut..].iter().filter(|block| is_teaser(block)).all(home) {
            blocks.truncate(cut);
        }
    }
    blocks
}

/// Every link of the text stays on the site.
fn leads_home(text: &Text, head: &Head) -> bool {
    text.marks.iter().all(|mark| match &mark.style {
        Style::Link { href } => is_home(href, head),
        _ => true,
    })
}

fn is_home(href: &str, head: &Head) -> bool {
    let host = |url: &str| url::Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned));
    match (host(href), head.canonical.as_deref().and_then(host)) {
        (Some(there), Some(here)) => there.trim_start_matches("www.") == here.trim_start_matches("www."),
        (there, _) => there.is_none(),
    }
}

/// From the end upwards: who helped, where to write, what the author is. Stops at the first line of the story itself.
fn drop_tail(blocks: &mut Vec<Block>) {
    while let Some(block) = blocks.last() {
        let ends = match block {
            Block::Paragraph { text } => phrases::is_afterword(&text.plain) || phrases::is_rule(&text.plain),
            Block::Heading { .. } => true,
            _ => false,
        };
        if !ends || blocks.len() == 1 {
            break;
        }
        blocks.pop();
    }
}

/// A heading that leads to nothing any more.
fn drop_bare_headings(blocks: &mut Vec<Block>) {
    let levels: Vec<Option<u8>> = blocks
        .iter()
        .map(|block| match block {
            Block::Heading { level, .. } => Some(*level),
            _ => None,
        })
        .collect();
    let mut index = 0;
    blocks.retain(|_| {
        let bare = levels[index].is_some() && levels.get(index + 1).is_none();
        index += 1;
        !bare
    });
}
