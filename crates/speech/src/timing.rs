//! When each word is heard, for a voice that does not say: its sound is found among the silence before and behind, its
//! pauses are laid over the marks in the text, and what lies between two pauses is shared out among the words.
//!
//! Measured with eSpeak NG, whose own word times are known (`crates/voice/tests/it/timing.rs`).

use std::ops::Range;

use crate::utter::Utterance;

/// Sound is looked at in steps of so many milliseconds: a quarter of what a segment's start may be wrong by.
const STEP_MS: usize = 5;
/// Parts of the loud level (its 95th percentile) between which silence ends: −40 dB in a clean recording, and up to
/// −30 dB in a noisy one, where soft consonants cannot be told from the noise any more.
const QUIETEST: f32 = 0.01;
const NOISIEST: f32 = 0.032;
/// Noise swells and falls by so much around its level.
const NOISE_SWELLS: f32 = 2.5;
/// A pause may hold a breath, some 32 dB below the voice.
const BREATH: f32 = 0.025;
/// Of so many steps at the edge of a sound, so many must sound: a click is not the beginning of a word.
const EDGE: usize = 6;
const EDGE_SOUNDS: usize = 4;
/// A shorter silence is the closure of a consonant, which in careful speech lasts up to 100 ms.
const SHORTEST_PAUSE_MS: usize = 110;
/// Two pauses with less sound between them are one, with a breath or a click in it.
const SHORTEST_SOUND_MS: usize = 60;
/// A pause where the text has no mark is as unlikely as one that is so many seconds from its mark.
const UNMARKED_S: f32 = 0.4;
/// A sentence has fewer; of more, the longest count. Bounds the work on a strange sound.
const PAUSES_AT_MOST: usize = 100;
/// How long a Chinese character takes beside a Latin letter.
const CHARACTER: usize = 3;

/// From the first to after the last sample that is heard, clicks and noise apart. `None`: it is silent.
pub fn sounding(samples: &[i16], rate: u32) -> Option<Range<usize>> {
    let step = step(rate);
    let levels = levels(samples, step);
    let threshold = threshold(&levels)?;
    let loud: Vec<bool> = levels.iter().map(|level| *level > threshold).collect();
    let many = |steps: &[bool]| steps.iter().filter(|loud| **loud).count() >= EDGE_SOUNDS.min(steps.len());
    let first = (0..loud.len()).find(|&at| loud[at] && many(&loud[at..(at + EDGE).min(loud.len())]))?;
    let last = (0..loud.len()).rfind(|&at| loud[at] && many(&loud[(at + 1).saturating_sub(EDGE)..=at]))?;
    (first <= last).then(|| first * step..((last + 1) * step).min(samples.len()))
}

/// Start and end of each word, in order, inside `sound`, which [`sounding`] has found.
pub fn spread(utterance: &Utterance, samples: &[i16], rate: u32, sound: &Range<usize>) -> Vec<Range<usize>> {
    let weights: Vec<usize> = utterance.words.iter().map(|word| weight(&utterance.text[word.said.clone()])).collect();
    let pauses = pauses(&samples[sound.clone()], rate, sound.start, weights.len());
    let breaks = matched(utterance, &weights, &pauses, sound, rate);
    let mut spans = Vec::with_capacity(weights.len());
    let (mut word, mut from) = (0, sound.start);
    for (next, pause) in breaks {
        share(&weights[word..next], from..pause.start, &mut spans);
        (word, from) = (next, pause.end);
    }
    share(&weights[word..], from..sound.end, &mut spans);
    spans
}

/// How long a text takes to say, in letters: a Chinese character takes as long as three.
pub fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).map(|c| if is_character(c) { CHARACTER } else { 1 }).sum()
}

fn weight(word: &str) -> usize {
    // One more for the word itself: the shortest still take their time.
    letters(word) + usize::from(!word.chars().any(is_character))
}

