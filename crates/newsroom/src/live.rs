//! A narration heard while it is being made: its pieces in order, as a worker, perhaps in another process, finishes them.
//!
//! Nothing is handed over: the script is read here as well, so each piece's name is known before it is there, and the
//! piece appears in the files. So there is one voicing however many listen, and leases and fences know nothing of it.

use std::sync::{Arc, Mutex, PoisonError};
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

/// How often a piece that is not there yet is looked for: another process may write it. One listens for all, so this
/// costs a file's look.
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
    meant: Choice,
    speaker: Arc<Mutex<Speaker>>,
}

/// Who speaks a narration under way: a server may fail in its middle, and then another voice speaks all of it.
#[derive(Debug)]
struct Speaker {
    choice: Choice,
    /// Whether something was heard already: two voices in one story are never mixed.
    heard: bool,
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
    let (segments, meant) = voicing::said_of(ctx, &article).await?;
    let choice = speaks(ctx, &id, &meant).await?;
    let speaker = Arc::new(Mutex::new(Speaker { choice, heard: false }));
    Ok(Heard::Coming(Box::new(Coming { id, segments, meant, speaker })))
}

/// The voice that was meant, or the one that the worker speaks with: it stands in, or its machine has another.
async fn speaks(ctx: &Ctx, id: &NarrationId, meant: &Choice) -> Result<Choice> {
    let Some((voice, speakers)) = narrations::spoken_by(ctx, id).await? else { return Ok(meant.clone()) };
    Ok(meant.unless_by(&ctx.voices, &voice, speakers.as_deref()).unwrap_or_else(|| meant.clone()))
}

impl Coming {
    fn choice(&self) -> Choice {
        self.speaker.lock().unwrap_or_else(PoisonError::into_inner).choice.clone()
    }

    fn is_heard(&self) {
        self.speaker.lock().unwrap_or_else(PoisonError::into_inner).heard = true;
    }

    /// Somebody else speaks from now on. `false`: too late, something was heard.
    fn change(&self, choice: Choice) -> bool {
        let mut speaker = self.speaker.lock().unwrap_or_else(PoisonError::into_inner);
        if !speaker.heard {
            speaker.choice = choice;
        }
        !speaker.heard
    }
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
/// `Refused(voice-over)` when the narration is not to be heard any more, `Refused(voice-changed)` when another voice has
/// taken it over after its beginning was heard, `Refused(voice-slow)` past [`PIECE_WITHIN`].
pub async fn piece(ctx: &Ctx, coming: &Coming, segment: &Segment) -> Result<Option<Bytes>> {
    let mut choice = coming.choice();
    let Some(mut asked) = voicing::ask(segment, &choice).await? else { return Ok(None) };
    let began = tokio::time::Instant::now();
    let mut next_asked = began + ASK;
    loop {
        let written = ctx.files.next_written();
        // A damaged piece is one that is not there: the worker makes it again.
        if let Some(kept) = ctx.files.get(&piece_file(&asked.sound)).await?
            && let Ok(piece) = Piece::unpack(&kept)
        {
            coming.is_heard();
            return Ok(Some(piece.mp3.into()));
        }
        let now = tokio::time::Instant::now();
        if now >= next_asked {
            if narrations::standing(ctx, &coming.id).await?.1 == State::Over {
                return Err(Error::refused("voice-over", "this narration is not to be heard any more"));
            }
            let speaks = speaks(ctx, &coming.id, &coming.meant).await?;
            if speaks.speakers() != choice.speakers() {
                if !coming.change(speaks.clone()) {
                    return Err(Error::refused(
                        "voice-changed",
                        "another voice speaks this story now, from its beginning",
                    ));
                }
                choice = speaks;
                let Some(again) = voicing::ask(segment, &choice).await? else { return Ok(None) };
                asked = again;
            }
            next_asked = now + ASK;
        }
        if now >= began + PIECE_WITHIN {
            return Err(Error::refused("voice-slow", format!("no sound within {PIECE_WITHIN:?}")));
        }
        tokio::select! { () = written => {} () = tokio::time::sleep(LOOK) => {} }
    }
}
