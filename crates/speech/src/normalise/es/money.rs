//! Money: `5,50 €`, `$1,200 millones`, `US$ 3,5 millones`, `MXN 20`, `12 M€`.

use super::amount::{Amount, Fraction, amount};
use super::currency::{Currency, PESO, by_code, by_dollar, by_letters, by_sign};
use super::numeral::{Form, cardinal};
use super::text::Page;
use crate::normalise::view::Said;

/// A currency as it stands in the text.
struct Named {
    currency: Currency,
    take: usize,
    /// Written in small letters: then its name is, too.
    small: bool,
}

/// The sign or code at `i`.
fn named(page: &Page<'_>, i: usize) -> Option<Named> {
    let word = page.word(i);
    let small = word.starts_with(char::is_lowercase);
    if page.mark(i) == '$' && page.pesos {
        return Some(Named { currency: PESO, take: 1, small });
    }
    if let Some(currency) = by_sign(page.mark(i)) {
        return Some(Named { currency, take: 1, small });
    }
    if !word.is_empty() && page.glued_mark(i + 1, '$') {
        return by_dollar(word).map(|currency| Named { currency, take: 2, small });
    }
    // `U.S.$`, `S/`, `S/.`
    if (word == "S" || word == "s" && !page.prose) && page.glued_mark(i + 1, '/') {
        let dot = usize::from(page.glued_mark(i + 2, '.'));
        let currency = by_code("PEN")?;
        return Some(Named { currency, take: 2 + dot, small });
    }
    let code = !page.prose || word.chars().all(char::is_uppercase);
    let dot = usize::from(word == "Bs" && page.glued_mark(i + 1, '.'));
    let currency = by_code(word).filter(|_| code).or_else(|| by_letters(word, page.prose))?;
    Some(Named { currency, take: 1 + dot, small })
}

/// What multiplies an amount: the word for it, and how many tokens it takes.
fn multiplier(page: &Page<'_>, at: usize, amount: &Amount) -> Option<(String, usize)> {
    let word = page.word(at);
    let one = amount.is_one();
    let text = match word {
        "mil" | "millones" | "millón" | "billones" | "billón" | "trillones" | "trillón" => word,
        "M" | "MM" | "mill" if one => "millón",
        "M" | "MM" | "mill" => "millones",
        "K" | "k" if page.glued(at) || page.glued(at + 1) && by_sign(page.mark(at + 1)).is_some() => "mil",
        _ => return None,
    };
    let dot = usize::from(word == "mill" && page.glued_mark(at + 1, '.'));
    Some((text.to_string(), 1 + dot))
}

/// `$5`, `US$ 3,5 millones`, `eur 20`: the currency at `i`, then the amount.
pub fn before(page: &Page<'_>, i: usize) -> Option<Said> {
    let named = named(page, i)?;
    let mut at = i + named.take;
    let letters = !page.word(i).is_empty();
    if letters && i > 0 && page.glued(i) && !page.digits(i - 1).is_empty() {
        return None;
    }
    let minus = matches!(page.mark(at), '-' | '−') && page.glued(at + 1);
    at += usize::from(minus);
    let amount = amount(page, at)?;
    at += amount.take;
    let times = multiplier(page, at, &amount);
    let mut text = String::from(if minus { "menos " } else { "" });
    text += &sum(page, &amount, times.as_ref().map(|(word, _)| word.as_str()), &named.currency);
    at += times.map_or(0, |(_, take)| take);
    // `$20 USD`, `$300 pesos`: named twice, said once.
    if let Some(again) = self::named(page, at).filter(|_| named.currency.one == "dólar" || page.pesos) {
        let currency = again.currency.many;
        if currency.starts_with("dólar") || currency.starts_with("peso") {
            text = text.replacen(named.currency.many, currency, 1);
            at += again.take;
        }
    } else if page.mark(i) == '$' && matches!(page.word(at), "pesos" | "dólares") {
        text = text.replacen(named.currency.many, page.word(at), 1);
        at += 1;
    }
    at += per(page, at, &mut text);
    Said::new(at - i, small_if(text, named.small))
}

