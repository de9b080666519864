//! Words of which one reading is an adjective, a verb of habit, a place or a term of one trade: a rule for each.

use super::neighbours::{
    Place, asks_for_verb, is_adverb, is_determiner, is_plural, is_preposition, is_pronoun, is_singular_pronoun,
};
use crate::normalise::en::is_number_word;

/// How the word is said, in IPA, where its rule tells.
pub fn settle(place: &Place) -> Option<&'static str> {
    match place.low() {
        // "unless you have to": the last word of its clause is never weak.
        "to" => (place.at > 0 && place.after(1).is_empty()).then_some("tˈuː"),
        "tear" | "tears" => tear(place),
        "bow" | "bows" => bow(place),
        "used" => used(place).then_some("jˈuːst"),
        "reading" => is_town(place).then_some("ɹˈɛdɪŋ"),
        "ms" => (place.token().text == "Ms").then_some("mˈɪz"),
        "proceeds" => is_money(place).then_some("pɹˈoʊsiːdz"),
        "concert" | "concerts" => {
            // To agree upon is what is done with an effort; all else is heard in a hall.
            let noun = if place.low() == "concert" { "kˈɑːnsɚt" } else { "kˈɑːnsɚts" };
            Some(noun)
        }
        "axes" => place.anywhere(&["axis", "horizontal", "vertical", "telescope", "graph"]).then_some("ˈæksiːz"),
        "bases" => {
            const SUMS: &[&str] = &["acids", "dna", "knowledge", "genome", "letters", "pairs", "theoretical", "legal"];
            Some(if place.within(3, SUMS) { "bˈeɪsiːz" } else { "bˈeɪsɪz" })
        }
        "sewer" => (place.before(1) == "a" && ["of", "who"].contains(&place.after(1))).then_some("sˈoʊɚ"),
        "learned" => {
            const WISE: &[&str] =
                &["friend", "friends", "society", "societies", "judge", "journal", "journals", "counsel", "professor"];
            WISE.contains(&place.after(1)).then_some("lˈɜːnɪd")
        }
        "blessed" => {
            let holy = is_determiner(place.before(1)) || place.token().is_capitalised() && !place.token().first;
            let holy = holy && !place.after(1).is_empty() && !is_preposition(place.after(1));
            Some(if holy { "blˈɛsɪd" } else { "blˈɛst" })
        }
        "aged" => {
            let old = ["the", "his", "her", "their", "an", "my", "our"].contains(&place.before(1));
            const CARED: &[&str] = &["care", "parents", "mother", "father", "parent", "relatives", "population"];
            let old = old && !place.after(1).is_empty() && !place.after(1).starts_with(|c: char| c.is_ascii_digit());
            (CARED.contains(&place.after(1)) || old && !is_number_word(place.after(1)) && place.before(1) != "an")
                .then_some("ˈeɪdʒɪd")
        }
        "putting" => {
            const GREEN: &[&str] = &["green", "greens", "stroke", "surface", "surfaces", "average", "coach", "grip"];
            const GOLF: &[&str] = &["golfer", "birdie", "bogey", "par", "pga", "fairway", "birdies"];
            let object =
                is_determiner(place.after(1)) || ["it", "them", "up", "in", "on", "out"].contains(&place.after(1));
            (GREEN.contains(&place.after(1)) || place.anywhere(GOLF) && !object).then_some("pˈʌtɪŋ")
        }
        "number" => (place.after(1) == "and" && place.before(1) == "ever").then_some("nˈʌmɚ"),
        _ => None,
    }
}

/// What was done once and is no more: they used to; was accustomed: is used to. Not what something is used for.
fn used(place: &Place) -> bool {
    if place.after(1) != "to" {
        return false;
    }
    let mut back = 1;
    while is_adverb(place.before(back)) && back < 3 {
        back += 1;
    }
    let before = place.before(back);
    const FEELS: &[&str] = &["get", "gets", "getting", "got", "gotten", "become", "became", "grown", "grew"];
    const BEING: &[&str] = &["is", "are", "was", "were", "be", "been", "being"];
    if FEELS.contains(&before) {
        return true;
    }
    if BEING.contains(&before) {
        // "was used to make steel", but "was used to being first", "is used to it".
        let next = place.after(2);
        return next.ends_with("ing")
            || is_determiner(next)
            || ["it", "him", "them", "us", "me", "you"].contains(&next);
    }
    const LEADS: &[&str] =
        &["that", "which", "who", "there", "i'm", "i’m", "we're", "we’re", "you're", "they're", "it"];
    // "the money used to buy it" is a participle; "there used to be" is not.
    is_pronoun(before)
        || is_singular_pronoun(before)
        || LEADS.contains(&before)
        || place.after(2) == "be"
        || place.after(2) == "have"
        || is_determiner(place.before(back + 1)) && place.token().first
        || place.at > 0 && place.tokens[place.at - 1].is_capitalised() && !place.token().parted && place.at < 4
}

