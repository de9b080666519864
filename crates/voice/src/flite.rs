//! A safe face on the C library Flite and its recorded-speech voices, for English.
//!
//! The library's state is global (its list of voices), so there is one engine per process behind a mutex. It sends no
//! word events: times are read from the segments of the utterance that it made.

mod functions;
mod phones;
mod tokens;

use std::collections::BTreeMap;
use std::ffi::{CStr, CString, c_void};
use std::ops::Range;
use std::ptr::NonNull;
use std::sync::{Mutex, PoisonError};

use speech::pronounce::Sound;
use speech::wire::MAX_SAMPLES;

use crate::espeak::Voice;
use crate::{Error, rise};
use functions::{Functions, Item};
use tokens::Token;

/// What a voice is called here, what its library is called, and what is said of it in a list.
const VOICES: &[(&str, &str, &str)] = &[
    ("slt", "cmu_us_slt", "English (America), a woman, from recorded speech"),
    ("rms", "cmu_us_rms", "English (America), a man, from recorded speech"),
];

/// Most tokens that are made at once: the library keeps all parameters of an utterance until it is spoken.
const MOST_TOKENS: usize = 60;
/// From here on an utterance ends at the next comma.
const MANY_TOKENS: usize = 40;

/// Kept before the first sound and after the last word, in milliseconds. The voices begin with 160 ms of breath: what is
/// kept of it counts as sound when a piece is mastered, and its words then come late.
const LEAD_MS: usize = 3;
const TAIL_MS: usize = 60;

/// The sound of one text.
#[derive(Debug, Default)]
pub struct Heard {
    pub rate: u32,
    pub samples: Vec<i16>,
    /// What was said for each stretch of the text, in order.
    pub tokens: Vec<HeardToken>,
}

/// A stretch of the text, and when it is heard.
#[derive(Debug)]
pub struct HeardToken {
    /// Byte range in the text.
    pub place: Range<usize>,
    /// First sample, and the one after the last.
    pub samples: Range<usize>,
    /// IPA, words apart by blanks; empty unless asked for.
    pub phonemes: String,
}

/// The opened library and the voices taken from it so far.
pub struct Flite {
    functions: Functions,
    voices: BTreeMap<&'static str, NonNull<c_void>>,
}

// SAFETY: the pointers are to voices that live as long as the library, which is never closed; it keeps nothing per
// thread, and the mutex lets one thread in at a time.
unsafe impl Send for Flite {}

static ENGINE: Mutex<Option<Flite>> = Mutex::new(None);

/// Lends the engine, opening it when that has not worked before: installing the package mends a running program.
pub fn with<T>(deed: impl FnOnce(&mut Flite) -> Result<T, Error>) -> Result<T, Error> {
    // A panic under the lock can leave nothing half done: every call makes an utterance of its own.
    let mut engine = ENGINE.lock().unwrap_or_else(PoisonError::into_inner);
    match engine.as_mut() {
        Some(open) => deed(open),
        None => deed(engine.insert(Flite { functions: Functions::open()?, voices: BTreeMap::new() })),
    }
}

impl Flite {
    /// Speaks a text with a voice (`slt`); `phonemes` also writes down what was said.
    ///
    /// The same text is the same samples each time.
    pub fn synth(&mut self, voice: &str, text: &str, sounds: &[Sound], phonemes: bool) -> Result<Heard, Error> {
        let voice = self.voice(voice)?;
        let tokens = tokens::of(text, sounds);
        let mut heard = Heard::default();
        for part in parts(&tokens) {
            self.speak(voice, part, phonemes, &mut heard)?;
            if heard.samples.len() > MAX_SAMPLES {
                return Err(Error::TooLong { limit: MAX_SAMPLES });
            }
        }
        rise::settle(&heard.samples, heard.rate, heard.tokens.iter_mut().map(|token| &mut token.samples));
        heard.trim();
        Ok(heard)
    }

    /// Every voice whose library this machine has.
    pub fn voices(&mut self) -> Vec<Voice> {
        let there = |(name, _, title): &&(&str, &str, &str)| {
            self.voice(name).is_ok().then(|| Voice {
                name: format!("flite:{name}"),
                language: "en-us".to_owned(),
                title: (*title).to_owned(),
            })
        };
        VOICES.iter().collect::<Vec<_>>().iter().filter_map(there).collect()
    }

