//! Articles become sound: script, pieces by their hash, one file, and then one transaction that shows it.

mod again;
mod back;
mod choosing;
mod measuring;
mod opening;
mod script;
mod served;
mod speaking;
mod spot;
mod standing_in;

use speech::lang::Lang;
use speech::script::{Role, Segment};
use speech::sound::{self, Chapter, Joined, Part, Row, Tag};

use crate::articles::{self, Listed};
use crate::casting::{self, VoiceRole};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::ids::{NarrationId, digest};
use crate::jobs::{ATTEMPTS, Job};
use crate::lexicon;
use crate::narrations::{self, Finished, Timed};
use crate::outside::voices::Voices;
use crate::sweeping::audio_file;

pub use again::{again, recast};
pub use back::{JOB as BACK, back};
pub use choosing::{Choice, Speakers, StandIn, missing};
pub use measuring::{Tried, measured_gain, sample, segments, tried};
pub use opening::{JOB as OPENING, ask_opening, opening};
pub use script::{About, disclosure, script};
pub use served::{Estimate, estimate};
pub use speaking::{Asked, Said, Watched, ask, request, speak};
pub use spot::{spot_script, voice_spot};
pub use standing_in::{StoodIn, Told, tell};

/// The way from a queued narration to one that is heard. Can be run twice: pieces are found again, the file has the
/// same name, and only one run can show it.
pub async fn voice(ctx: &Ctx, id: &NarrationId, job: &Job) -> Result<()> {
    match attempt(ctx, id, &job.token).await {
        Err(error) if !matches!(error, Error::Broken(_)) || job.attempts >= ATTEMPTS => {
            narrations::fail(ctx, id, &job.token, &error.to_string()).await?;
            Err(error)
        }
        other => other,
    }
}

async fn attempt(ctx: &Ctx, id: &NarrationId, fence: &str) -> Result<()> {
    let narration = narrations::by_id(&ctx.db, id).await?;
    let article = articles::by_id(&ctx.db, &narration.article_id).await?;
    if article.revision_id != narration.revision_id {
        return narrations::skip(ctx, id, fence, "superseded").await;
    }
    let (segments, choice) = said_of(ctx, &article).await?;
    if !narrations::begin(ctx, id, fence, segments.len(), choice.voice(), &speakers(&choice)?).await? {
        return Ok(());
    }
    let Some(told) = standing_in::tell_narration(ctx, id, fence, segments.clone(), choice).await? else {
        return Ok(());
    };
    let Told { said, choice, stood_in } = told;
    let script_digest = script_digest(&segments, &choice)?;
    let joined = {
        let (said, tag) = (said.clone(), tag(&article, &said));
        let join = move || join(&said, &tag);
        tokio::task::spawn_blocking(join).await.map_err(|e| Error::broken("joining a narration", e))??
    };
    let audio = digest(&joined.mp3);
    let file = audio_file(&audio);
    let finished = Finished {
        voice: choice.voice().to_string(),
        speakers: speakers(&choice)?,
        script_digest,
        audio,
        audio_bytes: joined.mp3.len() as i64,
        duration_ms: i64::from(joined.duration_ms),
        segments: joined.segments.iter().zip(&said).map(|(row, said)| timed(row, said)).collect(),
    };
    let bytes = bytes::Bytes::from(joined.mp3);
    ctx.files.put(&file, bytes.clone()).await?;
    let mut tx = ctx.db.begin().await?;
    if narrations::finish(&mut tx, ctx, id, fence, &finished).await? {
        if let Some(stood_in) = &stood_in {
            back::look(&mut tx, ctx, stood_in, narration.tries).await?;
        }
        tx.commit().await?;
        // A sweep that looked before the commit may have taken the file for an orphan of an earlier narration.
        if !ctx.files.has(&file).await? {
            ctx.files.put(&file, bytes).await?;
        }
        return Ok(());
    }
    drop(tx);
    narrations::skip(ctx, id, fence, "superseded").await
}

/// What is said of an article as it stands now, with the readings of its publication's lexicon in their places, and who
/// speaks it.
pub async fn said_of(ctx: &Ctx, article: &Listed) -> Result<(Vec<Segment>, Choice)> {
    let content = articles::revision(&ctx.db, &article.revision_id).await?;
    let corrections = articles::corrections(&ctx.db, &article.id).await?;
    let lexicon = lexicon::of_publication(&ctx.db, &article.publication_slug, &article.lang).await?;
    let cast = casting::of_publication(&ctx.db, &article.publication_slug, &article.lang).await?;
    let about = About {
        lang: &article.lang,
        publication: &article.publication_name,
        time_zone: &article.time_zone,
        corrections: &corrections,
        lexicon: Some(&lexicon),
    };
    Ok((script(&content, &about), Choice::cast(&ctx.voices, &article.lang, &cast).await))
}