/// What was earned; not what somebody does.
fn is_money(place: &Place) -> bool {
    const KINDS: &[&str] = &["net", "gross", "sale", "sales", "auction", "all", "cash", "share", "criminal"];
    let before = place.before(1);
    let earned = is_determiner(before) && !["this", "that", "each"].contains(&before) || is_preposition(before);
    place.after(1) == "of" || earned || KINDS.contains(&before) || before.is_empty() && place.token().first
}

/// The town in Berkshire or in Pennsylvania.
fn is_town(place: &Place) -> bool {
    let token = place.token();
    if !token.is_capitalised() || token.is_shouted() {
        return false;
    }
    const BEHIND: &[&str] = &[
        "fc",
        "festival",
        "crown",
        "borough",
        "council",
        "station",
        "fans",
        "manager",
        "railroad",
        "pennsylvania",
        "berkshire",
        "football",
        "magistrates",
        "gaol",
        "university",
        "and",
        "beat",
        "lost",
        "striker",
        "defender",
    ];
    let place_of = ["in", "at", "from", "near", "to", "of", "outside", "around", "between", "via"];
    let placed =
        place_of.contains(&place.before(1)) && !token.first && !place.sentence().iter().all(|t| t.is_capitalised());
    placed || BEHIND.contains(&place.after(1)) && !(place.after(1) == "and" && token.first)
}

/// To rip, and what was ripped; the drop of the eye is the engine's own reading.
fn tear(place: &Place) -> Option<&'static str> {
    const PARTS: &[&str] = &[
        "muscle",
        "ligament",
        "acl",
        "mcl",
        "hamstring",
        "meniscus",
        "labrum",
        "tendon",
        "cartilage",
        "cuff",
        "achilles",
        "calf",
        "knee",
        "cruciate",
        "partial",
        "quad",
        "groin",
        "oblique",
        "biceps",
        "retinal",
    ];
    let (before, after) = (place.before(1), place.after(1));
    let apart = ["down", "up", "apart", "off", "through", "into", "open", "away", "itself"].contains(&after);
    const CLOTH: &[&str] =
        &["sew", "sewn", "stitch", "stitched", "fabric", "cloth", "shirt", "mend", "patch", "hole", "jersey"];
    let ripped = apart
        || place.within(8, CLOTH)
        || PARTS.contains(&before)
        || before == "and" && place.before(2) == "wear"
        || place.low() == "tear"
            && (after == "in" || ["to", "not"].contains(&before) || asks_for_verb(before))
            && after != "gas";
    ripped.then_some(if place.low() == "tear" { "tˈɛɹ" } else { "tˈɛɹz" })
}

/// To bend, and the front of a ship; the weapon and the knot are the engine's own reading.
fn bow(place: &Place) -> Option<&'static str> {
    const TAKES: &[&str] = &["take", "took", "takes", "taking", "taken", "final"];
    const SHIPS: &[&str] = &[
        "ship",
        "ship's",
        "ship’s",
        "vessel",
        "vessel's",
        "vessel’s",
        "boat",
        "boat's",
        "boat’s",
        "ferry",
        "tanker",
        "hull",
        "stern",
        "submarine",
        "starboard",
        "freighter",
        "yacht",
        "destroyer",
        "frigate",
    ];
    let (before, after) = (place.before(1), place.after(1));
    // "did not always bow to", "refused to ever bow"
    let mut back = 1;
    while is_adverb(place.before(back)) && back < 3 {
        back += 1;
    }
    let before = if back > 1
        && (asks_for_verb(place.before(back)) || place.before(back) == "to" || place.before(back) == "not")
    {
        place.before(back)
    } else {
        before
    };
    let takes = before == "a" && TAKES.contains(&place.before(2)) || before == "final";
    // "England bow out": no weapon goes out. "a hole in the bow" is a ship's where no arrow flies.
    const ARCHERY: &[&str] =
        &["arrow", "arrows", "archer", "archers", "string", "violin", "cello", "strings", "quiver"];
    let at_sea = before == "the"
        && ["in", "over", "near", "across", "off", "towards", "toward"].contains(&place.before(2))
        && !place.anywhere(ARCHERY);
    let leaves = after == "out" || before == "a" && after == "of" && ["respect", "thanks"].contains(&place.after(2));
    let bends = (before == "to" || asks_for_verb(before) || is_singular_pronoun(before) || is_plural(before))
        && (after.is_empty() || ["to", "out", "down", "before", "at", "their", "his", "her"].contains(&after));
    (takes || bends || leaves || at_sea || place.anywhere(SHIPS)).then_some(if place.low() == "bow" {
        "bˈaʊ"
    } else {
        "bˈaʊz"
    })
}
