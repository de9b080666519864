//! Writes down what has become of topics: which stories each has, what it is called and where it is found.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::FromRow;

use super::heat::{Fresh, Heat};
use super::settling::{Settled, settle};
use super::views;
use crate::ctx::Ctx;
use crate::db::packed::rows;
use crate::db::{Tx, values};
use crate::error::Result;
use crate::ids::TopicId;
use crate::{edition, slug};

/// With so many stories a topic's address stays what it is.
const SETTLED_BY: i64 = 3;
/// Writers wait for one another: two that settle the same topics would make each twice.
const POSTGRES_LOCK: i64 = 0x4352_4954;

/// A topic of now.
pub struct Cluster {
    pub stories: Vec<String>,
    /// What it may be called in each language, the best first.
    pub names: BTreeMap<String, Vec<String>>,
    pub fresh: Fresh,
    pub publications: i64,
    pub newest_at_ms: i64,
}

/// What was compared.
pub struct Window {
    pub stories: Vec<String>,
    /// When the oldest article of them was published.
    pub begins_ms: i64,
}

/// By language.
type Names = BTreeMap<String, String>;

/// `now`: the topics, the hottest first.
pub async fn place(ctx: &Ctx, window: &Window, now: &[(Cluster, Heat)]) -> Result<()> {
    let mut tx = ctx.db.begin().await?;
    if let Tx::Postgres(_) = tx {
        tx.execute("SELECT pg_advisory_xact_lock($1)", values![POSTGRES_LOCK]).await?;
    }
    let seen_before = seen(&mut tx).await?;
    let before = Before::read(&mut tx, window).await?;
    let clusters: Vec<Vec<String>> = now.iter().map(|(cluster, _)| cluster.stories.clone()).collect();
    let settled = settle(&before.topics, &clusters);
    let left = rows(before.left(&clusters, &settled).iter().map(|story| [story]));
    tx.execute("DELETE FROM topic_story WHERE story_id IN (SELECT value->>0 FROM json_each($1))", values![left])
        .await?;
    // What was retracted is of no topic. The archive is not asked: after a restore it is empty for a while.
    let sql = "DELETE FROM topic_story WHERE NOT EXISTS
                (SELECT 1 FROM article a WHERE a.story_id = topic_story.story_id AND a.state = 'published')";
    tx.execute(sql, values![]).await?;
    tx.execute("UPDATE topic SET heat = 0, coverage = 0, listening = 0 WHERE heat > 0", values![]).await?;
    let candidates: Vec<&BTreeMap<String, Vec<String>>> = now.iter().map(|(cluster, _)| &cluster.names).collect();
    let called = called(&candidates, &had(&mut tx, &before, now, &settled).await?);
    let all = || now.iter().zip(&called).zip(&settled.goes_on);
    for (from, to) in &settled.went_to {
        // What else it had, before these two weeks, goes along.
        tx.execute("UPDATE topic_story SET topic_id = $2 WHERE topic_id = $1", values![from, to]).await?;
        tx.execute("UPDATE topic SET went_to = $2 WHERE id = $1 OR went_to = $1", values![from, to]).await?;
    }
    for (((cluster, heat), names), goes_on) in all() {
        if let Some(id) = goes_on {
            let stories = (before.told(id), cluster.stories.len() as i64);
            settle_address(&mut tx, ctx, id, stories, names).await?;
            write(&mut tx, id, cluster, *heat, names).await?;
        }
    }
    // After all that were there: only now is it known which of them have no stories left.
    for (((cluster, heat), names), goes_on) in all() {
        if goes_on.is_none() {
            let id = add(&mut tx, ctx, names).await?;
            write(&mut tx, &id, cluster, *heat, names).await?;
        }
    }
    if seen(&mut tx).await? != seen_before {
        edition::bump(&mut tx).await?;
    }
    tx.commit().await
}

/// How things stood.
struct Before {
    /// The topic of each story of the window that had one.
    topics: BTreeMap<String, String>,
    /// How many stories each of these topics had, those before the window as well.
    told: BTreeMap<String, i64>,
    /// Stories of the window that were told before it, too, in another edition.
    older: BTreeSet<String>,
}

