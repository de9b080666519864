//! Spanish news, and how a newsreader says it.
//!
//! In `heard_es/spoken-*.txt` a tab parts what is written from the plain words that are said for it. In
//! `heard_es/sentences.txt` a bar stands where the sentences of a paragraph part.

use std::path::Path;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use speech::lang::Lang;
use speech::normalise::{read, spoken_line};
use speech::split::sentences;
use speech::utter::{Tongue, utter};

/// The lines of every table of one kind, with the file they stand in.
fn tables(kind: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/heard_es");
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

#[test]
fn spanish_numbers_and_signs_are_said_in_words() {
    let lines = tables("spoken");
    let wrong: Vec<String> = lines
        .iter()
        .filter_map(|(file, line)| {
            let (written, right) = line.split_once('\t').expect("a tab parts written from spoken");
            let got = spoken_line(written, Lang::Es);
            (got != right).then(|| format!("{file}: {written}\n  want {right}\n  got  {got}"))
        })
        .collect();
    assert!(lines.len() >= 150, "a table is missing");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn spanish_sentences_end_where_a_reader_would_stop() {
    let lines = tables("sentences");
    let wrong: Vec<String> = lines
        .iter()
        .filter_map(|(_, marked)| {
            let wanted: Vec<&str> = marked.split('|').map(str::trim).collect();
            let text = marked.replace('|', "");
            let got: Vec<&str> = sentences(&text, Lang::Es).into_iter().map(|range| &text[range]).collect();
            (got != wanted).then(|| format!("want {marked}\ngot  {}", got.join(" | ")))
        })
        .collect();
    assert!(lines.len() >= 40, "a table is missing");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_voice_comes_from_the_side_of_the_ocean_that_the_tag_names() {
    let voice = |tag: &str| Lang::of(tag).voice(tag);
    for tag in ["es", "es-ES", "es-GQ"] {
        assert_eq!((Lang::of(tag), voice(tag)), (Lang::Es, "espeak:es".to_string()), "{tag}");
    }
    for tag in ["es-MX", "es-AR", "es-419", "es_CO"] {
        assert_eq!((Lang::of(tag), voice(tag)), (Lang::Es, "espeak:es-419".to_string()), "{tag}");
    }
}

#[test]
fn a_spanish_sentence_is_one_utterance_and_each_word_knows_what_was_written() {
    let text = "La ONU pide 21 millones de €.";
    let said = utter(text, Lang::Es);
    assert_eq!(said.len(), 1);
    assert_eq!((said[0].tongue, said[0].text.as_str()), (Tongue::Other, "La Onu pide veintiún millones de euros."));
    let pairs: Vec<(&str, &str)> =
        said[0].words.iter().map(|w| (&said[0].text[w.said.clone()], &text[w.written.clone()])).collect();
    assert_eq!(pairs[1], ("Onu", "ONU"));
    assert_eq!(pairs[3], ("veintiún", "21"));
}

#[test]
fn the_letter_a_is_not_named_in_english_in_a_spanish_sentence() {
    assert_eq!(
        utter("Viajó por la A-6 a las 9 a. m.", Lang::Es)[0].text,
        "Viajó por la A seis a las nueve de la mañana."
    );
}

#[test]
fn what_the_newsroom_says_of_itself_is_spanish_and_readable() {
    let own = Lang::Es.own();
    assert!(own.disclosure.contains("inteligencia artificial"));
    assert_eq!((own.byline)("Ana Ruiz", "El Faro"), "Por Ana Ruiz, El Faro.");
    let note = (own.correction)(1, 3, "la cifra era 21.");
    assert_eq!(spoken_line(&note, Lang::Es), "Corrección, tres de enero: la cifra era veintiuno.");
}

#[test]
fn a_megabyte_of_anything_is_read_in_time() {
    const SIZE: usize = 1 << 20;
    for unit in
        ["a", "A", "1", ".", "-", "1.", "1,", "1-", "$", "(", "1 ", "III ", "a.", "@", "EE. ", "1/", "100 ", "+1 "]
    {
        let text = unit.repeat(SIZE / unit.len());
        let began = Instant::now();
        let _ = read(&text, Lang::Es);
        let _ = sentences(&text, Lang::Es);
        // A debug build of a busy machine; anything quadratic takes hours.
        assert!(began.elapsed() < Duration::from_secs(60), "{unit:?} took {:?}", began.elapsed());
    }
}

proptest! {
    #[test]
    fn any_spanish_text_is_covered_and_no_digit_is_left(text in "[a-zA-ZáéíóúñÑ0-9 .,:;!?¿¡ºª°%$€£/()\"«»+@#&½²'–-]{0,60}") {
        let readings = read(&text, Lang::Es);
        let mut at = 0;
        for reading in &readings {
            prop_assert!(reading.written.start >= at && reading.written.end <= text.len());
            prop_assert!(text[at..reading.written.start].trim().is_empty());
            prop_assert!(!reading.spoken.chars().any(|c| c.is_ascii_digit()), "{:?}", reading.spoken);
            at = reading.written.end;
        }
        prop_assert!(text[at..].trim().is_empty());
        for range in sentences(&text, Lang::Es) {
            prop_assert_eq!(text[range.clone()].trim(), &text[range]);
        }
    }

    #[test]
    fn no_character_breaks_the_spanish_reader(text in "\\PC{0,80}") {
        let _ = spoken_line(&text, Lang::Es);
        let _ = sentences(&text, Lang::Es);
    }
}