/// One sentence on its own, with no newsroom: for `crier doctor`. Returns its sound and by whom it was spoken.
pub async fn speak_one(voices: &Voices, text: &str, lang: Lang, tag: &str) -> Result<(sound::Piece, Choice)> {
    let segment =
        Segment { id: "s1".into(), role: Role::Body, lang, text: text.into(), pause_ms: 0, readings: Vec::new() };
    let choice = Choice::of(voices, tag, None).await;
    let said = speak(voices, None, vec![segment], &choice, &Watched::By(&|_| {})).await?.unwrap_or_default();
    let said = said.into_iter().next().ok_or_else(|| Error::refused("voice-failed", "nothing was said"))?;
    Ok((said.piece, choice))
}

/// Lays the pieces end to end behind a tag.
pub fn join(said: &[Said], tag: &Tag) -> Result<Joined> {
    let part = |s: &'_ Said| (s.segment.id.clone(), s.segment.text.clone());
    let named: Vec<(String, String)> = said.iter().map(part).collect();
    let parts: Vec<Part> =
        named.iter().zip(said).map(|((id, text), said)| Part { id, text, piece: &said.piece }).collect();
    sound::join(&parts, tag).map_err(|e| Error::refused("sound-failed", e.to_string()))
}

/// By whom it is spoken, as it is kept beside the sound.
fn speakers(choice: &Choice) -> Result<String> {
    serde_json::to_string(choice.speakers()).map_err(|e| Error::broken("writing by whom a story is spoken", e))
}

/// One name for what is said, in which order, by which voices, with which settings.
fn script_digest(segments: &[Segment], choice: &Choice) -> Result<String> {
    let voices = VoiceRole::ALL.map(|role| choice.speakers().voice(role));
    let whole = serde_json::to_vec(&(segments, voices, sound::SETTINGS));
    Ok(digest(&whole.map_err(|e| Error::broken("naming a script", e))?))
}

fn tag(article: &Listed, said: &[Said]) -> Tag {
    let at = article.published_at_ms.or(article.scheduled_at_ms).unwrap_or(article.revised_at_ms);
    let date = chrono::DateTime::from_timestamp_millis(at).map(|at| at.format("%Y-%m-%d").to_string());
    let headings = said.iter().enumerate().filter(|(_, s)| s.segment.role == Role::Heading);
    let mut chapters: Vec<Chapter> =
        headings.map(|(part, s)| Chapter { title: s.segment.text.clone(), part }).collect();
    if !chapters.is_empty() {
        chapters.insert(0, Chapter { title: article.headline.clone(), part: 0 });
    }
    Tag {
        title: article.headline.clone(),
        artist: article.publication_name.clone(),
        album: article.publication_name.clone(),
        date: date.unwrap_or_default(),
        lang: article.lang.clone(),
        comment: disclosure(Lang::of(&article.lang)).to_string(),
        chapters,
        cover: None,
    }
}

/// A row of the segment table as it is kept: words that stand for the same written text are one.
fn timed(row: &Row, said: &Said) -> Timed {
    let text = &said.segment.text;
    let utf16 = |byte: usize| text.get(..byte).map_or(0, |head| head.encode_utf16().count() as u32);
    let mut words: Vec<(u32, u32, u32, u32)> = Vec::with_capacity(row.words.len());
    for word in &row.words {
        let (from, to) = (utf16(word.written.start), utf16(word.written.end));
        match words.last_mut() {
            Some(last) if (last.0, last.1) == (from, to) => last.3 = word.end_ms,
            _ => words.push((from, to, word.start_ms, word.end_ms)),
        }
    }
    let role = serde_json::to_value(said.segment.role).ok().and_then(|role| role.as_str().map(str::to_string));
    Timed {
        id: row.id.clone(),
        role: role.unwrap_or_default(),
        text: row.text.clone(),
        start_ms: row.start_ms,
        end_ms: row.end_ms,
        bytes: (row.bytes.start, row.bytes.end),
        sound: said.sound.clone(),
        words,
    }
}
