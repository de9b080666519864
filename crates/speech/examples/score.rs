//! Measures the readings against suites of test cases that others wrote.
//!
//! `cargo run -p speech --example score -- DIR [--failures FILE]`: DIR holds `cases-en.tsv` and the three corpora.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use speech::lang::Lang;
use speech::normalise::spoken_line;

/// What was asked, what was expected and what came.
struct Miss {
    suite: String,
    written: String,
    expected: String,
    got: String,
}

/// Counts of one suite or class.
#[derive(Default)]
struct Tally {
    right: usize,
    all: usize,
}

/// Case-folded, every character that is no word character, space or apostrophe a space, apostrophes dropped, spaces
/// squeezed. (The suites also ask for NFKC, which changes nothing in texts without such characters.)
fn loose(text: &str) -> String {
    let kept: String = text
        .chars()
        .filter(|c| *c != '\'')
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_alphanumeric() || c == '_' { c } else { ' ' })
        .collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

struct Scores {
    tallies: BTreeMap<String, Tally>,
    misses: Vec<Miss>,
}

impl Scores {
    fn count(&mut self, suite: &str, written: &str, rights: &[&str], exact: bool) {
        let got = spoken_line(written, Lang::En);
        let right = rights.iter().any(|r| if exact { got == r.trim() } else { loose(&got) == loose(r) });
        let tally = self.tallies.entry(suite.to_string()).or_default();
        tally.all += 1;
        if right {
            tally.right += 1;
        } else {
            let expected = rights.join(" | ");
            self.misses.push(Miss { suite: suite.into(), written: written.into(), expected, got });
        }
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let dir = args.first().ok_or("say where the suites are: score DIR [--failures FILE]")?;
    let failures = args.iter().position(|a| a == "--failures").and_then(|at| args.get(at + 1));
    let mut scores = Scores { tallies: BTreeMap::new(), misses: Vec::new() };
    let read =
        |name: &str| std::fs::read_to_string(Path::new(dir).join(name)).map_err(|e| format!("{dir}/{name}: {e}"));

    for line in read("cases-en.tsv")?.lines() {
        let mut fields = line.split('\t');
        let (class, written, spoken) = (fields.next(), fields.next(), fields.next());
        let (Some(class), Some(written)) = (class, written) else { continue };
        scores.count(&format!("cases {class}"), written, &[spoken.unwrap_or("")], true);
    }
    for name in ["GoogleTN", "LibriTTS"] {
        for line in read(&format!("corpus-{name}.tsv"))?.lines() {
            let Some((written, spoken)) = line.split_once('\t') else { continue };
            scores.count(name, written, &[spoken], false);
        }
    }
    for line in read("corpus-EngConf.jsonl")?.lines() {
        let row: serde_json::Value = serde_json::from_str(line)?;
        let rights: Vec<&str> = row["right"].as_array().into_iter().flatten().filter_map(|r| r.as_str()).collect();
        scores.count("EngConf", row["text"].as_str().unwrap_or(""), &rights, false);
    }

    let mut cases = Tally::default();
    for (suite, tally) in &scores.tallies {
        println!(
            "{suite:20} {:5}/{:<5} {:5.1} %",
            tally.right,
            tally.all,
            100.0 * tally.right as f64 / tally.all as f64
        );
        if suite.starts_with("cases") {
            cases.right += tally.right;
            cases.all += tally.all;
        }
    }
    println!(
        "{:20} {:5}/{:<5} {:5.1} %",
        "cases",
        cases.right,
        cases.all,
        100.0 * cases.right as f64 / cases.all as f64
    );
    if let Some(file) = failures {
        let mut text = String::new();
        for miss in &scores.misses {
            writeln!(text, "[{}]\n  {}\n- {}\n+ {}\n", miss.suite, miss.written, miss.expected, miss.got)?;
        }
        std::fs::write(file, text).map_err(|e| format!("{file}: {e}"))?;
    }
    Ok(())
}
