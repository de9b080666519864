//! What holds of every way in which what devices know becomes one, and of every clock.

use std::collections::BTreeMap;

use newsroom::hearing::Piece;
use newsroom::hearing::heard::WHOLE;
use newsroom::marks::{self, Mark};
use newsroom::progress::clock::{Anchor, Reading, after, happened_at};
use newsroom::progress::merge::{Place, Stamp, Story, Times};
use proptest::prelude::*;

/// Something that a device did with a story, at a time of its own.
#[derive(Clone, Debug)]
enum Event {
    Heard(Stamp, usize, u32, u32),
    Moved(Stamp, usize, u32),
    Forgot(Stamp),
}

fn segment(n: usize) -> String {
    format!("s{n}")
}

fn happen(story: &mut Story, event: &Event) {
    match event {
        Event::Heard(stamp, n, from, to) => {
            let piece = Piece { segment: segment(*n), from: *from, to: *to };
            story.hear(&[piece], stamp.clone(), Place { segment: segment(*n), thousandth: *to });
        }
        Event::Moved(stamp, n, thousandth) => {
            story.move_to(stamp.clone(), Place { segment: segment(*n), thousandth: *thousandth });
        }
        Event::Forgot(stamp) => story.forget(stamp.at_ms),
    }
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    // Few times and few devices, so that many are the same.
    let stamp = (1i64..40, 0usize..5).prop_map(|(at_ms, n)| Stamp { at_ms, device: format!("device {n}") });
    let event = prop_oneof![
        6 => (stamp.clone(), 0usize..3, 0u32..WHOLE, 0u32..=WHOLE)
            .prop_map(|(stamp, n, a, b)| Event::Heard(stamp, n, a.min(b), a.max(b))),
        2 => (stamp.clone(), 0usize..3, 0u32..=WHOLE).prop_map(|(stamp, n, at)| Event::Moved(stamp, n, at)),
        1 => stamp.prop_map(Event::Forgot),
    ];
    prop::collection::vec(event, 0..30)
}

fn known(events: &[Event]) -> Story {
    let mut story = Story::default();
    events.iter().for_each(|event| happen(&mut story, event));
    story
}

