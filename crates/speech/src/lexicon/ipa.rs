//! IPA as people copy it from an encyclopedia → the signs that an English voice reads.
//!
//! What English does not have becomes its nearest sound: the French nasal in Macron, the ü of Zürich.

use unicode_normalization::UnicodeNormalization;

use super::reading::Fault;

/// Every sign that comes out, the longest first; a blank parts words.
pub const SIGNS: &[&str] = &[
    "tʃ", "dʒ", "aɪ", "aʊ", "eɪ", "oʊ", "ɔɪ", "ɑː", "ɔː", "ɜː", "iː", "uː", "ɑ", "ɒ", "ɔ", "æ", "ə", "ɚ", "ɛ", "ɪ",
    "ʊ", "ʌ", "i", "u", "e", "o", "ɹ", "ɡ", "ʃ", "ʒ", "θ", "ð", "ŋ", "j", "w", "b", "d", "f", "h", "k", "l", "m", "n",
    "p", "s", "t", "v", "x", "z", "ˈ", "ˌ",
];

/// What others write, and the nearest of [`SIGNS`].
const NEAREST: &[(&str, &str)] = &[
    ("əʊ", "oʊ"),
    ("aː", "ɑː"),
    ("eː", "eɪ"),
    ("oː", "oʊ"),
    ("ɛː", "ɛ"),
    ("æː", "æ"),
    ("øː", "ɜː"),
    ("yː", "uː"),
    ("ɐ̯", "ɚ"),
    ("ʦ", "ts"),
    ("ʧ", "tʃ"),
    ("ʤ", "dʒ"),
    ("tɕ", "tʃ"),
    ("dʑ", "dʒ"),
    ("ʈʂ", "tʃ"),
    ("tʂ", "tʃ"),
    ("dʐ", "dʒ"),
    ("ɝ", "ɜː"),
    ("ɜ", "ɜː"),
    ("ᵻ", "ɪ"),
    ("ɨ", "ɪ"),
    ("ɘ", "ə"),
    ("ɵ", "ʊ"),
    ("ɐ", "ʌ"),
    ("ɤ", "ʌ"),
    ("ɯ", "uː"),
    ("ʉ", "uː"),
    ("a", "ɑː"),
    ("y", "iː"),
    ("ʏ", "ɪ"),
    ("ø", "ɜː"),
    ("œ", "ɜː"),
    ("r", "ɹ"),
    ("ɾ", "ɹ"),
    ("ʁ", "ɹ"),
    ("ʀ", "ɹ"),
    ("ɻ", "ɹ"),
    ("ɽ", "ɹ"),
    ("g", "ɡ"),
    ("ɢ", "ɡ"),
    ("ɣ", "ɡ"),
    ("ɟ", "dʒ"),
    ("c", "k"),
    ("q", "k"),
    ("ɫ", "l"),
    ("ɬ", "l"),
    ("ɭ", "l"),
    ("ʎ", "lj"),
    ("ɲ", "nj"),
    ("ɳ", "n"),
    ("ɴ", "ŋ"),
    ("ɱ", "m"),
    ("ɸ", "f"),
    ("β", "v"),
    ("ʋ", "v"),
    ("ɕ", "ʃ"),
    ("ʂ", "ʃ"),
    ("ç", "h"),
    ("ʑ", "ʒ"),
    ("ʐ", "ʒ"),
    ("χ", "x"),
    ("ħ", "h"),
    ("ɦ", "h"),
    ("ʍ", "w"),
    ("ɥ", "j"),
    ("ɰ", "w"),
    ("ʈ", "t"),
    ("ɖ", "d"),
    ("'", "ˈ"),
    ("’", "ˈ"),
    (":", "ː"),
];

/// Signs that change nothing an English voice could do: syllable stops, ties, breath, length where none is known.
const SILENT: &[char] = &[
    '.', '‿', '͡', '͜', 'ʰ', 'ʲ', 'ʷ', 'ˠ', 'ʔ', 'ʕ', 'ː', 'ˑ', '(', ')', '-', '|', '̩', '̯', '̪', '̥', '̞', '̝', '̠', '̟', '̈',
    '̚', '˞',
];

/// Longest IPA of one word, in signs: the engine copies a word's notation into a fixed buffer.
const WORD_AT_MOST: usize = 30;

