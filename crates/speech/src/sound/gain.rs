//! How much each voice is amplified: fixed, so that a sentence is made without looking at its neighbours.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Decibels per voice: those of the embedded voices, and whatever a calibration has added.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Gains {
    measured: BTreeMap<String, f32>,
}

/// What [`super::calibrate`] finds for the embedded voices: English and Mandarin over 1,400 to 2,000 words of news each, the
/// others over a paragraph.
const EMBEDDED: &[(&str, f32)] = &[
    ("espeak:cmn", 6.4),
    ("espeak:de", 10.45),
    ("espeak:en", 9.7),
    ("espeak:en-gb", 9.35),
    ("espeak:en-us", 10.1),
    ("espeak:es", 9.65),
    ("espeak:fr", 10.55),
    ("espeak:ja", 7.35),
    ("espeak:ko", 7.55),
    ("flite:rms", 6.7),
    ("flite:slt", 0.85),
];

/// For eSpeak's other voices: they share one synthesiser and lie within 3 dB of this.
const ESPEAK: f32 = 9.0;

impl Gains {
    /// Keeps what a calibration found for a voice, instead of what is built in.
    pub fn set(&mut self, voice: impl Into<String>, decibels: f32) {
        self.measured.insert(voice.into(), decibels);
    }

    /// Decibels for a voice. `espeak:en-us+f3` is a variant of `espeak:en-us`, `piper:en_US-arctic-medium#3` a speaker of
    /// `piper:en_US-arctic-medium`, and `espeak:fr-be` a dialect of `espeak:fr`; each takes its elder's gain unless it has
    /// its own. A voice nobody measured is left as it is.
    pub fn decibels(&self, voice: &str) -> f32 {
        let plain = voice.split(['+', '#']).next().unwrap_or(voice);
        let language = plain.split('-').next().unwrap_or(plain);
        [voice, plain]
            .iter()
            .find_map(|name| self.measured.get(*name).copied())
            .or_else(|| [plain, language].iter().find_map(|name| embedded(name)))
            .unwrap_or(if plain.starts_with("espeak:") { ESPEAK } else { 0.0 })
    }

    /// The same as a factor.
    pub fn factor(&self, voice: &str) -> f32 {
        factor(self.decibels(voice))
    }

    /// Whether somebody measured this voice, or we did.
    pub fn knows(&self, voice: &str) -> bool {
        let plain = voice.split(['+', '#']).next().unwrap_or(voice);
        self.measured.contains_key(voice) || self.measured.contains_key(plain) || plain.starts_with("espeak:")
    }
}

fn embedded(voice: &str) -> Option<f32> {
    EMBEDDED.iter().find(|(name, _)| *name == voice).map(|(_, decibels)| *decibels)
}

/// Decibels as a factor of amplitude.
pub fn factor(decibels: f32) -> f32 {
    10f32.powf(decibels / 20.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measured_gain_wins_and_a_variant_follows_its_voice() {
        let mut gains = Gains::default();
        assert!(gains.knows("espeak:fr") && !gains.knows("piper:alba"));
        assert_eq!(gains.decibels("piper:alba"), 0.0);
        assert_eq!(gains.decibels("espeak:fr-be+f2"), gains.decibels("espeak:fr"));
        assert_ne!(gains.decibels("espeak:en-gb"), gains.decibels("espeak:en-us"));
        gains.set("piper:alba", -3.5);
        gains.set("espeak:en-us", 9.0);
        assert_eq!(gains.decibels("piper:alba"), -3.5);
        assert_eq!(gains.decibels("piper:alba#2"), -3.5);
        assert_eq!(gains.decibels("espeak:en-us+f3"), 9.0);
        gains.set("espeak:en-us+f3", 7.0);
        assert_eq!(gains.decibels("espeak:en-us+f3"), 7.0);
    }
}
