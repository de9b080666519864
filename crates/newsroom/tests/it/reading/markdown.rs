//! Markdown files.

use newsroom::reading::{Reason, Unreadable, markdown};
use newsroom::story::{Block, Story, Style};

use super::{assert_no_markup, lines, marked};

fn read(source: &str) -> Story {
    let story = markdown::read(source).unwrap();
    assert_no_markup(&story);
    story
}

fn refused(source: &str) -> Unreadable {
    markdown::read(source).unwrap_err()
}

#[test]
fn front_matter_fills_every_field() {
    let story = read(
        "---\nheadline: \"Harbour ferry returns: first crossing at dawn\"\nstandfirst: After two winters ashore.\n\
         byline: Ines Calder\npublication: harbour-daily\nsection: community\nlang: en_GB\n\
         published: 2025-04-04T18:30:00+08:00\ntags: [ferries, \"#harbour\", ferries]\nimage: ferry.png\nalt: A ferry\n\
         caption: The ferry leaves.\ncredit: Tom Orr\ntranslated_from: du-lun\nslug: ferry-returns\nlayout: post\n---\n\
         The ferry left at dawn.\n",
    );
    assert_eq!(story.headline, "Harbour ferry returns: first crossing at dawn");
    assert_eq!(story.standfirst.as_deref(), Some("After two winters ashore."));
    assert_eq!(story.byline.as_deref(), Some("Ines Calder"));
    assert_eq!((story.publication.as_deref(), story.section.as_deref()), (Some("harbour-daily"), Some("community")));
    assert_eq!(story.lang.as_deref(), Some("en-GB"));
    assert_eq!(story.published_at_ms, Some(1_743_762_600_000));
    assert_eq!(story.tags, ["ferries", "harbour"]);
    let hero = story.hero.unwrap();
    assert_eq!((hero.src.as_str(), hero.alt.as_str()), ("ferry.png", "A ferry"));
    assert_eq!((hero.caption.as_deref(), hero.credit.as_deref()), (Some("The ferry leaves."), Some("Tom Orr")));
    assert_eq!(story.translated_from.as_deref(), Some("du-lun"));
    assert_eq!(story.slug.as_deref(), Some("ferry-returns"));
    assert_eq!(lines(&story.blocks), ["The ferry left at dawn."]);
}

#[test]
fn what_other_systems_call_it_is_understood() {
    let story = read(
        "---\r\ntitle: 2024\r\ndescription: In figures\r\nauthors:\r\n  - name: Ana Ruiz\r\n  - Wen Li\r\n  - by Tom Orr\r\n\
         date: 2025-04-04\r\ncategories: [sports, local]\r\nkeywords: rowing, 划船、harbour\r\n\
         Feature-Image: {url: boats.jpg, caption: Boats at rest | Photo by Wen Li}\r\n---\r\nRowers came.\r\n",
    );
    assert_eq!(story.headline, "2024");
    assert_eq!(story.byline.as_deref(), Some("Ana Ruiz, Wen Li and Tom Orr"));
    assert_eq!(story.published_at_ms, Some(1_743_724_800_000));
    assert_eq!(story.section.as_deref(), Some("sports"));
    assert_eq!(story.tags, ["rowing", "划船", "harbour"]);
    let hero = story.hero.unwrap();
    assert_eq!((hero.caption.as_deref(), hero.credit.as_deref()), (Some("Boats at rest"), Some("Wen Li")));
}

#[test]
fn without_front_matter_the_first_heading_is_the_headline() {
    let story = read("# A quiet *vote*\n\nThe council met.\n\n## What next\n\nNothing, for now.\n");
    assert_eq!(story.headline, "A quiet vote");
    assert_eq!(lines(&story.blocks), ["The council met.", "h2 What next", "Nothing, for now."]);
}

#[test]
fn a_headline_repeated_over_the_body_is_not_said_twice() {
    let story = read(
        "---\nheadline: A quiet vote\nimage: hall.png\n---\n# A quiet vote\n\n![The hall](hall.png \"The hall at noon | Wen Li\")\n\nThe council met.\n",
    );
    assert_eq!(lines(&story.blocks), ["The council met."]);
    let hero = story.hero.unwrap();
    assert_eq!(
        (hero.alt.as_str(), hero.caption.as_deref(), hero.credit.as_deref()),
        ("The hall", Some("The hall at noon"), Some("Wen Li"))
    );
}

#[test]
fn a_body_becomes_plain_blocks_with_marks() {
    let story = read(
        "# H\n\nIt was **not *very* far**, [they said](https://example.org/a?b=1&c=2), near `pier 4`.\n\n\
         > We waited.\n>\n> All night.\n\n1. one\n2. two\n   - inner\n\n![Nets](nets.jpg)\n\n***\n\nLast line.\n",
    );
    assert_eq!(
        lines(&story.blocks),
        [
            "It was not very far, they said, near pier 4.",
            "> We waited.",
            "> All night.",
            "1. one",
            "1. two",
            "1. inner",
            "[nets.jpg]",
            "Last line."
        ]
    );
    let Block::Paragraph { text } = &story.blocks[0] else { panic!("no paragraph first") };
    let link = Style::Link { href: "https://example.org/a?b=1&c=2".to_owned() };
    assert_eq!(
        marked(text),
        [("not very far", &Style::Strong), ("very", &Style::Emphasis), ("they said", &link), ("pier 4", &Style::Code)]
    );
}

