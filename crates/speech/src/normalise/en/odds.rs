//! Chances and counts joined by hyphens: `1-in-3` → “one in three”.

use super::cardinal::cardinal;
use super::numeral::numeral;
use super::view::{Said, View};

/// A number, `in`, and a number, with hyphens between. A hyphen after it becomes a space: `1-in-100-year flood`.
pub fn odds(view: &View<'_>, i: usize) -> Option<Said> {
    let word = view.word(i + 2);
    let hyphens = view.glued_mark(i + 1, '-') && view.glued(i + 2) && view.glued_mark(i + 3, '-') && view.glued(i + 4);
    if !hyphens || !matches!(word, "in" | "for" | "of") || view.digits(i).is_empty() || view.digits(i).len() > 6 {
        return None;
    }
    let second = numeral(view, i + 4).filter(|n| n.fraction.is_none())?;
    let more = usize::from(view.glued_mark(i + 4 + second.take, '-') && !view.word(i + 5 + second.take).is_empty());
    let first = cardinal(view.digits(i), view.and());
    Said::new(4 + second.take + more, format!("{first} {word} {}", second.words(view.and(), view.prose)))
}
