//! The rate sheet: what is paid for what. Published, numbered, and never changed after the fact.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, TimeZone};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// One version of the rules that a listener can read at `/coins/rules`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    pub version: i64,
    /// Media that must be heard for a coin.
    pub quantum_ms: i64,
    pub coins: i64,
    /// Media a day that is paid for.
    pub daily_ms: i64,
    /// Of a story, nothing counts before this much of it was heard, or half of a shorter one.
    pub threshold_ms: i64,
    /// How much media may be credited at once, after a pause or a tunnel.
    pub bucket_ms: i64,
    /// Media credited in a second of the clock, at most; faster listening stays uncredited.
    pub bucket_rate: i64,
    pub expires_months: u32,
    /// Coins that all listeners together can earn in a day and in a month; `None`: as many as they hear.
    pub pool_day: Option<i64>,
    pub pool_month: Option<i64>,
}

impl Default for Sheet {
    /// A coin a minute, an hour a day, for a year.
    fn default() -> Sheet {
        Sheet {
            version: 1,
            quantum_ms: 60_000,
            coins: 1,
            daily_ms: 60 * 60_000,
            threshold_ms: 30_000,
            // Ten minutes, so that a tunnel costs an honest listener nothing.
            bucket_ms: 10 * 60_000,
            bucket_rate: 2,
            expires_months: 12,
            pool_day: None,
            pool_month: None,
        }
    }
}

impl Sheet {
    /// What must be heard of a story of this length before anything of it counts.
    pub fn threshold_of(&self, story_ms: i64) -> i64 {
        self.threshold_ms.min(story_ms / 2)
    }

    /// When coins that are earned now expire: at the end of the day, in the newsroom's time zone, this many months on.
    /// So all coins of a day expire together.
    pub fn expires_at_ms(&self, now_ms: i64, zone: Tz) -> i64 {
        let day = day_of(now_ms, zone);
        let last = day.checked_add_months(Months::new(self.expires_months)).unwrap_or(NaiveDate::MAX);
        begins_at_ms(last.checked_add_days(Days::new(1)).unwrap_or(last), zone)
    }
}

/// The newsroom's day at a moment.
pub fn day_of(now_ms: i64, zone: Tz) -> NaiveDate {
    DateTime::from_timestamp_millis(now_ms).unwrap_or_default().with_timezone(&zone).date_naive()
}

/// A day as a number: days since 1 January of year 1.
pub fn number_of(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce())
}

/// When a day begins; where clocks are put forward at midnight, an hour or more later.
pub fn begins_at_ms(day: NaiveDate, zone: Tz) -> i64 {
    const HALF_HOURS_LOOKED_AT: u32 = 8;
    (0..HALF_HOURS_LOOKED_AT)
        .filter_map(|n| day.and_hms_opt(n / 2, n % 2 * 30, 0))
        .find_map(|time| zone.from_local_datetime(&time).earliest())
        .map_or(i64::MAX, |time| time.timestamp_millis())
}
