//! British spellings → American, so that one pronouncing dictionary knows them all. The sound is the same.

use super::view::Low;
use crate::pronounce::{is_known, is_word};

/// Stems and what they become; endings are kept.
const STEMS: &[(&str, &str)] = &[
    ("centre", "center"),
    ("theatre", "theater"),
    ("metre", "meter"),
    ("litre", "liter"),
    ("fibre", "fiber"),
    ("harbour", "harbor"),
    ("neighbour", "neighbor"),
    ("honour", "honor"),
    ("favour", "favor"),
    ("colour", "color"),
    ("labour", "labor"),
    ("behaviour", "behavior"),
    ("rumour", "rumor"),
    ("humour", "humor"),
    ("armour", "armor"),
    ("flavour", "flavor"),
    ("vapour", "vapor"),
    ("odour", "odor"),
    ("tumour", "tumor"),
    ("endeavour", "endeavor"),
    ("saviour", "savior"),
    ("splendour", "splendor"),
    ("vigour", "vigor"),
    ("parlour", "parlor"),
    ("programme", "program"),
    ("defence", "defense"),
    ("offence", "offense"),
    ("licence", "license"),
    ("sepulchre", "sepulcher"),
    ("sceptre", "scepter"),
    ("calibre", "caliber"),
    ("manoeuvre", "maneuver"),
    ("traveller", "traveler"),
    ("travelled", "traveled"),
    ("travelling", "traveling"),
    ("cancelled", "canceled"),
    ("cancelling", "canceling"),
    ("labelled", "labeled"),
    ("modelled", "modeled"),
    ("modelling", "modeling"),
    ("counsellor", "counselor"),
    ("jeweller", "jeweler"),
    ("marvellous", "marvelous"),
    ("grey", "gray"),
    ("tyre", "tire"),
    ("plough", "plow"),
    ("kerb", "curb"),
    ("pyjamas", "pajamas"),
    ("sceptic", "skeptic"),
    ("mould", "mold"),
    ("smoulder", "smolder"),
    ("jewellery", "jewelry"),
    ("draught", "draft"),
    ("encyclopaedia", "encyclopedia"),
    ("paediatric", "pediatric"),
    ("anaesthe", "anesthe"),
    ("haem", "hem"),
    ("oesophag", "esophag"),
    ("foetus", "fetus"),
    ("archaeolog", "archeolog"),
];

/// The first two letters of each stem: one look at these tells nearly every word from all stems.
const HEADS: [u16; STEMS.len()] = {
    let mut heads = [0; STEMS.len()];
    let mut at = 0;
    while at < heads.len() {
        heads[at] = head(STEMS[at].0.as_bytes());
        at += 1;
    }
    heads
};

/// Two letters as one number; the word has more.
const fn head(word: &[u8]) -> u16 {
    u16::from_le_bytes([word[0], word[1]])
}

/// Words whose American spelling an engine knows better; they are only said so, and stay as they are written.
const ALIKE: &[(&str, &str)] = &[
    ("enrolment", "enrollment"),
    ("instalment", "installment"),
    ("anaemi", "anemi"),
    ("oestrogen", "estrogen"),
    ("leukaemia", "leukemia"),
    ("orthopaedic", "orthopedic"),
    ("gynaecolog", "gynecolog"),
    ("faeces", "feces"),
    ("manoeuvring", "maneuvering"),
    ("rancour", "rancor"),
    ("candour", "candor"),
    ("savour", "savor"),
    ("sombre", "somber"),
    ("mitre", "miter"),
    ("gaol", "jail"),
    ("pretence", "pretense"),
    ("yoghurt", "yogurt"),
    ("practise", "practice"),
    ("practising", "practicing"),
];

/// Verbs in `-ise` and nouns in `-isation`, by their stems.
const IZE: &[&str] = &[
    "organ",
    "real",
    "recogn",
    "critic",
    "apolog",
    "author",
    "capital",
    "central",
    "character",
    "civil",
    "colon",
    "commercial",
    "computer",
    "crystal",
    "decentral",
    "demoral",
    "digit",
    "econom",
    "emphas",
    "equal",
    "fertil",
    "final",
    "formal",
    "general",
    "global",
    "harmon",
    "hospital",
    "ideal",
    "immun",
    "industrial",
    "initial",
    "intern",
    "international",
    "legal",
    "liberal",
    "local",
    "marginal",
    "maxim",
    "memor",
    "minim",
    "mobil",
    "modern",
    "monopol",
    "national",
    "natural",
    "neutral",
    "normal",
    "optim",
    "ostrac",
    "penal",
    "personal",
    "polar",
    "popular",
    "privat",
    "publicis",
    "random",
    "rational",
    "regular",
    "reorgan",
    "revolution",
    "sensational",
    "social",
    "special",
    "stabil",
    "standard",
    "steril",
    "summar",
    "symbol",
    "sympath",
    "synchron",
    "terror",
    "total",
    "urban",
    "util",
    "vandal",
    "verbal",
    "victim",
    "visual",
    "western",
    "fantas",
    "jeopard",
    "scrutin",
    "patron",
];

/// The American spelling of a British word, where it has another.
pub fn american(word: &str) -> Option<String> {
    if word.len() < 4 || word.len() > 20 || !word.is_ascii() {
        return None;
    }
    let low = Low::of(word);
    let low = low.as_str();
    if !has_sign(low) {
        return None;
    }
    let head = head(low.as_bytes());
    let begins = |at: &usize| HEADS[*at] == head && low.starts_with(STEMS[*at].0);
    if let Some((british, american)) = (0..STEMS.len()).find(begins).map(|at| STEMS[at]) {
        return stem(low, british, american);
    }
    let at = low.rfind("is")?;
    let (head, tail) = low.split_at(at);
    (is_ise(tail) && IZE.contains(&head)).then(|| format!("{head}iz{}", &tail[2..]))
}

