//! A listening session: opened for some stories, told on by heartbeats, ended by the next one that is opened.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::credit::{Credit, Earner, Piece, Spoken, Story, credit, mint};
use super::sheet::Sheet;
use crate::db::packed::fits;
use crate::error::{Error, Result};
use crate::ids::ListenerId;
use crate::ledger::{self, Account, Asked, Books, TransferId};

/// Listeners that one device earns for in a day before its coins wait for a look: a family's tablet has fewer.
pub const LISTENERS_A_DEVICE: usize = 4;
/// What counts as the same day there.
pub const DEVICE_REMEMBERS_MS: i64 = 24 * 60 * 60_000;
/// Stories that fill one coin's line, in a statement; a listener who hears more and shorter ones is paid all the same.
const LINE_AT_MOST: usize = 40;

/// Opens a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    pub session: String,
    pub listener: ListenerId,
    pub device: String,
    /// Signs the heartbeats.
    pub key: String,
    pub challenge: String,
    /// JSON: ids of the narrations that may be heard in it.
    pub narrations: String,
}

/// A session was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    pub held_because: Option<String>,
}

/// Tells what was heard since the last one.
#[derive(Clone, Debug)]
pub struct Heartbeat {
    pub session: String,
    pub listener: ListenerId,
    pub device: String,
    /// One more than the last, beginning at 1.
    pub n: i64,
    /// The challenge that the last reply handed out.
    pub challenge: String,
    /// Of its whole body: the same heartbeat again is answered as before, another under its number is a conflict.
    pub digest: String,
    /// Nobody hears what is muted, and nothing is paid for it.
    pub muted: bool,
    pub heard: Vec<(Arc<Spoken>, Vec<Piece>)>,
    pub next_challenge: String,
    pub next_in_ms: i64,
}

/// The answer to a heartbeat; kept, and given again when the same heartbeat comes again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    pub n: i64,
    /// What the next heartbeat must show.
    pub challenge: String,
    /// When it is expected.
    pub next_in_ms: i64,
    /// By article id.
    pub credited: BTreeMap<String, Credit>,
    /// Coins that this heartbeat made.
    pub coins: i64,
    /// Why they wait, if they do.
    pub held_because: Option<String>,
    /// Heard towards the next coin.
    pub towards_next_ms: i64,
    /// Media that can still be paid for today.
    pub left_today_ms: i64,
    /// All coins of today, or of this month, have been earned by now.
    pub pool_is_empty: bool,
}

/// What a heartbeat is held against, of a session's row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub listener: String,
    pub device: String,
    pub n: i64,
    pub digest: String,
    pub reply: String,
    pub challenge: String,
    pub last_at_ms: i64,
    pub held_because: Option<String>,
}

/// A story as it was fetched, or as this batch left it: most are read once, and those of refused heartbeats never.
#[derive(Clone, Debug)]
pub(super) enum Kept {
    Row { credited: String, waiting: String },
    Story(Story),
}

impl Kept {
    fn story(&self) -> Result<Story> {
        let read = |text: &str| serde_json::from_str(text).map_err(|e| Error::broken("reading what was heard", e));
        match self {
            Kept::Row { credited, waiting } => Ok(Story { credited: read(credited)?, waiting: read(waiting)? }),
            Kept::Story(story) => Ok(story.clone()),
        }
    }
}

/// A batch's slice of who heard what.
#[derive(Clone, Debug)]
pub struct Slice {
    pub now_ms: i64,
    pub zone: Tz,
    pub sheet: Sheet,
    /// Coins that were earned today, and this month with today.
    pub pool: (i64, i64),
    pub(super) sessions: HashMap<String, Session>,
    /// Those of them that are new, in full.
    pub(super) opened: BTreeMap<String, Open>,
    pub(super) earners: HashMap<String, (Earner, Option<String>)>,
    pub(super) stories: HashMap<(String, String), Kept>,
    /// By device: its listeners, the last session of each, and when that was opened.
    pub(super) devices: HashMap<String, BTreeMap<String, (String, i64)>>,
    pub(super) touched_sessions: BTreeSet<String>,
    pub(super) touched_earners: BTreeSet<String>,
    pub(super) touched_stories: BTreeSet<(String, String)>,
    pub(super) touched_devices: BTreeSet<(String, String)>,
    pub(super) earned: i64,
    /// What was credited of each article, in ms.
    pub(super) listened: BTreeMap<String, i64>,
}

