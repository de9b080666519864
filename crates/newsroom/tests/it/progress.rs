//! Progress: what was heard on several devices becomes one, on either database.

mod devices;
mod laws;
mod runs;

use newsroom::articles::{self, Change};
use newsroom::error::Error;
use newsroom::ids::{ArticleId, ListenerId};
use newsroom::leaving;
use newsroom::listening::{self, Answer, StoryNow, Told};
use newsroom::narrations;
use newsroom::progress::clock::Reading;
use newsroom::progress::merge::{Place, Stamp};
use newsroom::progress::{self, Did};
use serde_json::{Value as Json, json};

use crate::harness::{NOW_MS, Newsroom};

crate::on_both!(
    a_story_goes_on_where_it_was_heard_last_whichever_device_tells_last,
    a_device_whose_clock_is_hours_off_does_not_win_by_that,
    an_answer_that_was_lost_costs_nothing,
    what_was_heard_outlives_another_voice_and_a_corrected_sentence,
    what_was_forgotten_stays_so_when_an_old_device_comes_back,
    a_history_that_was_cleared_stays_empty_but_for_what_is_heard_later,
    an_entry_that_is_none_holds_up_no_other,
    two_devices_that_tell_at_once_are_both_believed,
    what_changed_comes_in_pieces_and_all_of_it_comes,
    what_is_kept_is_taken_along_and_erased_with_the_account,
);

const MINUTE_MS: i64 = 60_000;

pub fn ada() -> ListenerId {
    ListenerId("ada".into())
}

/// Four sentences.
pub const FERRY: &str =
    "# The ferry is late\n\nIt left at seven. Nobody saw the fog. The bell rang twice. It came at ten.\n";

pub async fn voiced(room: &Newsroom, markdown: &str) -> (ArticleId, String) {
    let id = room.published(markdown).await;
    room.work_off().await;
    let slug = articles::by_id(&room.ctx.db, &id).await.unwrap().slug;
    (id, slug)
}

/// A device: its clocks, its numbers.
pub struct Device {
    pub name: &'static str,
    pub seq: i64,
    pub off_ms: i64,
    pub entries: Vec<Json>,
}

impl Device {
    pub fn new(name: &'static str, off_ms: i64) -> Device {
        Device { name, seq: 0, off_ms, entries: Vec::new() }
    }

    fn reading(&self, now_ms: i64) -> Reading {
        Reading { boot: format!("{} on", self.name), mono_ms: now_ms - NOW_MS + 5_000, wall_ms: now_ms + self.off_ms }
    }

    /// Writes an entry down, at a time of the newsroom's.
    pub fn writes(&mut self, at_ms: i64, did: Json) {
        self.seq += 1;
        let mut entry = json!({ "seq": self.seq, "at": self.reading(at_ms) });
        entry.as_object_mut().unwrap().extend(did.as_object().unwrap().clone());
        self.entries.push(entry);
    }

    pub fn hears(&mut self, at_ms: i64, story: &str, segment: &str, from: u32, to: u32) {
        self.writes(
            at_ms,
            json!({ "did": "heard", "story": story, "parts": [[segment, from, to]], "place": [segment, to] }),
        );
    }

    pub fn told(&self, now_ms: i64) -> Told {
        let entries = self.entries.clone();
        Told { device: self.name.into(), now: self.reading(now_ms), told: None, after: 0, entries }
    }

    pub async fn tells(&mut self, room: &Newsroom) -> Answer {
        let answer = listening::tell(&room.ctx, &ada(), &self.told(room.ctx.clock.now_ms())).await.unwrap();
        self.entries.clear();
        answer
    }
}

fn only(answer: &Answer) -> &StoryNow {
    let [story] = answer.stories.as_slice() else { panic!("one story: {answer:?}") };
    story
}

