//! Words cut short with a dot: `Sr.`, `pág.`, `EE. UU.`, `p. ej.`

use super::text::Page;
use crate::normalise::view::{Said, is_capitalised};

/// What stands behind a word cut short; the splitter of sentences asks this too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// A name or the rest of the sentence: `Sr.`, `Dra.`
    Name,
    /// A number: `núm. 5`, `pág. 12`.
    Number,
    /// Anything; it may end a sentence: `etc.`
    Anything,
}

/// What a word cut short means, by its letters in lower case without the dot.
pub fn short(low: &str) -> Option<(&'static str, Beside)> {
    use Beside::{Anything, Name, Number};
    Some(match low {
        "sr" => ("señor", Name),
        "sra" => ("señora", Name),
        "srta" => ("señorita", Name),
        "sres" | "srs" => ("señores", Name),
        "sras" => ("señoras", Name),
        "dr" => ("doctor", Name),
        "dra" => ("doctora", Name),
        "dres" => ("doctores", Name),
        "dña" | "dª" => ("doña", Name),
        "prof" => ("profesor", Name),
        "profa" | "profª" => ("profesora", Name),
        "lic" | "lcdo" | "ldo" => ("licenciado", Name),
        "licda" | "lcda" | "lda" | "lica" => ("licenciada", Name),
        "ing" => ("ingeniero", Name),
        "arq" => ("arquitecto", Name),
        "abg" | "ab" => ("abogado", Name),
        "mtro" => ("maestro", Name),
        "mtra" => ("maestra", Name),
        "gral" => ("general", Name),
        "cnel" => ("coronel", Name),
        "tte" => ("teniente", Name),
        "tcnel" => ("teniente coronel", Name),
        "cmdte" | "comte" => ("comandante", Name),
        "sgto" => ("sargento", Name),
        "almte" => ("almirante", Name),
        "mons" => ("monseñor", Name),
        "pbro" => ("presbítero", Name),
        "sto" => ("santo", Name),
        "sta" => ("santa", Name),
        "hno" => ("hermano", Name),
        "hna" => ("hermana", Name),
        "hnos" => ("hermanos", Anything),
        "pdte" | "pte" => ("presidente", Name),
        "pdta" | "pta" => ("presidenta", Name),
        "gob" => ("gobernador", Name),
        "dip" => ("diputado", Name),
        "sen" => ("senador", Name),
        "excmo" | "exmo" => ("excelentísimo", Name),
        "excma" | "exma" => ("excelentísima", Name),
        "ilmo" => ("ilustrísimo", Name),
        "ilma" => ("ilustrísima", Name),
        "rvdo" => ("reverendo", Name),
        "ud" | "vd" => ("usted", Anything),
        "uds" | "vds" => ("ustedes", Anything),
        "av" | "avda" | "avd" | "avdª" => ("avenida", Name),
        "blvd" | "bulev" | "blv" => ("bulevar", Name),
        "ctra" | "carr" => ("carretera", Name),
        "pza" | "plza" | "pzª" => ("plaza", Name),
        "pso" => ("paseo", Name),
        "urb" => ("urbanización", Name),
        "esq" => ("esquina", Name),
        "edif" => ("edificio", Name),
        "apto" => ("apartamento", Name),
        "col" => ("colonia", Name),
        "fracc" => ("fraccionamiento", Name),
        "izq" | "izqdo" => ("izquierdo", Anything),
        "izda" | "izqda" => ("izquierda", Anything),
        "dcho" => ("derecho", Anything),
        "dcha" => ("derecha", Anything),
        "núm" | "num" | "nro" => ("número", Number),
        "núms" | "nros" => ("números", Number),
        "pág" | "pag" => ("página", Number),
        "págs" | "pags" => ("páginas", Number),
        "art" => ("artículo", Number),
        "arts" => ("artículos", Number),
        "cap" => ("capítulo", Number),
        "caps" => ("capítulos", Number),
        "vol" => ("volumen", Number),
        "vols" => ("volúmenes", Number),
        "fig" => ("figura", Number),
        "figs" => ("figuras", Number),
        "tel" | "teléf" | "telf" | "tlf" | "tfno" | "tfn" => ("teléfono", Number),
        "ext" => ("extensión", Number),
        "apdo" => ("apartado", Number),
        "exp" => ("expediente", Number),
        "párr" => ("párrafo", Number),
        "ref" => ("referencia", Number),
        "etc" => ("etcétera", Anything),
        "aprox" => ("aproximadamente", Anything),
        "máx" => ("máximo", Anything),
        "mín" => ("mínimo", Anything),
        "admón" => ("administración", Anything),
        "admvo" => ("administrativo", Anything),
        "ej" => ("ejemplo", Anything),
        "cía" | "cia" => ("compañía", Anything),
        "dpto" | "depto" | "dto" => ("departamento", Anything),
        "univ" => ("universidad", Name),
        "inst" => ("instituto", Name),
        "prov" | "pcia" => ("provincia", Name),
        "ayto" => ("ayuntamiento", Name),
        "bco" => ("banco", Name),
        "hab" | "habs" => ("habitantes", Anything),
        "pto" => ("puerto", Name),
        "gto" => ("gasto", Anything),
        "incl" => ("incluido", Anything),
        "vs" => ("versus", Name),
        "cf" | "cfr" => ("confróntese", Name),
        "ibíd" | "ibid" => ("ibídem", Anything),
        "fdo" => ("firmado", Name),
        "atte" => ("atentamente", Anything),
        "tít" => ("título", Number),
        "trad" => ("traducción", Anything),
        "ss" => ("siguientes", Anything),
        "nac" => ("nacional", Anything),
        "mill" => ("millones", Anything),
        "deleg" => ("delegación", Name),
        "secret" => ("secretario", Name),
        "viceprdte" | "vicepdte" => ("vicepresidente", Name),
        "adm" => ("administración", Anything),
        "dir" => ("director", Name),
        "imp" => ("impuesto", Anything),
        "mun" => ("municipio", Name),
        _ => return None,
    })
}

