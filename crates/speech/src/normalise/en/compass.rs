//! Points of the compass by their letters: `22.7 N`, `ENE at 12 mph`, `W. 42nd St.`

use super::address::street;
use super::cardinal::{And, cardinal, pairs};
use super::view::{Low, Said, View, is_capitalised};

/// A point of the compass.
fn point(word: &str) -> Option<&'static str> {
    Some(match word {
        "N" => "north",
        "S" => "south",
        "E" => "east",
        "W" => "west",
        "NE" => "northeast",
        "NW" => "northwest",
        "SE" => "southeast",
        "SW" => "southwest",
        "NNE" => "north-northeast",
        "NNW" => "north-northwest",
        "ENE" => "east-northeast",
        "ESE" => "east-southeast",
        "SSE" => "south-southeast",
        "SSW" => "south-southwest",
        "WNW" => "west-northwest",
        "WSW" => "west-southwest",
        _ => return None,
    })
}

/// How far back a word may stand that makes a letter after a whole number a point: `latitude 22 N`.
const LOOK_BACK: usize = 6;

/// A point of the compass at token `i`.
pub fn compass(view: &View<'_>, i: usize) -> Option<Said> {
    let word = view.word(i);
    let name = point(word).filter(|_| view.prose && !view.shouted)?;
    if let Some(said) = street_side(view, i, name) {
        return Some(said);
    }
    let free = view.get(i + 1).is_none_or(|t| t.gap || matches!(t.mark(), '.' | ',' | ';' | ')' | ':'));
    if !free || word.len() == 1 && view.glued(i) && view.digits(i.wrapping_sub(1)).is_empty() {
        return None;
    }
    match word.len() {
        // Three letters are nothing else.
        3 if word != "SSE" => Said::new(1, name),
        // But SSE sells electricity.
        3 => {
            let before = Low::of(view.word_before(i));
            let blown = matches!(before.as_str(), "winds" | "wind" | "from" | "miles" | "km" | "moving" | "heading");
            let said = blown || matches!(view.word(i + 1), "of" | "winds" | "wind" | "at");
            said.then(|| Said { take: 1, text: name.into() })
        }
        // `90 mi. NE of`, `moving NW at`.
        2 => {
            let before = Low::of(view.word_before(i));
            let winds = matches!(before.as_str(), "winds" | "wind") && !view.digits(i + 1).is_empty();
            let moving = matches!(
                before.as_str(),
                "miles"
                    | "mi"
                    | "km"
                    | "kilometers"
                    | "kilometres"
                    | "moving"
                    | "moved"
                    | "heading"
                    | "headed"
                    | "traveling"
                    | "drifting"
                    | "winds"
                    | "wind"
                    | "from"
                    | "the"
                    | "just"
                    | "far"
                    | "due"
                    | "yards"
                    | "feet"
                    | "mph"
            ) || view.mark_before(i) == '.' && matches!(view.word(i.wrapping_sub(2)), "mi" | "km");
            let towards = matches!(view.word(i + 1), "of" | "at" | "toward" | "towards" | "winds" | "wind" | "corner");
            let said = winds
                || view.is(i + 1, "at") && !view.digits(i + 2).is_empty()
                || after_distance(view, i)
                || towards && (moving || view.is(i + 1, "of"))
                || matches!(before.as_str(), "moving" | "heading" | "drifting")
                || before.as_str() == "the" && matches!(view.word(i.wrapping_sub(2)), "to" | "from" | "in");
            said.then(|| Said { take: 1, text: name.into() })
        }
        _ => (after_degrees(view, i)
            || matches!(view.word(i + 1), "of" | "at") && is_moving(view, i)
            || view.is(i + 1, "of") && after_distance(view, i))
        .then(|| Said { take: 1, text: name.into() }),
    }
}

/// A letter after a decimal degree, or after any number that a latitude or a longitude introduces.
fn after_degrees(view: &View<'_>, i: usize) -> bool {
    let number = !view.digits(i.wrapping_sub(1)).is_empty();
    let decimal = number && i >= 3 && view.mark(i - 2) == '.' && view.glued(i - 2) && !view.digits(i - 3).is_empty();
    let introduced = (2..=LOOK_BACK).filter(|back| *back <= i).any(|back| {
        matches!(
            Low::of(view.word(i - back)).as_str(),
            "lat" | "latitude" | "long" | "lon" | "longitude" | "near" | "coordinates"
        )
    });
    let degrees = matches!(view.mark_before(i), '°' | '′' | '\'') || view.is(i.wrapping_sub(1), "degrees");
    number && decimal || number && introduced && view.apart(i) || degrees
}

fn is_moving(view: &View<'_>, i: usize) -> bool {
    matches!(view.word_before(i), "moving" | "moved" | "heading" | "headed" | "drifting" | "traveling" | "due")
}

/// `150 miles W of`, `16 km NE of`, also with the dot of `mi.`
fn after_distance(view: &View<'_>, i: usize) -> bool {
    let dot = usize::from(view.mark_before(i) == '.' || view.mark_before(i) == ')');
    let word = i.checked_sub(1 + dot).map_or("", |at| view.word(at));
    matches!(
        Low::of(word).as_str(),
        "mi" | "mile" | "miles" | "km" | "kilometers" | "kilometres" | "nm" | "yards" | "blocks"
    )
}

/// The side behind a road's number: `County Road 600S`, `CR 1250 E.`
pub fn road_side(view: &View<'_>, i: usize) -> Option<Said> {
    let own = view.digits(i);
    let side = view.word(i + 1);
    if !view.prose || !(2..=4).contains(&own.len()) || !matches!(side, "N" | "S" | "E" | "W") {
        return None;
    }
    let road =
        matches!(view.word_before(i), "Road" | "Roads" | "Rd" | "Highway" | "Hwy" | "Route" | "CR" | "SR" | "Rte")
            || view.mark_before(i) == '.' && i >= 2 && matches!(view.word(i - 2), "Rd" | "Hwy" | "Rte" | "Co");
    let free = view.get(i + 2).is_none_or(|t| t.gap || matches!(t.mark(), '.' | ',' | ';' | ')'));
    if !road || !free {
        return None;
    }
    let number = if own.len() == 4 { pairs(own) } else { cardinal(own, And::Without) };
    let name = point(side)?;
    Said::new(2, format!("{number} {}{}", name[..1].to_ascii_uppercase(), &name[1..]))
}

/// The side of town before a street: `W. 42nd St.`, `E. Main St.`, `N. Broad`.
fn street_side(view: &View<'_>, i: usize, name: &str) -> Option<Said> {
    let dot = usize::from(view.glued_mark(i + 1, '.'));
    let at = i + 1 + dot;
    if view.word(i).len() > 2 || !view.apart(at) {
        return None;
    }
    let ordinal =
        !view.digits(at).is_empty() && view.glued(at + 1) && matches!(view.word(at + 1), "st" | "nd" | "rd" | "th");
    // One or two names, then the kind of street.
    let kind = |k: usize| street(view.word(k)).is_some() && is_capitalised(view.word(k));
    let named = (dot == 1 || view.word(i).len() == 2)
        && view.word(at).len() > 2
        && is_capitalised(view.word(at))
        && (kind(at + 1) || is_capitalised(view.word(at + 1)) && kind(at + 2));
    let mut capital = name[..1].to_ascii_uppercase();
    capital.push_str(&name[1..]);
    (ordinal || named).then(|| Said { take: 1 + dot, text: capital })
}
