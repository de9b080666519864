//! JSON Feed 1.0 and 1.1 (<https://www.jsonfeed.org/version/1.1/>).

use serde_json::Value;

use super::item::Item;
use super::xml::broken;
use super::{MAX_ITEMS, Parsed};
use crate::reading::{Unreadable, compose, dates};

/// Reads a JSON Feed.
///
/// # Errors
/// No JSON, or JSON that is no feed.
pub fn read(text: &str) -> Result<Parsed, Unreadable> {
    let value: Value = serde_json::from_str(text).map_err(|error| broken(error.to_string()))?;
    let version = value.get("version").and_then(Value::as_str).unwrap_or_default();
    let Some(items) = value.get("items").and_then(Value::as_array).filter(|_| version.contains("jsonfeed.org")) else {
        return Err(broken("the JSON names no version of jsonfeed.org, or has no items".to_owned()));
    };
    Ok(Parsed {
        title: string(&value, "title"),
        link: string(&value, "home_page_url"),
        lang: string(&value, "language"),
        authors: authors(&value),
        updated_at_ms: None,
        items: items.iter().take(MAX_ITEMS).map(item).collect(),
        more: items.len() > MAX_ITEMS,
    })
}

fn item(value: &Value) -> Item {
    let markup = value.get("content_html").and_then(Value::as_str).map(str::to_owned);
    let plain = value.get("content_text").and_then(Value::as_str).map(paragraphs);
    Item {
        // Some write numbers, though the standard asks for text.
        id: string(value, "id").or_else(|| value.get("id").filter(|id| id.is_number()).map(Value::to_string)),
        title: string(value, "title"),
        link: string(value, "url").or_else(|| string(value, "external_url")),
        authors: authors(value),
        published_at_ms: string(value, "date_published").and_then(|text| dates::read(&text)),
        updated_at_ms: string(value, "date_modified").and_then(|text| dates::read(&text)),
        summary: string(value, "summary").map(|text| paragraphs(&text)),
        content: markup.or(plain),
        tags: value
            .get("tags")
            .and_then(Value::as_array)
            .map(|list| list.iter().filter_map(Value::as_str).filter_map(compose::fold_some).collect())
            .unwrap_or_default(),
        image: string(value, "image").or_else(|| string(value, "banner_image")),
        lang: string(value, "language"),
        base: None,
    }
}

fn string(value: &Value, key: &str) -> Option<String> {
    value.get(key).and_then(Value::as_str).and_then(compose::fold_some)
}

/// Version 1.1 has a list; 1.0 had one.
fn authors(value: &Value) -> Vec<String> {
    match (value.get("authors").and_then(Value::as_array), value.get("author")) {
        (Some(list), _) => list.iter().filter_map(|author| string(author, "name")).collect(),
        (None, Some(author)) => string(author, "name").into_iter().collect(),
        (None, None) => Vec::new(),
    }
}

/// Plain text with empty lines between its paragraphs → markup.
fn paragraphs(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace("\r\n", "\n").replace("\n\n", "<br><br>").replace('\n', "<br>")
}
