//! A Spanish text ready to be read: its tokens, and which of the two habits of writing numbers it follows.

use std::ops::Deref;

use crate::normalise::token::Kind;
use crate::normalise::view::View;

/// A [`View`] and what the text as a whole tells about its numbers.
pub struct Page<'a> {
    view: View<'a>,
    /// Thousands are parted by commas and decimals by a point, as in Mexico: `1,234.56`.
    pub commas_group: bool,
    /// `$` is a peso here: the text speaks of pesos.
    pub pesos: bool,
}

impl<'a> Deref for Page<'a> {
    type Target = View<'a>;

    fn deref(&self) -> &View<'a> {
        &self.view
    }
}

impl<'a> Page<'a> {
    pub fn of(text: &'a str) -> Page<'a> {
        let view = View::new(text);
        let pesos = text.contains('$')
            && !text.contains("US$")
            && view.tokens.iter().any(|t| t.kind == Kind::Word && matches!(t.text, "pesos" | "peso" | "MXN" | "mdp"));
        Page { commas_group: commas_group(&view), view, pesos }
    }

    /// The word at `i` in small letters.
    pub fn low(&self, i: usize) -> String {
        self.word(i).to_lowercase()
    }

    /// Digits at `i` that touch the mark before them.
    pub fn glued_digits(&self, i: usize) -> &'a str {
        if self.glued(i) { self.digits(i) } else { "" }
    }
}

/// The first number that can only be written one way settles it.
fn commas_group(view: &View<'_>) -> bool {
    let group = |i: usize| view.glued(i) && view.digits(i).len() == 3;
    for (i, token) in view.tokens.iter().enumerate() {
        if token.kind != Kind::Digits || token.text.len() > 3 || !group(i + 2) || !view.glued(i + 1) {
            continue;
        }
        let (first, second) = (view.mark(i + 1), view.mark(i + 3));
        let two = view.glued(i + 3) && view.glued(i + 4) && !view.digits(i + 4).is_empty();
        match (first, second) {
            (',', '.') if two => return true,
            (',', ',') if two && group(i + 4) => return true,
            ('.', ',') if two => return false,
            ('.', '.') if two && group(i + 4) => return false,
            _ => {}
        }
    }
    false
}