async fn a_story_goes_on_where_it_was_heard_last_whichever_device_tells_last(room: &Newsroom) {
    let (_, slug) = voiced(room, FERRY).await;
    let (mut phone, mut tablet) = (Device::new("telephone", 0), Device::new("tabletten", 0));
    tablet.hears(NOW_MS + MINUTE_MS, &slug, "s1", 0, 700);
    phone.hears(NOW_MS + 2 * MINUTE_MS, &slug, "s3", 0, 500);
    room.ctx.clock.advance(3 * MINUTE_MS);
    let first = phone.tells(room).await;
    assert_eq!(only(&first).place, Some(("s3".into(), 500)));
    // The tablet was in a drawer for a week: what it adds was heard before.
    room.ctx.clock.advance(7 * 24 * 60 * MINUTE_MS);
    let then = tablet.tells(room).await;
    assert_eq!(only(&then).place, Some(("s3".into(), 500)), "nobody is thrown back");
    assert!(only(&then).spoken.heard_ms > only(&first).spoken.heard_ms, "and what it heard counts");
    assert_eq!(only(&then).at_ms, Some(NOW_MS + 2 * MINUTE_MS));
    // Whoever goes back by themselves goes back.
    tablet.writes(room.ctx.clock.now_ms(), json!({ "did": "moved", "story": slug, "place": ["s1", 0] }));
    assert_eq!(only(&tablet.tells(room).await).place, Some(("s1".into(), 0)));
}

async fn a_device_whose_clock_is_hours_off_does_not_win_by_that(room: &Newsroom) {
    let (_, slug) = voiced(room, FERRY).await;
    let mut ahead = Device::new("ahead1234", 9 * 60 * MINUTE_MS);
    let mut right = Device::new("right1234", 0);
    ahead.hears(NOW_MS + MINUTE_MS, &slug, "s1", 0, 1000);
    right.hears(NOW_MS + 2 * MINUTE_MS, &slug, "s2", 0, 1000);
    room.ctx.clock.advance(5 * MINUTE_MS);
    right.tells(room).await;
    assert_eq!(only(&ahead.tells(room).await).place, Some(("s2".into(), 1000)));
}

async fn an_answer_that_was_lost_costs_nothing(room: &Newsroom) {
    let (_, slug) = voiced(room, FERRY).await;
    let mut phone = Device::new("telephone", 0);
    phone.hears(NOW_MS, &slug, "s1", 0, 400);
    let told = phone.told(NOW_MS);
    let first = listening::tell(&room.ctx, &ada(), &told).await.unwrap();
    room.ctx.clock.advance(MINUTE_MS);
    let again = listening::tell(&room.ctx, &ada(), &told).await.unwrap();
    assert_eq!((again.taken, again.version, &again.stories), (Some(1), first.version, &first.stories));
    // The same log goes on, with what was not taken yet.
    phone.hears(NOW_MS + MINUTE_MS, &slug, "s1", 400, 900);
    let more = phone.tells(room).await;
    assert_eq!((more.taken, only(&more).place.clone()), (Some(2), Some(("s1".into(), 900))));
    assert_eq!(listening::since(&room.ctx, &ada(), more.version).await.unwrap().stories, []);
    assert_eq!(listening::since(&room.ctx, &ada(), 999).await.unwrap().stories.len(), 1, "after a restore, all of it");
}

async fn what_was_heard_outlives_another_voice_and_a_corrected_sentence(room: &Newsroom) {
    let (id, slug) = voiced(room, FERRY).await;
    let timed = narrations::of_article(&room.ctx.db, &id).await.unwrap().unwrap().timed();
    let body: Vec<&str> = timed.iter().filter(|one| one.role == "body").map(|one| one.id.as_str()).collect();
    let mut phone = Device::new("telephone", 0);
    for (n, segment) in body[..3].iter().enumerate() {
        phone.hears(NOW_MS + n as i64, &slug, segment, 0, 1000);
    }
    let before = phone.tells(room).await;
    let third = timed.iter().find(|one| one.id == body[2]).unwrap();
    assert_eq!(only(&before).spoken.ms, Some(i64::from(third.end_ms)));
    // The first sentence becomes much longer: every time behind it is another, the place is the same.
    let words = "It left the quay of the old harbour at seven in the morning, and not a minute before.";
    let change = Change::Sentence { segment: body[0].into(), words: words.into() };
    let mut tx = room.ctx.db.begin().await.unwrap();
    articles::correct(&mut tx, &room.ctx, &id, &change, "The quay was left out.").await.unwrap();
    tx.commit().await.unwrap();
    room.work_off().await;
    let timed = narrations::of_article(&room.ctx.db, &id).await.unwrap().unwrap().timed();
    let third = timed.iter().find(|one| one.id == body[2]).unwrap();
    let after = listening::since(&room.ctx, &ada(), 0).await.unwrap();
    assert_eq!(only(&after).spoken.ms, Some(i64::from(third.end_ms)));
    assert!(only(&after).spoken.ms > only(&before).spoken.ms);
}

