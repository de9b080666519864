//! What each voice receives, and which written words light up with it.

use std::process::Command;

use proptest::prelude::*;
use speech::lang::Lang;
use speech::utter::{Tongue, Utterance, utter};

fn spans(text: &str) -> Vec<(Tongue, String)> {
    utter(text, Lang::Zh).into_iter().map(|u| (u.tongue, u.text)).collect()
}

/// Each said word of an utterance with the written text behind it.
fn pairs<'a>(text: &'a str, utterances: &'a [Utterance]) -> Vec<(&'a str, &'a str)> {
    utterances
        .iter()
        .flat_map(|u| u.words.iter().map(|w| (&u.text[w.said.clone()], &text[w.written.clone()])))
        .collect()
}

/// Sentences of every kind that news has, for the checks below.
const NEWS: &[&str] = &[
    "北約（NATO）秘書長呂特17日說：「我們會還擊！」",
    "WSJ與BBC報導，F-16戰機飛了3,200km，耗資US$4.2 million。",
    "iPhone 17 Pro Max開賣，市占率25%；5G、AI與COVID-19影響了GDP……",
    "柯文哲開庭　法官裁定延押2個月",
    "《Taipei Times》記者John Smith／台北報導——詳見https://example.com/a?b=1。",
    "請洽02-2311-1234轉123，或7-11、B1樓、A380客機與C++課程。",
    "2026/03/05 10:30pm，氣溫-5°C，比數3:2，½杯，100%，No.1 👍",
    "中国大陆的银行行长说，GDP增长5.5%。",
];

#[test]
fn latin_words_go_to_the_english_voice_and_characters_to_the_pinyin_voice() {
    assert_eq!(
        spans("北約（NATO）秘書長說。"),
        [
            (Tongue::Pinyin, "bei3 yue1，".to_string()),
            (Tongue::English, "Nato,".to_string()),
            (Tongue::Pinyin, "mi4 shu1 zhang3 shuo1。".to_string()),
        ]
    );
}

#[test]
fn no_latin_word_and_no_bare_digit_reaches_the_pinyin_voice() {
    for text in NEWS {
        for span in utter(text, Lang::Zh).iter().filter(|u| u.tongue == Tongue::Pinyin) {
            for token in
                span.text.split(|c: char| c.is_whitespace() || "，、。！？；：…".contains(c)).filter(|t| !t.is_empty())
            {
                let (sound, tone) = token.split_at(token.len() - 1);
                let pinyin = sound.chars().all(|c| c.is_ascii_lowercase() || c == 'ü') && ("1"..="5").contains(&tone);
                assert!(pinyin && sound.chars().count() <= 6, "{text}: {token:?} is no syllable");
            }
        }
    }
}

#[test]
fn no_chinese_and_no_digit_reaches_the_english_voice() {
    for text in NEWS {
        for span in utter(text, Lang::Zh).iter().filter(|u| u.tongue == Tongue::English) {
            assert!(span.text.is_ascii() || !span.text.chars().any(|c| c >= '\u{2e80}'), "{text}: {}", span.text);
            assert!(!span.text.chars().any(|c| c.is_ascii_digit()), "{text}: {}", span.text);
        }
    }
}

#[test]
fn every_said_word_lights_up_the_word_it_was_written_as() {
    let text = "市長林佳龍12日捐NT$3,500給Red Cross";
    let utterances = utter(text, Lang::Zh);
    assert_eq!(
        pairs(text, &utterances),
        [
            ("shi4 zhang3", "市長"),
            ("lin2 jia1 long2", "林佳龍"),
            ("shi2 er4", "12"),
            ("ri4", "日"),
            ("juan1", "捐"),
            ("xin1 tai2 bi4", "NT$3,500"),
            ("san1", "NT$3,500"),
            ("qian1", "NT$3,500"),
            ("wu3", "NT$3,500"),
            ("bai3", "NT$3,500"),
            ("yuan2", "NT$3,500"),
            ("gei3", "給"),
            ("Red", "Red"),
            ("Cross", "Cross"),
        ]
    );
}

#[test]
fn marks_become_the_pause_they_stand_for() {
    assert_eq!(spans("「好。」他說……走！")[0].1, "hao3。 ta1 shuo1… zou3！");
    assert_eq!(spans("（一）、蘋果；香蕉：好？")[0].1, "yi1， ping2 guo3； xiang1 jiao1： hao3？");
}

#[test]
fn a_blank_in_a_headline_is_a_pause() {
    assert_eq!(spans("法官裁定　延押兩月")[0].1, "fa3 guan1 cai2 ding4， yan2 ya1 liang3 yue4");
    assert_eq!(spans("共 12 人")[0].1, "gong4 shi2 er4 ren2");
}

#[test]
fn english_is_one_utterance_whose_words_point_home() {
    let text = "The mayor said “yes,” and left.";
    let utterances = utter(text, Lang::En);
    assert_eq!(utterances.len(), 1);
    let pairs = pairs(text, &utterances);
    assert!(pairs.contains(&("mayor", "mayor")), "{pairs:?}");
    assert!(pairs.iter().any(|(said, written)| said.starts_with("left") && *written == "left"), "{pairs:?}");
}

#[test]
fn nothing_to_say_is_no_utterance() {
    for text in ["", "   ", "……", "👍", "「」"] {
        assert_eq!(utter(text, Lang::Zh), [], "{text:?}");
    }
    assert_eq!(utter("", Lang::En), []);
}

/// The voice itself, where it is installed: nothing of the pinyin falls back to English.
#[test]
fn espeak_speaks_all_pinyin_as_chinese() {
    for text in NEWS {
        for span in utter(text, Lang::Zh).iter().filter(|u| u.tongue == Tongue::Pinyin) {
            let Ok(output) = Command::new("espeak-ng").args(["-q", "-x", "-v", "cmn-latn-pinyin", &span.text]).output()
            else {
                println!("skipped: espeak-ng absent");
                return;
            };
            let phonemes = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            assert!(!phonemes.contains("(en)"), "{}: {phonemes}", span.text);
        }
    }
}

proptest! {
    #[test]
    fn any_text_gives_words_that_lie_inside_it_and_in_order(text in "[一-龥a-zA-Z0-9 ，。（）「」$%:/.\\-]{0,60}") {
        for utterance in utter(&text, Lang::Zh) {
            let mut said = 0;
            for word in &utterance.words {
                prop_assert!(word.said.start >= said && word.said.end <= utterance.text.len());
                prop_assert!(utterance.text.get(word.said.clone()).is_some());
                prop_assert!(text.get(word.written.clone()).is_some());
                said = word.said.end;
            }
        }
    }
}

#[test]
fn a_spelled_letter_a_is_not_said_as_the_article() {
    let said = |text: &str| utter(text, Lang::En).into_iter().map(|u| u.text).collect::<Vec<_>>().join(" ");
    assert!(said("The AI stopped at 7 a.m. sharp.").contains("eh I"), "{}", said("The AI stopped at 7 a.m. sharp."));
    assert!(said("The AI stopped at 7 a.m. sharp.").contains("eh M"), "{}", said("The AI stopped at 7 a.m. sharp."));
    assert!(said("A boat left.").starts_with("A boat"));
    assert!(said("“A boat,” she said.").contains("A boat"));
}
