//! A narration that somebody waits for while it is being made.

use newsroom::articles;
use newsroom::error::Error;
use newsroom::importing::{self, Beside, Into};
use newsroom::jobs::{self, Take};
use newsroom::live::{self, Coming, Heard};
use newsroom::narrations::{self, Audience, State};
use newsroom::sweeping::audio_file;
use newsroom::voicing::{self, Choice, Watched};

use crate::harness::{Newsroom, story as story_of};

const BELL: &str = "# The bell is back\n\nThe bell rang at seven. Nobody had expected it.\n";
const MARKET: &str = "# The market moves\n\nIt moves across the river.\n";
const FERRY: &str = "# The ferry waits\n\nIt waits for the tide.\n";

crate::on_both!(
    a_story_that_somebody_waits_for_is_spoken_before_the_others,
    what_is_heard_while_it_is_made_is_what_the_file_holds,
    a_story_that_never_had_a_voice_gets_one_when_somebody_presses_play,
    what_nobody_may_hear_is_not_hastened,
    a_story_retracted_meanwhile_ends,
    a_voice_that_failed_keeps_its_pause,
    a_draft_s_first_sentence_is_spoken_before_anybody_asks,
    a_worker_with_another_voice_is_heard_all_the_same,
);

async fn a_draft_s_first_sentence_is_spoken_before_anybody_asks(room: &Newsroom) {
    let import = async |story: &str, publish: bool| {
        let into = Into { publication: Some("daily".into()), section: Some("community".into()), publish };
        importing::import(&room.ctx, story_of(story), story, &Beside::Nowhere, &into).await.expect("taken in").id
    };
    let id = import(BELL, false).await;
    room.work_off().await;
    let pieces = async || room.ctx.files.list("pieces").await.expect("a list").len();
    assert_eq!(pieces().await, 1, "its headline, and nothing else");
    assert_eq!(room.number("SELECT COUNT(*) FROM narration").await, 0);
    let mut tx = room.ctx.db.begin().await.expect("a transaction");
    articles::publish(&mut tx, &room.ctx, &id).await.expect("published");
    tx.commit().await.expect("committed");
    // Nobody has worked yet, and it can be heard.
    let coming = coming(room, "the-bell-is-back").await;
    let first = live::piece(&room.ctx, &coming, &coming.segments[0]).await.expect("a piece");
    assert!(first.is_some_and(|frames| !frames.is_empty()));
    room.work_off().await;
    let whole = pieces().await;
    // What is published when it comes in is voiced at once, and its headline once.
    import(MARKET, true).await;
    assert_eq!(room.number("SELECT COUNT(*) FROM job WHERE kind = 'opening'").await, 0);
    room.work_off().await;
    assert!(pieces().await > whole);
}

async fn coming(room: &Newsroom, slug: &str) -> Coming {
    match live::of(&room.ctx, slug, false).await.expect("an answer") {
        Heard::Coming(coming) => *coming,
        other => panic!("{slug}: {other:?}"),
    }
}

async fn a_story_that_somebody_waits_for_is_spoken_before_the_others(room: &Newsroom) {
    for text in [BELL, MARKET, FERRY] {
        room.published(text).await;
        room.ctx.clock.advance(1_000);
    }
    assert!(!jobs::waits(&room.ctx, Take::Urgent).await.expect("a look"), "nobody waits yet");
    assert!(jobs::claim(&room.ctx, Take::Urgent).await.expect("a claim").is_none());
    let wanted = coming(room, "the-ferry-waits").await;
    assert!(jobs::waits(&room.ctx, Take::Urgent).await.expect("a look"));
    // A second listener changes nothing.
    assert_eq!(coming(room, "the-ferry-waits").await.id, wanted.id);
    let first = jobs::claim(&room.ctx, Take::Urgent).await.expect("a claim").expect("a job");
    assert_eq!(first.payload, wanted.id.0);
    assert!(jobs::claim(&room.ctx, Take::Urgent).await.expect("a claim").is_none(), "the others are not urgent");
    assert!(jobs::claim(&room.ctx, Take::Due).await.expect("a claim").is_some(), "and still waited for");
}

async fn what_is_heard_while_it_is_made_is_what_the_file_holds(room: &Newsroom) {
    let id = room.published(BELL).await;
    let coming = coming(room, "the-bell-is-back").await;
    let listening = async {
        let mut heard = Vec::new();
        for segment in &coming.segments {
            heard.extend(live::piece(&room.ctx, &coming, segment).await.expect("a piece").unwrap_or_default());
        }
        heard
    };
    let (heard, _) = tokio::join!(listening, room.work_off());
    let narration = narrations::of_article(&room.ctx.db, &id).await.expect("read").expect("a narration");
    assert_eq!((narration.id.clone(), narration.state.as_str()), (coming.id, "ready"));
    let file = room.ctx.files.get(&audio_file(&narration.audio.clone().expect("sound"))).await.expect("read").unwrap();
    let rows = narration.timed();
    let (first, last) = (rows[0].bytes.0 as usize, rows[rows.len() - 1].bytes.1 as usize);
    assert!(heard == file[first..last], "the sound differs");
    assert_eq!(room.number("SELECT COUNT(*) FROM narration").await, 1);
    assert!(matches!(
        live::of(&room.ctx, "the-bell-is-back", false).await.expect("an answer"),
        Heard::Ready(audio) if Some(&audio) == narration.audio.as_ref()
    ));
}

