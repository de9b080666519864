//! Telephone numbers, digit by digit: `+593 123-123-5678`, `(55) 1234-5678`, `0-800-HOLA`.

use super::numeral::{Form, number, one_by_one};
use super::text::Page;
use crate::normalise::view::Said;

/// Groups of digits that are looked at.
const MOST_GROUPS: usize = 8;

/// Groups of digits and what stands between them.
struct Groups<'a> {
    digits: Vec<&'a str>,
    /// Every joint is a hyphen.
    dashed: bool,
    end: usize,
}

impl Groups<'_> {
    fn lengths(&self) -> Vec<usize> {
        self.digits.iter().map(|d| d.len()).collect()
    }

    fn total(&self) -> usize {
        self.digits.iter().map(|d| d.len()).sum()
    }

    fn words(&self) -> String {
        self.digits.iter().map(|d| one_by_one(d)).collect::<Vec<_>>().join(" ")
    }
}

/// The groups that begin at `i`, joined by hyphens, blanks, or brackets around a group.
fn groups<'a>(page: &Page<'a>, i: usize, blanks: bool) -> Groups<'a> {
    let mut found = Groups { digits: Vec::new(), dashed: true, end: i };
    let mut at = i;
    while found.digits.len() < MOST_GROUPS {
        let bracket = page.mark(at) == '(' && !page.digits(at + 1).is_empty() && page.mark(at + 2) == ')';
        let (digits, take) = if bracket { (page.digits(at + 1), 3) } else { (page.digits(at), 1) };
        if digits.is_empty() {
            break;
        }
        found.digits.push(digits);
        at += take;
        found.end = at;
        let hyphen = page.glued(at) && matches!(page.mark(at), '-' | '‑') && !page.glued_digits(at + 1).is_empty();
        if hyphen {
            at += 1;
        } else if bracket && page.get(at).is_some() || blanks && page.apart(at) {
            found.dashed = false;
        } else {
            break;
        }
    }
    found
}

/// Whether one of the words just before `i` speaks of a telephone.
fn is_announced(page: &Page<'_>, i: usize) -> bool {
    const NEAR: usize = 4;
    (1..=NEAR).filter(|back| *back <= i).any(|back| {
        let low = page.low(i - back);
        ["tel", "tfno", "fono", "móvil", "movil", "celular", "whatsapp", "fax", "llam", "llám", "marca", "marqu"]
            .iter()
            .any(|begin| low.starts_with(begin))
    })
}

/// A number that begins with the digits, the plus or the bracket at `i`.
pub fn read(page: &Page<'_>, i: usize) -> Option<Said> {
    match page.mark(i) {
        '+' if page.glued(i + 1) => international(page, i),
        '+' => None,
        '(' => bracketed(page, i),
        _ => free_of_charge(page, i).or_else(|| local(page, i)),
    }
}

/// `+34 915 55 12 34`, `+58 (123) 123-5678-12`: a country's code of two digits is read as a number.
fn international(page: &Page<'_>, i: usize) -> Option<Said> {
    const LEAST_DIGITS: usize = 8;
    const MOST_DIGITS: usize = 17;
    let found = groups(page, i + 1, true);
    let total = found.total();
    let code = found.digits.first()?;
    let thousands = found.digits[1..].iter().all(|d| *d == "000");
    if found.digits.len() < 2 && total < 10 || !(LEAST_DIGITS..=MOST_DIGITS).contains(&total) || thousands {
        return None;
    }
    let code_words = if code.len() == 2 { number(code.parse().ok()?, Form::Uno) } else { one_by_one(code) };
    let rest = Groups { digits: found.digits[1..].to_vec(), dashed: false, end: found.end };
    let lengths = rest.lengths();
    // Two digits behind a whole number are an extension.
    let text = match (lengths.as_slice(), rest.digits.split_last()) {
        ([3, 3, 4, 1..=5], Some((last, front))) => {
            let front = Groups { digits: front.to_vec(), dashed: false, end: 0 };
            format!("{} extensión {}", front.words(), one_by_one(last))
        }
        _ => rest.words(),
    };
    Said::new(found.end - i, format!("más {code_words} {text}").trim_end().to_string())
}

/// `(55) 1234-5678`.
fn bracketed(page: &Page<'_>, i: usize) -> Option<Said> {
    let found = groups(page, i, true);
    let area = found.digits.first().is_some_and(|d| (2..=4).contains(&d.len()));
    let rest = found.total() - found.digits.first().map_or(0, |d| d.len());
    (area && page.mark(i + 2) == ')' && found.digits.len() >= 2 && (6..=9).contains(&rest))
        .then(|| Said { take: found.end - i, text: found.words() })
}

/// `0-800-HERMANO`, `1-800-555-1234`, `900-123-456`.
fn free_of_charge(page: &Page<'_>, i: usize) -> Option<Said> {
    let dash = |at: usize| page.glued_mark(at, '-') && page.glued(at + 1);
    let code = matches!(page.glued_digits(i + 2), "800" | "900" | "888" | "877" | "700" | "600");
    if !matches!(page.digits(i), "0" | "1" | "01") || !dash(i + 1) || !code || !dash(i + 3) {
        return None;
    }
    let head = one_by_one(page.digits(i));
    let head = format!("{head} {}", number(page.digits(i + 2).parse().ok()?, Form::Uno));
    if !page.word(i + 4).is_empty() {
        return Said::new(4, head);
    }
    let rest = groups(page, i + 4, false);
    (rest.total() >= 4).then(|| Said { take: rest.end - i, text: format!("{head} {}", rest.words()) })
}

/// Without a plus: shapes that nothing else has, or any shape where a telephone is spoken of.
fn local(page: &Page<'_>, i: usize) -> Option<Said> {
    let hyphen = page.glued_mark(i + 1, '-');
    if !hyphen && (!page.apart(i + 1) || page.digits(i + 1).is_empty()) {
        // One run of digits, announced: `llame al 915551234.`
        let long = (7..=11).contains(&page.digits(i).len()) && page.glued_digits(i + 2).is_empty();
        return (long && is_announced(page, i)).then(|| Said { take: 1, text: one_by_one(page.digits(i)) });
    }
    let dashed = groups(page, i, false);
    let lengths = dashed.lengths();
    let certain =
        matches!(lengths.as_slice(), [3, 3, 4] | [1..=3, 3, 3, 4] | [2, 4, 4] | [1, 4, 4] | [2, 3, 4] | [3, 3, 3]);
    if certain {
        return Said::new(dashed.end - i, dashed.words());
    }
    // Two years make a span of time.
    let years = dashed.digits.iter().all(|d| d.len() == 4 && ("1500".."2100").contains(d));
    let announced = is_announced(page, i);
    let shaped = matches!(lengths.as_slice(), [4, 4] | [3, 4]) && !years;
    if shaped && (announced || !page.prose) {
        return Said::new(dashed.end - i, dashed.words());
    }
    let spaced = groups(page, i, true);
    (announced && spaced.digits.len() >= 2 && (7..=12).contains(&spaced.total()))
        .then(|| Said { take: spaced.end - i, text: spaced.words() })
}
