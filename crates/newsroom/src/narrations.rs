//! Narrations: the sound of one revision in one voice, and the states it goes through.
//!
//! none → queued → speaking → ready | failed | skipped; each edge is one guarded `UPDATE`. The article points at the
//! narration that listeners hear, and keeps it until the next one is ready.

mod standing_in;

use serde::{Deserialize, Serialize};
use sqlx::FromRow;

use crate::ctx::Ctx;
use crate::db::{Db, Tx, values};
use crate::error::{Error, Result};
use crate::ids::{ArticleId, NarrationId, RevisionId};
use crate::{edition, jobs};

pub use standing_in::{StandsIn, queue_again, stand_in, standing_in};

/// How long the sound of a replaced narration is still served to those who are in the middle of it.
pub const REPLACED_KEPT_MS: i64 = 60 * 60_000;

/// One row of a narration's segment table. Times count after the decoder's trim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timed {
    pub id: String,
    pub role: String,
    pub text: String,
    pub start_ms: u32,
    pub end_ms: u32,
    /// Byte range in the MP3 file.
    pub bytes: (u64, u64),
    /// Name of the piece in the cache.
    pub sound: String,
    /// Start and end in UTF-16 units of the sentence's text, then start and end in ms.
    pub words: Vec<(u32, u32, u32, u32)>,
}

/// What an article's player needs to know.
#[derive(Clone, Debug, FromRow)]
pub struct Narration {
    pub id: NarrationId,
    pub article_id: ArticleId,
    pub revision_id: RevisionId,
    pub voice: String,
    pub state: String,
    pub segments_done: i64,
    pub segments_total: i64,
    pub audio: Option<String>,
    pub audio_bytes: Option<i64>,
    pub duration_ms: Option<i64>,
    pub segments: Option<String>,
    pub message: Option<String>,
    pub ended_at_ms: Option<i64>,
    /// By whom it is spoken, as JSON of `voicing::Speakers`; `None` until it is begun.
    pub speakers: Option<String>,
    /// The voice that was meant, when [`Narration::voice`] speaks in its place, and why it does, for staff.
    pub meant: Option<String>,
    pub why: Option<String>,
    /// How often the voice that was meant has been tried since it first failed.
    pub tries: i64,
}

impl Narration {
    /// The segment table; empty until ready.
    pub fn timed(&self) -> Vec<Timed> {
        self.segments.as_deref().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
    }
}

/// What voicing hands in when all is spoken and the file is stored.
#[derive(Clone, Debug)]
pub struct Finished {
    /// The voice of the body.
    pub voice: String,
    /// As in [`Narration`].
    pub speakers: String,
    pub script_digest: String,
    pub audio: String,
    pub audio_bytes: i64,
    pub duration_ms: i64,
    pub segments: Vec<Timed>,
}

/// Asks for the sound of an article's latest revision. What was queued or under way for an older one is let go:
/// of two saves racing, the later one is heard. Nothing is asked for when the article's voice is off.
pub async fn queue(tx: &mut Tx, ctx: &Ctx, article: &ArticleId) -> Result<()> {
    let now = ctx.clock.now_ms();
    let open: Option<(i64,)> = tx
        .optional(
            "SELECT CAST(1 AS BIGINT) FROM article WHERE id = $1 AND unvoiced_at_ms IS NULL AND state <> 'retracted'",
            values![article],
        )
        .await?;
    if open.is_none() {
        return Ok(());
    }
    tx.execute(
        "UPDATE narration SET state = 'skipped', message = 'superseded', ended_at_ms = $2
         WHERE article_id = $1 AND state IN ('queued', 'speaking')",
        values![article, now],
    )
    .await?;
    let id = NarrationId::new(&ctx.clock, &ctx.chance);
    tx.execute(
        "INSERT INTO narration (id, article_id, revision_id, voice, script_digest, state, segments_done, segments_total, queued_at_ms)
         SELECT $1, id, revision_id, '', '', 'queued', 0, 0, $3 FROM article WHERE id = $2",
        values![&id, article, now],
    )
    .await?;
    jobs::enqueue(tx, ctx, "voice", Some(&job_key(&id)), &id.0).await
}

fn job_key(id: &NarrationId) -> String {
    format!("voice:{id}")
}

