//! Speaks one segment: its utterances one after the other, each with the voice for its tongue.

use speech::utter::{Tongue, Utterance};
use speech::wire::{MAX_SAMPLES, Reply, Request, SpokenWord, Stretch};

use crate::espeak::{self, Espeak};
use crate::notation::Spelled;
use crate::{Error, align, phonemes};

/// Silence after an utterance that ends with a comma, when another follows: what the engine makes of a comma inside one.
const COMMA_MS: usize = 150;
/// The same for a full stop, a question or an exclamation.
const STOP_MS: usize = 300;

/// Speaks a segment here and now: the answer and its samples (16-bit mono).
///
/// An utterance whose text is empty is silent; its words, if any, have no length.
///
/// # Errors
/// When the engine is missing, a voice is unknown, a word points outside its text or the sound is too long.
pub fn say(request: &Request) -> Result<(Reply, Vec<i16>), Error> {
    espeak::with(|engine| {
        let mut reply = Reply { sample_rate: engine.sample_rate, ..Reply::default() };
        let mut samples = Vec::new();
        for (number, utterance) in request.utterances.iter().enumerate() {
            let last = number + 1 == request.utterances.len();
            utter(engine, request, number, utterance, &mut reply, &mut samples)?;
            if !last {
                let pause = pause_after(&utterance.text) * engine.sample_rate as usize / 1000;
                samples.resize(samples.len() + pause, 0);
            }
            if samples.len() > MAX_SAMPLES {
                return Err(Error::TooLong { limit: MAX_SAMPLES });
            }
            if let Some(stretch) = reply.stretches.last_mut() {
                stretch.end = samples.len();
            }
        }
        reply.samples = samples.len();
        Ok((reply, samples))
    })
}

fn utter(
    engine: &mut Espeak,
    request: &Request,
    number: usize,
    utterance: &Utterance,
    reply: &mut Reply,
    samples: &mut Vec<i16>,
) -> Result<(), Error> {
    check_words(utterance)?;
    let voice = voice_for(request, utterance.tongue)?;
    let name = voice.strip_prefix("espeak:").ok_or_else(|| Error::UnknownVoice(voice.to_owned()))?;
    engine.choose(name)?;
    let spelled = Spelled::of(&utterance.text, &utterance.sounds, name);
    let mut heard = engine.synth(&spelled.text, request.notation || spelled.notation)?;
    for word in &mut heard.words {
        word.character = spelled.original(word.character);
    }
    let groups = if request.phonemes {
        // The engine writes its tones into IPA as if they were vowels; its own notation keeps them.
        let spoken = engine.phonemes(&spelled.text, utterance.tongue != Tongue::Pinyin);
        Some(phonemes::per_word(&utterance.text, &utterance.words, &heard.words, &spoken))
    } else {
        None
    };
    let spans = align::align(&utterance.text, &utterance.words, &heard.words, &heard.samples, engine.sample_rate);
    let offset = samples.len();
    for (word, span) in spans.into_iter().enumerate() {
        reply.words.push(SpokenWord {
            utterance: number,
            word,
            start: offset + span.start,
            end: offset + span.end,
            phonemes: groups.as_ref().map(|groups| groups[word].clone()),
        });
    }
    samples.extend_from_slice(&heard.samples);
    if reply.stretches.last().is_none_or(|stretch| stretch.voice != voice) {
        reply.stretches.push(Stretch { voice: voice.to_owned(), start: offset, end: samples.len() });
    }
    Ok(())
}

/// The voice asked for, or the embedded one for the two tongues we make ourselves.
fn voice_for(request: &Request, tongue: Tongue) -> Result<&str, Error> {
    let named = request.voices.iter().find(|(speaks, _)| *speaks == tongue).map(|(_, voice)| voice.as_str());
    match (named, tongue) {
        (Some(voice), _) => Ok(voice),
        (None, Tongue::English) => Ok("espeak:en-us"),
        (None, Tongue::Pinyin) => Ok("espeak:cmn-latn-pinyin"),
        (None, Tongue::Other) => Err(Error::NoVoice(tongue)),
    }
}

fn check_words(utterance: &Utterance) -> Result<(), Error> {
    let length = utterance.text.len();
    let mut from = 0;
    for word in &utterance.words {
        let (start, end) = (word.said.start, word.said.end);
        if start < from || end < start || end > length {
            return Err(Error::BadWord { start, end, length });
        }
        from = end;
    }
    Ok(())
}

/// Milliseconds of silence that the punctuation at the end of a text asks for.
fn pause_after(text: &str) -> usize {
    let closing = |c: char| c.is_whitespace() || "\"'”’)]»」』）".contains(c);
    match text.trim_end_matches(closing).chars().next_back() {
        Some(',' | ';' | ':' | '–' | '—' | '，' | '、' | '；' | '：') => COMMA_MS,
        Some('.' | '!' | '?' | '…' | '。' | '！' | '？') => STOP_MS,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_between_two_voices_is_heard_even_before_a_closing_quote() {
        assert_eq!(pause_after("shuo1,"), COMMA_MS);
        assert_eq!(pause_after("NATO.” "), STOP_MS);
        assert_eq!(pause_after("NATO"), 0);
        assert_eq!(pause_after(""), 0);
    }
}
