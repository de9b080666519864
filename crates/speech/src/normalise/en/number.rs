//! Everything that begins with a digit, from the rarest pattern to the plainest number.

use super::cardinal::{And, cardinal, digit_by_digit, year};
use super::numeral::{Numeral, numeral};
use super::token::Kind;
use super::view::{Low, Said, View, is_capitalised, is_function_word};
use super::year as years;
use super::{
    address, compass, date, fraction, math, measure, million, money, odds, ordinal, quarter, range, record, serial,
    shilling, sporting, telephone, time,
};
use crate::split::words::begins_sentences;

/// Longest run of digits without commas that is read as one number; longer ones are codes.
const LONGEST_PLAIN: usize = 12;

/// Reads what begins with the digits, or the point, at token `i`.
pub fn number(view: &View<'_>, i: usize) -> Option<Said> {
    if !view.digits(i).is_empty() {
        let pattern = dotted_thousands(view, i)
            .or_else(|| odds::odds(view, i))
            .or_else(|| address::long_zip(view, i))
            .or_else(|| telephone::telephone(view, i))
            .or_else(|| sporting::sporting(view, i))
            .or_else(|| shilling::shilling(view, i))
            .or_else(|| record::record(view, i))
            .or_else(|| time::military(view, i))
            .or_else(|| quarter::quarter(view, i))
            .or_else(|| date::of_numbers(view, i))
            .or_else(|| date::from_day(view, i))
            .or_else(|| date::month_and_day(view, i))
            .or_else(|| time::time(view, i))
            .or_else(|| time::ratio_or_verse(view, i))
            .or_else(|| compass::road_side(view, i))
            .or_else(|| math::scientific(view, i))
            .or_else(|| math::sum(view, i))
            .or_else(|| fraction::fraction(view, i))
            .or_else(|| serial::serial(view, i))
            .or_else(|| years::with_era(view, i))
            .or_else(|| measure::height(view, i));
        if pattern.is_some() {
            return pattern;
        }
    }
    let read = numeral(view, i)?;
    range::range(view, i, &read)
        .or_else(|| ordinal::of_numeral(view, i, &read))
        .or_else(|| years::decade(view, i))
        .or_else(|| address::house_number(view, i, &read))
        .or_else(|| amount(view, i, &read))
}

/// `1.000.000`: thousands set apart by points, as on the continent. Three groups at least, or it is a decimal.
fn dotted_thousands(view: &View<'_>, i: usize) -> Option<Said> {
    const MOST_GROUPS: usize = 5;
    let first = view.digits(i);
    if first.len() > 3 || first.starts_with('0') || view.glued(i) && view.mark_before(i) != '(' {
        return None;
    }
    let mut whole = first.to_string();
    let mut groups = 1;
    while groups < MOST_GROUPS && view.glued_mark(i + 2 * groups - 1, '.') && view.glued(i + 2 * groups) {
        let group = view.digits(i + 2 * groups);
        if group.len() != 3 {
            // The stop of the sentence, or a version.
            if !group.is_empty() {
                return None;
            }
            break;
        }
        whole.push_str(group);
        groups += 1;
    }
    let noughts = whole.ends_with("000");
    if groups < 3 || !noughts || view.glued(i + 2 * groups - 1) && !view.word(i + 2 * groups - 1).is_empty() {
        return None;
    }
    Said::new(2 * groups - 1, cardinal(&whole, view.and()))
}

