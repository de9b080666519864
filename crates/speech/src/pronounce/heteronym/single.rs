//! Heteronyms that are not a noun and its verb, or that need more than that: a rule for each.

use super::life;
use super::namesake;
use super::neighbours::{
    Place, asks_for_verb, is_adverb, is_determiner, is_finite, is_plural, is_possessive, is_preposition, is_pronoun,
    is_singular_pronoun,
};
use super::usage;
use crate::normalise::en::is_number_word;

/// How the word is said, in IPA, where its rule tells.
pub fn settle(place: &Place) -> Option<&'static str> {
    match place.low() {
        "read" => read(place),
        "lead" => lead(place).then_some("lˈɛd"),
        "live" => Some(life::live(place)),
        "lives" => Some(life::lives(place)),
        // The plural is not a house with an s.
        "houses" => Some("hˈaʊzɪz"),
        "close" => close(place).then_some("klˈoʊz"),
        // An engine takes the time for the size where it looks like an adjective: every minute counts.
        "minute" => Some(if namesake::minute(place) { "maɪnˈuːt" } else { "mˈɪnət" }),
        "wind" | "winds" | "wound" => namesake::wind(place),
        "bass" => namesake::bass(place).then_some("bˈæs"),
        "does" => place.anywhere(&["deer", "stag", "stags", "bucks", "fawn", "fawns"]).then_some("dˈoʊz"),
        "dove" => namesake::dove(place).then_some("dˈoʊv"),
        "row" => namesake::row(place).then_some("ɹˈaʊ"),
        "nice" => nice(place).then_some("nˈiːs"),
        "polish" => polish(place),
        "august" => {
            let praised = ["an", "the", "this", "that", "most", "such", "more"].contains(&place.before(1));
            (praised && !place.token().is_capitalised()).then_some("ɔːɡˈʌst")
        }
        "job" => (place.before(1) == "of" && place.before(2) == "book").then_some("dʒˈoʊb"),
        "resume" => resume(place).then_some("ɹˈɛzəmeɪ"),
        "content" => Some(content(place)),
        "dogged" => (is_determiner(place.before(1)) && !place.after(1).is_empty() && place.after(1) != "by")
            .then_some("dˈɔːɡɪd"),
        "sow" => (is_determiner(place.before(1)) && place.after(1) != "seeds").then_some("sˈaʊ"),
        "invalid" => {
            let noun =
                ["an", "the"].contains(&place.before(1)) && (place.after(1).is_empty() || is_finite(place.after(1)));
            noun.then_some("ˈɪnvəlɪd")
        }
        _ => usage::settle(place),
    }
}

/// Marks of the past, for a verb that does not show it.
/// Whether a word of the sentence tells that something is done again and again.
fn is_habit(place: &Place) -> bool {
    const HABIT: &[&str] = &[
        "every",
        "often",
        "usually",
        "always",
        "should",
        "can",
        "will",
        "never",
        "sometimes",
        "daily",
        "weekly",
        "each",
    ];
    place.anywhere(HABIT) && !place.anywhere(&["was", "were", "had", "did", "yesterday", "came", "went"])
}

/// Whether a certain thing is read: it, them.
fn thing(place: &Place) -> bool {
    ["it", "them", "that", "this"].contains(&place.after(1))
}

/// Whether what is read is a certain thing, or where and about what it was read.
fn once(place: &Place) -> bool {
    let after = place.after(1);
    let some = ["the", "his", "her", "their", "your", "about", "somewhere", "recently", "in", "on"].contains(&after);
    (thing(place) || some) && !is_habit(place)
}

fn told_in_the_past(place: &Place) -> bool {
    const PAST: &[&str] = &[
        "said",
        "was",
        "were",
        "had",
        "yesterday",
        "ago",
        "last",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "then",
        "did",
        "wrote",
        "told",
        "came",
        "went",
        "earlier",
        "before",
        "once",
        "later",
    ];
    const HABIT: &[&str] = &["every", "often", "usually", "always", "should", "can", "will"];
    place.anywhere(PAST) && !place.anywhere(HABIT)
}

