//! Samples into MP3 frames that stand alone.
//!
//! 48 kHz mono at a constant 64 kbit/s, without the bit reservoir: every frame is 192 bytes and needs no bits of
//! another. Each piece is encoded for itself, so its bytes depend on nothing before it.
//!
//! An encoder and a decoder together delay sound by 576 + 529 samples. We keep exactly one frame per 1152 samples,
//! so the delay runs through all pieces alike, [`super::frame::info`] tells the decoder to drop it once, and what is
//! cut off after the last frame is the silence that every piece ends with.

use std::sync::OnceLock;

use super::mp3;
use super::{FRAME_BYTES, FRAME_SAMPLES};

/// Highest frequency that is kept, in hertz: what LAME keeps of one channel at 64 kbit/s if it is not told.
const HIGHEST_HZ: u32 = 16_500;
/// Frames of silence after a sound that still carry its end: encoder and decoder remember less than two.
const ECHO: usize = 3;

/// Encodes whole frames: `samples` is a multiple of [`FRAME_SAMPLES`] and ends with two frames of silence
/// (what is shorter loses its end). `rate` is the voice's own: what lies above half of it is not looked at.
pub fn encode(samples: &[f32], rate: u32) -> Vec<u8> {
    let frames = samples.len() / FRAME_SAMPLES;
    // A pause encodes to the same frame over and over; it need not be worked out each time.
    let sounding = samples.iter().rposition(|sample| *sample != 0.0).map_or(0, |last| last / FRAME_SAMPLES + 1 + ECHO);
    let worked = sounding.min(frames);
    let mut bytes = Vec::with_capacity(frames * FRAME_BYTES);
    mp3::encode(&samples[..worked * FRAME_SAMPLES], (rate / 2).min(HIGHEST_HZ), &mut bytes);
    for _ in worked..frames {
        bytes.extend_from_slice(silence());
    }
    bytes
}

/// One frame of silence, always the same.
pub fn silence() -> &'static [u8] {
    static SILENCE: OnceLock<Vec<u8>> = OnceLock::new();
    SILENCE.get_or_init(|| {
        let mut frame = Vec::new();
        mp3::encode(&[0.0; FRAME_SAMPLES], HIGHEST_HZ, &mut frame);
        frame
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sound::frame::HEADER;

    #[test]
    fn every_frame_is_of_48_khz_however_low_the_voice_s_own_rate_is() {
        let tone: Vec<f32> = (0..FRAME_SAMPLES * 20).map(|n| (n as f32 * 0.05).sin() * 0.3).collect();
        for rate in [8_000, 16_000, 22_050, 24_000, 44_100, 48_000, 192_000] {
            let mp3 = encode(&tone, rate);
            assert_eq!(mp3.len(), 20 * FRAME_BYTES);
            for frame in mp3.chunks(FRAME_BYTES) {
                assert_eq!(frame[..HEADER.len()], HEADER, "{rate}");
            }
        }
    }
}
