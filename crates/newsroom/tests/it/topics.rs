//! Hot topics: what is about the same is found, named, ranked, and keeps its address.

use newsroom::articles::{self, Which};
use newsroom::db::values;
use newsroom::ids::ArticleId;
use newsroom::topics::{self, Topic};

use crate::harness::Newsroom;

mod lasting;

crate::on_both!(
    stories_about_the_same_are_a_topic_and_a_stranger_is_not,
    a_topic_has_a_name_in_each_language_that_it_is_told_in,
    what_was_heard_last_is_hotter_than_what_was_told_last,
    a_topic_that_grows_keeps_its_address,
    the_third_story_settles_the_address_and_the_first_one_leads_there,
    an_address_with_a_number_fits_its_name_and_stays,
    two_topics_that_become_one_are_found_at_both_addresses,
    a_retracted_story_leaves_its_topic,
    pages_are_told_only_when_they_would_differ,
    what_is_old_is_no_longer_hot_and_can_still_be_read,
    what_was_retracted_is_gone_before_topics_are_looked_for_again,
    a_published_story_is_looked_at_soon,
    tags_that_stand_together_are_related,
    what_stood_beside_a_tag_long_ago_is_not_looked_at,
);

const HOUR: i64 = 3_600_000;

async fn tell(room: &Newsroom, headline: &str, body: &str) -> ArticleId {
    room.published(&format!("---\nheadline: {headline}\nlang: en\n---\n{body}\n")).await
}

async fn hot(room: &Newsroom) -> Vec<Topic> {
    topics::gather(&room.ctx).await.unwrap();
    topics::hot(&room.ctx.db, "en", 10).await.unwrap()
}

async fn names(room: &Newsroom) -> Vec<String> {
    hot(room).await.into_iter().map(|topic| topic.name).collect()
}

async fn stories_of(room: &Newsroom, slug: &str) -> Vec<String> {
    let which = Which { topic: Some(slug.into()), ..Which::default() };
    articles::list(&room.ctx.db, &which, 50, 0).await.unwrap().into_iter().map(|story| story.headline).collect()
}

/// Three stories of an inquiry, two of a clinic, and six that have nothing to do with anything.
async fn a_week(room: &Newsroom) {
    for (headline, body) in [
        (
            "Captain blames fog as the Old Quay ferry inquiry opens",
            "Captain Amadi told the ferry inquiry that fog hid the Old Quay pier until the ferry was upon it. The Kittiwake
            struck the Old Quay at eleven knots with forty passengers aboard, and nobody on the bridge of the Kittiwake had
            heard a horn. The harbour board, said Amadi, had taken the lamp of the Old Quay away in spring.",
        ),
        (
            "Old Quay ferry inquiry hears from the harbour pilot",
            "The pilot told the inquiry that the Kittiwake came to the Old Quay too fast for the tide. He had warned Captain
            Amadi by radio, twice. The harbour board had painted the Old Quay white after the lamp was gone, but the ferry
            never slowed, and the passengers of the Kittiwake saw the pier before their captain did.",
        ),
        (
            "Families leave the Old Quay ferry inquiry in silence",
            "Families heard the inquiry read the names of the passengers who stood on the deck of the Kittiwake when it struck
            the Old Quay. Captain Amadi wept. A sister asked why the harbour board had taken the lamp of the Old Quay away,
            and the chairman of the inquiry promised that the board would have to answer.",
        ),
        (
            "Night clinic opens its doors",
            "The night clinic of Larkfield sees patients from ten until the first tram. Nurse Orla Finch runs the clinic with
            two doctors in what was the Larkfield laundry, and keeps the kettle warm. Forty patients came on the first night,
            said Orla Finch, half of them children with a cough.",
        ),
        (
            "A first month of the night clinic",
            "Doctors of the night clinic in Larkfield counted patients for a month and found nine hundred. Nurse Orla Finch
            wants a third doctor, for children with a cough wait two hours in the old laundry. The health board, which pays
            for the Larkfield clinic, has asked Orla Finch for her figures by Friday.",
        ),
        ("Wheat is dear again", "Bakers pay more for flour since the harvest failed in the south."),
        ("Orchestra plays in the dark", "Violins and a drum, and no lamp in the hall."),
        ("A library lends ladders", "Saws and ladders may be borrowed for a week."),
        ("Marathon runner finishes her fiftieth", "She ran it slower than ever, and laughed."),
        ("Puppets return to the square", "Gloves of silk, and a dragon made of paper."),
        ("Silt closes a lock", "Dredgers dig where the tide left mud."),
    ] {
        room.ctx.clock.advance(60_000);
        tell(room, headline, body).await;
    }
}