/// Letters in parts with dots: `EE. UU.`, `p. ej.`, `S. A.`; what they mean, by all letters in lower case.
pub fn parts(low: &str) -> Option<&'static str> {
    Some(match low {
        "ee uu" | "ee uu aa" => "Estados Unidos",
        "rr hh" => "recursos humanos",
        "ff aa" => "Fuerzas Armadas",
        "cc oo" => "Comisiones Obreras",
        "cc aa" => "comunidades autónomas",
        "jj oo" => "Juegos Olímpicos",
        "dd hh" => "derechos humanos",
        "rr ss" => "redes sociales",
        "ss mm" => "sus majestades",
        "aa vv" => "asociaciones de vecinos",
        "p ej" => "por ejemplo",
        "v gr" => "verbigracia",
        "s a" => "sociedad anónima",
        "s l" => "sociedad limitada",
        "s r l" => "sociedad de responsabilidad limitada",
        "s m" => "su majestad",
        "q e p d" => "que en paz descanse",
        "d e p" => "descanse en paz",
        "d f" => "Distrito Federal",
        "e e u u" => "Estados Unidos",
        "a d" => "anno Dómini",
        "s f" => "sin fecha",
        "n del t" => "nota del traductor",
        _ => return None,
    })
}

/// Most parts of letters that are put together.
const MOST_PARTS: usize = 6;

/// The letters in parts that begin at `i`: all of them in lower case, and where they end.
fn lettered<'a>(page: &Page<'a>, i: usize) -> Option<(Vec<&'a str>, usize)> {
    let mut found = Vec::new();
    let mut at = i;
    while found.len() < MOST_PARTS {
        let word = page.word(at);
        let fits = !word.is_empty() && word.chars().count() <= 3 && page.glued_mark(at + 1, '.');
        if !fits || !found.is_empty() && page.glued(at) && page.mark_before(at) != '.' {
            break;
        }
        found.push(word);
        at += 2;
    }
    if found.len() < 2 { None } else { Some((found, at)) }
}

/// A word or letters cut short at `i`.
pub fn read(page: &Page<'_>, i: usize) -> Option<Said> {
    if let Some(said) = in_parts(page, i).or_else(|| undotted(page, i)) {
        return Some(said);
    }
    let low = page.low(i);
    if low == "n" && page.glued_mark(i + 1, '.') && matches!(page.word(i + 2), "º" | "o" | "°") && page.glued(i + 2) {
        return Said::new(3, "número");
    }
    if !page.glued_mark(i + 1, '.') {
        return None;
    }
    let next_digits = !page.digits(i + 2).is_empty();
    let roman = page.word(i + 2).chars().all(|c| matches!(c, 'I' | 'V' | 'X')) && !page.word(i + 2).is_empty();
    let name = is_capitalised(page.word(i + 2)) && page.apart(i + 2);
    let full = match low.as_str() {
        "d" if page.word(i) == "D" && name => "don",
        "s" if roman => "siglo",
        "p" if next_digits => "página",
        "pp" if next_digits => "páginas",
        "t" if roman || next_digits && page.word(i) == "T" => "tomo",
        "cap" if name && !roman && page.prose => "capitán",
        "no" if page.word(i) == "No" && next_digits => "número",
        "pl" if name => "plaza",
        "min" if page.prose && next_digits => "minuto",
        "fr" if name && page.word(i) == "Fr" => "fray",
        // These are words too, or the names of people, unless what they announce follows.
        "sen" | "sta" | "dip" | "col" | "gob" | "ab" | "dir" | "imp" | "mun" | "pta" | "pto" | "inst" | "univ"
        | "adm" | "sto"
            if page.prose && !(is_capitalised(page.word(i)) && name) =>
        {
            return None;
        }
        "exp" | "ref" | "ext" | "fig" | "art" if page.prose && !next_digits => return None,
        "ss" | "nac" | "mill" | "gto" | "ej" if page.prose && page.glued(i + 2) => return None,
        _ => short(&low)?.0,
    };
    // In a bare label `pza.` is the word; at the end of a sentence the dot ends it as well.
    let stop = if page.prose && page.ends_text(i + 1) { "." } else { "" };
    Said::new(2, format!("{full}{stop}"))
}

