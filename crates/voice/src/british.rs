//! English sounds as a British voice says them. Our lists and the dictionary are American: their Watkins has the vowel
//! of "car", which a British voice says as it stands.
//!
//! A name that the engine says alike by itself, but for the accent, is left to it: its accent is the right one. In all
//! others the vowels are exchanged by their letters. And a number is said with its "and": two hundred and forty.

use speech::pronounce::{How, Sound, is_said_in_two_ways};

mod alike;

/// Whether a voice of the engine (`en-gb`, `en-gb-x-rp`) is British; plain `en` is the file of `en-gb`.
pub fn is_voice(name: &str) -> bool {
    let low = name.to_ascii_lowercase();
    let language = low.split('+').next().unwrap_or_default();
    language == "en" || language == "en-gb" || language.starts_with("en-gb-")
}

/// The sounds of a text for a British voice. `own` tells how the engine says a word by itself, in IPA.
pub fn sounds(text: &str, sounds: &[Sound], mut own: impl FnMut(&str) -> String) -> Vec<Sound> {
    let mut out: Vec<Sound> = Vec::with_capacity(sounds.len());
    for sound in sounds {
        let word = text.get(sound.said.clone()).unwrap_or_default();
        let how = match &sound.how {
            How::Ipa(ipa) if is_left(word, ipa, &mut own) => continue,
            How::Ipa(ipa) => How::Ipa(exchanged(ipa, word)),
            like @ How::Like(_) => like.clone(),
        };
        out.push(Sound { said: sound.said.clone(), how });
    }
    with_and(text, &mut out);
    out
}

/// Names that Britain says otherwise than America does, and that the engine says as Britain does.
const BRITISH: &[&str] = &[
    "aylesbury",
    "bernard",
    "birmingham",
    "derby",
    "durham",
    "graham",
    "grahame",
    "maurice",
    "rotherham",
    "salisbury",
    "shrewsbury",
    "tottenham",
];

/// Whether a name is the engine's own.
fn is_left(word: &str, ipa: &str, own: &mut impl FnMut(&str) -> String) -> bool {
    let low = word.to_lowercase();
    let bare = low.strip_suffix("'s").or_else(|| low.strip_suffix("’s")).unwrap_or(&low);
    let name = word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase);
    let single = word.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’'));
    name && single && !is_said_in_two_ways(bare) && (BRITISH.contains(&bare) || alike::are(ipa, &own(word)))
}

/// Marks the places where a number lacks its "and".
fn with_and(text: &str, sounds: &mut Vec<Sound>) {
    let mut words: Vec<(usize, &str)> = Vec::new();
    for word in text.split_whitespace() {
        words.push((word.as_ptr().addr() - text.as_ptr().addr(), word));
    }
    let bare = |n: usize| words.get(n).map_or("", |(_, word)| *word).trim_end_matches(|c: char| !c.is_alphanumeric());
    for n in 0..words.len() {
        let (from, word) = words[n];
        let rest = match word {
            "hundred" => true,
            // "two thousand seven", but "two thousand seven hundred"
            "thousand" => !(1..=3).any(|on| matches!(bare(n + on), "hundred" | "thousand")),
            _ => false,
        };
        // "two hundred one-day matches": what a hyphen follows may be another number.
        let number = words.get(n + 1).is_some_and(|(_, next)| next.split('-').all(is_below_hundred));
        let place = sounds.partition_point(|sound| sound.said.end <= from);
        let said = from..from + word.len();
        if rest && n > 0 && number && sounds.get(place).is_none_or(|sound| sound.said.start >= said.end) {
            sounds.insert(place, Sound { said, how: How::Like(format!("{word} and")) });
        }
    }
}

fn is_below_hundred(word: &str) -> bool {
    let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    matches!(
        word,
        "one" | "two" | "three" | "four" | "five" | "six" | "seven" | "eight" | "nine" | "ten" | "eleven" | "twelve"
    ) || word
        .strip_suffix("teen")
        .is_some_and(|stem| ["thir", "four", "fif", "six", "seven", "eigh", "nine"].contains(&stem))
        || word.ends_with("ty")
            && ["twen", "thir", "for", "fif", "six", "seven", "eigh", "nine"].contains(&&word[..word.len() - 2])
}

/// Vowels of the lists, longest first.
const VOWELS: &[&str] = &[
    "eɪ", "aɪ", "aʊ", "ɔɪ", "oʊ", "ɑː", "ɔː", "ɜː", "iː", "uː", "æ", "ɑ", "ɒ", "ɔ", "ɛ", "ɪ", "ᵻ", "ʊ", "ʌ", "ə", "ɚ",
    "ɐ", "i", "u", "e", "o",
];

/// IPA cut into vowels, consonants and stress marks.
fn units(ipa: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = ipa;
    while let Some(first) = rest.chars().next() {
        let vowel = VOWELS.iter().find(|vowel| rest.starts_with(**vowel));
        let (unit, after) = rest.split_at(vowel.map_or(first.len_utf8(), |vowel| vowel.len()));
        out.push(unit);
        rest = after;
    }
    out
}

