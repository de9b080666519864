//! Signs that are said, and signs that are not.

use super::hyphen::{self, Hyphen};
use super::text::{Text, is_han, is_latin};
use super::{Said, Script};
use crate::split::name_dot;

/// Pictures and controls that have no sound.
fn silent(c: char) -> bool {
    matches!(c,
        '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{2060}' | '\u{ad}'
        | '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}'
        | '\u{25a0}'..='\u{25ff}' | '※' | '®' | '©' | '™' | '*' | '^' | '`' | '|' | '\\')
}

/// What stands behind a stroke that means "per".
const PER: &[&str] = &[
    "小時",
    "秒",
    "分鐘",
    "人",
    "天",
    "日",
    "年",
    "月",
    "坪",
    "公斤",
    "公噸",
    "公升",
    "公頃",
    "次",
    "度",
    "平方公尺",
    "立方公尺",
    "公里",
    "股",
    "片",
    "桶",
    "小时",
];

/// A sign that begins here.
pub fn read(text: &Text, i: usize) -> Option<Said> {
    let c = text.at(i);
    if let Some(said) = weekday(text, i) {
        return Some(said);
    }
    if c == '○'
        && let Some(said) = ring(text, i)
    {
        return Some(said);
    }
    if let Some(said) = numbered(text, i).or_else(|| joint(text, i)) {
        return Some(said);
    }
    if matches!(c, '*' | '^') && text.is_digit(i.wrapping_sub(1)) && text.is_digit(i + 1) {
        return sum(text, i);
    }
    if silent(c) || day_bracket(text, i) {
        return Some(Said::new(i + 1, String::new()));
    }
    let script = text.script;
    let either = |hant: &str, hans: &str| {
        Some(match script {
            Script::Hant => hant.to_string(),
            Script::Hans => hans.to_string(),
        })
    };
    let number_before = text.is_digit(i.wrapping_sub(1)) || text.before(i) == '%';
    let number_after = text.is_digit(text.skip_space(i + 1));
    let spoken = match c {
        '+' if number_after && number_before => either("加", "加"),
        '+' if number_after => either("正", "正"),
        '+' if is_han(text.before(i)) && (is_han(text.at(i + 1)) || is_latin(text.at(i + 1))) => either("加", "加"),
        '=' => either("等於", "等于"),
        // 公里/小時, 元/公斤.
        '/' if is_han(text.before(i)) && text.one_of(i + 1, PER).is_some() => either("每", "每"),
        '²' if number_before => either("的平方", "的平方"),
        '³' if number_before => either("的立方", "的立方"),
        '×' | '✕' if number_after => either("乘", "乘"),
        '÷' => either("除以", "除以"),
        '±' => either("正負", "正负"),
        '≥' | '≧' => either("大於等於", "大于等于"),
        '≤' | '≦' => either("小於等於", "小于等于"),
        '<' if number_after => either("小於", "小于"),
        '>' if number_after => either("大於", "大于"),
        '≈' => either("約", "约"),
        '&' if word(text.before(i)) && word(text.at(text.skip_space(i + 1))) => either("和", "和"),
        '@' => Some("at".to_string()),
        '#' if text.is_letter(i + 1) || is_han(text.at(i + 1)) => Some(String::new()),
        // 65+, as written for "and more".
        '+' if text.is_digit(i.wrapping_sub(1)) && !is_latin(text.at(i + 1)) => either("加", "加"),
        // 葛雷格.勞斯: the same dot from another key.
        '.' | '．' if name_dot::is_here(|by| i.checked_add_signed(by).map_or('\0', |at| text.at(at))) => {
            Some(String::new())
        }
        // XBB.1.5: the dot in the name of a variant.
        '.' if text.before(i).is_ascii_uppercase() && text.is_digit(i + 1) => either("點", "点"),
        '#' if number_after => either("第", "第"),
        '½' => either("二分之一", "二分之一"),
        '⅓' => either("三分之一", "三分之一"),
        '⅔' => either("三分之二", "三分之二"),
        '¼' => either("四分之一", "四分之一"),
        '¾' => either("四分之三", "四分之三"),
        '%' => either("百分比", "百分比"),
        '°' => either("度", "度"),
        // F-16, COVID-19: the dash only joins.
        '-' if is_latin(text.before(i)) && text.is_digit(i + 1) => Some(String::new()),
        // Names and their parts are joined by dots that are not heard: 瑪麗·居禮.
        '·' | '_' => Some(String::new()),
        _ => None,
    }?;
    Some(Said::new(i + 1, spoken))
}

