//! Dates: `1 de enero`, `3 ene. 2020`, `03/01/1999`, `1999-01-03`, `junio 11, 2000`.

use super::numeral::{Form, cardinal, number};
use super::text::Page;
use crate::normalise::view::Said;

pub(super) const MONTHS: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

/// The month of a name in any case, and whether it is cut short.
fn month(word: &str) -> Option<(usize, bool)> {
    let low = word.to_lowercase();
    if let Some(at) = MONTHS.iter().position(|name| *name == low) {
        return Some((at + 1, false));
    }
    Some(match low.as_str() {
        "setiembre" => (9, false),
        "ene" => (1, true),
        "feb" | "febr" => (2, true),
        "mar" | "mzo" => (3, true),
        "abr" => (4, true),
        "may" => (5, true),
        "jun" => (6, true),
        "jul" => (7, true),
        "ago" | "agt" => (8, true),
        "sep" | "sept" | "set" => (9, true),
        "oct" => (10, true),
        "nov" => (11, true),
        "dic" | "dbre" => (12, true),
        _ => return None,
    })
}

/// A day of a month in words: the first is “primero”.
fn day(value: u32) -> Option<String> {
    match value {
        1 => Some("primero".into()),
        2..=31 => Some(number(value, Form::Uno)),
        _ => None,
    }
}

fn whole(day_: u32, month: usize, year: &str) -> Option<String> {
    let name = MONTHS.get(month.checked_sub(1)?)?;
    Some(format!("{} de {name} de {}", day(day_)?, cardinal(year, Form::Uno)))
}

/// The day at `i`, at most two digits.
fn short_number(page: &Page<'_>, i: usize) -> Option<u32> {
    let digits = page.digits(i);
    if (1..=2).contains(&digits.len()) { digits.parse().ok() } else { None }
}

/// A date that begins with the digits at `i`.
pub fn read(page: &Page<'_>, i: usize) -> Option<Said> {
    numeric(page, i).or_else(|| with_month(page, i)).or_else(|| day_and_month(page, i))
}

/// `03/01/1999`, `30-2-1990`, `30.2.1990`, `1990-02-30`.
fn numeric(page: &Page<'_>, i: usize) -> Option<Said> {
    let mark = page.mark(i + 1);
    let shaped = matches!(mark, '/' | '-' | '.' | '–')
        && page.glued(i + 1)
        && page.glued_mark(i + 3, mark)
        && !page.glued_digits(i + 2).is_empty()
        && !page.glued_digits(i + 4).is_empty();
    // Something that goes on is a code: `30-2-1990-7`.
    if !shaped || page.glued_mark(i + 5, mark) && !page.glued_digits(i + 6).is_empty() {
        return None;
    }
    let (first, second, third) = (page.digits(i), page.digits(i + 2), page.digits(i + 4));
    let middle = short_number(page, i + 2)?;
    let (day_, month, year) = match (first.len(), third.len()) {
        (4, 1..=2) => (short_number(page, i + 4)?, middle, first.to_string()),
        (1..=2, 4) => (short_number(page, i)?, middle, third.to_string()),
        (1..=2, 2) if mark != '.' => {
            let century = if third >= "50" { "19" } else { "20" };
            (short_number(page, i)?, middle, format!("{century}{third}"))
        }
        _ => return None,
    };
    // `12/25/1999`, as it is written in the United States.
    let (day_, month) = if month > 12 && day_ <= 12 { (month, day_) } else { (day_, month) };
    if second.len() > 2 || year.starts_with('0') {
        return None;
    }
    Said::new(5, whole(day_, month as usize, &year)?)
}

/// `1 enero`, `3 ene. 2020`, `1 de enero`, `5-mar-2021`.
fn with_month(page: &Page<'_>, i: usize) -> Option<Said> {
    let value = short_number(page, i)?;
    if page.word(i + 1) == "de" && page.apart(i + 1) {
        // Only the first is not the number that it is.
        let named = month(page.word(i + 2)).is_some_and(|(_, cut)| !cut);
        if value == 1 && named && !follows_range(page, i) {
            return Said::new(1, "primero");
        }
        return cut_after_de(page, i, value);
    }
    let dashed = page.glued_mark(i + 1, '-') || page.glued_mark(i + 1, '/');
    let at = i + 1 + usize::from(dashed);
    let (number, cut) = month(page.word(at))?;
    // `3 mar` could be the sea: what is cut short wants a dot, a dash or a year.
    let dot = usize::from(cut && page.glued_mark(at + 1, '.'));
    let mut end = at + 1 + dot;
    let separated = dashed && matches!(page.mark(end), '-' | '/') && page.glued(end);
    let year_at = end + usize::from(separated) + usize::from(matches!(page.low(end).as_str(), "de" | "del"));
    let year = Some(page.digits(year_at)).filter(|y| y.len() == 4 && y.starts_with(['1', '2']));
    if cut && dot == 0 && year.is_none() && page.prose || dashed && year.is_none() {
        return None;
    }
    let mut text = format!("{} de {}", day(value)?, MONTHS[number - 1]);
    if let Some(year) = year {
        text = format!("{text} de {}", cardinal(year, Form::Uno));
        end = year_at + 1;
    }
    Said::new(end - i, text)
}

