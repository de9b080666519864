//! Progress: what a listener has heard of each story and where they are in it, on all of their devices.
//!
//! Merged by when it was *heard*, not by when it was told ([`merge`]); a wrong clock is put right first ([`clock`]).

pub mod clock;
pub mod merge;

use std::collections::BTreeMap;

use serde::Serialize;
use sqlx::FromRow;

use self::merge::{Place, Stamp, Story};
use crate::db::packed::rows;
use crate::db::{Db, Tx, values};
use crate::error::{Error, Result};
use crate::hearing::Piece;
use crate::ids::{ArticleId, ListenerId};

/// Stories that are kept of a listener: one every ten minutes, four hours a day, for two years. The ones heard longest ago
/// go first.
pub const STORIES_AT_MOST: i64 = 20_000;
/// Devices that are kept of a listener. Every browser whose storage was emptied is a new one.
pub const DEVICES_AT_MOST: i64 = 100;

/// The number under which changes are written, and until when all is forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub struct Standing {
    pub version: i64,
    pub cleared_at_ms: i64,
}

/// What a device did with a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Did {
    Heard { pieces: Vec<Piece>, place: Place },
    Moved { place: Place },
    Forgot,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub article: ArticleId,
    pub stamp: Stamp,
    pub did: Did,
}

/// A listener's numbers as they stand.
pub async fn standing(db: &Db, listener: &ListenerId) -> Result<Standing> {
    let sql = "SELECT version, cleared_at_ms FROM listening WHERE listener = $1";
    let found = db.optional(sql, values![listener]).await?;
    Ok(found.unwrap_or(Standing { version: 0, cleared_at_ms: 0 }))
}

/// The number of what this transaction changes. Until it ends, no other changes anything of this listener's.
pub async fn begin(tx: &mut Tx, listener: &ListenerId) -> Result<Standing> {
    tx.one(
        "listening",
        "INSERT INTO listening (listener, version, cleared_at_ms) VALUES ($1, 1, 0)
         ON CONFLICT (listener) DO UPDATE SET version = listening.version + 1 RETURNING version, cleared_at_ms",
        values![listener],
    )
    .await
}

/// How far a device's log was taken in, and the time of its last entry.
pub async fn device(tx: &mut Tx, listener: &ListenerId, device: &str) -> Result<(i64, i64)> {
    let sql = "SELECT seq, last_at_ms FROM listening_device WHERE listener = $1 AND device = $2";
    let found: Option<(i64, i64)> = tx.optional(sql, values![listener, device]).await?;
    Ok(found.unwrap_or_default())
}

/// A device's log was taken in as far as this.
pub async fn device_told(
    tx: &mut Tx,
    listener: &ListenerId,
    device: &str,
    (seq, last_at_ms): (i64, i64),
    now_ms: i64,
) -> Result<()> {
    tx.execute(
        "INSERT INTO listening_device (listener, device, seq, last_at_ms, seen_at_ms) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (listener, device) DO UPDATE SET seq = excluded.seq, last_at_ms = excluded.last_at_ms,
            seen_at_ms = excluded.seen_at_ms WHERE listening_device.seq < excluded.seq",
        values![listener, device, seq, last_at_ms, now_ms],
    )
    .await?;
    tx.execute(
        "DELETE FROM listening_device WHERE listener = $1 AND device NOT IN
         (SELECT device FROM listening_device WHERE listener = $1 ORDER BY seen_at_ms DESC, device LIMIT $2)",
        values![listener, DEVICES_AT_MOST],
    )
    .await?;
    Ok(())
}

#[derive(FromRow)]
struct Row {
    article_id: ArticleId,
    heard: String,
    latest: Option<String>,
    forgotten_at_ms: i64,
    version: i64,
}

impl Row {
    fn story(&self) -> Result<Story> {
        let broken = |e| Error::broken("reading what was heard", e);
        Ok(Story {
            heard: serde_json::from_str(&self.heard).map_err(broken)?,
            latest: self.latest.as_deref().map(serde_json::from_str).transpose().map_err(broken)?,
            forgotten_at_ms: self.forgotten_at_ms,
        })
    }
}

