//! Which language a text is in, as far as reading aloud cares.

use serde::{Deserialize, Serialize};

/// A language that has rules of its own, or [`Lang::Other`] for one that is read as it stands.
///
/// Region and script do not matter here: `zh-Hant-TW` and `zh` are both [`Lang::Zh`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    En,
    Zh,
    Other,
}

impl Lang {
    /// Reads a BCP 47 tag: `en-GB` → [`Lang::En`], `zh-Hant` → [`Lang::Zh`].
    pub fn of(tag: &str) -> Lang {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "en" => Lang::En,
            "zh" | "cmn" => Lang::Zh,
            _ => Lang::Other,
        }
    }
}
