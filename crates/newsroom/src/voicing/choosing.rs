//! Who speaks: the voice for each role and tongue of a text, and who stands in for one that is gone.

use serde::{Deserialize, Serialize};
use speech::lang::Lang;
use speech::script::Role;
use speech::sound::Gains;
use speech::utter::Tongue;

use crate::casting::{Cast, VoiceRole};
use crate::outside::voice_folder::{Missing, name_in_folder};
use crate::outside::voices::Voices;

/// What English is read with where its library is installed: a recogniser understands it far better (docs/measured.md).
pub const RECORDED: &str = "flite:slt";
/// What English is read with where it is not.
pub const BY_RULES: &str = "espeak:en-us";

/// In which language a text is, and by whom it is spoken.
#[derive(Clone, Debug)]
pub struct Choice {
    /// BCP 47.
    pub tag: String,
    /// Voices for the text's own language.
    speakers: Speakers,
    gains: Gains,
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
    pub async fn of(voices: &Voices, tag: &str, voice: Option<String>) -> Choice {
        let mut speakers = Speakers::default();
        let voice = match voice {
            Some(voice) => voice,
            None => embedded(voices, tag, &mut speakers.stand_ins).await,
        };
        (speakers.headline, speakers.body, speakers.quote) = (voice.clone(), voice.clone(), voice);
        Choice::by(voices, tag, speakers)
    }

    /// Those that were cast. One that is gone has a stand-in: the embedded voice.
    pub async fn cast(voices: &Voices, tag: &str, cast: &Cast) -> Choice {
        let mut stand_ins: Vec<StandIn> = Vec::new();
        let mut all = Vec::with_capacity(VoiceRole::ALL.len());
        for role in VoiceRole::ALL {
            let voice = match cast.voice(role) {
                None => embedded(voices, tag, &mut stand_ins).await,
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
        Choice::by(voices, tag, Speakers { headline, body, quote, stand_ins })
    }

    fn by(voices: &Voices, tag: &str, speakers: Speakers) -> Choice {
        Choice { tag: tag.to_string(), speakers, gains: voices.gains() }
    }

    /// Which voice speaks each tongue of a segment. The first one is the text's own.
    ///
    /// English words in another language are read by the synthesiser of that language: another person's voice for a
    /// word is worse than its accent.
    pub fn voices(&self, role: Role) -> Vec<(Tongue, String)> {
        let own = Lang::of(&self.tag).tongue();
        let mut voices = vec![(own, self.speakers.voice(VoiceRole::of(role)).to_string())];
        if own != Tongue::English {
            voices.push((Tongue::English, BY_RULES.to_string()));
        }
        voices
    }

    /// The voice of the body.
    pub fn voice(&self) -> String {
        self.speakers.body.clone()
    }

    pub fn speakers(&self) -> &Speakers {
        &self.speakers
    }

    /// Who stands in for whom, if somebody has to.
    pub fn stand_ins(&self) -> &[StandIn] {
        &self.speakers.stand_ins
    }

    /// How much each voice is amplified.
    pub fn gains(&self) -> &Gains {
        &self.gains
    }
}

/// The best voice for a language that this machine has without anything added.
async fn embedded(voices: &Voices, tag: &str, stand_ins: &mut Vec<StandIn>) -> String {
    let by_rules = Lang::of(tag).voice(tag);
    // The recorded voices are American.
    if Lang::of(tag) != Lang::En || tag.eq_ignore_ascii_case("en-GB") {
        return by_rules;
    }
    if voices.can(RECORDED).await {
        return RECORDED.to_string();
    }
    note(stand_ins, StandIn { wanted: RECORDED.to_string(), instead: by_rules.clone(), why: Missing::Mute });
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
