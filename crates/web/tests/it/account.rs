//! A listener's way in, what they hear becoming coins, and their way out.

use axum::http::{Method, StatusCode, header};
use newsroom::ledger::{self, Account, Asked, Settlement, TransferId};
use newsroom::outside::mail::Letter;
use newsroom::{listeners, mails, till};
use serde_json::{Value, json};

use crate::harness::{Answer, Paper};

/// About a minute and a half of humming.
fn long_story() -> String {
    let text = "The ferry left the quay at seven and nobody on board had seen the fog come in. ".repeat(30);
    format!("# The ferry in the fog\n\n{text}\n")
}

async fn letter(paper: &Paper) -> Letter {
    let newest = mails::newest(&paper.ctx).await.expect("letters").into_iter().next().expect("a letter");
    Letter { to: newest.recipient, subject: newest.subject, body: newest.body }
}

/// The cookies that an answer sets, as a browser sends them back.
fn cookies(answer: &Answer) -> String {
    let all = answer.headers.get_all(header::SET_COOKIE).iter().filter_map(|v| v.to_str().ok());
    all.filter_map(|line| line.split(';').next()).collect::<Vec<_>>().join("; ")
}

fn token(letter: &Letter) -> String {
    let (_, rest) = letter.body.split_once("token=").expect("a link");
    rest.chars().take_while(char::is_ascii_hexdigit).collect()
}

pub async fn joined(paper: &Paper, email: &str) -> String {
    // Letters of one moment have no order, and the newest is read.
    paper.ctx.clock.advance(1);
    let sent = paper.post("/account/sign-in-link", &format!("email={email}&to=/wallet"), "").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let token = token(&letter(paper).await);
    let opened = paper.post("/account/session", &format!("token={token}&to=/wallet"), "").await;
    assert_eq!((opened.status, opened.header("location")), (StatusCode::SEE_OTHER, "/wallet"), "{}", opened.text());
    cookies(&opened)
}

async fn page(paper: &Paper, path: &str, cookie: &str) -> Answer {
    paper.get_with(path, &[("cookie", cookie), ("accept", "text/html")]).await
}

async fn post_json(paper: &Paper, path: &str, cookie: &str, body: &str) -> Answer {
    let headers = [("content-type", "application/json"), ("sec-fetch-site", "same-origin"), ("cookie", cookie)];
    paper.ask(Method::POST, path, &headers, body).await
}

#[tokio::test]
async fn a_link_that_was_mailed_signs_in_and_leads_back_to_where_the_listener_was() {
    let paper = Paper::open().await;
    let sent = page(&paper, "/wallet", "").await;
    assert_eq!((sent.status, sent.header("location")), (StatusCode::SEE_OTHER, "/account/sign-in?to=%2Fwallet"));
    let door = paper.get("/account/sign-in?to=%2Fwallet").await;
    assert!(door.text().contains("name=\"to\" value=\"/wallet\""), "{}", door.text());
    assert_eq!(door.header("cache-control"), "no-store");

    paper.post("/account/sign-in-link", "email=mina%40example.org&to=%2Fwallet", "").await;
    let letter = letter(&paper).await;
    assert_eq!(letter.to, "mina@example.org");
    assert!(letter.body.contains("https://news.example.org/account/session?token="), "{}", letter.body);
    let token = token(&letter);
    assert!(paper.get(&format!("/account/session?token={token}")).await.text().contains(&token));
    let opened = paper.post("/account/session", &format!("token={token}&to=%2Fwallet"), "").await;
    let set: Vec<_> = opened.headers.get_all(header::SET_COOKIE).iter().filter_map(|v| v.to_str().ok()).collect();
    assert!(set[0].starts_with("__Host-crier-listener=") && set[0].contains("HttpOnly") && set[0].contains("Secure"));
    assert!(set[1].starts_with("crier-signed-in=1") && !set[1].contains("HttpOnly"), "scripts may know that, no more");
    assert_eq!(page(&paper, "/wallet", &cookies(&opened)).await.status, StatusCode::OK);

    let again = paper.post("/account/session", &format!("token={token}"), "").await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.text().contains("This link has been used"), "{}", again.text());
}

#[tokio::test]
async fn nobody_is_led_to_another_site_by_a_link_of_ours() {
    let paper = Paper::open().await;
    for bad in ["//evil.example", "https://evil.example", "/\\evil.example", "evil"] {
        let to: String = url::form_urlencoded::byte_serialize(bad.as_bytes()).collect();
        let door = paper.get(&format!("/account/sign-in?to={to}")).await.text();
        assert!(!door.contains("name=\"to\"") && door.contains("data-to=\"/account\""), "{bad}");
        paper.ctx.clock.advance(newsroom::listeners::links::WINDOW_MS);
        paper.post("/account/sign-in-link", &format!("email=mina%40example.org&to={to}"), "").await;
        assert!(!letter(&paper).await.body.contains("evil"), "{bad}");
    }
}

#[tokio::test]
async fn what_is_no_address_comes_back_with_what_was_typed_and_what_to_do() {
    let paper = Paper::open().await;
    let refused = paper.post("/account/sign-in-link", "email=mina%40nowhere", "").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = refused.text();
    assert!(text.contains("This is no e-mail address") && text.contains("value=\"mina@nowhere\""), "{text}");
}

