//! One byte that is not as it was written, anywhere in a row: the audit names the row. Whoever can write to the disk can do
//! it, and so can a disk.

use newsroom::db::values;

use super::{audit, full};
use crate::harness::Newsroom;

crate::on_both!(a_byte_flipped_anywhere_in_a_transfer_names_it);

/// A column of texts: how it is read, and how it is written from hexadecimal digits on SQLite and from text elsewhere.
macro_rules! texts {
    ($($column:literal),+) => {[$((
        concat!("SELECT ", $column, " FROM transfer WHERE seq = $1 AND ", $column, " IS NOT NULL"),
        concat!("UPDATE transfer SET ", $column, " = CAST(unhex($1) AS TEXT) WHERE seq = $2"),
        concat!("UPDATE transfer SET ", $column, " = $1 WHERE seq = $2"),
        concat!("UPDATE transfer SET ", $column, " = CAST(", $column, " AS BLOB) WHERE seq = $1"),
    )),+]};
}

const TEXTS: [(&str, &str, &str, &str); 10] =
    texts!["id", "request", "kind", "debit", "credit", "settles", "reverses", "reason", "memo", "seal"];
const NUMBERS: [(&str, &str); 5] = [
    ("SELECT coins FROM transfer WHERE seq = $1", "UPDATE transfer SET coins = $1 WHERE seq = $2"),
    (
        "SELECT expires_at_ms FROM transfer WHERE seq = $1 AND expires_at_ms IS NOT NULL",
        "UPDATE transfer SET expires_at_ms = $1 WHERE seq = $2",
    ),
    ("SELECT at_ms FROM transfer WHERE seq = $1", "UPDATE transfer SET at_ms = $1 WHERE seq = $2"),
    // Where it is the only one.
    (
        "SELECT MIN(coins) FROM lot_move WHERE seq = $1 HAVING COUNT(*) = 1",
        "UPDATE lot_move SET coins = $1 WHERE seq = $2",
    ),
    (
        "SELECT MIN(expires_at_ms) FROM lot_move WHERE seq = $1 HAVING COUNT(*) = 1",
        "UPDATE lot_move SET expires_at_ms = $1 WHERE seq = $2",
    ),
];
/// What was NULL, and is not any more.
const NO_LONGER_NULL: [(&str, &str); 2] = [
    (
        "UPDATE transfer SET settles = '' WHERE seq = $1 AND settles IS NULL",
        "UPDATE transfer SET settles = NULL WHERE seq = $1",
    ),
    (
        "UPDATE transfer SET reverses = '' WHERE seq = $1 AND reverses IS NULL",
        "UPDATE transfer SET reverses = NULL WHERE seq = $1",
    ),
];

async fn a_byte_flipped_anywhere_in_a_transfer_names_it(room: &Newsroom) {
    full(room).await;
    let db = &room.ctx.db;
    let sqlite = db.is_sqlite();
    if sqlite {
        // Elsewhere what the database itself refuses need not be noticed.
        db.execute("PRAGMA ignore_check_constraints = 1", values![]).await.unwrap();
        db.execute("PRAGMA foreign_keys = 0", values![]).await.unwrap();
    }
    let mut noticed = 0;
    // One that was earned, one set aside and its post, one let go, one taken back in part.
    for seq in [2, 4, 5, 7, 9] {
        for (read, as_bytes, as_text, as_blob) in TEXTS {
            let found: Option<(String,)> = db.optional(read, values![seq]).await.unwrap();
            let Some((before,)) = found else { continue };
            for at in 0..before.len() {
                // The lowest bit leaves it a letter; the highest makes no text of it; both marks of packed rows.
                for byte in [before.as_bytes()[at] ^ 1, before.as_bytes()[at] | 0x80, 0x1e, 0x1f] {
                    let mut changed = before.clone().into_bytes();
                    changed[at] = byte;
                    let changed = if sqlite {
                        let hex: String = changed.iter().map(|byte| format!("{byte:02x}")).collect();
                        db.execute(as_bytes, values![hex, seq]).await
                    } else {
                        let Ok(text) = String::from_utf8(changed) else { continue };
                        db.execute(as_text, values![text, seq]).await
                    };
                    if changed.is_err() {
                        continue;
                    }
                    named(room, seq, read).await;
                    db.execute(as_text, values![&before, seq]).await.unwrap();
                    noticed += 1;
                }
            }
            if sqlite {
                db.execute(as_blob, values![seq]).await.unwrap();
                named(room, seq, read).await;
                db.execute(as_text, values![&before, seq]).await.unwrap();
            }
        }
        for (read, write) in NUMBERS {
            let found: Option<(i64,)> = db.optional(read, values![seq]).await.unwrap();
            let Some((before,)) = found else { continue };
            for bit in (0..48).step_by(3) {
                if db.execute(write, values![before ^ 1 << bit, seq]).await.is_err() {
                    continue;
                }
                named(room, seq, read).await;
                db.execute(write, values![before, seq]).await.unwrap();
                noticed += 1;
            }
        }
        for (write, undo) in NO_LONGER_NULL {
            if db.execute(write, values![seq]).await.is_ok_and(|touched| touched == 1) {
                named(room, seq, write).await;
                db.execute(undo, values![seq]).await.unwrap();
                noticed += 1;
            }
        }
    }
    assert!(noticed > 1_500, "{noticed} changes were tried");
    assert_eq!(audit(room).await.wrong, None, "all is undone");
}

async fn named(room: &Newsroom, seq: i64, what: &str) {
    let wrong = audit(room).await.wrong.unwrap_or_else(|| panic!("unnoticed in transfer {seq}: {what}"));
    assert!(wrong.starts_with(&format!("transfer {seq}")), "transfer {seq}, {what}: {wrong}");
}
