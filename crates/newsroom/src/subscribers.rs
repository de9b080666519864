//! Subscribers: people who asked for the newsletter by mail, what they chose, and how they leave.
//!
//! Nobody is one before they have opened a link in a letter and pressed its button. Whoever leaves is deleted.

use serde::{Deserialize, Serialize};
use sqlx::FromRow;

use crate::ctx::Ctx;
use crate::db::{Db, Tx, values};
use crate::error::{Error, Result};
use crate::ids::{IssueId, SubscriberId, digest};
use crate::listeners::links::mailbox;

/// A letter that waits over a weekend still confirms.
pub const LINK_LIVES_MS: i64 = 3 * 24 * 60 * 60_000;
/// Letters that sign-ups lead to are counted over this time.
pub const WINDOW_MS: i64 = 24 * 60 * 60_000;
/// Letters to one address in that time: nobody's mailbox is filled through us.
pub const LETTERS_PER_ADDRESS: i64 = 3;
/// Letters that one network address asks for in that time: an office that was told of it, no machine.
pub const LETTERS_PER_ASKER: i64 = 30;
/// Whoever did not confirm by then is forgotten.
const UNCONFIRMED_KEPT_MS: i64 = 7 * 24 * 60 * 60_000;
/// Publications, sections and languages that somebody can name; a newsroom has fewer.
const CHOSEN_AT_MOST: usize = 200;
/// A mailbox that refuses so many issues in a row is gone: mail servers think ill of whoever goes on writing.
pub const REFUSALS_AT_MOST: i64 = 3;

/// How often somebody is written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rhythm {
    Daily,
    Weekly,
}

impl Rhythm {
    pub const ALL: [Rhythm; 2] = [Rhythm::Daily, Rhythm::Weekly];

    pub fn name(self) -> &'static str {
        match self {
            Rhythm::Daily => "daily",
            Rhythm::Weekly => "weekly",
        }
    }

    /// A rhythm by its name.
    ///
    /// # Errors
    /// Invalid for another.
    pub fn named(name: &str) -> Result<Rhythm> {
        let found = Rhythm::ALL.into_iter().find(|rhythm| rhythm.name() == name);
        found.ok_or_else(|| Error::invalid("rhythm", "it is daily or weekly"))
    }
}

/// What somebody wants to read. An empty list: all of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Choices {
    pub rhythm: Rhythm,
    /// Of the letter itself.
    pub lang: String,
    /// Ids.
    pub publications: Vec<String>,
    /// Slugs.
    pub sections: Vec<String>,
    /// Languages of stories.
    pub langs: Vec<String>,
}

impl Choices {
    /// What somebody gets who chose nothing: every story in their language.
    pub fn all(rhythm: Rhythm, lang: &str) -> Choices {
        Choices {
            rhythm,
            lang: lang.to_string(),
            publications: vec![],
            sections: vec![],
            langs: vec![lang.to_string()],
        }
    }
}

/// Somebody who asked for the newsletter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Subscriber {
    #[serde(skip)]
    pub id: SubscriberId,
    pub email: String,
    pub state: String,
    pub choices: Choices,
    /// Stands in their letters' links.
    #[serde(skip)]
    pub secret: String,
    pub asked_at_ms: i64,
    pub confirmed_at_ms: Option<i64>,
}

impl Subscriber {
    pub fn is_confirmed(&self) -> bool {
        self.state == "confirmed"
    }
}

#[derive(FromRow)]
struct Row {
    id: SubscriberId,
    email: String,
    state: String,
    lang: String,
    rhythm: String,
    publications: String,
    sections: String,
    langs: String,
    secret: String,
    asked_at_ms: i64,
    confirmed_at_ms: Option<i64>,
}

