//! Each way to be paid for what was not heard, and that it does not pay: a test for each in the design's list. *Ranges
//! never granted* and *session key* are in `earning.rs`, where a narration is; an insider who edits the books themselves in
//! `ledger.rs` (`every_changed_row_is_named`). What is told offline is not built yet.

use newsroom::db::values;
use newsroom::error::Error;
use newsroom::hearing::Heartbeat;
use newsroom::{bookkeeping, earning};

use super::{open, open_on, part, refused, right, story};
use crate::harness::Newsroom;

crate::on_both!(
    a_replayed_heartbeat_earns_once,
    a_changed_replay_is_a_conflict,
    fifty_parallel_sessions_earn_as_one,
    a_hundred_times_speed_earns_as_twice,
    precomputed_heartbeats_are_worth_nothing,
    one_story_a_thousand_times_earns_once,
    a_burst_after_eight_hours_of_sleep_earns_ten_minutes,
    a_clock_an_hour_back_or_ahead_earns_no_more_than_its_bound,
    a_session_on_another_device_is_refused,
    anothers_session_is_not_found,
    many_accounts_on_one_device_earn_one_at_a_time_and_the_fifth_after_a_look,
    an_insider_who_edits_what_was_heard_is_named_and_the_books_close,
    a_crash_between_credit_and_mint_leaves_neither,
    the_day_boundary_pays_for_each_day_and_no_more,
);

async fn a_replayed_heartbeat_earns_once(room: &Newsroom) {
    let mut ada = open(room, "ada").await;
    let ferry = story("ferry", 30);
    room.ctx.clock.advance(60_000);
    let heartbeat = ada.next(vec![part(&ferry, 0, 60)]);
    for _ in 0..20 {
        assert_eq!(ada.send(heartbeat.clone()).await.unwrap().coins, 1);
        room.ctx.clock.advance(60_000);
    }
    assert_eq!(ada.coins().await, 1);
    right(room).await;
}

async fn a_changed_replay_is_a_conflict(room: &Newsroom) {
    let mut ada = open(room, "ada").await;
    let ferry = story("ferry", 30);
    room.ctx.clock.advance(120_000);
    let first = ada.next(vec![part(&ferry, 0, 60)]);
    ada.send(first.clone()).await.unwrap();
    let changed = Heartbeat { digest: "another".into(), heard: vec![part(&ferry, 60, 120)], ..first.clone() };
    assert_eq!(refused(ada.send(changed).await), "conflict");
    let gap = Heartbeat { n: 9, ..ada.next(vec![part(&ferry, 60, 120)]) };
    assert_eq!(refused(ada.send(gap).await), "gap");
    let older = Heartbeat { n: 0, ..ada.next(vec![part(&ferry, 60, 120)]) };
    assert_eq!(refused(ada.send(older).await), "conflict");
    assert_eq!(ada.coins().await, 1);
}

async fn fifty_parallel_sessions_earn_as_one(room: &Newsroom) {
    let mut all = Vec::new();
    for n in 0..50 {
        all.push(open_on(room, "ada", &format!("device {n}")).await.0);
    }
    let mut superseded = 0;
    for round in 0..4 {
        room.ctx.clock.advance(15_000);
        for (n, one) in all.iter_mut().enumerate() {
            let spoken = story(&format!("story {n}"), 30);
            let heartbeat = one.next(vec![part(&spoken, round * 15, round * 15 + 15)]);
            match one.send(heartbeat).await {
                Ok(_) => assert_eq!(n, 49, "only the last one earns"),
                answer => {
                    assert_eq!(refused(answer), "superseded");
                    superseded += 1;
                }
            }
        }
    }
    assert_eq!(superseded, 4 * 49);
    assert_eq!(all[0].coins().await, 1);
    right(room).await;
}

async fn a_hundred_times_speed_earns_as_twice(room: &Newsroom) {
    let mut ada = open(room, "ada").await;
    let long = story("long", 2_000);
    for round in 0..12 {
        room.ctx.clock.advance(15_000);
        let heartbeat = ada.next(vec![part(&long, round * 1_500, (round + 1) * 1_500)]);
        ada.send(heartbeat).await.unwrap();
    }
    // Three minutes of the clock: six of media at most.
    assert_eq!(ada.coins().await, 6);
    right(room).await;
}

async fn precomputed_heartbeats_are_worth_nothing(room: &Newsroom) {
    let mut ada = open(room, "ada").await;
    let ferry = story("ferry", 30);
    let first = ada.next(vec![part(&ferry, 0, 15)]);
    let second = Heartbeat { n: 2, ..ada.next(vec![part(&ferry, 15, 30)]) };
    room.ctx.clock.advance(30_000);
    ada.send(first).await.unwrap();
    assert_eq!(refused(ada.send(second).await), "challenge");
}

async fn one_story_a_thousand_times_earns_once(room: &Newsroom) {
    let mut ada = open(room, "ada").await;
    let brief = story("brief", 9);
    for _ in 0..1_000 {
        room.ctx.clock.advance(90_000);
        let heartbeat = ada.next(vec![part(&brief, 0, 90)]);
        ada.send(heartbeat).await.unwrap();
    }
    assert_eq!(ada.coins().await, 1);
    assert_eq!(room.number("SELECT credited_ms FROM earner").await, 90_000, "its length, and never more");
    right(room).await;
}

