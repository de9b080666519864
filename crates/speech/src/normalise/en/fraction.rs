//! Fractions: `1/2`, `31/32`, `3 2/4`, `20½`.

use super::cardinal::{And, cardinal, ordinal, plural_of};
use super::measure::measure;
use super::view::{Low, Said, View};
use super::year::{is_year_digits, short_year};

/// The value of a character that is a fraction.
pub fn vulgar(mark: char) -> Option<(u32, u32)> {
    Some(match mark {
        '½' => (1, 2),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅙' => (1, 6),
        '⅚' => (5, 6),
        '⅐' => (1, 7),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        '⅑' => (1, 9),
        '⅒' => (1, 10),
        _ => return None,
    })
}

/// A fraction in words.
pub fn words(above: &str, below: &str) -> String {
    let one = above.trim_start_matches('0') == "1";
    let part = match below.trim_start_matches('0') {
        "2" => {
            if one {
                "half".to_string()
            } else {
                "halves".into()
            }
        }
        "4" => {
            if one {
                "quarter".into()
            } else {
                "quarters".into()
            }
        }
        other => {
            let name = ordinal(other);
            if one { name } else { plural_of(&name) }
        }
    };
    format!("{} {part}", cardinal(above, And::Without))
}

/// Digits, a slash and digits at token `i`, nothing more touching: the parts and how many tokens.
fn slashed<'a>(view: &View<'a>, i: usize) -> Option<(&'a str, &'a str, usize)> {
    if view.glued(i) && view.mark_before(i) == '/' {
        return None;
    }
    let (above, slash, below) = (view.digits(i), view.mark(i + 1), view.digits(i + 2));
    if above.is_empty() || below.is_empty() || !matches!(slash, '/' | '⁄') || !view.glued(i + 1) || !view.glued(i + 2)
    {
        return None;
    }
    let mut take = 3;
    if view.glued(i + 3) && matches!(Low::of(view.word(i + 3)).as_str(), "th" | "rd" | "nd" | "st" | "ths" | "rds") {
        take += 1;
    }
    let more = view.glued(i + take)
        && (!view.word(i + take).is_empty() && view.digits(i + take).is_empty()
            || view.mark(i + take) == '/'
            || matches!(view.mark(i + take), ',' | '.')
                && view.glued(i + take + 1)
                && !view.digits(i + take + 1).is_empty()
                // `1/2,1/4`: the next of a list.
                && !view.glued_mark(i + take + 2, '/'));
    (!more).then_some((above, below, take))
}

/// Slashed numbers that have a reading of their own.
fn named(above: &str, below: &str, prose: bool) -> Option<String> {
    match (above, below) {
        ("9", "11") => Some("nine eleven".into()),
        ("24", "7") => Some("twenty four seven".into()),
        // `80/20`, `50/50`: parts of a hundred.
        _ if above.len() == 2 && below.len() == 2 && above.parse::<u32>().ok()? + below.parse::<u32>().ok()? == 100 => {
            Some(format!("{} {}", cardinal(above, And::Without), cardinal(below, And::Without)))
        }
        _ if above == below && (prose || above.len() == 2) && above != "0" && above != "1" && below.len() <= 2 => {
            Some(format!("{} {}", cardinal(above, And::Without), cardinal(below, And::Without)))
        }
        ("0", "0") => Some("zero divided by zero".into()),
        _ => None,
    }
}

/// A fraction at token `i`, of digits and a slash.
pub fn fraction(view: &View<'_>, i: usize) -> Option<Said> {
    let (above, below, mut take) = slashed(view, i)?;
    if let Some(said) = pressure(view, i, above, below, take) {
        return Some(said);
    }
    if let Some(text) = named(above, below, view.prose) {
        return Said::new(take, text);
    }
    // `6/11 shots`, `07/2012`
    if let Some(text) = tries(view, i + take, above, below)
        .or_else(|| odds(view, i, above, below))
        .or_else(|| month_and_year(view, i, above, below))
    {
        return Said::new(take, text);
    }
    let next_year =
        (above.get(2..).and_then(|two| two.parse::<u32>().ok()).map(|n| (n + 1) % 100)) == below.parse().ok();
    if is_year_digits(above) && (view.prose || below.len() == 2 && next_year) {
        let text = match below.len() {
            2 => format!("{} {}", super::cardinal::year(above), short_year(below)),
            4 if is_year_digits(below) => format!("{} {}", super::cardinal::year(above), super::cardinal::year(below)),
            _ => return None,
        };
        return Said::new(take, text);
    }
    if below.trim_start_matches('0').is_empty() || below.len() > 4 || above.len() > 4 || matches!(below, "1") {
        return None;
    }
    let mut text = words(above, below);
    // `1/2-3/4`
    if matches!(view.mark(i + take), '-' | '–')
        && view.glued(i + take)
        && view.glued(i + take + 1)
        && let Some((second_above, second_below, n)) = slashed(view, i + take + 1)
        && [above, second_above].iter().all(|part| part.len() <= 2)
        && !matches!(second_below, "0" | "1")
        && second_below.len() <= 2
    {
        text = format!("{text} {} {}", view.joint(i), words(second_above, second_below));
        take += 1 + n;
    }
    // `1/2 oz.` is half an ounce.
    if let Some((unit, n)) = measured(view, i + take).filter(|_| above.len() <= 2) {
        text = of_one(&text, &unit);
        take += n + usize::from(
            view.glued_mark(i + take + n, '.') && view.apart(i + take + n + 1) && !view.ends_text(i + take + n),
        );
    }
    Said::new(take, text)
}

