//! Full stops in Spanish: which of them belong to a word cut short.

use super::abbreviation::{Beside, parts, short};
use crate::split::reader::{self, Habits, Reader, is_dotted, is_roman};

/// Byte offsets where one sentence ends and the next may begin.
pub fn cuts(text: &str) -> Vec<usize> {
    reader::cuts(text, &Spanish)
}

struct Spanish;

impl Habits for Spanish {
    fn goes_on(&self, reader: &Reader<'_>, i: usize, next: usize) -> bool {
        goes_on(reader, i, next)
    }
}

/// Whether the single full stop at `i` belongs to a word cut short; the next word begins at `next`, with a capital or
/// a digit.
fn goes_on(reader: &Reader<'_>, i: usize, next: usize) -> bool {
    let word = reader.word_before(i);
    if word.is_empty() {
        return false;
    }
    let follows = reader.word_at(next);
    let mark = reader.get(next);
    let number = follows.starts_with(|c: char| c.is_ascii_digit());
    let asked = matches!(mark, '¿' | '¡');
    let starter = asked || begins_sentences(follows);
    let low = word.to_lowercase();
    if is_dotted(word) {
        let spaced = low.replace('.', " ");
        return match spaced.as_str() {
            // `9 a.m. - 2 p.m.`
            "a m" | "p m" => matches!(mark, '-' | '–' | '('),
            "p ej" | "v gr" => true,
            _ => !starter,
        };
    }
    if word.chars().count() == 1 {
        return letter(reader, i, word, follows, starter, number);
    }
    // `EE. UU.`: between its parts nothing ends, and behind them only where a word begins that begins sentences.
    if parts(&format!("{low} {}", follows.to_lowercase())).is_some() {
        return true;
    }
    if doubled(&low) && word.starts_with(char::is_uppercase) {
        return !starter;
    }
    if matches!(low.as_str(), "n°" | "nº" | "no" | "n.º") && number && (low != "no" || word == "No") {
        return true;
    }
    if number && (is_cut_month(&low) || is_cut_weekday(&low)) {
        return true;
    }
    if matches!(low.as_str(), "min" | "seg") && number && !reader.follows_number(i, word) {
        return true;
    }
    let capital = word.starts_with(char::is_uppercase);
    if number && BEFORE_NUMBER.contains(&low.as_str()) || !starter && !number && TITLES.contains(&word) {
        return true;
    }
    match short(&low) {
        Some((_, Beside::Name)) if is_also_a_word(&low) => capital && !starter,
        Some((_, Beside::Name)) => !asked || capital,
        Some((_, Beside::Number)) => number || is_roman(follows),
        Some((_, Beside::Anything)) => match low.as_str() {
            "aprox" | "máx" | "mín" | "incl" => number,
            "ej" => true,
            "ud" | "uds" | "vd" | "vds" | "etc" => false,
            _ => capital && !starter && !number,
        },
        None => false,
    }
}

/// Words cut short before a number, besides those that are read in full.
const BEFORE_NUMBER: &[&str] = &["pp", "tels", "ca", "res", "nro", "exp", "ext"];

/// Titles before a name, besides those that are read in full; in small letters, many are words.
const TITLES: &[&str] = &[
    "Abog",
    "Alte",
    "Cap",
    "Contralmte",
    "Da",
    "Diput",
    "Dn",
    "Edo",
    "Fco",
    "Gdor",
    "Máx",
    "Min",
    "Nro",
    "Pl",
    "Sec",
    "Vicealmte",
];

/// One letter with its dot: an initial, a page, a century, a part of `a. C.`
fn letter(reader: &Reader<'_>, i: usize, letter: &str, follows: &str, starter: bool, number: bool) -> bool {
    let mut k = i - 1;
    while k > 0 && matches!(reader.get(k - 1), ' ' | '\u{a0}') {
        k -= 1;
    }
    // `S. A.`, `D. O. Rioja`: another letter with its dot.
    let next = reader.after_spaces(i + 1);
    if follows.chars().count() == 1 && reader.get(next + 1) == '.' && letter.starts_with(char::is_uppercase) {
        return true;
    }
    // The part before it has a dot of its own: `a. m.`, `S. A.`, `d. C.`
    let second = k > 0 && reader.get(k - 1) == '.';
    let before = reader.word_before(if second { k - 1 } else { k });
    let pair = format!("{} {}", before.to_lowercase(), letter.to_lowercase());
    if second && matches!(pair.as_str(), "a m" | "p m") {
        return matches!(reader.get(i + 2), '-' | '–' | '(');
    }
    if second && (parts(&pair).is_some() || matches!(pair.as_str(), "a c" | "d c")) {
        return !starter;
    }
    match letter {
        "p" | "n" | "c" | "v" | "f" | "b" => number || letter == "v",
        "s" => number || is_roman(follows),
        "a" | "d" => matches!(follows, "C" | "J" | "E") || number && before.is_empty(),
        _ if !letter.starts_with(char::is_uppercase) => false,
        _ if number => matches!(letter, "T" | "S"),
        _ => {
            let named = before.starts_with(char::is_uppercase);
            let kind = takes_letter(&before.to_lowercase());
            // `Felipe V. El`, `vitamina C. España`: the letter is a name, and the sentence over.
            !kind
                && !(starter && (!named || matches!(letter, "I" | "V" | "X")))
                && !(starter && follows.chars().count() > 1)
        }
    }
}

