//! What a topic keeps: its stories when they grow old, its address when it was gone for a while, all of it while the
//! archive is written anew.

use newsroom::articles;
use newsroom::db::values;
use newsroom::timetable::{self, Entry};
use newsroom::topics;

use super::{HOUR, a_week, forget_the_pilot, hot, names, retract, stories_of, tell};
use crate::harness::Newsroom;

crate::on_both!(
    stories_that_leave_the_window_one_by_one_stay_in_their_topic,
    an_old_story_that_is_translated_stays_in_its_topic,
    a_topic_that_was_one_story_for_a_while_comes_back_at_its_address,
    a_topic_that_lost_all_its_stories_comes_back_at_its_address,
    an_address_that_three_stories_settled_stays_when_two_of_them_are_left,
    an_address_that_leads_to_a_topic_can_be_its_own_again,
    topics_stay_as_they_are_while_the_archive_is_written_anew,
    a_story_that_cannot_be_put_into_the_archive_does_not_stop_topics,
);

const INQUIRY: &str = "old-quay-ferry-inquiry";
/// The fourteen days that are compared.
const WINDOW: i64 = 14 * 24 * HOUR;

async fn stories_that_leave_the_window_one_by_one_stay_in_their_topic(room: &Newsroom) {
    a_week(room).await;
    assert_eq!(hot(room).await[0].slug, INQUIRY);
    // The first was told a minute after the newsroom began, the others a minute later each; eleven minutes have passed.
    room.ctx.clock.advance(WINDOW - 10 * 60_000 + 30_000);
    for (headline, body) in [
        ("Bees settle in a belfry", "A keeper came with a box and a ladder."),
        ("Tailor mends a sail", "Her needle is as long as a hand."),
        ("Snow on the pass", "Mules carry what lorries cannot."),
    ] {
        tell(room, headline, body).await;
        topics::gather(&room.ctx).await.unwrap();
        assert_eq!(stories_of(room, INQUIRY).await.len(), 3, "{headline}");
        room.ctx.clock.advance(60_000);
    }
    assert!(names(room).await.iter().all(|name| name != "Old Quay ferry inquiry"), "none is left in the window");
    assert_eq!(topics::by_slug(&room.ctx.db, "en", INQUIRY).await.unwrap().name, "Old Quay ferry inquiry");
}

async fn an_old_story_that_is_translated_stays_in_its_topic(room: &Newsroom) {
    a_week(room).await;
    topics::gather(&room.ctx).await.unwrap();
    room.ctx.clock.advance(21 * 24 * HOUR);
    let edition = "---\nheadline: 舊碼頭渡輪調查開庭\nlang: zh-Hant\npublication: river\n\
                   translated_from: captain-blames-fog-as-the-old-quay-ferry-inquiry-opens\n---\n船長說，霧遮住了碼頭。\n";
    room.published(edition).await;
    topics::gather(&room.ctx).await.unwrap();
    assert_eq!(stories_of(room, INQUIRY).await.len(), 4, "three stories, one of them told twice");
}

/// One more story of the clinic, as like the first as two can be.
async fn the_clinic_again(room: &Newsroom, headline: &str) {
    let body = "The night clinic of Larkfield sees patients from ten until the first tram. Nurse Orla Finch runs the clinic with
        two doctors in what was the Larkfield laundry. Forty patients came on a Sunday night, said Orla Finch, half of them
        children with a cough.";
    tell(room, headline, body).await;
}

async fn a_topic_that_was_one_story_for_a_while_comes_back_at_its_address(room: &Newsroom) {
    a_week(room).await;
    let before = hot(room).await.remove(1);
    assert_eq!(before.slug, "night-clinic");
    retract(room, "a-first-month-of-the-night-clinic").await;
    assert_eq!(names(room).await, ["Old Quay ferry inquiry"]);
    the_clinic_again(room, "Night clinic opens on Sundays").await;
    let after = hot(room).await.into_iter().find(|topic| topic.id == before.id).expect("it is there again");
    assert_eq!(after.slug, "night-clinic");
}

