//! Clears away what nothing points at any more: files of narrations that were withdrawn or replaced, pieces that no
//! narration and no spot uses, files that a killed process left half written, links and sessions that have expired,
//! and people who never confirmed that they want the newsletter.

use std::collections::HashSet;

use crate::ctx::Ctx;
use crate::error::Result;
use crate::newsletter::copies;
use crate::{hearing, jobs, listeners, mails, narrations, passkeys, spots, staff, subscribers};

/// A sound file that nothing points at is spared for so long: it may be on its way to being pointed at.
const AUDIO_SPARED_MS: i64 = 2 * 60_000;
/// Pieces are a cache: an edit that is taken back finds them again.
const PIECES_SPARED_MS: i64 = 24 * 60 * 60_000;
/// Lists of programmes are kept for those who come back to one: a day after somebody last asked what is on.
const PROGRAMMES_SPARED_MS: i64 = 24 * 60 * 60_000;
/// Cards of shared stories are drawn again when somebody asks for one that is gone: most links are followed in their first month.
const CARDS_SPARED_MS: i64 = 30 * 24 * 60 * 60_000;
/// Writing one file takes far less.
const HALF_WRITTEN_SPARED_MS: i64 = 10_000;

/// What a sweep removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    pub audio: usize,
    pub pieces: usize,
    pub programmes: usize,
    pub cards: usize,
    pub half_written: usize,
}

pub async fn sweep(ctx: &Ctx) -> Result<Swept> {
    let now = ctx.clock.now_ms();
    // Listed before the database is asked: what is written in between is not in the list, and stays.
    let audio = ctx.files.list("audio").await?;
    let pieces = ctx.files.list("pieces").await?;
    let (kept_audio, kept_pieces) = narrations::kept(ctx).await?;
    let (spot_audio, spot_pieces) = spots::kept(&ctx.db).await?;
    let kept_audio: HashSet<String> = kept_audio.iter().chain(&spot_audio).map(|digest| audio_file(digest)).collect();
    let kept_pieces: HashSet<String> = kept_pieces.iter().chain(&spot_pieces).map(|name| piece_file(name)).collect();
    let mut swept = Swept::default();
    for (name, written_ms) in audio {
        if !kept_audio.contains(&name) && written_ms <= now - AUDIO_SPARED_MS {
            ctx.files.delete(&name).await?;
            swept.audio += 1;
        }
    }
    for (name, written_ms) in pieces {
        if !kept_pieces.contains(&name) && written_ms <= now - PIECES_SPARED_MS {
            ctx.files.delete(&name).await?;
            swept.pieces += 1;
        }
    }
    for (name, written_ms) in ctx.files.list("programmes").await? {
        if written_ms <= now - PROGRAMMES_SPARED_MS {
            ctx.files.delete(&name).await?;
            swept.programmes += 1;
        }
    }
    for (name, written_ms) in ctx.files.list("cards").await? {
        if written_ms <= now - CARDS_SPARED_MS {
            ctx.files.delete(&name).await?;
            swept.cards += 1;
        }
    }
    swept.half_written = ctx.files.sweep_half_written(now, HALF_WRITTEN_SPARED_MS)?;
    narrations::fail_abandoned(ctx).await?;
    jobs::sweep(ctx).await?;
    staff::sweep(ctx).await?;
    listeners::sweep(ctx).await?;
    passkeys::sweep(ctx).await?;
    mails::sweep(ctx).await?;
    subscribers::sweep(ctx).await?;
    copies::sweep(ctx).await?;
    spots::sweep(ctx).await?;
    hearing::rows::sweep(&ctx.db, now).await?;
    Ok(swept)
}

/// The file of a narration, by the digest of its bytes.
pub fn audio_file(digest: &str) -> String {
    format!("audio/{digest}.mp3")
}

/// The file of a cached piece, by its sound hash.
pub fn piece_file(sound: &str) -> String {
    format!("pieces/{}/{sound}", &sound[..2.min(sound.len())])
}

/// The list of a joined programme, by the digest of its bytes.
pub fn programme_file(digest: &str) -> String {
    format!("programmes/{digest}")
}

/// The card of a shared story, by its name with its ending.
pub fn card_file(name: &str) -> String {
    format!("cards/{name}")
}
