//! Samples → the 576 lines of each granule: the standard's filter bank of 32 bands, then a cosine transform in each.
//!
//! ISO/IEC 11172-3, C.1.3 and 2.4.3.4.10 ff. Everything runs side by side over the bands, and only over those in which
//! something can be: that is what makes it quick. No sum depends on how many numbers a processor adds at once.

#![allow(
    clippy::needless_range_loop,
    reason = "rows are added up side by side at one index, and the compiler takes eight at once"
)]

use std::f64::consts::PI;
use std::sync::OnceLock;

use super::window;

/// Lines of a granule, and samples.
pub const LINES: usize = 576;
/// Samples of one band in a granule.
const SLOTS: usize = 18;
/// Bands, and samples that each slot takes.
const BANDS: usize = 32;
/// Samples that the filter looks at.
const REACH: usize = 512;
/// Silence before the first sample. Filters and transform of encoder and decoder delay by 481 + 576 samples; with these
/// it is the 576 + 529 that an Info frame can tell.
const AHEAD: usize = 48;
/// What everything is multiplied by. The level that was always published: gains of voices are measured for it.
const LEVEL: f64 = 0.95;
/// First line of each scale factor band at 48 kHz (table B.8): long blocks, and one window of short ones.
pub const LONG: [usize; 23] =
    [0, 4, 8, 12, 16, 20, 24, 30, 36, 42, 50, 60, 72, 88, 106, 128, 156, 190, 230, 276, 330, 384, 576];
const SHORT: [usize; 14] = [0, 4, 8, 12, 16, 22, 28, 38, 50, 64, 80, 100, 126, 192];
/// Coefficients of the butterflies between neighbouring bands (table B.9).
const ALIAS: [f64; 8] = [-0.6, -0.535, -0.33, -0.185, -0.095, -0.041, -0.014_2, -0.003_7];

/// How a granule is cut in time: one long window, or three short ones; with what leads from one to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Long,
    Start,
    Short,
    Stop,
}

impl Shape {
    /// Its number in a frame.
    pub fn number(self) -> u32 {
        match self {
            Shape::Long => 0,
            Shape::Start => 1,
            Shape::Short => 2,
            Shape::Stop => 3,
        }
    }
}

/// Sines, cosines and windows, worked out once.
struct Tables {
    /// The window in eight stretches of 64, each in the order of the samples.
    window: [[f32; 64]; 8],
    /// From the folded sums to the bands; odd slots have the signs of odd bands turned (2.4.3.4.10.3).
    matrix: [[[f32; BANDS]; BANDS]; 2],
    /// Windows of long blocks by [`Shape::number`] (that of short ones is empty), and of one short one.
    long: [[f32; 2 * SLOTS]; 4],
    short: [f32; 12],
    /// Cosine transforms of 18 and of 6: output, then input.
    cosines: [[f32; SLOTS]; SLOTS],
    short_cosines: [[f32; 6]; 6],
    /// Where line `n` of short window `w` stands in the frame.
    places: [[u16; LINES / 3]; 3],
    alias: [(f32, f32); 8],
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Box<Tables>> = OnceLock::new();
    TABLES.get_or_init(|| Box::new(Tables::new()))
}

