//! Money: `$94.8 billion`, `£1.5m`, `NT$300`, `$20/mo`, `$250-$300`, `50 cents`, `20 €`.

use super::bought::is_paid_for;
use super::cardinal::{And, cardinal};
use super::currency::{Currency, DOLLAR, KRONE, POUND_HUNDREDTH, RAND, RINGGIT, code, code_after, country, of, sign};
use super::numeral::{Numeral, numeral};
use super::view::{Low, Said, View, is_capitals, is_function_word};

/// A word or letters for thousands and more: what is said and how many tokens.
pub fn quantity(view: &View<'_>, i: usize) -> Option<(&'static str, usize)> {
    let word = view.word(i);
    let glued = view.glued(i);
    // `$5-million` and `$5 million` are the same.
    if view.glued_mark(i, '-') && view.glued(i + 1) {
        return whole_quantity(view.word(i + 1)).map(|name| (name, 2));
    }
    if let Some(name) = whole_quantity(word) {
        // A lakh of crores: `Rs 3.4 lakh crore`.
        if name == "lakh" {
            let hyphen = usize::from(view.glued_mark(i + 1, '-'));
            if whole_quantity(view.word(i + 1 + hyphen)) == Some("crore") {
                return Some(("lakh crore", 2 + hyphen));
            }
        }
        return Some((name, 1));
    }
    let name = match word {
        "k" | "K" => "thousand",
        "m" | "M" | "mn" | "mln" | "mil" | "MM" | "mm" => "million",
        "b" | "B" | "bn" | "bln" | "Bn" => "billion",
        "t" | "T" | "tn" | "trn" => "trillion",
        _ => return None,
    };
    // Apart, a small letter may be a word of its own.
    let sure = glued || word.len() > 1 || matches!(word, "B" | "M" | "K" | "b" | "m");
    let dot = usize::from(view.glued_mark(i + 1, '.') && word.len() > 1 && !view.ends_text(i + 1));
    sure.then_some((name, 1 + dot))
}

fn whole_quantity(word: &str) -> Option<&'static str> {
    Some(match Low::of(word).as_str() {
        "hundred" => "hundred",
        "thousand" => "thousand",
        "million" => "million",
        "billion" => "billion",
        "trillion" => "trillion",
        "quadrillion" => "quadrillion",
        "crore" | "crores" => "crore",
        "lakh" | "lakhs" => "lakh",
        _ => return None,
    })
}

/// What is said for `per` after a sum: `/mo`.
fn per(view: &View<'_>, i: usize) -> Option<(&'static str, usize)> {
    if !view.glued_mark(i, '/') || !view.glued(i + 1) {
        return None;
    }
    // `R17.20/$`, a rate of exchange.
    match view.mark(i + 1) {
        '$' if !view.glued(i + 2) || view.digits(i + 2).is_empty() => return Some(("dollar", 2)),
        '€' if !view.glued(i + 2) || view.digits(i + 2).is_empty() => return Some(("euro", 2)),
        '£' if !view.glued(i + 2) || view.digits(i + 2).is_empty() => return Some(("pound", 2)),
        _ => {}
    }
    let unit = match Low::of(view.word(i + 1)).as_str() {
        "share" => "share",
        "barrel" => "barrel",
        "gallon" | "gal" => "gallon",
        "pound" => "pound",
        "ton" | "t" => "ton",
        "tonne" => "tonne",
        "unit" => "unit",
        "ounce" => "ounce",
        "minute" => "minute",
        "player" => "player",
        "head" => "head",
        "acre" => "acre",
        "mile" => "mile",
        "hectare" => "hectare",
        "game" => "game",
        "sq" if view.word(i + 2) == "ft" => return Some(("square foot", 3)),
        "sqft" => "square foot",
        "mmbtu" => "million B T U",
        "therm" => "therm",
        "gram" | "g" => "gram",
        "liter" | "litre" | "l" => "liter",
        "mo" | "month" => "month",
        "wk" | "week" => "week",
        "hr" | "h" | "hour" => "hour",
        "yr" | "year" => "year",
        "day" | "d" => "day",
        "kg" => "kilogram",
        "lb" => "pound",
        "bbl" => "barrel",
        "oz" => "ounce",
        "mwh" => "megawatt hour",
        "kwh" => "kilowatt hour",
        "min" => "minute",
        "night" => "night",
        "person" => "person",
        _ => return None,
    };
    Some((unit, 2))
}

