//! The books: what coins do, and what nobody can make them do.

mod flips;
mod laws;

use newsroom::db::{Db, values};
use newsroom::error::Error;
use newsroom::ids::ListenerId;
use newsroom::ledger::verify::{Audit, verify};
use newsroom::ledger::wallet::{Wallet, statement, wallet};
use newsroom::ledger::{Account, Asked, Command, Receipt, Settlement, TransferId};
use newsroom::{backup, till};

use crate::harness::{NOW_MS, Newsroom};

crate::on_both!(
    coins_that_were_earned_are_in_the_wallet_with_their_reason,
    the_same_asked_for_twice_happens_once,
    another_request_under_a_used_id_is_a_conflict,
    coins_that_expire_first_are_spent_first,
    nobody_spends_more_than_is_there,
    coins_set_aside_cannot_be_spent_meanwhile,
    what_was_set_aside_and_let_go_is_back_in_its_lots,
    what_was_set_aside_is_settled_once,
    coins_that_are_held_for_a_look_are_pending_and_no_balance,
    a_refund_gives_back_the_coins_with_their_old_dates,
    a_transfer_is_taken_back_once_and_never_more_than_it_was,
    coins_whose_time_is_up_cannot_be_spent_and_are_taken_once,
    coins_that_come_back_after_their_time_expire_as_well,
    coins_are_not_handed_from_listener_to_listener,
    one_refusal_takes_no_other_with_it,
    those_who_ask_at_once_share_a_block,
    a_clock_that_goes_back_does_not_turn_the_books_back,
    books_that_were_found_wrong_take_nothing_more,
    every_changed_row_is_named,
    the_books_come_back_from_a_backup,
    a_signed_block_cannot_be_written_anew,
    a_backup_of_another_version_is_refused_and_nothing_is_changed,
);

const YEAR_MS: i64 = 365 * 24 * 60 * 60_000;

fn id(name: &str) -> TransferId {
    TransferId::of(&["test", name])
}

fn ada() -> ListenerId {
    ListenerId("ada".into())
}

fn earn(name: &str, listener: &ListenerId, coins: i64, expires_at_ms: i64) -> Asked {
    Asked {
        id: id(name),
        pending: false,
        debit: Account::Issue,
        credit: Account::Wallet(listener.clone()),
        coins,
        expires_at_ms: Some(expires_at_ms),
        reason: "earn".into(),
        memo: format!("{{\"for\":\"{name}\"}}"),
    }
}

fn spend(name: &str, listener: &ListenerId, coins: i64, pending: bool) -> Asked {
    Asked {
        id: id(name),
        pending,
        debit: Account::Wallet(listener.clone()),
        credit: Account::Redeemed,
        coins,
        expires_at_ms: None,
        reason: "redeem".into(),
        memo: "{}".into(),
    }
}

fn settle(name: &str, pending: &str, how: Settlement) -> Command {
    Command::Settle { id: id(name), pending: id(pending), how, memo: "{}".into() }
}

fn reverse(name: &str, transfer: &str, coins: i64) -> Command {
    Command::Reverse { id: id(name), transfer: id(transfer), coins, reason: "refund".into(), memo: "{}".into() }
}

async fn ask(room: &Newsroom, command: Command) -> Result<Receipt, Error> {
    till::transfer(&room.ctx, command).await
}

/// All in one batch.
async fn settled<const N: usize>(room: &Newsroom, commands: [Command; N]) -> Vec<Result<Receipt, Error>> {
    let answers = till::settle(&room.ctx, &commands.map(till::Command::Ledger)).await;
    let receipt = |done| match done {
        till::Done::Moved(receipt) => receipt,
        other => panic!("{other:?}"),
    };
    answers.into_iter().map(|answer| answer.map(receipt)).collect()
}

async fn done(room: &Newsroom, asked: Asked) -> Receipt {
    ask(room, Command::Transfer(asked)).await.unwrap()
}

async fn of(room: &Newsroom, listener: &ListenerId) -> Wallet {
    wallet(&room.ctx.db, listener, room.ctx.clock.now_ms()).await.unwrap()
}

