//! Spots: what is said of them, when and where they stand, and that what is counted was seen or heard, once.

mod listens;

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use newsroom::earning::{self, Stretch, Told};
use newsroom::edition;
use newsroom::error::Error;
use newsroom::hearing::sheet::day_of;
use newsroom::ids::{CampaignId, ListenerId, NarrationId, SpotId};
use newsroom::ledger::wallet::wallet;
use newsroom::narrations::{self, Audience};
use newsroom::orders::Vault;
use newsroom::spots::campaigns::{self, Given, NewCampaign, State};
use newsroom::spots::choosing::Place;
use newsroom::spots::counting::{self, Counted, Day};
use newsroom::spots::{self, NewSpot, Placement, Voiced};
use newsroom::sweeping::{self, audio_file};
use newsroom::voicing::spot_script;

use crate::harness::{NOW_MS, Newsroom};

crate::on_both!(
    a_spot_says_first_that_it_is_one,
    what_is_said_anew_is_heard_anew_and_the_sound_before_is_gone,
    a_saying_that_changed_meanwhile_takes_no_sound_but_its_own,
    one_that_cannot_be_spoken_says_why,
    only_staff_hears_a_spot_before_its_campaign_begins,
    a_campaign_has_whole_days_of_the_newsroom,
    pages_are_made_anew_when_a_campaign_begins_and_when_it_ends,
    a_campaign_that_was_paused_stands_nowhere_until_it_goes_on,
    a_campaign_that_was_ended_stays_so_and_keeps_its_report,
    the_newsrooms_own_fills_what_a_device_has_had_enough_of,
    a_showing_counts_once_and_only_after_a_second,
    of_a_hearing_each_quarter_counts_once_in_whatever_order_it_is_told,
    no_more_is_heard_than_the_clock_allows,
    reports_at_the_same_moment_count_once,
    a_ticket_of_another_newsroom_or_another_day_counts_nothing,
    a_budget_that_is_used_up_makes_room_for_others,
    what_cannot_be_booked_is_named,
    what_cannot_be_shown_is_named,
    a_spot_earns_no_coins_and_disturbs_none,
    a_restored_newsroom_has_its_campaigns_and_their_reports,
);

const DAY_MS: i64 = 24 * 60 * 60_000;

pub fn vault(room: &Newsroom) -> Vault {
    let folder = tempfile::tempdir().unwrap();
    Vault::at(&folder.path().join("vault"), &room.ctx.chance).unwrap()
}

pub fn today(room: &Newsroom) -> NaiveDate {
    day_of(room.ctx.clock.now_ms(), room.ctx.settings.time_zone)
}

pub fn tea() -> NewSpot {
    NewSpot {
        partner: Some("The Quay Tea House".into()),
        lang: "en".into(),
        headline: "A pot of tea".into(),
        words: "Poured at the quay, until you get up.".into(),
        link: Some("https://tea.example/".into()),
        picture: None,
        said: "The Quay Tea House pours from seven. Ask for the pot by the window.".into(),
    }
}

pub fn house() -> NewSpot {
    NewSpot { partner: None, headline: "Coins".into(), link: Some("/products".into()), ..tea() }
}

pub fn everywhere(room: &Newsroom) -> NewCampaign {
    NewCampaign {
        first_day: today(room),
        last_day: Some(today(room) + Days::new(9)),
        placements: Placement::ALL.into(),
        sections: BTreeSet::new(),
        publications: BTreeSet::new(),
        cap: None,
        budget: None,
        weight: 1,
    }
}

pub fn at(placement: Placement) -> Place {
    Place { placement, section: None, publication: None, lang: "en".into() }
}

async fn add(room: &Newsroom, new: &NewSpot) -> SpotId {
    let mut tx = room.ctx.db.begin().await.unwrap();
    let id = spots::add(&mut tx, &room.ctx, new).await.unwrap();
    tx.commit().await.unwrap();
    room.work_off().await;
    id
}

