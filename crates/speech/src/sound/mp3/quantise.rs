//! The lines of a granule as whole numbers, as fine as its bits allow.
//!
//! One step for the whole granule: the error is then the least there can be, and no bit goes into scale factors. At
//! this rate a voice's error lies 15 dB and more below it.

#![allow(
    clippy::needless_range_loop,
    reason = "several rows are read and written at one index, and the compiler takes eight at once"
)]

use super::bands::{LINES, LONG, Shape};
use super::bits::Bits;
use super::codes::{BOOKS, QUADS_A, QUADS_B};
use super::count::{LARGEST, Plan, Splits, plan};

/// The gain at which a line of 1 becomes the number 1 (ISO/IEC 11172-3, 2.4.3.4.7.1); four more double the step.
const UNITY: i32 = 210;
const HIGHEST: i32 = 255;
/// What is added before numbers are cut off: below 1 and above. They are spread by a power of 3/4, so the middle between
/// two of them is not at one half; and a little less costs fewer bits than it adds error.
const ROUND_LOW: f32 = 0.405_4;
const ROUND: f32 = 0.46;
/// What no line of a sound that we master comes near; more would be a broken sound, and is cut.
const LOUDEST: f32 = 100.0;
/// A granule below this (−120 dB) is silence.
const SILENT: f32 = 1e-6;
/// A granule ready to be written.
pub struct Granule {
    pub shape: Shape,
    pub plan: Plan,
    gain: i32,
    numbers: [u16; LINES],
    /// For each line its sign bit.
    negative: [u8; LINES],
}

/// Turns lines into numbers, remembering between granules where the search began best.
pub struct Quantiser {
    /// Lines that can be other than 0.
    lines: usize,
    gain: i32,
    splits: [usize; 2],
    /// The 3/4 power of each line.
    powers: [f32; LINES],
    /// For each gain what the powers are multiplied by.
    scales: [f32; HIGHEST as usize + 1],
}

impl Quantiser {
    pub fn new(lines: usize) -> Quantiser {
        let lines = lines.next_multiple_of(8).min(LINES);
        let scales = std::array::from_fn(|gain| (0.1875 * f64::from(UNITY - gain as i32)).exp2() as f32);
        Quantiser { lines, gain: UNITY - 60, splits: [6, 12], powers: [0.0; LINES], scales }
    }

    /// The finest numbers that take no more than `budget` bits.
    #[inline(always)]
    pub fn quantise(&mut self, lines: &[f32; LINES], shape: Shape, budget: u32, granule: &mut Granule) {
        granule.shape = shape;
        let mut loudest = 0.0f32;
        for n in 0..self.lines {
            let level = lines[n].abs().min(LOUDEST);
            let root = level.sqrt();
            self.powers[n] = root * root.sqrt();
            granule.negative[n] = (lines[n].to_bits() >> 31) as u8;
            loudest = loudest.max(level);
        }
        if loudest < SILENT {
            granule.plan = Plan { splits: [1, 2], ..Plan::default() };
            granule.gain = UNITY;
            return;
        }
        // Finer than this, the loudest line has no word.
        let steps = 4.0 * (f64::from(loudest) / f64::from(LARGEST).powf(4.0 / 3.0)).log2();
        let finest = (UNITY + steps.ceil() as i32 + 1).clamp(0, HIGHEST);
        // `fits` is the finest gain known to fit, `not` the coarsest known not to.
        let (mut fits, mut not) = (HIGHEST + 1, finest - 1);
        let mut gain = self.gain.clamp(finest, HIGHEST);
        while fits - not > 1 {
            let made = self.attempt(gain, shape, Splits::At(self.splits), &mut granule.numbers);
            // A step more or less changes each number that is not 0 by a quarter of a bit.
            let steps = 4 * made.bits.abs_diff(budget) as i32 / (made.end as i32 + 8);
            if made.bits <= budget {
                fits = gain;
                gain -= steps.max(1);
            } else {
                not = gain;
                gain += steps.max(1);
            }
            gain = gain.clamp(not + 1, (fits - 1).max(not + 1)).min(HIGHEST);
        }
        let mut gain = fits.min(HIGHEST);
        let mut best = self.attempt(gain, shape, Splits::Best, &mut granule.numbers);
        self.gain = gain;
        // The best splits may save enough for one step more.
        if gain > finest && best.bits + 8 < budget {
            let splits = Splits::At(best.splits);
            let finer = self.attempt(gain - 1, shape, splits, &mut granule.numbers);
            if finer.bits <= budget {
                (gain, best) = (gain - 1, finer);
            } else {
                self.attempt(gain, shape, splits, &mut granule.numbers);
            }
        }
        if shape == Shape::Long {
            self.splits = best.splits;
        }
        granule.plan = best;
        granule.gain = gain;
    }

