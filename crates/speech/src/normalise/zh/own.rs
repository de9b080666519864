//! What the newsroom itself says in Chinese.

use crate::lang::Own;

/// Byline, notice of the voice, labels of spots, corrections.
pub const WORDS: Own = Own {
    byline: |name, publication| match publication {
        "" => format!("{name}報導。"),
        _ => format!("{publication}，{name}報導。"),
    },
    disclosure: "本文由人工智慧語音朗讀。",
    spot: "廣告。",
    house_spot: "本台訊息。",
    correction: |month, day, note| format!("更正，{month}月{day}日：{note}"),
};
