//! Finds the gain that brings a voice to our loudness.

use ebur128::{EbuR128, Mode};

use super::gain::factor;
use super::limit::limit;
use super::master::master;
use super::{Pcm, SAMPLE_RATE, SoundError};

/// Loudness of a decoded narration, integrated (ITU-R BS.1770, EBU R 128): what podcasts are levelled to.
pub const TARGET_LUFS: f64 = -16.0;
/// What encoding takes away: the encoder scales its input by 0.95 (see `mp3::bands`), and a decoder's error.
/// Measured over news in three voices by decoding.
const ENCODING_LU: f64 = 0.65;
/// Shortest sound that says something about a voice, in seconds.
const SHORTEST_S: usize = 10;
/// Gains outside are a broken recording, not a voice.
const GAINS: std::ops::RangeInclusive<f32> = -24.0..=36.0;

/// The gain in decibels that brings this voice, limited and encoded, to [`TARGET_LUFS`].
///
/// `pcm` is the voice reading some minutes of ordinary text; the same gain then holds for everything it reads.
///
/// # Errors
/// [`SoundError::Loudness`] when the sound is too short or silent, [`SoundError::Rate`] for a rate no voice has.
pub fn calibrate(pcm: Pcm) -> Result<f32, SoundError> {
    if pcm.samples.len() < SHORTEST_S * pcm.rate as usize {
        return Err(SoundError::Loudness("it read less than ten seconds"));
    }
    level(pcm)
}

/// As [`calibrate`], for a sound of any length that stands for itself, such as a sting. The meter needs 400 ms.
pub fn level(pcm: Pcm) -> Result<f32, SoundError> {
    // Mastered so softly that the limiter does nothing; the limiter is then tried at each gain.
    let soft = -20.0;
    let quiet = master(pcm, &[(pcm.samples.len(), factor(soft))], 0)?.samples;
    let wanted = TARGET_LUFS + ENCODING_LU;
    let mut gain = soft + (wanted - loudness(&quiet)?) as f32;
    // The limiter takes away more the louder it gets, so each step falls a little short; eight come within 0.01 LU.
    for _ in 0..8 {
        let mut loud: Vec<f32> = quiet.iter().map(|sample| sample * factor(gain - soft)).collect();
        limit(&mut loud);
        gain += (wanted - loudness(&loud)?) as f32;
    }
    if GAINS.contains(&gain) { Ok(gain) } else { Err(SoundError::Loudness("it is far too soft or too loud")) }
}

/// How loud it is heard, integrated, in LUFS: mastered at this gain, and less what encoding takes away.
///
/// # Errors
/// As [`level`].
pub fn heard_loudness(pcm: Pcm, decibels: f32) -> Result<f64, SoundError> {
    let mastered = master(pcm, &[(pcm.samples.len(), factor(decibels))], 0)?.samples;
    Ok(loudness(&mastered)? - ENCODING_LU)
}

fn loudness(samples: &[f32]) -> Result<f64, SoundError> {
    let unmeasurable = |_| SoundError::Loudness("the meter refused the sound");
    let mut meter = EbuR128::new(1, SAMPLE_RATE, Mode::I).map_err(unmeasurable)?;
    meter.add_frames_f32(samples).map_err(unmeasurable)?;
    let lufs = meter.loudness_global().map_err(unmeasurable)?;
    if lufs.is_finite() { Ok(lufs) } else { Err(SoundError::Loudness("it is silent")) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on says so by failing")]
mod tests {
    use super::*;

    #[test]
    fn a_soft_and_a_loud_recording_of_one_voice_end_at_one_level() {
        let voice = |level: f32| -> Vec<i16> {
            (0..22_050 * 12)
                .map(|n| {
                    let syllable = (n as f32 / 22_050.0 * 4.0 * std::f32::consts::TAU).sin().max(0.0);
                    (level * syllable * (n as f32 * 0.05).sin()) as i16
                })
                .collect()
        };
        let soft = calibrate(Pcm { samples: &voice(2_000.0), rate: 22_050 }).unwrap();
        let loud = calibrate(Pcm { samples: &voice(16_000.0), rate: 22_050 }).unwrap();
        assert!((soft - loud - 18.06).abs() < 0.1, "{soft} {loud}");
        let heard = heard_loudness(Pcm { samples: &voice(2_000.0), rate: 22_050 }, soft).unwrap();
        assert!((heard - TARGET_LUFS).abs() < 0.1, "{heard}");
    }

    #[test]
    fn silence_and_a_moment_cannot_be_calibrated() {
        assert!(calibrate(Pcm { samples: &[0; 22_050 * 11], rate: 22_050 }).is_err());
        assert!(calibrate(Pcm { samples: &[9_000; 2_000], rate: 22_050 }).is_err());
    }
}