/// A number with its scale, fraction, unit or currency, or alone.
fn amount(view: &View<'_>, i: usize, read: &Numeral<'_>) -> Option<Said> {
    let at = i + read.take;
    if let Some((fraction, take)) = fraction::after_whole(view, at).filter(|_| read.fraction.is_none()) {
        let mut text = format!("{} {fraction}", read.words(view.and(), view.prose));
        let mut all = read.take + take;
        if let Some((unit, n)) = measure::measure(view, i + all, false) {
            text = format!("{text} {unit}");
            all += n;
        }
        return Said::new(all, text);
    }
    if let Some(said) = million::million(view, i, read).or_else(|| times(view, i, read)) {
        return Some(said);
    }
    let scale = money::quantity(view, at).filter(|(name, n)| short_scale(view, i, read, name, *n));
    if let Some((name, n)) = scale {
        // `0.1 B` keeps its letter; `4 million yuan` is as it stands.
        let name = if view.glued(at) || view.word(at).len() > 1 { name } else { view.word(at) };
        let text = format!("{} {name}", read.words(And::Without, view.prose));
        let end = at + n;
        if let Some((unit, m)) = measure::measure(view, end, false)
            .filter(|_| view.word(end) != "m")
            .or_else(|| money::after(view, end, read))
        {
            return Said::new(read.take + n + m, format!("{text} {unit}"));
        }
        return Said::new(read.take + n, text);
    }
    // `7.5/10`, and seconds of a race.
    if read.fraction.is_some() && view.glued_mark(at, '/') && view.glued(at + 1) && !view.digits(at + 1).is_empty() {
        let of = cardinal(view.digits(at + 1), And::Without);
        return Said::new(read.take + 2, format!("{} out of {of}", read.words(view.and(), view.prose)));
    }
    let seconds = view.word(at) == "s" && (!view.glued(at + 1) || matches!(view.mark(at + 1), '.' | ',' | ';' | ')'));
    let labelled = || !view.glued(at) && !view.prose && view.get(at + 1).is_none();
    // `2h 3m 4s`
    let after_minutes = || i >= 2 && matches!(view.word(i - 1), "m" | "min") && !view.digits(i - 2).is_empty();
    if seconds && (read.fraction.is_some() || labelled() || after_minutes()) {
        let before = view.word_before(i);
        let owned = matches!(Low::of(before).as_str(), "a" | "an" | "the" | "his" | "her" | "their")
            || before.ends_with("'s")
            || before.ends_with("’s");
        let next = view.word(at + 1);
        // `her 9.58s record`
        let describes =
            owned && view.apart(at + 1) && next.starts_with(|c: char| c.is_lowercase()) && !is_function_word(next);
        let unit = if describes || read.is_one() { "second" } else { "seconds" };
        return Said::new(read.take + 1, format!("{} {unit}", read.words(view.and(), view.prose)));
    }
    if let Some(found) = described(view, i, read) {
        return Some(found);
    }
    if let Some((unit, n)) = measure::measure(view, at, read.is_one()) {
        let text = format!("{} {unit}", read.words(view.and(), view.prose));
        return Said::new(read.take + n, text);
    }
    if let Some((unit, n)) = money::after(view, at, read) {
        return Said::new(read.take + n, format!("{} {unit}", read.words(view.and(), view.prose)));
    }
    if years::is_year(view, i, read.grouped) && read.fraction.is_none() {
        return Said::new(read.take, year(&read.whole));
    }
    let zeros = !read.grouped && read.fraction.is_none() && read.whole.len() > 1 && read.whole.starts_with('0');
    if zeros || !read.grouped && read.whole.len() > LONGEST_PLAIN {
        return Said::new(read.take, digit_by_digit(&read.whole, if view.prose { "o" } else { "zero" }));
    }
    // `BMW 330i`
    let letter = view.word(at);
    if read.take == 1
        && read.whole.len() == 3
        && view.glued(at)
        && matches!(letter, "i" | "d" | "e" | "h")
        && is_capitalised(view.word_before(i))
    {
        return Said::new(1, super::cardinal::pairs(&read.whole));
    }
    // `5300M`, `AMD 7600XT`: a model by its hundreds.
    let model = read.take == 1 && read.whole.len() == 4 && read.whole.ends_with("00") && !read.whole.ends_with("000");
    if model
        && view.glued(at)
        && matches!(letter.len(), 1..=2)
        && letter.bytes().all(|b| b.is_ascii_uppercase())
        && !view.glued(at + 1)
    {
        let letters = super::acronym::letters(letter, view.prose);
        return Said::new(2, format!("{} {letters}", super::cardinal::pairs(&read.whole)));
    }
    // `747B`: letters touch a code of three digits.
    if read.take == 1 && read.whole.len() == 3 && view.glued(at) && !view.word(at).is_empty() && view.word(at) != "s" {
        return Said::new(1, digit_by_digit(&read.whole, if view.prose { "o" } else { "zero" }));
    }
    let mut take = read.take;
    let mut text = read.words(view.and(), view.prose);
    // A decimal and a hyphen (`7.2-millimeter`) is said without a break; a whole number keeps its hyphen.
    let hyphen = view.glued_mark(i + take, '-')
        && view.glued(i + take + 1)
        && view.get(i + take + 1).is_some_and(|t| t.kind == Kind::Word);
    let is_number_word = super::cardinal::is_number_word(view.word(i + take + 1));
    if hyphen && (read.fraction.is_some() || is_number_word) {
        take += 1;
    }
    // A list's number, `No. 5.`, keeps its stop; nothing else is needed.
    if text.is_empty() {
        text.push_str("zero");
    }
    Said::new(take, text)
}

