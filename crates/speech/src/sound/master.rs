//! One segment's samples made ready for the encoder: trimmed, raised to our rate and level, limited, paused.

use super::limit::limit;
use super::resample::{append, takes};
use super::{FRAME_SAMPLES, FRAMES_PER_UNIT, Pcm, SAMPLE_RATE, SoundError};

/// Silence before the first sound of a piece, in milliseconds: enough for the encoder not to smear the onset
/// into the piece before, short enough that the segment's start is where it is heard.
const LEAD_MS: usize = 10;
/// Kept after the last sound: the end of a word falls below what [`QUIET`] finds.
const TAIL_MS: usize = 40;
/// Length of the fade over what is kept before and after, in milliseconds.
const FADE_IN_MS: usize = 3;
const FADE_OUT_MS: usize = 15;
/// Shortest silence at the end of a piece. The decoder's and the encoder's memory reach over 2 frames (48 ms): with
/// less, cutting here would cut sound.
pub const SHORTEST_PAUSE_MS: u32 = 60;
/// Longest silence that a caller may ask for.
const LONGEST_PAUSE_MS: u32 = 10_000;
/// Part of the peak below which sound counts as silence: −50 dB.
const QUIET: f32 = 0.003_2;
/// And at least this, so that the noise of an empty recording does not count as speech (−70 dB of full scale).
const SILENT: u16 = 10;
/// Longest segment in seconds.
const LONGEST_S: usize = 600;

/// A mastered segment and how its time maps to the engine's.
pub struct Master {
    /// Whole units of [`FRAMES_PER_UNIT`] frames at [`SAMPLE_RATE`].
    pub samples: Vec<f32>,
    /// Sample of the first and after the last sound; equal in silence.
    pub speech: std::ops::Range<usize>,
    /// Engine sample that lies at output sample [`Master::offset`].
    first: usize,
    offset: usize,
    rate: u32,
}

impl Master {
    /// Milliseconds from the piece's start to a sample of the engine's.
    pub fn ms(&self, engine_sample: usize) -> u32 {
        let rate = u64::from(SAMPLE_RATE);
        // A voice may name any sample, also one far behind its last.
        let after = (engine_sample as u64).saturating_mul(rate) / u64::from(self.rate);
        let cut = self.first as u64 * rate / u64::from(self.rate);
        let at = after.saturating_add(self.offset as u64).saturating_sub(cut).min(self.samples.len() as u64);
        u32::try_from((at * 1000 + rate / 2) / rate).expect("a piece is minutes long")
    }
}

/// Masters one segment. `gain` gives the amplification of each engine sample's voice, as consecutive
/// (end, factor) stretches; what they leave out is spoken at factor 1.
pub fn master(pcm: Pcm, gain: &[(usize, f32)], pause_ms: u32) -> Result<Master, SoundError> {
    if !takes(pcm.rate) {
        return Err(SoundError::Rate(pcm.rate));
    }
    if pcm.samples.len() / LONGEST_S > pcm.rate as usize {
        return Err(SoundError::TooLong(pcm.samples.len() / pcm.rate as usize));
    }
    let per_ms = SAMPLE_RATE as usize / 1000;
    let pause = pause_ms.clamp(SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS) as usize * per_ms;
    let Some(sound) = sounding(pcm.samples) else {
        let samples = vec![0.0; whole_units(pause)];
        return Ok(Master { samples, speech: 0..0, first: 0, offset: 0, rate: pcm.rate });
    };
    let at_engine = |ms: usize| ms * pcm.rate as usize / 1000;
    let first = sound.start.saturating_sub(at_engine(LEAD_MS));
    let last = (sound.end + at_engine(TAIL_MS)).min(pcm.samples.len());

    let mut kept = amplified(&pcm.samples[first..last], first, gain);
    fade(&mut kept, at_engine(FADE_IN_MS).min(sound.start - first), at_engine(FADE_OUT_MS).min(last - sound.end));

    // Where the recording began too close to its first sound, silence makes up for it.
    let rate = SAMPLE_RATE as usize;
    let before = (sound.start - first) * rate / pcm.rate as usize;
    let offset = (LEAD_MS * per_ms).saturating_sub(before);
    let sounded = (sound.end - first) * rate / pcm.rate as usize + offset;
    let speech = (kept.len() * rate).div_ceil(pcm.rate as usize);
    let length = whole_units((offset + speech).max(sounded + pause));
    let mut samples = Vec::with_capacity(length);
    samples.resize(offset, 0.0);
    append(&mut samples, &kept, pcm.rate)?;
    limit(&mut samples[offset..]);
    samples.resize(length, 0.0);
    Ok(Master { samples, speech: offset + before..sounded, first, offset, rate: pcm.rate })
}

