//! Sentences end where a reader would stop.

use proptest::prelude::*;
use speech::lang::Lang;
use speech::split::{sentences, sentences_in};

/// A paragraph with `|` where its sentences part.
fn parts(marked: &str, lang: Lang) {
    let wanted: Vec<&str> = marked.split('|').map(str::trim).collect();
    let text = marked.replace('|', "");
    let got: Vec<&str> = sentences(&text, lang).into_iter().map(|range| &text[range]).collect();
    assert_eq!(got, wanted, "in {text:?}");
}

fn all(lang: Lang, paragraphs: &[&str]) {
    for paragraph in paragraphs {
        parts(paragraph, lang);
    }
}

#[test]
fn a_plain_paragraph_parts_at_its_stops() {
    all(
        Lang::En,
        &[
            "The council met on Monday.| It adjourned at noon.",
            "Was the vote close?| It was!| Nobody expected that.",
            "Prices rose again.| \"We saw it coming,\" the minister said.| Markets shrugged.",
            "He left.| iPhone sales fell.| eBay gained.",
            "Turnout reached 61.4 percent.| The record is 70.2.| Officials were pleased.",
            "It cost $3.50.| The old price was $3.",
        ],
    );
}

#[test]
fn titles_and_initials_do_not_end_a_sentence() {
    all(
        Lang::En,
        &[
            "Gov. Maria Holt vetoed the bill.| Sen. J. R. Pruitt objected.",
            "Mr. and Mrs. Okafor met Dr. Lin and Prof. Sato.| They talked for an hour.",
            "Lt. Gov. Dan Reyes and Maj. Gen. Ruth Cole attended.",
            "The novelist E. M. Forster lived here.| So did W. H. Auden.",
            "Rep. Tom O. Bell, D-N.Y., spoke first.| He did not take questions.",
            "St. Paul and Ft. Worth sent teams.| Mt. Hood did not.",
            "Roe v. Wade was cited.| Smith vs. Jones was not.",
            "Martin Luther King Jr. spoke there.| Ken Griffey Sr. did too.",
        ],
    );
}

#[test]
fn words_cut_short_end_one_only_before_a_new_beginning() {
    all(
        Lang::En,
        &[
            "Acme Inc. bought Bolt Corp. for $2 million.| The deal closed in Sept. 2021.",
            "She works for Acme Inc.| The firm is small.",
            "They live in the U.S. and in the U.K. now.",
            "They moved to the U.S.| They like it.",
            "The U.S. Senate voted.| The E.U. Commission waited.",
            "Doors open at 7 p.m. on Friday.",
            "Doors open at 7 p.m.| The show starts at 8.",
            "Trains leave at 6 a.m. Monday and at 5 p.m. Tuesday.",
            "Flour, sugar, etc. were rationed.| Tea, coffee, etc.| It went on for years.",
            "The office is on Main St. near the bank.",
            "The office is on Main St.| It opens at nine.",
            "Wilmington, Del. residents voted.| Austin, Tex. did not.",
            "Several firms, e.g. Acme, i.e. the largest, agreed.",
            "See p. 12 and vol. 3 of No. 7.| The rest is lost.",
            "He was born on Jan. 5 and died on Nov. 30.",
            "Was it a yes?| No.| It was a maybe.",
            "Workers at Hill & Co. walked out.| Managers at Hill & Co. did not.",
        ],
    );
}

#[test]
fn letters_that_name_a_kind_may_end_a_sentence() {
    all(
        Lang::En,
        &[
            "There is no plan B.| The mayor admitted it.",
            "Oranges hold vitamin C.| They are cheap.",
            "It was between you and I.| We agreed.",
            "The prize went to John F. Kennedy.",
        ],
    );
}

#[test]
fn quotations_keep_their_own_stops() {
    all(
        Lang::En,
        &[
            "\"Stop!\" she shouted.| He stopped.",
            "“Where were you?” he asked.| “At home.”| Nobody believed it.",
            "\"It is over.\"| The room fell silent.",
            "\"We won!\" Mary Cole said.| Her rivals left.",
            "He called it “a disgrace.”| The crowd cheered.",
            "‘Not again!’ said the keeper.| He shut the gate.",
            "She asked, “Why now?”| No one answered.",
        ],
    );
}

#[test]
fn brackets_and_addresses_hold_together() {
    all(
        Lang::En,
        &[
            "The mill (It closed in 1998.) is now a museum.",
            "The mill closed.| (It had opened in 1901.)| A museum followed.",
            "Write to desk@example.org.| We answer.",
            "See https://example.org/a.b/c.html?x=1.2.| It has maps.",
            "Visit example.com for more.| Version 2.0.1 is out.",
            "He read \"[...] and so on [...]\" (p. 4).| Then he sat.",
        ],
    );
}

#[test]
fn dots_that_trail_off_end_only_before_a_capital() {
    all(
        Lang::En,
        &[
            "I wanted to say ... well, nothing.",
            "I never knew....| She smiled.",
            "Wait… what?| Nothing…| Then it rang.",
            "We walked . . . and walked.",
            "Really?!| Yes!!| Good.",
        ],
    );
}

#[test]
fn lists_part_at_their_marks() {
    all(
        Lang::En,
        &[
            "1. Wash the rice |2. Boil the water |3. Wait",
            "1) Open the box. |2) Read the note.",
            "a. First things |b. Second things",
            "• 1. Bread |• 2. Butter",
            "1. The council met in 2019.| It met again in 2021.",
        ],
    );
}

#[test]
fn a_blank_line_parts_and_a_line_break_does_not() {
    all(Lang::En, &["A heading\n\n|The text begins here.", "A line that\ngoes on.| Another."]);
}