/// `3x faster` → “three times faster”; `a 10x return` stays an x.
fn times(view: &View<'_>, i: usize, read: &Numeral<'_>) -> Option<Said> {
    let at = i + read.take;
    let x = view.glued(at) && matches!((view.word(at), view.mark(at)), ("x", _) | (_, '×')) && view.apart(at + 1);
    let next = view.word(at + 1);
    let compared = next.len() > 3 && next.ends_with("er")
        || matches!(
            next,
            "more"
                | "less"
                | "as"
                | "the"
                | "its"
                | "their"
                | "higher"
                | "what"
                | "a"
                | "world"
                | "Olympic"
                | "champion"
                | "winner"
                | "All"
                | "earnings"
                | "sales"
                | "revenue"
        );
    let text = || format!("{} times", read.words(view.and(), true));
    (view.prose && x && compared).then(|| Said { take: read.take + 1, text: text() })
}

/// A measure before the thing it describes: `a 5 km run`, `a 12-km route` are of five and twelve kilometer.
fn described(view: &View<'_>, i: usize, read: &Numeral<'_>) -> Option<Said> {
    let at = i + read.take;
    let hyphen = view.glued_mark(at, '-') && view.glued(at + 1) && view.word(at + 1).len() > 1;
    let unit_at = at + usize::from(hyphen);
    let (unit, n) = measure::measure(view, unit_at, true)
        .filter(|_| !view.word(unit_at).is_empty() || matches!(view.mark(unit_at), '"' | '″'))?;
    let article = matches!(Low::of(view.word_before(i)).as_str(), "a" | "an")
        || view.prose
            && matches!(
                Low::of(view.word_before(i)).as_str(),
                "the" | "this" | "that" | "its" | "his" | "her" | "their" | "another" | "every" | "each" | "our" | "my"
            );
    let dot = usize::from(unit_dot(view, unit_at + n) == 1 && view.apart(unit_at + n + 1));
    let next = view.word(unit_at + n + dot);
    // `a 3.5L V6`, `the 3m wide road`
    let engine = matches!(view.word(unit_at), "L" | "l")
        && (next.len() == 1 && is_capitalised(next) && view.glued(unit_at + n + 1)
            || matches!(next, "engine" | "turbo" | "hybrid" | "diesel"))
        || matches!(
            next,
            "shells"
                | "rounds"
                | "guns"
                | "howitzers"
                | "howitzer"
                | "ammunition"
                | "mortars"
                | "bullets"
                | "cannon"
                | "lens"
                | "screen"
        );
    let sized = matches!(next, "wide" | "high" | "tall" | "long" | "deep" | "thick")
        && matches!(
            Low::of(view.word_before(i)).as_str(),
            "the" | "a" | "an" | "this" | "that" | "its" | "his" | "her" | "their"
        )
        && view.word(unit_at + n + 1).starts_with(|c: char| c.is_lowercase())
        && !is_function_word(view.word(unit_at + n + 1));
    // `a 2TB SSD`
    let initials =
        next.len() > 1 && next.bytes().all(|b| b.is_ascii_uppercase()) && measure::is_size(view.word(unit_at));
    let noun = view.apart(unit_at + n + dot)
        && next.len() > 2
        && (next.starts_with(|c: char| c.is_lowercase()) || initials)
        && !is_function_word(next)
        && !next.ends_with("ing")
        && !next.ends_with("ly");
    let inch = matches!(view.mark(unit_at), '"' | '″')
        && matches!(
            next,
            "display" | "displays" | "monitor" | "monitors" | "screen" | "screens" | "wheels" | "wheel" | "touchscreen"
        );
    let describes = hyphen || inch || (article && noun || engine || sized) && view.prose;
    describes.then(|| Said {
        take: read.take + usize::from(hyphen) + n,
        text: format!("{} {unit}", read.words(view.and(), view.prose)),
    })
}

