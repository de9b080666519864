//! `/desk/newsletter/{issue}`: an issue before it goes, as its readers will see it, and what became of its copies.

use std::collections::HashMap;

use axum::body::Body;
use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use axum::response::{IntoResponse, Redirect};
use newsroom::error::{Error, Result};
use newsroom::ids::{IssueId, SubscriberId};
use newsroom::mailing;
use newsroom::newsletter::copies::{self, Unknown, Verdict};
use newsroom::newsletter::issues::{self, Edited, Issue};
use newsroom::newsletter::picking::{self, Entry};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{DONE, REFUSED, shape};
use crate::desk::page;
use crate::problem;
use crate::session::Staff;
use crate::shapes::{Time, dir, encode};
use crate::site::Site;
use crate::ui::{Ui, told};

/// Whose letter the preview is.
const NOBODY: &str = "reader@example.org";

pub async fn show(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response<Body> {
    let own = context(&site, &ui, &who, &IssueId(id), &query).await;
    page(&site, &ui, &who, &headers, StatusCode::OK, ("desk/issue.html", "newsletter"), own).await
}

async fn context(site: &Site, ui: &Ui, who: &Staff, id: &IssueId, query: &HashMap<String, String>) -> Result<Value> {
    let ctx = &site.ctx;
    let issue = issues::by_id(&ctx.db, id).await?;
    let entries = mailing::entries(ctx, &issue).await?;
    let mut out = Vec::new();
    if issue.is_draft() {
        let all = mailing::candidates(ctx, &issue).await?;
        out.extend(all.into_iter().filter(|entry| issue.left_out.contains(&entry.article)));
    }
    let sections = newsroom::publications::sections(&ctx.db).await?;
    let row = |entry: &Entry, place: Option<usize>| {
        let section = sections.iter().find(|section| section.slug == entry.section);
        json!({ "article": entry.article, "headline": entry.headline, "lang": entry.lang, "dir": dir(&entry.lang),
            "publication": entry.publication_name, "section": section.map(|section| section.name(ui.lang.code)),
            "duration_ms": entry.duration_ms, "place": place, "href": crate::shapes::article_path(&entry.slug) })
    };
    let rows = entries.iter().enumerate().map(|(at, entry)| row(entry, Some(at + 1)));
    let rows: Vec<Value> = rows.chain(out.iter().map(|entry| row(entry, None))).collect();
    let preview = mailing::preview(ctx, &issue, NOBODY).await?;
    let zone = ctx.settings.time_zone.name();
    let lost = |copy: Unknown| {
        json!({
            "href": format!("/desk/newsletter/{id}/copies/{}/settlement", encode(&copy.subscriber.0)),
            "email": copy.email, "at": copy.handed_at_ms.map(|ms| Time::at(ms, zone)), "answer": copy.answer,
            "message_id": mailing::message_id(ctx, id, &copy.subscriber),
        })
    };
    let unknown: Vec<Value> = copies::unknown(&ctx.db, Some(id)).await?.into_iter().map(lost).collect();
    Ok(json!({
        "issue": shape(site, &issue), "stories": rows, "counts": copies::counts(&ctx.db, id).await?, "unknown": unknown,
        "letter_subject": preview.map(|letter| letter.subject), "my_address": who.member.email,
        "done": told(query, "done", &DONE), "refused": told(query, "refused", &REFUSED),
    }))
}

/// The letter as a page of its own. Mail programs know no other styles than those in the letter, so its policy, and no
/// other page's, lets them be; it runs no script, loads nothing but pictures of ours, and sends no form.
pub async fn letter(State(site): State<Site>, ui: Ui, Path(id): Path<String>, headers: HeaderMap) -> Response<Body> {
    match previewed(&site, &IssueId(id)).await {
        Ok(letter) => {
            let policy = format!(
                "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' {}; form-action 'none'; base-uri 'none'; \
                 frame-ancestors 'self'",
                site.ctx.settings.public_url
            );
            let mut response = axum::response::Html(letter.html).into_response();
            if let Ok(policy) = HeaderValue::try_from(policy) {
                response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
            }
            response
        }
        Err(error) => problem::page(&site, &ui, &headers, &error).await,
    }
}

/// Its plain text.
pub async fn text(State(site): State<Site>, ui: Ui, Path(id): Path<String>, headers: HeaderMap) -> Response<Body> {
    match previewed(&site, &IssueId(id)).await {
        Ok(letter) => letter.text.into_response(),
        Err(error) => problem::page(&site, &ui, &headers, &error).await,
    }
}

async fn previewed(site: &Site, id: &IssueId) -> Result<newsroom::outside::mail::Bulk> {
    let issue = issues::by_id(&site.ctx.db, id).await?;
    mailing::preview(&site.ctx, &issue, NOBODY).await?.ok_or(Error::NotFound("story"))
}

/// What an editor changed.
pub async fn save(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(fields): Form<Vec<(String, String)>>,
) -> Response<Body> {
    let field = |name: &str| fields.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str());
    let id = IssueId(id);
    let saved = async {
        who.must_guard(field("guard"))?;
        let issue = issues::by_id(&site.ctx.db, &id).await?;
        let edited = edited(&site, &issue, &fields).await?;
        let mut tx = site.ctx.db.begin().await?;
        let version = field("version").parse().unwrap_or_default();
        issues::edit(&mut tx, &id, version, &edited).await?;
        tx.commit().await
    };
    answer(&site, &ui, &headers, &format!("/desk/newsletter/{id}"), saved.await.map(|()| "saved")).await
}