async fn stories_about_the_same_are_a_topic_and_a_stranger_is_not(room: &Newsroom) {
    a_week(room).await;
    let hot = hot(room).await;
    let told: Vec<(&str, i64)> = hot.iter().map(|topic| (topic.name.as_str(), topic.stories)).collect();
    assert_eq!(told, [("Old Quay ferry inquiry", 3), ("Night clinic", 2)]);
    assert_eq!(hot.iter().map(|topic| topic.coverage).sum::<i64>(), 1_000_000);
    assert_eq!(hot[0].slug, "old-quay-ferry-inquiry");
    assert_eq!(
        stories_of(room, "old-quay-ferry-inquiry").await[0],
        "Families leave the Old Quay ferry inquiry in silence"
    );
    assert_eq!(stories_of(room, "old-quay-ferry-inquiry").await.len(), 3);
}

async fn a_topic_has_a_name_in_each_language_that_it_is_told_in(room: &Newsroom) {
    a_week(room).await;
    for (from, headline, body) in [
        ("captain-blames-fog-as-the-old-quay-ferry-inquiry-opens", "舊碼頭渡輪調查開庭", "船長說，霧遮住了碼頭。"),
        (
            "old-quay-ferry-inquiry-hears-from-the-harbour-pilot",
            "引水人為舊碼頭渡輪調查作證",
            "引水人說，渡輪開得太快。",
        ),
    ] {
        let markdown = format!(
            "---\nheadline: {headline}\nlang: zh-Hant\npublication: river\ntranslated_from: {from}\n---\n{body}\n"
        );
        room.published(&markdown).await;
    }
    let english = hot(room).await;
    assert_eq!(
        (english[0].name.as_str(), english[0].stories, english[0].publications),
        ("Old Quay ferry inquiry", 3, 2)
    );
    let chinese = topics::hot(&room.ctx.db, "zh-Hant", 10).await.unwrap();
    assert_eq!((chinese[0].name.as_str(), chinese[0].slug.as_str()), ("舊碼頭渡輪調查", english[0].slug.as_str()));
    assert_eq!(chinese[1].name, "Night clinic", "what has no name in it comes after, with the one it has");
    // A reader of one language sees each story once.
    let which = Which { topic: Some(chinese[0].slug.clone()), prefer_lang: Some("zh-Hant".into()), ..Which::default() };
    let stories = articles::list(&room.ctx.db, &which, 50, 0).await.unwrap();
    assert_eq!(stories.iter().filter(|story| story.lang == "zh-Hant").count(), 2);
    assert_eq!(stories.len(), 3);
}

async fn heard(room: &Newsroom, slug: &str, ms: i64) {
    let article = articles::by_slug(&room.ctx.db, slug).await.unwrap();
    let sql = "INSERT INTO listened (article_id, hour, ms) VALUES ($1, $2, $3)";
    room.ctx.db.execute(sql, values![&article.id, room.ctx.clock.now_ms() / HOUR, ms]).await.unwrap();
}

async fn what_was_heard_last_is_hotter_than_what_was_told_last(room: &Newsroom) {
    a_week(room).await;
    heard(room, "night-clinic-opens-its-doors", 40 * 60_000).await;
    heard(room, "captain-blames-fog-as-the-old-quay-ferry-inquiry-opens", 60_000).await;
    // What nobody put into a topic is nobody's heat.
    heard(room, "wheat-is-dear-again", 900 * 60_000).await;
    let hot = hot(room).await;
    assert_eq!(hot[0].name, "Night clinic");
    assert!(hot[0].listening > 950_000 && hot[0].coverage < 500_000, "{hot:?}");
    assert_eq!(hot.iter().map(|topic| topic.listening).sum::<i64>(), 1_000_000);
    assert_eq!(hot[0].heat, hot[0].listening + hot[0].coverage);
}

