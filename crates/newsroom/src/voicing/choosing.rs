//! Who speaks: the voice for each role and tongue of a text, and who stands in for one that is gone.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use speech::lang::Lang;
use speech::script::Role;
use speech::sound::Gains;
use speech::utter::Tongue;

use super::served;
use crate::casting::{Cast, VoiceRole};
use crate::outside::voice_folder::{Missing, name_in_folder};
use crate::outside::voices::Voices;

/// In which language a text is, and by whom it is spoken.
#[derive(Clone, Debug)]
pub struct Choice {
    /// BCP 47.
    pub tag: String,
    /// Voices for the text's own language.
    speakers: Speakers,
    gains: Gains,
    /// Of those that a server speaks with a model that was set: what else than its id the sound depends on.
    models: BTreeMap<String, String>,
}

/// A voice for each role, and who had to take another's place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speakers {
    pub headline: String,
    pub body: String,
    pub quote: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stand_ins: Vec<StandIn>,
}

/// A voice that was chosen and could not speak, and which one did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandIn {
    pub wanted: String,
    pub instead: String,
    pub why: Missing,
}

impl Speakers {
    pub fn voice(&self, role: VoiceRole) -> &str {
        match role {
            VoiceRole::Headline => &self.headline,
            VoiceRole::Body => &self.body,
            VoiceRole::Quote => &self.quote,
        }
    }
}

impl Choice {
    /// The voice asked for, whatever the role, or the best that this machine has for the language.
    pub async fn of(voices: &Voices, tag: &str, asked: Option<String>) -> Choice {
        let mut stand_ins = Vec::new();
        let voice = match asked {
            Some(asked) => asked,
            None => embedded(voices, tag, &mut stand_ins).await,
        };
        let speakers = Speakers { stand_ins, ..Choice::by(tag, voice).speakers };
        Choice::spoken(voices, tag, speakers)
    }

    /// This voice and no other, whatever the role, amplified as if nobody had measured it.
    pub fn by(tag: &str, voice: String) -> Choice {
        let speakers = Speakers { headline: voice.clone(), body: voice.clone(), quote: voice, stand_ins: Vec::new() };
        Choice { tag: tag.to_string(), speakers, gains: Gains::default(), models: BTreeMap::new() }
    }

    /// These speakers, as loud and with the models that are set here.
    fn spoken(voices: &Voices, tag: &str, speakers: Speakers) -> Choice {
        let model = |role: VoiceRole| {
            let voice = speakers.voice(role);
            Some((voice.to_string(), served::model(voices, voice)?))
        };
        let models = VoiceRole::ALL.into_iter().filter_map(model).collect();
        Choice { tag: tag.to_string(), speakers, gains: voices.gains(), models }
    }

    /// The choice that another machine made, where it is another one: its voice of the body, and all its speakers as
    /// they are kept with a narration.
    pub fn unless_by(&self, voices: &Voices, voice: &str, speakers: Option<&str>) -> Option<Choice> {
        let kept = speakers.and_then(|json| serde_json::from_str(json).ok());
        let speakers: Speakers = kept.unwrap_or_else(|| Choice::by(&self.tag, voice.to_string()).speakers);
        let same = VoiceRole::ALL.iter().all(|role| speakers.voice(*role) == self.speakers.voice(*role));
        (!same).then(|| Choice::spoken(voices, &self.tag, speakers))
    }

    /// Those that were cast. One that is gone has a stand-in: the embedded voice.
    pub async fn cast(voices: &Voices, tag: &str, cast: &Cast) -> Choice {
        let mut stand_ins: Vec<StandIn> = Vec::new();
        let mut all = Vec::with_capacity(VoiceRole::ALL.len());
        for role in VoiceRole::ALL {
            let voice = match cast.voice(role) {
                None => match voices.servers().and_then(|servers| servers.reads(tag)) {
                    Some(served) => served,
                    None => embedded(voices, tag, &mut stand_ins).await,
                },
                Some(wanted) => match missing(voices, wanted).await {
                    None => wanted.to_string(),
                    Some(why) => {
                        let instead = embedded(voices, tag, &mut stand_ins).await;
                        let (wanted, voice) = (wanted.to_string(), instead.clone());
                        note(&mut stand_ins, StandIn { wanted, instead, why });
                        voice
                    }
                },
            };
            all.push(voice);
        }
        let [headline, body, quote] = <[String; 3]>::try_from(all).expect("as many as there are roles");
        let speakers = Speakers { headline, body, quote, stand_ins };
        Choice::spoken(voices, tag, speakers)
    }

