//! Handing copies to a mail server that is full, angry, away, or taking one at the moment we are killed.

use newsroom::jobs::{self, Take};
use newsroom::newsletter::copies::Verdict;

use super::*;

crate::on_both!(
    a_sender_that_is_killed_while_a_letter_is_taken_leaves_it_unknown_and_sends_it_to_nobody_twice,
    of_an_unknown_copy_somebody_says_whether_it_arrived,
    a_full_mailbox_is_tried_again_and_not_for_ever,
    what_is_sent_now_does_not_wait_behind_a_full_mailbox,
    a_mailbox_that_refuses_three_issues_gets_no_more,
    a_letter_that_is_turned_down_is_not_the_mailboxes_fault,
    a_mail_server_that_refuses_everybody_holds_the_issue,
    it_holds_the_issue_of_three_people_too_and_none_of_them_is_blamed,
    it_holds_the_issue_though_a_minute_has_fewer_copies_than_must_be_refused,
    an_issue_that_most_mailboxes_refuse_is_held_once_and_then_they_are_believed,
    dead_mailboxes_one_after_another_hold_an_issue_once,
    an_issue_that_is_opened_again_counts_no_refusal_twice,
    a_mail_server_that_is_away_is_waited_for,
    no_more_are_handed_over_in_a_minute_than_is_set,
);

/// Sends until the mail server has taken a letter and says nothing, and is killed then.
async fn killed_in_the_gap(room: &Newsroom, ctx: &Ctx, server: &Server) -> Issue {
    heard(room, "The ferry sails").await;
    for who in ["ann", "mute", "zoe"] {
        subscribed(ctx, &format!("{who}@example.org"), &daily()).await;
    }
    mailing::look(ctx).await.unwrap();
    ctx.clock.advance(UNTIL_SEVEN_MS);
    mailing::look(ctx).await.unwrap();
    let job = loop {
        let job = jobs::claim(ctx, Take::Due).await.unwrap().expect("a job");
        if job.kind == mailing::SEND {
            break job;
        }
        jobs::finish(ctx, &job).await.unwrap();
    };
    let doing = ctx.clone();
    let sender = tokio::spawn(async move { mailing::send(&doing, &job).await });
    server.is_mute().await;
    sender.abort();
    assert!(sender.await.unwrap_err().is_cancelled());
    last(ctx).await
}

async fn a_sender_that_is_killed_while_a_letter_is_taken_leaves_it_unknown_and_sends_it_to_nobody_twice(
    room: &Newsroom,
) {
    let (ctx, server) = open(room).await;
    let issue = killed_in_the_gap(room, &ctx, &server).await;
    mailing::look(&ctx).await.unwrap();
    assert_eq!(counts(&ctx, &issue.id).await.unknown, 0, "its worker may be alive");
    ctx.clock.advance(jobs::LEASE_MS + 1);
    look(&ctx).await;
    assert_eq!(server.recipients(), ["ann@example.org", "mute@example.org", "zoe@example.org"], "each once");
    let after = counts(&ctx, &issue.id).await;
    assert_eq!((after.sent, after.unknown, after.waiting), (2, 1, 0));
    let unknown = copies::unknown(&ctx.db, Some(&issue.id)).await.unwrap();
    assert_eq!(unknown[0].email.as_deref(), Some("mute@example.org"));
    let name = mailing::message_id(&ctx, &issue.id, &unknown[0].subscriber);
    let taken = server.taken();
    let copy = taken.iter().find(|taken| taken.to == "mute@example.org").unwrap();
    assert_eq!(copy.header("message-id"), name, "by which the mail server can be asked");
    for _ in 0..40 {
        ctx.clock.advance(HOUR_MS);
        look(&ctx).await;
    }
    assert_eq!(server.taken().iter().filter(|taken| taken.to == "mute@example.org").count(), 1);
    assert_eq!(issues::by_id(&ctx.db, &issue.id).await.unwrap().state, "sent", "and the issue ends");
}

