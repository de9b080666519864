//! Digits → words: cardinals, ordinals, single digits, pairs and years.

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const SCALES: [&str; 12] = [
    "",
    " thousand",
    " million",
    " billion",
    " trillion",
    " quadrillion",
    " quintillion",
    " sextillion",
    " septillion",
    " octillion",
    " nonillion",
    " decillion",
];

/// Longest number that has a name here: 999 decillion.
pub const LONGEST: usize = 36;

/// Whether “and” stands before the last two digits: “one hundred and one”.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum And {
    With,
    Without,
}

/// 0–99 in words.
fn below_hundred(n: usize, out: &mut String) {
    if n < 20 {
        out.push_str(SMALL[n]);
    } else {
        out.push_str(TENS[n / 10]);
        if !n.is_multiple_of(10) {
            out.push(' ');
            out.push_str(SMALL[n % 10]);
        }
    }
}

/// 1–999 in words.
fn group(n: usize, and: And, out: &mut String) {
    if n >= 100 {
        out.push_str(SMALL[n / 100]);
        out.push_str(" hundred");
        if !n.is_multiple_of(100) {
            out.push_str(if and == And::With { " and " } else { " " });
        }
    }
    if !n.is_multiple_of(100) {
        below_hundred(n % 100, out);
    }
}

/// A whole number of ASCII digits in words. Leading zeros count for nothing; one too long for a name is read digit
/// by digit.
pub fn cardinal(digits: &str, and: And) -> String {
    let digits = digits.trim_start_matches('0');
    if digits.is_empty() {
        return "zero".into();
    }
    if digits.len() > LONGEST {
        return digit_by_digit(digits, "zero");
    }
    let value = |from: usize, to: usize| digits[from..to].bytes().fold(0, |n, b| n * 10 + usize::from(b - b'0'));
    let mut out = String::with_capacity(digits.len() * 12);
    let groups = digits.len().div_ceil(3);
    let mut thousands = 0;
    for scale in (0..groups).rev() {
        let to = digits.len() - scale * 3;
        let n = value(to.saturating_sub(3), to);
        if n == 0 {
            continue;
        }
        if !out.is_empty() {
            let joined = scale == 0 && n < 100 && thousands > 0 && and == And::With;
            out.push_str(if joined { " and " } else { " " });
        }
        group(n, if scale == 0 { and } else { And::Without }, &mut out);
        out.push_str(SCALES[scale]);
        if scale == 1 {
            thousands = n;
        }
    }
    out
}

/// A small number in words.
pub fn small(n: u32) -> String {
    cardinal(&n.to_string(), And::Without)
}

/// Each digit by its name; nought is said as asked (“zero” or “o”).
pub fn digit_by_digit(digits: &str, nought: &str) -> String {
    let mut out = String::with_capacity(digits.len() * 6);
    for b in digits.bytes().filter(u8::is_ascii_digit) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(if b == b'0' { nought } else { SMALL[usize::from(b - b'0')] });
    }
    out
}

/// The ordinal of a number in words: “twenty one” → “twenty first”.
pub fn ordinal_of(words: &str) -> String {
    let cut = words.rfind(' ').map_or(0, |at| at + 1);
    let (head, last) = words.split_at(cut);
    let changed = match last {
        "one" => "first",
        "two" => "second",
        "three" => "third",
        "five" => "fifth",
        "eight" => "eighth",
        "nine" => "ninth",
        "twelve" => "twelfth",
        _ => "",
    };
    if !changed.is_empty() {
        format!("{head}{changed}")
    } else if let Some(stem) = last.strip_suffix('y') {
        format!("{head}{stem}ieth")
    } else {
        format!("{words}th")
    }
}

/// Digits as an ordinal: `21` → “twenty first”.
pub fn ordinal(digits: &str) -> String {
    ordinal_of(&cardinal(digits, And::Without))
}

/// The plural of a number in words: “nineteen ninety” → “nineteen nineties”, “six” → “sixes”.
pub fn plural_of(words: &str) -> String {
    if let Some(stem) = words.strip_suffix('y') {
        format!("{stem}ies")
    } else if words.ends_with("six") {
        format!("{words}es")
    } else {
        format!("{words}s")
    }
}

/// Two digits as a pair: `05` → “o five”, `00` → “hundred”.
fn pair(n: usize, out: &mut String) {
    match n {
        0 => out.push_str("hundred"),
        1..=9 => {
            out.push_str("o ");
            out.push_str(SMALL[n]);
        }
        _ => below_hundred(n, out),
    }
}

/// A number of three or four digits as it is said of houses and aeroplanes: `1428` → “fourteen twenty eight”,
/// `380` → “three eighty”, `101` → “one o one”, `2000` → “two thousand”.
pub fn pairs(digits: &str) -> String {
    let n = match digits.parse::<usize>() {
        Ok(n) if (3..=4).contains(&digits.len()) && !digits.starts_with('0') => n,
        _ => return digit_by_digit(digits, "o"),
    };
    if n.is_multiple_of(1000) {
        return cardinal(digits, And::Without);
    }
    let mut out = String::new();
    below_hundred(n / 100, &mut out);
    out.push(' ');
    pair(n % 100, &mut out);
    out
}

/// A year of three or four digits: `2005` → “two thousand five”, `1905` → “nineteen o five”, `619` → “six nineteen”.
pub fn year(digits: &str) -> String {
    match digits.parse::<usize>() {
        Ok(n @ 1000..=9999) if n % 1000 < 10 => cardinal(&n.to_string(), And::Without),
        Ok(100..=9999) if digits.len() <= 4 => pairs(digits.trim_start_matches('0')),
        _ => cardinal(digits, And::Without),
    }
}

/// Whether a word is the name of a small number.
pub fn is_number_word(word: &str) -> bool {
    !word.is_empty()
        && (SMALL.iter().any(|n| n.eq_ignore_ascii_case(word))
            || TENS[2..].iter().any(|n| n.eq_ignore_ascii_case(word)))
}
