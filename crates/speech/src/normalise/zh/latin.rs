//! Latin words inside Chinese: kept as they are for the English voice, acronyms in capitals.

use super::Said;
use super::text::{Text, is_dash, is_latin};

/// Short forms that people write small in Chinese text and that are no English words there.
const ACRONYMS: &[&str] = &[
    "ai", "api", "apec", "app", "asean", "atm", "bbc", "ceo", "cfo", "cia", "cio", "cnn", "coo", "cpi", "cpu", "ct",
    "cto", "diy", "dj", "dna", "dvd", "eq", "esg", "etf", "eu", "ev", "faq", "fbi", "fda", "fifa", "gdp", "gpa", "gps",
    "gpu", "hbo", "hiv", "hr", "icu", "ig", "imf", "ioc", "iot", "ip", "ipad", "ipo", "iq", "iso", "ktv", "kol", "kpi",
    "lcd", "led", "mba", "mit", "mlb", "mou", "mri", "mrt", "mv", "mvp", "nasa", "nato", "nba", "nfl", "nft", "ngo",
    "nhk", "ok", "oled", "opec", "pc", "pcr", "pdf", "phd", "pk", "pm", "ppt", "pr", "qr", "rna", "sars", "sop", "suv",
    "toefl", "tv", "uber", "ufo", "uk", "un", "unesco", "unicef", "url", "usa", "usb", "vip", "vpn", "vr", "who",
    "wifi", "wto", "wta", "atp", "cba", "cpbl",
];
/// In the list above for their sound, but words of their own: left as written.
const WORDS: &[&str] = &["app", "ipad", "uber", "wifi", "ok", "pm"];

/// One Latin word, address or letters apart (`c e o`), from its first letter on.
pub fn read(text: &Text, i: usize) -> Option<Said> {
    if !text.is_letter(i) {
        return None;
    }
    // 4x100公尺接力.
    if matches!(text.at(i), 'x' | 'X') && text.is_digit(i.wrapping_sub(1)) && text.is_digit(i + 1) {
        return Some(Said::new(i + 1, "乘".to_string()));
    }
    if let Some(end) = address_end(text, i) {
        return Some(Said::new(end, text.folded(i, end)));
    }
    let numbered = ordinal(text, i).or_else(|| quarter(text, i)).or_else(|| super::date::era_first(text, i));
    if let Some(said) = numbered.or_else(|| roman(text, i)) {
        return Some(said);
    }
    if let Some(said) = formula(text, i) {
        return Some(said);
    }
    if let Some((end, letters)) = apart(text, i) {
        return Some(Said::new(end, letters));
    }
    let end = word_end(text, i);
    let word = text.folded(i, end);
    if let Some(spoken) = brand(text, i, end, &word) {
        return Some(Said::new(end, spoken));
    }
    let single = !next_to_latin(text, i, end);
    let spoken = if single && is_acronym(&word) { word.to_uppercase() } else { word };
    Some(Said::new(end, spoken))
}

/// Letters in capitals that a word of small letters may touch: PChome.
const GLUED: &[&str] = &["PC", "TV", "AI", "EV"];
/// Capitals of a listed name are the name from this length on; shorter ones are letters as often.
const SHORTEST_NAME: usize = 5;

/// A brand by its shape: a listed name in capitals (NVIDIA), letters before a word (PChome), Qi with its version, the X
/// that people post on.
fn brand(text: &Text, i: usize, end: usize, word: &str) -> Option<String> {
    if !word.bytes().all(|b| b.is_ascii_alphabetic()) || !word.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let small = &word[1..];
    let capitals = small.bytes().all(|b| b.is_ascii_uppercase());
    match word.len() {
        1 if word == "X" => is_platform(text, i, end).then(|| "ex".to_string()),
        2 if word == "Qi" => text.is_digit(end).then(|| "chee".to_string()),
        // COVID-19 is a word already.
        SHORTEST_NAME.. if capitals && text.at(end) == '-' => None,
        SHORTEST_NAME.. if capitals => {
            let titled = format!("{}{}", &word[..1], small.to_ascii_lowercase());
            crate::pronounce::is_listed_name(&titled).then_some(titled)
        }
        SHORTEST_NAME.. => {
            let (letters, rest) = word.split_at(2);
            let glued = GLUED.contains(&letters) && rest.bytes().all(|b| b.is_ascii_lowercase());
            glued.then(|| format!("{letters} {rest}"))
        }
        _ => None,
    }
}

