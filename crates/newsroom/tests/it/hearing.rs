//! Proof of listening: what is paid for, and what nobody can be paid for.

mod attacks;
mod laws;

use std::sync::Arc;

use newsroom::error::Error;
use newsroom::hearing::{Heartbeat, Open, Opened, Piece, Reply, Spoken};
use newsroom::ids::{ListenerId, digest};
use newsroom::ledger::verify::verify;
use newsroom::ledger::wallet::{Wallet, statement, wallet};
use newsroom::till::{self, Command, Done};

use crate::harness::{NOW_MS, Newsroom};

crate::on_both!(
    a_minute_heard_is_a_coin_and_the_line_names_the_stories,
    short_stories_add_up_to_a_coin,
    nothing_counts_before_half_a_minute_of_a_story_and_then_all_of_it_does,
    a_story_that_is_spoken_anew_goes_on_where_it_was_left,
    a_heartbeat_that_was_lost_on_its_way_back_is_answered_again,
    what_is_muted_is_not_paid_for,
    a_day_pays_for_an_hour,
    a_pool_that_is_used_up_says_so_and_pays_on_the_next_day,
    another_rate_sheet_carries_on_what_was_left,
    coins_expire_together_at_the_end_of_a_day_a_year_on,
    listening_on_a_device_of_many_is_paid_after_a_look,
    sessions_of_long_ago_are_forgotten_and_what_was_heard_is_not,
);

/// Somebody who listens by the rules, and by no others if told to.
struct Listening<'r> {
    room: &'r Newsroom,
    listener: ListenerId,
    device: String,
    session: String,
    n: i64,
    challenge: String,
}

/// A story of sentences that are each ten seconds long.
fn story(article: &str, sentences: usize) -> Arc<Spoken> {
    let segments = (0..sentences).map(|n| (format!("s{n}"), 10_000)).collect();
    Arc::new(Spoken { article: article.into(), segments })
}

/// A part of a story, by the seconds of its clock.
fn part(spoken: &Arc<Spoken>, from_s: i64, to_s: i64) -> (Arc<Spoken>, Vec<Piece>) {
    let mut at = 0;
    let mut pieces = Vec::new();
    for (segment, length_ms) in &spoken.segments {
        let (from, to) = ((from_s * 1000 - at).max(0), (to_s * 1000 - at).min(*length_ms));
        if from < to {
            let thousandth = |ms: i64| (ms * 1000 / length_ms) as u32;
            pieces.push(Piece { segment: segment.clone(), from: thousandth(from), to: thousandth(to) });
        }
        at += length_ms;
    }
    (spoken.clone(), pieces)
}

async fn ask(room: &Newsroom, command: Command) -> Result<Done, Error> {
    till::ask(&room.ctx, command).await
}

async fn open_on<'r>(room: &'r Newsroom, listener: &str, device: &str) -> (Listening<'r>, Opened) {
    let session = room.ctx.chance.secret();
    let listener = ListenerId(listener.into());
    let open = Open {
        session: session.clone(),
        listener: listener.clone(),
        device: device.into(),
        key: room.ctx.chance.secret(),
        challenge: "first".into(),
        narrations: "[]".into(),
    };
    let Done::Opened(opened) = ask(room, Command::Open(open)).await.unwrap() else { panic!("it opens") };
    let listening = Listening { room, listener, device: device.into(), session, n: 0, challenge: "first".into() };
    (listening, opened)
}

async fn open<'r>(room: &'r Newsroom, listener: &str) -> Listening<'r> {
    open_on(room, listener, &format!("{listener}'s phone")).await.0
}

