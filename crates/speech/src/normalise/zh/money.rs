//! Sums of money: the sign before the number becomes the currency after it.

use super::number::Number;
use super::text::{Text, is_dash};
use super::{Said, Script};

/// Signs and codes before a number, longest first: written, Taiwan's name, the other name.
const BEFORE: &[(&str, &str, &str)] = &[
    ("NTD$", "元新臺幣", "新台币"),
    ("NT$", "元新臺幣", "新台币"),
    ("NTD", "元新臺幣", "新台币"),
    ("TWD", "元新臺幣", "新台币"),
    ("US$", "美元", "美元"),
    ("USD", "美元", "美元"),
    ("HK$", "港元", "港元"),
    ("HKD", "港元", "港元"),
    ("AU$", "澳元", "澳元"),
    ("AUD", "澳元", "澳元"),
    ("A$", "澳元", "澳元"),
    ("CA$", "加元", "加元"),
    ("CAD", "加元", "加元"),
    ("C$", "加元", "加元"),
    ("NZ$", "紐元", "新西兰元"),
    ("S$", "新加坡元", "新加坡元"),
    ("SGD", "新加坡元", "新加坡元"),
    ("JP¥", "日圓", "日元"),
    ("JPY", "日圓", "日元"),
    ("CN¥", "元人民幣", "元人民币"),
    ("RMB", "元人民幣", "元人民币"),
    ("CNY", "元人民幣", "元人民币"),
    ("EUR", "歐元", "欧元"),
    ("GBP", "英鎊", "英镑"),
    ("KRW", "韓元", "韩元"),
    ("R$", "巴西雷亞爾", "巴西雷亚尔"),
    ("$", "美元", "美元"),
    ("€", "歐元", "欧元"),
    ("£", "英鎊", "英镑"),
    ("₩", "韓元", "韩元"),
    ("₹", "印度盧比", "印度卢比"),
    ("₽", "俄羅斯盧布", "俄罗斯卢布"),
    ("₺", "土耳其里拉", "土耳其里拉"),
    ("₫", "越南盾", "越南盾"),
    ("฿", "泰銖", "泰铢"),
    ("₿", "枚比特幣", "枚比特币"),
    ("¥", "日圓", "元"),
];

/// English words of magnitude after a sum, and the power of ten.
const MAGNITUDES: &[(&str, usize)] = &[
    ("trillion", 12),
    ("billion", 9),
    ("million", 6),
    ("thousand", 3),
    ("bn", 9),
    ("tn", 12),
    ("mn", 6),
    ("m", 6),
    ("b", 9),
    ("k", 3),
];

/// Chinese magnitudes, which stay behind the number.
const WAN: &[&str] = &["兆", "億", "萬", "亿", "万", "千", "百"];

/// A sum with its currency before it.
pub fn read(text: &Text, i: usize) -> Option<Said> {
    let minus = super::text::is_minus(text.at(i)) && !text.before(i).is_ascii_alphanumeric();
    let from = i + usize::from(minus);
    if text.is_letter(i.wrapping_sub(1)) && text.is_letter(i) {
        return None;
    }
    let (sign, hant, hans) = BEFORE.iter().find(|(sign, ..)| text.starts(from, sign))?;
    let at = text.skip_space(from + sign.chars().count());
    let inside = sign.ends_with(['$', '¥', '€', '£']) && super::text::is_minus(text.at(at));
    let (mut sum, mut end) = text.number(at + usize::from(inside))?;
    sum.negative = minus || inside;
    let script = text.script;
    let currency = match script {
        Script::Hant => *hant,
        Script::Hans => *hans,
    };
    // 新台幣$3,000: the name before the sign decides, and is not said again.
    let currency = match told_before(text, i) {
        Some(name) if name.ends_with(['幣', '币', '金']) => "元",
        Some(_) => "",
        None => currency,
    };
    // $3–5億: both ends, one currency.
    if is_dash(text.at(end)) {
        let next = BEFORE
            .iter()
            .find(|(s, ..)| text.starts(end + 1, s))
            .map_or(end + 1, |(s, ..)| end + 1 + s.chars().count());
        if let Some((second, after)) = text.number(next) {
            let (high, after) = amount(text, second, after, script);
            let low = sum.say(script);
            return Some(Said::new(after, named(&format!("{low}到{high}"), currency)));
        }
    }
    let (spoken, after) = amount(text, sum, end, script);
    let said = named(&spoken, currency);
    end = after;
    // The currency is written out as well: NT$500元.
    let end = match text.one_of(end, &["新臺幣", "新台幣", "美元", "美金", "日圓", "元", "圓"]) {
        Some((word, length)) if currency.contains(word) || word == "元" => end + length,
        _ => end,
    };
    Some(Said::new(end, said))
}

