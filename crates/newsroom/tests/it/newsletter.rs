//! The newsletter: signing up, what each person gets and when, and that nobody gets a copy twice.

mod handing;
mod server;

use newsroom::clock::{Chance, Clock};
use newsroom::ctx::{Ctx, Ground, Newsletter, Settings};
use newsroom::error::{Error, Result};
use newsroom::ids::IssueId;
use newsroom::listeners::{self, Arrival, links};
use newsroom::newsletter::copies::{self, Counts};
use newsroom::newsletter::issues::{self, Edited, Issue};
use newsroom::outside::fetch::Fetch;
use newsroom::outside::mail::{Letter, Mail};
use newsroom::publications::{self, NewPublication};
use newsroom::subscribers::{self, Asked, Choices, Rhythm};
use newsroom::{backup, leaving, mailing, mails, work};

use self::server::Server;
use crate::harness::Newsroom;

crate::on_both!(
    nobody_is_a_subscriber_before_they_pressed_the_button,
    who_has_it_is_told_so_by_mail_and_nothing_of_theirs_changes,
    nobodys_mailbox_is_filled_by_sign_ups,
    nor_by_many_sign_ups_at_one_moment,
    the_daily_goes_at_its_hour_to_each_reader_with_what_they_chose,
    an_issue_goes_once_however_often_anybody_looks,
    a_story_is_in_one_issue_and_one_whose_voice_is_late_in_the_next,
    an_editor_arranges_leaves_out_and_cannot_overwrite_what_they_have_not_seen,
    an_issue_without_a_story_is_skipped_and_one_that_is_far_too_late_too,
    who_leaves_gets_nothing_any_more_and_is_forgotten,
    nothing_that_was_written_to_or_said_of_whoever_leaves_is_kept,
    an_account_that_is_erased_takes_its_newsletter_along,
    after_a_restore_nothing_goes_out_by_itself_that_may_have_gone_before,
    old_copies_become_numbers_of_their_issue,
);

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;
/// From the tests' beginning, Monday at 16:00 in Taipei, to Tuesday at 07:00.
const UNTIL_SEVEN_MS: i64 = 15 * HOUR_MS;

/// The same newsroom with a mail server, on a clock of its own.
fn beside(room: &Newsroom, server: &Server, per_minute: i64) -> Ctx {
    Ctx::new(Ground {
        db: room.ctx.db.clone(),
        files: room.ctx.files.clone(),
        voices: room.ctx.voices.clone(),
        fetch: Fetch::pages([]),
        clock: Clock::fixed(room.ctx.clock.now_ms()),
        chance: Chance::seeded(8),
        settings: Settings {
            newsletter: Newsletter { per_minute, ..Newsletter::default() },
            ..room.ctx.settings.clone()
        },
        bell: tokio::sync::Notify::new(),
        mail: Mail::open(Some(&server.url), "The Test <news@example.org>").unwrap(),
        till: Default::default(),
    })
}

async fn open(room: &Newsroom) -> (Ctx, Server) {
    let server = Server::open().await;
    (beside(room, &server, 10_000), server)
}

async fn ask(ctx: &Ctx, email: &str, choices: &Choices, asker: &str) -> Result<Asked> {
    let mut tx = ctx.db.begin().await?;
    let asked = subscribers::ask(&mut tx, ctx, email, choices, asker).await?;
    tx.commit().await?;
    Ok(asked)
}

async fn confirm(ctx: &Ctx, secret: &str) -> Result<subscribers::Subscriber> {
    let mut tx = ctx.db.begin().await?;
    let subscriber = subscribers::confirm(&mut tx, ctx, secret).await?;
    tx.commit().await?;
    Ok(subscriber)
}

/// Somebody who has signed up and confirmed.
async fn subscribed(ctx: &Ctx, email: &str, choices: &Choices) -> subscribers::Subscriber {
    match ask(ctx, email, choices, &format!("from {email}")).await.unwrap() {
        Asked::Confirms { secret } => confirm(ctx, &secret).await.unwrap(),
        Asked::Has { .. } => panic!("{email} has it already"),
    }
}

fn daily() -> Choices {
    Choices::all(Rhythm::Daily, "en")
}

/// A story that can be heard.
async fn heard(room: &Newsroom, headline: &str) {
    room.published(&format!("# {headline}\n\nThe bell rang at seven.\n")).await;
    room.work_off().await;
}

