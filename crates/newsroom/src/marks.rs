//! Marks: what a listener has put on stories, sections and publications: saved for later, lined up, followed.
//!
//! A mark is there while it was added later than it was removed, and stands in the queue where it was put last. Both
//! devices' latest times are kept, so it makes no difference which of them tells first.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use sqlx::FromRow;

use crate::db::packed::rows;
use crate::db::{Db, Tx, values};
use crate::error::Result;
use crate::ids::ListenerId;
use crate::progress::Standing;

/// Marks of a kind that a listener can have. More stories than one hears in a week stand in no queue; and nobody looks
/// through more than a thousand that were saved.
const SAVED_AT_MOST: usize = 1_000;
const QUEUED_AT_MOST: usize = 200;
const FOLLOWED_AT_MOST: usize = 200;
/// Marks that were taken off are remembered, so that a device that comes back does not put them on again; those taken off
/// longest ago are forgotten.
const TAKEN_OFF_AT_MOST: usize = 2_000;
/// Letters of a place in the queue. Putting one story between the same two a hundred times makes it some twenty long.
pub const RANK_LETTERS_AT_MOST: usize = 64;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Saved,
    Queued,
    Section,
    Publication,
}

impl Kind {
    pub const ALL: [Kind; 4] = [Kind::Saved, Kind::Queued, Kind::Section, Kind::Publication];

    pub fn name(self) -> &'static str {
        match self {
            Kind::Saved => "saved",
            Kind::Queued => "queued",
            Kind::Section => "section",
            Kind::Publication => "publication",
        }
    }

    fn at_most(self) -> usize {
        match self {
            Kind::Saved => SAVED_AT_MOST,
            Kind::Queued => QUEUED_AT_MOST,
            Kind::Section | Kind::Publication => FOLLOWED_AT_MOST,
        }
    }
}

/// What a device did with a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Did {
    /// Put on; with its place, where it is in the queue.
    Added {
        rank: Option<String>,
    },
    Ranked {
        rank: String,
    },
    Removed,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub kind: Kind,
    /// An article's id, or the slug of what is followed.
    pub target: String,
    pub at_ms: i64,
    pub did: Did,
}

/// A mark with its times. [`Mark::default`] is one that was never put on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    pub added_at_ms: i64,
    pub removed_at_ms: i64,
    pub ranked: (i64, String),
}

impl Mark {
    pub fn is_there(&self) -> bool {
        self.added_at_ms > self.removed_at_ms
    }

    pub fn change(&mut self, did: &Did, at_ms: i64) {
        let rank = match did {
            Did::Added { rank } => {
                self.added_at_ms = self.added_at_ms.max(at_ms);
                rank.as_ref()
            }
            Did::Ranked { rank } => Some(rank),
            Did::Removed => {
                self.removed_at_ms = self.removed_at_ms.max(at_ms);
                None
            }
        };
        if let Some(rank) = rank {
            let new = (at_ms, rank.clone());
            if new > self.ranked {
                self.ranked = new;
            }
        }
    }

    /// What both know: of each time the later.
    pub fn join(&mut self, other: &Mark) {
        self.added_at_ms = self.added_at_ms.max(other.added_at_ms);
        self.removed_at_ms = self.removed_at_ms.max(other.removed_at_ms);
        if other.ranked > self.ranked {
            self.ranked.clone_from(&other.ranked);
        }
    }
}

#[derive(FromRow)]
struct Row {
    kind: String,
    target: String,
    added_at_ms: i64,
    removed_at_ms: i64,
    rank: String,
    ranked_at_ms: i64,
    version: i64,
}

/// A mark as a listener's devices are told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub kind: Kind,
    pub target: String,
    pub mark: Mark,
    pub version: i64,
}

impl Row {
    fn known(self) -> Option<Known> {
        let kind = Kind::ALL.into_iter().find(|kind| kind.name() == self.kind)?;
        let mark = Mark {
            added_at_ms: self.added_at_ms,
            removed_at_ms: self.removed_at_ms,
            ranked: (self.ranked_at_ms, self.rank),
        };
        Some(Known { kind, target: self.target, mark, version: self.version })
    }
}

