//! Staff's way in by passkey: signing in, adding another.

use webauthn_rs::prelude::{PublicKeyCredential, RegisterPublicKeyCredential};

use super::{Member, open_session};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::ids::StaffId;
use crate::passkeys::{self, Asked, Kind, Known};

/// Asks somebody of the staff for a new passkey. It is named so that it can be told from the one they listen with.
pub async fn ask_new(ctx: &Ctx, member: &Member) -> Result<Asked> {
    let name = format!("{} · {}", member.name, ctx.settings.site_name);
    passkeys::ask_new(ctx, Kind::Staff, &member.id.0, &name).await
}

/// Takes a new passkey of somebody who is signed in.
///
/// # Errors
/// `ceremony` for one that is over, was answered, or is somebody else's; `passkey` for an answer that does not hold.
pub async fn take_new(
    ctx: &Ctx,
    member: &StaffId,
    ceremony: &str,
    answer: &RegisterPublicKeyCredential,
    device: &str,
) -> Result<()> {
    let mut tx = ctx.db.begin().await?;
    if passkeys::take_new(&mut tx, ctx, Kind::Staff, ceremony, answer, device).await? != member.0 {
        return Err(Error::refused("ceremony", "this passkey was asked for by somebody else: begin again"));
    }
    tx.commit().await
}

/// Asks who is there.
pub async fn ask(ctx: &Ctx) -> Result<Asked> {
    passkeys::ask(ctx, Kind::Staff).await
}

/// Signs in whoever holds a passkey; returns a session's secret.
///
/// # Errors
/// As [`passkeys::shown`]; `left` for somebody who is not of the staff any more.
pub async fn sign_in(ctx: &Ctx, ceremony: &str, answer: &PublicKeyCredential, device: &str) -> Result<String> {
    let mut tx = ctx.db.begin().await?;
    let member = StaffId(passkeys::shown(&mut tx, ctx, Kind::Staff, ceremony, answer).await?);
    let session = open_session(&mut tx, ctx, &member, device).await?;
    tx.commit().await?;
    Ok(session)
}

/// Somebody's passkeys, the newest first.
pub async fn of(ctx: &Ctx, member: &StaffId) -> Result<Vec<Known>> {
    passkeys::of(ctx, Kind::Staff, &member.0).await
}

/// Removes a passkey of one's own. The last one may go: an owner or the operator makes a link.
pub async fn remove(ctx: &Ctx, member: &StaffId, id: &str) -> Result<()> {
    let mut tx = ctx.db.begin().await?;
    passkeys::remove(&mut tx, Kind::Staff, &member.0, id).await?;
    tx.commit().await
}
