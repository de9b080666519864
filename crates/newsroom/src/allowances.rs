//! Allowances: how many letters each voice server may be sent in a day, and how many it was sent. A day is UTC's: the
//! servers' own bills know no other.

use chrono::DateTime;

use crate::ctx::Ctx;
use crate::db::values;
use crate::error::Result;

/// Takes letters from today's allowance. `false`: there are not so many left, and none were taken. With no ceiling
/// (`None`) they are counted all the same.
pub async fn take(ctx: &Ctx, server: &str, letters: i64, most: Option<i64>) -> Result<bool> {
    let most = most.unwrap_or(i64::MAX);
    // One statement looks and takes: of two stories that begin together, one finds what the other has left.
    let touched = ctx
        .db
        .execute(
            "INSERT INTO allowance (server, day, letters)
             SELECT $1, $2, CAST($3 AS BIGINT) WHERE CAST($3 AS BIGINT) <= CAST($4 AS BIGINT)
             ON CONFLICT (server, day) DO UPDATE SET letters = allowance.letters + excluded.letters
                WHERE allowance.letters <= CAST($4 AS BIGINT) - excluded.letters",
            values![server, today(ctx), letters, most],
        )
        .await?;
    Ok(touched == 1)
}

/// Gives back what was taken and not sent.
pub async fn give_back(ctx: &Ctx, server: &str, letters: i64) -> Result<()> {
    ctx.db
        .execute(
            "UPDATE allowance SET letters = CASE WHEN letters > $3 THEN letters - $3 ELSE 0 END
             WHERE server = $1 AND day = $2",
            values![server, today(ctx), letters],
        )
        .await?;
    Ok(())
}

/// Letters that a server was sent today.
pub async fn today_of(ctx: &Ctx, server: &str) -> Result<i64> {
    let row: Option<(i64,)> = ctx
        .db
        .optional("SELECT letters FROM allowance WHERE server = $1 AND day = $2", values![server, today(ctx)])
        .await?;
    Ok(row.map_or(0, |(letters,)| letters))
}

fn today(ctx: &Ctx) -> String {
    let now = DateTime::from_timestamp_millis(ctx.clock.now_ms()).unwrap_or_default();
    now.format("%Y-%m-%d").to_string()
}
