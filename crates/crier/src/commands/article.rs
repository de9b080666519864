//! `crier article publish|schedule|correct|retract|list`

use std::path::{Path, PathBuf};

use anyhow::Context;
use chrono::DateTime;
use clap::{Args, Subcommand};
use newsroom::articles::{self, Change};
use newsroom::ctx::Ctx;
use newsroom::importing::{self, Beside};
use newsroom::{narrations, reading};

use crate::config::{Config, Place};
use crate::newsroom_at;

#[derive(Subcommand)]
pub enum Deed {
    /// Publish a draft now
    Publish { slug: String },
    /// Publish a draft at a time to come
    Schedule {
        slug: String,
        /// Such as 2026-03-01T07:30:00+08:00
        #[arg(long)]
        at: String,
    },
    /// Change a published article, and say so to its readers
    Correct(Correct),
    /// Take a published article back; its sound is gone at once
    Retract {
        slug: String,
        /// Why: readers who come back are shown it
        #[arg(long)]
        note: String,
    },
    /// Turn an article's voice off (its sound is gone at once) or on again
    Voice {
        slug: String,
        #[arg(value_parser = ["on", "off"])]
        to: String,
    },
    /// Have the stories spoken again that another voice speaks than the one that was meant
    Again {
        /// Only print them, each with both voices and the reason
        #[arg(long)]
        list: bool,
    },
    /// Print an article's sentences with their segment ids
    Show { slug: String },
    /// List articles, the last changed first
    List {
        /// draft, scheduled, published or retracted
        #[arg(long)]
        state: Option<String>,
    },
}

#[derive(Args)]
pub struct Correct {
    slug: String,
    /// The whole story as it should have been (Markdown, HTML or text)
    #[arg(conflicts_with_all = ["segment", "text"], required_unless_present = "segment")]
    file: Option<PathBuf>,
    /// Or one sentence only, by its segment id
    #[arg(long, requires = "text")]
    segment: Option<String>,
    /// That sentence as it should have been
    #[arg(long, requires = "segment")]
    text: Option<String>,
    /// What was wrong and what is right: readers are shown it, and hear it
    #[arg(long)]
    note: String,
}

/// Asks anew for what a stand-in speaks: its tries begin again.
async fn again(ctx: &Ctx, list: bool) -> anyhow::Result<()> {
    for story in narrations::standing_in(&ctx.db, "", i64::MAX, LISTED_AT_MOST).await? {
        println!("{}\t{}\t{}\t{}", story.slug, story.voice, story.meant, story.why);
        if !list {
            let mut tx = ctx.db.begin().await?;
            narrations::queue(&mut tx, ctx, &story.article_id).await?;
            tx.commit().await?;
        }
    }
    Ok(())
}

/// Articles that `list` prints at most.
const LISTED_AT_MOST: i64 = 1000;

pub async fn run(place: &Place, deed: &Deed) -> anyhow::Result<()> {
    let ctx = newsroom_at::open(&Config::read(place, None)?).await?;
    let db = &ctx.db;
    if let Deed::List { state } = deed {
        for article in articles::desk_list(db, state.as_deref(), None, LISTED_AT_MOST, 0).await? {
            let sound = if article.audio.is_some() { "heard" } else { "silent" };
            println!("{}\t{}\t{}\t{}", article.state, sound, article.slug, article.headline);
        }
        return Ok(());
    }
    if let Deed::Again { list } = deed {
        return again(&ctx, *list).await;
    }
    let slug = match deed {
        Deed::Publish { slug } | Deed::Schedule { slug, .. } | Deed::Retract { slug, .. } => slug,
        Deed::Voice { slug, .. } | Deed::Show { slug } => slug,
        Deed::Correct(correct) => &correct.slug,
        Deed::List { .. } | Deed::Again { .. } => return Ok(()),
    };
    let article = articles::by_slug(db, slug).await.with_context(|| format!("looking for “{slug}”"))?;
    if let Deed::Show { .. } = deed {
        let content = articles::revision(db, &article.revision_id).await?;
        for text in content.texts() {
            text.sentences.iter().for_each(|s| println!("{}\t{}", s.id, &text.plain[s.from..s.to]));
        }
        return Ok(());
    }
    let mut change = None;
    if let Deed::Correct(correct) = deed {
        change = Some(read_change(&ctx, correct).await?);
    }
    let mut tx = db.begin().await?;
    match deed {
        Deed::Publish { .. } => articles::publish(&mut tx, &ctx, &article.id).await?,
        Deed::Schedule { at, .. } => {
            let at = DateTime::parse_from_rfc3339(at).context("--at is written like 2026-03-01T07:30:00+08:00")?;
            articles::schedule(&mut tx, &ctx, &article.id, at.timestamp_millis()).await?;
        }
        Deed::Retract { note, .. } => articles::retract(&mut tx, &ctx, &article.id, note).await?,
        Deed::Correct(correct) => {
            if let Some(change) = &change {
                articles::correct(&mut tx, &ctx, &article.id, change, &correct.note).await?;
            }
        }
        Deed::Voice { to, .. } => articles::set_voiced(&mut tx, &ctx, &article.id, to == "on").await?,
        Deed::Show { .. } | Deed::List { .. } | Deed::Again { .. } => {}
    }
    tx.commit().await?;
    println!("/articles/{slug}");
    Ok(())
}

async fn read_change(ctx: &Ctx, correct: &Correct) -> anyhow::Result<Change> {
    if let (Some(segment), Some(words)) = (&correct.segment, &correct.text) {
        return Ok(Change::Sentence { segment: segment.clone(), words: words.clone() });
    }
    let file = correct.file.as_ref().context("name the file with the corrected story")?;
    let bytes = std::fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    match reading::read(&file.to_string_lossy(), None, &bytes)? {
        reading::What::Story(mut story) => {
            let real = file.canonicalize()?;
            let beside = Beside::Folder(real.parent().unwrap_or(Path::new("/")));
            for warning in importing::take_in_pictures(ctx, &mut story, &beside).await {
                eprintln!("crier: without {warning}");
            }
            Ok(Change::Story(Box::new(story)))
        }
        reading::What::Feed(_) => anyhow::bail!("{} is a feed, not a story", file.display()),
    }
}