async fn audit(room: &Newsroom) -> Audit {
    verify(&room.ctx.db, |_, _| {}).await.unwrap()
}

/// The books are right, to the last coin.
async fn right(room: &Newsroom) {
    let audit = audit(room).await;
    assert_eq!(audit.wrong, None);
}

fn refused(answer: Result<Receipt, Error>) -> &'static str {
    match answer {
        Err(Error::Refused { code, .. }) => code,
        other => panic!("it should have been refused, and was {other:?}"),
    }
}

async fn coins_that_were_earned_are_in_the_wallet_with_their_reason(room: &Newsroom) {
    done(room, earn("bell", &ada(), 3, NOW_MS + YEAR_MS)).await;
    let wallet = of(room, &ada()).await;
    assert_eq!((wallet.available, wallet.pending, wallet.set_aside), (3, 0, 0));
    assert_eq!(wallet.expiring, [(NOW_MS + YEAR_MS, 3)]);
    let lines = statement(&room.ctx.db, &ada(), i64::MAX).await.unwrap();
    assert_eq!(lines.len(), 1);
    assert_eq!((lines[0].coins, lines[0].reason.as_str(), lines[0].memo.as_str()), (3, "earn", "{\"for\":\"bell\"}"));
    assert_eq!(of(room, &ListenerId("nobody".into())).await, Wallet::default());
    right(room).await;
}

async fn the_same_asked_for_twice_happens_once(room: &Newsroom) {
    let first = done(room, earn("bell", &ada(), 3, NOW_MS + YEAR_MS)).await;
    let second = done(room, earn("bell", &ada(), 3, NOW_MS + YEAR_MS)).await;
    assert!(!first.again && second.again);
    assert_eq!(first.seq, second.seq);
    assert_eq!(of(room, &ada()).await.available, 3);
    right(room).await;
}

async fn another_request_under_a_used_id_is_a_conflict(room: &Newsroom) {
    done(room, earn("bell", &ada(), 3, NOW_MS + YEAR_MS)).await;
    let more = Command::Transfer(earn("bell", &ada(), 300, NOW_MS + YEAR_MS));
    assert_eq!(refused(ask(room, more).await), "conflict");
    assert_eq!(of(room, &ada()).await.available, 3);
}

async fn coins_that_expire_first_are_spent_first(room: &Newsroom) {
    done(room, earn("late", &ada(), 5, NOW_MS + 2 * YEAR_MS)).await;
    done(room, earn("soon", &ada(), 2, NOW_MS + YEAR_MS)).await;
    done(room, spend("tea", &ada(), 3, false)).await;
    assert_eq!(of(room, &ada()).await.expiring, [(NOW_MS + 2 * YEAR_MS, 4)]);
    right(room).await;
}

async fn nobody_spends_more_than_is_there(room: &Newsroom) {
    done(room, earn("bell", &ada(), 3, NOW_MS + YEAR_MS)).await;
    assert_eq!(refused(ask(room, Command::Transfer(spend("tea", &ada(), 4, false))).await), "insufficient");
    for coins in [0, -3, i64::MIN, i64::MAX] {
        let answer = ask(room, Command::Transfer(spend("odd", &ada(), coins, false))).await;
        assert!(matches!(answer, Err(Error::Invalid(_))), "{coins} coins: {answer:?}");
    }
    done(room, spend("tea", &ada(), 3, false)).await;
    assert_eq!(of(room, &ada()).await.available, 0);
    right(room).await;
}

async fn coins_set_aside_cannot_be_spent_meanwhile(room: &Newsroom) {
    done(room, earn("bell", &ada(), 5, NOW_MS + YEAR_MS)).await;
    done(room, spend("tea", &ada(), 3, true)).await;
    let wallet = of(room, &ada()).await;
    assert_eq!((wallet.available, wallet.set_aside), (2, 3));
    assert_eq!(refused(ask(room, Command::Transfer(spend("cake", &ada(), 3, true))).await), "insufficient");
    ask(room, settle("tea is given", "tea", Settlement::Post)).await.unwrap();
    let wallet = of(room, &ada()).await;
    assert_eq!((wallet.available, wallet.set_aside), (2, 0));
    right(room).await;
}

