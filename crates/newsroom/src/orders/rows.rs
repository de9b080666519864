//! The slice of the shop that a batch needs, out of the tables and back: a statement for all rows of a kind, however
//! many there are. The till has the ledger's head in hand, so no other batch moves meanwhile; what staff and readers may
//! touch beside it (a shelf, a disclosure, a collection) is locked until the commit, on PostgreSQL by `FOR UPDATE`.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::FromRow;

use super::plan::{Goods, Moved, Order, Slice};
use super::{FULFIL, HELD_AT_MOST_MS, Kind, Redeem, SWEEP, Settle, State};
use crate::ctx::Ctx;
use crate::db::packed::rows;
use crate::db::{Tx, values};
use crate::error::{Error, Result};
use crate::jobs;

#[derive(FromRow)]
struct OrderRow {
    id: String,
    listener: String,
    product_id: String,
    #[sqlx(try_from = "String")]
    kind: Kind,
    price_coins: i64,
    #[sqlx(try_from = "String")]
    state: State,
    held_at_ms: i64,
    fulfilled_at_ms: Option<i64>,
    cancelled_at_ms: Option<i64>,
    refunded_at_ms: Option<i64>,
    returned_at_ms: Option<i64>,
    because: Option<String>,
    disclosed_at_ms: Option<i64>,
    collection: Option<String>,
    collected_at_ms: Option<i64>,
}

#[derive(FromRow)]
struct GoodsRow {
    product_id: String,
    stocked: i64,
    taken: i64,
    returned: i64,
    #[sqlx(try_from = "String")]
    kind: Kind,
    price_coins: i64,
    listed_at_ms: Option<i64>,
    withdrawn_at_ms: Option<i64>,
    limit_orders: Option<i64>,
    limit_window_ms: Option<i64>,
}

#[derive(FromRow)]
struct VoucherRow {
    product_id: String,
    digest: String,
    position: i64,
    order_id: Option<String>,
}

/// One SQL text, and the same with a lock: SQLite has one writer and needs none.
macro_rules! locked {
    ($tx:expr, $sql:literal, $lock:literal) => {
        if matches!($tx, Tx::Sqlite(_)) { $sql } else { concat!($sql, $lock) }
    };
}

/// Fetches what these redemptions and steps touch.
pub async fn fetch(tx: &mut Tx, now_ms: i64, redeems: &[&Redeem], settles: &[&Settle]) -> Result<Slice> {
    let mut slice = Slice::at(now_ms);
    let ids = redeems.iter().map(|redeem| redeem.order.0.as_str());
    let ids = list(ids.chain(settles.iter().map(|settle| settle.order.0.as_str())));
    let sql = locked!(
        tx,
        "SELECT id, listener, product_id, kind, price_coins, state, held_at_ms, fulfilled_at_ms, cancelled_at_ms,
                refunded_at_ms, returned_at_ms, because, disclosed_at_ms, collection, collected_at_ms
         FROM shop_order WHERE id IN (SELECT value->>0 FROM jsonb_each($1))",
        " ORDER BY id FOR UPDATE"
    );
    let rows: Vec<OrderRow> = tx.all(sql, values![ids]).await?;
    for row in rows {
        let order = Order {
            listener: row.listener,
            product: row.product_id,
            kind: row.kind,
            price_coins: row.price_coins,
            state: row.state,
            held_at_ms: row.held_at_ms,
            fulfilled_at_ms: row.fulfilled_at_ms,
            cancelled_at_ms: row.cancelled_at_ms,
            refunded_at_ms: row.refunded_at_ms,
            returned_at_ms: row.returned_at_ms,
            because: row.because,
            disclosed_at_ms: row.disclosed_at_ms,
            collection: row.collection,
            collected_at_ms: row.collected_at_ms,
        };
        slice.orders.insert(row.id, order);
    }
    fetch_goods(tx, &mut slice, redeems).await?;
    fetch_vouchers(tx, &mut slice, redeems, settles).await?;
    fetch_counted(tx, &mut slice, redeems).await?;
    Ok(slice)
}