fn code(result: Result<impl Sized>) -> String {
    match result {
        Ok(_) => "done".into(),
        Err(Error::Refused { code, .. }) => code.into(),
        Err(other) => other.to_string(),
    }
}

async fn look(ctx: &Ctx) {
    mailing::look(ctx).await.unwrap();
    work::work_off(ctx).await.unwrap();
}

/// Plans, lets the night go by, and sends.
async fn a_morning_comes(ctx: &Ctx) {
    mailing::look(ctx).await.unwrap();
    ctx.clock.advance(UNTIL_SEVEN_MS);
    look(ctx).await;
}

async fn last(ctx: &Ctx) -> Issue {
    issues::past(&ctx.db).await.unwrap().into_iter().next().expect("an issue")
}

async fn counts(ctx: &Ctx, issue: &IssueId) -> Counts {
    copies::counts(&ctx.db, issue).await.unwrap()
}

async fn nobody_is_a_subscriber_before_they_pressed_the_button(room: &Newsroom) {
    let ctx = &room.ctx;
    let Asked::Confirms { secret } = ask(ctx, " Mina@Example.org ", &daily(), "192.0.2.1").await.unwrap() else {
        panic!("new")
    };
    assert!(subscribers::audiences(&ctx.db).await.unwrap().is_empty());
    assert_eq!(code(confirm(ctx, "made up").await), "unknown");
    let mina = confirm(ctx, &secret).await.unwrap();
    assert_eq!((mina.email.as_str(), mina.is_confirmed()), ("mina@example.org", true));
    assert_eq!(confirm(ctx, &secret).await.unwrap().id, mina.id, "pressing it again is no mistake");
    assert_eq!(subscribers::audiences(&ctx.db).await.unwrap(), [(Rhythm::Daily, "en".to_string(), 1)]);

    let Asked::Confirms { secret } = ask(ctx, "ken@example.org", &daily(), "192.0.2.1").await.unwrap() else {
        panic!("new")
    };
    ctx.clock.advance(subscribers::LINK_LIVES_MS);
    assert_eq!(code(confirm(ctx, &secret).await), "expired");
    ctx.clock.advance(7 * DAY_MS);
    subscribers::sweep(ctx).await.unwrap();
    assert_eq!(room.number("SELECT COUNT(*) FROM subscriber").await, 1, "who never confirmed is forgotten");
    assert_eq!(code(confirm(ctx, &secret).await), "unknown");
}

async fn who_has_it_is_told_so_by_mail_and_nothing_of_theirs_changes(room: &Newsroom) {
    let ctx = &room.ctx;
    let mina = subscribed(ctx, "mina@example.org", &daily()).await;
    let weekly = Choices { sections: vec!["sports".into()], ..Choices::all(Rhythm::Weekly, "zh-Hant") };
    let again = ask(ctx, "mina@example.org", &weekly, "192.0.2.9").await.unwrap();
    assert_eq!(again, Asked::Has { secret: mina.secret.clone() });
    let now = subscribers::by_secret(&ctx.db, &mina.secret).await.unwrap().unwrap();
    assert_eq!(now, mina);
    let mut tx = ctx.db.begin().await.unwrap();
    subscribers::change(&mut tx, &mina.secret, &weekly).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(subscribers::by_email(&ctx.db, "mina@example.org").await.unwrap().unwrap().choices, weekly);
}

async fn nobodys_mailbox_is_filled_by_sign_ups(room: &Newsroom) {
    let ctx = &room.ctx;
    for n in 0..subscribers::LETTERS_PER_ADDRESS {
        ask(ctx, "mina@example.org", &daily(), &format!("192.0.2.{n}")).await.unwrap();
    }
    assert_eq!(code(ask(ctx, "MINA@example.org", &daily(), "192.0.2.99").await), "too-many-letters");
    for n in 0..subscribers::LETTERS_PER_ASKER {
        ask(ctx, &format!("reader{n}@example.org"), &daily(), "198.51.100.1").await.unwrap();
    }
    assert_eq!(code(ask(ctx, "one.more@example.org", &daily(), "198.51.100.1").await), "too-many-letters");
    ctx.clock.advance(subscribers::WINDOW_MS);
    ask(ctx, "mina@example.org", &daily(), "192.0.2.1").await.unwrap();
}

