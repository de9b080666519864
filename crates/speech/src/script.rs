//! What is said, sentence by sentence.

use serde::{Deserialize, Serialize};

use crate::lang::Lang;
use crate::lexicon::Placed;

/// The part a segment plays; it decides the pause before and after, and later the voice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    Headline,
    Byline,
    Standfirst,
    Heading,
    Body,
    Quote,
    List,
    Caption,
    Correction,
    Disclosure,
}

/// One sentence to be said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// Assigned once and carried across revisions: text, timing, highlight and proof of listening use it.
    pub id: String,
    pub role: Role,
    pub lang: Lang,
    /// As written.
    pub text: String,
    /// Silence after the sentence, before padding.
    pub pause_ms: u32,
    /// Words of the text that are said otherwise: by the writer's hand, or by the newsroom's lexicon.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<Placed>,
}
