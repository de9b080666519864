//! Which language a text is in, as far as reading aloud cares, and what each language brings.

use serde::{Deserialize, Serialize};

use crate::normalise::{Reading, en, es, zh};
use crate::utter::Tongue;

/// A language that has rules of its own, or [`Lang::Other`] for one that is read as it stands.
///
/// Region and script do not matter here: `zh-Hant-TW` and `zh` are both [`Lang::Zh`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    En,
    Zh,
    Es,
    Other,
}

/// All that the program asks of a language. Each has one, in its folder under `normalise`.
pub struct Language {
    /// Primary subtags of BCP 47 that mean it.
    pub tags: &'static [&'static str],
    /// Its English name, in small letters.
    pub name: &'static str,
    /// Written text → what is said.
    pub read: fn(&str) -> Vec<Reading>,
    /// Readings → one line.
    pub line: fn(&[Reading]) -> String,
    /// Byte offsets where one sentence ends and the next may begin.
    pub cuts: fn(&str) -> Vec<usize>,
    /// What an engine must speak for its words.
    pub tongue: Tongue,
    /// eSpeak's voice for a whole tag: regions may have their own.
    pub voice: fn(&str) -> &'static str,
    /// A voice from recorded speech that is understood better, for machines that have its library.
    pub recorded: fn(&str) -> Option<&'static str>,
    /// What the newsroom itself says in it.
    pub own: &'static Own,
}

/// What is said around a story, in its language. Numbers in it are read like any others.
pub struct Own {
    /// Of the author and the publication, which may be empty.
    pub byline: fn(&str, &str) -> String,
    /// That the voice is a machine's.
    pub disclosure: &'static str,
    /// Before an advertisement, and before a spot of the newsroom's own.
    pub spot: &'static str,
    pub house_spot: &'static str,
    /// Of the month (1 to 12) and day of a correction, and its note.
    pub correction: fn(u32, u32, &str) -> String,
}

impl Lang {
    /// Every language with rules of its own.
    pub const ALL: [Lang; 3] = [Lang::En, Lang::Zh, Lang::Es];

    /// What it brings; `None` for [`Lang::Other`].
    pub fn language(self) -> Option<&'static Language> {
        match self {
            Lang::En => Some(&en::LANGUAGE),
            Lang::Zh => Some(&zh::LANGUAGE),
            Lang::Es => Some(&es::LANGUAGE),
            Lang::Other => None,
        }
    }

    /// Reads a BCP 47 tag: `en-GB` → [`Lang::En`], `zh-Hant` → [`Lang::Zh`].
    pub fn of(tag: &str) -> Lang {
        let primary = primary(tag);
        Lang::find(|language| language.tags.contains(&primary.as_str()))
    }

    /// The language of an English name, `spanish`.
    pub fn named(name: &str) -> Lang {
        Lang::find(|language| language.name == name)
    }

    fn find(wanted: impl Fn(&Language) -> bool) -> Lang {
        Lang::ALL.into_iter().find(|lang| lang.language().is_some_and(&wanted)).unwrap_or(Lang::Other)
    }

    /// What an engine must speak for its words.
    pub fn tongue(self) -> Tongue {
        self.language().map_or(Tongue::Other, |language| language.tongue)
    }

    /// The embedded voice for a text of this language with this tag, which every machine has.
    pub fn voice(self, tag: &str) -> String {
        match self.language() {
            Some(language) => (language.voice)(tag).to_string(),
            None => format!("espeak:{}", primary(tag)),
        }
    }

    /// The embedded voice that is understood better, where its library is installed.
    pub fn recorded(self, tag: &str) -> Option<&'static str> {
        self.language().and_then(|language| (language.recorded)(tag))
    }

    /// What the newsroom says of itself; in English where we have no words.
    pub fn own(self) -> &'static Own {
        self.language().unwrap_or(&en::LANGUAGE).own
    }
}

/// The first part of a tag, in small letters.
pub(crate) fn primary(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}
