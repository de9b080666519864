//! The slice of the books that a batch needs, out of the tables and back: a statement for all rows of a kind, however
//! many there are, handed over and given back as one text.
//!
//! What is fetched is looked up row by row, `(SELECT … WHERE id = w.value->>0)`, and not joined: PostgreSQL keeps the plan
//! that it made while a table was small, and went on reading all transfers for each batch (25 of 130 µs a transfer after
//! the first 50,000).

use std::collections::{BTreeMap, BTreeSet};

use sqlx::FromRow;

use super::books::{Books, Head, Lot, Sums, Transfer};
use super::{Account, Command, chain, is_wallet};
use crate::db::packed::{Packed, rows};
use crate::db::{Tx, values};
use crate::error::{Error, Result};

#[derive(FromRow)]
struct HeadRow {
    seq: i64,
    block: i64,
    hash: String,
    at_ms: i64,
    stopped_because: Option<String>,
}

/// Takes hold of the books until the transaction ends.
///
/// # Errors
/// `books-stopped`, when an audit found them wrong: then nothing may be written.
pub async fn hold(tx: &mut Tx) -> Result<Head> {
    // The update takes the row on both databases; who comes later waits here, and sees what was committed before.
    let sql = "UPDATE ledger_head SET seq = seq WHERE one = 1 RETURNING seq, block, hash, at_ms, stopped_because";
    let head: HeadRow = tx.one("ledger", sql, values![]).await?;
    if let Some(because) = head.stopped_because {
        return Err(Error::refused("books-stopped", format!("the books are closed until they are mended: {because}")));
    }
    Ok(Head { seq: head.seq, block: head.block, hash: head.hash, at_ms: head.at_ms })
}

/// Fetches what the commands touch; the books are in hand.
pub async fn fetch(tx: &mut Tx, head: Head, now_ms: i64, commands: &[Command]) -> Result<Books> {
    let mut books = Books::at(head, now_ms);
    if commands.is_empty() {
        return Ok(books);
    }
    fetch_transfers(tx, &mut books, commands).await?;
    fetch_accounts(tx, &mut books, commands).await?;
    fetch_lots(tx, &mut books, commands).await?;
    Ok(books)
}

/// What a command refers to, beside its own id.
fn named(command: &Command) -> Option<&str> {
    match command {
        Command::Settle { pending, .. } => Some(&pending.0),
        Command::Reverse { transfer, .. } => Some(&transfer.0),
        Command::Transfer(_) | Command::Expire { .. } => None,
    }
}

async fn fetch_transfers(tx: &mut Tx, books: &mut Books, commands: &[Command]) -> Result<()> {
    let referred: BTreeSet<&str> = commands.iter().filter_map(named).collect();
    let mut ids = referred.clone();
    ids.extend(commands.iter().filter_map(|command| match command {
        Command::Transfer(asked) => Some(asked.id.0.as_str()),
        Command::Settle { id, .. } | Command::Reverse { id, .. } => Some(id.0.as_str()),
        Command::Expire { .. } => None,
    }));
    let found = tx
        .packed(
            "SELECT string_agg(found.packed, '\u{1e}') FROM (
                SELECT (SELECT concat_ws('\u{1f}', seq, id, request, kind, debit, credit, coins, COALESCE(settles, '-'),
                            COALESCE(reverses, '-'), COALESCE(CAST(expires_at_ms AS TEXT), '-'), at_ms, reason, memo)
                        FROM transfer WHERE id = w.value->>0) AS packed
                FROM jsonb_each($1) AS w) AS found",
            values![list(&ids)],
        )
        .await?;
    for (_, mut fields) in found.rows() {
        let transfer = Transfer::read(&mut fields).ok_or_else(unread)?.into_owned();
        books.transfers.insert(transfer.id.clone(), transfer);
    }
    if referred.is_empty() {
        return Ok(());
    }
    let settled = tx
        .packed(
            "SELECT string_agg(found.id, '\u{1e}') FROM (
                SELECT (SELECT settles FROM transfer WHERE settles = w.value->>0) AS id FROM jsonb_each($1) AS w) AS found",
            values![list(&referred)],
        )
        .await?;
    books.settled.extend(settled.rows().filter_map(|(_, mut fields)| fields.text().map(String::from)));
    let reversed = tx
        .packed(
            "SELECT string_agg(found.id, '\u{1e}') FROM (
                SELECT (SELECT reverses FROM transfer WHERE reverses = w.value->>0) AS id FROM jsonb_each($1) AS w) AS found",
            values![list(&referred)],
        )
        .await?;
    books.reversed.extend(reversed.rows().filter_map(|(_, mut fields)| fields.text().map(String::from)));
    let by_seq: BTreeMap<i64, String> =
        books.transfers.values().map(|transfer| (transfer.seq, transfer.id.clone())).collect();
    let moves = tx
        .packed(
            "SELECT string_agg(found.packed, '\u{1e}') FROM (
                SELECT (SELECT string_agg(concat_ws('\u{1f}', seq, expires_at_ms, coins), '\u{1e}')
                        FROM lot_move WHERE seq = CAST(w.value->>0 AS BIGINT)) AS packed
                FROM jsonb_each($1) AS w) AS found",
            values![rows(by_seq.keys().map(|seq| [seq]))],
        )
        .await?;
    for (_, mut fields) in moves.rows() {
        let of = fields.number().and_then(|seq| books.transfers.get_mut(by_seq.get(&seq)?)).ok_or_else(unread)?;
        of.moves.push(fields.number().zip(fields.number()).ok_or_else(unread)?);
    }
    // Of each transfer in the order of their time, as the digest has them.
    books.transfers.values_mut().for_each(|transfer| transfer.moves.sort_unstable());
    Ok(())
}

