//! Numbers that name something and are read digit by digit: telephones, hotlines, stock codes.

use super::Said;
use super::number::digits;
use super::text::{Text, is_han, is_latin};

/// Words before a number that is dialled or looked up, never counted.
const BEFORE_A_CODE: &[&str] = &[
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
];

/// Words that may stand between such a word and its number.
const BETWEEN: &[char] = &['：', ':', ' ', '為', '为', '是', '（', '('];

/// A telephone number has at least this many digits in all.
const SHORTEST_TELEPHONE: usize = 8;
/// …and at most this many, with a country's prefix.
const LONGEST_TELEPHONE: usize = 15;

/// A code that begins here.
pub fn read(text: &Text, i: usize) -> Option<Said> {
    if text.is_digit(i.wrapping_sub(1)) {
        return None;
    }
    telephone(text, i)
        .or_else(|| told(text, i))
        .or_else(|| stock(text, i))
        .or_else(|| shop(text, i))
        .or_else(|| site(text, i))
        .or_else(|| super::named::read(text, i))
}

/// 02-2345-6789, (02)2345-6789, 0912-345-678, +886-2-2345-6789, 0800 000 123.
fn telephone(text: &Text, i: usize) -> Option<Said> {
    let starts = match text.at(i) {
        '0' => true,
        '+' => text.is_digit(i + 1),
        '(' | '（' => text.at(i + 1) == '0',
        _ => false,
    };
    if !starts || is_latin(text.before(i)) {
        return None;
    }
    let mut groups: Vec<String> = Vec::new();
    let mut end = i;
    let mut length = 0;
    let mut at = i + usize::from(!text.is_digit(i));
    while text.is_digit(at) {
        end = text.digits_end(at);
        // No telephone has more digits; what follows would only be looked at in vain, from every number in it.
        length += end - at;
        if length > LONGEST_TELEPHONE {
            return None;
        }
        groups.push(text.folded(at, end));
        at = end;
        if matches!(text.at(at), ')' | '）') && groups.len() == 1 && !text.is_digit(i) {
            at += 1;
            end = at;
        }
        if matches!(text.at(at), '-' | ' ' | '‐' | '–') && text.is_digit(at + 1) {
            at += 1;
        }
    }
    let separated = groups.len() > 1 || length >= SHORTEST_TELEPHONE;
    let fits = length >= SHORTEST_TELEPHONE;
    // A comma between groups lets the ear keep them apart.
    (separated && fits).then(|| Said::new(end, groups.iter().map(|g| digits(g)).collect::<Vec<_>>().join("，")))
}

/// A number after a word that says it is dialled: 專線1922.
fn told(text: &Text, i: usize) -> Option<Said> {
    let (number, end) = text.digits(i, 3, LONGEST_TELEPHONE)?;
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

/// 7-11超商, 7-ELEVEN: a name, which everyone says in English.
fn shop(text: &Text, i: usize) -> Option<Said> {
    let (_, length) = text.one_of(i, &["7-11", "7-ELEVEN", "7-Eleven", "7-eleven"])?;
    let end = i + length;
    let named = text.is_letter(end - 1) || ["超商", "門市", "便利", "店"].iter().any(|what| text.starts(end, what));
    (named && !text.is_digit(end)).then(|| Said::new(end, "Seven Eleven".to_string()))
}

/// 1111.com.tw: a site that is named by its number.
fn site(text: &Text, i: usize) -> Option<Said> {
    const ENDS: &[&str] = &["com.tw", "gov.tw", "org.tw", "edu.tw", "net.tw", "com", "org", "net", "tw"];
    let (number, end) = text.digits(i, 2, LONGEST_TELEPHONE)?;
    if text.at(end) != '.' {
        return None;
    }
    let (name, length) = text.one_of(end + 1, ENDS)?;
    let after = end + 1 + length;
    (!text.is_letter(after) && !text.is_digit(after))
        .then(|| Said::new(after, format!("{} dot {name}", digits(&number))))
}