impl Slice {
    pub fn at(now_ms: i64, zone: Tz, sheet: Sheet, pool: (i64, i64)) -> Slice {
        Slice {
            now_ms,
            zone,
            sheet,
            pool,
            sessions: HashMap::new(),
            opened: BTreeMap::new(),
            earners: HashMap::new(),
            stories: HashMap::new(),
            devices: HashMap::new(),
            touched_sessions: BTreeSet::new(),
            touched_earners: BTreeSet::new(),
            touched_stories: BTreeSet::new(),
            touched_devices: BTreeSet::new(),
            earned: 0,
            listened: BTreeMap::new(),
        }
    }

    pub fn changed(&self) -> bool {
        !self.touched_sessions.is_empty()
    }

    /// Coins that all listeners together can still earn now.
    fn pool_left(&self) -> Option<i64> {
        let left = |most: Option<i64>, given: i64| most.map(|most| (most - given - self.earned).max(0));
        match (left(self.sheet.pool_day, self.pool.0), left(self.sheet.pool_month, self.pool.1)) {
            (Some(day), Some(month)) => Some(day.min(month)),
            (day, month) => day.or(month),
        }
    }
}

/// Opens a session: from now on it is the one that earns, for its listener and on its device.
///
/// # Errors
/// Invalid for names that cannot be kept.
pub fn open(slice: &mut Slice, open: &Open) -> Result<Opened> {
    let Open { session, listener, device, challenge, .. } = open;
    if ![session, &listener.0, device, challenge].into_iter().all(|name| fits(name)) {
        return Err(Error::invalid("session", "a name has a separator of ASCII in it"));
    }
    let listener = open.listener.0.clone();
    let now_ms = slice.now_ms;
    let on_device = slice.devices.entry(open.device.clone()).or_default();
    // Of two that are opened in one millisecond the second is the last.
    let last_ms = on_device.values().map(|(_, at_ms)| *at_ms).max();
    let at_ms = last_ms.map_or(now_ms, |last_ms| now_ms.max(last_ms + 1));
    on_device.insert(listener.clone(), (open.session.clone(), at_ms));
    let many = on_device.values().filter(|(_, at_ms)| *at_ms > now_ms - DEVICE_REMEMBERS_MS).count();
    let held_because = (many > LISTENERS_A_DEVICE).then(|| "many-listeners-on-one-device".to_string());
    let session = Session {
        listener: listener.clone(),
        device: open.device.clone(),
        n: 0,
        digest: String::new(),
        reply: String::new(),
        challenge: open.challenge.clone(),
        last_at_ms: now_ms,
        held_because: held_because.clone(),
    };
    let earner = slice.earners.entry(listener.clone()).or_insert_with(|| (Earner::new(now_ms), None));
    earner.0.come_to(now_ms, &slice.sheet, slice.zone);
    earner.1 = Some(open.session.clone());
    slice.sessions.insert(open.session.clone(), session);
    slice.opened.insert(open.session.clone(), open.clone());
    slice.touched_sessions.insert(open.session.clone());
    slice.touched_devices.insert((open.device.clone(), listener.clone()));
    slice.touched_earners.insert(listener);
    Ok(Opened { held_because })
}

/// The transfer that a heartbeat may make: what the till must fetch of the books before it plans it.
pub fn may_earn(heartbeat: &Heartbeat, sheet: &Sheet, zone: Tz, now_ms: i64) -> ledger::Command {
    ledger::Command::Transfer(Asked {
        id: TransferId::of(&["earn"]),
        pending: false,
        debit: Account::Issue,
        credit: Account::Wallet(heartbeat.listener.clone()),
        coins: 1,
        expires_at_ms: Some(sheet.expires_at_ms(now_ms, zone)),
        reason: "earn".into(),
        memo: String::new(),
    })
}

