//! The possessive and the plural of a word whose sound is known.

use super::How;
use super::dictionary::Known;

/// A sound that an ending can be put to.
pub trait Ends: Sized {
    /// With `'s` or `s`, as English says it after this sound; `None` where the word keeps the engine's own.
    fn with_s(self) -> Self;
}

impl Ends for How {
    fn with_s(self) -> How {
        match self {
            How::Ipa(ipa) => How::Ipa(voiced(ipa)),
            How::Like(letters) => How::Like(format!("{letters}'s")),
        }
    }
}

impl Ends for Known {
    fn with_s(self) -> Known {
        match self {
            Known::Name(ipa) => Known::Name(voiced(ipa)),
            Known::Word => Known::Word,
        }
    }
}

/// Takes `'s`, `’s`, `es` or `s` off a word, looks the rest up, and puts the sound of the ending to what is found.
pub fn try_each<S: Ends>(word: &str, find: impl Fn(&str) -> Option<S>) -> Option<S> {
    ["'s", "’s", "s"]
        .into_iter()
        .filter(|ending| word.len() > ending.len() + 1 && word.ends_with(ending) && !word.ends_with("ss"))
        .find_map(|ending| find(ending).map(Ends::with_s))
}

/// s after p, t, k, f, θ; ᵻz after a hiss; z after all else.
fn voiced(mut ipa: String) -> String {
    let ending = match ipa.chars().last() {
        Some('p' | 't' | 'k' | 'f' | 'θ') => "s",
        Some('s' | 'z' | 'ʃ' | 'ʒ') => "ɪz",
        _ => "z",
    };
    ipa.push_str(ending);
    ipa
}