async fn what_was_set_aside_and_let_go_is_back_in_its_lots(room: &Newsroom) {
    done(room, earn("soon", &ada(), 2, NOW_MS + YEAR_MS)).await;
    done(room, earn("late", &ada(), 5, NOW_MS + 2 * YEAR_MS)).await;
    let before = of(room, &ada()).await;
    done(room, spend("tea", &ada(), 4, true)).await;
    assert_eq!(of(room, &ada()).await.expiring, [(NOW_MS + 2 * YEAR_MS, 3)]);
    ask(room, settle("no tea", "tea", Settlement::Void)).await.unwrap();
    assert_eq!(of(room, &ada()).await, before);
    right(room).await;
}

async fn what_was_set_aside_is_settled_once(room: &Newsroom) {
    done(room, earn("bell", &ada(), 5, NOW_MS + YEAR_MS)).await;
    done(room, spend("tea", &ada(), 3, true)).await;
    ask(room, settle("given", "tea", Settlement::Post)).await.unwrap();
    assert!(ask(room, settle("given", "tea", Settlement::Post)).await.unwrap().again);
    assert_eq!(refused(ask(room, settle("let go", "tea", Settlement::Void)).await), "settled");
    assert_eq!(refused(ask(room, settle("odd", "bell", Settlement::Void)).await), "not-pending");
    let unknown = ask(room, settle("odd", "never", Settlement::Post)).await;
    assert!(matches!(unknown, Err(Error::NotFound(_))), "{unknown:?}");
    right(room).await;
}

async fn coins_that_are_held_for_a_look_are_pending_and_no_balance(room: &Newsroom) {
    for name in ["good", "bad"] {
        done(room, Asked { pending: true, ..earn(name, &ada(), 4, NOW_MS + YEAR_MS) }).await;
    }
    let wallet = of(room, &ada()).await;
    assert_eq!((wallet.available, wallet.pending), (0, 8));
    assert_eq!(refused(ask(room, Command::Transfer(spend("tea", &ada(), 1, false))).await), "insufficient");
    ask(room, settle("fine", "good", Settlement::Post)).await.unwrap();
    ask(room, settle("not fine", "bad", Settlement::Void)).await.unwrap();
    let wallet = of(room, &ada()).await;
    assert_eq!((wallet.available, wallet.pending), (4, 0));
    assert_eq!(wallet.expiring, [(NOW_MS + YEAR_MS, 4)], "they expire by when they were earned");
    right(room).await;
}

async fn a_refund_gives_back_the_coins_with_their_old_dates(room: &Newsroom) {
    done(room, earn("soon", &ada(), 2, NOW_MS + YEAR_MS)).await;
    done(room, earn("late", &ada(), 5, NOW_MS + 2 * YEAR_MS)).await;
    let before = of(room, &ada()).await;
    done(room, spend("tea", &ada(), 4, true)).await;
    ask(room, settle("given", "tea", Settlement::Post)).await.unwrap();
    ask(room, reverse("back", "given", 4)).await.unwrap();
    assert_eq!(of(room, &ada()).await, before);

    // Half of it: the coins that last longer come back.
    done(room, spend("cake", &ada(), 4, false)).await;
    ask(room, reverse("half", "cake", 1)).await.unwrap();
    assert_eq!(of(room, &ada()).await.expiring, [(NOW_MS + 2 * YEAR_MS, 4)]);
    right(room).await;
}

async fn a_transfer_is_taken_back_once_and_never_more_than_it_was(room: &Newsroom) {
    done(room, earn("bell", &ada(), 5, NOW_MS + YEAR_MS)).await;
    done(room, spend("tea", &ada(), 3, false)).await;
    let more = ask(room, reverse("more", "tea", 4)).await;
    assert!(matches!(more, Err(Error::Invalid(_))), "{more:?}");
    ask(room, reverse("back", "tea", 3)).await.unwrap();
    assert_eq!(refused(ask(room, reverse("twice", "tea", 3)).await), "reversed");
    assert_eq!(refused(ask(room, reverse("of a reversal", "back", 3)).await), "not-reversible");
    // What was earned by mistake goes while it is there, and not once it is spent.
    done(room, spend("cake", &ada(), 4, false)).await;
    assert_eq!(refused(ask(room, reverse("earned", "bell", 5)).await), "insufficient");
    ask(room, reverse("what is left", "bell", 1)).await.unwrap();
    assert_eq!(of(room, &ada()).await.available, 0);
    right(room).await;
}

