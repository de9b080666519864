//! Averages of ball games: `.312` → “three twelve”, `.500` → “five hundred”, `.405` → “four o five”.

use super::cardinal::{And, cardinal, pairs};
use super::view::{Low, Said, View};

/// Three digits after a point at token `i`, where a game is spoken of.
pub fn average(view: &View<'_>, i: usize) -> Option<Said> {
    let digits = view.digits(i + 1);
    let free = !view.glued(i) || matches!(view.mark_before(i), '(' | '/');
    if !view.prose || view.mark(i) != '.' || !free || !view.glued(i + 1) || digits.len() != 3 || digits.starts_with('0')
    {
        return None;
    }
    let more = view.glued(i + 2) && (!view.word(i + 2).is_empty() || matches!(view.mark(i + 2), '%' | '-'));
    let line = view.glued_mark(i + 2, '/') || view.glued(i) && view.mark_before(i) == '/';
    let bracketed = view.mark_before(i) == '(' && matches!(view.mark(i + 2), ',' | ')');
    if more || !(line || bracketed || digits == "500" || is_hit(view, i)) {
        return None;
    }
    let text = if digits.ends_with("00") { cardinal(digits, And::Without) } else { pairs(digits) };
    Said::new(2, text)
}

/// A word of hitting or winning stands beside the number at token `i`.
fn is_hit(view: &View<'_>, i: usize) -> bool {
    const NEAR: usize = 3;
    let tells = |at: usize| {
        matches!(
            Low::of(view.word(at)).as_str(),
            "hit"
                | "hits"
                | "hitting"
                | "hitter"
                | "batting"
                | "batted"
                | "bats"
                | "bat"
                | "average"
                | "averaging"
                | "slugging"
                | "slugged"
                | "slashing"
                | "slashed"
                | "clip"
                | "winning"
                | "ops"
                | "percentage"
                | "season"
        )
    };
    (1..=NEAR).any(|back| back <= i && tells(i - back)) || (2..=NEAR + 1).any(|on| tells(i + on))
}