/// Ⅲ期, ①: numbers in one character.
fn numbered(text: &Text, i: usize) -> Option<Said> {
    let c = text.at(i);
    let first = [('Ⅰ', 'Ⅻ'), ('ⅰ', 'ⅻ'), ('①', '⑳')].into_iter().find(|(first, last)| (*first..=*last).contains(&c))?.0;
    let value = c as u32 - first as u32 + 1;
    Some(Said::new(i + 1, super::number::cardinal(&value.to_string(), text.script)))
}

/// 5月1日-5月7日, 殲-20: a hyphen between a character and a number that is no minus.
fn joint(text: &Text, i: usize) -> Option<Said> {
    let dash = matches!(text.at(i), '–' | '~');
    if !(hyphen::is_here(text, i) || dash && is_han(text.before(i)) && text.is_digit(i + 1)) {
        return None;
    }
    match hyphen::after_han(text, i) {
        Hyphen::To => Some(Said::new(i + 1, "到".to_string())),
        Hyphen::Joint if !dash => Some(Said::new(i + 1, String::new())),
        _ => None,
    }
}

/// 3*4, 2^3.
fn sum(text: &Text, i: usize) -> Option<Said> {
    if text.at(i) == '*' {
        return Some(Said::new(i + 1, "乘".to_string()));
    }
    let (power, end) = text.digits(i + 1, 1, 3)?;
    Some(Said::new(end, format!("的{}次方", super::number::cardinal(&power, text.script))))
}

/// ○ is a nought among numerals (二○二六年) and hides a part of a name elsewhere (王○明).
fn ring(text: &Text, i: usize) -> Option<Said> {
    const NUMERALS: &str = "一二三四五六七八九十百千零〇○";
    let before = text.before(i);
    let nought = || Some(Said::new(i + 1, "零".to_string()));
    // Before the run is measured: a ring behind a ring must not count all rings again.
    if NUMERALS.contains(before) {
        return nought();
    }
    let mut end = i;
    while text.at(end) == '○' {
        end += 1;
    }
    let after = text.at(end);
    if "一二三四五六七八九".contains(after) && after != '\0' {
        return nought();
    }
    (is_han(before) && end - i <= 2).then(|| Said::new(end, "某".to_string()))
}

fn word(c: char) -> bool {
    is_han(c) || is_latin(c) || c.is_ascii_digit() || c == ' '
}

/// 11月17日（一）: the day of the week.
fn weekday(text: &Text, i: usize) -> Option<Said> {
    let opens = matches!(text.at(i), '(' | '（') && matches!(text.at(i + 2), ')' | '）');
    let dated = matches!(text.before(i), '日' | '號' | '号') || text.is_digit(i.wrapping_sub(1));
    let day = text.at(i + 1);
    (opens && dated && "一二三四五六日".contains(day)).then(|| Said::new(i + 3, format!("，星期{day}，")))
}

/// 今（17）日: the brackets round a date inside 今日 are not heard.
fn day_bracket(text: &Text, i: usize) -> bool {
    let opens = |i: usize| {
        matches!(text.at(i), '(' | '（') && "今昨明本上下去前同".contains(text.before(i)) && text.before(i) != '\0'
    };
    let closes = |i: usize| {
        matches!(text.at(i), ')' | '）') && "日天年月週周晚早".contains(text.at(i + 1)) && text.at(i + 1) != '\0'
    };
    if opens(i) {
        let end = text.digits_end(i + 1);
        return end > i + 1 && closes(end);
    }
    if closes(i) {
        let mut from = i;
        while text.is_digit(from.wrapping_sub(1)) {
            from -= 1;
        }
        return from < i && from > 0 && opens(from - 1);
    }
    false
}
