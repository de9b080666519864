//! Text becomes terms: what the archive is searched by, the same on both databases.
//!
//! Words are brought to one form (NFKC, small letters, no accents, their stem); a run of Chinese, Japanese or Korean
//! becomes its pairs of letters, which needs no dictionary. A term has only letters and figures, so that neither full text
//! index cuts it again; before one that tells nothing stands a dot.

use std::borrow::Cow;
use std::ops::Range;

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::stop_words::is_stop_word;

/// Letters of a term; what is longer is no word, and is cut.
const LETTERS_AT_MOST: usize = 40;
const STOP: char = '.';
const ENDS_A_SENTENCE: &str = "!?:;…。！？：";
const QUOTES: &str = "\"'“”‘’«»„‚‹›()[]「」『』¿¡—–-";

/// A term, and where in the text it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub name: String,
    /// Bytes of the text.
    pub place: Range<usize>,
    /// Of a run of letters that has no blanks between words.
    pub pair: bool,
}

impl Term {
    /// Said so often that it tells nothing: the, of, los.
    pub fn stop(&self) -> bool {
        tells_nothing(&self.name)
    }
}

/// Whether a term is one of those that tell nothing.
pub fn tells_nothing(name: &str) -> bool {
    name.starts_with(STOP)
}

/// Whether what stands at a place is written as names are: with a capital where no sentence begins. Scripts without
/// capitals write nothing so.
pub fn written_as_name(text: &str, place: &Range<usize>) -> bool {
    if !text[place.clone()].starts_with(char::is_uppercase) {
        return false;
    }
    let before = text[..place.start].trim_end_matches(|c: char| c.is_whitespace() || QUOTES.contains(c));
    match before.chars().next_back() {
        // In J. Harrow the dot ends no sentence.
        Some('.') => is_initial(text, before.len() - 1),
        Some(last) => !ENDS_A_SENTENCE.contains(last),
        None => false,
    }
}

/// A term as the full text index has it. One that tells nothing begins with a figure there, as no other word does: “la”
/// tells nothing in Spanish, and is a name in English.
pub fn indexed(name: &str) -> Cow<'_, str> {
    name.strip_prefix(STOP).map_or(Cow::Borrowed(name), |rest| Cow::Owned(format!("0{rest}")))
}

/// The terms of a text in a language (BCP 47), in order.
pub fn of(text: &str, lang: &str) -> Vec<Term> {
    let stemmer = stemmer(lang);
    let mut terms = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some(&(from, first)) = rest.peek() {
        if is_unspaced(first) {
            let mut run = Vec::new();
            while let Some((at, c)) = rest.next_if(|&(_, c)| is_unspaced(c)) {
                run.push(at..at + c.len_utf8());
            }
            pairs(text, &run, &mut terms);
        } else if is_letter(first) {
            let mut until = from;
            while let Some((at, c)) = next_of_word(text, &mut rest) {
                until = at + c.len_utf8();
            }
            terms.extend(word(text, from..until, lang, stemmer.as_ref()));
        } else {
            rest.next();
        }
    }
    terms
}

type Letters<'a> = std::iter::Peekable<std::str::CharIndices<'a>>;

/// The next letter of a word: letters, figures, marks on them, and what stands between two of them in one word: `’` in
/// O’Brien, `.` in 3.5 and U.S.A., `,` in 1,104.
fn next_of_word(text: &str, rest: &mut Letters<'_>) -> Option<(usize, char)> {
    let &(at, c) = rest.peek()?;
    if !is_unspaced(c) && (c.is_alphanumeric() || is_combining_mark(c)) {
        return rest.next();
    }
    let before = text[..at].chars().next_back()?;
    let after = text[at + c.len_utf8()..].chars().next()?;
    let joins = match c {
        '\'' | '’' | 'ʼ' => before.is_alphabetic() && after.is_alphabetic(),
        '.' => before.is_numeric() && after.is_numeric() || is_initial(text, at) && after.is_alphabetic(),
        ',' => before.is_ascii_digit() && after.is_ascii_digit(),
        _ => false,
    };
    if joins && !is_unspaced(after) { rest.next() } else { None }
}