/// `3 de ene. de 2020`.
fn cut_after_de(page: &Page<'_>, i: usize, value: u32) -> Option<Said> {
    let (number, cut) = month(page.word(i + 2))?;
    let dotted = cut && page.glued_mark(i + 3, '.');
    // Without its dot it wants a year: `3 de mar de 2020`.
    let dated = cut && page.word(i + 3) == "de" && page.digits(i + 4).len() == 4;
    let take = 3 + usize::from(dotted);
    if dotted || dated { Said::new(take, format!("{} de {}", day(value)?, MONTHS[number - 1])) } else { None }
}

/// `del 30 de mayo al 1 de junio` keeps “primero”; `entre el 5 y 1 de mayo` is nothing anybody writes.
fn follows_range(page: &Page<'_>, i: usize) -> bool {
    i > 0 && page.glued(i) && matches!(page.mark(i - 1), '-' | '–')
}

/// `el 15/04`: a day and a month after an article.
fn day_and_month(page: &Page<'_>, i: usize) -> Option<Said> {
    let article = i > 0 && matches!(page.low(i - 1).as_str(), "el" | "del" | "al");
    let end = page.glued(i + 3) && (page.mark(i + 3) == '/' || !page.word(i + 3).is_empty());
    let share = page.word(i + 3) == "de";
    if !page.prose || !article || share || !page.glued_mark(i + 1, '/') || !page.glued(i + 2) || end {
        return None;
    }
    let (value, number) = (short_number(page, i)?, short_number(page, i + 2)?);
    let name = MONTHS.get((number as usize).checked_sub(1)?)?;
    Said::new(3, format!("{} de {name}", day(value)?))
}

/// A date that begins with its month: `junio 11, 2000`.
pub fn month_first(page: &Page<'_>, i: usize) -> Option<Said> {
    let (number, cut) = month(page.word(i))?;
    let dot = usize::from(cut && page.glued_mark(i + 1, '.'));
    let at = i + 1 + dot;
    let value = short_number(page, at).filter(|_| page.apart(at))?;
    let comma = usize::from(page.glued_mark(at + 1, ','));
    let year_at = at + 1 + comma;
    let year = Some(page.digits(year_at)).filter(|y| y.len() == 4 && page.apart(year_at));
    if let Some(year) = year {
        return Said::new(year_at + 1 - i, whole(value, number, year)?);
    }
    let alone = !page.prose && page.get(at + 1).is_none() && !(cut && dot == 0);
    if alone { Said::new(at + 1 - i, format!("{} de {}", day(value)?, MONTHS[number - 1])) } else { None }
}

/// `vier. 10`, `lun. 3 de mayo`: a weekday cut short before its day.
pub fn weekday(page: &Page<'_>, i: usize) -> Option<Said> {
    let name = match page.low(i).as_str() {
        "lun" => "lunes",
        "mar" | "mart" => "martes",
        "mié" | "mier" | "miér" | "miérc" | "mierc" => "miércoles",
        "jue" | "juev" => "jueves",
        "vie" | "vier" | "viern" => "viernes",
        "sáb" | "sab" => "sábado",
        "dom" => "domingo",
        _ => return None,
    };
    let dot = usize::from(page.glued_mark(i + 1, '.'));
    let comma = usize::from(page.glued_mark(i + 1 + dot, ','));
    let next = i + 1 + dot + comma;
    let dated = dot == 1 && (!page.prose || (1..=2).contains(&page.digits(next).len()));
    // `lun 3 de mayo`: without its dot it wants a day and a month.
    let whole = dot + comma == 0
        && (1..=2).contains(&page.digits(next).len())
        && (page.word(next + 1) == "de" && month(page.word(next + 2)).is_some()
            || month(page.word(next + 1)).is_some());
    if dated || whole { Said::new(1 + dot, name) } else { None }
}

/// `a. C.`, `d. de C.`, `a.C.`, `d. n. e.`: before or after Christ, behind a number or a century.
pub fn era(page: &Page<'_>, i: usize) -> Option<Said> {
    let side = match page.low(i).as_str() {
        "a" => "antes",
        "d" => "después",
        _ => return None,
    };
    if !page.glued_mark(i + 1, '.') {
        return None;
    }
    let at = i + 2 + usize::from(page.word(i + 2) == "de");
    let letter = page.word(at);
    if !matches!(letter, "C" | "c" | "J" | "Cr") || i == 0 {
        return None;
    }
    // `a. J. C.`
    let at = if letter == "J" && page.glued_mark(at + 1, '.') && page.word(at + 2) == "C" { at + 2 } else { at };
    let dot = page.glued_mark(at + 1, '.');
    let stop = if dot && letter != "c" && page.prose && page.ends_text(at + 1) { "." } else { "" };
    let christ = if letter == "c" { "cristo" } else { "Cristo" };
    Said::new(at + 1 + usize::from(dot) - i, format!("{side} de {christ}{stop}"))
}
