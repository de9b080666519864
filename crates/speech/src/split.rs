//! Where sentences begin and end.

use std::ops::Range;

use crate::lang::Lang;

pub(crate) mod chinese;
pub(crate) mod english;
mod foreign;
mod list;
pub(crate) mod reader;
pub(crate) mod words;

/// Byte ranges of the sentences of one paragraph, in order, without the white space around them.
///
/// Together they cover everything but white space. Takes time in proportion to the text, whatever it holds.
pub fn sentences(text: &str, lang: Lang) -> Vec<Range<usize>> {
    let cuts = match lang.language() {
        Some(language) => (language.cuts)(text),
        None if text.contains(['。', '！', '？']) => chinese::cuts(text),
        None => foreign::cuts(text),
    };
    between(text, &cuts)
}

/// The stretches between cuts, trimmed; empty ones fall out.
fn between(text: &str, cuts: &[usize]) -> Vec<Range<usize>> {
    let mut out = Vec::with_capacity(cuts.len() + 1);
    let mut from = 0;
    for &to in cuts.iter().chain(std::iter::once(&text.len())) {
        let piece = &text[from..to];
        let start = from + (piece.len() - piece.trim_start().len());
        let end = start + piece.trim().len();
        if start < end {
            out.push(start..end);
        }
        from = to;
    }
    out
}