fn is_ise(tail: &str) -> bool {
    matches!(tail, "ise" | "ised" | "ises" | "ising" | "isation" | "isations" | "iser" | "isers")
}

/// The spelling by which an engine says a British word in lower case as it is said: channelled → channeled.
pub fn alike(low: &str) -> Option<String> {
    if low.len() < 4 || low.len() > 20 || !low.is_ascii() || !has_sign(low) {
        return None;
    }
    if let Some((british, american)) = ALIKE.iter().find(|(british, _)| low.starts_with(british)) {
        return stem(low, british, american);
    }
    ize(low).or_else(|| yze(low)).or_else(|| single_l(low))
}

/// In `-ise`: every word that the dictionary has with a z alone, and what is a word before it: pedestrianise.
fn ize(low: &str) -> Option<String> {
    /// Shorter ones are words of their own: prise, guise.
    const LEAST: usize = 4;
    /// From this length on a word and -ise are no other word: merchandise has no merchand.
    const LONG: usize = 6;
    let at = low.rfind("is")?;
    let (head, tail) = low.split_at(at);
    if !is_ise(tail) {
        return None;
    }
    let out = format!("{head}iz{}", &tail[2..]);
    let has_z = |stem: &str| is_known(&format!("{stem}ize")) && !is_known(&format!("{stem}ise"));
    // Decarbonise, renationalise: what is undone or done again. Pedestrianise: a long word, and -ise.
    let known = || {
        let undone = ["de", "re", "un"].iter().filter_map(|head_of| head.strip_prefix(head_of)).any(&has_z);
        let long = head.len() >= LONG && is_known(head) && !["expert", "advert"].contains(&head);
        head.len() >= LEAST && (has_z(head) || undone || long || tail.starts_with("isation") && head != "improv")
    };
    known().then_some(out)
}

/// In `-yse`: analysed. The plural of analysis stays what it is.
fn yze(low: &str) -> Option<String> {
    let (ending, z) =
        [("lyse", "lyze"), ("lysed", "lyzed"), ("lysing", "lyzing"), ("lyser", "lyzer"), ("lysers", "lyzers")]
            .into_iter()
            .find(|(ending, _)| low.ends_with(ending))?;
    Some(format!("{}{z}", &low[..low.len() - ending.len()]))
}

/// With an l too many for the dictionary: panelled, modelling. Called has its own: there is no caled.
fn single_l(low: &str) -> Option<String> {
    let ending = ["lled", "lling", "ller", "llers", "llor", "llors"].into_iter().find(|e| low.ends_with(e))?;
    let head = &low[..low.len() - ending.len()];
    let out = format!("{head}{}", &ending[1..]);
    // Stressed on their last syllable, these double it in America too.
    const STRESSED: [&str; 8] = ["compe", "dispe", "exce", "expe", "impe", "prope", "rebe", "repe"];
    let weak = head.ends_with('e') && head.len() > 3 && !STRESSED.contains(&head);
    let has_l = is_known(&format!("{head}l")) && !is_word(&format!("{head}ll"));
    (has_l && (weak || is_known(&out))).then_some(out)
}

/// Letters that every British spelling here has; most words have none of them and cost nothing.
fn has_sign(low: &str) -> bool {
    let bytes = low.as_bytes();
    bytes.windows(2).any(|w| {
        matches!(
            w,
            b"ou"
                | b"re"
                | b"is"
                | b"ce"
                | b"mm"
                | b"gu"
                | b"ll"
                | b"ey"
                | b"yr"
                | b"ue"
                | b"er"
                | b"yj"
                | b"sc"
                | b"iu"
                | b"au"
                | b"ae"
                | b"oe"
                | b"gh"
                | b"ao"
                | b"lf"
                | b"lm"
                | b"ys"
                | b"ro"
                | b"te"
        )
    })
}

fn stem(low: &str, british: &str, american: &str) -> Option<String> {
    let rest = &low[british.len()..];
    let known = matches!(
        rest,
        "" | "s"
            | "d"
            | "r"
            | "rs"
            | "ed"
            | "ing"
            | "er"
            | "ers"
            | "ful"
            | "fully"
            | "able"
            | "ably"
            | "ite"
            | "ites"
            | "hood"
            | "hoods"
            | "ly"
            | "al"
            | "ally"
            | "less"
            | "ism"
            | "ical"
            | "ist"
            | "ists"
            | "y"
            | "ies"
            | "ic"
            | "ics"
            | "ial"
            | "e"
            | "es"
            | "ement"
            | "ements"
            | "ology"
            | "orrhage"
            | "oglobin"
            | "ophilia"
            | "sia"
            | "tic"
            | "tist"
            | "tists"
            | "us"
            | "edly"
            | "front"
    );
    let exact = matches!(
        british,
        "grey" | "tyre" | "cheque" | "licence" | "programme" | "kerb" | "draught" | "mould" | "haem" | "mitre" | "gaol"
    );
    if !known
        || exact
            && !matches!(rest, "" | "s" | "d" | "ed" | "ing" | "r" | "rs" | "y" | "orrhage" | "oglobin" | "ophilia")
    {
        return None;
    }
    // `-re` becomes `-er`: the `e` of an ending would double.
    let out = match (american.ends_with("er") && british.ends_with("re"), rest) {
        (true, "d") => format!("{american}ed"),
        (true, "s" | "") => format!("{american}{rest}"),
        (true, "ing") => format!("{american}ing"),
        _ => format!("{american}{rest}"),
    };
    Some(out)
}
