//! Small sums in a text: `1-2=5`, `13+5+9`, `2x8`, `x > 3`, `10⁶`.

use super::cardinal::{And, cardinal, ordinal};
use super::measure::measure;
use super::numeral::numeral;
use super::token::Kind;
use super::view::{Said, View};

/// Most numbers in one sum.
const MOST_TERMS: usize = 32;

/// What a sign is called between two terms, in an equation or not.
fn sign(view: &View<'_>, at: usize, equation: bool) -> Option<&'static str> {
    let mark = view.mark(at);
    Some(match mark {
        '+' | '＋' => "plus",
        '-' | '−' | '–' if equation => "minus",
        '-' | '−' => "minus",
        '*' | '⋅' => "times",
        '×' => {
            if equation {
                "times"
            } else {
                "by"
            }
        }
        '÷' => "divided by",
        '/' if equation => "divided by",
        '±' => "plus or minus",
        '\0' if view.is(at, "x") => {
            if equation {
                "times"
            } else {
                "by"
            }
        }
        _ => return relation(mark),
    })
}

/// A sign that makes what stands around it an equation.
fn relation(mark: char) -> Option<&'static str> {
    Some(match mark {
        '=' | '＝' => "equals",
        '<' => "is less than",
        '>' => "is greater than",
        '≠' => "is not equal to",
        '≈' => "is about",
        '≤' => "is at most",
        '≥' => "is at least",
        _ => return None,
    })
}

/// A number, a letter, or a number and a letter, with the power that touches it: the words and how many tokens.
fn term(view: &View<'_>, at: usize) -> Option<(String, usize)> {
    let root = usize::from(view.mark(at) == '√');
    let start = at + root;
    if root == 1 && !view.glued(start) {
        return None;
    }
    let number = numeral(view, start).filter(|_| !view.digits(start).is_empty());
    let (mut text, mut take) = match number {
        Some(number) => (number.words(view.and(), view.prose), number.take),
        None => (variable(view, start)?.to_string(), 1),
    };
    // `3x`; but `3x4` is a product.
    let letter = start + take;
    if !view.digits(letter - 1).is_empty()
        && view.glued(letter)
        && matches!(view.word(letter), "x" | "y" | "z" | "n" | "a" | "b")
        && (!view.glued(letter + 1) || view.digits(letter + 1).is_empty())
    {
        text = format!("{text} {}", view.word(letter));
        take += 1;
    }
    if let Some((power, n)) = power(view, start + take) {
        text = format!("{text} {power}");
        take += n;
    }
    Some(if root == 1 { (format!("the square root of {text}"), take + 1) } else { (text, take) })
}

/// A letter that stands for a number.
fn variable<'a>(view: &View<'a>, at: usize) -> Option<&'a str> {
    let word = view.word(at);
    (word.len() == 1 && word.bytes().all(|b| b.is_ascii_alphabetic())).then_some(word)
}

/// A sum or an equation whose first number stands at token `i`.
pub fn sum(view: &View<'_>, i: usize) -> Option<Said> {
    // `MIG-25/3`, `x-1`: what touches it on the left has begun already.
    let (_, first) = term(view, i)?;
    let equation = is_equation(view, i, first);
    expression(view, i, equation).or_else(|| product(view, i))
}

/// An equation that begins with a letter at token `i`: `x-1=0`, `p<0.05`, `a*b`.
pub fn of_letters(view: &View<'_>, i: usize) -> Option<Said> {
    variable(view, i)?;
    let free = view.apart(i) || matches!(view.mark_before(i), '(' | '"' | '“' | '√');
    let (_, first) = term(view, i)?;
    let mark = view.mark(i + first);
    let even =
        view.get(i + first).is_some_and(|t| t.kind == Kind::Mark) && view.apart(i + first) == view.apart(i + first + 1);
    if !free || !even {
        return None;
    }
    let certain = matches!(mark, '*' | '×' | '÷' | '≠') || relation(mark).is_some();
    if certain || is_equation(view, i, first) { expression(view, i, true) } else { None }
}

/// A number times a letter or a letter by another is no sum for [`expression`]; a power and a root alone are terms.
fn product(view: &View<'_>, i: usize) -> Option<Said> {
    let (text, take) = term(view, i)?;
    let number = numeral(view, i)?;
    let ends = view.get(i + take).is_none_or(|t| t.gap || t.kind == Kind::Mark);
    // Only what has a power; `3x` is no sum.
    let powered = take > number.take && view.word(i + number.take).is_empty();
    (powered && ends && is_base(view, i, &number.whole)).then_some(Said { take, text })
}

/// Tens and twos are raised to powers; a raised figure after another number is that of a note.
fn is_base(view: &View<'_>, i: usize, whole: &str) -> bool {
    matches!(whole, "10" | "2") || view.mark(i + 1) == '^'
}

/// A root that stands at token `i`: `√16 = 4`.
pub fn root(view: &View<'_>, i: usize) -> Option<Said> {
    if view.mark(i) != '√' {
        return None;
    }
    let (text, take) = term(view, i)?;
    expression(view, i, true).or(Some(Said { take, text }))
}

/// Whether a sign of an equation stands between the terms that begin at `i`, the first of `first` tokens.
fn is_equation(view: &View<'_>, i: usize, first: usize) -> bool {
    let mut at = i + first;
    for _ in 0..MOST_TERMS {
        if sign(view, at, true).is_none() {
            return false;
        }
        let Some((_, n)) = term(view, at + 1) else { return false };
        if view.apart(at) != view.apart(at + 1) {
            return false;
        }
        if relation(view.mark(at)).is_some() {
            return true;
        }
        at += 1 + n;
    }
    false
}

