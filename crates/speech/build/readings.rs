//! Which reading each word has in Taiwan.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::error::Error;

use pinyin::ToPinyin;

use crate::sources::Entry;

/// Words of our own lists that the corpus does not know count as this common.
const OWN_FREQUENCY: u32 = 300;
/// Dictionary words that the corpus does not know.
const RARE_FREQUENCY: u32 = 2;

/// Our own lists, which overrule the dictionary.
pub struct Own {
    /// `企 qi3 qi4`: a character's reading elsewhere, and in Taiwan.
    pub taiwan: String,
    /// `都 dou1`: a character on its own.
    pub characters: String,
    /// `銀行 yin2 hang2`, or `單姓 shan4 xing4 @3000` for a word that must win over its
    /// neighbours; a letter after the number is its part of speech.
    pub words: String,
}

/// A word as it goes into the table.
pub struct Word {
    pub syllables: Vec<String>,
    pub frequency: u32,
    /// jieba's part of speech, empty if unknown.
    pub part: String,
}

type Syllables = Vec<String>;

/// Decides every word's reading, in traditional and in simplified characters.
pub fn decide(
    entries: &[Entry],
    frequencies: &HashMap<String, (u32, String)>,
    own: &Own,
) -> Result<BTreeMap<String, Word>, Box<dyn Error>> {
    let taiwan = taiwan_map(entries, &own.taiwan)?;
    let simplify = simplified_characters(entries);
    let count = |simplified: &str| frequencies.get(simplified).map_or(0, |(count, _)| *count);

    // Every candidate of a word, already as Taiwan reads it.
    let mut candidates: BTreeMap<&str, Vec<(Syllables, u32, &Entry)>> = BTreeMap::new();
    for entry in entries {
        let syllables = in_taiwan(entry, &taiwan);
        let rank = standing(&entry.meanings, &entry.syllables);
        candidates.entry(&entry.traditional).or_default().push((syllables, rank, entry));
    }

    // How often a character has each reading, over all longer words: its reading where nothing else tells.
    let mut usual: HashMap<char, HashMap<String, u64>> = HashMap::new();
    for (word, list) in &candidates {
        if word.chars().count() < 2 {
            continue;
        }
        if let Some((syllables, _, entry)) = list.iter().min_by_key(|(_, rank, _)| *rank) {
            for (c, syllable) in word.chars().zip(syllables) {
                if !syllable.ends_with('5') {
                    *usual.entry(c).or_default().entry(syllable.clone()).or_default() +=
                        1 + u64::from(count(&entry.simplified));
                }
            }
        }
    }
    let weight = |c: char, syllable: &str| usual.get(&c).and_then(|m| m.get(syllable)).copied().unwrap_or(0);

    let dominant = |c: char| {
        usual.get(&c).and_then(|m| m.iter().max_by_key(|(s, n)| (**n, (*s).clone()))).map(|(s, _)| s.as_str())
    };

    let mut words: BTreeMap<String, Word> = BTreeMap::new();
    let mut simplified: Vec<(String, String)> = Vec::new();
    for (word, list) in &candidates {
        let single = word.chars().count() == 1;
        let best = list.iter().min_by_key(|(syllables, rank, _)| {
            // Among equals: a character by its use; a word by how many of its characters have their usual reading.
            let by_use = match single {
                true => word.chars().next().map_or(0, |c| weight(c, &syllables[0])),
                false => word.chars().zip(syllables).filter(|(c, s)| dominant(*c) == Some(s.as_str())).count() as u64,
            };
            (*rank, u64::MAX - by_use)
        });
        let Some((syllables, _, entry)) = best else { continue };
        let full: Syllables =
            word.chars().zip(syllables).enumerate().map(|(i, (c, s))| with_tone(c, s, i, word, &usual)).collect();
        let (frequency, mut part) =
            frequencies.get(&entry.simplified).cloned().unwrap_or((RARE_FREQUENCY, String::new()));
        // The corpus takes many plain words for people (安靜); the dictionary writes people with a capital.
        if part.starts_with("nr") && !single && !entry.syllables[0].starts_with(|c: char| c.is_ascii_uppercase()) {
            part.clear();
        }
        words.insert((*word).to_string(), Word { syllables: full, frequency: frequency.max(RARE_FREQUENCY), part });
        for (.., entry) in list {
            if entry.simplified != entry.traditional {
                simplified.push((entry.simplified.clone(), (*word).to_string()));
            }
        }
    }

    let mut settled: HashSet<String> = HashSet::new();
    for (line, listed) in [(&own.characters, true), (&own.words, false)] {
        for (word, syllables, (least, told)) in lines(line)? {
            settled.insert(word.clone());
            let plain: String = word.chars().map(|c| simplify.get(&c).copied().unwrap_or(c)).collect();
            let known = frequencies.get(&plain).cloned();
            let old = words.get(&word).map(|w| (w.frequency, w.part.clone()));
            let (frequency, part) = known.or(old).unwrap_or((0, String::new()));
            let (frequency, part) = (frequency.max(least), if told.is_empty() { part } else { told });
            let frequency = if listed { frequency.max(RARE_FREQUENCY) } else { frequency.max(OWN_FREQUENCY) };
            if plain != word {
                simplified.push((plain, word.clone()));
            }
            words.insert(word, Word { syllables, frequency, part });
        }
    }

    // Characters that only names have: their first reading, as Taiwan has it.
    for c in ('\u{3400}'..='\u{4dbf}').chain('\u{4e00}'..='\u{9fff}') {
        let Some(elsewhere) = c.to_pinyin().map(|p| plain(p.with_tone_num_end())) else { continue };
        let here = taiwan.get(&(c, elsewhere.clone())).cloned().unwrap_or(elsewhere);
        if here.ends_with(|d: char| ('1'..='5').contains(&d)) {
            let rare = Word { syllables: vec![here], frequency: RARE_FREQUENCY, part: String::new() };
            words.entry(c.to_string()).or_insert(rare);
        }
    }

    // Simplified forms read as the commonest traditional word behind them.
    for (plain, word) in simplified {
        let Some(w) = words.get(&word) else { continue };
        let better = words.get(&plain).is_none_or(|old| old.frequency < w.frequency);
        // What our lists say of a character holds, though it is another one's short form too: 奶 of 嬭.
        if better && !settled.contains(&plain) {
            let copy = Word { syllables: w.syllables.clone(), frequency: w.frequency, part: w.part.clone() };
            words.insert(plain, copy);
        }
    }
    Ok(words)
}

