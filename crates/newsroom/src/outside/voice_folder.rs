//! The voice folder: voices that the operator added, each with its card.
//!
//! A voice is `NAME.onnx` and `NAME.onnx.json`, as Piper has them, and beside them `NAME.voice.json`, which is ours:
//! where it is from, under which licence, what it measured. Without its card a voice is not used: the card is written
//! last, when both files are whole.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use speech::sound::Gains;

use crate::error::{Error, Result};

/// What the engine of these voices is called in front of their names.
pub const PREFIX: &str = "piper:";
/// What stands before the number of a speaker, in a voice that has several: `piper:en_US-arctic-medium#3`.
const SPEAKER: char = '#';
/// Voices in one folder; the public list has fewer.
const VOICES_AT_MOST: usize = 1_000;
/// A card with the longest licence that somebody writes into it.
const CARD_BYTES_AT_MOST: u64 = 1 << 20;
const NAME_AT_MOST: usize = 80;

/// What is known of an added voice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// `en_US-joe-medium`, the name of its files.
    pub name: String,
    /// BCP 47: `en-US`.
    pub language: String,
    /// As its makers write it: `English (United States)`.
    #[serde(default)]
    pub language_name: String,
    pub speakers: u32,
    /// `x_low`, `low`, `medium` or `high`.
    pub quality: String,
    pub sample_rate: u32,
    pub licence: String,
    /// The address or the file that it was taken from.
    pub source: String,
    /// What its makers say of it, as it was published.
    #[serde(default)]
    pub model_card: String,
    /// Of both files together.
    pub bytes: u64,
    pub model_sha256: String,
    pub config_sha256: String,
    pub added_at_ms: i64,
    /// What brings it to our loudness; `None`: nobody has heard it yet.
    pub gain_db: Option<f32>,
}

impl Card {
    /// As a voice is named everywhere else: `piper:en_US-joe-medium`.
    pub fn voice(&self) -> String {
        format!("{PREFIX}{}", self.name)
    }
}

/// Why a voice cannot speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum Missing {
    #[error("it is not in the voice folder")]
    Gone,
    #[error("its card in the voice folder cannot be read")]
    BadCard,
    #[error("its files are not those that were added")]
    Changed,
    #[error("its loudness was never measured")]
    Unmeasured,
    #[error("it cannot be heard on this machine")]
    Mute,
}

/// The folder. It need not be there yet.
#[derive(Clone, Debug)]
pub struct VoiceFolder(PathBuf);

impl VoiceFolder {
    pub fn at(path: impl Into<PathBuf>) -> VoiceFolder {
        VoiceFolder(path.into())
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn model(&self, name: &str) -> PathBuf {
        self.0.join(format!("{name}.onnx"))
    }

    pub fn config(&self, name: &str) -> PathBuf {
        self.0.join(format!("{name}.onnx.json"))
    }

    fn card_file(&self, name: &str) -> PathBuf {
        self.0.join(format!("{name}.voice.json"))
    }

    /// The cards of all voices, by name. A card that cannot be read is an error that names it.
    pub fn cards(&self) -> Result<Vec<Card>> {
        let doing = || format!("reading the voice folder {}", self.0.display());
        let entries = match std::fs::read_dir(&self.0) {
            Ok(entries) => entries,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(e) => return Err(Error::broken(&doing(), e)),
        };
        let mut names = Vec::new();
        for entry in entries {
            let name = entry.map_err(|e| Error::broken(&doing(), e))?.file_name();
            names.extend(name.to_str().and_then(|name| name.strip_suffix(".voice.json")).map(str::to_string));
        }
        if names.len() > VOICES_AT_MOST {
            let reason = format!("{} has more than {VOICES_AT_MOST} voices: remove some", self.0.display());
            return Err(Error::refused("too-many-voices", reason));
        }
        names.sort();
        names.iter().filter_map(|name| self.card(name).transpose()).collect()
    }

    /// The card of a voice; `None` if there is no such voice.
    pub fn card(&self, name: &str) -> Result<Option<Card>> {
        if !is_name(name) {
            return Ok(None);
        }
        let file = self.card_file(name);
        let broken = |why: String| {
            let reason = format!("{}: {why}. Remove the file and add the voice again", file.display());
            Error::refused("bad-voice-card", reason)
        };
        match std::fs::metadata(&file) {
            Ok(meta) if meta.len() > CARD_BYTES_AT_MOST => return Err(broken("it is no card of ours".into())),
            Ok(_) => {}
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(broken(e.to_string())),
        }
        let bytes = std::fs::read(&file).map_err(|e| broken(e.to_string()))?;
        let card: Card = serde_json::from_slice(&bytes).map_err(|e| broken(e.to_string()))?;
        if card.name == name { Ok(Some(card)) } else { Err(broken(format!("it is the card of {}", card.name))) }
    }

    /// The card of a voice that can be spoken with, and else what is wrong with it.
    pub fn whole(&self, name: &str) -> std::result::Result<Card, Missing> {
        let card = self.card(name).map_err(|_| Missing::BadCard)?.ok_or(Missing::Gone)?;
        match (self.is_as_added(&card), card.gain_db) {
            (false, _) => Err(Missing::Changed),
            (true, None) => Err(Missing::Unmeasured),
            (true, Some(_)) => Ok(card),
        }
    }

    /// Whether both files of a voice are there, as long as they were.
    pub fn is_as_added(&self, card: &Card) -> bool {
        let bytes = |file: PathBuf| file.metadata().map_or(0, |meta| meta.len());
        bytes(self.model(&card.name)) + bytes(self.config(&card.name)) == card.bytes
    }

    /// Writes a card whole: a reader sees the old one or the new one.
    pub fn put(&self, card: &Card) -> Result<()> {
        let file = self.card_file(&card.name);
        let broken = |e: std::io::Error| Error::broken(&format!("writing {}", file.display()), e);
        let json = serde_json::to_vec_pretty(card).map_err(|e| Error::broken("writing a voice card", e))?;
        let half = self.0.join(format!("{}.voice.json.part", card.name));
        std::fs::write(&half, json).map_err(broken)?;
        std::fs::rename(&half, &file).map_err(broken)
    }

    /// Removes a voice, its card first: from then on nobody uses it. What is not there is no error.
    pub fn remove(&self, name: &str) -> Result<()> {
        for file in [self.card_file(name), self.model(name), self.config(name)] {
            match std::fs::remove_file(&file) {
                Err(e) if e.kind() != std::io::ErrorKind::NotFound => {
                    return Err(Error::broken(&format!("removing {}", file.display()), e));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// What was measured of all voices. A folder that cannot be read has none: its voices then have a stand-in anyway.
    pub fn gains(&self) -> Gains {
        let mut gains = Gains::default();
        for card in self.cards().unwrap_or_default() {
            if let Some(decibels) = card.gain_db {
                gains.set(card.voice(), decibels);
            }
        }
        gains
    }
}

/// A voice as it is named everywhere: a bare name is that of an added one.
pub fn full_name(name: &str) -> String {
    if name.contains(':') { name.to_string() } else { format!("{PREFIX}{name}") }
}

/// The name of an added voice in the folder, without its speaker; `None` for voices of other engines.
pub fn name_in_folder(voice: &str) -> Option<&str> {
    voice.strip_prefix(PREFIX).map(|name| name.split(SPEAKER).next().unwrap_or(name))
}

/// Letters and digits of any script, `_` and `-`: what is in the public list, and cannot lead out of the folder.
pub fn is_name(name: &str) -> bool {
    let length = name.chars().count();
    (1..=NAME_AT_MOST).contains(&length) && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
}
