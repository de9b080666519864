//! Plain text → a story: a text file, or what a person gets who selects all of an article's page and copies it.
//!
//! A dump has lost everything that told its parts apart but the order and the look of its lines, so it is read by them:
//! the story is where sentences stand in a row; above are headline, standfirst, date and byline between the page's own
//! words, below is whatever the page goes on with.

mod header;

use super::compose::{self, Composer};
use super::{MAX_BYTES, Reason, Unreadable, figure, language, phrases};
use crate::story::{Block, Figure, Story, Text};

/// Reads plain text. A file's first line is its headline; in a page's dump the headline is found among the lines above
/// the story. A caption or credit that stood in the text is in `hero`, whose `src` is empty: the picture was not copied.
///
/// # Errors
/// Empty, too large, no headline, no body.
pub fn read(text: &str) -> Result<Story, Unreadable> {
    if text.len() > MAX_BYTES {
        return Err(Unreadable::too_large(text.len(), MAX_BYTES));
    }
    let lines = lines(text);
    if lines.is_empty() {
        return Err(Unreadable::empty());
    }
    let start = first_prose(&lines);
    let mut found = header::read(&lines, start);
    if found.headline.is_empty() {
        return Err(Unreadable::new(
            Reason::NoHeadline,
            "Put the headline on a line of its own above the text (at most 250 letters).",
        ));
    }
    let body = &lines[found.body_from.min(lines.len())..];
    let end = end_of_story(body);
    let blocks = blocks(&body[..end], &mut found);
    if blocks.is_empty() {
        return Err(Unreadable::no_body());
    }
    let tags = lines.iter().rev().find_map(|line| tags(line)).unwrap_or_default();
    let whole: String = blocks.iter().flat_map(Block::texts).map(|text| text.plain.as_str()).collect();
    let hero = (found.caption.is_some() || found.credit.is_some()).then(|| Figure {
        caption: found.caption,
        credit: found.credit,
        ..Figure::default()
    });
    Ok(Story {
        headline: found.headline,
        standfirst: found.standfirst,
        byline: found.byline,
        published_at_ms: found.published_at_ms,
        lang: language::settle(None, &whole),
        tags,
        hero,
        blocks,
        ..Story::default()
    })
}

