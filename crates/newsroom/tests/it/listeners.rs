//! Listeners: signing in, devices, leaving.

use newsroom::db::values;
use newsroom::error::Error;
use newsroom::ids::{ListenerId, NarrationId};
use newsroom::ledger::wallet;
use newsroom::listeners::{self, Arrival, links};
use newsroom::outside::mail::Letter;
use newsroom::{earning, leaving, mails, narrations};

use crate::harness::Newsroom;

const FIREFOX: Arrival = Arrival { device: "Firefox", lang: "en" };

async fn link(room: &Newsroom, email: &str) -> newsroom::error::Result<String> {
    link_from(room, email, "192.0.2.1").await
}

async fn link_from(room: &Newsroom, email: &str, asker: &str) -> newsroom::error::Result<String> {
    let mut tx = room.ctx.db.begin().await?;
    let link = links::make(&mut tx, &room.ctx, email, asker, None).await?;
    tx.commit().await?;
    Ok(link)
}

pub async fn signed_in(room: &Newsroom, email: &str) -> (String, ListenerId) {
    let link = link(room, email).await.unwrap();
    let session = links::sign_in(&room.ctx, &link, Arrival { device: "Firefox on Android", lang: "en" }).await.unwrap();
    let who = listeners::signed_in(&room.ctx, &session).await.unwrap().unwrap();
    (session, who.listener)
}

fn code(result: newsroom::error::Result<impl Sized>) -> String {
    match result {
        Ok(_) => "done".into(),
        Err(Error::Refused { code, .. }) => code.into(),
        Err(Error::Invalid(fields)) => format!("invalid {}", fields[0].name),
        Err(other) => other.to_string(),
    }
}

async fn a_link_signs_in_once_and_the_same_address_is_the_same_account(room: &Newsroom) {
    let first = link(room, " Mina@Example.org ").await.unwrap();
    let session = links::sign_in(&room.ctx, &first, FIREFOX).await.unwrap();
    let who = listeners::signed_in(&room.ctx, &session).await.unwrap().unwrap().listener;
    assert_eq!(listeners::by_id(&room.ctx, &who).await.unwrap().email.as_deref(), Some("mina@example.org"));
    assert_eq!(code(links::sign_in(&room.ctx, &first, FIREFOX).await), "used");

    let (_, again) = signed_in(room, "mina@example.org").await;
    assert_eq!(again, who);
    let (_, other) = signed_in(room, "ken@example.org").await;
    assert_ne!(other, who);
    assert_eq!(code(links::sign_in(&room.ctx, "made up", FIREFOX).await), "unknown");
}

async fn a_link_runs_out_after_a_quarter_of_an_hour(room: &Newsroom) {
    let link = link(room, "mina@example.org").await.unwrap();
    room.ctx.clock.advance(links::LINK_LIVES_MS);
    assert_eq!(code(links::sign_in(&room.ctx, &link, FIREFOX).await), "expired");
    assert_eq!(room.number("SELECT COUNT(*) FROM listener").await, 0);
}

async fn nobodys_mailbox_is_filled_and_no_machine_asks_for_ever(room: &Newsroom) {
    for _ in 0..links::LINKS_PER_ADDRESS {
        link(room, "mina@example.org").await.unwrap();
    }
    assert_eq!(code(link(room, "MINA@example.org").await), "too-many-links");
    for n in links::LINKS_PER_ADDRESS..links::LINKS_PER_ASKER {
        link(room, &format!("reader{n}@example.org")).await.unwrap();
    }
    assert_eq!(code(link(room, "one.more@example.org").await), "too-many-links");
    link_from(room, "one.more@example.org", "192.0.2.2").await.unwrap();
    room.ctx.clock.advance(links::WINDOW_MS);
    link(room, "mina@example.org").await.unwrap();
}

async fn what_is_no_address_is_refused(room: &Newsroom) {
    for wrong in
        ["", "mina", "mina@", "@example.org", "mina@example", "mi na@example.org", "a@b@c\n.org", "mina@example..org"]
    {
        assert_eq!(code(link(room, wrong).await), "invalid email", "{wrong}");
    }
    let long = format!("{}@example.org", "m".repeat(250));
    assert_eq!(code(link(room, &long).await), "invalid email");
    link(room, "o'brien+news@mail.example.org").await.unwrap();
}

