//! Staff: people who make, what each may do, and how they come in.
//!
//! Somebody who may do everything (an *owner*) invites others; the first comes in by a link that the operator prints.
//! A link opens one session; afterwards a passkey does.

mod inviting;
pub mod passkeys;
mod roles;

use serde::Serialize;
use sqlx::FromRow;

use crate::ctx::Ctx;
use crate::db::{Db, Tx, values};
use crate::error::{Error, Result};
use crate::ids::{StaffId, digest};

pub use inviting::{INVITATION_LIVES_MS, Invitation, change, invite, leave, let_in, link_for, sign_in};
pub use roles::{Role, Roles};

pub const SESSION_LIVES_MS: i64 = 14 * 24 * 60 * 60_000;
/// Most people that a newsroom has, and that a page lists.
pub const MEMBERS_AT_MOST: i64 = 500;
/// What was done is kept so long.
const DEEDS_KEPT_MS: i64 = 400 * 24 * 60 * 60_000;
/// What was done last, as a page lists it.
pub const DEEDS_SHOWN: i64 = 50;
/// Letters of what a device is called, and of an address that was asked for.
const DEVICE_LETTERS: usize = 60;
const PATH_LETTERS: usize = 200;

/// One of the staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Member {
    pub id: StaffId,
    pub name: String,
    pub email: Option<String>,
    pub invited_at_ms: i64,
    /// When they first came in; none: they are still invited.
    pub joined_at_ms: Option<i64>,
    pub roles: Roles,
    pub passkeys: i64,
}

#[derive(FromRow)]
struct Row {
    id: StaffId,
    name: String,
    email: Option<String>,
    invited_at_ms: i64,
    joined_at_ms: Option<i64>,
    passkeys: i64,
}

impl Row {
    fn with(self, roles: Roles) -> Member {
        let Row { id, name, email, invited_at_ms, joined_at_ms, passkeys } = self;
        Member { id, name, email, invited_at_ms, joined_at_ms, roles, passkeys }
    }
}

/// What was sent from the desk, and by whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, FromRow)]
pub struct Deed {
    pub name: String,
    pub at_ms: i64,
    pub path: String,
    pub outcome: String,
}

/// Everybody who has not left, in the order they were invited.
pub async fn all(db: &Db) -> Result<Vec<Member>> {
    let sql = "SELECT id, name, email, invited_at_ms, joined_at_ms,
                      (SELECT COUNT(*) FROM passkey p WHERE p.holder = staff_member.id AND p.kind = 'staff') AS passkeys
               FROM staff_member WHERE left_at_ms IS NULL ORDER BY invited_at_ms, id LIMIT $1";
    let rows: Vec<Row> = db.all(sql, values![MEMBERS_AT_MOST]).await?;
    let mut roles = roles::of_all(db).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let roles = roles.remove(&row.id).unwrap_or_default();
            row.with(roles)
        })
        .collect())
}

/// One who has not left.
///
/// # Errors
/// Not found for everybody else.
pub async fn by_id(db: &Db, id: &StaffId) -> Result<Member> {
    let sql = "SELECT id, name, email, invited_at_ms, joined_at_ms,
                      (SELECT COUNT(*) FROM passkey p WHERE p.holder = staff_member.id AND p.kind = 'staff') AS passkeys
               FROM staff_member WHERE id = $1 AND left_at_ms IS NULL";
    let row: Row = db.one("member of staff", sql, values![id]).await?;
    let roles = roles::of(db, id).await?;
    Ok(row.with(roles))
}

/// Who a session's secret belongs to, if it is good now, with what they may do now.
pub async fn signed_in(ctx: &Ctx, session: &str) -> Result<Option<Member>> {
    let sql = "SELECT member FROM staff_session WHERE secret_digest = $1 AND expires_at_ms > $2";
    let row: Option<(StaffId,)> = ctx.db.optional(sql, values![digest(session.as_bytes()), ctx.clock.now_ms()]).await?;
    match row {
        Some((id,)) => match by_id(&ctx.db, &id).await {
            Err(Error::NotFound(_)) => Ok(None),
            found => found.map(Some),
        },
        None => Ok(None),
    }
}

