//! Names that no list has, by the letters of the language they come from: Jovanović, Sørensen, Wanjiru, Carvalho.
//!
//! A language is told by letters that only it has, or by an ending; its letters then say the sound (`letters`), and its
//! habit the stress (`voice`). What no rule recognises stays the engine's guess.

mod letters;
mod signs;
mod voice;

use letters::Usage;

/// Longest and shortest name that is looked at, in letters.
const LONGEST: usize = 24;
const SHORTEST: usize = 3;

/// How a name sounds, in IPA, if its origin is told by letters that English does not have.
pub fn by_its_letters(written: &str) -> Option<String> {
    let word = small(written)?;
    if word.is_ascii() { None } else { voice::say(&word, signs::foreign(&word)?) }
}

/// How a name in plain letters sounds, in IPA, if its endings or its open syllables tell that it is not English.
/// Only for names that no dictionary has.
pub fn by_its_shape(written: &str) -> Option<String> {
    let word = small(written)?;
    let usage: &Usage = if word.is_ascii() { signs::plain(&word)? } else { return None };
    voice::say(&word, usage)
}

/// How a name in plain letters sounds, in IPA, if it has an ending that no dictionary of English says right: Carvalho.
pub fn by_its_ending(written: &str) -> Option<String> {
    let word = small(written)?;
    voice::say(&word, signs::ending(&word)?)
}

/// The word in small letters, if it is one and of a length that names have.
fn small(written: &str) -> Option<String> {
    use unicode_normalization::UnicodeNormalization;
    let word: String = written.nfc().flat_map(char::to_lowercase).nfc().collect();
    let count = word.chars().count();
    ((SHORTEST..=LONGEST).contains(&count) && word.chars().all(char::is_alphabetic)).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_english_does_not_have_tell_where_a_name_comes_from() {
        for (written, right) in [
            ("Jovanović", "joʊvˈɑːnəvɪtʃ"),
            ("Stojanović", "stoʊjˈɑːnəvɪtʃ"),
            ("Šarić", "ʃˈɑːɹɪtʃ"),
            ("Đurđević", "dʒˈʊɹdʒəvɪtʃ"),
            ("Sørensen", "sˈɜːɹənsən"),
            ("Bjørnstad", "bjˈɜːɹnstəd"),
            ("Lindgård", "lˈɪndɡɔːɹd"),
            ("Bērziņš", "bˈɛɹzɪnʃ"),
            ("Kļaviņš", "klˈɑːvɪnʃ"),
            ("Dvořáček", "dvˈɔːɹʒɑːtʃɛk"),
            ("Nováková", "nˈoʊvɑːkoʊvə"),
            ("Wiśniewski", "vɪʃnjˈɛfski"),
            ("Rubén", "ɹuːbˈɛn"),
            ("Hernán", "ɛɹnˈɑːn"),
            ("Magalhães", "mˌɑːɡəljˈaɪns"),
            ("Gonçalves", "ɡɔːnsˈɑːlvɛs"),
            ("Kılıç", "kˈiːlɪtʃ"),
            ("Ionuț", "joʊnˈuːts"),
            ("Sigurðardóttir", "sˈiːɡʊɹðɑːɹdoʊtɪɹ"),
        ] {
            assert_eq!(by_its_letters(written).as_deref(), Some(right), "{written}");
        }
        for written in ["Müller", "Smith", "Nguyễn", "é"] {
            assert_eq!(by_its_letters(written), None, "{written}");
        }
    }

    #[test]
    fn open_syllables_and_endings_tell_it_too() {
        for (written, right) in [
            ("Kimathi", "kɪmˈɑːθi"),
            ("Adebanji", "ˌɑːdɛbˈɑːndʒi"),
            ("Mwakalinga", "mwˌɑːkəlˈɪŋɡə"),
            ("Oyetunde", "ˌoʊjɛtˈʊndeɪ"),
            ("Ramalho", "ɹəmˈɑːljoʊ"),
            ("Godinho", "ɡoʊdˈiːnjoʊ"),
            ("Stamenkovic", "stəmˈɛŋkəvɪtʃ"),
            ("Marchesini", "mˌɑːɹkeɪzˈiːni"),
        ] {
            assert_eq!(by_its_shape(written).as_deref(), Some(right), "{written}");
        }
        for written in ["Larkhole", "Brackenbury", "Thwaite", "Zwingle", "Fenwickshire", "Rowntree", "Ab", "Xqz"] {
            assert_eq!(by_its_shape(written), None, "{written}");
        }
    }
}