/// As [`queue`], unless the latest revision has its sound, or is about to.
pub async fn queue_if_missing(tx: &mut Tx, ctx: &Ctx, article: &ArticleId) -> Result<()> {
    let there: Option<(i64,)> = tx
        .optional(
            "SELECT CAST(1 AS BIGINT) FROM narration n JOIN article a ON a.id = n.article_id AND a.revision_id = n.revision_id
             WHERE a.id = $1 AND n.state IN ('queued', 'speaking', 'ready') LIMIT 1",
            values![article],
        )
        .await?;
    if there.is_some() { Ok(()) } else { queue(tx, ctx, article).await }
}

/// Somebody waits to hear an article: the narration of its latest revision is spoken before those that nobody waits for;
/// where none was ever asked for, it is asked for now. `None`: it failed, or the voice is off.
pub async fn hasten(tx: &mut Tx, ctx: &Ctx, article: &ArticleId) -> Result<Option<NarrationId>> {
    const COMING: &str =
        "SELECT n.id, n.state FROM narration n JOIN article a ON a.id = n.article_id AND a.revision_id = n.revision_id
        WHERE a.id = $1 AND a.unvoiced_at_ms IS NULL AND n.state IN ('queued', 'speaking', 'ready', 'failed')
        ORDER BY n.queued_at_ms DESC, n.id DESC LIMIT 1";
    let mut found: Option<(NarrationId, String)> = tx.optional(COMING, values![article]).await?;
    if found.is_none() {
        queue(tx, ctx, article).await?;
        found = tx.optional(COMING, values![article]).await?;
    }
    let Some((id, state)) = found.filter(|(_, state)| state != "failed") else { return Ok(None) };
    if state == "queued" {
        jobs::hasten(tx, &job_key(&id)).await?;
    }
    Ok(Some(id))
}

/// queued → speaking, by this voice (of the body) and these speakers. A narration whose worker died is taken over; `false`: it is not to be spoken any
/// more.
pub async fn begin(
    ctx: &Ctx,
    id: &NarrationId,
    fence: &str,
    total: usize,
    voice: &str,
    speakers: &str,
) -> Result<bool> {
    let touched = ctx
        .db
        .execute(
            "UPDATE narration SET state = 'speaking', fence = $2, segments_total = $3, segments_done = 0, voice = $4,
                speakers = $5, meant = NULL, why = NULL
             WHERE id = $1 AND state IN ('queued', 'speaking')",
            values![id, fence, total as i64, voice, speakers],
        )
        .await?;
    Ok(touched == 1)
}

/// Says how far it is. `false`: somebody else speaks it now, or nobody should: stop.
pub async fn progress(ctx: &Ctx, id: &NarrationId, fence: &str, done: usize) -> Result<bool> {
    let touched = ctx
        .db
        .execute(
            "UPDATE narration SET segments_done = $3 WHERE id = $1 AND fence = $2 AND state = 'speaking'",
            values![id, fence, done as i64],
        )
        .await?;
    Ok(touched == 1)
}

/// speaking → ready, and the article points at it from now on, all in one transaction. `false`: too late, the text
/// has changed, the article was retracted or its voice was turned off; nothing is shown.
pub async fn finish(tx: &mut Tx, ctx: &Ctx, id: &NarrationId, fence: &str, finished: &Finished) -> Result<bool> {
    let now = ctx.clock.now_ms();
    let segments =
        serde_json::to_string(&finished.segments).map_err(|e| Error::broken("writing a segment table", e))?;
    let touched = tx
        .execute(
            "UPDATE narration SET state = 'ready', voice = $3, script_digest = $4, audio = $5, audio_bytes = $6,
                duration_ms = $7, segments = $8, segments_done = segments_total, ended_at_ms = $9, speakers = $10, message = NULL
             WHERE id = $1 AND fence = $2 AND state = 'speaking'",
            values![
                id,
                fence,
                &finished.voice,
                &finished.script_digest,
                &finished.audio,
                finished.audio_bytes,
                finished.duration_ms,
                segments,
                now,
                &finished.speakers,
            ],
        )
        .await?;
    if touched == 0 {
        return Ok(false);
    }
    let pointed = tx
        .execute(
            "UPDATE article SET narration_id = $1 WHERE unvoiced_at_ms IS NULL AND state <> 'retracted'
             AND (id, revision_id) = (SELECT article_id, revision_id FROM narration WHERE id = $1)",
            values![id],
        )
        .await?;
    if pointed == 0 {
        return Ok(false); // the caller drops the transaction, and with it the state
    }
    tx.execute(
        "UPDATE narration SET state = 'skipped', message = 'replaced', ended_at_ms = $2
         WHERE state = 'ready' AND id <> $1 AND article_id = (SELECT article_id FROM narration WHERE id = $1)",
        values![id, now],
    )
    .await?;
    jobs::enqueue_at(tx, ctx, "sweep", Some("sweep"), "", now + REPLACED_KEPT_MS).await?;
    edition::bump(tx).await?;
    Ok(true)
}

