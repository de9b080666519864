//! What is said over the pipe between the program and its voice child process.

use serde::{Deserialize, Serialize};

use crate::utter::{Tongue, Utterance};

/// Asks the child to speak one segment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// Utterances in order; their sound is joined without a gap.
    pub utterances: Vec<Utterance>,
    /// Which voice speaks each tongue, e.g. `(English, "espeak:en-us")`.
    pub voices: Vec<(Tongue, String)>,
    /// Also return the phonemes of every word.
    pub phonemes: bool,
}

/// What the child answers; the samples follow as 16-bit little-endian mono.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reply {
    /// Set when the segment could not be spoken; everything else is then empty.
    pub error: Option<String>,
    pub sample_rate: u32,
    pub samples: usize,
    pub words: Vec<SpokenWord>,
}

/// When a word begins, and what was said for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SpokenWord {
    /// Index of the utterance, and of the word in it.
    pub utterance: usize,
    pub word: usize,
    /// Sample at which the word begins and ends, counted over the whole reply.
    pub start: usize,
    pub end: usize,
    /// IPA or the engine's own notation, when asked for.
    pub phonemes: Option<String>,
}
