//! How alike two stories are as matters: by all that they say, and by whom and what they name. Pure.
//!
//! Two strikes are told in the same words; only who walked out, and where, tells one from the other. So likeness is the
//! geometric mean of two: that of all terms, and that of names alone. And what a short story has in common with another
//! may be chance: likeness counts the less, the fewer terms there are to go by.

use std::collections::{HashMap, HashSet};

use super::cluster::Likeness;
use crate::search::alike::Texts;

const DAY_MS: f64 = 24.0 * 3_600_000.0;
/// Two stories so far apart are half as alike: another flood, another match.
const APART_HALVES_MS: f64 = 10.0 * DAY_MS;
/// With so many terms a story goes half the way to where its likeness is to be trusted (its share is √(n ÷ (n + this))).
const TERMS_TO_GO_BY: f64 = 40.0;

/// What is compared of a story: one of its language editions.
#[derive(Clone, Debug, Default)]
pub struct Edition {
    /// The place of its story.
    pub story: usize,
    /// How often it has each term that tells something.
    pub counts: HashMap<String, u32>,
    /// How often it writes a term as names are written.
    pub as_name: HashMap<String, u32>,
    pub at_ms: i64,
}

/// So many stories, each with each: two are as alike as those of their editions that are most alike. `idf` of a term: how
/// much it tells.
pub fn likeness(stories: usize, editions: &[Edition], idf: impl Fn(&str) -> f64) -> Likeness {
    let names = names(editions);
    let all: Vec<HashMap<String, u32>> = editions.iter().map(|edition| edition.counts.clone()).collect();
    let only_names = |counts: &HashMap<String, u32>| {
        let named = counts.iter().filter(|(name, _)| names.contains(name.as_str()));
        named.map(|(name, count)| (name.clone(), *count)).collect::<HashMap<_, _>>()
    };
    let named: Vec<HashMap<String, u32>> = all.iter().map(only_names).collect();
    let (by_all, by_names) = (Texts::of(&all, &idf), Texts::of(&named, &idf));
    let trust = |at: usize| (all[at].len() as f64 / (all[at].len() as f64 + TERMS_TO_GO_BY)).sqrt();
    let mut likeness = Likeness::of(stories);
    for (one, edition) in editions.iter().enumerate() {
        // What has no name in common is not one matter: who is not among these is not alike at all.
        for (other, named_alike) in by_names.nearest(one, editions.len()) {
            let others = &editions[other];
            if edition.story != others.story {
                let alike = (by_all.alike(one, other) * named_alike).sqrt();
                let apart_ms = (edition.at_ms - others.at_ms).abs() as f64;
                let alike = alike * trust(one) * trust(other) * (-apart_ms / APART_HALVES_MS).exp2();
                likeness.raise(edition.story, others.story, alike);
            }
        }
    }
    likeness
}

/// Terms that are names: written so at least every third time, for headlines and the beginnings of sentences do not tell.
/// Of a script without capitals all may be.
fn names(editions: &[Edition]) -> HashSet<&str> {
    let mut seen: HashMap<&str, (u32, u32)> = HashMap::new();
    for edition in editions {
        for (name, count) in &edition.counts {
            let (as_name, in_all) = seen.entry(name).or_default();
            *as_name += edition.as_name.get(name).copied().unwrap_or_default();
            *in_all += count;
        }
    }
    let is_name = |(name, (as_name, in_all))| (as_name * 3 >= in_all || has_no_capitals(name)).then_some(name);
    seen.into_iter().filter_map(is_name).collect()
}

fn has_no_capitals(name: &str) -> bool {
    name.chars().any(char::is_alphabetic) && !name.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::terms;

    fn edition(story: usize, text: &str, at_ms: i64) -> Edition {
        let mut edition = Edition { story, at_ms, ..Edition::default() };
        for term in terms::of(text, "en").into_iter().filter(|term| !term.stop()) {
            if terms::written_as_name(text, &term.place) {
                *edition.as_name.entry(term.name.clone()).or_default() += 1;
            }
            *edition.counts.entry(term.name).or_default() += 1;
        }
        edition
    }

    fn between(editions: &[Edition]) -> f64 {
        likeness(2, editions, |_| 1.0).between(0, 1)
    }

    fn alike(one: &str, other: &str) -> f64 {
        between(&[edition(0, one, 0), edition(1, other, 0)])
    }

    const STRIKE: &str = "The drivers of Marrow walked out at Copper Row over pay, and the union of Marrow refused.";

    #[test]
    fn the_same_words_of_other_people_are_another_matter() {
        let same = "Pickets of Marrow stood at Copper Row, and the union refused.";
        let other = "The drivers of Kestrel walked out at Millgate over pay, and the union of Kestrel refused.";
        assert!(alike(STRIKE, same) > 0.1, "{}", alike(STRIKE, same));
        assert_eq!(alike(STRIKE, other), 0.0);
    }

    #[test]
    fn what_is_short_has_less_to_go_by() {
        let brief = "Pay at Marrow.";
        let terms = edition(0, STRIKE, 0).counts.len() as f64;
        assert!((alike(STRIKE, STRIKE) - terms / (terms + 40.0)).abs() < 1e-6);
        assert!(alike(brief, brief) < 0.05, "wholly alike, and nearly nothing");
    }

    #[test]
    fn ten_days_later_it_may_be_another() {
        let later = edition(1, STRIKE, 10 * DAY_MS as i64);
        assert!((between(&[edition(0, STRIKE, 0), later]) / alike(STRIKE, STRIKE) - 0.5).abs() < 1e-6);
    }

    #[test]
    fn a_story_is_no_less_like_another_because_it_is_told_in_a_second_language() {
        let told_twice = [edition(0, STRIKE, 0), edition(0, "馬羅公司的司機在銅街罷工", 0), edition(1, STRIKE, 0)];
        assert_eq!(between(&told_twice), alike(STRIKE, STRIKE));
    }

    #[test]
    fn a_script_without_capitals_is_compared_by_all_it_says() {
        assert!(alike("渡輪工會不會讓步", "渡輪工會罷工第三天") > 0.05);
        assert_eq!(alike("渡輪工會", "石橋小學"), 0.0);
    }
}
