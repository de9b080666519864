//! Digits inside names and codes: `B2A23C`, `covid-19`, `MIG-25`, `ISBN 0-8108-5347-7`.

use super::cardinal::{And, cardinal, digit_by_digit, pairs};
use super::token::Kind;
use super::view::{Low, Said, View, is_capitals};
use super::year;

/// Most groups of one code.
const MOST_GROUPS: usize = 12;

/// How digits in a code are said.
fn digits(view: &View<'_>, digits: &str) -> String {
    let nought = if view.prose { "o" } else { "zero" };
    match digits.len() {
        1 => cardinal(digits, And::Without),
        2 if !digits.starts_with('0') => cardinal(digits, And::Without),
        3 if !digits.starts_with('0') => cardinal(digits, And::Without),
        4 if digits.ends_with("000") && !digits.starts_with('0') => cardinal(digits, And::Without),
        _ => digit_by_digit(digits, nought),
    }
}

/// Digits at token `i` that letters touch, or a code that begins there.
pub fn serial(view: &View<'_>, i: usize) -> Option<Said> {
    let named = book_number(view, i)
        .or_else(|| plan(view, i))
        .or_else(|| card(view, i))
        .or_else(|| aircraft(view, i))
        .or_else(|| called(view, i))
        .or_else(|| version(view, i))
        .or_else(|| share(view, i));
    if named.is_some() {
        return named;
    }
    let own = view.digits(i);
    if view.before(i).is_some_and(|t| t.kind == Kind::Word) && view.glued(i) {
        // `PM2.5`
        if let Some(decimal) = super::numeral::numeral(view, i).filter(|n| {
            n.fraction.is_some()
                && n.take == 3
                && (!view.glued(i + 3) || matches!(view.mark(i + 3), ',' | ';' | ')' | '.'))
        }) {
            return Said::new(3, decimal.words(And::Without, view.prose));
        }
        let text = after_letters(view, i);
        let plural = view.glued(i + 1) && view.word(i + 1) == "s";
        return if plural { Said::new(2, super::cardinal::plural_of(&text)) } else { Said::new(1, text) };
    }
    if in_slashes(view, i) || own.len() > 4 && view.glued(i) && view.mark_before(i) == '/' && view.glued(i - 1) {
        return Said::new(1, if own.len() == 4 { cardinal(own, And::Without) } else { digits(view, own) });
    }
    let hyphen = view.mark_before(i) == '-' && view.glued(i - 1) && view.glued(i) && i >= 2;
    let word = if hyphen { view.word(i - 2) } else { "" };
    let numeral = super::numeral::numeral(view, i)?;
    if super::ordinal::of_numeral(view, i, &numeral).is_some() || year::decade(view, i).is_some() {
        return None;
    }
    if own.starts_with('0') && own.len() > 1 {
        return zero_led(view, i);
    }
    // `pre-1914`, `anti-2003`: a year stays one after a word that is no name.
    let dated = year::is_year_digits(own) && view.prose && word.starts_with(|c: char| c.is_lowercase());
    if !word.is_empty() && !year::is_time_prefix(word) && numeral.take == 1 && !dated {
        let middle_nought = own.len() == 3 && own.as_bytes()[1] == b'0' && !own.ends_with("00");
        let pair = own.len() == 3 && word.len() == 1 && is_capitals_or_one(word) || middle_nought;
        return Said::new(1, if pair { pairs_or_digits(own) } else { digits(view, own) });
    }
    if hyphen && word.is_empty() && !view.digits(i - 2).is_empty() { in_code(view, i) } else { None }
}

/// Digits that touch the letters before them. `A380` is said in pairs, `fm101` too; a longer code digit by digit.
fn after_letters(view: &View<'_>, i: usize) -> String {
    let own = view.digits(i);
    let letters = view.word_before(i);
    if matches!(letters, "FY" | "CY" | "AD" | "BC") && year::is_year_digits(own) {
        return super::cardinal::year(own);
    }
    let name = letters.chars().count() <= 2 && is_capitals_or_one(letters);
    // `A350-1000`, `A320neo`
    let variant = letters == "A"
        && (view.glued_mark(i + 1, '-') && view.digits(i + 2).len() >= 3
            || view.prose && matches!(view.word(i + 1), "neo" | "ceo" | "XLR" | "LR" | "F"));
    let last = !view.glued(i + 1)
        || variant
        || view.word(i + 1) == "s"
        || view.get(i + 1).is_some_and(|t| t.kind == Kind::Mark && !matches!(t.mark(), '-' | '/' | '.' | '_'))
        || view.mark(i + 1) == '.' && !view.glued(i + 2);
    let middle_nought = own.as_bytes().get(1) == Some(&b'0');
    if own.len() == 3 && (name && last || middle_nought) { pairs_or_digits(own) } else { digits(view, own) }
}