async fn a_burst_after_eight_hours_of_sleep_earns_ten_minutes(room: &Newsroom) {
    let mut ada = open(room, "ada").await;
    let long = story("long", 2_000);
    room.ctx.clock.advance(8 * 60 * 60_000);
    let heartbeat = ada.next(vec![part(&long, 0, 8 * 60 * 60)]);
    ada.send(heartbeat).await.unwrap();
    assert_eq!(ada.coins().await, 10);
}

async fn a_clock_an_hour_back_or_ahead_earns_no_more_than_its_bound(room: &Newsroom) {
    let mut ada = open(room, "ada").await;
    let long = story("long", 2_000);
    let mut at = 0;
    for jump in [-60, 60, -60, 60, -60, 60] {
        room.ctx.clock.advance(jump * 60_000 + 15_000);
        let heartbeat = ada.next(vec![part(&long, at, at + 1_800)]);
        at += 1_800;
        ada.send(heartbeat).await.unwrap();
    }
    // The server's own clock that jumps an hour ahead fills the bucket once; back and ahead again is time it had.
    let coins = ada.coins().await;
    assert!(coins <= 10 + 3, "{coins} coins");
    right(room).await;
}

async fn a_session_on_another_device_is_refused(room: &Newsroom) {
    let mut ada = open(room, "ada").await;
    room.ctx.clock.advance(60_000);
    let ferry = story("ferry", 30);
    let elsewhere = Heartbeat { device: "a bot".into(), ..ada.next(vec![part(&ferry, 0, 60)]) };
    assert_eq!(refused(ada.send(elsewhere).await), "another-device");
    // The one that is opened last on a device is the one that earns there.
    let mut bo = open_on(room, "bo", "ada's phone").await.0;
    room.ctx.clock.advance(60_000);
    let heartbeat = ada.next(vec![part(&ferry, 0, 60)]);
    assert_eq!(refused(ada.send(heartbeat).await), "superseded");
    let heartbeat = bo.next(vec![part(&ferry, 0, 60)]);
    assert_eq!(bo.send(heartbeat).await.unwrap().coins, 1);
}

async fn anothers_session_is_not_found(room: &Newsroom) {
    let ada = open(room, "ada").await;
    let mut bo = open(room, "bo").await;
    room.ctx.clock.advance(60_000);
    let ferry = story("ferry", 30);
    for session in [ada.session.clone(), "none".into()] {
        let stolen = Heartbeat { session, ..bo.next(vec![part(&ferry, 0, 60)]) };
        let answer = bo.send(stolen).await;
        assert!(matches!(answer, Err(Error::NotFound("session"))), "{answer:?}");
    }
}

async fn many_accounts_on_one_device_earn_one_at_a_time_and_the_fifth_after_a_look(room: &Newsroom) {
    let ferry = story("ferry", 60);
    let mut all = Vec::new();
    for n in 0..6 {
        all.push(open_on(room, &format!("account {n}"), "one device").await.0);
    }
    // All tell of the same minutes: the one that was opened last is the one that listens there.
    room.ctx.clock.advance(60_000);
    for (n, one) in all.iter_mut().enumerate() {
        let heartbeat = one.next(vec![part(&ferry, 0, 60)]);
        match one.send(heartbeat).await {
            Ok(reply) => assert_eq!((n, reply.coins), (5, 1)),
            answer => assert_eq!(refused(answer), "superseded"),
        }
    }
    // Taking turns, each is paid for its own minute of the clock; those beyond a family wait for a look.
    for (n, one) in all.iter_mut().enumerate() {
        *one = open_on(room, &format!("account {n}"), "one device").await.0;
        one.listen(&ferry, 60, 120).await;
        let wallet = one.wallet().await;
        assert_eq!(wallet.available, 0, "account {n}: six listened on it today");
        assert_eq!(wallet.pending, if n == 5 { 2 } else { 1 });
    }
    right(room).await;
}