#[test]
fn chinese_parts_at_its_own_stops_without_spaces() {
    all(
        Lang::Zh,
        &[
            "市長今天宣布計畫。|議會下週表決。",
            "你同意嗎？|當然！|那就走吧。",
            "他說：「今天不行。明天再來。」|大家散了。",
            "「太好了！」他說。|大家都笑了。",
            "電影《你好！李先生》上映了。|票房不錯。",
            "（記者王小明台北報導）總統府發表聲明。|行政院沒有回應。",
            "成長率為3.5%。|失業率3.4%。",
            "「我們會贏。」，教練表示。|比賽週日開打。",
            "真的嗎？！|真的……我不知道。",
            "第一行\n|第二行",
        ],
    );
}

#[test]
fn a_long_chinese_speech_is_cut_inside() {
    let sentence = "我們必須共同面對這個問題而且不能再等了。";
    let text = format!("他說：「{}」", sentence.repeat(8));
    assert!(sentences(&text, Lang::Zh).len() >= 7);
}

#[test]
fn other_languages_part_at_stops_but_not_after_short_numbers() {
    all(
        Lang::Other,
        &[
            "Am 3. Oktober wird gefeiert.| Danach nicht.",
            "¿Quién viene?| ¡Nadie!| El alcalde se fue.",
            "La réunion est finie.| « On verra », dit-il.",
            "会議は終わった。|次は来週だ。",
            "Hr. Prof. Dr. Weiß wohnt in der Hauptstr. Nr. 5, z. B. im Winter.| Er kommt am 12. Juni.",
            "Hola, Srta. Ruiz.| Soy el Dr. Peña y vivo en la pág. 3.| ¡Adiós!",
            "M. Petit et Mme. Grand arrivent.| Ils partent à 8 h.",
            "Mødet er kl. 12 i lokale nr. 5.| Alle er velkomne, f.eks. børn.",
        ],
    );
}

proptest! {
    #[test]
    fn any_text_is_covered_in_order(text in "\\PC{0,120}", lang in prop_oneof![Just(Lang::En), Just(Lang::Zh), Just(Lang::Es), Just(Lang::Other)]) {
        covered(&text, lang)?;
    }

    #[test]
    fn texts_of_every_language_are_covered(text in "[a-zA-Zж0-9 .|:۔፡'’()\\[\\]-]{0,60}", tag in prop_oneof![Just("de"), Just("ru"), Just("hi"), Just("am"), Just("ur"), Just("ja"), Just("nl")]) {
        in_order(&text, sentences_in(&text, tag))?;
    }

    #[test]
    fn texts_made_of_stops_and_quotes_are_covered(text in "[a-zA-Z0-9 .!?…\"'“”‘’()\\[\\]。！？」「》《\n,•]{0,80}", lang in prop_oneof![Just(Lang::En), Just(Lang::Zh), Just(Lang::Es), Just(Lang::Other)]) {
        covered(&text, lang)?;
    }
}

/// Marks that are letters of the tables above.
#[test]
fn a_bar_ends_a_sentence_of_hindi_and_no_other() {
    let split = |text: &'static str, tag| -> Vec<&str> {
        sentences_in(text, tag).into_iter().map(|range| &text[range]).collect()
    };
    assert_eq!(split("मोहन गया| गीता आई|", "hi"), ["मोहन गया|", "गीता आई|"]);
    assert_eq!(split("Rice | Beans", "hi"), ["Rice | Beans"]);
}

#[test]
fn each_item_of_a_list_has_its_line() {
    let text = "- Bread\n- Milk\n- Tea for the man who\n- as he said - waits";
    let got: Vec<&str> = sentences_in(text, "en").into_iter().map(|range| &text[range]).collect();
    assert_eq!(got, ["- Bread", "- Milk", "- Tea for the man who\n- as he said - waits"]);
}

#[test]
fn marks_alone_are_no_sentence() {
    for (text, wanted) in [("好。。。！", 1), ("好！\n。", 2), ("「好！」。走。", 2), ("！！", 1)] {
        assert_eq!(sentences(text, Lang::Zh).len(), wanted, "{text}");
    }
}

#[test]
fn languages_are_found_by_their_english_names() {
    let tags = ["english", "chinese", "japanese", "german", "polish", "elvish"].map(speech::split::named);
    assert_eq!(tags, [Some("en"), Some("zh"), Some("ja"), Some("de"), Some("pl"), None]);
}

/// Ranges come in order, hold no white space at their ends, and leave nothing but white space out.
fn covered(text: &str, lang: Lang) -> Result<(), TestCaseError> {
    in_order(text, sentences(text, lang))
}

fn in_order(text: &str, ranges: Vec<std::ops::Range<usize>>) -> Result<(), TestCaseError> {
    let mut at = 0;
    for range in ranges {
        prop_assert!(range.start >= at && range.start < range.end);
        prop_assert!(text[at..range.start].trim().is_empty());
        prop_assert_eq!(text[range.clone()].trim(), &text[range.clone()]);
        at = range.end;
    }
    prop_assert!(text[at..].trim().is_empty());
    Ok(())
}

#[test]
fn news_parts_at_its_stops_in_every_language() {
    let paragraphs = include_str!("split/news.txt").lines().filter(|l| !l.starts_with('#'));
    let mut wrong = Vec::new();
    for (tag, marked) in paragraphs.filter_map(|line| line.split_once('\t')) {
        let wanted: Vec<&str> = marked.split('|').map(str::trim).collect();
        let text = marked.replace('|', "");
        let got: Vec<&str> = sentences_in(&text, tag).into_iter().map(|range| &text[range]).collect();
        if got != wanted {
            wrong.push(format!("{tag}: {}", got.join(" | ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
