//! What an engine receives for a segment: spans of speakable text, each for one tongue.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::lang::Lang;

/// What an engine must be able to speak for a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tongue {
    /// Plain English words.
    English,
    /// Taiwan Mandarin as pinyin syllables with tone digits (`tai2 bei3`), words apart by spaces.
    Pinyin,
    /// Text of another language, handed over as it stands.
    Other,
}

/// A span of text in one tongue. A Chinese sentence with a Latin name in it is three of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Utterance {
    pub tongue: Tongue,
    /// What the engine receives.
    pub text: String,
    pub words: Vec<Word>,
}

/// One word that the engine says, and the written text it stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    /// Byte range in [`Utterance::text`].
    pub said: Range<usize>,
    /// Byte range in the segment's written text. Several said words may share one (`$94.8 billion`).
    pub written: Range<usize>,
}

/// The utterances for one sentence.
pub fn utter(text: &str, lang: Lang) -> Vec<Utterance> {
    let _ = (text, lang);
    Vec::new()
}