fn is_character(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn step(rate: u32) -> usize {
    (rate as usize * STEP_MS / 1000).max(1)
}

/// The level of each step: root of the mean square.
fn levels(samples: &[i16], step: usize) -> Vec<f32> {
    let level = |part: &[i16]| {
        let sum: f64 = part.iter().map(|&sample| f64::from(sample) * f64::from(sample)).sum();
        (sum / part.len() as f64).sqrt() as f32
    };
    samples.chunks(step).map(level).collect()
}

/// The level above which something is heard; `None` when nothing is.
fn threshold(levels: &[f32]) -> Option<f32> {
    let mut sorted = levels.to_vec();
    sorted.sort_by(f32::total_cmp);
    let loud = *sorted.get(sorted.len() * 95 / 100)?;
    let noise = sorted[sorted.len() * 2 / 100];
    // Below one step of sixteen bits there is nothing.
    (loud > 1.0).then(|| (noise * NOISE_SWELLS).clamp(loud * QUIETEST, loud * NOISIEST))
}

/// The pauses inside a sound; at most one fewer than there are words.
fn pauses(sound: &[i16], rate: u32, offset: usize, words: usize) -> Vec<Range<usize>> {
    let step = step(rate);
    let levels = levels(sound, step);
    let Some(threshold) = threshold(&levels) else { return Vec::new() };
    let mut sorted = levels.clone();
    sorted.sort_by(f32::total_cmp);
    let threshold = threshold.max(sorted[sorted.len() * 95 / 100] * BREATH);
    let shortest_sound = SHORTEST_SOUND_MS / STEP_MS;
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, _) in levels.iter().enumerate().filter(|(_, level)| **level <= threshold) {
        match found.last_mut() {
            Some(last) if last.end == at => last.end = at + 1,
            _ => found.push(at..at + 1),
        }
    }
    found.retain(|pause| pause.len() > 1);
    let mut joined: Vec<Range<usize>> = Vec::new();
    for pause in found {
        let long = |pause: &Range<usize>| pause.len() * STEP_MS >= SHORTEST_PAUSE_MS / 2;
        match joined.last_mut() {
            Some(last) if pause.start - last.end < shortest_sound && long(last) && long(&pause) => last.end = pause.end,
            _ => joined.push(pause),
        }
    }
    joined.retain(|pause| pause.len() * STEP_MS >= SHORTEST_PAUSE_MS);
    let most = words.saturating_sub(1).min(PAUSES_AT_MOST);
    if joined.len() > most {
        joined.sort_by_key(|pause| std::cmp::Reverse(pause.len()));
        joined.truncate(most);
        joined.sort_by_key(|pause| pause.start);
    }
    joined.into_iter().map(|pause| offset + pause.start * step..offset + (pause.end * step).min(sound.len())).collect()
}

/// Before which word each pause stands: the order in which pauses are nearest to where the letters say that a mark
/// comes. Found by going through pauses and words once each (Viterbi, 1967).
fn matched<'a>(
    utterance: &Utterance,
    weights: &[usize],
    pauses: &'a [Range<usize>],
    sound: &Range<usize>,
    rate: u32,
) -> Vec<(usize, &'a Range<usize>)> {
    if pauses.is_empty() {
        return Vec::new();
    }
    let silent: usize = pauses.iter().map(ExactSizeIterator::len).sum();
    let voiced = sound.len().saturating_sub(silent) as f32;
    let total: usize = weights.iter().sum::<usize>().max(1);
    let places = weights.len() - 1;
    let mut done = 0;
    // For the place behind each word but the last: when it is expected, in samples of voice, and whether a mark is there.
    let expected: Vec<(f32, bool)> = (0..places)
        .map(|word| {
            done += weights[word];
            (voiced * done as f32 / total as f32, is_marked(utterance, word))
        })
        .collect();
    let mut before = 0;
    let mut best: Vec<Vec<(f32, usize)>> = Vec::with_capacity(pauses.len());
    for (number, pause) in pauses.iter().enumerate() {
        let at = (pause.start - sound.start - before) as f32;
        before += pause.len();
        let mut row = vec![(f32::INFINITY, 0); places];
        // The cheapest way to have placed the pauses before this one further ahead.
        let mut cheapest = (if number == 0 { 0.0 } else { f32::INFINITY }, 0);
        for place in 0..places {
            if number > 0 && place > 0 && best[number - 1][place - 1].0 < cheapest.0 {
                cheapest = (best[number - 1][place - 1].0, place - 1);
            }
            let (due, marked) = expected[place];
            let off = (at - due).abs() / rate as f32 + if marked { 0.0 } else { UNMARKED_S };
            row[place] = (cheapest.0 + off, cheapest.1);
        }
        best.push(row);
    }
    let mut out = Vec::with_capacity(pauses.len());
    let last = &best[pauses.len() - 1];
    let Some(mut place) = (0..places).min_by(|&a, &b| last[a].0.total_cmp(&last[b].0)) else { return Vec::new() };
    for number in (0..pauses.len()).rev() {
        out.push((place + 1, &pauses[number]));
        place = best[number][place].1;
    }
    out.reverse();
    out
}

/// Whether a mark that makes a pause stands behind a word.
fn is_marked(utterance: &Utterance, word: usize) -> bool {
    const MARKS: &[char] =
        &[',', '.', ';', ':', '!', '?', '…', '—', '–', ')', '，', '、', '。', '；', '：', '！', '？', '）'];
    let said = &utterance.words[word].said;
    let next = utterance.words.get(word + 1).map_or(utterance.text.len(), |next| next.said.start);
    let own = utterance.text[said.clone()].ends_with(MARKS);
    own || utterance.text.get(said.end..next).is_some_and(|between| between.contains(MARKS))
}

