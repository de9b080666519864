//! Times of day and lengths of time: `14:30 h`, `2 p. m.`, `13.30`, `20:00 GMT-3`, `2 h 30 min`.

use super::numeral::{Form, number};
use super::text::Page;
use crate::normalise::view::Said;

/// A clock time as written.
struct Clock {
    hour: u32,
    minute: u32,
    second: Option<u32>,
    /// Tokens of the digits and the marks between them.
    take: usize,
}

/// Two digits below sixty.
fn sixtieth(page: &Page<'_>, at: usize) -> Option<u32> {
    let digits = page.glued_digits(at);
    if digits.len() == 2 { digits.parse().ok().filter(|m| *m < 60) } else { None }
}

/// `14:30`, `14:30:05`, `13.30`.
fn clock(page: &Page<'_>, i: usize) -> Option<Clock> {
    let digits = page.digits(i);
    let hour: u32 = digits.parse().ok().filter(|h| *h <= 24 && digits.len() <= 2)?;
    let mark = page.mark(i + 1);
    if !matches!(mark, ':' | '.') || !page.glued(i + 1) {
        return None;
    }
    let minute = sixtieth(page, i + 2)?;
    let mut clock = Clock { hour, minute, second: None, take: 3 };
    if page.glued_mark(i + 3, mark) && !page.glued_digits(i + 4).is_empty() {
        clock.second = Some(sixtieth(page, i + 4)?);
        clock.take = 5;
    }
    // `1.00.5`, `10:30:45:2`
    let end = i + clock.take;
    let more =
        page.glued(end) && (page.mark(end) == mark || page.mark(end) == ',') && !page.glued_digits(end + 1).is_empty();
    (!more).then_some(clock)
}

/// What follows a time: the half of the day, and how many tokens.
fn half(page: &Page<'_>, at: usize) -> Option<(bool, usize, bool)> {
    let afternoon = match page.low(at).as_str() {
        "am" => return Some((false, 1, false)),
        "pm" => return Some((true, 1, false)),
        "a" => false,
        "p" => true,
        _ => return None,
    };
    let m = at + 2;
    if !page.glued_mark(at + 1, '.') || page.low(m) != "m" {
        return None;
    }
    let dot = page.glued_mark(m + 1, '.');
    Some((afternoon, 3 + usize::from(dot), dot))
}

/// The part of the day that is said after an hour.
fn part_of_day(hour: u32, afternoon: bool, prose: bool) -> &'static str {
    match (afternoon, hour) {
        (false, 12) => "de la noche",
        (false, 1..=5) if prose => "de la madrugada",
        (false, _) => "de la mañana",
        (true, 12) if prose => "del mediodía",
        (true, 8..=11) => "de la noche",
        (true, _) => "de la tarde",
    }
}

/// A time zone, spelled, with what is added to it.
fn zone(page: &Page<'_>, at: usize) -> Option<(String, usize)> {
    let word = page.word(at);
    let known = matches!(
        word.to_ascii_lowercase().as_str(),
        "gmt"
            | "utc"
            | "est"
            | "edt"
            | "cst"
            | "cdt"
            | "mst"
            | "mdt"
            | "pst"
            | "pdt"
            | "et"
            | "pt"
            | "cet"
            | "cest"
            | "bst"
            | "msk"
            | "jst"
            | "ist"
            | "art"
            | "brt"
            | "clt"
            | "cot"
            | "pet"
            | "vet"
    );
    if !known || page.prose && !word.chars().all(char::is_uppercase) {
        return None;
    }
    let mut text = word.chars().map(String::from).collect::<Vec<_>>().join(" ");
    let mut take = 1;
    let sign = match page.mark(at + 1) {
        '+' => "más",
        '-' | '−' | '–' => "menos",
        _ => return Some((text, take)),
    };
    let hours = page.glued_digits(at + 2);
    if !page.glued(at + 1) || !(1..=2).contains(&hours.len()) {
        return Some((text, take));
    }
    let value = |digits: &str| digits.parse().map_or_else(|_| String::new(), |v| number(v, Form::Uno));
    text = format!("{text} {sign} {}", value(hours));
    take = 3;
    if page.glued_mark(at + 3, ':') && page.glued_digits(at + 4).len() == 2 {
        text = format!("{text} {}", value(page.digits(at + 4)));
        take = 5;
    }
    Some((text, take))
}

/// Hours are feminine.
fn hour(value: u32) -> String {
    number(value, Form::Una)
}

/// Whether what stands before `i` speaks of a clock: `a las 13.30`.
fn is_clock_before(page: &Page<'_>, i: usize) -> bool {
    i > 0 && matches!(page.low(i - 1).as_str(), "las" | "la" | "hora")
}

/// `h`, `hs`, `hrs` behind a time; the word in full stays in the text.
fn hours_sign(page: &Page<'_>, at: usize) -> usize {
    if !matches!(page.word(at), "h" | "hs" | "hrs" | "hr" | "H" | "Hs" | "Hrs") {
        return 0;
    }
    let dot = page.glued_mark(at + 1, '.') && !(page.prose && page.ends_text(at + 1));
    1 + usize::from(dot)
}

