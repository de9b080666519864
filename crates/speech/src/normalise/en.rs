//! Written English → plain words.
//!
//! One pass over the tokens (`token`); at each, the rules of its kind (`number`, `word`, `mark`) look a little
//! to both sides and take as many tokens as they understand. What no rule takes is said as it stands.

mod abbreviation;
mod acronym;
mod address;
mod batting;
mod bill;
mod bought;
pub(crate) mod capitals;
mod cardinal;
mod compass;
mod currency;
mod cut_short;
mod date;
mod dateline;
mod electronic;
mod fraction;
mod greek;
mod initials;
mod mark;
mod math;
mod measure;
mod million;
mod money;
mod names;
mod notice;
mod number;
mod numeral;
mod odds;
mod ordinal;
mod own;
mod party;
mod quarter;
mod range;
mod record;
mod roman;
mod serial;
mod shilling;
pub(crate) mod short;
pub(crate) mod spelling;
mod sporting;
mod states;
mod telephone;
mod time;
mod titles;
mod twofold;
mod unit;
mod view;
mod weekday;
mod word;
mod year;

pub(crate) use cardinal::is_number_word;
pub(crate) use notice::is_letter_behind;

use super::out::{Out, Shape};
use super::token::Kind;
use super::{Reading, token};
use crate::lang::Language;
use crate::split::english;
use crate::utter::Tongue;
use view::{Said, View};

/// English, as the rest of the program knows it.
pub const LANGUAGE: Language = Language {
    tags: &["en", "eng"],
    name: "english",
    read,
    line: super::line,
    cuts: english::cuts,
    tongue: Tongue::English,
    voice: own::voice,
    recorded: own::recorded,
    own: &own::WORDS,
};

/// Reads English text. Takes time in proportion to its length, whatever it holds.
pub fn read(text: &str) -> Vec<Reading> {
    read_view(&view::english(text))
}

/// As [`read`], for a few English words that stand in the running text of another language: never a label.
pub fn read_among(text: &str) -> Vec<Reading> {
    read_view(&View { prose: true, ..view::english(text) })
}

fn read_view(view: &View<'_>) -> Vec<Reading> {
    let mut out = Out::new(view.tokens.len());
    let mut i = 0;
    while i < view.tokens.len() {
        let token = &view.tokens[i];
        match rule(view, i) {
            Some(mut said) => {
                said.take += number::unit_dot(view, i + said.take);
                let last = &view.tokens[(i + said.take - 1).min(view.tokens.len() - 1)];
                let shape = if said.text.is_empty() { Shape::Break } else { Shape::Said };
                out.push(token.from, last.to(), &said.text, shape, token.gap);
                i += said.take;
            }
            None => {
                as_it_stands(view, i, &mut out);
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
        && (token.gap
            || matches!(
                view.mark_before(i),
                '(' | '"' | '“' | '[' | '<' | '\'' | '‘' | '.' | ',' | ';' | ':' | '/' | '|' | '—'
            ))
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
        let shape = if i > 0 && is_ending(view, i - 1) { Shape::Ending } else { Shape::Plain };
        return out.push(token.from, token.to(), &word::plain(view, i), shape, token.gap);
    }
    if is_ending(view, i) {
        let apostrophe = if view.prose { "'" } else { token.text };
        return out.push(token.from, token.to(), apostrophe, Shape::Ending, token.gap);
    }
    let (text, shape) = shape_of(view, i);
    // `write to .b@mail.com`: the stop belongs to what is before it.
    let stray = token.gap && token.mark() == '.' && view.glued(i + 1) && electronic::electronic(view, i + 1).is_some();
    out.push(token.from, token.to(), text, shape, token.gap && !stray);
}

/// An apostrophe between something said and its ending: `29th’s`, `12's`.
fn is_ending(view: &View<'_>, i: usize) -> bool {
    matches!(view.mark(i), '\'' | '’')
        && view.glued(i)
        && view.glued(i + 1)
        && i > 0
        && matches!(view.word(i + 1), "s" | "d" | "ll" | "re" | "ve" | "m" | "t")
}

/// What a mark leaves in the text, and how it sits there.
fn shape_of<'a>(view: &View<'a>, i: usize) -> (&'a str, Shape) {
    let token = &view.tokens[i];
    let opens =
        token.gap || view.before(i).is_some_and(|t| matches!(t.mark(), '(' | '[' | '"' | '“' | '‘' | '—' | '`'));
    match token.mark() {
        '`' if view.glued_mark(i + 1, '`') => ("\"", if opens { Shape::Open } else { Shape::Close }),
        '`' if !token.gap && view.mark_before(i) == '`' => ("", Shape::Silent),
        '“' | '„' | '«' if view.prose => ("\"", Shape::Open),
        '”' | '»' if view.prose => ("\"", Shape::Close),
        '‘' if view.prose => ("'", Shape::Open),
        '’' if view.prose => ("'", if opens { Shape::Open } else { Shape::Close }),
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
