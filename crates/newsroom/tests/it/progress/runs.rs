//! A run: five devices of one listener, who hears, goes back, sleeps on the train, sets a clock, and comes on line again.
//! What each device would send is written down with what really happened, so that any newsroom can be held to it.

use newsroom::listening::Told;
use newsroom::progress::clock::{Anchor, Reading};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde_json::{Value as Json, json};

use crate::harness::NOW_MS;

pub const STORIES: usize = 3;
pub const SEGMENTS: usize = 5;
const DEVICES: usize = 5;
const STEPS: usize = 60;
const HOUR_MS: i64 = 60 * 60_000;
/// What a device tells at once: far less than a real one, so that logs are told in pieces.
const AT_ONCE: usize = 4;

/// How wrong a device's clocks are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Clocks {
    /// The wall clock is hours off; the counter stands still while the device sleeps, and begins anew with each page.
    WallOff,
    /// The wall clock is set to anything at any moment; the counter counts on. A page begins on line.
    WallSet,
    /// Both of it at once: no time can be known.
    Wild,
}

/// What really happened with a story.
#[derive(Clone, Debug)]
pub enum Truth {
    Heard { story: usize, segment: usize, from: u32, to: u32 },
    Moved { story: usize, segment: usize, thousandth: u32 },
    Forgot { story: usize },
}

/// An event, when it really was.
#[derive(Clone, Debug)]
pub struct Happened {
    pub at_ms: i64,
    pub device: usize,
    pub seq: i64,
    pub truth: Truth,
}

/// A telling that reached the newsroom.
pub struct Delivery {
    pub now_ms: i64,
    pub told: Told,
    pub device: usize,
}

pub struct Run {
    /// In the order in which they were.
    pub happened: Vec<Happened>,
    /// In the order in which they came.
    pub deliveries: Vec<Delivery>,
    /// Whether every time can be known.
    pub is_known: bool,
}

struct Device {
    clocks: Clocks,
    off_ms: i64,
    boot: usize,
    mono_ms: i64,
    told: Option<Anchor>,
    log: Vec<(i64, Json)>,
    seq: i64,
    sent: Vec<Told>,
}

impl Device {
    fn reading(&self, n: usize, now_ms: i64) -> Reading {
        let boot = format!("device {n} page {}", self.boot);
        Reading { boot, mono_ms: self.mono_ms, wall_ms: now_ms + self.off_ms }
    }
}

pub fn device_name(n: usize) -> String {
    format!("device{n:04}")
}

pub fn segment(n: usize) -> String {
    format!("s{}", n + 1)
}

