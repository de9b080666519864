//! `crier script`: text lines in, spoken lines out, one for one.

use std::io::{BufRead, BufWriter, Write};

use anyhow::Context;
use clap::Args;

#[derive(Args)]
pub struct Flags {
    /// Language of the lines, as a tag: en, es, zh-TW
    #[arg(long, default_value = "en")]
    pub lang: String,
}

pub fn run(flags: &Flags) -> anyhow::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (n, line) in std::io::stdin().lock().lines().enumerate() {
        let line = line.with_context(|| format!("line {} is not UTF-8 text", n + 1))?;
        writeln!(out, "{}", speech::normalise::spoken_line_tagged(&line, &flags.lang))?;
    }
    out.flush().context("writing the spoken lines")
}
