//! `crier ledger verify|checkpoint|statement`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Subcommand;
use newsroom::bookkeeping;
use newsroom::clock::Clock;
use newsroom::ids::ListenerId;
use newsroom::ledger::checkpoint::{self, Checkpoint, Key};
use newsroom::ledger::verify::verify;
use newsroom::ledger::wallet;

use crate::config::{Config, Place};
use crate::{newsroom_at, progress};

#[derive(Subcommand)]
pub enum Deed {
    /// Read all books from the first transfer on, and name the first thing that is not as it was written
    Verify {
        /// Checkpoints that were published before (JSON, one or a list): the books must still lead to them
        #[arg(long)]
        against: Option<PathBuf>,
    },
    /// Sign the books as they stand, and print the checkpoint to be published
    Checkpoint,
    /// Open books again that an audit closed, once they are right
    Reopen,
    /// Every line of a listener's wallet, the newest first
    Statement {
        listener: String,
        /// As JSON lines
        #[arg(long)]
        json: bool,
    },
}

pub async fn run(place: &Place, deed: &Deed) -> anyhow::Result<ExitCode> {
    let config = Config::read(place, None)?;
    let ctx = newsroom_at::open(&config).await?;
    match deed {
        Deed::Verify { against } => {
            let published = against.as_deref().map(read).transpose()?;
            // The key's file says which key the newsroom signs with; where it is on another machine, any will do.
            let own = key_file(&config).exists().then(|| Key::at(&key_file(&config), &ctx.chance)).transpose()?;
            let bar = progress::bar("reading the books", 0);
            let audit = verify(&ctx.db, |done, of| {
                bar.set_length(of.max(0) as u64);
                bar.set_position(done.max(0) as u64);
            })
            .await?;
            bar.finish_and_clear();
            let mut wrong = audit.wrong;
            for one in published.unwrap_or_default().iter().chain(&checkpoint::newest(&ctx.db).await?) {
                if wrong.is_none() {
                    wrong = checkpoint::disagrees(&ctx.db, one, own.as_ref().map(Key::public).as_deref()).await?;
                }
            }
            if let Some(wrong) = wrong {
                println!("wrong: {wrong}");
                return Ok(ExitCode::FAILURE);
            }
            println!("right: {} transfers in {} blocks, up to {}", audit.transfers, audit.blocks, audit.hash);
        }
        Deed::Reopen => {
            bookkeeping::reopen(&ctx).await?;
            println!("right, and open");
        }
        Deed::Checkpoint => {
            let audit = verify(&ctx.db, |_, _| {}).await?;
            if let Some(wrong) = audit.wrong {
                println!("wrong, and not signed: {wrong}");
                return Ok(ExitCode::FAILURE);
            }
            let key = Key::at(&key_file(&config), &ctx.chance)?;
            match checkpoint::sign(&ctx, &key).await? {
                Some(checkpoint) => println!("{}", serde_json::to_string(&checkpoint)?),
                None => eprintln!("There is nothing to sign: no coin has moved yet."),
            }
        }
        Deed::Statement { listener, json } => statement(&ctx.db, listener, *json).await?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn statement(db: &newsroom::db::Db, listener: &str, json: bool) -> anyhow::Result<()> {
    let listener = ListenerId(listener.to_string());
    let mut before = i64::MAX;
    loop {
        let lines = wallet::statement(db, &listener, before).await?;
        let Some(last) = lines.last() else { break };
        before = last.seq;
        for line in &lines {
            if json {
                println!("{}", serde_json::to_string(line)?);
            } else {
                let at = chrono::DateTime::from_timestamp_millis(line.at_ms).unwrap_or_default();
                let at = at.format("%Y-%m-%d %H:%M:%S");
                println!("{}\t{at}\t{}\t{:+}\t{}\t{}", line.seq, line.kind, line.coins, line.reason, line.memo);
            }
        }
    }
    if !json {
        let wallet = wallet::wallet(db, &listener, Clock::System.now_ms()).await?;
        println!("available {}, pending {}, set aside {}", wallet.available, wallet.pending, wallet.set_aside);
    }
    Ok(())
}

fn key_file(config: &Config) -> PathBuf {
    config.data().join("keys/ledger")
}

fn read(path: &Path) -> anyhow::Result<Vec<Checkpoint>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let one = serde_json::from_str::<Checkpoint>(&text).map(|one| vec![one]);
    one.or_else(|_| serde_json::from_str(&text)).with_context(|| format!("{} holds no checkpoints", path.display()))
}
