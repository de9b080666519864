//! Signing up for the newsletter, its letters' links, and the desk's composer.

use axum::http::{Method, StatusCode};
use newsroom::newsletter::issues;
use newsroom::publications;
use newsroom::staff::Role;
use newsroom::{mailing, mails, subscribers, work};

use crate::harness::{Answer, Paper};

const BELL: &str = "---\nheadline: The bell is back\nstandfirst: It rang at seven.\nimage: bell.svg\nalt: A bell\nlang: en\n---\nThe bell rang at seven. Nobody had expected it.\n";
const FORM: &str = "application/x-www-form-urlencoded";

/// The newest letter: its subject, and all of it.
async fn letter(paper: &Paper) -> (String, String) {
    let newest = mails::newest(&paper.ctx).await.expect("letters").into_iter().next().expect("a letter");
    (newest.subject, newest.body)
}

fn token(letter: &str) -> String {
    let (_, rest) = letter.split_once("token=").expect("a link");
    rest.chars().take_while(char::is_ascii_hexdigit).collect()
}

/// Signs up with these fields and presses the letter's button; returns the secret behind their links.
async fn subscribed(paper: &Paper, fields: &str) -> String {
    // Letters of one moment have no order, and the newest is read.
    paper.ctx.clock.advance(1);
    let sent = paper.post("/newsletter", fields, "").await;
    assert_eq!(
        (sent.status, sent.header("location")),
        (StatusCode::SEE_OTHER, "/newsletter?sent=1"),
        "{}",
        sent.text()
    );
    let link = token(&letter(paper).await.1);
    let confirmed = paper.post("/newsletter/confirmation", &format!("token={link}"), "").await;
    let to = confirmed.header("location");
    assert!(
        to.starts_with("/newsletter/preferences?token=") && to.ends_with("&done=confirmed"),
        "{}",
        confirmed.text()
    );
    token(to)
}

async fn bare_post(paper: &Paper, path: &str) -> Answer {
    let headers = [("content-type", FORM), ("sec-fetch-site", "cross-site"), ("origin", "https://mail.example.com")];
    paper.ask(Method::POST, path, &headers, "List-Unsubscribe=One-Click").await
}

#[tokio::test]
async fn every_page_offers_the_newsletter_and_says_nothing_of_who_reads_it() {
    let paper = Paper::open().await;
    paper.publish(BELL).await;
    for path in ["/", "/sections/community", "/articles/the-bell-is-back", "/search", "/about/voice", "/nothing"] {
        let page = paper.get(path).await.text();
        assert!(page.contains("action=\"/newsletter\"") && page.contains("name=\"email\""), "{path}");
        assert!(!page.contains("token"), "{path}");
    }
    assert!(paper.get("/?ui=zh-Hant").await.text().contains("action=\"/newsletter?ui=zh-Hant\""));
}

#[tokio::test]
async fn an_address_in_the_foot_a_button_in_a_letter_and_the_choices_are_theirs() {
    let paper = Paper::open().await;
    paper.post("/newsletter", "email=mina%40example.org", "").await;
    let (subject, body) = letter(&paper).await;
    assert_eq!(subject, "Confirm: the newsletter of The Test");
    assert!(body.contains("https://news.example.org/newsletter/confirmation?token="), "{body}");
    let link = token(&body);
    let page = paper.get(&format!("/newsletter/confirmation?token={link}")).await;
    assert!(page.text().contains(&link) && page.header("cache-control") == "no-store");
    assert!(subscribers::audiences(&paper.ctx.db).await.expect("read").is_empty(), "looking confirms nothing");
    let confirmed = paper.post("/newsletter/confirmation", &format!("token={link}"), "").await;
    let choices = paper.get(confirmed.header("location")).await.text();
    assert!(choices.contains("mina@example.org") && choices.contains("Welcome."), "{choices}");
    assert!(choices.contains("value=\"daily\" checked"), "{choices}");

    let secret = token(confirmed.header("location"));
    let river = publications::by_slug(&paper.ctx.db, "river").await.expect("a publication").id;
    let fields = format!(
        "token={secret}&rhythm=weekly&publication={river}&publication=made-up&section=sports&section=community&lang=en&lang=zh-Hant&letters=zh-Hant"
    );
    let saved = paper.post("/newsletter/preferences", &fields, "").await;
    assert_eq!(saved.header("location"), format!("/newsletter/preferences?token={secret}&done=saved"));
    let mina = subscribers::by_secret(&paper.ctx.db, &secret).await.expect("read").expect("there");
    assert_eq!((mina.choices.rhythm.name(), mina.choices.lang.as_str()), ("weekly", "zh-Hant"));
    assert_eq!(mina.choices.publications, [river.0]);
    assert_eq!(mina.choices.sections, ["sports", "community"]);
    assert_eq!(mina.choices.langs, ["en", "zh-Hant"]);
    let choices = paper.get(saved.header("location")).await.text();
    assert!(choices.contains("value=\"weekly\" checked") && choices.contains("value=\"sports\" checked"), "{choices}");
}

