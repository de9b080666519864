//! What one full stop means in a language that has an entry here.

use super::{Dot, Known, Ordinals};
use crate::split::reader::{Reader, is_dotted};

/// A single full stop at `i`, with the word before it and the one that follows at `next`.
pub(super) struct Stop<'a> {
    pub(super) known: &'a Known,
    pub(super) reader: &'a Reader<'a>,
    pub(super) i: usize,
    pub(super) next: usize,
    pub(super) word: &'a str,
    pub(super) follows: &'a str,
}

impl Stop<'_> {
    fn starter(&self) -> bool {
        self.known.starters.contains(self.follows)
            || self.elided().is_some_and(|w| self.known.starters.contains(w))
            || matches!(self.reader.get(self.next), '¿' | '¡')
    }

    /// `L’homme`, `All'alba`: what stands before the apostrophe.
    fn elided(&self) -> Option<&str> {
        self.follows.find(['\'', '’']).map(|at| &self.follows[..at])
    }

    /// Digits follow.
    fn number(&self) -> bool {
        self.reader.get(self.next).is_numeric()
    }

    /// The place behind the word before this one, if only spaces part them.
    fn behind_previous(&self, word: &str, end: usize) -> Option<usize> {
        let mut k = end - word.chars().count();
        let from = k;
        while k > 0 && matches!(self.reader.get(k - 1), ' ' | '\u{a0}' | '\u{202f}') {
            k -= 1;
        }
        (k < from && k > 0).then_some(k)
    }

    /// The word before the one before the stop, and whether it has a full stop itself.
    fn previous(&self) -> (&str, bool) {
        let Some(end) = self.behind_previous(self.word, self.i) else { return ("", false) };
        let dotted = self.reader.get(end - 1) == '.';
        (self.reader.word_before(end - usize::from(dotted)), dotted)
    }

    /// A number and its stop: `3. Oktober`, `24. 12. 2020`, and not `2:0. Die`.
    pub(super) fn is_ordinal(&self) -> bool {
        const LONGEST_FREE: usize = 2;
        const LONGEST: usize = 4;
        let before = self.i - self.word.chars().count();
        let mark = before.checked_sub(1).map_or(' ', |k| self.reader.get(k));
        // `23.-26. Februar`, `1./2. Mai`: what counts is the second number.
        let word = self.word.rsplit_once(".-").map_or(self.word, |(_, second)| second);
        let ranged = before > 1 && matches!(mark, '/' | '–') && self.reader.get(before - 2) == '.';
        let free = ranged || !matches!(mark, ':' | ',' | '/' | '-' | '–' | '+');
        let bare = free && word.bytes().all(|b| b.is_ascii_digit());
        if bare && self.is_spaced_date() {
            return true;
        }
        let Ordinals::After(leads) = self.known.usage.ordinals else { return false };
        if !bare || self.number() || self.starter() || !self.reader.get(self.next).is_alphabetic() {
            return false;
        }
        let (previous, dotted) = self.previous();
        // `12 34 56. Ring`, `Nr. 5. Alle`
        let counted = dotted && matches!(self.known.dot(previous), Some(Dot::BeforeNumber));
        if previous.ends_with(|c: char| c.is_ascii_digit()) && !dotted || counted {
            return false;
        }
        let led = !dotted
            && !previous.is_empty()
            && leads.split(' ').any(|lead| lead == previous || lead == previous.to_lowercase());
        word.len() <= if led { LONGEST } else { LONGEST_FREE }
    }

    /// A stop inside of `24. 12. 2020`.
    fn is_spaced_date(&self) -> bool {
        const MONTHS: u32 = 12;
        let digits = (self.next..).take_while(|k| self.reader.get(*k).is_ascii_digit()).take(5).count();
        let after = |k: usize| self.reader.get(self.next + k);
        let day_or_month = |word: &str| word.len() <= 2 && word.parse().is_ok_and(|n: u32| (1..=31).contains(&n));
        if !day_or_month(self.word) || digits == 0 {
            return false;
        }
        let month: u32 = (0..digits).filter_map(|k| after(k).to_digit(10)).fold(0, |n, d| n * 10 + d);
        let first =
            digits <= 2 && (1..=MONTHS).contains(&month) && after(digits) == '.' && !after(digits + 1).is_numeric();
        let (previous, dotted) = self.previous();
        let second = dotted
            && day_or_month(previous)
            && self.word.parse().is_ok_and(|n: u32| n <= MONTHS)
            && matches!(digits, 2 | 4);
        first || second
    }

    /// A word and its stop.
    pub(super) fn is_cut_short(&self) -> bool {
        let whole = self.with_parts();
        // `Dipl.-Ing.`: what counts is the part that has the dot.
        let tail = self.word.rsplit('-').next().unwrap_or_default();
        let slashed = self.slashed();
        let (previous, dotted) = self.previous();
        // `и др.`
        let pair =
            (!dotted && previous.chars().count() == 1).then(|| self.known.dot(&format!("{previous}_{}", self.word)));
        let known = pair.flatten().or_else(|| slashed.as_deref().and_then(|w| self.known.dot(w)));
        let known = known.or_else(|| self.known.dot(&whole)).or_else(|| self.known.dot(self.word)).or_else(|| {
            let tail = (tail.len() > 1 && tail.len() < self.word.len()).then_some(tail);
            tail.and_then(|w| self.known.dot(w))
        });
        match known {
            Some(Dot::GoesOn) => return true,
            Some(Dot::BeforeNumber) if self.number() => return true,
            Some(Dot::BeforeNumber) if self.is_roman(self.follows) && !self.starter() => return true,
            Some(Dot::MayEnd) => return !self.starter(),
            Some(Dot::AndSoOn) => return false,
            Some(Dot::BeforeNumber) | None => {}
        }
        // `Hauptstr.`, `Bahnhofstr.`
        let street = self.word.ends_with("str");
        // `J.-C.`, `J.-P. Dupont`: initials joined by a hyphen.
        let joined = self.word.contains(".-") && is_dotted(&self.word.replace('-', ""));
        if is_dotted(self.word) || joined {
            let small = !self.word.chars().any(char::is_uppercase);
            return small || !self.starter() || is_particle(self.follows);
        }
        let letters = self.word.chars().count();
        if letters == 1 {
            return self.is_initial();
        }
        street || self.is_letter_name() || self.is_ruler() || self.number() && self.is_bare(letters)
    }

    /// One letter: an initial, but not that of `Vitamin C. Das`.
    fn is_initial(&self) -> bool {
        if !self.word.chars().all(char::is_alphabetic) {
            return false;
        }
        let (previous, dotted) = self.previous();
        dotted || previous.is_empty() || !self.starter() || is_particle(self.follows)
    }

    /// `A/S`, `c/o`
    fn slashed(&self) -> Option<String> {
        let before = self.i - self.word.chars().count();
        (before > 1 && self.reader.get(before - 1) == '/')
            .then(|| format!("{}/{}", self.reader.word_before(before - 1), self.word))
    }

    /// The word with the parts before it that are cut short as well: `и т. д` → `т.д`, `s. r. o` → `s.r.o`
    fn with_parts(&self) -> String {
        const MOST_PARTS: usize = 3;
        const LONGEST_PART: usize = 4;
        let mut whole = self.word.to_string();
        let (mut word, mut end) = (self.word, self.i);
        for _ in 0..MOST_PARTS {
            let Some(behind) = self.behind_previous(word, end).filter(|k| self.reader.get(k - 1) == '.') else { break };
            (end, word) = (behind - 1, self.reader.word_before(behind - 1));
            let longer = format!("{word}.{whole}");
            if word.is_empty()
                || word.chars().count() > LONGEST_PART
                || !word.chars().all(|c| c.is_alphabetic() || c == '.')
            {
                break;
            }
            if self.known.dot(&longer).is_some() {
                return longer;
            }
            whole = longer;
        }
        self.word.to_string()
    }

    /// `Ludwig XIV. Frankreich`, `im II. Weltkrieg`, where such numbers have a full stop.
    fn is_ruler(&self) -> bool {
        matches!(self.known.usage.ordinals, Ordinals::After(leads) if !leads.is_empty())
            && self.is_roman(self.word)
            && !self.starter()
    }

    fn is_roman(&self, word: &str) -> bool {
        !word.is_empty() && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L'))
    }

    /// A short word without a vowel before a number is cut short: `blz. 5`, `кв. 12`. Not a unit, nor letters of a name.
    fn is_bare(&self, letters: usize) -> bool {
        const LONGEST: usize = 5;
        let vowel = |c: char| {
            matches!(
                c,
                'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'а' | 'е' | 'ё' | 'и' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я' | 'ъ'
            ) || matches!(c, 'α' | 'ε' | 'η' | 'ι' | 'ο' | 'υ' | 'ω')
                || !(c.is_ascii_lowercase() || matches!(c, '\u{3b1}'..='\u{3c9}' | '\u{430}'..='\u{44f}'))
        };
        let mut chars = self.word.chars();
        let first = chars.next().unwrap_or(' ');
        let small = first.to_lowercase().next().unwrap_or(first);
        !self.known.usage.bare_words
            && letters <= LONGEST
            && !vowel(small)
            && !chars.any(vowel)
            && !self.reader.follows_number(self.i, self.word)
    }

    /// `पी. वी. नरसिम्हा`, `पु. ल. देशपांडे`: letters by their names, and syllables.
    pub(super) fn is_letter_name(&self) -> bool {
        let usage = self.known.usage;
        if usage.letters.is_empty() {
            return false;
        }
        let is_letter = |word: &str| usage.letters.split(' ').any(|letter| letter == word);
        let syllable = !usage.syllables.is_empty()
            && !usage.syllables.split(' ').any(|word| word == self.word)
            && is_syllable(self.word);
        if syllable {
            return true;
        }
        if !is_letter(self.word) {
            return false;
        }
        // Many of them are words, too: two stand together, or the sentence has only begun.
        let mark = self.reader.get(self.i);
        let beside = is_letter(self.follows) && self.reader.get(self.next + self.follows.chars().count()) == mark;
        let before = self.behind_previous(self.word, self.i).filter(|k| self.reader.get(k - 1) == mark);
        beside || before.is_some_and(|k| is_letter(self.reader.word_before(k - 1)))
    }
}

/// One letter of Devanagari with the signs that belong to it, or two joined.
fn is_syllable(word: &str) -> bool {
    let is_sign = |c: char| matches!(c, '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{955}'..='\u{957}');
    let is_letter = |c: char| matches!(c, '\u{904}'..='\u{939}' | '\u{958}'..='\u{97f}');
    let mut joined = true;
    let mut letters = 0;
    for c in word.chars() {
        match c {
            '\u{94d}' => joined = true,
            '\u{200c}' | '\u{200d}' => {}
            c if is_sign(c) => joined = false,
            c if is_letter(c) && joined => (letters, joined) = (letters + 1, false),
            _ => return false,
        }
    }
    letters > 0
}

/// A small word that belongs to the name after an initial: `A. De Gasperi`, `G. La Malfa`
fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "De" | "Del"
            | "Della"
            | "Di"
            | "Da"
            | "Do"
            | "Dos"
            | "La"
            | "Le"
            | "Lo"
            | "Los"
            | "Van"
            | "Von"
            | "Ten"
            | "Ter"
    )
}
