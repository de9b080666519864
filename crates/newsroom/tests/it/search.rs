//! The archive: what is published is found, in the same order on both databases, and nothing else is.

mod chinese;

use newsroom::articles::{self, Change};
use newsroom::db::values;
use newsroom::ids::ArticleId;
use newsroom::search::near::near;
use newsroom::search::{self, Ask, Entry, Found};

use crate::harness::Newsroom;

crate::on_both!(
    a_published_story_is_found_by_any_form_of_its_words,
    a_draft_is_not_found_and_a_retracted_story_no_longer,
    a_corrected_sentence_is_found_as_it_stands_now,
    chinese_is_found_by_words_of_any_length,
    all_words_come_before_some_of_them,
    what_is_quoted_stands_so,
    anything_at_all_can_be_typed,
    a_search_stays_within_its_place,
    the_newest_come_first_when_that_is_asked,
    both_databases_have_one_order,
    what_is_about_the_same_is_near_and_another_edition_is_not,
    an_archive_that_was_lost_is_written_anew,
    the_counts_are_those_of_what_is_there,
);

async fn published(room: &Newsroom, headline: &str, body: &str, lang: &str) -> ArticleId {
    room.published(&format!("---\nheadline: {headline}\nlang: {lang}\n---\n{body}\n")).await
}

async fn found(room: &Newsroom, typed: &str) -> Vec<String> {
    asked(room, &Ask { typed, ..Ask::default() }).await.articles
}

async fn asked(room: &Newsroom, ask: &Ask<'_>) -> Found {
    search::find(&room.ctx.db, ask).await.unwrap()
}

async fn put(room: &Newsroom, entry: &Entry<'_>) {
    let mut tx = room.ctx.db.begin().await.unwrap();
    search::put(&mut tx, entry).await.unwrap();
    tx.commit().await.unwrap();
}

fn entry<'a>(article: &'a str, headline: &'a str, text: &'a str, lang: &'a str, at_ms: i64) -> Entry<'a> {
    Entry {
        article,
        revision: "r",
        story: article,
        publication: "daily",
        section: "community",
        lang,
        published_at_ms: at_ms,
        headline,
        prose: vec![text],
        besides: vec![],
    }
}

async fn a_published_story_is_found_by_any_form_of_its_words(room: &Newsroom) {
    let id = published(room, "Ferries return", "The captain’s café reopened. It cost 1,104 coins.", "en").await;
    for typed in ["ferry", "FERRIES return", "captain", "cafe", "1104", "return the ferry"] {
        assert_eq!(found(room, typed).await, [id.0.as_str()], "{typed}");
    }
    assert!(
        found(room, "volcano").await.is_empty()
            && found(room, "").await.is_empty()
            && found(room, "…").await.is_empty()
    );
}

async fn a_draft_is_not_found_and_a_retracted_story_no_longer(room: &Newsroom) {
    room.draft("---\nheadline: A draft\n---\nNothing of the ferry yet.\n").await;
    assert!(found(room, "ferry").await.is_empty());
    let id = published(room, "Out", "The ferry sank.", "en").await;
    assert_eq!(found(room, "ferry").await.len(), 1);
    let mut tx = room.ctx.db.begin().await.unwrap();
    articles::retract(&mut tx, &room.ctx, &id, "It did not sink.").await.unwrap();
    tx.commit().await.unwrap();
    assert!(found(room, "ferry").await.is_empty());
    assert_eq!(room.number("SELECT COUNT(*) FROM term").await, 0);
}

async fn a_corrected_sentence_is_found_as_it_stands_now(room: &Newsroom) {
    let id = published(room, "Out", "The ferry sank.", "en").await;
    let segment = {
        let article = articles::by_id(&room.ctx.db, &id).await.unwrap();
        let content = articles::revision(&room.ctx.db, &article.revision_id).await.unwrap();
        content.texts()[1].sentences[0].id.clone()
    };
    let change = Change::Sentence { segment, words: "The barge sank.".into() };
    let mut tx = room.ctx.db.begin().await.unwrap();
    articles::correct(&mut tx, &room.ctx, &id, &change, "It was a barge.").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!((found(room, "ferry").await.len(), found(room, "barge").await.len()), (0, 1));
}

