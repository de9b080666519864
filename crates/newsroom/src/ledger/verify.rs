//! The audit: reads every transfer from the first on, keeps its own sums, and compares. It shares no code with the plan
//! but the digests, so that a mistake there is found here.

use std::collections::{BTreeMap, HashMap};

use sqlx::FromRow;

use super::books::{Sums, Transfer};
use super::chain::{Link, of, seal};
use super::{Kind, is_wallet};
use crate::db::snapshot::Snapshot;
use crate::db::{Db, values};
use crate::error::Result;

/// Transfers read at a time.
const PAGE: i64 = 20_000;

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

#[derive(FromRow)]
struct Sealed {
    #[sqlx(flatten)]
    transfer: Transfer,
    seal: String,
}

#[derive(FromRow)]
struct BlockRow {
    number: i64,
    first_seq: i64,
    last_seq: i64,
    at_ms: i64,
    hash: String,
}

#[derive(Clone, Default, PartialEq, Eq, Debug)]
struct LotSums {
    coins: i64,
    remaining: i64,
    held: i64,
}

/// What the transfers so far amount to.
#[derive(Default)]
struct Fold {
    seq: i64,
    at_ms: i64,
    accounts: HashMap<String, Sums>,
    lots: HashMap<String, BTreeMap<i64, LotSums>>,
    open: HashMap<String, Transfer>,
}

/// Reads the whole ledger as it is at one moment, while it may go on being written.
pub async fn verify(db: &Db, mut each_page: impl FnMut(i64, i64)) -> Result<Audit> {
    let mut view = db.snapshot().await?;
    let head: Vec<(i64, i64, String)> =
        view.all("SELECT seq, block, hash FROM ledger_head WHERE one = 1", values![]).await?;
    let Some((last_seq, last_block, last_hash)) = head.into_iter().next() else {
        return Ok(Audit {
            transfers: 0,
            blocks: 0,
            hash: String::new(),
            wrong: Some("the ledger has no head".into()),
        });
    };
    let mut fold = Fold::default();
    let mut hash = "0".repeat(64);
    let mut blocks = 0;
    let mut wrong = None;
    let mut block: Option<(BlockRow, Link)> = None;
    let mut waiting: std::collections::VecDeque<BlockRow> = Default::default();
    'pages: loop {
        let rows = page(&mut view, fold.seq).await?;
        if rows.is_empty() {
            break;
        }
        for (transfer, sealed) in rows {
            if seal(&transfer) != sealed {
                wrong = Some(format!("transfer {} was changed after it was written", transfer.seq));
                break 'pages;
            }
            if block.is_none() {
                if waiting.is_empty() {
                    waiting = view
                        .all(
                            "SELECT number, first_seq, last_seq, at_ms, hash FROM block WHERE number > $1
                             ORDER BY number LIMIT $2",
                            values![blocks, PAGE],
                        )
                        .await?
                        .into();
                }
                let Some(next) = waiting.pop_front() else {
                    wrong = Some(format!("transfer {} is in no block", transfer.seq));
                    break 'pages;
                };
                if next.number != blocks + 1 || next.first_seq != transfer.seq {
                    wrong = Some(format!("block {} is not the one that transfer {} begins", next.number, transfer.seq));
                    break 'pages;
                }
                let link = Link::begin(&hash, next.number, next.at_ms);
                block = Some((next, link));
            }
            if let Err(why) = fold.take(&transfer) {
                wrong = Some(format!("transfer {}: {why}", transfer.seq));
                break 'pages;
            }
            let Some((row, mut link)) = block.take() else { continue };
            link.add(&of(&transfer));
            if transfer.seq < row.last_seq {
                block = Some((row, link));
                continue;
            }
            hash = link.end();
            if hash != row.hash {
                let BlockRow { number, first_seq, last_seq, .. } = row;
                wrong = Some(format!("block {number} (transfers {first_seq} to {last_seq}) does not have its hash"));
                break 'pages;
            }
            blocks += 1;
        }
        each_page(fold.seq, last_seq);
    }
    if wrong.is_none() {
        wrong = if block.is_some() {
            Some(format!("block {} has lost transfers", blocks + 1))
        } else if (fold.seq, blocks, &hash) != (last_seq, last_block, &last_hash) {
            Some(format!("the head says transfer {last_seq}, block {last_block}; there are {} and {blocks}", fold.seq))
        } else {
            compare(&mut view, &fold).await?
        };
    }
    Ok(Audit { transfers: fold.seq, blocks, hash, wrong })
}

