//! Slugs: the names of things in addresses.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest slug in characters; a longer headline is cut at a word.
const LONGEST: usize = 80;

/// Makes a slug of a headline or a tag. Letters of any script stay (`河岸新步道` is a slug), their marks do not
/// (`Café` → `cafe`); everything else separates words. Empty when there is nothing to name it by.
pub fn of(text: &str) -> String {
    let mut slug = String::new();
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !matches!(c, '\'' | '’') && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    if slug.chars().count() > LONGEST {
        let cut: String = slug.chars().take(LONGEST).collect();
        slug = cut.rsplit_once('-').map_or(cut.clone(), |(words, _)| words.to_string());
    }
    slug.trim_matches('-').to_string()
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
}
