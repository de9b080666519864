//! Which numbers are years, and decades.

use super::cardinal::{And, cardinal, digit_by_digit, plural_of, year};
use super::token::Kind;
use super::view::{Low, Said, View, is_capitals};

/// Four digits that may be a year.
pub fn is_year_digits(digits: &str) -> bool {
    digits.len() == 4 && matches!(digits.parse::<u16>(), Ok(1000..=2199))
}

/// Two digits of a year: `98` → “ninety eight”, `03` → “o three”, `00` → “o o”.
pub fn short_year(digits: &str) -> String {
    if digits.starts_with('0') { digit_by_digit(digits, "o") } else { cardinal(digits, And::Without) }
}

/// Words for what is counted, measured or paid: a bare number before one of them is an amount.
fn is_counted(word: &str) -> bool {
    matches!(
        Low::of(word).as_str(),
        "feet"
            | "foot"
            | "miles"
            | "mile"
            | "yards"
            | "inches"
            | "meters"
            | "metres"
            | "kilometers"
            | "kilometres"
            | "acres"
            | "hectares"
            | "people"
            | "persons"
            | "men"
            | "women"
            | "children"
            | "troops"
            | "soldiers"
            | "workers"
            | "jobs"
            | "votes"
            | "voters"
            | "residents"
            | "inhabitants"
            | "employees"
            | "members"
            | "students"
            | "pupils"
            | "pages"
            | "words"
            | "copies"
            | "cases"
            | "deaths"
            | "homes"
            | "houses"
            | "households"
            | "families"
            | "cars"
            | "vehicles"
            | "dollars"
            | "pounds"
            | "euros"
            | "francs"
            | "gulden"
            | "rubles"
            | "roubles"
            | "yen"
            | "yuan"
            | "won"
            | "rupees"
            | "crowns"
            | "marks"
            | "louis"
            | "cents"
            | "pence"
            | "percent"
            | "times"
            | "tons"
            | "tonnes"
            | "kilograms"
            | "kilos"
            | "grams"
            | "litres"
            | "liters"
            | "barrels"
            | "gallons"
            | "watts"
            | "kilowatts"
            | "megawatts"
            | "volts"
            | "hours"
            | "minutes"
            | "seconds"
            | "days"
            | "weeks"
            | "months"
            | "years"
            | "degrees"
            | "points"
            | "seats"
            | "passengers"
            | "prisoners"
            | "refugees"
            | "visitors"
            | "fans"
            | "horses"
            | "footmen"
            | "head"
            | "others"
            | "species"
            | "million"
            | "billion"
            | "thousand"
    )
}

/// Whether the bare number at token `i` is said as a year.
pub fn is_year(view: &View<'_>, i: usize, grouped: bool) -> bool {
    if grouped || !is_year_digits(view.digits(i)) {
        return false;
    }
    !is_counted(view.word(i + 1))
}

/// A year of three digits beside its era: `619 A.D.`, `740 BC`, `AD 79`.
pub fn with_era(view: &View<'_>, i: usize) -> Option<Said> {
    let digits = view.digits(i);
    if digits.len() != 3 || digits.starts_with('0') {
        return None;
    }
    let dotted = |at: usize, a: &str, b: &str| view.is(at, a) && view.mark(at + 1) == '.' && view.is(at + 2, b);
    let whole = |word: &str| matches!(word, "AD" | "BC" | "BCE" | "CE");
    let after = whole(view.word(i + 1)) || dotted(i + 1, "A", "D") || dotted(i + 1, "B", "C");
    let before = view.word_before(i) == "AD" || i >= 4 && dotted(i - 4, "A", "D");
    if after || before { Said::new(1, year(digits)) } else { None }
}

/// A decade: `1980s`, `’90s`, `1910's`, `20s`.
pub fn decade(view: &View<'_>, i: usize) -> Option<Said> {
    let digits = view.digits(i);
    let (suffix, take) = match view.mark(i + 1) {
        '\'' | '’' => (view.word(i + 2), 3),
        _ => (view.word(i + 1), 2),
    };
    if suffix != "s" || !view.glued(i + 1) || digits.is_empty() || (take == 3 && !view.glued(i + 2)) {
        return None;
    }
    // `3m 4s`
    if take == 2 && i >= 2 && matches!(view.word(i - 1), "m" | "min") && !view.digits(i - 2).is_empty() {
        return None;
    }
    let tens = digits.ends_with('0');
    let the = view.prose && digits.len() == 2 && view.is(i.wrapping_sub(1), "the");
    if take == 3 && !(tens && (digits.len() == 4 || the)) {
        return None;
    }
    let words = match digits.len() {
        4 if is_year_digits(digits) => year(digits),
        3 if !digits.ends_with("00") => super::cardinal::pairs(digits),
        2 if digits.starts_with('0') => short_year(digits),
        _ => cardinal(digits, And::Without),
    };
    Said::new(take, plural_of(&words))
}

/// A year cut short, after its apostrophe: `'59`.
pub fn apostrophe_year(view: &View<'_>, i: usize) -> Option<Said> {
    let digits = view.digits(i + 1);
    let free = !view.glued(i) || view.before(i).is_some_and(|t| t.kind == Kind::Mark);
    if !free
        || digits.len() != 2
        || !view.glued(i + 1)
        || (view.glued(i + 2) && !view.word(i + 2).is_empty() && view.word(i + 2) != "s")
    {
        return None;
    }
    match decade(view, i + 1) {
        Some(said) => {
            // `'80s-'90s`
            let dash = i + 1 + said.take;
            let second = dash + 1 + usize::from(matches!(view.mark(dash + 1), '\'' | '’' | '‘'));
            if matches!(view.mark(dash), '-' | '–')
                && view.glued(dash)
                && view.glued(dash + 1)
                && let Some(last) = decade(view, second)
            {
                let text = format!("{} {} {}", said.text, view.joint(i), last.text);
                return Said::new(second + last.take - i, text);
            }
            Said::new(said.take + 1, said.text)
        }
        // In a label too, but not `'99'`, what is quoted.
        None if view.prose || !view.glued(i + 2) => Said::new(2, short_year(digits)),
        None => None,
    }
}

/// A prefix that leaves a year a year: `mid-2010`, `post-1945`; not the name of a thing (`MIG-25`).
pub fn is_time_prefix(word: &str) -> bool {
    !is_capitals(word)
        && matches!(Low::of(word).as_str(), "mid" | "pre" | "post" | "early" | "late" | "since" | "circa" | "anno")
}
