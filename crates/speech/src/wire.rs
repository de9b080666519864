//! What is said over the pipe between the program and its voice child process.
//!
//! A request is a `u32` (little-endian) length and that many bytes of JSON ([`Request`]).
//! The answer is a `u32` length, that many bytes of JSON ([`Reply`]), and then
//! [`Reply::samples`] × 2 bytes: 16-bit little-endian mono samples.
//! One request is answered before the next is read.

use serde::{Deserialize, Serialize};

use crate::utter::{Tongue, Utterance};

/// Longest request in bytes: a sentence is far below; a longer one is a mistake or an attack.
pub const MAX_REQUEST_BYTES: usize = 1 << 20;

/// Longest answer in bytes, without the samples: 1 MiB of one-letter words with their phonemes.
pub const MAX_REPLY_BYTES: usize = 64 << 20;

/// Longest sound of one segment in samples: ten minutes at 48 kHz.
pub const MAX_SAMPLES: usize = 48_000 * 600;

/// Asks the child to speak one segment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// Utterances in order; their sound is joined without a gap.
    pub utterances: Vec<Utterance>,
    /// Which voice speaks each tongue, e.g. `(English, "espeak:en-us")`.
    pub voices: Vec<(Tongue, String)>,
    /// Also return the phonemes of every word.
    pub phonemes: bool,
    /// Read what stands between `[[` and `]]` as the engine's own phonemes (a lexicon asks for it).
    /// Off, the brackets are text like any other, so an article cannot reach the engine's notation.
    #[serde(default)]
    pub notation: bool,
    /// What else the sound depends on, for a voice whose id does not say it: the model of a server. Empty mostly.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub model: String,
}

/// What the child answers; the samples follow as 16-bit little-endian mono.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reply {
    /// Set when the segment could not be spoken; everything else is then empty.
    pub error: Option<String>,
    pub sample_rate: u32,
    pub samples: usize,
    pub words: Vec<SpokenWord>,
    /// Which voice spoke which stretch, in order, together covering all samples.
    #[serde(default)]
    pub stretches: Vec<Stretch>,
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

/// Samples that one voice spoke: each voice has a gain of its own when the sound is mastered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// As in [`Request::voices`].
    pub voice: String,
    /// First sample, and the one after the last, counted over the whole reply.
    pub start: usize,
    pub end: usize,
}

/// Why a message could not be sent or read.
#[derive(Debug, thiserror::Error)]
pub enum WireError {
    #[error("a voice message of {bytes} bytes is longer than the {limit} allowed")]
    TooLong { bytes: usize, limit: usize },
    #[error("a voice message is not understood: {0}")]
    Garbled(#[from] serde_json::Error),
    #[error("the voice announced {samples} samples, more than the {MAX_SAMPLES} allowed")]
    TooManySamples { samples: usize },
}

/// The bytes of a request, its length in front.
///
/// # Errors
/// [`WireError::TooLong`] when it exceeds [`MAX_REQUEST_BYTES`].
pub fn write_request(request: &Request) -> Result<Vec<u8>, WireError> {
    framed(&serde_json::to_vec(request)?, MAX_REQUEST_BYTES)
}

/// Reads a request from its JSON, the length already taken off.
///
/// # Errors
/// [`WireError::TooLong`] or [`WireError::Garbled`].
pub fn read_request(json: &[u8]) -> Result<Request, WireError> {
    check_length(json.len(), MAX_REQUEST_BYTES)?;
    Ok(serde_json::from_slice(json)?)
}

/// The bytes of an answer, its length in front; the samples come after.
///
/// # Errors
/// [`WireError::TooLong`] when it exceeds [`MAX_REPLY_BYTES`].
pub fn write_reply(reply: &Reply) -> Result<Vec<u8>, WireError> {
    framed(&serde_json::to_vec(reply)?, MAX_REPLY_BYTES)
}

/// Reads an answer from its JSON, the length already taken off. [`Reply::samples`] is within its limit.
///
/// # Errors
/// [`WireError::TooLong`], [`WireError::Garbled`] or [`WireError::TooManySamples`].
pub fn read_reply(json: &[u8]) -> Result<Reply, WireError> {
    check_length(json.len(), MAX_REPLY_BYTES)?;
    let reply: Reply = serde_json::from_slice(json)?;
    if reply.samples > MAX_SAMPLES {
        return Err(WireError::TooManySamples { samples: reply.samples });
    }
    Ok(reply)
}

/// The samples that follow an answer, from their bytes. An odd last byte is dropped.
pub fn read_samples(bytes: &[u8]) -> Vec<i16> {
    bytes.chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect()
}

/// The bytes of samples, as they follow an answer.
pub fn write_samples(samples: &[i16]) -> Vec<u8> {
    samples.iter().flat_map(|sample| sample.to_le_bytes()).collect()
}

fn framed(json: &[u8], limit: usize) -> Result<Vec<u8>, WireError> {
    check_length(json.len(), limit)?;
    let length = u32::try_from(json.len()).expect("both limits are far below 4 GiB");
    let mut bytes = Vec::with_capacity(4 + json.len());
    bytes.extend_from_slice(&length.to_le_bytes());
    bytes.extend_from_slice(json);
    Ok(bytes)
}

fn check_length(bytes: usize, limit: usize) -> Result<(), WireError> {
    if bytes > limit { Err(WireError::TooLong { bytes, limit }) } else { Ok(()) }
}
