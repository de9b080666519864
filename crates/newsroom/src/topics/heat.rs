//! How hot a topic is: what is told of it, and what is heard of it. Pure.
//!
//! Both fade by halves, told slower than heard: a listener of this morning says more about tonight than a story of
//! yesterday does about tomorrow. A topic's heat is its part of what all topics are told and its part of what is heard of
//! all topics, so neither a busy day nor a small newsroom changes what a figure means.

use std::collections::BTreeMap;

/// A story counts half after a day,
const TOLD_HALVES_MS: f64 = 24.0 * 3_600_000.0;
/// and a minute that somebody heard after half a day.
const HEARD_HALVES_MS: f64 = 12.0 * 3_600_000.0;
/// A whole, as heat is kept: databases have no fractions here.
pub const WHOLE: i64 = 1_000_000;

/// What one topic has: what it is told, what is heard of it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Fresh {
    /// Stories, by how fresh they are.
    pub told: f64,
    /// Minutes, likewise.
    pub heard: f64,
}

/// A topic's parts of all, in millionths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heat {
    pub coverage: i64,
    pub listening: i64,
}

impl Heat {
    pub fn sum(self) -> i64 {
        self.coverage + self.listening
    }
}

/// From 1, for what is new, towards 0. What is dated in the future is new.
fn left(age_ms: i64, halves_ms: f64) -> f64 {
    (-(age_ms.max(0) as f64) / halves_ms).exp2()
}

impl Fresh {
    /// `stories`: publication and age in ms of each. The freshest of a publication counts whole, its second half, its
    /// third a third: a topic that several tell of is hotter than one that a single publication fills its pages with.
    /// `heard`: age in ms, and ms that were heard.
    pub fn of<'a>(
        stories: impl IntoIterator<Item = (&'a str, i64)>,
        heard: impl IntoIterator<Item = (i64, i64)>,
    ) -> Fresh {
        let mut of_publication: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
        for (publication, age_ms) in stories {
            of_publication.entry(publication).or_default().push(left(age_ms, TOLD_HALVES_MS));
        }
        let mut told = 0.0;
        for mut fresh in of_publication.into_values() {
            fresh.sort_by(|a, b| b.total_cmp(a));
            told += fresh.iter().zip(1..).map(|(fresh, place)| fresh / f64::from(place)).sum::<f64>();
        }
        let minutes = |(age_ms, ms): (i64, i64)| ms as f64 / 60_000.0 * left(age_ms, HEARD_HALVES_MS);
        Fresh { told, heard: heard.into_iter().map(minutes).sum() }
    }
}

/// The parts that each of all topics has.
pub fn heats(all: &[Fresh]) -> Vec<Heat> {
    let sum = |of: fn(&Fresh) -> f64| all.iter().map(of).sum::<f64>();
    let (told, heard) = (sum(|fresh| fresh.told), sum(|fresh| fresh.heard));
    let part = |of: f64, all: f64| if all > 0.0 { (of / all * WHOLE as f64).round() as i64 } else { 0 };
    all.iter().map(|fresh| Heat { coverage: part(fresh.told, told), listening: part(fresh.heard, heard) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;

    fn told(stories: &[(&str, i64)]) -> Fresh {
        Fresh::of(stories.iter().copied(), [])
    }

    #[test]
    fn two_publications_say_more_than_one_that_says_it_twice() {
        assert!(told(&[("a", 0), ("b", 0)]).told > told(&[("a", 0), ("a", 0)]).told);
        assert_eq!(told(&[("a", 0), ("a", 0), ("a", 0)]).told, 1.0 + 0.5 + 1.0 / 3.0);
    }

    #[test]
    fn what_is_told_fades_by_half_in_a_day_and_what_is_heard_in_half_a_day() {
        assert_eq!(told(&[("a", 24 * HOUR)]).told, 0.5);
        assert_eq!(Fresh::of([], [(12 * HOUR, 120_000)]).heard, 1.0);
    }

    #[test]
    fn a_story_from_the_future_is_not_hotter_than_one_of_now() {
        assert_eq!(told(&[("a", -HOUR)]), told(&[("a", 0)]));
    }

    #[test]
    fn all_parts_are_one_whole_and_without_a_listener_coverage_decides() {
        let all = [told(&[("a", 0)]), told(&[("a", 0), ("b", 24 * HOUR)])];
        let heats = heats(&all);
        assert_eq!(heats.iter().map(|heat| heat.coverage).sum::<i64>(), WHOLE);
        assert!(heats.iter().all(|heat| heat.listening == 0) && heats[1].sum() > heats[0].sum());
    }

    #[test]
    fn what_is_heard_lifts_an_old_topic_over_a_new_one() {
        let old = Fresh::of([("a", 48 * HOUR), ("b", 48 * HOUR)], [(0, 60 * 60_000)]);
        let new = Fresh::of([("a", 0), ("a", HOUR)], [(0, 60_000)]);
        let heats = heats(&[old, new]);
        assert!(heats[0].sum() > heats[1].sum(), "{heats:?}");
    }
}
