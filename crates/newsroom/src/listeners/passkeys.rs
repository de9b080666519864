//! Signing in by passkey (WebAuthn level 3), without a name: the device says who it is.
//!
//! A ceremony has two halves: what the browser is asked, kept here for a few minutes, and what it answers. A passkey is
//! bound to the newsroom's `public_url`: it works under no other address.

use serde::Serialize;
use serde_json::Value as Json;
use sqlx::FromRow;
use uuid::Uuid;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential,
    Webauthn, WebauthnBuilder,
};

use super::{Arrival, join, open_session};
use crate::ctx::Ctx;
use crate::db::{Tx, values};
use crate::error::{Error, Result};
use crate::ids::{ListenerId, digest};

/// Somebody has to find their phone.
const CEREMONY_LIVES_MS: i64 = 5 * 60_000;
/// Passkeys of one listener: more than anybody has devices.
pub const PASSKEYS_AT_MOST: usize = 20;
const NAME_LETTERS: usize = 60;

/// A passkey, as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, FromRow)]
pub struct Known {
    pub id: String,
    pub name: String,
    pub made_at_ms: i64,
    pub used_at_ms: Option<i64>,
}

/// What a browser is handed, and the secret under which its answer is expected.
#[derive(Clone, Debug, Serialize)]
pub struct Asked {
    pub ceremony: String,
    /// For `navigator.credentials`, binary values in base64url.
    pub options: Json,
}

fn webauthn(ctx: &Ctx) -> Result<Webauthn> {
    let broken = |e: &dyn std::fmt::Display| Error::broken("passkeys need a public_url with a host", e);
    let origin = url::Url::parse(&ctx.settings.public_url).map_err(|e| broken(&e))?;
    let host = origin.host_str().ok_or_else(|| broken(&ctx.settings.public_url))?;
    let builder = WebauthnBuilder::new(host, &origin).map_err(|e| broken(&e))?;
    builder.rp_name(&ctx.settings.site_name).build().map_err(|e| broken(&e))
}

/// Asks for a new passkey: of a listener who is signed in, or of somebody who will become one by it.
pub async fn ask_new(ctx: &Ctx, listener: Option<&ListenerId>) -> Result<Asked> {
    let known = match listener {
        Some(listener) => of(ctx, listener).await?,
        None => Vec::new(),
    };
    if known.len() >= PASSKEYS_AT_MOST {
        return Err(Error::refused("too-many-passkeys", format!("remove one of the {PASSKEYS_AT_MOST} first")));
    }
    let id = listener.cloned().unwrap_or_else(|| ListenerId::new(&ctx.clock, &ctx.chance));
    let user = Uuid::parse_str(&id.0).map_err(|e| Error::broken("a listener's id", e))?;
    let name = match listener {
        Some(listener) => super::by_id(ctx, listener).await?.email,
        None => None,
    };
    // What the device shows beside the passkey when somebody has to choose.
    let name = name.unwrap_or_else(|| ctx.settings.site_name.clone());
    let exclude = known.iter().filter_map(|known| unbase64(&known.id)).collect();
    let (mut asked, state) = webauthn(ctx)?
        .start_passkey_registration(user, &name, &name, Some(exclude))
        .map_err(|e| Error::broken("asking for a passkey", e))?;
    // The device must keep it under the listener's id, or it could not sign in without a name.
    if let Some(selection) = &mut asked.public_key.authenticator_selection {
        selection.require_resident_key = true;
        selection.resident_key = Some(webauthn_rs_proto::ResidentKeyRequirement::Required);
    }
    keep(ctx, "new", Some(&id), &state, &asked).await
}

/// Takes a new passkey. Returns a session's secret where this made a new account.
///
/// # Errors
/// `ceremony` for one that is over or was answered; `passkey` for an answer that does not hold.
pub async fn take_new(
    ctx: &Ctx,
    signed_in: Option<&ListenerId>,
    ceremony: &str,
    answer: &RegisterPublicKeyCredential,
    arrival: Arrival<'_>,
) -> Result<Option<String>> {
    let mut tx = ctx.db.begin().await?;
    let (listener, state) = take::<PasskeyRegistration>(&mut tx, ctx, "new", ceremony).await?;
    let listener = listener.ok_or(Error::NotFound("ceremony"))?;
    if signed_in.is_some_and(|signed_in| *signed_in != listener) {
        return Err(Error::refused("ceremony", "this passkey was asked for by another account: begin again"));
    }
    let passkey = webauthn(ctx)?.finish_passkey_registration(answer, &state).map_err(|e| does_not_hold(&e))?;
    let known: Option<(i64,)> =
        tx.optional("SELECT joined_at_ms FROM listener WHERE id = $1", values![&listener]).await?;
    if signed_in.is_none() && known.is_some() {
        return Err(Error::refused(
            "ceremony",
            "this passkey was asked for by an account that is signed out: begin again",
        ));
    }
    let session = if signed_in.is_some() {
        None
    } else {
        join(&mut tx, ctx, &listener, None, arrival.lang).await?;
        Some(open_session(&mut tx, ctx, &listener, arrival).await?)
    };
    let name: String = arrival.device.trim().chars().take(NAME_LETTERS).collect();
    let written = tx
        .execute(
            "INSERT INTO passkey (id, listener, name, passkey, made_at_ms) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (id) DO NOTHING",
            values![base64(passkey.cred_id()), &listener, name, json(&passkey)?, ctx.clock.now_ms()],
        )
        .await?;
    if written == 0 {
        return Err(Error::refused("passkey", "this passkey is known already: sign in with it"));
    }
    tx.commit().await?;
    Ok(session)
}