/// Divides a stretch among words by how long they take.
fn share(weights: &[usize], sound: Range<usize>, spans: &mut Vec<Range<usize>>) {
    let total: usize = weights.iter().sum::<usize>().max(1);
    let mut done = 0;
    for weight in weights {
        let start = sound.start + sound.len() * done / total;
        done += weight;
        spans.push(start..sound.start + sound.len() * done / total);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on says so by failing")]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::utter::whole;

    const RATE: u32 = 24_000;

    /// Milliseconds of a voice at a level, of silence at 0, over noise.
    fn sound(parts: &[(usize, f32)], noise: f32) -> Vec<i16> {
        let mut out = Vec::new();
        let mut seed = 1u32;
        for &(ms, level) in parts {
            for n in 0..ms * RATE as usize / 1000 {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let hiss = (seed >> 16) as f32 / 32_768.0 - 1.0;
                out.push((level * (n as f32 * 0.05).sin() + noise * hiss) as i16);
            }
        }
        out
    }

    fn ms(sample: usize) -> usize {
        sample * 1000 / RATE as usize
    }

    #[test]
    fn the_sound_is_found_within_20_ms_among_silence_noise_and_a_click() {
        for noise in [0.0, 3.0, 30.0] {
            for before in [0, 7, 300, 2_000] {
                let found = sounding(&sound(&[(before, 0.0), (900, 9_000.0), (250, 0.0)], noise), RATE).unwrap();
                assert!(ms(found.start).abs_diff(before) < 20, "{noise} {before}: {}", ms(found.start));
                assert!(ms(found.end).abs_diff(before + 900) < 20, "{noise} {before}: {}", ms(found.end));
            }
        }
        let mut clicked = sound(&[(500, 0.0), (900, 9_000.0)], 0.0);
        clicked[1_000..1_020].fill(20_000);
        assert!(ms(sounding(&clicked, RATE).unwrap().start).abs_diff(500) < 20);
        // A consonant that is 30 dB below its vowel belongs to the word.
        let soft = sound(&[(400, 0.0), (90, 300.0), (900, 9_000.0)], 1.0);
        assert!(ms(sounding(&soft, RATE).unwrap().start).abs_diff(400) < 20);
    }

    #[test]
    fn silence_is_nothing() {
        for samples in [&[][..], &[0; 24_000], &[1; 10]] {
            assert_eq!(sounding(samples, RATE), None);
        }
    }

    #[test]
    fn a_pause_stands_at_its_comma_and_not_inside_a_word() {
        let text = "Yesterday the council voted, to nobody's surprise, for the bridge.";
        let said = whole(text, Lang::En, &[]).unwrap();
        // The letters would have the first comma at 1,510 ms; the voice was slower there.
        let samples =
            sound(&[(200, 0.0), (1_800, 9_000.0), (300, 0.0), (1_200, 9_000.0), (260, 0.0), (900, 9_000.0)], 5.0);
        let found = sounding(&samples, RATE).unwrap();
        let spans = spread(&said, &samples, RATE, &found);
        let word = |text: &str| {
            let at = said.words.iter().position(|word| said.text[word.said.clone()].starts_with(text)).unwrap();
            (ms(spans[at].start), ms(spans[at].end))
        };
        assert!(word("voted").1.abs_diff(2_000) < 20, "{:?}", word("voted"));
        assert!(word("to").0.abs_diff(2_300) < 20, "{:?}", word("to"));
        assert!(word("surprise").1.abs_diff(3_500) < 20, "{:?}", word("surprise"));
        assert!(word("for").0.abs_diff(3_760) < 20, "{:?}", word("for"));
    }

    #[test]
    fn words_never_overlap_and_stay_inside_whatever_comes_back() {
        let texts =
            [("One.", Lang::En), ("One two, three four five.", Lang::En), ("鐘聲七點響起，沒有人想到。", Lang::Zh)];
        let strange: [&[(usize, f32)]; 4] = [
            &[(40, 9_000.0)],
            &[(200, 9_000.0), (400, 0.0), (30, 9_000.0), (400, 0.0), (200, 9_000.0), (500, 0.0), (200, 9_000.0)],
            &[(5_000, 9_000.0)],
            &[(100, 0.0), (10, 9_000.0), (120, 0.0), (9, 9_000.0), (130, 0.0), (300, 9_000.0)],
        ];
        for (text, lang) in texts {
            let said = whole(text, lang, &[]).unwrap();
            for parts in strange {
                let samples = sound(parts, 2.0);
                let found = sounding(&samples, RATE).unwrap();
                let spans = spread(&said, &samples, RATE, &found);
                assert_eq!(spans.len(), said.words.len());
                assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start), "{text} {spans:?}");
                assert!(spans.iter().all(|span| span.start <= span.end && span.end <= found.end), "{text} {spans:?}");
                assert!(spans[0].start >= found.start);
            }
        }
    }
}