async fn chinese_is_found_by_words_of_any_length(room: &Newsroom) {
    let id = published(room, "海港大橋通車", "市長說，橋上的行人道免費。用AI寫稿。", "zh-Hant").await;
    for typed in ["大橋", "海港大橋", "橋", "通車", "市長", "免費", "ai", "ＡＩ寫稿", "「行人道」", "大橋 市長"]
    {
        assert_eq!(found(room, typed).await, [id.0.as_str()], "{typed}");
    }
    assert!(asked(room, &Ask { typed: "長說橋", ..Ask::default() }).await.some_words, "a comma stands between them");
    assert!(found(room, "火山").await.is_empty());
}

async fn all_words_come_before_some_of_them(room: &Newsroom) {
    let both = published(room, "A strike", "The ferry captains strike.", "en").await;
    let one = published(room, "Ferry ferry", "The ferry, the ferry, the ferry.", "en").await;
    let found_both = asked(room, &Ask { typed: "ferry strike", ..Ask::default() }).await;
    assert_eq!((found_both.articles, found_both.some_words), (vec![both.0.clone()], false));
    let some = asked(room, &Ask { typed: "ferry volcano", ..Ask::default() }).await;
    assert!(some.some_words && some.articles.len() == 2 && some.articles[0] == one.0, "{some:?}");
}

async fn what_is_quoted_stands_so(room: &Newsroom) {
    let id = published(room, "At night", "The night ferry sank.", "en").await;
    published(room, "By day", "The ferry ran at night.", "en").await;
    assert_eq!(found(room, "\"night ferry\"").await, [id.0.as_str()]);
    assert_eq!(found(room, "night ferry").await.len(), 2);
}

async fn anything_at_all_can_be_typed(room: &Newsroom) {
    put(room, &entry("a", "US ferry 🅰", "a🅱b la ' \" * & | ! : ( ) NEAR AND OR NOT", "en", 1)).await;
    for typed in [
        "a🅱b",
        "🅰",
        "' OR 1",
        "\"",
        "\"'",
        "ferry*",
        "!(ferry & | :*",
        "NEAR(ferry, 2)",
        "ﾞﾟ゛",
        "\u{0}ferry",
        "((((",
        "-",
        "«ferry",
    ] {
        asked(room, &Ask { typed, ..Ask::default() }).await;
    }
    assert_eq!(found(room, "US").await, ["a"]);
    assert!(found(room, "the us of volcano strike budget clinic").await.is_empty(), "what tells nothing finds nothing");
}

async fn a_search_stays_within_its_place(room: &Newsroom) {
    put(room, &entry("a", "Ferry", "x", "en", 1)).await;
    put(room, &Entry { publication: "weekly", ..entry("b", "Ferry", "x", "en-GB", 2) }).await;
    put(room, &Entry { section: "sports", ..entry("c", "Ferry", "x", "es", 3) }).await;
    let ids = async |ask: Ask<'_>| asked(room, &Ask { typed: "ferry", ..ask }).await.articles;
    assert_eq!(ids(Ask { publication: Some("weekly"), ..Ask::default() }).await, ["b"]);
    assert_eq!(ids(Ask { section: Some("sports"), ..Ask::default() }).await, ["c"]);
    assert_eq!(ids(Ask { lang: Some("es"), ..Ask::default() }).await, ["c"]);
    assert_eq!(ids(Ask { lang: Some("en"), newest: true, ..Ask::default() }).await, ["b", "a"]);
}

async fn the_newest_come_first_when_that_is_asked(room: &Newsroom) {
    for (article, at_ms) in [("old", 1_000), ("new", 9_000), ("middle", 5_000), ("same", 5_000)] {
        put(room, &entry(article, "Ferry", if article == "old" { "ferry ferry ferry" } else { "x" }, "en", at_ms))
            .await;
    }
    let newest = asked(room, &Ask { typed: "ferry", newest: true, ..Ask::default() }).await.articles;
    assert_eq!(newest, ["new", "same", "middle", "old"]);
    assert_eq!(found(room, "ferry").await[0], "old", "the best is the one that says it most");
}

