//! Fractions: two numbers with a stroke between, alone, behind a whole number, before a unit.

use super::number::{Number, cardinal, minus};
use super::text::{Text, is_latin};
use super::{Said, units};

/// 1/5, 5又2分之1 (whose parts are plain numbers), -1/5, 1/2kg.
pub fn read(text: &Text, i: usize, upper: &Number, end: usize) -> Option<Said> {
    if text.at(end) != '/' || upper.fraction.is_some() {
        return None;
    }
    let (lower, end) = text.number(end + 1)?;
    if lower.fraction.is_some() || lower.whole.trim_start_matches('0').is_empty() || text.at(end) == '/' {
        return None;
    }
    let script = text.script;
    // 140/90mmHg: the two values of blood pressure; 24/7.
    let pressure = ["mmHg", "毫米汞柱"].iter().any(|unit| text.starts(text.skip_space(end), unit))
        || pressure_told(text, i) && beats(upper, &lower);
    if pressure && upper.whole.len() >= 2 {
        let said = format!("{}、{}", upper.say(script), lower.say(script));
        return Some(match units::find(text, text.skip_space(end)) {
            Some((unit, after)) => Said::new(after, unit.say("", &said, script)),
            None => Said::new(end, said),
        });
    }
    if upper.whole == "24" && lower.whole == "7" {
        return Some(Said::new(end, "二十四七".to_string()));
    }
    let sign = if upper.negative { minus(script) } else { "" };
    let plain = Number { negative: false, ..upper.clone() };
    let said = format!("{}分之{}", lower.say(script), plain.say(script));
    let unit = units::find(text, text.skip_space(end)).filter(|_| !is_latin(text.before(i)));
    Some(match unit {
        Some((unit, after)) => Said::new(after, unit.say(sign, &said, script)),
        None => Said::new(end, format!("{sign}{said}")),
    })
}

/// How far before two values 血壓 may stand, in characters: 血壓在清晨一度飆高到178/102.
const FARTHEST_PRESSURE: usize = 40;

/// Blood pressure is spoken of in the sentence before here.
fn pressure_told(text: &Text, i: usize) -> bool {
    let told = |at: &usize| ["血壓", "血压", "收縮壓", "收缩压"].iter().any(|word| text.starts(*at, word));
    (i.saturating_sub(FARTHEST_PRESSURE)..i).rev().take_while(|&at| text.at(at) != '。').any(|at| told(&at))
}

/// Two values that a heart makes, the upper one the greater: no part of a whole is like that.
fn beats(upper: &Number, lower: &Number) -> bool {
    let value = |number: &Number| number.whole.parse::<u32>().unwrap_or_default();
    let (upper, lower) = (value(upper), value(lower));
    (60..=300).contains(&upper) && (30..=200).contains(&lower) && upper > lower
}

/// 1 1/2: a whole and a part.
pub fn mixed(text: &Text, i: usize, whole: &Number, end: usize) -> Option<Said> {
    if whole.fraction.is_some() || whole.whole.len() > 3 || text.at(end) != ' ' || is_latin(text.before(i)) {
        return None;
    }
    let (upper, stroke) = text.value(end + 1, 2, 1..=98)?;
    let (lower, after) = text.value(stroke + 1, 2, 2..=99).filter(|_| text.at(stroke) == '/')?;
    if upper >= lower || matches!(text.at(after), '/' | '.' | '-') {
        return None;
    }
    let script = text.script;
    let number = |n: u32| cardinal(&n.to_string(), script);
    let said = format!("{}又{}分之{}", whole.say(script), number(lower), number(upper));
    Some(match units::find(text, text.skip_space(after)) {
        Some((unit, after)) => Said::new(after, unit.say("", &said, script)),
        None => Said::new(after, said),
    })
}
