//! Ordinals: `1.º`, `2.ª`, `3.er`, `4to`, `28°`.

use super::amount::amount;
use super::gender::{Gender, gender, is_noun};
use super::numeral::Form;
use super::text::Page;
use crate::normalise::view::Said;

const UNITS: [&str; 10] =
    ["", "primero", "segundo", "tercero", "cuarto", "quinto", "sexto", "séptimo", "octavo", "noveno"];
const TENS: [&str; 10] = [
    "",
    "décimo",
    "vigésimo",
    "trigésimo",
    "cuadragésimo",
    "quincuagésimo",
    "sexagésimo",
    "septuagésimo",
    "octogésimo",
    "nonagésimo",
];
pub(super) const HUNDREDS: [&str; 10] = [
    "",
    "centésimo",
    "ducentésimo",
    "tricentésimo",
    "cuadringentésimo",
    "quingentésimo",
    "sexcentésimo",
    "septingentésimo",
    "octingentésimo",
    "noningentésimo",
];

/// The largest ordinal that anybody says.
const MOST: u32 = 999_999;

/// How an ordinal bends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bend {
    /// “primero”
    Masculine,
    /// Before its noun: “primer”, “tercer”.
    Short,
    /// “primera”
    Feminine,
}

/// The words for an ordinal; `None` for nought and for what nobody says.
pub fn ordinal(value: u32, bend: Bend) -> Option<String> {
    if value > MOST && value.is_multiple_of(1_000_000) {
        let times = value / 1_000_000;
        let front = if times == 1 { String::new() } else { joined(times) };
        let end = if bend == Bend::Feminine { 'a' } else { 'o' };
        return Some(format!("{front}millonésim{end}"));
    }
    if value == 0 || value > MOST {
        return None;
    }
    let mut words: Vec<String> = Vec::new();
    let (thousands, rest) = (value / 1000, value % 1000);
    match thousands {
        0 => {}
        1 => words.push("milésimo".into()),
        _ => words.push(joined(thousands) + "milésimo"),
    }
    let hundred = (rest / 100) as usize;
    if hundred > 0 {
        words.push(HUNDREDS[hundred].into());
    }
    let (ten, unit) = ((rest % 100 / 10) as usize, (rest % 10) as usize);
    match (ten, unit) {
        (0, 0) => {}
        (0, _) => words.push(UNITS[unit].into()),
        (_, 0) => words.push(TENS[ten].into()),
        (1, 1) if bend != Bend::Short => words.push("undécimo".into()),
        (1, 2) => words.push("duodécimo".into()),
        (1, _) => words.push(fused("decimo", unit)),
        (2, _) => words.push(fused("vigesimo", unit)),
        _ => words.extend([TENS[ten].into(), UNITS[unit].into()]),
    }
    if bend == Bend::Feminine {
        for word in &mut words {
            word.pop();
            word.push('a');
        }
    }
    let mut text = words.join(" ");
    if bend == Bend::Short && (text.ends_with("primero") || text.ends_with("tercero")) {
        text.pop();
    }
    Some(text)
}

/// “decimocuarto”, “vigesimoctavo”: one word, and two o's become one.
fn fused(ten: &str, unit: usize) -> String {
    match UNITS[unit].strip_prefix('o') {
        Some(rest) => format!("{ten}{rest}"),
        None => format!("{ten}{}", UNITS[unit]),
    }
}

/// A number as one word, for “cincomilésimo”: without blanks, the accents of its parts gone.
pub(super) fn joined(value: u32) -> String {
    let words = super::numeral::number(value, super::numeral::Form::Un);
    words.replace(" y ", "i").replace(' ', "").replace('ó', "o").replace('é', "e").replace("ún", "un")
}

/// The letters that make an ordinal of the digits before them.
fn mark(word: &str) -> Option<Bend> {
    Some(match word {
        "º" | "ro" | "do" | "ndo" | "to" | "mo" | "vo" | "no" | "avo" | "ᵒ" | "ero" => Bend::Masculine,
        "er" | "ᵉʳ" => Bend::Short,
        "ª" | "ra" | "era" | "da" | "nda" | "ta" | "ma" | "va" | "na" | "ava" | "ᵃ" => Bend::Feminine,
        _ => return None,
    })
}

/// An ordinal that begins with the digits at `i`.
pub fn read(page: &Page<'_>, i: usize) -> Option<Said> {
    let amount = amount(page, i).filter(|a| a.fraction.is_none())?;
    let mut at = i + amount.take;
    if page.glued_mark(at, '°') {
        return degree_sign(page, at, amount.value()?).and_then(|text| Said::new(at + 1 - i, text));
    }
    let dotted = page.glued_mark(at, '.');
    at += usize::from(dotted);
    if !page.glued(at) {
        return None;
    }
    let written = page.word(at);
    let (written, many) = match written {
        "os" | "as" if dotted => (&written[..1], true),
        _ => match written.strip_suffix('s').filter(|one| mark(one).is_some_and(|bend| bend != Bend::Short)) {
            Some(one) => (one, true),
            None => (written, false),
        },
    };
    // `1.o` and `2.a`, for want of the raised letters.
    let bend = match written {
        "o" if dotted => Bend::Masculine,
        "a" if dotted => Bend::Feminine,
        _ => mark(written)?,
    };
    let value = amount.value()?;
    if written == "º" && !dotted && is_degrees(page, at, value) {
        return Said::new(at + 1 - i, format!("{} grados", amount.words(page, Form::Un)));
    }
    let bend = if bend == Bend::Masculine && !many { before_noun(page, at + 1) } else { bend };
    let plural = if many { "s" } else { "" };
    Said::new(at + 1 - i, ordinal(value, bend)? + plural)
}

/// `38º en la costa`: too many for a place in a row, and no noun behind it. Written with the ordinal's letter for want
/// of the sign.
fn is_degrees(page: &Page<'_>, sign: usize, value: u32) -> bool {
    const LEAST: u32 = 21;
    page.prose && value >= LEAST && !is_noun(page.word(sign + 1)) && page.word(sign + 1) != "C"
}

/// In running text `1.º puesto` is “primer puesto”.
fn before_noun(page: &Page<'_>, next: usize) -> Bend {
    let noun = page.prose && page.apart(next) && is_noun(page.word(next));
    if noun { Bend::Short } else { Bend::Masculine }
}

/// `28°` for want of the right letter: a label, or before a noun in the singular. Otherwise it is degrees.
fn degree_sign(page: &Page<'_>, sign: usize, value: u32) -> Option<String> {
    if page.get(sign + 1).is_none() && !page.prose {
        return ordinal(value, Bend::Masculine);
    }
    let noun = page.word(sign + 1);
    let cardinal_points = matches!(noun, "C" | "F" | "N" | "S" | "E" | "O" | "W" | "c" | "f");
    if !page.apart(sign + 1) || cardinal_points || !is_noun(noun) {
        return None;
    }
    ordinal(value, if gender(noun) == Some(Gender::Feminine) { Bend::Feminine } else { Bend::Short })
}