fn joined(a: &Story, b: &Story) -> Story {
    let mut both = a.clone();
    both.join(b);
    both
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn joining_is_commutative_associative_and_idempotent(a in events(), b in events(), c in events()) {
        let (a, b, c) = (known(&a), known(&b), known(&c));
        prop_assert_eq!(joined(&a, &b), joined(&b, &a));
        prop_assert_eq!(joined(&joined(&a, &b), &c), joined(&a, &joined(&b, &c)));
        prop_assert_eq!(joined(&a, &a), a.clone());
        prop_assert_eq!(joined(&a, &Story::default()), a);
    }

    /// However events are dealt to devices, told in whatever order, twice or five times: the same is known in the end, and
    /// it is just what a plain reading of all of them says.
    #[test]
    fn any_order_and_any_repetition_comes_to_the_same(
        all in events(),
        order in prop::collection::vec(any::<prop::sample::Index>(), 0..60),
    ) {
        let plain = known(&all);
        let mut told = Story::default();
        if !all.is_empty() {
            order.iter().for_each(|index| happen(&mut told, &all[index.index(all.len())]));
        }
        all.iter().rev().for_each(|event| happen(&mut told, event));
        prop_assert_eq!(&told, &plain);

        let forgotten = all.iter().filter_map(|event| match event { Event::Forgot(stamp) => Some(stamp.at_ms), _ => None });
        let forgotten = forgotten.max().unwrap_or_default();
        let mut heard: BTreeMap<(usize, u32), i64> = BTreeMap::new();
        let mut latest: Option<(Stamp, Place)> = None;
        for event in &all {
            let (stamp, place) = match event {
                Event::Heard(stamp, n, from, to) => {
                    for at in *from..*to {
                        let time = heard.entry((*n, at)).or_default();
                        *time = (*time).max(stamp.at_ms);
                    }
                    (stamp, Place { segment: segment(*n), thousandth: *to })
                }
                Event::Moved(stamp, n, at) => (stamp, Place { segment: segment(*n), thousandth: *at }),
                Event::Forgot(_) => continue,
            };
            latest = latest.max(Some((stamp.clone(), place)).filter(|_| stamp.at_ms > forgotten));
        }
        heard.retain(|_, time| *time > forgotten);
        let mut kept: BTreeMap<(usize, u32), i64> = BTreeMap::new();
        for (name, times) in &plain.heard {
            for (from, to, time) in times.iter() {
                kept.extend((from..to).map(|at| ((name[1..].parse().unwrap(), at), time)));
            }
        }
        prop_assert_eq!(kept, heard);
        prop_assert_eq!(plain.latest, latest);
    }

    #[test]
    fn times_are_sorted_and_none_touches_another_of_the_same_time(
        parts in prop::collection::vec((0u32..WHOLE + 20, 0u32..WHOLE + 20, 0i64..5), 0..40),
    ) {
        let mut times = Times::default();
        parts.iter().for_each(|(from, to, at_ms)| times.add(*from, *to, *at_ms));
        let all: Vec<_> = times.iter().collect();
        prop_assert!(all.iter().all(|(from, to, _)| from < to && *to <= WHOLE));
        prop_assert!(all.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{:?}", all);
        prop_assert!(all.windows(2).all(|pair| pair[0].1 < pair[1].0 || pair[0].2 != pair[1].2), "{:?}", all);
    }

    #[test]
    fn marks_are_joined_in_any_order_too(
        done in prop::collection::vec((1i64..20, 0u8..4, "[A-C]"), 0..20),
        cut in any::<prop::sample::Index>(),
    ) {
        let change = |mark: &mut Mark, (at_ms, what, rank): &(i64, u8, String)| {
            let did = match what {
                0 => marks::Did::Removed,
                1 => marks::Did::Ranked { rank: rank.clone() },
                2 => marks::Did::Added { rank: None },
                _ => marks::Did::Added { rank: Some(rank.clone()) },
            };
            mark.change(&did, *at_ms);
        };
        let (mut plain, mut one, mut other) = (Mark::default(), Mark::default(), Mark::default());
        done.iter().for_each(|did| change(&mut plain, did));
        let cut = if done.is_empty() { 0 } else { cut.index(done.len()) };
        done[..cut].iter().rev().for_each(|did| change(&mut one, did));
        done[cut..].iter().for_each(|did| change(&mut other, did));
        let mut both = other.clone();
        both.join(&one);
        both.join(&other);
        one.join(&other);
        prop_assert_eq!(&both, &plain);
        prop_assert_eq!(&one, &plain);
    }

    /// A wall clock that is off by as much as ever, and a counter that slept as long as ever: the time is exact.
    #[test]
    fn a_wall_clock_that_is_only_wrong_tells_the_right_time(
        off_ms in -90_000_000i64..90_000_000, ago_ms in 0i64..900_000_000, slept in 0i64..=1000,
        same_page: bool, told_before in prop::option::of(0i64..900_000_000),
    ) {
        let now_ms = 1_772_438_400_000;
        let counted = |real_ms: i64| real_ms * (1000 - slept) / 1000;
        let page = |same: bool| if same { "here" } else { "before" }.to_string();
        let reading = |at_ms: i64, boot: String| Reading {
            boot, wall_ms: at_ms + off_ms, mono_ms: 1_000_000_000 - counted(now_ms - at_ms),
        };
        let now = Anchor { server_ms: now_ms, reading: reading(now_ms, page(true)) };
        let told = told_before.map(|before| {
            let at_ms = now_ms - ago_ms - before;
            Anchor { server_ms: at_ms, reading: reading(at_ms, page(same_page)) }
        });
        let happened = happened_at(&reading(now_ms - ago_ms, page(same_page)), told.as_ref(), &now);
        // The counter rounds.
        prop_assert!((happened - (now_ms - ago_ms)).abs() <= 1, "{} ms off", happened - (now_ms - ago_ms));
    }

    /// A wall clock that is set by hours at any moment since the page was told the time: the counter tells.
    #[test]
    fn a_wall_clock_that_is_set_meanwhile_moves_nothing(
        ago_ms in 0i64..900_000_000, before in 0i64..900_000_000, jump_ms in -90_000_000i64..90_000_000, jumps_first: bool,
    ) {
        let now_ms = 1_772_438_400_000;
        let reading = |at_ms: i64, off_ms: i64| Reading {
            boot: "here".into(), mono_ms: at_ms - 1_770_000_000_000, wall_ms: at_ms + off_ms,
        };
        let (entry_ms, told_ms) = (now_ms - ago_ms, now_ms - ago_ms - before);
        let entry = reading(entry_ms, if jumps_first { jump_ms } else { 0 });
        let told = Anchor { server_ms: told_ms, reading: reading(told_ms, 0) };
        let now = Anchor { server_ms: now_ms, reading: reading(now_ms, jump_ms) };
        prop_assert_eq!(happened_at(&entry, Some(&told), &now), entry_ms);
    }

    /// Whatever both clocks say: never after now, and never before what the device did just before.
    #[test]
    fn no_clock_reaches_beyond_its_bounds(
        numbers in prop::collection::vec(prop_oneof![any::<i64>(), -5_000i64..5_000], 7),
        same: bool, before_ms in 0i64..2_000_000_000_000,
    ) {
        let [mono, wall, now_mono, now_wall, told_mono, told_wall, told_ms] = numbers[..] else { unreachable!() };
        let now_ms = 1_772_438_400_000;
        let reading = |boot: bool, mono_ms: i64, wall_ms: i64| Reading { boot: boot.to_string(), mono_ms, wall_ms };
        let now = Anchor { server_ms: now_ms, reading: reading(true, now_mono, now_wall) };
        let told = Anchor { server_ms: told_ms, reading: reading(same, told_mono, told_wall) };
        let at_ms = after(happened_at(&reading(same, mono, wall), Some(&told), &now), now_ms, before_ms);
        prop_assert!(at_ms > before_ms && at_ms <= now_ms.max(before_ms + 1));
    }
}
