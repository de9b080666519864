//! Words that are likely to be read wrongly, for an editor to look at before a story airs.
//!
//! What is said for sure is not listed: words that a lexicon or the writer's hand has settled, that our lists have, or
//! that every reader says alike. The rest is in doubt, some of it more; [`Misreading::likely`] puts it in an order and
//! is no measured chance.

mod chinese;

use std::collections::HashSet;
use std::ops::Range;

use serde::Serialize;

use crate::lang::Lang;
use crate::lexicon::{self, Placed};
use crate::normalise::en::capitals;
use crate::normalise::zh::is_han;
use crate::pronounce::doubt;
use crate::utter::{Tongue, Utterance, utter_by};

/// Why a word may be read wrongly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// A name that no list and no dictionary has.
    UnknownName,
    /// A word that no dictionary has.
    UnknownWord,
    /// Letters of another script than the text's.
    MixedScript,
    /// A sign that is not said at all.
    UnreadSymbol,
    /// A word with two readings whose neighbours do not tell which.
    Heteronym,
    /// A Chinese character or word with several readings.
    Polyphone,
    /// Capitals that no list has: said or spelled by a guess.
    Acronym,
    /// A Chinese character that no dictionary has: nothing is said for it.
    LeftOut,
}

impl Why {
    /// In a few words.
    pub fn reason(self) -> &'static str {
        match self {
            Why::UnknownName => "a name that no dictionary has",
            Why::UnknownWord => "a word that no dictionary has",
            Why::MixedScript => "letters of another script",
            Why::UnreadSymbol => "a sign that is not said",
            Why::Heteronym => "two readings, and the words around it do not tell which",
            Why::Polyphone => "several readings",
            Why::Acronym => "capitals that no list has",
            Why::LeftOut => "a character that no dictionary has: it is left out",
        }
    }
}

/// A word in doubt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Misreading {
    /// Byte range in the sentence.
    pub written: Range<usize>,
    pub why: Why,
    /// How it is said now, where that can be written down: `chang2`, `N H S`.
    pub said: String,
    /// From 1 to 100, the greater the likelier: for sorting.
    pub likely: u8,
}

/// What may be read wrongly in a sentence, in its order.
pub fn find(text: &str, lang: Lang, placed: &[Placed]) -> Vec<Misreading> {
    let settled = lexicon::fitting(text, lang, placed);
    let utterances = utter_by(text, lang, placed);
    let mut all = scripts(text, lang);
    all.extend(symbols(text, &utterances));
    for utterance in utterances.iter().filter(|u| u.tongue == Tongue::English) {
        all.extend(english(utterance));
    }
    if matches!(lang, Lang::En | Lang::Zh) {
        all.extend(acronyms(text, &utterances));
    }
    if lang == Lang::Zh {
        all.extend(chinese::find(text, &settled));
    }
    all.retain(|m| !is_settled(&settled, &m.written));
    all.sort_by_key(|m| (m.written.start, std::cmp::Reverse(m.likely)));
    // One doubt a word is enough, the greatest of them.
    all.dedup_by(|next, before| next.written.start < before.written.end);
    all
}

/// Whether one of the readings touches a stretch. They are in order and do not overlap.
fn is_settled(settled: &[Placed], written: &Range<usize>) -> bool {
    let first = settled.partition_point(|placed| placed.written.end <= written.start);
    settled.get(first).is_some_and(|placed| placed.written.start < written.end)
}

/// Doubtful words of an English stretch.
fn english(utterance: &Utterance) -> Vec<Misreading> {
    let found = doubt::doubts(&utterance.text).into_iter().filter_map(|(said, why)| {
        let word = utterance.words.get(utterance.words.partition_point(|w| w.said.end < said.end))?;
        let (why, likely) = match why {
            doubt::Why::Name { foreign: true } => (Why::UnknownName, 85),
            doubt::Why::Name { foreign: false } => (Why::UnknownName, 70),
            doubt::Why::Word => (Why::UnknownWord, 45),
            doubt::Why::Heteronym => (Why::Heteronym, 25),
        };
        let sound = utterance.sounds.get(utterance.sounds.partition_point(|s| s.said.end < said.end));
        let sound = sound.filter(|s| s.said.start <= said.start);
        let said = sound.map(|s| match &s.how {
            crate::pronounce::How::Ipa(said) | crate::pronounce::How::Like(said) => said.clone(),
        });
        Some(Misreading { written: word.written.clone(), why, said: said.unwrap_or_default(), likely })
    });
    found.collect()
}

/// Words in capitals whose way of saying was a guess.
fn acronyms(text: &str, utterances: &[Utterance]) -> Vec<Misreading> {
    let mut out = Vec::new();
    // A headline in capitals shouts; it has no initials.
    if !text.chars().any(char::is_lowercase) && !text.chars().any(is_han) {
        return out;
    }
    // The written places of all words, in order, and what is said there.
    let words = utterances.iter().flat_map(|u| u.words.iter().map(|w| (w.written.clone(), &u.text[w.said.clone()])));
    let words: Vec<(Range<usize>, &str)> = words.collect();
    for (from, word) in runs(text, |c| c.is_ascii_alphabetic()) {
        // Three letters are nearly always spelled, and rightly.
        if !(4..=8).contains(&word.len()) || word.bytes().any(|b| !b.is_ascii_uppercase()) || !capitals::is_guess(word)
        {
            continue;
        }
        let written = from..from + word.len();
        let behind = words.partition_point(|(place, _)| place.start < written.end);
        let mut said: Vec<&str> = words[..behind]
            .iter()
            .rev()
            .take_while(|(place, _)| place.end > written.start)
            .map(|(_, said)| *said)
            .collect();
        said.reverse();
        out.push(Misreading { written, why: Why::Acronym, said: said.join(" "), likely: 72 });
    }
    out
}

