//! Coins against hearing: invariants I11 and I12, read from the ledger's lines and from what is kept of each listener. It
//! shares no code with what credits and mints, so that a mistake there, or a hand in the tables, is found here.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::FromRow;

use crate::ctx::Ctx;
use crate::db::snapshot::Snapshot;
use crate::db::values;
use crate::error::{Error, Result};
use crate::hearing::Sheet;
use crate::hearing::sheet::day_of;

/// Rows read at a time.
const PAGE: i64 = 20_000;

#[derive(FromRow)]
struct Line {
    seq: i64,
    credit: String,
    coins: i64,
    at_ms: i64,
    memo: String,
}

/// What a coin's line says of it; lines of another kind say something else, and are not looked at.
#[derive(Deserialize)]
struct Memo {
    rule: String,
    version: i64,
    heard: Vec<(String, i64)>,
    further_ms: i64,
}

#[derive(FromRow)]
struct Kept {
    listener: String,
    version: i64,
    carried_ms: i64,
    credited_ms: i64,
    quanta: i64,
}

/// What a listener's lines amount to so far.
#[derive(Default)]
struct Earned {
    /// By version of the rules.
    coins: HashMap<i64, i64>,
    version: i64,
    at_ms: i64,
    /// Media paid for that the clock has not yet allowed: runs down as it goes.
    ahead_ms: i64,
    day: Option<NaiveDate>,
    day_ms: i64,
}

/// Reads all coins that were earned, beside what was heard for them. `None`: all is as it must be; else the first thing
/// that is not.
pub async fn audit(ctx: &Ctx) -> Result<Option<String>> {
    let mut view = ctx.db.snapshot().await?;
    let sheets = sheets(&mut view).await?;
    let mut earned: HashMap<String, Earned> = HashMap::new();
    let mut after = 0;
    loop {
        let lines: Vec<Line> = view
            .all(
                "SELECT seq, credit, coins, at_ms, memo FROM transfer
                 WHERE seq > $1 AND reason = 'earn' AND kind IN ('posted', 'pending') ORDER BY seq LIMIT $2",
                values![after, PAGE],
            )
            .await?;
        let Some(last) = lines.last() else { break };
        after = last.seq;
        for line in &lines {
            let Ok(memo) = serde_json::from_str::<Memo>(&line.memo) else { continue };
            if memo.rule != "listening" {
                continue;
            }
            let Some(sheet) = sheets.get(&memo.version) else {
                return Ok(Some(format!("I11: transfer {} is by rules that were never published", line.seq)));
            };
            let earned = earned.entry(line.credit.clone()).or_default();
            if let Some(wrong) = earned.take(line, &memo, sheet, day_of(line.at_ms, ctx.settings.time_zone)) {
                return Ok(Some(format!("{wrong} (transfer {})", line.seq)));
            }
        }
    }
    against_hearing(&mut view, &sheets, earned).await
}

async fn sheets(view: &mut Snapshot) -> Result<HashMap<i64, Sheet>> {
    let plain = Sheet::default();
    let mut sheets = HashMap::from([(plain.version, plain)]);
    let rows: Vec<(String,)> = view.all("SELECT sheet FROM rate_sheet", values![]).await?;
    for (sheet,) in rows {
        let sheet: Sheet = serde_json::from_str(&sheet).map_err(|e| Error::broken("reading a rate sheet", e))?;
        sheets.insert(sheet.version, sheet);
    }
    Ok(sheets)
}

impl Earned {
    /// Takes the next line in; says what of it cannot be.
    fn take(&mut self, line: &Line, memo: &Memo, sheet: &Sheet, day: NaiveDate) -> Option<&'static str> {
        let paid_ms = line.coins / sheet.coins.max(1) * sheet.quantum_ms;
        if self.version != memo.version {
            *self = Earned { coins: std::mem::take(&mut self.coins), version: memo.version, ..Earned::default() };
        }
        if self.day != Some(day) {
            (self.day, self.day_ms) = (Some(day), 0);
        }
        *self.coins.entry(memo.version).or_default() += line.coins;
        self.day_ms += paid_ms;
        self.ahead_ms = (self.ahead_ms - (line.at_ms - self.at_ms).max(0).saturating_mul(sheet.bucket_rate)).max(0);
        self.ahead_ms += paid_ms;
        self.at_ms = line.at_ms;
        let heard_ms: i64 = memo.heard.iter().map(|(_, ms)| ms).sum::<i64>() + memo.further_ms;
        // A coin may be paid for by what was left over before.
        let left_over_ms = sheet.quantum_ms;
        if heard_ms < paid_ms {
            Some("I11: a coin has less behind it than it takes")
        } else if self.ahead_ms > sheet.bucket_ms + left_over_ms {
            Some("I12: more was paid for than the clock allows")
        } else if self.day_ms > sheet.daily_ms + left_over_ms {
            Some("I12: more was paid for than a day allows")
        } else {
            None
        }
    }
}

/// Coins by the lines are coins by what was credited.
async fn against_hearing(
    view: &mut Snapshot,
    sheets: &HashMap<i64, Sheet>,
    mut earned: HashMap<String, Earned>,
) -> Result<Option<String>> {
    let mut after = String::new();
    loop {
        let rows: Vec<Kept> = view
            .all(
                "SELECT listener, version, carried_ms, credited_ms, quanta FROM earner
                 WHERE listener > $1 ORDER BY listener LIMIT $2",
                values![&after, PAGE],
            )
            .await?;
        let Some(last) = rows.last() else { break };
        after = last.listener.clone();
        for Kept { listener, version, carried_ms, credited_ms, quanta } in rows {
            let Some(sheet) = sheets.get(&version) else {
                return Ok(Some(format!("I11: {listener} earns by rules that were never published")));
            };
            if (carried_ms + credited_ms) / sheet.quantum_ms.max(1) != quanta {
                return Ok(Some(format!("I11: what is credited is not what was paid for ({listener})")));
            }
            let lines = earned.remove(&format!("wallet:{listener}")).unwrap_or_default();
            if lines.coins.get(&version).copied().unwrap_or_default() != quanta * sheet.coins {
                return Ok(Some(format!("I11: the wallet's lines are not what was credited ({listener})")));
            }
        }
    }
    let orphan = earned.keys().min();
    Ok(orphan.map(|wallet| format!("I11: coins were earned, and nothing is kept of the hearing ({wallet})")))
}
