//! The honest side: listeners as they are, with lines that break, telephones that sleep, two tabs, sound out of a cache,
//! any speed, and stories that are spoken anew while they are heard. Each gets exactly the coins of the rule sheet, which
//! an oracle works out anew, heartbeat by heartbeat; and of every second that is not paid for the rule is named.

mod listener;
mod oracle;
mod page;
mod stories;

use std::collections::BTreeMap;

use newsroom::earning;
use newsroom::hearing::rows;
use newsroom::ledger::verify::verify;
use newsroom::ledger::wallet::wallet;
use rand::SeedableRng;
use rand::rngs::StdRng;
use serde_json::Value;

use self::listener::{Listener, Met, Sitting};
use self::oracle::Cause;
use self::stories::Library;
use crate::harness::{NOW_MS, Newsroom};

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;

/// When people listen: an afternoon; a night, past midnight in the newsroom's zone (at 16:00 UTC); two times on the next
/// day; and two days later once more, for everybody.
const WINDOWS: [Sitting; 5] = [
    (NOW_MS, 45 * MINUTE_MS),
    (NOW_MS + 7 * HOUR_MS + 35 * MINUTE_MS, 50 * MINUTE_MS),
    (NOW_MS + 17 * HOUR_MS, 45 * MINUTE_MS),
    (NOW_MS + 25 * HOUR_MS, 45 * MINUTE_MS),
    (NOW_MS + 60 * HOUR_MS, 4 * MINUTE_MS),
];
const STORIES: usize = 30;

async fn honest_listeners_each_get_exactly_their_coins(room: &Newsroom, number: usize, seed: u64) {
    let ctx = &room.ctx;
    let zone = ctx.settings.time_zone;
    let mut chance = StdRng::seed_from_u64(seed);
    let mut library = Library::of(room, STORIES, &mut chance).await;
    let mut all: Vec<Listener> = (0..number).map(|n| Listener::new(n, seed, zone, &WINDOWS)).collect();
    for (window, (begins, lasts)) in WINDOWS.into_iter().enumerate() {
        for second in 1..=lasts / 1000 {
            let now_ms = begins + second * 1000;
            ctx.clock.advance(now_ms - ctx.clock.now_ms());
            // Once in the middle of the night, once between two sittings.
            if (window == 1 && second == lasts / 2000) || (window == 3 && second == 1) {
                library.speak_some_anew(room, &mut chance).await;
            }
            let here = all.iter_mut().filter(|listener| !listener.is_away(now_ms));
            futures::future::join_all(here.map(|listener| listener.second(ctx, &library, now_ms))).await;
        }
    }
    let mut missing: BTreeMap<Cause, (i64, usize)> = BTreeMap::new();
    let (mut heard_ms, mut credited_ms, mut coins, mut whole) = (0, 0, 0, 0);
    let mut met = Met::default();
    for listener in &mut all {
        listener.end(&library);
        let oracle = &listener.oracle;
        let wallet = wallet(&ctx.db, &listener.id, ctx.clock.now_ms()).await.unwrap();
        assert_eq!((wallet.available, wallet.pending), (oracle.coins, 0), "{}", listener.id);
        assert_eq!(oracle.coins, oracle.credited_ms / MINUTE_MS);
        assert_eq!(kept(room, listener).await, oracle.credited(), "{}: what is kept of their hearing", listener.id);
        assert!(!oracle.gave_too_much(), "{} is paid for what was never heard", listener.id);
        let (heard, causes) = oracle.account();
        assert!(!causes.contains_key(&Cause::Unexplained), "{}: {causes:?} of {heard} ms", listener.id);
        heard_ms += heard;
        credited_ms += oracle.credited_ms;
        coins += oracle.coins;
        whole += usize::from(causes.is_empty());
        for (cause, ms) in causes {
            let sum = missing.entry(cause).or_default();
            *sum = (sum.0 + ms, sum.1 + 1);
        }
        met.add(&listener.met);
    }
    assert_eq!(verify(&ctx.db, |_, _| {}).await.unwrap().wrong, None);
    assert_eq!(earning::audit(ctx).await.unwrap(), None);
    let minutes = |ms: i64| ms as f64 / MINUTE_MS as f64;
    println!("{number} listeners, seed {seed}: {met:?}");
    println!("{:.1} distinct minutes heard, {:.1} credited, {coins} coins", minutes(heard_ms), minutes(credited_ms));
    println!("{whole} listeners were paid for every second; the others, minutes and listeners:");
    missing.iter().for_each(|(cause, (ms, of))| println!("  {cause:?}: {:.1} min, {of} listeners", minutes(*ms)));
    // What is to be shown must have happened.
    assert!(coins > number as i64 && met.lost_answers > 0 && met.superseded > 0 && met.came_twice > 0, "{met:?}");
}

/// What the newsroom keeps as credited, in the oracle's shape.
async fn kept(room: &Newsroom, listener: &Listener) -> BTreeMap<(String, String), Vec<(u32, u32)>> {
    let mut all = BTreeMap::new();
    for story in rows::heard_by(&room.ctx.db, &listener.id).await.unwrap() {
        let sentences: BTreeMap<String, Value> = serde_json::from_str(&story.credited).unwrap();
        for (sentence, parts) in sentences {
            let parts: Vec<(u32, u32)> = serde_json::from_value(parts).unwrap();
            if !parts.is_empty() {
                all.insert((story.article_id.clone(), sentence), parts);
            }
        }
    }
    all
}

/// Another run than usual: `CRIER_HONEST_SEED=7`.
fn seed(usual: u64) -> u64 {
    std::env::var("CRIER_HONEST_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(usual)
}

async fn twenty_listeners_as_they_are_each_get_exactly_their_coins(room: &Newsroom) {
    honest_listeners_each_get_exactly_their_coins(room, 20, seed(1)).await;
}

crate::on_both!(twenty_listeners_as_they_are_each_get_exactly_their_coins);

mod a_thousand {
    use super::{honest_listeners_each_get_exactly_their_coins, seed};
    use crate::harness::Newsroom;

    mod sqlite {
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        #[ignore = "some minutes: make soak runs it"]
        async fn a_thousand_listeners_as_they_are_each_get_exactly_their_coins() {
            let room = super::Newsroom::sqlite().await;
            super::honest_listeners_each_get_exactly_their_coins(&room, 1_000, super::seed(2)).await;
        }
    }

    mod postgres {
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        #[ignore = "some minutes: make soak runs it"]
        async fn a_thousand_listeners_as_they_are_each_get_exactly_their_coins() {
            let room = super::Newsroom::postgres().await;
            super::honest_listeners_each_get_exactly_their_coins(&room, 1_000, super::seed(2)).await;
        }
    }
}