impl Tables {
    fn new() -> Tables {
        let hill = |n: usize, of: usize| (PI / of as f64 * (n as f64 + 0.5)).sin() as f32;
        let mut long = [[0.0; 2 * SLOTS]; 4];
        for n in 0..2 * SLOTS {
            long[Shape::Long.number() as usize][n] = hill(n, 36);
            long[Shape::Start.number() as usize][n] = match n {
                0..18 => hill(n, 36),
                18..24 => 1.0,
                24..30 => hill(n - 18, 12),
                _ => 0.0,
            };
            long[Shape::Stop.number() as usize][n] = match n {
                0..6 => 0.0,
                6..12 => hill(n - 6, 12),
                12..18 => 1.0,
                _ => hill(n, 36),
            };
        }
        let cosine = |k: usize, n: usize, of: f64| (PI / of * (n as f64 + 0.5) * (k as f64 + 0.5)).cos() / (of / 2.0);
        let mut places = [[0; LINES / 3]; 3];
        for edges in SHORT.windows(2) {
            for (window, places) in places.iter_mut().enumerate() {
                for line in edges[0]..edges[1] {
                    places[line] = (3 * edges[0] + window * (edges[1] - edges[0]) + line - edges[0]) as u16;
                }
            }
        }
        Tables {
            window: std::array::from_fn(|j| std::array::from_fn(|i| window::at(63 - i + 64 * j) as f32)),
            matrix: std::array::from_fn(|odd| {
                std::array::from_fn(|m| {
                    std::array::from_fn(|band| {
                        let sign = if odd == 1 && band % 2 == 1 { -1.0 } else { 1.0 };
                        (sign * LEVEL * ((2 * band + 1) as f64 * m as f64 * PI / 64.0).cos()) as f32
                    })
                })
            }),
            long,
            short: std::array::from_fn(|n| hill(n, 12)),
            cosines: std::array::from_fn(|k| std::array::from_fn(|n| cosine(k, n, 18.0) as f32)),
            short_cosines: std::array::from_fn(|k| std::array::from_fn(|n| cosine(k, n, 6.0) as f32)),
            places,
            alias: ALIAS.map(|c| {
                let root = (1.0 + c * c).sqrt();
                ((1.0 / root) as f32, (c / root) as f32)
            }),
        }
    }
}

/// The slots of one granule.
type Slots = [[f32; BANDS]; SLOTS];

/// Goes through the samples granule by granule.
pub struct Bands<'a> {
    samples: &'a [f32],
    granule: usize,
    /// Bands in which something can be, up to a multiple of 8.
    wide: usize,
    before: Slots,
    now: Slots,
}

