//! Full stops in languages that have no rules of their own here. Their short forms are all in one table: a word cut
//! short in one of them hardly ever ends a sentence in another.

use super::reader::{Habits, Reader, is_dotted};

/// Byte offsets where one sentence ends and the next may begin.
pub fn cuts(text: &str) -> Vec<usize> {
    super::reader::cuts(text, &HABITS)
}

static HABITS: Habits = Habits { goes_on, is_said: |_, _| false };

/// `3. Oktober`, initials, and the commonest short forms of many languages.
fn goes_on(reader: &Reader<'_>, i: usize, next: usize) -> bool {
    let word = reader.word_before(i);
    let number = reader.get(next).is_ascii_digit();
    let last = word.chars().last().unwrap_or(' ');
    if word.is_empty() {
        return false;
    }
    let short_number = word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
    let initial = word.chars().count() == 1 && last.is_alphabetic();
    // After `nr.` a number only counts: `nr. 5. Alle`.
    let counted = i > word.len() + 1 && reader.get(i - word.len() - 2) == '.';
    let ordinal = short_number && !counted && reader.get(next).is_alphabetic();
    // `J.-C.`, `J.-P. Dupont`: initials joined by a hyphen.
    let joined = word.contains(".-") && is_dotted(&word.replace('-', ""));
    ordinal || initial || joined || is_dotted(word) || is_cut_short(&word.to_lowercase(), number)
}

/// Titles and joining words: a name or the rest of the sentence follows.
const GO_ON: &[&str] = &[
    // German
    "hr",
    "hrn",
    "fr",
    "frl",
    "prof",
    "dipl",
    "ing",
    "bzw",
    "vgl",
    "ca",
    "evtl",
    "ggf",
    "inkl",
    "exkl",
    "insb",
    "sog",
    "gem",
    "max",
    "mind",
    "str",
    "st",
    "bspw",
    "zzgl",
    "abzgl",
    "geb",
    "verh",
    "hl",
    "allg",
    "lfd",
    "usf",
    "mio",
    "mrd",
    "tsd",
    "std",
    "gest",
    "vors",
    "stellv",
    "ehem",
    "urspr",
    "gegr",
    "kath",
    "jur",
    "phil",
    "rer",
    "habil",
    "bzgl",
    "einschl",
    "hrsg",
    "hgg",
    "eigtl",
    "röm",
    "stv",
    // Spanish, Portuguese
    "sr",
    "sra",
    "srta",
    "sres",
    "dra",
    "dr",
    "drs",
    "lic",
    "ud",
    "uds",
    "vd",
    "vds",
    "gral",
    "cap",
    "tte",
    "cnel",
    "admón",
    "avda",
    "av",
    "pte",
    "sto",
    "sta",
    "exmo",
    "exma",
    "ilmo",
    "profa",
    "eng",
    // French, Italian, Catalan
    "mm",
    "mme",
    "mlle",
    "mlles",
    "me",
    "mgr",
    "sig",
    "sigg",
    "dott",
    "avv",
    "on",
    "rag",
    "geom",
    "arch",
    "env",
    "cf",
    "mmes",
    "sgg",
    "dottssa",
    "magg",
    "serg",
    "boul",
    "ecc",
    "egr",
    "spett",
    "gent",
    "ing",
    "preg",
    "rev",
    "mons",
    "card",
    // Dutch, Danish, Swedish, Norwegian
    "dhr",
    "mevr",
    "mw",
    "drs",
    "mr",
    "bijv",
    "resp",
    "jf",
    "ang",
    "mht",
    "pga",
    "bla",
    "feks",
    "tlf",
    "adr",
    "fhv",
    "hhv",
    "iflg",
    "inkl",
    "dvs",
    "evt",
    "vedr",
    "ca",
    "kap",
    "jur",
    "ekon",
    // Polish, Czech, Slovak, Russian, Bulgarian, Turkish
    "np",
    "tzn",
    "tzw",
    "inż",
    "mgr",
    "ul",
    "tj",
    "napr",
    "např",
    "dr",
    "św",
    "ks",
    "płk",
    "ppłk",
    "mjr",
    "kpt",
    "zob",
    "г",
    "гг",
    "ул",
    "им",
    "проф",
    "др",
    "акад",
    "доц",
    "пр",
    "пл",
    "просп",
    "обл",
    "ред",
    "см",
    "напр",
    "doç",
    "bkz",
    "yrd",
    "cad",
    "mah",
    "judr",
    "mudr",
    "bc",
];

/// Words before a number: `Nr. 3`, `pág. 12`, `kl. 8`.
const BEFORE_NUMBER: &[&str] = &[
    "nr", "abs", "art", "abb", "bd", "kap", "ziff", "anm", "tel", "s", "no", "núm", "nº", "n°", "pág", "págs", "pag",
    "vol", "fig", "cap", "kl", "nr", "num", "chap", "sect", "al", "с", "стр", "рис", "ст", "p", "pp", "lpd", "poz",
    "str", "mio", "mrd", "tis", "jan", "feb", "mär", "apr", "jun", "jul", "aug", "sep", "sept", "okt", "nov", "dez",
    "dec", "ene", "abr", "ago", "dic", "janv", "févr", "avr", "juil",
];

/// Whether the word before a full stop is cut short; `number`: digits follow.
fn is_cut_short(word: &str, number: bool) -> bool {
    // `Hauptstr.`, `Bahnhofstr.`
    let street = word.ends_with("str");
    street || GO_ON.contains(&word) || number && BEFORE_NUMBER.contains(&word)
}
