//! Articles that are about the same as one of them.

use std::collections::{BTreeSet, HashMap};

use super::alike::Texts;
use super::find::{LETTERS_READ, any_of, counts};
use super::index;
use super::rank::{Archive, Candidate};
use super::terms::{primary, tells_nothing};
use crate::db::{Db, values};
use crate::error::{Error, Result};

/// Articles that are compared with one: each is compared with each.
const COMPARED: i64 = 200;
/// Terms of an article by which others are looked for, those that tell most.
const LOOKED_FOR: usize = 25;
/// Less alike, by their own words and with those of their neighbours, is chance: two stories share a name or a weekday.
const ALIKE_AT_LEAST: f64 = 0.05;

/// An article near another.
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    pub article: String,
    /// From 0 to 1.
    pub alike: f64,
    /// Terms that both have, those first that make them most alike.
    pub shared: Vec<String>,
}

/// The nearest first, of the same language and never of the same story. Nothing, for an article that is not in the archive.
pub async fn near(db: &Db, article: &str, at_most: usize) -> Result<Vec<Near>> {
    let sql = "SELECT story, lang, length, substr(terms, 1, CAST($2 AS INTEGER)) FROM indexed WHERE article = $1";
    let own: Option<(String, String, i64, String)> = db.optional(sql, values![article, LETTERS_READ]).await?;
    let Some((story, lang, length, own)) = own else { return Ok(Vec::new()) };
    let (archive, _) = index::archive(db).await?;
    let own = counts(&own, |name| !tells_nothing(name));
    let with = articles_with(db, [&own]).await?;
    let telling = most_telling(Candidate { counts: own.clone(), length }, &with, &archive);
    let text = any_of(db, &telling, &with, &archive, COMPARED);
    let sql = if db.is_sqlite() {
        "SELECT i.article, substr(i.terms, 1, CAST($5 AS INTEGER)) FROM indexed_text t JOIN indexed i ON i.number = t.rowid
         WHERE t.indexed_text MATCH $1 AND i.story <> $2 AND (i.lang = $3 OR i.lang LIKE $3 || '-%')
         ORDER BY t.rowid DESC LIMIT $4"
    } else {
        "SELECT i.article, substr(i.terms, 1, CAST($5 AS INTEGER)) FROM indexed i
         WHERE i.text @@ CAST($1 AS TSQUERY) AND i.story <> $2 AND (i.lang = $3 OR i.lang LIKE $3 || '-%')
         ORDER BY i.number DESC LIMIT $4"
    };
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(String, String)> = db.all(sql, values![text, story, primary(&lang), COMPARED, LETTERS_READ]).await?;
    let (ids, texts): (Vec<String>, Vec<String>) = rows.into_iter().unzip();
    let mut all = vec![own];
    all.extend(texts.iter().map(|terms| counts(terms, |name| !tells_nothing(name))));
    let with = articles_with(db, &all).await?;
    // Comparing each with each is work for a processor.
    let work = move || {
        let texts = Texts::of(&all, |name| archive.idf(with.get(name).copied().unwrap_or(1)));
        let nearest = texts.expanded().nearest(0, at_most);
        let near =
            |(at, alike): (usize, f64)| Near { article: ids[at - 1].clone(), alike, shared: texts.in_common(0, at) };
        let is_near = |(at, alike): &(usize, f64)| *alike >= ALIKE_AT_LEAST && texts.alike(0, *at) >= ALIKE_AT_LEAST;
        nearest.into_iter().filter(is_near).map(near).collect()
    };
    tokio::task::spawn_blocking(work).await.map_err(|e| Error::broken("comparing stories", e))
}

async fn articles_with<'a>(
    db: &Db,
    texts: impl IntoIterator<Item = &'a HashMap<String, u32>>,
) -> Result<HashMap<String, i64>> {
    let names: BTreeSet<&str> = texts.into_iter().flatten().map(|(name, _)| name.as_str()).collect();
    Ok(index::articles_with(db, names).await?.into_iter().collect())
}

/// The terms that tell most of a text, as a search is asked for them.
fn most_telling(text: Candidate, with: &HashMap<String, i64>, archive: &Archive) -> BTreeSet<(String, bool)> {
    let weight = |name: &String| text.weight(name, archive) * archive.idf(with.get(name).copied().unwrap_or(0));
    let mut names: Vec<(f64, &String)> = text.counts.keys().map(|name| (weight(name), name)).collect();
    // What this one alone has finds nothing.
    names.retain(|(_, name)| with.get(*name).is_some_and(|articles| *articles > 1));
    names.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    names.into_iter().take(LOOKED_FOR).map(|(_, name)| (name.clone(), false)).collect()
}