async fn page(view: &mut Snapshot, after: i64) -> Result<Vec<(Transfer, String)>> {
    let rows: Vec<Sealed> = view
        .all(
            "SELECT seq, id, request, kind, debit, credit, coins, settles, reverses, expires_at_ms, at_ms, reason, memo,
                    seal
             FROM transfer WHERE seq > $1 ORDER BY seq LIMIT $2",
            values![after, PAGE],
        )
        .await?;
    let Some(last) = rows.last().map(|row| row.transfer.seq) else { return Ok(Vec::new()) };
    let moves: Vec<(i64, i64, i64)> = view
        .all(
            "SELECT seq, expires_at_ms, coins FROM lot_move WHERE seq > $1 AND seq <= $2 ORDER BY seq, expires_at_ms",
            values![after, last],
        )
        .await?;
    let mut moves = moves.into_iter().peekable();
    let mut page = Vec::with_capacity(rows.len());
    for Sealed { mut transfer, seal } in rows {
        // A move of a transfer that is not there is passed over: its neighbours' seals still hold, its sum does not.
        while moves.next_if(|(seq, ..)| *seq < transfer.seq).is_some() {}
        while let Some((_, expires_at_ms, coins)) = moves.next_if(|(seq, ..)| *seq == transfer.seq) {
            transfer.moves.push((expires_at_ms, coins));
        }
        page.push((transfer, seal));
    }
    Ok(page)
}

impl Fold {
    /// Adds a transfer, or says which law it breaks.
    fn take(&mut self, t: &Transfer) -> std::result::Result<(), String> {
        let law = |holds: bool, what: &str| if holds { Ok(()) } else { Err(what.to_string()) };
        law(t.seq == self.seq + 1, "a transfer before it is missing")?;
        law(t.at_ms >= self.at_ms, "it is older than the one before it")?;
        law(t.coins > 0 && t.debit != t.credit, "it moves nothing")?;
        law(t.moves.iter().all(|(_, coins)| *coins > 0), "a lot moves nothing")?;
        (self.seq, self.at_ms) = (t.seq, t.at_ms);
        let mut open = None;
        if let Some(settles) = &t.settles {
            let before = self.open.remove(settles).ok_or("it settles what is not open")?;
            let same = (&before.debit, &before.credit, before.coins) == (&t.debit, &t.credit, t.coins);
            law(same && before.moves == t.moves, "it settles something else than was set aside")?;
            open = Some(before);
        }
        law(open.is_some() == matches!(t.kind, Kind::Post | Kind::Void), "it settles nothing")?;
        let gives_back = t.reverses.is_some() && is_wallet(&t.credit);
        let of_lots: i64 = t.moves.iter().map(|(_, coins)| coins).sum();
        if gives_back || is_wallet(&t.debit) {
            law(of_lots == t.coins, "its lots are not its coins")?;
        }
        let spends = is_wallet(&t.debit) && t.reverses.is_none() && t.settles.is_none() && t.reason != "expire";
        if spends {
            self.oldest_first(t)?;
        }
        self.sums(t);
        self.lots(t, gives_back)
    }

    /// Coins are taken from the lots that expire first, and from none whose time is up.
    fn oldest_first(&self, t: &Transfer) -> std::result::Result<(), String> {
        let lots = self.lots.get(&t.debit).ok_or("it spends from an empty wallet")?;
        let last = t.moves.last().map_or(0, |(at, _)| *at);
        let due = lots.range(t.at_ms + 1..=last).filter(|(_, lot)| lot.remaining > 0);
        let taken: Vec<(i64, i64)> = due.map(|(at, lot)| (*at, lot.remaining)).collect();
        let whole = |n: usize| if n + 1 < t.moves.len() { taken.get(n).map(|lot| lot.1) } else { Some(t.moves[n].1) };
        let right = taken.len() == t.moves.len()
            && t.moves.iter().enumerate().all(|(n, (at, coins))| taken[n].0 == *at && whole(n) == Some(*coins));
        if right { Ok(()) } else { Err("it does not spend the oldest coins first".into()) }
    }

