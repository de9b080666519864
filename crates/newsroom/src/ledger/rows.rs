//! The slice of the books that a batch needs, out of the tables and back: a statement for all rows of a kind, however
//! many there are. The rows are handed over as JSON, in one SQL text for both databases.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Value as Json, json};
use sqlx::FromRow;

use super::books::{Books, Head, Lot, Sums, Transfer};
use super::{Account, Command, chain, is_wallet};
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

#[derive(FromRow)]
struct LotRow {
    account: String,
    expires_at_ms: i64,
    coins: i64,
    remaining: i64,
    held: i64,
    seq: i64,
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
    let found: Vec<Transfer> = tx
        .all(
            "SELECT seq, id, request, kind, debit, credit, coins, settles, reverses, expires_at_ms, at_ms, reason, memo
             FROM transfer WHERE id IN (SELECT value->>0 FROM json_each($1))",
            values![list(&ids)],
        )
        .await?;
    for transfer in found {
        books.transfers.insert(transfer.id.clone(), transfer);
    }
    if referred.is_empty() {
        return Ok(());
    }
    let settled: Vec<(String,)> = tx
        .all(
            "SELECT settles FROM transfer WHERE settles IN (SELECT value->>0 FROM json_each($1))",
            values![list(&referred)],
        )
        .await?;
    books.settled.extend(settled.into_iter().map(|(id,)| id));
    let reversed: Vec<(String,)> = tx
        .all(
            "SELECT reverses FROM transfer WHERE reverses IN (SELECT value->>0 FROM json_each($1))",
            values![list(&referred)],
        )
        .await?;
    books.reversed.extend(reversed.into_iter().map(|(id,)| id));
    let by_seq: HashMap<i64, String> =
        books.transfers.values().map(|transfer| (transfer.seq, transfer.id.clone())).collect();
    let seqs = Json::from_iter(by_seq.keys().map(|seq| json!([seq])));
    let moves: Vec<(i64, i64, i64)> = tx
        .all(
            "SELECT seq, expires_at_ms, coins FROM lot_move
             WHERE seq IN (SELECT CAST(value->>0 AS BIGINT) FROM json_each($1)) ORDER BY seq, expires_at_ms",
            values![seqs.to_string()],
        )
        .await?;
    for (seq, expires_at_ms, coins) in moves {
        if let Some(transfer) = by_seq.get(&seq).and_then(|id| books.transfers.get_mut(id)) {
            transfer.moves.push((expires_at_ms, coins));
        }
    }
    Ok(())
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
    let found: Vec<(String, i64, i64, i64, i64)> = tx
        .all(
            "SELECT id, debits, credits, pending_debits, pending_credits FROM account
             WHERE id IN (SELECT value->>0 FROM json_each($1))",
            values![list(&accounts)],
        )
        .await?;
    for (id, debits, credits, pending_debits, pending_credits) in found {
        books.accounts.insert(id, Sums { debits, credits, pending_debits, pending_credits });
    }
    Ok(())
}

async fn fetch_lots(tx: &mut Tx, books: &mut Books, commands: &[Command]) -> Result<()> {
    let mut wanted: BTreeSet<(String, i64)> = BTreeSet::new();
    let mut spent: HashMap<String, i64> = HashMap::new();
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
        let pairs = Json::from_iter(wanted.iter().map(|(account, at)| json!([account, at])));
        let rows = tx
            .all(
                "SELECT l.account, l.expires_at_ms, l.coins, l.remaining, l.held, l.seq FROM json_each($1) AS w
                 JOIN lot l ON l.account = w.value->>0 AND l.expires_at_ms = CAST(w.value->>1 AS BIGINT)",
                values![pairs.to_string()],
            )
            .await?;
        keep(books, rows);
    }
    if !spent.is_empty() {
        // As many of a wallet's lots as cover all that this batch asks of it; a listener of many years has hundreds.
        let sums = Json::from_iter(spent.iter().map(|(account, coins)| json!([account, coins])));
        let rows = tx
            .all(
                "SELECT account, expires_at_ms, coins, remaining, held, seq FROM (
                    SELECT l.account, l.expires_at_ms, l.coins, l.remaining, l.held, l.seq,
                           SUM(l.remaining) OVER (PARTITION BY l.account ORDER BY l.expires_at_ms) - l.remaining AS ahead,
                           CAST(w.value->>1 AS BIGINT) AS asked
                    FROM json_each($1) AS w JOIN lot l ON l.account = w.value->>0
                    WHERE l.remaining > 0 AND l.expires_at_ms > $2) AS oldest
                 WHERE ahead < asked",
                values![sums.to_string(), books.now_ms],
            )
            .await?;
        keep(books, rows);
    }
    Ok(())
}

