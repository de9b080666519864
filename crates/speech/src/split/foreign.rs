//! Short forms of languages that have no rules of their own here, all in one table: a word cut short in one of them
//! hardly ever ends a sentence in another.

/// Titles and joining words: a name or the rest of the sentence follows.
const GO_ON: &[&str] = &[
    // German
    "hr", "hrn", "fr", "frl", "prof", "dipl", "ing", "bzw", "vgl", "ca", "evtl", "ggf", "inkl", "exkl", "insb", "sog",
    "gem", "max", "mind", "str", "st", "bspw", "zzgl", "abzgl", "geb", "verh", "hl", "allg", "lfd", "usf",
    // Spanish, Portuguese
    "sr", "sra", "srta", "sres", "dra", "dr", "drs", "lic", "ud", "uds", "vd", "vds", "gral", "cap", "tte", "cnel",
    "admón", "avda", "av", "pte", "sto", "sta", "exmo", "exma", "ilmo", "profa", "eng",
    // French, Italian, Catalan
    "mm", "mme", "mlle", "mlles", "me", "mgr", "sig", "sigg", "dott", "avv", "on", "rag", "geom", "arch", "env", "cf",
    // Dutch, Danish, Swedish, Norwegian
    "dhr", "mevr", "mw", "drs", "mr", "bijv", "resp", "jf", "ang", "mht", "pga", "bla", "feks", "tlf", "adr", "fhv",
    "hhv", "iflg", "inkl", // Polish, Czech, Russian, Turkish
    "np", "tzn", "tzw", "inż", "mgr", "ul", "tj", "napr", "např", "г", "гг", "ул", "им", "проф", "др", "doç", "bkz",
];

/// Words before a number: `Nr. 3`, `pág. 12`, `kl. 8`.
const BEFORE_NUMBER: &[&str] = &[
    "nr", "abs", "art", "abb", "bd", "kap", "ziff", "anm", "tel", "s", "no", "núm", "nº", "n°", "pág", "págs", "pag",
    "vol", "fig", "cap", "kl", "nr", "num", "chap", "sect", "al", "с", "стр", "рис", "ст", "p", "pp", "lpd", "poz",
    "str", "mio", "mrd", "tis", "jan", "feb", "mär", "apr", "jun", "jul", "aug", "sep", "sept", "okt", "nov", "dez",
    "dec", "ene", "abr", "ago", "dic", "janv", "févr", "avr", "juil",
];

/// Whether the word before a full stop is cut short; `number`: digits follow.
pub fn is_cut_short(word: &str, number: bool) -> bool {
    // `Hauptstr.`, `Bahnhofstr.`
    let street = word.ends_with("str");
    street || GO_ON.contains(&word) || number && BEFORE_NUMBER.contains(&word)
}