/// How readily an entry is taken, 0 first: names of people and old or borrowed senses come after plain words.
fn standing(meanings: &str, syllables: &[String]) -> u32 {
    let first = meanings.split('/').next().unwrap_or_default();
    let poor = [
        "variant of",
        "old variant",
        "(old)",
        "(archaic)",
        "(dialect)",
        "(literary)",
        "(neologism)",
        "(coll.)",
        "(onom.)",
        "used in",
        "see ",
    ];
    let surname = meanings.starts_with("surname");
    let name = syllables[0].starts_with(|c: char| c.is_ascii_uppercase());
    4 * u32::from(poor.iter().any(|p| first.contains(p)))
        + 2 * u32::from(surname)
        + u32::from(name && syllables.len() == 1)
}

/// A character's reading elsewhere → in Taiwan. From the dictionary's remarks on single characters, then our list.
fn taiwan_map(entries: &[Entry], own: &str) -> Result<HashMap<(char, String), String>, Box<dyn Error>> {
    let mut map = HashMap::new();
    for entry in entries.iter().filter(|e| e.syllables.len() == 1) {
        let c = entry.traditional.chars().next().unwrap_or_default();
        // A remark that stands alone is about the whole entry; one in brackets is about a sense.
        // A capital is a name's: 法 is fa4 in France, fa3 in law.
        let name = entry.syllables[0].starts_with(|c: char| c.is_ascii_uppercase());
        let remark = entry.meanings.split('/').find(|m| !name && m.starts_with("Taiwan pr. [") && m.ends_with(']'));
        if let Some([reading]) = remark.and_then(remarked).as_deref() {
            map.insert((c, plain(&entry.syllables[0])), reading.clone());
        }
    }
    for line in own.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let parts: Vec<&str> = line.split_whitespace().collect();
        let [characters, elsewhere, here] = parts[..] else { return Err(format!("taiwan.txt: {line:?}").into()) };
        for c in characters.chars() {
            map.insert((c, elsewhere.to_string()), here.to_string());
        }
    }
    Ok(map)
}

/// The syllables of an entry as Taiwan says them, before neutral tones are looked at.
fn in_taiwan(entry: &Entry, taiwan: &HashMap<(char, String), String>) -> Syllables {
    let remark = entry.meanings.split('/').find(|m| m.starts_with("Taiwan pr. [")).and_then(remarked);
    let syllables = match remark {
        Some(remarked) if remarked.len() == entry.syllables.len() && remarked.len() > 1 => return remarked,
        _ => &entry.syllables,
    };
    entry
        .traditional
        .chars()
        .zip(syllables)
        .map(|(c, s)| {
            let s = plain(s);
            taiwan.get(&(c, s.clone())).cloned().unwrap_or(s)
        })
        .collect()
}

