//! Campaigns: a spot's booking. Where it stands, from which day to which, how often for one listener and in all.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use serde::Serialize;
use sqlx::FromRow;

use super::choosing::{Booked, Place, choose};
use super::ticket::Ticket;
use super::{Placement, Spot, TURN};
use crate::ctx::Ctx;
use crate::db::{Db, Tx, values};
use crate::edition;
use crate::error::{Error, Field, Result};
use crate::hearing::sheet::{begins_at_ms, day_of};
use crate::ids::{CampaignId, PublicationId, SpotId, hex};
use crate::jobs;
use crate::orders::Vault;

/// Campaigns that have not ended: all of them are looked at for each spot that is wanted.
pub const OPEN_AT_MOST: i64 = 200;
/// Campaigns in a list at a time.
pub const LISTED_AT_MOST: i64 = 500;
/// More would be no cap.
pub const CAP_AT_MOST: i64 = 100;
pub const BUDGET_AT_MOST: i64 = 1_000_000_000;
pub const WEIGHTS: std::ops::RangeInclusive<i64> = 1..=100;
/// The furthest day that can be booked; beyond it somebody has mistyped a year.
const YEARS_AT_MOST: u64 = 10;
/// A ticket is good for so long: a listener pauses, a reader scrolls down later. Those that are not used by then are
/// given out again.
pub const TICKET_LIVES_MS: i64 = 30 * 60_000;

/// What staff say of a campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCampaign {
    /// In the newsroom's time zone.
    pub first_day: NaiveDate,
    /// It runs to the end of this day; `None`: until it is ended.
    pub last_day: Option<NaiveDate>,
    pub placements: BTreeSet<Placement>,
    /// Slugs; none: all sections.
    pub sections: BTreeSet<String>,
    /// None: all publications.
    pub publications: BTreeSet<PublicationId>,
    /// Showings and hearings for one listener in a day.
    pub cap: Option<i64>,
    /// Showings and hearings in all.
    pub budget: Option<i64>,
    pub weight: i64,
}

#[derive(FromRow)]
struct Row {
    id: CampaignId,
    spot_id: SpotId,
    begins_at_ms: i64,
    ends_at_ms: Option<i64>,
    placements: String,
    sections: String,
    publications: String,
    cap: Option<i64>,
    budget: Option<i64>,
    weight: i64,
    counted: i64,
    paused_at_ms: Option<i64>,
    ended_at_ms: Option<i64>,
}

/// A campaign as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Campaign {
    pub id: CampaignId,
    pub spot: SpotId,
    pub begins_at_ms: i64,
    /// The moment after its last day.
    pub ends_at_ms: Option<i64>,
    pub placements: BTreeSet<Placement>,
    pub sections: BTreeSet<String>,
    pub publications: BTreeSet<PublicationId>,
    pub cap: Option<i64>,
    pub budget: Option<i64>,
    pub weight: i64,
    /// Showings and hearings so far.
    pub counted: i64,
    pub paused_at_ms: Option<i64>,
    pub ended_at_ms: Option<i64>,
}

impl From<Row> for Campaign {
    fn from(row: Row) -> Campaign {
        let names: Vec<String> = serde_json::from_str(&row.placements).unwrap_or_default();
        Campaign {
            id: row.id,
            spot: row.spot_id,
            begins_at_ms: row.begins_at_ms,
            ends_at_ms: row.ends_at_ms,
            placements: names.iter().filter_map(|name| Placement::named(name)).collect(),
            sections: serde_json::from_str(&row.sections).unwrap_or_default(),
            publications: serde_json::from_str(&row.publications).unwrap_or_default(),
            cap: row.cap,
            budget: row.budget,
            weight: row.weight,
            counted: row.counted,
            paused_at_ms: row.paused_at_ms,
            ended_at_ms: row.ended_at_ms,
        }
    }
}

