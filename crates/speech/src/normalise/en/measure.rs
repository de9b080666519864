//! Measures: `12kg`, `107 mph`, `36 km²`, `3 m³/s`, `2°C`, `5%`.

use super::cardinal::{And, cardinal};
use super::twofold::{in_context, near};
use super::unit::{below, exact, loose};
use super::view::{Low, Said, View};

/// A tick after a number that is feet: `a 12' wall`, `6' x 8'`, `10' high`.
fn is_foot(view: &View<'_>, at: usize) -> bool {
    let number =
        view.glued(at) && !view.digits(at.wrapping_sub(1)).is_empty() && view.digits(at.wrapping_sub(1)).len() <= 3;
    let next = view.word(at + 1);
    let sized = matches!(next, "x" | "by" | "tall" | "high" | "wide" | "long" | "deep" | "above" | "below");
    let crossed = at >= 2 && matches!(view.word(at - 2), "x" | "by");
    let article = at >= 2 && matches!(view.word(at - 2), "a" | "an") && next.starts_with(|c: char| c.is_lowercase());
    view.prose && number && !view.glued(at + 1) && (sized || crossed || article)
}

/// A unit at token `at`, for one or many: what is said and how many tokens.
pub fn measure(view: &View<'_>, at: usize, one: bool) -> Option<(String, usize)> {
    // `30 min[ute]`: an editor has written it out.
    if view.glued_mark(at + 1, '[') {
        return None;
    }
    let mark = view.mark(at);
    match mark {
        '%' | '％' => return Some(("percent".into(), 1)),
        '‰' => return Some(("per thousand".into(), 1)),
        '℃' => return Some(("degrees Celsius".into(), 1)),
        '℉' => return Some(("degrees Fahrenheit".into(), 1)),
        '°' | 'º' if view.glued(at) || matches!(view.word(at + 1), "C" | "F") => return Some(degrees(view, at, one)),
        '\'' | '’' if is_foot(view, at) => {
            let article = at >= 2 && matches!(view.word(at - 2), "a" | "an");
            return Some((if one || article { "foot" } else { "feet" }.into(), 1));
        }
        '′' if view.glued(at) => return Some((if one { "foot" } else { "feet" }.into(), 1)),
        '″' if view.glued(at) => return Some((if one { "inch" } else { "inches" }.into(), 1)),
        '"' if view.glued(at)
            && !view.tokens[at].quoted
            && (!view.glued(at + 1) || matches!(view.mark(at + 1), ',' | '.' | ';' | ')' | '-' | '–')) =>
        {
            return Some((if one { "inch" } else { "inches" }.into(), 1));
        }
        '/' if view.glued(at) && view.glued(at + 1) => {
            let word = view.word(at + 1);
            let letter = || (word.len() == 1 && !view.prose).then(|| word.to_uppercase());
            let name = below(word)
                .map(str::to_string)
                .or_else(|| exact(word).or_else(|| loose(word)).map(|unit| unit.one.to_string()))
                .or_else(letter)?;
            let (power, n) = powered(view, at + 2, name);
            return Some((format!("per {power}"), 2 + n));
        }
        _ => {}
    }
    let word = view.word(at);
    if word.is_empty() {
        return None;
    }
    // `2h 15m`
    if word == "m"
        && at >= 2
        && matches!(view.word(at - 2), "h" | "hr" | "hrs" | "hour" | "hours")
        && view.digits(at - 1).len() <= 2
    {
        return Some((if one { "minute" } else { "minutes" }.into(), 1));
    }
    if let Some((name, take)) = torqued(view, at) {
        return Some((name.into(), take));
    }
    if let Some(found) = in_context(view, at, one) {
        return Some((found, 1));
    }
    let (area, skip) = match (Low::of(word).as_str(), view.mark(at + 1)) {
        ("sq", '.') => ("square ", 2),
        ("sq", _) => ("square ", 1),
        ("cu", '.') => ("cubic ", 2),
        ("cu", _) => ("cubic ", 1),
        _ => ("", 0),
    };
    let unit_at = at + skip + usize::from(skip > 0 && view.glued_mark(at + skip, '-') && view.glued(at + skip + 1));
    let skip = unit_at - at;
    let word = view.word(unit_at);
    // `12 sq. miles`
    if skip > 0
        && matches!(
            Low::of(word).as_str(),
            "mile"
                | "miles"
                | "feet"
                | "foot"
                | "inch"
                | "inches"
                | "yards"
                | "meters"
                | "metres"
                | "kilometers"
                | "kilometres"
        )
    {
        return Some((format!("{area}{word}"), skip + 1));
    }
    // `65.3W` among coordinates
    if word == "W" && view.prose && near(view, at, &["latitude", "longitude", "lat", "long", "coordinates", "n", "s"]) {
        return None;
    }
    let found = exact(word).or_else(|| loose(word));
    // `sq in`, `sq m`
    let dotted_inch = word == "in"
        && (view.glued_mark(unit_at + 1, '.') || matches!(view.word(at.wrapping_sub(2)), "ft" | "feet" | "foot"));
    // `2 in²`; `5 in by 7 in`, `5 in x 7 in`
    let squared = matches!(view.mark(unit_at + 1), '²' | '³') && view.glued(unit_at + 1);
    let inch_by = word == "in" && is_side(view, unit_at);
    // In a label nothing else follows: `220 V`.
    let labelled = !view.prose && view.get(unit_at + 1).is_none() && word != "in";
    let found =
        found.filter(|u| !u.glued || view.glued(at) || skip > 0 || dotted_inch || squared || inch_by || labelled)?;
    let mut name = format!("{area}{}", if one { found.one } else { found.many });
    let mut take = skip + 1;
    let mut next = unit_at + 1;
    if area.is_empty() {
        let (with_power, n) = powered(view, next, name);
        name = with_power;
        take += n;
        next += n;
    }
    // `2.5 in./hr.`
    let dot = usize::from(view.prose && view.glued_mark(next, '.') && view.glued_mark(next + 1, '/'));
    if view.glued_mark(next + dot, '/')
        && view.glued(next + dot + 1)
        && (dot == 0 || below(view.word(next + 2)).is_some())
    {
        next += dot;
        take += dot;
        let word = view.word(next + 1);
        if let Some(under) = below(word) {
            let under = if name == "CC" { "S" } else { under };
            name = format!("{name} per {under}");
            take += 2;
        } else if let Some(under) = exact(word).or_else(|| loose(word)) {
            let (power, n) = powered(view, next + 2, under.one.into());
            name = format!("{name} per {power}");
            take += 2 + n;
            next += 2 + n;
            // `mg/kg/day`
            if view.glued_mark(next, '/')
                && view.glued(next + 1)
                && let Some(time) = below(view.word(next + 1))
            {
                name = format!("{name} per {time}");
                take += 2;
            }
        }
    }
    // Something that touches the unit makes it part of a name: `5m-high` is one, `5mX` is not.
    let end = at + take;
    if view.glued(end) && (!view.word(end).is_empty() || !view.digits(end).is_empty()) {
        return None;
    }
    Some((name, take))
}

