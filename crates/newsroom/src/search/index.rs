//! The rows of the archive: an article's terms, and how many articles have each.

use std::collections::BTreeSet;

use serde_json::Value as Json;
use sqlx::FromRow;

use super::rank::{Archive, HEADLINE_COUNTS};
use super::terms::{self, indexed, primary, tells_nothing};
use crate::db::{Db, Tx, values};
use crate::error::Result;

/// Between two paragraphs: no term, so that no quotation goes across.
pub const BREAK: &str = "/";
/// Articles of one millisecond that have numbers of their own. Twice as many would leave no numbers before the year 1691.
const A_MILLISECOND: i64 = 1 << 19;
/// Writers of the archive wait for one another: two that count the same terms in different orders would wait for ever.
const POSTGRES_LOCK: i64 = 0x4352_4953;

/// An article as it is looked for.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    pub article: &'a str,
    pub revision: &'a str,
    /// What its language editions share.
    pub story: &'a str,
    /// Slugs.
    pub publication: &'a str,
    pub section: &'a str,
    pub lang: &'a str,
    pub published_at_ms: i64,
    pub headline: &'a str,
    /// What it tells, paragraph by paragraph.
    pub prose: Vec<&'a str>,
    /// What else it is found by: who wrote it, its tags.
    pub besides: Vec<&'a str>,
}

/// Waits until nobody else writes. To be called before what is put in is read: else what another writer has just taken
/// back would stand there for good.
pub async fn hold(tx: &mut Tx) -> Result<()> {
    if let Tx::Postgres(_) = tx {
        tx.execute("SELECT pg_advisory_xact_lock($1)", values![POSTGRES_LOCK]).await?;
    }
    Ok(())
}

/// Puts an article in, in the place of what was there of it.
pub async fn put(tx: &mut Tx, entry: &Entry<'_>) -> Result<()> {
    remove(tx, entry.article).await?;
    let headline: Vec<String> = names(entry.headline, entry.lang);
    let telling = |names: &[String]| names.iter().filter(|name| !tells_nothing(name)).count() as i64;
    let mut length = telling(&headline) * i64::from(HEADLINE_COUNTS);
    let mut all = headline;
    for text in entry.prose.iter().chain(&entry.besides) {
        let names = names(text, entry.lang);
        length += telling(&names);
        all.push(BREAK.to_string());
        all.extend(names);
    }
    let base = entry.published_at_ms * A_MILLISECOND;
    let sql = "SELECT MAX(number) FROM indexed WHERE number BETWEEN $1 AND $2";
    let last: Option<(Option<i64>,)> = tx.optional(sql, values![base, base + A_MILLISECOND - 1]).await?;
    let number = last.and_then(|(last,)| last).map_or(base, |last| last + 1);
    let unique: BTreeSet<&str> = all.iter().map(String::as_str).filter(|name| *name != BREAK).collect();
    let words = unique.iter().map(|name| indexed(name)).collect::<Vec<_>>().join(" ");
    let terms = all.join(" ");
    // A headline may write every word with a capital, and who wrote it is not what it is about.
    let called = entry.prose.iter().flat_map(|text| written_as_names(text, entry.lang)).collect::<Vec<_>>().join(" ");
    let row = values![
        number,
        entry.article,
        entry.revision,
        entry.story,
        entry.publication,
        entry.section,
        entry.lang,
        entry.published_at_ms,
        length,
        terms,
        called,
    ];
    if let Tx::Postgres(_) = tx {
        let sql = "INSERT INTO indexed (number, article, revision, story, publication, section, lang, published_at_ms,
                       length, terms, names, text)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, array_to_tsvector(string_to_array($12, ' ')))";
        tx.execute(sql, [row, values![words]].concat()).await?;
    } else {
        let sql = "INSERT INTO indexed (number, article, revision, story, publication, section, lang, published_at_ms,
                       length, terms, names)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
        tx.execute(sql, row).await?;
        tx.execute("INSERT INTO indexed_text (rowid, terms) VALUES ($1, $2)", values![number, words]).await?;
    }
    tx.execute(
        "INSERT INTO term (name, articles) SELECT value->>0, 1 FROM json_each($1) WHERE true
         ON CONFLICT (name) DO UPDATE SET articles = term.articles + 1",
        values![rows(unique)],
    )
    .await?;
    tx.execute(
        "INSERT INTO indexed_sum (lang, articles, length) VALUES ($1, 1, $2)
         ON CONFLICT (lang) DO UPDATE SET articles = indexed_sum.articles + 1,
            length = indexed_sum.length + excluded.length",
        values![primary(entry.lang), length],
    )
    .await?;
    Ok(())
}

