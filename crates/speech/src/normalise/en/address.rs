//! Places in a street: `123 Smith St, City, NY`, `2788 San Tomas Expy`, `CA 95051`.

use super::cardinal::{digit_by_digit, pairs};
use super::numeral::Numeral;
use super::states::state_code;
use super::view::{Low, Said, View, is_capitalised};
use crate::split::words::begins_sentences;

/// A kind of street, cut short or in full.
pub fn street(word: &str) -> Option<&'static str> {
    Some(match Low::of(word).as_str() {
        "sts" => "Streets",
        "aves" => "Avenues",
        "st" | "street" | "str" => "Street",
        "ave" | "av" | "avenue" => "Avenue",
        "rd" | "road" => "Road",
        "blvd" | "boulevard" => "Boulevard",
        "dr" | "drive" => "Drive",
        "ln" | "lane" => "Lane",
        "hwy" | "highway" => "Highway",
        "pkwy" | "parkway" => "Parkway",
        "expy" | "expressway" => "Expressway",
        "ct" | "court" => "Court",
        "pl" | "place" => "Place",
        "sq" | "square" => "Square",
        "ter" | "terrace" => "Terrace",
        "cir" | "circle" => "Circle",
        "fwy" | "freeway" => "Freeway",
        "way" => "Way",
        _ => return None,
    })
}

/// Most words between a house's number and its street.
const MOST_WORDS: usize = 4;

/// Where the street's kind stands after the words that begin at token `at`.
fn street_after(view: &View<'_>, at: usize) -> Option<usize> {
    let mut at = at;
    for words in 0..=MOST_WORDS {
        let word = view.word(at);
        if words > 0 && street(word).is_some() && is_street_here(view, at) {
            return Some(at);
        }
        let ordinal = !view.digits(at).is_empty()
            && view.glued(at + 1)
            && matches!(Low::of(view.word(at + 1)).as_str(), "st" | "nd" | "rd" | "th");
        if ordinal {
            at += 2;
        } else if is_capitalised(word) && view.apart(at) {
            at += 1;
            // `E. Main`
            if view.mark(at) == '.' && word.len() <= 2 {
                at += 1;
            }
        } else {
            return None;
        }
    }
    None
}

/// A short form is a street only where its name is over; `St. Paul` and `Dr. Evil` go on.
fn is_street_here(view: &View<'_>, at: usize) -> bool {
    let word = view.word(at);
    let low = Low::of(word);
    if !matches!(low.as_str(), "st" | "dr") {
        return is_capitalised(word) || !view.digits(at.wrapping_sub(2)).is_empty();
    }
    true
}

/// The number of a house, if a street follows: said in pairs.
pub fn house_number(view: &View<'_>, i: usize, number: &Numeral<'_>) -> Option<Said> {
    if number.grouped || number.fraction.is_some() {
        return None;
    }
    let digits: &str = &number.whole;
    let at = i + number.take;
    if digits.len() == 5 && (zip(view, i) || is_named_zip(view, i)) {
        return Said::new(number.take, digit_by_digit(digits, "zero"));
    }
    if !(3..=4).contains(&digits.len()) || !view.apart(at) || street_after(view, at).is_none() {
        return None;
    }
    Said::new(number.take, pairs(digits))
}

/// `CA 94110-1234`, `ZIP code 10001-1234`: both parts of a postal code, by their digits.
pub fn long_zip(view: &View<'_>, i: usize) -> Option<Said> {
    let (first, second) = (view.digits(i), view.digits(i + 2));
    let joined = view.glued_mark(i + 1, '-') && view.glued(i + 2);
    let ends = !view.glued(i + 3) || matches!(view.mark(i + 3), '.' | ',' | ';' | ')');
    if first.len() != 5 || second.len() != 4 || !joined || !ends || !(zip(view, i) || is_named_zip(view, i)) {
        return None;
    }
    Said::new(3, format!("{}-{}", digit_by_digit(first, "zero"), digit_by_digit(second, "zero")))
}