fn is_vowel(unit: &str) -> bool {
    VOWELS.contains(&unit)
}

/// The vowels that a word is written with, each with all letters from there on; a last silent e is none.
fn written_vowels(low: &str) -> Vec<(&str, &str)> {
    let mut out = Vec::new();
    let letters = low.as_bytes();
    let vowel = |at: usize| match letters[at] {
        b'a' | b'e' | b'i' | b'o' => true,
        b'u' => at == 0 || letters[at - 1] != b'q',
        b'y' => at > 0,
        _ => false,
    };
    let mut at = 0;
    while at < letters.len() {
        let from = at;
        while at < letters.len() && vowel(at) {
            at += 1;
        }
        if at > from {
            out.push((&low[from..at], &low[from..]));
        }
        at += 1;
    }
    if out.len() > 1 && out.last().is_some_and(|(_, rest)| *rest == "e") {
        out.pop();
    }
    out
}

/// American IPA with the vowels that Britain says for these letters. A phrase goes word by word.
fn exchanged(ipa: &str, word: &str) -> String {
    let (said, written): (Vec<&str>, Vec<&str>) = (ipa.split(' ').collect(), word.split([' ', '-']).collect());
    if said.len() == written.len() {
        let words: Vec<String> = said.iter().zip(written).map(|(ipa, word)| exchanged_word(ipa, word)).collect();
        return words.join(" ");
    }
    ipa.to_owned()
}

fn exchanged_word(ipa: &str, word: &str) -> String {
    let low = word.to_lowercase();
    let low = low.strip_suffix("'s").or_else(|| low.strip_suffix("’s")).unwrap_or(&low);
    if !low.is_ascii() {
        return ipa.to_owned();
    }
    let units = units(ipa);
    let written = written_vowels(low);
    let paired = written.len() == units.iter().filter(|unit| is_vowel(unit)).count();
    let only_o = low.contains('o') && !low.contains('a');
    let mut out = String::with_capacity(ipa.len());
    let mut count = 0;
    for (at, unit) in units.iter().enumerate() {
        if !is_vowel(unit) {
            out.push_str(unit);
            continue;
        }
        let (letters, rest) = match written.get(count) {
            Some(found) if paired => *found,
            _ if only_o => ("o", ""),
            _ => ("", ""),
        };
        count += 1;
        let mut following = units[at + 1..].iter().filter(|next| !matches!(**next, "ˈ" | "ˌ"));
        let (next, second) = (following.next().copied().unwrap_or(""), following.next().copied().unwrap_or(""));
        // The r of "car" belongs to its vowel, that of "Barry" to the next.
        let r = next == "ɹ";
        let bound = r && !is_vowel(second);
        let before = units[..at].iter().rev().find(|before| !matches!(**before, "ˈ" | "ˌ")).copied().unwrap_or("");
        let behind_w = letters == "a" && before == "w";
        out.push_str(match *unit {
            "ɑː" if !bound && (letters == "o" || behind_w) => "ɒ",
            "ɔː" if !bound && letters == "o" && !(r && is_long(rest)) => "ɒ",
            "ɔː" if !bound && r && behind_w => "ɒ",
            "ɛ" if r && !bound && letters == "a" && !is_airy(rest) => "æ",
            "ɜː" if is_vowel(next) && (letters.starts_with(['u', 'o'])) => "ʌɹ",
            "uː" if rest.starts_with("ew") && matches!(before, "t" | "d" | "n") => "juː",
            unit => unit,
        });
    }
    ended(out, low)
}

/// Whether an o before an r and a vowel is long: Nora, Rory, Gloria; not Morris, Florence.
fn is_long(rest: &str) -> bool {
    let after = rest.strip_prefix("or").unwrap_or("");
    let glide = after.strip_prefix('i').is_some_and(|on| on.starts_with(['a', 'e', 'o', 'u']));
    glide || matches!(after, "" | "a" | "ah" | "as" | "y" | "ey" | "ie")
}

/// Whether an a before an r and a vowel is that of "air": Sarah, Mary, Bulgaria; not Harry, Gareth.
fn is_airy(rest: &str) -> bool {
    let after = rest.strip_prefix("ar").unwrap_or("r");
    matches!(after, "a" | "ah" | "y" | "ys" | "ia" | "ian" | "ians")
}

