//! `crier topics`: what is hot now, and why.

use clap::Args;
use newsroom::articles::{self, Which};
use newsroom::topics;

use crate::config::{Config, Place};
use crate::newsroom_at;

/// Topics that are shown; nobody reads on.
const SHOWN_AT_MOST: i64 = 200;
/// Stories of each.
const STORIES_AT_MOST: i64 = 100;

#[derive(Args)]
pub struct Flags {
    /// In which language names and headlines are shown, where there is a choice
    #[arg(long, default_value = "en")]
    lang: String,
    /// A JSON line for each topic, with the slugs of its stories
    #[arg(long)]
    json: bool,
}

/// Looks for topics now, then shows them, the hottest first.
pub async fn run(place: &Place, flags: &Flags) -> anyhow::Result<()> {
    let ctx = newsroom_at::open(&Config::read(place, None)?).await?;
    topics::gather(&ctx).await?;
    let hot = topics::hot(&ctx.db, &flags.lang, SHOWN_AT_MOST).await?;
    if !flags.json {
        println!("  heat  told  heard  stories  publications  topic");
    }
    for topic in hot {
        let which = Which { topic: Some(topic.slug.clone()), ..Which::default() };
        let stories = articles::list(&ctx.db, &which, STORIES_AT_MOST, 0).await?;
        if flags.json {
            let slugs: Vec<&str> = stories.iter().map(|story| story.slug.as_str()).collect();
            println!("{}", serde_json::json!({ "topic": topic, "articles": slugs }));
            continue;
        }
        let percent = |millionths: i64| millionths as f64 / 10_000.0;
        println!(
            "{:5.1}% {:4.1}% {:5.1}% {:8} {:13}  {}  /topics/{}",
            percent(topic.heat) / 2.0,
            percent(topic.coverage),
            percent(topic.listening),
            topic.stories,
            topic.publications,
            topic.name,
            topic.slug
        );
        for story in stories {
            let at = story.published_at_ms.and_then(chrono::DateTime::from_timestamp_millis).unwrap_or_default();
            println!("{:>42}  {}  {}", at.format("%Y-%m-%d %H:%M"), story.publication_slug, story.headline);
        }
    }
    Ok(())
}
