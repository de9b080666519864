//! Chinese characters and words that are read in more than one way.
//!
//! `polyphones.txt`: a character or word a line, then its readings, the commonest first, apart by blanks. A character
//! is listed when a good part of the words it stands in read it otherwise; a word when CC-CEDICT has it twice. The
//! neutral tone is no reading of its own: nobody misunderstands it.

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fmt::Write;
use std::path::Path;

use crate::readings::Word;
use crate::sources::Entry;

/// A reading counts that this share of a character's words have, weighed by how common they are.
const SHARE: f64 = 0.12;

pub fn write(words: &BTreeMap<String, Word>, entries: &[Entry], out: &Path) -> Result<(), Box<dyn Error>> {
    let mut text = String::new();
    for (c, counts) in characters(words) {
        let total: f64 = counts.values().sum();
        let mut readings: Vec<(&str, f64)> =
            counts.iter().map(|(s, n)| (*s, *n)).filter(|(_, n)| *n >= SHARE * total).collect();
        readings.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        let bases: Vec<&str> = readings.iter().map(|(s, _)| *s).collect();
        if bases.len() > 1 && !matches!(c, '一' | '不') {
            writeln!(text, "{c} {}", bases.join(" "))?;
        }
    }
    for (word, readings) in twice(words, entries) {
        writeln!(text, "{word} {}", readings.join(" "))?;
    }
    std::fs::write(out.join("polyphones.txt"), text)?;
    Ok(())
}

/// How often each character has each reading, over the words of the table.
fn characters(words: &BTreeMap<String, Word>) -> BTreeMap<char, HashMap<&str, f64>> {
    let mut all: BTreeMap<char, HashMap<&str, f64>> = BTreeMap::new();
    for (word, data) in words.iter().filter(|(word, _)| word.chars().count() > 1) {
        for (c, syllable) in word.chars().zip(&data.syllables).filter(|(_, s)| !s.ends_with('5')) {
            *all.entry(c).or_default().entry(syllable).or_default() += f64::from(data.frequency.max(1)).sqrt();
        }
    }
    all
}

/// Words of several characters that the dictionary reads in two ways, with both: `da4-fu1`.
fn twice<'a>(words: &'a BTreeMap<String, Word>, entries: &[Entry]) -> BTreeMap<&'a str, Vec<String>> {
    let mut all: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for entry in entries.iter().filter(|e| e.syllables.len() > 1) {
        // A name of somebody is no second reading of a word.
        let named = entry.syllables.iter().any(|s| s.starts_with(|c: char| c.is_ascii_uppercase()));
        let reading: Vec<String> = entry.syllables.iter().map(|s| s.replace("u:", "ü")).collect();
        if named || reading.iter().any(|s| s.ends_with('5')) || entry.meanings.contains("variant of") {
            continue;
        }
        for word in [entry.traditional.as_str(), entry.simplified.as_str()] {
            let Some((kept, _)) = words.get_key_value(word) else { continue };
            let readings = all.entry(kept).or_default();
            let joined = reading.join("-");
            if !readings.contains(&joined) {
                readings.push(joined);
            }
        }
    }
    all.retain(|word, readings| {
        let own = words.get(*word).map(|w| w.syllables.join("-")).unwrap_or_default();
        readings.len() > 1 && readings.contains(&own)
    });
    all
}
