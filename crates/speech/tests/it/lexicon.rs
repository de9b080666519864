//! A newsroom's own readings: found in the text as it is written, said before anything that we would say.

use proptest::prelude::*;
use speech::lang::Lang;
use speech::lexicon::{Entry, Kind, Lexicon, Placed, Reading, placed};
use speech::pronounce::How;
use speech::utter::{self, Tongue, Utterance, utter};

fn entry(lang: &str, written: &str, kind: Kind, said: &str) -> Entry {
    let reading = Reading::parse(kind, written, said, Lang::of(lang)).unwrap_or_else(|e| panic!("{written}: {e}"));
    Entry { lang: lang.into(), written: written.into(), reading, exact_case: false, inside: false }
}

fn utter_by(text: &str, lang: Lang, lexicon: &Lexicon, by_hand: &[Placed]) -> Vec<Utterance> {
    utter::utter_by(text, lang, &placed(text, lang, lexicon, by_hand))
}

fn like(written: &str, said: &str) -> Entry {
    entry("en", written, Kind::Like, said)
}

fn english(text: &str, entries: Vec<Entry>) -> Utterance {
    let mut all = utter_by(text, Lang::En, &Lexicon::of("en", entries), &[]);
    assert_eq!(all.len(), 1, "{text}");
    all.remove(0)
}

/// What is said otherwise than it is written: `Łódź=Wootch`.
fn sounds(utterance: &Utterance) -> Vec<String> {
    let one = |s: &speech::pronounce::Sound| {
        let (How::Ipa(how) | How::Like(how)) = &s.how;
        format!("{}={how}", &utterance.text[s.said.clone()])
    };
    utterance.sounds.iter().map(one).collect()
}

fn chinese(text: &str, entries: Vec<Entry>) -> Vec<(Tongue, String)> {
    let all = utter_by(text, Lang::Zh, &Lexicon::of("zh-Hant", entries), &[]);
    all.into_iter().map(|u| (u.tongue, u.text)).collect()
}

#[test]
fn a_word_is_said_as_its_entry_says_with_marks_and_possessive_as_they_stand() {
    let said = english("In “Łódź,” the mayor of Łódź's sister city spoke (ŁÓDŹ).", vec![like("Łódź", "Wootch")]);
    assert_eq!(sounds(&said), ["Łódź=Wootch", "Łódź's=Wootch's", "ŁÓDŹ=Wootch"]);
    assert_eq!(said.text, "In “Łódź,” the mayor of Łódź's sister city spoke (ŁÓDŹ).".replace(['“', '”'], "\""));
}

#[test]
fn accents_written_apart_and_curly_apostrophes_are_the_same_word() {
    let said = english(
        "In Ło\u{301}dz\u{301} it rained. Lodz’s O’Rourke.",
        vec![like("Łódź", "Wootch"), like("O'Rourke", "Oroork")],
    );
    assert_eq!(sounds(&said).iter().filter(|s| s.ends_with("=Wootch") || s.ends_with("=Oroork")).count(), 2);
}

#[test]
fn an_entry_goes_before_our_own_lists_and_heteronyms() {
    assert_eq!(sounds(&english("Xi met Macron.", vec![like("Xi", "Zee")]))[0], "Xi=Zee");
    assert_eq!(
        sounds(&english("Prices close lower.", vec![entry("en", "close", Kind::Ipa, "/kləʊs/")])),
        ["close=kloʊs"]
    );
    // A longer name of our list does not swallow a shorter entry, nor the other way round.
    let said = english("Lula da Silva won.", vec![like("Lula", "Loolah")]);
    assert_eq!(sounds(&said)[0], "Lula=Loolah");
}

#[test]
fn the_longest_entry_wins_and_its_words_keep_their_own_times() {
    let entries = vec![like("Wałęsa", "Vawensa"), like("Lech Wałęsa", "Lek Vawensa"), like("Lech", "Letch")];
    let said = english("Lech Wałęsa and Wałęsa spoke; Lech did not.", entries);
    assert_eq!(sounds(&said), ["Lech=Lek", "Wałęsa=Vawensa", "Wałęsa=Vawensa", "Lech=Letch"]);
    let words: Vec<&str> =
        said.words.iter().map(|w| &"Lech Wałęsa and Wałęsa spoke; Lech did not."[w.written.clone()]).collect();
    assert_eq!(words, ["Lech", "Wałęsa", "and", "Wałęsa", "spoke", "Lech", "did", "not"]);
}

#[test]
fn only_whole_words_are_meant_unless_an_entry_says_otherwise() {
    let neil = vec![like("Neil", "Nile")];
    assert_eq!(
        sounds(&english("O'Neil met Neilson and 'Neil'.", neil)).iter().filter(|s| s.contains("Nile")).count(),
        1
    );
    let inside = Entry { inside: true, ..like("GHz", "gigahertz") };
    let said = english("It runs at 5GHz.", vec![inside]);
    assert!(said.text.starts_with("It runs at five GHz"), "{}", said.text);
    assert_eq!(sounds(&said), ["GHz=gigahertz"]);
}

