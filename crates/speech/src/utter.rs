//! What an engine receives for a segment: spans of speakable text, each for one tongue.

mod chinese;
mod lexical;
mod marks;
mod whole;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::lang::Lang;
use crate::lexicon::{self, Placed};
use crate::normalise::en::is_letter_behind as english_letter_behind;
use crate::normalise::{self, Reading};
use crate::pronounce::{self, Sound};
use lexical::Piece;
pub use whole::whole;

/// What an engine must be able to speak for a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tongue {
    /// Plain English words.
    English,
    /// Taiwan Mandarin as pinyin syllables with tone digits (`tai2 bei3`), words apart by spaces.
    Pinyin,
    /// Words of another language, for the voice of the text's own.
    Other,
}

/// A span of text in one tongue. A Chinese sentence with a Latin name in it is three of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Utterance {
    pub tongue: Tongue,
    /// What the engine receives.
    pub text: String,
    pub words: Vec<Word>,
    /// What is said otherwise than an engine would guess, in order, whole words. The text stays plain: an engine
    /// that cannot read a pronunciation says the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sounds: Vec<Sound>,
}

/// One word that the engine says, and the written text it stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    /// Byte range in [`Utterance::text`].
    pub said: Range<usize>,
    /// Byte range in the segment's written text. Several said words may share one (`$94.8 billion`).
    pub written: Range<usize>,
}

impl Utterance {
    /// An utterance that is said as an engine guesses.
    pub fn new(tongue: Tongue, text: String, words: Vec<Word>) -> Utterance {
        Utterance { tongue, text, words, sounds: Vec::new() }
    }

    /// Settles how its words sound, when it is English.
    fn pronounce(&mut self) {
        if self.tongue == Tongue::English {
            self.sounds = pronounce::around(&self.text, std::mem::take(&mut self.sounds));
        }
    }
}

/// The utterances for one sentence, in order. Empty where nothing is to be said.
///
/// Chinese is cut wherever Latin words stand in it; every other language is one utterance.
pub fn utter(text: &str, lang: Lang) -> Vec<Utterance> {
    utter_by(text, lang, &[])
}

/// As [`utter`], with readings that the writer set by hand or the newsroom has in its lexicon, each in its place
/// (see [`lexicon::placed`]). One that does not fit the text or the language is left out.
pub fn utter_by(text: &str, lang: Lang, placed: &[Placed]) -> Vec<Utterance> {
    let placed = lexicon::fitting(text, lang, placed);
    match lang {
        Lang::Zh => chinese::utter(text, &placed),
        _ => plain(text, lang.tongue(), lang, &placed),
    }
}

/// One utterance of readings side by side, blanks between.
fn plain(text: &str, tongue: Tongue, lang: Lang, placed: &[Placed]) -> Vec<Utterance> {
    let mut out = Utterance::new(tongue, String::new(), Vec::new());
    for piece in lexical::pieces(text, normalise::read(text, lang), placed, |rest| normalise::read(rest, lang)) {
        match piece {
            Piece::Wanted(wanted) => wanted.write(&mut out, text, tongue == Tongue::English),
            Piece::Rules(reading) => add_reading(&mut out, text, &reading),
        }
    }
    out.pronounce();
    if out.words.is_empty() { Vec::new() } else { vec![out] }
}

fn add_reading(out: &mut Utterance, text: &str, reading: &Reading) {
    if !reading.spoken.trim().is_empty() {
        let written = bare(text, &reading.written);
        match out.tongue {
            Tongue::English => add_words(out, &letter_a(&reading.spoken, text, &reading.written), &written),
            _ => add_words(out, &reading.spoken, &written),
        }
    }
}

