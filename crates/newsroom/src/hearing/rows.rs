//! The slice of who heard what that a batch needs, out of the tables and back: a statement for all rows of a kind.

use std::collections::BTreeSet;

use chrono::Datelike;
use chrono_tz::Tz;
use serde::de::DeserializeOwned;
use sqlx::FromRow;

use super::credit::Earner;
use super::listened;
use super::session::{DEVICE_REMEMBERS_MS, Heartbeat, Kept, Open, Session, Slice};
use super::sheet::{Sheet, day_of, number_of};
use crate::db::packed::{Fields, rows};
use crate::db::{Db, Tx, values};
use crate::error::{Error, Result};

/// The rate sheet that holds at a moment: the newest that has begun, or the plain one where none was ever written.
pub async fn sheet(tx: &mut Tx, now_ms: i64) -> Result<Sheet> {
    let sql = "SELECT sheet FROM rate_sheet WHERE begins_at_ms <= $1 ORDER BY version DESC LIMIT 1";
    let row: Option<(String,)> = tx.optional(sql, values![now_ms]).await?;
    row.map_or(Ok(Sheet::default()), |(sheet,)| read(&sheet))
}

/// Publishes a rate sheet, which holds from `begins_at_ms` on.
///
/// # Errors
/// `published`, when there is one of this version: what was earned by it must stay what it was.
pub async fn publish(tx: &mut Tx, sheet: &Sheet, begins_at_ms: i64) -> Result<()> {
    let touched = tx
        .execute(
            "INSERT INTO rate_sheet (version, begins_at_ms, sheet) VALUES ($1, $2, $3) ON CONFLICT (version) DO NOTHING",
            values![sheet.version, begins_at_ms, text(sheet)?],
        )
        .await?;
    if touched == 0 {
        let reason = format!("version {} of the rules is published, and is not changed any more", sheet.version);
        return Err(Error::refused("published", reason));
    }
    Ok(())
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|e| Error::broken("reading what was heard", e))
}

fn text<T: serde::Serialize>(of: &T) -> Result<String> {
    serde_json::to_string(of).map_err(|e| Error::broken("writing what was heard", e))
}

/// What a session's heartbeats may tell of, and by whom and with which key they must be signed.
#[derive(Clone, Debug, FromRow)]
pub struct Grant {
    pub listener: String,
    pub key: String,
    pub narrations: String,
}

/// The grant of a session, which never changes after it was opened.
pub async fn grant(db: &Db, session: &str) -> Result<Option<Grant>> {
    db.optional("SELECT listener, key, narrations FROM listen_session WHERE id = $1", values![session]).await
}

