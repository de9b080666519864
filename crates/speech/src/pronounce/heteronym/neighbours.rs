//! The words around a word, and what kind of words they are.

use crate::pronounce::token::Token;

/// Words to either side that are looked at in a whole sentence; a text without a stop must not cost its square.
const FARTHEST: usize = 60;

/// A word among its neighbours.
pub struct Place<'a> {
    pub tokens: &'a [Token<'a>],
    pub at: usize,
}

impl<'a> Place<'a> {
    pub fn token(&self) -> &'a Token<'a> {
        &self.tokens[self.at]
    }

    /// The word itself in lower case.
    pub fn low(&self) -> &'a str {
        &self.token().low
    }

    /// The word some places before, if no comma or stop parts it; empty if there is none.
    pub fn before(&self, count: usize) -> &'a str {
        let reachable = count <= self.at && (0..count).all(|back| !self.tokens[self.at - back].parted);
        if reachable { &self.tokens[self.at - count].low } else { "" }
    }

    /// The word some places after, likewise.
    pub fn after(&self, count: usize) -> &'a str {
        let reachable = (1..=count).all(|on| self.tokens.get(self.at + on).is_some_and(|t| !t.parted));
        if reachable { &self.tokens[self.at + count].low } else { "" }
    }

    /// Whether any word of the sentence is one of these.
    pub fn anywhere(&self, words: &[&str]) -> bool {
        self.sentence().iter().any(|t| words.contains(&t.low.as_str()))
    }

    /// The words around, as far as a sentence reaches.
    pub fn sentence(&self) -> &'a [Token<'a>] {
        let from = self.at.saturating_sub(FARTHEST);
        &self.tokens[from..(self.at + FARTHEST).min(self.tokens.len())]
    }

    /// Whether a word not farther than this, commas or not, is one of these.
    pub fn within(&self, reach: usize, words: &[&str]) -> bool {
        let from = self.at.saturating_sub(reach);
        let to = (self.at + reach + 1).min(self.tokens.len());
        (from..to).any(|at| at != self.at && words.contains(&self.tokens[at].low.as_str()))
    }
}

/// Words after which a verb stands in its base form.
pub fn asks_for_verb(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "will", "would", "can", "could", "may", "might", "must", "shall", "should", "do", "did", "cannot", "please",
        "help", "helps", "helped", "let", "lets", "let's", "i'll", "we'll", "you'll", "they'll", "he'll", "she'll",
        "it'll", "i'd", "we'd", "they'd", "he'd", "she'd", "better", "rather",
    ];
    WORDS.contains(&word) || word.ends_with("n't") || word.ends_with("n’t") || word.ends_with("’ll")
}

/// Behind "had" or "would": I'd read more (would), I wish I'd read more (had).
pub fn is_wish(place: &Place) -> bool {
    const WISHES: &[&str] =
        &["wish", "wished", "wishes", "if", "after", "because", "when", "once", "since", "before", "until", "said"];
    (2..=4).any(|far| WISHES.contains(&place.before(far)))
}

/// Subjects of which a base form says something: I, they, who.
pub fn is_pronoun(word: &str) -> bool {
    ["i", "we", "you", "they", "who"].contains(&word)
}

pub fn is_singular_pronoun(word: &str) -> bool {
    ["he", "she", "it"].contains(&word)
}

/// Adverbs that stand between a subject or auxiliary and its verb.
pub fn is_adverb(word: &str) -> bool {
    const WORDS: &[&str] =
        &["also", "often", "never", "always", "still", "now", "not", "then", "even", "ever", "soon", "just", "again"];
    WORDS.contains(&word) || word.len() > 4 && word.ends_with("ly") && !["family", "only", "early"].contains(&word)
}

/// Words that begin a noun phrase.
pub fn is_determiner(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your", "no",
        "any", "some", "each", "every", "all", "both", "another", "more", "most", "many", "several", "such",
    ];
    WORDS.contains(&word) || is_possessive(word)
}

pub fn is_possessive(word: &str) -> bool {
    word.ends_with("'s") || word.ends_with("’s")
}

pub fn is_preposition(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "of", "in", "on", "for", "by", "with", "from", "at", "under", "against", "during", "into", "over", "after",
        "before", "since", "without", "about", "between", "through", "per", "as", "than", "near", "amid", "despite",
        "within", "toward", "towards", "via", "until",
    ];
    WORDS.contains(&word)
}

/// Auxiliaries and such: before them stands a noun.
pub fn is_finite(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "is", "was", "were", "are", "has", "had", "have", "will", "would", "could", "can", "may", "might", "must",
        "should", "fell", "rose", "said", "says", "began", "came", "went", "did", "does", "of", "won", "lost", "ended",
        "drew",
    ];
    WORDS.contains(&word)
}

/// A plural noun by its looks, or a word that is one: a subject of a base form.
pub fn is_plural(word: &str) -> bool {
    const LISTED: &[&str] = &[
        "people",
        "police",
        "men",
        "women",
        "children",
        "fishermen",
        "lawmen",
        "firemen",
        "businessmen",
        "servicemen",
        "congressmen",
        "councilmen",
        "spokesmen",
        "others",
        "many",
        "both",
        "thousands",
        "millions",
        "media",
    ];
    const NOT: &[&str] = &[
        "is",
        "was",
        "has",
        "its",
        "his",
        "this",
        "does",
        "as",
        "us",
        "less",
        "news",
        "across",
        "versus",
        "yes",
        "plus",
        "perhaps",
        "always",
        "sometimes",
        "besides",
        "towards",
        "afterwards",
        "thus",
        "gas",
        "bus",
        "business",
        "campus",
        "congress",
        "process",
        "access",
        "success",
        "sports",
        "arms",
        "politics",
        "economics",
        "physics",
        "series",
        "species",
        "house's",
        "says",
        "goes",
        "makes",
        "takes",
        "gets",
        "sees",
        "needs",
        "wants",
        "seeks",
        "shows",
        "sets",
        "adds",
        "calls",
        "gives",
        "holds",
        "keeps",
        "wins",
        "hits",
        "plans",
        "virus",
        "bonus",
        "focus",
        "status",
        "census",
        "consensus",
        "tennis",
        "analysis",
        "crisis",
        "basis",
        "boss",
        "loss",
        "press",
        "class",
        "glass",
        "grass",
        "cross",
        "mass",
        "pass",
        "express",
        "christmas",
        "texas",
        "kansas",
        "paris",
        "unless",
        "paris's",
        "serious",
        "previous",
        "various",
        "famous",
        "dangerous",
        "religious",
        "savings",
        "drugs",
        "goods",
        "u.s",
        "collects",
        "includes",
        "reports",
        "remains",
        "becomes",
        "means",
        "tells",
        "uses",
        "fresh",
    ];
    LISTED.contains(&word)
        || word.len() > 3
            && word.ends_with('s')
            && !word.ends_with("ss")
            && !word.ends_with("ous")
            && !is_possessive(word)
            && !NOT.contains(&word)
}
