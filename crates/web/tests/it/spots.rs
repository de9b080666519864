//! Spots on pages: where room is kept for them, how a page asks and reports, and the desk that books them.

use axum::http::{Method, StatusCode};
use chrono::{Days, NaiveDate};
use newsroom::ids::CampaignId;
use newsroom::spots::campaigns::{self, NewCampaign};
use newsroom::spots::counting;
use newsroom::spots::{self, NewSpot, Placement};
use newsroom::staff::Role;
use serde_json::{Value, json};

use crate::harness::{Answer, Paper};

const BELL: &str = "# The bell is back\n\nThe bell rang at seven. Nobody had expected it.\n";
const CRANE: &str = "# The crane stands still\n\nThe crane has not moved since noon. It will, says the harbour.\n";
const PHONE: &str = "Mozilla/5.0 (Linux; Android 14; CUBOT X90) AppleWebKit/537.36 Chrome/128.0 Mobile Safari/537.36";

fn tea() -> NewSpot {
    NewSpot {
        partner: Some("The Quay Tea House".into()),
        lang: "en".into(),
        headline: "A pot of tea".into(),
        words: "Poured at the quay.".into(),
        link: Some("https://tea.example/".into()),
        picture: None,
        said: "Ask for the pot by the window.".into(),
    }
}

fn house() -> NewSpot {
    NewSpot { partner: None, headline: "Coins for listening".into(), link: Some("/products".into()), ..tea() }
}

fn week() -> NewCampaign {
    let first_day = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
    NewCampaign {
        first_day,
        last_day: Some(first_day + Days::new(6)),
        placements: Placement::ALL.into(),
        sections: Default::default(),
        publications: Default::default(),
        cap: Some(2),
        budget: None,
        weight: 1,
    }
}

async fn booked(paper: &Paper, spot: &NewSpot, campaign: &NewCampaign) -> CampaignId {
    let ctx = &paper.ctx;
    let mut tx = ctx.db.begin().await.expect("a transaction");
    let spot = spots::add(&mut tx, ctx, spot).await.expect("a spot");
    let id = campaigns::book(&mut tx, ctx, &spot, campaign).await.expect("booked");
    tx.commit().await.expect("committed");
    paper.voice().await;
    id
}

async fn send(paper: &Paper, path: &str, agent: &str, body: &Value) -> Answer {
    let headers = [("content-type", "application/json"), ("sec-fetch-site", "same-origin"), ("user-agent", agent)];
    paper.ask(Method::POST, path, &headers, &body.to_string()).await
}

async fn ask(paper: &Paper, body: Value) -> Answer {
    send(paper, "/spots/tickets", PHONE, &body).await
}

#[tokio::test]
async fn a_page_keeps_room_where_a_spot_stands_and_none_where_none_does() {
    let paper = Paper::open().await;
    paper.publish(BELL).await;
    let pages = ["/", "/sections/community", "/articles/the-bell-is-back"];
    for path in pages {
        let page = paper.get(path).await.text();
        assert!(!page.contains("data-spot-slot") && !page.contains("data-spots="), "{path}: nothing is booked");
    }
    let only = NewCampaign { placements: [Placement::Article].into(), ..week() };
    booked(&paper, &tea(), &only).await;
    let shown = async |path: &str| paper.get(path).await.text().contains("data-spot-slot");
    assert!(shown(pages[2]).await && !shown(pages[0]).await && !shown(pages[1]).await);
    assert!(!paper.get(pages[2]).await.text().contains("A pot of tea"), "whose turn it is stands in no page");
    // In another language nothing of it stands.
    paper.publish("---\nheadline: 鐘回來了\nslug: bell-zh\nlang: zh-Hant\n---\n鐘七點響了。\n").await;
    assert!(!shown("/articles/bell-zh").await);
    booked(&paper, &house(), &week()).await;
    for path in pages {
        let page = paper.get(path).await.text();
        assert!(page.contains("data-spot-slot") && page.contains("class=\"without-js\""), "{path}");
        assert!(
            page.contains("From this newsroom") && page.contains("href=\"/products\">Coins for listening"),
            "{path}"
        );
        assert!(page.contains("&quot;apart_s&quot;:300") || page.contains("\"apart_s\":300"), "{page}");
        assert!(!page.contains("ticket"), "{path}: no ticket stands in a page that is kept");
    }
    assert!(!shown("/desk/sign-in").await);
}

