//! Amounts: percentages, fractions, measures, ranges, and numbers with nothing to tell what they are.

use super::measure::{counts, is_counted};
use super::number::{Number, cardinal, digits, minus, point};
use super::text::{Text, is_dash, is_han, is_latin};
use super::{Said, Script};
use super::{fraction, money, units};

/// Any amount that begins here.
pub fn read(text: &Text, i: usize) -> Option<Said> {
    if let Some(said) = dotted(text, i) {
        return Some(said);
    }
    let (first, end) = text.signed(i)?;
    let script = text.script;
    let parted = fraction::read(text, i, &first, end).or_else(|| fraction::mixed(text, i, &first, end));
    if let Some(said) = parted.or_else(|| tail(text, i, &first, end)) {
        return Some(said);
    }
    let to = is_dash(text.at(end)) || text.one_of(end, &["至", "到"]).is_some() && text.is_digit(end + 1);
    if let Some(said) = to.then(|| range(text, i, &first, end)).flatten() {
        return Some(said);
    }
    if let Some(said) = money::after(text, &first, end) {
        return Some(said);
    }
    if let Some(said) = english_magnitude(text, &first, end).or_else(|| measured(text, &first.say(script), &first, end))
    {
        return Some(said);
    }
    if let Some(said) = thirds(text, &first, end) {
        return Some(said);
    }
    let said = match () {
        () if spelled(text, i, &first, end) => digits(&first.whole),
        () if first.is_two() && counts(text, i, end) => first.count(script),
        () => first.say(script),
    };
    Some(Said::new(end, said))
}

/// 5.2局: the point of a pitcher's innings parts off thirds, the outs of the last one.
fn thirds(text: &Text, innings: &Number, end: usize) -> Option<Said> {
    let outs = match innings.fraction.as_deref()? {
        "1" => "三分之一",
        "2" => "三分之二",
        _ => return None,
    };
    if text.at(end) != '局' || text.script != Script::Hant || innings.negative {
        return None;
    }
    let whole = Number { fraction: None, ..innings.clone() };
    let head = if whole.whole == "0" { String::new() } else { format!("{}又", whole.say(text.script)) };
    Some(Said::new(end, format!("{head}{outs}")))
}

/// A number said digit by digit: a leading zero, or a code.
fn spelled(text: &Text, i: usize, number: &Number, end: usize) -> bool {
    if number.fraction.is_some() || number.whole.len() < 2 {
        return false;
    }
    let grouped = end - i != number.whole.len();
    // 08月08日 is August the eighth; 007 is spelled, and so are the minutes of 3點04分 in Taiwan.
    let in_date = matches!(text.at(end), '月' | '日' | '號' | '号')
        || text.script == Script::Hans && matches!(text.at(end), '点' | '分' | '秒' | '时');
    let leading_zero = number.whole.starts_with('0') && !in_date;
    // A part of a name: MH370, B-52 is counted, A380 is not.
    let by = matches!(text.before(i), 'x' | 'X') && text.is_digit(i.wrapping_sub(2));
    let after_letter = is_latin(text.before(i)) && !by || text.before(i) == '-' && i >= 2 && is_latin(text.at(i - 2));
    // COMPUTEX 2026: a year after a name.
    let named = text.before(i) == ' ' && i >= 2 && is_latin(text.at(i - 2));
    let year = !grouped && ("1900".."2100").contains(&number.whole.as_str()) && number.whole.len() == 4;
    let bare = !is_han(text.at(end)) || !is_counted(text, end);
    // ISO 27001, RTX 4090: a number of four digits or more after letters in capitals, no round one.
    let standard = named
        && !grouped
        && text.at(i - 2).is_ascii_uppercase()
        && i >= 3
        && text.at(i - 3).is_ascii_uppercase()
        && (4..=5).contains(&number.whole.len())
        && !number.whole.ends_with("00")
        && bare
        && !matches!(text.at(end), '萬' | '億' | '万' | '亿' | '多' | '餘' | '余' | '點' | '点');
    // IP68: the two digits of a rating are one for dust and one for water.
    let rating = number.whole.len() == 2 && text.ends_before(i, "IP") && !is_latin(text.at(i.wrapping_sub(3)));
    leading_zero || rating || standard || named && year && bare || !grouped && after_letter && number.whole.len() >= 3
}

