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
        || ["血壓", "血压", "血壓值", "血压值"].iter().any(|word| {
            let before = if "為为達达是到".contains(text.before(i)) { i.saturating_sub(1) } else { i };
            text.ends_before(before, word)
        });
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
