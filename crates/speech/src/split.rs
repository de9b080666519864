//! Where sentences begin and end.

use std::ops::Range;

use crate::lang::{Lang, primary};

pub(crate) mod chinese;
pub(crate) mod english;
mod foreign;
mod list;
pub(crate) mod name_dot;
pub(crate) mod reader;
pub(crate) mod words;

/// Byte ranges of the sentences of one paragraph, in order, without the white space around them. `tag`: its language,
/// as BCP 47 has it.
///
/// Together they cover everything but white space. Takes time in proportion to the text, whatever it holds.
pub fn sentences_in(text: &str, tag: &str) -> Vec<Range<usize>> {
    split(text, Lang::of(tag), &primary(tag))
}

/// The same where nothing is known but the rules the text is read by.
pub fn sentences(text: &str, lang: Lang) -> Vec<Range<usize>> {
    split(text, lang, "")
}

/// The tag of a language by its English name in small letters, `german`, if it has rules for its sentences.
pub fn named(name: &str) -> Option<&'static str> {
    match Lang::named(name).language() {
        Some(language) => language.tags.first().copied(),
        None if name == "japanese" => Some(JAPANESE),
        None => foreign::named(name),
    }
}

const JAPANESE: &str = "ja";

fn split(text: &str, lang: Lang, primary: &str) -> Vec<Range<usize>> {
    let cuts = match lang.language() {
        Some(language) => (language.cuts)(text),
        None if primary == JAPANESE || text.contains(['。', '！', '？', '｡']) => chinese::cuts(text),
        None => foreign::cuts(text, primary),
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