/// The start of a sum: country, currency, and tokens before the number.
fn prefix(view: &View<'_>, i: usize) -> Option<(&'static str, Currency, usize)> {
    let (country, currency, take) = named_prefix(view, i)?;
    Some((spoken_country(country, view.prose), currency, take))
}

/// The same, as labels have it.
fn named_prefix(view: &View<'_>, i: usize) -> Option<(&'static str, Currency, usize)> {
    if let Some(currency) = sign(view.mark(i)).filter(|_| view.mark(i) != '¢' || view.glued(i + 1)) {
        return Some(("", currency, 1));
    }
    let word = view.word(i);
    if matches!(view.mark(i + 1), '$' | '＄') && view.glued(i + 1) {
        let name = country(word)?;
        return Some(if word == "R" {
            (name, of("real", "reais", "centavo", "centavos"), 2)
        } else {
            (name, DOLLAR, 2)
        });
    }
    if word == "U"
        && view.mark(i + 1) == '.'
        && view.word(i + 2) == "S"
        && view.mark(i + 3) == '.'
        && view.mark(i + 4) == '$'
    {
        return Some(("us ", DOLLAR, 5));
    }
    if let Some((currency, take)) = lettered(view, i) {
        return Some(("", currency, take));
    }
    let (name, currency) = code(word)?;
    let dot = usize::from(word == "Rs" && view.mark(i + 1) == '.');
    Some((name, currency, 1 + dot))
}

/// Letters that are a currency only where a sum touches them or can be nothing else: `R17.20`, `RM50`, `kr 100`.
fn lettered(view: &View<'_>, i: usize) -> Option<(Currency, usize)> {
    let word = view.word(i);
    if !matches!(word, "R" | "RM" | "kr" | "Kr") || view.glued(i) && i > 0 {
        return None;
    }
    let dot = usize::from(matches!(word, "kr" | "Kr") && view.glued_mark(i + 1, '.'));
    let number = numeral(view, i + 1 + dot)?;
    let end = i + 1 + dot + number.take;
    let cents = number.fraction.is_some_and(|f| f.len() == 2);
    let scaled = quantity(view, end).is_some_and(|(name, _)| name != "hundred");
    match word {
        // `R17` is a road, `R17.20` and `R500m` are sums.
        "R" if view.glued(i + 1) && (cents || scaled || number.grouped) => Some((RAND, 1)),
        "RM" if view.glued(i + 1) && (cents || scaled || number.whole.len() >= 2) => Some((RINGGIT, 1)),
        "kr" | "Kr" => Some((KRONE, 1 + dot)),
        _ => None,
    }
}

/// The sum whose sign or letters stand at token `i`, or two with a dash between them, and what they are paid per.
pub fn money(view: &View<'_>, i: usize) -> Option<Said> {
    let mut said = one_sum(view, i)?;
    paid_per(view, i, &mut said);
    let at = i + said.take;
    if let Some(shared) = shared_scale(view, i) {
        return Some(shared);
    }
    if matches!(view.mark(at), '-' | '–')
        && let Some(mut second) = one_sum(view, at + 1)
    {
        // `a €5-€6 fee` is a five to six euro fee.
        if let Some(first) = numeral(view, i + 1).filter(|n| 1 + n.take == said.take && n.fraction.is_none())
            && sign(view.mark(i)).is_some()
            && view.mark(i) == view.mark(at + 1)
            && is_adjective(view, i, at + 1 + second.take)
        {
            second.text = one_sum_as(view, at + 1, true)?.text;
            said.text = first.words(view.and(), view.prose);
        }
        paid_per(view, at + 1, &mut second);
        said.take += 1 + second.take;
        said.text = format!("{} {} {}", said.text, view.joint(i), second.text);
    }
    Some(said)
}

