//! Time and chance, handed in: a test holds both still.

use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

/// What time it is, in Unix milliseconds.
#[derive(Debug)]
pub enum Clock {
    System,
    /// Stands where it was set, until moved.
    Fixed(AtomicI64),
}

impl Clock {
    pub fn fixed(now_ms: i64) -> Clock {
        Clock::Fixed(AtomicI64::new(now_ms))
    }

    #[allow(clippy::disallowed_methods)] // the one place that asks the machine
    pub fn now_ms(&self) -> i64 {
        match self {
            Clock::System => SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as i64),
            Clock::Fixed(ms) => ms.load(Ordering::SeqCst),
        }
    }

    /// Moves a fixed clock; the system's clock is left alone.
    pub fn advance(&self, by_ms: i64) {
        if let Clock::Fixed(ms) = self {
            ms.fetch_add(by_ms, Ordering::SeqCst);
        }
    }
}

/// Where random bytes come from.
#[derive(Debug)]
pub enum Chance {
    System,
    Seeded(Mutex<Box<StdRng>>),
}

impl Chance {
    pub fn seeded(seed: u64) -> Chance {
        Chance::Seeded(Mutex::new(Box::new(StdRng::seed_from_u64(seed))))
    }

    #[allow(clippy::disallowed_methods)] // the one place that asks the machine
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        match self {
            Chance::System => rand::rng().random(),
            Chance::Seeded(rng) => rng.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).random(),
        }
    }

    /// A secret for a link or a cookie: 256 bits as 64 hexadecimal digits.
    pub fn secret(&self) -> String {
        crate::ids::hex(&self.bytes::<32>())
    }
}