async fn of_an_unknown_copy_somebody_says_whether_it_arrived(room: &Newsroom) {
    let (ctx, server) = open(room).await;
    let issue = killed_in_the_gap(room, &ctx, &server).await;
    ctx.clock.advance(jobs::LEASE_MS + 1);
    look(&ctx).await;
    let copy = copies::unknown(&ctx.db, None).await.unwrap().remove(0);
    mailing::decide(&ctx, &issue.id, &copy.subscriber, Verdict::Arrived).await.unwrap();
    let decided = mailing::decide(&ctx, &issue.id, &copy.subscriber, Verdict::Again).await;
    assert_eq!(code(decided), "settled", "once");
    assert_eq!(counts(&ctx, &issue.id).await.sent, 3);

    // Another, which did not arrive, goes again under its name.
    let mut tx = ctx.db.begin().await.unwrap();
    let sql = "UPDATE newsletter_copy SET state = 'unknown' WHERE subscriber = (SELECT id FROM subscriber WHERE email = 'zoe@example.org')";
    tx.execute(sql, vec![]).await.unwrap();
    tx.commit().await.unwrap();
    let copy = copies::unknown(&ctx.db, None).await.unwrap().remove(0);
    mailing::decide(&ctx, &issue.id, &copy.subscriber, Verdict::Again).await.unwrap();
    work::work_off(&ctx).await.unwrap();
    let both: Vec<String> = server
        .taken()
        .iter()
        .filter(|taken| taken.to == "zoe@example.org")
        .map(|taken| taken.header("message-id"))
        .collect();
    assert_eq!((both.len(), &both[0]), (2, &both[1]));
    look(&ctx).await;
    assert_eq!((last(&ctx).await.state.as_str(), counts(&ctx, &issue.id).await.sent), ("sent", 3));
}

async fn a_full_mailbox_is_tried_again_and_not_for_ever(room: &Newsroom) {
    let (ctx, server) = open(room).await;
    heard(room, "The ferry sails").await;
    for who in ["full", "later", "mina"] {
        subscribed(&ctx, &format!("{who}@example.org"), &daily()).await;
    }
    a_morning_comes(&ctx).await;
    let issue = last(&ctx).await;
    assert_eq!(server.recipients(), ["mina@example.org"], "who is behind a full mailbox gets theirs");
    assert_eq!((issue.state.as_str(), counts(&ctx, &issue.id).await.waiting), ("sending", 2));
    for _ in 0..200 {
        ctx.clock.advance(15 * MINUTE_MS);
        look(&ctx).await;
    }
    let issue = issues::by_id(&ctx.db, &issue.id).await.unwrap();
    let counts = counts(&ctx, &issue.id).await;
    assert_eq!((issue.state.as_str(), counts.lapsed, counts.waiting), ("sent", 2, 0));
    assert_eq!(room.number("SELECT MAX(refusals) FROM subscriber").await, 0, "full is not gone");
    assert!(room.number("SELECT MAX(attempts) FROM newsletter_copy").await <= 14);
}

async fn what_is_sent_now_does_not_wait_behind_a_full_mailbox(room: &Newsroom) {
    let (ctx, server) = open(room).await;
    heard(room, "The ferry sails").await;
    subscribed(&ctx, "full@example.org", &daily()).await;
    subscribed(&ctx, "weekly@example.org", &Choices::all(Rhythm::Weekly, "en")).await;
    a_morning_comes(&ctx).await;
    for _ in 0..8 {
        ctx.clock.advance(HOUR_MS);
        look(&ctx).await;
    }
    let waits = room.number("SELECT MAX(run_at_ms) FROM job WHERE kind = 'newsletter-send'").await;
    assert!(waits > ctx.clock.now_ms() + HOUR_MS, "the sender waits for the full mailbox");
    let coming = issues::coming(&ctx.db).await.unwrap();
    let weekly = coming.iter().find(|issue| issue.rhythm == Rhythm::Weekly).unwrap();
    mailing::send_now(&ctx, weekly).await.unwrap();
    work::work_off(&ctx).await.unwrap();
    assert_eq!(server.recipients(), ["weekly@example.org"]);

    // And the look that comes by the clock sees that the sender would come too late.
    let tried = room.number("SELECT MAX(attempts) FROM newsletter_copy").await;
    let mut tx = ctx.db.begin().await.unwrap();
    tx.execute("UPDATE newsletter_copy SET due_at_ms = 0 WHERE state = 'waiting'", vec![]).await.unwrap();
    tx.commit().await.unwrap();
    look(&ctx).await;
    assert_eq!(room.number("SELECT MAX(attempts) FROM newsletter_copy").await, tried + 1);
}

