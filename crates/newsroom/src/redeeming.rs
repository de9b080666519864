//! Redeeming: a listener gives coins for a product, a job makes the order ready, its owner is shown what it brings.
//!
//! A step is a command to the till, which writes coins, stock, voucher, order and job in one transaction. Between two
//! steps anything may end; the job that follows is there exactly when its order is, and does what is still to be done.

pub mod audit;

use serde::Serialize;

use crate::ctx::Ctx;
use crate::db::values;
use crate::error::{Error, Result};
use crate::ids::{ListenerId, OrderId, ProductId};
use crate::ledger::{self, COINS_AT_MOST};
use crate::orders::vault::{of_product, of_voucher};
use crate::orders::{
    BECAUSE_LETTERS_AT_MOST, HELD_AT_MOST_MS, Kind, Placed, Redeem, SWEEP, Settle, Step, Vault, order_of, rows, shelf,
};
use crate::{jobs, till};

/// Letters of a request's id: a page makes one of 32 for each form.
pub const REQUEST_LETTERS_AT_MOST: usize = 100;
/// Pages loaded again within that time after a disclosure show it still, and are no other.
pub const LOOKED_AT_FOR_MS: i64 = 60_000;

/// The reason of an order that its owner handed back.
pub const HANDED_BACK: &str = "handed back";

pub use audit::audit;

/// What an order brought its owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Revealed {
    Voucher {
        code: String,
    },
    /// A text or a link.
    Digital {
        text: String,
    },
    /// To be shown where the goods are; `None`: they have not been handed over yet.
    Collect {
        code: String,
        collected_at_ms: Option<i64>,
    },
}

/// Asks for a product at the price that the listener saw. The same request again is the same order.
///
/// # Errors
/// Invalid for a request or a price that is none; what [`crate::orders::plan::redeem`] refuses.
pub async fn redeem(
    ctx: &Ctx,
    vault: &Vault,
    listener: &ListenerId,
    request: &str,
    product: &ProductId,
    price_coins: i64,
) -> Result<Placed> {
    if request.is_empty() || request.chars().count() > REQUEST_LETTERS_AT_MOST {
        let problem = format!("an id of 1 to {REQUEST_LETTERS_AT_MOST} letters, new for each order");
        return Err(Error::invalid("request", problem));
    }
    if !(1..=COINS_AT_MOST).contains(&price_coins) {
        return Err(Error::invalid("price_coins", format!("a whole number from 1 to {COINS_AT_MOST}")));
    }
    let order = order_of(listener, request);
    let collection = vault.collection_digest(&vault.collection_code(&order));
    let redeem = Redeem { order, listener: listener.clone(), product: product.clone(), price_coins, collection };
    placed(till::ask(ctx, till::Command::Redeem(redeem)).await)
}

/// Lets an order go that is still held. `of`: only if it is this listener's.
///
/// # Errors
/// Not found; `not-held`.
pub async fn cancel(ctx: &Ctx, order: &OrderId, of: Option<&ListenerId>, because: &str) -> Result<Placed> {
    step(ctx, order, Step::Cancel, of, because).await
}

/// Gives the coins of a fulfilled order back, into the lots they came from. What nobody has seen yet, or collected, goes
/// back on the shelf.
///
/// # Errors
/// Not found; `not-fulfilled`.
pub async fn refund(ctx: &Ctx, order: &OrderId, because: &str) -> Result<Placed> {
    step(ctx, order, Step::Refund, None, because).await
}

/// Its owner hands a fulfilled order back that they have not looked into or fetched, and has their coins again.
///
/// # Errors
/// Not found, where there is no such order or it is another's; `not-fulfilled`; `seen`.
pub async fn hand_back(ctx: &Ctx, order: &OrderId, listener: &ListenerId) -> Result<Placed> {
    step(ctx, order, Step::Refund, Some(listener), HANDED_BACK).await
}

async fn step(ctx: &Ctx, order: &OrderId, step: Step, of: Option<&ListenerId>, because: &str) -> Result<Placed> {
    let because = because.trim();
    if because.is_empty() || because.chars().count() > BECAUSE_LETTERS_AT_MOST {
        let problem = format!("a reason, which the listener reads, of at most {BECAUSE_LETTERS_AT_MOST} letters");
        return Err(Error::invalid("because", problem));
    }
    let settle = Settle { order: order.clone(), step, of: of.cloned(), because: Some(because.to_string()) };
    placed(till::ask(ctx, till::Command::SettleOrder(settle)).await)
}

fn placed(answer: Result<till::Done>) -> Result<Placed> {
    match answer? {
        till::Done::Placed(placed) => Ok(placed),
        other => Err(Error::Broken(format!("the till answered something else: {other:?}"))),
    }
}

/// Shows an order's owner what it brings, each time the same, and writes down that it did.
///
/// # Errors
/// Not found, where there is no such order or it is another's; `not-fulfilled`; `too-often`.
pub async fn reveal(ctx: &Ctx, vault: &Vault, order: &OrderId, listener: &ListenerId) -> Result<Revealed> {
    let mut tx = ctx.db.begin().await?;
    let brought = shelf::disclose(&mut tx, ctx, order, listener).await?;
    let revealed = open(vault, order, brought)?;
    tx.commit().await?;
    Ok(revealed)
}

