//! The job table: work that follows a change, enqueued in the transaction of that change.
//!
//! A job is claimed by one `UPDATE` with a lease and a token; it can run twice, so every deed bears that.

use sqlx::FromRow;

use crate::ctx::Ctx;
use crate::db::{Tx, values};
use crate::error::Result;
use crate::ids::JobId;

/// A job that has not ended when its lease does is taken by another worker.
pub const LEASE_MS: i64 = 15_000;
/// After this many attempts a job rests as failed, and the desk and `crier doctor` say so.
pub const ATTEMPTS: i64 = 6;
const BACK_OFF_MS: i64 = 2_000;
const BACK_OFF_AT_MOST_MS: i64 = 10 * 60_000;

/// A job in hand.
#[derive(Clone, Debug, FromRow)]
pub struct Job {
    pub id: JobId,
    pub kind: String,
    pub payload: String,
    pub attempts: i64,
    pub token: String,
}

/// Enqueues a job in the caller's transaction. While one with the same key waits, a second is not made.
pub async fn enqueue(tx: &mut Tx, ctx: &Ctx, kind: &str, key: Option<&str>, payload: &str) -> Result<()> {
    enqueue_at(tx, ctx, kind, key, payload, ctx.clock.now_ms()).await
}

/// As [`enqueue`], to be run at a time to come.
pub async fn enqueue_at(
    tx: &mut Tx,
    ctx: &Ctx,
    kind: &str,
    key: Option<&str>,
    payload: &str,
    run_at_ms: i64,
) -> Result<()> {
    tx.execute(
        "INSERT INTO job (id, kind, key, payload, run_at_ms, attempts, created_at_ms)
         VALUES ($1, $2, $3, $4, $5, 0, $6) ON CONFLICT (key) DO NOTHING",
        values![&JobId::new(&ctx.clock, &ctx.chance), kind, key, payload, run_at_ms, ctx.clock.now_ms()],
    )
    .await?;
    Ok(())
}

/// When a job is due that somebody waits for: before all others.
const URGENT_MS: i64 = 0;

/// Somebody waits for a job that has not begun: it goes before the others. `false`: no such job waits its first turn.
/// One that failed keeps its pause, for it has given up its key.
pub async fn hasten(tx: &mut Tx, key: &str) -> Result<bool> {
    bring_forward(tx, key, URGENT_MS).await
}

/// A job that waits its first turn comes no later than then. `false`: none waits, or it comes sooner already.
pub async fn bring_forward(tx: &mut Tx, key: &str, run_at_ms: i64) -> Result<bool> {
    let touched = tx
        .execute(
            "UPDATE job SET run_at_ms = $2 WHERE key = $1 AND lease_until_ms IS NULL AND run_at_ms > $2",
            values![key, run_at_ms],
        )
        .await?;
    Ok(touched == 1)
}

/// Which jobs a worker takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    Due,
    /// Only those that somebody waits for.
    Urgent,
}

impl Take {
    /// The latest time at which a job may be due.
    fn until_ms(self, now: i64) -> i64 {
        if self == Take::Urgent { URGENT_MS } else { now }
    }
}

/// Whether there is a job to claim: a look that holds up nobody who writes.
pub async fn waits(ctx: &Ctx, take: Take) -> Result<bool> {
    let now = ctx.clock.now_ms();
    let found: Option<(i64,)> = ctx
        .db
        .optional(
            "SELECT CAST(1 AS BIGINT) FROM job WHERE failed_at_ms IS NULL AND run_at_ms <= $2
             AND (lease_until_ms IS NULL OR lease_until_ms <= $1) LIMIT 1",
            values![now, take.until_ms(now)],
        )
        .await?;
    Ok(found.is_some())
}

/// Takes the next job that is due. The attempt is counted now: a job that kills its worker does not run for ever.
pub async fn claim(ctx: &Ctx, take: Take) -> Result<Option<Job>> {
    let now = ctx.clock.now_ms();
    ctx.db
        .execute(
            "UPDATE job SET failed_at_ms = $1, last_error = 'its worker died each time'
             WHERE failed_at_ms IS NULL AND attempts >= $2 AND lease_until_ms <= $1",
            values![now, ATTEMPTS],
        )
        .await?;
    let token = ctx.chance.secret();
    let sql = if ctx.db.is_sqlite() { CLAIM_SQLITE } else { CLAIM_POSTGRES };
    let mut tx = ctx.db.begin().await?;
    let job = tx.optional(sql, values![now, now + LEASE_MS, &token, take.until_ms(now)]).await?;
    tx.commit().await?;
    Ok(job)
}

// The key is given up at the claim: a change made while the job runs asks for another run.
const CLAIM_SQLITE: &str = "UPDATE job SET lease_until_ms = $2, token = $3, attempts = attempts + 1, key = NULL
    WHERE id = (SELECT id FROM job WHERE failed_at_ms IS NULL AND run_at_ms <= $4
                AND (lease_until_ms IS NULL OR lease_until_ms <= $1) ORDER BY run_at_ms, id LIMIT 1)
    RETURNING id, kind, payload, attempts, token";
