//! To live, and what is live; he lives, and our lives. An engine guesses at both, so the rule always tells.

use super::neighbours::{
    Place, asks_for_verb, is_adverb, is_determiner, is_finite, is_plural, is_possessive, is_preposition, is_pronoun,
    is_singular_pronoun,
};
use crate::normalise::en::is_number_word;

const DWELL: &str = "lˈɪv";
const LIVE: &str = "lˈaɪv";
const DWELLS: &str = "lˈɪvz";
const LIVES: &str = "lˈaɪvz";

/// What is heard or seen as it happens, and what is loaded or alive.
const SHOWN: &[&str] = &[
    "act",
    "action",
    "acts",
    "album",
    "ammunition",
    "animal",
    "animals",
    "audience",
    "audiences",
    "bait",
    "band",
    "bands",
    "birds",
    "births",
    "blog",
    "broadcast",
    "broadcasts",
    "bullets",
    "cattle",
    "chat",
    "chickens",
    "commentary",
    "concert",
    "concerts",
    "coverage",
    "crowd",
    "crowds",
    "data",
    "debate",
    "debates",
    "election",
    "entertainment",
    "event",
    "events",
    "export",
    "exports",
    "feed",
    "fire",
    "footage",
    "game",
    "games",
    "grenade",
    "grenades",
    "interview",
    "link",
    "match",
    "matches",
    "music",
    "odds",
    "performance",
    "performances",
    "pictures",
    "poultry",
    "radio",
    "recording",
    "rounds",
    "set",
    "sets",
    "sheep",
    "shell",
    "shells",
    "shot",
    "shots",
    "show",
    "shows",
    "sport",
    "sports",
    "stage",
    "stream",
    "streams",
    "telecast",
    "television",
    "theater",
    "theatre",
    "tour",
    "tv",
    "updates",
    "vaccine",
    "venue",
    "venues",
    "version",
    "video",
    "virus",
    "wire",
    "wires",
];

/// Behind a verb of helping, what is done live: it will live stream the debate.
const DONE_LIVE: &[&str] = &["blog", "broadcast", "stream", "tweet"];

/// What those do who are heard live: goes live, broadcast live.
const AIRED: &[&str] = &[
    "aired",
    "airs",
    "broadcast",
    "broadcasts",
    "carried",
    "filmed",
    "go",
    "goes",
    "going",
    "gone",
    "perform",
    "play",
    "recorded",
    "shown",
    "stream",
    "streamed",
    "streams",
    "televised",
    "went",
];

pub fn live(place: &Place) -> &'static str {
    let mut back = 1;
    while is_adverb(place.before(back)) && back < 3 {
        back += 1;
    }
    let (before, after) = (place.before(back), place.after(1));
    let (asked, shown) = (asks_for_verb(before) || before == "cannot", SHOWN.contains(&after));
    // "will live in", "can't live on that", but "will live stream it".
    if asked {
        return if DONE_LIVE.contains(&after) { LIVE } else { DWELL };
    }
    if shown && !is_pronoun(before) {
        return LIVE;
    }
    // "where do you live", "long may it live"
    if is_pronoun(before) || is_singular_pronoun(before) && asks_for_verb(place.before(back + 1)) {
        return DWELL;
    }
    // "to live with it", but "from studio to live audience": that was told above.
    if before == "to" {
        return if after == "on" && ["broadcast", "streamed"].contains(&place.before(back + 1)) { LIVE } else { DWELL };
    }
    // "many live in fear", but "a live wire"
    let article = ["a", "an", "the", "his", "her", "its", "their", "our", "my", "your", "no", "this", "every", "any"];
    if AIRED.contains(&before) || article.contains(&before) || is_possessive(before) {
        return LIVE;
    }
    if ["many", "most", "some", "all", "both", "few", "others", "those", "these"].contains(&before) && !after.is_empty()
    {
        return DWELL;
    }
    // "people who work and live here"
    let verbs = || (2..6).any(|far| asks_for_verb(place.before(far)) || ["to", "who"].contains(&place.before(far)));
    if ["and", "or", "but"].contains(&before) && verbs() {
        return DWELL;
    }
    // "staff live in fear", "a third live alone"
    const GROUPS: &[&str] = &[
        "community",
        "couple",
        "crew",
        "family",
        "fifth",
        "generation",
        "half",
        "hundred",
        "majority",
        "million",
        "minority",
        "percent",
        "population",
        "public",
        "quarter",
        "staff",
        "team",
        "tenth",
        "third",
        "thousand",
        "youth",
    ];
    if GROUPS.contains(&before) && THERE.contains(&after) {
        return DWELL;
    }
    let asked_where = || place.within(6, &["where", "how", "whether"]);
    let many = is_plural(before) || ["that", "which", "us"].contains(&before) && is_plural(place.before(back + 1));
    if many && (!after.is_empty() || asked_where()) {
        return DWELL;
    }
    // "where his parents and their friends live"
    if before == "not" || before == "where" { DWELL } else { LIVE }
}