/// Whether the letter or word after a number is a scale here, not a unit: `5m` alone is five meters.
fn short_scale(view: &View<'_>, i: usize, read: &Numeral<'_>, name: &str, take: usize) -> bool {
    let at = i + read.take;
    let word = view.word(at + take - 1);
    if matches!(name, "hundred" | "thousand" | "million" | "billion" | "trillion" | "crore" | "lakh" | "quadrillion")
        && word.len() > 3
    {
        return !view.glued_mark(at, '-');
    }
    match word {
        "bn" | "mln" | "bln" | "trn" | "mn" | "tn" | "Bn" => true,
        // `a 5k run` is a race.
        "k" => {
            let race = read.whole.len() <= 2
                && matches!(
                    view.word(at + 1),
                    "run" | "race" | "walk" | "races" | "runs" | "walks" | "fun" | "charity"
                );
            view.glued(at) && ends(view, at + 1) && !race
        }
        // `250K users`; but a `10K` is a race and `4K` a screen.
        "K" => {
            view.glued(at)
                && ends(view, at + 1)
                && (read.whole.len() >= 3 || view.word(at + 1).ends_with('s') && read.whole.len() >= 2)
        }
        // `1.5M`, `2M people`; but `Apt. 4B`, `Gate 2B`.
        // `55 B.C.E.`
        "M" | "B" if view.glued_mark(at + 1, '.') && view.glued(at + 2) && !view.word(at + 2).is_empty() => false,
        "M" | "B" => {
            let counts = view.apart(at + 1) && view.word(at + 1).starts_with(|c: char| c.is_lowercase());
            let named = is_capitalised(view.word_before(i)) || view.mark_before(i) == '.';
            read.fraction.is_some() || view.apart(at) || counts && !named
        }
        _ => false,
    }
}

/// Nothing touches the token before `at` but what ends a clause.
fn ends(view: &View<'_>, at: usize) -> bool {
    !view.glued(at) || matches!(view.mark(at), '.' | ',' | ';' | ')' | '!' | '?') && !view.glued(at + 1)
}

/// The dot of a unit cut short (`lbs.`) is no full stop in the middle of a sentence. Token `at` is the dot.
pub fn unit_dot(view: &View<'_>, at: usize) -> usize {
    if !view.prose || !view.glued_mark(at, '.') || !measure::is_short_unit(view.word_before(at)) || view.ends_text(at) {
        return 0;
    }
    let inside = view.apart(at + 1) && !begins_sentences(view.word(at + 1));
    usize::from(inside || view.glued(at + 1) && matches!(view.mark(at + 1), ',' | ';' | ')' | ':' | '-'))
}
