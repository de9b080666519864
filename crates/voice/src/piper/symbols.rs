//! A text becomes the symbols that a Piper voice is spoken with, in runs that are each made in one go.
//!
//! For most voices these are eSpeak NG's phonemes with the punctuation put back between clauses, a run for each
//! sentence, as Piper does it. Newer eSpeak says which mark ended a clause; 1.51 does not, so it is read off the text.

use std::ops::Range;

use speech::utter::{Tongue, Utterance, Word};
use unicode_normalization::UnicodeNormalization;

use super::config::Config;
use super::ids::Symbol;
use crate::espeak::{Clause, Espeak};
use crate::{Error, phonemes};

/// The eSpeak voice that reads our pinyin; its phonemes for joined syllables are those of `cmn` for the characters.
const PINYIN: &str = "cmn-latn-pinyin";
/// Longest run in symbols, some 25 seconds: a voice needs memory for all of a run at once, and is taught on
/// sentences that are shorter. Longer ones are cut at clauses.
const MAX_SYMBOLS: usize = 400;
/// Marks after which a breath may be taken.
const PAUSES: [&str; 7] = [",", ";", ":", "，", "、", "；", "："];

/// Symbols in runs, and the phonemes of each word as the engine was handed them.
pub struct Written {
    pub runs: Vec<Vec<Symbol>>,
    pub phonemes: Vec<String>,
}

/// For a voice that was taught eSpeak's phonemes.
pub fn by_espeak(engine: &mut Espeak, config: &Config, said: &Utterance, notation: bool) -> Result<Written, Error> {
    let joined = (said.tongue == Tongue::Pinyin).then(|| join_syllables(said));
    let (name, text, words) = match &joined {
        Some((text, words)) => (PINYIN, text, words),
        None => (config.espeak.as_str(), &said.text, &said.words),
    };
    engine.choose(name)?;
    let spelled = engine.spelled(text, &said.sounds, name);
    // Spoken for its word events: they tell which group of phonemes belongs to which word.
    let mut heard = engine.synth(&spelled.text, notation || spelled.notation)?;
    for word in &mut heard.words {
        word.character = spelled.original(word.character);
    }
    let clauses = engine.clauses(&spelled.text, true);
    let bare: Vec<String> = clauses.iter().map(|clause| without_switches(&clause.phonemes)).collect();
    let owners = phonemes::owners(text, words, &heard.words, &bare);
    let mut runs = vec![Vec::new()];
    for ((clause, bare), owners) in clauses.iter().zip(&bare).zip(&owners) {
        let (mark, ends) = ending(clause);
        let run = runs.last_mut().expect("it begins with one");
        add_clause(run, bare, owners);
        if !mark.is_empty() {
            run.push(Symbol::new(mark, None));
        }
        if [",", ":", ";"].contains(&mark) {
            run.push(Symbol::new(" ", None));
        }
        if ends {
            runs.push(Vec::new());
        }
    }
    let groups = phonemes::gathered(words.len(), &bare, &owners);
    share(&mut runs, words.len(), |word| {
        let alone = engine.clauses(&text[words[word].said.clone()], true);
        alone.iter().flat_map(|clause| clause.phonemes.chars()).filter(|c| !is_silent(*c)).count()
    });
    Ok(Written { runs: cut(runs), phonemes: groups })
}

/// For a voice that was taught the letters themselves.
pub fn by_letters(said: &Utterance) -> Written {
    let mut run = Vec::new();
    for (at, c) in said.text.char_indices().filter(|(_, c)| !matches!(c, '\n' | '\r')) {
        let word = said.words.iter().position(|word| word.said.contains(&at)).filter(|_| c.is_alphanumeric());
        run.extend(std::iter::once(c).nfd().map(|part| Symbol::new(part, word)));
    }
    let phonemes = said.words.iter().map(|word| said.text[word.said.clone()].to_owned()).collect();
    Written { runs: cut(vec![run]), phonemes }
}

