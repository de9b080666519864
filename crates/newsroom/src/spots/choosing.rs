//! Which spot: pure, so that the same campaigns, place and dice give the same one.
//!
//! A campaign stands where and when it was booked, for as long as there is room in its budget, and where the device has
//! not had enough of it. Of those that stand, one is drawn by weight. The newsroom's own come only where no partner's does.

use std::collections::BTreeSet;

use super::Placement;
use crate::ids::{CampaignId, PublicationId};

/// A budget is given out evenly over the campaign's dates, and so much ahead of time: the first showing does not wait.
pub const AHEAD_MS: i64 = 60 * 60_000;
/// A campaign that is behind is drawn at most this much more often than its weight says. Without a bound, one that was
/// booked too late would crowd out all others on its last day.
pub const HURRY_AT_MOST: i64 = 4;

/// A campaign, as far as choosing needs to know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booked {
    pub id: CampaignId,
    pub is_house: bool,
    /// Of its spot.
    pub lang: String,
    /// Whether its spot has a sound.
    pub is_voiced: bool,
    pub begins_at_ms: i64,
    /// `None`: until it is ended.
    pub ends_at_ms: Option<i64>,
    pub placements: BTreeSet<Placement>,
    /// Slugs; none: all of them, and what is of none.
    pub sections: BTreeSet<String>,
    /// Likewise.
    pub publications: BTreeSet<PublicationId>,
    pub budget: Option<i64>,
    pub counted: i64,
    /// From 1.
    pub weight: i64,
}

/// Where a spot is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub placement: Placement,
    /// What is read or heard there.
    pub section: Option<String>,
    pub publication: Option<PublicationId>,
    /// BCP 47.
    pub lang: String,
}

/// The campaign whose turn it is; `None`: nobody's. `enough` are those that the device has had enough of today.
pub fn choose<'b>(
    all: &'b [Booked],
    place: &Place,
    enough: &BTreeSet<CampaignId>,
    now_ms: i64,
    dice: u64,
) -> Option<&'b Booked> {
    let stand = |house: bool| {
        let fit = all.iter().filter(move |one| one.is_house == house && one.stands(place, now_ms));
        fit.filter(|one| !enough.contains(&one.id) && one.has_room(now_ms)).collect::<Vec<_>>()
    };
    draw(&stand(false), now_ms, dice).or_else(|| draw(&stand(true), now_ms, dice))
}

fn draw<'b>(of: &[&'b Booked], now_ms: i64, dice: u64) -> Option<&'b Booked> {
    let total: u64 = of.iter().map(|one| one.chance(now_ms)).sum();
    let mut left = dice.checked_rem(total)?;
    for one in of.iter().copied() {
        match left.checked_sub(one.chance(now_ms)) {
            Some(rest) => left = rest,
            None => return Some(one),
        }
    }
    None
}

impl Booked {
    /// Whether it was booked for this place and this moment.
    pub fn stands(&self, place: &Place, now_ms: i64) -> bool {
        let among = |booked: bool, there: bool| !booked || there;
        self.placements.contains(&place.placement)
            && (self.is_voiced || !place.placement.is_spoken())
            && primary(&self.lang) == primary(&place.lang)
            && self.begins_at_ms <= now_ms
            && self.ends_at_ms.is_none_or(|end| now_ms < end)
            && among(!self.sections.is_empty(), place.section.as_ref().is_some_and(|one| self.sections.contains(one)))
            && among(
                !self.publications.is_empty(),
                place.publication.as_ref().is_some_and(|one| self.publications.contains(one)),
            )
    }

    /// Whether its budget has room at this moment: as much is due by now as its dates are over, and the next
    /// [`AHEAD_MS`] besides.
    pub fn has_room(&self, now_ms: i64) -> bool {
        self.budget.is_none_or(|_| self.counted < self.due(now_ms + AHEAD_MS))
    }

    /// How much of the budget is due at a moment, rounded up; all of it where there are no dates to go by.
    fn due(&self, at_ms: i64) -> i64 {
        let budget = self.budget.unwrap_or(i64::MAX);
        let Some(end) = self.ends_at_ms else { return budget };
        let whole = i128::from((end - self.begins_at_ms).max(1));
        let over = i128::from(at_ms - self.begins_at_ms).clamp(0, whole);
        ((i128::from(budget) * over + whole - 1) / whole) as i64
    }

    /// Lots in the draw: its weight, and more of them the further it is behind its dates.
    pub fn chance(&self, now_ms: i64) -> u64 {
        let hurry = match self.budget {
            Some(budget) if budget > 0 => {
                let behind = i128::from((self.due(now_ms) - self.counted).max(0));
                // Behind by a tenth of the whole budget is behind by one.
                (1 + behind * 10 / i128::from(budget)).min(i128::from(HURRY_AT_MOST)) as i64
            }
            _ => 1,
        };
        (self.weight.max(1) * hurry).unsigned_abs()
    }
}

