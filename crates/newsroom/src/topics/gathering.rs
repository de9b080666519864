//! Finds the topics of now, and writes down what has become of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::cluster::clusters;
use super::comparing::{Edition, likeness};
use super::heat::{Fresh, Heat, heats};
use super::naming::{Told, names};
use super::settling::{Settled, settle};
use crate::articles::{self, Listed};
use crate::ctx::Ctx;
use crate::db::packed::rows;
use crate::db::{Db, Tx, values};
use crate::error::{Error, Result};
use crate::hearing::listened;
use crate::ids::TopicId;
use crate::search::find::counts;
use crate::search::index::{self, Recent};
use crate::search::terms::{primary, tells_nothing};
use crate::{edition, slug};

const DAY_MS: i64 = 24 * 3_600_000;
/// Stories of so long are put together; what is older is told by a topic's time line.
const WINDOW_MS: i64 = 14 * DAY_MS;
/// Articles of them that are compared, the newest: each with each, so twice as many take four times as long.
const ARTICLES_AT_MOST: i64 = 1_000;
/// Letters of each; the beginning of a story says what it is about.
const LETTERS_READ: i64 = 12_000;
/// Stories that are less alike, on average, are not about the same. In the middle of a plateau: see docs/measured.md.
const ALIKE_AT_LEAST: f64 = 0.21;
/// With so many stories a topic's address stays what it is.
const SETTLED_BY: i64 = 3;
/// Writers wait for one another: two that settle the same topics would make each twice.
const POSTGRES_LOCK: i64 = 0x4352_4954;

/// A story in all its editions.
struct Story {
    id: String,
    /// When it was told first.
    at_ms: i64,
    /// Article, publication and when, of each edition.
    editions: Vec<(String, String, i64)>,
}

/// A topic of now.
struct Cluster {
    stories: Vec<String>,
    /// By language.
    names: BTreeMap<String, Vec<String>>,
    fresh: Fresh,
    publications: i64,
    newest_at_ms: i64,
}

/// Finds the topics of now: when the last story was told, for a newsroom that rests keeps what was hot in it. Pages are told when a reader would see a difference. Returns how many topics there are.
pub async fn gather(ctx: &Ctx) -> Result<usize> {
    let now_ms = index::newest(&ctx.db).await?.unwrap_or(i64::MAX).min(ctx.clock.now_ms());
    let recent = index::since(&ctx.db, now_ms - WINDOW_MS, LETTERS_READ, ARTICLES_AT_MOST).await?;
    let (archive, _) = index::archive(&ctx.db).await?;
    let stories = stories(&recent);
    let editions = editions(&stories, recent);
    let names: BTreeSet<&str> = editions.iter().flat_map(|one| one.counts.keys()).map(String::as_str).collect();
    let with: HashMap<String, i64> = index::articles_with(&ctx.db, names).await?.into_iter().collect();
    let count = stories.len();
    let work = move || {
        let idf = |name: &str| archive.idf(with.get(name).copied().unwrap_or(1));
        let found = clusters(likeness(count, &editions, idf), ALIKE_AT_LEAST);
        (with, archive, found)
    };
    // Comparing each with each is work for a processor.
    let compared = tokio::task::spawn_blocking(work).await.map_err(|e| Error::broken("comparing stories", e))?;
    let (with, archive, found) = compared;
    let listened = listened::since(&ctx.db, now_ms - WINDOW_MS).await?;
    let mut now = Vec::new();
    for members in found {
        let members: Vec<&Story> = members.iter().map(|at| &stories[*at]).collect();
        let idf = |name: &str| archive.idf(with.get(name).copied().unwrap_or(1));
        let names = named(&ctx.db, &members, idf).await?;
        // What has no word in common that could be its name is not one matter.
        if !names.is_empty() {
            now.push(cluster(&members, names, &listened, now_ms));
        }
    }
    let heats = heats(&now.iter().map(|cluster| cluster.fresh).collect::<Vec<_>>());
    let mut now: Vec<(Cluster, Heat)> = now.into_iter().zip(heats).collect();
    now.sort_by(|(one, heat), (other, others)| others.sum().cmp(&heat.sum()).then(one.stories.cmp(&other.stories)));
    let all: Vec<String> = stories.into_iter().map(|story| story.id).collect();
    write(ctx, &all, now).await
}

