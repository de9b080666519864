//! The newsroom as an app: what a browser needs to install it, and to show something without a line.

use std::collections::HashSet;

use axum::http::StatusCode;

use crate::harness::Paper;

/// Width and height in a PNG's header.
fn png_size(bytes: &[u8]) -> (u32, u32) {
    assert!(bytes.starts_with(b"\x89PNG"), "no PNG");
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
    (number(16), number(20))
}

#[tokio::test]
async fn the_manifest_has_what_browsers_ask_for_in_both_languages() {
    let paper = Paper::open().await;
    for (ui, start, play) in [("en", "/", "Play the news"), ("zh-Hant", "/?ui=zh-Hant", "播放新聞")] {
        let answer = paper.get(&format!("/app.webmanifest?ui={ui}")).await;
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/manifest+json"));
        let told = answer.json();
        for (key, value) in [
            ("id", "/"),
            ("scope", "/"),
            ("display", "standalone"),
            ("start_url", start),
            ("lang", ui),
            ("name", "The Test"),
        ] {
            assert_eq!(told[key], value, "{key}");
        }
        assert!(told["short_name"].as_str().is_some_and(|name| !name.is_empty() && name.chars().count() <= 12));
        assert!(told["theme_color"].as_str().is_some_and(|colour| colour.starts_with('#')));
        assert_eq!(told["shortcuts"][0]["name"], play);
        assert_eq!(told["shortcuts"].as_array().map(Vec::len), Some(2));
        let mut seen = HashSet::new();
        for icon in told["icons"].as_array().expect("icons") {
            let file = paper.get(icon["src"].as_str().expect("an address")).await;
            assert_eq!(
                (file.status, file.header("content-type")),
                (StatusCode::OK, icon["type"].as_str().expect("a type"))
            );
            if icon["type"] == "image/png" {
                let (width, height) = png_size(&file.bytes);
                assert_eq!(icon["sizes"], format!("{width}x{height}"));
                seen.insert((icon["purpose"].as_str().expect("a purpose").to_string(), width));
            }
        }
        for wanted in [("any", 192), ("any", 512), ("maskable", 192), ("maskable", 512)] {
            assert!(seen.contains(&(wanted.0.to_string(), wanted.1)), "no icon for {wanted:?}");
        }
    }
    let page = paper.get("/?ui=zh-Hant").await.text();
    assert!(page.contains("rel=\"manifest\" href=\"/app.webmanifest?ui=zh-Hant\""), "{page}");
    assert!(page.contains("rel=\"apple-touch-icon\"") && page.contains("name=\"theme-color\""));
}

#[tokio::test]
async fn the_worker_stands_at_the_root_and_is_asked_for_anew() {
    let paper = Paper::open().await;
    let worker = paper.get("/sw.js").await;
    assert_eq!((worker.status, worker.header("content-type")), (StatusCode::OK, "text/javascript; charset=utf-8"));
    assert_eq!(worker.header("cache-control"), "no-cache");
    assert!(worker.header("content-security-policy").contains("connect-src 'self'"));
    let again = paper.get_with("/sw.js", &[("if-none-match", worker.header("etag"))]).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    assert_eq!(
        paper.get("/assets/sw.js").await.status,
        StatusCode::NOT_FOUND,
        "kept for a year, it would never be renewed"
    );
}

#[tokio::test]
async fn everything_that_the_worker_takes_in_is_there() {
    let paper = Paper::open().await;
    let text = paper.get("/sw.js").await.text();
    let files: HashSet<&str> =
        text.split('"').filter(|part| part.starts_with("/assets/") && part.len() > "/assets/".len()).collect();
    assert!(files.len() > 5, "{files:?}");
    assert!(
        files.contains(web::assets::path("app.css").as_str()) && files.contains(web::assets::path("app.js").as_str())
    );
    for file in files {
        let answer = paper.get(file).await;
        assert_eq!(
            (answer.status, answer.header("cache-control")),
            (StatusCode::OK, "public, max-age=31536000, immutable"),
            "{file}"
        );
    }
    for ui in ["en", "zh-Hant"] {
        assert!(text.contains(ui));
        for page in ["/offline", "/downloads"] {
            let answer = paper.get(&format!("{page}?ui={ui}")).await;
            assert_eq!((answer.status, answer.header("cache-control")), (StatusCode::OK, "no-cache"), "{page}");
            assert!(answer.text().contains("name=\"robots\" content=\"noindex\""));
            assert!(answer.text().contains("data-kept"));
        }
    }
}

#[tokio::test]
async fn a_story_that_can_be_heard_can_be_kept_and_another_cannot() {
    let paper = Paper::open().await;
    let heard = paper.publish("# Heard\n\nThis can be heard.\n").await;
    let silent = paper.publish_silently("---\nheadline: Silent yet\nlang: en\n---\nNot spoken.\n").await;
    let page = paper.get(&format!("/articles/{heard}")).await.text();
    assert!(page.contains("data-keep=") && page.contains("data-play-from=\"Play from %1\""), "{page}");
    assert!(page.contains("data-copy-moment"));
    assert!(!paper.get(&format!("/articles/{silent}")).await.text().contains("data-keep="));
}
