//! Everything a newsroom has, in one file; from either database into either.
//!
//! The file is a tar: `crier.json` says what it is, `tables/NAME.jsonl` holds a table, a row a line, and `files/…` are
//! the sounds and pictures. It is written from one moment's view of the database while everything goes on; files never
//! change under their name.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::ctx::Ctx;
use crate::db::values;
use crate::error::{Error, Result};

/// All tables but `job` (work that follows a restore is asked for anew), `migration`, the archive's (written anew by the
/// job of that name), tickets of spots that have counted (they live for an hour), and what belongs to listening
/// sessions (their keys leave no database; players open new ones) and to signing in (links, sessions and letters: whoever
/// holds a backup must not be let in by it), parents before children.
const TABLES: [&str; 51] = [
    "publication",
    "lexicon_entry",
    "casting",
    "section",
    "tag",
    "picture",
    "article",
    "revision",
    "correction",
    "article_tag",
    "narration",
    "allowance",
    "staff_member",
    "staff_role",
    "staff_deed",
    "edition",
    "account",
    "transfer",
    "lot",
    "lot_move",
    "block",
    "checkpoint",
    "ledger_head",
    "rate_sheet",
    "earner",
    "heard",
    "pool_day",
    "listened",
    "topic",
    "topic_name",
    "topic_story",
    "listener",
    "passkey",
    "expiry_warning",
    "product",
    "shelf",
    "shop_order",
    "voucher",
    "disclosure",
    "appeal",
    "subscriber",
    "newsletter_issue",
    "newsletter_story",
    "newsletter_copy",
    "listening",
    "listening_device",
    "progress",
    "mark",
    "spot",
    "campaign",
    "spot_day",
];
/// Folders of the file store that are kept; pieces are a cache.
const FOLDERS: [&str; 2] = ["audio", "pictures"];
const FORMAT: i64 = 2;
const ROWS_PER_LINE_AT_MOST: usize = 64 << 20;

#[derive(Serialize, Deserialize)]
struct Label {
    crier_backup: i64,
    made_at_ms: i64,
    /// The tables it holds: those that a later version has besides are empty when it is restored there.
    tables: Vec<String>,
}

/// What went in, or came out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    pub rows: usize,
    pub files: usize,
}

/// Writes a backup to `out`. It appears under its name only when it is whole.
pub async fn write(ctx: &Ctx, out: &Path) -> Result<Counted> {
    let doing = format!("writing {}", out.display());
    let broken = |e: std::io::Error| Error::broken(&doing, e);
    let half = out.with_extension("half-written");
    let mut tar = tar::Builder::new(File::create(&half).map_err(broken)?);
    let mut counted = Counted::default();
    let tables = TABLES.iter().map(|table| table.to_string()).collect();
    let label = Label { crier_backup: FORMAT, made_at_ms: ctx.clock.now_ms(), tables };
    let label = serde_json::to_vec(&label).map_err(|e| Error::broken(&doing, e))?;
    append(&mut tar, "crier.json", &label).map_err(broken)?;

    let mut snapshot = ctx.db.snapshot().await?;
    for table in TABLES {
        // A table goes through a file without a name: a tar wants to know a size before the bytes.
        let mut lines = tempfile::tempfile().map_err(broken)?;
        snapshot
            .each(table, |row| {
                counted.rows += 1;
                serde_json::to_writer(&mut lines, &row).map_err(|e| Error::broken(&doing, e))?;
                lines.write_all(b"\n").map_err(broken)
            })
            .await?;
        std::io::Seek::rewind(&mut lines).map_err(broken)?;
        let mut header = tar::Header::new_gnu();
        header.set_size(lines.metadata().map_err(broken)?.len());
        header.set_mode(0o600);
        tar.append_data(&mut header, format!("tables/{table}.jsonl"), &mut lines).map_err(broken)?;
    }
    for folder in FOLDERS {
        for (name, _) in ctx.files.list(folder).await? {
            // Gone in the meantime: nothing that this view of the database shows to anybody.
            let Some(bytes) = ctx.files.get(&name).await? else { continue };
            append(&mut tar, &format!("files/{name}"), &bytes).map_err(broken)?;
            counted.files += 1;
        }
    }
    let file = tar.into_inner().map_err(broken)?;
    file.sync_all().map_err(broken)?;
    std::fs::rename(&half, out).map_err(broken)?;
    Ok(counted)
}