#[tokio::test]
async fn a_machine_that_knocks_is_asked_to_wait() {
    let paper = Paper::open().await;
    let mut last = StatusCode::OK;
    for n in 0..40 {
        last = paper.post("/account/sign-in-link", &format!("email=reader{n}%40example.org"), "").await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(paper.get("/account/sign-in").await.status, StatusCode::OK, "the page itself can be seen");
}

#[tokio::test]
async fn another_site_cannot_open_a_session_in_somebodys_name() {
    let paper = Paper::open().await;
    let cookie = joined(&paper, "mina@example.org").await;
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "cross-site"),
        ("cookie", cookie.as_str()),
    ];
    let answer = paper.ask(Method::POST, "/account/erasure", &headers, "sure=yes").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_minute_that_is_heard_becomes_a_coin_in_the_wallet() {
    let paper = Paper::open().await;
    let slug = paper.publish(&long_story()).await;
    let cookie = joined(&paper, "mina@example.org").await;
    let table = paper.get(&format!("/articles/{slug}/narration.json")).await.json();
    let narration = table["narration_id"].as_str().expect("an id").to_string();
    let front = paper.get(&format!("/articles/{slug}")).await.text();
    assert!(front.contains(&narration), "the player knows what to open a session for");

    let opened = post_json(&paper, "/listens", &cookie, &json!({ "narrations": [narration] }).to_string()).await;
    assert_eq!(opened.status, StatusCode::CREATED, "{}", opened.text());
    let begun = opened.json();
    let cookie = format!("{cookie}; {}", cookies(&opened));
    let text = |key: &str| begun[key].as_str().expect("text").to_string();
    let beat = |n: i64, challenge: &str, from: i64, to: i64| {
        json!({ "session": text("session"), "n": n, "challenge": challenge,
            "heard": [{ "narration": narration, "from_ms": from, "to_ms": to }] })
        .to_string()
    };
    let send = async |body: String| {
        let signature = newsroom::earning::sign(&text("key"), body.as_bytes());
        let path = format!("/listens/{}/heartbeats?signature={signature}", text("session"));
        let headers = [("content-type", "text/plain"), ("sec-fetch-site", "same-origin"), ("cookie", cookie.as_str())];
        paper.ask(Method::POST, &path, &headers, &body).await
    };
    paper.ctx.clock.advance(31_000);
    let first = beat(1, &text("challenge"), 0, 31_000);
    let reply = send(first.clone()).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    assert_eq!(reply.json()["coins"], 0);
    assert_eq!(send(first).await.bytes, reply.bytes, "a lost answer is given again");
    paper.ctx.clock.advance(31_000);
    let reply = send(beat(2, reply.json()["challenge"].as_str().expect("a challenge"), 31_000, 62_000)).await.json();
    assert_eq!(reply["coins"], 1, "{reply}");

    let wallet = page(&paper, "/wallet", &cookie).await.text();
    assert!(
        wallet.contains("The ferry in the fog") && wallet.contains("+1") && wallet.contains("60 seconds"),
        "{wallet}"
    );
    let numbers = paper.get_with("/wallet/coins.json", &[("cookie", &cookie)]).await.json();
    assert_eq!(numbers["coins"]["available"], 1);
    assert!(numbers["standing"]["towards_next_ms"].as_i64().expect("ms") < 3_000, "{numbers}");

    let stranger = joined(&paper, "ken@example.org").await;
    assert!(!page(&paper, "/wallet", &stranger).await.text().contains("The ferry in the fog"));
}

#[tokio::test]
async fn whoever_is_signed_out_is_told_so_as_a_program_and_led_to_the_door_as_a_person() {
    let paper = Paper::open().await;
    for path in ["/listens", "/listens/any/heartbeats?signature=00"] {
        let answer = post_json(&paper, path, "", "{}").await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
        assert_eq!(answer.json()["code"], "signed-out");
    }
    assert_eq!(paper.get("/wallet/coins.json").await.status, StatusCode::UNAUTHORIZED);
    for path in ["/account", "/wallet"] {
        assert_eq!(page(&paper, path, "").await.status, StatusCode::SEE_OTHER, "{path}");
    }
}