async fn fetch_goods(tx: &mut Tx, slice: &mut Slice, redeems: &[&Redeem]) -> Result<()> {
    let products = redeems.iter().map(|redeem| redeem.product.0.as_str());
    let products = list(products.chain(slice.orders.values().map(|order| order.product.as_str())));
    let sql = locked!(
        tx,
        "SELECT s.product_id, s.stocked, s.taken, s.returned, p.kind, p.price_coins, p.listed_at_ms, p.withdrawn_at_ms,
                p.limit_orders, p.limit_window_ms
         FROM shelf s JOIN product p ON p.id = s.product_id
         WHERE s.product_id IN (SELECT value->>0 FROM jsonb_each($1))",
        " ORDER BY s.product_id FOR UPDATE OF s"
    );
    let rows: Vec<GoodsRow> = tx.all(sql, values![products]).await?;
    for row in rows {
        let goods = Goods {
            kind: row.kind,
            price_coins: row.price_coins,
            listed: row.listed_at_ms.is_some(),
            withdrawn: row.withdrawn_at_ms.is_some(),
            limit: row.limit_orders.zip(row.limit_window_ms),
            stocked: row.stocked,
            taken: row.taken,
            returned: row.returned,
            before: (row.taken, row.returned),
            next: BTreeMap::new(),
        };
        slice.goods.insert(row.product_id, goods);
    }
    Ok(())
}

/// The next vouchers of each shelf, as many as this batch may take, and those of orders that were there.
async fn fetch_vouchers(tx: &mut Tx, slice: &mut Slice, redeems: &[&Redeem], settles: &[&Settle]) -> Result<()> {
    let mut asked: BTreeMap<&str, i64> = BTreeMap::new();
    for redeem in redeems {
        if slice.goods.get(&redeem.product.0).is_some_and(|goods| goods.kind == Kind::Voucher) {
            *asked.entry(&redeem.product.0).or_default() += 1;
        }
    }
    if !asked.is_empty() {
        let places = asked.iter().filter_map(|(product, many)| {
            let taken = slice.goods.get(*product)?.taken;
            Some((product, taken, taken + many))
        });
        let found: Vec<VoucherRow> = tx
            .all(
                "SELECT v.product_id, v.digest, v.position, v.order_id FROM jsonb_each($1) AS w
                 JOIN voucher v ON v.product_id = w.value->>0 AND v.position > CAST(w.value->>1 AS BIGINT)
                      AND v.position <= CAST(w.value->>2 AS BIGINT)",
                values![rows(places)],
            )
            .await?;
        for row in found {
            if let Some(goods) = slice.goods.get_mut(&row.product_id) {
                goods.next.insert(row.position, row.digest.clone());
            }
            keep(slice, row);
        }
    }
    if !settles.is_empty() {
        let found: Vec<VoucherRow> = tx
            .all(
                "SELECT product_id, digest, position, order_id FROM voucher
                 WHERE order_id IN (SELECT value->>0 FROM jsonb_each($1))",
                values![list(settles.iter().map(|settle| settle.order.0.as_str()))],
            )
            .await?;
        for row in found {
            keep(slice, row);
        }
    }
    Ok(())
}

fn keep(slice: &mut Slice, row: VoucherRow) {
    let VoucherRow { product_id, digest, position, order_id } = row;
    let key = (product_id, digest);
    if let Some(order) = &order_id {
        slice.voucher_of.insert(order.clone(), key.clone());
    }
    slice.vouchers.insert(key, Moved { position, order: order_id.clone(), burnt_at_ms: None, before: order_id });
}

