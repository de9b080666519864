//! What somebody has heard of a story: of each sentence, which thousandths. A story that is spoken anew, faster or by
//! another voice, lies on what was heard of it before.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A whole sentence, in the unit that is kept.
pub const WHOLE: u32 = 1000;

/// Parts of one sentence, in thousandths: sorted, none touching another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Spans(Vec<(u32, u32)>);

impl Spans {
    /// How much of the sentence, in thousandths.
    pub fn covered(&self) -> u32 {
        self.0.iter().map(|(from, to)| to - from).sum()
    }

    /// How much of a sentence of this length, in ms, rounded down. As it is always counted from the whole, what is
    /// added piece by piece adds up to the sentence's length and never to more.
    pub fn ms_of(&self, length_ms: i64) -> i64 {
        i64::from(self.covered()) * length_ms / i64::from(WHOLE)
    }

    pub fn add(&mut self, from: u32, to: u32) {
        let (mut from, mut to) = (from.min(WHOLE), to.min(WHOLE));
        if from >= to {
            return;
        }
        self.0.retain(|&(a, b)| {
            let apart = b < from || to < a;
            if !apart {
                (from, to) = (from.min(a), to.max(b));
            }
            apart
        });
        let at = self.0.partition_point(|&(a, _)| a < from);
        self.0.insert(at, (from, to));
    }

    /// The parts between two thousandths that are not in it.
    pub fn missing(&self, from: u32, to: u32) -> Vec<(u32, u32)> {
        let to = to.min(WHOLE);
        let mut missing = Vec::new();
        let mut at = from;
        for &(a, b) in self.0.iter().filter(|&&(a, b)| b > from && a < to) {
            if a > at {
                missing.push((at, a));
            }
            at = at.max(b);
        }
        if at < to {
            missing.push((at, to));
        }
        missing
    }

    pub fn iter(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.0.iter().copied()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Of a story: each sentence, by its segment id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Heard(pub BTreeMap<String, Spans>);

impl Heard {
    pub fn add(&mut self, segment: &str, from: u32, to: u32) {
        if from < to {
            self.0.entry(segment.to_string()).or_default().add(from, to);
        }
    }

    pub fn of(&self, segment: &str) -> &Spans {
        static NOTHING: Spans = Spans(Vec::new());
        self.0.get(segment).unwrap_or(&NOTHING)
    }
}
