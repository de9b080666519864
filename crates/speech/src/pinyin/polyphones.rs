//! Characters and words that are read in more than one way, from the list that `build.rs` makes (`build/polyphones.rs`).

use std::collections::HashMap;
use std::sync::OnceLock;

static LIST: &str = include_str!(concat!(env!("OUT_DIR"), "/polyphones.txt"));

/// All readings of a character or a word, if it has several: `["chang2", "zhang3"]`, `["da4-fu1", "dai4-fu1"]`.
pub fn of(word: &str) -> Option<&'static [&'static str]> {
    static MAP: OnceLock<HashMap<&'static str, Vec<&'static str>>> = OnceLock::new();
    let map = MAP.get_or_init(|| {
        LIST.lines()
            .filter_map(|line| {
                let mut parts = line.split(' ');
                Some((parts.next()?, parts.collect()))
            })
            .collect()
    });
    map.get(word).map(Vec::as_slice)
}

/// Characters for which our rules look at the words around them.
pub fn has_rules(c: char) -> bool {
    static RULED: &str = include_str!("characters.txt");
    RULED.lines().any(|line| line.starts_with(c))
}
