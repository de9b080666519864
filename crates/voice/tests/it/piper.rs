//! Piper's voices, with one that is written here: what is said, when, by whom, and what goes wrong.

use std::path::Path;
use std::sync::OnceLock;

use speech::pronounce::{How, Sound};
use speech::utter::{Tongue, Utterance};
use speech::wire::{Reply, Request};
use tempfile::TempDir;

use crate::saying::{request, utterance};
use crate::tiny::{BLANK, COMMA, EDGE, HOP, PHONEME, Tiny};

/// One folder for all tests: a process has one.
fn folder() -> &'static Path {
    static FOLDER: OnceLock<TempDir> = OnceLock::new();
    FOLDER
        .get_or_init(|| {
            let folder = tempfile::tempdir().unwrap();
            voice::keep_voices_in(folder.path());
            folder
        })
        .path()
}

fn asked(voice: &str, utterances: Vec<Utterance>) -> Request {
    let tongues = [Tongue::English, Tongue::Pinyin, Tongue::Other];
    let voices = tongues.into_iter().map(|tongue| (tongue, format!("piper:{voice}"))).collect();
    Request { voices, phonemes: true, ..request(utterances) }
}

fn say(voice: &str, text: &str) -> (Reply, Vec<i16>) {
    voice::say(&asked(voice, vec![utterance(Tongue::English, text)])).unwrap()
}

fn refusal(voice: &str, text: &str) -> String {
    match voice::say(&asked(voice, vec![utterance(Tongue::English, text)])) {
        Err(error) => error.to_string(),
        Ok(_) => panic!("{voice} spoke"),
    }
}

/// The first loud sample at or after one.
fn rise(samples: &[i16], from: usize) -> usize {
    from + samples[from..].iter().position(|sample| sample.unsigned_abs() > 300).unwrap()
}

/// Whether it is first loud within a frame of a sample; a beginning that is looked for in the sound is right within 2 ms.
fn begins(samples: &[i16], at: usize) -> bool {
    rise(samples, at) - at < HOP
}

#[test]
fn punctuation_is_put_back_between_clauses_as_the_voices_were_taught() {
    Tiny::default().write(folder(), "plain");
    // həlˈoʊ, wˈɜːld.
    let (reply, samples) = say("plain", "hello, world.");
    assert_eq!(reply.sample_rate, 22_050);
    let phonemes: Vec<&str> = reply.words.iter().map(|word| word.phonemes.as_deref().unwrap()).collect();
    assert_eq!(phonemes, ["həlˈoʊ", "wˈɜːld"]);
    let sounds = (6 + 6) * PHONEME;
    assert_eq!(samples.len(), (EDGE + sounds + COMMA + BLANK + COMMA + EDGE) * HOP);
    // Two sentences are two runs, each with its own beginning and end.
    let (_, two) = say("plain", "Hello. World.");
    assert_eq!(two.len(), (2 * (EDGE + COMMA + EDGE) + sounds) * HOP);
}

#[test]
fn every_word_begins_where_it_is_heard() {
    Tiny::default().write(folder(), "timed");
    let text = "He said “the end of the day” was near, didn’t he? The well-known Mr Smith (of Ohio) won twenty-three.";
    let (reply, samples) = say("timed", text);
    assert_eq!(reply.words.len(), text.split(' ').count());
    // The blank between two words belongs to the second, and this voice is silent there. None leads to the first word,
    // to “the” in “of the”, said as one, and to those behind a mark.
    let at_once = ["He", "the", "didn’t", "The"];
    for (word, text) in reply.words.iter().zip(text.split(' ')) {
        assert!(word.start < word.end, "{text} has no length");
        let lead = if at_once.contains(&text) { 0 } else { BLANK };
        assert!(begins(&samples, word.start + lead * HOP), "{text}");
    }
    for pair in reply.words.windows(2) {
        assert!(pair[0].end <= pair[1].start, "{:?} overlaps {:?}", pair[0], pair[1]);
    }
    // To the nearest frame: see `begins`.
    let pause = |word: usize| (reply.words[word + 1].start - reply.words[word].end + HOP / 2) / HOP;
    assert_eq!(pause(8), COMMA + BLANK, "the comma after near belongs to no word");
    assert_eq!(pause(0), 0, "one word follows another");
    assert_eq!(pause(10), COMMA + EDGE + EDGE, "between two sentences");
    // Words said as one share its sounds: “of the” is ʌvðə, and the blank before it leads to “of”.
    let of = reply.words.iter().position(|word| word.phonemes.as_deref() == Some("ʌvðə")).unwrap();
    assert_eq!((reply.words[of].end - reply.words[of].start) / HOP, BLANK + 2 * PHONEME);
    assert_eq!(reply.words[of + 1].start, reply.words[of].end);
}

