//! Scores: two numbers with a colon or a hyphen between, alone, in a list or with a list in brackets behind.

use super::Said;
use super::number::cardinal;
use super::text::{Text, is_dash, is_han, is_latin};

/// Words before two numbers that make them a score.
const BEFORE_A_SCORE: &[&str] = &[
    "以", "比分", "比數", "比数", "局", "盤", "盘", "成", "局數", "盤數", "終場", "首節", "半場", "決賽", "次節",
    "末節", "搶七", "延長", "追到", "總分", "戰績", "盤分", "局分",
];

/// Words behind two numbers that tell a score.
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
    "输",
    "赢",
    "逆转",
    "不敌",
    "险胜",
    "击退",
    "获胜",
    "取胜",
    "战胜",
    "战平",
    "大胜",
    "力克",
    "横扫",
    "淘汰",
    "平局",
];

/// Characters to either side of a pair of numbers that are looked at for others.
const FARTHEST: usize = 200;

/// A score that begins here.
pub fn read(text: &Text, i: usize) -> Option<Said> {
    if !text.is_digit(i) || text.is_digit(i.wrapping_sub(1)) || text.before(i) == ':' {
        return None;
    }
    counted(text, i).or_else(|| dashed(text, i))
}

/// 3:2, 21:18: each side counted, 比 between.
fn counted(text: &Text, i: usize) -> Option<Said> {
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

/// 4-3, where a word or its list tells a score; 50-50, which is no range either.
fn dashed(text: &Text, i: usize) -> Option<Said> {
    let end = pair(text, i).filter(|_| is_dash(text.at(text.digits_end(i))))?;
    if is_latin(text.before(i)) || matches!(text.before(i), '-' | '/' | '.' | ',' | '第') {
        return None;
    }
    let goes_on = is_dash(text.at(end)) || is_latin(text.at(end));
    if goes_on || matches!(text.at(end), '%' | '/' | ':') || text.at(end) == '.' && text.is_digit(end + 1) {
        return None;
    }
    let dash = text.digits_end(i);
    let (home, away) = (text.folded(i, dash), text.folded(dash + 1, end));
    let script = text.script;
    let (first, second) = (cardinal(&home, script), cardinal(&away, script));
    if is_told(text, i) {
        return Some(Said::new(end, format!("{first}比{second}")));
    }
    // Nothing goes from fifty to fifty: 50-50俱樂部.
    (home == away && home.len() == 2).then(|| Said::new(end, format!("{first}{second}")))
}

/// Where two numbers with their joint end.
fn pair(text: &Text, from: usize) -> Option<usize> {
    let (_, end) = text.digits(from, 1, 3)?;
    is_joint(text.at(end)).then_some(())?;
    text.digits(end + 1, 1, 3).map(|(_, end)| end)
}

fn is_joint(c: char) -> bool {
    c == ':' || is_dash(c)
}

/// What stands between two scores of a list, or opens the list.
fn is_between(c: char) -> bool {
    matches!(c, '、' | '，' | '（' | '(')
}

/// The pairs of numbers around a place, listed or in brackets, are scores: a word before the first or behind the last
/// says so, or one of them cannot be a time or a range.
pub fn is_told(text: &Text, i: usize) -> bool {
    let first = first_of_list(text, i);
    let mut at = first;
    let mut pairs = 0;
    let mut never = false;
    let dashed = is_dash(text.at(text.digits_end(i)));
    let mut descends = false;
    loop {
        let Some(end) = pair(text, at) else { return false };
        let joint = text.digits_end(at);
        let (home, away) = (text.folded(at, joint), text.folded(joint + 1, end));
        never |= home.len() > 2 || away.len() != 2 || home.as_str() > "24" && home.len() == 2 || away.as_str() > "59";
        descends |= home.parse::<u32>().ok() > away.parse().ok();
        pairs += 1;
        at = tie_break(text, end);
        if at > i + FARTHEST || !(is_between(text.at(at)) && pair(text, at + 1).is_some()) {
            break;
        }
        at += 1;
    }
    let after = at + usize::from(matches!(text.at(at), ')' | '）'));
    let told_after = [at, after].iter().any(|&at| AFTER_A_SCORE.iter().any(|word| text.starts(at, word)));
    let told_before = BEFORE_A_SCORE.iter().any(|word| text.ends_before(first, word));
    if dashed {
        // 以3-5天: what is counted after two numbers makes them a range.
        return told_after || told_before && !is_han(text.at(at)) || pairs > 1 && descends;
    }
    never || told_before || told_after
}

/// The first pair of the list that a pair is in, as far as it is looked at.
fn first_of_list(text: &Text, i: usize) -> usize {
    let farthest = i.saturating_sub(FARTHEST);
    let mut first = i;
    while first > farthest && is_between(text.before(first)) {
        let end = first - 1;
        let mut to = end;
        // 7-6(5)、
        if matches!(text.before(to), ')' | '）') {
            to -= 1;
            while to > farthest && text.is_digit(to - 1) {
                to -= 1;
            }
            if to == 0 || !matches!(text.before(to), '(' | '（') {
                break;
            }
            to -= 1;
        }
        let mut from = to;
        while from > farthest && (text.is_digit(from - 1) || is_joint(text.before(from))) {
            from -= 1;
        }
        if pair(text, from) != Some(to) {
            break;
        }
        first = from;
    }
    first
}

/// Past the points of a tie-break: 7-6(5).
fn tie_break(text: &Text, end: usize) -> usize {
    let close = text.digits_end(end + 1);
    let bracketed = matches!(text.at(end), '(' | '（') && close > end + 1 && matches!(text.at(close), ')' | '）');
    if bracketed { close + 1 } else { end }
}
