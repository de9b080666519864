//! What is said, and when each word is.

use speech::utter::{Tongue, Utterance, Word};
use speech::wire::Request;

/// An utterance whose words are what stands between spaces.
pub fn utterance(tongue: Tongue, text: &str) -> Utterance {
    let mut words = Vec::new();
    let mut from = 0;
    for word in text.split(' ') {
        let said = from..from + word.len();
        from = said.end + 1;
        if !word.is_empty() {
            words.push(Word { written: said.clone(), said });
        }
    }
    Utterance::new(tongue, text.to_owned(), words)
}

pub fn request(utterances: Vec<Utterance>) -> Request {
    Request { utterances, ..Request::default() }
}

#[test]
fn every_word_has_its_time_and_time_never_runs_backwards() {
    let text = "He said “the end of the day” was near, didn’t he. The well-known Mr Smith (of Ohio) won twenty-three.";
    let (reply, samples) = voice::say(&request(vec![utterance(Tongue::English, text)])).unwrap();
    assert_eq!(reply.sample_rate, 22_050);
    assert_eq!(reply.samples, samples.len());
    assert_eq!(reply.words.len(), text.split(' ').count());
    for pair in reply.words.windows(2) {
        assert!(pair[0].start < pair[0].end, "{:?} has no length", pair[0]);
        assert!(pair[0].end <= pair[1].start, "{:?} overlaps {:?}", pair[0], pair[1]);
    }
    let last = reply.words.last().unwrap();
    assert!(last.end <= samples.len());
    // "near," and "didn’t": the comma is a pause that belongs to neither.
    assert!(reply.words[9].start - reply.words[8].end > 1_000);
}

#[test]
fn a_chinese_sentence_with_a_latin_name_is_spoken_by_two_voices_in_turn() {
    let utterances = vec![
        utterance(Tongue::Pinyin, "tai2 bei3 shi4 zhang3,"),
        utterance(Tongue::English, "NATO"),
        utterance(Tongue::Pinyin, "shuo1 hua4"),
    ];
    let (reply, samples) = voice::say(&request(utterances)).unwrap();
    let voices: Vec<&str> = reply.stretches.iter().map(|stretch| stretch.voice.as_str()).collect();
    assert_eq!(voices, ["espeak:cmn-latn-pinyin", "espeak:en-us", "espeak:cmn-latn-pinyin"]);
    assert_eq!(reply.stretches[0].start, 0);
    assert!(reply.stretches.windows(2).all(|pair| pair[0].end == pair[1].start));
    assert_eq!(reply.stretches[2].end, samples.len());
    assert_eq!(reply.words.len(), 7);
    assert_eq!((reply.words[4].utterance, reply.words[4].word), (1, 0));
    assert!(reply.words[4].start >= reply.stretches[1].start && reply.words[4].end <= reply.stretches[1].end);
}

#[test]
fn phonemes_come_word_by_word_with_stress_and_tones() {
    let mut asked =
        request(vec![utterance(Tongue::English, "The end of the day."), utterance(Tongue::Pinyin, "yin2 hang2")]);
    asked.phonemes = true;
    let (reply, _) = voice::say(&asked).unwrap();
    let phonemes: Vec<&str> = reply.words.iter().map(|word| word.phonemes.as_deref().unwrap()).collect();
    assert_eq!(phonemes[1], "ˈɛnd");
    assert_eq!(phonemes[2], "ʌvðə", "of the is said as one");
    assert_eq!(phonemes[3], "");
    assert!(phonemes[5].contains("35"), "the second tone rises: {}", phonemes[5]);
    assert!(!phonemes.concat().contains("(en)"));
}

