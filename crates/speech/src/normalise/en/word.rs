//! Everything that begins with a letter.

use std::borrow::Cow;

use super::abbreviation;
use super::acronym::{self, letters};
use super::address;
use super::bill;
use super::compass;
use super::cut_short;
use super::date;
use super::dateline::{is_capital_word, place};
use super::greek;
use super::initials;
use super::math;
use super::measure;
use super::money;
use super::notice;
use super::party;
use super::roman;
use super::spelling;
use super::states::state_code;
use super::titles;
use super::twofold;
use super::view::{Said, View};
use super::weekday;
use super::year;

/// Reads the word at token `i`, where it is not said as it stands.
pub fn word(view: &View<'_>, i: usize) -> Option<Said> {
    let text = view.word(i);
    if i < view.dateline
        && let Some(said) = in_dateline(view, i)
    {
        return Some(said);
    }
    if let Some(said) = bracketed(view, i) {
        return Some(said);
    }
    if let Some(said) = bracketed_letter(view, i) {
        return Some(said);
    }
    if text == "y"
        && view.glued_mark(i + 1, '-')
        && view.word(i + 2) == "o"
        && view.glued_mark(i + 3, '-')
        && view.word(i + 4) == "y"
    {
        return Said::new(5, "year on year");
    }
    if let Some(letter) = greek::name(text) {
        return Said::new(1, letter);
    }
    if text.len() == 1
        && let Some(said) = math::of_letters(view, i)
    {
        return Some(said);
    }
    let first = text.as_bytes().first().copied().unwrap_or(0);
    // Plain lower-case words, most of a text, need only the tables of short forms and spellings.
    if first.is_ascii_lowercase() && text.len() > 5 {
        return date::from_month(view, i).or_else(|| dotless(view, i));
    }
    if is_everywhere(text) { None } else { by_rules(view, i) }
}

/// The words that every text is half made of. No rule begins with one of them, and asking each rule is most of the work.
fn is_everywhere(text: &str) -> bool {
    matches!(
        text.as_bytes(),
        b"the"
            | b"of"
            | b"and"
            | b"to"
            | b"that"
            | b"for"
            | b"was"
            | b"with"
            | b"said"
            | b"his"
            | b"has"
            | b"have"
            | b"had"
            | b"from"
            | b"were"
            | b"are"
            | b"they"
            | b"their"
            | b"this"
            | b"which"
            | b"would"
            | b"who"
            | b"but"
            | b"not"
            | b"been"
            | b"will"
            | b"its"
            | b"her"
            | b"she"
            | b"him"
            | b"after"
            | b"about"
            | b"also"
            | b"more"
            | b"than"
            | b"when"
            | b"into"
            | b"over"
            | b"could"
            | b"other"
            | b"some"
            | b"what"
            | b"there"
            | b"it"
            | b"on"
            | b"by"
            | b"as"
            | b"be"
            | b"he"
            | b"we"
            | b"you"
            | b"all"
            | b"out"
            | b"them"
            | b"then"
            | b"says"
            | b"can"
            | b"only"
            | b"if"
            | b"our"
            | b"your"
    )
}

/// The rules for words, one after the other.
fn by_rules(view: &View<'_>, i: usize) -> Option<Said> {
    let text = view.word(i);
    if year::is_time_prefix(text) && view.glued_mark(i + 1, '-') && view.glued(i + 2) && !view.digits(i + 2).is_empty()
    {
        return Said::new(2, text);
    }
    // `noon-1 p.m.`
    if matches!(text, "noon" | "midnight" | "Noon")
        && matches!(view.mark(i + 1), '-' | '–')
        && view.glued(i + 1)
        && !view.digits(i + 2).is_empty()
    {
        return Said::new(2, format!("{text} to"));
    }
    // `6' x 8'`, `10 mm x 20 mm`
    let ticked = view.prose && matches!(view.mark_before(i), '\'' | '’' | '"' | '″' | '′');
    let measured = || {
        i >= 2
            && view.apart(i)
            && view.apart(i + 1)
            && !view.digits(i - 2).is_empty()
            && matches!(view.word(i - 1), "mm" | "cm" | "m" | "km" | "in" | "ft" | "feet" | "inches" | "meters" | "px")
    };
    if text == "x" && !view.digits(i + 1).is_empty() && (ticked || measured()) {
        return Said::new(1, "by");
    }
    if let Some(said) = joined(view, i) {
        return Some(said);
    }
    date::from_month(view, i)
        .or_else(|| notice::notice(view, i))
        .or_else(|| weekday::weekday(view, i))
        .or_else(|| compass::compass(view, i))
        .or_else(|| bill::bill(view, i))
        .or_else(|| measure::torque(view, i))
        .or_else(|| twofold::scale_letter(view, i))
        .or_else(|| titles::titles(view, i))
        .or_else(|| cut_short::cut_short(view, i))
        .or_else(|| party::party(view, i))
        .or_else(|| measure::after_per(view, i))
        .or_else(|| roman::before_book(view, i))
        .or_else(|| roman::roman(view, i))
        .or_else(|| initials::dotted_letters(view, i))
        .or_else(|| money::money(view, i))
        .or_else(|| address::in_address(view, i))
        .or_else(|| address::state(view, i))
        .or_else(|| abbreviation::abbreviation(view, i))
        .or_else(|| roman::alone(view, i))
        .or_else(|| acronym::acronym(view, i))
        .or_else(|| american(view, i))
}

