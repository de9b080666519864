//! Words in capitals: which are said (NATO) and which are spelled (WSJ).

use super::view::{Low, Said, View, is_capitals};

/// Letters by their names. A label keeps them together.
pub fn letters(word: &str, prose: bool) -> String {
    if !prose {
        return word.to_string();
    }
    let mut out = String::with_capacity(word.len() * 2);
    for c in word.chars() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(c.to_uppercase());
    }
    out
}

/// Said as a word although short or odd.
const SAID: &[&str] = &[
    "AIDS", "ANZAC", "APEC", "ASCII", "ASEAN", "AWOL", "BAFTA", "BASIC", "BRICS", "COBRA", "COVID", "DARPA", "DEFRA",
    "DIN", "ECOWAS", "EFTA", "ESOL", "FEMA", "FIFA", "FIDE", "GIF", "GUS", "HAMAS", "IKEA", "INTERPOL", "IRA", "ISIL",
    "ISIS", "JPEG", "LASER", "LAN", "MERS", "MIR", "MOMA", "NAFTA", "NASA", "NASCAR", "NASDAQ", "NATO", "NOAA", "OECS",
    "OFCOM", "OFSTED", "OPEC", "ORCID", "OSHA", "OXFAM", "PAC", "PEN", "PIN", "POTUS", "QUAD", "RADAR", "RAM", "RICO",
    "ROM", "SAM", "SARS", "SCOTUS", "SIM", "SONAR", "SWAT", "TASER", "TASS", "TED", "UEFA", "UNESCO", "UNHCR",
    "UNICEF", "UNIFIL", "UNRWA", "VAR", "WAN", "WADA", "ZIP", "DIC", "EXCEL", "SALT", "START", "NEET", "MIPS",
    "CAPTCHA", "HUD", "SNAP", "TARP", "FEMEN", "CERN", "COP", "IATA", "MENA", "NIMBY", "YIMBY", "SPAC", "STEM",
    "STEAM", "FAANG", "LEGO", "VISA", "SHEIN", "NEOM", "AUKUS", "UNITA", "RENAMO", "SWAPO", "FARC", "PEMEX", "GEICO",
    "CAIR", "NARAL", "PETA", "MADD",
];

/// Spelled although they look like words.
const SPELLED: &[&str] = &[
    "UNHCR", "ICAO", "ITAC", "UCLA", "USAID", "USDA", "AIPAC", "EBITDA", "IELTS", "OSCE", "OECD", "AAPOR", "HIPAA",
    "ALTA", "CISA", "IAEA", "IUCN", "AARP", "ACLU", "EEOC", "EOE", "AUDUSD", "UAE", "DOGE", "LAPD", "CAPD", "NYPD",
    "SAPD", "CAGR", "HEIC",
];

/// Common words that stand in capitals for emphasis or in titles.
const WORDS: &[&str] = &[
    "ALL", "AND", "ANY", "ARE", "ART", "ASK", "BAD", "BIG", "BUT", "BUY", "CAN", "DAY", "DID", "END", "EYE", "FAR",
    "FEW", "FOR", "FUN", "GET", "GOD", "GOT", "HAD", "HAS", "HER", "HIM", "HIS", "HOT", "HOW", "ITS", "JOB", "LET",
    "MAN", "MAY", "MEN", "MOM", "NEW", "NOT", "NOW", "OFF", "OLD", "ONE", "OUR", "OUT", "OWN", "PAY", "RED", "RUN",
    "SAW", "SAY", "SEE", "SET", "SHE", "SUN", "THE", "TOO", "TOP", "TRY", "TWO", "USE", "WAR", "WAS", "WAY", "WHO",
    "WHY", "WIN", "WON", "YES", "YET", "YOU", "AN", "AS", "AT", "BE", "BY", "DO", "GO", "HE", "IF", "IN", "IS", "IT",
    "ME", "MY", "NO", "OF", "OH", "ON", "OR", "SO", "TO", "UP", "WE", "ALSO", "AREA", "BEEN", "BOOK", "BOTH", "EACH",
    "EVEN", "EVER", "EVERY", "FAKE", "FIRE", "FIVE", "FOUR", "FROM", "GIRL", "HALL", "HAVE", "HERE", "INTO", "JUST",
    "LIKE", "LIVE", "LOVE", "MORE", "MOST", "MUST", "NEWS", "NEVER", "NONE", "ONCE", "ONLY", "OPEN", "OVER", "PART",
    "PEACE", "SHOW", "SOLD", "STOP", "SURE", "TEST", "THAT", "THEM", "THEN", "THEY", "THIS", "TIME", "VERY", "VOTE",
    "WAIT", "WANT", "WEEK", "WELL", "WHAT", "WHEN", "WILL", "WITH", "WORK", "YEAR", "YOUR", "CARE", "SPIN", "BEEF",
    "HOME", "SALE", "FREE", "RICH", "POOR", "LIFE", "LOOK", "MAKE", "TAKE", "GIVE", "KEEP", "ALONE", "USED", "ABLE",
];

