//! Names by the CMU Pronouncing Dictionary, from the table that `build.rs` makes; its layout is told in
//! `build/english.rs`. It is read where it lies: nothing is loaded.

use super::arpabet;
use super::symbols::BLOCK;

static TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names.bin"));

/// What the dictionary knows of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// A name, in IPA.
    Name(String),
    /// A word of the language, which the engine says best.
    Word,
}

/// Looks a word up. `word` is in lower case without accents.
pub fn find(word: &str) -> Option<Known> {
    let word = word.as_bytes();
    let blocks = number(0);
    // The last block whose first word is not after ours.
    let (mut low, mut high) = (0, blocks);
    while low < high {
        let middle = low + (high - low) / 2;
        if head(middle) <= word { low = middle + 1 } else { high = middle }
    }
    let mut at = start(low.checked_sub(1)?);
    let mut held: Vec<u8> = Vec::with_capacity(word.len());
    for _ in 0..BLOCK {
        let (shared, further) = (usize::from(*TABLE.get(at)?), usize::from(*TABLE.get(at + 1)?));
        held.truncate(shared);
        held.extend(TABLE.get(at + 2..at + 2 + further)?);
        at += 2 + further;
        let count = usize::from(*TABLE.get(at)?);
        let phonemes = TABLE.get(at + 1..at + 1 + count)?;
        match held.as_slice().cmp(word) {
            std::cmp::Ordering::Less => at += 1 + count,
            std::cmp::Ordering::Greater => return None,
            std::cmp::Ordering::Equal if phonemes.is_empty() => return Some(Known::Word),
            std::cmp::Ordering::Equal => return Some(Known::Name(arpabet::ipa(phonemes))),
        }
    }
    None
}

/// The first word of a block, which stands there whole.
fn head(block: usize) -> &'static [u8] {
    let at = start(block);
    &TABLE[at + 2..at + 2 + usize::from(TABLE[at + 1])]
}

fn start(block: usize) -> usize {
    number(4 + 4 * block)
}

fn number(at: usize) -> usize {
    TABLE.get(at..at + 4).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_from_the_first_to_the_last_and_words_are_left_to_the_engine() {
        let name = |word| match find(word) {
            Some(Known::Name(ipa)) => ipa,
            other => panic!("{word}: {other:?}"),
        };
        assert_eq!(name("sotomayor"), "sˌoʊtoʊmeɪˈɔːɹ");
        assert_eq!(name("aaker"), "ˈɑːkɚ");
        assert_eq!(name("zywicki"), "zɪwˈɪki");
        assert_eq!(find("news"), Some(Known::Word));
        for word in ["president", "the", "house", "a", "", "zzzz", "été"] {
            assert_eq!(find(word), None, "{word}");
        }
    }

    #[test]
    fn the_table_stays_small() {
        assert!(TABLE.len() < 1_300_000, "{} bytes", TABLE.len());
    }
}
