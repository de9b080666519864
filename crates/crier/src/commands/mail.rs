//! `crier mail key|record`: the key that letters are signed with (DKIM).

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Subcommand;
use newsroom::clock::{Chance, Clock};
use newsroom::outside::mail::making::{self, Kind};

use crate::config::{Config, Place};

#[derive(Subcommand)]
pub enum Deed {
    /// Make a key, in a file that only this account may read
    Key {
        /// Where to; by default keys/dkim-DATE in the data folder
        file: Option<PathBuf>,
        /// Of the newer kind, which some mail servers cannot verify yet; by default RSA of 2048 bits
        #[arg(long)]
        ed25519: bool,
    },
    /// Print the record that belongs into the DNS
    Record,
}

pub fn run(place: &Place, deed: &Deed) -> anyhow::Result<()> {
    let mut config = Config::read(place, None)?;
    match deed {
        Deed::Key { file, ed25519 } => {
            let kind = if *ed25519 { Kind::Ed25519 } else { Kind::Rsa };
            let path = file.clone().unwrap_or_else(|| config.data().join(format!("keys/dkim-{}", today())));
            write(&path, &making::make(kind, &Chance::System)?)?;
            let path = path.canonicalize().with_context(|| format!("finding {}", path.display()))?;
            eprintln!("The key is in {}. Name it in crier.toml:\n", path.display());
            eprintln!("  dkim_key = {:?}\n", path.display().to_string());
            config.dkim_key = Some(path);
        }
        Deed::Record => anyhow::ensure!(config.dkim_key.is_some(), "no dkim_key is set: `crier mail key` makes one"),
    }
    match config.dkim() {
        Ok(Some(dkim)) => {
            eprintln!(
                "The DNS needs this TXT record; strings longer than 255 letters are written there in several parts.\n"
            );
            println!("{}\tTXT\t{}", dkim.record_name(), dkim.record());
        }
        // A key can be made before anybody has said who writes.
        Ok(None) | Err(_) if config.mail_from.is_empty() && config.dkim_domain.is_none() => {
            eprintln!("Set mail_from, and `crier mail record` prints what belongs into the DNS.");
        }
        Ok(None) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

fn today() -> String {
    let now = chrono::DateTime::from_timestamp_millis(Clock::System.now_ms()).unwrap_or_default();
    now.format("%Y%m%d").to_string()
}

fn write(path: &Path, key: &str) -> anyhow::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let doing = || format!("writing {}: a key that is there is not overwritten", path.display());
    let mut file = options.open(path).with_context(doing)?;
    file.write_all(key.as_bytes()).with_context(doing)?;
    file.sync_all().with_context(doing)
}