/// Endings of places that are weaker in Britain.
fn ended(ipa: String, low: &str) -> String {
    let swap = |written: &[&str], said: &[&str], by: &str| {
        let named = written.iter().any(|ending| low.len() > ending.len() + 1 && low.ends_with(ending));
        let stem = said.iter().filter(|_| named).find_map(|ending| ipa.strip_suffix(ending))?;
        Some(format!("{stem}{by}"))
    };
    let town = swap(&["bury", "berry"], &["bˌɛɹi", "bɛɹi", "bˌɛɹiː"], "bəɹi")
        .or_else(|| swap(&["borough", "brough"], &["bˌɜːoʊ", "bɚoʊ", "bˌʌɹoʊ", "bʌɹoʊ", "bəɹoʊ"], "bɹə"))
        .or_else(|| swap(&["ingham"], &["ŋhˌæm", "ŋhæm"], "ŋəm"))
        .or_else(|| swap(&["shire"], &["ʃˌaɪɹ", "ʃaɪɹ"], "ʃɚ"));
    town.unwrap_or(ipa)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn american_vowels_are_exchanged_by_their_letters() {
        for (word, american, british) in [
            ("Hodgkin", "hˈɑːdʒkɪn", "hˈɒdʒkɪn"),
            ("Watford", "wˈɑːtfɚd", "wˈɒtfɚd"),
            ("Moss", "mˈɔːs", "mˈɒs"),
            ("Norris", "nˈɔːɹɪs", "nˈɒɹɪs"),
            ("Warrender", "wˈɔːɹəndɚ", "wˈɒɹəndɚ"),
            ("Farrow", "fˈɛɹoʊ", "fˈæɹoʊ"),
            ("Curran", "kˈɜːən", "kˈʌɹən"),
            ("Newland", "nˈuːlənd", "nˈjuːlənd"),
            ("Horbury", "hˈɔːɹbˌɛɹi", "hˈɔːɹbəɹi"),
            ("Rob Hollis", "ɹˈɑːb hˈɑːlɪs", "ɹˈɒb hˈɒlɪs"),
            // What has no other vowel in Britain.
            ("Carter", "kˈɑːɹtɚ", "kˈɑːɹtɚ"),
            ("Norton", "nˈɔːɹtən", "nˈɔːɹtən"),
            ("Nora", "nˈɔːɹə", "nˈɔːɹə"),
            ("Gloria", "ɡlˈɔːɹiə", "ɡlˈɔːɹiə"),
            ("Sarah", "sˈɛɹə", "sˈɛɹə"),
            ("Terry", "tˈɛɹi", "tˈɛɹi"),
            ("Obama", "oʊbˈɑːmə", "oʊbˈɑːmə"),
            ("Walter", "wˈɔːltɚ", "wˈɔːltɚ"),
            ("Paul", "pˈɔːl", "pˈɔːl"),
            ("Kovač", "kˈoʊvɑːtʃ", "kˈoʊvɑːtʃ"),
        ] {
            let said = exchanged(american, word);
            assert_eq!(said, british, "{word}");
        }
    }

    #[test]
    fn a_name_that_both_say_alike_is_left_to_the_engine_and_no_other() {
        let text = "Hodge met Okafor; Object and Derby";
        let sound = |word: &str, ipa: &str| {
            let from = text.find(word).expect("it is in the text");
            Sound { said: from..from + word.len(), how: How::Ipa(ipa.to_owned()) }
        };
        let own = |word: &str| match word {
            "Hodge" => "hˈɒdʒ".to_owned(),
            "Okafor" => "əʊkˈɑːfə".to_owned(),
            "Object" => "ˈɒbdʒɛkt".to_owned(),
            _ => String::new(),
        };
        let all = [
            sound("Hodge", "hˈɑːdʒ"),
            sound("Okafor", "ˈoʊkəfɔːɹ"),
            sound("Object", "ˈɑːbdʒɛkt"),
            sound("Derby", "dˈɜːbi"),
        ];
        let said = sounds(text, &all, own);
        assert_eq!(said, [all[1].clone(), sound("Object", "ˈɒbdʒɛkt")]);
    }

    #[test]
    fn a_number_is_said_with_its_and() {
        let said = |text: &str| {
            let mut out = text.to_owned();
            for sound in sounds(text, &[], |_| String::new()).into_iter().rev() {
                let How::Like(with) = sound.how else { panic!("a respelling") };
                out.replace_range(sound.said, &with);
            }
            out
        };
        for (text, right) in [
            ("two hundred forty million", "two hundred and forty million"),
            ("one hundred ninety thousand", "one hundred and ninety thousand"),
            ("eight hundred seventy-three.", "eight hundred and seventy-three."),
            ("two thousand seven, they", "two thousand and seven, they"),
            ("two thousand seven hundred six", "two thousand seven hundred and six"),
            ("four hundred and two", "four hundred and two"),
            ("two hundred one-day matches", "two hundred one-day matches"),
            ("three hundred people", "three hundred people"),
            ("a hundred, forty of them", "a hundred, forty of them"),
            ("twelve thousand twenty three thousand", "twelve thousand twenty three thousand"),
            ("a hundred empty canteens", "a hundred empty canteens"),
            ("a hundred canteen jobs", "a hundred canteen jobs"),
        ] {
            assert_eq!(said(text), right);
        }
    }

    #[test]
    fn only_british_voices_are_british() {
        assert!(["en", "en-gb", "en-GB", "en-gb-x-rp", "en-gb+f3", "en-gb-scotland"].iter().all(|name| is_voice(name)));
        assert!(!["en-us", "en-us+f2", "en-029", "fr", "cmn-latn-pinyin", ""].iter().any(|name| is_voice(name)));
    }
}
