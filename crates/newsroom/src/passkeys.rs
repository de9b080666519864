//! Passkeys (WebAuthn level 3), without a name: the device says who it is.
//!
//! A ceremony has two halves: what the browser is asked, kept here for a few minutes, and what it answers. A passkey is
//! bound to the newsroom's `public_url`: it works under no other address. What signing in opens is for
//! [`crate::listeners::passkeys`] and [`crate::staff::passkeys`] to say.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use sqlx::FromRow;
use uuid::Uuid;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential,
    Webauthn, WebauthnBuilder,
};

use crate::ctx::Ctx;
use crate::db::{Tx, values};
use crate::error::{Error, Result};
use crate::ids::digest;

/// Somebody has to find their phone.
const CEREMONY_LIVES_MS: i64 = 5 * 60_000;
/// Passkeys of one holder: more than anybody has devices.
pub const PASSKEYS_AT_MOST: usize = 20;
const NAME_LETTERS: usize = 60;

/// Whose they are. A listener's opens no desk, and staff's no wallet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Listener,
    Staff,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Listener => "listener",
            Kind::Staff => "staff",
        }
    }

    /// What a ceremony in which a passkey is made is kept as.
    fn making(self) -> &'static str {
        match self {
            Kind::Listener => "listener-new",
            Kind::Staff => "staff-new",
        }
    }
}

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

/// Asks for a new passkey of a holder's id (a UUID); the device shows `name` where somebody has to choose.
///
/// # Errors
/// `too-many-passkeys` past [`PASSKEYS_AT_MOST`].
pub async fn ask_new(ctx: &Ctx, kind: Kind, holder: &str, name: &str) -> Result<Asked> {
    let known = of(ctx, kind, holder).await?;
    if known.len() >= PASSKEYS_AT_MOST {
        return Err(Error::refused("too-many-passkeys", format!("remove one of the {PASSKEYS_AT_MOST} first")));
    }
    let user = Uuid::parse_str(holder).map_err(|e| Error::broken("a holder's id", e))?;
    let exclude = known.iter().filter_map(|known| unbase64(&known.id)).collect();
    let (mut asked, state) = webauthn(ctx)?
        .start_passkey_registration(user, name, name, Some(exclude))
        .map_err(|e| Error::broken("asking for a passkey", e))?;
    // The device must keep it under the holder's id, or it could not sign in without a name.
    if let Some(selection) = &mut asked.public_key.authenticator_selection {
        selection.require_resident_key = true;
        selection.resident_key = Some(webauthn_rs_proto::ResidentKeyRequirement::Required);
    }
    keep(ctx, kind.making(), Some(holder), &state, &asked).await
}

/// Takes a new passkey, called as the `device` calls itself; returns its holder.
///
/// # Errors
/// `ceremony` for one that is over or was answered; `passkey` for an answer that does not hold.
pub async fn take_new(
    tx: &mut Tx,
    ctx: &Ctx,
    kind: Kind,
    ceremony: &str,
    answer: &RegisterPublicKeyCredential,
    device: &str,
) -> Result<String> {
    let (holder, state) = take::<PasskeyRegistration>(tx, ctx, kind.making(), ceremony).await?;
    let holder = holder.ok_or(Error::NotFound("ceremony"))?;
    let passkey = webauthn(ctx)?.finish_passkey_registration(answer, &state).map_err(|e| does_not_hold(&e))?;
    let name: String = device.trim().chars().take(NAME_LETTERS).collect();
    let written = tx
        .execute(
            "INSERT INTO passkey (id, kind, holder, name, passkey, made_at_ms) VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (id) DO NOTHING",
            values![base64(passkey.cred_id()), kind.name(), &holder, name, json(&passkey)?, ctx.clock.now_ms()],
        )
        .await?;
    if written == 0 {
        return Err(Error::refused("passkey", "this passkey is known already: sign in with it"));
    }
    Ok(holder)
}

/// Asks who is there.
pub async fn ask(ctx: &Ctx, kind: Kind) -> Result<Asked> {
    let (asked, state) =
        webauthn(ctx)?.start_discoverable_authentication().map_err(|e| Error::broken("asking for a passkey", e))?;
    let mut asked = keep(ctx, kind.name(), None, &state, &asked).await?;
    // Whether the browser asks by itself or when a button is pressed is for the page to say.
    if let Some(options) = asked.options.as_object_mut() {
        options.remove("mediation");
    }
    Ok(asked)
}