/// Where a campaign is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Its first day is to come.
    Coming,
    Running,
    Paused,
    /// Its budget is used up.
    UsedUp,
    /// Its last day is over, or somebody ended it.
    Ended,
}

impl Campaign {
    pub fn state(&self, now_ms: i64) -> State {
        if self.ended_at_ms.is_some() || self.ends_at_ms.is_some_and(|end| end <= now_ms) {
            State::Ended
        } else if self.paused_at_ms.is_some() {
            State::Paused
        } else if self.budget.is_some_and(|budget| self.counted >= budget) {
            State::UsedUp
        } else if self.begins_at_ms > now_ms {
            State::Coming
        } else {
            State::Running
        }
    }

    /// As choosing knows it.
    pub fn booked(&self, spot: &Spot) -> Booked {
        Booked {
            id: self.id.clone(),
            is_house: spot.is_house(),
            lang: spot.lang.clone(),
            is_voiced: spot.audio.is_some(),
            begins_at_ms: self.begins_at_ms,
            ends_at_ms: self.ends_at_ms,
            placements: self.placements.clone(),
            sections: self.sections.clone(),
            publications: self.publications.clone(),
            budget: self.budget,
            counted: self.counted,
            weight: self.weight,
        }
    }
}

macro_rules! campaigns {
    ($rest:literal) => {
        concat!(
            "SELECT id, spot_id, begins_at_ms, ends_at_ms, placements, sections, publications, cap, budget, weight,
                counted, paused_at_ms, ended_at_ms FROM campaign ",
            $rest
        )
    };
}

/// Books a spot.
///
/// # Errors
/// Invalid, each field that is; not found for a spot that is not there; `too-many` when as many are open as there may be.
pub async fn book(tx: &mut Tx, ctx: &Ctx, spot: &SpotId, new: &NewCampaign) -> Result<CampaignId> {
    let kept = checked(tx, ctx, new).await?;
    let _: (String,) = tx.one("spot", "SELECT id FROM spot WHERE id = $1", values![spot]).await?;
    let id = CampaignId::new(&ctx.clock, &ctx.chance);
    let now = ctx.clock.now_ms();
    let touched = tx
        .execute(
            "INSERT INTO campaign (id, spot_id, begins_at_ms, ends_at_ms, placements, sections, publications, cap, budget,
                weight, counted, booked_at_ms)
             SELECT CAST($1 AS TEXT), CAST($2 AS TEXT), CAST($3 AS BIGINT), CAST($4 AS BIGINT), CAST($5 AS TEXT),
                CAST($6 AS TEXT), CAST($7 AS TEXT), CAST($8 AS BIGINT), CAST($9 AS BIGINT), CAST($10 AS BIGINT), 0,
                CAST($11 AS BIGINT)
             WHERE (SELECT COUNT(*) FROM campaign WHERE ended_at_ms IS NULL AND (ends_at_ms IS NULL OR ends_at_ms > $11)) < $12",
            values![
                &id,
                spot,
                kept.begins_at_ms,
                kept.ends_at_ms,
                kept.placements,
                kept.sections,
                kept.publications,
                new.cap,
                new.budget,
                new.weight,
                now,
                OPEN_AT_MOST
            ],
        )
        .await?;
    if touched == 0 {
        return Err(Error::refused("too-many", format!("{OPEN_AT_MOST} campaigns are open: end some that are over")));
    }
    turn_at(tx, ctx, kept.begins_at_ms, kept.ends_at_ms).await?;
    edition::bump(tx).await?;
    Ok(id)
}

