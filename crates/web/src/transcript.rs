//! The words of a narration with their times, as files: WebVTT, SubRip, and the JSON of Podcasting 2.0.
//!
//! Sources: w3.org/TR/webvtt1; the podcast namespace's page on transcripts (two lines of 32 letters for SubRip).

use newsroom::narrations::Timed;
use serde::Serialize;

/// Letters in a line of SubRip; a letter that is twice as wide counts twice.
const LINE_AT_MOST: usize = 32;
const LINES: usize = 2;
/// A cue that lasts no time is never shown.
const CUE_AT_LEAST_MS: u32 = 1;

/// WebVTT, a cue for each sentence under its segment id.
pub fn vtt(segments: &[Timed]) -> String {
    let mut text = "WEBVTT\n".to_string();
    for segment in spoken(segments) {
        let words = one_line(&segment.text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let (start, end) = times(segment.start_ms, segment.end_ms);
        text.push_str(&format!(
            "\n{}\n{} --> {}\n{words}\n",
            one_line(&segment.id),
            clock(start, '.'),
            clock(end, '.')
        ));
    }
    text
}

/// SubRip: sentences cut into cards of two short lines, each shown while its own words are spoken.
pub fn srt(segments: &[Timed]) -> String {
    let mut text = String::new();
    let cards = spoken(segments).flat_map(cards);
    for (number, card) in cards.enumerate() {
        let (start, end) = times(card.start_ms, card.end_ms);
        let lines = card.lines.join("\n");
        text.push_str(&format!("{}\n{} --> {}\n{lines}\n\n", number + 1, clock(start, ','), clock(end, ',')));
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
    id: &'a str,
    start_time: f64,
    end_time: f64,
    body: String,
}

/// The JSON of Podcasting 2.0, a segment for each sentence; times in seconds.
pub fn json(segments: &[Timed]) -> String {
    let segment = |s: &'_ Timed| (times(s.start_ms, s.end_ms), one_line(&s.text));
    let segments = spoken(segments).map(|timed| {
        let ((start, end), body) = segment(timed);
        Segment { id: &timed.id, start_time: seconds(start), end_time: seconds(end), body }
    });
    let document = Document { version: "1.0.0", segments: segments.collect() };
    serde_json::to_string(&document).expect("strings and numbers can be written")
}

/// All that is said, a sentence after the other.
pub fn plain(segments: &[Timed]) -> String {
    spoken(segments).map(|segment| one_line(&segment.text)).collect::<Vec<_>>().join("\n")
}

/// Those in which anything is said; a pause or a sting has no words.
fn spoken(segments: &[Timed]) -> impl Iterator<Item = &Timed> {
    segments.iter().filter(|segment| !segment.text.trim().is_empty())
}

struct Card {
    lines: Vec<String>,
    start_ms: u32,
    end_ms: u32,
}

/// A piece of a sentence that is not parted, and when it is said.
struct Word {
    text: String,
    start_ms: u32,
    end_ms: u32,
    /// A space stands before it.
    spaced: bool,
}

fn cards(segment: &Timed) -> Vec<Card> {
    let mut cards: Vec<Card> = Vec::new();
    for word in words(segment) {
        let fits_line = |line: &str| width(line) + usize::from(word.spaced) + width(&word.text) <= LINE_AT_MOST;
        match cards.last_mut() {
            Some(card) if card.lines.last().is_some_and(|line| fits_line(line)) => {
                if let Some(line) = card.lines.last_mut() {
                    line.push_str(if word.spaced { " " } else { "" });
                    line.push_str(&word.text);
                }
                card.end_ms = card.end_ms.max(word.end_ms);
            }
            Some(card) if card.lines.len() < LINES => {
                card.lines.push(word.text);
                card.end_ms = card.end_ms.max(word.end_ms);
            }
            _ => cards.push(Card { lines: vec![word.text], start_ms: word.start_ms, end_ms: word.end_ms }),
        }
    }
    // A card stays until the next one comes, the last until the sentence ends.
    for at in 0..cards.len() {
        cards[at].end_ms = cards.get(at + 1).map_or(segment.end_ms, |next| next.start_ms).max(cards[at].start_ms);
    }
    cards
}

/// The sentence in pieces. Where its words have times these are used, with the signs around each word left at it; else
/// it is parted at spaces, or at every letter of an unspaced script, its time shared out by length.
fn words(segment: &Timed) -> Vec<Word> {
    let text = one_line(&segment.text);
    let units = text.encode_utf16().count().max(1) as u64;
    let span = u64::from(segment.end_ms.saturating_sub(segment.start_ms));
    let share = |at: usize| segment.start_ms + (span * at as u64 / units) as u32;
    // Times count in the text as it stands; a text that had to be tidied has lost count.
    let timed = text == segment.text;
    let time = |at: usize, end: usize| {
        let known = segment.words.iter().find(|(from, to, ..)| timed && (*from as usize) < end && at < *to as usize);
        known.map_or((share(at), share(end)), |(_, _, start, stop)| (*start, *stop))
    };
    let mut words: Vec<Word> = Vec::new();
    let (mut at, mut before) = (0, ' ');
    for c in text.chars() {
        let end = at + c.len_utf16();
        if c != ' ' {
            let (start_ms, end_ms) = time(at, end);
            match words.last_mut() {
                Some(word) if !parts(before, c) && width(&word.text) < LINE_AT_MOST => {
                    word.text.push(c);
                    word.end_ms = word.end_ms.max(end_ms);
                }
                last => {
                    let spaced = last.is_some() && before == ' ';
                    words.push(Word { text: c.to_string(), start_ms, end_ms, spaced });
                }
            }
        }
        (at, before) = (end, c);
    }
    words
}

/// Whether a line may end between two letters: at a space, and beside an ideograph; a sign that opens stays with what
/// follows it, one that closes with what it closes.
fn parts(before: char, c: char) -> bool {
    let opens = |c: char| "「『（《〈【〔“‘(".contains(c);
    let unspaced = |c: char| is_wide(c) && c.is_alphanumeric();
    before == ' ' || !opens(before) && (opens(c) || unspaced(c) || unspaced(before) && c.is_alphanumeric())
}

/// The width of a line in letters.
fn width(text: &str) -> usize {
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

/// Chinese, Japanese and Korean letters and signs, which fill a square.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{20000}'..='\u{3fffd}')
}

/// Without line ends and controls: an empty line would end a cue.
fn one_line(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn times(start_ms: u32, end_ms: u32) -> (u32, u32) {
    (start_ms, end_ms.max(start_ms.saturating_add(CUE_AT_LEAST_MS)))
}

fn seconds(ms: u32) -> f64 {
    f64::from(ms) / 1000.0
}

/// `00:01:02.345`, with a comma in SubRip.
fn clock(ms: u32, mark: char) -> String {
    let (seconds, ms) = (ms / 1000, ms % 1000);
    format!("{:02}:{:02}:{:02}{mark}{ms:03}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}
