//! The voices from recorded speech, as a listener and an operator meet them. Needs Flite on the machine (`libflite1`).

use std::ops::Range;
use std::time::{Duration, Instant};

use speech::lang::Lang;
use speech::lexicon::{Kind, Placed, Reading};
use speech::pronounce::{How, Sound};
use speech::utter::{Tongue, Utterance, utter, utter_by};
use speech::wire::{Reply, Request};

use crate::saying::utterance;

/// Sentences, a star on each side of the heteronym, and what must be heard.
static HETERONYMS: &str = include_str!("heteronyms.txt");

fn asked(voice: &str, utterances: Vec<Utterance>) -> Request {
    Request { utterances, voices: vec![(Tongue::English, voice.to_owned())], phonemes: true, ..Request::default() }
}

fn say(utterances: Vec<Utterance>) -> (Reply, Vec<i16>) {
    voice::say(&asked("flite:slt", utterances)).unwrap()
}

fn heard(utterances: Vec<Utterance>) -> String {
    let words = say(utterances).0.words;
    words.into_iter().filter_map(|word| word.phonemes).collect::<Vec<_>>().join(" ")
}

/// Length and weak vowels written alike.
fn coarse(ipa: &str) -> String {
    let alike = [
        ("ː", ""),
        ("ˌ", ""),
        ("ᵻ", "ə"),
        ("ɐ", "ə"),
        ("ɾ", "t"),
        ("oɹ", "ɔɹ"),
        ("ɚ", "ɜ"),
        ("ɜɹ", "ɜ"),
        ("ˈɪ", "ˈI"),
        ("ɪ", "ə"),
        ("dˈʌz", "dʌz"),
    ];
    alike.iter().fold(ipa.to_owned(), |text, (from, to)| text.replace(from, to))
}

#[test]
fn every_word_has_its_time_and_pauses_belong_to_none() {
    let text = "He said “the end of the day” was near, didn’t he. The well-known Mr Smith (of Ohio) won twenty-three.";
    let (reply, samples) = say(vec![utterance(Tongue::English, text)]);
    assert_eq!(reply.sample_rate, 16_000);
    assert_eq!(reply.samples, samples.len());
    assert_eq!(reply.words.len(), text.split(' ').count());
    for pair in reply.words.windows(2) {
        assert!(pair[0].start < pair[0].end, "{:?} has no length", pair[0]);
        assert!(pair[0].end <= pair[1].start, "{:?} overlaps {:?}", pair[0], pair[1]);
    }
    assert!(reply.words[9].start - reply.words[8].end > 1_000, "a comma is a pause");
    assert!(reply.words[0].start < 16_000 / 20, "it begins at once");
    assert!(samples.len() - reply.words.last().unwrap().end < 16_000 / 10, "and ends with the last word");
    assert_eq!(reply.stretches.len(), 1);
    assert_eq!(reply.stretches[0].voice, "flite:slt");
}

#[test]
fn the_same_text_lasts_the_same_every_time() {
    let said = |text: &str| say(vec![utterance(Tongue::English, text)]).0.words;
    let first = said("The council met at noon.");
    said("Something else, and longer, was said in between.");
    assert_eq!(first, said("The council met at noon."));
}

#[test]
fn names_are_said_as_our_list_has_them_even_twice_in_a_row() {
    for (text, expected) in [
        ("President Xi met Putin’s aides.", "ʃˈi mˈɛt pˈutənz"),
        ("Ocasio-Cortez voted no.", "oʊkˈɑsioʊ kɔɹtˈɛz"),
        ("Kaohsiung and Hsinchu are cities.", "ndʒˈu"),
        ("Čapek wrote it.", "tʃˈ"),
    ] {
        let said = coarse(&heard(utter(text, Lang::En)));
        assert!(said.contains(&coarse(expected)), "{text}: {said}");
    }
    let mut twice = utterance(Tongue::English, "Xi Xi Xi");
    twice.sounds = [0..2, 3..5, 6..8].map(|said| Sound { said, how: How::Ipa("ʃˈiː".to_owned()) }).to_vec();
    assert_eq!(heard(vec![twice]), "ʃˈiː ʃˈiː ʃˈiː");
    let mut like = utterance(Tongue::English, "Hollis spoke");
    like.sounds = vec![Sound { said: 0..6, how: How::Like("Holl iss".to_owned()) }];
    assert!(coarse(&heard(vec![like])).starts_with("hˈɑl"));
}