/// Changes a campaign that has not ended. What was counted stays.
pub async fn change(tx: &mut Tx, ctx: &Ctx, id: &CampaignId, new: &NewCampaign) -> Result<()> {
    let kept = checked(tx, ctx, new).await?;
    let touched = tx
        .execute(
            "UPDATE campaign SET begins_at_ms = $2, ends_at_ms = $3, placements = $4, sections = $5, publications = $6,
                cap = $7, budget = $8, weight = $9
             WHERE id = $1 AND ended_at_ms IS NULL",
            values![
                id,
                kept.begins_at_ms,
                kept.ends_at_ms,
                kept.placements,
                kept.sections,
                kept.publications,
                new.cap,
                new.budget,
                new.weight
            ],
        )
        .await?;
    moved(tx, id, touched, "ended", "it was ended: book the spot once more").await?;
    turn_at(tx, ctx, kept.begins_at_ms, kept.ends_at_ms).await
}

/// Takes a campaign off for a while.
pub async fn pause(tx: &mut Tx, ctx: &Ctx, id: &CampaignId) -> Result<()> {
    let sql = "UPDATE campaign SET paused_at_ms = $2 WHERE id = $1 AND paused_at_ms IS NULL AND ended_at_ms IS NULL";
    let touched = tx.execute(sql, values![id, ctx.clock.now_ms()]).await?;
    moved(tx, id, touched, "not-running", "it is paused, or was ended").await
}

/// Puts it on again.
pub async fn resume(tx: &mut Tx, id: &CampaignId) -> Result<()> {
    let sql =
        "UPDATE campaign SET paused_at_ms = NULL WHERE id = $1 AND paused_at_ms IS NOT NULL AND ended_at_ms IS NULL";
    let touched = tx.execute(sql, values![id]).await?;
    moved(tx, id, touched, "not-paused", "it is not paused").await
}

/// Ends it for good. Its report stays.
pub async fn end(tx: &mut Tx, ctx: &Ctx, id: &CampaignId) -> Result<()> {
    let sql = "UPDATE campaign SET ended_at_ms = $2 WHERE id = $1 AND ended_at_ms IS NULL";
    let touched = tx.execute(sql, values![id, ctx.clock.now_ms()]).await?;
    moved(tx, id, touched, "ended", "it was ended before").await
}

async fn moved(tx: &mut Tx, id: &CampaignId, touched: u64, code: &'static str, reason: &str) -> Result<()> {
    if touched == 0 {
        let _: (String,) = tx.one("campaign", "SELECT id FROM campaign WHERE id = $1", values![id]).await?;
        return Err(Error::refused(code, reason));
    }
    edition::bump(tx).await
}

pub async fn by_id(db: &Db, id: &CampaignId) -> Result<Campaign> {
    let row: Row = db.one("campaign", campaigns!("WHERE id = $1"), values![id]).await?;
    Ok(row.into())
}

/// All campaigns, the newest first, at most [`LISTED_AT_MOST`].
pub async fn all(db: &Db) -> Result<Vec<Campaign>> {
    let rows: Vec<Row> = db.all(campaigns!("ORDER BY id DESC LIMIT $1"), values![LISTED_AT_MOST]).await?;
    Ok(rows.into_iter().map(Campaign::from).collect())
}

/// The campaigns of a spot, the newest first.
pub async fn of_spot(db: &Db, spot: &SpotId) -> Result<Vec<Campaign>> {
    let sql = campaigns!("WHERE spot_id = $1 ORDER BY id DESC LIMIT $2");
    let rows: Vec<Row> = db.all(sql, values![spot, LISTED_AT_MOST]).await?;
    Ok(rows.into_iter().map(Campaign::from).collect())
}

/// A campaign that runs, and its spot.
#[derive(Clone, Debug)]
pub struct Running {
    pub booked: Booked,
    pub cap: Option<i64>,
    pub spot: Spot,
}

