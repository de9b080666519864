//! The words of a narration with their times, as files: WebVTT for browsers and most podcast apps, and the JSON of
//! Podcasting 2.0.
//!
//! Sources: w3.org/TR/webvtt1; the `podcast` namespace's page on transcripts.

use newsroom::narrations::Timed;
use serde::Serialize;

/// A cue that lasts no time is never shown.
const CUE_AT_LEAST_MS: u32 = 1;

/// WebVTT, a cue for each sentence under its segment id.
pub fn vtt(segments: &[Timed]) -> String {
    let mut text = "WEBVTT\n".to_string();
    for segment in spoken(segments) {
        let words = one_line(&segment.text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let (start, end) = times(segment);
        text.push_str(&format!("\n{}\n{} --> {}\n{words}\n", one_line(&segment.id), clock(start), clock(end)));
    }
    text
}

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    segments: Vec<Segment<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Segment<'a> {
    /// Not of the format: the segment's id on the article's page.
    id: &'a str,
    start_time: f64,
    end_time: f64,
    body: String,
}

/// The JSON of Podcasting 2.0, a segment for each sentence; times in seconds.
pub fn json(segments: &[Timed]) -> String {
    let segments = spoken(segments).map(|timed| {
        let (start, end) = times(timed);
        Segment { id: &timed.id, start_time: seconds(start), end_time: seconds(end), body: one_line(&timed.text) }
    });
    let document = Document { version: "1.0.0", segments: segments.collect() };
    serde_json::to_string(&document).expect("strings and numbers can be written")
}

/// Those in which anything is said; a pause or a sting has no words.
fn spoken(segments: &[Timed]) -> impl Iterator<Item = &Timed> {
    segments.iter().filter(|segment| !one_line(&segment.text).is_empty())
}

/// Without line ends and controls: an empty line would end a cue.
fn one_line(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn times(segment: &Timed) -> (u32, u32) {
    (segment.start_ms, segment.end_ms.max(segment.start_ms.saturating_add(CUE_AT_LEAST_MS)))
}

fn seconds(ms: u32) -> f64 {
    f64::from(ms) / 1000.0
}

/// `00:01:02.345`.
fn clock(ms: u32) -> String {
    let (seconds, ms) = (ms / 1000, ms % 1000);
    format!("{:02}:{:02}:{:02}.{ms:03}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}