/// A row was found that is none: the audit will say which.
fn unread() -> Error {
    Error::Broken("a row of the books cannot be read: crier ledger verify".into())
}

async fn fetch_accounts(tx: &mut Tx, books: &mut Books, commands: &[Command]) -> Result<()> {
    let mut accounts: BTreeSet<String> =
        books.transfers.values().flat_map(|transfer| [transfer.debit.clone(), transfer.credit.clone()]).collect();
    for command in commands {
        match command {
            Command::Transfer(asked) => accounts.extend([asked.debit.name(), asked.credit.name()]),
            Command::Expire { wallet, .. } => {
                accounts.extend([Account::Wallet(wallet.clone()).name(), Account::Expired.name()]);
            }
            Command::Settle { .. } | Command::Reverse { .. } => {}
        }
    }
    let found = tx
        .packed(
            "SELECT string_agg(found.packed, '\u{1e}') FROM (
                SELECT (SELECT concat_ws('\u{1f}', id, debits, credits, pending_debits, pending_credits)
                        FROM account WHERE id = w.value->>0) AS packed
                FROM jsonb_each($1) AS w) AS found",
            values![list(&accounts)],
        )
        .await?;
    for (_, mut fields) in found.rows() {
        let id = fields.text().ok_or_else(unread)?.to_string();
        let mut number = || fields.number().ok_or_else(unread);
        let (debits, credits, pending_debits, pending_credits) = (number()?, number()?, number()?, number()?);
        books.accounts.insert(id, Sums { debits, credits, pending_debits, pending_credits });
    }
    Ok(())
}

async fn fetch_lots(tx: &mut Tx, books: &mut Books, commands: &[Command]) -> Result<()> {
    let mut wanted: BTreeSet<(String, i64)> = BTreeSet::new();
    let mut spent: BTreeMap<String, i64> = BTreeMap::new();
    for command in commands {
        match command {
            Command::Transfer(asked) => {
                if let Some(at) = asked.expires_at_ms {
                    wanted.insert((asked.credit.name(), at));
                }
                if let Account::Wallet(_) = asked.debit {
                    let sum = spent.entry(asked.debit.name()).or_default();
                    *sum = sum.saturating_add(asked.coins.max(0));
                }
            }
            Command::Expire { wallet, expires_at_ms } => {
                wanted.insert((Account::Wallet(wallet.clone()).name(), *expires_at_ms));
            }
            Command::Settle { .. } | Command::Reverse { .. } => {
                let Some(before) = named(command).and_then(|id| books.transfers.get(id)) else { continue };
                for wallet in [&before.debit, &before.credit].into_iter().filter(|account| is_wallet(account)) {
                    wanted.extend(before.moves.iter().map(|(at, _)| (wallet.clone(), *at)));
                    wanted.extend(before.expires_at_ms.map(|at| (wallet.clone(), at)));
                }
            }
        }
    }
    if !wanted.is_empty() {
        let found = tx
            .packed(
                "SELECT string_agg(found.packed, '\u{1e}') FROM (
                    SELECT (SELECT concat_ws('\u{1f}', account, expires_at_ms, coins, remaining, held, seq) FROM lot
                            WHERE account = w.value->>0 AND expires_at_ms = CAST(w.value->>1 AS BIGINT)) AS packed
                    FROM jsonb_each($1) AS w) AS found",
                values![rows(wanted)],
            )
            .await?;
        keep(books, &found)?;
    }
    if !spent.is_empty() {
        // As many of a wallet's lots as cover all that this batch asks of it; a listener of many years has hundreds.
        let found = tx
            .packed(
                "SELECT string_agg(found.packed, '\u{1e}') FROM (
                    SELECT (SELECT string_agg(concat_ws('\u{1f}', account, expires_at_ms, coins, remaining, held, seq),
                                '\u{1e}')
                            FROM (SELECT lot.*, SUM(remaining) OVER (ORDER BY expires_at_ms) - remaining AS ahead FROM lot
                                  WHERE account = w.value->>0 AND remaining > 0 AND expires_at_ms > $2) AS oldest
                            WHERE ahead < CAST(w.value->>1 AS BIGINT)) AS packed
                    FROM jsonb_each($1) AS w) AS found",
                values![rows(&spent), books.now_ms],
            )
            .await?;
        keep(books, &found)?;
    }
    Ok(())
}