async fn book(room: &Newsroom, spot: &SpotId, new: &NewCampaign) -> CampaignId {
    let mut tx = room.ctx.db.begin().await.unwrap();
    let id = campaigns::book(&mut tx, &room.ctx, spot, new).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// A spot that can be heard, booked.
pub async fn booked(room: &Newsroom, spot: &NewSpot, campaign: &NewCampaign) -> CampaignId {
    let spot = add(room, spot).await;
    book(room, &spot, campaign).await
}

async fn ask(room: &Newsroom, vault: &Vault, placement: Placement) -> Option<Given> {
    campaigns::ask(&room.ctx, vault, &at(placement), &BTreeSet::new()).await.unwrap()
}

async fn given(room: &Newsroom, vault: &Vault, placement: Placement) -> Given {
    ask(room, vault, placement).await.expect("a spot")
}

fn code(error: Error) -> &'static str {
    match error {
        Error::Refused { code, .. } => code,
        other => panic!("{other}"),
    }
}

fn fields(error: Error) -> Vec<&'static str> {
    match error {
        Error::Invalid(fields) => fields.iter().map(|field| field.name).collect(),
        other => panic!("{other}"),
    }
}

async fn sum(room: &Newsroom, campaign: &CampaignId) -> Day {
    counting::sum(&counting::report(&room.ctx.db, campaign).await.unwrap())
}

async fn a_spot_says_first_that_it_is_one(room: &Newsroom) {
    let db = &room.ctx.db;
    let words = |spot: &spots::Spot| spot_script(spot, None).into_iter().map(|one| one.text).collect::<Vec<_>>();
    let tea = add(room, &tea()).await;
    let spot = spots::by_id(db, &tea).await.unwrap();
    let said = words(&spot);
    assert_eq!(said[..2], ["Advertisement.", "The Quay Tea House pours from seven."]);
    assert!(spot.length_ms.is_some_and(|ms| ms > 3_000), "{spot:?}");
    assert!(room.ctx.files.has(&audio_file(&spot.audio.unwrap())).await.unwrap());
    let own = spots::by_id(db, &add(room, &house()).await).await.unwrap();
    assert_eq!(words(&own)[0], "From this newsroom.");
    let chinese = NewSpot { lang: "zh-Hant".into(), said: "茶館七點開門。".into(), ..self::tea() };
    let chinese = spots::by_id(db, &add(room, &chinese).await).await.unwrap();
    assert_eq!(words(&chinese), ["廣告。", "茶館七點開門。"]);
    let silent = spots::by_id(db, &add(room, &NewSpot { said: " ".into(), ..self::tea() }).await).await.unwrap();
    assert_eq!((silent.said.as_str(), silent.audio), ("", None));
}

async fn what_is_said_anew_is_heard_anew_and_the_sound_before_is_gone(room: &Newsroom) {
    let (ctx, id) = (&room.ctx, add(room, &tea()).await);
    book(room, &id, &everywhere(room)).await;
    let before = spots::by_id(&ctx.db, &id).await.unwrap().audio.unwrap();
    assert_eq!(spots::audience(ctx, &before).await.unwrap(), Audience::Everybody);
    let change = async |new: &NewSpot| {
        let mut tx = ctx.db.begin().await.unwrap();
        spots::change(&mut tx, ctx, &id, new).await.unwrap();
        tx.commit().await.unwrap();
    };
    change(&NewSpot { words: "Poured until nine.".into(), ..tea() }).await;
    assert_eq!(spots::by_id(&ctx.db, &id).await.unwrap().audio.as_ref(), Some(&before), "what is said is the same");
    change(&NewSpot { said: "We are closed on Mondays.".into(), ..tea() }).await;
    assert_eq!(spots::by_id(&ctx.db, &id).await.unwrap().audio, None);
    assert_eq!(spots::audience(ctx, &before).await.unwrap(), Audience::Nobody);
    room.work_off().await;
    let after = spots::by_id(&ctx.db, &id).await.unwrap().audio.unwrap();
    assert_ne!(after, before);
    change(&NewSpot { partner: None, said: "We are closed on Mondays.".into(), ..tea() }).await;
    assert_eq!(spots::by_id(&ctx.db, &id).await.unwrap().audio, None, "it is said to be somebody else's");
    room.work_off().await;
    let kept = spots::by_id(&ctx.db, &id).await.unwrap().audio.unwrap();
    // Files know the machine's own time.
    ctx.clock.advance(400 * 365 * DAY_MS);
    sweeping::sweep(ctx).await.unwrap();
    for (file, stays) in [(&before, false), (&after, false), (&kept, true)] {
        assert_eq!(ctx.files.has(&audio_file(file)).await.unwrap(), stays);
    }
}

