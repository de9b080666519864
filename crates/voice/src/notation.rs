//! Pronunciations written as the engine reads them: its own phoneme notation between `[[` and `]]`.
//!
//! The text that an article supplies never reaches that notation: its square brackets become round ones wherever
//! the notation is switched on.

use std::ops::Range;

use speech::pronounce::{How, Sound};

use crate::british;
use crate::espeak::Espeak;

/// Longest notation of one word in bytes; the library copies a run without blanks into a fixed buffer of 160.
const MAX_NOTATION_BYTES: usize = 90;

/// Voices that read English phonemes.
const ENGLISH: &str = "en";

/// A text as it is handed to the engine.
#[derive(Debug, PartialEq, Eq)]
pub struct Spelled {
    pub text: String,
    /// Whether the notation must be switched on.
    pub notation: bool,
    /// For each character of `text`, the character of the plain text that it stands for; empty when they are the same.
    places: Vec<usize>,
}

impl Espeak {
    /// A text and its sounds as the chosen voice is handed them.
    pub fn spelled(&mut self, text: &str, sounds: &[Sound], voice: &str) -> Spelled {
        if !british::is_voice(voice) {
            return Spelled::of(text, sounds, voice);
        }
        let sounds = british::sounds(text, sounds, |word| self.phonemes(word, true).concat());
        Spelled::of(text, &sounds, voice)
    }
}

impl Spelled {
    /// Writes the sounds of a text into it, for a voice of the engine (`en-us`). A sound that points outside the
    /// text, or that the voice cannot read, is left out: the word is then said as it is written.
    pub fn of(text: &str, sounds: &[Sound], voice: &str) -> Spelled {
        let voiced = voice.split(['-', '+']).next() == Some(ENGLISH);
        let mut written: Vec<(Range<usize>, String, bool)> = Vec::new();
        for sound in sounds.iter().filter(|_| voiced) {
            let from = written.last().map_or(0, |(range, ..)| range.end);
            let fits = sound.said.start >= from && text.get(sound.said.clone()).is_some_and(|word| !word.is_empty());
            let letters = match &sound.how {
                How::Ipa(ipa) => mnemonics(ipa).map(|m| (format!("[[{m}]]"), true)),
                How::Like(letters) => plain_letters(letters).then(|| (letters.clone(), false)),
            };
            if let Some((letters, notation)) = letters.filter(|(l, _)| fits && l.len() <= MAX_NOTATION_BYTES) {
                written.push((sound.said.clone(), letters, notation));
            }
        }
        let notation = written.iter().any(|(_, _, notation)| *notation);
        let mut out = Spelled { text: String::with_capacity(text.len() * 2), notation, places: Vec::new() };
        if written.is_empty() {
            out.text.push_str(text);
            return out;
        }
        let mut at = 0;
        let mut place = 0;
        for (range, letters, notation) in &written {
            out.plain(&text[at..range.start], &mut place);
            if *notation {
                // Right behind a quote or a dash the engine overlooks the notation.
                out.gap(place);
            }
            for c in letters.chars() {
                out.push(c, place);
            }
            place += text[range.clone()].chars().count();
            at = range.end;
            // Behind a hyphen it takes notation and letters for one word.
            if *notation && text[at..].starts_with(|c: char| c == '-' || c.is_alphanumeric()) {
                out.gap(place);
                if text[at..].starts_with('-') {
                    at += 1;
                    place += 1;
                }
            }
        }
        out.plain(&text[at..], &mut place);
        out
    }

    /// Index in the plain text of a character that the engine counted in this one.
    pub fn original(&self, character: usize) -> usize {
        if self.places.is_empty() {
            return character;
        }
        let beyond = self.places.last().map_or(0, |last| last + 1);
        self.places.get(character).copied().unwrap_or(beyond)
    }

    fn plain(&mut self, text: &str, place: &mut usize) {
        for c in text.chars() {
            let c = match c {
                '[' if self.notation => '(',
                ']' if self.notation => ')',
                c => c,
            };
            self.push(c, *place);
            *place += 1;
        }
    }