/// Whether the `in` at token `at` is that of a side, and another is given beside it: `5 in by 7 in`.
fn is_side(view: &View<'_>, at: usize) -> bool {
    let by = |k: usize| matches!(view.word(k), "by" | "x") || view.mark(k) == '×';
    let side = |number: usize| !view.digits(number).is_empty() && view.word(number + 1) == "in";
    by(at + 1) && side(at + 2) || at >= 4 && by(at - 2) && side(at - 4)
}

/// Whether a word is a unit cut short, whose dot ends no sentence.
pub fn is_short_unit(word: &str) -> bool {
    word.len() > 1
        && (loose(word).is_some()
            || matches!(word, "sq" | "cu" | "pt" | "pts" | "gal" | "bbl" | "mo" | "mos" | "doz" | "bu" | "pct" | "in"))
}

/// Whether a word is a size that things are sold by.
pub fn is_size(word: &str) -> bool {
    matches!(word, "TB" | "GB" | "MB" | "kW" | "MW" | "GW" | "kWh" | "MWh" | "GHz" | "MHz")
}

/// `400 lb-ft`, `12 ft-lb`: at the first unit's token, after its number; said by [`measure`].
fn torqued(view: &View<'_>, at: usize) -> Option<(&'static str, usize)> {
    let joined = matches!(view.mark(at + 1), '-' | '·') && view.glued(at + 1) && view.glued(at + 2);
    match (view.word(at), view.word(at + 2)) {
        ("lb" | "lbs", "ft") if joined => Some(("pound-feet", 3)),
        ("ft", "lb" | "lbs") if joined => Some(("foot-pounds", 3)),
        _ => None,
    }
}

/// A torque without its number beside it: `lb-ft`.
pub fn torque(view: &View<'_>, i: usize) -> Option<Said> {
    torqued(view, i).map(|(name, take)| Said { take, text: name.into() })
}

/// A unit of its own after “per”: `per m²`, `per sq. ft.`
pub fn after_per(view: &View<'_>, i: usize) -> Option<Said> {
    if !view.is(i.wrapping_sub(1), "per") || !view.apart(i) {
        return None;
    }
    let (unit, take) = measure(view, i, true)?;
    Said::new(take, unit)
}

/// Feet and inches by their ticks: `5'9"` → “five foot nine”. Token `i` is the first number.
pub fn height(view: &View<'_>, i: usize) -> Option<Said> {
    let (feet, inches) = (view.digits(i), view.digits(i + 2));
    let ticked = matches!(view.mark(i + 1), '\'' | '’' | '′') && view.glued(i + 1) && view.glued(i + 2);
    if !ticked || feet.len() != 1 || inches.is_empty() || inches.len() > 2 {
        return None;
    }
    let two_ticks = |at: usize| matches!(view.mark(at), '\'' | '’') && view.glued(at);
    let take = match view.mark(i + 3) {
        '"' | '”' | '″' if view.glued(i + 3) => 4,
        _ if two_ticks(i + 3) && two_ticks(i + 4) => 5,
        _ => 3,
    };
    Said::new(take, format!("{} foot {}", cardinal(feet, And::Without), cardinal(inches, And::Without)))
}

/// A unit with the power after it: `km²`, `m2`.
fn powered(view: &View<'_>, at: usize, name: String) -> (String, usize) {
    if !view.glued(at) {
        return (name, 0);
    }
    if view.mark(at) == '^' && view.glued(at + 1) && matches!(view.digits(at + 1), "2" | "3") {
        let (name, n) = powered(view, at + 1, name);
        return (name, n + 1);
    }
    match (view.mark(at), view.digits(at)) {
        ('²', _) | (_, "2") => (format!("square {name}"), 1),
        ('³', _) | (_, "3") => (format!("cubic {name}"), 1),
        _ => (name, 0),
    }
}

fn degrees(view: &View<'_>, at: usize, one: bool) -> (String, usize) {
    let degree = if one { "degree" } else { "degrees" };
    match view.word(at + 1) {
        "C" => (format!("{degree} Celsius"), 2),
        "F" => (format!("{degree} Fahrenheit"), 2),
        "N" => (format!("{degree} north"), 2),
        "S" => (format!("{degree} south"), 2),
        "E" => (format!("{degree} east"), 2),
        "W" => (format!("{degree} west"), 2),
        _ => (degree.into(), 1),
    }
}