async fn a_topic_that_grows_keeps_its_address(room: &Newsroom) {
    a_week(room).await;
    let before = hot(room).await.remove(0);
    for (day, body) in [
        (
            "second",
            "Captain Amadi told the inquiry that nobody on the bridge of the Kittiwake had heard a horn. The harbour board had
            taken the lamp of the Old Quay away in spring, and the ferry struck the pier at eleven knots with forty aboard.",
        ),
        (
            "third",
            "Captain Amadi never slowed, the pilot told the inquiry: the Kittiwake came to the Old Quay too fast for the tide. The
            harbour board had painted the Old Quay white, and passengers saw the pier before the captain did.",
        ),
        (
            "fourth",
            "Families of the passengers of the Kittiwake heard the chairman of the inquiry promise that the harbour board would
            answer for the lamp of the Old Quay. Captain Amadi wept, and a sister read the names of who stood on the deck.",
        ),
    ] {
        tell(room, &format!("Captain Amadi speaks on a {day} day"), body).await;
    }
    let after = hot(room).await.remove(0);
    assert_eq!((&after.id, after.slug.as_str()), (&before.id, "old-quay-ferry-inquiry"));
    assert!(after.stories > before.stories, "{after:?}");
    topics::gather(&room.ctx).await.unwrap();
    assert_eq!(room.number("SELECT COUNT(*) FROM topic").await, 2, "looking again finds nothing new");
}

/// As if the second story of the inquiry were still to come.
async fn forget_the_pilot(room: &Newsroom) {
    let sql = "DELETE FROM topic_story WHERE story_id = (SELECT story_id FROM article WHERE slug = $1)";
    let slug = "old-quay-ferry-inquiry-hears-from-the-harbour-pilot";
    assert_eq!(room.ctx.db.execute(sql, values![slug]).await.unwrap(), 1);
}

async fn the_third_story_settles_the_address_and_the_first_one_leads_there(room: &Newsroom) {
    a_week(room).await;
    topics::gather(&room.ctx).await.unwrap();
    // As if it had been named when there were but two.
    let sql = "UPDATE topic SET slug = 'harbour', stories = 2 WHERE slug = 'old-quay-ferry-inquiry'";
    room.ctx.db.execute(sql, values![]).await.unwrap();
    forget_the_pilot(room).await;
    for _ in 0..2 {
        let topic = hot(room).await.remove(0);
        assert_eq!((topic.slug.as_str(), topic.stories), ("old-quay-ferry-inquiry", 3));
        assert_eq!(topics::by_slug(&room.ctx.db, "en", "harbour").await.unwrap().slug, topic.slug);
        assert_eq!(stories_of(room, "harbour").await.len(), 3);
    }
    assert_eq!(names(room).await.len(), 2, "an address that leads on is no topic of its own");
}

async fn an_address_with_a_number_fits_its_name_and_stays(room: &Newsroom) {
    a_week(room).await;
    topics::gather(&room.ctx).await.unwrap();
    // As if another topic had had the name when this one came with two stories.
    let sql = "UPDATE topic SET slug = 'old-quay-ferry-inquiry-2', stories = 2 WHERE slug = 'old-quay-ferry-inquiry'";
    room.ctx.db.execute(sql, values![]).await.unwrap();
    forget_the_pilot(room).await;
    assert_eq!(hot(room).await.remove(0).slug, "old-quay-ferry-inquiry-2");
    assert_eq!(room.number("SELECT COUNT(*) FROM topic").await, 2, "and no address leads to it");
}