async fn a_saying_that_changed_meanwhile_takes_no_sound_but_its_own(room: &Newsroom) {
    let (ctx, id) = (&room.ctx, add(room, &tea()).await);
    let before = spots::by_id(&ctx.db, &id).await.unwrap();
    let mut tx = ctx.db.begin().await.unwrap();
    spots::change(&mut tx, ctx, &id, &NewSpot { said: "Closed.".into(), ..tea() }).await.unwrap();
    let late = Voiced { audio: "0".repeat(64), length_ms: 5_000, pieces: Vec::new() };
    assert!(!spots::voiced(&mut tx, &id, before.saying, &late).await.unwrap());
    assert!(spots::voiced(&mut tx, &id, before.saying + 1, &late).await.unwrap());
    tx.commit().await.unwrap();
}

async fn one_that_cannot_be_spoken_says_why(room: &Newsroom) {
    let id = add(room, &NewSpot { said: "…".into(), ..tea() }).await;
    let spot = spots::by_id(&room.ctx.db, &id).await.unwrap();
    assert_eq!((spot.audio.as_deref(), spot.problem.as_deref()), (None, Some("nothing is said in it")));
    spots::mute(&room.ctx, &id, spot.saying + 1, "another").await.unwrap();
    assert_eq!(spots::by_id(&room.ctx.db, &id).await.unwrap().problem, spot.problem, "of another saying");
}

async fn only_staff_hears_a_spot_before_its_campaign_begins(room: &Newsroom) {
    let (ctx, id) = (&room.ctx, add(room, &tea()).await);
    let audio = spots::by_id(&ctx.db, &id).await.unwrap().audio.unwrap();
    assert_eq!(spots::audience(ctx, &audio).await.unwrap(), Audience::Staff);
    book(room, &id, &NewCampaign { first_day: today(room) + Days::new(1), ..everywhere(room) }).await;
    assert_eq!(spots::audience(ctx, &audio).await.unwrap(), Audience::Staff);
    ctx.clock.advance(DAY_MS);
    assert_eq!(spots::audience(ctx, &audio).await.unwrap(), Audience::Everybody);
    assert_eq!(spots::audience(ctx, &"1".repeat(64)).await.unwrap(), Audience::Nobody);
}

async fn a_campaign_has_whole_days_of_the_newsroom(room: &Newsroom) {
    let (ctx, vault) = (&room.ctx, vault(room));
    // It is four in the afternoon in the newsroom's zone; tomorrow begins in eight hours.
    let tomorrow = today(room) + Days::new(1);
    let new = NewCampaign { first_day: tomorrow, last_day: Some(tomorrow), ..everywhere(room) };
    let id = booked(room, &tea(), &new).await;
    let state = async || campaigns::by_id(&ctx.db, &id).await.unwrap().state(ctx.clock.now_ms());
    ctx.clock.advance(8 * 60 * 60_000 - 1);
    assert!(ask(room, &vault, Placement::Front).await.is_none());
    assert_eq!(state().await, State::Coming);
    ctx.clock.advance(1);
    assert_eq!(given(room, &vault, Placement::Front).await.campaign, id);
    assert_eq!(state().await, State::Running);
    ctx.clock.advance(DAY_MS - 60_000);
    let last = given(room, &vault, Placement::Front).await;
    assert_eq!((last.begins_within_ms, last.day_ends_in_ms), (60_000, 60_000), "not a moment longer than its dates");
    ctx.clock.advance(60_000);
    assert!(ask(room, &vault, Placement::Front).await.is_none());
    assert_eq!(state().await, State::Ended);
}