#[test]
fn a_voice_that_does_not_tell_its_times_has_them_estimated_from_what_is_heard() {
    Tiny { tells: false, ..Tiny::default() }.write(folder(), "mute-times");
    Tiny::default().write(folder(), "telling-times");
    let text = "Good morning, this is the news of the day.";
    let ((guess, sound), (told, same)) = (say("mute-times", text), say("telling-times", text));
    assert_eq!(sound, same, "the two say the same");
    for (guess, told) in guess.words.iter().zip(&told.words) {
        let error = guess.start.abs_diff(told.start) * 1000 / 22_050;
        assert!(error <= 60, "{guess:?} is {error} ms from {told:?}");
    }
}

#[test]
fn a_speaker_is_asked_for_by_name_or_number_and_an_unknown_one_is_told_who_there_is() {
    Tiny { speakers: &[0.2, 1.0], ..Tiny::default() }.write(folder(), "pair");
    let loudest = |voice: &str| say(voice, "good day").1.iter().map(|sample| sample.unsigned_abs()).max().unwrap();
    let (first, second) = (loudest("pair#0"), loudest("pair#1"));
    assert!(second > first * 4, "{first} {second}");
    assert_eq!(loudest("pair#Speaker 1"), second);
    assert_eq!(loudest("pair"), first, "without a name the first one speaks");
    for wrong in ["pair#2", "pair#-1", "pair#Nobody"] {
        let message = refusal(wrong, "good day");
        assert!(message.contains("numbers 0 to 1") && message.contains("Speaker 0, Speaker 1"), "{message}");
    }
}

#[test]
fn the_same_sentence_is_the_same_bytes_whatever_was_said_before() {
    Tiny { noise: (0.667, 0.8), ..Tiny::default() }.write(folder(), "chancy");
    let first = say("chancy", "The council met at noon.").1;
    let other = say("chancy", "The council met at one.").1;
    let again = say("chancy", "The council met at noon.").1;
    assert!(first == again, "the same sentence differs");
    assert_ne!(first.len(), other.len());
    let heights = |sound: &[i16]| sound.iter().filter(|s| s.unsigned_abs() > 9000).count();
    Tiny::default().write(folder(), "calm");
    let calm = say("calm", "The council met at noon.").1;
    assert!(first.len() != calm.len() && heights(&first) > 0, "chance is at work");
}

#[test]
fn only_two_voices_are_kept_and_one_that_is_replaced_is_read_again() {
    for name in ["kept-a", "kept-b", "kept-c"] {
        Tiny::default().write(folder(), name);
    }
    let before = say("kept-a", "good day").1;
    assert!(say("kept-b", "good day").1 == before && say("kept-c", "good day").1 == before);
    assert!(say("kept-a", "good day").1 == before);
    Tiny { rate: 16_000, speakers: &[1.0, 0.5], ..Tiny::default() }.write(folder(), "kept-a");
    assert_eq!(say("kept-a#1", "good day").0.sample_rate, 16_000);
}

