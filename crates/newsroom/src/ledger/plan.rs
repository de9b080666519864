//! What a command does to the books. Nothing but the slice in memory is read or changed, and a command that is refused
//! leaves it as it was: all is looked at before anything is written.

use super::books::{Books, Transfer};
use super::{Account, Asked, COINS_AT_MOST, Command, Kind, MEMO_LETTERS_AT_MOST, Receipt, Settlement, TransferId};
use super::{is_wallet, request};
use crate::db::packed::fits;
use crate::error::{Error, Result};

/// Does what is asked, or says why not.
pub fn plan(books: &mut Books, command: &Command) -> Result<Receipt> {
    let request = request(command);
    let id = command.id(books);
    if let Some(before) = id.as_ref().and_then(|id| books.transfers.get(&id.0)) {
        if before.request == request {
            return Ok(Receipt { seq: before.seq, coins: before.coins, again: true });
        }
        return Err(Error::refused("conflict", "this id was used before, for something else"));
    }
    let transfer = match command {
        Command::Transfer(asked) => transfer(books, asked)?,
        Command::Settle { id, pending, how, memo } => settle(books, id, pending, *how, memo)?,
        Command::Reverse { id, transfer, coins, reason, memo } => reverse(books, id, transfer, *coins, reason, memo)?,
        Command::Expire { wallet, expires_at_ms } => {
            let Some(id) = id else { return Err(nothing_left()) };
            expire(books, &id, &Account::Wallet(wallet.clone()).name(), *expires_at_ms)?
        }
    };
    let texts = [&transfer.id, &transfer.debit, &transfer.credit, &transfer.reason, &transfer.memo];
    if !texts.into_iter().all(|text| fits(text)) {
        return Err(Error::invalid("memo", "it has a separator of ASCII in it, which no JSON has"));
    }
    if transfer.memo.len() > MEMO_LETTERS_AT_MOST {
        return Err(Error::invalid("memo", format!("it has more than {MEMO_LETTERS_AT_MOST} letters")));
    }
    Ok(write(books, Transfer { request, ..transfer }))
}

fn transfer(books: &Books, asked: &Asked) -> Result<Transfer> {
    if !(1..=COINS_AT_MOST).contains(&asked.coins) {
        return Err(Error::invalid("coins", format!("a whole number from 1 to {COINS_AT_MOST} is needed")));
    }
    let (debit, credit) = (asked.debit.name(), asked.credit.name());
    if debit == credit || is_wallet(&debit) && is_wallet(&credit) {
        return Err(Error::refused("between-wallets", "coins are earned and redeemed, never handed on"));
    }
    match asked.expires_at_ms {
        Some(at) if is_wallet(&credit) && at > books.now_ms => {}
        None if !is_wallet(&credit) => {}
        _ => {
            return Err(Error::invalid("expires_at_ms", "coins that come into a wallet expire, and at a time to come"));
        }
    }
    let moves = if is_wallet(&debit) { oldest_first(books, &debit, asked.coins)? } else { Vec::new() };
    Ok(Transfer {
        kind: if asked.pending { Kind::Pending } else { Kind::Posted },
        debit,
        credit,
        coins: asked.coins,
        expires_at_ms: asked.expires_at_ms,
        reason: asked.reason.clone(),
        memo: asked.memo.clone(),
        moves,
        ..new(books, &asked.id)
    })
}

/// Takes coins out of a wallet's lots, those that expire first before the others.
fn oldest_first(books: &Books, wallet: &str, coins: i64) -> Result<Vec<(i64, i64)>> {
    let mut missing = coins;
    let mut moves = Vec::new();
    for (expires_at_ms, remaining) in books.spendable(wallet) {
        let taken = remaining.min(missing);
        moves.push((expires_at_ms, taken));
        missing -= taken;
        if missing == 0 {
            return Ok(moves);
        }
    }
    let there = coins - missing;
    Err(Error::refused("insufficient", format!("{coins} coins are needed, and {there} are there")))
}

fn settle(books: &Books, id: &TransferId, pending: &TransferId, how: Settlement, memo: &str) -> Result<Transfer> {
    let before = books.transfers.get(&pending.0).ok_or(Error::NotFound("transfer"))?;
    if before.kind != Kind::Pending {
        return Err(Error::refused("not-pending", "only what was set aside can be settled"));
    }
    if books.settled.contains(&pending.0) {
        return Err(Error::refused("settled", "this has been settled already"));
    }
    Ok(Transfer {
        kind: if how == Settlement::Post { Kind::Post } else { Kind::Void },
        debit: before.debit.clone(),
        credit: before.credit.clone(),
        coins: before.coins,
        settles: Some(before.id.clone()),
        // Coins that were set aside for a wallet expire as was said when they were earned.
        expires_at_ms: before.expires_at_ms,
        reason: before.reason.clone(),
        memo: memo.to_string(),
        moves: before.moves.clone(),
        ..new(books, id)
    })
}

