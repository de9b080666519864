//! Many devices over a week, as they are: they scroll past, listen to half of it, tell things twice, late, out of order or
//! never, and some lie. Caps and dates are kept, and the report is what was seen and heard: an oracle adds it up apart.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Days;
use newsroom::error::Error;
use newsroom::hearing::sheet::day_of;
use newsroom::ids::CampaignId;
use newsroom::orders::Vault;
use newsroom::spots::campaigns::{self, Campaign, Given, NewCampaign};
use newsroom::spots::choosing::Place;
use newsroom::spots::counting::{self, Counted, Day};
use newsroom::spots::{NewSpot, Placement};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::{booked, everywhere, house, tea, today, vault};
use crate::harness::Newsroom;

const DAY_MS: i64 = 24 * 60 * 60_000;
const SECTIONS: [&str; 3] = ["sports", "community", "entertainment"];
const DEVICES: usize = 150;

/// One device: how often it had which campaign today, as the page keeps it.
#[derive(Default)]
struct Device {
    had: BTreeMap<CampaignId, (i64, i64)>,
    day_ends_ms: i64,
    /// A ticket that it has not used yet, for where, and until when it may begin.
    in_hand: Option<(Given, Placement, i64, i64)>,
}

impl Device {
    fn enough(&mut self, now_ms: i64) -> BTreeSet<CampaignId> {
        if now_ms >= self.day_ends_ms {
            self.had.clear();
        }
        let full = self.had.iter().filter(|(_, (times, cap))| times >= cap);
        full.map(|(id, _)| id.clone()).collect()
    }

    fn take(&mut self, given: &Given, now_ms: i64) {
        self.day_ends_ms = now_ms + given.day_ends_in_ms;
        if let Some(cap) = given.cap {
            self.had.entry(given.campaign.clone()).or_insert((0, cap)).0 += 1;
        }
    }

    fn hand_back(&mut self, campaign: &CampaignId) {
        if let Some((times, _)) = self.had.get_mut(campaign) {
            *times = (*times - 1).max(0);
        }
    }
}

/// What was seen and heard, by whoever was there.
#[derive(Default)]
struct Oracle {
    days: BTreeMap<(CampaignId, String, &'static str), Day>,
    /// Of each device, campaign and day.
    had: BTreeMap<(usize, CampaignId, String), i64>,
    listens: usize,
    met: BTreeMap<&'static str, usize>,
}

impl Oracle {
    fn met(&mut self, what: &'static str) {
        *self.met.entry(what).or_default() += 1;
    }

    fn day(&mut self, given: &Given, placement: Placement, day: &str) -> &mut Day {
        let key = (given.campaign.clone(), day.to_string(), placement.name());
        self.days.entry(key).or_insert_with(|| Day {
            day: day.to_string(),
            placement: placement.name().to_string(),
            ..Day::default()
        })
    }
}

struct World<'r> {
    room: &'r Newsroom,
    vault: Vault,
    chance: StdRng,
    campaigns: BTreeMap<CampaignId, Campaign>,
    oracle: Oracle,
}

async fn campaigns_of_a_week(room: &Newsroom, chance: &mut StdRng) -> BTreeMap<CampaignId, Campaign> {
    let mut all = BTreeMap::new();
    for n in 0..9 {
        let first = today(room) + Days::new(chance.random_range(0..4));
        let last = first + Days::new(chance.random_range(0..4));
        let placements: BTreeSet<Placement> = Placement::ALL.into_iter().filter(|_| chance.random_bool(0.7)).collect();
        let sections = SECTIONS.iter().filter(|_| n % 3 == 2).take(2).map(|slug| slug.to_string()).collect();
        let new = NewCampaign {
            first_day: first,
            last_day: Some(last),
            placements: if placements.is_empty() { Placement::ALL.into() } else { placements },
            sections,
            cap: (n % 4 != 3).then(|| chance.random_range(1..4)),
            budget: (n % 2 == 1).then(|| chance.random_range(40..400)),
            weight: chance.random_range(1..6),
            ..everywhere(room)
        };
        let spot = NewSpot { said: format!("{} Number {n}.", tea().said), ..tea() };
        let id = booked(room, &spot, &new).await;
        all.insert(id.clone(), campaigns::by_id(&room.ctx.db, &id).await.unwrap());
    }
    let own = NewCampaign { last_day: None, cap: Some(5), ..everywhere(room) };
    let id = booked(room, &house(), &own).await;
    all.insert(id.clone(), campaigns::by_id(&room.ctx.db, &id).await.unwrap());
    all
}