/// What an editor put into a quotation, `compan[ies]` and `30 min[ute]`, belongs to its word.
fn bracketed(view: &View<'_>, i: usize) -> Option<Said> {
    let inside = view.word(i + 2);
    let part = view.glued_mark(i + 1, '[') && view.glued(i + 2) && view.glued_mark(i + 3, ']');
    (part && !inside.is_empty()).then(|| Said { take: 4, text: format!("{}{inside}", view.word(i)) })
}

/// `lipoprotein(a)`: one letter in brackets that touch a word is the letter, never the article.
fn bracketed_letter(view: &View<'_>, i: usize) -> Option<Said> {
    let letter = view.word(i);
    let one = letter.len() == 1 && view.prose && view.glued(i) && view.mark_before(i) == '(';
    if !one || i < 2 || !view.glued(i - 1) || view.word(i - 2).len() < 2 || !view.glued_mark(i + 1, ')') {
        return None;
    }
    // `pound(s)` is one or more of them.
    (letter != "s").then(|| Said { take: 1, text: letter.to_ascii_uppercase() })
}

/// A place in capitals in the dateline.
fn in_dateline(view: &View<'_>, i: usize) -> Option<Said> {
    let text = view.word(i);
    let agency = view.mark_before(i) == '(' || matches!(text, "US" | "UK" | "UN" | "EU" | "DC" | "AP" | "UPI" | "AFP");
    if agency || !is_capital_word(text) {
        return None;
    }
    let dotted = view.glued_mark(i + 1, '.');
    if let Some(state) = state_code(text).filter(|_| view.mark_before(i) == ',') {
        return Said::new(1, state);
    }
    let short = dotted && matches!(text, "ST" | "FT" | "MT");
    if dotted && !short {
        return None;
    }
    Said::new(1 + usize::from(short), place(text, dotted))
}

/// Letters that a sign holds together: `AT&T`, `R&D`, `w/o`.
fn joined(view: &View<'_>, i: usize) -> Option<Said> {
    let text = view.word(i);
    let sign = view.mark(i + 1);
    if text.len() > 2 || !view.glued(i + 1) || !matches!(sign, '&' | '/') {
        return None;
    }
    if sign == '&' && view.glued(i + 2) && text.bytes().all(|b| b.is_ascii_uppercase()) {
        return Said::new(1, letters(text, true));
    }
    match (text, view.word(i + 2)) {
        ("w", "o") if view.glued(i + 2) => Said::new(3, "without"),
        ("y", "y") if view.glued(i + 2) => Said::new(3, "year on year"),
        ("q", "q") if view.glued(i + 2) => Said::new(3, "quarter on quarter"),
        ("m", "m") if view.glued(i + 2) => Said::new(3, "month on month"),
        ("w", _) if view.apart(i + 2) => Said::new(2, "with"),
        _ => None,
    }
}

/// Short forms without a dot, and British spellings.
fn dotless(view: &View<'_>, i: usize) -> Option<Said> {
    abbreviation::abbreviation(view, i).or_else(|| american(view, i))
}

/// A British spelling in running text.
fn american(view: &View<'_>, i: usize) -> Option<Said> {
    let text = Some(view.word(i)).filter(|_| view.prose).and_then(spelling::american)?;
    Said::new(1, text)
}

/// A word that is said as it stands, its apostrophes made straight in running text.
pub fn plain<'a>(view: &View<'a>, i: usize) -> Cow<'a, str> {
    let text = view.word(i);
    if view.prose && !text.is_ascii() && text.contains(['’', 'ʼ', '＇']) {
        Cow::Owned(text.replace(['’', 'ʼ', '＇'], "'"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on says so by failing")]
mod tests {
    use super::*;
    use crate::normalise::en::view;

    #[test]
    fn no_rule_would_have_read_a_word_that_is_passed_over() {
        const WORDS: &str = "the of and to that for was with said his has have had from were are they their this which \
            would who but not been will its her she him after about also more than when into over could other some what \
            there it on by as be he we you all out them then says can only if our your";
        const BEFORE: [&str; 22] = [
            "",
            "5 ",
            "5",
            "5-",
            "$5 ",
            "$5 million ",
            "per ",
            "each per ",
            "(",
            "[",
            "\"",
            "St. ",
            "J. ",
            "degrees ",
            "12 Main ",
            "U.S. ",
            "Henry ",
            "Jan. ",
            "LONDON (AP) - ",
            "9 a.m. ",
            "7/",
            "Section ",
        ];
        const AFTER: [&str; 24] = [
            "",
            ".",
            ". Then",
            ".5",
            " 5",
            "-5",
            " - 5",
            "/7",
            "&T",
            " St.",
            ", NY 10001",
            " Kings",
            " II",
            " 5 p.m.",
            "-",
            "–5",
            " 1969",
            " per cent",
            "-to-",
            "/her",
            " (a)",
            ": 5",
            " $5",
            " 5th",
        ];
        for word in WORDS.split_whitespace() {
            assert!(is_everywhere(word), "{word}");
            for (before, after) in BEFORE.iter().flat_map(|before| AFTER.map(|after| (before, after))) {
                for frame in ["", "The mayor said so in May: ", "MENU: "] {
                    let text = format!("{frame}{before}{word}{after} and so it went on, he said");
                    let view = view::english(&text);
                    let at = frame.len() + before.len();
                    let Some(i) = view.tokens.iter().position(|token| token.from == at && token.text == word) else {
                        continue;
                    };
                    assert_eq!(by_rules(&view, i), None, "{text}");
                }
            }
        }
    }
}
