//! What begins with digits: the rules in their order, and plain quantities.

use super::amount::{Amount, amount};
use super::gender::{Gender, gender, is_noun, is_plural};
use super::numeral::{Form, cardinal, one_by_one};
use super::text::Page;
use super::{date, fraction, measure, money, ordinal, telephone, time};
use crate::normalise::view::Said;

/// The rule for the digits at `i`.
pub fn number(page: &Page<'_>, i: usize) -> Option<Said> {
    telephone::read(page, i)
        .or_else(|| date::read(page, i))
        .or_else(|| time::read(page, i))
        .or_else(|| ordinal::read(page, i))
        .or_else(|| fraction::read(page, i))
        .or_else(|| range(page, i))
        .or_else(|| quantity(page, i))
}

/// A number with what it counts, as far as that is part of the reading.
fn quantity(page: &Page<'_>, i: usize) -> Option<Said> {
    let amount = amount(page, i)?;
    if amount.take == 1
        && let Some(said) = dotted(page, i)
    {
        return Some(said);
    }
    let at = i + amount.take;
    // `los 90s`
    let decade = page.glued(at) && page.word(at) == "s" && amount.whole.len() == 2 && amount.whole.ends_with('0');
    if decade && matches!(page.low(i.wrapping_sub(1)).as_str(), "los" | "años") {
        return Said::new(amount.take + 1, amount.words(page, Form::Uno));
    }
    // `H5N1` holds no newtons.
    let inside = page.glued(i) && !page.word(i.wrapping_sub(1)).is_empty();
    let with = money::after(page, &amount, at).or_else(|| measure::after(page, &amount, at));
    if let Some(said) = with.filter(|_| !inside) {
        return Said::new(amount.take + said.take, said.text);
    }
    // `1,5 M de unidades`
    if page.prose && page.word(at) == "M" && page.word(at + 1) == "de" {
        let millions = if amount.is_one() { "millón" } else { "millones" };
        return Said::new(amount.take + 1, format!("{} {millions}", amount.words(page, Form::Un)));
    }
    // `007`, and `12345678Z`, a number of a document
    let document = page.prose
        && !amount.grouped
        && amount.whole.len() > 6
        && (page.glued(at) && !page.word(at).is_empty() || !amount.whole.ends_with("000"));
    if document && amount.fraction.is_none() && !is_plural(page.word(at)) {
        return Said::new(amount.take, one_by_one(&amount.whole));
    }
    if amount.whole.len() > 1 && amount.whole.starts_with('0') && amount.fraction.is_none() {
        return Said::new(amount.take, one_by_one(&amount.whole));
    }
    Said::new(amount.take, amount.words(page, form(page, i, &amount, at)))
}

/// Words before a number of four digits that make it a year.
fn is_before_year(low: &str) -> bool {
    matches!(
        low,
        "en" | "de"
            | "del"
            | "desde"
            | "hasta"
            | "para"
            | "año"
            | "años"
            | "a"
            | "entre"
            | "y"
            | "e"
            | "o"
            | "temporada"
            | "mundial"
            | "el"
            | "enero"
            | "febrero"
            | "marzo"
            | "abril"
            | "mayo"
            | "junio"
            | "julio"
            | "agosto"
            | "septiembre"
            | "octubre"
            | "noviembre"
            | "diciembre"
    )
}

/// `192.168.1.1`, `1.2.3`: three numbers or more with single dots, a version or the address of a machine.
fn dotted(page: &Page<'_>, i: usize) -> Option<Said> {
    const MOST: usize = 6;
    let mut count = 1;
    while count < MOST && page.glued_mark(i + 2 * count - 1, '.') && !page.glued_digits(i + 2 * count).is_empty() {
        count += 1;
    }
    if count < 3 {
        return None;
    }
    let parts = (0..count).map(|n| page.digits(i + 2 * n));
    let words = parts.map(|p| if page.prose { cardinal(p, Form::Uno) } else { one_by_one(p) });
    Said::new(2 * count - 1, words.collect::<Vec<_>>().join(" punto "))
}

/// Nouns whose number is their name: after them a verb follows, not what is counted. `el número 1 ganó`
fn is_numbered(low: &str) -> bool {
    matches!(
        low,
        "número"
            | "nº"
            | "puesto"
            | "canal"
            | "fórmula"
            | "grupo"
            | "fase"
            | "día"
            | "nivel"
            | "tipo"
            | "capítulo"
            | "artículo"
            | "ronda"
            | "jornada"
            | "etapa"
            | "liga"
            | "zona"
            | "línea"
            | "categoría"
            | "clase"
            | "carril"
            | "sala"
            | "ruta"
            | "km"
            | "página"
            | "reactor"
            | "bloque"
            | "equipo"
            | "apartado"
            | "punto"
            | "ley"
    )
}

