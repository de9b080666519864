//! Publications (outlets) and the sections they share.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sqlx::FromRow;

use crate::ctx::Ctx;
use crate::db::{Db, Tx, values};
use crate::error::{Error, Field, Result};
use crate::ids::PublicationId;

/// An outlet.
#[derive(Clone, Debug, FromRow, Serialize)]
pub struct Publication {
    pub id: PublicationId,
    pub slug: String,
    pub name: String,
    /// BCP 47.
    pub lang: String,
    pub tagline: String,
    pub description: String,
    /// IANA name; dates on its pages are in this zone.
    pub time_zone: String,
    /// `#rrggbb`.
    pub accent: String,
}

/// What `crier publication add` hands in.
#[derive(Clone, Debug, Deserialize)]
pub struct NewPublication {
    pub slug: String,
    pub name: String,
    pub lang: String,
    #[serde(default)]
    pub tagline: String,
    #[serde(default)]
    pub description: String,
    #[serde(default = "utc")]
    pub time_zone: String,
    #[serde(default = "brass")]
    pub accent: String,
}

fn utc() -> String {
    "UTC".into()
}

fn brass() -> String {
    "#8a6116".into()
}

/// A section, with its name in each interface language.
#[derive(Clone, Debug, Serialize)]
pub struct Section {
    pub slug: String,
    pub names: BTreeMap<String, String>,
}

impl Section {
    /// The name in a language, or in English, or the slug.
    pub fn name(&self, lang: &str) -> &str {
        self.names.get(lang).or_else(|| self.names.get("en")).unwrap_or(&self.slug)
    }
}

const COLUMNS: &str = "SELECT id, slug, name, lang, tagline, description, time_zone, accent FROM publication ORDER BY position, slug LIMIT 200";

/// All publications, in the order they were added.
pub async fn all(db: &Db) -> Result<Vec<Publication>> {
    db.all(COLUMNS, values![]).await
}

pub async fn by_slug(db: &Db, slug: &str) -> Result<Publication> {
    db.one(
        "publication",
        "SELECT id, slug, name, lang, tagline, description, time_zone, accent FROM publication WHERE slug = $1",
        values![slug],
    )
    .await
}

/// Adds a publication, or brings the one with that slug up to date.
pub async fn add(tx: &mut Tx, ctx: &Ctx, new: &NewPublication) -> Result<()> {
    check(new)?;
    tx.execute(
        "INSERT INTO publication
            (id, slug, name, lang, tagline, description, time_zone, accent, position, created_at_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, (SELECT COUNT(*) FROM publication), $9)
         ON CONFLICT (slug) DO UPDATE SET name = excluded.name, lang = excluded.lang, tagline = excluded.tagline,
            description = excluded.description, time_zone = excluded.time_zone, accent = excluded.accent",
        values![
            &PublicationId::new(&ctx.clock, &ctx.chance),
            &new.slug,
            &new.name,
            &new.lang,
            &new.tagline,
            &new.description,
            &new.time_zone,
            &new.accent,
            ctx.clock.now_ms(),
        ],
    )
    .await?;
    crate::edition::bump(tx).await
}

fn check(new: &NewPublication) -> Result<()> {
    let mut wrong = Vec::new();
    let mut field = |name, problem: &str| wrong.push(Field { name, problem: problem.to_string() });
    if crate::slug::of(&new.slug) != new.slug || new.slug.is_empty() {
        field("slug", "small letters, digits and hyphens only, such as “city-daily”");
    }
    if new.name.trim().is_empty() {
        field("name", "a publication needs a name");
    }
    if new.time_zone.parse::<chrono_tz::Tz>().is_err() {
        field("time_zone", "not a time zone; write it as “Europe/London” or “Asia/Taipei”");
    }
    if !is_colour(&new.accent) {
        field("accent", "a colour is written #rrggbb");
    }
    if !crate::slug::is_lang(&new.lang) {
        field("lang", "a language tag such as “en” or “zh-Hant”");
    }
    if wrong.is_empty() { Ok(()) } else { Err(Error::Invalid(wrong)) }
}

fn is_colour(text: &str) -> bool {
    text.len() == 7 && text.starts_with('#') && text[1..].bytes().all(|b| b.is_ascii_hexdigit())
}

#[derive(FromRow)]
struct SectionRow {
    slug: String,
    names: String,
}

/// All sections, in order.
pub async fn sections(db: &Db) -> Result<Vec<Section>> {
    let rows: Vec<SectionRow> =
        db.all("SELECT slug, names FROM section ORDER BY position, slug LIMIT 100", values![]).await?;
    Ok(rows
        .into_iter()
        .map(|row| Section { names: serde_json::from_str(&row.names).unwrap_or_default(), slug: row.slug })
        .collect())
}

/// The sections of every new newsroom.
pub const SECTIONS: [(&str, &str, &str); 5] = [
    ("current-affairs", "Current affairs", "時事"),
    ("sports", "Sports", "體育"),
    ("entertainment", "Entertainment", "娛樂"),
    ("community", "Community", "社區"),
    ("professional", "Professional", "專業"),
];

/// Writes [`SECTIONS`] into a newsroom that has none.
pub async fn add_sections(tx: &mut Tx) -> Result<()> {
    for (position, (slug, en, zh)) in SECTIONS.iter().enumerate() {
        let names = serde_json::json!({ "en": en, "zh-Hant": zh }).to_string();
        tx.execute(
            "INSERT INTO section (slug, position, names) VALUES ($1, $2, $3) ON CONFLICT (slug) DO NOTHING",
            values![*slug, position as i64, names],
        )
        .await?;
    }
    Ok(())
}
