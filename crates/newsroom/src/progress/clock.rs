//! When something happened on a device whose clock may be wrong. Pure.
//!
//! A device has two clocks. The one on its wall may be hours off and may be set at any moment; what its browser counts in
//! ms since the page began (`performance.now`) is never set, begins anew with each page, and on some machines stands still
//! while they sleep. An entry is written down with both. When a device tells, it says what both show *now*, and the newsroom
//! knows what time it really is; it may also bring what both showed when it was last told the time.
//!
//! Between two moments of one page at least as much time has passed as its counter says. That bounds the entry from both
//! sides: no earlier than so long after the time it was told, no later than so long before now. Within these bounds the
//! wall clock is believed, corrected by how far it is off now. So an entry's time is exact when either clock was good since
//! the page was last told the time: a wall clock that was set is caught by the counter, a counter that slept is filled up by
//! the wall clock. Where both were wrong, it lies between the bounds, and a device's own entries are still in their order.

use serde::{Deserialize, Serialize};

/// What both clocks of a device show at a moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Names the page whose counter it is.
    pub boot: String,
    /// Since the page began.
    pub mono_ms: i64,
    /// Unix ms, as the device believes.
    pub wall_ms: i64,
}

/// What both clocks showed when it was this time at the newsroom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    pub server_ms: i64,
    #[serde(flatten)]
    pub reading: Reading,
}

/// When an entry was made, by the newsroom's clock: never after `now`. `told`: when the device was last told the time.
pub fn happened_at(entry: &Reading, told: Option<&Anchor>, now: &Anchor) -> i64 {
    let (mut earliest, mut latest) = (i64::MIN, now.server_ms);
    // A counter that stood still between two moments shows the same at both: an entry is after what was told, before now.
    for (anchor, is_after) in [(Some(now), false), (told, true)] {
        let Some(anchor) = anchor.filter(|anchor| anchor.reading.boot == entry.boot) else { continue };
        let passed = entry.mono_ms.saturating_sub(anchor.reading.mono_ms);
        let at = anchor.server_ms.saturating_add(passed);
        if passed > 0 || passed == 0 && is_after {
            earliest = earliest.max(at);
        } else {
            latest = latest.min(at);
        }
    }
    let off_by = now.server_ms.saturating_sub(now.reading.wall_ms);
    entry.wall_ms.saturating_add(off_by).max(earliest).min(latest)
}

/// The time that an entry is kept under: its own, but no later than now, and later than the device's entry before it.
pub fn after(happened_at_ms: i64, now_ms: i64, before_ms: i64) -> i64 {
    happened_at_ms.min(now_ms).max(before_ms + 1)
}
