//! Orders: a listener's coins for a product. What is there of it, who took it, and what became of that.
//!
//! ```text
//!            redeem            fulfil               refund
//!    (new) ────────► held ───────────► fulfilled ───────────► refunded
//!                     │ cancel
//!                     └──────► cancelled
//! ```
//!
//! [`plan`] takes each step on a slice in memory, beside the books; [`rows`] fetches the slice and writes it. Only the
//! till calls them: coins, what is left on the shelf and the voucher are one transaction. [`shelf`] is what staff do to
//! it, [`views`] what is read.

pub mod plan;
pub mod rows;
pub mod shelf;
pub mod vault;
pub mod views;

use serde::Serialize;

pub use plan::Slice;
pub use vault::Vault;

use crate::error::{Error, Result};
use crate::ids::{ListenerId, OrderId, ProductId};
use crate::ledger::TransferId;

/// An order is made ready at once, by a job; one that was not within a quarter of an hour is let go, so that nobody's
/// coins and nobody's voucher lie where a broken worker left them.
pub const HELD_AT_MOST_MS: i64 = 15 * 60_000;
/// The job that makes ready what is held; one for all.
pub const FULFIL: &str = "fulfil-orders";
/// The job that lets go what was held too long; one for all.
pub const SWEEP: &str = "sweep-orders";
/// What staff say of a step is short: the listener reads it in a list.
pub const BECAUSE_LETTERS_AT_MOST: usize = 400;

/// What an order brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A code of its own.
    Voucher,
    /// A text or a link, the same for everybody.
    Digital,
    /// Goods that are collected in person, against a code that is good once.
    Collect,
}

impl Kind {
    pub fn name(self) -> &'static str {
        match self {
            Kind::Voucher => "voucher",
            Kind::Digital => "digital",
            Kind::Collect => "collect",
        }
    }
}

impl TryFrom<String> for Kind {
    type Error = Error;

    fn try_from(name: String) -> Result<Kind> {
        let known = [Kind::Voucher, Kind::Digital, Kind::Collect].into_iter().find(|kind| kind.name() == name);
        known.ok_or_else(|| Error::Broken(format!("no product is a “{name}”")))
    }
}

/// How an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Coins, stock and voucher are set aside.
    Held,
    /// Paid, and its owner may see what it brings.
    Fulfilled,
    /// Let go before it was paid.
    Cancelled,
    /// Paid, and paid back.
    Refunded,
}

impl State {
    pub fn name(self) -> &'static str {
        match self {
            State::Held => "held",
            State::Fulfilled => "fulfilled",
            State::Cancelled => "cancelled",
            State::Refunded => "refunded",
        }
    }
}

impl TryFrom<String> for State {
    type Error = Error;

    fn try_from(name: String) -> Result<State> {
        let all = [State::Held, State::Fulfilled, State::Cancelled, State::Refunded];
        let known = all.into_iter().find(|state| state.name() == name);
        known.ok_or_else(|| Error::Broken(format!("no order is “{name}”")))
    }
}

/// Asks for a product. The till sets coins, stock and voucher aside, all or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redeem {
    /// See [`order_of`].
    pub order: OrderId,
    pub listener: ListenerId,
    pub product: ProductId,
    /// The price that the listener saw.
    pub price_coins: i64,
    /// Digest of the code that is shown where goods are collected; of other products it is left aside.
    pub collection: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    Fulfil,
    Cancel,
    Refund,
}

/// Takes an order a step on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settle {
    pub order: OrderId,
    pub step: Step,
    /// Only if it is this listener's.
    pub of: Option<ListenerId>,
    pub because: Option<String>,
}

/// An order, after a command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Placed {
    pub order: OrderId,
    pub state: State,
    pub price_coins: i64,
    /// The very same was asked for before: nothing was changed now.
    pub again: bool,
}

/// The order that a listener's request makes, however often it comes.
pub fn order_of(listener: &ListenerId, request: &str) -> OrderId {
    OrderId(TransferId::of(&["order", &listener.0, request]).0)
}

/// The transfer that sets an order's coins aside.
pub fn hold_of(order: &OrderId) -> TransferId {
    TransferId::of(&["order", &order.0, "hold"])
}

/// The transfer of a step.
pub fn transfer_of(order: &OrderId, step: Step) -> TransferId {
    let step = match step {
        Step::Fulfil => "fulfil",
        Step::Cancel => "cancel",
        Step::Refund => "refund",
    };
    TransferId::of(&["order", &order.0, step])
}
