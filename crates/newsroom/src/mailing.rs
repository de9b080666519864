//! The newsletter goes: issues are planned, made fast when their time has come, and handed to the mail server copy by copy.

mod ending;
mod sending;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate};
use serde_json::json;

use self::ending::finish;
pub use self::sending::send;
use crate::articles::{self, Listed};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::ids::{IssueId, SubscriberId};
use crate::newsletter::copies::{self, Verdict};
use crate::newsletter::issues::{self, Issue};
use crate::newsletter::letter::{self, Paper};
use crate::newsletter::picking::{self, Entry, Picture};
use crate::newsletter::{calendar, words};
use crate::outside::mail::{Bulk, Letter, Mail};
use crate::pictures::{self, JPEG_WIDTH};
use crate::subscribers::{self, Choices, Rhythm};
use crate::{jobs, mails, publications};

/// The job that looks whether something is to be planned, to go or to end; it comes by the clock.
pub const LOOK: &str = "newsletter";
/// The job that hands copies over: one at a time is enough, and keeps the pace.
pub const SEND: &str = "newsletter-send";
/// The job that sends an issue to one of the staff.
pub const TEST: &str = "newsletter-test";

const HOUR_MS: i64 = 60 * 60_000;
/// An issue whose time was so long ago does not go: the next one has its stories.
const LATE_AT_MOST_MS: i64 = 12 * HOUR_MS;
/// A story whose voice came after its issue had gone is in the next, if it was published within this time before.
const GRACE_MS: i64 = 6 * HOUR_MS;
/// A sender that comes so soon after a copy is due comes in time: none of its own pauses is longer, and they hold.
const SOON_MS: i64 = 60_000;
/// Stories that are looked at for an issue, and that it is made fast with: those of a busy week. Each reader's are picked
/// from all of them.
const STORIES_AT_MOST: i64 = 500;

/// Looks after everything that the clock brings.
pub async fn look(ctx: &Ctx) -> Result<()> {
    copies::give_up_lost(ctx).await?;
    if ctx.settings.newsletter.offered && ctx.mail.is_there() {
        go(ctx).await?;
        plan(ctx).await?;
    }
    for issue in issues::being_sent(&ctx.db).await? {
        finish(ctx, &issue.id).await?;
    }
    wake(ctx).await
}

