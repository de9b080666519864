//! A listener as they are: a player that tells what it plays, as the browser's does (`browser/src/coins/teller.ts`), on a
//! line that breaks, on telephones that sleep, in two tabs, at any speed, more than once.

use newsroom::ctx::Ctx;
use newsroom::earning::{self, Stretch, Told};
use newsroom::error::Error;
use newsroom::ids::{ListenerId, digest};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::oracle::{Cause, Expected, Oracle};
use super::page::{Page, Session};
use super::stories::Library;

const AGAIN_MS: i64 = 5_000;
const AGAIN_AT_MOST_MS: i64 = 60_000;
/// What the newsroom asks for between two heartbeats. Drawn here anew, so that a run replays from its seed.
const NEXT_MS: std::ops::RangeInclusive<i64> = 12_000..=18_000;

/// What may happen to somebody, each as a chance in a second, or of a request.
struct Habits {
    percents: Vec<i64>,
    loses_request: f64,
    loses_answer: f64,
    comes_twice: f64,
    tunnel: f64,
    tunnel_at_most_s: i64,
    sleeps: f64,
    jumps: f64,
    changes_speed: f64,
    mutes: f64,
    pauses: f64,
    /// Chance that a story which was heard comes again, out of a cache.
    repeats: f64,
    second: Second,
    ends_suddenly: f64,
    /// Never stops in a sitting.
    marathon: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Second {
    None,
    Tab,
    Device,
}

struct Device {
    id: String,
    /// What its pages have kept, the last word of whichever wrote last.
    kept: Vec<Stretch>,
    no_line_until_ms: i64,
}

/// A heartbeat that hangs about on its way, and arrives once more.
struct Late {
    at_ms: i64,
    device: usize,
    body: Vec<u8>,
    signature: String,
}

/// When somebody sits down, and for how long.
pub type Sitting = (i64, i64);

pub struct Listener {
    pub id: ListenerId,
    pub oracle: Oracle,
    chance: StdRng,
    habits: Habits,
    sittings: Vec<Sitting>,
    devices: Vec<Device>,
    pages: Vec<Page>,
    late: Vec<Late>,
    /// What happened to this one: for the report.
    pub met: Met,
}

/// How often each thing happened.
#[derive(Clone, Copy, Debug, Default)]
pub struct Met {
    pub heartbeats: u64,
    pub lost_requests: u64,
    pub lost_answers: u64,
    pub came_twice: u64,
    pub superseded: u64,
    pub sessions: u64,
    pub tunnels: u64,
    pub slept: u64,
    pub not_open: u64,
}

impl Met {
    pub fn add(&mut self, other: &Met) {
        self.heartbeats += other.heartbeats;
        self.lost_requests += other.lost_requests;
        self.lost_answers += other.lost_answers;
        self.came_twice += other.came_twice;
        self.superseded += other.superseded;
        self.sessions += other.sessions;
        self.tunnels += other.tunnels;
        self.slept += other.slept;
        self.not_open += other.not_open;
    }
}

impl Listener {
    pub fn new(n: usize, seed: u64, zone: chrono_tz::Tz, windows: &[Sitting]) -> Listener {
        let mut chance = StdRng::seed_from_u64(seed.wrapping_mul(1_000_003).wrapping_add(n as u64));
        let c = &mut chance;
        let habits = Habits {
            percents: [vec![100], vec![50, 100], vec![100, 125, 150], vec![200], vec![100, 200, 300], vec![300]]
                [c.random_range(0..6)]
            .clone(),
            loses_request: [0.0, 0.02, 0.2][c.random_range(0..3)],
            loses_answer: [0.0, 0.02, 0.2][c.random_range(0..3)],
            comes_twice: [0.0, 0.0, 0.1][c.random_range(0..3)],
            tunnel: [0.0, 0.0, 1.0 / 400.0][c.random_range(0..3)],
            tunnel_at_most_s: [120, 580, 1_200][c.random_range(0..3)],
            sleeps: [0.0, 1.0 / 600.0][c.random_range(0..2)],
            jumps: [0.0, 1.0 / 60.0][c.random_range(0..2)],
            changes_speed: [0.0, 1.0 / 120.0][c.random_range(0..2)],
            mutes: [0.0, 0.0, 1.0 / 300.0][c.random_range(0..3)],
            pauses: [0.0, 1.0 / 200.0][c.random_range(0..2)],
            repeats: [0.0, 0.3, 0.6][c.random_range(0..3)],
            second: [Second::None, Second::None, Second::Tab, Second::Device][c.random_range(0..4)],
            ends_suddenly: [0.0, 0.3][c.random_range(0..2)],
            marathon: c.random_bool(0.05),
        };
        let mut sittings = Vec::new();
        for (begins, lasts) in &windows[..windows.len() - 1] {
            if habits.marathon {
                sittings.push((*begins, begins + lasts - 60_000));
            } else if c.random_bool(0.5) {
                let from = begins + c.random_range(0..lasts / 2);
                sittings.push((from, from + c.random_range(60_000..lasts / 2)));
            }
        }
        // Everybody comes back at the end, and hears the beginning of something.
        let (begins, lasts) = windows[windows.len() - 1];
        sittings.push((begins + c.random_range(0..lasts / 3), begins + lasts - 30_000));
        let device =
            |c: &mut StdRng| Device { id: digest(&c.random::<[u8; 16]>()), kept: Vec::new(), no_line_until_ms: 0 };
        let devices = vec![device(c), device(c)];
        Listener {
            id: ListenerId(format!("listener {n}")),
            oracle: Oracle::new(zone),
            chance,
            habits,
            sittings,
            devices,
            pages: Vec::new(),
            late: Vec::new(),
            met: Met::default(),
        }
    }

