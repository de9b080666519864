//! A slice of the books in memory: what a batch of commands touches, and what it changed.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{Account, Kind, chain};
use crate::db::packed::Fields;

/// Where the books stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub seq: i64,
    pub block: i64,
    pub hash: String,
    /// Time in the books never goes back, whatever the machine's clock does.
    pub at_ms: i64,
}

/// An account's sums. What lies in it is `credits - debits`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    pub debits: i64,
    pub credits: i64,
    pub pending_debits: i64,
    pub pending_credits: i64,
}

/// As it stands in its row. The audit reads millions of them, and leaves their texts where they lie: there it is a
/// `Transfer<&str>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer<Text = String> {
    pub seq: i64,
    pub id: Text,
    pub request: Text,
    pub kind: Kind,
    pub debit: Text,
    pub credit: Text,
    pub coins: i64,
    pub settles: Option<Text>,
    pub reverses: Option<Text>,
    pub expires_at_ms: Option<i64>,
    pub at_ms: i64,
    pub reason: Text,
    pub memo: Text,
    /// Lots by their time, and how many coins of each: rows of their own.
    pub moves: Vec<(i64, i64)>,
}

impl<'a> Transfer<&'a str> {
    /// Out of a packed row, whose columns stand in this order. Its lots are rows of their own.
    pub fn read(fields: &mut Fields<'a>) -> Option<Transfer<&'a str>> {
        Some(Transfer {
            seq: fields.number()?,
            id: fields.text()?,
            request: fields.text()?,
            kind: Kind::of(fields.text()?)?,
            debit: fields.text()?,
            credit: fields.text()?,
            coins: fields.number()?,
            settles: fields.optional()?,
            reverses: fields.optional()?,
            expires_at_ms: fields.optional_number()?,
            at_ms: fields.number()?,
            reason: fields.text()?,
            memo: fields.text()?,
            moves: Vec::new(),
        })
    }

    pub fn into_owned(self) -> Transfer {
        Transfer {
            seq: self.seq,
            id: self.id.into(),
            request: self.request.into(),
            kind: self.kind,
            debit: self.debit.into(),
            credit: self.credit.into(),
            coins: self.coins,
            settles: self.settles.map(Into::into),
            reverses: self.reverses.map(Into::into),
            expires_at_ms: self.expires_at_ms,
            at_ms: self.at_ms,
            reason: self.reason.into(),
            memo: self.memo.into(),
            moves: self.moves,
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lot {
    pub coins: i64,
    pub remaining: i64,
    pub held: i64,
    pub seq: i64,
}

/// A batch's slice of the books. What a command names must have been fetched before it is planned.
#[derive(Clone, Debug)]
pub struct Books {
    pub head: Head,
    /// The batch's time: the clock's, or the head's where the clock went back.
    pub now_ms: i64,
    pub(super) accounts: HashMap<String, Sums>,
    /// Of a wallet that pays, as many lots as the batch can ask for; of others, those that are named.
    pub(super) lots: HashMap<String, BTreeMap<i64, Lot>>,
    pub(super) transfers: HashMap<String, Transfer>,
    pub(super) settled: HashSet<String>,
    pub(super) reversed: HashSet<String>,
    pub(super) written: Vec<String>,
    pub(super) touched_accounts: BTreeSet<String>,
    pub(super) touched_lots: BTreeSet<(String, i64)>,
}

impl Books {
    pub fn at(head: Head, now_ms: i64) -> Books {
        let now_ms = now_ms.max(head.at_ms);
        Books {
            head,
            now_ms,
            accounts: HashMap::new(),
            lots: HashMap::new(),
            transfers: HashMap::new(),
            settled: HashSet::new(),
            reversed: HashSet::new(),
            written: Vec::new(),
            touched_accounts: BTreeSet::new(),
            touched_lots: BTreeSet::new(),
        }
    }

    /// The slice as the next batch finds it, when it is kept instead of fetched anew: what was written is sealed.
    pub fn next(mut self, now_ms: i64) -> Books {
        if self.changed() {
            let block = self.block(&self.digests());
            self.head = Head { seq: block.last_seq, block: block.number, hash: block.hash, at_ms: block.at_ms };
        }
        self.written.clear();
        self.touched_accounts.clear();
        self.touched_lots.clear();
        self.now_ms = now_ms.max(self.head.at_ms);
        self
    }

    pub fn sums(&self, account: &str) -> Sums {
        self.accounts.get(account).cloned().unwrap_or_default()
    }

    /// What is left, and what is set aside, of a lot that was fetched.
    pub fn lot_of(&self, account: &Account, expires_at_ms: i64) -> (i64, i64) {
        let lot = self.lots.get(&account.name()).and_then(|lots| lots.get(&expires_at_ms));
        lot.map_or((0, 0), |lot| (lot.remaining, lot.held))
    }

    /// The transfers of this batch, in their order.
    pub fn written(&self) -> impl Iterator<Item = &Transfer> {
        self.written.iter().filter_map(|id| self.transfers.get(id))
    }

    pub fn changed(&self) -> bool {
        !self.written.is_empty()
    }

    /// A digest of each transfer of this batch, in their order.
    pub fn digests(&self) -> Vec<[u8; 32]> {
        self.written().map(chain::of).collect()
    }

    /// The block that this batch adds to the chain, by its transfers' digests.
    pub fn block(&self, digests: &[[u8; 32]]) -> chain::Block {
        chain::Block::after(&self.head, self.now_ms, digests)
    }

    /// Of a wallet's lots those that can be spent now, the oldest first.
    pub(super) fn spendable(&self, account: &str) -> impl Iterator<Item = (i64, i64)> + '_ {
        let lots = self.lots.get(account).map(|lots| lots.range(self.now_ms + 1..)).into_iter().flatten();
        lots.filter(|(_, lot)| lot.remaining > 0).map(|(at, lot)| (*at, lot.remaining))
    }

    pub(super) fn account(&mut self, account: &str) -> &mut Sums {
        self.touched_accounts.insert(account.to_string());
        self.accounts.entry(account.to_string()).or_default()
    }

    pub(super) fn lot(&mut self, account: &str, expires_at_ms: i64) -> &mut Lot {
        self.touched_lots.insert((account.to_string(), expires_at_ms));
        self.lots.entry(account.to_string()).or_default().entry(expires_at_ms).or_default()
    }
}