impl Before {
    async fn read(tx: &mut Tx, window: &Window) -> Result<Before> {
        let ids = rows(window.stories.iter().map(|story| [story]));
        let sql = "SELECT story_id, topic_id FROM topic_story WHERE story_id IN (SELECT value->>0 FROM json_each($1))";
        let topics: Vec<(String, String)> = tx.all(sql, values![&ids]).await?;
        let sql = "SELECT topic_id, COUNT(*) FROM topic_story WHERE topic_id IN
                    (SELECT s.topic_id FROM topic_story s WHERE s.story_id IN (SELECT value->>0 FROM json_each($1)))
                   GROUP BY topic_id";
        let told: Vec<(String, i64)> = tx.all(sql, values![&ids]).await?;
        // Stories first, then which of them are older: SQLite would look through all that is older otherwise.
        let sql = "SELECT a.story_id FROM topic_story s CROSS JOIN article a WHERE a.story_id = s.story_id
                   AND s.story_id IN (SELECT value->>0 FROM json_each($1)) AND a.state = 'published'
                   GROUP BY a.story_id HAVING MIN(a.published_at_ms) < $2";
        let older: Vec<(String,)> = tx.all(sql, values![&ids, window.begins_ms]).await?;
        Ok(Before {
            topics: topics.into_iter().collect(),
            told: told.into_iter().collect(),
            older: older.into_iter().map(|(story,)| story).collect(),
        })
    }

    fn told(&self, topic: &str) -> i64 {
        self.told.get(topic).copied().unwrap_or_default()
    }

    /// Stories that are of their topic no longer: those of a cluster, which are placed anew, and those that their topic went
    /// on without. One that is alone stays where it was while its topic rests: what it was told together with has left the
    /// window, and so would each of a topic's stories lose it in its turn; or that was retracted, and another may come. One
    /// whose first edition has left stays, too: what put it there is not compared any more.
    fn left(&self, clusters: &[Vec<String>], settled: &Settled) -> Vec<&String> {
        let placed: BTreeSet<&String> = clusters.iter().flatten().collect();
        let moved: BTreeSet<&String> = settled.goes_on.iter().flatten().chain(settled.went_to.keys()).collect();
        let is_left = |story: &String, topic: &String| {
            placed.contains(story) || moved.contains(topic) && !self.older.contains(story)
        };
        self.topics.iter().filter(|(story, topic)| is_left(story, topic)).map(|(story, _)| story).collect()
    }
}

/// What readers see of the topics: where pages would differ, these do.
#[derive(PartialEq, Eq)]
struct Seen {
    stories: Vec<SeenStory>,
    /// The hottest, in each language.
    hottest: Vec<Vec<String>>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord, FromRow)]
struct SeenStory {
    slug: String,
    stories: i64,
    publications: i64,
    story_id: String,
    lang: String,
    name: String,
}

async fn seen(tx: &mut Tx) -> Result<Seen> {
    let sql = "SELECT t.slug, t.stories, t.publications, s.story_id, n.lang, n.name
               FROM topic t JOIN topic_story s ON s.topic_id = t.id JOIN topic_name n ON n.topic_id = t.id
               WHERE t.heat > 0";
    let mut stories: Vec<SeenStory> = tx.all(sql, values![]).await?;
    // Not by heat: of the order a reader sees the hottest alone.
    stories.sort();
    let mut langs: BTreeSet<&str> = stories.iter().map(|story| story.lang.as_str()).collect();
    // And in one that no topic is told in.
    langs.insert("");
    let mut hottest = Vec::new();
    for lang in langs {
        hottest.push(views::on_a_page(tx, lang).await?);
    }
    Ok(Seen { stories, hottest })
}

/// What the topic that each goes on with was called, and may go on to be called. The third story settles what it is called
/// as well as where it is found, so it is called anew then.
async fn had(tx: &mut Tx, before: &Before, now: &[(Cluster, Heat)], settled: &Settled) -> Result<Vec<Names>> {
    let ids = rows(settled.goes_on.iter().flatten().map(|id| [id]));
    let sql = "SELECT topic_id, lang, name FROM topic_name WHERE topic_id IN (SELECT value->>0 FROM json_each($1))";
    let names: Vec<(String, String, String)> = tx.all(sql, values![ids]).await?;
    let of = |(goes_on, (cluster, _)): (&Option<String>, &(Cluster, Heat))| {
        let kept = goes_on.as_ref().filter(|id| !settles(before.told(id), cluster.stories.len() as i64));
        let own = names.iter().filter(|(topic, ..)| kept == Some(topic));
        own.map(|(_, lang, name)| (lang.clone(), name.clone())).collect::<Names>()
    };
    Ok(settled.goes_on.iter().zip(now).map(of).collect())
}