fn is_vowel(b: u8) -> bool {
    matches!(b, b'A' | b'E' | b'I' | b'O' | b'U' | b'Y')
}

/// Whether a word of capitals can be said: every run of consonants is one that English has in that place.
fn is_sayable(word: &str) -> bool {
    let bytes = word.as_bytes();
    let (mut vowels, mut run) = (0, 0);
    for (at, &b) in bytes.iter().enumerate() {
        if is_vowel(b) {
            vowels += 1;
            let start = at == run;
            if start && run > 1 && !is_onset(&word[..run]) || !start && run > 2 + usize::from(at < bytes.len()) {
                return false;
            }
            run = 0;
        } else {
            run += 1;
        }
    }
    let tail = &word[word.len() - run..];
    // Two vowels in a row that English does not write, and odd ends, are signs of initials.
    vowels > 0
        && (run <= 1 || is_coda(tail))
        && !["AA", "II", "UU", "AO", "EO", "IU", "UO", "AE", "IY", "UY", "VV", "HH", "JJ", "QA", "QE", "QI"]
            .iter()
            .any(|odd| word.contains(odd))
        && !matches!(bytes.last(), Some(b'J' | b'Q' | b'V'))
}

/// Consonants an English word may begin with.
fn is_onset(cluster: &str) -> bool {
    matches!(
        cluster,
        "BL" | "BR"
            | "CH"
            | "CL"
            | "CR"
            | "DR"
            | "FL"
            | "FR"
            | "GL"
            | "GR"
            | "KN"
            | "PH"
            | "PL"
            | "PR"
            | "QU"
            | "SC"
            | "SCH"
            | "SCR"
            | "SH"
            | "SK"
            | "SL"
            | "SM"
            | "SN"
            | "SP"
            | "SPL"
            | "SPR"
            | "ST"
            | "STR"
            | "SW"
            | "TH"
            | "THR"
            | "TR"
            | "TW"
            | "WH"
            | "WR"
    )
}

/// Consonants an English word may end with.
fn is_coda(cluster: &str) -> bool {
    matches!(
        cluster,
        "CK" | "CT"
            | "FT"
            | "GH"
            | "GHT"
            | "LD"
            | "LF"
            | "LK"
            | "LL"
            | "LM"
            | "LP"
            | "LT"
            | "MB"
            | "MP"
            | "MS"
            | "ND"
            | "NG"
            | "NGS"
            | "NK"
            | "NS"
            | "NT"
            | "NTS"
            | "PT"
            | "RD"
            | "RK"
            | "RL"
            | "RM"
            | "RN"
            | "RP"
            | "RS"
            | "RT"
            | "SH"
            | "SK"
            | "SP"
            | "SS"
            | "ST"
            | "TH"
            | "TS"
            | "WN"
            | "CH"
            | "RCH"
            | "TCH"
            | "NCH"
            | "FF"
            | "RST"
            | "LS"
            | "DS"
    )
}

/// Letters that every voice spells by itself: no vowel among them, and short for nothing it would say in full.
fn is_unsayable(word: &str) -> bool {
    !word.bytes().any(is_vowel)
        && !matches!(word, "ST" | "MR" | "MRS" | "LTD" | "VS" | "FT" | "LB" | "LBS" | "KG" | "KM")
}

/// What is done with a word in capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Said,
    Spelled,
}

/// Whether a word of two or more ASCII capitals is said or spelled.
pub fn way(word: &str, shouted: bool) -> Way {
    let said = |yes| if yes { Way::Said } else { Way::Spelled };
    if SPELLED.contains(&word) {
        return Way::Spelled;
    }
    if SAID.contains(&word) || WORDS.contains(&word) {
        return Way::Said;
    }
    if shouted {
        return said(word.bytes().any(is_vowel));
    }
    match word.len() {
        0..=3 => Way::Spelled,
        4 => said(is_sayable(word) && !word.starts_with(['A', 'E', 'I', 'O', 'U'])),
        _ => said(is_sayable(word)),
    }
}

