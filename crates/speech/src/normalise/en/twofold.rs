//! Units whose letters mean two things, told apart by what stands around them.

use super::view::{Low, Said, View};

/// Units whose letters mean something else elsewhere: `929 mb` of pressure, `11 bps` of yield, `250 K` of heat.
pub fn in_context(view: &View<'_>, at: usize, one: bool) -> Option<String> {
    let pick = |one_name: &str, many: &str| Some(if one { one_name.to_string() } else { many.to_string() });
    match view.word(at) {
        "kt" if near(view, at, &["wind", "winds", "gust", "gusts", "gusting", "speed", "knots", "sea", "sailing"]) => {
            return pick("knot", "knots");
        }
        // `320pp` is a book, `300 ppt` a trace in water.
        "pp" | "ppt" | "ppts" if is_points(view, at) => return pick("percentage point", "percentage points"),
        "ppt" | "ppts" => return pick("part per trillion", "parts per trillion"),
        _ if !view.prose => return None,
        _ => {}
    }
    match view.word(at) {
        "mb" if view.apart(at) || near(view, at, WEATHER) => pick("millibar", "millibars"),
        "bps" | "bp" if !near(view, at, &["connection", "modem", "download", "broadband", "genome", "gene", "dna"]) => {
            pick("basis point", "basis points")
        }
        "m" if matches!(
            view.word(at + 1),
            "relay"
                | "freestyle"
                | "butterfly"
                | "backstroke"
                | "breaststroke"
                | "hurdles"
                | "sprint"
                | "steeplechase"
                | "race"
                | "final"
                | "medley"
                | "dash"
        ) =>
        {
            Some("meter".into())
        }
        "K" if view.apart(at)
            && !view.glued(at + 1) | matches!(view.mark(at + 1), '.' | ',' | ';' | ')')
            && is_kelvin(view, at) =>
        {
            pick("kelvin", "kelvins")
        }
        "F" | "C" if is_temperature(view, at) => {
            let name = if view.word(at) == "F" { "Fahrenheit" } else { "Celsius" };
            Some(format!("{} {name}", if one { "degree" } else { "degrees" }))
        }
        _ => None,
    }
}

/// Words beside which a number of mb is one of the barometer's.
const WEATHER: &[&str] = &[
    "low",
    "pressure",
    "depression",
    "storm",
    "hurricane",
    "typhoon",
    "cyclone",
    "barometer",
    "barometric",
    "anticyclone",
    "winds",
    "gusts",
    "forecasters",
    "deepen",
    "deepened",
    "hpa",
];

/// Points of a percentage: a small number, and nothing about pages or traces near it.
fn is_points(view: &View<'_>, at: usize) -> bool {
    const OTHERS: &[&str] =
        &["water", "pfas", "pollution", "concentration", "concentrations", "trillion", "ppb", "pages", "press"];
    let digits = view.digits(at.wrapping_sub(1));
    let ends = !view.glued(at + 1) || matches!(view.mark(at + 1), '.' | ',' | ';' | ')' | '-' | '–');
    (1..=2).contains(&digits.len()) && ends && (view.glued(at) || view.word(at) != "pp") && !near(view, at, OTHERS)
}

/// Tokens to either side that are looked at for a word that tells what a letter means.
const NEAR: usize = 12;

/// Whether one of these words stands near token `at`.
pub fn near(view: &View<'_>, at: usize, words: &[&str]) -> bool {
    (at.saturating_sub(NEAR)..at + NEAR).any(|k| words.iter().any(|w| view.is(k, w)))
}

fn is_kelvin(view: &View<'_>, at: usize) -> bool {
    let next = view.word(at + 1);
    let run = matches!(next, "run" | "race" | "walk" | "fun" | "TV" | "people" | "a" | "in");
    let placed = matches!(
        Low::of(at.checked_sub(2).map_or("", |k| view.word(k))).as_str(),
        "at" | "below" | "above" | "near" | "around" | "to" | "about"
    );
    !run && (placed
        || near(
            view,
            at,
            &[
                "temperature",
                "temperatures",
                "kelvin",
                "superconducts",
                "superconductor",
                "superconducting",
                "cooled",
                "heated",
                "absolute",
                "cryogenic",
            ],
        ))
}

/// `72F`, `-10 C`: a number of degrees, not a seat or a gate.
fn is_temperature(view: &View<'_>, at: usize) -> bool {
    let value = view.digits(at.wrapping_sub(1));
    let end = !view.glued(at + 1) || matches!(view.mark(at + 1), '.' | ',' | ';' | ')' | '/' | '-' | '–');
    if value.is_empty() || value.len() > 4 || !end {
        return false;
    }
    let decimal = at >= 3 && view.mark(at - 2) == '.' && view.glued(at - 2) && !view.digits(at - 3).is_empty();
    let back = if decimal { 4 } else { 2 };
    let name = at.checked_sub(back).map_or("", |k| view.word(k));
    let below = at >= back && matches!(view.mark(at - back), '-' | '−' | '–');
    let clue = || {
        near(
            view,
            at,
            &[
                "temperature",
                "temperatures",
                "temp",
                "temps",
                "degrees",
                "high",
                "highs",
                "low",
                "lows",
                "heat",
                "cold",
                "warm",
                "warming",
                "hot",
                "freezing",
                "weather",
                "celsius",
                "bake",
                "preheat",
                "roast",
                "pan",
                "fahrenheit",
                "oven",
                "thermometer",
                "mercury",
                "frost",
            ],
        )
    };
    let placed = name.chars().all(char::is_lowercase)
        && !matches!(
            name,
            "gate"
                | "type"
                | "level"
                | "zone"
                | "stage"
                | "group"
                | "exit"
                | "pier"
                | "seat"
                | "row"
                | "unit"
                | "apartment"
                | "room"
                | "flight"
                | "grade"
                | "class"
        );
    if view.glued(at) {
        placed && (below || clue() || value.len() <= 2 && !name.is_empty())
    } else {
        below || placed && (decimal || clue())
    }
}

/// `75 degrees F`: the letter, as a word.
pub fn scale_letter(view: &View<'_>, i: usize) -> Option<Said> {
    if !view.prose || !matches!(view.word_before(i), "degrees" | "degree") || view.glued(i) {
        return None;
    }
    match view.word(i) {
        "F" => Said::new(1, "Fahrenheit"),
        "C" => Said::new(1, "Celsius"),
        _ => None,
    }
}