#[test]
fn capitals_matter_where_an_entry_asks_for_them() {
    let polish = Entry { exact_case: true, ..like("Polish", "Poalish") };
    assert_eq!(sounds(&english("The Polish minister will polish it.", vec![polish]))[0], "Polish=Poalish");
    let said = english("They polish it.", vec![Entry { exact_case: true, ..like("Polish", "Poalish") }]);
    assert!(sounds(&said).iter().all(|s| !s.contains("Poalish")));
}

#[test]
fn of_two_entries_for_one_word_the_first_counts() {
    let said = english("Łódź won.", vec![like("Łódź", "Wootch"), like("łódź", "Lodz")]);
    assert_eq!(sounds(&said), ["Łódź=Wootch"]);
}

#[test]
fn letters_are_spelled_and_figures_among_them_said() {
    let letters = |word: &str| entry("en", word, Kind::Letters, "");
    assert_eq!(
        english("The NATO and R&D staff, F1 fans.", vec![letters("NATO"), letters("R&D"), letters("F1")]).text,
        "The N eh T O and R and D staff, F one fans."
    );
}

#[test]
fn numbers_and_dates_beside_an_entry_are_read_as_before() {
    let with = english("On Tuesday (April 22) Łódź paid $94.8 billion.", vec![like("Łódź", "Wootch")]);
    let without = utter("On Tuesday (April 22) Łódź paid $94.8 billion.", Lang::En);
    assert_eq!(with.text, without[0].text);
}

#[test]
fn chinese_words_are_said_by_their_syllables_and_cut_out_of_their_neighbours() {
    let pinyin = |word: &str, said: &str| entry("zh", word, Kind::Pinyin, said);
    assert_eq!(
        chinese("他說「重慶」", vec![pinyin("重慶", "ㄓㄨㄥˋ ㄑㄧㄥˋ")]),
        [(Tongue::Pinyin, "ta1 shuo1 zhong4 qing4".into())]
    );
    // Without the entry 長大 is one word.
    let said = chinese("市長大笑", vec![pinyin("市長", "shi4 zhang3")]);
    assert!(said[0].1.starts_with("shi4 zhang3 da4"), "{said:?}");
    let said = chinese("臺積電上漲", vec![entry("zh", "臺積電", Kind::Like, "抬雞店")]);
    assert!(said[0].1.starts_with("tai2 ji1 dian4"), "{said:?}");
}

#[test]
fn english_entries_count_in_chinese_texts_too() {
    let all = utter_by(
        "波蘭Łódź市長說NATO",
        Lang::Zh,
        &Lexicon::of("zh-Hant", vec![like("Łódź", "Wootch"), entry("en", "NATO", Kind::Letters, "")]),
        &[],
    );
    let english: Vec<&Utterance> = all.iter().filter(|u| u.tongue == Tongue::English).collect();
    assert_eq!(sounds(english[0]), ["Łódź=Wootch"]);
    assert_eq!(english[1].text, "N eh T O");
    assert!(all.iter().filter(|u| u.tongue == Tongue::Pinyin).all(|u| u.text.is_ascii()), "{all:?}");
}

#[test]
fn chinese_words_said_in_letters_go_to_the_english_voice_as_letters() {
    let said = chinese("買臺積電股票", vec![entry("zh", "臺積電", Kind::Like, "Tee Es Em See")]);
    assert_eq!(said[1], (Tongue::English, "Tee Es Em See".into()));
    let said = chinese("選A或B", vec![entry("en", "A", Kind::Letters, "")]);
    assert_eq!(said[1], (Tongue::English, "eh".into()), "{said:?}");
}

#[test]
fn another_language_is_handed_the_respelling_itself() {
    let lexicon =
        Lexicon::of("fr", vec![entry("fr", "Guggenheim", Kind::Like, "Gougueneïm"), like("Guggenheim", "no")]);
    let all = utter_by("Le musée Guggenheim, à Bilbao.", Lang::Other, &lexicon, &[]);
    assert_eq!(all[0].text, "Le musée Gougueneïm, à Bilbao.");
}

#[test]
fn what_the_writer_set_by_hand_goes_before_the_lexicon() {
    let by_hand = [Placed { written: 3..10, reading: Reading::Like("Lodge".into()) }];
    let all = utter_by("In Łódź, in Łódź.", Lang::En, &Lexicon::of("en", vec![like("Łódź", "Wootch")]), &by_hand);
    assert_eq!(sounds(&all[0]), ["Łódź=Lodge", "Łódź=Wootch"]);
}

