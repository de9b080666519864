//! Signs: which are said, which shape the sentence, which are passed over.

use super::batting;
use super::cardinal::{And, cardinal};
use super::electronic;
use super::fraction;
use super::math;
use super::money;
use super::number::number;
use super::telephone;
use super::token::Kind;
use super::view::{Said, View};
use super::year;

/// What is said for a sign that stands where it is said.
pub fn said(view: &View<'_>, i: usize) -> Option<Said> {
    let mark = view.mark(i);
    if !mark.is_ascii() {
        if let Some(text) = fraction::alone(mark) {
            // `½ tsp.`
            if let Some((unit, n)) = super::measure::measure(view, i + 1, true).filter(|_| view.apart(i + 1)) {
                return Said::new(1 + n, fraction::of_one(&text, &unit));
            }
            return Said::new(1, text);
        }
        if let Some(found) = foreign_number(view, i).or_else(|| power(view, i)) {
            return Some(found);
        }
    }
    match mark {
        '$' | '£' | '€' | '¥' | '₩' | '₹' | '₽' | '₺' | '₴' | '₫' | '₪' | '₱' | '฿' | '₦' | '₿' | '＄' | '￥'
        | '￡' => money::money(view, i).or_else(|| lone_currency(mark)),
        '¢' if view.glued(i + 1) && view.digits(i.wrapping_sub(1)).is_empty() => money::money(view, i),
        '(' => telephone::with_brackets(view, i),
        '+' if view.glued_mark(i + 1, '/') && view.glued(i + 2) && matches!(view.mark(i + 2), '-' | '–' | '−') => {
            Said::new(3, "plus or minus")
        }
        '+' => telephone::with_plus(view, i).or_else(|| Said::new(1, "plus")),
        '-' | '−' | '–' => minus(view, i),
        '.' => batting::average(view, i).or_else(|| point(view, i)).or_else(|| inner_dot(view, i)),
        '\'' | '’' | '‘' | '`' => year::apostrophe_year(view, i),
        '#' | '＃' | '№' => number_sign(view, i),
        '&' | '＆' => Said::new(1, "and"),
        '%' | '％' => Said::new(1, "percent"),
        '@' | '＠' => handle(view, i, "at").or_else(|| Said::new(1, "at")),
        '/' => slash(view, i),
        '√' => math::root(view, i).or_else(|| Said::new(1, "the square root of")),
        '=' | '＝' | '×' | '÷' | '±' | '≈' | '≤' | '≥' | '＋' | '≠' | '→' | '*' | '^' => {
            math::between_letters(view, i)
        }
        '°' if view.glued(i + 1) && view.word(i + 1) == "C" => Said::new(2, "degrees Celsius"),
        '°' if view.glued(i + 1) && view.word(i + 1) == "F" => Said::new(2, "degrees Fahrenheit"),
        '°' => Said::new(1, "degrees"),
        '§' => Said::new(1, "section"),
        // `CO₂`, `CH₄`
        '₀'..='₉' if view.glued(i) => {
            let digit = (u32::from(mark) - u32::from('₀')).to_string();
            Said::new(1, cardinal(&digit, And::Without))
        }
        '~' if view.glued_mark(i + 1, '/') => electronic::path(view, i),
        '~' if !view.digits(i + 1).is_empty() => Said::new(1, "about"),
        '>' if !view.digits(i + 1).is_empty() => Said::new(1, "more than"),
        '<' if !view.digits(i + 1).is_empty() || view.mark(i + 1) == '.' && !view.digits(i + 2).is_empty() => {
            Said::new(1, "less than")
        }
        '™' | '®' | '©' => Said::new(1, ""),
        'Δ' => Said::new(1, "delta"),
        _ => None,
    }
}

fn lone_currency(mark: char) -> Option<Said> {
    Said::new(
        1,
        match mark {
            '£' | '￡' => "pound",
            '€' => "euro",
            '¥' | '￥' => "yen",
            '$' | '＄' => "dollar",
            _ => "",
        },
    )
}

/// A dash that makes a number negative: nothing touches its other side.
fn minus(view: &View<'_>, i: usize) -> Option<Said> {
    let mark = view.mark(i);
    let free = !view.glued(i)
        || view.before(i).is_some_and(|t| t.kind == Kind::Mark && !matches!(t.mark(), '-' | ')' | '"' | '”'));
    if mark == '–' && view.before(i).is_some() && !below_zero(view, i) || !free || !view.glued(i + 1) {
        return None;
    }
    let starts = !view.digits(i + 1).is_empty() || view.mark(i + 1) == '.' && !view.digits(i + 2).is_empty();
    if starts {
        let positive = number(view, i + 1)?;
        return Said::new(positive.take + 1, format!("minus {}", positive.text));
    }
    let sum = money::money(view, i + 1).filter(|_| matches!(view.mark(i + 1), '$' | '£' | '€'))?;
    Said::new(sum.take + 1, format!("minus {}", sum.text))
}

/// A long dash that is a minus: `–3C`, `–0.4%`.
fn below_zero(view: &View<'_>, i: usize) -> bool {
    let decimal = view.glued_mark(i + 2, '.') && view.glued(i + 3) && !view.digits(i + 3).is_empty();
    let at = i + if decimal { 4 } else { 2 };
    let unit = view.glued(at) && (matches!(view.word(at), "C" | "F") || matches!(view.mark(at), '°' | 'º' | '%'));
    !view.glued(i) && view.glued(i + 1) && !view.digits(i + 1).is_empty() && unit
}

