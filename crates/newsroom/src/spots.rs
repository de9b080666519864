//! Spots: advertisements, and the newsroom's own. A spot is what is shown and said; a campaign books it; a ticket is one
//! showing or hearing of it, and counts once.
//!
//! Nobody is followed. How often somebody has seen or heard a campaign is known to their own device alone, which says
//! only of which campaigns it has had enough; what is counted here belongs to a campaign and a day, to no person.

pub mod campaigns;
pub mod choosing;
pub mod counting;
pub mod ticket;

use serde::{Deserialize, Serialize};
use sqlx::FromRow;

use crate::ctx::Ctx;
use crate::db::{Db, Tx, values};
use crate::error::{Error, Field, Result};
use crate::ids::SpotId;
use crate::narrations::Audience;
use crate::outside::fetch::public_address;
use crate::{edition, jobs, pictures};

/// The job that has a spot spoken.
pub const VOICE: &str = "spot";
/// The job that comes when a campaign begins or ends by its dates: pages show other spots from then on.
pub const TURN: &str = "spots";

/// A partner's name stands in a line of the player.
pub const PARTNER_LETTERS_AT_MOST: usize = 60;
/// What is shown fits the room that pages keep free for it, on the narrowest telephone. Counted in columns, of which a
/// Chinese character takes two.
pub const HEADLINE_COLUMNS_AT_MOST: usize = 60;
pub const WORDS_COLUMNS_AT_MOST: usize = 140;
/// Half a minute of speech: longer ones are skipped, and nobody should wait for the news.
pub const SAID_COLUMNS_AT_MOST: usize = 400;
pub const LINK_LETTERS_AT_MOST: usize = 500;
/// Spots in a list at a time.
pub const LISTED_AT_MOST: i64 = 500;

/// What staff say of a spot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSpot {
    /// `None`: the newsroom's own.
    pub partner: Option<String>,
    /// BCP 47: where another language is read or heard, it does not stand.
    pub lang: String,
    pub headline: String,
    pub words: String,
    /// An address on the public web, or a path of this site.
    pub link: Option<String>,
    /// A picture that was taken in.
    pub picture: Option<String>,
    /// Empty: it is shown, never spoken.
    pub said: String,
}

/// A spot as it stands.
#[derive(Clone, Debug, PartialEq, Eq, FromRow, Serialize)]
pub struct Spot {
    pub id: SpotId,
    pub partner: Option<String>,
    pub lang: String,
    pub headline: String,
    pub words: String,
    pub link: Option<String>,
    pub picture: Option<String>,
    pub said: String,
    /// Which saying of it this is.
    pub saying: i64,
    /// Digest of its sound file, once there is one.
    pub audio: Option<String>,
    pub length_ms: Option<i64>,
    /// Why there is none.
    pub problem: Option<String>,
}

impl Spot {
    /// Whether it is the newsroom's own.
    pub fn is_house(&self) -> bool {
        self.partner.is_none()
    }
}

/// The sound of a spot, when it was made.
#[derive(Clone, Debug)]
pub struct Voiced {
    pub audio: String,
    pub length_ms: i64,
    /// Sound hashes of its pieces.
    pub pieces: Vec<String>,
}

/// Adds a spot; it stands nowhere until it is booked.
pub async fn add(tx: &mut Tx, ctx: &Ctx, new: &NewSpot) -> Result<SpotId> {
    let new = checked(ctx, new).await?;
    let id = SpotId::new(&ctx.clock, &ctx.chance);
    tx.execute(
        "INSERT INTO spot (id, partner, lang, headline, words, link, picture, said, saying, made_at_ms, changed_at_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $9)",
        values![
            &id,
            &new.partner,
            &new.lang,
            &new.headline,
            &new.words,
            &new.link,
            &new.picture,
            &new.said,
            ctx.clock.now_ms()
        ],
    )
    .await?;
    ask_voice(tx, ctx, &id, &new.said).await?;
    Ok(id)
}

/// Changes a spot, and has it spoken anew: readings and voices may be others by now. Until then the sound it has is
/// heard, unless something else is to be said.
pub async fn change(tx: &mut Tx, ctx: &Ctx, id: &SpotId, new: &NewSpot) -> Result<()> {
    let new = checked(ctx, new).await?;
    // Each right-hand side is of the row as it was.
    let touched = tx
        .execute(
            "UPDATE spot SET partner = $2, lang = $3, headline = $4, words = $5, link = $6, picture = $7, said = $8,
                saying = saying + 1, problem = NULL, changed_at_ms = $9,
                audio = CASE WHEN said = $8 AND lang = $3 AND (partner IS NULL) = (CAST($2 AS TEXT) IS NULL) THEN audio END,
                length_ms = CASE WHEN said = $8 AND lang = $3 AND (partner IS NULL) = (CAST($2 AS TEXT) IS NULL) THEN length_ms END
             WHERE id = $1",
            values![
                id,
                &new.partner,
                &new.lang,
                &new.headline,
                &new.words,
                &new.link,
                &new.picture,
                &new.said,
                ctx.clock.now_ms()
            ],
        )
        .await?;
    if touched == 0 {
        return Err(Error::NotFound("spot"));
    }
    ask_voice(tx, ctx, id, &new.said).await?;
    edition::bump(tx).await
}

