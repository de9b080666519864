//! Times of day and spans of time: `5pm`, `8:30 A. M.`, `14:10:30`, `12pm-2pm`.

use super::acronym::letters;
use super::cardinal::{digit_by_digit, small};
use super::view::{Low, Said, View};

/// `am` or `pm` at token `i`, in any of its spellings: the letter and how many tokens.
fn half_of_day(view: &View<'_>, i: usize) -> Option<(char, usize)> {
    let word = view.word(i);
    match Low::of(word).as_str() {
        "am" => Some(('A', 1)),
        "pm" => Some(('P', 1)),
        half @ ("a" | "p") if view.mark(i + 1) == '.' && view.glued(i + 1) && view.is(i + 2, "m") => {
            // `A.M.?`: a label keeps all its marks.
            let marked = !view.prose && matches!(view.mark(i + 4), '?' | '!') && view.glued(i + 4);
            let dot = usize::from(view.mark(i + 3) == '.' && view.glued(i + 3) && !marked);
            Some((if half == "a" { 'A' } else { 'P' }, 3 + dot))
        }
        _ => None,
    }
}

/// A time of day at token `i` with how it reads; `sure` when nothing else is written like it.
struct Clock {
    take: usize,
    text: String,
    half: Option<char>,
    sure: bool,
}

fn clock(view: &View<'_>, i: usize) -> Option<Clock> {
    let hour = view.digits(i);
    let h: u32 = if (1..=2).contains(&hour.len()) { hour.parse().ok()? } else { return None };
    let mut at = i + 1;
    let mut minute = "";
    let mark = view.mark(at);
    if matches!(mark, ':' | '.') && view.glued(at) && view.glued(at + 1) && view.digits(at + 1).len() == 2 {
        minute = view.digits(at + 1);
        if minute > "59" || h > 24 {
            return None;
        }
        at += 2;
    }
    // Anything more that touches it (`1:59.4`, `10:30:15`, `5.30%`) makes it something else.
    let digits_after = view.digits(at + 1).len();
    let more = view.glued(at)
        && view.glued(at + 1)
        && digits_after > 0
        && (matches!(view.mark(at), ':' | '.') || view.mark(at) == ',' && digits_after == 3);
    if more || (view.glued(at) && matches!(view.mark(at), '%' | '°')) {
        return None;
    }
    let half =
        if h <= 12 && h > 0 || minute.is_empty() && (13..=23).contains(&h) { half_of_day(view, at) } else { None };
    // `at 11.30 GMT`
    let zoned = mark == '.' && !minute.is_empty() && h <= 24 && view.apart(at) && zone(view, at).is_some();
    if (mark == '.' && !zoned || minute.is_empty()) && half.is_none() {
        return (minute.is_empty() && h <= 24).then(|| Clock { take: 1, text: small(h), half: None, sure: false });
    }
    let mut text = match (minute, half) {
        ("00", None) if h == 0 || h == 24 => "midnight".into(),
        // From 13 on there is no such hour on a clock's face.
        ("00", None) if h > 12 && view.prose => format!("{} hundred", small(h)),
        ("00", None) => format!("{} o'clock", small(h)),
        ("00" | "", _) => small(h),
        _ => format!("{} {}", small(h), minutes(minute)),
    };
    let mut take = at - i;
    if let Some((letter, half_take)) = half {
        take += half_take;
        text.push(' ');
        text.push_str(&letters(if letter == 'A' { "AM" } else { "PM" }, view.prose));
    }
    Some(Clock { take, text, half: half.map(|(letter, _)| letter), sure: true })
}

fn minutes(digits: &str) -> String {
    if digits.starts_with('0') {
        digit_by_digit(digits, "o")
    } else {
        digits.parse().map_or_else(|_| String::new(), small)
    }
}

/// A time zone at token `i`: its letters and how many tokens.
fn zone(view: &View<'_>, i: usize) -> Option<(String, usize)> {
    let word = view.word(i);
    let known = |w: &str| {
        matches!(
            Low::of(w).as_str(),
            "est"
                | "edt"
                | "cst"
                | "cdt"
                | "mst"
                | "mdt"
                | "pst"
                | "pdt"
                | "gmt"
                | "utc"
                | "bst"
                | "cet"
                | "cest"
                | "eet"
                | "ist"
                | "jst"
                | "kst"
                | "hkt"
                | "aest"
                | "aedt"
                | "akdt"
                | "msk"
                | "nzst"
                | "akst"
                | "hst"
        )
    };
    if known(word)
        && (word != word.to_ascii_lowercase() || !view.prose || view.before(i).is_some())
        && !matches!(word, "est" if view.prose)
    {
        return Some((letters(&word.to_ascii_uppercase(), view.prose), 1));
    }
    // `e.s.t`
    let mut name = String::new();
    let mut at = i;
    while name.len() < 4 && view.word(at).len() == 1 && view.mark(at + 1) == '.' && (at == i || view.glued(at)) {
        name.push_str(view.word(at));
        at += 2;
    }
    if view.word(at).len() == 1 && at > i && view.glued(at) {
        name.push_str(view.word(at));
        at += 1;
    }
    if known(&name) { Some((letters(&name.to_ascii_uppercase(), view.prose), at - i)) } else { None }
}

