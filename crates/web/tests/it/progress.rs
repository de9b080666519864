//! What a listener's devices tell and are told, and the pages that a browser fills with it.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::account::joined;
use crate::harness::{Answer, NOW_MS, Paper};

const BELL: &str = "---\nheadline: The bell is back\nlang: en\n---\nThe bell rang at seven. Nobody had expected it.\n";
const CLOCK: &str = "---\nheadline: The clock stopped\nlang: en\n---\nIt was ten past four.\n";

async fn tell(paper: &Paper, cookie: &str, body: &Value) -> Answer {
    let headers = [("content-type", "application/json"), ("sec-fetch-site", "same-origin"), ("cookie", cookie)];
    paper.ask(Method::POST, "/progress", &headers, &body.to_string()).await
}

fn clocks(at_ms: i64) -> Value {
    json!({ "boot": "page", "mono_ms": at_ms - NOW_MS, "wall_ms": at_ms })
}

fn heard(seq: i64, story: &str, segment: &str) -> Value {
    json!({ "seq": seq, "at": clocks(NOW_MS), "did": "heard", "story": story, "parts": [[segment, 0, 500]], "place": [segment, 500] })
}

#[tokio::test]
async fn what_one_device_tells_another_is_told() {
    let paper = Paper::open().await;
    let slug = paper.publish(BELL).await;
    let (phone, tablet) = (joined(&paper, "mina@example.org").await, joined(&paper, "mina@example.org").await);
    let now = paper.ctx.clock.now_ms();
    let body = json!({ "device": "telephone", "now": clocks(now), "after": 0,
        "entries": [heard(1, &slug, "s1"), { "seq": 2, "at": clocks(now), "did": "added", "kind": "saved", "target": slug }] });
    let told = tell(&paper, &phone, &body).await;
    assert_eq!((told.status, told.header("cache-control")), (StatusCode::OK, "no-store"), "{}", told.text());
    assert_eq!(told.json()["taken"], 2);
    let answer = paper.get_with("/progress?after=0", &[("cookie", tablet.as_str())]).await.json();
    assert_eq!(answer["who"], told.json()["who"]);
    assert_eq!((&answer["stories"][0]["slug"], &answer["stories"][0]["place"]), (&json!(slug), &json!(["s1", 500])));
    assert!(
        answer["stories"][0]["ms"].as_i64().expect("it is there") > 0
            && answer["stories"][0]["length_ms"].as_i64().expect("it is there") > 0
    );
    assert_eq!((&answer["marks"][0]["kind"], &answer["marks"][0]["there"]), (&json!("saved"), &json!(true)));
    let version = answer["version"].as_i64().expect("it is there");
    let later = paper.get_with(&format!("/progress?after={version}"), &[("cookie", tablet.as_str())]).await.json();
    assert_eq!((&later["stories"], &later["marks"]), (&json!([]), &json!([])));
}

#[tokio::test]
async fn nobody_elses_progress_is_seen_or_told() {
    let paper = Paper::open().await;
    let slug = paper.publish(BELL).await;
    for (method, body) in [(Method::GET, ""), (Method::POST, "{}")] {
        let answer = paper.ask(method, "/progress", &[("content-type", "application/json")], body).await;
        assert_eq!((answer.status, answer.json()["code"].as_str()), (StatusCode::UNAUTHORIZED, Some("signed-out")));
    }
    let (mina, ken) = (joined(&paper, "mina@example.org").await, joined(&paper, "ken@example.org").await);
    let body = json!({ "device": "telephone", "now": clocks(NOW_MS), "entries": [heard(1, &slug, "s1")] });
    let who = tell(&paper, &mina, &body).await.json()["who"].clone();
    let other = paper.get_with("/progress", &[("cookie", ken.as_str())]).await.json();
    assert_eq!(other["stories"], json!([]));
    assert_ne!(other["who"], who);
}