/// What each is called, the hottest first: what it was called before, if it still may be, for two that change places would
/// exchange their names otherwise; then of each language the best name that no other has.
fn called(candidates: &[&BTreeMap<String, Vec<String>>], had: &[Names]) -> Vec<Names> {
    let mut taken: BTreeSet<(String, String)> = BTreeSet::new();
    let mut called: Vec<Names> = Vec::new();
    for (names, had) in candidates.iter().zip(had) {
        let mut kept = Names::new();
        for (lang, name) in had {
            let name = name.to_lowercase();
            let again = names.get(lang).and_then(|names| names.iter().find(|one| one.to_lowercase() == name));
            if let Some(again) = again.filter(|_| taken.insert((lang.clone(), name))) {
                kept.insert(lang.clone(), again.clone());
            }
        }
        called.push(kept);
    }
    for (names, called) in candidates.iter().zip(&mut called) {
        for (lang, names) in names.iter() {
            if called.contains_key(lang) {
                continue;
            }
            let free = names.iter().find(|name| !taken.contains(&(lang.clone(), name.to_lowercase())));
            // One that has none left shares another's: two topics of one name are better than one without.
            if let Some(name) = free.or(names.first()) {
                taken.insert((lang.clone(), name.to_lowercase()));
                called.insert(lang.clone(), name.clone());
            }
        }
    }
    called
}

/// A topic that was not there: it gets its address, by its first name. One that lost all its stories is there again.
async fn add(tx: &mut Tx, ctx: &Ctx, names: &Names) -> Result<String> {
    let id = TopicId::new(&ctx.clock, &ctx.chance);
    let Some(wanted) = slug_of(names) else {
        insert(tx, &id, &id.0, None).await?;
        return Ok(id.0);
    };
    let sql = "SELECT id FROM topic WHERE slug = $1 AND went_to IS NULL
               AND NOT EXISTS (SELECT 1 FROM topic_story s WHERE s.topic_id = topic.id)";
    let empty: Option<(String,)> = tx.optional(sql, values![&wanted]).await?;
    if let Some((id,)) = empty {
        return Ok(id);
    }
    let slug = free_slug(tx, &wanted).await?;
    insert(tx, &id, &slug, None).await?;
    Ok(id.0)
}

/// Whether a topic that had so many stories and has so many now gets its name and address anew.
fn settles(before: i64, now: i64) -> bool {
    before < SETTLED_BY && now >= SETTLED_BY
}

/// A topic that grows: what two stories had in common was a guess, the third settles its address. The one it had leads to
/// it. `stories`: how many it had in all, and how many it has of the window.
async fn settle_address(tx: &mut Tx, ctx: &Ctx, id: &str, stories: (i64, i64), names: &Names) -> Result<()> {
    let (slug,): (String,) = tx.one("topic", "SELECT slug FROM topic WHERE id = $1", values![id]).await?;
    let Some(wanted) = slug_of(names) else { return Ok(()) };
    let numbered = slug.strip_prefix(&wanted).and_then(|rest| rest.strip_prefix('-'));
    let fits = slug == wanted || numbered.is_some_and(|number| number.parse::<u32>().is_ok());
    if fits || !settles(stories.0, stories.1) {
        return Ok(());
    }
    // One that leads here already it may have back.
    let pointer: Option<(String,)> =
        tx.optional("SELECT id FROM topic WHERE slug = $1 AND went_to = $2", values![&wanted, id]).await?;
    if let Some((pointer,)) = pointer {
        tx.execute("DELETE FROM topic_name WHERE topic_id = $1", values![&pointer]).await?;
        tx.execute("DELETE FROM topic WHERE id = $1", values![&pointer]).await?;
    }
    let free = free_slug(tx, &wanted).await?;
    tx.execute("UPDATE topic SET slug = $2 WHERE id = $1", values![id, free]).await?;
    insert(tx, &TopicId::new(&ctx.clock, &ctx.chance), &slug, Some(id)).await
}

async fn insert(tx: &mut Tx, id: &TopicId, slug: &str, went_to: Option<&str>) -> Result<()> {
    let sql = "INSERT INTO topic (id, slug, went_to, coverage, listening, heat, stories, publications, newest_at_ms)
               VALUES ($1, $2, $3, 0, 0, 0, 0, 0, 0)";
    tx.execute(sql, values![id, slug, went_to]).await?;
    Ok(())
}