/// What runs now.
pub async fn running(ctx: &Ctx) -> Result<Vec<Running>> {
    let sql = campaigns!(
        "WHERE ended_at_ms IS NULL AND paused_at_ms IS NULL AND begins_at_ms <= $1
         AND (ends_at_ms IS NULL OR ends_at_ms > $1) AND (budget IS NULL OR counted < budget) ORDER BY id LIMIT $2"
    );
    let rows: Vec<Row> = ctx.db.all(sql, values![ctx.clock.now_ms(), OPEN_AT_MOST]).await?;
    let campaigns: Vec<Campaign> = rows.into_iter().map(Campaign::from).collect();
    if campaigns.is_empty() {
        return Ok(Vec::new());
    }
    let ids = serde_json::Value::from_iter(campaigns.iter().map(|one| vec![one.spot.0.as_str()])).to_string();
    let spots: Vec<Spot> = ctx
        .db
        .all(
            "SELECT id, partner, lang, headline, words, link, picture, said, saying, audio, length_ms, problem FROM spot
             WHERE id IN (SELECT value->>0 FROM json_each($1))",
            values![ids],
        )
        .await?;
    let spots: BTreeMap<SpotId, Spot> = spots.into_iter().map(|spot| (spot.id.clone(), spot)).collect();
    let whole = |one: Campaign| {
        let spot = spots.get(&one.spot)?.clone();
        Some(Running { booked: one.booked(&spot), cap: one.cap, spot })
    };
    Ok(campaigns.into_iter().filter_map(whole).collect())
}

/// A spot that a page may show or play once.
#[derive(Clone, Debug)]
pub struct Given {
    pub spot: Spot,
    pub campaign: CampaignId,
    pub cap: Option<i64>,
    /// To be handed back when it was seen or heard.
    pub ticket: String,
    /// How long from now it may begin.
    pub begins_within_ms: i64,
    /// When the newsroom's day ends, and with it what a device counts of today.
    pub day_ends_in_ms: i64,
}

/// A spot for a place, and a ticket for it; `None`: there is none for it now.
pub async fn ask(ctx: &Ctx, vault: &Vault, place: &Place, enough: &BTreeSet<CampaignId>) -> Result<Option<Given>> {
    let all = running(ctx).await?;
    let booked: Vec<Booked> = all.iter().map(|one| one.booked.clone()).collect();
    let now = ctx.clock.now_ms();
    let dice = u64::from_le_bytes(ctx.chance.bytes());
    let Some(chosen) = choose(&booked, place, enough, now, dice) else { return Ok(None) };
    let Some(one) = all.iter().find(|one| one.booked.id == chosen.id) else { return Ok(None) };
    let zone = ctx.settings.time_zone;
    let tomorrow = day_of(now, zone).checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX);
    let day_ends = begins_at_ms(tomorrow, zone);
    // Neither its dates nor the day that a device counts for may be over when it begins.
    let begins_by_ms = (now + TICKET_LIVES_MS).min(day_ends).min(chosen.ends_at_ms.unwrap_or(i64::MAX));
    let spoken = place.placement.is_spoken();
    let ticket = Ticket {
        campaign: chosen.id.clone(),
        placement: place.placement,
        length_ms: if spoken { one.spot.length_ms.unwrap_or(0) } else { 0 },
        given_at_ms: now,
        begins_by_ms,
        nonce: hex(&ctx.chance.bytes::<16>()),
    };
    Ok(Some(Given {
        spot: one.spot.clone(),
        campaign: chosen.id.clone(),
        cap: one.cap,
        ticket: ticket.write(vault),
        begins_within_ms: begins_by_ms - now,
        day_ends_in_ms: day_ends - now,
    }))
}

/// A campaign has begun or ended by its dates: pages that were made before are old.
pub async fn turn(ctx: &Ctx) -> Result<()> {
    let mut tx = ctx.db.begin().await?;
    edition::bump(&mut tx).await?;
    tx.commit().await
}

async fn turn_at(tx: &mut Tx, ctx: &Ctx, begins_at_ms: i64, ends_at_ms: Option<i64>) -> Result<()> {
    let now = ctx.clock.now_ms();
    for at in [Some(begins_at_ms), ends_at_ms].into_iter().flatten().filter(|at| *at > now) {
        // However many campaigns begin with a day, pages are made anew once.
        jobs::enqueue_at(tx, ctx, TURN, Some(&format!("{TURN}:{at}")), "", at).await?;
    }
    Ok(())
}

