//! English news, and how a newsreader says it.
//!
//! In `heard_en/spoken-*.txt` a tab parts what is written from the plain words that are said for it; in
//! `heard_en/sounds.txt` a sentence from how the word behind its star is handed over.

use std::path::Path;

use speech::lang::Lang;
use speech::normalise::spoken_line;
use speech::pronounce::{How, english};
use speech::utter::utter;

/// The lines of every table of one kind.
fn tables(kind: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/heard_en");
    let mut out = Vec::new();
    for file in std::fs::read_dir(folder).expect("the tables are part of the project") {
        let path = file.expect("a table").path();
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(kind)) {
            let text = std::fs::read_to_string(&path).expect("a table is text");
            out.extend(text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(str::to_owned));
        }
    }
    out
}

#[test]
fn notices_and_scores_are_said_in_words() {
    let lines = tables("spoken");
    let wrong: Vec<String> = lines
        .iter()
        .filter_map(|line| {
            let (written, right) = line.split_once('\t').expect("a tab parts written from spoken");
            let got = spoken_line(written, Lang::En);
            (got != right).then(|| format!("{written}\n  want {right}\n  got  {got}"))
        })
        .collect();
    assert!(lines.len() >= 25, "a table is missing");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn words_that_an_engine_says_wrongly_are_handed_over_with_their_sound() {
    let lines = tables("sounds");
    let wrong: Vec<String> = lines
        .iter()
        .filter_map(|line| {
            let (marked, right) = line.split_once('\t').expect("a tab parts the sentence from the sound");
            let at = marked.find('*').expect("a star before the word");
            let sounds = english(&marked.replacen('*', "", 1));
            let got = match sounds.iter().find(|sound| sound.said.start == at).map(|sound| &sound.how) {
                Some(How::Ipa(ipa)) => format!("/{ipa}/"),
                Some(How::Like(letters)) => letters.clone(),
                None => "-".to_owned(),
            };
            (got != right).then(|| format!("{marked}: want {right}, got {got}"))
        })
        .collect();
    assert!(lines.len() >= 25, "a table is missing");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_letter_a_is_told_from_the_article() {
    let handed = |text: &str| utter(text, Lang::En).iter().map(|u| u.text.clone()).collect::<String>();
    assert_eq!(handed("The A12 and the A&E."), "The eh twelve and the eh and E.");
    assert_eq!(handed("WASHINGTON (AP) — A man was held."), "Washington (eh P) — A man was held.");
    assert_eq!(handed("He has hepatitis A, she said."), "He has hepatitis eh, she said.");
    assert_eq!(handed("He began in Single-A ball."), "He began in Single-eh ball.");
    assert_eq!(handed("Levels of apo(a) rose."), "Levels of apo(eh) rose.");
    assert_eq!(handed("Mary A. Hale and A. J. Roy met."), "Mary eh Hale and eh J Roy met.");
    assert_eq!(handed("A. Philip Hale got an A. He left."), "eh Philip Hale got an eh He left.");
    assert_eq!(handed("A Hale spokesman saw a Roy."), "A Hale spokesman saw a Roy.");
    assert_eq!(handed("A Grade A student and a man"), "A Grade A student and a man");
}
