//! `crier extract --json`: the story on a page, told from the rest of it, as JSON lines.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use newsroom::outside::fetch::Fetch;
use newsroom::reading::{self, What};
use newsroom::story::{Block, Story};
use serde_json::{Value, json};

use crate::commands::import::{is_address, read_file};

#[derive(Args)]
pub struct Flags {
    /// HTML files or addresses
    #[arg(required = true)]
    inputs: Vec<String>,
    /// JSON lines {file, headline, standfirst, byline, published, image, caption, credit, text, lang, site}
    #[arg(long)]
    json: bool,
}

/// Prints a line for each story; what cannot be read is said on standard error, and the exit code is then 1.
pub async fn run(flags: &Flags) -> anyhow::Result<ExitCode> {
    let fetch = Fetch::new();
    let mut failed = false;
    for input in &flags.inputs {
        match stories(&fetch, input).await {
            Ok(stories) => {
                for story in &stories {
                    writeln!(std::io::stdout(), "{}", written(input, story, flags.json))?;
                }
            }
            Err(error) => {
                failed = true;
                eprintln!("crier: {input}: {error:#}");
            }
        }
    }
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

async fn stories(fetch: &Fetch, input: &str) -> anyhow::Result<Vec<Story>> {
    let what = if is_address(input) {
        let page = fetch.get(input).await?;
        reading::read(&page.url, page.content_type.as_deref(), &page.bytes)?
    } else {
        reading::read(input, None, &read_file(Path::new(input))?)?
    };
    Ok(match what {
        What::Story(story) => vec![story],
        What::Feed(feed) => feed.stories,
    })
}

fn written(input: &str, story: &Story, as_json: bool) -> String {
    let text = plain(story);
    if !as_json {
        return format!("{}\n\n{text}\n", story.headline);
    }
    let published = story.published_at_ms.and_then(chrono::DateTime::from_timestamp_millis).map(|at| at.to_rfc3339());
    let hero = story.hero.as_ref();
    let of_hero = |read: fn(&newsroom::story::Figure) -> Option<String>| hero.and_then(read);
    let line: Value = json!({
        "file": input, "headline": story.headline, "standfirst": story.standfirst, "byline": story.byline,
        "published": published, "image": of_hero(|h| Some(h.src.clone())), "caption": of_hero(|h| h.caption.clone()),
        "credit": of_hero(|h| h.credit.clone()), "text": text, "lang": story.lang, "site": story.site,
    });
    line.to_string()
}

/// The body as paragraphs of plain text.
fn plain(story: &Story) -> String {
    let texts = story.blocks.iter().flat_map(Block::texts).map(|text| text.plain.as_str());
    texts.collect::<Vec<_>>().join("\n\n")
}
