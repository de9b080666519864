//! Measures how much of what a folder of feeds expects is found, for the fields a newsroom uses.
//!
//! `cargo run --release -p newsroom --example score-feeds -- [--misses] [FOLDER]`
//!
//! Each file says in its leading comment what is expected: `Expect: not bozo and entries[0]['title'] == 'A'`, in the words
//! of a well-known parser's own tests. Fields that no story has (clouds, generators, text inputs …) are left out and
//! counted as such. Texts are compared as plain text: markup is somebody else's matter here.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use newsroom::reading::{compose, dates, feed};

fn main() -> ExitCode {
    let mut folder = "../shared/suites/feeds".to_owned();
    let mut misses = false;
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--misses" => misses = true,
            _ => folder = argument,
        }
    }
    let mut files = Vec::new();
    list(Path::new(&folder), &mut files);
    files.sort();
    if files.is_empty() {
        println!("skipped: suites absent ({folder})");
        return ExitCode::SUCCESS;
    }
    let (mut right, mut asked, mut left_out, mut panics, mut read, mut refused) = (0, 0, 0, 0, 0, 0);
    for file in &files {
        let Ok(bytes) = std::fs::read(file) else { continue };
        let Ok(parsed) = std::panic::catch_unwind(|| {
            let _ = feed::read(&bytes, Some(ADDRESS));
            feed::parse(&bytes, Some(&address_of(&bytes)), None)
        }) else {
            panics += 1;
            println!("panic {}", file.display());
            continue;
        };
        match &parsed {
            Ok(_) => read += 1,
            Err(error) => {
                refused += 1;
                if misses {
                    println!("refused {}: {error}", file.display());
                }
            }
        }
        let parsed = parsed.unwrap_or_default();
        for (path, expected) in expectations(&String::from_utf8_lossy(&bytes)) {
            match found(&parsed, &path) {
                None => left_out += 1,
                Some(found) => {
                    asked += 1;
                    if agrees(&found, &expected) {
                        right += 1;
                    } else if misses {
                        println!("miss {} {path}: expected {expected:?}, found {found:?}", file.display());
                    }
                }
            }
        }
    }
    println!(
        "feeds {} read {read} refused {refused} panics {panics}; fields we use {asked}, right {right} ({:.1} %); other expectations {left_out}",
        files.len(),
        100.0 * f64::from(right) / f64::from(asked.max(1))
    );
    if panics > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Where the tests' own server gave the feeds from.
const ADDRESS: &str = "http://127.0.0.1:8097/";

/// A header the server sent, as the comment says: it names the base.
fn address_of(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let said = text
        .lines()
        .take(12)
        .find_map(|line| line.trim().strip_prefix("Header:")?.trim().strip_prefix("Content-Location:").map(str::trim));
    said.filter(|place| place.starts_with("http")).unwrap_or(ADDRESS).to_owned()
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            list(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "xml" || ending == "json") {
            files.push(path);
        }
    }
}

/// `feed['title'] == 'x' and entries[0]['link'] == 'y'` → the pairs of place and value.
fn expectations(text: &str) -> Vec<(String, String)> {
    let Some(line) = text.lines().find_map(|line| line.trim().strip_prefix("Expect:")) else { return Vec::new() };
    line.split(" and ")
        .filter_map(|part| {
            let part = part.trim().trim_start_matches('(').trim_end_matches(')');
            let mut sides: Vec<&str> = part.split(" == ").collect();
            let value = sides.pop()?.trim();
            (!sides.is_empty()).then(|| sides.into_iter().map(move |side| (place(side), literal(value))))
        })
        .flatten()
        .collect()
}

/// `entries[0]['title_detail']['value']` → `entries.0.title_detail.value`.
fn place(side: &str) -> String {
    let words = side.split(['[', ']', '\'', '"', '.']).map(str::trim).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(".")
}

