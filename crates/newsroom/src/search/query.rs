//! What somebody types, as what is looked for.

use std::collections::BTreeSet;

use super::terms;

/// Letters and words of a query; what is beyond them is not looked for.
pub const LETTERS_AT_MOST: usize = 300;
const GROUPS_AT_MOST: usize = 40;
/// With so many words or fewer a story must have all of them, if there is one that has.
const FEW: usize = 3;

/// A word, a run of Chinese, or what stands between quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Terms in order.
    pub terms: Vec<String>,
    /// They must follow one another.
    pub phrase: bool,
    /// One letter of a script without blanks: any term that begins with it.
    pub prefix: bool,
}

/// A query as the texts of one language are asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub groups: Vec<Group>,
}

impl Query {
    /// Reads what was typed, as texts of this language (BCP 47) would have it.
    pub fn read(typed: &str, lang: &str) -> Query {
        let typed: String = typed.chars().take(LETTERS_AT_MOST).collect();
        let mut groups = Vec::new();
        for (quoted, text) in quotations(&typed) {
            let all = terms::of(text, lang);
            if quoted {
                let names: Vec<String> = without_last_letter(&all).iter().map(|term| term.name.clone()).collect();
                if !names.is_empty() {
                    let prefix = all.len() == 1 && all[0].pair;
                    groups.push(Group { phrase: names.len() > 1, prefix, terms: names });
                }
                continue;
            }
            let mut run: Option<(usize, Vec<String>)> = None;
            for term in &all {
                if !term.pair {
                    groups.extend(run.take().map(|(_, names)| run_of(names)));
                    if !term.stop() {
                        groups.push(Group { terms: vec![term.name.clone()], phrase: false, prefix: false });
                    }
                    continue;
                }
                let second = term.name.chars().nth(1).map_or(0, char::len_utf8);
                match &mut run {
                    Some((next, names)) if *next == term.place.start => {
                        names.push(term.name.clone());
                        *next = term.place.end - second.min(term.place.len());
                    }
                    _ => {
                        groups.extend(run.take().map(|(_, names)| run_of(names)));
                        run = Some((term.place.end - second.min(term.place.len()), vec![term.name.clone()]));
                    }
                }
                // The last letter of a run stands alone and ends it.
                if second == 0 {
                    groups.extend(run.take().map(|(_, names)| run_of(names)));
                }
            }
            groups.extend(run.take().map(|(_, names)| run_of(names)));
        }
        // Of nothing but words that tell nothing, those are looked for.
        if groups.is_empty() {
            let all = terms::of(&typed, lang);
            groups = all.into_iter().map(|t| Group { terms: vec![t.name], phrase: false, prefix: false }).collect();
        }
        groups.truncate(GROUPS_AT_MOST);
        Query { groups }
    }

    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// Whether a story should have all of it.
    pub fn wants_all(&self) -> bool {
        self.groups.len() <= FEW
    }

    /// Each term once, and whether it stands for all that begin so.
    pub fn terms(&self) -> BTreeSet<(String, bool)> {
        self.groups.iter().flat_map(|group| group.terms.iter().map(|term| (term.clone(), group.prefix))).collect()
    }

    /// Whether a text has its quotations. `text`: terms in order, apart by blanks.
    pub fn phrases_are_in(&self, text: &str) -> bool {
        self.groups.iter().filter(|group| group.phrase).all(|group| has_phrase(text, &group.terms))
    }
}

/// Of a run of Chinese the last letter alone is in the index only where the run ends there, too.
fn run_of(mut names: Vec<String>) -> Group {
    if names.len() > 1 {
        names.pop();
        return Group { terms: names, phrase: false, prefix: false };
    }
    Group { terms: names, phrase: false, prefix: true }
}

/// Where a quotation ends in a run of Chinese, what it is taken from may go on: its last letter is looked for in the pair
/// before it alone.
fn without_last_letter(all: &[terms::Term]) -> &[terms::Term] {
    match all {
        [rest @ .., before, last] if before.pair && before.place.end > last.place.start => &all[..rest.len() + 1],
        _ => all,
    }
}

/// The text in pieces: between quotation marks, and not.
fn quotations(typed: &str) -> Vec<(bool, &str)> {
    let mut pieces = Vec::new();
    let mut rest = typed;
    while let Some((at, open)) = rest.char_indices().find(|(_, c)| matches!(c, '"' | '“' | '„' | '「' | '『' | '«'))
    {
        let close: &[char] = match open {
            '「' => &['」'],
            '『' => &['』'],
            '«' => &['»'],
            _ => &['"', '”', '“'],
        };
        let inside = &rest[at + open.len_utf8()..];
        let Some(end) = inside.find(close) else { break };
        pieces.push((false, &rest[..at]));
        pieces.push((true, &inside[..end]));
        rest = &inside[end + inside[end..].chars().next().map_or(1, char::len_utf8)..];
    }
    pieces.push((false, rest));
    pieces
}

fn has_phrase(text: &str, phrase: &[String]) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    words.windows(phrase.len()).any(|window| window.iter().zip(phrase).all(|(a, b)| a == b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(typed: &str) -> Vec<String> {
        let shape = |group: Group| {
            let joined = group.terms.join(" ");
            match (group.phrase, group.prefix) {
                (true, _) => format!("“{joined}”"),
                (_, true) => format!("{joined}*"),
                _ => joined,
            }
        };
        Query::read(typed, "en").groups.into_iter().map(shape).collect()
    }

    #[test]
    fn words_are_looked_for_without_those_that_tell_nothing() {
        assert_eq!(groups("the ferries of Larkhaven"), ["ferri", "larkhaven"]);
        assert_eq!(groups("to be or not to be"), [".to", ".be", ".or", ".not", ".to", ".be"]);
        assert!(Query::read("  …!", "en").is_empty());
    }

    #[test]
    fn what_is_quoted_must_stand_so() {
        assert_eq!(groups("ferry \"to be\" 「海港大橋」 “a b"), ["ferri", "“.to .be”", "“海港 港大 大橋”", "b"]);
        assert_eq!(groups("\"ferry\""), ["ferri"]);
        assert_eq!(groups("「大橋 通車」「水」"), ["“大橋 橋 通車”", "水*"]);
        let query = Query::read("\"night ferry\"", "en");
        assert!(query.phrases_are_in(".a night ferri / sank") && !query.phrases_are_in("night / ferri ferri night"));
    }

    #[test]
    fn a_run_of_chinese_is_looked_for_by_its_pairs() {
        assert_eq!(groups("海港大橋 通車"), ["海港 港大 大橋", "通車"]);
        assert_eq!(groups("AI寫稿"), ["ai", "寫稿"]);
        assert_eq!(groups("水"), ["水*"]);
        assert_eq!(groups("水 火災"), ["水*", "火災"]);
    }

    #[test]
    fn a_query_without_end_is_cut() {
        assert_eq!(Query::read(&"ferry ".repeat(1_000), "en").groups.len(), GROUPS_AT_MOST);
    }
}
