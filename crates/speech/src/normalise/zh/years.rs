//! Years by their digits where no 年 says so: spans and seasons, a year and its month, a year before its event.

use super::date::small;
use super::number::digits;
use super::text::{Text, is_dash, is_latin};
use super::{Said, Script, measure, units};

/// 2019–2023年, 2024-25年, 2023至2025年, 2024、2025年, 2025-26球季: each year by its digits.
pub fn read(text: &Text, i: usize) -> Option<Said> {
    let (first, end) = text.digits(i, 4, 4)?;
    if let Some(said) = year_of(text, &first, end) {
        return Some(said);
    }
    let mark = text.at(end);
    if let Some(said) = year_and_month(text, &first, end).or_else(|| two_years(text, &first, end)) {
        return Some(said);
    }
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

/// Four digits that name a year wherever nothing is counted with them.
fn is_recent(year: &str) -> bool {
    year.len() == 4 && ("1800".."2100").contains(&year)
}

/// Whether what ends here counts something, or goes on as another kind of number.
pub fn goes_on(text: &Text, end: usize) -> bool {
    let counts = measure::is_counted(text, end) && text.at(end) != '年'
        || matches!(text.at(end), '毫' | '平' | '立' | '克' | '卡' | '多' | '餘' | '余')
        || units::find(text, text.skip_space(end)).is_some();
    let more = matches!(text.at(end), '%' | '/' | ':') || is_dash(text.at(end)) || is_latin(text.at(end));
    counts || more || text.at(end) == '.' && text.is_digit(end + 1)
}

/// 2019/2, 1949-10: a year and its month.
fn year_and_month(text: &Text, year: &str, end: usize) -> Option<Said> {
    if !is_recent(year) || !matches!(text.at(end), '/' | '-') || is_joined(text, end - 4) {
        return None;
    }
    let (month, end) = text.value(end + 1, 2, 1..=12)?;
    let season = ["年", "球季", "賽季", "雪季", "赛季", "學年", "学年"];
    if goes_on(text, end) || text.one_of(end, &season).is_some() || matches!(text.at(end), '月' | '倍') {
        return None;
    }
    Some(Said::new(end, format!("{}年{}月", digits(year), small(month, text.script))))
}

/// 2019-2020, 2019/2020賽季: from one year to another.
fn two_years(text: &Text, first: &str, mark: usize) -> Option<Said> {
    let joins = is_dash(text.at(mark)) || text.at(mark) == '/';
    let (second, end) = text.digits(mark + 1, 4, 4).filter(|_| joins)?;
    let later = is_recent(first) && is_recent(&second) && first < second.as_str();
    (later && !goes_on(text, end) && !is_joined(text, mark - 4))
        .then(|| Said::new(end, format!("{}到{}", digits(first), digits(&second))))
}

/// A number that is a part of a longer code or sum.
fn is_joined(text: &Text, i: usize) -> bool {
    matches!(text.before(i), '-' | '/' | '.' | ',' | '$') || is_latin(text.before(i))
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
    // 2020Q3, on either side of the strait.
    let quarter = text.at(end) == 'Q' && ('1'..='4').contains(&text.at(end + 1)) && !text.is_digit(end + 2);
    if quarter && is_recent(year) {
        return Some(Said::new(end, format!("{}年", digits(year))));
    }
    let named = ("1900".."2100").contains(&year) && (letters || text.one_of(end, HELD).is_some());
    (named && text.script == Script::Hant).then(|| Said::new(end, digits(year)))
}
