//! The sting between two stories of a programme: a small bell, two notes, made here. No recording, so nobody's rights.

use std::f64::consts::TAU;
use std::sync::OnceLock;

use super::encode::encode;
use super::frame::Run;
use super::loudness;
use super::master::master;
use super::piece::Piece;
use super::{FRAME_MS, Pcm, SAMPLE_RATE, SoundError};

/// When each note is struck, in seconds, and its pitch in hertz: D5, then A5, a fifth above.
const NOTES: [(f64, f64); 2] = [(0.0, 587.33), (0.22, 880.0)];
/// Partials of a struck bar: how many times the pitch, how loud, and seconds until they have fallen to 37 %.
const PARTIALS: [(f64, f64, f64); 4] = [(1.0, 1.0, 0.26), (2.0, 0.30, 0.16), (2.76, 0.22, 0.10), (5.40, 0.10, 0.05)];
/// Length of the bell in seconds; by then it has fallen below what counts as silence.
const LENGTH_S: f64 = 1.3;
/// A strike is not a click: each note rises over so many seconds.
const RISE_S: f64 = 0.004;
/// Level before mastering, of full scale 1.
const LEVEL: f64 = 0.25;
/// Silence between the bell and the story after it, in milliseconds.
const PAUSE_MS: u32 = 420;

/// The bell as a finished piece, at the loudness of our voices. Made when it is first needed, then kept.
///
/// # Errors
/// What mastering and encoding refuse; nothing that can be helped by asking again.
pub fn sting() -> Result<&'static Piece, SoundError> {
    static STING: OnceLock<Piece> = OnceLock::new();
    if let Some(piece) = STING.get() {
        return Ok(piece);
    }
    let bell = bell();
    let pcm = Pcm { samples: &bell, rate: SAMPLE_RATE };
    let gain = super::gain::factor(loudness::level(pcm)?);
    let made = master(pcm, &[(bell.len(), gain)], PAUSE_MS)?;
    let mp3 = encode(&made.samples, SAMPLE_RATE);
    let run = Run::of(&mp3);
    let ms = |sample: usize| u32::try_from(sample / 48).unwrap_or(u32::MAX);
    let (speech_start_ms, speech_end_ms) = (ms(made.speech.start), ms(made.speech.end));
    let piece =
        Piece { mp3, run, duration_ms: run.frames * FRAME_MS, speech_start_ms, speech_end_ms, words: Vec::new() };
    Ok(STING.get_or_init(|| piece))
}

/// 16-bit mono at our rate.
fn bell() -> Vec<i16> {
    let rate = f64::from(SAMPLE_RATE);
    (0..(LENGTH_S * rate) as usize)
        .map(|n| {
            let sum: f64 = NOTES.iter().map(|(at, pitch)| struck(n as f64 / rate - at, *pitch)).sum();
            (sum * LEVEL * f64::from(i16::MAX)) as i16
        })
        .collect()
}

/// One note, `t` seconds after it was struck.
fn struck(t: f64, pitch: f64) -> f64 {
    if t < 0.0 {
        return 0.0;
    }
    let sum: f64 =
        PARTIALS.iter().map(|(times, level, falls)| level * (-t / falls).exp() * (TAU * pitch * times * t).sin()).sum();
    sum * (t / RISE_S).min(1.0)
}
