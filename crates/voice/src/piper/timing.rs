//! When each word is heard in what a Piper voice made.

use std::ops::Range;

/// Samples quieter than this are silence when a voice does not tell its times: −40 dB of full scale; a neural voice's
/// pauses are a soft hiss.
const SILENT: u16 = 328;
/// A shorter silence is the closure of a stop consonant, in milliseconds.
const SHORTEST_PAUSE_MS: usize = 60;

/// One run that was spoken.
pub struct Run {
    /// The word behind each number that the voice was handed.
    pub words: Vec<Option<usize>>,
    /// How long each of them lasts, in units of the voice's own.
    pub frames: Option<Vec<f32>>,
    /// Where its samples are.
    pub samples: Range<usize>,
}

/// Start and end sample of each of `count` words, never running backwards.
pub fn spans(count: usize, runs: &[Run], samples: &[i16], rate: u32) -> Vec<Range<usize>> {
    let mut found: Vec<Option<Range<usize>>> = vec![None; count];
    for run in runs {
        let edges = match &run.frames {
            Some(frames) => by_frames(frames, run.samples.clone()),
            None => by_sound(&run.words, &samples[run.samples.clone()], run.samples.start, rate),
        };
        for (pair, word) in edges.windows(2).zip(&run.words) {
            if let Some(span) = word.and_then(|word| found.get_mut(word)) {
                let start = span.as_ref().map_or(pair[0], |span| span.start.min(pair[0]));
                *span = Some(start..pair[1]);
            }
        }
    }
    let mut at = 0;
    let mut out = Vec::with_capacity(count);
    for span in found {
        let span = span.map_or(at..at, |span| span.start.max(at)..span.end.max(at));
        at = span.end;
        out.push(span);
    }
    out
}

/// The samples at which each number begins, and the end.
fn by_frames(frames: &[f32], samples: Range<usize>) -> Vec<usize> {
    let total: f64 = frames.iter().map(|&count| f64::from(count.max(0.0))).sum();
    let a_frame = if total > 0.0 { samples.len() as f64 / total } else { 0.0 };
    let mut done = 0.0;
    let mut edges = vec![samples.start];
    for &count in frames {
        done += f64::from(count.max(0.0));
        edges.push(samples.start + ((done * a_frame).round() as usize).min(samples.len()));
    }
    edges
}

/// A guess for a voice that does not tell: every number of a word lasts equally long, and only where there is sound.
fn by_sound(words: &[Option<usize>], sound: &[i16], first: usize, rate: u32) -> Vec<usize> {
    let stretches = sounding(sound, rate);
    let heard: usize = stretches.iter().map(Range::len).sum();
    let total = words.iter().flatten().count().max(1);
    let place = |mut at: usize| {
        for stretch in &stretches {
            if at < stretch.len() {
                return first + stretch.start + at;
            }
            at -= stretch.len();
        }
        first + stretches.last().map_or(0, |last| last.end)
    };
    let mut done = 0;
    let mut edges = vec![place(0)];
    for word in words {
        done += usize::from(word.is_some());
        edges.push(place(heard * done / total));
    }
    edges
}

/// Where there is sound, without the pauses.
fn sounding(sound: &[i16], rate: u32) -> Vec<Range<usize>> {
    let pause = SHORTEST_PAUSE_MS * rate as usize / 1000;
    let mut stretches: Vec<Range<usize>> = Vec::new();
    for (at, _) in sound.iter().enumerate().filter(|(_, sample)| sample.unsigned_abs() >= SILENT) {
        match stretches.last_mut() {
            Some(last) if at - last.end < pause => last.end = at + 1,
            _ => stretches.push(at..at + 1),
        }
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_begin_with_their_first_sound_and_end_with_their_last() {
        let words = vec![None, Some(0), Some(0), None, Some(2), None];
        let frames = Some(vec![1.0, 2.0, 3.0, 1.0, 2.0, 1.0]);
        let run = Run { words, frames, samples: 100..1100 };
        assert_eq!(spans(4, &[run], &[0; 1200], 22_050), [200..700, 700..700, 800..1000, 1000..1000]);
    }

    #[test]
    fn where_a_voice_does_not_tell_words_are_shared_out_over_what_is_heard() {
        let mut sound = vec![0i16; 12_000];
        sound[1000..3000].fill(9000);
        sound[9000..11_000].fill(9000);
        let words = vec![None, Some(0), Some(0), None, Some(1), Some(1), None];
        let run = Run { words, frames: None, samples: 0..12_000 };
        let found = spans(2, &[run], &sound, 22_050);
        assert_eq!(found[0].start, 1000);
        assert_eq!(found[1], 9000..11_000);
        let silent = Run { words: vec![Some(0)], frames: None, samples: 0..10 };
        assert_eq!(spans(1, &[silent], &[0; 10], 22_050).first(), Some(&(0..0)));
    }

    #[test]
    fn times_that_make_no_sense_never_run_backwards() {
        let run =
            Run { words: vec![Some(1), Some(0), Some(1)], frames: Some(vec![f32::NAN, -3.0, 2.0]), samples: 0..50 };
        let found = spans(3, &[run], &[0; 50], 22_050);
        assert!(found.windows(2).all(|pair| pair[0].end <= pair[1].start), "{found:?}");
        assert!(found.iter().all(|span| span.start <= span.end && span.end <= 50), "{found:?}");
    }
}
