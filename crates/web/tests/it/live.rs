//! What a listener gets who presses play before the voice is there.

use std::time::Duration;

use axum::http::{Method, StatusCode};
use http_body_util::BodyExt;
use newsroom::articles;
use newsroom::{narrations, work};
use tokio_util::sync::CancellationToken;

use crate::harness::Paper;

const BELL: &str = "# The bell is back\n\nThe bell rang at seven. Nobody had expected it. The town came out to hear.\n";
const LIVE: &str = "/articles/the-bell-is-back/live.mp3";
const FRAME: usize = 192;

/// A worker, as `crier work` would be, until the token is cancelled.
fn worker(paper: &Paper) -> CancellationToken {
    let stop = CancellationToken::new();
    tokio::spawn(work::work(paper.ctx.clone(), stop.clone()));
    stop
}

/// The frames of a finished file between its Info frame and its closing one.
async fn finished(paper: &Paper) -> Vec<u8> {
    let narration = paper.get("/articles/the-bell-is-back/narration.json").await.json();
    let file = paper.get(narration["audio"].as_str().expect("a finished file")).await.bytes;
    let info = file.windows(4).position(|four| four == b"Info").expect("an Info frame") - 21;
    file[info + FRAME..].to_vec()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_story_sounds_while_it_is_made_and_the_sound_is_that_of_the_file() {
    let paper = Paper::open().await;
    paper.publish_silently(BELL).await;
    let stop = worker(&paper);
    let answer = paper.get(LIVE).await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "audio/mpeg"));
    assert_eq!((answer.header("cache-control"), answer.header("accept-ranges")), ("no-store", "none"));
    assert!(answer.bytes[21..].starts_with(b"Info"));
    for _ in 0..100 {
        paper.site.refresh().await.expect("refreshed");
        if paper.get("/articles/the-bell-is-back/narration.json").await.json()["state"] == "ready" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(answer.bytes[FRAME..] == finished(&paper).await, "what was heard is not what is kept");
    let sent = paper.get(LIVE).await;
    assert_eq!((sent.status, sent.header("cache-control")), (StatusCode::FOUND, "no-store"));
    assert!(sent.header("location").starts_with("/audio/"), "{}", sent.header("location"));
    stop.cancel();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_who_press_play_at_once_cause_one_voicing_and_hear_the_same() {
    let paper = std::sync::Arc::new(Paper::open().await);
    paper.publish_silently(BELL).await;
    let mut all = tokio::task::JoinSet::new();
    for _ in 0..1_000 {
        let paper = paper.clone();
        all.spawn(async move { paper.get(LIVE).await });
    }
    tokio::time::sleep(Duration::from_millis(50)).await;
    let stop = worker(&paper);
    let mut heard: Option<Vec<u8>> = None;
    while let Some(answer) = all.join_next().await {
        let answer = answer.expect("a listener");
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.bytes.len() > 10_000);
        assert!(*heard.get_or_insert_with(|| answer.bytes.clone()) == answer.bytes);
    }
    let id = articles::by_slug(&paper.ctx.db, "the-bell-is-back").await.expect("an article").id;
    let narration = narrations::of_article(&paper.ctx.db, &id).await.expect("read").expect("a narration");
    let pieces = paper.ctx.files.list("pieces").await.expect("a list").len();
    assert_eq!(narration.segments_total as usize, pieces, "a sentence was spoken twice");
    stop.cancel();
}

#[tokio::test]
async fn nobody_but_staff_hears_a_draft_being_made() {
    let paper = Paper::open().await;
    let slug = paper.draft(BELL).await;
    let id = articles::by_slug(&paper.ctx.db, &slug).await.expect("an article").id;
    let mut tx = paper.ctx.db.begin().await.expect("a transaction");
    narrations::queue(&mut tx, &paper.ctx, &id).await.expect("asked for");
    tx.commit().await.expect("committed");
    let cookie = paper.sign_in().await;
    let stop = worker(&paper);
    let signed_in = [("cookie", cookie.as_str())];
    let (stranger, staff) = tokio::join!(paper.get(LIVE), paper.get_with(LIVE, &signed_in));
    assert_eq!((stranger.status, stranger.header("cache-control")), (StatusCode::NOT_FOUND, "no-store"));
    assert_eq!(staff.status, StatusCode::OK);
    // Also when it is finished, and when somebody of the staff is listening.
    assert_eq!(paper.get(LIVE).await.status, StatusCode::NOT_FOUND);
    assert_eq!(paper.ask(Method::HEAD, LIVE, &[], "").await.status, StatusCode::NOT_FOUND);
    stop.cancel();
}

#[tokio::test]
async fn a_story_retracted_in_mid_sentence_falls_silent() {
    let paper = Paper::open().await;
    let slug = paper.publish_silently(BELL).await;
    let answer = paper.begin(Method::GET, LIVE, &[], "").await;
    assert_eq!(answer.status(), StatusCode::OK);
    let mut body = answer.into_body();
    let opening = body.frame().await.expect("a frame").expect("the opening").into_data().expect("bytes");
    assert_eq!(opening.len(), FRAME);
    let id = articles::by_slug(&paper.ctx.db, &slug).await.expect("an article").id;
    let mut tx = paper.ctx.db.begin().await.expect("a transaction");
    articles::retract(&mut tx, &paper.ctx, &id, "It never rang.").await.expect("retracted");
    tx.commit().await.expect("committed");
    paper.site.refresh().await.expect("refreshed");
    let next = tokio::time::timeout(Duration::from_secs(5), body.frame()).await.expect("it goes on and on");
    assert!(next.expect("an end").is_err(), "it ended as if that were all");
    assert_eq!(paper.get(LIVE).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_has_no_voice_has_nothing_to_hear() {
    let paper = Paper::open().await;
    paper.publish("# Fine\n\nThis is fine. UNSPEAKABLE comes here.\n").await;
    for path in ["/articles/fine/live.mp3", "/articles/no-such-story/live.mp3"] {
        let answer = paper.get(path).await;
        assert_eq!((answer.status, answer.header("cache-control")), (StatusCode::NOT_FOUND, "no-store"), "{path}");
    }
}
