//! Our own list of names in the news and of words, `names.txt` and the folder `names`; and words of the language by the dictionary, those of
//! `dictionary.txt`, for which `build.rs` looks the sounds up.

use std::collections::HashMap;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;

use super::How;
use super::token;

/// An entry of the list.
#[derive(Clone, Debug)]
pub struct Name {
    /// As it is listed: `Lula da Silva`.
    pub written: &'static str,
    pub how: How,
}

static LISTS: [&str; 13] = [
    include_str!("names.txt"),
    include_str!("names/people.txt"),
    include_str!("names/places.txt"),
    include_str!("names/british.txt"),
    include_str!("names/sport.txt"),
    include_str!("names/more.txt"),
    include_str!("names/african.txt"),
    include_str!("names/europe.txt"),
    include_str!("names/islands.txt"),
    include_str!("names/america.txt"),
    include_str!("names/regions.txt"),
    include_str!("names/world.txt"),
    include_str!(concat!(env!("OUT_DIR"), "/words.txt")),
];

/// All lists, in their order.
pub fn names() -> impl Iterator<Item = Name> {
    LISTS.iter().flat_map(|list| list.lines()).filter(|line| !line.starts_with('#')).filter_map(|line| {
        let (written, sound) = line.split_once('\t')?;
        let ipa = sound.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
        let how = ipa.map_or_else(|| How::Like(sound.to_owned()), |ipa| How::Ipa(ipa.to_owned()));
        Some(Name { written, how })
    })
}

/// How many words the longest entry has that begins with this word, in lower case and without accents; 0 if none does.
pub fn longest(first: &str) -> usize {
    static FIRST: OnceLock<HashMap<String, usize>> = OnceLock::new();
    let map = FIRST.get_or_init(|| {
        let mut map = HashMap::new();
        for name in names() {
            let key = key(name.written);
            let words = key.split(' ').count();
            let most = map.entry(key.split(' ').next().unwrap_or_default().to_owned()).or_insert(0);
            *most = words.max(*most);
        }
        map
    });
    map.get(first).copied().unwrap_or(0)
}

/// Names that are French with their accent, and English without it.
const ENGLISH: &[&str] = &["eric", "theo"];

/// Looks up words, blanks between them. What is listed with a capital must have one.
pub fn find(words: &str) -> Option<&'static How> {
    static MAP: OnceLock<HashMap<String, Name>> = OnceLock::new();
    let map = MAP.get_or_init(|| names().map(|name| (key(name.written), name)).collect());
    let name = map.get(&key(words))?;
    // Rubén is not Rúben; either may be written Ruben.
    let letters =
        |text: &str| -> String { text.nfc().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect() };
    if accented(words) && accented(name.written) && letters(words) != letters(name.written) {
        return None;
    }
    if accented(name.written) && !accented(words) && ENGLISH.contains(&letters(words).as_str()) {
        return None;
    }
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let fits =
        name.written.split([' ', '-']).zip(words.split(' ')).all(|(listed, word)| !capital(listed) || capital(word));
    fits.then_some(&name.how)
}

/// Whether a letter stands in it that plain English does not have.
fn accented(text: &str) -> bool {
    text.chars().any(|c| !c.is_ascii() && (c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c)))
}

fn key(words: &str) -> String {
    let plain: Vec<String> = token::tokens(words).iter().map(token::Token::plain).collect();
    plain.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_with_and_without_its_accents_and_only_with_its_capital() {
        assert_eq!(find("Mbappé"), Some(&How::Ipa("əmbɑːpˈeɪ".to_owned())));
        assert_eq!(find("Mbappe"), find("Mbappé"));
        assert!(find("Tomáš").is_some() && find("Tomas").is_some() && find("Tomás").is_none());
        assert!(find("Théo").is_some() && find("Éric").is_some() && find("Theo").is_none() && find("Eric").is_none());
        assert_eq!(find("XI"), find("Xi"));
        assert_eq!(find("xi"), None);
        assert_eq!(find("Innings"), find("innings"));
        assert!(find("Lai Ching te").is_some());
    }

    #[test]
    fn every_entry_can_be_found_and_none_is_listed_twice() {
        let mut seen = std::collections::HashSet::new();
        for name in names() {
            assert!(seen.insert(key(name.written)), "{} is listed twice", name.written);
            assert_eq!(find(&name.written.replace('-', " ")), Some(&name.how), "{}", name.written);
        }
        assert!(seen.len() >= 400, "{}", seen.len());
        let lines =
            LISTS.iter().flat_map(|list| list.lines()).filter(|line| !line.starts_with('#') && !line.is_empty());
        assert_eq!(seen.len(), lines.count());
    }
}