    pub fn is_away(&self, now_ms: i64) -> bool {
        self.pages.is_empty() && self.late.is_empty() && self.sittings.iter().all(|(from, _)| *from > now_ms)
    }

    fn happens(&mut self, chance: f64) -> bool {
        chance > 0.0 && self.chance.random_bool(chance)
    }

    /// A second passes, up to `now_ms`.
    pub async fn second(&mut self, ctx: &Ctx, library: &Library, now_ms: i64) {
        while let Some(at) = self.late.iter().position(|late| late.at_ms <= now_ms) {
            let late = self.late.swap_remove(at);
            let _ = self.arrives(ctx, library, now_ms, late.device, &late.body, &late.signature).await;
        }
        self.come_and_go(ctx, library, now_ms).await;
        for at in 0..self.pages.len() {
            let overflown = std::mem::take(&mut self.pages[at].overflown);
            self.oracle.given_up(library, &overflown, Cause::TooMany);
            self.play(library, now_ms, at);
            self.live(now_ms, at);
            let page = &self.pages[at];
            if !page.asleep && !page.resting && (page.asks_now || (page.playing && now_ms >= page.due_ms)) {
                self.turn(ctx, library, now_ms, at).await;
            }
        }
    }

    async fn come_and_go(&mut self, ctx: &Ctx, library: &Library, now_ms: i64) {
        if let Some(at) = self.sittings.iter().position(|(from, _)| *from <= now_ms) {
            let (_, to) = self.sittings[at];
            if self.pages.is_empty() {
                let second = self.habits.second;
                self.come(library, now_ms, 0);
                if second != Second::None {
                    // Quiet until play is pressed there.
                    self.come(library, now_ms, usize::from(second == Second::Device));
                    self.pages[1].playing = false;
                    self.pages[1].again_ms = now_ms + self.chance.random_range(30_000..400_000);
                }
            }
            if now_ms >= to {
                self.sittings.swap_remove(at);
                for _ in 0..self.pages.len() {
                    self.go(ctx, library, now_ms).await;
                }
            }
        }
    }

