//! What to read after a story, and why.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::views::{self, Listed};
use crate::db::Db;
use crate::error::Result;
use crate::search::near::{Near, near};
use crate::search::terms;

/// Those that are near, of which some are chosen.
const NEAR: usize = 24;
/// Of a section no more than one in so many, as long as others have something.
const ONE_IN: usize = 2;
/// Tags and words that say why, and terms that the words may be.
const REASONS: usize = 2;
const TERMS: usize = 12;

/// A story to go on with.
#[derive(Clone, Debug)]
pub struct Recommended {
    pub article: Listed,
    /// Tags that both have, and names in its headline or standfirst that both are about. Empty where nothing says it well.
    pub why: Vec<String>,
}

/// At most so many: what is about the same, from more than one section; where that is too little, what has tags in common,
/// is of the same section, is new. Never another edition of the same story.
pub async fn recommended(db: &Db, article: &Listed, at_most: usize) -> Result<Vec<Recommended>> {
    let near = near(db, &article.id.0, NEAR).await?;
    let ids: Vec<String> = near.iter().map(|near| near.article.clone()).collect();
    let shared: HashMap<String, Near> = near.into_iter().map(|near| (near.article.clone(), near)).collect();
    let tags = views::tags_in_common(db, &article.id, &ids).await?;
    let mut chosen: Vec<Recommended> = Vec::new();
    let mut stories = BTreeSet::from([article.story_id.clone()]);
    for listed in mixed(views::published(db, &ids).await?, at_most) {
        if stories.insert(listed.story_id.clone()) {
            let mut why: Vec<String> =
                tags.iter().filter(|tag| tag.0 == listed.id.0).map(|tag| tag.1.clone()).collect();
            why.extend(shared.get(&listed.id.0).map_or_else(Vec::new, |near| words(&listed, &near.shared)));
            let mut said = BTreeSet::new();
            why.retain(|word| said.insert(word.to_lowercase()));
            why.truncate(REASONS);
            chosen.push(Recommended { article: listed, why });
        }
    }
    chosen.truncate(at_most);
    if chosen.len() < at_most {
        let next = views::next_best(db, article, (at_most + chosen.len()) as i64).await?;
        let others = next.into_iter().filter(|listed| stories.insert(listed.story_id.clone()));
        chosen.extend(others.map(|article| Recommended { article, why: Vec::new() }));
        chosen.truncate(at_most);
    }
    Ok(chosen)
}

/// In their order, but of a section only its share first; what is above it comes last.
fn mixed(articles: Vec<Listed>, at_most: usize) -> Vec<Listed> {
    let share = at_most.div_ceil(ONE_IN);
    let mut of_section: HashMap<String, usize> = HashMap::new();
    let (mut first, mut last) = (Vec::new(), Vec::new());
    for article in articles {
        let count = of_section.entry(article.section_slug.clone()).or_default();
        *count += 1;
        if *count <= share { first.push(article) } else { last.push(article) }
    }
    first.extend(last);
    first
}

/// The words of a story's headline and standfirst that are among these terms, as they are written there: names, and runs of
/// Chinese. Other words that two stories share say little when they stand alone.
fn words(article: &Listed, shared: &[String]) -> Vec<String> {
    let mut found: Vec<(usize, String)> = Vec::new();
    for text in [Some(&article.headline), article.standfirst.as_ref()].into_iter().flatten() {
        let mut run: Option<(usize, Range<usize>)> = None;
        let mut begins = true;
        for term in terms::of(text, &article.lang) {
            // Every sentence begins with a capital.
            let is_name = term.pair || !begins && text[term.place.clone()].starts_with(char::is_uppercase);
            begins = text[term.place.end..].starts_with(['.', '!', '?', ':']);
            let rank = shared.iter().take(TERMS).position(|name| *name == term.name).filter(|_| is_name);
            match (&mut run, rank) {
                // What follows without a gap is one name.
                (Some((best, place)), Some(rank))
                    if text.get(place.end..term.place.start).is_none_or(|gap| gap == " ") =>
                {
                    (*best, place.end) = (rank.min(*best), term.place.end);
                }
                (_, rank) => {
                    found.extend(run.take().map(|(rank, place)| (rank, text[place].to_string())));
                    run = rank.map(|rank| (rank, term.place));
                }
            }
        }
        found.extend(run.map(|(rank, place)| (rank, text[place].to_string())));
    }
    found.sort();
    found.into_iter().map(|(_, word)| word).collect()
}
