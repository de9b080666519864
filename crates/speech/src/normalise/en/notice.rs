//! Short forms without a dot, as notices, courts and the pages of local news write them: `Co. Galway`, `Mt Pleasant Rd`,
//! `nr Chelmsford`, `3no. dwellings`.

use super::view::{Low, Said, View, is_capitalised};

/// The counties that are written after `Co.`
const COUNTIES: &[&str] = &[
    "Antrim",
    "Armagh",
    "Carlow",
    "Cavan",
    "Clare",
    "Cork",
    "Derry",
    "Donegal",
    "Down",
    "Dublin",
    "Durham",
    "Fermanagh",
    "Galway",
    "Kerry",
    "Kildare",
    "Kilkenny",
    "Laois",
    "Leitrim",
    "Limerick",
    "Londonderry",
    "Longford",
    "Louth",
    "Mayo",
    "Meath",
    "Monaghan",
    "Offaly",
    "Roscommon",
    "Sligo",
    "Tipperary",
    "Tyrone",
    "Waterford",
    "Westmeath",
    "Wexford",
    "Wicklow",
];

/// A short form at token `i`.
pub fn notice(view: &View<'_>, i: usize) -> Option<Said> {
    let word = view.word(i);
    if !view.prose || !(2..=6).contains(&word.len()) {
        return None;
    }
    let dot = usize::from(view.glued_mark(i + 1, '.'));
    let next = i + 1 + dot;
    let name = view.apart(next) && is_capitalised(view.word(next));
    let number = view.apart(next) && !view.digits(next).is_empty();
    let after_number = view.apart(i) && !view.digits(i.wrapping_sub(1)).is_empty();
    let bare = dot == 0;
    let text = match word {
        "Co" if name && COUNTIES.contains(&county(view.word(next))) => "County",
        "Mt" if bare && name && !after_number => "Mount",
        "Rd" if bare && is_capitalised(view.word_before(i)) && view.apart(i) => "Road",
        "nr" | "Nr" if name => "near",
        "Cttee" | "cttee" => "Committee",
        "adj" if view.is(next, "to") => "adjacent",
        "assoc" if !bare && view.word(next).starts_with(|c: char| c.is_lowercase()) => "associated",
        "Sch" | "sch" if number => "schedule",
        "reg" | "Reg" if number => "regulation",
        "regs" | "Regs" if number => "regulations",
        "para" | "Para" if number && !bare => "paragraph",
        "paras" | "Paras" if number => "paragraphs",
        "no" | "nos" if !bare && view.glued(i) && !view.digits(i.wrapping_sub(1)).is_empty() && view.apart(next) => "",
        "pts" if bare && after_number => "points",
        "concs" => "concessions",
        "Fri" | "Sat" | "Sun" | "Mon" if bare && matches!(view.word(next), "till" | "until" | "to") => weekday(word),
        "YoY" | "yoy" => "year on year",
        "QoQ" | "qoq" => "quarter on quarter",
        "MoM" => "month on month",
        _ => return None,
    };
    // A full stop behind a short form that ends its sentence stays.
    let ends = dot == 1 && view.ends_text(i + 1);
    Said::new(if ends { 1 } else { 1 + dot }, text)
}

fn county(word: &str) -> &str {
    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word)
}

fn weekday(word: &str) -> &'static str {
    match word {
        "Fri" => "Friday",
        "Sat" => "Saturday",
        "Sun" => "Sunday",
        _ => "Monday",
    }
}

/// Letters that name one of a row, and the A behind them is no article: `Grade A`, `hepatitis A`.
pub fn is_letter_behind(word: &str) -> bool {
    matches!(
        Low::of(word).as_str(),
        "grade"
            | "group"
            | "hepatitis"
            | "vitamin"
            | "influenza"
            | "plan"
            | "serie"
            | "type"
            | "class"
            | "category"
            | "exhibit"
            | "schedule"
            | "annex"
            | "appendix"
            | "section"
            | "block"
            | "team"
            | "terminal"
            | "gate"
            | "pool"
            | "shares"
            | "series"
    )
}