#[tokio::test]
async fn what_is_no_telling_is_refused_and_says_why() {
    let paper = Paper::open().await;
    let cookie = joined(&paper, "mina@example.org").await;
    let no_name = json!({ "device": "x", "now": clocks(NOW_MS), "entries": [] });
    let answer = tell(&paper, &cookie, &no_name).await;
    assert_eq!((answer.status, answer.json()["code"].as_str()), (StatusCode::UNPROCESSABLE_ENTITY, Some("invalid")));
    assert!(tell(&paper, &cookie, &json!({ "device": "telephone" })).await.status.is_client_error());
    let large = json!({ "device": "telephone", "now": clocks(NOW_MS), "entries": ["x".repeat(newsroom::listening::BODY_AT_MOST)] });
    assert_eq!(tell(&paper, &cookie, &large).await.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn the_four_lists_are_pages_for_everybody_and_name_nobody() {
    let paper = Paper::open().await;
    let cookie = joined(&paper, "mina@example.org").await;
    for path in ["/queue", "/history", "/saved", "/following"] {
        for (ui, word) in [("en", "needs JavaScript"), ("zh-Hant", "需要 JavaScript")] {
            let plain = paper.get(&format!("{path}?ui={ui}")).await;
            assert_eq!(plain.status, StatusCode::OK, "{path}: {}", plain.text());
            assert!(plain.text().contains(word) && plain.text().contains("noindex"), "{path} {ui}");
            let signed_in = paper.get_with(&format!("{path}?ui={ui}"), &[("cookie", cookie.as_str())]).await;
            assert_eq!(signed_in.text(), plain.text(), "{path}: cached for all");
        }
    }
    assert!(paper.get("/following").await.text().contains("data-target=\"river\""));
}

#[tokio::test]
async fn a_story_has_its_tools_and_a_section_can_be_followed() {
    let paper = Paper::open().await;
    let slug = paper.publish(BELL).await;
    let story = paper.get(&format!("/articles/{slug}")).await.text();
    assert!(
        story.matches("data-tool=\"queue\"").count() == 2
            && story.contains("id=\"story-tools\"")
            && story.contains("Play next")
    );
    let section = paper.get("/sections/community").await.text();
    assert!(section.contains("data-follow=\"section\" data-target=\"community\""), "{section}");
    assert!(section.contains("aria-label=\"More with: The bell is back\""), "{section}");
    let front = paper.get("/").await.text();
    assert!(front.contains("data-row=\"continue\"") && front.contains("data-row=\"follow\""));
    assert!(!paper.get("/desk/sign-in").await.text().contains("story-tools"));
}

#[tokio::test]
async fn stories_are_found_by_name_and_by_what_is_followed() {
    let paper = Paper::open().await;
    let bell = paper.publish(BELL).await;
    paper.ctx.clock.advance(60_000);
    let clock = paper.publish(CLOCK).await;
    let slugs = |answer: &Answer| -> Vec<String> {
        let json = answer.json();
        json["items"]
            .as_array()
            .expect("it is there")
            .iter()
            .map(|item| item["slug"].as_str().expect("it is there").to_string())
            .collect()
    };
    let named = paper.get(&format!("/stories.json?slugs={bell},no-such-story,{clock}")).await;
    assert_eq!(
        (slugs(&named), named.header("cache-control")),
        (vec![bell.clone(), clock.clone()], "private, no-cache")
    );
    assert!(named.json()["items"][0]["audio"].as_str().expect("it is there").ends_with(".mp3"));
    for query in ["sections=community", "publications=daily", "sections=community,sports&publications=daily"] {
        assert_eq!(
            slugs(&paper.get(&format!("/stories.json?{query}")).await),
            [clock.clone(), bell.clone()],
            "{query}"
        );
    }
    assert!(slugs(&paper.get("/stories.json?sections=nowhere").await).is_empty());
    assert!(slugs(&paper.get("/stories.json").await).is_empty());
}
