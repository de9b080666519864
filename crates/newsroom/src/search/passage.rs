//! The sentence of a story that a search has found, with the words marked that were looked for.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::Serialize;

use super::query::Query;
use super::terms;
use crate::segments::Content;
use crate::story::Text;

/// Letters of a passage; of a longer sentence a part is shown.
const LETTERS_AT_MOST: usize = 220;
/// Letters shown before the first word that was looked for, where the sentence must be cut.
const LETTERS_BEFORE: usize = 60;

/// A stretch of text, looked for or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    pub text: String,
    pub marked: bool,
}

/// A sentence that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// Its segment id.
    pub segment: String,
    pub parts: Vec<Part>,
}

/// The sentence below the headline that has most of the words, the first of several. `None`: none has any.
pub fn passage(content: &Content, lang: &str, typed: &str) -> Option<Passage> {
    let wanted = Query::read(typed, lang).terms();
    let mut best: Option<(usize, &str, &str, Vec<Range<usize>>)> = None;
    for Text { plain, sentences, .. } in content.texts().into_iter().skip(1) {
        for sentence in sentences {
            let Some(text) = plain.get(sentence.from..sentence.to) else { continue };
            let (found, marks) = marks(text, lang, &wanted);
            if found > best.as_ref().map_or(0, |best| best.0) {
                best = Some((found, &sentence.id, text, marks));
            }
        }
    }
    let (_, segment, text, marks) = best?;
    Some(Passage { segment: segment.to_string(), parts: cut(text, &marks) })
}

/// A whole text with the words marked.
pub fn marked(text: &str, lang: &str, typed: &str) -> Vec<Part> {
    let (_, marks) = marks(text, lang, &Query::read(typed, lang).terms());
    parts(text, 0..text.len(), &marks)
}

/// How many of the terms a text has, and where; marks that touch are one.
fn marks(text: &str, lang: &str, wanted: &BTreeSet<(String, bool)>) -> (usize, Vec<Range<usize>>) {
    let mut found = BTreeSet::new();
    let mut marks: Vec<Range<usize>> = Vec::new();
    for term in terms::of(text, lang) {
        let is_it =
            |(name, prefix): &&(String, bool)| *name == term.name || *prefix && term.name.starts_with(name.as_str());
        let Some((name, prefix)) = wanted.iter().find(is_it) else { continue };
        found.insert(name);
        // Of a pair that only begins with the letter, the letter.
        let letters =
            if *prefix { text[term.place.clone()].chars().next().map_or(0, char::len_utf8) } else { term.place.len() };
        let place = term.place.start..term.place.start + letters;
        match marks.last_mut() {
            Some(last) if last.end >= place.start => last.end = last.end.max(place.end),
            _ => marks.push(place),
        }
    }
    (found.len(), marks)
}

fn cut(text: &str, marks: &[Range<usize>]) -> Vec<Part> {
    if text.chars().count() <= LETTERS_AT_MOST {
        return parts(text, 0..text.len(), marks);
    }
    let first = marks.first().map_or(0, |mark| mark.start);
    let from = match text[..first].char_indices().rev().nth(LETTERS_BEFORE) {
        // At a blank, if there is one on the way to the mark.
        Some((at, _)) => text[at..first].find(' ').map_or(at, |blank| at + blank + 1),
        None => 0,
    };
    let until = text[from..].char_indices().nth(LETTERS_AT_MOST).map_or(text.len(), |(at, _)| {
        let end = from + at;
        let seen = marks.first().map_or(from, |mark| mark.end.clamp(from, end));
        text[seen..end].rfind(' ').map_or(end, |blank| seen + blank)
    });
    let mut shown = parts(text, from..until, marks);
    if from > 0 {
        shown.insert(0, Part { text: "… ".into(), marked: false });
    }
    if until < text.len() {
        shown.push(Part { text: " …".into(), marked: false });
    }
    shown
}

fn parts(text: &str, shown: Range<usize>, marks: &[Range<usize>]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut at = shown.start;
    let mut push = |range: Range<usize>, marked| {
        if !range.is_empty() {
            parts.push(Part { text: text[range].to_string(), marked });
        }
    };
    for mark in marks {
        let (start, end) = (mark.start.clamp(at, shown.end), mark.end.clamp(at, shown.end));
        push(at..start, false);
        push(start..end, true);
        at = end;
    }
    push(at..shown.end, false);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segments::assign;
    use crate::story::{Block, Story};

    fn shown(parts: &[Part]) -> String {
        parts.iter().map(|p| if p.marked { format!("[{}]", p.text) } else { p.text.clone() }).collect()
    }

    fn content(paragraphs: &[&str], lang: &str) -> Content {
        let blocks = paragraphs.iter().map(|plain| Block::Paragraph { text: Text::plain(*plain) }).collect();
        let mut content = Content::of(&Story { headline: "The ferry".into(), blocks, ..Story::default() });
        assign(&mut content, None, lang, &mut 1);
        content
    }

    #[test]
    fn the_sentence_with_most_of_the_words_is_shown_with_them_marked() {
        let story = content(&["It rained. The ferries ran.", "A night ferry sank. Nobody was hurt."], "en");
        let found = passage(&story, "en", "night ferry").expect("a passage");
        assert_eq!(shown(&found.parts), "A [night] [ferry] sank.");
        assert_eq!(passage(&story, "en", "volcano"), None);
        assert_eq!(shown(&passage(&story, "en", "ferry").expect("the first").parts), "The [ferries] ran.");
    }

    #[test]
    fn chinese_is_marked_by_the_letters_that_were_looked_for() {
        let story = content(&["今天下雨。海港大橋明天通車。"], "zh-Hant");
        assert_eq!(shown(&passage(&story, "zh-Hant", "海港大橋").expect("a passage").parts), "[海港大橋]明天通車。");
        assert_eq!(shown(&passage(&story, "zh-Hant", "橋").expect("a passage").parts), "海港大[橋]明天通車。");
        assert_eq!(shown(&marked("大橋通車", "zh-Hant", "通車")), "大橋[通車]");
    }

    #[test]
    fn of_a_long_sentence_the_part_is_shown_that_was_looked_for() {
        let long = format!("{} the ferry {}", "so it went on and".repeat(30), "and on".repeat(80));
        let found = passage(&content(&[&long], "en"), "en", "ferry").expect("a passage");
        let text = shown(&found.parts);
        assert!(text.starts_with("… ") && text.ends_with(" …") && text.contains("[ferry]"), "{text}");
        assert!(text.chars().count() < LETTERS_AT_MOST + 10);
        let chinese = format!("{}海港大橋{}。", "雨".repeat(300), "風".repeat(300));
        let found = passage(&content(&[&chinese], "zh-Hant"), "zh-Hant", "大橋").expect("a passage");
        assert!(shown(&found.parts).contains("[大橋]"));
        let begins = format!("AI 時代{}大橋{}。", "雨".repeat(30), "風".repeat(300));
        let found = passage(&content(&[&begins], "zh-Hant"), "zh-Hant", "大橋").expect("a passage");
        assert!(shown(&found.parts).contains("[大橋]"));
    }
}
