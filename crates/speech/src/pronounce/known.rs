//! Which words there are: those of the dictionary and of CC-CEDICT's translations. One unknown word in a hundred passes
//! for known.

use super::{dictionary, spread};

static KNOWN: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/known.bin"));

/// Whether a word in lower case is known.
pub fn has(word: &str) -> bool {
    spread::bits(word).all(|bit| KNOWN.get((bit / 8) as usize).is_some_and(|byte| byte >> (bit % 8) & 1 == 1))
        || dictionary::find(word).is_some()
}