/// X where people post: X平台, 社群平台X, 在X上; never the ten of Roman numerals.
fn is_platform(text: &Text, i: usize, end: usize) -> bool {
    const BEHIND: &[&str] = &["平台", "平臺", "帳號", "貼文", "發文", "用戶"];
    const BEFORE: &[&str] = &["平台", "平臺", "社群", "社群網站", "推特"];
    let apart = !next_to_latin(text, i, end) && !text.is_digit(end);
    let on = text.at(end) == '上' && matches!(text.before(i), '在' | '於' | '到' | '從');
    apart && (on || text.one_of(end, BEHIND).is_some() || BEFORE.iter().any(|word| text.ends_before(i, word)))
}

/// CO₂, SO₂, NO₂: symbols of elements with a digit behind them are letters, never a word.
fn formula(text: &Text, i: usize) -> Option<Said> {
    let mut end = i;
    while text.at(end).is_ascii_uppercase() {
        end += 1;
    }
    let elements = text.folded(i, end).chars().all(|c| "CHNOSFKUBWVIYP".contains(c));
    let lowered = elements && matches!(text.raw(end), '₀'..='₉');
    let known = ["CO", "SO", "NO", "CH", "NH", "SF"].contains(&text.folded(i, end).as_str());
    let digit = lowered || known && text.is_digit(end) && !text.is_digit(end + 1) && !is_latin(text.before(i));
    let letters: Vec<String> = text.folded(i, end).chars().map(String::from).collect();
    ((2..=3).contains(&(end - i)) && digit).then(|| Said::new(end, letters.join(" ")))
}

/// Whether a word written small or mixed is an acronym.
fn is_acronym(word: &str) -> bool {
    let small = word.to_lowercase();
    if !word.bytes().all(|b| b.is_ascii_alphabetic()) || WORDS.contains(&small.as_str()) {
        return false;
    }
    let vowels = small.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    ACRONYMS.contains(&small.as_str())
        || !vowels && (2..=5).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase())
}

/// Another Latin word stands on either side, so this is a phrase in a language where small words are words.
fn next_to_latin(text: &Text, from: usize, to: usize) -> bool {
    let after = text.skip_space(to);
    let mut before = from;
    while before > 0 && text.at(before - 1) == ' ' {
        before -= 1;
    }
    (after > to && text.is_letter(after))
        || (before < from && before > 0 && text.is_letter(before - 1))
        || text.is_digit(from.wrapping_sub(1))
}

/// Letters, with what joins them inside a word: Jean-Luc, O'Neil, AT&T, U.S., Node.js.
fn word_end(text: &Text, i: usize) -> usize {
    let mut end = i;
    loop {
        while text.is_letter(end) || matches!(text.at(end), '\u{300}'..='\u{36f}') {
            end += 1;
        }
        let joins = matches!(text.at(end), '-' | '\'' | '’' | '&' | '.' | '·' | '+' | '_') && text.is_letter(end + 1);
        if joins && text.at(end) != '·' {
            end += 1;
            continue;
        }
        // The last dot of U.S. belongs to it; a plus or two to C++ and Disney+.
        if text.at(end) == '.' && end >= i + 3 && text.at(end - 2) == '.' {
            end += 1;
        }
        while text.at(end) == '+' && !text.is_digit(end + 1) {
            end += 1;
        }
        return end;
    }
}

/// Single letters with blanks between, at least two: c e o → CEO.
fn apart(text: &Text, i: usize) -> Option<(usize, String)> {
    if is_latin(text.before(i)) {
        return None;
    }
    let mut letters = String::new();
    let mut at = i;
    let mut end = i;
    while text.is_letter(at) && !text.is_letter(at + 1) && !matches!(text.at(at + 1), '.' | '\'' | '-' | '&') {
        letters.push(text.at(at).to_ascii_uppercase());
        end = at + 1;
        at = text.skip_space(end);
        if at == end {
            break;
        }
    }
    (letters.chars().count() >= 2).then_some((end, letters))
}

/// Longest address that is read, in characters; a longer one is left to the other rules.
const LONGEST_ADDRESS: usize = 400;

