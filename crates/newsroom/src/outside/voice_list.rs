//! The public list of Piper voices, and what is read out of the files that come with a voice.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::fetch::Fetch;
use super::voice_folder::is_name;
use crate::error::{Error, Result};

/// Where the list is published. Its `voices.json` names every voice with its files, their sizes and MD5 digests.
pub const PUBLISHED: &str = "https://huggingface.co/rhasspy/piper-voices/resolve/main/";
/// A model is at most this large: the largest published ones have 120 MB.
const BYTES_AT_MOST: u64 = 1 << 30;

/// A voice that the list offers.
#[derive(Clone, Debug, Deserialize)]
pub struct Offer {
    #[serde(rename = "key")]
    pub name: String,
    pub language: Language,
    pub quality: String,
    #[serde(rename = "num_speakers")]
    pub speakers: u32,
    files: BTreeMap<String, Promised>,
    /// Names it had before.
    #[serde(default)]
    aliases: Vec<String>,
}

/// A language as Piper's files write it.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Language {
    /// `en_US`.
    pub code: String,
    #[serde(default)]
    pub name_english: String,
    #[serde(default)]
    pub country_english: String,
}

impl Language {
    /// BCP 47: `en-US`.
    pub fn tag(&self) -> String {
        self.code.replace('_', "-")
    }

    /// `English (United States)`.
    pub fn name(&self) -> String {
        match (self.name_english.as_str(), self.country_english.as_str()) {
            (name, "") => name.to_string(),
            (name, country) => format!("{name} ({country})"),
        }
    }
}

/// What the list promises of a file.
#[derive(Clone, Debug, Deserialize)]
pub struct Promised {
    #[serde(rename = "size_bytes")]
    pub bytes: u64,
    #[serde(rename = "md5_digest")]
    pub md5: String,
}

impl Offer {
    /// Path, size and digest of the model.
    pub fn model(&self) -> Result<(&str, &Promised)> {
        self.file(".onnx")
    }

    pub fn config(&self) -> Result<(&str, &Promised)> {
        self.file(".onnx.json")
    }

    /// The page on which its makers say what it is and under which licence.
    pub fn model_card(&self) -> Option<&str> {
        self.files.keys().find(|path| path.rsplit('/').next() == Some("MODEL_CARD")).map(String::as_str)
    }

    pub fn bytes(&self) -> u64 {
        [self.model(), self.config()].into_iter().flatten().map(|(_, promised)| promised.bytes).sum()
    }

    fn file(&self, ending: &str) -> Result<(&str, &Promised)> {
        let name = format!("{}{ending}", self.name);
        let found = self.files.iter().find(|(path, _)| path.rsplit('/').next() == Some(name.as_str()));
        match found {
            Some((path, promised)) if promised.bytes <= BYTES_AT_MOST => Ok((path, promised)),
            _ => Err(Error::refused("bad-voice-list", format!("the list names no usable {name}: it is not Piper's"))),
        }
    }
}

/// All voices that the list at `list` offers, by name.
pub async fn read(fetch: &Fetch, list: &str) -> Result<Vec<Offer>> {
    let address = address(list, "voices.json")?;
    let page = fetch.get(&address).await.map_err(|e| Error::refused("no-voice-list", format!("{address}: {e}")))?;
    let all: BTreeMap<String, Offer> = serde_json::from_slice(&page.bytes)
        .map_err(|e| Error::refused("bad-voice-list", format!("{address} is no list of Piper voices: {e}")))?;
    Ok(all.into_values().filter(|offer| is_name(&offer.name)).collect())
}

/// The voice of a name, also of one that it had before.
pub fn find<'a>(all: &'a [Offer], name: &str) -> Option<&'a Offer> {
    let called = |offer: &&Offer| offer.name == name;
    all.iter().find(called).or_else(|| all.iter().find(|offer| offer.aliases.iter().any(|alias| alias == name)))
}

/// Those whose language begins with a tag: `en`, `en-US`, `zh`.
pub fn of_lang<'a>(all: &'a [Offer], tag: &str) -> Vec<&'a Offer> {
    let wanted = tag.to_ascii_lowercase();
    let speaks = |offer: &&Offer| {
        let own = offer.language.tag().to_ascii_lowercase();
        own == wanted || own.split('-').next() == Some(wanted.as_str())
    };
    all.iter().filter(speaks).collect()
}

/// The address of a file of the list.
pub fn address(list: &str, path: &str) -> Result<String> {
    let wrong = |_| Error::invalid("voice_list", format!("“{list}” is not an address such as {PUBLISHED}"));
    let base = url::Url::parse(&format!("{}/", list.trim_end_matches('/'))).map_err(wrong)?;
    // A path of the list stays in the list: `//elsewhere/x` and `https://…` would lead out of it.
    let below = path.split('/').all(|part| !part.is_empty() && part != ".." && !part.contains(':'));
    let joined = base.join(path).map_err(wrong)?;
    if below && joined.origin() == base.origin() {
        Ok(joined.to_string())
    } else {
        Err(Error::refused("bad-voice-list", format!("the list names a file outside of it: {path}")))
    }
}

