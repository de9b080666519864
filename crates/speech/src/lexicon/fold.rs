//! Text as entries are compared: small letters, accents put together, straight apostrophes, plain blanks.

use unicode_normalization::UnicodeNormalization;

/// A folded text, and where each of its bytes came from.
pub struct Folded {
    pub text: String,
    /// For each byte of `text` that begins a letter of the source, and for the end: the byte of the source. Other
    /// bytes hold [`INSIDE`].
    places: Vec<usize>,
}

const INSIDE: usize = usize::MAX;

impl Folded {
    pub fn of(source: &str) -> Folded {
        let mut folded = Folded { text: String::with_capacity(source.len()), places: Vec::with_capacity(source.len()) };
        let mut letters = source.char_indices().peekable();
        let mut one = String::new();
        while let Some((at, c)) = letters.next() {
            one.clear();
            one.push(c);
            // An accent written behind its letter belongs to it. No letter has more than a handful.
            while let Some((_, accent)) = letters.next_if(|(_, next)| is_accent(*next) && one.len() < 32) {
                one.push(accent);
            }
            let from = folded.text.len();
            if one.len() == c.len_utf8() && c.is_ascii() {
                folded.text.push(if c.is_ascii_whitespace() { ' ' } else { c.to_ascii_lowercase() });
            } else {
                // Once more: some letters have one sign with their accent only when they are small (y with a ring).
                folded.text.extend(one.chars().nfc().map(plain).flat_map(char::to_lowercase).nfc());
            }
            folded.places.resize(folded.text.len(), INSIDE);
            if let Some(place) = folded.places.get_mut(from) {
                *place = at;
            }
        }
        folded.places.push(source.len());
        folded
    }

    /// Where a byte of the folded text came from; nothing within a letter.
    pub fn source(&self, at: usize) -> Option<usize> {
        self.places.get(at).copied().filter(|place| *place != INSIDE)
    }
}

/// As `Folded`, the text alone.
pub fn fold(text: &str) -> String {
    Folded::of(text).text
}

/// As [`fold`], with its capitals.
pub fn fold_keeping_case(text: &str) -> String {
    folded(text).collect()
}

/// As [`fold_keeping_case`], one letter after the other.
pub fn folded(text: &str) -> impl Iterator<Item = char> {
    text.nfc().map(plain)
}

fn plain(c: char) -> char {
    match c {
        '’' | 'ʼ' => '\'',
        '‑' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

pub fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_folded_stays_as_it_is_when_it_is_folded_again() {
        for (written, folded) in
            [("Y\u{30a}", "\u{1e99}"), ("İ", "i\u{307}"), ("É", "é"), ("E\u{301}", "é"), ("STRASSE", "strasse")]
        {
            assert_eq!(fold(written), folded);
            assert_eq!(fold(folded), folded);
        }
    }
}
