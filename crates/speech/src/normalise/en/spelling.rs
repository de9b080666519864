//! British spellings → American, so that one pronouncing dictionary knows them all. The sound is the same.

use super::view::Low;

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
    let ending = matches!(tail, "ise" | "ised" | "ises" | "ising" | "isation" | "isations" | "iser" | "isers");
    (ending && IZE.contains(&head)).then(|| format!("{head}iz{}", &tail[2..]))
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
    let exact =
        matches!(british, "grey" | "tyre" | "cheque" | "licence" | "programme" | "kerb" | "draught" | "mould" | "haem");
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
