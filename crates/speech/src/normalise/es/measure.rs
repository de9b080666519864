//! Measures: `200 m`, `120 km/h`, `9 m³`, `8,5 %`, `-8 °C`.

use super::amount::Amount;
use super::numeral::Form;
use super::text::Page;
use super::unit::{Unit, is_doubtful, unit};
use crate::normalise::view::Said;

/// A unit as it stands in the text.
pub struct Measure {
    pub one: String,
    pub many: String,
    pub feminine: bool,
    pub take: usize,
}

/// The unit at `at`, its power and what it is divided by.
pub fn measure(page: &Page<'_>, at: usize) -> Option<Measure> {
    if let Some(degrees) = degrees(page, at) {
        return Some(degrees);
    }
    if page.glued_mark(at, '/') {
        let (per, take) = divisor(page, at)?;
        return Some(Measure { one: per.clone(), many: per, feminine: false, take });
    }
    let symbol = page.word(at);
    let Unit { one, many, feminine } = unit(symbol).or_else(|| small(page, symbol)).or_else(|| points(page, symbol))?;
    if page.prose && is_doubtful(symbol) && (page.apart(at) || symbol.len() == 1) {
        return None;
    }
    let mut measure = Measure { one: one.into(), many: many.into(), feminine, take: 1 };
    if let Some((power, powers)) = power(page, at + 1, symbol) {
        let (a, s) = if feminine { ("a", "as") } else { ("o", "os") };
        measure.one = format!("{one} {power}{a}");
        measure.many = format!("{many} {powers}{s}");
        measure.take += 1;
    }
    if let Some((per, take)) = divisor(page, at + measure.take) {
        measure.one = format!("{} {per}", measure.one);
        measure.many = format!("{} {per}", measure.many);
        measure.take += take;
    }
    // `20 min., dijo`, `5 km. de costa`: the dot of the short form, where the sentence goes on.
    let dot = at + measure.take;
    let goes_on = page.glued(dot + 1) && matches!(page.mark(dot + 1), ',' | ';' | ':' | ')')
        || page.apart(dot + 1) && page.word(dot + 1).starts_with(char::is_lowercase);
    if symbol.len() > 1 && page.glued_mark(dot, '.') && goes_on {
        measure.take += 1;
        return Some(measure);
    }
    // A letter with a dot before a name is an initial, and `s.` before a numeral a century.
    let touched = page.glued(at + measure.take)
        && (matches!(page.mark(at + measure.take), '\'' | '’' | '@' | '&') || !page.word(at + measure.take).is_empty());
    (!touched).then_some(measure)
}

/// In the news `25 pb` are points of interest, not bytes.
fn points(page: &Page<'_>, symbol: &str) -> Option<Unit> {
    let points = Unit { one: "punto básico", many: "puntos básicos", feminine: false };
    (page.prose && symbol == "pb").then_some(points)
}

/// In a label a unit may be written in small letters: `5 mw`.
fn small(page: &Page<'_>, symbol: &str) -> Option<Unit> {
    const WRITTEN: &[&str] =
        &["W", "MW", "GW", "V", "kV", "MB", "Pa", "kPa", "hPa", "MWh", "GWh", "L", "mL", "J", "N", "mA", "Ω", "PB"];
    let known = || WRITTEN.iter().find(|known| known.eq_ignore_ascii_case(symbol));
    if page.prose { None } else { known().and_then(|known| unit(known)) }
}

/// `²`, `³`, or a digit that touches `m`, `km` and the like.
fn power(page: &Page<'_>, at: usize, symbol: &str) -> Option<(&'static str, &'static str)> {
    let length = matches!(symbol, "km" | "m" | "cm" | "mm" | "dm" | "hm" | "ft" | "mi" | "Km" | "in");
    match (page.mark(at), page.glued_digits(at)) {
        ('²', _) => Some(("cuadrad", "cuadrad")),
        ('³', _) => Some(("cúbic", "cúbic")),
        (_, "2") if length => Some(("cuadrad", "cuadrad")),
        (_, "3") if length => Some(("cúbic", "cúbic")),
        _ => None,
    }
}

/// `/h`, `/m²`: “por hora”, “por metro cuadrado”.
pub(super) fn divisor(page: &Page<'_>, at: usize) -> Option<(String, usize)> {
    if !page.glued_mark(at, '/') || !page.glued(at + 1) {
        return None;
    }
    let word = page.word(at + 1);
    let by = match word {
        "día" | "mes" | "año" | "hora" | "minuto" | "segundo" | "kilo" | "litro" | "persona" | "noche" => word,
        _ => unit(word).or_else(|| small(page, word))?.one,
    };
    match power(page, at + 2, word) {
        Some((power, _)) => Some((format!("por {by} {power}o"), 3)),
        None => Some((format!("por {by}"), 2)),
    }
}

/// `°C`, `º F`, `℃`, `°`: degrees.
fn degrees(page: &Page<'_>, at: usize) -> Option<Measure> {
    let make = |kind: &str, take| {
        let add = |name: &str| if kind.is_empty() { name.to_string() } else { format!("{name} {kind}") };
        // “grado centígrado”, “grados centígrados”; “Celsius” and “Fahrenheit” do not bend.
        let many = if kind == "centígrado" { "grados centígrados".into() } else { add("grados") };
        Some(Measure { one: add("grado"), many, feminine: false, take })
    };
    match page.mark(at) {
        '℃' => return make("centígrado", 1),
        '℉' => return make("Fahrenheit", 1),
        _ => {}
    }
    let joined = page.word(at);
    if page.mark(at) != '°' && joined != "º" {
        return match joined {
            "ºC" => make("centígrado", 1),
            "ºF" => make("Fahrenheit", 1),
            _ => None,
        };
    }
    match page.word(at + 1) {
        "C" | "c" => make("centígrado", 2),
        "F" | "f" => make(if page.prose { "Fahrenheit" } else { "fahrenheit" }, 2),
        "K" => make("Kelvin", 2),
        _ if page.mark(at) == '°' && (page.prose || page.apart(at)) => make("", 1),
        _ => None,
    }
}

/// The amount has been read, and a unit or a percent sign stands at `at`.
pub fn after(page: &Page<'_>, amount: &Amount, at: usize) -> Option<Said> {
    match page.mark(at) {
        '%' => return Said::new(1, format!("{} por ciento", amount.words(page, Form::Uno))),
        '‰' => return Said::new(1, format!("{} por mil", amount.words(page, Form::Uno))),
        _ => {}
    }
    let millions = matches!(page.word(at), "millón" | "millones" | "billón" | "billones");
    if millions && page.apart(at + 1) && page.word(at + 1).len() > 1 {
        // `1,5 millones km`
        let unit = measure(page, at + 1)?;
        let text = format!("{} {} de {}", amount.words(page, Form::Un), page.word(at), unit.many);
        return Said::new(1 + unit.take, text);
    }
    let measure = measure(page, at)?;
    let form = match measure.feminine {
        _ if measure.one.starts_with("por ") => Form::Uno,
        true => Form::Una,
        false => Form::Un,
    };
    let mut name = if amount.is_one() { measure.one } else { measure.many };
    if !page.prose {
        // A label leaves letters small.
        name = name.replace("P S I", "p s i");
    }
    let round = amount.fraction.is_none() && super::money::is_round_millions(&amount.whole);
    let of = if round && !name.starts_with("por ") { " de" } else { "" };
    Said::new(measure.take, format!("{}{of} {name}", amount.words(page, form)))
}
