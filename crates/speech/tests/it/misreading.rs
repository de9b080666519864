//! What an editor is shown as likely to be read wrongly, and what not.

use speech::lang::Lang;
use speech::lexicon::{Entry, Kind, Lexicon, Placed, Reading};
use speech::misreading::{Why, find};

fn doubts(text: &str, lang: Lang) -> Vec<(String, Why)> {
    find(text, lang, &[]).into_iter().map(|m| (text[m.written].to_owned(), m.why)).collect()
}

fn english(text: &str) -> Vec<(String, Why)> {
    doubts(text, Lang::En)
}

fn one(word: &str, why: Why) -> Vec<(String, Why)> {
    vec![(word.to_owned(), why)]
}

#[test]
fn plain_news_is_not_doubted() {
    for text in [
        "The council voted on Tuesday to raise fares by 4.5% to $2.30, the mayor said.",
        "Xi Jinping met Emmanuel Macron in Paris; Murray's aides were there.",
        "NATO, the FBI and UNESCO agreed; the ships were re-registered and reopened.",
        "“I didn't know,” she told reporters — who hadn't asked (yet).",
        "Dr. Lee's team of 1,200 nurses isn't overworked.",
    ] {
        assert_eq!(english(text), [], "{text}");
    }
}

#[test]
fn a_name_that_nobody_knows_is_doubted_and_one_with_foreign_letters_more() {
    assert_eq!(english("Mr. Zbrzvny left."), one("Zbrzvny", Why::UnknownName));
    let both = find("Mr. Zbrzvny met Ms. Šemrož.", Lang::En, &[]);
    assert!(both[1].likely > both[0].likely, "{both:?}");
    assert_eq!(both[1].said, "ʃˈɛmɹoʊʒ");
    assert_eq!(english("The glorvish was found."), one("glorvish", Why::UnknownWord));
}

#[test]
fn capitals_no_list_has_signs_nobody_says_and_other_scripts_are_doubted() {
    assert_eq!(english("The RABAT plan failed."), one("RABAT", Why::Acronym));
    assert_eq!(english("It went up ↦ and down."), one("↦", Why::UnreadSymbol));
    assert_eq!(english("In Москва it rained."), one("Москва", Why::MixedScript));
    assert_eq!(english("The Сouncil met."), one("Сouncil", Why::MixedScript), "its first letter is Cyrillic");
    assert_eq!(english("In 臺北 it rained."), one("臺北", Why::MixedScript));
}

#[test]
fn a_word_with_two_readings_is_doubted_where_nothing_tells() {
    let doubted = english("Object.");
    assert_eq!(doubted, one("Object", Why::Heteronym));
    assert_eq!(english("Analysts project growth."), []);
}

#[test]
fn chinese_characters_with_several_readings_are_doubted_and_words_are_not() {
    assert_eq!(doubts("市長宣布銀行重新開張。", Lang::Zh), []);
    let found = find("鐘擺長1公尺。", Lang::Zh, &[]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].why == Why::Polyphone && found[0].said.contains("not"), "{found:?}");
    assert!(doubts("記者王小明採訪Zbrzvny。", Lang::Zh).contains(&("Zbrzvny".into(), Why::UnknownName)));
    assert!(doubts("他說カタカナ。", Lang::Zh).contains(&("カタカナ".into(), Why::MixedScript)));
}

#[test]
fn what_is_settled_is_not_doubted() {
    let entry = |written: &str, kind, said: &str, lang: &str| Entry {
        lang: lang.into(),
        written: written.into(),
        reading: Reading::parse(kind, written, said, Lang::of(lang)).expect("a reading"),
        exact_case: false,
        inside: false,
    };
    let text = "Mr. Zbrzvny and the RABAT plan.";
    let lexicon =
        Lexicon::of("en", [entry("Zbrzvny", Kind::Like, "Zbersny", "en"), entry("RABAT", Kind::Letters, "", "en")]);
    assert_eq!(find(text, Lang::En, &lexicon.find(text, Lang::En)), []);
    let by_hand = [Placed { written: 6..9, reading: Reading::Pinyin(vec!["chang2".into()]) }];
    assert_eq!(find("鐘擺長1公尺。", Lang::Zh, &by_hand), []);
}

#[test]
fn whatever_the_text_it_is_looked_through_in_time() {
    for c in ['a', 'A', '長', '單', '★', 'ж', '\u{301}', '"'] {
        let text: String = std::iter::repeat_n(c, 20_000).collect();
        for lang in [Lang::En, Lang::Zh] {
            let start = std::time::Instant::now();
            find(&text, lang, &[]);
            assert!(start.elapsed().as_secs() < 5, "{c} {lang:?}: {:?}", start.elapsed());
        }
    }
}
