//! Listeners: people who signed in to earn coins, how they are known again, and on which devices they are.
//!
//! A listener signs in by a passkey or by a one-time link in a mail; there is no password. A session's secret is a
//! cookie's value and is kept as a digest alone.

pub mod links;
pub mod passkeys;

use serde::Serialize;
use sqlx::FromRow;

use crate::ctx::Ctx;
use crate::db::{Tx, values};
use crate::error::{Error, Result};
use crate::ids::{ListenerId, digest, hex};

/// A device that is not used for so long is signed out.
pub const SESSION_LIVES_MS: i64 = 180 * 24 * 60 * 60_000;
/// A visit moves a session's end only when the last one is this long ago: most requests write nothing.
const SEEN_AGAIN_MS: i64 = 60 * 60_000;
/// Devices of one listener: more than anybody has; the one unused for longest goes.
pub const SESSIONS_AT_MOST: i64 = 30;
/// Letters of what a device is called.
const DEVICE_LETTERS: usize = 60;

/// Somebody with an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, FromRow)]
pub struct Listener {
    pub id: ListenerId,
    pub email: Option<String>,
    /// The interface's language when they last signed in.
    pub lang: String,
    pub joined_at_ms: i64,
}

/// A device on which a listener is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, FromRow)]
pub struct Session {
    pub id: String,
    pub device: String,
    pub opened_at_ms: i64,
    pub seen_at_ms: i64,
}

/// How somebody comes in.
#[derive(Clone, Copy, Debug)]
pub struct Arrival<'a> {
    /// What their browser says of itself, made short.
    pub device: &'a str,
    /// The language of the interface.
    pub lang: &'a str,
}

/// Who stands behind a request.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct SignedIn {
    pub listener: ListenerId,
    /// The session's name in the account's list.
    pub session: String,
    seen_at_ms: i64,
}

/// A new listener: who proved an address, or made a passkey.
async fn join(tx: &mut Tx, ctx: &Ctx, id: &ListenerId, email: Option<&str>, lang: &str) -> Result<()> {
    tx.execute(
        "INSERT INTO listener (id, email, lang, joined_at_ms) VALUES ($1, $2, $3, $4)",
        values![id, email, lang, ctx.clock.now_ms()],
    )
    .await?;
    Ok(())
}

/// Opens a session; returns its secret.
async fn open_session(tx: &mut Tx, ctx: &Ctx, listener: &ListenerId, arrival: Arrival<'_>) -> Result<String> {
    let secret = ctx.chance.secret();
    let now = ctx.clock.now_ms();
    tx.execute("UPDATE listener SET lang = $2 WHERE id = $1", values![listener, arrival.lang]).await?;
    let device: String = arrival.device.chars().take(DEVICE_LETTERS).collect();
    tx.execute(
        "INSERT INTO listener_session (secret_digest, id, listener, device, opened_at_ms, seen_at_ms, expires_at_ms)
         VALUES ($1, $2, $3, $4, $5, $5, $6)",
        values![
            digest(secret.as_bytes()),
            hex(&ctx.chance.bytes::<8>()),
            listener,
            device,
            now,
            now + SESSION_LIVES_MS
        ],
    )
    .await?;
    tx.execute(
        "DELETE FROM listener_session WHERE listener = $1 AND secret_digest NOT IN
         (SELECT secret_digest FROM listener_session WHERE listener = $1 ORDER BY seen_at_ms DESC, id LIMIT $2)",
        values![listener, SESSIONS_AT_MOST],
    )
    .await?;
    Ok(secret)
}

