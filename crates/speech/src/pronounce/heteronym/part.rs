//! Noun or verb, by the words around.

use super::neighbours::{
    Place, asks_for_verb, is_adverb, is_determiner, is_finite, is_plural, is_possessive, is_preposition, is_pronoun,
    is_singular_pronoun,
};

/// What a word is in its sentence, as far as its sound goes. An adjective sounds like the noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Noun,
    Verb,
}

/// Words after which `to` is a preposition: due to record rain, according to record books.
const LEADS_TO_NOUN: &[&str] = &[
    "exposure",
    "exposed",
    "due",
    "according",
    "thanks",
    "subject",
    "access",
    "response",
    "opposition",
    "related",
    "linked",
    "led",
    "leading",
    "leads",
    "contributed",
    "committed",
    "addition",
    "owing",
    "prior",
    "close",
    "next",
];

/// Nouns that a noun before them describes: to record highs.
const AFTER_NOUN: &[&str] = &[
    "high",
    "highs",
    "low",
    "lows",
    "level",
    "levels",
    "heat",
    "crowds",
    "profits",
    "profit",
    "numbers",
    "number",
    "temperatures",
    "amounts",
    "sales",
    "revenue",
    "leader",
    "leaders",
    "manager",
    "managers",
    "books",
    "attendance",
];

/// What a word in its base form is (record, use); `None` where nothing tells.
pub fn of(place: &Place) -> Option<Part> {
    let token = place.token();
    // A capital inside a sentence is a name's: the House, Project 2025. Headlines have capitals too.
    let name = token.is_capitalised() && !token.first && !place.sentence().iter().all(|t| t.is_capitalised());
    let mut back = 1;
    while is_adverb(place.before(back)) && back < 3 {
        back += 1;
    }
    let before = place.before(back);
    let after = place.after(1);
    if before.is_empty() {
        // "The shift will suit you, then desert you": the second of two verbs.
        let second = place.at > 1 && place.tokens[place.at - 1].low == "then" && is_object(after);
        return if second { Some(Part::Verb) } else { sentence_opens(place) };
    }
    // "used to desert", "and then desert you": the word behind it is what something is done to.
    let object = ["them", "him", "me", "us"].contains(&after)
        || after == "you" && ["and", "or", "but"].contains(&before) && back > 1;
    if object && !is_determiner(before) && !is_preposition(before) {
        return Some(Part::Verb);
    }
    if name && is_determiner(before) {
        return Some(Part::Noun);
    }
    if before == "to" {
        let noun = LEADS_TO_NOUN.contains(&place.before(back + 1)) || AFTER_NOUN.contains(&after);
        return Some(if noun { Part::Noun } else { Part::Verb });
    }
    // "may not be in use": what asks for a verb asks for the nearest one.
    if asks_for_verb(before) || is_pronoun(before) {
        return Some(Part::Verb);
    }
    if ["him", "them", "us", "me"].contains(&before) {
        return Some(if is_determiner(after) { Part::Verb } else { Part::Noun });
    }
    if ["that", "which"].contains(&before) && is_plural(place.before(back + 1)) && !is_finite(after) {
        return Some(Part::Verb);
    }
    if ["and", "or", "but"].contains(&before) {
        // "straight through it and use its cameras": no noun stands right before "its".
        let owner = ["its", "their", "his", "her", "our", "my", "your", "the", "a", "an"].contains(&after);
        if owner && place.low() == "use" {
            return Some(Part::Verb);
        }
        let verbs = (2..6).any(|far| asks_for_verb(place.before(far)) || place.before(far) == "to");
        return (verbs && (is_determiner(after) || after == "to")).then_some(Part::Verb);
    }
    // "She sells produce": what looks like a plural is the verb of he, she, it.
    if is_plural(before) && !is_singular_pronoun(place.before(back + 1)) {
        return after_plural(place, back);
    }
    Some(Part::Noun)
}

/// Words that something is done to.
fn is_object(word: &str) -> bool {
    is_determiner(word) || ["you", "them", "him", "me", "us", "it"].contains(&word)
}

/// After a plural noun: its verb, unless what follows shows that the verb is yet to come.
fn after_plural(place: &Place, back: usize) -> Option<Part> {
    let after = place.after(1);
    if after.is_empty() {
        // Costs increase. | all sports contests: only the shortest sentences tell.
        return (place.at <= 3 && back == 1).then_some(Part::Verb);
    }
    // "a police escort led them", "an arms export ban"
    let modifies = ["a", "an", "this", "each", "every", "one"].contains(&place.before(back + 1));
    // "He told others present what happened": those who were there.
    let there = place.low() == "present" && !is_determiner(after);
    if is_finite(after) || modifies || there {
        return Some(Part::Noun);
    }
    // "in years' use", "for weeks use": inside a phrase of time.
    if ["hours", "days", "weeks", "months", "years"].contains(&place.before(back)) && !is_determiner(after) {
        return None;
    }
    Some(Part::Verb)
}

