//! What a step does to an order, its shelf, its voucher and the books. Nothing but slices in memory is read or changed,
//! and what is refused leaves them as they were: all is looked at before anything is written.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{HELD_AT_MOST_MS, Kind, Placed, Redeem, Settle, State, Step, hold_of, transfer_of};
use crate::error::{Error, Result};
use crate::ids::OrderId;
use crate::ledger::{self, Account, Asked, Books, Settlement, plan::plan};

/// A product and its shelf.
#[derive(Clone, Debug)]
pub struct Goods {
    pub kind: Kind,
    pub price_coins: i64,
    pub listed: bool,
    pub withdrawn: bool,
    /// Orders of a listener, in so many ms.
    pub limit: Option<(i64, i64)>,
    pub stocked: i64,
    pub taken: i64,
    pub returned: i64,
    /// What was taken and returned before this batch: what it changes is the difference.
    pub before: (i64, i64),
    /// Digests of the next vouchers, by their place.
    pub next: BTreeMap<i64, String>,
}

impl Goods {
    pub fn left(&self) -> i64 {
        self.stocked + self.returned - self.taken
    }
}

/// As it stands in its row, beside its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    pub listener: String,
    pub product: String,
    pub kind: Kind,
    pub price_coins: i64,
    pub state: State,
    pub held_at_ms: i64,
    pub fulfilled_at_ms: Option<i64>,
    pub cancelled_at_ms: Option<i64>,
    pub refunded_at_ms: Option<i64>,
    pub returned_at_ms: Option<i64>,
    pub because: Option<String>,
    pub disclosed_at_ms: Option<i64>,
    pub collection: Option<String>,
    pub collected_at_ms: Option<i64>,
}

/// A voucher that this batch may move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    pub position: i64,
    pub order: Option<String>,
    pub burnt_at_ms: Option<i64>,
    /// Whose it was before this batch.
    pub before: Option<String>,
}

/// A batch's slice of the shop.
#[derive(Clone, Debug)]
pub struct Slice {
    pub now_ms: i64,
    pub(super) goods: HashMap<String, Goods>,
    pub(super) orders: HashMap<String, Order>,
    /// By product and digest.
    pub(super) vouchers: HashMap<(String, String), Moved>,
    pub(super) voucher_of: HashMap<String, (String, String)>,
    /// Orders that count against a listener's limit, by listener and product.
    pub(super) counted: HashMap<(String, String), HashSet<String>>,
    /// Orders that are new.
    pub(super) placed: BTreeSet<String>,
    /// Orders that were there and are changed, with the state they had.
    pub(super) settled: BTreeMap<String, State>,
    pub(super) touched_vouchers: BTreeSet<(String, String)>,
}

impl Slice {
    pub fn at(now_ms: i64) -> Slice {
        Slice {
            now_ms,
            goods: HashMap::new(),
            orders: HashMap::new(),
            vouchers: HashMap::new(),
            voucher_of: HashMap::new(),
            counted: HashMap::new(),
            placed: BTreeSet::new(),
            settled: BTreeMap::new(),
            touched_vouchers: BTreeSet::new(),
        }
    }

    pub fn changed(&self) -> bool {
        !self.placed.is_empty() || !self.settled.is_empty()
    }

    /// Whether there are new orders that a job must make ready.
    pub fn has_new(&self) -> bool {
        self.placed.iter().any(|id| self.orders.get(id).is_some_and(|order| order.state == State::Held))
    }
}

/// The transfer that a redemption may make: what the till must fetch of the books before it plans it.
pub fn hold(redeem: &Redeem) -> ledger::Command {
    let memo = serde_json::json!({ "order": redeem.order, "product": redeem.product });
    ledger::Command::Transfer(Asked {
        id: hold_of(&redeem.order),
        pending: true,
        debit: Account::Wallet(redeem.listener.clone()),
        credit: Account::Redeemed,
        coins: redeem.price_coins,
        expires_at_ms: None,
        reason: "redeem".into(),
        memo: memo.to_string(),
    })
}

