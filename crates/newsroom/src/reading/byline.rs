//! Who wrote it, as one line.

use super::compose;

/// `["Ana Ruiz", "Wen Li", "Tom Orr"]` → `Ana Ruiz, Wen Li and Tom Orr`; Chinese names are joined by `、`.
pub fn join(names: &[String]) -> Option<String> {
    let mut list: Vec<String> = Vec::new();
    for name in names.iter().filter_map(|name| tidy(name)) {
        if !list.contains(&name) {
            list.push(name);
        }
    }
    let last = list.pop()?;
    if list.is_empty() {
        return Some(last);
    }
    let unspaced = list.iter().chain([&last]).all(|name| name.chars().all(compose::is_unspaced));
    Some(if unspaced { list.join("、") + "、" + &last } else { list.join(", ") + " and " + &last })
}

/// A byline without the words around the name: `By  ANA RUIZ` → `ANA RUIZ`. `None` for what cannot be one.
pub fn tidy(line: &str) -> Option<String> {
    let line = compose::fold(line);
    let mut bare = line.as_str();
    for prefix in [
        "written by ",
        "reported by ",
        "story by ",
        "posted by ",
        "published by ",
        "by ",
        "by: ",
        "author: ",
        "author ",
        "editor: ",
        "reporter: ",
        "reporter ",
        "writer: ",
        "文／",
        "文/",
        "記者 ",
        "記者",
        "作者：",
        "作者:",
        "編輯：",
        "編輯／",
        "撰文：",
        "撰文／",
    ] {
        if bare.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix)) {
            bare = bare[prefix.len()..].trim_start();
        }
    }
    let bare =
        bare.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '·' | '-' | '–' | '—' | ':' | '•'));
    let fits = !bare.is_empty() && bare.chars().count() <= MAX_LETTERS && !bare.contains("://") && !bare.contains('@');
    fits.then(|| bare.to_owned())
}

/// Longer lines are sentences about an author, not names.
const MAX_LETTERS: usize = 160;