/// `EE. UU.`, `S.A.`, `O.N.U.`, `J. L. Borges`.
fn in_parts(page: &Page<'_>, i: usize) -> Option<Said> {
    let (letters, _) = lettered(page, i)?;
    // The longest that means something; what is left is read by itself.
    let mut count = letters.len();
    while count >= 2 {
        let key = letters[..count].join(" ").to_lowercase();
        let end = i + 2 * count;
        if let Some(full) = parts(&key) {
            let small = letters[0].starts_with(char::is_lowercase);
            // `J. S. A. Pérez`: initials before a surname are no firm.
            let initials = matches!(key.as_str(), "s a" | "s l" | "s m" | "a d" | "d f" | "s f")
                && !small
                && i > 0
                && page.mark(i - 1) == '.';
            if !initials && (small || letters[0].starts_with(char::is_uppercase)) {
                if key == "s a"
                    && page.word(end) == "de"
                    && let Some((rest, last)) = lettered(page, end + 1)
                    && rest.concat() == "CV"
                {
                    let stop = if page.prose && page.ends_text(last - 1) { "." } else { "" };
                    return Said::new(last - i, format!("sociedad anónima de capital variable{stop}"));
                }
                let stop = if page.prose && page.ends_text(end - 1) { "." } else { "" };
                let full = if small { full.to_lowercase() } else { full.to_string() };
                return Said::new(2 * count, format!("{full}{stop}"));
            }
        }
        count -= 1;
    }
    // Letters that touch are one name, `O.N.U.`; apart they are initials.
    let touching = (1..letters.len()).take_while(|n| page.glued(i + 2 * n)).count() + 1;
    let single = letters[..touching].iter().all(|l| l.chars().count() == 1 && l.starts_with(char::is_uppercase));
    if touching < 2 || !single || !page.prose {
        return None;
    }
    let whole = letters[..touching].concat();
    let last = i + 2 * touching - 1;
    let stop = if page.ends_text(last) { "." } else { "" };
    Said::new(2 * touching, format!("{}{stop}", super::acronym::letters(&whole)))
}

/// `EE UU`, `s/n`, `c/ Mayor`, `vs`, `nº 5`, `J. Pérez`.
fn undotted(page: &Page<'_>, i: usize) -> Option<Said> {
    let word = page.word(i);
    let slash = page.glued_mark(i + 1, '/');
    match word {
        "EE" if page.word(i + 1) == "UU" => return Said::new(2, "Estados Unidos"),
        "CC" if page.word(i + 1) == "OO" => return Said::new(2, "Comisiones Obreras"),
        "JJ" if page.word(i + 1) == "OO" => return Said::new(2, "Juegos Olímpicos"),
        "s" if slash && page.word(i + 2) == "n" => return Said::new(3, "sin número"),
        "c" | "C" if slash && is_capitalised(page.word(i + 2)) && !page.glued(i) => return Said::new(2, "calle"),
        "y" if slash && page.word(i + 2) == "o" => return Said::new(3, "y o"),
        "vs" => {
            let dot = usize::from(page.glued_mark(i + 1, '.'));
            return Said::new(1 + dot, "versus");
        }
        "nº" | "Nº" | "n°" | "N°" | "Nro" | "nro" if !page.digits(i + 1).is_empty() => {
            return Said::new(1, "número");
        }
        "n" | "N" if page.glued_mark(i + 1, '°') && !page.digits(i + 2).is_empty() => return Said::new(2, "número"),
        "pº" | "Pº" => return Said::new(1, "paseo"),
        "Mª" | "mª" => return Said::new(1, "María"),
        _ => {}
    }
    initial(page, i, word)
}

/// An initial before a name loses its dot, so that the voice does not stop: `J. Pérez`.
fn initial(page: &Page<'_>, i: usize, word: &str) -> Option<Said> {
    let single = word.chars().count() == 1 && is_capitalised(word) && page.glued_mark(i + 1, '.');
    let next = page.word(i + 2);
    let named = is_capitalised(next) && page.apart(i + 2) || page.glued_mark(i + 2, ',');
    (page.prose && single && named && word != "D").then(|| Said { take: 2, text: super::acronym::letters(word) })
}
