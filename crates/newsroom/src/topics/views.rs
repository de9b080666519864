//! What readers are shown of topics.

use serde::Serialize;
use sqlx::FromRow;

use crate::articles::Tag;
use crate::db::{Db, values};
use crate::error::{Error, Result};
use crate::search::terms::primary;

#[derive(Clone, Debug, PartialEq, Eq, FromRow, Serialize)]
pub struct Topic {
    pub id: String,
    pub slug: String,
    pub name: String,
    /// Of its name: its first part.
    pub lang: String,
    /// Millionths: the part it has of what all topics are told, of what is heard of them, and both together.
    pub coverage: i64,
    pub listening: i64,
    pub heat: i64,
    /// Of the last two weeks.
    pub stories: i64,
    pub publications: i64,
    pub newest_at_ms: i64,
}

macro_rules! topic {
    ($lang:literal, $rest:literal) => {
        concat!(
            "SELECT t.id, t.slug, n.name, n.lang, t.coverage, t.listening, t.heat, t.stories, t.publications, t.newest_at_ms ",
            "FROM topic t JOIN topic_name n ON n.topic_id = t.id AND n.lang = ",
            "(SELECT m.lang FROM topic_name m WHERE m.topic_id = t.id ORDER BY CASE WHEN m.lang = ", $lang,
            " THEN 0 ELSE 1 END, m.lang LIMIT 1) ",
            $rest
        )
    };
}

/// The hottest first; before all those that have no name in the reader's language.
pub async fn hot(db: &Db, lang: &str, at_most: i64) -> Result<Vec<Topic>> {
    let sql = topic!(
        "$1",
        "WHERE t.heat > 0
         ORDER BY CASE WHEN n.lang = $1 THEN 0 ELSE 1 END, t.heat DESC, t.newest_at_ms DESC, t.slug LIMIT $2"
    );
    db.all(sql, values![primary(lang), at_most]).await
}

/// A topic, or the one that has its stories now.
///
/// # Errors
/// Not found, also when none of its stories can be read any more.
pub async fn by_slug(db: &Db, lang: &str, slug: &str) -> Result<Topic> {
    let sql = topic!(
        "$1",
        "WHERE t.id = (SELECT COALESCE(o.went_to, o.id) FROM topic o WHERE o.slug = $2)
         AND EXISTS (SELECT 1 FROM topic_story s JOIN article a ON a.story_id = s.story_id
                     WHERE s.topic_id = t.id AND a.state = 'published')"
    );
    db.optional(sql, values![primary(lang), slug]).await?.ok_or(Error::NotFound("topic"))
}

/// The topic that a story is of.
pub async fn of_story(db: &Db, lang: &str, story: &str) -> Result<Option<Topic>> {
    let sql = topic!("$1", "WHERE t.id = (SELECT s.topic_id FROM topic_story s WHERE s.story_id = $2)");
    db.optional(sql, values![primary(lang), story]).await
}

/// Tags of a topic's stories, those first that most of them have.
pub async fn tags(db: &Db, topic: &str, at_most: i64) -> Result<Vec<Tag>> {
    let sql = "SELECT t.slug, t.name FROM topic_story s JOIN article a ON a.story_id = s.story_id
               JOIN article_tag x ON x.article_id = a.id JOIN tag t ON t.slug = x.tag_slug
               WHERE s.topic_id = $1 AND a.state = 'published'
               GROUP BY t.slug, t.name ORDER BY COUNT(DISTINCT s.story_id) DESC, t.slug LIMIT $2";
    db.all(sql, values![topic, at_most]).await
}