fn keep(books: &mut Books, found: &Packed) -> Result<()> {
    for (_, mut fields) in found.rows() {
        let account = fields.text().ok_or_else(unread)?.to_string();
        let mut number = || fields.number().ok_or_else(unread);
        let expires_at_ms = number()?;
        let lot = Lot { coins: number()?, remaining: number()?, held: number()?, seq: number()? };
        books.lots.entry(account).or_default().insert(expires_at_ms, lot);
    }
    Ok(())
}

fn list<S: AsRef<str>>(ids: &BTreeSet<S>) -> String {
    rows(ids.iter().map(|id| [id.as_ref()]))
}

/// Writes what the batch changed, and the block that seals it.
pub async fn write(tx: &mut Tx, books: &Books) -> Result<()> {
    let digests = books.digests();
    write_accounts(tx, books).await?;
    write_transfers(tx, books, &digests).await?;
    write_lots(tx, books).await?;
    let block = books.block(&digests);
    tx.execute(
        "INSERT INTO block (number, first_seq, last_seq, at_ms, hash) VALUES ($1, $2, $3, $4, $5)",
        values![block.number, block.first_seq, block.last_seq, block.at_ms, &block.hash],
    )
    .await?;
    tx.execute(
        "UPDATE ledger_head SET seq = $1, block = $2, hash = $3, at_ms = $4 WHERE one = 1",
        values![block.last_seq, block.number, &block.hash, block.at_ms],
    )
    .await?;
    Ok(())
}

async fn write_accounts(tx: &mut Tx, books: &Books) -> Result<()> {
    let touched = books.touched_accounts.iter().map(|id| {
        let Sums { debits, credits, pending_debits, pending_credits } = books.sums(id);
        (id, debits, credits, pending_debits, pending_credits)
    });
    tx.execute(
        "INSERT INTO account (id, debits, credits, pending_debits, pending_credits)
         SELECT value->>0, CAST(value->>1 AS BIGINT), CAST(value->>2 AS BIGINT), CAST(value->>3 AS BIGINT),
                CAST(value->>4 AS BIGINT)
         FROM jsonb_each($1) WHERE 1 = 1
         ON CONFLICT (id) DO UPDATE SET debits = excluded.debits, credits = excluded.credits,
            pending_debits = excluded.pending_debits, pending_credits = excluded.pending_credits",
        values![rows(touched)],
    )
    .await?;
    Ok(())
}

async fn write_transfers(tx: &mut Tx, books: &Books, digests: &[[u8; 32]]) -> Result<()> {
    let written = books.written().zip(digests).map(|(t, digest)| {
        (
            t.seq,
            &t.id,
            &t.request,
            t.kind.name(),
            &t.debit,
            &t.credit,
            t.coins,
            &t.settles,
            &t.reverses,
            t.expires_at_ms,
            t.at_ms,
            &t.reason,
            &t.memo,
            chain::seal(digest),
        )
    });
    tx.execute(
        "INSERT INTO transfer (seq, id, request, kind, debit, credit, coins, settles, reverses, expires_at_ms, at_ms,
            reason, memo, seal)
         SELECT CAST(value->>0 AS BIGINT), value->>1, value->>2, value->>3, value->>4, value->>5,
                CAST(value->>6 AS BIGINT), value->>7, value->>8, CAST(value->>9 AS BIGINT),
                CAST(value->>10 AS BIGINT), value->>11, value->>12, value->>13
         FROM jsonb_each($1)",
        values![rows(written)],
    )
    .await?;
    let moves =
        books.written().flat_map(|t| t.moves.iter().map(|(expires_at_ms, coins)| (t.seq, *expires_at_ms, *coins)));
    let moves: Vec<_> = moves.collect();
    if !moves.is_empty() {
        tx.execute(
            "INSERT INTO lot_move (seq, expires_at_ms, coins)
             SELECT CAST(value->>0 AS BIGINT), CAST(value->>1 AS BIGINT), CAST(value->>2 AS BIGINT) FROM jsonb_each($1)",
            values![rows(moves)],
        )
        .await?;
    }
    Ok(())
}

async fn write_lots(tx: &mut Tx, books: &Books) -> Result<()> {
    if books.touched_lots.is_empty() {
        return Ok(());
    }
    let touched = books.touched_lots.iter().map(|(account, at)| {
        let lot = books.lots.get(account).and_then(|lots| lots.get(at)).cloned().unwrap_or_default();
        (account, at, lot.coins, lot.remaining, lot.held, lot.seq)
    });
    tx.execute(
        "INSERT INTO lot (account, expires_at_ms, coins, remaining, held, seq)
         SELECT value->>0, CAST(value->>1 AS BIGINT), CAST(value->>2 AS BIGINT), CAST(value->>3 AS BIGINT),
                CAST(value->>4 AS BIGINT), CAST(value->>5 AS BIGINT)
         FROM jsonb_each($1) WHERE 1 = 1
         ON CONFLICT (account, expires_at_ms) DO UPDATE SET coins = excluded.coins, remaining = excluded.remaining,
            held = excluded.held, seq = excluded.seq",
        values![rows(touched)],
    )
    .await?;
    Ok(())
}