/// What is left of a number that a unit has cut in two: 1萬0500, 9秒58.
fn tail(text: &Text, i: usize, number: &Number, end: usize) -> Option<Said> {
    let script = text.script;
    if number.fraction.is_some() || number.negative || script != Script::Hant {
        return None;
    }
    let before = text.before(i);
    // 11萬0,500: the comma of thousands.
    if number.whole == "0"
        && text.at(end) == ','
        && matches!(before, '萬' | '億' | '兆')
        && let Some((rest, end)) = text.digits(end + 1, 3, 3)
    {
        let rest = cardinal(&rest, script);
        return Some(Said::new(end, if rest == "零" { String::new() } else { format!("零{rest}") }));
    }
    if number.whole.len() != end - i {
        return None;
    }
    if number.whole.starts_with('0') && number.whole.len() > 1 && matches!(before, '萬' | '億' | '兆') {
        let rest = number.say(script);
        return Some(Said::new(end, if rest == "零" { String::new() } else { format!("零{rest}") }));
    }
    let hundredths =
        before == '秒' && number.whole.len() == 2 && !is_counted(text, end) && text.is_digit(i.wrapping_sub(2));
    hundredths.then(|| Said::new(end, digits(&number.whole)))
}

/// .385: after a rate of baseball in tenths, elsewhere with its point.
pub fn bare_decimal(text: &Text, i: usize) -> Option<Said> {
    if text.at(i) != '.'
        || text.before(i).is_ascii_alphanumeric()
        || matches!(text.before(i), '.' | ',' | '/' | '-' | '₂')
    {
        return None;
    }
    let (fraction, end) = text.digits(i + 1, 1, 6)?;
    if text.at(end) == '.' && text.is_digit(end + 1) || text.is_letter(end) && units::find(text, end).is_none() {
        return None;
    }
    let rate = ["打擊率", "上壘率", "長打率", "勝率", "守備率", "攻擊指數", "打率", "盜壘率"];
    let tenths = rate.iter().any(|word| {
        let mut from = i;
        while matches!(
            text.before(from),
            ' ' | '為' | '達' | '是' | '高' | '到' | '僅' | '破' | '有' | '的' | '：' | ':'
        ) {
            from -= 1;
        }
        text.ends_before(from, word)
    });
    if tenths && text.script == Script::Hant && fraction.len() == 3 {
        let (first, rest) = fraction.split_at(1);
        let rest = if rest == "00" { String::new() } else { digits(rest) };
        return Some(Said::new(end, format!("{}成{rest}", digits(first))));
    }
    let number = Number { whole: "0".to_string(), fraction: Some(fraction), negative: false };
    Some(
        measured(text, &number.say(text.script), &number, end)
            .unwrap_or_else(|| Said::new(end, number.say(text.script))),
    )
}

/// 17.2.1, 192.168.0.1: a version, or the address of a machine, whose numbers are spelled.
fn dotted(text: &Text, i: usize) -> Option<Said> {
    const MOST: usize = 6;
    if matches!(text.before(i), '.' | ',') {
        return None;
    }
    let mut parts: Vec<String> = Vec::new();
    let (mut at, mut end) = (i, i);
    while parts.len() < MOST
        && let Some((part, stop)) = text.digits(at, 1, 5)
    {
        parts.push(part);
        end = stop;
        if text.at(stop) != '.' || !text.is_digit(stop + 1) {
            break;
        }
        at = stop + 1;
    }
    if parts.len() < 3 || text.at(end) == '.' && text.is_digit(end + 1) {
        return None;
    }
    let machine = parts.len() == 4;
    let said = parts.iter().map(|part| match machine || part.starts_with('0') {
        true => digits(part),
        false => cardinal(part, text.script),
    });
    Some(Said::new(end, said.collect::<Vec<_>>().join(point(text.script))))
}

/// 10–20人, 5%–10%, 3-5公斤: "to" between, the unit once.
fn range(text: &Text, i: usize, first: &Number, mark: usize) -> Option<Said> {
    let script = text.script;
    let dash = text.skip_space(mark);
    let (second, end) = text.number(text.skip_space(dash + 1))?;
    if is_dash(text.at(end)) || text.at(end) == '/' || text.at(end) == ':' {
        return None;
    }
    // After letters a dash joins a name: COVID-19-2.
    if is_latin(text.before(i)) {
        return None;
    }
    let low = if first.is_two() && counts(text, i, end) { first.count(script) } else { first.say(script) };
    let high = if second.is_two() && counts(text, i, end) { second.count(script) } else { second.say(script) };
    // 第25-1條: an article that was put in behind the twenty-fifth.
    if matches!(text.before(i), '第' | '法') && matches!(text.at(end), '條' | '条') && text.at(mark) == '-' {
        return Some(Said::new(end + 1, format!("{}{}之{high}", first.say(script), text.raw(end))));
    }
    // 5折到79折 are digits of a hundred; 至 that is written is said.
    let to = if text.at(dash) == '至' { '至' } else { '到' };
    let off = text.at(end) == '折' && [first, &second].iter().all(|n| n.whole.len() == 2 && !n.whole.ends_with('0'));
    let pair = match off {
        true => format!("{}{to}{}", digits(&first.whole), digits(&second.whole)),
        false => format!("{low}{to}{high}"),
    };
    Some(measured(text, &pair, &second, end).unwrap_or_else(|| Said::new(end, pair)))
}

