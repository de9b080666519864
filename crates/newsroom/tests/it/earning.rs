//! From a player's heartbeat to a coin, by a narration that is really there.

use newsroom::articles;
use newsroom::earning::{self, Begun, Stretch, Told};
use newsroom::error::Error;
use newsroom::hearing::Reply;
use newsroom::ids::{ListenerId, NarrationId};
use newsroom::ledger::wallet::wallet;
use newsroom::narrations::{self, Narration};

use crate::harness::Newsroom;

crate::on_both!(
    a_story_that_is_heard_to_its_end_counts_to_its_last_millisecond,
    a_story_nobody_may_hear_opens_no_session,
    a_story_that_is_spoken_anew_while_it_is_heard_earns_to_its_end,
    one_story_that_is_gone_keeps_no_other_from_earning,
    ranges_never_granted_are_refused,
    a_heartbeat_with_another_sessions_key_is_refused,
    a_body_that_is_no_heartbeat_is_refused_and_nothing_is_lost,
);

const DEVICE: &str = "a phone";

fn ada() -> ListenerId {
    ListenerId("ada".into())
}

async fn voiced(room: &Newsroom, markdown: &str) -> Narration {
    let article = room.published(markdown).await;
    room.work_off().await;
    narrations::of_article(&room.ctx.db, &article).await.unwrap().expect("it is voiced")
}

/// A story of many sentences.
fn long(name: &str) -> String {
    let sentences: Vec<String> =
        (0..40).map(|n| format!("In the {name} the {n}th lamp was lit before anybody had asked for it.")).collect();
    format!("# The {name}\n\n{}\n", sentences.join(" "))
}

async fn send(room: &Newsroom, begun: &Begun, told: &Told) -> Result<Reply, Error> {
    let body = serde_json::to_vec(told).unwrap();
    let signature = earning::sign(&begun.key, &body);
    earning::hear(&room.ctx, &ada(), DEVICE, &body, &signature).await
}

fn told(begun: &Begun, narration: &NarrationId, from_ms: i64, to_ms: i64) -> Told {
    Told {
        session: begun.session.clone(),
        n: 1,
        challenge: begun.challenge.clone(),
        heard: vec![Stretch { narration: narration.clone(), from_ms, to_ms }],
        muted: false,
    }
}

async fn a_story_that_is_heard_to_its_end_counts_to_its_last_millisecond(room: &Newsroom) {
    let narration = voiced(room, &long("harbour")).await;
    let length_ms = i64::from(narration.timed().last().expect("sentences").end_ms);
    assert!(length_ms > 60_000, "{length_ms} ms are no story");
    let begun = earning::open(&room.ctx, &ada(), DEVICE, std::slice::from_ref(&narration.id)).await.unwrap();
    assert!((12_000..=18_000).contains(&begun.next_in_ms));
    let (mut challenge, mut at, mut n, mut coins) = (begun.challenge.clone(), 0, 0, 0);
    let mut towards_next_ms = 0;
    while at < length_ms {
        let to = (at + 14_321).min(length_ms);
        room.ctx.clock.advance(to - at);
        n += 1;
        let reply = send(room, &begun, &Told { n, challenge, ..told(&begun, &narration.id, at, to) }).await.unwrap();
        coins += reply.coins;
        towards_next_ms = reply.towards_next_ms;
        challenge = reply.challenge;
        at = to;
    }
    assert_eq!(coins * 60_000 + towards_next_ms, length_ms);
    assert_eq!(wallet(&room.ctx.db, &ada(), room.ctx.clock.now_ms()).await.unwrap().available, coins);
    // What makes topics hot is what was credited, to the millisecond, in the hours in which it was told.
    let listened = newsroom::hearing::listened::since(&room.ctx.db, 0).await.unwrap();
    assert!(listened.iter().all(|(article, ..)| *article == narration.article_id.0), "{listened:?}");
    assert_eq!(listened.iter().map(|(.., ms)| ms).sum::<i64>(), length_ms);
}

async fn a_story_nobody_may_hear_opens_no_session(room: &Newsroom) {
    let open = async |ids: &[NarrationId]| earning::open(&room.ctx, &ada(), DEVICE, ids).await;
    let unknown = open(&[NarrationId("none".into())]).await;
    assert!(matches!(unknown, Err(Error::NotFound(_))), "{unknown:?}");
    let none = open(&[]).await;
    assert!(matches!(none, Err(Error::Invalid(_))), "{none:?}");
    let many = open(&vec![NarrationId("none".into()); earning::NARRATIONS_AT_MOST + 1]).await;
    assert!(matches!(many, Err(Error::Invalid(_))), "{many:?}");

    let narration = voiced(room, &long("harbour")).await;
    open(std::slice::from_ref(&narration.id)).await.unwrap();
    let mut tx = room.ctx.db.begin().await.unwrap();
    articles::retract(&mut tx, &room.ctx, &narration.article_id, "It was wrong.").await.unwrap();
    tx.commit().await.unwrap();
    let retracted = open(std::slice::from_ref(&narration.id)).await;
    assert!(matches!(retracted, Err(Error::NotFound(_))), "{retracted:?}");
}

