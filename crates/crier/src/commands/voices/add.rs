//! `crier voices add|remove`: voices come into the voice folder and go out of it.

use std::io::{IsTerminal, Write};
use std::path::Path;

use anyhow::Context;
use clap::Args;
use newsroom::adding::{self, Terms};
use newsroom::clock::Clock;
use newsroom::outside::fetch::Fetch;
use newsroom::outside::voice_folder::{Card, VoiceFolder, name_in_folder};
use newsroom::outside::voice_list::{self, Offer};

use super::casting;
use crate::config::Config;
use crate::{newsroom_at, progress};

/// What is left free on the disk beside a voice: a newsroom must go on writing.
const ROOM_BESIDE: u64 = 200 << 20;

#[derive(Args)]
pub struct Add {
    /// A name of the public list, such as en_US-joe-medium, or a file NAME.onnx with NAME.onnx.json beside it
    voice: String,
    /// Under which licence it is, where nothing that comes with it says so
    #[arg(long, value_name = "TEXT")]
    licence: Option<String>,
    /// What to call a voice from a file [default: the file's name]
    #[arg(long)]
    name: Option<String>,
    /// Take it without being asked
    #[arg(short, long)]
    yes: bool,
}

#[derive(Args)]
pub struct Remove {
    /// Its name, as `crier voices list` shows it
    voice: String,
    /// Also while it is used: the embedded voice then stands in for it
    #[arg(long)]
    force: bool,
}

/// The way to the list of voices, and to it alone if it is a private one.
pub fn way_to(list: &str) -> Fetch {
    Fetch::allow_private(voice_list::exempt(list))
}

pub async fn run(config: &Config, what: &Add) -> anyhow::Result<()> {
    let folder = config.voice_folder();
    let card = if what.voice.ends_with(".onnx") {
        from_file(&folder, what)?
    } else {
        let name = name_in_folder(&what.voice).unwrap_or(&what.voice);
        match folder.card(name)? {
            Some(card) if folder.whole(name).is_ok() => {
                println!("{} is here already, from {}", card.voice(), card.source);
                return Ok(());
            }
            // Its files are whole, and it could not be heard the last time.
            Some(card) if card.gain_db.is_none() && folder.is_as_added(&card) => card,
            _ => from_list(config, &folder, what, name).await?,
        }
    };
    eprintln!("Measuring how loud {} is …", card.voice());
    let voices = newsroom_at::voices(config)?;
    let name = card.name.clone();
    let card = adding::measure(&voices, &folder, card).await.with_context(|| {
        format!("{name} is in the voice folder, but it cannot be heard. When that is mended: `crier voices add {name}`")
    })?;
    println!("{}\t{}\t{:+.2} dB\t{}", card.voice(), card.language, card.gain_db.unwrap_or_default(), card.licence);
    eprintln!("Hear it with `crier voices try {name}`; give it a part with `crier voices use {name}`.");
    Ok(())
}

async fn from_list(config: &Config, folder: &VoiceFolder, what: &Add, name: &str) -> anyhow::Result<Card> {
    let list = config.voice_list.as_str();
    let fetch = way_to(list);
    let offers = voice_list::read(&fetch, list).await?;
    let offer = voice_list::find(&offers, name).with_context(|| {
        format!("{list} has no voice “{name}”; `crier voices list --online --lang en` shows what there is")
    })?;
    let terms = adding::terms(&fetch, list, offer).await?;
    let licence = licence(what, &terms, &offer.name)?;
    eprintln!(
        "{}  {}, {}, {}, {}\nfrom     {}\nlicence  {licence}",
        offer.name,
        offer.language.name(),
        speakers(offer.speakers),
        offer.quality,
        megabytes(offer.bytes()),
        voice_list::address(list, offer.model()?.0)?,
    );
    agreed(what)?;
    has_room(folder, offer)?;
    let bar = progress::bytes_bar("Fetching", offer.bytes());
    let look = |bytes: u64| bar.set_position(bytes);
    let fetched = adding::fetch((&fetch, list), folder, offer, (&terms, &licence), &Clock::System, &look).await;
    bar.finish_and_clear();
    Ok(fetched?)
}

fn from_file(folder: &VoiceFolder, what: &Add) -> anyhow::Result<Card> {
    let model = Path::new(&what.voice);
    anyhow::ensure!(model.is_file(), "there is no file {}", model.display());
    let stem = model.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let name = what.name.as_deref().unwrap_or(stem);
    let terms = adding::terms_beside(model);
    let licence = licence(what, &terms, name)?;
    eprintln!("{name}\nfrom     {}\nlicence  {licence}", model.display());
    agreed(what)?;
    Ok(adding::take(model, folder, name, (&terms, &licence), &Clock::System)?)
}

/// What the operator says, or else what comes with the voice.
fn licence(what: &Add, terms: &Terms, name: &str) -> anyhow::Result<String> {
    what.licence.clone().or_else(|| terms.licence.clone()).with_context(|| {
        format!(
            "nothing that comes with {name} says under which licence it is. Find out, and write it down: \
             --licence \"CC BY 4.0\""
        )
    })
}

/// Asks whether to take it; a script says so beforehand.
fn agreed(what: &Add) -> anyhow::Result<()> {
    if what.yes {
        return Ok(());
    }
    anyhow::ensure!(std::io::stdin().is_terminal(), "nobody is here to be asked: add --yes to take it");
    eprint!("Take it? [y/N] ");
    std::io::stderr().flush()?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    let yes = matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "是" | "好");
    anyhow::ensure!(yes, "not taken");
    Ok(())
}

fn has_room(folder: &VoiceFolder, offer: &Offer) -> anyhow::Result<()> {
    // A folder that is not there yet will stand where the nearest one above it stands.
    let there = folder.path().ancestors().find(|path| path.is_dir()).unwrap_or(Path::new("."));
    let free = fs4::available_space(there).with_context(|| format!("looking at the disk of {}", there.display()))?;
    let needed = offer.bytes() + ROOM_BESIDE;
    anyhow::ensure!(
        free >= needed,
        "{} has {} free, and {} are needed: make room, or set voice_folder to another disk",
        there.display(),
        megabytes(free),
        megabytes(needed)
    );
    Ok(())
}

pub fn megabytes(bytes: u64) -> String {
    format!("{} MB", bytes.div_ceil(1_000_000))
}

pub fn speakers(count: u32) -> String {
    if count == 1 { "1 speaker".into() } else { format!("{count} speakers") }
}

pub async fn remove(config: &Config, what: &Remove) -> anyhow::Result<()> {
    let folder = config.voice_folder();
    let name = name_in_folder(&what.voice).unwrap_or(&what.voice);
    let there = folder.card(name)?;
    anyhow::ensure!(there.is_some(), "no voice “{name}” was added; `crier voices list` shows those that were");
    let ctx = newsroom_at::open(config).await?;
    let uses = casting::uses(&newsroom::casting::all(&ctx.db).await?, name);
    if !uses.is_empty() {
        let uses = uses.join(", ");
        anyhow::ensure!(what.force, "{name} speaks for {uses}. Cast another voice there, or --force");
        eprintln!("It spoke for {uses}: the embedded voice stands in for it from now on.");
    }
    folder.remove(name)?;
    println!("removed {name}");
    Ok(())
}
