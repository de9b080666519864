//! The books: who has how many coins, and why. Double entry, append-only, chained by hashes.
//!
//! [`Books`] is a slice of them in memory, on which a [`Command`] is planned without any input or output; [`rows`]
//! fetches the slice and writes what changed. Only the till calls either, for a whole batch at once.
//!
//! A transfer takes coins from one account (debit) and gives them to another (credit). It is *posted* at once, or
//! *pending* until a *post* or a *void* settles it. A wallet's coins lie in lots by the time they expire, and are spent
//! oldest first; coins set aside for an order stay in their lots, and go back into them.

pub mod books;
pub mod chain;
pub mod checkpoint;
pub mod plan;
pub mod rows;
pub mod stop;
pub mod verify;
pub mod wallet;

use serde::Serialize;
use sha2::{Digest, Sha256};

pub use books::Books;

use crate::ids::{ListenerId, hex};

/// More coins than any newsroom gives out; sums of as many transfers as can ever be stay far below 2^63.
pub const COINS_AT_MOST: i64 = 1_000_000_000_000;
/// What a transfer tells of itself is short: it is read in a statement.
pub const MEMO_LETTERS_AT_MOST: usize = 4_000;

/// Where coins come from, lie and go.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Account {
    /// Coins come from here; what it owes is what was ever given out.
    Issue,
    /// A listener's coins.
    Wallet(ListenerId),
    /// Coins that were given for products.
    Redeemed,
    /// Coins whose time was up.
    Expired,
}

impl Account {
    /// Its name in the table.
    pub fn name(&self) -> String {
        match self {
            Account::Issue => "issue".into(),
            Account::Wallet(listener) => format!("wallet:{listener}"),
            Account::Redeemed => "redeemed".into(),
            Account::Expired => "expired".into(),
        }
    }
}

/// Whether an account's name is a wallet's: those have lots.
pub fn is_wallet(account: &str) -> bool {
    account.starts_with("wallet:")
}

/// What names a transfer for ever: the same id is the same transfer, however often it is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct TransferId(pub String);

impl TransferId {
    /// The id of what happens once for these parts: `["earn", listener, "17"]`. Half a SHA-256, 32 hexadecimal digits.
    pub fn of(parts: &[&str]) -> TransferId {
        let mut hash = Sha256::new();
        for part in parts {
            // With its length, so that ["a", "bc"] is not ["ab", "c"].
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        TransferId(hex(&hash.finalize()[..16]))
    }
}

/// How a transfer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Posted,
    /// Set aside: counts against what is available, and is nobody's yet.
    Pending,
    /// Settles a pending transfer: it is done.
    Post,
    /// Settles a pending transfer: it never was.
    Void,
}

impl Kind {
    pub fn name(self) -> &'static str {
        match self {
            Kind::Posted => "posted",
            Kind::Pending => "pending",
            Kind::Post => "post",
            Kind::Void => "void",
        }
    }

    /// The one of this name.
    pub fn of(name: &str) -> Option<Kind> {
        [Kind::Posted, Kind::Pending, Kind::Post, Kind::Void].into_iter().find(|kind| kind.name() == name)
    }
}

/// What the books can be asked to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Moves coins, or sets them aside.
    Transfer(Asked),
    /// Does what was set aside, or lets it go.
    Settle { id: TransferId, pending: TransferId, how: Settlement, memo: String },
    /// Takes coins of a transfer back: those that were spent return to the lots they came from.
    Reverse { id: TransferId, transfer: TransferId, coins: i64, reason: String, memo: String },
    /// Takes from a wallet what is left of a lot whose time is up.
    Expire { wallet: ListenerId, expires_at_ms: i64 },
}

/// A transfer as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub id: TransferId,
    /// Set aside, to be settled later.
    pub pending: bool,
    pub debit: Account,
    pub credit: Account,
    pub coins: i64,
    /// When the coins expire: for wallets that get some, and only for them.
    pub expires_at_ms: Option<i64>,
    /// Why, as a stable word: `earn`, `redeem`.
    pub reason: String,
    /// What a statement shows: JSON.
    pub memo: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settlement {
    Post,
    Void,
}

/// What was written, or had been written before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    pub seq: i64,
    pub coins: i64,
    /// The very same was asked for before: nothing was written now.
    pub again: bool,
}

impl Command {
    /// The id of the transfer that this makes. What expires is named by its lot and by the last transfer that touched
    /// it: asked twice it is one transfer, and coins that come back into an expired lot expire once more. `None`: no
    /// such lot.
    pub(crate) fn id(&self, books: &Books) -> Option<TransferId> {
        match self {
            Command::Transfer(asked) => Some(asked.id.clone()),
            Command::Settle { id, .. } | Command::Reverse { id, .. } => Some(id.clone()),
            Command::Expire { wallet, expires_at_ms } => {
                let wallet = Account::Wallet(wallet.clone()).name();
                let lot = books.lots.get(&wallet)?.get(expires_at_ms)?;
                Some(TransferId::of(&["expire", &wallet, &expires_at_ms.to_string(), &lot.seq.to_string()]))
            }
        }
    }
}

/// A digest of all that a command asks for.
fn request(command: &Command) -> String {
    let text = |parts: &[&str]| TransferId::of(parts).0;
    match command {
        Command::Transfer(asked) => text(&[
            if asked.pending { "pending" } else { "posted" },
            &asked.debit.name(),
            &asked.credit.name(),
            &asked.coins.to_string(),
            &asked.reason,
            &asked.memo,
        ]),
        Command::Settle { pending, how, .. } => {
            text(&[if *how == Settlement::Post { "post" } else { "void" }, &pending.0])
        }
        Command::Reverse { transfer, coins, reason, .. } => text(&["reverse", &transfer.0, &coins.to_string(), reason]),
        Command::Expire { wallet, expires_at_ms } => text(&["expire", &wallet.0, &expires_at_ms.to_string()]),
    }
}
