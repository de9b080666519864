//! Punctuation: which pause each mark of Chinese text makes.
//!
//! Measured with eSpeak NG 1.51, voice `cmn-latn-pinyin`, pause added between two words: ， and 、 0.21 s, ； ： and …
//! 0.29 s, 。 and ？ 0.36 s, ！ 0.40 s. A Latin full stop before a small letter makes none, so the marks handed over are
//! the full-width ones.

/// A pause, from the shortest to the longest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    List,
    Comma,
    Ellipsis,
    Colon,
    Semicolon,
    Stop,
    Exclamation,
    Question,
}

impl Mark {
    /// The pause that a written mark makes. Quotation marks and title marks make none.
    pub fn of(c: char) -> Option<Mark> {
        Some(match c {
            '、' => Mark::List,
            '，' | ',' | '﹐' | '(' | ')' | '（' | '）' | '[' | ']' | '【' | '】' | '〔' | '〕' | '—' | '─' | '–'
            | '―' | '│' | '｜' | '/' | '／' | '~' | '～' | '-' => Mark::Comma,
            '…' | '⋯' => Mark::Ellipsis,
            '：' | ':' | '﹕' => Mark::Colon,
            '；' | ';' | '﹔' => Mark::Semicolon,
            '。' | '．' | '.' | '｡' => Mark::Stop,
            '！' | '!' => Mark::Exclamation,
            '？' | '?' => Mark::Question,
            _ => return None,
        })
    }

    /// As the pinyin voice takes it.
    pub fn pinyin(self) -> char {
        match self {
            Mark::List => '、',
            Mark::Comma => '，',
            Mark::Ellipsis => '…',
            Mark::Colon => '：',
            Mark::Semicolon => '；',
            Mark::Stop => '。',
            Mark::Exclamation => '！',
            Mark::Question => '？',
        }
    }

    /// As the English voice takes it.
    pub fn english(self) -> char {
        match self {
            Mark::List | Mark::Comma => ',',
            Mark::Ellipsis => '…',
            Mark::Colon => ':',
            Mark::Semicolon => ';',
            Mark::Stop => '.',
            Mark::Exclamation => '!',
            Mark::Question => '?',
        }
    }
}