/// The `host:port` of a list that an operator set: it may be private. The published one needs no exemption, so where it
/// leads to is looked at like any other address.
pub fn exempt(list: &str) -> Option<String> {
    let own = url::Url::parse(list).ok().filter(|_| list.trim_end_matches('/') != PUBLISHED.trim_end_matches('/'))?;
    Some(format!("{}:{}", own.host_str()?, own.port_or_known_default()?))
}

/// What a `MODEL_CARD` says of the licence: `CC0 (https://…)`. It is Markdown, written by hand.
pub fn licence(model_card: &str) -> Option<String> {
    let after = |key: &str| {
        model_card.lines().find_map(|line| {
            let line = line.trim_start_matches(['*', '-', '#', ' ']);
            let begins = line.get(..key.len()).is_some_and(|head| head.eq_ignore_ascii_case(key));
            begins.then(|| line[key.len()..].trim_start_matches(['*', ' ']).trim().to_string())
        })
    };
    let named = ["license:", "licence:"].iter().find_map(|key| after(key)).filter(|named| !named.is_empty())?;
    Some(match after("url:").filter(|url| !url.is_empty() && *url != named) {
        Some(url) => format!("{named} ({url})"),
        None => named,
    })
}

/// What a voice's `.onnx.json` says of it.
#[derive(Clone, Debug, Deserialize)]
pub struct Config {
    audio: Audio,
    #[serde(default)]
    language: Option<Language>,
    #[serde(default)]
    espeak: Option<Espeak>,
    #[serde(default = "one")]
    pub num_speakers: u32,
    /// Which sound each number stands for: no voice of Piper's can be spoken without.
    phoneme_id_map: BTreeMap<String, Vec<i64>>,
}

#[derive(Clone, Debug, Deserialize)]
struct Audio {
    sample_rate: u32,
    #[serde(default)]
    quality: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
struct Espeak {
    voice: String,
}

fn one() -> u32 {
    1
}

impl Config {
    /// Reads it, and refuses what is no description of a Piper voice.
    pub fn read(bytes: &[u8]) -> Result<Config> {
        let wrong = |why: String| Error::refused("bad-voice", format!("its .onnx.json is not of a Piper voice: {why}"));
        let config: Config = serde_json::from_slice(bytes).map_err(|e| wrong(e.to_string()))?;
        if config.phoneme_id_map.is_empty() {
            return Err(wrong("it has no phonemes".into()));
        }
        Ok(config)
    }

    pub fn sample_rate(&self) -> u32 {
        self.audio.sample_rate
    }

    pub fn quality(&self) -> &str {
        self.audio.quality.as_deref().unwrap_or("unknown")
    }

    /// The language: as it is named, or that of the phonemes.
    pub fn language(&self) -> Language {
        let espeak = || self.espeak.as_ref().map(|espeak| espeak.voice.clone()).unwrap_or_default();
        self.language.clone().unwrap_or_else(|| Language { code: espeak(), ..Language::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_is_found_in_a_card_written_by_hand() {
        let card = "# Model card for joe\n\n* Language: en_US\n\n## Dataset\n\n* URL: https://example.org/data\n* License: CC0\n";
        assert_eq!(licence(card).as_deref(), Some("CC0 (https://example.org/data)"));
        assert_eq!(licence("**Licence:** CC BY 4.0").as_deref(), Some("CC BY 4.0"));
        assert_eq!(
            licence("* License: See URL\n* URL: https://example.org"),
            Some("See URL (https://example.org)".into())
        );
        assert_eq!(licence("* License:\n"), None);
        assert_eq!(licence("no word of it"), None);
    }

    #[test]
    fn a_list_names_files_of_its_own_and_no_others() {
        let list = "http://mirror.example.org/piper";
        assert_eq!(address(list, "en/a.onnx").unwrap_or_default(), "http://mirror.example.org/piper/en/a.onnx");
        for path in ["../a.onnx", "//example.com/a", "https://example.com/a", "/etc/passwd", "en//a", ""] {
            assert!(address(list, path).is_err(), "{path}");
        }
    }

    #[test]
    fn only_a_list_that_was_set_may_be_private() {
        assert_eq!(exempt(PUBLISHED), None);
        assert_eq!(exempt(PUBLISHED.trim_end_matches('/')), None);
        assert_eq!(exempt("http://127.0.0.1:9000/voices").as_deref(), Some("127.0.0.1:9000"));
        assert_eq!(exempt("https://mirror.internal/").as_deref(), Some("mirror.internal:443"));
    }

    #[test]
    fn an_older_voice_takes_its_language_from_its_phonemes() {
        let config = br#"{"audio":{"sample_rate":16000},"espeak":{"voice":"en-us"},"phoneme_id_map":{"_":[0]}}"#;
        let config = Config::read(config).ok();
        assert_eq!(config.map(|c| (c.language().tag(), c.num_speakers)), Some(("en-us".into(), 1)));
        assert!(Config::read(br#"{"audio":{"sample_rate":16000},"phoneme_id_map":{}}"#).is_err());
        assert!(Config::read(b"[]").is_err());
    }
}