async fn coins_whose_time_is_up_cannot_be_spent_and_are_taken_once(room: &Newsroom) {
    done(room, earn("bell", &ada(), 5, NOW_MS + 1000)).await;
    let expire = || Command::Expire { wallet: ada(), expires_at_ms: NOW_MS + 1000 };
    assert_eq!(refused(ask(room, expire()).await), "too-early");
    room.ctx.clock.advance(1000);
    assert_eq!(of(room, &ada()).await.available, 0);
    assert_eq!(refused(ask(room, Command::Transfer(spend("tea", &ada(), 1, false))).await), "insufficient");
    assert_eq!(ask(room, expire()).await.unwrap().coins, 5);
    assert_eq!(refused(ask(room, expire()).await), "nothing-left");
    let never = Command::Expire { wallet: ListenerId("nobody".into()), expires_at_ms: NOW_MS };
    assert_eq!(refused(ask(room, never).await), "nothing-left");
    right(room).await;
}

async fn coins_that_come_back_after_their_time_expire_as_well(room: &Newsroom) {
    done(room, earn("bell", &ada(), 5, NOW_MS + 1000)).await;
    done(room, spend("tea", &ada(), 2, true)).await;
    room.ctx.clock.advance(1000);
    let expire = || Command::Expire { wallet: ada(), expires_at_ms: NOW_MS + 1000 };
    assert_eq!(ask(room, expire()).await.unwrap().coins, 3);
    ask(room, settle("no tea", "tea", Settlement::Void)).await.unwrap();
    assert_eq!(of(room, &ada()).await.available, 0);
    assert_eq!(ask(room, expire()).await.unwrap().coins, 2);
    right(room).await;
}

async fn coins_are_not_handed_from_listener_to_listener(room: &Newsroom) {
    done(room, earn("bell", &ada(), 5, NOW_MS + YEAR_MS)).await;
    let gift = Asked {
        credit: Account::Wallet(ListenerId("bo".into())),
        expires_at_ms: Some(NOW_MS + YEAR_MS),
        ..spend("gift", &ada(), 5, false)
    };
    assert_eq!(refused(ask(room, Command::Transfer(gift)).await), "between-wallets");
    for expires_at_ms in [None, Some(NOW_MS)] {
        let timeless = Asked { expires_at_ms, ..earn("timeless", &ada(), 1, 0) };
        let answer = ask(room, Command::Transfer(timeless)).await;
        assert!(matches!(answer, Err(Error::Invalid(_))), "{answer:?}");
    }
}

async fn one_refusal_takes_no_other_with_it(room: &Newsroom) {
    let commands = [
        Command::Transfer(earn("first", &ada(), 2, NOW_MS + YEAR_MS)),
        Command::Transfer(spend("too much", &ada(), 9, false)),
        Command::Transfer(earn("first", &ada(), 7, NOW_MS + YEAR_MS)),
        Command::Transfer(earn("second", &ada(), 3, NOW_MS + YEAR_MS)),
        // Sees what came before it in the same batch.
        Command::Transfer(spend("tea", &ada(), 5, false)),
        Command::Transfer(earn("first", &ada(), 2, NOW_MS + YEAR_MS)),
    ];
    let answers = settled(room, commands).await;
    let said: Vec<String> = answers
        .iter()
        .map(|answer| match answer {
            Ok(receipt) => format!("{}{}", receipt.seq, if receipt.again { " again" } else { "" }),
            Err(Error::Refused { code, .. }) => code.to_string(),
            Err(other) => other.to_string(),
        })
        .collect();
    assert_eq!(said, ["1", "insufficient", "conflict", "2", "3", "1 again"]);
    right(room).await;
}