#[test]
fn brackets_and_control_characters_of_an_article_are_text_and_never_commands() {
    let received = |text: &str| {
        let asked = Request { phonemes: true, ..request(vec![utterance(Tongue::English, text)]) };
        let words = voice::say(&asked).unwrap().0.words;
        words.into_iter().filter_map(|word| word.phonemes).collect::<Vec<_>>().join(" ")
    };
    assert!(received("one \u{1}99P two").contains("nˈaɪnti"), "{}", received("one \u{1}99P two"));
    assert!(received("one\0 two").contains("tˈuː"), "a NUL must not end the sentence");

    let bracketed = request(vec![utterance(Tongue::English, "[[n'u:z]]")]);
    let asked = Request { notation: true, phonemes: true, ..bracketed.clone() };
    let read = Request { phonemes: true, ..bracketed };
    assert_eq!(voice::say(&asked).unwrap().0.words[0].phonemes.as_deref(), Some("nˈuːz"));
    assert_ne!(voice::say(&read).unwrap().0.words[0].phonemes.as_deref(), Some("nˈuːz"));
}

#[test]
fn an_unknown_voice_is_named_in_the_error_and_cannot_be_a_path() {
    for name in ["espeak:xx-nobody", "espeak:../../../etc/passwd", "espeak:", "piper:alba", "en-us"] {
        let asked = Request {
            voices: vec![(Tongue::English, name.to_owned())],
            ..request(vec![utterance(Tongue::English, "hello")])
        };
        match voice::say(&asked) {
            Err(error) => assert!(error.to_string().contains(name), "{error}"),
            Ok(_) => panic!("{name} spoke"),
        }
    }
}

#[test]
fn empty_blank_and_odd_texts_are_answered() {
    for text in ["", " ", "…", "—", "“”", "👍", "٣", "𠮷野家", "a", "\u{200b}", "..."] {
        let (reply, samples) = voice::say(&request(vec![utterance(Tongue::English, text)])).unwrap();
        assert_eq!(reply.samples, samples.len(), "{text:?}");
        assert!(reply.words.iter().all(|word| word.end <= samples.len()), "{text:?}");
    }
    let (reply, samples) = voice::say(&request(vec![])).unwrap();
    assert!(samples.is_empty() && reply.words.is_empty());
}

#[test]
fn a_run_of_letters_that_breaks_the_engine_is_said_in_parts_and_the_word_after_it_keeps_its_time() {
    let text = format!("{} end", "A.".repeat(400));
    let (reply, samples) = voice::say(&request(vec![utterance(Tongue::English, &text)])).unwrap();
    assert_eq!(reply.words.len(), 2);
    let end = &reply.words[1];
    assert!(end.start > samples.len() * 9 / 10 && end.end - end.start > 2_000, "{end:?} of {}", samples.len());
}

#[test]
fn a_sentence_of_a_thousand_words_keeps_its_last_word_at_its_end() {
    let text = vec!["government"; 1000].join(" ");
    let (reply, samples) = voice::say(&request(vec![utterance(Tongue::English, &text)])).unwrap();
    assert_eq!(reply.words.len(), 1000);
    let lengths: Vec<usize> = reply.words.iter().map(|word| word.end - word.start).collect();
    assert!(lengths.iter().all(|length| (5_000..30_000).contains(length)), "{lengths:?}");
    assert!(samples.len() - reply.words[999].end < 2_000);
}

#[test]
fn the_voices_this_machine_has_are_listed_once_each_and_can_all_be_asked_for() {
    let voices = voice::voices().unwrap();
    for name in ["espeak:en-us", "espeak:en-gb", "espeak:cmn-latn-pinyin", "espeak:fr-fr"] {
        assert_eq!(voices.iter().filter(|voice| voice.name == name).count(), 1, "{name}");
    }
    let length = || voice::say(&request(vec![utterance(Tongue::English, "good morning")])).unwrap().0.words[1].end;
    let before = length();
    for listed in voices {
        let asked = Request {
            voices: vec![(Tongue::Other, listed.name.clone())],
            ..request(vec![utterance(Tongue::Other, "1 2")])
        };
        if let Err(error) = voice::say(&asked) {
            panic!("{} is listed and cannot be asked for: {error}", listed.name);
        }
        let after = length();
        assert!(after.abs_diff(before) < before / 10, "after {} English takes {after} for {before}", listed.name);
    }
}
