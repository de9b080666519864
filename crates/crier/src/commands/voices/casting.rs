//! `crier voices use|who`: who speaks what.

use anyhow::Context;
use clap::Args;
use newsroom::casting::{self, Casting, Place, Published, VoiceRole};
use newsroom::ctx::Ctx;
use newsroom::outside::voice_folder::{full_name, name_in_folder};
use newsroom::outside::voices::Voices;
use newsroom::publications;
use newsroom::voicing;

use super::list::print;
use crate::config::Config;
use crate::newsroom_at;

/// What takes a casting back.
const EMBEDDED: &str = "embedded";

#[derive(Args)]
pub struct Use {
    /// A name from `crier voices list`; “embedded” takes back who was cast
    voice: String,
    /// In this publication only [default: the whole newsroom]
    #[arg(long, value_name = "SLUG")]
    publication: Option<String>,
    /// In texts of this language, such as en, en-GB or zh [default: the voice's, else the publication's]
    #[arg(long)]
    lang: Option<String>,
    /// headline, body (all that is neither) or quote
    #[arg(long, default_value = "body", value_parser = role)]
    role: VoiceRole,
    /// Published stories, too, are spoken again, in the background
    #[arg(long)]
    again: bool,
}

fn role(name: &str) -> Result<VoiceRole, String> {
    VoiceRole::named(name).ok_or_else(|| "write headline, body or quote".to_owned())
}

pub async fn run(config: &Config, what: &Use) -> anyhow::Result<()> {
    let ctx = newsroom_at::open(config).await?;
    let published = if what.again { Published::SpeakAgain } else { Published::Keep };
    if what.voice == EMBEDDED {
        let lang = lang_asked(&ctx, what).await?.context("say in which language: --lang en")?;
        let place = Place { publication: what.publication.clone(), lang, role: what.role };
        let mut tx = ctx.db.begin().await?;
        let there = casting::take_back(&mut tx, &ctx, &place, published).await?;
        tx.commit().await?;
        anyhow::ensure!(there, "nobody was cast for {}; `crier voices who` shows who is", said(&place));
        println!("taken back\t{}", said(&place));
    } else {
        let voice = full_name(&what.voice);
        let (lang, own) = (lang_asked(&ctx, what).await?, ctx.voices.language(&voice));
        let known = own.is_some() || name_in_folder(&voice).is_none();
        anyhow::ensure!(known, "there is no voice “{}”; `crier voices list` shows what there is", what.voice);
        let lang = match (lang, &own) {
            (Some(lang), Some(own)) => {
                let same = main(&lang) == main(own);
                anyhow::ensure!(same, "{voice} speaks “{own}”, and no “{lang}”; `crier voices list --lang {lang}`");
                lang
            }
            (Some(lang), None) => lang,
            (None, own) => main(own.as_deref().context("say in which language it speaks: --lang en")?),
        };
        if let Some(why) = voicing::missing(&ctx.voices, &voice).await {
            anyhow::bail!("{voice} cannot speak: {why}. `crier voices try {}` says more", what.voice);
        }
        let place = Place { publication: what.publication.clone(), lang, role: what.role };
        let mut tx = ctx.db.begin().await?;
        casting::cast(&mut tx, &ctx, &place, &voice, published).await?;
        tx.commit().await?;
        println!("{voice}\t{}", said(&place));
    }
    if what.again {
        eprintln!("Published stories are spoken again by the workers; `crier lexicon status` says how far they are.");
    } else {
        eprintln!("Stories are spoken so from now on; --again has those that are published spoken again, too.");
    }
    Ok(())
}

/// The language that was asked for, or that of the publication if the voice does not tell.
async fn lang_asked(ctx: &Ctx, what: &Use) -> anyhow::Result<Option<String>> {
    let tells = ctx.voices.language(&full_name(&what.voice)).is_some();
    Ok(match (&what.lang, &what.publication) {
        (Some(lang), _) => Some(lang.clone()),
        (None, Some(slug)) if !tells => {
            let found = publications::by_slug(&ctx.db, slug).await.with_context(|| format!("looking for “{slug}”"))?;
            Some(main(&found.lang))
        }
        (None, _) => None,
    })
}

fn main(tag: &str) -> String {
    tag.split('-').next().unwrap_or(tag).to_ascii_lowercase()
}

fn said(place: &Place) -> String {
    let whose = place.publication.as_deref().unwrap_or("*");
    format!("{whose}\t{}\t{}", place.lang.to_ascii_lowercase(), place.role.name())
}

/// One line a casting: whose, language, role, voice, and what is wrong with it; then who speaks where nobody was cast.
pub async fn who(config: &Config) -> anyhow::Result<()> {
    let ctx = newsroom_at::open(config).await?;
    let castings = casting::all(&ctx.db).await?;
    let mut rows = Vec::new();
    for casting in &castings {
        let gone = voicing::missing(&ctx.voices, &casting.voice).await;
        let note = match gone {
            Some(why) => format!("{why}: {} stands in", embedded(&ctx.voices, &casting.lang).await),
            None => String::new(),
        };
        rows.push(vec![whose(casting), casting.lang.clone(), casting.role.clone(), casting.voice.clone(), note]);
    }
    for lang in languages(&ctx, &castings).await? {
        let note = "embedded".to_string();
        rows.push(vec!["*".into(), lang.clone(), "*".into(), embedded(&ctx.voices, &lang).await, note]);
    }
    print(&rows)
}

fn whose(casting: &Casting) -> String {
    casting.publication.clone().unwrap_or_else(|| "*".into())
}

async fn embedded(voices: &Voices, lang: &str) -> String {
    voicing::Choice::of(voices, lang, None).await.voice().to_string()
}

/// Languages of the publications in which the newsroom itself cast nobody for the body.
async fn languages(ctx: &Ctx, castings: &[Casting]) -> anyhow::Result<Vec<String>> {
    let cast = |lang: &str| {
        let here = |c: &&Casting| c.publication.is_none() && c.role == VoiceRole::Body.name();
        castings.iter().filter(here).any(|c| casting::is_of(lang, &c.lang))
    };
    let mut langs: Vec<String> = publications::all(&ctx.db).await?.into_iter().map(|p| p.lang).collect();
    langs.sort();
    langs.dedup();
    langs.retain(|lang| !cast(lang));
    Ok(langs)
}

/// Where an added voice is cast, in words: `daily (en, quote)`.
pub fn uses(castings: &[Casting], name: &str) -> Vec<String> {
    let of = |c: &&Casting| name_in_folder(&c.voice) == Some(name);
    let said = |c: &Casting| {
        let whose = c.publication.as_deref().unwrap_or("the newsroom");
        format!("{whose} ({}, {})", c.lang, c.role)
    };
    castings.iter().filter(of).map(said).collect()
}