/// Asks who is there.
pub async fn ask(ctx: &Ctx) -> Result<Asked> {
    let (asked, state) =
        webauthn(ctx)?.start_discoverable_authentication().map_err(|e| Error::broken("asking for a passkey", e))?;
    let mut asked = keep(ctx, "known", None, &state, &asked).await?;
    // Whether the browser asks by itself or when a button is pressed is for the page to say.
    if let Some(options) = asked.options.as_object_mut() {
        options.remove("mediation");
    }
    Ok(asked)
}

/// Signs in whoever holds a passkey; returns a session's secret.
///
/// # Errors
/// `ceremony` for one that is over or was answered; `passkey` for one that is unknown, was removed, or does not hold.
pub async fn sign_in(ctx: &Ctx, ceremony: &str, answer: &PublicKeyCredential, arrival: Arrival<'_>) -> Result<String> {
    let webauthn = webauthn(ctx)?;
    let (user, credential) = webauthn.identify_discoverable_authentication(answer).map_err(|e| does_not_hold(&e))?;
    let mut tx = ctx.db.begin().await?;
    let (_, state) = take::<DiscoverableAuthentication>(&mut tx, ctx, "known", ceremony).await?;
    let id = base64(credential);
    let sql = "SELECT listener, passkey FROM passkey WHERE id = $1";
    let row: Option<(ListenerId, String)> = tx.optional(sql, values![&id]).await?;
    let (listener, kept) = row.filter(|(listener, _)| listener.0 == user.to_string()).ok_or_else(|| {
        Error::refused("passkey", "this passkey belongs to no account here: it may have been removed")
    })?;
    let mut passkey: Passkey = serde_json::from_str(&kept).map_err(|e| Error::broken("reading a passkey", e))?;
    let shown =
        webauthn.finish_discoverable_authentication_v2(answer, state, &passkey).map_err(|e| does_not_hold(&e))?;
    passkey.update_credential(&shown);
    tx.execute(
        "UPDATE passkey SET passkey = $2, used_at_ms = $3 WHERE id = $1",
        values![&id, json(&passkey)?, ctx.clock.now_ms()],
    )
    .await?;
    let session = open_session(&mut tx, ctx, &listener, arrival).await?;
    tx.commit().await?;
    Ok(session)
}

/// A listener's passkeys, the newest first; at most [`PASSKEYS_AT_MOST`].
pub async fn of(ctx: &Ctx, listener: &ListenerId) -> Result<Vec<Known>> {
    let sql = "SELECT id, name, made_at_ms, used_at_ms FROM passkey WHERE listener = $1
               ORDER BY made_at_ms DESC, id LIMIT $2";
    ctx.db.all(sql, values![listener, PASSKEYS_AT_MOST as i64]).await
}

/// Removes a passkey of one's own.
///
/// # Errors
/// `last-way-in`: without it there would be no way to sign in again.
pub async fn remove(ctx: &Ctx, listener: &ListenerId, id: &str) -> Result<()> {
    let mut tx = ctx.db.begin().await?;
    let sql = "DELETE FROM passkey WHERE listener = $1 AND id = $2";
    if tx.execute(sql, values![listener, id]).await? == 0 {
        return Err(Error::NotFound("passkey"));
    }
    let sql = "SELECT email, (SELECT COUNT(*) FROM passkey WHERE listener = $1) FROM listener WHERE id = $1";
    let row: Option<(Option<String>, i64)> = tx.optional(sql, values![listener]).await?;
    if row.is_some_and(|(email, passkeys)| email.is_none() && passkeys == 0) {
        return Err(Error::refused("last-way-in", "this is your only way in: add another passkey or an address first"));
    }
    tx.commit().await
}

async fn keep(
    ctx: &Ctx,
    kind: &str,
    listener: Option<&ListenerId>,
    state: &impl Serialize,
    asked: &impl Serialize,
) -> Result<Asked> {
    let ceremony = ctx.chance.secret();
    let options = serde_json::to_value(asked).map_err(|e| Error::broken("writing a ceremony", e))?;
    ctx.db
        .execute(
            "INSERT INTO ceremony (secret_digest, kind, listener, state, expires_at_ms) VALUES ($1, $2, $3, $4, $5)",
            values![
                digest(ceremony.as_bytes()),
                kind,
                listener.map(|id| id.0.as_str()),
                json(state)?,
                ctx.clock.now_ms() + CEREMONY_LIVES_MS
            ],
        )
        .await?;
    Ok(Asked { ceremony, options })
}

/// Each ceremony is answered once.
async fn take<State: serde::de::DeserializeOwned>(
    tx: &mut Tx,
    ctx: &Ctx,
    kind: &str,
    ceremony: &str,
) -> Result<(Option<ListenerId>, State)> {
    let secret = digest(ceremony.as_bytes());
    let sql = "SELECT listener, state FROM ceremony WHERE secret_digest = $1 AND kind = $2 AND expires_at_ms > $3";
    let row: Option<(Option<ListenerId>, String)> =
        tx.optional(sql, values![&secret, kind, ctx.clock.now_ms()]).await?;
    let gone = tx.execute("DELETE FROM ceremony WHERE secret_digest = $1", values![&secret]).await?;
    let over = || Error::refused("ceremony", "that took too long, or was answered before: begin again");
    let (listener, state) = row.filter(|_| gone == 1).ok_or_else(over)?;
    Ok((listener, serde_json::from_str(&state).map_err(|e| Error::broken("reading a ceremony", e))?))
}

fn does_not_hold(error: &dyn std::fmt::Display) -> Error {
    tracing::info!(%error, "a passkey did not hold");
    Error::refused("passkey", "the passkey could not be checked: try again, or sign in by mail")
}

fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|e| Error::broken("writing JSON", e))
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

fn unbase64(text: &str) -> Option<Vec<u8>> {
    use base64::Engine;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(text).ok()
}
