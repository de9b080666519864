//! A narration heard while it is being made: its pieces in order, as a worker, perhaps in another process, finishes them.
//!
//! Nothing is handed over: the script is read here as well, so each piece's name is known before it is there, and the
//! piece appears in the files. So there is one voicing however many listen, and leases and fences know nothing of it.

use std::borrow::Cow;
use std::time::Duration;

use bytes::Bytes;
use speech::script::Segment;
use speech::sound::Piece;

use crate::articles;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::ids::NarrationId;
use crate::narrations::{self, State};
use crate::sweeping::piece_file;
use crate::voicing::{self, Choice};

/// How often a piece that is not there yet is looked for. One listens for all, so this costs a file's look.
const LOOK: Duration = Duration::from_millis(8);
/// How often it is asked whether the narration is still to be heard, while a piece is waited for.
const ASK: Duration = Duration::from_millis(250);
/// The longest wait for one piece: a voice may take a minute over a sentence, and a queue may stand before the first.
pub const PIECE_WITHIN: Duration = Duration::from_secs(90);

/// What there is to hear of an article.
#[derive(Debug)]
pub enum Heard {
    /// The digest of its finished file.
    Ready(String),
    Coming(Box<Coming>),
    /// It has no voice, or its voice failed.
    Nothing,
}

/// A narration under way.
#[derive(Clone, Debug)]
pub struct Coming {
    pub id: NarrationId,
    pub segments: Vec<Segment>,
    choice: Choice,
}

/// Finds what is to be heard of an article, by everybody or by staff, and hastens it: [`narrations::hasten`].
pub async fn of(ctx: &Ctx, slug: &str, staff: bool) -> Result<Heard> {
    let article = articles::by_slug(&ctx.db, slug).await?;
    if article.state != "published" && !staff {
        return Ok(Heard::Nothing);
    }
    if let Some(audio) = article.audio {
        return Ok(Heard::Ready(audio));
    }
    if article.unvoiced_at_ms.is_some() || article.state == "retracted" {
        return Ok(Heard::Nothing);
    }
    let mut tx = ctx.db.begin().await?;
    let Some(id) = narrations::hasten(&mut tx, ctx, &article.id).await? else { return Ok(Heard::Nothing) };
    tx.commit().await?;
    ctx.bell.notify_one();
    let (segments, choice) = voicing::said_of(ctx, &article).await?;
    Ok(Heard::Coming(Box::new(Coming { id, segments, choice })))
}

/// Whether [`of`] would find something to hear; nothing is hastened.
pub async fn is_to_come(ctx: &Ctx, slug: &str, staff: bool) -> Result<bool> {
    let article = articles::by_slug(&ctx.db, slug).await?;
    let open = article.state == "published" || (staff && article.state != "retracted");
    Ok(open && article.unvoiced_at_ms.is_none())
}

/// The frames of a segment, as soon as they are there. `Ok(None)`: nothing is said in it.
///
/// # Errors
/// `Refused(voice-over)` when the narration is not to be heard any more, `Refused(voice-slow)` past [`PIECE_WITHIN`].
pub async fn piece(ctx: &Ctx, coming: &Coming, segment: &Segment) -> Result<Option<Bytes>> {
    let mut choice = Cow::Borrowed(&coming.choice);
    let Some(mut file) = kept_as(segment, &choice).await? else { return Ok(None) };
    let began = tokio::time::Instant::now();
    let mut next_asked = began + ASK;
    loop {
        // A damaged piece is one that is not there: the worker makes it again.
        if let Some(kept) = ctx.files.get(&file).await?
            && let Ok(piece) = Piece::unpack(&kept)
        {
            return Ok(Some(piece.mp3.into()));
        }
        let now = tokio::time::Instant::now();
        if now >= next_asked {
            if narrations::standing(ctx, &coming.id).await?.1 == State::Over {
                return Err(Error::refused("voice-over", "this narration is not to be heard any more"));
            }
            // The worker's machine may have another voice than this one.
            if let Some((voice, speakers)) = narrations::spoken_by(ctx, &coming.id).await?
                && let Some(other) = choice.unless_by(&voice, speakers.as_deref())
            {
                choice = Cow::Owned(other);
                let Some(other) = kept_as(segment, &choice).await? else { return Ok(None) };
                file = other;
            }
            next_asked = now + ASK;
        }
        if now >= began + PIECE_WITHIN {
            return Err(Error::refused("voice-slow", format!("no sound within {PIECE_WITHIN:?}")));
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// The name of a segment's piece in the files. `None`: nothing is said in it.
async fn kept_as(segment: &Segment, choice: &Choice) -> Result<Option<String>> {
    Ok(voicing::ask(segment, choice).await?.map(|asked| piece_file(&asked.sound)))
}
