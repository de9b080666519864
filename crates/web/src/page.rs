//! Templates: one environment per interface language, an operator's theme over the built-in ones.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;

use minijinja::value::{Kwargs, Value, ValueKind};
use minijinja::{AutoEscape, Environment, ErrorKind, Output, State, UndefinedBehavior, escape_formatter};
use newsroom::error::{Error, Result};
use newsroom::ids::digest;
use rust_embed::RustEmbed;

use crate::assets;
use crate::words::{Arg, LANGUAGES, Language, Words};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/templates"]
#[exclude = "README.md"]
struct BuiltIn;

/// All environments.
pub struct Pages {
    environments: HashMap<&'static str, Environment<'static>>,
    /// Of the drawing of the cards: a theme may bring its own.
    pub share_card_digest: String,
    words: HashMap<&'static str, Arc<Words>>,
}

impl Pages {
    /// Reads and checks every template and every catalogue.
    pub fn read(theme: Option<&Path>, site_lang: &str) -> Result<Pages> {
        let share_card_digest = digest(text(theme, "share-card.svg")?.as_bytes());
        let mut pages = Pages { environments: HashMap::new(), share_card_digest, words: HashMap::new() };
        for language in &LANGUAGES {
            let catalogue = text(theme, &format!("words/{}.ftl", language.code))?;
            let words = Arc::new(Words::read(language.code, catalogue)?);
            pages.words.insert(language.code, words.clone());
            pages.environments.insert(language.code, environment(theme, language, site_lang, words)?);
        }
        Ok(pages)
    }

    /// Renders a template; every field it reads must be there.
    pub fn render(&self, lang: &str, template: &str, context: Value) -> Result<String> {
        let broken = |e: minijinja::Error| Error::broken(&format!("rendering {template}"), format!("{e:#}"));
        let environment = self.environments.get(lang).ok_or(Error::NotFound("language"))?;
        environment.get_template(template).and_then(|t| t.render(context)).map_err(broken)
    }

    /// A sentence of the interface, for titles and feeds.
    pub fn say(&self, lang: &str, key: &str, args: &[(&str, Arg)]) -> String {
        let args = args.iter().map(|(name, arg)| (name.to_string(), arg.clone())).collect();
        self.words.get(lang).and_then(|words| words.say(key, &args)).unwrap_or_else(|| key.to_string())
    }
}

/// Names of all built-in templates: a test renders each.
pub fn names() -> Vec<String> {
    BuiltIn::iter()
        .map(|name| name.to_string())
        .filter(|name| [".html", ".svg"].iter().any(|ending| name.ends_with(ending)))
        .collect()
}

fn text(theme: Option<&Path>, name: &str) -> Result<String> {
    if let Some(file) = theme.map(|theme| theme.join(name)).filter(|file| file.is_file()) {
        return std::fs::read_to_string(&file).map_err(|e| Error::broken(&format!("reading {}", file.display()), e));
    }
    let file = BuiltIn::get(name).ok_or_else(|| Error::broken("reading a template", format!("there is no {name}")))?;
    String::from_utf8(file.data.into_owned()).map_err(|e| Error::broken(&format!("reading {name}"), e))
}

fn environment(
    theme: Option<&Path>,
    language: &'static Language,
    site_lang: &str,
    words: Arc<Words>,
) -> Result<Environment<'static>> {
    let mut env = Environment::new();
    env.set_trim_blocks(true);
    env.set_lstrip_blocks(true);
    env.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    env.set_auto_escape_callback(|_| AutoEscape::Html);
    env.set_formatter(write_escaped);
    env.add_function("t", move |key: &str, args: Kwargs| say(&words, key, &args));
    env.add_function("asset", |name: &str| assets::path(name));
    env.add_function("early_script", || Value::from_safe_string(assets::EARLY_SCRIPT.clone()));
    env.add_function("ui_lang", move || language.code);
    let marked = language.code != site_lang;
    env.add_function("link", move |path: &str| if marked { with_ui(path, language.code) } else { path.to_string() });
    for name in names() {
        let source = text(theme, &name)?;
        env.add_template_owned(name.clone(), source)
            .map_err(|e| Error::broken(&format!("reading the template {name}"), format!("{e:#}")))?;
    }
    Ok(env)
}

/// Escapes what HTML needs, in text and in quoted attributes. The library's own also escapes slashes, which makes every
/// address unreadable and pages a tenth longer.
fn write_escaped(out: &mut Output, state: &State, value: &Value) -> std::result::Result<(), minijinja::Error> {
    if value.is_safe() || !matches!(value.kind(), ValueKind::String) {
        return escape_formatter(out, state, value);
    }
    out.write_str(&crate::inline::escape(value.as_str().unwrap_or_default())).map_err(minijinja::Error::from)
}

/// The path with the interface language in its query, before a fragment.
pub fn with_ui(path: &str, lang: &str) -> String {
    let (path, fragment) = path.split_once('#').map_or((path, None), |(path, fragment)| (path, Some(fragment)));
    let joint = if path.contains('?') { '&' } else { '?' };
    let fragment = fragment.map(|f| format!("#{f}")).unwrap_or_default();
    format!("{path}{joint}ui={lang}{fragment}")
}

fn say(words: &Words, key: &str, kwargs: &Kwargs) -> std::result::Result<String, minijinja::Error> {
    let mut args = BTreeMap::new();
    for name in kwargs.args() {
        let value: Value = kwargs.get(name)?;
        let number = (value.kind() == ValueKind::Number).then(|| f64::try_from(value.clone()).ok()).flatten();
        args.insert(name.to_string(), number.map_or_else(|| Arg::Text(value.to_string()), Arg::Number));
    }
    words.say(key, &args).ok_or_else(|| {
        minijinja::Error::new(ErrorKind::UndefinedError, format!("there are no words for “{key}” with these values"))
    })
}
