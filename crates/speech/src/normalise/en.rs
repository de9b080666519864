//! Written English → plain words.

use super::Reading;

/// Reads English text.
pub fn read(text: &str) -> Vec<Reading> {
    super::as_it_stands(text)
}
