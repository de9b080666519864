//! Where a headline is broken on a card.

use proptest::prelude::*;
use web::lines::{Fitted, Room, Size, fit, units};

/// As wide as an em for Chinese signs, half of one for all else.
fn width(text: &str) -> f32 {
    text.chars().map(|letter| if letter > '\u{2e7f}' { 1.0 } else { 0.5 }).sum()
}

fn set(text: &str, px: &[f32], width_px: f32, lines: usize) -> Fitted {
    let units = units(text);
    let widths: Vec<f32> = units.iter().map(|unit| width(&unit.text)).collect();
    let sizes: Vec<Size> = px.iter().map(|&px| Size { px, leading: 1.2 }).collect();
    let height = px.last().copied().unwrap_or_default() * 1.2 * lines as f32 + 0.5;
    fit(&units, &widths, 0.5, &sizes, Room { width: width_px, height })
}

fn parts(text: &str) -> Vec<String> {
    units(text).into_iter().map(|unit| unit.text).collect()
}

#[test]
fn english_is_broken_between_words_and_behind_hyphens() {
    assert_eq!(parts("Self-driving  trams, at last"), ["Self-", "driving", "trams,", "at", "last"]);
    assert_eq!(parts("“It sang,” she said"), ["“It", "sang,”", "she", "said"]);
}

#[test]
fn chinese_is_broken_anywhere_but_before_and_behind_its_marks() {
    assert_eq!(parts("鐘響了，人們「來」了。"), ["鐘", "響", "了，", "人", "們", "「來」", "了。"]);
    assert_eq!(parts("第12屆——終於……"), ["第", "12", "屆——", "終", "於……"]);
    assert_eq!(parts("AI語音"), ["AI", "語", "音"]);
}

#[test]
fn a_headline_is_set_as_large_as_it_fits_and_its_lines_are_about_as_long() {
    let set = set("The bell is back and it rings at seven", &[40.0, 20.0], 300.0, 4);
    assert_eq!(set.px, 20.0);
    assert_eq!(set.lines, ["The bell is back and", "it rings at seven"]);
}

#[test]
fn no_chinese_headline_ends_in_a_line_of_one_sign() {
    let set = set("河岸的鐘樓修好了重新敲響", &[20.0], 220.0, 4);
    assert_eq!(set.lines, ["河岸的鐘樓修", "好了重新敲響"]);
}

#[test]
fn what_is_too_long_in_the_smallest_size_is_cut_with_an_ellipsis() {
    let set = set("One word after another, and no end to them, not even here", &[20.0], 160.0, 2);
    assert_eq!(set.lines.len(), 2);
    assert!(set.lines[1].ends_with('…'), "{:?}", set.lines);
    assert!(width(&set.lines[1]) * 20.0 <= 165.0, "{:?}", set.lines);
}

#[test]
fn a_word_that_is_longer_than_a_line_is_cut_too() {
    let set = set(&"a".repeat(80), &[20.0], 160.0, 2);
    assert_eq!(set.lines.len(), 1);
    assert!(set.lines[0].ends_with('…') && width(&set.lines[0]) * 20.0 <= 160.0, "{:?}", set.lines);
}

proptest! {
    #[test]
    fn no_letter_is_lost_or_moved(text in "[a-zé。，「」鐘響 ,.-]{0,60}") {
        let whole: String = parts(&text).concat();
        let letters: String = text.split_whitespace().collect();
        prop_assert_eq!(whole, letters);
    }

    #[test]
    fn no_line_is_wider_than_its_room_and_there_are_no_more_than_fit(text in "[a-z鐘響了 ，。]{1,120}", px in 10.0f32..40.0, lines in 1usize..5) {
        let set = set(&text, &[px], 300.0, lines);
        prop_assert!(set.lines.len() <= lines);
        for line in &set.lines {
            prop_assert!(width(line) * px <= 300.0 + px, "{line}");
        }
    }
}
