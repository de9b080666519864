//! Each way to be paid for what was not heard, and that it does not pay.

use newsroom::error::Error;
use newsroom::hearing::Heartbeat;

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
