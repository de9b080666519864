//! Written text → the plain words that are said for it, each with the place it came from.

use std::ops::Range;

use crate::lang::Lang;

pub mod en;
pub mod es;
mod manner;
mod out;
mod token;
mod view;
pub mod zh;

/// A stretch of written text and what is said for it.
///
/// Readings come in order, never overlap, and together cover everything but white space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Byte range in the written text.
    pub written: Range<usize>,
    /// Plain words, with the punctuation that shapes the sentence kept: `ninety dollars,`.
    /// Empty where nothing is said.
    pub spoken: String,
}

/// Reads a text of one sentence or more. A language without rules of its own is read as it stands.
pub fn read(text: &str, lang: Lang) -> Vec<Reading> {
    match lang.language() {
        Some(language) => (language.read)(text),
        None => as_it_stands(text),
    }
}

/// Every run of letters and marks as its own reading, unchanged.
pub(crate) fn as_it_stands(text: &str) -> Vec<Reading> {
    text.split_whitespace()
        .map(|word| {
            let from = word.as_ptr() as usize - text.as_ptr() as usize;
            Reading { written: from..from + word.len(), spoken: word.to_string() }
        })
        .collect()
}

/// As [`spoken_line`], for the language that a whole tag names: `zh-TW` and `zh-Hans` also tell the script, and so whose
/// numerals and units are said in a line that shows neither.
pub fn spoken_line_tagged(text: &str, tag: &str) -> String {
    match (Lang::of(tag), zh::Script::tagged(tag)) {
        (Lang::Zh, Some(script)) => zh::join(&zh::read_as(text, script)),
        (lang, _) => spoken_line(text, lang),
    }
}

/// The spoken line for a written one.
pub fn spoken_line(text: &str, lang: Lang) -> String {
    let readings = read(text, lang);
    match lang.language() {
        Some(language) => (language.line)(&readings),
        None => line(&readings),
    }
}

/// Readings as one line, blanks between those that say something.
fn line(readings: &[Reading]) -> String {
    let mut out = String::with_capacity(readings.iter().map(|r| r.spoken.len() + 1).sum());
    for reading in readings.iter().filter(|r| !r.spoken.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&reading.spoken);
    }
    out
}