async fn ask_voice(tx: &mut Tx, ctx: &Ctx, id: &SpotId, said: &str) -> Result<()> {
    if said.is_empty() {
        return Ok(());
    }
    jobs::enqueue(tx, ctx, VOICE, Some(&format!("{VOICE}:{id}")), &id.0).await
}

/// Takes the sound of a saying; of an earlier one it is not taken (`false`).
pub async fn voiced(tx: &mut Tx, id: &SpotId, saying: i64, voiced: &Voiced) -> Result<bool> {
    let pieces = serde_json::to_string(&voiced.pieces).map_err(|e| Error::broken("writing a spot's pieces", e))?;
    let touched = tx
        .execute(
            "UPDATE spot SET audio = $3, length_ms = $4, pieces = $5, problem = NULL WHERE id = $1 AND saying = $2",
            values![id, saying, &voiced.audio, voiced.length_ms, pieces],
        )
        .await?;
    if touched == 1 {
        edition::bump(tx).await?;
    }
    Ok(touched == 1)
}

/// Says why a saying could not be spoken. A sound that is there stays.
pub async fn mute(ctx: &Ctx, id: &SpotId, saying: i64, why: &str) -> Result<()> {
    let sql = "UPDATE spot SET problem = $3 WHERE id = $1 AND saying = $2 AND audio IS NULL";
    ctx.db.execute(sql, values![id, saying, why]).await.map(|_| ())
}

pub async fn by_id(db: &Db, id: &SpotId) -> Result<Spot> {
    db.one(
        "spot",
        "SELECT id, partner, lang, headline, words, link, picture, said, saying, audio, length_ms, problem
         FROM spot WHERE id = $1",
        values![id],
    )
    .await
}

/// All spots, the newest first, at most [`LISTED_AT_MOST`].
pub async fn all(db: &Db) -> Result<Vec<Spot>> {
    db.all(
        "SELECT id, partner, lang, headline, words, link, picture, said, saying, audio, length_ms, problem
         FROM spot ORDER BY id DESC LIMIT $1",
        values![LISTED_AT_MOST],
    )
    .await
}

/// Who may hear a sound file as a spot: everybody once a campaign of it has begun, staff before.
pub async fn audience(ctx: &Ctx, audio: &str) -> Result<Audience> {
    let rows: Vec<(String, Option<i64>)> = ctx
        .db
        .all(
            "SELECT s.id, MIN(c.begins_at_ms) FROM spot s LEFT JOIN campaign c ON c.spot_id = s.id
             WHERE s.audio = $1 GROUP BY s.id LIMIT 20",
            values![audio],
        )
        .await?;
    let now = ctx.clock.now_ms();
    Ok(if rows.iter().any(|(_, begins)| begins.is_some_and(|at| at <= now)) {
        Audience::Everybody
    } else if rows.is_empty() {
        Audience::Nobody
    } else {
        Audience::Staff
    })
}

/// Digests of all sound files and names of all pieces that must be kept.
pub async fn kept(db: &Db) -> Result<(Vec<String>, Vec<String>)> {
    let rows: Vec<(String, Option<String>)> =
        db.all("SELECT audio, pieces FROM spot WHERE audio IS NOT NULL", values![]).await?;
    let mut pieces: Vec<String> = Vec::new();
    let mut files = Vec::new();
    for (audio, of_it) in rows {
        pieces.extend(of_it.and_then(|json| serde_json::from_str::<Vec<String>>(&json).ok()).unwrap_or_default());
        files.push(audio);
    }
    Ok((files, pieces))
}

/// Forgets tickets that are no longer taken anyway.
pub async fn sweep(ctx: &Ctx) -> Result<()> {
    let sql = "DELETE FROM spot_ticket WHERE until_ms < $1";
    ctx.db.execute(sql, values![ctx.clock.now_ms()]).await.map(|_| ())
}

/// After a restore, which brings no jobs: what was to be spoken, and when campaigns begin and end.
pub async fn ask_again(tx: &mut Tx, ctx: &Ctx) -> Result<()> {
    let silent: Vec<(SpotId, String)> =
        tx.all("SELECT id, said FROM spot WHERE audio IS NULL AND said <> '' ORDER BY id", values![]).await?;
    for (id, said) in silent {
        ask_voice(tx, ctx, &id, &said).await?;
    }
    campaigns::turn_again(tx, ctx).await
}

