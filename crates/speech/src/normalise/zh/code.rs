//! Numbers that name something and are read digit by digit: hotlines, stock codes, models of aircraft.

use super::measure::is_counted;
use super::number::digits;
use super::text::{Text, is_dash, is_han, is_latin};
use super::{Said, Script, date, score, units};

/// Words before a number that is dialled or looked up, never counted.
pub const BEFORE_A_CODE: &[&str] = &[
    "電話",
    "电话",
    "專線",
    "专线",
    "熱線",
    "热线",
    "撥打",
    "拨打",
    "請撥",
    "请拨",
    "手機",
    "手机",
    "分機",
    "分机",
    "傳真",
    "传真",
    "帳號",
    "账号",
    "代碼",
    "代码",
    "代號",
    "代号",
    "編號",
    "號碼",
    "車號",
    "車牌",
    "序號",
    "密碼",
    "驗證碼",
    "案號",
    "背號",
    "编号",
    "統編",
    "字號",
    "郵遞區號",
    "房號",
    "客服",
    "電洽",
];

/// Words that may stand between such a word and its number.
const BETWEEN: &[char] = &['：', ':', ' ', '為', '为', '是', '（', '('];

/// A code has at most as many digits as a telephone number with its country.
const LONGEST_CODE: usize = 15;

/// A code that begins here.
pub fn read(text: &Text, i: usize) -> Option<Said> {
    if text.is_digit(i.wrapping_sub(1)) {
        return None;
    }
    super::telephone::read(text, i)
        .or_else(|| model(text, i))
        .or_else(|| told(text, i))
        .or_else(|| stamp(text, i))
        .or_else(|| stock(text, i))
        .or_else(|| shop(text, i))
        .or_else(|| site(text, i))
        .or_else(|| super::named::read(text, i))
}

/// A number after a word that says it is dialled: 專線1922.
fn told(text: &Text, i: usize) -> Option<Said> {
    let (number, end) = text.digits(i, 3, LONGEST_CODE)?;
    let mut before = i;
    while before > 0 && BETWEEN.contains(&text.at(before - 1)) {
        before -= 1;
    }
    if text.at(end) == ','
        || text.at(end) == '.' && text.is_digit(end + 1)
        || matches!(text.at(end), '支' | '萬' | '人' | '次' | '通' | '元' | '個')
    {
        return None;
    }
    // 02-2345-6789轉123.
    let extension = matches!(text.before(before), '轉' | '转' | '#') && before >= 2 && text.is_digit(before - 2);
    let made = ["波音", "空巴", "空中巴士"].iter().any(|maker| text.ends_before(before, maker))
        || ["客機", "客机", "型機", "班機"].iter().any(|what| text.starts(end, what));
    if extension || made && number.len() == 3 {
        return Some(Said::new(end, digits(&number)));
    }
    BEFORE_A_CODE.iter().any(|word| text.ends_before(before, word)).then(|| Said::new(end, digits(&number)))
}

/// 台積電（2330）: a company's number on the exchange.
fn stock(text: &Text, i: usize) -> Option<Said> {
    let (number, end) = text.digits(i, 4, 6)?;
    let bracketed = matches!(text.before(i), '(' | '（') && matches!(text.at(end), ')' | '）' | '-' | '.');
    let after_name = i >= 2 && is_han(text.at(i - 2));
    // Four digits in this or the last century are more likely a year of birth.
    let year = number.len() == 4 && ("1800".."2100").contains(&number.as_str()) && !matches!(text.at(end), '-' | '.');
    (bracketed && after_name && !year).then(|| Said::new(end, digits(&number)))
}

/// 7-11, 7-ELEVEN: a name, which everyone says in English; seven to eleven of something, and a score, are none.
fn shop(text: &Text, i: usize) -> Option<Said> {
    let (_, length) = text.one_of(i, &["7-11", "7-ELEVEN", "7-Eleven", "7-eleven"])?;
    let end = i + length;
    let said = Some(Said::new(end, "Seven Eleven".to_string()));
    if text.is_letter(end - 1) || ["超商", "門市", "便利", "店"].iter().any(|what| text.starts(end, what)) {
        return said.filter(|_| !text.is_digit(end));
    }
    let amount = is_counted(text, end)
        || matches!(text.at(end), '月' | '日' | '號' | '時' | '樓' | '折' | '級' | '分' | '%' | '-' | '/' | '.' | ':')
        || text.is_digit(end)
        || units::find(text, text.skip_space(end)).is_some();
    let joined = matches!(text.before(i), '第' | '-' | '/' | '.') || is_latin(text.before(i));
    said.filter(|_| text.script == Script::Hant && !amount && !joined && !score::is_told(text, i))
}

/// A350-900, 747-400F: two numbers of a model, the hyphen not heard.
fn model(text: &Text, i: usize) -> Option<Said> {
    let (first, mark) = text.digits(i, 3, 3)?;
    if !is_dash(text.at(mark)) || text.at(mark) == '~' {
        return None;
    }
    let (second, end) = text.digits(mark + 1, 2, 3)?;
    let airliner = first.starts_with('7') && first.ends_with('7') && second.len() == 3 && second.ends_with("00");
    let free = !matches!(text.before(i), '-' | '/' | '.' | ',') && !is_dash(text.at(end)) && text.at(end) != '%';
    (free && (is_latin(text.before(i)) || airliner)).then(|| Said::new(end, digits(&first) + &digits(&second)))
}

/// 20240520: the year, month and day in one.
fn stamp(text: &Text, i: usize) -> Option<Said> {
    let (number, end) = text.digits(i, 8, 8)?;
    let (year, rest) = number.split_at(4);
    let (month, day) = rest.split_at(2);
    let free = !is_latin(text.before(i)) && !is_latin(text.at(end)) && !matches!(text.at(end), '.' | '-' | '/');
    if !free || !("1900".."2100").contains(&year) || is_han(text.at(end)) && is_counted(text, end) {
        return None;
    }
    let (month, day): (u32, u32) = (month.parse().ok()?, day.parse().ok()?);
    ((1..=12).contains(&month) && (1..=31).contains(&day))
        .then(|| Said::new(end, date::spoken(&digits(year), month, day, text.script)))
}

/// 1111.com.tw: a site that is named by its number.
fn site(text: &Text, i: usize) -> Option<Said> {
    const ENDS: &[&str] = &["com.tw", "gov.tw", "org.tw", "edu.tw", "net.tw", "com", "org", "net", "tw"];
    let (number, end) = text.digits(i, 2, LONGEST_CODE)?;
    if text.at(end) != '.' {
        return None;
    }
    let (name, length) = text.one_of(end + 1, ENDS)?;
    let after = end + 1 + length;
    (!text.is_letter(after) && !text.is_digit(after))
        .then(|| Said::new(after, format!("{} dot {name}", digits(&number))))
}