#[test]
fn heteronyms_are_heard_as_their_neighbours_ask() {
    let cases = HETERONYMS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    let cases: Vec<(&str, &str)> = cases.collect();
    let mut wrong = Vec::new();
    for (sentence, expected) in &cases {
        let now = coarse(&heard(utter(&sentence.replace('*', ""), Lang::En)));
        if !now.contains(&coarse(expected)) {
            wrong.push(format!("{sentence} {expected}: {now}"));
        }
    }
    println!("wrong: {} of {}", wrong.len(), cases.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_a_lexicon_says_reaches_it_as_it_reaches_the_other_engine() {
    let said = |text: &str, written: Range<usize>, reading: Reading| {
        heard(utter_by(text, Lang::En, &[Placed { written, reading }]))
    };
    let ipa = Reading::parse(Kind::Ipa, "Łódź", "/ˈwutʃ/", Lang::En).unwrap();
    assert!(coarse(&said("The mayor of Łódź spoke.", 13..20, ipa)).ends_with(&coarse("ʌv wˈutʃ spˈoʊk")));
    let like = Reading::parse(Kind::Like, "Łódź", "Wootch", Lang::En).unwrap();
    assert!(said("The mayor of Łódź spoke.", 13..20, like).contains("wˈuːtʃ"));
    let letters = Reading::Letters;
    assert_eq!(coarse(&said("OSINT grew.", 0..5, letters)), coarse("ˈoʊ ˈɛs ˈaɪ ˈɛn tˈiː ɡɹˈuː"));
}

#[test]
fn every_letter_is_said_by_its_name() {
    let names = [
        "eɪ",
        "biː",
        "siː",
        "diː",
        "iː",
        "ɛf",
        "dʒiː",
        "eɪtʃ",
        "aɪ",
        "dʒeɪ",
        "keɪ",
        "ɛl",
        "ɛm",
        "ɛn",
        "oʊ",
        "piː",
        "kjuː",
        "ɑːɹ",
        "ɛs",
        "tiː",
        "juː",
        "viː",
        "dʌbəljuː",
        "ɛks",
        "waɪ",
        "ziː",
    ];
    for (letter, name) in ('A'..='Z').zip(names) {
        let text = format!("Plan {letter}X failed.");
        let reading = Reading::Letters;
        let said = heard(utter_by(&text, Lang::En, &[Placed { written: 5..7, reading }]));
        let bare = |text: &str| coarse(text).replace('ˈ', "").replace(['ʌ', 'I'], "ə");
        assert!(bare(&said).contains(&format!(" {} {} ", bare(name), bare("ɛks"))), "{letter}: {said}");
    }
}

#[test]
fn words_with_accents_are_said_and_signs_alone_are_silent() {
    for text in ["Ñuñoa", "Škoda", "Ångström", "Dvořák", "Øresund", "Đặng", "naïve", "ﬁne"] {
        let (reply, samples) = say(vec![utterance(Tongue::English, text)]);
        assert!(samples.len() > 3_000, "{text} is not heard");
        assert!(reply.words[0].end - reply.words[0].start > 2_000, "{text}: {:?}", reply.words);
    }
    for text in ["👍👍 🎉", "— … —", "北京", "¶ § †"] {
        let (reply, samples) = say(vec![utterance(Tongue::English, text)]);
        assert!(samples.is_empty(), "{text}: {} samples", samples.len());
        assert!(reply.words.iter().all(|word| word.start == 0 && word.end == 0));
    }
}

#[test]
fn five_thousand_letters_without_a_blank_are_said_faster_than_they_are_heard() {
    for text in ["abcde".repeat(1_000), "xkqzj".repeat(1_000)] {
        let begun = Instant::now();
        let (reply, samples) = say(vec![utterance(Tongue::English, &text)]);
        assert!(reply.words[0].end <= samples.len() && samples.len() > 100_000);
        let spoken = Duration::from_secs((samples.len() / 16_000) as u64);
        assert!(begun.elapsed() < spoken, "{:?} for {spoken:?}", begun.elapsed());
    }
}

#[test]
fn odd_texts_are_answered_and_never_end_the_process() {
    let odd =
        ["", " ", "…", "—", "“”", "👍", "٣", "𠮷野家", "a", "'", "'s", "-", ".", "%", "$", "&", "#", "\0", "\u{1}x"];
    let long = [
        "A.".repeat(300),
        "9".repeat(300),
        "x".repeat(900),
        "'".repeat(4000),
        "1-".repeat(150),
        "a-b'c".repeat(60),
        "$1,".repeat(90),
        "9:".repeat(100),
        "%s%n %d".repeat(9),
        "( ".repeat(3000),
        "… ".repeat(3000),
        "a ".repeat(300),
    ];
    for text in odd.iter().map(|text| (*text).to_owned()).chain(long) {
        for voice in ["flite:slt", "flite:rms"] {
            let shown: String = text.chars().take(20).collect();
            let (reply, samples) = voice::say(&asked(voice, vec![utterance(Tongue::English, &text)])).unwrap();
            assert_eq!(reply.samples, samples.len(), "{shown:?}");
            assert!(reply.words.iter().all(|word| word.start <= word.end && word.end <= samples.len()), "{shown:?}");
            if text.len() > 100 && !text.contains(['\'', '(', '…']) {
                break;
            }
        }
    }
    let mut forged = utterance(Tongue::English, "one two");
    forged.sounds = vec![
        Sound { said: 0..3, how: How::Ipa("(quote nobody)".to_owned()) },
        Sound { said: 4..90, how: How::Ipa("ʃˈiː".to_owned()) },
    ];
    assert_eq!(coarse(&heard(vec![forged])), "wˈʌn tˈu");
}

#[test]
fn a_long_sentence_is_made_in_parts_and_its_last_word_is_at_its_end() {
    let text = vec!["government"; 100].join(" ");
    let begun = Instant::now();
    let (reply, samples) = say(vec![utterance(Tongue::English, &text)]);
    assert_eq!(reply.words.len(), 100);
    let lengths: Vec<usize> = reply.words.iter().map(|word| word.end - word.start).collect();
    assert!(lengths.iter().all(|length| (3_000..20_000).contains(length)), "{lengths:?}");
    assert!(samples.len() - reply.words[99].end < 2_000);
    let spoken = Duration::from_secs((samples.len() / 16_000) as u64);
    assert!(begun.elapsed() < spoken, "slower than it is heard: {:?} for {spoken:?}", begun.elapsed());
}

#[test]
fn beside_a_voice_of_another_engine_each_keeps_its_time_and_its_gain() {
    let utterances = vec![
        utterance(Tongue::Pinyin, "tai2 bei3 shi4 zhang3,"),
        utterance(Tongue::English, "NATO"),
        utterance(Tongue::Pinyin, "shuo1 hua4"),
    ];
    let (reply, samples) = say(utterances);
    assert_eq!(reply.sample_rate, 48_000);
    let voices: Vec<&str> = reply.stretches.iter().map(|stretch| stretch.voice.as_str()).collect();
    assert_eq!(voices, ["espeak:cmn-latn-pinyin", "flite:slt", "espeak:cmn-latn-pinyin"]);
    assert_eq!(reply.stretches[2].end, samples.len());
    assert!(reply.words[4].start >= reply.stretches[1].start && reply.words[4].end <= reply.stretches[1].end);
    let length = (reply.words[4].end - reply.words[4].start) / 48;
    assert!((300..900).contains(&length), "NATO lasts {length} ms");
}

#[test]
fn it_speaks_no_pinyin_and_says_so() {
    let mut request = asked("flite:slt", vec![utterance(Tongue::Pinyin, "tai2 bei3")]);
    request.voices = vec![(Tongue::Pinyin, "flite:slt".to_owned())];
    let error = voice::say(&request).unwrap_err().to_string();
    assert!(error.contains("flite:slt") && error.contains("English only"), "{error}");
    let unknown = voice::say(&asked("flite:nobody", vec![utterance(Tongue::English, "hello")])).unwrap_err();
    assert!(unknown.to_string().contains("flite:nobody"), "{unknown}");
    let listed: Vec<String> = voice::voices().unwrap().into_iter().map(|voice| voice.name).collect();
    assert!(listed.contains(&"flite:slt".to_owned()) && listed.contains(&"flite:rms".to_owned()));
}
