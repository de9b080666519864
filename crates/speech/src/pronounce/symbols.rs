//! The phonemes of the CMU Pronouncing Dictionary in the order that the table numbers them. Read by `build.rs` too.

/// Vowels: numbered from 0, three numbers each, one for every stress (none, primary, secondary).
pub const VOWELS: [&str; 15] =
    ["AA", "AE", "AH", "AO", "AW", "AY", "EH", "ER", "EY", "IH", "IY", "OW", "OY", "UH", "UW"];

/// Consonants: numbered on from the vowels.
pub const CONSONANTS: [&str; 24] = [
    "B", "CH", "D", "DH", "F", "G", "HH", "JH", "K", "L", "M", "N", "NG", "P", "R", "S", "SH", "T", "TH", "V", "W",
    "Y", "Z", "ZH",
];

/// Words of one block of the table: the first is written whole, the others by what differs from the one before.
pub const BLOCK: usize = 16;
