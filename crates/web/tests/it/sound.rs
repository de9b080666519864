//! What a player, a podcast app and a curious stranger get at a sound's address.

use axum::http::{Method, StatusCode};
use newsroom::articles;
use newsroom::narrations;

use crate::harness::Paper;

const BELL: &str = "# The bell is back\n\nThe bell rang at seven. Nobody had expected it.\n";

async fn heard() -> (Paper, String, Vec<u8>) {
    let paper = Paper::open().await;
    let slug = paper.publish(BELL).await;
    let audio = paper.get(&format!("/articles/{slug}/narration.json")).await.json()["audio"]
        .as_str()
        .expect("audio")
        .to_string();
    let bytes = paper.get(&audio).await.bytes;
    (paper, audio, bytes)
}

#[tokio::test]
async fn the_whole_file_its_head_and_any_part_of_it() {
    let (paper, audio, bytes) = heard().await;
    assert!(audio.ends_with(".mp3") && bytes.starts_with(b"ID3"));
    let head = paper.ask(Method::HEAD, &audio, &[], "").await;
    assert_eq!((head.status, head.bytes.len()), (StatusCode::OK, 0));
    assert_eq!(
        (head.header("content-length"), head.header("content-type")),
        (bytes.len().to_string().as_str(), "audio/mpeg")
    );
    assert_eq!(head.header("accept-ranges"), "bytes");

    let part = paper.get_with(&audio, &[("range", "bytes=100-199")]).await;
    assert_eq!(part.status, StatusCode::PARTIAL_CONTENT);
    assert_eq!(part.header("content-range"), format!("bytes 100-199/{}", bytes.len()));
    assert_eq!(part.bytes, bytes[100..200]);
    let tail = paper.get_with(&audio, &[("range", "bytes=-7")]).await;
    assert_eq!(tail.bytes, bytes[bytes.len() - 7..]);
    let past = paper.get_with(&audio, &[("range", "bytes=99999999-")]).await;
    assert_eq!(
        (past.status, past.header("content-range")),
        (StatusCode::RANGE_NOT_SATISFIABLE, format!("bytes */{}", bytes.len()).as_str())
    );
    let etag = head.header("etag").to_string();
    assert_eq!(paper.get_with(&audio, &[("if-none-match", &etag)]).await.status, StatusCode::NOT_MODIFIED);
    let same = paper.get_with(&audio, &[("range", "bytes=0-9"), ("if-range", &etag)]).await;
    assert_eq!(same.status, StatusCode::PARTIAL_CONTENT);
    let other = paper.get_with(&audio, &[("range", "bytes=0-9"), ("if-range", "\"another\"")]).await;
    assert_eq!((other.status, other.bytes.len()), (StatusCode::OK, bytes.len()));
}

#[tokio::test]
async fn strange_names_find_nothing_and_touch_no_other_file() {
    let (paper, audio, _) = heard().await;
    let digest = audio.trim_start_matches("/audio/").trim_end_matches(".mp3");
    for name in
        ["..%2F..%2Fcrier.sqlite", "x.mp3", &format!("{digest}.ogg"), &format!("{}.mp3", "0".repeat(64)), "%00.mp3"]
    {
        let answer = paper.get(&format!("/audio/{name}")).await;
        assert_eq!((answer.status, answer.header("cache-control")), (StatusCode::NOT_FOUND, "no-store"), "{name}");
    }
    for name in ["..%2Fcrier.sqlite", "a-b.webp", &format!("{digest}-480.svg")] {
        assert_eq!(paper.get(&format!("/pictures/{name}")).await.status, StatusCode::NOT_FOUND, "{name}");
    }
}

#[tokio::test]
async fn a_draft_is_heard_by_staff_and_by_nobody_else() {
    let paper = Paper::open().await;
    let slug = paper.draft(BELL).await;
    let id = articles::by_slug(&paper.ctx.db, &slug).await.expect("an article").id;
    let mut tx = paper.ctx.db.begin().await.expect("a transaction");
    narrations::queue(&mut tx, &paper.ctx, &id).await.expect("asked for");
    tx.commit().await.expect("committed");
    paper.voice().await;
    let narration = format!("/articles/{slug}/narration.json");
    assert_eq!(paper.get(&narration).await.status, StatusCode::NOT_FOUND);
    let cookie = paper.sign_in().await;
    let staff = paper.get_with(&narration, &[("cookie", &cookie)]).await.json();
    let audio = staff["audio"].as_str().expect("audio");
    assert_eq!(paper.get(audio).await.status, StatusCode::NOT_FOUND);
    let heard = paper.get_with(audio, &[("cookie", &cookie)]).await;
    assert_eq!((heard.status, heard.header("cache-control")), (StatusCode::OK, "private, no-store"));
}