/// The transfer that a step may make, of an order of so many coins.
pub fn settlement(settle: &Settle, price_coins: i64) -> ledger::Command {
    let Settle { order, step, because, .. } = settle;
    let id = transfer_of(order, *step);
    let memo = serde_json::json!({ "order": order, "because": because }).to_string();
    let pending = hold_of(order);
    match step {
        Step::Fulfil => ledger::Command::Settle { id, pending, how: Settlement::Post, memo },
        Step::Cancel => ledger::Command::Settle { id, pending, how: Settlement::Void, memo },
        Step::Refund => ledger::Command::Reverse {
            id,
            transfer: transfer_of(order, Step::Fulfil),
            coins: price_coins,
            reason: "refund".into(),
            memo,
        },
    }
}

/// Sets coins, stock and, of vouchers, the next one aside.
///
/// # Errors
/// `unknown-product`, `withdrawn`, `price-changed`, `limit-reached`, `out-of-stock`, and `insufficient` of the books;
/// `conflict` when the same request asked for something else before. Then nothing has changed.
pub fn redeem(slice: &mut Slice, books: &mut Books, redeem: &Redeem) -> Result<Placed> {
    let Redeem { order: id, listener, product, price_coins, collection } = redeem;
    if let Some(before) = slice.orders.get(&id.0) {
        let same = (&before.listener, &before.product, before.price_coins) == (&listener.0, &product.0, *price_coins);
        if !same {
            return Err(Error::refused("conflict", "this request was made before, for something else"));
        }
        return Ok(placed(id, before, true));
    }
    let unknown = || Error::refused("unknown-product", "there is no such product");
    let goods = slice.goods.get(&product.0).filter(|goods| goods.listed).ok_or_else(unknown)?;
    if goods.withdrawn {
        return Err(Error::refused("withdrawn", "this is not offered any more"));
    }
    if goods.price_coins != *price_coins {
        let reason = format!("the price is {} coins by now, and was {price_coins}: look again", goods.price_coins);
        return Err(Error::refused("price-changed", reason));
    }
    let counted = (listener.0.clone(), product.0.clone());
    if let Some((orders, _)) = goods.limit {
        let had = slice.counted.get(&counted).map_or(0, HashSet::len);
        if had as i64 >= orders {
            let reason = format!("nobody has more than {orders} of these in that time: come back later");
            return Err(Error::refused("limit-reached", reason));
        }
    }
    if goods.left() <= 0 {
        return Err(Error::refused("out-of-stock", "there is none left"));
    }
    let place = goods.taken + 1;
    let voucher = match goods.kind {
        Kind::Voucher => {
            let missing = || Error::Broken(format!("product {product} has no voucher at place {place}"));
            Some((product.0.clone(), goods.next.get(&place).cloned().ok_or_else(missing)?))
        }
        Kind::Digital | Kind::Collect => None,
    };
    let kind = goods.kind;
    if plan(books, &hold(redeem))?.again {
        return Err(Error::Broken(format!("the coins of order {id} were set aside before, and there is no order")));
    }

    // From here on nothing is refused.
    if let Some(goods) = slice.goods.get_mut(&product.0) {
        goods.taken += 1;
        goods.next.remove(&place);
    }
    if let Some(key) = voucher {
        slice.touched_vouchers.insert(key.clone());
        if let Some(voucher) = slice.vouchers.get_mut(&key) {
            voucher.order = Some(id.0.clone());
        }
        slice.voucher_of.insert(id.0.clone(), key);
    }
    slice.counted.entry(counted).or_default().insert(id.0.clone());
    let order = Order {
        listener: listener.0.clone(),
        product: product.0.clone(),
        kind,
        price_coins: *price_coins,
        state: State::Held,
        held_at_ms: slice.now_ms,
        fulfilled_at_ms: None,
        cancelled_at_ms: None,
        refunded_at_ms: None,
        returned_at_ms: None,
        because: None,
        disclosed_at_ms: None,
        collection: (kind == Kind::Collect).then(|| collection.clone()),
        collected_at_ms: None,
    };
    let answer = placed(id, &order, false);
    slice.orders.insert(id.0.clone(), order);
    slice.placed.insert(id.0.clone());
    Ok(answer)
}

