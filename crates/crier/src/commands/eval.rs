//! `crier eval speech|sentences`: how well scripts and sentences do on suites that others wrote.
//!
//! The suites' own rules of scoring hold: cases are right when equal, corpora when equal after [`score::loose`].

mod score;
mod sentences;
mod speech;

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, ValueEnum};

#[derive(Args)]
pub struct Flags {
    /// What is measured
    #[arg(value_enum)]
    what: What,
    /// Folder with the suites: speech/cases-LANG.tsv, speech/corpus-*, sentences/LANGUAGE.jsonl
    #[arg(long, value_name = "DIR")]
    suites: PathBuf,
    /// Write what missed into this file: what was asked, what was expected (-), what came (+)
    #[arg(long, value_name = "FILE")]
    failures: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum What {
    /// Written text made speakable
    Speech,
    /// Texts split into sentences
    Sentences,
}

pub fn run(flags: &Flags) -> anyhow::Result<()> {
    let board = match flags.what {
        What::Speech => speech::measure(&flags.suites.join("speech"))?,
        What::Sentences => sentences::measure(&flags.suites.join("sentences"))?,
    };
    print!("{}", board.table());
    if let Some(file) = &flags.failures {
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
