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
/// Words that say why, and terms that they may be.
const WORDS: usize = 2;
const TERMS: usize = 12;

/// A story to go on with.
#[derive(Clone, Debug)]
pub struct Recommended {
    pub article: Listed,
    /// Words of its headline or standfirst that both stories are about. Empty where it is only the next best.
    pub why: Vec<String>,
}

/// At most so many: what is about the same, from more than one section; where that is too little, what has tags in common,
/// is of the same section, is new. Never another edition of the same story.
pub async fn recommended(db: &Db, article: &Listed, at_most: usize) -> Result<Vec<Recommended>> {
    let near = near(db, &article.id.0, NEAR).await?;
    let ids: Vec<String> = near.iter().map(|near| near.article.clone()).collect();
    let shared: HashMap<String, Near> = near.into_iter().map(|near| (near.article.clone(), near)).collect();
    let mut chosen: Vec<Recommended> = Vec::new();
    let mut stories = BTreeSet::from([article.story_id.clone()]);
    for listed in mixed(views::published(db, &ids).await?, at_most) {
        if stories.insert(listed.story_id.clone()) {
            let why = shared.get(&listed.id.0).map_or_else(Vec::new, |near| why(&listed, &near.shared));
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

/// The words of a story's headline and standfirst that are among these terms, as they are written there.
fn why(article: &Listed, shared: &[String]) -> Vec<String> {
    let mut words: Vec<(usize, String)> = Vec::new();
    for text in [Some(&article.headline), article.standfirst.as_ref()].into_iter().flatten() {
        let mut run: Option<(usize, Range<usize>)> = None;
        for term in terms::of(text, &article.lang) {
            let rank = shared.iter().take(TERMS).position(|name| *name == term.name);
            // Pairs of letters that follow one another are one word.
            match (&mut run, rank) {
                (Some((best, place)), Some(rank)) if term.pair && place.end > term.place.start => {
                    (*best, place.end) = (rank.min(*best), term.place.end);
                }
                (_, rank) => {
                    words.extend(run.take().map(|(rank, place)| (rank, text[place].to_string())));
                    run = rank.map(|rank| (rank, term.place));
                }
            }
        }
        words.extend(run.map(|(rank, place)| (rank, text[place].to_string())));
    }
    words.sort();
    let mut said: Vec<String> = Vec::new();
    for (_, word) in words {
        if !said.iter().any(|other| other.eq_ignore_ascii_case(&word)) {
            said.push(word);
        }
    }
    said.truncate(WORDS);
    said
}