async fn two_topics_that_become_one_are_found_at_both_addresses(room: &Newsroom) {
    a_week(room).await;
    let hot_before = hot(room).await;
    // As if the machine had told the inquiry's stories apart before.
    let sql = "INSERT INTO topic (id, slug, coverage, listening, heat, stories, publications, newest_at_ms)
               VALUES ('other', 'fog', 1, 1, 2, 1, 1, 1)";
    room.ctx.db.execute(sql, values![]).await.unwrap();
    let sql =
        "UPDATE topic_story SET topic_id = 'other' WHERE story_id = (SELECT story_id FROM article WHERE slug = $1)";
    room.ctx.db.execute(sql, values!["captain-blames-fog-as-the-old-quay-ferry-inquiry-opens"]).await.unwrap();
    let after = hot(room).await;
    assert_eq!(after[0].id, hot_before[0].id);
    let found = topics::by_slug(&room.ctx.db, "en", "fog").await.unwrap();
    assert_eq!((found.id.as_str(), found.slug.as_str()), (after[0].id.as_str(), "old-quay-ferry-inquiry"));
    assert_eq!(stories_of(room, "fog").await.len(), 3);
}

async fn a_retracted_story_leaves_its_topic(room: &Newsroom) {
    a_week(room).await;
    assert_eq!(names(room).await.len(), 2);
    let article = articles::by_slug(&room.ctx.db, "a-first-month-of-the-night-clinic").await.unwrap();
    retract(room, &article.slug).await;
    assert_eq!(names(room).await, ["Old Quay ferry inquiry"]);
    assert!(topics::of_story(&room.ctx.db, "en", &article.story_id).await.unwrap().is_none());
}

async fn pages_are_told_only_when_they_would_differ(room: &Newsroom) {
    a_week(room).await;
    let edition = async || room.number("SELECT number FROM edition").await;
    topics::gather(&room.ctx).await.unwrap();
    room.ctx.clock.advance(HOUR);
    // A stranger, for time is counted from the last story.
    tell(room, "Bees settle in a belfry", "A keeper came with a box and a ladder.").await;
    let told = edition().await;
    topics::gather(&room.ctx).await.unwrap();
    assert_eq!(edition().await, told, "all are an hour older, and the same");
    heard(room, "night-clinic-opens-its-doors", 40 * 60_000).await;
    topics::gather(&room.ctx).await.unwrap();
    assert_eq!(edition().await, told + 1, "the order is another");
    topics::gather(&room.ctx).await.unwrap();
    assert_eq!(edition().await, told + 1, "and stays it");
}

async fn what_is_old_is_no_longer_hot_and_can_still_be_read(room: &Newsroom) {
    a_week(room).await;
    let topic = hot(room).await.remove(0);
    room.ctx.clock.advance(20 * 24 * HOUR);
    assert_eq!(hot(room).await.len(), 2, "a newsroom that rests keeps what was hot in it");
    tell(room, "The newsroom is back", "Everybody had a holiday.").await;
    assert!(hot(room).await.is_empty(), "and nothing of three weeks ago is hot beside a story of today");
    assert_eq!(topics::by_slug(&room.ctx.db, "en", &topic.slug).await.unwrap().name, "Old Quay ferry inquiry");
    assert_eq!(stories_of(room, &topic.slug).await.len(), 3);
    assert!(topics::by_slug(&room.ctx.db, "en", "nothing").await.is_err());
}

async fn retract(room: &Newsroom, slug: &str) {
    let article = articles::by_slug(&room.ctx.db, slug).await.unwrap();
    let mut tx = room.ctx.db.begin().await.unwrap();
    articles::retract(&mut tx, &room.ctx, &article.id, "It was another clinic.").await.unwrap();
    tx.commit().await.unwrap();
}

async fn what_was_retracted_is_gone_before_topics_are_looked_for_again(room: &Newsroom) {
    a_week(room).await;
    assert_eq!(hot(room).await[1].slug, "night-clinic");
    retract(room, "a-first-month-of-the-night-clinic").await;
    let names: Vec<String> =
        topics::hot(&room.ctx.db, "en", 10).await.unwrap().into_iter().map(|topic| topic.name).collect();
    assert_eq!(names, ["Old Quay ferry inquiry"]);
    assert!(topics::by_slug(&room.ctx.db, "en", "night-clinic").await.is_err());
    let left = articles::by_slug(&room.ctx.db, "night-clinic-opens-its-doors").await.unwrap();
    assert!(topics::of_story(&room.ctx.db, "en", &left.story_id).await.unwrap().is_none(), "one story is no topic");
}