#[tokio::test]
async fn whoever_asks_cannot_tell_who_reads_it() {
    let paper = Paper::open().await;
    let secret = subscribed(&paper, "email=mina%40example.org").await;
    paper.ctx.clock.advance(1);
    let again = paper.post("/newsletter", "email=mina%40example.org&rhythm=weekly", "").await;
    let other = paper.post("/newsletter", "email=ken%40example.org&rhythm=weekly", "").await;
    assert_eq!(again.status, other.status);
    assert_eq!(again.header("location"), other.header("location"));
    let all = mails::newest(&paper.ctx).await.expect("letters");
    let has = all.iter().find(|one| one.subject.contains("already")).expect("a letter");
    assert_eq!(has.recipient, "mina@example.org");
    assert!(has.body.contains(&format!("/newsletter/preferences?token={secret}")), "{}", has.body);
}

#[tokio::test]
async fn what_is_no_address_comes_back_with_what_was_chosen() {
    let paper = Paper::open().await;
    let refused = paper.post("/newsletter", "email=mina&rhythm=weekly&section=sports", "").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = refused.text();
    assert!(text.contains("This is no e-mail address") && text.contains("value=\"mina\""), "{text}");
    assert!(text.contains("value=\"weekly\" checked") && text.contains("value=\"sports\" checked"), "{text}");
    for _ in 0..subscribers::LETTERS_PER_ADDRESS {
        paper.post("/newsletter", "email=mina%40example.org", "").await;
    }
    let refused = paper.post("/newsletter", "email=mina%40example.org", "").await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text().contains("Many letters were asked for"));
}

#[tokio::test]
async fn one_click_in_a_mail_program_unsubscribes_and_a_scanner_that_looks_does_not() {
    let paper = Paper::open().await;
    let secret = subscribed(&paper, "email=mina%40example.org").await;
    let path = format!("/newsletter/unsubscription?token={secret}&ui=en&issue=none");
    let page = paper.get(&path).await;
    assert!(page.text().contains("Unsubscribe now"), "{}", page.text());
    let still = subscribers::by_secret(&paper.ctx.db, &secret).await.expect("read");
    assert!(still.is_some(), "looking ends nothing");
    let answer = bare_post(&paper, &path).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::OK, ""), "{}", answer.text());
    assert!(answer.header("set-cookie").is_empty());
    assert!(subscribers::by_secret(&paper.ctx.db, &secret).await.expect("read").is_none());
    assert!(mails::newest(&paper.ctx).await.expect("letters").is_empty(), "their confirmation is gone, too");
    assert_eq!(bare_post(&paper, &path).await.status, StatusCode::OK, "again is no mistake");
    assert_eq!(bare_post(&paper, "/newsletter/unsubscription?token=made-up").await.status, StatusCode::OK);
    let gone = paper.get(&format!("/newsletter/preferences?token={secret}")).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    assert!(gone.text().contains("belongs to no subscription any more"), "{}", gone.text());
}

#[tokio::test]
async fn the_pages_own_button_unsubscribes_and_says_so() {
    let paper = Paper::open().await;
    let secret = subscribed(&paper, "email=mina%40example.org").await;
    let left = paper.post(&format!("/newsletter/unsubscription?token={secret}"), "by=page", "").await;
    assert_eq!((left.status, left.header("location")), (StatusCode::SEE_OTHER, "/newsletter/unsubscription?done=1"));
    assert!(paper.get(left.header("location")).await.text().contains("You are unsubscribed."));
    assert!(subscribers::by_secret(&paper.ctx.db, &secret).await.expect("read").is_none());
}