fn append(tar: &mut tar::Builder<File>, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes.len() as u64);
    header.set_mode(0o600);
    tar.append_data(&mut header, name, bytes)
}

/// Fills an empty newsroom from a backup: all rows in one transaction, after the files.
pub async fn read(ctx: &Ctx, from: &Path) -> Result<Counted> {
    let doing = format!("reading {}", from.display());
    let broken = |e: std::io::Error| Error::broken(&doing, e);
    let (articles,): (i64,) = ctx.db.one("article", "SELECT COUNT(*) FROM article", values![]).await?;
    if articles > 0 {
        let reason = "this newsroom has articles: restore into an empty one (another --data, another database)";
        return Err(Error::refused("not-empty", reason));
    }
    let mut tar = tar::Archive::new(File::open(from).map_err(broken)?);
    let mut counted = Counted::default();
    let mut tables: Vec<(&'static str, File)> = Vec::new();
    let mut promised: Option<Vec<String>> = None;
    for entry in tar.entries().map_err(broken)? {
        let mut entry = entry.map_err(broken)?;
        let name = entry.path().map_err(broken)?.to_string_lossy().into_owned();
        if name == "crier.json" {
            let label: Label = serde_json::from_reader(&mut entry).map_err(|e| Error::broken(&doing, e))?;
            if label.crier_backup != FORMAT {
                return Err(Error::invalid(
                    "backup",
                    "it was made by another version of Crier: restore it with that one",
                ));
            }
            if let Some(strange) = label.tables.iter().find(|table| !TABLES.contains(&table.as_str())) {
                let reason =
                    format!("it holds “{strange}”, which a newer version of Crier made: restore it with that one");
                return Err(Error::invalid("backup", reason));
            }
            promised = Some(label.tables);
        } else if promised.is_none() {
            return Err(Error::invalid("backup", format!("{} is not a backup of Crier", from.display())));
        } else if let Some(table) = TABLES.into_iter().find(|table| name == format!("tables/{table}.jsonl")) {
            let mut lines = tempfile::tempfile().map_err(broken)?;
            std::io::copy(&mut entry, &mut lines).map_err(broken)?;
            std::io::Seek::rewind(&mut lines).map_err(broken)?;
            tables.push((table, lines));
        } else if let Some(name) = name.strip_prefix("files/") {
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).map_err(broken)?;
            ctx.files.put(name, bytes).await?;
            counted.files += 1;
        }
    }
    let promised = promised.unwrap_or_default();
    if promised.is_empty() || tables.len() != promised.len() {
        return Err(Error::invalid("backup", format!("{} is cut short: some tables are missing", from.display())));
    }
    let mut tx = ctx.db.begin().await?;
    // What a new newsroom is born with makes room for what the backup holds.
    tx.execute("DELETE FROM section", values![]).await?;
    tx.execute("DELETE FROM edition", values![]).await?;
    if promised.iter().any(|table| table == "ledger_head") {
        tx.execute("DELETE FROM ledger_head", values![]).await?;
    }
    for (table, lines) in tables {
        for line in BufReader::with_capacity(1 << 20, lines).lines() {
            let line = line.map_err(broken)?;
            if line.len() > ROWS_PER_LINE_AT_MOST {
                return Err(Error::invalid("backup", "a row is larger than any that Crier writes"));
            }
            let row: Map<String, Value> = serde_json::from_str(&line).map_err(|e| Error::broken(&doing, e))?;
            tx.put_back(table, &row).await?;
            counted.rows += 1;
        }
    }
    // Jobs are not kept: what waited to be spoken, or to be published, is asked for again.
    let waiting: Vec<(String,)> =
        tx.all("SELECT DISTINCT article_id FROM narration WHERE state IN ('queued', 'speaking')", values![]).await?;
    for (article,) in waiting {
        crate::narrations::queue(&mut tx, ctx, &crate::ids::ArticleId(article)).await?;
    }
    crate::articles::schedule_again(&mut tx, ctx).await?;
    crate::lexicon::look_again(&mut tx, ctx).await?;
    crate::orders::rows::ask_again(&mut tx, ctx).await?;
    crate::newsletter::issues::after_restore(&mut tx, ctx).await?;
    crate::spots::ask_again(&mut tx, ctx).await?;
    // A worker that was here before may have looked at the empty archive a minute ago.
    crate::timetable::at_once(&mut tx, crate::articles::ARCHIVE).await?;
    tx.commit().await?;
    Ok(counted)
}
