//! A page with a player on it: what it has heard and not told yet, and how it writes a heartbeat.

use newsroom::earning::{self, NARRATIONS_AT_MOST, STRETCHES_AT_MOST, Stretch, Told};
use newsroom::ids::NarrationId;

pub struct Session {
    pub id: String,
    pub key: String,
    pub n: i64,
    pub challenge: String,
    pub asked: Vec<NarrationId>,
    pub granted: Vec<NarrationId>,
}

pub struct Sent {
    pub session: String,
    pub body: Vec<u8>,
    pub signature: String,
    pub heard: Vec<Stretch>,
}

/// A page with a player on it.
pub struct Page {
    pub device: usize,
    pub queue: Vec<NarrationId>,
    pub at: usize,
    pub ms: i64,
    pub percent: i64,
    pub playing: bool,
    pub muted: bool,
    /// Plays again, or wakes, at this time.
    pub again_ms: i64,
    pub asleep: bool,
    pub hearing: Vec<Stretch>,
    pub open: Option<Stretch>,
    pub session: Option<Session>,
    pub sent: Option<Sent>,
    pub due_ms: i64,
    pub failures: u32,
    pub resting: bool,
    /// Play was pressed here, and nothing has been answered since.
    pub pressed: bool,
    pub asks_now: bool,
    /// More than fits into a page's memory.
    pub overflown: Vec<Stretch>,
}

impl Page {
    pub fn new(device: usize, queue: Vec<NarrationId>, percent: i64, hearing: Vec<Stretch>, now_ms: i64) -> Page {
        Page {
            device,
            queue,
            at: 0,
            ms: 0,
            percent,
            playing: true,
            muted: false,
            again_ms: i64::MAX,
            asleep: false,
            hearing,
            open: None,
            session: None,
            sent: None,
            due_ms: now_ms,
            failures: 0,
            resting: false,
            pressed: true,
            asks_now: false,
            overflown: Vec::new(),
        }
    }

    pub fn pause(&mut self) {
        self.rest();
        (self.playing, self.asks_now) = (false, true);
    }

    pub fn rest(&mut self) {
        if let Some(done) = self.open.take().filter(|done| done.to_ms > done.from_ms) {
            self.add(done);
        }
    }

    pub fn add(&mut self, stretch: Stretch) {
        match self.hearing.last_mut() {
            Some(last) if last.narration == stretch.narration && last.to_ms == stretch.from_ms => {
                last.to_ms = stretch.to_ms;
            }
            _ => self.hearing.push(stretch),
        }
        if self.hearing.len() > STRETCHES_AT_MOST {
            self.overflown.push(self.hearing.remove(0));
        }
    }

    pub fn untold(&self) -> Vec<Stretch> {
        let sent = self.sent.iter().flat_map(|sent| sent.heard.clone());
        sent.chain(self.hearing.clone()).chain(self.open.clone().filter(|open| open.to_ms > open.from_ms)).collect()
    }

    pub fn wanted(&self) -> Vec<NarrationId> {
        let mut wanted: Vec<NarrationId> = Vec::new();
        let told = self.untold().into_iter().map(|stretch| stretch.narration);
        for id in told.chain(self.queue[self.at..].to_vec()) {
            if !wanted.contains(&id) && wanted.len() < NARRATIONS_AT_MOST {
                wanted.push(id);
            }
        }
        wanted
    }

    /// Writes the next heartbeat, unless one still waits for its answer; `false`: there is nothing to tell.
    pub fn write(&mut self) -> bool {
        let Some(session) = &self.session else { return false };
        if self.sent.as_ref().is_some_and(|sent| sent.session == session.id) {
            return true;
        }
        let granted = session.granted.clone();
        if let Some(open) = self.open.clone().filter(|open| open.to_ms > open.from_ms) {
            self.add(open.clone());
            self.open = Some(Stretch { from_ms: open.to_ms, ..open });
        }
        let (heard, later): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.hearing).into_iter().partition(|stretch| granted.contains(&stretch.narration));
        self.hearing = later;
        let Some(session) = self.session.as_ref().filter(|_| !heard.is_empty()) else { return false };
        let told = Told {
            session: session.id.clone(),
            n: session.n + 1,
            challenge: session.challenge.clone(),
            heard: heard.clone(),
            muted: false,
        };
        let body = serde_json::to_vec(&told).unwrap();
        let signature = earning::sign(&session.key, &body);
        self.sent = Some(Sent { session: session.id.clone(), body, signature, heard });
        true
    }
}