/// For a voice that was taught pinyin: initial, final and tone of each syllable, and the marks between.
pub fn by_pinyin(said: &Utterance) -> Written {
    let mut runs = vec![Vec::new()];
    let mut phonemes = vec![String::new(); said.words.len()];
    let mut from = 0;
    for part in said.text.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
        let syllable = part.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        let word = said.words.iter().position(|word| word.said.contains(&from));
        let run = runs.last_mut().expect("it begins with one");
        if let Some([initial, last, tone]) = initial_and_final(syllable) {
            run.extend([initial, last, tone].map(|text| Symbol::new(text, word)));
        } else if !syllable.is_empty() {
            run.push(Symbol::new(syllable, word));
        }
        if let Some(word) = word.filter(|_| !syllable.is_empty()) {
            let before = if phonemes[word].is_empty() { "" } else { " " };
            phonemes[word] = format!("{}{before}{syllable}", phonemes[word]);
        }
        if let Some(mark) = part[syllable.len()..].chars().find(|c| !c.is_whitespace()) {
            run.push(Symbol::new(mark, None));
            if matches!(mark, '。' | '！' | '？') {
                runs.push(Vec::new());
            }
        }
        from += part.len();
    }
    Written { runs: cut(runs), phonemes }
}

/// `zhang3` → `zh`, `ang`, `3`, as Piper cuts it: `y` and `w` count as initials, a bare vowel has `Ø`, and ü is `v`.
fn initial_and_final(syllable: &str) -> Option<[String; 3]> {
    const INITIALS: [&str; 23] = [
        "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s",
        "y", "w",
    ];
    let base = syllable.strip_suffix(|c: char| ('1'..='5').contains(&c))?;
    let tone = &syllable[base.len()..];
    if base.is_empty() || !base.chars().all(|c| c.is_ascii_lowercase()) {
        return None;
    }
    let initial = INITIALS.iter().find(|initial| base.starts_with(**initial)).copied().unwrap_or_default();
    let last = &base[initial.len()..];
    let initial = if initial.is_empty() { "Ø" } else { initial };
    (!last.is_empty()).then(|| [initial, last, tone].map(str::to_owned))
}

/// The pinyin of each word without blanks, so that eSpeak takes a word for a word and stresses it as one.
fn join_syllables(said: &Utterance) -> (String, Vec<Word>) {
    let (mut text, mut words, mut at) = (String::with_capacity(said.text.len()), Vec::new(), 0);
    for word in &said.words {
        text.push_str(&said.text[at..word.said.start]);
        let from = text.len();
        text.extend(said.text[word.said.clone()].chars().filter(|c| *c != ' '));
        words.push(Word { said: from..text.len(), written: word.written.clone() });
        at = word.said.end;
    }
    text.push_str(&said.text[at..]);
    (text, words)
}

