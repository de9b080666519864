//! Full stops in languages that are not read by rules of their own: what each knows of them is its entry in the folder
//! `foreign`, and how it is used is here.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::reader::{Habits, Reader};
use stop::Stop;

mod ar;
mod bg;
mod da;
mod de;
mod el;
mod fr;
mod hi;
mod it;
mod kk;
mod mr;
mod nl;
mod other;
mod pl;
mod ru;
mod sk;
mod stop;
mod ur;

/// What a language writes with full stops. Lists are words with spaces between, without their last dot; in a word, `_` is a
/// space. A word in small letters also means the one with a capital; one with a capital only itself.
pub(super) struct Usage {
    /// Primary subtags of BCP 47.
    tags: &'static [&'static str],
    /// The English name, in small letters.
    name: &'static str,
    /// Words cut short that never end a sentence: titles, `z.B.`
    go_on: &'static str,
    /// Those that only a number follows: `Nr. 3`, `pág. 12`
    before_number: &'static str,
    /// Those that end one where a word follows that begins sentences: `1980 г. Он`, `S.p.A. La`
    may_end: &'static str,
    /// *And so on*: what follows with a capital is a new sentence.
    and_so_on: &'static str,
    /// Words that begin sentences and are no names: pronouns, articles, prepositions, conjunctions.
    starters: &'static str,
    ordinals: Ordinals,
    /// Whether a short word without a vowel can be a whole word: `krk`
    bare_words: bool,
    /// Letters said by their names, as initials: `पी. वी.`
    letters: &'static str,
    /// Words of one syllable that are no initials, where initials are syllables; none where they are not.
    syllables: &'static str,
}

/// Whether a number with a full stop is an ordinal.
pub(super) enum Ordinals {
    /// It ends its sentence.
    None,
    /// `3. Oktober`; after these words of any length.
    After(&'static str),
}

/// What most languages have.
const PLAIN: Usage = Usage {
    tags: &[],
    name: "",
    go_on: "",
    before_number: "",
    may_end: "",
    and_so_on: "",
    starters: "",
    ordinals: Ordinals::None,
    bare_words: false,
    letters: "",
    syllables: "",
};

/// Every language that has an entry.
static USAGES: &[&Usage] = &[
    &ar::USAGE,
    &bg::USAGE,
    &da::USAGE,
    &de::USAGE,
    &el::USAGE,
    &fr::USAGE,
    &hi::USAGE,
    &it::USAGE,
    &kk::USAGE,
    &mr::USAGE,
    &nl::USAGE,
    &pl::USAGE,
    &ru::USAGE,
    &sk::USAGE,
    &ur::USAGE,
];

/// How a word with a full stop behaves.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Dot {
    GoesOn,
    BeforeNumber,
    MayEnd,
    AndSoOn,
}

/// An entry, ready to be asked.
struct Known {
    usage: &'static Usage,
    words: HashMap<&'static str, Dot>,
    starters: HashSet<&'static str>,
}

static KNOWN: LazyLock<Vec<Known>> = LazyLock::new(|| USAGES.iter().map(|usage| Known::new(usage)).collect());
static OTHER: LazyLock<Known> = LazyLock::new(|| Known::new(&other::USAGE));

/// Byte offsets where one sentence ends and the next may begin; `tag`: the primary subtag, which may be unknown.
pub fn cuts(text: &str, tag: &str) -> Vec<usize> {
    let known = KNOWN.iter().find(|known| known.usage.tags.contains(&tag));
    super::reader::cuts(text, known.unwrap_or(&OTHER))
}

/// The tag of a language by its English name.
pub fn named(name: &str) -> Option<&'static str> {
    USAGES.iter().find(|usage| usage.name == name).and_then(|usage| usage.tags.first().copied())
}

impl Habits for Known {
    fn goes_on(&self, reader: &Reader<'_>, i: usize, next: usize) -> bool {
        let word = reader.word_before(i);
        if word.is_empty() {
            return false;
        }
        let stop = Stop { known: self, reader, i, next, word, follows: reader.word_at(next) };
        if reader.get(i) == '۔' {
            return stop.is_letter_name();
        }
        if word.ends_with(char::is_numeric) { stop.is_ordinal() } else { stop.is_cut_short() }
    }
}

impl Known {
    fn new(usage: &'static Usage) -> Known {
        let kinds = [
            (usage.before_number, Dot::BeforeNumber),
            (usage.and_so_on, Dot::AndSoOn),
            (usage.may_end, Dot::MayEnd),
            (usage.go_on, Dot::GoesOn),
        ];
        let words = kinds.into_iter().flat_map(|(list, dot)| list.split_whitespace().map(move |word| (word, dot)));
        Known { usage, words: words.collect(), starters: usage.starters.split_whitespace().collect() }
    }

    fn dot(&self, word: &str) -> Option<Dot> {
        self.words.get(word).or_else(|| self.words.get(word.to_lowercase().as_str())).copied()
    }
}