/// The unit of a part, in the singular; a label's inch needs no number that touches it.
fn measured(view: &View<'_>, at: usize) -> Option<(String, usize)> {
    if view.word(at) == "in" && view.apart(at) && view.glued_mark(at + 1, '.') && view.get(at + 2).is_none() {
        return Some(("inch".into(), 2));
    }
    measure(view, at, true)
}

/// So many of so many tries: `6/11 shots`.
fn tries(view: &View<'_>, at: usize, above: &str, below: &str) -> Option<String> {
    let noun = matches!(
        Low::of(view.word(at)).as_str(),
        "shots" | "attempts" | "passes" | "tackles" | "throws" | "penalties" | "threes" | "crosses" | "chances"
    ) || view.is(at, "free") && view.is(at + 1, "throws");
    let fits = above.parse::<u32>().ok()? <= below.parse().ok()?;
    let words = |digits| cardinal(digits, And::Without);
    (noun && fits && view.apart(at)).then(|| format!("{} of {}", words(above), words(below)))
}

/// `odds of 11/4`, `odds: 5/2`: what is won to what is laid.
fn odds(view: &View<'_>, i: usize, above: &str, below: &str) -> Option<String> {
    let named = |back: usize| i >= back && view.is(i - back, "odds");
    let linked = matches!(view.word_before(i), "of" | "at" | "are" | "were" | "is") || view.mark_before(i) == ':';
    let short = above.len() <= 4 && below.len() <= 2 && !above.starts_with('0') && !below.starts_with('0');
    (short && (named(1) || linked && named(2)))
        .then(|| format!("{} to {}", cardinal(above, And::Without), cardinal(below, And::Without)))
}

/// `07/2012`: a nought before the month, or a word of time before it, makes it a date.
fn month_and_year(view: &View<'_>, i: usize, above: &str, below: &str) -> Option<String> {
    let timed = matches!(
        Low::of(view.word_before(i)).as_str(),
        "due" | "by" | "since" | "expires" | "until" | "from" | "exp" | "dated"
    );
    let sure = above.len() == 2 && above.starts_with('0') || timed && above.len() <= 2;
    if !sure || !is_year_digits(below) {
        return None;
    }
    let month = super::date::month_name(above.parse().ok()?)?;
    Some(format!("{month} {}", super::cardinal::year(below)))
}

/// Pressure of the blood: `120/80` → “one twenty over eighty”.
fn pressure(view: &View<'_>, i: usize, above: &str, below: &str, take: usize) -> Option<Said> {
    let (a, b): (u32, u32) = (above.parse().ok()?, below.parse().ok()?);
    if !view.prose || !(90..=260).contains(&a) || !(40..=160).contains(&b) || a <= b || below.len() < 2 || b == 100 {
        return None;
    }
    let text = format!("{} over {}", super::cardinal::pairs(above), cardinal(below, And::Without));
    match measure(view, i + take, false) {
        Some((unit, n)) => Said::new(take + n, format!("{text} {unit}")),
        None => Said::new(take, text),
    }
}

/// A part of one unit: “half an ounce”, “three quarters of a mile”.
pub fn of_one(part: &str, unit: &str) -> String {
    let article = if unit.starts_with(['a', 'e', 'i', 'o', 'u']) && !unit.starts_with("eu") { "an" } else { "a" };
    if unit == "percent" {
        format!("{part} of one percent")
    } else if part == "one half" {
        format!("half {article} {unit}")
    } else {
        format!("{part} of {article} {unit}")
    }
}

/// The fraction after a whole number, and how many tokens: `2 1/2` → “and a half”.
pub fn after_whole(view: &View<'_>, at: usize) -> Option<(String, usize)> {
    let a_half = |above: &str, below: &str| match (above, below, view.prose) {
        ("1", "2", true) => "and a half".to_string(),
        _ => format!("and {}", words(above, below)),
    };
    if let Some((above, below)) = vulgar(view.mark(at)) {
        return Some((a_half(&above.to_string(), &below.to_string()), 1));
    }
    let hyphen = usize::from(view.glued_mark(at, '-') && view.glued(at + 1));
    let (above, below, take) = slashed(view, at + hyphen)?;
    let proper =
        above.len() <= 2 && below.len() <= 2 && below != "0" && below != "1" && !(above == "24" && below == "7");
    let apart = hyphen == 1 || view.apart(at);
    // `a 3 1/2 inch`, and in labels even `3 5/2`; in a sentence the part is smaller than one.
    let part = above.parse::<u32>().ok()? < below.parse().ok()? || !view.prose;
    (proper && apart && part).then(|| (a_half(above, below), take + hyphen))
}

/// A fraction character that stands alone: `½` → “one half”.
pub fn alone(mark: char) -> Option<String> {
    let (above, below) = vulgar(mark)?;
    Some(words(&above.to_string(), &below.to_string()))
}
