//! A spot becomes sound: its label, its text, by the newsroom's voice and as loud as the stories around it.

use speech::lang::Lang;
use speech::lexicon::{self as words, Lexicon};
use speech::script::{Role, Segment};
use speech::sound::Tag;

use super::standing_in::tell_spot;
use super::{Choice, Told, disclosure, join};
use crate::casting;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::ids::{SpotId, digest};
use crate::jobs::{ATTEMPTS, Job};
use crate::lexicon;
use crate::spots::{self, Spot, Voiced};
use crate::sweeping::audio_file;

/// Silence after the label, between sentences, and before the news goes on.
const AFTER_LABEL_MS: u32 = 500;
const BETWEEN_SENTENCES_MS: u32 = 260;
const AFTER_ALL_MS: u32 = 700;
/// Names the segment that says what it is.
const LABEL: &str = "label";

/// Has a spot spoken. Can be run twice: pieces are found again, the file has the same name, and a saying that has changed
/// meanwhile takes no sound but its own.
pub async fn voice_spot(ctx: &Ctx, id: &SpotId, job: &Job) -> Result<()> {
    let spot = spots::by_id(&ctx.db, id).await?;
    match attempt(ctx, &spot).await {
        Err(error) if !matches!(error, Error::Broken(_)) || job.attempts >= ATTEMPTS => {
            spots::mute(ctx, id, spot.saying, &error.to_string()).await?;
            Err(error)
        }
        other => other,
    }
}

async fn attempt(ctx: &Ctx, spot: &Spot) -> Result<()> {
    if spot.said.is_empty() {
        return Ok(());
    }
    // A spot is of no publication: it is read as the newsroom reads.
    let lexicon = lexicon::of_publication(&ctx.db, "", &spot.lang).await?;
    let cast = casting::of_publication(&ctx.db, "", &spot.lang).await?;
    let choice = Choice::cast(&ctx.voices, &spot.lang, &cast).await;
    let Told { said, .. } = tell_spot(ctx, spot_script(spot, Some(&lexicon)), choice).await?;
    if said.iter().all(|one| one.segment.id == LABEL) {
        return Err(Error::refused("voice-failed", "nothing is said in it"));
    }
    let pieces = said.iter().map(|said| said.sound.clone()).collect();
    let tag = tag(ctx, spot);
    let joined = tokio::task::spawn_blocking(move || join(&said, &tag));
    let joined = joined.await.map_err(|e| Error::broken("joining a spot", e))??;
    let audio = digest(&joined.mp3);
    let (file, bytes) = (audio_file(&audio), bytes::Bytes::from(joined.mp3));
    ctx.files.put(&file, bytes.clone()).await?;
    let mut tx = ctx.db.begin().await?;
    let voiced = Voiced { audio, length_ms: i64::from(joined.duration_ms), pieces };
    spots::voiced(&mut tx, &spot.id, spot.saying, &voiced).await?;
    tx.commit().await?;
    // A sweep that looked before the commit may have taken the file for an orphan.
    if !ctx.files.has(&file).await? {
        ctx.files.put(&file, bytes).await?;
    }
    Ok(())
}

/// What is said of a spot: first that it is one.
pub fn spot_script(spot: &Spot, lexicon: Option<&Lexicon>) -> Vec<Segment> {
    let lang = Lang::of(&spot.lang);
    let own = lang.own();
    let label = if spot.is_house() { own.house_spot } else { own.spot };
    // In a language that we have no words in, the label is said in English.
    let own_lang = if lang == Lang::Other { Lang::En } else { lang };
    let segment = |id: String, role, lang, text: String, pause_ms| {
        let readings = lexicon.map_or_else(Vec::new, |lexicon| words::placed(&text, lang, lexicon, &[]));
        Segment { id, role, lang, text, pause_ms, readings }
    };
    let mut segments = vec![segment(LABEL.into(), Role::Disclosure, own_lang, label.to_string(), AFTER_LABEL_MS)];
    let sentences = speech::split::sentences_in(&spot.said, &spot.lang);
    let last = sentences.len().saturating_sub(1);
    for (n, range) in sentences.into_iter().enumerate() {
        let pause_ms = if n < last { BETWEEN_SENTENCES_MS } else { AFTER_ALL_MS };
        segments.push(segment(format!("s{}", n + 1), Role::Body, lang, spot.said[range].to_string(), pause_ms));
    }
    segments
}

fn tag(ctx: &Ctx, spot: &Spot) -> Tag {
    Tag {
        title: spot.headline.clone(),
        artist: spot.partner.clone().unwrap_or_else(|| ctx.settings.site_name.clone()),
        album: ctx.settings.site_name.clone(),
        date: String::new(),
        lang: spot.lang.clone(),
        comment: disclosure(Lang::of(&spot.lang)).to_string(),
        chapters: Vec::new(),
        cover: None,
    }
}