async fn those_who_ask_at_once_share_a_block(room: &Newsroom) {
    const ASKING: usize = 300;
    let asking: Vec<_> = (0..ASKING)
        .map(|n| {
            let ctx = room.ctx.clone();
            let listener = ListenerId(format!("listener {}", n % 7));
            let command = Command::Transfer(earn(&format!("story {n}"), &listener, 1, NOW_MS + YEAR_MS));
            tokio::spawn(async move { till::transfer(&ctx, command).await })
        })
        .collect();
    for answer in asking {
        answer.await.unwrap().unwrap();
    }
    let audit = audit(room).await;
    assert_eq!((audit.transfers, audit.wrong), (ASKING as i64, None));
    assert!(audit.blocks < ASKING as i64 / 2, "{} blocks for {ASKING} transfers", audit.blocks);
}

async fn a_clock_that_goes_back_does_not_turn_the_books_back(room: &Newsroom) {
    done(room, earn("now", &ada(), 1, NOW_MS + YEAR_MS)).await;
    room.ctx.clock.advance(-60 * 60_000);
    done(room, earn("an hour ago", &ada(), 1, NOW_MS + YEAR_MS)).await;
    let lines = statement(&room.ctx.db, &ada(), i64::MAX).await.unwrap();
    assert!(lines.iter().all(|line| line.at_ms == NOW_MS));
    right(room).await;
}

async fn books_that_were_found_wrong_take_nothing_more(room: &Newsroom) {
    let sql = "UPDATE ledger_head SET stopped_at_ms = 1, stopped_because = 'a test'";
    room.ctx.db.execute(sql, values![]).await.unwrap();
    let answers = settled(
        room,
        [
            Command::Transfer(earn("bell", &ada(), 1, NOW_MS + YEAR_MS)),
            Command::Transfer(earn("bird", &ada(), 1, NOW_MS + YEAR_MS)),
        ],
    )
    .await;
    for answer in answers {
        assert_eq!(refused(answer), "books-stopped");
    }
}

/// Books with everything in them: earned, held, spent, given back, expired.
async fn full(room: &Newsroom) {
    done(room, earn("soon", &ada(), 6, NOW_MS + 1000)).await;
    done(room, earn("late", &ada(), 9, NOW_MS + YEAR_MS)).await;
    done(room, Asked { pending: true, ..earn("looked at", &ada(), 2, NOW_MS + YEAR_MS) }).await;
    done(room, spend("tea", &ada(), 3, true)).await;
    ask(room, settle("given", "tea", Settlement::Post)).await.unwrap();
    done(room, spend("cake", &ada(), 5, true)).await;
    ask(room, settle("no cake", "cake", Settlement::Void)).await.unwrap();
    done(room, spend("book", &ada(), 4, false)).await;
    ask(room, reverse("book back", "book", 2)).await.unwrap();
    done(room, spend("open order", &ada(), 1, true)).await;
    room.ctx.clock.advance(1000);
    // What was taken of the first lot and came back has expired by now.
    let _ = ask(room, Command::Expire { wallet: ada(), expires_at_ms: NOW_MS + 1000 }).await;
    right(room).await;
}

