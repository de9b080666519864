//! Words cut short: `Dr.`, `St.`, `Gov.`, `No. 7`, `Wilmington, Del.`

use super::address::{stop_after, street};
use super::states::state;
use super::view::{Low, Said, View, is_capitalised, is_capitals, is_function_word};

/// Titles before a name.
fn title(low: &str) -> Option<&'static str> {
    Some(match low {
        "gov" => "Governor",
        "sen" => "Senator",
        "sens" => "Senators",
        "rep" => "Representative",
        "reps" => "Representatives",
        "gen" => "General",
        "lt" | "lieut" => "Lieutenant",
        "col" => "Colonel",
        "capt" => "Captain",
        "maj" => "Major",
        "sgt" => "Sergeant",
        "cpl" => "Corporal",
        "pvt" => "Private",
        "cmdr" | "comdr" => "Commander",
        "adm" => "Admiral",
        "brig" => "Brigadier",
        "prof" => "Professor",
        "rev" => "reverend",
        "hon" => "honorable",
        "pres" => "President",
        "supt" => "Superintendent",
        "insp" => "Inspector",
        "det" => "Detective",
        "amb" => "Ambassador",
        "msgr" => "Monsignor",
        "fr" => "Father",
        "mt" => "mount",
        "ft" => "fort",
        "pt" => "point",
        _ => return None,
    })
}

/// Words cut short that stand anywhere, with their dot.
fn anywhere(low: &str) -> Option<&'static str> {
    Some(match low {
        "etc" => "et cetera",
        "approx" => "approximately",
        "dept" => "department",
        "univ" => "university",
        "assn" => "association",
        "corp" => "corporation",
        "inc" => "incorporated",
        "ltd" => "limited",
        "bros" => "brothers",
        "intl" => "international",
        "natl" => "national",
        "govt" => "government",
        "mgr" => "manager",
        "ave" => "avenue",
        "blvd" => "boulevard",
        "hwy" => "highway",
        "pkwy" => "parkway",
        "vs" => "versus",
        "jr" => "junior",
        "sr" => "senior",
        "esq" => "esquire",
        "mts" => "mountains",
        "min" => "minutes",
        "max" => "maximum",
        "incl" => "including",
        "dist" => "district",
        "ed" | "eds" => return None,
        _ => return None,
    })
}

/// Words cut short that are said in full even without a dot.
fn undotted(low: &str) -> Option<&'static str> {
    Some(match low {
        "ltd" => "limited",
        "dept" => "department",
        "bros" => "brothers",
        "vs" => "versus",
        "govt" => "government",
        "approx" => "approximately",
        "intl" => "international",
        _ => return None,
    })
}

/// Whether a word without its dot is looked at all the same; every other rule here asks for the dot.
fn stands_undotted(low: &str) -> bool {
    matches!(
        low,
        "mr" | "no" | "nos" | "st" | "dr" | "vol" | "vols" | "pp" | "pg" | "ch" | "chap" | "sec" | "art" | "fig"
    ) || matches!(low, "tv" | "ave" | "prof")
        || undotted(low).is_some()
}

