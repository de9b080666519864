//! Readings set by hand in Markdown: seen by nobody, heard by everybody.

use newsroom::reading::{Reason, markdown};
use newsroom::segments::{Content, assign};
use newsroom::story::{Block, Story, Style, Text};

fn read(body: &str) -> Story {
    markdown::read(&format!("---\nheadline: Back\nlang: en\n---\n{body}\n")).unwrap_or_else(|e| panic!("{body}: {e}"))
}

fn text(story: &Story) -> &Text {
    story.blocks[0].texts()[0]
}

/// Plain text, then each mark: `Łódź=Wootch`.
fn seen(body: &str) -> (String, Vec<String>) {
    let story = read(body);
    let text = text(&story);
    let mark = |m: &newsroom::story::Mark| {
        let words = &text.plain[m.from..m.to];
        match &m.style {
            Style::Say { reading } => format!("{words}={}:{}", reading.kind().name(), reading.said()),
            other => format!("{words}:{other:?}"),
        }
    };
    (text.plain.clone(), text.marks.iter().map(mark).collect())
}

#[test]
fn the_words_stay_and_the_notation_goes() {
    let cases = [
        ("In [Łódź]{say=\"Wootch\"} it rained.", "In Łódź it rained.", vec!["Łódź=like:Wootch"]),
        ("In [Łódź]{ say = 'Wootch' } it rained.", "In Łódź it rained.", vec!["Łódź=like:Wootch"]),
        ("In [Łódź]{ipa=\"/ˈwutʂ/\"}.", "In Łódź.", vec!["Łódź=ipa:wˈutʃ"]),
        ("The [WHO]{letters} said.", "The WHO said.", vec!["WHO=letters:"]),
        ("[A]{say=\"Ah\"} and [B]{say=\"Bay\"}.", "A and B.", vec!["A=like:Ah", "B=like:Bay"]),
    ];
    for (body, plain, marks) in cases {
        assert_eq!(seen(body), (plain.to_owned(), marks.into_iter().map(str::to_owned).collect()), "{body}");
    }
}

#[test]
fn emphasis_and_links_stand_where_they_stood() {
    let (plain, marks) = seen("**In** [*Łódź*]{say=\"Wootch\"} it **rained**.");
    assert_eq!(plain, "In Łódź it rained.");
    assert_eq!(marks, ["In:Strong", "Łódź:Emphasis", "Łódź=like:Wootch", "rained:Strong"]);
    let (plain, marks) = seen("In [Łódź](https://example.org/){say=\"Wootch\"} it rained.");
    assert_eq!(plain, "In Łódź it rained.");
    assert_eq!(marks.len(), 2, "{marks:?}");
    assert!(marks.iter().any(|m| m == "Łódź=like:Wootch"));
}

#[test]
fn other_braces_and_code_are_text() {
    for body in [
        "A [note]{.aside} and {this}.",
        "Set [x]{lang=\"fr\"} there.",
        "The set {say, a}.",
        "Use `[Łódź]{say=\"Wootch\"}` so.",
    ] {
        let (plain, marks) = seen(body);
        assert_eq!(plain, body.replace('`', ""), "{body}");
        assert!(marks.iter().all(|m| m.ends_with("Code")), "{marks:?}");
    }
}

#[test]
fn headline_standfirst_and_headings_take_it_too() {
    let story = markdown::read("---\nheadline: '[Łódź]{say=\"Wootch\"} wins'\nstandfirst: 'In [Xu]{say=\"Shoe\"}.'\nlang: en\n---\n## Why [Xu]{say=\"Shoe\"} lost\n\nText.\n").expect("read");
    assert_eq!((story.headline.as_str(), story.standfirst.as_deref()), ("Łódź wins", Some("In Xu.")));
    assert_eq!((story.headline_marks.len(), story.standfirst_marks.len()), (1, 1));
    assert!(
        matches!(&story.blocks[0], Block::Heading { text, .. } if text.plain == "Why Xu lost" && text.marks.len() == 1)
    );
    let story = markdown::read("# [Łódź]{say=\"Wootch\"} wins\n\nText of the story.\n").expect("read");
    assert_eq!((story.headline.as_str(), story.headline_marks.len()), ("Łódź wins", 1));
}

#[test]
fn chinese_is_set_in_pinyin_or_zhuyin() {
    let story = markdown::read(
        "---\nheadline: 回來\nlang: zh-Hant\n---\n他[重]{pinyin=\"chong2\"}看[臺北]{pinyin=\"ㄊㄞˊ ㄅㄟˇ\"}。\n",
    )
    .expect("read");
    assert_eq!(text(&story).plain, "他重看臺北。");
    assert_eq!(text(&story).marks.len(), 2);
}

#[test]
fn a_faulty_one_is_refused_with_its_line_and_what_to_write() {
    let fault = |line: &str| {
        let source = format!("# Back\n\nFirst line.\n\n{line}\n");
        let error = markdown::read(&source).expect_err(line);
        assert!(matches!(error.reason, Reason::Reading { line: 5, .. }), "{line}: {error}");
        error.to_string()
    };
    assert!(fault("In [Łódź]{say=\"\"} it rained.").contains("how the words are read"));
    assert!(fault("In [Łódź]{say=\"Wootch} it rained.").contains("never ends"));
    assert!(fault("In [Łódź]{like=\"Wootch\"} it rained.").contains("“like” is not understood, write “say”"));
    assert!(fault("In Łódź{say=\"Wootch\"} it rained.").contains("no words in square brackets"));
    assert!(fault("In [Łódź]{ipa=\"w北\"} it rained.").contains("“北”"));
    assert!(fault("在[臺北市]{pinyin=\"tai2 bei3\"}。").contains("2 syllables"));
    assert!(fault("In [Łódź]{say=\"Wootch\"} and [Kraków]{letters=\"x\"}.").contains("leave the reading empty"));
}

#[test]
fn a_corrected_sentence_keeps_how_its_words_are_said() {
    let mut content = Content::of(&read("In [Łódź]{say=\"Wootch\"} it rained. Then [Xu]{say=\"Shoe\"} spoke."));
    assign(&mut content, None, "en", &mut 1);
    let id = content.texts()[1].sentences[0].id.clone();
    assert!(content.replace(&id, "It never rained in Łódź."));
    let text = content.texts()[1];
    let said: Vec<&str> = text.marks.iter().map(|m| &text.plain[m.from..m.to]).collect();
    assert_eq!(text.plain, "It never rained in Łódź. Then Xu spoke.");
    assert!(said.contains(&"Łódź") && said.contains(&"Xu"), "{said:?}");
}
