//! A text as Flite's tokens: its words in plain letters, what is to be said for them, and the marks behind them.
//!
//! The library reads bytes and guesses at what it does not know (`Miss` a state, `IV` a numeral), so it is given ASCII
//! in lower case: the words are already what is to be said.

use std::ops::Range;

use speech::pronounce::{How, Sound};
use unicode_normalization::UnicodeNormalization;

use super::phones;

/// Longest token in bytes; a longer run is cut up. The library's rules for unknown words take their time by the square.
const LONGEST: usize = 40;

/// One token of an utterance.
#[derive(Debug, PartialEq, Eq)]
pub struct Token {
    /// ASCII without blanks.
    pub name: String,
    /// The mark behind it: one of `. ! ? , ; :`, or nothing.
    pub punc: &'static str,
    pub phones: Option<String>,
    /// Byte range in the text that it stands for.
    pub place: Range<usize>,
}

/// Words that the library says otherwise than we mean them when no sound stands beside them: `eh` is the letter A in our
/// texts (`utter::letter_a`); of two readings we mean the one that eSpeak has, for which our rules on heteronyms keep
/// silent.
const MEANT: &[(&str, &str)] = &[
    ("bass", "b ey1 s"),
    ("bow", "b ow1"),
    ("close", "k l ow1 s"),
    ("eh", "ey1"),
    ("invalid", "ih0 n v ae1 l ax0 d"),
    ("invite", "ih0 n v ay1 t"),
    ("lead", "l iy1 d"),
    ("live", "l ay1 v"),
    ("read", "r iy1 d"),
    ("reading", "r iy1 d ih0 ng"),
    ("résumé", "r eh1 z ax0 m ey0"),
    ("sow", "s ow1"),
    ("tear", "t ih1 r"),
    ("wound", "w uw1 n d"),
];

/// The tokens of a text. A sound that points outside it, or that the voice cannot read, is left out: the word is then
/// said as it is written.
pub fn of(text: &str, sounds: &[Sound]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    for sound in sounds {
        let range = &sound.said;
        let fits = range.start >= at && text.get(range.clone()).is_some_and(|word| !word.trim().is_empty());
        let Some(said) = fits.then(|| said(&sound.how)).flatten() else { continue };
        plain(text, at..range.start, &mut tokens);
        let token = |(name, phones)| Token { name, punc: "", phones, place: range.clone() };
        tokens.extend(said.into_iter().map(token));
        at = range.end;
    }
    plain(text, at..text.len(), &mut tokens);
    tokens
}

/// Name and phones of the tokens that sound so.
fn said(how: &How) -> Option<Vec<(String, Option<String>)>> {
    match how {
        // The name is not read when there are phones.
        How::Ipa(ipa) => phones::of(ipa).map(|phones| vec![("name".to_owned(), Some(phones))]),
        How::Like(letters) => {
            let fine = |c: char| c.is_alphabetic() || matches!(c, '\'' | '’' | ' ' | '-');
            let names: Vec<String> = letters.split(' ').map(folded).filter(|name| !name.is_empty()).collect();
            let short = !names.is_empty() && names.iter().all(|name| name.len() <= LONGEST);
            (letters.chars().all(fine) && short).then(|| names.into_iter().map(|name| (name, None)).collect())
        }
    }
}

/// The tokens of a stretch without sounds.
fn plain(text: &str, range: Range<usize>, tokens: &mut Vec<Token>) {
    let mut run: Option<usize> = None;
    let stretch = &text[range.clone()];
    for (at, c) in stretch.char_indices().chain([(stretch.len(), ' ')]) {
        let parts = c.is_whitespace() || c.is_control() || matches!(c, '–' | '—' | '…' | '(' | '[' | '/' | '\u{200b}');
        if !parts {
            run.get_or_insert(at);
            continue;
        }
        if let Some(from) = run.take() {
            word(&stretch[from..at], range.start + from, tokens);
        }
        if matches!(c, '–' | '—' | '…' | '(' | '[') {
            mark(tokens, ",");
        }
    }
}

/// The tokens of what stands between blanks.
fn word(word: &str, start: usize, tokens: &mut Vec<Token>) {
    let name = folded(word);
    if name.is_empty() {
        if let Some(punc) = punctuation(word) {
            mark(tokens, punc);
        }
        return;
    }
    let written = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let phones = MEANT.iter().find(|(meant, _)| *meant == written).map(|(_, phones)| (*phones).to_owned());
    let place = start..start + word.len();
    let mut rest = name.as_str();
    while rest.len() > LONGEST {
        let (now, after) = rest.split_at(LONGEST);
        tokens.push(Token { name: now.to_owned(), punc: "", phones: None, place: place.clone() });
        rest = after;
    }
    let last = rest.trim_start_matches(['-', '\'', '.']);
    if !last.is_empty() {
        tokens.push(Token { name: last.to_owned(), punc: "", phones, place });
    }
    if let Some(punc) = punctuation(word) {
        mark(tokens, punc);
    }
}

