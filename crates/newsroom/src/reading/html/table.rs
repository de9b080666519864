//! A table → one line per row, to be read and heard from left to right.

use dom_query::NodeRef;

use super::tree;
use crate::story::{Block, Text};

/// Wider or longer ones are data to look at, not to be read out: the rest is left away.
const MAX_ROWS: usize = 200;
const MAX_SPOKEN_COLUMNS: usize = 4;

/// `Headline: cell; Headline: cell` for each row; `None` if the table only lays the page out (then its cells are read
/// like any other part of the page).
pub fn read(table: &NodeRef) -> Option<Block> {
    let mut headings: Vec<String> = Vec::new();
    let mut items = Vec::new();
    let mut cells_seen = 0;
    for node in table.descendants_it() {
        match tree::name(&node).as_str() {
            "table" | "p" | "div" | "img" | "ul" | "ol" | "h1" | "h2" | "h3" | "blockquote" => return None,
            "tr" => {
                let cells: Vec<NodeRef> =
                    node.children_it(false).filter(|cell| matches!(tree::name(cell).as_str(), "td" | "th")).collect();
                cells_seen = cells_seen.max(cells.len());
                let texts: Vec<String> = cells.iter().map(tree::text).collect();
                // Beyond a few columns, headings said again on every row drown the row.
                let few = cells.len() <= MAX_SPOKEN_COLUMNS;
                if few && headings.is_empty() && items.is_empty() && !cells.is_empty() && cells.iter().all(is_heading) {
                    headings = texts;
                } else if items.len() < MAX_ROWS {
                    items.extend(row(&headings, &texts));
                }
            }
            _ => {}
        }
    }
    (cells_seen > 1 && !items.is_empty()).then_some(Block::List { ordered: false, items })
}

fn is_heading(cell: &NodeRef) -> bool {
    tree::name(cell) == "th"
}

fn row(headings: &[String], cells: &[String]) -> Option<Text> {
    let mut line = String::new();
    for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        if !line.is_empty() {
            line.push_str("; ");
        }
        if let Some(heading) = headings.get(column).filter(|heading| !heading.is_empty()) {
            line.push_str(heading);
            line.push_str(": ");
        }
        line.push_str(cell);
    }
    (!line.is_empty()).then(|| Text::plain(line))
}