    fn come(&mut self, library: &Library, now_ms: i64, device: usize) {
        let mut queue = Vec::new();
        for _ in 0..30 {
            let again = !queue.is_empty() && self.chance.random_bool(self.habits.repeats);
            let next = self.chance.random_range(0..library.current.len());
            let next = if again { queue[self.chance.random_range(0..queue.len())] } else { next };
            queue.push(next);
        }
        let percent = self.habits.percents[self.chance.random_range(0..self.habits.percents.len())];
        let queue = queue.into_iter().map(|n| library.current[n].clone()).collect();
        self.pages.push(Page::new(device, queue, percent, self.devices[device].kept.clone(), now_ms));
    }

    /// The first page is closed: with a last word to the newsroom, or suddenly.
    async fn go(&mut self, ctx: &Ctx, library: &Library, now_ms: i64) {
        let suddenly = self.happens(self.habits.ends_suddenly) || self.pages[0].asleep;
        self.pages[0].rest();
        if !suddenly && !self.pages[0].resting && self.pages[0].write() {
            let sent = self.pages[0].sent.as_ref().expect("it was written");
            let (body, signature, device) = (sent.body.clone(), sent.signature.clone(), self.pages[0].device);
            if !self.is_lost(now_ms, device) {
                // Nobody is left to read the answer.
                let _ = self.arrives(ctx, library, now_ms, device, &body, &signature).await;
            }
        }
        if !suddenly {
            self.keep(0);
        }
        let page = self.pages.remove(0);
        // If it was kept and the next page tells of it, it is paid for all the same.
        self.oracle.given_up(library, &page.untold(), Cause::Closed);
    }

    /// The voice goes on for a second.
    fn play(&mut self, library: &Library, now_ms: i64, at: usize) {
        let stalls = self.chance.random_bool(0.02);
        let part = self.chance.random_range(0..1000);
        let page = &mut self.pages[at];
        if !page.playing || page.asleep {
            return;
        }
        let mut left = page.percent * if stalls { part } else { 1000 } / 100;
        while left > 0 {
            let id = page.queue[page.at].clone();
            let narrated = &library.narrations[&id];
            page.ms = page.ms.min(narrated.length_ms());
            let to = (page.ms + left).min(narrated.length_ms());
            self.oracle.heard(now_ms, narrated, page.ms, to, page.percent, page.muted);
            if page.muted {
                page.rest();
            } else {
                match &mut page.open {
                    Some(open) if open.narration == id && open.to_ms == page.ms => open.to_ms = to,
                    _ => {
                        page.rest();
                        page.open = Some(Stretch { narration: id, from_ms: page.ms, to_ms: to });
                    }
                }
            }
            left -= to - page.ms;
            page.ms = to;
            if to == narrated.length_ms() {
                page.rest();
                (page.at, page.ms) = ((page.at + 1) % page.queue.len(), 0);
            }
        }
    }