/// In the order in which they were told: of equals the older two are joined first, and so again the next time.
fn stories(recent: &[Recent]) -> Vec<Story> {
    let mut stories: BTreeMap<&str, Story> = BTreeMap::new();
    for one in recent {
        let at_ms = one.published_at_ms;
        let new = || Story { id: one.story.clone(), at_ms, editions: Vec::new() };
        let story = stories.entry(&one.story).or_insert_with(new);
        story.at_ms = story.at_ms.min(at_ms);
        story.editions.push((one.article.clone(), one.publication.clone(), at_ms));
    }
    let mut stories: Vec<Story> = stories.into_values().collect();
    stories.sort_by(|a, b| a.at_ms.cmp(&b.at_ms).then(a.id.cmp(&b.id)));
    stories
}

fn editions(stories: &[Story], recent: Vec<Recent>) -> Vec<Edition> {
    let places: HashMap<&str, usize> = stories.iter().enumerate().map(|(at, story)| (story.id.as_str(), at)).collect();
    let edition = |one: Recent| {
        let mut as_name: HashMap<String, u32> = HashMap::new();
        one.names.split_ascii_whitespace().for_each(|name| *as_name.entry(name.to_string()).or_default() += 1);
        let counts = counts(&one.terms, |name| !tells_nothing(name));
        Edition { story: places[one.story.as_str()], counts, as_name, at_ms: one.published_at_ms }
    };
    recent.into_iter().map(edition).collect()
}

/// What the stories may be called, in each language that at least two of them are told in.
async fn named(db: &Db, stories: &[&Story], idf: impl Fn(&str) -> f64) -> Result<BTreeMap<String, Vec<String>>> {
    let ids: Vec<String> = stories.iter().flat_map(|story| &story.editions).map(|edition| edition.0.clone()).collect();
    let listed = articles::published(db, &ids).await?;
    let tags = articles::tags_of_each(db, &ids).await?;
    let mut of_lang: BTreeMap<String, Vec<&Listed>> = BTreeMap::new();
    for article in &listed {
        of_lang.entry(primary(&article.lang)).or_default().push(article);
    }
    let mut all = BTreeMap::new();
    for (lang, articles) in of_lang {
        let told: Vec<Told> = articles
            .iter()
            .map(|article| {
                let mut texts = vec![article.headline.as_str()];
                texts.extend(article.standfirst.as_deref());
                texts.extend(tags.iter().filter(|tag| tag.0 == article.id.0).map(|tag| tag.1.as_str()));
                Told { story: &article.story_id, texts }
            })
            .collect();
        let names = names(&told, &lang, &idf);
        if !names.is_empty() {
            all.insert(lang, names);
        }
    }
    Ok(all)
}

fn cluster(
    members: &[&Story],
    names: BTreeMap<String, Vec<String>>,
    listened: &[(String, i64, i64)],
    now_ms: i64,
) -> Cluster {
    let editions: Vec<&(String, String, i64)> = members.iter().flat_map(|story| &story.editions).collect();
    let articles: BTreeSet<&str> = editions.iter().map(|edition| edition.0.as_str()).collect();
    let heard = listened.iter().filter(|(article, ..)| articles.contains(article.as_str()));
    let heard = heard.map(|(_, hour, ms)| (now_ms - hour * listened::HOUR_MS, *ms));
    let told = editions.iter().map(|(_, publication, at_ms)| (publication.as_str(), now_ms - at_ms));
    let publications: BTreeSet<&str> = editions.iter().map(|edition| edition.1.as_str()).collect();
    Cluster {
        stories: members.iter().map(|story| story.id.clone()).collect(),
        names,
        fresh: Fresh::of(told, heard),
        publications: publications.len() as i64,
        newest_at_ms: editions.iter().map(|edition| edition.2).max().unwrap_or_default(),
    }
}

/// What readers see of the topics: where pages would differ, these do.
async fn seen(tx: &mut Tx) -> Result<Vec<(String, String, String, String)>> {
    let sql = "SELECT t.slug, s.story_id, n.lang, n.name
               FROM topic t JOIN topic_story s ON s.topic_id = t.id JOIN topic_name n ON n.topic_id = t.id
               WHERE t.heat > 0 ORDER BY t.heat DESC, t.slug, s.story_id, n.lang";
    tx.all(sql, values![]).await
}