fn read(place: &Place) -> Option<&'static str> {
    const PAST: &str = "ɹˈɛd";
    const BASE: &str = "ɹˈiːd";
    let mut back = 1;
    while is_adverb(place.before(back)) && back < 3 {
        back += 1;
    }
    let before = place.before(back);
    let being = [
        "has", "have", "had", "was", "were", "is", "are", "be", "been", "being", "having", "well", "he's", "i've",
        "we've", "they've", "you've",
    ];
    Some(match before {
        "i'd" | "we'd" | "you'd" | "they'd" | "he'd" | "she'd" | "i’d" | "we’d" | "you’d" | "they’d" | "he’d"
        | "she’d"
            if super::neighbours::is_wish(place) && place.after(1) != "to" =>
        {
            PAST
        }
        "" if place.at == 0 => BASE,
        // "The order, read in court, barred him."
        // "As the chair, Ann Lee, read the verdict": of one person it would be "reads" today.
        "" => {
            let name = place.tokens[place.at - 1].is_capitalised();
            // "Ann Lee, 81, read the verdict": her age is said in words or figures.
            let name = name || name_before_age(place);
            return (is_preposition(place.after(1)) || name && is_determiner(place.after(1))).then_some(PAST);
        }
        "to" => BASE,
        _ if asks_for_verb(before) => BASE,
        _ if being.contains(&before) => PAST,
        // "Have you read it?" | "Did you read it?"
        _ if is_pronoun(before) && ["have", "had"].contains(&place.before(back + 1)) => PAST,
        _ if (is_pronoun(before) || is_singular_pronoun(before))
            && (asks_for_verb(place.before(back + 1)) || place.before(back + 1) == "does") =>
        {
            BASE
        }
        // What one has read once: "I read it in the car", "we read about them". A habit has its word: every day.
        // Nobody has read it yet in "if they read it", and a "you" is anybody.
        _ if before == "i" && once(place)
            || is_pronoun(before)
                && thing(place)
                && !is_habit(place)
                && before != "you"
                && !["if", "unless", "until", "once"].contains(&place.before(back + 1)) =>
        {
            PAST
        }
        _ if is_singular_pronoun(before) => PAST,
        _ if is_pronoun(before) || is_plural(before) => {
            if told_in_the_past(place) {
                PAST
            } else {
                BASE
            }
        }
        "and" | "or" | "but" => {
            let base = (2..6).any(|far| asks_for_verb(place.before(far)) || place.before(far) == "to");
            if base || !told_in_the_past(place) { BASE } else { PAST }
        }
        _ if is_determiner(before) && !is_possessive(before) => BASE,
        "good" | "must" | "quick" | "long" | "easy" => BASE,
        _ => PAST,
    })
}

/// The metal.
fn lead(place: &Place) -> bool {
    const THINGS: &[&str] = &[
        "paint",
        "paints",
        "pipe",
        "pipes",
        "poisoning",
        "level",
        "levels",
        "contamination",
        "exposure",
        "acid",
        "battery",
        "batteries",
        "bullet",
        "bullets",
        "ore",
        "mine",
        "mines",
        "smelter",
        "smelters",
        "service",
        "plumbing",
        "dust",
        "free",
        "solder",
        "testing",
        "concentrations",
        "content",
        "roof",
        "shot",
        "weights",
        "based",
        "tainted",
        "laced",
        "glaze",
        "crystal",
        "chromate",
        "hazards",
        "particles",
        "residue",
        "lined",
    ];
    const OTHERS: &[&str] = &[
        "mercury",
        "arsenic",
        "copper",
        "zinc",
        "cadmium",
        "nickel",
        "tin",
        "silver",
        "lithium",
        "chromium",
        "asbestos",
        "uranium",
        "aluminum",
        "cobalt",
        "pfas",
        "pesticides",
        "mold",
        "antimony",
        "toxins",
    ];
    const AMOUNTS: &[&str] = &[
        "levels",
        "level",
        "traces",
        "trace",
        "amounts",
        "amount",
        "concentrations",
        "concentration",
        "quantities",
        "presence",
        "tons",
        "micrograms",
        "milligrams",
        "grams",
        "kilograms",
        "made",
        "price",
        "exposure",
    ];
    const HOLDERS: &[&str] =
        &["water", "paint", "blood", "soil", "pipes", "toys", "gasoline", "food", "tap", "drinking", "air", "milk"];
    const VERBS: &[&str] = &[
        "contain",
        "contains",
        "contained",
        "containing",
        "ingest",
        "ingested",
        "mining",
        "refined",
        "toxic",
        "leach",
    ];
    let (before, after) = (place.before(1), place.after(1));
    // A lead service line is a pipe, but a lead service is not.
    let thing = THINGS.contains(&after) && (after != "service" || ["line", "lines"].contains(&place.after(2)));
    let contains = VERBS.contains(&before) && !is_determiner(before);
    let amount = before == "of" && AMOUNTS.contains(&place.before(2));
    let exposed = before == "to" && ["exposure", "exposed", "exposing"].contains(&place.before(2));
    let held = after == "in" && (2..=4).any(|far| HOLDERS.contains(&place.after(far))) && !is_determiner(before);
    let detected = ["found", "detected", "showed", "find", "detect"].contains(&before) && after == "in";
    let listed = place.within(3, OTHERS) && !is_determiner(before) && before != "to" && !asks_for_verb(before);
    // "stole lead from the church roof"
    const ROOFS: &[&str] =
        &["roof", "roofs", "thieves", "stole", "stolen", "stripped", "flashing", "guttering", "scrap"];
    let stripped = place.within(6, ROOFS)
        && [
            "stole", "steal", "stealing", "stolen", "stripped", "strip", "the", "of", "took", "taking", "for", "ripped",
        ]
        .contains(&before)
        && (after.is_empty() || is_preposition(after) || ["off", "and", "worth", "was", "had"].contains(&after));
    let heads = place.token().first && after == "in" && (2..=4).any(|far| HOLDERS.contains(&place.after(far)));
    thing || contains || amount || exposed || held || detected || listed || stripped || heads
}