async fn pages_are_made_anew_when_a_campaign_begins_and_when_it_ends(room: &Newsroom) {
    let ctx = &room.ctx;
    let tomorrow = today(room) + Days::new(1);
    booked(room, &tea(), &NewCampaign { first_day: tomorrow, last_day: Some(tomorrow), ..everywhere(room) }).await;
    room.work_off().await;
    let mut edition = edition::number(&ctx.db).await.unwrap();
    for hours in [8, 24] {
        ctx.clock.advance(hours * 60 * 60_000 - 1);
        room.work_off().await;
        assert_eq!(edition::number(&ctx.db).await.unwrap(), edition, "too early");
        ctx.clock.advance(1);
        room.work_off().await;
        edition += 1;
        assert_eq!(edition::number(&ctx.db).await.unwrap(), edition);
    }
}

async fn a_campaign_that_was_paused_stands_nowhere_until_it_goes_on(room: &Newsroom) {
    let (ctx, vault) = (&room.ctx, vault(room));
    let id = booked(room, &tea(), &everywhere(room)).await;
    let out = given(room, &vault, Placement::Front).await;
    let mut tx = ctx.db.begin().await.unwrap();
    assert_eq!(code(campaigns::resume(&mut tx, &id).await.unwrap_err()), "not-paused");
    campaigns::pause(&mut tx, ctx, &id).await.unwrap();
    assert_eq!(code(campaigns::pause(&mut tx, ctx, &id).await.unwrap_err()), "not-running");
    tx.commit().await.unwrap();
    assert!(ask(room, &vault, Placement::Front).await.is_none());
    ctx.clock.advance(2_000);
    assert_eq!(counting::count(ctx, &vault, &out.ticket, 0).await.unwrap(), Counted::Yes, "it was seen all the same");
    let mut tx = ctx.db.begin().await.unwrap();
    campaigns::resume(&mut tx, &id).await.unwrap();
    tx.commit().await.unwrap();
    assert!(ask(room, &vault, Placement::Front).await.is_some());
}

async fn a_campaign_that_was_ended_stays_so_and_keeps_its_report(room: &Newsroom) {
    let (ctx, vault) = (&room.ctx, vault(room));
    let id = booked(room, &tea(), &everywhere(room)).await;
    let out = given(room, &vault, Placement::Front).await;
    ctx.clock.advance(1_000);
    counting::count(ctx, &vault, &out.ticket, 0).await.unwrap();
    let mut tx = ctx.db.begin().await.unwrap();
    campaigns::end(&mut tx, ctx, &id).await.unwrap();
    for refused in
        [campaigns::end(&mut tx, ctx, &id).await, campaigns::change(&mut tx, ctx, &id, &everywhere(room)).await]
    {
        assert_eq!(code(refused.unwrap_err()), "ended");
    }
    assert_eq!(code(campaigns::pause(&mut tx, ctx, &id).await.unwrap_err()), "not-running");
    tx.commit().await.unwrap();
    assert!(ask(room, &vault, Placement::Front).await.is_none());
    assert_eq!(sum(room, &id).await.showings, 1);
    let nobody = CampaignId("none".into());
    let mut tx = ctx.db.begin().await.unwrap();
    assert!(matches!(campaigns::end(&mut tx, ctx, &nobody).await, Err(Error::NotFound(_))));
}

