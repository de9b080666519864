//! The phonemes of the CMU Pronouncing Dictionary in IPA, American.

use super::symbols::VOWELS;

/// In the order of [`VOWELS`]; unstressed AH, ER and IY are lighter, see [`vowel`].
const VOWELS_IPA: [&str; 15] = ["ɑː", "æ", "ʌ", "ɔː", "aʊ", "aɪ", "ɛ", "ɜː", "eɪ", "ɪ", "iː", "oʊ", "ɔɪ", "ʊ", "uː"];

/// In the order of [`super::symbols::CONSONANTS`].
const CONSONANTS_IPA: [&str; 24] = [
    "b", "tʃ", "d", "ð", "f", "ɡ", "h", "dʒ", "k", "l", "m", "n", "ŋ", "p", "ɹ", "s", "ʃ", "t", "θ", "v", "w", "j",
    "z", "ʒ",
];

/// Phonemes by their numbers in the table → IPA, a stress mark right before its vowel.
pub fn ipa(phonemes: &[u8]) -> String {
    let mut out = String::with_capacity(2 * phonemes.len());
    for &phoneme in phonemes {
        let number = usize::from(phoneme);
        match number.checked_sub(3 * VOWELS.len()) {
            Some(consonant) => out.push_str(CONSONANTS_IPA.get(consonant).copied().unwrap_or_default()),
            None => vowel(number / 3, number % 3, &mut out),
        }
    }
    out
}

fn vowel(vowel: usize, stress: usize, out: &mut String) {
    out.push_str(["", "ˈ", "ˌ"][stress]);
    out.push_str(match (VOWELS[vowel], stress) {
        ("AH", 0) => "ə",
        ("ER", 0) => "ɚ",
        ("IY", 0) => "i",
        _ => VOWELS_IPA[vowel],
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pronounce::symbols::CONSONANTS;

    #[test]
    fn a_weak_vowel_is_lighter_than_a_strong_one() {
        let number = |name: &str| {
            let bare = name.trim_end_matches(['0', '1', '2']);
            let place =
                VOWELS.iter().position(|v| *v == bare).map(|v| 3 * v + name[2..].parse::<usize>().expect("a stress"));
            let consonant = || 45 + CONSONANTS.iter().position(|c| *c == name).expect("a consonant");
            u8::try_from(place.unwrap_or_else(consonant)).expect("fewer than 256 phonemes")
        };
        let said = |arpabet: &str| ipa(&arpabet.split(' ').map(number).collect::<Vec<_>>());
        assert_eq!(said("M ER1 IY0"), "mˈɜːi");
        assert_eq!(said("B AH1 T ER0"), "bˈʌtɚ");
        assert_eq!(said("JH UW2 AH0 N"), "dʒˌuːən");
    }
}
