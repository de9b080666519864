//! The first sentence of a draft, spoken when it is written: whoever plays the draft, and everybody who presses play in the
//! moment of its publication, hears it without waiting for a voice. For a day: then it is swept as any piece that no
//! narration uses, and spoken when somebody asks.

use super::said_of;
use super::speaking::{Watched, speak};
use crate::articles;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::ids::ArticleId;
use crate::jobs;
use crate::outside::voices::server::is_server;

pub const JOB: &str = "opening";

/// Asks for it, in the draft's own transaction.
pub async fn ask_opening(tx: &mut Tx, ctx: &Ctx, id: &ArticleId) -> Result<()> {
    jobs::enqueue(tx, ctx, JOB, Some(&format!("{JOB}:{id}")), &id.0).await
}

/// Speaks it into the cache, where the narration finds it. Nothing is done for what is no draft any more (all of it is
/// being spoken), and nothing that a server would be paid for.
pub async fn opening(ctx: &Ctx, id: &ArticleId) -> Result<()> {
    let article = articles::by_id(&ctx.db, id).await?;
    if article.state != "draft" || article.unvoiced_at_ms.is_some() {
        return Ok(());
    }
    let (segments, choice) = said_of(ctx, &article).await?;
    let first: Vec<_> = segments.into_iter().take(1).collect();
    if first.iter().any(|segment| choice.voices(segment.role).iter().any(|(_, voice)| is_server(voice))) {
        return Ok(());
    }
    match speak(&ctx.voices, Some(&ctx.files), first, &choice, &Watched::By(&|_| {})).await {
        Err(error @ Error::Broken(_)) => Err(error),
        // Nobody has asked for this voice yet: whoever does is told what is wrong with it.
        Ok(_) | Err(_) => Ok(()),
    }
}
