//! Letters to people: written in the transaction of what they tell of, sent by a job.

use serde::Serialize;
use sqlx::FromRow;

use crate::ctx::Ctx;
use crate::db::{Tx, values};
use crate::error::{Error, Result};
use crate::ids::MailId;
use crate::jobs;
use crate::outside::mail::Letter;

/// Letters are kept so long, to tell an operator what went wrong; sent ones without what they said.
const KEPT_MS: i64 = 7 * 24 * 60 * 60_000;
/// Letters that the desk's page shows.
pub const SHOWN_AT_MOST: i64 = 50;

/// A letter as the desk shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, FromRow)]
pub struct Written {
    pub id: MailId,
    pub recipient: String,
    pub subject: String,
    pub body: String,
    pub made_at_ms: i64,
    pub sent_at_ms: Option<i64>,
    pub problem: Option<String>,
}

/// Writes a letter, and the job that sends it.
pub async fn write(tx: &mut Tx, ctx: &Ctx, letter: &Letter) -> Result<()> {
    let id = MailId::new(&ctx.clock, &ctx.chance);
    tx.execute(
        "INSERT INTO mail (id, recipient, subject, body, made_at_ms) VALUES ($1, $2, $3, $4, $5)",
        values![&id, &letter.to, &letter.subject, &letter.body, ctx.clock.now_ms()],
    )
    .await?;
    jobs::enqueue(tx, ctx, "mail", Some(&format!("mail:{id}")), &id.0).await
}

/// Sends a letter. It may be sent twice when a worker dies between the mail server's answer and ours; a link in it
/// still works once.
pub async fn send(ctx: &Ctx, id: &MailId) -> Result<()> {
    let sql = "SELECT recipient, subject, body FROM mail WHERE id = $1 AND sent_at_ms IS NULL";
    let row: Option<(String, String, String)> = ctx.db.optional(sql, values![id]).await?;
    let Some((to, subject, body)) = row else { return Ok(()) };
    match ctx.mail.send(&Letter { to, subject, body }).await {
        Ok(true) => {
            let sql = "UPDATE mail SET sent_at_ms = $2, body = '', problem = NULL WHERE id = $1";
            ctx.db.execute(sql, values![id, ctx.clock.now_ms()]).await?;
            Ok(())
        }
        // It stays on the desk's page.
        Ok(false) => Ok(()),
        Err(error) => {
            let sql = "UPDATE mail SET problem = $2 WHERE id = $1";
            ctx.db.execute(sql, values![id, error.to_string()]).await?;
            Err(error)
        }
    }
}

/// The newest letters, at most [`SHOWN_AT_MOST`].
pub async fn newest(ctx: &Ctx) -> Result<Vec<Written>> {
    let sql = "SELECT id, recipient, subject, body, made_at_ms, sent_at_ms, problem FROM mail
               ORDER BY made_at_ms DESC, id DESC LIMIT $1";
    ctx.db.all(sql, values![SHOWN_AT_MOST]).await
}

/// Forgets old letters.
pub async fn sweep(ctx: &Ctx) -> Result<()> {
    let sql = "DELETE FROM mail WHERE made_at_ms <= $1";
    ctx.db.execute(sql, values![ctx.clock.now_ms() - KEPT_MS]).await?;
    Ok(())
}

/// Forgets what was ever written to an address.
pub async fn forget(tx: &mut Tx, address: &str) -> Result<()> {
    tx.execute("DELETE FROM mail WHERE recipient = $1", values![address]).await?;
    Ok(())
}

/// What `crier doctor` tells: letters that could not be sent, and the last reason.
pub async fn stuck(ctx: &Ctx) -> Result<(i64, Option<String>)> {
    let sql = "SELECT COUNT(*), MAX(problem) FROM mail WHERE sent_at_ms IS NULL AND problem IS NOT NULL";
    let row: Option<(i64, Option<String>)> = ctx.db.optional(sql, values![]).await?;
    row.ok_or_else(|| Error::Broken("no row of a count".into()))
}
