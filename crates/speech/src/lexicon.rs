//! A newsroom's own readings: how a word is said here, whatever we or an engine would make of it.
//!
//! Entries are found in the written text before it is normalised, the longest first; what they say goes before our own
//! lists (`pronounce`, `pinyin`). Finding takes time in proportion to the text, however many entries there are.
//!
//! Pure: where entries are kept is the newsroom's affair.

mod fold;
mod ipa;
mod matcher;
mod reading;
mod syllables;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::lang::Lang;
use matcher::Matcher;

pub use fold::{fold, fold_keeping_case};
pub use ipa::SIGNS as IPA_SIGNS;
pub use reading::{Fault, Kind, Reading, SAID_AT_MOST, WRITTEN_AT_MOST, check_written};

/// A word or a phrase, and how it is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The main part of a language tag: `en`, `zh`.
    pub lang: String,
    pub written: String,
    pub reading: Reading,
    /// Only where the text has the same capitals: `Polish`, and not `polish`.
    pub exact_case: bool,
    /// Also within a longer word: `GHz` in `5GHz`. In Chinese every entry is found within its sentence anyway.
    pub inside: bool,
}

/// A reading in its place: what stands there is said so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    /// Byte range in the written text.
    pub written: Range<usize>,
    pub reading: Reading,
}

/// The entries that count for the texts of one language.
#[derive(Debug, Default)]
pub struct Lexicon {
    own: Matcher,
    english: Matcher,
}

impl Lexicon {
    /// The lexicon for texts of a language tag. Of two entries that fit the same words the first counts: hand in what
    /// asks for its capitals before what does not, and a publication's own before the newsroom's.
    ///
    /// English words also stand in Chinese texts, and what the voice says of itself in a language we have no words
    /// for is English; so the English entries are always kept beside the text's own.
    pub fn of(tag: &str, entries: impl IntoIterator<Item = Entry>) -> Lexicon {
        let main = main_tag(tag);
        let (mut own, mut english) = (Vec::new(), Vec::new());
        for entry in entries {
            if entry.lang == "en" {
                english.push(entry);
            } else if entry.lang == main {
                own.push(entry);
            }
        }
        Lexicon { own: Matcher::new(own), english: Matcher::new(english) }
    }

    pub fn is_empty(&self) -> bool {
        self.own.is_empty() && self.english.is_empty()
    }

    /// The words of a text that entries tell how to say, in order, never overlapping.
    pub fn find(&self, text: &str, lang: Lang) -> Vec<Placed> {
        let mut found = match lang {
            Lang::En => self.english.find(text),
            Lang::Zh => [self.own.find(text), self.english.find(text)].concat(),
            _ => self.own.find(text),
        };
        if lang == Lang::Zh {
            settle(&mut found);
        }
        found
    }
}

/// Keeps of overlapping readings the one that begins first, of those the longest, of those the first in the list.
fn settle(found: &mut Vec<Placed>) {
    found.sort_by_key(|placed| (placed.written.start, std::cmp::Reverse(placed.written.end)));
    let mut end = 0;
    found.retain(|placed| {
        let free = placed.written.start >= end;
        if free {
            end = placed.written.end;
        }
        free
    });
}

/// The readings of a text: those its writer set by hand, and where there is none, the lexicon's.
pub fn placed(text: &str, lang: Lang, lexicon: &Lexicon, by_hand: &[Placed]) -> Vec<Placed> {
    let mut all = fitting(text, lang, by_hand);
    if lexicon.is_empty() {
        return all;
    }
    let mut hand = all.clone().into_iter().peekable();
    for placed in lexicon.find(text, lang) {
        while hand.next_if(|own| own.written.end <= placed.written.start).is_some() {}
        if hand.peek().is_none_or(|own| own.written.start >= placed.written.end) {
            all.push(placed);
        }
    }
    all.sort_by_key(|placed| placed.written.start);
    all
}

/// Those that lie within the text, suit its language and its length, and do not overlap, in order.
pub fn fitting(text: &str, lang: Lang, placed: &[Placed]) -> Vec<Placed> {
    let lies = |p: &&Placed| {
        text.get(p.written.clone()).is_some_and(|words| !words.is_empty() && p.reading.is_as_long_as(words))
    };
    let mut all: Vec<Placed> = placed.iter().filter(lies).filter(|p| p.reading.suits(lang)).cloned().collect();
    settle(&mut all);
    all
}

/// Whether there are Chinese characters in a text.
pub fn is_chinese(text: &str) -> bool {
    text.chars().any(crate::normalise::zh::is_han)
}

/// The main part of a language tag, in small letters: `zh-Hant` → `zh`, `cmn` → `zh`.
pub fn main_tag(tag: &str) -> String {
    let main = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    if main == "cmn" { "zh".to_owned() } else { main }
}
