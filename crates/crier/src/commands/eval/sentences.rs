//! Texts and their sentences.

use std::path::Path;

use anyhow::Context;
use serde::Deserialize;

use super::files;
use super::score::Board;

#[derive(Deserialize)]
struct Row {
    text: String,
    sentences: Vec<String>,
}

/// `LANGUAGE.jsonl` of every language; a row is right when all its sentences are.
pub fn measure(dir: &Path) -> anyhow::Result<Board> {
    let mut board = Board::default();
    for (name, text) in files(dir, "", ".jsonl")? {
        // The suites name their files by the English names of languages.
        let tag = speech::split::named(&name).unwrap_or_default();
        for (n, row) in text.lines().enumerate() {
            let row: Row = serde_json::from_str(row).with_context(|| format!("row {} of {name}", n + 1))?;
            let got: Vec<&str> =
                speech::split::sentences_in(&row.text, tag).into_iter().map(|range| &row.text[range]).collect();
            board.count(&name, "", got == row.sentences, &row.text, &row.sentences.join(" | "), &got.join(" | "));
        }
    }
    Ok(board)
}