impl World<'_> {
    fn now_ms(&self) -> i64 {
        self.room.ctx.clock.now_ms()
    }

    fn pass(&mut self, range: std::ops::Range<i64>) {
        let ms = self.chance.random_range(range);
        self.room.ctx.clock.advance(ms);
    }

    fn place(&mut self) -> Place {
        let placement = Placement::ALL[self.chance.random_range(0..Placement::ALL.len())];
        let section = (placement != Placement::Front).then(|| SECTIONS[self.chance.random_range(0..3)].to_string());
        Place { placement, section, publication: None, lang: "en".into() }
    }

    /// One of the listeners comes by.
    async fn listen(&mut self, who: usize, device: &mut Device) {
        let now_ms = self.now_ms();
        if let Some((given, placement, given_ms, until_ms)) = device.in_hand.take() {
            if now_ms < until_ms {
                return self.use_it(who, device, &given, placement, given_ms).await;
            }
            device.hand_back(&given.campaign);
            self.oracle.met("a ticket that was too old");
        }
        let place = self.place();
        let enough = device.enough(now_ms);
        let Some(given) = campaigns::ask(&self.room.ctx, &self.vault, &place, &enough).await.unwrap() else {
            return self.oracle.met("nothing for this place");
        };
        assert!(!enough.contains(&given.campaign), "it has had enough of it");
        device.take(&given, now_ms);
        let campaign = &self.campaigns[&given.campaign];
        assert!(campaign.placements.contains(&place.placement));
        assert!(campaign.sections.is_empty() || place.section.is_some_and(|one| campaign.sections.contains(&one)));
        if self.chance.random_bool(0.1) {
            self.oracle.met("kept for later");
            device.in_hand = Some((given.clone(), place.placement, now_ms, now_ms + given.begins_within_ms));
            return;
        }
        self.use_it(who, device, &given, place.placement, now_ms).await;
    }

    async fn use_it(&mut self, who: usize, device: &mut Device, given: &Given, placement: Placement, given_ms: i64) {
        if self.chance.random_bool(0.15) {
            self.oracle.met("scrolled past, or stopped before it");
            return device.hand_back(&given.campaign);
        }
        // Where it begins it may: within the dates, and on the day whose cap it was given under.
        let (now_ms, zone) = (self.now_ms(), self.room.ctx.settings.time_zone);
        let campaign = &self.campaigns[&given.campaign];
        assert!(campaign.begins_at_ms <= now_ms && campaign.ends_at_ms.is_none_or(|end| now_ms < end));
        let day = day_of(now_ms, zone).to_string();
        assert_eq!(day, day_of(given_ms, zone).to_string());
        let times = self.oracle.had.entry((who, given.campaign.clone(), day.clone())).or_default();
        *times += 1;
        assert!(given.cap.is_none_or(|cap| *times <= cap), "{times} times on {day}, the cap is {:?}", given.cap);
        self.oracle.listens += 1;
        if placement.is_spoken() {
            self.hear(given, placement, given_ms, &day).await;
        } else {
            self.see(given, placement, given_ms, &day).await;
        }
    }

    async fn tell(&self, given: &Given, heard_ms: i64) -> Result<Counted, Error> {
        counting::count(&self.room.ctx, &self.vault, &given.ticket, heard_ms).await
    }

    async fn see(&mut self, given: &Given, placement: Placement, given_ms: i64, day: &str) {
        if self.now_ms() == given_ms && self.chance.random_bool(0.1) {
            self.oracle.met("a page that lies");
            self.pass(0..1_000);
            assert!(matches!(self.tell(given, 0).await, Err(Error::Refused { code: "too-early", .. })));
        }
        self.pass(1_000..8_000);
        if self.chance.random_bool(0.03) {
            return self.oracle.met("a report that was lost");
        }
        self.oracle.day(given, placement, day).showings += 1;
        assert_eq!(self.tell(given, 0).await.unwrap(), Counted::Yes);
        while self.chance.random_bool(0.2) {
            self.oracle.met("told twice");
            assert_eq!(self.tell(given, 0).await.unwrap(), Counted::Nothing);
        }
    }

    async fn hear(&mut self, given: &Given, placement: Placement, given_ms: i64, day: &str) {
        let length = given.spot.length_ms.unwrap();
        let heard = if self.chance.random_bool(0.6) { length } else { self.chance.random_range(0..length) };
        let speed = [10, 10, 10, 15, 20, 30][self.chance.random_range(0..6)];
        // As the player tells it: after a second, at each quarter, and where it ended.
        let marks = [1_000, length / 4, length / 2, length * 3 / 4, length].into_iter().filter(|mark| *mark <= heard);
        let mut reports: Vec<i64> = marks.chain([heard]).collect();
        let mut told: Vec<(i64, i64)> = Vec::new();
        let began_ms = self.now_ms();
        let swap = self.chance.random_bool(0.1);
        if swap {
            self.oracle.met("out of order");
            reports.reverse();
        }
        for ms in reports {
            let at_ms = began_ms + if swap { heard * 10 / speed } else { ms * 10 / speed };
            self.room.ctx.clock.advance((at_ms - self.now_ms()).max(0));
            if self.chance.random_bool(0.05) {
                self.oracle.met("a report that was lost");
                continue;
            }
            told.push((ms, self.now_ms()));
            self.tell(given, ms).await.unwrap();
            if self.chance.random_bool(0.1) {
                self.oracle.met("told twice");
                assert_eq!(self.tell(given, ms).await.unwrap(), Counted::Nothing);
            }
        }
        if self.chance.random_bool(0.05) {
            self.oracle.met("a player that lies");
            told.push((length * 100, self.now_ms()));
            self.tell(given, length * 100).await.unwrap();
        }
        // No report counts for more than the time that had passed, at three times the speed.
        let most = |(ms, now_ms): (i64, i64)| ms.min(length).min((now_ms - given_ms) * 3);
        let heard = told.into_iter().map(most).max().unwrap_or(0);
        if heard < 1_000 {
            return;
        }
        let reached = |ms: i64| i64::from(heard >= ms);
        let (quarter, half, third, end) = (length / 4, length / 2, length * 3 / 4, length - 300);
        let day = self.oracle.day(given, placement, day);
        day.hearings += 1;
        day.quarters += reached(quarter);
        day.halves += reached(half);
        day.three_quarters += reached(third);
        day.completions += reached(end);
        day.heard_ms += heard;
    }

    async fn compare(&self) {
        let mut counted = 0;
        for campaign in self.campaigns.keys() {
            let report = counting::report(&self.room.ctx.db, campaign).await.unwrap();
            let expected: Vec<Day> =
                self.oracle.days.iter().filter(|((id, ..), _)| id == campaign).map(|(_, day)| day.clone()).collect();
            assert_eq!(report, expected, "{campaign}");
            let sum = counting::sum(&report);
            let now = campaigns::by_id(&self.room.ctx.db, campaign).await.unwrap();
            assert_eq!(now.counted, sum.showings + sum.hearings);
            counted += now.counted;
        }
        assert!(counted > 0);
    }
}

