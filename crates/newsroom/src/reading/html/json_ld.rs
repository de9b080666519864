//! schema.org in a page's `<script type="application/ld+json">`: the article among what stands there.

use dom_query::Document;
use serde_json::{Map, Value};

use super::head::text_of;
use crate::reading::compose;

/// Scripts read per page, and levels of a graph looked into: more is no description of an article.
const MAX_SCRIPTS: usize = 20;
const MAX_DEPTH: usize = 6;

/// A `NewsArticle` or one of its kin.
pub struct Article(Map<String, Value>);

/// The first article described on the page. Broken JSON is passed over: other sources may still do.
pub fn find(document: &Document) -> Option<Article> {
    let scripts = document.select("script[type=\"application/ld+json\"]");
    for script in scripts.nodes().iter().take(MAX_SCRIPTS) {
        let text = script.text();
        let text = text.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>").trim().trim_end_matches(';');
        let value = serde_json::from_str::<Value>(text).or_else(|_| serde_json::from_str(&mended(text)));
        if let Ok(value) = value
            && let Some(article) = within(value, MAX_DEPTH)
        {
            return Some(Article(article));
        }
    }
    None
}

/// Line feeds inside strings are what editors type and JSON forbids.
fn mended(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn within(value: Value, depth: usize) -> Option<Map<String, Value>> {
    if depth == 0 {
        return None;
    }
    match value {
        Value::Array(list) => list.into_iter().find_map(|value| within(value, depth - 1)),
        Value::Object(mut map) => {
            if is_article(map.get("@type")) {
                return Some(map);
            }
            ["@graph", "mainEntity", "mainEntityOfPage"].iter().find_map(|key| within(map.remove(*key)?, depth - 1))
        }
        _ => None,
    }
}

fn is_article(kind: Option<&Value>) -> bool {
    match kind {
        Some(Value::String(kind)) => {
            let kind = kind.rsplit(['/', ':']).next().unwrap_or_default();
            kind.ends_with("Article") || matches!(kind, "BlogPosting" | "LiveBlogPosting" | "Report" | "Review")
        }
        Some(Value::Array(kinds)) => kinds.iter().any(|kind| is_article(Some(kind))),
        _ => false,
    }
}

impl Article {
    pub fn text(&self, key: &str) -> Option<String> {
        self.0.get(key).and_then(text_of)
    }

    /// With its line feeds.
    pub fn text_as_is(&self, key: &str) -> Option<String> {
        self.0.get(key).and_then(Value::as_str).map(str::to_owned)
    }

    pub fn name_of(&self, key: &str) -> Option<String> {
        match self.0.get(key)? {
            Value::Object(map) => map.get("name").and_then(text_of),
            Value::Array(list) => list.iter().find_map(|value| value.get("name").and_then(text_of)),
            _ => None,
        }
    }

    pub fn list(&self, key: &str) -> Vec<String> {
        match self.0.get(key) {
            Some(Value::Array(list)) => list.iter().filter_map(text_of).collect(),
            Some(value) => text_of(value).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// Names only: an address in their place says nothing to a reader.
    pub fn authors(&self) -> Vec<String> {
        let names = match self.0.get("author").or_else(|| self.0.get("creator")) {
            Some(Value::Array(list)) => list.iter().filter_map(name).collect(),
            Some(value) => name(value).into_iter().collect::<Vec<_>>(),
            None => Vec::new(),
        };
        names.into_iter().filter(|name| !name.contains("://")).collect()
    }

    pub fn image(&self) -> Option<String> {
        fn address(value: &Value) -> Option<String> {
            match value {
                Value::String(url) => compose::fold_some(url),
                Value::Array(list) => list.iter().find_map(address),
                Value::Object(map) => map.get("url").or_else(|| map.get("contentUrl")).and_then(address),
                _ => None,
            }
        }
        self.0.get("image").and_then(address)
    }

    /// What is said of the first picture.
    pub fn of_image(&self, key: &str) -> Option<String> {
        match self.0.get("image")? {
            Value::Array(list) => list.iter().find_map(|image| image.get(key)).and_then(text_of),
            image => image.get(key).and_then(text_of),
        }
    }
}

fn name(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => compose::fold_some(text),
        Value::Object(map) => map.get("name").and_then(text_of),
        _ => None,
    }
}