/// Who holds the passkey that was shown.
///
/// # Errors
/// `ceremony` for one that is over or was answered; `passkey` for one that is unknown, was removed, or does not hold.
pub async fn shown(tx: &mut Tx, ctx: &Ctx, kind: Kind, ceremony: &str, answer: &PublicKeyCredential) -> Result<String> {
    let webauthn = webauthn(ctx)?;
    let (user, credential) = webauthn.identify_discoverable_authentication(answer).map_err(|e| does_not_hold(&e))?;
    let (_, state) = take::<DiscoverableAuthentication>(tx, ctx, kind.name(), ceremony).await?;
    let id = base64(credential);
    let sql = "SELECT holder, passkey FROM passkey WHERE id = $1 AND kind = $2";
    let row: Option<(String, String)> = tx.optional(sql, values![&id, kind.name()]).await?;
    let (holder, kept) = row.filter(|(holder, _)| *holder == user.to_string()).ok_or_else(|| {
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
    Ok(holder)
}

/// A holder's passkeys, the newest first; at most [`PASSKEYS_AT_MOST`].
pub async fn of(ctx: &Ctx, kind: Kind, holder: &str) -> Result<Vec<Known>> {
    let sql = "SELECT id, name, made_at_ms, used_at_ms FROM passkey WHERE holder = $1 AND kind = $2
               ORDER BY made_at_ms DESC, id LIMIT $3";
    ctx.db.all(sql, values![holder, kind.name(), PASSKEYS_AT_MOST as i64]).await
}

/// Removes a passkey of a holder's own; returns how many are left.
pub async fn remove(tx: &mut Tx, kind: Kind, holder: &str, id: &str) -> Result<i64> {
    let sql = "DELETE FROM passkey WHERE holder = $1 AND kind = $2 AND id = $3";
    if tx.execute(sql, values![holder, kind.name(), id]).await? == 0 {
        return Err(Error::NotFound("passkey"));
    }
    let sql = "SELECT COUNT(*) FROM passkey WHERE holder = $1 AND kind = $2";
    let left: Option<(i64,)> = tx.optional(sql, values![holder, kind.name()]).await?;
    Ok(left.map_or(0, |(count,)| count))
}

/// Forgets all that a holder could show, and what they were asked.
pub async fn forget(tx: &mut Tx, holder: &str) -> Result<()> {
    tx.execute("DELETE FROM passkey WHERE holder = $1", values![holder]).await?;
    tx.execute("DELETE FROM ceremony WHERE holder = $1", values![holder]).await?;
    Ok(())
}

/// Forgets questions that were not answered in time.
pub async fn sweep(ctx: &Ctx) -> Result<()> {
    ctx.db.execute("DELETE FROM ceremony WHERE expires_at_ms <= $1", values![ctx.clock.now_ms()]).await?;
    Ok(())
}

async fn keep(
    ctx: &Ctx,
    kind: &str,
    holder: Option<&str>,
    state: &impl Serialize,
    asked: &impl Serialize,
) -> Result<Asked> {
    let ceremony = ctx.chance.secret();
    let options = serde_json::to_value(asked).map_err(|e| Error::broken("writing a ceremony", e))?;
    let sql = "INSERT INTO ceremony (secret_digest, kind, holder, state, expires_at_ms) VALUES ($1, $2, $3, $4, $5)";
    let until = ctx.clock.now_ms() + CEREMONY_LIVES_MS;
    ctx.db.execute(sql, values![digest(ceremony.as_bytes()), kind, holder, json(state)?, until]).await?;
    Ok(Asked { ceremony, options })
}

/// Each ceremony is answered once.
async fn take<State: DeserializeOwned>(
    tx: &mut Tx,
    ctx: &Ctx,
    kind: &str,
    ceremony: &str,
) -> Result<(Option<String>, State)> {
    let secret = digest(ceremony.as_bytes());
    let sql = "SELECT holder, state FROM ceremony WHERE secret_digest = $1 AND kind = $2 AND expires_at_ms > $3";
    let row: Option<(Option<String>, String)> = tx.optional(sql, values![&secret, kind, ctx.clock.now_ms()]).await?;
    let gone = tx.execute("DELETE FROM ceremony WHERE secret_digest = $1", values![&secret]).await?;
    let over = || Error::refused("ceremony", "that took too long, or was answered before: begin again");
    let (holder, state) = row.filter(|_| gone == 1).ok_or_else(over)?;
    Ok((holder, serde_json::from_str(&state).map_err(|e| Error::broken("reading a ceremony", e))?))
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