async fn a_device_is_signed_out_by_itself_by_another_and_by_time(room: &Newsroom) {
    let (phone, who) = signed_in(room, "mina@example.org").await;
    let (desk, _) = signed_in(room, "mina@example.org").await;
    let (stranger, other) = signed_in(room, "ken@example.org").await;
    let devices = listeners::sessions(&room.ctx, &who).await.unwrap();
    assert_eq!(devices.len(), 2);
    assert_eq!(devices[0].device, "Firefox on Android");

    let desk_id = listeners::signed_in(&room.ctx, &desk).await.unwrap().unwrap().session;
    listeners::sign_out(&room.ctx, &other, &desk_id).await.unwrap();
    assert!(listeners::signed_in(&room.ctx, &desk).await.unwrap().is_some(), "another's device stays signed in");
    listeners::sign_out(&room.ctx, &who, &desk_id).await.unwrap();
    assert!(listeners::signed_in(&room.ctx, &desk).await.unwrap().is_none());

    room.ctx.clock.advance(listeners::SESSION_LIVES_MS - 1);
    assert!(listeners::signed_in(&room.ctx, &phone).await.unwrap().is_some(), "who comes back stays signed in");
    room.ctx.clock.advance(1);
    assert!(listeners::signed_in(&room.ctx, &phone).await.unwrap().is_some(), "and the time begins anew");
    assert!(listeners::signed_in(&room.ctx, &stranger).await.unwrap().is_none(), "who stays away is signed out");
    let phone_id = listeners::signed_in(&room.ctx, &phone).await.unwrap().unwrap().session;
    signed_in(room, "mina@example.org").await;
    assert_eq!(listeners::sign_out_others(&room.ctx, &who, &phone_id).await.unwrap(), 1);
    assert!(listeners::signed_in(&room.ctx, &phone).await.unwrap().is_some());
}

async fn more_devices_than_anybody_has_sign_the_oldest_out(room: &Newsroom) {
    let (first, who) = signed_in(room, "mina@example.org").await;
    for n in 0..listeners::SESSIONS_AT_MOST {
        room.ctx.clock.advance(links::WINDOW_MS);
        let link = link_from(room, "mina@example.org", &format!("192.0.2.{n}")).await.unwrap();
        links::sign_in(&room.ctx, &link, FIREFOX).await.unwrap();
    }
    assert_eq!(listeners::sessions(&room.ctx, &who).await.unwrap().len() as i64, listeners::SESSIONS_AT_MOST);
    assert!(listeners::signed_in(&room.ctx, &first).await.unwrap().is_none());
}

async fn an_address_is_added_to_an_account_and_never_taken_from_another(room: &Newsroom) {
    let (_, mina) = signed_in(room, "mina@example.org").await;
    let (_, ken) = signed_in(room, "ken@example.org").await;
    let add = async |who: &ListenerId, email: &str| {
        let mut tx = room.ctx.db.begin().await.unwrap();
        let link = links::make(&mut tx, &room.ctx, email, "192.0.2.1", Some(who)).await.unwrap();
        tx.commit().await.unwrap();
        links::sign_in(&room.ctx, &link, FIREFOX).await
    };
    add(&mina, "mina@new.example.org").await.unwrap();
    assert_eq!(listeners::by_id(&room.ctx, &mina).await.unwrap().email.as_deref(), Some("mina@new.example.org"));
    assert_eq!(code(add(&mina, "ken@example.org").await), "taken");
    assert_eq!(listeners::by_id(&room.ctx, &ken).await.unwrap().email.as_deref(), Some("ken@example.org"));
}

async fn an_erased_account_is_gone_with_all_that_was_heard_and_its_coins_stay_in_the_books(room: &Newsroom) {
    let (session, who) = signed_in(room, "mina@example.org").await;
    let article = room.published(STORY).await;
    room.work_off().await;
    let narration = narrations::of_article(&room.ctx.db, &article).await.unwrap().expect("it is voiced");
    let length = i64::from(narration.timed().last().unwrap().end_ms);
    let narration: NarrationId = narration.id;
    let begun = earning::open(&room.ctx, &who, "device", std::slice::from_ref(&narration)).await.unwrap();
    room.ctx.clock.advance(length);
    let body = serde_json::to_vec(&earning::Told {
        session: begun.session.clone(),
        n: 1,
        challenge: begun.challenge.clone(),
        heard: vec![earning::Stretch { narration, from_ms: 0, to_ms: length }],
        muted: false,
    })
    .unwrap();
    earning::hear(&room.ctx, &who, "device", &body, &earning::sign(&begun.key, &body)).await.unwrap();

    let taken = leaving::export(&room.ctx, &who).await.unwrap();
    assert_eq!(taken["account"]["email"], "mina@example.org");
    assert_eq!(taken["heard"].as_array().unwrap().len(), 1);
    assert_eq!(taken["devices"].as_array().unwrap().len(), 1);
    let coins = wallet::wallet(&room.ctx.db, &who, room.ctx.clock.now_ms()).await.unwrap();

    leaving::erase(&room.ctx, &who).await.unwrap();
    assert!(listeners::signed_in(&room.ctx, &session).await.unwrap().is_none());
    assert!(matches!(listeners::by_id(&room.ctx, &who).await, Err(Error::NotFound(_))));
    for table in [
        "SELECT COUNT(*) FROM heard",
        "SELECT COUNT(*) FROM listen_session",
        "SELECT COUNT(*) FROM device_listener",
        "SELECT COUNT(*) FROM listener_session",
        "SELECT COUNT(*) FROM sign_in_link",
        "SELECT COUNT(*) FROM mail",
    ] {
        assert_eq!(room.number(table).await, 0, "{table}");
    }
    assert_eq!(wallet::wallet(&room.ctx.db, &who, room.ctx.clock.now_ms()).await.unwrap(), coins);
    let (_, anew) = signed_in(room, "mina@example.org").await;
    assert_ne!(anew, who, "whoever comes back begins anew");
}