/// One of three numbers or more between slashes: `123/261788/2021`.
fn in_slashes(view: &View<'_>, i: usize) -> bool {
    let slash = |at: usize| view.glued_mark(at, '/');
    let number = |at: usize| view.glued(at) && !view.digits(at).is_empty();
    let after = slash(i + 1) && number(i + 2);
    let before = i >= 2 && slash(i - 1) && view.glued(i) && !view.digits(i - 2).is_empty();
    let two_after = after && slash(i + 3) && number(i + 4);
    let two_before = before && i >= 4 && slash(i - 3) && view.glued(i - 2) && !view.digits(i - 4).is_empty();
    two_after || two_before || before && after
}

/// `090-96`: a code whose first part begins with nought is said digit by digit.
fn zero_led(view: &View<'_>, i: usize) -> Option<Said> {
    let joined = view.glued_mark(i + 1, '-') && view.glued(i + 2) && !view.digits(i + 2).is_empty();
    let plain = !view.glued(i + 3) || matches!(view.mark(i + 3), '.' | ',' | ';' | ')' | '"');
    if !joined || !plain {
        return None;
    }
    let nought = if view.prose { "o" } else { "zero" };
    Said::new(3, format!("{} {}", digit_by_digit(view.digits(i), nought), digit_by_digit(view.digits(i + 2), nought)))
}

/// Four digits or more that end a card's number: `ending in 8876`; a long number after one letter: `N 21770`.
fn card(view: &View<'_>, i: usize) -> Option<Said> {
    let own = view.digits(i);
    let ending = view.is(i.wrapping_sub(1), "in") && view.is(i.wrapping_sub(2), "ending") && own.len() == 4;
    let letter = view.word_before(i);
    let numbered =
        own.len() >= 5 && letter.len() == 1 && is_capitals_or_one(letter) && !matches!(letter, "A" | "I" | "a");
    if (ending || numbered) && !view.glued(i + 1) || numbered && matches!(view.mark(i + 1), ')' | '.' | ',') {
        return Said::new(1, digit_by_digit(own, if view.prose { "o" } else { "zero" }));
    }
    None
}

/// A part of a code such as `1-413-te-b-1-5`, where letters stand among the digits.
fn in_code(view: &View<'_>, i: usize) -> Option<Said> {
    let own = view.digits(i);
    let near_letters = (1..=MOST_GROUPS).take_while(|n| view.glued(i + n)).any(|n| !view.word(i + n).is_empty())
        || (1..=MOST_GROUPS).take_while(|n| *n <= i && view.glued(i - n + 1)).any(|n| !view.word(i - n).is_empty());
    if near_letters { Said::new(1, digits(view, own)) } else { None }
}

fn pairs_or_digits(digits: &str) -> String {
    if digits.starts_with('0') { digit_by_digit(digits, "o") } else { pairs(digits) }
}

fn is_capitals_or_one(word: &str) -> bool {
    is_capitals(word) || word.len() == 1
}

/// `ISBN 0-8108-5347-7`: every digit by its name.
fn book_number(view: &View<'_>, i: usize) -> Option<Said> {
    let name = Low::of(view.word_before(i));
    let colon = view.mark_before(i) == ':' && i >= 2 && matches!(Low::of(view.word(i - 2)).as_str(), "isbn" | "issn");
    if !matches!(name.as_str(), "isbn" | "issn" | "pin" | "pnr") && !colon && view.word_before(i).len() != 2 {
        return None;
    }
    let known = matches!(name.as_str(), "isbn" | "issn") || colon;
    let mut all = view.digits(i).to_string();
    let mut take = 1;
    while known && take < 2 * MOST_GROUPS && view.glued_mark(i + take, '-') && view.glued(i + take + 1) {
        let at = i + take + 1;
        all.push_str(view.digits(at));
        if view.digits(at).is_empty() {
            break;
        }
        take += 2;
    }
    if known && (take > 1 || all.starts_with('0')) {
        Said::new(take, digit_by_digit(&all, if view.prose { "o" } else { "zero" }))
    } else {
        None
    }
}

