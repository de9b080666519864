//! A server that could not speak is looked at until it can, and what another voice has spoken in its place is spoken again.

use serde::{Deserialize, Serialize};
use speech::lang::Lang;
use speech::utter::whole;

use super::StoodIn;
use super::script::disclosure;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::outside::voices::server;
use crate::{jobs, narrations};

/// The kind of the job.
pub const JOB: &str = "server-back";
/// The first look; each later one waits twice as long, up to an hour.
const FIRST_LOOK_MS: i64 = 60_000;
const LOOK_AT_MOST_MS: i64 = 60 * 60_000;
/// Three days of looks: then somebody has to say that it is back (`crier article again`).
const LOOKS: u32 = 78;
/// A story is tried so often by itself: a sentence that the server will not say is not sent for ever.
const TRIES: i64 = 3;
/// Each try of a story waits so many times longer than the one before.
const TRY_LATER: i64 = 6;
/// Stories asked for in one go: news that comes in meanwhile does not wait behind all of yesterday's.
const STORIES: i64 = 20;

#[derive(Serialize, Deserialize)]
struct Payload {
    server: String,
    looks: u32,
}

/// Enqueues the first look, in the transaction that shows a story which a stand-in has spoken.
pub(super) async fn look(tx: &mut Tx, ctx: &Ctx, stood_in: &StoodIn, tries: i64) -> Result<()> {
    let Some((name, _)) = server::parse(&stood_in.meant).filter(|_| stood_in.again && tries < TRIES) else {
        return Ok(());
    };
    let pause = FIRST_LOOK_MS * TRY_LATER.pow(tries.clamp(0, TRIES) as u32);
    enqueue(tx, ctx, &Payload { server: name.to_string(), looks: 0 }, pause).await
}

async fn enqueue(tx: &mut Tx, ctx: &Ctx, payload: &Payload, pause_ms: i64) -> Result<()> {
    let json = serde_json::to_string(payload).map_err(|e| Error::broken("writing a job", e))?;
    let key = format!("{JOB}:{}", payload.server);
    jobs::enqueue_at(tx, ctx, JOB, Some(&key), &json, ctx.clock.now_ms() + pause_ms).await
}

/// Asks the server for one sentence. If it speaks, the stories that a stand-in has spoken are asked for again; if not,
/// it is asked again later. Returns how many stories. Can be run twice.
pub async fn back(ctx: &Ctx, payload: &str) -> Result<usize> {
    let mut payload: Payload = serde_json::from_str(payload)
        .map_err(|e| Error::refused("bad-job", format!("which server to look at: {e}")))?;
    // Those whose day's letters were used up have no job of their own, and do not come back with the others.
    let waiting = narrations::standing_in(&ctx.db, &payload.server, TRIES, STORIES).await?;
    let (Some(first), Some(servers)) = (waiting.first(), ctx.voices.servers()) else { return Ok(0) };
    let lang = Lang::of(&first.lang);
    let lang = if lang == Lang::Other { Lang::En } else { lang };
    let Some(sentence) = whole(disclosure(lang), lang, &[]) else { return Ok(0) };
    let mut tx;
    match servers.try_out(&first.meant, &sentence).await {
        Ok(_) => {
            tx = ctx.db.begin().await?;
            for story in &waiting {
                narrations::queue_again(&mut tx, ctx, &story.article_id, story.tries + 1).await?;
            }
            if waiting.len() as i64 == STORIES {
                enqueue(&mut tx, ctx, &Payload { looks: 0, ..payload }, FIRST_LOOK_MS).await?;
            }
            tracing::info!(
                server = first.meant,
                stories = waiting.len(),
                "a voice server is back: stories are spoken again"
            );
        }
        Err(error) => {
            payload.looks += 1;
            if payload.looks >= LOOKS {
                tracing::error!(server = payload.server, %error, "a voice server is not looked at any more; `crier article again` once it is back");
                return Ok(0);
            }
            let pause = (FIRST_LOOK_MS << payload.looks.min(16)).min(LOOK_AT_MOST_MS);
            tx = ctx.db.begin().await?;
            enqueue(&mut tx, ctx, &payload, pause).await?;
            tx.commit().await?;
            return Ok(0);
        }
    }
    tx.commit().await?;
    ctx.bell.notify_one();
    Ok(waiting.len())
}
