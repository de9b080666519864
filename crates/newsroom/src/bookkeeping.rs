//! What the books need by the clock: coins whose time is up expire, listeners are told before, and all is audited.

use chrono::Datelike;

use crate::ctx::Ctx;
use crate::db::values;
use crate::error::{Error, Result};
use crate::hearing::sheet::day_of;
use crate::ids::ListenerId;
use crate::ledger::{self, stop};
use crate::outside::mail::Letter;
use crate::{earning, listeners, mails, redeeming, till};

const DAY_MS: i64 = 24 * 60 * 60_000;
/// When a listener is told that coins will expire, in days before.
pub const WARNED_DAYS: [i64; 2] = [30, 7];
/// Lots that one run looks at; the next goes on.
const LOTS_AT_MOST: i64 = 1_000;

/// Coins of one listener that will expire together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expiring {
    pub listener: ListenerId,
    pub coins: i64,
    pub expires_at_ms: i64,
    pub days: i64,
}

/// Takes from wallets what is left of lots whose time is up; returns how many lots those were.
pub async fn expire(ctx: &Ctx) -> Result<usize> {
    let mut expired = 0;
    loop {
        let lots = past(ctx).await?;
        if lots.is_empty() {
            return Ok(expired);
        }
        let many = lots.len();
        // Together, so that the till writes them as one batch.
        let each = lots.into_iter().map(|(account, expires_at_ms)| {
            let wallet = ListenerId(account.trim_start_matches("wallet:").to_string());
            till::transfer(ctx, ledger::Command::Expire { wallet, expires_at_ms })
        });
        for outcome in futures::future::join_all(each).await {
            outcome?;
        }
        expired += many;
    }
}

async fn past(ctx: &Ctx) -> Result<Vec<(String, i64)>> {
    let sql = "SELECT account, expires_at_ms FROM lot WHERE remaining > 0 AND expires_at_ms <= $1
               ORDER BY expires_at_ms, account LIMIT $2";
    ctx.db.all(sql, values![ctx.clock.now_ms(), LOTS_AT_MOST]).await
}

/// Writes to listeners whose coins will expire, once at each of [`WARNED_DAYS`]; returns how many were written to.
/// Whoever has no address sees it in the wallet.
pub async fn warn(ctx: &Ctx) -> Result<usize> {
    let mut told = 0;
    for days in WARNED_DAYS {
        loop {
            let coming = coming(ctx, days).await?;
            if coming.is_empty() {
                break;
            }
            for one in coming {
                told += usize::from(warn_one(ctx, &one).await?);
            }
        }
    }
    Ok(told)
}

/// Lots that expire within so many days, and of which nobody was told that or less.
async fn coming(ctx: &Ctx, days: i64) -> Result<Vec<Expiring>> {
    let now = ctx.clock.now_ms();
    // What is nearer than the next warning is that one's to tell.
    let nearer = WARNED_DAYS.iter().filter(|other| **other < days).max().map_or(now, |other| now + other * DAY_MS);
    let rows: Vec<(String, i64, i64)> = ctx
        .db
        .all(
            "SELECT l.account, l.remaining, l.expires_at_ms FROM lot l
             WHERE l.remaining > 0 AND l.expires_at_ms > $1 AND l.expires_at_ms <= $2
               AND NOT EXISTS (SELECT 1 FROM expiry_warning w WHERE w.listener = SUBSTR(l.account, 8)
                               AND w.expires_at_ms = l.expires_at_ms AND w.days <= $3)
             ORDER BY l.expires_at_ms, l.account LIMIT $4",
            values![nearer, now + days * DAY_MS, days, LOTS_AT_MOST],
        )
        .await?;
    let of = |(account, coins, expires_at_ms): (String, i64, i64)| Expiring {
        listener: ListenerId(account.trim_start_matches("wallet:").to_string()),
        coins,
        expires_at_ms,
        days,
    };
    Ok(rows.into_iter().map(of).collect())
}

/// `true`: a letter was written.
async fn warn_one(ctx: &Ctx, one: &Expiring) -> Result<bool> {
    // An account that was erased keeps coins that nobody can be told of.
    let account = match listeners::by_id(ctx, &one.listener).await {
        Ok(account) => Some(account),
        Err(Error::NotFound(_)) => None,
        Err(error) => return Err(error),
    };
    let mut tx = ctx.db.begin().await?;
    let first = tx
        .execute(
            "INSERT INTO expiry_warning (listener, expires_at_ms, days, at_ms) VALUES ($1, $2, $3, $4)
             ON CONFLICT (listener, expires_at_ms, days) DO NOTHING",
            values![&one.listener, one.expires_at_ms, one.days, ctx.clock.now_ms()],
        )
        .await?;
    let to = account.filter(|_| first == 1 && ctx.mail.is_there()).and_then(|of| Some((of.email?, of.lang)));
    if let Some((to, lang)) = &to {
        mails::write(&mut tx, ctx, &letter(ctx, one, to, lang)).await?;
    }
    tx.commit().await?;
    Ok(to.is_some())
}

/// The words are here and not among the pages' own, because a worker has no pages.
fn letter(ctx: &Ctx, one: &Expiring, to: &str, lang: &str) -> Letter {
    let name = &ctx.settings.site_name;
    let coins = one.coins;
    // They expire as this moment begins: the day before is the last on which they can be redeemed.
    let last = day_of(one.expires_at_ms - 1, ctx.settings.time_zone);
    let wallet = format!("{}/wallet", ctx.settings.public_url);
    let (subject, body) = match lang {
        "zh-Hant" => (
            format!("{name}：有{coins}枚金幣即將到期"),
            format!(
                "你在{name}的{coins}枚金幣可用到{}年{}月{}日為止。\n\n{wallet}\n",
                last.year(),
                last.month(),
                last.day()
            ),
        ),
        _ => (
            format!("{name}: {coins} coins are about to expire"),
            format!(
                "{coins} of your coins at {name} can be redeemed until {}, and expire then.\n\n{wallet}\n",
                last.format("%-d %B %Y")
            ),
        ),
    };
    Letter { to: to.to_string(), subject, body }
}

/// Audits the books, what was earned, and the shop, and closes the books where either is wrong.
pub async fn audit(ctx: &Ctx) -> Result<()> {
    wrong(ctx).await.map(|_| ())
}

async fn wrong(ctx: &Ctx) -> Result<Option<String>> {
    if let Some(wrong) = stop::audit(ctx).await?.wrong {
        return Ok(Some(wrong));
    }
    let wrong = match earning::audit(ctx).await? {
        None => redeeming::audit(ctx).await?,
        wrong => wrong,
    };
    if let Some(wrong) = &wrong {
        stop::close(ctx, wrong).await?;
    }
    Ok(wrong)
}

/// Opens books again that an audit closed.
///
/// # Errors
/// `still-wrong`, with what a new audit saw: what is wrong is mended from a backup first.
pub async fn reopen(ctx: &Ctx) -> Result<()> {
    match wrong(ctx).await? {
        Some(wrong) => Err(Error::refused("still-wrong", format!("the books are still wrong: {wrong}"))),
        None => stop::open(ctx).await,
    }
}