fn reverse(
    books: &Books,
    id: &TransferId,
    transfer: &TransferId,
    coins: i64,
    reason: &str,
    memo: &str,
) -> Result<Transfer> {
    let before = books.transfers.get(&transfer.0).ok_or(Error::NotFound("transfer"))?;
    let happened = matches!(before.kind, Kind::Posted | Kind::Post);
    if !happened || before.reverses.is_some() {
        return Err(Error::refused("not-reversible", "only coins that were given can be taken back"));
    }
    if books.reversed.contains(&transfer.0) {
        return Err(Error::refused("reversed", "this has been taken back already"));
    }
    if !(1..=before.coins).contains(&coins) {
        return Err(Error::invalid(
            "coins",
            format!("from 1 to the {} of the transfer can be taken back", before.coins),
        ));
    }
    let moves = match before.expires_at_ms {
        // It filled a lot: out of that lot, if they are still there.
        Some(expires_at_ms) => {
            let there = books.lots.get(&before.credit).and_then(|lots| lots.get(&expires_at_ms));
            if there.is_none_or(|lot| lot.remaining < coins) {
                return Err(Error::refused("insufficient", "these coins are no longer in the wallet"));
            }
            vec![(expires_at_ms, coins)]
        }
        None => back_into(&before.moves, coins),
    };
    Ok(Transfer {
        kind: Kind::Posted,
        debit: before.credit.clone(),
        credit: before.debit.clone(),
        coins,
        reverses: Some(before.id.clone()),
        reason: reason.to_string(),
        memo: memo.to_string(),
        moves,
        ..new(books, id)
    })
}

/// Into the lots that the coins came from; of a part, into those that expire last: the listener has them for longer.
fn back_into(taken: &[(i64, i64)], coins: i64) -> Vec<(i64, i64)> {
    let mut left = coins;
    let mut moves: Vec<(i64, i64)> = taken
        .iter()
        .rev()
        .map(|&(expires_at_ms, taken)| {
            let back = taken.min(left);
            left -= back;
            (expires_at_ms, back)
        })
        .filter(|(_, back)| *back > 0)
        .collect();
    moves.reverse();
    moves
}

fn expire(books: &Books, id: &TransferId, wallet: &str, expires_at_ms: i64) -> Result<Transfer> {
    if expires_at_ms > books.now_ms {
        return Err(Error::refused("too-early", "these coins have not expired yet"));
    }
    let lot = books.lots.get(wallet).and_then(|lots| lots.get(&expires_at_ms));
    let remaining = lot.map_or(0, |lot| lot.remaining);
    if remaining == 0 {
        return Err(nothing_left());
    }
    Ok(Transfer {
        debit: wallet.to_string(),
        credit: Account::Expired.name(),
        coins: remaining,
        reason: "expire".into(),
        memo: "{}".into(),
        moves: vec![(expires_at_ms, remaining)],
        ..new(books, id)
    })
}

fn nothing_left() -> Error {
    Error::refused("nothing-left", "nothing is left of these coins")
}

/// A transfer that says nothing yet, next in order.
fn new(books: &Books, id: &TransferId) -> Transfer {
    Transfer {
        seq: books.head.seq + books.written.len() as i64 + 1,
        id: id.0.clone(),
        request: String::new(),
        kind: Kind::Posted,
        debit: String::new(),
        credit: String::new(),
        coins: 0,
        settles: None,
        reverses: None,
        expires_at_ms: None,
        at_ms: books.now_ms,
        reason: String::new(),
        memo: String::new(),
        moves: Vec::new(),
    }
}

/// Writes a transfer that was found right. From here on nothing can be refused.
fn write(books: &mut Books, transfer: Transfer) -> Receipt {
    let Transfer { seq, coins, .. } = transfer;
    let (debit, credit) = (transfer.debit.as_str(), transfer.credit.as_str());
    match transfer.kind {
        Kind::Posted => {
            books.account(debit).debits += coins;
            books.account(credit).credits += coins;
        }
        Kind::Pending => {
            books.account(debit).pending_debits += coins;
            books.account(credit).pending_credits += coins;
        }
        Kind::Post | Kind::Void => {
            books.account(debit).pending_debits -= coins;
            books.account(credit).pending_credits -= coins;
            if transfer.kind == Kind::Post {
                books.account(debit).debits += coins;
                books.account(credit).credits += coins;
            }
        }
    }
    // A reversal that pays into a wallet gives back to the lots its moves name; every other takes from the payer's.
    let gives_back = transfer.reverses.is_some() && is_wallet(credit);
    for &(expires_at_ms, moved) in &transfer.moves {
        let lot = books.lot(if gives_back { credit } else { debit }, expires_at_ms);
        lot.seq = seq;
        match transfer.kind {
            Kind::Posted if gives_back => lot.remaining += moved,
            Kind::Posted => lot.remaining -= moved,
            Kind::Pending => {
                lot.remaining -= moved;
                lot.held += moved;
            }
            Kind::Post => lot.held -= moved,
            Kind::Void => {
                lot.held -= moved;
                lot.remaining += moved;
            }
        }
    }
    if let (Some(expires_at_ms), Kind::Posted | Kind::Post) = (transfer.expires_at_ms, transfer.kind) {
        let lot = books.lot(credit, expires_at_ms);
        lot.seq = seq;
        lot.coins += coins;
        lot.remaining += coins;
    }
    books.settled.extend(transfer.settles.clone());
    books.reversed.extend(transfer.reverses.clone());
    books.written.push(transfer.id.clone());
    books.transfers.insert(transfer.id.clone(), transfer);
    Receipt { seq, coins, again: false }
}
