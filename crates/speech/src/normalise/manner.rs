//! Running text or a label?
//!
//! Two conventions for the same tokens are both right. In a sentence a newsreader says “one hundred twenty three”,
//! names letters one by one, and reads signs as words. A label (a figure in a table, a search phrase, a name on a
//! button) is said close to how it is written: “one hundred and twenty three”, `USA` left whole.

use super::token::{Kind, Token};
use super::view::is_closer;

/// This many whole words make a sentence, however it ends.
const SENTENCE_WORDS: usize = 4;

/// And this many a headline, if the first has a capital: `US strikes Iran`.
const HEADLINE_WORDS: usize = 3;

/// Share of capitals, in percent of the cased letters, above which a text is shouted.
const SHOUTED_PERCENT: usize = 70;

/// A word with white space around it, or only sentence punctuation.
fn is_clean(tokens: &[Token<'_>], i: usize) -> bool {
    let free = |j: usize| {
        tokens.get(j).is_none_or(|t| t.gap || t.kind == Kind::Mark && !t.text.contains(['@', '/', '_', '-']))
    };
    tokens[i].kind == Kind::Word && tokens[i].gap && free(i + 1)
}

/// Whether a text is running text.
pub fn is_prose(tokens: &[Token<'_>]) -> bool {
    let words = (0..tokens.len()).filter(|&i| is_clean(tokens, i)).take(SENTENCE_WORDS).count();
    if words >= SENTENCE_WORDS {
        return !is_spattered(tokens);
    }
    let stopped =
        tokens.iter().rev().find(|t| !is_closer(t.mark())).is_some_and(|t| matches!(t.mark(), '.' | '!' | '?'));
    let begun = tokens.iter().find(|t| t.kind != Kind::Mark);
    let capital = begun.is_some_and(|t| t.text.chars().next().is_some_and(char::is_uppercase));
    let heading_number = tokens.len() == 2 && tokens[0].kind == Kind::Digits;
    let lower = tokens.iter().any(|t| t.kind == Kind::Word && t.text.chars().any(char::is_lowercase));
    let sentence = capital && lower && words >= if stopped { 1 } else { HEADLINE_WORDS };
    sentence || stopped && heading_number
}

/// Short texts whose words mostly hang together without spaces are typed, not written: `Hi,no,yes,34!`.
fn is_spattered(tokens: &[Token<'_>]) -> bool {
    const LOOKED_AT: usize = 80;
    const MOST: usize = 2;
    let comma = |i: usize| {
        tokens[i].mark() == ','
            && tokens.get(i + 1).is_some_and(|t| !t.gap && t.kind == Kind::Word)
            && i > 0
            && tokens[i - 1].kind == Kind::Word
    };
    tokens.len() < LOOKED_AT && (0..tokens.len()).filter(|&i| comma(i)).count() >= MOST
}

/// Whether a text is written in capitals, as headings are.
pub fn is_shouted(tokens: &[Token<'_>]) -> bool {
    const LOOKED_AT: usize = 64;
    const LEAST_WORDS: usize = 2;
    let (mut upper, mut lower, mut words) = (0, 0, 0);
    for token in tokens.iter().filter(|t| t.kind == Kind::Word).take(LOOKED_AT) {
        words += 1;
        upper += token.text.chars().filter(|c| c.is_uppercase()).count();
        lower += token.text.chars().filter(|c| c.is_lowercase()).count();
    }
    words >= LEAST_WORDS && upper * 100 > (upper + lower) * SHOUTED_PERCENT
}
