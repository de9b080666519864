//! A number that grows with every change readers can see. Caches are keyed by it.

use crate::db::{Db, Tx, values};
use crate::error::Result;

/// Says, in the transaction of a change, that pages made before it are old.
pub async fn bump(tx: &mut Tx) -> Result<()> {
    tx.execute("UPDATE edition SET number = number + 1 WHERE one = 1", values![]).await?;
    Ok(())
}

pub async fn number(db: &Db) -> Result<i64> {
    let (number,): (i64,) = db.one("edition", "SELECT number FROM edition WHERE one = 1", values![]).await?;
    Ok(number)
}
