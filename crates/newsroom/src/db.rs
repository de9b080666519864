//! One SQL text for SQLite and PostgreSQL.
//!
//! SQL is `&'static str` with `$1 …`; values are [`Value`]s; rows are structs that derive `FromRow`.
//! Types that both databases share: TEXT, BIGINT, JSON as TEXT, no booleans (keep *when*).

macro_rules! bound {
    ($query:expr, $values:expr) => {{
        let mut query = $query;
        for value in $values {
            query = match value {
                Value::Text(text) => query.bind(text),
                Value::Int(int) => query.bind(int),
            };
        }
        query
    }};
}

pub mod packed;
pub mod snapshot;

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use futures::future::BoxFuture;
use sqlx::{FromRow, Transaction};
use sqlx_postgres::{PgConnectOptions, PgPool, PgPoolOptions, PgRow, Postgres};
use sqlx_sqlite::{
    Sqlite, SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow, SqliteSynchronous,
};

use self::packed::Packed;
use crate::error::{Error, Result};

/// Older SQLite (3.7.0 to 3.51.2) can corrupt a database when the write-ahead log is reset.
const SQLITE_AT_LEAST: (u32, u32, u32) = (3, 51, 3);
/// Readers beside the one writer; more do not help on a small machine.
const SQLITE_READERS: u32 = 4;
/// Pages that the writer keeps in memory. A batch of the till touches some 500 all over the books; with SQLite's own 2 MB
/// it wrote them out before the commit and read them again after it.
const SQLITE_WRITER_KIB: u32 = 32 << 10;
/// The write-ahead log is folded into the file once it has so many pages (32 MB). SQLite's own 1,000 are two batches of the
/// till, and each fold waits for the disk twice.
const SQLITE_WAL_PAGES: u32 = 8_000;
const POSTGRES_CONNECTIONS: u32 = 12;
/// How long a statement waits for a lock or a connection before it fails as broken.
const WAIT: Duration = Duration::from_secs(10);

/// A value handed to a statement.
#[derive(Clone, Debug)]
pub enum Value {
    Text(Option<String>),
    Int(Option<i64>),
}

macro_rules! values {
    ($($from:ty => |$x:ident| $into:expr),+ $(,)?) => {$(
        impl From<$from> for Value { fn from($x: $from) -> Value { $into } }
    )+};
}
values!(
    &str => |x| Value::Text(Some(x.to_string())),
    &String => |x| Value::Text(Some(x.clone())),
    String => |x| Value::Text(Some(x)),
    Option<String> => |x| Value::Text(x),
    &Option<String> => |x| Value::Text(x.clone()),
    Option<&str> => |x| Value::Text(x.map(str::to_string)),
    i64 => |x| Value::Int(Some(x)),
    Option<i64> => |x| Value::Int(x),
);

/// The values of a statement, in the order of `$1 …`.
#[macro_export]
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$($crate::db::Value::from($value)),*] };
}
pub use crate::values;

/// What a statement comes to. Boxed: without, every future that asks the database holds the futures of both drivers, and
/// the compiler proves of each handler anew that they may be sent: a third of the time that `web` took (84 s, then 59).
pub type Answer<'a, T> = BoxFuture<'a, Result<T>>;

/// A struct that reads from a row of either database.
pub trait Row: Send + Unpin + 'static + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> {}
impl<T> Row for T where T: Send + Unpin + 'static + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> {}

#[derive(Clone, Debug)]
pub enum Db {
    /// One writer, several readers, one file.
    Sqlite {
        write: SqlitePool,
        read: SqlitePool,
    },
    Postgres(PgPool),
}

