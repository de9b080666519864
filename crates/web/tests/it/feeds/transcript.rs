//! Transcripts as files.

use newsroom::narrations::Timed;
use proptest::prelude::*;
use web::transcript;

fn timed(id: &str, text: &str, start_ms: u32, end_ms: u32) -> Timed {
    let (id, role, text) = (id.to_string(), "body".to_string(), text.to_string());
    Timed { id, role, text, start_ms, end_ms, bytes: (0, 0), sound: String::new(), words: Vec::new() }
}

#[test]
fn a_browser_can_show_each_sentence_while_it_is_said() {
    let segments = [timed("s1", "Tom & Ana <met>.", 0, 1_250), timed("s2", "They left.", 3_661_250, 3_662_000)];
    assert_eq!(
        transcript::vtt(&segments),
        "WEBVTT\n\ns1\n00:00:00.000 --> 00:00:01.250\nTom &amp; Ana &lt;met&gt;.\n\n\
         s2\n01:01:01.250 --> 01:01:02.000\nThey left.\n"
    );
}

#[test]
fn podcast_apps_get_seconds() {
    let json: serde_json::Value =
        serde_json::from_str(&transcript::json(&[timed("s1", "Hello.", 500, 1_750)])).unwrap();
    assert_eq!(json["version"], "1.0.0");
    assert_eq!(json["segments"][0]["startTime"], 0.5);
    assert_eq!(json["segments"][0]["endTime"], 1.75);
    assert_eq!(json["segments"][0]["body"], "Hello.");
}

#[test]
fn what_has_no_words_has_no_cue() {
    let segments = [timed("sting", " ", 0, 900), timed("s1", "Hello.", 900, 1_500)];
    assert_eq!(transcript::vtt(&segments).matches("-->").count(), 1);
}

proptest! {
    #[test]
    fn no_text_can_break_out_of_its_cue(text in "[a-z<>& \n\r\t\\-海\u{0}\u{85}\u{2028}]{1,40}") {
        let vtt = transcript::vtt(&[timed("s1", &text, 0, 1000), timed("s2", "End.", 1000, 2000)]);
        let cues = if text.trim_matches(|c: char| c.is_whitespace() || c.is_control()).is_empty() { 1 } else { 2 };
        prop_assert_eq!(vtt.lines().filter(|line| line.contains("-->")).count(), cues);
        prop_assert_eq!(vtt.split("\n\n").count(), cues + 1);
    }
}
