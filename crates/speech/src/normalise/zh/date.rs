//! Dates, years and eras.

use super::number::{Number, cardinal, digits};
use super::text::{Text, is_dash};
use super::{Said, Script};

/// Rounder years than this count something ("5000年歷史") instead of naming a year.
const LAST_NAMED_YEAR: u32 = 2999;

/// Words before a month and day written 11/17 that say it is a date and no fraction.
const BEFORE_A_DAY: &[&str] = &[
    "於", "在", "自", "從", "至", "到", "今", "昨", "明", "日期", "于", "从", "預計", "預定", "排定", "訂", "定",
    "將在", "截至", "期限", "延至",
];

/// Words behind a month and day written 6/2 that say the same.
const AFTER_A_DAY: &[&str] = &[
    "抵", "登場", "開幕", "上映", "上市", "召開", "舉行", "截止", "晚", "早", "上午", "下午", "凌晨", "深夜", "宣判",
    "投票", "生效", "公布", "直播", "出發", "返台", "中午", "除息", "除權", "開打", "開賽", "閉幕", "首映", "出刊",
    "當天", "當日",
];

/// Any date that begins here.
pub fn read(text: &Text, i: usize) -> Option<Said> {
    if !text.is_digit(i) || text.is_digit(i.wrapping_sub(1)) {
        return None;
    }
    dotted_day(text, i)
        .or_else(|| numeric(text, i))
        .or_else(|| years(text, i))
        .or_else(|| year(text, i))
        .or_else(|| bare_era(text, i))
        .or_else(|| slashed_days(text, i))
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
    Some(Said::new(end, format!("{year}年{}月{}日", small(month, script), small(day, script))))
}

/// 2019–2023年, 2024-25年, 2023至2025年, 2024、2025年, 2025-26球季: each year by its digits.
fn years(text: &Text, i: usize) -> Option<Said> {
    let (first, end) = text.digits(i, 4, 4)?;
    if let Some(said) = year_of(text, &first, end) {
        return Some(said);
    }
    let mark = text.at(end);
    let joins = is_dash(mark) || mark == '/' && text.digits(end + 1, 2, 2).is_some();
    if !joins && !matches!(mark, '至' | '到' | '、' | '和' | '及' | '與' | '或') {
        return None;
    }
    let (second, end) = text.digits(end + 1, 2, 4)?;
    let season = ["年", "球季", "賽季", "雪季"].iter().any(|word| text.starts(end, word));
    if second.len() == 3 || !season || !joins && second.len() != 4 || !("1000".."2999").contains(&first.as_str()) {
        return None;
    }
    let between = if joins { '到' } else { mark };
    let between = if mark == '/' { String::new() } else { between.to_string() };
    Some(Said::new(end, format!("{}{between}{}", digits(&first), digits(&second))))
}

/// 2026世界盃, 2028大選: a year before what is held in it.
fn year_of(text: &Text, year: &str, end: usize) -> Option<Said> {
    const HELD: &[&str] = &[
        "世界",
        "奧運",
        "大選",
        "總統",
        "選舉",
        "亞運",
        "世大運",
        "世壯運",
        "年度",
        "賽季",
        "球季",
        "經典賽",
        "資訊月",
        "書展",
        "春夏",
        "秋冬",
        "學年",
        "夏季",
        "冬季",
        "春季",
        "秋季",
        "台灣",
        "臺灣",
        "台北",
        "臺北",
        "新北",
        "桃園",
        "台中",
        "臺中",
        "台南",
        "臺南",
        "高雄",
        "東京",
        "巴黎",
        "全國",
        "國際",
        "亞洲",
        "世錦賽",
        "縣市長",
        "九合一",
        "第",
        "金",
        "跨年",
        "國慶",
        "期中",
        "洛杉磯",
        "米蘭",
        "上半年",
        "下半年",
    ];
    // 2025WBC, 2025U-23: or before the letters of its name.
    let letters =
        text.at(end).is_ascii_uppercase() && (text.at(end + 1).is_ascii_uppercase() || text.at(end + 1) == '-');
    let named = ("1900".."2100").contains(&year) && (letters || text.one_of(end, HELD).is_some());
    (named && text.script == Script::Hant).then(|| Said::new(end, digits(year)))
}

/// A number before 年: a year by its digits, or a count of years.
fn year(text: &Text, i: usize) -> Option<Said> {
    let (year, end) = text.digits(i, 1, 4)?;
    let nian = text.skip_space(end);
    if text.at(nian) != '年' {
        return None;
    }
    let script = text.script;
    let after_era = ["公元", "西元", "公元前", "西元前"].iter().any(|era| text.ends_before(i, era));
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

/// AD or BC as a word of its own, said before the year: the word, where it ends, and where the date before it ended.
fn era(text: &Text, i: usize, script: Script) -> (Option<&'static str>, (usize, usize)) {
    let from = text.skip_space(i);
    let (common, before) = match script {
        Script::Hant => ("西元", "西元前"),
        Script::Hans => ("公元", "公元前"),
    };
    for (written, said) in
        [("b.c.", before), ("bce", before), ("bc", before), ("a.d.", common), ("ce", common), ("ad", common)]
    {
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

/// 11/17 or 11/3–11/5 where it is plain that a day is meant: in brackets, after a word of time, before a
/// weekday in brackets, or because no fraction is written with such a denominator.
fn slashed_days(text: &Text, i: usize) -> Option<Said> {
    let (first, end) = slashed_day(text, i)?;
    let joins = is_dash(text.at(end)) || matches!(text.at(end), '至' | '到');
    if joins && let Some((second, after)) = slashed_day(text, end + 1) {
        let to = if text.at(end) == '至' { '至' } else { '到' };
        return Some(Said::new(after, format!("{first}{to}{second}")));
    }
    let bracketed = matches!(text.before(i), '(' | '（') && matches!(text.at(end), ')' | '）' | '，' | ',' | ' ');
    let weekday = matches!(text.at(end), '(' | '（')
        && matches!(text.at(end + 1), '一' | '二' | '三' | '四' | '五' | '六' | '日' | '週');
    let told = BEFORE_A_DAY.iter().any(|word| text.ends_before(i, word)) && text.at(end) != '的';
    let after = text.one_of(end, AFTER_A_DAY).is_some();
    (bracketed || weekday || told || after).then(|| Said::new(end, first))
}

fn slashed_day(text: &Text, i: usize) -> Option<(String, usize)> {
    let (month, end) = text.value(i, 2, 1..=12)?;
    if text.at(end) != '/' {
        return None;
    }
    let (day, end) = text.value(end + 1, 2, 1..=31)?;
    if matches!(text.at(end), '/' | '.' | '%') {
        return None;
    }
    Some((format!("{}月{}日", small(month, text.script), small(day, text.script)), end))
}

/// A small number in words.
fn small(n: u32, script: Script) -> String {
    Number { whole: n.to_string(), fraction: None, negative: false }.say(script)
}