#[test]
fn our_own_sounds_and_the_engines_notation_reach_the_voice() {
    Tiny::default().write(folder(), "sounds");
    let mut named = utterance(Tongue::English, "Xi spoke.");
    named.sounds = vec![Sound { said: 0..2, how: How::Ipa("ʃˈiː".to_owned()) }];
    let (reply, samples) = voice::say(&asked("sounds", vec![named])).unwrap();
    assert_eq!(reply.words[0].phonemes.as_deref(), Some("ʃˈiː"));
    assert_eq!((reply.words[0].end - reply.words[0].start) / HOP, 4 * PHONEME);
    assert_eq!(rise(&samples, reply.words[1].start) / HOP, reply.words[1].start / HOP + BLANK);
    let bracketed = asked("sounds", vec![utterance(Tongue::English, "[[n'u:z]]")]);
    let read = voice::say(&bracketed).unwrap().0;
    assert_ne!(read.words[0].phonemes.as_deref(), Some("nˈuːz"), "an article cannot write notation");
    let meant = voice::say(&Request { notation: true, ..bracketed }).unwrap().0;
    assert_eq!(meant.words[0].phonemes.as_deref(), Some("nˈuːz"));
}

#[test]
fn voices_of_two_rates_meet_at_ours() {
    Tiny { rate: 16_000, ..Tiny::default() }.write(folder(), "low");
    let utterances =
        vec![utterance(Tongue::Pinyin, "tai2 bei3 shi4 zhang3,"), utterance(Tongue::English, "mayor of Taipei")];
    let voices = vec![(Tongue::Pinyin, "espeak:cmn-latn-pinyin".to_owned()), (Tongue::English, "piper:low".to_owned())];
    let (reply, samples) = voice::say(&Request { voices, ..request(utterances) }).unwrap();
    assert_eq!(reply.sample_rate, 48_000);
    let second = &reply.stretches[1];
    assert_eq!((second.voice.as_str(), second.end), ("piper:low", samples.len()));
    let mayor = &reply.words[4];
    assert!(rise(&samples, mayor.start - 600).abs_diff(mayor.start) < 600, "{mayor:?}");
    assert_eq!(reply.words.len(), 7);
}

#[test]
fn pinyin_is_read_by_a_mandarin_voice_word_by_word_and_refused_by_another() {
    Tiny { espeak: "cmn", ..Tiny::default() }.write(folder(), "mandarin");
    Tiny { alphabet: "pinyin", ..Tiny::default() }.write(folder(), "by-pinyin");
    let mut said = Utterance::new(Tongue::Pinyin, "tai2 bei3 shi4 zhang3， hao3".to_owned(), Vec::new());
    said.words = [0..9, 10..21, 25..29].map(|said| speech::utter::Word { written: said.clone(), said }).to_vec();
    let (reply, samples) = voice::say(&asked("mandarin", vec![said.clone()])).unwrap();
    let phonemes: Vec<&str> = reply.words.iter().map(|word| word.phonemes.as_deref().unwrap()).collect();
    // As eSpeak's Mandarin for the characters: a word is one group with one stress.
    assert_eq!(phonemes.iter().map(|word| word.matches('ˈ').count()).collect::<Vec<_>>(), [1, 1, 1], "{phonemes:?}");
    assert!(phonemes.iter().all(|word| !word.contains(' ')), "{phonemes:?}");
    for (word, lead) in reply.words.iter().zip([0, BLANK, 0]) {
        assert!(begins(&samples, word.start + lead * HOP), "{word:?}");
    }
    let message = refusal_of("timed-english", said.clone());
    assert!(message.contains("en-us") && message.contains("Pinyin"), "{message}");
    let spelled = voice::say(&asked("by-pinyin", vec![said])).unwrap().0;
    assert_eq!(spelled.words[1].phonemes.as_deref(), Some("shi4 zhang3"));
}

fn refusal_of(voice: &str, said: Utterance) -> String {
    Tiny::default().write(folder(), voice);
    match voice::say(&asked(voice, vec![said])) {
        Err(error) => error.to_string(),
        Ok(_) => panic!("{voice} spoke"),
    }
}

