//! Words of an English utterance whose sound is a guess.

use std::ops::Range;

use super::dictionary::Known;
use super::token::{self, Token};
use super::{ending, heteronym, known, named};

/// Why a word's sound is a guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// A name in no list and no dictionary; `foreign`: with letters that English does not have.
    Name { foreign: bool },
    /// A word in no dictionary.
    Word,
    /// Said in two ways, and its neighbours do not tell which.
    Heteronym,
}

/// The guesses of an utterance, with their byte ranges, in order.
pub fn doubts(text: &str) -> Vec<(Range<usize>, Why)> {
    let tokens = token::tokens(text);
    let mut out = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if let Some((_, words)) = named(text, &tokens[at..]) {
            at += words;
            continue;
        }
        if let Some(why) = why(&tokens, at) {
            out.push((tokens[at].range.clone(), why));
        }
        at += 1;
    }
    out
}

fn why(tokens: &[Token], at: usize) -> Option<Why> {
    let token = &tokens[at];
    let letters = token.text.chars().filter(|c| c.is_alphabetic()).count();
    // Initials are looked at as they are written, before they are letters.
    let bare = token.text.trim_end_matches(['s', '’', '\'']);
    let initials = bare.chars().count() > 1 && !bare.chars().any(char::is_lowercase);
    if letters < 2 || initials || token.text.chars().any(char::is_numeric) {
        return None;
    }
    // A name that looks like a heteronym: Orchard Row.
    let name = token.is_capitalised() && !token.first;
    if heteronym::is_one(&token.low) && !name {
        return heteronym::settle(tokens, at).is_none().then_some(Why::Heteronym);
    }
    let foreign = !token.text.is_ascii() && token.near_english() != token.text;
    if is_known(token) && !foreign {
        return None;
    }
    Some(if token.is_capitalised() { Why::Name { foreign } } else { Why::Word })
}

fn is_known(token: &Token) -> bool {
    let plain = token.plain();
    let whole = known::has;
    if whole(&plain) {
        return true;
    }
    // Endings of a known word: reopened is not in every dictionary, reopen is.
    let endings = [
        "'s", "s'", "s", "es", "ed", "d", "ing", "er", "ers", "ly", "n't", "'ll", "'re", "'ve", "'d", "'m", "ness",
        "less", "able",
    ];
    let stems = || endings.iter().filter_map(|e| plain.strip_suffix(e)).filter(|stem| stem.len() > 2);
    if stems().any(|stem| whole(stem) || whole(&format!("{stem}e"))) {
        return true;
    }
    // As Britain spells, and as two words make one.
    let american = plain.replace("ll", "l").replace("our", "or").replace("is", "iz");
    if american != plain && (whole(&american) || american.strip_suffix('s').is_some_and(whole)) {
        return true;
    }
    const PART: usize = 4;
    let two = |at: usize| plain.is_char_boundary(at) && whole(&plain[..at]) && whole(&plain[at..]);
    if plain.len() <= 24 && (PART..=plain.len().saturating_sub(PART)).any(two) {
        return true;
    }
    let heads = ["un", "re", "non", "pre", "over", "under", "mis", "anti", "co", "out", "sub", "super", "inter"];
    let rest = |word: &str| heads.iter().filter_map(|h| word.strip_prefix(h)).any(|rest| rest.len() > 3 && whole(rest));
    !token.is_capitalised() && (rest(&plain) || stems().any(rest))
        || ending::try_each(&plain, |e| plain.strip_suffix(e).filter(|stem| whole(stem)).map(|_| Known::Word)).is_some()
}