/// What its owner has revealed and looks at still: the page that follows the deed. After [`LOOKED_AT_FOR_MS`] it is
/// another look, and written down; what was never revealed is not shown.
///
/// # Errors
/// As [`reveal`]; `not-revealed`.
pub async fn look(ctx: &Ctx, vault: &Vault, order: &OrderId, listener: &ListenerId) -> Result<Revealed> {
    let mut tx = ctx.db.begin().await?;
    let sql = "SELECT MAX(d.at_ms) FROM disclosure d JOIN shop_order o ON o.id = d.order_id
               WHERE o.id = $1 AND o.listener = $2 AND o.state = 'fulfilled'";
    let (last_ms,): (Option<i64>,) = tx.one("order", sql, values![order, listener]).await?;
    match last_ms {
        None => Err(Error::refused("not-revealed", "this was not revealed yet")),
        Some(last_ms) if ctx.clock.now_ms() - last_ms < LOOKED_AT_FOR_MS => {
            open(vault, order, shelf::brought(&mut tx, order).await?)
        }
        Some(_) => {
            drop(tx);
            reveal(ctx, vault, order, listener).await
        }
    }
}

fn open(vault: &Vault, order: &OrderId, brought: shelf::Brought) -> Result<Revealed> {
    let missing = || Error::Broken(format!("order {order} brings nothing"));
    Ok(match brought.kind {
        Kind::Voucher => {
            let (digest, code) = brought.voucher.ok_or_else(missing)?;
            Revealed::Voucher { code: vault.unlock(&of_voucher(&brought.product, &digest), &code)? }
        }
        Kind::Digital => {
            let text = brought.digital.ok_or_else(missing)?;
            Revealed::Digital { text: vault.unlock(&of_product(&brought.product), &text)? }
        }
        Kind::Collect => {
            Revealed::Collect { code: vault.collection_code(order), collected_at_ms: brought.collected_at_ms }
        }
    })
}

/// Staff hand goods over, against the code that somebody shows.
///
/// # Errors
/// What [`shelf::collect`] refuses.
pub async fn collect(ctx: &Ctx, vault: &Vault, code: &str) -> Result<OrderId> {
    let mut tx = ctx.db.begin().await?;
    let order = shelf::collect(&mut tx, ctx, &vault.collection_digest(code)).await?;
    tx.commit().await?;
    Ok(order)
}

/// The job [`crate::orders::FULFIL`]: makes ready all that is held. Answers how many orders it fulfilled.
pub async fn fulfil(ctx: &Ctx) -> Result<usize> {
    let since_ms = ctx.clock.now_ms() - HELD_AT_MOST_MS;
    each_held(ctx, since_ms, i64::MAX, Step::Fulfil, None).await
}

/// The job [`SWEEP`]: lets go what was held too long, and asks to be called again for what is held still. Answers how
/// many orders it cancelled.
pub async fn sweep(ctx: &Ctx) -> Result<usize> {
    let until_ms = ctx.clock.now_ms() - HELD_AT_MOST_MS;
    let because = Some("it could not be made ready in time");
    let swept = each_held(ctx, i64::MIN, until_ms, Step::Cancel, because).await?;
    let mut tx = ctx.db.begin().await?;
    ledger::rows::hold(&mut tx).await?;
    if let Some(oldest_ms) = rows::oldest_held_ms(&mut tx).await? {
        jobs::enqueue_at(&mut tx, ctx, SWEEP, Some(SWEEP), "", oldest_ms + HELD_AT_MOST_MS).await?;
    }
    tx.commit().await?;
    Ok(swept)
}

/// Takes a step with each order that is held since after one time and until another, a batch of the till at a time.
async fn each_held(ctx: &Ctx, since_ms: i64, until_ms: i64, step: Step, because: Option<&str>) -> Result<usize> {
    let mut done = 0;
    let mut after = (i64::MIN, String::new());
    let mut broken = None;
    loop {
        let mut tx = ctx.db.begin().await?;
        // The job gave up its key when it was taken: a batch that found the key still there, and so asked for no other
        // job, may be about to commit. It has the head until it does.
        ledger::rows::hold(&mut tx).await?;
        let held = rows::held(&mut tx, since_ms, until_ms, &after, till::BATCH_AT_MOST as i64).await?;
        drop(tx);
        let Some(last) = held.last().cloned() else { break };
        after = last;
        let settle = |order| Settle { order: OrderId(order), step, of: None, because: because.map(str::to_string) };
        let commands: Vec<till::Command> =
            held.into_iter().map(|(_, id)| till::Command::SettleOrder(settle(id))).collect();
        for answer in till::settle(ctx, &commands).await {
            match answer {
                Ok(till::Done::Placed(placed)) if !placed.again => done += 1,
                Ok(_) => {}
                // Somebody else took the order on meanwhile, or its time is up: another job sees to that.
                Err(Error::Refused { code: "not-held" | "overdue", .. }) => {}
                Err(error) => broken = Some(error),
            }
        }
    }
    broken.map_or(Ok(done), Err)
}