/// Takes an order a step on. A step that was taken before is answered as it was.
///
/// # Errors
/// Not found, where there is no such order or it is another's; `overdue` for one that is held too long to be fulfilled;
/// `not-held`, `not-fulfilled`; `seen`, when its owner hands back what they have seen or fetched. Then nothing has
/// changed.
pub fn settle(slice: &mut Slice, books: &mut Books, settle: &Settle) -> Result<Placed> {
    let id = &settle.order;
    let theirs = |order: &&Order| settle.of.as_ref().is_none_or(|listener| listener.0 == order.listener);
    let order = slice.orders.get(&id.0).filter(theirs).ok_or(Error::NotFound("order"))?;
    let (from, to) = match settle.step {
        Step::Fulfil => (State::Held, State::Fulfilled),
        Step::Cancel => (State::Held, State::Cancelled),
        Step::Refund => (State::Fulfilled, State::Refunded),
    };
    if order.state == to {
        return Ok(placed(id, order, true));
    }
    if order.state != from {
        let code = if from == State::Held { "not-held" } else { "not-fulfilled" };
        return Err(Error::refused(code, format!("the order is {} already", order.state.name())));
    }
    if settle.step == Step::Fulfil && slice.now_ms - order.held_at_ms >= HELD_AT_MOST_MS {
        return Err(Error::refused("overdue", "the order waited too long, and its coins go back"));
    }
    let comes_back = match (settle.step, order.kind) {
        (Step::Fulfil, _) => false,
        (Step::Cancel, _) => true,
        (Step::Refund, Kind::Collect) => order.collected_at_ms.is_none(),
        (Step::Refund, Kind::Voucher | Kind::Digital) => order.disclosed_at_ms.is_none(),
    };
    // Staff may refund what was seen, and its voucher is burnt; its owner would keep the code and the coins.
    if settle.step == Step::Refund && settle.of.is_some() && !comes_back {
        return Err(Error::refused("seen", "you have had what it brings: the newsroom decides about a refund"));
    }
    let (product, price_coins, listener) = (order.product.clone(), order.price_coins, order.listener.clone());
    if !slice.goods.contains_key(&product) {
        return Err(Error::Broken(format!("order {id} has no shelf")));
    }
    if plan(books, &settlement(settle, price_coins))?.again {
        return Err(Error::Broken(format!("the coins of order {id} were settled before, and the order was not")));
    }

    // From here on nothing is refused.
    let now_ms = slice.now_ms;
    let mut end = None;
    if let Some(goods) = slice.goods.get_mut(&product).filter(|_| comes_back) {
        goods.returned += 1;
        end = Some(goods.stocked + goods.returned);
    }
    if to != State::Fulfilled {
        if let Some(counted) = slice.counted.get_mut(&(listener, product.clone())) {
            counted.remove(&id.0);
        }
        put_back(slice, id, &product, end);
    }
    let placed_now = slice.placed.contains(&id.0);
    let Some(order) = slice.orders.get_mut(&id.0) else { return Err(Error::NotFound("order")) };
    if !placed_now {
        slice.settled.entry(id.0.clone()).or_insert(order.state);
    }
    order.state = to;
    order.because = settle.because.clone();
    match to {
        State::Fulfilled => order.fulfilled_at_ms = Some(now_ms),
        State::Cancelled => order.cancelled_at_ms = Some(now_ms),
        State::Refunded => order.refunded_at_ms = Some(now_ms),
        State::Held => {}
    }
    order.returned_at_ms = comes_back.then_some(now_ms);
    Ok(placed(id, order, false))
}

/// The voucher of an order, if it has one: to the end of its shelf, or burnt.
fn put_back(slice: &mut Slice, id: &OrderId, product: &str, end: Option<i64>) {
    let Some(key) = slice.voucher_of.get(&id.0).cloned() else { return };
    let Some(voucher) = slice.vouchers.get_mut(&key) else { return };
    match end {
        Some(place) => {
            voucher.order = None;
            voucher.position = place;
            if let Some(goods) = slice.goods.get_mut(product) {
                goods.next.insert(place, key.1.clone());
            }
            slice.voucher_of.remove(&id.0);
        }
        None => voucher.burnt_at_ms = Some(slice.now_ms),
    }
    slice.touched_vouchers.insert(key);
}

fn placed(id: &OrderId, order: &Order, again: bool) -> Placed {
    Placed { order: id.clone(), state: order.state, price_coins: order.price_coins, again }
}