/// The end of a web or mail address that begins here.
fn address_end(text: &Text, i: usize) -> Option<usize> {
    let is_part = |c: char| {
        c.is_ascii_alphanumeric()
            || matches!(c, '.' | '-' | '_' | '/' | ':' | '@' | '?' | '=' | '&' | '%' | '#' | '+' | '~')
    };
    let mut end = i;
    while is_part(text.at(end)) && text.raw(end).is_ascii() {
        end += 1;
        // Looked at from every letter in it, a text that is all slashes and letters would cost its square.
        if end - i > LONGEST_ADDRESS {
            return None;
        }
    }
    while end > i && matches!(text.at(end - 1), '.' | ':' | '?' | '/' | '-' | '&') {
        end -= 1;
    }
    let whole = text.folded(i, end);
    let (_, host) = whole.split_once("://").or_else(|| whole.split_once('@')).unwrap_or(("", &whole));
    let host = host.split(['/', '?', ':']).next().unwrap_or_default();
    let marked = whole.contains("://") || whole.contains('@') || whole.starts_with("www.");
    let dotted = host.rsplit_once('.').is_some_and(|(name, top)| {
        !name.is_empty()
            && ["com", "org", "net", "gov", "edu", "tw", "io", "tv", "info", "me"].contains(&top)
            && name.len() > 1
    });
    (dotted && (marked || whole.contains('.'))).then_some(end)
}

/// No.1, No. 3: 第 before the number.
fn ordinal(text: &Text, i: usize) -> Option<Said> {
    let end = i + "no.".len();
    let before_a_number = text.is_digit(text.skip_space(end)) && !is_latin(text.before(i));
    (text.starts_any_case(i, "no.") && before_a_number).then(|| Said::new(text.skip_space(end), "第".to_string()))
}

/// Q3: the third quarter; Q1~Q3 from one to another.
fn quarter(text: &Text, i: usize) -> Option<Said> {
    let one = |i: usize| {
        let number = text.at(i + 1);
        let alone = !text.is_letter(i + 2) && !text.is_digit(i + 2) && text.at(i + 2) != '.';
        (text.at(i) == 'Q' && ('1'..='4').contains(&number) && alone).then(|| super::number::digit(number))
    };
    let first = one(i).filter(|_| !is_latin(text.before(i)))?;
    if is_dash(text.at(i + 2))
        && let Some(last) = one(i + 3)
    {
        return Some(Said::new(i + 5, format!("第{first}季到第{last}季")));
    }
    Some(Said::new(i + 2, format!("第{first}季")))
}

/// 3Q25, 3Q2025, 1H26: quarters and halves in the reports of companies; 2Q alone where such a report goes on.
pub fn quarter_first(text: &Text, i: usize) -> Option<Said> {
    const REPORTED: &str = "營毛淨獲財出稅單每合季業增預展的與和及、~～至到底末起";
    const YEARS: &[char] = &['年', '今', '明', '去', '在', '於', '估', '、', '~', '到', '至', '自', '從', '與', '和'];
    let number = text.at(i);
    let apart = !text.is_digit(i.wrapping_sub(1)) && !is_latin(text.before(i)) && !matches!(text.before(i), '.' | ',');
    let part = match (text.at(i + 1), number) {
        ('Q', '1'..='4') => format!("第{}季", super::number::digit(number)),
        ('H', '1') => "上半年".to_string(),
        ('H', '2') => "下半年".to_string(),
        _ => return None,
    };
    if !apart {
        return None;
    }
    if let Some((year, end)) = text.digits(i + 2, 2, 4).filter(|(year, _)| year.len() != 3) {
        let year = if year.len() == 2 { format!("20{year}") } else { year };
        let whole = !text.is_letter(end) && !text.is_digit(end) && text.at(end) != '.';
        return whole.then(|| Said::new(end, format!("{}年{part}", super::number::digits(&year))));
    }
    let alone = !text.is_letter(i + 2) && !text.is_digit(i + 2) && text.at(i + 1) == 'Q';
    let reported = REPORTED.contains(text.at(i + 2)) || YEARS.contains(&text.before(i));
    (alone && reported).then(|| Said::new(i + 2, part))
}

/// II期, 第V階段: a Roman number before what is numbered so.
fn roman(text: &Text, i: usize) -> Option<Said> {
    const NUMBERS: &[&str] = &["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    const NUMBERED: &[&str] = &["期", "型", "級", "级", "類", "类", "階段", "阶段", "度", "世", "章", "部", "屆", "届"];
    const LONGEST: usize = 4;
    let end = (i..=i + LONGEST).find(|&n| !text.is_letter(n))?;
    let value = NUMBERS.iter().position(|number| *number == text.folded(i, end))? + 1;
    let told = text.before(i) == '第' || end - i > 1 && !is_latin(text.before(i));
    (told && text.one_of(end, NUMBERED).is_some())
        .then(|| Said::new(end, super::number::cardinal(&value.to_string(), text.script)))
}
