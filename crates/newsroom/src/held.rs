//! Earned coins that are held until somebody has looked: a listener's appeal, and what staff decide.
//!
//! Nothing is decided of a single coin: who looks, looks at a listener. All that is held is released, or all let go.

use serde::Serialize;
use sqlx::FromRow;

use crate::ctx::Ctx;
use crate::db::{Db, values};
use crate::error::{Error, Result};
use crate::ids::{AppealId, ListenerId};
use crate::ledger::{self, Account, Settlement, TransferId};
use crate::till;

/// Letters of an appeal: a few sentences.
pub const WORDS_LETTERS_AT_MOST: usize = 1_000;
/// Letters of staff's reason: the listener reads it in a list.
pub const BECAUSE_LETTERS_AT_MOST: usize = 400;
/// Listeners in a list at a time, those first who have waited longest.
pub const LISTED_AT_MOST: i64 = 100;

/// What a listener asks, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, FromRow)]
pub struct Appeal {
    pub id: AppealId,
    pub words: String,
    pub made_at_ms: i64,
    pub answered_at_ms: Option<i64>,
    /// `released` or `voided`.
    pub answer: Option<String>,
    pub because: Option<String>,
}

/// A listener whose coins wait for a look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Held {
    pub listener: ListenerId,
    pub coins: i64,
    /// The first and the last time that some were held.
    pub since_ms: i64,
    pub last_ms: i64,
    /// Why, each reason once: keys of words.
    pub reasons: Vec<String>,
    /// The appeal that waits for an answer.
    pub appeal: Option<Appeal>,
}

/// What staff decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The coins are the listener's, and expire when they would have.
    Release,
    /// They never were.
    Void,
}

impl Verdict {
    fn name(self) -> &'static str {
        match self {
            Verdict::Release => "released",
            Verdict::Void => "voided",
        }
    }
}

/// A pending transfer to a wallet that nothing settles yet.
#[derive(FromRow)]
struct Waiting {
    id: String,
    coins: i64,
    at_ms: i64,
    memo: String,
}

/// Listeners whose coins are held, those first who have waited longest; at most [`LISTED_AT_MOST`].
pub async fn list(db: &Db) -> Result<Vec<Held>> {
    let accounts: Vec<(String, i64)> = db
        .all(
            "SELECT t.credit, MIN(t.seq) FROM transfer t JOIN account a ON a.id = t.credit AND a.pending_credits > 0
             WHERE t.kind = 'pending' AND t.debit = 'issue'
               AND NOT EXISTS (SELECT 1 FROM transfer s WHERE s.settles = t.id)
             GROUP BY t.credit ORDER BY MIN(t.seq) LIMIT $1",
            values![LISTED_AT_MOST],
        )
        .await?;
    let mut all = Vec::new();
    for (account, _) in accounts {
        let Some(listener) = account.strip_prefix("wallet:") else { continue };
        all.extend(of(db, &ListenerId(listener.to_string())).await?);
    }
    Ok(all)
}

/// What is held of a listener's coins; `None` where nothing is.
pub async fn of(db: &Db, listener: &ListenerId) -> Result<Option<Held>> {
    let waiting = waiting(db, listener).await?;
    let (Some(first), Some(last)) = (waiting.first(), waiting.last()) else { return Ok(None) };
    let mut reasons: Vec<String> = Vec::new();
    for transfer in &waiting {
        let memo: serde_json::Value = serde_json::from_str(&transfer.memo).unwrap_or_default();
        if let Some(reason) = memo["held_because"].as_str().filter(|reason| !reasons.iter().any(|had| had == reason)) {
            reasons.push(reason.to_string());
        }
    }
    let appeal = appeals(db, listener).await?.into_iter().find(|appeal| appeal.answered_at_ms.is_none());
    Ok(Some(Held {
        listener: listener.clone(),
        coins: waiting.iter().map(|transfer| transfer.coins).sum(),
        since_ms: first.at_ms,
        last_ms: last.at_ms,
        reasons,
        appeal,
    }))
}