const CLAIM_POSTGRES: &str = "UPDATE job SET lease_until_ms = $2, token = $3, attempts = attempts + 1, key = NULL
    WHERE id = (SELECT id FROM job WHERE failed_at_ms IS NULL AND run_at_ms <= $4
                AND (lease_until_ms IS NULL OR lease_until_ms <= $1) ORDER BY run_at_ms, id LIMIT 1
                FOR UPDATE SKIP LOCKED)
    RETURNING id, kind, payload, attempts, token";

/// Prolongs the lease of a job that takes long. `false`: the job is no longer ours, and must be let go.
pub async fn hold(ctx: &Ctx, job: &Job) -> Result<bool> {
    let touched = ctx
        .db
        .execute(
            "UPDATE job SET lease_until_ms = $3 WHERE id = $1 AND token = $2",
            values![&job.id, &job.token, ctx.clock.now_ms() + LEASE_MS],
        )
        .await?;
    Ok(touched == 1)
}

/// The job is done, and gone.
pub async fn finish(ctx: &Ctx, job: &Job) -> Result<()> {
    ctx.db.execute("DELETE FROM job WHERE id = $1 AND token = $2", values![&job.id, &job.token]).await?;
    Ok(())
}

/// The job failed. `again`: it is tried later, with growing pauses, up to [`ATTEMPTS`] times.
pub async fn fail(ctx: &Ctx, job: &Job, error: &str, again: bool) -> Result<()> {
    let now = ctx.clock.now_ms();
    let rests = !again || job.attempts >= ATTEMPTS;
    let pause = (BACK_OFF_MS << job.attempts.clamp(0, 20)).min(BACK_OFF_AT_MOST_MS);
    let jitter = i64::from(ctx.chance.bytes::<1>()[0]) * pause / 1024;
    ctx.db
        .execute(
            "UPDATE job SET lease_until_ms = NULL, token = NULL, last_error = $3, run_at_ms = $4, failed_at_ms = $5
             WHERE id = $1 AND token = $2",
            values![&job.id, &job.token, error, now + pause + jitter, rests.then_some(now)],
        )
        .await?;
    Ok(())
}

/// Forgets jobs that have rested as failed for so long that whoever wanted to know knows.
pub async fn sweep(ctx: &Ctx) -> Result<()> {
    const FAILED_KEPT_MS: i64 = 7 * 24 * 60 * 60_000;
    let oldest = ctx.clock.now_ms() - FAILED_KEPT_MS;
    ctx.db.execute("DELETE FROM job WHERE failed_at_ms <= $1", values![oldest]).await?;
    Ok(())
}

/// When the next job is due, if one waits.
pub async fn next_due_ms(ctx: &Ctx) -> Result<Option<i64>> {
    let row: Option<(i64,)> = ctx
        .db
        .optional("SELECT run_at_ms FROM job WHERE failed_at_ms IS NULL ORDER BY run_at_ms LIMIT 1", values![])
        .await?;
    Ok(row.map(|(due,)| due))
}

/// Whether a job of a kind runs, is tried again, or begins by then.
pub async fn comes_by(ctx: &Ctx, kind: &str, by_ms: i64) -> Result<bool> {
    let found: Option<(i64,)> = ctx
        .db
        .optional(
            "SELECT CAST(1 AS BIGINT) FROM job WHERE kind = $1 AND failed_at_ms IS NULL
             AND (attempts > 0 OR run_at_ms <= $2) LIMIT 1",
            values![kind, by_ms],
        )
        .await?;
    Ok(found.is_some())
}

/// Whether a job of a kind waits or runs that has not failed yet: what it is to do may well be done soon.
pub async fn is_to_come(ctx: &Ctx, kind: &str) -> Result<bool> {
    let sql =
        "SELECT CAST(1 AS BIGINT) FROM job WHERE kind = $1 AND failed_at_ms IS NULL AND last_error IS NULL LIMIT 1";
    let found: Option<(i64,)> = ctx.db.optional(sql, values![kind]).await?;
    Ok(found.is_some())
}

/// How many jobs of a kind wait or run.
pub async fn waiting(ctx: &Ctx, kind: &str) -> Result<i64> {
    let sql = "SELECT COUNT(*) FROM job WHERE kind = $1 AND failed_at_ms IS NULL";
    let (count,): (i64,) = ctx.db.one("job count", sql, values![kind]).await?;
    Ok(count)
}

/// How many jobs wait or run, and how many rest as failed.
pub async fn count(ctx: &Ctx) -> Result<(i64, i64)> {
    ctx.db.one("job count", "SELECT COUNT(*) - COUNT(failed_at_ms), COUNT(failed_at_ms) FROM job", values![]).await
}
