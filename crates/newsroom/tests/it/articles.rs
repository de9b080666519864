//! What an editor and a reader notice of articles.

use newsroom::articles::{self, Change, Taken, Which};
use newsroom::error::Error;

use crate::harness::{NOW_MS, Newsroom, new_article, story};

const BELL: &str = "---\nheadline: The bell is back\ntags: [Harbour, Bells]\n---\nThe bell rang at seven. Nobody had expected it.\n\nIt weighs 420 kg.\n";

crate::on_both!(
    a_draft_is_not_on_any_list_and_a_published_article_is,
    publishing_twice_is_refused_and_changes_nothing,
    a_scheduled_article_comes_out_at_its_time_and_not_before,
    a_time_that_has_passed_cannot_be_scheduled,
    a_correction_is_kept_with_its_note_and_makes_a_revision,
    a_correction_without_a_note_or_without_a_change_is_refused,
    a_retracted_article_leaves_the_lists_and_cannot_come_back,
    the_same_story_again_changes_nothing,
    two_articles_with_one_headline_have_two_addresses,
    an_article_without_a_body_or_a_headline_is_refused,
    a_hundred_thousand_words_are_taken_and_more_than_the_limit_is_refused,
    a_translation_is_an_edition_of_the_same_story,
    lists_show_one_edition_of_a_story,
    two_editors_publishing_at_once_publish_once,
    recommended_reading_is_never_the_same_story_and_never_nothing,
);

async fn publish(room: &Newsroom, id: &newsroom::ids::ArticleId) -> Result<(), Error> {
    let mut tx = room.ctx.db.begin().await?;
    articles::publish(&mut tx, &room.ctx, id).await?;
    tx.commit().await
}

async fn slugs(room: &Newsroom, which: &Which) -> Vec<String> {
    let list = articles::list(&room.ctx.db, which, 50, 0).await.expect("a list");
    assert_eq!(list.len() as i64, articles::count(&room.ctx.db, which).await.expect("a count"));
    list.into_iter().map(|article| article.slug).collect()
}

async fn a_draft_is_not_on_any_list_and_a_published_article_is(room: &Newsroom) {
    let id = room.draft(BELL).await;
    assert!(slugs(room, &Which::default()).await.is_empty());
    assert!(matches!(articles::tag(&room.ctx.db, "harbour").await, Err(Error::NotFound(_))));
    publish(room, &id).await.expect("published");
    assert_eq!(slugs(room, &Which::default()).await, ["the-bell-is-back"]);
    for which in [
        Which { section: Some("community".into()), ..Which::default() },
        Which { publication: Some("daily".into()), ..Which::default() },
        Which { tag: Some("harbour".into()), ..Which::default() },
        Which { only_lang: Some("en".into()), ..Which::default() },
    ] {
        assert_eq!(slugs(room, &which).await.len(), 1, "{which:?}");
    }
    assert!(slugs(room, &Which { section: Some("sports".into()), ..Which::default() }).await.is_empty());
}

async fn publishing_twice_is_refused_and_changes_nothing(room: &Newsroom) {
    let id = room.published(BELL).await;
    let before = articles::by_id(&room.ctx.db, &id).await.expect("an article");
    room.ctx.clock.advance(60_000);
    let refused = publish(room, &id).await.expect_err("it is published already");
    assert!(matches!(refused, Error::Refused { code: "wrong-state", .. }), "{refused}");
    let after = articles::by_id(&room.ctx.db, &id).await.expect("an article");
    assert_eq!(before.published_at_ms, after.published_at_ms);
}

async fn a_scheduled_article_comes_out_at_its_time_and_not_before(room: &Newsroom) {
    let id = room.draft(BELL).await;
    let at = NOW_MS + 3_600_000;
    let mut tx = room.ctx.db.begin().await.expect("a transaction");
    articles::schedule(&mut tx, &room.ctx, &id, at).await.expect("scheduled");
    tx.commit().await.expect("committed");
    room.ctx.clock.advance(3_599_999);
    room.work_off().await;
    assert_eq!(articles::by_id(&room.ctx.db, &id).await.expect("an article").state, "scheduled");
    room.ctx.clock.advance(1);
    room.work_off().await;
    let article = articles::by_id(&room.ctx.db, &id).await.expect("an article");
    assert_eq!((article.state.as_str(), article.published_at_ms), ("published", Some(at)));
}

