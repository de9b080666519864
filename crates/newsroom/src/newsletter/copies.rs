//! Copies: one for each person and issue, and never a second.
//!
//! Between the mail server's answer and our row lies a gap that no transaction closes. So a copy says *before* its letter is
//! handed over that it is in hand; if its worker dies then, nobody knows whether it has arrived, and it is not sent again by
//! itself (docs/decisions/0026). Such copies are *unknown*: the desk lists
//! them, and somebody who has asked the mail server says whether they arrived.

use serde::Serialize;
use sqlx::FromRow;

use crate::ctx::Ctx;
use crate::db::{Db, Tx, values};
use crate::error::{Error, Result};
use crate::ids::{IssueId, SubscriberId, digest};

use super::issues;

/// Tries of one copy that the mail server puts off: with the pauses below they span a good day.
const ATTEMPTS: i64 = 14;
const PAUSE_MS: i64 = 60_000;
const PAUSE_AT_MOST_MS: i64 = 4 * 60 * 60_000;
/// News that was not taken by then is none any more.
const LIVES_MS: i64 = 36 * 60 * 60_000;
/// Copies are told apart for so long after their issue has ended: for links in it, and for questions.
const KEPT_MS: i64 = 30 * 24 * 60 * 60_000;
/// Unknown copies that are listed: a kill leaves one, so more than a page of them has another cause.
const LISTED: i64 = 200;
/// Letters of a mail server's answer that are kept.
const ANSWER_LETTERS: usize = 300;

/// One that waits its turn.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Waiting {
    pub subscriber: SubscriberId,
    pub attempts: i64,
    /// Its mailbox refused it before the issue was held.
    pub taken_back_at_ms: Option<i64>,
}

/// The names of copies under which a mail server knows them: the same however often one is sent.
pub fn message_id(issue: &IssueId, subscriber: &str, host: &str) -> String {
    let name = digest(format!("newsletter {issue} {subscriber}").as_bytes());
    format!("<{}@{host}>", &name[..40])
}

/// The next copies of an issue that are due.
pub async fn due(db: &Db, now_ms: i64, issue: &IssueId, at_most: i64) -> Result<Vec<Waiting>> {
    db.all(
        "SELECT subscriber, attempts, taken_back_at_ms FROM newsletter_copy
         WHERE issue = $1 AND state = 'waiting' AND due_at_ms <= $2 ORDER BY due_at_ms, subscriber LIMIT $3",
        values![issue, now_ms, at_most],
    )
    .await
}

/// When the next copy of all that wait is due.
pub async fn next_due_ms(db: &Db) -> Result<Option<i64>> {
    let (due,): (Option<i64>,) = db
        .one(
            "copy",
            "SELECT MIN(c.due_at_ms) FROM newsletter_copy c JOIN newsletter_issue i ON i.id = c.issue
             WHERE i.state = 'sending' AND c.state = 'waiting'",
            values![],
        )
        .await?;
    Ok(due)
}

/// How many were handed over since a moment, by all workers.
pub async fn handed_since(db: &Db, since_ms: i64) -> Result<i64> {
    let sql = "SELECT COUNT(*) FROM newsletter_copy WHERE handed_at_ms > $1";
    let (count,): (i64,) = db.one("copy", sql, values![since_ms]).await?;
    Ok(count)
}

/// Takes a copy in hand: from here on it is not sent again by itself. `false`: it is another's, or its reader has left.
pub async fn take(ctx: &Ctx, issue: &IssueId, subscriber: &SubscriberId, fence: &str) -> Result<bool> {
    let mut tx = ctx.db.begin().await?;
    let taken = take_in(&mut tx, ctx, issue, subscriber, fence).await?;
    tx.commit().await?;
    Ok(taken)
}

/// As [`take`], in the caller's transaction.
pub async fn take_in(tx: &mut Tx, ctx: &Ctx, issue: &IssueId, subscriber: &SubscriberId, fence: &str) -> Result<bool> {
    let touched = tx
        .execute(
            "UPDATE newsletter_copy SET state = 'handing', fence = $3, handed_at_ms = $4, attempts = attempts + 1
             WHERE issue = $1 AND subscriber = $2 AND state = 'waiting'
               AND EXISTS (SELECT 1 FROM newsletter_issue i WHERE i.id = $1 AND i.state = 'sending')
               AND EXISTS (SELECT 1 FROM subscriber s WHERE s.id = $2 AND s.state = 'confirmed')",
            values![issue, subscriber, fence, ctx.clock.now_ms()],
        )
        .await?;
    Ok(touched == 1)
}

