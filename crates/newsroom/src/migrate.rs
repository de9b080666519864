//! Brings a database to this program's shape, under a lock, once.

use sqlx::FromRow;

use crate::clock::Clock;
use crate::db::{Db, Tx, values};
use crate::error::{Error, Result};
use crate::ids::digest;

/// One step. Where the databases differ, the step has two texts.
struct Migration {
    number: i64,
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

macro_rules! both {
    ($number:literal, $name:literal) => {
        Migration {
            number: $number,
            name: $name,
            sqlite: include_str!(concat!("../migrations/", $name, ".sql")),
            postgres: include_str!(concat!("../migrations/", $name, ".sql")),
        }
    };
}

const MIGRATIONS: &[Migration] = &[
    both!(1, "0001_newsroom"),
    both!(2, "0002_jobs"),
    both!(3, "0003_staff"),
    both!(4, "0004_lexicon"),
    both!(5, "0005_voice_servers"),
    both!(6, "0006_casting"),
    Migration {
        number: 7,
        name: "0007_ledger",
        sqlite: include_str!("../migrations/0007_ledger.sql"),
        postgres: concat!(
            include_str!("../migrations/0007_json_each.postgres.sql"),
            include_str!("../migrations/0007_ledger.sql")
        ),
    },
    both!(8, "0008_hearing"),
    both!(9, "0009_listeners"),
    both!(10, "0010_shop"),
    both!(11, "0011_bookkeeping"),
    Migration {
        number: 12,
        name: "0012_lighter_ledger",
        sqlite: include_str!("../migrations/0012_lighter_ledger.sql"),
        postgres: include_str!("../migrations/0012_lighter_ledger.postgres.sql"),
    },
    both!(13, "0013_held"),
    both!(14, "0014_staff"),
    Migration {
        number: 15,
        name: "0015_search",
        sqlite: include_str!("../migrations/0015_search.sql"),
        postgres: include_str!("../migrations/0015_search.postgres.sql"),
    },
    both!(16, "0016_topics"),
    both!(17, "0017_newsletter"),
    both!(18, "0018_progress"),
    both!(19, "0019_spots"),
    both!(20, "0020_names"),
    both!(21, "0021_archive_and_indexes"),
    both!(22, "0022_taken_back"),
];

/// Any number will do, as long as every Crier process asks for the same one.
const POSTGRES_LOCK: i64 = 0x4352_4945;

#[derive(FromRow)]
struct Applied {
    number: i64,
    digest: String,
}

/// Applies what is missing; returns the names of the steps that were applied.
///
/// Fails when a step that was applied has changed since, or when the database is newer than this program.
pub async fn migrate(db: &Db, clock: &Clock) -> Result<Vec<&'static str>> {
    let mut tx = db.begin().await?;
    if let Tx::Postgres(_) = &tx {
        tx.execute("SELECT pg_advisory_xact_lock($1)", values![POSTGRES_LOCK]).await?;
    }
    tx.script(
        "CREATE TABLE IF NOT EXISTS migration (
            number BIGINT PRIMARY KEY, name TEXT NOT NULL, digest TEXT NOT NULL, applied_at_ms BIGINT NOT NULL)",
    )
    .await?;
    let applied: Vec<Applied> = tx.all("SELECT number, digest FROM migration ORDER BY number", values![]).await?;
    if applied.len() > MIGRATIONS.len() {
        return Err(Error::Broken(
            "the database was made by a newer Crier: install that version or a newer one".into(),
        ));
    }
    let mut done = Vec::new();
    for migration in MIGRATIONS {
        let text = if db.is_sqlite() { migration.sqlite } else { migration.postgres };
        let digest = digest(text.as_bytes());
        match applied.iter().find(|row| row.number == migration.number) {
            Some(row) if row.digest == digest => {}
            Some(_) => {
                return Err(Error::Broken(format!(
                    "migration {} was applied in another form: this database does not belong to this program",
                    migration.name
                )));
            }
            None => {
                tx.script(text).await?;
                tx.execute(
                    "INSERT INTO migration (number, name, digest, applied_at_ms) VALUES ($1, $2, $3, $4)",
                    values![migration.number, migration.name, digest, clock.now_ms()],
                )
                .await?;
                done.push(migration.name);
            }
        }
    }
    tx.commit().await?;
    Ok(done)
}