async fn the_newsrooms_own_fills_what_a_device_has_had_enough_of(room: &Newsroom) {
    let (ctx, vault) = (&room.ctx, vault(room));
    let partners = booked(room, &tea(), &NewCampaign { cap: Some(2), ..everywhere(room) }).await;
    let own = booked(room, &house(), &NewCampaign { last_day: None, weight: 100, ..everywhere(room) }).await;
    for _ in 0..20 {
        let given = given(room, &vault, Placement::Between).await;
        assert_eq!((given.campaign, given.cap), (partners.clone(), Some(2)));
    }
    let enough = BTreeSet::from([partners]);
    let filled = campaigns::ask(ctx, &vault, &at(Placement::Between), &enough).await.unwrap().unwrap();
    assert_eq!((filled.campaign, filled.spot.is_house()), (own.clone(), true));
    let all = enough.into_iter().chain([own]).collect();
    assert!(campaigns::ask(ctx, &vault, &at(Placement::Between), &all).await.unwrap().is_none());
}

async fn a_showing_counts_once_and_only_after_a_second(room: &Newsroom) {
    let (ctx, vault) = (&room.ctx, vault(room));
    let id = booked(room, &tea(), &everywhere(room)).await;
    let one = given(room, &vault, Placement::Article).await;
    ctx.clock.advance(999);
    assert_eq!(code(counting::count(ctx, &vault, &one.ticket, 0).await.unwrap_err()), "too-early");
    ctx.clock.advance(1);
    assert_eq!(counting::count(ctx, &vault, &one.ticket, 0).await.unwrap(), Counted::Yes);
    for _ in 0..3 {
        assert_eq!(counting::count(ctx, &vault, &one.ticket, 0).await.unwrap(), Counted::Nothing);
    }
    // Swept, it is still not taken again: it is too old by then.
    ctx.clock.advance(campaigns::TICKET_LIVES_MS + 2 * 60 * 60_000);
    sweeping::sweep(ctx).await.unwrap();
    assert_eq!(room.number("SELECT COUNT(*) FROM spot_ticket").await, 0);
    assert_eq!(code(counting::count(ctx, &vault, &one.ticket, 0).await.unwrap_err()), "late");
    let report = counting::report(&ctx.db, &id).await.unwrap();
    assert_eq!(report.len(), 1);
    assert_eq!(
        (report[0].day.as_str(), report[0].placement.as_str(), report[0].showings),
        ("2026-03-02", "article", 1)
    );
    assert_eq!(campaigns::by_id(&ctx.db, &id).await.unwrap().counted, 1);
    assert_eq!(
        counting::csv(&report).unwrap(),
        "day,placement,showings,hearings,quarters,halves,three_quarters,completions,heard_ms\n2026-03-02,article,1,0,0,0,0,0,0\n"
    );
}

async fn of_a_hearing_each_quarter_counts_once_in_whatever_order_it_is_told(room: &Newsroom) {
    let (ctx, vault) = (&room.ctx, vault(room));
    let id = booked(room, &tea(), &everywhere(room)).await;
    let one = given(room, &vault, Placement::Between).await;
    let length = one.spot.length_ms.unwrap();
    ctx.clock.advance(length);
    let count = async |ms: i64| counting::count(ctx, &vault, &one.ticket, ms).await.unwrap();
    assert_eq!(count(999).await, Counted::Nothing, "not a second");
    assert_eq!(sum(room, &id).await, Day::default());
    assert_eq!(count(1_000).await, Counted::Yes);
    assert_eq!(count(length / 2 + 10).await, Counted::Yes);
    assert_eq!(count(length / 4 + 10).await, Counted::Nothing, "one that came late");
    assert_eq!(count(length / 2 + 10).await, Counted::Nothing, "one that came twice");
    let half = sum(room, &id).await;
    let marks = |day: &Day| [day.hearings, day.quarters, day.halves, day.three_quarters, day.completions];
    assert_eq!((marks(&half), half.heard_ms, half.showings), ([1, 1, 1, 0, 0], length / 2 + 10, 0));
    assert_eq!(count(length * 2).await, Counted::Yes);
    let whole = sum(room, &id).await;
    assert_eq!((marks(&whole), whole.heard_ms), ([1, 1, 1, 1, 1], length), "there is no more of it");
    assert_eq!(campaigns::by_id(&ctx.db, &id).await.unwrap().counted, 1);
}

