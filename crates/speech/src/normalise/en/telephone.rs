//! Telephone numbers, network addresses and numbers of identity: `(123) 123-5678`, `555.555.5555`, `123.123.0.40`.

use super::cardinal::{And, cardinal, digit_by_digit};
use super::view::{Low, Said, View};

/// Most groups one number has.
const MOST_GROUPS: usize = 8;

/// A run of digit groups joined by the same kind of mark.
struct Groups<'a> {
    groups: Vec<&'a str>,
    joint: char,
    take: usize,
}

fn groups<'a>(view: &View<'a>, i: usize) -> Groups<'a> {
    let mut found = Groups { groups: vec![view.digits(i)], joint: '\0', take: 1 };
    while found.groups.len() < MOST_GROUPS {
        let at = i + found.take;
        let mark = view.mark(at);
        let joins = matches!(mark, '-' | '.' | '‑' | '–')
            && view.glued(at)
            && view.glued(at + 1)
            && (found.joint == '\0' || found.joint == mark);
        if !joins || view.digits(at + 1).is_empty() {
            break;
        }
        found.joint = mark;
        found.groups.push(view.digits(at + 1));
        found.take += 2;
    }
    found
}

/// How one group is said: 800 and 900 as hundreds, the rest digit by digit.
fn group(digits: &str, prose: bool) -> String {
    match digits {
        "800" | "900" | "500" | "700" if prose || digits == "800" => cardinal(digits, And::Without),
        _ => digit_by_digit(digits, if prose { "o" } else { "zero" }),
    }
}

fn spoken(groups: &[&str], prose: bool) -> String {
    groups.iter().map(|g| group(g, prose)).collect::<Vec<_>>().join(", ")
}

/// A telephone number, or a like one, whose first digits stand at token `i`.
pub fn telephone(view: &View<'_>, i: usize) -> Option<Said> {
    with_extension(view, i, written(view, i)?)
}

/// `ext. 12`, `x12` behind a number, which stays one with it.
fn with_extension(view: &View<'_>, i: usize, mut said: Said) -> Option<Said> {
    const MOST_DIGITS: usize = 6;
    let at = i + said.take;
    let comma = usize::from(view.glued_mark(at, ',') && view.is(at + 1, "ext"));
    let name = at + comma;
    let dot = usize::from(view.glued_mark(name + 1, '.'));
    let extension = matches!(Low::of(view.word(name)).as_str(), "ext" | "extension")
        || view.word(name) == "x" && dot == 0 && view.glued(name + 1);
    let digits = view.digits(name + 1 + dot);
    if extension && view.apart(name) && (1..=MOST_DIGITS).contains(&digits.len()) {
        said.text = format!("{} extension {}", said.text, extension_digits(digits));
        said.take += comma + 2 + dot;
    }
    Some(said)
}

/// A number within a house: up to two digits as a number, more by their digits.
fn extension_digits(digits: &str) -> String {
    if digits.len() <= 2 && !digits.starts_with('0') {
        cardinal(digits, And::Without)
    } else {
        digit_by_digit(digits, "o")
    }
}

fn written(view: &View<'_>, i: usize) -> Option<Said> {
    if let Some(unbroken) = unbroken(view, i) {
        return Some(unbroken);
    }
    if view.digits(i).len() > 5 || view.glued(i) && !view.word_before(i).is_empty() {
        return None;
    }
    if let Some(vanity) = vanity(view, i) {
        return Some(vanity);
    }
    let found = groups(view, i);
    let sizes: Vec<usize> = found.groups.iter().map(|g| g.len()).collect();
    let end = i + found.take;
    if view.glued(end) && !view.word(end).is_empty() {
        return None;
    }
    match (found.joint, sizes.as_slice()) {
        // `123.123.0.40`
        ('.', [1..=3, 1..=3, 1..=3, 1..=3]) => {
            let parts: Vec<String> = found.groups.iter().map(|g| digit_by_digit(g, "zero")).collect();
            Said::new(found.take, parts.join(" dot "))
        }
        (
            '-' | '.' | '‑' | '–',
            [3, 3, 4]
            | [3, 3, 4, _]
            | [1, 3, 3, 4]
            | [3, 2, 4]
            | [4, 3, 3]
            | [3, 4, 4]
            | [2, 4, 4]
            | [4, 3, 4]
            | [5, 3, 3],
        ) => Said::new(found.take, spoken(&found.groups, view.prose)),
        ('-' | '‑', [3, 4]) if is_called(view, i) || found.groups[0] == "555" => {
            Said::new(found.take, spoken(&found.groups, view.prose))
        }
        _ => spaced(view, i).or_else(|| country_spaced(view, i)),
    }
}

