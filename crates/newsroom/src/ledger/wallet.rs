//! What a listener sees of the books: the coins they have, and every line that made them.

use serde::Serialize;
use sqlx::FromRow;

use super::Account;
use crate::db::{Db, values};
use crate::error::Result;
use crate::ids::ListenerId;

/// Lines of a statement that are shown at a time.
pub const LINES_AT_MOST: i64 = 200;

/// A listener's coins now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Wallet {
    /// What can be redeemed.
    pub available: i64,
    /// Earned, and held until somebody has looked: not theirs yet.
    pub pending: i64,
    /// Set aside for orders under way.
    pub set_aside: i64,
    /// What can be redeemed, by when it expires (Unix ms), the earliest first.
    pub expiring: Vec<(i64, i64)>,
}

/// A line of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, FromRow)]
pub struct Line {
    pub seq: i64,
    pub at_ms: i64,
    /// `posted`, `pending`, `post` or `void`.
    pub kind: String,
    /// Positive: into the wallet; negative: out of it.
    pub coins: i64,
    pub reason: String,
    /// JSON.
    pub memo: String,
    pub expires_at_ms: Option<i64>,
}

/// The coins of a listener who may never have had any.
pub async fn wallet(db: &Db, listener: &ListenerId, now_ms: i64) -> Result<Wallet> {
    let account = Account::Wallet(listener.clone()).name();
    let expiring: Vec<(i64, i64)> = db
        .all(
            "SELECT expires_at_ms, remaining FROM lot
             WHERE account = $1 AND remaining > 0 AND expires_at_ms > $2 ORDER BY expires_at_ms",
            values![&account, now_ms],
        )
        .await?;
    let sums: Option<(i64, i64)> =
        db.optional("SELECT pending_credits, pending_debits FROM account WHERE id = $1", values![&account]).await?;
    let (pending, set_aside) = sums.unwrap_or_default();
    Ok(Wallet { available: expiring.iter().map(|(_, coins)| coins).sum(), pending, set_aside, expiring })
}

/// The newest lines of a listener's statement before a sequence number, at most [`LINES_AT_MOST`].
pub async fn statement(db: &Db, listener: &ListenerId, before: i64) -> Result<Vec<Line>> {
    let account = Account::Wallet(listener.clone()).name();
    db.all(
        "SELECT seq, at_ms, kind, CASE WHEN credit = $1 THEN coins ELSE -coins END AS coins, reason, memo, expires_at_ms
         FROM transfer WHERE (credit = $1 OR debit = $1) AND seq < $2 ORDER BY seq DESC LIMIT $3",
        values![&account, before, LINES_AT_MOST],
    )
    .await
}

/// What all wallets together amount to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Ever earned.
    pub issued: i64,
    /// In wallets: what the newsroom still owes.
    pub outstanding: i64,
    /// Of these, set aside for orders under way.
    pub set_aside: i64,
    /// Earned, and held until somebody has looked.
    pub held: i64,
    pub redeemed: i64,
    pub expired: i64,
}

/// The sums of the books, as their accounts have them.
pub async fn totals(db: &Db) -> Result<Totals> {
    let of = async |account: &str| -> Result<(i64, i64, i64, i64)> {
        let sql = "SELECT debits, credits, pending_debits, pending_credits FROM account WHERE id = $1";
        Ok(db.optional(sql, values![account]).await?.unwrap_or_default())
    };
    let issue = of(&Account::Issue.name()).await?;
    let redeemed = of(&Account::Redeemed.name()).await?;
    let expired = of(&Account::Expired.name()).await?;
    let issued = issue.0 - issue.1;
    let (redeemed, set_aside) = (redeemed.1 - redeemed.0, redeemed.3);
    let expired = expired.1 - expired.0;
    Ok(Totals { issued, outstanding: issued - redeemed - expired, set_aside, held: issue.2, redeemed, expired })
}
