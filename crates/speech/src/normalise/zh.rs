//! Written Chinese → plain words.

use super::Reading;

/// Reads Chinese text.
pub fn read(text: &str) -> Vec<Reading> {
    super::as_it_stands(text)
}
