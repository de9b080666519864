//! The demo's spots: campaigns of two invented partners, and what the newsroom says of itself.

use std::collections::BTreeSet;

use anyhow::Context;
use chrono::Days;
use newsroom::ctx::Ctx;
use newsroom::hearing::sheet::day_of;
use newsroom::pictures;
use newsroom::spots::campaigns::{self, NewCampaign};
use newsroom::spots::{self, NewSpot, Placement};
use serde::Deserialize;

use super::Demo;

/// How long the partners have booked from the first start on.
const DAYS: u64 = 90;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Booked {
    partner: Option<String>,
    lang: String,
    headline: String,
    words: String,
    link: String,
    picture: Option<String>,
    said: String,
    placements: BTreeSet<Placement>,
    #[serde(default)]
    sections: BTreeSet<String>,
    cap: Option<i64>,
    budget: Option<i64>,
    #[serde(default = "one")]
    weight: i64,
}

fn one() -> i64 {
    1
}

/// Books them in a newsroom that has no spots yet.
pub async fn book(ctx: &Ctx) -> anyhow::Result<()> {
    if !spots::all(&ctx.db).await?.is_empty() {
        return Ok(());
    }
    let file = Demo::get("spots.yaml").context("the demo has no spots")?;
    let all: Vec<Booked> = serde_saphyr::from_slice(&file.data).context("reading spots.yaml")?;
    let mut ready = Vec::new();
    for booked in all {
        let picture = match &booked.picture {
            Some(path) => {
                let file = Demo::get(path).with_context(|| format!("there is no {path}"))?;
                Some(pictures::take_in(ctx, file.data.into_owned()).await?.id)
            }
            None => None,
        };
        ready.push((booked, picture));
    }
    let today = day_of(ctx.clock.now_ms(), ctx.settings.time_zone);
    let mut tx = ctx.db.begin().await?;
    for (booked, picture) in ready {
        let last_day = booked.partner.as_ref().and_then(|_| today.checked_add_days(Days::new(DAYS)));
        let spot = NewSpot {
            partner: booked.partner,
            lang: booked.lang,
            headline: booked.headline.clone(),
            words: booked.words,
            link: Some(booked.link),
            picture,
            said: booked.said,
        };
        let campaign = NewCampaign {
            first_day: today,
            last_day,
            placements: booked.placements,
            sections: booked.sections,
            publications: BTreeSet::new(),
            cap: booked.cap,
            budget: booked.budget,
            weight: booked.weight,
        };
        let id = spots::add(&mut tx, ctx, &spot).await.with_context(|| format!("adding “{}”", booked.headline))?;
        campaigns::book(&mut tx, ctx, &id, &campaign)
            .await
            .with_context(|| format!("booking “{}”", booked.headline))?;
    }
    tx.commit().await?;
    ctx.bell.notify_one();
    Ok(())
}
