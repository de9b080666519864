//! A listener's devices tell what was heard and done there, and are told what is known of all of them.
//!
//! A device keeps a log: an entry for each stretch that was heard and each thing that was asked for, with a number of its
//! own and what its clocks showed. It sends what was not taken in yet; the answer says how far it was, and what changed
//! since the device last asked. An answer that is lost costs nothing: what was taken in is known by its number.

mod entry;
mod spoken;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use self::entry::{Entry, Said};
pub use self::spoken::Spoken;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::ids::{ArticleId, ListenerId, digest};
use crate::marks::{self, Kind, Known};
use crate::progress;
use crate::progress::clock::{Anchor, Reading, after, happened_at};
use crate::progress::merge::Stamp;
use crate::{articles, narrations, publications};

/// Entries in one telling; a device with more tells again at once.
pub const ENTRIES_AT_MOST: usize = 100;
/// What one telling may weigh. An entry for a whole story of an hour has some 30 KB.
pub const BODY_AT_MOST: usize = 1 << 20;
/// Stories in one answer: more than any one telling touches, so that a version is never cut in two.
const STORIES_AT_ONCE: i64 = 2 * ENTRIES_AT_MOST as i64;
/// The same of marks, which weigh little.
const MARKS_AT_ONCE: i64 = 10 * ENTRIES_AT_MOST as i64;
const DEVICE_LETTERS: std::ops::RangeInclusive<usize> = 8..=64;

/// What a device tells.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Told {
    /// A name that the device gave itself, together with its log.
    pub device: String,
    /// What its clocks show now.
    pub now: Reading,
    /// What they showed when it was last told the time.
    #[serde(default)]
    pub told: Option<Anchor>,
    /// The version it knows.
    #[serde(default)]
    pub after: i64,
    /// In order of their numbers. One that cannot be read is passed over, so that it holds up no others.
    pub entries: Vec<Json>,
}

/// What a device is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// Names the account, and says nothing of it: what another listener wrote down on this device is not theirs.
    pub who: String,
    pub now_ms: i64,
    /// The number of the last entry that was taken in of this device; `None`: nothing was told.
    pub taken: Option<i64>,
    pub version: i64,
    /// There is more: ask again, after this version.
    pub more: bool,
    pub cleared_at_ms: i64,
    pub stories: Vec<StoryNow>,
    pub marks: Vec<MarkNow>,
}

/// A story as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StoryNow {
    pub slug: String,
    /// When the listener was last there; `None`: nothing is known, or it was forgotten.
    pub at_ms: Option<i64>,
    pub place: Option<(String, u32)>,
    #[serde(flatten)]
    pub spoken: Spoken,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MarkNow {
    pub kind: Kind,
    /// The slug of the story, section or publication.
    pub target: String,
    pub there: bool,
    pub added_at_ms: i64,
    pub rank: String,
}

/// Takes in what a device tells, and answers with what it does not know.
///
/// # Errors
/// Invalid for a device without a name and for too many entries at once.
pub async fn tell(ctx: &Ctx, listener: &ListenerId, told: &Told) -> Result<Answer> {
    let is_name = told.device.bytes().all(|b| b.is_ascii_alphanumeric());
    if !is_name || !DEVICE_LETTERS.contains(&told.device.len()) {
        return Err(Error::invalid("device", "8 to 64 letters and digits"));
    }
    if told.entries.len() > ENTRIES_AT_MOST {
        return Err(Error::invalid("entries", format!("at most {ENTRIES_AT_MOST} at once")));
    }
    let mut entries: Vec<Entry> = told.entries.iter().filter_map(Entry::read).collect();
    entries.sort_by_key(|entry| entry.seq);
    // What cannot be read counts as taken in: it would never be read.
    let last_seq = told.entries.iter().filter_map(|entry| entry["seq"].as_i64()).filter(|seq| *seq > 0).max();
    let taken = match last_seq {
        Some(last_seq) => Some(take(ctx, listener, told, &entries, last_seq).await?),
        None => None,
    };
    Ok(Answer { taken, ..since(ctx, listener, told.after).await? })
}

