//! Chinese text → words → Taiwan pinyin with tone digits.
//!
//! The words and their readings are a table made when the program is built (see `build.rs`): CC-CEDICT
//! (CC BY-SA 4.0) with its remarks on Taiwan, and our own lists in this folder, which overrule it. The table is part
//! of the program's read-only data: nothing is loaded, nothing is kept in memory, the first word costs as much as
//! the thousandth.
//!
//! Syllables are written `zhong1`, with `ü` (`lü4`) and 5 for the neutral tone; that is what eSpeak NG's voice
//! `cmn-latn-pinyin` takes. That voice changes a third tone before another by itself, but not the tones of 一 and
//! 不, which are changed here.

mod context;
mod names;
pub mod polyphones;
mod sandhi;
mod segment;
mod table;

use std::ops::Range;

pub use table::script_of;

/// One word of a text and how it is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelled {
    /// Byte range in the text.
    pub range: Range<usize>,
    /// One syllable for each character: `["tai2", "bei3"]`.
    pub syllables: Vec<String>,
}

/// A word on its way to its final reading.
#[derive(Clone, Debug)]
struct Token {
    /// Byte range in the text.
    range: Range<usize>,
    chars: Vec<char>,
    syllables: Vec<&'static str>,
    part: Part,
    /// Nothing but blanks stands between this word and the one before.
    joined: bool,
    /// A closing quotation or title mark stands just before: 以「…」為題.
    quoted: bool,
    /// A Latin word stands just before.
    lettered: bool,
}

/// jieba's part of speech, in its own letter; `?` if unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Part(u8);

impl Part {
    const UNKNOWN: Part = Part(b'?');

    fn is(self, letters: &str) -> bool {
        letters.as_bytes().contains(&self.0)
    }
}

impl Token {
    /// The character, if the word has only one.
    fn single(&self) -> Option<char> {
        match self.chars.as_slice() {
            [c] => Some(*c),
            _ => None,
        }
    }

    fn text(&self) -> String {
        self.chars.iter().collect()
    }
}

/// The Chinese words of a text, in order; whatever is not a Chinese character lies between them.
///
/// A character that no dictionary knows is left out.
pub fn words(text: &str) -> Vec<Spelled> {
    words_around(text, &[])
}

/// Whether a syllable, without its tone, is one of Mandarin: `tai`, `lü`.
pub fn is_syllable(base: &str) -> bool {
    table::is_syllable(base)
}

/// A stretch of Chinese characters that is a word of its own, whatever the table says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// Byte range in the text.
    pub range: Range<usize>,
    /// One for each character; `None`: read as the table has it, but apart from its neighbours.
    pub syllables: Option<Vec<String>>,
}

/// As [`words`], with some of them settled. `fixed` is in order, does not overlap and holds Chinese characters only.
pub fn words_around(text: &str, fixed: &[Fixed]) -> Vec<Spelled> {
    let mut tokens = segment::tokens(text, fixed);
    names::join(&mut tokens);
    context::settle(&mut tokens);
    sandhi::change(&mut tokens);
    tokens.iter().flat_map(|token| side_by_side(text, token)).map(|spelled| settle(text, spelled, fixed)).collect()
}

/// A word, or its parts where something stands between its characters: a name may be written with blanks, and a
/// character that no dictionary has is left out of it.
fn side_by_side(text: &str, token: &Token) -> Vec<Spelled> {
    let mut said = token.chars.iter().zip(&token.syllables).peekable();
    let mut parts: Vec<Spelled> = Vec::new();
    for (at, c) in text[token.range.clone()].char_indices() {
        let Some((_, syllable)) = said.next_if(|(next, _)| **next == c) else { continue };
        let start = token.range.start + at;
        let end = start + c.len_utf8();
        match parts.last_mut().filter(|part| part.range.end == start) {
            Some(part) => {
                part.range.end = end;
                part.syllables.push((*syllable).to_string());
            }
            None => parts.push(Spelled { range: start..end, syllables: vec![(*syllable).to_string()] }),
        }
    }
    parts
}

/// What was settled stays as it is, whatever its neighbours made of it: they may have been joined to one name.
fn settle(text: &str, mut spelled: Spelled, fixed: &[Fixed]) -> Spelled {
    let first = fixed.partition_point(|f| f.range.end <= spelled.range.start);
    let beside = fixed[first..].iter().take_while(|f| f.range.start < spelled.range.end);
    for Fixed { range, syllables } in beside {
        let chars = text[spelled.range.clone()].char_indices().map(|(at, _)| spelled.range.start + at);
        let places = chars.enumerate().filter(|(_, at)| range.contains(at)).map(|(place, _)| place);
        for (place, syllable) in places.zip(syllables.iter().flatten()) {
            if let Some(said) = spelled.syllables.get_mut(place) {
                said.clone_from(syllable);
            }
        }
    }
    spelled
}

/// The pinyin of a text as one line, words apart by blanks, syllables too.
pub fn line(text: &str) -> String {
    words(text).iter().flat_map(|w| w.syllables.clone()).collect::<Vec<_>>().join(" ")
}