impl Row {
    fn read(self) -> Result<Subscriber> {
        let choices = Choices {
            rhythm: Rhythm::named(&self.rhythm)?,
            lang: self.lang,
            publications: unlist(&self.publications),
            sections: unlist(&self.sections),
            langs: unlist(&self.langs),
        };
        Ok(Subscriber {
            id: self.id,
            email: self.email,
            state: self.state,
            choices,
            secret: self.secret,
            asked_at_ms: self.asked_at_ms,
            confirmed_at_ms: self.confirmed_at_ms,
        })
    }
}

macro_rules! row {
    ($rest:literal) => {
        concat!(
            "SELECT s.id, s.email, s.state, s.lang, s.rhythm, s.publications, s.sections, s.langs, s.secret, ",
            "s.asked_at_ms, s.confirmed_at_ms FROM subscriber s ",
            $rest
        )
    };
}

fn list(chosen: &[String]) -> String {
    serde_json::json!(chosen.iter().take(CHOSEN_AT_MOST).collect::<Vec<_>>()).to_string()
}

fn unlist(json: &str) -> Vec<String> {
    serde_json::from_str(json).unwrap_or_default()
}

/// What a sign-up has led to; whoever asked is told neither.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The letter's link has this secret.
    Confirms { secret: String },
    /// They have it already; the letter leads to their choices.
    Has { secret: String },
}

/// Somebody asks for the newsletter. What they chose is kept until they confirm; of one who has it nothing is changed, for
/// anybody can type an address.
///
/// # Errors
/// Invalid for no address; `too-many-letters` past a limit: then the caller's transaction must not be committed.
pub async fn ask(tx: &mut Tx, ctx: &Ctx, email: &str, choices: &Choices, asker: &str) -> Result<Asked> {
    let email = mailbox(email)?;
    let now = ctx.clock.now_ms();
    let asker = digest(asker.as_bytes());
    // Before anything is counted: whoever else asks for this address at the same moment waits at its row until this is done.
    tx.execute(
        "INSERT INTO subscriber
            (id, email, state, lang, rhythm, publications, sections, langs, secret, refusals, asked_at_ms)
         VALUES ($1, $2, 'asked', $3, $4, $5, $6, $7, $8, 0, $9)
         ON CONFLICT (email) DO UPDATE SET state = 'asked', lang = excluded.lang, rhythm = excluded.rhythm,
            publications = excluded.publications, sections = excluded.sections, langs = excluded.langs,
            refusals = 0, asked_at_ms = excluded.asked_at_ms WHERE subscriber.state <> 'confirmed'",
        values![
            &SubscriberId::new(&ctx.clock, &ctx.chance),
            &email,
            &choices.lang,
            choices.rhythm.name(),
            list(&choices.publications),
            list(&choices.sections),
            list(&choices.langs),
            ctx.chance.secret(),
            now
        ],
    )
    .await?;
    let row: Row = tx.one("subscriber", row!("WHERE s.email = $1"), values![&email]).await?;
    let there = row.read()?;
    let (to, by): (i64, i64) = tx
        .one(
            "count",
            "SELECT (SELECT COUNT(*) FROM subscriber_link WHERE subscriber = $1 AND made_at_ms > $3),
                    (SELECT COUNT(*) FROM subscriber_link WHERE asker = $2 AND made_at_ms > $3)",
            values![&there.id, &asker, now - WINDOW_MS],
        )
        .await?;
    if to >= LETTERS_PER_ADDRESS || by >= LETTERS_PER_ASKER {
        return Err(Error::refused(
            "too-many-letters",
            "many letters were asked for: look at your mail, or try tomorrow",
        ));
    }
    // Of whoever has it the row counts the letter, and its secret is told to nobody.
    let secret = ctx.chance.secret();
    tx.execute(
        "INSERT INTO subscriber_link (secret_digest, subscriber, asker, made_at_ms, expires_at_ms)
         VALUES ($1, $2, $3, $4, $5)",
        values![digest(secret.as_bytes()), &there.id, &asker, now, now + LINK_LIVES_MS],
    )
    .await?;
    Ok(if there.is_confirmed() { Asked::Has { secret: there.secret } } else { Asked::Confirms { secret } })
}

