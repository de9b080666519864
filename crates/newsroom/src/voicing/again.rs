//! A changed lexicon: the articles it touches are spoken again, and no others.

use std::collections::{HashMap, HashSet};

use speech::lang::Lang;
use speech::lexicon::{Entry, Lexicon, Reading, main_tag};
use speech::script::Segment;
use speech::sound;

use super::{request, said_of};
use crate::articles;
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
    let mut words = Words { touched, lexicons: HashMap::new() };
    let (mut looked, mut asked) = (0, 0);
    let mut after = String::new();
    loop {
        let page = narrations::latest(&ctx.db, &after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after.clone_from(&last.article_id.0);
        looked += page.len();
        for latest in &page {
            let Some(lexicon) = words.of(latest) else { continue };
            if is_touched(ctx, latest, lexicon).await? {
                let mut tx = ctx.db.begin().await?;
                narrations::queue(&mut tx, ctx, &latest.article_id).await?;
                tx.commit().await?;
                ctx.bell.notify_one();
                asked += 1;
            }
        }
        tracing::debug!(looked, asked, "the lexicon has changed");
    }
    tracing::info!(looked, asked, "the lexicon has changed: stories are spoken again");
    Ok(asked)
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
    let made: HashSet<(String, String)> = there.into_iter().map(|(id, _, sound)| (id, sound)).collect();
    let gains = ctx.voices.gains();
    let differs = move || {
        let key = |segment: &Segment| sound::key(&request(segment, &choice), segment.pause_ms, &gains);
        segments.iter().any(|segment| !made.contains(&(segment.id.clone(), key(segment))))
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