async fn a_published_story_is_looked_at_soon(room: &Newsroom) {
    a_week(room).await;
    room.work_off().await;
    assert_eq!(room.number("SELECT COUNT(*) FROM topic").await, 2);
    let body = "Captain Amadi told the ferry inquiry that fog hid the Old Quay until the ferry was upon it. The Kittiwake struck
        the Old Quay at eleven knots, and nobody on the bridge of the Kittiwake had heard a horn. The harbour board, said
        Captain Amadi, had taken the lamp of the Old Quay away.";
    let id = tell(room, "Old Quay ferry inquiry hears the captain again", body).await;
    let story = articles::by_id(&room.ctx.db, &id).await.unwrap().story_id;
    let topic = async || topics::of_story(&room.ctx.db, "en", &story).await.unwrap().map(|topic| topic.slug);
    room.work_off().await;
    assert_eq!(room.number("SELECT COUNT(*) FROM job WHERE kind = 'topics'").await, 1, "asked for, and not due");
    assert_eq!(topic().await, None);
    room.ctx.clock.advance(5_000);
    room.work_off().await;
    assert_eq!(room.number("SELECT COUNT(*) FROM job WHERE kind = 'topics'").await, 0);
    assert_eq!(topic().await.as_deref(), Some("old-quay-ferry-inquiry"));
}

async fn tags_that_stand_together_are_related(room: &Newsroom) {
    for (headline, tags) in [
        ("One", "Harbour, Ferry"),
        ("Two", "Harbour, Ferry, City"),
        ("Three", "Harbour, Pilots, City"),
        ("Four", "City, Budget"),
        ("Five", "City, Budget"),
        ("Six", "City"),
    ] {
        room.published(&format!("---\nheadline: {headline}\ntags: [{tags}]\nlang: en\n---\nText.\n")).await;
    }
    room.draft("---\nheadline: Seven\ntags: [Harbour, Secret]\nlang: en\n---\nText.\n").await;
    let related = articles::related_tags(&room.ctx.db, &["harbour"], 10).await.unwrap();
    let names: Vec<&str> = related.iter().map(|tag| tag.name.as_str()).collect();
    assert_eq!(names, ["Ferry", "Pilots", "City"], "everything is of the city");
    let both = articles::related_tags(&room.ctx.db, &["harbour", "city"], 1).await.unwrap();
    assert_eq!(both.len(), 1);
    assert!(articles::related_tags(&room.ctx.db, &[], 10).await.unwrap().is_empty());
}

async fn what_stood_beside_a_tag_long_ago_is_not_looked_at(room: &Newsroom) {
    room.published("---\nheadline: One\ntags: [Harbour, Ferry]\nlang: en\n---\nText.\n").await;
    let related = async || articles::related_tags(&room.ctx.db, &["harbour"], 10).await.unwrap();
    assert_eq!(related().await.len(), 1);
    // As many as are looked at, all of them newer: an id is greater than one that was made before it.
    let sql = "INSERT INTO article (id, publication_id, section_slug, slug, story_id, lang, state, revision_id,
                   next_segment, published_at_ms, created_at_ms, changed_at_ms)
               SELECT many.id, a.publication_id, a.section_slug, many.id, many.id, a.lang, a.state, a.revision_id, 1,
                   a.published_at_ms, a.created_at_ms, a.changed_at_ms
               FROM article a CROSS JOIN
                   (WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 500)
                    SELECT 'z' || CAST(n AS TEXT) AS id FROM numbers) many";
    room.ctx.db.execute(sql, values![]).await.unwrap();
    let sql = "INSERT INTO article_tag (article_id, tag_slug, position)
               SELECT id, 'harbour', 0 FROM article WHERE id LIKE 'z%'";
    room.ctx.db.execute(sql, values![]).await.unwrap();
    assert!(related().await.is_empty());
}
