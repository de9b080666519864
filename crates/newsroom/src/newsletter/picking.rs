//! Which stories an issue has, in which order, and which of them one person gets.

use std::collections::{BTreeSet, VecDeque};

use crate::subscribers::Choices;

/// Stories in one letter: a quarter of an hour to an hour of listening. More is not read to its end.
pub const STORIES_AT_MOST: usize = 10;

/// A story as letters have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub article: String,
    /// The same for all language editions of a story.
    pub story: String,
    pub slug: String,
    pub lang: String,
    pub headline: String,
    pub standfirst: Option<String>,
    pub publication: String,
    pub publication_name: String,
    pub section: String,
    pub duration_ms: i64,
    pub picture: Option<Picture>,
}

/// A picture as letters show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// A path of the newsroom's.
    pub path: String,
    pub alt: String,
    pub width: u32,
    pub height: u32,
}

/// The order of an issue: what an editor arranged, then the rest, the newest of each section first and then the second of
/// each, so that none has the letter to itself. `entries` come the newest first. All of them stay: what is far down here
/// may be the first that somebody gets who chose a publication or a language with few stories.
pub fn arrange(entries: Vec<Entry>, arranged: &[String], left_out: &[String]) -> Vec<Entry> {
    let left_out: BTreeSet<&str> = left_out.iter().map(String::as_str).collect();
    let (mut first, rest): (Vec<Entry>, Vec<Entry>) = entries
        .into_iter()
        .filter(|entry| !left_out.contains(entry.article.as_str()))
        .partition(|entry| arranged.contains(&entry.article));
    first.sort_by_key(|entry| arranged.iter().position(|id| *id == entry.article));
    let mut sections: Vec<(String, VecDeque<Entry>)> = Vec::new();
    for entry in rest {
        match sections.iter_mut().find(|(slug, _)| *slug == entry.section) {
            Some((_, those)) => those.push_back(entry),
            None => sections.push((entry.section.clone(), VecDeque::from([entry]))),
        }
    }
    while sections.iter().any(|(_, those)| !those.is_empty()) {
        first.extend(sections.iter_mut().filter_map(|(_, those)| those.pop_front()));
    }
    first
}

/// What one person gets of an issue: what they chose, each story once, in the language of their letters where it is there.
pub fn pick<'a>(entries: &'a [Entry], choices: &Choices) -> Vec<&'a Entry> {
    let chosen = |list: &[String], one: &str| list.is_empty() || list.iter().any(|it| it == one);
    let fits = |entry: &&Entry| {
        chosen(&choices.publications, &entry.publication)
            && chosen(&choices.sections, &entry.section)
            && (choices.langs.is_empty() || choices.langs.iter().any(|lang| speaks(&entry.lang, lang)))
    };
    let fitting: Vec<&Entry> = entries.iter().filter(fits).collect();
    let mut stories = BTreeSet::new();
    let mut picked = Vec::new();
    for entry in &fitting {
        if picked.len() < STORIES_AT_MOST && stories.insert(&entry.story) {
            let own = |other: &&&Entry| other.story == entry.story && speaks(&other.lang, &choices.lang);
            picked.push(*fitting.iter().find(own).unwrap_or(entry));
        }
    }
    picked
}

