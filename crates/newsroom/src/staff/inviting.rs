//! Who is of the staff: inviting them, letting them in by a link, changing what they may do, and their leaving.

use super::{MEMBERS_AT_MOST, Roles, open_session, roles};
use crate::ctx::Ctx;
use crate::db::{Tx, values};
use crate::error::{Error, Result};
use crate::ids::{StaffId, digest};
use crate::listeners::links::mailbox;
use crate::passkeys;

/// What the operator prints opens the desk within a day.
const LINK_LIVES_MS: i64 = 24 * 60 * 60_000;
/// Somebody who is invited may be on holiday.
pub const INVITATION_LIVES_MS: i64 = 7 * 24 * 60 * 60_000;
const NAME_LETTERS: usize = 80;
/// How the operator is called in what was done.
const OPERATOR: &str = "Operator";

/// Whom to invite.
#[derive(Clone, Debug)]
pub struct Invitation<'a> {
    pub name: &'a str,
    pub email: &'a str,
    pub roles: Roles,
}

/// Makes a link secret for the operator, who owns the newsroom. It opens one session, within a day.
pub async fn let_in(ctx: &Ctx) -> Result<String> {
    let mut tx = ctx.db.begin().await?;
    let row: Option<(StaffId,)> = tx
        .optional(
            "SELECT id FROM staff_member WHERE email IS NULL AND left_at_ms IS NULL ORDER BY id LIMIT 1",
            values![],
        )
        .await?;
    let operator = match row {
        Some((id,)) => id,
        None => {
            let owner = Roles(vec![roles::Role::Owner]);
            add(&mut tx, ctx, OPERATOR, None, &owner).await?
        }
    };
    let secret = link(&mut tx, ctx, &operator, LINK_LIVES_MS).await?;
    tx.commit().await?;
    Ok(secret)
}

/// Adds somebody to the staff; returns the secret of the link that lets them in.
///
/// # Errors
/// Invalid for a name, an address or roles that are missing; `known` for an address that is of the staff already;
/// `too-many` beyond [`MEMBERS_AT_MOST`].
pub async fn invite(tx: &mut Tx, ctx: &Ctx, new: &Invitation<'_>) -> Result<(StaffId, String)> {
    let email = mailbox(new.email)?;
    if new.roles.0.is_empty() {
        return Err(Error::invalid("role", "say what they may do"));
    }
    let sql = "SELECT id, left_at_ms FROM staff_member WHERE email = $1";
    let known: Option<(StaffId, Option<i64>)> = tx.optional(sql, values![&email]).await?;
    let id = match known {
        Some((_, None)) => return Err(Error::refused("known", "somebody with this address is of the staff already")),
        // Who left comes back as who they were.
        Some((id, Some(_))) => {
            must_have_room(tx).await?;
            let sql = "UPDATE staff_member SET left_at_ms = NULL, joined_at_ms = NULL, name = $2, invited_at_ms = $3
                       WHERE id = $1";
            tx.execute(sql, values![&id, named(new.name)?, ctx.clock.now_ms()]).await?;
            roles::give(tx, &id, &new.roles).await?;
            id
        }
        None => add(tx, ctx, new.name, Some(&email), &new.roles).await?,
    };
    let secret = link(tx, ctx, &id, INVITATION_LIVES_MS).await?;
    Ok((id, secret))
}

fn named(name: &str) -> Result<String> {
    let name = name.trim();
    match name.chars().count() {
        0 => Err(Error::invalid("name", "say who it is")),
        1..=NAME_LETTERS => Ok(name.to_string()),
        _ => Err(Error::invalid("name", format!("it has more than {NAME_LETTERS} letters"))),
    }
}

async fn must_have_room(tx: &mut Tx) -> Result<()> {
    let there: Option<(i64,)> =
        tx.optional("SELECT COUNT(*) FROM staff_member WHERE left_at_ms IS NULL", values![]).await?;
    if there.is_some_and(|(count,)| count >= MEMBERS_AT_MOST) {
        return Err(Error::refused("too-many", format!("a newsroom has {MEMBERS_AT_MOST} people at most")));
    }
    Ok(())
}

async fn add(tx: &mut Tx, ctx: &Ctx, name: &str, email: Option<&str>, roles: &Roles) -> Result<StaffId> {
    must_have_room(tx).await?;
    let id = StaffId::new(&ctx.clock, &ctx.chance);
    tx.execute(
        "INSERT INTO staff_member (id, name, email, invited_at_ms) VALUES ($1, $2, $3, $4)",
        values![&id, named(name)?, email, ctx.clock.now_ms()],
    )
    .await?;
    roles::give(tx, &id, roles).await?;
    Ok(id)
}