fn slug_of(names: &Names) -> Option<String> {
    names.values().next().map(|name| slug::of(name)).filter(|slug| !slug.is_empty())
}

/// As wanted, or with a number behind it.
async fn free_slug(tx: &mut Tx, wanted: &str) -> Result<String> {
    let sql = "SELECT slug FROM topic WHERE slug = $1 OR slug LIKE $1 || '-%'";
    let there: Vec<(String,)> = tx.all(sql, values![wanted]).await?;
    let there: BTreeSet<String> = there.into_iter().map(|(slug,)| slug).collect();
    let numbered = (2..).map(|n| format!("{wanted}-{n}"));
    let free = std::iter::once(wanted.to_string()).chain(numbered).find(|slug| !there.contains(slug));
    Ok(free.unwrap_or_else(|| wanted.to_string()))
}

async fn write(tx: &mut Tx, id: &str, cluster: &Cluster, heat: Heat, names: &Names) -> Result<()> {
    tx.execute(
        "UPDATE topic SET went_to = NULL, coverage = $2, listening = $3, heat = $4, stories = $5, publications = $6,
            newest_at_ms = $7 WHERE id = $1",
        values![
            id,
            heat.coverage,
            heat.listening,
            heat.sum(),
            cluster.stories.len() as i64,
            cluster.publications,
            cluster.newest_at_ms,
        ],
    )
    .await?;
    tx.execute("DELETE FROM topic_name WHERE topic_id = $1", values![id]).await?;
    for (lang, name) in names {
        let sql = "INSERT INTO topic_name (topic_id, lang, name) VALUES ($1, $2, $3)";
        tx.execute(sql, values![id, lang, name]).await?;
    }
    let sql = "INSERT INTO topic_story (story_id, topic_id) SELECT value->>0, $2 FROM json_each($1) WHERE 1 = 1";
    tx.execute(sql, values![rows(cluster.stories.iter().map(|story| [story])), id]).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn may_be(names: &[&str]) -> BTreeMap<String, Vec<String>> {
        BTreeMap::from([("en".to_string(), names.iter().map(|name| name.to_string()).collect())])
    }

    fn was(name: &str) -> Names {
        Names::from([("en".to_string(), name.to_string())])
    }

    fn names(candidates: &[BTreeMap<String, Vec<String>>], had: &[Names]) -> Vec<String> {
        let called = called(&candidates.iter().collect::<Vec<_>>(), had);
        called.into_iter().filter_map(|mut names| names.remove("en")).collect()
    }

    #[test]
    fn two_topics_that_change_places_keep_their_names() {
        let hotter = may_be(&["Harbour", "Harbour board"]);
        let cooler = may_be(&["Harbour", "Harbour pilots"]);
        let new = [Names::new(), Names::new()];
        assert_eq!(names(&[hotter.clone(), cooler.clone()], &new), ["Harbour", "Harbour pilots"]);
        let had = [was("Harbour pilots"), was("Harbour")];
        assert_eq!(names(&[cooler, hotter], &had), ["Harbour pilots", "Harbour"]);
    }

    #[test]
    fn a_name_that_fits_no_longer_is_given_up_and_is_free_for_another() {
        let had = [Names::new(), was("Harbour")];
        assert_eq!(
            names(&[may_be(&["Harbour", "Quay"]), may_be(&["Lamp"])], &had),
            ["Harbour", "Lamp"],
            "who was called so is not any more"
        );
        assert_eq!(names(&[may_be(&["Harbour"]), may_be(&["Lamp", "harbour"])], &had), ["Harbour", "harbour"]);
    }

    #[test]
    fn of_what_was_its_topics_only_what_is_contradicted_leaves() {
        let topics = [("a", "t"), ("b", "t"), ("c", "rests"), ("d", "t"), ("e", "gone")];
        let before = Before {
            topics: topics.iter().map(|(story, topic)| (story.to_string(), topic.to_string())).collect(),
            told: BTreeMap::new(),
            older: BTreeSet::from(["d".to_string()]),
        };
        let settled = Settled {
            goes_on: vec![Some("t".into()), None],
            went_to: BTreeMap::from([("gone".to_string(), "t".to_string())]),
        };
        let clusters = [vec!["a".to_string(), "x".to_string()], vec!["y".to_string(), "z".to_string()]];
        assert_eq!(before.left(&clusters, &settled), ["a", "b", "e"]);
    }
}