async fn a_story_that_is_spoken_anew_while_it_is_heard_earns_to_its_end(room: &Newsroom) {
    let before = voiced(room, &long("harbour")).await;
    let mut tx = room.ctx.db.begin().await.unwrap();
    narrations::queue(&mut tx, &room.ctx, &before.article_id).await.unwrap();
    tx.commit().await.unwrap();
    room.work_off().await;
    let after = narrations::of_article(&room.ctx.db, &before.article_id).await.unwrap().expect("it is spoken anew");
    assert_ne!(after.id, before.id);
    // Its sound is served for an hour on, to those who are in its middle: one of them opens the page in another tab.
    let begun = earning::open(&room.ctx, &ada(), DEVICE, std::slice::from_ref(&before.id)).await.unwrap();
    room.ctx.clock.advance(60_000);
    assert_eq!(send(room, &begun, &told(&begun, &before.id, 0, 61_000)).await.unwrap().coins, 1);
    // It is the same story, and paid for once.
    let begun = earning::open(&room.ctx, &ada(), DEVICE, std::slice::from_ref(&after.id)).await.unwrap();
    room.ctx.clock.advance(60_000);
    assert_eq!(send(room, &begun, &told(&begun, &after.id, 0, 61_000)).await.unwrap().coins, 0);
    room.ctx.clock.advance(73 * 60 * 60_000);
    let late = earning::open(&room.ctx, &ada(), DEVICE, std::slice::from_ref(&before.id)).await;
    assert!(matches!(late, Err(Error::NotFound(_))), "{late:?}");
}

async fn one_story_that_is_gone_keeps_no_other_from_earning(room: &Newsroom) {
    let (harbour, market) = (voiced(room, &long("harbour")).await, voiced(room, &long("market")).await);
    let mut tx = room.ctx.db.begin().await.unwrap();
    articles::retract(&mut tx, &room.ctx, &harbour.article_id, "It was wrong.").await.unwrap();
    tx.commit().await.unwrap();
    // A player that loaded its programme before, and kept what it had no line to tell.
    let wanted = [harbour.id.clone(), market.id.clone(), NarrationId("none".into())];
    let begun = earning::open(&room.ctx, &ada(), DEVICE, &wanted).await.unwrap();
    assert_eq!(begun.granted, std::slice::from_ref(&market.id));
    room.ctx.clock.advance(60_000);
    match send(room, &begun, &told(&begun, &harbour.id, 0, 1_000)).await {
        Err(Error::Refused { code: "not-granted", .. }) => {}
        other => panic!("{other:?}"),
    }
    assert_eq!(send(room, &begun, &told(&begun, &market.id, 0, 61_000)).await.unwrap().coins, 1);
}

async fn ranges_never_granted_are_refused(room: &Newsroom) {
    let (harbour, market) = (voiced(room, &long("harbour")).await, voiced(room, &long("market")).await);
    let begun = earning::open(&room.ctx, &ada(), DEVICE, std::slice::from_ref(&harbour.id)).await.unwrap();
    room.ctx.clock.advance(600_000);
    let end = i64::from(harbour.timed().last().expect("sentences").end_ms);
    for heartbeat in [
        told(&begun, &market.id, 0, 60_000),
        told(&begun, &harbour.id, 0, end + 1),
        told(&begun, &harbour.id, -1, 60_000),
        told(&begun, &harbour.id, 60_000, 0),
        told(&begun, &harbour.id, i64::MIN, i64::MAX),
    ] {
        match send(room, &begun, &heartbeat).await {
            Err(Error::Refused { code: "not-granted", .. }) => {}
            other => panic!("{:?}: {other:?}", heartbeat.heard),
        }
    }
    // A little more than a minute: the last thousandth of a sentence counts when it is whole.
    let reply = send(room, &begun, &told(&begun, &harbour.id, 0, 61_000)).await.unwrap();
    assert_eq!(reply.coins, 1, "the session goes on");
}

async fn a_heartbeat_with_another_sessions_key_is_refused(room: &Newsroom) {
    let harbour = voiced(room, &long("harbour")).await;
    let begun = earning::open(&room.ctx, &ada(), DEVICE, std::slice::from_ref(&harbour.id)).await.unwrap();
    room.ctx.clock.advance(600_000);
    let body = serde_json::to_vec(&told(&begun, &harbour.id, 0, 60_000)).unwrap();
    for signature in [earning::sign("another key", &body), String::new(), "zz".into(), begun.key.clone()] {
        match earning::hear(&room.ctx, &ada(), DEVICE, &body, &signature).await {
            Err(Error::Refused { code: "signature", .. }) => {}
            other => panic!("{signature}: {other:?}"),
        }
    }
    let signature = earning::sign(&begun.key, &body);
    let stranger = earning::hear(&room.ctx, &ListenerId("bo".into()), DEVICE, &body, &signature).await;
    assert!(matches!(stranger, Err(Error::NotFound("session"))), "{stranger:?}");
}

async fn a_body_that_is_no_heartbeat_is_refused_and_nothing_is_lost(room: &Newsroom) {
    let harbour = voiced(room, &long("harbour")).await;
    let begun = earning::open(&room.ctx, &ada(), DEVICE, std::slice::from_ref(&harbour.id)).await.unwrap();
    room.ctx.clock.advance(600_000);
    let right = told(&begun, &harbour.id, 0, 61_000);
    let many = Told { heard: vec![right.heard[0].clone(); earning::STRETCHES_AT_MOST + 1], ..right.clone() };
    let large = vec![b' '; earning::BODY_AT_MOST + 1];
    for body in [b"".to_vec(), b"{}".to_vec(), b"\xff".to_vec(), large, serde_json::to_vec(&many).unwrap()] {
        let answer = earning::hear(&room.ctx, &ada(), DEVICE, &body, &earning::sign(&begun.key, &body)).await;
        assert!(matches!(answer, Err(Error::Invalid(_))), "{answer:?}");
    }
    assert_eq!(send(room, &begun, &right).await.unwrap().coins, 1);
}