/// Two sums of one scale: `$125–$145 million`, `$10M-$15M`, `$3 to $4 billion` → “three to four billion dollars”.
fn shared_scale(view: &View<'_>, i: usize) -> Option<Said> {
    let (name, currency, lead) = prefix(view, i)?;
    let first = numeral(view, i + lead)?;
    let mut at = i + lead + first.take;
    let own = quantity(view, at).filter(|_| view.prose);
    at += own.map_or(0, |(_, n)| n);
    let between = view.is(i.wrapping_sub(1), "between");
    let joint = match (view.mark(at), view.word(at)) {
        ('-' | '–' | '—', _) => view.joint(i),
        (_, "to") if !view.is(i.wrapping_sub(1), "from") => "to",
        (_, "and") if between => "and",
        _ => return None,
    };
    let (second_name, _, second_lead) = prefix(view, at + 1)?;
    let second = numeral(view, at + 1 + second_lead)?;
    let end = at + 1 + second_lead + second.take;
    let (scale, n) = quantity(view, end)?;
    let value = |n: &Numeral<'_>| n.whole.parse::<u32>().ok();
    let smaller = value(&first)? <= value(&second)? && first.whole.len() <= 3;
    let same = own.is_none_or(|(own, _)| own == scale);
    if name != second_name || !same || own.is_none() && !smaller || scale == "hundred" {
        return None;
    }
    let take = end + n - i;
    let unit = if is_adjective(view, i, i + take) { currency.one } else { currency.many };
    let words = |n: &Numeral<'_>| n.words(And::Without, true);
    let mut said = Said { take, text: format!("{} {joint} {} {scale} {name}{unit}", words(&first), words(&second)) };
    paid_per(view, i, &mut said);
    Some(said)
}

/// Adds `per month`.
fn paid_per(view: &View<'_>, i: usize, said: &mut Said) {
    if let Some((unit, n)) = per(view, i + said.take) {
        said.take += n;
        said.text = format!("{} per {unit}", said.text);
    }
}

fn one_sum(view: &View<'_>, i: usize) -> Option<Said> {
    one_sum_as(view, i, false)
}

/// A currency's code behind a sum that has its sign already: `$5 USD`. The country, and how many tokens.
fn code_behind(view: &View<'_>, at: usize, currency: &Currency) -> Option<(&'static str, usize)> {
    let (country, named) = code(view.word(at))?;
    let ends = view.word(at).len() == 3 && (!view.glued(at + 1) || !matches!(view.mark(at + 1), '/' | '-'));
    (named.many == currency.many && ends && view.digits(at + 1).is_empty()).then_some((country, 1))
}

/// A sum; `adjective`: it describes what follows, whatever stands before it.
fn one_sum_as(view: &View<'_>, i: usize, adjective: bool) -> Option<Said> {
    let (name, currency, lead) = prefix(view, i)?;
    let number = numeral(view, i + lead)?;
    let mut take = lead + number.take;
    // `$1.2.3` and `$5x9` are no sums.
    if view.glued_mark(i + take, '.') && view.glued(i + take + 1) && !view.digits(i + take + 1).is_empty() {
        return None;
    }
    let mut scale = quantity(view, i + take).filter(|(name, _)| *name != "hundred" || view.glued(i + take));
    // `$5-10 million`: one sign, two numbers.
    if scale.is_none() && matches!(view.mark(i + take), '-' | '–') && view.glued(i + take) {
        let second_at = i + take + 1;
        if sign(view.mark(second_at)).is_none()
            && let Some(second) = numeral(view, second_at)
            && (view.glued(second_at) || view.mark(i + take) == '–')
        {
            take += 1 + second.take;
            scale = quantity(view, i + take);
            let tail = scale.map_or_else(String::new, |(name, n)| {
                take += n;
                format!(" {name}")
            });
            let and = if scale.is_some() { And::Without } else { view.and() };
            let unit = if is_adjective(view, i, i + take) { currency.one } else { currency.many };
            let text = format!(
                "{} {} {}{tail} {name}{unit}",
                number.words(and, view.prose),
                view.joint(i),
                second.words(and, view.prose),
            );
            return Said::new(take, text);
        }
    }
    let text = match scale {
        Some((scale, n)) => {
            take += n;
            // `$5 million dollars` says it twice.
            if matches!(Low::of(view.word(i + take)).as_str(), "dollars" | "pounds" | "euros") {
                take += 1;
            }
            // `a $5 million-dollar deal`
            if view.glued_mark(i + take, '-') && view.word(i + take + 1) == currency.one && view.glued(i + take + 1) {
                let text = format!("{} {scale}-{name}{}", number.words(And::Without, view.prose), currency.one);
                return Said::new(take + 2, text);
            }
            let name = match code_behind(view, i + take, &currency) {
                Some((country, n)) if name.is_empty() => {
                    take += n;
                    spoken_country(country, view.prose)
                }
                _ => name,
            };
            let describes = adjective || is_adjective(view, i, i + take);
            let unit = if describes { currency.one } else { currency.many };
            format!("{} {scale} {name}{unit}", number.words(And::Without, view.prose))
        }
        None => {
            // `$5.31½`: half of the hundredth.
            if let Some(half) = half_hundredths(view, i + take, &number, name, &currency) {
                return Said::new(take + 1, half);
            }
            let name = match code_behind(view, i + take, &currency) {
                Some((country, n)) if name.is_empty() => {
                    take += n;
                    spoken_country(country, view.prose)
                }
                _ => name,
            };
            sum(view, &number, name, &currency, adjective || is_adjective(view, i, i + take))
        }
    };
    Said::new(take, text)
}