/// After a restore: when those that are open begin and end.
pub async fn turn_again(tx: &mut Tx, ctx: &Ctx) -> Result<()> {
    let sql = "SELECT begins_at_ms, ends_at_ms FROM campaign WHERE ended_at_ms IS NULL ORDER BY id LIMIT $1";
    let open: Vec<(i64, Option<i64>)> = tx.all(sql, values![LISTED_AT_MOST]).await?;
    for (begins, ends) in open {
        turn_at(tx, ctx, begins, ends).await?;
    }
    Ok(())
}

/// As columns have it.
struct Kept {
    begins_at_ms: i64,
    ends_at_ms: Option<i64>,
    placements: String,
    sections: String,
    publications: String,
}

async fn checked(tx: &mut Tx, ctx: &Ctx, new: &NewCampaign) -> Result<Kept> {
    let zone = ctx.settings.time_zone;
    let today = day_of(ctx.clock.now_ms(), zone);
    let furthest = today.checked_add_days(Days::new(YEARS_AT_MOST * 366)).unwrap_or(NaiveDate::MAX);
    let mut wrong = Vec::new();
    let mut must = |right: bool, name: &'static str, problem: String| {
        if !right {
            wrong.push(Field { name, problem });
        }
    };
    let near = |day: NaiveDate| day <= furthest;
    must(near(new.first_day), "first_day", format!("a day within {YEARS_AT_MOST} years"));
    let last = new.last_day.is_none_or(|last| last >= new.first_day && near(last));
    must(last, "last_day", "not before the first day, or no last day".into());
    must(!new.placements.is_empty(), "placements", "at least one place where it stands".into());
    let cap = new.cap.is_none_or(|cap| (1..=CAP_AT_MOST).contains(&cap));
    must(cap, "cap", format!("from 1 to {CAP_AT_MOST} a day, or no cap"));
    let budget = new.budget.is_none_or(|budget| (1..=BUDGET_AT_MOST).contains(&budget) && new.last_day.is_some());
    must(budget, "budget", format!("from 1 to {BUDGET_AT_MOST}, and a last day; or no budget"));
    must(WEIGHTS.contains(&new.weight), "weight", format!("from {} to {}", WEIGHTS.start(), WEIGHTS.end()));
    let (sections,): (i64,) = tx
        .one(
            "section",
            "SELECT COUNT(*) FROM section WHERE slug IN (SELECT value->>0 FROM json_each($1))",
            values![rows(new.sections.iter().map(String::as_str))],
        )
        .await?;
    must(sections == new.sections.len() as i64, "sections", "those of the list".into());
    let (publications,): (i64,) = tx
        .one(
            "publication",
            "SELECT COUNT(*) FROM publication WHERE id IN (SELECT value->>0 FROM json_each($1))",
            values![rows(new.publications.iter().map(|id| id.0.as_str()))],
        )
        .await?;
    must(publications == new.publications.len() as i64, "publications", "those of the list".into());
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let broken = |e: serde_json::Error| Error::broken("writing a campaign", e);
    let after = new.last_day.and_then(|last| last.checked_add_days(Days::new(1)));
    Ok(Kept {
        begins_at_ms: begins_at_ms(new.first_day, zone),
        ends_at_ms: after.map(|day| begins_at_ms(day, zone)),
        placements: serde_json::to_string(&new.placements).map_err(broken)?,
        sections: serde_json::to_string(&new.sections).map_err(broken)?,
        publications: serde_json::to_string(&new.publications).map_err(broken)?,
    })
}

/// Names as rows of one value each, for `json_each`.
fn rows<'n>(names: impl Iterator<Item = &'n str>) -> String {
    serde_json::Value::from_iter(names.map(|name| vec![name])).to_string()
}
