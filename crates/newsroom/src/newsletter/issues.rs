//! Issues: planned, changed by an editor, made fast, sent, ended.

use serde::Serialize;
use sqlx::FromRow;

use crate::ctx::Ctx;
use crate::db::{Db, Tx, values};
use crate::error::{Error, Result};
use crate::ids::IssueId;
use crate::subscribers::Rhythm;

/// Letters of a subject: mail programs show some sixty.
pub const SUBJECT_LETTERS: usize = 150;
pub const INTRO_LETTERS: usize = 4_000;
/// Issues that the desk lists.
const LISTED: i64 = 60;
/// Drafts and issues under way: one of each rhythm and language.
const AT_ONCE: i64 = 100;

/// An issue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Issue {
    pub id: IssueId,
    pub rhythm: Rhythm,
    pub lang: String,
    pub number: Option<i64>,
    pub state: String,
    pub subject: Option<String>,
    pub intro: Option<String>,
    pub arranged: Vec<String>,
    pub left_out: Vec<String>,
    pub version: i64,
    pub goes_at_ms: i64,
    pub begun_at_ms: Option<i64>,
    pub ended_at_ms: Option<i64>,
    pub problem: Option<String>,
}

impl Issue {
    pub fn is_draft(&self) -> bool {
        self.state == "draft"
    }
}

#[derive(FromRow)]
struct Row {
    id: IssueId,
    rhythm: String,
    lang: String,
    number: Option<i64>,
    state: String,
    subject: Option<String>,
    intro: Option<String>,
    arranged: String,
    left_out: String,
    version: i64,
    goes_at_ms: i64,
    begun_at_ms: Option<i64>,
    ended_at_ms: Option<i64>,
    problem: Option<String>,
}

impl Row {
    fn read(self) -> Result<Issue> {
        Ok(Issue {
            id: self.id,
            rhythm: Rhythm::named(&self.rhythm)?,
            lang: self.lang,
            number: self.number,
            state: self.state,
            subject: self.subject,
            intro: self.intro,
            arranged: serde_json::from_str(&self.arranged).unwrap_or_default(),
            left_out: serde_json::from_str(&self.left_out).unwrap_or_default(),
            version: self.version,
            goes_at_ms: self.goes_at_ms,
            begun_at_ms: self.begun_at_ms,
            ended_at_ms: self.ended_at_ms,
            problem: self.problem,
        })
    }
}

macro_rules! row {
    ($rest:literal) => {
        concat!(
            "SELECT id, rhythm, lang, number, state, subject, intro, arranged, left_out, version, goes_at_ms, begun_at_ms, ",
            "ended_at_ms, problem FROM newsletter_issue ",
            $rest
        )
    };
}

fn read(rows: Vec<Row>) -> Result<Vec<Issue>> {
    rows.into_iter().map(Row::read).collect()
}

pub async fn by_id(db: &Db, id: &IssueId) -> Result<Issue> {
    db.one::<Row>("issue", row!("WHERE id = $1"), values![id]).await?.read()
}

/// The drafts: what comes next, the nearest first.
pub async fn coming(db: &Db) -> Result<Vec<Issue>> {
    let sql = row!("WHERE state = 'draft' ORDER BY goes_at_ms, rhythm, lang LIMIT $1");
    read(db.all(sql, values![AT_ONCE]).await?)
}

/// What is on its way, the oldest first.
pub async fn being_sent(db: &Db) -> Result<Vec<Issue>> {
    let sql = row!("WHERE state = 'sending' ORDER BY begun_at_ms, id LIMIT $1");
    read(db.all(sql, values![AT_ONCE]).await?)
}

/// All but the drafts, the newest first.
pub async fn past(db: &Db) -> Result<Vec<Issue>> {
    let sql = row!("WHERE state <> 'draft' ORDER BY COALESCE(begun_at_ms, goes_at_ms) DESC, id DESC LIMIT $1");
    read(db.all(sql, values![LISTED]).await?)
}

/// When the last issue of a kind was made fast, and when the last one that there was at all was to go.
pub async fn before(db: &Db, rhythm: Rhythm, lang: &str) -> Result<(Option<i64>, Option<i64>)> {
    db.one(
        "issue",
        "SELECT MAX(begun_at_ms), MAX(CASE WHEN state = 'draft' THEN NULL ELSE goes_at_ms END) FROM newsletter_issue
         WHERE rhythm = $1 AND lang = $2",
        values![rhythm.name(), lang],
    )
    .await
}

