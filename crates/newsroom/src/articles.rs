//! Articles and their revisions: written, published, corrected, retracted.
//!
//! Every edge of `draft → scheduled → published → retracted` is one guarded `UPDATE`. A narration is asked for in
//! the same transaction, so that no published article is left without one.

mod archive;
mod recommending;
mod views;

use serde::Serialize;
use sqlx::FromRow;

use crate::ctx::Ctx;
use crate::db::{Tx, values};
use crate::error::{Error, Result};
use crate::ids::{ArticleId, CorrectionId, RevisionId, digest};
use crate::segments::{Content, assign};
use crate::story::{Block, Story};
use crate::{edition, jobs, narrations, slug};

pub use archive::{ARCHIVE, archive_is_behind, enter_missing};
pub use recommending::{Recommended, recommended};
pub use views::*;

/// Longest body in characters, about 20 hours of sound: longer is a book, or a mistake.
pub const BODY_AT_MOST: usize = 1_000_000;
pub const HEADLINE_AT_MOST: usize = 400;
const TAGS_AT_MOST: usize = 20;

/// Where an article stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    Draft,
    Scheduled,
    Published,
    Retracted,
}

impl State {
    pub fn named(name: &str) -> State {
        match name {
            "scheduled" => State::Scheduled,
            "published" => State::Published,
            "retracted" => State::Retracted,
            _ => State::Draft,
        }
    }
}

/// A story on its way in: where it belongs is settled, its pictures are taken in.
#[derive(Clone, Debug)]
pub struct NewArticle {
    pub publication: String,
    pub section: String,
    pub lang: String,
    /// Where it came from, so that importing it again finds it.
    pub source: Option<String>,
    pub story: Story,
}

/// What became of a story that was handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    Created,
    Revised,
    Unchanged,
}

#[derive(FromRow)]
struct Standing {
    id: ArticleId,
    state: String,
    lang: String,
    revision_id: RevisionId,
    next_segment: i64,
    source_digest: Option<String>,
}

const STANDING: &str = "SELECT id, state, lang, revision_id, next_segment, source_digest FROM article WHERE id = $1";

/// Writes a new article as a draft.
pub async fn create(tx: &mut Tx, ctx: &Ctx, new: &NewArticle) -> Result<ArticleId> {
    check(&new.story)?;
    let story = &new.story;
    let id = ArticleId::new(&ctx.clock, &ctx.chance);
    let now = ctx.clock.now_ms();
    let wanted =
        story.slug.as_deref().map(slug::of).filter(|s| !s.is_empty()).unwrap_or_else(|| slug::of(&story.headline));
    let slug = free_slug(tx, &wanted, &id).await?;
    let original = match &story.translated_from {
        Some(slug) => Some(original(tx, slug).await?),
        None => None,
    };
    let mut content = Content::of(story);
    let mut next = 1;
    assign(&mut content, None, &new.lang, &mut next);
    let revision = RevisionId::new(&ctx.clock, &ctx.chance);
    let placed = tx
        .execute(
            "INSERT INTO article (id, publication_id, section_slug, slug, story_id, translated_from_id, lang, state,
                source, source_digest, revision_id, next_segment, published_at_ms, created_at_ms, changed_at_ms)
             SELECT $1, p.id, s.slug, $2, $3, $4, $5, 'draft', $6, $7, $8, $9, $10, $11, $11
             FROM publication p, section s WHERE p.slug = $12 AND s.slug = $13",
            values![
                &id,
                &slug,
                original.as_ref().map_or(&id.0, |(_, story)| story),
                original.as_ref().map(|(id, _)| id.0.as_str()),
                &new.lang,
                &new.source,
                story_digest(story)?,
                &revision,
                next,
                story.published_at_ms,
                now,
                &new.publication,
                &new.section,
            ],
        )
        .await?;
    if placed == 0 {
        return Err(Error::invalid(
            "publication",
            format!("there is no publication “{}” or no section “{}”", new.publication, new.section),
        ));
    }
    write_revision(tx, ctx, &id, &revision, &content).await?;
    set_tags(tx, &id, &story.tags).await?;
    Ok(id)
}

