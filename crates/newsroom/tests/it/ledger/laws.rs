//! What holds of every order in which coins can move: a small model of the books, written apart from them, agrees with
//! each answer and each wallet; and one log of commands leaves both databases with the same hash.

use std::collections::BTreeMap;

use newsroom::error::Error;
use newsroom::ids::ListenerId;
use newsroom::ledger::books::{Books, Head};
use newsroom::ledger::plan::plan;
use newsroom::ledger::verify::verify;
use newsroom::ledger::wallet::wallet;
use newsroom::ledger::{Account, Asked, Command, Receipt, Settlement, TransferId};
use newsroom::till;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::harness::{NOW_MS, Newsroom};

const LISTENERS: usize = 3;
/// Coins expire after so many ms: the clock of a sequence passes the first ones.
const EXPIRIES: [i64; 4] = [300, 900, 2_000, 1_000_000];

/// A command in small: names and numbers are few, so that they meet.
#[derive(Clone, Debug)]
enum Step {
    Earn { id: u8, who: usize, coins: i64, expiry: usize, pending: bool },
    Spend { id: u8, who: usize, coins: i64, pending: bool },
    Settle { id: u8, of: u8, post: bool },
    Reverse { id: u8, of: u8, coins: i64 },
    Expire { who: usize, expiry: usize },
}

/// A step, how long after the one before, and whether a new batch begins with it.
type Timed = (Step, i64, bool);

fn step() -> impl Strategy<Value = Step> {
    let id = || 0u8..24;
    let who = || 0..LISTENERS;
    // Whole numbers, and now and then one that no till should take.
    let coins =
        || prop_oneof![12 => 1i64..9, 1 => Just(0i64), 1 => Just(-4i64), 1 => Just(i64::MAX), 1 => Just(i64::MIN)];
    prop_oneof![
        5 => (id(), who(), coins(), 0..EXPIRIES.len(), prop::bool::weighted(0.3))
            .prop_map(|(id, who, coins, expiry, pending)| Step::Earn { id, who, coins, expiry, pending }),
        5 => (id(), who(), coins(), any::<bool>()).prop_map(|(id, who, coins, pending)| Step::Spend { id, who, coins, pending }),
        4 => (id(), id(), any::<bool>()).prop_map(|(id, of, post)| Step::Settle { id, of, post }),
        3 => (id(), id(), coins()).prop_map(|(id, of, coins)| Step::Reverse { id, of, coins }),
        2 => (who(), 0..EXPIRIES.len()).prop_map(|(who, expiry)| Step::Expire { who, expiry }),
    ]
}

fn steps() -> impl Strategy<Value = Vec<Timed>> {
    prop::collection::vec((step(), prop_oneof![3 => 0i64..5, 1 => 50i64..300, 1 => -20i64..0], any::<bool>()), 1..60)
}

fn listener(who: usize) -> ListenerId {
    ListenerId(format!("listener {who}"))
}

fn id(id: u8) -> TransferId {
    TransferId::of(&["law", &id.to_string()])
}

fn command(step: &Step) -> Command {
    match *step {
        Step::Earn { id: name, who, coins, expiry, pending } => Command::Transfer(Asked {
            id: id(name),
            pending,
            debit: Account::Issue,
            credit: Account::Wallet(listener(who)),
            coins,
            expires_at_ms: Some(NOW_MS + EXPIRIES[expiry]),
            reason: "earn".into(),
            memo: "{}".into(),
        }),
        Step::Spend { id: name, who, coins, pending } => Command::Transfer(Asked {
            id: id(name),
            pending,
            debit: Account::Wallet(listener(who)),
            credit: Account::Redeemed,
            coins,
            expires_at_ms: None,
            reason: "redeem".into(),
            memo: "{}".into(),
        }),
        Step::Settle { id: name, of, post } => Command::Settle {
            id: id(name),
            pending: id(of),
            how: if post { Settlement::Post } else { Settlement::Void },
            memo: "{}".into(),
        },
        Step::Reverse { id: name, of, coins } => {
            Command::Reverse { id: id(name), transfer: id(of), coins, reason: "refund".into(), memo: "{}".into() }
        }
        Step::Expire { who, expiry } => {
            Command::Expire { wallet: listener(who), expires_at_ms: NOW_MS + EXPIRIES[expiry] }
        }
    }
}

