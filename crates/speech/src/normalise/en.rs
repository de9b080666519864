//! Written English → plain words.
//!
//! One pass over the tokens ([`token`]); at each, the rules of its kind ([`number`], [`word`], [`mark`]) look a little
//! to both sides and take as many tokens as they understand. What no rule takes is said as it stands.

mod abbreviation;
mod acronym;
mod address;
mod cardinal;
mod date;
mod electronic;
mod fraction;
mod manner;
mod mark;
mod math;
mod measure;
mod money;
mod number;
mod numeral;
mod ordinal;
mod out;
mod range;
mod roman;
mod serial;
mod spelling;
mod telephone;
mod time;
mod token;
mod view;
mod word;
mod year;

use super::Reading;
use out::{Out, Shape};
use token::Kind;
use view::{Said, View};

/// Reads English text. Takes time in proportion to its length, whatever it holds.
pub fn read(text: &str) -> Vec<Reading> {
    let view = View::of(text);
    let mut out = Out::new(view.tokens.len());
    let mut i = 0;
    while i < view.tokens.len() {
        let token = &view.tokens[i];
        match rule(&view, i) {
            Some(said) => {
                let last = &view.tokens[(i + said.take - 1).min(view.tokens.len() - 1)];
                let shape = if said.text.is_empty() { Shape::Break } else { Shape::Said };
                out.push(token.from, last.to(), &said.text, shape, token.gap);
                i += said.take;
            }
            None => {
                as_it_stands(&view, i, &mut out);
                i += 1;
            }
        }
    }
    out.readings
}

/// The rule for the token at `i`, if one applies.
fn rule(view: &View<'_>, i: usize) -> Option<Said> {
    let token = view.get(i)?;
    if token.kind != Kind::Mark
        && (token.gap || matches!(view.mark_before(i), '(' | '"' | '“' | '[' | '<' | '\'' | '‘' | '.'))
        && let Some(said) = electronic::electronic(view, i)
    {
        return Some(said);
    }
    match token.kind {
        Kind::Digits => number::number(view, i),
        Kind::Word => word::word(view, i),
        Kind::Mark => mark::said(view, i),
    }
}

/// A token that no rule took.
fn as_it_stands(view: &View<'_>, i: usize, out: &mut Out) {
    let token = &view.tokens[i];
    if token.kind == Kind::Word {
        return out.push(token.from, token.to(), &word::plain(view, i), Shape::Plain, token.gap);
    }
    let (text, shape) = shape_of(view, i);
    out.push(token.from, token.to(), text, shape, token.gap);
}

/// What a mark leaves in the text, and how it sits there.
fn shape_of<'a>(view: &View<'a>, i: usize) -> (&'a str, Shape) {
    let token = &view.tokens[i];
    let opens =
        token.gap || view.before(i).is_some_and(|t| matches!(t.mark(), '(' | '[' | '"' | '“' | '‘' | '—' | '`'));
    match token.mark() {
        '"' | '\'' | '`' => (token.text, if opens { Shape::Open } else { Shape::Close }),
        '(' | '[' | '{' | '“' | '‘' | '«' | '¿' | '¡' | '„' => (token.text, Shape::Open),
        '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '”' | '’' | '»' | '…' => {
            (token.text, Shape::Close)
        }
        '-' | '‑' | '–' | '—' | '―' => (token.text, Shape::Join),
        '/' => (token.text, Shape::Join),
        '_' | '*' | '|' | '\\' | '^' | '~' | '•' | '·' | '<' | '>' | '#' => ("", Shape::Break),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{fe0f}' => ("", Shape::Silent),
        '。' | '，' | '、' | '！' | '？' | '：' | '；' | '「' | '」' | '『' | '』' | '《' | '》' | '（' | '）' => {
            (token.text, Shape::Close)
        }
        _ => ("", Shape::Break),
    }
}