/// Whether one letter stands alone before this place: the dot after it may belong to an abbreviation, as in U.S.
fn is_initial(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    before.next().is_some_and(char::is_uppercase) && before.next().is_none_or(|c| !c.is_alphanumeric())
}

fn word(text: &str, place: Range<usize>, lang: &str, stemmer: Option<&Stemmer>) -> Option<Term> {
    let written: String = text[place.clone()].nfkc().flat_map(char::to_lowercase).collect();
    // A decimal point tells 3.5 from 35; the other dots and commas tell nothing.
    let is_number = written.starts_with(|c: char| c.is_numeric());
    let bare: String = match is_number {
        true => written.chars().filter(|c| *c != ',').map(|c| if c == '.' { 'd' } else { c }).collect(),
        false => {
            let owned = ["'s", "’s", "ʼs"].iter().find_map(|ending| written.strip_suffix(ending));
            owned.unwrap_or(&written).chars().filter(|c| c.is_alphanumeric() || is_combining_mark(*c)).collect()
        }
    };
    // The US, IT and the WHO are no pronouns.
    let letters = || text[place.clone()].chars().filter(|c| c.is_alphabetic());
    let is_name = letters().count() > 1 && letters().all(char::is_uppercase);
    let stop = !is_name && is_stop_word(&bare, lang);
    let stem = match stemmer {
        Some(stemmer) if !is_number && bare.chars().all(char::is_alphabetic) => stemmer.stem(&bare),
        _ => Cow::Borrowed(bare.as_str()),
    };
    let name: String = stem.nfd().filter(|c| is_letter(*c)).take(LETTERS_AT_MOST).collect();
    let name = if stop && !name.is_empty() { format!("{STOP}{name}") } else { name };
    (!name.is_empty()).then_some(Term { name, place, pair: false })
}

/// Letters and figures. Some letters in boxes and figures of small scripts are marks to FTS5's tokeniser, which would cut
/// a term at them.
fn is_letter(c: char) -> bool {
    let is_mark = matches!(u32::from(c), 0x19b0..=0x19c9 | 0x1cf2..=0x1cf3 | 0x1_f100..=0x1_f1ff);
    c.is_alphanumeric() && !is_combining_mark(c) && !is_mark
}

/// Each letter with the one after it; the last alone, so that whoever asks for one letter finds it at a term's beginning.
fn pairs(text: &str, run: &[Range<usize>], terms: &mut Vec<Term>) {
    for (n, letter) in run.iter().enumerate() {
        let until = run.get(n + 1).map_or(letter.end, |next| next.end);
        let name: String = text[letter.start..until].nfkc().flat_map(char::to_lowercase).collect();
        terms.push(Term { name, place: letter.start..until, pair: true });
    }
}

/// Letters of scripts that put no blanks between words.
fn is_unspaced(c: char) -> bool {
    let is_one = matches!(u32::from(c),
        0x3005..=0x3007 | 0x3041..=0x30fa | 0x30fc..=0x30ff | 0x31f0..=0x31ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff
        | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xff66..=0xff9d | 0x2_0000..=0x3_ffff);
    // Among them are marks that no full text index takes for a letter.
    is_one && c.is_alphanumeric()
}

fn stemmer(lang: &str) -> Option<Stemmer> {
    let algorithm = match primary(lang).as_str() {
        // Latin words in a Chinese text are English ones.
        "en" | "zh" | "ja" | "ko" => Algorithm::English,
        "es" => Algorithm::Spanish,
        "fr" => Algorithm::French,
        "de" => Algorithm::German,
        "pt" => Algorithm::Portuguese,
        "it" => Algorithm::Italian,
        "nl" => Algorithm::Dutch,
        "ru" => Algorithm::Russian,
        _ => return None,
    };
    Some(Stemmer::create(algorithm))
}

