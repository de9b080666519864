//! Signing in by mail: a link that works once, for a quarter of an hour.

use super::{Arrival, join, open_session};
use crate::ctx::Ctx;
use crate::db::{Tx, values};
use crate::error::{Error, Result};
use crate::ids::{ListenerId, digest};

pub const LINK_LIVES_MS: i64 = 15 * 60_000;
/// Links are counted over this time.
pub const WINDOW_MS: i64 = 60 * 60_000;
/// Links to one address in that time: nobody's mailbox is filled through us.
pub const LINKS_PER_ADDRESS: i64 = 5;
/// Links that one network address asks for in that time: a household or an office, no machine.
pub const LINKS_PER_ASKER: i64 = 20;
/// RFC 5321, 4.5.3.1.3: a path has 256 octets at most, two of them brackets.
const EMAIL_BYTES_AT_MOST: usize = 254;

/// An address as it is kept and compared: without the spaces around it, in lower case.
///
/// # Errors
/// Invalid for what cannot be a mailbox; whether it is one, only a mail can tell.
pub fn mailbox(text: &str) -> Result<String> {
    let text = text.trim().to_lowercase();
    let parts = text.rsplit_once('@');
    let domain = |domain: &str| {
        domain.split('.').count() >= 2
            && domain.split('.').all(|part| !part.is_empty())
            && !domain.chars().any(|c| c.is_whitespace() || c.is_control() || "<>()[],;:\\\"@".contains(c))
    };
    let local = |local: &str| {
        !local.is_empty() && !local.chars().any(|c| c.is_whitespace() || c.is_control() || "<>()[],;:\\\"@".contains(c))
    };
    let fits = text.len() <= EMAIL_BYTES_AT_MOST && parts.is_some_and(|(l, d)| local(l) && domain(d));
    if fits {
        Ok(text)
    } else {
        Err(Error::invalid("email", "this is no e-mail address: write it as name@example.org"))
    }
}

/// Makes a link for an address; returns its secret, which goes into a mail and nowhere else. With a listener: they add
/// the address to the account they have.
///
/// # Errors
/// Invalid for no address; `too-many-links` past a limit.
pub async fn make(tx: &mut Tx, ctx: &Ctx, email: &str, asker: &str, listener: Option<&ListenerId>) -> Result<String> {
    let email = mailbox(email)?;
    let now = ctx.clock.now_ms();
    let asker = digest(asker.as_bytes());
    let (to, by): (i64, i64) = tx
        .optional(
            "SELECT (SELECT COUNT(*) FROM sign_in_link WHERE email = $1 AND made_at_ms > $3),
                    (SELECT COUNT(*) FROM sign_in_link WHERE asker = $2 AND made_at_ms > $3)",
            values![&email, &asker, now - WINDOW_MS],
        )
        .await?
        .unwrap_or_default();
    if to >= LINKS_PER_ADDRESS || by >= LINKS_PER_ASKER {
        return Err(Error::refused(
            "too-many-links",
            "many links were asked for: look at your mail, or try in an hour",
        ));
    }
    let secret = ctx.chance.secret();
    tx.execute(
        "INSERT INTO sign_in_link (secret_digest, email, asker, listener, made_at_ms, expires_at_ms)
         VALUES ($1, $2, $3, $4, $5, $6)",
        values![digest(secret.as_bytes()), &email, &asker, listener.map(|id| id.0.as_str()), now, now + LINK_LIVES_MS],
    )
    .await?;
    Ok(secret)
}

/// Uses a link up and opens a session on this device; returns the session's secret. Whoever has no account gets one
/// with it.
///
/// # Errors
/// `unknown`, `used`, `expired`; `taken` where the address has an account of its own by now.
pub async fn sign_in(ctx: &Ctx, link: &str, arrival: Arrival<'_>) -> Result<String> {
    let now = ctx.clock.now_ms();
    let link = digest(link.as_bytes());
    let mut tx = ctx.db.begin().await?;
    let used = tx
        .execute(
            "UPDATE sign_in_link SET used_at_ms = $2 WHERE secret_digest = $1 AND used_at_ms IS NULL AND expires_at_ms > $2",
            values![&link, now],
        )
        .await?;
    let row: Option<(String, Option<ListenerId>, Option<i64>)> = tx
        .optional("SELECT email, listener, used_at_ms FROM sign_in_link WHERE secret_digest = $1", values![&link])
        .await?;
    let (email, adds) = match row {
        Some((email, adds, _)) if used == 1 => (email, adds),
        Some((_, _, Some(_))) => return Err(Error::refused("used", "this link has been used: ask for a new one")),
        Some(_) => return Err(Error::refused("expired", "this link has expired: ask for a new one")),
        None => return Err(Error::refused("unknown", "this link is not one of ours: ask for a new one")),
    };
    let owner: Option<(ListenerId,)> = tx.optional("SELECT id FROM listener WHERE email = $1", values![&email]).await?;
    let listener = match (adds, owner) {
        (Some(adds), Some((owner,))) if adds != owner => {
            return Err(Error::refused(
                "taken",
                "this address belongs to another account: sign in there, or use another",
            ));
        }
        (Some(adds), _) => {
            let sql = "UPDATE listener SET email = $2 WHERE id = $1 AND erased_at_ms IS NULL";
            if tx.execute(sql, values![&adds, &email]).await? == 0 {
                return Err(Error::NotFound("account"));
            }
            adds
        }
        (None, Some((owner,))) => owner,
        (None, None) => {
            let id = ListenerId::new(&ctx.clock, &ctx.chance);
            join(&mut tx, ctx, &id, Some(&email), arrival.lang).await?;
            id
        }
    };
    let session = open_session(&mut tx, ctx, &listener, arrival).await?;
    tx.commit().await?;
    Ok(session)
}