/// The second part of `EE. UU.` and its like.
fn doubled(low: &str) -> bool {
    matches!(low, "uu" | "hh" | "aa" | "oo" | "ss" | "mm")
}

fn is_cut_month(low: &str) -> bool {
    matches!(
        low,
        "ene" | "feb" | "mar" | "abr" | "may" | "jun" | "jul" | "ago" | "sep" | "sept" | "oct" | "nov" | "dic"
    )
}

fn is_cut_weekday(low: &str) -> bool {
    matches!(low, "lun" | "mié" | "miér" | "jue" | "vie" | "vier" | "sáb" | "dom")
}

/// Short forms that are whole words or other words' endings when they are not titles.
fn is_also_a_word(low: &str) -> bool {
    matches!(
        low,
        "sen"
            | "dip"
            | "col"
            | "gob"
            | "ab"
            | "dir"
            | "imp"
            | "mun"
            | "pta"
            | "pto"
            | "inst"
            | "univ"
            | "adm"
            | "sto"
            | "sta"
            | "exp"
            | "carr"
            | "ing"
            | "secret"
            | "deleg"
            | "prov"
            | "carta"
            | "vs"
    )
}

/// Words before a letter that is the name of a kind: `vitamina C.`, `grupo A.`
fn takes_letter(low: &str) -> bool {
    matches!(
        low,
        "plan"
            | "vitamina"
            | "hepatitis"
            | "grupo"
            | "tipo"
            | "clase"
            | "categoría"
            | "serie"
            | "bloque"
            | "letra"
            | "opción"
            | "punto"
            | "sección"
            | "zona"
            | "gripe"
            | "influenza"
            | "anexo"
            | "equipo"
            | "y"
            | "o"
            | "red"
    )
}

/// Words that begin sentences far more often than they follow a word cut short.
fn begins_sentences(word: &str) -> bool {
    matches!(
        word,
        "A" | "Además"
            | "Ahora"
            | "Al"
            | "Algo"
            | "Alguien"
            | "Algunas"
            | "Algunos"
            | "Allí"
            | "Ambas"
            | "Ambos"
            | "Ante"
            | "Antes"
            | "Aquel"
            | "Aquella"
            | "Aquí"
            | "Así"
            | "Aun"
            | "Aunque"
            | "Aún"
            | "Ayer"
            | "Bajo"
            | "Cada"
            | "Casi"
            | "Como"
            | "Con"
            | "Contra"
            | "Cuando"
            | "Cuatro"
            | "Cómo"
            | "Cuál"
            | "Cuándo"
            | "Cuánto"
            | "De"
            | "Debe"
            | "Del"
            | "Desde"
            | "Después"
            | "Donde"
            | "Dos"
            | "Durante"
            | "Dónde"
            | "El"
            | "Ella"
            | "Ellas"
            | "Ellos"
            | "En"
            | "Entonces"
            | "Entre"
            | "Era"
            | "Es"
            | "Esa"
            | "Esas"
            | "Ese"
            | "Eso"
            | "Esos"
            | "Esta"
            | "Estas"
            | "Este"
            | "Esto"
            | "Estos"
            | "Está"
            | "Están"
            | "Fue"
            | "Fueron"
            | "Ha"
            | "Han"
            | "Hasta"
            | "Hay"
            | "Hoy"
            | "Hubo"
            | "La"
            | "Las"
            | "Le"
            | "Les"
            | "Lo"
            | "Los"
            | "Luego"
            | "Me"
            | "Mi"
            | "Mientras"
            | "Mis"
            | "Mucha"
            | "Muchas"
            | "Mucho"
            | "Muchos"
            | "Muy"
            | "Más"
            | "Nada"
            | "Nadie"
            | "Ni"
            | "Ninguna"
            | "Ninguno"
            | "No"
            | "Nos"
            | "Nosotros"
            | "Nuestra"
            | "Nuestro"
            | "Nunca"
            | "O"
            | "Otra"
            | "Otras"
            | "Otro"
            | "Otros"
            | "Para"
            | "Pero"
            | "Poco"
            | "Por"
            | "Porque"
            | "Pronto"
            | "Pues"
            | "Que"
            | "Quien"
            | "Quienes"
            | "Quizá"
            | "Qué"
            | "Quién"
            | "Se"
            | "Segundo"
            | "Según"
            | "Ser"
            | "Si"
            | "Siempre"
            | "Sin"
            | "Sobre"
            | "Solo"
            | "Son"
            | "Su"
            | "Sus"
            | "Sí"
            | "Sólo"
            | "Tal"
            | "También"
            | "Tampoco"
            | "Tanto"
            | "Te"
            | "Tenía"
            | "Tiene"
            | "Tienen"
            | "Toda"
            | "Todas"
            | "Todavía"
            | "Todo"
            | "Todos"
            | "Tras"
            | "Tres"
            | "Tu"
            | "Tú"
            | "Un"
            | "Una"
            | "Unas"
            | "Unos"
            | "Usted"
            | "Varias"
            | "Varios"
            | "Y"
            | "Ya"
            | "Yo"
            | "Él"
            | "Mañana"
            | "Finalmente"
            | "Estamos"
            | "Somos"
            | "Había"
            | "Habrá"
            | "Será"
            | "Serán"
            | "Podría"
            | "Puede"
            | "Pueden"
    )
}