async fn every_changed_row_is_named(room: &Newsroom) {
    full(room).await;
    // Each change, how it is undone, and what the audit says of it. Somebody who can write to the tables can do all this.
    const CHANGES: [(&str, &str, &str); 15] = [
        (
            "UPDATE transfer SET coins = coins + 1 WHERE seq = 2",
            "UPDATE transfer SET coins = coins - 1 WHERE seq = 2",
            "transfer 2 ",
        ),
        (
            "UPDATE transfer SET memo = '{}' WHERE seq = 2",
            "UPDATE transfer SET memo = '{\"for\":\"late\"}' WHERE seq = 2",
            "transfer 2 ",
        ),
        (
            "UPDATE transfer SET reason = 'gift' WHERE seq = 1",
            "UPDATE transfer SET reason = 'earn' WHERE seq = 1",
            "transfer 1 ",
        ),
        (
            "UPDATE transfer SET at_ms = at_ms - 1 WHERE seq = 4",
            "UPDATE transfer SET at_ms = at_ms + 1 WHERE seq = 4",
            "transfer 4 ",
        ),
        (
            "UPDATE transfer SET expires_at_ms = expires_at_ms + 1 WHERE seq = 3",
            "UPDATE transfer SET expires_at_ms = expires_at_ms - 1 WHERE seq = 3",
            "transfer 3 ",
        ),
        (
            "UPDATE transfer SET seal = 'x' || seal WHERE seq = 5",
            "UPDATE transfer SET seal = SUBSTR(seal, 2) WHERE seq = 5",
            "transfer 5 ",
        ),
        (
            "UPDATE lot_move SET coins = coins + 1 WHERE seq = 4",
            "UPDATE lot_move SET coins = coins - 1 WHERE seq = 4",
            "transfer 4 ",
        ),
        (
            "UPDATE lot_move SET expires_at_ms = expires_at_ms + 1 WHERE seq = 4",
            "UPDATE lot_move SET expires_at_ms = expires_at_ms - 1 WHERE seq = 4",
            "transfer 4 ",
        ),
        (
            "UPDATE block SET hash = 'x' || hash WHERE number = 3",
            "UPDATE block SET hash = SUBSTR(hash, 2) WHERE number = 3",
            "block 3 ",
        ),
        (
            "UPDATE block SET at_ms = at_ms + 1 WHERE number = 6",
            "UPDATE block SET at_ms = at_ms - 1 WHERE number = 6",
            "block 6 ",
        ),
        (
            "UPDATE block SET last_seq = last_seq + 1 WHERE number = 2",
            "UPDATE block SET last_seq = last_seq - 1 WHERE number = 2",
            "block 2 ",
        ),
        (
            "UPDATE account SET credits = credits + 1 WHERE id = 'wallet:ada'",
            "UPDATE account SET credits = credits - 1 WHERE id = 'wallet:ada'",
            "account wallet:ada ",
        ),
        (
            "UPDATE account SET pending_debits = pending_debits - 1 WHERE id = 'wallet:ada'",
            "UPDATE account SET pending_debits = pending_debits + 1 WHERE id = 'wallet:ada'",
            "account wallet:ada ",
        ),
        (
            "UPDATE lot SET remaining = remaining - 1 WHERE remaining > 0",
            "UPDATE lot SET remaining = remaining + 1 WHERE remaining + held < coins AND seq > 0 AND expires_at_ms > 1772438402000",
            "the lot of wallet:ada ",
        ),
        ("UPDATE ledger_head SET hash = 'x' || hash", "UPDATE ledger_head SET hash = SUBSTR(hash, 2)", "the head "),
    ];
    for (change, undo, named) in CHANGES {
        let touched = room.ctx.db.execute(change, values![]).await.unwrap();
        assert_eq!(touched, 1, "{change}");
        let wrong = audit(room).await.wrong.unwrap_or_else(|| panic!("unnoticed: {change}"));
        assert!(wrong.starts_with(named), "{change}: {wrong}");
        room.ctx.db.execute(undo, values![]).await.unwrap();
        assert_eq!(audit(room).await.wrong, None, "undone: {change}");
    }
    // A row and its seal, changed by somebody who knows how the seal is made: the chain does not hold.
    forge(&room.ctx.db).await;
    let wrong = audit(room).await.wrong.expect("a forged row is noticed");
    assert!(wrong.starts_with("block 2 "), "{wrong}");
}