/// A time of day, or two with a dash between them.
pub fn time(view: &View<'_>, i: usize) -> Option<Said> {
    if let Some(span) = span(view, i).or_else(|| lap(view, i)).or_else(|| game_clock(view, i)) {
        return Some(span);
    }
    let first = clock(view, i)?;
    let mut take = first.take;
    let mut text = first.text;
    let dash = |at: usize| matches!(view.mark(at), '-' | '–' | '—');
    if dash(i + take)
        && let Some(second) = clock(view, i + take + 1)
        && (first.sure && second.sure || second.half.is_some())
    {
        take += 1 + second.take;
        // “ten to eleven thirty”; the first says “o'clock” only if the second does.
        let first = if second.text.ends_with("o'clock") { text.as_str() } else { text.trim_end_matches(" o'clock") };
        text = format!("{first} {} {}", view.joint(i), second.text);
    } else if first.sure
        && first.half.is_none()
        && view.glued_mark(i + take, '/')
        && let Some(second) = clock(view, i + take + 1).filter(|second| second.half.is_some())
    {
        // `7:30/8pm`
        take += 1 + second.take;
        text = format!("{} or {}", text.trim_end_matches(" o'clock"), second.text);
    } else if !first.sure {
        return None;
    }
    // `10 p.m. ET`: two letters are a zone only after a time.
    if view.prose && matches!(view.word(i + take), "ET" | "PT" | "CT" | "MT" | "AT") && view.apart(i + take) {
        text = format!("{text} {}", letters(view.word(i + take), true));
        take += 1;
    }
    if let Some((zone, zone_take)) = zone(view, i + take) {
        take += zone_take;
        text = format!("{text} {zone}");
    }
    // The dot of `p.m.` that ends the sentence still ends it.
    if view.prose && view.mark(i + take - 1) == '.' && view.ends_text(i + take - 1) {
        text.push('.');
    }
    Said::new(take, text)
}

/// A time of four digits: `1400 GMT`, `0930 local time`, `0600 hours`.
pub fn military(view: &View<'_>, i: usize) -> Option<Said> {
    let digits = view.digits(i);
    if !view.prose
        || digits.len() != 4
        || !(view.apart(i + 1) || matches!(view.word(i + 1), "hrs" | "hours" | "h"))
        || digits > "2400"
        || &digits[2..] > "59"
    {
        return None;
    }
    let (hour, minute) = digits.split_at(2);
    let hour = if hour.starts_with('0') {
        digit_by_digit(hour, "o")
    } else {
        hour.parse().map_or_else(|_| String::new(), small)
    };
    let clock = if minute == "00" { format!("{hour} hundred") } else { format!("{hour} {}", minutes(minute)) };
    let next = view.word(i + 1);
    if let Some((zone, take)) = zone(view, i + 1).filter(|_| next.len() >= 2) {
        return Said::new(1 + take, format!("{clock} {zone}"));
    }
    match next {
        "hours" | "hrs" if view.is(i + 2, "of") => None,
        "hours" | "hrs" if digits.starts_with('0') || minute != "00" || view.is(i.wrapping_sub(1), "at") => {
            Said::new(2, format!("{clock} hours"))
        }
        "local" if view.is(i + 2, "time") => Said::new(1, clock),
        "Zulu" | "Hrs" | "h" => Said::new(2, format!("{clock} {}", if next == "Zulu" { "Zulu" } else { "hours" })),
        _ => None,
    }
}

