//! What readers, listeners and the desk are shown of articles.

use serde::Serialize;
use sqlx::FromRow;

use crate::db::{Db, Value, values};
use crate::error::{Error, Result};
use crate::ids::{ArticleId, NarrationId, PublicationId, RevisionId};
use crate::segments::Content;
use crate::story::Figure;

/// An article as lists show it.
#[derive(Clone, Debug, FromRow, Serialize)]
pub struct Listed {
    pub id: ArticleId,
    pub slug: String,
    pub story_id: String,
    pub lang: String,
    pub state: String,
    pub headline: String,
    pub standfirst: Option<String>,
    pub byline: Option<String>,
    /// A [`Figure`] as JSON.
    pub hero: Option<String>,
    pub revision_id: RevisionId,
    pub revised_at_ms: i64,
    pub published_at_ms: Option<i64>,
    pub scheduled_at_ms: Option<i64>,
    pub retracted_at_ms: Option<i64>,
    pub retraction_note: Option<String>,
    pub unvoiced_at_ms: Option<i64>,
    pub publication_id: PublicationId,
    pub publication_slug: String,
    pub publication_name: String,
    pub publication_lang: String,
    pub time_zone: String,
    pub section_slug: String,
    /// Of the narration that listeners hear, if there is one.
    pub narration_id: Option<NarrationId>,
    pub voice: Option<String>,
    pub audio: Option<String>,
    pub audio_bytes: Option<i64>,
    pub duration_ms: Option<i64>,
}

impl Listed {
    pub fn figure(&self) -> Option<Figure> {
        self.hero.as_deref().and_then(|json| serde_json::from_str(json).ok())
    }
}

macro_rules! listed {
    ($rest:literal) => {
        listed!("article a", $rest)
    };
    ($from:literal, $rest:literal) => {
        concat!(
            "SELECT a.id, a.slug, a.story_id, a.lang, a.state, r.headline, r.standfirst, r.byline, r.hero, ",
            "a.revision_id, r.created_at_ms AS revised_at_ms, a.published_at_ms, a.scheduled_at_ms, ",
            "a.retracted_at_ms, a.retraction_note, a.unvoiced_at_ms, a.publication_id, p.slug AS publication_slug, ",
            "p.name AS publication_name, p.lang AS publication_lang, p.time_zone, a.section_slug, ",
            "a.narration_id, n.voice, n.audio, n.audio_bytes, n.duration_ms ",
            "FROM ",
            $from,
            " JOIN publication p ON p.id = a.publication_id JOIN revision r ON r.id = a.revision_id ",
            "LEFT JOIN narration n ON n.id = a.narration_id ",
            $rest
        )
    };
}

/// Which published articles a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Which {
    pub section: Option<String>,
    pub publication: Option<String>,
    pub tag: Option<String>,
    /// The slug of a topic, or of one whose stories it has now.
    pub topic: Option<String>,
    /// Of a story with several language editions the one in this language, or else the original. `None`: all of them.
    pub prefer_lang: Option<String>,
    /// Only this language.
    pub only_lang: Option<String>,
}

impl Which {
    /// As the SQL texts below number them; the topic only where there is one.
    fn values(&self) -> Vec<Value> {
        let mut values = values![&self.section, &self.publication, &self.tag, &self.prefer_lang, &self.only_lang];
        values.extend(self.topic.as_deref().map(Value::from));
        values
    }
}

macro_rules! which {
    // Of a topic: a text of its own that begins at the topic's stories. As one more `OR` they would be looked for in each
    // published article; and SQLite, but for CROSS JOIN, which it takes as it is written, may begin at those as well.
    (of_topic $head:expr, $tail:literal) => {
        concat!(
            which!($head, ""),
            "AND a.story_id = s.story_id ",
            "AND s.topic_id = (SELECT COALESCE(o.went_to, o.id) FROM topic o WHERE o.slug = $6) ",
            $tail
        )
    };
    ($head:expr, $tail:literal) => {
        concat!(
            $head,
            "WHERE a.state = 'published' AND (CAST($1 AS TEXT) IS NULL OR a.section_slug = $1) ",
            "AND (CAST($2 AS TEXT) IS NULL OR p.slug = $2) ",
            "AND (CAST($3 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM article_tag t WHERE t.article_id = a.id AND t.tag_slug = $3)) ",
            "AND (CAST($4 AS TEXT) IS NULL OR a.lang = $4 OR a.lang LIKE $4 || '-%' OR NOT EXISTS (SELECT 1 FROM article b WHERE b.story_id = a.story_id ",
            "AND b.id <> a.id AND b.state = 'published' AND (b.lang = $4 OR b.lang LIKE $4 || '-%' OR b.id = b.story_id))) ",
            "AND (CAST($5 AS TEXT) IS NULL OR a.lang = $5 OR a.lang LIKE $5 || '-%') ",
            $tail
        )
    };
}