    /// Whatever else happens in a second.
    fn live(&mut self, now_ms: i64, at: usize) {
        if self.pages[at].again_ms <= now_ms {
            let page = &mut self.pages[at];
            // Play is pressed: from now on this is the place that earns.
            (page.again_ms, page.playing, page.asleep) = (i64::MAX, true, false);
            (page.resting, page.pressed, page.due_ms) = (false, true, now_ms);
            // Whoever presses play in one tab pauses in the other, most of the time.
            if self.pages.len() > 1 && self.chance.random_bool(0.8) {
                let other = &mut self.pages[1 - at];
                if other.playing {
                    other.pause();
                    other.again_ms = now_ms + self.chance.random_range(60_000..600_000);
                }
            }
            return;
        }
        if !self.pages[at].playing || self.pages[at].asleep {
            return;
        }
        if self.habits.marathon {
            return;
        }
        if self.happens(self.habits.jumps) {
            let by = self.chance.random_range(-30_000..30_000);
            let page = &mut self.pages[at];
            page.rest();
            page.ms = (page.ms + by).max(0);
        }
        if self.happens(self.habits.changes_speed) {
            let percents = &self.habits.percents;
            self.pages[at].percent = percents[self.chance.random_range(0..percents.len())];
        }
        if self.happens(self.habits.mutes) {
            self.pages[at].muted ^= true;
        }
        if self.happens(self.habits.tunnel) {
            self.met.tunnels += 1;
            let lasts = self.chance.random_range(5..self.habits.tunnel_at_most_s) * 1000;
            let device = self.pages[at].device;
            self.devices[device].no_line_until_ms = now_ms + lasts;
        }
        if self.happens(self.habits.pauses) {
            self.pages[at].pause();
            self.pages[at].again_ms = now_ms + self.chance.random_range(3_000..300_000);
        } else if self.happens(self.habits.sleeps) {
            // The system stops the page in the middle of a word; what it had kept, it has when it wakes.
            self.met.slept += 1;
            self.keep(at);
            let page = &mut self.pages[at];
            page.rest();
            page.asleep = true;
            page.again_ms = now_ms + self.chance.random_range(60_000..900_000);
        }
    }

    fn is_lost(&mut self, now_ms: i64, device: usize) -> bool {
        let lost = self.devices[device].no_line_until_ms > now_ms || self.happens(self.habits.loses_request);
        self.met.lost_requests += u64::from(lost);
        lost
    }

    /// Opens a session or sends a heartbeat, as the browser's teller does.
    async fn turn(&mut self, ctx: &Ctx, library: &Library, now_ms: i64, at: usize) {
        let page = &mut self.pages[at];
        page.asks_now = false;
        let now_playing = &page.queue[page.at];
        let opens = page.session.as_ref().is_none_or(|session| !session.asked.contains(now_playing));
        let answered =
            if opens { self.opens(ctx, library, now_ms, at).await } else { self.beats(ctx, library, now_ms, at).await };
        let page = &mut self.pages[at];
        if answered {
            page.failures = 0;
        } else {
            page.failures += 1;
            page.due_ms = now_ms + (AGAIN_MS << (page.failures - 1).min(10)).min(AGAIN_AT_MOST_MS);
        }
        self.keep(at);
    }

    /// `false`: there was no answer.
    async fn opens(&mut self, ctx: &Ctx, library: &Library, now_ms: i64, at: usize) -> bool {
        let next_ms = self.chance.random_range(NEXT_MS);
        let page = &mut self.pages[at];
        if let Some(sent) = page.sent.take() {
            sent.heard.into_iter().for_each(|stretch| page.add(stretch));
        }
        page.session = None;
        let wanted = page.wanted();
        let device = page.device;
        if self.is_lost(now_ms, device) {
            return false;
        }
        self.met.sessions += 1;
        let begun = match earning::open(ctx, &self.id, &self.devices[device].id, &wanted).await {
            Ok(begun) => begun,
            Err(Error::NotFound("narration")) => {
                self.met.not_open += 1;
                self.pages[at].due_ms = now_ms + AGAIN_AT_MOST_MS;
                return true;
            }
            Err(error) => panic!("{}: a session is refused: {error:?}", self.id),
        };
        assert!(NEXT_MS.contains(&begun.next_in_ms), "asked to come in {} ms", begun.next_in_ms);
        assert_eq!(begun.held_because, None);
        self.oracle.opened(now_ms, &begun.session);
        if self.happens(self.habits.loses_answer) {
            self.met.lost_answers += 1;
            return false;
        }
        let page = &mut self.pages[at];
        let granted = begun.granted;
        // What is not granted will not become so.
        let gone = |stretch: &Stretch| wanted.contains(&stretch.narration) && !granted.contains(&stretch.narration);
        let (lost, kept): (Vec<_>, Vec<_>) = std::mem::take(&mut page.hearing).into_iter().partition(gone);
        page.hearing = kept;
        let (id, key, challenge) = (begun.session, begun.key, begun.challenge);
        page.session = Some(Session { id, key, n: 0, challenge, asked: wanted, granted });
        (page.due_ms, page.pressed) = (now_ms + next_ms, false);
        self.oracle.given_up(library, &lost, Cause::SpokenAnew);
        true
    }

