//! The ways sources write a moment → unix milliseconds.
//!
//! A date without a time is its midnight, a time without a zone is taken as UTC: a source that says no more leaves no
//! better choice, and a moment that wandered with the machine's own zone would import differently on two nodes.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};

/// Reads RFC 3339, RFC 2822, ISO 8601 with its parts left out, and the dates people type: `2025-04-04`, `4 April 2025`,
/// `April 4, 2025`, `2025年4月4日`. `None` if it is none of them.
pub fn read(text: &str) -> Option<i64> {
    any(text).filter(|ms| PLAUSIBLE.contains(ms))
}

/// From 1600, when newspapers began, to 2200: `Nov 19` is not the year 19.
const PLAUSIBLE: std::ops::Range<i64> = -11_676_096_000_000..7_258_118_400_000;

fn any(text: &str) -> Option<i64> {
    let text = text.trim();
    // Longer than any date, and the tries below walk the text a few times.
    if text.len() > 80 {
        return None;
    }
    let ms = |moment: DateTime<chrono::FixedOffset>| moment.timestamp_millis();
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Some(ms(moment));
    }
    if let Ok(moment) = DateTime::parse_from_rfc2822(text) {
        return Some(ms(moment));
    }
    for zoned in ["%Y-%m-%d %H:%M:%S %z", "%Y-%m-%dT%H:%M:%S%.f%z", "%Y-%m-%dT%H:%M%z", "%Y-%m-%d %H:%M %z"] {
        if let Ok(moment) = DateTime::parse_from_str(text, zoned) {
            return Some(ms(moment));
        }
    }
    // `%z` does not know the letter.
    let plain =
        text.strip_suffix(['Z', 'z']).or_else(|| text.strip_suffix(" UTC")).or_else(|| text.strip_suffix(" GMT"));
    naive(plain.unwrap_or(text).trim())
}

fn naive(text: &str) -> Option<i64> {
    const WITH_TIME: [&str; 8] = [
        "%Y-%m-%dT%H:%M:%S%.f",
        "%Y-%m-%d %H:%M:%S%.f",
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%d %H:%M",
        "%Y/%m/%d %H:%M:%S",
        "%Y/%m/%d %H:%M",
        "%Y年%m月%d日 %H:%M",
        "%d.%m.%Y %H:%M",
    ];
    const DATE_ONLY: [&str; 7] =
        ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y年 %m月 %d日", "%d.%m.%Y", "%Y%m%d"];
    for format in WITH_TIME {
        if let Ok(moment) = NaiveDateTime::parse_from_str(text, format) {
            return Some(moment.and_utc().timestamp_millis());
        }
    }
    for format in DATE_ONLY {
        if let Ok(date) = NaiveDate::parse_from_str(text, format) {
            return Some(date.and_time(NaiveTime::MIN).and_utc().timestamp_millis());
        }
    }
    english(text)
}

/// Dates with the month's name, in either order, with or without a weekday and a time after it.
fn english(text: &str) -> Option<i64> {
    const FORMATS: [&str; 8] = [
        "%d %B %Y",
        "%B %d %Y",
        "%d %B %Y %H:%M",
        "%B %d %Y %H:%M",
        "%d %B %Y %I:%M %p",
        "%B %d %Y %I:%M %p",
        "%d %B %Y %H:%M:%S",
        "%B %d %Y %H:%M:%S",
    ];
    let mut words = Vec::new();
    for word in text.split(|c: char| c.is_whitespace() || c == ',') {
        let word = word.trim_matches('.');
        let lower = word.to_ascii_lowercase();
        match lower.as_str() {
            "" | "at" | "on" | "of" | "the" => {}
            "a.m" => words.push("AM".to_owned()),
            "p.m" => words.push("PM".to_owned()),
            _ if is_weekday(&lower) => {}
            "sept" => words.push("Sep".to_owned()),
            _ => words.push(strip_ordinal(word).to_owned()),
        }
    }
    let text = words.join(" ");
    for format in FORMATS {
        if let Ok(moment) = NaiveDateTime::parse_from_str(&text, format) {
            return Some(moment.and_utc().timestamp_millis());
        }
        if let Ok(date) = NaiveDate::parse_from_str(&text, format) {
            return Some(date.and_time(NaiveTime::MIN).and_utc().timestamp_millis());
        }
    }
    None
}

fn is_weekday(lower: &str) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    lower.len() >= 3 && DAYS.iter().any(|day| day.starts_with(lower))
}

/// `4th` → `4`.
fn strip_ordinal(word: &str) -> &str {
    for ending in ["st", "nd", "rd", "th"] {
        if let Some(number) = word.strip_suffix(ending)
            && !number.is_empty()
            && number.bytes().all(|b| b.is_ascii_digit())
        {
            return number;
        }
    }
    word
}

/// The first date within a line, such as `Published 18 November 2019, 07:29 GMT | Updated …`. Only with a named month or
/// written year first: `03/04/2025` means different days to different readers.
pub fn find(line: &str) -> Option<i64> {
    const LONGEST: usize = 200;
    if line.len() > LONGEST {
        return None;
    }
    if let Some(whole) = read(line) {
        return Some(whole);
    }
    let words: Vec<&str> = line
        .split(|c: char| c.is_whitespace() || matches!(c, '|' | '(' | ')' | '•' | '·'))
        .filter(|w| !w.is_empty())
        .collect();
    // The longest stretch that is a date carries the time, too.
    for from in 0..words.len() {
        for len in (1..=6.min(words.len() - from)).rev() {
            let stretch = words[from..from + len].join(" ");
            if stretch.len() >= 8
                && let Some(ms) = read(stretch.trim_matches([',', '-', ':', '.']))
            {
                return Some(ms);
            }
        }
    }
    None
}
