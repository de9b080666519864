//! Titles cut short without a dot, as Britain, India and Australia write them: `Cllr Ashfaq`, `Det Con Reed`,
//! `the Rt Hon David Lammy`; and titles with a dot that are something else elsewhere: `Sr. Helen Prejean`.

use super::view::{Said, View, is_capitalised};

/// What is said for a title before a name or another title.
fn title(word: &str) -> Option<&'static str> {
    Some(match word {
        "Abp" => "Archbishop",
        "Adm" => "Admiral",
        "Adv" => "Advocate",
        "Ald" => "Alderman",
        "Asst" => "Assistant",
        "Bdr" => "Bombardier",
        "Bp" => "Bishop",
        "Brig" => "Brigadier",
        "Capt" => "Captain",
        "Cdr" | "Cmdr" => "Commander",
        "Cdre" => "Commodore",
        "Cllr" => "Councillor",
        "Cllrs" => "Councillors",
        "Col" => "Colonel",
        "Cpl" => "Corporal",
        "Dep" => "Deputy",
        "Det" => "Detective",
        "Fr" => "Father",
        "Gen" => "General",
        "Gov" => "Governor",
        "Hon" => "Honorable",
        "Insp" => "Inspector",
        "Ldr" => "Leader",
        "Lt" | "Lieut" => "Lieutenant",
        "Maj" => "Major",
        "Mgr" | "Msgr" => "Monsignor",
        "Pte" | "Pvt" => "Private",
        "Rep" => "Representative",
        "Rev" | "Revd" => "Reverend",
        "Sen" => "Senator",
        "Sgt" => "Sergeant",
        "Smt" => "Shrimati",
        "Supt" => "Superintendent",
        "WO" => "Warrant Officer",
        _ => return None,
    })
}

/// A title at token `i`, without a dot unless the next is one of those that need it.
pub fn titles(view: &View<'_>, i: usize) -> Option<Said> {
    let word = view.word(i);
    if !(2..=5).contains(&word.len()) || !is_capitalised(word) || !view.prose || view.shouted {
        return None;
    }
    let dotted = view.glued_mark(i + 1, '.');
    let at = i + 1 + usize::from(dotted);
    let next = view.word(at);
    if !view.apart(at) || next.len() < 2 || !is_capitalised(next) {
        return None;
    }
    let take = at - i;
    let before = view.word_before(i);
    match word {
        "Ch" if matches!(next, "Insp" | "Supt" | "Inspector" | "Superintendent" | "Constable") => {
            return Said::new(take, "Chief");
        }
        "Con" if before == "Det" => return Said::new(take, "Constable"),
        "Sqn" if next == "Ldr" => return Said::new(take, "Squadron"),
        "Flt" if next == "Lt" => return Said::new(take, "Flight"),
        "Wg" | "Wng" if matches!(next, "Cdr" | "Cmdr") => return Said::new(take, "Wing"),
        "Rt" if matches!(next, "Hon" | "Rev" | "Revd" | "Reverend" | "Honourable" | "Honorable") => {
            return Said::new(take, "Right");
        }
        // `Sr. Helen Prejean` is a nun, `Robert Hall Sr. Boulevard` a father.
        "Sr" if !is_capitalised(before) => return Said::new(take, "Sister"),
        // `Del. Ray Moss, D-Fairfax`; the state stands behind its town.
        "Del" if dotted && !is_capitalised(before) && view.mark_before(i) != ',' => return Said::new(2, "Delegate"),
        _ => {}
    }
    if dotted {
        return None;
    }
    // `Gen Z`, `Gen Alpha`, `Hon Hai`; `Amartya Sen Gupta`.
    if matches!((word, next), ("Gen", "Alpha" | "Xers" | "Zers") | ("Hon", "Hai") | ("Col", "Du" | "De")) {
        return None;
    }
    let inside = is_capitalised(before) && view.apart(i) && view.mark_before(i) == '\0';
    if inside
        && title(before).is_none()
        && !matches!(before, "Det" | "Ch" | "Flt" | "Sqn" | "Wg" | "Rt" | "The" | "Chief" | "Former")
    {
        return None;
    }
    Said::new(1, title(word)?)
}