async fn a_time_that_has_passed_cannot_be_scheduled(room: &Newsroom) {
    let id = room.draft(BELL).await;
    let mut tx = room.ctx.db.begin().await.expect("a transaction");
    let refused = articles::schedule(&mut tx, &room.ctx, &id, NOW_MS).await;
    assert!(matches!(refused, Err(Error::Invalid(_))));
}

async fn a_correction_is_kept_with_its_note_and_makes_a_revision(room: &Newsroom) {
    let id = room.published(BELL).await;
    let article = articles::by_id(&room.ctx.db, &id).await.expect("an article");
    let content = articles::revision(&room.ctx.db, &article.revision_id).await.expect("content");
    let sentence = content.blocks[1].texts()[0].sentences[0].id.clone();
    let change = Change::Sentence { segment: sentence.clone(), words: "It weighs 402 kg.".into() };
    let mut tx = room.ctx.db.begin().await.expect("a transaction");
    articles::correct(&mut tx, &room.ctx, &id, &change, "The weight was wrong.").await.expect("corrected");
    tx.commit().await.expect("committed");

    let article = articles::by_id(&room.ctx.db, &id).await.expect("an article");
    let content = articles::revision(&room.ctx.db, &article.revision_id).await.expect("content");
    let text = content.blocks[1].texts()[0];
    assert_eq!((text.plain.as_str(), &text.sentences[0].id), ("It weighs 402 kg.", &sentence));
    let notes = articles::corrections(&room.ctx.db, &id).await.expect("corrections");
    assert_eq!(notes.iter().map(|c| c.note.as_str()).collect::<Vec<_>>(), ["The weight was wrong."]);
    assert_eq!(room.number("SELECT COUNT(*) FROM revision").await, 2);
}

async fn a_correction_without_a_note_or_without_a_change_is_refused(room: &Newsroom) {
    let id = room.published(BELL).await;
    let same = Change::Story(Box::new(story(BELL)));
    let mut tx = room.ctx.db.begin().await.expect("a transaction");
    let no_note = articles::correct(&mut tx, &room.ctx, &id, &same, "  ").await;
    assert!(matches!(no_note, Err(Error::Invalid(_))));
    let no_change = articles::correct(&mut tx, &room.ctx, &id, &same, "Nothing.").await;
    assert!(matches!(no_change, Err(Error::Refused { code: "nothing-corrected", .. })));
    drop(tx);
    assert!(articles::corrections(&room.ctx.db, &id).await.expect("corrections").is_empty());
}

async fn a_retracted_article_leaves_the_lists_and_cannot_come_back(room: &Newsroom) {
    let id = room.published(BELL).await;
    let mut tx = room.ctx.db.begin().await.expect("a transaction");
    articles::retract(&mut tx, &room.ctx, &id, "It was a dream.").await.expect("retracted");
    tx.commit().await.expect("committed");
    assert!(slugs(room, &Which::default()).await.is_empty());
    assert!(publish(room, &id).await.is_err());
    let article = articles::by_id(&room.ctx.db, &id).await.expect("an article");
    assert_eq!((article.state.as_str(), article.retraction_note.as_deref()), ("retracted", Some("It was a dream.")));
}

async fn the_same_story_again_changes_nothing(room: &Newsroom) {
    let id = room.published(BELL).await;
    let mut tx = room.ctx.db.begin().await.expect("a transaction");
    assert_eq!(articles::revise(&mut tx, &room.ctx, &id, &story(BELL)).await.expect("taken"), Taken::Unchanged);
    let changed = story(&BELL.replace("seven", "eight"));
    assert_eq!(articles::revise(&mut tx, &room.ctx, &id, &changed).await.expect("taken"), Taken::Revised);
    assert_eq!(articles::revise(&mut tx, &room.ctx, &id, &changed).await.expect("taken"), Taken::Unchanged);
    tx.commit().await.expect("committed");
    assert_eq!(room.number("SELECT COUNT(*) FROM revision").await, 2);
}

async fn two_articles_with_one_headline_have_two_addresses(room: &Newsroom) {
    room.published(BELL).await;
    room.ctx.clock.advance(1);
    room.published(BELL).await;
    assert_eq!(slugs(room, &Which::default()).await, ["the-bell-is-back-2", "the-bell-is-back"]);
}

