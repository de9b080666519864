//! Plain text: files, and pages copied whole.

use newsroom::reading::{Reason, dump};
use newsroom::story::Story;

use super::lines;

fn read(text: &str) -> Story {
    dump::read(text).unwrap()
}

const FIRST: &str =
    "The ferry left the harbour at dawn on Friday with forty passengers, the first crossing in two winters.";
const SECOND: &str = "“We never stopped believing in it,” said Ines Calder, who has run the harbour office since the storm took the pier.";
const THIRD: &str =
    "The council says the crossing will cost two coins each way until the new pier is paid for, in about six years.";

#[test]
fn a_page_copied_whole_gives_its_story_and_nothing_else() {
    let story = read(&format!(
        "Skip to main content\nHarbour Herald\nNews\nSport\nShop\nHome > News > Harbour\n\nHarbour ferry returns after two winters\n\
         The first crossing drew a crowd, and a brass band, to a pier that is not yet finished.\n\
         By Wen Li | 4 April 2025, 18:30\nShare\nTweet\n\nThe ferry at the new pier. (Photo: Tom Orr)\n\n{FIRST}\n\n{SECOND}\n\nAdvertisement\n\n\
         What it costs\n\n{THIRD}\n\nRead more: The storm, two years on\n\nTags: ferries, harbour\n\nRelated\nBridge closed for a week\n\
         Six boats and a dog\nWhat the tide left\n\nAbout us\nContact\nCopyright 2025 Harbour Herald. All rights reserved.\n"
    ));
    assert_eq!(story.headline, "Harbour ferry returns after two winters");
    assert_eq!(
        story.standfirst.as_deref(),
        Some("The first crossing drew a crowd, and a brass band, to a pier that is not yet finished.")
    );
    assert_eq!(story.byline.as_deref(), Some("Wen Li"));
    assert_eq!(story.published_at_ms, Some(1_743_791_400_000));
    let hero = story.hero.unwrap();
    assert_eq!(
        (hero.caption.as_deref(), hero.credit.as_deref()),
        (Some("The ferry at the new pier."), Some("Tom Orr"))
    );
    assert_eq!(lines(&story.blocks), [FIRST, SECOND, "h2 What it costs", THIRD]);
    assert_eq!(story.tags, ["ferries", "harbour"]);
    assert_eq!(story.lang.as_deref(), Some("en"));
}

#[test]
fn a_credit_that_runs_into_the_story_is_taken_out_of_it() {
    let story = read(&format!(
        "Harbour ferry returns\n\nCrew wave from the deck. (Photo: Tom Orr){FIRST}\n\n{SECOND}\n\n{THIRD} (Image: Wen Li)\n"
    ));
    assert_eq!(lines(&story.blocks), [FIRST, SECOND, THIRD]);
    let hero = story.hero.unwrap();
    assert_eq!((hero.caption.as_deref(), hero.credit.as_deref()), (Some("Crew wave from the deck."), Some("Tom Orr")));
}

#[test]
fn a_text_files_first_line_is_its_headline() {
    let story = read(&format!("Ferry returns\n\n{FIRST}\n\n{SECOND}\n"));
    assert_eq!(story.headline, "Ferry returns");
    assert_eq!(lines(&story.blocks), [FIRST, SECOND]);
    let short = read("Ferry returns\nIt left at dawn.\n");
    assert_eq!((short.headline.as_str(), lines(&short.blocks)), ("Ferry returns", vec!["It left at dawn.".to_owned()]));
}

#[test]
fn lines_broken_by_hand_are_joined_again() {
    let story = read(
        "Ferry returns\n\nThe ferry left the harbour at dawn on Friday with forty\npassengers, the first crossing in two winters. A band\n\
         played on the pier, and nobody minded the rain at all.\n\nThe council says the crossing will cost two coins each way\n\
         until the new pier is paid for, in about six years' time.\n",
    );
    assert_eq!(story.blocks.len(), 2);
    assert!(
        lines(&story.blocks)[0]
            .starts_with("The ferry left the harbour at dawn on Friday with forty passengers, the first")
    );
}

#[test]
fn a_chinese_page_is_read_by_its_own_words() {
    let story = read(
        "跳到主要內容\n首頁\n即時\n生活\n港灣報\n\n渡輪停航兩年後重返港口\n記者林雯／港灣市報導\n2025年4月4日 18:30\n分享\n\n圖／陳安攝\n\n\
         渡輪週五清晨載著四十名乘客離開港口，這是兩個冬天以來的第一班船，岸邊擠滿了揮手的居民，樂隊也在雨中演奏。\n\n\
         港務辦公室主任說，大家從來沒有放棄希望，即使颱風帶走了整座碼頭，居民仍然每天到岸邊等待船隻回來的那一天。\n\n\
         延伸閱讀\n大橋封閉一週\n六艘船和一隻狗\n",
    );
    assert_eq!(story.headline, "渡輪停航兩年後重返港口");
    assert_eq!(story.published_at_ms, Some(1_743_791_400_000));
    assert!(story.byline.unwrap().contains("林雯"));
    assert_eq!(story.lang.as_deref(), Some("zh-Hant"));
    assert_eq!(story.blocks.len(), 2);
}

#[test]
fn a_text_without_a_headline_or_a_story_says_what_is_missing() {
    assert_eq!(dump::read("\n \n").unwrap_err().reason, Reason::Empty);
    assert_eq!(dump::read("Only a headline\n").unwrap_err().reason, Reason::NoBody);
    assert_eq!(dump::read(&FIRST.repeat(5)).unwrap_err().reason, Reason::NoHeadline);
}

#[test]
fn nothing_strange_makes_it_stumble() {
    for text in [
        "(",
        "（圖",
        "a\u{301}\n()",
        "By\nBy\nBy",
        "___\n***\n…",
        "\u{feff}\n\u{200b}\n(Photo:",
        "2025\n2025年4月4日\n4 April 2025",
    ] {
        let _ = dump::read(text);
    }
    let long = format!("Headline of it\n{}", "word ".repeat(200_000));
    assert_eq!(dump::read(&long).map(|story| story.headline), Ok("Headline of it".to_owned()));
}
