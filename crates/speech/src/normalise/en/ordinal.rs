//! Ordinals: `21st`, `1,000th`.

use super::cardinal::ordinal;
use super::numeral::Numeral;
use super::view::{Low, Said, View};

/// The suffix that belongs to a number: `21` → `st`, `12` → `th`.
fn suffix(digits: &str) -> &'static str {
    let last = digits.as_bytes().last().copied().unwrap_or(b'0');
    if digits.len() > 1 && digits.as_bytes()[digits.len() - 2] == b'1' {
        return "th";
    }
    match last {
        b'1' => "st",
        b'2' => "nd",
        b'3' => "rd",
        _ => "th",
    }
}

/// An ordinal number whose numeral has been read. `2th` is none.
pub fn of_numeral(view: &View<'_>, i: usize, numeral: &Numeral<'_>) -> Option<Said> {
    let at = i + numeral.take;
    if numeral.fraction.is_some() || !view.glued(at) {
        return None;
    }
    let written = view.word(at);
    let low = Low::of(raised(written).unwrap_or(written));
    // The signs of Spanish and Italian; in a sentence `º` is a degree that was mistyped.
    let sign = written == "ª"
        || written == "º" && (!view.prose && view.get(at + 1).is_none() || matches!(view.word(at + 1), "de" | "di"));
    if low.as_str() != suffix(&numeral.whole) && !(sign && numeral.whole.len() <= 3) {
        return None;
    }
    if !numeral.grouped && numeral.whole.len() > 1 && numeral.whole.starts_with('0') {
        return None;
    }
    Said::new(numeral.take + 1, ordinal(&numeral.whole))
}

/// The suffix that raised letters stand for: `15ᵗʰ`.
fn raised(word: &str) -> Option<&'static str> {
    Some(match word {
        "ˢᵗ" => "st",
        "ⁿᵈ" => "nd",
        "ʳᵈ" => "rd",
        "ᵗʰ" => "th",
        _ => return None,
    })
}