async fn nor_by_many_sign_ups_at_one_moment(room: &Newsroom) {
    let ctx = &room.ctx;
    let choices = daily();
    let askers: Vec<String> = (0..8).map(|n| format!("192.0.2.{n}")).collect();
    let asked = askers.iter().map(|asker| ask(ctx, "mina@example.org", &choices, asker));
    let asked: Vec<String> = futures::future::join_all(asked).await.into_iter().map(code).collect();
    let done = asked.iter().filter(|code| *code == "done").count() as i64;
    assert_eq!(done, subscribers::LETTERS_PER_ADDRESS, "{asked:?}");
    assert_eq!(room.number("SELECT COUNT(*) FROM subscriber_link").await, subscribers::LETTERS_PER_ADDRESS);
}

async fn the_daily_goes_at_its_hour_to_each_reader_with_what_they_chose(room: &Newsroom) {
    let (ctx, server) = open(room).await;
    heard(room, "The ferry sails").await;
    let river = "---\nheadline: 渡輪開了\nlang: zh-Hant\npublication: river\n---\n鐘七點響了。\n";
    room.published(river).await;
    room.work_off().await;
    subscribed(&ctx, "mina@example.org", &daily()).await;
    subscribed(&ctx, "both@example.org", &Choices { langs: vec![], ..daily() }).await;
    let none = Choices { sections: vec!["sports".into()], ..daily() };
    subscribed(&ctx, "sporty@example.org", &none).await;
    subscribed(&ctx, "ling@example.org", &Choices::all(Rhythm::Daily, "zh-Hant")).await;
    subscribed(&ctx, "weekly@example.org", &Choices::all(Rhythm::Weekly, "en")).await;
    let asked = ask(&ctx, "not.yet@example.org", &daily(), "192.0.2.1").await.unwrap();
    assert!(matches!(asked, Asked::Confirms { .. }));

    mailing::look(&ctx).await.unwrap();
    ctx.clock.advance(UNTIL_SEVEN_MS - 1);
    look(&ctx).await;
    assert!(server.taken().is_empty(), "not a moment too soon");
    ctx.clock.advance(1);
    look(&ctx).await;
    assert_eq!(server.recipients(), ["both@example.org", "ling@example.org", "mina@example.org"]);
    let taken = server.taken();
    let of = |who: &str| taken.iter().find(|taken| taken.to == format!("{who}@example.org")).unwrap();
    let mina = of("mina");
    assert!(mina.header("subject").starts_with("The ferry sails"), "{}", mina.letter);
    assert_eq!(mina.header("list-unsubscribe-post"), "List-Unsubscribe=One-Click");
    assert!(mina.header("list-unsubscribe").starts_with("<https://news.example.org/newsletter/unsubscription?token="));
    assert!(mina.header("list-id").contains("<newsletter-daily-en.news.example.org>"), "{}", mina.header("list-id"));
    assert!(mina.header("content-type").starts_with("multipart/alternative"), "{}", mina.letter);
    assert!(mina.text().contains("text/plain") && mina.text().contains("text/html"));
    assert!(mina.header("message-id").ends_with("@news.example.org>"));
    assert_ne!(mina.header("message-id"), of("both").header("message-id"));
    assert!(!mina.text().contains("river") && of("both").text().contains("The river"), "each has what they chose");
    let counts = counts(&ctx, &last(&ctx).await.id).await;
    assert_eq!((counts.waiting, counts.unknown, counts.refused), (0, 0, 0));
    assert_eq!(room.number("SELECT COUNT(*) FROM newsletter_copy WHERE state = 'empty'").await, 1, "no sports today");
    assert_eq!(room.number("SELECT COUNT(*) FROM newsletter_copy WHERE state = 'sent'").await, 3);
    assert!(issues::past(&ctx.db).await.unwrap().iter().all(|issue| issue.state == "sent" && issue.number == Some(1)));
}

