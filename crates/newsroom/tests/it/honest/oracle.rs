//! What each listener must get, worked out anew from the page with the rules: thousandth by thousandth, with none of the
//! newsroom's own code, and for every thousandth that is not paid for the rule that says so.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;
use newsroom::earning::{Stretch, Told};

use super::stories::{Library, Narrated};

// The published rate sheet, no. 1.
const A_COIN_MS: i64 = 60_000;
const A_DAY_MS: i64 = 60 * 60_000;
const COUNTS_FROM_MS: i64 = 30_000;
const AT_ONCE_MS: i64 = 600_000;
const RATE: i64 = 2;

/// Why something that was heard is not paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Cause {
    /// None is known: the test fails.
    Unexplained,
    /// Sound off.
    Muted,
    /// More than an hour of that day.
    DayFull,
    /// Faster than twice the clock, over ten minutes.
    TooFast,
    /// More than ten minutes without a line, told at once.
    ToldLate,
    /// Heard before the very first session could be opened.
    BeforeTheFirst,
    /// Play had been pressed elsewhere since.
    Elsewhere,
    /// The page ended suddenly, or its last words were lost and another page wrote over what it had kept.
    Closed,
    /// More pieces than a page remembers while it has no line.
    TooMany,
    /// Less than half a minute of a story, or than half of a short one.
    TooLittle,
    /// The story was spoken anew before it could be told, and this sentence is not in it any more.
    SpokenAnew,
}

const CAUSES: [Cause; 11] = [
    Cause::Unexplained,
    Cause::Muted,
    Cause::DayFull,
    Cause::TooFast,
    Cause::ToldLate,
    Cause::BeforeTheFirst,
    Cause::Elsewhere,
    Cause::Closed,
    Cause::TooMany,
    Cause::TooLittle,
    Cause::SpokenAnew,
];

/// One thousandth of a sentence, in a listener's life.
#[derive(Clone, Copy, Default)]
struct Bit {
    heard: bool,
    credited: bool,
    waiting: bool,
    fast: bool,
    cause: u8,
}

/// What a heartbeat must be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    Taken { coins: i64, towards_next_ms: i64, left_today_ms: i64 },
    Refused(&'static str),
}

struct Session {
    n: i64,
    body: Vec<u8>,
    answer: Expected,
}

pub struct Oracle {
    zone: Tz,
    sessions: HashMap<String, Session>,
    earns: Option<String>,
    first_heard_ms: Option<i64>,
    first_open_ms: Option<i64>,
    bucket_ms: i64,
    bucket_at_ms: i64,
    day: NaiveDate,
    day_ms: i64,
    pub credited_ms: i64,
    pub coins: i64,
    /// By article and sentence.
    media: HashMap<(String, String), Vec<Bit>>,
    /// How long a sentence was when it was last heard.
    lengths: HashMap<(String, String), i64>,
}

impl Oracle {
    pub fn new(zone: Tz) -> Oracle {
        Oracle {
            zone,
            sessions: HashMap::new(),
            earns: None,
            first_heard_ms: None,
            first_open_ms: None,
            bucket_ms: 0,
            bucket_at_ms: 0,
            day: NaiveDate::MIN,
            day_ms: 0,
            credited_ms: 0,
            coins: 0,
            media: HashMap::new(),
            lengths: HashMap::new(),
        }
    }

    /// The voice really played this, at this speed.
    pub fn heard(&mut self, now_ms: i64, narrated: &Narrated, from_ms: i64, to_ms: i64, percent: i64, muted: bool) {
        if !muted {
            self.first_heard_ms.get_or_insert(now_ms);
        }
        for (sentence, from, to) in narrated.thousandths(from_ms, to_ms) {
            for bit in &mut self.bits(narrated, sentence)[from..to] {
                if muted {
                    if !bit.heard {
                        bit.cause = Cause::Muted as u8;
                    }
                } else {
                    if bit.cause == Cause::Muted as u8 {
                        bit.cause = Cause::Unexplained as u8;
                    }
                    bit.fast |= percent > 200;
                }
                bit.heard = true;
            }
        }
    }