/// A new link for somebody who is of the staff and cannot come in: the one before opens nothing any more.
///
/// # Errors
/// Not found for somebody who is not.
pub async fn link_for(tx: &mut Tx, ctx: &Ctx, member: &StaffId) -> Result<String> {
    must_be_there(tx, member).await?;
    tx.execute("DELETE FROM staff_link WHERE member = $1 AND used_at_ms IS NULL", values![member]).await?;
    link(tx, ctx, member, INVITATION_LIVES_MS).await
}

async fn must_be_there(tx: &mut Tx, member: &StaffId) -> Result<()> {
    let sql = "SELECT invited_at_ms FROM staff_member WHERE id = $1 AND left_at_ms IS NULL";
    let row: Option<(i64,)> = tx.optional(sql, values![member]).await?;
    row.map(|_| ()).ok_or(Error::NotFound("member of staff"))
}

async fn link(tx: &mut Tx, ctx: &Ctx, member: &StaffId, lives_ms: i64) -> Result<String> {
    let secret = ctx.chance.secret();
    let now = ctx.clock.now_ms();
    tx.execute(
        "INSERT INTO staff_link (secret_digest, member, made_at_ms, expires_at_ms) VALUES ($1, $2, $3, $4)",
        values![digest(secret.as_bytes()), member, now, now + lives_ms],
    )
    .await?;
    Ok(secret)
}

/// Uses a link up and opens a session on this device; returns the session's secret.
///
/// # Errors
/// `unknown`, `used`, `expired`; `left` for somebody who is not of the staff any more.
pub async fn sign_in(ctx: &Ctx, link: &str, device: &str) -> Result<String> {
    let now = ctx.clock.now_ms();
    let mut tx = ctx.db.begin().await?;
    let link = digest(link.as_bytes());
    let sql =
        "UPDATE staff_link SET used_at_ms = $2 WHERE secret_digest = $1 AND used_at_ms IS NULL AND expires_at_ms > $2";
    let used = tx.execute(sql, values![&link, now]).await?;
    let sql = "SELECT member, used_at_ms FROM staff_link WHERE secret_digest = $1";
    let there: Option<(StaffId, Option<i64>)> = tx.optional(sql, values![&link]).await?;
    let member = match there {
        Some((member, _)) if used == 1 => member,
        Some((_, Some(_))) => {
            return Err(Error::refused("used", "this link has been used: ask for a new one with `crier staff`"));
        }
        Some(_) => {
            return Err(Error::refused("expired", "this link has expired: ask for a new one with `crier staff`"));
        }
        None => return Err(Error::refused("unknown", "this link is not one of ours")),
    };
    let session = open_session(&mut tx, ctx, &member, device).await?;
    tx.commit().await?;
    Ok(session)
}

/// Changes what somebody may do. It holds from their next request on.
///
/// # Errors
/// `last-owner`: nobody would be left who could say who may do what.
pub async fn change(tx: &mut Tx, member: &StaffId, new: &Roles) -> Result<()> {
    must_be_there(tx, member).await?;
    if new.0.is_empty() {
        return Err(Error::invalid("role", "say what they may do"));
    }
    if !new.owns() {
        must_not_be_the_last(tx, member).await?;
    }
    roles::give(tx, member, new).await
}

/// Somebody is not of the staff any more: passkeys, sessions and links open nothing from this moment on.
///
/// # Errors
/// `last-owner`, as [`change`].
pub async fn leave(tx: &mut Tx, ctx: &Ctx, member: &StaffId) -> Result<()> {
    must_be_there(tx, member).await?;
    must_not_be_the_last(tx, member).await?;
    let sql = "UPDATE staff_member SET left_at_ms = $2 WHERE id = $1";
    tx.execute(sql, values![member, ctx.clock.now_ms()]).await?;
    for sql in [
        "DELETE FROM staff_role WHERE member = $1",
        "DELETE FROM staff_link WHERE member = $1",
        "DELETE FROM staff_session WHERE member = $1",
    ] {
        tx.execute(sql, values![member]).await?;
    }
    passkeys::forget(tx, &member.0).await
}

/// Two owners who leave at once must not both find the other: on PostgreSQL their rows are locked in one order.
async fn must_not_be_the_last(tx: &mut Tx, member: &StaffId) -> Result<()> {
    if let Tx::Postgres(_) = tx {
        let sql = "SELECT member FROM staff_role WHERE role = 'owner' ORDER BY member FOR UPDATE";
        tx.all::<(StaffId,)>(sql, values![]).await?;
    }
    let sql = "SELECT role FROM staff_role WHERE member = $1 AND role = 'owner'";
    let owns: Option<(String,)> = tx.optional(sql, values![member]).await?;
    if owns.is_some() && !roles::another_owner(tx, member).await? {
        return Err(Error::refused("last-owner", "nobody else owns this newsroom: make somebody an owner first"));
    }
    Ok(())
}