/// A transaction under way; dropped without [`Tx::commit`] it never was.
pub enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Db {
    /// Opens `sqlite:PATH` or `postgres://…`; makes the file and its folder where they are missing.
    pub async fn open(url: &str) -> Result<Db> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            open_sqlite(Path::new(path.trim_start_matches("//"))).await
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let options = PgConnectOptions::from_str(url).map_err(|e| Error::broken("reading the database URL", e))?;
            let pool = PgPoolOptions::new()
                .max_connections(POSTGRES_CONNECTIONS)
                .acquire_timeout(WAIT)
                .connect_with(options)
                .await
                .map_err(|e| Error::broken("opening PostgreSQL", e))?;
            Ok(Db::Postgres(pool))
        } else {
            Err(Error::invalid("database", format!("“{url}” is neither sqlite:PATH nor postgres://…")))
        }
    }

    /// Begins a write. On SQLite there is one writer and it says so at once: a transaction that reads first and
    /// writes later would fail under load.
    pub fn begin(&self) -> Answer<'_, Tx> {
        Box::pin(async move {
            Ok(match self {
                Db::Sqlite { write, .. } => Tx::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?),
                Db::Postgres(pool) => Tx::Postgres(pool.begin().await?),
            })
        })
    }

    pub fn all<T: Row>(&self, sql: &'static str, values: Vec<Value>) -> Answer<'_, Vec<T>> {
        Box::pin(async move {
            Ok(match self {
                Db::Sqlite { read, .. } => bound!(sqlx::query_as::<Sqlite, T>(sql), values).fetch_all(read).await?,
                Db::Postgres(pool) => bound!(sqlx::query_as::<Postgres, T>(sql), values).fetch_all(pool).await?,
            })
        })
    }

    pub fn optional<T: Row>(&self, sql: &'static str, values: Vec<Value>) -> Answer<'_, Option<T>> {
        Box::pin(async move {
            Ok(match self {
                Db::Sqlite { read, .. } => {
                    bound!(sqlx::query_as::<Sqlite, T>(sql), values).fetch_optional(read).await?
                }
                Db::Postgres(pool) => bound!(sqlx::query_as::<Postgres, T>(sql), values).fetch_optional(pool).await?,
            })
        })
    }

    pub fn one<T: Row>(&self, what: &'static str, sql: &'static str, values: Vec<Value>) -> Answer<'_, T> {
        Box::pin(async move { self.optional(sql, values).await?.ok_or(Error::NotFound(what)) })
    }

    /// Many rows at once: a statement as [`packed`] has them.
    pub async fn packed(&self, sql: &'static str, values: Vec<Value>) -> Result<Packed> {
        let (rows,): (Option<Packed>,) = self.one("packed", sql, values).await?;
        Ok(rows.unwrap_or_default())
    }

    /// A statement that is a transaction of its own; returns how many rows it touched.
    pub fn execute(&self, sql: &'static str, values: Vec<Value>) -> Answer<'_, u64> {
        Box::pin(async move {
            Ok(match self {
                Db::Sqlite { write, .. } => {
                    bound!(sqlx::query::<Sqlite>(sql), values).execute(write).await?.rows_affected()
                }
                Db::Postgres(pool) => bound!(sqlx::query::<Postgres>(sql), values).execute(pool).await?.rows_affected(),
            })
        })
    }

    pub fn is_sqlite(&self) -> bool {
        matches!(self, Db::Sqlite { .. })
    }

    /// Closes every connection; on SQLite the write-ahead log is folded into the file.
    pub async fn close(&self) {
        match self {
            Db::Sqlite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Db::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    pub fn all<T: Row>(&mut self, sql: &'static str, values: Vec<Value>) -> Answer<'_, Vec<T>> {
        Box::pin(async move {
            Ok(match self {
                Tx::Sqlite(tx) => bound!(sqlx::query_as::<Sqlite, T>(sql), values).fetch_all(&mut **tx).await?,
                Tx::Postgres(tx) => bound!(sqlx::query_as::<Postgres, T>(sql), values).fetch_all(&mut **tx).await?,
            })
        })
    }

    pub fn optional<T: Row>(&mut self, sql: &'static str, values: Vec<Value>) -> Answer<'_, Option<T>> {
        Box::pin(async move {
            Ok(match self {
                Tx::Sqlite(tx) => bound!(sqlx::query_as::<Sqlite, T>(sql), values).fetch_optional(&mut **tx).await?,
                Tx::Postgres(tx) => {
                    bound!(sqlx::query_as::<Postgres, T>(sql), values).fetch_optional(&mut **tx).await?
                }
            })
        })
    }

    pub fn one<T: Row>(&mut self, what: &'static str, sql: &'static str, values: Vec<Value>) -> Answer<'_, T> {
        Box::pin(async move { self.optional(sql, values).await?.ok_or(Error::NotFound(what)) })
    }

    /// Many rows at once: a statement as [`packed`] has them.
    pub async fn packed(&mut self, sql: &'static str, values: Vec<Value>) -> Result<Packed> {
        let (rows,): (Option<Packed>,) = self.one("packed", sql, values).await?;
        Ok(rows.unwrap_or_default())
    }

    /// Returns how many rows it touched: a guarded `UPDATE … WHERE` that touched none was refused.
    pub fn execute(&mut self, sql: &'static str, values: Vec<Value>) -> Answer<'_, u64> {
        Box::pin(async move {
            Ok(match self {
                Tx::Sqlite(tx) => bound!(sqlx::query::<Sqlite>(sql), values).execute(&mut **tx).await?.rows_affected(),
                Tx::Postgres(tx) => {
                    bound!(sqlx::query::<Postgres>(sql), values).execute(&mut **tx).await?.rows_affected()
                }
            })
        })
    }

    /// Several statements without values, as a migration has them.
    pub fn script(&mut self, sql: &'static str) -> Answer<'_, ()> {
        Box::pin(async move {
            match self {
                Tx::Sqlite(tx) => sqlx::raw_sql(sql).execute(&mut **tx).await.map(|_| ())?,
                Tx::Postgres(tx) => sqlx::raw_sql(sql).execute(&mut **tx).await.map(|_| ())?,
            }
            Ok(())
        })
    }

    pub fn commit(self) -> Answer<'static, ()> {
        Box::pin(async move {
            match self {
                Tx::Sqlite(tx) => tx.commit().await?,
                Tx::Postgres(tx) => tx.commit().await?,
            }
            Ok(())
        })
    }
}

async fn open_sqlite(path: &Path) -> Result<Db> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|e| Error::broken(&format!("making {}", folder.display()), e))?;
    }
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(WAIT);
    let writer = options
        .clone()
        .pragma("cache_size", format!("-{SQLITE_WRITER_KIB}"))
        .pragma("wal_autocheckpoint", SQLITE_WAL_PAGES.to_string())
        // What a statement would undo itself by is kept in memory: the till's touch hundreds of pages each.
        .pragma("temp_store", "MEMORY");
    let write = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(WAIT)
        .connect_with(writer)
        .await
        .map_err(|e| Error::broken(&format!("opening {}", path.display()), e))?;
    let (version,): (String,) = sqlx::query_as("SELECT sqlite_version()").fetch_one(&write).await?;
    if !recent_enough(&version) {
        return Err(Error::Broken(format!("SQLite {version} can lose data; 3.51.3 or newer is needed")));
    }
    let read = SqlitePoolOptions::new()
        .max_connections(SQLITE_READERS)
        .acquire_timeout(WAIT)
        .connect_with(options.create_if_missing(false).read_only(true))
        .await?;
    Ok(Db::Sqlite { write, read })
}

fn recent_enough(version: &str) -> bool {
    let mut parts = version.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let found = (parts.next().unwrap_or(0), parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    found >= SQLITE_AT_LEAST
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_sqlite_that_can_lose_data_is_refused() {
        assert!(!super::recent_enough("3.51.2"));
        assert!(!super::recent_enough("3.7.0"));
        assert!(super::recent_enough("3.51.3"));
        assert!(super::recent_enough("3.60.0"));
    }
}
