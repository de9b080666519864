//! `/desk/mails`: the letters that were written, and whether they went out.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response, StatusCode};
use newsroom::mails;
use newsroom::outside::mail::Mail;
use serde_json::{Value, json};

use super::page;
use crate::session::Staff;
use crate::shapes::Time;
use crate::site::Site;
use crate::ui::Ui;

pub async fn show(State(site): State<Site>, ui: Ui, who: Staff, headers: HeaderMap) -> Response<Body> {
    let own = mails::newest(&site.ctx).await.map(|letters| {
        let zone = site.ctx.settings.time_zone.name();
        let letters: Vec<Value> = letters
            .iter()
            .map(|letter| {
                // An address in the letter is a link on the page.
                let lines: Vec<Value> = letter
                    .body
                    .lines()
                    .map(|line| json!({ "text": line, "href": line.strip_prefix(&site.ctx.settings.public_url) }))
                    .collect();
                json!({ "to": letter.recipient, "subject": letter.subject, "lines": lines,
                    "at": Time::at(letter.made_at_ms, zone), "sent": letter.sent_at_ms.map(|ms| Time::at(ms, zone)),
                    "problem": letter.problem })
            })
            .collect();
        json!({ "letters": letters, "kept_here": matches!(site.ctx.mail, Mail::Desk) })
    });
    page(&site, &ui, &who, &headers, StatusCode::OK, ("desk/mails.html", "mails"), own).await
}