/// A Python string or tuple of numbers; a cut-off tuple stays as it is.
fn literal(value: &str) -> String {
    let bare = value.trim_start_matches(['u', 'r']);
    let Some(quote) = bare.chars().next().filter(|c| matches!(c, '\'' | '"')) else { return value.to_owned() };
    let triple = quote.to_string().repeat(3);
    let inner = match bare.strip_prefix(&triple) {
        Some(inner) => inner.trim_end_matches(&triple),
        None => bare.trim_matches(quote),
    };
    let mut text = String::new();
    let mut rest = inner.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        match rest.next() {
            Some('n') => text.push('\n'),
            Some('x') => text.extend(hex(&mut rest, 2)),
            Some('u') => text.extend(hex(&mut rest, 4)),
            Some(other) => text.push(other),
            None => {}
        }
    }
    text
}

fn hex(rest: &mut std::str::Chars, digits: usize) -> Option<char> {
    let code: String = rest.take(digits).collect();
    u32::from_str_radix(&code, 16).ok().and_then(char::from_u32)
}

/// What we found at a place; `None` for places that no story has.
fn found(parsed: &feed::Parsed, path: &str) -> Option<String> {
    let words: Vec<&str> = path.split('.').collect();
    let nothing = String::new;
    let moment = |ms: Option<i64>| ms.map(|ms| format!("@{ms}")).unwrap_or_default();
    match words.as_slice() {
        ["feed", "title"] | ["feed", "title_detail", "value"] => Some(parsed.title.clone().unwrap_or_else(nothing)),
        ["feed", "link"] => Some(parsed.link.clone().unwrap_or_else(nothing)),
        ["feed", "language"] => Some(parsed.lang.clone().unwrap_or_else(nothing)),
        ["feed", "author"] | ["feed", "author_detail", "name"] => {
            Some(parsed.authors.first().cloned().unwrap_or_else(nothing))
        }
        ["feed", "updated_parsed"] => Some(moment(parsed.updated_at_ms)),
        ["entries", number, rest @ ..] => {
            let item = parsed.items.get(number.parse::<usize>().ok()?).cloned().unwrap_or_default();
            match rest {
                ["title"] | ["title_detail", "value"] => Some(item.title.unwrap_or_else(nothing)),
                ["link"] => Some(item.link.unwrap_or_else(nothing)),
                ["id" | "guid"] => Some(item.id.unwrap_or_else(nothing)),
                ["author"] | ["author_detail", "name"] => Some(item.authors.first().cloned().unwrap_or_else(nothing)),
                ["authors", number, "name"] => {
                    Some(item.authors.get(number.parse::<usize>().ok()?).cloned().unwrap_or_else(nothing))
                }
                ["published" | "published_parsed"] => Some(moment(item.published_at_ms)),
                ["updated" | "updated_parsed"] => Some(moment(item.updated_at_ms.or(item.published_at_ms))),
                ["summary" | "description"] | ["summary_detail", "value"] => Some(item.summary.unwrap_or_else(nothing)),
                ["content", "0", "value"] => Some(item.content.unwrap_or_else(nothing)),
                ["tags", number, "term"] => {
                    Some(item.tags.get(number.parse::<usize>().ok()?).cloned().unwrap_or_else(nothing))
                }
                ["content", "0", "language"] | ["summary_detail", "language"] => {
                    Some(item.lang.unwrap_or_else(nothing))
                }
                ["image", "href"] => Some(item.image.unwrap_or_else(nothing)),
                _ => None,
            }
        }
        _ => None,
    }
}

fn agrees(found: &str, expected: &str) -> bool {
    if let Some(ms) = found.strip_prefix('@') {
        let numbers: Vec<i64> =
            expected.trim_matches(['(', ')']).split(',').filter_map(|number| number.trim().parse().ok()).collect();
        let expected = match numbers.as_slice() {
            [year, month, day, hour, minute, second, ..] => {
                dates::read(&format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"))
            }
            _ => dates::read(expected),
        };
        return ms.parse().ok() == expected;
    }
    // A person is written with an address of mail where there is one; we keep the name.
    if expected == "None" {
        return found.is_empty();
    }
    let person = expected.split(" (").next().is_some_and(|name| expected.contains('@') && name == found);
    let read = |markup: &str| compose::fold(&feed::item::text_of(markup));
    let plain = compose::fold(found);
    person
        || found == expected
        || plain == compose::fold(expected)
        || plain == read(expected)
        || read(found) == read(expected)
}