/// The first part of a language tag, in small letters.
pub fn primary(lang: &str) -> String {
    lang.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str, lang: &str) -> Vec<String> {
        of(text, lang).into_iter().map(|term| term.name).collect()
    }

    #[test]
    fn words_in_any_form_are_one_term() {
        assert_eq!(names("Ferries, FERRY; ferry’s!", "en"), ["ferri"; 3]);
        assert_eq!(names("café CAFE ｃａｆé", "en"), ["cafe"; 3]);
        assert_eq!(names("canción canciones", "es"), ["cancion"; 2]);
    }

    #[test]
    fn numbers_and_short_forms_stay_whole() {
        assert_eq!(names("1,104 patients at 3.5 a day", "en"), ["1104", "patient", ".at", "3d5", ".a", "day"]);
        assert_eq!(names("The U.S. and the U.S.A. said so. Then", "en")[1], "us");
        assert_eq!(names("The WHO, US", "en"), [".the", "who", "us"]);
        assert_eq!(names("It ended. Then", "en"), [".it", "end", ".then"]);
        assert_eq!(names("O’Brien", "en"), names("O'Brien", "en"));
    }

    #[test]
    fn a_run_of_chinese_is_its_pairs_and_its_last_letter() {
        assert_eq!(names("海港大橋", "zh-Hant"), ["海港", "港大", "大橋", "橋"]);
        assert_eq!(names("用AI寫稿3篇", "zh-Hant"), ["用", "ai", "寫稿", "稿", "3", "篇"]);
        assert_eq!(names("ＡＩ", "zh-Hant"), ["ai"]);
    }

    #[test]
    fn each_term_knows_where_it_stands() {
        let text = "Two ferries — 渡輪 — sank.";
        let written: Vec<&str> = of(text, "en").iter().map(|term| &text[term.place.clone()]).collect();
        assert_eq!(written, ["Two", "ferries", "渡輪", "輪", "sank"]);
    }

    #[test]
    fn what_tells_nothing_is_marked() {
        let stops: Vec<bool> = of("the ferry of Larkhaven", "en").iter().map(Term::stop).collect();
        assert_eq!(stops, [true, false, true, false]);
        assert!(of("los barcos", "es")[0].stop() && !of("los barcos", "en")[0].stop());
    }

    #[test]
    fn a_name_has_a_capital_where_no_sentence_begins() {
        let names = |text: &str| -> Vec<String> {
            let terms = of(text, "en").into_iter().filter(|term| written_as_name(text, &term.place));
            terms.map(|term| text[term.place].to_string()).collect()
        };
        assert_eq!(names("Pickets stood at Copper Row. Talks broke up."), ["Copper", "Row"]);
        assert_eq!(
            names("“Never,” said J. Harrow. “Fog hid it: Boats went on.” Rain fell on Marrow’s"),
            ["J", "Harrow", "Marrow’s"]
        );
        assert_eq!(names("渡輪 sank"), [""; 0]);
    }

    #[test]
    fn any_text_at_all_becomes_terms_of_letters_and_figures() {
        let odd = "a🅱b 🅰 a\u{301}\u{301} ’’s .5 5. 1,,2 x.y.z 𠮷野家 ﷽ \u{1f469}\u{200d}\u{1f680} ǅ İ ẞ 한국 ᄀ";
        for term in of(odd, "tr") {
            assert!(
                indexed(&term.name).chars().all(char::is_alphanumeric) && !indexed(&term.name).is_empty(),
                "{term:?}"
            );
            assert!(odd.get(term.place.clone()).is_some());
        }
        assert!(of(&"x".repeat(10_000), "en")[0].name.len() == LETTERS_AT_MOST);
    }
}
