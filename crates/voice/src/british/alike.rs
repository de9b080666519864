//! Whether two ways to say a word differ by their accent only: hˈɑːɹi of America and hˈaɹi of Britain.

/// Vowels of two signs.
const DOUBLE: &[(&str, char)] = &[
    ("eɪ", 'A'),
    ("aɪ", 'I'),
    ("aʊ", 'W'),
    ("ɔɪ", 'Y'),
    ("oʊ", '8'),
    ("əʊ", '8'),
    ("eə", 'e'),
    ("iə", 'i'),
    ("ɪə", 'i'),
    ("ʊə", 'u'),
];

/// Vowels that one accent has for another's share a class.
fn class(vowel: char) -> Option<char> {
    Some(match vowel {
        'æ' | 'a' => 'a',
        'ɑ' | 'ɒ' | 'ɔ' | 'o' => 'o',
        'ɛ' | 'e' => 'e',
        'ɜ' | 'ɝ' => '3',
        'ʌ' => 'V',
        'ɪ' | 'i' | 'ᵻ' => 'i',
        'ʊ' | 'u' => 'u',
        'ə' | 'ɚ' | 'ɐ' => '@',
        _ => return None,
    })
}

/// What an accent does not change: consonants, the class of the stressed vowel and its place, the last vowel of all.
fn bones(ipa: &str) -> (String, Option<char>) {
    let mut out = String::with_capacity(ipa.len());
    let (mut stressed, mut last) = (false, None);
    let mut rest = ipa;
    let begins_with_vowel = |rest: &str| rest.trim_start_matches(['ˈ', 'ˌ']).starts_with(|c| class(c).is_some());
    while let Some(c) = rest.chars().next() {
        let double = DOUBLE.iter().find(|(sign, _)| rest.starts_with(sign));
        let after = &rest[double.map_or(c.len_utf8(), |(sign, _)| sign.len())..];
        let vowel = double.map(|(_, name)| *name).or_else(|| class(c));
        let after = after.trim_start_matches('ː');
        match vowel {
            Some(vowel) => {
                // "Murray", "Harry": an r to come makes vowels alike.
                let before_r = after.starts_with('ɹ') && begins_with_vowel(&after['ɹ'.len_utf8()..]);
                let implied = matches!(c, 'ɜ' | 'ɚ') && begins_with_vowel(after);
                if stressed {
                    out.push(match vowel {
                        'e' | 'a' if before_r => 'E',
                        'V' if before_r => '3',
                        vowel => vowel,
                    });
                }
                if implied {
                    out.push('ɹ');
                }
                last = (after.is_empty() && !stressed).then_some(vowel);
                stressed = false;
            }
            None => match c {
                'ˈ' => stressed = true,
                'ˌ' | 'ː' | '\u{329}' | ' ' => {}
                'h' if !out.is_empty() && !after.starts_with('ˈ') => {}
                // News with and without its j; the r of "car".
                'j' if !out.is_empty() => {}
                'ɹ' if !begins_with_vowel(after) => {}
                'ɾ' => out.push('t'),
                'ŋ' => out.push('n'),
                c => out.push(c),
            },
        }
        rest = after;
    }
    (out, last)
}

/// Whether they are the same but for the accent.
pub fn are(american: &str, british: &str) -> bool {
    !british.is_empty() && bones(american) == bones(british)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_accent_is_told_from_another_way_to_say_a_name() {
        for (american, british) in [
            ("wˈɑːtkɪnz", "wˈɒtkɪnz"),
            ("hˈɛɹi", "hˈaɹi"),
            ("mˈɜːi", "mˈʌɹi"),
            ("sˈɛɹə", "sˈeəɹə"),
            ("nˈuːpˌɔːɹt", "njˈuːpɔːt"),
            ("kˈæntɚbˌɛɹi", "kˈantəbɹi"),
            ("bˈʌkɪŋhˌæm", "bˈʌkɪŋəm"),
            ("stˈuːɚt", "stjˈuːət"),
            ("dʒˈoʊnz", "dʒˈəʊnz"),
        ] {
            assert!(are(american, british), "{american} {british}: {:?} {:?}", bones(american), bones(british));
        }
        for (american, british) in [
            ("ˈoʊkəfɔːɹ", "əʊkˈɑːfə"),
            ("zˈoʊi", "zˈəʊ"),
            ("tʃˈæn", "tʃˈeɪn"),
            ("mˈɜːi", "mˈʌɹeɪ"),
            ("hˈoʊzeɪ", "dʒˈəʊz"),
            ("oʊbˈɑːmə", "əʊbˈamə"),
            ("ʃˈiː", ""),
        ] {
            assert!(!are(american, british), "{american} {british}: {:?}", bones(american));
        }
    }
}
