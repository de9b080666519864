//! A number as it is written: thousands set apart, a decimal point, and where it ends.

use std::borrow::Cow;

use super::cardinal::{And, cardinal, digit_by_digit};
use super::token::Kind;
use super::view::View;

/// A written number.
#[derive(Debug)]
pub struct Numeral<'a> {
    /// The digits before the point, without commas. Empty for `.5`.
    pub whole: Cow<'a, str>,
    /// The digits after the point.
    pub fraction: Option<&'a str>,
    /// How many tokens it is.
    pub take: usize,
    /// Whether its thousands were set apart.
    pub grouped: bool,
}

/// Reads the number that begins at token `i`.
pub fn numeral<'a>(view: &View<'a>, i: usize) -> Option<Numeral<'a>> {
    if view.mark(i) == '.' {
        let fraction = view.digits(i + 1);
        // `...5` is a number after a pause.
        let free = !view.glued(i) || view.before(i).is_none_or(|t| t.kind == Kind::Mark && t.mark() != '.');
        return (free && view.glued(i + 1) && !fraction.is_empty() && !point_goes_on(view, i + 2)).then_some(Numeral {
            whole: Cow::Borrowed(""),
            fraction: Some(fraction),
            take: 2,
            grouped: false,
        });
    }
    let first = view.digits(i);
    if first.is_empty() {
        return None;
    }
    let mut whole = Cow::Borrowed(first);
    let mut at = i + 1;
    if first.len() <= 3 && !first.starts_with('0') {
        at = indian_groups(view, at).unwrap_or(at);
        for k in (i + 2..at).step_by(2) {
            whole.to_mut().push_str(view.digits(k));
        }
        while let Some(next) = next_group(view, at).or_else(|| spaced_group(view, i, at)) {
            whole.to_mut().push_str(view.digits(next));
            at = next + 1;
        }
    }
    let grouped = at > i + 1;
    let mut fraction = None;
    if view.glued_mark(at, '.') && view.glued(at + 1) && !view.digits(at + 1).is_empty() && !point_goes_on(view, at + 2)
    {
        fraction = Some(view.digits(at + 1));
        at += 2;
    }
    Some(Numeral { whole, fraction, take: at - i, grouped })
}

/// Where the next three digits stand, if the number goes on at `at`: after a comma, or after a space that does not
/// break lines (`10 000`).
fn next_group(view: &View<'_>, at: usize) -> Option<usize> {
    if view.glued_mark(at, ',') && view.glued(at + 1) && view.digits(at + 1).len() == 3 {
        return Some(at + 1);
    }
    let (before, token) = (view.before(at)?, view.get(at)?);
    let space = &view.text[before.to()..token.from];
    (matches!(space, "\u{a0}" | "\u{202f}" | "\u{2009}") && view.digits(at).len() == 3 && before.text.len() <= 3)
        .then_some(at)
}

/// `12,34,567`, as in India: groups of two up to the last of three. Where that last comma stands.
fn indian_groups(view: &View<'_>, at: usize) -> Option<usize> {
    const MOST: usize = 5;
    let comma = |k: usize| view.glued_mark(k, ',') && view.glued(k + 1);
    let mut next = at;
    while comma(next) && view.digits(next + 1).len() == 2 && next < at + 2 * MOST {
        next += 2;
    }
    let last = comma(next) && view.digits(next + 1).len() == 3 && view.digits(at - 1).len() <= 2;
    (next > at && last && !view.glued_mark(next + 2, ',')).then_some(next)
}

/// Thousands after a plain space, in a number that begins at `i`: `1 000 000`, `10 000`. Two numbers can stand side by
/// side too, so the next group is one of noughts, or another of three digits follows it.
fn spaced_group(view: &View<'_>, i: usize, at: usize) -> Option<usize> {
    let group = |k: usize| {
        view.digits(k).len() == 3
            && view.before(k).is_some_and(|t| &view.text[t.to()..view.tokens[k].from] == " ")
            && (!view.glued(k + 1) || view.digits(k + 1).is_empty() && view.word(k + 1).is_empty())
    };
    let begins = i.checked_sub(1).is_none_or(|k| view.digits(k).is_empty()) && view.apart(i);
    // Once begun it goes on.
    let begun = at > i + 1;
    // `912 345 678` may be called as well as counted.
    let sure = begun || view.digits(at) == "000" || view.digits(i).len() < 3 && group(at + 1);
    let ends = |k: usize| view.digits(k).is_empty() || group(k);
    (begins && group(at) && sure && ends(at + 1)).then_some(at)
}

/// Another point and digits follow: a version or a date, not a decimal.
fn point_goes_on(view: &View<'_>, at: usize) -> bool {
    view.glued_mark(at, '.') && view.glued(at + 1) && !view.digits(at + 1).is_empty()
}

impl Numeral<'_> {
    /// It is one and nothing more: `1`, `1.0` is not.
    pub fn is_one(&self) -> bool {
        self.whole == "1" && self.fraction.is_none()
    }

    /// The number in words.
    pub fn words(&self, and: And, prose: bool) -> String {
        let mut out = if self.whole.is_empty() { String::new() } else { cardinal(&self.whole, and) };
        if let Some(fraction) = self.fraction {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str("point ");
            out.push_str(&decimals(fraction, prose));
        }
        out
    }
}

/// The digits after a point. A newsreader says “two point o five”, but “two point zero”.
pub fn decimals(digits: &str, prose: bool) -> String {
    digit_by_digit(digits, if prose && digits.len() > 1 { "o" } else { "zero" })
}

impl View<'_> {
    /// “and” in numbers, by the manner of the text.
    pub fn and(&self) -> And {
        if self.prose { And::Without } else { And::With }
    }
}