async fn waiting(db: &Db, listener: &ListenerId) -> Result<Vec<Waiting>> {
    db.all(
        "SELECT t.id, t.coins, t.at_ms, t.memo FROM transfer t
         WHERE t.credit = $1 AND t.kind = 'pending' AND t.debit = 'issue'
           AND NOT EXISTS (SELECT 1 FROM transfer s WHERE s.settles = t.id)
         ORDER BY t.seq LIMIT $2",
        values![Account::Wallet(listener.clone()).name(), till::BATCH_AT_MOST as i64],
    )
    .await
}

/// A listener's appeals, the newest first, at most [`LISTED_AT_MOST`].
pub async fn appeals(db: &Db, listener: &ListenerId) -> Result<Vec<Appeal>> {
    db.all(
        "SELECT id, words, made_at_ms, answered_at_ms, answer, because FROM appeal
         WHERE listener = $1 ORDER BY made_at_ms DESC, id DESC LIMIT $2",
        values![listener, LISTED_AT_MOST],
    )
    .await
}

/// Asks staff to look.
///
/// # Errors
/// Invalid for no words and for too many; `nothing-held`; `appealed`, while an appeal waits for its answer.
pub async fn appeal(ctx: &Ctx, listener: &ListenerId, words: &str) -> Result<AppealId> {
    let words = words.trim();
    if words.is_empty() || words.chars().count() > WORDS_LETTERS_AT_MOST {
        return Err(Error::invalid("words", format!("some words, at most {WORDS_LETTERS_AT_MOST} letters")));
    }
    if of(&ctx.db, listener).await?.is_none() {
        return Err(Error::refused("nothing-held", "none of your coins are held"));
    }
    let id = AppealId::new(&ctx.clock, &ctx.chance);
    let made = ctx
        .db
        .execute(
            "INSERT INTO appeal (id, listener, words, made_at_ms) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            values![&id, listener, words, ctx.clock.now_ms()],
        )
        .await?;
    if made == 0 {
        return Err(Error::refused("appealed", "your appeal waits for an answer"));
    }
    Ok(id)
}

/// Releases all that is held of a listener's coins, or lets all of it go, and answers the appeal if there is one. Returns
/// the coins. What was decided half, by two at once or before a crash, is decided by whoever decides next.
///
/// # Errors
/// Invalid for a reason that is none; `nothing-held`.
pub async fn decide(ctx: &Ctx, listener: &ListenerId, verdict: Verdict, because: &str) -> Result<i64> {
    let because = because.trim();
    if because.is_empty() || because.chars().count() > BECAUSE_LETTERS_AT_MOST {
        let problem = format!("a reason, which the listener reads, of at most {BECAUSE_LETTERS_AT_MOST} letters");
        return Err(Error::invalid("because", problem));
    }
    let memo = serde_json::json!({ "because": because }).to_string();
    let how = match verdict {
        Verdict::Release => Settlement::Post,
        Verdict::Void => Settlement::Void,
    };
    let mut coins = 0;
    loop {
        let waiting = waiting(&ctx.db, listener).await?;
        if waiting.is_empty() {
            break;
        }
        let settle = |transfer: &Waiting| {
            let pending = TransferId(transfer.id.clone());
            let id = TransferId::of(&["held", &transfer.id]);
            till::Command::Ledger(ledger::Command::Settle { id, pending, how, memo: memo.clone() })
        };
        let commands: Vec<till::Command> = waiting.iter().map(settle).collect();
        for (transfer, answer) in waiting.iter().zip(till::settle(ctx, &commands).await) {
            match answer {
                Ok(_) => coins += transfer.coins,
                // Somebody else decided meanwhile.
                Err(Error::Refused { code: "settled" | "conflict", .. }) => {}
                Err(error) => return Err(error),
            }
        }
    }
    let answered = ctx
        .db
        .execute(
            "UPDATE appeal SET answered_at_ms = $2, answer = $3, because = $4
             WHERE listener = $1 AND answered_at_ms IS NULL",
            values![listener, ctx.clock.now_ms(), verdict.name(), because],
        )
        .await?;
    if coins == 0 && answered == 0 {
        return Err(Error::refused("nothing-held", "nothing of this listener's coins is held"));
    }
    Ok(coins)
}

/// Forgets what a listener wrote, when their account is erased.
pub async fn forget(tx: &mut crate::db::Tx, listener: &ListenerId) -> Result<()> {
    tx.execute("DELETE FROM appeal WHERE listener = $1", values![listener]).await?;
    Ok(())
}