    #[inline(always)]
    fn attempt(&self, gain: i32, shape: Shape, splits: Splits, numbers: &mut [u16; LINES]) -> Plan {
        let scale = self.scales[gain as usize];
        for n in 0..self.lines {
            let value = self.powers[n] * scale;
            let value = value + if value < 1.0 { ROUND_LOW } else { ROUND };
            numbers[n] = value as i32 as u16;
        }
        plan(numbers, self.lines, shape, splits)
    }
}

impl Granule {
    pub fn new() -> Granule {
        Granule { shape: Shape::Long, plan: Plan::default(), gain: UNITY, numbers: [0; LINES], negative: [0; LINES] }
    }

    /// Its part of the side information (2.4.1.7).
    pub fn write_side(&self, bits: &mut Bits) {
        let plan = &self.plan;
        bits.put(plan.bits, 12);
        bits.put(plan.pairs as u32 / 2, 9);
        bits.put(self.gain as u32, 8);
        bits.put(0, 4); // no scale factors
        if self.shape == Shape::Long {
            bits.put(0, 1);
            plan.tables.iter().for_each(|table| bits.put(u32::from(*table), 5));
            bits.put(plan.splits[0] as u32 - 1, 4);
            bits.put((plan.splits[1] - plan.splits[0]) as u32 - 1, 3);
        } else {
            bits.put(1, 1);
            bits.put(self.shape.number(), 2);
            bits.put(0, 1); // all bands alike
            plan.tables[..2].iter().for_each(|table| bits.put(u32::from(*table), 5));
            bits.put(0, 9); // the three windows at one gain
        }
        bits.put(0, 2); // no pre-emphasis; the scale of no scale factors
        bits.put(plan.fours, 1);
    }

    /// Its numbers in code words (2.4.1.7, 2.4.2.7).
    pub fn write_numbers(&self, bits: &mut Bits) {
        let plan = &self.plan;
        let [first, second] = self.stretches();
        for (range, table) in [0..first, first..second, second..plan.pairs].into_iter().zip(plan.tables) {
            self.write_pairs(bits, range, table);
        }
        let book = if plan.fours == 1 { &QUADS_B } else { &QUADS_A };
        for at in (plan.pairs..plan.end).step_by(4) {
            let four = (0..4).fold(0, |four, n| four << 1 | usize::from(self.numbers[at + n]));
            bits.put(u32::from(book.words[four]), u32::from(book.lengths[four]));
            for n in (at..at + 4).filter(|n| self.numbers[*n] > 0) {
                bits.put(u32::from(self.negative[n]), 1);
            }
        }
    }

    fn stretches(&self) -> [usize; 2] {
        let pairs = self.plan.pairs;
        if self.shape == Shape::Long {
            self.plan.splits.map(|split| LONG[split.min(22)].min(pairs))
        } else {
            [super::count::FIXED_SPLIT.min(pairs), pairs]
        }
    }

    fn write_pairs(&self, bits: &mut Bits, range: std::ops::Range<usize>, table: u8) {
        if table == 0 {
            return;
        }
        let (column, extra) = super::count::book(table);
        let book = &BOOKS[column].1;
        for at in range.step_by(2) {
            let [x, y] = [self.numbers[at], self.numbers[at + 1]];
            let word = usize::from(x.min(15)) * book.side + usize::from(y.min(15));
            bits.put(u32::from(book.words[word]), u32::from(book.lengths[word]));
            for (number, negative) in [(x, self.negative[at]), (y, self.negative[at + 1])] {
                if number >= 15 && extra > 0 {
                    bits.put(u32::from(number - 15), extra);
                }
                if number > 0 {
                    bits.put(u32::from(negative), 1);
                }
            }
        }
    }
}
