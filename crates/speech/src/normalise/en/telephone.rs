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
        _ => country_spaced(view, i),
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
    if !view.prose || !first.starts_with('0') || !(3..=5).contains(&first.len()) {
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
    let rest = country_spaced(view, i + 1)?;
    Said::new(rest.take + 1, format!("plus {}", rest.text))
}

/// A number whose area stands in brackets, from the bracket at token `i`.
pub fn with_brackets(view: &View<'_>, i: usize) -> Option<Said> {
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
