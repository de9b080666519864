//! What a reader notices of the pages, with no JavaScript at all.

use axum::http::{Method, StatusCode};
use newsroom::articles::{self, Change};

use crate::harness::{NOW_MS, Paper};

const BELL: &str = "---\nheadline: The bell is back\nstandfirst: It rang at seven.\nbyline: Mara Quill\ntags: [Harbour]\nimage: bell.svg\nalt: A bell\ncaption: The bell on its hook\ncredit: A. Hand\nlang: en\n---\nThe *bell* rang at [seven](https://example.org/). Nobody had expected it.\n\n## The crane\n\n> “It sang,” she said.\n\n- One\n- Two\n";
const BELL_ZH: &str = "---\nheadline: 鐘回來了\nslug: bell-zh\nlang: zh-Hant\ntranslated_from: the-bell-is-back\n---\n鐘七點響了。沒有人料到。\n";

#[tokio::test]
async fn an_empty_newsroom_has_designed_pages() {
    let paper = Paper::open().await;
    for path in ["/", "/sections/sports", "/publications/daily", "/about/voice", "/desk/sign-in"] {
        let answer = paper.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        assert!(answer.text().contains("<main"), "{path}");
    }
}

#[tokio::test]
async fn every_page_kind_answers_in_both_languages_with_its_words() {
    let paper = Paper::open().await;
    paper.publish(BELL).await;
    paper.publish(BELL_ZH).await;
    for path in [
        "/",
        "/sections/community",
        "/publications/daily",
        "/publications/river",
        "/tags/harbour",
        "/articles/the-bell-is-back",
        "/articles/bell-zh",
        "/about/voice",
    ] {
        for (ui, word) in [("en", "Skip to"), ("zh-Hant", "跳到")] {
            let answer = paper.get(&format!("{path}?ui={ui}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{path} {ui}: {}", answer.text());
            assert!(answer.text().contains(word), "{path} {ui}");
            assert!(answer.header("content-security-policy").contains("default-src 'none'"));
        }
    }
}

#[tokio::test]
async fn an_article_is_whole_without_javascript() {
    let paper = Paper::open().await;
    paper.publish(BELL).await;
    let page = paper.get("/articles/the-bell-is-back").await.text();
    for part in [
        "<h1>",
        "It rang at seven.",
        "Mara Quill",
        "The bell on its hook",
        "A. Hand",
        "<em>bell</em>",
        "href=\"https://example.org/\"",
        "<audio",
        ".mp3",
        "/tags/harbour",
        "facebook.com",
        "application/ld+json",
        "NewsArticle",
        "AudioObject",
        "og:image",
        "rel=\"canonical\" href=\"https://news.example.org/articles/the-bell-is-back\"",
    ] {
        assert!(page.contains(part), "the page lacks {part}:\n{page}");
    }
}

#[tokio::test]
async fn a_publication_says_who_it_is_to_search_engines() {
    let paper = Paper::open().await;
    let page = paper.get("/publications/daily").await.text();
    assert!(page.contains("NewsMediaOrganization") && page.contains("parentOrganization"), "{page}");
}

#[tokio::test]
async fn the_other_edition_is_a_link_away_and_known_to_search_engines() {
    let paper = Paper::open().await;
    paper.publish(BELL).await;
    paper.publish(BELL_ZH).await;
    let page = paper.get("/articles/the-bell-is-back").await.text();
    assert!(page.contains("href=\"/articles/bell-zh\""));
    assert!(page.contains("hreflang=\"zh-Hant\" href=\"https://news.example.org/articles/bell-zh\""));
    let page = paper.get("/articles/bell-zh?ui=zh-Hant").await.text();
    assert!(page.contains("The bell is back"), "it names the edition it was translated from");
}

#[tokio::test]
async fn a_visitor_gets_the_language_they_accept_and_the_switch_is_remembered() {
    let paper = Paper::open().await;
    let sent = paper.get_with("/sections/sports?page=1", &[("accept-language", "zh-TW,zh;q=0.9,en;q=0.5")]).await;
    assert_eq!((sent.status, sent.header("location")), (StatusCode::FOUND, "/sections/sports?page=1&ui=zh-Hant"));
    let chosen = paper.get("/?ui=en&choose=1").await;
    assert_eq!((chosen.status, chosen.header("location")), (StatusCode::FOUND, "/"));
    let cookie = chosen.header("set-cookie").split(';').next().expect("a cookie").to_string();
    let stays = paper.get_with("/", &[("accept-language", "zh-TW"), ("cookie", &cookie)]).await;
    assert_eq!(stays.status, StatusCode::OK);
    assert_eq!(paper.get_with("/podcast.xml", &[("accept-language", "zh-TW")]).await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_is_not_there_is_said_on_a_designed_page_that_keeps_the_player() {
    let paper = Paper::open().await;
    paper.publish(BELL).await;
    paper.draft("# A secret\n\nNot yet.\n").await;
    for path in [
        "/nothing",
        "/articles/nothing",
        "/articles/a-secret",
        "/sections/nothing",
        "/publications/nothing",
        "/tags/nothing",
        "/sections/sports?page=2",
        "/sections/sports?page=x",
    ] {
        let answer = paper.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.text().contains("crier-player") && answer.text().contains("The bell is back"), "{path}");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    assert_eq!(paper.ask(Method::POST, "/", &[], "").await.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn a_correction_is_shown_and_heard_and_a_retraction_takes_the_text_away() {
    let paper = Paper::open().await;
    let slug = paper.publish(BELL).await;
    let article = articles::by_slug(&paper.ctx.db, &slug).await.expect("an article");
    let content = articles::revision(&paper.ctx.db, &article.revision_id).await.expect("content");
    let segment = content.blocks[0].texts()[0].sentences[1].id.clone();
    let mut tx = paper.ctx.db.begin().await.expect("a transaction");
    let change = Change::Sentence { segment, words: "One man had expected it.".into() };
    articles::correct(&mut tx, &paper.ctx, &article.id, &change, "One man had.").await.expect("corrected");
    tx.commit().await.expect("committed");
    paper.voice().await;
    let page = paper.get(&format!("/articles/{slug}")).await.text();
    assert!(page.contains("One man had expected it.") && page.contains("One man had."));
    let heard = paper.get(&format!("/articles/{slug}/transcript.vtt")).await.text();
    assert!(heard.contains("Correction, March 2: One man had."), "{heard}");

    let audio = paper.get(&format!("/articles/{slug}/narration.json")).await.json()["audio"]
        .as_str()
        .expect("audio")
        .to_string();
    let mut tx = paper.ctx.db.begin().await.expect("a transaction");
    articles::retract(&mut tx, &paper.ctx, &article.id, "None of it was so.").await.expect("retracted");
    tx.commit().await.expect("committed");
    paper.site.refresh().await.expect("refreshed");
    let page = paper.get(&format!("/articles/{slug}")).await;
    assert_eq!(page.status, StatusCode::GONE);
    assert!(page.text().contains("None of it was so.") && !page.text().contains("expected"));
    assert_eq!(paper.get(&audio).await.status, StatusCode::NOT_FOUND);
    assert_eq!(paper.get(&format!("/articles/{slug}/transcript.vtt")).await.status, StatusCode::NOT_FOUND);
    assert!(!paper.get("/podcast.xml").await.text().contains(&slug));
}

#[tokio::test]
async fn an_early_not_yet_is_never_kept_by_a_cache() {
    let paper = Paper::open().await;
    let slug = paper.publish_silently(BELL).await;
    let early = paper.get(&format!("/articles/{slug}/narration.json")).await;
    assert_eq!((early.json()["state"].as_str(), early.header("cache-control")), (Some("queued"), "no-store"));
    paper.voice().await;
    let ready = paper.get(&format!("/articles/{slug}/narration.json")).await;
    assert_eq!(ready.json()["state"], "ready");
    let etag = ready.header("etag").to_string();
    let again = paper.get_with(&format!("/articles/{slug}/narration.json"), &[("if-none-match", &etag)]).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    assert!(ready.json()["segments"].as_array().is_some_and(|s| s.len() > 5));
}

#[tokio::test]
async fn words_in_a_text_cannot_become_markup() {
    let paper = Paper::open().await;
    let slug = paper.publish("---\nheadline: '<script>alert(1)</script> & co'\nstandfirst: '\"><img src=x onerror=alert(2)>'\ntags: ['<b>']\n---\nA [link](javascript:alert(3)) and <script>alert(4)</script> text.\n").await;
    for path in [format!("/articles/{slug}"), "/".into(), "/podcast.xml".into(), "/feed.json".into()] {
        let page = paper.get(&path).await.text();
        for bad in ["<script>alert", "<img src=x", "javascript:alert", "<b>"] {
            assert!(!page.contains(bad) || path.ends_with(".json"), "{path} has {bad}:\n{page}");
        }
    }
}

#[tokio::test]
async fn a_page_is_sent_compressed_and_not_sent_again_unchanged() {
    let paper = Paper::open().await;
    paper.publish(BELL).await;
    let brotli = paper.get_with("/", &[("accept-encoding", "gzip, br")]).await;
    assert_eq!(brotli.header("content-encoding"), "br");
    let gzip = paper.get_with("/", &[("accept-encoding", "gzip, br;q=0")]).await;
    assert_eq!(gzip.header("content-encoding"), "gzip");
    let again = paper.get_with("/", &[("accept-encoding", "gzip, br"), ("if-none-match", brotli.header("etag"))]).await;
    assert_eq!((again.status, again.bytes.len()), (StatusCode::NOT_MODIFIED, 0));
}

#[tokio::test]
async fn play_the_news_lists_what_can_be_heard_in_the_listeners_language() {
    let paper = Paper::open().await;
    paper.publish(BELL).await;
    paper.publish(BELL_ZH).await;
    paper.publish_silently("---\nheadline: Silent yet\nlang: en\n---\nNot spoken.\n").await;
    let slugs = async |path: &str| {
        let items = paper.get(path).await.json()["items"].clone();
        items
            .as_array()
            .expect("items")
            .iter()
            .map(|i| i["slug"].as_str().expect("a slug").to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(slugs("/programme.json").await, ["the-bell-is-back"]);
    assert_eq!(slugs("/programme.json?ui=zh-Hant").await, ["bell-zh"]);
    assert_eq!(slugs("/programme.json?section=community").await, ["the-bell-is-back"]);
    assert_eq!(
        slugs("/programme.json?publication=river").await,
        ["bell-zh"],
        "what there is, when nothing fits the language"
    );
    assert!(slugs("/programme.json?after=the-bell-is-back").await.is_empty());
    assert_eq!(NOW_MS, paper.ctx.clock.now_ms());
}
