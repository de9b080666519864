//! Quarters and halves of a year by their letters: `1Q`, `4Q23`, `2H 2024`.

use super::view::{Said, View};
use super::year::{is_year_digits, short_year};

/// A quarter or a half whose number comes first, at token `i`.
pub fn quarter(view: &View<'_>, i: usize) -> Option<Said> {
    let part = match (view.digits(i), view.word(i + 1)) {
        ("1", "Q") => "first quarter",
        ("2", "Q") => "second quarter",
        ("3", "Q") => "third quarter",
        ("4", "Q") => "fourth quarter",
        ("1", "H") => "first half",
        ("2", "H") => "second half",
        _ => return None,
    };
    if !view.prose || !view.glued(i + 1) {
        return None;
    }
    let after = matches!(view.word(i.wrapping_sub(1)), "in" | "for" | "of" | "during" | "from" | "since" | "by");
    let part = if after { format!("the {part}") } else { part.to_string() };
    let year = view.digits(i + 2);
    if view.glued(i + 2) && !year.is_empty() {
        let year = match year.len() {
            2 => short_year(year),
            4 if is_year_digits(year) => super::cardinal::year(year),
            _ => return None,
        };
        return Said::new(3, format!("{part} of {year}"));
    }
    Said::new(2, part)
}
