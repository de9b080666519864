//! Where a word after a silence is first heard. Flite's own times begin with its breath, up to 50 ms before; a neural
//! voice's begin where its first sound is counted, which may be heard 100 ms earlier, in what counts as the pause.

use std::ops::Range;

/// Part of the power of the loudest 10 ms at which a sound is heard: −44 dB. Flite's breath lies from 45 dB down.
const HEARD: f64 = 4e-5;
/// The loudest stretch is looked for over so many milliseconds, and the level is taken over so many.
const LOUDEST_MS: usize = 10;
const LEVEL_MS: usize = 3;
/// A shorter gap between two words is no silence, in milliseconds.
const SHORTEST_PAUSE_MS: usize = 30;
/// The latest that a soft beginning rises, and the earliest that one is heard before its time, in milliseconds: past
/// them the word begins where the engine says.
const LATEST_MS: usize = 80;
const EARLIEST_MS: usize = 150;

/// Moves the beginning of the first word, and of every word after a pause, to where it is heard. The words' samples
/// are in order.
pub fn settle<'a>(samples: &[i16], rate: u32, words: impl IntoIterator<Item = &'a mut Range<usize>>) {
    let per_ms = rate as usize / 1000;
    if per_ms == 0 {
        return;
    }
    let power: Vec<f64> = samples.chunks(per_ms).map(mean_square).collect();
    let loudest = power.windows(LOUDEST_MS).map(mean).fold(0.0, f64::max);
    let mut last_end: Option<usize> = None;
    for word in words {
        let (start, end) = (word.start, word.end);
        let before = last_end.unwrap_or(0).min(start);
        let after_pause = last_end.is_none_or(|last| start >= last + SHORTEST_PAUSE_MS * per_ms);
        if start < end {
            last_end = Some(end);
        }
        if !after_pause || start >= end {
            continue;
        }
        let from = start / per_ms;
        let is_heard = |ms: usize| level(&power, ms) > loudest * HEARD;
        let rise = if is_heard(from) {
            // Back to the silence before, if there is one between the words.
            let floor = before.max((from * per_ms).saturating_sub(EARLIEST_MS * per_ms)).div_ceil(per_ms);
            (floor..from).rev().find(|&ms| !is_heard(ms)).map(|ms| ms + 1)
        } else {
            (from..(from + LATEST_MS).min(end / per_ms)).find(|&ms| is_heard(ms))
        };
        word.start = rise.map_or(start, |ms| (ms * per_ms).clamp(before, end));
    }
}

fn mean_square(chunk: &[i16]) -> f64 {
    chunk.iter().map(|&sample| f64::from(sample) * f64::from(sample)).sum::<f64>() / chunk.len() as f64
}

fn mean(power: &[f64]) -> f64 {
    power.iter().sum::<f64>() / power.len() as f64
}

/// The power around a millisecond.
fn level(power: &[f64], ms: usize) -> f64 {
    mean(&power[ms.saturating_sub(LEVEL_MS / 2)..(ms + LEVEL_MS / 2 + 1).min(power.len())])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of 200 ms with their beginnings, over 600 ms of sound at 16 kHz.
    fn heard(sound: impl Fn(usize) -> i16, starts: &[usize]) -> Vec<usize> {
        let samples: Vec<i16> =
            (0..600 * 16).map(|n| if n % 2 == 0 { sound(n / 16) } else { -sound(n / 16) }).collect();
        let mut words: Vec<Range<usize>> = starts.iter().map(|ms| ms * 16..(ms + 200) * 16).collect();
        settle(&samples, 16_000, &mut words);
        words.iter().map(|word| word.start / 16).collect()
    }

    #[test]
    fn a_soft_beginning_is_passed_over_until_it_is_heard() {
        let soft = |ms: usize| if ms < 140 { 30 } else { 9_000 };
        assert_eq!(heard(soft, &[110]), [139]);
        assert_eq!(heard(soft, &[200]), [139]);
        // A word that stays soft for longer than any sound does begins where the engine says.
        assert_eq!(heard(soft, &[20]), [20]);
    }

    #[test]
    fn a_word_that_is_heard_before_its_time_begins_after_the_silence() {
        let early = |ms: usize| if (200..320).contains(&ms) { 20 } else { 9_000 };
        assert_eq!(heard(early, &[0, 390]), [0, 319]);
        // With no silence between them nothing tells where the second begins.
        assert_eq!(heard(|_| 9_000, &[0, 390]), [0, 390]);
        assert_eq!(heard(early, &[0, 480]), [0, 480], "too far");
    }

    #[test]
    fn only_words_after_a_silence_are_moved() {
        let gap = |ms: usize| if (200..280).contains(&ms) { 20 } else { 9_000 };
        assert_eq!(heard(gap, &[0, 200]), [0, 200]);
        assert_eq!(heard(gap, &[0, 240]), [0, 279]);
    }

    #[test]
    fn silence_and_nothing_stay_as_they_are() {
        assert_eq!(heard(|_| 0, &[100]), [100]);
        settle(&[], 0, &mut Vec::new());
    }
}