/// Writes another memo into transfer 2, with the seal that belongs to it.
async fn forge(db: &Db) {
    use newsroom::ledger::Kind;
    use newsroom::ledger::books::Transfer;
    let sql = "SELECT seq, id, request, debit, credit, coins, expires_at_ms, at_ms FROM transfer WHERE seq = 2";
    let (seq, id, request, debit, credit, coins, expires_at_ms, at_ms): (
        i64,
        String,
        String,
        String,
        String,
        i64,
        Option<i64>,
        i64,
    ) = db.one("transfer", sql, values![]).await.unwrap();
    let forged = Transfer {
        seq,
        id,
        request,
        kind: Kind::Posted,
        debit,
        credit,
        coins,
        settles: None,
        reverses: None,
        expires_at_ms,
        at_ms,
        reason: "earn".into(),
        memo: "{\"for\":\"a friend\"}".into(),
        moves: Vec::new(),
    };
    let seal = newsroom::ledger::chain::seal(&newsroom::ledger::chain::of(&forged));
    db.execute("UPDATE transfer SET memo = $1, seal = $2 WHERE seq = 2", values![forged.memo, seal]).await.unwrap();
}

async fn the_books_come_back_from_a_backup(room: &Newsroom) {
    full(room).await;
    let before = audit(room).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("backup.tar");
    backup::write(&room.ctx, &file).await.unwrap();
    let other = Newsroom::empty().await;
    other.ctx.clock.advance(1000);
    backup::read(&other.ctx, &file).await.unwrap();
    assert_eq!(audit(&other).await, before);
    assert_eq!(of(&other, &ada()).await, of(room, &ada()).await);
    ask(&other, settle("taken", "open order", Settlement::Post)).await.unwrap();
    right(&other).await;
}

async fn a_signed_block_cannot_be_written_anew(room: &Newsroom) {
    use newsroom::ledger::checkpoint::{Key, disagrees, newest, sign};
    let folder = tempfile::tempdir().unwrap();
    let key = Key::at(&folder.path().join("keys/ledger"), &room.ctx.chance).unwrap();
    assert_eq!(sign(&room.ctx, &key).await.unwrap(), None, "there is nothing yet");
    full(room).await;
    let signed = sign(&room.ctx, &key).await.unwrap().unwrap();
    assert_eq!(sign(&room.ctx, &key).await.unwrap().as_ref(), Some(&signed), "signed once");
    assert_eq!(newest(&room.ctx.db).await.unwrap(), std::slice::from_ref(&signed));
    let same = Key::at(&folder.path().join("keys/ledger"), &room.ctx.chance).unwrap();
    assert_eq!(same.public(), key.public(), "the key is kept");
    let db = &room.ctx.db;
    let says = async |checkpoint| disagrees(db, checkpoint, Some(&key.public())).await.unwrap();
    assert_eq!(says(&signed).await, None);

    let mut forged = signed.clone();
    forged.at_ms += 1;
    assert!(says(&forged).await.unwrap().contains("signature"));
    let other = Key::at(&folder.path().join("keys/other"), &room.ctx.chance).unwrap();
    let by_other = newsroom::ledger::checkpoint::Checkpoint { public_key: other.public(), ..signed.clone() };
    assert!(says(&by_other).await.unwrap().contains("another key"));

    // Somebody writes the last block anew, hash and all.
    db.execute("UPDATE block SET hash = 'f' WHERE number = $1", values![signed.block]).await.unwrap();
    assert!(says(&signed).await.unwrap().contains("written anew"));
    db.execute("DELETE FROM checkpoint", values![]).await.unwrap();
    db.execute("DELETE FROM block WHERE number = $1", values![signed.block]).await.unwrap();
    assert!(says(&signed).await.unwrap().contains("missing"));
}

async fn a_backup_of_another_version_is_refused_and_nothing_is_changed(room: &Newsroom) {
    let folder = tempfile::tempdir().unwrap();
    let old = folder.path().join("old.tar");
    let mut written = tar::Builder::new(std::fs::File::create(&old).unwrap());
    let label = br#"{"crier_backup":1,"made_at_ms":1772438400000,"tables":["article"]}"#;
    let mut header = tar::Header::new_gnu();
    header.set_size(label.len() as u64);
    header.set_mode(0o600);
    written.append_data(&mut header, "crier.json", &label[..]).unwrap();
    written.into_inner().unwrap();
    let refused = backup::read(&room.ctx, &old).await.expect_err("another format").to_string();
    assert!(refused.contains("restore it with that one"), "{refused}");
    done(room, earn("bell", &ada(), 1, NOW_MS + YEAR_MS)).await;
    right(room).await;
}