/// `all`: the stories of the window; `now`: the topics, the hottest first.
async fn write(ctx: &Ctx, all: &[String], now: Vec<(Cluster, Heat)>) -> Result<usize> {
    let mut tx = ctx.db.begin().await?;
    if let Tx::Postgres(_) = tx {
        tx.execute("SELECT pg_advisory_xact_lock($1)", values![POSTGRES_LOCK]).await?;
    }
    let seen_before = seen(&mut tx).await?;
    let ids = rows(all.iter().map(|story| [story]));
    let sql = "SELECT story_id, topic_id FROM topic_story WHERE story_id IN (SELECT value->>0 FROM json_each($1))";
    let before: Vec<(String, String)> = tx.all(sql, values![&ids]).await?;
    let before: BTreeMap<String, String> = before.into_iter().collect();
    let stories: Vec<Vec<String>> = now.iter().map(|(cluster, _)| cluster.stories.clone()).collect();
    let Settled { goes_on, went_to } = settle(&before, &stories);
    tx.execute("DELETE FROM topic_story WHERE story_id IN (SELECT value->>0 FROM json_each($1))", values![&ids])
        .await?;
    // What was retracted is of no topic. The archive is not asked: after a restore it is empty for a while.
    let sql = "DELETE FROM topic_story WHERE NOT EXISTS
                (SELECT 1 FROM article a WHERE a.story_id = topic_story.story_id AND a.state = 'published')";
    tx.execute(sql, values![]).await?;
    tx.execute("UPDATE topic SET heat = 0, coverage = 0, listening = 0 WHERE heat > 0", values![]).await?;
    let mut taken: BTreeSet<(String, String)> = BTreeSet::new();
    for ((cluster, heat), goes_on) in now.iter().zip(goes_on) {
        let names = chosen(&cluster.names, &mut taken);
        let id = match goes_on {
            Some(id) => {
                settle_address(&mut tx, ctx, &id, cluster.stories.len(), &names).await?;
                id
            }
            None => add(&mut tx, ctx, &names).await?,
        };
        place(&mut tx, &id, cluster, *heat, &names).await?;
    }
    for (from, to) in went_to {
        // What else it had, before these two weeks, goes along.
        tx.execute("UPDATE topic_story SET topic_id = $2 WHERE topic_id = $1", values![&from, &to]).await?;
        tx.execute("UPDATE topic SET went_to = $2 WHERE id = $1 OR went_to = $1", values![&from, &to]).await?;
    }
    if seen(&mut tx).await? != seen_before {
        edition::bump(&mut tx).await?;
    }
    tx.commit().await?;
    Ok(now.len())
}

/// Of each language the best name that no hotter topic has.
fn chosen(names: &BTreeMap<String, Vec<String>>, taken: &mut BTreeSet<(String, String)>) -> BTreeMap<String, String> {
    let mut chosen = BTreeMap::new();
    for (lang, names) in names {
        let free = names.iter().find(|name| !taken.contains(&(lang.clone(), name.to_lowercase())));
        // One that has none left shares another's: two topics of one name are better than one without.
        if let Some(name) = free.or(names.first()) {
            taken.insert((lang.clone(), name.to_lowercase()));
            chosen.insert(lang.clone(), name.clone());
        }
    }
    chosen
}

/// A topic that was not there: it gets its address, by its first name.
async fn add(tx: &mut Tx, ctx: &Ctx, names: &BTreeMap<String, String>) -> Result<String> {
    let id = TopicId::new(&ctx.clock, &ctx.chance);
    let wanted = slug_of(names).unwrap_or_else(|| id.0.clone());
    let slug = free_slug(tx, &wanted).await?;
    insert(tx, &id, &slug, None).await?;
    Ok(id.0)
}

/// A topic that grows: what two stories had in common was a guess, the third settles its address. The one it had leads to it.
async fn settle_address(
    tx: &mut Tx,
    ctx: &Ctx,
    id: &str,
    stories: usize,
    names: &BTreeMap<String, String>,
) -> Result<()> {
    let (slug, before): (String, i64) =
        tx.one("topic", "SELECT slug, stories FROM topic WHERE id = $1", values![id]).await?;
    let Some(wanted) = slug_of(names) else { return Ok(()) };
    let numbered = slug.strip_prefix(&wanted).and_then(|rest| rest.strip_prefix('-'));
    let fits = slug == wanted || numbered.is_some_and(|number| number.parse::<u32>().is_ok());
    if fits || before >= SETTLED_BY || (stories as i64) < SETTLED_BY {
        return Ok(());
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

fn slug_of(names: &BTreeMap<String, String>) -> Option<String> {
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

async fn place(tx: &mut Tx, id: &str, cluster: &Cluster, heat: Heat, names: &BTreeMap<String, String>) -> Result<()> {
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