/// Joins what was told with what is known.
pub async fn take(tx: &mut Tx, listener: &ListenerId, standing: Standing, changes: &[Change]) -> Result<()> {
    let mut told: BTreeMap<&ArticleId, Vec<&Change>> = BTreeMap::new();
    for change in changes {
        told.entry(&change.article).or_default().push(change);
    }
    if told.is_empty() {
        return Ok(());
    }
    let found: Vec<Row> = tx
        .all(
            "SELECT article_id, heard, latest, forgotten_at_ms, version FROM progress
             WHERE listener = $1 AND article_id IN (SELECT value->>0 FROM json_each($2))",
            values![listener, rows(told.keys().map(|article| [*article]))],
        )
        .await?;
    let is_new = found.len() < told.len();
    let mut known = BTreeMap::new();
    for row in found {
        let story = row.story()?;
        known.insert(row.article_id, story);
    }
    let mut written = Vec::with_capacity(told.len());
    for (article, changes) in told {
        let mut story = known.remove(article).unwrap_or_default();
        story.forget(standing.cleared_at_ms);
        for change in changes {
            match &change.did {
                Did::Heard { pieces, place } => story.hear(pieces, change.stamp.clone(), place.clone()),
                Did::Moved { place } => story.move_to(change.stamp.clone(), place.clone()),
                Did::Forgot => story.forget(change.stamp.at_ms),
            }
        }
        if story.changed_at_ms() <= standing.cleared_at_ms {
            // All of it is forgotten with the rest, and no row need say so.
            continue;
        }
        let heard = text(&story.heard)?;
        let latest = story.latest.as_ref().map(text).transpose()?;
        written.push((&article.0, heard, latest, story.forgotten_at_ms, story.changed_at_ms()));
    }
    tx.execute(
        "INSERT INTO progress (listener, article_id, heard, latest, forgotten_at_ms, changed_at_ms, version)
         SELECT $1, value->>0, value->>1, value->>2, CAST(value->>3 AS BIGINT), CAST(value->>4 AS BIGINT), $3
         FROM jsonb_each($2) WHERE 1 = 1
         ON CONFLICT (listener, article_id) DO UPDATE SET heard = excluded.heard, latest = excluded.latest,
            forgotten_at_ms = excluded.forgotten_at_ms, changed_at_ms = excluded.changed_at_ms,
            version = excluded.version",
        values![listener, rows(written), standing.version],
    )
    .await?;
    if is_new { bound(tx, listener).await } else { Ok(()) }
}

fn text(of: &impl Serialize) -> Result<String> {
    serde_json::to_string(of).map_err(|e| Error::broken("writing what was heard", e))
}

async fn bound(tx: &mut Tx, listener: &ListenerId) -> Result<()> {
    let sql = "SELECT COUNT(*) FROM progress WHERE listener = $1";
    let (count,): (i64,) = tx.one("count", sql, values![listener]).await?;
    if count > STORIES_AT_MOST {
        tx.execute(
            "DELETE FROM progress WHERE listener = $1 AND article_id IN
             (SELECT article_id FROM progress WHERE listener = $1 ORDER BY changed_at_ms, article_id LIMIT $2)",
            values![listener, count - STORIES_AT_MOST],
        )
        .await?;
    }
    Ok(())
}

/// Forgets all stories as they were until then. What is told later of something heard before is forgotten as it comes.
pub async fn clear(tx: &mut Tx, listener: &ListenerId, until_ms: i64) -> Result<()> {
    tx.execute(
        "UPDATE listening SET cleared_at_ms = $2 WHERE listener = $1 AND cleared_at_ms < $2",
        values![listener, until_ms],
    )
    .await?;
    let sql = "DELETE FROM progress WHERE listener = $1 AND changed_at_ms <= $2";
    tx.execute(sql, values![listener, until_ms]).await?;
    Ok(())
}

/// A story as a listener's devices are told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub article: ArticleId,
    pub story: Story,
    pub version: i64,
}

/// Stories that changed after a version, in the order of their versions.
pub async fn since(db: &Db, listener: &ListenerId, standing: Standing, after: i64, limit: i64) -> Result<Vec<Known>> {
    let found: Vec<Row> = db
        .all(
            "SELECT article_id, heard, latest, forgotten_at_ms, version FROM progress
             WHERE listener = $1 AND version > $2 ORDER BY version, article_id LIMIT $3",
            values![listener, after, limit],
        )
        .await?;
    let mut known = Vec::with_capacity(found.len());
    for row in found {
        let mut story = row.story()?;
        story.forget(standing.cleared_at_ms);
        known.push(Known { article: row.article_id, story, version: row.version });
    }
    Ok(known)
}

/// Forgets all of it, when an account is erased.
pub async fn erase(tx: &mut Tx, listener: &ListenerId) -> Result<()> {
    for sql in [
        "DELETE FROM progress WHERE listener = $1",
        "DELETE FROM listening_device WHERE listener = $1",
        "DELETE FROM listening WHERE listener = $1",
    ] {
        tx.execute(sql, values![listener]).await?;
    }
    Ok(())
}