async fn a_letter_is_written_with_what_it_tells_of_and_shown_where_nothing_is_sent(room: &Newsroom) {
    let letter = Letter { to: "mina@example.org".into(), subject: "Sign in".into(), body: "https://…".into() };
    let mut tx = room.ctx.db.begin().await.unwrap();
    mails::write(&mut tx, &room.ctx, &letter).await.unwrap();
    drop(tx);
    assert_eq!(mails::newest(&room.ctx).await.unwrap(), vec![], "a change that never was writes to nobody");

    let mut tx = room.ctx.db.begin().await.unwrap();
    mails::write(&mut tx, &room.ctx, &letter).await.unwrap();
    tx.commit().await.unwrap();
    room.work_off().await;
    let shown = mails::newest(&room.ctx).await.unwrap();
    assert_eq!((shown[0].recipient.as_str(), shown[0].body.as_str()), ("mina@example.org", "https://…"));
    assert_eq!(room.number("SELECT COUNT(*) FROM job").await, 0);
    room.ctx.clock.advance(8 * 24 * 60 * 60_000);
    mails::sweep(&room.ctx).await.unwrap();
    assert_eq!(mails::newest(&room.ctx).await.unwrap(), vec![]);
}

async fn links_and_sessions_that_open_nothing_are_swept(room: &Newsroom) {
    signed_in(room, "mina@example.org").await;
    link(room, "ken@example.org").await.unwrap();
    room.ctx.clock.advance(listeners::SESSION_LIVES_MS + links::WINDOW_MS + links::LINK_LIVES_MS);
    listeners::sweep(&room.ctx).await.unwrap();
    assert_eq!(room.number("SELECT COUNT(*) FROM sign_in_link").await, 0);
    assert_eq!(room.number("SELECT COUNT(*) FROM listener_session").await, 0);
    assert_eq!(room.number("SELECT COUNT(*) FROM listener").await, 1);
}

async fn an_erased_address_opens_no_door_by_a_link_sent_before(room: &Newsroom) {
    let (_, who) = signed_in(room, "mina@example.org").await;
    let pending = link(room, "mina@example.org").await.unwrap();
    leaving::erase(&room.ctx, &who).await.unwrap();
    assert_eq!(code(links::sign_in(&room.ctx, &pending, FIREFOX).await), "unknown");
    let kept: Option<(String,)> =
        room.ctx.db.optional("SELECT id FROM listener WHERE erased_at_ms IS NOT NULL", values![]).await.unwrap();
    assert_eq!(kept.unwrap().0, who.0, "the row stays, for the ledger's lines");
}

const STORY: &str = "---\nheadline: The bridge opens\n---\nThe bridge over the river opened on Monday. Hundreds walked across it before noon.\n";

crate::on_both!(
    a_link_signs_in_once_and_the_same_address_is_the_same_account,
    a_link_runs_out_after_a_quarter_of_an_hour,
    nobodys_mailbox_is_filled_and_no_machine_asks_for_ever,
    what_is_no_address_is_refused,
    a_device_is_signed_out_by_itself_by_another_and_by_time,
    more_devices_than_anybody_has_sign_the_oldest_out,
    an_address_is_added_to_an_account_and_never_taken_from_another,
    an_erased_account_is_gone_with_all_that_was_heard_and_its_coins_stay_in_the_books,
    a_letter_is_written_with_what_it_tells_of_and_shown_where_nothing_is_sent,
    links_and_sessions_that_open_nothing_are_swept,
    an_erased_address_opens_no_door_by_a_link_sent_before,
);
