//! A politician's party and state: `Rep. Ann Lee, D-N.Y., said`, `(R-Texas)`.

use super::states::{state, state_code};
use super::view::{Said, View, is_capitalised};

/// States whose short forms are letters with dots.
fn dotted_state(view: &View<'_>, i: usize) -> Option<(&'static str, usize)> {
    let dots = view.glued_mark(i + 1, '.') && view.glued(i + 2) && view.glued_mark(i + 3, '.');
    let name = match (view.word(i), view.word(i + 2)) {
        ("N", "Y") => "New York",
        ("N", "J") => "New Jersey",
        ("N", "H") => "New Hampshire",
        ("N", "M") => "New Mexico",
        ("N", "C") => "North Carolina",
        ("N", "D") => "North Dakota",
        ("S", "C") => "South Carolina",
        ("S", "D") => "South Dakota",
        ("R", "I") => "Rhode Island",
        ("D", "C") => "Washington D C",
        ("W", "Va") => "West Virginia",
        _ => return None,
    };
    dots.then_some((name, 4))
}

/// The letter of a party and the state after it, at token `i`.
pub fn party(view: &View<'_>, i: usize) -> Option<Said> {
    let party = match view.word(i) {
        "D" => "Democrat",
        "R" => "Republican",
        "I" => "Independent",
        _ => return None,
    };
    if let Some(said) = bracketed(view, i, party) {
        return Some(said);
    }
    let introduced = matches!(view.mark_before(i), ',' | '(' | ';');
    if !introduced || !matches!(view.mark(i + 1), '-' | '–') || !view.glued(i + 1) || !view.glued(i + 2) {
        return None;
    }
    let at = i + 2;
    let word = view.word(at);
    let (name, take) = dotted_state(view, at)
        .or_else(|| state(word).map(|name| (name, if view.glued_mark(at + 1, '.') { 2 } else { 1 })))
        .or_else(|| state_code(word).map(|name| (name, 1)))
        .or_else(|| (is_capitalised(word) && word.len() > 3).then_some((word, 1)))?;
    // The dot of a short form that ends the sentence still ends it.
    let last = at + take - 1;
    let stop = if view.mark(last) == '.' && view.ends_text(last) { "." } else { "" };
    Said::new(2 + take, format!("{party} of {name}{stop}"))
}

/// `Gov. Ann Lee (R)`: the letter alone in brackets, after a politician's name.
fn bracketed(view: &View<'_>, i: usize, party: &str) -> Option<Said> {
    const NEAR: usize = 6;
    let alone = view.prose && view.mark_before(i) == '(' && view.glued_mark(i + 1, ')');
    let politician = |at: usize| {
        matches!(
            view.word(at),
            "Gov"
                | "Sen"
                | "Rep"
                | "Mayor"
                | "Governor"
                | "Senator"
                | "Representative"
                | "President"
                | "Pres"
                | "candidate"
        )
    };
    (alone && (2..=NEAR).any(|back| back <= i && politician(i - back))).then(|| Said { take: 1, text: party.into() })
}
