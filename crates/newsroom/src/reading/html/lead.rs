//! The story's own picture: what stands above the text, with what is written under it.

use dom_query::Document;
use url::Url;

use super::{frame, picture, tree};
use crate::reading::phrases;
use crate::story::{Block, Figure};

/// Gives the picture that the page names for sharing its caption and credit, from the same picture on the page, and
/// takes that picture out of the text, where it would show twice. Without a named one, a picture above the text is it.
pub fn find(document: &Document, base: Option<&Url>, named: Option<Figure>, blocks: &mut Vec<Block>) -> Option<Figure> {
    let above = blocks.iter().position(|block| !matches!(block, Block::Image { .. })).unwrap_or(0);
    let Some(mut hero) = named else {
        return (above > 0).then(|| take(blocks, 0)).flatten();
    };
    let same =
        blocks.iter().position(|block| matches!(block, Block::Image { figure } if alike(&figure.src, &hero.src)));
    // Above the text stands one picture, whatever its file is called there.
    if let Some(index) = same.filter(|index| *index <= above).or((above > 0).then_some(0)) {
        fill(&mut hero, take(blocks, index)?);
    } else if let Some(index) = same
        && let Block::Image { figure } = &blocks[index]
    {
        fill(&mut hero, figure.clone());
    }
    if hero.caption.is_none() && hero.credit.is_none() {
        let copy = document.clone();
        frame::frame(&copy);
        if let Some(figure) = above_text(&copy, base, &hero.src) {
            fill(&mut hero, figure);
        }
    }
    Some(hero)
}

fn take(blocks: &mut Vec<Block>, index: usize) -> Option<Figure> {
    match blocks.remove(index) {
        Block::Image { figure } => Some(figure),
        _ => None,
    }
}

fn fill(hero: &mut Figure, from: Figure) {
    if hero.alt.is_empty() {
        hero.alt = from.alt;
    }
    hero.caption = hero.caption.take().or(from.caption);
    hero.credit = hero.credit.take().or(from.credit);
}

/// The same picture in a `<figure>`, or the first one with a caption between the headline and the text.
fn above_text(document: &Document, base: Option<&Url>, src: &str) -> Option<Figure> {
    // Looked at on one page; galleries have hundreds.
    const MOST: usize = 60;
    let mut first = None;
    let mut headline = false;
    let mut figures = 0;
    for node in document.root().descendants_it() {
        match tree::name(&node).as_str() {
            "h1" => headline = true,
            "p" if headline && first.is_none() => {
                let in_figure = node.ancestors_it(Some(6)).any(|above| tree::name(&above) == "figure");
                if !in_figure && phrases::is_prose(&tree::text(&node)) {
                    // From here on only the very same picture will do.
                    first = Some(None);
                }
            }
            "figure" => {
                figures += 1;
                if figures > MOST {
                    break;
                }
                for figure in picture::read_figure(&node, base) {
                    let told = figure.caption.is_some() || figure.credit.is_some();
                    if told && alike(&figure.src, src) {
                        return Some(figure);
                    }
                    if told && headline && first.is_none() {
                        first = Some(Some(figure));
                    }
                }
            }
            _ => {}
        }
    }
    first.flatten()
}

/// The same file in another size: `…/ferry-1200x630.jpg` and `…/ferry-600.jpg?x=1`.
fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (stem(a), stem(b));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    let common = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    a == b || (common >= 8 && common * 2 >= a.len().min(b.len()))
}

fn stem(address: &str) -> &str {
    let path = address.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let file = path.rsplit('/').next().unwrap_or_default();
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}
