//! Text made speakable, and speech made into files.
//!
//! Pure: no input or output, no async, no database. The way of the data is
//! `script` → `normalise` → `utter` → (an engine, elsewhere) → `master` → `encode` → `join`.

pub mod lang;
pub mod lexicon;
pub mod misreading;
pub mod normalise;
pub mod pinyin;
pub mod pronounce;
pub mod script;
pub mod sound;
pub mod split;
pub mod timing;
pub mod utter;
pub mod wire;
