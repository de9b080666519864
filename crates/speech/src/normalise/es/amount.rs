//! Numbers as they are written: digits, groups of thousands by dots, commas or blanks, and decimals.

use super::numeral::{Form, cardinal, one_by_one};
use super::text::Page;

/// Decimals behind a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fraction {
    pub digits: String,
    /// What parts them from the whole: “coma” or “punto”.
    pub by: &'static str,
}

/// A number that was read from the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// ASCII digits of the whole part.
    pub whole: String,
    pub fraction: Option<Fraction>,
    /// How many tokens it took.
    pub take: usize,
    /// Its thousands are parted.
    pub grouped: bool,
}

impl Amount {
    /// The whole number, if it is one and fits.
    pub fn value(&self) -> Option<u32> {
        if self.fraction.is_some() { None } else { self.whole.parse().ok() }
    }

    /// One, and no more.
    pub fn is_one(&self) -> bool {
        self.fraction.is_none() && self.whole == "1"
    }

    /// The words for it. Decimals agree with what they count, too: “una coma cero una millas”,
    /// “dos coma veintiún millones”.
    pub fn words(&self, page: &Page<'_>, form: Form) -> String {
        let Some(fraction) = &self.fraction else { return cardinal(&self.whole, form) };
        let whole = if form == Form::Un { Form::Uno } else { form };
        format!("{} {} {}", cardinal(&self.whole, whole), fraction.by, decimals(&fraction.digits, page.prose, form))
    }
}

/// Decimals in words. A newsreader takes up to three as one number and more of them one by one; a label is read in
/// pairs from the left.
fn decimals(digits: &str, prose: bool, form: Form) -> String {
    if prose {
        let noughts = digits.len() - digits.trim_start_matches('0').len();
        if digits.len() > 3 || noughts == digits.len() {
            return one_by_one(digits);
        }
        let rest = cardinal(&digits[noughts..], form);
        return if noughts == 0 { rest } else { format!("{} {rest}", one_by_one(&digits[..noughts])) };
    }
    let last = digits.len().div_ceil(2) - 1;
    let pairs = digits.as_bytes().chunks(2).enumerate().map(|(n, pair)| {
        // Only the last one stands before what is counted: “cero uno cero un millones”.
        let form = if form == Form::Un && n < last { Form::Uno } else { form };
        let pair = std::str::from_utf8(pair).unwrap_or_default();
        match pair.strip_prefix('0').filter(|rest| !rest.is_empty()) {
            Some(unit) => format!("cero {}", cardinal(unit, form)),
            None => cardinal(pair, form),
        }
    });
    pairs.collect::<Vec<_>>().join(" ")
}

/// Longest number that is put together from groups; what follows is another one.
const MOST_GROUPS: usize = 12;

/// The number that begins with the digits at `i`.
pub fn amount(page: &Page<'_>, i: usize) -> Option<Amount> {
    let first = page.digits(i);
    if first.is_empty() {
        return None;
    }
    let mut amount = Amount { whole: first.into(), fraction: None, take: 1, grouped: false };
    let groupable = first.len() <= 3 && !first.starts_with('0');
    for mark in ['.', ','] {
        if groupable && page.mark(i + 1) == mark {
            groups(page, i, mark, &mut amount);
        }
    }
    if groupable && !amount.grouped && page.apart(i + 1) && page.digits(i + 1).len() == 3 {
        blanks(page, i, &mut amount);
    }
    let at = i + amount.take;
    let digits = page.glued_digits(at + 1);
    if !page.glued(at) || digits.is_empty() {
        return Some(amount);
    }
    let by = match page.mark(at) {
        ',' => "coma",
        '.' => "punto",
        _ => return Some(amount),
    };
    // `1.2.3` is a version or an address, not a decimal.
    let more = page.glued_mark(at + 2, page.mark(at)) && !page.glued_digits(at + 3).is_empty();
    if !more {
        amount.fraction = Some(Fraction { digits: digits.into(), by });
        amount.take += 2;
    }
    Some(amount)
}

/// Takes the groups `.234.567` or `,234,567` behind the first digits, if that is what they are.
fn groups(page: &Page<'_>, i: usize, mark: char, amount: &mut Amount) {
    let mut count = 0;
    while count < MOST_GROUPS
        && page.glued_mark(i + 1 + 2 * count, mark)
        && page.glued_digits(i + 2 + 2 * count).len() == 3
    {
        count += 1;
    }
    let end = i + 1 + 2 * count;
    // What goes on with the same mark and other digits was no number: `192.168.1.1`.
    if count == 0 || page.glued_mark(end, mark) && !page.glued_digits(end + 1).is_empty() {
        return;
    }
    let grouping = match mark {
        '.' => count > 1 || !page.commas_group,
        _ => count > 1 || page.commas_group || comma_means_thousands(page, i, end),
    };
    if grouping {
        for group in 0..count {
            amount.whole.push_str(page.digits(i + 2 + 2 * group));
        }
        amount.take = 1 + 2 * count;
        amount.grouped = true;
    }
}

/// `1,234` by itself: thousands after a dollar sign and before what can only be counted, decimals elsewhere.
fn comma_means_thousands(page: &Page<'_>, i: usize, end: usize) -> bool {
    let dollar =
        page.mark_before(i) == '$' || matches!(page.word(i.wrapping_sub(1)), "MXN" | "USD" | "DOP" | "GTQ" | "HNL");
    let point = page.glued_mark(end, '.') && !page.glued_digits(end + 1).is_empty();
    let next = page.word(end);
    let counted = super::gender::is_plural(next)
        && page.apart(end)
        && next.starts_with(char::is_lowercase)
        && !matches!(
            next,
            "millones" | "billones" | "trillones" | "grados" | "puntos" | "metros" | "litros" | "segundos"
        )
        && !next.ends_with("metros")
        && !next.ends_with("gramos");
    dollar || point || counted
}

/// Takes groups parted by blanks: `10 000`, `1 234 567`.
fn blanks(page: &Page<'_>, i: usize, amount: &mut Amount) {
    let mut count = 0;
    while count < MOST_GROUPS && page.apart(i + 1 + count) && page.digits(i + 1 + count).len() == 3 {
        count += 1;
    }
    // `10 000-15` and `20 300/2` are something else.
    let end = i + 1 + count;
    if page.glued(end) && matches!(page.mark(end), '/' | ':') {
        return;
    }
    for group in 0..count {
        amount.whole.push_str(page.digits(i + 1 + group));
    }
    amount.take = 1 + count;
    amount.grouped = true;
}
