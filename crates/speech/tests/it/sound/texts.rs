//! Transcripts.

use speech::sound::{Part, Tag, join, json, srt, vtt};

use super::piece;

#[test]
fn a_transcript_shows_the_text_as_written_whatever_is_in_it() {
    let pieces = [piece(&[500], 300), piece(&[300, 200], 300), piece(&[], 0), piece(&[200], 0)];
    let texts = ["<b>AT&T</b> rose 3 --> 5 %.", "Line one\n\nline two", "  ", "結束。"];
    let parts: Vec<Part> = pieces
        .iter()
        .zip(texts)
        .zip(["a-1", "a\n-->2", "a-3", "a-4"])
        .map(|((piece, text), id)| Part { id, text, piece })
        .collect();
    let rows = join(&parts, &Tag::default()).unwrap().segments;

    let vtt = vtt(&rows);
    let cues: Vec<&str> = vtt.split("\n\n").collect();
    assert_eq!(cues[0], "WEBVTT");
    assert_eq!(cues.len(), 4, "an empty segment has no cue: {vtt}");
    assert_eq!(cues[1], "a-1\n00:00:00.000 --> 00:00:00.510\n&lt;b&gt;AT&amp;T&lt;/b&gt; rose 3 --&gt; 5 %.");
    assert!(cues[2].starts_with("a 2\n00:00:00.840 --> "), "{}", cues[2]);
    assert!(cues[2].ends_with("\nLine one line two"));
    assert!(cues[3].ends_with("\n結束。\n"));

    let srt = srt(&rows);
    assert!(srt.starts_with("1\n00:00:00,000 --> 00:00:00,510\n<b>AT&T</b> rose 3 → 5 %.\n\n2\n"), "{srt}");
    assert_eq!(srt.matches("-->").count(), 3);

    let value: serde_json::Value = serde_json::from_str(&json(&rows)).unwrap();
    assert_eq!(value["segments"].as_array().unwrap().len(), 4);
    assert_eq!(value["segments"][1]["words"][1]["written"]["start"], 2);
    assert_eq!(value["duration_ms"], rows[3].end_ms);
}

#[test]
fn times_of_a_day_long_programme_are_written_out() {
    let piece = piece(&[100], 0);
    let mut rows = join(&[Part { id: "x", text: "Late.", piece: &piece }], &Tag::default()).unwrap().segments;
    rows[0].start_ms = 101 * 3_600_000 + 62_003;
    rows[0].speech_end_ms = rows[0].start_ms + 7;
    assert!(vtt(&rows).contains("101:01:02.003 --> 101:01:02.010"));
}