/// How a copy came out that was in hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Sent,
    /// The letter was turned down for good.
    Rejected,
    /// The mail server did not say.
    Unknown,
}

impl Outcome {
    fn state(self) -> &'static str {
        match self {
            Outcome::Sent => "sent",
            Outcome::Rejected => "rejected",
            Outcome::Unknown => "unknown",
        }
    }
}

/// Settles a copy that is in this hand. One that was given up as unknown meanwhile is settled as well: the answer came late.
pub async fn settle(
    ctx: &Ctx,
    issue: &IssueId,
    subscriber: &SubscriberId,
    fence: &str,
    outcome: Outcome,
    answer: &str,
) -> Result<()> {
    let mut tx = ctx.db.begin().await?;
    settle_in(&mut tx, ctx, issue, subscriber, fence, outcome, answer).await?;
    tx.commit().await
}

/// As [`settle`], in the caller's transaction.
pub async fn settle_in(
    tx: &mut Tx,
    ctx: &Ctx,
    issue: &IssueId,
    subscriber: &SubscriberId,
    fence: &str,
    outcome: Outcome,
    answer: &str,
) -> Result<()> {
    tx.execute(
        "UPDATE newsletter_copy SET state = $4, settled_at_ms = $5, answer = $6
         WHERE issue = $1 AND subscriber = $2 AND fence = $3 AND state IN ('handing', 'unknown')",
        values![issue, subscriber, fence, outcome.state(), ctx.clock.now_ms(), short(answer)],
    )
    .await?;
    Ok(())
}

/// The mail server puts a copy off: it waits again, with growing pauses, and not for ever. `fence`: the hand that it is in;
/// none where it was put off before it was taken.
pub async fn put_off(
    ctx: &Ctx,
    issue: &IssueId,
    subscriber: &SubscriberId,
    fence: Option<&str>,
    attempts: i64,
    answer: &str,
) -> Result<()> {
    let now = ctx.clock.now_ms();
    let pause = (PAUSE_MS << attempts.clamp(0, 20)).min(PAUSE_AT_MOST_MS);
    let state = if attempts + 1 >= ATTEMPTS { "lapsed" } else { "waiting" };
    ctx.db
        .execute(
            "UPDATE newsletter_copy SET state = $4, due_at_ms = $5, answer = $6, fence = NULL,
                attempts = CASE WHEN CAST($3 AS TEXT) IS NULL THEN attempts + 1 ELSE attempts END
             WHERE issue = $1 AND subscriber = $2
               AND ((CAST($3 AS TEXT) IS NULL AND state = 'waiting') OR (fence = $3 AND state IN ('handing', 'unknown')))",
            values![issue, subscriber, fence, state, now + pause, short(answer)],
        )
        .await?;
    Ok(())
}

/// A mailbox refuses its copy, which was never in hand.
pub async fn refuse(ctx: &Ctx, issue: &IssueId, subscriber: &SubscriberId, answer: &str) -> Result<()> {
    close(ctx, issue, subscriber, "refused", Some(answer)).await
}

/// Nothing that its reader chose is in the issue.
pub async fn leave_empty(ctx: &Ctx, issue: &IssueId, subscriber: &SubscriberId) -> Result<()> {
    close(ctx, issue, subscriber, "empty", None).await
}

async fn close(ctx: &Ctx, issue: &IssueId, subscriber: &SubscriberId, state: &str, answer: Option<&str>) -> Result<()> {
    ctx.db
        .execute(
            "UPDATE newsletter_copy SET state = $3, settled_at_ms = $4, answer = $5
             WHERE issue = $1 AND subscriber = $2 AND state = 'waiting'",
            values![issue, subscriber, state, ctx.clock.now_ms(), answer.map(short)],
        )
        .await?;
    Ok(())
}

/// How many copies of an issue were refused one after another since the last that a mailbox took, whichever job it was in.
/// Those that were refused before the issue was held are not counted: whoever let it go on has seen to them.
pub async fn refused_in_a_row(db: &Db, issue: &IssueId) -> Result<i64> {
    let (count,): (i64,) = db
        .one(
            "copy",
            "SELECT COUNT(*) FROM newsletter_copy
             WHERE issue = $1 AND state = 'refused' AND taken_back_at_ms IS NULL AND settled_at_ms >
                COALESCE((SELECT MAX(o.handed_at_ms) FROM newsletter_copy o WHERE o.issue = $1), 0)",
            values![issue],
        )
        .await?;
    Ok(count)
}

/// What became of an issue's copies, as far as it says something of mailboxes.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Tally {
    /// Still to be settled.
    pub waiting: i64,
    /// Where the mailbox was there, whatever was said to the letter.
    pub taken: i64,
    /// Refused by the mailbox, and for the first time.
    pub refused: i64,
    /// What the mail server said to one of those.
    pub answer: Option<String>,
}