    /// The page gives this up.
    pub fn given_up(&mut self, library: &Library, stretches: &[Stretch], cause: Cause) {
        for stretch in stretches {
            let narrated = library.narrations[&stretch.narration].clone();
            for (sentence, from, to) in narrated.thousandths(stretch.from_ms, stretch.to_ms) {
                for bit in &mut self.bits(&narrated, sentence)[from..to] {
                    if !bit.credited && !bit.waiting {
                        bit.cause = cause as u8;
                    }
                }
            }
        }
    }

    fn bits(&mut self, narrated: &Narrated, sentence: &str) -> &mut Vec<Bit> {
        let key = (narrated.article.clone(), sentence.to_string());
        if let Some((_, start, end)) = narrated.sentences.iter().find(|(id, ..)| id == sentence) {
            self.lengths.insert(key.clone(), end - start);
        }
        self.media.entry(key).or_insert_with(|| vec![Bit::default(); 1000])
    }

    pub fn opened(&mut self, now_ms: i64, session: &str) {
        if self.first_open_ms.is_none() {
            (self.first_open_ms, self.bucket_at_ms) = (Some(now_ms), now_ms);
        }
        let none = Expected::Refused("none");
        self.sessions.insert(session.into(), Session { n: 0, body: Vec::new(), answer: none });
        self.earns = Some(session.into());
    }

    /// A heartbeat reaches the newsroom: what must it be answered?
    pub fn arrives(&mut self, now_ms: i64, told: &Told, body: &[u8], library: &Library) -> Expected {
        let session = &self.sessions[&told.session];
        if told.n == session.n && body == session.body {
            return session.answer.clone();
        }
        if self.earns.as_ref() != Some(&told.session) {
            self.given_up(library, &told.heard, Cause::Elsewhere);
            return Expected::Refused("superseded");
        }
        if told.n <= session.n {
            return Expected::Refused("conflict");
        }
        if told.n > session.n + 1 {
            return Expected::Refused("gap");
        }
        self.bucket_ms = (self.bucket_ms + (now_ms - self.bucket_at_ms).min(AT_ONCE_MS) * RATE).min(AT_ONCE_MS);
        self.bucket_at_ms = now_ms;
        let today = DateTime::from_timestamp_millis(now_ms).unwrap().with_timezone(&self.zone).date_naive();
        if today > self.day {
            (self.day, self.day_ms) = (today, 0);
        }
        let mut narrations = Vec::new();
        for stretch in &told.heard {
            if !narrations.contains(&stretch.narration) {
                narrations.push(stretch.narration.clone());
            }
        }
        for narration in narrations {
            let narrated = library.narrations[&narration].clone();
            let of_it = told.heard.iter().filter(|stretch| stretch.narration == narration);
            self.credit(now_ms, &narrated, of_it);
        }
        let coins = self.credited_ms / A_COIN_MS - self.coins;
        self.coins += coins;
        let towards_next_ms = self.credited_ms % A_COIN_MS;
        let answer = Expected::Taken { coins, towards_next_ms, left_today_ms: A_DAY_MS - self.day_ms };
        let session = Session { n: told.n, body: body.to_vec(), answer: answer.clone() };
        self.sessions.insert(told.session.clone(), session);
        answer
    }

