//! `crier sentences`: JSON lines `{"text"}` in, `{"sentences": […]}` out.

use std::io::{BufRead, BufWriter, Write};

use anyhow::Context;
use serde::Deserialize;
use serde_json::json;

use crate::commands::script::Flags;

#[derive(Deserialize)]
struct Line {
    text: String,
}

pub fn run(flags: &Flags) -> anyhow::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (n, line) in std::io::stdin().lock().lines().enumerate() {
        let line = line.with_context(|| format!("line {} is not UTF-8 text", n + 1))?;
        if line.trim().is_empty() {
            continue;
        }
        let line: Line = serde_json::from_str(&line)
            .with_context(|| format!("line {} is not a JSON object with a field \"text\"", n + 1))?;
        let sentences: Vec<&str> =
            speech::split::sentences_in(&line.text, &flags.lang).into_iter().map(|range| &line.text[range]).collect();
        writeln!(out, "{}", json!({ "sentences": sentences }))?;
    }
    out.flush().context("writing the sentences")
}
