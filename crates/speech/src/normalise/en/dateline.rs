//! The place a story comes from, in capitals before its first dash: `FORT WORTH, Texas (AP) — Police said`.

use super::token::{Kind, Token};

/// Longest dateline in tokens.
const LONGEST: usize = 24;

/// Longest single word that may as well be initials: `NASA — The agency`.
const LONGEST_INITIALS: usize = 4;

/// Whether a word is all capitals, an apostrophe among them or not: `O'FALLON`.
pub fn is_capital_word(word: &str) -> bool {
    word.len() > 1
        && word.chars().all(|c| c.is_uppercase() || matches!(c, '\'' | '’'))
        && word.starts_with(char::is_uppercase)
}

/// How many tokens at the head of a text are its dateline; none if it has none.
pub fn dateline(tokens: &[Token<'_>]) -> usize {
    if tokens.first().is_some_and(|t| matches!(t.text, "By" | "BY")) {
        return byline(tokens);
    }
    if !tokens.first().is_some_and(|t| is_capital_word(t.text)) {
        return 0;
    }
    let (mut words, mut agency, mut open) = (0, false, false);
    for (i, token) in tokens.iter().enumerate().take(LONGEST) {
        let capital = token.text.starts_with(char::is_uppercase);
        match token.mark() {
            '—' | '–' | '-' if i > 0 && !open && token.gap => {
                let spaced = token.mark() != '-' || tokens.get(i + 1).is_some_and(|t| t.gap || t.mark() == '-');
                let lone = words == 1 && i == 1 && tokens[0].text.len() <= LONGEST_INITIALS;
                return if spaced && (agency || !lone) && tokens.len() > i + 2 { i } else { 0 };
            }
            '—' if i > 0 && !open => return if words > 1 || agency { i } else { 0 },
            // `NEW DELHI: India's`
            ':' if i > 1 && words == i && tokens.len() > i + 2 => return i,
            '(' => (open, agency) = (true, true),
            ')' => open = false,
            ',' | '.' | '/' | '-' | '&' | '\'' | '’' => {}
            '\0' if token.kind == Kind::Digits => {}
            '\0' if open => {}
            '\0' if capital => words += 1,
            // `KEY WEST, Fla., on Monday` is a sentence.
            _ => return 0,
        }
    }
    0
}

/// `By JANE DOE and JOHN ROE`: the writers' names in capitals.
fn byline(tokens: &[Token<'_>]) -> usize {
    const LONGEST_NAMES: usize = 8;
    let names = tokens[1..]
        .iter()
        .take(LONGEST_NAMES)
        .take_while(|t| is_capital_word(t.text) || matches!(t.text, "and" | "," | "."))
        .count();
    let shortest = tokens[1..].iter().take(names).map(|t| t.text.len()).min().unwrap_or(0);
    // `By FBI rules` is no byline.
    if names >= 2 && (shortest > 3 || names > 2 || tokens.get(1).is_some_and(|t| t.text.len() > 3)) {
        names + 1
    } else {
        0
    }
}

/// A word of a dateline as a name: `ANGELES` → `Angeles`, `ST` → “Saint”.
pub fn place(word: &str, dotted: bool) -> String {
    match word {
        "ST" => return "Saint".into(),
        "FT" if dotted => return "Fort".into(),
        "MT" if dotted => return "Mount".into(),
        _ => {}
    }
    let mut out = String::with_capacity(word.len());
    let mut first = true;
    for c in word.chars() {
        if first {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        // `O'FALLON`, but `MEN'S`.
        first = matches!(c, '\'' | '’') && out.chars().count() == 2;
    }
    out
}
