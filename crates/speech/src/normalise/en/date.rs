//! Dates: `July 25, 2012`, `25 July`, `25th Sept. 2012`, `2016/07/03`, `01.10.2010`, `Jan-15`.

use super::cardinal::{ordinal, year};
use super::view::{Low, Said, View, is_capitalised};
use super::year::{is_year_digits, short_year};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The month a word names, counted from nought, and whether the word is short for it.
pub fn month(word: &str) -> Option<(usize, bool)> {
    if !(3..=9).contains(&word.len()) {
        return None;
    }
    let low = Low::of(word);
    let short = match low.as_str() {
        "jan" => 0,
        "feb" | "febr" => 1,
        "mar" => 2,
        "apr" => 3,
        "jun" => 5,
        "jul" => 6,
        "aug" => 7,
        "sep" | "sept" => 8,
        "oct" => 9,
        "nov" => 10,
        "dec" => 11,
        full => return MONTHS.iter().position(|m| *m == full).map(|m| (m, false)),
    };
    Some((short, true))
}

/// The name of a month counted from one.
pub fn month_name(number: usize) -> Option<&'static str> {
    MONTHS.get(number.checked_sub(1)?).copied()
}

/// A month at token `i` that a number may belong to. Words that are also verbs need their capital, except in labels.
fn month_at(view: &View<'_>, i: usize) -> Option<(usize, usize)> {
    let word = view.word(i);
    let (number, short) = month(word)?;
    if view.prose && !is_capitalised(word) && matches!(number, 2 | 4) {
        return None;
    }
    let dot = view.mark(i + 1) == '.'
        && (view.glued(i + 1) || view.digits(i + 2).len() <= 2 && !view.digits(i + 2).is_empty());
    let take = if short && dot { 2 } else { 1 };
    Some((number, take))
}

/// A day of the month at token `i`, with its `st`, `nd`, `rd`, `th`: the digits and how many tokens.
pub fn day_at<'a>(view: &View<'a>, i: usize) -> Option<(&'a str, usize)> {
    let digits = view.digits(i);
    if digits.is_empty() || digits.len() > 2 || !matches!(digits.parse::<u8>(), Ok(1..=31)) {
        return None;
    }
    let suffix = view.glued(i + 1) && matches!(Low::of(view.word(i + 1)).as_str(), "st" | "nd" | "rd" | "th" | "d");
    let take = if suffix { 2 } else { 1 };
    let next = i + take;
    let goes_on = view.glued(next)
        && (!view.word(next).is_empty()
            || matches!(view.mark(next), '%' | '°' | '/' | '$' | '€')
            || (matches!(view.mark(next), ':' | '.') && view.glued(next + 1) && !view.digits(next + 1).is_empty())
            // `5,600`; but `5,6` are two days.
            || view.mark(next) == ',' && view.glued(next + 1) && view.digits(next + 1).len() == 3);
    (!goes_on).then_some((digits, take))
}

/// A year after a date, a comma perhaps before it: its words and how many tokens.
fn year_at(view: &View<'_>, i: usize) -> Option<(String, usize)> {
    let comma = usize::from(view.mark(i) == ',');
    let at = i + comma;
    if matches!(view.mark(at), '\'' | '’') && view.apart(at) && view.glued(at + 1) && view.digits(at + 1).len() == 2 {
        return Some((short_year(view.digits(at + 1)), comma + 2));
    }
    let digits = view.digits(at);
    if !is_year_digits(digits) || !view.apart(at) && comma == 0 {
        return None;
    }
    // `July 4, 2000,000`, `May 5 2010s` and `July 2 1000%` are no years.
    let stuck = view.glued(at + 1)
        && (!view.word(at + 1).is_empty()
            || matches!(view.mark(at + 1), '%' | '/')
            || view.mark(at + 1) == ':' && view.glued(at + 2) && !view.digits(at + 2).is_empty()
            || (matches!(view.mark(at + 1), ',' | '.') && view.glued(at + 2) && !view.digits(at + 2).is_empty()));
    (!stuck).then(|| (year(digits), comma + 1))
}

/// A year after the hyphen of `Jul-25-2012`.
fn joined_year(view: &View<'_>, i: usize, hyphens: bool) -> Option<(String, usize)> {
    let digits = view.digits(i + 1);
    let ends = !view.glued(i + 2) || view.get(i + 2).is_some_and(|t| matches!(t.mark(), '.' | ',' | ';' | ')'));
    let joined = hyphens && view.glued_mark(i, '-') && view.glued(i + 1) && is_year_digits(digits);
    (joined && ends).then(|| (year(digits), 2))
}

