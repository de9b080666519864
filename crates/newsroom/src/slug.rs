//! Slugs: the names of things in addresses.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest slug in characters; a longer headline is cut at a word.
const LONGEST: usize = 80;

/// Makes a slug of a headline or a tag. Letters of any script stay (`河岸新步道` is a slug); everything else separates words.
/// Latin, Greek and Cyrillic letters lose their marks (`Café` → `cafe`); elsewhere a mark makes another letter of one
/// (`ガス` is gas, `カス` is dregs). Empty when there is nothing to name it by.
pub fn of(text: &str) -> String {
    let mut slug = String::new();
    let mut keeps_marks = false;
    for c in text.nfkd().flat_map(char::to_lowercase) {
        if is_combining_mark(c) {
            if keeps_marks && !is_variation_selector(c) {
                slug.push(c);
            }
        } else if c.is_alphanumeric() {
            keeps_marks = c.is_alphabetic() && !loses_marks(c);
            slug.push(c);
        } else {
            keeps_marks = false;
            if !matches!(c, '\'' | '’') && !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
    }
    // As it is typed, and as links have it: the parts of 한 are not what anybody writes.
    let mut slug: String = slug.nfc().collect();
    if slug.chars().count() > LONGEST {
        let cut: String = slug.chars().take(LONGEST).collect();
        slug = cut.rsplit_once('-').map_or(cut.clone(), |(words, _)| words.to_string());
    }
    slug.trim_matches('-').to_string()
}

/// Letters of Latin, Greek and Cyrillic, which people type without their marks.
fn loses_marks(letter: char) -> bool {
    matches!(u32::from(letter),
        0x41..=0x2af | 0x370..=0x52f | 0x1c80..=0x1c8f | 0x1d00..=0x1dbf | 0x1e00..=0x1fff
        | 0x2c60..=0x2c7f | 0xa640..=0xa69f | 0xa720..=0xa7ff | 0xab30..=0xab6f)
}

/// Says how a letter or a picture is drawn, never which it is.
fn is_variation_selector(mark: char) -> bool {
    matches!(mark, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// A well-formed language tag: letters and digits in groups of at most eight, the first of two or three letters.
pub fn is_lang(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn a_headline_becomes_an_address() {
        assert_eq!(of("The tram’s fare: $3.75, “no more”"), "the-trams-fare-3-75-no-more");
        assert_eq!(of("Café Zoë"), "cafe-zoe");
        assert_eq!(of("河岸新步道：清晨太極"), "河岸新步道-清晨太極");
        assert_eq!(of("—"), "");
        assert!(of(&"word ".repeat(100)).len() <= 80);
    }

    #[test]
    fn only_letters_that_are_typed_without_their_marks_lose_them() {
        assert_eq!(of("Ångström, Ελλάδα, Йод: ΐ"), "angstrom-ελλαδα-иод-ι");
        assert_eq!(of("ガス料金"), "ガス料金");
        assert_eq!(of("ｶﾞｽ"), "ガス", "narrow letters are the same ones");
        assert_eq!(of("한국 전기"), "한국-전기");
        assert_eq!(of("हिन्दी"), "हिन्दी");
        assert_eq!(of("Pier 7\u{fe0f}\u{20e3} ☀\u{fe0f}"), "pier-7", "a picture's marks are no letters");
        assert_eq!(of("は\u{3099}し"), "ばし", "one letter, however it was typed");
    }

    #[test]
    fn an_address_made_of_an_address_is_the_same() {
        for text in ["ガス料金", "한국 전기", "हिन्दी", "Café Zoë", "İstanbul’s", "ΐ", "क़लम", "ﷺ"]
        {
            assert_eq!(of(&of(text)), of(text), "{text}");
        }
    }
}
