//! Phonemes become the numbers that a Piper voice was taught, each with the word it belongs to.

use super::config::{Alphabet, Config};

/// What stands between two phonemes.
pub const PAD: &str = "_";
/// What stands between two words.
const BLANK: &str = " ";
/// What a text begins and ends with.
pub const BEGIN: &str = "^";
pub const END: &str = "$";

/// A sound, or a mark between sounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    pub text: String,
    /// Index of the word of the utterance that it is said for; none for marks and blanks (see [`number`]).
    pub word: Option<usize>,
}

impl Symbol {
    pub fn new(text: impl Into<String>, word: Option<usize>) -> Symbol {
        Symbol { text: text.into(), word }
    }
}

/// What a voice is handed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Numbered {
    pub ids: Vec<i32>,
    /// The word behind each number; a pad belongs to the sound before it, a blank between two words to the second.
    pub words: Vec<Option<usize>>,
    /// Sounds that this voice does not have, which are left out.
    pub unknown: Vec<String>,
}

impl Numbered {
    fn add(&mut self, ids: &[i32], word: Option<usize>) {
        self.ids.extend_from_slice(ids);
        self.words.resize(self.ids.len(), word);
    }
}

/// Numbers a run of symbols as Piper does: a pad after each, in Mandarin after each syllable and mark.
pub fn number(symbols: &[Symbol], config: &Config) -> Numbered {
    let by_syllable = config.alphabet == Alphabet::Pinyin;
    let mark = |name: &str| config.id(name).unwrap_or_default();
    let mut out = Numbered::default();
    out.add(mark(BEGIN), None);
    if !by_syllable {
        out.add(mark(PAD), None);
    }
    let symbols = merged(symbols, &config.clusters);
    for (at, symbol) in symbols.iter().enumerate() {
        let Some(ids) = config.id(&symbol.text) else {
            out.unknown.push(symbol.text.clone());
            continue;
        };
        let word = owner(&symbols, at);
        out.add(ids, word);
        if !by_syllable || ends_syllable(&symbol.text) {
            out.add(mark(PAD), word);
        }
    }
    out.add(mark(END), None);
    out
}

/// The word that a symbol is heard as part of. A voice does not stop at a blank between two words: in the 40 or so
/// milliseconds that it lasts the tongue is on its way to the second, and whoever aligns sound with text hears that one
/// begin there. A blank at a mark, or where a run was cut, is a pause and nobody's.
fn owner(symbols: &[Symbol], at: usize) -> Option<usize> {
    let before = at.checked_sub(1).and_then(|before| symbols[before].word);
    match before {
        Some(_) if symbols[at].text == BLANK => symbols.get(at + 1).and_then(|behind| behind.word),
        _ => symbols[at].word,
    }
}

/// A tone or a mark: everything that is no letter.
fn ends_syllable(symbol: &str) -> bool {
    !symbol.contains(char::is_alphabetic)
}

