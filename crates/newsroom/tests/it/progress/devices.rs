//! Five devices, off line for hours, with wrong clocks: no heard second is lost, and nobody is taken back unasked. In memory
//! ten thousand runs; through the verbs and both databases some of them here, all of them by `scripts/soak progress`.

use std::collections::{BTreeMap, HashMap};

use newsroom::articles;
use newsroom::hearing::Piece;
use newsroom::ids::{ArticleId, ListenerId};
use newsroom::listening;
use newsroom::progress::clock::{Anchor, Reading, after, happened_at};
use newsroom::progress::merge::{Place, Stamp, Story};
use newsroom::progress::{self, Known};

use super::runs::{Delivery, Run, SEGMENTS, STORIES, Truth, device_name, run, segment};
use crate::harness::{NOW_MS, Newsroom};

crate::on_both!(thirty_runs_lose_no_second_and_take_nobody_back);

const RUNS: u64 = 10_000;

/// A newsroom of a few lines: the laws, without the tables.
#[derive(Default)]
struct Memory {
    stories: Vec<Story>,
    devices: HashMap<usize, (i64, i64)>,
}

impl Memory {
    fn take(&mut self, run: &Run, delivery: &Delivery) {
        let now = Anchor { server_ms: delivery.now_ms, reading: delivery.told.now.clone() };
        let (seq, at_ms) = self.devices.entry(delivery.device).or_default();
        for entry in &delivery.told.entries {
            let number = entry["seq"].as_i64().unwrap();
            if number <= *seq {
                continue;
            }
            *seq = number;
            let reading: Reading = serde_json::from_value(entry["at"].clone()).unwrap();
            *at_ms = after(happened_at(&reading, delivery.told.told.as_ref(), &now), delivery.now_ms, *at_ms);
            let happened = run.happened.iter().find(|one| one.device == delivery.device && one.seq == number).unwrap();
            let stamp = Stamp { at_ms: *at_ms, device: device_name(delivery.device) };
            match happened.truth {
                Truth::Heard { story, segment: n, from, to } => {
                    let place = Place { segment: segment(n), thousandth: to };
                    self.stories[story].hear(&[Piece { segment: segment(n), from, to }], stamp, place);
                }
                Truth::Moved { story, segment: n, thousandth } => {
                    self.stories[story].move_to(stamp, Place { segment: segment(n), thousandth });
                }
                Truth::Forgot { story } => self.stories[story].forget(*at_ms),
            }
        }
    }
}

fn names() -> Vec<String> {
    (0..STORIES).map(|n| format!("story-{n}")).collect()
}

/// Of every thousandth of a story whether it was heard.
type Map = [[bool; 1000]; SEGMENTS];

/// What was heard of a story since it was last forgotten, and where the listener is.
fn expected(run: &Run, story: usize) -> (Box<Map>, Option<Place>) {
    let (mut heard, mut place) = (Box::new([[false; 1000]; SEGMENTS]), None);
    for happened in &run.happened {
        match happened.truth {
            Truth::Heard { story: of, segment: n, from, to } if of == story => {
                heard[n][from as usize..to as usize].fill(true);
                place = Some(Place { segment: segment(n), thousandth: to });
            }
            Truth::Moved { story: of, segment: n, thousandth } if of == story => {
                place = Some(Place { segment: segment(n), thousandth });
            }
            Truth::Forgot { story: of } if of == story => {
                *heard = [[false; 1000]; SEGMENTS];
                place = None;
            }
            _ => {}
        }
    }
    (heard, place)
}

/// What must hold in the end.
fn hold(run: &Run, stories: &[Story], seed: u64) {
    for (n, story) in stories.iter().enumerate() {
        let (heard, place) = expected(run, n);
        let mut kept: Box<Map> = Box::new([[false; 1000]; SEGMENTS]);
        for (at, row) in kept.iter_mut().enumerate() {
            for (from, to, _) in story.heard.get(&segment(at)).iter().flat_map(|times| times.iter()) {
                row[from as usize..to as usize].fill(true);
            }
        }
        assert!(kept == heard, "run {seed}: of story {n} not just that is kept which was heard");
        if run.is_known {
            assert_eq!(story.latest.as_ref().map(|(_, place)| place), place.as_ref(), "run {seed}: story {n}");
        }
    }
}

/// Since when the listener is where they are: it may only grow, but where something was forgotten.
fn since_ms(story: &Story) -> i64 {
    story.latest.as_ref().map_or(story.forgotten_at_ms, |(stamp, _)| stamp.at_ms)
}

