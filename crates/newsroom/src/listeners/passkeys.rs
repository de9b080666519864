//! A listener's way in by passkey: signing in, joining, adding another.

use webauthn_rs::prelude::{PublicKeyCredential, RegisterPublicKeyCredential};

use super::{Arrival, join, open_session};
use crate::ctx::Ctx;
use crate::db::values;
use crate::error::{Error, Result};
use crate::ids::ListenerId;
use crate::passkeys::{self, Asked, Kind, Known};

/// Asks for a new passkey: of a listener who is signed in, or of somebody who will become one by it.
pub async fn ask_new(ctx: &Ctx, listener: Option<&ListenerId>) -> Result<Asked> {
    let id = listener.cloned().unwrap_or_else(|| ListenerId::new(&ctx.clock, &ctx.chance));
    let name = match listener {
        Some(listener) => super::by_id(ctx, listener).await?.email,
        None => None,
    };
    passkeys::ask_new(ctx, Kind::Listener, &id.0, name.as_deref().unwrap_or(&ctx.settings.site_name)).await
}

/// Takes a new passkey. Returns a session's secret where this made a new account.
///
/// # Errors
/// `ceremony` for one that is over, was answered, or is another account's; `passkey` for an answer that does not hold.
pub async fn take_new(
    ctx: &Ctx,
    signed_in: Option<&ListenerId>,
    ceremony: &str,
    answer: &RegisterPublicKeyCredential,
    arrival: Arrival<'_>,
) -> Result<Option<String>> {
    let mut tx = ctx.db.begin().await?;
    let holder = passkeys::take_new(&mut tx, ctx, Kind::Listener, ceremony, answer, arrival.device).await?;
    let listener = ListenerId(holder);
    let known: Option<(i64,)> =
        tx.optional("SELECT joined_at_ms FROM listener WHERE id = $1", values![&listener]).await?;
    let session = match signed_in {
        Some(signed_in) if *signed_in == listener => None,
        Some(_) => {
            return Err(Error::refused("ceremony", "this passkey was asked for by another account: begin again"));
        }
        None if known.is_some() => {
            return Err(Error::refused(
                "ceremony",
                "this passkey was asked for by an account that is signed out: begin again",
            ));
        }
        None => {
            join(&mut tx, ctx, &listener, None, arrival.lang).await?;
            Some(open_session(&mut tx, ctx, &listener, arrival).await?)
        }
    };
    tx.commit().await?;
    Ok(session)
}

/// Asks who is there.
pub async fn ask(ctx: &Ctx) -> Result<Asked> {
    passkeys::ask(ctx, Kind::Listener).await
}

/// Signs in whoever holds a passkey; returns a session's secret.
///
/// # Errors
/// As [`passkeys::shown`].
pub async fn sign_in(ctx: &Ctx, ceremony: &str, answer: &PublicKeyCredential, arrival: Arrival<'_>) -> Result<String> {
    let mut tx = ctx.db.begin().await?;
    let listener = ListenerId(passkeys::shown(&mut tx, ctx, Kind::Listener, ceremony, answer).await?);
    let session = open_session(&mut tx, ctx, &listener, arrival).await?;
    tx.commit().await?;
    Ok(session)
}

/// A listener's passkeys, the newest first.
pub async fn of(ctx: &Ctx, listener: &ListenerId) -> Result<Vec<Known>> {
    passkeys::of(ctx, Kind::Listener, &listener.0).await
}

/// Removes a passkey of one's own.
///
/// # Errors
/// `last-way-in`: without it there would be no way to sign in again.
pub async fn remove(ctx: &Ctx, listener: &ListenerId, id: &str) -> Result<()> {
    let mut tx = ctx.db.begin().await?;
    let left = passkeys::remove(&mut tx, Kind::Listener, &listener.0, id).await?;
    let row: Option<(Option<String>,)> =
        tx.optional("SELECT email FROM listener WHERE id = $1", values![listener]).await?;
    if left == 0 && row.is_some_and(|(email,)| email.is_none()) {
        return Err(Error::refused("last-way-in", "this is your only way in: add another passkey or an address first"));
    }
    tx.commit().await
}
