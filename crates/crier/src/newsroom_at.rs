//! Opens the newsroom that the configuration names.

use anyhow::Context;
use newsroom::clock::{Chance, Clock};
use newsroom::ctx::{Ctx, Ground, Settings};
use newsroom::db::Db;
use newsroom::orders::Vault;
use newsroom::outside::fetch::Fetch;
use newsroom::outside::files::Files;
use newsroom::outside::voices::Voices;
use newsroom::outside::voices::server::{Patience, Servers};
use newsroom::publications;

use crate::commands::speak;
use crate::config::Config;

/// Opens it, brings the database up to date, and makes sure that there are sections.
pub async fn open(config: &Config) -> anyhow::Result<Ctx> {
    let ctx = open_as_it_is(config).await?;
    newsroom::migrate::migrate(&ctx.db, &ctx.clock).await.context("bringing the database up to date")?;
    let mut tx = ctx.db.begin().await?;
    publications::add_sections(&mut tx).await?;
    tx.commit().await?;
    Ok(ctx)
}

/// Opens it and changes nothing.
pub async fn open_as_it_is(config: &Config) -> anyhow::Result<Ctx> {
    open_at(config, Clock::System).await
}

/// Opens it as it is, with a clock that is not the machine's.
pub async fn open_at(config: &Config, clock: Clock) -> anyhow::Result<Ctx> {
    let db = Db::open(&config.database_url()).await?;
    Ok(Ctx::new(Ground {
        db,
        files: Files::open(&config.files_url())?,
        voices: voices(config)?,
        fetch: Fetch::new(),
        clock,
        chance: Chance::System,
        settings: Settings {
            public_url: config.public_url.clone(),
            site_name: config.site_name.clone(),
            time_zone: config.time_zone()?,
            newsletter: config.newsletter()?,
        },
        bell: tokio::sync::Notify::new(),
        mail: config.mail()?,
        till: Default::default(),
    }))
}

/// The vault beside the newsroom's data; a server makes its key when there is none yet.
pub fn vault(config: &Config, ctx: &Ctx) -> anyhow::Result<Vault> {
    Vault::at(&config.data().join("keys/vault"), &ctx.chance).context("opening the vault")
}

/// This same program, started again with `speak`, is the voice; and the servers that are set.
pub fn voices(config: &Config) -> anyhow::Result<Voices> {
    let program = std::env::current_exe().context("finding this program's own file")?;
    let folder = config.voice_folder();
    let arguments = speak::arguments(folder.path(), config.voice_memory_mb);
    let here = Voices::children(program, arguments, config.voice_places(), folder);
    if config.voice_servers.is_empty() {
        return Ok(here);
    }
    Ok(here.and(Servers::new(config.voice_servers.clone(), Chance::System, Patience::default())?))
}