/// Published articles, newest first.
pub async fn list(db: &Db, which: &Which, limit: i64, offset: i64) -> Result<Vec<Listed>> {
    let sql = match which.topic {
        None => which!(listed!(""), "ORDER BY a.published_at_ms DESC, a.id DESC LIMIT $6 OFFSET $7"),
        Some(_) => which!(
            of_topic listed!("topic_story s CROSS JOIN article a", ""),
            "ORDER BY a.published_at_ms DESC, a.id DESC LIMIT $7 OFFSET $8"
        ),
    };
    db.all(sql, [which.values(), values![limit, offset]].concat()).await
}

pub async fn count(db: &Db, which: &Which) -> Result<i64> {
    let sql = match which.topic {
        None => which!("SELECT COUNT(*) FROM article a JOIN publication p ON p.id = a.publication_id ", ""),
        Some(_) => which!(
            of_topic "SELECT COUNT(*) FROM topic_story s CROSS JOIN article a JOIN publication p ON p.id = a.publication_id ",
            ""
        ),
    };
    let (count,): (i64,) = db.one("article count", sql, which.values()).await?;
    Ok(count)
}

/// Articles for the desk: of one state or all, of some publications or all, the last changed first.
pub async fn desk_list(
    db: &Db,
    state: Option<&str>,
    of: Option<&[&PublicationId]>,
    limit: i64,
    offset: i64,
) -> Result<Vec<Listed>> {
    db.all(
        listed!(
            "WHERE (CAST($1 AS TEXT) IS NULL OR a.state = $1)
             AND (CAST($2 AS TEXT) IS NULL OR a.publication_id IN (SELECT value->>0 FROM json_each($2)))
             ORDER BY a.changed_at_ms DESC, a.id DESC LIMIT $3 OFFSET $4"
        ),
        values![state, in_rows(of), limit, offset],
    )
    .await
}

/// Ids as rows of one value each, for `json_each`.
fn in_rows(of: Option<&[&PublicationId]>) -> Option<String> {
    of.map(|ids| serde_json::Value::from_iter(ids.iter().map(|id| vec![id.0.as_str()])).to_string())
}

/// How many articles are in each state; of some publications, or of all.
pub async fn desk_counts(db: &Db, of: Option<&[&PublicationId]>) -> Result<Vec<(String, i64)>> {
    let sql = "SELECT state, COUNT(*) FROM article
               WHERE CAST($1 AS TEXT) IS NULL OR publication_id IN (SELECT value->>0 FROM json_each($1)) GROUP BY state";
    db.all(sql, values![in_rows(of)]).await
}

pub async fn by_slug(db: &Db, slug: &str) -> Result<Listed> {
    db.one("article", listed!("WHERE a.slug = $1"), values![slug]).await
}

pub async fn by_id(db: &Db, id: &ArticleId) -> Result<Listed> {
    db.one("article", listed!("WHERE a.id = $1"), values![id]).await
}

/// What articles are called and where they are: id, slug, headline, language and state of each that is there.
pub async fn named(
    db: &Db,
    ids: impl Iterator<Item = ArticleId>,
) -> Result<Vec<(String, String, String, String, String)>> {
    let ids = serde_json::Value::from_iter(ids.map(|id| vec![id.0])).to_string();
    db.all(
        "SELECT a.id, a.slug, r.headline, a.lang, a.state FROM article a JOIN revision r ON r.id = a.revision_id
         WHERE a.id IN (SELECT value->>0 FROM json_each($1))",
        values![ids],
    )
    .await
}

/// Published articles by their ids, in the order of the ids; those that are not there are left out.
pub async fn published(db: &Db, ids: &[String]) -> Result<Vec<Listed>> {
    let rows = serde_json::Value::from_iter(ids.iter().map(|id| vec![id.as_str()])).to_string();
    let sql = listed!("WHERE a.state = 'published' AND a.id IN (SELECT value->>0 FROM json_each($1))");
    let mut found: Vec<Listed> = db.all(sql, values![rows]).await?;
    found.sort_by_key(|article| ids.iter().position(|id| *id == article.id.0));
    Ok(found)
}