/// A word cut short at token `i`.
pub fn abbreviation(view: &View<'_>, i: usize) -> Option<Said> {
    let word = view.word(i);
    if word.eq_ignore_ascii_case("p")
        && view.glued_mark(i + 1, '.')
        && !view.digits(i + 2).is_empty()
        && view.apart(i + 2)
    {
        return Said::new(2, "page");
    }
    if word.len() < 2 || word.len() > 7 {
        return None;
    }
    let low = Low::of(word);
    let low = low.as_str();
    let dotted = view.glued_mark(i + 1, '.') && (!view.glued(i + 2) || view.word(i + 2).is_empty());
    // Most words are no short form at all, and nearly every short form has its dot.
    if !dotted && !stands_undotted(low) {
        return None;
    }
    let next = i + 1 + usize::from(dotted);
    let before_name =
        view.apart(next) && is_capitalised(view.word(next)) || view.get(next).is_some_and(|t| t.gap && t.mark() == '"');
    let before_name = before_name || paired_title(view, next);
    match low {
        "mr" | "mrs" | "ms" | "mx" | "messrs" if is_capitalised(word) && dotted && !view.ends_text(i + 1) => {
            // Both engines know “Mr”; a label is said as it would be spelled out.
            let name = match low {
                "mr" if !view.prose => "mister",
                "mrs" if !view.prose => "misses",
                _ => word,
            };
            return Said::new(2, name);
        }
        "mr" if !is_capitalised(word) && before_name => return Said::new(next - i, "mister"),
        "prof" if !dotted => {
            let said = word == "Prof" && before_name;
            return said.then(|| Said { take: 1, text: "Professor".into() });
        }
        "no" | "nos" => return numbered(view, i, low, dotted),
        "st" => return saint_or_street(view, i, dotted, before_name),
        "dr" => return doctor_or_drive(view, i, dotted, before_name),
        "vol" | "vols" | "p" | "pp" | "pg" | "ch" | "chap" | "sec" | "art" | "fig" => {
            return part(view, i, low, dotted);
        }
        "al" if dotted => return None,
        "tv" => return Said::new(1, super::acronym::letters("TV", view.prose)),
        "am" | "pm" if is_capitals(word) && view.digits(next).is_empty() => return None,
        _ => {}
    }
    if let Some(found) = in_town(view, i, dotted) {
        return Some(found);
    }
    let sure = matches!(low, "gov" | "sen" | "gen" | "lt" | "col" | "capt" | "sgt" | "cpl" | "cmdr" | "prof" | "maj")
        && view.prose;
    if dotted && is_capitalised(word) && (before_name || sure && !view.ends_text(i + 1)) {
        if low == "lt" || low == "maj" || low == "brig" {
            // `Lt. Gov.`, `Maj. Gen.` go on to the next title.
            return Said::new(2, title(low)?);
        }
        if let Some(name) =
            title(low).filter(|_| !matches!(low, "pt" | "ft" | "fr" | "rep" | "det") || !view.ends_text(i + 1))
        {
            return Said::new(2, name);
        }
    }
    if low == "co"
        && dotted
        && is_capitalised(word)
        && (is_capitalised(view.word_before(i)) || view.mark_before(i) == '&' || view.is(i.wrapping_sub(1), "and"))
    {
        return stop_after(view, i, "company");
    }
    if dotted
        && let Some(name) = anywhere(low)
        && (!matches!(low, "min" | "max") || !view.digits(i.wrapping_sub(1)).is_empty())
    {
        return keep_stop(view, i, name);
    }
    if let Some(name) = undotted(low).filter(|_| !dotted && !is_capitals(word)) {
        return Said::new(1, name);
    }
    // `County Rd. 12`, `Maple Ln.`
    if matches!(low, "rd" | "ln" | "blvd" | "pkwy" | "hwy" | "expy" | "fwy" | "sq" | "ter" | "cir" | "ct" | "pl")
        && dotted
        && view.prose
        && is_capitalised(word)
        && is_capitalised(view.word_before(i))
    {
        return stop_after(view, i, street(word)?);
    }
    if low == "ave" && !dotted && i > 0 && is_capitalised(view.word_before(i)) {
        return Said::new(1, "avenue");
    }
    None
}

/// `Dr. and Mrs. Lee`, `Sen. & Mrs. Lee`: another title stands between this one and the name.
fn paired_title(view: &View<'_>, at: usize) -> bool {
    let joins = view.is(at, "and") || view.mark(at) == '&';
    let second = Low::of(view.word(at + 1));
    let is_title = matches!(second.as_str(), "mr" | "mrs" | "ms" | "mx" | "dr" | "prof" | "rev" | "hon")
        || title(second.as_str()).is_some();
    joins && view.apart(at) && is_capitalised(view.word(at + 1)) && is_title && view.glued_mark(at + 2, '.')
}

/// A short form with its dot, which stays where it ends the sentence.
fn keep_stop(view: &View<'_>, i: usize, name: &str) -> Option<Said> {
    if view.ends_text(i + 1) && view.prose { Said::new(1, name) } else { Said::new(2, name) }
}

/// `No. 7`, `Nos. 3 and 4`, `NO 88`.
fn numbered(view: &View<'_>, i: usize, low: &str, dotted: bool) -> Option<Said> {
    let at = i + 1 + usize::from(dotted);
    let number = !view.digits(at).is_empty();
    let capital = is_capitalised(view.word(i));
    // `no. 5`, but `no 5`, is sure in small letters too.
    if !number || !capital && !dotted || !view.apart(at) && !dotted {
        return None;
    }
    // `There are No 10 apples` does not occur; `said no. 10 people` has no capital.
    Said::new(at - i, if low == "nos" { "numbers" } else { "number" })
}

