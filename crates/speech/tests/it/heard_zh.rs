//! Phrases of Taiwan news, and how a newsreader says the characters and numbers in them.
//!
//! Two kinds of table lie in `heard_zh/`. In `readings-*.txt` a character carries the syllable it must get:
//! `要還<huan2>錢`, or several where listeners differ: `血<xie3|xue4>`. In `spoken-*.txt` a tab parts what is written
//! from the plain words that are said for it.

use std::path::Path;

use speech::lang::Lang;
use speech::normalise::zh::{Script, join, read_as};
use speech::pinyin;
use speech::utter::utter;

/// The lines of every table of one kind, with the file they stand in.
fn tables(kind: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/heard_zh");
    let mut out = Vec::new();
    for file in std::fs::read_dir(folder).expect("the tables are part of the project") {
        let path = file.expect("a table").path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().to_string();
        if name.starts_with(kind) {
            let text = std::fs::read_to_string(&path).expect("a table is text");
            let lines = text.lines().map(str::trim_end).filter(|l| !l.is_empty() && !l.starts_with('#'));
            out.extend(lines.map(|l| (name.clone(), l.to_string())));
        }
    }
    out.sort();
    out
}

/// A character of a phrase and the syllables that are right for it.
type Marked = (usize, char, Vec<String>);

/// The phrase without its marks, and the marks by the byte at which their character begins.
fn unmark(line: &str) -> (String, Vec<Marked>) {
    let (mut text, mut marks) = (String::new(), Vec::new());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let (syllables, after) = after.split_once('>').expect("a mark is closed");
        let c = text.chars().last().expect("a mark follows its character");
        marks.push((text.len() - c.len_utf8(), c, syllables.split('|').map(str::to_string).collect()));
        rest = after;
    }
    text.push_str(rest);
    (text, marks)
}

/// The syllable of each written Chinese character that is said as it stands, by its byte.
fn heard(text: &str) -> Vec<(usize, String)> {
    let mut spoken = String::new();
    let mut places = Vec::new();
    for reading in read_as(text, Script::Hant) {
        let written = &text[reading.written.clone()];
        if written == reading.spoken {
            places.extend(written.char_indices().map(|(at, _)| (spoken.len() + at, reading.written.start + at)));
        }
        spoken.push_str(&reading.spoken);
    }
    let mut out = Vec::new();
    for word in pinyin::words(&spoken) {
        for ((at, _), syllable) in spoken[word.range.clone()].char_indices().zip(&word.syllables) {
            if let Ok(place) = places.binary_search_by_key(&(word.range.start + at), |(from, _)| *from) {
                out.push((places[place].1, syllable.clone()));
            }
        }
    }
    out
}

#[test]
fn characters_in_the_news_are_heard_as_in_taiwan() {
    let (mut all, mut wrong) = (0, Vec::new());
    for (file, line) in tables("readings") {
        let (text, marks) = unmark(&line);
        let said = heard(&text);
        for (at, c, right) in marks {
            all += 1;
            let got = said.iter().find(|(from, _)| *from == at).map_or("nothing", |(_, s)| s.as_str());
            if !right.iter().any(|r| r == got) {
                wrong.push(format!("{file}: {text}: {c} is {got}, not {}", right.join(" or ")));
            }
        }
    }
    println!("{} of {all} characters right", all - wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn numbers_and_letters_in_the_news_are_said_in_words() {
    let lines = tables("spoken");
    let wrong: Vec<String> = lines
        .iter()
        .filter_map(|(file, line)| {
            let (written, right) = line.split_once('\t').expect("a tab parts written from spoken");
            let got = join(&read_as(written, Script::Hant));
            (!right.split('|').any(|r| r == got)).then(|| format!("{file}: {written}\n  want {right}\n  got  {got}"))
        })
        .collect();
    println!("{} of {} phrases right", lines.len() - wrong.len(), lines.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_formula_is_spelled_and_its_lowered_digit_is_said() {
    let said: Vec<String> = utter("減少CO₂排放", Lang::Zh).into_iter().map(|u| u.text).collect();
    assert_eq!(said, ["jian3 shao3", "C O", "er4 pai2 fang4"]);
}