#[test]
fn a_voice_taught_on_letters_is_handed_letters() {
    Tiny { alphabet: "text", espeak: "", ..Tiny::default() }.write(folder(), "letters");
    let (reply, samples) = say("letters", "ab cd, e");
    assert_eq!(samples.len(), (EDGE + 5 * PHONEME + 2 * BLANK + COMMA + EDGE) * HOP);
    assert_eq!(reply.words[1].start, (EDGE + 2 * PHONEME) * HOP);
    assert_eq!(reply.words[1].end, (EDGE + 4 * PHONEME + BLANK) * HOP);
}

#[test]
fn a_sentence_of_a_thousand_words_is_made_in_parts_and_keeps_its_last_word_at_its_end() {
    Tiny::default().write(folder(), "long");
    let text = vec!["government"; 1000].join(" ");
    let (reply, samples) = say("long", &text);
    assert_eq!(reply.words.len(), 1000);
    let lengths: Vec<usize> = reply.words.iter().map(|word| (word.end - word.start) / HOP).collect();
    assert!(lengths.iter().all(|length| (30..60).contains(length)), "{lengths:?}");
    assert_eq!(reply.words[999].end, samples.len() - EDGE * HOP);
}

#[test]
fn empty_blank_and_odd_texts_are_answered() {
    Tiny::default().write(folder(), "odd");
    for text in ["", " ", "…", "—", "“”", "👍", "٣", "𠮷野家", "a", "\u{200b}", "...", "?!", "(", "é́", "a\nb"]
    {
        let (reply, samples) = say("odd", text);
        assert_eq!(reply.samples, samples.len(), "{text:?}");
        assert!(reply.words.iter().all(|word| word.end <= samples.len()), "{text:?}");
    }
}

#[test]
fn what_is_wrong_with_a_voice_is_said_with_what_to_do() {
    let file = |name: &str| folder().join(name);
    let message = refusal("nobody", "good day");
    assert!(message.contains("`piper:nobody`") && message.contains("nobody.onnx; put"), "{message}");
    Tiny::default().write(folder(), "lonely");
    std::fs::remove_file(file("lonely.onnx.json")).unwrap();
    assert!(refusal("lonely", "good day").contains("is missing"));
    Tiny::default().write(folder(), "garbled");
    for bytes in [&b"<!doctype html><html><body>Not found</body></html>"[..], b"", &Tiny::default().model()[..900]] {
        std::fs::write(file("garbled.onnx"), bytes).unwrap();
        let message = refusal("garbled", "good day");
        assert!(message.contains("copy it again"), "{message}");
    }
    Tiny { last: "Frobnicate", ..Tiny::default() }.write(folder(), "strange-step");
    let message = refusal("strange-step", "good day");
    assert!(message.contains("Frobnicate") && message.contains("choose another voice"), "{message}");
    Tiny::default().write(folder(), "config");
    for (from, to, expected) in [
        ("{\"audio\"", "{,", "cannot be used"),
        ("\"sample_rate\": 22050", "\"sample_rate\": 3", "3 samples a second"),
        ("\"voice\": \"en-us\"", "\"voice\": \"\"", "eSpeak"),
        ("\"voice\": \"en-us\"", "\"voice\": \"xx-nobody\"", "xx-nobody"),
        ("\"^\": [1]", "\"^^\": [1]", "no `^`"),
        ("\"phoneme_type\": \"espeak\"", "\"phoneme_type\": \"runes\"", "`runes`"),
        ("\"length_scale\": 1", "\"length_scale\": 0", "out of range"),
        ("\"ː\": [", "\"ː\": [9000", "failed at this sentence"),
    ] {
        let config = Tiny::default().config();
        assert!(config.contains(from), "{from} is in no configuration");
        std::fs::write(file("config.onnx.json"), config.replace(from, to)).unwrap();
        let message = refusal("config", "good blue moon");
        assert!(message.contains(expected), "{message}");
    }
    assert!(refusal("../etc/passwd", "good day").contains("no name of a voice"));
}
