//! What came of a campaign: showings that were seen, hearings that were heard.
//!
//! A report comes with its ticket, and a ticket counts once: a showing when half of it was seen for a second, a hearing
//! when a second of it was heard, and then each quarter of it once. A report that comes again, or out of order, adds
//! what it has more than those before. When in doubt nothing is counted.

use serde::Serialize;
use sqlx::FromRow;

use super::ticket::Ticket;
use crate::ctx::Ctx;
use crate::db::{Db, values};
use crate::error::{Error, Result};
use crate::hearing::sheet::day_of;
use crate::ids::CampaignId;
use crate::orders::Vault;

/// How long a spot must be seen, and how much of it heard, until that is a showing or a hearing (the Media Rating
/// Council's and IAB's standard for viewable impressions: half of it, for one second).
pub const NOTICED_MS: i64 = 1_000;
/// The fastest that players play, in tenths: what was heard cannot be more than the clock allows.
const FASTEST_TENTHS: i64 = 30;
/// The end of a sound as players have it is a little before the one that was written.
const END_MS: i64 = 300;
/// A line that was away for a moment: the first report of a showing or hearing comes at most this late.
const LATE_MS: i64 = 60_000;
/// Of a hearing that has begun, more is taken for so long: somebody paused it, and came back.
const TOLD_WITHIN_MS: i64 = 60 * 60_000;
/// Days in a report.
pub const DAYS_AT_MOST: i64 = 4_000;

/// What a report did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// It is a showing or a hearing from now on, or more of one.
    Yes,
    /// Nothing new in it: a report that came twice, or too little was heard.
    Nothing,
}

/// What was counted of a hearing up to a place in its sound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Marks {
    hearings: i64,
    quarters: i64,
    halves: i64,
    three_quarters: i64,
    completions: i64,
}

impl Marks {
    fn at(heard_ms: i64, length_ms: i64) -> Marks {
        let end = length_ms - END_MS;
        let past = |ms: i64| i64::from(heard_ms >= ms.min(end).max(1));
        Marks {
            hearings: past(NOTICED_MS),
            quarters: past(length_ms / 4),
            halves: past(length_ms / 2),
            three_quarters: past(length_ms * 3 / 4),
            completions: past(end),
        }
    }
}

/// Takes a report: a ticket, and of a spoken spot how much of it was heard so far.
///
/// # Errors
/// `ticket` for one that is none of ours; `too-early` for a showing that nobody can have seen yet; `late` when too much
/// time has passed.
pub async fn count(ctx: &Ctx, vault: &Vault, ticket: &str, heard_ms: i64) -> Result<Counted> {
    let ticket = Ticket::read(vault, ticket);
    let ticket = ticket.ok_or_else(|| Error::refused("ticket", "this is no ticket of this newsroom"))?;
    let passed_ms = ctx.clock.now_ms() - ticket.given_at_ms;
    if ticket.placement.is_spoken() {
        // What a player says beyond that was not heard, whatever it says.
        let possible = passed_ms.saturating_mul(FASTEST_TENTHS) / 10;
        heard(ctx, &ticket, heard_ms.clamp(0, ticket.length_ms).min(possible)).await
    } else if passed_ms < NOTICED_MS {
        Err(Error::refused("too-early", "nobody can have seen it yet"))
    } else {
        seen(ctx, &ticket).await
    }
}

fn late() -> Error {
    Error::refused("late", "this ticket is not taken any more")
}

async fn seen(ctx: &Ctx, ticket: &Ticket) -> Result<Counted> {
    if ctx.clock.now_ms() > ticket.begins_by_ms + LATE_MS {
        return Err(late());
    }
    let mut tx = ctx.db.begin().await?;
    let new = tx
        .execute(
            "INSERT INTO spot_ticket (nonce, heard_ms, added_ms, until_ms) VALUES ($1, 0, 0, $2) ON CONFLICT (nonce) DO NOTHING",
            values![&ticket.nonce, until_ms(ticket)],
        )
        .await?;
    if new == 0 {
        return Ok(Counted::Nothing);
    }
    add(&mut tx, ctx, ticket, 1, Marks::default(), 0).await?;
    tx.commit().await?;
    Ok(Counted::Yes)
}

async fn heard(ctx: &Ctx, ticket: &Ticket, heard_ms: i64) -> Result<Counted> {
    let now = ctx.clock.now_ms();
    if now > until_ms(ticket) {
        return Err(late());
    }
    if Marks::at(heard_ms, ticket.length_ms).hearings == 0 {
        return Ok(Counted::Nothing);
    }
    let mut tx = ctx.db.begin().await?;
    // One statement looks, keeps and says what is new in it: of two reports at the same moment neither adds what the
    // other has. A right-hand side is of the row as it was.
    let more: Option<(i64,)> = if now <= ticket.begins_by_ms + LATE_MS {
        tx.optional(
            "INSERT INTO spot_ticket (nonce, heard_ms, added_ms, until_ms) VALUES ($1, $2, $2, $3)
             ON CONFLICT (nonce) DO UPDATE SET added_ms = excluded.heard_ms - spot_ticket.heard_ms, heard_ms = excluded.heard_ms
                WHERE spot_ticket.heard_ms < excluded.heard_ms
             RETURNING added_ms",
            values![&ticket.nonce, heard_ms, until_ms(ticket)],
        )
        .await?
    } else {
        tx.optional(
            "UPDATE spot_ticket SET added_ms = CAST($2 AS BIGINT) - heard_ms, heard_ms = $2
             WHERE nonce = $1 AND heard_ms < $2 RETURNING added_ms",
            values![&ticket.nonce, heard_ms],
        )
        .await?
    };
    let Some((more_ms,)) = more else { return Ok(Counted::Nothing) };
    let (before, after) = (Marks::at(heard_ms - more_ms, ticket.length_ms), Marks::at(heard_ms, ticket.length_ms));
    let marks = Marks {
        hearings: after.hearings - before.hearings,
        quarters: after.quarters - before.quarters,
        halves: after.halves - before.halves,
        three_quarters: after.three_quarters - before.three_quarters,
        completions: after.completions - before.completions,
    };
    add(&mut tx, ctx, ticket, 0, marks, more_ms).await?;
    tx.commit().await?;
    Ok(Counted::Yes)
}