/// A currency that is written out before its sign.
fn told_before(text: &Text, i: usize) -> Option<&'static str> {
    const NAMES: &[&str] = &[
        "新臺幣",
        "新台幣",
        "臺幣",
        "台幣",
        "新台币",
        "台币",
        "美金",
        "美元",
        "港幣",
        "港币",
        "人民幣",
        "人民币",
        "日幣",
        "日币",
        "日圓",
        "日元",
        "歐元",
        "欧元",
        "澳幣",
        "澳币",
        "加幣",
        "新幣",
        "星幣",
        "英鎊",
        "英镑",
        "韓元",
        "韩元",
        "韓幣",
    ];
    let at = if text.before(i) == ' ' { i - 1 } else { i };
    NAMES.iter().find(|name| text.ends_before(at, name)).copied()
}

/// 100 USD, 5円, 20€: the code or sign behind the amount.
pub fn after(text: &Text, sum: &Number, end: usize) -> Option<Said> {
    let at = text.skip_space(end);
    if text.at(at) == '円' {
        let yen = if text.script == Script::Hant { "日圓" } else { "日元" };
        return Some(Said::new(at + 1, format!("{}{yen}", sum.count(text.script))));
    }
    let (code, hant, hans) = BEFORE.iter().find(|(code, ..)| {
        let letters = code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
        (letters || matches!(*code, "€" | "£" | "₩" | "₹" | "₽" | "₫" | "₺") && at == end) && text.starts(at, code)
    })?;
    let after = at + code.chars().count();
    // USD/TWD is a pair, and the code may belong to the number behind it.
    let free = !text.is_letter(after) && !text.is_digit(text.skip_space(after)) && text.at(after) != '/';
    let currency = match text.script {
        Script::Hant => *hant,
        Script::Hans => *hans,
    };
    free.then(|| Said::new(after, named(&sum.count(text.script), currency)))
}

/// Taiwan's own currency is named first: 新臺幣三千五百元.
fn named(spoken: &str, currency: &str) -> String {
    match currency {
        "元新臺幣" => format!("新臺幣{spoken}元"),
        "元人民幣" => format!("人民幣{spoken}元"),
        "元人民币" => format!("人民币{spoken}元"),
        "新台币" => format!("新台币{spoken}元"),
        _ => format!("{spoken}{currency}"),
    }
}

/// The number with its magnitude, Chinese or English: `4.2 million` → 四百二十萬.
fn amount(text: &Text, sum: Number, end: usize, script: Script) -> (String, usize) {
    if let Some((_, length)) = text.one_of(end, WAN) {
        let mut after = end + length;
        if let Some((_, more)) = text.one_of(after, WAN) {
            after += more;
        }
        return (format!("{}{}", sum.count(script), text.slice(end, after)), after);
    }
    let word = text.skip_space(end);
    for (name, places) in MAGNITUDES {
        let after = word + name.len();
        // A single letter counts only when it touches the number: $5m, but not $5 m.
        let touches = name.len() > 2 || word == end;
        if touches && text.starts_any_case(word, name) && !text.is_letter(after) {
            return (sum.shift(*places).say(script), after);
        }
    }
    (sum.count(script), end)
}
