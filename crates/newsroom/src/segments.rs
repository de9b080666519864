//! Segment ids: given once, carried across revisions by alignment, kept when a sentence is edited.
//!
//! Timing, highlighting, listening proof and corrections all hang on them, so an edit in one paragraph must not
//! rename the sentences of another.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffTag, capture_diff_slices};

use crate::story::{Block, Figure, Mark, Sentence, Story, Style, Text};

/// An edited sentence keeps its id when at least this share of its letter pairs is the same (Dice's coefficient).
const ALIKE: f64 = 0.5;
/// Runs longer than this are compared by equality alone: pairing them by likeness is quadratic.
const RUN_AT_MOST: usize = 400;

/// The text of a revision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    pub headline: Text,
    pub standfirst: Option<Text>,
    pub byline: Option<String>,
    pub hero: Option<Figure>,
    pub blocks: Vec<Block>,
}

impl Content {
    /// The content of a story, sentences not yet named.
    pub fn of(story: &Story) -> Content {
        Content {
            headline: Text { marks: story.headline_marks.clone(), ..Text::plain(&*story.headline) },
            standfirst: story
                .standfirst
                .as_deref()
                .map(|plain| Text { marks: story.standfirst_marks.clone(), ..Text::plain(plain) }),
            byline: story.byline.clone(),
            hero: story.hero.clone(),
            blocks: story.blocks.clone(),
        }
    }

    /// All running texts in reading order: headline, standfirst, then the blocks.
    pub fn texts(&self) -> Vec<&Text> {
        let head = std::iter::once(&self.headline).chain(&self.standfirst);
        head.chain(self.blocks.iter().flat_map(Block::texts)).collect()
    }

    /// Puts other words in the place of one sentence. Emphasis and links in that sentence go with it, those of the
    /// rest of the paragraph stay, and so does how a word is said that is still there. `false`: there is no such
    /// sentence.
    pub fn replace(&mut self, segment: &str, words: &str) -> bool {
        for text in self.texts_mut() {
            let Some(sentence) = text.sentences.iter().find(|s| s.id == segment).cloned() else { continue };
            let said = kept_readings(text, &sentence, words);
            text.plain.replace_range(sentence.from..sentence.to, words);
            let moved =
                |at: usize| if at >= sentence.to { at - (sentence.to - sentence.from) + words.len() } else { at };
            text.marks.retain(|mark| mark.to <= sentence.from || mark.from >= sentence.to);
            for mark in &mut text.marks {
                (mark.from, mark.to) = (moved(mark.from), moved(mark.to));
            }
            text.marks.extend(said);
            return true;
        }
        false
    }

    fn texts_mut(&mut self) -> Vec<&mut Text> {
        let head = std::iter::once(&mut self.headline).chain(&mut self.standfirst);
        head.chain(self.blocks.iter_mut().flat_map(Block::texts_mut)).collect()
    }

    /// The same words, marks and pictures, whatever the ids.
    pub fn says_the_same(&self, other: &Content) -> bool {
        let bare = |content: &Content| {
            let mut content = content.clone();
            for text in content.texts_mut() {
                text.id.clear();
                text.sentences.clear();
            }
            content
        };
        bare(self) == bare(other)
    }
}

/// Splits the texts of `content` into sentences and names each, keeping the names of `previous` where a sentence is
/// the same or alike. `tag`: the language of all of it. `next` is the article's counter; it only grows, so that a name is
/// never given twice.
pub fn assign(content: &mut Content, previous: Option<&Content>, tag: &str, next: &mut i64) {
    let old: Vec<(&str, &str)> = previous.map(named).unwrap_or_default();
    let mut new: Vec<String> = Vec::new();
    let head = 1 + usize::from(content.standfirst.is_some());
    for (at, text) in content.texts_mut().into_iter().enumerate() {
        // Headline and standfirst are said in one breath each, whatever stops are in them.
        let whole = at < head && !text.plain.trim().is_empty();
        let ranges = if whole { vec![trimmed(&text.plain)] } else { speech::split::sentences_in(&text.plain, tag) };
        new.extend(ranges.iter().map(|range| text.plain[range.clone()].to_string()));
        let sentence = |range: std::ops::Range<usize>| Sentence { id: String::new(), from: range.start, to: range.end };
        text.sentences = ranges.into_iter().map(sentence).collect();
        text.id.clear();
    }
    let mut names = align(&old, &new).into_iter();
    let paragraph_of: HashMap<&str, &str> = previous.map(paragraphs).unwrap_or_default();
    let mut taken: HashSet<String> = HashSet::new();
    for text in content.texts_mut() {
        for sentence in &mut text.sentences {
            sentence.id = names.next().flatten().unwrap_or_else(|| fresh("s", next));
        }
        let kept = text.sentences.iter().find_map(|s| paragraph_of.get(s.id.as_str()).filter(|p| !taken.contains(**p)));
        text.id = kept.map_or_else(|| fresh("p", next), |kept| kept.to_string());
        taken.insert(text.id.clone());
    }
}