/// Published since a moment and to be heard, the newest first.
pub async fn heard_since(db: &Db, since_ms: i64, limit: i64) -> Result<Vec<Listed>> {
    db.all(
        listed!(
            "WHERE a.state = 'published' AND a.published_at_ms > $1 AND n.audio IS NOT NULL
             ORDER BY a.published_at_ms DESC, a.id DESC LIMIT $2"
        ),
        values![since_ms, limit],
    )
    .await
}

/// Published articles by their slugs, in the order of the slugs; those that are not there are left out.
pub async fn published_as(db: &Db, slugs: &[&str]) -> Result<Vec<Listed>> {
    let rows = serde_json::Value::from_iter(slugs.iter().map(|slug| vec![*slug])).to_string();
    let sql = listed!("WHERE a.state = 'published' AND a.slug IN (SELECT value->>0 FROM json_each($1))");
    let mut found: Vec<Listed> = db.all(sql, values![rows]).await?;
    found.sort_by_key(|article| slugs.iter().position(|slug| *slug == article.slug));
    Ok(found)
}

/// The ids of those of these slugs that listeners know of, or did until they were retracted.
pub async fn known_as(db: &Db, slugs: impl Iterator<Item = &str>) -> Result<Vec<(String, ArticleId)>> {
    let rows = serde_json::Value::from_iter(slugs.map(|slug| vec![slug])).to_string();
    db.all(
        "SELECT slug, id FROM article WHERE state IN ('published', 'retracted')
         AND slug IN (SELECT value->>0 FROM json_each($1))",
        values![rows],
    )
    .await
}

pub async fn by_source(db: &Db, source: &str) -> Result<Option<Listed>> {
    db.optional(listed!("WHERE a.source = $1"), values![source]).await
}

/// The other published editions of the same story.
pub async fn editions(db: &Db, article: &Listed) -> Result<Vec<Listed>> {
    db.all(
        listed!("WHERE a.story_id = $1 AND a.id <> $2 AND a.state = 'published' ORDER BY a.lang, a.id LIMIT 20"),
        values![&article.story_id, &article.id],
    )
    .await
}

/// Most tags in common first, then the same section, then the newest; never another edition of the same story, and in the
/// same language where there is enough of it.
pub(super) async fn next_best(db: &Db, article: &Listed, limit: i64) -> Result<Vec<Listed>> {
    db.all(
        listed!(
            "WHERE a.state = 'published' AND a.story_id <> $1 AND (a.lang = $4 OR NOT EXISTS
                (SELECT 1 FROM article b WHERE b.story_id = a.story_id AND b.id <> a.id AND b.state = 'published'
                 AND (b.lang = $4 OR b.id = b.story_id)))
             ORDER BY CASE WHEN a.lang = $4 THEN 0 ELSE 1 END,
                (SELECT COUNT(*) FROM article_tag t JOIN article_tag u ON u.tag_slug = t.tag_slug
                 WHERE t.article_id = a.id AND u.article_id = $2) DESC,
                CASE WHEN a.section_slug = $3 THEN 0 ELSE 1 END, a.published_at_ms DESC, a.id LIMIT $5"
        ),
        values![&article.story_id, &article.id, &article.section_slug, &article.lang, limit],
    )
    .await
}

#[derive(Clone, Debug, FromRow, Serialize)]
pub struct Tag {
    pub slug: String,
    pub name: String,
}

pub async fn tags(db: &Db, id: &ArticleId) -> Result<Vec<Tag>> {
    db.all(
        "SELECT t.slug, t.name FROM tag t JOIN article_tag x ON x.tag_slug = t.slug WHERE x.article_id = $1 ORDER BY x.position",
        values![id],
    )
    .await
}

/// A tag that at least one published article carries.
pub async fn tag(db: &Db, slug: &str) -> Result<Tag> {
    db.one(
        "tag",
        "SELECT t.slug, t.name FROM tag t WHERE t.slug = $1 AND EXISTS (SELECT 1 FROM article_tag x
            JOIN article a ON a.id = x.article_id WHERE x.tag_slug = t.slug AND a.state = 'published')",
        values![slug],
    )
    .await
}

/// Of each of these articles the names of the tags that it has in common with one, in that one's order.
pub(super) async fn tags_in_common(db: &Db, with: &ArticleId, ids: &[String]) -> Result<Vec<(String, String)>> {
    let rows = serde_json::Value::from_iter(ids.iter().map(|id| vec![id.as_str()])).to_string();
    db.all(
        "SELECT x.article_id, t.name FROM article_tag own JOIN article_tag x ON x.tag_slug = own.tag_slug
         JOIN tag t ON t.slug = x.tag_slug
         WHERE own.article_id = $1 AND x.article_id IN (SELECT value->>0 FROM json_each($2)) ORDER BY own.position, x.article_id",
        values![with, rows],
    )
    .await
}

