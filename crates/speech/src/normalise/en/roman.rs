//! Roman numerals: `Henry VIII`, `Chapter IV`, `World War II`.

use crate::split::words::begins_sentences;

use super::cardinal::{And, cardinal, ordinal};
use super::names::{HANDED_DOWN, REGNAL};
use super::token::Kind;
use super::view::{Low, Said, View, is_capitalised, is_capitals};

/// Longest numeral that is read.
const LONGEST: usize = 9;

/// The value of a well-formed Roman numeral in capitals, up to 399.
pub fn value(word: &str) -> Option<u32> {
    if word.is_empty() || word.len() > LONGEST || !word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C')) {
        return None;
    }
    let digit = |b| match b {
        b'I' => 1,
        b'V' => 5,
        b'X' => 10,
        b'L' => 50,
        _ => 100,
    };
    let bytes = word.as_bytes();
    let mut total = 0;
    for (at, &b) in bytes.iter().enumerate() {
        let own = digit(b);
        if bytes.get(at + 1).is_some_and(|&next| digit(next) > own) { total -= own } else { total += own }
    }
    (u32::try_from(total).ok()?.gt(&0) && written(u32::try_from(total).ok()?) == word)
        .then_some(u32::try_from(total).ok()?)
}

/// A number as a Roman numeral, to check that one was well formed.
fn written(mut n: u32) -> String {
    const STEPS: [(u32, &str); 9] =
        [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut out = String::new();
    for (step, letters) in STEPS {
        while n >= step {
            out.push_str(letters);
            n -= step;
        }
    }
    out
}

/// Words after which a numeral counts parts.
fn is_part(word: &str) -> bool {
    matches!(
        Low::of(word).as_str(),
        "chapter"
            | "chap"
            | "part"
            | "book"
            | "volume"
            | "vol"
            | "section"
            | "article"
            | "act"
            | "scene"
            | "canto"
            | "letter"
            | "lecture"
            | "story"
            | "song"
            | "verse"
            | "psalm"
            | "appendix"
            | "table"
            | "figure"
            | "plate"
            | "war"
            | "phase"
            | "stage"
            | "type"
            | "class"
            | "grade"
            | "level"
            | "tier"
            | "title"
            | "division"
            | "group"
            | "region"
            | "district"
            | "bowl"
            | "wrestlemania"
            | "episode"
            | "corollary"
            | "proposition"
            | "theorem"
            | "axiom"
            | "lesson"
            | "exercise"
            | "objection"
            | "question"
            | "adventure"
            | "sonnet"
            | "symphony"
            | "opus"
            | "series"
            | "season"
            | "round"
            | "schedule"
            | "annex"
            | "mark"
            | "corps"
            | "army"
            | "page"
            | "step"
            | "unit"
            | "ode"
            | "elegy"
            | "satire"
            | "epistle"
            | "fable"
            | "wars"
            | "apollo"
            | "expo"
            | "rocky"
            | "fantasy"
            | "zone"
            | "note"
            | "essay"
            | "experiment"
            | "case"
            | "number"
    )
}

/// Names and titles are in the singular, in capitals or not.
fn is_among(names: &[&str], word: &str) -> bool {
    names.iter().any(|name| name.eq_ignore_ascii_case(word)) && is_capitalised(word)
}

/// A Roman numeral at token `i`, where what stands before it calls for one.
pub fn roman(view: &View<'_>, i: usize) -> Option<Said> {
    let (word, tail) = possessive(view.word(i));
    if word.len() > 1 && word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x' | b'l')) {
        return small_part(view, i, word);
    }
    let n = value(word)?;
    let said = roman_here(view, i, word, n)?;
    Said::new(said.take, format!("{}{tail}", said.text))
}

/// A numeral in small letters, only right after the word for a part: `part ii`.
fn small_part(view: &View<'_>, i: usize, word: &str) -> Option<Said> {
    let n = value(&word.to_ascii_uppercase())?;
    let part = is_part(view.word_before(i)) && view.apart(i) && !view.glued_mark(i + 1, '-');
    part.then(|| Said { take: 1, text: cardinal(&n.to_string(), And::Without) })
}

/// Cuts the possessive off: `VIII's`.
fn possessive(word: &str) -> (&str, &'static str) {
    match word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")) {
        Some(core) => (core, "'s"),
        None => (word, ""),
    }
}

