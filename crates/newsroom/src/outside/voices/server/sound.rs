//! A server's answer → what a voice said: sound, checked, cut to where it is heard, with the time of each word.

use speech::timing;
use speech::utter::Utterance;
use speech::wire::{MAX_SAMPLES, Reply, SpokenWord, Stretch};

use super::asking::{Answer, Once};
use super::{Format, ServerSettings, Trouble, wav};
use crate::outside::voices::Spoken;

/// Kept before the first sound, and faded: where sound begins in noise, a cut would click.
const LEAD_MS: usize = 5;
/// Kept after the last: the end of a word falls below what is found.
const TAIL_MS: usize = 60;
/// The quickest speech takes three times as long for a letter, the slowest a third. Between them lies all that can be
/// this sentence; outside lies half an answer, or a voice that has lost its way.
const LETTER_AT_LEAST_MS: usize = 15;
const LETTER_AT_MOST_MS: usize = 500;
/// A short word may be said in no time, or after a long breath.
const SHORT_LETTERS: usize = 8;
const BESIDES_AT_MOST_MS: usize = 8_000;

/// Reads, checks and measures an answer.
pub async fn spoken(
    settings: &ServerSettings,
    id: &str,
    utterance: &Utterance,
    answer: Answer,
) -> Result<(Answer, Spoken), Once> {
    let (format, rate, id, utterance) = (settings.format, settings.rate, id.to_string(), utterance.clone());
    // Up to ten minutes of samples: work for a processor, away from the threads that answer listeners.
    let work = move || read(format, rate, &answer.bytes, &id, &utterance).map(|spoken| (answer, spoken));
    match tokio::task::spawn_blocking(work).await {
        Ok(outcome) => outcome,
        Err(error) => Err(Once::Unsound(format!("could not be read: {error}"))),
    }
}

fn read(format: Format, rate: u32, bytes: &[u8], id: &str, utterance: &Utterance) -> Result<Spoken, Once> {
    let wrong_form = |why: String| {
        let name = super::parse(id).map_or(id, |(name, _)| name);
        Once::No(Trouble::Refused(format!(
            "voice server “{name}”: its answer {why}: set `format` in [voice_servers.{name}] to what it can give"
        )))
    };
    if bytes.is_empty() {
        return Err(Once::Unsound("is empty".into()));
    }
    let mono = match format {
        Format::Pcm if bytes.starts_with(b"RIFF") => wav::read_wav(bytes).map_err(wrong_form)?,
        Format::Pcm => match wav::looks_like(bytes) {
            // Samples may begin like an MP3 frame; they do not begin like these.
            is @ ("a page" | "JSON" | "text" | "Ogg" | "FLAC") => {
                return Err(wrong_form(format!("is no PCM but {is}")));
            }
            _ if bytes.starts_with(b"ID3") => return Err(wrong_form("is no PCM but MP3".into())),
            _ => wav::read_pcm(bytes, rate),
        },
        Format::Wav => wav::read_wav(bytes).map_err(wrong_form)?,
    };
    if !speech::sound::takes(mono.rate) {
        return Err(wrong_form(format!("has {} samples per second, which cannot be brought to 48000", mono.rate)));
    }
    if mono.samples.len() > MAX_SAMPLES {
        return Err(Once::Unsound(format!("has more than {MAX_SAMPLES} samples")));
    }
    let Some(heard) = timing::sounding(&mono.samples, mono.rate) else { return Err(Once::Unsound("is silent".into())) };
    check_length(heard.len() * 1000 / mono.rate as usize, timing::letters(&utterance.text))?;

    let spans = timing::spread(utterance, &mono.samples, mono.rate, &heard);
    let ms = |ms: usize| ms * mono.rate as usize / 1000;
    let first = heard.start.saturating_sub(ms(LEAD_MS));
    let last = (heard.end + ms(TAIL_MS)).min(mono.samples.len());
    let mut samples = mono.samples[first..last].to_vec();
    fade(&mut samples, heard.start - first);
    let word = |(word, span): (usize, &std::ops::Range<usize>)| SpokenWord {
        utterance: 0,
        word,
        start: span.start - first,
        end: span.end - first,
        phonemes: None,
    };
    let reply = Reply {
        error: None,
        sample_rate: mono.rate,
        samples: samples.len(),
        words: spans.iter().enumerate().map(word).collect(),
        stretches: vec![Stretch { voice: id.to_string(), start: 0, end: samples.len() }],
    };
    Ok(Spoken { reply, samples })
}

fn check_length(heard_ms: usize, letters: usize) -> Result<(), Once> {
    if letters >= SHORT_LETTERS && heard_ms < letters * LETTER_AT_LEAST_MS {
        return Err(Once::Unsound(format!("is cut off: {heard_ms} ms for {letters} letters")));
    }
    if heard_ms > BESIDES_AT_MOST_MS + letters * LETTER_AT_MOST_MS {
        return Err(Once::Unsound(format!("goes on for {} s, for {letters} letters", heard_ms / 1000)));
    }
    Ok(())
}

/// Raises the first samples from nothing.
fn fade(samples: &mut [i16], length: usize) {
    for (n, sample) in samples.iter_mut().take(length).enumerate() {
        *sample = (f32::from(*sample) * n as f32 / length as f32) as i16;
    }
}
