//! What an operator says of a voice server: `[voice_servers.NAME]` in `crier.toml`.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use serde::de::{Error as _, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use url::Url;

use super::wav::DEFAULT_RATE;

/// Requests under way at once, unless the operator says otherwise: one is spoken while the next is on its way.
const AT_ONCE: usize = 2;
/// Seconds for one request from its first byte to the last of its answer: a slow machine speaks a long sentence in that.
const TIMEOUT_S: u64 = 30;
/// One narration waits for one sentence no longer than this, whatever is set: see [`super::Patience`].
const TIMEOUT_S_AT_MOST: u64 = 60;
const AT_ONCE_AT_MOST: usize = 64;
const PER_MINUTE_AT_MOST: u32 = 10_000;
/// The name goes into voice ids, which stand in tables, logs and commands.
const NAME_AT_MOST: usize = 40;

/// One server, as it is written down. What is left out has the default of its field.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ServerSettings {
    /// `https://voices.example.org`, with or without `/v1` and `/v1/audio/speech`.
    pub url: String,
    /// One of three: the key itself, a file that holds it, the name of an environment variable that does.
    pub key: Option<Secret>,
    pub key_file: Option<PathBuf>,
    pub key_env: Option<String>,
    pub model: Option<String>,
    pub format: Format,
    /// Samples per second of raw `pcm`; a WAV says its own.
    pub rate: u32,
    pub timeout_s: u64,
    /// `None`: as many as there are sentences.
    pub requests_per_minute: Option<u32>,
    pub at_once: usize,
    /// Letters, marks and blanks that may be sent in a day (UTC); `None`: as many as there are.
    pub letters_per_day: Option<i64>,
    pub price_per_million_letters: Option<Price>,
    pub currency: String,
    /// Who speaks when this server cannot: see [`Fallback`].
    pub fallback: Option<Fallback>,
    /// How much its voices are amplified, as `crier doctor` finds it.
    pub gain_db: f32,
    /// Languages, each with the voice of this server that reads them where nobody has chosen another.
    pub speaks: BTreeMap<String, String>,
}

impl Default for ServerSettings {
    fn default() -> ServerSettings {
        ServerSettings {
            url: String::new(),
            key: None,
            key_file: None,
            key_env: None,
            model: None,
            format: Format::Wav,
            rate: DEFAULT_RATE,
            timeout_s: TIMEOUT_S,
            requests_per_minute: None,
            at_once: AT_ONCE,
            letters_per_day: None,
            price_per_million_letters: None,
            currency: String::new(),
            fallback: None,
            gain_db: 0.0,
            speaks: BTreeMap::new(),
        }
    }
}

/// In which form the sound is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    Wav,
    /// 16-bit little-endian mono samples and nothing else.
    Pcm,
}

impl Format {
    pub fn name(self) -> &'static str {
        match self {
            Format::Wav => "wav",
            Format::Pcm => "pcm",
        }
    }
}

/// Who speaks when a server cannot: a voice of this machine, one for each language, or `none`. Left out, it is what this
/// machine would read the language with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Fallback {
    One(String),
    ByLang(BTreeMap<String, String>),
}

/// A key: it is written into a header and nowhere else.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    pub fn new(secret: impl Into<String>) -> Secret {
        Secret(secret.into())
    }

    pub(super) fn text(&self) -> &str {
        &self.0
    }
}

const HIDDEN: &str = "(hidden)";

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(HIDDEN)
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(HIDDEN)
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Secret, D::Error> {
        struct Text;
        // Serde's own words for a wrong type quote what was found.
        impl Visitor<'_> for Text {
            type Value = Secret;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a key in quotation marks")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Secret, E> {
                Ok(Secret::new(text))
            }
            fn visit_bool<E: serde::de::Error>(self, _: bool) -> Result<Secret, E> {
                Err(E::custom("a key is written in quotation marks"))
            }
            fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<Secret, E> {
                Err(E::custom("a key is written in quotation marks"))
            }
            fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<Secret, E> {
                Err(E::custom("a key is written in quotation marks"))
            }
            fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<Secret, E> {
                Err(E::custom("a key is written in quotation marks"))
            }
        }
        deserializer.deserialize_any(Text)
    }
}

/// An amount of money in millionths of its currency's unit: no floating point adds up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Price {
    pub millionths: i64,
}

impl Price {
    /// Reads `15`, `0.6` or `12.50`; at most six places.
    pub fn parse(text: &str) -> Option<Price> {
        let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || whole.len() > 9 || part.len() > 6 || !digits(whole) || !digits(part) {
            return None;
        }
        let part: i64 = format!("{part:0<6}").parse().ok()?;
        Some(Price { millionths: whole.parse::<i64>().ok()? * 1_000_000 + part })
    }