async fn edited(site: &Site, issue: &Issue, fields: &[(String, String)]) -> Result<Edited> {
    let all =
        |name: &str| fields.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect::<Vec<_>>();
    let one = |name: &str| all(name).pop().unwrap_or_default();
    let stays = all("in");
    let left_out: Vec<String> = all("story").into_iter().filter(|id| !stays.contains(id)).collect();
    let mut arranged: Vec<(i64, String)> = all("story")
        .into_iter()
        .filter(|id| stays.contains(id))
        .map(|id| (one(&format!("place-{id}")).trim().parse().unwrap_or(i64::MAX), id))
        .collect();
    arranged.sort_by_key(|(place, _)| *place);
    let mut arranged: Vec<String> = arranged.into_iter().map(|(_, id)| id).collect();
    // Who changed nothing of the order leaves it to the newsroom, also for stories that are still to come.
    let by_itself = picking::arrange(mailing::candidates(&site.ctx, issue).await?, &[], &left_out);
    if by_itself.iter().map(|entry| &entry.article).eq(&arranged) {
        arranged.clear();
    }
    Ok(Edited { subject: one("subject"), intro: one("intro").replace("\r\n", "\n"), arranged, left_out })
}

#[derive(Deserialize)]
pub struct Guarded {
    guard: String,
    #[serde(default)]
    version: i64,
}

/// Sends the issue to whoever asks, by a job.
pub async fn test(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(form): Form<Guarded>,
) -> Response<Body> {
    let id = IssueId(id);
    let tested = async {
        who.must_guard(&form.guard)?;
        let to = who.member.email.as_deref();
        let to = to.ok_or_else(|| Error::refused("no-address", "there is no address to send it to"))?;
        mailing::ask_test(&site.ctx, &id, to).await
    };
    answer(&site, &ui, &headers, &format!("/desk/newsletter/{id}"), tested.await.map(|()| "tested")).await
}

/// Sends it to everybody, now.
pub async fn begin(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(form): Form<Guarded>,
) -> Response<Body> {
    let id = IssueId(id);
    let begun = async {
        who.must_guard(&form.guard)?;
        let issue = issues::by_id(&site.ctx.db, &id).await?;
        if issue.version != form.version {
            return Err(Error::refused("changed", "somebody has changed it meanwhile"));
        }
        if mailing::entries(&site.ctx, &issue).await?.is_empty() {
            return Err(Error::refused("no-stories", "there is no story in it"));
        }
        mailing::send_now(&site.ctx, &issue).await
    };
    answer(&site, &ui, &headers, &format!("/desk/newsletter/{id}"), begun.await.map(|_| "begun")).await
}

pub async fn skip(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(form): Form<Guarded>,
) -> Response<Body> {
    let skipped = async {
        who.must_guard(&form.guard)?;
        mailing::skip(&site.ctx, &IssueId(id)).await
    };
    answer(&site, &ui, &headers, "/desk/newsletter", skipped.await.map(|()| "skipped")).await
}

/// What waits of an issue that was held goes on.
pub async fn go_on(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(form): Form<Guarded>,
) -> Response<Body> {
    let id = IssueId(id);
    let gone = async {
        who.must_guard(&form.guard)?;
        mailing::go_on(&site.ctx, &id).await
    };
    answer(&site, &ui, &headers, &format!("/desk/newsletter/{id}"), gone.await.map(|()| "went-on")).await
}

#[derive(Deserialize)]
pub struct Settled {
    guard: String,
    verdict: String,
}

/// Says of an unknown copy whether it arrived.
pub async fn settle(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    Path((id, subscriber)): Path<(String, String)>,
    headers: HeaderMap,
    Form(form): Form<Settled>,
) -> Response<Body> {
    let id = IssueId(id);
    let again = form.verdict == "again";
    let settled = async {
        who.must_guard(&form.guard)?;
        let verdict = if again { Verdict::Again } else { Verdict::Arrived };
        mailing::decide(&site.ctx, &id, &SubscriberId(subscriber), verdict).await
    };
    let done = settled.await.map(|()| if again { "again" } else { "arrived" });
    answer(&site, &ui, &headers, &format!("/desk/newsletter/{id}"), done).await
}

async fn answer(site: &Site, ui: &Ui, headers: &HeaderMap, to: &str, done: Result<&'static str>) -> Response<Body> {
    match done {
        Ok(done) => Redirect::to(&format!("{to}?done={done}")).into_response(),
        Err(Error::Refused { code, .. }) => Redirect::to(&format!("{to}?refused={code}")).into_response(),
        Err(Error::Invalid(_)) => Redirect::to(&format!("{to}?refused=too-long")).into_response(),
        Err(error) => problem::page(site, ui, headers, &error).await,
    }
}
