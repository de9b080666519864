//! Texts to measure on: a line of JSON each.

use std::path::Path;

use anyhow::Context;
use serde::Deserialize;

/// `{"id", "title", "text", "lang"}`; all but the text may be left out.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Text {
    #[serde(default)]
    pub id: Id,
    #[serde(default)]
    pub title: String,
    pub text: String,
    #[serde(default = "english")]
    pub lang: String,
}

/// A name or a number.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "serde_json::Value")]
pub struct Id(pub String);

impl From<serde_json::Value> for Id {
    fn from(value: serde_json::Value) -> Id {
        Id(value.as_str().map_or_else(|| value.to_string(), str::to_string))
    }
}

fn english() -> String {
    "en".into()
}

/// Reads a file; texts without an id are called by their place, from 1.
pub fn read(file: &Path) -> anyhow::Result<Vec<Text>> {
    let all = std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    let lines = all.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let read = |(number, line): (usize, &str)| {
        let text: Result<Text, _> = serde_json::from_str(line);
        text.with_context(|| {
            format!("{} line {}: {{\"id\", \"title\", \"text\", \"lang\"}} is expected", file.display(), number + 1)
        })
    };
    let mut texts: Vec<Text> = lines.map(read).collect::<anyhow::Result<_>>()?;
    anyhow::ensure!(!texts.is_empty(), "there is no text in {}", file.display());
    for (place, text) in texts.iter_mut().enumerate().filter(|(_, text)| text.id.0.is_empty()) {
        text.id.0 = (place + 1).to_string();
    }
    Ok(texts)
}

/// A file of a suite from the days before Unicode.
pub fn latin_1(file: &Path) -> anyhow::Result<String> {
    let bytes = std::fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    Ok(bytes.into_iter().map(char::from).collect())
}
