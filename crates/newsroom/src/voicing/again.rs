//! A changed lexicon or another cast: the articles it touches are spoken again, and no others.

use std::collections::{HashMap, HashSet};

use speech::lang::Lang;
use speech::lexicon::{Entry, Lexicon, Reading, main_tag};
use speech::script::Segment;
use speech::sound;

use super::{Choice, request, said_of};
use crate::articles;
use crate::casting::{self, Recast};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::lexicon::Touched;
use crate::narrations::{self, Latest};

/// Narrations that are looked at in one go.
const PAGE: i64 = 50;

/// Finds the articles in which one of the words is said otherwise now than in their narration, and asks for their
/// sound again; what is heard stays until the new sound is ready. Returns how many. Can be run twice: what is the same
/// already is left alone.
///
/// `payload` is JSON of [`Touched`]s.
pub async fn again(ctx: &Ctx, payload: &str) -> Result<usize> {
    let touched: Vec<Touched> =
        serde_json::from_str(payload).map_err(|e| Error::refused("bad-job", format!("what a lexicon touches: {e}")))?;
    let mut change = Change::Words(Words { touched, lexicons: HashMap::new() });
    let asked = of_all(ctx, &mut change).await?;
    tracing::info!(asked, "the lexicon has changed: stories are spoken again");
    Ok(asked)
}

/// As [`again`], of the articles in which a sentence is spoken by another voice now than in their narration.
///
/// `payload` is JSON of [`Recast`].
pub async fn recast(ctx: &Ctx, payload: &str) -> Result<usize> {
    let cast: Recast =
        serde_json::from_str(payload).map_err(|e| Error::refused("bad-job", format!("what is cast anew: {e}")))?;
    let asked = of_all(ctx, &mut Change::Cast(cast)).await?;
    tracing::info!(asked, "a voice was cast: stories are spoken again");
    Ok(asked)
}

/// Asks for the sound of all articles again that are touched, page by page.
async fn of_all(ctx: &Ctx, change: &mut Change) -> Result<usize> {
    let mut asked = 0;
    let mut after = String::new();
    loop {
        let page = narrations::latest(&ctx.db, &after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(asked) };
        after.clone_from(&last.article_id.0);
        for latest in &page {
            if change.touches(ctx, latest).await? {
                let mut tx = ctx.db.begin().await?;
                narrations::queue(&mut tx, ctx, &latest.article_id).await?;
                tx.commit().await?;
                ctx.bell.notify_one();
                asked += 1;
            }
        }
    }
}

/// What has changed.
enum Change {
    Words(Words),
    Cast(Recast),
}

impl Change {
    /// Whether an article sounds otherwise now than in its latest narration.
    async fn touches(&mut self, ctx: &Ctx, latest: &Latest) -> Result<bool> {
        match self {
            Change::Words(words) => match words.of(latest) {
                Some(lexicon) => is_touched(ctx, latest, lexicon).await,
                None => Ok(false),
            },
            Change::Cast(cast) => is_recast(ctx, latest, cast).await,
        }
    }
}

async fn is_recast(ctx: &Ctx, latest: &Latest, cast: &Recast) -> Result<bool> {
    let here = cast.publication.as_ref().is_none_or(|slug| *slug == latest.publication_slug);
    if !here || !casting::is_of(&latest.lang, &cast.lang) {
        return Ok(false);
    }
    if latest.state != "ready" {
        // Under way, perhaps by the voice before; or failed, perhaps because of it.
        return Ok(true);
    }
    let article = articles::by_id(&ctx.db, &latest.article_id).await?;
    let (segments, choice) = said_of(ctx, &article).await?;
    differs(latest, segments, choice).await
}

/// The changed words, by publication and language.
struct Words {
    touched: Vec<Touched>,
    lexicons: HashMap<(String, String), Option<Lexicon>>,
}

impl Words {
    /// Those that may stand in an article; nothing if none may.
    fn of(&mut self, latest: &Latest) -> Option<&Lexicon> {
        let key = (latest.publication_slug.clone(), main_tag(&latest.lang));
        let touched = &self.touched;
        let make = || {
            let here = |t: &&Touched| t.publication.as_ref().is_none_or(|slug| *slug == latest.publication_slug);
            // Only where the words stand is asked for; how they are said does not matter.
            let entry = |t: &Touched| Entry {
                lang: t.lang.clone(),
                written: t.written.clone(),
                reading: Reading::Letters,
                exact_case: t.exact_case,
                inside: t.inside,
            };
            let lexicon = Lexicon::of(&latest.lang, touched.iter().filter(here).map(entry));
            (!lexicon.is_empty()).then_some(lexicon)
        };
        self.lexicons.entry(key).or_insert_with(make).as_ref()
    }
}

async fn is_touched(ctx: &Ctx, latest: &Latest, words: &Lexicon) -> Result<bool> {
    let there = heard(latest);
    if latest.state == "ready" && !there.iter().any(|(_, text, _)| has(words, text, Lang::Zh)) {
        return Ok(false);
    }
    let article = articles::by_id(&ctx.db, &latest.article_id).await?;
    let (mut segments, choice) = said_of(ctx, &article).await?;
    segments.retain(|segment| has(words, &segment.text, segment.lang));
    if latest.state != "ready" {
        // Under way, perhaps with the old reading; or failed, perhaps over this very word.
        return Ok(!segments.is_empty());
    }
    differs(latest, segments, choice).await
}

/// Whether one of these segments sounds otherwise now than in the narration. One in which nothing is said has no sound.
async fn differs(latest: &Latest, segments: Vec<Segment>, choice: Choice) -> Result<bool> {
    let made: HashSet<(String, String)> = heard(latest).into_iter().map(|(id, _, sound)| (id, sound)).collect();
    let differs = move || {
        segments.iter().any(|segment| {
            let request = request(segment, &choice);
            let silent = request.utterances.iter().all(|utterance| utterance.words.is_empty());
            let sound = sound::key(&request, segment.pause_ms, choice.gains());
            !silent && !made.contains(&(segment.id.clone(), sound))
        })
    };
    tokio::task::spawn_blocking(differs).await.map_err(|e| Error::broken("comparing a narration", e))
}

/// Id, text and sound hash of each segment of a narration.
fn heard(latest: &Latest) -> Vec<(String, String, String)> {
    let timed: Vec<narrations::Timed> =
        latest.segments.as_deref().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
    timed.into_iter().map(|row| (row.id, row.text, row.sound)).collect()
}

/// For Chinese, English words are looked for too: so nothing is overlooked whatever the language.
fn has(words: &Lexicon, text: &str, lang: Lang) -> bool {
    !words.find(text, lang).is_empty()
}