/// At the head of its clause: an order, when something to do it to follows.
fn sentence_opens(place: &Place) -> Option<Part> {
    let after = place.after(1);
    if is_determiner(after) && !is_possessive(after) {
        return Some(Part::Verb);
    }
    let order = ["use", "excuse"].contains(&place.low());
    if order && !after.is_empty() && !is_finite(after) && !is_preposition(after) {
        return Some(Part::Verb);
    }
    (is_finite(after) || AFTER_NOUN.contains(&after)).then_some(Part::Noun)
}

/// Most words of an aside.
const ASIDE: usize = 12;

/// Whether the words up to here, "the team estimates", stand between commas by themselves.
fn is_aside(place: &Place, back: usize) -> bool {
    let from = place.at.saturating_sub(back + 1);
    place.tokens[from].parted && place.tokens[from].low == "the" && place.at > back + 1
}

/// Whether an aside between commas, with its own participle or relative, stands right before the word, and what follows
/// is not a verb of which the word would be the subject.
fn is_behind_aside(place: &Place) -> bool {
    const OPENS: &[&str] = &[
        "described",
        "published",
        "which",
        "who",
        "based",
        "developed",
        "built",
        "made",
        "called",
        "known",
        "led",
        "due",
        "founded",
        "launched",
        "designed",
        "funded",
        "owned",
        "backed",
        "unveiled",
        "announced",
        "tested",
        "named",
    ];
    let after = place.after(1);
    if !place.token().parted || after.is_empty() || is_finite(after) || ["and", "or"].contains(&after) {
        return false;
    }
    let earliest = place.at.saturating_sub(ASIDE);
    let opening = (earliest..place.at).rev().find(|at| place.tokens[*at].parted && *at > 0);
    opening.is_some_and(|at| OPENS.contains(&place.tokens[at].low.as_str()))
}

/// Those who do what the verbs of [`super::pairs`] say.
const AGENTS: &[&str] = &[
    "jury",
    "court",
    "judge",
    "who",
    "which",
    "law",
    "bill",
    "agency",
    "government",
    "ministry",
    "company",
    "bank",
    "president",
    "minister",
    "governor",
    "mayor",
    "senate",
    "constitution",
    "policy",
    "team",
    "union",
    "army",
    "police",
    "club",
    "council",
    "family",
    "firm",
    "group",
    "study",
    "school",
    "hospital",
    "watchdog",
    "regulator",
];

/// Words after which a word with an s is more than one thing.
const COUNTS: &[&str] = &[
    "and", "or", "new", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "dozen", "hundred", "thousand", "million", "few", "other", "recent", "public", "street", "big", "main",
];

/// What a word with an s is (records, uses): a plural, or a verb of he, she, it.
pub fn of_third_person(place: &Place) -> Option<Part> {
    let mut back = 1;
    while is_adverb(place.before(back)) && back < 3 {
        back += 1;
    }
    let (before, after) = (place.before(back), place.after(1));
    if is_singular_pronoun(before) {
        return Some(Part::Verb);
    }
    let object = [
        "that", "the", "a", "an", "its", "his", "her", "their", "itself", "himself", "herself", "ex", "no", "most",
        "some", "growth", "them", "him", "us", "me",
    ]
    .contains(&after);
    // "about three months, the team estimates, but": the verb of who says so.
    let says = after.is_empty() && ["estimates", "suspects", "projects", "reports"].contains(&place.low());
    if says && AGENTS.contains(&before) && is_aside(place, back) {
        return Some(Part::Verb);
    }
    if AGENTS.contains(&before) && (object || is_plural(after) || ["to", "against", "in", "on"].contains(&after)) {
        return Some(Part::Verb);
    }
    // "The cell, described in a journal, uses sodium": an aside parts the verb from its subject.
    if before.is_empty() && place.at > 2 && is_behind_aside(place) {
        return Some(Part::Verb);
    }
    // "Jury convicts former deputy": a headline's subject without its article.
    if place.at == 1 && back == 1 && AGENTS.contains(&before) && !after.is_empty() && !is_finite(after) {
        return Some(Part::Verb);
    }
    // "Imports fell": at the head of its clause.
    if before.is_empty() {
        return Some(Part::Noun);
    }
    if is_determiner(before) || is_preposition(before) || COUNTS.contains(&before) {
        return Some(Part::Noun);
    }
    // "Germany exports cars", but not "court records requests were".
    let objects = is_plural(after) && !is_finite(place.after(2));
    if (object || objects) && !is_plural(before) && !before.ends_with("ed") {
        return Some(Part::Verb);
    }
    (is_finite(after) && !is_plural(before)).then_some(Part::Noun)
}
