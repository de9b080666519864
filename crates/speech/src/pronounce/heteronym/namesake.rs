//! A thing and its namesake: small and sixty seconds, air and a turn, a fish and a voice, a bird and a leap, seats and a
//! quarrel.

use super::neighbours::{
    Place, asks_for_verb, is_determiner, is_finite, is_plural, is_preposition, is_pronoun, is_singular_pronoun,
};
use crate::normalise::en::is_number_word;

/// Very small: a thing that can be, a part of something, or what is so minute.
pub fn minute(place: &Place) -> bool {
    const THINGS: &[&str] = &[
        "adjustments",
        "amounts",
        "bits",
        "bones",
        "bubbles",
        "bumps",
        "changes",
        "concentrations",
        "cracks",
        "creatures",
        "crystals",
        "cuts",
        "details",
        "differences",
        "doses",
        "dots",
        "droplets",
        "examination",
        "fibers",
        "fibres",
        "flaws",
        "fractions",
        "fragments",
        "grains",
        "hairs",
        "holes",
        "increments",
        "insects",
        "levels",
        "movements",
        "organisms",
        "particles",
        "parts",
        "pieces",
        "plastic",
        "portion",
        "print",
        "proportion",
        "quantities",
        "quantity",
        "samples",
        "scale",
        "scraps",
        "shards",
        "specks",
        "sum",
        "traces",
        "variations",
    ];
    // "a minute piece of glass", but "a minute walk", "the minute hand of the clock"
    const TIMED: &[&str] = &[
        "amid", "and", "before", "end", "from", "hand", "in", "mark", "of", "or", "silence", "start", "walk", "worth",
    ];
    let (before, after) = (place.before(1), place.after(1));
    if place.token().hyphened || place.at > 0 && place.tokens.get(place.at + 1).is_some_and(|next| next.hyphened) {
        return false;
    }
    let some = ["a", "the", "each", "some", "these", "those", "its", "their", "even", "only"].contains(&before);
    let piece = some && place.after(2) == "of" && !TIMED.contains(&after) && !is_finite(after);
    let so = ["so", "too", "very", "extremely", "almost", "truly"].contains(&before);
    let are = ["are", "were", "is", "was", "be"].contains(&before) && after.is_empty();
    let thing = THINGS.iter().any(|thing| *thing == after || thing.strip_suffix('s') == Some(after));
    (thing && !is_number_word(before)) || piece || so || are
}

pub fn wind(place: &Place) -> Option<&'static str> {
    let after = place.after(1);
    let turns = ["up", "down", "its", "their", "his", "her", "through", "around", "back"].contains(&after);
    let before = place.before(1);
    match place.low() {
        // "A nurse wound the bandage": what is hurt has a word before it.
        "wound" => {
            let around = ["the", "a", "its", "his", "her", "their"].contains(&after) && !before.is_empty();
            let hurt = is_determiner(before)
                || is_preposition(before)
                || ["to", "not", "could", "can", "would", "will", "gunshot", "stab", "knife", "head", "fatal", "open"]
                    .contains(&before);
            // "then wound tape around the handle"
            let thing = before == "then" && !after.is_empty() && !is_finite(after)
                || ["around", "round"].contains(&place.after(2)) && !is_finite(after);
            // "had wound three strands together", "was wound round her wrist": nobody has wound care round a wrist.
            const CARE: &[&str] = &["care", "closure", "dressing", "dressings", "healing", "infection", "infections"];
            let had = ["had", "has", "have", "having"].contains(&before) && !after.is_empty();
            let was = ["was", "were", "is", "are", "been", "being", "be", "got"].contains(&before);
            let one = is_singular_pronoun(before) || is_pronoun(before);
            let done = (had || was || one) && !CARE.contains(&after);
            ((turns || around || thing) && !hurt || done).then_some("wˈaʊnd")
        }
        "winds" => (["up", "down", "through", "along", "past"].contains(&after)
            && !is_plural(before)
            && !["high", "strong", "the"].contains(&before))
        .then_some("wˈaɪndz"),
        _ if place.within(3, &["yourselves", "yourself", "themselves", "himself", "herself", "ourselves"])
            && place.after(2) == "up" =>
        {
            Some("wˈaɪnd")
        }
        _ => (turns && (before == "to" || asks_for_verb(before) || is_pronoun(before) || is_plural(before)))
            .then_some("wˈaɪnd"),
    }
}

/// The fish.
pub fn bass(place: &Place) -> bool {
    const FISHING: &[&str] = &[
        "fish",
        "fishing",
        "fishery",
        "fisheries",
        "angler",
        "anglers",
        "lake",
        "trout",
        "salmon",
        "largemouth",
        "smallmouth",
        "striped",
        "sea",
        "reservoir",
        "bait",
        "walleye",
        "perch",
        "grilled",
        "carp",
    ];
    const MUSIC: &[&str] =
        &["guitar", "band", "player", "singer", "drums", "music", "album", "jazz", "baritone", "line"];
    place.anywhere(FISHING) && !place.anywhere(MUSIC)
}

/// Past of to dive.
pub fn dove(place: &Place) -> bool {
    const WHERE: &[&str] =
        &["into", "in", "for", "off", "under", "headfirst", "to", "down", "deep", "deeper", "onto", "from", "behind"];
    let before = place.before(1);
    WHERE.contains(&place.after(1)) && !before.is_empty() && !is_determiner(before) && before != "white"
}

/// A quarrel.
pub fn row(place: &Place) -> bool {
    const ABOUT: &[&str] = &[
        "about",
        "began",
        "between",
        "blew",
        "broke",
        "centers",
        "centres",
        "continues",
        "could",
        "deepened",
        "engulfing",
        "engulfed",
        "erupted",
        "escalated",
        "flared",
        "has",
        "over",
        "overshadowed",
        "raged",
        "rumbled",
        "rumbles",
        "spilled",
        "sparked",
        "threatened",
        "threatens",
        "turned",
        "with",
    ];
    /// Quarrels by what they are about, and how they are; a row of seats has another word before it.
    const KINDS: &[&str] = &[
        "diplomatic",
        "political",
        "bitter",
        "furious",
        "heated",
        "angry",
        "blazing",
        "growing",
        "ongoing",
        "escalating",
        "damaging",
        "public",
        "trade",
        "pay",
        "planning",
        "parking",
        "race",
        "racism",
        "sexism",
        "antisemitism",
        "expenses",
        "funding",
        "language",
        "border",
        "fishing",
        "spending",
        "tax",
        "immigration",
        "migration",
        "asylum",
        "legal",
        "family",
        "domestic",
        "coalition",
        "cabinet",
        "visa",
        "doping",
        "selection",
        "transfer",
        "contract",
        "flag",
    ];
    let (before, after) = (place.before(1), place.after(1));
    if after == "of" || place.tokens.get(place.at + 1).is_some_and(|next| next.hyphened) {
        return false;
    }
    // "three in a row" counts; "in a row over pay" quarrels.
    let counted = before == "a" && place.before(2) == "in";
    (before == "a" || before == "the")
        && ABOUT.contains(&after)
        && (!counted || ["about", "over", "with", "between"].contains(&after))
        || KINDS.contains(&before)
}
