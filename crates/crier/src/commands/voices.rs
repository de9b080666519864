//! `crier voices list|add|remove|try|use|who`: the voices that this newsroom has, and who speaks what.

mod add;
mod casting;
mod list;
mod listen;

use clap::Subcommand;

use crate::config::{Config, Place};

#[derive(Subcommand)]
pub enum Deed {
    /// List the voices that are here, and by whom each is used
    List(list::List),
    /// Put a Piper voice in: by its name in the public list, or from a file
    Add(add::Add),
    /// Remove a voice that was added
    Remove(add::Remove),
    /// Hear a voice say something; needs no newsroom
    Try(listen::Try),
    /// Give a voice its part: everything, or headlines, or quotes, of all stories or of a publication's
    Use(casting::Use),
    /// List who speaks what, and who stands in for whom
    Who,
}

pub async fn run(place: &Place, deed: &Deed) -> anyhow::Result<()> {
    let config = Config::read(place, None)?;
    match deed {
        Deed::List(what) => list::run(&config, what).await,
        Deed::Add(what) => add::run(&config, what).await,
        Deed::Remove(what) => add::remove(&config, what).await,
        Deed::Try(what) => listen::run(&config, what).await,
        Deed::Use(what) => casting::run(&config, what).await,
        Deed::Who => casting::who(&config).await,
    }
}