/// → failed, with what to tell the editor.
/// Only whoever speaks it may say so: a worker that lost its place must not end what its successor is making.
pub async fn fail(ctx: &Ctx, id: &NarrationId, fence: &str, message: &str) -> Result<()> {
    let mut tx = ctx.db.begin().await?;
    tx.execute(
        "UPDATE narration SET state = 'failed', message = $2, ended_at_ms = $3
         WHERE id = $1 AND (state = 'queued' OR (state = 'speaking' AND fence = $4))",
        values![id, message, ctx.clock.now_ms(), fence],
    )
    .await?;
    edition::bump(&mut tx).await?;
    tx.commit().await
}

/// → skipped: it was found that nobody should hear it. Guarded as [`fail`] is.
pub async fn skip(ctx: &Ctx, id: &NarrationId, fence: &str, why: &str) -> Result<()> {
    ctx.db
        .execute(
            "UPDATE narration SET state = 'skipped', message = $2, ended_at_ms = $3
             WHERE id = $1 AND (state = 'queued' OR (state = 'speaking' AND fence = $4))",
            values![id, why, ctx.clock.now_ms(), fence],
        )
        .await?;
    Ok(())
}

/// What no job will ever finish has failed: its worker died each time it was tried.
pub async fn fail_abandoned(ctx: &Ctx) -> Result<()> {
    let mut tx = ctx.db.begin().await?;
    let failed = tx
        .execute(
            "UPDATE narration SET state = 'failed', message = 'the voice died each time it was tried', ended_at_ms = $1
             WHERE state IN ('queued', 'speaking') AND NOT EXISTS
                (SELECT 1 FROM job WHERE kind = 'voice' AND payload = narration.id AND failed_at_ms IS NULL)",
            values![ctx.clock.now_ms()],
        )
        .await?;
    if failed > 0 {
        edition::bump(&mut tx).await?;
    }
    tx.commit().await
}

/// Takes an article's sound away, whatever its state: from this commit on no address serves it, and its files go
/// with the next sweep.
pub async fn withdraw(tx: &mut Tx, ctx: &Ctx, article: &ArticleId) -> Result<()> {
    tx.execute("UPDATE article SET narration_id = NULL WHERE id = $1", values![article]).await?;
    tx.execute(
        "UPDATE narration SET state = 'skipped', message = 'withdrawn', audio = NULL, segments = NULL,
            ended_at_ms = $2 WHERE article_id = $1",
        values![article, ctx.clock.now_ms()],
    )
    .await?;
    jobs::enqueue(tx, ctx, "sweep", Some("sweep-now"), "").await
}

const BY_ID: &str = "SELECT id, article_id, revision_id, voice, state, segments_done, segments_total, audio,
    audio_bytes, duration_ms, segments, message, ended_at_ms, meant, why, tries, speakers FROM narration WHERE id = $1";

/// The segment tables of what listeners hear of these articles; those without sound are left out.
pub async fn tables(db: &Db, articles: &[ArticleId]) -> Result<Vec<(ArticleId, Vec<Timed>)>> {
    let asked = serde_json::Value::from_iter(articles.iter().map(|id| serde_json::json!([id])));
    let found: Vec<(ArticleId, String)> = db
        .all(
            "SELECT a.id, n.segments FROM json_each($1) AS w JOIN article a ON a.id = w.value->>0
             JOIN narration n ON n.id = a.narration_id WHERE a.state = 'published' AND n.segments IS NOT NULL",
            values![asked.to_string()],
        )
        .await?;
    Ok(found.into_iter().map(|(id, json)| (id, serde_json::from_str(&json).unwrap_or_default())).collect())
}

pub async fn by_id(db: &Db, id: &NarrationId) -> Result<Narration> {
    db.one("narration", BY_ID, values![id]).await
}

