//! Bills of the American Congress: `S. 567`, `H.R. 1234`.

use super::cardinal::{And, cardinal, pairs};
use super::view::{Low, Said, View};

/// A bill of the Senate at token `i`: `S. 567`. (`H.R. 1234` is letters and a number, which other rules read.)
pub fn bill(view: &View<'_>, i: usize) -> Option<Said> {
    if view.prose
        && view.word(i) == "H"
        && view.glued_mark(i + 1, '.')
        && view.word(i + 2) == "R"
        && view.glued_mark(i + 3, '.')
        && !view.digits(i + 4).is_empty()
    {
        return Said::new(5, format!("H R {}", number(view.digits(i + 4))));
    }
    if view.word(i) != "S" {
        return None;
    }
    let digits = view.digits(i + 2);
    let numbered =
        view.glued_mark(i + 1, '.') && view.apart(i + 2) && (1..=4).contains(&digits.len()) && !view.glued(i + 3);
    let numbered = numbered
        || view.glued_mark(i + 1, '.')
            && matches!(view.mark(i + 3), ',' | ')' | '.' | ';')
            && view.apart(i + 2)
            && !digits.is_empty();
    let named = matches!(Low::of(view.word_before(i)).as_str(), "avenue" | "street" | "plan" | "section");
    if !view.prose || !numbered || named || view.glued(i) && view.mark_before(i) == '.' {
        return None;
    }
    Said::new(3, format!("Senate Bill {}", number(digits)))
}

fn number(digits: &str) -> String {
    if digits.len() == 4 && !digits.starts_with('0') { pairs(digits) } else { cardinal(digits, And::Without) }
}
