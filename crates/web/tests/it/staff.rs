//! What each role opens at the desk, and the page on which owners say who has which.

use axum::http::{Method, StatusCode};
use newsroom::ids::PublicationId;
use newsroom::publications;
use newsroom::staff::{self, Role};
use serde_json::json;

use crate::harness::{Answer, Paper};

const BELL: &str = "# The bell is back\n\nThe bell rang at seven.\n";
const EDITORS: [&str; 1] = ["/desk/articles/the-bell-is-back"];
const SHOPKEEPERS: [&str; 7] = [
    "/desk/products",
    "/desk/products/new",
    "/desk/orders",
    "/desk/held",
    "/desk/books",
    "/desk/spots",
    "/desk/spots/new",
];
const OWNERS: [&str; 2] = ["/desk/staff", "/desk/mails"];

async fn publication(paper: &Paper, slug: &str) -> PublicationId {
    publications::by_slug(&paper.ctx.db, slug).await.expect("a publication").id
}

async fn page(paper: &Paper, path: &str, cookie: &str) -> Answer {
    paper.get_with(path, &[("cookie", cookie)]).await
}

async fn status(paper: &Paper, path: &str, cookie: &str) -> u16 {
    page(paper, path, cookie).await.status.as_u16()
}

/// The guard that somebody's forms carry.
async fn guard(paper: &Paper, cookie: &str) -> String {
    let page = page(paper, "/desk/me", cookie).await.text();
    let at = page.find("name=\"guard\" value=\"").expect("a guard") + 20;
    page[at..at + 64].to_string()
}

#[tokio::test]
async fn an_editor_has_the_stories_of_their_publication_and_no_shop() {
    let paper = Paper::open().await;
    let slug = paper.draft(BELL).await;
    let theirs =
        paper.sign_in_as("mina@example.org", vec![Role::Editor(Some(publication(&paper, "daily").await))]).await;
    let others =
        paper.sign_in_as("ken@example.org", vec![Role::Editor(Some(publication(&paper, "river").await))]).await;
    assert!(page(&paper, "/desk", &theirs).await.text().contains("The bell is back"));
    assert!(!page(&paper, "/desk", &others).await.text().contains("The bell is back"));
    assert_eq!(status(&paper, EDITORS[0], &theirs).await, 200);
    assert_eq!(status(&paper, EDITORS[0], &others).await, 404);
    for path in SHOPKEEPERS.iter().chain(&OWNERS) {
        assert_eq!(status(&paper, path, &theirs).await, 403, "{path}");
    }
    // Neither by a form, nor by ear.
    let form = format!("guard={}", guard(&paper, &others).await);
    let refused = paper.post(&format!("/desk/articles/{slug}/publication"), &form, &others).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    assert_eq!(status(&paper, &format!("/articles/{slug}/narration.json"), &others).await, 404);
    assert_eq!(status(&paper, &format!("/articles/{slug}/live.mp3"), &others).await, 404);
    assert_ne!(status(&paper, &format!("/articles/{slug}/narration.json"), &theirs).await, 404);
    let form = format!("guard={}", guard(&paper, &theirs).await);
    let done = paper.post(&format!("/desk/articles/{slug}/publication"), &form, &theirs).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
}