/// The first part of a language tag: `en-GB` is heard where `en` is.
fn primary(lang: &str) -> String {
    lang.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const DAY_MS: i64 = 24 * 60 * 60_000;

    fn booked(id: &str) -> Booked {
        Booked {
            id: CampaignId(id.into()),
            is_house: false,
            lang: "en".into(),
            is_voiced: true,
            begins_at_ms: 0,
            ends_at_ms: Some(10 * DAY_MS),
            placements: Placement::ALL.into(),
            sections: BTreeSet::new(),
            publications: BTreeSet::new(),
            budget: None,
            counted: 0,
            weight: 1,
        }
    }

    fn place(placement: Placement) -> Place {
        Place { placement, section: None, publication: None, lang: "en".into() }
    }

    fn chosen(all: &[Booked], place: &Place, now_ms: i64) -> Option<String> {
        choose(all, place, &BTreeSet::new(), now_ms, 0).map(|one| one.id.0.clone())
    }

    #[test]
    fn the_newsrooms_own_come_only_where_no_partners_does() {
        let house = Booked { is_house: true, weight: 100, ..booked("house") };
        let partners = booked("tea");
        let both = [house, partners];
        for dice in 0..500 {
            let one = choose(&both, &place(Placement::Front), &BTreeSet::new(), 5, dice).expect("a spot");
            assert_eq!(one.id.0, "tea");
        }
        let enough = BTreeSet::from([CampaignId("tea".into())]);
        let one = choose(&both, &place(Placement::Front), &enough, 5, 3).expect("a spot");
        assert_eq!(one.id.0, "house");
    }

    #[test]
    fn it_stands_where_it_was_booked_and_nowhere_else() {
        let sports = Booked { sections: ["sports".to_string()].into(), ..booked("boots") };
        let mut there = place(Placement::Article);
        assert_eq!(chosen(std::slice::from_ref(&sports), &there, 5), None, "of no section");
        there.section = Some("community".into());
        assert_eq!(chosen(std::slice::from_ref(&sports), &there, 5), None);
        there.section = Some("sports".into());
        assert_eq!(chosen(std::slice::from_ref(&sports), &there, 5).as_deref(), Some("boots"));
        let paper = PublicationId("bell".into());
        let one = Booked { publications: [paper.clone()].into(), ..sports };
        assert_eq!(chosen(std::slice::from_ref(&one), &there, 5), None);
        there.publication = Some(paper);
        assert_eq!(chosen(std::slice::from_ref(&one), &there, 5).as_deref(), Some("boots"));
        there.lang = "zh-Hant".into();
        assert_eq!(chosen(std::slice::from_ref(&one), &there, 5), None);
        there.lang = "en-GB".into();
        assert_eq!(chosen(std::slice::from_ref(&one), &there, 5).as_deref(), Some("boots"));
    }

    #[test]
    fn what_has_no_sound_is_never_spoken() {
        let silent = Booked { is_voiced: false, ..booked("silent") };
        assert_eq!(chosen(std::slice::from_ref(&silent), &place(Placement::Between), 5), None);
        assert_eq!(chosen(std::slice::from_ref(&silent), &place(Placement::Front), 5).as_deref(), Some("silent"));
    }

    #[test]
    fn a_budget_lasts_as_long_as_its_dates() {
        let mut one = Booked { budget: Some(240), ..booked("tea") };
        let there = place(Placement::Front);
        let mut by_day = Vec::new();
        // Somebody looks every minute, and all of it would be gone within hours.
        for now_ms in (0..10 * DAY_MS).step_by(60_000) {
            if chosen(std::slice::from_ref(&one), &there, now_ms).is_some() {
                one.counted += 1;
            }
            if (now_ms + 60_000) % DAY_MS == 0 {
                by_day.push(one.counted);
            }
        }
        assert_eq!(one.counted, 240, "and it is used up");
        for (day, counted) in (1i64..).zip(by_day) {
            assert!((counted - 24 * day).abs() <= 2, "{counted} by the end of day {day}");
        }
    }

    fn any_booked() -> impl Strategy<Value = Booked> {
        let some = |names: [&'static str; 2]| prop::collection::btree_set(prop::sample::select(names.to_vec()), 0..2);
        let when = (0i64..20, 1i64..20, any::<bool>());
        let count = (prop::option::of(1i64..50), 0i64..60, 1i64..=20);
        (any::<(bool, bool)>(), when, some(["sports", "community"]), some(["bell", "works"]), count, 0u8..32).prop_map(
            |(
                (is_house, is_voiced),
                (begins, lasts, open),
                sections,
                publications,
                (budget, counted, weight),
                bits,
            )| {
                let placements = Placement::ALL.into_iter().enumerate();
                Booked {
                    is_house,
                    is_voiced,
                    begins_at_ms: begins * DAY_MS,
                    ends_at_ms: (!open || budget.is_some()).then_some((begins + lasts) * DAY_MS),
                    placements: placements.filter(|(n, _)| bits >> n & 1 == 1).map(|(_, one)| one).collect(),
                    sections: sections.into_iter().map(str::to_string).collect(),
                    publications: publications.into_iter().map(|id| PublicationId(id.into())).collect(),
                    budget,
                    counted,
                    weight,
                    ..booked("")
                }
            },
        )
    }

    fn some_booked() -> impl Strategy<Value = Vec<Booked>> {
        prop::collection::vec(any_booked(), 0..8).prop_map(|mut all| {
            all.iter_mut().enumerate().for_each(|(n, one)| one.id = CampaignId(n.to_string()));
            all
        })
    }

    fn any_place() -> impl Strategy<Value = Place> {
        let section = prop::option::of(prop::sample::select(vec!["sports", "community"]));
        let publication = prop::option::of(prop::sample::select(vec!["bell", "works"]));
        (prop::sample::select(Placement::ALL.to_vec()), section, publication).prop_map(
            |(placement, section, publication)| Place {
                placement,
                section: section.map(str::to_string),
                publication: publication.map(|id| PublicationId(id.into())),
                lang: "en".into(),
            },
        )
    }

    fn some_ids() -> impl Strategy<Value = BTreeSet<CampaignId>> {
        prop::collection::btree_set((0u8..8).prop_map(|n| CampaignId(n.to_string())), 0..5)
    }

    proptest! {
        #[test]
        fn dates_budget_place_and_what_was_enough_are_kept_always(
            all in some_booked(), place in any_place(), enough in some_ids(), now_ms in 0..40 * DAY_MS, dice in any::<u64>(),
        ) {
            let Some(one) = choose(&all, &place, &enough, now_ms, dice) else { return Ok(()) };
            prop_assert!(one.begins_at_ms <= now_ms && one.ends_at_ms.is_none_or(|end| now_ms < end));
            prop_assert!(one.budget.is_none_or(|budget| one.counted < budget));
            prop_assert!(!enough.contains(&one.id));
            prop_assert!(one.placements.contains(&place.placement));
            prop_assert!(one.is_voiced || !place.placement.is_spoken());
            prop_assert!(one.sections.is_empty() || one.sections.iter().any(|s| Some(s) == place.section.as_ref()));
            prop_assert_eq!(choose(&all, &place, &enough, now_ms, dice), Some(one), "the same once more");
        }

        #[test]
        fn none_that_has_room_is_starved(
            all in some_booked(), place in any_place(), enough in some_ids(), now_ms in 0..40 * DAY_MS,
        ) {
            let fit: Vec<&Booked> = all
                .iter()
                .filter(|one| one.stands(&place, now_ms) && one.has_room(now_ms) && !enough.contains(&one.id))
                .collect();
            let house = fit.iter().all(|one| one.is_house);
            let fit: Vec<&&Booked> = fit.iter().filter(|one| one.is_house == house).collect();
            let total: u64 = fit.iter().map(|one| one.chance(now_ms)).sum();
            let mut drawn = std::collections::BTreeMap::new();
            for dice in 0..total {
                let one = choose(&all, &place, &enough, now_ms, dice).expect("somebody has room");
                *drawn.entry(one.id.clone()).or_insert(0u64) += 1;
            }
            prop_assert_eq!(drawn.len(), fit.len());
            for one in fit {
                let lots = drawn[&one.id];
                prop_assert!(lots >= one.weight.unsigned_abs(), "{} of {}: weight {}", lots, total, one.weight);
                prop_assert!(lots <= (one.weight * HURRY_AT_MOST).unsigned_abs());
            }
        }

        #[test]
        fn a_budget_that_is_asked_for_often_enough_is_used_up_and_never_overrun(
            budget in 1i64..200, days in 1i64..30, weight in 1i64..=100,
        ) {
            let mut one = Booked { budget: Some(budget), weight, ends_at_ms: Some(days * DAY_MS), ..booked("tea") };
            let there = place(Placement::Front);
            for now_ms in (0..days * DAY_MS).step_by((DAY_MS / 256) as usize) {
                let due = budget as f64 * (now_ms + AHEAD_MS) as f64 / (days * DAY_MS) as f64;
                prop_assert!(one.counted as f64 <= due + 1.0, "{} of {due} at {now_ms}", one.counted);
                while chosen(std::slice::from_ref(&one), &there, now_ms).is_some() {
                    one.counted += 1;
                }
            }
            prop_assert_eq!(one.counted, budget);
        }
    }
}
