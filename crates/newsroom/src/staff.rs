//! Who may use the desk: whoever opened a one-time link that the operator printed. Roles and passkeys come later.

use crate::ctx::Ctx;
use crate::db::values;
use crate::error::{Error, Result};
use crate::ids::digest;

const LINK_LIVES_MS: i64 = 24 * 60 * 60_000;
pub const SESSION_LIVES_MS: i64 = 14 * 24 * 60 * 60_000;

/// Makes a link secret. It opens one session, within a day.
pub async fn invite(ctx: &Ctx) -> Result<String> {
    let secret = ctx.chance.secret();
    let now = ctx.clock.now_ms();
    ctx.db
        .execute(
            "INSERT INTO staff_link (secret_digest, made_at_ms, expires_at_ms) VALUES ($1, $2, $3)",
            values![digest(secret.as_bytes()), now, now + LINK_LIVES_MS],
        )
        .await?;
    Ok(secret)
}

/// Uses a link up and opens a session; returns the session's secret.
pub async fn sign_in(ctx: &Ctx, link: &str) -> Result<String> {
    let now = ctx.clock.now_ms();
    let session = ctx.chance.secret();
    let mut tx = ctx.db.begin().await?;
    let link = digest(link.as_bytes());
    let used = tx
        .execute(
            "UPDATE staff_link SET used_at_ms = $2 WHERE secret_digest = $1 AND used_at_ms IS NULL AND expires_at_ms > $2",
            values![&link, now],
        )
        .await?;
    if used == 0 {
        let there: Option<(Option<i64>,)> =
            tx.optional("SELECT used_at_ms FROM staff_link WHERE secret_digest = $1", values![&link]).await?;
        let (code, reason) = match there {
            None => ("unknown", "this link is not one of ours"),
            Some((Some(_),)) => ("used", "this link has been used: ask for a new one with `crier staff`"),
            Some((None,)) => ("expired", "this link has expired: ask for a new one with `crier staff`"),
        };
        return Err(Error::refused(code, reason));
    }
    tx.execute(
        "INSERT INTO staff_session (secret_digest, opened_at_ms, expires_at_ms) VALUES ($1, $2, $3)",
        values![digest(session.as_bytes()), now, now + SESSION_LIVES_MS],
    )
    .await?;
    tx.commit().await?;
    Ok(session)
}

/// Whether a session's secret is good now.
pub async fn is_signed_in(ctx: &Ctx, session: &str) -> Result<bool> {
    let row: Option<(i64,)> = ctx
        .db
        .optional(
            "SELECT opened_at_ms FROM staff_session WHERE secret_digest = $1 AND expires_at_ms > $2",
            values![digest(session.as_bytes()), ctx.clock.now_ms()],
        )
        .await?;
    Ok(row.is_some())
}

pub async fn sign_out(ctx: &Ctx, session: &str) -> Result<()> {
    ctx.db.execute("DELETE FROM staff_session WHERE secret_digest = $1", values![digest(session.as_bytes())]).await?;
    Ok(())
}

/// Forgets links and sessions that no longer open anything.
pub async fn sweep(ctx: &Ctx) -> Result<()> {
    let now = ctx.clock.now_ms();
    ctx.db.execute("DELETE FROM staff_session WHERE expires_at_ms <= $1", values![now]).await?;
    ctx.db.execute("DELETE FROM staff_link WHERE expires_at_ms <= $1", values![now - LINK_LIVES_MS]).await?;
    Ok(())
}
