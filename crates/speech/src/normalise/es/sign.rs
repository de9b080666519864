//! Marks that are said: currency signs, `%`, `+`, `-` before a number, `½`, `#`, `&`.

use super::text::Page;
use super::{currency, electronic, fraction, measure, money, telephone};
use crate::normalise::token::Kind;
use crate::normalise::view::{Said, is_capitalised};

/// The rule for the mark at `i`.
pub fn read(page: &Page<'_>, i: usize) -> Option<Said> {
    let c = page.mark(i);
    let digits_follow = !page.digits(i + 1).is_empty();
    match c {
        '(' => return telephone::read(page, i),
        '+' => {
            return telephone::read(page, i).or_else(|| Said::new(1, "más"));
        }
        // `5%-10%`
        '-' | '–'
            if page.glued(i)
                && matches!(page.mark_before(i), '%' | '€' | '°' | '$')
                && !page.glued_digits(i + 1).is_empty() =>
        {
            return Said::new(1, "a");
        }
        '-' | '−' | '–' => return minus(page, i),
        '@' => return electronic::read(page, i).or_else(|| Said::new(1, "arroba")),
        '#' if digits_follow => return Said::new(1, "número"),
        '#' if !page.word(i + 1).is_empty() && page.glued(i + 1) => return Said::new(1, "hashtag"),
        '%' => return Said::new(1, "por ciento"),
        '‰' => return Said::new(1, "por mil"),
        // `Johnson & Johnson`, `S&P`: names of firms keep their English word.
        '&' if is_capitalised(page.word(i + 1)) => return Said::new(1, "and"),
        '&' => return Said::new(1, "y"),
        // `5,5 l/100 km`
        '/' if page.glued(i) && !page.word(i.wrapping_sub(1)).is_empty() && !page.glued_digits(i + 1).is_empty() => {
            return Said::new(1, "por");
        }
        // `900 euros/mes`
        '/' if matches!(page.word(i.wrapping_sub(1)), "euros" | "euro" | "dólares" | "pesos" | "libras" | "soles") => {
            return measure::divisor(page, i).and_then(|(per, take)| Said::new(take, per));
        }
        '=' => return Said::new(1, "igual a"),
        '×' => return Said::new(1, "por"),
        '÷' => return Said::new(1, "entre"),
        '±' => return Said::new(1, "más menos"),
        '≥' => return Said::new(1, "mayor o igual que"),
        '≤' => return Said::new(1, "menor o igual que"),
        '>' if digits_follow => return Said::new(1, "más de"),
        '<' if digits_follow => return Said::new(1, "menos de"),
        '§' => return Said::new(1, "sección"),
        '²' => return Said::new(1, "al cuadrado"),
        '³' => return Said::new(1, "al cubo"),
        '°' | '℃' | '℉' => return measure::measure(page, i).and_then(|m| Said::new(m.take, m.many)),
        _ => {}
    }
    if let Some(currency) = currency::by_sign(c) {
        let many = if c == '$' && page.pesos { "pesos" } else { currency.many };
        return money::before(page, i).or_else(|| Said::new(1, many));
    }
    fraction::read(page, i)
}

/// `-5`, `-$3`, `−8 °C`: a hyphen before a number, with nothing touching it on the left.
fn minus(page: &Page<'_>, i: usize) -> Option<Said> {
    let number = page.glued(i + 1)
        && (!page.digits(i + 1).is_empty()
            || currency::by_sign(page.mark(i + 1)).is_some() && !page.digits(i + 2).is_empty());
    let opens = page.get(i).is_some_and(|t| t.gap) || matches!(page.mark_before(i), '(' | '"' | '“');
    // A dash between two numbers with blanks is a dash: `5 –7`.
    let dash = page.mark(i) == '–' && i > 0 && page.get(i - 1).is_some_and(|t| t.kind == Kind::Digits);
    if number && opens && !dash { Said::new(1, "menos") } else { None }
}
