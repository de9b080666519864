//! Languages whose full stops are plain: Arabic, Persian, Armenian, Burmese, Amharic.

use super::{PLAIN, Usage};

pub(super) static USAGE: Usage =
    Usage { tags: &["ar", "fa", "ps", "he", "hy", "my", "am", "ti"], name: "arabic", ..PLAIN };