pub async fn tally(tx: &mut Tx, issue: &IssueId) -> Result<Tally> {
    tx.one(
        "copy",
        "SELECT COUNT(CASE WHEN state IN ('waiting', 'handing') THEN 1 END) AS waiting,
                COUNT(CASE WHEN state IN ('sent', 'rejected', 'unknown') THEN 1 END) AS taken,
                COUNT(CASE WHEN state = 'refused' AND taken_back_at_ms IS NULL THEN 1 END) AS refused,
                MAX(CASE WHEN state = 'refused' AND taken_back_at_ms IS NULL THEN answer END) AS answer
         FROM newsletter_copy WHERE issue = $1",
        values![issue],
    )
    .await
}

/// Copies that mailboxes refused wait again: it was not the mailboxes.
pub async fn take_back_refusals(tx: &mut Tx, ctx: &Ctx, issue: &IssueId) -> Result<u64> {
    tx.execute(
        "UPDATE newsletter_copy SET state = 'waiting', settled_at_ms = NULL, due_at_ms = $2, taken_back_at_ms = $2
         WHERE issue = $1 AND state = 'refused'",
        values![issue, ctx.clock.now_ms()],
    )
    .await
}

/// Copies whose hand is no more, because its worker died or lost its lease, are unknown; returns how many those are.
pub async fn give_up_lost(ctx: &Ctx) -> Result<u64> {
    let now = ctx.clock.now_ms();
    ctx.db
        .execute(
            "UPDATE newsletter_copy SET state = 'unknown', settled_at_ms = $1, answer = NULL
             WHERE state = 'handing' AND NOT EXISTS
                (SELECT 1 FROM job j WHERE j.token = newsletter_copy.fence AND j.lease_until_ms > $1)",
            values![now],
        )
        .await
}

/// Lets go what has waited too long, and what nobody waits for any more.
pub async fn let_go(tx: &mut Tx, ctx: &Ctx, issue: &IssueId) -> Result<()> {
    let now = ctx.clock.now_ms();
    tx.execute(
        "DELETE FROM newsletter_copy WHERE issue = $1 AND state = 'waiting' AND NOT EXISTS
            (SELECT 1 FROM subscriber s WHERE s.id = newsletter_copy.subscriber AND s.state = 'confirmed')",
        values![issue],
    )
    .await?;
    tx.execute(
        "UPDATE newsletter_copy SET state = 'lapsed', settled_at_ms = $2
         WHERE issue = $1 AND state = 'waiting' AND waits_since_ms <= $3",
        values![issue, now, now - LIVES_MS],
    )
    .await?;
    Ok(())
}

/// Somebody has left: what waits for them is gone, and what the mail server said of them; the issue whose link they used
/// remembers that one of its readers left.
pub async fn withdraw(tx: &mut Tx, ctx: &Ctx, subscriber: &SubscriberId, by: Option<&IssueId>) -> Result<()> {
    let sql = "DELETE FROM newsletter_copy WHERE subscriber = $1 AND state = 'waiting'";
    tx.execute(sql, values![subscriber]).await?;
    let sql = "UPDATE newsletter_copy SET answer = NULL WHERE subscriber = $1 AND answer IS NOT NULL";
    tx.execute(sql, values![subscriber]).await?;
    if let Some(issue) = by {
        tx.execute(
            "UPDATE newsletter_copy SET left_at_ms = $3 WHERE issue = $1 AND subscriber = $2 AND left_at_ms IS NULL",
            values![issue, subscriber, ctx.clock.now_ms()],
        )
        .await?;
    }
    Ok(())
}

/// An unknown copy, as staff see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, FromRow)]
pub struct Unknown {
    pub issue: IssueId,
    pub subscriber: SubscriberId,
    /// None: they have left since.
    pub email: Option<String>,
    pub handed_at_ms: Option<i64>,
    pub answer: Option<String>,
}

/// Unknown copies, of one issue or of all, the latest first.
pub async fn unknown(db: &Db, issue: Option<&IssueId>) -> Result<Vec<Unknown>> {
    db.all(
        "SELECT c.issue, c.subscriber, s.email, c.handed_at_ms, c.answer FROM newsletter_copy c
         LEFT JOIN subscriber s ON s.id = c.subscriber
         WHERE c.state = 'unknown' AND (CAST($1 AS TEXT) IS NULL OR c.issue = $1)
         ORDER BY c.handed_at_ms DESC, c.subscriber LIMIT $2",
        values![issue.map(|id| id.0.as_str()), LISTED],
    )
    .await
}

