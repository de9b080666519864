//! What readers are shown of topics.

use serde::Serialize;
use sqlx::FromRow;

use crate::articles::Tag;
use crate::db::{Db, Tx, values};
use crate::error::{Error, Result};
use crate::search::terms::primary;

/// Hot topics on a page: a strip that is read at a glance.
pub const ON_A_PAGE: i64 = 6;

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

// Two of its stories can be read: what was retracted is gone with its words at once, before topics are looked for again.
// CROSS JOIN keeps SQLite from beginning at all that is published.
macro_rules! topic {
    ($lang:literal, $rest:literal) => {
        concat!(
            "SELECT t.id, t.slug, n.name, n.lang, t.coverage, t.listening, t.heat, t.stories, t.publications, t.newest_at_ms ",
            "FROM topic t JOIN topic_name n ON n.topic_id = t.id AND n.lang = ",
            "(SELECT m.lang FROM topic_name m WHERE m.topic_id = t.id ORDER BY CASE WHEN m.lang = ", $lang,
            " THEN 0 ELSE 1 END, m.lang LIMIT 1) ",
            "WHERE (SELECT COUNT(DISTINCT s.story_id) FROM topic_story s CROSS JOIN article a ",
            "WHERE s.topic_id = t.id AND a.story_id = s.story_id AND a.state = 'published') > 1 AND ",
            $rest
        )
    };
}

const HOT: &str = topic!(
    "$1",
    "t.heat > 0
     ORDER BY CASE WHEN n.lang = $1 THEN 0 ELSE 1 END, t.heat DESC, t.newest_at_ms DESC, t.slug LIMIT $2"
);

/// The hottest first; before all those that have no name in the reader's language.
pub async fn hot(db: &Db, lang: &str, at_most: i64) -> Result<Vec<Topic>> {
    db.all(HOT, values![primary(lang), at_most]).await
}

/// The addresses that pages in a language show, as a transaction sees them.
pub(super) async fn on_a_page(tx: &mut Tx, lang: &str) -> Result<Vec<String>> {
    let hot: Vec<Topic> = tx.all(HOT, values![primary(lang), ON_A_PAGE]).await?;
    Ok(hot.into_iter().map(|topic| topic.slug).collect())
}

/// A topic, or the one that has its stories now.
///
/// # Errors
/// Not found, also when fewer than two of its stories can be read: it tells nothing then that the story does not.
pub async fn by_slug(db: &Db, lang: &str, slug: &str) -> Result<Topic> {
    let sql = topic!("$1", "t.id = (SELECT COALESCE(o.went_to, o.id) FROM topic o WHERE o.slug = $2)");
    db.optional(sql, values![primary(lang), slug]).await?.ok_or(Error::NotFound("topic"))
}

/// The topic that a story is of.
pub async fn of_story(db: &Db, lang: &str, story: &str) -> Result<Option<Topic>> {
    let sql = topic!("$1", "t.id = (SELECT o.topic_id FROM topic_story o WHERE o.story_id = $2)");
    db.optional(sql, values![primary(lang), story]).await
}

/// How many publications have told of a topic, of all its stories that can be read.
pub async fn publications(db: &Db, topic: &str) -> Result<i64> {
    let sql = "SELECT COUNT(DISTINCT a.publication_id) FROM topic_story s CROSS JOIN article a
               WHERE s.topic_id = $1 AND a.story_id = s.story_id AND a.state = 'published'";
    let (count,): (i64,) = db.one("publication count", sql, values![topic]).await?;
    Ok(count)
}

/// Tags of a topic's stories, those first that most of them have.
pub async fn tags(db: &Db, topic: &str, at_most: i64) -> Result<Vec<Tag>> {
    let sql = "SELECT t.slug, t.name FROM topic_story s CROSS JOIN article a JOIN article_tag x ON x.article_id = a.id
               JOIN tag t ON t.slug = x.tag_slug
               WHERE s.topic_id = $1 AND a.story_id = s.story_id AND a.state = 'published'
               GROUP BY t.slug, t.name ORDER BY COUNT(DISTINCT s.story_id) DESC, t.slug LIMIT $2";
    db.all(sql, values![topic, at_most]).await
}
