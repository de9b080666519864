//! What a listener hears and a player is told: pieces, files and transcripts.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by failing")]

mod file;
mod hearing;
mod odd;
pub mod player;
mod programme;
mod texts;

use speech::sound::{self, Gains, Part, Piece};
use speech::utter::{Tongue, Utterance, Word};
use speech::wire::{Reply, Request, SpokenWord, Stretch};

/// What our stand-in for an engine speaks at, like the embedded one.
const RATE: usize = 22_050;

/// A voice's answer: one word per length in milliseconds, each a buzz of 120 Hz, 100 ms apart.
pub fn spoken(words_ms: &[usize]) -> (Request, Reply, Vec<i16>) {
    let mut samples = vec![0; RATE / 20];
    let (mut words, mut told) = (Vec::new(), Vec::new());
    for (number, length_ms) in words_ms.iter().enumerate() {
        let start = samples.len();
        samples.extend((0..length_ms * RATE / 1000).map(|n| {
            let part = (n * 120 % RATE) as f32 / RATE as f32;
            (9_000.0 * (1.0 - 2.0 * part) * (1.0 + (n as f32 / 900.0).sin()) / 2.0) as i16
        }));
        told.push(SpokenWord { utterance: 0, word: number, start, end: samples.len(), phonemes: None });
        words.push(Word { said: number * 2..number * 2 + 1, written: number * 2..number * 2 + 1 });
        samples.resize(samples.len() + RATE / 10, 0);
    }
    let voice = "espeak:en-us".to_owned();
    let text = vec!["a"; words_ms.len()].join(" ");
    let request = Request {
        utterances: vec![Utterance::new(Tongue::English, text, words)],
        voices: vec![(Tongue::English, voice.clone())],
        ..Request::default()
    };
    let reply = Reply {
        sample_rate: RATE as u32,
        samples: samples.len(),
        words: told,
        stretches: vec![Stretch { voice, start: 0, end: samples.len() }],
        ..Reply::default()
    };
    (request, reply, samples)
}

pub fn piece(words_ms: &[usize], pause_ms: u32) -> Piece {
    let (request, reply, samples) = spoken(words_ms);
    sound::make(&request, &reply, &samples, pause_ms, &Gains::default()).unwrap()
}

/// Parts with the ids `s0`, `s1` … and a text each.
pub fn parts(pieces: &[Piece]) -> Vec<Part<'_>> {
    const NAMES: [&str; 6] = ["s0", "s1", "s2", "s3", "s4", "s5"];
    pieces.iter().zip(NAMES).map(|(piece, id)| Part { id, text: "A sentence.", piece }).collect()
}
