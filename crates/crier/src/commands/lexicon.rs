//! `crier lexicon add|change|list|remove|import|export|try|status`: how words are said here.

pub mod file;
mod listen;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context;
use clap::{Args, Subcommand};
use newsroom::ctx::Ctx;
use newsroom::lexicon::{self, Entry, NewEntry};
use newsroom::{jobs, narrations, publications};
use speech::lexicon::{Kind, Reading, is_chinese};

use crate::config::{Config, Place};
use crate::{newsroom_at, progress};

#[derive(Subcommand)]
pub enum Deed {
    /// Add a word or phrase; published stories in which it stands are spoken again
    Add(Written),
    /// Change how a word is said
    Change(Written),
    /// List the entries; those that a publication's own overrules are marked
    List(Whose),
    /// Remove a word: it is said again as we would say it
    Remove(Which),
    /// Take entries in from a file of comma- or tab-separated values, all or none
    Import {
        file: PathBuf,
        #[command(flatten)]
        whose: Whose,
    },
    /// Write the entries as comma-separated values
    Export {
        /// [default: standard output]
        file: Option<PathBuf>,
        #[command(flatten)]
        whose: Whose,
    },
    /// Hear how a word would be said; needs no newsroom, and keeps nothing
    Try(listen::Try),
    /// Say how far the stories are that are spoken again
    Status {
        /// Stay until they are done
        #[arg(long)]
        wait: bool,
    },
}

/// An entry, as it is written on the command line.
#[derive(Args)]
pub struct Written {
    /// The word or phrase as it stands in texts
    words: String,
    /// How it is said, such as Wootch, /wutʃ/ or "tai2 bei3"; left out for letters
    #[arg(long = "as", value_name = "SAID", default_value = "")]
    said: String,
    #[command(flatten)]
    how: How,
    /// Only where the capitals are the same: Polish, not polish
    #[arg(long)]
    case: bool,
    /// Also within longer words: GHz in 5GHz
    #[arg(long)]
    inside: bool,
    /// For this publication only [default: the whole newsroom]
    #[arg(long, value_name = "SLUG")]
    publication: Option<String>,
}

/// In which language, and written down how.
#[derive(Args)]
pub struct How {
    /// like (a respelling), ipa, letters, or pinyin (or Zhuyin) [default: pinyin for Chinese words, ipa between slashes, letters without --as, else like]
    #[arg(long, value_parser = kind)]
    kind: Option<Kind>,
    /// Language of the texts, such as en or zh-Hant [default: zh for Chinese words, else the publication's, else en]
    #[arg(long)]
    lang: Option<String>,
}

#[derive(Args)]
pub struct Whose {
    /// Of this publication only
    #[arg(long, value_name = "SLUG")]
    publication: Option<String>,
    /// Of this language only
    #[arg(long)]
    lang: Option<String>,
}

#[derive(Args)]
pub struct Which {
    words: String,
    #[arg(long, value_name = "SLUG")]
    publication: Option<String>,
    #[arg(long)]
    lang: Option<String>,
    /// The entry that asks for its capitals
    #[arg(long)]
    case: bool,
}

fn kind(name: &str) -> Result<Kind, String> {
    Kind::named(name).ok_or_else(|| "write like, ipa, letters or pinyin".to_owned())
}

/// What a person means who does not say which kind: told by the word and by how its reading looks.
fn kind_meant(words: &str, said: &str) -> Kind {
    match () {
        () if said.is_empty() => Kind::Letters,
        () if said.starts_with('/') => Kind::Ipa,
        () if is_chinese(words) && !is_chinese(said) => Kind::Pinyin,
        () => Kind::Like,
    }
}

pub async fn run(place: &Place, deed: &Deed) -> anyhow::Result<()> {
    if let Deed::Try(what) = deed {
        return listen::run(place, what).await;
    }
    let ctx = newsroom_at::open(&Config::read(place, None)?).await?;
    match deed {
        Deed::Add(written) => {
            let new = new_entry(&ctx, written).await?;
            let mut tx = ctx.db.begin().await?;
            lexicon::add(&mut tx, &ctx, &new).await?;
            tx.commit().await?;
            done(&new);
        }
        Deed::Change(written) => {
            let new = new_entry(&ctx, written).await?;
            let which = (new.publication.as_deref(), new.lang.as_str(), new.written.as_str());
            let there = entry(&ctx, which, new.exact_case).await?;
            let mut tx = ctx.db.begin().await?;
            lexicon::change(&mut tx, &ctx, &there.id, &new).await?;
            tx.commit().await?;
            done(&new);
        }
        Deed::Remove(which) => {
            let lang = lang(&ctx, &which.words, which.lang.as_deref(), which.publication.as_deref()).await?;
            let there = entry(&ctx, (which.publication.as_deref(), &lang, &which.words), which.case).await?;
            let mut tx = ctx.db.begin().await?;
            lexicon::remove(&mut tx, &ctx, &there.id).await?;
            tx.commit().await?;
            println!("removed {}", there.written);
        }
        Deed::List(whose) => list(&ctx, whose).await?,
        Deed::Import { file, whose } => {
            let mut all = file::read(file, whose.lang.as_deref())?;
            if let Some(slug) = &whose.publication {
                all.iter_mut().for_each(|new| new.publication = Some(slug.clone()));
            }
            let mut tx = ctx.db.begin().await?;
            let taken = lexicon::import(&mut tx, &ctx, &all).await.with_context(|| file.display().to_string())?;
            tx.commit().await?;
            println!("{} added, {} changed, {} as they were", taken.added, taken.changed, taken.same);
        }
        Deed::Export { file, whose } => {
            let all = lexicon::list(&ctx.db, whose.publication.as_deref(), whose.lang.as_deref()).await?;
            file::write(file.as_deref(), &all)?;
        }
        Deed::Status { wait } => status(&ctx, *wait).await?,
        Deed::Try(_) => {}
    }
    Ok(())
}