/// What an answer comes to: coins and whether they had moved before, or the kind of refusal.
type Said = Result<(i64, bool), &'static str>;

fn said(answer: &Result<Receipt, Error>) -> Said {
    match answer {
        Ok(receipt) => Ok((receipt.coins, receipt.again)),
        Err(Error::Refused { code, .. }) => Err(code),
        Err(Error::Invalid(_)) => Err("invalid"),
        Err(Error::NotFound(_)) => Err("unknown"),
        Err(other) => panic!("{other}"),
    }
}

/// One coin, for as long as it is known. The model keeps coins one by one; the books keep sums.
#[derive(Clone, Debug, PartialEq)]
struct Coin {
    who: usize,
    expiry: usize,
    place: Place,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    /// Earned, and not theirs yet, by the transfer of this name.
    Coming(u8),
    There,
    SetAside(u8),
    Gone,
}

#[derive(Default)]
struct Model {
    coins: Vec<Coin>,
    done: BTreeMap<u8, Done>,
    settled: BTreeMap<u8, u8>,
    reversed: Vec<u8>,
}

/// What was done under a name: what for, and which coins it moved.
#[derive(Clone)]
struct Done {
    request: String,
    moved: Vec<usize>,
    what: What,
}

#[derive(Clone, Copy, PartialEq)]
enum What {
    Earned,
    Spent,
    EarnPending,
    SpendPending,
    Voided,
    Reversal,
}

impl Model {
    /// Coins of a listener that can be spent, those that expire first before the others.
    fn there(&self, who: usize, now_ms: i64) -> Vec<usize> {
        let alive = |coin: &Coin| NOW_MS + EXPIRIES[coin.expiry] > now_ms;
        let mine = |at: &usize| {
            let coin = &self.coins[*at];
            coin.who == who && coin.place == Place::There && alive(coin)
        };
        let mut there: Vec<usize> = (0..self.coins.len()).filter(mine).collect();
        there.sort_by_key(|at| self.coins[*at].expiry);
        there
    }

    fn put(&mut self, coins: &[usize], place: Place) {
        for at in coins {
            self.coins[*at].place = place;
        }
    }

    fn take(&mut self, step: &Step, now_ms: i64) -> Said {
        let name = match *step {
            Step::Earn { id, .. } | Step::Spend { id, .. } | Step::Settle { id, .. } | Step::Reverse { id, .. } => id,
            Step::Expire { who, expiry } => return self.expire(who, expiry, now_ms),
        };
        // The same request is the same but for when its coins expire, which the till reckons anew each time.
        let request = match step {
            Step::Earn { who, coins, pending, .. } => format!("earn {who} {coins} {pending}"),
            other => format!("{other:?}"),
        };
        if let Some(done) = self.done.get(&name) {
            return if done.request == request { Ok((done.moved.len() as i64, true)) } else { Err("conflict") };
        }
        let (moved, what) = match *step {
            Step::Earn { who, coins, expiry, pending, .. } => {
                if !(1..=1_000_000_000_000).contains(&coins) || NOW_MS + EXPIRIES[expiry] <= now_ms {
                    return Err("invalid");
                }
                let place = if pending { Place::Coming(name) } else { Place::There };
                let from = self.coins.len();
                self.coins.extend(std::iter::repeat_n(Coin { who, expiry, place }, coins as usize));
                ((from..self.coins.len()).collect(), if pending { What::EarnPending } else { What::Earned })
            }
            Step::Spend { who, coins, pending, .. } => {
                if !(1..=1_000_000_000_000).contains(&coins) {
                    return Err("invalid");
                }
                let there = self.there(who, now_ms);
                let Some(taken) = usize::try_from(coins).ok().and_then(|coins| there.get(..coins)) else {
                    return Err("insufficient");
                };
                self.put(taken, if pending { Place::SetAside(name) } else { Place::Gone });
                (taken.to_vec(), if pending { What::SpendPending } else { What::Spent })
            }
            Step::Settle { of, post, .. } => {
                let before = self.done.get(&of).cloned().ok_or("unknown")?;
                let place = match (before.what, post) {
                    (What::EarnPending, true) | (What::SpendPending, false) => Place::There,
                    (What::EarnPending, false) | (What::SpendPending, true) => Place::Gone,
                    _ => return Err("not-pending"),
                };
                if self.settled.contains_key(&of) {
                    return Err("settled");
                }
                self.settled.insert(of, name);
                self.put(&before.moved, place);
                let what = match (before.what, post) {
                    (What::EarnPending, true) => What::Earned,
                    (What::SpendPending, true) => What::Spent,
                    _ => What::Voided,
                };
                (before.moved, what)
            }
            Step::Reverse { of, coins, .. } => {
                let before = self.done.get(&of).cloned().ok_or("unknown")?;
                if !matches!(before.what, What::Earned | What::Spent) {
                    return Err("not-reversible");
                }
                if self.reversed.contains(&of) {
                    return Err("reversed");
                }
                let Some(coins) = usize::try_from(coins).ok().filter(|n| (1..=before.moved.len()).contains(n)) else {
                    return Err("invalid");
                };
                let moved = if before.what == What::Earned {
                    // Coins of one time are alike: any of them that are still there.
                    let first = &self.coins[before.moved[0]];
                    let (who, expiry) = (first.who, first.expiry);
                    let alike = |at: &usize| {
                        let coin = &self.coins[*at];
                        (coin.who, coin.expiry, coin.place) == (who, expiry, Place::There)
                    };
                    let there: Vec<usize> = (0..self.coins.len()).filter(alike).take(coins).collect();
                    if there.len() < coins {
                        return Err("insufficient");
                    }
                    self.put(&there, Place::Gone);
                    there
                } else {
                    // Those that last longest.
                    let mut spent = before.moved.clone();
                    spent.sort_by_key(|at| std::cmp::Reverse(self.coins[*at].expiry));
                    spent.truncate(coins);
                    self.put(&spent, Place::There);
                    spent
                };
                self.reversed.push(of);
                (moved, What::Reversal)
            }
            Step::Expire { .. } => unreachable!("it has no name"),
        };
        let coins = moved.len() as i64;
        self.done.insert(name, Done { request, moved, what });
        Ok((coins, false))
    }