/// Numbers to call in need, and roads with a nought in the middle: `911`, `Highway 101`.
fn called(view: &View<'_>, i: usize) -> Option<Said> {
    let own = view.digits(i);
    let (before, after) = (Low::of(view.word_before(i)), Low::of(view.word(i + 1)));
    let dialled = matches!(
        before.as_str(),
        "call" | "called" | "calling" | "calls" | "dial" | "dialed" | "dialled" | "dialing" | "phone" | "phoned"
    );
    let answered = matches!(
        after.as_str(),
        "call"
            | "calls"
            | "caller"
            | "callers"
            | "dispatcher"
            | "dispatchers"
            | "operator"
            | "operators"
            | "hotline"
            | "incident"
    );
    let free = !view.glued(i + 1) || matches!(view.mark(i + 1), '.' | ',' | ';' | ')' | '"' | '!' | '?');
    // `a 911 call`, `call or text 988`: numbers everybody knows.
    let asked = || {
        is_called_before(view, i)
            || matches!(
                after.as_str(),
                "system"
                    | "center"
                    | "centre"
                    | "service"
                    | "services"
                    | "tape"
                    | "tapes"
                    | "audio"
                    | "recording"
                    | "recordings"
                    | "transcript"
                    | "emergency"
                    | "dispatch"
                    | "lifeline"
                    | "line"
            )
    };
    let to = matches!(before.as_str(), "to" | "via" | "by") && own == "911" && view.mark(i + 1) != '\0';
    let known = view.prose && matches!(own, "911" | "988") && (asked() || to);
    if known && free {
        return Said::new(1, digit_by_digit(own, "o"));
    }
    // `text 741741`
    if view.prose
        && (5..=6).contains(&own.len())
        && free
        && (dialled || before.as_str() == "text" || before.as_str() == "to" && is_called_before(view, i))
    {
        return Said::new(1, digit_by_digit(own, "o"));
    }
    // "Call 105 free of charge": a service's number, where nothing that could be counted follows.
    const BEHIND: &[&str] = &[
        "free",
        "or",
        "if",
        "for",
        "and",
        "to",
        "immediately",
        "now",
        "from",
        "at",
        "day",
        "any",
        "straight",
        "when",
        "in",
    ];
    let rung = dialled || matches!(before.as_str(), "ring" | "ringing" | "rang" | "text" | "texting");
    let bare = after.as_str().is_empty() || BEHIND.contains(&after.as_str()) || view.mark(i + 1) != '\0';
    if view.prose && own.len() == 3 && !own.ends_with("00") && rung && free && bare {
        return Said::new(1, digit_by_digit(own, "o"));
    }
    if matches!(own, "911" | "999" | "112" | "110" | "119" | "113" | "165" | "988" | "228" | "111" | "101")
        && free
        && (dialled || answered)
    {
        return Said::new(1, digit_by_digit(own, if view.prose { "o" } else { "zero" }));
    }
    let road = matches!(
        before.as_str(),
        "highway" | "hwy" | "route" | "interstate" | "freeway" | "flight" | "room" | "taipei"
    );
    let middle_nought = own.len() == 3 && own.as_bytes()[1] == b'0' && !own.ends_with("00");
    let dotted = view.mark_before(i) == '.' && i >= 2 && matches!(view.word(i - 2), "Res" | "Flt");
    // `RTX 4090`, `UA 1234`: capitals and four digits.
    let letters = view.word_before(i);
    let coded = view.prose
        && view.apart(i)
        && (2..=3).contains(&letters.len())
        && is_capitals(letters)
        && !year::is_year_digits(own)
        && !matches!(
            letters,
            "AD" | "BC" | "CE" | "US" | "UK" | "EU" | "UN" | "IN" | "OF" | "IS" | "TO" | "AT" | "BY" | "ON"
        )
        && !view.word(i + 1).ends_with('s');
    let numbered = (dotted || coded) && own.len() == 4
        || matches!(before.as_str(), "resolution" | "flight" | "bill" | "room" | "train" | "unit") && own.len() == 4;
    if numbered && free && !own.starts_with('0') {
        return Said::new(1, pairs(own));
    }
    if road && middle_nought && free { Said::new(1, pairs_or_digits(own)) } else { None }
}

/// A word of calling stands a little before token `i`, or a lifeline after it.
fn is_called_before(view: &View<'_>, i: usize) -> bool {
    const NEAR: usize = 5;
    // “Call Det. Smith at …, ext. 7, or 911.”
    const BEFORE: usize = 30;
    let calls = |at: usize| {
        matches!(
            Low::of(view.word(at)).as_str(),
            "call" | "calling" | "text" | "texting" | "dial" | "dialing" | "lifeline" | "hotline"
        )
    };
    (1..=BEFORE).any(|back| back <= i && calls(i - back)) || (1..=NEAR).any(|on| calls(i + on))
}

/// The code of a share: `2330.TW`, `(0700.HK)`.
fn share(view: &View<'_>, i: usize) -> Option<Said> {
    let own = view.digits(i);
    let market = view.word(i + 2);
    let dotted = view.glued_mark(i + 1, '.') && view.glued(i + 2) && (own.len() == 4 || own.len() == 6);
    if !dotted || !matches!(market, "TW" | "TWO" | "HK" | "T" | "SS" | "SZ" | "KS" | "KQ") {
        return None;
    }
    let letters = super::acronym::letters(market, view.prose);
    Said::new(3, format!("{} dot {letters}", digit_by_digit(own, if view.prose { "o" } else { "zero" })))
}

