//! What an audit saw, and the stop it puts to all writing when the books are wrong.

use serde::Serialize;
use sqlx::FromRow;

use super::verify::{Audit, verify};
use crate::ctx::Ctx;
use crate::db::{Db, values};
use crate::error::Result;

/// Audits that are kept: a month of hourly ones.
const KEPT: i64 = 30 * 24;

/// An audit, as the desk shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, FromRow)]
pub struct Seen {
    pub at_ms: i64,
    pub transfers: i64,
    pub hash: String,
    pub wrong: Option<String>,
}

/// Reads all books, keeps what was seen, and closes them when something is wrong: nothing is written then until
/// [`open`]. Books that are closed stay closed, also when a later audit finds nothing.
pub async fn audit(ctx: &Ctx) -> Result<Audit> {
    let audit = verify(&ctx.db, |_, _| {}).await?;
    let now = ctx.clock.now_ms();
    let mut tx = ctx.db.begin().await?;
    tx.execute(
        "INSERT INTO audit (at_ms, transfers, hash, wrong) VALUES ($1, $2, $3, $4) ON CONFLICT (at_ms) DO NOTHING",
        values![now, audit.transfers, &audit.hash, &audit.wrong],
    )
    .await?;
    let sql = "DELETE FROM audit WHERE at_ms NOT IN (SELECT at_ms FROM audit ORDER BY at_ms DESC LIMIT $1)";
    tx.execute(sql, values![KEPT]).await?;
    tx.commit().await?;
    if let Some(wrong) = &audit.wrong {
        close(ctx, wrong).await?;
    }
    Ok(audit)
}

/// Closes the books: no coin moves any more. The first reason stays.
pub async fn close(ctx: &Ctx, wrong: &str) -> Result<()> {
    tracing::error!(wrong, "the books are wrong: nothing is written to them any more");
    let sql = "UPDATE ledger_head SET stopped_at_ms = $1, stopped_because = $2
               WHERE one = 1 AND stopped_because IS NULL";
    ctx.db.execute(sql, values![ctx.clock.now_ms(), wrong]).await?;
    Ok(())
}

/// Opens the books again, whatever they are like: `bookkeeping::reopen` looks first.
pub async fn open(ctx: &Ctx) -> Result<()> {
    let sql = "UPDATE ledger_head SET stopped_at_ms = NULL, stopped_because = NULL WHERE one = 1";
    ctx.db.execute(sql, values![]).await?;
    Ok(())
}

/// Since when the books are closed, and why.
pub async fn closed(db: &Db) -> Result<Option<(i64, String)>> {
    let sql = "SELECT stopped_at_ms, stopped_because FROM ledger_head WHERE one = 1 AND stopped_because IS NOT NULL";
    db.optional(sql, values![]).await
}

/// The newest audits.
pub async fn seen(db: &Db, limit: i64) -> Result<Vec<Seen>> {
    db.all("SELECT at_ms, transfers, hash, wrong FROM audit ORDER BY at_ms DESC LIMIT $1", values![limit]).await
}
