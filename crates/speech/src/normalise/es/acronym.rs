//! Capitals: said as a word where they have the build of one (`OTAN`), letter by letter where not (`FMI`).

use super::text::Page;
use crate::normalise::view::{Said, is_capitals};

/// Letters apart, as the voice names them. `Y` alone would be read as the word for “and”.
pub fn letters(word: &str) -> String {
    let names = word.chars().map(|c| match c {
        'Y' | 'y' => "i griega".to_string(),
        c => c.to_uppercase().to_string(),
    });
    names.collect::<Vec<_>>().join(" ")
}

/// What everybody knows how to say, against the rule or with another word.
fn known(word: &str) -> Option<&'static str> {
    Some(match word {
        "EEUU" => "Estados Unidos",
        "CCOO" => "Comisiones Obreras",
        "JJOO" => "Juegos Olímpicos",
        "RRHH" => "recursos humanos",
        "DDHH" => "derechos humanos",
        "FFAA" => "Fuerzas Armadas",
        "FFCC" => "ferrocarriles",
        "RRSS" => "redes sociales",
        "CDMX" => "Ciudad de México",
        "PSOE" => "Psoe",
        "FARC" => "Farc",
        "IMSS" => "Ims",
        "ISSSTE" => "Iste",
        "CSIC" => "Cesic",
        "UNRWA" => "Unrua",
        "BRICS" => "Brics",
        "TLCAN" => "Telecán",
        "WTA" => "W T A",
        "MIT" => "M I T",
        "IVECO" => "Iveco",
        "SMART" => "Smart",
        "NASDAQ" => "Nasdaq",
        "UNAM" => "Unam",
        "INSS" => "I N S S",
        "PYMES" => "pymes",
        "OVNIS" => "ovnis",
        _ => return None,
    })
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'A' | 'E' | 'I' | 'O' | 'U' | 'Á' | 'É' | 'Í' | 'Ó' | 'Ú' | 'Ü')
}

/// Two consonants that begin a syllable together.
fn is_onset(a: char, b: char) -> bool {
    matches!((a, b), ('B' | 'C' | 'F' | 'G' | 'P', 'L' | 'R') | ('D' | 'T', 'R') | ('C', 'H') | ('L', 'L') | ('Q', 'U'))
}

/// Consonants that end a syllable inside a word.
fn is_coda(c: char) -> bool {
    matches!(c, 'N' | 'L' | 'R' | 'S' | 'D' | 'Z' | 'X' | 'C' | 'B' | 'P' | 'T' | 'M' | 'V' | 'K')
}

/// Whether capitals have the build of a Spanish word: syllables with onsets and codas that exist.
pub fn is_pronounceable(word: &str) -> bool {
    const MOST_VOWELS: usize = 3;
    let chars: Vec<char> = word.chars().collect();
    let vowels = chars.iter().filter(|c| is_vowel(**c)).count();
    if chars.len() < 3 || vowels == 0 || vowels == chars.len() {
        return false;
    }
    let mut at = 0;
    while at < chars.len() {
        let begin = at;
        while at < chars.len() && !is_vowel(chars[at]) {
            at += 1;
        }
        let consonants = &chars[begin..at];
        if consonants.contains(&'W') {
            return false;
        }
        let fits = match (begin == 0, at == chars.len(), consonants) {
            (_, _, []) => true,
            (false, true, [c]) => {
                matches!(c, 'N' | 'L' | 'R' | 'S' | 'D' | 'Z' | 'X' | 'C' | 'B' | 'P' | 'T' | 'M' | 'K' | 'F')
            }
            (_, true, _) => false,
            (true, false, [c]) => *c != 'X',
            (true, false, [a, b]) => is_onset(*a, *b),
            (false, false, [_]) => true,
            (false, false, [a, b]) => is_onset(*a, *b) || is_coda(*a),
            (false, false, [a, b, c]) => is_coda(*a) && is_onset(*b, *c),
            _ => false,
        };
        if !fits {
            return false;
        }
        let from = at;
        while at < chars.len() && is_vowel(chars[at]) {
            at += 1;
        }
        // `OIT` and `OIM` are spelled: two vowels at the head, and one consonant.
        let spelled_head = from == 0 && at >= 2 && at + 1 == chars.len();
        if at - from > MOST_VOWELS || spelled_head {
            return false;
        }
    }
    true
}

/// `Onu`: a word of capitals as a word. In capitals the voice would spell it when a word follows.
fn as_word(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().map(String::from).unwrap_or_default();
    first + &chars.as_str().to_lowercase()
}

/// A word of capitals at `i`, in running text.
pub fn read(page: &Page<'_>, i: usize) -> Option<Said> {
    if !page.prose {
        return None;
    }
    let word = page.word(i);
    // `ONGs`, `DVDs`
    let (stem, plural) = match word.strip_suffix('s') {
        Some(stem) if stem.chars().count() > 1 && is_capitals(stem) => (stem, "s"),
        _ => (word, ""),
    };
    if !is_capitals(stem) || stem.chars().count() < 2 {
        return None;
    }
    if let Some(full) = known(stem) {
        return Said::new(1, full);
    }
    if page.shouted {
        // Capitals say nothing there; what has no vowel is spelled all the same.
        let spelled = !stem.chars().any(is_vowel) && stem.chars().count() <= 4;
        return if spelled { Said::new(1, letters(stem)) } else { Said::new(1, word.to_lowercase()) };
    }
    const LONGEST_SPELLED: usize = 6;
    if is_pronounceable(stem) || stem.chars().count() > LONGEST_SPELLED {
        return Said::new(1, as_word(stem) + plural);
    }
    Said::new(1, letters(stem))
}
