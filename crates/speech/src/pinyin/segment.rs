//! Cuts Chinese text into words: of all ways to cut, the one whose words are commonest together.

use super::table::{self, Entry};
use super::{Fixed, Part, Token};
use crate::normalise::zh::is_han;

/// What a character costs that is no word by itself.
const UNKNOWN_COST: u32 = 250;

/// Longest run cut at once; prose has a mark long before this, and the work grows only with the length anyway.
const LONGEST_RUN: usize = 3000;

/// What closes a quotation or a title: the clause goes on behind it.
const CLOSING: &[char] = &['」', '』', '》', '〉', '”'];

/// The words of every run of Chinese characters; what is fixed is a word, or a run of its own.
pub fn tokens(text: &str, fixed: &[Fixed]) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut run: Option<usize> = None;
    let mut last_end = None;
    let mut fixed = fixed.iter().peekable();
    let mut skip_to = 0;
    let mut close = |from: usize, to: usize, syllables: Option<&[String]>, out: &mut Vec<Token>| {
        let joined = last_end.is_some_and(|end: usize| text[end..from].chars().all(|c| c == ' '));
        let quoted = last_end.is_some_and(|end: usize| text[end..from].trim_end().ends_with(CLOSING));
        let first = out.len();
        match syllables {
            Some(syllables) => out.push(settled(&text[from..to], from, syllables)),
            None => cut(&text[from..to], from, out),
        }
        if let Some(token) = out.get_mut(first) {
            token.joined = joined;
            token.quoted = quoted;
            token.lettered = text[..from].trim_end().ends_with(|c: char| c.is_ascii_alphabetic());
        }
        last_end = Some(to);
    };
    for (at, c) in text.char_indices() {
        if at < skip_to {
            continue;
        }
        if let Some(whole) = fixed.next_if(|f| f.range.start == at) {
            if let Some(from) = run.take() {
                close(from, at, None, &mut out);
            }
            skip_to = whole.range.end;
            close(at, skip_to, whole.syllables.as_deref(), &mut out);
            continue;
        }
        match (is_han(c), run) {
            (true, None) => run = Some(at),
            (true, Some(from)) if at - from >= LONGEST_RUN => {
                close(from, at, None, &mut out);
                run = Some(at);
            }
            (false, Some(from)) => {
                close(from, at, None, &mut out);
                run = None;
            }
            _ => {}
        }
    }
    if let Some(from) = run {
        close(from, text.len(), None, &mut out);
    }
    out
}

/// A word whose syllables somebody set. Its neighbours see them as far as the table knows them.
fn settled(word: &str, from: usize, syllables: &[String]) -> Token {
    Token {
        range: from..from + word.len(),
        chars: word.chars().collect(),
        syllables: syllables.iter().map(|syllable| table::own(syllable)).collect(),
        part: Part::UNKNOWN,
        joined: true,
        quoted: false,
        lettered: false,
    }
}

/// The cheapest cut of one run, found from its end backwards.
fn cut(run: &str, offset: usize, out: &mut Vec<Token>) {
    let starts: Vec<usize> = run.char_indices().map(|(at, _)| at).collect();
    // For each byte that begins a character: cost of the rest, and the word to take there.
    let mut best: Vec<(u32, usize, Option<Entry>)> = vec![(0, 0, None); run.len() + 1];
    for &at in starts.iter().rev() {
        let single = at + run[at..].chars().next().map_or(1, char::len_utf8);
        let mut choice = (UNKNOWN_COST + best[single].0, single, None);
        for (length, entry) in table::prefixes(&run[at..]) {
            let end = at + length;
            let cost = entry.cost() + best[end].0;
            // On a tie the longer word wins: it says more about its reading.
            if cost <= choice.0 {
                choice = (cost, end, Some(entry));
            }
        }
        best[at] = choice;
    }
    let mut at = 0;
    while at < run.len() {
        let (_, end, entry) = best[at];
        if let Some(entry) = entry {
            out.push(Token {
                range: offset + at..offset + end,
                chars: run[at..end].chars().collect(),
                syllables: entry.syllables(),
                part: entry.part(),
                joined: true,
                quoted: false,
                lettered: false,
            });
        }
        at = end;
    }
}

impl Token {
    /// A word made of several that stand side by side.
    pub(super) fn joining(parts: &[Token], part: Part) -> Option<Token> {
        let (first, last) = (parts.first()?, parts.last()?);
        Some(Token {
            range: first.range.start..last.range.end,
            chars: parts.iter().flat_map(|t| t.chars.iter().copied()).collect(),
            syllables: parts.iter().flat_map(|t| t.syllables.iter().copied()).collect(),
            part,
            joined: first.joined,
            quoted: first.quoted,
            lettered: first.lettered,
        })
    }
}