/// How the amount that began at `i` bends to what stands at `at`.
pub fn form(page: &Page<'_>, i: usize, amount: &Amount, at: usize) -> Form {
    let word = page.word(at);
    if !page.apart(at) || word.is_empty() {
        return Form::Uno;
    }
    if matches!(word, "mil" | "millones" | "millón" | "billones" | "billón" | "trillones" | "trillón" | "cuatrillones")
    {
        return Form::Un;
    }
    if amount.fraction.is_some() {
        return Form::Uno;
    }
    let numbered = i > 0 && (page.glued(i) && !page.word(i - 1).is_empty() || is_numbered(&page.low(i - 1)));
    if numbered {
        return Form::Uno;
    }
    let bending = amount.whole.ends_with('1') && !amount.whole.ends_with("11") || amount.whole.len() > 2;
    if !bending {
        return Form::Uno;
    }
    let year = amount.whole.len() == 4 && !amount.grouped && ("1500".."2100").contains(&amount.whole.as_str());
    if year && i > 0 && is_before_year(&page.low(i - 1)) {
        return Form::Uno;
    }
    let fits = if amount.is_one() { is_noun(word) && !is_plural(word) } else { is_plural(word) };
    if !fits {
        return Form::Uno;
    }
    // `200 grandes empresas`: an adjective that does not tell leaves it to its noun.
    let told = gender(word).or_else(|| gender(page.word(at + 1)).filter(|_| is_noun(page.word(at + 1))));
    match told {
        Some(Gender::Feminine) => Form::Una,
        _ => Form::Un,
    }
}

/// Two years in a row are one season: `2019-2020`.
fn follows_on(first: &Amount, second: &Amount) -> bool {
    let years = first.whole.len() == 4 && !first.grouped && !second.grouped;
    years && first.value().zip(second.value()).is_some_and(|(a, b)| (1800..2100).contains(&a) && b == a + 1)
}

/// Boeing's models: seven, something and seven, then hundreds.
fn is_airliner(first: &Amount, second: &Amount) -> bool {
    let plain = |a: &Amount| a.take == 1 && a.whole.len() == 3;
    plain(first)
        && plain(second)
        && first.whole.starts_with('7')
        && first.whole.ends_with('7')
        && second.whole.ends_with("00")
}

/// `10-15 días`, `3-1`, `2019-2020`, `2019-20`, `5–7 %`.
fn range(page: &Page<'_>, i: usize) -> Option<Said> {
    let first = amount(page, i)?;
    let dash = i + first.take;
    // `2 - 1`, a score; a hyphen with blanks between longer numbers is a dash.
    let small = first.whole.len() <= 2 && page.digits(dash + 1).len() <= 2;
    let spaced = (page.mark(dash) == '–' || page.mark(dash) == '-' && small && page.prose)
        && page.apart(dash)
        && page.apart(dash + 1);
    let glued = matches!(page.mark(dash), '-' | '–' | '—' | '‑') && page.glued(dash) && page.glued(dash + 1);
    if !(spaced || glued) || first.whole.len() > 1 && first.whole.starts_with('0') {
        return None;
    }
    let at = dash + 1;
    let second = amount(page, at)?;
    let end = at + second.take;
    // More hyphens make a code.
    let more = |k: usize| matches!(page.mark(k), '-' | '–' | '/') && page.glued(k) && page.glued(k + 1);
    let preceded = i > 1 && page.glued(i) && matches!(page.mark(i - 1), '-' | '/' | '–');
    if more(end) || preceded || second.whole.len() > 1 && second.whole.starts_with('0') && first.whole.len() != 4 {
        return None;
    }
    // `737-800`: a model of aircraft.
    if is_airliner(&first, &second) {
        let text = format!("{} {}", first.words(page, Form::Uno), second.words(page, Form::Uno));
        return Said::new(first.take + 1 + second.take, text);
    }
    let season = first.whole.len() == 4 && !first.grouped && second.whole.len() == 2;
    let feminine = measure::measure(page, end).map(|m| m.feminine);
    let bend = match feminine {
        Some(true) => Form::Una,
        Some(false) => Form::Un,
        None => form(page, i, &first, end),
    };
    let rest = quantity(page, at)?;
    let joint = match () {
        () if season || follows_on(&first, &second) => " ",
        () if page.low(i.wrapping_sub(1)) == "entre" => " y ",
        () => " a ",
    };
    Said::new(first.take + 1 + rest.take, format!("{}{joint}{}", first.words(page, bend), rest.text))
}