    /// What a number of letters costs when this is the price of a million, rounded up.
    pub fn of_letters(self, letters: usize) -> Price {
        let millionths = (i128::from(self.millionths) * letters as i128 + 999_999) / 1_000_000;
        Price { millionths: i64::try_from(millionths).unwrap_or(i64::MAX) }
    }
}

impl fmt::Display for Price {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        // Hundredths as people know them; ten-thousandths, rounded up, where there is more.
        let parts = self.millionths / 100 + i64::from(self.millionths % 100 > 0);
        let (whole, part) = (parts / 10_000, parts % 10_000);
        if part % 100 == 0 { write!(f, "{whole}.{:02}", part / 100) } else { write!(f, "{whole}.{part:04}") }
    }
}

impl Serialize for Price {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (whole, part) = (self.millionths / 1_000_000, self.millionths % 1_000_000);
        serializer.serialize_str(&format!("{whole}.{part:06}"))
    }
}

impl<'de> Deserialize<'de> for Price {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Price, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Text(String),
            Whole(i64),
            Parts(f64),
        }
        let text = match Written::deserialize(deserializer)? {
            Written::Text(text) => text,
            Written::Whole(whole) => whole.to_string(),
            Written::Parts(parts) => parts.to_string(),
        };
        Price::parse(&text).ok_or_else(|| D::Error::custom("a price is written as 15 or 0.60, with at most six places"))
    }
}

impl ServerSettings {
    /// The whole address, checked. The error says what to do, in the words of the settings.
    pub fn checked(&self, name: &str) -> Result<Url, String> {
        let wrong = |what: &str| Err(format!("[voice_servers.{name}]: {what}"));
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
        if name.is_empty() || name.len() > NAME_AT_MOST || !name.chars().all(plain) {
            return wrong("its name is at most 40 small letters, digits, - and _");
        }
        let Ok(mut url) = Url::parse(&self.url) else {
            return wrong("`url` is not an address such as https://voices.example.org/v1/audio/speech");
        };
        if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
            return wrong("`url` begins with https:// or http:// and a host");
        }
        if !url.username().is_empty() || url.password().is_some() {
            return wrong("`url` holds a name or a password: take them out, and put the key into `key_file`");
        }
        let path = url.path().trim_end_matches('/').to_string();
        match path.as_str() {
            "" => url.set_path("/v1/audio/speech"),
            path if path.ends_with("/v1") => url.set_path(&format!("{path}/audio/speech")),
            path => url.set_path(path),
        }
        let keys =
            [self.key.is_some(), self.key_file.is_some(), self.key_env.is_some()].iter().filter(|set| **set).count();
        if keys > 1 {
            return wrong("set one of `key`, `key_file` and `key_env`");
        }
        if !(1..=TIMEOUT_S_AT_MOST).contains(&self.timeout_s) {
            return wrong("`timeout_s` is 1 to 60");
        }
        if !(1..=AT_ONCE_AT_MOST).contains(&self.at_once) {
            return wrong("`at_once` is 1 to 64");
        }
        if self.requests_per_minute.is_some_and(|most| !(1..=PER_MINUTE_AT_MOST).contains(&most)) {
            return wrong("`requests_per_minute` is 1 to 10000; leave it out for no limit");
        }
        if self.letters_per_day.is_some_and(|most| most < 1) {
            return wrong("`letters_per_day` is 1 or more; leave it out for no limit");
        }
        if !speech::sound::takes(self.rate) {
            return wrong("`rate` is 8000, 11025, 16000, 22050, 24000, 32000, 44100 or 48000");
        }
        if self.price_per_million_letters.is_some() && self.currency.trim().is_empty() {
            return wrong("`price_per_million_letters` needs a `currency`, such as \"USD\"");
        }
        if !(-30.0..=30.0).contains(&self.gain_db) {
            return wrong("`gain_db` is -30 to 30");
        }
        if self.fallbacks().any(|voice| voice.starts_with(super::PREFIX)) {
            return wrong("`fallback` is a voice of this machine, such as \"espeak:en-us\", or \"none\"");
        }
        Ok(url)
    }

    fn fallbacks(&self) -> impl Iterator<Item = &String> {
        let (one, by_lang) = match &self.fallback {
            None => (None, None),
            Some(Fallback::One(voice)) => (Some(voice), None),
            Some(Fallback::ByLang(voices)) => (None, Some(voices.values())),
        };
        one.into_iter().chain(by_lang.into_iter().flatten())
    }

    /// Who speaks a language when this server cannot.
    pub fn stand_in(&self, tag: &str) -> StandIn {
        let voice = match &self.fallback {
            None => None,
            Some(Fallback::One(voice)) => Some(voice),
            Some(Fallback::ByLang(voices)) => by_tag(voices, tag),
        };
        match voice.map(String::as_str) {
            None => StandIn::Own,
            Some("none") => StandIn::Nobody,
            Some(voice) => StandIn::Voice(voice.to_string()),
        }
    }
}

