//! Roman numerals: `siglo XXI`, `Felipe VI`, `Juan XXIII`, `la II Guerra Mundial`, `capítulo IV`.

use super::gender::{Gender, gender, is_function};
use super::numeral::{Form, number};
use super::ordinal::{Bend, ordinal};
use super::text::Page;
use crate::normalise::view::{Said, is_capitalised};

/// Kings and popes have ordinals up to here: “Juan Pablo segundo”, but “Juan veintitrés”.
const LAST_ORDINAL: u32 = 10;

/// The value of a well-formed numeral in capitals.
fn value(word: &str) -> Option<u32> {
    const LONGEST: usize = 9;
    if word.is_empty() || word.len() > LONGEST || !word.bytes().all(|b| b"IVXLCDM".contains(&b)) {
        return None;
    }
    let digit = |b: u8| match b {
        b'I' => 1,
        b'V' => 5,
        b'X' => 10,
        b'L' => 50,
        b'C' => 100,
        b'D' => 500,
        _ => 1000,
    };
    let bytes = word.as_bytes();
    let mut sum = 0;
    for (at, &b) in bytes.iter().enumerate() {
        let smaller = bytes.get(at + 1).is_some_and(|next| digit(*next) > digit(b));
        sum = if smaller { sum - digit(b) } else { sum + digit(b) };
    }
    let sum = u32::try_from(sum).ok()?;
    (write(sum) == word).then_some(sum)
}

/// A number as a Roman numeral, to know the well-formed ones.
fn write(mut value: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut out = String::new();
    for (worth, sign) in SIGNS {
        while value >= worth {
            out.push_str(sign);
            value -= worth;
        }
    }
    out
}

/// Nouns whose numeral is read as a plain number: “capítulo cuatro”, “fase dos”.
fn is_counted(low: &str) -> bool {
    matches!(
        low,
        "capítulo"
            | "cap"
            | "fase"
            | "tipo"
            | "nivel"
            | "tomo"
            | "volumen"
            | "parte"
            | "título"
            | "artículo"
            | "anexo"
            | "grupo"
            | "clase"
            | "categoría"
            | "zona"
            | "región"
            | "etapa"
            | "acto"
            | "grado"
            | "apolo"
            | "bowl"
            | "sección"
            | "módulo"
            | "lote"
            | "escena"
            | "canto"
            | "factor"
            | "windows"
            | "playstation"
            | "torre"
            | "terminal"
            | "bloque"
            | "sector"
            | "número"
            | "estadio"
            | "versión"
            | "distrito"
            | "área"
    )
}

/// A Roman numeral at `i`.
pub fn read(page: &Page<'_>, i: usize) -> Option<Said> {
    let word = page.word(i);
    let capitals = word.chars().all(|c| c.is_ascii_uppercase());
    let before = i.checked_sub(1).map(|j| page.low(j)).unwrap_or_default();
    if page.glued(i + 1)
        && (page.mark(i + 1) == '.' && page.glued(i + 2) || matches!(page.mark(i + 1), '@' | '\'' | '’' | '&'))
    {
        return None;
    }
    let head = head(page, i);
    if is_century(&head) {
        let value = value(&word.to_ascii_uppercase())?;
        return Said::new(1, century(page, value)?);
    }
    let small_label = !page.prose
        && word.chars().all(|c| c.is_ascii_lowercase())
        && (word.len() > 1 || is_reigning(&before) && matches!(word, "i" | "v" | "x"));
    let ends_label = small_label && i > 0 && page.get(i + 1).is_none();
    if !capitals && !ends_label {
        return None;
    }
    let value = value(&word.to_ascii_uppercase()).filter(|_| word.bytes().all(|b| b"IVXLivxl".contains(&b)))?;
    if page.get(1).is_none() {
        // A label of nothing else.
        return if page.prose { None } else { Said::new(1, ordinal(value, Bend::Masculine)?) };
    }
    if i == 0 || page.apart(i) && is_opening(page, i) {
        return before_noun(page, i, value);
    }
    if !page.apart(i) {
        return None;
    }
    if is_counted(head.trim_end_matches(['s', '.'])) {
        return Said::new(1, number(value, Form::Uno));
    }
    let named = (is_capitalised(page.word(i - 1)) || small_label || !page.prose && is_reigning(&before))
        && !is_function(&before);
    if named && !page.shouted && word != "L" {
        return Said::new(1, reign(page, i, value)?);
    }
    // What nothing explains is no word at least: `entre II y IV`.
    let lone = word.len() > 1 && page.prose && !page.shouted && word.bytes().all(|b| b"IVX".contains(&b));
    before_noun(page, i, value).or_else(|| Said::new(1, number(value, Form::Uno)).filter(|_| lone))
}