/// A day, a month by its name and perhaps a year, with hyphens or slashes between: `25-Jul-2012`, `25/Jul`.
fn joined(view: &View<'_>, i: usize) -> Option<Said> {
    let digits = view.digits(i);
    let mark = view.mark(i + 1);
    let glued = matches!(mark, '-' | '/') && view.glued(i + 1) && view.glued(i + 2);
    if !glued || digits.len() > 2 || view.glued(i) && view.get(i).is_none_or(|_| view.mark_before(i) != '(') {
        return None;
    }
    if !(1..=31).contains(&digits.parse::<u8>().ok()?) {
        return None;
    }
    let word = view.word(i + 2);
    let (number, _) = month(word)?;
    let after = view.digits(i + 4);
    let with_year = view.glued_mark(i + 3, mark)
        && view.glued(i + 4)
        && (is_year_digits(after) || after.len() == 2)
        && (!view.glued(i + 5) || matches!(view.mark(i + 5), '.' | ',' | ';' | ')'));
    // `3-may` is a typed date only with its year; `1-March` has the month's capital.
    let alone = (!view.glued(i + 3) || matches!(view.mark(i + 3), '.' | ',' | ';' | ')')) && is_capitalised(word);
    let the = if view.word_before(i).eq_ignore_ascii_case("the") { "" } else { "the " };
    let day = format!("{the}{} of {}", ordinal(digits), MONTHS[number]);
    if with_year {
        let year = if after.len() == 2 { short_year(after) } else { year(after) };
        return Said::new(5, format!("{day} {year}"));
    }
    alone.then_some(Said { take: 3, text: day })
}

/// A date that begins with its month: `July 25, 2012`, `July 2012`, `Sept. 5–7`, `Jan-15`.
pub fn from_month(view: &View<'_>, i: usize) -> Option<Said> {
    let (number, mut take) = month_at(view, i)?;
    let name = MONTHS[number];
    let hyphen = take == 1 && view.glued_mark(i + 1, '-') && view.glued(i + 2);
    let at = i + take + usize::from(hyphen);
    if let Some((day, day_take)) = day_at(view, at) {
        take += usize::from(hyphen) + day_take;
        let mut text = format!("{name} {}", ordinal(day));
        if let Some((last, last_take)) = days_on(view, i + take) {
            take += last_take;
            text = format!("{text} to {last}");
        }
        // `May 5,6`
        if view.glued_mark(i + take, ',')
            && view.glued(i + take + 1)
            && let Some((second, n)) = day_at(view, i + take + 1)
        {
            take += 1 + n;
            text = format!("{text}, {}", ordinal(second));
        }
        if let Some((year, year_take)) = year_at(view, i + take).or_else(|| joined_year(view, i + take, hyphen)) {
            take += year_take;
            text = format!("{text} {year}");
        }
        // `Oct. 3-Nov. 5`; the second date has no third behind it.
        let dash = i + take;
        let second = dash + 1;
        if view.glued(dash)
            && matches!(view.mark(dash), '-' | '–')
            && view.glued(second)
            && let Some((month, month_take)) = month_at(view, second)
            && let Some((day, day_take)) = day_at(view, second + month_take)
        {
            return Said::new(
                take + 1 + month_take + day_take,
                format!("{text} to {} {}", MONTHS[month], ordinal(day)),
            );
        }
        return Said::new(take, text);
    }
    if hyphen {
        return None;
    }
    // Month and year; a comma between them is kept where a reader would pause.
    if view.mark(at) != ','
        && let Some((year, year_take)) = year_at(view, at)
    {
        return Said::new(take + year_take, format!("{name} {year}"));
    }
    let short_alone = take == 2 && view.prose && is_capitalised(view.word(i));
    short_alone.then(|| Said { take, text: capitalised(name) })
}

fn capitalised(name: &str) -> String {
    let mut out = name.to_string();
    out[..1].make_ascii_uppercase();
    out
}

/// A second day after a dash: `–7`.
fn days_on(view: &View<'_>, i: usize) -> Option<(String, usize)> {
    if !matches!(view.mark(i), '-' | '–') {
        return None;
    }
    let (day, take) = day_at(view, i + 1)?;
    Some((ordinal(day), take + 1))
}