async fn an_issue_goes_once_however_often_anybody_looks(room: &Newsroom) {
    let (ctx, server) = open(room).await;
    heard(room, "The ferry sails").await;
    for n in 0..5 {
        subscribed(&ctx, &format!("reader{n}@example.org"), &daily()).await;
    }
    mailing::look(&ctx).await.unwrap();
    ctx.clock.advance(UNTIL_SEVEN_MS);
    let looks = (0..6).map(|_| mailing::look(&ctx));
    for looked in futures::future::join_all(looks).await {
        looked.unwrap();
    }
    let workers = (0..3).map(|_| work::work_off(&ctx));
    for worked in futures::future::join_all(workers).await {
        worked.unwrap();
    }
    look(&ctx).await;
    assert_eq!(server.taken().len(), 5);
    let issue = issues::past(&ctx.db).await.unwrap();
    assert_eq!((issue.len(), issue[0].state.as_str()), (1, "sent"));
    assert_eq!(
        issues::coming(&ctx.db).await.unwrap()[0].goes_at_ms,
        ctx.clock.now_ms() + DAY_MS,
        "and tomorrow's is planned"
    );
}

async fn a_story_is_in_one_issue_and_one_whose_voice_is_late_in_the_next(room: &Newsroom) {
    let (ctx, server) = open(room).await;
    heard(room, "The ferry sails").await;
    subscribed(&ctx, "mina@example.org", &daily()).await;
    mailing::look(&ctx).await.unwrap();
    ctx.clock.advance(UNTIL_SEVEN_MS);
    room.ctx.clock.advance(UNTIL_SEVEN_MS - MINUTE_MS);
    room.published("# The crane turns\n\nIt turned.\n").await;
    look(&ctx).await;
    assert!(
        server.taken()[0].text().contains("The ferry sails") && !server.taken()[0].text().contains("The crane turns")
    );
    ctx.clock.advance(DAY_MS);
    look(&ctx).await;
    let taken = server.taken();
    assert_eq!(taken.len(), 2);
    assert!(
        taken[1].text().contains("The crane turns") && !taken[1].text().contains("The ferry sails"),
        "{}",
        taken[1].letter
    );
}

async fn an_editor_arranges_leaves_out_and_cannot_overwrite_what_they_have_not_seen(room: &Newsroom) {
    let (ctx, server) = open(room).await;
    for headline in ["One", "Two", "Three"] {
        heard(room, headline).await;
        room.ctx.clock.advance(1);
    }
    subscribed(&ctx, "mina@example.org", &daily()).await;
    mailing::look(&ctx).await.unwrap();
    let draft = issues::coming(&ctx.db).await.unwrap().remove(0);
    let names = async |issue: &Issue| -> Vec<String> {
        mailing::entries(&ctx, issue).await.unwrap().into_iter().map(|entry| entry.headline).collect()
    };
    assert_eq!(names(&draft).await, ["Three", "Two", "One"]);
    let ids: Vec<String> =
        mailing::entries(&ctx, &draft).await.unwrap().into_iter().map(|entry| entry.article).collect();
    let edited = Edited {
        subject: " Two stories ".into(),
        intro: "Good morning.".into(),
        arranged: vec![ids[2].clone()],
        left_out: vec![ids[0].clone()],
    };
    let edit = async |version: i64, edited: &Edited| -> Result<()> {
        let mut tx = ctx.db.begin().await?;
        issues::edit(&mut tx, &draft.id, version, edited).await?;
        tx.commit().await
    };
    edit(draft.version, &edited).await.unwrap();
    assert_eq!(code(edit(draft.version, &Edited::default()).await), "changed", "somebody else was there first");
    let long = Edited { subject: "a\r\nBcc: everybody@example.org".into(), ..Edited::default() };
    assert!(edit(draft.version + 1, &long).await.is_err());
    assert_eq!(code(mailing::send_now(&ctx, &draft).await), "changed", "what goes is what was seen");
    let seen = issues::by_id(&ctx.db, &draft.id).await.unwrap();
    assert_eq!(names(&seen).await, ["One", "Two"]);
    assert_eq!(mailing::send_now(&ctx, &seen).await.unwrap(), 1);
    work::work_off(&ctx).await.unwrap();
    let letter = &server.taken()[0];
    assert_eq!(letter.header("subject"), "Two stories");
    assert!(letter.text().contains("Good morning.") && !letter.text().contains("Three"), "{}", letter.letter);
    assert_eq!(code(edit(seen.version, &Edited::default()).await), "changed", "it has gone");
    let next = issues::coming(&ctx.db).await.unwrap().remove(0);
    assert_eq!(next.goes_at_ms, draft.goes_at_ms + DAY_MS, "today's is not sent a second time at its hour");
}

