//! The ledger's rows as an audit reads them: a page of them at a time, several pages at once, each row's seal looked at
//! beside the reading. Transfers never change, so that they may be read at any moment after the one that is audited.

use std::ops::Range;

use futures::{Stream, StreamExt};

use super::super::books::Transfer;
use super::super::chain;
use crate::db::packed::{Fields, Packed};
use crate::db::{Db, values};
use crate::error::{Error, Result};

/// Transfers read at a time: a megabyte, and less than twenty should every memo be as long as it may.
const PAGE: i64 = 4_096;
/// Pages read at once. SQLite has a thread for each reader; one must be left for those who are waiting for a page.
const AT_ONCE: usize = 2;

/// The columns of a transfer, packed. On the disk a text may have become bytes of no kind, which look the same once they
/// are packed; on SQLite, where a column may hold either, the highest of them tells.
macro_rules! transfers {
    ($text:literal) => {
        concat!(
            "SELECT string_agg(concat_ws('\u{1f}', seq, id, request, kind, debit, credit, coins, COALESCE(settles, '-'),
                    COALESCE(reverses, '-'), COALESCE(CAST(expires_at_ms AS TEXT), '-'), at_ms, reason, memo, seal, ",
            $text,
            "), '\u{1e}')
             FROM transfer WHERE seq > $1 AND seq <= $2"
        )
    };
}

/// A page of transfers, in their order.
pub(super) struct Page {
    packed: Packed,
    rows: Vec<Read>,
    /// Seq, when it expires, coins: in their order.
    moves: Vec<(i64, i64, i64)>,
    /// The last seq that could stand in it.
    pub last: i64,
    /// The first row that is not as it was written.
    pub changed: Option<i64>,
}

struct Read {
    seq: i64,
    at: Range<usize>,
    digest: [u8; 32],
}

/// All pages up to a transfer.
pub(super) fn all(db: &Db, last: i64) -> impl Stream<Item = Result<Page>> + use<> {
    let db = db.clone();
    futures::stream::iter((0..last).step_by(PAGE as usize))
        .map(move |after| {
            let db = db.clone();
            // A task each, so that hashing them takes turns with nobody.
            let page = tokio::spawn(async move { read(&db, after).await });
            async move { page.await.unwrap_or_else(|e| Err(Error::broken("reading the books", e))) }
        })
        .buffered(AT_ONCE)
}

async fn read(db: &Db, after: i64) -> Result<Page> {
    let last = after + PAGE;
    let sql = if db.is_sqlite() {
        transfers!(
            "typeof(max(id, request, kind, debit, credit, COALESCE(settles, ''), COALESCE(reverses, ''), reason, memo,
                seal))"
        )
    } else {
        transfers!("'text'")
    };
    let packed = db.packed(sql, values![after, last]).await?;
    let moved = "SELECT string_agg(concat_ws('\u{1f}', seq, expires_at_ms, coins), '\u{1e}')
                 FROM lot_move WHERE seq > $1 AND seq <= $2";
    let moved = db.packed(moved, values![after, last]).await?;
    let (mut moves, mut unread) = (Vec::new(), None);
    for (_, mut fields) in moved.rows() {
        let seq = fields.number();
        match (seq, fields.number(), fields.number()) {
            (Some(seq), Some(expires_at_ms), Some(coins)) => moves.push((seq, expires_at_ms, coins)),
            // Its transfer's seal does not hold without it; if even its seq is gone, that transfer is found by this.
            (seq, ..) => unread = unread.or(seq),
        }
    }
    moves.sort_unstable();
    let mut page = Page { packed, rows: Vec::new(), moves, last, changed: unread };
    page.look();
    Ok(page)
}

impl Page {
    /// Reads each row once: what it hashes to, and whether that is its seal.
    fn look(&mut self) {
        let mut rows = Vec::with_capacity(PAGE as usize);
        let mut changed = self.changed;
        let mut unread = false;
        for (at, fields) in self.packed.rows() {
            let Some((transfer, seal)) = transfer(fields, &self.moves) else {
                unread = true;
                continue;
            };
            let digest = chain::of(&transfer);
            if chain::seal(&digest) != seal {
                changed = Some(changed.map_or(transfer.seq, |before| before.min(transfer.seq)));
            }
            rows.push(Read { seq: transfer.seq, at, digest });
        }
        // As the database gives them they are nearly always in order.
        rows.sort_by_key(|row| row.seq);
        if unread {
            // A row that cannot even be read leaves a gap.
            let first = self.last - PAGE + 1;
            let gap = rows.iter().zip(first..).find(|(row, seq)| row.seq != *seq);
            let gap = gap.map_or(first + rows.len() as i64, |(_, seq)| seq);
            changed = Some(changed.map_or(gap, |before| before.min(gap)));
        }
        (self.rows, self.changed) = (rows, changed);
    }

    /// Each transfer with its digest.
    pub fn rows(&self) -> impl Iterator<Item = (Transfer<&str>, &[u8; 32])> {
        self.rows.iter().filter_map(|row| {
            let (transfer, _) = transfer(self.packed.row(&row.at), &self.moves)?;
            Some((transfer, &row.digest))
        })
    }
}

/// A transfer with its lots, and the seal that stands in its row.
fn transfer<'a>(mut fields: Fields<'a>, moves: &[(i64, i64, i64)]) -> Option<(Transfer<&'a str>, &'a str)> {
    let transfer = Transfer::read(&mut fields)?;
    let seal = fields.text()?;
    let is_text = fields.text()? == "text";
    fields.end()?;
    // Nothing is written so, and it hashes to the same as nothing does.
    if transfer.settles == Some("") || transfer.reverses == Some("") {
        return None;
    }
    let begins = moves.partition_point(|(of, ..)| *of < transfer.seq);
    let moves = moves[begins..].iter().take_while(|(of, ..)| *of == transfer.seq);
    let moves = moves.map(|(_, expires_at_ms, coins)| (*expires_at_ms, *coins)).collect();
    is_text.then_some((Transfer { moves, ..transfer }, seal))
}