/// Both databases are asked the same, and each must answer as is written here: made of one seed, with ties and feedback.
async fn both_databases_have_one_order(room: &Newsroom) {
    const WORDS: [&str; 12] =
        ["ferry", "harbour", "strike", "captain", "city", "budget", "clinic", "night", "大橋", "通車", "市長", "河岸"];
    let mut seed = 7_u64;
    let mut chance = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for n in 0..60 {
        let words: Vec<&str> = (0..5 + chance(40)).map(|_| WORDS[chance(WORDS.len())]).collect();
        let (name, text) = (format!("a{n:02}"), words.join(" "));
        put(room, &entry(&name, words[0], &text, if n % 5 == 0 { "zh-Hant" } else { "en" }, 1_000 + n / 3)).await;
    }
    let mut all = String::new();
    for typed in
        ["ferry", "ferry strike", "the captain of the night ferry in the city", "大橋 市長", "橋", "budget 河岸"]
    {
        let found = asked(room, &Ask { typed, ..Ask::default() }).await;
        for (article, score) in found.articles.iter().zip(&found.scores).take(10) {
            all.push_str(&format!("{article} {score:.9}\n"));
        }
    }
    let digest = newsroom::ids::digest(all.as_bytes());
    assert_eq!(&digest[..16], ORDER, "\n{all}");
}

/// Of what the two databases answered when this was written.
const ORDER: &str = "7bb57e0cd1caac19";

async fn what_is_about_the_same_is_near_and_another_edition_is_not(room: &Newsroom) {
    put(room, &entry("own", "Ferry strike", "The captains of the ferry strike on Monday.", "en", 1)).await;
    put(room, &Entry { story: "own", ..entry("edition", "Ferry strike", "The captains strike.", "en-GB", 2) }).await;
    put(room, &entry("near", "Captains end strike", "The ferry runs again.", "en", 3)).await;
    put(room, &entry("chinese", "渡輪罷工", "船長星期一罷工。ferry strike captains", "zh-Hant", 4)).await;
    for n in 0..30 {
        put(room, &entry(&format!("soup-{n}"), "Soup", "Leeks and a potato on Monday.", "en", 5 + n)).await;
    }
    let found = near(&room.ctx.db, "own", 5).await.unwrap();
    assert_eq!(found.len(), 1, "a weekday in common is nothing: {found:?}");
    assert_eq!(found[0].article, "near");
    assert!(found[0].shared.iter().take(3).any(|term| term == "ferri"), "{found:?}");
    assert!(found.iter().all(|one| !["own", "edition", "chinese"].contains(&one.article.as_str())), "{found:?}");
    assert!(near(&room.ctx.db, "nobody", 5).await.unwrap().is_empty());
}

async fn an_archive_that_was_lost_is_written_anew(room: &Newsroom) {
    let id = published(room, "Out", "The ferry sank.", "en").await;
    for sql in ["DELETE FROM indexed", "DELETE FROM term", "DELETE FROM indexed_sum"] {
        room.ctx.db.execute(sql, values![]).await.unwrap();
    }
    if room.ctx.db.is_sqlite() {
        room.ctx.db.execute("DELETE FROM indexed_text", values![]).await.unwrap();
    }
    assert!(found(room, "ferry").await.is_empty());
    assert_eq!(articles::enter_missing(&room.ctx).await.unwrap(), 1);
    assert_eq!(found(room, "ferry").await, [id.0.as_str()]);
    assert_eq!(articles::enter_missing(&room.ctx).await.unwrap(), 0);
}

async fn the_counts_are_those_of_what_is_there(room: &Newsroom) {
    put(room, &entry("a", "Ferry ferry", "strike", "en", 1)).await;
    put(room, &entry("b", "Ferry", "budget", "en", 1)).await;
    put(room, &entry("a", "Ferry", "clinic", "en", 5)).await;
    let with = async |name: &str| {
        let row: Option<(i64,)> =
            room.ctx.db.optional("SELECT articles FROM term WHERE name = $1", values![name]).await.unwrap();
        row.map(|(articles,)| articles)
    };
    assert_eq!((with("ferri").await, with("strike").await, with("clinic").await), (Some(2), None, Some(1)));
    assert_eq!(room.number("SELECT articles FROM indexed_sum").await, 2);
    assert_eq!(room.number("SELECT length FROM indexed_sum").await, 6);
    let mut tx = room.ctx.db.begin().await.unwrap();
    for article in ["a", "b", "nobody"] {
        search::remove(&mut tx, article).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(room.number("SELECT COUNT(*) FROM term").await, 0);
    assert_eq!(room.number("SELECT COUNT(*) FROM indexed").await, 0);
}
