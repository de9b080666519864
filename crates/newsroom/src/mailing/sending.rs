//! Handing copies over, one after another on one line to the mail server.
//!
//! For each: the mail server is asked whether it takes a letter for this mailbox (`offer`); what it refuses now was never in
//! hand. Then one short transaction says that the copy is in hand, the letter's last byte goes out, the mail server answers,
//! and one short transaction says what it answered. Whoever is killed in between leaves one copy of which nobody knows: it
//! becomes *unknown*, and is not sent again by itself.

use std::time::Duration;

use tokio::time::Instant;

use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::jobs::Job;
use crate::mails;
use crate::newsletter::copies::{self, Outcome, Waiting};
use crate::newsletter::issues::{self, Issue};
use crate::newsletter::letter::{self, Paper};
use crate::newsletter::picking::{self, Entry};
use crate::outside::mail::line::{Line, Offered, Taken};
use crate::outside::mail::{Bulk, Letter, Mail, Sealed, Smtp};
use crate::subscribers::{self, Subscriber};

use super::ending::{finish, hold};
use super::{ask_to_send, entries, message_id, paper};

/// Copies that one job hands over: a worker has other work, too, and some mail servers end a line after a hundred.
const COPIES_AT_ONCE: i64 = 100;
/// And for so long at most: a worker that is asked to stop has ten seconds to end, and must not be in the middle of a letter.
const TURN: Duration = Duration::from_secs(5);
/// Mailboxes that refuse one after another: then it is not the mailboxes, but what the mail server thinks of us. An issue of
/// fewer people is judged at its end (`ending`).
const REFUSALS_IN_A_ROW: i64 = 20;
/// When the mail server is away; no longer than `SOON_MS`, or the look that comes by the clock cuts it short.
const AWAY_MS: i64 = 60_000;
/// When the minute's copies are sent.
const PACE_MS: i64 = 2_000;
const MINUTE_MS: i64 = 60_000;

/// How one job's part came out.
enum Went {
    /// There may be more.
    On,
    /// As many as a minute may have.
    Paused,
    /// The mail server takes nothing; what it said.
    Away(String),
    /// It refuses everybody; what it said last.
    RefusesAll(String),
}

/// Hands over the next copies that are due, and asks for its own successor.
pub async fn send(ctx: &Ctx, job: &Job) -> Result<()> {
    if !ctx.mail.is_there() {
        return Ok(());
    }
    copies::give_up_lost(ctx).await?;
    let mut after_ms = 0;
    for issue in issues::being_sent(&ctx.db).await? {
        match send_some(ctx, job, &issue).await? {
            Went::On => {
                issues::note(ctx, &issue.id, None).await?;
                finish(ctx, &issue.id).await?;
            }
            Went::Paused => {
                after_ms = PACE_MS;
                break;
            }
            Went::Away(said) => {
                tracing::warn!(issue = %issue.id, said, "the mail server takes no newsletter");
                issues::note(ctx, &issue.id, Some(&said)).await?;
                after_ms = AWAY_MS;
                break;
            }
            Went::RefusesAll(said) => {
                let because =
                    format!("{REFUSALS_IN_A_ROW} mailboxes refused it one after another. The mail server said: {said}");
                let mut tx = ctx.db.begin().await?;
                hold(&mut tx, ctx, &issue.id, &because).await?;
                tx.commit().await?;
            }
        }
    }
    let Some(due) = copies::next_due_ms(&ctx.db).await? else { return Ok(()) };
    let at = due.max(ctx.clock.now_ms() + after_ms);
    let mut tx = ctx.db.begin().await?;
    ask_to_send(&mut tx, ctx, at).await?;
    tx.commit().await?;
    ctx.bell.notify_one();
    Ok(())
}

/// What a job has at hand for an issue.
struct Hand<'a> {
    ctx: &'a Ctx,
    job: &'a Job,
    issue: &'a Issue,
    paper: Paper,
    entries: Vec<Entry>,
}

async fn send_some(ctx: &Ctx, job: &Job, issue: &Issue) -> Result<Went> {
    let now = ctx.clock.now_ms();
    let left = ctx.settings.newsletter.per_minute - copies::handed_since(&ctx.db, now - MINUTE_MS).await?;
    if left <= 0 {
        return Ok(Went::Paused);
    }
    let waiting = copies::due(&ctx.db, now, &issue.id, left.min(COPIES_AT_ONCE)).await?;
    if waiting.is_empty() {
        return Ok(Went::On);
    }
    let ids: Vec<String> = waiting.iter().map(|copy| copy.subscriber.0.clone()).collect();
    let readers = subscribers::confirmed(&ctx.db, &ids).await?;
    let hand = Hand { ctx, job, issue, paper: paper(ctx, issue).await?, entries: entries(ctx, issue).await? };
    match &ctx.mail {
        Mail::Smtp(smtp) => hand.by_smtp(smtp, &waiting, &readers).await,
        _ => hand.to_the_desk(&waiting, &readers).await,
    }
}