/// A point before digits: `.5`.
fn point(view: &View<'_>, i: usize) -> Option<Said> {
    // `(.SPX)`, the code of an index.
    let code = view.word(i + 1);
    if view.prose
        && view.mark_before(i) == '('
        && view.glued(i + 1)
        && code.len() > 1
        && code.bytes().all(|b| b.is_ascii_uppercase())
    {
        return Said::new(2, super::acronym::letters(code, true));
    }
    if view.digits(i + 1).is_empty() || !view.glued(i + 1) { None } else { number(view, i) }
}

/// A dot between capitals and digits that touch it, as in the name of a variant: `JN.1`, `BA.2.86`. It ends nothing
/// and nobody says it: “J N one”, “B A two point eight six”.
fn inner_dot(view: &View<'_>, i: usize) -> Option<Said> {
    const LONGEST_NAME: usize = 4;
    let name = view.word_before(i);
    let named = (2..=LONGEST_NAME).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_uppercase());
    let digits = view.digits(i + 1);
    let touching = view.glued(i) && view.glued(i + 1) && (1..=2).contains(&digits.len());
    (named && touching && !view.shouted).then(|| Said { take: 1, text: String::new() })
}

/// `# 19` → “number nineteen”; `#news` → “hashtag news”.
fn number_sign(view: &View<'_>, i: usize) -> Option<Said> {
    if view.glued(i) && matches!(view.word_before(i), "C" | "F" | "c") {
        return Said::new(1, "sharp");
    }
    let numbered = !view.digits(i + 1).is_empty() || view.mark(i) == '№';
    let tag = view.glued(i + 1) && !view.word(i + 1).is_empty();
    if tag
        && !numbered
        && let Some(said) = handle(view, i, "hashtag")
    {
        return Some(said);
    }
    if numbered { Said::new(1, "number") } else { Said::new(1, if tag { "hashtag" } else { "" }) }
}

/// A handle or a hashtag whose words hang together: `#MeToo` → “hashtag Me Too”, `#climatechange`. Capitals alone are
/// letters.
fn handle(view: &View<'_>, i: usize, sign: &str) -> Option<Said> {
    let word = view.word(i + 1);
    let humps = word.as_bytes().windows(2).any(|w| w[0].is_ascii_lowercase() && w[1].is_ascii_uppercase());
    if !view.prose || !view.glued(i + 1) || !word.is_ascii() {
        return None;
    }
    if !humps {
        let words = electronic::apart(word);
        return (words != word).then(|| Said { take: 2, text: format!("{sign} {words}") });
    }
    let mut text = String::from(sign);
    for (at, c) in word.char_indices() {
        let before = at.checked_sub(1).map_or(b'A', |k| word.as_bytes()[k]);
        let after = word.as_bytes().get(at + 1).copied().unwrap_or(b'A');
        let hump = c.is_ascii_uppercase() && (before.is_ascii_lowercase() || after.is_ascii_lowercase());
        if at == 0 || hump {
            text.push(' ');
        }
        text.push(c);
    }
    Said::new(2, text)
}

/// A slash between words: said in labels and where it stands alone, a break otherwise.
fn slash(view: &View<'_>, i: usize) -> Option<Said> {
    let glued = view.glued(i) && view.glued(i + 1);
    if let Some(said) = electronic::path(view, i) {
        return Some(said);
    }
    // `12 people/km2`
    let unit = view.word(i + 1);
    let below = glued && unit.len() <= 3 && view.word_before(i).len() > 3 && view.glued(i + 2);
    if below
        && (matches!(view.digits(i + 2), "2" | "3") || matches!(view.mark(i + 2), '²' | '³'))
        && let Some((text, take)) = super::measure::measure(view, i, true)
    {
        return Said::new(take, text);
    }
    if !view.prose && !glued {
        return Said::new(1, "slash");
    }
    if view.prose { Said::new(1, "") } else { None }
}

/// Where the digits of other scripts begin: full width, Arabic, Persian, Devanagari, Bengali, Thai.
const NOUGHTS: [char; 6] = ['０', '٠', '۰', '०', '০', '๐'];

/// The value of a digit of another script.
fn foreign_digit(c: char) -> Option<u8> {
    NOUGHTS.iter().find_map(|nought| {
        let value = u32::from(c).checked_sub(u32::from(*nought))?;
        u8::try_from(value).ok().filter(|value| *value <= 9)
    })
}

/// Digits of another script, read like plain ones.
fn foreign_number(view: &View<'_>, i: usize) -> Option<Said> {
    const LONGEST: usize = 36;
    let digit = |k: usize| foreign_digit(view.mark(k)).map(|value| char::from(b'0' + value));
    let run: String = (i..i + LONGEST).map_while(|k| if k == i || view.glued(k) { digit(k) } else { None }).collect();
    if run.is_empty() { None } else { Said::new(run.len(), cardinal(&run, And::Without)) }
}

/// A power after a number or a letter: `10²`, `x³`.
fn power(view: &View<'_>, i: usize) -> Option<Said> {
    let base = view.digits(i.wrapping_sub(1));
    let mark = view.mark(i);
    // A raised figure after a word or another number is that of a note.
    if !matches!(mark, '²' | '³') && !matches!(base, "10" | "2") && view.word_before(i).len() != 1 {
        return None;
    }
    let (text, take) = math::power(view, i)?;
    Said::new(take, text)
}