impl Listening<'_> {
    /// The next heartbeat, as the player sends it.
    fn next(&self, heard: Vec<(Arc<Spoken>, Vec<Piece>)>) -> Heartbeat {
        let body: Vec<String> = heard.iter().map(|(spoken, pieces)| format!("{} {pieces:?}", spoken.article)).collect();
        Heartbeat {
            session: self.session.clone(),
            listener: self.listener.clone(),
            device: self.device.clone(),
            n: self.n + 1,
            challenge: self.challenge.clone(),
            digest: digest(body.join("; ").as_bytes()),
            muted: false,
            heard,
            next_challenge: self.room.ctx.chance.secret(),
            next_in_ms: 15_000,
        }
    }

    async fn send(&mut self, heartbeat: Heartbeat) -> Result<Reply, Error> {
        let Done::Heard(reply) = ask(self.room, Command::Hear(heartbeat)).await? else { panic!("it answers") };
        (self.n, self.challenge) = (reply.n, reply.challenge.clone());
        Ok(reply)
    }

    /// Listens in real time to a part of a story, and tells of it every fifteen seconds.
    async fn listen(&mut self, spoken: &Arc<Spoken>, from_s: i64, to_s: i64) -> Reply {
        let mut last = None;
        let mut at = from_s;
        while at < to_s {
            let to = (at + 15).min(to_s);
            self.room.ctx.clock.advance((to - at) * 1000);
            let heartbeat = self.next(vec![part(spoken, at, to)]);
            last = Some(self.send(heartbeat).await.unwrap());
            at = to;
        }
        last.expect("something was heard")
    }

    async fn wallet(&self) -> Wallet {
        wallet(&self.room.ctx.db, &self.listener, self.room.ctx.clock.now_ms()).await.unwrap()
    }

    async fn coins(&self) -> i64 {
        self.wallet().await.available
    }
}

async fn right(room: &Newsroom) {
    assert_eq!(verify(&room.ctx.db, |_, _| {}).await.unwrap().wrong, None);
    assert_eq!(newsroom::earning::audit(&room.ctx).await.unwrap(), None);
}

fn refused(answer: Result<Reply, Error>) -> &'static str {
    match answer {
        Err(Error::Refused { code, .. }) => code,
        other => panic!("it should have been refused, and was {other:?}"),
    }
}

async fn a_minute_heard_is_a_coin_and_the_line_names_the_stories(room: &Newsroom) {
    let mut ada = open(room, "ada").await;
    let (bell, ferry) = (story("bell", 4), story("ferry", 30));
    assert_eq!(ada.listen(&bell, 0, 40).await.towards_next_ms, 40_000);
    let reply = ada.listen(&ferry, 0, 30).await;
    assert_eq!((reply.coins, reply.towards_next_ms), (1, 10_000));
    assert_eq!(ada.coins().await, 1);
    let lines = statement(&room.ctx.db, &ada.listener, i64::MAX).await.unwrap();
    let memo: serde_json::Value = serde_json::from_str(&lines[0].memo).unwrap();
    assert_eq!(memo["rule"], "listening");
    assert_eq!(memo["version"], 1);
    assert_eq!(memo["heard"], serde_json::json!([["bell", 40_000], ["ferry", 20_000]]));
    right(room).await;
}

async fn short_stories_add_up_to_a_coin(room: &Newsroom) {
    let mut ada = open(room, "ada").await;
    let mut coins = 0;
    for n in 0..6 {
        coins += ada.listen(&story(&format!("brief {n}"), 2), 0, 20).await.coins;
    }
    assert_eq!(coins, 2);
    assert_eq!(ada.coins().await, 2);
}

async fn nothing_counts_before_half_a_minute_of_a_story_and_then_all_of_it_does(room: &Newsroom) {
    let mut ada = open(room, "ada").await;
    let ferry = story("ferry", 30);
    let reply = ada.listen(&ferry, 0, 29).await;
    assert_eq!((reply.towards_next_ms, reply.credited["ferry"].waiting_ms), (0, 29_000));
    // Half a minute, in two sittings.
    let mut again = open(room, "ada").await;
    assert_eq!(again.listen(&ferry, 29, 30).await.towards_next_ms, 30_000);
    // Half of a shorter one.
    let brief = story("brief", 2);
    assert_eq!(again.listen(&brief, 0, 9).await.towards_next_ms, 30_000);
    assert_eq!(again.listen(&brief, 9, 10).await.towards_next_ms, 40_000);
}