async fn simulated_listens_keep_caps_and_dates_and_are_counted_as_they_were(room: &Newsroom, wanted: usize, seed: u64) {
    let mut chance = StdRng::seed_from_u64(seed);
    let campaigns = campaigns_of_a_week(room, &mut chance).await;
    let mut world = World { room, vault: vault(room), chance, campaigns, oracle: Oracle::default() };
    let mut devices: Vec<Device> = (0..DEVICES).map(|_| Device::default()).collect();
    // All of them together fill the week.
    let pace = 7 * DAY_MS / wanted as i64;
    let mut most_in_hand = 0;
    while world.oracle.listens < wanted {
        let who = world.chance.random_range(0..devices.len());
        let mut device = std::mem::take(&mut devices[who]);
        world.listen(who, &mut device).await;
        devices[who] = device;
        most_in_hand = most_in_hand.max(devices.iter().filter(|one| one.in_hand.is_some()).count());
        world.pass(0..pace);
        assert!(world.oracle.met.get("nothing for this place").is_none_or(|none| *none < 50 * wanted), "starved");
    }
    world.compare().await;
    // A budget is looked at when a ticket is given: what was out at that moment may come besides.
    let mut used_up = 0;
    for campaign in world.campaigns.keys() {
        let now = campaigns::by_id(&room.ctx.db, campaign).await.unwrap();
        if let Some(budget) = now.budget {
            assert!(now.counted <= budget + most_in_hand as i64, "{} of {budget}", now.counted);
            used_up += usize::from(now.counted >= budget);
        }
    }
    let sums = world.oracle.days.values().cloned().collect::<Vec<_>>();
    let sum = counting::sum(&sums);
    println!("{wanted} listens, seed {seed}: {} rows, {sum:?}, {used_up} budgets used up", sums.len());
    println!("{:?}", world.oracle.met);
    let oracle = &world.oracle;
    // What is to be shown must have happened.
    assert!(oracle.had.iter().any(|((_, id, _), times)| world.campaigns[id].cap.is_some_and(|cap| *times == cap)));
    let all = ["told twice", "a report that was lost", "out of order", "a player that lies", "kept for later"];
    assert!(all.iter().all(|what| oracle.met.contains_key(what)), "{:?}", oracle.met);
}

/// Another run than usual: `CRIER_SPOTS_SEED=7`.
fn seed(usual: u64) -> u64 {
    std::env::var("CRIER_SPOTS_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(usual)
}

async fn a_thousand_listens_keep_caps_and_dates_and_are_counted_as_they_were(room: &Newsroom) {
    simulated_listens_keep_caps_and_dates_and_are_counted_as_they_were(room, 1_000, seed(1)).await;
}

crate::on_both!(a_thousand_listens_keep_caps_and_dates_and_are_counted_as_they_were);

mod ten_thousand {
    use super::{seed, simulated_listens_keep_caps_and_dates_and_are_counted_as_they_were};
    use crate::harness::Newsroom;

    mod sqlite {
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        #[ignore = "a minute: make soak runs it"]
        async fn ten_thousand_listens_keep_caps_and_dates_and_are_counted_as_they_were() {
            let room = super::Newsroom::sqlite().await;
            super::simulated_listens_keep_caps_and_dates_and_are_counted_as_they_were(&room, 10_000, super::seed(2))
                .await;
        }
    }

    mod postgres {
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        #[ignore = "a minute: make soak runs it"]
        async fn ten_thousand_listens_keep_caps_and_dates_and_are_counted_as_they_were() {
            let room = super::Newsroom::postgres().await;
            super::simulated_listens_keep_caps_and_dates_and_are_counted_as_they_were(&room, 10_000, super::seed(2))
                .await;
        }
    }
}
