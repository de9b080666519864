//! Text made harmless for a C library that trusts its input.

use std::ffi::CString;

/// Longest run of bytes without a space; the library's word buffer has 160.
const MAX_RUN_BYTES: usize = 100;

/// A text that cannot hurt the library.
pub struct Harmless {
    pub text: CString,
    /// Characters of `text` that are spaces put in by us, in order.
    added: Vec<usize>,
}

impl Harmless {
    /// Control characters become spaces: a NUL would end the text, and Ctrl-A begins the engine's embedded commands.
    /// A run without a space is broken up: the library copies it into a fixed buffer, and "A.A.A.…" of 200 letters
    /// overruns it.
    pub fn of(text: &str) -> Harmless {
        let (mut plain, mut added) = (String::with_capacity(text.len()), Vec::new());
        let (mut characters, mut run) = (0, 0);
        for c in text.chars() {
            let c = if c.is_control() { ' ' } else { c };
            run = if c.is_whitespace() { 0 } else { run + c.len_utf8() };
            if run > MAX_RUN_BYTES {
                plain.push(' ');
                added.push(characters);
                characters += 1;
                run = c.len_utf8();
            }
            plain.push(c);
            characters += 1;
        }
        Harmless { text: CString::new(plain).expect("control characters, NUL among them, were replaced"), added }
    }

    /// Index in the original text of a character that the library counted in this one.
    pub fn original(&self, character: usize) -> usize {
        character - self.added.partition_point(|&space| space < character)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_the_text_as_it_was_given() {
        let long = format!("é {} end\u{1}x", "A.".repeat(120));
        let harmless = Harmless::of(&long);
        assert_eq!(harmless.added, [102, 203]);
        let given: Vec<char> = long.chars().collect();
        let spoken: Vec<char> = harmless.text.to_str().expect("it was text").chars().collect();
        assert_eq!(spoken.len(), given.len() + 2);
        for (place, c) in spoken.iter().enumerate().filter(|(place, _)| !harmless.added.contains(place)) {
            let original = given[harmless.original(place)];
            assert!(*c == original || original == '\u{1}');
        }
    }
}