/// Makes everything fast whose time has come.
async fn go(ctx: &Ctx) -> Result<()> {
    let now = ctx.clock.now_ms();
    for issue in issues::coming(&ctx.db).await?.into_iter().filter(|issue| issue.goes_at_ms <= now) {
        let gone = if issue.goes_at_ms + LATE_AT_MOST_MS < now {
            skip_because(ctx, &issue.id, "its time had passed when the newsroom was there again").await
        } else {
            begin(ctx, &issue).await.map(|_| ())
        };
        match gone {
            // Another worker was quicker, or an editor.
            Ok(()) | Err(Error::Refused { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Plans the next issue for everybody who gets one.
async fn plan(ctx: &Ctx) -> Result<()> {
    let now = ctx.clock.now_ms();
    for (rhythm, lang, _) in subscribers::audiences(&ctx.db).await? {
        let (_, last) = issues::before(&ctx.db, rhythm, &lang).await?;
        let after = last.unwrap_or(now).max(now);
        let at = calendar::next_ms(rhythm, &ctx.settings.newsletter, ctx.settings.time_zone, after);
        let mut tx = ctx.db.begin().await?;
        issues::plan(&mut tx, ctx, rhythm, &lang, at).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Asks for the job that sends, where something is to be sent and nobody does in time.
async fn wake(ctx: &Ctx) -> Result<()> {
    let Some(due) = copies::next_due_ms(&ctx.db).await? else { return Ok(()) };
    let at = due.max(ctx.clock.now_ms());
    if jobs::comes_by(ctx, SEND, at + SOON_MS).await? {
        return Ok(());
    }
    let mut tx = ctx.db.begin().await?;
    ask_to_send(&mut tx, ctx, at).await?;
    tx.commit().await?;
    ctx.bell.notify_one();
    Ok(())
}

/// Asks for the job that sends, no later than then: the one that waits may wait for a mailbox that was put off for hours.
async fn ask_to_send(tx: &mut Tx, ctx: &Ctx, at_ms: i64) -> Result<()> {
    jobs::enqueue_at(tx, ctx, SEND, Some(SEND), "", at_ms).await?;
    jobs::bring_forward(tx, SEND, at_ms).await?;
    Ok(())
}

/// Makes a draft fast now, and begins to send it; returns to how many people. One that would be empty is skipped.
///
/// # Errors
/// `changed` where it is no draft any more, or was changed meanwhile.
pub async fn begin(ctx: &Ctx, issue: &Issue) -> Result<u64> {
    let entries = entries(ctx, issue).await?;
    if entries.is_empty() {
        skip_because(ctx, &issue.id, "there was no story to hear").await?;
        return Ok(0);
    }
    let articles: Vec<String> = entries.into_iter().map(|entry| entry.article).collect();
    let mut tx = ctx.db.begin().await?;
    let people = issues::begin(&mut tx, ctx, issue, &articles).await?;
    ask_to_send(&mut tx, ctx, ctx.clock.now_ms()).await?;
    tx.commit().await?;
    ctx.bell.notify_one();
    tracing::info!(issue = %issue.id, rhythm = issue.rhythm.name(), lang = issue.lang, people, "an issue goes");
    Ok(people)
}

/// An editor sends a draft before its time; the next one is planned at once, so that its page is there.
///
/// # Errors
/// As [`begin`].
pub async fn send_now(ctx: &Ctx, issue: &Issue) -> Result<u64> {
    let people = begin(ctx, issue).await?;
    plan(ctx).await?;
    Ok(people)
}

async fn skip_because(ctx: &Ctx, issue: &IssueId, because: &str) -> Result<()> {
    let mut tx = ctx.db.begin().await?;
    issues::skip(&mut tx, ctx, issue, Some(because)).await?;
    tx.commit().await
}

/// An editor lets an issue fall out; the next one is planned at once.
///
/// # Errors
/// `changed` where it is no draft any more.
pub async fn skip(ctx: &Ctx, issue: &IssueId) -> Result<()> {
    let mut tx = ctx.db.begin().await?;
    issues::skip(&mut tx, ctx, issue, None).await?;
    tx.commit().await?;
    plan(ctx).await
}

/// What waits of a held issue goes on.
///
/// # Errors
/// `changed` where it is not held.
pub async fn go_on(ctx: &Ctx, issue: &IssueId) -> Result<()> {
    let mut tx = ctx.db.begin().await?;
    issues::go_on(&mut tx, issue).await?;
    ask_to_send(&mut tx, ctx, ctx.clock.now_ms()).await?;
    tx.commit().await?;
    ctx.bell.notify_one();
    Ok(())
}

/// Says of an unknown copy whether it arrived; one that did not goes again.
///
/// # Errors
/// `settled` where it is not unknown any more.
pub async fn decide(ctx: &Ctx, issue: &IssueId, subscriber: &SubscriberId, verdict: Verdict) -> Result<()> {
    let mut tx = ctx.db.begin().await?;
    copies::decide(&mut tx, ctx, issue, subscriber, verdict).await?;
    if verdict == Verdict::Again {
        ask_to_send(&mut tx, ctx, ctx.clock.now_ms()).await?;
    }
    tx.commit().await?;
    ctx.bell.notify_one();
    Ok(())
}

/// Somebody leaves by a letter's link, and nothing that was written to them is kept. That there was nobody is no error: they
/// are where they wanted to be.
pub async fn unsubscribe(ctx: &Ctx, secret: &str, by: Option<&IssueId>) -> Result<()> {
    let mut tx = ctx.db.begin().await?;
    if let Some((subscriber, email)) = subscribers::leave(&mut tx, secret).await? {
        copies::withdraw(&mut tx, ctx, &subscriber, by).await?;
        mails::forget(&mut tx, &email).await?;
    }
    tx.commit().await
}

/// Stories of an issue, in order: of one that was made fast those it was made fast with, of a draft what it would hold now.
pub async fn entries(ctx: &Ctx, issue: &Issue) -> Result<Vec<Entry>> {
    if !issue.is_draft() {
        let made_fast = issues::articles(&ctx.db, &issue.id).await?;
        let listed = articles::published(&ctx.db, &made_fast).await?;
        return written(ctx, listed).await;
    }
    let all = candidates(ctx, issue).await?;
    Ok(picking::arrange(all, &issue.arranged, &issue.left_out))
}

/// What a draft could hold, the newest first: what can be heard, was published since the last issue of its kind, and was in
/// none of them.
pub async fn candidates(ctx: &Ctx, issue: &Issue) -> Result<Vec<Entry>> {
    let now = ctx.clock.now_ms();
    let (last, _) = issues::before(&ctx.db, issue.rhythm, &issue.lang).await?;
    let days = match issue.rhythm {
        Rhythm::Daily => 1,
        Rhythm::Weekly => 7,
    };
    // The first issue has what its rhythm promises, or the newest there is; one after a holiday has more, and not all that
    // was ever missed.
    let since = match last {
        Some(begun_at_ms) => (begun_at_ms - GRACE_MS).max(now - 3 * days * 24 * HOUR_MS),
        None => now - days * 24 * HOUR_MS,
    };
    let told = issues::told(&ctx.db, issue.rhythm, &issue.lang, since).await?;
    let told: BTreeSet<String> = told.into_iter().map(|(article,)| article).collect();
    let mut listed = articles::heard_since(&ctx.db, since, STORIES_AT_MOST).await?;
    if listed.is_empty() && last.is_none() {
        listed = articles::heard_since(&ctx.db, 0, STORIES_AT_MOST).await?;
    }
    let listed = listed.into_iter().filter(|article| !told.contains(&article.id.0)).collect();
    written(ctx, listed).await
}

async fn written(ctx: &Ctx, listed: Vec<Listed>) -> Result<Vec<Entry>> {
    // All pictures at once: an issue may have hundreds of stories, and is read anew for each hundred of its copies.
    let ids: Vec<String> = listed.iter().filter_map(Listed::figure).map(|figure| figure.src).collect();
    let there = pictures::by_ids(&ctx.db, &ids).await?;
    let there: BTreeMap<&str, &pictures::Picture> = there.iter().map(|one| (one.id.as_str(), one)).collect();
    let entry = |article: Listed| Entry {
        picture: picture(&article, &there),
        article: article.id.0,
        story: article.story_id,
        slug: article.slug,
        lang: article.lang,
        headline: article.headline,
        standfirst: article.standfirst,
        publication: article.publication_id.0,
        publication_name: article.publication_name,
        section: article.section_slug,
        duration_ms: article.duration_ms.unwrap_or_default(),
    };
    Ok(listed.into_iter().map(entry).collect())
}

/// In JPEG, which every mail program shows.
fn picture(article: &Listed, there: &BTreeMap<&str, &pictures::Picture>) -> Option<Picture> {
    let figure = article.figure()?;
    let picture = there.get(figure.src.as_str())?;
    Some(Picture {
        path: format!("/{}", pictures::file(&figure.src, JPEG_WIDTH, "jpg")),
        alt: figure.alt,
        width: picture.width,
        height: picture.height,
    })
}

/// What a mail server knows somebody's copy by.
pub fn message_id(ctx: &Ctx, issue: &IssueId, subscriber: &SubscriberId) -> String {
    copies::message_id(issue, &subscriber.0, &letter::host(&ctx.settings.public_url))
}

/// What all letters of an issue have in common.
pub async fn paper(ctx: &Ctx, issue: &Issue) -> Result<Paper> {
    let at = issue.begun_at_ms.unwrap_or(issue.goes_at_ms);
    let day = DateTime::from_timestamp_millis(at).unwrap_or_default().with_timezone(&ctx.settings.time_zone);
    let sections = publications::sections(&ctx.db).await?;
    let sections: BTreeMap<String, String> =
        sections.iter().map(|section| (section.slug.clone(), section.name(&issue.lang).to_string())).collect();
    let day: NaiveDate = day.date_naive();
    Ok(Paper { site: ctx.settings.site_name.clone(), public_url: ctx.settings.public_url.clone(), day, sections })
}

/// The letter that somebody would get who chose nothing; its links lead nowhere. None where there is no story.
pub async fn preview(ctx: &Ctx, issue: &Issue, to: &str) -> Result<Option<Bulk>> {
    let entries = entries(ctx, issue).await?;
    let picked = picking::pick(&entries, &Choices::all(issue.rhythm, &issue.lang));
    if picked.is_empty() {
        return Ok(None);
    }
    let paper = paper(ctx, issue).await?;
    let mut letter = letter::write(&paper, issue, &paper.reader(issue, to, "preview"), &picked);
    let host = letter::host(&paper.public_url);
    letter.message_id = copies::message_id(&issue.id, &format!("preview {to} {}", ctx.clock.now_ms()), &host);
    Ok(Some(letter))
}

/// Asks for the job that sends an issue as it stands to one of the staff.
pub async fn ask_test(ctx: &Ctx, issue: &IssueId, to: &str) -> Result<()> {
    let mut tx = ctx.db.begin().await?;
    jobs::enqueue(&mut tx, ctx, TEST, None, &json!([issue, to]).to_string()).await?;
    tx.commit().await?;
    ctx.bell.notify_one();
    Ok(())
}

/// Sends an issue as it stands to one address. It may come twice when a worker dies: it is for staff.
pub async fn test(ctx: &Ctx, payload: &str) -> Result<()> {
    let (issue, to): (IssueId, String) =
        serde_json::from_str(payload).map_err(|e| Error::refused("payload", e.to_string()))?;
    let issue = issues::by_id(&ctx.db, &issue).await?;
    let Some(mut letter) = preview(ctx, &issue, &to).await? else { return Ok(()) };
    letter.subject.insert_str(0, words::Words::of(&issue.lang).test());
    if let Mail::Smtp(_) = &ctx.mail {
        return sending::send_one(ctx, &letter).await;
    }
    let mut tx = ctx.db.begin().await?;
    mails::write(&mut tx, ctx, &Letter { to: letter.to, subject: letter.subject, body: letter.text }).await?;
    tx.commit().await
}
