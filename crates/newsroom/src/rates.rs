//! Rates: which rate sheets were published, what a new one would have paid, and publishing it.

use serde::Serialize;

use crate::ctx::Ctx;
use crate::db::{Db, values};
use crate::error::{Error, Field, Result};
use crate::hearing::rows;
use crate::hearing::sheet::Sheet;
use crate::hearing::standing;
use crate::ledger::COINS_AT_MOST;

const DAY_MS: i64 = 24 * 60 * 60_000;
/// How far back a preview looks.
pub const LOOKED_BACK_DAYS: i64 = 30;
/// Rows of a preview, one for each listener and day: more than any newsroom of one machine has.
const LISTENER_DAYS_AT_MOST: i64 = 1_000_000;
/// A coin takes from a second to a day.
const QUANTUM_MS: std::ops::RangeInclusive<i64> = 1_000..=DAY_MS;
const COINS: std::ops::RangeInclusive<i64> = 1..=1_000_000;
/// Longer than anybody's patience: a hundred years.
const EXPIRES_MONTHS: std::ops::RangeInclusive<u32> = 1..=1_200;
/// Sheets in the list.
pub const LISTED_AT_MOST: i64 = 100;

/// A sheet, and from when on it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Published {
    pub sheet: Sheet,
    pub begins_at_ms: i64,
}

/// What was paid lately, and what a sheet would have paid for the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Preview {
    pub days: i64,
    pub listeners: i64,
    /// Media that was paid for.
    pub heard_ms: i64,
    pub coins: i64,
    /// At least: what was heard beyond a day's limit is known to nobody.
    pub would_be: i64,
    /// The most that a single listener has on a day, now and then.
    pub day_most: i64,
    pub day_most_would_be: i64,
}

/// All that were published, the newest first, at most [`LISTED_AT_MOST`].
pub async fn published(db: &Db) -> Result<Vec<Published>> {
    let sql = "SELECT sheet, begins_at_ms FROM rate_sheet ORDER BY version DESC LIMIT $1";
    let rows: Vec<(String, i64)> = db.all(sql, values![LISTED_AT_MOST]).await?;
    let read = |(sheet, begins_at_ms): (String, i64)| {
        let sheet = serde_json::from_str(&sheet).map_err(|e| Error::broken("reading a rate sheet", e))?;
        Ok(Published { sheet, begins_at_ms })
    };
    rows.into_iter().map(read).collect()
}

/// What this sheet would have paid for what was heard in the last [`LOOKED_BACK_DAYS`] days.
///
/// # Errors
/// Invalid, each field that is.
pub async fn preview(ctx: &Ctx, sheet: &Sheet) -> Result<Preview> {
    check(sheet)?;
    let now_ms = ctx.clock.now_ms();
    let held = standing::sheet(&ctx.db, now_ms).await?;
    let days: Vec<(String, i64, i64)> = ctx
        .db
        .all(
            "SELECT credit, at_ms / $1, CAST(SUM(coins) AS BIGINT) FROM transfer
             WHERE debit = 'issue' AND reason = 'earn' AND kind IN ('posted', 'pending') AND at_ms >= $2
             GROUP BY credit, at_ms / $1 ORDER BY credit, at_ms / $1 LIMIT $3",
            values![DAY_MS, now_ms - LOOKED_BACK_DAYS * DAY_MS, LISTENER_DAYS_AT_MOST],
        )
        .await?;
    let mut seen = Preview { days: LOOKED_BACK_DAYS, ..Preview::default() };
    let mut last = "";
    for (listener, _, coins) in &days {
        let heard_ms = coins / held.coins.max(1) * held.quantum_ms;
        let would_be = heard_ms.min(sheet.daily_ms) / sheet.quantum_ms * sheet.coins;
        seen.listeners += i64::from(listener != last);
        last = listener;
        seen.heard_ms += heard_ms;
        seen.coins += coins;
        seen.would_be += would_be;
        seen.day_most = seen.day_most.max(*coins);
        seen.day_most_would_be = seen.day_most_would_be.max(would_be);
    }
    Ok(seen)
}

/// Publishes a sheet as the next version. It holds from `begins_at_ms` on, or at once where that is past.
///
/// # Errors
/// Invalid, each field that is; `published`, when somebody else published one meanwhile: look at it first; `earlier`,
/// when it would begin before one that was published already.
pub async fn publish(ctx: &Ctx, sheet: &Sheet, begins_at_ms: i64) -> Result<()> {
    check(sheet)?;
    let begins_at_ms = begins_at_ms.max(ctx.clock.now_ms());
    let newest = published(&ctx.db).await?.into_iter().next();
    if newest.is_some_and(|newest| newest.begins_at_ms > begins_at_ms) {
        return Err(Error::refused("earlier", "newer rules were published, and begin later: begin after them"));
    }
    let mut tx = ctx.db.begin().await?;
    rows::publish(&mut tx, sheet, begins_at_ms).await?;
    tx.commit().await
}

/// The number that the next sheet has.
pub async fn next_version(db: &Db) -> Result<i64> {
    let (last,): (i64,) = db.one("rules", "SELECT COALESCE(MAX(version), 1) FROM rate_sheet", values![]).await?;
    Ok(last + 1)
}

fn check(sheet: &Sheet) -> Result<()> {
    let mut wrong = Vec::new();
    let mut must = |right: bool, name: &'static str, problem: &str| {
        if !right {
            wrong.push(Field { name, problem: problem.to_string() });
        }
    };
    must(QUANTUM_MS.contains(&sheet.quantum_ms), "quantum", "from a second to a day");
    must(COINS.contains(&sheet.coins), "coins", "a whole number of coins, at least 1");
    must((sheet.quantum_ms..=DAY_MS).contains(&sheet.daily_ms), "daily", "at least what a coin takes, at most a day");
    must((0..=DAY_MS).contains(&sheet.threshold_ms), "threshold", "from nothing to a day");
    must(EXPIRES_MONTHS.contains(&sheet.expires_months), "expires", "from 1 to 1,200 months");
    for (name, pool) in [("pool_day", sheet.pool_day), ("pool_month", sheet.pool_month)] {
        must(
            pool.is_none_or(|pool| (sheet.coins.max(1)..=COINS_AT_MOST).contains(&pool)),
            name,
            "a whole number of coins",
        );
    }
    if wrong.is_empty() { Ok(()) } else { Err(Error::Invalid(wrong)) }
}