/// Somebody pressed the button behind their letter's link. Pressing it again is no mistake.
///
/// # Errors
/// `unknown` for a link that is none of ours, or whose owner has left; `expired`.
pub async fn confirm(tx: &mut Tx, ctx: &Ctx, secret: &str) -> Result<Subscriber> {
    let now = ctx.clock.now_ms();
    let link: Option<(SubscriberId, i64)> = tx
        .optional(
            "SELECT subscriber, expires_at_ms FROM subscriber_link WHERE secret_digest = $1",
            values![digest(secret.as_bytes())],
        )
        .await?;
    let id = match link {
        Some((id, expires_at_ms)) if expires_at_ms > now => id,
        Some(_) => return Err(Error::refused("expired", "this link has expired: sign up once more")),
        None => return Err(Error::refused("unknown", "this link is not one of ours: sign up once more")),
    };
    tx.execute(
        "UPDATE subscriber SET state = 'confirmed', confirmed_at_ms = $2, refusals = 0 WHERE id = $1 AND state <> 'confirmed'",
        values![&id, now],
    )
    .await?;
    let row: Row = tx.one("subscriber", row!("WHERE s.id = $1"), values![&id]).await?;
    row.read()
}

/// Takes in people who agreed elsewhere, as an operator brings them; returns how many are new. Who is there already stays
/// as they are.
///
/// # Errors
/// Invalid at the first address that is none.
pub async fn add(tx: &mut Tx, ctx: &Ctx, emails: &[String], choices: &Choices) -> Result<u64> {
    let mut added = 0;
    for email in emails {
        let email = mailbox(email).map_err(|_| Error::invalid("email", format!("“{email}” is no e-mail address")))?;
        added += tx
            .execute(
                "INSERT INTO subscriber (id, email, state, lang, rhythm, publications, sections, langs, secret, refusals,
                    asked_at_ms, confirmed_at_ms)
                 VALUES ($1, $2, 'confirmed', $3, $4, $5, $6, $7, $8, 0, $9, $9) ON CONFLICT (email) DO NOTHING",
                values![
                    &SubscriberId::new(&ctx.clock, &ctx.chance),
                    &email,
                    &choices.lang,
                    choices.rhythm.name(),
                    list(&choices.publications),
                    list(&choices.sections),
                    list(&choices.langs),
                    ctx.chance.secret(),
                    ctx.clock.now_ms()
                ],
            )
            .await?;
    }
    Ok(added)
}

/// Whose letters carry this secret.
pub async fn by_secret(db: &Db, secret: &str) -> Result<Option<Subscriber>> {
    let row: Option<Row> = db.optional(row!("WHERE s.secret = $1"), values![secret]).await?;
    row.map(Row::read).transpose()
}

/// What is kept of an address.
pub async fn by_email(db: &Db, email: &str) -> Result<Option<Subscriber>> {
    let row: Option<Row> = db.optional(row!("WHERE s.email = $1"), values![email]).await?;
    row.map(Row::read).transpose()
}

/// Of these subscribers those who are confirmed; who has left since is left out.
pub async fn confirmed(db: &Db, ids: &[String]) -> Result<Vec<Subscriber>> {
    let rows = serde_json::Value::from_iter(ids.iter().map(|id| vec![id.as_str()])).to_string();
    let found: Vec<Row> = db
        .all(
            row!("WHERE s.state = 'confirmed' AND s.id IN (SELECT value->>0 FROM json_each($1)) ORDER BY s.id"),
            values![rows],
        )
        .await?;
    found.into_iter().map(Row::read).collect()
}

