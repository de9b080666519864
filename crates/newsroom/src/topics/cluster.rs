//! Which stories are about the same: clusters by average likeness. Pure.

/// Likeness of each with each, from 0 to 1, the same from both sides.
#[derive(Clone, Debug)]
pub struct Likeness {
    count: usize,
    alike: Vec<f32>,
}

impl Likeness {
    pub fn of(count: usize) -> Likeness {
        Likeness { count, alike: vec![0.0; count * count] }
    }

    /// Two are at least so alike.
    pub fn raise(&mut self, one: usize, other: usize, alike: f64) {
        if f64::from(self.get(one, other)) < alike {
            self.set(one, other, alike);
        }
    }

    pub fn set(&mut self, one: usize, other: usize, alike: f64) {
        self.alike[one * self.count + other] = alike as f32;
        self.alike[other * self.count + one] = alike as f32;
    }

    #[cfg(test)]
    pub fn between(&self, one: usize, other: usize) -> f64 {
        f64::from(self.get(one, other))
    }

    fn get(&self, one: usize, other: usize) -> f32 {
        self.alike[one * self.count + other]
    }
}

/// Joins the two that are most alike until none are alike enough; two clusters are as alike as their members are on average
/// (average linkage: one story that touches on two matters does not make them one). Each cluster in order, and those in
/// the order of their first; what is alone is left out. Of equals the first are joined.
pub fn clusters(mut likeness: Likeness, alike_at_least: f64) -> Vec<Vec<usize>> {
    let count = likeness.count;
    let mut members: Vec<Vec<usize>> = (0..count).map(|one| vec![one]).collect();
    // Of each that still stands, the one most like it.
    let mut nearest: Vec<Option<(usize, f32)>> =
        (0..count).map(|one| nearest_to(one, &likeness, &members, alike_at_least)).collect();
    loop {
        let best = nearest.iter().enumerate().filter_map(|(one, near)| near.map(|(other, alike)| (one, other, alike)));
        let best = best.reduce(|best, next| if next.2 > best.2 { next } else { best });
        let Some((one, other, _)) = best else { break };
        let (keep, gone) = (one.min(other), one.max(other));
        let (kept_size, gone_size) = (members[keep].len() as f32, members[gone].len() as f32);
        for third in (0..count).filter(|third| *third != keep && *third != gone && !members[*third].is_empty()) {
            let sum = likeness.get(keep, third) * kept_size + likeness.get(gone, third) * gone_size;
            likeness.set(keep, third, f64::from(sum / (kept_size + gone_size)));
        }
        let moved = std::mem::take(&mut members[gone]);
        members[keep].extend(moved);
        nearest[gone] = None;
        for third in 0..count {
            let changed = nearest[third].is_some_and(|(near, _)| near == keep || near == gone);
            if third == keep || changed {
                nearest[third] = nearest_to(third, &likeness, &members, alike_at_least);
            } else if !members[third].is_empty() && third != gone {
                let alike = likeness.get(third, keep);
                if f64::from(alike) >= alike_at_least && nearest[third].is_none_or(|(_, best)| alike > best) {
                    nearest[third] = Some((keep, alike));
                }
            }
        }
    }
    members.retain(|cluster| cluster.len() > 1);
    members.iter_mut().for_each(|cluster| cluster.sort_unstable());
    members.sort();
    members
}

fn nearest_to(one: usize, likeness: &Likeness, members: &[Vec<usize>], alike_at_least: f64) -> Option<(usize, f32)> {
    if members[one].is_empty() {
        return None;
    }
    let others = (0..likeness.count).filter(|other| *other != one && !members[*other].is_empty());
    let near = others.map(|other| (other, likeness.get(one, other)));
    let near = near.filter(|(_, alike)| f64::from(*alike) >= alike_at_least);
    near.reduce(|best, next| if next.1 > best.1 { next } else { best })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn likeness(count: usize, pairs: &[(usize, usize, f64)]) -> Likeness {
        let mut likeness = Likeness::of(count);
        pairs.iter().for_each(|(one, other, alike)| likeness.set(*one, *other, *alike));
        likeness
    }

    #[test]
    fn what_is_alike_is_together_and_what_is_alone_is_left_out() {
        let pairs = [(0, 1, 0.6), (0, 2, 0.5), (1, 2, 0.5), (3, 4, 0.4), (2, 3, 0.1)];
        assert_eq!(clusters(likeness(6, &pairs), 0.3), [vec![0, 1, 2], vec![3, 4]]);
    }

    #[test]
    fn one_story_between_two_matters_does_not_make_them_one() {
        let pairs = [(0, 1, 0.6), (1, 2, 0.4), (2, 3, 0.6)];
        assert_eq!(clusters(likeness(4, &pairs), 0.3), [vec![0, 1], vec![2, 3]]);
    }

    #[test]
    fn nothing_is_of_nothing() {
        assert!(clusters(Likeness::of(0), 0.3).is_empty());
        assert!(clusters(Likeness::of(3), 0.3).is_empty());
    }

    /// Plainly: looks at all pairs each time.
    fn plainly(count: usize, pairs: &[(usize, usize, f64)], at_least: f64) -> Vec<Vec<usize>> {
        let alike = |one: usize, other: usize| {
            pairs.iter().rev().find(|p| (p.0, p.1) == (one, other) || (p.1, p.0) == (one, other)).map_or(0.0, |p| p.2)
        };
        let mut all: Vec<Vec<usize>> = (0..count).map(|one| vec![one]).collect();
        loop {
            let mut best: Option<(f64, usize, usize)> = None;
            for a in 0..all.len() {
                for b in a + 1..all.len() {
                    let sum: f64 = all[a].iter().flat_map(|x| all[b].iter().map(move |y| alike(*x, *y))).sum();
                    let mean = sum / (all[a].len() * all[b].len()) as f64;
                    if mean >= at_least && best.is_none_or(|(most, ..)| mean > most) {
                        best = Some((mean, a, b));
                    }
                }
            }
            let Some((_, a, b)) = best else { break };
            let gone = all.remove(b);
            all[a].extend(gone);
        }
        all.retain(|cluster| cluster.len() > 1);
        all.iter_mut().for_each(|cluster| cluster.sort_unstable());
        all.sort();
        all
    }

    proptest! {
        #[test]
        fn the_quick_way_finds_what_the_plain_way_finds(
            pairs in proptest::collection::vec((0_usize..9, 0_usize..9, 1_u32..1000), 0..30),
        ) {
            // No two alike by the same: which of equals is joined first would decide.
            let pairs: Vec<_> = pairs.into_iter().enumerate().filter(|(_, pair)| pair.0 != pair.1)
                .map(|(at, (one, other, alike))| (one, other, f64::from(alike) / 1000.0 + at as f64 * 1e-5)).collect();
            // A limit that no mean of so many hundred-thousandths is equal to: rounding would decide.
            let limit = 0.250_103_7;
            let found = clusters(likeness(9, &pairs), limit);
            prop_assert_eq!(found, plainly(9, &pairs, limit));
        }
    }
}