/// Fetches what these sessions and heartbeats touch. The till holds the ledger's head, so nobody else writes meanwhile.
pub async fn fetch(
    tx: &mut Tx,
    now_ms: i64,
    zone: Tz,
    sheet: Sheet,
    opens: &[&Open],
    heartbeats: &[&Heartbeat],
) -> Result<Slice> {
    let today = day_of(now_ms, zone);
    let month = number_of(today.with_day(1).unwrap_or(today));
    let pool: (i64, i64) = tx
        .one(
            "pool",
            "SELECT CAST(COALESCE(SUM(CASE WHEN day = $1 THEN coins ELSE 0 END), 0) AS BIGINT),
                    CAST(COALESCE(SUM(coins), 0) AS BIGINT)
             FROM pool_day WHERE day >= $2 AND day <= $1",
            values![number_of(today), month],
        )
        .await?;
    let mut slice = Slice::at(now_ms, zone, sheet, pool);
    let sessions = tx
        .packed(
            "SELECT string_agg(found.packed, '\u{1e}') FROM (
                SELECT (SELECT concat_ws('\u{1f}', id, listener, device, n, digest, reply, challenge, last_at_ms,
                            COALESCE(held_because, '-'))
                        FROM listen_session WHERE id = w.value->>0) AS packed
                FROM jsonb_each($1) AS w) AS found",
            values![list(heartbeats.iter().map(|heartbeat| heartbeat.session.as_str()))],
        )
        .await?;
    for (_, fields) in sessions.rows() {
        let (id, session) = session(fields).ok_or_else(unread)?;
        slice.sessions.insert(id, session);
    }
    let listeners = opens.iter().map(|open| open.listener.0.as_str());
    let listeners = listeners.chain(heartbeats.iter().map(|heartbeat| heartbeat.listener.0.as_str()));
    let earners = tx
        .packed(
            "SELECT string_agg(found.packed, '\u{1e}') FROM (
                SELECT (SELECT concat_ws('\u{1f}', listener, COALESCE(session, '-'), bucket_ms, bucket_at_ms, day, day_ms,
                            version, carried_ms, credited_ms, quanta, line)
                        FROM earner WHERE listener = w.value->>0) AS packed
                FROM jsonb_each($1) AS w) AS found",
            values![list(listeners)],
        )
        .await?;
    for (_, fields) in earners.rows() {
        let (listener, earner, session) = earner(fields).ok_or_else(unread)?;
        slice.earners.insert(listener, (earner, session));
    }
    let devices = opens.iter().map(|open| open.device.as_str());
    let devices = devices.chain(heartbeats.iter().map(|heartbeat| heartbeat.device.as_str()));
    let found = tx
        .packed(
            "SELECT string_agg(found.packed, '\u{1e}') FROM (
                SELECT (SELECT string_agg(concat_ws('\u{1f}', device, listener, session, at_ms), '\u{1e}')
                        FROM device_listener WHERE device = w.value->>0) AS packed
                FROM jsonb_each($1) AS w) AS found",
            values![list(devices)],
        )
        .await?;
    for (_, mut fields) in found.rows() {
        let mut text = || fields.text().map(String::from).ok_or_else(unread);
        let (device, listener, session) = (text()?, text()?, text()?);
        let at_ms = fields.number().ok_or_else(unread)?;
        slice.devices.entry(device).or_default().insert(listener, (session, at_ms));
    }
    fetch_stories(tx, &mut slice, heartbeats).await?;
    Ok(slice)
}

fn unread() -> Error {
    Error::Broken("a row of who heard what cannot be read".into())
}

fn session(mut fields: Fields<'_>) -> Option<(String, Session)> {
    let id = fields.text()?.to_string();
    let session = Session {
        listener: fields.text()?.into(),
        device: fields.text()?.into(),
        n: fields.number()?,
        digest: fields.text()?.into(),
        reply: fields.text()?.into(),
        challenge: fields.text()?.into(),
        last_at_ms: fields.number()?,
        held_because: fields.optional()?.map(String::from),
    };
    Some((id, session))
}

/// A listener, how they stand, and which session earns.
fn earner(mut fields: Fields<'_>) -> Option<(String, Earner, Option<String>)> {
    let listener = fields.text()?.to_string();
    let session = fields.optional()?.map(String::from);
    let earner = Earner {
        bucket_ms: fields.number()?,
        bucket_at_ms: fields.number()?,
        day: fields.number()?,
        day_ms: fields.number()?,
        version: fields.number()?,
        carried_ms: fields.number()?,
        credited_ms: fields.number()?,
        quanta: fields.number()?,
        line: serde_json::from_str(fields.text()?).ok()?,
    };
    Some((listener, earner, session))
}

async fn fetch_stories(tx: &mut Tx, slice: &mut Slice, heartbeats: &[&Heartbeat]) -> Result<()> {
    let told: BTreeSet<(&str, &str)> = heartbeats
        .iter()
        .flat_map(|heartbeat| {
            heartbeat.heard.iter().map(|(spoken, _)| (heartbeat.listener.0.as_str(), spoken.article.as_str()))
        })
        .collect();
    if told.is_empty() {
        return Ok(());
    }
    let found = tx
        .packed(
            "SELECT string_agg(found.packed, '\u{1e}') FROM (
                SELECT (SELECT concat_ws('\u{1f}', listener, article_id, credited, waiting) FROM heard
                        WHERE listener = w.value->>0 AND article_id = w.value->>1) AS packed
                FROM jsonb_each($1) AS w) AS found",
            values![rows(told)],
        )
        .await?;
    for (_, mut fields) in found.rows() {
        let mut text = || fields.text().map(String::from).ok_or_else(unread);
        let key = (text()?, text()?);
        slice.stories.insert(key, Kept::Row { credited: text()?, waiting: text()? });
    }
    Ok(())
}