/// `$5.31½`, as prices of grain are given: “five dollars and thirty one and a half cents”.
fn half_hundredths(
    view: &View<'_>,
    at: usize,
    number: &Numeral<'_>,
    name: &str,
    currency: &Currency,
) -> Option<String> {
    let (above, below) = super::fraction::vulgar(view.mark(at)).filter(|_| view.glued(at))?;
    let cents = number.fraction.filter(|f| f.len() == 2 && !currency.cents.is_empty())?;
    let part = match (above, below) {
        (1, 2) => "a half".to_string(),
        _ => super::fraction::words(&above.to_string(), &below.to_string()),
    };
    let unit = if number.whole == "1" { currency.one } else { currency.many };
    let and = if view.prose { "and " } else { "" };
    let whole = cardinal(&number.whole, view.and());
    Some(format!("{whole} {name}{unit} {and}{} and {part} {}", cardinal(cents, And::Without), currency.cents))
}

/// The country before its dollar. “us dollars” would be taken for the pronoun.
fn spoken_country(country: &'static str, prose: bool) -> &'static str {
    if country == "us " && prose { "U S " } else { country }
}

/// A sum before the thing it describes: `a $300 fine` is a three hundred dollar fine.
fn is_adjective(view: &View<'_>, from: usize, to: usize) -> bool {
    let next = view.word(to);
    if view.glued_mark(to, '-') && view.glued(to + 1) && !view.word(to + 1).is_empty() {
        return true;
    }
    let article = matches!(
        Low::of(view.word_before(from)).as_str(),
        "a" | "an"
            | "the"
            | "another"
            | "its"
            | "his"
            | "her"
            | "their"
            | "this"
            | "that"
            | "each"
            | "record"
            | "new"
            | "proposed"
            | "planned"
            | "additional"
            | "massive"
            | "huge"
            | "whopping"
            | "annual"
            | "initial"
            | "latest"
            | "estimated"
            | "combined"
    );
    let noun = view.apart(to) && next.starts_with(|c: char| c.is_lowercase());
    let name_after = article && view.apart(to) && next.len() > 1 && next.chars().all(|c| c.is_uppercase());
    if name_after || view.shouted && is_paid_for(next) {
        return true;
    }
    // A label says so with its article alone.
    if !view.prose {
        return matches!(Low::of(view.word_before(from)).as_str(), "a" | "an") && noun && !is_function_word(next);
    }
    let owner = view.word_before(from).ends_with("'s") || view.word_before(from).ends_with("’s");
    // `passes $1.2T spending bill`: what is bought, granted or owed, whatever stands before.
    let paid_for = is_paid_for(next);
    (article || owner || paid_for) && noun && !is_function_word(next)
}

/// A sum without a scale: whole units and hundredths.
fn sum(view: &View<'_>, number: &Numeral<'_>, name: &str, currency: &Currency, adjective: bool) -> String {
    let whole_units = number.fraction.is_none_or(|f| f.bytes().all(|b| b == b'0'));
    let units = |one: bool| if one || adjective && whole_units { currency.one } else { currency.many };
    let whole = |and| cardinal(&number.whole, and);
    let Some(fraction) = number.fraction else {
        return format!("{} {name}{}", whole(view.and()), units(number.whole == "1"));
    };
    let trimmed = fraction.trim_end_matches('0');
    // More than hundredths are said as a decimal.
    let no_minor = view.prose && matches!(currency.many, "yen" | "won" | "dong");
    if trimmed.len() > 2 || currency.cents.is_empty() || no_minor && !trimmed.is_empty() {
        return format!("{} {name}{}", number.words(view.and(), view.prose), currency.many);
    }
    let cents = match trimmed.len() {
        0 => 0,
        1 => 10 * u32::from(trimmed.as_bytes()[0] - b'0'),
        _ => trimmed.parse().unwrap_or(0),
    };
    let no_units = number.whole.bytes().all(|b| b == b'0');
    let hundredths =
        format!("{} {}", super::cardinal::small(cents), if cents == 1 { currency.cent } else { currency.cents });
    match (no_units, cents) {
        (_, 0) => {
            format!("{} {name}{}", if no_units { "zero".into() } else { whole(view.and()) }, units(number.whole == "1"))
        }
        (true, _) => hundredths,
        (false, _) => {
            let and = if view.prose { "and " } else { "" };
            format!("{} {name}{} {and}{hundredths}", whole(view.and()), units(number.whole == "1"))
        }
    }
}

/// A currency after its number: `20 €`, `50¢`, `50p`, `100 USD`; `at` is the token after the number.
pub fn after(view: &View<'_>, at: usize, number: &Numeral<'_>) -> Option<(String, usize)> {
    let pick = |currency: &Currency| if number.is_one() { currency.one } else { currency.many };
    if let Some(currency) = sign(view.mark(at))
        && (view.glued(at) || matches!(view.mark(at), '€' | '¢' | '₽') || view.glued_mark(at + 1, '/'))
        && (!view.glued(at + 1) || view.digits(at + 1).is_empty())
    {
        return Some(match per(view, at + 1) {
            Some((unit, n)) => (format!("{} per {unit}", pick(&currency)), 1 + n),
            None => (pick(&currency).to_string(), 1),
        });
    }
    let word = view.word(at);
    if word == "kr" && view.digits(at + 1).is_empty() {
        return Some((pick(&KRONE).into(), 1));
    }
    // `50p` is money, `1080p` a screen.
    if word == "p" && number.whole.len() <= 2 && view.glued(at) && (!view.glued(at + 1) || view.mark(at + 1) != '\0') {
        return Some((pick(&POUND_HUNDREDTH).into(), 1));
    }
    if word == "p" && view.prose && view.glued(at) && is_share_price(view, at, number) {
        return Some((pick(&POUND_HUNDREDTH).into(), 1));
    }
    if is_capitals(word)
        && word.len() == 3
        && let Some((name, currency)) = code_after(word)
        && view.digits(at + 1).is_empty()
    {
        let name = spoken_country(name, view.prose);
        return Some((format!("{name}{}", pick(&currency)), 1));
    }
    None
}

/// How far to either side a word of the exchange is sought.
const MARKET_REACH: usize = 50;

/// Hundreds of pence, `512p`: a share's price where the exchange is spoken of, and the number is not a screen's.
fn is_share_price(view: &View<'_>, at: usize, number: &Numeral<'_>) -> bool {
    const SCREENS: &[&str] = &["144", "240", "360", "480", "576", "720", "1080", "1440", "2160", "4320"];
    const MARKET: &[&str] = &[
        "share",
        "shares",
        "stock",
        "stocks",
        "ftse",
        "dividend",
        "dividends",
        "pence",
        "investor",
        "investors",
        "shareholder",
        "shareholders",
        "traders",
        "broker",
        "brokers",
        "analysts",
        "bid",
        "takeover",
        "flotation",
    ];
    const VIDEO: &[&str] = &["video", "videos", "screen", "resolution", "pixels", "stream", "streams", "display"];
    let from = at.saturating_sub(MARKET_REACH);
    let near = |words: &[&str]| {
        (from..(at + MARKET_REACH).min(view.tokens.len())).any(|k| words.contains(&Low::of(view.word(k)).as_str()))
    };
    let free = view.get(at + 1).is_none_or(|t| t.gap || matches!(t.mark(), ',' | '.' | ';' | ':' | ')' | '-' | '–'));
    let screen = !number.grouped && number.fraction.is_none() && SCREENS.contains(&&*number.whole);
    let close = matches!(
        Low::of(view.word_before(at - number.take)).as_str(),
        "at" | "from" | "to" | "up" | "down" | "by" | "of" | "above" | "below" | "over" | "under"
    );
    free && number.whole.len() <= 4 && near(MARKET) && !near(VIDEO) && (!screen || close)
}
