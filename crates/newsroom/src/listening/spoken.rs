//! Progress by the clock of the sound that there is now. Pure.
//!
//! What is kept are sentences and thousandths, which outlive a voice; what a player needs is a ms.

use serde::Serialize;

use crate::narrations::Timed;
use crate::progress::merge::{Place, Story};

/// Between two sentences that were both heard the pause was heard as well. No pause of ours is as long.
const PAUSE_AT_MOST_MS: i64 = 2_500;

/// What was heard of a story, as it is spoken now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Spoken {
    pub length_ms: i64,
    /// Where the listener is; `None` when they are nowhere, or where nothing is spoken any more.
    pub ms: Option<i64>,
    pub heard_ms: i64,
    /// Parts of the whole, in thousandths of its length.
    pub heard: Vec<(i64, i64)>,
}

impl Spoken {
    pub fn of(story: &Story, timed: &[Timed]) -> Spoken {
        let length_ms = timed.last().map_or(0, |last| i64::from(last.end_ms));
        if length_ms == 0 {
            return Spoken::default();
        }
        let mut parts: Vec<(i64, i64)> = Vec::new();
        for one in timed {
            for (from, to, _) in story.heard.get(&one.id).iter().flat_map(|times| times.iter()) {
                let (from, to) = (within(one, from), within(one, to));
                match parts.last_mut() {
                    Some(last) if from - last.1 <= PAUSE_AT_MOST_MS => last.1 = last.1.max(to),
                    None if from <= PAUSE_AT_MOST_MS => parts.push((0, to)),
                    _ => parts.push((from, to)),
                }
            }
        }
        let thousandth = |ms: i64| ms * 1000 / length_ms;
        Spoken {
            length_ms,
            ms: story.latest.as_ref().and_then(|(_, place)| at(place, timed).or_else(|| last_heard(story, timed))),
            heard_ms: parts.iter().map(|(from, to)| to - from).sum(),
            heard: parts.iter().map(|(from, to)| (thousandth(*from), thousandth(*to + length_ms / 1000))).collect(),
        }
    }
}

fn within(one: &Timed, thousandth: u32) -> i64 {
    let (start, end) = (i64::from(one.start_ms), i64::from(one.end_ms));
    start + (end - start) * i64::from(thousandth) / 1000
}

fn at(place: &Place, timed: &[Timed]) -> Option<i64> {
    let one = timed.iter().find(|one| one.id == place.segment)?;
    Some(within(one, place.thousandth.min(1000)))
}

/// The sentence of the place was corrected away: where that was which was heard last of what is left.
fn last_heard(story: &Story, timed: &[Timed]) -> Option<i64> {
    let all = timed.iter().flat_map(|one| {
        let times = story.heard.get(&one.id);
        times.into_iter().flat_map(|times| times.iter()).map(move |(_, to, at_ms)| (at_ms, within(one, to)))
    });
    all.max().map(|(_, ms)| ms)
}