/// Terms joined by signs, at least one of which cannot be a dash.
fn expression(view: &View<'_>, i: usize, equation: bool) -> Option<Said> {
    let (mut text, first) = term(view, i)?;
    let mut at = i + first;
    let (mut sure, mut terms) = (false, 1);
    while terms < MOST_TERMS {
        let Some(word) = sign(view, at, equation) else { break };
        // Outside an equation letters are no terms, and a power is the business of its own rule.
        let next = if equation {
            term(view, at + 1)
        } else {
            numeral(view, at + 1)
                .filter(|_| !view.digits(at + 1).is_empty())
                .map(|n| (n.words(view.and(), view.prose), n.take))
        };
        let Some((next, n)) = next.filter(|_| view.apart(at) == view.apart(at + 1)) else { break };
        let spaced_minus = view.mark(at) == '−' && view.apart(at) && !view.prose;
        sure |= !matches!(view.mark(at), '-' | '−' | '–') || spaced_minus;
        text = format!("{text} {word} {next}");
        at += 1 + n;
        terms += 1;
    }
    if !sure || terms == 1 || view.glued(at) && !view.word(at).is_empty() && measure(view, at, false).is_none() {
        return None;
    }
    // The minute of a match: `90+4'`.
    if view.glued(at)
        && matches!(view.mark(at), '\'' | '’' | '′')
        && (!view.glued(at + 1) || view.word(at + 1).is_empty())
    {
        at += 1;
    } else if let Some((unit, n)) = measure(view, at, false) {
        text = format!("{text} {unit}");
        at += n;
    }
    Said::new(at - i, text)
}

/// The value of a raised digit.
fn raised(mark: char) -> Option<char> {
    "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|c| c == mark).and_then(|n| char::from_digit(u32::try_from(n).ok()?, 10))
}

/// A power that touches what is before token `at`: `²`, `⁻³`, `^6`.
pub fn power(view: &View<'_>, at: usize) -> Option<(String, usize)> {
    const MOST: usize = 3;
    if !view.glued(at) {
        return None;
    }
    let mut take = 0;
    let (minus, digits) = if view.mark(at) == '^' {
        let minus = view.glued(at + 1) && matches!(view.mark(at + 1), '-' | '−');
        let number = at + 1 + usize::from(minus);
        if let Some(letter) = variable(view, number).filter(|_| view.glued(number)) {
            return Some((format!("to the {letter}"), number + 1 - at));
        }
        take += number + 1 - at;
        (minus, Some(view.digits(number).to_string()).filter(|_| view.glued(number))?)
    } else {
        let minus = view.mark(at) == '⁻';
        take += usize::from(minus);
        let mut digits = String::new();
        while digits.len() < MOST
            && (take == 0 || view.glued(at + take))
            && let Some(digit) = raised(view.mark(at + take))
        {
            digits.push(digit);
            take += 1;
        }
        (minus, digits)
    };
    if digits.is_empty() || digits.len() > MOST {
        return None;
    }
    let text = match digits.as_str() {
        _ if minus => format!("to the minus {}", cardinal(&digits, And::Without)),
        "2" => "squared".into(),
        "3" => "cubed".into(),
        _ => format!("to the {}", ordinal(&digits)),
    };
    Some((text, take))
}

/// `1.5e-3`: a number, and the power of ten it is multiplied by.
pub fn scientific(view: &View<'_>, i: usize) -> Option<Said> {
    let number = numeral(view, i)?;
    let at = i + number.take;
    if !view.glued(at) || !matches!(view.word(at), "e" | "E") || !view.glued(at + 1) {
        return None;
    }
    let minus = matches!(view.mark(at + 1), '-' | '−');
    let signed = usize::from(minus || view.mark(at + 1) == '+');
    let digits = view.digits(at + 1 + signed);
    let end = at + 2 + signed;
    let free = !view.glued(end) || view.get(end).is_some_and(|t| t.kind == Kind::Mark && !view.glued(end + 1));
    // `3e5` may as well be a code.
    let sure = signed == 1 || number.fraction.is_some();
    if digits.is_empty() || digits.len() > 2 || !free || !sure || signed == 1 && !view.glued(at + 2) {
        return None;
    }
    let power = if minus { format!("minus {}", cardinal(digits, And::Without)) } else { ordinal(digits) };
    Said::new(end - i, format!("{} times ten to the {power}", number.words(view.and(), view.prose)))
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
        '≠' => Said::new(1, "is not equal to"),
        // `a → b`; at the head of a line it is an ornament.
        '→' if i > 0 && view.get(i + 1).is_some() => Said::new(1, "to"),
        '*' if is_between_terms(view, i) => Said::new(1, "times"),
        '^' if is_between_terms(view, i) => power(view, i).map(|(text, take)| Said { take, text }),
        _ => None,
    }
}

/// A number, a letter or a bracket on both sides, all touching: the star of a sum, not that of a note.
fn is_between_terms(view: &View<'_>, i: usize) -> bool {
    let stands = |at: usize, bracket: char| {
        !view.digits(at).is_empty() || variable(view, at).is_some() || view.mark(at) == bracket
    };
    i > 0 && stands(i - 1, ')') && stands(i + 1, '(') && view.glued(i) && view.glued(i + 1)
}