/// The text's paragraphs, folded. In a text whose lines were broken by hand, those of one paragraph are joined again.
fn lines(text: &str) -> Vec<String> {
    // A line much longer than an editor breaks at: the lines are paragraphs.
    const BROKEN_AT: usize = 100;
    let mut groups: Vec<Vec<&str>> = vec![Vec::new()];
    for line in text.lines() {
        if line.trim().is_empty() {
            groups.push(Vec::new());
        } else if let Some(group) = groups.last_mut() {
            group.push(line);
        }
    }
    groups.retain(|group| !group.is_empty());
    let broken = |group: &Vec<&str>| {
        let (last, before) = group.split_last().map_or((0, &[][..]), |(last, before)| (last.chars().count(), before));
        let full = before.iter().map(|line| line.chars().count()).min().unwrap_or(0);
        let longest = before.iter().map(|line| line.chars().count()).max().unwrap_or(0);
        // Lines broken by hand are nearly full, all but the last.
        before.len() >= 2 && full >= 45 && longest <= BROKEN_AT && last <= BROKEN_AT
            || before.len() == 1
                && (55..=BROKEN_AT).contains(&full)
                && !ends_sentence(before[0].trim())
                && last <= BROKEN_AT
    };
    let wrapped =
        groups.iter().filter(|group| broken(group)).count() * 2 > groups.iter().filter(|g| g.len() > 1).count();
    let mut lines = Vec::new();
    for group in &groups {
        if wrapped && broken(group) {
            let mut composer = Composer::default();
            for line in group {
                composer.push(line);
                composer.soft_break();
            }
            lines.push(composer.take().plain);
        } else {
            lines.extend(group.iter().map(|line| compose::fold(line)));
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// Where sentences begin to stand in a row: a line of prose with another within the next few. If there is none, the
/// text is a short one, and begins with the line after its headline.
fn first_prose(lines: &[String]) -> usize {
    const NEAR: usize = 6;
    let is_prose = |line: &String| phrases::is_prose(line) && !phrases::is_picture_line(line);
    let in_row = lines
        .iter()
        .enumerate()
        .position(|(index, line)| is_prose(line) && lines[index + 1..].iter().take(NEAR).any(is_prose));
    in_row.or_else(|| lines.iter().skip(1).position(is_prose).map(|at| at + 1)).unwrap_or(1)
}

/// The first line that is no longer the story's.
fn end_of_story(body: &[String]) -> usize {
    let total = body.iter().filter(|line| phrases::is_prose(line)).count();
    let mut told = 0;
    let mut loose = 0;
    let mut end = body.len();
    for (index, line) in body.iter().enumerate() {
        if phrases::is_prose(line) {
            told += 1;
            loose = 0;
            continue;
        }
        let late = told >= 2 && told * 2 >= total;
        if late && (phrases::ends_article(line) || tags(line).is_some()) {
            end = index;
            break;
        }
        loose = if ends_sentence(line) { 0 } else { loose + 1 };
        // A row of titles: the page goes on with other stories.
        if late && loose >= 4 && (total - told) * 3 < total {
            end = index + 1 - loose;
            break;
        }
    }
    // What hangs below the last sentence is the page's foot.
    while end > 1 && !ends_sentence(&body[end - 1]) && !phrases::is_prose(&body[end - 1]) {
        end -= 1;
    }
    if end <= 1 && body.len() > 1 && total == 0 { body.len() } else { end }
}

fn ends_sentence(line: &str) -> bool {
    let line = line.trim_end_matches(['"', '”', '’', '\'', ')', '）', '」', '』', ' ']);
    line.ends_with(['.', '。', '!', '！', '?', '？', '…', ':', '：'])
}

fn blocks(body: &[String], found: &mut header::Header) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut said = std::collections::HashSet::new();
    for (index, line) in body.iter().enumerate() {
        let last = index * 3 >= body.len() * 2;
        let title = phrases::is_interface(line) || phrases::only_date_words(line) || phrases::is_plain_promotion(line);
        if title || *line == found.headline || (last && phrases::is_afterword(line)) || phrases::is_rule(line) {
            continue;
        }
        // A credit behind the story's last sentence was glued to it; elsewhere it ends a caption.
        let ends_story = phrases::is_prose(line) && !body[index + 1..].iter().any(|next| phrases::is_prose(next));
        if phrases::is_picture_line(line) && (blocks.is_empty() || !ends_story) {
            found.picture(line);
            continue;
        }
        let line = unglued(line, found);
        if line.is_empty() || (phrases::is_prose(&line) && !said.insert(line.clone())) {
            continue;
        }
        let next_is_prose = body.get(index + 1).is_some_and(|next| phrases::is_prose(next));
        let short =
            line.chars().count() <= 70 && !ends_sentence(&line) && !line.starts_with(['-', '•', '*', '“', '"', '「']);
        if short && next_is_prose && !blocks.is_empty() {
            blocks.push(Block::Heading { level: 2, text: Text::plain(line) });
        } else if let Some(item) = line.strip_prefix(['•', '-', '*']).filter(|item| item.starts_with(' ')) {
            let item = Text::plain(item.trim());
            match blocks.last_mut() {
                Some(Block::List { items, .. }) => items.push(item),
                _ => blocks.push(Block::List { ordered: false, items: vec![item] }),
            }
        } else {
            blocks.push(Block::Paragraph { text: Text::plain(line) });
        }
    }
    blocks
}

/// A paragraph without the picture's credit, where the page let the two run together:
/// `Ministers met. (Photo: Wen Li)The talks …` → caption and credit aside, `The talks …` stays.
fn unglued(line: &str, found: &mut header::Header) -> String {
    let Some((from, to)) = figure::credit_within(line) else { return line.to_owned() };
    let (before, credit, after) = (line[..from].trim(), &line[from..to], line[to..].trim());
    let sentences = before.matches(['.', '。', '!', '?']).count();
    if !after.is_empty() && sentences <= 2 && before.chars().count() <= 300 {
        found.picture(&format!("{before} {credit}"));
        return after.to_owned();
    }
    found.picture(credit);
    if after.is_empty() { before.to_owned() } else { format!("{before} {after}") }
}

/// `Tags: ferries, harbour`.
fn tags(line: &str) -> Option<Vec<String>> {
    const LABELS: [&str; 7] = ["tags:", "related tags:", "topics:", "keywords:", "標籤：", "相關標籤：", "關鍵字："];
    let lower = line.to_lowercase();
    let label = LABELS.iter().find(|label| lower.starts_with(**label))?;
    let rest = line.get(label.len()..)?;
    let list: Vec<String> = rest.split([',', '，', '、', '#', '|', '｜', ';']).filter_map(compose::fold_some).collect();
    (!list.is_empty()).then_some(list)
}
