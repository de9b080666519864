//! The audit: reads every transfer from the first on, keeps its own sums, and compares. It shares no code with the plan
//! but the digests, so that a mistake there is found here.

mod fold;
mod pages;

use std::collections::VecDeque;

use futures::TryStreamExt;

use self::fold::{Fold, LotSums};
use self::pages::Page;
use super::books::Sums;
use super::chain::Link;
use crate::db::packed::Packed;
use crate::db::snapshot::Snapshot;
use crate::db::{Db, values};
use crate::error::Result;

/// Rows of the other tables read at a time.
const PAGE: i64 = 4_096;

/// What the audit saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audit {
    pub transfers: i64,
    pub blocks: i64,
    /// Hash of the last block: what a checkpoint signs.
    pub hash: String,
    /// The first thing that is not as it must be.
    pub wrong: Option<String>,
}

struct Block {
    number: i64,
    first_seq: i64,
    last_seq: i64,
    at_ms: i64,
    hash: String,
}

/// Reads the whole ledger as it is at one moment, while it may go on being written.
pub async fn verify(db: &Db, mut each_page: impl FnMut(i64, i64)) -> Result<Audit> {
    let mut view = db.snapshot().await?;
    let head: Vec<(i64, i64, String)> =
        view.all("SELECT seq, block, hash FROM ledger_head WHERE one = 1", values![]).await?;
    let mut walk = Walk::new();
    let Some((last_seq, last_block, last_hash)) = head.into_iter().next() else {
        return Ok(walk.ends(Some("the ledger has no head".into())));
    };
    let written: Vec<(i64,)> = view.all("SELECT COALESCE(MAX(seq), 0) FROM transfer", values![]).await?;
    let last = written.first().map_or(0, |(seq,)| *seq);
    let mut pages = pages::all(db, last);
    while let Some(page) = pages.try_next().await? {
        walk.fetch_blocks(&mut view, page.last).await?;
        if let Err(wrong) = walk.take(&page) {
            return Ok(walk.ends(Some(wrong)));
        }
        each_page(walk.fold.seq, last_seq);
    }
    let wrong = if walk.under_way.is_some() {
        Some(format!("block {} has lost transfers", walk.blocks + 1))
    } else if (walk.fold.seq, walk.blocks, &walk.hash) != (last_seq, last_block, &last_hash) {
        let (seq, blocks) = (walk.fold.seq, walk.blocks);
        Some(format!("the head says transfer {last_seq}, block {last_block}; there are {seq} and {blocks}"))
    } else {
        compare(&mut view, &walk.fold).await?
    };
    Ok(walk.ends(wrong))
}

/// How far the audit has come along the chain.
struct Walk {
    fold: Fold,
    blocks: i64,
    hash: String,
    /// Blocks that were read and not reached yet.
    waiting: VecDeque<Block>,
    /// The last block that was read.
    read: i64,
    under_way: Option<(Block, Link)>,
}

impl Walk {
    fn new() -> Walk {
        let (fold, hash) = (Fold::default(), "0".repeat(64));
        Walk { fold, blocks: 0, hash, waiting: VecDeque::new(), read: 0, under_way: None }
    }

    fn ends(self, wrong: Option<String>) -> Audit {
        Audit { transfers: self.fold.seq, blocks: self.blocks, hash: self.hash, wrong }
    }

    /// Reads on, until there is a block that goes beyond a transfer, or there are no more.
    async fn fetch_blocks(&mut self, view: &mut Snapshot, seq: i64) -> Result<()> {
        while self.waiting.back().is_none_or(|block| block.last_seq < seq) {
            let rows: Vec<(Option<Packed>, Option<i64>)> = view
                .all(
                    "SELECT string_agg(concat_ws('\u{1f}', number, first_seq, last_seq, at_ms, hash), '\u{1e}'), MAX(number)
                     FROM (SELECT * FROM block WHERE number > $1 ORDER BY number LIMIT $2) AS next",
                    values![self.read, PAGE],
                )
                .await?;
            let Some((Some(packed), Some(last))) = rows.into_iter().next() else { return Ok(()) };
            let block = |mut fields: crate::db::packed::Fields<'_>| {
                let (number, first_seq, last_seq) = (fields.number()?, fields.number()?, fields.number()?);
                Some(Block { number, first_seq, last_seq, at_ms: fields.number()?, hash: fields.text()?.to_string() })
            };
            // One that cannot be read is missing in its place.
            let mut blocks: Vec<Block> = packed.rows().filter_map(|(_, fields)| block(fields)).collect();
            blocks.sort_by_key(|block| block.number);
            self.waiting.extend(blocks);
            self.read = last;
        }
        Ok(())
    }

    /// Goes over a page, or says what is wrong first.
    fn take(&mut self, page: &Page) -> std::result::Result<(), String> {
        for (transfer, digest) in page.rows() {
            let seq = transfer.seq;
            if page.changed.is_some_and(|changed| changed <= seq) {
                break;
            }
            if self.under_way.is_none() {
                let next = self.waiting.pop_front().ok_or_else(|| format!("transfer {seq} is in no block"))?;
                if next.number != self.blocks + 1 || next.first_seq != seq {
                    return Err(format!("block {} is not the one that transfer {seq} begins", next.number));
                }
                let link = Link::begin(&self.hash, next.number, next.at_ms);
                self.under_way = Some((next, link));
            }
            self.fold.take(&transfer).map_err(|why| format!("transfer {seq}: {why}"))?;
            let Some((_, link)) = &mut self.under_way else { continue };
            link.add(digest);
            let Some((block, link)) = self.under_way.take_if(|(block, _)| seq >= block.last_seq) else { continue };
            let Block { number, first_seq, last_seq, hash, .. } = block;
            self.hash = link.end();
            if self.hash != hash {
                return Err(format!("block {number} (transfers {first_seq} to {last_seq}) does not have its hash"));
            }
            self.blocks += 1;
        }
        match page.changed {
            Some(seq) => Err(format!("transfer {seq} was changed after it was written")),
            None => Ok(()),
        }
    }
}