/// `17.2.1`: three parts or more with points between.
fn version(view: &View<'_>, i: usize) -> Option<Said> {
    let mut parts = vec![view.digits(i)];
    while parts.len() < MOST_GROUPS {
        let at = i + 2 * parts.len();
        let next = view.digits(at);
        if next.is_empty() || !view.glued_mark(at - 1, '.') || !view.glued(at) {
            break;
        }
        parts.push(next);
    }
    let short = parts.iter().all(|p| p.len() <= 3);
    let said = |digits: &&str| {
        if digits.starts_with('0') { digit_by_digit(digits, "zero") } else { cardinal(digits, And::Without) }
    };
    let text = || parts.iter().map(said).collect::<Vec<_>>().join(" point ");
    if parts.len() >= 3 && short { Said::new(2 * parts.len() - 1, text()) } else { None }
}

/// `Boeing 737-800`: numbers of types, in pairs.
fn aircraft(view: &View<'_>, i: usize) -> Option<Said> {
    let own = view.digits(i);
    if own.len() != 3 || own.starts_with('0') {
        return None;
    }
    let maker = matches!(
        view.word_before(i),
        "Boeing" | "Airbus" | "Embraer" | "McDonnell" | "Boeing's" | "Boeing’s" | "Porsche"
    );
    if !maker && !is_jet(view, i) {
        return None;
    }
    let variant = view.digits(i + 2);
    if view.glued_mark(i + 1, '-') && view.glued(i + 2) && !variant.is_empty() {
        let variant = if variant.ends_with("00") { cardinal(variant, And::Without) } else { pairs_or_small(variant) };
        return Said::new(3, format!("{} {variant}", pairs(own)));
    }
    let plural = view.glued(i + 1) && view.word(i + 1) == "s";
    if plural { Said::new(2, super::cardinal::plural_of(&pairs(own))) } else { Said::new(1, pairs(own)) }
}

/// `737 MAX`, `787-9`, `777X`, `a 747 jet`: numbers of jets without their maker.
fn is_jet(view: &View<'_>, i: usize) -> bool {
    if !matches!(view.digits(i), "707" | "717" | "727" | "737" | "747" | "757" | "767" | "777" | "787") || view.glued(i)
    {
        return false;
    }
    let variant = view.digits(i + 2);
    let hyphen =
        view.glued_mark(i + 1, '-') && view.glued(i + 2) && (matches!(variant, "8" | "9" | "10") || variant.len() == 3);
    let word = view.word(i + 1);
    let glued = view.glued(i + 1) && matches!(word, "X" | "F" | "s");
    let jet = matches!(
        word,
        "MAX"
            | "Max"
            | "Dreamliner"
            | "Dreamliners"
            | "jet"
            | "jets"
            | "jetliner"
            | "jetliners"
            | "plane"
            | "planes"
            | "aircraft"
            | "airliner"
            | "freighter"
            | "freighters"
            | "fleet"
            | "pilots"
            | "NG"
            | "flight"
    );
    hyphen || view.prose && (glued || view.apart(i + 1) && jet)
}

fn pairs_or_small(digits: &str) -> String {
    if digits.len() < 3 { cardinal(digits, And::Without) } else { pairs(digits) }
}

/// `401(k)`, `501(c)`: a section of a law, said as a name.
fn plan(view: &View<'_>, i: usize) -> Option<Said> {
    let own = view.digits(i);
    // `401k` and `403b`, written without their brackets.
    let letter = view.word(i + 1);
    if view.glued(i + 1)
        && !view.glued(i)
        && (own == "401" && matches!(letter, "k" | "K" | "ks" | "Ks") || matches!((own, letter), ("403" | "457", "b")))
    {
        let number = if own == "457" { pairs(own) } else { digit_by_digit(own, "oh") };
        let plural = if letter.len() == 2 { "'s" } else { "" };
        return Said::new(2, format!("{number} {}{plural}", letter[..1].to_ascii_lowercase()));
    }
    let bracketed = view.glued_mark(i + 1, '(') && view.word(i + 2).len() == 1 && view.mark(i + 3) == ')';
    if own.len() != 3 || !bracketed || !view.glued(i + 2) {
        return None;
    }
    let number = if own.as_bytes().get(1) == Some(&b'0') { digit_by_digit(own, "oh") } else { pairs_or_digits(own) };
    let plural = view.glued(i + 4) && view.word(i + 4) == "s";
    Said::new(4 + usize::from(plural), format!("{number} {}{}", view.word(i + 2), if plural { "'s" } else { "" }))
}
