//! What a hyphen between a Chinese character and a number is: a minus, "to", or only the joint of a name.

use super::text::{Text, is_han, is_minus};

/// A hyphen between a character and a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hyphen {
    /// 年增率-2.1%, 賣超-3億元.
    Minus,
    /// 5月1日-5月7日, 週一-5.
    To,
    /// 殲-20.
    Joint,
}

/// Signs behind a number that is below zero as well as above.
const SIGNED: &[char] = &['度', '億', '亿', '萬', '万', '兆', '元', '點', '点', '桿', '杆'];

/// Signs before a value: 為-5, 得失分差-3.
const BEFORE_A_VALUE: &str = "值分率數数差為为是達达至到溫温於于負负約约近逾跌剩";

/// How many characters a unit may have whose number stands before the hyphen.
const LONGEST_UNIT: usize = 3;

/// The hyphen at `i`, with a character before it and a digit behind.
pub fn after_han(text: &Text, i: usize) -> Hyphen {
    let Some((number, end)) = text.number(i + 1) else { return Hyphen::Joint };
    if text.raw(i) == '−' {
        return Hyphen::Minus;
    }
    // The number that the unit before the hyphen belongs to, if any: 10公斤-20公斤.
    let unit = (1..=LONGEST_UNIT + 1).take_while(|&n| n <= i).find(|&n| !is_han(text.at(i - n)));
    let unit = unit.filter(|&n| n > 1 && text.is_digit(i - n)).map(|n| text.slice(i - n + 1, i));
    if unit.is_some_and(|unit| text.starts(end, unit)) {
        return Hyphen::To;
    }
    let signed = matches!(text.at(end), '%' | '‰' | '﹪' | '℃' | '°') || SIGNED.contains(&text.at(end));
    if signed || number.fraction.is_some() {
        return Hyphen::Minus;
    }
    let before = text.before(i);
    let weekday = i >= 2 && "一二三四五六日".contains(before) && matches!(text.at(i - 2), '週' | '周' | '期');
    if unit.is_some() || weekday || "年月日時时週周季".contains(before) {
        return Hyphen::To;
    }
    if BEFORE_A_VALUE.contains(before) { Hyphen::Minus } else { Hyphen::Joint }
}

/// Whether what stands at `i` is a hyphen that [`after_han`] can judge.
pub fn is_here(text: &Text, i: usize) -> bool {
    is_minus(text.at(i)) && is_han(text.before(i)) && text.is_digit(i + 1)
}