/// The readings set by hand in a sentence whose words are found again, in their order, in the new ones.
fn kept_readings(text: &Text, sentence: &Sentence, words: &str) -> Vec<Mark> {
    let mut kept = Vec::new();
    let mut at = 0;
    for mark in text.marks.iter().filter(|mark| mark.from >= sentence.from && mark.to <= sentence.to) {
        let (Style::Say { .. }, Some(old)) = (&mark.style, text.plain.get(mark.from..mark.to)) else { continue };
        if let Some(found) = words[at..].find(old).map(|found| at + found) {
            at = found + old.len();
            kept.push(Mark { from: sentence.from + found, to: sentence.from + at, style: mark.style.clone() });
        }
    }
    kept
}

fn trimmed(text: &str) -> std::ops::Range<usize> {
    let start = text.len() - text.trim_start().len();
    start..start + text.trim().len()
}

fn fresh(letter: &str, next: &mut i64) -> String {
    let name = format!("{letter}{next}");
    *next += 1;
    name
}

/// Id and words of every sentence, in reading order.
fn named(content: &Content) -> Vec<(&str, &str)> {
    let texts = content.texts().into_iter();
    texts.flat_map(|text| text.sentences.iter().map(|s| (s.id.as_str(), &text.plain[s.from..s.to]))).collect()
}

fn paragraphs(content: &Content) -> HashMap<&str, &str> {
    let texts = content.texts().into_iter();
    texts.flat_map(|text| text.sentences.iter().map(|s| (s.id.as_str(), text.id.as_str()))).collect()
}

/// For each new sentence the old id it keeps.
fn align(old: &[(&str, &str)], new: &[String]) -> Vec<Option<String>> {
    let old_words: Vec<&str> = old.iter().map(|(_, words)| *words).collect();
    let new_words: Vec<&str> = new.iter().map(String::as_str).collect();
    let mut kept: Vec<Option<usize>> = vec![None; new.len()];
    let mut used = vec![false; old.len()];
    let ops = capture_diff_slices(Algorithm::Myers, &old_words, &new_words);
    for op in ops.iter().filter(|op| op.tag() == DiffTag::Equal) {
        for (from, to) in op.old_range().zip(op.new_range()) {
            kept[to] = Some(from);
            used[from] = true;
        }
    }
    // Moved as it was: found anywhere else.
    let mut elsewhere: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, words) in old_words.iter().enumerate().rev().filter(|(at, _)| !used[*at]) {
        elsewhere.entry(words).or_default().push(at);
    }
    for (to, words) in new_words.iter().enumerate().filter(|(to, _)| kept[*to].is_none()).collect::<Vec<_>>() {
        if let Some(from) = elsewhere.get_mut(words).and_then(Vec::pop) {
            kept[to] = Some(from);
            used[from] = true;
        }
    }
    // Edited: the most alike pairs first, inside each stretch that was replaced.
    for op in ops.iter().filter(|op| op.tag() == DiffTag::Replace) {
        pair_alike(&old_words, &new_words, op.old_range(), op.new_range(), &mut kept, &mut used);
    }
    kept.into_iter().map(|from| from.map(|from| old[from].0.to_string())).collect()
}

fn pair_alike(
    old: &[&str],
    new: &[&str],
    from: std::ops::Range<usize>,
    to: std::ops::Range<usize>,
    kept: &mut [Option<usize>],
    used: &mut [bool],
) {
    if from.len() > RUN_AT_MOST || to.len() > RUN_AT_MOST {
        return;
    }
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for new_at in to.clone().filter(|at| kept[*at].is_none()) {
        for old_at in from.clone().filter(|at| !used[*at]) {
            let alike = likeness(old[old_at], new[new_at]);
            if alike >= ALIKE {
                pairs.push((alike, old_at, new_at));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    for (_, old_at, new_at) in pairs {
        if kept[new_at].is_none() && !used[old_at] {
            kept[new_at] = Some(old_at);
            used[old_at] = true;
        }
    }
}

/// Dice's coefficient over pairs of neighbouring letters: 1 for the same text, 0 for nothing in common.
fn likeness(a: &str, b: &str) -> f64 {
    let pairs = |text: &str| {
        let letters: Vec<char> = text.chars().collect();
        let mut counts: HashMap<(char, char), usize> = HashMap::new();
        for pair in letters.windows(2) {
            *counts.entry((pair[0], pair[1])).or_default() += 1;
        }
        (counts, letters.len().saturating_sub(1))
    };
    let ((a, a_len), (b, b_len)) = (pairs(a), pairs(b));
    if a_len + b_len == 0 {
        return 0.0;
    }
    let shared: usize = a.iter().map(|(pair, n)| (*n).min(b.get(pair).copied().unwrap_or(0))).sum();
    2.0 * shared as f64 / (a_len + b_len) as f64
}
