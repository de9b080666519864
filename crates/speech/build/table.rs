//! Writes the table: words sorted by their bytes, each with its cost, part of speech and syllables.
//!
//! `words.bin`: u32 count; count × u32 where each record begins (from the file's beginning); records of
//! u8 length of the word in bytes, the word, u8 cost, u8 part of speech, u16 per character: number of the syllable.
//! All numbers little-endian. `syllables.txt`: one syllable a line, by number. `scripts.rs`: the characters that
//! occur in only one of the two scripts.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::error::Error;
use std::path::Path;

use crate::readings::Word;
use crate::sources::Entry;

/// Ten units of cost are one natural logarithm of how rare a word is.
const COST_PER_NEPER: f64 = 10.0;

pub fn write(words: &BTreeMap<String, Word>, entries: &[Entry], out: &Path) -> Result<(), Box<dyn Error>> {
    let syllables: BTreeSet<&str> = words.values().flat_map(|w| w.syllables.iter().map(String::as_str)).collect();
    let numbers: HashMap<&str, u16> = syllables
        .iter()
        .enumerate()
        .map(|(n, s)| Ok((*s, u16::try_from(n)?)))
        .collect::<Result<_, std::num::TryFromIntError>>()?;
    std::fs::write(out.join("syllables.txt"), syllables.into_iter().collect::<Vec<_>>().join("\n"))?;

    let total: f64 = words.values().map(|w| f64::from(w.frequency)).sum();
    let mut offsets: Vec<u8> = Vec::new();
    let mut records: Vec<u8> = Vec::new();
    let start = 4 + 4 * words.len();
    for (word, data) in words {
        offsets.extend(u32::try_from(start + records.len())?.to_le_bytes());
        records.push(u8::try_from(word.len())?);
        records.extend(word.as_bytes());
        let cost = (total / f64::from(data.frequency.max(1))).ln() * COST_PER_NEPER;
        records.push(cost.round().clamp(0.0, 255.0) as u8);
        records.push(part(&data.part));
        for syllable in &data.syllables {
            records.extend(numbers[syllable.as_str()].to_le_bytes());
        }
    }
    let mut table = u32::try_from(words.len())?.to_le_bytes().to_vec();
    table.extend(offsets);
    table.extend(records);
    std::fs::write(out.join("words.bin"), table)?;
    scripts(entries, out)
}

/// jieba's tag → the letter kept in the table; see `Part` in the program.
fn part(tag: &str) -> u8 {
    match tag {
        "nr" | "nrt" | "nrfg" => b'N',
        "ns" | "nt" => b'S',
        tag => tag.bytes().next().unwrap_or(b'?'),
    }
}

/// Characters that tell traditional from simplified text.
fn scripts(entries: &[Entry], out: &Path) -> Result<(), Box<dyn Error>> {
    let all = |pick: fn(&Entry) -> &str| -> HashSet<char> { entries.iter().flat_map(|e| pick(e).chars()).collect() };
    let (hant, hans) = (all(|e| &e.traditional), all(|e| &e.simplified));
    let sorted =
        |a: &HashSet<char>, b: &HashSet<char>| a.difference(b).collect::<BTreeSet<_>>().into_iter().collect::<String>();
    let text = format!(
        "/// Characters of traditional text only, sorted.\nconst HANT: &str = {:?};\n/// Characters of simplified text only, sorted.\nconst HANS: &str = {:?};\n",
        sorted(&hant, &hans),
        sorted(&hans, &hant)
    );
    std::fs::write(out.join("scripts.rs"), text)?;
    Ok(())
}