/// Takes a heartbeat: credits what was heard, and makes the coins that are due.
///
/// # Errors
/// Not found for another's session; `superseded`, `another-device`, `conflict`, `gap`, `challenge` for one that cannot
/// be the session's next. Then nothing has changed.
pub fn hear(slice: &mut Slice, books: &mut Books, heartbeat: &Heartbeat) -> Result<Reply> {
    let listener = &heartbeat.listener.0;
    let session = slice.sessions.get(&heartbeat.session).filter(|session| session.listener == *listener);
    let session = session.ok_or(Error::NotFound("session"))?.clone();
    if session.device != heartbeat.device {
        return Err(Error::refused("another-device", "this session was opened on another device"));
    }
    if heartbeat.n == session.n && heartbeat.digest == session.digest {
        return serde_json::from_str(&session.reply).map_err(|e| Error::broken("reading a reply", e));
    }
    let (earner, current) = slice.earners.get(listener).ok_or(Error::NotFound("session"))?;
    let last_on_device = slice
        .devices
        .get(&session.device)
        .and_then(|on_device| on_device.values().max_by_key(|(_, at_ms)| *at_ms).map(|(session, _)| session));
    if current.as_ref() != Some(&heartbeat.session) || last_on_device != Some(&heartbeat.session) {
        return Err(Error::refused("superseded", "listening goes on elsewhere: open a new session to earn here"));
    }
    if heartbeat.n <= session.n {
        return Err(Error::refused("conflict", "another heartbeat with this number was taken before"));
    }
    if heartbeat.n != session.n + 1 {
        return Err(Error::refused("gap", format!("the next heartbeat of this session is number {}", session.n + 1)));
    }
    if heartbeat.challenge != session.challenge {
        return Err(Error::refused("challenge", "the heartbeat does not show the challenge of the last reply"));
    }

    // On copies, until the ledger has agreed.
    let mut earner = earner.clone();
    let mut stories: BTreeMap<&str, Story> = BTreeMap::new();
    let mut credited: BTreeMap<String, Credit> = BTreeMap::new();
    earner.come_to(slice.now_ms, &slice.sheet, slice.zone);
    let pool = slice.pool_left();
    for (spoken, pieces) in heartbeat.heard.iter().filter(|_| !heartbeat.muted) {
        let story = match stories.entry(&spoken.article) {
            Entry::Occupied(story) => story.into_mut(),
            Entry::Vacant(place) => {
                let kept = slice.stories.get(&(listener.clone(), spoken.article.clone()));
                place.insert(kept.map_or(Ok(Story::default()), Kept::story)?)
            }
        };
        let credit = credit(&mut earner, story, spoken, pieces, &slice.sheet, pool);
        let sum = credited.entry(spoken.article.clone()).or_default();
        sum.credited_ms += credit.credited_ms;
        sum.waiting_ms = credit.waiting_ms;
    }
    let mut coins = 0;
    if let Some(mint) = mint(&mut earner, &slice.sheet) {
        let mut line = mint.line;
        let unnamed_ms: i64 = line.drain(LINE_AT_MOST.min(line.len())..).map(|(_, ms)| ms).sum();
        let memo = serde_json::json!({
            "rule": "listening", "version": mint.version, "heard": line, "further_ms": unnamed_ms,
            "held_because": session.held_because,
        });
        let number = mint.first.to_string();
        let asked = Asked {
            id: TransferId::of(&["earn", listener, &mint.version.to_string(), &number]),
            pending: session.held_because.is_some(),
            debit: Account::Issue,
            credit: Account::Wallet(heartbeat.listener.clone()),
            coins: mint.coins,
            expires_at_ms: Some(slice.sheet.expires_at_ms(slice.now_ms, slice.zone)),
            reason: "earn".into(),
            memo: memo.to_string(),
        };
        let receipt = ledger::plan::plan(books, &ledger::Command::Transfer(asked))?;
        if receipt.again {
            return Err(Error::Broken(format!("coin {number} of {listener} was made before")));
        }
        coins = mint.coins;
    }
    slice.earned += coins;
    for (article, credit) in credited.iter().filter(|(_, credit)| credit.credited_ms > 0) {
        *slice.listened.entry(article.clone()).or_default() += credit.credited_ms;
    }
    let reply = Reply {
        n: heartbeat.n,
        challenge: heartbeat.next_challenge.clone(),
        next_in_ms: heartbeat.next_in_ms,
        credited,
        coins,
        held_because: session.held_because.clone(),
        towards_next_ms: earner.carried_ms + earner.credited_ms - earner.quanta * slice.sheet.quantum_ms,
        left_today_ms: slice.sheet.daily_ms - earner.day_ms,
        pool_is_empty: slice.pool_left().is_some_and(|left| left < slice.sheet.coins),
    };
    let text = serde_json::to_string(&reply).map_err(|e| Error::broken("writing a reply", e))?;
    for (article, story) in stories {
        slice.touched_stories.insert((listener.clone(), article.to_string()));
        slice.stories.insert((listener.clone(), article.to_string()), Kept::Story(story));
    }
    slice.earners.insert(listener.clone(), (earner, Some(heartbeat.session.clone())));
    slice.touched_earners.insert(listener.clone());
    slice.touched_sessions.insert(heartbeat.session.clone());
    slice.sessions.insert(
        heartbeat.session.clone(),
        Session {
            n: heartbeat.n,
            digest: heartbeat.digest.clone(),
            reply: text,
            challenge: heartbeat.next_challenge.clone(),
            last_at_ms: slice.now_ms,
            ..session
        },
    );
    Ok(reply)
}
