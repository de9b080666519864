//! Urdu: initials are the names of letters.

use super::{PLAIN, Usage};

pub(super) static USAGE: Usage = Usage {
    tags: &["ur", "pnb"],
    name: "urdu",
    letters: "\
        اے بی سی ڈی ای ایف جی ایچ آئی جے کے ایل ایم این او پی کیو آر ایس ٹی یو وی ڈبلیو ایکس وائی زیڈ",
    ..PLAIN
};
