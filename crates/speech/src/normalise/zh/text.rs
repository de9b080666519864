//! The written text as the rules see it: one character at a time, full-width forms folded.

use std::ops::Range;

use super::Script;
use super::hyphen::{self, Hyphen};
use super::number::Number;

/// Digits, Latin letters and signs that stand in ASCII for their full-width twins.
const FOLDED_SIGNS: &[char] = &['％', '＄', '．', '／', '－', '＋', '：', '～', '＆', '＠', '＃', '＝', '＊'];

/// Most groups of thousands that are put together over blanks.
const MOST_GROUPS: usize = 6;

/// Characters of a text with the byte at which each begins. Positions below are character positions.
pub struct Text<'a> {
    source: &'a str,
    raw: Vec<char>,
    folded: Vec<char>,
    /// One more than characters: the last is the text's length.
    bytes: Vec<usize>,
    pub script: Script,
}

impl<'a> Text<'a> {
    pub fn new(source: &'a str, script: Script) -> Text<'a> {
        let raw: Vec<char> = source.chars().collect();
        let bytes = source.char_indices().map(|(at, _)| at).chain([source.len()]).collect();
        let folded = raw.iter().map(|&c| fold(c)).collect();
        Text { source, raw, folded, bytes, script }
    }

    pub fn len(&self) -> usize {
        self.raw.len()
    }

    /// The folded character, NUL outside the text.
    pub fn at(&self, i: usize) -> char {
        self.folded.get(i).copied().unwrap_or('\0')
    }

    /// The folded character before a position, NUL at the beginning.
    pub fn before(&self, i: usize) -> char {
        if i == 0 { '\0' } else { self.at(i - 1) }
    }

    /// The character as written.
    pub fn raw(&self, i: usize) -> char {
        self.raw.get(i).copied().unwrap_or('\0')
    }

    /// What is written between two positions.
    pub fn slice(&self, from: usize, to: usize) -> &'a str {
        &self.source[self.bytes[from]..self.bytes[to]]
    }

    /// The folded characters between two positions.
    pub fn folded(&self, from: usize, to: usize) -> String {
        self.folded[from..to].iter().collect()
    }

    pub fn range(&self, from: usize, to: usize) -> Range<usize> {
        self.bytes[from]..self.bytes[to]
    }

    pub fn starts(&self, i: usize, what: &str) -> bool {
        what.chars().enumerate().all(|(n, c)| self.at(i + n) == c)
    }

    /// As [`Text::starts`], letters of either case alike.
    pub fn starts_any_case(&self, i: usize, what: &str) -> bool {
        what.chars().enumerate().all(|(n, c)| self.at(i + n).eq_ignore_ascii_case(&c))
    }

    pub fn ends_before(&self, i: usize, what: &str) -> bool {
        let length = what.chars().count();
        i >= length && self.starts(i - length, what)
    }

    /// The first of some beginnings that stands here, and its length in characters.
    pub fn one_of<'w>(&self, i: usize, what: &[&'w str]) -> Option<(&'w str, usize)> {
        what.iter().find(|w| self.starts(i, w)).map(|w| (*w, w.chars().count()))
    }

    pub fn is_digit(&self, i: usize) -> bool {
        self.at(i).is_ascii_digit()
    }

    pub fn is_letter(&self, i: usize) -> bool {
        is_latin(self.at(i))
    }

    /// Position after blanks.
    pub fn skip_space(&self, mut i: usize) -> usize {
        while self.at(i) == ' ' || self.at(i) == '\u{a0}' {
            i += 1;
        }
        i
    }

    /// Position after a run of digits.
    pub fn digits_end(&self, mut i: usize) -> usize {
        while self.is_digit(i) {
            i += 1;
        }
        i
    }

    /// A run of digits of a length within bounds, and where it ends.
    pub fn digits(&self, i: usize, least: usize, most: usize) -> Option<(String, usize)> {
        let end = self.digits_end(i);
        (least..=most).contains(&(end - i)).then(|| (self.folded(i, end), end))
    }

    /// As [`Text::digits`], with a value within bounds.
    pub fn value(&self, i: usize, most_digits: usize, within: std::ops::RangeInclusive<u32>) -> Option<(u32, usize)> {
        let (text, end) = self.digits(i, 1, most_digits)?;
        let value = text.parse().ok()?;
        within.contains(&value).then_some((value, end))
    }

    /// A number without a sign: `12`, `1,234,567`, `1 000 000`, `3.14`; `12.2.3` and `1.` stop before the dot.
    pub fn number(&self, i: usize) -> Option<(Number, usize)> {
        let mut end = self.digits_end(i);
        if end == i {
            return None;
        }
        let mut whole = self.folded(i, end);
        if end - i <= 3 && self.at(i) != '0' {
            while self.at(end) == ',' && self.digits_end(end + 1) == end + 4 {
                whole.push_str(&self.folded(end + 1, end + 4));
                end += 4;
            }
            // One blank is as often the gap between two numbers.
            let group = |from: usize| self.at(from) == ' ' && self.digits_end(from + 1) == from + 4;
            let mut groups = 0;
            while groups < MOST_GROUPS && group(end + 4 * groups) {
                groups += 1;
            }
            if groups > 1 && whole.len() == end - i && !self.is_digit(i.wrapping_sub(2)) {
                for _ in 0..groups {
                    whole.push_str(&self.folded(end + 1, end + 4));
                    end += 4;
                }
            }
        }
        let mut fraction = None;
        if self.at(end) == '.' && self.is_digit(end + 1) {
            let stop = self.digits_end(end + 1);
            if !(self.at(stop) == '.' && self.is_digit(stop + 1)) {
                fraction = Some(self.folded(end + 1, stop));
                end = stop;
            }
        }
        Some((Number { whole, fraction, negative: false }, end))
    }

    /// A number that may have a minus before it.
    pub fn signed(&self, i: usize) -> Option<(Number, usize)> {
        if !is_minus(self.at(i)) {
            return self.number(i);
        }
        let before = self.before(i);
        if before.is_ascii_alphanumeric() || is_dash(before) || matches!(before, ')' | '%' | '）') {
            return None;
        }
        if hyphen::is_here(self, i) && hyphen::after_han(self, i) != Hyphen::Minus {
            return None;
        }
        let (number, end) = self.number(i + 1)?;
        Some((Number { negative: true, ..number }, end))
    }
}

fn fold(c: char) -> char {
    let ascii = |c: char| char::from_u32(c as u32 - 0xFEE0).unwrap_or(c);
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => ascii(c),
        '￥' => '¥',
        // The lowered digits of formulas: CO₂.
        '₀'..='₉' => char::from_u32(c as u32 - 0x2080 + 0x30).unwrap_or(c),
        c if FOLDED_SIGNS.contains(&c) => ascii(c),
        // Middle dots of every kind are one, so that dates and names need not know them all.
        '‧' | '・' | '•' => '·',
        c => c,
    }
}

/// A letter of the Latin script, with or without marks.
pub fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || ('\u{c0}'..='\u{24f}').contains(&c) && c != '×' && c != '÷'
}

/// A Chinese character.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '〇')
}

pub fn is_minus(c: char) -> bool {
    matches!(c, '-' | '−' | '﹣')
}

/// A mark that may stand for "to" between two numbers.
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '−' | '–' | '—' | '~' | '〜' | '∼' | '‐' | '‑')
}