async fn a_story_that_never_had_a_voice_gets_one_when_somebody_presses_play(room: &Newsroom) {
    let id = room.published(BELL).await;
    let asked = narrations::of_article(&room.ctx.db, &id).await.expect("read").expect("a narration").id;
    narrations::skip(&room.ctx, &asked, "", "nobody wanted it").await.expect("skipped");
    let coming = coming(room, "the-bell-is-back").await;
    assert_ne!(coming.id, asked);
    room.work_off().await;
    assert_eq!(narrations::standing(&room.ctx, &coming.id).await.expect("asked"), (Audience::Everybody, State::Ready));
}

async fn what_nobody_may_hear_is_not_hastened(room: &Newsroom) {
    let id = room.draft(BELL).await;
    let mut tx = room.ctx.db.begin().await.expect("a transaction");
    narrations::queue(&mut tx, &room.ctx, &id).await.expect("asked for");
    tx.commit().await.expect("committed");
    assert!(matches!(live::of(&room.ctx, "the-bell-is-back", false).await, Ok(Heard::Nothing)));
    assert!(!jobs::waits(&room.ctx, Take::Urgent).await.expect("a look"), "a stranger hastened a draft");
    let Ok(Heard::Coming(coming)) = live::of(&room.ctx, "the-bell-is-back", true).await else {
        panic!("not for staff")
    };
    assert_eq!(narrations::standing(&room.ctx, &coming.id).await.expect("asked"), (Audience::Staff, State::Coming));
    assert!(matches!(live::of(&room.ctx, "no-such-story", true).await, Err(Error::NotFound(_))));
}

async fn a_story_retracted_meanwhile_ends(room: &Newsroom) {
    let id = room.published(BELL).await;
    let coming = coming(room, "the-bell-is-back").await;
    let mut tx = room.ctx.db.begin().await.expect("a transaction");
    articles::retract(&mut tx, &room.ctx, &id, "It never rang.").await.expect("retracted");
    tx.commit().await.expect("committed");
    assert_eq!(narrations::standing(&room.ctx, &coming.id).await.expect("asked"), (Audience::Nobody, State::Over));
    let waited = live::piece(&room.ctx, &coming, &coming.segments[0]).await;
    assert!(matches!(waited, Err(Error::Refused { code: "voice-over", .. })), "{waited:?}");
    assert!(matches!(live::of(&room.ctx, "the-bell-is-back", true).await, Ok(Heard::Nothing)));
}

async fn a_voice_that_failed_keeps_its_pause(room: &Newsroom) {
    room.published("# Fine\n\nThis is fine. UNSPEAKABLE comes here.\n").await;
    room.work_off().await;
    assert!(matches!(live::of(&room.ctx, "fine", false).await, Ok(Heard::Nothing)));
    room.published(BELL).await;
    let wanted = coming(room, "the-bell-is-back").await;
    let job = jobs::claim(&room.ctx, Take::Urgent).await.expect("a claim").expect("a job");
    jobs::fail(&room.ctx, &job, "the child died", true).await.expect("failed");
    assert_eq!(coming(room, "the-bell-is-back").await.id, wanted.id);
    assert!(!jobs::waits(&room.ctx, Take::Due).await.expect("a look"), "asking again does not shorten the pause");
}

async fn a_worker_with_another_voice_is_heard_all_the_same(room: &Newsroom) {
    room.published(BELL).await;
    let coming = coming(room, "the-bell-is-back").await;
    let worker = Choice::by("en", "espeak:en-us".into());
    let begun = narrations::begin(&room.ctx, &coming.id, "far", coming.segments.len(), worker.voice(), "{}").await;
    assert!(begun.expect("begun"));
    let watched = Watched::Narration { ctx: &room.ctx, id: &coming.id, fence: "far" };
    let segments = coming.segments.clone();
    let said = voicing::speak(&room.ctx.voices, Some(&room.ctx.files), segments, &worker, &watched);
    let said = said.await.expect("spoken").expect("to the end");
    let heard = live::piece(&room.ctx, &coming, &coming.segments[0]).await.expect("in time").expect("a sound");
    assert!(heard == said[0].piece.mp3, "another sound");
}