/// Tidies what was written.
///
/// # Errors
/// The first sign that is not understood, a word that is too long, or nothing to be said.
pub fn tidy(said: &str) -> Result<String, Fault> {
    let bare = said.trim().trim_matches(['/', '[', ']']).trim();
    // Put together, ç is one sign; a nasal's tilde stays apart.
    let composed: String = bare.nfd().collect::<String>().replace("c\u{327}", "ç");
    let mut signs: Vec<&str> = Vec::new();
    let mut rest = composed.as_str();
    while let Some(c) = rest.chars().next() {
        if c.is_whitespace() {
            if signs.last().is_some_and(|last| *last != " ") {
                signs.push(" ");
            }
            rest = &rest[c.len_utf8()..];
        } else if let Some((sign, mut near)) = longest(rest) {
            rest = &rest[sign.len()..];
            while let Some(part) = SIGNS.iter().find(|sign| near.starts_with(**sign)) {
                signs.push(part);
                near = &near[part.len()..];
            }
        } else if c == '\u{303}' {
            signs.push("n");
            rest = &rest[c.len_utf8()..];
        } else if SILENT.contains(&c) {
            rest = &rest[c.len_utf8()..];
        } else {
            return Err(Fault::Said(format!(
                "“{c}” is no sign of the IPA that the English voice knows: write it as in a dictionary, such as /ˈwuːtʃ/, or respell it (like)"
            )));
        }
    }
    let words: Vec<String> = signs.split(|sign| *sign == " ").filter(|word| !word.is_empty()).map(stressed).collect();
    if words.iter().any(|word| word.chars().count() > WORD_AT_MOST) {
        return Err(Fault::Said(format!("a word of more than {WORD_AT_MOST} signs: part it by a blank")));
    }
    if !signs.iter().any(|sign| is_vowel(sign)) {
        return Err(Fault::Said("there is no vowel in it, so nothing can be said: write it as in a dictionary".into()));
    }
    Ok(words.join(" "))
}

/// The longest sign that a text begins with, and what is said for it.
fn longest(text: &str) -> Option<(&'static str, &'static str)> {
    let known = SIGNS.iter().map(|sign| (*sign, *sign)).chain(NEAREST.iter().copied());
    known.filter(|(sign, _)| text.starts_with(sign)).max_by_key(|(sign, _)| sign.len())
}

/// One word, its stress marks right before their vowels: dictionaries write them before the syllable.
fn stressed(signs: &[&str]) -> String {
    let mut out = String::new();
    let mut waiting = "";
    for sign in signs {
        if matches!(*sign, "ˈ" | "ˌ") {
            waiting = sign;
            continue;
        }
        if is_vowel(sign) {
            out.push_str(std::mem::take(&mut waiting));
        }
        out.push_str(sign);
    }
    out
}

fn is_vowel(sign: &str) -> bool {
    sign.starts_with(['a', 'e', 'i', 'o', 'u', 'ɑ', 'ɒ', 'ɔ', 'æ', 'ə', 'ɚ', 'ɛ', 'ɜ', 'ɪ', 'ʊ', 'ʌ'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_encyclopedia_writes_becomes_what_the_voice_reads() {
        let tidied = |ipa: &str| tidy(ipa).expect(ipa);
        assert_eq!(tidied("/wutʂ/"), "wutʃ");
        assert_eq!(tidied("[ˈwut͡ʂ]"), "wˈutʃ");
        assert_eq!(tidied("/məˈhoʊmz/"), "məhˈoʊmz");
        assert_eq!(tidied("emanɥɛl makʁɔ̃"), "emɑːnjɛl mɑːkɹɔn");
        assert_eq!(tidied("ʃˈiː dʒˌɪnpˈɪŋ"), "ʃˈiː dʒˌɪnpˈɪŋ");
        assert_eq!(tidied("ɡəˈraːʒ"), "ɡəɹˈɑːʒ");
    }

    #[test]
    fn what_cannot_be_said_is_refused_with_the_sign_that_is_wrong() {
        let fault = |ipa: &str| tidy(ipa).expect_err(ipa).to_string();
        assert!(fault("wut]][[x#").contains("“]”"));
        assert!(fault("北").contains("“北”"));
        assert!(fault("pst").contains("no vowel"));
        assert!(fault("").contains("no vowel"));
        assert!(fault(&"ba".repeat(30)).contains("part it"));
    }

    #[test]
    fn every_near_sign_ends_in_signs_that_are_read() {
        for (_, near) in NEAREST {
            let mut rest = *near;
            while let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
                rest = &rest[sign.len()..];
            }
            assert!(rest.is_empty() || rest == "ː", "{near}");
        }
    }
}