/// Articles that were in issues of a kind since a moment.
pub async fn told(db: &Db, rhythm: Rhythm, lang: &str, since_ms: i64) -> Result<Vec<(String,)>> {
    db.all(
        "SELECT DISTINCT t.article FROM newsletter_story t JOIN newsletter_issue i ON i.id = t.issue
         WHERE i.rhythm = $1 AND i.lang = $2 AND i.begun_at_ms > $3",
        values![rhythm.name(), lang, since_ms],
    )
    .await
}

/// Plans the next issue of a kind, or moves the one that is planned to this time, unless its time has come. Who plans second
/// plans nothing.
pub async fn plan(tx: &mut Tx, ctx: &Ctx, rhythm: Rhythm, lang: &str, goes_at_ms: i64) -> Result<()> {
    let moved = tx
        .execute(
            "UPDATE newsletter_issue SET goes_at_ms = $3
             WHERE rhythm = $1 AND lang = $2 AND state = 'draft' AND goes_at_ms > $4 AND goes_at_ms <> $3",
            values![rhythm.name(), lang, goes_at_ms, ctx.clock.now_ms()],
        )
        .await?;
    if moved == 0 {
        tx.execute(
            "INSERT INTO newsletter_issue (id, rhythm, lang, state, arranged, left_out, version, goes_at_ms, sent, refused,
                unknown, unsubscribed)
             VALUES ($1, $2, $3, 'draft', '[]', '[]', 1, $4, 0, 0, 0, 0) ON CONFLICT DO NOTHING",
            values![&IssueId::new(&ctx.clock, &ctx.chance), rhythm.name(), lang, goes_at_ms],
        )
        .await?;
    }
    Ok(())
}

/// What an editor makes of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edited {
    /// Empty: each letter's is its own first headline.
    pub subject: String,
    pub intro: String,
    pub arranged: Vec<String>,
    pub left_out: Vec<String>,
}

/// # Errors
/// Invalid for what is too long; `changed` where somebody else has changed it meanwhile, or it has gone.
pub async fn edit(tx: &mut Tx, issue: &IssueId, version: i64, edited: &Edited) -> Result<()> {
    let (subject, intro) = (edited.subject.trim(), edited.intro.trim());
    if subject.chars().count() > SUBJECT_LETTERS || subject.contains(['\r', '\n']) {
        return Err(Error::invalid("subject", format!("one line of at most {SUBJECT_LETTERS} letters")));
    }
    if intro.chars().count() > INTRO_LETTERS {
        return Err(Error::invalid("intro", format!("at most {INTRO_LETTERS} letters")));
    }
    let touched = tx
        .execute(
            "UPDATE newsletter_issue SET subject = $3, intro = $4, arranged = $5, left_out = $6, version = version + 1
             WHERE id = $1 AND version = $2 AND state = 'draft'",
            values![
                issue,
                version,
                Some(subject).filter(|text| !text.is_empty()),
                Some(intro).filter(|text| !text.is_empty()),
                serde_json::json!(edited.arranged).to_string(),
                serde_json::json!(edited.left_out).to_string()
            ],
        )
        .await?;
    if touched == 1 { Ok(()) } else { Err(changed()) }
}

fn changed() -> Error {
    Error::refused("changed", "this issue has changed meanwhile: look again")
}

/// Makes a draft fast with these articles, and writes down a copy for everybody who gets it; returns how many those are.
///
/// # Errors
/// `changed` where it is no such draft any more.
pub async fn begin(tx: &mut Tx, ctx: &Ctx, issue: &Issue, articles: &[String]) -> Result<u64> {
    let now = ctx.clock.now_ms();
    let touched = tx
        .execute(
            "UPDATE newsletter_issue SET state = 'sending', begun_at_ms = $3, problem = NULL,
                number = (SELECT COALESCE(MAX(o.number), 0) + 1 FROM newsletter_issue o WHERE o.rhythm = $4 AND o.lang = $5)
             WHERE id = $1 AND version = $2 AND state = 'draft'",
            values![&issue.id, issue.version, now, issue.rhythm.name(), &issue.lang],
        )
        .await?;
    if touched == 0 {
        return Err(changed());
    }
    for (position, article) in articles.iter().enumerate() {
        tx.execute(
            "INSERT INTO newsletter_story (issue, position, article) VALUES ($1, $2, $3)",
            values![&issue.id, position as i64, article],
        )
        .await?;
    }
    tx.execute(
        "INSERT INTO newsletter_copy (issue, subscriber, state, attempts, waits_since_ms, due_at_ms)
         SELECT $1, id, 'waiting', 0, $2, $2 FROM subscriber WHERE state = 'confirmed' AND rhythm = $3 AND lang = $4
         ON CONFLICT (issue, subscriber) DO NOTHING",
        values![&issue.id, now, issue.rhythm.name(), &issue.lang],
    )
    .await
}

