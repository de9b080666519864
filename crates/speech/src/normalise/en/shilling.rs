//! Old British money, shillings and pence: `2s 6d`, `15s`, `9d`.

use super::cardinal::small;
use super::view::{Low, Said, View};

/// How far to either side a word of the old money is sought.
const REACH: usize = 40;
/// Shillings in a pound; as many are never written.
const SHILLINGS: u32 = 20;
/// Pence in a shilling.
const PENCE: u32 = 12;

/// A sum at token `i`: shillings with pence behind them, or either alone where the old money is named.
pub fn shilling(view: &View<'_>, i: usize) -> Option<Said> {
    let unit = view.word(i + 1);
    if !matches!(unit, "s" | "d") || !view.prose || !view.glued(i + 1) || view.glued(i) {
        return None;
    }
    if unit == "s" {
        let shillings = count(view, i, "s", SHILLINGS)?;
        let said = format!("{} {}", small(shillings), if shillings == 1 { "shilling" } else { "shillings" });
        if let Some(pence) = count(view, i + 2, "d", PENCE).filter(|_| view.apart(i + 2)) {
            return Said::new(4, format!("{said} and {}", pence_of(pence)));
        }
        return is_old_money(view, i).then_some(Said { take: 2, text: said });
    }
    let pence = count(view, i, "d", PENCE)?;
    is_old_money(view, i).then(|| Said { take: 2, text: pence_of(pence) })
}

/// A number below `most` at token `at` that its unit touches.
fn count(view: &View<'_>, at: usize, unit: &str, most: u32) -> Option<u32> {
    let digits = view.digits(at);
    let free = view.get(at + 2).is_none_or(|t| t.gap || matches!(t.mark(), ',' | '.' | ';' | ')' | ':' | '-'));
    let fits = view.glued_word(at + 1, unit) && free && !digits.starts_with('0');
    digits.parse().ok().filter(|n| fits && *n < most)
}

fn pence_of(pence: u32) -> String {
    if pence == 1 { "one penny".into() } else { format!("{} pence", small(pence)) }
}

fn is_old_money(view: &View<'_>, i: usize) -> bool {
    const WORDS: &[&str] = &[
        "shilling",
        "shillings",
        "guinea",
        "guineas",
        "farthing",
        "farthings",
        "florin",
        "sixpence",
        "threepence",
        "halfpenny",
        "predecimal",
        "decimalisation",
    ];
    (i.saturating_sub(REACH)..(i + REACH).min(view.tokens.len()))
        .any(|at| WORDS.contains(&Low::of(view.word(at)).as_str()))
}