impl<'a> Bands<'a> {
    /// `lines`: how many of the lowest lines will be asked for.
    pub fn new(samples: &'a [f32], lines: usize) -> Bands<'a> {
        let none = [[0.0; BANDS]; SLOTS];
        Bands { samples, granule: 0, wide: lines.div_ceil(SLOTS).next_multiple_of(8), before: none, now: none }
    }

    /// The lines of the next granule, in the order of the frame.
    #[inline(always)]
    pub fn next(&mut self, shape: Shape, lines: &mut [f32; LINES]) {
        match self.wide {
            8 | 16 => self.next_of::<16>(shape, lines),
            24 => self.next_of::<24>(shape, lines),
            _ => self.next_of::<32>(shape, lines),
        }
    }

    #[inline(always)]
    fn next_of<const WIDE: usize>(&mut self, shape: Shape, lines: &mut [f32; LINES]) {
        let tables = tables();
        std::mem::swap(&mut self.before, &mut self.now);
        let mut edge = [0.0; REACH];
        for slot in 0..SLOTS {
            let end = (self.granule * SLOTS + slot + 1) * BANDS;
            let newest = filtered::<WIDE>(tables, slot, seen(self.samples, end, &mut edge));
            self.now[slot][..WIDE].copy_from_slice(&newest);
        }
        self.granule += 1;
        lines.fill(0.0);
        let both = |n: usize| -> &[f32; BANDS] { if n < SLOTS { &self.before[n] } else { &self.now[n - SLOTS] } };
        if shape == Shape::Short {
            short::<WIDE>(tables, both, lines);
        } else {
            long::<WIDE>(tables, &tables.long[shape.number() as usize], both, lines);
        }
    }
}

/// The [`REACH`] samples that end [`AHEAD`] before `end`, with silence where there are none.
#[inline(always)]
fn seen<'a>(samples: &'a [f32], end: usize, edge: &'a mut [f32; REACH]) -> &'a [f32; REACH] {
    if let Some(whole) = end
        .checked_sub(AHEAD + REACH)
        .and_then(|from| samples.get(from..from + REACH))
        .and_then(|whole| whole.try_into().ok())
    {
        return whole;
    }
    for (n, sample) in edge.iter_mut().enumerate() {
        let at = (end + n).checked_sub(AHEAD + REACH);
        *sample = at.and_then(|at| samples.get(at)).copied().unwrap_or(0.0);
    }
    edge
}

/// One sample of every band, from the samples that the filter sees.
#[inline(always)]
fn filtered<const WIDE: usize>(tables: &Tables, slot: usize, seen: &[f32; REACH]) -> [f32; WIDE] {
    let mut sums = [0.0f32; 64];
    for (j, window) in tables.window.iter().enumerate() {
        let from = REACH - 64 * (j + 1);
        for i in 0..64 {
            sums[i] += window[i] * seen[from + i];
        }
    }
    // The sums are in the order of the samples, so number k of the standard is at 63 − k. Cosines that are the same but
    // for their sign are taken together.
    let mut folded = [0.0f32; BANDS];
    folded[0] = sums[47];
    for m in 1..=16 {
        folded[m] = sums[47 - m] + sums[47 + m];
    }
    for m in 17..BANDS {
        folded[m] = sums[47 - m] - sums[m - 17];
    }
    let mut bands = [0.0f32; WIDE];
    for (value, row) in folded.iter().zip(&tables.matrix[slot % 2]) {
        for band in 0..WIDE {
            bands[band] += value * row[band];
        }
    }
    bands
}

/// One long block: a transform of 36 slots to 18 lines in each band, then the butterflies.
#[inline(always)]
fn long<'s, const WIDE: usize>(
    tables: &Tables,
    window: &[f32; 2 * SLOTS],
    slots: impl Fn(usize) -> &'s [f32; BANDS],
    lines: &mut [f32; LINES],
) {
    let mut folded = [[0.0f32; WIDE]; SLOTS];
    for n in 0..9 {
        let (c, d) = (slots(26 - n), slots(27 + n));
        let (a, b) = (slots(n), slots(17 - n));
        for band in 0..WIDE {
            folded[n][band] = -(c[band] * window[26 - n]) - d[band] * window[27 + n];
            folded[n + 9][band] = a[band] * window[n] - b[band] * window[17 - n];
        }
    }
    for (k, cosines) in tables.cosines.iter().enumerate() {
        let mut sums = [0.0f32; WIDE];
        for (row, cosine) in folded.iter().zip(cosines) {
            for band in 0..WIDE {
                sums[band] += row[band] * cosine;
            }
        }
        for band in 0..WIDE {
            lines[band * SLOTS + k] = sums[band];
        }
    }
    for band in 1..WIDE {
        let border = band * SLOTS;
        for (i, (cs, ca)) in tables.alias.iter().enumerate() {
            let (up, down) = (lines[border - 1 - i], lines[border + i]);
            lines[border - 1 - i] = up * cs + down * ca;
            lines[border + i] = down * cs - up * ca;
        }
    }
}

/// Three short blocks: transforms of 12 slots to 6 lines, their lines sorted as the frame wants them.
#[inline(always)]
fn short<'s, const WIDE: usize>(tables: &Tables, slots: impl Fn(usize) -> &'s [f32; BANDS], lines: &mut [f32; LINES]) {
    for (block, places) in tables.places.iter().enumerate() {
        let from = 6 + 6 * block;
        let window = &tables.short;
        let mut folded = [[0.0f32; WIDE]; 6];
        for n in 0..3 {
            let (c, d) = (slots(from + 8 - n), slots(from + 9 + n));
            let (a, b) = (slots(from + n), slots(from + 5 - n));
            for band in 0..WIDE {
                folded[n][band] = -(c[band] * window[8 - n]) - d[band] * window[9 + n];
                folded[n + 3][band] = a[band] * window[n] - b[band] * window[5 - n];
            }
        }
        for (k, cosines) in tables.short_cosines.iter().enumerate() {
            let mut sums = [0.0f32; WIDE];
            for (row, cosine) in folded.iter().zip(cosines) {
                for band in 0..WIDE {
                    sums[band] += row[band] * cosine;
                }
            }
            for band in 0..WIDE {
                lines[usize::from(places[band * 6 + k])] = sums[band];
            }
        }
    }
}