async fn what_was_forgotten_stays_so_when_an_old_device_comes_back(room: &Newsroom) {
    let (_, slug) = voiced(room, FERRY).await;
    let (mut phone, mut tablet) = (Device::new("telephone", 0), Device::new("tabletten", 0));
    tablet.hears(NOW_MS + MINUTE_MS, &slug, "s2", 0, 1000);
    phone.hears(NOW_MS + 2 * MINUTE_MS, &slug, "s1", 0, 1000);
    phone.writes(NOW_MS + 3 * MINUTE_MS, json!({ "did": "forgot", "story": slug }));
    room.ctx.clock.advance(4 * MINUTE_MS);
    assert_eq!(only(&phone.tells(room).await).at_ms, None);
    assert_eq!(only(&tablet.tells(room).await).at_ms, None, "it was heard before that");
    tablet.hears(NOW_MS + 4 * MINUTE_MS, &slug, "s2", 0, 10);
    assert_eq!(only(&tablet.tells(room).await).place, Some(("s2".into(), 10)));
}

async fn a_history_that_was_cleared_stays_empty_but_for_what_is_heard_later(room: &Newsroom) {
    let (_, ferry) = voiced(room, FERRY).await;
    let (_, bell) = voiced(room, "# The bell is back\n\nIt rang at seven. It rings.\n").await;
    let (mut phone, mut tablet) = (Device::new("telephone", 0), Device::new("tabletten", 0));
    phone.hears(NOW_MS + 1, &ferry, "s1", 0, 1000);
    tablet.hears(NOW_MS + 2, &bell, "s1", 0, 1000);
    tablet.hears(NOW_MS + 2 * MINUTE_MS, &bell, "s2", 0, 1000);
    phone.writes(NOW_MS + MINUTE_MS, json!({ "did": "cleared" }));
    room.ctx.clock.advance(3 * MINUTE_MS);
    let answer = phone.tells(room).await;
    assert_eq!((answer.stories.len(), answer.cleared_at_ms), (0, NOW_MS + MINUTE_MS));
    let answer = tablet.tells(room).await;
    assert_eq!((only(&answer).slug.as_str(), only(&answer).at_ms), (bell.as_str(), Some(NOW_MS + 2 * MINUTE_MS)));
    let kept =
        progress::since(&room.ctx.db, &ada(), progress::standing(&room.ctx.db, &ada()).await.unwrap(), 0, 9).await;
    assert_eq!(kept.unwrap()[0].story.heard.keys().collect::<Vec<_>>(), ["s2"], "what was heard before is gone");
}

async fn an_entry_that_is_none_holds_up_no_other(room: &Newsroom) {
    let (_, slug) = voiced(room, FERRY).await;
    let mut phone = Device::new("telephone", 0);
    phone.writes(NOW_MS, json!({ "did": "danced", "story": slug }));
    phone.writes(NOW_MS, json!({ "did": "heard", "story": slug, "parts": [["s1", 900, 100]], "place": ["s1", 1] }));
    phone.writes(NOW_MS, json!({ "did": "moved", "story": slug, "place": ["a place\u{1f}", 1] }));
    phone.writes(NOW_MS, json!({ "did": "moved", "story": "no-such-story", "place": ["s1", 1] }));
    phone.writes(NOW_MS, json!({ "did": "added", "kind": "queued", "target": slug, "rank": "no rank" }));
    phone.entries.push(json!("no entry at all"));
    phone.hears(NOW_MS, &slug, "s1", 0, 1000);
    let answer = phone.tells(room).await;
    assert_eq!((answer.taken, only(&answer).place.clone()), (Some(6), Some(("s1".into(), 1000))));
    for (device, entries) in [("short", 1), ("tele phone", 1), ("telephone", listening::ENTRIES_AT_MOST + 1)] {
        let told = Told { device: device.into(), entries: vec![json!({ "seq": 1 }); entries], ..phone.told(NOW_MS) };
        let refused = listening::tell(&room.ctx, &ada(), &told).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{device}: {refused:?}");
    }
}

