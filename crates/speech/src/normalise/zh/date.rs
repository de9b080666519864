//! Dates, years and eras.

use super::number::{Number, cardinal, digits};
use super::text::{Text, is_dash, is_latin};
use super::{Said, Script, day, years};

/// Rounder years than this count something ("5000年歷史") instead of naming a year.
const LAST_NAMED_YEAR: u32 = 2999;

/// Any date that begins here.
pub fn read(text: &Text, i: usize) -> Option<Said> {
    if !text.is_digit(i) || text.is_digit(i.wrapping_sub(1)) {
        return None;
    }
    dotted_day(text, i)
        .or_else(|| numeric(text, i))
        .or_else(|| years::read(text, i))
        .or_else(|| year(text, i))
        .or_else(|| day_of_month(text, i))
        .or_else(|| bare_era(text, i))
        .or_else(|| day::read(text, i))
}

/// 9‧21, 8·29, 3·11: a day that something is named by; each digit said.
fn dotted_day(text: &Text, i: usize) -> Option<Said> {
    let (month, end) = text.digits(i, 1, 2)?;
    if text.at(end) != '·' || text.script != Script::Hant || matches!(text.before(i), '·' | '.') {
        return None;
    }
    let (day, end) = text.digits(end + 1, 2, 2)?;
    let within = month.parse().is_ok_and(|m: u32| (1..=12).contains(&m)) && ("01"..="31").contains(&day.as_str());
    (within && !matches!(text.at(end), '·' | '.' | '%')).then(|| Said::new(end, digits(&format!("{month}{day}"))))
}

/// 2019-2-10, 2019/2/10, 2019·2·10, 12.2.3: year, month, day, with one mark between.
fn numeric(text: &Text, i: usize) -> Option<Said> {
    let (year, end) = text.digits(i, 2, 4)?;
    let mark = text.at(end);
    let marked = matches!(mark, '/' | '.' | '·') || is_dash(mark);
    // 113.7.1 is a day of Taiwan's calendar; with a value beyond it, a version.
    let minguo = text.script == Script::Hant && ("100".."150").contains(&year.as_str());
    if !marked || year.len() == 3 && mark == '.' && !minguo {
        return None;
    }
    // After a Latin word this is a version: iOS 17.2.1.
    let word = i.checked_sub(1).map(|before| if text.at(before) == ' ' { before.wrapping_sub(1) } else { before });
    if year.len() == 2 && word.is_some_and(|w| text.is_letter(w)) {
        return None;
    }
    let (month, end) = text.value(end + 1, 2, 1..=12)?;
    if text.at(end) != mark {
        return None;
    }
    let (day, end) = text.value(end + 1, 2, 1..=31)?;
    if text.at(end) == mark && text.is_digit(end + 1) {
        return None;
    }
    let script = text.script;
    let year = if year.len() == 3 { cardinal(&year, script) } else { digits(&year) };
    Some(Said::new(end, spoken(&year, month, day, script)))
}

/// A date in words, its year in words already.
pub fn spoken(year: &str, month: u32, day: u32, script: Script) -> String {
    format!("{year}年{}月{}日", small(month, script), small(day, script))
}

/// 3月3号: on the mainland a day that is written as it is spoken is read as it is written in full, 三月三日. Taiwan's
/// 號 stays as it is, and so does a number without its month: 6号线.
fn day_of_month(text: &Text, i: usize) -> Option<Said> {
    let (day, end) = text.value(i, 2, 1..=31)?;
    let dated = text.before(i) == '月' && text.is_digit(i.wrapping_sub(2)) || alone(text, i, end + 1);
    (text.at(end) == '号' && dated).then(|| Said::new(end + 1, format!("{}日", small(day, text.script))))
}

/// A number before 年: a year by its digits, or a count of years.
fn year(text: &Text, i: usize) -> Option<Said> {
    let (year, end) = text.digits(i, 1, 4)?;
    let nian = text.skip_space(end);
    if text.at(nian) != '年' {
        return None;
    }
    let script = text.script;
    let after_era = ["公元", "西元", "公元前", "西元前", "紀元前", "纪元前"].iter().any(|era| text.ends_before(i, era));
    let said = match year.len() {
        _ if after_era => digits(&year),
        4 => named_year(&year, script)?,
        // Taiwan's own years have three digits and are counted: 一百一十五年.
        2 if year.starts_with('0') || alone(text, i, nian + 1) || dated(text, nian + 1) && !after_minguo(text, i) => {
            digits(&year)
        }
        _ => return None,
    };
    let (era, end) = era(text, trailing_date(text, nian + 1), script);
    let Some(era) = era else { return Some(Said::new(nian, said)) };
    let rest = date_tail(text, nian, end.1, script);
    Some(Said::new(end.0, format!("{era}{said}{rest}")))
}