#[tokio::test]
async fn a_device_is_signed_out_from_another_and_an_account_is_taken_along_and_erased() {
    let paper = Paper::open().await;
    let phone = joined(&paper, "mina@example.org").await;
    let desk = joined(&paper, "mina@example.org").await;
    let account = page(&paper, "/account", &desk).await.text();
    assert_eq!(account.matches("/end\"").count() - account.matches("/account/session/end").count(), 3, "{account}");
    paper.post("/account/devices/end", "", &desk).await;
    assert_eq!(page(&paper, "/account", &phone).await.status, StatusCode::SEE_OTHER);

    let export = page(&paper, "/account/export.json", &desk).await;
    assert!(export.header("content-disposition").contains("account.json"));
    assert_eq!(export.json()["account"]["email"], "mina@example.org");
    let unsure = paper.post("/account/erasure", "", &desk).await;
    assert!(unsure.header("location").contains("not-sure"));
    let gone = paper.post("/account/erasure", "sure=yes", &desk).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    assert!(cookies(&gone).contains("crier-signed-in="));
    assert_eq!(page(&paper, "/account", &desk).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_device_that_was_signed_out_from_elsewhere_is_told_so_and_its_cookies_end() {
    let paper = Paper::open().await;
    let phone = joined(&paper, "mina@example.org").await;
    let desk = joined(&paper, "mina@example.org").await;
    let ended = |answer: &Answer, name: &str| {
        let mut set = answer.headers.get_all(header::SET_COOKIE).iter().filter_map(|v| v.to_str().ok());
        set.any(|line| line.starts_with(&format!("{name}=;")) && line.contains("Max-Age=0"))
    };
    let ended = |answer: &Answer| ended(answer, "__Host-crier-listener") && ended(answer, "crier-signed-in");
    let good = paper.get_with("/progress?after=0", &[("cookie", phone.as_str())]).await;
    assert_eq!((good.status, ended(&good)), (StatusCode::OK, false));

    paper.post("/account/devices/end", "", &desk).await;
    let script = paper.get_with("/progress?after=0", &[("cookie", phone.as_str())]).await;
    assert_eq!((script.status, ended(&script)), (StatusCode::UNAUTHORIZED, true));
    let person = page(&paper, "/account", &phone).await;
    assert_eq!((person.status, ended(&person)), (StatusCode::SEE_OTHER, true));
    let stranger = paper.get("/progress?after=0").await;
    assert_eq!((stranger.status, ended(&stranger)), (StatusCode::UNAUTHORIZED, false));
}

#[tokio::test]
async fn questions_to_a_passkey_are_bound_to_this_site_and_an_answer_that_is_none_is_refused() {
    let paper = Paper::open().await;
    let asked = post_json(&paper, "/account/new-passkey-questions", "", "{}").await.json();
    assert_eq!(asked["options"]["publicKey"]["rp"]["id"], "news.example.org");
    assert_eq!(asked["options"]["publicKey"]["authenticatorSelection"]["residentKey"], "required");
    let known = post_json(&paper, "/account/passkey-questions", "", "{}").await.json();
    assert_eq!(known["options"]["publicKey"]["rpId"], "news.example.org");
    assert_eq!(known["options"]["mediation"], Value::Null);
    let body = json!({ "ceremony": known["ceremony"], "answer": { "id": "none" } }).to_string();
    let refused = post_json(&paper, "/account/passkey-session", "", &body).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_rules_say_what_is_paid_and_the_desk_shows_the_letters() {
    let paper = Paper::open().await;
    let rules = paper.get("/coins/rules").await.text();
    assert!(rules.contains("One coin for every 60 seconds") && rules.contains("60 minutes a day"), "{rules}");
    assert!(rules.contains("Asia/Taipei"), "{rules}");
    let chinese = paper.get("/coins/rules?ui=zh-Hant").await.text();
    assert!(chinese.contains("每收聽60秒新聞"), "{chinese}");
    joined(&paper, "mina@example.org").await;
    assert_eq!(page(&paper, "/desk/mails", "").await.status, StatusCode::SEE_OTHER);
    let cookie = paper.sign_in().await;
    let mails = page(&paper, "/desk/mails", &cookie).await.text();
    assert!(mails.contains("mina@example.org") && mails.contains("href=\"/account/session?token="), "{mails}");
}

#[tokio::test]
async fn what_settles_a_line_shows_no_amount_again_and_an_unknown_reason_does_not_break_the_page() {
    let paper = Paper::open().await;
    let cookie = joined(&paper, "mina@example.org").await;
    let secret = cookie.split("crier-listener=").nth(1).and_then(|rest| rest.split(';').next()).expect("a session");
    let who = listeners::signed_in(&paper.ctx, secret).await.expect("a look").expect("signed in").listener;
    let earn = |id: &str, coins, pending, reason: &str| {
        ledger::Command::Transfer(Asked {
            id: TransferId::of(&[id]),
            pending,
            debit: Account::Issue,
            credit: Account::Wallet(who.clone()),
            coins,
            expires_at_ms: Some(paper.ctx.clock.now_ms() + 1_000_000),
            reason: reason.into(),
            memo: "{}".into(),
        })
    };
    let settle = ledger::Command::Settle {
        id: TransferId::of(&["settle"]),
        pending: TransferId::of(&["held"]),
        how: Settlement::Post,
        memo: "{}".into(),
    };
    for command in [earn("held", 417, true, "earn"), settle, earn("gift", 523, false, "anniversary")] {
        till::transfer(&paper.ctx, command).await.expect("moved");
    }
    let wallet = page(&paper, "/wallet", &cookie).await;
    assert_eq!(wallet.status, StatusCode::OK, "{}", wallet.text());
    let text = wallet.text();
    assert_eq!(text.matches("417").count(), 1, "{text}");
    assert!(text.contains("settled") && text.contains("+523") && text.contains("Other"), "{text}");
}
