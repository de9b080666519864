//! What a player and a podcast app get of a programme that is one file.

use axum::http::{Method, StatusCode};
use newsroom::articles;
use newsroom::clock::Clock;
use newsroom::sweeping;

use crate::harness::Paper;

const STORIES: usize = 10;

fn story(number: usize) -> String {
    let rest = "The council met again. ".repeat(number % 4 + 1);
    format!("# Story {number} of the day\n\nThis is what happened, for the {number}. time. {rest}\n")
}

async fn paper() -> Paper {
    let paper = Paper::open().await;
    for number in 0..STORIES {
        paper.publish_silently(&story(number)).await;
        paper.ctx.clock.advance(60_000);
    }
    paper.voice().await;
    paper
}

/// Where what is on now is to be had.
async fn on(paper: &Paper, path: &str) -> String {
    let sent = paper.get(path).await;
    assert_eq!((sent.status, sent.header("cache-control")), (StatusCode::FOUND, "no-cache"), "{path}");
    sent.header("location").to_string()
}

fn number(seed: &mut u64, below: usize) -> usize {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 33) as usize % below
}

#[tokio::test]
async fn ten_stories_are_one_file_and_any_part_of_it_is_that_part() {
    let paper = paper().await;
    let address = on(&paper, "/programme.mp3").await;
    let whole = paper.get(&address).await;
    assert_eq!((whole.status, whole.header("content-type")), (StatusCode::OK, "audio/mpeg"));
    let bytes = whole.bytes;
    assert_eq!(whole.headers["content-length"], bytes.len().to_string().as_str());
    assert!(bytes.starts_with(b"ID3") && bytes.len() % 192 == bytes_of_tag(&bytes) % 192);
    assert_eq!(bytes.windows(4).filter(|four| four == b"Info").count(), 1, "one Info frame, none of the stories'");
    assert_eq!(bytes.windows(4).filter(|four| four == b"CHAP").count(), STORIES);

    let head = paper.ask(Method::HEAD, &address, &[], "").await;
    assert_eq!((head.status, head.bytes.len()), (StatusCode::OK, 0));
    assert_eq!(head.header("content-length"), bytes.len().to_string());
    assert_eq!(head.header("accept-ranges"), "bytes");

    let mut seed = 11;
    for round in 0..1_000 {
        let from = number(&mut seed, bytes.len());
        let longest = if round % 3 == 0 { 400 } else { bytes.len() - from };
        let to = (from + 1 + number(&mut seed, longest)).min(bytes.len());
        let (range, expected) = match round % 7 {
            0 => (format!("bytes={from}-"), &bytes[from..]),
            1 => (format!("bytes=-{}", bytes.len() - from), &bytes[from..]),
            _ => (format!("bytes={from}-{}", to - 1), &bytes[from..to]),
        };
        let part = paper.get_with(&address, &[("range", &range)]).await;
        assert_eq!(part.status, StatusCode::PARTIAL_CONTENT, "{range}");
        let until = from + expected.len() - 1;
        assert_eq!(part.header("content-range"), format!("bytes {from}-{until}/{}", bytes.len()));
        assert_eq!(part.header("content-length"), expected.len().to_string());
        assert!(part.bytes == expected, "{range} is other than that part of the whole");
    }
    let past = paper.get_with(&address, &[("range", "bytes=99999999-")]).await;
    assert_eq!(
        (past.status, past.header("content-range")),
        (StatusCode::RANGE_NOT_SATISFIABLE, format!("bytes */{}", bytes.len()).as_str())
    );
}

/// Length of the ID3 tag with its header.
fn bytes_of_tag(mp3: &[u8]) -> usize {
    10 + mp3[6..10].iter().fold(0usize, |size, byte| size << 7 | usize::from(*byte))
}

#[tokio::test]
async fn whoever_has_it_is_not_sent_it_again_and_whoever_had_another_gets_the_whole() {
    let paper = paper().await;
    let address = on(&paper, "/programme.mp3").await;
    let whole = paper.get(&address).await;
    let etag = whole.header("etag").to_string();
    assert_eq!(paper.get_with(&address, &[("if-none-match", &etag)]).await.status, StatusCode::NOT_MODIFIED);
    let same = paper.get_with(&address, &[("range", "bytes=5-9"), ("if-range", &etag)]).await;
    assert_eq!((same.status, same.bytes.len()), (StatusCode::PARTIAL_CONTENT, 5));
    let other = paper.get_with(&address, &[("range", "bytes=5-9"), ("if-range", "\"another\"")]).await;
    assert_eq!((other.status, other.bytes.len()), (StatusCode::OK, whole.bytes.len()));
}

