//! The file beside a voice, `NAME.onnx.json`: how it is spoken to.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::Trouble;

/// Largest configuration in bytes; those with 900 speakers have 30,000.
const MAX_BYTES: u64 = 4 << 20;
/// Sample rates that a voice has; what is outside is a broken file. Piper's are 16,000 and 22,050.
const RATES: std::ops::RangeInclusive<u32> = 8_000..=48_000;

/// What a text becomes before it is spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alphabet {
    /// IPA as eSpeak NG writes it.
    Espeak,
    /// The letters themselves.
    Text,
    /// Initials, finals and tones of Mandarin.
    Pinyin,
}

/// How far chance reaches, and how fast it speaks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scales {
    pub noise: f32,
    pub length: f32,
    pub noise_w: f32,
}

/// A voice's configuration, checked.
#[derive(Clone, Debug)]
pub struct Config {
    pub rate: u32,
    pub alphabet: Alphabet,
    /// eSpeak's name of its language, `en-us`; empty when it needs none.
    pub espeak: String,
    pub scales: Scales,
    /// Numbers for each phoneme, mostly one.
    pub ids: BTreeMap<String, Vec<i32>>,
    pub speakers: usize,
    pub speaker_names: BTreeMap<String, i32>,
    pub default_speaker: i32,
    /// Neighbours that are one phoneme to this voice, longest first.
    pub clusters: Vec<Vec<String>>,
}

#[derive(Deserialize)]
struct File {
    audio: Audio,
    #[serde(default)]
    espeak: EspeakPart,
    #[serde(default)]
    inference: Inference,
    phoneme_type: Option<String>,
    phoneme_id_map: BTreeMap<String, Vec<i32>>,
    #[serde(default = "one")]
    num_speakers: usize,
    speaker_id_map: Option<BTreeMap<String, i32>>,
    #[serde(default)]
    default_speaker_id: i32,
    vowel_clusters: Option<Vec<Vec<String>>>,
}

#[derive(Deserialize)]
struct Audio {
    sample_rate: u32,
}

#[derive(Deserialize, Default)]
struct EspeakPart {
    #[serde(default)]
    voice: String,
}

/// Piper's own defaults stand where the file says nothing.
#[derive(Deserialize, Default)]
struct Inference {
    noise_scale: Option<f32>,
    length_scale: Option<f32>,
    noise_w: Option<f32>,
}

fn one() -> usize {
    1
}

impl Config {
    pub fn read(file: &Path) -> Result<Config, Trouble> {
        let broken = |reason: String| Trouble::Config { file: file.to_owned(), reason };
        let length = std::fs::metadata(file).map_err(|e| broken(e.to_string()))?.len();
        if length > MAX_BYTES {
            return Err(broken(format!("it has {length} bytes, which no configuration has")));
        }
        let text = std::fs::read(file).map_err(|e| broken(e.to_string()))?;
        let found: File = serde_json::from_slice(&text).map_err(|e| broken(e.to_string()))?;
        found.checked(file)
    }

    /// Numbers of a phoneme; nothing when this voice has no such sound.
    pub fn id(&self, phoneme: &str) -> Option<&[i32]> {
        self.ids.get(phoneme).map(Vec::as_slice)
    }

    /// A speaker's number, from a name or a number.
    pub fn speaker(&self, voice: &str, wanted: Option<&str>) -> Result<i32, Trouble> {
        let Some(wanted) = wanted else { return Ok(self.default_speaker) };
        let by_number = || wanted.parse().ok().filter(|n: &i32| usize::try_from(*n).is_ok_and(|n| n < self.speakers));
        self.speaker_names.get(wanted).copied().or_else(by_number).ok_or_else(|| {
            let mut known: Vec<&str> = self.speaker_names.keys().map(String::as_str).take(12).collect();
            if self.speaker_names.len() > known.len() {
                known.push("…");
            }
            Trouble::NoSpeaker {
                voice: voice.to_owned(),
                speaker: wanted.to_owned(),
                last: self.speakers.saturating_sub(1),
                known: known.join(", "),
            }
        })
    }
}

impl File {
    fn checked(self, file: &Path) -> Result<Config, Trouble> {
        let broken = |reason: String| Trouble::Config { file: file.to_owned(), reason };
        if !RATES.contains(&self.audio.sample_rate) {
            return Err(Trouble::Rate { file: file.to_owned(), rate: self.audio.sample_rate });
        }
        let alphabet = match self.phoneme_type.as_deref() {
            None | Some("espeak") => Alphabet::Espeak,
            Some("text") => Alphabet::Text,
            Some("pinyin") => Alphabet::Pinyin,
            Some(other) => return Err(Trouble::Alphabet { file: file.to_owned(), alphabet: other.to_owned() }),
        };
        if alphabet == Alphabet::Espeak && self.espeak.voice.is_empty() {
            return Err(broken("it does not say eSpeak's voice (`espeak`, `voice`)".to_owned()));
        }
        for mark in [super::ids::PAD, super::ids::BEGIN, super::ids::END] {
            if self.phoneme_id_map.get(mark).is_none_or(Vec::is_empty) {
                return Err(broken(format!("its phoneme_id_map has no `{mark}`")));
            }
        }
        let scales = Scales {
            noise: self.inference.noise_scale.unwrap_or(0.667),
            length: self.inference.length_scale.unwrap_or(1.0),
            noise_w: self.inference.noise_w.unwrap_or(0.8),
        };
        let usable = |scale: f32| scale.is_finite() && (0.0..=10.0).contains(&scale);
        if !usable(scales.noise) || !usable(scales.noise_w) || !usable(scales.length) || scales.length < 0.1 {
            return Err(broken(format!("its scales are out of range: {scales:?}")));
        }
        let mut clusters = self.vowel_clusters.unwrap_or_default();
        clusters.retain(|cluster| cluster.len() > 1);
        clusters.sort_by_key(|cluster| std::cmp::Reverse(cluster.len()));
        Ok(Config {
            rate: self.audio.sample_rate,
            alphabet,
            espeak: self.espeak.voice,
            scales,
            ids: self.phoneme_id_map,
            speakers: self.num_speakers.max(1),
            speaker_names: self.speaker_id_map.unwrap_or_default(),
            default_speaker: self.default_speaker_id,
            clusters,
        })
    }
}