async fn two_devices_that_tell_at_once_are_both_believed(room: &Newsroom) {
    let (_, slug) = voiced(room, FERRY).await;
    let mut all = Vec::new();
    for (n, name) in ["device000", "device001", "device002", "device003", "device004"].into_iter().enumerate() {
        let mut device = Device::new(name, 0);
        device.hears(NOW_MS + n as i64, &slug, "s1", 200 * n as u32, 200 * n as u32 + 200);
        all.push(device.told(NOW_MS + 10));
    }
    let listener = ada();
    room.ctx.clock.advance(10);
    let told = all.iter().map(|told| listening::tell(&room.ctx, &listener, told));
    for answer in futures::future::join_all(told).await {
        answer.unwrap();
    }
    let standing = progress::standing(&room.ctx.db, &listener).await.unwrap();
    let known = progress::since(&room.ctx.db, &listener, standing, 0, 9).await.unwrap();
    assert_eq!((standing.version, known[0].story.heard["s1"].covered()), (5, 1000));
}

async fn what_changed_comes_in_pieces_and_all_of_it_comes(room: &Newsroom) {
    let db = &room.ctx.db;
    let mut seen = 0;
    for round in 0..5 {
        let mut tx = db.begin().await.unwrap();
        let standing = progress::begin(&mut tx, &ada()).await.unwrap();
        let change = |n: i64| progress::Change {
            article: ArticleId(format!("story {round} {n}")),
            stamp: Stamp { at_ms: NOW_MS + n, device: "telephone".into() },
            did: Did::Moved { place: Place { segment: "s1".into(), thousandth: 0 } },
        };
        let changes: Vec<_> = (0..90).map(change).collect();
        progress::take(&mut tx, &ada(), standing, &changes).await.unwrap();
        tx.commit().await.unwrap();
    }
    let mut after = 0;
    loop {
        let standing = progress::standing(db, &ada()).await.unwrap();
        let answer = listening::since(&room.ctx, &ada(), after).await.unwrap();
        assert!(answer.version > after, "it goes on");
        let known = progress::since(db, &ada(), standing, after, 1_000).await.unwrap();
        seen += known.iter().filter(|known| known.version <= answer.version).count();
        after = answer.version;
        if !answer.more {
            break;
        }
    }
    assert_eq!((seen, after), (450, 5));
}

async fn what_is_kept_is_taken_along_and_erased_with_the_account(room: &Newsroom) {
    let (_, slug) = voiced(room, FERRY).await;
    let (_, who) = crate::listeners::signed_in(room, "ada@example.org").await;
    let mut phone = Device::new("telephone", 0);
    phone.hears(NOW_MS, &slug, "s1", 0, 1000);
    phone.writes(NOW_MS, json!({ "did": "added", "kind": "saved", "target": slug }));
    phone.writes(NOW_MS, json!({ "did": "added", "kind": "section", "target": "sports" }));
    listening::tell(&room.ctx, &who, &phone.told(NOW_MS)).await.unwrap();
    let taken = leaving::export(&room.ctx, &who).await.unwrap();
    assert_eq!(taken["listening"]["progress"][0]["story"], json!(slug));
    assert_eq!(taken["listening"]["progress"][0]["progress"]["heard"]["s1"], json!([[0, 1000, NOW_MS]]));
    assert_eq!(taken["listening"]["marks"].as_array().unwrap().len(), 2);
    leaving::erase(&room.ctx, &who).await.unwrap();
    for table in [
        "SELECT COUNT(*) FROM progress",
        "SELECT COUNT(*) FROM mark",
        "SELECT COUNT(*) FROM listening",
        "SELECT COUNT(*) FROM listening_device",
    ] {
        assert_eq!(room.number(table).await, 0, "{table}");
    }
}
