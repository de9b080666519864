//! Measures how well the body of a story is told from the rest of its page, on a folder of pages and their bodies.
//!
//! `cargo run --release -p newsroom --example score-extraction -- [--plain] [--pages] [FOLDER]`
//!
//! The folder holds `ground-truth.json` (`{KEY: {"articleBody", "url"}}`) and `html/KEY.html.gz`. `--plain` measures
//! dom_smoothie as it comes, to compare with; `--pages` prints every page, the worst last; `--show KEY` prints the two
//! texts of one page with the lines that are only in one of them.

use std::collections::{BTreeMap, HashMap};
use std::io::Read;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use newsroom::reading::html;
use newsroom::story::Block;

#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct Truth {
    article_body: String,
    url: String,
}

fn main() -> ExitCode {
    let mut folder = "../shared/suites/extraction".to_owned();
    let (mut plain, mut pages, mut show) = (false, false, None);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--plain" => plain = true,
            "--pages" => pages = true,
            "--show" => show = arguments.next(),
            _ => folder = argument,
        }
    }
    let Ok(json) = std::fs::read(Path::new(&folder).join("ground-truth.json")) else {
        println!("skipped: suites absent ({folder})");
        return ExitCode::SUCCESS;
    };
    let truths: BTreeMap<String, Truth> = match serde_json::from_slice(&json) {
        Ok(truths) => truths,
        Err(error) => {
            eprintln!("{folder}/ground-truth.json: {error}");
            return ExitCode::FAILURE;
        }
    };
    let mut scores = Vec::new();
    let started = Instant::now();
    for (key, truth) in &truths {
        let page = unpack(&Path::new(&folder).join("html").join(format!("{key}.html.gz")));
        let text = if plain { peer(&page) } else { ours(&page, &truth.url) };
        if show.as_deref().is_some_and(|show| key.starts_with(show)) {
            compare(&truth.article_body, &text);
        }
        scores.push((Score::of(&truth.article_body, &text), key, &truth.url));
    }
    let elapsed = started.elapsed();
    if pages {
        scores.sort_by(|a, b| b.0.f1().total_cmp(&a.0.f1()));
        for (score, key, url) in &scores {
            println!(
                "{:.3} p {:.3} r {:.3} {} {url}",
                score.f1(),
                score.precision(),
                score.recall(),
                &key[..6.min(key.len())]
            );
        }
    }
    let precision = mean(scores.iter().filter(|(s, ..)| s.tp + s.fp > 0.0).map(|(s, ..)| s.precision()));
    let recall = mean(scores.iter().filter(|(s, ..)| s.tp + s.fn_ > 0.0).map(|(s, ..)| s.recall()));
    let f1 = 2.0 * precision * recall / (precision + recall);
    println!("pages {} precision {precision:.4} recall {recall:.4} F1 {f1:.4} in {elapsed:.1?}", scores.len());
    ExitCode::SUCCESS
}

fn unpack(path: &Path) -> Vec<u8> {
    let mut page = Vec::new();
    if let Ok(file) = std::fs::File::open(path)
        && let Err(error) = flate2::read::GzDecoder::new(file).read_to_end(&mut page)
    {
        eprintln!("{}: {error}", path.display());
    }
    page
}

fn ours(page: &[u8], url: &str) -> String {
    match html::read(page, Some(url)) {
        Ok(story) => {
            let texts: Vec<&str> = story.blocks.iter().flat_map(Block::texts).map(|text| text.plain.as_str()).collect();
            texts.join("\n")
        }
        Err(_) => String::new(),
    }
}

fn peer(page: &[u8]) -> String {
    let page = String::from_utf8_lossy(page);
    dom_smoothie::Readability::new(page.into_owned(), None, None)
        .and_then(|mut reader| reader.parse())
        .map(|article| article.text_content.to_string())
        .unwrap_or_default()
}

/// Parts of one page's shingles: right, too many, missing.
struct Score {
    tp: f64,
    fp: f64,
    fn_: f64,
}

impl Score {
    fn of(truth: &str, text: &str) -> Score {
        let (truth, text) = (shingles(truth), shingles(text));
        let tp: usize =
            truth.iter().map(|(shingle, count)| (*count).min(text.get(shingle).copied().unwrap_or(0))).sum();
        let wanted: usize = truth.values().sum();
        let found: usize = text.values().sum();
        let all = (wanted + found - tp).max(1) as f64;
        Score { tp: tp as f64 / all, fp: (found - tp) as f64 / all, fn_: (wanted - tp) as f64 / all }
    }

    fn precision(&self) -> f64 {
        if self.tp + self.fp == 0.0 { 0.0 } else { self.tp / (self.tp + self.fp) }
    }

    fn recall(&self) -> f64 {
        if self.tp + self.fn_ == 0.0 { 0.0 } else { self.tp / (self.tp + self.fn_) }
    }

    fn f1(&self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
    }
}

/// Runs of four words, counted; a shorter text is one run of what it has.
fn shingles(text: &str) -> HashMap<Vec<&str>, usize> {
    let words: Vec<&str> =
        text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty()).collect();
    let mut counts = HashMap::new();
    match words.len() {
        0 => {}
        1..4 => *counts.entry(words).or_default() += 1,
        _ => words.windows(4).for_each(|run| *counts.entry(run.to_vec()).or_default() += 1),
    }
    counts
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let values: Vec<f64> = values.collect();
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// Prints the lines of which half the shingles are missing from the other text.
fn compare(truth: &str, text: &str) {
    for (sign, from, other) in [('-', truth, text), ('+', text, truth)] {
        let known = shingles(other);
        for line in from.lines().filter(|line| !line.trim().is_empty()) {
            let here = shingles(line);
            let strange = here.keys().filter(|shingle| !known.contains_key(*shingle)).count();
            if strange * 2 > here.len() || here.is_empty() {
                println!("{sign} {line}");
            }
        }
    }
}