impl Hand<'_> {
    /// Somebody's letter; none where nothing that they chose is in the issue.
    fn letter(&self, reader: &Subscriber) -> Option<Bulk> {
        let picked = picking::pick(&self.entries, &reader.choices);
        if picked.is_empty() {
            return None;
        }
        let links = self.paper.reader(self.issue, &reader.email, &reader.secret);
        let mut letter = letter::write(&self.paper, self.issue, &links, &picked);
        letter.message_id = message_id(self.ctx, &self.issue.id, &reader.id);
        Some(letter)
    }

    async fn by_smtp(&self, smtp: &Smtp, waiting: &[Waiting], readers: &[Subscriber]) -> Result<Went> {
        let mut line = match Line::open(&smtp.server).await {
            Ok(line) => line,
            Err(error) => return Ok(Went::Away(error.to_string())),
        };
        let mut in_a_row = copies::refused_in_a_row(&self.ctx.db, &self.issue.id).await?;
        let until = Instant::now() + TURN;
        for copy in waiting.iter().take_while(|_| Instant::now() < until) {
            // Whoever has left since has no copy any more.
            let Some(reader) = readers.iter().find(|reader| reader.id == copy.subscriber) else { continue };
            let Some(letter) = self.letter(reader) else {
                copies::leave_empty(self.ctx, &self.issue.id, &copy.subscriber).await?;
                continue;
            };
            let sealed = match smtp.seal_bulk(&letter) {
                Ok(sealed) => sealed,
                Err(Error::Refused { reason, .. }) => {
                    copies::refuse(self.ctx, &self.issue.id, &copy.subscriber, &reason).await?;
                    continue;
                }
                Err(error) => return Err(error),
            };
            match line.offer(&sealed.from, &sealed.to, &sealed.bytes).await {
                Offered::GoOn => in_a_row = 0,
                Offered::NotNow(said) => {
                    copies::put_off(self.ctx, &self.issue.id, &copy.subscriber, None, copy.attempts, &said).await?;
                    continue;
                }
                Offered::Refused(said) => {
                    copies::refuse(self.ctx, &self.issue.id, &copy.subscriber, &said).await?;
                    // Whoever let the issue go on has seen to those that were refused before: the same ones hold it once.
                    in_a_row += i64::from(copy.taken_back_at_ms.is_none());
                    if in_a_row >= REFUSALS_IN_A_ROW {
                        line.close().await;
                        return Ok(Went::RefusesAll(said));
                    }
                    continue;
                }
                Offered::Away(said) => return Ok(Went::Away(said)),
            }
            if !self.hand_over(&mut line, &sealed, copy).await? {
                // The mail server waits for a letter that it does not get, or has said nothing: this line is of no use.
                return Ok(Went::On);
            }
        }
        line.close().await;
        Ok(Went::On)
    }

    /// The one moment that cannot be undone. `false`: the line is of no more use.
    async fn hand_over(&self, line: &mut Line, sealed: &Sealed, copy: &Waiting) -> Result<bool> {
        let (ctx, issue, fence) = (self.ctx, &self.issue.id, self.job.token.as_str());
        if !copies::take(ctx, issue, &copy.subscriber, fence).await? {
            return Ok(false);
        }
        let (outcome, said) = match line.hand_over(&sealed.bytes).await {
            Taken::Yes(said) => (Outcome::Sent, said),
            Taken::Never(said) => (Outcome::Rejected, said),
            Taken::Unknown(said) => (Outcome::Unknown, said),
            Taken::NotNow(said) => {
                copies::put_off(ctx, issue, &copy.subscriber, Some(fence), copy.attempts, &said).await?;
                return Ok(!said.starts_with("421"));
            }
        };
        copies::settle(ctx, issue, &copy.subscriber, fence, outcome, &said).await?;
        Ok(outcome != Outcome::Unknown)
    }

    /// Where no mail goes out: the desk's page of mails shows what would. In hand and settled are one transaction.
    async fn to_the_desk(&self, waiting: &[Waiting], readers: &[Subscriber]) -> Result<Went> {
        let (ctx, issue, fence) = (self.ctx, &self.issue.id, self.job.token.as_str());
        for copy in waiting {
            let Some(reader) = readers.iter().find(|reader| reader.id == copy.subscriber) else { continue };
            let Some(letter) = self.letter(reader) else {
                copies::leave_empty(ctx, issue, &copy.subscriber).await?;
                continue;
            };
            let mut tx = ctx.db.begin().await?;
            if copies::take_in(&mut tx, ctx, issue, &copy.subscriber, fence).await? {
                let plain = Letter { to: letter.to, subject: letter.subject, body: letter.text };
                mails::write(&mut tx, ctx, &plain).await?;
                copies::settle_in(&mut tx, ctx, issue, &copy.subscriber, fence, Outcome::Sent, "desk").await?;
            }
            tx.commit().await?;
        }
        Ok(Went::On)
    }
}

/// Sends one letter that belongs to no issue's copies.
///
/// # Errors
/// Refused where the mail server refuses it for good; broken where it may take it later.
pub async fn send_one(ctx: &Ctx, letter: &Bulk) -> Result<()> {
    let Mail::Smtp(smtp) = &ctx.mail else { return Ok(()) };
    let sealed = smtp.seal_bulk(letter)?;
    let mut line = Line::open(&smtp.server).await?;
    let refused = |said: String| Error::refused("mail-refused", format!("the mail server refused it for good: {said}"));
    let broken = |said: String| Error::broken("sending a mail", said);
    match line.offer(&sealed.from, &sealed.to, &sealed.bytes).await {
        Offered::GoOn => {}
        Offered::Refused(said) => return Err(refused(said)),
        Offered::NotNow(said) | Offered::Away(said) => return Err(broken(said)),
    }
    let taken = line.hand_over(&sealed.bytes).await;
    line.close().await;
    match taken {
        Taken::Yes(_) => Ok(()),
        Taken::Never(said) => Err(refused(said)),
        Taken::NotNow(said) | Taken::Unknown(said) => Err(broken(said)),
    }
}
