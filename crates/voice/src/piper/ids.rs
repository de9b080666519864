//! Phonemes become the numbers that a Piper voice was taught, each with the word it belongs to.

use super::config::{Alphabet, Config};

/// What stands between two phonemes.
pub const PAD: &str = "_";
/// What a text begins and ends with.
pub const BEGIN: &str = "^";
pub const END: &str = "$";

/// A sound, or a mark between sounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    pub text: String,
    /// Index of the word of the utterance that it is said for; none for marks and blanks.
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
    /// The word behind each number; a pad belongs to the sound before it.
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
    for symbol in merged(symbols, &config.clusters) {
        let Some(ids) = config.id(&symbol.text) else {
            out.unknown.push(symbol.text);
            continue;
        };
        out.add(ids, symbol.word);
        if !by_syllable || ends_syllable(&symbol.text) {
            out.add(mark(PAD), symbol.word);
        }
    }
    out.add(mark(END), None);
    out
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
        let words = [None, None, Some(0), Some(0), None, None, Some(3), Some(3), Some(3), None];
        assert_eq!(found.words, words);
        assert_eq!(found.unknown, ["ʘ"]);
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
