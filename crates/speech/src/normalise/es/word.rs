//! What begins with letters.

use super::text::Page;
use super::{abbreviation, acronym, date, measure, money, roman, unit};
use crate::normalise::view::{Said, is_capitals};

/// The rule for the word at `i`.
pub fn read(page: &Page<'_>, i: usize) -> Option<Said> {
    let first = page.word(i).as_bytes().first().copied().unwrap_or(0);
    quarter(page, i)
        .or_else(|| date::month_first(page, i))
        .or_else(|| date::weekday(page, i))
        .or_else(|| date::era(page, i))
        .or_else(|| money::before(page, i))
        .or_else(|| abbreviation::read(page, i))
        .or_else(|| roman::read(page, i))
        .or_else(|| lone_unit(page, i))
        .or_else(|| model(page, i))
        .or_else(|| if first.is_ascii_lowercase() { None } else { acronym::read(page, i) })
}

/// `el Q3 de 2024`: a quarter of a year, where no sum in quetzales goes on.
fn quarter(page: &Page<'_>, i: usize) -> Option<Said> {
    let name = match page.glued_digits(i + 1) {
        "1" => "primer",
        "2" => "segundo",
        "3" => "tercer",
        "4" => "cuarto",
        _ => return None,
    };
    let decimals = page.glued(i + 2) && !page.glued_digits(i + 3).is_empty();
    let sum = matches!(page.word(i + 2), "mil" | "millones" | "millón" | "quetzales" | "cada" | "por");
    let told = page.word(i) == "Q" && page.prose && !decimals && !sum && !page.glued_mark(i + 2, '/');
    told.then(|| Said { take: 2, text: format!("{name} trimestre") })
}

/// `millones de km²`, `en kg`: a unit without its number, plain enough to be no word.
fn lone_unit(page: &Page<'_>, i: usize) -> Option<Said> {
    let symbol = page.word(i);
    let clear = matches!(
        symbol,
        "km" | "kg"
            | "cm"
            | "mm"
            | "kWh"
            | "MWh"
            | "GWh"
            | "TWh"
            | "MW"
            | "GW"
            | "kW"
            | "MHz"
            | "GHz"
            | "mph"
            | "ml"
            | "mg"
    );
    if !clear || !page.prose || unit::unit(symbol).is_none() {
        return None;
    }
    let measure = measure::measure(page, i)?;
    let one = matches!(page.low(i.wrapping_sub(1)).as_str(), "un" | "una" | "por" | "cada" | "el" | "la");
    Said::new(measure.take, if one { measure.one } else { measure.many })
}

/// `G20`, `F-16`, `COVID-19`, `A-6`: letters before digits are named, the hyphen is not.
fn model(page: &Page<'_>, i: usize) -> Option<Said> {
    let word = page.word(i);
    let hyphen = usize::from(matches!(page.mark(i + 1), '-' | '‑') && page.glued(i + 1));
    if !page.prose || page.shouted || !page.glued(i + 1) || page.glued_digits(i + 1 + hyphen).is_empty() {
        return None;
    }
    let letters = is_capitals(word) || word.len() == 1 && word.starts_with(char::is_uppercase);
    const MOST: usize = 4;
    let short = word.chars().count() <= MOST && !acronym::is_pronounceable(word);
    (letters && short).then(|| Said { take: 1 + hyphen, text: acronym::letters(word) })
}
