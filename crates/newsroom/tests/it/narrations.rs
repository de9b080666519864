//! The states of a narration, and the five traps that others fell into.

use newsroom::articles::{self, Change};
use newsroom::ids::{ArticleId, NarrationId};
use newsroom::narrations::{self, Audience, Finished};
use newsroom::sweeping::{self, audio_file};

use crate::harness::{Newsroom, story};

const BELL: &str = "# The bell is back\n\nThe bell rang at seven. Nobody had expected it.\n";

crate::on_both!(
    a_published_article_is_heard_once_its_job_has_run,
    of_two_saves_racing_the_later_one_is_heard,
    no_sound_is_shown_when_the_voice_was_turned_off_while_it_was_made,
    retracting_takes_the_sound_away_at_once,
    text_that_changes_while_it_is_spoken_is_spoken_anew,
    the_old_sound_is_heard_until_the_new_one_is_ready_and_a_while_after,
    a_worker_that_lost_its_place_cannot_finish,
    a_draft_can_be_heard_by_staff_only,
    a_sentence_that_cannot_be_said_fails_its_article_with_a_message,
    only_the_corrected_sentence_is_made_again,
    sweeping_removes_what_nothing_points_at,
    cards_of_shared_stories_are_swept_after_a_month,
);

async fn heard(room: &Newsroom, id: &ArticleId) -> Option<String> {
    articles::by_id(&room.ctx.db, id).await.expect("an article").audio
}

async fn narration(room: &Newsroom, id: &ArticleId) -> narrations::Narration {
    narrations::of_article(&room.ctx.db, id).await.expect("a look").expect("a narration")
}

async fn revise(room: &Newsroom, id: &ArticleId, markdown: &str) {
    let mut tx = room.ctx.db.begin().await.expect("a transaction");
    articles::revise(&mut tx, &room.ctx, id, &story(markdown)).await.expect("revised");
    tx.commit().await.expect("committed");
}

fn finished(audio: &str) -> Finished {
    Finished {
        speakers: "{}".into(),
        voice: "espeak:en-us".into(),
        script_digest: "x".into(),
        audio: audio.repeat(64),
        audio_bytes: 10,
        duration_ms: 1000,
        segments: Vec::new(),
    }
}

async fn finish(room: &Newsroom, id: &NarrationId, fence: &str, audio: &str) -> bool {
    let mut tx = room.ctx.db.begin().await.expect("a transaction");
    let shown = narrations::finish(&mut tx, &room.ctx, id, fence, &finished(audio)).await.expect("an answer");
    if shown {
        tx.commit().await.expect("committed");
    }
    shown
}

async fn a_published_article_is_heard_once_its_job_has_run(room: &Newsroom) {
    let id = room.published(BELL).await;
    assert_eq!(narration(room, &id).await.state, "queued");
    assert_eq!(heard(room, &id).await, None);
    room.work_off().await;
    let ready = narration(room, &id).await;
    assert_eq!(ready.state, "ready");
    let audio = heard(room, &id).await.expect("sound");
    let file = room.ctx.files.get(&audio_file(&audio)).await.expect("a look").expect("a file");
    assert_eq!(Some(file.len() as i64), ready.audio_bytes);
    assert_eq!(newsroom::ids::digest(&file), audio, "the file is named by its content");
    assert_eq!(narrations::audience(&room.ctx, &audio).await.expect("an answer"), Audience::Everybody);
    let timed = ready.timed();
    assert!(timed.windows(2).all(|pair| pair[0].end_ms <= pair[1].start_ms && pair[0].bytes.1 <= pair[1].bytes.0));
    assert!(timed.iter().any(|s| s.text == "Nobody had expected it." && !s.words.is_empty()));
    assert!(timed.iter().any(|s| s.role == "disclosure"), "the voice says what it is");
}