fn list<'a>(of: impl Iterator<Item = &'a str>) -> String {
    let names: BTreeSet<&str> = of.collect();
    rows(names.iter().map(|name| [name]))
}

/// Writes what the batch changed.
pub async fn write(tx: &mut Tx, slice: &Slice) -> Result<()> {
    write_sessions(tx, slice).await?;
    write_earners(tx, slice).await?;
    write_stories(tx, slice).await?;
    if !slice.touched_devices.is_empty() {
        let touched = slice.touched_devices.iter().filter_map(|(device, listener)| {
            let (session, at_ms) = slice.devices.get(device)?.get(listener)?;
            Some((device, listener, session, at_ms))
        });
        tx.execute(
            "INSERT INTO device_listener (device, listener, session, at_ms)
             SELECT value->>0, value->>1, value->>2, CAST(value->>3 AS BIGINT) FROM jsonb_each($1) WHERE 1 = 1
             ON CONFLICT (device, listener) DO UPDATE SET session = excluded.session, at_ms = excluded.at_ms",
            values![rows(touched)],
        )
        .await?;
    }
    listened::write(tx, slice.now_ms, &slice.listened).await?;
    if slice.earned > 0 {
        tx.execute(
            "INSERT INTO pool_day (day, coins) VALUES ($1, $2)
             ON CONFLICT (day) DO UPDATE SET coins = pool_day.coins + excluded.coins",
            values![number_of(day_of(slice.now_ms, slice.zone)), slice.earned],
        )
        .await?;
    }
    Ok(())
}

/// A session is written in full when it opens, and by each heartbeat only what that moves: what was granted can be long.
async fn write_sessions(tx: &mut Tx, slice: &Slice) -> Result<()> {
    if !slice.opened.is_empty() {
        let opened = slice.opened.iter().filter_map(|(id, open)| {
            let Session { listener, device, n, digest, reply, challenge, last_at_ms, held_because } =
                slice.sessions.get(id)?;
            let Open { key, narrations, .. } = open;
            let opened_at_ms = slice.now_ms;
            Some((
                id,
                listener,
                device,
                key,
                narrations,
                n,
                digest,
                reply,
                challenge,
                opened_at_ms,
                last_at_ms,
                held_because,
            ))
        });
        tx.execute(
            "INSERT INTO listen_session (id, listener, device, key, narrations, n, digest, reply, challenge, opened_at_ms,
                last_at_ms, held_because)
             SELECT value->>0, value->>1, value->>2, value->>3, value->>4, CAST(value->>5 AS BIGINT), value->>6,
                    value->>7, value->>8, CAST(value->>9 AS BIGINT), CAST(value->>10 AS BIGINT), value->>11
             FROM jsonb_each($1) WHERE 1 = 1
             ON CONFLICT (id) DO UPDATE SET n = excluded.n, digest = excluded.digest, reply = excluded.reply,
                challenge = excluded.challenge, last_at_ms = excluded.last_at_ms",
            values![rows(opened)],
        )
        .await?;
    }
    let told: Vec<_> = slice
        .touched_sessions
        .iter()
        .filter(|id| !slice.opened.contains_key(*id))
        .filter_map(|id| {
            let Session { n, digest, reply, challenge, last_at_ms, .. } = slice.sessions.get(id)?;
            Some((id, n, digest, reply, challenge, last_at_ms))
        })
        .collect();
    if !told.is_empty() {
        tx.execute(
            "UPDATE listen_session SET n = CAST(w.value->>1 AS BIGINT), digest = w.value->>2, reply = w.value->>3,
                challenge = w.value->>4, last_at_ms = CAST(w.value->>5 AS BIGINT)
             FROM jsonb_each($1) AS w WHERE listen_session.id = w.value->>0",
            values![rows(told)],
        )
        .await?;
    }
    Ok(())
}