/// Takes a changed story in as a new revision. Nothing happens when the story is the same as the last one taken in.
/// A published article asks for its new sound here.
pub async fn revise(tx: &mut Tx, ctx: &Ctx, id: &ArticleId, story: &Story) -> Result<Taken> {
    check(story)?;
    let article: Standing = tx.one("article", STANDING, values![id]).await?;
    let digest = story_digest(story)?;
    if article.source_digest.as_deref() == Some(&digest) {
        return Ok(Taken::Unchanged);
    }
    let wrote = write(tx, ctx, &article, Content::of(story)).await?;
    tx.execute("UPDATE article SET source_digest = $2 WHERE id = $1", values![id, &digest]).await?;
    let tagged = set_tags(tx, id, &story.tags).await?;
    // Before the edition, always: who publishes takes the two in this order.
    archive::enter(tx, ctx, id).await?;
    edition::bump(tx).await?;
    Ok(if wrote || tagged { Taken::Revised } else { Taken::Unchanged })
}

/// Writes a revision if it says something else than the last one.
async fn write(tx: &mut Tx, ctx: &Ctx, article: &Standing, mut content: Content) -> Result<bool> {
    let previous = self::content(tx, &article.revision_id).await?;
    if content.says_the_same(&previous) {
        return Ok(false);
    }
    let mut next = article.next_segment;
    assign(&mut content, Some(&previous), &article.lang, &mut next);
    let revision = RevisionId::new(&ctx.clock, &ctx.chance);
    write_revision(tx, ctx, &article.id, &revision, &content).await?;
    tx.execute(
        "UPDATE article SET revision_id = $2, next_segment = $3, changed_at_ms = $4 WHERE id = $1",
        values![&article.id, &revision, next, ctx.clock.now_ms()],
    )
    .await?;
    if State::named(&article.state) != State::Draft {
        narrations::queue(tx, ctx, &article.id).await?;
    }
    Ok(true)
}

/// Publishes now. It can be found from here on; its sound follows by a job.
pub async fn publish(tx: &mut Tx, ctx: &Ctx, id: &ArticleId) -> Result<()> {
    let now = ctx.clock.now_ms();
    // A date that the story brought along stays its date; a date to come would sort before everything.
    let touched = tx
        .execute(
            "UPDATE article SET state = 'published', scheduled_at_ms = NULL, changed_at_ms = $2,
                published_at_ms = CASE WHEN published_at_ms IS NULL OR published_at_ms > $2 THEN $2 ELSE published_at_ms END
             WHERE id = $1 AND state IN ('draft', 'scheduled')",
            values![id, now],
        )
        .await?;
    if touched == 0 {
        return Err(refuse(tx, id, "publish").await?);
    }
    archive::enter(tx, ctx, id).await?;
    narrations::queue(tx, ctx, id).await?;
    edition::bump(tx).await
}

/// Publishes at a time to come.
pub async fn schedule(tx: &mut Tx, ctx: &Ctx, id: &ArticleId, at_ms: i64) -> Result<()> {
    if at_ms <= ctx.clock.now_ms() {
        return Err(Error::invalid("at", "that time has passed: publish now, or choose a time to come"));
    }
    let touched = tx
        .execute(
            "UPDATE article SET state = 'scheduled', scheduled_at_ms = $2 WHERE id = $1 AND state IN ('draft', 'scheduled')",
            values![id, at_ms],
        )
        .await?;
    if touched == 0 {
        return Err(refuse(tx, id, "schedule").await?);
    }
    narrations::queue(tx, ctx, id).await?;
    jobs::enqueue_at(tx, ctx, "publish", None, &id.0, at_ms).await
}

/// Asks again for the publication of everything that is scheduled: after a restore, which brings no jobs.
pub async fn schedule_again(tx: &mut Tx, ctx: &Ctx) -> Result<()> {
    let sql = "SELECT id, scheduled_at_ms FROM article WHERE state = 'scheduled' AND scheduled_at_ms IS NOT NULL";
    let scheduled: Vec<(ArticleId, i64)> = tx.all(sql, values![]).await?;
    for (id, at_ms) in scheduled {
        jobs::enqueue_at(tx, ctx, "publish", None, &id.0, at_ms).await?;
    }
    Ok(())
}

/// What the job of [`schedule`] does: publishes if the article is still scheduled, and its time has come.
pub async fn publish_if_due(tx: &mut Tx, ctx: &Ctx, id: &ArticleId) -> Result<bool> {
    let now = ctx.clock.now_ms();
    let touched = tx
        .execute(
            "UPDATE article SET state = 'published', published_at_ms = scheduled_at_ms, scheduled_at_ms = NULL,
                changed_at_ms = $2
             WHERE id = $1 AND state = 'scheduled' AND scheduled_at_ms <= $2",
            values![id, now],
        )
        .await?;
    if touched == 1 {
        archive::enter(tx, ctx, id).await?;
        narrations::queue_if_missing(tx, ctx, id).await?;
        edition::bump(tx).await?;
    }
    Ok(touched == 1)
}

