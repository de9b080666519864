//! Readings by hand and by the lexicon, put among what the rules read.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use super::{Utterance, Word, letter_a};
use crate::lexicon::{Placed, Reading};
use crate::normalise;
use crate::pronounce::{Ends, How, Sound};

/// A stretch of written text: read by the rules, or said as somebody wants it.
#[derive(Clone, Debug)]
pub enum Piece {
    Rules(normalise::Reading),
    Wanted(Wanted),
}

/// Words whose reading is settled, and the marks that stand around them.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Byte range in the written text, without marks and possessive.
    pub written: Range<usize>,
    pub reading: Reading,
    /// `'s` behind it, as it is written; empty mostly.
    pub possessive: String,
    /// Marks right before and right behind, as they are said.
    pub before: String,
    pub after: String,
}

/// Puts the placed readings in the place of what the rules made of the same text. Where they made one thing of more
/// than that (`5GHz`), the rest is read again by itself, with `read`.
pub fn pieces(
    text: &str,
    readings: Vec<normalise::Reading>,
    placed: &[Placed],
    read: impl Fn(&str) -> Vec<normalise::Reading>,
) -> Vec<Piece> {
    let mut out = Vec::with_capacity(readings.len());
    let mut readings = readings.into_iter().peekable();
    let mut at = 0;
    while at < placed.len() {
        while let Some(reading) = readings.next_if(|r| r.written.end <= placed[at].written.start) {
            out.push(Piece::Rules(reading));
        }
        // Everything that the rules and the placed readings hold together.
        let mut span = placed[at].written.clone();
        let first = at;
        loop {
            let before = (span.end, at);
            while let Some(reading) = readings.next_if(|r| r.written.start < span.end) {
                span = span.start.min(reading.written.start)..span.end.max(reading.written.end);
            }
            while let Some(next) = placed.get(at).filter(|next| next.written.start < span.end) {
                span.end = span.end.max(next.written.end);
                at += 1;
            }
            if before == (span.end, at) {
                break;
            }
        }
        together(text, &span, &placed[first..at], &read, &mut out);
    }
    out.extend(readings.map(Piece::Rules));
    out
}

fn together(
    text: &str,
    span: &Range<usize>,
    placed: &[Placed],
    read: &impl Fn(&str) -> Vec<normalise::Reading>,
    out: &mut Vec<Piece>,
) {
    let mut from = span.start;
    let mut before = String::new();
    for (n, one) in placed.iter().enumerate() {
        rest(text, from..one.written.start, read, &mut before, out);
        let end = placed.get(n + 1).map_or(span.end, |next| next.written.start);
        let behind = &text[one.written.end..end];
        let possessive = ["'s", "’s", "'S", "’S"]
            .iter()
            .find(|ending| behind.starts_with(**ending) && !behind[ending.len()..].starts_with(char::is_alphanumeric));
        let possessive = possessive.map_or(0, |ending| ending.len());
        let tail = &behind[possessive..];
        // A mark that opens what comes next is not ours.
        let marks = tail.len() - tail.trim_start_matches(CLOSING).len();
        out.push(Piece::Wanted(Wanted {
            written: one.written.clone(),
            reading: one.reading.clone(),
            possessive: behind[..possessive].to_owned(),
            before: std::mem::take(&mut before),
            after: tail[..marks].to_owned(),
        }));
        from = one.written.end + possessive + marks;
    }
    rest(text, from..span.end, read, &mut before, out);
}

const CLOSING: &[char] = &['.', ',', ';', ':', '!', '?', ')', ']', '"', '”', '’', '\'', '…'];
const OPENING: &[char] = &['(', '[', '"', '“', '‘', '\''];

/// What stands between: opening marks wait for their word, anything else is read by itself.
fn rest(
    text: &str,
    range: Range<usize>,
    read: &impl Fn(&str) -> Vec<normalise::Reading>,
    before: &mut String,
    out: &mut Vec<Piece>,
) {
    let gap = &text[range.clone()];
    let body = gap.trim_end_matches(OPENING);
    before.push_str(&gap[body.len()..]);
    if body.is_empty() {
        return;
    }
    for mut reading in read(body) {
        reading.written = range.start + reading.written.start..range.start + reading.written.end;
        out.push(Piece::Rules(reading));
    }
}