/// A ticket's row is kept as long as the ticket could be used once more.
fn until_ms(ticket: &Ticket) -> i64 {
    ticket.begins_by_ms + TOLD_WITHIN_MS
}

async fn add(
    tx: &mut crate::db::Tx,
    ctx: &Ctx,
    ticket: &Ticket,
    showings: i64,
    marks: Marks,
    heard_ms: i64,
) -> Result<()> {
    // All that comes of a ticket belongs to the day it was given on: it may not begin on another.
    let day = day_of(ticket.given_at_ms, ctx.settings.time_zone).to_string();
    tx.execute(
        "INSERT INTO spot_day (campaign_id, day, placement, showings, hearings, quarters, halves, three_quarters,
            completions, heard_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (campaign_id, day, placement) DO UPDATE SET showings = spot_day.showings + excluded.showings,
            hearings = spot_day.hearings + excluded.hearings, quarters = spot_day.quarters + excluded.quarters,
            halves = spot_day.halves + excluded.halves,
            three_quarters = spot_day.three_quarters + excluded.three_quarters,
            completions = spot_day.completions + excluded.completions, heard_ms = spot_day.heard_ms + excluded.heard_ms",
        values![
            &ticket.campaign,
            &day,
            ticket.placement.name(),
            showings,
            marks.hearings,
            marks.quarters,
            marks.halves,
            marks.three_quarters,
            marks.completions,
            heard_ms
        ],
    )
    .await?;
    if showings + marks.hearings > 0 {
        // Pages that were made before go on showing where spots stand; what stands there is asked for each time, so a
        // budget that is used up here makes no page old.
        let sql = "UPDATE campaign SET counted = counted + $2 WHERE id = $1";
        tx.execute(sql, values![&ticket.campaign, showings + marks.hearings]).await?;
    }
    Ok(())
}

/// What came of a campaign on a day, in a placement.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromRow, Serialize)]
pub struct Day {
    /// `2026-03-02`
    pub day: String,
    pub placement: String,
    pub showings: i64,
    pub hearings: i64,
    pub quarters: i64,
    pub halves: i64,
    pub three_quarters: i64,
    pub completions: i64,
    pub heard_ms: i64,
}

/// The report of a campaign, the first day first, at most [`DAYS_AT_MOST`] rows.
pub async fn report(db: &Db, campaign: &CampaignId) -> Result<Vec<Day>> {
    db.all(
        "SELECT day, placement, showings, hearings, quarters, halves, three_quarters, completions, heard_ms
         FROM spot_day WHERE campaign_id = $1 ORDER BY day, placement LIMIT $2",
        values![campaign, DAYS_AT_MOST],
    )
    .await
}

/// All of a report in one row; its day and placement are empty.
pub fn sum(days: &[Day]) -> Day {
    days.iter().fold(Day::default(), |sum, day| Day {
        showings: sum.showings + day.showings,
        hearings: sum.hearings + day.hearings,
        quarters: sum.quarters + day.quarters,
        halves: sum.halves + day.halves,
        three_quarters: sum.three_quarters + day.three_quarters,
        completions: sum.completions + day.completions,
        heard_ms: sum.heard_ms + day.heard_ms,
        ..sum
    })
}

/// A report as a file for a partner: CSV, a line for each day and placement below their names.
pub fn csv(days: &[Day]) -> Result<String> {
    let broken = |e: &dyn std::fmt::Display| Error::broken("writing a report", e);
    let mut lines = csv::Writer::from_writer(Vec::new());
    for day in days {
        lines.serialize(day).map_err(|e| broken(&e))?;
    }
    let bytes = lines.into_inner().map_err(|e| broken(&e))?;
    String::from_utf8(bytes).map_err(|e| broken(&e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hearing_is_one_after_a_second_and_whole_at_its_end() {
        let at = |heard_ms| {
            let marks = Marks::at(heard_ms, 20_000);
            [marks.hearings, marks.quarters, marks.halves, marks.three_quarters, marks.completions]
        };
        assert_eq!(at(0), [0, 0, 0, 0, 0]);
        assert_eq!(at(999), [0, 0, 0, 0, 0]);
        assert_eq!(at(1_000), [1, 0, 0, 0, 0]);
        assert_eq!(at(5_000), [1, 1, 0, 0, 0]);
        assert_eq!(at(10_000), [1, 1, 1, 0, 0]);
        assert_eq!(at(19_699), [1, 1, 1, 1, 0]);
        assert_eq!(at(19_700), [1, 1, 1, 1, 1]);
    }

    #[test]
    fn one_that_is_shorter_than_a_second_is_heard_when_it_is_over() {
        assert_eq!(Marks::at(500, 900).hearings, 0);
        assert_eq!((Marks::at(600, 900), Marks::at(600, 900).completions), (Marks::at(900, 900), 1));
        assert_eq!(Marks::at(0, 0), Marks::default());
    }
}
