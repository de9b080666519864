//! Checkpoints: a block's hash under the newsroom's signature. Once one is published, nobody can write the books before
//! it anew unnoticed, the operator included: the chain would no longer lead to it.

use std::path::Path;

use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;

use crate::clock::Chance;
use crate::ctx::Ctx;
use crate::db::{Db, values};
use crate::error::{Error, Result};
use crate::ids::{hex, unhex};
use crate::keys;

/// Checkpoints listed at a time.
pub const LISTED_AT_MOST: i64 = 400;

/// A signed hash, as it is published. Hash, key and signature are hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromRow)]
pub struct Checkpoint {
    pub block: i64,
    pub hash: String,
    pub public_key: String,
    pub signature: String,
    pub at_ms: i64,
}

/// The newsroom's signing key (Ed25519, RFC 8032).
pub struct Key(Ed25519KeyPair);

impl Key {
    /// Reads the key from its file, or makes one there that only this account may read.
    pub fn at(path: &Path, chance: &Chance) -> Result<Key> {
        let seed = keys::at(path, chance)?;
        let doing = format!("reading {}", path.display());
        Ok(Key(Ed25519KeyPair::from_seed_unchecked(&seed).map_err(|e| Error::broken(&doing, e))?))
    }

    pub fn public(&self) -> String {
        hex(self.0.public_key().as_ref())
    }
}

impl Checkpoint {
    fn message(&self) -> String {
        format!("crier ledger checkpoint\nblock {}\nhash {}\nat {}\n", self.block, self.hash, self.at_ms)
    }

    /// Whether the signature is that of the key named in it.
    pub fn holds(&self) -> bool {
        let (Some(key), Some(signature)) = (unhex(&self.public_key), unhex(&self.signature)) else { return false };
        UnparsedPublicKey::new(&ED25519, key).verify(self.message().as_bytes(), &signature).is_ok()
    }
}

/// Signs the last block. `None`: there is none yet. The same block is signed once.
pub async fn sign(ctx: &Ctx, key: &Key) -> Result<Option<Checkpoint>> {
    let mut tx = ctx.db.begin().await?;
    let head: Option<(i64, String)> =
        tx.optional("SELECT number, hash FROM block ORDER BY number DESC LIMIT 1", values![]).await?;
    let Some((block, hash)) = head else { return Ok(None) };
    let mut new =
        Checkpoint { block, hash, public_key: key.public(), signature: String::new(), at_ms: ctx.clock.now_ms() };
    new.signature = hex(key.0.sign(new.message().as_bytes()).as_ref());
    tx.execute(
        "INSERT INTO checkpoint (block, hash, public_key, signature, at_ms) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (block) DO NOTHING",
        values![new.block, &new.hash, &new.public_key, &new.signature, new.at_ms],
    )
    .await?;
    let sql = "SELECT block, hash, public_key, signature, at_ms FROM checkpoint WHERE block = $1";
    let signed = tx.one("checkpoint", sql, values![block]).await?;
    tx.commit().await?;
    Ok(Some(signed))
}

/// The newest checkpoints, at most [`LISTED_AT_MOST`].
pub async fn newest(db: &Db) -> Result<Vec<Checkpoint>> {
    db.all(
        "SELECT block, hash, public_key, signature, at_ms FROM checkpoint ORDER BY block DESC LIMIT $1",
        values![LISTED_AT_MOST],
    )
    .await
}

/// What is wrong with a checkpoint, beside books whose chain was found right: `None` when it is theirs.
pub async fn disagrees(db: &Db, checkpoint: &Checkpoint, public_key: Option<&str>) -> Result<Option<String>> {
    let number = checkpoint.block;
    if public_key.is_some_and(|key| key != checkpoint.public_key) {
        return Ok(Some(format!("the checkpoint of block {number} is signed by another key")));
    }
    if !checkpoint.holds() {
        return Ok(Some(format!("the checkpoint of block {number} does not have its signature")));
    }
    let found: Option<(String,)> = db.optional("SELECT hash FROM block WHERE number = $1", values![number]).await?;
    Ok(match found {
        None => Some(format!("block {number}, of which there is a checkpoint, is missing")),
        Some((hash,)) if hash != checkpoint.hash => {
            Some(format!("the books up to block {number} were written anew after its checkpoint"))
        }
        Some(_) => None,
    })
}