async fn a_story_that_is_spoken_anew_goes_on_where_it_was_left(room: &Newsroom) {
    let mut ada = open(room, "ada").await;
    let before = story("ferry", 6);
    ada.listen(&before, 0, 40).await;
    // Another voice, twice as slow; one sentence is new.
    let mut segments = before.segments.clone();
    for segment in &mut segments {
        segment.1 = 20_000;
    }
    segments.push(("new".into(), 20_000));
    let anew = Arc::new(Spoken { article: "ferry".into(), segments });
    let reply = ada.listen(&anew, 0, 140).await;
    let sum = 40_000 + 20_000 * 2 + 20_000;
    assert_eq!(ada.coins().await * 60_000 + reply.towards_next_ms, sum, "what was heard before is not paid for again");
    right(room).await;
}

async fn a_heartbeat_that_was_lost_on_its_way_back_is_answered_again(room: &Newsroom) {
    let mut ada = open(room, "ada").await;
    let ferry = story("ferry", 30);
    room.ctx.clock.advance(60_000);
    let heartbeat = ada.next(vec![part(&ferry, 0, 60)]);
    let first = ada.send(heartbeat.clone()).await.unwrap();
    let second = ada.send(heartbeat).await.unwrap();
    assert_eq!(first, second);
    assert_eq!(ada.coins().await, 1);
    assert_eq!(ada.listen(&ferry, 60, 120).await.coins, 1, "it goes on");
}

async fn what_is_muted_is_not_paid_for(room: &Newsroom) {
    let mut ada = open(room, "ada").await;
    let ferry = story("ferry", 30);
    room.ctx.clock.advance(60_000);
    let muted = Heartbeat { muted: true, ..ada.next(vec![part(&ferry, 0, 60)]) };
    assert_eq!(ada.send(muted).await.unwrap().towards_next_ms, 0);
    assert_eq!(ada.listen(&ferry, 0, 60).await.coins, 1, "heard at last, it is");
}

async fn a_day_pays_for_an_hour(room: &Newsroom) {
    let mut ada = open(room, "ada").await;
    let long = story("long", 500);
    let reply = ada.listen(&long, 0, 3_700).await;
    assert_eq!((ada.coins().await, reply.left_today_ms), (60, 0));
    // From 08:00 UTC it is 16 hours to midnight in Taipei at 16:00: past it, what was over may be heard again.
    room.ctx.clock.advance(9 * 60 * 60_000);
    ada.listen(&long, 3_600, 3_720).await;
    assert_eq!(ada.coins().await, 62);
    right(room).await;
}

