//! Words cut short that one list ([`super::short`]) holds, read where their neighbours call for them.

use super::short::{Beside, before_hyphen, contracted, short};
use super::states::state;
use super::view::{Low, Said, View, is_capitalised};
use crate::split::words::begins_sentences;

/// A word cut short at token `i`.
pub fn cut_short(view: &View<'_>, i: usize) -> Option<Said> {
    let word = view.word(i);
    // What a label cuts short is mostly said as it stands, but not the number of a house or an edition.
    let everywhere = matches!(word, "ext" | "Ext" | "v");
    if !(view.prose || everywhere) || !(1..=8).contains(&word.len()) {
        return None;
    }
    if word.len() > 4 && word.contains(['\'', '’']) {
        return contracted(word).and_then(|full| Said::new(1, full));
    }
    if !view.glued_mark(i + 1, '.') {
        return None;
    }
    // `v.2`; a match has its space, `Raiders v. 49ers`.
    if word == "v" && view.glued(i + 2) && !view.digits(i + 2).is_empty() {
        return Said::new(2, "version");
    }
    // `Roe v. Wade`
    if word == "v" && view.apart(i) && view.apart(i + 2) && is_capitalised(view.word(i + 2)) {
        return Said::new(2, "versus");
    }
    // `Co. B, 2nd Battalion`
    let letter = view.word(i + 2);
    if word == "Co" && view.apart(i + 2) && letter.len() == 1 && is_capitalised(letter) && view.mark(i + 3) != '.' {
        return Said::new(2, "Company");
    }
    if word == "Rt" && matches!(view.word(i + 2), "Rev" | "Hon" | "Reverend" | "Honorable") {
        return Said::new(2, "Right");
    }
    if matches!(word, "min" | "max" | "Min" | "Max")
        && (view.word(i + 2).starts_with(|c: char| c.is_lowercase()) || !view.digits(i + 2).is_empty())
        && view.apart(i + 2)
        && view.digits(i.wrapping_sub(1)).is_empty()
        && view.mark_before(i) != '-'
    {
        return Said::new(2, if word.eq_ignore_ascii_case("min") { "minimum" } else { "maximum" });
    }
    if word == "W" && view.word(i + 2) == "Va" && view.mark(i + 3) == '.' {
        return Said::new(if stops(view, i + 3) { 3 } else { 4 }, "West Virginia");
    }
    if let Some(said) = two_titles(view, i).or_else(|| life(view, i)).or_else(|| state_before_title(view, i)) {
        return Some(said);
    }
    if view.glued(i + 2) && !view.word(i + 2).is_empty() {
        return None;
    }
    let (full, beside) = short(word)?;
    let called = match beside {
        Beside::Name => {
            view.apart(i + 2)
                && (word == "Sec" && view.is(i + 2, "of")
                    || is_capitalised(view.word(i + 2))
                    || is_ordinal(view, i + 2))
        }
        Beside::Number => !view.digits(i + 2).is_empty(),
        Beside::Amount => {
            let before = Low::of(view.word_before(i));
            view.before(i).is_some_and(|t| t.text.bytes().all(|b| b.is_ascii_digit()) && !t.text.is_empty())
                || view.mark_before(i) == '-' && i >= 2 && (!view.digits(i - 2).is_empty() || view.is(i - 2, "light"))
                || matches!(before.as_str(), "a" | "an" | "per" | "each" | "every" | "last" | "next" | "this" | "half")
        }
        Beside::Anything => true,
    };
    if !called {
        return None;
    }
    Said::new(if stops(view, i + 1) { 1 } else { 2 }, full)
}

/// Whether the dot at `at` also ends its sentence.
pub fn stops(view: &View<'_>, at: usize) -> bool {
    view.ends_text(at) || view.apart(at + 1) && begins_sentences(view.word(at + 1))
}

/// `1st Class` after a rank.
fn is_ordinal(view: &View<'_>, at: usize) -> bool {
    !view.digits(at).is_empty() && matches!(view.word(at + 1), "st" | "nd" | "rd" | "th")
}

/// `Sec.-Gen.`: two titles in one.
fn two_titles(view: &View<'_>, i: usize) -> Option<Said> {
    let joined = view.glued_mark(i + 2, '-') && view.glued(i + 3);
    let first = before_hyphen(view.word(i)).filter(|_| joined)?;
    let (second, take) = match view.word(i + 3) {
        "Gen" => ("General", 1),
        "Gens" => ("Generals", 1),
        "Gov" => ("Governor", 1),
        "Col" => ("Colonel", 1),
        "General" | "Governor" | "Colonel" | "Treasurer" => (view.word(i + 3), 1),
        _ => return None,
    };
    let dot = usize::from(view.glued_mark(i + 4, '.') && !stops(view, i + 4));
    Said::new(3 + take + dot, format!("{first}-{second}"))
}

/// `b. 1921`, `d. in 1987`, `c. 1600`.
fn life(view: &View<'_>, i: usize) -> Option<Said> {
    let name = match view.word(i) {
        "b" => "born",
        "d" => "died",
        "c" => "circa",
        _ => return None,
    };
    let at = i + 2;
    let year = |at: usize| super::year::is_year_digits(view.digits(at)) || super::date::month(view.word(at)).is_some();
    let dated = view.apart(at) && (year(at) || name != "circa" && view.is(at, "in") && year(at + 1));
    dated.then(|| Said { take: 2, text: name.into() })
}

/// A state before a title: `Mich. Gov. Ann Lee`; or cut short in running text: `a Calif. judge`, `in Wis. on`.
fn state_before_title(view: &View<'_>, i: usize) -> Option<Said> {
    let word = view.word(i);
    let name = state(word).filter(|_| view.apart(i + 2) || view.mark(i + 2) == ')')?;
    let next = view.word(i + 2);
    let titled = matches!(
        next,
        "Gov"
            | "Sen"
            | "Rep"
            | "Reps"
            | "Sens"
            | "Atty"
            | "Attorney"
            | "Lt"
            | "House"
            | "Senate"
            | "Supreme"
            | "Legislature"
            | "Democrat"
            | "Republican"
            | "Democrats"
            | "Republicans"
            | "State"
            | "Governor"
            | "Senator"
    );
    let only_a_state = matches!(
        word,
        "Ala"
            | "Ariz"
            | "Calif"
            | "Colo"
            | "Conn"
            | "Fla"
            | "Ky"
            | "Mich"
            | "Minn"
            | "Mont"
            | "Neb"
            | "Nev"
            | "Okla"
            | "Tenn"
            | "Tex"
            | "Wis"
            | "Wyo"
            | "Kan"
            | "Md"
            | "Vt"
            | "Va"
            | "Ga"
    );
    let goes_on = next.starts_with(|c: char| c.is_lowercase());
    let placed = matches!(view.word_before(i), "in" | "of" | "from" | "near" | "across" | "outside" | "throughout");
    let bracketed = view.mark_before(i) == '(' && view.mark(i + 2) == ')';
    (bracketed || titled || (only_a_state || placed) && goes_on).then(|| Said { take: 2, text: name.into() })
}
