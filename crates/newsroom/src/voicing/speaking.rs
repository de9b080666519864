//! Segments become pieces: what is said for each, by which voices, found in the cache or made.

use futures::{StreamExt, TryStreamExt};
use speech::script::Segment;
use speech::sound::{self, Piece};
use speech::utter::utter_by;
use speech::wire::Request;

use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::ids::NarrationId;
use crate::narrations;
use crate::outside::files::Files;
use crate::outside::voices::Voices;
use crate::outside::voices::server::Trouble;
use crate::sweeping::piece_file;
use crate::voicing::choosing::Choice;
use crate::voicing::served;

/// A segment and its sound.
#[derive(Clone, Debug)]
pub struct Said {
    pub segment: Segment,
    pub piece: Piece,
    /// Name of the piece in the cache: what is said, by which voice, with which settings.
    pub sound: String,
}

/// What an engine is asked for a segment.
pub fn request(segment: &Segment, choice: &Choice) -> Request {
    if let Some(request) = served::request(segment, choice) {
        return request;
    }
    let utterances = utter_by(&segment.text, segment.lang, &segment.readings);
    Request { utterances, voices: choice.voices(segment.role), ..Request::default() }
}

/// Who is told how many segments are done.
pub enum Watched<'a> {
    /// Somebody who looks on.
    By(&'a (dyn Fn(usize) + Send + Sync)),
    /// The narration that it is done for; when that is let go, the speaking stops.
    Narration { ctx: &'a Ctx, id: &'a NarrationId, fence: &'a str },
}

impl Watched<'_> {
    /// `false`: go no further.
    async fn done(&self, count: usize) -> Result<bool> {
        match self {
            Watched::By(look) => {
                look(count);
                Ok(true)
            }
            Watched::Narration { ctx, id, fence } => narrations::progress(ctx, id, fence, count).await,
        }
    }
}

/// Speaks the segments, the first alone, the others several at a time, in order; those in which nothing is said are left
/// out. `None`: it was stopped half way.
///
/// Somebody may be waiting for the first word, and the next sentence would take a processor from it. Other stories take
/// the places that are free meanwhile.
pub async fn speak(
    voices: &Voices,
    cache: Option<&Files>,
    segments: Vec<Segment>,
    choice: &Choice,
    watched: &Watched<'_>,
) -> Result<Option<Vec<Said>>> {
    let mut segments = segments.into_iter().map(|segment| say(voices, cache, segment, choice));
    let first = futures::stream::iter(segments.next()).buffered(1);
    let others = futures::stream::iter(segments).buffered(voices.places_of(choice.voice()));
    let mut coming = first.chain(others);
    let mut all = Vec::new();
    let mut count = 0;
    while let Some(said) = coming.try_next().await? {
        all.extend(said);
        count += 1;
        if !watched.done(count).await? {
            return Ok(None);
        }
    }
    Ok(Some(all))
}

/// What an engine is asked for a segment, and the name of the piece that it becomes.
#[derive(Clone, Debug)]
pub struct Asked {
    pub request: Request,
    /// The sound hash.
    pub sound: String,
}

/// `None`: nothing is said in it.
pub async fn ask(segment: &Segment, choice: &Choice) -> Result<Option<Asked>> {
    // Reading a sentence is work for a processor: the threads that answer listeners are left alone.
    let (read, asked) = (segment.clone(), choice.clone());
    let request = tokio::task::spawn_blocking(move || request(&read, &asked)).await;
    let request = request.map_err(|e| Error::broken("reading a sentence", e))?;
    if request.utterances.iter().all(|utterance| utterance.words.is_empty()) {
        return Ok(None);
    }
    let sound = sound::key(&request, segment.pause_ms, choice.gains());
    Ok(Some(Asked { request, sound }))
}

async fn say(voices: &Voices, cache: Option<&Files>, segment: Segment, choice: &Choice) -> Result<Option<Said>> {
    let Some(Asked { request, sound }) = ask(&segment, choice).await? else { return Ok(None) };
    if let Some(files) = cache
        && let Some(kept) = files.get(&piece_file(&sound)).await?
    {
        // A damaged piece is made again, over the old one.
        if let Ok(piece) = Piece::unpack(&kept) {
            return Ok(Some(Said { segment, piece, sound }));
        }
    }
    let spoken = voices.speak(&request).await.map_err(|error| about(&segment, error))?;
    let (pause_ms, gains) = (segment.pause_ms, choice.gains().clone());
    let made =
        tokio::task::spawn_blocking(move || sound::make(&request, &spoken.reply, &spoken.samples, pause_ms, &gains));
    let made = made.await.map_err(|e| Error::broken("mastering a sentence", e))?;
    let piece = made.map_err(|e| about(&segment, Error::refused("sound-failed", e.to_string())))?;
    if let Some(files) = cache {
        files.cache(&piece_file(&sound), piece.pack()).await?;
    }
    Ok(Some(Said { segment, piece, sound }))
}

/// Says in which sentence it went wrong: the editor is shown it.
fn about(segment: &Segment, error: Error) -> Error {
    const SHOWN: usize = 80;
    let sentence: String = segment.text.chars().take(SHOWN).collect();
    match error {
        // Of the server, not of the sentence.
        error if matches!(Trouble::of(&error), Some(Trouble::Away(_))) => error,
        Error::Refused { code, reason } => Error::Refused { code, reason: format!("“{sentence}”: {reason}") },
        other => other,
    }
}
