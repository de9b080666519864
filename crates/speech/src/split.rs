//! Where sentences begin and end.

use std::ops::Range;

use crate::lang::Lang;

/// Byte ranges of the sentences of one paragraph, in order, without the white space around them.
pub fn sentences(text: &str, lang: Lang) -> Vec<Range<usize>> {
    let _ = lang;
    if text.trim().is_empty() { Vec::new() } else { vec![0..text.len()] }
}
