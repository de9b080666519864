//! `crier eval`: how well scripts, sentences, search and likeness do on texts that others wrote.
//!
//! The suites' own rules of scoring hold: cases are right when equal, corpora when equal after [`score::loose`].

mod likeness;
mod score;
mod search;
mod sentences;
mod speech;
mod texts;

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, Subcommand};

#[derive(Args)]
pub struct Flags {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Written text made speakable
    Speech(Suites),
    /// Texts split into sentences
    Sentences(Suites),
    /// Texts found for queries: a TREC run, or the score of a suite
    Search(search::Flags),
    /// The ten texts most like each text
    Related(likeness::Related),
    /// How alike texts are: a table, or the score of a suite
    Similarity(likeness::Similarity),
}

#[derive(Args)]
struct Suites {
    /// Folder with the suites: speech/cases-LANG.tsv, speech/corpus-*, sentences/LANGUAGE.jsonl
    #[arg(long, value_name = "DIR")]
    suites: PathBuf,
    /// Write what missed into this file: what was asked, what was expected (-), what came (+)
    #[arg(long, value_name = "FILE")]
    failures: Option<PathBuf>,
}

pub async fn run(flags: &Flags) -> anyhow::Result<()> {
    match &flags.what {
        What::Speech(suites) => shown(suites, speech::measure(&suites.suites.join("speech"))?),
        What::Sentences(suites) => shown(suites, sentences::measure(&suites.suites.join("sentences"))?),
        What::Search(flags) => search::run(flags).await,
        What::Related(flags) => likeness::related(flags),
        What::Similarity(flags) => likeness::similarity(flags),
    }
}

fn shown(suites: &Suites, board: score::Board) -> anyhow::Result<()> {
    print!("{}", board.table());
    if let Some(file) = &suites.failures {
        std::fs::write(file, board.failures()).with_context(|| format!("writing {}", file.display()))?;
    }
    Ok(())
}

/// The files of a suite with this beginning and ending, by what stands between, in order. None is an error: a suite
/// that is not there must not pass for one without misses.
fn files(dir: &Path, begins: &str, ends: &str) -> anyhow::Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).with_context(|| format!("reading the suite in {}", dir.display()))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(between) = name.strip_prefix(begins).and_then(|rest| rest.strip_suffix(ends)) else { continue };
        let text = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        found.push((between.to_string(), text));
    }
    anyhow::ensure!(!found.is_empty(), "there is no {begins}…{ends} in {}", dir.display());
    found.sort();
    Ok(found)
}
