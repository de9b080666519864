//! Texts: scripts, sentences, utterances, misreadings, pinyin.

use std::ops::Range;

use speech::lang::Lang;
use speech::normalise;
use speech::split;
use speech::utter::{Tongue, Utterance};

use super::bytes::Bytes;

/// Ranges come in order, on borders of characters, and leave nothing but white space out.
fn covers(text: &str, ranges: impl Iterator<Item = Range<usize>>) {
    let mut at = 0;
    for range in ranges {
        assert!(range.start >= at && range.start < range.end, "{range:?} after {at} in {text:?}");
        let between = text.get(at..range.start).unwrap();
        assert!(between.trim().is_empty(), "{between:?} is left out of {text:?}");
        assert!(text.get(range.clone()).is_some(), "{range:?} cuts a character of {text:?}");
        at = range.end;
    }
    assert!(text[at..].trim().is_empty(), "the end is left out of {text:?}");
}

fn no_figures(said: &str, text: &str) {
    assert!(!said.contains(|c: char| c.is_ascii_digit()), "{said:?} is said for {text:?}");
}

pub fn script(data: &[u8]) {
    let mut bytes = Bytes(data);
    let lang = bytes.lang();
    let text = bytes.last_text();
    let readings = normalise::read(&text, lang);
    covers(&text, readings.iter().map(|reading| reading.written.clone()));
    let line = normalise::spoken_line(&text, lang);
    // Chinese leaves an address to the English voice whole, figures and all: see `without_figures`.
    if matches!(lang, Lang::En | Lang::Es) {
        no_figures(&line, &text);
    }
}

pub fn sentences(data: &[u8]) {
    let mut bytes = Bytes(data);
    // Languages with rules of their own for sentences, and one without.
    const TAGS: [&str; 20] = [
        "en", "zh", "es", "ja", "ar", "bg", "da", "de", "el", "fr", "hi", "it", "kk", "mr", "nl", "pl", "ru", "sk",
        "ur", "eo",
    ];
    let tag = TAGS[bytes.below(TAGS.len())];
    let text = bytes.last_text();
    let sentences = split::sentences_in(&text, tag);
    covers(&text, sentences.iter().cloned());
    for range in sentences {
        assert_eq!(text[range.clone()].trim(), &text[range], "white space around a sentence of {text:?}");
    }
}

pub fn utter(data: &[u8]) {
    let mut bytes = Bytes(data);
    let lang = bytes.lang();
    let text = bytes.last_text();
    let utterances = speech::utter::utter(&text, lang);
    whole(&text, &utterances);
    without_figures(&text, lang, &utterances);
}

/// What holds for all that an engine receives.
pub fn whole(text: &str, utterances: &[Utterance]) {
    for utterance in utterances {
        assert!(!utterance.words.is_empty(), "an utterance without a word for {text:?}");
        let mut end = 0;
        for word in &utterance.words {
            assert!(word.said.start >= end && word.said.start < word.said.end, "{utterance:?} for {text:?}");
            let said = utterance.text.get(word.said.clone()).unwrap();
            assert!(text.get(word.written.clone()).is_some(), "{word:?} stands nowhere in {text:?}");
            end = word.said.end;
            if utterance.tongue == Tongue::Pinyin {
                said.split(' ').for_each(|syllable| mandarin(syllable, text));
            }
        }
        let mut end = 0;
        for sound in &utterance.sounds {
            assert!(
                sound.said.start >= end && utterance.text.get(sound.said.clone()).is_some(),
                "{sound:?} for {text:?}"
            );
            end = sound.said.end;
        }
    }
}

/// Figures are words for every engine whose language we read.
fn without_figures(text: &str, lang: Lang, utterances: &[Utterance]) {
    for utterance in utterances.iter().filter(|u| u.tongue == Tongue::English || lang == Lang::Es) {
        no_figures(&utterance.text, text);
    }
}

fn mandarin(syllable: &str, text: &str) {
    let base = syllable.trim_end_matches(|c: char| matches!(c, '1'..='5'));
    assert!(syllable.len() == base.len() + 1, "{syllable:?} has no tone, for {text:?}");
    // 嘸, 呣 and 㕶 are hummed; the voice says them so.
    let hummed = matches!(base, "m" | "n");
    assert!(hummed || speech::pinyin::is_syllable(base), "{syllable:?} is no syllable, for {text:?}");
}

pub fn misreadings(data: &[u8]) {
    let mut bytes = Bytes(data);
    let lang = bytes.lang();
    let text = bytes.last_text();
    let mut end = 0;
    for found in speech::misreading::find(&text, lang, &[]) {
        assert!(found.written.start >= end && found.written.start < found.written.end, "{found:?} in {text:?}");
        assert!(text.get(found.written.clone()).is_some(), "{found:?} cuts a character of {text:?}");
        assert!((1..=100).contains(&found.likely));
        end = found.written.end;
    }
}

pub fn pinyin(data: &[u8]) {
    let text = Bytes(data).last_text();
    let mut end = 0;
    for word in speech::pinyin::words(&text) {
        assert!(word.range.start >= end && word.range.start < word.range.end, "{word:?} in {text:?}");
        let written = text.get(word.range.clone()).unwrap();
        assert_eq!(written.chars().count(), word.syllables.len(), "{word:?} in {text:?}");
        word.syllables.iter().for_each(|syllable| mandarin(syllable, &text));
        end = word.range.end;
    }
}