/// What is left on the clock of a game: `0:04 left` → “four seconds”, `5:00 remaining` → “five minutes”.
fn game_clock(view: &View<'_>, i: usize) -> Option<Said> {
    let (m, s) = (view.digits(i), view.digits(i + 2));
    let glued = view.glued_mark(i + 1, ':') && view.glued(i + 2);
    if !view.prose || !glued || s.len() != 2 || s > "59" || m.len() > 2 || m.is_empty() || view.glued_mark(i + 3, ':') {
        return None;
    }
    // `at 8:00 to play` is an hour.
    if m != "0"
        && matches!(view.word_before(i), "at" | "until" | "by" | "before" | "around" | "about" | "since" | "from")
    {
        return None;
    }
    let next = view.word(i + 3);
    let playing = matches!(next, "left" | "remaining" | "into")
        || next == "to" && matches!(view.word(i + 4), "play" | "go")
        || next == "of" && matches!(view.word(i + 4), "overtime" | "regulation" | "play" | "stoppage");
    let many = |n: u32, unit: &str| format!("{} {unit}{}", small(n), if n == 1 { "" } else { "s" });
    let (m, s): (u32, u32) = (m.parse().ok()?, s.parse().ok()?);
    match (m, s) {
        _ if !playing => None,
        (0, s) => Said::new(3, many(s, "second")),
        (m, 0) => Said::new(3, many(m, "minute")),
        _ => None,
    }
}

/// Minutes, seconds and parts of one: `14:06.62`.
fn lap(view: &View<'_>, i: usize) -> Option<Said> {
    let (m, s, parts) = (view.digits(i), view.digits(i + 2), view.digits(i + 4));
    let marks = view.mark(i + 1) == ':' && view.mark(i + 3) == '.' && (1..5).all(|k| view.glued(i + k));
    if !marks
        || m.is_empty()
        || m.len() > 2
        || s.len() != 2
        || s > "59"
        || parts.is_empty()
        || parts.len() > 3
        || view.glued_mark(i + 5, ':')
    {
        return None;
    }
    let minutes: u32 = m.parse().ok()?;
    let plural = if minutes == 1 { "" } else { "s" };
    let seconds = s.parse().map_or_else(|_| String::new(), small);
    if minutes == 0 {
        return Said::new(5, format!("{seconds} point {} seconds", digit_by_digit(parts, "o")));
    }
    Said::new(5, format!("{} minute{plural} {seconds} point {} seconds", small(minutes), digit_by_digit(parts, "o")))
}

/// Hours, minutes and seconds: `14:10:30`.
fn span(view: &View<'_>, i: usize) -> Option<Said> {
    let (h, m, s) = (view.digits(i), view.digits(i + 2), view.digits(i + 4));
    let colons = view.mark(i + 1) == ':' && view.mark(i + 3) == ':';
    if !colons
        || (1..5).any(|k| !view.glued(i + k))
        || m.len() != 2
        || s.len() != 2
        || h.is_empty()
        || h.len() > 3
        || m > "59"
        || s > "59"
    {
        return None;
    }
    let part = |digits: &str, one: &str| {
        let n = digits.parse().unwrap_or(0);
        format!("{} {one}{}", small(n), if n == 1 { "" } else { "s" })
    };
    // `1:31:44.742`, the time of a race.
    let parts = view.digits(i + 6);
    if view.glued_mark(i + 5, '.') && view.glued(i + 6) && (1..=3).contains(&parts.len()) {
        let seconds = format!("{} point {} seconds", small(s.parse().unwrap_or(0)), digit_by_digit(parts, "o"));
        return Said::new(7, format!("{} {} and {seconds}", part(h, "hour"), part(m, "minute")));
    }
    let mut text = format!("{} {} and {}", part(h, "hour"), part(m, "minute"), part(s, "second"));
    let mut take = 5;
    if let Some((letter, half)) = half_of_day(view, i + take) {
        take += half;
        text = format!("{text} {}", letters(if letter == 'A' { "AM" } else { "PM" }, view.prose));
    }
    if let Some((zone, zone_take)) = zone(view, i + take) {
        take += zone_take;
        text = format!("{text} {zone}");
    }
    Said::new(take, text)
}

/// Two numbers with a colon that are no time: a ratio (`4:1`) or a verse (`40:31`, `150:6`).
pub fn ratio_or_verse(view: &View<'_>, i: usize) -> Option<Said> {
    let (a, b) = (view.digits(i), view.digits(i + 2));
    if view.mark(i + 1) != ':' || !view.glued(i + 1) || !view.glued(i + 2) {
        return None;
    }
    // `1:10,000`, the scale of a map.
    if let Some(second) = super::numeral::numeral(view, i + 2).filter(|n| n.grouped && a.len() == 1) {
        let words = second.words(super::cardinal::And::Without, view.prose);
        return Said::new(2 + second.take, format!("{} to {words}", digit_by_digit(a, "zero")));
    }
    if a.is_empty() || b.is_empty() || a.len() > 3 || b.len() > 3 {
        return None;
    }
    let number = |digits: &str| super::cardinal::cardinal(digits, super::cardinal::And::Without);
    let to = if b.len() == 1 && a.len() <= 2 { " to " } else { " " };
    Said::new(3, format!("{}{to}{}", number(a), number(b)))
}