/// Takes an article out; one that is not in it is no error.
pub async fn remove(tx: &mut Tx, article: &str) -> Result<()> {
    hold(tx).await?;
    let sql = "SELECT number, lang, length, terms FROM indexed WHERE article = $1";
    let there: Option<(i64, String, i64, String)> = tx.optional(sql, values![article]).await?;
    let Some((number, lang, length, all)) = there else { return Ok(()) };
    tx.execute("DELETE FROM indexed WHERE number = $1", values![number]).await?;
    if let Tx::Sqlite(_) = tx {
        tx.execute("DELETE FROM indexed_text WHERE rowid = $1", values![number]).await?;
    }
    let names = rows(all.split(' ').filter(|name| *name != BREAK).collect());
    tx.execute(
        "UPDATE term SET articles = articles - 1 WHERE name IN (SELECT value->>0 FROM json_each($1))",
        values![&names],
    )
    .await?;
    tx.execute(
        "DELETE FROM term WHERE articles <= 0 AND name IN (SELECT value->>0 FROM json_each($1))",
        values![names],
    )
    .await?;
    tx.execute(
        "UPDATE indexed_sum SET articles = articles - 1, length = length - $2 WHERE lang = $1",
        values![primary(&lang), length],
    )
    .await?;
    Ok(())
}

/// What there is in all, and in which languages.
pub async fn archive(db: &Db) -> Result<(Archive, Vec<String>)> {
    let sql = "SELECT lang, articles, length FROM indexed_sum WHERE articles > 0 ORDER BY lang";
    let rows: Vec<(String, i64, i64)> = db.all(sql, values![]).await?;
    let sum = |part: fn(&(String, i64, i64)) -> i64| rows.iter().map(part).sum();
    let archive = Archive { articles: sum(|row| row.1), length: sum(|row| row.2) };
    Ok((archive, rows.into_iter().map(|(lang, ..)| lang).collect()))
}

/// An article of the archive, to be compared with others.
#[derive(Clone, Debug, FromRow)]
pub struct Recent {
    pub article: String,
    /// What its language editions share.
    pub story: String,
    /// A slug.
    pub publication: String,
    pub published_at_ms: i64,
    /// As they are kept, of a long one the beginning.
    pub terms: String,
    /// Those of them that are written as names, as often as they are. Of scripts without capitals there are none.
    pub names: String,
}

/// When the newest of what is in it was published.
pub async fn newest(db: &Db) -> Result<Option<i64>> {
    let row: Option<(Option<i64>,)> = db.optional("SELECT MAX(number) FROM indexed", values![]).await?;
    Ok(row.and_then(|(number,)| number).map(|number| number.div_euclid(A_MILLISECOND)))
}

/// What was published since, the newest first.
pub async fn since(db: &Db, since_ms: i64, letters: i64, at_most: i64) -> Result<Vec<Recent>> {
    let sql = "SELECT article, story, publication, published_at_ms, substr(terms, 1, CAST($2 AS INTEGER)) AS terms,
                   substr(names, 1, CAST($2 AS INTEGER)) AS names
               FROM indexed WHERE number >= $1 ORDER BY number DESC LIMIT $3";
    db.all(sql, values![since_ms * A_MILLISECOND, letters, at_most]).await
}

/// How many articles have each of these terms; what none has is left out.
pub async fn articles_with(db: &Db, names: BTreeSet<&str>) -> Result<Vec<(String, i64)>> {
    let sql = "SELECT name, articles FROM term WHERE name IN (SELECT value->>0 FROM json_each($1)) ORDER BY name";
    db.all(sql, values![rows(names)]).await
}

fn names(text: &str, lang: &str) -> Vec<String> {
    terms::of(text, lang).into_iter().map(|term| term.name).collect()
}

fn written_as_names(text: &str, lang: &str) -> Vec<String> {
    let terms = terms::of(text, lang).into_iter();
    terms.filter(|term| terms::written_as_name(text, &term.place) && !term.stop()).map(|term| term.name).collect()
}

/// Rows of one value each, for `json_each`.
fn rows(names: BTreeSet<&str>) -> String {
    Json::from_iter(names.into_iter().map(|name| vec![name])).to_string()
}