#[tokio::test]
async fn a_new_story_makes_a_new_address_and_the_old_one_keeps_its_bytes() {
    let paper = paper().await;
    let before = on(&paper, "/programme.mp3").await;
    let bytes = paper.get(&before).await.bytes;
    assert_eq!(on(&paper, "/programme.mp3").await, before, "nothing has changed");
    paper.publish(&story(10)).await;
    let after = on(&paper, "/programme.mp3").await;
    assert_ne!(before, after);
    assert!(paper.get(&before).await.bytes == bytes);
    let longer = paper.get(&after).await.bytes;
    assert!(longer.len() > bytes.len());
    assert!(longer.ends_with(&bytes[bytes.len() - 100_000..]), "the stories from before are the same bytes");
}

#[tokio::test]
async fn a_retracted_story_takes_the_programmes_with_it_and_the_next_is_without_it() {
    let paper = paper().await;
    let before = on(&paper, "/programme.mp3").await;
    assert_eq!(paper.get(&before).await.status, StatusCode::OK);
    let id = articles::by_slug(&paper.ctx.db, "story-4-of-the-day").await.expect("an article").id;
    let mut tx = paper.ctx.db.begin().await.expect("a transaction");
    articles::retract(&mut tx, &paper.ctx, &id, "It did not happen.").await.expect("retracted");
    tx.commit().await.expect("committed");
    paper.site.refresh().await.expect("refreshed");
    let gone = paper.get_with(&before, &[("range", "bytes=0-99")]).await;
    assert_eq!((gone.status, gone.header("cache-control")), (StatusCode::NOT_FOUND, "no-store"));
    let after = paper.get(&on(&paper, "/programme.mp3").await).await.bytes;
    assert_eq!(after.windows(4).filter(|four| four == b"CHAP").count(), STORIES - 1);
    assert!(!after.windows(12).any(|some| some == b"Story 4 of t"));
}

#[tokio::test]
async fn sections_publications_and_the_site_have_their_programmes_and_an_empty_one_is_none() {
    let paper = paper().await;
    let site = on(&paper, "/programme.mp3").await;
    let section = on(&paper, "/sections/community/programme.mp3").await;
    let publication = on(&paper, "/publications/daily/programme.mp3").await;
    assert!(site != section && section != publication, "each says its own name");
    let tagged = paper.get(&publication).await.bytes;
    assert!(tagged.windows(9).any(|some| some == b"The Daily"));
    for nothing in ["/publications/river/programme.mp3", "/sections/sports/programme.mp3"] {
        let answer = paper.get(nothing).await;
        assert_eq!((answer.status, answer.header("cache-control")), (StatusCode::NOT_FOUND, "no-store"), "{nothing}");
    }
    for strange in ["/sections/nowhere/programme.mp3", "/programmes/x.mp3", "/programmes/..%2F..%2Fcrier.sqlite"] {
        assert_eq!(paper.get(strange).await.status, StatusCode::NOT_FOUND, "{strange}");
    }
    let digest = "0".repeat(64);
    assert_eq!(paper.get(&format!("/programmes/{digest}.mp3")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_draft_with_a_voice_is_in_no_programme() {
    let paper = paper().await;
    let before = on(&paper, "/programme.mp3").await;
    let slug = paper.draft("# Not out yet\n\nNobody may hear this.\n").await;
    let id = articles::by_slug(&paper.ctx.db, &slug).await.expect("an article").id;
    let mut tx = paper.ctx.db.begin().await.expect("a transaction");
    newsroom::narrations::queue(&mut tx, &paper.ctx, &id).await.expect("asked for");
    tx.commit().await.expect("committed");
    paper.voice().await;
    assert_eq!(on(&paper, "/programme.mp3").await, before);
}

#[tokio::test]
async fn lists_that_nobody_asks_for_any_more_are_swept_and_come_back_when_somebody_does() {
    let paper = paper().await;
    let address = on(&paper, "/programme.mp3").await;
    paper.ctx.clock.advance(Clock::System.now_ms() - paper.ctx.clock.now_ms() + 25 * 3_600_000);
    let swept = sweeping::sweep(&paper.ctx).await.expect("swept");
    assert_eq!(swept.programmes, 1);
    assert_eq!(paper.ctx.files.list("programmes").await.expect("a list").len(), 0);
    paper.publish(&story(10)).await;
    let next = on(&paper, "/programme.mp3").await;
    assert_eq!(paper.get(&next).await.status, StatusCode::OK);
    assert_ne!(next, address);
}
