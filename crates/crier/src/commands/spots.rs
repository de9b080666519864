//! `crier spots list|report`

use std::collections::HashMap;

use clap::Subcommand;
use newsroom::hearing::sheet::day_of;
use newsroom::ids::{CampaignId, SpotId};
use newsroom::spots::{self, Spot, campaigns, counting};

use crate::config::{Config, Place};
use crate::newsroom_at;

#[derive(Subcommand)]
pub enum Deed {
    /// List the campaigns: id, state, first and last day, how often seen or heard, whose, what
    List,
    /// Print the report of a campaign, as CSV
    Report {
        /// The campaign's id, as `list` prints it
        campaign: String,
    },
}

pub async fn run(place: &Place, deed: &Deed) -> anyhow::Result<()> {
    let ctx = newsroom_at::open(&Config::read(place, None)?).await?;
    match deed {
        Deed::List => {
            let all = spots::all(&ctx.db).await?.into_iter();
            let all: HashMap<SpotId, Spot> = all.map(|spot| (spot.id.clone(), spot)).collect();
            let (now_ms, zone) = (ctx.clock.now_ms(), ctx.settings.time_zone);
            for one in campaigns::all(&ctx.db).await? {
                let state = serde_json::to_value(one.state(now_ms))?;
                let first = day_of(one.begins_at_ms, zone);
                let last = one.ends_at_ms.map_or("-".to_string(), |end| day_of(end - 1, zone).to_string());
                let spot = all.get(&one.spot);
                let whose = spot.and_then(|spot| spot.partner.as_deref()).unwrap_or("house");
                let what = spot.map_or("", |spot| &spot.headline);
                let state = state.as_str().unwrap_or_default();
                println!("{}\t{state}\t{first}\t{last}\t{}\t{whose}\t{what}", one.id, one.counted);
            }
        }
        Deed::Report { campaign } => {
            let campaign = campaigns::by_id(&ctx.db, &CampaignId(campaign.clone())).await?;
            print!("{}", counting::csv(&counting::report(&ctx.db, &campaign.id).await?)?);
        }
    }
    Ok(())
}