/// The tables that are kept in step against what the transfers amount to.
async fn compare(view: &mut Snapshot, fold: &Fold) -> Result<Option<String>> {
    let (accounts, lots) = fold.numbers();
    let (mut seen, mut after) = (0, String::new());
    loop {
        let rows: Vec<(Option<Packed>, Option<String>)> = view
            .all(
                "SELECT string_agg(concat_ws('\u{1f}', id, debits, credits, pending_debits, pending_credits), '\u{1e}'),
                        MAX(id)
                 FROM (SELECT * FROM account WHERE id > $1 ORDER BY id LIMIT $2) AS next",
                values![&after, PAGE],
            )
            .await?;
        let Some((Some(packed), Some(last))) = rows.into_iter().next() else { break };
        for (_, mut fields) in packed.rows() {
            seen += 1;
            let id = fields.text().unwrap_or_default();
            let mut number = || fields.number();
            let sums = (number(), number(), number(), number());
            let (Some(debits), Some(credits), Some(pending_debits), Some(pending_credits)) = sums else {
                return Ok(Some(format!("account {id} has sums that are no numbers")));
            };
            if fold.sums_of(id) != Some(&Sums { debits, credits, pending_debits, pending_credits }) {
                return Ok(Some(format!("account {id} is not the sum of its transfers")));
            }
        }
        after = last;
    }
    if seen != accounts {
        return Ok(Some("an account that transfers name is missing".into()));
    }
    let (mut seen, mut after) = (0, (String::new(), i64::MIN));
    loop {
        let rows: Vec<(Option<Packed>, Option<String>)> = view
            .all(
                "SELECT string_agg(concat_ws('\u{1f}', account, expires_at_ms, coins, remaining, held), '\u{1e}'), MAX(account)
                 FROM (SELECT * FROM lot WHERE account > $1 OR account = $1 AND expires_at_ms > $2
                       ORDER BY account, expires_at_ms LIMIT $3) AS next",
                values![&after.0, after.1, PAGE],
            )
            .await?;
        let Some((Some(packed), Some(last))) = rows.into_iter().next() else { break };
        let mut latest = i64::MIN;
        for (_, mut fields) in packed.rows() {
            seen += 1;
            let account = fields.text().unwrap_or_default();
            let mut number = || fields.number();
            let sums = (number(), number(), number(), number());
            let (Some(at), Some(coins), Some(remaining), Some(held)) = sums else {
                return Ok(Some(format!("a lot of {account} has sums that are no numbers")));
            };
            if account == last {
                latest = latest.max(at);
            }
            if fold.lot_of(account, at) != Some(&LotSums { coins, remaining, held }) {
                return Ok(Some(format!("the lot of {account} that expires at {at} is not the sum of its transfers")));
            }
        }
        after = (last, latest);
    }
    if seen != lots {
        return Ok(Some("a lot that transfers name is missing".into()));
    }
    let strangers: Vec<(i64,)> = view
        .all(
            "SELECT t.seq FROM transfer t JOIN transfer b ON b.id = t.reverses
             WHERE t.reverses IS NOT NULL AND (t.coins > b.coins OR t.debit <> b.credit OR t.credit <> b.debit)
             ORDER BY t.seq LIMIT 1",
            values![],
        )
        .await?;
    Ok(strangers.first().map(|(seq,)| format!("transfer {seq} takes back more than there was, or from others")))
}
