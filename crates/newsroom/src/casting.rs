//! Casting: who speaks what, per publication and language, with a default for the newsroom.
//!
//! A casting gives a voice role in a language to a voice. Of a publication it goes before the newsroom's; within each,
//! the longer tag goes first (`en-GB` before `en`), and a role that nobody was cast for is spoken by the body's voice.

use serde::{Deserialize, Serialize};
use speech::script;
use sqlx::FromRow;

use crate::ctx::Ctx;
use crate::db::{Db, Tx, values};
use crate::error::{Error, Result};
use crate::ids::CastingId;
use crate::jobs;

/// Castings of the whole newsroom: two hundred publications, three roles, and some languages each.
const CASTINGS_AT_MOST: i64 = 2_000;
/// The longest name of a voice: that of an engine, and one of a file's length.
const VOICE_AT_MOST: usize = 120;

/// What a voice is cast for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum VoiceRole {
    Headline,
    /// Everything that is neither of the others.
    Body,
    Quote,
}

impl VoiceRole {
    pub const ALL: [VoiceRole; 3] = [VoiceRole::Headline, VoiceRole::Body, VoiceRole::Quote];

    /// The role in which a segment is spoken.
    pub fn of(role: script::Role) -> VoiceRole {
        match role {
            script::Role::Headline => VoiceRole::Headline,
            script::Role::Quote => VoiceRole::Quote,
            _ => VoiceRole::Body,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            VoiceRole::Headline => "headline",
            VoiceRole::Body => "body",
            VoiceRole::Quote => "quote",
        }
    }

    pub fn named(name: &str) -> Option<VoiceRole> {
        VoiceRole::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// A casting as it is kept.
#[derive(Clone, Debug, FromRow, PartialEq, Eq, Serialize)]
pub struct Casting {
    /// Slug of its publication; `None`: of the whole newsroom.
    pub publication: Option<String>,
    pub lang: String,
    /// `headline`, `body` or `quote`.
    pub role: String,
    pub voice: String,
    pub changed_at_ms: i64,
}

/// What is cast: a role in a language, in one publication or in all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Slug; `None`: the whole newsroom.
    pub publication: Option<String>,
    /// A language tag.
    pub lang: String,
    pub role: VoiceRole,
}

/// What becomes of stories that have their sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Published {
    /// They keep it until their text changes.
    Keep,
    /// Those in which a sentence is spoken by another voice now are spoken again.
    SpeakAgain,
}

/// The voices of an article, as cast; `None`: nobody, so the embedded voice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cast {
    pub headline: Option<String>,
    pub body: Option<String>,
    pub quote: Option<String>,
}

impl Cast {
    /// Who was cast for a role, or else for the body.
    pub fn voice(&self, role: VoiceRole) -> Option<&str> {
        let own = match role {
            VoiceRole::Headline => &self.headline,
            VoiceRole::Body => &self.body,
            VoiceRole::Quote => &self.quote,
        };
        own.as_deref().or(self.body.as_deref())
    }
}

/// Which stories a job `cast` looks at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recast {
    pub publication: Option<String>,
    pub lang: String,
}

macro_rules! castings {
    ($rest:literal) => {
        concat!(
            "SELECT p.slug AS publication, c.lang, c.role, c.voice, c.changed_at_ms ",
            "FROM casting c LEFT JOIN publication p ON p.id = c.publication_id ",
            $rest
        )
    };
}

/// Casts a voice, in the place of whoever was cast before. Whether the voice is there is not asked here: one that is
/// missing when a story is spoken has a stand-in.
pub async fn cast(tx: &mut Tx, ctx: &Ctx, place: &Place, voice: &str, published: Published) -> Result<()> {
    let well_formed = voice.len() <= VOICE_AT_MOST
        && voice.split_once(':').is_some_and(|(engine, name)| !engine.is_empty() && !name.is_empty())
        && !voice.chars().any(|c| c.is_whitespace() || c.is_control());
    if !well_formed {
        let problem = format!("“{voice}” is no name of a voice such as piper:en_US-joe-medium or espeak:en-gb");
        return Err(Error::invalid("voice", problem));
    }
    let (publication, lang) = checked(tx, place).await?;
    take_away(tx, publication.as_deref(), &lang, place.role).await?;
    let (count,): (i64,) = tx.one("casting count", "SELECT COUNT(*) FROM casting", values![]).await?;
    if count >= CASTINGS_AT_MOST {
        let reason = format!("there are {CASTINGS_AT_MOST} castings: take back those that nobody needs any more");
        return Err(Error::refused("casting-full", reason));
    }
    let id = CastingId::new(&ctx.clock, &ctx.chance);
    let row = values![&id, publication.as_deref(), &lang, place.role.name(), voice, ctx.clock.now_ms()];
    let touched = tx
        .execute(
            "INSERT INTO casting (id, publication_id, lang, role, voice, changed_at_ms) VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT DO NOTHING",
            row,
        )
        .await?;
    if touched == 0 {
        return Err(Error::refused("already-there", "somebody else has just cast this role: look, and ask again"));
    }
    recast(tx, ctx, place.publication.as_deref(), &lang, published).await
}

/// Takes a casting back: the role is spoken by whoever is cast further up, or by the embedded voice. `false`: nobody
/// was cast.
pub async fn take_back(tx: &mut Tx, ctx: &Ctx, place: &Place, published: Published) -> Result<bool> {
    let (publication, lang) = checked(tx, place).await?;
    let there = take_away(tx, publication.as_deref(), &lang, place.role).await?;
    recast(tx, ctx, place.publication.as_deref(), &lang, published).await?;
    Ok(there)
}