/// Neighbours that this voice knows as one sound are made one.
fn merged(symbols: &[Symbol], clusters: &[Vec<String>]) -> Vec<Symbol> {
    let mut out = Vec::with_capacity(symbols.len());
    let mut rest = symbols;
    while let [first, others @ ..] = rest {
        let fits = |cluster: &&Vec<String>| {
            cluster.len() <= rest.len() && cluster.iter().zip(rest).all(|(part, symbol)| *part == symbol.text)
        };
        match clusters.iter().find(fits) {
            Some(cluster) => {
                out.push(Symbol::new(cluster.concat(), first.word));
                rest = &rest[cluster.len()..];
            }
            None => {
                out.push(first.clone());
                rest = others;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::config::Scales;
    use super::*;

    fn config(alphabet: Alphabet, known: &[(&str, &[i32])], clusters: &[&[&str]]) -> Config {
        Config {
            rate: 22_050,
            alphabet,
            espeak: String::new(),
            scales: Scales { noise: 0.0, length: 1.0, noise_w: 0.0 },
            ids: known.iter().map(|(name, ids)| ((*name).to_owned(), ids.to_vec())).collect(),
            speakers: 1,
            speaker_names: std::collections::BTreeMap::new(),
            default_speaker: 0,
            clusters: clusters.iter().map(|c| c.iter().map(|p| (*p).to_owned()).collect()).collect(),
        }
    }

    fn symbols(texts: &[&str]) -> Vec<Symbol> {
        texts.iter().enumerate().map(|(at, text)| Symbol::new(*text, (*text != " ").then_some(at))).collect()
    }

    #[test]
    fn a_pad_stands_after_every_sound_and_what_a_voice_lacks_is_left_out_and_counted() {
        let known: [(&str, &[i32]); 6] =
            [("_", &[0]), ("^", &[1]), ("$", &[2]), (" ", &[3]), ("a", &[14]), ("b", &[15, 16])];
        let found = number(&symbols(&["a", "ʘ", " ", "b"]), &config(Alphabet::Espeak, &known, &[]));
        assert_eq!(found.ids, [1, 0, 14, 0, 3, 0, 15, 16, 0, 2]);
        let words = [None, None, Some(0), Some(0), Some(3), Some(3), Some(3), Some(3), Some(3), None];
        assert_eq!(found.words, words);
        assert_eq!(found.unknown, ["ʘ"]);
    }

    #[test]
    fn a_blank_belongs_to_the_word_it_leads_to_and_at_a_pause_to_nobody() {
        let known: [(&str, &[i32]); 6] =
            [("_", &[0]), ("^", &[1]), ("$", &[2]), (" ", &[3]), ("a", &[14]), (",", &[8])];
        let config = config(Alphabet::Espeak, &known, &[]);
        let words = |texts: &[(&str, Option<usize>)]| {
            let symbols: Vec<Symbol> = texts.iter().map(|(text, word)| Symbol::new(*text, *word)).collect();
            // One of each symbol's two numbers.
            number(&symbols, &config).words.into_iter().skip(2).step_by(2).take(texts.len()).collect::<Vec<_>>()
        };
        let (first, second) = (("a", Some(0)), ("a", Some(1)));
        let (blank, comma) = ((" ", None), (",", None));
        assert_eq!(words(&[first, blank, second]), [Some(0), Some(1), Some(1)]);
        assert_eq!(words(&[first, comma, blank, second]), [Some(0), None, None, Some(1)]);
        assert_eq!(words(&[first, blank, comma, second]), [Some(0), None, None, Some(1)]);
        assert_eq!(words(&[blank, first, blank]), [None, Some(0), None], "a run is cut at its blanks");
        assert_eq!(words(&[first, blank, first]), [Some(0); 3], "a word said as two");
    }

    #[test]
    fn mandarin_is_padded_by_the_syllable() {
        let known: [(&str, &[i32]); 8] = [
            ("_", &[0]),
            ("^", &[1]),
            ("$", &[2]),
            ("n", &[10]),
            ("i", &[39]),
            ("3", &[66]),
            ("Ø", &[3]),
            ("，", &[72]),
        ];
        let found = number(&symbols(&["n", "i", "3", "，", "Ø", "i", "3"]), &config(Alphabet::Pinyin, &known, &[]));
        assert_eq!(found.ids, [1, 10, 39, 66, 0, 72, 0, 3, 39, 66, 0, 2]);
    }

    #[test]
    fn vowels_that_a_voice_knows_as_one_are_one() {
        let known: [(&str, &[i32]); 5] = [("_", &[0]), ("^", &[1]), ("$", &[2]), ("a", &[14]), ("aɪ", &[161])];
        let found = number(&symbols(&["a", "a", "ɪ"]), &config(Alphabet::Espeak, &known, &[&["a", "ɪ"]]));
        assert_eq!(found.ids, [1, 0, 14, 0, 161, 0, 2]);
        assert!(found.unknown.is_empty());
    }
}
