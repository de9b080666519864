//! A look-ahead limiter: no peak between or on the samples leaves above [`CEILING`].
//!
//! The gain is worked out per half millisecond, not per sample; within a block it runs in a straight line.
//! That makes it nearly free, and a gain that changes slowly cannot be heard as distortion.

use std::f64::consts::PI;
use std::sync::OnceLock;

/// Highest true peak before encoding, −2.5 dB of full scale: MP3 at 64 kbit/s overshoots by up to 1.5 dB.
pub const CEILING: f32 = 0.749_894;

/// Samples per block.
const BLOCK: usize = 24;
/// Blocks over which the gain falls before a peak: it begins 5 ms ahead, being smoothed over as many.
const ATTACK: usize = 5;
/// Part of a reduction that is left after one block: falls to 37 % in 60 ms.
const RELEASE: f32 = 0.991_7;
/// Samples below this part of the ceiling are not searched for a peak between them. A wave would have to
/// overshoot its samples by 3 dB, which needs sound above 15 kHz at full level.
const SEARCH: f32 = 0.708;
/// Samples on each side that a point between two samples is interpolated from.
const REACH: usize = 6;

/// Limits a sound in place; answers how many blocks were turned down.
pub fn limit(samples: &mut [f32]) -> usize {
    let mut wanted: Vec<f32> = Vec::with_capacity(samples.len() / BLOCK + 1);
    for start in (0..samples.len()).step_by(BLOCK) {
        let peak = block_peak(samples, start);
        wanted.push(if peak > CEILING { CEILING / peak } else { 1.0 });
    }
    if wanted.iter().all(|&gain| gain >= 1.0) {
        return 0;
    }
    let gains = smooth(&wanted);
    let mut touched = 0;
    for (block, chunk) in samples.chunks_mut(BLOCK).enumerate() {
        // The gain at a block's first sample is that of the border between it and the one before.
        let from = gains[block];
        let to = gains[block + 1];
        if from >= 1.0 && to >= 1.0 {
            continue;
        }
        touched += 1;
        for (n, sample) in chunk.iter_mut().enumerate() {
            *sample *= from + (to - from) * n as f32 / BLOCK as f32;
        }
    }
    touched
}

/// Gains at the borders of the blocks (one more than there are blocks), each low enough for every block within
/// [`ATTACK`], falling evenly towards a peak and rising slowly after it.
fn smooth(wanted: &[f32]) -> Vec<f32> {
    // What each border must obey, looking both ways.
    let borders = wanted.len() + 1;
    let mut held = vec![1.0f32; borders];
    for (block, &gain) in wanted.iter().enumerate().filter(|(_, gain)| **gain < 1.0) {
        let first = block.saturating_sub(ATTACK);
        let last = (block + 1 + ATTACK).min(borders - 1);
        for border in &mut held[first..=last] {
            *border = border.min(gain);
        }
    }
    for border in 1..borders {
        held[border] = held[border].min(1.0 - (1.0 - held[border - 1]) * RELEASE);
    }
    // A mean over what all obey the same peak obeys it too.
    (0..borders)
        .map(|border| {
            let window = &held[border.saturating_sub(ATTACK)..(border + ATTACK + 1).min(borders)];
            if window.iter().all(|&gain| gain > 0.9999) {
                1.0
            } else {
                window.iter().sum::<f32>() / window.len() as f32
            }
        })
        .collect()
}

/// Highest level on or between the samples of a block (and up to the first sample of the next).
fn block_peak(samples: &[f32], start: usize) -> f32 {
    let end = (start + BLOCK).min(samples.len());
    // As whole numbers: without its sign, a float's bits are in the order of its value, and the compiler takes four at once.
    let highest = samples[start..end].iter().fold(0i32, |highest, sample| highest.max(sample.abs().to_bits() as i32));
    let mut peak = f32::from_bits(highest as u32);
    if peak <= CEILING * SEARCH {
        return peak;
    }
    let weights = weights();
    for at in start..end {
        let near = samples[at].abs().max(samples.get(at + 1).map_or(0.0, |next| next.abs()));
        if near > CEILING * SEARCH {
            peak = peak.max(peak_between(samples, weights, at));
        }
    }
    peak
}