    fn sums(&mut self, t: &Transfer) {
        let (pending, posted) = match t.kind {
            Kind::Posted => (0, t.coins),
            Kind::Pending => (t.coins, 0),
            Kind::Post => (-t.coins, t.coins),
            Kind::Void => (-t.coins, 0),
        };
        if t.kind == Kind::Pending {
            self.open.insert(t.id.clone(), t.clone());
        }
        let debit = self.accounts.entry(t.debit.clone()).or_default();
        debit.debits += posted;
        debit.pending_debits += pending;
        let credit = self.accounts.entry(t.credit.clone()).or_default();
        credit.credits += posted;
        credit.pending_credits += pending;
    }

    fn lots(&mut self, t: &Transfer, gives_back: bool) -> std::result::Result<(), String> {
        let wallet = if gives_back { &t.credit } else { &t.debit };
        for (at, coins) in &t.moves {
            let lot = self
                .lots
                .get_mut(wallet)
                .and_then(|lots| lots.get_mut(at))
                .ok_or("it names a lot that is not there")?;
            let (remaining, held) = match t.kind {
                Kind::Posted if gives_back => (*coins, 0),
                Kind::Posted => (-coins, 0),
                Kind::Pending => (-coins, *coins),
                Kind::Post => (0, -coins),
                Kind::Void => (*coins, -coins),
            };
            lot.remaining += remaining;
            lot.held += held;
            if lot.remaining < 0 || lot.held < 0 || lot.remaining + lot.held > lot.coins {
                return Err("a lot has less than nothing, or more than ever came in".into());
            }
        }
        if let (Some(at), Kind::Posted | Kind::Post) = (t.expires_at_ms, t.kind) {
            let lot = self.lots.entry(t.credit.clone()).or_default().entry(at).or_default();
            lot.coins += t.coins;
            lot.remaining += t.coins;
        }
        Ok(())
    }
}

/// The tables that are kept in step against what the transfers amount to.
async fn compare(view: &mut Snapshot, fold: &Fold) -> Result<Option<String>> {
    let mut seen = 0;
    let mut after = String::new();
    loop {
        let rows: Vec<(String, i64, i64, i64, i64)> = view
            .all(
                "SELECT id, debits, credits, pending_debits, pending_credits FROM account WHERE id > $1 ORDER BY id LIMIT $2",
                values![&after, PAGE],
            )
            .await?;
        let Some((last, ..)) = rows.last() else { break };
        after = last.clone();
        seen += rows.len();
        for (id, debits, credits, pending_debits, pending_credits) in rows {
            let sums = Sums { debits, credits, pending_debits, pending_credits };
            if fold.accounts.get(&id) != Some(&sums) {
                return Ok(Some(format!("account {id} is not the sum of its transfers")));
            }
        }
    }
    if seen != fold.accounts.len() {
        return Ok(Some("an account that transfers name is missing".into()));
    }
    let (mut seen, mut after) = (0, (String::new(), i64::MIN));
    loop {
        let rows: Vec<(String, i64, i64, i64, i64)> = view
            .all(
                "SELECT account, expires_at_ms, coins, remaining, held FROM lot
                 WHERE account > $1 OR account = $1 AND expires_at_ms > $2
                 ORDER BY account, expires_at_ms LIMIT $3",
                values![&after.0, after.1, PAGE],
            )
            .await?;
        let Some(last) = rows.last() else { break };
        after = (last.0.clone(), last.1);
        seen += rows.len();
        for (account, at, coins, remaining, held) in rows {
            let found = fold.lots.get(&account).and_then(|lots| lots.get(&at));
            if found != Some(&LotSums { coins, remaining, held }) {
                return Ok(Some(format!("the lot of {account} that expires at {at} is not the sum of its transfers")));
            }
        }
    }
    let lots: usize = fold.lots.values().map(BTreeMap::len).sum();
    if seen != lots {
        return Ok(Some("a lot that transfers name is missing".into()));
    }
    let strangers: Vec<(i64,)> = view
        .all(
            "SELECT t.seq FROM transfer t JOIN transfer b ON b.id = t.reverses
             WHERE t.coins > b.coins OR t.debit <> b.credit OR t.credit <> b.debit ORDER BY t.seq LIMIT 1",
            values![],
        )
        .await?;
    Ok(strangers.first().map(|(seq,)| format!("transfer {seq} takes back more than there was, or from others")))
}