async fn take(ctx: &Ctx, listener: &ListenerId, told: &Told, entries: &[Entry], last_seq: i64) -> Result<i64> {
    let known = Targets::of(ctx, entries).await?;
    let now_ms = ctx.clock.now_ms();
    let now = Anchor { server_ms: now_ms, reading: told.now.clone() };
    let mut tx = ctx.db.begin().await?;
    let mut standing = progress::begin(&mut tx, listener).await?;
    let (had_seq, mut at_ms) = progress::device(&mut tx, listener, &told.device).await?;
    if last_seq <= had_seq {
        // Told before: its answer was lost. Nothing changes, nor does the version.
        return Ok(had_seq);
    }
    let (mut heard, mut marked, mut cleared_at_ms) = (Vec::new(), Vec::new(), None);
    for entry in entries.iter().filter(|entry| entry.seq > had_seq) {
        at_ms = after(happened_at(&entry.at, told.told.as_ref(), &now), now_ms, at_ms);
        match &entry.said {
            Said::Progress(slug, did) => {
                let Some(article) = known.articles.get(slug) else { continue };
                let stamp = Stamp { at_ms, device: told.device.clone() };
                heard.push(progress::Change { article: article.clone(), stamp, did: did.clone() });
            }
            Said::Cleared => cleared_at_ms = Some(at_ms),
            Said::Mark(kind, slug, did) => {
                let Some(target) = known.target(*kind, slug) else { continue };
                marked.push(marks::Change { kind: *kind, target, at_ms, did: did.clone() });
            }
        }
    }
    if let Some(until_ms) = cleared_at_ms {
        standing.cleared_at_ms = standing.cleared_at_ms.max(until_ms);
        progress::clear(&mut tx, listener, until_ms).await?;
    }
    progress::take(&mut tx, listener, standing, &heard).await?;
    marks::take(&mut tx, listener, standing, &marked).await?;
    progress::device_told(&mut tx, listener, &told.device, (last_seq, at_ms), now_ms).await?;
    tx.commit().await?;
    Ok(last_seq)
}

/// What entries speak of, as it is called inside. What is not there is left out.
struct Targets {
    articles: HashMap<String, ArticleId>,
    sections: BTreeSet<String>,
    publications: BTreeSet<String>,
}

impl Targets {
    async fn of(ctx: &Ctx, entries: &[Entry]) -> Result<Targets> {
        let slugs: BTreeSet<&str> = entries.iter().filter_map(Entry::story).collect();
        let articles = articles::known_as(&ctx.db, slugs.into_iter()).await?.into_iter().collect();
        let follows =
            entries.iter().any(|entry| matches!(entry.said, Said::Mark(Kind::Section | Kind::Publication, ..)));
        let (mut sections, mut papers) = (BTreeSet::new(), BTreeSet::new());
        if follows {
            sections.extend(publications::sections(&ctx.db).await?.into_iter().map(|section| section.slug));
            papers.extend(publications::all(&ctx.db).await?.into_iter().map(|publication| publication.slug));
        }
        Ok(Targets { articles, sections, publications: papers })
    }

    fn target(&self, kind: Kind, slug: &str) -> Option<String> {
        match kind {
            Kind::Saved | Kind::Queued => self.articles.get(slug).map(|id| id.0.clone()),
            Kind::Section => self.sections.get(slug).cloned(),
            Kind::Publication => self.publications.get(slug).cloned(),
        }
    }
}