impl Wanted {
    /// Writes the words at the end of an utterance whose engine reads words. `sounds`: it also reads sounds, as an
    /// English one does; another is handed a respelling as its text.
    pub fn write(&self, out: &mut Utterance, text: &str, sounds: bool) {
        let written = &text[self.written.clone()];
        let (said, how) = match &self.reading {
            Reading::Letters => (letters(written, sounds), None),
            Reading::Like(said) if sounds => (written.to_owned(), Some(How::Like(said.clone()))),
            Reading::Like(said) => (said.clone(), None),
            Reading::Ipa(said) => (written.to_owned(), Some(How::Ipa(said.clone()))),
            // Pinyin in a text that is not Chinese: nothing we could do with it.
            Reading::Pinyin(_) => (written.to_owned(), None),
        };
        let how = if self.possessive.is_empty() { how } else { how.map(Ends::with_s) };
        let said: Vec<&str> = said.split_whitespace().collect();
        let places = places(written, said.len());
        let mut spans = Vec::with_capacity(said.len());
        for (n, word) in said.iter().enumerate() {
            if !out.text.is_empty() {
                out.text.push(' ');
            }
            if n == 0 {
                out.text.push_str(&marks(&self.before, sounds));
            }
            let from = out.text.len();
            out.text.push_str(word);
            let last = n + 1 == said.len();
            if last {
                out.text.push_str(&self.possessive);
            }
            spans.push(from..out.text.len());
            if last {
                out.text.push_str(&marks(&self.after, sounds));
            }
            let place = places.get(n).cloned().unwrap_or(0..written.len());
            let place = self.written.start + place.start..self.written.start + place.end;
            let all = if n == 0 { from - marks(&self.before, sounds).len() } else { from };
            out.words.push(Word { said: all..out.text.len(), written: place });
        }
        if let Some(how) = how {
            out.sounds.extend(parted(&spans, how));
        }
    }
}

/// Marks as an English engine is handed them elsewhere, with straight quotes.
fn marks(marks: &str, english: bool) -> String {
    let straight = |c: char| match c {
        '“' | '”' if english => '"',
        '‘' | '’' if english => '\'',
        c => c,
    };
    marks.chars().map(straight).collect()
}

/// The place of each word in the written phrase, if it has as many.
fn places(written: &str, count: usize) -> Vec<Range<usize>> {
    let start = |word: &str| word.as_ptr() as usize - written.as_ptr() as usize;
    let places: Vec<Range<usize>> =
        written.split_whitespace().map(|word| start(word)..start(word) + word.len()).collect();
    if places.len() == count { places } else { Vec::new() }
}

/// To each word its own sound, where there are as many: then each has a time of its own, too.
fn parted(spans: &[Range<usize>], how: How) -> Vec<Sound> {
    let (How::Ipa(said) | How::Like(said)) = &how;
    let parts: Vec<&str> = said.split(' ').collect();
    match spans {
        [] => Vec::new(),
        spans if parts.len() == spans.len() => {
            let one = |part: &str| match &how {
                How::Ipa(_) => How::Ipa(part.to_owned()),
                How::Like(_) => How::Like(part.to_owned()),
            };
            spans.iter().zip(parts).map(|(said, part)| Sound { said: said.clone(), how: one(part) }).collect()
        }
        [first, ..] => {
            let end = spans.last().map_or(first.end, |last| last.end);
            vec![Sound { said: first.start..end, how }]
        }
    }
}

/// A word letter by letter: `NHS` → `N H S`; in English `R&D` → `R and D`, `F1` → `F one`.
fn letters(written: &str, english: bool) -> String {
    let mut out = String::new();
    let mut figure = false;
    for c in written.chars() {
        let next_figure = c.is_ascii_digit();
        let number_goes_on = figure && next_figure;
        if !(out.is_empty() || out.ends_with(' ') || number_goes_on) {
            out.push(' ');
        }
        figure = next_figure;
        match c {
            '&' if english => out.push_str("and"),
            c if c.is_alphanumeric() => out.extend(c.to_uppercase()),
            _ => {}
        }
    }
    if !english {
        return out.trim_end().to_owned();
    }
    let figures: Vec<Cow<'_, str>> = out.split_whitespace().map(figure_words).collect();
    // Spelled, a lone A is a letter too, never the article.
    letter_a(&figures.join(" "), "", &(0..0))
}

/// A number in words; anything else as it is.
fn figure_words(part: &str) -> Cow<'_, str> {
    /// The ten single figures, read once: they are nearly all there are, and a text may be full of them.
    static FIGURES: LazyLock<[String; 10]> = LazyLock::new(|| std::array::from_fn(|n| in_words(&n.to_string())));
    match part.as_bytes() {
        [one @ b'0'..=b'9'] => FIGURES[usize::from(one - b'0')].as_str().into(),
        many if many.iter().all(u8::is_ascii_digit) => in_words(part).into(),
        _ => part.into(),
    }
}

fn in_words(figures: &str) -> String {
    normalise::spoken_line(figures, crate::lang::Lang::En)
}
