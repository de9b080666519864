//! What stands beside an utterance's text, for an engine that can read pronunciations.

use std::ops::Range;

use proptest::prelude::*;
use speech::lang::Lang;
use speech::pronounce::{How, english};
use speech::sound::{Gains, key};
use speech::utter::utter;
use speech::wire::Request;

/// Each word that is said otherwise than it is written.
fn sounds(text: &str) -> Vec<(String, How)> {
    let utterances = utter(text, Lang::En);
    let all = utterances
        .iter()
        .flat_map(|u| u.sounds.iter().map(move |s| (u.text[s.said.clone()].to_owned(), s.how.clone())));
    all.collect()
}

fn ipa(word: &str, sound: &str) -> (String, How) {
    (word.to_owned(), How::Ipa(sound.to_owned()))
}

#[test]
fn the_text_stays_plain_and_the_sounds_stand_beside_it() {
    let utterances = utter("Xi met Murray's aide.", Lang::En);
    assert_eq!(utterances[0].text, "Xi met Murray's aide.");
    assert_eq!(sounds("Xi met Murray's aide."), [ipa("Xi", "ʃˈiː"), ipa("Murray's", "mˈɜːiz")]);
}

#[test]
fn a_name_of_several_words_is_one_entry_and_each_word_has_its_own_sound() {
    assert_eq!(sounds("In Le Monde today"), [ipa("Le", "lə"), ipa("Monde", "mˈɔːnd")]);
    assert_eq!(sounds("Ocasio-Cortez won"), [ipa("Ocasio", "oʊkˈɑːsioʊ"), ipa("Cortez", "kɔːɹtˈɛz")]);
    assert_eq!(sounds("Rio Grande")[1], ipa("Grande", "ɡɹˈænd"));
    assert_eq!(sounds("Ariana Grande")[1], ipa("Grande", "ɡɹˈɑːndeɪ"));
}

#[test]
fn common_words_are_left_to_the_engine_also_at_the_head_of_a_sentence() {
    for text in ["The president spoke.", "This basis is his.", "President Brown, House, News and Rice", "it was done"] {
        assert_eq!(sounds(text), [], "{text}");
    }
}

#[test]
fn a_surname_that_no_list_has_keeps_its_final_s_and_its_foreign_letters() {
    assert_eq!(sounds("Mr. Dubnis left")[0], ("Dubnis".to_owned(), How::Like("Dubniss".to_owned())));
    assert_eq!(sounds("Mr. Šemrož left")[0], ("Šemrož".to_owned(), How::Ipa("ʃˈɛmɹoʊʒ".to_owned())));
}

#[test]
fn another_pronunciation_is_another_sound_in_the_cache() {
    let request = |utterances| Request { utterances, ..Request::default() };
    let named = utter("Xi spoke.", Lang::En);
    let mut plain = named.clone();
    plain[0].sounds.clear();
    assert_ne!(key(&request(named), 350, &Gains::default()), key(&request(plain), 350, &Gains::default()));
}

#[test]
fn names_in_chinese_text_are_said_as_in_english() {
    let utterances = utter("法國總統Macron說", Lang::Zh);
    assert_eq!(utterances[1].sounds.len(), 1);
    assert!(utterances[0].sounds.is_empty() && utterances[2].sounds.is_empty());
}

proptest! {
    #[test]
    fn sounds_lie_inside_their_text_on_whole_letters_and_never_overlap(
        text in "[A-Za-zéŠłñ 0-9.,'’“”\\[\\]-]{0,60}|((Xi|von der|Leyen|read|lead|close|records|Murray's|Le)[ ,.-]){0,12}"
    ) {
        let mut end = 0;
        for sound in english(&text) {
            let Range { start, end: stop } = sound.said;
            prop_assert!(start >= end && stop > start && text.get(start..stop).is_some());
            end = stop;
        }
    }
}