async fn an_insider_who_edits_what_was_heard_is_named_and_the_books_close(room: &Newsroom) {
    let long = story("long", 2_000);
    let mut ada = open(room, "ada").await;
    let mut bo = open(room, "bo").await;
    ada.listen(&long, 0, 150).await;
    bo.listen(&long, 0, 70).await;
    assert_eq!(earning::audit(&room.ctx).await.unwrap(), None);
    let db = &room.ctx.db;
    // Each change, how it is undone, and the law that it breaks.
    const CHANGES: [(&str, &str, &str); 5] = [
        (
            "UPDATE earner SET credited_ms = credited_ms + 3600000 WHERE listener = 'ada'",
            "UPDATE earner SET credited_ms = credited_ms - 3600000 WHERE listener = 'ada'",
            "I11: what is credited is not what was paid for (ada)",
        ),
        (
            "UPDATE earner SET quanta = quanta - 1 WHERE listener = 'ada'",
            "UPDATE earner SET quanta = quanta + 1 WHERE listener = 'ada'",
            "I11: what is credited is not what was paid for (ada)",
        ),
        (
            "UPDATE earner SET quanta = quanta + 60, credited_ms = credited_ms + 3600000 WHERE listener = 'ada'",
            "UPDATE earner SET quanta = quanta - 60, credited_ms = credited_ms - 3600000 WHERE listener = 'ada'",
            "I11: the wallet's lines are not what was credited (ada)",
        ),
        (
            "UPDATE earner SET version = 7 WHERE listener = 'ada'",
            "UPDATE earner SET version = 1 WHERE listener = 'ada'",
            "I11: ada earns by rules that were never published",
        ),
        (
            "UPDATE earner SET listener = 'eve' WHERE listener = 'ada'",
            "UPDATE earner SET listener = 'ada' WHERE listener = 'eve'",
            "I11: the wallet's lines are not what was credited (eve)",
        ),
    ];
    for (change, undo, named) in CHANGES {
        assert_eq!(db.execute(change, values![]).await.unwrap(), 1, "{change}");
        assert_eq!(earning::audit(&room.ctx).await.unwrap().as_deref(), Some(named), "{change}");
        assert_eq!(db.execute(undo, values![]).await.unwrap(), 1, "{undo}");
        assert_eq!(earning::audit(&room.ctx).await.unwrap(), None, "undone: {change}");
    }
    // Less than a coin, written into the row: named when the coin is made, because its line is too short.
    db.execute("UPDATE earner SET credited_ms = credited_ms + 29000 WHERE listener = 'ada'", values![]).await.unwrap();
    assert_eq!(ada.listen(&long, 150, 152).await.coins, 1);
    let wrong = earning::audit(&room.ctx).await.unwrap().unwrap();
    assert!(wrong.starts_with("I11: a coin has less behind it than it takes"), "{wrong}");
    // The books close, and nobody earns until they are mended.
    bookkeeping::audit(&room.ctx).await.unwrap();
    let heartbeat = bo.next(vec![part(&long, 70, 85)]);
    assert_eq!(refused(bo.send(heartbeat).await), "books-stopped");
}

async fn a_crash_between_credit_and_mint_leaves_neither(room: &Newsroom) {
    let (bell, ferry) = (story("bell", 4), story("ferry", 30));
    let mut ada = open(room, "ada").await;
    ada.listen(&bell, 0, 40).await;
    room.ctx.clock.advance(60_000);
    let heartbeat = ada.next(vec![part(&ferry, 0, 60)]);
    let state = async || {
        let credited = room.number("SELECT credited_ms + quanta FROM earner").await;
        let session = room.number("SELECT n FROM listen_session").await;
        let stories = room.number("SELECT COUNT(*) FROM heard").await;
        (credited, session, stories, room.number("SELECT seq FROM ledger_head").await)
    };
    let before = state().await;
    // Writing the coin fails, writing its block does, and, when both are written, what was heard of a second story.
    let breaks = [
        ("ALTER TABLE transfer RENAME COLUMN seal TO away", "ALTER TABLE transfer RENAME COLUMN away TO seal"),
        ("ALTER TABLE block RENAME TO away", "ALTER TABLE away RENAME TO block"),
        ("CREATE UNIQUE INDEX one_story ON heard (listener)", "DROP INDEX one_story"),
    ];
    for (breaks, mends) in breaks {
        room.ctx.db.execute(breaks, values![]).await.unwrap();
        let answer = ada.send(heartbeat.clone()).await;
        assert!(matches!(answer, Err(Error::Broken(_))), "{breaks}: {answer:?}");
        room.ctx.db.execute(mends, values![]).await.unwrap();
        assert_eq!(state().await, before, "{breaks}");
        assert_eq!(ada.coins().await, 0, "{breaks}");
        right(room).await;
    }
    // The very same is taken when all is mended, once.
    assert_eq!(ada.send(heartbeat.clone()).await.unwrap().coins, 1);
    assert_eq!(ada.send(heartbeat).await.unwrap().coins, 1);
    assert_eq!(ada.coins().await, 1);
    assert_eq!(earning::audit(&room.ctx).await.unwrap(), None);
    right(room).await;
}

async fn the_day_boundary_pays_for_each_day_and_no_more(room: &Newsroom) {
    let mut ada = open(room, "ada").await;
    let long = story("long", 2_000);
    ada.listen(&long, 0, 3_600).await;
    assert_eq!(ada.coins().await, 60);
    // It is 09:00 UTC; in Taipei the day ends at 16:00 UTC.
    room.ctx.clock.advance(7 * 60 * 60_000 - 1);
    let heartbeat = ada.next(vec![part(&long, 3_600, 3_660)]);
    let reply = ada.send(heartbeat).await.unwrap();
    assert_eq!((reply.left_today_ms, reply.towards_next_ms), (0, 0), "a millisecond before midnight");
    room.ctx.clock.advance(1);
    let heartbeat = ada.next(vec![part(&long, 3_600, 3_660)]);
    assert_eq!(ada.send(heartbeat).await.unwrap().coins, 1, "at midnight");
    right(room).await;
}
