//! By what a name's origin is known: letters, endings, open syllables.

use super::letters::{
    BALTIC, CONTINENTAL, CZECH, DUTCH, FRENCH, HUNGARIAN, ICELANDIC, ITALIAN, NGUNI, NORDIC, POLISH, PORTUGUESE,
    ROMANIAN, SLAVIC, SPANISH, TURKISH, Usage,
};

/// The language of a name with letters that English does not have.
pub fn foreign(word: &str) -> Option<&'static Usage> {
    let has = |letters: &str| word.contains(|c| letters.contains(c));
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    if has("ðþ") || ends(&["dóttir"]) {
        return Some(&ICELANDIC);
    }
    if has("ćđ") && !has("łńśźżąę") {
        return Some(&SLAVIC);
    }
    if has("łńśźżąę") && !has("įųėūčš") {
        return Some(&POLISH);
    }
    if has("ěřůťďňľĺŕ") || has("čšž") && has("áíéýúô") || ends(&["ová"]) {
        return Some(&CZECH);
    }
    if has("ņļķģėįųą") || has("āēīū") && (has("šžč") || ends(&["s"])) {
        return Some(&BALTIC);
    }
    if has("čšž") {
        return Some(&SLAVIC);
    }
    if has("őű") || has("áéíóúö") && ["sz", "gy", "cs", "zs"].iter().any(|pair| word.contains(pair)) {
        return Some(&HUNGARIAN);
    }
    if has("țșşţă") && !has("ğı") && !has("çöü") {
        return Some(if has("ş") && !has("ţăâî") { &TURKISH } else { &ROMANIAN });
    }
    if has("ğış") {
        return Some(&TURKISH);
    }
    let swedish =
        ["sson", "ström", "qvist", "kvist", "gren", "lund", "holm", "berg", "löf", "fors", "gård", "stad", "mäki"];
    if has("øå") || has("æ") || has("öä") && ends(&swedish) {
        return Some(&NORDIC);
    }
    if has("ãõ") || ends(&PORTUGUESE_ENDINGS) || has("ç") && ends(&["a", "o", "s"]) {
        return Some(&PORTUGUESE);
    }
    if has("èêâîôûëïœ") || has("ç") {
        return french(word).then_some(&FRENCH);
    }
    if has("āēīōū") && open(word) {
        return Some(&CONTINENTAL);
    }
    if has("ñ") || spanish(word) {
        return Some(&SPANISH);
    }
    (has("é") && (ends(&["é", "e", "d", "t"]) && !ends(&["ée"]))).then_some(&FRENCH)
}

const PORTUGUESE_ENDINGS: [&str; 9] = ["inho", "alho", "elho", "ilho", "olho", "alha", "inha", "eirão", "ões"];

/// One accent, and nothing that Spanish does not have.
fn spanish(word: &str) -> bool {
    let accents = word.chars().filter(|c| "áéíóú".contains(*c)).count();
    let strange = word.contains(|c: char| !c.is_ascii() && !"áéíóúüñ".contains(c) || "kw".contains(c));
    let doubled = ["ss", "tt", "pp", "ff", "nn", "mm", "dd", "ph", "sh", "th", "ck", "ao", "dh", "bh", "mh", "ée"];
    let end = word.ends_with(|c: char| "aeiouáéíóúnsrlzd".contains(c));
    // Gérard, Mélanie: an accent that does not say the stress.
    let french = word.contains('é') && word.ends_with(['e', 'd', 't']) || word.contains("llé");
    accents == 1 && end && !strange && !french && !doubled.iter().any(|pair| word.contains(pair))
}

/// A French word says where it ends: only endings that are said one way.
fn french(word: &str) -> bool {
    let endings = ["e", "é", "eau", "eux", "ier", "ois", "et", "ard", "ain", "in", "on", "ç", "y", "el", "ën", "as"];
    endings.iter().any(|ending| word.ends_with(ending)) && word.chars().count() > 4
}

/// The language of a name whose ending is enough.
pub fn ending(word: &str) -> Option<&'static Usage> {
    let told = word.len() > 5 && PORTUGUESE_ENDINGS[..6].iter().any(|ending| word.ends_with(ending));
    told.then_some(&PORTUGUESE)
}

