//! `/desk/articles/{slug}`: hear it, publish, schedule, correct, retract.

use std::collections::HashMap;

use axum::body::Body;
use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, Response, header};
use axum::response::{IntoResponse, Redirect};
use chrono::{NaiveDateTime, TimeZone};
use chrono_tz::Tz;
use newsroom::articles::{self, Change, Listed};
use newsroom::casting::VoiceRole;
use newsroom::ctx::Ctx;
use newsroom::db::Tx;
use newsroom::error::{Error, Result};
use newsroom::narrations;
use newsroom::segments::Content;
use newsroom::story::Block;
use newsroom::voicing::Speakers;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{notice_key, row};
use crate::listener::{Around, Head, render};
use crate::problem;
use crate::session::Staff;
use crate::shapes::{Time, encode, voice_name};
use crate::site::Site;
use crate::ui::Ui;

pub async fn show(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    Path(slug): Path<String>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response<Body> {
    // Only keys that we wrote ourselves lead to words.
    let done = query.get("done").map(String::as_str);
    let notice = done
        .filter(|key| DONE.contains(key))
        .map(|key| json!({ "kind": "done", "key": format!("done-{key}"), "text": null }));
    match page(&site, &ui, &who, &slug, notice, None).await {
        Ok(body) => ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], body).into_response(),
        Err(error) => problem::page(&site, &ui, &headers, &error).await,
    }
}

const DONE: [&str; 5] = ["published", "scheduled", "corrected", "retracted", "voice"];

async fn page(
    site: &Site,
    ui: &Ui,
    who: &Staff,
    slug: &str,
    notice: Option<Value>,
    wrong: Option<&Error>,
) -> Result<String> {
    let db = &site.ctx.db;
    let around = Around::read(site).await?;
    let article = of_theirs(site, who, slug).await?;
    let content = articles::revision(db, &article.revision_id).await?;
    let corrections = articles::corrections(db, &article.id).await?;
    let section = around.sections.iter().find(|s| s.slug == article.section_slug);
    let mut story = row(site, &article, section.map(|s| s.name(ui.lang.code))).await;
    let zone = &article.time_zone;
    let now = Time::at(site.ctx.clock.now_ms(), zone);
    let narration = newsroom::narrations::coming(db, &article.id).await?;
    story["voice_message"] = json!(narration.filter(|n| n.state == "failed").and_then(|n| n.message));
    let heard = narrations::of_article(db, &article.id).await?;
    story["stand_in"] =
        json!(heard.and_then(|n| n.meant.map(|meant| json!({ "voice": n.voice, "meant": meant, "why": n.why }))));
    story["speakers"] = speakers(site, &article).await?;
    story["standfirst"] = json!(article.standfirst);
    story["page"] = json!(crate::shapes::article_path(slug));
    story["sentences"] = sentences(&content);
    story["corrections"] =
        corrections.iter().map(|c| json!({ "at": Time::at(c.corrected_at_ms, zone), "text": c.note })).collect();
    story["retraction"] =
        json!(article.retracted_at_ms.map(|at| json!({ "at": Time::at(at, zone), "note": article.retraction_note })));
    let wrong = wrong.map(|error| {
        let field = match error {
            Error::Invalid(fields) => fields.first().map_or("", |f| f.name),
            _ => "",
        };
        json!({ "field": field, "key": notice_key(error), "text": null })
    });
    let head = Head { kind: "desk", title: Some(article.headline.clone()), noindex: true, ..Head::default() };
    let own = json!({
        "guard": who.guard, "may": super::may(who), "story": story, "zone": now.zone,
        "now": now.iso.get(..16), "notice": notice, "problem": wrong,
    });
    render(site, ui, "desk/article.html", &around, &head, own)
}

/// A story that whoever asks edits; for others there is no such story.
async fn of_theirs(site: &Site, who: &Staff, slug: &str) -> Result<Listed> {
    let article = articles::by_slug(&site.ctx.db, slug).await?;
    if who.edits(&article) { Ok(article) } else { Err(Error::NotFound("article")) }
}

/// By whom the story is heard, role by role, and who stands in for whom. Nothing while it is not heard, or was made
/// before this was written down.
async fn speakers(site: &Site, article: &Listed) -> Result<Value> {
    let Some(id) = &article.narration_id else { return Ok(Value::Null) };
    let narration = narrations::by_id(&site.ctx.db, id).await?;
    let Some(kept) = narration.speakers.and_then(|json| serde_json::from_str::<Speakers>(&json).ok()) else {
        return Ok(Value::Null);
    };
    let mut voices: Vec<(String, Vec<&str>)> = Vec::new();
    for role in VoiceRole::ALL {
        let name = voice_name(kept.voice(role));
        match voices.iter_mut().find(|(voice, _)| *voice == name) {
            Some((_, roles)) => roles.push(role.name()),
            None => voices.push((name, vec![role.name()])),
        }
    }
    let stand_ins = kept
        .stand_ins
        .iter()
        .map(|one| json!({ "wanted": voice_name(&one.wanted), "instead": voice_name(&one.instead), "why": one.why }));
    let all = voices.iter().map(|(name, roles)| json!({ "name": name, "roles": roles }));
    Ok(json!({ "voices": all.collect::<Vec<_>>(), "stand_ins": stand_ins.collect::<Vec<_>>() }))
}

