//! What a topic is called: words that its stories have in common, as they write them. Pure.

use std::collections::{BTreeMap, BTreeSet};

use crate::search::terms::{self, Term};

/// Words of a name: “Old Quay ferry inquiry” has four.
const WORDS_AT_MOST: usize = 5;
/// Pairs of letters of a Chinese one, which has one letter more.
const PAIRS_AT_MOST: usize = 9;
/// Of a topic's stories at least one in so many say its name in a headline, a standfirst or a tag.
const ONE_IN: usize = 2;
/// A word of somebody's or something's name tells a reader more than another that is as rare.
const NAME_COUNTS: f64 = 1.5;
/// What a name owns is no part of it: of “Trump’s” the topic is Trump.
const OWNS: [&str; 6] = ["'s", "’s", "ʼs", "'S", "’S", "ʼS"];
/// Letters that Chinese words are joined with: a name neither begins nor ends with one.
const JOINTS: &str = "的了在是與和及將也就都而於對把被為從到向以其之再又更最很還並或但不有個這那";

/// What a story of a topic says of itself, in one language.
#[derive(Clone, Debug)]
pub struct Told<'a> {
    pub story: &'a str,
    /// Headline, standfirst, tags.
    pub texts: Vec<&'a str>,
}

/// A run of words, and what is known of it.
#[derive(Default)]
struct Run {
    stories: BTreeSet<usize>,
    /// As it is written, and how often so.
    written: BTreeMap<String, usize>,
    names: usize,
    seen: usize,
}

/// What a topic may be called, the best first; nothing, when its stories have no words in common that tell anything.
/// `idf` of a term: how much it tells.
pub fn names(told: &[Told], lang: &str, idf: impl Fn(&str) -> f64) -> Vec<String> {
    let stories: BTreeSet<&str> = told.iter().map(|told| told.story).collect();
    let mut runs: BTreeMap<Vec<String>, Run> = BTreeMap::new();
    for told in told {
        let story = stories.range(..told.story).count();
        for text in &told.texts {
            for (terms, written, is_name) in runs_of(text, lang) {
                let run = runs.entry(terms).or_default();
                run.stories.insert(story);
                *run.written.entry(written).or_default() += 1;
                run.names += usize::from(is_name);
                run.seen += 1;
            }
        }
    }
    let enough = stories.len().div_ceil(ONE_IN).max(2);
    let mut named: Vec<(f64, String)> = Vec::new();
    for (terms, run) in runs.iter().filter(|(_, run)| run.stories.len() >= enough) {
        let tells: f64 = terms.iter().filter(|name| !terms::tells_nothing(name)).map(|name| idf(name)).sum();
        let weight = if run.names * 2 > run.seen { NAME_COUNTS } else { 1.0 };
        let share = run.stories.len() as f64 / stories.len() as f64;
        // Of two ways to write it the one that is met more often; of equals the shorter, then the first.
        let written = run
            .written
            .iter()
            .max_by(|a, b| a.1.cmp(b.1).then(b.0.chars().count().cmp(&a.0.chars().count())).then(b.0.cmp(a.0)));
        named.extend(written.map(|(written, _)| (tells * weight * share * share, large(written))));
    }
    named.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    named.into_iter().map(|(_, written)| written).collect()
}

/// Every run of a text that may be a name: its terms, as it is written, and whether it is written as names are.
fn runs_of(text: &str, lang: &str) -> Vec<(Vec<String>, String, bool)> {
    let terms = terms::of(text, lang);
    let mut runs = Vec::new();
    for first in 0..terms.len() {
        let at_most = if terms[first].pair { PAIRS_AT_MOST } else { WORDS_AT_MOST };
        for last in first..terms.len().min(first + at_most) {
            if last > first && !follows(text, &terms[last - 1], &terms[last]) {
                break;
            }
            if !may_stand_at_an_end(&terms[first]) || !may_stand_at_an_end(&terms[last]) {
                continue;
            }
            let written = &text[terms[first].place.start..terms[last].place.end];
            let written = OWNS.iter().find_map(|ending| written.strip_suffix(ending)).unwrap_or(written);
            if terms[first].pair && written.starts_with(|c| JOINTS.contains(c))
                || terms[last].pair && written.ends_with(|c| JOINTS.contains(c))
            {
                continue;
            }
            let names: Vec<String> = terms[first..=last].iter().map(|term| term.name.clone()).collect();
            // A sentence begins with a capital whatever it is about.
            let is_name = first > 0 && written.starts_with(char::is_uppercase);
            runs.push((names, written.to_string(), is_name));
        }
    }
    runs
}

