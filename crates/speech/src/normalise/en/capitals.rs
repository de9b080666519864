//! Whether letters in capitals make a word that can be said.

/// Said as a word although short or odd.
const SAID: &[&str] = &[
    "AIDS", "ANZAC", "APEC", "ASCII", "ASEAN", "AWOL", "BAFTA", "BASIC", "BRICS", "COBRA", "COVID", "DARPA", "DEFRA",
    "DIN", "ECOWAS", "EFTA", "ESOL", "FEMA", "FIFA", "FIDE", "GIF", "GUS", "HAMAS", "IKEA", "INTERPOL", "IRA", "ISIL",
    "ISIS", "JPEG", "LASER", "LAN", "MERS", "MIR", "MOMA", "NAFTA", "NASA", "NASCAR", "NASDAQ", "NATO", "NOAA", "OECS",
    "OFCOM", "OFSTED", "OPEC", "ORCID", "OSHA", "OXFAM", "PAC", "PEN", "PIN", "POTUS", "QUAD", "RADAR", "RAM", "RICO",
    "ROM", "SAM", "SARS", "SCOTUS", "SIM", "SONAR", "SWAT", "TASER", "TASS", "TED", "UEFA", "UNESCO", "UNHCR",
    "UNICEF", "UNIFIL", "UNRWA", "WAN", "WADA", "ZIP", "DIC", "EXCEL", "SALT", "START", "NEET", "MIPS", "CAPTCHA",
    "HUD", "SNAP", "TARP", "FEMEN", "CERN", "COP", "IATA", "MENA", "NIMBY", "YIMBY", "SPAC", "STEM", "STEAM", "FAANG",
    "LEGO", "VISA", "SHEIN", "NEOM", "AUKUS", "UNITA", "RENAMO", "SWAPO", "FARC", "PEMEX", "GEICO", "CAIR", "NARAL",
    "PETA", "MADD", "DAX", "VIX", "MAX", "CAC", "IMAX", "ICE", "UNCTAD", "DACA", "MAGA", "SAG", "SEAL", "SEALS",
    "AWACS", "LIBOR", "SOFR", "DOGE", "CISA", "HIPAA", "EBITDA", "AFRICOM", "CENTCOM", "NORAD", "NORTHCOM", "JAG",
    "GOAT", "WASP", "FOMO", "YOLO", "FTSE", "EPCOT", "IMAP", "OPEC", "ARPA", "ANWR", "AFTRA", "FLOTUS", "MASH", "UNIX",
    "NIST", "BIPOC", "CHIP", "CHIPS", "HAZMAT", "JSTOR", "LIHEAP", "NICU", "PICU", "SALT", "SIDS", "TOEFL",
];

/// Spelled although they look like words.
const SPELLED: &[&str] = &[
    "UNHCR", "ICAO", "ITAC", "UCLA", "USAID", "USDA", "AIPAC", "IELTS", "OSCE", "OECD", "AAPOR", "ALTA", "IAEA",
    "IUCN", "AARP", "ACLU", "EEOC", "EOE", "AUDUSD", "UAE", "LAPD", "CAPD", "NYPD", "SAPD", "CAGR", "HEIC", "NYAG",
    "ICICI", "MSCI", "IEEPA", "VAR",
];

/// Common words that stand in capitals for emphasis or in titles.
pub const WORDS: &[&str] = &[
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
    "PUT", "BOX", "EAT", "SIT", "CUT", "HIT", "LOW", "FIX", "SAD", "MAD", "BED", "DOG", "KID", "BOY", "LAW", "TAX",
    "LOT", "FLY", "CRY", "DIE", "LIE", "AGO", "DRY", "WET", "SIX", "TEN", "ADD", "AGE", "AIR", "BAN", "BET", "BIT",
    "BUS", "CUP", "DUE", "EGG", "FAT", "FEE", "GUN", "GUY", "HEY", "JOY", "KEY", "LAY", "LEG", "MET", "MIX", "NOR",
    "ODD", "OIL", "PET", "RAW", "SEA", "SKY", "SON", "TIE", "TOY", "WEB", "THAN", "GOOD", "BEST", "REAL", "DOWN",
    "BACK", "HELP", "HOME", "SALE", "FREE", "RICH", "POOR", "LIFE", "LOOK", "MAKE", "TAKE", "GIVE", "KEEP", "ALONE",
    "USED", "ABLE",
];

pub fn is_vowel(b: u8) -> bool {
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
            if start && run > 1 && !is_onset(&word[..run]) || !start && !is_between(&word[at - run..at]) {
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

/// Consonants that may stand between two vowels: what ends one syllable and what begins the next.
fn is_between(run: &str) -> bool {
    let part = |cluster: &str, known: fn(&str) -> bool| cluster.len() <= 1 || known(cluster);
    run.len() <= 2 || (0..=run.len()).any(|at| part(&run[..at], is_coda) && part(&run[at..], is_onset))
}

/// How a word in capitals is said where its letters mislead a voice.
pub fn respelled(word: &str) -> Option<&'static str> {
    Some(match word {
        "FTSE" => "Footsie",
        "NOAA" => "Noah",
        "CISA" => "Sissa",
        "HIPAA" => "Hippa",
        "ATACMS" => "Attackems",
        "HIMARS" => "High Mars",
        "FY" => "fiscal year",
        "SOFR" => "Sofer",
        "ANWR" => "Anwar",
        "USAID" => "U S Aid",
        "WWI" => "World War One",
        "WWII" => "World War Two",
        "WWIII" => "World War Three",
        "AAA" => "triple A",
        "NAACP" => "N double A C P",
        "NCAA" => "N C double A",
        "UNHCR" => "U N H C R",
        _ => return None,
    })
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
pub fn is_unsayable(word: &str) -> bool {
    !word.bytes().any(is_vowel)
        && !matches!(word, "ST" | "MR" | "MRS" | "LTD" | "VS" | "FT" | "LB" | "LBS" | "KG" | "KM")
}

/// Whether no list has a word of capitals, so that its letters alone decided how it is said.
pub fn is_guess(word: &str) -> bool {
    let listed = SPELLED.contains(&word) || SAID.contains(&word) || WORDS.contains(&word) || respelled(word).is_some();
    !listed && !is_unsayable(word)
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
        4 => said(is_sayable(word) && !word.starts_with(['A', 'E', 'I', 'O', 'U', 'Y'])),
        _ => said(is_sayable(word)),
    }
}