/// Puts a mark behind the last token; a stronger one stays.
fn mark(tokens: &mut [Token], punc: &'static str) {
    if let Some(last) = tokens.last_mut()
        && (last.punc.is_empty() || matches!(punc, "." | "!" | "?"))
    {
        last.punc = punc;
    }
}

/// The mark that a word ends with, quotes and brackets left out.
fn punctuation(word: &str) -> Option<&'static str> {
    let after = word.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    let marks = &word[after..];
    let has = |wanted: &[char]| marks.contains(wanted);
    [
        ("?", has(&['?', '？'])),
        ("!", has(&['!', '！'])),
        (".", has(&['.', '。'])),
        (":", has(&[':', '：'])),
        (";", has(&[';', '；'])),
        (",", has(&[',', '，', '、', ')', ']'])),
    ]
    .into_iter()
    .find_map(|(punc, there)| there.then_some(punc))
}

/// A word in lower-case ASCII, without what stands around it; empty when nothing of it can be said.
fn folded(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let inside = word.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '$' | '%' | '&' | '\'' | '’'));
    let digits = inside.bytes().any(|byte| byte.is_ascii_digit());
    for c in inside.nfd().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            '’' | '\'' => out.push('\''),
            '-' | '‐' | '‑' => out.push('-'),
            '.' => out.push('.'),
            '$' | '%' | ',' | ':' if digits => out.push(c),
            '&' => out.push_str("and"),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' => out.push('d'),
            'ð' | 'þ' => out.push_str("th"),
            'ı' => out.push('i'),
            _ => {}
        }
    }
    // Behind the last letter an apostrophe is a quote or a plural's; before the first one, too.
    let bare = if out == "'s" { out.as_str() } else { out.trim_matches(['\'', '-', '.', ',', ':']) };
    if bare.bytes().any(|byte| byte.is_ascii_alphanumeric()) { bare.to_owned() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, sounds: &[Sound]) -> String {
        let show = |t: &Token| format!("{}{}", t.phones.as_ref().map_or(t.name.clone(), |p| format!("[{p}]")), t.punc);
        of(text, sounds).iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_are_plain_and_marks_stand_behind_them() {
        for (text, expected) in [
            ("“Hello,” she said. (Not ‘now’!)", "hello, she said. not now!"),
            ("Zürich – Łódź — café…", "zurich, lodz, cafe,"),
            ("the workers’ well-known plan; didn’t", "the workers well-known plan; didn't"),
            ("Miss IV OR", "miss iv or"),
            ("eh eye", "[ey1] eye"),
            ("👍 北京 … —", ""),
            ("$94.8 and 12%", "$94.8 and 12%"),
            ("rock & roll", "rock and roll"),
        ] {
            assert_eq!(shown(text, &[]), expected, "{text}");
        }
    }

    #[test]
    fn a_sound_is_a_token_of_its_own_and_its_neighbours_keep_their_places() {
        let text = "é Xi-Obama, won";
        let sound = |said: Range<usize>| Sound { said, how: How::Ipa("ʃˈiː".to_owned()) };
        assert_eq!(shown(text, &[sound(3..5)]), "e [sh iy1] obama, won");
        let tokens = of(text, &[sound(3..5)]);
        let places: Vec<&str> = tokens.iter().map(|token| &text[token.place.clone()]).collect();
        assert_eq!(places, ["é", "Xi", "-Obama,", "won"]);
        let like = |said: &str| Sound { said: 3..5, how: How::Like(said.to_owned()) };
        assert_eq!(shown(text, &[like("Zhee Jin-ping")]), "e zhee jin-ping obama, won");
        assert_eq!(shown(text, &[like("(sh iy1)")]), "e xi-obama, won");
        for bad in [sound(0..99), sound(1..2), sound(2..3)] {
            assert_eq!(shown(text, &[bad]), "e xi-obama, won");
        }
    }

    #[test]
    fn a_run_without_blanks_is_cut_up() {
        let tokens = of(&"A.".repeat(400), &[]);
        assert!(tokens.len() >= 20 && tokens.iter().all(|token| token.name.len() <= LONGEST));
        assert!(of(&"-'.".repeat(4000), &[]).is_empty());
    }
}
