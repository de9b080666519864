//! Feeds: what a site, a publication, a section or a tag has published, for podcast apps and feed readers.
//!
//! One [`Feed`] and its [`Entry`]s are written in three formats by `write` of [`podcast`], [`atom`] and [`json_feed`].
//! All of this is data in, text out; what goes into a feed is chosen by who asks for it.

pub mod atom;
mod category;
pub mod content;
mod entry;
pub mod json_feed;
pub mod podcast;

use std::cmp::Reverse;

use chrono::{DateTime, SecondsFormat, Utc};
use uuid::Uuid;

pub use category::Category;
pub use entry::{Audio, Entry, Made, Note, Transcript};

/// Entries of an Atom or JSON feed: readers look often, and a hub refuses documents beyond 1 MB.
pub const ENTRIES_AT_MOST: usize = 50;
/// Episodes of a podcast feed: what falls out of it vanishes from some apps, so it reaches further back.
pub const EPISODES_AT_MOST: usize = 200;
/// Letters of a description; directories cut at 4,000 bytes.
const DESCRIPTION_AT_MOST: usize = 1_000;
pub const GENERATOR: &str = concat!("Crier ", env!("CARGO_PKG_VERSION"));
/// Where the podcast namespace's UUIDs start (Podcasting 2.0, tag `guid`).
const PODCAST_SPACE: Uuid = Uuid::from_u128(0xead4c236_bf58_58c6_a2c6_a6b28d128cb6);

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
