//! What of something heard is paid for: the bounds, in order, and the coins that come of it. Pure.

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::heard::{Heard, WHOLE};
use super::sheet::{Sheet, day_of, number_of};

/// A part of a sentence that somebody says they have heard, in thousandths.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    pub segment: String,
    pub from: u32,
    pub to: u32,
}

/// A story as it is spoken now: each sentence in its order, and how long it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    pub article: String,
    pub segments: Vec<(String, i64)>,
}

impl Spoken {
    pub fn length_ms(&self) -> i64 {
        self.segments.iter().map(|(_, length_ms)| length_ms).sum()
    }
}

/// What is kept of a listener's earning. Written with the coins, in one transaction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Earner {
    /// Media that may be credited now; filled by the clock.
    pub bucket_ms: i64,
    pub bucket_at_ms: i64,
    /// The newsroom's day, and what was credited on it.
    pub day: i64,
    pub day_ms: i64,
    /// The rate sheet that the next three belong to.
    pub version: i64,
    /// What the sheet before left over: less than a coin.
    pub carried_ms: i64,
    pub credited_ms: i64,
    /// Coins' worth of listening already paid, in quanta.
    pub quanta: i64,
    /// Stories that have been credited since the last coin, and how much of each.
    pub line: Vec<(String, i64)>,
}

/// What is kept of a listener's hearing of one story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Story {
    /// Paid for, for life.
    pub credited: Heard,
    /// Heard, before the story's threshold: it counts when that is reached.
    pub waiting: Heard,
}

/// What became of a heartbeat's pieces of one story.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    pub credited_ms: i64,
    /// Heard, and kept until the story's threshold is reached.
    pub waiting_ms: i64,
}

/// A coin or several, and what they are for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mint {
    pub coins: i64,
    /// The number of the first quantum it pays: names the transfer.
    pub first: i64,
    pub version: i64,
    /// Stories and the ms of each that filled it.
    pub line: Vec<(String, i64)>,
}

impl Earner {
    /// One who has heard nothing yet: the bucket is empty.
    pub fn new(now_ms: i64) -> Earner {
        Earner { bucket_at_ms: now_ms, ..Earner::default() }
    }

    /// Fills the bucket up to now, and begins a new day or a new sheet where one has begun.
    pub fn come_to(&mut self, now_ms: i64, sheet: &Sheet, zone: Tz) {
        let passed = (now_ms - self.bucket_at_ms).clamp(0, sheet.bucket_ms);
        self.bucket_ms = (self.bucket_ms + passed * sheet.bucket_rate).min(sheet.bucket_ms);
        self.bucket_at_ms = self.bucket_at_ms.max(now_ms);
        // A clock that goes back does not begin yesterday again.
        let today = number_of(day_of(now_ms, zone));
        if today > self.day {
            (self.day, self.day_ms) = (today, 0);
        }
        if sheet.version != self.version {
            let left = self.carried_ms + self.credited_ms - self.quanta * sheet.quantum_ms.max(1);
            // By the sheet before it was less than a coin, and it is no more than that by this one.
            self.carried_ms = left.clamp(0, sheet.quantum_ms - 1);
            (self.version, self.credited_ms, self.quanta) = (sheet.version, 0, 0);
        }
    }

    /// How much may be credited now, whatever is heard. `pool` is what all listeners together can still earn.
    fn room_ms(&self, sheet: &Sheet, pool: Option<i64>) -> i64 {
        let of_day = sheet.daily_ms - self.day_ms;
        let of_pool = match pool {
            Some(coins) => {
                // Up to just below the coin that the pool no longer has.
                let quanta = self.quanta + coins.max(0) / sheet.coins.max(1) + 1;
                quanta.saturating_mul(sheet.quantum_ms) - 1 - self.carried_ms - self.credited_ms
            }
            None => i64::MAX,
        };
        self.bucket_ms.min(of_day).min(of_pool).max(0)
    }
}