    fn credit<'a>(&mut self, now_ms: i64, narrated: &Narrated, told: impl Iterator<Item = &'a Stretch>) {
        let mut any_fast = false;
        for stretch in told {
            for (sentence, from, to) in narrated.thousandths(stretch.from_ms, stretch.to_ms) {
                for bit in &mut self.bits(narrated, sentence)[from..to] {
                    any_fast |= bit.fast;
                    bit.waiting |= !bit.credited;
                }
            }
        }
        let ms = |count: i64, length: i64| count * length / 1000;
        let (mut credited, mut waiting) = (0, 0);
        for (sentence, start, end) in &narrated.sentences {
            let Some(bits) = self.media.get(&(narrated.article.clone(), sentence.clone())) else { continue };
            credited += ms(bits.iter().filter(|bit| bit.credited).count() as i64, end - start);
            waiting += ms(bits.iter().filter(|bit| bit.waiting).count() as i64, end - start);
        }
        if credited + waiting < COUNTS_FROM_MS.min(narrated.length_ms() / 2) {
            return;
        }
        let day_left = A_DAY_MS - self.day_ms;
        let at_most = self.bucket_ms.min(day_left);
        let mut left = at_most;
        let cause = if day_left <= self.bucket_ms {
            Cause::DayFull
        } else if any_fast {
            Cause::TooFast
        } else if self.first_heard_ms < self.first_open_ms && now_ms < self.first_open_ms.unwrap() + AT_ONCE_MS / RATE {
            Cause::BeforeTheFirst
        } else {
            Cause::ToldLate
        };
        for (sentence, start, end) in &narrated.sentences {
            let Some(bits) = self.media.get_mut(&(narrated.article.clone(), sentence.clone())) else { continue };
            let mut count = bits.iter().filter(|bit| bit.credited).count() as i64;
            let mut over = false;
            for bit in bits.iter_mut() {
                if !bit.waiting {
                    // Of two parts of a sentence with something between them, the later has its own try.
                    over = false;
                    continue;
                }
                let costs = ms(count + 1, end - start) - ms(count, end - start);
                bit.waiting = false;
                if over || costs > left {
                    (over, bit.cause) = (true, cause as u8);
                } else {
                    (bit.credited, count, left) = (true, count + 1, left - costs);
                }
            }
        }
        let there = |sentence: &String| narrated.sentences.iter().any(|(id, ..)| id == sentence);
        for ((article, sentence), bits) in &mut self.media {
            if *article == narrated.article && !there(sentence) {
                for bit in bits.iter_mut().filter(|bit| bit.waiting) {
                    (bit.waiting, bit.cause) = (false, Cause::SpokenAnew as u8);
                }
            }
        }
        let given = at_most - left;
        self.bucket_ms -= given;
        self.day_ms += given;
        self.credited_ms += given;
    }

    /// What is credited of each sentence: parts in thousandths, as the newsroom keeps them.
    pub fn credited(&self) -> BTreeMap<(String, String), Vec<(u32, u32)>> {
        let mut all = BTreeMap::new();
        for (key, bits) in &self.media {
            let mut parts: Vec<(u32, u32)> = Vec::new();
            for (at, _) in bits.iter().enumerate().filter(|(_, bit)| bit.credited) {
                let at = at as u32;
                match parts.last_mut().filter(|(_, to)| *to == at) {
                    Some((_, to)) => *to = at + 1,
                    None => parts.push((at, at + 1)),
                }
            }
            if !parts.is_empty() {
                all.insert(key.clone(), parts);
            }
        }
        all
    }

    /// Seconds that were really heard, and those of them that are not paid for, by their cause. In ms, by the lengths
    /// that the sentences have now.
    pub fn account(&self) -> (i64, BTreeMap<Cause, i64>) {
        let (mut heard, mut missing) = (0, BTreeMap::new());
        for (key, bits) in &self.media {
            let length = self.lengths[key];
            heard += bits.iter().filter(|bit| bit.heard).count() as i64 * length;
            for bit in bits.iter().filter(|bit| bit.heard && !bit.credited) {
                let cause = if bit.waiting { Cause::TooLittle } else { CAUSES[usize::from(bit.cause)] };
                *missing.entry(cause).or_insert(0) += length;
            }
        }
        missing.values_mut().for_each(|thousandths| *thousandths /= 1000);
        (heard / 1000, missing)
    }

    /// Something was credited that was never heard.
    pub fn gave_too_much(&self) -> bool {
        self.media.values().flatten().any(|bit| bit.credited && !(bit.heard && bit.cause != Cause::Muted as u8))
    }
}
