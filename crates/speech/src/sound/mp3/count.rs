//! How many bits whole numbers take, and which code words are the best for them.
//!
//! The bits of all tables are added up side by side, once per pair of numbers; what the tables cost in any stretch of
//! the spectrum is then a sum of a few rows.

use std::sync::OnceLock;

use super::bands::{LINES, LONG, Shape};
use super::codes::{BOOKS, QUADS_A, QUADS_B};

/// Largest number that can be told: 15 and 13 bits more.
pub const LARGEST: u16 = 15 + 8191;
/// What a table costs that has no word for a pair: more than any spectrum can take.
const NEVER: u16 = 0x4000;
/// Columns of the sums: tables that end at 15; the two that go on; how many numbers do so.
const LAST_SMALL: usize = 12;
const FIRST_LARGE: usize = 13;
const SECOND_LARGE: usize = 14;
const BEYOND: usize = 15;
/// Bits that follow a word for 15 in tables 16 to 23 and 24 to 31.
const FIRST_EXTRA: [u32; 8] = [1, 2, 3, 4, 6, 8, 10, 13];
const SECOND_EXTRA: [u32; 8] = [4, 5, 6, 7, 8, 9, 11, 13];
/// In a granule with short blocks, and in those beside one, the first stretch ends here.
pub const FIXED_SPLIT: usize = 36;

/// Bits of a pair in each table, signs included; columns as above.
type Row = [u16; 16];

struct Costs {
    /// By `x * 16 + y`, 15 standing for all above.
    pairs: [Row; 256],
    /// Of four numbers, in both tables.
    quads: [[u32; 2]; 16],
}

fn costs() -> &'static Costs {
    static COSTS: OnceLock<Box<Costs>> = OnceLock::new();
    COSTS.get_or_init(|| {
        let mut costs = Box::new(Costs { pairs: [[NEVER; 16]; 256], quads: [[0; 2]; 16] });
        for (pair, row) in costs.pairs.iter_mut().enumerate() {
            let (x, y) = (pair / 16, pair % 16);
            for (column, (_, book)) in BOOKS.iter().enumerate() {
                if x < book.side && y < book.side {
                    row[column] = u16::from(book.lengths[x * book.side + y]) + u16::from(x > 0) + u16::from(y > 0);
                }
            }
            row[BEYOND] = u16::from(x == 15) + u16::from(y == 15);
        }
        for (four, cost) in costs.quads.iter_mut().enumerate() {
            *cost = [&QUADS_A, &QUADS_B].map(|book| u32::from(book.lengths[four]) + (four as u32).count_ones());
        }
        costs
    })
}

/// Where the stretches end, which table each has, and what it all takes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Plan {
    pub bits: u32,
    /// Numbers in pairs; twice the standard's `big_values`.
    pub pairs: usize,
    /// Numbers up to the end of the fours.
    pub end: usize,
    /// Ends of the first two stretches, as scale factor bands of a long block.
    pub splits: [usize; 2],
    pub tables: [u8; 3],
    /// 1: the second table for fours.
    pub fours: u32,
}

/// How the stretches are chosen.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Splits {
    /// As given: quick.
    At([usize; 2]),
    /// The best there are.
    Best,
}

/// Plans for these numbers, of which the first `end` can be other than 0.
#[inline(always)]
pub fn plan(numbers: &[u16; LINES], end: usize, shape: Shape, splits: Splits) -> Plan {
    let costs = costs();
    let end = numbers[..end].iter().rposition(|number| *number != 0).map_or(0, |last| (last + 1).next_multiple_of(2));
    let mut pairs = end;
    let mut quads = [0u32; 2];
    while pairs >= 4 {
        let four = &numbers[pairs - 4..pairs];
        if four[0] | four[1] | four[2] | four[3] > 1 {
            break;
        }
        let four = usize::from(four[0] << 3 | four[1] << 2 | four[2] << 1 | four[3]);
        quads[0] += costs.quads[four][0];
        quads[1] += costs.quads[four][1];
        pairs -= 4;
    }
    let mut plan =
        Plan { bits: quads[0].min(quads[1]), pairs, end, fours: u32::from(quads[1] < quads[0]), ..Plan::default() };
    if shape == Shape::Long {
        let (bands, many) = bands(costs, numbers, pairs);
        let splits = match splits {
            Splits::At(splits) => splits,
            Splits::Best => best(&bands[..many]),
        };
        let [first, second] = splits.map(|split| split.min(many));
        plan.splits = splits;
        for (n, stretch) in [&bands[..first], &bands[first..second], &bands[second..many]].into_iter().enumerate() {
            let (table, bits) = cheapest(&together(stretch));
            plan.tables[n] = table;
            plan.bits += bits;
        }
    } else {
        let split = FIXED_SPLIT.min(pairs);
        for (n, range) in [0..split, split..pairs].into_iter().enumerate() {
            let (table, bits) = cheapest(&sum(costs, &numbers[range]));
            plan.tables[n] = table;
            plan.bits += bits;
        }
    }
    plan
}