async fn a_topic_that_lost_all_its_stories_comes_back_at_its_address(room: &Newsroom) {
    a_week(room).await;
    topics::gather(&room.ctx).await.unwrap();
    retract(room, "night-clinic-opens-its-doors").await;
    retract(room, "a-first-month-of-the-night-clinic").await;
    assert_eq!(names(room).await, ["Old Quay ferry inquiry"]);
    assert!(topics::by_slug(&room.ctx.db, "en", "night-clinic").await.is_err());
    the_clinic_again(room, "Night clinic opens on Sundays").await;
    the_clinic_again(room, "A first year of the night clinic").await;
    let mut slugs: Vec<String> = hot(room).await.into_iter().map(|topic| topic.slug).collect();
    slugs.sort();
    assert_eq!(slugs, ["night-clinic", INQUIRY]);
}

async fn an_address_that_three_stories_settled_stays_when_two_of_them_are_left(room: &Newsroom) {
    a_week(room).await;
    topics::gather(&room.ctx).await.unwrap();
    // As if three had been named so, and one of them had left the window at the last look.
    let sql = "UPDATE topic SET slug = 'harbour', stories = 2 WHERE slug = 'old-quay-ferry-inquiry'";
    room.ctx.db.execute(sql, values![]).await.unwrap();
    assert_eq!(hot(room).await[0].slug, "harbour");
}

async fn an_address_that_leads_to_a_topic_can_be_its_own_again(room: &Newsroom) {
    a_week(room).await;
    topics::gather(&room.ctx).await.unwrap();
    let sql = "UPDATE topic SET slug = 'harbour' WHERE slug = 'old-quay-ferry-inquiry'";
    room.ctx.db.execute(sql, values![]).await.unwrap();
    let sql = "INSERT INTO topic (id, slug, went_to, coverage, listening, heat, stories, publications, newest_at_ms)
               SELECT 'pointer', 'old-quay-ferry-inquiry', id, 0, 0, 0, 0, 0, 0 FROM topic WHERE slug = 'harbour'";
    room.ctx.db.execute(sql, values![]).await.unwrap();
    forget_the_pilot(room).await;
    assert_eq!(hot(room).await[0].slug, INQUIRY);
    assert_eq!(topics::by_slug(&room.ctx.db, "en", "harbour").await.unwrap().slug, INQUIRY);
    assert_eq!(room.number("SELECT COUNT(*) FROM topic WHERE id = 'pointer'").await, 0);
}

async fn topics_stay_as_they_are_while_the_archive_is_written_anew(room: &Newsroom) {
    a_week(room).await;
    let before = hot(room).await;
    // As an upgrade leaves it: no term is known to be a name, and every article is to be put in again.
    room.ctx.db.execute("UPDATE indexed SET revision = '', names = ''", values![]).await.unwrap();
    room.ctx.db.execute("DELETE FROM job WHERE kind = 'topics'", values![]).await.unwrap();
    let edition = room.number("SELECT number FROM edition").await;
    assert_eq!(topics::gather(&room.ctx).await.unwrap(), 0);
    assert_eq!(topics::hot(&room.ctx.db, "en", 10).await.unwrap(), before);
    assert_eq!(room.number("SELECT number FROM edition").await, edition);
    assert_eq!(articles::enter_missing(&room.ctx).await.unwrap(), 11);
    assert_eq!(room.number("SELECT COUNT(*) FROM job WHERE kind = 'topics'").await, 1, "asked for when all are there");
    assert_eq!(hot(room).await, before);
}

async fn a_story_that_cannot_be_put_into_the_archive_does_not_stop_topics(room: &Newsroom) {
    a_week(room).await;
    topics::gather(&room.ctx).await.unwrap();
    let sql = "UPDATE revision SET content = '{' WHERE headline = 'Silt closes a lock'";
    room.ctx.db.execute(sql, values![]).await.unwrap();
    let sql =
        "UPDATE indexed SET revision = '' WHERE article = (SELECT id FROM article WHERE slug = 'silt-closes-a-lock')";
    room.ctx.db.execute(sql, values![]).await.unwrap();
    assert_eq!(topics::gather(&room.ctx).await.unwrap(), 0, "it will be tried");
    let hourly = [Entry { kind: articles::ARCHIVE, every_ms: HOUR }];
    assert_eq!(timetable::look(&room.ctx, &hourly).await.unwrap(), 1);
    assert_eq!(topics::gather(&room.ctx).await.unwrap(), 0, "it is about to be tried");
    room.work_off().await;
    assert_eq!(topics::gather(&room.ctx).await.unwrap(), 2, "it was tried, and is not waited for");
}
