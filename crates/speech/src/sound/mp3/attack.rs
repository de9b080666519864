//! Where a sound sets in so suddenly that a long block would smear it into the silence before.

use super::bands::{LINES, Shape};

/// Samples of one look: 2 ms.
const LOOK: usize = 96;
/// Looks that are compared with: 12 ms, one period of the deepest voices, so that their pulses are no attacks.
const BEFORE: usize = 6;
/// How many times the energy of the looks before makes an attack.
const RATIO: f32 = 10.0;
/// Energy of a look that nothing is heard of (steps of −75 dB): less than it is no attack, and no silence before one.
const INAUDIBLE: f32 = LOOK as f32 * 3e-8;

/// The shape of each granule; `samples` is a whole number of them.
#[inline(always)]
pub fn shapes(samples: &[f32]) -> Vec<Shape> {
    // A granule's transform is centred on the border between the two before it, so what sets in within one granule is
    // cut finest by the next.
    let mut short = vec![false; samples.len() / LINES + 1];
    let mut looks = [0.0f32; BEFORE];
    let mut last = 0.0;
    for (n, look) in samples.chunks_exact(LOOK).enumerate() {
        let energy = steps(last, look);
        last = look[LOOK - 1];
        let before = looks.iter().sum::<f32>() / BEFORE as f32;
        if energy > RATIO * before.max(INAUDIBLE) {
            short[n * LOOK / LINES + 1] = true;
        }
        looks[n % BEFORE] = energy;
    }
    short.pop();
    let is = |granule: Option<usize>| granule.and_then(|granule| short.get(granule)).copied().unwrap_or(false);
    (0..short.len())
        .map(|granule| match (is(granule.checked_sub(1)), is(Some(granule)), is(Some(granule + 1))) {
            // No shape leads from short to short but short.
            (_, true, _) | (true, _, true) => Shape::Short,
            (false, false, true) => Shape::Start,
            (true, false, false) => Shape::Stop,
            (false, false, false) => Shape::Long,
        })
        .collect()
}

/// Energy of the steps from sample to sample: what is high counts more, as it does in an attack.
#[inline(always)]
fn steps(last: f32, look: &[f32]) -> f32 {
    let first = look[0] - last;
    let mut sums = [first * first, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
    // Eight sums side by side: one after the other takes eight times as long.
    for (here, next) in look[..LOOK - 1].chunks(8).zip(look[1..].chunks(8)) {
        for ((sum, here), next) in sums.iter_mut().zip(here).zip(next) {
            let step = next - here;
            *sum += step * step;
        }
    }
    sums.iter().sum()
}
