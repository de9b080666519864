//! Finds the entries of one language in a text.

use std::ops::Range;

use aho_corasick::AhoCorasick;

use super::fold::{Folded, fold, folded, is_accent};
use super::{Entry, Placed};
use crate::normalise::zh::is_han;

/// All entries as one automaton.
#[derive(Debug, Default)]
pub struct Matcher {
    entries: Vec<Entry>,
    automaton: Option<AhoCorasick>,
}

impl Matcher {
    pub fn new(entries: Vec<Entry>) -> Matcher {
        let words: Vec<String> = entries.iter().map(|entry| fold(&entry.written)).collect();
        // An empty word would be found everywhere.
        let usable = !entries.is_empty() && words.iter().all(|word| !word.is_empty());
        // It fails beyond 2³¹ states, far above what a newsroom may keep.
        let automaton = usable.then(|| AhoCorasick::new(&words).ok()).flatten();
        Matcher { entries, automaton }
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The longest entry at each place, from left to right.
    pub fn find(&self, text: &str) -> Vec<Placed> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let folded = Folded::of(text);
        // For each byte where an entry begins: where the longest ends, and its number. Of entries for the same words the
        // first counts.
        let mut longest: Vec<(usize, usize)> = vec![(0, 0); text.len()];
        for hit in automaton.find_overlapping_iter(&folded.text) {
            let (Some(from), Some(to)) = (folded.source(hit.start()), folded.source(hit.end())) else { continue };
            let number = hit.pattern().as_usize();
            let Some((end, held)) = longest.get_mut(from) else { continue };
            let better = to > *end || to == *end && number < *held;
            if better && self.fits(&self.entries[number], text, &(from..to)) {
                (*end, *held) = (to, number);
            }
        }
        let mut out = Vec::new();
        let mut end = 0;
        for (from, (to, number)) in longest.into_iter().enumerate() {
            if to > 0 && from >= end {
                end = to;
                out.push(Placed { written: from..to, reading: self.entries[number].reading.clone() });
            }
        }
        out
    }

    fn fits(&self, entry: &Entry, text: &str, range: &Range<usize>) -> bool {
        // Letter by letter, so that the first that differs is the last that is looked at: entries may lie within
        // entries, and nearly all of them differ at once.
        let same = !entry.exact_case || folded(&text[range.clone()]).eq(folded(&entry.written));
        same && (entry.inside || is_whole(text, range))
    }
}

/// Nothing of the same word stands before or behind. Chinese characters have no such bounds, and a possessive is
/// another word.
fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let letter = |c: char| (c.is_alphanumeric() || is_accent(c)) && !is_han(c);
    let apostrophe = |c: char| matches!(c, '\'' | '’' | 'ʼ');
    let words = &text[range.clone()];
    let mut before = text[..range.start].chars().rev();
    if words.starts_with(letter) {
        match before.next() {
            Some(c) if letter(c) => return false,
            // O'Neil is no Neil, but 'Neil' is.
            Some(c) if apostrophe(c) && before.next().is_some_and(letter) => return false,
            _ => {}
        }
    }
    let mut after = text[range.end..].chars();
    if words.ends_with(letter) {
        match after.next() {
            Some(c) if letter(c) => return false,
            Some(c) if apostrophe(c) => {
                let next = after.next();
                let possessive = matches!(next, Some('s' | 'S')) && !after.next().is_some_and(letter);
                return possessive || !next.is_some_and(letter);
            }
            _ => {}
        }
    }
    true
}
