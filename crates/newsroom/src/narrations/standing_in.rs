//! Narrations that another voice speaks than the one that was meant.

use sqlx::FromRow;

use super::queue;
use crate::ctx::Ctx;
use crate::db::{Db, Tx, values};
use crate::error::Result;
use crate::ids::{ArticleId, NarrationId};

/// A story that is heard in another voice than the one that was meant.
#[derive(Clone, Debug, FromRow)]
pub struct StandsIn {
    pub article_id: ArticleId,
    pub slug: String,
    pub headline: String,
    pub lang: String,
    pub voice: String,
    pub meant: String,
    pub why: String,
    pub tries: i64,
}

/// What [`StandsIn::tries`] is of a story that is not tried again by itself.
pub const NEVER_AGAIN: i64 = 1_000_000;

/// Says, of a narration that is being spoken, that another voice speaks it; `again`: that the one that was meant is
/// tried again by itself. `false`: it is not ours any more.
pub async fn stand_in(
    ctx: &Ctx,
    id: &NarrationId,
    fence: &str,
    (voice, meant): (&str, &str),
    speakers: &str,
    why: &str,
    again: bool,
) -> Result<bool> {
    let touched = ctx
        .db
        .execute(
            "UPDATE narration SET voice = $3, speakers = $7, meant = $4, why = $5, segments_done = 0,
                tries = CASE WHEN $6 > tries THEN CAST($6 AS BIGINT) ELSE tries END
             WHERE id = $1 AND fence = $2 AND state = 'speaking'",
            values![id, fence, voice, meant, why, if again { 0 } else { NEVER_AGAIN }, speakers],
        )
        .await?;
    Ok(touched == 1)
}

/// As [`queue`], for a narration that a stand-in speaks: the voice that was meant is tried for the `tries`-th time.
pub async fn queue_again(tx: &mut Tx, ctx: &Ctx, article: &ArticleId, tries: i64) -> Result<()> {
    queue(tx, ctx, article).await?;
    tx.execute("UPDATE narration SET tries = $2 WHERE article_id = $1 AND state = 'queued'", values![article, tries])
        .await?;
    Ok(())
}

/// Stories heard in another voice than the one that was meant, the latest first: those of one server (or, with an
/// empty name, of all) that have been tried fewer than `tries` times.
pub async fn standing_in(db: &Db, server: &str, tries: i64, limit: i64) -> Result<Vec<StandsIn>> {
    let begins = if server.is_empty() { String::new() } else { format!("server:{server}/") };
    db.all(
        "SELECT a.id AS article_id, a.slug, r.headline, a.lang, n.voice, n.meant, COALESCE(n.why, '') AS why, n.tries
         FROM narration n JOIN article a ON a.narration_id = n.id JOIN revision r ON r.id = a.revision_id
         WHERE n.meant IS NOT NULL AND SUBSTR(n.meant, 1, CAST($4 AS INTEGER)) = $1 AND n.state = 'ready' AND n.tries < $2
         AND n.revision_id = a.revision_id AND a.unvoiced_at_ms IS NULL AND a.state <> 'retracted'
         AND NOT EXISTS (SELECT 1 FROM narration m WHERE m.article_id = a.id AND m.state IN ('queued', 'speaking'))
         ORDER BY n.queued_at_ms DESC, n.id DESC LIMIT $3",
        values![&begins, tries, limit, begins.chars().count() as i64],
    )
    .await
}
