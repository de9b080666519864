//! The script of an article: what is said, in which order, with which pauses.

use chrono::{DateTime, Datelike, Utc};
use chrono_tz::Tz;
use speech::lang::Lang;
use speech::lexicon::{self, Lexicon, Placed};
use speech::script::{Role, Segment};

use crate::articles::Correction;
use crate::segments::Content;
use crate::story::{Block, Text};

/// Silence after a sentence inside a paragraph, and after the last one of it.
const BETWEEN_SENTENCES_MS: u32 = 260;
const AFTER_PARAGRAPH_MS: u32 = 520;

/// What a script says of a story besides its text.
#[derive(Clone, Debug, Default)]
pub struct About<'a> {
    /// BCP 47.
    pub lang: &'a str,
    /// Name of the publication; empty for a text of no newsroom.
    pub publication: &'a str,
    pub time_zone: &'a str,
    pub corrections: &'a [Correction],
    /// How words are said here; `None`: as we say them.
    pub lexicon: Option<&'a Lexicon>,
}

/// The segments of an article: headline, byline, disclosure, standfirst, body, corrections.
pub fn script(content: &Content, about: &About) -> Vec<Segment> {
    let lang = Lang::of(about.lang);
    let mut script = Script { lang, lexicon: about.lexicon, segments: Vec::new() };
    script.text(Role::Headline, &content.headline);
    if let Some(byline) = content.byline.as_deref().filter(|byline| !byline.trim().is_empty()) {
        let words = (lang.own().byline)(byline, about.publication);
        script.own(Role::Byline, "byline", words);
    }
    script.own(Role::Disclosure, "voice", disclosure(lang).to_string());
    if let Some(standfirst) = &content.standfirst {
        script.text(Role::Standfirst, standfirst);
    }
    for block in &content.blocks {
        let role = match block {
            Block::Heading { .. } => Role::Heading,
            Block::Quote { .. } => Role::Quote,
            Block::List { .. } => Role::List,
            _ => Role::Body,
        };
        for text in block.texts() {
            script.text(role, text);
        }
    }
    for (n, correction) in about.corrections.iter().enumerate() {
        let said = said_correction(lang, correction, about.time_zone);
        script.own(Role::Correction, &format!("correction-{}", n + 1), said);
    }
    script.segments
}

/// What is said of the voice itself, in each narration, before the story begins.
pub fn disclosure(lang: Lang) -> &'static str {
    lang.own().disclosure
}

fn said_correction(lang: Lang, correction: &Correction, zone: &str) -> String {
    let zone: Tz = zone.parse().unwrap_or(Tz::UTC);
    let at =
        DateTime::<Utc>::from_timestamp_millis(correction.corrected_at_ms).unwrap_or_default().with_timezone(&zone);
    (lang.own().correction)(at.month(), at.day(), &correction.note)
}

struct Script<'a> {
    lang: Lang,
    lexicon: Option<&'a Lexicon>,
    segments: Vec<Segment>,
}

impl Script<'_> {
    fn text(&mut self, role: Role, text: &Text) {
        let last = text.sentences.len().saturating_sub(1);
        for (at, sentence) in text.sentences.iter().enumerate() {
            let pause_ms = if at < last { BETWEEN_SENTENCES_MS } else { pause_after(role) };
            let words = text.plain[sentence.from..sentence.to].to_string();
            self.push(&sentence.id, role, words, &text.readings(sentence.from, sentence.to), pause_ms);
        }
    }

    /// Words of our own. In a story of a language that we have none in, they are spoken in English, by an English
    /// voice.
    fn own(&mut self, role: Role, id: &str, words: String) {
        let lang = self.lang;
        self.lang = if lang == Lang::Other { Lang::En } else { lang };
        self.push(id, role, words, &[], pause_after(role));
        self.lang = lang;
    }

    fn push(&mut self, id: &str, role: Role, text: String, by_hand: &[Placed], pause_ms: u32) {
        let readings = match self.lexicon {
            Some(lexicon) => lexicon::placed(&text, self.lang, lexicon, by_hand),
            None => by_hand.to_vec(),
        };
        self.segments.push(Segment { id: id.to_string(), role, lang: self.lang, text, pause_ms, readings });
    }
}

fn pause_after(role: Role) -> u32 {
    match role {
        Role::Headline => 700,
        Role::Byline => 400,
        Role::Disclosure => 800,
        Role::Standfirst => 800,
        Role::Heading => 600,
        Role::List => 380,
        Role::Body | Role::Quote | Role::Caption | Role::Correction => AFTER_PARAGRAPH_MS,
    }
}