/// A postal code that is called one: `ZIP 10001`, `zip code 10001`.
fn is_named_zip(view: &View<'_>, i: usize) -> bool {
    view.is(i.wrapping_sub(1), "zip") || view.is(i.wrapping_sub(1), "code") && view.is(i.wrapping_sub(2), "zip")
}

/// Five digits after a state: a postal code.
fn zip(view: &View<'_>, i: usize) -> bool {
    state_code(view.word_before(i)).is_some()
        || view.mark_before(i) == '.' && i >= 2 && super::states::state(view.word(i - 2)).is_some()
}

/// The short form of a street or of a part of town at token `i`, when a house's number stands before it.
pub fn in_address(view: &View<'_>, i: usize) -> Option<Said> {
    let word = view.word(i);
    let compass = match word {
        "N" => Some("North"),
        "S" => Some("South"),
        "E" => Some("East"),
        "W" => Some("West"),
        "NE" => Some("Northeast"),
        "NW" => Some("Northwest"),
        "SE" => Some("Southeast"),
        "SW" => Some("Southwest"),
        _ => None,
    };
    let dot = usize::from(view.glued_mark(i + 1, '.'));
    if let Some(name) = compass.filter(|_| word.len() == 2)
        && (street(view.word_before(i)).is_some()
            || view.mark_before(i) == '.' && i >= 2 && street(view.word(i - 2)).is_some())
    {
        return Said::new(1, name);
    }
    if let Some(name) = compass
        && i > 0
        && !view.digits(i - 1).is_empty()
        && street_after(view, i + 1 + dot).is_some()
    {
        return Said::new(1 + dot, name);
    }
    if !numbered_before(view, i) {
        return None;
    }
    let name = street(word).filter(|name| Low::of(word).as_str() != Low::of(name).as_str())?;
    stop_after(view, i, name)
}

/// A house's number or an ordinal stands a few words before token `i`.
fn numbered_before(view: &View<'_>, i: usize) -> bool {
    for back in 1..=MOST_WORDS + 2 {
        if back > i {
            return false;
        }
        let at = i - back;
        if !view.digits(at).is_empty() {
            return back > 1;
        }
        let word = view.word(at);
        let ordinal = matches!(word, "st" | "nd" | "rd" | "th") && view.glued(at);
        let named = ["First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth"];
        if back == 1 && named.contains(&word) {
            return true;
        }
        if !ordinal && !is_capitalised(word) && view.mark(at) != '.' {
            return false;
        }
    }
    false
}

/// A short form and its dot; the dot stays where it also ends the sentence.
pub fn stop_after(view: &View<'_>, i: usize, name: &str) -> Option<Said> {
    if !view.glued_mark(i + 1, '.') {
        return Said::new(1, name);
    }
    let next = view.word(i + 2);
    let compass = matches!(next, "N" | "S" | "E" | "W" | "NE" | "NW" | "SE" | "SW");
    let starts = if view.prose { begins_sentences(next) } else { is_capitalised(next) };
    let ends = view.ends_text(i + 1) || starts && view.apart(i + 2) && !compass;
    Said::new(if ends { 1 } else { 2 }, name)
}

/// A state's capitals after a town and a comma: `City, NY`.
pub fn state(view: &View<'_>, i: usize) -> Option<Said> {
    let name = state_code(view.word(i))?;
    let after_town = view.mark_before(i) == ',' && i >= 2 && is_capitalised(view.word(i - 2)) && view.apart(i);
    let ends = view.get(i + 1).is_none_or(|t| {
        matches!(t.mark(), ',' | '.' | ')' | ';') || t.text.len() == 5 && !view.digits(i + 1).is_empty()
    });
    (after_town && ends && name != "DC").then(|| Said { take: 1, text: name.into() })
}