    /// Which voice speaks each tongue of a segment. The first one is the text's own.
    ///
    /// English words in another language are read by the synthesiser of that language: another person's voice for a
    /// word is worse than its accent.
    pub fn voices(&self, role: Role) -> Vec<(Tongue, String)> {
        let own = Lang::of(&self.tag).tongue();
        let mut voices = vec![(own, self.speakers.voice(VoiceRole::of(role)).to_string())];
        if own != Tongue::English {
            voices.push((Tongue::English, Lang::En.voice(&self.tag)));
        }
        voices
    }

    /// The voice of the body.
    pub fn voice(&self) -> &str {
        &self.speakers.body
    }

    /// Which embedded voice is missing, if another one had to take its place.
    pub fn instead_of(&self) -> Option<&str> {
        let recorded = Lang::of(&self.tag).recorded(&self.tag)?;
        self.speakers.stand_ins.iter().map(|one| one.wanted.as_str()).find(|wanted| *wanted == recorded)
    }

    pub fn speakers(&self) -> &Speakers {
        &self.speakers
    }

    /// Who stands in for whom, if somebody has to.
    pub fn stand_ins(&self) -> &[StandIn] {
        &self.speakers.stand_ins
    }

    /// What else than its id the sound of a voice depends on; empty for all but some of servers.
    pub fn model(&self, voice: &str) -> &str {
        self.models.get(voice).map_or("", String::as_str)
    }

    /// The voices that speak, each once.
    pub fn all(&self) -> Vec<&str> {
        let mut all: Vec<&str> = VoiceRole::ALL.iter().map(|role| self.speakers.voice(*role)).collect();
        all.dedup();
        all
    }

    /// How much each voice is amplified.
    pub fn gains(&self) -> &Gains {
        &self.gains
    }
}

/// The best voice for a language that this machine has without anything added.
async fn embedded(voices: &Voices, tag: &str, stand_ins: &mut Vec<StandIn>) -> String {
    let by_rules = Lang::of(tag).voice(tag);
    let Some(recorded) = Lang::of(tag).recorded(tag) else { return by_rules };
    if voices.can(recorded).await {
        return recorded.to_string();
    }
    note(stand_ins, StandIn { wanted: recorded.to_string(), instead: by_rules.clone(), why: Missing::Mute });
    by_rules
}

/// Why a voice cannot speak; `None`: it can.
pub async fn missing(voices: &Voices, voice: &str) -> Option<Missing> {
    if let Some(name) = name_in_folder(voice) {
        let Some(folder) = voices.folder() else { return Some(Missing::Gone) };
        if let Err(why) = folder.whole(name) {
            return Some(why);
        }
    }
    // eSpeak's are there whenever anything is.
    let there = voice.starts_with("espeak:") || voices.can(voice).await;
    (!there).then_some(Missing::Mute)
}

fn note(stand_ins: &mut Vec<StandIn>, new: StandIn) {
    if !stand_ins.contains(&new) {
        stand_ins.push(new);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outside::voice_folder::VoiceFolder;

    async fn voices(here: &Voices, tag: &str, voice: Option<&str>) -> Vec<String> {
        let choice = Choice::of(here, tag, voice.map(str::to_string)).await;
        choice.voices(Role::Body).into_iter().map(|(_, voice)| voice).collect()
    }

    #[tokio::test]
    async fn english_is_read_by_the_recorded_voice_where_there_is_one_and_by_rules_where_there_is_none() {
        // A program that ends at once: no voice is there.
        let none = Voices::children("/bin/false".into(), Vec::new(), 1, VoiceFolder::at("none"));
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
