//! What the books need by the clock.

use newsroom::bookkeeping::{self, WARNED_DAYS};
use newsroom::db::values;
use newsroom::error::Error;
use newsroom::ids::ListenerId;
use newsroom::ledger::{self, Account, Asked, TransferId, stop, wallet};
use newsroom::listeners::{self, Arrival, links};
use newsroom::timetable::{self, Entry};
use newsroom::{mails, till};

use crate::harness::{NOW_MS, Newsroom};

const DAY_MS: i64 = 24 * 60 * 60_000;

async fn listener(room: &Newsroom, email: &str, lang: &str) -> ListenerId {
    let mut tx = room.ctx.db.begin().await.unwrap();
    let link = links::make(&mut tx, &room.ctx, email, "192.0.2.1", None).await.unwrap();
    tx.commit().await.unwrap();
    let secret = links::sign_in(&room.ctx, &link, Arrival { device: "Firefox", lang }).await.unwrap();
    listeners::signed_in(&room.ctx, &secret).await.unwrap().unwrap().listener
}

async fn earn(room: &Newsroom, who: &ListenerId, coins: i64, expires_at_ms: i64) -> newsroom::error::Result<()> {
    let asked = Asked {
        id: TransferId::of(&["test", &who.0, &expires_at_ms.to_string(), &coins.to_string()]),
        pending: false,
        debit: Account::Issue,
        credit: Account::Wallet(who.clone()),
        coins,
        expires_at_ms: Some(expires_at_ms),
        reason: "earn".into(),
        memo: "{}".into(),
    };
    till::transfer(&room.ctx, ledger::Command::Transfer(asked)).await.map(|_| ())
}

async fn coins(room: &Newsroom, who: &ListenerId) -> i64 {
    wallet::wallet(&room.ctx.db, who, room.ctx.clock.now_ms()).await.unwrap().available
}

async fn coins_whose_time_is_up_leave_the_wallet_with_a_line_and_no_others_do(room: &Newsroom) {
    let mina = listener(room, "mina@example.org", "en").await;
    let ken = listener(room, "ken@example.org", "en").await;
    earn(room, &mina, 5, NOW_MS + DAY_MS).await.unwrap();
    earn(room, &mina, 7, NOW_MS + 2 * DAY_MS).await.unwrap();
    earn(room, &ken, 3, NOW_MS + DAY_MS).await.unwrap();
    assert_eq!(bookkeeping::expire(&room.ctx).await.unwrap(), 0, "not a moment too soon");
    room.ctx.clock.advance(DAY_MS);
    assert_eq!(bookkeeping::expire(&room.ctx).await.unwrap(), 2);
    assert_eq!(bookkeeping::expire(&room.ctx).await.unwrap(), 0, "once");
    assert_eq!((coins(room, &mina).await, coins(room, &ken).await), (7, 0));
    let lines = wallet::statement(&room.ctx.db, &mina, i64::MAX).await.unwrap();
    assert_eq!((lines[0].reason.as_str(), lines[0].coins), ("expire", -5));
    assert_eq!(stop::audit(&room.ctx).await.unwrap().wrong, None);
}

async fn listeners_are_told_a_month_and_a_week_before_and_never_twice(room: &Newsroom) {
    let mina = listener(room, "mina@example.org", "en").await;
    let ling = listener(room, "ling@example.org", "zh-Hant").await;
    // Their days are those of Taipei: this is the end of 31 March there.
    let end_of_march = NOW_MS + 30 * DAY_MS - 16 * 60 * 60_000;
    earn(room, &mina, 5, end_of_march).await.unwrap();
    earn(room, &ling, 9, end_of_march).await.unwrap();
    earn(room, &mina, 2, NOW_MS + 90 * DAY_MS).await.unwrap();
    assert_eq!(bookkeeping::warn(&room.ctx).await.unwrap(), 2);
    assert_eq!(bookkeeping::warn(&room.ctx).await.unwrap(), 0);
    let letters = mails::newest(&room.ctx).await.unwrap();
    let of = |to: &str| letters.iter().find(|letter| letter.recipient == to).unwrap();
    assert!(of("mina@example.org").body.contains("5 of your coins at Test can be redeemed until 31 March 2026"));
    assert!(of("ling@example.org").body.contains("9枚金幣可用到2026年3月31日為止"));
    room.ctx.clock.advance(end_of_march - NOW_MS - WARNED_DAYS[1] * DAY_MS);
    assert_eq!(bookkeeping::warn(&room.ctx).await.unwrap(), 2);
    assert_eq!(bookkeeping::warn(&room.ctx).await.unwrap(), 0);
}