/// 2934ad, 1234b.c.: a year and its era without 年.
fn bare_era(text: &Text, i: usize) -> Option<Said> {
    let (year, end) = text.digits(i, 1, 4)?;
    let (era, (after, _)) = era(text, text.skip_space(end), text.script);
    let era = era?;
    Some(Said::new(after, format!("{era}{}年", digits(&year))))
}

/// AD 2020, BC221: the era before its year.
pub fn era_first(text: &Text, i: usize) -> Option<Said> {
    let (common, before) = eras(text.script);
    let marks = [("a.d.", common), ("b.c.", before), ("ad", common), ("bc", before)];
    let (written, era) = marks.into_iter().find(|(written, _)| text.starts_any_case(i, written))?;
    let mark = i + written.len();
    let from = text.skip_space(mark);
    let (year, end) = text.digits(from, 1, 4)?;
    // In small letters, or touching a short number, it is a name as often.
    let plain = if from > mark { text.at(i).is_ascii_uppercase() } else { year.len() >= 3 };
    if !plain || is_latin(text.before(i)) || text.is_digit(i.wrapping_sub(1)) || years::goes_on(text, end) {
        return None;
    }
    let nian = if text.at(end) == '年' { "" } else { "年" };
    Some(Said::new(end, format!("{era}{}{nian}", digits(&year))))
}

/// The common era and the time before it.
fn eras(script: Script) -> (&'static str, &'static str) {
    match script {
        Script::Hant => ("西元", "西元前"),
        Script::Hans => ("公元", "公元前"),
    }
}

/// AD or BC as a word of its own, said before the year: the word, where it ends, and where the date before it ended.
fn era(text: &Text, i: usize, script: Script) -> (Option<&'static str>, (usize, usize)) {
    let from = text.skip_space(i);
    let (common, before) = eras(script);
    for (written, said) in [
        ("b.c.e.", before),
        ("b.c.", before),
        ("b.c", before),
        ("bce", before),
        ("bc", before),
        ("a.d.", common),
        ("a.d", common),
        ("c.e.", common),
        ("ce", common),
        ("ad", common),
    ] {
        let end = from + written.len();
        if text.starts_any_case(from, written) && !text.is_letter(end) {
            return (Some(said), (end, i));
        }
    }
    (None, (i, i))
}

/// Where a month and day after 年 end.
fn trailing_date(text: &Text, i: usize) -> usize {
    let mut end = i;
    for unit in [&['月'][..], &['日', '號', '号'][..]] {
        match text.value(end, 2, 1..=31) {
            Some((_, after)) if unit.contains(&text.at(after)) => end = after + 1,
            _ => break,
        }
    }
    end
}

/// 年 and what of a date stands between it and the era after it.
fn date_tail(text: &Text, from: usize, to: usize, script: Script) -> String {
    let mut out = String::new();
    let mut i = from;
    while i < to {
        match text.digits(i, 1, 2) {
            Some((number, end)) => {
                out.push_str(&cardinal(&number, script));
                i = end;
            }
            None => {
                out.push(text.raw(i));
                i += 1;
            }
        }
    }
    out
}

fn named_year(year: &str, script: Script) -> Option<String> {
    let value: u32 = year.parse().ok()?;
    if value.is_multiple_of(1000) && value > 0 && (script == Script::Hant || value > LAST_NAMED_YEAR) {
        return Some(cardinal(year, script));
    }
    Some(digits(year))
}

fn alone(text: &Text, from: usize, to: usize) -> bool {
    from == 0 && to == text.len()
}

/// A month follows: 98年3月.
fn dated(text: &Text, i: usize) -> bool {
    text.value(i, 2, 1..=12).is_some_and(|(_, end)| text.at(end) == '月')
}

fn after_minguo(text: &Text, i: usize) -> bool {
    ["民國", "民国"].iter().any(|era| text.ends_before(i, era)) || text.script == Script::Hant
}

/// A small number in words.
pub fn small(n: u32, script: Script) -> String {
    Number { whole: n.to_string(), fraction: None, negative: false }.say(script)
}
