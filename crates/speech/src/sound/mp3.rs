//! An MP3 encoder for speech: MPEG-1 Layer III (ISO/IEC 11172-3), 48 kHz mono at a constant 64 kbit/s.
//!
//! What it leaves out is why it is there. Frames stand alone, so there is no bit reservoir; the error is as small as the
//! bits allow and evenly spread, so there is no model of hearing and there are no scale factors; lines above a voice's
//! own band are never looked at. LAME works out a model of hearing for every frame, which at the setting that we used
//! only told where blocks are short. [0021](../../../../docs/decisions/0021-an-encoder-for-speech.md) has the figures.

mod attack;
mod bands;
mod bits;
mod codes;
mod count;
mod quantise;
#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on says so by failing")]
mod tests;
mod window;

use bands::{Bands, LINES};
use bits::Bits;
use quantise::{Granule, Quantiser};

use super::frame::HEADER;
use super::{FRAME_BYTES, FRAME_SAMPLES, SAMPLE_RATE};

/// Side information of a frame with one channel.
const SIDE_BYTES: usize = 17;
/// Bits for the numbers of both granules of a frame.
const FRAME_BITS: u32 = 8 * (FRAME_BYTES - HEADER.len() - SIDE_BYTES) as u32;

/// Appends the frames of `samples`, a whole number of frames; what lies above `highest_hz` is left out.
///
/// The last 1,105 samples are not heard: filters delay the sound by as much.
pub fn encode(samples: &[f32], highest_hz: u32, mp3: &mut Vec<u8>) {
    #[cfg(target_arch = "x86_64")]
    if std::is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has just said that it can.
        unsafe { encode_by_eight(samples, highest_hz, mp3) };
        return;
    }
    encode_anywhere(samples, highest_hz, mp3);
}

/// The same bytes, eight numbers at a time.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn encode_by_eight(samples: &[f32], highest_hz: u32, mp3: &mut Vec<u8>) {
    encode_anywhere(samples, highest_hz, mp3);
}

/// Inlined, as all that it calls in its loops: what is called is compiled without the wider registers.
#[inline(always)]
fn encode_anywhere(samples: &[f32], highest_hz: u32, mp3: &mut Vec<u8>) {
    let lines = (highest_hz as usize * 2 * LINES).div_ceil(SAMPLE_RATE as usize).min(LINES);
    let shapes = attack::shapes(samples);
    let mut bands = Bands::new(samples, lines);
    let mut quantiser = Quantiser::new(lines);
    let mut spectrum = [0.0; LINES];
    let mut granules = [Granule::new(), Granule::new()];
    mp3.reserve(samples.len() / FRAME_SAMPLES * FRAME_BYTES);
    for shapes in shapes.chunks_exact(2) {
        let mut left = FRAME_BITS;
        for (n, shape) in shapes.iter().enumerate() {
            bands.next(*shape, &mut spectrum);
            // Half for the first, and for the second what is left.
            let budget = left / (2 - n as u32);
            quantiser.quantise(&spectrum, *shape, budget, &mut granules[n]);
            left -= granules[n].plan.bits;
        }
        let end = mp3.len() + FRAME_BYTES;
        mp3.extend_from_slice(&HEADER);
        let mut bits = Bits::after(mp3);
        // No bits of frames before, none of private use, no scale factors shared.
        bits.put(0, 9 + 5 + 4);
        granules.iter().for_each(|granule| granule.write_side(&mut bits));
        granules.iter().for_each(|granule| granule.write_numbers(&mut bits));
        bits.finish();
        debug_assert!(mp3.len() <= end, "a frame holds {FRAME_BITS} bits");
        mp3.resize(end, 0);
    }
}
