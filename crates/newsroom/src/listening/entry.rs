//! An entry of a device's log, as it is written there.

use serde::Deserialize;
use serde_json::Value as Json;

use crate::hearing::Piece;
use crate::hearing::heard::WHOLE;
use crate::marks::{self, Kind, RANK_LETTERS_AT_MOST};
use crate::progress::clock::Reading;
use crate::progress::merge::Place;
use crate::progress::{self, merge::PARTS_AT_MOST};

/// Letters of a segment's id: `correction-12` is among the longest.
const SEGMENT_LETTERS_AT_MOST: usize = 40;
/// Bytes of a slug: eighty letters of any script.
const SLUG_BYTES_AT_MOST: usize = 330;

/// Numbers beyond are no ms and no count, and JavaScript could not write them.
const NUMBER_AT_MOST: i64 = 1 << 53;

/// An entry that was read and is well formed.
#[derive(Clone, Debug)]
pub struct Entry {
    pub seq: i64,
    pub at: Reading,
    pub said: Said,
}

/// What it says; stories by their slugs.
#[derive(Clone, Debug)]
pub enum Said {
    Progress(String, progress::Did),
    Cleared,
    Mark(Kind, String, marks::Did),
}

#[derive(Deserialize)]
struct Written {
    seq: i64,
    at: Reading,
    #[serde(flatten)]
    did: Did,
}

/// A segment, and thousandths of it.
type Part = (String, u32, u32);

#[derive(Deserialize)]
#[serde(tag = "did", rename_all = "lowercase")]
enum Did {
    Heard { story: String, parts: Vec<Part>, place: (String, u32) },
    Moved { story: String, place: (String, u32) },
    Forgot { story: String },
    Cleared,
    Added { kind: Kind, target: String, rank: Option<String> },
    Ranked { target: String, rank: String },
    Removed { kind: Kind, target: String },
}

impl Entry {
    /// `None`: it is no entry.
    pub fn read(json: &Json) -> Option<Entry> {
        let Written { seq, at, did } = Written::deserialize(json).ok()?;
        let numbers = [seq, at.mono_ms, at.wall_ms];
        let holds =
            seq > 0 && at.boot.len() <= 64 && numbers.iter().all(|n| (-NUMBER_AT_MOST..=NUMBER_AT_MOST).contains(n));
        let said = said(did).filter(|_| holds)?;
        Some(Entry { seq, at, said })
    }

    /// The story it is of.
    pub fn story(&self) -> Option<&str> {
        match &self.said {
            Said::Progress(story, _) | Said::Mark(Kind::Saved | Kind::Queued, story, _) => Some(story),
            _ => None,
        }
    }
}

fn said(did: Did) -> Option<Said> {
    Some(match did {
        Did::Heard { story, parts, place: at } => {
            let holds = |(segment, from, to): &Part| is_segment(segment) && from < to && *to <= WHOLE;
            if parts.len() > PARTS_AT_MOST || !parts.iter().all(holds) {
                return None;
            }
            let pieces = parts.into_iter().map(|(segment, from, to)| Piece { segment, from, to }).collect();
            Said::Progress(slug(story)?, progress::Did::Heard { pieces, place: place(at)? })
        }
        Did::Moved { story, place: at } => Said::Progress(slug(story)?, progress::Did::Moved { place: place(at)? }),
        Did::Forgot { story } => Said::Progress(slug(story)?, progress::Did::Forgot),
        Did::Cleared => Said::Cleared,
        Did::Added { kind, target, rank: at } => {
            let rank = match at {
                Some(at) => Some(rank(at)?),
                None => None,
            };
            Said::Mark(kind, slug(target)?, marks::Did::Added { rank })
        }
        Did::Ranked { target, rank: at } => {
            Said::Mark(Kind::Queued, slug(target)?, marks::Did::Ranked { rank: rank(at)? })
        }
        Did::Removed { kind, target } => Said::Mark(kind, slug(target)?, marks::Did::Removed),
    })
}

fn slug(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty() && text.len() <= SLUG_BYTES_AT_MOST)
}

fn place((segment, thousandth): (String, u32)) -> Option<Place> {
    (is_segment(&segment) && thousandth <= WHOLE).then_some(Place { segment, thousandth })
}

fn is_segment(id: &str) -> bool {
    (1..=SEGMENT_LETTERS_AT_MOST).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

fn rank(text: String) -> Option<String> {
    let holds = (1..=RANK_LETTERS_AT_MOST).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric());
    holds.then_some(text)
}
