//! Who speaks: the voice for each tongue of a text.

use speech::lang::Lang;
use speech::utter::Tongue;

use super::served;
use crate::outside::voices::Voices;

/// In which language a text is, and by whom it is spoken.
#[derive(Clone, Debug)]
pub struct Choice {
    /// BCP 47.
    pub tag: String,
    /// The voice of the text's own language.
    voice: String,
    /// Of a server's voice.
    model: String,
    /// The better voice that is not there, if another one had to take its place.
    missing: Option<&'static str>,
}

impl Choice {
    /// The voice asked for, or the best that this machine has for the language.
    pub async fn of(voices: &Voices, tag: &str, asked: Option<String>) -> Choice {
        match (asked, Lang::of(tag).recorded(tag)) {
            (Some(asked), _) => Choice { model: served::model(voices, &asked), ..Choice::by(tag, asked) },
            (None, Some(recorded)) if voices.can(recorded).await => Choice::by(tag, recorded.to_string()),
            (None, missing) => Choice { missing, ..Choice::by(tag, Lang::of(tag).voice(tag)) },
        }
    }

    /// This voice of our own and no other.
    pub fn by(tag: &str, voice: String) -> Choice {
        Choice { tag: tag.to_string(), voice, model: String::new(), missing: None }
    }

    /// What else than its id the sound of [`Choice::voice`] depends on.
    pub fn model(&self) -> &str {
        &self.model
    }

    /// Which voice speaks each tongue. The first one is the text's own.
    ///
    /// English words in another language are read by the synthesiser of that language: another person's voice for a
    /// word is worse than its accent.
    pub fn voices(&self) -> Vec<(Tongue, String)> {
        let own = Lang::of(&self.tag).tongue();
        let mut voices = vec![(own, self.voice.clone())];
        if own != Tongue::English {
            voices.push((Tongue::English, Lang::En.voice(&self.tag)));
        }
        voices
    }

    /// The voice of the text's own language.
    pub fn voice(&self) -> &str {
        &self.voice
    }

    /// Which voice is missing, if another one had to take its place.
    pub fn instead_of(&self) -> Option<&'static str> {
        self.missing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn voices(here: &Voices, tag: &str, voice: Option<&str>) -> Vec<String> {
        let choice = Choice::of(here, tag, voice.map(str::to_string)).await;
        choice.voices().into_iter().map(|(_, voice)| voice).collect()
    }

    #[tokio::test]
    async fn english_is_read_by_the_recorded_voice_where_there_is_one_and_by_rules_where_there_is_none() {
        // A program that ends at once: no voice is there.
        let none = Voices::children("/bin/false".into(), Vec::new(), 1);
        assert_eq!(voices(&Voices::Hum, "en", None).await, ["flite:slt"]);
        assert_eq!(voices(&none, "en-US", None).await, ["espeak:en-us"]);
        assert_eq!(voices(&Voices::Hum, "en-GB", None).await, ["espeak:en-gb"]);
        assert_eq!(voices(&none, "en", Some("flite:rms")).await, ["flite:rms"]);
        assert_eq!(Choice::of(&none, "en", None).await.instead_of(), Some("flite:slt"));
        assert_eq!(Choice::of(&Voices::Hum, "en", None).await.instead_of(), None);
        assert_eq!(Choice::of(&none, "en-GB", None).await.instead_of(), None);
    }

    #[tokio::test]
    async fn a_chinese_text_is_read_by_one_synthesiser_whatever_words_stand_in_it() {
        assert_eq!(voices(&Voices::Hum, "zh-Hant", None).await, ["espeak:cmn-latn-pinyin", "espeak:en-us"]);
        assert_eq!(voices(&Voices::Hum, "fr-BE", None).await, ["espeak:fr", "espeak:en-us"]);
        assert_eq!(voices(&Voices::Hum, "es-MX", None).await, ["espeak:es-419", "espeak:en-us"]);
    }
}
