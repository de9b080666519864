//! Traditional or simplified characters: which a text is written in, and so whose habits it is read with.

use serde::{Deserialize, Serialize};

/// A script, and the side of the strait that goes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Script {
    /// Traditional characters, Taiwan.
    Hant,
    /// Simplified characters.
    Hans,
}

/// Beyond characters, what only writers of traditional text use.
const HANT_SIGNS: &[&str] = &["「", "『", "NT$", "NTD", "TWD", "民國", "西元"];

impl Script {
    /// The script that a text shows, by its first character that belongs to only one.
    ///
    /// A text that shows neither (bare digits, or characters that both share) is read as [`Script::Hans`], whose
    /// numerals are the ones understood without context; the sound is the same save for units and 兩.
    /// Where the language's tag tells the script, call [`super::read_as`] instead.
    pub fn of(text: &str) -> Script {
        Script::shown(text).unwrap_or(Script::Hans)
    }

    /// The script that a language's tag names, by itself or by the place: `zh-Hant`, `zh-TW`, `zh-CN`.
    pub fn tagged(tag: &str) -> Option<Script> {
        tag.split(['-', '_']).skip(1).find_map(|part| match part.to_ascii_lowercase().as_str() {
            "hant" | "tw" | "hk" | "mo" => Some(Script::Hant),
            "hans" | "cn" | "sg" | "my" => Some(Script::Hans),
            _ => None,
        })
    }

    /// The script that a text shows, if it shows any.
    pub fn shown(text: &str) -> Option<Script> {
        let by_character = text.chars().find_map(crate::pinyin::script_of);
        by_character.or_else(|| HANT_SIGNS.iter().any(|sign| text.contains(sign)).then_some(Script::Hant))
    }
}