/// What changed of a listener's after a version.
pub async fn since(ctx: &Ctx, listener: &ListenerId, after: i64) -> Result<Answer> {
    let db = &ctx.db;
    let standing = progress::standing(db, listener).await?;
    // A version that is not there yet is of a newsroom before it was put back: then all is told again.
    let after = if (0..=standing.version).contains(&after) { after } else { 0 };
    let stories = progress::since(db, listener, standing, after, STORIES_AT_ONCE + 1).await?;
    let marks = marks::since(db, listener, after, MARKS_AT_ONCE + 1).await?;
    // As far as all is at hand: what a list has no place for is of the version after.
    let stories_to = stories.get(STORIES_AT_ONCE as usize).map(|known| known.version - 1);
    let marks_to = marks.get(MARKS_AT_ONCE as usize).map(|known| known.version - 1);
    let to = [Some(standing.version), stories_to, marks_to].into_iter().flatten().min().unwrap_or_default();
    let stories: Vec<_> = stories.into_iter().filter(|known| known.version <= to).collect();
    let marks: Vec<_> = marks.into_iter().filter(|known| known.version <= to).collect();
    let ids: Vec<ArticleId> = stories.iter().map(|known| known.article.clone()).collect();
    let tables: HashMap<ArticleId, _> = narrations::tables(db, &ids).await?.into_iter().collect();
    let marked = marks.iter().filter(|known| is_of_story(known.kind)).map(|known| ArticleId(known.target.clone()));
    let slugs = slugs(ctx, ids.iter().cloned().chain(marked).collect()).await?;
    let stories = stories.iter().filter_map(|known| {
        let latest = known.story.latest.as_ref();
        Some(StoryNow {
            slug: slugs.get(&known.article.0)?.clone(),
            at_ms: latest.map(|(stamp, _)| stamp.at_ms),
            place: latest.map(|(_, place)| (place.segment.clone(), place.thousandth)),
            spoken: tables.get(&known.article).map(|timed| Spoken::of(&known.story, timed)).unwrap_or_default(),
        })
    });
    let marks = marks.iter().filter_map(|known| {
        let target = if is_of_story(known.kind) { slugs.get(&known.target)? } else { &known.target };
        Some(MarkNow {
            kind: known.kind,
            target: target.clone(),
            there: known.mark.is_there(),
            added_at_ms: known.mark.added_at_ms,
            rank: known.mark.ranked.1.clone(),
        })
    });
    Ok(Answer {
        who: digest(format!("who listens {listener}").as_bytes())[..16].to_string(),
        now_ms: ctx.clock.now_ms(),
        taken: None,
        version: to,
        more: to < standing.version,
        cleared_at_ms: standing.cleared_at_ms,
        stories: stories.collect(),
        marks: marks.collect(),
    })
}

fn is_of_story(kind: Kind) -> bool {
    matches!(kind, Kind::Saved | Kind::Queued)
}

async fn slugs(ctx: &Ctx, ids: Vec<ArticleId>) -> Result<BTreeMap<String, String>> {
    let named = articles::named(&ctx.db, ids.into_iter()).await?;
    Ok(named.into_iter().map(|(id, slug, ..)| (id, slug)).collect())
}

/// All of it, for its listener to take along: sentence by sentence, with the times.
pub async fn export(ctx: &Ctx, listener: &ListenerId) -> Result<Json> {
    let standing = progress::standing(&ctx.db, listener).await?;
    let stories = progress::since(&ctx.db, listener, standing, 0, progress::STORIES_AT_MOST).await?;
    let marks = marks::since(&ctx.db, listener, 0, i64::from(i32::MAX)).await?;
    let ids = stories.iter().map(|known| known.article.clone());
    let marked = marks.iter().filter(|known| is_of_story(known.kind)).map(|known| ArticleId(known.target.clone()));
    let slugs = slugs(ctx, ids.chain(marked).collect()).await?;
    let called = |id: &str| slugs.get(id).map_or(id, String::as_str).to_string();
    let progress: Vec<Json> =
        stories.iter().map(|known| json!({ "story": called(&known.article.0), "progress": known.story })).collect();
    let marks: Vec<Json> = marks
        .iter()
        .map(|Known { kind, target, mark, .. }| {
            json!({ "kind": kind, "of": called(target), "there": mark.is_there(), "added_at_ms": mark.added_at_ms,
                "removed_at_ms": mark.removed_at_ms })
        })
        .collect();
    Ok(json!({ "progress": progress, "marks": marks }))
}