async fn a_mailbox_that_refuses_three_issues_gets_no_more(room: &Newsroom) {
    let (ctx, server) = open(room).await;
    for who in ["gone", "mina"] {
        subscribed(&ctx, &format!("{who}@example.org"), &daily()).await;
    }
    mailing::look(&ctx).await.unwrap();
    ctx.clock.advance(UNTIL_SEVEN_MS);
    for day in 0..5 {
        room.ctx.clock.advance(ctx.clock.now_ms() - room.ctx.clock.now_ms() - HOUR_MS);
        heard(room, &format!("Story {day}")).await;
        look(&ctx).await;
        ctx.clock.advance(DAY_MS);
    }
    assert_eq!(server.taken().len(), 5, "the other gets all");
    let gone = subscribers::by_email(&ctx.db, "gone@example.org").await.unwrap().unwrap();
    assert_eq!(gone.state, "refused");
    assert_eq!(room.number("SELECT COUNT(*) FROM newsletter_copy WHERE state = 'refused'").await, 3);
    let asked = ask(&ctx, "gone@example.org", &daily(), "192.0.2.1").await.unwrap();
    assert!(matches!(asked, Asked::Confirms { .. }), "whoever has a mailbox again may sign up again");
}

async fn a_letter_that_is_turned_down_is_not_the_mailboxes_fault(room: &Newsroom) {
    let (ctx, _server) = open(room).await;
    heard(room, "The ferry sails").await;
    subscribed(&ctx, "spam@example.org", &daily()).await;
    a_morning_comes(&ctx).await;
    let issue = last(&ctx).await;
    assert_eq!((issue.state.as_str(), counts(&ctx, &issue.id).await.refused), ("sent", 1));
    assert_eq!(room.number("SELECT refusals FROM subscriber").await, 0);
}

async fn a_mail_server_that_refuses_everybody_holds_the_issue(room: &Newsroom) {
    let (ctx, server) = open(room).await;
    heard(room, "The ferry sails").await;
    for n in 0..25 {
        subscribed(&ctx, &format!("reader{n}@example.org"), &daily()).await;
    }
    server.refuse_all(true);
    a_morning_comes(&ctx).await;
    let issue = last(&ctx).await;
    assert_eq!(issue.state, "held");
    assert!(issue.problem.unwrap().contains("relay access denied"));
    ctx.clock.advance(HOUR_MS);
    look(&ctx).await;
    assert_eq!(counts(&ctx, &issue.id).await.waiting, 25, "nobody's mailbox is blamed");
    server.refuse_all(false);
    mailing::go_on(&ctx, &issue.id).await.unwrap();
    work::work_off(&ctx).await.unwrap();
    assert_eq!((server.taken().len(), last(&ctx).await.state.as_str()), (25, "sent"));
    assert_eq!(code(mailing::go_on(&ctx, &issue.id).await), "changed");
}

async fn it_holds_the_issue_of_three_people_too_and_none_of_them_is_blamed(room: &Newsroom) {
    let (ctx, server) = open(room).await;
    heard(room, "The ferry sails").await;
    for who in ["ann", "ken", "mina"] {
        subscribed(&ctx, &format!("{who}@example.org"), &daily()).await;
    }
    server.refuse_all(true);
    a_morning_comes(&ctx).await;
    let issue = last(&ctx).await;
    assert_eq!((issue.state.as_str(), counts(&ctx, &issue.id).await.waiting), ("held", 3));
    let problem = issue.problem.unwrap();
    assert!(problem.contains("3 of 3 mailboxes") && problem.contains("relay access denied"), "{problem}");
    assert_eq!(room.number("SELECT MAX(refusals) FROM subscriber").await, 0);
    server.refuse_all(false);
    mailing::go_on(&ctx, &issue.id).await.unwrap();
    work::work_off(&ctx).await.unwrap();
    assert_eq!((server.taken().len(), last(&ctx).await.state.as_str()), (3, "sent"));
}

async fn it_holds_the_issue_though_a_minute_has_fewer_copies_than_must_be_refused(room: &Newsroom) {
    let server = Server::open().await;
    let ctx = beside(room, &server, 5);
    heard(room, "The ferry sails").await;
    for n in 0..30 {
        subscribed(&ctx, &format!("reader{n}@example.org"), &daily()).await;
    }
    server.refuse_all(true);
    a_morning_comes(&ctx).await;
    let issue = last(&ctx).await;
    assert_eq!(issue.state, "held");
    let problem = issue.problem.unwrap();
    assert!(problem.contains("one after another"), "{problem}");
    let asked = room.number("SELECT COUNT(*) FROM newsletter_copy WHERE taken_back_at_ms IS NOT NULL").await;
    assert_eq!(asked, 20, "and the others were not asked");
}

