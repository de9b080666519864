//! Finds articles for a query: those that may be meant, at most [`CANDIDATES`], and then the best of them.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::index::{self, BREAK};
use super::query::Query;
use super::rank::{self, Archive, Asked, Candidate, HEADLINE_COUNTS};
use super::terms;
use crate::db::packed::Fields;
use crate::db::{Db, values};
use crate::error::{Error, Result};

/// Articles that are looked at for one query, the newest of those that may be meant: each costs reading all of its terms.
pub const CANDIDATES: i64 = 2_000;
/// Letters of an article's terms that are read to rank or compare it: some seven thousand words.
pub(super) const LETTERS_READ: i64 = 40_000;
/// With fewer the first ones say nothing of the others.
const FEEDBACK_FROM: usize = 10;

/// What is looked for, and where.
#[derive(Clone, Debug, Default)]
pub struct Ask<'a> {
    pub typed: &'a str,
    /// Slugs; none: anywhere.
    pub publication: Option<&'a str>,
    pub section: Option<&'a str>,
    /// The first part of a language tag.
    pub lang: Option<&'a str>,
    /// The newest first, and not the best.
    pub newest: bool,
}

/// Ids of articles in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    pub articles: Vec<String>,
    /// In the same order; nought where the newest come first.
    pub scores: Vec<f64>,
    /// There are more, and they were not looked at.
    pub more: bool,
    /// No article had all the words; these have some.
    pub some_words: bool,
}

#[derive(Clone, Debug)]
struct Row {
    number: i64,
    article: String,
    lang: String,
    length: i64,
    terms: String,
}

/// A query as texts in some languages are asked.
struct Reading {
    langs: Vec<String>,
    query: Query,
}

pub async fn find(db: &Db, ask: &Ask<'_>) -> Result<Found> {
    let (archive, langs) = index::archive(db).await?;
    let readings = readings(ask, langs);
    if readings.iter().all(|reading| reading.query.is_empty()) {
        return Ok(Found::default());
    }
    let names: BTreeSet<(String, bool)> = readings.iter().flat_map(|reading| reading.query.terms()).collect();
    let with: HashMap<String, i64> =
        index::articles_with(db, names.iter().map(|(name, _)| name.as_str()).collect()).await?.into_iter().collect();
    let few = readings.iter().all(|reading| reading.query.wants_all());
    let mut rows = Vec::new();
    if few {
        rows = candidates(db, ask, &all_of(db, &readings)).await?;
    }
    let some_words = few && rows.is_empty() && names.len() > 1;
    if !few || some_words {
        rows = candidates(db, ask, &any_of(db, &names, &with, &archive, CANDIDATES)).await?;
    }
    let more = rows.len() as i64 == CANDIDATES;
    let by_lang: HashMap<&str, &Query> =
        readings.iter().flat_map(|r| r.langs.iter().map(move |lang| (lang.as_str(), &r.query))).collect();
    rows.retain(|row| {
        let query = by_lang.get(terms::primary(&row.lang).as_str());
        query.is_none_or(|query| query.phrases_are_in(&row.terms))
    });
    if ask.newest {
        let articles: Vec<String> = rows.into_iter().map(|row| row.article).collect();
        return Ok(Found { scores: vec![0.0; articles.len()], articles, more, some_words });
    }
    let rows = Arc::new(rows);
    let (order, scores) = ranked(db, &rows, &names, &with, &archive).await?;
    let articles = order.iter().map(|place| rows[*place].article.clone()).collect();
    Ok(Found { articles, scores: order.iter().map(|place| scores[*place]).collect(), more, some_words })
}

/// The query as it is in each language of the archive; languages that read it alike share it.
fn readings(ask: &Ask<'_>, langs: Vec<String>) -> Vec<Reading> {
    let mut readings: Vec<Reading> = Vec::new();
    for lang in langs.into_iter().filter(|lang| ask.lang.is_none_or(|asked| asked == lang)) {
        let query = Query::read(ask.typed, &lang);
        match readings.iter_mut().find(|reading| reading.query == query) {
            Some(reading) => reading.langs.push(lang),
            None => readings.push(Reading { langs: vec![lang], query }),
        }
    }
    readings
}

