//! Language tags: tidied where a source names one, told from the text where it does not.

/// Fewer letters than this say too little; guessing anyway would give a short English headline a Dutch voice.
const MIN_LETTERS: usize = 40;

/// A tag as sources write it (`en_US`, `zh-TW`, `EN`) → BCP 47; Chinese by its script (`zh-Hant`, `zh-Hans`), because
/// that is what decides reading and voice. `None` if it is no language tag.
pub fn tidy(tag: &str) -> Option<String> {
    let tag = tag.trim().split([',', ';', '.', '@']).next()?.replace('_', "-");
    let mut parts = tag.split('-');
    let language = parts.next()?.to_ascii_lowercase();
    if !(2..=3).contains(&language.len()) || !language.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    let mut script = None;
    let mut region = None;
    for part in parts {
        let letters = part.bytes().all(|b| b.is_ascii_alphabetic());
        match part.len() {
            4 if letters && script.is_none() && region.is_none() => {
                script = Some(part[..1].to_ascii_uppercase() + &part[1..].to_ascii_lowercase());
            }
            2 if letters && region.is_none() => region = Some(part.to_ascii_uppercase()),
            3 if part.bytes().all(|b| b.is_ascii_digit()) && region.is_none() => region = Some(part.to_owned()),
            // Variants and private parts change nothing for a reader.
            _ => break,
        }
    }
    if matches!(language.as_str(), "zh" | "cmn") {
        let script = script.or(match region.as_deref() {
            Some("TW" | "HK" | "MO") => Some("Hant".to_owned()),
            Some("CN" | "SG" | "MY") => Some("Hans".to_owned()),
            _ => None,
        });
        return Some(script.map_or("zh".to_owned(), |script| format!("zh-{script}")));
    }
    let mut tidy = language;
    for part in [script, region].into_iter().flatten() {
        tidy.push('-');
        tidy.push_str(&part);
    }
    Some(tidy)
}

/// The language a text is written in, or `None` where that would be a guess.
pub fn detect(text: &str) -> Option<String> {
    // The beginning tells as much as the whole, and the detector walks all it gets.
    let end = text.char_indices().nth(4000).map_or(text.len(), |(at, _)| at);
    let text = &text[..end];
    let han = text.chars().filter(|c| matches!(c, '\u{4e00}'..='\u{9fff}')).count();
    let info = whatlang::detect(text)?;
    if info.lang() == whatlang::Lang::Cmn {
        return (han >= 8).then(|| chinese(text).to_owned());
    }
    if text.chars().filter(|c| c.is_alphabetic()).count() < MIN_LETTERS || info.confidence() < 0.5 {
        return None;
    }
    Some(two_letters(info.lang()).to_owned())
}

/// A named language, made exact where the name alone does not say how Chinese is written.
pub fn settle(named: Option<String>, text: &str) -> Option<String> {
    match named.as_deref() {
        Some("zh") => Some(chinese(text).to_owned()),
        Some(_) => named,
        None => detect(text),
    }
}

/// [`settle`] for a page: many carry the language of their template. A long text that is plainly in another one wins.
pub fn weigh(named: Option<String>, text: &str) -> Option<String> {
    const LONG: usize = 400;
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_owned();
    let told = detect(text).filter(|_| text.chars().count() >= LONG);
    // Near kin are told apart by their pages better than by us.
    const KIN: [[&str; 2]; 6] = [["nb", "no"], ["nb", "nn"], ["id", "ms"], ["hr", "sr"], ["hr", "bs"], ["tl", "fil"]];
    match (&named, &told) {
        (Some(said), Some(found)) if primary(said) != primary(found) => {
            let kin = KIN
                .iter()
                .any(|pair| pair.contains(&primary(said).as_str()) && pair.contains(&primary(found).as_str()));
            let sure = whatlang::detect(text).is_some_and(|info| info.is_reliable());
            if sure && !kin { told } else { named }
        }
        _ => settle(named, text),
    }
}

/// Traditional or simplified, by letters that only one of them uses (the most frequent such pairs in news text).
fn chinese(text: &str) -> &'static str {
    const TRADITIONAL: &str =
        "這個來為說國時會學對發經過還沒點開現實關無與長機見問從進動體書東車電氣灣億萬報導門聽讀寫買賣總統點";
    const SIMPLIFIED: &str =
        "这个来为说国时会学对发经过还没点开现实关无与长机见问从进动体书东车电气湾亿万报导门听读写买卖总统点";
    let (mut traditional, mut simplified) = (0usize, 0usize);
    for c in text.chars() {
        match (TRADITIONAL.contains(c), SIMPLIFIED.contains(c)) {
            (true, false) => traditional += 1,
            (false, true) => simplified += 1,
            _ => {}
        }
    }
    if simplified > traditional { "zh-Hans" } else { "zh-Hant" }
}

/// ISO 639-3, which the detector speaks, to the two letters of BCP 47 where there are two.
fn two_letters(lang: whatlang::Lang) -> &'static str {
    use whatlang::Lang;
    match lang {
        Lang::Afr => "af",
        Lang::Aka => "ak",
        Lang::Amh => "am",
        Lang::Ara => "ar",
        Lang::Aze => "az",
        Lang::Bel => "be",
        Lang::Ben => "bn",
        Lang::Bul => "bg",
        Lang::Cat => "ca",
        Lang::Ces => "cs",
        Lang::Dan => "da",
        Lang::Deu => "de",
        Lang::Ell => "el",
        Lang::Eng => "en",
        Lang::Epo => "eo",
        Lang::Est => "et",
        Lang::Fin => "fi",
        Lang::Fra => "fr",
        Lang::Guj => "gu",
        Lang::Heb => "he",
        Lang::Hin => "hi",
        Lang::Hrv => "hr",
        Lang::Hun => "hu",
        Lang::Hye => "hy",
        Lang::Ind => "id",
        Lang::Ita => "it",
        Lang::Jav => "jv",
        Lang::Jpn => "ja",
        Lang::Kan => "kn",
        Lang::Kat => "ka",
        Lang::Khm => "km",
        Lang::Kor => "ko",
        Lang::Lat => "la",
        Lang::Lav => "lv",
        Lang::Lit => "lt",
        Lang::Mal => "ml",
        Lang::Mar => "mr",
        Lang::Mkd => "mk",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Nld => "nl",
        Lang::Nob => "nb",
        Lang::Ori => "or",
        Lang::Pan => "pa",
        Lang::Pes => "fa",
        Lang::Pol => "pl",
        Lang::Por => "pt",
        Lang::Ron => "ro",
        Lang::Rus => "ru",
        Lang::Sin => "si",
        Lang::Slk => "sk",
        Lang::Slv => "sl",
        Lang::Sna => "sn",
        Lang::Spa => "es",
        Lang::Srp => "sr",
        Lang::Swe => "sv",
        Lang::Tam => "ta",
        Lang::Tel => "te",
        Lang::Tgl => "tl",
        Lang::Tha => "th",
        Lang::Tuk => "tk",
        Lang::Tur => "tr",
        Lang::Ukr => "uk",
        Lang::Urd => "ur",
        Lang::Uzb => "uz",
        Lang::Vie => "vi",
        Lang::Yid => "yi",
        Lang::Zul => "zu",
        other => other.code(),
    }
}
