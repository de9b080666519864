//! How words are said where an engine's own guess is likely to be wrong.
//!
//! The text that an engine receives stays plain; a [`Sound`] stands beside it and says how a stretch of it sounds.
//! An engine that cannot read pronunciations leaves the sounds out and says the text.
//!
//! For English, in this order: our own list of names and words (`names.txt`), the reading of a heteronym by its
//! neighbours (`heteronym`), for names the letters of the language they come from (`origin`) and the CMU Pronouncing
//! Dictionary (`dictionary`).

mod arpabet;
mod dictionary;
pub(crate) mod doubt;
mod ending;
mod heteronym;
mod known;
mod names;
mod origin;
pub(crate) mod parts;
mod saint;
mod spread;
#[allow(dead_code, reason = "the build script needs all of it")]
mod symbols;
mod token;

use std::ops::Range;

use serde::{Deserialize, Serialize};

pub(crate) use ending::Ends;
pub use names::{Name, names};

/// Whether one word stands in our list of names as it is written here, with its capital.
pub(crate) fn is_listed_name(word: &str) -> bool {
    names::find(word).is_some()
}

/// Whether a word in lower case is in the dictionary.
pub(crate) fn is_known(word: &str) -> bool {
    known::has(word)
}

/// Whether a word in lower case is one of the language, and no name alone.
pub(crate) fn is_word(word: &str) -> bool {
    parts::is_word(word)
}

/// Whether a word in lower case is said in two ways, as its neighbours tell: use, record.
pub fn is_said_in_two_ways(word: &str) -> bool {
    heteronym::is_one(word)
}

use crate::normalise::en::spelling;
use token::Token;

/// A stretch of an utterance's text, whole words, and how it sounds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sound {
    /// Byte range in [`crate::utter::Utterance::text`].
    pub said: Range<usize>,
    pub how: How,
}

/// How a word sounds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum How {
    /// In the International Phonetic Alphabet, a stress mark right before the vowel: `məhˈoʊmz`.
    Ipa(String),
    /// As if it were written so, in plain letters: `Holliss`.
    Like(String),
}

/// What is to be said otherwise than an English engine would guess, in order, never overlapping.
///
/// `text` is what the engine receives: numbers and abbreviations are already words.
pub fn english(text: &str) -> Vec<Sound> {
    around(text, Vec::new())
}

/// As [`english`], around what a lexicon has settled already; `settled` is in order.
pub fn around(text: &str, settled: Vec<Sound>) -> Vec<Sound> {
    let tokens = token::tokens(text);
    let shouted = tokens.iter().all(|t| t.is_shouted() || t.text.len() < 2);
    let mut sounds = Vec::new();
    let mut settled = settled.into_iter().peekable();
    let mut at = 0;
    while at < tokens.len() {
        while let Some(sound) = settled.next_if(|sound| sound.said.end <= tokens[at].range.start) {
            sounds.push(sound);
        }
        let next = settled.peek().map_or(text.len(), |sound| sound.said.start);
        if tokens[at].range.end > next {
            at += 1;
            continue;
        }
        let free = at + tokens[at..].partition_point(|token| token.range.end <= next);
        if saint::is_given_name(text, &tokens[..free], at) {
            let said = tokens[at].range.start..tokens[at + 1].range.end;
            sounds.push(Sound { said, how: How::Ipa(saint::SAID.to_owned()) });
            at += 2;
            continue;
        }
        if let Some((how, words)) = named(text, &tokens[at..free]) {
            add(&mut sounds, &tokens[at..at + words], how);
            at += words;
            continue;
        }
        let token = &tokens[at];
        if token.text == "IRA" && !shouted {
            sounds.push(Sound { said: token.range.clone(), how: How::Ipa("ˌaɪɑːɹˈeɪ".to_owned()) });
            at += 1;
            continue;
        }
        if is_particle(text, &tokens[..free], at) {
            sounds.push(Sound { said: token.range.clone(), how: How::Ipa("də".to_owned()) });
            at += 1;
            continue;
        }
        let how = heteronym::settle(&tokens, at).or_else(|| guess(token, shouted)).or_else(|| compound(token));
        sounds.extend(how.map(|how| Sound { said: token.range.clone(), how }));
        at += 1;
    }
    sounds.extend(settled);
    sounds
}

/// The small word inside a name, which is weak: F.W. de Klerk, Robert De Niro. At the head of a sentence a De may be
/// anything.
fn is_particle(text: &str, tokens: &[Token], at: usize) -> bool {
    let Some([token, next]) = tokens.get(at..at + 2) else { return false };
    let small = token.text == "de" || token.text == "De" && !token.first;
    small && next.is_capitalised() && !next.is_shouted() && next.joins(token, text) && !next.parted && !next.hyphened
}

/// Adds the sound of several words, to each its own where it tells them apart: then each has a time of its own too.
fn add(sounds: &mut Vec<Sound>, tokens: &[Token], how: How) {
    let (How::Ipa(said) | How::Like(said)) = &how;
    let parts: Vec<&str> = said.split(' ').collect();
    if parts.len() != tokens.len() {
        sounds.push(Sound { said: tokens[0].range.start..tokens[tokens.len() - 1].range.end, how });
        return;
    }
    for (part, token) in parts.into_iter().zip(tokens) {
        let how = match &how {
            How::Ipa(_) => How::Ipa(part.to_owned()),
            How::Like(_) => How::Like(part.to_owned()),
        };
        sounds.push(Sound { said: token.range.clone(), how });
    }
}

