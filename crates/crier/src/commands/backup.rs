//! `crier backup`, `crier restore`

use std::path::PathBuf;

use clap::Args;
use newsroom::backup as kept;

use crate::config::{Config, Place};
use crate::newsroom_at;

#[derive(Args)]
pub struct Backup {
    /// The file to write, such as newsroom.tar
    out: PathBuf,
}

#[derive(Args)]
pub struct Restore {
    /// A file that `crier backup` wrote
    from: PathBuf,
}

pub async fn backup(place: &Place, flags: &Backup) -> anyhow::Result<()> {
    anyhow::ensure!(!flags.out.exists(), "{} is there already: choose another name", flags.out.display());
    let ctx = newsroom_at::open(&Config::read(place, None)?).await?;
    let counted = kept::write(&ctx, &flags.out).await?;
    println!("{} rows and {} files in {}", counted.rows, counted.files, flags.out.display());
    Ok(())
}

pub async fn restore(place: &Place, flags: &Restore) -> anyhow::Result<()> {
    let ctx = newsroom_at::open(&Config::read(place, None)?).await?;
    let counted = kept::read(&ctx, &flags.from).await?;
    println!("{} rows and {} files restored", counted.rows, counted.files);
    Ok(())
}