/// What a correction changes.
#[derive(Clone, Debug)]
pub enum Change {
    /// The whole story, as it should have been.
    Story(Box<Story>),
    /// One sentence, by its segment id.
    Sentence { segment: String, words: String },
}

/// Changes a published article and says so: the note is kept and shown with it.
pub async fn correct(tx: &mut Tx, ctx: &Ctx, id: &ArticleId, change: &Change, note: &str) -> Result<()> {
    let note = note.trim();
    if note.is_empty() {
        return Err(Error::invalid("note", "say what was wrong and what is right: readers are shown it"));
    }
    let article: Standing = tx.one("article", STANDING, values![id]).await?;
    if State::named(&article.state) != State::Published {
        return Err(refuse(tx, id, "correct").await?);
    }
    let content = match change {
        Change::Story(story) => {
            check(story)?;
            Content::of(story)
        }
        Change::Sentence { segment, words } => {
            if words.trim().is_empty() {
                return Err(Error::invalid("text", "write the sentence as it should be"));
            }
            let mut content = self::content(tx, &article.revision_id).await?;
            if !content.replace(segment, words.trim()) {
                return Err(Error::NotFound("sentence"));
            }
            content
        }
    };
    if !write(tx, ctx, &article, content).await? {
        return Err(Error::refused("nothing-corrected", "the corrected text is the same as the published one"));
    }
    archive::enter(tx, ctx, id).await?;
    tx.execute(
        "INSERT INTO correction (id, article_id, revision_id, note, corrected_at_ms)
         SELECT $1, id, revision_id, $3, $4 FROM article WHERE id = $2",
        values![&CorrectionId::new(&ctx.clock, &ctx.chance), id, note, ctx.clock.now_ms()],
    )
    .await?;
    edition::bump(tx).await
}

/// Takes a published article back. Its page says so; its sound is gone at once.
pub async fn retract(tx: &mut Tx, ctx: &Ctx, id: &ArticleId, note: &str) -> Result<()> {
    let note = note.trim();
    if note.is_empty() {
        return Err(Error::invalid("note", "say why: readers who come back are shown it"));
    }
    let touched = tx
        .execute(
            "UPDATE article SET state = 'retracted', retracted_at_ms = $2, retraction_note = $3, changed_at_ms = $2
             WHERE id = $1 AND state = 'published'",
            values![id, ctx.clock.now_ms(), note],
        )
        .await?;
    if touched == 0 {
        return Err(refuse(tx, id, "retract").await?);
    }
    archive::enter(tx, ctx, id).await?;
    narrations::withdraw(tx, ctx, id).await?;
    edition::bump(tx).await
}

/// Turns the voice of an article off (its sound is gone at once) or on again.
pub async fn set_voiced(tx: &mut Tx, ctx: &Ctx, id: &ArticleId, voiced: bool) -> Result<()> {
    let off = (!voiced).then(|| ctx.clock.now_ms());
    let touched = tx.execute("UPDATE article SET unvoiced_at_ms = $2 WHERE id = $1", values![id, off]).await?;
    if touched == 0 {
        return Err(Error::NotFound("article"));
    }
    if voiced {
        narrations::queue(tx, ctx, id).await?;
    } else {
        narrations::withdraw(tx, ctx, id).await?;
    }
    edition::bump(tx).await
}

/// The content of a revision.
pub async fn content(tx: &mut Tx, revision: &RevisionId) -> Result<Content> {
    let (json,): (String,) =
        tx.one("revision", "SELECT content FROM revision WHERE id = $1", values![revision]).await?;
    serde_json::from_str(&json).map_err(|e| Error::broken("reading a revision", e))
}

/// Why an edge was not taken, in words for the person who tried.
async fn refuse(tx: &mut Tx, id: &ArticleId, doing: &str) -> Result<Error> {
    let article: Standing = tx.one("article", STANDING, values![id]).await?;
    let hint = match State::named(&article.state) {
        State::Draft => "it is a draft: publish it first",
        State::Scheduled => "it is scheduled and not yet published",
        State::Published => "it is published already: correct it, or retract it",
        State::Retracted => "it was retracted, and stays so: publish the story as a new article",
    };
    Ok(Error::refused("wrong-state", format!("cannot {doing} this article: {hint}")))
}

