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
        let free = !view.glued(i) || view.before(i).is_none_or(|t| t.kind == Kind::Mark);
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
        while let Some(next) = next_group(view, at) {
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