async fn no_more_is_heard_than_the_clock_allows(room: &Newsroom) {
    let (ctx, vault) = (&room.ctx, vault(room));
    let id = booked(room, &tea(), &everywhere(room)).await;
    let one = given(room, &vault, Placement::Between).await;
    let length = one.spot.length_ms.unwrap();
    assert_eq!(counting::count(ctx, &vault, &one.ticket, length).await.unwrap(), Counted::Nothing);
    ctx.clock.advance(500);
    assert_eq!(counting::count(ctx, &vault, &one.ticket, length).await.unwrap(), Counted::Yes);
    assert_eq!(sum(room, &id).await.heard_ms, 1_500, "at three times the speed");
    // Somebody who pauses it for lunch goes on hearing it; tomorrow nobody believes it.
    ctx.clock.advance(40 * 60_000);
    assert_eq!(counting::count(ctx, &vault, &one.ticket, length / 2).await.unwrap(), Counted::Yes);
    ctx.clock.advance(3 * 60 * 60_000);
    assert_eq!(code(counting::count(ctx, &vault, &one.ticket, length).await.unwrap_err()), "late");
    assert_eq!(sum(room, &id).await.heard_ms, length / 2);
}

async fn reports_at_the_same_moment_count_once(room: &Newsroom) {
    let (ctx, vault) = (&room.ctx, vault(room));
    let id = booked(room, &tea(), &everywhere(room)).await;
    for _ in 0..5 {
        let page = given(room, &vault, Placement::Front).await;
        let spoken = given(room, &vault, Placement::Between).await;
        let length = spoken.spot.length_ms.unwrap();
        ctx.clock.advance(length);
        let reports = (0..12).map(|n| {
            let (ticket, ms) = if n % 3 == 0 { (&page.ticket, 0) } else { (&spoken.ticket, length * n / 11) };
            counting::count(ctx, &vault, ticket, ms)
        });
        for told in futures::future::join_all(reports).await {
            told.unwrap();
        }
    }
    let all = sum(room, &id).await;
    let length = spots::all(&ctx.db).await.unwrap()[0].length_ms.unwrap();
    assert_eq!((all.showings, all.hearings, all.halves, all.completions), (5, 5, 5, 5));
    assert_eq!(all.heard_ms, 5 * length);
    assert_eq!(campaigns::by_id(&ctx.db, &id).await.unwrap().counted, 10);
}

async fn a_ticket_of_another_newsroom_or_another_day_counts_nothing(room: &Newsroom) {
    let (ctx, vault) = (&room.ctx, vault(room));
    let id = booked(room, &tea(), &everywhere(room)).await;
    let one = given(room, &vault, Placement::Front).await;
    ctx.clock.advance(5_000);
    let theirs = self::vault(room);
    for (ticket, with) in [(one.ticket.as_str(), &theirs), ("1.a.front.0.0.0.0.0", &vault), ("", &vault)] {
        assert_eq!(code(counting::count(ctx, with, ticket, 0).await.unwrap_err()), "ticket");
    }
    ctx.clock.advance(DAY_MS);
    assert_eq!(code(counting::count(ctx, &vault, &one.ticket, 0).await.unwrap_err()), "late");
    let spoken = given(room, &vault, Placement::Between).await;
    ctx.clock.advance(spoken.begins_within_ms + 61_000);
    assert_eq!(counting::count(ctx, &vault, &spoken.ticket, 5_000).await.unwrap(), Counted::Nothing, "begun too late");
    assert_eq!(sum(room, &id).await, Day::default());
}

