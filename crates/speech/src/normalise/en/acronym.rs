//! Words in capitals: which are said (NATO) and which are spelled (WSJ).

use super::capitals::{WORDS, Way, is_unsayable, is_vowel, respelled, way};
use super::view::{Low, Said, View, is_capitalised, is_capitals};

/// Letters by their names. A label keeps them together.
pub fn letters(word: &str, prose: bool) -> String {
    if !prose {
        return word.to_string();
    }
    let mut out = String::with_capacity(word.len() * 2);
    for c in word.chars() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(c.to_uppercase());
    }
    out
}

/// A word with letters in capitals at token `i`.
pub fn acronym(view: &View<'_>, i: usize) -> Option<Said> {
    let written = view.word(i);
    if written.len() < 2 || !view.prose {
        return None;
    }
    // `MSCI’s`: the apostrophe is no letter.
    let (core, tail) = core_and_tail(written);
    let word = if tail == "'s" && written.ends_with("’s") { core } else { written };
    if !word.is_ascii() {
        return None;
    }
    if view.glued_mark(i + 1, '.') && is_hum(core) {
        return None;
    }
    if core.len() < 2 || !is_capitals(core) {
        return if word.len() < written.len() { None } else { mixed(view, word) };
    }
    // `MPs` is a plural; `As` and `Is` are words.
    if view.shouted && !tail.is_empty() && tail != "'s" {
        return None;
    }
    if let Some(name) = respelled(core) {
        return Said::new(1, format!("{name}{tail}"));
    }
    let shouted = view.shouted || is_in_shout(view, i);
    if !shouted && is_computers_or_health(view, i, core) {
        return Said::new(1, format!("{}{tail}", letters(core, true)));
    }
    match way(core, shouted) {
        // Emphasis: a voice may take `OUT` for letters.
        Way::Said if view.prose && !view.shouted && WORDS.contains(&core) => {
            Said::new(1, format!("{}{tail}", core.to_ascii_lowercase()))
        }
        // As a name in capitals its letters are said, which `pronounce` knows: Ira is a man.
        Way::Said if shouted || WORDS.contains(&core) || core == "IRA" => None,
        Way::Said => {
            Said::new(1, format!("{}{}{}", &core[..1], core[1..].to_ascii_lowercase(), tail.trim_start_matches(' ')))
        }
        // No voice takes `BBC` for a word, and it stresses the letters better when they stay together.
        Way::Spelled if tail.is_empty() && is_unsayable(core) => None,
        Way::Spelled => Said::new(1, format!("{}{tail}", letters(core, true))),
    }
}

/// Whether a word of the language in capitals stands beside token `i`: `THE AGE OF`.
fn is_in_shout(view: &View<'_>, i: usize) -> bool {
    let word = |at: usize| WORDS.contains(&view.word(at)) && !matches!(view.word(at), "IT" | "NO");
    i > 0 && word(i - 1) && view.apart(i) || view.apart(i + 1) && word(i + 1)
}

/// Whether capitals that are also a pronoun mean something else: `IT shares`, `the WHO`. Who stresses a pronoun puts it
/// behind a verb or a preposition at the end of a clause, or before a verb that asks.
fn is_computers_or_health(view: &View<'_>, i: usize, core: &str) -> bool {
    let before = Low::of(view.word_before(i));
    let (before, next) = (before.as_str(), view.word(i + 1));
    match core {
        "IT" => {
            let stressed = matches!(before, "do" | "does" | "did" | "make" | "loved")
                || matches!(next, "is" | "was" | "does" | "did" | "has" | "will" | "all" | "up" | "out")
                    && before != "the";
            !stressed
        }
        "WHO" => {
            before == "the"
                || is_capitalised(next)
                || !matches!(
                    next,
                    "did"
                        | "does"
                        | "is"
                        | "are"
                        | "was"
                        | "gave"
                        | "would"
                        | "could"
                        | "should"
                        | "do"
                        | ""
                        | "you"
                        | "they"
                        | "we"
                )
        }
        _ => false,
    }
}

/// Cuts the possessive or the plural off: `CEO's`, `MPs`, `CEOs'`.
fn core_and_tail(word: &str) -> (&str, &'static str) {
    if let Some(core) = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")) {
        (core, "'s")
    } else if let Some(core) = word.strip_suffix('s').filter(|core| is_capitals(core)) {
        (core, "'s")
    } else {
        (word, "")
    }
}

/// Words that are only partly capitals: `mRNA`, `fMRI`, `PhD`.
fn mixed(view: &View<'_>, word: &str) -> Option<Said> {
    if view.shouted || !word.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    if let Some(text) = before_name(word) {
        return Said::new(1, text);
    }
    let low = word.bytes().take_while(u8::is_ascii_lowercase).count();
    let (head, tail) = word.split_at(low);
    let few = (1..=2).contains(&low) && tail.len() >= 2 && is_capitals(tail);
    let degree = matches!(word, "PhD" | "PhDs" | "MSc" | "BSc" | "MBChB");
    // A name without a vowel, as Ng, is said; of names only signs such as Pb are spelled.
    let name = word.starts_with(|c: char| c.is_uppercase()) && (word.len() > 3 || word == "Ng");
    let consonants =
        word.len() <= 6 && !name && word.bytes().all(|b| !is_vowel(b.to_ascii_uppercase())) && !is_hum(word);
    if few && (way(tail, false) == Way::Spelled) {
        Said::new(1, format!("{} {}", letters(head, true), letters(tail, true)))
    } else if degree || consonants && word.len() >= 2 {
        let (core, tail) =
            if degree { (word.trim_end_matches('s'), if word.ends_with('s') { "'s" } else { "" }) } else { (word, "") };
        Said::new(1, format!("{}{tail}", letters(core, true)))
    } else {
        None
    }
}

/// Initials that touch a name: `JPMorgan`, `NBCUniversal` → “J P Morgan”, “N B C Universal”.
fn before_name(word: &str) -> Option<String> {
    const LEAST_OF_NAME: usize = 4;
    let upper = word.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = word.get(upper..)?;
    let cut = upper.checked_sub(1).filter(|cut| *cut >= 2 && is_unsayable(&word[..*cut]))?;
    let name = word.len() - cut >= LEAST_OF_NAME && rest.bytes().all(|b| b.is_ascii_lowercase());
    (name && !rest.is_empty()).then(|| format!("{} {}", letters(&word[..cut], true), &word[cut..]))
}

/// Words without a vowel that are said all the same.
fn is_hum(word: &str) -> bool {
    matches!(
        Low::of(word).as_str(),
        "hm" | "hmm"
            | "mm"
            | "mmm"
            | "sh"
            | "shh"
            | "psst"
            | "brr"
            | "pfft"
            | "tsk"
            | "nth"
            | "mr"
            | "mrs"
            | "ms"
            | "st"
            | "dr"
            | "ltd"
            | "jr"
            | "sr"
            | "vs"
            | "th"
            | "nd"
            | "rd"
            | "ll"
            | "pp"
            | "zzz"
            | "grr"
            | "pm"
            | "mx"
            | "rhythm"
    )
}