async fn with_sheet(room: &Newsroom, version: i64, change: impl FnOnce(&mut newsroom::hearing::Sheet)) {
    let mut sheet = newsroom::hearing::Sheet { version, ..Default::default() };
    change(&mut sheet);
    let mut tx = room.ctx.db.begin().await.unwrap();
    newsroom::hearing::rows::publish(&mut tx, &sheet, room.ctx.clock.now_ms()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn a_pool_that_is_used_up_says_so_and_pays_on_the_next_day(room: &Newsroom) {
    with_sheet(room, 1, |sheet| (sheet.pool_day, sheet.pool_month) = (Some(3), Some(4))).await;
    let ferry = story("ferry", 60);
    let mut ada = open(room, "ada").await;
    assert!(!ada.listen(&ferry, 0, 120).await.pool_is_empty);
    let mut bo = open(room, "bo").await;
    let reply = bo.listen(&ferry, 0, 180).await;
    assert!(reply.pool_is_empty);
    assert_eq!((ada.coins().await, bo.coins().await), (2, 1));
    room.ctx.clock.advance(24 * 60 * 60_000);
    // What the pool had not is heard again, and paid; until the month's pool is used up, too.
    let reply = bo.listen(&ferry, 110, 300).await;
    assert!(reply.pool_is_empty);
    assert_eq!((ada.coins().await, bo.coins().await), (2, 2));
    right(room).await;
}

async fn another_rate_sheet_carries_on_what_was_left(room: &Newsroom) {
    let ferry = story("ferry", 60);
    let mut ada = open(room, "ada").await;
    ada.listen(&ferry, 0, 110).await;
    with_sheet(room, 2, |sheet| sheet.coins = 5).await;
    let reply = ada.listen(&ferry, 110, 120).await;
    assert_eq!((reply.coins, reply.towards_next_ms), (5, 0));
    assert_eq!(ada.coins().await, 6);
    let lines = statement(&room.ctx.db, &ada.listener, i64::MAX).await.unwrap();
    assert!(lines[0].memo.contains("\"version\":2") && lines[1].memo.contains("\"version\":1"));
    // A version that was published stays as it is.
    let mut tx = room.ctx.db.begin().await.unwrap();
    let changed = newsroom::hearing::Sheet { version: 2, coins: 50, ..Default::default() };
    let answer = newsroom::hearing::rows::publish(&mut tx, &changed, NOW_MS).await;
    assert!(matches!(answer, Err(Error::Refused { code: "published", .. })), "{answer:?}");
}

async fn coins_expire_together_at_the_end_of_a_day_a_year_on(room: &Newsroom) {
    let ferry = story("ferry", 60);
    let mut ada = open(room, "ada").await;
    ada.listen(&ferry, 0, 60).await;
    room.ctx.clock.advance(3 * 60 * 60_000);
    ada.listen(&ferry, 60, 120).await;
    // 3 March 2027, 00:00 in Taipei.
    assert_eq!(ada.wallet().await.expiring, [(1_804_003_200_000, 2)]);
}

async fn listening_on_a_device_of_many_is_paid_after_a_look(room: &Newsroom) {
    for listener in ["a", "b", "c", "d"] {
        assert_eq!(open_on(room, listener, "tablet").await.1.held_because, None);
    }
    let (mut fifth, opened) = open_on(room, "e", "tablet").await;
    assert_eq!(opened.held_because.as_deref(), Some("many-listeners-on-one-device"));
    let reply = fifth.listen(&story("ferry", 30), 0, 60).await;
    assert_eq!((reply.coins, reply.held_because), (1, opened.held_because));
    let wallet = fifth.wallet().await;
    assert_eq!((wallet.available, wallet.pending), (0, 1));
    // A day later it is a device of one.
    room.ctx.clock.advance(25 * 60 * 60_000);
    assert_eq!(open_on(room, "e", "tablet").await.1.held_because, None);
    right(room).await;
}

async fn sessions_of_long_ago_are_forgotten_and_what_was_heard_is_not(room: &Newsroom) {
    let ferry = story("ferry", 30);
    let mut ada = open(room, "ada").await;
    ada.listen(&ferry, 0, 60).await;
    room.ctx.clock.advance(6 * 24 * 60 * 60_000);
    newsroom::sweeping::sweep(&room.ctx).await.unwrap();
    assert_eq!(ada.listen(&ferry, 60, 75).await.towards_next_ms, 15_000, "it goes on after six days");
    room.ctx.clock.advance(8 * 24 * 60 * 60_000);
    newsroom::sweeping::sweep(&room.ctx).await.unwrap();
    assert_eq!(room.number("SELECT COUNT(*) FROM listen_session").await, 0);
    assert_eq!(room.number("SELECT COUNT(*) FROM device_listener").await, 0);
    let late = ada.next(vec![part(&ferry, 75, 90)]);
    assert!(matches!(ada.send(late).await, Err(Error::NotFound("session"))));
    let mut again = open(room, "ada").await;
    assert_eq!(again.listen(&ferry, 0, 120).await.coins, 1, "the first minute is not paid for again");
    assert_eq!(again.coins().await, 2);
}
