//! `crier eval related`, `crier eval similarity`: which texts are alike, by the newsroom's own measure.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use newsroom::search::alike::Texts;
use newsroom::search::rank::{Archive, HEADLINE_COUNTS};
use newsroom::search::terms;
use serde_json::json;

use super::texts::{self, Text, latin_1};

/// Neighbours that are told of each text.
const NEIGHBOURS: usize = 10;

#[derive(Args)]
pub struct Related {
    /// Texts, a line of JSON each: {"id", "title", "text", "lang"}
    #[arg(long, value_name = "FILE")]
    docs: PathBuf,
}

#[derive(Args)]
pub struct Similarity {
    /// Texts, a line of JSON each: {"id", "title", "text", "lang"}. Prints a table, a line for each text
    #[arg(long, value_name = "FILE", required_unless_present = "suites")]
    docs: Option<PathBuf>,
    /// More texts, from which it is learnt which words tell something
    #[arg(long, value_name = "FILE", requires = "docs")]
    background: Option<PathBuf>,
    /// Folder with the suites: related/. Prints the score
    #[arg(long, value_name = "DIR", conflicts_with = "docs")]
    suites: Option<PathBuf>,
}

pub fn related(flags: &Related) -> anyhow::Result<()> {
    let docs = texts::read(&flags.docs)?;
    let compared = compared(&docs);
    for (place, doc) in docs.iter().enumerate() {
        let nearest = compared.nearest(place, NEIGHBOURS);
        let near =
            |(other, alike): (usize, f64)| json!({ "id": docs[other].id.0, "score": (alike * 1e6).round() / 1e6 });
        println!("{}", json!({ "id": doc.id.0, "related": nearest.into_iter().map(near).collect::<Vec<_>>() }));
    }
    Ok(())
}

pub fn similarity(flags: &Similarity) -> anyhow::Result<()> {
    if let Some(suites) = &flags.suites {
        return lee(&suites.join("related"));
    }
    let mut docs = texts::read(flags.docs.as_ref().context("--docs FILE")?)?;
    let asked = docs.len();
    if let Some(background) = &flags.background {
        docs.extend(texts::read(background)?);
    }
    let compared = compared(&docs);
    for one in 0..asked {
        let row: Vec<String> = (0..asked).map(|other| format!("{:.6}", compared.alike(one, other))).collect();
        println!("{}", row.join("\t"));
    }
    Ok(())
}

/// Each text together with those nearest to it, as recommended reading compares them.
fn compared(docs: &[Text]) -> Texts {
    let count = |doc: &Text| {
        let mut counts: HashMap<String, u32> = HashMap::new();
        for (text, each) in [(&doc.title, HEADLINE_COUNTS), (&doc.text, 1)] {
            for term in terms::of(text, &doc.lang).into_iter().filter(|term| !term.stop()) {
                *counts.entry(term.name).or_default() += each;
            }
        }
        counts
    };
    let counts: Vec<HashMap<String, u32>> = docs.iter().map(count).collect();
    let mut with: HashMap<&str, i64> = HashMap::new();
    counts.iter().flatten().for_each(|(name, _)| *with.entry(name).or_default() += 1);
    let archive = Archive { articles: docs.len() as i64, length: 0 };
    Texts::of(&counts, |name| archive.idf(with.get(name).copied().unwrap_or(0))).expanded()
}

/// How well likeness agrees with people's: Lee, Pincombe, Welsh, "An empirical evaluation of models of text document
/// similarity", 2005.
fn lee(dir: &Path) -> anyhow::Result<()> {
    let lines = |file: &str| -> anyhow::Result<Vec<Text>> {
        let text = latin_1(&dir.join(file))?;
        Ok(text.lines().map(|line| Text { text: line.into(), lang: "en".into(), ..Text::default() }).collect())
    };
    let mut docs = lines("lee.cor")?;
    let asked = docs.len();
    docs.extend(lines("lee_background.cor")?);
    let compared = compared(&docs);
    let people = latin_1(&dir.join("similarities0-1.txt"))?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for (one, line) in people.lines().filter(|line| !line.trim().is_empty()).enumerate() {
        let row = line.split([',', ' ', '\t']).filter(|cell| !cell.trim().is_empty());
        for (other, cell) in row.enumerate().filter(|(other, _)| *other > one) {
            theirs.push(cell.trim().parse::<f64>().with_context(|| format!("similarities0-1.txt line {}", one + 1))?);
            ours.push(compared.alike(one, other));
        }
    }
    anyhow::ensure!(ours.len() == asked * (asked - 1) / 2, "similarities0-1.txt is not {asked} × {asked}");
    println!("related  {asked} texts  r {:.4}", pearson(&ours, &theirs));
    Ok(())
}

fn pearson(one: &[f64], other: &[f64]) -> f64 {
    let mean = |all: &[f64]| all.iter().sum::<f64>() / all.len() as f64;
    let (a, b) = (mean(one), mean(other));
    let sum = |f: &dyn Fn(f64, f64) -> f64| one.iter().zip(other).map(|(x, y)| f(x - a, y - b)).sum::<f64>();
    sum(&|x, y| x * y) / (sum(&|x, _| x * x) * sum(&|_, y| y * y)).sqrt()
}