async fn an_article_without_a_body_or_a_headline_is_refused(room: &Newsroom) {
    let mut tx = room.ctx.db.begin().await.expect("a transaction");
    let mut new = new_article(BELL);
    new.story.blocks.clear();
    assert!(matches!(articles::create(&mut tx, &room.ctx, &new).await, Err(Error::Invalid(_))));
    let mut new = new_article(BELL);
    new.story.headline = "  ".into();
    assert!(matches!(articles::create(&mut tx, &room.ctx, &new).await, Err(Error::Invalid(_))));
    let mut new = new_article(BELL);
    new.publication = "nowhere".into();
    assert!(matches!(articles::create(&mut tx, &room.ctx, &new).await, Err(Error::Invalid(_))));
}

async fn a_hundred_thousand_words_are_taken_and_more_than_the_limit_is_refused(room: &Newsroom) {
    let sentence = "The long river goes on past the town again. ";
    let long = format!("# Long\n\n{}", format!("{}\n\n", sentence.repeat(10)).repeat(1200));
    let id = room.draft(&long).await;
    let article = articles::by_id(&room.ctx.db, &id).await.expect("an article");
    let content = articles::revision(&room.ctx.db, &article.revision_id).await.expect("content");
    assert_eq!(content.texts().iter().map(|t| t.sentences.len()).sum::<usize>(), 1 + 12_000);
    let mut too_long = new_article(BELL);
    too_long.story = story(&format!("# Too long\n\n{}", "word ".repeat(articles::BODY_AT_MOST / 4)));
    let mut tx = room.ctx.db.begin().await.expect("a transaction");
    assert!(matches!(articles::create(&mut tx, &room.ctx, &too_long).await, Err(Error::Invalid(_))));
}

const ORIGINAL: &str = "---\nheadline: A bell\nlang: en\ntags: [Bells]\n---\nThe bell rang.\n";
const EDITION: &str = "---\nheadline: 一口鐘\nslug: a-bell-zh\nlang: zh-Hant\npublication: river\ntranslated_from: a-bell\n---\n鐘響了。\n";

async fn a_translation_is_an_edition_of_the_same_story(room: &Newsroom) {
    let original = room.published(ORIGINAL).await;
    let edition = room.published(EDITION).await;
    let db = &room.ctx.db;
    let (a, b) =
        (articles::by_id(db, &original).await.expect("one"), articles::by_id(db, &edition).await.expect("two"));
    assert_eq!(a.story_id, b.story_id);
    assert_eq!(articles::editions(db, &a).await.expect("editions")[0].slug, "a-bell-zh");
    assert_eq!(articles::editions(db, &b).await.expect("editions")[0].slug, "a-bell");
    assert_eq!(articles::translated_from(db, &edition).await.expect("from").map(|o| o.slug).as_deref(), Some("a-bell"));
    let mut lost = new_article(EDITION);
    lost.story.translated_from = Some("nothing".into());
    let mut tx = db.begin().await.expect("a transaction");
    assert!(matches!(articles::create(&mut tx, &room.ctx, &lost).await, Err(Error::Invalid(_))));
}

async fn lists_show_one_edition_of_a_story(room: &Newsroom) {
    room.published(ORIGINAL).await;
    room.ctx.clock.advance(1);
    room.published(EDITION).await;
    let preferring = |lang: &str| Which { prefer_lang: Some(lang.into()), ..Which::default() };
    assert_eq!(slugs(room, &preferring("en")).await, ["a-bell"]);
    assert_eq!(slugs(room, &preferring("zh-Hant")).await, ["a-bell-zh"]);
    assert_eq!(slugs(room, &preferring("fr")).await, ["a-bell"], "the original, when neither fits");
    assert_eq!(slugs(room, &Which::default()).await.len(), 2);
}

async fn two_editors_publishing_at_once_publish_once(room: &Newsroom) {
    let id = room.draft(BELL).await;
    let (one, two) = tokio::join!(publish(room, &id), publish(room, &id));
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    assert_eq!(room.number("SELECT COUNT(*) FROM narration WHERE state = 'queued'").await, 1);
}

async fn recommended_reading_is_never_the_same_story_and_never_nothing(room: &Newsroom) {
    let id = room.published(ORIGINAL).await;
    room.published(EDITION).await;
    room.ctx.clock.advance(1);
    room.published("---\nheadline: No tag\n---\nSomething else.\n").await;
    room.published("---\nheadline: Same tag\ntags: [Bells]\n---\nMore bells.\n").await;
    let article = articles::by_id(&room.ctx.db, &id).await.expect("an article");
    let found = articles::recommended(&room.ctx.db, &article, 10).await.expect("reading");
    assert_eq!(found.iter().map(|found| found.article.slug.as_str()).collect::<Vec<_>>(), ["same-tag", "no-tag"]);
}
