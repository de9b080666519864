//! What stands between two lines of `---` above a Markdown text.
//!
//! | key | also understood |
//! |---|---|
//! | `headline` | `title` |
//! | `standfirst` | `description`, `subtitle`, `summary`, `excerpt`, `dek`, `deck`, `lede` |
//! | `byline` | `author`, `authors` (text, a list, or a list of `name:`), `writer` |
//! | `publication`, `section` | `outlet`; `category`, `categories` (the first) |
//! | `lang` | `language`, `locale` |
//! | `published` | `date`, `published_at`, `publish_date`, `pubdate`, `datepublished`: RFC 3339, or a date |
//! | `tags` | `keywords`, `tag`: a list, or text with commas |
//! | `image`, `alt`, `caption`, `credit` | `cover`, `hero`, `feature_image`, `featured_image`, `thumbnail`, `cover_image`; `image_alt`, `feature_image_alt`; `image_caption`, `feature_image_caption`; `image_credit`, `photo_credit`. `image` may also be a map of `src`, `alt`, `caption`, `credit` |
//! | `translated_from`, `slug` | `translation_of`; `permalink` |
//!
//! Keys are compared without case, and `-` counts as `_`. Unknown keys are ignored: other systems keep theirs here.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::reading::{Reason, Unreadable, compose, dates, figure, language};
use crate::story::{Figure, Story};

/// Front matter is a handful of lines; more is a mistake, or made to cost.
const MAX_BYTES: usize = 64 * 1024;

/// Splits a file into front matter (without its fences) and body. A file that does not begin with `---` has none.
pub fn part(source: &str) -> Result<(Option<&str>, &str), Unreadable> {
    let source = source.trim_start_matches('\u{feff}');
    let text = source.trim_start_matches(['\n', '\r']);
    let mut lines = text.split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == "---") else { return Ok((None, source)) };
    let mut end = first.len();
    for line in lines {
        if matches!(line.trim_end(), "---" | "...") {
            let body = &text[end + line.len()..];
            return Ok((Some(&text[first.len()..end]), body));
        }
        end += line.len();
    }
    // A lone rule at the top is Markdown, too, if what follows does not look like keys.
    let next = text[first.len()..].lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let keyed = next.split_once(':').is_some_and(|(key, _)| !key.is_empty() && !key.contains(' '));
    if !keyed {
        return Ok((None, text));
    }
    Err(Unreadable::new(
        Reason::FrontMatter { line: 1, problem: "it begins with --- and never ends".to_owned() },
        "Close it with a line that holds only ---.",
    ))
}

/// Everything the front matter says of a story; its blocks are left empty.
pub fn read(matter: &str) -> Result<Story, Unreadable> {
    if matter.len() > MAX_BYTES {
        return Err(Unreadable::too_large(matter.len(), MAX_BYTES));
    }
    let mut keys = Keys::parse(matter)?;
    let lang = keys.text(&["lang", "language", "locale"]);
    let lang = match lang {
        Some(tag) => Some(language::tidy(&tag).ok_or_else(|| {
            Unreadable::new(
                Reason::Field { name: "language", value: tag },
                "Use a language tag such as en, es or zh-Hant.",
            )
        })?),
        None => None,
    };
    Ok(Story {
        headline: keys.text(&["headline", "title"]).unwrap_or_default(),
        standfirst: keys.text(&["standfirst", "description", "subtitle", "summary", "excerpt", "dek", "deck", "lede"]),
        byline: keys.names(&["byline", "author", "authors", "writer"]),
        published_at_ms: keys.moment()?,
        lang,
        publication: keys.text(&["publication", "outlet"]),
        section: keys.list(&["section", "category", "categories"]).into_iter().next(),
        tags: keys.list(&["tags", "keywords", "tag"]),
        hero: keys.picture(),
        translated_from: keys.text(&["translated_from", "translation_of"]),
        slug: keys.text(&["slug", "permalink"]).map(|slug| slug.trim_matches('/').to_owned()),
        source_url: keys.text(&["source_url", "canonical_url", "canonical"]),
        site: keys.text(&["site", "source"]),
        blocks: Vec::new(),
        ..Story::default()
    })
}

struct Keys(BTreeMap<String, Value>);

