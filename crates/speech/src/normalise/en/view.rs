//! The tokens of an English text, seen from any of them.

pub use crate::normalise::view::{Low, Said, View, is_capitalised, is_capitals};

/// A text ready to be read as English.
pub fn english(text: &str) -> View<'_> {
    let mut view = View::new(text);
    if view.prose && !view.shouted {
        view.dateline = super::dateline::dateline(&view.tokens);
    }
    view
}

impl View<'_> {
    /// What joins two numbers with a dash that begin at `i`: “to”, but “between five and seven”.
    pub fn joint(&self, i: usize) -> &'static str {
        if self.is(i.wrapping_sub(1), "between") { "and" } else { "to" }
    }
}

/// Whether a word cannot be the thing that an amount before it describes.
pub fn is_function_word(word: &str) -> bool {
    matches!(
        Low::of(word).as_str(),
        "a" | "an"
            | "and"
            | "as"
            | "at"
            | "by"
            | "each"
            | "for"
            | "from"
            | "has"
            | "have"
            | "he"
            | "if"
            | "in"
            | "into"
            | "is"
            | "it"
            | "more"
            | "less"
            | "of"
            | "off"
            | "on"
            | "or"
            | "out"
            | "over"
            | "per"
            | "she"
            | "that"
            | "the"
            | "they"
            | "to"
            | "was"
            | "were"
            | "when"
            | "which"
            | "while"
            | "who"
            | "will"
            | "with"
            | "worth"
            | "last"
            | "this"
            | "annually"
            | "monthly"
            | "between"
            | "before"
            | "after"
            | "next"
            | "than"
            | "but"
            | "are"
            | "be"
    )
}
