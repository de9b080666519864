//! The lines above a story: which of them is the headline, and what the others say.

use crate::reading::{byline, compose, dates, figure, phrases};

/// Letters: longer lines are no headlines.
const LONGEST_HEADLINE: usize = 250;

/// What stood above, and where the story begins.
#[derive(Debug, Default)]
pub struct Header {
    pub headline: String,
    pub standfirst: Option<String>,
    pub byline: Option<String>,
    pub published_at_ms: Option<i64>,
    pub caption: Option<String>,
    pub credit: Option<String>,
    pub body_from: usize,
}

/// Looks through the lines above `start`, where sentences begin to stand in a row.
pub fn read(lines: &[String], start: usize) -> Header {
    let mut header = Header { body_from: start, ..Header::default() };
    // Without anything above, the first line is the headline, if it can be.
    let start = start.max(1).min(lines.len());
    let Some(at) = headline(lines, start) else { return header };
    header.headline = lines[at].clone();
    header.body_from = start.max(at + 1);
    for line in &lines[at + 1..header.body_from] {
        header.take(line);
    }
    header.standfirst_of_body(lines);
    // Some pages put the date above the headline, and some the author below the story.
    if header.published_at_ms.is_none() {
        header.published_at_ms = lines[..at].iter().rev().take(4).find_map(|line| dates::find(line));
    }
    if header.byline.is_none() {
        let said = |line: &&String| phrases::is_byline(line);
        let above = lines[..at].iter().rev().take(4).find(said);
        header.byline = above.or_else(|| lines[header.body_from..].iter().find(said)).and_then(|line| name(line));
    }
    header
}

impl Header {
    /// One line between headline and story.
    fn take(&mut self, line: &str) {
        if phrases::is_interface(line) || phrases::is_rule(line) || *line == self.headline {
            return;
        }
        let date = dates::find(line);
        if let Some(date) = date.filter(|_| line.chars().count() <= 120 && !phrases::is_prose(line)) {
            self.published_at_ms.get_or_insert(date);
            if !phrases::only_date_words(line) && self.byline.is_none() {
                self.byline = name(line);
            }
        } else if phrases::is_picture_line(line) {
            self.picture(line);
        } else if phrases::is_byline(line) {
            self.byline = self.byline.take().or_else(|| name(line));
        } else if self.standfirst.is_none() && says_something(line) {
            self.standfirst = Some(line.to_owned());
        }
    }

    /// A standfirst is often a sentence like the story's own; then only the date or the byline below it tells.
    fn standfirst_of_body(&mut self, lines: &[String]) {
        const NEAR: usize = 5;
        let from = self.body_from;
        let below = lines[from..].iter().take(NEAR).skip(1).position(|line| {
            phrases::is_byline(line)
                || (line.chars().count() <= 120 && !phrases::is_prose(line) && dates::find(line).is_some())
        });
        let Some(below) = below.map(|at| from + 1 + at) else { return };
        if self.standfirst.is_some() || below > from + 2 {
            return;
        }
        for line in &lines[from..=below] {
            self.take(line);
        }
        self.body_from = below + 1;
        // What else belongs to the head: the picture's line, buttons.
        while let Some(line) = lines.get(self.body_from) {
            if phrases::is_prose(line) && !phrases::is_picture_line(line) {
                break;
            }
            let line = line.clone();
            self.take(&line);
            self.body_from += 1;
        }
    }

    /// A line under a picture: the first one found is the story's.
    pub fn picture(&mut self, line: &str) {
        if self.caption.is_none() && self.credit.is_none() {
            (self.caption, self.credit) = figure::split(line);
        }
    }
}

/// Five words, or fifteen letters of a script without spaces: less is a label.
fn says_something(line: &str) -> bool {
    (line.chars().count() >= 25 && line.split(' ').count() >= 5)
        || line.chars().filter(|c| compose::is_unspaced(*c)).count() >= 15
}

/// The line most like a headline: of a headline's length, no sentence, and with words that the story uses, too.
fn headline(lines: &[String], start: usize) -> Option<usize> {
    let story: Vec<String> = lines[start..].iter().take(6).map(|line| line.to_lowercase()).collect();
    let mut best: Option<(i32, usize)> = None;
    for (index, line) in lines[..start].iter().enumerate() {
        let letters = line.chars().count();
        let metadata = phrases::is_interface(line)
            || phrases::only_date_words(line)
            || phrases::is_byline(line)
            || phrases::is_picture_line(line)
            || phrases::is_rule(line);
        if letters > LONGEST_HEADLINE || metadata {
            continue;
        }
        let shared = shared(line, &story);
        let long = letters >= 20 || line.chars().filter(|c| compose::is_unspaced(*c)).count() >= 8;
        let sentence = line.ends_with(['.', '。']) && letters > 60;
        let listed = line.contains(" | ") || line.contains(" > ") || line.contains(" » ");
        let score =
            shared.min(4) * 2 + if long { 3 } else { 0 } - if sentence { 3 } else { 0 } - if listed { 4 } else { 0 };
        if best.is_none_or(|(highest, _)| score > highest) {
            best = Some((score, index));
        }
    }
    best.map(|(_, index)| index).or_else(|| (lines[0].chars().count() <= LONGEST_HEADLINE).then_some(0))
}

/// Words of a line (pairs of letters in Chinese) that the story says again.
fn shared(line: &str, story: &[String]) -> i32 {
    let lower = line.to_lowercase();
    let letters: Vec<char> = lower.chars().filter(|c| compose::is_unspaced(*c)).collect();
    let pairs = letters.windows(2).map(|pair| pair.iter().collect::<String>());
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= 4).map(str::to_owned);
    let count = words.chain(pairs).filter(|word| story.iter().any(|line| line.contains(word))).count();
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// The name out of `By Ines Calder, Harbour Herald | 4 April 2025`, or of `Harbour Herald / Editor: Ines Calder`.
fn name(line: &str) -> Option<String> {
    // `港灣報 記者 林雯／綜合報導`, wherever it stands.
    if let Some((_, rest)) = line.split_once("記者") {
        let rest = rest.trim_start_matches(['：', ':', ' ', '　']);
        let name = rest.split(['／', '/', ' ', '　', '|', '｜', '，', '（', '(']).next().unwrap_or_default();
        return byline::tidy(name);
    }
    let parts: Vec<&str> = line.split(['|', '｜', '•', '·', '/', '／']).map(str::trim).collect();
    let said = parts.iter().position(|part| phrases::is_byline(part)).unwrap_or(0);
    // `文／林雯`: the label is a part of its own.
    let line = match (parts.get(said), parts.get(said + 1)) {
        (Some(&("文" | "記者" | "撰文" | "編輯")), Some(next)) => next,
        (Some(part), _) => part,
        (None, _) => line,
    };
    let dated = line.find(|c: char| c.is_ascii_digit()).unwrap_or(line.len());
    let name = byline::tidy(&line[..dated])?;
    let calendar = |word: &&str| phrases::only_date_words(&format!("{word} 2000"));
    let name = name.split(' ').filter(|word| !calendar(word)).collect::<Vec<_>>().join(" ");
    (!name.is_empty()).then_some(name)
}
