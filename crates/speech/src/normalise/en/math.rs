//! Small sums in a text: `1-2=5`, `13+5+9`, `2x8`.

use super::numeral::numeral;
use super::view::{Said, View};

/// Most numbers in one sum.
const MOST_TERMS: usize = 32;

fn sign(mark: char) -> Option<&'static str> {
    Some(match mark {
        '+' | '＋' => "plus",
        '-' | '−' => "minus",
        '×' | '*' => "times",
        '÷' => "divided by",
        '=' => "equals",
        '<' => "is less than",
        '>' => "is greater than",
        '±' => "plus or minus",
        _ => return None,
    })
}

/// Numbers joined by signs, at least one of which cannot be a dash.
pub fn sum(view: &View<'_>, i: usize) -> Option<Said> {
    let first = numeral(view, i)?;
    let mut at = i + first.take;
    let mut text = first.words(view.and(), view.prose);
    let (mut sure, mut terms) = (false, 1);
    while terms < MOST_TERMS {
        let by = view.is(at, "x") || view.mark(at) == '×';
        let word = if by { Some("by") } else { sign(view.mark(at)) };
        let (Some(word), Some(next)) = (word, numeral(view, at + 1).filter(|_| !view.digits(at + 1).is_empty())) else {
            break;
        };
        if view.apart(at) != view.apart(at + 1) {
            break;
        }
        sure |= !matches!(view.mark(at), '-' | '−');
        text = format!("{text} {word} {}", next.words(view.and(), view.prose));
        at += 1 + next.take;
        terms += 1;
    }
    if !sure
        || terms == 1
        || view.glued(at) && !view.word(at).is_empty() && super::measure::measure(view, at, false).is_none()
    {
        return None;
    }
    if let Some((unit, n)) = super::measure::measure(view, at, false) {
        text = format!("{text} {unit}");
        at += n;
    }
    Said::new(at - i, text)
}

/// A sign that stands between words or letters: `y=x +1`.
pub fn between_letters(view: &View<'_>, i: usize) -> Option<Said> {
    let mark = view.mark(i);
    match mark {
        '=' | '＝' => Said::new(1, "equals"),
        '+' | '＋' => Said::new(1, "plus"),
        '×' => Said::new(1, if view.prose { "times" } else { "by" }),
        '÷' => Said::new(1, "divided by"),
        '±' => Said::new(1, "plus or minus"),
        '≈' => Said::new(1, "about"),
        '≤' => Said::new(1, "at most"),
        '≥' => Said::new(1, "at least"),
        _ => None,
    }
}
