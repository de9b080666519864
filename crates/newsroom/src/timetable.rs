//! What comes back by the clock: a job of each kind, once in its time, however many workers look.

use crate::ctx::Ctx;
use crate::db::values;
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
        let sql = "SELECT next_at_ms FROM timetable WHERE kind = $1 AND next_at_ms > $2";
        let later: Option<(i64,)> = ctx.db.optional(sql, values![entry.kind, now]).await?;
        if later.is_some() {
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