/// What listeners hear of an article: the narration it points at, or else the latest that was asked for.
pub async fn of_article(db: &Db, article: &ArticleId) -> Result<Option<Narration>> {
    db.optional(
        "SELECT n.id, n.article_id, n.revision_id, n.voice, n.state, n.segments_done, n.segments_total, n.audio,
            n.audio_bytes, n.duration_ms, n.segments, n.message, n.ended_at_ms, n.meant, n.why, n.tries, n.speakers
         FROM narration n JOIN article a ON a.id = n.article_id
         WHERE a.id = $1 AND (n.id = a.narration_id OR (a.narration_id IS NULL AND NOT (n.state = 'skipped' AND n.message IN ('superseded', 'replaced'))))
         ORDER BY n.queued_at_ms DESC, n.id DESC LIMIT 1",
        values![article],
    )
    .await
}

/// The narration under way or failed for an article's latest revision, if the one that is heard is older.
pub async fn coming(db: &Db, article: &ArticleId) -> Result<Option<Narration>> {
    db.optional(
        "SELECT n.id, n.article_id, n.revision_id, n.voice, n.state, n.segments_done, n.segments_total, n.audio,
            n.audio_bytes, n.duration_ms, n.segments, n.message, n.ended_at_ms, n.meant, n.why, n.tries, n.speakers
         FROM narration n JOIN article a ON a.id = n.article_id
         WHERE a.id = $1 AND n.state IN ('queued', 'speaking', 'failed') AND n.revision_id = a.revision_id
         ORDER BY n.queued_at_ms DESC, n.id DESC LIMIT 1",
        values![article],
    )
    .await
}

/// Who may hear a narration while it is being made, and after, as things stand; like [`audience`], for one that has no
/// file yet.
pub async fn standing(ctx: &Ctx, id: &NarrationId) -> Result<(Audience, State)> {
    let row: Option<(String, String)> = ctx
        .db
        .optional(
            "SELECT n.state, a.state FROM narration n JOIN article a ON a.id = n.article_id
             WHERE n.id = $1 AND a.unvoiced_at_ms IS NULL AND a.state <> 'retracted'",
            values![id],
        )
        .await?;
    let Some((state, article)) = row else { return Ok((Audience::Nobody, State::Over)) };
    let audience = if article == "published" { Audience::Everybody } else { Audience::Staff };
    Ok(match state.as_str() {
        "queued" | "speaking" => (audience, State::Coming),
        "ready" => (audience, State::Ready),
        _ => (Audience::Nobody, State::Over),
    })
}

/// Those of some narrations that somebody can have heard: of published articles, and not replaced before a time.
pub async fn heard_since(db: &Db, ids: &[NarrationId], replaced_since_ms: i64) -> Result<Vec<NarrationId>> {
    let asked = serde_json::Value::from_iter(ids.iter().map(|id| serde_json::json!([id])));
    let found: Vec<(NarrationId,)> = db
        .all(
            "SELECT n.id FROM json_each($1) AS w JOIN narration n ON n.id = w.value->>0
             JOIN article a ON a.id = n.article_id
             WHERE a.state = 'published' AND a.unvoiced_at_ms IS NULL
               AND (n.state IN ('queued', 'speaking', 'ready') OR (n.message = 'replaced' AND n.ended_at_ms >= $2))",
            values![asked.to_string(), replaced_since_ms],
        )
        .await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

/// The voice of the body that a narration is spoken by, and all its speakers, once it is begun.
pub async fn spoken_by(ctx: &Ctx, id: &NarrationId) -> Result<Option<(String, Option<String>)>> {
    ctx.db.optional("SELECT voice, speakers FROM narration WHERE id = $1 AND voice <> ''", values![id]).await
}

/// How far a narration is, for somebody who waits for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Coming,
    Ready,
    /// It failed, or nobody should hear it.
    Over,
}

/// The latest narration of an article's latest revision, of those that are heard or shall be.
#[derive(Clone, Debug, FromRow)]
pub struct Latest {
    pub article_id: ArticleId,
    pub lang: String,
    pub publication_slug: String,
    pub state: String,
    /// As in [`Narration`].
    pub segments: Option<String>,
}