#[tokio::test]
async fn a_page_asks_without_a_name_and_what_was_seen_counts_once() {
    let paper = Paper::open().await;
    let slug = paper.publish(BELL).await;
    let id = booked(&paper, &tea(), &week()).await;
    let given = ask(&paper, json!({ "placement": "article", "story": slug })).await;
    assert_eq!((given.status, given.header("cache-control")), (StatusCode::OK, "no-store"), "{}", given.text());
    assert_eq!(given.header("set-cookie"), "");
    let given = given.json();
    assert_eq!((&given["campaign"], &given["cap"]), (&json!(id), &json!(2)));
    assert_eq!(given["spot"]["headline"], "A pot of tea");
    assert_eq!(given["spot"]["house"], false);
    let report = json!({ "ticket": given["ticket"] });
    let early = send(&paper, "/spots/heard", PHONE, &report).await;
    assert_eq!((early.status, early.json()["code"].as_str()), (StatusCode::CONFLICT, Some("too-early")));
    paper.ctx.clock.advance(1_500);
    for _ in 0..3 {
        let told = send(&paper, "/spots/heard", PHONE, &report).await;
        assert_eq!((told.status, told.header("set-cookie")), (StatusCode::NO_CONTENT, ""), "{}", told.text());
    }
    let sum = counting::sum(&counting::report(&paper.ctx.db, &id).await.expect("a report"));
    assert_eq!((sum.showings, sum.hearings), (1, 0));
    let forged = send(&paper, "/spots/heard", PHONE, &json!({ "ticket": "1.x" })).await;
    assert_eq!(forged.json()["code"], "ticket");
    let enough = ask(&paper, json!({ "placement": "article", "story": slug, "enough": [id] })).await;
    assert_eq!(enough.status, StatusCode::NO_CONTENT, "{}", enough.text());
    let draft = paper.draft("# Not yet\n\nNot yet.\n").await;
    assert_eq!(ask(&paper, json!({ "placement": "article", "story": draft })).await.status, StatusCode::NOT_FOUND);
    assert_eq!(ask(&paper, json!({ "placement": "roof" })).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Another site cannot send it.
    let headers = [("content-type", "application/json"), ("sec-fetch-site", "cross-site"), ("user-agent", PHONE)];
    let elsewhere = paper.ask(Method::POST, "/spots/heard", &headers, &report.to_string()).await;
    assert_eq!(elsewhere.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn machines_that_say_so_are_shown_nothing_and_a_crowd_at_one_address_is_turned_away() {
    let paper = Paper::open().await;
    booked(&paper, &tea(), &week()).await;
    let front = json!({ "placement": "front", "lang": "en" });
    for agent in ["", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "curl/8.5.0"] {
        assert_eq!(send(&paper, "/spots/tickets", agent, &front).await.status, StatusCode::NO_CONTENT, "{agent}");
    }
    let mut refused = 0;
    for _ in 0..400 {
        match ask(&paper, front.clone()).await.status {
            StatusCode::OK => {}
            StatusCode::TOO_MANY_REQUESTS => refused += 1,
            other => panic!("{other}"),
        }
    }
    assert!(refused > 50, "{refused}");
}

#[tokio::test]
async fn a_spoken_spot_is_a_sound_that_everybody_hears_and_no_joined_file_has() {
    let paper = Paper::open().await;
    paper.publish(BELL).await;
    paper.publish(CRANE).await;
    let joined = paper.get("/programme.mp3").await.header("location").to_string();
    let feed = paper.get("/podcast.xml").await.text();
    booked(&paper, &tea(), &week()).await;
    let given = ask(&paper, json!({ "placement": "between", "story": "the-bell-is-back" })).await.json();
    let audio = given["spot"]["audio"].as_str().expect("a sound");
    let heard = paper.get(audio).await;
    assert_eq!((heard.status, heard.header("content-type")), (StatusCode::OK, "audio/mpeg"));
    assert!(given["spot"]["duration_ms"].as_i64().is_some_and(|ms| ms > 1_000));
    assert_eq!(paper.get("/programme.mp3").await.header("location"), joined, "it is the same file");
    assert_eq!(paper.get("/podcast.xml").await.text(), feed);
    paper.ctx.clock.advance(5_000);
    let report = json!({ "ticket": given["ticket"], "heard_ms": 1_200 });
    assert_eq!(send(&paper, "/spots/heard", PHONE, &report).await.status, StatusCode::NO_CONTENT);
    let page = paper.get("/").await.text();
    assert!(page.contains("\"before\":true") || page.contains("&quot;before&quot;:true"), "{page}");
}

/// A form with files, as the desk sends it.
async fn multipart(paper: &Paper, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
    let mut body = String::new();
    for (name, value) in fields {
        body += &format!("--line\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    body += "--line--\r\n";
    let headers =
        [("content-type", "multipart/form-data; boundary=line"), ("sec-fetch-site", "same-origin"), ("cookie", cookie)];
    paper.ask(Method::POST, path, &headers, &body).await
}

fn guard(page: &Answer) -> String {
    let text = page.text();
    let (_, rest) = text.split_once("name=\"guard\" value=\"").expect("a guard");
    rest.split('"').next().expect("a guard").to_string()
}

#[tokio::test]
async fn a_shopkeeper_adds_hears_books_and_stops_and_reads_the_report() {
    let paper = Paper::open().await;
    paper.publish(BELL).await;
    let staff = paper.sign_in_as("mina@example.org", vec![Role::Shopkeeper]).await;
    let get = async |path: &str| paper.get_with(path, &[("cookie", &staff)]).await;
    assert!(get("/desk/spots").await.text().contains("No spots yet"));
    let guard = guard(&get("/desk/spots/new").await);
    let fields = [
        ("guard", guard.as_str()),
        ("partner", "The Quay Tea House"),
        ("lang", "en"),
        ("headline", "Tea <b>& cake</b>"),
        ("words", "Poured at the quay."),
        ("link", "https://tea.example/?a=1&b=2"),
        ("said", "Ask for the pot by the window."),
    ];
    let unguarded = multipart(&paper, &staff, "/desk/spots", &fields[1..]).await;
    assert_eq!(unguarded.status, StatusCode::FORBIDDEN);
    let long = "a".repeat(200);
    let wrong: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (*name, if *name == "words" { long.as_str() } else { *value })).collect();
    let again = multipart(&paper, &staff, "/desk/spots", &wrong).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text().contains("wrong-words") && again.text().contains("Ask for the pot by the window."));

    let added = multipart(&paper, &staff, "/desk/spots", &fields).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text());
    let spot = added.header("location").split('?').next().expect("a path").to_string();
    assert!(get(added.header("location")).await.text().contains("the voice is being made"));
    paper.voice().await;
    let page = get(&spot).await.text();
    assert!(page.contains("<audio controls") && page.contains("Advertisement"), "{page}");
    assert!(page.contains("Tea &lt;b&gt;&amp; cake&lt;/b&gt;") && !page.contains("<b>& cake"), "{page}");
    assert!(page.contains("rel=\"sponsored noopener\""));
    let audio = page.split("src=\"/audio/").nth(1).and_then(|rest| rest.split('"').next()).expect("a sound");
    let sound = format!("/audio/{audio}");
    assert_eq!(get(&sound).await.status, StatusCode::OK, "staff hears it before it is booked");
    assert_eq!(paper.get(&sound).await.status, StatusCode::NOT_FOUND, "and nobody else");

    let form = format!("guard={guard}&first-day=2026-03-02&last-day=2026-03-01&weight=1&placement-article=yes");
    let wrong = paper.post(&format!("{spot}/campaigns"), &form, &staff).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.text().contains("wrong-last_day") && wrong.text().contains("value=\"2026-03-01\""),
        "{}",
        wrong.text()
    );
    let form = form.replace("2026-03-01", "2026-03-09") + "&cap=3&budget=100&section-community=yes";
    let booked = paper.post(&format!("{spot}/campaigns"), &form, &staff).await;
    assert_eq!(booked.status, StatusCode::SEE_OTHER, "{}", booked.text());
    let campaign = booked.header("location").split('?').next().expect("a path").to_string();
    let page = get(booked.header("location")).await.text();
    assert!(page.contains("Booked.") && page.contains("running") && page.contains("Nobody has seen"), "{page}");
    assert!(page.contains("name=\"section-community\" value=\"yes\" checked"), "{page}");

    let given = ask(&paper, json!({ "placement": "article", "story": "the-bell-is-back" })).await.json();
    paper.ctx.clock.advance(1_000);
    send(&paper, "/spots/heard", PHONE, &json!({ "ticket": given["ticket"] })).await;
    let page = get(&campaign).await.text();
    assert!(page.contains("1 of 100 seen or heard") && page.contains("2026-03-02"), "{page}");
    let csv = get(&format!("{campaign}/report.csv")).await;
    assert!(csv.header("content-type").starts_with("text/csv"));
    assert!(csv.text().ends_with("2026-03-02,article,1,0,0,0,0,0,0\n"), "{}", csv.text());
    assert!(get("/desk/spots").await.text().contains("1 of 100 seen or heard"));

    let guarded = format!("guard={guard}");
    for (deed, done) in [("pause", "paused"), ("resumption", "resumed"), ("end", "ended")] {
        let unguarded = paper.post(&format!("{campaign}/{deed}"), "guard=x", &staff).await;
        assert_eq!(unguarded.status, StatusCode::FORBIDDEN);
        let answer = paper.post(&format!("{campaign}/{deed}"), &guarded, &staff).await;
        assert_eq!(answer.header("location"), format!("{campaign}?done={done}"));
        assert_eq!(get(answer.header("location")).await.status, StatusCode::OK);
    }
    let refused = paper.post(&format!("{campaign}/end"), &guarded, &staff).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text().contains("It was ended. Book the spot once more."), "{}", refused.text());
    assert!(!paper.get("/articles/the-bell-is-back").await.text().contains("data-spot-slot"));
    for path in ["/desk/spots", &spot, &campaign] {
        let chinese = get(&format!("{path}?ui=zh-Hant")).await;
        assert_eq!(chinese.status, StatusCode::OK, "{path}: {}", chinese.text());
    }
    let editor = paper.sign_in_as("ken@example.org", vec![Role::Editor(None)]).await;
    for path in ["/desk/spots", &spot, &campaign, &format!("{campaign}/report.csv")] {
        assert_eq!(paper.get_with(path, &[("cookie", &editor)]).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}
