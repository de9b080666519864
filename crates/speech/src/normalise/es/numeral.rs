//! Whole numbers in Spanish words, by the long scale: a *billón* is a million millions.

/// How the last word of a number bends to what follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Alone: “veintiuno”.
    Uno,
    /// Before a masculine noun: “veintiún días”.
    Un,
    /// Before a feminine noun: “veintiuna personas”, “doscientas personas”.
    Una,
}

/// More digits than this have no names that anybody knows; they are said one by one.
const MOST_DIGITS: usize = 36;

/// One and many of each million of the one before.
const SCALE: [(&str, &str); 6] = [
    ("", ""),
    ("millón", "millones"),
    ("billón", "billones"),
    ("trillón", "trillones"),
    ("cuatrillón", "cuatrillones"),
    ("quintillón", "quintillones"),
];

const BELOW_THIRTY: [&str; 30] = [
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
    "veintiséis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
];

const TENS: [&str; 10] = ["", "", "", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"];

const HUNDREDS: [&str; 10] = [
    "",
    "ciento",
    "doscientos",
    "trescientos",
    "cuatrocientos",
    "quinientos",
    "seiscientos",
    "setecientos",
    "ochocientos",
    "novecientos",
];

/// The words for a run of ASCII digits. Noughts in front are said: `007` is no quantity.
pub fn cardinal(digits: &str, form: Form) -> String {
    if digits.len() > MOST_DIGITS || digits.len() > 1 && digits.starts_with('0') {
        return one_by_one(digits);
    }
    let groups = digits.len().div_ceil(6);
    let mut words: Vec<String> = Vec::new();
    for group in (0..groups).rev() {
        let to = digits.len() - group * 6;
        let value: u32 = digits[to.saturating_sub(6)..to].parse().unwrap_or(0);
        if value == 0 {
            continue;
        }
        let (one, many) = SCALE[group];
        // What is counted in millions is the millions, and they are masculine.
        words.push(below_million(value, if group > 0 { Form::Un } else { form }));
        if group > 0 {
            words.push((if value == 1 { one } else { many }).into());
        }
    }
    if words.is_empty() { "cero".into() } else { words.join(" ") }
}

/// [`cardinal`] of a number.
pub fn number(value: u32, form: Form) -> String {
    cardinal(&value.to_string(), form)
}

/// Each digit by itself.
pub fn one_by_one(digits: &str) -> String {
    let names = digits.bytes().filter(u8::is_ascii_digit).map(|b| BELOW_THIRTY[usize::from(b - b'0')]);
    names.collect::<Vec<_>>().join(" ")
}

fn below_million(value: u32, form: Form) -> String {
    let (thousands, rest) = (value / 1000, value % 1000);
    let mut out = match thousands {
        0 => String::new(),
        1 => "mil".into(),
        // “doscientas mil personas”, but “veintiún mil personas”
        _ => below_thousand(thousands, form, Form::Un) + " mil",
    };
    if rest > 0 {
        if !out.is_empty() {
            out.push(' ');
        }
        out += &below_thousand(rest, form, form);
    }
    out
}

/// `hundreds`: how the hundreds bend; `last`: how a one at the end does.
fn below_thousand(value: u32, hundreds: Form, last: Form) -> String {
    if value == 100 {
        return "cien".into();
    }
    let (hundred, rest) = ((value / 100) as usize, (value % 100) as usize);
    let mut words: Vec<String> = Vec::with_capacity(4);
    match hundred {
        0 => {}
        1 => words.push("ciento".into()),
        _ if hundreds == Form::Una => words.push(HUNDREDS[hundred].trim_end_matches("os").to_string() + "as"),
        _ => words.push(HUNDREDS[hundred].into()),
    }
    match rest {
        0 => {}
        1 | 21 => words.push(one(rest, last).into()),
        2..30 => words.push(BELOW_THIRTY[rest].into()),
        _ => {
            words.push(TENS[rest / 10].into());
            match rest % 10 {
                0 => {}
                1 => words.extend(["y".into(), one(1, last).into()]),
                unit => words.extend(["y".into(), BELOW_THIRTY[unit].into()]),
            }
        }
    }
    words.join(" ")
}

fn one(value: usize, form: Form) -> &'static str {
    match (value, form) {
        (1, Form::Uno) => "uno",
        (1, Form::Un) => "un",
        (1, Form::Una) => "una",
        (_, Form::Uno) => "veintiuno",
        (_, Form::Un) => "veintiún",
        (_, Form::Una) => "veintiuna",
    }
}