#[test]
fn a_wrong_entry_is_refused_with_what_to_write() {
    let fault = |kind, written: &str, said: &str, lang| {
        Reading::parse(kind, written, said, lang).expect_err(written).to_string()
    };
    assert!(fault(Kind::Pinyin, "臺北市", "tai2 bei3", Lang::Zh).contains("2 syllables (tai2 bei3) for 3 characters"));
    assert!(fault(Kind::Pinyin, "T恤", "ti1 xu4", Lang::Zh).contains("“T”"));
    assert!(fault(Kind::Pinyin, "Łódź", "wu4", Lang::En).contains("set the language to zh"));
    assert!(fault(Kind::Ipa, "臺北", "taɪpeɪ", Lang::Zh).contains("pinyin"));
    assert!(fault(Kind::Ipa, "Bilbao", "bilˈbao", Lang::Other).contains("respelling"));
    assert!(fault(Kind::Like, "Łódź", "/wutʂ/", Lang::En).contains("choose ipa"));
    assert!(fault(Kind::Like, "Łódź", "", Lang::En).contains("say how"));
    assert!(fault(Kind::Letters, "NHS", "en aitch ess", Lang::En).contains("leave the reading empty"));
    assert!(fault(Kind::Like, " x", "y", Lang::En).contains("no blanks around"));
}

#[test]
fn thousands_of_entries_cost_no_more_than_one() {
    let many: Vec<Entry> = (0..5000).map(|n| like(&format!("Name{n} of Place{n}"), "Something")).collect();
    let lexicon = Lexicon::of("en", many);
    let text = "Name4999 of Place4999 met Name1 of Nowhere. ".repeat(2000);
    let start = std::time::Instant::now();
    assert_eq!(lexicon.find(&text, Lang::En).len(), 2000);
    assert!(start.elapsed().as_millis() < 500, "{:?}", start.elapsed());
    // The worst that can be made: entries within entries, over one letter.
    let nested: Vec<Entry> = (1..80).map(|n| Entry { inside: true, ..like(&"a".repeat(n), "b") }).collect();
    let nested = Lexicon::of("en", nested);
    let start = std::time::Instant::now();
    nested.find(&"a".repeat(100_000), Lang::En);
    assert!(start.elapsed().as_secs() < 2, "{:?}", start.elapsed());
}

#[test]
fn a_reading_with_more_or_fewer_syllables_than_its_words_is_left_out() {
    let said = |syllables: &[&str]| {
        let syllables = syllables.iter().map(|syllable| (*syllable).to_owned()).collect();
        let by_hand = Placed { written: 0.."統一".len(), reading: Reading::Pinyin(syllables) };
        let all = utter_by("統一的船", Lang::Zh, &Lexicon::default(), &[by_hand]);
        all.into_iter().map(|u| u.text).collect::<Vec<_>>().join(" ")
    };
    let as_ever = said(&[]);
    assert_eq!((said(&["tong3"]), said(&["tong3", "yi1", "de5"])), (as_ever.clone(), as_ever.clone()));
    assert!(said(&["tong4", "yi1"]) != as_ever, "{as_ever}");
}

proptest! {
    #[test]
    fn whatever_the_text_words_stay_in_order_and_within_it(
        text in "([a-zA-Z0-9 ,.’'()-]|Łódź|臺北|NATO|5GHz|[\u{300}-\u{305}]|[一-三]|🙂|「|」){0,40}",
        chinese in any::<bool>(),
    ) {
        let entries = vec![
            like("Łódź", "Wootch"), like("a", "b"), like("NATO", "Nah toe"), Entry { inside: true, ..like("5", "five") },
            entry("zh", "臺北", Kind::Pinyin, "tai2 bei3"), entry("zh", "一二", Kind::Like, "三"),
        ];
        let lang = if chinese { Lang::Zh } else { Lang::En };
        let tag = if chinese { "zh" } else { "en" };
        for utterance in utter_by(&text, lang, &Lexicon::of(tag, entries), &[]) {
            let mut end = 0;
            for word in &utterance.words {
                prop_assert!(word.said.start >= end && utterance.text.get(word.said.clone()).is_some());
                prop_assert!(text.get(word.written.clone()).is_some());
                end = word.said.end;
            }
            let mut end = 0;
            for sound in &utterance.sounds {
                prop_assert!(sound.said.start >= end && utterance.text.get(sound.said.clone()).is_some());
                end = sound.said.end;
            }
        }
    }

    #[test]
    fn an_empty_lexicon_changes_nothing(text in "\\PC{0,60}") {
        for lang in [Lang::En, Lang::Zh, Lang::Other] {
            prop_assert_eq!(utter(&text, lang), utter_by(&text, lang, &Lexicon::default(), &[]));
        }
    }
}