/// Those of all articles, page by page: behind an article's id, in their order.
pub async fn latest(db: &Db, after: &str, limit: i64) -> Result<Vec<Latest>> {
    db.all(
        "SELECT a.id AS article_id, a.lang, p.slug AS publication_slug, n.state, n.segments
         FROM article a JOIN publication p ON p.id = a.publication_id
         JOIN narration n ON n.article_id = a.id AND n.revision_id = a.revision_id
         WHERE a.id > $1 AND a.state <> 'retracted' AND a.unvoiced_at_ms IS NULL AND n.state <> 'skipped'
         AND NOT EXISTS (SELECT 1 FROM narration m WHERE m.article_id = a.id AND m.revision_id = a.revision_id
            AND m.state <> 'skipped'
            AND (m.queued_at_ms > n.queued_at_ms OR (m.queued_at_ms = n.queued_at_ms AND m.id > n.id)))
         ORDER BY a.id LIMIT $2",
        values![after, limit],
    )
    .await
}

/// Sentences made and to be made of the narrations under way, and how many narrations still wait.
pub async fn under_way(db: &Db) -> Result<(i64, i64, i64)> {
    db.one(
        "narrations under way",
        "SELECT CAST(COALESCE(SUM(segments_done), 0) AS BIGINT), CAST(COALESCE(SUM(segments_total), 0) AS BIGINT),
            CAST(COALESCE(SUM(CASE WHEN state = 'queued' THEN 1 ELSE 0 END), 0) AS BIGINT)
         FROM narration WHERE state IN ('queued', 'speaking')",
        values![],
    )
    .await
}

/// Who may have a sound file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    Everybody,
    /// It belongs to an article that is not out yet.
    Staff,
    Nobody,
}

#[derive(FromRow)]
struct Open {
    state: String,
    ended_at_ms: Option<i64>,
    message: Option<String>,
}

/// Who may have the file of this digest now. A replaced narration is served on for [`REPLACED_KEPT_MS`].
pub async fn audience(ctx: &Ctx, audio: &str) -> Result<Audience> {
    let rows: Vec<Open> = ctx
        .db
        .all(
            "SELECT a.state, n.ended_at_ms, n.message FROM narration n JOIN article a ON a.id = n.article_id
             WHERE n.audio = $1 AND a.unvoiced_at_ms IS NULL AND a.state <> 'retracted'
             ORDER BY n.queued_at_ms DESC LIMIT 20",
            values![audio],
        )
        .await?;
    let oldest = ctx.clock.now_ms() - REPLACED_KEPT_MS;
    let mut live =
        rows.iter().filter(|row| row.message.is_none() || row.ended_at_ms.is_some_and(|at| at >= oldest)).peekable();
    if live.peek().is_none() {
        return Ok(Audience::Nobody);
    }
    Ok(if live.any(|row| row.state == "published") { Audience::Everybody } else { Audience::Staff })
}

/// Digests of all sound files and names of all pieces that must be kept.
pub async fn kept(ctx: &Ctx) -> Result<(Vec<String>, Vec<String>)> {
    let oldest = ctx.clock.now_ms() - REPLACED_KEPT_MS;
    let rows: Vec<(String, Option<String>)> = ctx
        .db
        .all(
            "SELECT audio, segments FROM narration WHERE audio IS NOT NULL
             AND (state = 'ready' OR (message = 'replaced' AND ended_at_ms >= $1))",
            values![oldest],
        )
        .await?;
    let mut pieces = Vec::new();
    let mut files = Vec::new();
    for (audio, segments) in rows {
        let timed: Vec<Timed> = segments.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default();
        pieces.extend(timed.into_iter().map(|segment| segment.sound));
        files.push(audio);
    }
    Ok((files, pieces))
}

/// How many narrations are ready, and how many are still to come: for progress bars.
pub async fn count(db: &Db) -> Result<(i64, i64)> {
    db.one(
        "narration count",
        "SELECT CAST(COALESCE(SUM(CASE WHEN state = 'ready' THEN 1 ELSE 0 END), 0) AS BIGINT),
                CAST(COALESCE(SUM(CASE WHEN state IN ('queued', 'speaking') THEN 1 ELSE 0 END), 0) AS BIGINT)
         FROM narration",
        values![],
    )
    .await
}

/// The voices that published articles are heard in, each with its language.
pub async fn voices(db: &Db) -> Result<Vec<(String, String)>> {
    db.all(
        "SELECT DISTINCT n.voice, a.lang FROM narration n JOIN article a ON a.narration_id = n.id
         WHERE a.state = 'published' ORDER BY n.voice, a.lang LIMIT 100",
        values![],
    )
    .await
}
