//! A name's letters to IPA: sounds by the rules of its language, then stress, then strong and weak vowels.

use super::letters::{COMMON, Rule, Stress, Usage};

/// One sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    /// A vowel that is strong or weak by its place: A, E, I, O, U.
    Plain(char),
    /// A vowel that is always said so.
    Fixed(&'static str),
    Consonant(&'static str),
}

/// Fewest and most vowels of a name that is said by rules.
const VOWELS: std::ops::RangeInclusive<usize> = 1..=8;

/// A word in small letters as IPA; nothing where a letter has no rule.
pub fn say(word: &str, usage: &Usage) -> Option<String> {
    let (units, marked) = units(word, usage)?;
    let vowels: Vec<usize> = (0..units.len()).filter(|at| is_counted(&units, *at)).collect();
    if !VOWELS.contains(&vowels.len()) {
        return None;
    }
    let last = vowels.len() - 1;
    let ends_open = word.ends_with(|c: char| "aeiounsáéíóú".contains(c));
    let stressed = match (marked, usage.stress) {
        (Some(marked), _) => vowels.iter().position(|at| *at >= marked).unwrap_or(last),
        (None, Stress::First) => 0,
        (None, Stress::Last) => last,
        (None, Stress::Iberian) if !ends_open => last,
        (None, Stress::Penult | Stress::Iberian) => last.saturating_sub(1),
        (None, Stress::BeforeThat) => last.saturating_sub(2),
    };
    let mut out = String::with_capacity(2 * word.len());
    for (at, unit) in units.iter().enumerate() {
        let place = vowels.iter().position(|vowel| *vowel == at);
        let (first, second) = (place == Some(stressed), place.is_some_and(|place| place + 2 == stressed && place == 0));
        out.push_str(if first {
            "ˈ"
        } else if second {
            "ˌ"
        } else {
            ""
        });
        match unit {
            Unit::Consonant(sound) | Unit::Fixed(sound) => out.push_str(sound),
            Unit::Plain(vowel) => out.push_str(vowel_in(&units, at, *vowel, first || second)),
        }
    }
    // An r that its vowel has taken up already.
    Some(out.replace("ɚɹ", "ɚ"))
}

/// The sounds, and which of them has the accent of stress before it.
fn units(word: &str, usage: &Usage) -> Option<(Vec<Unit>, Option<usize>)> {
    let mut units = Vec::with_capacity(word.len());
    let mut marked = None;
    let mut rest = word;
    while !rest.is_empty() {
        let fits = |(letters, next, _): &&Rule| {
            rest.strip_prefix(letters).is_some_and(|after| match after.chars().next() {
                _ if next.is_empty() => true,
                Some(c) => next.contains(c),
                None => next.contains('$'),
            })
        };
        let (letters, _, sound) = usage.rules.iter().chain(COMMON).find(fits)?;
        let mut sound: &'static str = sound;
        while let Some(c) = sound.chars().next() {
            let (unit, length) = match c {
                '´' => {
                    marked = Some(units.len());
                    sound = &sound[c.len_utf8()..];
                    continue;
                }
                'A' | 'E' | 'I' | 'O' | 'U' => (Unit::Plain(c), 1),
                _ if is_vowel_sign(c) => {
                    let length = sound.find(|c| !is_vowel_sign(c)).unwrap_or(sound.len());
                    (Unit::Fixed(&sound[..length]), length)
                }
                _ => {
                    let affricate = sound.starts_with("tʃ") || sound.starts_with("dʒ");
                    let length = if affricate { "tʃ".len() } else { c.len_utf8() };
                    (Unit::Consonant(&sound[..length]), length)
                }
            };
            units.push(unit);
            sound = &sound[length..];
        }
        rest = &rest[letters.len()..];
    }
    Some((units, marked))
}

fn is_vowel_sign(c: char) -> bool {
    "ɑæʌɔaɛɜeɪioʊuəɚː".contains(c)
}

fn is_vowel(unit: Option<&Unit>) -> bool {
    matches!(unit, Some(Unit::Plain(_) | Unit::Fixed(_)))
}

/// Whether a sound makes a syllable of its own: an i or u before another vowel does not.
fn is_counted(units: &[Unit], at: usize) -> bool {
    match units[at] {
        Unit::Plain('I' | 'U') => !is_vowel(units.get(at + 1)),
        Unit::Plain(_) | Unit::Fixed(_) => true,
        Unit::Consonant(_) => false,
    }
}

/// A vowel by its place: long where its syllable is open, weak where it is not stressed.
fn vowel_in(units: &[Unit], at: usize, vowel: char, strong: bool) -> &'static str {
    let next = units.get(at + 1);
    let behind = units[at + 1..].iter().take_while(|unit| !is_vowel(Some(unit))).count();
    let ends = at + 1 + behind == units.len();
    let glide = matches!(units.get(at + 2), Some(Unit::Consonant("ɹ" | "j" | "w" | "l")))
        && (!matches!(next, Some(Unit::Consonant("ɹ" | "l" | "n" | "m" | "ŋ")))
            || units.get(at + 2) == Some(&Unit::Consonant("j")));
    let open = behind == 0 || !ends && (behind == 1 || behind == 2 && glide);
    let coloured = next == Some(&Unit::Consonant("ɹ")) && (behind > 1 || ends);
    let last = next.is_none();
    match (vowel, strong) {
        ('A', true) => "ɑː",
        ('A', false) if coloured => "ɑː",
        ('A', false) => "ə",
        ('E', true) if behind == 0 => "eɪ",
        ('E', true) => "ɛ",
        ('E', false) if coloured && at > 1 => "ɚ",
        ('E', false) if last || behind == 0 => "eɪ",
        ('E', false) if open && at < 3 && at > 0 => "ɛ",
        ('E', false) if open => "eɪ",
        ('E', false) => "ɛ",
        ('I', true) if open && next != Some(&Unit::Consonant("ɹ")) => "iː",
        ('I', false) if behind == 0 => "i",
        ('I', _) => "ɪ",
        ('O', _) if coloured => "ɔː",
        ('O', true) if next == Some(&Unit::Consonant("ɹ")) => "ɔː",
        ('O', _) if open || ends => "oʊ",
        ('O', _) => "ɔː",
        ('U', true) if open && next == Some(&Unit::Consonant("ɹ")) => "ʊ",
        ('U', _) if coloured => "ʊ",
        ('U', _) if open || ends => "uː",
        _ => "ʊ",
    }
}
