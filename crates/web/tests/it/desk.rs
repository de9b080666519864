//! The desk: who gets in, and what an editor can do there.

use axum::http::{Method, StatusCode};
use newsroom::casting::{self, Place, Published, VoiceRole};
use newsroom::{articles, staff};

use crate::harness::Paper;

const BELL: &str = "# The bell is back\n\nThe bell rang at seven. Nobody had expected it.\n";

async fn guard(paper: &Paper, slug: &str, cookie: &str) -> String {
    let page = paper.get_with(&format!("/desk/articles/{slug}"), &[("cookie", cookie)]).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let page = page.text();
    let at = page.find("name=\"guard\" value=\"").expect("a guard") + 20;
    page[at..at + 64].to_string()
}

async fn state(paper: &Paper, slug: &str) -> String {
    articles::by_slug(&paper.ctx.db, slug).await.expect("an article").state
}

#[tokio::test]
async fn a_stranger_is_sent_to_the_door_and_a_link_opens_it_once() {
    let paper = Paper::open().await;
    let sent = paper.get("/desk").await;
    assert_eq!((sent.status, sent.header("location")), (StatusCode::SEE_OTHER, "/desk/sign-in"));
    let link = staff::let_in(&paper.ctx).await.expect("a link");
    assert!(
        paper.get(&format!("/desk/sign-in?token={link}")).await.text().contains(&link),
        "looking does not use it up"
    );
    let opened = paper.post("/desk/session", &format!("token={link}"), "").await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER);
    let cookie = opened.header("set-cookie");
    assert!(cookie.starts_with("__Host-") && cookie.contains("HttpOnly") && cookie.contains("Secure"), "{cookie}");
    let again = paper.post("/desk/session", &format!("token={link}"), "").await;
    assert_eq!(again.status, StatusCode::FORBIDDEN);
    assert!(again.header("set-cookie").is_empty());
    let unknown = paper.post("/desk/session", "token=nothing", "").await;
    assert!(unknown.header("set-cookie").is_empty());
}