async fn a_budget_that_is_used_up_makes_room_for_others(room: &Newsroom) {
    let (ctx, vault) = (&room.ctx, vault(room));
    let one_day = NewCampaign { last_day: Some(today(room)), budget: Some(3), ..everywhere(room) };
    let small = booked(room, &tea(), &one_day).await;
    booked(room, &house(), &everywhere(room)).await;
    // The last hour of its day: all of it is due.
    ctx.clock.advance(7 * 60 * 60_000 + 30 * 60_000);
    for _ in 0..3 {
        let one = given(room, &vault, Placement::Front).await;
        assert_eq!(one.campaign, small);
        ctx.clock.advance(1_000);
        counting::count(ctx, &vault, &one.ticket, 0).await.unwrap();
    }
    assert!(given(room, &vault, Placement::Front).await.spot.is_house());
    let campaign = campaigns::by_id(&ctx.db, &small).await.unwrap();
    assert_eq!((campaign.counted, campaign.state(ctx.clock.now_ms())), (3, State::UsedUp));
}

async fn what_cannot_be_booked_is_named(room: &Newsroom) {
    let (ctx, spot) = (&room.ctx, add(room, &tea()).await);
    let good = everywhere(room);
    let yesterday = today(room) - Days::new(1);
    let cases: [(&str, NewCampaign); 9] = [
        ("last_day", NewCampaign { last_day: Some(yesterday), ..good.clone() }),
        ("first_day", NewCampaign { first_day: today(room) + Days::new(5_000), last_day: None, ..good.clone() }),
        ("placements", NewCampaign { placements: BTreeSet::new(), ..good.clone() }),
        ("sections", NewCampaign { sections: ["weather".to_string()].into(), ..good.clone() }),
        (
            "publications",
            NewCampaign { publications: [newsroom::ids::PublicationId("x".into())].into(), ..good.clone() },
        ),
        ("cap", NewCampaign { cap: Some(0), ..good.clone() }),
        ("budget", NewCampaign { budget: Some(10), last_day: None, ..good.clone() }),
        ("budget", NewCampaign { budget: Some(0), ..good.clone() }),
        ("weight", NewCampaign { weight: 101, ..good.clone() }),
    ];
    for (field, new) in cases {
        let mut tx = ctx.db.begin().await.unwrap();
        let refused = campaigns::book(&mut tx, ctx, &spot, &new).await.unwrap_err();
        assert_eq!(fields(refused), [field], "{new:?}");
    }
    let mut tx = ctx.db.begin().await.unwrap();
    let nothing = campaigns::book(&mut tx, ctx, &SpotId("none".into()), &good).await;
    assert!(matches!(nothing, Err(Error::NotFound("spot"))));
    drop(tx);
    let mut tx = ctx.db.begin().await.unwrap();
    for _ in 0..campaigns::OPEN_AT_MOST {
        campaigns::book(&mut tx, ctx, &spot, &good).await.unwrap();
    }
    assert_eq!(code(campaigns::book(&mut tx, ctx, &spot, &good).await.unwrap_err()), "too-many");
}

async fn what_cannot_be_shown_is_named(room: &Newsroom) {
    let cases: [(&str, NewSpot); 8] = [
        ("partner", NewSpot { partner: Some("a".repeat(61)), ..tea() }),
        ("lang", NewSpot { lang: "english, please".into(), ..tea() }),
        ("headline", NewSpot { headline: "  ".into(), ..tea() }),
        ("headline", NewSpot { headline: "茶".repeat(31), ..tea() }),
        ("words", NewSpot { words: "a".repeat(141), ..tea() }),
        ("said", NewSpot { said: "茶".repeat(201), ..tea() }),
        ("link", NewSpot { link: Some("javascript:alert(1)".into()), ..tea() }),
        ("picture", NewSpot { picture: Some("0".repeat(64)), ..tea() }),
    ];
    for (field, new) in cases {
        let mut tx = room.ctx.db.begin().await.unwrap();
        let refused = spots::add(&mut tx, &room.ctx, &new).await.unwrap_err();
        assert_eq!(fields(refused), [field], "{new:?}");
    }
}

