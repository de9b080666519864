//! Words put together of others, where an engine would not see the joint.

use std::collections::HashSet;
use std::sync::OnceLock;

use super::{dictionary, known};

/// Shortest and longest word that is looked at: `lineout`.
const SHORTEST: usize = 7;
const LONGEST: usize = 24;
/// Shortest word behind the joint, and before it.
const TAIL: usize = 4;
const HEAD: usize = 3;

/// Endings that look like words; their joint is no joint.
const ENDINGS: [&str; 13] =
    ["ding", "hers", "hips", "hire", "hires", "ling", "nder", "ning", "rated", "rest", "ring", "ting", "tion"];

/// Heads that look like words: therefor.
const BEGINNINGS: [&str; 12] = ["and", "are", "but", "con", "dis", "for", "her", "his", "mis", "per", "pro", "the"];

/// Words that others are put before: share-cropper, line-out, sugar-coat. Sorted.
static TAILS: &str = include_str!("tails.txt");

/// A word in lower case with a hyphen in its joint, if an engine would read over it: `bikeshare` → `bike-share`, for
/// its e is silent; `butthurt` → `butt-hurt`, which has no th; `lineout` → `line-out`.
pub fn hyphened(word: &str) -> Option<String> {
    if !(SHORTEST..=LONGEST).contains(&word.len()) || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    // An engine has another u in this one.
    if let Some(rest) = word.strip_prefix("ultra").filter(|rest| rest.len() >= HEAD) {
        return Some(format!("ultra-{rest}"));
    }
    if known::has(word) || word.strip_suffix('s').is_some_and(known::has) {
        return None;
    }
    let bytes = word.as_bytes();
    let silent = |at: usize| {
        let (before, last, next) = (bytes[at - 2], bytes[at - 1], bytes[at]);
        // "photoshoot" has no hoot.
        let other = || last == b's' && is_word(&word[..at - 1]) && is_word(&word[at - 1..]);
        at > HEAD
            && (last == b'e' && !is_vowel(before) && !is_vowel(next)
                || next == b'h' && b"cgpst".contains(&last) && !other())
    };
    (HEAD..=word.len() - HEAD).find_map(|at| {
        let (head, tail) = word.split_at(at);
        let risky = is_tail(tail) || tail.len() >= TAIL && silent(at) && !ENDINGS.contains(&tail);
        (risky && !BEGINNINGS.contains(&head) && is_word(head) && is_word(tail)).then(|| format!("{head}-{tail}"))
    })
}

/// Whether other words are put before this one or its singular.
fn is_tail(tail: &str) -> bool {
    static SET: OnceLock<HashSet<&str>> = OnceLock::new();
    let set = SET.get_or_init(|| TAILS.split_whitespace().collect());
    set.contains(tail) || tail.len() >= TAIL && tail.strip_suffix('s').is_some_and(|one| set.contains(one))
}

/// A word of the language, not a name.
pub fn is_word(word: &str) -> bool {
    known::has(word) && !matches!(dictionary::find(word), Some(dictionary::Known::Name(_)))
}

/// Ends of English names that keep their sound, whatever stands before them: Murray-field, Kings-cliffe, Frizing-hall.
const PLACES: [&str; 34] = [
    "beach", "bourne", "bridge", "brook", "brooke", "burn", "church", "cliffe", "combe", "creek", "dale", "down",
    "field", "gate", "grove", "hall", "haven", "head", "hill", "hope", "horn", "house", "hurst", "lake", "park",
    "port", "side", "stone", "thorpe", "vale", "view", "ville", "well", "wood",
];

/// The stem of such a name is this long at least: Bux-ton is not cut.
const STEM: usize = 4;

/// A name that no list has, with a hyphen before what English names end in.
pub fn place(name: &str) -> Option<String> {
    let letters = name.len() <= LONGEST && name.bytes().all(|b| b.is_ascii_alphabetic());
    let end = PLACES.iter().filter(|end| name.ends_with(*end)).max_by_key(|end| end.len()).filter(|_| letters)?;
    let stem = &name[..name.len() - end.len()];
    let low = stem.to_ascii_lowercase();
    let has_vowel = low.bytes().any(is_vowel);
    // "Winch-ester" has no end of these; a stem without a vowel is none.
    (has_vowel && (stem.len() >= STEM || stem.len() >= HEAD && known::has(&low))).then(|| format!("{stem}-{end}"))
}

fn is_vowel(b: u8) -> bool {
    b"aeiouy".contains(&b)
}

/// Most words that are sought in one run of letters.
const MOST_WORDS: usize = 5;
/// From this length on every known word may be a part; a shorter one only if it is among the commonest.
const PLAIN_PART: usize = 4;

/// A run of small letters cut into known words, the fewest that will do: `daviscupfinals` → `davis cup finals`.
/// `common` tells the commonest among the short words.
pub fn apart(run: &str, common: impl Fn(&str) -> bool) -> Option<String> {
    if !(SHORTEST..=LONGEST).contains(&run.len()) || !run.bytes().all(|b| b.is_ascii_lowercase()) || known::has(run) {
        return None;
    }
    // For each end, the fewest words up to it and where the last of them begins.
    let mut best: Vec<Option<(usize, usize)>> = vec![None; run.len() + 1];
    best[0] = Some((0, 0));
    for end in 2..=run.len() {
        for from in 0..=end - 2 {
            let Some((words, _)) = best[from].filter(|(words, _)| *words < MOST_WORDS) else { continue };
            let part = &run[from..end];
            let is_word = || if part.len() < PLAIN_PART { common(part) } else { known::has(part) };
            if best[end].is_none_or(|(least, _)| words + 1 < least) && is_word() {
                best[end] = Some((words + 1, from));
            }
        }
    }
    let mut cuts = Vec::new();
    let mut end = run.len();
    while end > 0 {
        let (_, from) = best[end]?;
        cuts.push(&run[from..end]);
        end = from;
    }
    cuts.reverse();
    Some(cuts.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silent_e_stays_silent_before_the_joint() {
        assert_eq!(hyphened("bikeshare").as_deref(), Some("bike-share"));
        assert_eq!(hyphened("ultrasound").as_deref(), Some("ultra-sound"));
        for (word, right) in [
            ("lineouts", "line-outs"),
            ("motorways", "motor-ways"),
            ("sugarcoat", "sugar-coat"),
            ("timescale", "time-scale"),
            ("goalscoring", "goal-scoring"),
            ("warzone", "war-zone"),
            ("horseracing", "horse-racing"),
            ("spaceflight", "space-flight"),
            ("knucklehead", "knuckle-head"),
            ("scoresheet", "score-sheet"),
        ] {
            assert_eq!(hyphened(word).as_deref(), Some(right), "{word}");
        }
        for word in [
            "premierships",
            "photoshoot",
            "leopards",
            "basement",
            "therapist",
            "manslaughter",
            "motherhood",
            "government",
            "krasznahorkai",
            "zzzzzzzzz",
        ] {
            assert_eq!(hyphened(word), None, "{word}");
        }
    }

    #[test]
    fn a_run_of_letters_is_cut_into_the_fewest_words() {
        let common = |word: &str| ["the", "cup", "of", "is", "our"].contains(&word);
        let cut = |run| apart(run, common);
        assert_eq!(cut("daviscupfinals").as_deref(), Some("davis cup finals"));
        assert_eq!(cut("ourdailynews").as_deref(), Some("our daily news"));
        assert_eq!(cut("houseofcommons").as_deref(), Some("house of commons"));
        assert_eq!(cut("krasznahorkai"), None);
        assert_eq!(cut("government"), None);
    }
}
