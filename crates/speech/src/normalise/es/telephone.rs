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
    const FARTHEST: usize = 16;
    // Another number before it is passed over: `tel. 91 123 45 67 o 900 123 456`.
    let other = |at: usize| {
        let joint =
            matches!(page.low(at).as_str(), "o" | "y" | "u") || matches!(page.mark(at), '-' | ',' | '/' | '(' | ')');
        !page.digits(at).is_empty() || joint
    };
    let near = (1..=FARTHEST.min(i)).map(|back| i - back).filter(|at| !other(*at)).take(NEAR);
    near.into_iter().any(|at| {
        let low = page.low(at);
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
    if let Some(said) = extension(page, i).or_else(|| spaced(page, i)) {
        return Some(said);
    }
    let hyphen = page.glued_mark(i + 1, '-');
    if !hyphen && (!page.apart(i + 1) || page.digits(i + 1).is_empty()) {
        // One run of digits, announced: `llame al 915551234.`
        let long = (7..=11).contains(&page.digits(i).len()) && page.glued_digits(i + 2).is_empty();
        return (long && is_announced(page, i)).then(|| Said { take: 1, text: one_by_one(page.digits(i)) });
    }
    let dashed = groups(page, i, false);
    let lengths = dashed.lengths();
    let certain =
        matches!(lengths.as_slice(), [3, 3, 4] | [1..=3, 3, 3, 4] | [2, 4, 4] | [1, 4, 4] | [2, 3, 4] | [3, 3, 3])
            || matches!(lengths.as_slice(), [3, 4, 4] | [3, 2, 4]);
    if let ([3, 3, 4, 1..=5], Some((last, front))) = (lengths.as_slice(), dashed.digits.split_last()) {
        let front = front.iter().map(|d| one_by_one(d)).collect::<Vec<_>>().join(" ");
        return Said::new(dashed.end - i, format!("{front} extensión {}", one_by_one(last)));
    }
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

/// `ext. 12`: digit by digit.
fn extension(page: &Page<'_>, i: usize) -> Option<Said> {
    const MOST: usize = 5;
    let word = if page.mark_before(i) == '.' { i.checked_sub(2)? } else { i.checked_sub(1)? };
    let told = matches!(page.low(word).as_str(), "ext" | "extensión");
    let digits = page.digits(i);
    let ends = page.word(i + 1).is_empty() && (!page.glued(i + 1) || page.glued_digits(i + 2).is_empty());
    (told && ends && (2..=MOST).contains(&digits.len())).then(|| Said { take: 1, text: one_by_one(digits) })
}

/// `912 34 56 78`, `123 123 5678`: groups with blanks that no number has.
fn spaced(page: &Page<'_>, i: usize) -> Option<Said> {
    if !page.apart(i + 1) || page.digits(i + 1).is_empty() || !page.digits(i.wrapping_sub(1)).is_empty() {
        return None;
    }
    let found = groups(page, i, true);
    let after = page.get(found.end);
    let goes_on = after.is_some_and(|t| !t.gap && !matches!(t.mark(), '.' | ',' | ';' | ':' | ')' | '?' | '!'));
    let lengths = found.lengths();
    let certain = matches!(lengths.as_slice(), [3, 3, 4] | [3, 2, 2, 2] | [2, 3, 2, 2]);
    // Three groups of three may be millions, and two of four years.
    let nine = lengths == [3, 3, 3]
        && matches!(found.digits[0].as_bytes()[0], b'6'..=b'9')
        && found.digits[2] != "000"
        && after.is_none();
    let eight = lengths == [4, 4] && after.is_none() && !found.digits.iter().all(|d| ("1500".."2100").contains(d));
    (!goes_on && (certain || !page.prose && (nine || eight))).then(|| Said { take: found.end - i, text: found.words() })
}