/// A time of day at `i`.
pub fn read(page: &Page<'_>, i: usize) -> Option<Said> {
    if let Some(said) = hour_and_half(page, i).or_else(|| lengths(page, i)) {
        return Some(said);
    }
    let clock = clock(page, i)?;
    let mut at = i + clock.take;
    let sign = hours_sign(page, at);
    at += sign;
    let half = half(page, at);
    let zone_at = at + half.map_or(0, |(_, take, _)| take);
    let zone = zone(page, zone_at);
    if page.mark(i + 1) == '.' {
        let told = sign > 0 || half.is_some() || zone.is_some() || is_clock_before(page, i);
        let bare = !page.prose && page.get(i + clock.take).is_none() && i == 0;
        let full = matches!(page.word(i + clock.take), "horas" | "hora");
        if !told && !bare && !full {
            return None;
        }
    }
    let mut text = words(page, &clock, at, sign > 0, half.is_some());
    let mut end = at;
    if let Some((afternoon, take, dot)) = half {
        text = format!("{text} {}", part_of_day(clock.hour, afternoon, page.prose));
        end += take;
        if dot && page.prose && page.ends_text(end - 1) {
            text.push('.');
        }
    }
    if let Some((zone, take)) = zone {
        text = format!("{text} {zone}");
        end += take;
    }
    Said::new(end - i, text)
}

/// The hour and its minutes. In the twelve hours of the dial the quarters have names; the twenty-four are read out.
fn words(page: &Page<'_>, clock: &Clock, next: usize, sign: bool, half: bool) -> String {
    let Clock { hour: h, minute, second, .. } = *clock;
    if let Some(second) = second.filter(|s| *s > 0) {
        return spell_out(h, minute, second);
    }
    let full = matches!(page.word(next), "horas" | "hora");
    let read_out = page.prose && (h == 0 || h > 12 || full || sign && minute > 0) && !half;
    match minute {
        0 if page.prose && !full && (sign || read_out) => {
            format!("{} {}", hour(h), if h == 1 { "hora" } else { "horas" })
        }
        0 => hour(h),
        _ if read_out => {
            let nought = if minute < 10 { "cero " } else { "" };
            let hours = if sign && !full { " horas" } else { "" };
            format!("{} {nought}{}{hours}", hour(h), number(minute, Form::Uno))
        }
        15 => format!("{} y cuarto", hour(h)),
        30 => format!("{} y media", hour(h)),
        _ => format!("{} y {}", hour(h), number(minute, Form::Uno)),
    }
}

/// Hours, minutes and seconds by name.
fn spell_out(hours: u32, minutes: u32, seconds: u32) -> String {
    let of =
        |value: u32, form, one: &str| format!("{} {one}{}", number(value, form), if value == 1 { "" } else { "s" });
    let mut parts = Vec::new();
    if hours > 0 {
        parts.push(of(hours, Form::Una, "hora"));
    }
    if minutes > 0 {
        parts.push(of(minutes, Form::Un, "minuto"));
    }
    if seconds > 0 {
        parts.push(of(seconds, Form::Un, "segundo"));
    }
    match parts.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} y {last}", rest.join(" ")),
        Some((last, _)) => last.clone(),
        None => "cero segundos".into(),
    }
}

/// `2 p. m.`, `11am`.
fn hour_and_half(page: &Page<'_>, i: usize) -> Option<Said> {
    let digits = page.digits(i);
    let value: u32 = digits.parse().ok().filter(|h| (1..=12).contains(h) && digits.len() <= 2)?;
    let (afternoon, take, dot) = half(page, i + 1)?;
    let mut text = format!("{} {}", hour(value), part_of_day(value, afternoon, page.prose));
    let mut end = i + 1 + take;
    if dot && page.prose && page.ends_text(end - 1) {
        text.push('.');
    }
    if let Some((zone, take)) = zone(page, end) {
        text = format!("{text} {zone}");
        end += take;
    }
    Said::new(end - i, text)
}

/// `2 h 30 min`, `15 h 10 min 40 seg`, `1h45`, `3 min 20 s`.
fn lengths(page: &Page<'_>, i: usize) -> Option<Said> {
    let value = |at: usize| -> Option<u32> {
        let digits = page.digits(at);
        if digits.len() <= 2 { digits.parse().ok() } else { None }
    };
    let is_minutes = |at: usize| matches!(page.word(at), "min" | "m" | "mins");
    let is_seconds = |at: usize| matches!(page.word(at), "s" | "seg" | "segs");
    let first = value(i)?;
    let (hours, mut at) = if matches!(page.word(i + 1), "h" | "hs" | "hrs") { (first, i + 2) } else { (0, i) };
    let minutes = value(at).filter(|m| *m < 60);
    let mut parts = (at > i) as usize;
    let mut minute = 0;
    if let Some(m) = minutes.filter(|_| is_minutes(at + 1)) {
        minute = m;
        at += 2;
        parts += 1;
    } else if parts == 1
        && minutes.is_some()
        && page.digits(at).len() == 2
        && (page.glued(i + 1) || page.get(at + 1).is_none())
    {
        // `15h30` is a time of day.
        let clock = Clock { hour: hours, minute: minutes?, second: None, take: 0 };
        return Said::new(at + 1 - i, words(page, &clock, at + 1, false, false));
    }
    let second = value(at).filter(|s| *s < 60 && at > i && is_seconds(at + 1));
    if second.is_some() {
        at += 2;
        parts += 1;
    }
    if parts < 2 {
        return None;
    }
    let text = match second {
        // In a label the hours and minutes are a time of day.
        None if !page.prose && hours > 0 => {
            words(page, &Clock { hour: hours, minute, second: None, take: 0 }, at, false, false)
        }
        _ => spell_out(hours, minute, second.unwrap_or(0)),
    };
    Said::new(at - i, text)
}