/// A single letter of Chinese, a figure alone and a word that tells nothing are no end of a name.
fn may_stand_at_an_end(term: &Term) -> bool {
    !term.stop() && term.name.chars().count() > 1 && term.name.chars().any(char::is_alphabetic)
}

/// Whether two words belong together: a blank or a hyphen is between them, or nothing.
fn follows(text: &str, one: &Term, next: &Term) -> bool {
    match (one.pair, next.pair) {
        // Pairs of one run share a letter.
        (true, true) => next.place.start < one.place.end,
        (false, false) => matches!(&text[one.place.end..next.place.start], " " | "-" | "‑"),
        _ => false,
    }
}

/// With a capital. A first word that has one inside is written as it wants to be: iPhone.
fn large(written: &str) -> String {
    let first = written.split([' ', '-', '‑']).next().unwrap_or_default();
    if first.chars().skip(1).any(char::is_uppercase) {
        return written.to_string();
    }
    let mut letters = written.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(headlines: &[&str], lang: &str) -> Option<String> {
        let ids: Vec<String> = (0..headlines.len()).map(|n| n.to_string()).collect();
        let told: Vec<Told> =
            ids.iter().zip(headlines).map(|(id, text)| Told { story: id, texts: vec![text] }).collect();
        names(&told, lang, |_| 1.0).into_iter().next()
    }

    #[test]
    fn a_topic_is_called_by_the_words_its_stories_have_in_common() {
        let headlines = [
            "Captain blames the fog as the Old Quay ferry inquiry opens",
            "What the Old Quay ferry inquiry will ask this week",
            "Families wait outside the Old Quay ferry inquiry",
        ];
        assert_eq!(named(&headlines, "en").as_deref(), Some("Old Quay ferry inquiry"));
    }

    #[test]
    fn chinese_is_named_without_a_dictionary() {
        let headlines = ["海港大橋的收費引發爭議", "市長：海港大橋將免費", "海港大橋昨日通車"];
        assert_eq!(named(&headlines, "zh-Hant").as_deref(), Some("海港大橋"));
    }

    #[test]
    fn a_name_is_preferred_to_a_common_word_and_is_written_with_a_capital() {
        assert_eq!(
            named(&["Clinic in Larkhaven opens", "The clinic of Larkhaven"], "en").as_deref(),
            Some("Larkhaven")
        );
        assert_eq!(named(&["A tram strike", "The tram strike"], "en").as_deref(), Some("Tram strike"));
    }

    #[test]
    fn who_owns_something_is_called_without_it() {
        assert_eq!(named(&["Why Marrow’s drivers wait", "What Marrow's pay is"], "en").as_deref(), Some("Marrow"));
        assert_eq!(
            named(&["A look at Old Quay’s lamp", "Who took Old Quay’s lamp"], "en").as_deref(),
            Some("Old Quay’s lamp"),
            "inside a name it stays"
        );
    }

    #[test]
    fn a_word_with_a_capital_inside_stays_as_it_is() {
        assert_eq!(named(&["An iPhone sinks", "The iPhone sank"], "en").as_deref(), Some("iPhone"));
        assert_eq!(named(&["The night-bus flood", "A night-bus flood"], "en").as_deref(), Some("Night-bus flood"));
    }

    #[test]
    fn stories_without_a_word_in_common_have_no_name() {
        assert_eq!(named(&["A tram strike", "The night clinic"], "en"), None);
        assert_eq!(named(&["It was of the 12", "Of the 12 it was"], "en"), None);
        assert_eq!(named(&[], "en"), None);
    }

    #[test]
    fn words_across_a_comma_are_no_name() {
        assert_eq!(named(&["Ferry, clinic", "Ferry, clinic"], "en").as_deref(), Some("Clinic"), "of equals the first");
    }
}