/// Of products with a limit: the orders that each listener has had of it in its time, those let go or paid back aside.
async fn fetch_counted(tx: &mut Tx, slice: &mut Slice, redeems: &[&Redeem]) -> Result<()> {
    let mut asked: BTreeSet<(&str, &str, i64)> = BTreeSet::new();
    for redeem in redeems {
        if let Some((_, window_ms)) = slice.goods.get(&redeem.product.0).and_then(|goods| goods.limit) {
            asked.insert((&redeem.listener.0, &redeem.product.0, slice.now_ms - window_ms));
        }
    }
    if asked.is_empty() {
        return Ok(());
    }
    let found: Vec<(String, String, String)> = tx
        .all(
            "SELECT o.listener, o.product_id, o.id FROM jsonb_each($1) AS w
             JOIN shop_order o ON o.listener = w.value->>0 AND o.held_at_ms > CAST(w.value->>2 AS BIGINT)
                  AND o.product_id = w.value->>1 AND o.state IN ('held', 'fulfilled')",
            values![rows(asked)],
        )
        .await?;
    for (listener, product, order) in found {
        slice.counted.entry((listener, product)).or_default().insert(order);
    }
    Ok(())
}

fn list<'a>(of: impl Iterator<Item = &'a str>) -> String {
    let names: BTreeSet<&str> = of.collect();
    rows(names.iter().map(|name| [name]))
}

/// Writes what the batch changed, and the jobs that follow it.
pub async fn write(tx: &mut Tx, ctx: &Ctx, slice: &Slice) -> Result<()> {
    write_shelves(tx, slice).await?;
    write_placed(tx, slice).await?;
    write_settled(tx, slice).await?;
    write_vouchers(tx, slice).await?;
    if slice.has_new() {
        jobs::enqueue(tx, ctx, FULFIL, Some(FULFIL), "").await?;
        jobs::enqueue_at(tx, ctx, SWEEP, Some(SWEEP), "", ctx.clock.now_ms() + HELD_AT_MOST_MS).await?;
    }
    Ok(())
}

/// Each row was there when the batch was planned, and must be as it was.
fn all_touched(touched: u64, rows: usize, what: &str) -> Result<()> {
    if rows as u64 == touched {
        return Ok(());
    }
    Err(Error::Broken(format!("{what} changed while the till was at it")))
}

/// By how much, and never to a number: the table's own CHECK sees each sum.
async fn write_shelves(tx: &mut Tx, slice: &Slice) -> Result<()> {
    let moved = slice.goods.iter().filter(|(_, goods)| (goods.taken, goods.returned) != goods.before);
    let moved: Vec<_> = moved
        .map(|(product, goods)| (product, goods.taken - goods.before.0, goods.returned - goods.before.1))
        .collect();
    if moved.is_empty() {
        return Ok(());
    }
    let touched = tx
        .execute(
            "UPDATE shelf SET taken = taken + CAST(w.value->>1 AS BIGINT),
                returned = returned + CAST(w.value->>2 AS BIGINT)
             FROM jsonb_each($1) AS w WHERE shelf.product_id = w.value->>0",
            values![rows(&moved)],
        )
        .await?;
    all_touched(touched, moved.len(), "a shelf")
}

async fn write_placed(tx: &mut Tx, slice: &Slice) -> Result<()> {
    if slice.placed.is_empty() {
        return Ok(());
    }
    let placed = slice.placed.iter().filter_map(|id| Some((id, slice.orders.get(id)?)));
    let placed = placed.map(|(id, o)| {
        (
            id,
            &o.listener,
            &o.product,
            o.kind.name(),
            o.price_coins,
            super::hold_of(&crate::ids::OrderId(id.clone())),
            o.state.name(),
            o.held_at_ms,
            o.fulfilled_at_ms,
            o.cancelled_at_ms,
            o.refunded_at_ms,
            o.returned_at_ms,
            &o.because,
            &o.collection,
        )
    });
    tx.execute(
        "INSERT INTO shop_order (id, listener, product_id, kind, price_coins, hold, state, held_at_ms, fulfilled_at_ms,
            cancelled_at_ms, refunded_at_ms, returned_at_ms, because, collection, disclosures)
         SELECT value->>0, value->>1, value->>2, value->>3, CAST(value->>4 AS BIGINT), value->>5, value->>6,
                CAST(value->>7 AS BIGINT), CAST(value->>8 AS BIGINT), CAST(value->>9 AS BIGINT),
                CAST(value->>10 AS BIGINT), CAST(value->>11 AS BIGINT), value->>12, value->>13, 0
         FROM jsonb_each($1)",
        values![rows(placed)],
    )
    .await?;
    Ok(())
}

