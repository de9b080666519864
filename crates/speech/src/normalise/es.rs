//! Written Spanish → plain words, for news of Spain and of Latin America.
//!
//! One pass over the tokens; at each, the rules of its kind look a little to both sides and take as many tokens as
//! they understand. What no rule takes is said as it stands. Everything Spanish is in this folder: words and rules,
//! where sentences end (`sentence`), and what the newsroom itself says (`own`).

mod abbreviation;
mod acronym;
mod amount;
mod currency;
mod date;
mod electronic;
mod fraction;
mod gender;
mod measure;
mod money;
mod number;
mod numeral;
mod ordinal;
mod own;
mod roman;
mod sentence;
mod sign;
mod telephone;
mod text;
mod time;
mod unit;
mod word;

use super::Reading;
use super::out::{Out, Shape};
use super::token::Kind;
use super::view::Said;
use crate::lang::Language;
use crate::utter::Tongue;
use text::Page;

/// Spanish, as the rest of the program knows it.
pub const LANGUAGE: Language = Language {
    tags: &["es", "spa"],
    name: "spanish",
    read,
    line: super::line,
    cuts: sentence::cuts,
    tongue: Tongue::Other,
    voice: own::voice,
    recorded: |_| None,
    own: &own::WORDS,
};

/// Reads Spanish text. Takes time in proportion to its length, whatever it holds.
pub fn read(text: &str) -> Vec<Reading> {
    let page = Page::of(text);
    let mut out = Out::new(page.tokens.len());
    let mut i = 0;
    while i < page.tokens.len() {
        let token = &page.tokens[i];
        match rule(&page, i) {
            Some(said) => {
                let last = &page.tokens[(i + said.take - 1).min(page.tokens.len() - 1)];
                let shape = if said.text.is_empty() { Shape::Break } else { Shape::Said };
                out.push(token.from, last.to(), &said.text, shape, token.gap);
                i += said.take;
            }
            None => {
                let (text, shape) = as_it_stands(&page, i);
                out.push(token.from, token.to(), text, shape, token.gap);
                i += 1;
            }
        }
    }
    out.readings
}

/// The rule for the token at `i`, if one applies.
fn rule(page: &Page<'_>, i: usize) -> Option<Said> {
    let token = page.get(i)?;
    let begins = token.gap || matches!(page.mark_before(i), '(' | '"' | '“' | '«' | '[' | '<' | '¿' | '¡');
    if token.kind != Kind::Mark
        && begins
        && let Some(said) = electronic::read(page, i)
    {
        return Some(said);
    }
    match token.kind {
        Kind::Digits => number::number(page, i),
        Kind::Word => word::read(page, i),
        Kind::Mark => sign::read(page, i),
    }
}

/// What a token that no rule took leaves in the text, and how it sits there.
fn as_it_stands<'a>(page: &Page<'a>, i: usize) -> (&'a str, Shape) {
    let token = &page.tokens[i];
    if token.kind != Kind::Mark {
        return (token.text, Shape::Plain);
    }
    let prose = page.prose;
    let opens =
        token.gap || page.before(i).is_some_and(|t| matches!(t.mark(), '(' | '[' | '"' | '“' | '¿' | '¡' | '—'));
    let beside = |at: usize| page.get(at).is_some_and(|t| t.kind == Kind::Digits);
    match token.mark() {
        '“' | '„' | '«' if prose => ("\"", Shape::Open),
        '”' | '»' if prose => ("\"", Shape::Close),
        '‘' if prose => ("'", Shape::Open),
        '’' if prose => ("'", if opens { Shape::Open } else { Shape::Close }),
        '"' | '\'' | '`' => (token.text, if opens { Shape::Open } else { Shape::Close }),
        '(' | '[' | '{' | '“' | '‘' | '«' | '¿' | '¡' | '„' => (token.text, Shape::Open),
        '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '”' | '’' | '»' | '…' => {
            (token.text, Shape::Close)
        }
        // `11-S`, `A-6`, `1,2-a`: a hyphen beside a number is not heard.
        '-' | '‑' if beside(i + 1) || i > 0 && beside(i - 1) => ("", Shape::Break),
        '-' | '‑' | '–' | '—' | '―' => (token.text, Shape::Join),
        '/' if !prose => (token.text, Shape::Join),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{fe0f}' => ("", Shape::Silent),
        _ => ("", Shape::Break),
    }
}