async fn an_issue_that_most_mailboxes_refuse_is_held_once_and_then_they_are_believed(room: &Newsroom) {
    let (ctx, server) = open(room).await;
    heard(room, "The ferry sails").await;
    for n in 0..7 {
        subscribed(&ctx, &format!("gone@host{n}.example.org"), &daily()).await;
    }
    for n in 0..5 {
        subscribed(&ctx, &format!("reader{n}@example.org"), &daily()).await;
    }
    a_morning_comes(&ctx).await;
    let issue = last(&ctx).await;
    assert_eq!((issue.state.as_str(), server.taken().len()), ("held", 5));
    assert!(issue.problem.unwrap().contains("7 of 12 mailboxes"));
    assert_eq!(room.number("SELECT MAX(refusals) FROM subscriber").await, 0);
    mailing::go_on(&ctx, &issue.id).await.unwrap();
    work::work_off(&ctx).await.unwrap();
    assert_eq!((last(&ctx).await.state.as_str(), counts(&ctx, &issue.id).await.refused), ("sent", 7));
    assert_eq!(room.number("SELECT COUNT(*) FROM subscriber WHERE refusals = 1").await, 7);
    assert_eq!(server.taken().len(), 5, "nobody has a second copy");
}

async fn dead_mailboxes_one_after_another_hold_an_issue_once(room: &Newsroom) {
    let (ctx, server) = open(room).await;
    heard(room, "The ferry sails").await;
    for n in 0..25 {
        subscribed(&ctx, &format!("gone@host{n}.example.org"), &daily()).await;
    }
    subscribed(&ctx, "mina@example.org", &daily()).await;
    a_morning_comes(&ctx).await;
    let issue = last(&ctx).await;
    assert_eq!((issue.state.as_str(), counts(&ctx, &issue.id).await.refused), ("held", 0));
    mailing::go_on(&ctx, &issue.id).await.unwrap();
    work::work_off(&ctx).await.unwrap();
    assert_eq!((last(&ctx).await.state.as_str(), counts(&ctx, &issue.id).await.refused), ("sent", 25));
    assert_eq!(server.recipients(), ["mina@example.org"]);
}

async fn an_issue_that_is_opened_again_counts_no_refusal_twice(room: &Newsroom) {
    let (ctx, server) = open(room).await;
    heard(room, "The ferry sails").await;
    for who in ["gone", "mina"] {
        subscribed(&ctx, &format!("{who}@example.org"), &daily()).await;
    }
    a_morning_comes(&ctx).await;
    let issue = last(&ctx).await;
    assert_eq!((issue.state.as_str(), room.number("SELECT MAX(refusals) FROM subscriber").await), ("sent", 1));
    let mut tx = ctx.db.begin().await.unwrap();
    tx.execute("UPDATE newsletter_copy SET state = 'unknown' WHERE state = 'sent'", vec![]).await.unwrap();
    tx.commit().await.unwrap();
    let copy = copies::unknown(&ctx.db, None).await.unwrap().remove(0);
    mailing::decide(&ctx, &issue.id, &copy.subscriber, Verdict::Again).await.unwrap();
    work::work_off(&ctx).await.unwrap();
    let again = last(&ctx).await;
    assert_eq!((server.taken().len(), again.state.as_str(), again.ended_at_ms), (2, "sent", issue.ended_at_ms));
    assert_eq!(room.number("SELECT MAX(refusals) FROM subscriber").await, 1);
}

async fn a_mail_server_that_is_away_is_waited_for(room: &Newsroom) {
    let server = Server::open().await;
    let nobody = Server::away();
    let ctx = beside(room, &nobody, 10_000);
    heard(room, "The ferry sails").await;
    subscribed(&ctx, "mina@example.org", &daily()).await;
    a_morning_comes(&ctx).await;
    let issue = last(&ctx).await;
    assert_eq!((issue.state.as_str(), counts(&ctx, &issue.id).await.waiting), ("sending", 1));
    assert!(issue.problem.is_some());
    let back = beside(room, &server, 10_000);
    back.clock.advance(UNTIL_SEVEN_MS + 2 * MINUTE_MS);
    look(&back).await;
    let issue = last(&back).await;
    assert_eq!((server.taken().len(), issue.state.as_str(), issue.problem), (1, "sent", None));
}

async fn no_more_are_handed_over_in_a_minute_than_is_set(room: &Newsroom) {
    let server = Server::open().await;
    let ctx = beside(room, &server, 3);
    heard(room, "The ferry sails").await;
    for n in 0..8 {
        subscribed(&ctx, &format!("reader{n}@example.org"), &daily()).await;
    }
    a_morning_comes(&ctx).await;
    assert_eq!(server.taken().len(), 3);
    ctx.clock.advance(MINUTE_MS / 2);
    work::work_off(&ctx).await.unwrap();
    assert_eq!(server.taken().len(), 3);
    for wanted in [6, 8] {
        ctx.clock.advance(MINUTE_MS);
        work::work_off(&ctx).await.unwrap();
        assert_eq!(server.taken().len(), wanted);
    }
}
