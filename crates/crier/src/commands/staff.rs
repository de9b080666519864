//! `crier staff`

use crate::config::{Config, Place};
use crate::newsroom_at;

pub async fn run(place: &Place) -> anyhow::Result<()> {
    let config = Config::read(place, None)?;
    let ctx = newsroom_at::open(&config).await?;
    let secret = newsroom::staff::invite(&ctx).await?;
    println!("{}/desk/sign-in?token={secret}", config.public_url);
    eprintln!("This link opens the desk once, within a day.");
    Ok(())
}
