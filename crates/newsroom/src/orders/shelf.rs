//! What staff do to a shelf, and what its owner and staff do to a fulfilled order: each a guarded change of its own, beside
//! the till, whose batches wait for it and are waited for.

use std::collections::HashSet;

use serde_json::{Value as Json, json};

use super::vault::of_voucher;
use super::{Kind, State, Vault};
use crate::ctx::Ctx;
use crate::db::{Tx, values};
use crate::error::{Error, Result};
use crate::ids::{ListenerId, OrderId, ProductId};

/// More than any newsroom has of a product.
pub const STOCK_AT_MOST: i64 = 1_000_000_000_000;
/// How often an order's owner is shown what it brings: each time is a row, and whoever asks more often is a program.
pub const DISCLOSURES_AT_MOST: i64 = 1_000;
/// Rows handed to one statement.
const ROWS_AT_ONCE: usize = 5_000;

/// A shelf for a new product, with so many on it.
pub async fn put_up(tx: &mut Tx, product: &ProductId, stocked: i64) -> Result<()> {
    tx.execute(
        "INSERT INTO shelf (product_id, stocked, taken, returned) VALUES ($1, $2, 0, 0)",
        values![product, stocked],
    )
    .await?;
    Ok(())
}

/// Puts so many on a shelf, or takes so many away (`by` below nought) that are left. Vouchers are counted, not said.
///
/// # Errors
/// Invalid for nought and for numbers beyond [`STOCK_AT_MOST`]; `fewer-left`, when there are not so many to take away.
pub async fn restock(tx: &mut Tx, product: &ProductId, by: i64) -> Result<()> {
    if by == 0 || !(-STOCK_AT_MOST..=STOCK_AT_MOST).contains(&by) {
        return Err(Error::invalid("stock", format!("a whole number up to {STOCK_AT_MOST}, and not 0")));
    }
    let touched = tx
        .execute(
            "UPDATE shelf SET stocked = stocked + $2
             WHERE product_id = $1 AND stocked + $2 BETWEEN 0 AND $3 AND stocked + $2 + returned >= taken
               AND EXISTS (SELECT 1 FROM product p WHERE p.id = $1 AND p.kind <> 'voucher')",
            values![product, by, STOCK_AT_MOST],
        )
        .await?;
    if touched == 1 {
        return Ok(());
    }
    let sql = "SELECT p.kind, s.stocked, s.stocked + s.returned - s.taken FROM product p
               JOIN shelf s ON s.product_id = p.id WHERE p.id = $1";
    let (kind, stocked, left): (String, i64, i64) = tx.one("product", sql, values![product]).await?;
    if kind == Kind::Voucher.name() {
        return Err(Error::refused("counted", "there are as many as there are vouchers: upload more of them"));
    }
    if by > 0 {
        return Err(Error::invalid("stock", format!("{stocked} and {by} more are beyond {STOCK_AT_MOST}")));
    }
    Err(Error::refused("fewer-left", format!("{left} are left: no more can be taken away")))
}

/// Puts vouchers at the end of a shelf, and hands back the places in `codes` of those that the product's partner has
/// given before.
pub async fn add_vouchers(
    tx: &mut Tx,
    ctx: &Ctx,
    vault: &Vault,
    product: &ProductId,
    codes: &[&str],
) -> Result<HashSet<usize>> {
    // Takes the shelf, so that two files are added one after the other and places stay without gaps.
    let sql = "UPDATE shelf SET stocked = stocked WHERE product_id = $1 RETURNING stocked + returned";
    let (mut place,): (i64,) = tx.one("product", sql, values![product]).await?;
    let digests: Vec<String> = codes.iter().map(|code| vault.digest(code)).collect();
    let mut there = HashSet::new();
    for chunk in digests.chunks(ROWS_AT_ONCE) {
        let asked = Json::from_iter(chunk.iter().map(|digest| json!([digest])));
        let rows: Vec<(String,)> = tx
            .all(
                "SELECT v.digest FROM product p JOIN product other ON other.partner = p.partner
                 JOIN voucher v ON v.product_id = other.id
                 WHERE p.id = $1 AND v.digest IN (SELECT value->>0 FROM json_each($2))",
                values![product, asked.to_string()],
            )
            .await?;
        there.extend(rows.into_iter().map(|(digest,)| digest));
    }
    let mut before = HashSet::new();
    let mut rows = Vec::new();
    for (at, (code, digest)) in codes.iter().zip(&digests).enumerate() {
        if there.contains(digest) {
            before.insert(at);
            continue;
        }
        place += 1;
        rows.push(json!([digest, vault.lock(&ctx.chance, &of_voucher(product, digest), code)?, place]));
    }
    for chunk in rows.chunks(ROWS_AT_ONCE) {
        tx.execute(
            "INSERT INTO voucher (product_id, digest, code, position, added_at_ms)
             SELECT $1, value->>0, value->>1, CAST(value->>2 AS BIGINT), $2 FROM json_each($3)",
            values![product, ctx.clock.now_ms(), Json::from_iter(chunk.iter().cloned()).to_string()],
        )
        .await?;
    }
    tx.execute("UPDATE shelf SET stocked = stocked + $2 WHERE product_id = $1", values![product, rows.len() as i64])
        .await?;
    Ok(before)
}

