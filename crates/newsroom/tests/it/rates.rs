//! Rates: what a changed rule would have paid, and that published ones stay.

use newsroom::error::Error;
use newsroom::hearing::sheet::Sheet;
use newsroom::hearing::standing;
use newsroom::ids::ListenerId;
use newsroom::ledger::{Account, Asked, Command, TransferId};
use newsroom::{rates, till};

use crate::harness::{NOW_MS, Newsroom};
use crate::redeeming::{ada, bo, refused};

crate::on_both!(
    a_change_is_seen_before_it_is_published,
    a_sheet_holds_from_its_own_time_and_never_changes,
    rules_that_are_none_are_named,
);

const DAY_MS: i64 = 24 * 60 * 60_000;

async fn earn(room: &Newsroom, listener: &ListenerId, coins: i64) {
    let asked = Asked {
        id: TransferId::of(&["test", &room.ctx.chance.secret()]),
        pending: false,
        debit: Account::Issue,
        credit: Account::Wallet(listener.clone()),
        coins,
        expires_at_ms: Some(NOW_MS + 400 * DAY_MS),
        reason: "earn".into(),
        memo: "{}".into(),
    };
    till::transfer(&room.ctx, Command::Transfer(asked)).await.unwrap();
}

async fn a_change_is_seen_before_it_is_published(room: &Newsroom) {
    earn(room, &ada(), 60).await;
    earn(room, &bo(), 10).await;
    room.ctx.clock.advance(DAY_MS);
    earn(room, &ada(), 20).await;
    // Twice as much for a minute, for half an hour a day.
    let sheet = Sheet { version: 2, coins: 2, daily_ms: 30 * 60_000, ..Sheet::default() };
    let seen = rates::preview(&room.ctx, &sheet).await.unwrap();
    assert_eq!((seen.listeners, seen.coins, seen.heard_ms), (2, 90, 90 * 60_000));
    assert_eq!((seen.would_be, seen.day_most, seen.day_most_would_be), (60 + 20 + 40, 60, 60));
    room.ctx.clock.advance(rates::LOOKED_BACK_DAYS * DAY_MS + 1);
    assert_eq!(rates::preview(&room.ctx, &sheet).await.unwrap().coins, 0);
    assert_eq!(rates::published(&room.ctx.db).await.unwrap(), []);
}

async fn a_sheet_holds_from_its_own_time_and_never_changes(room: &Newsroom) {
    let db = &room.ctx.db;
    let next = rates::next_version(db).await.unwrap();
    assert_eq!(next, 2, "the plain rules are number one");
    let sheet = Sheet { version: next, coins: 3, ..Sheet::default() };
    rates::publish(&room.ctx, &sheet, NOW_MS + DAY_MS).await.unwrap();
    assert_eq!(standing::sheet(db, room.ctx.clock.now_ms()).await.unwrap().coins, 1);
    assert_eq!(standing::sheet(db, NOW_MS + DAY_MS).await.unwrap().coins, 3);
    let same = Sheet { coins: 9, ..sheet.clone() };
    assert_eq!(refused(rates::publish(&room.ctx, &same, NOW_MS + 2 * DAY_MS).await), "published");
    let sooner = Sheet { version: 3, ..sheet };
    assert_eq!(refused(rates::publish(&room.ctx, &sooner, NOW_MS).await), "earlier");
    assert_eq!(rates::published(db).await.unwrap().len(), 1);
}

async fn rules_that_are_none_are_named(room: &Newsroom) {
    let none = Sheet {
        version: 2,
        quantum_ms: 0,
        coins: -1,
        daily_ms: 48 * 60 * 60_000,
        threshold_ms: -1,
        expires_months: 0,
        pool_day: Some(0),
        pool_month: Some(i64::MAX),
        ..Sheet::default()
    };
    let Err(Error::Invalid(fields)) = rates::publish(&room.ctx, &none, NOW_MS).await else { panic!("refused") };
    let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
    assert_eq!(names, ["quantum", "coins", "daily", "threshold", "expires", "pool_day", "pool_month"]);
    assert!(matches!(rates::preview(&room.ctx, &none).await, Err(Error::Invalid(_))));
}
