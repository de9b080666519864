//! Keeps the archive in step with the articles: what is published can be found, and nothing else.

use sqlx::FromRow;

use super::State;
use crate::ctx::Ctx;
use crate::db::{Db, Tx, values};
use crate::error::Result;
use crate::ids::{ArticleId, RevisionId};
use crate::search::{self, Entry};
use crate::{jobs, timetable};

/// The job that puts in what is missing.
pub const ARCHIVE: &str = "archive";
/// Articles that are looked for at a time.
const AT_ONCE: i64 = 100;
const GATHERED_AFTER_MS: i64 = 5_000;

#[derive(FromRow)]
struct Row {
    revision_id: RevisionId,
    story_id: String,
    publication: String,
    section_slug: String,
    lang: String,
    state: String,
    published_at_ms: Option<i64>,
}

/// Puts an article into the archive as it stands now, or takes it out.
/// What it is about is looked at a little later: of a hundred stories that are imported at once not a hundred times.
pub(super) async fn enter(tx: &mut Tx, ctx: &Ctx, id: &ArticleId) -> Result<()> {
    // First of all: `topics::gather` waits for whoever holds the archive. Asked the other way round, we could see its job
    // waiting and ask for none, while it has begun already and does not see what we have yet to commit.
    search::index::hold(tx).await?;
    ask_for_topics(tx, ctx).await?;
    put_in(tx, id).await
}

async fn ask_for_topics(tx: &mut Tx, ctx: &Ctx) -> Result<()> {
    let later_ms = ctx.clock.now_ms() + GATHERED_AFTER_MS;
    jobs::enqueue_at(tx, ctx, "topics", Some("topics"), "", later_ms).await
}

async fn put_in(tx: &mut Tx, id: &ArticleId) -> Result<()> {
    search::index::hold(tx).await?;
    let sql =
        "SELECT a.revision_id, a.story_id, p.slug AS publication, a.section_slug, a.lang, a.state, a.published_at_ms
               FROM article a JOIN publication p ON p.id = a.publication_id WHERE a.id = $1";
    let row: Row = tx.one("article", sql, values![id]).await?;
    let published_at_ms = match (State::named(&row.state), row.published_at_ms) {
        (State::Published, Some(at_ms)) => at_ms,
        _ => return search::remove(tx, &id.0).await,
    };
    let content = super::content(tx, &row.revision_id).await?;
    let sql = "SELECT t.name FROM tag t JOIN article_tag x ON x.tag_slug = t.slug WHERE x.article_id = $1 ORDER BY x.position";
    let tags: Vec<(String,)> = tx.all(sql, values![id]).await?;
    let mut besides: Vec<&str> = content.byline.as_deref().into_iter().collect();
    besides.extend(content.hero.as_ref().and_then(|hero| hero.caption.as_deref()));
    besides.extend(tags.iter().map(|(name,)| name.as_str()));
    let entry = Entry {
        article: &id.0,
        revision: &row.revision_id.0,
        story: &row.story_id,
        publication: &row.publication,
        section: &row.section_slug,
        lang: &row.lang,
        published_at_ms,
        headline: &content.headline.plain,
        prose: content.texts().into_iter().skip(1).map(|text| text.plain.as_str()).collect(),
        besides,
    };
    search::put(tx, &entry).await
}

/// Puts in what is published and missing: after an upgrade, and after a restore. Returns how many those were. One that
/// cannot be put in does not keep the others out.
pub async fn enter_missing(ctx: &Ctx) -> Result<usize> {
    let (mut entered, mut after, mut broken) = (0, String::new(), None);
    loop {
        let missing = missing(&ctx.db, &after, AT_ONCE).await?;
        let Some((last,)) = missing.last() else { break };
        after = last.0.clone();
        for (id,) in missing {
            let mut tx = ctx.db.begin().await?;
            match put_in(&mut tx, &id).await {
                Ok(()) => {
                    tx.commit().await?;
                    entered += 1;
                }
                Err(error) => {
                    tracing::warn!(article = %id, %error, "an article cannot be put into the archive");
                    broken = Some(error);
                }
            }
        }
    }
    if entered > 0 {
        // Once, for all of them: topics are not looked for in half of an archive.
        let mut tx = ctx.db.begin().await?;
        ask_for_topics(&mut tx, ctx).await?;
        tx.commit().await?;
    }
    broken.map_or(Ok(entered), Err)
}

/// Whether articles are missing that are about to be put in. One that cannot be (its job has tried) is not waited for.
pub async fn archive_is_behind(ctx: &Ctx) -> Result<bool> {
    let to_come = timetable::is_due(ctx, ARCHIVE).await? || jobs::is_to_come(ctx, ARCHIVE).await?;
    // Only then: the look goes through all that is published.
    Ok(to_come && !missing(&ctx.db, "", 1).await?.is_empty())
}

/// Published articles that are not in the archive as they stand, by their ids.
async fn missing(db: &Db, after: &str, at_most: i64) -> Result<Vec<(ArticleId,)>> {
    let sql = "SELECT a.id FROM article a LEFT JOIN indexed i ON i.article = a.id AND i.revision = a.revision_id
               WHERE a.state = 'published' AND i.article IS NULL AND a.id > $1 ORDER BY a.id LIMIT $2";
    db.all(sql, values![after, at_most]).await
}