/// A term in the words of a database's full text. A term has only letters and figures.
fn written(db: &Db, name: &str, prefix: bool) -> String {
    let name = terms::indexed(name);
    match (db.is_sqlite(), prefix) {
        (true, false) => format!("\"{name}\""),
        (true, true) => format!("\"{name}\"*"),
        (false, false) => format!("'{name}'"),
        (false, true) => format!("'{name}':*"),
    }
}

fn all_of(db: &Db, readings: &[Reading]) -> String {
    let (and, or) = if db.is_sqlite() { (" AND ", " OR ") } else { (" & ", " | ") };
    let one = |reading: &Reading| {
        let terms: Vec<String> =
            reading.query.terms().iter().map(|(name, prefix)| written(db, name, *prefix)).collect();
        format!("({})", terms.join(and))
    };
    readings.iter().filter(|reading| !reading.query.is_empty()).map(one).collect::<Vec<_>>().join(or)
}

/// Any of the terms; where so many articles have one that not all can be looked at, those that have a rare one. A story
/// without any of the rare terms would hardly be among the best.
pub(super) fn any_of(
    db: &Db,
    names: &BTreeSet<(String, bool)>,
    with: &HashMap<String, i64>,
    archive: &Archive,
    at_most: i64,
) -> String {
    let mut known: Vec<(i64, &str, bool)> = names
        .iter()
        .map(|(name, prefix)| (with.get(name).copied().unwrap_or(0), name.as_str(), *prefix))
        .filter(|(articles, _, prefix)| *articles > 0 || *prefix)
        .collect();
    known.sort_unstable();
    let mut chosen = Vec::new();
    let mut sum = 0;
    for (articles, name, prefix) in known {
        sum += articles;
        if archive.articles > at_most && sum > at_most && !chosen.is_empty() {
            break;
        }
        chosen.push(written(db, name, prefix));
    }
    chosen.join(if db.is_sqlite() { " OR " } else { " | " })
}

async fn candidates(db: &Db, ask: &Ask<'_>, text: &str) -> Result<Vec<Row>> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    // As one text: a driver hands thousands of rows over one by one.
    let sql = if db.is_sqlite() {
        "SELECT string_agg(concat_ws('\u{1f}', number, article, lang, length, terms), '\u{1e}') FROM (
            SELECT i.number, i.article, i.lang, i.length, substr(i.terms, 1, $6) AS terms
            FROM indexed_text t JOIN indexed i ON i.number = t.rowid
            WHERE t.indexed_text MATCH $1 AND (CAST($2 AS TEXT) IS NULL OR i.publication = $2)
              AND (CAST($3 AS TEXT) IS NULL OR i.section = $3)
              AND (CAST($4 AS TEXT) IS NULL OR i.lang = $4 OR i.lang LIKE $4 || '-%')
            ORDER BY t.rowid DESC LIMIT $5) AS newest"
    } else {
        "SELECT string_agg(concat_ws('\u{1f}', number, article, lang, length, terms), '\u{1e}') FROM (
            SELECT i.number, i.article, i.lang, i.length, substr(i.terms, 1, CAST($6 AS INTEGER)) AS terms
            FROM indexed i
            WHERE i.text @@ CAST($1 AS TSQUERY) AND (CAST($2 AS TEXT) IS NULL OR i.publication = $2)
              AND (CAST($3 AS TEXT) IS NULL OR i.section = $3)
              AND (CAST($4 AS TEXT) IS NULL OR i.lang = $4 OR i.lang LIKE $4 || '-%')
            ORDER BY i.number DESC LIMIT $5) AS newest"
    };
    let asked = values![text, ask.publication, ask.section, ask.lang, CANDIDATES, LETTERS_READ];
    let packed = db.packed(sql, asked).await?;
    let row = |mut fields: Fields<'_>| {
        let (number, article, lang) = (fields.number()?, fields.text()?.to_string(), fields.text()?.to_string());
        Some(Row { number, article, lang, length: fields.number()?, terms: fields.text()?.to_string() })
    };
    let mut rows: Vec<Row> = packed.rows().filter_map(|(_, fields)| row(fields)).collect();
    rows.sort_by_key(|row| Reverse(row.number));
    Ok(rows)
}