    fn expire(&mut self, who: usize, expiry: usize, now_ms: i64) -> Said {
        let known = |coin: &Coin| coin.who == who && coin.expiry == expiry && !matches!(coin.place, Place::Coming(_));
        if !self.ever(who, expiry) {
            return Err("nothing-left");
        }
        if NOW_MS + EXPIRIES[expiry] > now_ms {
            return Err("too-early");
        }
        let due: Vec<usize> = (0..self.coins.len())
            .filter(|at| known(&self.coins[*at]) && self.coins[*at].place == Place::There)
            .collect();
        if due.is_empty() {
            return Err("nothing-left");
        }
        self.put(&due, Place::Gone);
        Ok((due.len() as i64, false))
    }

    /// Whether coins of this time ever came into the wallet.
    fn ever(&self, who: usize, expiry: usize) -> bool {
        self.done.values().any(|done| {
            done.what == What::Earned
                && done.moved.first().is_some_and(|at| {
                    let coin = &self.coins[*at];
                    coin.who == who && coin.expiry == expiry
                })
        })
    }

    /// What is left and what is set aside of a listener's coins of one time.
    fn lot(&self, who: usize, expiry: usize) -> (i64, i64) {
        let of_lot = || self.coins.iter().filter(|coin| coin.who == who && coin.expiry == expiry);
        let there = of_lot().filter(|coin| coin.place == Place::There).count();
        let held = of_lot().filter(|coin| matches!(coin.place, Place::SetAside(_))).count();
        (there as i64, held as i64)
    }

    /// Available, pending, set aside.
    fn wallet(&self, who: usize, now_ms: i64) -> (i64, i64, i64) {
        let count =
            |of: fn(&Place) -> bool| self.coins.iter().filter(|coin| coin.who == who && of(&coin.place)).count();
        (
            self.there(who, now_ms).len() as i64,
            count(|place| matches!(place, Place::Coming(_))) as i64,
            count(|place| matches!(place, Place::SetAside(_))) as i64,
        )
    }
}

fn first_head() -> Head {
    Head { seq: 0, block: 0, hash: "0".repeat(64), at_ms: 0 }
}