async fn an_issue_without_a_story_is_skipped_and_one_that_is_far_too_late_too(room: &Newsroom) {
    let (ctx, server) = open(room).await;
    subscribed(&ctx, "mina@example.org", &daily()).await;
    a_morning_comes(&ctx).await;
    assert_eq!(last(&ctx).await.state, "skipped");
    heard(room, "The ferry sails").await;
    ctx.clock.advance(DAY_MS + 13 * HOUR_MS);
    look(&ctx).await;
    assert_eq!(issues::past(&ctx.db).await.unwrap().iter().filter(|issue| issue.state == "skipped").count(), 2);
    assert!(server.taken().is_empty());
    assert_eq!(issues::coming(&ctx.db).await.unwrap()[0].goes_at_ms, ctx.clock.now_ms() + 11 * HOUR_MS);
}

async fn who_leaves_gets_nothing_any_more_and_is_forgotten(room: &Newsroom) {
    let server = Server::open().await;
    let ctx = beside(room, &server, 1);
    heard(room, "The ferry sails").await;
    let mut all = Vec::new();
    for n in 0..3 {
        all.push(subscribed(&ctx, &format!("reader{n}@example.org"), &daily()).await);
    }
    a_morning_comes(&ctx).await;
    let issue = last(&ctx).await;
    let first = server.taken()[0].to.clone();
    for reader in all.iter().filter(|reader| reader.email != first).take(1) {
        mailing::unsubscribe(&ctx, &reader.secret, None).await.unwrap();
    }
    let had = all.iter().find(|reader| reader.email == first).unwrap();
    mailing::unsubscribe(&ctx, &had.secret, Some(&issue.id)).await.unwrap();
    mailing::unsubscribe(&ctx, &had.secret, Some(&issue.id)).await.unwrap();
    mailing::unsubscribe(&ctx, "made up", None).await.unwrap();
    for _ in 0..4 {
        ctx.clock.advance(2 * MINUTE_MS);
        look(&ctx).await;
    }
    assert_eq!(server.taken().len(), 2, "the one who stayed has theirs");
    let counts = counts(&ctx, &issue.id).await;
    assert_eq!((counts.sent, counts.unsubscribed, last(&ctx).await.state.as_str()), (2, 1, "sent"));
    assert_eq!(room.number("SELECT COUNT(*) FROM subscriber").await, 1);
    assert!(subscribers::by_email(&ctx.db, &first).await.unwrap().is_none());
}

async fn nothing_that_was_written_to_or_said_of_whoever_leaves_is_kept(room: &Newsroom) {
    let (ctx, _server) = open(room).await;
    heard(room, "The ferry sails").await;
    let gone = subscribed(&ctx, "gone@example.org", &daily()).await;
    subscribed(&ctx, "mina@example.org", &daily()).await;
    let mut tx = ctx.db.begin().await.unwrap();
    for to in ["gone@example.org", "mina@example.org"] {
        let letter = Letter { to: to.into(), subject: "Confirm".into(), body: "A link".into() };
        mails::write(&mut tx, &room.ctx, &letter).await.unwrap();
    }
    tx.commit().await.unwrap();
    a_morning_comes(&ctx).await;
    let sql = "SELECT answer FROM newsletter_copy WHERE state = 'refused'";
    let (said,): (Option<String>,) = ctx.db.one("copy", sql, vec![]).await.unwrap();
    let said = said.expect("an answer");
    assert!(said.contains("no such mailbox <…>") && !said.to_lowercase().contains("gone@"), "{said}");
    let failed = "SELECT COUNT(*) FROM job WHERE kind = 'mail' AND LOWER(last_error) LIKE '%no such mailbox%'";
    let named = "SELECT COUNT(*) FROM job WHERE LOWER(last_error) LIKE '%gone@%'";
    assert_eq!((room.number(failed).await, room.number(named).await), (1, 0));
    mailing::unsubscribe(&ctx, &gone.secret, None).await.unwrap();
    assert_eq!(room.number("SELECT COUNT(*) FROM newsletter_copy WHERE answer IS NOT NULL").await, 1, "mina's");
    assert_eq!(room.number("SELECT COUNT(*) FROM mail").await, 1);
    assert_eq!(room.number("SELECT COUNT(*) FROM mail WHERE recipient = 'mina@example.org'").await, 1);
}