fn check(story: &Story) -> Result<()> {
    if story.headline.trim().is_empty() {
        return Err(Error::invalid("headline", "an article needs a headline"));
    }
    if story.headline.chars().count() > HEADLINE_AT_MOST {
        return Err(Error::invalid("headline", format!("longer than {HEADLINE_AT_MOST} characters")));
    }
    let texts = story.blocks.iter().flat_map(Block::texts);
    let length: usize = texts.map(|text| text.plain.trim().chars().count()).sum();
    if length == 0 {
        return Err(Error::invalid("body", "an article needs a body: there is nothing to read or to say"));
    }
    if length > BODY_AT_MOST {
        return Err(Error::invalid(
            "body",
            format!("{length} characters are more than the {BODY_AT_MOST} allowed: publish it in parts"),
        ));
    }
    Ok(())
}

/// What [`revise`] compares to tell whether a source has changed. Its date is left out: feeds touch it for nothing.
fn story_digest(story: &Story) -> Result<String> {
    let bare = Story { published_at_ms: None, source_url: None, site: None, ..story.clone() };
    let json = serde_json::to_vec(&bare).map_err(|e| Error::broken("writing a story", e))?;
    Ok(digest(&json))
}

async fn write_revision(
    tx: &mut Tx,
    ctx: &Ctx,
    article: &ArticleId,
    revision: &RevisionId,
    content: &Content,
) -> Result<()> {
    let json = serde_json::to_string(content).map_err(|e| Error::broken("writing a revision", e))?;
    let hero = match &content.hero {
        Some(hero) => Some(serde_json::to_string(hero).map_err(|e| Error::broken("writing a revision", e))?),
        None => None,
    };
    tx.execute(
        "INSERT INTO revision (id, article_id, number, headline, standfirst, byline, hero, content, created_at_ms)
         VALUES ($1, $2, (SELECT COUNT(*) + 1 FROM revision WHERE article_id = $2), $3, $4, $5, $6, $7, $8)",
        values![
            revision,
            article,
            &content.headline.plain,
            content.standfirst.as_ref().map(|text| text.plain.as_str()),
            &content.byline,
            hero,
            json,
            ctx.clock.now_ms(),
        ],
    )
    .await?;
    Ok(())
}

/// Writes the tags; `true` when they are others than before.
async fn set_tags(tx: &mut Tx, id: &ArticleId, tags: &[String]) -> Result<bool> {
    let wanted: Vec<(String, &str)> = tags.iter().map(|name| (slug::of(name), name.trim())).collect();
    let wanted: Vec<_> = wanted.into_iter().filter(|(slug, _)| !slug.is_empty()).take(TAGS_AT_MOST).collect();
    let sql = "SELECT tag_slug FROM article_tag WHERE article_id = $1 ORDER BY position";
    let there: Vec<(String,)> = tx.all(sql, values![id]).await?;
    if there.iter().map(|(slug,)| slug).eq(wanted.iter().map(|(slug, _)| slug)) {
        return Ok(false);
    }
    tx.execute("DELETE FROM article_tag WHERE article_id = $1", values![id]).await?;
    for (position, (slug, name)) in wanted.iter().enumerate() {
        tx.execute("INSERT INTO tag (slug, name) VALUES ($1, $2) ON CONFLICT (slug) DO NOTHING", values![slug, *name])
            .await?;
        tx.execute(
            "INSERT INTO article_tag (article_id, tag_slug, position) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            values![id, slug, position as i64],
        )
        .await?;
    }
    Ok(true)
}

/// The slug, or the slug with the least number behind it that is free.
async fn free_slug(tx: &mut Tx, wanted: &str, id: &ArticleId) -> Result<String> {
    const TRIES: usize = 100;
    let wanted = if wanted.is_empty() { "article" } else { wanted };
    for n in 1..=TRIES {
        let slug = if n == 1 { wanted.to_string() } else { format!("{wanted}-{n}") };
        let taken: Option<(String,)> = tx.optional("SELECT id FROM article WHERE slug = $1", values![&slug]).await?;
        if taken.is_none() {
            return Ok(slug);
        }
    }
    Ok(format!("{wanted}-{id}"))
}

async fn original(tx: &mut Tx, slug: &str) -> Result<(ArticleId, String)> {
    let found = tx.optional("SELECT id, story_id FROM article WHERE slug = $1", values![slug]).await?;
    found.ok_or_else(|| {
        Error::invalid("translated_from", format!("there is no article “{slug}”: import the original edition first"))
    })
}