/// Phonemes without the marks of another language's words, `(en)`, that eSpeak puts among them.
fn without_switches(phonemes: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(phonemes.len()), phonemes);
    while let Some((before, after)) = rest.split_once('(') {
        let Some((switch, behind)) = after.split_once(')').filter(|(switch, _)| !switch.is_empty()) else { break };
        debug_assert!(!switch.contains('('));
        out.push_str(before);
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// The n-th group of phonemes belongs to the n-th of `owners`.
fn add_clause(run: &mut Vec<Symbol>, phonemes: &str, owners: &[usize]) {
    let (mut group, mut inside) = (0, false);
    for c in phonemes.nfd().filter(|c| !matches!(c, '\n' | '\r')) {
        if c.is_whitespace() {
            group += usize::from(inside);
            inside = false;
            run.push(Symbol::new(c, None));
        } else {
            inside = true;
            run.push(Symbol::new(c, owners.get(group).copied()));
        }
    }
}

/// The mark that Piper puts behind a clause, and whether a sentence ends there. The clause's text may hold one
/// character more: the engine looks ahead by one.
fn ending(clause: &Clause) -> (&'static str, bool) {
    let text = clause.text.as_str();
    let ahead = text.chars().next_back().filter(|c| c.is_alphanumeric() || "“‘\"'([{¿¡$£€".contains(*c));
    let looked = ahead.map_or(text, |c| &text[..text.len() - c.len_utf8()]);
    // At the end of all text there is nothing to look at, and a quote is a closing one.
    let looked = if mark_of(looked).is_some() { looked } else { text };
    mark_of(looked).unwrap_or(("", false))
}

fn mark_of(text: &str) -> Option<(&'static str, bool)> {
    let closing = |c: char| c.is_whitespace() || "\"'”’“‘)]}»」』）([{".contains(c);
    let bare = text.trim_end_matches(closing);
    if bare.ends_with("...") {
        return Some(("", false));
    }
    Some(match bare.chars().next_back()? {
        '.' => (".", true),
        '?' => ("?", true),
        '!' => ("!", true),
        ',' => (",", false),
        ':' => (":", false),
        ';' | '–' | '—' => (";", false),
        // Their kind carries a flag more, and Piper's comparison with the plain one fails: nothing is put back.
        '。' | '！' | '？' => ("", true),
        '…' | '，' | '、' | '；' | '：' => ("", false),
        _ => return None,
    })
}

/// Stress and length are no sounds of their own.
fn is_silent(c: char) -> bool {
    c.is_whitespace() || matches!(c, 'ˈ' | 'ˌ' | 'ː' | '\u{0300}'..='\u{036f}')
}

/// Words that were said as one ("of the") share its symbols by what each is alone.
fn share(runs: &mut [Vec<Symbol>], count: usize, mut weight: impl FnMut(usize) -> usize) {
    let mut places: Vec<Vec<(usize, usize)>> = vec![Vec::new(); count];
    for (run, symbols) in runs.iter().enumerate() {
        for (at, symbol) in symbols.iter().enumerate() {
            if let Some(word) = symbol.word {
                places[word].push((run, at));
            }
        }
    }
    let anchors: Vec<usize> = (0..count).filter(|word| !places[*word].is_empty()).collect();
    for (place, &anchor) in anchors.iter().enumerate() {
        // Words before the first group cannot have been said earlier: they are in it.
        let from = if place == 0 { 0 } else { anchor };
        let to = anchors.get(place + 1).copied().unwrap_or(count);
        if to - from < 2 {
            continue;
        }
        let weights: Vec<usize> = (from..to).map(&mut weight).collect();
        let total = weights.iter().sum::<usize>().max(1);
        let symbols = &places[anchor];
        let (mut done, mut at) = (0, 0);
        for (word, own) in (from..to).zip(weights) {
            done += own;
            let end = (symbols.len() * done + total / 2) / total;
            for &(run, place) in &symbols[at..end] {
                runs[run][place].word = Some(word);
            }
            at = end;
        }
    }
}

/// Runs that say something, none longer than [`MAX_SYMBOLS`].
fn cut(runs: Vec<Vec<Symbol>>) -> Vec<Vec<Symbol>> {
    let says = |run: &Vec<Symbol>| run.iter().any(|symbol| symbol.text.contains(char::is_alphanumeric));
    let mut out = Vec::with_capacity(runs.len());
    for mut run in runs.into_iter().filter(says) {
        while run.len() > MAX_SYMBOLS {
            let parts = run.len().div_ceil(MAX_SYMBOLS);
            let rest = run.split_off(cut_at(&run, run.len() / parts));
            out.push(std::mem::replace(&mut run, rest));
        }
        out.push(run);
    }
    out.retain(says);
    out
}

/// Where to cut near `wanted`: after a pause, else between two words, else there.
fn cut_at(run: &[Symbol], wanted: usize) -> usize {
    let range: Range<usize> = wanted / 2..MAX_SYMBOLS.min(run.len() - 1);
    let nearest =
        |fits: &dyn Fn(usize) -> bool| range.clone().filter(|at| fits(*at)).min_by_key(|at| at.abs_diff(wanted));
    let pause = |at: usize| run[at].text == " " && at > 0 && PAUSES.contains(&run[at - 1].text.as_str());
    let mark = |at: usize| PAUSES.contains(&run[at].text.as_str()) && run[at + 1].text != " ";
    let blank = |at: usize| run[at].text == " ";
    let found = nearest(&|at| pause(at) || mark(at)).or_else(|| nearest(&blank));
    found.map_or(wanted, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clause(text: &str) -> Clause {
        Clause { phonemes: String::new(), text: text.to_owned() }
    }

    #[test]
    fn the_mark_behind_a_clause_is_found_under_quotes_and_what_the_engine_looked_ahead_at() {
        for (text, expected) in [
            ("He said (of Ohio) “yes” — n", (";", false)),
            ("o: w", (":", false)),
            ("k… “", ("", false)),
            ("Go!”", ("!", true)),
            (" he said. “", (".", true)),
            ("mith, 4", (",", false)),
            ("ho? T", ("?", true)),
            ("one, (", (",", false)),
            ("wait...w", ("", false)),
            ("No”, s", (",", false)),
            ("Stop.   N", (".", true)),
            ("ash – e", (";", false)),
            ("ni3hao3， t", ("", false)),
            ("shuo1hua4。 t", ("", true)),
            ("It’s over’ said", ("", false)),
            ("nd", ("", false)),
            ("", ("", false)),
        ] {
            assert_eq!(ending(&clause(text)), expected, "{text}");
        }
    }

    #[test]
    fn words_said_as_one_share_its_sounds_by_what_each_is_alone() {
        let mut runs = vec!["ʌ", "v", "ð", "ə"].into_iter().map(|c| Symbol::new(c, Some(1))).collect::<Vec<_>>();
        runs.push(Symbol::new(" ", None));
        runs.push(Symbol::new("d", Some(3)));
        let mut runs = [runs];
        share(&mut runs, 5, |word| [0, 2, 2, 1, 1][word]);
        let words: Vec<Option<usize>> = runs[0].iter().map(|symbol| symbol.word).collect();
        assert_eq!(words, [Some(1), Some(1), Some(2), Some(2), None, Some(3)]);
    }

    #[test]
    fn a_long_run_is_cut_at_a_pause_and_nothing_is_lost() {
        let mut run = Vec::new();
        for word in 0..180 {
            run.extend(["a", "b", "c"].map(|c| Symbol::new(c, Some(word))));
            if word % 50 == 49 {
                run.push(Symbol::new(",", None));
            }
            run.push(Symbol::new(" ", None));
        }
        let whole = run.clone();
        let parts = cut(vec![run, vec![Symbol::new(".", None)]]);
        assert!(parts.len() >= 2 && parts.iter().all(|part| part.len() <= MAX_SYMBOLS));
        assert_eq!(parts.concat(), whole);
        assert_eq!(parts[0][parts[0].len() - 2].text, ",");
        let solid = vec![Symbol::new("a", Some(0)); 1000];
        assert!(cut(vec![solid]).iter().all(|part| part.len() <= MAX_SYMBOLS));
    }

    #[test]
    fn a_syllable_is_cut_as_piper_cuts_it() {
        let cut = |syllable| initial_and_final(syllable).map(|parts| parts.join(" "));
        assert_eq!(cut("zhang3").as_deref(), Some("zh ang 3"));
        assert_eq!(cut("yue4").as_deref(), Some("y ue 4"));
        assert_eq!(cut("er2").as_deref(), Some("Ø er 2"));
        assert_eq!(cut("lv4").as_deref(), Some("l v 4"));
        assert_eq!(cut("m2"), None);
        assert_eq!(cut("NATO"), None);
    }

    #[test]
    fn switches_of_language_are_taken_out() {
        assert_eq!(without_switches("(en)hˈaʊs(fr) a (b"), "hˈaʊs a (b");
    }
}
