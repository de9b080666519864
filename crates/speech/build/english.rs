//! English names and how they sound, from the CMU Pronouncing Dictionary.
//!
//! Left out are words of the language itself, which an engine knows better than its guess at a name: whatever
//! CC-CEDICT's translations write in lower case. Of these, only those that end in s are kept, without a sound, so that
//! their s is not taken for an ending.
//!
//! `names.bin`: u32 count of blocks; as many u32, where each block begins (from the file's beginning); blocks of
//! [`BLOCK`] words in the order of their bytes, each u8 letters shared with the word before (0 at the head of a block),
//! u8 count and as many further letters, u8 count and as many u8 phonemes. All numbers little-endian.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::error::Error;
use std::path::Path;

use crate::arpabet;
use crate::spread;
use crate::symbols::{BLOCK, CONSONANTS, VOWELS};

/// A word that translations write in lower case this often, and not twice as often with a capital, is no name.
const SEEN: u32 = 1;

/// The words of the language: those that the meanings of CC-CEDICT write in lower case.
pub fn plain_words<'a>(meanings: impl Iterator<Item = &'a str>) -> HashSet<String> {
    let mut seen: HashMap<String, (u32, u32)> = HashMap::new();
    for meaning in meanings.flat_map(|all| all.split('/')) {
        if ["see ", "CL:", "variant of", "old variant", "abbr. for", "also written", "surname"]
            .iter()
            .any(|head| meaning.starts_with(head))
        {
            continue;
        }
        // Pinyin stands in brackets.
        let english = meaning.split('[').map(|part| part.split_once(']').map_or(part, |(_, rest)| rest));
        for word in english.flat_map(|part| part.split(|c: char| !c.is_ascii_alphabetic() && c != '\'')) {
            if word.is_empty() {
                continue;
            }
            let counts = seen.entry(word.to_ascii_lowercase()).or_default();
            if word.bytes().all(|b| !b.is_ascii_uppercase()) {
                counts.0 += 1;
            } else {
                counts.1 += 1;
            }
        }
    }
    seen.into_iter().filter(|(_, (low, high))| *low >= SEEN && *low * 2 > *high).map(|(word, _)| word).collect()
}

/// Writes the table. `own` lists words that are left to the engine, apart by blanks, `#` before a remark.
pub fn write(cmudict: &str, plain: &HashSet<String>, own: &str, out: &Path) -> Result<(), Box<dyn Error>> {
    let left: HashSet<&str> =
        own.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect();
    let mut words: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
    for line in cmudict.lines() {
        let line = line.split('#').next().unwrap_or_default();
        let mut parts = line.split_whitespace();
        let Some(word) = parts.next() else { continue };
        // A short form, he'd or they're, is no name.
        let short = ["'d", "'re", "'ve", "'ll", "'m", "'t"].iter().any(|end| word.ends_with(end));
        let inside = !short && word.trim_matches('\'').len() == word.len() && !word.ends_with("'s");
        if word.len() < 2 || !inside || !word.bytes().all(|b| b.is_ascii_lowercase() || b == b'\'') {
            continue;
        }
        // A letter word without a vowel is an abbreviation: mr, st.
        if !word.contains(['a', 'e', 'i', 'o', 'u', 'y']) || left.contains(word) {
            continue;
        }
        if is_plain(word, plain) {
            if word.ends_with('s') {
                words.insert(word, Vec::new());
            }
            continue;
        }
        let phonemes = mended(word, parts.collect());
        let phonemes = phonemes.into_iter().map(number).collect::<Result<Vec<u8>, _>>()?;
        words.entry(word).or_insert(phonemes);
    }
    if words.len() < 50_000 {
        return Err(format!("the CMU dictionary: only {} names were understood", words.len()).into());
    }
    std::fs::write(out.join("names.bin"), table(&words)?)?;
    Ok(())
}

/// Writes the words of the language that are said by the dictionary, `words.txt`: a word, a tab, its IPA between
/// slashes. `listed` names them, apart by blanks; -ed, -ing and -ly are put to those that have them.
pub fn write_words(cmudict: &str, listed: &str, out: &Path) -> Result<(), Box<dyn Error>> {
    let mut sounds: HashMap<&str, Vec<u8>> = HashMap::new();
    for line in cmudict.lines() {
        let mut parts = line.split('#').next().unwrap_or_default().split_whitespace();
        let Some(word) = parts.next() else { continue };
        if !sounds.contains_key(word) {
            sounds.insert(word, parts.map(number).collect::<Result<_, _>>()?);
        }
    }
    let mut words: BTreeMap<String, String> = BTreeMap::new();
    for word in listed.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace) {
        let phonemes = sounds.get(word).ok_or_else(|| format!("dictionary.txt: {word} is not in the dictionary"))?;
        let ipa = arpabet::ipa(phonemes);
        for (ending, said) in [("ed", past(&ipa)), ("ing", "ɪŋ"), ("ly", "li")] {
            let longer = with_ending(word, ending);
            if sounds.contains_key(longer.as_str()) {
                words.entry(longer).or_insert(format!("{ipa}{said}"));
            }
        }
        words.insert(word.to_owned(), ipa);
    }
    let lines: String = words.iter().map(|(word, ipa)| format!("{word}\t/{ipa}/\n")).collect();
    std::fs::write(out.join("words.txt"), lines)?;
    Ok(())
}