/// Who a session's secret belongs to, if it is good now.
pub async fn signed_in(ctx: &Ctx, secret: &str) -> Result<Option<SignedIn>> {
    let now = ctx.clock.now_ms();
    let secret = digest(secret.as_bytes());
    let found: Option<SignedIn> = ctx
        .db
        .optional(
            "SELECT listener, id AS session, seen_at_ms FROM listener_session
             WHERE secret_digest = $1 AND expires_at_ms > $2",
            values![&secret, now],
        )
        .await?;
    if found.as_ref().is_some_and(|session| session.seen_at_ms + SEEN_AGAIN_MS < now) {
        ctx.db
            .execute(
                "UPDATE listener_session SET seen_at_ms = $2, expires_at_ms = $3 WHERE secret_digest = $1",
                values![&secret, now, now + SESSION_LIVES_MS],
            )
            .await?;
    }
    Ok(found)
}

/// The account behind a session.
///
/// # Errors
/// Not found for one that was erased.
pub async fn by_id(ctx: &Ctx, id: &ListenerId) -> Result<Listener> {
    let row = ctx.db.optional(
        "SELECT id, email, lang, joined_at_ms FROM listener WHERE id = $1 AND erased_at_ms IS NULL",
        values![id],
    );
    row.await?.ok_or(Error::NotFound("account"))
}

/// Where a listener is signed in, the device used last first; at most [`SESSIONS_AT_MOST`].
pub async fn sessions(ctx: &Ctx, listener: &ListenerId) -> Result<Vec<Session>> {
    ctx.db
        .all(
            "SELECT id, device, opened_at_ms, seen_at_ms FROM listener_session
             WHERE listener = $1 AND expires_at_ms > $2 ORDER BY seen_at_ms DESC, id LIMIT $3",
            values![listener, ctx.clock.now_ms(), SESSIONS_AT_MOST],
        )
        .await
}

/// Signs one of a listener's own devices out. One that is not theirs, or no longer there, is nothing to do.
pub async fn sign_out(ctx: &Ctx, listener: &ListenerId, session: &str) -> Result<()> {
    let sql = "DELETE FROM listener_session WHERE listener = $1 AND id = $2";
    ctx.db.execute(sql, values![listener, session]).await?;
    Ok(())
}

/// Signs all other devices out; returns how many those were.
pub async fn sign_out_others(ctx: &Ctx, listener: &ListenerId, session: &str) -> Result<u64> {
    let sql = "DELETE FROM listener_session WHERE listener = $1 AND id <> $2";
    ctx.db.execute(sql, values![listener, session]).await
}

/// Erases an account: address, passkeys, devices and links are gone at once, and nobody signs in to it again. The row
/// stays without a name, for the ledger's lines are kept.
pub async fn erase(tx: &mut Tx, ctx: &Ctx, listener: &ListenerId) -> Result<()> {
    let email: Option<(Option<String>,)> =
        tx.optional("SELECT email FROM listener WHERE id = $1 AND erased_at_ms IS NULL", values![listener]).await?;
    let Some((email,)) = email else { return Err(Error::NotFound("account")) };
    tx.execute(
        "UPDATE listener SET email = NULL, erased_at_ms = $2 WHERE id = $1 AND erased_at_ms IS NULL",
        values![listener, ctx.clock.now_ms()],
    )
    .await?;
    for sql in ["DELETE FROM listener_session WHERE listener = $1", "DELETE FROM sign_in_link WHERE listener = $1"] {
        tx.execute(sql, values![listener]).await?;
    }
    crate::passkeys::forget(tx, &listener.0).await?;
    if let Some(email) = email {
        tx.execute("DELETE FROM sign_in_link WHERE email = $1", values![email]).await?;
    }
    Ok(())
}

/// Forgets links and sessions that no longer open anything.
pub async fn sweep(ctx: &Ctx) -> Result<()> {
    let now = ctx.clock.now_ms();
    ctx.db.execute("DELETE FROM listener_session WHERE expires_at_ms <= $1", values![now]).await?;
    let sql = "DELETE FROM sign_in_link WHERE expires_at_ms <= $1";
    ctx.db.execute(sql, values![now - links::WINDOW_MS]).await?;
    Ok(())
}
