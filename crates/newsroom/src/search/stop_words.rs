//! Words that are said so often that they tell nothing of a text. The function words of a language: articles, pronouns,
//! prepositions, conjunctions, auxiliary verbs.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::terms::primary;

const ENGLISH: &str = "a about above after again against all also am among an and any are as at be because been before \
    being below between both but by can cannot could did do does doing down during each either few for from further had \
    has have having he her here hers herself him himself his how however i if in into is it its itself just may me might \
    more most must my myself neither no nor not of off on once only or other others ought our ours ourselves out over own \
    same shall she should since so some such than that the their theirs them themselves then there these they this those \
    through to too under until up upon us very was we were what when where whether which while who whom whose why will \
    with within without would yet you your yours yourself";

const SPANISH: &str = "a al algo algunas algunos ante antes aquel aquella como con contra cual cuando de del desde donde \
    durante e el ella ellas ellos en entre era eran es esa esas ese eso esos esta estaba están estas este esto estos fue \
    fueron ha había han hasta hay la las le les lo los más me mi mis muy nada ni no nos o os otra otras otro otros para pero \
    por porque que qué quien se sea según ser si sí sido sin sobre son su sus también tan te tiene todo todos tu tus u un \
    una unas uno unos y ya yo";

static SETS: LazyLock<[HashSet<&str>; 2]> = LazyLock::new(|| [ENGLISH, SPANISH].map(|all| all.split(' ').collect()));

/// Whether a word, in small letters, is one of its language's.
pub fn is_stop_word(word: &str, lang: &str) -> bool {
    let [english, spanish] = &*SETS;
    match primary(lang).as_str() {
        "en" | "zh" | "ja" | "ko" => english.contains(word),
        "es" => spanish.contains(word),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_of_their_language_are_known() {
        assert!(is_stop_word("the", "en-GB") && is_stop_word("yourself", "en") && is_stop_word("a", "en"));
        assert!(!is_stop_word("ferry", "en") && !is_stop_word("", "en"));
        assert!(is_stop_word("también", "es-MX") && !is_stop_word("the", "es") && !is_stop_word("der", "de"));
    }
}