/// The places of rows, the best first, and the score of each.
async fn ranked(
    db: &Db,
    rows: &Arc<Vec<Row>>,
    names: &BTreeSet<(String, bool)>,
    with: &HashMap<String, i64>,
    archive: &Archive,
) -> Result<(Vec<usize>, Vec<f64>)> {
    let idf = |name: &str| archive.idf(with.get(name).copied().unwrap_or(0));
    let asked: Asked = names.iter().map(|(name, _)| (name.clone(), (1.0, idf(name)))).collect();
    let prefixes: Vec<String> = names.iter().filter(|(_, prefix)| *prefix).map(|(name, _)| name.clone()).collect();
    let (scores, order) = scored(rows, &asked, &prefixes, archive).await?;
    if rows.len() < FEEDBACK_FROM {
        return Ok((order, scores));
    }
    let first: Vec<(Candidate, f64)> = rank::feedback_from(&order)
        .iter()
        .map(|place| {
            (
                Candidate {
                    counts: counts(&rows[*place].terms, |name| !terms::tells_nothing(name)),
                    length: rows[*place].length,
                },
                scores[*place],
            )
        })
        .collect();
    let theirs: BTreeSet<&str> = first.iter().flat_map(|(one, _)| one.counts.keys().map(String::as_str)).collect();
    let known: HashMap<String, i64> = index::articles_with(db, theirs).await?.into_iter().collect();
    let wider = rank::fed_back(&asked, &first, archive, |name| archive.idf(known.get(name).copied().unwrap_or(0)));
    let (scores, order) = scored(rows, &wider, &prefixes, archive).await?;
    Ok((order, scores))
}

/// Reading all the terms of many articles is work for a processor: the threads that answer are left alone.
async fn scored(
    rows: &Arc<Vec<Row>>,
    asked: &Asked,
    prefixes: &[String],
    archive: &Archive,
) -> Result<(Vec<f64>, Vec<usize>)> {
    let (rows, asked, prefixes, archive) = (rows.clone(), asked.clone(), prefixes.to_vec(), *archive);
    let work = move || {
        let wanted = Wanted::of(asked.keys());
        let score = |row: &Row| {
            let mut counts = counts(&row.terms, |name| wanted.has(name));
            for prefix in &prefixes {
                let count = row.terms.split(' ').filter(|name| name.starts_with(prefix.as_str())).count();
                counts.insert(prefix.clone(), count as u32);
            }
            rank::score(&asked, &Candidate { counts, length: row.length }, &archive)
        };
        let scores: Vec<f64> = rows.iter().map(score).collect();
        let order = rank::order(&scores);
        (scores, order)
    };
    tokio::task::spawn_blocking(work).await.map_err(|e| Error::broken("ranking what was found", e))
}

/// A few terms among very many others: most are told apart by their first byte and their length.
struct Wanted<'a> {
    /// By first byte: the lengths that occur, a bit each; the longest share one.
    lengths: [u64; 256],
    names: HashSet<&'a str>,
}

impl<'a> Wanted<'a> {
    fn of(names: impl Iterator<Item = &'a String>) -> Wanted<'a> {
        let mut wanted = Wanted { lengths: [0; 256], names: names.map(String::as_str).collect() };
        for name in &wanted.names {
            wanted.lengths[first(name)] |= length(name);
        }
        wanted
    }

    fn has(&self, name: &str) -> bool {
        self.lengths[first(name)] & length(name) != 0 && self.names.contains(name)
    }
}

fn first(name: &str) -> usize {
    name.as_bytes().first().map_or(0, |byte| usize::from(*byte))
}

fn length(name: &str) -> u64 {
    1 << name.len().min(63)
}

/// How often an article has each term that is wanted; those of its headline count more.
pub fn counts(terms: &str, wanted: impl Fn(&str) -> bool) -> HashMap<String, u32> {
    let mut counts: HashMap<String, u32> = HashMap::new();
    let mut each = HEADLINE_COUNTS;
    each_of(terms, |name| {
        if name == BREAK {
            each = 1;
        } else if wanted(name) {
            match counts.get_mut(name) {
                Some(count) => *count += each,
                None => {
                    counts.insert(name.to_string(), each);
                }
            }
        }
    });
    counts
}

/// As `split(' ')`, which looks for the blank anew after each of these short words: a quarter of all that a search took.
fn each_of(terms: &str, mut look: impl FnMut(&str)) {
    let mut from = 0;
    for (at, byte) in terms.bytes().enumerate() {
        if byte == b' ' {
            look(&terms[from..at]);
            from = at + 1;
        }
    }
    look(&terms[from..]);
}
