//! Written lines and what should be said for them.

use std::path::Path;

use anyhow::Context;
use serde::Deserialize;
use speech::lang::Lang;
use speech::normalise::spoken_line;

use super::files;
use super::score::{Board, loose};

/// One row of the corpus of misleading texts: any of the right readings will do.
#[derive(Deserialize)]
struct Row {
    text: String,
    right: Vec<String>,
}

/// `cases-LANG.tsv` (class, written, spoken; exact) of every language, and the English corpora (loose).
pub fn measure(dir: &Path) -> anyhow::Result<Board> {
    let mut board = Board::default();
    for (tag, text) in files(dir, "cases-", ".tsv")? {
        let lang = Lang::of(&tag);
        for row in text.lines() {
            let mut fields = row.split('\t');
            let (Some(class), Some(written)) = (fields.next(), fields.next()) else { continue };
            let expected = fields.next().unwrap_or_default().trim();
            let got = spoken_line(written, lang);
            board.count(&format!("{tag} cases"), class, got == expected, written, expected, &got);
        }
    }
    for (name, text) in files(dir, "corpus-", ".tsv")? {
        for row in text.lines() {
            let Some((written, expected)) = row.split_once('\t') else { continue };
            let got = spoken_line(written, Lang::En);
            board.count(&name, "", loose(&got) == loose(expected), written, expected, &got);
        }
    }
    for (name, text) in files(dir, "corpus-", ".jsonl")? {
        for (n, row) in text.lines().enumerate() {
            let row: Row = serde_json::from_str(row).with_context(|| format!("row {} of {name}", n + 1))?;
            let got = spoken_line(&row.text, Lang::En);
            let right = row.right.iter().any(|right| loose(&got) == loose(right));
            board.count(&name, "", right, &row.text, &row.right.join(" | "), &got);
        }
    }
    Ok(board)
}
