//! Times of day.

use super::number::{cardinal, digits};
use super::text::{Text, is_dash};
use super::{Said, Script, score};

/// A time that begins here.
pub fn read(text: &Text, i: usize) -> Option<Said> {
    if !text.is_digit(i) || text.is_digit(i.wrapping_sub(1)) || text.before(i) == ':' {
        return None;
    }
    clock(text, i)
}

/// 18:30, 3:04:05, 10:30pm; in Taiwan also 08:00-17:30, from one time to another.
fn clock(text: &Text, i: usize) -> Option<Said> {
    let (mut said, mut goes_on) = moment(text, i)?;
    // In a loop, for a text may go on like this for ever.
    while goes_on
        && is_dash(text.at(said.end))
        && let Some((until, on)) = moment(text, said.end + 1)
    {
        said.spoken.push('到');
        said.spoken.push_str(&until.spoken);
        (said.end, goes_on) = (until.end, on);
    }
    Some(said)
}

/// One time of day, and whether another may follow it behind a dash.
fn moment(text: &Text, i: usize) -> Option<(Said, bool)> {
    let (hour, end) = text.value(i, 2, 0..=24)?;
    let (minute, mut end) = two_digits(text, end)?;
    let second = two_digits(text, end);
    if let Some((_, after)) = second {
        end = after;
    }
    let decimal = second.is_none() && text.at(end) == '.' && text.is_digit(end + 1);
    if text.is_digit(end) || text.at(end) == ':' || decimal || second.is_none() && score::is_told(text, i) {
        return None;
    }
    let script = text.script;
    let (dian, fen) = match script {
        Script::Hant => ("點", "分"),
        Script::Hans => ("点", "分"),
    };
    let mut said = match hour {
        2 => super::number::two(script).to_string(),
        hour => cardinal(&hour.to_string(), script),
    };
    said.push_str(dian);
    // On the hour only the hour is said, unless seconds are counted.
    if minute != "00" || second.is_some() || script == Script::Hans {
        said.push_str(&part(&minute, script));
        said.push_str(fen);
    }
    if let Some((second, _)) = second {
        said.push_str(&part(&second, script));
        said.push('秒');
    }
    // Taiwan puts the half of the day before the time; elsewhere the letters stay where they are.
    if script == Script::Hant
        && let Some((half, after)) = half_of_day(text, end)
    {
        return Some((Said::new(after, format!("{half}{said}")), false));
    }
    Some((Said::new(end, said), script == Script::Hant))
}

/// `:` and two digits under sixty.
fn two_digits(text: &Text, i: usize) -> Option<(String, usize)> {
    if text.at(i) != ':' {
        return None;
    }
    let (digits, end) = text.digits(i + 1, 2, 2)?;
    (digits.as_str() < "60").then_some((digits, end))
}

/// Minutes or seconds: in Taiwan 05 is 零五.
fn part(two: &str, script: Script) -> String {
    if script == Script::Hant && two.starts_with('0') { digits(two) } else { cardinal(two, script) }
}

fn half_of_day(text: &Text, end: usize) -> Option<(&'static str, usize)> {
    let from = text.skip_space(end);
    for (written, said) in [("a.m.", "上午"), ("am", "上午"), ("p.m.", "下午"), ("pm", "下午")] {
        let after = from + written.len();
        if text.starts_any_case(from, written) && !text.is_letter(after) {
            return Some((said, after));
        }
    }
    None
}