/// `Taiwan pr. [shui4 fu2]`, with or without blanks between syllables.
fn remarked(remark: &str) -> Option<Syllables> {
    let inside = remark.split_once('[')?.1.split_once(']')?.0;
    let mut out = Vec::new();
    let mut syllable = String::new();
    for c in inside.chars().filter(|c| !c.is_whitespace()) {
        syllable.push(c);
        if c.is_ascii_digit() {
            out.push(plain(&std::mem::take(&mut syllable)));
        }
    }
    (!out.is_empty() && syllable.is_empty()).then_some(out)
}

/// `Lu:4` → `lü4`; the r of northern speech is a full 兒 in Taiwan.
fn plain(syllable: &str) -> String {
    let small = syllable.to_lowercase().replace("u:", "ü");
    if small == "r5" { "er2".to_string() } else { small }
}

/// Characters whose neutral tone Taiwan keeps, with the reading it is kept in.
const NEUTRAL: &[(char, &str)] = &[
    ('的', "de5"),
    ('了', "le5"),
    ('們', "men5"),
    ('子', "zi5"),
    ('嗎', "ma5"),
    ('呢', "ne5"),
    ('吧', "ba5"),
    ('啊', "a5"),
    ('呀', "ya5"),
    ('哇', "wa5"),
    ('嘛', "ma5"),
    ('啦', "la5"),
    ('囉', "luo5"),
    ('著', "zhe5"),
    ('得', "de5"),
    ('地', "de5"),
    ('麼', "me5"),
    ('头', "tou5"),
    ('頭', "tou5"),
    ('蔔', "bo5"),
];

/// The full tone of a light syllable where the character's usual one is another: 部分, 好處.
const FULL: &[(char, &str)] = &[('分', "fen4"), ('處', "chu4"), ('量', "liang4"), ('當', "dang4"), ('應', "ying4")];

/// In these a syllable without tone gets its full tone back in Taiwan: 東西 is dong1 xi1, 朋友 peng2 you3.
fn with_tone(c: char, syllable: &str, at: usize, word: &str, usual: &HashMap<char, HashMap<String, u64>>) -> String {
    let Some(base) = syllable.strip_suffix('5') else { return syllable.to_string() };
    if NEUTRAL.iter().any(|(n, reading)| *n == c && *reading == syllable) {
        return syllable.to_string();
    }
    // 爸爸, 謝謝, 星星: the second of a pair is light.
    if at > 0 && word.chars().nth(at - 1) == Some(c) {
        return syllable.to_string();
    }
    if let Some((_, full)) = FULL.iter().find(|(f, full)| *f == c && full.starts_with(base)) {
        return (*full).to_string();
    }
    let same_sound = |(s, n): &(&String, &u64)| s.strip_suffix(['1', '2', '3', '4']) == Some(base) && **n > 0;
    usual
        .get(&c)
        .and_then(|m| m.iter().filter(same_sound).max_by_key(|(s, n)| (**n, (*s).clone())))
        .map_or_else(|| syllable.to_string(), |(s, _)| s.clone())
}

/// What a list says after `@`: how common a word is at least, and its part of speech if that is not jieba's.
type Told = (u32, String);

type Line = (String, Syllables, Told);

/// The lines of a list: a word, its syllables and perhaps `@300v`.
fn lines(text: &str) -> Result<Vec<Line>, Box<dyn Error>> {
    let mut out = Vec::new();
    let mut seen = HashSet::new();
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let mut parts = line.split_whitespace();
        let word = parts.next().unwrap_or_default().to_string();
        let mut syllables: Syllables = parts.map(str::to_string).collect();
        let told = match syllables.pop_if(|s| s.starts_with('@')) {
            Some(told) => {
                let digits = told[1..].trim_end_matches(|c: char| c.is_ascii_lowercase());
                (digits.parse()?, told[1 + digits.len()..].to_string())
            }
            None => (0, String::new()),
        };
        if word.chars().count() != syllables.len()
            || syllables.iter().any(|s| !s.ends_with(|c: char| ('1'..='5').contains(&c)))
        {
            return Err(format!("src/pinyin: {line:?} needs one syllable with a tone for each character").into());
        }
        if !seen.insert(word.clone()) {
            return Err(format!("src/pinyin: {word} is listed twice").into());
        }
        out.push((word, syllables, told));
    }
    Ok(out)
}

/// Traditional → simplified, character by character, by the commonest pair.
pub fn simplified_characters(entries: &[Entry]) -> HashMap<char, char> {
    let mut pairs: HashMap<char, HashMap<char, u32>> = HashMap::new();
    for entry in entries {
        for (t, s) in entry.traditional.chars().zip(entry.simplified.chars()) {
            *pairs.entry(t).or_default().entry(s).or_default() += 1;
        }
    }
    pairs
        .into_iter()
        .filter_map(|(t, counts)| counts.into_iter().max_by_key(|(s, n)| (*n, *s)).map(|(s, _)| (t, s)))
        .collect()
}