/// They choose anew.
///
/// # Errors
/// Not found for whoever is no subscriber any more.
pub async fn change(tx: &mut Tx, secret: &str, choices: &Choices) -> Result<()> {
    let touched = tx
        .execute(
            "UPDATE subscriber SET lang = $2, rhythm = $3, publications = $4, sections = $5, langs = $6
             WHERE secret = $1 AND state = 'confirmed'",
            values![
                secret,
                &choices.lang,
                choices.rhythm.name(),
                list(&choices.publications),
                list(&choices.sections),
                list(&choices.langs)
            ],
        )
        .await?;
    if touched == 1 { Ok(()) } else { Err(Error::NotFound("subscription")) }
}

/// Somebody leaves, and is forgotten with their address, which is returned for whoever else keeps it; `None`: there was
/// nobody to forget.
pub async fn leave(tx: &mut Tx, secret: &str) -> Result<Option<(SubscriberId, String)>> {
    let found: Option<(SubscriberId, String)> =
        tx.optional("SELECT id, email FROM subscriber WHERE secret = $1", values![secret]).await?;
    match found {
        Some((id, email)) => Ok(forget(tx, &id).await?.map(|id| (id, email))),
        None => Ok(None),
    }
}

/// As [`leave`], by the address: of an account that is erased.
pub async fn leave_by_email(tx: &mut Tx, email: &str) -> Result<Option<SubscriberId>> {
    let id: Option<(SubscriberId,)> = tx.optional("SELECT id FROM subscriber WHERE email = $1", values![email]).await?;
    match id {
        Some((id,)) => forget(tx, &id).await,
        None => Ok(None),
    }
}

async fn forget(tx: &mut Tx, id: &SubscriberId) -> Result<Option<SubscriberId>> {
    let touched = tx.execute("DELETE FROM subscriber WHERE id = $1", values![id]).await?;
    Ok((touched == 1).then(|| id.clone()))
}

/// Counts what an issue that has ended says of mailboxes: once, for each time adds to what was refused. One that took its
/// copy is well; one that has refused several in a row gets no more.
pub async fn learn_from(tx: &mut Tx, issue: &IssueId) -> Result<()> {
    for sql in [
        "UPDATE subscriber SET refusals = 0 WHERE refusals > 0 AND id IN
            (SELECT subscriber FROM newsletter_copy WHERE issue = $1 AND state = 'sent')",
        "UPDATE subscriber SET refusals = refusals + 1 WHERE id IN
            (SELECT subscriber FROM newsletter_copy WHERE issue = $1 AND state = 'refused')",
    ] {
        tx.execute(sql, values![issue]).await?;
    }
    let sql = "UPDATE subscriber SET state = 'refused' WHERE state = 'confirmed' AND refusals >= $1";
    tx.execute(sql, values![REFUSALS_AT_MOST]).await?;
    Ok(())
}

/// Rhythms and languages that somebody gets, and how many people each.
pub async fn audiences(db: &Db) -> Result<Vec<(Rhythm, String, i64)>> {
    let rows: Vec<(String, String, i64)> = db
        .all(
            "SELECT rhythm, lang, COUNT(*) FROM subscriber WHERE state = 'confirmed' GROUP BY rhythm, lang
             ORDER BY rhythm, lang LIMIT 100",
            values![],
        )
        .await?;
    rows.into_iter().map(|(rhythm, lang, people)| Ok((Rhythm::named(&rhythm)?, lang, people))).collect()
}

/// How many subscribers are in each state.
pub async fn counts(db: &Db) -> Result<Vec<(String, i64)>> {
    db.all("SELECT state, COUNT(*) FROM subscriber GROUP BY state ORDER BY state", values![]).await
}

/// Forgets links that have run out, and those who never confirmed.
pub async fn sweep(ctx: &Ctx) -> Result<()> {
    let now = ctx.clock.now_ms();
    let sql = "DELETE FROM subscriber_link WHERE expires_at_ms <= $1";
    ctx.db.execute(sql, values![now]).await?;
    let sql = "DELETE FROM subscriber WHERE state = 'asked' AND asked_at_ms <= $1";
    ctx.db.execute(sql, values![now - UNCONFIRMED_KEPT_MS]).await?;
    Ok(())
}