/// Words behind which somebody dwells.
const THERE: &[&str] = &[
    "above",
    "abroad",
    "across",
    "alone",
    "among",
    "at",
    "behind",
    "below",
    "beneath",
    "beyond",
    "by",
    "close",
    "down",
    "downstairs",
    "elsewhere",
    "far",
    "for",
    "here",
    "in",
    "just",
    "like",
    "long",
    "near",
    "nearby",
    "next",
    "off",
    "on",
    "out",
    "outside",
    "there",
    "through",
    "together",
    "under",
    "up",
    "upstairs",
    "with",
    "within",
    "without",
];

/// Those of whom no name is known.
const SOMEONE: &[&str] = &[
    "anybody",
    "anyone",
    "anything",
    "everybody",
    "everyone",
    "everything",
    "nobody",
    "nothing",
    "somebody",
    "someone",
    "something",
    "who",
];

/// Words before which a plural of life is lost, saved or counted.
const LOSES: &[&str] = &[
    "affect",
    "affected",
    "affects",
    "change",
    "changed",
    "changes",
    "changing",
    "claim",
    "claimed",
    "claiming",
    "claims",
    "cost",
    "costing",
    "costs",
    "daily",
    "destroy",
    "destroyed",
    "double",
    "end",
    "ended",
    "endanger",
    "endangered",
    "everyday",
    "extend",
    "extended",
    "human",
    "improve",
    "improved",
    "innocent",
    "lose",
    "loses",
    "losing",
    "lost",
    "many",
    "own",
    "past",
    "personal",
    "private",
    "protect",
    "put",
    "puts",
    "putting",
    "rebuild",
    "rebuilding",
    "risk",
    "risked",
    "risking",
    "ruin",
    "ruined",
    "ruining",
    "save",
    "saved",
    "saves",
    "saving",
    "separate",
    "shatter",
    "shattered",
    "spare",
    "spared",
    "take",
    "taken",
    "takes",
    "taking",
    "threaten",
    "threatened",
    "took",
    "touch",
    "touched",
    "transform",
    "transformed",
    "wreck",
    "wrecked",
    "young",
    "whose",
    "working",
    "past",
    "public",
    "secret",
    "sex",
    "love",
    "inner",
];

pub fn lives(place: &Place) -> &'static str {
    let mut back = 1;
    while is_adverb(place.before(back)) && back < 3 {
        back += 1;
    }
    let (before, after) = (place.before(back), place.after(1));
    let there = THERE.contains(&after);
    // "at risk", "in danger", "in ruins": what befalls lives, not where one dwells.
    let befalls = ["risk", "stake", "danger", "ruins", "limbo", "jeopardy", "turmoil"].contains(&place.after(2));
    if is_singular_pronoun(before) || SOMEONE.contains(&before) {
        return DWELLS;
    }
    // "the only bird that lives under the ice", but "said that lives were lost"
    if before == "that" || before == "which" {
        return if there { DWELLS } else { LIVES };
    }
    let counted = is_determiner(before) || is_number_word(before) || before.bytes().all(|b| b.is_ascii_digit());
    if before.is_empty() {
        // "Ms Lowe, 42, lives in Hull."
        return if place.at > 0 && there && !befalls { DWELLS } else { LIVES };
    }
    if counted || LOSES.contains(&before) || is_preposition(before) || is_finite(before) {
        return LIVES;
    }
    if before == "and" || before == "or" {
        // "She is 42 and lives in Hull", but "homes and lives in Hull".
        let one = (2..8).any(|far| {
            is_singular_pronoun(place.before(far)) || ["is", "was", "has", "works", "who"].contains(&place.before(far))
        });
        return if one && there && !befalls { DWELLS } else { LIVES };
    }
    let owner = place.before(back + 1);
    let name = place.tokens[place.at - back].is_capitalised() && place.at > back && !is_possessive(before);
    // "My mother lives nearby", "a boy lives two doors down"
    let one = ["the", "a", "an", "his", "her", "my", "our", "their", "your", "this", "old", "one"].contains(&owner)
        || is_possessive(owner);
    let where_to = there || is_number_word(after) || is_determiner(after);
    if (name || one) && !is_plural(before) && where_to && !befalls { DWELLS } else { LIVES }
}
