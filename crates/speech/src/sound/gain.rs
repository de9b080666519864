//! How much each voice is amplified: fixed, so that a sentence is made without looking at its neighbours.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Decibels per voice: those of the embedded voices, and whatever a calibration has added.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Gains {
    measured: BTreeMap<String, f32>,
}

/// What [`super::calibrate`] finds for the embedded voices, each over some minutes of news.
const EMBEDDED: &[(&str, f32)] = &[("espeak:cmn-latn-pinyin", 5.0), ("espeak:en-gb", 5.0), ("espeak:en-us", 5.0)];

/// For eSpeak's other voices: they share one synthesiser and differ little.
const ESPEAK: f32 = 5.0;

impl Gains {
    /// Keeps what a calibration found for a voice, instead of what is built in.
    pub fn set(&mut self, voice: impl Into<String>, decibels: f32) {
        self.measured.insert(voice.into(), decibels);
    }

    /// Decibels for a voice. `espeak:en-us+f3` is a variant of `espeak:en-us` and takes its gain unless it has
    /// one of its own; a voice nobody measured is left as it is.
    pub fn decibels(&self, voice: &str) -> f32 {
        let plain = voice.split('+').next().unwrap_or(voice);
        [voice, plain]
            .iter()
            .find_map(|name| self.measured.get(*name).copied())
            .or_else(|| EMBEDDED.iter().find(|(name, _)| *name == plain).map(|(_, decibels)| *decibels))
            .unwrap_or(if plain.starts_with("espeak:") { ESPEAK } else { 0.0 })
    }

    /// The same as a factor.
    pub fn factor(&self, voice: &str) -> f32 {
        factor(self.decibels(voice))
    }

    /// Whether somebody measured this voice, or we did.
    pub fn knows(&self, voice: &str) -> bool {
        let plain = voice.split('+').next().unwrap_or(voice);
        self.measured.contains_key(voice) || self.measured.contains_key(plain) || plain.starts_with("espeak:")
    }
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
        gains.set("piper:alba", -3.5);
        gains.set("espeak:en-us", 9.0);
        assert_eq!(gains.decibels("piper:alba"), -3.5);
        assert_eq!(gains.decibels("espeak:en-us+f3"), 9.0);
        gains.set("espeak:en-us+f3", 7.0);
        assert_eq!(gains.decibels("espeak:en-us+f3"), 7.0);
    }
}
