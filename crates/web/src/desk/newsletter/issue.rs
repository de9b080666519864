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
use newsroom::newsletter::issues;
use newsroom::newsletter::picking::Entry;
use serde::Deserialize;
use serde_json::{Value, json};

use super::typed::Typed;
use super::{DONE, REFUSED, shape};
use crate::desk::page;
use crate::problem;
use crate::session::Staff;
use crate::shapes::{Time, dir, encode};
use crate::site::Site;
use crate::ui::{Ui, told};

/// Whose letter the preview is.
const NOBODY: &str = "reader@example.org";
/// Stories that are listed: six letters full. Those behind them are in the issue as well, for whoever chose what has few.
const LISTED: usize = 60;

/// What the page says beside the issue.
#[derive(Default)]
struct Said {
    done: Option<&'static str>,
    refused: Option<&'static str>,
    /// The form, where it was refused.
    typed: Option<Typed>,
}

pub async fn show(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response<Body> {
    let said = Said { done: told(&query, "done", &DONE), refused: told(&query, "refused", &REFUSED), typed: None };
    let own = context(&site, &ui, &who, &IssueId(id), said).await;
    page(&site, &ui, &who, &headers, StatusCode::OK, ("desk/issue.html", "newsletter"), own).await
}

async fn context(site: &Site, ui: &Ui, who: &Staff, id: &IssueId, said: Said) -> Result<Value> {
    let ctx = &site.ctx;
    let issue = issues::by_id(&ctx.db, id).await?;
    // What was typed stands there again: words always, ticks and places unless somebody else has changed theirs meanwhile.
    let typed = said.typed.as_ref();
    let of_this = typed.filter(|typed| typed.is_of(&issue));
    let entries = mailing::entries(ctx, &issue).await?;
    let mut out = Vec::new();
    if issue.is_draft() {
        let all = mailing::candidates(ctx, &issue).await?;
        out.extend(all.into_iter().filter(|entry| issue.left_out.contains(&entry.article)));
    }
    let sections = newsroom::publications::sections(&ctx.db).await?;
    let row = |entry: &Entry, place: Option<usize>| {
        let section = sections.iter().find(|section| section.slug == entry.section);
        let (ticked, place) = match of_this.and_then(|typed| typed.story(&entry.article)) {
            Some((ticked, place)) => (ticked, place.to_string()),
            None => (place.is_some(), place.map_or_else(String::new, |place| place.to_string())),
        };
        json!({ "article": entry.article, "headline": entry.headline, "lang": entry.lang, "dir": dir(&entry.lang),
            "publication": entry.publication_name, "section": section.map(|section| section.name(ui.lang.code)),
            "duration_ms": entry.duration_ms, "ticked": ticked, "place": place,
            "href": crate::shapes::article_path(&entry.slug) })
    };
    let rows = entries.iter().take(LISTED).enumerate().map(|(at, entry)| row(entry, Some(at + 1)));
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
    let mut issue_shape = shape(site, &issue);
    let mut theirs = json!({ "subject": null, "intro": null });
    let mut kept = None;
    if let Some(typed) = typed {
        let (subject, intro) = (typed.one("subject").to_string(), typed.intro());
        if issue.is_draft() {
            if of_this.is_none() {
                let other = |saved: &Option<String>, typed: &str| saved.clone().filter(|saved| saved != typed.trim());
                theirs = json!({ "subject": other(&issue.subject, &subject), "intro": other(&issue.intro, &intro) });
            }
            issue_shape["subject"] = json!(subject);
            issue_shape["intro"] = json!(intro);
        } else {
            // Nothing can be saved any more: the words are there to be taken along.
            kept = Some(intro).filter(|intro| !intro.trim().is_empty());
        }
    }
    Ok(json!({
        "issue": issue_shape, "theirs": theirs, "kept": kept, "stories": rows,
        "more": entries.len().saturating_sub(LISTED), "counts": copies::counts(&ctx.db, id).await?, "unknown": unknown,
        "letter_subject": preview.map(|letter| letter.subject), "my_address": who.member.email,
        "done": said.done, "refused": said.refused,
    }))
}

/// The letter as a page of its own. Mail programs know no other styles than those in the letter, so its policy, and no
/// other page's, lets them be; it runs nothing, sends nothing, and opens nothing in our name.
pub async fn letter(State(site): State<Site>, ui: Ui, Path(id): Path<String>, headers: HeaderMap) -> Response<Body> {
    match previewed(&site, &IssueId(id)).await {
        Ok(letter) => {
            let policy = format!(
                "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' {}; frame-ancestors 'self'; base-uri 'none'; \
                 form-action 'none'; sandbox allow-popups",
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

/// What an editor changed. What is refused is shown again as it was typed.
pub async fn save(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(fields): Form<Vec<(String, String)>>,
) -> Response<Body> {
    let id = IssueId(id);
    let typed = Typed(fields);
    let saved = async {
        who.must_guard(typed.one("guard"))?;
        let issue = issues::by_id(&site.ctx.db, &id).await?;
        let edited = typed.edited(&issue, mailing::candidates(&site.ctx, &issue).await?);
        let mut tx = site.ctx.db.begin().await?;
        let version = typed.one("version").parse().unwrap_or_default();
        issues::edit(&mut tx, &id, version, &edited).await?;
        tx.commit().await
    };
    let saved: Result<()> = saved.await;
    let (status, refused) = match &saved {
        Ok(()) => return Redirect::to(&format!("/desk/newsletter/{id}?done=saved")).into_response(),
        Err(error @ Error::Refused { code, .. }) => (problem::status(error).0, *code),
        Err(error @ Error::Invalid(_)) => (problem::status(error).0, "too-long"),
        Err(error) => return problem::page(&site, &ui, &headers, error).await,
    };
    let said = Said { refused: Some(refused), typed: Some(typed), ..Said::default() };
    let own = context(&site, &ui, &who, &id, said).await;
    page(&site, &ui, &who, &headers, status, ("desk/issue.html", "newsletter"), own).await
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
        Err(error) => problem::page(site, ui, headers, &error).await,
    }
}