    fn push(&mut self, c: char, place: usize) {
        self.text.push(c);
        self.places.push(place);
    }

    /// A blank, where there is none yet.
    fn gap(&mut self, place: usize) {
        if !self.text.is_empty() && !self.text.ends_with(char::is_whitespace) {
            self.push(' ', place);
        }
    }
}

/// Letters that the engine reads as a word and nothing else.
fn plain_letters(letters: &str) -> bool {
    !letters.is_empty() && letters.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | ' ' | '-'))
}

/// IPA and the engine's own name for it, longest first. Sources: the phoneme tables of eSpeak NG, `ph_english` and
/// `ph_english_us`.
const PHONEMES: &[(&str, &str)] = &[
    ("aɪɚ", "aI3"),
    ("aʊɚ", "aU3"),
    ("tʃ", "tS"),
    ("dʒ", "dZ"),
    ("aɪ", "aI"),
    ("aʊ", "aU"),
    ("eɪ", "eI"),
    ("oʊ", "oU"),
    ("ɔɪ", "OI"),
    ("ɑː", "A:"),
    ("ɔː", "O:"),
    ("ɜː", "3:"),
    ("iː", "i:"),
    ("uː", "u:"),
    ("n̩", "n-"),
    ("ɑ", "A:"),
    ("ɒ", "0"),
    ("ɔ", "O:"),
    ("ɝ", "3:"),
    ("æ", "a"),
    ("ɐ", "a#"),
    ("ə", "@"),
    ("ɚ", "3"),
    ("ɛ", "E"),
    ("ɪ", "I"),
    ("ᵻ", "I#"),
    ("ʊ", "U"),
    ("ʌ", "V"),
    ("i", "i"),
    ("u", "u:"),
    ("e", "E"),
    ("o", "oU"),
    ("ɹ", "r"),
    ("r", "r"),
    ("ɡ", "g"),
    ("g", "g"),
    ("ʃ", "S"),
    ("ʒ", "Z"),
    ("θ", "T"),
    ("ð", "D"),
    ("ŋ", "N"),
    ("ɾ", "t#"),
    ("ˈ", "'"),
    ("ˌ", ","),
    ("j", "j"),
    ("w", "w"),
    ("b", "b"),
    ("d", "d"),
    ("f", "f"),
    ("h", "h"),
    ("k", "k"),
    ("l", "l"),
    ("m", "m"),
    ("n", "n"),
    ("p", "p"),
    ("s", "s"),
    ("t", "t"),
    ("v", "v"),
    ("x", "x"),
    ("z", "z"),
];

/// Vowels that r colours at the end of a syllable, in the engine's notation.
const COLOURED: &[(&str, &str)] = &[
    ("A:", "A@"),
    ("O:", "O@"),
    ("oU", "O@"),
    ("E", "e@"),
    ("I", "i@3"),
    ("i:", "i@3"),
    ("i", "i@3"),
    ("U", "U@"),
    ("u:", "U@"),
    ("aI", "aI3"),
    ("aU", "aU3"),
    ("3:", "3:"),
    ("3", "3"),
    ("V", "3:"),
    ("@", "3"),
];

