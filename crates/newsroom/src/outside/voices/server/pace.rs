//! How fast a server may be asked: so many requests in any minute, and none while it has asked for a pause.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

const MINUTE: Duration = Duration::from_secs(60);

/// The requests of the last minute. Moments are handed in.
#[derive(Debug, Default)]
pub struct Pace {
    per_minute: Option<usize>,
    /// When the latest were let go, at most `per_minute`, in order; some lie in the future.
    gone: VecDeque<Instant>,
    /// The server has asked for no more before then.
    not_before: Option<Instant>,
}

impl Pace {
    pub fn new(per_minute: Option<u32>) -> Pace {
        Pace { per_minute: per_minute.map(|most| most as usize), ..Pace::default() }
    }

    /// The moment at which whoever asks now may send a request; it is kept for them.
    pub fn place(&mut self, now: Instant) -> Instant {
        let mut at = self.not_before.map_or(now, |until| until.max(now));
        if let Some(most) = self.per_minute {
            if self.gone.len() >= most
                && let Some(first) = self.gone.pop_front()
            {
                at = at.max(first + MINUTE);
            }
            // Never before one that was placed earlier, or the line would not be in order.
            at = self.gone.back().map_or(at, |last| at.max(*last));
            self.gone.push_back(at);
        }
        at
    }

    /// The server has asked for a pause.
    pub fn pause(&mut self, until: Instant) {
        self.not_before = Some(self.not_before.map_or(until, |before| before.max(until)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thousand_requests_obey_the_limit_in_every_minute_and_none_waits_longer_than_it_must() {
        let start = Instant::now();
        let mut pace = Pace::new(Some(50));
        // All at once, then in bursts, then one by one.
        let asked = (0..1_000u64).map(|n| match n {
            0..400 => 0,
            400..700 => 600 + n / 100 * 90,
            _ => 1_400 + n,
        });
        let sent: Vec<Instant> = asked.clone().map(|s| pace.place(start + Duration::from_secs(s))).collect();
        for (n, (at, asked)) in sent.iter().zip(asked).enumerate() {
            let within = sent.iter().filter(|other| **other <= *at && *at < **other + MINUTE).count();
            assert!(within <= 50, "{within} requests in the minute that ends with request {n}");
            let due = start + Duration::from_secs(asked);
            assert!(*at >= due);
            // Whoever waits, waits for the fiftieth before, or for one who came earlier.
            let free = n.checked_sub(50).map_or(due, |before| due.max(sent[before] + MINUTE));
            let behind = n.checked_sub(1).map_or(free, |before| free.max(sent[before]));
            assert_eq!(*at, behind, "request {n} waits for nothing");
        }
    }

    #[test]
    fn a_pause_that_the_server_asks_for_holds_everybody_up() {
        let start = Instant::now();
        for mut pace in [Pace::new(None), Pace::new(Some(10))] {
            assert_eq!(pace.place(start), start);
            pace.pause(start + Duration::from_secs(20));
            pace.pause(start + Duration::from_secs(5));
            assert_eq!(pace.place(start), start + Duration::from_secs(20));
            assert_eq!(pace.place(start + Duration::from_secs(21)), start + Duration::from_secs(21));
        }
    }
}