/// Who speaks in the place of a server's voice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StandIn {
    /// What this machine reads the language with.
    Own,
    Voice(String),
    Nobody,
}

/// What stands under a tag, `zh-Hant-TW`, or else under its beginning, `zh-Hant`, `zh`.
pub fn by_tag<'a, T>(all: &'a BTreeMap<String, T>, tag: &str) -> Option<&'a T> {
    let mut tag = tag;
    loop {
        if let Some((_, found)) = all.iter().find(|(name, _)| name.eq_ignore_ascii_case(tag)) {
            return Some(found);
        }
        tag = tag.rsplit_once('-')?.0;
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on says so by failing")]
mod tests {
    use super::*;

    fn at(url: &str) -> ServerSettings {
        ServerSettings { url: url.into(), ..ServerSettings::default() }
    }

    #[test]
    fn an_address_is_completed_and_one_that_is_whole_is_left_alone() {
        for (given, whole) in [
            ("http://127.0.0.1:8880", "http://127.0.0.1:8880/v1/audio/speech"),
            ("https://a.example/v1/", "https://a.example/v1/audio/speech"),
            ("https://a.example/v1/audio/speech", "https://a.example/v1/audio/speech"),
            ("https://a.example/deployments/x/audio/speech?v=1", "https://a.example/deployments/x/audio/speech?v=1"),
        ] {
            assert_eq!(at(given).checked("a").unwrap().as_str(), whole);
        }
        for wrong in ["", "ftp://a.example", "a.example", "https://me:pw@a.example"] {
            assert!(at(wrong).checked("a").is_err(), "{wrong}");
        }
        assert!(at("http://a.example").checked("A b").is_err());
    }

    #[test]
    fn a_price_is_counted_without_floating_point_and_never_too_low() {
        assert_eq!(Price::parse("15"), Some(Price { millionths: 15_000_000 }));
        assert_eq!(Price::parse("0.6").unwrap().millionths, 600_000);
        for wrong in ["", "-1", "1,5", "1.2345678", "x", "9999999999"] {
            assert_eq!(Price::parse(wrong), None, "{wrong}");
        }
        let price = Price::parse("15").unwrap();
        assert_eq!(price.of_letters(3_500).to_string(), "0.0525");
        assert_eq!(price.of_letters(1_000_000).to_string(), "15.00");
        assert_eq!(Price::parse("0.000001").unwrap().of_letters(1).millionths, 1);
    }

    #[test]
    fn the_closest_language_wins_and_none_is_a_word_of_its_own() {
        let voices = BTreeMap::from([("zh".to_string(), "a".to_string()), ("zh-Hant".into(), "b".into())]);
        assert_eq!(by_tag(&voices, "zh-Hant-TW").unwrap(), "b");
        assert_eq!(by_tag(&voices, "zh-CN").unwrap(), "a");
        assert_eq!(by_tag(&voices, "en"), None);
        let with = |fallback| ServerSettings { fallback, ..at("http://a.example") };
        assert_eq!(with(None).stand_in("en"), StandIn::Own);
        assert_eq!(with(Some(Fallback::One("none".into()))).stand_in("en"), StandIn::Nobody);
        assert_eq!(with(Some(Fallback::ByLang(voices))).stand_in("zh-TW"), StandIn::Voice("a".into()));
        assert!(with(Some(Fallback::One("server:b/x".into()))).checked("a").is_err());
    }

    #[test]
    fn a_key_is_never_printed() {
        let settings = ServerSettings { key: Some(Secret::new("sk-very-secret")), ..at("http://a.example") };
        assert!(!format!("{settings:?}").contains("secret"));
        assert!(!serde_json::to_string(&settings).unwrap().contains("secret"));
        let wrong = serde_json::from_str::<ServerSettings>(r#"{"key": 8675309}"#).unwrap_err();
        assert!(!wrong.to_string().contains("8675309"), "{wrong}");
    }
}
