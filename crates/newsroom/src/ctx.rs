//! What every verb is handed.

use std::sync::Arc;

use tokio::sync::Notify;

use crate::clock::{Chance, Clock};
use crate::db::Db;
use crate::outside::fetch::Fetch;
use crate::outside::files::Files;
use crate::outside::mail::Mail;
use crate::outside::voices::Voices;
use crate::till::Till;

/// The newsroom's ground: where it keeps things, how it reaches the outside, what time it is.
#[derive(Clone)]
pub struct Ctx(Arc<Ground>);

pub struct Ground {
    pub db: Db,
    pub files: Files,
    pub voices: Voices,
    pub fetch: Fetch,
    pub mail: Mail,
    pub clock: Clock,
    pub chance: Chance,
    pub settings: Settings,
    /// Rung after a commit that enqueued a job; a hint only, the truth is in the job table.
    pub bell: Notify,
    /// Where coins move.
    pub till: Till,
}

/// What the operator sets and verbs need to know.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where people reach this newsroom, without a slash at the end: `https://news.example.org`.
    pub public_url: String,
    /// The site's own name: title of the front page and of the whole site's feed.
    pub site_name: String,
    /// Where the newsroom's days begin and end: for coins a day, and for dates that belong to no publication.
    pub time_zone: chrono_tz::Tz,
    pub newsletter: Newsletter,
}

/// When the newsletter goes, and how fast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Newsletter {
    /// Whether there is one: people can sign up, and issues go.
    pub offered: bool,
    /// Minutes after midnight, in the newsroom's time zone.
    pub minute: u32,
    /// The day of the weekly one.
    pub weekday: chrono::Weekday,
    /// Copies that the mail server is handed in a minute.
    pub per_minute: i64,
}

impl Default for Newsletter {
    fn default() -> Newsletter {
        // Before breakfast; at the weekend there is time to listen. Ten a second is what small mail servers bear.
        Newsletter { offered: true, minute: 7 * 60, weekday: chrono::Weekday::Sat, per_minute: 600 }
    }
}

impl Ctx {
    pub fn new(ground: Ground) -> Ctx {
        Ctx(Arc::new(ground))
    }
}

impl std::ops::Deref for Ctx {
    type Target = Ground;
    fn deref(&self) -> &Ground {
        &self.0
    }
}
