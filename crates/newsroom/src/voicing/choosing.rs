//! Who speaks: the voice for each tongue of a text.

use speech::lang::Lang;
use speech::utter::Tongue;

use crate::outside::voices::Voices;

/// What English is read with where its library is installed: a recogniser understands it far better (docs/measured.md).
pub const RECORDED: &str = "flite:slt";
/// What English is read with where it is not.
pub const BY_RULES: &str = "espeak:en-us";
/// British English, if the text says that it is: the recorded voices are American.
const BRITISH: &str = "espeak:en-gb";

/// In which language a text is, and by whom it is spoken.
#[derive(Clone, Debug)]
pub struct Choice {
    /// BCP 47.
    pub tag: String,
    /// Voice for the text's own language; `None`: the default one.
    voice: Option<String>,
    /// Whether [`RECORDED`] is there.
    recorded: bool,
}

impl Choice {
    /// The voice asked for, or the best that this machine has for the language.
    pub async fn of(voices: &Voices, tag: &str, voice: Option<String>) -> Choice {
        let mut choice = Choice { tag: tag.to_string(), voice, recorded: true };
        if choice.voice() == RECORDED && choice.voice.is_none() {
            choice.recorded = voices.can(RECORDED).await;
        }
        choice
    }

    /// Which voice speaks each tongue. The first one is the text's own.
    ///
    /// English words in another language are read by the synthesiser of that language: another person's voice for a
    /// word is worse than its accent.
    pub fn voices(&self) -> Vec<(Tongue, String)> {
        let english = match (self.tag.eq_ignore_ascii_case("en-GB"), self.recorded) {
            (true, _) => BRITISH,
            (false, true) => RECORDED,
            (false, false) => BY_RULES,
        };
        let (own, default) = match Lang::of(&self.tag) {
            Lang::En => (Tongue::English, english.to_string()),
            Lang::Zh => (Tongue::Pinyin, "espeak:cmn-latn-pinyin".to_string()),
            Lang::Other => {
                let primary = self.tag.split('-').next().unwrap_or(&self.tag).to_ascii_lowercase();
                (Tongue::Other, format!("espeak:{primary}"))
            }
        };
        let mut voices = vec![(own, self.voice.clone().unwrap_or(default))];
        if own != Tongue::English {
            voices.push((Tongue::English, BY_RULES.to_string()));
        }
        voices
    }

    /// The voice of the text's own language.
    pub fn voice(&self) -> String {
        self.voices().swap_remove(0).1
    }

    /// Which voice is missing, if another one had to take its place.
    pub fn instead_of(&self) -> Option<&'static str> {
        (!self.recorded).then_some(RECORDED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn voices(tag: &str, voice: Option<&str>, recorded: bool) -> Vec<String> {
        let choice = Choice { tag: tag.into(), voice: voice.map(str::to_string), recorded };
        choice.voices().into_iter().map(|(_, voice)| voice).collect()
    }

    #[test]
    fn english_is_read_by_the_recorded_voice_where_there_is_one_and_by_rules_where_there_is_none() {
        assert_eq!(voices("en", None, true), [RECORDED]);
        assert_eq!(voices("en-US", None, false), [BY_RULES]);
        assert_eq!(voices("en-GB", None, true), [BRITISH]);
        assert_eq!(voices("en", Some("flite:rms"), true), ["flite:rms"]);
    }

    #[test]
    fn a_chinese_text_is_read_by_one_synthesiser_whatever_words_stand_in_it() {
        assert_eq!(voices("zh-Hant", None, true), ["espeak:cmn-latn-pinyin", BY_RULES]);
        assert_eq!(voices("fr-BE", None, true), ["espeak:fr", BY_RULES]);
    }
}
