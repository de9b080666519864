//! Letters with dots: `U.S.A.`, `e.g.`, `J. F. Kennedy`.

use super::view::{Said, View, is_capitalised};

/// Letters with dots: `U.S.A.`, `e.g.`, `J. F. Kennedy`.
pub fn dotted_letters(view: &View<'_>, i: usize) -> Option<Said> {
    let first = view.word(i);
    if first == "Ph" && view.glued_mark(i + 1, '.') && view.word(i + 2) == "D" && view.glued(i + 2) && view.prose {
        let dot = usize::from(view.glued_mark(i + 3, '.') && !super::cut_short::stops(view, i + 3));
        return Said::new(3 + dot, "P H D");
    }
    if first.chars().count() != 1 || view.mark(i + 1) != '.' || view.glued(i) && view.mark_before(i) == '.' {
        return None;
    }
    // A dot set apart counts only after a capital: `U.S . Congress`, `Ward M . ( 2010 )`.
    if !view.glued(i + 1) && !is_capitalised(first) {
        return None;
    }
    let mut name = String::from(first);
    let mut at = i + 1;
    const MOST: usize = 8;
    while name.len() < MOST
        && view.mark(at) == '.'
        && view.glued(at + 1)
        && view.word(at + 1).chars().count() == 1
        && view.glued(at)
    {
        name.push_str(view.word(at + 1));
        at += 2;
    }
    let dot = view.mark(at) == '.' && (view.glued(at) || is_capitalised(first));
    let last_dot = usize::from(dot);
    let end = at + last_dot;
    if name.chars().count() == 1 {
        return initial(view, i, first);
    }
    let known = match name.to_ascii_lowercase().as_str() {
        "eg" => Some("for example"),
        "ie" => Some("that is"),
        _ => None,
    };
    if let Some(full) = in_full(view, i, &name).filter(|_| view.prose && view.glued(at)) {
        let stop = if last_dot == 1 && super::cut_short::stops(view, at) { "." } else { "" };
        return Said::new(end - i, format!("{full}{stop}"));
    }
    if let Some(text) = known.filter(|_| first.chars().all(char::is_lowercase)) {
        return Said::new(end - i, text);
    }
    // Initials before a surname are said one by one, in a label too.
    let initials = view.apart(end) && is_capitalised(view.word(end)) && view.word(end).len() > 2;
    let mut text = super::acronym::letters(&name.to_uppercase(), view.prose || initials);
    if last_dot == 1 && view.prose && view.ends_text(at) {
        text.push('.');
    }
    // `U.S.'s` and `P.M.s`
    Said::new(end - i, text)
}

/// Letters said in full where a name or a town stands before them: `Central H.S.`, `Albany, N.Y.`
fn in_full(view: &View<'_>, i: usize, name: &str) -> Option<&'static str> {
    let named = is_capitalised(view.word_before(i)) && view.apart(i);
    if name == "yo" && view.mark_before(i) == '-' && i >= 2 && !view.digits(i - 2).is_empty() {
        return Some("year-old");
    }
    // `4% p.a.`
    if name == "pa" && i > 0 && (view.mark_before(i) == '%' || !view.digits(i - 1).is_empty()) {
        return Some("a year");
    }
    if name == "HS" && named {
        return Some("High School");
    }
    let street = |at: usize| super::address::street(view.word(at)).is_some();
    if i >= 2 && (street(i - 1) || view.mark(i - 1) == '.' && street(i - 2)) {
        let side = match name {
            "NW" => Some("Northwest"),
            "NE" => Some("Northeast"),
            "SW" => Some("Southwest"),
            "SE" => Some("Southeast"),
            _ => None,
        };
        if side.is_some() {
            return side;
        }
    }
    let town = i >= 2 && view.mark(i - 1) == ',' && is_capitalised(view.word(i - 2)) && view.apart(i);
    let state = super::states::state_code(name)?;
    let titled = matches!(view.word(i + 4), "Gov" | "Sen" | "Rep" | "Lt" | "Atty" | "Attorney" | "Gov's");
    ((town || titled) && matches!(name, "NY" | "NJ" | "NH" | "NM" | "NC" | "ND" | "SC" | "SD" | "RI")).then_some(state)
}

/// `N. Korea`, `S. Carolina`: a side of the sky before a land that has two.
fn compass(letter: &str, land: &str) -> Option<&'static str> {
    match (letter, land.strip_suffix("'s").or_else(|| land.strip_suffix("’s")).unwrap_or(land)) {
        ("N", "Korea" | "Korean" | "Koreans" | "Carolina" | "Dakota" | "Ireland") => Some("North"),
        ("S", "Korea" | "Korean" | "Koreans" | "Carolina" | "Dakota" | "Africa" | "Sudan") => Some("South"),
        ("W", "Bank") => Some("West"),
        ("E", "St") => Some("East"),
        ("W", "Virginia") => Some("West"),
        ("E", "Timor" | "Jerusalem") => Some("East"),
        _ => None,
    }
}

/// One letter with its dot, before a name or after one.
fn initial(view: &View<'_>, i: usize, letter: &str) -> Option<Said> {
    if !is_capitalised(letter) || view.ends_text(i + 1) {
        return None;
    }
    let next = view.get(i + 2)?;
    if let Some(side) = compass(letter, next.text).filter(|_| next.gap) {
        return Said::new(2, side);
    }
    let after_name = is_capitalised(view.word_before(i)) || matches!(view.mark_before(i), '.' | ',' | '&');
    let pronoun = letter == "I" && !after_name;
    let before_name = next.gap
        && (is_capitalised(next.text) || matches!(next.mark(), ',' | ';' | ':' | '(' | '&' | '"'))
        || matches!(next.mark(), ',' | ';');
    (!pronoun && (before_name || view.apart(i + 1))).then(|| Said { take: 2, text: letter.into() })
}
