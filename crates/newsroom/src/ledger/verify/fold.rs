//! What the transfers so far amount to, and the laws that each of them keeps. It shares no code with the plan, so that a
//! mistake there is found here.

use std::collections::{BTreeMap, HashMap};

use super::super::books::{Sums, Transfer};
use super::super::{Kind, is_wallet};

#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(super) struct LotSums {
    pub coins: i64,
    pub remaining: i64,
    pub held: i64,
}

/// An account, and of a wallet its lots by the time they expire.
#[derive(Default)]
struct Holder {
    sums: Sums,
    lots: BTreeMap<i64, LotSums>,
}

/// A pending transfer that nothing has settled yet.
struct Open {
    debit: usize,
    credit: usize,
    coins: i64,
    moves: Vec<(i64, i64)>,
}

#[derive(Default)]
pub(super) struct Fold {
    pub seq: i64,
    at_ms: i64,
    /// Where each account stands in the next.
    places: HashMap<String, usize>,
    holders: Vec<Holder>,
    open: HashMap<String, Open>,
}

type Law = std::result::Result<(), &'static str>;

fn law(holds: bool, what: &'static str) -> Law {
    if holds { Ok(()) } else { Err(what) }
}

impl Fold {
    /// Adds a transfer, or says which law it breaks.
    pub fn take(&mut self, t: &Transfer<&str>) -> Law {
        law(t.seq == self.seq + 1, "a transfer before it is missing")?;
        law(t.at_ms >= self.at_ms, "it is older than the one before it")?;
        law(t.coins > 0 && t.debit != t.credit, "it moves nothing")?;
        law(t.moves.iter().all(|(_, coins)| *coins > 0), "a lot moves nothing")?;
        (self.seq, self.at_ms) = (t.seq, t.at_ms);
        let (debit, credit) = (self.place(t.debit), self.place(t.credit));
        if let Some(settles) = t.settles {
            let before = self.open.remove(settles).ok_or("it settles what is not open")?;
            let same = (before.debit, before.credit, before.coins) == (debit, credit, t.coins);
            law(same && before.moves == t.moves, "it settles something else than was set aside")?;
        }
        law(t.settles.is_some() == matches!(t.kind, Kind::Post | Kind::Void), "it settles nothing")?;
        let gives_back = t.reverses.is_some() && is_wallet(t.credit);
        let of_lots: i64 = t.moves.iter().map(|(_, coins)| coins).sum();
        if gives_back || is_wallet(t.debit) {
            law(of_lots == t.coins, "its lots are not its coins")?;
        }
        let spends = is_wallet(t.debit) && t.reverses.is_none() && t.settles.is_none() && t.reason != "expire";
        if spends {
            oldest_first(&self.holders[debit].lots, t)?;
        }
        if t.kind == Kind::Pending {
            let open = Open { debit, credit, coins: t.coins, moves: t.moves.clone() };
            self.open.insert(t.id.to_string(), open);
        }
        self.sums(t, debit, credit);
        self.lots(t, if gives_back { credit } else { debit }, credit)
    }

    fn place(&mut self, account: &str) -> usize {
        if let Some(place) = self.places.get(account) {
            return *place;
        }
        self.holders.push(Holder::default());
        self.places.insert(account.to_string(), self.holders.len() - 1);
        self.holders.len() - 1
    }

    fn sums(&mut self, t: &Transfer<&str>, debit: usize, credit: usize) {
        let (pending, posted) = match t.kind {
            Kind::Posted => (0, t.coins),
            Kind::Pending => (t.coins, 0),
            Kind::Post => (-t.coins, t.coins),
            Kind::Void => (-t.coins, 0),
        };
        let debit = &mut self.holders[debit].sums;
        debit.debits += posted;
        debit.pending_debits += pending;
        let credit = &mut self.holders[credit].sums;
        credit.credits += posted;
        credit.pending_credits += pending;
    }

    fn lots(&mut self, t: &Transfer<&str>, of_moves: usize, credit: usize) -> Law {
        let gives_back = of_moves == credit;
        for (at, coins) in &t.moves {
            let lot = self.holders[of_moves].lots.get_mut(at).ok_or("it names a lot that is not there")?;
            let (remaining, held) = match t.kind {
                Kind::Posted if gives_back => (*coins, 0),
                Kind::Posted => (-coins, 0),
                Kind::Pending => (-coins, *coins),
                Kind::Post => (0, -coins),
                Kind::Void => (*coins, -coins),
            };
            lot.remaining += remaining;
            lot.held += held;
            let right = lot.remaining >= 0 && lot.held >= 0 && lot.remaining + lot.held <= lot.coins;
            law(right, "a lot has less than nothing, or more than ever came in")?;
        }
        if let (Some(at), Kind::Posted | Kind::Post) = (t.expires_at_ms, t.kind) {
            let lot = self.holders[credit].lots.entry(at).or_default();
            lot.coins += t.coins;
            lot.remaining += t.coins;
        }
        Ok(())
    }

    pub fn sums_of(&self, account: &str) -> Option<&Sums> {
        self.places.get(account).map(|place| &self.holders[*place].sums)
    }

    pub fn lot_of(&self, account: &str, expires_at_ms: i64) -> Option<&LotSums> {
        self.places.get(account).and_then(|place| self.holders[*place].lots.get(&expires_at_ms))
    }

    /// How many accounts there are, and how many lots.
    pub fn numbers(&self) -> (usize, usize) {
        (self.holders.len(), self.holders.iter().map(|holder| holder.lots.len()).sum())
    }
}

/// Coins are taken from the lots that expire first, and from none whose time is up.
fn oldest_first(lots: &BTreeMap<i64, LotSums>, t: &Transfer<&str>) -> Law {
    let last = t.moves.last().map_or(0, |(at, _)| *at);
    let due = lots.range(t.at_ms + 1..=last.max(t.at_ms + 1)).filter(|(_, lot)| lot.remaining > 0);
    let taken: Vec<(i64, i64)> = due.map(|(at, lot)| (*at, lot.remaining)).collect();
    let whole = |n: usize| if n + 1 < t.moves.len() { taken.get(n).map(|lot| lot.1) } else { Some(t.moves[n].1) };
    let right = taken.len() == t.moves.len()
        && t.moves.iter().enumerate().all(|(n, (at, coins))| taken[n].0 == *at && whole(n) == Some(*coins));
    law(right, "it does not spend the oldest coins first")
}