impl Keys {
    fn parse(matter: &str) -> Result<Keys, Unreadable> {
        if matter.trim().is_empty() {
            return Ok(Keys(BTreeMap::new()));
        }
        let value: Value = serde_saphyr::from_str(matter).map_err(|error| {
            // The fence is line 1 of the file.
            let line = error.location().map_or(1, |place| usize::try_from(place.line()).unwrap_or(0)) + 1;
            let problem = error.to_string().lines().next().unwrap_or_default().to_owned();
            Unreadable::new(
                Reason::FrontMatter { line, problem },
                "Put quotation marks around a value that holds a colon, a # or a quotation mark, and indent with spaces.",
            )
        })?;
        match value {
            Value::Object(map) => Ok(Keys(
                map.into_iter().map(|(key, value)| (key.trim().to_lowercase().replace('-', "_"), value)).collect(),
            )),
            Value::Null => Ok(Keys(BTreeMap::new())),
            _ => Err(Unreadable::new(
                Reason::FrontMatter { line: 2, problem: "it is not a list of keys and values".to_owned() },
                "Write one “key: value” on each line, for example “headline: Ferries return”.",
            )),
        }
    }

    /// The first of these keys that holds something.
    fn value(&mut self, names: &[&str]) -> Option<Value> {
        names.iter().filter_map(|name| self.0.remove(*name)).find(|value| match value {
            Value::Null => false,
            Value::String(text) => !text.trim().is_empty(),
            Value::Array(list) => !list.is_empty(),
            _ => true,
        })
    }

    fn text(&mut self, names: &[&str]) -> Option<String> {
        self.value(names).and_then(|value| match value {
            Value::Array(list) => list.iter().find_map(plain),
            value => plain(&value),
        })
    }

    fn list(&mut self, names: &[&str]) -> Vec<String> {
        let found = match self.value(names) {
            Some(Value::Array(list)) => list.iter().filter_map(plain).collect(),
            Some(Value::String(text)) => text.split([',', '，', '、', ';']).filter_map(compose::fold_some).collect(),
            Some(value) => plain(&value).into_iter().collect(),
            None => Vec::new(),
        };
        let mut list: Vec<String> = Vec::new();
        for entry in found {
            let entry = entry.trim_start_matches('#').to_owned();
            if !entry.is_empty() && !list.contains(&entry) {
                list.push(entry);
            }
        }
        list
    }

    /// Several names become one line: `Ana Ruiz, Wen Li and Tom Orr`.
    fn names(&mut self, names: &[&str]) -> Option<String> {
        let list: Vec<String> = match self.value(names)? {
            Value::Array(list) => list.iter().filter_map(plain).collect(),
            value => plain(&value).into_iter().collect(),
        };
        super::super::byline::join(&list)
    }

    fn moment(&mut self) -> Result<Option<i64>, Unreadable> {
        let names = ["published", "published_at", "date", "publish_date", "pubdate", "datepublished", "date_published"];
        let Some(text) = self.text(&names) else { return Ok(None) };
        dates::read(&text).map(Some).ok_or_else(|| {
            Unreadable::new(
                Reason::Field { name: "date", value: text },
                "Write it like 2025-04-04T18:30:00+08:00, or 2025-04-04.",
            )
        })
    }

    fn picture(&mut self) -> Option<Figure> {
        let image = self.value(&[
            "image",
            "cover",
            "hero",
            "feature_image",
            "featured_image",
            "cover_image",
            "thumbnail",
            "banner",
            "og_image",
        ]);
        let mut figure = Figure {
            alt: self.text(&["alt", "image_alt", "feature_image_alt", "cover_alt"]).unwrap_or_default(),
            caption: self.text(&["caption", "image_caption", "feature_image_caption", "cover_caption"]),
            credit: self.text(&["credit", "image_credit", "photo_credit", "image_source", "photographer"]),
            ..Figure::default()
        };
        match image {
            Some(Value::Object(map)) => {
                let mut inner = Keys(map.into_iter().map(|(key, value)| (key.to_lowercase(), value)).collect());
                figure.src = inner.text(&["src", "url", "image", "path", "file"])?;
                if let Some(alt) = inner.text(&["alt", "title"]) {
                    figure.alt = alt;
                }
                figure.caption = inner.text(&["caption", "description"]).or(figure.caption);
                figure.credit = inner.text(&["credit", "source", "author"]).or(figure.credit);
            }
            Some(value) => figure.src = Keys(BTreeMap::from([("src".to_owned(), value)])).text(&["src"])?,
            None => return None,
        }
        if figure.credit.is_none()
            && let Some(line) = figure.caption.take()
        {
            (figure.caption, figure.credit) = figure::split(&line);
        }
        Some(figure)
    }
}

/// A value as text: a year is a headline, too, and an author may be a map with a `name`.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => compose::fold_some(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Object(map) => ["name", "title", "label"].iter().find_map(|key| map.get(*key)).and_then(plain),
        Value::Null | Value::Array(_) => None,
    }
}