/// Article and name of each tag of some articles, in their order.
pub async fn tags_of_each(db: &Db, ids: &[String]) -> Result<Vec<(String, String)>> {
    let rows = serde_json::Value::from_iter(ids.iter().map(|id| vec![id.as_str()])).to_string();
    db.all(
        "SELECT x.article_id, t.name FROM article_tag x JOIN tag t ON t.slug = x.tag_slug
         WHERE x.article_id IN (SELECT value->>0 FROM json_each($1)) ORDER BY x.article_id, x.position",
        values![rows],
    )
    .await
}

/// Articles that say which tags stand beside a tag: its newest. A tag of a large archive has tens of thousands, and what
/// stood beside it years ago tells a reader little.
const NEAR_AT_MOST: i64 = 500;

/// Tags that stand beside some tags more often than chance would have it: what else stories are about that are about
/// these. Of a tag that half of all stories carry, half of these mean little, so those count first of whose own articles
/// the largest part is here, weighed by how many stories that are.
///
/// How many articles a tag has is counted without looking at them (drafts are among them, and editions): each may have
/// tens of thousands. CROSS JOIN keeps SQLite from beginning at all that is published; ids sort by the time they were made.
pub async fn related_tags(db: &Db, to: &[&str], at_most: i64) -> Result<Vec<Tag>> {
    let rows = serde_json::Value::from_iter(to.iter().map(|slug| vec![*slug])).to_string();
    db.all(
        "SELECT t.slug, t.name FROM tag t
         JOIN (SELECT x.tag_slug, COUNT(DISTINCT a.story_id) AS here
               FROM (SELECT DISTINCT own.article_id FROM article_tag own
                     WHERE own.tag_slug IN (SELECT value->>0 FROM json_each($1))
                     ORDER BY own.article_id DESC LIMIT $3) newest
               CROSS JOIN article a CROSS JOIN article_tag x
               WHERE a.id = newest.article_id AND a.state = 'published' AND x.article_id = newest.article_id
               GROUP BY x.tag_slug) near ON near.tag_slug = t.slug
         WHERE t.slug NOT IN (SELECT value->>0 FROM json_each($1))
         ORDER BY near.here * near.here * 1000 / (SELECT COUNT(*) FROM article_tag y WHERE y.tag_slug = t.slug) DESC, t.slug
         LIMIT $2",
        values![rows, at_most, NEAR_AT_MOST],
    )
    .await
}

/// Tags of what was published last.
pub async fn recent_tags(db: &Db, limit: i64) -> Result<Vec<Tag>> {
    db.all(
        "SELECT t.slug, t.name FROM tag t JOIN article_tag x ON x.tag_slug = t.slug JOIN article a ON a.id = x.article_id
         WHERE a.state = 'published' GROUP BY t.slug, t.name ORDER BY MAX(a.published_at_ms) DESC, COUNT(*) DESC, t.slug
         LIMIT $1",
        values![limit],
    )
    .await
}

/// All tags of published articles: for the sitemap.
pub async fn all_tags(db: &Db, limit: i64) -> Result<Vec<Tag>> {
    db.all(
        "SELECT t.slug, t.name FROM tag t WHERE EXISTS (SELECT 1 FROM article_tag x
            JOIN article a ON a.id = x.article_id WHERE x.tag_slug = t.slug AND a.state = 'published')
         ORDER BY t.slug LIMIT $1",
        values![limit],
    )
    .await
}

#[derive(Clone, Debug, FromRow, Serialize)]
pub struct Correction {
    pub note: String,
    pub corrected_at_ms: i64,
}

pub async fn corrections(db: &Db, id: &ArticleId) -> Result<Vec<Correction>> {
    db.all(
        "SELECT note, corrected_at_ms FROM correction WHERE article_id = $1 ORDER BY corrected_at_ms, id",
        values![id],
    )
    .await
}

/// The content of a revision.
pub async fn revision(db: &Db, id: &RevisionId) -> Result<Content> {
    let (json,): (String,) = db.one("revision", "SELECT content FROM revision WHERE id = $1", values![id]).await?;
    serde_json::from_str(&json).map_err(|e| Error::broken("reading a revision", e))
}

/// Slug and headline of the edition an article was translated from.
pub async fn translated_from(db: &Db, id: &ArticleId) -> Result<Option<Listed>> {
    db.optional(
        listed!("WHERE a.state = 'published' AND a.id = (SELECT translated_from_id FROM article WHERE id = $1)"),
        values![id],
    )
    .await
}