/// The longest entry of our list that the words begin with, and how many words it has.
fn named(text: &str, tokens: &[Token]) -> Option<(How, usize)> {
    let first = tokens[0].plain();
    let bare = ["'s", "s"].iter().filter_map(|ending| first.strip_suffix(ending)).map(names::longest);
    let longest = bare.max().unwrap_or(0).max(names::longest(&first));
    let joined = tokens.windows(2).take(longest).take_while(|pair| pair[1].joins(&pair[0], text)).count() + 1;
    let most = longest.min(joined);
    (1..=most).rev().find_map(|count| {
        let last = &tokens[count - 1];
        let words = |ending: &str| {
            let mut key: Vec<&str> = tokens[..count].iter().map(|t| t.text).collect();
            key[count - 1] = last.text.strip_suffix(ending)?;
            Some(key.join(" "))
        };
        let whole = words("").and_then(|key| names::find(&key)).cloned();
        let how = whole.or_else(|| ending::try_each(last.text, |ending| names::find(&words(ending)?).cloned()));
        how.map(|how| (how, count))
    })
}

/// A name by the dictionary, or by what surnames have in common. A word of the language is the engine's own.
fn guess(token: &Token, shouted: bool) -> Option<How> {
    if !token.is_capitalised() || (token.is_shouted() && !shouted && token.text.len() < 5) {
        return None;
    }
    let plain = token.plain();
    // A word of the language that begins a sentence: Café owners.
    let word = token.first
        && !token.text.is_ascii()
        && known::has(&plain)
        && !matches!(dictionary::find(&plain), Some(dictionary::Known::Name(_)));
    let origin = |find: fn(&str) -> Option<String>| {
        let find = |name: &str| find(name).map(How::Ipa);
        find(token.text).or_else(|| ending::try_each(token.text, |ending| find(token.text.strip_suffix(ending)?)))
    };
    if !token.text.is_ascii()
        && !word
        && let Some(how) = origin(origin::by_its_letters)
    {
        return Some(how);
    }
    if let Some(how) = origin(origin::by_its_ending) {
        return Some(how);
    }
    // Letters of other alphabets than the dictionary's: its Capek is not Čapek.
    if token.near_english() != token.text {
        return respelled(token);
    }
    let known = dictionary::find(&plain)
        .or_else(|| ending::try_each(&plain, |ending| dictionary::find(plain.strip_suffix(ending)?)));
    match known {
        Some(dictionary::Known::Name(ipa)) => Some(How::Ipa(ipa)),
        Some(dictionary::Known::Word) => None,
        None if known::has(&plain) => respelled(token),
        None => special(&token.near_english()).or_else(|| origin(origin::by_its_shape)).or_else(|| respelled(token)),
    }
}

/// A Chinese name as it is written on the mainland, in the letters that an English voice says right: Qinghai, Zhanjiang.
fn chinese(letters: &str) -> Option<String> {
    let (head, rest) = match letters.as_bytes() {
        [b'X', b'i' | b'u', _, ..] => ("Sh", &letters[1..]),
        [b'Q', b'i', _, ..] => ("Ch", &letters[1..]),
        [b'Z', b'h', b'a' | b'e' | b'i' | b'o' | b'u', ..] => ("J", &letters[2..]),
        _ => return None,
    };
    rest.bytes().all(|b| b.is_ascii_lowercase()).then(|| format!("{head}{rest}"))
}

/// An English place in -ham, whose last vowel is weak: Wokingham, Egham.
fn homestead(letters: &str) -> Option<String> {
    const LEAST: usize = 5;
    let stem = letters.strip_suffix("ham").filter(|stem| letters.len() >= LEAST && stem.is_ascii())?;
    let after = stem.bytes().last().is_some_and(|b| b"dgklnrtv".contains(&b));
    after.then(|| format!("{stem}um"))
}

/// An English place in -borough, which is no burrow: Harborough.
fn stronghold(letters: &str) -> Option<String> {
    const LEAST: usize = 3;
    let stem = letters.strip_suffix("borough").or_else(|| letters.strip_suffix("brough"))?;
    (stem.len() >= LEAST && stem.bytes().all(|b| b.is_ascii_alphabetic())).then(|| format!("{stem}bra"))
}

/// A name of China or of an English place, respelled.
fn special(letters: &str) -> Option<How> {
    let like = chinese(letters).or_else(|| homestead(letters)).or_else(|| stronghold(letters));
    like.or_else(|| parts::place(letters)).map(How::Like)
}

/// A word put together of two, where an engine would not see the joint, or spelled as it is not in its dictionary.
/// Names are not looked at.
fn compound(token: &Token) -> Option<How> {
    let word = if token.first { token.low.as_str() } else { token.text };
    parts::hyphened(word).or_else(|| spelling::alike(word)).map(How::Like)
}

/// A name that no list has: the -is of a surname is not that of a plural, and letters from other alphabets than
/// the engine's are said as their nearest English ones.
fn respelled(token: &Token) -> Option<How> {
    let letters = token.near_english();
    if let Some(near) = special(&letters) {
        return Some(near);
    }
    let stem = letters.strip_suffix("is").filter(|stem| {
        stem.len() > 2 && stem.ends_with(|c: char| c.is_ascii_alphabetic() && !"aeiouAEIOU".contains(c))
    });
    match stem {
        Some(_) => Some(How::Like(format!("{letters}s"))),
        None => (letters != token.text).then_some(How::Like(letters)),
    }
}