/// A date that begins with its day: `25 July 2012`, `5–7 May`, `3rd of March`.
pub fn from_day(view: &View<'_>, i: usize) -> Option<Said> {
    if let Some(joined) = joined(view, i) {
        return Some(joined);
    }
    let (day, mut take) = day_at(view, i)?;
    let mut days = ordinal(day);
    if let Some((last, last_take)) = days_on(view, i + take) {
        take += last_take;
        days = format!("{days} to the {last}");
    }
    let of = usize::from(view.is(i + take, "of"));
    if of == 1 && take == 1 {
        return None;
    }
    let at = i + take + of;
    let (number, month_take) = month_at(view, at)?;
    if !view.apart(at) && !view.mark(at.saturating_sub(1)).is_ascii_punctuation() && !view.digits(at - 1).is_empty() {
        return None;
    }
    // `5 May Day marches`, `2 Sun readers`: the month must look like one.
    if view.prose && !is_capitalised(view.word(at)) {
        return None;
    }
    take += of + month_take;
    let the = if view.word_before(i).eq_ignore_ascii_case("the") { "" } else { "the " };
    let mut text = format!("{the}{days} of {}", MONTHS[number]);
    if let Some((year, year_take)) = year_at(view, i + take) {
        take += year_take;
        text = format!("{text} {year}");
    } else if month_take == 2 && view.prose && view.ends_text(i + take - 1) {
        // The dot of `13 Feb.` that ends the text still ends it.
        text.push('.');
    }
    Said::new(take, text)
}

/// A date of numbers alone: `2016/07/03`, `2005-12-22`, `15.01.2020`, `02/15/2017`.
pub fn of_numbers(view: &View<'_>, i: usize) -> Option<Said> {
    let mark = view.mark(i + 1);
    if !matches!(mark, '/' | '-' | '.' | '‑') || view.mark(i + 3) != mark || (1..5).any(|k| !view.glued(i + k)) {
        return None;
    }
    let parts = [view.digits(i), view.digits(i + 2), view.digits(i + 4)];
    if parts.iter().any(|p| p.is_empty()) || view.glued(i + 5) && stays_number(view, i + 5) {
        return None;
    }
    let [a, b, c] = parts;
    let number = |s: &str| if s.len() <= 2 { s.parse::<usize>().ok() } else { None };
    let written = |day: &str, month: usize, year: String, day_first: bool| {
        let (day, month) = (ordinal(day), MONTHS[month - 1]);
        let the = if view.word_before(i).eq_ignore_ascii_case("the") { "" } else { "the " };
        let text = if day_first { format!("{the}{day} of {month} {year}") } else { format!("{month} {day} {year}") };
        Said::new(5, text)
    };
    if is_year_digits(a) {
        let (month, day) = (number(b)?, number(c)?);
        return if (1..=12).contains(&month) && (1..=31).contains(&day) {
            written(c, month, year(a), mark != '/')
        } else {
            None
        };
    }
    let (first, second) = (number(a)?, number(b)?);
    let year = match c.len() {
        4 if is_year_digits(c) => year(c),
        2 if mark == '/' || mark == '.' => short_year(c),
        _ => return None,
    };
    match (first, second) {
        (1..=12, 1..=31) => written(b, first, year, false),
        (13..=31, 1..=12) => written(a, second, year, true),
        _ => None,
    }
}

/// What touches the end of three numbers and makes them something else than a date.
fn stays_number(view: &View<'_>, i: usize) -> bool {
    !view.word(i).is_empty()
        || matches!(view.mark(i), '/' | '-' | '%') && view.glued(i + 1)
        || view.mark(i) == '.' && view.glued(i + 1) && !view.digits(i + 1).is_empty()
}

/// A month and a day with a slash, where the words before it call for a date: `beginning 3/20`.
pub fn month_and_day(view: &View<'_>, i: usize) -> Option<Said> {
    let before = Low::of(view.word_before(i));
    if !matches!(
        before.as_str(),
        "beginning" | "starting" | "on" | "until" | "by" | "before" | "after" | "since" | "due" | "dated"
    ) {
        return None;
    }
    let (a, b) = (view.digits(i), view.digits(i + 2));
    let (month, day) = (a.parse::<usize>().ok()?, b.parse::<usize>().ok()?);
    let glued = view.glued(i + 1)
        && view.glued(i + 2)
        && view.mark(i + 1) == '/'
        && !(view.glued(i + 3) && view.mark(i + 3) == '/');
    // Halves, thirds and quarters are fractions wherever they stand.
    let dated = (1..=12).contains(&month)
        && (month < day || day > 10)
        && (5..=31).contains(&day)
        && a.len() <= 2
        && b.len() <= 2;
    if glued && dated { Said::new(3, format!("{} {}", MONTHS[month - 1], ordinal(b))) } else { None }
}

/// Whether a month stands at token `at` and a day after it.
pub fn day_follows_month(view: &View<'_>, at: usize) -> bool {
    month_at(view, at).is_some_and(|(_, take)| day_at(view, at + take).is_some())
}