async fn coins_that_come_a_week_before_their_end_are_told_of_once(room: &Newsroom) {
    let mina = listener(room, "mina@example.org", "en").await;
    earn(room, &mina, 5, NOW_MS + 5 * DAY_MS).await.unwrap();
    assert_eq!(bookkeeping::warn(&room.ctx).await.unwrap(), 1);
    assert_eq!(bookkeeping::warn(&room.ctx).await.unwrap(), 0);
}

async fn books_that_were_changed_are_closed_and_say_why_until_they_are_right_again(room: &Newsroom) {
    let mina = listener(room, "mina@example.org", "en").await;
    earn(room, &mina, 5, NOW_MS + DAY_MS).await.unwrap();
    stop::audit(&room.ctx).await.unwrap();
    assert_eq!(stop::closed(&room.ctx.db).await.unwrap(), None);

    room.ctx.db.execute("UPDATE transfer SET coins = 6 WHERE seq = 1", values![]).await.unwrap();
    room.ctx.clock.advance(60 * 60_000);
    bookkeeping::audit(&room.ctx).await.unwrap();
    let (_, why) = stop::closed(&room.ctx.db).await.unwrap().expect("closed");
    assert!(why.contains("transfer 1"), "{why}");
    let refused = earn(room, &mina, 1, NOW_MS + DAY_MS).await;
    assert!(matches!(refused, Err(Error::Refused { code: "books-stopped", .. })), "{refused:?}");
    assert!(matches!(bookkeeping::reopen(&room.ctx).await, Err(Error::Refused { code: "still-wrong", .. })));

    room.ctx.db.execute("UPDATE transfer SET coins = 5 WHERE seq = 1", values![]).await.unwrap();
    room.ctx.clock.advance(60 * 60_000);
    bookkeeping::audit(&room.ctx).await.unwrap();
    assert!(stop::closed(&room.ctx.db).await.unwrap().is_some(), "somebody has to look first");
    bookkeeping::reopen(&room.ctx).await.unwrap();
    earn(room, &mina, 1, NOW_MS + DAY_MS).await.unwrap();
    let seen = stop::seen(&room.ctx.db, 10).await.unwrap();
    assert_eq!(seen.iter().filter(|audit| audit.wrong.is_some()).count(), 1);
}

async fn what_comes_by_the_clock_comes_once_however_many_look(room: &Newsroom) {
    const HOURLY: [Entry; 1] = [Entry { kind: "audit", every_ms: 60 * 60_000 }];
    let looks = (0..8).map(|_| timetable::look(&room.ctx, &HOURLY));
    let due: usize = futures::future::join_all(looks).await.into_iter().map(|due| due.unwrap()).sum();
    assert_eq!(due, 1);
    room.work_off().await;
    assert_eq!(room.number("SELECT COUNT(*) FROM audit").await, 1);
    assert_eq!(timetable::look(&room.ctx, &HOURLY).await.unwrap(), 0);
    room.ctx.clock.advance(26 * 60 * 60_000);
    assert_eq!(timetable::look(&room.ctx, &HOURLY).await.unwrap(), 1, "a day away is one audit, not twenty-six");
}

crate::on_both!(
    coins_whose_time_is_up_leave_the_wallet_with_a_line_and_no_others_do,
    listeners_are_told_a_month_and_a_week_before_and_never_twice,
    coins_that_come_a_week_before_their_end_are_told_of_once,
    books_that_were_changed_are_closed_and_say_why_until_they_are_right_again,
    what_comes_by_the_clock_comes_once_however_many_look,
);