#[tokio::test]
async fn a_shopkeeper_has_the_shop_and_no_stories() {
    let paper = Paper::open().await;
    let slug = paper.draft(BELL).await;
    let shop = paper.sign_in_as("mina@example.org", vec![Role::Shopkeeper]).await;
    assert_eq!(page(&paper, "/desk", &shop).await.header("location"), "/desk/orders");
    for path in SHOPKEEPERS {
        assert_eq!(status(&paper, path, &shop).await, 200, "{path}");
    }
    for path in EDITORS.iter().chain(&OWNERS) {
        assert_eq!(status(&paper, path, &shop).await, 403, "{path}");
    }
    assert_eq!(status(&paper, &format!("/articles/{slug}/narration.json"), &shop).await, 404);
    // Rules are looked at and not published.
    let rates = page(&paper, "/desk/rates", &shop).await.text();
    assert!(rates.contains("Owners publish rules."), "{rates}");
    let guard = guard(&paper, &shop).await;
    let refused = paper.post("/desk/rates", &format!("guard={guard}&version=2&coins=9"), &shop).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let refused =
        paper.post("/desk/staff", &format!("guard={guard}&name=Me&email=me@example.org&role=owner"), &shop).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_desk_shows_each_the_way_to_what_is_theirs() {
    let paper = Paper::open().await;
    let shop = paper.sign_in_as("mina@example.org", vec![Role::Shopkeeper]).await;
    let menu = page(&paper, "/desk/me", &shop).await.text();
    assert!(menu.contains("href=\"/desk/orders\"") && !menu.contains("href=\"/desk/staff\""), "{menu}");
    assert!(!menu.contains("href=\"/desk\""), "{menu}");
    let owner = paper.sign_in().await;
    let menu = page(&paper, "/desk/me", &owner).await.text();
    for path in ["/desk", "/desk/orders", "/desk/staff", "/desk/mails"] {
        assert!(menu.contains(&format!("href=\"{path}\"")), "{path}: {menu}");
    }
}

#[tokio::test]
async fn an_owner_invites_by_mail_changes_a_role_and_lets_go() {
    let paper = Paper::open().await;
    let owner = paper.sign_in().await;
    let guard = guard(&paper, &owner).await;
    let wrong = format!("guard={guard}&name=Ken+Abe&email=ken&role=shopkeeper");
    let again = paper.post("/desk/staff", &wrong, &owner).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text().contains("value=\"Ken Abe\""), "what was typed stays");
    let form = format!("guard={guard}&name=Ken+Abe&email=ken@example.org&role=shopkeeper");
    assert_eq!(paper.post("/desk/staff", &form, &owner).await.header("location"), "/desk/staff?done=invited");
    let mails = page(&paper, "/desk/mails", &owner).await.text();
    let at = mails.find("/desk/sign-in?token=").expect("a link in a letter") + 20;
    let link = &mails[at..at + 64];
    let opened = paper.post("/desk/session", &format!("token={link}"), "").await;
    let ken = opened.header("set-cookie").split(';').next().expect("a cookie").to_string();
    assert_eq!(status(&paper, "/desk/orders", &ken).await, 200);

    let member = staff::all(&paper.ctx.db).await.expect("staff").into_iter().find(|one| one.name == "Ken Abe");
    let id = member.expect("Ken").id;
    let daily = publication(&paper, "daily").await;
    let form = format!("guard={guard}&role=editor+{daily}");
    assert_eq!(paper.post(&format!("/desk/staff/{id}/role"), &form, &owner).await.status, StatusCode::SEE_OTHER);
    assert_eq!(status(&paper, "/desk/orders", &ken).await, 403);
    assert_eq!(status(&paper, "/desk", &ken).await, 200);
    let unguarded = paper.post(&format!("/desk/staff/{id}/leaving"), "guard=wrong", &owner).await;
    assert_eq!(unguarded.status, StatusCode::FORBIDDEN);
    let form = format!("guard={guard}");
    assert_eq!(paper.post(&format!("/desk/staff/{id}/leaving"), &form, &owner).await.status, StatusCode::SEE_OTHER);
    assert_eq!(page(&paper, "/desk", &ken).await.header("location"), "/desk/sign-in");
}

#[tokio::test]
async fn the_last_owner_cannot_go_and_is_told_why() {
    let paper = Paper::open().await;
    let owner = paper.sign_in().await;
    let guard = guard(&paper, &owner).await;
    let id = staff::all(&paper.ctx.db).await.expect("staff")[0].id.clone();
    let refused = paper.post(&format!("/desk/staff/{id}/leaving"), &format!("guard={guard}"), &owner).await;
    assert_eq!(refused.header("location"), "/desk/staff?refused=last-owner");
    let told = page(&paper, "/desk/staff?refused=last-owner", &owner).await.text();
    assert!(told.contains("Make somebody an owner first"), "{told}");
}

#[tokio::test]
async fn what_is_done_at_the_desk_is_written_down_and_what_is_refused_is_not() {
    let paper = Paper::open().await;
    let slug = paper.draft(BELL).await;
    let owner = paper.sign_in().await;
    let guard = guard(&paper, &owner).await;
    let at = format!("/desk/articles/{slug}/publication");
    paper.post(&at, &format!("guard={guard}"), &owner).await;
    paper.post(&at, &format!("guard={guard}"), &owner).await;
    paper.post(&at, "guard=wrong", &owner).await;
    let deeds = staff::deeds(&paper.ctx.db).await.expect("deeds");
    let told: Vec<_> = deeds.iter().map(|deed| (deed.path.as_str(), deed.outcome.as_str())).collect();
    assert_eq!(told, [(at.as_str(), "published")]);
    assert!(page(&paper, "/desk/staff", &owner).await.text().contains(&at));
}

#[tokio::test]
async fn a_listeners_passkey_and_a_listeners_ceremony_open_no_desk() {
    let paper = Paper::open().await;
    let headers = [("content-type", "application/json"), ("sec-fetch-site", "same-origin")];
    let asked = paper.ask(Method::POST, "/account/passkey-questions", &headers, "{}").await.json();
    let answer = json!({ "id": "AQ", "rawId": "AQ", "type": "public-key", "extensions": {},
        "response": { "authenticatorData": "AQ", "clientDataJSON": "AQ", "signature": "AQ", "userHandle": "AQ" } });
    let body = json!({ "ceremony": asked["ceremony"], "answer": answer }).to_string();
    let refused = paper.ask(Method::POST, "/desk/passkey-session", &headers, &body).await;
    assert!(refused.status.is_client_error() && refused.header("set-cookie").is_empty(), "{}", refused.text());
    let strange = paper.ask(Method::POST, "/desk/new-passkey-questions", &headers, "{}").await;
    assert_eq!(strange.status, StatusCode::FORBIDDEN);
    let asked = paper.ask(Method::POST, "/desk/passkey-questions", &headers, "{}").await.json();
    assert_eq!(asked["options"]["publicKey"]["rpId"], "news.example.org");
}