async fn a_spot_earns_no_coins_and_disturbs_none(room: &Newsroom) {
    let ctx = &room.ctx;
    let spot = add(room, &tea()).await;
    let campaign = book(room, &spot, &everywhere(room)).await;
    let sentences: Vec<String> =
        (0..40).map(|n| format!("At the quay the {n}th lamp was lit before anybody had asked for it.")).collect();
    let article = room.published(&format!("# The quay\n\n{}\n", sentences.join(" "))).await;
    room.work_off().await;
    let narration = narrations::of_article(&ctx.db, &article).await.unwrap().unwrap();
    let ada = ListenerId("ada".into());
    for id in [spot.0.clone(), campaign.0.clone()] {
        let refused = earning::open(ctx, &ada, "a phone", &[NarrationId(id)]).await;
        assert!(matches!(refused, Err(Error::NotFound(_))), "no session is opened for a spot");
    }
    let begun = earning::open(ctx, &ada, "a phone", std::slice::from_ref(&narration.id)).await.unwrap();
    let send = async |n: i64, challenge: &str, narration: &NarrationId, from_ms: i64, to_ms: i64| {
        let heard = vec![Stretch { narration: narration.clone(), from_ms, to_ms }];
        let told = Told { session: begun.session.clone(), n, challenge: challenge.into(), heard, muted: false };
        let body = serde_json::to_vec(&told).unwrap();
        earning::hear(ctx, &ada, "a phone", &body, &earning::sign(&begun.key, &body)).await
    };
    ctx.clock.advance(60_000);
    for id in [spot.0.clone(), campaign.0.clone()] {
        let refused = send(1, &begun.challenge, &NarrationId(id), 0, 5_000).await.unwrap_err();
        assert_eq!(code(refused), "not-granted");
    }
    assert_eq!(wallet(&ctx.db, &ada, ctx.clock.now_ms()).await.unwrap().available, 0);
    // Of the story beside it everything counts as ever, the refused heartbeats notwithstanding.
    let reply = send(1, &begun.challenge, &narration.id, 0, 30_000).await.unwrap();
    ctx.clock.advance(60_000);
    send(2, &reply.challenge, &narration.id, 30_000, 61_000).await.unwrap();
    assert_eq!(wallet(&ctx.db, &ada, ctx.clock.now_ms()).await.unwrap().available, 1);
}

async fn a_restored_newsroom_has_its_campaigns_and_their_reports(room: &Newsroom) {
    let (ctx, vault) = (&room.ctx, vault(room));
    let id = booked(room, &tea(), &everywhere(room)).await;
    let one = given(room, &vault, Placement::Front).await;
    ctx.clock.advance(1_000);
    counting::count(ctx, &vault, &one.ticket, 0).await.unwrap();
    let mut tx = ctx.db.begin().await.unwrap();
    let unspoken = spots::add(&mut tx, ctx, &house()).await.unwrap();
    tx.commit().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("backup.tar");
    newsroom::backup::write(ctx, &file).await.unwrap();
    let other = Newsroom::empty().await;
    newsroom::backup::read(&other.ctx, &file).await.unwrap();
    assert_eq!(counting::report(&other.ctx.db, &id).await.unwrap(), counting::report(&ctx.db, &id).await.unwrap());
    assert_eq!(campaigns::by_id(&other.ctx.db, &id).await.unwrap(), campaigns::by_id(&ctx.db, &id).await.unwrap());
    other.work_off().await;
    assert!(spots::by_id(&other.ctx.db, &unspoken).await.unwrap().audio.is_some(), "it was asked for again");
    let end = campaigns::by_id(&ctx.db, &id).await.unwrap().ends_at_ms.unwrap();
    assert_eq!(newsroom::jobs::next_due_ms(&other.ctx).await.unwrap(), Some(end), "and so was its end");
    assert!(end > NOW_MS);
}
