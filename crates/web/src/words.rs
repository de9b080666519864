//! The words of the interface, a Fluent catalogue per language.

use std::borrow::Cow;
use std::collections::BTreeMap;

use fluent::concurrent::FluentBundle;
use fluent::{FluentArgs, FluentResource, FluentValue};
use newsroom::error::{Error, Result};
use unic_langid::LanguageIdentifier;

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language {
    pub code: &'static str,
    /// In itself.
    pub name: &'static str,
    pub dir: &'static str,
}

pub const LANGUAGES: [Language; 2] =
    [Language { code: "en", name: "English", dir: "ltr" }, Language { code: "zh-Hant", name: "繁體中文", dir: "ltr" }];

/// The interface language that fits a tag: `en-GB` → `en`; any Chinese → `zh-Hant`, the one there is.
pub fn language(tag: &str) -> Option<&'static Language> {
    let primary = tag.split(['-', '_']).next().unwrap_or_default();
    LANGUAGES.iter().find(|l| l.code.eq_ignore_ascii_case(tag)).or_else(|| {
        LANGUAGES.iter().find(|l| l.code.split('-').next().is_some_and(|p| p.eq_ignore_ascii_case(primary)))
    })
}

/// One catalogue.
pub struct Words(FluentBundle<FluentResource>);

impl Words {
    /// Reads a catalogue; an error names its first mistake.
    pub fn read(code: &str, text: String) -> Result<Words> {
        let lang: LanguageIdentifier = code.parse().map_err(|e| Error::broken("reading a language", e))?;
        let resource = FluentResource::try_new(text)
            .map_err(|(_, mistakes)| Error::broken(&format!("reading the words of {code}"), format!("{mistakes:?}")))?;
        let mut bundle = FluentBundle::new_concurrent(vec![lang]);
        // Marks around placeables would stand in titles and attributes, where nothing interprets them.
        bundle.set_use_isolating(false);
        bundle
            .add_resource(resource)
            .map_err(|mistakes| Error::broken(&format!("reading the words of {code}"), format!("{mistakes:?}")))?;
        Ok(Words(bundle))
    }

    /// The words for a key; `None` when the catalogue lacks it, or an argument is missing.
    pub fn say(&self, key: &str, args: &BTreeMap<String, Arg>) -> Option<String> {
        let pattern = self.0.get_message(key)?.value()?;
        let mut given = FluentArgs::new();
        for (name, arg) in args {
            given.set(Cow::from(name.as_str()), arg.value());
        }
        let mut mistakes = Vec::new();
        let said = self.0.format_pattern(pattern, Some(&given), &mut mistakes).into_owned();
        mistakes.is_empty().then_some(said)
    }
}

/// A value in a sentence: plurals need numbers to be numbers.
#[derive(Clone, Debug)]
pub enum Arg {
    Number(f64),
    Text(String),
}

impl Arg {
    fn value(&self) -> FluentValue<'_> {
        match self {
            Arg::Number(number) => FluentValue::from(*number),
            Arg::Text(text) => FluentValue::from(text.as_str()),
        }
    }
}