/// What was typed, without blanks around it, if it is a spot.
async fn checked(ctx: &Ctx, new: &NewSpot) -> Result<NewSpot> {
    let blank = |text: &Option<String>| text.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_string);
    let new = NewSpot {
        partner: blank(&new.partner),
        lang: new.lang.trim().to_string(),
        headline: new.headline.trim().to_string(),
        words: new.words.trim().to_string(),
        link: blank(&new.link),
        picture: new.picture.clone(),
        said: new.said.split_whitespace().collect::<Vec<_>>().join(" "),
    };
    let mut wrong = Vec::new();
    let mut must = |right: bool, name: &'static str, problem: String| {
        if !right {
            wrong.push(Field { name, problem });
        }
    };
    let short = new.partner.as_ref().is_none_or(|name| name.chars().count() <= PARTNER_LETTERS_AT_MOST);
    must(short, "partner", format!("whose it is, in at most {PARTNER_LETTERS_AT_MOST} letters"));
    must(crate::slug::is_lang(&new.lang), "lang", "a language tag such as “en” or “zh-Hant”".into());
    let fits = (1..=HEADLINE_COLUMNS_AT_MOST).contains(&columns(&new.headline));
    must(fits, "headline", format!("at most {HEADLINE_COLUMNS_AT_MOST} letters, of which a Chinese character is two"));
    let fits = (1..=WORDS_COLUMNS_AT_MOST).contains(&columns(&new.words));
    must(fits, "words", format!("at most {WORDS_COLUMNS_AT_MOST} letters, of which a Chinese character is two"));
    let fits = columns(&new.said) <= SAID_COLUMNS_AT_MOST;
    must(fits, "said", format!("at most {SAID_COLUMNS_AT_MOST} letters, of which a Chinese character is two"));
    if let Some(link) = &new.link {
        must(leads_somewhere(link), "link", "an address such as https://example.org/, or a path of this site".into());
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    if let Some(picture) = &new.picture {
        match pictures::by_id(&ctx.db, picture).await {
            Err(Error::NotFound(_)) => return Err(Error::invalid("picture", "no such picture was taken in")),
            other => other?,
        };
    }
    Ok(new)
}

fn leads_somewhere(link: &str) -> bool {
    let path = link.starts_with('/') && !link[1..].starts_with(['/', '\\']);
    let plain = link.chars().count() <= LINK_LETTERS_AT_MOST && !link.chars().any(|c| c.is_control() || c == ' ');
    plain && (path || public_address(link).is_ok())
}

/// How wide a text is, in Latin letters: Chinese, Japanese and Korean characters are as wide as two.
pub fn columns(text: &str) -> usize {
    let wide = |c: char| matches!(c, '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFD}');
    text.chars().map(|c| if wide(c) { 2 } else { 1 }).sum()
}

/// Where a spot stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Placement {
    /// On the page of a story, below its text.
    Article,
    /// On the front page.
    Front,
    /// On the page of a section.
    Section,
    /// Spoken before the first story of a programme.
    Before,
    /// Spoken between two stories.
    Between,
}

impl Placement {
    pub const ALL: [Placement; 5] =
        [Placement::Article, Placement::Front, Placement::Section, Placement::Before, Placement::Between];

    pub fn name(self) -> &'static str {
        match self {
            Placement::Article => "article",
            Placement::Front => "front",
            Placement::Section => "section",
            Placement::Before => "before",
            Placement::Between => "between",
        }
    }

    pub fn named(name: &str) -> Option<Placement> {
        Placement::ALL.into_iter().find(|placement| placement.name() == name)
    }

    /// Whether it is heard there, and not shown.
    pub fn is_spoken(self) -> bool {
        matches!(self, Placement::Before | Placement::Between)
    }
}

#[cfg(test)]
mod tests {
    use super::{columns, leads_somewhere};

    #[test]
    fn a_chinese_character_takes_the_room_of_two_letters() {
        assert_eq!((columns("tea"), columns("熱茶"), columns("茶 for 2，")), (3, 4, 10));
    }

    #[test]
    fn a_link_leads_to_the_public_web_or_into_this_site() {
        for link in ["https://tea.example/", "http://tea.example/?a=b", "/products", "/products/1#top"] {
            assert!(leads_somewhere(link), "{link}");
        }
        for link in [
            "javascript:alert(1)",
            "//tea.example/",
            "/\\tea.example",
            "https://a:b@tea.example/",
            "http://localhost/",
            "http://10.0.0.1/",
            "tea.example",
            "",
            "https://tea.example/a b",
        ] {
            assert!(!leads_somewhere(link), "{link}");
        }
    }
}