/// The language of a name in plain letters.
pub fn plain(word: &str) -> Option<&'static Usage> {
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    let length = word.len();
    if length > 6 && ends(&["ovic", "evic", "avic", "ovich", "evich"]) {
        return Some(&SLAVIC);
    }
    if length > 5 && ends(&PORTUGUESE_ENDINGS) {
        return Some(&PORTUGUESE);
    }
    let digraph = ["sz", "cz", "rz", "dz"].iter().any(|pair| word.contains(pair));
    if length > 5 && (ends(&["wicz", "czyk", "czak"]) || digraph && ends(&["ski", "cki", "ska", "cka", "ak", "ek"])) {
        return Some(&POLISH);
    }
    if length > 4 && is_nguni(word) {
        return Some(&NGUNI);
    }
    if length > 5 && ends(&DUTCH_ENDINGS) {
        return Some(&DUTCH);
    }
    // Thibodeaux, Archambault, Duquesne's neighbours: the end is mute, and no English word has it.
    if length > 5 && ends(&["eaux", "eault", "ault", "eau", "ieux", "oux", "ouard"]) {
        return Some(&FRENCH);
    }
    const ITALIAN_ENDINGS: [&str; 16] = [
        "ini", "etti", "etta", "etto", "ucci", "acci", "ucchi", "elli", "ello", "ella", "azzi", "azzo", "izzi",
        "occhi", "igli", "oni",
    ];
    if length > 5 && ends(&ITALIAN_ENDINGS) && !word.contains(['k', 'w', 'y', 'j', 'x']) {
        return Some(&ITALIAN);
    }
    open(word).then_some(&CONTINENTAL)
}

/// Ends of Dutch and Afrikaans surnames and towns.
const DUTCH_ENDINGS: [&str; 14] = [
    "huizen", "huysen", "hout", "poel", "sma", "dstra", "lstra", "nstra", "kstra", "dijk", "wijk", "kamp", "veld",
    "schalk",
];

/// Consonants that only names of southern Africa begin with, where every voice would spell: Mthatha, Nxumalo.
fn is_nguni(word: &str) -> bool {
    const HEADS: [&str; 22] = [
        "mk", "mp", "mt", "mf", "mv", "mz", "ms", "ml", "mq", "mx", "mch", "mh", "nt", "nz", "nx", "nc", "nq", "hl",
        "dl", "gq", "nhl", "ngq",
    ];
    HEADS.iter().any(|head| word.starts_with(head)) && word.ends_with(['a', 'e', 'i', 'o', 'u'])
}

/// Heads and ends of West and East African names; they tell one that an English eye would read otherwise.
const AFRICAN_HEADS: [&str; 21] = [
    "ade", "olu", "ola", "oye", "ogun", "akin", "ayo", "omo", "chuk", "chi", "nwa", "nwo", "mwa", "mba", "mbo", "nde",
    "ndu", "nja", "nya", "wan", "wam",
];
const AFRICAN_ENDS: [&str; 17] = [
    "unde", "unle", "wale", "mide", "inde", "yemi", "sola", "wumi", "ola", "eke", "oke", "ogie", "eze", "ezi", "imu",
    "iru", "iku",
];

/// A consonant or none before every vowel, a nasal, an r or an l at most behind it, a vowel at the end: so names are
/// made from Lagos to Osaka, and their letters sound alike. A final e is heard where nothing English could be meant.
fn open(word: &str) -> bool {
    const ONSETS: [&str; 34] = [
        "sh", "ch", "ts", "mb", "nd", "ng", "nj", "nk", "mw", "ny", "gb", "kp", "kw", "gw", "bw", "tw", "sw", "by",
        "ky", "ry", "my", "hy", "dh", "th", "kh", "zh", "br", "dr", "tr", "gr", "pr", "rw", "lw", "nw",
    ];
    const VOWELS: &str = "aeiouāēīōū";
    let letters: Vec<char> = word.chars().collect();
    let vowel = |at: usize| letters.get(at).is_some_and(|c| VOWELS.contains(*c));
    let (mut at, mut groups) = (0, 0);
    while at < letters.len() {
        // What stands before the vowel.
        let from = at;
        while at < letters.len() && !vowel(at) {
            at += 1;
        }
        if at == letters.len() {
            return false;
        }
        let cluster: String = letters[from..at].iter().collect();
        let rest = match cluster.strip_prefix(['n', 'm', 'r', 'l', 's']) {
            Some(rest) if from > 0 && !rest.is_empty() => rest,
            _ => &cluster,
        };
        let fine = |onset: &str| onset.len() <= 1 && !"cqx".contains(onset) || ONSETS.contains(&onset);
        if !cluster.is_empty() && !fine(&cluster) && !fine(rest) {
            return false;
        }
        let run = at;
        while vowel(at) {
            at += 1;
        }
        let run: String = letters[run..at].iter().collect();
        // These are English ones.
        if run.len() > 2 || ["ea", "oa", "ue", "eu", "uo"].contains(&run.as_str()) {
            return false;
        }
        groups += 1;
    }
    let african = AFRICAN_HEADS.iter().any(|head| word.starts_with(head));
    let african = african && groups > 2 || AFRICAN_ENDS.iter().any(|end| word.ends_with(end));
    match letters.last() {
        Some('e' | 'ē') => groups > 1 && african || groups > 3,
        _ => groups > 1,
    }
}