/// IPA in the engine's notation; nothing for what is not English IPA. A blank parts two words said together.
fn mnemonics(ipa: &str) -> Option<String> {
    let mut found: Vec<&str> = Vec::new();
    let mut rest = ipa;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix(' ') {
            found.push("||");
            rest = after;
            continue;
        }
        let (sign, name) = PHONEMES.iter().find(|(sign, _)| rest.starts_with(sign))?;
        found.push(name);
        rest = &rest[sign.len()..];
    }
    let vowel = |name: &str| name.starts_with(['A', 'O', 'E', 'I', 'U', 'V', 'a', 'e', 'i', 'o', 'u', '@', '3', '0']);
    let mut out = String::with_capacity(2 * found.len());
    let mut at = 0;
    while at < found.len() {
        let name = found[at];
        let after: Vec<&str> = found[at + 1..].iter().filter(|n| !["'", ","].contains(n)).take(2).copied().collect();
        // r belongs to the vowel before it unless a vowel follows.
        let coloured = (vowel(name) && found.get(at + 1) == Some(&"r") && after.get(1).is_none_or(|next| !vowel(next)))
            .then(|| COLOURED.iter().find(|(plain, _)| *plain == name))
            .flatten();
        match coloured {
            Some((_, name)) => {
                out.push_str(name);
                at += 1;
            }
            None => {
                out.push_str(name);
                // "Murray": the r of a coloured vowel is said again before a vowel.
                if ["3:", "3", "aI3", "aU3"].contains(&name) && after.first().is_some_and(|next| vowel(next)) {
                    out.push('r');
                }
            }
        }
        at += 1;
    }
    (!out.is_empty()).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sound(said: Range<usize>, ipa: &str) -> Sound {
        Sound { said, how: How::Ipa(ipa.to_owned()) }
    }

    #[test]
    fn american_vowels_keep_their_r() {
        for (ipa, notation) in [
            ("mˈɜːi", "m'3:ri"),
            ("kˈɑːɹtɚ", "k'A@t3"),
            ("mˈɑːɹioʊ", "m'A:rioU"),
            ("bˈɛɹ", "b'e@"),
            ("hˈɛɹɪs", "h'ErIs"),
            ("nˈɪɹ", "n'i@3"),
            ("dʒˈɔːɹdʒ", "dZ'O@dZ"),
            ("dˈaɪɚ", "d'aI3"),
            ("fɚˈɑːɹi", "f3r'A:ri"),
            ("lə mˈɑːnd", "l@||m'A:nd"),
        ] {
            assert_eq!(mnemonics(ipa).as_deref(), Some(notation), "{ipa}");
        }
        assert_eq!(mnemonics("m]][[x"), None);
        assert_eq!(mnemonics(""), None);
    }

    #[test]
    fn every_sign_that_a_lexicon_takes_is_read() {
        for sign in speech::lexicon::IPA_SIGNS {
            assert!(mnemonics(sign).is_some(), "{sign}");
        }
    }

    #[test]
    fn an_article_cannot_write_notation_beside_ours() {
        let text = "[[f'u:]] “Xi” said [[b'A:]]";
        let spelled = Spelled::of(text, &[sound(12..14, "ʃˈiː")], "en-us");
        assert_eq!(spelled.text, "((f'u:)) “ [[S'i:]]” said ((b'A:))");
        assert!(spelled.notation);
        assert_eq!(Spelled::of(text, &[], "en-us").text, text);
        assert!(!Spelled::of(text, &[], "en-us").notation);
    }

    #[test]
    fn places_are_counted_in_the_plain_text() {
        let text = "é Xi-Obama won";
        let spelled = Spelled::of(text, &[sound(3..5, "ʃˈiː")], "en-us");
        assert_eq!(spelled.text, "é [[S'i:]] Obama won");
        let plain: Vec<char> = text.chars().collect();
        let place = |word: &str| {
            let at = spelled.text.find(word).expect("it is in the text");
            plain[spelled.original(spelled.text[..at].chars().count())]
        };
        assert_eq!(place("S'i:"), 'X');
        assert_eq!(place("Obama"), 'O');
        assert_eq!(place("won"), 'w');
        assert_eq!(spelled.original(1000), plain.len());
    }

    #[test]
    fn a_sound_that_does_not_fit_leaves_the_word_as_it_is_written() {
        for bad in [
            sound(0..99, "ʃˈiː"),
            sound(1..2, "ʃˈiː"),
            sound(0..2, "北"),
            sound(3..3, "ʃˈiː"),
            sound(3..5, &"ʃˈiː".repeat(40)),
            Sound { said: 3..5, how: How::Like("[[x]]".to_owned()) },
        ] {
            let spelled = Spelled::of("é Xi", std::slice::from_ref(&bad), "en-us");
            assert_eq!((spelled.text.as_str(), spelled.notation), ("é Xi", false), "{bad:?}");
        }
        let other = Spelled::of("Xi", &[sound(0..2, "ʃˈiː")], "fr-fr");
        assert_eq!(other.text, "Xi");
    }
}
