//! Samples into MP3 frames that stand alone.
//!
//! LAME, 48 kHz mono at a constant 64 kbit/s, without the bit reservoir: every frame is 192 bytes and needs no bits
//! of another. A new encoder for each piece, so its bytes depend on nothing before it.
//!
//! An encoder and a decoder together delay sound by 576 + 529 samples. We keep exactly one frame per 1152 samples,
//! so the delay runs through all pieces alike, [`super::frame::info`] tells the decoder to drop it once, and what is
//! cut off after the last frame is the silence that every piece ends with.

use std::ffi::c_int;
use std::num::NonZeroU32;
use std::sync::OnceLock;

use mp3lame_encoder::{Bitrate, Builder, Encoder, FlushGap, Mode, MonoPcm, Quality, VbrMode, ffi};

use super::{FRAME_BYTES, FRAME_SAMPLES, SAMPLE_RATE, SoundError};

/// Samples handed over at once: enough to be quick, few enough to stay in the processor's cache.
const CHUNK: usize = 8 * FRAME_SAMPLES;
/// Highest frequency that is kept, in hertz: what LAME keeps of one channel at 64 kbit/s if it is not told.
const HIGHEST_HZ: u32 = 16_500;
/// Frames of silence after a sound that still carry its end: encoder and decoder remember less than two.
const ECHO: usize = 3;

/// Encodes whole frames: `samples` is a multiple of [`FRAME_SAMPLES`] and ends with two frames of silence
/// (what is shorter loses its end). `rate` is the voice's own: what lies above half of it is not looked at.
pub fn encode(samples: &[f32], rate: u32) -> Result<Vec<u8>, SoundError> {
    let frames = samples.len() / FRAME_SAMPLES;
    // A pause encodes to the same frame over and over; it need not be worked out each time.
    let sounding = samples.iter().rposition(|sample| *sample != 0.0).map_or(0, |last| last / FRAME_SAMPLES + 1 + ECHO);
    let worked = sounding.min(frames);
    let mut mp3 = Vec::with_capacity(frames * FRAME_BYTES);
    if worked > 0 {
        work(&samples[..worked * FRAME_SAMPLES], rate, &mut mp3)?;
    }
    let silence = silence()?;
    for _ in worked..frames {
        mp3.extend_from_slice(silence);
    }
    Ok(mp3)
}

/// One frame of silence, always the same.
pub fn silence() -> Result<&'static [u8], SoundError> {
    static SILENCE: OnceLock<Vec<u8>> = OnceLock::new();
    if let Some(frame) = SILENCE.get() {
        return Ok(frame);
    }
    let mut frame = Vec::new();
    work(&[0.0; FRAME_SAMPLES], SAMPLE_RATE, &mut frame)?;
    Ok(SILENCE.get_or_init(|| frame))
}

/// Runs an encoder of its own over the samples and appends exactly their frames.
fn work(samples: &[f32], rate: u32, mp3: &mut Vec<u8>) -> Result<(), SoundError> {
    let wanted = samples.len() / FRAME_SAMPLES * FRAME_BYTES;
    let mut encoder = encoder(rate)?;
    for chunk in samples.chunks(CHUNK) {
        mp3.reserve(mp3lame_encoder::max_required_buffer_size(chunk.len()));
        encoder.encode_to_vec(MonoPcm(chunk), mp3).map_err(refused)?;
    }
    mp3.reserve(mp3lame_encoder::max_required_buffer_size(0));
    encoder.flush_to_vec::<FlushGap>(mp3).map_err(refused)?;
    if mp3.len() < wanted {
        return Err(SoundError::Encoder(format!("{} bytes where {wanted} were due", mp3.len())));
    }
    mp3.truncate(wanted);
    Ok(())
}

fn encoder(rate: u32) -> Result<Encoder, SoundError> {
    let mut builder = Builder::new().ok_or_else(|| SoundError::Encoder("no memory".to_owned()))?;
    builder.set_num_channels(1).map_err(refused)?;
    builder.set_mode(Mode::Mono).map_err(refused)?;
    builder.set_sample_rate(SAMPLE_RATE).map_err(refused)?;
    // Not told, LAME takes a lower rate for a narrow band, and its frames are no longer ours.
    builder.set_output_sample_rate(NonZeroU32::new(SAMPLE_RATE)).map_err(refused)?;
    builder.set_vbr_mode(VbrMode::Off).map_err(refused)?;
    builder.set_brate(Bitrate::Kbps64).map_err(refused)?;
    // Twice as fast as "Good"; for a voice of 11 kHz the difference cannot be heard at this rate.
    builder.set_quality(Quality::Ok).map_err(refused)?;
    builder.set_to_write_vbr_tag(false).map_err(refused)?;
    // SAFETY: the pointer is the builder's own, used before the builder moves on.
    unsafe {
        ffi::lame_set_disable_reservoir(builder.as_ptr(), 1);
        // LAME's own limit at this rate. A voice of 22 kHz has nothing above 11, and looking for it there is work.
        ffi::lame_set_lowpassfreq(builder.as_ptr(), (rate / 2).min(HIGHEST_HZ) as c_int);
    }
    builder.build().map_err(refused)
}

fn refused(error: impl std::fmt::Display) -> SoundError {
    SoundError::Encoder(error.to_string())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on says so by failing")]
mod tests {
    use super::*;
    use crate::sound::frame::HEADER;

    #[test]
    fn every_frame_is_of_48_khz_however_low_the_voice_s_own_rate_is() {
        let tone: Vec<f32> = (0..FRAME_SAMPLES * 20).map(|n| (n as f32 * 0.05).sin() * 0.3).collect();
        for rate in [8_000, 16_000, 22_050, 24_000, 44_100, 48_000, 192_000] {
            let mp3 = encode(&tone, rate).unwrap();
            assert_eq!(mp3.len(), 20 * FRAME_BYTES);
            for frame in mp3.chunks(FRAME_BYTES) {
                assert_eq!(frame[..HEADER.len()], HEADER, "{rate}");
            }
        }
    }
}
