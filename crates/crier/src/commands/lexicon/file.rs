//! A lexicon as a file of comma- or tab-separated values.
//!
//! The first line names the columns, in any order: `written` (needed), `said`, `kind`, `lang`, `case` (`exact`),
//! `inside` (`inside`), `publication`. What is left empty is told from the rest, as on the command line.

use std::collections::HashMap;
use std::io::Write;
use std::path::Path;

use anyhow::Context;
use newsroom::lexicon::{Entry, NewEntry};
use newsroom::reading::decode;
use speech::lexicon::{self, Kind, Lexicon, is_chinese};

use super::{kind_meant, reading};
use crate::commands::import::read_file;

const COLUMNS: [&str; 7] = ["written", "said", "kind", "lang", "case", "inside", "publication"];

/// Reads a file. `lang` is for rows that name no language.
pub fn read(path: &Path, lang: Option<&str>) -> anyhow::Result<Vec<NewEntry>> {
    let bytes = read_file(path)?;
    let text = decode::text(&bytes).with_context(|| path.display().to_string())?;
    rows(&text, lang).with_context(|| path.display().to_string())
}

/// As a lexicon for texts of a language, with no newsroom.
pub fn lexicon(path: &Path, tag: &str) -> anyhow::Result<Lexicon> {
    let mut entries = Vec::new();
    for new in read(path, None)? {
        let reading = reading(new.kind, &new.written, &new.said, &new.lang)
            .with_context(|| format!("{}: “{}”", path.display(), new.written))?;
        entries.push(lexicon::Entry {
            lang: lexicon::main_tag(&new.lang),
            written: new.written,
            reading,
            exact_case: new.exact_case,
            inside: new.inside,
        });
    }
    // What asks for its capitals counts before what does not.
    entries.sort_by_key(|entry| !entry.exact_case);
    Ok(Lexicon::of(tag, entries))
}

fn rows(text: &str, lang: Option<&str>) -> anyhow::Result<Vec<NewEntry>> {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let delimiter = [b'\t', b',', b';'].into_iter().find(|d| first.as_bytes().contains(d)).unwrap_or(b',');
    let mut csv = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let mut columns: HashMap<String, usize> = HashMap::new();
    for (at, name) in csv.headers()?.iter().enumerate() {
        let name = name.trim().to_lowercase();
        anyhow::ensure!(
            COLUMNS.contains(&name.as_str()),
            "the first line names the columns, and “{name}” is none: {}",
            COLUMNS.join(", ")
        );
        columns.insert(name, at);
    }
    anyhow::ensure!(columns.contains_key("written"), "the first line must name the columns: {}", COLUMNS.join(", "));
    let mut all = Vec::new();
    for row in csv.records() {
        let row = row?;
        let line = row.position().map_or(0, csv::Position::line);
        let field = |name: &str| columns.get(name).and_then(|at| row.get(*at)).unwrap_or_default().trim();
        if row.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        let (written, said) = (field("written"), field("said"));
        let kind = match field("kind") {
            "" => kind_meant(written, said),
            name => Kind::named(name)
                .with_context(|| format!("line {line}: “{name}” is no kind: write like, ipa, letters or pinyin"))?,
        };
        let own = if is_chinese(written) { "zh" } else { "en" };
        let lang = Some(field("lang")).filter(|lang| !lang.is_empty()).or(lang).unwrap_or(own);
        let flag = |name: &str, on: &str| match field(name) {
            "" | "no" | "any" | "word" => Ok(false),
            value if value == on || value == "yes" => Ok(true),
            value => {
                Err(anyhow::anyhow!("line {line}: “{value}” is nothing for {name}: write {on}, or leave it empty"))
            }
        };
        all.push(NewEntry {
            publication: Some(field("publication")).filter(|slug| !slug.is_empty() && *slug != "*").map(str::to_owned),
            lang: lang.to_owned(),
            written: written.to_owned(),
            kind,
            said: said.to_owned(),
            exact_case: flag("case", "exact")?,
            inside: flag("inside", "inside")?,
        });
    }
    Ok(all)
}

/// Writes entries, to standard output where no file is named.
pub fn write(path: Option<&Path>, all: &[Entry]) -> anyhow::Result<()> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(COLUMNS)?;
    for entry in all {
        csv.write_record([
            entry.written.as_str(),
            &entry.said,
            &entry.kind,
            &entry.lang,
            if entry.exact_case() { "exact" } else { "" },
            if entry.inside() { "inside" } else { "" },
            entry.publication.as_deref().unwrap_or_default(),
        ])?;
    }
    let bytes = csv.into_inner().context("writing the lexicon")?;
    match path {
        Some(path) => std::fs::write(path, bytes).with_context(|| format!("writing {}", path.display())),
        None => std::io::stdout().write_all(&bytes).context("writing the lexicon"),
    }
}