/// All castings: the newsroom's first, then by publication.
pub async fn all(db: &Db) -> Result<Vec<Casting>> {
    db.all(
        castings!("ORDER BY CASE WHEN p.slug IS NULL THEN 0 ELSE 1 END, p.slug, c.lang, c.role LIMIT 2000"),
        values![],
    )
    .await
}

/// Who speaks the stories of a publication in a language.
pub async fn of_publication(db: &Db, publication: &str, tag: &str) -> Result<Cast> {
    let tag = tag.to_ascii_lowercase();
    let rows: Vec<Casting> = db
        .all(
            castings!(
                "WHERE (c.publication_id IS NULL OR p.slug = $1) AND (c.lang = $2 OR $2 LIKE c.lang || '-%')
                 ORDER BY c.role LIMIT 60"
            ),
            values![publication, &tag],
        )
        .await?;
    Ok(resolved(&rows, publication))
}

/// A publication that cast somebody for the body speaks with its own voices alone: a newsroom's headline voice beside
/// its body would be a stranger. So the publication's castings count first, for every role, and then the newsroom's.
fn resolved(rows: &[Casting], publication: &str) -> Cast {
    let best = |own: bool, role: VoiceRole| {
        let of_role = rows.iter().filter(|row| row.role == role.name());
        let here = of_role.filter(|row| (row.publication.as_deref() == Some(publication)) == own);
        here.max_by_key(|row| row.lang.len()).map(|row| row.voice.clone())
    };
    let cast = |own: bool| Cast {
        headline: best(own, VoiceRole::Headline),
        body: best(own, VoiceRole::Body),
        quote: best(own, VoiceRole::Quote),
    };
    let (own, newsrooms) = (cast(true), cast(false));
    let voice = |role| own.voice(role).or_else(|| newsrooms.voice(role)).map(str::to_string);
    Cast { headline: voice(VoiceRole::Headline), body: voice(VoiceRole::Body), quote: voice(VoiceRole::Quote) }
}

async fn checked(tx: &mut Tx, place: &Place) -> Result<(Option<String>, String)> {
    if !crate::slug::is_lang(&place.lang) {
        return Err(Error::invalid("lang", "a language tag such as “en” or “zh-Hant”"));
    }
    let publication = match &place.publication {
        None => None,
        Some(slug) => {
            let found: Option<(String,)> =
                tx.optional("SELECT id FROM publication WHERE slug = $1", values![slug]).await?;
            let missing = || Error::invalid("publication", format!("there is no “{slug}”; `crier publication list`"));
            Some(found.ok_or_else(missing)?.0)
        }
    };
    Ok((publication, place.lang.to_ascii_lowercase()))
}

async fn take_away(tx: &mut Tx, publication: Option<&str>, lang: &str, role: VoiceRole) -> Result<bool> {
    let touched = tx
        .execute(
            "DELETE FROM casting WHERE lang = $2 AND role = $3
             AND (publication_id = $1 OR (CAST($1 AS TEXT) IS NULL AND publication_id IS NULL))",
            values![publication, lang, role.name()],
        )
        .await?;
    Ok(touched > 0)
}

async fn recast(tx: &mut Tx, ctx: &Ctx, publication: Option<&str>, lang: &str, published: Published) -> Result<()> {
    if published == Published::Keep {
        return Ok(());
    }
    let what = Recast { publication: publication.map(str::to_string), lang: lang.to_string() };
    let payload = serde_json::to_string(&what).map_err(|e| Error::broken("writing what is cast anew", e))?;
    // Two changes that wait are one look.
    let key = format!("cast:{}:{lang}", publication.unwrap_or_default());
    jobs::enqueue(tx, ctx, "cast", Some(&key), &payload).await
}

/// Whether a tag is the language of a casting, or a kind of it.
pub fn is_of(tag: &str, lang: &str) -> bool {
    let tag = tag.to_ascii_lowercase();
    tag.strip_prefix(lang).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(publication: Option<&str>, lang: &str, role: &str, voice: &str) -> Casting {
        let publication = publication.map(str::to_string);
        Casting { publication, lang: lang.into(), role: role.into(), voice: voice.into(), changed_at_ms: 0 }
    }

    fn voices(rows: &[Casting]) -> [Option<String>; 3] {
        let cast = resolved(rows, "daily");
        VoiceRole::ALL.map(|role| cast.voice(role).map(str::to_string))
    }

    fn named(names: [&str; 3]) -> [Option<String>; 3] {
        names.map(|name| Some(name.to_string()))
    }

    #[test]
    fn the_publication_goes_before_the_newsroom_and_the_longer_tag_before_the_shorter() {
        let mut rows = vec![row(None, "en", "body", "a:1"), row(None, "en", "headline", "a:2")];
        assert_eq!(voices(&rows), named(["a:2", "a:1", "a:1"]));
        rows.push(row(None, "en-gb", "body", "a:3"));
        assert_eq!(voices(&rows), named(["a:2", "a:3", "a:3"]));
        rows.push(row(Some("daily"), "en", "quote", "a:4"));
        assert_eq!(voices(&rows), named(["a:2", "a:3", "a:4"]));
        rows.push(row(Some("daily"), "en", "body", "a:5"));
        assert_eq!(voices(&rows), named(["a:5", "a:5", "a:4"]), "its own voices alone");
        assert_eq!(voices(&[]), [None, None, None]);
        assert_eq!(voices(&[row(None, "en", "quote", "a:6")]), [None, None, Some("a:6".into())]);
    }
}
