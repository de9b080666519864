//! Digits inside names and codes: `B2A23C`, `covid-19`, `MIG-25`, `ISBN 0-8108-5347-7`.

use super::acronym::letters;
use super::cardinal::{And, cardinal, digit_by_digit, pairs};
use super::token::Kind;
use super::view::{Low, Said, View, is_capitals};
use super::year;

/// Most groups of one code.
const MOST_GROUPS: usize = 12;

/// How digits in a code are said.
fn digits(view: &View<'_>, digits: &str) -> String {
    let nought = if view.prose { "o" } else { "zero" };
    match digits.len() {
        1 => cardinal(digits, And::Without),
        2 if !digits.starts_with('0') => cardinal(digits, And::Without),
        3 if !digits.starts_with('0') => cardinal(digits, And::Without),
        4 if digits.ends_with("000") && !digits.starts_with('0') => cardinal(digits, And::Without),
        _ => digit_by_digit(digits, nought),
    }
}

/// Digits at token `i` that letters touch, or a code that begins there.
pub fn serial(view: &View<'_>, i: usize) -> Option<Said> {
    if let Some(book) = book_number(view, i).or_else(|| retirement_plan(view, i)) {
        return Some(book);
    }
    let own = view.digits(i);
    let before = view.before(i)?;
    if view.glued(i) && before.kind == Kind::Word {
        let single = before.text.chars().count() <= 2 && is_capitals_or_one(before.text);
        let last = !view.glued(i + 1)
            || view.get(i + 1).is_some_and(|t| t.kind == Kind::Mark && !matches!(t.mark(), '-' | '/' | '.' | '_'));
        // `A380` is said in pairs, `fm101` too; a longer code digit by digit.
        return Said::new(
            1,
            match own.len() {
                3 if single && last || own.as_bytes().get(1) == Some(&b'0') && own.len() == 3 => pairs_or_digits(own),
                _ => digits(view, own),
            },
        );
    }
    // After a hyphen that touches a word.
    let hyphen = view.mark_before(i) == '-' && view.glued(i - 1) && view.glued(i);
    if hyphen && i >= 2 {
        let word = view.word(i - 2);
        if !word.is_empty()
            && !year::is_time_prefix(word)
            && super::numeral::numeral(view, i).is_some_and(|n| n.take == 1)
        {
            if year::is_year_digits(own) && word.chars().next().is_some_and(char::is_lowercase) && view.prose {
                return None;
            }
            if year::decade(view, i).is_some() || view.glued_mark(i + 1, '-') && own.len() == 4 {
                return None;
            }
            return Said::new(
                1,
                if own.len() == 3 && is_capitals_or_one(word) && word.len() == 1 {
                    pairs_or_digits(own)
                } else {
                    digits(view, own)
                },
            );
        }
        if !view.digits(i - 2).is_empty() || !word.is_empty() {
            return in_code(view, i);
        }
    }
    // Between slashes: `123/261788/2021`.
    let slash = view.mark_before(i) == '/' && view.glued(i - 1) && view.glued(i) && own.len() > 4;
    if slash { Said::new(1, digits(view, own)) } else { None }
}

/// A part of a code such as `1-413-te-b-1-5`, where letters stand among the digits.
fn in_code(view: &View<'_>, i: usize) -> Option<Said> {
    let own = view.digits(i);
    let near_letters = (1..=MOST_GROUPS).take_while(|n| view.glued(i + n)).any(|n| !view.word(i + n).is_empty())
        || (1..=MOST_GROUPS).take_while(|n| *n <= i && view.glued(i - n + 1)).any(|n| !view.word(i - n).is_empty());
    if near_letters { Said::new(1, digits(view, own)) } else { None }
}

fn pairs_or_digits(digits: &str) -> String {
    if digits.starts_with('0') { digit_by_digit(digits, "o") } else { pairs(digits) }
}

fn is_capitals_or_one(word: &str) -> bool {
    is_capitals(word) || word.len() == 1
}

/// `ISBN 0-8108-5347-7`: every digit by its name.
fn book_number(view: &View<'_>, i: usize) -> Option<Said> {
    let name = Low::of(view.word_before(i));
    let colon = view.mark_before(i) == ':' && i >= 2 && matches!(Low::of(view.word(i - 2)).as_str(), "isbn" | "issn");
    if !matches!(name.as_str(), "isbn" | "issn" | "pin" | "pnr") && !colon && view.word_before(i).len() != 2 {
        return None;
    }
    let known = matches!(name.as_str(), "isbn" | "issn") || colon;
    let mut all = view.digits(i).to_string();
    let mut take = 1;
    while known && take < 2 * MOST_GROUPS && view.glued_mark(i + take, '-') && view.glued(i + take + 1) {
        let at = i + take + 1;
        all.push_str(view.digits(at));
        if view.digits(at).is_empty() {
            break;
        }
        take += 2;
    }
    if known && (take > 1 || all.starts_with('0')) {
        Said::new(take, digit_by_digit(&all, if view.prose { "o" } else { "zero" }))
    } else {
        None
    }
}

/// `401(k)`, `501(c)`: a section of a law, said as a name.
fn retirement_plan(view: &View<'_>, i: usize) -> Option<Said> {
    let own = view.digits(i);
    let bracketed = view.glued_mark(i + 1, '(') && view.word(i + 2).len() == 1 && view.mark(i + 3) == ')';
    if own.len() == 3 && bracketed && view.glued(i + 2) {
        let letter = view.word(i + 2);
        let name = if view.prose { letters(letter, true) } else { letter.into() };
        return Said::new(4, format!("{} {name}", digit_by_digit(own, "oh")));
    }
    None
}