async fn an_account_that_is_erased_takes_its_newsletter_along(room: &Newsroom) {
    let ctx = &room.ctx;
    subscribed(ctx, "mina@example.org", &daily()).await;
    let mut tx = ctx.db.begin().await.unwrap();
    let link = links::make(&mut tx, ctx, "mina@example.org", "192.0.2.1", None).await.unwrap();
    tx.commit().await.unwrap();
    let session = links::sign_in(ctx, &link, Arrival { device: "Firefox", lang: "en" }).await.unwrap();
    let who = listeners::signed_in(ctx, &session).await.unwrap().unwrap().listener;
    let taken_along = leaving::export(ctx, &who).await.unwrap();
    assert_eq!(taken_along["newsletter"]["choices"]["rhythm"], "daily");
    assert!(!taken_along.to_string().contains("secret"), "what opens something stays here");
    leaving::erase(ctx, &who).await.unwrap();
    assert_eq!(room.number("SELECT COUNT(*) FROM subscriber").await, 0);
}

async fn after_a_restore_nothing_goes_out_by_itself_that_may_have_gone_before(room: &Newsroom) {
    let server = Server::open().await;
    let ctx = beside(room, &server, 1);
    heard(room, "The ferry sails").await;
    for n in 0..3 {
        subscribed(&ctx, &format!("reader{n}@example.org"), &daily()).await;
    }
    subscribed(&ctx, "ling@example.org", &Choices::all(Rhythm::Daily, "zh-Hant")).await;
    mailing::look(&ctx).await.unwrap();
    let english = issues::coming(&ctx.db).await.unwrap().into_iter().find(|issue| issue.lang == "en").unwrap();
    mailing::send_now(&ctx, &english).await.unwrap();
    work::work_off(&ctx).await.unwrap();
    assert_eq!(server.taken().len(), 1);

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("backup.tar");
    backup::write(&ctx, &file).await.unwrap();
    let other = Newsroom::empty().await;
    let there = beside(&other, &server, 10_000);
    there.clock.advance(UNTIL_SEVEN_MS + HOUR_MS);
    backup::read(&there, &file).await.unwrap();
    look(&there).await;
    assert_eq!(server.taken().len(), 1);
    let states: Vec<(String, String)> =
        issues::past(&there.db).await.unwrap().into_iter().map(|issue| (issue.lang, issue.state)).collect();
    assert!(states.contains(&("en".into(), "held".into())), "{states:?}");
    assert!(states.contains(&("zh-Hant".into(), "skipped".into())), "{states:?}");
    mailing::go_on(&there, &english.id).await.unwrap();
    work::work_off(&there).await.unwrap();
    assert_eq!(server.recipients().len(), 3, "and an editor who knows better lets the rest go");
}

async fn old_copies_become_numbers_of_their_issue(room: &Newsroom) {
    let (ctx, _server) = open(room).await;
    heard(room, "The ferry sails").await;
    for who in ["mina", "gone", "spam"] {
        subscribed(&ctx, &format!("{who}@example.org"), &daily()).await;
    }
    a_morning_comes(&ctx).await;
    let issue = last(&ctx).await;
    let before = counts(&ctx, &issue.id).await;
    assert_eq!((before.sent, before.refused), (1, 2));
    copies::sweep(&ctx).await.unwrap();
    assert_eq!(room.number("SELECT COUNT(*) FROM newsletter_copy").await, 3);
    ctx.clock.advance(31 * DAY_MS);
    copies::sweep(&ctx).await.unwrap();
    assert_eq!(room.number("SELECT COUNT(*) FROM newsletter_copy").await, 0);
    assert_eq!(counts(&ctx, &issue.id).await, before);
}

/// A publication that is added later is among *all*.
#[tokio::test]
async fn whoever_chose_nothing_gets_a_new_publication_too() {
    let room = Newsroom::sqlite().await;
    let (ctx, server) = open(&room).await;
    subscribed(&ctx, "mina@example.org", &daily()).await;
    let mut tx = ctx.db.begin().await.unwrap();
    let new = NewPublication {
        slug: "new".into(),
        name: "The New".into(),
        lang: "en".into(),
        tagline: String::new(),
        description: String::new(),
        time_zone: "Asia/Taipei".into(),
        accent: "#8a6116".into(),
    };
    publications::add(&mut tx, &ctx, &new).await.unwrap();
    tx.commit().await.unwrap();
    room.published("---\nheadline: New here\npublication: new\n---\nWe are new.\n").await;
    room.work_off().await;
    a_morning_comes(&ctx).await;
    assert!(server.taken()[0].text().contains("New here"));
}
