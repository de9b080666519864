//! The table of words made by `build.rs`; its layout is told in `build/table.rs`.

use std::collections::HashSet;
use std::sync::OnceLock;

use super::Part;
use crate::normalise::zh::Script;

static TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.bin"));
static SYLLABLES: &str = include_str!(concat!(env!("OUT_DIR"), "/syllables.txt"));
include!(concat!(env!("OUT_DIR"), "/scripts.rs"));

/// A word of the table.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    word: &'static [u8],
    rest: &'static [u8],
}

impl Entry {
    /// How rare the word is: ten for every natural logarithm.
    pub fn cost(&self) -> u32 {
        u32::from(self.rest.first().copied().unwrap_or(u8::MAX))
    }

    pub fn part(&self) -> Part {
        self.rest.get(1).map_or(Part::UNKNOWN, |b| Part(*b))
    }

    /// One syllable for each character.
    pub fn syllables(&self) -> Vec<&'static str> {
        let count = self.word.len() / 3; // A guess; characters beyond the first plane take four bytes.
        let count = std::str::from_utf8(self.word).map_or(count, |w| w.chars().count());
        self.rest
            .get(2..2 + 2 * count)
            .unwrap_or_default()
            .chunks_exact(2)
            .map(|b| syllable(u16::from_le_bytes([b[0], b[1]])))
            .collect()
    }
}

fn syllable(number: u16) -> &'static str {
    all().get(usize::from(number)).copied().unwrap_or_default()
}

/// All syllables of the table, sorted.
fn all() -> &'static [&'static str] {
    static ALL: OnceLock<Vec<&'static str>> = OnceLock::new();
    ALL.get_or_init(|| SYLLABLES.lines().collect())
}

/// The table's own copy of a syllable, or one with the same tone: that is all that a neighbour asks for.
pub fn own(syllable: &str) -> &'static str {
    let found = all().binary_search(&syllable).ok().and_then(|at| all().get(at).copied());
    found.unwrap_or(match syllable.chars().last() {
        Some('1') => "ma1",
        Some('2') => "ma2",
        Some('3') => "ma3",
        Some('4') => "ma4",
        _ => "ma5",
    })
}

/// Whether a syllable without its tone is in the table. What is only hummed (呣 `m2`, 㕶 `n3`) does not count: it has no
/// vowel, and among letters that somebody wrote an `n` by itself is a slip.
pub fn is_syllable(base: &str) -> bool {
    static BASES: OnceLock<HashSet<&'static str>> = OnceLock::new();
    let bases = BASES.get_or_init(|| {
        all()
            .iter()
            .map(|s| s.trim_end_matches(|c: char| c.is_ascii_digit()))
            .filter(|s| s.len() > 1 || "aeo".contains(s))
            .collect()
    });
    bases.contains(base)
}

fn count() -> usize {
    number(0)
}

fn number(at: usize) -> usize {
    TABLE.get(at..at + 4).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize)
}

/// The record at a place in the order.
fn entry(index: usize) -> Entry {
    let from = number(4 + 4 * index);
    let length = usize::from(TABLE[from]);
    let word = &TABLE[from + 1..from + 1 + length];
    Entry { word, rest: &TABLE[from + 1 + length..] }
}

/// Where a word stands among those from `low` to `high`, or would stand.
fn position(word: &[u8], mut low: usize, mut high: usize) -> (usize, bool) {
    while low < high {
        let middle = low + (high - low) / 2;
        match entry(middle).word.cmp(word) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => return (middle, true),
        }
    }
    (low, false)
}

/// Every word that a text begins with, shortest first. `text` holds Chinese characters only.
pub fn prefixes(text: &str) -> Vec<(usize, Entry)> {
    let mut out = Vec::new();
    let mut low = 0;
    let high = count();
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let (index, found) = position(&text.as_bytes()[..end], low, high);
        if found {
            out.push((end, entry(index)));
        }
        // Longer words stand after this place; if none begins like this, there is none.
        low = index;
        let next = index + usize::from(found);
        if next >= high || !entry(next).word.starts_with(&text.as_bytes()[..end]) {
            break;
        }
    }
    out
}

/// The script that a character belongs to, if only one has it.
pub fn script_of(c: char) -> Option<Script> {
    static SETS: OnceLock<(Vec<char>, Vec<char>)> = OnceLock::new();
    if c < '\u{3400}' {
        return None;
    }
    let (hant, hans) = SETS.get_or_init(|| (HANT.chars().collect(), HANS.chars().collect()));
    if hant.binary_search(&c).is_ok() {
        Some(Script::Hant)
    } else if hans.binary_search(&c).is_ok() {
        Some(Script::Hans)
    } else {
        None
    }
}