fn keep(books: &mut Books, rows: Vec<LotRow>) {
    for LotRow { account, expires_at_ms, coins, remaining, held, seq } in rows {
        books.lots.entry(account).or_default().insert(expires_at_ms, Lot { coins, remaining, held, seq });
    }
}

fn list<S: AsRef<str>>(ids: &BTreeSet<S>) -> String {
    Json::from_iter(ids.iter().map(|id| json!([id.as_ref()]))).to_string()
}

/// Writes what the batch changed, and the block that seals it.
pub async fn write(tx: &mut Tx, books: &Books) -> Result<()> {
    write_accounts(tx, books).await?;
    write_transfers(tx, books).await?;
    write_lots(tx, books).await?;
    let block = books.block();
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
    let rows = Json::from_iter(books.touched_accounts.iter().map(|id| {
        let sums = books.sums(id);
        json!([id, sums.debits, sums.credits, sums.pending_debits, sums.pending_credits])
    }));
    tx.execute(
        "INSERT INTO account (id, debits, credits, pending_debits, pending_credits)
         SELECT value->>0, CAST(value->>1 AS BIGINT), CAST(value->>2 AS BIGINT), CAST(value->>3 AS BIGINT),
                CAST(value->>4 AS BIGINT)
         FROM json_each($1) WHERE 1 = 1
         ON CONFLICT (id) DO UPDATE SET debits = excluded.debits, credits = excluded.credits,
            pending_debits = excluded.pending_debits, pending_credits = excluded.pending_credits",
        values![rows.to_string()],
    )
    .await?;
    Ok(())
}

async fn write_transfers(tx: &mut Tx, books: &Books) -> Result<()> {
    let rows = Json::from_iter(books.written().map(|t| {
        json!([
            t.seq,
            t.id,
            t.request,
            t.kind.name(),
            t.debit,
            t.credit,
            t.coins,
            t.settles,
            t.reverses,
            t.expires_at_ms,
            t.at_ms,
            t.reason,
            t.memo,
            chain::seal(t)
        ])
    }));
    tx.execute(
        "INSERT INTO transfer (seq, id, request, kind, debit, credit, coins, settles, reverses, expires_at_ms, at_ms,
            reason, memo, seal)
         SELECT CAST(value->>0 AS BIGINT), value->>1, value->>2, value->>3, value->>4, value->>5,
                CAST(value->>6 AS BIGINT), value->>7, value->>8, CAST(value->>9 AS BIGINT),
                CAST(value->>10 AS BIGINT), value->>11, value->>12, value->>13
         FROM json_each($1)",
        values![rows.to_string()],
    )
    .await?;
    let moves = Json::from_iter(
        books.written().flat_map(|t| t.moves.iter().map(|(expires_at_ms, coins)| json!([t.seq, expires_at_ms, coins]))),
    );
    if moves.as_array().is_some_and(|moves| !moves.is_empty()) {
        tx.execute(
            "INSERT INTO lot_move (seq, expires_at_ms, coins)
             SELECT CAST(value->>0 AS BIGINT), CAST(value->>1 AS BIGINT), CAST(value->>2 AS BIGINT) FROM json_each($1)",
            values![moves.to_string()],
        )
        .await?;
    }
    Ok(())
}

async fn write_lots(tx: &mut Tx, books: &Books) -> Result<()> {
    if books.touched_lots.is_empty() {
        return Ok(());
    }
    let rows = Json::from_iter(books.touched_lots.iter().map(|(account, at)| {
        let lot = books.lots.get(account).and_then(|lots| lots.get(at)).cloned().unwrap_or_default();
        json!([account, at, lot.coins, lot.remaining, lot.held, lot.seq])
    }));
    tx.execute(
        "INSERT INTO lot (account, expires_at_ms, coins, remaining, held, seq)
         SELECT value->>0, CAST(value->>1 AS BIGINT), CAST(value->>2 AS BIGINT), CAST(value->>3 AS BIGINT),
                CAST(value->>4 AS BIGINT), CAST(value->>5 AS BIGINT)
         FROM json_each($1) WHERE 1 = 1
         ON CONFLICT (account, expires_at_ms) DO UPDATE SET coins = excluded.coins, remaining = excluded.remaining,
            held = excluded.held, seq = excluded.seq",
        values![rows.to_string()],
    )
    .await?;
    Ok(())
}