/// What somebody says of an unknown copy who has asked the mail server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Arrived,
    /// It did not arrive, and goes again, under the same name.
    Again,
}

/// # Errors
/// `settled` where it is not unknown any more.
pub async fn decide(
    tx: &mut Tx,
    ctx: &Ctx,
    issue: &IssueId,
    subscriber: &SubscriberId,
    verdict: Verdict,
) -> Result<()> {
    let now = ctx.clock.now_ms();
    let state = if verdict == Verdict::Arrived { "sent" } else { "waiting" };
    let touched = tx
        .execute(
            "UPDATE newsletter_copy SET state = $3, fence = NULL, settled_at_ms = CASE WHEN $3 = 'sent' THEN $4 ELSE NULL END,
                waits_since_ms = $4, due_at_ms = $4
             WHERE issue = $1 AND subscriber = $2 AND state = 'unknown'",
            values![issue, subscriber, state, now],
        )
        .await?;
    if touched == 0 {
        return Err(Error::refused("settled", "somebody has decided already"));
    }
    if verdict == Verdict::Again {
        issues::reopen(tx, issue).await?;
    }
    Ok(())
}

/// How an issue's copies stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, FromRow)]
pub struct Counts {
    pub sent: i64,
    pub waiting: i64,
    pub unknown: i64,
    /// Mailboxes that refused, and letters that were turned down.
    pub refused: i64,
    /// Not taken in time.
    pub lapsed: i64,
    pub unsubscribed: i64,
}

pub async fn counts(db: &Db, issue: &IssueId) -> Result<Counts> {
    db.one(
        "issue",
        "SELECT CAST(i.sent + COUNT(CASE WHEN c.state = 'sent' THEN 1 END) AS BIGINT) AS sent,
                COUNT(CASE WHEN c.state IN ('waiting', 'handing') THEN 1 END) AS waiting,
                CAST(i.unknown + COUNT(CASE WHEN c.state = 'unknown' THEN 1 END) AS BIGINT) AS unknown,
                CAST(i.refused + COUNT(CASE WHEN c.state IN ('refused', 'rejected') THEN 1 END) AS BIGINT) AS refused,
                COUNT(CASE WHEN c.state = 'lapsed' THEN 1 END) AS lapsed,
                CAST(i.unsubscribed + COUNT(c.left_at_ms) AS BIGINT) AS unsubscribed
         FROM newsletter_issue i LEFT JOIN newsletter_copy c ON c.issue = i.id
         WHERE i.id = $1 GROUP BY i.id, i.sent, i.unknown, i.refused, i.unsubscribed",
        values![issue],
    )
    .await
}

/// Old copies become numbers of their issue.
pub async fn sweep(ctx: &Ctx) -> Result<()> {
    let until = ctx.clock.now_ms() - KEPT_MS;
    let sql = "SELECT i.id FROM newsletter_issue i WHERE i.ended_at_ms <= $1 AND i.state = 'sent'
               AND EXISTS (SELECT 1 FROM newsletter_copy c WHERE c.issue = i.id) LIMIT 10";
    let old: Vec<(IssueId,)> = ctx.db.all(sql, values![until]).await?;
    for (issue,) in old {
        let mut tx = ctx.db.begin().await?;
        tx.execute(
            "UPDATE newsletter_issue SET
                sent = sent + (SELECT COUNT(*) FROM newsletter_copy WHERE issue = $1 AND state = 'sent'),
                unknown = unknown + (SELECT COUNT(*) FROM newsletter_copy WHERE issue = $1 AND state = 'unknown'),
                refused = refused + (SELECT COUNT(*) FROM newsletter_copy WHERE issue = $1 AND state IN ('refused', 'rejected')),
                unsubscribed = unsubscribed + (SELECT COUNT(left_at_ms) FROM newsletter_copy WHERE issue = $1)
             WHERE id = $1 AND state = 'sent'",
            values![&issue],
        )
        .await?;
        tx.execute("DELETE FROM newsletter_copy WHERE issue = $1", values![&issue]).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// After a restore a copy that was in hand when the backup was made is unknown.
pub(super) async fn after_restore(tx: &mut Tx, ctx: &Ctx) -> Result<()> {
    let sql = "UPDATE newsletter_copy SET state = 'unknown', settled_at_ms = $1 WHERE state = 'handing'";
    tx.execute(sql, values![ctx.clock.now_ms()]).await?;
    Ok(())
}

fn short(answer: &str) -> String {
    answer.chars().take(ANSWER_LETTERS).collect()
}