    async fn beats(&mut self, ctx: &Ctx, library: &Library, now_ms: i64, at: usize) -> bool {
        let next_ms = self.chance.random_range(NEXT_MS);
        let page = &mut self.pages[at];
        if !page.write() {
            page.due_ms = now_ms + next_ms;
            return true;
        }
        let sent = page.sent.as_ref().expect("it was written");
        let (body, signature, device) = (sent.body.clone(), sent.signature.clone(), page.device);
        if self.is_lost(now_ms, device) {
            return false;
        }
        if self.happens(self.habits.comes_twice) {
            self.met.came_twice += 1;
            let at_ms = now_ms + self.chance.random_range(1..40) * 1000;
            self.late.push(Late { at_ms, device, body: body.clone(), signature: signature.clone() });
        }
        let answer = self.arrives(ctx, library, now_ms, device, &body, &signature).await;
        if self.happens(self.habits.loses_answer) {
            self.met.lost_answers += 1;
            return false;
        }
        let page = &mut self.pages[at];
        let sent = page.sent.take().expect("it waited for its answer");
        match answer {
            Ok(challenge) => {
                let session = page.session.as_mut().expect("a heartbeat has a session");
                (session.n, session.challenge) = (session.n + 1, challenge);
                (page.due_ms, page.pressed) = (now_ms + next_ms, false);
            }
            Err(code) => {
                assert_eq!(code, "superseded", "{}: nothing else happens to an honest page", self.id);
                self.met.superseded += 1;
                page.session = None;
                if page.pressed {
                    // Another place had taken over before play was pressed here: now it is here.
                    sent.heard.into_iter().for_each(|stretch| page.add(stretch));
                    (page.due_ms, page.pressed) = (now_ms, false);
                } else {
                    page.resting = true;
                }
            }
        }
        true
    }

    /// The newsroom takes a heartbeat; what it answers must be what the rules say. The next challenge, or the code of a
    /// refusal.
    async fn arrives(
        &mut self,
        ctx: &Ctx,
        library: &Library,
        now_ms: i64,
        device: usize,
        body: &[u8],
        signature: &str,
    ) -> Result<String, &'static str> {
        self.met.heartbeats += 1;
        let told: Told = serde_json::from_slice(body).unwrap();
        let expected = self.oracle.arrives(now_ms, &told, body, library);
        let answer = earning::hear(ctx, &self.id, &self.devices[device].id, body, signature).await;
        let (got, outcome) = match answer {
            Ok(reply) => {
                let (coins, towards_next_ms) = (reply.coins, reply.towards_next_ms);
                let left_today_ms = reply.left_today_ms;
                (Expected::Taken { coins, towards_next_ms, left_today_ms }, Ok(reply.challenge))
            }
            Err(Error::Refused { code, .. }) => (Expected::Refused(code), Err(code)),
            Err(error) => panic!("{}: {error:?}", self.id),
        };
        assert_eq!(got, expected, "{} at {now_ms}, heartbeat {} of {}: {told:?}", self.id, told.n, told.session);
        outcome
    }

    fn keep(&mut self, at: usize) {
        let page = &self.pages[at];
        self.devices[page.device].kept = page.untold();
    }

    /// At the very end: what a page has kept and nobody will ask for again.
    pub fn end(&mut self, library: &Library) {
        assert!(self.pages.is_empty());
        for device in &self.devices {
            self.oracle.given_up(library, &device.kept, Cause::Closed);
        }
    }
}
