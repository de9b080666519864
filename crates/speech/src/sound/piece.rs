//! One segment as finished sound.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::encode::encode;
use super::frame::Run;
use super::gain::Gains;
use super::master::master;
use super::{FRAME_BYTES, FRAME_MS, Pcm, SETTINGS, SoundError};
use crate::utter::Utterance;
use crate::wire::{Reply, Request, Stretch};

/// A segment's frames and times. Its bytes depend on the segment alone, so pieces are kept and joined again and again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Piece {
    /// Whole frames of 192 bytes, and nothing else. Not in the JSON: see [`Piece::pack`].
    #[serde(skip)]
    pub mp3: Vec<u8>,
    /// How many, and their checksum.
    pub run: Run,
    /// Length with the pause: 24 ms a frame.
    pub duration_ms: u32,
    /// When the first sound begins and the last one ends; both 0 in a silent piece.
    pub speech_start_ms: u32,
    pub speech_end_ms: u32,
    pub words: Vec<WordTime>,
}

/// When a word is heard, in milliseconds from the start of its piece (in a [`super::Row`]: of the file).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordTime {
    /// Index of the utterance, and of the word in it.
    pub utterance: usize,
    pub word: usize,
    /// Byte range in the segment's written text; several words may share one (`$94.8 billion`).
    pub written: Range<usize>,
    pub start_ms: u32,
    pub end_ms: u32,
}

/// Makes a piece of what the voice answered to a request. `pause_ms` of silence follow it, rounded up to 120 ms.
///
/// # Errors
/// [`SoundError::Mismatch`] when answer, samples and request do not belong together, and what mastering and
/// encoding refuse.
pub fn make(
    request: &Request,
    reply: &Reply,
    samples: &[i16],
    pause_ms: u32,
    gains: &Gains,
) -> Result<Piece, SoundError> {
    if reply.samples != samples.len() {
        return Err(SoundError::Mismatch("the number of samples differs"));
    }
    let gain: Vec<(usize, f32)> = reply.stretches.iter().map(|s: &Stretch| (s.end, gains.factor(&s.voice))).collect();
    let made = master(Pcm { samples, rate: reply.sample_rate }, &gain, pause_ms)?;
    let mp3 = encode(&made.samples, reply.sample_rate);
    let run = Run::of(&mp3);

    let mut words = Vec::with_capacity(reply.words.len());
    let mut floor = 0;
    for spoken in &reply.words {
        let written = written(&request.utterances, spoken.utterance, spoken.word)?;
        let start_ms = made.ms(spoken.start).max(floor);
        let end_ms = made.ms(spoken.end).max(start_ms);
        floor = end_ms;
        words.push(WordTime { utterance: spoken.utterance, word: spoken.word, written, start_ms, end_ms });
    }
    Ok(Piece {
        mp3,
        run,
        duration_ms: run.frames * FRAME_MS,
        speech_start_ms: ms(made.speech.start),
        speech_end_ms: ms(made.speech.end),
        words,
    })
}

/// Name of a piece in a cache: SHA-256, in hexadecimal, of everything that its bytes and word times come from:
/// what is said by which voice, at which gain, the pause and our settings.
pub fn key(request: &Request, pause_ms: u32, gains: &Gains) -> String {
    let gain: Vec<(&str, f32)> =
        request.voices.iter().map(|(_, voice)| (voice.as_str(), gains.decibels(voice))).collect();
    let mut said = serde_json::json!([SETTINGS, request.utterances, request.voices, request.notation, gain, pause_ms]);
    if let Some(all) = said.as_array_mut().filter(|_| !request.model.is_empty()) {
        all.push(request.model.as_str().into());
    }
    Sha256::digest(said.to_string().as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        for digit in [byte >> 4, byte & 15] {
            hex.push(char::from_digit(u32::from(digit), 16).expect("four bits are one digit"));
        }
        hex
    })
}

impl Piece {
    /// The piece as bytes to keep: a `u32` (little-endian) length, that much JSON, the frames.
    pub fn pack(&self) -> Vec<u8> {
        let json = serde_json::to_vec(self).expect("numbers and ranges always make JSON");
        let length = u32::try_from(json.len()).expect("a segment has fewer than a million words");
        [&length.to_le_bytes()[..], &json, &self.mp3].concat()
    }

    /// Reads what [`Piece::pack`] wrote.
    ///
    /// # Errors
    /// [`SoundError::Damaged`] when anything, down to a bit of the sound, is not as it was.
    pub fn unpack(bytes: &[u8]) -> Result<Piece, SoundError> {
        let (length, rest) = bytes.split_first_chunk::<4>().ok_or(SoundError::Damaged)?;
        let (json, mp3) = rest.split_at_checked(u32::from_le_bytes(*length) as usize).ok_or(SoundError::Damaged)?;
        let mut piece: Piece = serde_json::from_slice(json).map_err(|_| SoundError::Damaged)?;
        if mp3.len() % FRAME_BYTES != 0 || Run::of(mp3) != piece.run || !piece.is_sound() {
            return Err(SoundError::Damaged);
        }
        piece.mp3 = mp3.to_vec();
        Ok(piece)
    }

    /// Whether its times lie within its frames: others are added to them when pieces are joined.
    fn is_sound(&self) -> bool {
        let ordered = |from: u32, to: u32| from <= to && to <= self.duration_ms;
        self.run.frames.checked_mul(FRAME_MS) == Some(self.duration_ms)
            && ordered(self.speech_start_ms, self.speech_end_ms)
            && self.words.iter().all(|word| ordered(word.start_ms, word.end_ms))
    }
}

fn written(utterances: &[Utterance], utterance: usize, word: usize) -> Result<Range<usize>, SoundError> {
    let word = utterances.get(utterance).and_then(|utterance| utterance.words.get(word));
    Ok(word.ok_or(SoundError::Mismatch("it names a word that was not asked for"))?.written.clone())
}

fn ms(sample: usize) -> u32 {
    u32::try_from((sample + 24) / 48).expect("a piece is minutes long")
}