#[tokio::test]
async fn from_another_site_nothing_else_of_the_newsletter_can_be_done() {
    let paper = Paper::open().await;
    let secret = subscribed(&paper, "email=mina%40example.org").await;
    for (path, body) in [
        ("/newsletter", "email=ken%40example.org".to_string()),
        ("/newsletter/confirmation", "token=x".to_string()),
        ("/newsletter/preferences", format!("token={secret}&rhythm=weekly")),
    ] {
        let headers = [("content-type", FORM), ("sec-fetch-site", "cross-site")];
        assert_eq!(paper.ask(Method::POST, path, &headers, &body).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn a_link_that_is_none_or_has_run_out_says_what_to_do() {
    let paper = Paper::open().await;
    let unknown = paper.post("/newsletter/confirmation", "token=made-up", "").await;
    assert_eq!(unknown.status, StatusCode::CONFLICT);
    assert!(unknown.text().contains("Sign up once more"), "{}", unknown.text());
    paper.post("/newsletter", "email=mina%40example.org", "").await;
    let link = token(&letter(&paper).await.1);
    paper.ctx.clock.advance(subscribers::LINK_LIVES_MS);
    let late = paper.post("/newsletter/confirmation", &format!("token={link}"), "").await;
    assert!(late.text().contains("This link has expired"), "{}", late.text());
}

const CRANE: &str = "---\nheadline: The crane turns\nlang: en\n---\nIt turned.\n";

/// A newsroom with an issue of these stories, for one reader.
async fn planned(stories: &[&str]) -> Paper {
    let paper = Paper::open().await;
    for story in stories {
        paper.publish(story).await;
    }
    subscribed(&paper, "email=mina%40example.org").await;
    mailing::look(&paper.ctx).await.expect("planned");
    paper
}

#[tokio::test]
async fn the_desk_composes_previews_and_sends_an_issue() {
    let paper = planned(&[BELL, CRANE]).await;
    let cookie = paper.sign_in().await;
    let desk = async |path: &str| paper.get_with(path, &[("cookie", &cookie)]).await;
    let list = desk("/desk/newsletter").await.text();
    assert!(list.contains("One person gets it.") && list.contains("Daily"), "{list}");
    let issue = issues::coming(&paper.ctx.db).await.expect("read").remove(0);
    let at = format!("/desk/newsletter/{}", issue.id);
    let page = desk(&at).await.text();
    assert!(page.contains("The bell is back") && page.contains("The crane turns"), "{page}");
    let between = |text: &str, before: &str| {
        let (_, rest) = text.split_once(before).unwrap_or_else(|| panic!("{before} is not in {text}"));
        rest.split('"').next().expect("an end").to_string()
    };
    let guard = between(&page, "name=\"guard\" value=\"");
    let ids: Vec<String> = page.split("name=\"story\" value=\"").skip(1).map(|rest| rest[..36].to_string()).collect();
    assert_eq!(ids.len(), 2);

    let letter = desk(&format!("{at}/letter")).await;
    let policy = letter.header("content-security-policy");
    assert!(
        policy.contains("style-src 'unsafe-inline'")
            && policy.contains("sandbox")
            && policy.contains("default-src 'none'")
    );
    assert!(letter.text().contains("The bell is back") && letter.text().contains("#listen"), "{}", letter.text());
    assert!(letter.text().contains("-1200.jpg\" alt=\"A bell\""), "{}", letter.text());
    let usual = desk(&at).await;
    assert!(!usual.header("content-security-policy").contains("unsafe-inline"), "no other page may");
    let text = desk(&format!("{at}/text")).await;
    assert!(text.header("content-type").starts_with("text/plain") && text.text().contains("Listen: https://"));

    // The bell alone, with words in front.
    let bell =
        ids.iter().position(|id| page.contains(&format!("{id}\" checked> <span><b lang=\"en\" dir=\"ltr\">The bell")));
    let (stays, out) = if bell == Some(0) { (&ids[0], &ids[1]) } else { (&ids[1], &ids[0]) };
    let fields = format!(
        "guard={guard}&version=1&subject=Bells&intro=Good+morning.&story={stays}&story={out}&in={stays}&place-{stays}=1&place-{out}=2"
    );
    let saved = paper.post(&at, &fields, &cookie).await;
    assert_eq!(saved.header("location"), format!("{at}?done=saved"), "{}", saved.text());
    let page = desk(&at).await.text();
    assert!(page.contains("Good morning.") && page.contains("value=\"Bells\""), "{page}");
    let letter = desk(&format!("{at}/letter")).await.text();
    assert!(letter.contains("Good morning.") && !letter.contains("The crane turns"), "{letter}");
    assert_eq!(paper.post(&at, &fields, &cookie).await.status, StatusCode::CONFLICT, "that form has been sent");
    let stale = paper.post(&format!("{at}/sending"), &format!("guard={guard}&version=1"), &cookie).await;
    assert_eq!(stale.header("location"), format!("{at}?refused=changed"), "what goes is what was seen");
    let test = paper.post(&format!("{at}/test"), &format!("guard={guard}"), &cookie).await;
    assert_eq!(test.header("location"), format!("{at}?refused=no-address"), "the operator has none");

    paper.ctx.clock.advance(1);
    let gone = paper.post(&format!("{at}/sending"), &format!("guard={guard}&version=2"), &cookie).await;
    assert_eq!(gone.header("location"), format!("{at}?done=begun"), "{}", gone.text());
    work::work_off(&paper.ctx).await.expect("jobs run");
    let sent = mails::newest(&paper.ctx).await.expect("letters").remove(0);
    assert_eq!((sent.recipient.as_str(), sent.subject.as_str()), ("mina@example.org", "Bells"));
    assert!(
        sent.body.contains("The bell is back") && sent.body.contains("/newsletter/unsubscription?token="),
        "{}",
        sent.body
    );
    mailing::look(&paper.ctx).await.expect("ended");
    let page = desk(&at).await.text();
    assert!(page.contains("one sent") && page.contains("The bell is back"), "{page}");
    assert!(desk("/desk/newsletter").await.text().contains("no. 1"));
}

/// A draft at the desk: its address, the guard of its forms, and the ids of the stories that its form lists.
async fn at_the_desk(paper: &Paper, cookie: &str) -> (String, String, Vec<String>) {
    let issue = issues::coming(&paper.ctx.db).await.expect("read").remove(0);
    let at = format!("/desk/newsletter/{}", issue.id);
    let page = paper.get_with(&at, &[("cookie", cookie)]).await.text();
    let (_, rest) = page.split_once("name=\"guard\" value=\"").expect("a guard");
    let ids = page.split("name=\"story\" value=\"").skip(1).map(|rest| rest[..36].to_string()).collect();
    (at, rest[..64].to_string(), ids)
}

#[tokio::test]
async fn what_was_typed_is_still_there_when_somebody_else_has_saved_meanwhile() {
    let paper = planned(&[BELL]).await;
    let cookie = paper.sign_in_as("ken@example.org", vec![Role::Editor(None)]).await;
    let (at, guard, ids) = at_the_desk(&paper, &cookie).await;
    let form = |version: i64, intro: &str| {
        format!("guard={guard}&version={version}&subject=Bells&intro={intro}&story={0}&in={0}&place-{0}=1", ids[0])
    };
    let first = paper.post(&at, &form(1, "The+first+words."), &cookie).await;
    assert_eq!(first.header("location"), format!("{at}?done=saved"), "{}", first.text());
    let second = paper.post(&at, &form(1, "Words+that+took+an+hour."), &cookie).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    let page = second.text();
    assert!(page.contains("Somebody has changed this issue meanwhile") && !page.contains("Saved."), "{page}");
    assert!(page.contains(">Words that took an hour.</textarea>") && page.contains("value=\"Bells\""), "{page}");
    assert!(page.contains("Saved meanwhile: ") && page.contains("The first words."), "{page}");
    assert!(page.contains("name=\"version\" value=\"2\""), "and pressing the button again saves it");
    let again = paper.post(&at, &form(2, "Words+that+took+an+hour."), &cookie).await;
    assert_eq!(again.header("location"), format!("{at}?done=saved"), "{}", again.text());

    // The issue has gone meanwhile: the words can be taken along.
    paper.ctx.clock.advance(1);
    let gone = paper.post(&format!("{at}/sending"), &format!("guard={guard}&version=3"), &cookie).await;
    assert_eq!(gone.header("location"), format!("{at}?done=begun"), "{}", gone.text());
    let late = paper.post(&at, &form(3, "Words+that+came+late."), &cookie).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text().contains(">Words that came late.</textarea>"), "{}", late.text());
}

#[tokio::test]
async fn a_subject_that_is_too_long_comes_back_with_all_that_was_ticked() {
    let paper = planned(&[BELL, CRANE]).await;
    let cookie = paper.sign_in_as("ken@example.org", vec![Role::Editor(None)]).await;
    let (at, guard, ids) = at_the_desk(&paper, &cookie).await;
    let (stays, out) = (&ids[0], &ids[1]);
    let subject = "x".repeat(issues::SUBJECT_LETTERS + 1);
    let fields = format!(
        "guard={guard}&version=1&subject={subject}&intro=Hello.&story={stays}&place-{stays}=7&in={stays}&story={out}&place-{out}=2"
    );
    let refused = paper.post(&at, &fields, &cookie).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text();
    assert!(page.contains(&subject) && page.contains(">Hello.</textarea>"), "{page}");
    assert!(page.contains(&format!("value=\"{stays}\" checked")), "{page}");
    assert!(!page.contains(&format!("value=\"{out}\" checked")), "{page}");
    assert!(page.contains("maxlength=\"3\" value=\"7\"") && page.contains("maxlength=\"3\" value=\"2\""), "{page}");
}

#[tokio::test]
async fn an_order_that_nobody_changed_stays_the_newsrooms_though_a_story_comes_meanwhile() {
    let paper = planned(&[BELL, CRANE]).await;
    let cookie = paper.sign_in_as("ken@example.org", vec![Role::Editor(None)]).await;
    let (at, guard, ids) = at_the_desk(&paper, &cookie).await;
    paper.publish("---\nheadline: The ferry sails\nlang: en\n---\nIt sailed.\n").await;
    let stories: Vec<String> =
        ids.iter().enumerate().map(|(n, id)| format!("story={id}&in={id}&place-{id}={}", n + 1)).collect();
    let fields = format!("guard={guard}&version=1&subject=&intro=Good+morning.&{}", stories.join("&"));
    let saved = paper.post(&at, &fields, &cookie).await;
    assert_eq!(saved.header("location"), format!("{at}?done=saved"), "{}", saved.text());
    let issue = issues::coming(&paper.ctx.db).await.expect("read").remove(0);
    assert!(issue.arranged.is_empty() && issue.left_out.is_empty(), "{issue:?}");
    let page = paper.get_with(&at, &[("cookie", &cookie)]).await.text();
    let at = |headline: &str| page.find(headline).unwrap_or_else(|| panic!("{headline} is not in {page}"));
    assert!(at("The ferry sails") < at("The crane turns"), "the newest stands first");
}

#[tokio::test]
async fn staff_send_themselves_a_test_and_leave_an_issue_out() {
    let paper = planned(&[BELL]).await;
    let cookie = paper.sign_in_as("ken@example.org", vec![Role::Editor(None)]).await;
    let issue = issues::coming(&paper.ctx.db).await.expect("read").remove(0);
    let at = format!("/desk/newsletter/{}", issue.id);
    let page = paper.get_with(&at, &[("cookie", &cookie)]).await.text();
    let (_, rest) = page.split_once("name=\"guard\" value=\"").expect("a guard");
    let guard = &rest[..64];
    paper.ctx.clock.advance(1);
    let tested = paper.post(&format!("{at}/test"), &format!("guard={guard}"), &cookie).await;
    assert_eq!(tested.header("location"), format!("{at}?done=tested"));
    work::work_off(&paper.ctx).await.expect("jobs run");
    let test = mails::newest(&paper.ctx).await.expect("letters").remove(0);
    assert_eq!(test.recipient, "ken@example.org");
    assert!(test.subject.starts_with("[Test] The bell is back"), "{}", test.subject);
    let skipped = paper.post(&format!("{at}/skip"), &format!("guard={guard}"), &cookie).await;
    assert_eq!(skipped.header("location"), "/desk/newsletter?done=skipped");
    assert_eq!(issues::by_id(&paper.ctx.db, &issue.id).await.expect("read").state, "skipped");
    let forged = paper.post(&format!("{at}/skip"), "guard=made-up", &cookie).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_newsletter_at_the_desk_is_for_those_who_edit_everything() {
    let paper = Paper::open().await;
    let daily = publications::by_slug(&paper.ctx.db, "daily").await.expect("a publication").id;
    for (email, role, status) in [
        ("one@example.org", Role::Editor(Some(daily)), StatusCode::FORBIDDEN),
        ("two@example.org", Role::Shopkeeper, StatusCode::FORBIDDEN),
        ("three@example.org", Role::Editor(None), StatusCode::OK),
    ] {
        let cookie = paper.sign_in_as(email, vec![role]).await;
        let page = paper.get_with("/desk/newsletter", &[("cookie", &cookie)]).await;
        assert_eq!(page.status, status, "{email}");
        let desk = paper.get_with("/desk/me", &[("cookie", &cookie)]).await.text();
        assert_eq!(desk.contains("href=\"/desk/newsletter\""), status == StatusCode::OK, "{email}");
    }
}