/// Joins what was told with what is known. What would be more than a listener can have of a kind is left out.
pub async fn take(tx: &mut Tx, listener: &ListenerId, standing: Standing, changes: &[Change]) -> Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    // All of a kind, because its bound is of all: some hundred short rows.
    let kinds: BTreeMap<&str, Kind> = changes.iter().map(|change| (change.kind.name(), change.kind)).collect();
    let found: Vec<Row> = tx
        .all(
            "SELECT kind, target, added_at_ms, removed_at_ms, rank, ranked_at_ms, version FROM mark
             WHERE listener = $1 AND kind IN (SELECT value->>0 FROM json_each($2))",
            values![listener, rows(kinds.keys().map(|kind| [*kind]))],
        )
        .await?;
    let mut all: BTreeMap<(Kind, String), Mark> = BTreeMap::new();
    for known in found.into_iter().filter_map(Row::known) {
        all.insert((known.kind, known.target), known.mark);
    }
    let mut touched: BTreeSet<(Kind, &str)> = BTreeSet::new();
    for change in changes {
        let there = all.iter().filter(|((kind, _), mark)| *kind == change.kind && mark.is_there()).count();
        let key = (change.kind, change.target.clone());
        let mark = all.get(&key);
        let is_full = there >= change.kind.at_most() && !mark.is_some_and(Mark::is_there);
        if is_full && matches!(change.did, Did::Added { .. }) {
            continue;
        }
        all.entry(key).or_default().change(&change.did, change.at_ms);
        touched.insert((change.kind, change.target.as_str()));
    }
    let written = touched.iter().filter_map(|(kind, target)| {
        let mark = all.get(&(*kind, (*target).to_string()))?;
        Some((kind.name(), target, mark.added_at_ms, mark.removed_at_ms, &mark.ranked.1, mark.ranked.0))
    });
    tx.execute(
        "INSERT INTO mark (listener, kind, target, added_at_ms, removed_at_ms, rank, ranked_at_ms, version)
         SELECT $1, value->>0, value->>1, CAST(value->>2 AS BIGINT), CAST(value->>3 AS BIGINT), value->>4,
                CAST(value->>5 AS BIGINT), $3
         FROM jsonb_each($2) WHERE 1 = 1
         ON CONFLICT (listener, kind, target) DO UPDATE SET added_at_ms = excluded.added_at_ms,
            removed_at_ms = excluded.removed_at_ms, rank = excluded.rank, ranked_at_ms = excluded.ranked_at_ms,
            version = excluded.version",
        values![listener, rows(written), standing.version],
    )
    .await?;
    for (name, kind) in kinds {
        let off = all.iter().filter(|((of, _), mark)| *of == kind && !mark.is_there()).count();
        if off > TAKEN_OFF_AT_MOST {
            tx.execute(
                "DELETE FROM mark WHERE listener = $1 AND kind = $2 AND target IN
                 (SELECT target FROM mark WHERE listener = $1 AND kind = $2 AND added_at_ms <= removed_at_ms
                  ORDER BY removed_at_ms, target LIMIT $3)",
                values![listener, name, (off - TAKEN_OFF_AT_MOST) as i64],
            )
            .await?;
        }
    }
    Ok(())
}

/// Marks that changed after a version, in the order of their versions.
pub async fn since(db: &Db, listener: &ListenerId, after: i64, limit: i64) -> Result<Vec<Known>> {
    let found: Vec<Row> = db
        .all(
            "SELECT kind, target, added_at_ms, removed_at_ms, rank, ranked_at_ms, version FROM mark
             WHERE listener = $1 AND version > $2 ORDER BY version, kind, target LIMIT $3",
            values![listener, after, limit],
        )
        .await?;
    Ok(found.into_iter().filter_map(Row::known).collect())
}

/// Forgets all of them, when an account is erased.
pub async fn erase(tx: &mut Tx, listener: &ListenerId) -> Result<()> {
    tx.execute("DELETE FROM mark WHERE listener = $1", values![listener]).await?;
    Ok(())
}
