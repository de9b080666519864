//! One article as a feed carries it: its words, its sound, how the voice was made.

use newsroom::articles::{Correction, Listed, Tag};
use newsroom::pictures::{self, JPEG_WIDTH};
use newsroom::segments::Content;

use super::content;
use crate::inline::link;
use crate::shapes::article_path;

/// The kind of every narration's file, which all podcast apps play.
const AUDIO_MIME: &str = "audio/mpeg";

/// How a voice was made: what listeners and machines must be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// Read by a person.
    Person,
    /// By rules, such as a formant synthesiser's.
    Rules,
    /// By a model that learnt from people's voices.
    Model,
}

impl Made {
    /// What a voice's id tells: `espeak:en-us` speaks by rules.
    pub fn of_voice(voice: &str) -> Made {
        match voice.split_once(':').map(|(engine, _)| engine) {
            Some("espeak") => Made::Rules,
            Some("person") => Made::Person,
            _ => Made::Model,
        }
    }

    pub fn synthetic(self) -> bool {
        self != Made::Person
    }
}

/// The sound of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audio {
    /// Ends in the file's real ending, `.mp3`.
    pub url: String,
    /// Exact length of the file.
    pub bytes: u64,
    pub duration_ms: u64,
    pub mime: String,
    pub made: Made,
    pub transcripts: Vec<Transcript>,
}

/// A file with the words of a narration and their times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transcript {
    pub url: String,
    pub mime: &'static str,
}

/// Something said beside the text: a correction, how the voice was made. In the entry's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Such as “Correction, 12 May 2025”; may be empty.
    pub label: String,
    pub text: String,
}

/// One article in a feed. Addresses are absolute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub url: String,
    /// Names the article for good, whatever its address becomes: an IRI.
    pub guid: String,
    pub headline: String,
    pub standfirst: Option<String>,
    pub author: Option<String>,
    /// BCP 47.
    pub lang: String,
    /// Unix milliseconds.
    pub published_ms: i64,
    pub updated_ms: i64,
    pub publication: String,
    /// The section's name.
    pub section: Option<String>,
    pub tags: Vec<String>,
    /// A JPEG: not every reader knows WebP.
    pub picture_url: Option<String>,
    pub audio: Option<Audio>,
    /// The whole text as clean HTML, see [`content`].
    pub html: String,
    /// Shown after the text.
    pub notes: Vec<Note>,
}

impl Entry {
    /// An article as lists have it; [`Entry::with_content`] gives it its text. Not yet published, it is dated by its
    /// revision.
    pub fn of(public_url: &str, article: &Listed) -> Entry {
        let page = format!("{public_url}{}", article_path(&article.slug));
        let published_ms = article.published_at_ms.unwrap_or(article.revised_at_ms);
        let picture = article.figure().and_then(|figure| picture_url(public_url, &figure.src));
        Entry {
            guid: format!("urn:uuid:{}", article.id),
            headline: article.headline.clone(),
            standfirst: article.standfirst.clone(),
            author: article.byline.clone(),
            lang: article.lang.clone(),
            published_ms,
            updated_ms: article.revised_at_ms.max(published_ms),
            publication: article.publication_name.clone(),
            section: None,
            tags: Vec::new(),
            picture_url: picture,
            audio: Audio::of(public_url, article),
            html: String::new(),
            notes: Vec::new(),
            url: page,
        }
    }

    /// Gives it its text.
    pub fn with_content(mut self, public_url: &str, content: &Content) -> Entry {
        self.html = content::html(content, &|id| picture_url(public_url, id));
        self
    }

    /// Gives it its section's name and its tags.
    pub fn with_labels(mut self, section: &str, tags: &[Tag]) -> Entry {
        self.section = Some(section.to_string());
        self.tags = tags.iter().map(|tag| tag.name.clone()).collect();
        self
    }

    /// Gives it its corrections; `label` writes what stands before one, such as its day.
    pub fn with_corrections(mut self, corrections: &[Correction], label: impl Fn(&Correction) -> String) -> Entry {
        let note = |correction: &Correction| Note { label: label(correction), text: correction.note.clone() };
        self.notes.extend(corrections.iter().map(note));
        self.updated_ms =
            corrections.iter().map(|c| c.corrected_at_ms).chain([self.updated_ms]).max().unwrap_or_default();
        self
    }

    /// Says how its voice was made, where it has one.
    pub fn with_disclosure(mut self, text: &str) -> Entry {
        if self.audio.is_some() {
            self.notes.push(Note { label: String::new(), text: text.to_string() });
        }
        self
    }

    /// The standfirst, or else the headline: an entry has to say something.
    pub(super) fn summary(&self) -> &str {
        self.standfirst.as_deref().filter(|text| !text.trim().is_empty()).unwrap_or(&self.headline)
    }

    /// Its labels: the section, then the tags, each once.
    pub(super) fn labels(&self) -> Vec<&str> {
        let mut labels: Vec<&str> = Vec::new();
        for label in self.section.iter().chain(&self.tags) {
            if !label.trim().is_empty() && !labels.contains(&label.as_str()) {
                labels.push(label);
            }
        }
        labels
    }

    /// The text and what is said beside it.
    pub(super) fn full_html(&self) -> String {
        let mut html = self.html.clone();
        for note in &self.notes {
            html.push_str(&content::note(note));
        }
        html
    }
}

impl Audio {
    /// The sound of a listed article, if it has one.
    pub fn of(public_url: &str, article: &Listed) -> Option<Audio> {
        let digest = article.audio.as_ref()?;
        let page = format!("{public_url}{}", article_path(&article.slug));
        let transcripts = [("vtt", "text/vtt"), ("json", "application/json")];
        Some(Audio {
            url: format!("{public_url}/audio/{digest}.mp3"),
            bytes: article.audio_bytes.and_then(|bytes| u64::try_from(bytes).ok())?,
            duration_ms: article.duration_ms.and_then(|ms| u64::try_from(ms).ok()).unwrap_or_default(),
            mime: AUDIO_MIME.to_string(),
            made: Made::of_voice(article.voice.as_deref().unwrap_or_default()),
            transcripts: transcripts
                .map(|(ending, mime)| Transcript { url: format!("{page}/transcript.{ending}"), mime })
                .to_vec(),
        })
    }
}

/// The shared JPEG of a picture that was taken in; an address from elsewhere as it stands, if it is one.
fn picture_url(public_url: &str, src: &str) -> Option<String> {
    let is_id = src.len() == 64 && src.bytes().all(|b| b.is_ascii_hexdigit());
    if is_id {
        return Some(format!("{public_url}/{}", pictures::file(src, JPEG_WIDTH, "jpg")));
    }
    link(src).filter(|url| url.starts_with("http"))
}
