//! Numbers in words: cardinals, digits one by one, decimals; each in the way of one side of the strait.

use super::Script;

/// Beyond this many digits nobody says a number as one; it is read digit by digit.
const LONGEST_CARDINAL: usize = 20;

/// One digit in words; anything that is not an ASCII digit stays as it is.
pub fn digit(c: char) -> char {
    match c {
        '0' => '零',
        '1' => '一',
        '2' => '二',
        '3' => '三',
        '4' => '四',
        '5' => '五',
        '6' => '六',
        '7' => '七',
        '8' => '八',
        '9' => '九',
        other => other,
    }
}

/// Digits one by one: `2026` → 二零二六. Anything else in the text is dropped.
pub fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).map(digit).collect()
}

/// A whole number in words; leading zeros are not said. `text` holds ASCII digits only.
///
/// Groups of four digits, each with its unit; a gap of zeros is one 零 (50100 → 五萬零一百),
/// and ten at the head of a group has no 一 before it (100000 → 十萬, but 5010 → 五千零一十).
pub fn cardinal(text: &str, script: Script) -> String {
    let text = text.trim_start_matches('0');
    if text.is_empty() {
        return "零".to_string();
    }
    if text.len() > LONGEST_CARDINAL {
        return digits(text);
    }
    // 兆 is 10¹² in Taiwan but is not used for it elsewhere: there, 亿 is counted in 万.
    if script == Script::Hans && text.len() > 12 {
        let (high, low) = text.split_at(text.len() - 8);
        return format!("{}亿{}", cardinal(high, script), after_gap(low, script));
    }
    groups(text, script)
}

/// The eight digits under a number of 亿.
fn after_gap(low: &str, script: Script) -> String {
    let trimmed = low.trim_start_matches('0');
    match trimmed.len() {
        0 => String::new(),
        8 => groups(trimmed, script),
        _ => format!("零{}", groups(trimmed, script)),
    }
}

fn groups(text: &str, script: Script) -> String {
    let units: [&str; 5] = match script {
        Script::Hant => ["", "萬", "億", "兆", "京"],
        Script::Hans => ["", "万", "亿", "兆", "京"],
    };
    let count = text.len().div_ceil(4);
    let mut out = String::new();
    let mut gap = false;
    for (index, unit) in units.iter().enumerate().take(count).rev() {
        let end = text.len() - index * 4;
        let value = text[end.saturating_sub(4)..end].bytes().fold(0u16, |n, b| n * 10 + u16::from(b - b'0'));
        if value == 0 {
            gap = true;
            continue;
        }
        let first = out.is_empty();
        if !first && (gap || value < 1000) {
            out.push('零');
        }
        group(value, first, index > 0, script, &mut out);
        out.push_str(unit);
        gap = false;
    }
    out
}

/// One group of four digits, 1 to 9999. `first`: nothing is said before it; `unit`: 萬 or more follows.
fn group(value: u16, first: bool, unit: bool, script: Script, out: &mut String) {
    let liang = two(script);
    if value == 2 && unit && (first || script == Script::Hant) {
        out.push(liang);
        return;
    }
    if (10..20).contains(&value) && (first || unit) {
        out.push('十');
        if value > 10 {
            out.push(digit(char::from(b'0' + (value % 10) as u8)));
        }
        return;
    }
    let mut zero = false;
    let mut said = false;
    for (place, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let n = value / place % 10;
        if n == 0 {
            zero = true;
            continue;
        }
        if said && zero {
            out.push('零');
        }
        // Taiwan says 兩 before every hundred and thousand; elsewhere only the number's first thousand.
        let as_liang = n == 2
            && match script {
                Script::Hant => place >= 100,
                Script::Hans => place == 1000 && first && !said,
            };
        out.push(if as_liang { liang } else { digit(char::from(b'0' + n as u8)) });
        out.push_str(name);
        (zero, said) = (false, true);
    }
}

/// "Two" before a measure word.
pub fn two(script: Script) -> char {
    match script {
        Script::Hant => '兩',
        Script::Hans => '两',
    }
}

/// The decimal point.
pub fn point(script: Script) -> &'static str {
    match script {
        Script::Hant => "點",
        Script::Hans => "点",
    }
}

/// "Minus".
pub fn minus(script: Script) -> &'static str {
    match script {
        Script::Hant => "負",
        Script::Hans => "负",
    }
}

/// A number as written, already taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// ASCII digits without grouping.
    pub whole: String,
    /// Digits after the point, never empty.
    pub fraction: Option<String>,
    pub negative: bool,
}

impl Number {
    /// The number in words: 12.50 → 十二點五零.
    pub fn say(&self, script: Script) -> String {
        let sign = if self.negative { minus(script) } else { "" };
        let whole = cardinal(&self.whole, script);
        match &self.fraction {
            Some(fraction) => format!("{sign}{whole}{}{}", point(script), digits(fraction)),
            None => format!("{sign}{whole}"),
        }
    }

    /// As [`Number::say`], with 兩 where two things are counted.
    pub fn count(&self, script: Script) -> String {
        if self.is_two() { two(script).to_string() } else { self.say(script) }
    }

    /// A plain 2.
    pub fn is_two(&self) -> bool {
        self.fraction.is_none() && !self.negative && self.whole == "2"
    }

    /// The number times a power of ten, exactly.
    pub fn shift(&self, places: usize) -> Number {
        let fraction = self.fraction.as_deref().unwrap_or_default();
        let (up, rest) = fraction.split_at(places.min(fraction.len()));
        let mut whole = format!("{}{up}", self.whole);
        whole.extend(std::iter::repeat_n('0', places - up.len()));
        let rest = rest.trim_end_matches('0');
        Number { whole, fraction: (!rest.is_empty()).then(|| rest.to_string()), negative: self.negative }
    }

    /// The value, where it is a small whole number.
    pub fn small(&self) -> Option<u32> {
        if self.fraction.is_some() || self.negative { None } else { self.whole.parse().ok() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_and_tens_are_said_as_people_say_them() {
        for (written, hant, hans) in [
            ("0", "零", "零"),
            ("007", "七", "七"),
            ("12", "十二", "十二"),
            ("212", "兩百一十二", "二百一十二"),
            ("1002", "一千零二", "一千零二"),
            ("3500", "三千五百", "三千五百"),
            ("12200", "一萬兩千兩百", "一万二千二百"),
            ("20000", "兩萬", "两万"),
            ("120000", "十二萬", "十二万"),
            ("300150000", "三億零十五萬", "三亿零十五万"),
            ("2100000000000", "兩兆一千億", "两万一千亿"),
            ("1000000000005", "一兆零五", "一万亿零五"),
        ] {
            assert_eq!(cardinal(written, Script::Hant), hant, "{written}");
            assert_eq!(cardinal(written, Script::Hans), hans, "{written}");
        }
    }

    #[test]
    fn a_number_longer_than_any_count_is_spelled() {
        assert_eq!(cardinal("123456789012345678901", Script::Hant), "一二三四五六七八九零一二三四五六七八九零一");
    }

    #[test]
    fn millions_become_tens_of_thousands() {
        let four = Number { whole: "4".into(), fraction: Some("2".into()), negative: false };
        assert_eq!(four.shift(6).say(Script::Hant), "四百二十萬");
    }
}