/// A word with letters in capitals at token `i`.
pub fn acronym(view: &View<'_>, i: usize) -> Option<Said> {
    let word = view.word(i);
    if word.len() < 2 || !word.is_ascii() || !view.prose {
        return None;
    }
    let (core, tail) = core_and_tail(word);
    if is_hum(core) && view.glued_mark(i + 1, '.') {
        return None;
    }
    if core.len() < 2 || !is_capitals(core) {
        return mixed(view, word);
    }
    // `MPs` is a plural; `As` and `Is` are words.
    if view.shouted && !tail.is_empty() && tail != "'s" {
        return None;
    }
    let shouted = view.shouted || is_in_shout(view, i);
    match way(core, shouted) {
        Way::Said if shouted || WORDS.contains(&core) => None,
        Way::Said => {
            Said::new(1, format!("{}{}{}", &core[..1], core[1..].to_ascii_lowercase(), tail.trim_start_matches(' ')))
        }
        // No voice takes `BBC` for a word, and it stresses the letters better when they stay together.
        Way::Spelled if tail.is_empty() && is_unsayable(core) => None,
        Way::Spelled => Said::new(1, format!("{}{tail}", letters(core, true))),
    }
}

/// Whether a word of the language in capitals stands beside token `i`: `THE AGE OF`.
fn is_in_shout(view: &View<'_>, i: usize) -> bool {
    let word = |at: usize| WORDS.contains(&view.word(at)) && !matches!(view.word(at), "IT" | "NO");
    i > 0 && word(i - 1) && view.apart(i) || view.apart(i + 1) && word(i + 1)
}

/// Cuts the possessive or the plural off: `CEO's`, `MPs`, `CEOs'`.
fn core_and_tail(word: &str) -> (&str, &'static str) {
    if let Some(core) = word.strip_suffix("'s") {
        (core, "'s")
    } else if let Some(core) = word.strip_suffix('s').filter(|core| is_capitals(core)) {
        (core, "'s")
    } else {
        (word, "")
    }
}

/// Words that are only partly capitals: `mRNA`, `fMRI`, `PhD`.
fn mixed(view: &View<'_>, word: &str) -> Option<Said> {
    if view.shouted || !word.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let low = word.bytes().take_while(u8::is_ascii_lowercase).count();
    let (head, tail) = word.split_at(low);
    let few = (1..=2).contains(&low) && tail.len() >= 2 && is_capitals(tail);
    let degree = matches!(word, "PhD" | "PhDs" | "MSc" | "BSc" | "MBChB");
    // A name without a vowel, as Ng, is said; of names only signs such as Pb are spelled.
    let name = word.starts_with(|c: char| c.is_uppercase()) && (word.len() > 3 || word == "Ng");
    let consonants =
        word.len() <= 6 && !name && word.bytes().all(|b| !is_vowel(b.to_ascii_uppercase())) && !is_hum(word);
    if few && (way(tail, false) == Way::Spelled) {
        Said::new(1, format!("{} {}", letters(head, true), letters(tail, true)))
    } else if degree || consonants && word.len() >= 2 {
        let (core, tail) =
            if degree { (word.trim_end_matches('s'), if word.ends_with('s') { "'s" } else { "" }) } else { (word, "") };
        Said::new(1, format!("{}{tail}", letters(core, true)))
    } else {
        None
    }
}

/// Words without a vowel that are said all the same.
fn is_hum(word: &str) -> bool {
    matches!(
        Low::of(word).as_str(),
        "hm" | "hmm"
            | "mm"
            | "mmm"
            | "sh"
            | "shh"
            | "psst"
            | "brr"
            | "pfft"
            | "tsk"
            | "nth"
            | "mr"
            | "mrs"
            | "ms"
            | "st"
            | "dr"
            | "ltd"
            | "jr"
            | "sr"
            | "vs"
            | "th"
            | "nd"
            | "rd"
            | "ll"
            | "pp"
            | "zzz"
            | "grr"
            | "pm"
            | "mx"
            | "rhythm"
    )
}
