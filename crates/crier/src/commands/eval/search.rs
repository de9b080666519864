//! `crier eval search`: the newsroom's own archive, filled with these texts and asked these queries.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use newsroom::clock::Clock;
use newsroom::db::Db;
use newsroom::migrate::migrate;
use newsroom::search::{self, Ask, Entry, Found};

use super::texts::{self, Id, Text, latin_1};
use crate::progress;

/// As far as a run goes, and as far as nDCG looks.
const DEPTH: usize = 1_000;
const LOOKED_AT: usize = 10;

#[derive(Args)]
pub struct Flags {
    /// Texts, a line of JSON each: {"id", "title", "text", "lang"}
    #[arg(long, value_name = "FILE", requires = "queries", required_unless_present = "suites")]
    docs: Option<PathBuf>,
    /// Queries, a line of JSON each: {"id", "text"}. Prints a TREC run
    #[arg(long, value_name = "FILE", requires = "docs")]
    queries: Option<PathBuf>,
    /// Folder with the suites: search/cranfield. Prints the score
    #[arg(long, value_name = "DIR", conflicts_with = "docs")]
    suites: Option<PathBuf>,
    /// Search in this database, which must be empty, and not in one made for the purpose
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Also say, on stderr, how long the queries took
    #[arg(long)]
    times: bool,
}

pub async fn run(flags: &Flags) -> anyhow::Result<()> {
    let folder = tempfile::tempdir().context("making a folder")?;
    let url =
        flags.database.clone().unwrap_or_else(|| format!("sqlite:{}", folder.path().join("eval.sqlite").display()));
    let db = Db::open(&url).await?;
    migrate(&db, &Clock::System).await?;
    if let Some(suites) = &flags.suites {
        let (docs, queries, judged) = cranfield(&suites.join("search/cranfield"))?;
        fill(&db, &docs).await?;
        let (mut precision, mut gain) = (0.0, 0.0);
        for query in &queries {
            let found = ask(&db, &query.text).await?.articles;
            let gains = judged.get(&query.id.0).with_context(|| format!("query {} has no judgements", query.id.0))?;
            precision += average_precision(&found, gains);
            gain += ndcg(&found, gains);
        }
        let count = queries.len() as f64;
        println!("cranfield  {} queries  MAP {:.4}  nDCG@10 {:.4}", queries.len(), precision / count, gain / count);
        return Ok(());
    }
    let (docs, queries) =
        (flags.docs.as_ref().context("--docs FILE")?, flags.queries.as_ref().context("--queries FILE")?);
    fill(&db, &texts::read(docs)?).await?;
    let mut times = Vec::new();
    for query in texts::read(queries)? {
        let began = std::time::Instant::now();
        let found = ask(&db, &query.text).await?;
        times.push(began.elapsed().as_secs_f64() * 1000.0);
        for (rank, (id, score)) in found.articles.iter().zip(&found.scores).take(DEPTH).enumerate() {
            println!("{} Q0 {id} {} {score:.6} crier", query.id.0, rank + 1);
        }
    }
    if flags.times {
        times.sort_by(f64::total_cmp);
        let at = |share: f64| times[((times.len() as f64 * share) as usize).min(times.len() - 1)];
        eprintln!("ms: median {:.2}, 99 of 100 within {:.2}, at most {:.2}", at(0.5), at(0.99), at(1.0));
    }
    Ok(())
}

async fn ask(db: &Db, typed: &str) -> anyhow::Result<Found> {
    let typed = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(search::find(db, &Ask { typed: &typed, ..Ask::default() }).await?)
}

/// The first text is the newest: of equal ones it comes first.
async fn fill(db: &Db, docs: &[Text]) -> anyhow::Result<()> {
    let bar = progress::bar("Texts", docs.len() as u64);
    let mut tx = db.begin().await?;
    for (place, doc) in docs.iter().enumerate() {
        let entry = Entry {
            article: &doc.id.0,
            revision: "",
            story: &doc.id.0,
            publication: "",
            section: "",
            lang: &doc.lang,
            published_at_ms: (docs.len() - place) as i64,
            headline: &doc.title,
            prose: vec![&doc.text],
            besides: Vec::new(),
        };
        search::put(&mut tx, &entry).await?;
        bar.inc(1);
    }
    tx.commit().await?;
    bar.finish_and_clear();
    Ok(())
}

/// Of each query the gain of each text that was judged.
type Judged = HashMap<String, BTreeMap<String, f64>>;

/// The collection's three files. Queries are numbered by their order and not by what they call themselves.
fn cranfield(dir: &Path) -> anyhow::Result<(Vec<Text>, Vec<Text>, Judged)> {
    let docs = marked(&latin_1(&dir.join("cran.all.1400"))?);
    let mut queries = marked(&latin_1(&dir.join("cran.qry"))?);
    for (place, query) in queries.iter_mut().enumerate() {
        query.id = Id((place + 1).to_string());
    }
    let mut judged = Judged::new();
    for line in latin_1(&dir.join("cranqrel"))?.lines() {
        let numbers: Vec<&str> = line.split_whitespace().collect();
        let [query, doc, code] = numbers[..] else { anyhow::bail!("cranqrel: “{line}” is not three numbers") };
        let code: f64 = code.parse().with_context(|| format!("cranqrel: “{line}”"))?;
        if code > 0.0 {
            judged.entry(query.to_string()).or_default().insert(doc.to_string(), 5.0 - code);
        }
    }
    Ok((docs, queries, judged))
}

/// `.I` and a number begin a text, `.T` its title, `.W` its words; `.A` and `.B` are left out.
fn marked(file: &str) -> Vec<Text> {
    let mut all: Vec<Text> = Vec::new();
    let mut field = ' ';
    for line in file.lines() {
        if let Some(number) = line.strip_prefix(".I ") {
            all.push(Text { id: Id(number.trim().to_string()), lang: "en".into(), ..Text::default() });
        } else if let (".T" | ".A" | ".B" | ".W", Some(letter)) = (line.trim_end(), line.chars().nth(1)) {
            field = letter;
        } else if let Some(text) = all.last_mut() {
            match field {
                'T' => text.title.push_str(&format!("{line} ")),
                'W' => text.text.push_str(&format!("{line} ")),
                _ => {}
            }
        }
    }
    all
}

fn average_precision(found: &[String], gains: &BTreeMap<String, f64>) -> f64 {
    let (mut right, mut sum) = (0.0, 0.0);
    for (place, id) in found.iter().take(DEPTH).enumerate() {
        if gains.contains_key(id) {
            right += 1.0;
            sum += right / (place + 1) as f64;
        }
    }
    sum / gains.len() as f64
}

/// Järvelin, Kekäläinen: "Cumulated gain-based evaluation of IR techniques", 2002, with logarithms to base 2.
fn ndcg(found: &[String], gains: &BTreeMap<String, f64>) -> f64 {
    let sum = |gains: &mut dyn Iterator<Item = f64>| {
        gains.take(LOOKED_AT).enumerate().map(|(place, gain)| gain / ((place + 2) as f64).log2()).sum::<f64>()
    };
    let mut ideal: Vec<f64> = gains.values().copied().collect();
    ideal.sort_by(|a, b| b.total_cmp(a));
    sum(&mut found.iter().map(|id| gains.get(id).copied().unwrap_or(0.0))) / sum(&mut ideal.into_iter())
}