/// What an order brings, still encrypted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brought {
    pub product: ProductId,
    pub kind: Kind,
    /// A voucher's digest and code.
    pub voucher: Option<(String, String)>,
    /// What a digital product brings.
    pub digital: Option<String>,
    pub collected_at_ms: Option<i64>,
}

/// Writes down that an order's owner is shown what it brings, and hands it out.
///
/// # Errors
/// Not found, where there is no such order or it is another's; `not-fulfilled`; `too-often`.
pub async fn disclose(tx: &mut Tx, ctx: &Ctx, order: &OrderId, listener: &ListenerId) -> Result<Brought> {
    let touched: Option<(i64, i64)> = tx
        .optional(
            "UPDATE shop_order SET disclosures = disclosures + 1,
                disclosed_at_ms = COALESCE(disclosed_at_ms, CASE WHEN $3 < fulfilled_at_ms THEN fulfilled_at_ms ELSE $3 END)
             WHERE id = $1 AND listener = $2 AND state = 'fulfilled' AND disclosures < $4
             RETURNING disclosures, fulfilled_at_ms",
            values![order, listener, ctx.clock.now_ms(), DISCLOSURES_AT_MOST],
        )
        .await?;
    let Some((number, fulfilled_at_ms)) = touched else {
        let sql = "SELECT state, disclosures FROM shop_order WHERE id = $1 AND listener = $2";
        let (state, disclosures): (String, i64) = tx.one("order", sql, values![order, listener]).await?;
        if State::try_from(state.clone())? == State::Fulfilled {
            return Err(Error::refused("too-often", format!("this was shown {disclosures} times: ask the newsroom")));
        }
        return Err(Error::refused("not-fulfilled", format!("the order is {state}: there is nothing to show")));
    };
    tx.execute(
        "INSERT INTO disclosure (order_id, number, listener, at_ms) VALUES ($1, $2, $3, $4)",
        values![order, number, listener, ctx.clock.now_ms().max(fulfilled_at_ms)],
    )
    .await?;
    brought(tx, order).await
}

/// What an order brings. Whoever asks has made sure that it may be shown.
pub async fn brought(tx: &mut Tx, order: &OrderId) -> Result<Brought> {
    type Row = (String, String, Option<String>, Option<String>, Option<String>, Option<i64>);
    let (product, kind, digest, code, digital, collected_at_ms): Row = tx
        .one(
            "order",
            "SELECT o.product_id, o.kind, v.digest, v.code, p.digital, o.collected_at_ms
             FROM shop_order o JOIN product p ON p.id = o.product_id LEFT JOIN voucher v ON v.order_id = o.id
             WHERE o.id = $1",
            values![order],
        )
        .await?;
    Ok(Brought {
        product: ProductId(product),
        kind: kind.try_into()?,
        voucher: digest.zip(code),
        digital,
        collected_at_ms,
    })
}

/// Goods are handed over against the code of their order, once.
///
/// # Errors
/// `unknown-code`; `collected`, when they were handed over before; `not-fulfilled`.
pub async fn collect(tx: &mut Tx, ctx: &Ctx, collection: &str) -> Result<OrderId> {
    let touched: Option<(String,)> = tx
        .optional(
            "UPDATE shop_order SET collected_at_ms = CASE WHEN $2 < fulfilled_at_ms THEN fulfilled_at_ms ELSE $2 END
             WHERE collection = $1 AND state = 'fulfilled' AND collected_at_ms IS NULL RETURNING id",
            values![collection, ctx.clock.now_ms()],
        )
        .await?;
    if let Some((id,)) = touched {
        return Ok(OrderId(id));
    }
    let sql = "SELECT state, collected_at_ms FROM shop_order WHERE collection = $1";
    let found: Option<(String, Option<i64>)> = tx.optional(sql, values![collection]).await?;
    Err(match found {
        None => Error::refused("unknown-code", "this is no order's code: read it once more"),
        Some((_, Some(_))) => Error::refused("collected", "these goods were handed over before"),
        Some((state, None)) => Error::refused("not-fulfilled", format!("the order is {state}: nothing is handed over")),
    })
}