/// A run in memory, watched after each delivery.
fn watched(seed: u64, wild: bool, forgets: bool) {
    let run = run(seed, wild, forgets, &names());
    let mut memory = Memory { stories: vec![Story::default(); STORIES], ..Memory::default() };
    for delivery in &run.deliveries {
        let before = memory.stories.clone();
        memory.take(&run, delivery);
        for (before, now) in before.iter().zip(&memory.stories) {
            assert!(since_ms(now) >= since_ms(before), "run {seed}: taken back");
            assert!(
                before.latest <= now.latest || now.forgotten_at_ms > before.forgotten_at_ms,
                "run {seed}: another place, and no later one"
            );
            assert!(since_ms(now) <= delivery.now_ms + run.happened.len() as i64, "run {seed}: beyond now");
        }
    }
    if run.is_known {
        for (n, story) in memory.stories.iter().enumerate() {
            let truly = run.happened.iter().rfind(|one| match one.truth {
                Truth::Heard { story, .. } | Truth::Moved { story, .. } | Truth::Forgot { story } => story == n,
            });
            assert_eq!(since_ms(story), truly.map_or(0, |one| one.at_ms), "run {seed}: the time is exact");
        }
    }
    hold(&run, &memory.stories, seed);
}

#[test]
fn ten_thousand_runs_lose_no_second_and_take_nobody_back() {
    for seed in 0..RUNS {
        // Where no time can be known, nothing is forgotten by one: what was heard before it and what after is not known.
        let wild = seed % 5 == 0;
        watched(seed, wild, !wild && seed % 2 == 0);
    }
}

async fn thirty_runs_lose_no_second_and_take_nobody_back(room: &Newsroom) {
    through_the_verbs(room, 0..30).await;
}

/// Each run by a listener of its own, all about the same stories.
async fn through_the_verbs(room: &Newsroom, seeds: std::ops::Range<u64>) {
    let mut slugs = Vec::new();
    let mut ids = Vec::new();
    for n in 0..STORIES {
        let id = room.published(&format!("# Story {n}\n\nOne is said. Two are said. Three are said. Four.\n")).await;
        slugs.push(articles::by_id(&room.ctx.db, &id).await.unwrap().slug);
        ids.push(id);
    }
    room.work_off().await;
    for seed in seeds {
        let wild = seed % 5 == 0;
        let run = run(seed, wild, !wild && seed % 2 == 0, &slugs);
        let listener = ListenerId(format!("listener {seed}"));
        let mut before: BTreeMap<String, i64> = BTreeMap::new();
        for delivery in &run.deliveries {
            // Time does not go back; each run begins where all do.
            let now_ms = room.ctx.clock.now_ms();
            room.ctx.clock.advance(delivery.now_ms - now_ms);
            let answer = listening::tell(&room.ctx, &listener, &delivery.told).await.unwrap();
            for story in &answer.stories {
                let Some(at_ms) = story.at_ms else { continue };
                let had = before.insert(story.slug.clone(), at_ms).unwrap_or_default();
                assert!(at_ms >= had, "run {seed}: {} is taken back by {} ms", story.slug, had - at_ms);
            }
        }
        let standing = progress::standing(&room.ctx.db, &listener).await.unwrap();
        let known = progress::since(&room.ctx.db, &listener, standing, 0, 100).await.unwrap();
        let story =
            |id: &ArticleId| known.iter().find(|known: &&Known| known.article == *id).map(|known| known.story.clone());
        let stories: Vec<Story> = ids.iter().map(|id| story(id).unwrap_or_default()).collect();
        hold(&run, &stories, seed);
        room.ctx.clock.advance(NOW_MS - room.ctx.clock.now_ms());
    }
}

mod all_of_them {
    use super::{Newsroom, RUNS, through_the_verbs};

    mod sqlite {
        #[tokio::test]
        #[ignore = "most of an hour: make soak runs it"]
        async fn ten_thousand_runs_through_the_verbs() {
            super::through_the_verbs(&super::Newsroom::sqlite().await, 0..super::RUNS).await;
        }
    }

    mod postgres {
        #[tokio::test]
        #[ignore = "most of an hour: make soak runs it"]
        async fn ten_thousand_runs_through_the_verbs() {
            super::through_the_verbs(&super::Newsroom::postgres().await, 0..super::RUNS).await;
        }
    }
}
