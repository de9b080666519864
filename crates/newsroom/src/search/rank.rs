//! The order of what was found. Pure, and the same on both databases: sums are made in the order of the terms' names.
//!
//! BM25 (Robertson, Zaragoza: "The Probabilistic Relevance Framework", 2009), and once more with the words that the first
//! stories have in common (pseudo relevance feedback; RM3 of Abdul-Jaleel et al., TREC 2004, with BM25's own weights).

use std::collections::{BTreeMap, HashMap};

/// How soon a word said again adds nothing (k₁), and how much a long text counts for less (b).
const K1: f64 = 1.5;
const B: f64 = 0.75;
/// A word of the headline counts as if it were said so often.
pub const HEADLINE_COUNTS: u32 = 2;

/// So many of the first stories say what the others should be about, with so many words and so much weight beside the
/// query's own. Five, twenty and .6 lie in the middle of a broad plateau on Cranfield (MAP .345 to .367 all around).
const FEEDBACK_STORIES: usize = 5;
const FEEDBACK_TERMS: usize = 20;
const FEEDBACK_WEIGHT: f64 = 0.6;

/// What the archive knows of all its texts.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Archive {
    pub articles: i64,
    /// Terms of all of them together.
    pub length: i64,
}

impl Archive {
    /// How much it tells that a text has a term, which so many have.
    pub fn idf(&self, articles: i64) -> f64 {
        let (all, with) = (self.articles as f64, articles.min(self.articles) as f64);
        (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
    }

    fn mean_length(&self) -> f64 {
        (self.length as f64 / self.articles.max(1) as f64).max(1.0)
    }
}

/// A text that may be an answer: how often it has each term that matters, and how many it has in all.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub counts: HashMap<String, u32>,
    pub length: i64,
}

impl Candidate {
    /// BM25's part of one term.
    pub fn weight(&self, term: &str, archive: &Archive) -> f64 {
        let count = f64::from(self.counts.get(term).copied().unwrap_or(0));
        let long = 1.0 - B + B * self.length as f64 / archive.mean_length();
        count * (K1 + 1.0) / (count + K1 * long)
    }
}

/// What is asked for: terms with their weight, and how much each tells.
pub type Asked = BTreeMap<String, (f64, f64)>;

pub fn score(asked: &Asked, candidate: &Candidate, archive: &Archive) -> f64 {
    asked.iter().map(|(term, (weight, idf))| weight * idf * candidate.weight(term, archive)).sum()
}

/// The places of candidates, the best first; of equal ones the one that stands earlier.
pub fn order(scores: &[f64]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..scores.len()).collect();
    places.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)));
    places
}

/// Of the first stories, which ones are asked about what else to look for.
pub fn feedback_from(places: &[usize]) -> &[usize] {
    &places[..FEEDBACK_STORIES.min(places.len())]
}

/// The query with what its first stories have in common. `first`: each with all of its terms, and its score; `idf` of a
/// term.
pub fn fed_back(asked: &Asked, first: &[(Candidate, f64)], archive: &Archive, idf: impl Fn(&str) -> f64) -> Asked {
    let all: f64 = first.iter().map(|(_, score)| score).sum();
    if all <= 0.0 {
        return asked.clone();
    }
    let mut weights: BTreeMap<&str, f64> = BTreeMap::new();
    for (candidate, score) in first {
        for term in candidate.counts.keys() {
            *weights.entry(term).or_default() += score / all * idf(term) * candidate.weight(term, archive);
        }
    }
    let mut best: Vec<(&str, f64)> = weights.into_iter().collect();
    best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    best.truncate(FEEDBACK_TERMS);
    let (own, theirs): (f64, f64) = (asked.values().map(|(weight, _)| weight).sum(), best.iter().map(|b| b.1).sum());
    let mut wider: Asked = asked
        .iter()
        .map(|(term, (weight, idf))| {
            (term.clone(), ((1.0 - FEEDBACK_WEIGHT) * weight / own.max(f64::MIN_POSITIVE), *idf))
        })
        .collect();
    for (term, weight) in best {
        let entry = wider.entry(term.to_string()).or_insert_with(|| (0.0, idf(term)));
        entry.0 += FEEDBACK_WEIGHT * weight / theirs.max(f64::MIN_POSITIVE);
    }
    wider
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARCHIVE: Archive = Archive { articles: 100, length: 10_000 };

    fn candidate(words: &str, length: i64) -> Candidate {
        let mut counts = HashMap::new();
        words.split(' ').for_each(|word| *counts.entry(word.to_string()).or_default() += 1);
        Candidate { counts, length }
    }

    fn asked(words: &[(&str, i64)]) -> Asked {
        words.iter().map(|(word, articles)| (word.to_string(), (1.0, ARCHIVE.idf(*articles)))).collect()
    }

    fn best(asked: &Asked, texts: &[(&str, i64)]) -> Vec<usize> {
        let scores: Vec<f64> =
            texts.iter().map(|(words, length)| score(asked, &candidate(words, *length), &ARCHIVE)).collect();
        order(&scores)
    }

    #[test]
    fn both_words_are_better_than_one_of_them_twice() {
        assert_eq!(
            best(&asked(&[("ferry", 5), ("strike", 5)]), &[("ferry ferry", 100), ("ferry strike", 100)]),
            [1, 0]
        );
    }

    #[test]
    fn a_rare_word_tells_more_than_a_common_one() {
        assert_eq!(best(&asked(&[("ferry", 2), ("city", 80)]), &[("city", 100), ("ferry", 100)]), [1, 0]);
    }

    #[test]
    fn in_a_short_text_a_word_tells_more() {
        assert_eq!(best(&asked(&[("ferry", 5)]), &[("ferry", 900), ("ferry", 60)]), [1, 0]);
    }

    #[test]
    fn equal_ones_stay_in_their_order() {
        assert_eq!(best(&asked(&[("ferry", 5)]), &[("ferry", 100), ("ferry", 100), ("ferry", 100)]), [0, 1, 2]);
    }

    #[test]
    fn what_the_first_have_in_common_finds_more_like_them() {
        let query = asked(&[("ferry", 5)]);
        let first = [(candidate("ferry harbour captain", 100), 2.0), (candidate("ferry harbour", 100), 1.0)];
        let wider = fed_back(&query, &first, &ARCHIVE, |_| 1.0);
        assert!(wider["ferry"].0 > wider["harbour"].0 && wider["harbour"].0 > wider["captain"].0, "{wider:?}");
        let weights: f64 = wider.values().map(|(weight, _)| weight).sum();
        assert!((weights - 1.0).abs() < 1e-9, "{weights}");
        assert_eq!(fed_back(&query, &[], &ARCHIVE, |_| 1.0), query);
    }
}