    fn voice(&mut self, name: &str) -> Result<NonNull<c_void>, Error> {
        let unknown = || Error::UnknownVoice(format!("flite:{name}"));
        let (name, library, _) = VOICES.iter().find(|(known, ..)| *known == name).ok_or_else(unknown)?;
        if let Some(voice) = self.voices.get(name) {
            return Ok(*voice);
        }
        let voice = self.functions.open_voice(library)?;
        self.voices.insert(name, voice);
        Ok(voice)
    }

    /// Makes one utterance and adds it to what was heard.
    fn speak(&self, voice: NonNull<c_void>, tokens: &[Token], phonemes: bool, heard: &mut Heard) -> Result<(), Error> {
        let utterance = self.functions.utterance(voice, tokens)?;
        let before = heard.samples.len();
        let (rate, samples) = utterance.sound()?;
        heard.rate = rate;
        heard.samples.extend_from_slice(samples);
        let mut floor = before;
        for (token, item) in tokens.iter().zip(utterance.tokens()) {
            let (mut seconds, mut said) = (None::<(f32, f32)>, Vec::new());
            for word in item.daughters() {
                let mut phones = Vec::new();
                for syllable in word.seen_as(c"SylStructure").iter().flat_map(Item::daughters) {
                    let stressed = syllable.text(c"stress").is_some_and(|stress| stress.to_bytes() == b"1");
                    for segment in syllable.daughters().filter_map(|segment| segment.seen_as(c"Segment")) {
                        let begin = segment.before().map_or(0.0, |before| before.number(c"end"));
                        let end = segment.number(c"end");
                        seconds = Some((seconds.map_or(begin, |(first, _)| first), end));
                        if phonemes {
                            phones.extend(segment.text(c"name").map(|name| (name_of(name), stressed)));
                        }
                    }
                }
                if !phones.is_empty() {
                    said.push(phones::ipa(&phones));
                }
            }
            let at = |seconds: f32| before + (seconds.max(0.0) * rate as f32) as usize;
            let (start, end) = seconds.map_or((floor, floor), |(start, end)| (at(start), at(end)));
            let start = start.clamp(floor, heard.samples.len());
            let end = end.clamp(start, heard.samples.len());
            floor = end;
            heard.tokens.push(HeardToken { place: token.place.clone(), samples: start..end, phonemes: said.join(" ") });
        }
        Ok(())
    }
}

impl Heard {
    /// Cuts the silence before the first and after the last word.
    fn trim(&mut self) {
        let (Some(first), Some(last)) = (self.tokens.first(), self.tokens.last()) else {
            self.samples.clear();
            return;
        };
        let keep = |ms: usize| ms * self.rate as usize / 1000;
        let from = first.samples.start.saturating_sub(keep(LEAD_MS));
        let until = (last.samples.end + keep(TAIL_MS)).min(self.samples.len());
        self.samples.truncate(until);
        self.samples.drain(..from);
        // A cut through breath clicks.
        let fade = keep(LEAD_MS).min(self.samples.len());
        for (n, sample) in self.samples.iter_mut().take(fade).enumerate() {
            *sample = (i32::from(*sample) * n as i32 / fade as i32) as i16;
        }
        for token in &mut self.tokens {
            token.samples = token.samples.start - from..token.samples.end - from;
        }
    }
}

fn name_of(name: &CStr) -> String {
    name.to_string_lossy().into_owned()
}

/// The tokens in stretches that the library makes at once: whole sentences, or as far as a comma.
fn parts(tokens: &[Token]) -> Vec<&[Token]> {
    let mut parts = Vec::new();
    let mut rest = tokens;
    while !rest.is_empty() {
        let ends = |at: &usize| {
            let (count, punc) = (at + 1, rest[*at].punc);
            count >= MOST_TOKENS || (count >= MANY_TOKENS && !punc.is_empty()) || matches!(punc, "." | "!" | "?")
        };
        let count = (0..rest.len()).find(ends).map_or(rest.len(), |at| at + 1);
        let (part, after) = rest.split_at(count);
        parts.push(part);
        rest = after;
    }
    parts
}

/// A C string of what never holds a NUL.
fn c_string(text: &str) -> CString {
    CString::new(text.replace('\0', " ")).unwrap_or_default()
}
