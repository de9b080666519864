//! What is heard, as text with times: WebVTT, SRT and JSON, one cue per segment.

use super::join::Row;

/// WebVTT. The cue's identifier is the segment's id.
pub fn vtt(rows: &[Row]) -> String {
    let mut out = String::from("WEBVTT\n");
    for row in spoken(rows) {
        let text = row.text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        // An identifier is a line of its own and may not look like a time line.
        let id = one_line(&row.id).replace("-->", "");
        let (start, end) = (clock(row.start_ms, '.'), clock(end_of(row), '.'));
        out.push_str(&format!("\n{id}\n{start} --> {end}\n{}\n", one_line(&text)));
    }
    out
}

/// SubRip. It has no escapes, so an arrow in the text becomes one that no player takes for a time line.
pub fn srt(rows: &[Row]) -> String {
    let mut out = String::new();
    for (number, row) in spoken(rows).enumerate() {
        let text = one_line(&row.text).replace("-->", "→");
        let (start, end) = (clock(row.start_ms, ','), clock(end_of(row), ','));
        let gap = if number == 0 { "" } else { "\n" };
        out.push_str(&format!("{gap}{}\n{start} --> {end}\n{text}\n", number + 1));
    }
    out
}

/// JSON: `{"duration_ms", "segments": [Row]}`.
pub fn json(rows: &[Row]) -> String {
    let duration_ms = rows.last().map_or(0, |row| row.end_ms);
    serde_json::json!({ "duration_ms": duration_ms, "segments": rows }).to_string()
}

/// The rows with something to show: an empty cue would end the file for some readers.
fn spoken(rows: &[Row]) -> impl Iterator<Item = &Row> {
    rows.iter().filter(|row| !row.text.trim().is_empty())
}

/// A cue ends with its speech, not with the pause; a segment without sound keeps its whole length.
fn end_of(row: &Row) -> u32 {
    if row.speech_end_ms > row.start_ms { row.speech_end_ms } else { row.end_ms }
}

/// White space, line ends among it, becomes single spaces: an empty line would end the cue.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `hh:mm:ss` and milliseconds; hours may have more digits than two.
fn clock(ms: u32, point: char) -> String {
    let (seconds, ms) = (ms / 1000, ms % 1000);
    format!("{:02}:{:02}:{:02}{point}{ms:03}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}