fn done(new: &NewEntry) {
    let said = if new.said.is_empty() { "letter by letter" } else { new.said.as_str() };
    println!("{}\t{}\t{said}", new.written, new.lang);
    eprintln!(
        "Published stories with it are spoken again by the workers; `crier lexicon status` says how far they are."
    );
}

async fn new_entry(ctx: &Ctx, written: &Written) -> anyhow::Result<NewEntry> {
    let publication = written.publication.clone();
    Ok(NewEntry {
        lang: lang(ctx, &written.words, written.how.lang.as_deref(), publication.as_deref()).await?,
        publication,
        written: written.words.clone(),
        kind: written.how.kind.unwrap_or_else(|| kind_meant(&written.words, &written.said)),
        said: written.said.clone(),
        exact_case: written.case,
        inside: written.inside,
    })
}

async fn lang(ctx: &Ctx, words: &str, asked: Option<&str>, publication: Option<&str>) -> anyhow::Result<String> {
    if let Some(asked) = asked {
        return Ok(asked.to_owned());
    }
    if is_chinese(words) {
        return Ok("zh".to_owned());
    }
    Ok(match publication {
        // Latin words in a Chinese publication are said by the English voice.
        Some(slug) => {
            let own = publications::by_slug(&ctx.db, slug).await.with_context(|| format!("looking for “{slug}”"))?.lang;
            if own.starts_with("zh") { "en".to_owned() } else { own }
        }
        None => "en".to_owned(),
    })
}

async fn entry(ctx: &Ctx, which: (Option<&str>, &str, &str), exact_case: bool) -> anyhow::Result<Entry> {
    let (publication, lang, words) = which;
    let whose = publication.unwrap_or("the newsroom");
    lexicon::find(&ctx.db, publication, lang, words, exact_case).await.with_context(|| {
        format!("“{words}” ({lang}) in the lexicon of {whose}; `crier lexicon list` shows what is there")
    })
}

async fn list(ctx: &Ctx, whose: &Whose) -> anyhow::Result<()> {
    let all = lexicon::list(&ctx.db, None, whose.lang.as_deref()).await?;
    let wanted = |e: &&Entry| whose.publication.is_none() || e.publication == whose.publication;
    for entry in all.iter().filter(wanted) {
        let scope = match (entry.exact_case(), entry.inside()) {
            (false, false) => "",
            (true, false) => "case",
            (false, true) => "inside",
            (true, true) => "case, inside",
        };
        let overruled = lexicon::overruled(entry, &all).map(|other| {
            format!("instead of the newsroom's {}", if other.said.is_empty() { "letters" } else { other.said.as_str() })
        });
        println!(
            "{}\t{}\t{}\t{}\t{}\t{scope}\t{}",
            entry.written,
            entry.lang,
            entry.kind,
            entry.said,
            entry.publication.as_deref().unwrap_or("*"),
            overruled.unwrap_or_default()
        );
    }
    Ok(())
}

async fn status(ctx: &Ctx, wait: bool) -> anyhow::Result<()> {
    const LOOK: Duration = Duration::from_millis(300);
    let bar = wait.then(|| progress::bar("Speaking again", 0));
    loop {
        let looking = jobs::waiting(ctx, "lexicon").await? + jobs::waiting(ctx, "cast").await?;
        let (done, total, queued) = narrations::under_way(&ctx.db).await?;
        let idle = looking == 0 && total == 0 && queued == 0;
        match &bar {
            Some(bar) if !idle => {
                bar.set_length(u64::try_from(total).unwrap_or(0));
                bar.set_position(u64::try_from(done).unwrap_or(0));
                bar.set_message(format!("sentences; {queued} stories wait"));
                tokio::time::sleep(LOOK).await;
                continue;
            }
            Some(bar) => bar.finish_and_clear(),
            None => {}
        }
        match (idle, looking) {
            (true, _) => println!("all stories are said as the lexicon has it, by the voices that were cast"),
            (false, 0) => println!("{queued} stories wait, {done} of {total} sentences of those under way are spoken"),
            (false, _) => println!("{looking} changes wait for a worker to find their stories; {queued} stories wait"),
        }
        return Ok(());
    }
}

/// The reading of words that somebody wants to hear, checked.
fn reading(kind: Kind, words: &str, said: &str, tag: &str) -> anyhow::Result<Reading> {
    Ok(Reading::parse(kind, words, said, speech::lang::Lang::of(tag))?)
}
