//! St John as a name of a person, which is said “sinjin”: Norman St John-Stevas.

use super::token::Token;

/// Both words together.
pub const SAID: &str = "sˈɪndʒən";

/// Words behind the saint that are no surname: the church, the hospital and what else was called after him.
const HIS: &[&str] = &[
    "ambulance",
    "baptist",
    "chapel",
    "church",
    "college",
    "evangelist",
    "fisher",
    "hospice",
    "hospital",
    "passion",
    "paul",
    "road",
    "school",
    "square",
    "street",
    "university",
    "wood",
];

/// Words with a capital before him that are no given name.
const NO_GIVEN_NAME: &[&str] = &[
    "a",
    "and",
    "at",
    "big",
    "by",
    "dr",
    "fort",
    "for",
    "from",
    "in",
    "island",
    "lady",
    "lake",
    "lord",
    "miss",
    "mount",
    "mr",
    "mrs",
    "ms",
    "mx",
    "new",
    "north",
    "of",
    "old",
    "on",
    "port",
    "prof",
    "professor",
    "rev",
    "sir",
    "south",
    "the",
    "to",
    "was",
    "when",
    "with",
    "mister",
    "doctor",
    "reverend",
    "point",
    "cape",
    "hospital",
    "college",
];

/// Whether the two words from `at` are the given name, or the first half of a family name: a given name stands before
/// them, a hyphen or a surname behind.
pub fn is_given_name(text: &str, tokens: &[Token], at: usize) -> bool {
    let (Some(before), Some([saint, john, next])) =
        (at.checked_sub(1).and_then(|at| tokens.get(at)), tokens.get(at..at + 3))
    else {
        return false;
    };
    let saintly = matches!(saint.low.as_str(), "saint" | "st") && john.text == "John";
    let blank = |first: &Token, second: &Token| second.joins(first, text) && !second.parted && !second.hyphened;
    let given = before.is_capitalised()
        && !before.is_shouted()
        && before.text.chars().all(char::is_alphabetic)
        && !NO_GIVEN_NAME.contains(&before.low.as_str());
    let surname = next.hyphened || blank(john, next) && !HIS.contains(&next.low.as_str());
    saintly
        && given
        && blank(before, saint)
        && blank(saint, john)
        && next.is_capitalised()
        && !next.is_shouted()
        && surname
}
