//! Samples → mastered, encoded, joined, described.
//!
//! One call per segment, [`make`], gives a [`Piece`] whose bytes depend on nothing around it; [`join`] lays pieces
//! end to end behind a tag, without encoding anything again. So a corrected sentence costs one sentence.

mod encode;
mod frame;
mod gain;
mod join;
mod limit;
mod loudness;
mod master;
mod mp3;
mod piece;
mod programme;
mod resample;
mod sting;
mod tag;
mod transcript;

pub use frame::Run;
pub use gain::Gains;
pub use join::{Joined, Part, Plan, Row, join, plan};
pub use loudness::{TARGET_LUFS, calibrate, heard_loudness, level};
pub use piece::{Piece, WordTime, key, make};
pub use programme::{Layout, Stretch, lay_out, sound_of};
pub use resample::{raise, takes};
pub use sting::sting;
pub use tag::{Chapter, Picture, Tag};
pub use transcript::{json, srt, vtt};

/// What a sound begins and ends with that is sent while it is being made: pieces come between.
pub fn around_live() -> ([u8; FRAME_BYTES], &'static [u8]) {
    (frame::opening(), encode::silence())
}

/// Samples per second of everything we publish.
pub const SAMPLE_RATE: u32 = 48_000;
/// Samples in one MP3 frame: 24 ms at 48 kHz.
pub const FRAME_SAMPLES: usize = 1152;
/// Milliseconds in one frame. At 48 kHz this is exact, which is why we do not use 44.1 kHz.
pub const FRAME_MS: u32 = 24;
/// Bytes of one frame at 64 kbit/s, always, at 48 kHz.
pub const FRAME_BYTES: usize = 192;
/// A piece is a multiple of this many frames: 120 ms, also a whole number of Opus frames.
pub const FRAMES_PER_UNIT: usize = 5;

/// Changes whenever the same samples would be made into other bytes; part of [`key`].
pub const SETTINGS: &str = "master-2 mp3-48000-mono-64 crier-1";

/// Sound as an engine gives it: 16-bit mono.
#[derive(Clone, Copy, Debug)]
pub struct Pcm<'a> {
    pub samples: &'a [i16],
    /// Samples per second.
    pub rate: u32,
}

/// Why a sound could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SoundError {
    #[error(
        "cannot bring {0} samples per second to 48000; use a voice at 8, 11.025, 16, 22.05, 24, 32, 44.1 or 48 kHz"
    )]
    Rate(u32),
    #[error("a sound of {0} s is too long; split it")]
    TooLong(usize),
    #[error("the voice's answer does not match what was asked: {0}")]
    Mismatch(&'static str),
    #[error("the ID3 tag could not be written: {0}")]
    Tag(String),
    #[error("a kept piece is damaged; make it again")]
    Damaged,
    #[error("the loudness of this voice cannot be measured: {0}")]
    Loudness(&'static str),
}