async fn of_two_saves_racing_the_later_one_is_heard(room: &Newsroom) {
    let id = room.published(BELL).await;
    revise(room, &id, &BELL.replace("seven", "eight")).await;
    revise(room, &id, &BELL.replace("seven", "nine")).await;
    room.work_off().await;
    let ready = narration(room, &id).await;
    assert_eq!(ready.state, "ready");
    assert!(ready.timed().iter().any(|s| s.text.contains("nine")));
    assert_eq!(room.number("SELECT COUNT(*) FROM narration WHERE state = 'ready'").await, 1);
    assert_eq!(room.number("SELECT COUNT(*) FROM narration WHERE state IN ('queued', 'speaking')").await, 0);
}

async fn no_sound_is_shown_when_the_voice_was_turned_off_while_it_was_made(room: &Newsroom) {
    let id = room.published(BELL).await;
    let asked = narration(room, &id).await.id;
    assert!(narrations::begin(&room.ctx, &asked, "me", 3, "espeak:en-us", "{}").await.expect("begun"));
    let mut tx = room.ctx.db.begin().await.expect("a transaction");
    articles::set_voiced(&mut tx, &room.ctx, &id, false).await.expect("off");
    tx.commit().await.expect("committed");
    assert!(!finish(room, &asked, "me", "a").await);
    assert_eq!(heard(room, &id).await, None);
    assert_eq!(narrations::audience(&room.ctx, &"a".repeat(64)).await.expect("an answer"), Audience::Nobody);
}

async fn retracting_takes_the_sound_away_at_once(room: &Newsroom) {
    let id = room.published(BELL).await;
    room.work_off().await;
    let audio = heard(room, &id).await.expect("sound");
    let mut tx = room.ctx.db.begin().await.expect("a transaction");
    articles::retract(&mut tx, &room.ctx, &id, "Not true.").await.expect("retracted");
    tx.commit().await.expect("committed");
    assert_eq!(narrations::audience(&room.ctx, &audio).await.expect("an answer"), Audience::Nobody);
    assert_eq!(heard(room, &id).await, None);
}

async fn text_that_changes_while_it_is_spoken_is_spoken_anew(room: &Newsroom) {
    let id = room.published(BELL).await;
    let first = narration(room, &id).await.id;
    assert!(narrations::begin(&room.ctx, &first, "me", 3, "espeak:en-us", "{}").await.expect("begun"));
    revise(room, &id, &BELL.replace("seven", "eight")).await;
    assert!(!narrations::progress(&room.ctx, &first, "me", 1).await.expect("an answer"), "the first is let go");
    assert!(!finish(room, &first, "me", "a").await);
    room.work_off().await;
    assert!(narration(room, &id).await.timed().iter().any(|s| s.text.contains("eight")));
}

async fn the_old_sound_is_heard_until_the_new_one_is_ready_and_a_while_after(room: &Newsroom) {
    let id = room.published(BELL).await;
    room.work_off().await;
    let old = heard(room, &id).await.expect("sound");
    revise(room, &id, &BELL.replace("seven", "half past eleven")).await;
    assert_eq!(heard(room, &id).await.as_ref(), Some(&old));
    room.work_off().await;
    let new = heard(room, &id).await.expect("sound");
    assert_ne!(old, new);
    let audience = async |audio: &str| narrations::audience(&room.ctx, audio).await.expect("an answer");
    assert_eq!(audience(&old).await, Audience::Everybody, "somebody is in the middle of it");
    room.ctx.clock.advance(narrations::REPLACED_KEPT_MS + 1);
    assert_eq!(audience(&old).await, Audience::Nobody);
    assert_eq!(audience(&new).await, Audience::Everybody);
}

async fn a_worker_that_lost_its_place_cannot_finish(room: &Newsroom) {
    let id = room.published(BELL).await;
    let asked = narration(room, &id).await.id;
    assert!(narrations::begin(&room.ctx, &asked, "slow", 3, "espeak:en-us", "{}").await.expect("begun"));
    assert!(narrations::begin(&room.ctx, &asked, "quick", 3, "espeak:en-us", "{}").await.expect("taken over"));
    assert!(!finish(room, &asked, "slow", "a").await);
    assert!(finish(room, &asked, "quick", "b").await);
    assert_eq!(heard(room, &id).await, Some("b".repeat(64)));
}

