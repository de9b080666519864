//! When a server cannot speak, another voice speaks the whole story in its place: never two voices in one.

use speech::script::Segment;

use super::choosing::Choice;
use super::served::{Estimate, estimate, voice_of};
use super::speaking::{Said, Watched, speak};
use crate::allowances;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::ids::NarrationId;
use crate::narrations;
use crate::outside::files::Files;
use crate::outside::voices::Voices;
use crate::outside::voices::server::{StandIn, Trouble};

/// A voice that spoke in the place of the one that was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoodIn {
    pub meant: String,
    pub voice: String,
    /// For the operator.
    pub why: String,
    /// Whether the voice that was meant is tried again by itself. Not when its letters of the day are used up:
    /// tomorrow's are for tomorrow's news.
    pub again: bool,
}

/// What was said, and by whom.
#[derive(Clone, Debug)]
pub struct Told {
    pub said: Vec<Said>,
    pub choice: Choice,
    pub stood_in: Option<StoodIn>,
}

/// Speaks the segments by the voice that is meant, or all of them by the one that stands in for it. With no newsroom:
/// no allowance is looked at. `None`: it was stopped half way.
pub async fn tell(
    voices: &Voices,
    cache: Option<&Files>,
    segments: Vec<Segment>,
    choice: Choice,
    watched: &Watched<'_>,
) -> Result<Option<Told>> {
    match speak(voices, cache, segments.clone(), &choice, watched).await {
        Ok(said) => Ok(said.map(|said| Told { said, choice, stood_in: None })),
        Err(error) => {
            let Some(trouble) = Trouble::of(&error) else { return Err(error) };
            let (choice, stood_in) = in_place_of(voices, &choice, trouble, true).await?;
            let said = speak(voices, cache, segments, &choice, watched).await?;
            Ok(said.map(|said| Told { said, choice, stood_in: Some(stood_in) }))
        }
    }
}

/// The same for a narration: within the allowance of the day, and the narration tells who speaks. `None`: it is not to
/// be spoken any more.
pub(super) async fn tell_narration(
    ctx: &Ctx,
    id: &NarrationId,
    fence: &str,
    segments: Vec<Segment>,
    choice: Choice,
) -> Result<Option<Told>> {
    let watched = Watched::Narration { ctx, id, fence };
    let files = Some(&ctx.files);
    let (trouble, again) = match spend(ctx, &estimate(&ctx.voices, files, &segments, &choice).await?).await? {
        Some(over) => (over, false),
        None => match speak(&ctx.voices, files, segments.clone(), &choice, &watched).await {
            Ok(said) => {
                if said.is_none() {
                    give_back(ctx, &segments, &choice).await?;
                }
                return Ok(said.map(|said| Told { said, choice, stood_in: None }));
            }
            Err(error) => {
                give_back(ctx, &segments, &choice).await?;
                let Some(trouble) = Trouble::of(&error) else { return Err(error) };
                (trouble, true)
            }
        },
    };
    let (choice, stood_in) = in_place_of(&ctx.voices, &choice, trouble, again).await?;
    tracing::warn!(narration = %id, meant = stood_in.meant, voice = stood_in.voice, why = stood_in.why, "another voice reads");
    let voices = (stood_in.voice.as_str(), stood_in.meant.as_str());
    if !narrations::stand_in(ctx, id, fence, voices, &super::speakers(&choice)?, &stood_in.why, again).await? {
        return Ok(None);
    }
    let said = speak(&ctx.voices, files, segments, &choice, &watched).await?;
    Ok(said.map(|said| Told { said, choice, stood_in: Some(stood_in) }))
}

/// The same for a spot.
pub(super) async fn tell_spot(ctx: &Ctx, segments: Vec<Segment>, choice: Choice) -> Result<Told> {
    let nobody = |_: usize| {};
    let (files, watched) = (Some(&ctx.files), Watched::By(&nobody));
    let trouble = match spend(ctx, &estimate(&ctx.voices, files, &segments, &choice).await?).await? {
        Some(over) => over,
        None => match speak(&ctx.voices, files, segments.clone(), &choice, &watched).await {
            Ok(said) => return Ok(Told { said: said.unwrap_or_default(), choice, stood_in: None }),
            Err(error) => {
                give_back(ctx, &segments, &choice).await?;
                let Some(trouble) = Trouble::of(&error) else { return Err(error) };
                trouble
            }
        },
    };
    let (choice, stood_in) = in_place_of(&ctx.voices, &choice, trouble, false).await?;
    tracing::warn!(meant = stood_in.meant, voice = stood_in.voice, why = stood_in.why, "another voice reads a spot");
    let said = speak(&ctx.voices, files, segments, &choice, &watched).await?;
    Ok(Told { said: said.unwrap_or_default(), choice, stood_in: Some(stood_in) })
}

/// Takes the letters of a whole story from the servers' allowances, so that no story stops in its middle; from none when
/// one has too few left. `Some`: they are used up.
async fn spend(ctx: &Ctx, estimates: &[Estimate]) -> Result<Option<Trouble>> {
    for (n, Estimate { server, letters, .. }) in
        estimates.iter().enumerate().filter(|(_, estimate)| estimate.letters > 0)
    {
        let settings = ctx.voices.servers().and_then(|servers| servers.settings(server));
        let most = settings.and_then(|server| server.letters_per_day);
        if allowances::take(ctx, server, *letters as i64, most).await? {
            continue;
        }
        for taken in &estimates[..n] {
            allowances::give_back(ctx, &taken.server, taken.letters as i64).await?;
        }
        return Ok(Some(Trouble::Refused(format!(
            "voice server “{server}”: its letters_per_day ({}) do not reach for this story of {letters} letters; \
             `crier article again` has it spoken when they do",
            most.unwrap_or_default()
        ))));
    }
    Ok(None)
}

/// Gives back what was not spoken.
async fn give_back(ctx: &Ctx, segments: &[Segment], choice: &Choice) -> Result<()> {
    for left in estimate(&ctx.voices, Some(&ctx.files), segments, choice).await? {
        allowances::give_back(ctx, &left.server, left.letters as i64).await?;
    }
    Ok(())
}

/// Who speaks instead, by the server's settings.
async fn in_place_of(voices: &Voices, choice: &Choice, trouble: Trouble, again: bool) -> Result<(Choice, StoodIn)> {
    let meant = voice_of(choice).unwrap_or_else(|| choice.voice()).to_string();
    let settings = voices.servers().and_then(|servers| servers.of_voice(&meant));
    let voice = match settings.map_or(StandIn::Own, |server| server.stand_in(&choice.tag)) {
        StandIn::Voice(voice) => voice,
        StandIn::Own => Choice::of(voices, &choice.tag, None).await.voice().to_string(),
        StandIn::Nobody => {
            return Err(match trouble {
                // The job comes again.
                Trouble::Away(why) => Error::Broken(format!("{why}; no voice stands in for it (fallback = \"none\")")),
                trouble => trouble.into(),
            });
        }
    };
    let stood_in = StoodIn { meant, voice: voice.clone(), why: trouble.to_string(), again };
    Ok((Choice::of(voices, &choice.tag, Some(voice)).await, stood_in))
}