/// Groups of three, three and four with single spaces: `555 123 4567`, `1 800 555 0100`, `1 (800) 555-0100`.
fn spaced(view: &View<'_>, i: usize) -> Option<Said> {
    let one = usize::from(view.digits(i) == "1");
    if one == 1 && view.mark(i + 1 + usize::from(view.glued_mark(i + 1, '-'))) == '(' {
        let bracket = i + 1 + usize::from(view.glued_mark(i + 1, '-'));
        let rest = bracketed(view, bracket).filter(|_| view.digits(bracket + 1).len() == 3)?;
        return Said::new(bracket - i + rest.take, format!("one, {}", rest.text));
    }
    let at = i + one;
    let size = |k: usize, n: usize| view.digits(at + k).len() == n;
    // `555 123-4567` has its hyphen at the end.
    let hyphen = usize::from(matches!(view.mark(at + 2), '-' | '.') && view.glued(at + 2) && view.glued(at + 3));
    let apart = |k: usize| view.apart(at + k);
    let end = at + 3 + hyphen;
    let whole = size(0, 3) && size(1, 3) && size(2 + hyphen, 4) && apart(1) && (hyphen == 1 || apart(2));
    let begins = view.apart(i) || matches!(view.mark_before(i), '(' | ':' | '"' | '“' | '+');
    let alone = view.digits(end).is_empty() && (!view.glued(end) || view.word(end).is_empty());
    let before = i > 0 && !view.digits(i - 1).is_empty();
    // Amounts are never written so: ten thousand and more has its commas, and areas begin with two and more.
    let area = view.digits(at).as_bytes().first().is_some_and(|b| *b >= b'2');
    if !whole || !begins || !alone || before || one == 1 && !apart(0) || view.prose && !area {
        return None;
    }
    let mut groups = vec![view.digits(at), view.digits(at + 1), view.digits(at + 2 + hyphen)];
    if one == 1 {
        groups.insert(0, "1");
    }
    Said::new(end - i, spoken(&groups, view.prose))
}

/// Ten digits without a break after a word of calling: `Dial 5551234567`.
fn unbroken(view: &View<'_>, i: usize) -> Option<Said> {
    let digits = view.digits(i);
    let long = digits.len() == 10 || digits.len() == 11 && digits.starts_with('1');
    if !long || view.glued(i) && view.mark_before(i) != ':' || !calls_near(view, i) {
        return None;
    }
    if view.glued(i + 1) && !matches!(view.mark(i + 1), '.' | ',' | ';' | ')' | '!' | '?') {
        return None;
    }
    let (head, rest) = digits.split_at(digits.len() - 10);
    let mut groups = vec![&rest[..3], &rest[3..6], &rest[6..]];
    if !head.is_empty() {
        groups.insert(0, head);
    }
    Said::new(1, spoken(&groups, view.prose))
}

/// A word of calling a few words before token `i`.
fn calls_near(view: &View<'_>, i: usize) -> bool {
    const NEAR: usize = 5;
    (1..=NEAR).any(|back| {
        i >= back
            && matches!(
                Low::of(view.word(i - back)).as_str(),
                "call"
                    | "calling"
                    | "dial"
                    | "dialing"
                    | "phone"
                    | "telephone"
                    | "tel"
                    | "text"
                    | "fax"
                    | "hotline"
                    | "whatsapp"
                    | "ring"
                    | "mobile"
                    | "cell"
            )
    })
}

/// Digits without a break after a plus: `+442079460123`. The country's number, then threes and fours.
fn international(view: &View<'_>, i: usize) -> Option<Said> {
    const DIGITS: std::ops::RangeInclusive<usize> = 8..=15;
    let digits = view.digits(i);
    if view.mark_before(i) != '+' || !DIGITS.contains(&digits.len()) || digits.starts_with('0') {
        return None;
    }
    let (country, mut rest) = digits.split_at(country_digits(digits));
    let mut groups = vec![country];
    while !rest.is_empty() {
        // What is left ends in fours: 10 = 3 + 3 + 4, 8 = 4 + 4.
        let size = if matches!(rest.len(), 4 | 8) { 4 } else { rest.len().min(3) };
        groups.push(&rest[..size]);
        rest = &rest[size..];
    }
    Said::new(1, spoken(&groups, view.prose))
}

/// How many digits a country's number has at the head of others (ITU-T E.164).
fn country_digits(digits: &str) -> usize {
    let two = &digits[..2];
    match two.as_bytes()[0] {
        b'1' | b'7' => 1,
        _ => match two {
            "20" | "27" | "30" | "31" | "32" | "33" | "34" | "36" | "39" | "40" | "41" | "43" | "44" | "45" | "46"
            | "47" | "48" | "49" | "51" | "52" | "53" | "54" | "55" | "56" | "57" | "58" | "60" | "61" | "62"
            | "63" | "64" | "65" | "66" | "81" | "82" | "84" | "86" | "90" | "91" | "92" | "93" | "94" | "95"
            | "98" => 2,
            _ => 3,
        },
    }
}