/// Opens a session; returns its secret.
async fn open_session(tx: &mut Tx, ctx: &Ctx, member: &StaffId, device: &str) -> Result<String> {
    let session = ctx.chance.secret();
    let now = ctx.clock.now_ms();
    let device: String = device.trim().chars().take(DEVICE_LETTERS).collect();
    let sql = "UPDATE staff_member SET joined_at_ms = COALESCE(joined_at_ms, $2) WHERE id = $1 AND left_at_ms IS NULL";
    if tx.execute(sql, values![member, now]).await? == 0 {
        return Err(Error::refused("left", "you are not of this newsroom's staff any more"));
    }
    tx.execute(
        "INSERT INTO staff_session (secret_digest, member, device, opened_at_ms, expires_at_ms)
         VALUES ($1, $2, $3, $4, $5)",
        values![digest(session.as_bytes()), member, device, now, now + SESSION_LIVES_MS],
    )
    .await?;
    Ok(session)
}

pub async fn sign_out(ctx: &Ctx, session: &str) -> Result<()> {
    ctx.db.execute("DELETE FROM staff_session WHERE secret_digest = $1", values![digest(session.as_bytes())]).await?;
    Ok(())
}

/// Ends all other sessions of whoever this one belongs to; returns how many those were.
pub async fn sign_out_others(ctx: &Ctx, member: &StaffId, session: &str) -> Result<u64> {
    let sql = "DELETE FROM staff_session WHERE member = $1 AND secret_digest <> $2";
    ctx.db.execute(sql, values![member, digest(session.as_bytes())]).await
}

/// Sessions of a member that are open now.
pub async fn sessions(ctx: &Ctx, member: &StaffId) -> Result<i64> {
    let sql = "SELECT COUNT(*) FROM staff_session WHERE member = $1 AND expires_at_ms > $2";
    let row: Option<(i64,)> = ctx.db.optional(sql, values![member, ctx.clock.now_ms()]).await?;
    Ok(row.map_or(0, |(count,)| count))
}

/// Writes down what was sent from the desk: where to, and what came of it.
pub async fn write_down(ctx: &Ctx, member: &StaffId, path: &str, outcome: &str) -> Result<()> {
    let short = |text: &str| text.chars().take(PATH_LETTERS).collect::<String>();
    let id = StaffId::new(&ctx.clock, &ctx.chance);
    let sql = "INSERT INTO staff_deed (id, member, at_ms, path, outcome) VALUES ($1, $2, $3, $4, $5)";
    ctx.db.execute(sql, values![&id, member, ctx.clock.now_ms(), short(path), short(outcome)]).await?;
    Ok(())
}

/// What was done last, the newest first; at most [`DEEDS_SHOWN`].
pub async fn deeds(db: &Db) -> Result<Vec<Deed>> {
    let sql = "SELECT m.name, d.at_ms, d.path, d.outcome FROM staff_deed d JOIN staff_member m ON m.id = d.member
               ORDER BY d.at_ms DESC, d.id DESC LIMIT $1";
    db.all(sql, values![DEEDS_SHOWN]).await
}

/// Forgets links and sessions that no longer open anything, and deeds of long ago.
pub async fn sweep(ctx: &Ctx) -> Result<()> {
    let now = ctx.clock.now_ms();
    ctx.db.execute("DELETE FROM staff_session WHERE expires_at_ms <= $1", values![now]).await?;
    ctx.db.execute("DELETE FROM staff_link WHERE expires_at_ms <= $1", values![now - INVITATION_LIVES_MS]).await?;
    ctx.db.execute("DELETE FROM staff_deed WHERE at_ms <= $1", values![now - DEEDS_KEPT_MS]).await?;
    Ok(())
}