/// The noun that the numeral at `i` stands behind, or that another one before it does: `siglos XIX y XX`.
fn head(page: &Page<'_>, i: usize) -> String {
    if i == 0 {
        return String::new();
    }
    let joint =
        matches!(page.low(i - 1).as_str(), "y" | "e" | "al" | "a" | "o") || matches!(page.mark(i - 1), ',' | '-' | '–');
    let at = if joint && i >= 3 && value(page.word(i - 2)).is_some() { i - 3 } else { i - 1 };
    if page.mark(at) == '.' && at > 0 {
        // `s. XX`, `cap. IV`
        return page.low(at - 1) + ".";
    }
    page.low(at)
}

/// “siglo”, “siglos”, `s.`
fn is_century(head: &str) -> bool {
    matches!(head, "siglo" | "siglos" | "s.")
}

/// In running text the first ten centuries have ordinals, as is the custom.
fn century(page: &Page<'_>, value: u32) -> Option<String> {
    if page.prose && value <= LAST_ORDINAL { ordinal(value, Bend::Masculine) } else { Some(number(value, Form::Uno)) }
}

/// Names of kings, queens and popes, which a label may write small: `carlos v`.
fn is_reigning(low: &str) -> bool {
    matches!(
        low,
        "alfonso"
            | "benedicto"
            | "carlos"
            | "catalina"
            | "clemente"
            | "enrique"
            | "felipe"
            | "fernando"
            | "francisco"
            | "guillermo"
            | "isabel"
            | "jorge"
            | "juan"
            | "leopoldo"
            | "luis"
            | "maría"
            | "napoleón"
            | "nicolás"
            | "pablo"
            | "pedro"
            | "pío"
            | "ramiro"
            | "ricardo"
            | "sancho"
    )
}

/// `Isabel II`, `Juan Carlos I`, `Super Bowl LIX`.
fn reign(page: &Page<'_>, i: usize, value: u32) -> Option<String> {
    const MOST_NAMES: usize = 4;
    if value > LAST_ORDINAL {
        return Some(number(value, Form::Uno));
    }
    // `María Teresa I` goes by its first name, `Juan María I` too.
    let mut first = i - 1;
    while first > 0 && i - first < MOST_NAMES && is_capitalised(page.word(first - 1)) && page.apart(first) {
        let low = page.low(first - 1);
        if is_function(&low) || is_title(&low) {
            break;
        }
        first -= 1;
    }
    let low = page.low(first);
    let woman = low.ends_with('a') && !matches!(low.as_str(), "luca" | "borja" | "josua" | "papa")
        || matches!(
            low.as_str(),
            "isabel" | "beatriz" | "carmen" | "inés" | "raquel" | "ester" | "pilar" | "leonor" | "irene"
        );
    ordinal(value, if woman { Bend::Feminine } else { Bend::Masculine })
}

fn is_title(low: &str) -> bool {
    matches!(
        low,
        "rey" | "reina" | "papa" | "don" | "doña" | "príncipe" | "princesa" | "emperador" | "zar" | "san" | "duque"
    )
}

/// Whether nothing of the sentence stands before `i`, or a mark that opens.
fn is_opening(page: &Page<'_>, i: usize) -> bool {
    matches!(page.mark_before(i), '.' | '"' | '“' | '«' | '(' | '¿' | '¡' | ':')
}

/// `la II Guerra Mundial`, `el XXV aniversario`, `III Congreso`: an ordinal before its noun.
fn before_noun(page: &Page<'_>, i: usize, value: u32) -> Option<Said> {
    let noun = page.word(i + 1);
    let article = i.checked_sub(1).map(|j| page.low(j)).unwrap_or_default();
    let known = matches!(
        article.as_str(),
        "el" | "la" | "los" | "las" | "del" | "al" | "un" | "una" | "su" | "esta" | "este" | "de" | "en" | "y"
    );
    let plain = known || i == 0 || is_opening(page, i);
    let noun_like = noun.chars().count() > 3 && page.apart(i + 1) && !is_function(&noun.to_lowercase());
    // A lone `I`, `V` or `X` needs its article: `en X dijo` is a name, `V` a letter.
    let letter = page.word(i).len() == 1;
    let firm = !letter || matches!(article.as_str(), "el" | "la" | "los" | "las" | "del" | "al");
    let capital_or_short = is_capitalised(noun) || noun.ends_with("ario") || noun.len() < 16;
    if !page.prose || !plain || !noun_like || !firm || !capital_or_short || value > 100 {
        return None;
    }
    let feminine = match article.as_str() {
        "la" | "las" | "una" | "esta" => true,
        "el" | "los" | "del" | "al" | "un" | "este" => false,
        _ => gender(noun) == Some(Gender::Feminine),
    };
    let plural = matches!(article.as_str(), "los" | "las")
        || noun.ends_with('s') && !matches!(article.as_str(), "el" | "la" | "del" | "al" | "un" | "una");
    let bend = match (feminine, plural) {
        (true, _) => Bend::Feminine,
        (false, true) => Bend::Masculine,
        (false, false) => Bend::Short,
    };
    let text = ordinal(value, bend)?;
    Said::new(1, if plural { text + "s" } else { text })
}