fn roman_here(view: &View<'_>, i: usize, word: &str, n: u32) -> Option<Said> {
    if view.get(i + 1).is_some_and(|t| !t.gap && t.kind != Kind::Mark) {
        return None;
    }
    // Something that touches it makes it a letter of a name: `X-ray`, `C++`, `I'm`.
    let hyphen = view.glued_mark(i + 1, '-') && view.glued(i + 2) && !view.glued_mark(i + 2, '-');
    if hyphen
        || view.glued(i)
            && !matches!(view.mark_before(i), '(' | '[' | '"' | '“' | '‘' | '\'' | '—')
            && !(view.mark_before(i) == '-' && i >= 2 && view.mark(i - 2) == '-')
    {
        return None;
    }
    let digits = n.to_string();
    // `the XXI century`; a lone C, L or X is a letter.
    let century = matches!(Low::of(view.word(i + 1)).as_str(), "century" | "centuries") && view.apart(i + 1);
    if century && (word.len() > 1 || matches!(word, "V" | "X")) && !view.shouted {
        return Said::new(1, ordinal(&digits));
    }
    let before_at = i.checked_sub(1 + usize::from(view.mark_before(i) == '.' && i >= 2))?;
    let before = view.word(before_at);
    if is_part(before) && (word.len() > 1 || !matches!(word, "C") || view.shouted) {
        let single = word == "I" && !starts_part(view, before_at, i);
        return if single { None } else { Said::new(1, cardinal(&digits, And::Without)) };
    }
    if view.mark_before(i) == '.' {
        return None;
    }
    if is_among(REGNAL, before) && !matches!(word, "C" | "L") {
        return regnal(view, i, &digits);
    }
    if is_among(HANDED_DOWN, before) && word.len() > 1 {
        return Said::new(1, format!("the {}", ordinal(&digits)));
    }
    // `Robert Downey III`: a surname between.
    let person = i >= 2
        && is_capitalised(before)
        && (is_among(REGNAL, view.word(i - 2)) || is_among(HANDED_DOWN, view.word(i - 2)));
    let named = is_capitalised(before)
        && before.len() > 2
        && !is_capitals(before)
        // `Sally's Cloverdale Marathon III` is an animal or a thing.
        && !i.checked_sub(3).is_some_and(|at| view.word(at).ends_with("'s") || view.word(at).ends_with("’s"))
        && !is_work(before)
        && i >= 2
        && (view.apart(i - 1) && is_capitalised(view.word(i - 2)) && !begins_sentences(view.word(i - 2)) && !is_work(view.word(i - 2))
            || view.mark(i - 2) == '.' && i >= 3 && view.word(i - 3).len() <= 4 && is_capitalised(view.word(i - 3))
            || is_family(before));
    let quoted = view.get(i).is_some_and(|t| t.quoted);
    let person = person || named && !quoted && !view.shouted;
    if person && matches!(word, "II" | "III" | "IV") && view.prose {
        return Said::new(1, format!("the {}", ordinal(&digits)));
    }
    None
}

/// A surname by its first letters: `O'Shea`, `McNeil`.
fn is_family(word: &str) -> bool {
    word.starts_with("O'") || word.starts_with("O’") || word.starts_with("Mc") && word.len() > 4
}

/// Words of titles and things that a numeral counts: `Grand Theft Auto IV`, `Star Wars IV`.
fn is_work(word: &str) -> bool {
    is_part(word)
        || matches!(
            word,
            "Auto"
                | "Fantasy"
                | "Trek"
                | "Quest"
                | "Kombat"
                | "Souls"
                | "Man"
                | "Gun"
                | "Runner"
                | "Park"
                | "Warcraft"
                | "Evil"
                | "Creed"
                | "Duty"
                | "Empires"
                | "Empire"
                | "Legion"
                | "Civilization"
                | "Hearts"
                | "Act"
                | "Project"
                | "Operation"
                | "Station"
                | "Hospital"
                | "School"
                | "Fund"
                | "Partners"
                | "Capital"
                | "Holdings"
                | "Acquisition"
                | "Corp"
                | "Court"
                | "World"
                | "Super"
                | "Vatican"
                | "Council"
                | "Camp"
                | "Plan"
                | "Program"
                | "System"
                | "Rocket"
                | "Heavy"
                | "Horizon"
                | "Artemis"
                | "The"
                | "Basel"
                | "Minsk"
                | "Solvency"
                | "Model"
                | "Delta"
                | "Trident"
                | "Starship"
                | "Mission"
                | "Fight"
                | "Diablo"
                | "Ghostbusters"
                | "Gladiator"
                | "Games"
                | "League"
                | "Liga"
                | "Bundesliga"
        )
}