async fn write_settled(tx: &mut Tx, slice: &Slice) -> Result<()> {
    if slice.settled.is_empty() {
        return Ok(());
    }
    let settled = slice.settled.iter().filter_map(|(id, before)| Some((id, before, slice.orders.get(id)?)));
    let settled: Vec<_> = settled
        .map(|(id, before, o)| {
            (
                id,
                before.name(),
                o.state.name(),
                o.fulfilled_at_ms,
                o.cancelled_at_ms,
                o.refunded_at_ms,
                o.returned_at_ms,
                &o.because,
            )
        })
        .collect();
    let touched = tx
        .execute(
            "UPDATE shop_order SET state = w.value->>2, fulfilled_at_ms = CAST(w.value->>3 AS BIGINT),
                cancelled_at_ms = CAST(w.value->>4 AS BIGINT), refunded_at_ms = CAST(w.value->>5 AS BIGINT),
                returned_at_ms = CAST(w.value->>6 AS BIGINT), because = w.value->>7
             FROM jsonb_each($1) AS w WHERE shop_order.id = w.value->>0 AND shop_order.state = w.value->>1",
            values![rows(&settled)],
        )
        .await?;
    all_touched(touched, settled.len(), "an order")
}

async fn write_vouchers(tx: &mut Tx, slice: &Slice) -> Result<()> {
    if slice.touched_vouchers.is_empty() {
        return Ok(());
    }
    let moved = slice.touched_vouchers.iter().filter_map(|key| Some((key, slice.vouchers.get(key)?)));
    let moved: Vec<_> = moved
        .map(|((product, digest), v)| {
            (product, digest, v.before.as_deref().unwrap_or_default(), &v.order, v.position, v.burnt_at_ms)
        })
        .collect();
    let touched = tx
        .execute(
            "UPDATE voucher SET order_id = w.value->>3, position = CAST(w.value->>4 AS BIGINT),
                burnt_at_ms = CAST(w.value->>5 AS BIGINT)
             FROM jsonb_each($1) AS w
             WHERE voucher.product_id = w.value->>0 AND voucher.digest = w.value->>1
               AND COALESCE(voucher.order_id, '') = w.value->>2",
            values![rows(&moved)],
        )
        .await?;
    all_touched(touched, moved.len(), "a voucher")
}

/// Orders that are held since after `since_ms` and until `until_ms`, the oldest first; at most `many`, beginning after
/// the one named. Whoever must not miss an order that is just being made takes the ledger's head first.
pub async fn held(
    tx: &mut Tx,
    since_ms: i64,
    until_ms: i64,
    after: &(i64, String),
    many: i64,
) -> Result<Vec<(i64, String)>> {
    tx.all(
        "SELECT held_at_ms, id FROM shop_order
         WHERE state = 'held' AND held_at_ms > $1 AND held_at_ms <= $2
           AND (held_at_ms > $3 OR held_at_ms = $3 AND id > $4)
         ORDER BY held_at_ms, id LIMIT $5",
        values![since_ms, until_ms, after.0, &after.1, many],
    )
    .await
}

/// When the oldest of the orders that are held was, if there is one.
pub async fn oldest_held_ms(tx: &mut Tx) -> Result<Option<i64>> {
    let sql = "SELECT held_at_ms FROM shop_order WHERE state = 'held' ORDER BY held_at_ms LIMIT 1";
    let row: Option<(i64,)> = tx.optional(sql, values![]).await?;
    Ok(row.map(|(ms,)| ms))
}

/// Asks for the jobs that held orders wait for: after a restore, which keeps no jobs.
pub async fn ask_again(tx: &mut Tx, ctx: &Ctx) -> Result<()> {
    if let Some(oldest_ms) = oldest_held_ms(tx).await? {
        jobs::enqueue(tx, ctx, FULFIL, Some(FULFIL), "").await?;
        jobs::enqueue_at(tx, ctx, SWEEP, Some(SWEEP), "", oldest_ms + HELD_AT_MOST_MS).await?;
    }
    Ok(())
}
