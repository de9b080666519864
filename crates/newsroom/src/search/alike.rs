//! How alike texts are by what they are about. Pure.
//!
//! A text is the weights of its terms (logarithmic counts and inverse document frequency, of length 1), and likeness their
//! cosine. Before that each text is taken together with those nearest to it, so that two that say the same in other words
//! have some in common (Singhal, Pereira: "Document expansion for speech retrieval", 1999).

use std::collections::{BTreeMap, HashMap};

/// How much a rare term counts: idf to this power. A whole power makes of two texts with one rare name twins.
const RARE: f64 = 0.75;
/// So many of the nearest are added to a text, and with so much weight all of them together.
const NEAREST: usize = 10;
const NEAREST_WEIGHT: f64 = 1.0;

/// Weights of terms, in the order of their numbers.
type Vector = Vec<(u32, f64)>;

/// Texts that can be compared.
#[derive(Clone, Debug)]
pub struct Texts {
    vectors: Vec<Vector>,
    /// By their numbers.
    names: Vec<String>,
}

impl Texts {
    /// `counts`: how often each text has each term; `idf` of a term, nought for one that tells nothing.
    pub fn of(counts: &[HashMap<String, u32>], idf: impl Fn(&str) -> f64) -> Texts {
        // Numbered by name, so that sums are made in one order.
        let mut numbers: BTreeMap<&str, (u32, f64)> =
            counts.iter().flatten().map(|(name, _)| (name.as_str(), (0, 0.0))).collect();
        for (number, (name, entry)) in numbers.iter_mut().enumerate() {
            *entry = (number as u32, idf(name).powf(RARE));
        }
        let vector = |counts: &HashMap<String, u32>| {
            let weight = |(name, count): (&String, &u32)| {
                let (number, idf) = numbers[name.as_str()];
                (number, (1.0 + f64::from((*count).max(1)).ln()) * idf)
            };
            let mut vector: Vector = counts.iter().map(weight).filter(|(_, weight)| *weight > 0.0).collect();
            vector.sort_unstable_by_key(|(number, _)| *number);
            of_length_one(vector)
        };
        Texts {
            vectors: counts.iter().map(vector).collect(),
            names: numbers.keys().map(|name| name.to_string()).collect(),
        }
    }

    /// Each text together with those nearest to it.
    #[must_use]
    pub fn expanded(&self) -> Texts {
        let expand = |text: usize| {
            let nearest = self.nearest(text, NEAREST);
            let all: f64 = nearest.iter().map(|(_, alike)| alike).sum();
            let mut sum: BTreeMap<u32, f64> = self.vectors[text].iter().copied().collect();
            for (other, alike) in nearest {
                let share = NEAREST_WEIGHT * alike / all;
                for (number, weight) in &self.vectors[other] {
                    *sum.entry(*number).or_default() += share * weight;
                }
            }
            of_length_one(sum.into_iter().collect())
        };
        Texts { vectors: (0..self.vectors.len()).map(expand).collect(), names: self.names.clone() }
    }

    /// From 0 (nothing in common) to 1.
    pub fn alike(&self, one: usize, other: usize) -> f64 {
        let (one, other) = (&self.vectors[one], &self.vectors[other]);
        let (mut sum, mut at) = (0.0, 0);
        for (number, weight) in one {
            while other.get(at).is_some_and(|(theirs, _)| theirs < number) {
                at += 1;
            }
            if let Some((_, theirs)) = other.get(at).filter(|(theirs, _)| theirs == number) {
                sum += weight * theirs;
            }
        }
        sum
    }

    /// The others that have something in common with a text, the nearest first; of equal ones the one that stands
    /// earlier.
    pub fn nearest(&self, text: usize, at_most: usize) -> Vec<(usize, f64)> {
        let mut own = vec![0.0; self.names.len()];
        for (number, weight) in &self.vectors[text] {
            own[*number as usize] = *weight;
        }
        let alike = |other: &Vector| other.iter().map(|(number, weight)| weight * own[*number as usize]).sum::<f64>();
        let mut all: Vec<(usize, f64)> = self
            .vectors
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != text)
            .map(|(at, other)| (at, alike(other)))
            .collect();
        all.retain(|(_, alike)| *alike > 0.0);
        all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        all.truncate(at_most);
        all
    }

    /// The terms two texts have in common, those first that make them most alike.
    pub fn in_common(&self, one: usize, other: usize) -> Vec<String> {
        let theirs: HashMap<u32, f64> = self.vectors[other].iter().copied().collect();
        let mut both: Vec<(u32, f64)> = self.vectors[one]
            .iter()
            .filter_map(|(number, weight)| theirs.get(number).map(|theirs| (*number, weight * theirs)))
            .collect();
        both.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        both.into_iter().map(|(number, _)| self.names[number as usize].clone()).collect()
    }
}

fn of_length_one(mut vector: Vector) -> Vector {
    let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|(_, weight)| *weight /= length);
    }
    vector
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(all: &[&str]) -> Texts {
        let count = |text: &&str| {
            let mut counts = HashMap::new();
            text.split(' ').for_each(|word| *counts.entry(word.to_string()).or_default() += 1);
            counts
        };
        Texts::of(&all.iter().map(count).collect::<Vec<_>>(), |name| if name == "the" { 0.0 } else { 1.0 })
    }

    #[test]
    fn a_text_is_wholly_alike_itself_and_not_at_all_one_without_a_word_in_common() {
        let texts = texts(&["ferry strike", "ferry strike", "budget vote", "the the"]);
        assert!((texts.alike(0, 1) - 1.0).abs() < 1e-9);
        assert_eq!((texts.alike(0, 2), texts.alike(3, 3)), (0.0, 0.0));
    }

    #[test]
    fn the_nearest_come_first_and_strangers_not_at_all() {
        let texts = texts(&["ferry strike harbour", "ferry budget vote", "ferry strike", "budget"]);
        let nearest: Vec<usize> = texts.nearest(0, 9).into_iter().map(|(other, _)| other).collect();
        assert_eq!(nearest, [2, 1]);
        assert_eq!(texts.in_common(0, 2), ["ferry", "strike"]);
    }

    #[test]
    fn what_says_the_same_in_other_words_is_alike_by_what_lies_between() {
        let texts = texts(&["ferry captain", "ferry harbour", "harbour pilot", "budget vote"]);
        assert_eq!(texts.alike(0, 2), 0.0);
        let expanded = texts.expanded();
        assert!(expanded.alike(0, 2) > 0.1 && expanded.alike(0, 2) < expanded.alike(0, 1));
        assert_eq!(expanded.alike(0, 3), 0.0);
    }

    #[test]
    fn likeness_is_the_same_from_both_sides() {
        let texts = texts(&["a b c d", "b c e", "a e e e", "d", ""]).expanded();
        for one in 0..5 {
            for other in 0..5 {
                assert!((texts.alike(one, other) - texts.alike(other, one)).abs() < 1e-12);
            }
        }
    }
}
