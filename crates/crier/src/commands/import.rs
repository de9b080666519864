//! `crier import`: stories from files, folders, pages and feeds.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use newsroom::articles::Taken;
use newsroom::ctx::Ctx;
use newsroom::importing::{self, Beside, Into};
use newsroom::reading::{self, What};
use newsroom::story::Story;

use crate::config::{Config, Place};
use crate::{newsroom_at, progress};

#[derive(Args)]
pub struct Flags {
    /// Files (Markdown, HTML, plain text, feeds), folders of them, or addresses
    #[arg(required = true)]
    inputs: Vec<String>,
    /// The publication to put them in, whatever they say themselves
    #[arg(long)]
    publication: Option<String>,
    /// The section to put them in, whatever they say themselves
    #[arg(long)]
    section: Option<String>,
    /// Publish them at once
    #[arg(long)]
    publish: bool,
}

/// Files in a folder that are taken at most, at any depth.
const FILES_AT_MOST: usize = 10_000;
const ENDINGS: [&str; 9] = ["md", "markdown", "html", "htm", "txt", "xml", "rss", "atom", "json"];

/// Imports all it can, and says what could not be: the exit code is then 1.
pub async fn run(place: &Place, flags: &Flags) -> anyhow::Result<ExitCode> {
    let ctx = newsroom_at::open(&Config::read(place, None)?).await?;
    let into = Into { publication: flags.publication.clone(), section: flags.section.clone(), publish: flags.publish };
    let mut inputs = Vec::new();
    for input in &flags.inputs {
        inputs.extend(spread(input)?);
    }
    let bar = progress::bar("Importing", inputs.len() as u64);
    let mut again = Vec::new();
    for input in inputs {
        match take(&ctx, &input, &into).await {
            Ok(lines) => bar.suspend(|| lines.iter().for_each(|line| println!("{line}"))),
            Err(_) => again.push(input),
        }
        bar.inc(1);
    }
    // A translation may have come before its original: what failed is tried once more, now that all others are in.
    let mut failed = 0;
    for input in again {
        match take(&ctx, &input, &into).await {
            Ok(lines) => bar.suspend(|| lines.iter().for_each(|line| println!("{line}"))),
            Err(error) => {
                failed += 1;
                bar.suspend(|| eprintln!("crier: {input}: {error:#}"));
            }
        }
    }
    bar.finish_and_clear();
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A folder stands for the files in it.
fn spread(input: &str) -> anyhow::Result<Vec<String>> {
    let path = Path::new(input);
    if is_address(input) || !path.is_dir() {
        return Ok(vec![input.to_string()]);
    }
    let mut folders = vec![path.to_path_buf()];
    let mut files: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).with_context(|| format!("reading {}", folder.display()))? {
            let path = entry?.path();
            let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
            if path.is_dir() {
                folders.push(path);
            } else if ENDINGS.contains(&ending.as_str()) {
                files.push(path);
            }
        }
        anyhow::ensure!(files.len() <= FILES_AT_MOST, "more than {FILES_AT_MOST} files in {input}: import it in parts");
    }
    files.sort();
    Ok(files.into_iter().map(|file| file.to_string_lossy().into_owned()).collect())
}

pub fn is_address(input: &str) -> bool {
    input.starts_with("http://") || input.starts_with("https://")
}

/// One file or page: one story, or the stories of a feed. Returns a line for each.
async fn take(ctx: &Ctx, input: &str, into: &Into) -> anyhow::Result<Vec<String>> {
    if is_address(input) {
        let page = ctx.fetch.get(input).await?;
        return match reading::read(&page.url, page.content_type.as_deref(), &page.bytes)? {
            What::Story(story) => Ok(vec![one(ctx, story, &page.url, &Beside::Page(&page.url), into).await?]),
            What::Feed(feed) => all(ctx, feed, &page.url, into).await,
        };
    }
    let path = Path::new(input);
    let bytes = read_file(path)?;
    let real = path.canonicalize().with_context(|| format!("looking for {input}"))?;
    let source = format!("file:{}", real.display());
    match reading::read(input, None, &bytes)? {
        What::Story(story) => {
            let folder = real.parent().unwrap_or(Path::new("/"));
            Ok(vec![one(ctx, story, &source, &Beside::Folder(folder), into).await?])
        }
        What::Feed(feed) => all(ctx, feed, &source, into).await,
    }
}

/// Reads a file that is not larger than anything we take.
pub fn read_file(path: &Path) -> anyhow::Result<Vec<u8>> {
    let doing = || format!("reading {}", path.display());
    let length = path.metadata().with_context(doing)?.len();
    anyhow::ensure!(
        length <= reading::MAX_BYTES as u64,
        "{} has {} MB; at most {} MB are read: is it a text?",
        path.display(),
        length >> 20,
        reading::MAX_BYTES >> 20
    );
    std::fs::read(path).with_context(doing)
}

async fn all(ctx: &Ctx, feed: reading::feed::Feed, source: &str, into: &Into) -> anyhow::Result<Vec<String>> {
    let mut lines = Vec::new();
    for story in feed.stories {
        let headline = story.headline.clone();
        let own = story.source_url.clone().unwrap_or_else(|| format!("{source}#{}", newsroom::slug::of(&headline)));
        let beside = if is_address(&own) { Beside::Page(&own) } else { Beside::Nowhere };
        match one(ctx, story, &own, &beside, into).await {
            Ok(line) => lines.push(line),
            // One bad item does not keep the others out.
            Err(error) => lines.push(format!("skipped   {headline}: {error:#}")),
        }
    }
    if feed.more {
        lines.push(format!("note      the feed has more items than are taken at once ({})", lines.len()));
    }
    Ok(lines)
}

async fn one(ctx: &Ctx, story: Story, source: &str, beside: &Beside<'_>, into: &Into) -> anyhow::Result<String> {
    let imported = importing::import(ctx, story, source, beside, into).await?;
    let taken = match imported.taken {
        Taken::Created => "created  ",
        Taken::Revised => "revised  ",
        Taken::Unchanged => "unchanged",
    };
    let mut line = format!("{taken} /articles/{} {}", imported.slug, imported.headline);
    for warning in imported.warnings {
        line.push_str(&format!("\n  without {warning}"));
    }
    Ok(line)
}