/// Takes in what was heard of one story and credits what the bounds allow, the earliest part first. What they do not
/// allow may be heard again.
pub fn credit(
    earner: &mut Earner,
    story: &mut Story,
    spoken: &Spoken,
    pieces: &[Piece],
    sheet: &Sheet,
    pool: Option<i64>,
) -> Credit {
    for piece in pieces {
        for (from, to) in story.credited.of(&piece.segment).missing(piece.from, piece.to) {
            story.waiting.add(&piece.segment, from, to);
        }
    }
    let threshold_ms = sheet.threshold_of(spoken.length_ms());
    let mut heard_ms = 0;
    // Most stories have been paid for before, and their first sentences tell.
    let reached = threshold_ms <= 0
        || ms_of_each(&story.credited, spoken).chain(ms_of_each(&story.waiting, spoken)).any(|ms| {
            heard_ms += ms;
            heard_ms >= threshold_ms
        });
    if !reached {
        return Credit { credited_ms: 0, waiting_ms: ms_of_each(&story.waiting, spoken).sum() };
    }
    let mut room_ms = earner.room_ms(sheet, pool);
    let mut credited_ms = 0;
    for (segment, length_ms) in &spoken.segments {
        for (from, to) in story.waiting.of(segment).iter() {
            let paid = add_up_to(&mut story.credited, segment, *length_ms, (from, to), room_ms);
            room_ms -= paid;
            credited_ms += paid;
        }
    }
    story.waiting = Heard::default();
    earner.bucket_ms -= credited_ms;
    earner.day_ms += credited_ms;
    earner.credited_ms += credited_ms;
    if credited_ms > 0 {
        match earner.line.last_mut().filter(|(last, _)| *last == spoken.article) {
            Some((_, ms)) => *ms += credited_ms,
            None => earner.line.push((spoken.article.clone(), credited_ms)),
        }
    }
    Credit { credited_ms, waiting_ms: 0 }
}

/// How much of each of a story's sentences, in ms.
fn ms_of_each<'a>(heard: &'a Heard, spoken: &'a Spoken) -> impl Iterator<Item = i64> + 'a {
    spoken.segments.iter().map(|(segment, length_ms)| heard.of(segment).ms_of(*length_ms))
}

/// Adds as much of a span as fits into `room_ms`, and says how many ms that are.
fn add_up_to(heard: &mut Heard, segment: &str, length_ms: i64, (from, to): (u32, u32), room_ms: i64) -> i64 {
    let spans = heard.of(segment);
    let before = spans.ms_of(length_ms);
    // The most thousandths that, rounded down to ms, are no more than may be.
    let most = ((before + room_ms + 1) * i64::from(WHOLE) - 1) / length_ms.max(1);
    let taken = (most - i64::from(spans.covered())).clamp(0, i64::from(to - from)) as u32;
    heard.add(segment, from, from + taken);
    heard.of(segment).ms_of(length_ms) - before
}

/// The coins that are due by now, if any; they count as paid from here on.
pub fn mint(earner: &mut Earner, sheet: &Sheet) -> Option<Mint> {
    let total = earner.carried_ms + earner.credited_ms;
    let quanta = total / sheet.quantum_ms.max(1);
    if quanta <= earner.quanta {
        return None;
    }
    let first = std::mem::replace(&mut earner.quanta, quanta);
    // What is left over belongs to the next coin: it is taken off the line's end.
    let mut left = total - quanta * sheet.quantum_ms;
    let mut line = std::mem::take(&mut earner.line);
    while let Some((article, ms)) = line.last_mut().filter(|_| left > 0) {
        let part = left.min(*ms);
        *ms -= part;
        left -= part;
        earner.line.insert(0, (article.clone(), part));
        if *ms == 0 {
            line.pop();
        }
    }
    Some(Mint { coins: (quanta - first) * sheet.coins, first, version: sheet.version, line })
}