/// A name, and an age between commas, stand before the word.
fn name_before_age(place: &Place) -> bool {
    /// "a hundred and two" is the longest.
    const LONGEST: usize = 4;
    let number = |word: &str| word.bytes().all(|b| b.is_ascii_digit()) || is_number_word(word);
    let mut at = place.at;
    for _ in 0..LONGEST {
        if at == 0 || !number(&place.tokens[at - 1].low) {
            return false;
        }
        at -= 1;
        if place.tokens[at].parted {
            return at > 0 && place.tokens[at - 1].is_capitalised();
        }
    }
    false
}

/// To shut, or the end of a day at the exchange; the adjective is the engine's own reading.
fn close(place: &Place) -> bool {
    let mut back = 1;
    while is_adverb(place.before(back)) && back < 3 {
        back += 1;
    }
    let (before, after) = (place.before(back), place.after(1));
    // "Close the door." | "The close of trade"
    if before.is_empty() && place.token().first && is_determiner(after) || before == "the" && after == "of" {
        return true;
    }
    if before == "to" {
        // "came to close quarters" is rare enough.
        return !["came", "comes", "come"].contains(&place.before(back + 1));
    }
    if asks_for_verb(before) || ["they", "we", "you"].contains(&before) && after != "to" {
        return true;
    }
    // "and close the door": what is shut follows at once.
    let joined = place.at > 0 && (before.is_empty() || ["and", "or", "but", "then"].contains(&before));
    if joined && ["the", "a", "an", "its", "their", "his", "her", "our", "my", "your"].contains(&after) {
        return true;
    }
    let open_end = after.is_empty() || is_preposition(after) && after != "to" || is_finite(after) || after == "and";
    if is_plural(before) {
        return after != "to" && after != "enough";
    }
    let market = ["market", "record", "final", "early", "previous", "strong"].contains(&before);
    let into = ["into", "at", "by", "before", "after", "since", "from", "near", "until", "of", "on", "than", "toward"];
    let the_close = before == "the" && into.contains(&place.before(back + 1));
    let a_close = before == "a" && place.before(back + 1) == "to";
    (the_close || a_close || market || is_possessive(before)) && open_end
}

/// The city.
fn nice(place: &Place) -> bool {
    let before = place.before(1);
    let placed = ["in", "of", "to", "from", "near", "outside", "at", "around", "for"].contains(&before);
    let token = place.token();
    let next = place.tokens.get(place.at + 1);
    token.is_capitalised() && !token.is_shouted() && (placed || next.is_some_and(|t| t.low == "france"))
}

/// Of Poland: by its capital; at the head of a sentence by what follows.
fn polish(place: &Place) -> Option<&'static str> {
    let token = place.token();
    if !token.is_capitalised() {
        return Some("pˈɑːlɪʃ");
    }
    let order = token.first && (is_determiner(place.after(1)) || is_preposition(place.after(1)));
    Some(if order { "pˈɑːlɪʃ" } else { "pˈoʊlɪʃ" })
}

/// The record of one's jobs.
fn resume(place: &Place) -> bool {
    let before = place.before(1);
    let own = ["a", "his", "her", "their", "my", "your", "our", "whose", "impressive", "strong", "thin"];
    own.contains(&before) || is_possessive(before) || before == "the" && !is_determiner(place.after(1))
}

fn content(place: &Place) -> &'static str {
    const FEELS: &[&str] = &[
        "was",
        "is",
        "were",
        "are",
        "be",
        "been",
        "not",
        "i'm",
        "i’m",
        "we're",
        "we’re",
        "you're",
        "you’re",
        "they're",
        "they’re",
        "he's",
        "he’s",
        "she's",
        "she’s",
        "perfectly",
        "fairly",
        "largely",
        "seem",
        "seems",
        "seemed",
        "feel",
        "feels",
        "felt",
        "remain",
        "remains",
        "remained",
        "more",
        "very",
        "quite",
        "being",
        "appeared",
        "appears",
    ];
    let (before, after) = (place.before(1), place.after(1));
    let pleased = FEELS.contains(&before) && (after.is_empty() || ["with", "to", "that", "in", "and"].contains(&after));
    let oneself = ["themselves", "himself", "herself", "itself", "ourselves", "myself"].contains(&after);
    if pleased || oneself { "kəntˈɛnt" } else { "kˈɑːntɛnt" }
}
