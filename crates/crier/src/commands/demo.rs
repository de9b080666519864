//! `crier demo`: the invented newsroom, with its own stories, pictures and shop, on this machine.

mod advertising;
mod history;
mod people;
mod readers;
mod shop;

use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context;
use clap::Args;
use newsroom::articles::{self, Change};
use newsroom::clock::Clock;
use newsroom::ctx::Ctx;
use newsroom::importing::{self, Beside, Into};
use newsroom::publications::{self, NewPublication};
use newsroom::reading::markdown;
use newsroom::{narrations, staff};
use rust_embed::RustEmbed;

use crate::commands::serve;
use crate::config::{Config, Place, Serving};
use crate::{newsroom_at, progress};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/demo"]
struct Demo;

#[derive(Args)]
pub struct Flags {
    #[command(flatten)]
    serving: Serving,
}

const NAME: &str = "Larkhaven Voices";
const TAGLINE: &str = "Three papers of an invented city, read aloud";

pub async fn run(place: &Place, flags: &Flags) -> anyhow::Result<()> {
    let mut place = place.clone();
    place.data.get_or_insert_with(|| PathBuf::from("data/demo"));
    let mut config = Config::read(&place, Some(&flags.serving))?;
    if config.site_name == Config::default().site_name {
        config.site_name = NAME.into();
    }
    if flags.serving.public_url.is_none() && config.public_url == Config::default().public_url {
        config.public_url = format!("http://localhost:{}", config.listen.port());
    }
    // Nobody is written to from a demo.
    config.mail.get_or_insert_with(|| "desk".into());
    if std::env::var_os("RUST_LOG").is_none() && config.log_format == "text" {
        quiet();
    }
    serve::log(&config);
    let ctx = newsroom_at::open(&config).await?;
    let link = format!("{}/desk/sign-in?token={}", config.public_url, staff::let_in(&ctx).await?);
    let url = config.public_url.clone();
    let filler = ctx.clone();
    let own = config.clone();
    serve::serve(ctx, &config, true, Some(TAGLINE.into()), move |_| {
        println!("\n  {NAME} is at  {url}\n");
        println!("  The desk (this link opens it once):\n  {link}\n");
        tokio::spawn(async move {
            if let Err(error) = fill(&filler, &own).await {
                eprintln!("crier: the demo is not complete: {error:#}");
            }
            if let Err(error) = watch_voices(&filler).await {
                eprintln!("crier: cannot tell how far the voices are: {error:#}");
            }
            if let Err(error) = remember(&filler, &own).await {
                eprintln!("crier: the demo's listeners have no history: {error:#}");
            }
            println!("\n  Try next:  press Play the news, then open a story and click a sentence");
            println!("             switch to 繁體中文 in the masthead; the voice goes on");
            println!(
                "             sign in at {url}/account and listen: here a coin takes {} seconds,",
                shop::QUANTUM_MS / 1000
            );
            println!("             four times as quick as elsewhere; {url}/products has what it is good for");
            println!("             or be ida@example.org: her link comes to {url}/desk/mails");
            println!("             sign up at {url}/newsletter; the letters come to {url}/desk/mails,");
            println!("             and {url}/desk/newsletter composes, previews and sends an issue");
            println!("             crier say some-article.md -o out.mp3");
            println!("             {url}/podcast.xml in a podcast app on this machine");
            println!("{}", about_voices(&filler));
            println!("\n  Stop with Ctrl-C; everything is kept in {}.\n", place_of(&filler));
        });
    })
    .await
}

/// A neural voice that is small, clear and in the public domain.
const NEURAL: &str = "en_US-joe-medium";

/// How to put a neural voice in, or which ones are there. Nothing is fetched unasked.
fn about_voices(ctx: &Ctx) -> String {
    let there = ctx.voices.folder().and_then(|folder| folder.cards().ok()).unwrap_or_default();
    let data = place_of(ctx);
    if there.is_empty() {
        return format!(
            "             a neural voice:  crier voices add {NEURAL} --data {data}\n                              \
             crier voices use {NEURAL} --again --data {data}"
        );
    }
    let names: Vec<&str> = there.iter().map(|card| card.name.as_str()).collect();
    format!("             crier voices who --data {data}  (added: {})", names.join(", "))
}

fn place_of(ctx: &Ctx) -> String {
    ctx.files.folder().and_then(|folder| folder.parent()).map_or("memory".into(), |data| data.display().to_string())
}

/// The demo says what matters itself; the log only says what goes wrong.
fn quiet() {
    let log = tracing_subscriber::fmt().with_max_level(tracing::Level::WARN).with_writer(std::io::stderr);
    let log = log.with_ansi(std::io::stderr().is_terminal());
    let _ = log.try_init();
}

