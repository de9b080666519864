//! Where a word's marks stand in the set of known words: a Bloom filter, read by `build.rs` too.

/// Bits of the set; ten for each of the dictionary's words, so that one unknown word in a hundred passes for known.
pub const BITS: u64 = 1 << 21;
/// Marks of each word.
const MARKS: u64 = 7;

/// The bits of a word in lower case. Two hashes make them all (Kirsch and Mitzenmacher, 2006).
pub fn bits(word: &str) -> impl Iterator<Item = u64> {
    let (a, b) = (fnv(word, 0xcbf2_9ce4_8422_2325), fnv(word, 0x9e37_79b9_7f4a_7c15) | 1);
    (0..MARKS).map(move |n| a.wrapping_add(n.wrapping_mul(b)) % BITS)
}

/// FNV-1a, with another beginning for the second hash.
fn fnv(word: &str, seed: u64) -> u64 {
    let hash = word.bytes().fold(seed, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    hash ^ (hash >> 29)
}
