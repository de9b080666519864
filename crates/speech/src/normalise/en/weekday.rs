//! Weekdays cut short: `Tues., Sept. 5`, `on Thurs.`, `Mon.-Fri.`

use super::date::{day_at, day_follows_month, month};
use super::view::{Low, Said, View, is_capitalised};

/// A weekday cut short, where a date follows: `Tues., Sept. 5` → “Tuesday”.
pub fn weekday(view: &View<'_>, i: usize) -> Option<Said> {
    let word = view.word(i);
    let name = short_day(word)?;
    let dot = usize::from(view.mark(i + 1) == '.');
    let comma = usize::from(view.mark(i + 1 + dot) == ',');
    let at = i + 1 + dot + comma;
    let dated = month(view.word(at)).is_some() && day_follows_month(view, at)
        || month(view.word(at + 1)).is_some() && day_at(view, at).is_some();
    if dated && dot + comma + usize::from(view.apart(at)) > 0 {
        return Said::new(1 + dot, name);
    }
    if view.prose { weekday_alone(view, i, name) } else { None }
}

/// A weekday cut short without a date: `on Tues.`, `Thurs. night`, `Mon-Fri`.
fn weekday_alone(view: &View<'_>, i: usize, name: &str) -> Option<Said> {
    let word = view.word(i);
    // `Mon-Fri`, `Sat/Sun`
    let pair = |at: usize| view.glued(at) && matches!(view.mark(at), '-' | '–' | '/') && view.glued(at + 1);
    let dot = usize::from(view.glued_mark(i + 1, '.'));
    if pair(i + 1 + dot) && short_day(view.word(i + 2 + dot)).is_some() {
        let joint = if view.mark(i + 1 + dot) == '/' { "and" } else { "to" };
        return Said::new(2 + dot, format!("{name} {joint}"));
    }
    let back = 2 + usize::from(i >= 3 && view.mark(i - 2) == '.');
    if i >= back && pair(i - 1) && short_day(view.word(i - back)).is_some() {
        return Said::new(1 + usize::from(dot == 1 && !super::cut_short::stops(view, i + 1)), name);
    }
    // `the Sun.` and `Mr. Wed` are words; four letters and more are nothing else.
    let dotted = view.glued_mark(i + 1, '.') && (!view.glued(i + 2) || view.word(i + 2).is_empty());
    if word.len() >= 4 && is_capitalised(word) {
        let ends = dotted && super::cut_short::stops(view, i + 1);
        return Said::new(1 + usize::from(dotted && !ends), name);
    }
    if !dotted {
        return None;
    }
    let ends = super::cut_short::stops(view, i + 1);
    let called = matches!(
        Low::of(view.word_before(i)).as_str(),
        "on" | "by"
            | "last"
            | "next"
            | "this"
            | "until"
            | "till"
            | "through"
            | "thru"
            | "before"
            | "after"
            | "since"
            | "to"
            | "and"
            | "or"
            | "from"
            | "every"
            | "late"
            | "early"
    );
    let common = matches!(word, "Sun" | "Sat" | "Mon" | "Wed");
    let joined =
        matches!(view.word(i + 2), "and" | "or" | "through" | "to" | "thru") && short_day(view.word(i + 3)).is_some();
    let after_time = view.mark_before(i) == '.' && i >= 2 && view.is(i - 2, "m")
        || matches!(view.word_before(i), "am" | "pm" | "noon" | "midnight");
    let marked = view.glued(i + 2) && matches!(view.mark(i + 2), ',' | ';' | ')' | ':');
    (called
        || joined
        || after_time
        || marked
        || !common
        || matches!(view.word(i + 2), "night" | "morning" | "afternoon" | "evening"))
    .then(|| Said { take: if ends { 1 } else { 2 }, text: name.into() })
}

/// The weekday of a short form.
fn short_day(word: &str) -> Option<&'static str> {
    Some(match word {
        "Mon" | "MON" => "Monday",
        "Tue" | "Tues" | "TUE" | "TUES" => "Tuesday",
        "Wed" | "Weds" | "WED" => "Wednesday",
        "Thu" | "Thur" | "Thurs" | "THU" | "THURS" => "Thursday",
        "Fri" | "FRI" => "Friday",
        "Sat" | "SAT" => "Saturday",
        "Sun" | "SUN" => "Sunday",
        _ => return None,
    })
}