/// `wild`: of no device can the time be known. `slugs`: what the stories are called.
pub fn run(seed: u64, wild: bool, forgets: bool, slugs: &[String]) -> Run {
    let mut chance = StdRng::seed_from_u64(seed);
    let mut now_ms = NOW_MS;
    let hours = |chance: &mut StdRng| chance.random_range(-12 * HOUR_MS..12 * HOUR_MS);
    let mut devices: Vec<Device> = (0..DEVICES)
        .map(|_| Device {
            clocks: match chance.random_range(0..2) {
                _ if wild => Clocks::Wild,
                0 => Clocks::WallOff,
                _ => Clocks::WallSet,
            },
            off_ms: hours(&mut chance),
            boot: 0,
            mono_ms: chance.random_range(0..HOUR_MS),
            told: None,
            log: Vec::new(),
            seq: 0,
            sent: Vec::new(),
        })
        .collect();
    for (n, device) in devices.iter_mut().enumerate() {
        device.told = Some(Anchor { server_ms: now_ms, reading: device.reading(n, now_ms) });
    }
    let mut run = Run { happened: Vec::new(), deliveries: Vec::new(), is_known: !wild };
    for _ in 0..STEPS {
        let pass = chance.random_range(1..20 * 60_000);
        let asleep = chance.random_range(0..4) == 0;
        now_ms += pass;
        for device in &mut devices {
            let stands = asleep && device.clocks != Clocks::WallSet;
            device.mono_ms += if stands { 1 } else { pass };
        }
        let n = chance.random_range(0..DEVICES);
        match chance.random_range(0..10) {
            0..=4 => act(&mut chance, &mut devices[n], n, now_ms, forgets, slugs, &mut run),
            5 => {
                let device = &mut devices[n];
                if device.clocks != Clocks::WallOff {
                    device.off_ms = hours(&mut chance);
                }
            }
            6 => {
                let device = &mut devices[n];
                // A page whose wall clock cannot be believed begins when nothing waits, and is told the time.
                if device.clocks != Clocks::WallSet || device.log.is_empty() {
                    (device.boot, device.mono_ms) = (device.boot + 1, 0);
                    if device.clocks == Clocks::WallSet {
                        device.told = Some(Anchor { server_ms: now_ms, reading: device.reading(n, now_ms) });
                    }
                }
            }
            7 => {
                // An old telling comes once more, from wherever it was held up.
                let device = &devices[n];
                if !device.sent.is_empty() {
                    let told = device.sent[chance.random_range(0..device.sent.len())].clone();
                    run.deliveries.push(Delivery { now_ms, told, device: n });
                }
            }
            _ => {
                let all = chance.random_range(0..2) == 0;
                tell(&mut chance, &mut devices[n], n, now_ms, all, &mut run);
            }
        }
    }
    for n in 0..DEVICES {
        while !devices[n].log.is_empty() {
            now_ms += 1_000;
            devices.iter_mut().for_each(|device| device.mono_ms += 1_000);
            tell(&mut chance, &mut devices[n], n, now_ms, true, &mut run);
        }
    }
    run
}

/// Something is done with a story, or two things.
fn act(
    chance: &mut StdRng,
    device: &mut Device,
    n: usize,
    now_ms: i64,
    forgets: bool,
    slugs: &[String],
    run: &mut Run,
) {
    let story = chance.random_range(0..STORIES);
    let (segment_at, a, b) =
        (chance.random_range(0..SEGMENTS), chance.random_range(0..1000), chance.random_range(1..=1000));
    let (from, to) = (a.min(b - 1), b.max(a + 1));
    let name = segment(segment_at);
    let slug = &slugs[story];
    let (truth, did) = match chance.random_range(0..12) {
        0..=1 => (
            Truth::Moved { story, segment: segment_at, thousandth: a },
            json!({ "did": "moved", "story": slug, "place": [name, a] }),
        ),
        2 if forgets => (Truth::Forgot { story }, json!({ "did": "forgot", "story": slug })),
        _ => (
            Truth::Heard { story, segment: segment_at, from, to },
            json!({ "did": "heard", "story": slug, "parts": [[name, from, to]], "place": [name, to] }),
        ),
    };
    device.seq += 1;
    let mut entry = json!({ "seq": device.seq, "at": device.reading(n, now_ms) });
    entry.as_object_mut().unwrap().extend(did.as_object().unwrap().clone());
    device.log.push((device.seq, entry));
    run.happened.push(Happened { at_ms: now_ms, device: n, seq: device.seq, truth });
}

/// Tells what waits; sometimes the answer is lost.
fn tell(chance: &mut StdRng, device: &mut Device, n: usize, now_ms: i64, all: bool, run: &mut Run) {
    loop {
        let some: Vec<(i64, Json)> = device.log.iter().take(AT_ONCE).cloned().collect();
        let Some((last, _)) = some.last() else { break };
        let told = Told {
            device: device_name(n),
            now: device.reading(n, now_ms),
            told: device.told.clone(),
            after: 0,
            entries: some.iter().map(|(_, entry)| entry.clone()).collect(),
        };
        run.deliveries.push(Delivery { now_ms, told: told.clone(), device: n });
        device.sent.push(told);
        if chance.random_range(0..5) == 0 {
            return;
        }
        device.log.retain(|(seq, _)| seq > last);
        if !all {
            break;
        }
    }
    if device.log.is_empty() {
        device.told = Some(Anchor { server_ms: now_ms, reading: device.reading(n, now_ms) });
    }
}