/// From the first to after the last sample that is not silence.
fn sounding(samples: &[i16]) -> Option<std::ops::Range<usize>> {
    let peak = samples.iter().fold(0, |peak, sample| sample.unsigned_abs().max(peak));
    let threshold = ((f32::from(peak) * QUIET) as u16).max(SILENT);
    let loud = |sample: &i16| sample.unsigned_abs() > threshold;
    let start = samples.iter().position(loud)?;
    let end = samples.iter().rposition(loud)? + 1;
    Some(start..end)
}

/// Samples as numbers around ±1, each stretch at its own gain. `first` is the index of the first sample.
fn amplified(samples: &[i16], first: usize, gain: &[(usize, f32)]) -> Vec<f32> {
    let mut out = Vec::with_capacity(samples.len());
    let everything = [(usize::MAX, 1.0)];
    for &(end, factor) in gain.iter().chain(&everything) {
        let until = end.saturating_sub(first).clamp(out.len(), samples.len());
        let factor = factor / 32_768.0;
        out.extend(samples[out.len()..until].iter().map(|&sample| f32::from(sample) * factor));
    }
    out
}

/// Raised-cosine fades over the first and last samples: a cut through noise would click.
fn fade(samples: &mut [f32], fade_in: usize, fade_out: usize) {
    let curve = |n: usize, of: usize| 0.5 - 0.5 * (std::f32::consts::PI * (n as f32 + 0.5) / of as f32).cos();
    for (n, sample) in samples.iter_mut().take(fade_in).enumerate() {
        *sample *= curve(n, fade_in);
    }
    for (n, sample) in samples.iter_mut().rev().take(fade_out).enumerate() {
        *sample *= curve(n, fade_out);
    }
}

fn whole_units(samples: usize) -> usize {
    samples.div_ceil(FRAME_SAMPLES * FRAMES_PER_UNIT).max(1) * FRAME_SAMPLES * FRAMES_PER_UNIT
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on says so by failing")]
mod tests {
    use super::*;

    const UNIT: usize = FRAME_SAMPLES * FRAMES_PER_UNIT;

    fn burst(before: usize, length: usize, after: usize) -> Vec<i16> {
        let mut samples = vec![0; before];
        samples.extend((0..length).map(|n| if n % 40 < 20 { 9_000 } else { -9_000 }));
        samples.resize(before + length + after, 0);
        samples
    }

    fn mastered(samples: &[i16], pause_ms: u32) -> Master {
        master(Pcm { samples, rate: 22_050 }, &[], pause_ms).unwrap()
    }

    #[test]
    fn sound_begins_ten_milliseconds_into_the_piece_however_much_silence_came_before() {
        for before in [0, 3, 220, 22_050] {
            let made = mastered(&burst(before, 22_050, 9_000), 300);
            let at = made.speech.start as f32 / 48.0;
            assert!((9.5..10.5).contains(&at), "{before}: {at} ms");
            let loud = made.samples.iter().position(|sample| sample.abs() > 0.1).unwrap();
            assert!(loud.abs_diff(made.speech.start) < 50, "{before}: heard at {loud}");
            assert!((9..=11).contains(&made.ms(before)), "{before}: {} ms", made.ms(before));
            assert_eq!(made.samples.len() % UNIT, 0);
            assert!(made.samples.len() >= made.speech.end + 300 * 48);
            assert!(made.samples.len() < made.speech.end + 300 * 48 + UNIT);
        }
    }

    #[test]
    fn even_without_a_pause_the_end_is_silent_for_as_long_as_a_cut_needs() {
        let made = mastered(&burst(0, 5_000, 0), 0);
        let silent = made.samples.iter().rev().take_while(|sample| **sample == 0.0).count();
        assert!(silent >= 2_400, "{silent} silent samples");
    }

    #[test]
    fn silence_nothing_and_one_sample_become_one_unit() {
        for samples in [&[][..], &[0; 50_000], &[3; 900], &[20_000]] {
            let made = mastered(samples, 100);
            assert_eq!(made.samples.len(), UNIT);
            assert!(made.samples.iter().all(|sample| sample.is_finite()));
        }
    }

    #[test]
    fn each_voice_has_its_own_gain() {
        let samples = burst(0, 20_000, 0);
        let made = master(Pcm { samples: &samples, rate: 22_050 }, &[(10_000, 2.0), (20_000, 0.5)], 0).unwrap();
        let loudest = |range: std::ops::Range<usize>| made.samples[range].iter().fold(0.0f32, |a, b| a.max(b.abs()));
        let ratio = loudest(5_000..15_000) / loudest(30_000..40_000);
        assert!((3.5..4.5).contains(&ratio), "{ratio}");
    }

    #[test]
    fn a_segment_of_eleven_minutes_is_refused() {
        assert!(matches!(
            master(Pcm { samples: &vec![0; 8_000 * 661], rate: 8_000 }, &[], 0),
            Err(SoundError::TooLong(661))
        ));
        for samples in [[0; 10], [9_000; 10]] {
            assert!(matches!(master(Pcm { samples: &samples, rate: 0 }, &[], 0), Err(SoundError::Rate(0))));
        }
    }
}
