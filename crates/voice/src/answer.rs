//! Speaks one segment: its utterances one after the other, each with the voice for its tongue.

use std::ops::Range;

use speech::sound::{self, Pcm};
use speech::utter::{Tongue, Utterance};
use speech::wire::{MAX_SAMPLES, Reply, Request, SpokenWord, Stretch};

use crate::espeak::{self, Espeak};
use crate::flite::{self, Flite};
use crate::{Error, align, phonemes, piper};

/// Silence after an utterance that ends with a comma, when another follows: what the engine makes of a comma inside one.
const COMMA_MS: usize = 150;
/// The same for a full stop, a question or an exclamation.
const STOP_MS: usize = 300;

/// Samples that one utterance became, its words, and what was said for each.
pub struct Uttered {
    pub rate: u32,
    pub samples: Vec<i16>,
    /// Start and end of each word.
    pub spans: Vec<Range<usize>>,
    pub phonemes: Option<Vec<String>>,
}

/// Speaks a segment here and now: the answer and its samples (16-bit mono).
///
/// An utterance whose text is empty is silent; its words, if any, have no length. Where voices of several rates speak,
/// all is brought to [`sound::SAMPLE_RATE`].
///
/// # Errors
/// When an engine is missing, a voice is unknown, a word points outside its text or the sound is too long.
pub fn say(request: &Request) -> Result<(Reply, Vec<i16>), Error> {
    let mut all = Vec::with_capacity(request.utterances.len());
    for utterance in &request.utterances {
        check_words(utterance)?;
        let voice = voice_for(request, utterance.tongue)?;
        all.push((voice, utter(request, utterance, voice)?));
    }
    let rates = || all.iter().filter(|(_, uttered)| !uttered.samples.is_empty()).map(|(_, uttered)| uttered.rate);
    let first = rates().next().unwrap_or(sound::SAMPLE_RATE);
    let rate = if rates().all(|rate| rate == first) { first } else { sound::SAMPLE_RATE };
    let mut reply = Reply { sample_rate: rate, ..Reply::default() };
    let mut samples = Vec::new();
    for (number, ((voice, mut uttered), utterance)) in all.into_iter().zip(&request.utterances).enumerate() {
        uttered.raise(rate)?;
        let offset = samples.len();
        for (word, span) in uttered.spans.into_iter().enumerate() {
            reply.words.push(SpokenWord {
                utterance: number,
                word,
                start: offset + span.start,
                end: offset + span.end,
                phonemes: uttered.phonemes.as_ref().map(|all| all[word].clone()),
            });
        }
        samples.append(&mut uttered.samples);
        if number + 1 < request.utterances.len() {
            let pause = pause_after(&utterance.text) * rate as usize / 1000;
            samples.resize(samples.len() + pause, 0);
        }
        if samples.len() > MAX_SAMPLES {
            return Err(Error::TooLong { limit: MAX_SAMPLES });
        }
        match reply.stretches.last_mut() {
            Some(last) if last.voice == voice => last.end = samples.len(),
            _ => reply.stretches.push(Stretch { voice: voice.to_owned(), start: offset, end: samples.len() }),
        }
    }
    reply.samples = samples.len();
    Ok((reply, samples))
}

/// The numbers that a Piper voice is spoken with for a request, a list for each run, to lay beside Piper's own.
///
/// # Errors
/// As [`say`], and [`Error::UnknownVoice`] for a voice of another engine.
pub fn piper_ids(request: &Request) -> Result<Vec<Vec<i32>>, Error> {
    let mut all = Vec::new();
    for utterance in &request.utterances {
        check_words(utterance)?;
        let voice = voice_for(request, utterance.tongue)?;
        let id = voice.strip_prefix("piper:").ok_or_else(|| Error::UnknownVoice(voice.to_owned()))?;
        all.append(&mut piper::ids(request, utterance, id)?);
    }
    Ok(all)
}

impl Uttered {
    /// Brings it to the rate at which voices meet, if it is not at `rate` anyway.
    fn raise(&mut self, rate: u32) -> Result<(), Error> {
        if self.rate == rate || self.samples.is_empty() {
            return Ok(());
        }
        let from = self.rate.max(1) as usize;
        self.samples = sound::raise(Pcm { samples: &self.samples, rate: self.rate })?;
        self.rate = sound::SAMPLE_RATE;
        for span in &mut self.spans {
            let at = |sample: usize| (sample * sound::SAMPLE_RATE as usize / from).min(self.samples.len());
            *span = at(span.start)..at(span.end);
        }
        Ok(())
    }
}

fn utter(request: &Request, utterance: &Utterance, voice: &str) -> Result<Uttered, Error> {
    match voice.split_once(':') {
        Some(("espeak", name)) => espeak::with(|engine| by_rules(engine, request, utterance, name)),
        Some(("flite", name)) if utterance.tongue != Tongue::Pinyin => {
            flite::with(|engine| by_recordings(engine, request, utterance, name))
        }
        Some(("flite", _)) => Err(Error::OtherTongue { voice: voice.to_owned(), tongue: utterance.tongue }),
        Some(("piper", name)) => piper::utter(request, utterance, name),
        _ => Err(Error::UnknownVoice(voice.to_owned())),
    }
}

fn by_rules(engine: &mut Espeak, request: &Request, utterance: &Utterance, name: &str) -> Result<Uttered, Error> {
    engine.choose(name)?;
    let spelled = engine.spelled(&utterance.text, &utterance.sounds, name);
    let mut heard = engine.synth(&spelled.text, request.notation || spelled.notation)?;
    for word in &mut heard.words {
        word.character = spelled.original(word.character);
    }
    let phonemes = request.phonemes.then(|| {
        // The engine writes its tones into IPA as if they were vowels; its own notation keeps them.
        let spoken = engine.phonemes(&spelled.text, utterance.tongue != Tongue::Pinyin);
        phonemes::per_word(&utterance.text, &utterance.words, &heard.words, &spoken)
    });
    let spans = align::align(&utterance.text, &utterance.words, &heard.words, &heard.samples, engine.sample_rate);
    Ok(Uttered { rate: engine.sample_rate, samples: heard.samples, spans, phonemes })
}

fn by_recordings(engine: &mut Flite, request: &Request, utterance: &Utterance, name: &str) -> Result<Uttered, Error> {
    let heard = engine.synth(name, &utterance.text, &utterance.sounds, request.phonemes)?;
    let (spans, phonemes) = align::deal(&utterance.words, &heard.tokens, heard.samples.len());
    let rate = if heard.samples.is_empty() { sound::SAMPLE_RATE } else { heard.rate };
    Ok(Uttered { rate, samples: heard.samples, spans, phonemes: request.phonemes.then_some(phonemes) })
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