/// `p. 7`, `Vol. 5`, `Fig. 3`.
fn part(view: &View<'_>, i: usize, low: &str, dotted: bool) -> Option<Said> {
    let at = i + 1 + usize::from(dotted);
    let number = !view.digits(at).is_empty() || super::roman::value(view.word(at)).is_some() && view.word(at).len() > 1;
    let name = match low {
        "vol" => "volume",
        "vols" => "volumes",
        "pp" => "pages",
        "pg" => "page",
        "ch" | "chap" => "chapter",
        "sec" => "section",
        "art" => "article",
        "fig" => "figure",
        _ => return None,
    };
    match low {
        "vol" | "vols" if dotted || number || view.get(at).is_none() => Said::new(at - i, name),
        "pp" if number && dotted => Said::new(at - i, name),
        "pp" => Said::new(1, "P P"),
        _ if number && dotted => Said::new(at - i, name),
        _ => None,
    }
}

/// `St.`: a saint before a name, a street after one.
fn saint_or_street(view: &View<'_>, i: usize, dotted: bool, before_name: bool) -> Option<Said> {
    let word = view.word(i);
    if is_capitals(word) && !view.shouted {
        return None;
    }
    if let Some(found) = super::address::in_address(view, i) {
        return Some(found);
    }
    let take = 1 + usize::from(dotted);
    let named = is_capitalised(view.word_before(i)) && view.apart(i);
    // `Threadneedle St. “Inflation …`, `a Fleet St LLP`: what follows is no saint.
    let next = view.word(i + take);
    let street = named && !is_function_word(view.word_before(i)) && (next.is_empty() || is_capitals(next));
    if before_name && !street {
        return Said::new(take, "saint");
    }
    if street && dotted && next.is_empty() && view.apart(i + 2) {
        return Said::new(1, "Street");
    }
    let placed = i >= 2
        && matches!(
            Low::of(view.word(i - 2)).as_str(),
            "on" | "at" | "of" | "near" | "along" | "from" | "to" | "down" | "off" | "and" | "onto" | "between"
        );
    if named && view.prose && dotted && !placed && has_state_university(view.word_before(i)) {
        return stop_after(view, i, "State");
    }
    if named && view.prose && (dotted || is_capitalised(word)) { stop_after(view, i, "Street") } else { None }
}

/// Names whose state university plays under them: `Penn St. beat Ohio St.`
fn has_state_university(name: &str) -> bool {
    matches!(
        name,
        "Penn"
            | "Ohio"
            | "Michigan"
            | "Florida"
            | "Iowa"
            | "Kansas"
            | "Oklahoma"
            | "Oregon"
            | "Arizona"
            | "Boise"
            | "Fresno"
            | "Utah"
            | "Colorado"
            | "Mississippi"
            | "Ball"
            | "Kent"
            | "Wichita"
            | "Murray"
            | "Appalachian"
            | "Montana"
            | "Dakota"
            | "Mexico"
            | "Kennesaw"
            | "Norfolk"
            | "Morgan"
            | "Alcorn"
            | "Weber"
            | "Idaho"
            | "Illinois"
            | "Indiana"
            | "Missouri"
            | "Cleveland"
            | "Youngstown"
            | "Sacramento"
            | "Diego"
            | "Jose"
            | "Arkansas"
            | "Georgia"
            | "Tennessee"
            | "Alabama"
            | "Delaware"
    )
}

/// `Dr.`: a doctor before a name, a drive at the end of an address.
fn doctor_or_drive(view: &View<'_>, i: usize, dotted: bool, before_name: bool) -> Option<Said> {
    let word = view.word(i);
    if is_capitals(word) && !view.shouted {
        return None;
    }
    if let Some(found) = super::address::in_address(view, i) {
        return Some(found);
    }
    let take = 1 + usize::from(dotted);
    if before_name {
        return Said::new(take, "doctor");
    }
    let named = is_capitalised(view.word_before(i)) && view.apart(i) && dotted;
    if named { stop_after(view, i, "Drive") } else { None }
}

/// A state after its town: `Wilmington, Del., were`.
fn in_town(view: &View<'_>, i: usize, dotted: bool) -> Option<Said> {
    let name = state(view.word(i))?;
    let after_town = view.mark_before(i) == ',' && i >= 2 && is_capitalised(view.word(i - 2));
    if !after_town || !dotted {
        return None;
    }
    if view.ends_text(i + 1) || is_capitalised(view.word(i + 2)) && view.prose {
        Said::new(1, name)
    } else {
        Said::new(2, name)
    }
}
