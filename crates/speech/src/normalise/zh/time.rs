//! Times of day, and scores, which look like them.

use super::number::{cardinal, digits};
use super::text::{Text, is_dash};
use super::{Said, Script};

/// Words before two numbers with a colon that make them a score.
const BEFORE_A_SCORE: &[&str] = &[
    "以", "比分", "比數", "比数", "局", "盤", "盘", "成", "局數", "盤數", "終場", "首節", "半場", "決賽", "次節",
    "末節", "搶七", "延長", "追到", "總分", "戰績",
];

/// Words behind two numbers with a colon that tell a score.
const AFTER_A_SCORE: &[&str] = &[
    "勝",
    "敗",
    "負",
    "擊敗",
    "擊退",
    "力退",
    "逆轉",
    "氣走",
    "險勝",
    "獲勝",
    "取勝",
    "勝出",
    "落敗",
    "不敵",
    "領先",
    "落後",
    "完封",
    "橫掃",
    "淘汰",
    "輕取",
    "力克",
    "大勝",
    "平手",
    "戰平",
    "飲恨",
    "扳平",
    "打敗",
    "擊潰",
    "痛宰",
    "退敵",
    "惜敗",
    "狂勝",
    "小勝",
    "屈居",
    "贏",
    "輸",
    "拿下",
    "攻破",
    "收下",
    "力挫",
    "踢平",
    "爆冷",
    "雙殺",
    "報捷",
    "告捷",
    "的比分",
    "的比數",
    "的比例",
    "擒",
    "胜",
    "败",
    "领先",
    "落后",
    "击败",
];

/// A time or a score that begins here.
pub fn read(text: &Text, i: usize) -> Option<Said> {
    if !text.is_digit(i) || text.is_digit(i.wrapping_sub(1)) || text.before(i) == ':' {
        return None;
    }
    clock(text, i).or_else(|| score(text, i))
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
    if text.is_digit(end) || text.at(end) == ':' || decimal || second.is_none() && scored(text, i) {
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

/// Characters to either side of a pair of numbers that are looked at for others.
const FARTHEST: usize = 200;

/// The pairs of numbers around a place, joined by 、, are scores: a word before the first or behind the last says so,
/// or one of them cannot be a time.
fn scored(text: &Text, i: usize) -> bool {
    let pair = |from: usize| -> Option<usize> {
        let (_, end) = text.digits(from, 1, 3)?;
        (text.at(end) == ':').then_some(())?;
        text.digits(end + 1, 1, 3).map(|(_, end)| end)
    };
    // The first pair of the list, as far as it is looked at.
    let farthest = i.saturating_sub(FARTHEST);
    let mut first = i;
    while first > farthest && matches!(text.at(first - 1), '、' | '，') {
        let mut from = first - 1;
        while from > farthest && (text.is_digit(from - 1) || text.at(from - 1) == ':') {
            from -= 1;
        }
        if pair(from) != Some(first - 1) {
            break;
        }
        first = from;
    }
    let mut at = first;
    let mut never_a_time = false;
    loop {
        let Some(end) = pair(at) else { return false };
        let sides = text.folded(at, end);
        let (home, away) = sides.split_once(':').unwrap_or_default();
        never_a_time |= home.len() > 2 || away.len() != 2 || home > "24" && home.len() == 2 || away > "59";
        at = end;
        if at > i + FARTHEST || !(matches!(text.at(end), '、' | '，') && pair(end + 1).is_some()) {
            break;
        }
        at += 1;
    }
    never_a_time
        || BEFORE_A_SCORE.iter().any(|word| text.ends_before(first, word))
        || AFTER_A_SCORE.iter().any(|word| text.starts(at, word))
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

/// 3:2, 21:18: each side counted, 比 between.
fn score(text: &Text, i: usize) -> Option<Said> {
    let (home, end) = text.number(i)?;
    if text.at(end) != ':' || home.whole.len() > 3 {
        return None;
    }
    let (away, end) = text.number(end + 1)?;
    if text.at(end) == ':' || away.whole.len() > 3 {
        return None;
    }
    Some(Said::new(end, format!("{}比{}", home.say(text.script), away.say(text.script))))
}
