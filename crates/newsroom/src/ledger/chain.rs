//! The chain: each batch's transfers are hashed together with the hash before them. Each has a seal of its own, too, so
//! that an audit can name the row that was changed and not only its block.

use sha2::{Digest, Sha256};

use super::books::{Head, Transfer};
use crate::ids::hex;

/// A link: the transfers that were committed together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub number: i64,
    pub first_seq: i64,
    pub last_seq: i64,
    pub at_ms: i64,
    pub hash: String,
}

impl Block {
    /// The block that follows `head` and holds these transfers, at least one.
    pub fn after<'a>(head: &Head, at_ms: i64, transfers: impl Iterator<Item = &'a Transfer>) -> Block {
        let number = head.block + 1;
        let mut link = Link::begin(&head.hash, number, at_ms);
        let mut last_seq = head.seq;
        for transfer in transfers {
            link.add(&of(transfer));
            last_seq = transfer.seq;
        }
        Block { number, first_seq: head.seq + 1, last_seq, at_ms, hash: link.end() }
    }
}

/// A block's hash in the making: SHA-256 over the hash before, the block's number and time, and each transfer's digest.
pub struct Link(Sha256);

impl Link {
    pub fn begin(before: &str, number: i64, at_ms: i64) -> Link {
        let mut hash = Sha256::new();
        hash.update(before.as_bytes());
        hash.update(number.to_be_bytes());
        hash.update(at_ms.to_be_bytes());
        Link(hash)
    }

    pub fn add(&mut self, transfer: &[u8; 32]) {
        self.0.update(transfer);
    }

    pub fn end(self) -> String {
        hex(&self.0.finalize())
    }
}

/// A transfer's digest: SHA-256 over its row and its lots; numbers as eight bytes, the highest first, texts behind their
/// length.
pub fn of(transfer: &Transfer) -> [u8; 32] {
    let mut row = Row(Sha256::new());
    row.number(transfer.seq);
    row.text(&transfer.id);
    row.text(&transfer.request);
    row.text(transfer.kind.name());
    row.text(&transfer.debit);
    row.text(&transfer.credit);
    row.number(transfer.coins);
    row.text(transfer.settles.as_deref().unwrap_or_default());
    row.text(transfer.reverses.as_deref().unwrap_or_default());
    row.number(transfer.expires_at_ms.unwrap_or(-1));
    row.number(transfer.at_ms);
    row.text(&transfer.reason);
    row.text(&transfer.memo);
    row.number(transfer.moves.len() as i64);
    for (expires_at_ms, coins) in &transfer.moves {
        row.number(*expires_at_ms);
        row.number(*coins);
    }
    row.0.finalize().into()
}

/// The seal that stands in the row: the digest's first eight bytes. It finds the changed row; what proves that a row is
/// as it was is the block's hash.
pub fn seal(transfer: &Transfer) -> String {
    hex(&of(transfer)[..8])
}

struct Row(Sha256);

impl Row {
    fn number(&mut self, number: i64) {
        self.0.update(number.to_be_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as i64);
        self.0.update(text.as_bytes());
    }
}
