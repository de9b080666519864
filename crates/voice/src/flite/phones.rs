//! IPA and the phones of Flite's American voices.

/// IPA and what its American lexicon writes for it, longest first; several phones are apart by blanks.
const PHONES: &[(&str, &str)] = &[
    ("aɪɚ", "ay er"),
    ("aʊɚ", "aw er"),
    ("tʃ", "ch"),
    ("dʒ", "jh"),
    ("aɪ", "ay"),
    ("aʊ", "aw"),
    ("eɪ", "ey"),
    ("oʊ", "ow"),
    ("ɔɪ", "oy"),
    ("ɑː", "aa"),
    ("ɔː", "ao"),
    ("ɜː", "er"),
    ("iː", "iy"),
    ("uː", "uw"),
    ("n̩", "ax n"),
    ("æ", "ae"),
    ("ə", "ax"),
    ("ɛ", "eh"),
    ("ɪ", "ih"),
    ("ʊ", "uh"),
    ("ʌ", "ah"),
    ("ɹ", "r"),
    ("ɡ", "g"),
    ("ʃ", "sh"),
    ("ʒ", "zh"),
    ("θ", "th"),
    ("ð", "dh"),
    ("ŋ", "ng"),
    ("j", "y"),
    ("h", "hh"),
    ("w", "w"),
    ("b", "b"),
    ("d", "d"),
    ("f", "f"),
    ("k", "k"),
    ("l", "l"),
    ("m", "m"),
    ("n", "n"),
    ("p", "p"),
    ("s", "s"),
    ("t", "t"),
    ("v", "v"),
    ("z", "z"),
    // Written only this way: what we write back is one of those above.
    ("ɑ", "aa"),
    ("ɒ", "aa"),
    ("ɔ", "ao"),
    ("ɝ", "er"),
    ("ɚ", "er"),
    ("ɐ", "ax"),
    ("ᵻ", "ih"),
    ("i", "iy"),
    ("u", "uw"),
    ("e", "eh"),
    ("o", "ow"),
    ("r", "r"),
    ("g", "g"),
    ("ɾ", "t"),
    ("x", "k"),
];

/// Longest pronunciation of a word, in phones.
const MOST_PHONES: usize = 60;

fn is_vowel(phone: &str) -> bool {
    phone.starts_with(['a', 'e', 'i', 'o', 'u'])
}

/// IPA as Flite's phones apart by blanks, vowels with their stress (0 or 1; a second stress counts as one, as in its
/// lexicon). Nothing for what is not English IPA.
pub fn of(ipa: &str) -> Option<String> {
    let mut found: Vec<String> = Vec::new();
    let mut stressed = false;
    let mut rest = ipa;
    while let Some(first) = rest.chars().next() {
        if matches!(first, 'ˈ' | 'ˌ' | ' ') {
            stressed |= first != ' ';
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let (sign, phones) = PHONES.iter().find(|(sign, _)| rest.starts_with(sign))?;
        for phone in phones.split(' ') {
            if is_vowel(phone) {
                found.push(format!("{phone}{}", u8::from(stressed)));
                stressed = false;
            } else {
                found.push(phone.to_owned());
            }
        }
        rest = &rest[sign.len()..];
    }
    (!found.is_empty() && found.len() <= MOST_PHONES).then(|| found.join(" "))
}

/// Phones, each with whether its syllable is stressed, as IPA with the stress mark before its vowel. A phone that is
/// not in our list is written as it is.
pub fn ipa(phones: &[(String, bool)]) -> String {
    let mut out = String::new();
    for (phone, stressed) in phones {
        if *stressed && is_vowel(phone) {
            out.push('ˈ');
        }
        match (phone.as_str(), stressed) {
            ("er", false) => out.push('ɚ'),
            ("iy", false) => out.push('i'),
            (phone, _) => out.push_str(PHONES.iter().find(|(_, name)| *name == phone).map_or(phone, |(sign, _)| sign)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_of_the_names_list_is_written_in_phones() {
        for (said, phones) in [
            ("məhˈoʊmz", "m ax0 hh ow1 m z"),
            ("mˈɜːi", "m er1 iy0"),
            ("kˈɑːɹtɚ", "k aa1 r t er0"),
            ("dʒˌuːən", "jh uw1 ax0 n"),
            ("lə mˈɑːnd", "l ax0 m aa1 n d"),
            ("dˈaɪɚ", "d ay1 er0"),
        ] {
            assert_eq!(of(said).as_deref(), Some(phones), "{said}");
        }
        for sign in speech::lexicon::IPA_SIGNS.iter().filter(|sign| !["ˈ", "ˌ"].contains(*sign)) {
            assert!(of(sign).is_some(), "{sign}, which a lexicon may hold");
        }
        for name in speech::pronounce::names() {
            if let speech::pronounce::How::Ipa(said) = &name.how {
                assert!(of(said).is_some(), "{}: {said}", name.written);
            }
        }
    }

    #[test]
    fn what_is_not_english_ipa_is_refused() {
        for bad in ["", "北", "(sh iy1)", "ʃˈiː\"", &"ta".repeat(61)] {
            assert_eq!(of(bad), None, "{bad}");
        }
    }

    #[test]
    fn phones_are_written_back_as_they_were_read() {
        let phones = |text: &str| -> Vec<(String, bool)> {
            let stress = |phone: &str| (phone.trim_end_matches(['0', '1']).to_owned(), phone.ends_with('1'));
            text.split(' ').map(stress).collect()
        };
        for said in ["məhˈoʊmz", "kˈɑːɹtɚ", "dʒˈuːən", "pˈuːtɪn", "ʃˈiː"] {
            assert_eq!(ipa(&phones(&of(said).expect("it is English"))), said);
        }
    }
}
