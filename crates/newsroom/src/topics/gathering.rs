//! Finds the topics of now.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::cluster::clusters;
use super::comparing::{Edition, likeness};
use super::heat::{Fresh, Heat, heats};
use super::naming::{Told, names};
use super::placing::{Cluster, Window, place};
use crate::articles::{self, Listed};
use crate::ctx::Ctx;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::hearing::listened;
use crate::search::find::counts;
use crate::search::index::{self, Recent};
use crate::search::terms::{primary, tells_nothing};

const DAY_MS: i64 = 24 * 3_600_000;
/// Stories of so long are put together; what is older is told by a topic's time line.
const WINDOW_MS: i64 = 14 * DAY_MS;
/// Articles of them that are compared, the newest: each with each, so twice as many take four times as long.
const ARTICLES_AT_MOST: i64 = 1_000;
/// Letters of each; the beginning of a story says what it is about.
const LETTERS_READ: i64 = 12_000;
/// Stories that are less alike, on average, are not about the same. In the middle of a plateau: see docs/measured.md.
const ALIKE_AT_LEAST: f64 = 0.21;

/// A story in all its editions.
struct Story {
    id: String,
    /// When it was told first.
    at_ms: i64,
    /// Article, publication and when, of each edition.
    editions: Vec<(String, String, i64)>,
}

/// Finds the topics of now: when the last story was told, for a newsroom that rests keeps what was hot in it. Pages are told
/// when a reader would see a difference. Returns how many topics there are; none, and nothing is touched, while the archive
/// is being written: in half of it no two stories are alike.
pub async fn gather(ctx: &Ctx) -> Result<usize> {
    // Whoever changes a story and saw this job waiting asked for no other: what they have changed is waited for.
    let mut tx = ctx.db.begin().await?;
    index::hold(&mut tx).await?;
    tx.commit().await?;
    if articles::archive_is_behind(ctx).await? {
        return Ok(0);
    }
    let now_ms = index::newest(&ctx.db).await?.unwrap_or(i64::MAX).min(ctx.clock.now_ms());
    let recent = index::since(&ctx.db, now_ms - WINDOW_MS, LETTERS_READ, ARTICLES_AT_MOST).await?;
    let (archive, _) = index::archive(&ctx.db).await?;
    let stories = stories(&recent);
    let begins_ms = recent.last().map_or(now_ms, |oldest| oldest.published_at_ms);
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
    let window = Window { stories: stories.into_iter().map(|story| story.id).collect(), begins_ms };
    place(ctx, &window, &now).await?;
    Ok(now.len())
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
