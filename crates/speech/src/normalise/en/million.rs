//! `m` after a number: million in the style of British news (`2.3m people`), meters elsewhere (`a 5m wall`).

use super::numeral::Numeral;
use super::view::{Low, Said, View, is_capitalised, is_function_word};

/// Words to either side that are looked at.
const NEAR: usize = 4;

/// Whether the `m` at token `at`, after a number, is “million”.
pub fn is_million(view: &View<'_>, i: usize, at: usize, read: &Numeral<'_>) -> bool {
    if !view.prose || view.word(at) != "m" || !view.glued(at) {
        return false;
    }
    // `2m-strong`, `5m-plus`
    if view.glued_mark(at + 1, '-')
        && matches!(view.word(at + 2), "strong" | "plus" | "a" | "selling" | "ton" | "tonne" | "barrel")
    {
        return true;
    }
    if counted_before(view, i) {
        return true;
    }
    if view.glued(at + 1) {
        return false;
    }
    let next = view.word(at + 1);
    // `Some 25m were ill.`
    if matches!(next, "were" | "are" | "have") && !view.is(i.wrapping_sub(1), "the") {
        return true;
    }
    if is_many(next) {
        return true;
    }
    // `1.85m Model Y cars`: a name between, then what is counted.
    let named = is_capitalised(next) && read.fraction.is_some();
    let adjective =
        !next.is_empty() && !is_length(next) && !is_function_word(next) && next.starts_with(|c: char| c.is_lowercase());
    if !named && !adjective {
        return false;
    }
    for k in at + 2..at + 2 + NEAR {
        let word = view.word(k);
        if word.is_empty() || !view.apart(k) || is_function_word(word) || is_length(word) {
            return false;
        }
        if is_many(word) {
            return true;
        }
        if adjective && k > at + 2 {
            return false;
        }
    }
    false
}

/// A noun in the plural, or one that counts as many.
fn is_many(word: &str) -> bool {
    let low = Low::of(word);
    let low = low.as_str();
    let people = matches!(
        low,
        "people"
            | "children"
            | "men"
            | "women"
            | "voters"
            | "barrel"
            | "acre"
            | "tonne"
            | "ton"
            | "cubic"
            | "square"
            | "kwh"
            | "bpd"
            | "acre-feet"
            | "acres"
            | "shares"
            | "sq"
            | "litre"
            | "liter"
            | "dollar"
            | "pound"
            | "euro"
    );
    let plural =
        low.len() > 3 && low.ends_with('s') && !low.ends_with("ss") && !low.ends_with("us") && !low.ends_with("is");
    people
        || plural
            && !is_length(low)
            && !is_function_word(low)
            && !matches!(low, "does" | "says" | "always" | "perhaps" | "was" | "has")
}

/// Words after which, or before which, an `m` is a length: races, sizes, places.
fn is_length(word: &str) -> bool {
    matches!(
        Low::of(word).as_str(),
        "wall"
            | "tower"
            | "fence"
            | "pool"
            | "tunnel"
            | "cliff"
            | "statue"
            | "tree"
            | "gap"
            | "hole"
            | "mark"
            | "range"
            | "radius"
            | "swell"
            | "trench"
            | "crane"
            | "barrier"
            | "bridge"
            | "stretch"
            | "pier"
            | "section"
            | "wide"
            | "high"
            | "tall"
            | "long"
            | "deep"
            | "thick"
            | "away"
            | "above"
            | "below"
            | "up"
            | "down"
            | "off"
            | "from"
            | "race"
            | "final"
            | "finals"
            | "heat"
            | "heats"
            | "hurdles"
            | "sprint"
            | "sprints"
            | "relay"
            | "relays"
            | "freestyle"
            | "butterfly"
            | "backstroke"
            | "breaststroke"
            | "medley"
            | "steeplechase"
            | "run"
            | "runs"
            | "walk"
            | "rifle"
            | "pistol"
            | "platform"
            | "springboard"
            | "individual"
            | "waves"
            | "wave"
            | "swells"
            | "strides"
            | "squares"
            | "lengths"
            | "towers"
            | "walls"
            | "lanes"
            | "race's"
            | "races"
            | "dash"
            | "swim"
            | "olympic"
            | "world"
            | "champion"
            | "champions"
            | "medallist"
            | "medalist"
            | "title"
            | "titles"
            | "event"
            | "events"
            | "record"
            | "records"
            | "heights"
            | "depths"
            | "drop"
            | "yacht"
            | "boat"
            | "ship"
    )
}

/// A word for a number of people or things stands a little before token `i`: `a population of 1.4m`.
fn counted_before(view: &View<'_>, i: usize) -> bool {
    (1..=NEAR).filter(|back| *back <= i).any(|back| {
        matches!(
            Low::of(view.word(i - back)).as_str(),
            "population"
                | "populations"
                | "audience"
                | "audiences"
                | "viewers"
                | "readership"
                | "subscribers"
                | "membership"
                | "users"
                | "circulation"
                | "electorate"
                | "workforce"
                | "views"
                | "followers"
                | "costing"
                | "deliveries"
                | "unemployment"
                | "drew"
                | "attracted"
                | "watched"
                | "infected"
        )
    })
}

/// The number and its `million`.
pub fn million(view: &View<'_>, i: usize, read: &Numeral<'_>) -> Option<Said> {
    let at = i + read.take;
    if !is_million(view, i, at, read) {
        return None;
    }
    let hyphen = usize::from(view.glued_mark(at + 1, '-') && view.glued(at + 2));
    Said::new(read.take + 1 + hyphen, format!("{} million", read.words(view.and(), true)))
}