#[tokio::test]
async fn an_editor_publishes_corrects_and_retracts() {
    let paper = Paper::open().await;
    let slug = paper.draft(BELL).await;
    let cookie = paper.sign_in().await;
    let list = paper.get_with("/desk", &[("cookie", &cookie)]).await.text();
    assert!(list.contains("The bell is back") && list.contains("Draft"));
    let guard = guard(&paper, &slug, &cookie).await;
    let at = |deed: &str| format!("/desk/articles/{slug}/{deed}");
    let done = paper.post(&at("publication"), &format!("guard={guard}"), &cookie).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    assert_eq!(state(&paper, &slug).await, "published");
    assert_eq!(paper.get(&format!("/articles/{slug}")).await.status, StatusCode::OK, "seen at once");
    paper.voice().await;

    let refused = paper.post(&at("publication"), &format!("guard={guard}"), &cookie).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let article = articles::by_slug(&paper.ctx.db, &slug).await.expect("an article");
    let content = articles::revision(&paper.ctx.db, &article.revision_id).await.expect("content");
    let segment = content.blocks[0].texts()[0].sentences[0].id.clone();
    let form = format!("guard={guard}&segment={segment}&text=The+bell+rang+at+eight.&note=It+was+eight.");
    assert_eq!(paper.post(&at("correction"), &form, &cookie).await.status, StatusCode::SEE_OTHER);
    assert!(paper.get(&format!("/articles/{slug}")).await.text().contains("rang at eight"));
    let form = format!("guard={guard}&note=");
    assert_eq!(paper.post(&at("retraction"), &form, &cookie).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let form = format!("guard={guard}&note=No+bell.");
    assert_eq!(paper.post(&at("retraction"), &form, &cookie).await.status, StatusCode::SEE_OTHER);
    assert_eq!(paper.get(&format!("/articles/{slug}")).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn a_time_is_read_on_the_publications_wall() {
    let paper = Paper::open().await;
    let slug = paper.draft(BELL).await;
    let cookie = paper.sign_in().await;
    let guard = guard(&paper, &slug, &cookie).await;
    let at = format!("/desk/articles/{slug}/schedule");
    assert_eq!(
        paper.post(&at, &format!("guard={guard}&at=2026-03-02T15:59"), &cookie).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(
        paper.post(&at, &format!("guard={guard}&at=2026-03-02T18:00"), &cookie).await.status,
        StatusCode::SEE_OTHER
    );
    let article = articles::by_slug(&paper.ctx.db, &slug).await.expect("an article");
    assert_eq!(article.scheduled_at_ms, Some(1_772_445_600_000), "18:00 in Taipei is 10:00 UTC");
}

#[tokio::test]
async fn forms_of_other_sites_and_of_other_sessions_change_nothing() {
    let paper = Paper::open().await;
    let slug = paper.draft(BELL).await;
    let cookie = paper.sign_in().await;
    let guard = guard(&paper, &slug, &cookie).await;
    let at = format!("/desk/articles/{slug}/publication");
    let form = ("content-type", "application/x-www-form-urlencoded");
    let theirs = [form, ("cookie", cookie.as_str()), ("sec-fetch-site", "cross-site")];
    assert_eq!(paper.ask(Method::POST, &at, &theirs, &format!("guard={guard}")).await.status, StatusCode::FORBIDDEN);
    let theirs = [form, ("cookie", cookie.as_str()), ("origin", "https://evil.example")];
    assert_eq!(paper.ask(Method::POST, &at, &theirs, &format!("guard={guard}")).await.status, StatusCode::FORBIDDEN);
    let wrong = paper.post(&at, &format!("guard={}", "0".repeat(64)), &cookie).await;
    assert_eq!(wrong.status, StatusCode::FORBIDDEN);
    assert_eq!(paper.post(&at, &format!("guard={guard}"), "").await.status, StatusCode::FORBIDDEN);
    assert_eq!(state(&paper, &slug).await, "draft");
}

#[tokio::test]
async fn signing_out_closes_the_door() {
    let paper = Paper::open().await;
    let slug = paper.draft(BELL).await;
    let cookie = paper.sign_in().await;
    let guard = guard(&paper, &slug, &cookie).await;
    assert_eq!(paper.post("/desk/session/end", &format!("guard={guard}"), &cookie).await.status, StatusCode::SEE_OTHER);
    assert_eq!(paper.get_with("/desk", &[("cookie", &cookie)]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_desk_says_who_speaks_and_who_stands_in_for_whom() {
    let paper = Paper::open().await;
    let cast = async |role, voice: &str| {
        let place = Place { publication: None, lang: "en".into(), role };
        let mut tx = paper.ctx.db.begin().await.expect("a transaction");
        casting::cast(&mut tx, &paper.ctx, &place, voice, Published::Keep).await.expect("cast");
        tx.commit().await.expect("committed");
    };
    cast(VoiceRole::Body, "espeak:en-gb").await;
    cast(VoiceRole::Quote, "piper:en_US-joe-medium").await;
    let slug = paper.publish(BELL).await;
    let cookie = paper.sign_in().await;
    let path = format!("/desk/articles/{slug}");
    let page = paper.get_with(&path, &[("cookie", &cookie)]).await.text();
    assert!(page.contains("Spoken by eSpeak NG en-gb"), "{page}");
    assert!(page.contains("stands in for Piper en_US-joe-medium"), "{page}");
    assert!(page.contains("it is not in the voice folder."), "{page}");
    let chinese = paper.get_with(&format!("{path}?ui=zh-Hant"), &[("cookie", &cookie)]).await.text();
    assert!(chinese.contains("它不在聲音資料夾裡。") && chinese.contains("引述"), "{chinese}");
    let listener = paper.get(&format!("/articles/{slug}")).await.text();
    assert!(!listener.contains("joe-medium"), "listeners are told who speaks, not who should have");
}