/// How -ed sounds behind a word.
fn past(ipa: &str) -> &'static str {
    match ipa.chars().last() {
        Some('t' | 'd') => "ɪd",
        Some('p' | 'k' | 'f' | 'θ' | 's' | 'ʃ') => "t",
        _ => "d",
    }
}

/// A word with an ending as English writes it: reside, residing.
fn with_ending(word: &str, ending: &str) -> String {
    let stem = match word.strip_suffix('e') {
        Some(stem) if ending != "ly" => stem,
        _ => word,
    };
    format!("{stem}{ending}")
}

/// Writes the set of all words that the dictionary or a translation has, names too: `known.bin`, see `spread.rs`.
pub fn write_known(cmudict: &str, plain: &HashSet<String>, out: &Path) -> Result<(), Box<dyn Error>> {
    let mut set = vec![0_u8; usize::try_from(spread::BITS / 8)?];
    let words = cmudict.lines().filter_map(|line| line.split_whitespace().next());
    for word in words.chain(plain.iter().map(String::as_str)) {
        let word = word.split('(').next().unwrap_or_default();
        for bit in spread::bits(word) {
            set[usize::try_from(bit / 8)?] |= 1 << (bit % 8);
        }
    }
    std::fs::write(out.join("known.bin"), set)?;
    Ok(())
}

/// Habits of the dictionary that nobody hears: a full vowel or an r in the last a of Uganda and Pasadena, and a second
/// stress on the i of Libya.
fn mended<'a>(word: &str, mut phonemes: Vec<&'a str>) -> Vec<&'a str> {
    let vowel = |phoneme: &&str| phoneme.ends_with(|c: char| c.is_ascii_digit());
    for at in 1..phonemes.len() {
        if phonemes[at - 1] == "IY2" && vowel(&phonemes[at]) {
            phonemes[at - 1] = "IY0";
        }
    }
    if word.ends_with('a') && matches!(phonemes.last(), Some(&"AA0" | &"ER0")) {
        phonemes.pop();
        phonemes.push("AH0");
    }
    phonemes
}

/// The word itself or what an ending was put to.
fn is_plain(word: &str, plain: &HashSet<String>) -> bool {
    let known = |stem: &str| stem.len() > 2 && plain.contains(stem);
    if plain.contains(word) {
        return true;
    }
    ["s", "es", "ed", "d", "ing", "er", "ers", "ly", "r", "rs", "ness", "n't"].iter().any(|ending| {
        word.strip_suffix(ending).is_some_and(|stem| {
            let doubled = stem.len() > 3 && stem.as_bytes()[stem.len() - 1] == stem.as_bytes()[stem.len() - 2];
            // A name often looks like a word with -er: only a verb's other endings count without its e.
            let verbal = ["ed", "ing"].contains(ending);
            let nominal = ["er", "ers", "r", "rs"].contains(ending);
            !nominal && known(stem)
                || verbal && (known(&format!("{stem}e")) || doubled && known(&stem[..stem.len() - 1]))
        })
    }) || ["ies", "ied"].iter().any(|e| word.strip_suffix(e).is_some_and(|stem| known(&format!("{stem}y"))))
}

/// The number of a phoneme: `AE1` → 4.
fn number(phoneme: &str) -> Result<u8, Box<dyn Error>> {
    let unknown = || format!("the CMU dictionary: {phoneme:?} is no phoneme");
    let bare = phoneme.trim_end_matches(['0', '1', '2']);
    let place = match VOWELS.iter().position(|vowel| *vowel == bare) {
        Some(vowel) => 3 * vowel + phoneme[bare.len()..].parse::<usize>().map_err(|_| unknown())?,
        None => 3 * VOWELS.len() + CONSONANTS.iter().position(|c| *c == phoneme).ok_or_else(unknown)?,
    };
    Ok(u8::try_from(place)?)
}

fn table(words: &BTreeMap<&str, Vec<u8>>) -> Result<Vec<u8>, Box<dyn Error>> {
    let blocks = words.len().div_ceil(BLOCK);
    let mut starts = u32::try_from(blocks)?.to_le_bytes().to_vec();
    let mut records = Vec::new();
    let mut before = "";
    for (place, (word, phonemes)) in words.iter().enumerate() {
        if place % BLOCK == 0 {
            starts.extend(u32::try_from(4 + 4 * blocks + records.len())?.to_le_bytes());
            before = "";
        }
        let shared = word.bytes().zip(before.bytes()).take_while(|(a, b)| a == b).count();
        records.push(u8::try_from(shared)?);
        records.push(u8::try_from(word.len() - shared)?);
        records.extend(word[shared..].bytes());
        records.push(u8::try_from(phonemes.len())?);
        records.extend(phonemes);
        before = word;
    }
    starts.extend(records);
    Ok(starts)
}
