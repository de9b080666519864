//! Orders as listeners and staff read them.

use std::collections::HashMap;

use serde::Serialize;
use serde_json::json;
use sqlx::FromRow;

use super::{Kind, State};
use crate::db::{Db, values};
use crate::error::Result;
use crate::ids::{ListenerId, OrderId, ProductId};

/// Orders of a list at a time.
pub const LISTED_AT_MOST: i64 = 100;

/// An order, without what it brings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, FromRow)]
pub struct Order {
    pub id: OrderId,
    pub listener: ListenerId,
    pub product_id: ProductId,
    #[sqlx(try_from = "String")]
    pub kind: Kind,
    /// What was paid.
    pub price_coins: i64,
    #[sqlx(try_from = "String")]
    pub state: State,
    pub held_at_ms: i64,
    pub fulfilled_at_ms: Option<i64>,
    pub cancelled_at_ms: Option<i64>,
    pub refunded_at_ms: Option<i64>,
    /// Why it was cancelled or refunded.
    pub because: Option<String>,
    /// When its owner first saw what it brings, and how often.
    pub disclosed_at_ms: Option<i64>,
    pub disclosures: i64,
    pub collected_at_ms: Option<i64>,
}

/// Where the next page of a list begins: after this order. The first page begins at [`Before::all`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    pub held_at_ms: i64,
    pub id: String,
}

impl Before {
    pub fn all() -> Before {
        Before { held_at_ms: i64::MAX, id: String::new() }
    }

    pub fn of(order: &Order) -> Before {
        Before { held_at_ms: order.held_at_ms, id: order.id.0.clone() }
    }
}

/// Which orders staff look at. What is `None` is left open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Which {
    pub state: Option<State>,
    pub product: Option<ProductId>,
    pub listener: Option<ListenerId>,
    /// Goods that wait to be collected, of orders fulfilled before this time: the late ones.
    pub waiting_since_ms: Option<i64>,
}

pub async fn by_id(db: &Db, id: &OrderId) -> Result<Order> {
    db.one(
        "order",
        "SELECT id, listener, product_id, kind, price_coins, state, held_at_ms, fulfilled_at_ms, cancelled_at_ms,
                refunded_at_ms, because, disclosed_at_ms, disclosures, collected_at_ms
         FROM shop_order WHERE id = $1",
        values![id],
    )
    .await
}

/// A listener's own orders, the newest first, at most [`LISTED_AT_MOST`].
pub async fn of_listener(db: &Db, listener: &ListenerId, before: &Before) -> Result<Vec<Order>> {
    db.all(
        "SELECT id, listener, product_id, kind, price_coins, state, held_at_ms, fulfilled_at_ms, cancelled_at_ms,
                refunded_at_ms, because, disclosed_at_ms, disclosures, collected_at_ms
         FROM shop_order WHERE listener = $1 AND (held_at_ms < $2 OR held_at_ms = $2 AND id < $3)
         ORDER BY held_at_ms DESC, id DESC LIMIT $4",
        values![listener, before.held_at_ms, &before.id, LISTED_AT_MOST],
    )
    .await
}

/// Orders for staff, the newest first, at most [`LISTED_AT_MOST`].
pub async fn list(db: &Db, which: &Which, before: &Before) -> Result<Vec<Order>> {
    let state = which.state.map(|state| state.name().to_string());
    db.all(
        "SELECT id, listener, product_id, kind, price_coins, state, held_at_ms, fulfilled_at_ms, cancelled_at_ms,
                refunded_at_ms, because, disclosed_at_ms, disclosures, collected_at_ms
         FROM shop_order
         WHERE (held_at_ms < $1 OR held_at_ms = $1 AND id < $2)
           AND (CAST($3 AS TEXT) IS NULL OR state = $3) AND (CAST($4 AS TEXT) IS NULL OR product_id = $4)
           AND (CAST($5 AS TEXT) IS NULL OR listener = $5)
           AND (CAST($6 AS BIGINT) IS NULL OR kind = 'collect' AND state = 'fulfilled' AND collected_at_ms IS NULL
                AND fulfilled_at_ms < $6)
         ORDER BY held_at_ms DESC, id DESC LIMIT $7",
        values![
            before.held_at_ms,
            &before.id,
            state,
            &which.product,
            &which.listener,
            which.waiting_since_ms,
            LISTED_AT_MOST
        ],
    )
    .await
}

/// What each of some orders is for.
pub async fn products_of(db: &Db, orders: impl Iterator<Item = &OrderId>) -> Result<HashMap<OrderId, ProductId>> {
    let ids = serde_json::Value::from_iter(orders.map(|id| json!([id]))).to_string();
    let sql = "SELECT id, product_id FROM shop_order WHERE id IN (SELECT value->>0 FROM json_each($1))";
    Ok(db.all::<(OrderId, ProductId)>(sql, values![ids]).await?.into_iter().collect())
}

/// Each time that an order's owner was shown what it brings (Unix ms), the latest first.
pub async fn disclosures(db: &Db, order: &OrderId) -> Result<Vec<i64>> {
    let sql = "SELECT at_ms FROM disclosure WHERE order_id = $1 ORDER BY number DESC LIMIT $2";
    let rows: Vec<(i64,)> = db.all(sql, values![order, LISTED_AT_MOST]).await?;
    Ok(rows.into_iter().map(|(at_ms,)| at_ms).collect())
}