/// Imports the stories; what is there already stays as it is. Originals come before their translations.
async fn fill(ctx: &Ctx, config: &Config) -> anyhow::Result<()> {
    let file = Demo::get("publications.yaml").context("the demo has no publications")?;
    let wanted: Vec<NewPublication> = serde_saphyr::from_slice(&file.data).context("reading publications.yaml")?;
    let mut tx = ctx.db.begin().await?;
    for publication in &wanted {
        publications::add(&mut tx, ctx, publication).await?;
    }
    tx.commit().await?;

    let mut stories = Vec::new();
    for name in Demo::iter().filter(|name| name.starts_with("articles/") && name.ends_with(".md")) {
        let file = Demo::get(&name).context("an article vanished")?;
        let mut story = markdown::read(std::str::from_utf8(&file.data)?).with_context(|| format!("reading {name}"))?;
        let stem = name.rsplit('/').next().unwrap_or(&name).trim_end_matches(".md");
        story.slug.get_or_insert_with(|| stem.to_string());
        stories.push((format!("demo:{name}"), story));
    }
    stories.sort_by_key(|(_, story)| (story.translated_from.is_some(), std::cmp::Reverse(story.published_at_ms)));
    let bar = progress::bar("Stories", stories.len() as u64);
    let into = Into { publish: true, ..Into::default() };
    let carried = |name: &str| Demo::get(name).map(|file| file.data.into_owned());
    for (source, story) in stories {
        if articles::by_source(&ctx.db, &source).await?.is_none() {
            let headline = story.headline.clone();
            let imported = importing::import(ctx, story, &source, &Beside::Carried(&carried), &into).await;
            let imported = imported.with_context(|| format!("taking in “{headline}”"))?;
            imported.warnings.iter().for_each(|warning| bar.suspend(|| eprintln!("crier: {headline}: {warning}")));
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    correct_one(ctx).await?;
    people::invite(ctx).await?;
    readers::subscribe(ctx).await?;
    advertising::book(ctx).await?;
    shop::open(ctx, &newsroom_at::vault(config, ctx)?).await
}

/// Gives the listeners their past, once all they could have heard is there.
async fn remember(ctx: &Ctx, config: &Config) -> anyhow::Result<()> {
    let now_ms = ctx.clock.now_ms();
    let past = newsroom_at::open_at(config, Clock::fixed(now_ms - history::BEGAN_MS)).await?;
    let lived = history::live_through(&past, &newsroom_at::vault(config, ctx)?, now_ms).await;
    past.db.close().await;
    Ok(lived?)
}

/// One story carries a correction, so that a visitor sees what that looks like, and hears it.
async fn correct_one(ctx: &Ctx) -> anyhow::Result<()> {
    const SLUG: &str = "night-clinic";
    const NOTE: &str = "An earlier version of this story did not say that the clinic is closed on public holidays.";
    let article = articles::by_slug(&ctx.db, SLUG).await?;
    if !articles::corrections(&ctx.db, &article.id).await?.is_empty() {
        return Ok(());
    }
    let content = articles::revision(&ctx.db, &article.revision_id).await?;
    let Some(last) = content
        .texts()
        .into_iter()
        .rev()
        .find_map(|t| t.sentences.last().map(|s| (s.id.clone(), t.plain[s.from..s.to].to_string())))
    else {
        return Ok(());
    };
    let change =
        Change::Sentence { segment: last.0, words: format!("{} The clinic is closed on public holidays.", last.1) };
    let mut tx = ctx.db.begin().await?;
    articles::correct(&mut tx, ctx, &article.id, &change, NOTE).await?;
    tx.commit().await?;
    ctx.bell.notify_one();
    Ok(())
}

/// Shows how far the voices are, until all stories can be heard.
async fn watch_voices(ctx: &Ctx) -> anyhow::Result<()> {
    const LOOK: Duration = Duration::from_millis(250);
    let (ready, coming) = narrations::count(&ctx.db).await?;
    if coming == 0 {
        println!("  All {ready} stories can be heard.");
        return Ok(());
    }
    let start = tokio::time::Instant::now();
    let bar = progress::bar("Voices", (ready + coming) as u64);
    loop {
        let (ready, coming) = narrations::count(&ctx.db).await?;
        bar.set_length((ready + coming) as u64);
        bar.set_position(ready as u64);
        if coming == 0 {
            bar.finish_and_clear();
            println!("  All {ready} stories can be heard, after {:.1} s.", start.elapsed().as_secs_f32());
            return Ok(());
        }
        tokio::time::sleep(LOOK).await;
    }
}