fn sentences(content: &Content) -> Value {
    let mut all = Vec::new();
    let mut add = |role: &str, text: &newsroom::story::Text| {
        all.extend(
            text.sentences.iter().map(|s| json!({ "id": s.id, "role": role, "text": &text.plain[s.from..s.to] })),
        );
    };
    add("headline", &content.headline);
    content.standfirst.iter().for_each(|text| add("standfirst", text));
    for block in &content.blocks {
        let role = match block {
            Block::Heading { .. } => "heading",
            Block::Quote { .. } => "quote",
            Block::List { .. } => "list",
            _ => "body",
        };
        block.texts().into_iter().for_each(|text| add(role, text));
    }
    Value::Array(all)
}

/// What all forms of the page carry, each its own of it.
#[derive(Deserialize)]
pub struct Deed {
    guard: String,
    at: Option<String>,
    segment: Option<String>,
    text: Option<String>,
    note: Option<String>,
}

pub async fn publish(
    site: State<Site>,
    ui: Ui,
    who: Staff,
    slug: Path<String>,
    headers: HeaderMap,
    form: Form<Deed>,
) -> Response<Body> {
    deed(site.0, ui, who, slug.0, headers, form.0, "published", async |tx, ctx, article, _| {
        articles::publish(tx, ctx, &article.id).await
    })
    .await
}

pub async fn schedule(
    site: State<Site>,
    ui: Ui,
    who: Staff,
    slug: Path<String>,
    headers: HeaderMap,
    form: Form<Deed>,
) -> Response<Body> {
    deed(site.0, ui, who, slug.0, headers, form.0, "scheduled", async |tx, ctx, article, form| {
        let at_ms = on_the_wall(form.at.as_deref().unwrap_or_default(), &article.time_zone)?;
        articles::schedule(tx, ctx, &article.id, at_ms).await
    })
    .await
}

pub async fn correct(
    site: State<Site>,
    ui: Ui,
    who: Staff,
    slug: Path<String>,
    headers: HeaderMap,
    form: Form<Deed>,
) -> Response<Body> {
    deed(site.0, ui, who, slug.0, headers, form.0, "corrected", async |tx, ctx, article, form| {
        let change = Change::Sentence {
            segment: form.segment.clone().unwrap_or_default(),
            words: form.text.clone().unwrap_or_default(),
        };
        articles::correct(tx, ctx, &article.id, &change, form.note.as_deref().unwrap_or_default()).await
    })
    .await
}

pub async fn retract(
    site: State<Site>,
    ui: Ui,
    who: Staff,
    slug: Path<String>,
    headers: HeaderMap,
    form: Form<Deed>,
) -> Response<Body> {
    deed(site.0, ui, who, slug.0, headers, form.0, "retracted", async |tx, ctx, article, form| {
        articles::retract(tx, ctx, &article.id, form.note.as_deref().unwrap_or_default()).await
    })
    .await
}

pub async fn voice(
    site: State<Site>,
    ui: Ui,
    who: Staff,
    slug: Path<String>,
    headers: HeaderMap,
    form: Form<Deed>,
) -> Response<Body> {
    deed(site.0, ui, who, slug.0, headers, form.0, "voice", async |tx, ctx, article, _| {
        narrations::queue(tx, ctx, &article.id).await
    })
    .await
}

/// One transaction, then back to the page: with what was done, or with what was wrong and the form as it was.
#[allow(clippy::too_many_arguments)] // each is one thing that axum hands in
async fn deed<F>(
    site: Site,
    ui: Ui,
    who: Staff,
    slug: String,
    headers: HeaderMap,
    form: Deed,
    done: &str,
    act: F,
) -> Response<Body>
where
    F: AsyncFnOnce(&mut Tx, &Ctx, &Listed, &Deed) -> Result<()>,
{
    let acted = async {
        who.must_guard(&form.guard)?;
        let article = of_theirs(&site, &who, &slug).await?;
        let mut tx = site.ctx.db.begin().await?;
        act(&mut tx, &site.ctx, &article, &form).await?;
        tx.commit().await?;
        site.ctx.bell.notify_one();
        site.refresh().await
    };
    match acted.await {
        Ok(()) => Redirect::to(&format!("/desk/articles/{}?done={done}", encode(&slug))).into_response(),
        Err(error @ (Error::NotFound("article") | Error::Broken(_))) => {
            problem::page(&site, &ui, &headers, &error).await
        }
        Err(error) => match page(&site, &ui, &who, &slug, None, Some(&error)).await {
            Ok(body) => {
                (problem::status(&error).0, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], body).into_response()
            }
            Err(error) => problem::page(&site, &ui, &headers, &error).await,
        },
    }
}

/// What a clock on the publication's wall shows, as Unix ms. In the hour that a change of summer time repeats, the
/// first one is meant.
pub fn on_the_wall(at: &str, zone: &str) -> Result<i64> {
    let wrong = || Error::invalid("at", "write it as a date and a time, such as 2026-03-01T07:30");
    let at = NaiveDateTime::parse_from_str(at, "%Y-%m-%dT%H:%M").map_err(|_| wrong())?;
    let zone: Tz = zone.parse().unwrap_or(Tz::UTC);
    let moment = zone.from_local_datetime(&at).earliest();
    moment
        .map(|m| m.timestamp_millis())
        .ok_or_else(|| Error::invalid("at", "on that day the clocks leave this hour out"))
}