/// `5 €`, `2,3 M€`, `20 USD`: the amount has been read, the currency stands at `at`. How many tokens, and the words.
pub fn after(page: &Page<'_>, amount: &Amount, at: usize) -> Option<Said> {
    let word = page.word(at);
    if matches!(word, "mdd" | "mdp" | "mde") {
        let unit = match word {
            "mdd" => "dólares",
            "mdp" => "pesos",
            _ => "euros",
        };
        let millions = if amount.is_one() { "millón" } else { "millones" };
        return Said::new(1, format!("{} {millions} de {unit}", amount.words(page, Form::Un)));
    }
    let times = multiplier(page, at, amount);
    let taken = times.as_ref().map_or(0, |(_, take)| *take);
    let named = named(page, at + taken)?;
    let end = at + taken + named.take;
    // The sign belongs to the number behind it: `entre 5 y $10`.
    if page.glued(end) && !page.digits(end).is_empty() && page.apart(at + taken) {
        return None;
    }
    let mut text = sum(page, amount, times.as_ref().map(|(word, _)| word.as_str()), &named.currency);
    let taken = taken + named.take + per(page, end, &mut text);
    Said::new(taken, small_if(text, named.small))
}

/// `3 €/kg`: adds what a sum is paid for, and says how many tokens that took.
fn per(page: &Page<'_>, at: usize, text: &mut String) -> usize {
    let Some((per, take)) = super::measure::divisor(page, at) else { return 0 };
    text.push(' ');
    text.push_str(&per);
    take
}

/// In a label in small letters, names are written small as well.
fn small_if(text: String, small: bool) -> String {
    if small { text.to_lowercase() } else { text }
}

/// An amount of a currency in words.
fn sum(page: &Page<'_>, amount: &Amount, times: Option<&str>, currency: &Currency) -> String {
    let form = if currency.feminine { Form::Una } else { Form::Un };
    if let Some(times) = times {
        let form = if times == "mil" { form } else { Form::Un };
        let of = if times == "mil" { " " } else { " de " };
        let number = if times == "mil" && amount.is_one() { String::new() } else { amount.words(page, form) + " " };
        return format!("{number}{times}{of}{}", currency.many);
    }
    let hundredths = amount.fraction.as_ref().and_then(|f| hundredths(f, currency));
    let Some(hundredths) = hundredths else {
        let one = amount.is_one();
        let name = if one { currency.one } else { currency.many };
        // `1.000.000 €` is “un millón de euros”.
        let of = if amount.fraction.is_none() && is_round_millions(&amount.whole) { " de" } else { "" };
        return format!("{}{of} {name}", amount.words(page, form));
    };
    let name = if amount.whole == "1" { currency.one } else { currency.many };
    let of = if is_round_millions(&amount.whole) { " de" } else { "" };
    let whole = format!("{}{of} {name}", cardinal(&amount.whole, form));
    let minor = match hundredths {
        0 => return whole,
        1 => format!("un {}", currency.minor.0),
        _ => format!("{} {}", super::numeral::number(hundredths, Form::Un), currency.minor.1),
    };
    match (amount.whole.as_str(), page.prose) {
        ("0", _) => minor,
        (_, true) => format!("{whole} con {minor}"),
        (_, false) => format!("{whole} {minor}"),
    }
}

/// Two decimals of a currency that has hundredths.
fn hundredths(fraction: &Fraction, currency: &Currency) -> Option<u32> {
    let two = fraction.digits.len() == 2 && !currency.minor.0.is_empty();
    fraction.digits.parse().ok().filter(|_| two)
}

/// Millions and nothing after them ask for “de”.
pub(super) fn is_round_millions(whole: &str) -> bool {
    whole.len() > 6 && whole.ends_with("000000")
}