/// Groups with spaces after a country's number: `+44 20 7946 0000`. Token `i` is after the plus.
fn country_spaced(view: &View<'_>, i: usize) -> Option<Said> {
    if let Some(said) = trunk_spaced(view, i) {
        return Some(said);
    }
    if view.mark_before(i) != '+' || view.digits(i).len() > 3 {
        return None;
    }
    let mut parts = vec![view.digits(i)];
    let mut take = 1;
    while parts.len() < MOST_GROUPS {
        let at = i + take;
        let skip = usize::from(matches!(view.mark(at), '-' | '(' | ')' | '.'));
        let skip = skip + usize::from(skip == 1 && matches!(view.mark(at + 1), '(' | ')' | '-'));
        let digits = view.digits(at + skip);
        if digits.is_empty() || digits.len() > 8 {
            break;
        }
        parts.push(digits);
        take += skip + 1;
        if view.mark(i + take) == ')' {
            take += 1;
        }
    }
    let digits: usize = parts.iter().map(|p| p.len()).sum();
    if (7..=15).contains(&digits) && parts.len() > 1 { Said::new(take, spoken(&parts, view.prose)) } else { None }
}

/// Groups with spaces after a nought, as in Britain: `020 7946 0123`, `0800 123 4567`.
fn trunk_spaced(view: &View<'_>, i: usize) -> Option<Said> {
    let first = view.digits(i);
    if !first.starts_with('0') || !(3..=5).contains(&first.len()) {
        return None;
    }
    let mut parts = vec![first];
    while parts.len() < 4 {
        let at = i + parts.len();
        if !view.apart(at) || !(2..=7).contains(&view.digits(at).len()) {
            break;
        }
        parts.push(view.digits(at));
    }
    let digits: usize = parts.iter().map(|p| p.len()).sum();
    ((9..=11).contains(&digits) && parts.len() > 1)
        .then(|| Said { take: parts.len(), text: spoken(&parts, view.prose) })
}

/// A number that begins with a plus at token `i`: “plus one, …”.
pub fn with_plus(view: &View<'_>, i: usize) -> Option<Said> {
    if view.mark(i) != '+'
        || !view.glued(i + 1)
        || view.digits(i + 1).is_empty()
        || view.glued(i) && !view.word_before(i).is_empty()
    {
        return None;
    }
    let rest = country_spaced(view, i + 1).or_else(|| international(view, i + 1))?;
    with_extension(view, i, Said { take: rest.take + 1, text: format!("plus {}", rest.text) })
}

/// A number whose area stands in brackets, from the bracket at token `i`.
pub fn with_brackets(view: &View<'_>, i: usize) -> Option<Said> {
    with_extension(view, i, bracketed(view, i)?)
}

fn bracketed(view: &View<'_>, i: usize) -> Option<Said> {
    let area = view.digits(i + 1);
    if view.mark(i) != '(' || !(2..=5).contains(&area.len()) || view.mark(i + 2) != ')' {
        return None;
    }
    let (first, second) = (view.digits(i + 3), view.digits(i + 5));
    let joined = matches!(view.mark(i + 4), '-' | '.' | '‑') && view.glued(i + 4) && view.glued(i + 5);
    if joined && (3..=4).contains(&first.len()) && second.len() == 4 {
        return Said::new(6, spoken(&[area, first, second], view.prose));
    }
    let second = view.digits(i + 4);
    let apart = (3..=4).contains(&first.len()) && second.len() == 4 && view.apart(i + 4);
    if apart { Said::new(5, spoken(&[area, first, second], view.prose)) } else { None }
}

/// Words before a short number that say it is called.
fn is_called(view: &View<'_>, i: usize) -> bool {
    (1..=3).any(|back| {
        i >= back
            && matches!(
                Low::of(view.word(i - back)).as_str(),
                "call" | "dial" | "phone" | "telephone" | "tel" | "text" | "fax" | "hotline"
            )
    })
}

/// A number with letters to remember it by: `1-800-GO-2-HAUL`.
fn vanity(view: &View<'_>, i: usize) -> Option<Said> {
    if view.digits(i) != "1"
        || view.mark(i + 1) != '-'
        || !matches!(view.digits(i + 2), "800" | "888" | "877" | "866" | "855" | "900")
        || view.mark(i + 3) != '-'
    {
        return None;
    }
    let mut text = format!("one, {}", group(view.digits(i + 2), view.prose));
    let mut take = 3;
    let mut letters = false;
    while take < 16 && view.glued_mark(i + take, '-') && view.glued(i + take + 1) {
        let at = i + take + 1;
        // Letters and the digits after them belong together.
        let after_word = letters && !view.digits(at).is_empty();
        let part =
            if view.word(at).is_empty() { group(view.digits(at), view.prose) } else { view.word(at).to_string() };
        letters |= !view.word(at).is_empty();
        text.push_str(if after_word { " " } else { ", " });
        text.push_str(&part);
        take += 2;
    }
    if letters { Said::new(take, text) } else { None }
}