/// eSpeak says a lone `A` as the article, “uh”, also among spelled letters (AI, a.m., FAA). Where the text has more
/// than the article, the letter is handed over as `eh`, which it says as the letter's name.
fn letter_a(spoken: &str, text: &str, written: &Range<usize>) -> String {
    if !spoken.contains(['A', 'a']) {
        return spoken.to_string();
    }
    let bare =
        text[written.clone()].trim_matches(['"', '\'', '“', '”', '‘', '’', '(', ')', '[', ']', ',', '.', ';', ':']);
    if matches!(bare, "A" | "a") && !is_letter(text, written, bare) {
        return spoken.to_string();
    }
    let letter = |word: &str| {
        let open = word.len() - word.trim_start_matches(['(', '[', '"', '“']).len();
        let (head, word) = word.split_at(open);
        // `lipoprotein(a)`
        if word.contains("(A)") {
            return format!("{head}{}", word.replace("(A)", "(eh)"));
        }
        let said: Vec<&str> = word.split('-').collect();
        if said.len() > 1 && said.contains(&"A") {
            // `Single-A`, `A-level`
            let parts: Vec<&str> = said.into_iter().map(|part| if part == "A" { "eh" } else { part }).collect();
            return format!("{head}{}", parts.join("-"));
        }
        let bare_a = bare == "a" && word.starts_with('a');
        match word.strip_prefix('A').or_else(|| word.strip_prefix('a').filter(|_| bare_a)) {
            Some(rest) if rest.chars().all(|c| c.is_ascii_punctuation()) => {
                format!("{head}eh{}", rest.trim_start_matches('.'))
            }
            _ => format!("{head}{word}"),
        }
    };
    spoken.split_whitespace().map(letter).collect::<Vec<_>>().join(" ")
}

/// Whether a lone A of the text is the letter's name: it touches a number or a sign (`A12`, `14a`, `A&E`), or stands
/// behind a word that counts by letters (`Grade A`).
fn is_letter(text: &str, written: &Range<usize>, bare: &str) -> bool {
    let after = text[written.end..].chars().next();
    let head = &text[..written.start];
    let touched = after.is_some_and(|c| c.is_ascii_digit() || c == '&') && bare == "A"
        || head.ends_with(|c: char| c.is_ascii_digit() || c == '&');
    // An article has no dot behind it: Brian A. Jackson, A. Philip Randolph.
    if bare == "A"
        && (text[written.clone()].contains("A.") || text[written.end..].starts_with('.'))
        && has_name(text, written)
    {
        return true;
    }
    let mut ended = text[written.clone()].ends_with([',', '.', ';', ':', ')']) || after.is_none();
    let next = text[written.end..].trim_start();
    ended |= ["and ", "or ", "in ", "of ", "to ", "for ", "is ", "was "].iter().any(|word| next.starts_with(word));
    let before = head.trim_end().rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    touched || bare == "A" && ended && english_letter_behind(before)
}

/// Whether a word with a capital, or another initial, stands right behind a lone letter.
fn has_name(text: &str, written: &Range<usize>) -> bool {
    let behind = text[written.end..].trim_start_matches(['.', ' ', '\u{a0}']);
    behind.starts_with(char::is_uppercase)
}

/// Adds what one reading says; a mark alone is kept for its pause but is no word.
fn add_words(out: &mut Utterance, spoken: &str, written: &Range<usize>) {
    for word in spoken.split_whitespace() {
        let is_word = word.chars().any(char::is_alphanumeric);
        if !is_word && out.text.is_empty() {
            continue;
        }
        if !out.text.is_empty() {
            out.text.push(' ');
        }
        let from = out.text.len();
        out.text.push_str(word);
        if is_word {
            out.words.push(Word { said: from..out.text.len(), written: written.clone() });
        }
    }
}

/// The range without the quotes, brackets and stops around a word, so that only the word lights up.
fn bare(text: &str, range: &Range<usize>) -> Range<usize> {
    const AROUND: &[char] =
        &['"', '\'', '“', '”', '‘', '’', '(', ')', '[', ']', ',', '.', ';', ':', '!', '?', '…', '—', '–', ' '];
    let whole = text.get(range.clone()).unwrap_or_default();
    let from = whole.len() - whole.trim_start_matches(AROUND).len();
    let inside = whole.trim_matches(AROUND);
    if inside.is_empty() { range.clone() } else { range.start + from..range.start + from + inside.len() }
}
