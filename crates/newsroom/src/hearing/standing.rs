//! Where a listener stands: how far to the next coin, what today still pays. Read, never written, here.

use chrono::Datelike;
use chrono_tz::Tz;
use serde::Serialize;
use sqlx::FromRow;

use super::credit::Earner;
use super::sheet::{Sheet, day_of, number_of};
use crate::db::{Db, values};
use crate::error::{Error, Result};
use crate::ids::ListenerId;

/// What the wallet's page tells beside the coins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// Heard towards the next coin, and what a coin takes.
    pub towards_next_ms: i64,
    pub quantum_ms: i64,
    /// Media that can still be paid for today, and in a whole day.
    pub left_today_ms: i64,
    pub daily_ms: i64,
    /// All coins of today, or of this month, have been earned by now.
    pub pool_is_empty: bool,
}

#[derive(FromRow)]
struct Kept {
    day: i64,
    day_ms: i64,
    version: i64,
    carried_ms: i64,
    credited_ms: i64,
    quanta: i64,
}

/// The rate sheet that holds at a moment.
pub async fn sheet(db: &Db, now_ms: i64) -> Result<Sheet> {
    let sql = "SELECT sheet FROM rate_sheet WHERE begins_at_ms <= $1 ORDER BY version DESC LIMIT 1";
    let row: Option<(String,)> = db.optional(sql, values![now_ms]).await?;
    row.map_or(Ok(Sheet::default()), |(sheet,)| {
        serde_json::from_str(&sheet).map_err(|e| Error::broken("reading a rate sheet", e))
    })
}

/// Where a listener stands now; one who never heard anything stands at the beginning.
pub async fn of(db: &Db, listener: &ListenerId, now_ms: i64, zone: Tz) -> Result<Standing> {
    let sheet = sheet(db, now_ms).await?;
    let sql = "SELECT day, day_ms, version, carried_ms, credited_ms, quanta FROM earner WHERE listener = $1";
    let kept: Option<Kept> = db.optional(sql, values![listener]).await?;
    let mut earner = kept.map_or_else(
        || Earner::new(now_ms),
        |kept| Earner {
            day: kept.day,
            day_ms: kept.day_ms,
            version: kept.version,
            carried_ms: kept.carried_ms,
            credited_ms: kept.credited_ms,
            quanta: kept.quanta,
            ..Earner::new(now_ms)
        },
    );
    earner.come_to(now_ms, &sheet, zone);
    let today = day_of(now_ms, zone);
    let month = number_of(today.with_day(1).unwrap_or(today));
    let sql = "SELECT CAST(COALESCE(SUM(CASE WHEN day = $1 THEN coins ELSE 0 END), 0) AS BIGINT),
                      CAST(COALESCE(SUM(coins), 0) AS BIGINT)
               FROM pool_day WHERE day >= $2 AND day <= $1";
    let given: (i64, i64) = db.one("pool", sql, values![number_of(today), month]).await?;
    let is_empty = |most: Option<i64>, given: i64| most.is_some_and(|most| most - given < sheet.coins);
    Ok(Standing {
        towards_next_ms: earner.carried_ms + earner.credited_ms - earner.quanta * sheet.quantum_ms,
        quantum_ms: sheet.quantum_ms,
        left_today_ms: (sheet.daily_ms - earner.day_ms).max(0),
        daily_ms: sheet.daily_ms,
        pool_is_empty: is_empty(sheet.pool_day, given.0) || is_empty(sheet.pool_month, given.1),
    })
}
