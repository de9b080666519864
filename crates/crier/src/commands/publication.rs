//! `crier publication add|list`

use clap::{Args, Subcommand};
use newsroom::publications::{self, NewPublication};

use crate::config::{Config, Place};
use crate::newsroom_at;

#[derive(Subcommand)]
pub enum Deed {
    /// Add a publication, or bring the one with this slug up to date
    Add(Add),
    /// List the publications
    List,
}

#[derive(Args)]
pub struct Add {
    /// Its name in addresses, such as city-daily
    slug: String,
    #[arg(long)]
    name: String,
    /// Language tag, such as en or zh-Hant
    #[arg(long, default_value = "en")]
    lang: String,
    #[arg(long, default_value = "")]
    tagline: String,
    #[arg(long, default_value = "")]
    description: String,
    /// Time zone, such as Europe/London
    #[arg(long, default_value = "UTC")]
    time_zone: String,
    /// Colour as #rrggbb
    #[arg(long, default_value = "#8a6116")]
    accent: String,
}

pub async fn run(place: &Place, deed: &Deed) -> anyhow::Result<()> {
    let ctx = newsroom_at::open(&Config::read(place, None)?).await?;
    match deed {
        Deed::Add(add) => {
            let new = NewPublication {
                slug: add.slug.clone(),
                name: add.name.clone(),
                lang: add.lang.clone(),
                tagline: add.tagline.clone(),
                description: add.description.clone(),
                time_zone: add.time_zone.clone(),
                accent: add.accent.clone(),
            };
            let mut tx = ctx.db.begin().await?;
            publications::add(&mut tx, &ctx, &new).await?;
            tx.commit().await?;
            println!("/publications/{}", add.slug);
        }
        Deed::List => {
            for publication in publications::all(&ctx.db).await? {
                println!("{}\t{}\t{}", publication.slug, publication.lang, publication.name);
            }
        }
    }
    Ok(())
}