/// Highest of three points between sample `at` and the next: four-fold oversampling, as ITU-R BS.1770-5 annex 2.
fn peak_between(samples: &[f32], weights: &[[f32; 3]], at: usize) -> f32 {
    let mut points = [0.0f32; 3];
    for (tap, weights) in weights.iter().enumerate() {
        let Some(&sample) = (at + 1 + tap).checked_sub(REACH).and_then(|index| samples.get(index)) else { continue };
        for (point, weight) in points.iter_mut().zip(weights) {
            *point += sample * weight;
        }
    }
    points.iter().fold(0.0, |peak, point| peak.max(point.abs()))
}

/// A sinc under a raised cosine, a quarter, a half and three quarters of the way from one sample to the next.
/// Right within 0.2 % up to 15 kHz.
fn weights() -> &'static [[f32; 3]] {
    static WEIGHTS: OnceLock<Vec<[f32; 3]>> = OnceLock::new();
    WEIGHTS.get_or_init(|| {
        (0..2 * REACH)
            .map(|tap| {
                [0.25, 0.5, 0.75].map(|part| {
                    let distance = PI * (tap as f64 - (REACH - 1) as f64 - part);
                    let window = 0.5 + 0.5 * (distance / (REACH as f64 + 0.25)).cos();
                    (distance.sin() / distance * window) as f32
                })
            })
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(frequency: f64, level: f32, phase: f64) -> Vec<f32> {
        (0..4_800).map(|n| level * (2.0 * PI * frequency * f64::from(n) / 48_000.0 + phase).sin() as f32).collect()
    }

    /// The highest of 8 points per sample, by a sinc of 128 samples: not the limiter's own arithmetic.
    fn true_peak(samples: &[f32]) -> f64 {
        let mut peak = 0.0f64;
        for at in 64..samples.len() - 64 {
            for part in 0..8 {
                let between: f64 = (at - 63..=at + 64)
                    .map(|n| {
                        let x = PI * (n as f64 - at as f64 - f64::from(part) / 8.0);
                        let window = 0.5 + 0.5 * (x / 64.5).cos();
                        f64::from(samples[n]) * if x.abs() < 1e-9 { 1.0 } else { x.sin() / x * window }
                    })
                    .sum();
                peak = peak.max(between.abs());
            }
        }
        peak
    }

    #[test]
    fn no_peak_is_left_above_the_ceiling_not_even_between_two_samples() {
        // At a quarter of the rate and 45 degrees, every sample is 3 dB below the wave.
        for (frequency, level, phase) in [(12_000.0, 1.5, PI / 4.0), (440.0, 3.0, 0.0), (9_000.0, 1.2, 0.3)] {
            let mut sound = tone(frequency, level, phase);
            assert!(limit(&mut sound) > 0);
            let peak = true_peak(&sound);
            assert!(peak < f64::from(CEILING) * 1.005, "{frequency} Hz: {peak}");
            assert!(peak > f64::from(CEILING) * 0.9, "{frequency} Hz is turned down to {peak}");
        }
    }

    #[test]
    fn a_burst_in_quiet_sound_is_held_and_the_rest_left_alone() {
        let mut sound = tone(300.0, 0.2, 0.0);
        for sample in &mut sound[3_000..3_200] {
            *sample *= 6.0;
        }
        let before = sound.clone();
        limit(&mut sound);
        assert!(sound.iter().all(|sample| sample.abs() <= CEILING * 1.0001));
        assert!(sound[..2_700] == before[..2_700], "sound long before the burst was touched");
        let steepest = |sound: &[f32]| sound.windows(2).map(|pair| (pair[1] - pair[0]).abs()).fold(0.0, f32::max);
        assert!(steepest(&sound[..2_950]) <= steepest(&before[..2_950]), "the gain moved audibly");
    }

    #[test]
    fn quiet_short_and_empty_sounds_pass_untouched() {
        for length in [0, 1, 23, 24, 25, 1_000] {
            let mut sound = vec![0.5; length];
            assert_eq!(limit(&mut sound), 0);
            assert!(sound == vec![0.5; length], "{length}");
        }
        let mut one = [2.0];
        limit(&mut one);
        assert!(one[0] <= CEILING);
    }
}
