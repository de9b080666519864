//! The ways in which an entry can say a word, read from what a person writes.

use serde::{Deserialize, Serialize};

use super::{ipa, syllables};
use crate::lang::Lang;
use crate::normalise::zh::is_han;

/// Longest word or phrase of an entry, and longest reading, in characters.
pub const WRITTEN_AT_MOST: usize = 80;
pub const SAID_AT_MOST: usize = 80;

/// How a reading is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// As if it were written otherwise: `Wootch`.
    Like,
    /// The International Phonetic Alphabet.
    Ipa,
    /// Letter by letter.
    Letters,
    /// Hanyu Pinyin, with tone numbers or marks, or Zhuyin.
    Pinyin,
}

impl Kind {
    pub fn named(name: &str) -> Option<Kind> {
        Some(match name {
            "like" => Kind::Like,
            "ipa" => Kind::Ipa,
            "letters" => Kind::Letters,
            "pinyin" => Kind::Pinyin,
            _ => return None,
        })
    }

    pub fn name(self) -> &'static str {
        match self {
            Kind::Like => "like",
            Kind::Ipa => "ipa",
            Kind::Letters => "letters",
            Kind::Pinyin => "pinyin",
        }
    }
}

/// How a word is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "said", rename_all = "lowercase")]
pub enum Reading {
    /// In plain letters; in Chinese also in characters that sound like it.
    Like(String),
    /// Only the signs of [`super::IPA_SIGNS`], a stress mark right before its vowel.
    Ipa(String),
    Letters,
    /// One for each character: `["tai2", "bei3"]`.
    Pinyin(Vec<String>),
}

/// Why an entry cannot be used, in words for whoever wrote it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// About the word or phrase.
    #[error("{0}")]
    Written(String),
    /// About how it is said.
    #[error("{0}")]
    Said(String),
    /// This way of saying does not suit the language or the word.
    #[error("{0}")]
    Kind(String),
}

impl Reading {
    /// Reads how `written` is said in a language. `said` is as a person wrote it; for letters it is left empty.
    ///
    /// # Errors
    /// What is wrong with it, and what to write.
    pub fn parse(kind: Kind, written: &str, said: &str, lang: Lang) -> Result<Reading, Fault> {
        check_written(written)?;
        let said = said.trim();
        if said.chars().count() > SAID_AT_MOST {
            return Err(Fault::Said(format!("longer than {SAID_AT_MOST} characters: say a shorter phrase otherwise")));
        }
        let chinese = written.chars().any(is_han);
        if said.is_empty() && kind != Kind::Letters {
            return Err(Fault::Said(format!("say how “{written}” is read")));
        }
        match kind {
            Kind::Like => like(said, lang),
            Kind::Ipa if chinese => {
                Err(Fault::Kind(format!("“{written}” is said in Pinyin: write pinyin, such as tai2 bei3")))
            }
            Kind::Ipa if !matches!(lang, Lang::En | Lang::Zh) => {
                Err(Fault::Kind("only the English voice reads IPA: write a respelling (like) instead".into()))
            }
            Kind::Ipa => ipa::tidy(said).map(Reading::Ipa),
            Kind::Letters if !said.is_empty() => {
                Err(Fault::Said("letters are told by the word itself: leave the reading empty".into()))
            }
            Kind::Letters if chinese => {
                Err(Fault::Kind(format!("“{written}” has no letters: write pinyin, such as tai2 bei3")))
            }
            Kind::Letters => Ok(Reading::Letters),
            Kind::Pinyin if lang != Lang::Zh => {
                Err(Fault::Kind("Pinyin is for Chinese texts: set the language to zh, or write a respelling".into()))
            }
            Kind::Pinyin => pinyin(written, said),
        }
    }

    pub fn kind(&self) -> Kind {
        match self {
            Reading::Like(_) => Kind::Like,
            Reading::Ipa(_) => Kind::Ipa,
            Reading::Letters => Kind::Letters,
            Reading::Pinyin(_) => Kind::Pinyin,
        }
    }

    /// As one line; what [`Reading::parse`] takes back.
    pub fn said(&self) -> String {
        match self {
            Reading::Like(said) | Reading::Ipa(said) => said.clone(),
            Reading::Letters => String::new(),
            Reading::Pinyin(syllables) => syllables.join(" "),
        }
    }

    /// Whether a text of this language can be said so.
    pub fn suits(&self, lang: Lang) -> bool {
        match self {
            Reading::Like(said) => lang == Lang::Zh || !said.chars().any(is_han),
            Reading::Ipa(_) => matches!(lang, Lang::En | Lang::Zh),
            Reading::Letters => true,
            Reading::Pinyin(_) => lang == Lang::Zh,
        }
    }

    /// Whether these words can be said so: Pinyin has one syllable for each of their characters.
    pub fn is_as_long_as(&self, words: &str) -> bool {
        match self {
            Reading::Pinyin(syllables) => syllables.len() == words.chars().count(),
            _ => true,
        }
    }
}

/// Whether a word or phrase can be an entry.
///
/// # Errors
/// What is wrong with it.
pub fn check_written(written: &str) -> Result<(), Fault> {
    let fault = |problem: String| Err(Fault::Written(problem));
    if written.trim() != written || !written.chars().any(char::is_alphanumeric) {
        return fault("a word or a phrase, with a letter or a figure in it and no blanks around it".into());
    }
    if written.chars().count() > WRITTEN_AT_MOST {
        return fault(format!("longer than {WRITTEN_AT_MOST} characters: enter the words that are read wrongly"));
    }
    if written.chars().any(char::is_control) {
        return fault("it has a line break or a tab in it: write it in one line".into());
    }
    if written.contains("  ") {
        return fault("there are two blanks side by side in it: a text never has that".into());
    }
    Ok(())
}

fn like(said: &str, lang: Lang) -> Result<Reading, Fault> {
    if said.starts_with('/') || said.starts_with('[') {
        return Err(Fault::Kind("this looks like IPA: choose ipa, or write plain letters".into()));
    }
    let han = said.chars().any(is_han);
    let plain = |c: char| c.is_alphabetic() || matches!(c, '\'' | '’' | ' ' | '-' | '\u{300}'..='\u{36f}');
    if let Some(odd) = said.chars().find(|c| !plain(*c)) {
        return Err(Fault::Said(format!(
            "“{odd}” cannot be said: a respelling is written in letters, blanks, hyphens and apostrophes"
        )));
    }
    if !said.chars().any(char::is_alphabetic) {
        return Err(Fault::Said("there is no letter in it: write it as it sounds, such as Wootch".into()));
    }
    if han && lang != Lang::Zh {
        return Err(Fault::Said(
            "Chinese characters are for Chinese texts: write it in this language's letters".into(),
        ));
    }
    if han && !said.chars().all(is_han) {
        return Err(Fault::Said(
            "characters and letters in one respelling go to two voices: write it in one of them".into(),
        ));
    }
    Ok(Reading::Like(said.to_owned()))
}

fn pinyin(written: &str, said: &str) -> Result<Reading, Fault> {
    if let Some(odd) = written.chars().find(|c| !is_han(*c)) {
        return Err(Fault::Kind(format!(
            "“{odd}” in “{written}” has no Pinyin: enter the Chinese characters alone, Latin words as like, ipa or letters"
        )));
    }
    let count = written.chars().count();
    syllables::read(said, count).map(Reading::Pinyin).map_err(Fault::Said)
}
