//! Written Chinese → plain words, as spoken in Taiwan.
//!
//! Numbers, dates, money and signs become characters; Latin words stay for the English voice. Text in
//! simplified characters is read with the numerals, units and habits of its own side: 25kg is 二十五公斤
//! in one and 二十五千克 in the other.

mod amount;
mod code;
mod date;
mod day;
mod fraction;
mod hyphen;
mod latin;
mod measure;
mod money;
mod named;
pub mod number;
mod own;
mod score;
mod script;
mod signs;
mod telephone;
mod text;
mod time;
mod units;
mod years;

pub use script::Script;
pub(crate) use text::{is_han, is_latin};

use super::Reading;
use crate::lang::Language;
use crate::split::chinese;
use crate::utter::Tongue;
use text::Text;

/// Chinese, as the rest of the program knows it.
pub const LANGUAGE: Language = Language {
    tags: &["zh", "cmn"],
    name: "chinese",
    read,
    line: join,
    cuts: chinese::cuts,
    tongue: Tongue::Pinyin,
    voice: |_| "espeak:cmn-latn-pinyin",
    recorded: |_| None,
    own: &own::WORDS,
};

/// What a rule found: where it ends, and what is said.
struct Said {
    end: usize,
    spoken: String,
}

impl Said {
    fn new(end: usize, spoken: String) -> Said {
        Said { end, spoken }
    }
}

/// Reads Chinese text in the script that it is written in; see [`Script::of`].
pub fn read(text: &str) -> Vec<Reading> {
    read_as(text, Script::of(text))
}

/// Reads Chinese text for one side of the strait.
///
/// Runs of characters that are said as written are one reading each; so is every number, sum, date and Latin word.
pub fn read_as(text: &str, script: Script) -> Vec<Reading> {
    let text = Text::new(text, script);
    let mut readings = Vec::new();
    // Where the run of characters said as written begins, if one is open.
    let mut run: Option<usize> = None;
    let mut i = 0;
    while i < text.len() {
        let c = text.at(i);
        if c.is_whitespace() {
            close(&text, &mut run, i, &mut readings);
            i += 1;
            continue;
        }
        let Some(said) = rule(&text, i) else {
            run.get_or_insert(i);
            i += 1;
            continue;
        };
        close(&text, &mut run, i, &mut readings);
        readings.push(Reading { written: text.range(i, said.end), spoken: said.spoken });
        i = said.end;
    }
    close(&text, &mut run, text.len(), &mut readings);
    readings
}

/// The first rule that has something to say about what begins here.
fn rule(text: &Text, i: usize) -> Option<Said> {
    if is_han(text.at(i)) {
        return None;
    }
    date::read(text, i)
        .or_else(|| latin::quarter_first(text, i))
        .or_else(|| code::read(text, i))
        .or_else(|| time::read(text, i))
        .or_else(|| score::read(text, i))
        .or_else(|| money::read(text, i))
        .or_else(|| amount::read(text, i))
        .or_else(|| amount::bare_decimal(text, i))
        .or_else(|| latin::read(text, i))
        .or_else(|| signs::read(text, i))
        .filter(|said| said.end > i)
}

fn close(text: &Text, run: &mut Option<usize>, end: usize, readings: &mut Vec<Reading>) {
    if let Some(from) = run.take() {
        readings.push(Reading { written: text.range(from, end), spoken: text.slice(from, end).to_string() });
    }
}

/// The spoken line: readings side by side, a blank only between two Latin words.
pub fn line(text: &str) -> String {
    join(&read(text))
}

/// As [`line()`], for readings at hand.
pub fn join(readings: &[Reading]) -> String {
    let mut out = String::new();
    for reading in readings {
        let latin = |c: char| is_latin(c) || c.is_ascii_digit();
        if out.chars().last().is_some_and(latin) && reading.spoken.chars().next().is_some_and(latin) {
            out.push(' ');
        }
        out.push_str(&reading.spoken);
    }
    out
}
