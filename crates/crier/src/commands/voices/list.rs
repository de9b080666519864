//! `crier voices list`: what is here, and what the public list offers.

use std::io::{BufWriter, IsTerminal, Write};

use anyhow::Context;
use clap::Args;
use newsroom::outside::voice_list;

use super::add::{megabytes, speakers, way_to};
use super::casting;
use crate::config::Config;
use crate::newsroom_at;

#[derive(Args)]
pub struct List {
    /// What the public list offers, instead of what is here
    #[arg(long)]
    online: bool,
    /// Of this language only, such as en, en-GB or zh
    #[arg(long)]
    lang: Option<String>,
    /// The embedded voices of all languages; else of those with a reader of their own
    #[arg(long)]
    all: bool,
}

pub async fn run(config: &Config, what: &List) -> anyhow::Result<()> {
    let rows = if what.online { offered(config, what).await? } else { here(config, what).await? };
    print(&rows)
}

async fn offered(config: &Config, what: &List) -> anyhow::Result<Vec<Vec<String>>> {
    let all = voice_list::read(&way_to(&config.voice_list), &config.voice_list).await?;
    let folder = config.voice_folder();
    let of_lang = match &what.lang {
        Some(tag) => voice_list::of_lang(&all, tag),
        None => all.iter().collect(),
    };
    anyhow::ensure!(!of_lang.is_empty(), "the list has no voice for “{}”", what.lang.as_deref().unwrap_or_default());
    let row = |offer: &&voice_list::Offer| {
        let here = if folder.whole(&offer.name).is_ok() { "here" } else { "" };
        let size = megabytes(offer.bytes());
        let name = offer.language.name();
        vec![offer.name.clone(), name, speakers(offer.speakers), offer.quality.clone(), size, here.to_string()]
    };
    Ok(of_lang.iter().map(row).collect())
}

async fn here(config: &Config, what: &List) -> anyhow::Result<Vec<Vec<String>>> {
    let folder = config.voice_folder();
    let ctx = newsroom_at::open(config).await?;
    let castings = newsroom::casting::all(&ctx.db).await?;
    let mut rows = Vec::new();
    for card in folder.cards()?.into_iter().filter(|card| is_of(&card.language, what.lang.as_deref())) {
        let trouble = folder.whole(&card.name).err().map(|why| format!("not used: {why}"));
        let uses = casting::uses(&castings, &card.name);
        rows.push(vec![
            card.voice(),
            card.language,
            speakers(card.speakers),
            card.quality,
            megabytes(card.bytes),
            card.licence,
            trouble.unwrap_or_else(|| uses.join(", ")),
        ]);
    }
    let mut embedded = voice::voices().context("listing the embedded voices")?;
    embedded.sort_by(|a, b| (main(&a.language), &a.name).cmp(&(main(&b.language), &b.name)));
    let ours = |tag: &str| speech::lang::Lang::of(tag) != speech::lang::Lang::Other;
    let mut left_out = std::collections::BTreeSet::new();
    for voice in embedded {
        let tag = newsroom_tag(&voice.language);
        let wanted = match &what.lang {
            Some(lang) => is_of(&tag, Some(lang)),
            None => what.all || ours(&tag),
        };
        if wanted {
            rows.push(vec![
                voice.name,
                tag,
                String::new(),
                "embedded".into(),
                String::new(),
                String::new(),
                voice.title,
            ]);
        } else {
            left_out.insert(main(&tag));
        }
    }
    if what.lang.is_none() && !left_out.is_empty() {
        eprintln!("There are embedded voices for {} more languages: --all, or --lang fr", left_out.len());
    }
    Ok(rows)
}

/// eSpeak calls Mandarin `cmn`.
fn newsroom_tag(tag: &str) -> String {
    match tag.split_once('-') {
        None if tag == "cmn" => "zh".into(),
        Some(("cmn", rest)) => format!("zh-{rest}"),
        _ => tag.to_string(),
    }
}

fn main(tag: &str) -> String {
    tag.split('-').next().unwrap_or(tag).to_ascii_lowercase()
}

/// Whether a tag is the language asked for, or a kind of it.
fn is_of(tag: &str, wanted: Option<&str>) -> bool {
    let Some(wanted) = wanted else { return true };
    let (tag, wanted) = (tag.to_ascii_lowercase(), wanted.to_ascii_lowercase());
    tag == wanted || tag.strip_prefix(&wanted).is_some_and(|rest| rest.starts_with('-'))
}

/// In columns for a person, parted by tabs for a program.
pub fn print(rows: &[Vec<String>]) -> anyhow::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let wide = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..columns).map(|column| wide(column).unwrap_or(0)).collect();
    for row in rows {
        if std::io::stdout().is_terminal() {
            let cells = row.iter().zip(&widths).filter(|(_, width)| **width > 0);
            let line: Vec<String> = cells.map(|(cell, width)| format!("{cell:width$}")).collect();
            writeln!(out, "{}", line.join("  ").trim_end())?;
        } else {
            writeln!(out, "{}", row.join("\t"))?;
        }
    }
    out.flush().context("writing the list")
}
