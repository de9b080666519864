//! When the next issue goes.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;

use crate::ctx::Newsletter;
use crate::subscribers::Rhythm;

/// The first time after a moment at which an issue of a rhythm goes, on the wall of a time zone.
pub fn next_ms(rhythm: Rhythm, set: &Newsletter, zone: Tz, after_ms: i64) -> i64 {
    let after = DateTime::from_timestamp_millis(after_ms).unwrap_or_default().with_timezone(&zone);
    let days = (0..=8).filter_map(|days| after.date_naive().checked_add_days(Days::new(days)));
    let days = days.filter(|day| rhythm == Rhythm::Daily || day.weekday() == set.weekday);
    // Of nine days in a row one fits, unless the calendar ends.
    days.map(|day| on_the_wall(day, set.minute, zone)).find(|at| *at > after_ms).unwrap_or(i64::MAX)
}

/// A clock that is put forward may leave the minute out: then it is an hour later; one that is put back has it twice: then
/// it is the first.
fn on_the_wall(day: NaiveDate, minute: u32, zone: Tz) -> i64 {
    let time = NaiveTime::from_hms_opt(minute / 60 % 24, minute % 60, 0).unwrap_or_default();
    let wall = day.and_time(time);
    let found = zone.from_local_datetime(&wall).earliest();
    let found = found.or_else(|| zone.from_local_datetime(&(wall + TimeDelta::hours(1))).earliest());
    found.map_or_else(|| wall.and_utc().timestamp_millis(), |at| at.timestamp_millis())
}

#[cfg(test)]
mod tests {
    use chrono::Weekday;

    use super::*;

    const SET: Newsletter = Newsletter { offered: true, minute: 7 * 60 + 30, weekday: Weekday::Sun, per_minute: 600 };

    fn next(rhythm: Rhythm, zone: &str, after: &str) -> String {
        let zone: Tz = zone.parse().expect("a zone");
        let after = DateTime::parse_from_rfc3339(after).expect("a time").timestamp_millis();
        let at = next_ms(rhythm, &SET, zone, after);
        DateTime::from_timestamp_millis(at).expect("a time").with_timezone(&zone).to_rfc3339()
    }

    #[test]
    fn the_daily_goes_today_until_its_hour_and_tomorrow_from_then_on() {
        assert_eq!(next(Rhythm::Daily, "Asia/Taipei", "2026-03-02T07:29:59+08:00"), "2026-03-02T07:30:00+08:00");
        assert_eq!(next(Rhythm::Daily, "Asia/Taipei", "2026-03-02T07:30:00+08:00"), "2026-03-03T07:30:00+08:00");
    }

    #[test]
    fn the_weekly_goes_on_its_day() {
        assert_eq!(next(Rhythm::Weekly, "Asia/Taipei", "2026-03-02T12:00:00+08:00"), "2026-03-08T07:30:00+08:00");
        assert_eq!(next(Rhythm::Weekly, "Asia/Taipei", "2026-03-08T07:30:00+08:00"), "2026-03-15T07:30:00+08:00");
    }

    #[test]
    fn the_hour_is_the_walls_also_when_clocks_change() {
        // In London the night of 29 March 2026 leaves 01:00 to 02:00 out, that of 25 October has it twice.
        assert_eq!(next(Rhythm::Daily, "Europe/London", "2026-03-28T12:00:00+00:00"), "2026-03-29T07:30:00+01:00");
        let zone: Tz = "Europe/London".parse().expect("a zone");
        let night = Newsletter { minute: 90, ..SET };
        let at = |after: &str| {
            let after = DateTime::parse_from_rfc3339(after).expect("a time").timestamp_millis();
            DateTime::from_timestamp_millis(next_ms(Rhythm::Daily, &night, zone, after)).expect("a time").to_rfc3339()
        };
        assert_eq!(at("2026-03-28T12:00:00+00:00"), "2026-03-29T01:30:00+00:00");
        assert_eq!(at("2026-10-24T12:00:00+01:00"), "2026-10-25T00:30:00+00:00");
        assert_eq!(at("2026-10-25T00:30:00+00:00"), "2026-10-26T01:30:00+00:00", "once, not twice");
    }
}