/// `en-GB` is English.
fn speaks(lang: &str, wanted: &str) -> bool {
    lang.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::subscribers::Rhythm;

    fn entry(article: &str, section: &str, lang: &str) -> Entry {
        Entry {
            article: article.into(),
            story: article.trim_end_matches("-zh").into(),
            slug: article.into(),
            lang: lang.into(),
            headline: article.into(),
            standfirst: None,
            publication: if lang == "en" { "bell" } else { "river" }.into(),
            publication_name: String::new(),
            section: section.into(),
            duration_ms: 60_000,
            picture: None,
        }
    }

    fn names(entries: &[Entry]) -> Vec<&str> {
        entries.iter().map(|entry| entry.article.as_str()).collect()
    }

    fn picked(entries: &[Entry], choices: &Choices) -> Vec<String> {
        pick(entries, choices).into_iter().map(|entry| entry.article.clone()).collect()
    }

    fn five() -> Vec<Entry> {
        vec![
            entry("goal", "sports", "en"),
            entry("match", "sports", "en"),
            entry("vote", "affairs", "en"),
            entry("vote-zh", "affairs", "zh-Hant"),
            entry("temple-zh", "community", "zh-Hant"),
        ]
    }

    #[test]
    fn no_section_has_the_letter_to_itself() {
        assert_eq!(names(&arrange(five(), &[], &[])), ["goal", "vote", "temple-zh", "match", "vote-zh"]);
    }

    #[test]
    fn what_an_editor_arranged_comes_first_and_what_they_left_out_not_at_all() {
        let arranged = ["temple-zh".to_string(), "gone".to_string(), "match".to_string()];
        let issue = arrange(five(), &arranged, &["goal".to_string()]);
        assert_eq!(names(&issue), ["temple-zh", "match", "vote", "vote-zh"]);
    }

    #[test]
    fn each_gets_what_they_chose_and_a_story_once_in_their_own_language() {
        let all = Choices { langs: vec![], ..Choices::all(Rhythm::Daily, "zh-Hant") };
        assert_eq!(picked(&five(), &all), ["goal", "match", "vote-zh", "temple-zh"]);
        assert_eq!(picked(&five(), &Choices::all(Rhythm::Daily, "en")), ["goal", "match", "vote"]);
        let sports = Choices { sections: vec!["sports".into()], ..Choices::all(Rhythm::Daily, "en") };
        assert_eq!(picked(&five(), &sports), ["goal", "match"]);
        let river = Choices { publications: vec!["river".into()], ..Choices::all(Rhythm::Daily, "en") };
        assert!(picked(&five(), &river).is_empty(), "the river's stories are in no language they read");
    }

    #[test]
    fn a_language_is_meant_with_all_its_regions_and_no_other() {
        assert!(speaks("en-GB", "en") && speaks("zh-Hant", "zh-Hant") && speaks("zh-Hant-TW", "zh-Hant"));
        assert!(!speaks("enm", "en") && !speaks("zh", "zh-Hant"));
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_arranged_and_chosen_no_story_is_lost_doubled_or_unasked_for(
            kinds in proptest::collection::vec((0usize..4, proptest::bool::ANY, 0usize..6), 0..40),
            arranged in proptest::collection::vec(0usize..50, 0..10),
            left_out in proptest::collection::vec(0usize..50, 0..10),
            sections in proptest::collection::vec(0usize..4, 0..3),
        ) {
            // Stories 0 to 5 may be there in several editions.
            let section = |n: usize| format!("section{n}");
            let entries: Vec<Entry> = kinds.iter().enumerate().map(|(n, (of, chinese, story))| Entry {
                story: if *story == 0 { format!("own{n}") } else { format!("shared{story}") },
                ..entry(&format!("a{n}"), &section(*of), if *chinese { "zh-Hant" } else { "en" })
            }).collect();
            let named = |all: &[usize]| all.iter().map(|n| format!("a{n}")).collect::<Vec<_>>();
            let (arranged, left_out) = (named(&arranged), named(&left_out));
            let issue = arrange(entries.clone(), &arranged, &left_out);
            let mut want: Vec<&str> = names(&entries);
            want.retain(|id| !left_out.iter().any(|out| out == id));
            let mut have = names(&issue);
            have.sort_unstable();
            want.sort_unstable();
            proptest::prop_assert_eq!(have, want);

            let choices = Choices { sections: sections.into_iter().map(section).collect(), langs: vec![], ..Choices::all(Rhythm::Daily, "en") };
            let picked = pick(&issue, &choices);
            let stories: BTreeSet<&str> = picked.iter().map(|entry| entry.story.as_str()).collect();
            proptest::prop_assert_eq!(stories.len(), picked.len());
            let wanted = |entry: &Entry| choices.sections.is_empty() || choices.sections.contains(&entry.section);
            proptest::prop_assert!(picked.iter().all(|entry| wanted(entry)));
            let there: BTreeSet<&str> = issue.iter().filter(|entry| wanted(entry)).map(|entry| entry.story.as_str()).collect();
            proptest::prop_assert_eq!(picked.len(), there.len().min(STORIES_AT_MOST));
        }
    }

    #[test]
    fn a_letter_ends() {
        let many: Vec<Entry> = (0..99).map(|n| entry(&format!("story{n}"), "sports", "en")).collect();
        let issue = arrange(many, &[], &[]);
        assert_eq!(pick(&issue, &Choices::all(Rhythm::Daily, "en")).len(), STORIES_AT_MOST);
    }

    #[test]
    fn few_stories_in_a_language_are_there_however_many_newer_ones_are_in_another() {
        let mut all: Vec<Entry> = (0..200).map(|n| entry(&format!("story{n}-zh"), "sports", "zh-Hant")).collect();
        all.extend([entry("ferry", "sports", "en"), entry("crane", "sports", "en")]);
        let issue = arrange(all, &[], &[]);
        assert_eq!(picked(&issue, &Choices::all(Rhythm::Weekly, "en")), ["ferry", "crane"]);
        let all = Choices { langs: vec![], ..Choices::all(Rhythm::Weekly, "zh-Hant") };
        let bell = Choices { publications: vec!["bell".into()], ..all };
        assert_eq!(picked(&issue, &bell), ["ferry", "crane"], "of the small publication");
    }
}