async fn write_earners(tx: &mut Tx, slice: &Slice) -> Result<()> {
    let mut touched = Vec::with_capacity(slice.touched_earners.len());
    for listener in &slice.touched_earners {
        let Some((e, session)) = slice.earners.get(listener) else { continue };
        let line = text(&e.line)?;
        touched.push((
            listener,
            session,
            e.bucket_ms,
            e.bucket_at_ms,
            e.day,
            e.day_ms,
            e.version,
            e.carried_ms,
            e.credited_ms,
            e.quanta,
            line,
        ));
    }
    tx.execute(
        "INSERT INTO earner (listener, session, bucket_ms, bucket_at_ms, day, day_ms, version, carried_ms, credited_ms,
            quanta, line)
         SELECT value->>0, value->>1, CAST(value->>2 AS BIGINT), CAST(value->>3 AS BIGINT), CAST(value->>4 AS BIGINT),
                CAST(value->>5 AS BIGINT), CAST(value->>6 AS BIGINT), CAST(value->>7 AS BIGINT),
                CAST(value->>8 AS BIGINT), CAST(value->>9 AS BIGINT), value->>10
         FROM jsonb_each($1) WHERE 1 = 1
         ON CONFLICT (listener) DO UPDATE SET session = excluded.session, bucket_ms = excluded.bucket_ms,
            bucket_at_ms = excluded.bucket_at_ms, day = excluded.day, day_ms = excluded.day_ms,
            version = excluded.version, carried_ms = excluded.carried_ms, credited_ms = excluded.credited_ms,
            quanta = excluded.quanta, line = excluded.line",
        values![rows(touched)],
    )
    .await?;
    Ok(())
}

async fn write_stories(tx: &mut Tx, slice: &Slice) -> Result<()> {
    let mut touched = Vec::with_capacity(slice.touched_stories.len());
    for key in &slice.touched_stories {
        let Some(Kept::Story(story)) = slice.stories.get(key) else { continue };
        touched.push((&key.0, &key.1, text(&story.credited)?, text(&story.waiting)?));
    }
    if touched.is_empty() {
        return Ok(());
    }
    tx.execute(
        "INSERT INTO heard (listener, article_id, credited, waiting)
         SELECT value->>0, value->>1, value->>2, value->>3 FROM jsonb_each($1) WHERE 1 = 1
         ON CONFLICT (listener, article_id) DO UPDATE SET credited = excluded.credited, waiting = excluded.waiting",
        values![rows(touched)],
    )
    .await?;
    Ok(())
}

/// Forgets sessions that nobody has told on for so long that none will, and devices of as long ago.
pub async fn sweep(db: &Db, now_ms: i64) -> Result<()> {
    const KEPT_MS: i64 = 7 * DEVICE_REMEMBERS_MS;
    // Whatever is as old was opened before, and there is an index of that: one of the last heartbeats would have to be
    // written with each of them.
    let sql = "DELETE FROM listen_session WHERE opened_at_ms < $1 AND last_at_ms < $1";
    db.execute(sql, values![now_ms - KEPT_MS]).await?;
    db.execute("DELETE FROM device_listener WHERE at_ms < $1", values![now_ms - KEPT_MS]).await?;
    listened::sweep(db, now_ms).await?;
    Ok(())
}

/// What a listener has heard of a story, for their own eyes.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, FromRow)]
pub struct HeardStory {
    pub article_id: String,
    /// JSON: by segment, the thousandths that were credited, and those that wait for the threshold.
    pub credited: String,
    pub waiting: String,
}

/// All stories that a listener has heard something of.
pub async fn heard_by(db: &Db, listener: &crate::ids::ListenerId) -> Result<Vec<HeardStory>> {
    let sql = "SELECT article_id, credited, waiting FROM heard WHERE listener = $1 ORDER BY article_id";
    db.all(sql, values![listener]).await
}

/// Forgets what a listener heard, and where. The sums stay: the books are checked against them.
pub async fn forget(tx: &mut Tx, listener: &crate::ids::ListenerId) -> Result<()> {
    tx.execute("UPDATE earner SET line = '[]', session = NULL WHERE listener = $1", values![listener]).await?;
    for sql in [
        "DELETE FROM heard WHERE listener = $1",
        "DELETE FROM listen_session WHERE listener = $1",
        "DELETE FROM device_listener WHERE listener = $1",
    ] {
        tx.execute(sql, values![listener]).await?;
    }
    Ok(())
}