/// A name that kings bore with its number. A lone `I` before a verb is the writer, a letter with a dot before another
/// name an initial: `before George I am nobody`, `George V. Smith`.
fn regnal(view: &View<'_>, i: usize, digits: &str) -> Option<Said> {
    let own_verb = matches!(
        view.word(i + 1),
        "am" | "have" | "think" | "know" | "love" | "want" | "do" | "can" | "will" | "shall" | "must"
    );
    if view.word(i) == "I" && own_verb {
        return None;
    }
    let initial = view.word(i).len() == 1 && view.glued_mark(i + 1, '.') && view.apart(i + 2);
    if initial && is_capitalised(view.word(i + 2)) {
        return None;
    }
    Said::new(1, format!("the {}", ordinal(digits)))
}

/// `Chapter I` and `PART I.` count; `the part I like` does not.
fn starts_part(view: &View<'_>, before_at: usize, i: usize) -> bool {
    let capital = is_capitalised(view.word(before_at));
    let next = view.word(i + 1);
    let verb = !next.is_empty() && next.starts_with(|c: char| c.is_lowercase()) && view.apart(i + 1);
    capital
        && (!verb
            || matches!(
                Low::of(next).as_str(),
                "of" | "and"
                    | "to"
                    | "in"
                    | "is"
                    | "was"
                    | "has"
                    | "the"
                    | "with"
                    | "by"
                    | "on"
                    | "at"
                    | "for"
                    | "began"
                    | "ended"
                    | "veteran"
                    | "veterans"
            ))
}

/// A numeral that no word calls for: at the head of its text or of a list's item (`XV.`, `III. CAUSES`), or of two
/// letters and more, which can hardly be anything else, after a name (`Splinter II`).
pub fn alone(view: &View<'_>, i: usize) -> Option<Said> {
    const MOST_OPENERS: usize = 3;
    let word = view.word(i);
    let n = value(word)?;
    let opener = |mark: char| matches!(mark, '[' | '(' | '"' | '“' | '-' | '—' | '–');
    let head = i <= MOST_OPENERS && view.tokens[..i].iter().all(|t| opener(t.mark()));
    let said = || Said::new(1, cardinal(&n.to_string(), And::Without));
    let next = view.get(i + 1);
    let closed = next.is_none_or(|t| matches!(t.mark(), '.' | ']' | ')' | ':'))
        || view.mark(i + 1) == '-' && view.mark(i + 2) == '-';
    // A lone letter with a dot is more often an initial.
    // And one that is all of the text is a letter.
    let lone = view.mark(i + 1) == '.' && view.tokens.len() > MOST_OPENERS || view.tokens.len() == 1;
    if head && closed && (word.len() > 1 || matches!(word, "V" | "X" | "I") && !lone) {
        return said();
    }
    let apart = next.is_none_or(|t| t.gap || t.kind == Kind::Mark && !matches!(t.mark(), '-' | '\'' | '’'));
    let named = view.apart(i) && is_capitalised(view.word_before(i)) || head && view.prose;
    // `CC`, `XL`, `XI` and `IX` are as often something else.
    let clear = word.len() >= 3 || matches!(word, "II") || matches!(word, "IV" | "VI") && view.prose;
    if clear && named && apart && !matches!(word, "XXL" | "CCC" | "CCL") { said() } else { None }
}

/// `II Corinthians`: the number of a book before its name.
pub fn before_book(view: &View<'_>, i: usize) -> Option<Said> {
    let n = match view.word(i) {
        "I" => "1",
        "II" => "2",
        "III" => "3",
        _ => return None,
    };
    let book = matches!(
        view.word(i + 1),
        "Corinthians"
            | "Samuel"
            | "Kings"
            | "Chronicles"
            | "Thessalonians"
            | "Timothy"
            | "Peter"
            | "John"
            | "Maccabees"
            | "Esdras"
    );
    (book && view.apart(i + 1) && (n != "1" || !matches!(view.word(i + 1), "Peter" | "John" | "Samuel" | "Timothy")))
        .then(|| Said { take: 1, text: ordinal(n) })
}