/// Bits of a stretch in each table, and its largest number.
#[derive(Clone, Copy, Default)]
struct Sum {
    row: Row,
    largest: u16,
}

#[inline(always)]
fn sum(costs: &Costs, numbers: &[u16]) -> Sum {
    let mut sum = Sum::default();
    for pair in numbers.chunks_exact(2) {
        let (x, y) = (pair[0], pair[1]);
        sum.largest = sum.largest.max(x).max(y);
        let row = &costs.pairs[usize::from(x.min(15) << 4 | y.min(15))];
        for (all, one) in sum.row.iter_mut().zip(row) {
            *all = all.saturating_add(*one);
        }
    }
    sum
}

/// One sum for each scale factor band that has pairs.
#[inline(always)]
fn bands(costs: &Costs, numbers: &[u16; LINES], pairs: usize) -> ([Sum; 22], usize) {
    let mut bands = [Sum::default(); 22];
    let mut many = 0;
    for (band, edges) in bands.iter_mut().zip(LONG.windows(2)) {
        if edges[0] >= pairs {
            break;
        }
        *band = sum(costs, &numbers[edges[0]..edges[1].min(pairs)]);
        many += 1;
    }
    (bands, many)
}

#[inline(always)]
fn together(bands: &[Sum]) -> Sum {
    bands.iter().fold(Sum::default(), with)
}

#[inline(always)]
fn with(mut sum: Sum, band: &Sum) -> Sum {
    sum.largest = sum.largest.max(band.largest);
    for (all, one) in sum.row.iter_mut().zip(&band.row) {
        *all = all.saturating_add(*one);
    }
    sum
}

/// The cheapest table for a stretch, and the bits it takes.
#[inline(always)]
fn cheapest(sum: &Sum) -> (u8, u32) {
    if sum.largest == 0 {
        return (0, 0);
    }
    if sum.largest > 15 {
        let beyond = u32::from(sum.row[BEYOND]);
        let of = |extra: &[u32; 8], column: usize, first: u8| {
            let at = extra.iter().position(|bits| u32::from(sum.largest) - 15 < 1 << bits).unwrap_or(7);
            (u32::from(sum.row[column]) + extra[at] * beyond, first + at as u8)
        };
        let (bits, table) = of(&FIRST_EXTRA, FIRST_LARGE, 16).min(of(&SECOND_EXTRA, SECOND_LARGE, 24));
        return (table, bits);
    }
    let (mut column, mut bits) = (0, u16::MAX);
    for (n, cost) in sum.row[..=LAST_SMALL].iter().enumerate() {
        if *cost < bits {
            (column, bits) = (n, *cost);
        }
    }
    (BOOKS[column].0, u32::from(bits))
}

/// The splits that take the fewest bits: the first after 1 to 16 bands, the second 1 to 8 later.
#[inline(always)]
fn best(bands: &[Sum]) -> [usize; 2] {
    let many = bands.len();
    let mut last = [0u32; 23];
    let mut sum = Sum::default();
    for from in (0..many).rev() {
        sum = with(sum, &bands[from]);
        last[from] = cheapest(&sum).1;
    }
    let mut splits = [1, 2];
    let mut fewest = u32::MAX;
    let mut first = Sum::default();
    for a in 1..=16 {
        if a <= many {
            first = with(first, &bands[a - 1]);
        }
        let bits = cheapest(&first).1;
        if bits >= fewest || a > many.max(1) {
            break;
        }
        let mut middle = Sum::default();
        for b in a + 1..=a + 8 {
            if b <= many {
                middle = with(middle, &bands[b - 1]);
            }
            let bits = bits + cheapest(&middle).1;
            if bits >= fewest {
                break;
            }
            let bits = bits + last[b.min(many)];
            if bits < fewest {
                fewest = bits;
                splits = [a, b];
            }
            if b >= many {
                break;
            }
        }
    }
    splits
}

/// Which of [`BOOKS`] a table's words are in, and how many bits follow a 15.
pub fn book(table: u8) -> (usize, u32) {
    match table {
        24.. => (SECOND_LARGE, SECOND_EXTRA[usize::from(table - 24)]),
        16.. => (FIRST_LARGE, FIRST_EXTRA[usize::from(table - 16)]),
        _ => (BOOKS.iter().position(|(number, _)| *number == table).unwrap_or(0), 0),
    }
}
