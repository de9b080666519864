//! What comes back by the clock: a job of each kind, once in its time, however many workers look.

use crate::ctx::Ctx;
use crate::db::{Tx, values};
use crate::error::Result;
use crate::jobs;

/// A kind of job, and how often it comes.
pub struct Entry {
    pub kind: &'static str,
    pub every_ms: i64,
}

/// Enqueues what is due; returns how many jobs that were. A worker that was away for a day finds each kind once.
pub async fn look(ctx: &Ctx, entries: &[Entry]) -> Result<usize> {
    let now = ctx.clock.now_ms();
    let mut due = 0;
    for entry in entries {
        if !is_due(ctx, entry.kind).await? {
            continue;
        }
        let mut tx = ctx.db.begin().await?;
        let taken = tx
            .execute(
                "INSERT INTO timetable (kind, next_at_ms) VALUES ($1, $2)
                 ON CONFLICT (kind) DO UPDATE SET next_at_ms = excluded.next_at_ms WHERE timetable.next_at_ms <= $3",
                values![entry.kind, now + entry.every_ms, now],
            )
            .await?;
        if taken == 1 {
            jobs::enqueue(&mut tx, ctx, entry.kind, Some(entry.kind), "").await?;
            tx.commit().await?;
            due += 1;
        }
    }
    Ok(due)
}

/// Whether a kind is to be enqueued at the next look; also one that never was.
pub async fn is_due(ctx: &Ctx, kind: &str) -> Result<bool> {
    let sql = "SELECT next_at_ms FROM timetable WHERE kind = $1 AND next_at_ms > $2";
    let later: Option<(i64,)> = ctx.db.optional(sql, values![kind, ctx.clock.now_ms()]).await?;
    Ok(later.is_none())
}

/// A kind does not wait for its time: it is due at the next look.
pub async fn at_once(tx: &mut Tx, kind: &str) -> Result<()> {
    tx.execute("UPDATE timetable SET next_at_ms = 0 WHERE kind = $1", values![kind]).await?;
    Ok(())
}
