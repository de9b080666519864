//! How much was heard of each article, hour by hour, by all listeners together: what makes a topic hot. It names nobody,
//! and counts what was credited: what no coin is paid for, nobody has proven to have heard.

use std::collections::BTreeMap;

use crate::db::packed::rows;
use crate::db::{Db, Tx, values};
use crate::error::Result;

pub const HOUR_MS: i64 = 3_600_000;
/// What is older says nothing of today.
const KEPT_MS: i64 = 15 * 24 * HOUR_MS;
/// Hours of articles that are read at a time, the newest: a thousand articles for half a day, or a hundred for five.
const READ_AT_MOST: i64 = 12_000;

/// Adds what a batch credited, by article in ms, to the hour that it was told in.
pub(super) async fn write(tx: &mut Tx, now_ms: i64, listened: &BTreeMap<String, i64>) -> Result<()> {
    if listened.is_empty() {
        return Ok(());
    }
    tx.execute(
        "INSERT INTO listened (article_id, hour, ms)
         SELECT value->>0, $2, CAST(value->>1 AS BIGINT) FROM jsonb_each($1) WHERE 1 = 1
         ON CONFLICT (article_id, hour) DO UPDATE SET ms = listened.ms + excluded.ms",
        values![rows(listened.iter()), now_ms.div_euclid(HOUR_MS)],
    )
    .await?;
    Ok(())
}

/// Article, hour (since 1970) and ms of what was heard since, the newest first.
pub async fn since(db: &Db, since_ms: i64) -> Result<Vec<(String, i64, i64)>> {
    let sql =
        "SELECT article_id, hour, ms FROM listened WHERE hour >= $1 ORDER BY hour DESC, ms DESC, article_id LIMIT $2";
    db.all(sql, values![since_ms.div_euclid(HOUR_MS), READ_AT_MOST]).await
}

pub(super) async fn sweep(db: &Db, now_ms: i64) -> Result<()> {
    let sql = "DELETE FROM listened WHERE hour < $1";
    db.execute(sql, values![(now_ms - KEPT_MS).div_euclid(HOUR_MS)]).await?;
    Ok(())
}