/// Stretches of letters that the text's voices do not read, and words that mix scripts.
fn scripts(text: &str, lang: Lang) -> Vec<Misreading> {
    let mut out = Vec::new();
    // Chinese has no blanks: its own characters end a foreign word.
    for (from, word) in runs(text, |c| c.is_alphabetic() && !(lang == Lang::Zh && is_han(c))) {
        let foreign = |c: char| match Script::of(c) {
            Script::Latin | Script::Other => false,
            Script::Han => lang == Lang::En,
            Script::Strange => lang != Lang::Other,
        };
        if !word.chars().any(foreign) {
            continue;
        }
        // One letter among Latin ones is a look-alike: nobody sees it, and no voice reads the word.
        let mixed = word.chars().any(|c| Script::of(c) == Script::Latin);
        let likely = if mixed { 95 } else { 90 };
        out.push(Misreading { written: from..from + word.len(), why: Why::MixedScript, said: String::new(), likely });
    }
    out
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Han,
    /// Greek, Cyrillic, Arabic, kana …
    Strange,
    /// Signs that are letters by name only: ª, º, ʰ.
    Other,
}

impl Script {
    fn of(c: char) -> Script {
        match c {
            'ª'
            | 'º'
            | 'µ'
            | '\u{2b0}'..='\u{2ff}'
            | '\u{1d00}'..='\u{1dbf}'
            | '\u{2070}'..='\u{209f}'
            | '\u{2100}'..='\u{214f}' => Script::Other,
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{2af}' | '\u{1e00}'..='\u{1eff}' | '\u{ff21}'..='\u{ff5a}' => {
                Script::Latin
            }
            c if is_han(c) => Script::Han,
            // A lone Greek letter is read by its name.
            'α'..='ω' | 'Α'..='Ω' => Script::Other,
            _ => Script::Strange,
        }
    }
}

/// Signs for which nothing is said, or which are handed to the engine as they stand.
fn symbols(text: &str, utterances: &[Utterance]) -> Vec<Misreading> {
    // A sign is read where something else is said for it.
    let mut read = vec![false; text.len()];
    for utterance in utterances {
        // All the words that one stretch of text is said in are looked at together: there may be very many of both.
        for words in utterance.words.chunk_by(|a, b| a.written == b.written) {
            let place = &words[0].written;
            let signs = || text.get(place.clone()).unwrap_or_default().char_indices().filter(|(_, c)| is_sign(*c));
            if signs().next().is_none() {
                continue;
            }
            let kept = kept_signs(words.iter().map(|word| &utterance.text[word.said.clone()]));
            for (at, c) in signs() {
                read[place.start + at] |= !kept.contains(&c);
            }
        }
    }
    let signs = text.char_indices().filter(|(_, c)| is_sign(*c));
    let unread = signs.filter(|(at, _)| !read[*at]);
    unread
        .map(|(at, c)| Misreading {
            written: at..at + c.len_utf8(),
            why: Why::UnreadSymbol,
            said: String::new(),
            likely: if is_picture(c) { 15 } else { 60 },
        })
        .collect()
}

/// The signs that every one of some words holds.
fn kept_signs<'a>(words: impl Iterator<Item = &'a str>) -> HashSet<char> {
    let of = |word: &str| word.chars().filter(|c| is_sign(*c)).collect::<HashSet<char>>();
    words.map(of).reduce(|kept, next| kept.intersection(&next).copied().collect()).unwrap_or_default()
}

/// Neither a letter, a figure, a blank nor a mark of punctuation that only makes a pause.
fn is_sign(c: char) -> bool {
    !c.is_alphanumeric()
        && !c.is_whitespace()
        && !c.is_control()
        && !matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '"' | '(' | ')' | '[' | ']' | '-' | '/' | '*' | '_')
        && !matches!(c, '\u{2010}'..='\u{2027}' | '\u{200b}'..='\u{200f}' | '\u{3000}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}')
        && !matches!(c, '«' | '»' | '¿' | '¡' | '·' | '…' | '⋯' | '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe4f}' | '\u{ad}' | '\u{feff}')
        && !matches!(
            c,
            '！' | '（'
                | '）'
                | '，'
                | '－'
                | '．'
                | '／'
                | '：'
                | '；'
                | '？'
                | '［'
                | '］'
                | '｜'
                | '～'
                | '─'
                | '‧'
                | '・'
                | '﹐'..='﹞' | '＂' | '＇' | '｛' | '｝'
        )
}

/// Emoji and ornaments: left out on purpose, mostly.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{1f000}'..='\u{1ffff}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{25a0}'..='\u{25ff}' | '•' | '|' | '#' | '\u{e0000}'..='\u{e007f}')
}

/// Runs of characters of a kind, with where they begin.
fn runs(text: &str, kind: impl Fn(char) -> bool) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    let mut open: Option<usize> = None;
    for (at, c) in text.char_indices().chain(std::iter::once((text.len(), ' '))) {
        match (at < text.len() && kind(c), open) {
            (true, None) => open = Some(at),
            (false, Some(from)) => {
                out.push((from, &text[from..at]));
                open = None;
            }
            _ => {}
        }
    }
    out
}
