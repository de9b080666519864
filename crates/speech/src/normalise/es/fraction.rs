//! Fractions: `3/4`, `2 1/2`, `½`.

use super::gender::{Gender, gender, is_noun};
use super::measure::measure;
use super::numeral::{Form, number};
use super::ordinal::{self, Bend, joined};
use super::text::Page;
use crate::normalise::view::Said;

/// The noun for a part: “tercio”, “onceavo”, “cienmilésimo”. `None`: said with “sobre”.
fn part(below: u32) -> Option<String> {
    Some(match below {
        2 => "medio".into(),
        3 => "tercio".into(),
        4..=10 => ordinal::ordinal(below, Bend::Masculine)?,
        11..=99 => {
            let name = joined(below);
            // “treinta” and “avo” share a vowel; “dieciséis” is without its accent already.
            format!("{}avo", name.strip_suffix('a').unwrap_or(&name))
        }
        100..=900 if below.is_multiple_of(100) => ordinal::HUNDREDS[(below / 100) as usize].into(),
        1_000 => "milésimo".into(),
        _ if below.is_multiple_of(1_000_000_000) => multiple(below / 1_000_000_000, "milmillonésimo")?,
        _ if below.is_multiple_of(1_000_000) => multiple(below / 1_000_000, "millonésimo")?,
        _ if below.is_multiple_of(1000) => multiple(below / 1000, "milésimo")?,
        _ => return None,
    })
}

/// “cincomilésimo”, “cienmillonésimo”: round ones only.
fn multiple(times: u32, name: &str) -> Option<String> {
    let round = times < 10 || matches!(times, 10 | 20 | 30 | 40 | 50 | 60 | 70 | 80 | 90) || times.is_multiple_of(100);
    let front = if times == 1 { String::new() } else { joined(times) };
    (round && times < 1000).then(|| front + name)
}

/// A fraction in words.
fn words(above: u32, below: u32) -> String {
    match part(below) {
        Some(part) if above == 1 => format!("un {part}"),
        Some(part) => format!("{} {part}s", number(above, Form::Un)),
        None => format!("{} sobre {}", number(above, Form::Uno), number(below, Form::Uno)),
    }
}

/// The fraction in one character, `½`.
fn character(c: char) -> Option<(u32, u32)> {
    Some(match c {
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

/// The fraction that begins at `at`: above, below, tokens.
fn simple(page: &Page<'_>, at: usize) -> Option<(u32, u32, usize)> {
    if let Some((above, below)) = character(page.mark(at)) {
        return Some((above, below, 1));
    }
    if !matches!(page.mark(at + 1), '/' | '⁄') || !page.glued(at + 1) || page.glued_digits(at + 2).is_empty() {
        return None;
    }
    let above: u32 = page.digits(at).parse().ok()?;
    let below = super::amount::amount(page, at + 2)?;
    let end = at + 2 + below.take;
    // `1/2/3` is a date or a code.
    let more = page.glued(end) && (page.mark(end) == '/' || !page.word(end).is_empty() && below.take == 1);
    let value = below.value().filter(|v| *v > 1 && !below.whole.starts_with('0') && !more)?;
    Some((above, value, 2 + below.take))
}

/// A fraction, or a whole number and one, at `i`.
pub fn read(page: &Page<'_>, i: usize) -> Option<Said> {
    if let Some((above, below, take)) = simple(page, i) {
        return one(page, i, above, below, take);
    }
    let whole = super::amount::amount(page, i).filter(|a| a.fraction.is_none())?;
    let (above, below, take) = simple(page, i + whole.take)?;
    let touching = page.glued(i + whole.take);
    if page.digits(i + whole.take).is_empty() != touching && !page.apart(i + whole.take) || below > 1000 {
        return None;
    }
    let at = i + whole.take + take;
    let half = above == 1 && below == 2;
    let rest = if half { "medio".to_string() } else { words(above, below) };
    let Some(unit) = measure(page, at) else {
        // `2 1/2 horas`
        let noun = page.word(at);
        let feminine = page.apart(at) && is_noun(noun) && gender(noun) == Some(Gender::Feminine);
        let form = if feminine && half { Form::Una } else { Form::Uno };
        let rest = if feminine && half { "media".to_string() } else { rest };
        return Said::new(at - i, format!("{} y {rest}", super::numeral::cardinal(&whole.whole, form)));
    };
    let (form, rest) = match (unit.feminine, half) {
        (true, true) => (Form::Una, "media".to_string()),
        _ => (Form::Uno, rest),
    };
    let name = if whole.whole == "1" { unit.one } else { unit.many };
    let of = if half { "" } else { " de" };
    Said::new(at + unit.take - i, format!("{} y {rest}{of} {name}", super::numeral::cardinal(&whole.whole, form)))
}

/// What is measured in parts, by its name in full.
fn is_measured(noun: &str) -> bool {
    matches!(
        noun,
        "milla"
            | "hora"
            | "libra"
            | "onza"
            | "taza"
            | "pulgada"
            | "yarda"
            | "tonelada"
            | "hectárea"
            | "docena"
            | "litro"
            | "metro"
            | "kilo"
            | "kilómetro"
            | "kilogramo"
            | "galón"
            | "siglo"
            | "minuto"
            | "segundo"
    )
}

/// A fraction without a whole number before it.
fn one(page: &Page<'_>, i: usize, above: u32, below: u32, take: usize) -> Option<Said> {
    let at = i + take;
    let half = above == 1 && below == 2;
    if let Some(unit) = measure(page, at).filter(|unit| !unit.one.starts_with("grado") || page.prose) {
        let text = match (half, unit.feminine) {
            (true, true) => format!("media {}", unit.one),
            (true, false) => format!("medio {}", unit.one),
            _ => format!("{} de {}", words(above, below), unit.one),
        };
        return Said::new(take + unit.take, text);
    }
    let noun = page.word(at);
    // `1/2 milla`, `3/4 hora`: a part of what is measured.
    if page.apart(at) && is_measured(noun) {
        let feminine = gender(noun) == Some(Gender::Feminine);
        return match (half, feminine) {
            (true, true) => Said::new(take, "media"),
            (true, false) => Said::new(take, "medio"),
            _ => Said::new(take, format!("{} de", words(above, below))),
        };
    }
    if page.prose && page.apart(at) {
        if matches!(noun, "parte" | "partes") && below > 2 && below <= 10 {
            let third = if below == 3 { "tercera".into() } else { ordinal::ordinal(below, Bend::Feminine)? };
            let plural = if above == 1 { "" } else { "s" };
            return Said::new(take, format!("{} {third}{plural}", number(above, Form::Una)));
        }
        if half && is_noun(noun) {
            let feminine = gender(noun) == Some(Gender::Feminine);
            return Said::new(take, if feminine { "media" } else { "medio" });
        }
    }
    // `24/7` and `2019/20` are said as they stand; `120/80` is “sobre”.
    if (above, below) == (24, 7) {
        return Said::new(take, "veinticuatro siete");
    }
    if (1900..2100).contains(&above) && below < 2100 {
        return Said::new(take, format!("{} {}", number(above, Form::Uno), number(below, Form::Uno)));
    }
    // `Real Decreto 463/2020`
    if page.prose && (1900..2100).contains(&below) {
        return Said::new(take, format!("{} de {}", number(above, Form::Uno), number(below, Form::Uno)));
    }
    if page.prose && above >= below && below > 10 {
        return Said::new(take, format!("{} sobre {}", number(above, Form::Uno), number(below, Form::Uno)));
    }
    Said::new(take, words(above, below))
}
