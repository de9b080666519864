//! What holds of every way to listen, honest or not.

use chrono_tz::Tz;
use newsroom::hearing::credit::{Earner, Story, credit, mint};
use newsroom::hearing::heard::{Spans, WHOLE};
use newsroom::hearing::{Piece, Sheet, Spoken};
use proptest::prelude::*;

use crate::harness::NOW_MS;

fn span() -> impl Strategy<Value = (u32, u32)> {
    (0..=WHOLE + 50, 0..=WHOLE + 50)
}

/// After how long, of which story, which sentence, from where to where.
type Step = (i64, usize, usize, (u32, u32));

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let pause = prop_oneof![8 => 0i64..30_000, 1 => 0i64..5_000_000, 1 => -4_000_000i64..0];
    prop::collection::vec((pause, 0usize..3, 0usize..6, span()), 1..120)
}

fn stories(lengths: &[Vec<i64>]) -> Vec<Spoken> {
    let segments = |lengths: &Vec<i64>| lengths.iter().enumerate().map(|(n, ms)| (format!("s{n}"), *ms)).collect();
    lengths
        .iter()
        .enumerate()
        .map(|(n, lengths)| Spoken { article: format!("story {n}"), segments: segments(lengths) })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spans_cover_what_was_added_and_nothing_else(added in prop::collection::vec(span(), 0..30)) {
        let mut spans = Spans::default();
        let mut marked = [false; WHOLE as usize];
        for &(from, to) in &added {
            let missing: u32 = spans.missing(from, to).iter().map(|(a, b)| b - a).sum();
            let before = spans.covered();
            spans.add(from, to);
            prop_assert_eq!(spans.covered() - before, missing);
            marked[from.min(WHOLE) as usize..to.min(WHOLE).max(from.min(WHOLE)) as usize].fill(true);
        }
        prop_assert_eq!(spans.covered() as usize, marked.iter().filter(|mark| **mark).count());
        let all: Vec<_> = spans.iter().collect();
        prop_assert!(all.iter().all(|(a, b)| a < b));
        prop_assert!(all.windows(2).all(|pair| pair[0].1 < pair[1].0), "sorted, and none touches another");
    }

    /// I11 and I12: coins are the whole quanta of what was credited; that is never more than the stories are long, than
    /// the clock allows over any window, or than the day pays for.
    #[test]
    fn no_way_to_listen_earns_more_than_the_bounds(
        lengths in prop::collection::vec(prop::collection::vec(1i64..40_000, 1..6), 3),
        steps in steps(),
        pool in prop::option::of(0i64..20),
    ) {
        let zone: Tz = "Asia/Taipei".parse().unwrap();
        let sheet = Sheet { daily_ms: 400_000, ..Sheet::default() };
        let stories = stories(&lengths);
        let mut heard = vec![Story::default(); stories.len()];
        let mut earner = Earner::new(NOW_MS);
        let (mut now_ms, mut latest_ms) = (NOW_MS, NOW_MS);
        let mut coins = 0;
        let mut paid: Vec<(i64, i64)> = Vec::new();
        let mut lines_ms = 0;
        for (pause, story, segment, (from, to)) in steps {
            now_ms += pause;
            latest_ms = latest_ms.max(now_ms);
            // The till hands over the books' time, which never goes back.
            earner.come_to(latest_ms, &sheet, zone);
            let piece = Piece { segment: format!("s{segment}"), from, to };
            let left = pool.map(|pool| pool - coins);
            let credit = credit(&mut earner, &mut heard[story], &stories[story], &[piece], &sheet, left);
            prop_assert!(credit.credited_ms >= 0);
            paid.push((latest_ms, credit.credited_ms));
            if let Some(mint) = mint(&mut earner, &sheet) {
                coins += mint.coins;
                let line: i64 = mint.line.iter().map(|(_, ms)| ms).sum();
                prop_assert!(mint.line.iter().all(|(_, ms)| *ms > 0));
                prop_assert_eq!(line, mint.coins * sheet.quantum_ms, "the line is what was paid for");
                lines_ms += line;
            }
            prop_assert!(earner.bucket_ms >= 0 && earner.day_ms <= sheet.daily_ms);
            prop_assert_eq!(coins, earner.credited_ms / sheet.quantum_ms);
            prop_assert!(pool.is_none_or(|pool| coins <= pool));
        }
        let total: i64 = paid.iter().map(|(_, ms)| ms).sum();
        let left: i64 = earner.line.iter().map(|(_, ms)| ms).sum();
        prop_assert_eq!(total, earner.credited_ms);
        prop_assert_eq!(total, lines_ms + left);
        for (spoken, heard) in stories.iter().zip(&heard) {
            let of_story: i64 =
                spoken.segments.iter().map(|(segment, length)| heard.credited.of(segment).ms_of(*length)).sum();
            prop_assert!(of_story <= spoken.length_ms());
        }
        prop_assert!(total <= stories.iter().map(Spoken::length_ms).sum());
        for (first, &(from_ms, _)) in paid.iter().enumerate() {
            let mut sum = 0;
            for &(at_ms, ms) in &paid[first..] {
                sum += ms;
                let bound = (at_ms - from_ms) * sheet.bucket_rate + sheet.bucket_ms;
                prop_assert!(sum <= bound, "{sum} ms in {} ms of the clock", at_ms - from_ms);
            }
        }
    }

    /// However a story is cut into heartbeats, whoever hears all of it at an honest pace is paid for all of it.
    #[test]
    fn all_of_a_story_heard_in_any_cuts_is_all_of_it_paid(
        lengths in prop::collection::vec(1i64..20_000, 1..12),
        cuts in prop::collection::vec(0u32..=WHOLE, 0..40),
    ) {
        let zone: Tz = "UTC".parse().unwrap();
        let sheet = Sheet::default();
        let spoken = &stories(&[lengths])[0];
        let mut heard = Story::default();
        let mut earner = Earner::new(NOW_MS);
        let mut now_ms = NOW_MS;
        let mut cuts = cuts;
        cuts.extend([0, WHOLE]);
        cuts.sort_unstable();
        for (segment, length) in &spoken.segments {
            for pair in cuts.windows(2) {
                now_ms += length;
                earner.come_to(now_ms, &sheet, zone);
                let piece = Piece { segment: segment.clone(), from: pair[0], to: pair[1] };
                credit(&mut earner, &mut heard, spoken, &[piece], &sheet, None);
            }
        }
        prop_assert_eq!(earner.credited_ms, spoken.length_ms());
    }
}