/// Batches of a sequence, each with the clock's time at which it is run.
fn batches(steps: &[Timed]) -> Vec<(i64, Vec<Step>)> {
    let mut batches: Vec<(i64, Vec<Step>)> = Vec::new();
    let mut clock_ms = NOW_MS;
    for (step, pause, new) in steps {
        match batches.last_mut().filter(|_| !*new) {
            Some((_, batch)) => batch.push(step.clone()),
            None => {
                clock_ms += pause;
                batches.push((clock_ms, vec![step.clone()]));
            }
        }
    }
    batches
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_books_answer_as_the_model_does(steps in steps()) {
        let mut model = Model::default();
        let mut books = Books::at(first_head(), NOW_MS);
        for (clock_ms, batch) in batches(&steps) {
            books = books.next(clock_ms);
            for step in batch {
                // The model is asked with time that never goes back, as the books keep it.
                let expected = model.take(&step, books.now_ms);
                let answer = plan(&mut books, &command(&step));
                prop_assert_eq!(said(&answer), expected, "{:?} at {}", step, books.now_ms - NOW_MS);
                for who in 0..LISTENERS {
                    for (expiry, after_ms) in EXPIRIES.into_iter().enumerate() {
                        let found = books.lot_of(&Account::Wallet(listener(who)), NOW_MS + after_ms);
                        prop_assert_eq!(found, model.lot(who, expiry), "after {:?}, listener {} {}", step, who, expiry);
                    }
                }
            }
        }
    }
}

/// Runs sequences on a database and hands back the hash that the books end with, checking model and audit on the way.
async fn on(room: &Newsroom, steps: &[Timed]) -> String {
    let mut model = Model::default();
    let mut clock_ms = NOW_MS;
    for (at_ms, batch) in batches(steps) {
        room.ctx.clock.advance(at_ms - clock_ms);
        clock_ms = at_ms;
        let commands: Vec<till::Command> = batch.iter().map(|step| till::Command::Ledger(command(step))).collect();
        let head = room.number("SELECT at_ms FROM ledger_head").await;
        let answers = till::settle(&room.ctx, &commands).await;

        for (step, answer) in batch.iter().zip(answers) {
            let receipt = answer.map(|done| match done {
                till::Done::Moved(receipt) => receipt,
                other => panic!("{other:?}"),
            });
            assert_eq!(said(&receipt), model.take(step, head.max(clock_ms)), "{step:?}");
        }
    }
    for who in 0..LISTENERS {
        let found = wallet(&room.ctx.db, &listener(who), clock_ms).await.unwrap();
        assert_eq!((found.available, found.pending, found.set_aside), model.wallet(who, clock_ms), "listener {who}");
    }
    let audit = verify(&room.ctx.db, |_, _| {}).await.unwrap();
    assert_eq!(audit.wrong, None);
    audit.hash
}

async fn empty_books(room: &Newsroom) {
    // Children before parents.
    for sql in [
        "DELETE FROM lot_move",
        "DELETE FROM lot",
        "DELETE FROM transfer",
        "DELETE FROM account",
        "DELETE FROM block",
        "UPDATE ledger_head SET seq = 0, block = 0, at_ms = 0, hash = '0000000000000000000000000000000000000000000000000000000000000000'",
    ] {
        room.ctx.db.execute(sql, newsroom::db::values![]).await.unwrap();
    }
}

async fn one_log_leaves_both_databases_alike(sequences: usize, seed: u64) {
    let (sqlite, postgres) = (Newsroom::sqlite().await, Newsroom::postgres().await);
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let strategy = steps();
    for sequence in 0..sequences {
        let steps = strategy.new_tree(&mut runner).unwrap().current();
        let mut hashes = Vec::new();
        for room in [&sqlite, &postgres] {
            empty_books(room).await;
            room.ctx.clock.advance(NOW_MS - room.ctx.clock.now_ms());
            hashes.push(on(room, &steps).await);
        }
        assert_eq!(hashes[0], hashes[1], "sequence {sequence} of seed {seed}: {steps:?}");
    }
}

mod both_databases {
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn one_log_of_commands_leaves_both_databases_with_the_same_hash() {
        super::one_log_leaves_both_databases_alike(40, 1).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    #[ignore = "most of an hour: make soak runs it"]
    async fn ten_thousand_logs_leave_both_databases_with_the_same_hash() {
        let seed = std::env::var("CRIER_SHAKE_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(2);
        super::one_log_leaves_both_databases_alike(10_000, seed).await;
    }
}
