//! Two numbers with a dash between them: spans of years, amounts, scores.

use super::cardinal::year;
use super::measure::measure;
use super::money;
use super::numeral::{Numeral, numeral};
use super::view::{Said, View};
use super::year::{decade, is_year, is_year_digits, short_year};

/// What stands between the numbers.
fn dash(view: &View<'_>, at: usize) -> Option<usize> {
    match view.mark(at) {
        '–' | '‑' | '—' | '−' | '-' => Some(1),
        _ => None,
    }
}

/// A range or a score whose first number stands at token `i` and has been read.
pub fn range(view: &View<'_>, i: usize, first: &Numeral<'_>) -> Option<Said> {
    if let Some(decades) = decades(view, i) {
        return Some(decades);
    }
    // The middle of `1-2-3`.
    if view.glued(i)
        && matches!(view.mark_before(i), '-' | '–')
        && i >= 2
        && !view.digits(i - 2).is_empty()
        && view.glued(i - 1)
    {
        return None;
    }
    // `$5%-10%`, `10°–12°C`: the unit may stand on both.
    let mut at = i + first.take;
    let unit = measure(view, at, first.is_one())
        .filter(|_| view.glued(at) && dash(view, at + 1).is_some() || view.mark(at + 1) == '-');
    if let Some((_, take)) = &unit {
        at += take;
    }
    let spaced = view.apart(at);
    at += dash(view, at)?;
    if spaced != view.apart(at) {
        return None;
    }
    let second = numeral(view, at)?;
    let end = at + second.take;
    // Another dash: a code or a telephone number, not a range.
    if dash(view, end).is_some()
        && !spaced
        && view.glued(end)
        && view.glued(end + 1)
        && tail(view, end, &second).is_none()
    {
        return None;
    }
    if view.glued(end)
        && (matches!(view.mark(end), '=' | ':' | '+') || view.mark(end) == '/' && !view.digits(end + 1).is_empty())
    {
        return None;
    }
    let tail = tail(view, end, &second);
    let leading_zero = |n: &Numeral<'_>| n.whole.len() > 1 && n.whole.starts_with('0');
    if let Some(text) = years(view, i, first, at, &second, tail.is_some() || unit.is_some()) {
        return Said::new(end - i, text);
    }
    if leading_zero(first) || leading_zero(&second) || first.whole.len() > 7 || second.whole.len() > 7 {
        return None;
    }
    let (a, b) = (first.whole.parse::<u64>().ok()?, second.whole.parse::<u64>().ok()?);
    // In a label a dash that leads downwards, or stands free, is only a dash.
    if !view.prose && tail.is_none() && unit.is_none() && (spaced || a > b) {
        let words = |n: &Numeral<'_>| n.words(view.and(), false);
        return if spaced { None } else { Said::new(end - i, format!("{} - {}", words(first), words(&second))) };
    }
    // `No. 22-451`, the number of a case.
    if view.prose && view.mark_before(i) == '.' && i >= 2 && view.word(i - 2) == "No" && !spaced && tail.is_none() {
        return Said::new(end - i, format!("{} {}", words_of(first), super::cardinal::pairs(&second.whole)));
    }
    if (a, b) == (24, 7) && tail.is_none() && view.prose {
        return Said::new(end - i, "twenty four seven");
    }
    if a == b && a == 50 && tail.is_none() {
        return Said::new(end - i, "fifty fifty");
    }
    let first_unit = unit.map(|(name, _)| format!(" {name}")).unwrap_or_default();
    let words = |n: &Numeral<'_>| n.words(view.and(), view.prose);
    let mut text = format!("{}{first_unit} {} {}", words(first), view.joint(i), words(&second));
    let mut take = end - i;
    if let Some((name, n)) = tail {
        text = format!("{text} {name}");
        take += n;
    }
    Said::new(take, text)
}

fn words_of(number: &Numeral<'_>) -> String {
    number.words(super::cardinal::And::Without, true)
}

/// What follows the second number: a quantity, a unit or a currency.
fn tail(view: &View<'_>, end: usize, second: &Numeral<'_>) -> Option<(String, usize)> {
    if let Some((name, n)) = money::quantity(view, end).filter(|_| view.glued(end) && view.word(end) != "m") {
        return Some((name.into(), n));
    }
    measure(view, end, second.is_one()).or_else(|| money::after(view, end, second))
}

/// Both are years, or the second is the end of one: `1914–18`.
fn years(
    view: &View<'_>,
    i: usize,
    first: &Numeral<'_>,
    at: usize,
    second: &Numeral<'_>,
    measured: bool,
) -> Option<String> {
    if measured || first.take != 1 || second.take != 1 || !is_year_digits(&first.whole) {
        return None;
    }
    let whole = &second.whole;
    if is_year_digits(whole) {
        return is_year(view, at, false).then(|| format!("{} {} {}", year(&first.whole), view.joint(i), year(whole)));
    }
    (whole.len() == 2 && first.whole[2..] < **whole || whole.len() == 2 && first.whole.ends_with("99"))
        .then(|| format!("{} {} {}", year(&first.whole), view.joint(i), short_year(whole)))
}

/// Two decades: `1960s-1980s`.
fn decades(view: &View<'_>, i: usize) -> Option<Said> {
    let first = decade(view, i)?;
    let at = i + first.take;
    let second = decade(view, at + dash(view, at)?)?;
    Said::new(first.take + 1 + second.take, format!("{} {} {}", first.text, view.joint(i), second.text))
}
