//! Feeds: what a site, a publication, a section or a tag has published, for podcast apps and feed readers.
//!
//! One [`Feed`] and its [`Entry`]s are written in three formats by `write` of [`podcast`], [`atom`] and [`json_feed`].
//! All of this is data in, text out; what goes into a feed is chosen by who asks for it.

pub mod atom;
mod category;
pub mod content;
pub mod json_feed;
pub mod podcast;

use std::cmp::Reverse;

use chrono::{DateTime, SecondsFormat, Utc};
use newsroom::articles::{Correction, Listed, Tag};
use newsroom::pictures::{self, JPEG_WIDTH};
use newsroom::segments::Content;
use uuid::Uuid;

use crate::shapes::article_path;

pub use category::Category;

/// Entries of an Atom or JSON feed: readers look often, and a hub refuses documents beyond 1 MB.
pub const ENTRIES_AT_MOST: usize = 50;
/// Episodes of a podcast feed: what falls out of it vanishes from some apps, so it reaches further back.
pub const EPISODES_AT_MOST: usize = 200;
/// Letters of a description; directories cut at 4,000 bytes.
const DESCRIPTION_AT_MOST: usize = 1_000;
pub const GENERATOR: &str = concat!("Crier ", env!("CARGO_PKG_VERSION"));
/// Where the podcast namespace's UUIDs start (Podcasting 2.0, tag `guid`).
const PODCAST_SPACE: Uuid = Uuid::from_u128(0xead4c236_bf58_58c6_a2c6_a6b28d128cb6);
/// Podcast apps know a voice by its file's ending, and only these are known to all of them.
const AUDIO_MIME: &str = "audio/mpeg";

/// A feed, without what is in it. Addresses are absolute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    pub title: String,
    pub description: String,
    /// BCP 47.
    pub lang: String,
    /// Where this very document is fetched.
    pub self_url: String,
    /// The page it is the feed of.
    pub page_url: String,
    /// A cover: square, 1,400 to 3,000 px, JPEG or PNG, or podcast directories refuse it.
    pub image_url: Option<String>,
    /// The address the feed's identity is made of; the first address it ever had, if it has moved. See [`Feed::uuid`].
    pub guid_url: String,
    /// Who stands behind it: the site or the publication.
    pub author: String,
    pub email: Option<String>,
    pub copyright: Option<String>,
    /// WebSub hubs that tell subscribers of new entries.
    pub hubs: Vec<String>,
    pub explicit: bool,
    pub category: Category,
    /// Whether other podcast hosts may take the feed over.
    pub locked: bool,
    /// Unix milliseconds of the last change; the latest of an entry, if there are any.
    pub updated_ms: i64,
}

impl Feed {
    /// A feed that stands at `path` of a site and belongs to one of its pages.
    pub fn at(public_url: &str, path: &str, page: &str, title: &str, lang: &str) -> Feed {
        let self_url = format!("{public_url}{path}");
        Feed {
            title: title.to_string(),
            description: String::new(),
            lang: lang.to_string(),
            guid_url: self_url.clone(),
            self_url,
            page_url: format!("{public_url}{page}"),
            image_url: None,
            author: title.to_string(),
            email: None,
            copyright: None,
            hubs: Vec::new(),
            explicit: false,
            category: Category::NEWS,
            locked: true,
            updated_ms: 0,
        }
    }

    /// UUIDv5 of the feed's address without scheme and trailing slashes, in the podcast namespace.
    pub fn uuid(&self) -> Uuid {
        let address = self.guid_url.split_once("://").map_or(&*self.guid_url, |(_, rest)| rest);
        Uuid::new_v5(&PODCAST_SPACE, address.trim_end_matches('/').as_bytes())
    }

    /// What it says of itself; a feed has to say something.
    fn about(&self) -> &str {
        if self.description.trim().is_empty() { &self.title } else { &self.description }
    }

    fn updated(&self, entries: &[&Entry]) -> i64 {
        entries.iter().map(|entry| entry.updated_ms).chain([self.updated_ms]).max().unwrap_or_default()
    }
}

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
    fn summary(&self) -> &str {
        self.standfirst.as_deref().filter(|text| !text.trim().is_empty()).unwrap_or(&self.headline)
    }

    /// Its labels: the section, then the tags, each once.
    fn labels(&self) -> Vec<&str> {
        let mut labels: Vec<&str> = Vec::new();
        for label in self.section.iter().chain(&self.tags) {
            if !label.trim().is_empty() && !labels.contains(&label.as_str()) {
                labels.push(label);
            }
        }
        labels
    }

    /// The text and what is said beside it.
    fn full_html(&self) -> String {
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
    crate::inline::link(src).filter(|url| url.starts_with("http"))
}

/// The newest of those that are wanted, newest first.
fn newest(entries: &[Entry], at_most: usize, wanted: impl Fn(&Entry) -> bool) -> Vec<&Entry> {
    let mut chosen: Vec<&Entry> = entries.iter().filter(|entry| wanted(entry)).collect();
    chosen.sort_by_key(|entry| Reverse(entry.published_ms));
    chosen.truncate(at_most);
    chosen
}

fn moment(ms: i64) -> DateTime<Utc> {
    // Four-digit years only: neither date format has a way to write others.
    const YEAR_1: i64 = -62_135_596_800_000;
    const YEAR_9999_ENDS: i64 = 253_402_300_799_000;
    DateTime::from_timestamp_millis(ms.clamp(YEAR_1, YEAR_9999_ENDS)).unwrap_or_default()
}

/// `2025-04-22T07:30:00Z`.
fn rfc3339(ms: i64) -> String {
    moment(ms).to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// `Tue, 22 Apr 2025 07:30:00 +0000`.
fn rfc2822(ms: i64) -> String {
    moment(ms).to_rfc2822()
}

/// The text cut to a number of letters, at the end of a word where there is one.
pub(crate) fn shortened(text: &str, at_most: usize) -> String {
    if text.chars().count() <= at_most {
        return text.to_string();
    }
    let end = text.char_indices().nth(at_most.saturating_sub(1)).map_or(text.len(), |(at, _)| at);
    let cut = &text[..end];
    // Unspaced scripts have no such place near: there the cut stays where it is.
    let word = cut.rfind(char::is_whitespace).filter(|at| *at >= end / 2).unwrap_or(end);
    let words =
        cut[..word].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | ';' | '；'));
    format!("{words}…")
}
