//! Words written alike and said in two ways, told apart by their neighbours.
//!
//! A reading is given where the neighbours tell; where they do not, the engine keeps its own. Most such words are a
//! noun or adjective and a verb (`part`, `pairs`); the others have a rule each (`single`, `usage`).

mod life;
mod namesake;
mod neighbours;
mod pairs;
mod part;
mod single;
mod usage;

use super::How;
use super::ending::Ends;
use super::token::Token;
use neighbours::Place;

/// How the word at a place is said, if it is a heteronym and its neighbours tell.
pub fn settle(tokens: &[Token], at: usize) -> Option<How> {
    let place = Place { tokens, at };
    if let Some(ipa) = single::settle(&place) {
        return Some(How::Ipa(ipa.to_owned()));
    }
    let word = place.low();
    if let Some(pair) = pairs::find(word) {
        return Some(How::Ipa(pair.said(part::of(&place)?).to_owned()));
    }
    let pair = pairs::find(word.strip_suffix('s')?)?;
    let said = pair.said(part::of_third_person(&place)?);
    Some(How::Ipa(said.to_owned()).with_s())
}

/// Words with two readings that a rule of their own tells apart.
const SINGLES: [&str; 16] = [
    "read", "lead", "live", "close", "wind", "winds", "wound", "tear", "tears", "bow", "bows", "bass", "dove", "row",
    "polish", "resume",
];

/// Whether a word in lower case is said in two ways.
pub fn is_one(word: &str) -> bool {
    SINGLES.contains(&word)
        || pairs::find(word).is_some()
        || word.strip_suffix('s').is_some_and(|w| pairs::find(w).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pronounce::token::tokens;

    /// How the word between stars is said; empty when it is left to the engine.
    fn said(sentence: &str) -> String {
        let plain = sentence.replace('*', "");
        let tokens = tokens(&plain);
        let from = sentence.find('*').expect("a star before the word");
        let at = tokens.iter().position(|t| t.range.start == from).expect("a word behind the star");
        match settle(&tokens, at) {
            Some(How::Ipa(ipa) | How::Like(ipa)) => ipa,
            None => String::new(),
        }
    }

    #[test]
    fn what_stands_before_a_word_tells_the_verb_from_the_noun() {
        assert_eq!(said("Analysts *project growth."), "pɹədʒˈɛkt");
        assert_eq!(said("The *project fell behind."), "pɹˈɑːdʒɛkt");
        assert_eq!(said("Jury *convicts ex-CEO of fraud"), "kənvˈɪkts");
        assert_eq!(said("Two *convicts fled."), "kˈɑːnvɪkts");
        assert_eq!(said("It rose to *record highs."), "ɹˈɛkɚd");
        assert_eq!(said("She did not *record it."), "ɹɪkˈɔːɹd");
    }

    #[test]
    fn a_word_with_a_rule_of_its_own_goes_by_its_subject() {
        assert_eq!(said("Stocks *close lower"), "klˈoʊz");
        assert_eq!(said("It was a *close race."), "");
        assert_eq!(said("Traces of *lead were found."), "lˈɛd");
        assert_eq!(said("The *lead grew."), "");
        assert_eq!(said("The judge *read the verdict."), "ɹˈɛd");
        assert_eq!(said("They will *read it."), "ɹˈiːd");
    }

    #[test]
    fn the_edge_of_a_text_is_no_neighbour() {
        for text in ["*read", "*close", "*use", "*record", "*lead", "*does", "*projects", "*live."] {
            said(text);
        }
    }
}