#[test]
fn a_table_is_read_row_by_row_with_its_headings() {
    let story = read("# H\n\n| Team | Points |\n|---|---|\n| Dragons | 12 |\n| Herons | 9 |\n");
    assert_eq!(lines(&story.blocks), ["- Team: Dragons; Points: 12", "- Team: Herons; Points: 9"]);
}

#[test]
fn raw_markup_is_read_for_its_text_and_never_kept() {
    let story = read(
        "# H\n\n<script>alert(1)</script>\n\nWater, H<sub>2</sub>O, rose 10<sup>2</sup>&nbsp;mm.<br>Then <b onclick=x>fell</b>.\n\n\
         <figure><img src=\"a.png\" alt=\"A\"><figcaption>A wall. <span class=\"credit\">Photo: Wen Li</span></figcaption></figure>\n\n\
         [bad](javascript:alert(1))\n\n<iframe src=\"https://video.example/1\" title=\"The wall\"></iframe>\n",
    );
    assert_eq!(
        lines(&story.blocks),
        ["Water, H₂O, rose 10² mm.\nThen fell.", "[a.png]", "bad", "<The wall https://video.example/1>"]
    );
    let Block::Image { figure } = &story.blocks[1] else { panic!("no picture second") };
    assert_eq!((figure.caption.as_deref(), figure.credit.as_deref()), (Some("A wall."), Some("Wen Li")));
    assert!(story.blocks.iter().flat_map(Block::texts).all(|text| text.marks.iter().all(|m| m.style == Style::Strong)));
}

#[test]
fn chinese_lines_join_without_a_space_and_english_ones_with_one() {
    let story = read("# 渡輪\n\n渡輪在清晨\n離開港口。\nThe crew\nwaved.\n");
    assert_eq!(lines(&story.blocks), ["渡輪在清晨離開港口。 The crew waved."]);
    assert_eq!(story.lang, None, "half Chinese, half English, and too little of both");
}

#[test]
fn chinese_is_told_from_its_letters() {
    let traditional = read("# 渡輪\n\n這個冬天，渡輪沒有開出港口，居民說他們還會等下去，因為這是唯一的路。\n");
    let simplified = read("# 渡轮\n\n这个冬天，渡轮没有开出港口，居民说他们还会等下去，因为这是唯一的路。\n");
    assert_eq!(traditional.lang.as_deref(), Some("zh-Hant"));
    assert_eq!(simplified.lang.as_deref(), Some("zh-Hans"));
    assert_eq!(read("---\ntitle: x\nlang: zh-TW\n---\n渡輪\n").lang.as_deref(), Some("zh-Hant"));
}

#[test]
fn footnotes_stand_at_the_end_and_leave_no_mark_in_the_sentence() {
    let story = read("# H\n\nIt rained.[^1] Then not.\n\n[^1]: For two days.\n");
    assert_eq!(lines(&story.blocks), ["It rained. Then not.", "1. For two days."]);
}

#[test]
fn broken_front_matter_names_the_line_and_the_cure() {
    let error = refused("---\nslug: a\nheadline: Ferries: back\n  again: [\n---\nText\n");
    let Reason::FrontMatter { line, .. } = &error.reason else { panic!("{error:?}") };
    assert!((3..=5).contains(line), "line {line}");
    assert!(error.to_string().contains("quotation marks"), "{error}");

    let error = refused("---\nheadline: Never closed\n\nText\n");
    assert!(error.to_string().contains("line 1") && error.to_string().contains("---"), "{error}");

    let error = refused("---\n- a\n- b\n---\nText\n");
    assert!(matches!(error.reason, Reason::FrontMatter { .. }));
}

#[test]
fn a_date_or_language_that_is_none_is_refused_and_not_dropped() {
    let error = refused("---\nheadline: H\npublished: soon\n---\nText\n");
    assert_eq!(error.reason, Reason::Field { name: "date", value: "soon".to_owned() });
    assert!(error.hint.contains("2025-04-04"));
    let error = refused("---\nheadline: H\nlang: English please\n---\nText\n");
    assert!(matches!(error.reason, Reason::Field { name: "language", .. }));
}

#[test]
fn nothing_to_read_is_said_plainly() {
    assert_eq!(refused(" \n\t\n").reason, Reason::Empty);
    assert_eq!(refused("Just a line.\n").reason, Reason::NoHeadline);
    assert_eq!(refused("# Only a headline\n").reason, Reason::NoBody);
    let error = refused(&"a".repeat(10 * 1024 * 1024 + 1));
    assert_eq!(error.to_string().split('.').next(), Some("It has 10"), "{error}");
}

#[test]
fn a_rule_at_the_top_is_not_front_matter() {
    let story = read("---\n\n# H\n\nText\n");
    assert_eq!((story.headline.as_str(), lines(&story.blocks)), ("H", vec!["Text".to_owned()]));
}

#[test]
fn nesting_without_end_is_read_without_harm() {
    let source = format!("# H\n\n{} deep\n\n{}\n", ">".repeat(20_000), "<div>".repeat(50_000));
    assert_eq!(read(&source).headline, "H");
    let source = format!("# H\n\n{}x{}\n", "*".repeat(20_000), "[".repeat(20_000));
    assert_eq!(read(&source).headline, "H");
}

#[test]
fn a_hundred_thousand_words_are_read_whole() {
    let source = format!("# H\n\n{}", "Ten words stand in this line and make it long.\n\n".repeat(10_000));
    assert_eq!(read(&source).blocks.len(), 10_000);
}
