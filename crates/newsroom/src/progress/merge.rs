//! What is known of a listener and a story, and how what two devices know becomes one. Pure.
//!
//! A [`Story`] keeps three things, each of which only grows: of every thousandth of a sentence when it was last heard, the
//! latest place with its time, and until when all was asked to be forgotten. Two stories are joined by taking the later of
//! each. So the order in which devices tell, and whether they tell once or five times, makes no difference: joining is
//! commutative, associative and idempotent (a join semilattice), which `tests/it/progress/laws.rs` holds it to.
//!
//! Hence the two promises. What was heard stays heard, whatever comes later: a part leaves only by being forgotten, which is
//! asked for. And the place changes only for a later one: a device that comes back after a week with what was heard a week
//! ago adds to what was heard, and moves nobody.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::hearing::Piece;
use crate::hearing::heard::WHOLE;

/// Parts of one story that are kept apart. Playing a story of an hour through makes some two thousand; whoever skips about
/// in it makes two more with each skip.
pub const PARTS_AT_MOST: usize = 10_000;

/// A place in a story: a sentence, and how far into it. It outlives another voice and corrections elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    pub segment: String,
    pub thousandth: u32,
}

/// When something happened, by the newsroom's clock, and on which device. A device never has two of the same time, so
/// stamps are in an order that all agree on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stamp {
    pub at_ms: i64,
    pub device: String,
}

/// Of one sentence: which thousandths were heard, and when last. Sorted, none overlapping another, neighbours of one time
/// joined.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Times(Vec<(u32, u32, i64)>);

impl Times {
    /// The later time wins, thousandth by thousandth.
    pub fn add(&mut self, from: u32, to: u32, at_ms: i64) {
        let to = to.min(WHOLE);
        if from >= to {
            return;
        }
        let mut all = Times(Vec::with_capacity(self.0.len() + 2));
        // How far the new part is laid out.
        let mut laid = from;
        for &(a, b, t) in &self.0 {
            if laid < to && laid < a {
                all.push(laid, a.min(to), at_ms);
                laid = a.min(to);
            }
            all.push(a, b.min(from), t);
            all.push(a.max(from), b.min(to), t.max(at_ms));
            laid = laid.max(b.min(to));
            all.push(a.max(to), b, t);
        }
        all.push(laid, to, at_ms);
        *self = all;
    }

    fn push(&mut self, from: u32, to: u32, at_ms: i64) {
        if from >= to {
            return;
        }
        match self.0.last_mut() {
            Some(last) if last.1 == from && last.2 == at_ms => last.1 = to,
            _ => self.0.push((from, to, at_ms)),
        }
    }

    /// Takes away what was last heard then or before.
    fn forget(&mut self, until_ms: i64) {
        self.0.retain(|(_, _, t)| *t > until_ms);
    }

    /// From, to, and when last.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u32, i64)> + '_ {
        self.0.iter().copied()
    }

    /// How much of the sentence, in thousandths.
    pub fn covered(&self) -> u32 {
        self.0.iter().map(|(from, to, _)| to - from).sum()
    }
}

/// What is known of one listener and one story. [`Story::default`] is what is known of a story never begun.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Story {
    /// By segment id.
    pub heard: BTreeMap<String, Times>,
    /// Where the listener is: the end of what was heard last, or where they moved to since.
    pub latest: Option<(Stamp, Place)>,
    /// All until then was asked to be forgotten.
    pub forgotten_at_ms: i64,
}

impl Story {
    /// Something was heard up to a place.
    pub fn hear(&mut self, pieces: &[Piece], stamp: Stamp, place: Place) {
        if stamp.at_ms <= self.forgotten_at_ms {
            return;
        }
        let mut parts = self.parts();
        for piece in pieces {
            let times = self.heard.entry(piece.segment.clone()).or_default();
            let had = times.0.len();
            // Beyond the bound what is there may still be heard again, or grow together.
            let mut with = times.clone();
            with.add(piece.from, piece.to, stamp.at_ms);
            if parts - had + with.0.len() <= PARTS_AT_MOST.max(parts) {
                parts = parts - had + with.0.len();
                *times = with;
            }
        }
        self.heard.retain(|_, times| !times.0.is_empty());
        self.move_to(stamp, place);
    }

    /// The listener went to a place without hearing on the way: asked for, whichever way it leads.
    pub fn move_to(&mut self, stamp: Stamp, place: Place) {
        let new = Some((stamp, place));
        if new > self.latest {
            self.latest = new;
        }
        self.forget(self.forgotten_at_ms);
    }

    /// All that was heard until then is forgotten, and so is the place: asked for, too.
    pub fn forget(&mut self, until_ms: i64) {
        self.forgotten_at_ms = self.forgotten_at_ms.max(until_ms);
        for times in self.heard.values_mut() {
            times.forget(self.forgotten_at_ms);
        }
        self.heard.retain(|_, times| !times.0.is_empty());
        if self.latest.as_ref().is_some_and(|(stamp, _)| stamp.at_ms <= self.forgotten_at_ms) {
            self.latest = None;
        }
    }

    /// What both know.
    pub fn join(&mut self, other: &Story) {
        for (segment, times) in &other.heard {
            let own = self.heard.entry(segment.clone()).or_default();
            for (from, to, at_ms) in times.iter() {
                own.add(from, to, at_ms);
            }
        }
        if other.latest > self.latest {
            self.latest.clone_from(&other.latest);
        }
        self.forget(other.forgotten_at_ms);
    }

    /// The latest time in it; 0 where nothing is known.
    pub fn changed_at_ms(&self) -> i64 {
        let heard = self.heard.values().flat_map(Times::iter).map(|(_, _, t)| t).max().unwrap_or_default();
        let latest = self.latest.as_ref().map_or(0, |(stamp, _)| stamp.at_ms);
        heard.max(latest).max(self.forgotten_at_ms)
    }

    fn parts(&self) -> usize {
        self.heard.values().map(|times| times.0.len()).sum()
    }
}