/// The articles of an issue that was made fast, in order.
pub async fn articles(db: &Db, issue: &IssueId) -> Result<Vec<String>> {
    let rows: Vec<(String,)> =
        db.all("SELECT article FROM newsletter_story WHERE issue = $1 ORDER BY position", values![issue]).await?;
    Ok(rows.into_iter().map(|(article,)| article).collect())
}

/// A draft does not go; its stories may be in the next.
///
/// # Errors
/// `changed` where it is no draft any more.
pub async fn skip(tx: &mut Tx, ctx: &Ctx, issue: &IssueId, because: Option<&str>) -> Result<()> {
    let touched = tx
        .execute(
            "UPDATE newsletter_issue SET state = 'skipped', ended_at_ms = $2, problem = $3 WHERE id = $1 AND state = 'draft'",
            values![issue, ctx.clock.now_ms(), because],
        )
        .await?;
    if touched == 1 { Ok(()) } else { Err(changed()) }
}

/// Goes no further until somebody has said so. `false`: it was not on its way.
pub async fn hold(tx: &mut Tx, issue: &IssueId, because: &str) -> Result<bool> {
    let sql = "UPDATE newsletter_issue SET state = 'held', problem = $2 WHERE id = $1 AND state = 'sending'";
    Ok(tx.execute(sql, values![issue, because]).await? == 1)
}

/// What waits of a held issue goes on.
///
/// # Errors
/// `changed` where it is not held.
pub async fn go_on(tx: &mut Tx, issue: &IssueId) -> Result<()> {
    let sql = "UPDATE newsletter_issue SET state = 'sending', problem = NULL WHERE id = $1 AND state = 'held'";
    if tx.execute(sql, values![issue]).await? == 1 { Ok(()) } else { Err(changed()) }
}

/// Keeps what the mail server said of an issue under way; `None`: all is well again.
pub async fn note(ctx: &Ctx, issue: &IssueId, problem: Option<&str>) -> Result<()> {
    let sql = "UPDATE newsletter_issue SET problem = $2 WHERE id = $1 AND state = 'sending'
               AND COALESCE(problem, '') <> COALESCE(CAST($2 AS TEXT), '')";
    ctx.db.execute(sql, values![issue, problem]).await?;
    Ok(())
}

/// Whether an issue has come to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Something waits, or is in hand; or it was not on its way.
    NotYet,
    First,
    /// It had ended before, and copies of it were sent again.
    Again,
}

/// Ends an issue of which nothing waits and nothing is in hand.
pub async fn end(tx: &mut Tx, ctx: &Ctx, issue: &IssueId) -> Result<End> {
    let touched = tx
        .execute(
            "UPDATE newsletter_issue SET state = 'sent', problem = NULL
             WHERE id = $1 AND state = 'sending' AND NOT EXISTS
                (SELECT 1 FROM newsletter_copy c WHERE c.issue = $1 AND c.state IN ('waiting', 'handing'))",
            values![issue],
        )
        .await?;
    if touched == 0 {
        return Ok(End::NotYet);
    }
    let sql = "UPDATE newsletter_issue SET ended_at_ms = $2 WHERE id = $1 AND ended_at_ms IS NULL";
    let first = tx.execute(sql, values![issue, ctx.clock.now_ms()]).await? == 1;
    Ok(if first { End::First } else { End::Again })
}

/// An issue that had ended has copies to send again; when it ended first is remembered.
pub(super) async fn reopen(tx: &mut Tx, issue: &IssueId) -> Result<()> {
    let sql = "UPDATE newsletter_issue SET state = 'sending' WHERE id = $1 AND state = 'sent'";
    tx.execute(sql, values![issue]).await?;
    Ok(())
}

/// After a restore: what was under way, or should have gone since the backup was made, may have reached people already. It
/// is held, or skipped where no copy was written down.
pub async fn after_restore(tx: &mut Tx, ctx: &Ctx) -> Result<()> {
    const BECAUSE: &str = "restored from a backup: it may have been sent since";
    let sql = "UPDATE newsletter_issue SET state = 'held', problem = $1 WHERE state = 'sending'";
    tx.execute(sql, values![BECAUSE]).await?;
    tx.execute(
        "UPDATE newsletter_issue SET state = 'skipped', problem = $1, ended_at_ms = $2
         WHERE state = 'draft' AND goes_at_ms <= $2",
        values![BECAUSE, ctx.clock.now_ms()],
    )
    .await?;
    super::copies::after_restore(tx, ctx).await
}