/// 4.2 million美元 → 四百二十萬.
fn english_magnitude(text: &Text, number: &Number, end: usize) -> Option<Said> {
    let word = text.skip_space(end);
    let (name, places) = [("trillion", 12), ("billion", 9), ("million", 6), ("thousand", 3)]
        .into_iter()
        .find(|(name, _)| text.starts_any_case(word, name))?;
    let after = word + name.len();
    (!text.is_letter(after)).then(|| Said::new(after, number.shift(places).say(text.script)))
}

/// The number with the unit after it.
fn measured(text: &Text, spoken: &str, number: &Number, end: usize) -> Option<Said> {
    let script = text.script;
    let (sign, bare) = match spoken.strip_prefix(minus(script)) {
        Some(rest) => (minus(script), rest),
        None => ("", spoken),
    };
    if matches!(text.at(end), '%' | '‰' | '﹪') {
        let of = if text.at(end) == '‰' { "千" } else { "百" };
        let mut end = end + 1;
        let mut said = format!("{sign}{of}分之{bare}");
        // 5%–10% and 5％至10％: each said whole.
        if is_dash(text.at(end))
            && let Some((second, after)) = text.number(end + 1)
            && text.at(after) == '%'
        {
            said = format!("{said}到百分之{}", second.say(script));
            end = after + 1;
        }
        return Some(Said::new(end, said));
    }
    let at = text.skip_space(end);
    if let Some(said) = kilometre_post(text, bare, end) {
        return Some(said);
    }
    // 24H營業: the hours of a day or two.
    let whole_days = matches!(number.whole.as_str(), "24" | "48" | "72") && number.fraction.is_none();
    if whole_days && text.at(end) == 'H' && script == Script::Hant && !text.is_letter(end + 1) {
        return Some(Said::new(end + 1, format!("{spoken}小時")));
    }
    let (unit, after) = units::find(text, at)?;
    // 240mm/24h.
    if script == Script::Hant
        && text.at(after) == '/'
        && let Some((span, per)) = text.number(after + 1)
        && let Some((per, after)) = units::find(text, per)
        && let Some((unit, per)) = unit.plain().zip(per.plain())
    {
        return Some(Said::new(after, format!("每{}{per}{sign}{bare}{unit}", span.count(script))));
    }
    let counted = if number.is_two() && spoken == number.say(script) && unit.counts_two() {
        number.count(script)
    } else {
        bare.to_string()
    };
    // F-16V: a letter after a model's number belongs to the name.
    let from = number_start(text, end);
    if is_latin(text.before(from)) || text.at(from) == '-' && from > 0 && is_latin(text.at(from - 1)) {
        return None;
    }
    // A sign joins 5kg; but a number and a Chinese word keep their order, and "3 m" needs no letter after it.
    if is_han(text.at(at)) {
        return None;
    }
    let said = unit.say(sign, &counted, script);
    // 時速60km/h says the hour already.
    let said =
        if text.ends_before(number_start(text, end), "時速") { said.replacen("每小時", "", 1) } else { said };
    Some(Said::new(after, said))
}

/// Where the number that ends here begins, with the range before it.
fn number_start(text: &Text, end: usize) -> usize {
    let part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '~' | '至' | '到');
    let mut from = end;
    while from > 0 && part(text.at(from - 1)) {
        from -= 1;
    }
    from
}

/// 國道5號43.5K: kilometres along a road.
fn kilometre_post(text: &Text, spoken: &str, end: usize) -> Option<Said> {
    let road = ["處", "路段", "附近", "北上", "南下", "東向", "西向", "、", "，"];
    // 41K+500: and metres.
    if matches!(text.at(end), 'K' | 'k')
        && text.at(end + 1) == '+'
        && text.script == Script::Hant
        && let Some((metres, after)) = text.number(end + 2)
    {
        return Some(Said::new(after, format!("{spoken}公里{}公尺", metres.say(text.script))));
    }
    let decimal = spoken.contains('點');
    let post = matches!(text.at(end), 'K' | 'k')
        && !text.is_letter(end + 1)
        && (text.one_of(end + 1, &road[..7]).is_some()
            || decimal && matches!(text.before(number_start(text, end)), '線' | '號' | '道' | '路'));
    (post && text.script == Script::Hant).then(|| Said::new(end + 1, format!("{spoken}公里")))
}
