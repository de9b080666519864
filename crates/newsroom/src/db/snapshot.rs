//! A view of the whole database at one moment, row by row, for backups; and the way back in.

use futures::TryStreamExt;
use serde_json::{Map, Value as Json};
use sqlx::{AssertSqlSafe, Column, Row as _, Transaction, TypeInfo, ValueRef};
use sqlx_postgres::{PgRow, Postgres};
use sqlx_sqlite::{Sqlite, SqliteRow};

use super::{Db, Tx, Value};
use crate::error::{Error, Result};

/// A read that sees one moment, however long it takes, and holds nobody up.
pub enum Snapshot {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Db {
    pub async fn snapshot(&self) -> Result<Snapshot> {
        Ok(match self {
            Db::Sqlite { read, .. } => Snapshot::Sqlite(read.begin().await?),
            Db::Postgres(pool) => {
                Snapshot::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?)
            }
        })
    }
}

impl Snapshot {
    pub async fn all<T: super::Row>(&mut self, sql: &'static str, values: Vec<Value>) -> Result<Vec<T>> {
        Ok(match self {
            Snapshot::Sqlite(tx) => bound!(sqlx::query_as::<Sqlite, T>(sql), values).fetch_all(&mut **tx).await?,
            Snapshot::Postgres(tx) => bound!(sqlx::query_as::<Postgres, T>(sql), values).fetch_all(&mut **tx).await?,
        })
    }

    /// Hands each row of a table to `take`: columns by name, text or whole numbers or null.
    pub async fn each(
        &mut self,
        table: &'static str,
        mut take: impl FnMut(Map<String, Json>) -> Result<()>,
    ) -> Result<()> {
        let sql = AssertSqlSafe(format!("SELECT * FROM {}", name(table)?));
        match self {
            Snapshot::Sqlite(tx) => {
                let mut rows = sqlx::query::<Sqlite>(sql).fetch(&mut **tx);
                while let Some(row) = rows.try_next().await? {
                    take(of_sqlite(&row)?)?;
                }
            }
            Snapshot::Postgres(tx) => {
                let mut rows = sqlx::query::<Postgres>(sql).fetch(&mut **tx);
                while let Some(row) = rows.try_next().await? {
                    take(of_postgres(&row)?)?;
                }
            }
        }
        Ok(())
    }
}

impl Tx {
    /// Writes a row as [`Snapshot::each`] handed it out, in either database.
    pub async fn put_back(&mut self, table: &'static str, row: &Map<String, Json>) -> Result<()> {
        // A null without a type would be text, which BIGINT columns of PostgreSQL refuse; left out, it is null as well.
        let there: Vec<(&String, &Json)> = row.iter().filter(|(_, value)| !value.is_null()).collect();
        let columns = there.iter().map(|(column, _)| name(column)).collect::<Result<Vec<_>>>()?;
        let places = (1..=columns.len()).map(|n| format!("${n}")).collect::<Vec<_>>();
        let sql = format!("INSERT INTO {} ({}) VALUES ({})", name(table)?, columns.join(", "), places.join(", "));
        let sql = AssertSqlSafe(sql);
        let values = there.iter().map(|(_, value)| match value {
            Json::Number(number) => Value::Int(number.as_i64()),
            other => Value::Text(other.as_str().map(str::to_string)),
        });
        match self {
            Tx::Sqlite(tx) => bound!(sqlx::query::<Sqlite>(sql), values).execute(&mut **tx).await.map(|_| ())?,
            Tx::Postgres(tx) => bound!(sqlx::query::<Postgres>(sql), values).execute(&mut **tx).await.map(|_| ())?,
        }
        Ok(())
    }
}

/// Names of tables and columns come from a file when a backup is restored: letters and underscores only.
fn name(text: &str) -> Result<&str> {
    let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'_' || b.is_ascii_digit());
    if plain {
        Ok(text)
    } else {
        Err(Error::invalid("backup", format!("“{text}” is no name of a table or a column")))
    }
}

fn of_sqlite(row: &SqliteRow) -> Result<Map<String, Json>> {
    let mut map = Map::new();
    for column in row.columns() {
        let raw = row.try_get_raw(column.ordinal())?;
        let value = match (raw.is_null(), raw.type_info().name()) {
            (true, _) => Json::Null,
            (false, "INTEGER") => Json::from(row.try_get::<i64, _>(column.ordinal())?),
            (false, _) => Json::from(row.try_get::<String, _>(column.ordinal())?),
        };
        map.insert(column.name().to_string(), value);
    }
    Ok(map)
}

fn of_postgres(row: &PgRow) -> Result<Map<String, Json>> {
    let mut map = Map::new();
    for column in row.columns() {
        let value = match column.type_info().name() {
            "INT8" => row.try_get::<Option<i64>, _>(column.ordinal())?.map_or(Json::Null, Json::from),
            _ => row.try_get::<Option<String>, _>(column.ordinal())?.map_or(Json::Null, Json::from),
        };
        map.insert(column.name().to_string(), value);
    }
    Ok(map)
}