async fn a_draft_can_be_heard_by_staff_only(room: &Newsroom) {
    let id = room.draft(BELL).await;
    let mut tx = room.ctx.db.begin().await.expect("a transaction");
    narrations::queue(&mut tx, &room.ctx, &id).await.expect("asked for");
    tx.commit().await.expect("committed");
    room.work_off().await;
    let audio = heard(room, &id).await.expect("sound");
    assert_eq!(narrations::audience(&room.ctx, &audio).await.expect("an answer"), Audience::Staff);
}

async fn a_sentence_that_cannot_be_said_fails_its_article_with_a_message(room: &Newsroom) {
    let id = room.published("# Fine\n\nThis is fine. UNSPEAKABLE comes here.\n").await;
    let other = room.published(BELL).await;
    room.work_off().await;
    let failed = narration(room, &id).await;
    assert_eq!(failed.state, "failed");
    assert!(failed.message.as_deref().is_some_and(|m| m.contains("UNSPEAKABLE")), "{:?}", failed.message);
    assert!(heard(room, &other).await.is_some());
}

async fn only_the_corrected_sentence_is_made_again(room: &Newsroom) {
    let id = room.published(BELL).await;
    room.work_off().await;
    let before = narration(room, &id).await.timed();
    let pieces = room.ctx.files.list("pieces").await.expect("a list").len();
    let change = Change::Sentence {
        segment: before.last().expect("segments").id.clone(),
        words: "Nobody had hoped for it.".into(),
    };
    let mut tx = room.ctx.db.begin().await.expect("a transaction");
    articles::correct(&mut tx, &room.ctx, &id, &change, "It was hope.").await.expect("corrected");
    tx.commit().await.expect("committed");
    room.work_off().await;
    let after = narration(room, &id).await.timed();
    let said_again = after.iter().filter(|s| !before.iter().any(|b| b.sound == s.sound)).map(|s| s.text.as_str());
    let said_again: Vec<&str> = said_again.collect();
    assert_eq!(said_again.len(), 2, "the sentence and the notice: {said_again:?}");
    assert_eq!(room.ctx.files.list("pieces").await.expect("a list").len(), pieces + 2);
}

async fn sweeping_removes_what_nothing_points_at(room: &Newsroom) {
    let id = room.published(BELL).await;
    room.work_off().await;
    let audio = heard(room, &id).await.expect("sound");
    room.ctx.files.put(&audio_file(&"0".repeat(64)), "orphan").await.expect("written");
    // The files are as old as the test, the newsroom's clock stands years before: it has to catch up.
    room.ctx.clock.advance(newsroom::clock::Clock::System.now_ms() - room.ctx.clock.now_ms() + 3_600_000);
    let swept = sweeping::sweep(&room.ctx).await.expect("swept");
    assert_eq!(swept.audio, 1);
    assert!(room.ctx.files.has(&audio_file(&audio)).await.expect("a look"), "what is heard stays");
}

async fn cards_of_shared_stories_are_swept_after_a_month(room: &Newsroom) {
    let card = sweeping::card_file("0123.png");
    room.ctx.files.cache(&card, "a card").await.expect("written");
    room.ctx.clock.advance(newsroom::clock::Clock::System.now_ms() - room.ctx.clock.now_ms() + 3_600_000);
    assert_eq!(sweeping::sweep(&room.ctx).await.expect("swept").cards, 0, "it was drawn an hour ago");
    room.ctx.clock.advance(31 * 24 * 3_600_000);
    assert_eq!(sweeping::sweep(&room.ctx).await.expect("swept").cards, 1);
    assert!(!room.ctx.files.has(&card).await.expect("a look"));
}
