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
    /// The block that follows `head` and holds the transfers of these digests, at least one.
    pub fn after(head: &Head, at_ms: i64, digests: &[[u8; 32]]) -> Block {
        let number = head.block + 1;
        let mut link = Link::begin(&head.hash, number, at_ms);
        digests.iter().for_each(|digest| link.add(digest));
        Block { number, first_seq: head.seq + 1, last_seq: head.seq + digests.len() as i64, at_ms, hash: link.end() }
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
pub fn of<Text: AsRef<str>>(transfer: &Transfer<Text>) -> [u8; 32] {
    // Hashed at once: thirty pieces of a few bytes each take longer than all of it together.
    let mut row = Row(Vec::with_capacity(512));
    row.number(transfer.seq);
    row.text(transfer.id.as_ref());
    row.text(transfer.request.as_ref());
    row.text(transfer.kind.name());
    row.text(transfer.debit.as_ref());
    row.text(transfer.credit.as_ref());
    row.number(transfer.coins);
    row.text(transfer.settles.as_ref().map_or("", AsRef::as_ref));
    row.text(transfer.reverses.as_ref().map_or("", AsRef::as_ref));
    row.number(transfer.expires_at_ms.unwrap_or(-1));
    row.number(transfer.at_ms);
    row.text(transfer.reason.as_ref());
    row.text(transfer.memo.as_ref());
    row.number(transfer.moves.len() as i64);
    for (expires_at_ms, coins) in &transfer.moves {
        row.number(*expires_at_ms);
        row.number(*coins);
    }
    Sha256::digest(&row.0).into()
}

/// The seal that stands in the row: the digest's first eight bytes. It finds the changed row; what proves that a row is
/// as it was is the block's hash.
pub fn seal(digest: &[u8; 32]) -> String {
    hex(&digest[..8])
}

struct Row(Vec<u8>);

impl Row {
    fn number(&mut self, number: i64) {
        self.0.extend_from_slice(&number.to_be_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as i64);
        self.0.extend_from_slice(text.as_bytes());
    }
}
