//! Chinese text → spans of pinyin, with spans of English where Latin words stand.

use std::ops::Range;

use super::lexical::{self, Piece, Wanted};
use super::marks::Mark;
use super::{Tongue, Utterance, Word, add_words, bare, letter_a};
use crate::lexicon::{Placed, Reading as Wish};
use crate::normalise::zh::{self, Script, is_han};
use crate::normalise::{Reading, en};
use crate::pinyin::{self, Fixed, Spelled};

/// The utterances of Chinese text. The voice is Taiwan's, so a text whose script does not show is read as Taiwan does.
pub fn utter(text: &str, placed: &[Placed]) -> Vec<Utterance> {
    let line = Line::of(text, placed);
    let mut words = pinyin::words_around(&line.spoken, &line.fixed).into_iter().peekable();
    let mut wanted = line.wanted.iter().peekable();
    let mut out = Spans::default();
    let mut at = 0;
    while let Some(c) = line.spoken[at..].chars().next() {
        // What stands inside a Chinese word cannot be said otherwise than the word.
        while wanted.next_if(|(range, _)| range.start < at).is_some() {}
        if let Some((range, wanted)) = wanted.next_if(|(range, _)| range.start == at) {
            out.wanted(wanted, text);
            at = range.end;
            while words.next_if(|w| w.range.start < at).is_some() {}
        } else if let Some(word) = words.next_if(|w| w.range.start == at) {
            out.pinyin(&word, line.written(&word.range));
            at = word.range.end;
        } else if c.is_ascii_alphanumeric() || zh::is_latin(c) {
            let limit = wanted.peek().map_or(line.spoken.len(), |(range, _)| range.start);
            let end = at + latin_length(&line.spoken[at..], limit - at);
            out.english(&line, at..end);
            at = end;
        } else {
            if let Some(mark) = Mark::of(c) {
                out.mark(mark);
            }
            at += c.len_utf8();
        }
    }
    out.finish()
}

/// Marks that end no stretch of Latin words. A closing dot, plus or percent belongs to what it follows: U.S., C++.
const BETWEEN: &[char] = &[' ', ',', ';', ':', '!', '?', '(', ')', '[', ']', '-', '/', '"', '\'', '…'];

/// How far a stretch of Latin words reaches: up to the last letter or digit before anything Chinese, and no further
/// than `limit`, behind which as little as possible is looked at.
pub(super) fn latin_length(text: &str, limit: usize) -> usize {
    let chinese = |c: char| is_han(c) || is_wide_mark(c);
    let within = &text[..limit];
    if let Some(end) = within.find(chinese) {
        return within[..end].trim_end_matches(BETWEEN).len();
    }
    // Marks before the limit belong to the stretch where it goes on behind them.
    let goes_on = text[limit..].chars().find(|c| chinese(*c) || !BETWEEN.contains(c)).is_some_and(|c| !chinese(c));
    if goes_on { limit } else { within.trim_end_matches(BETWEEN).len() }
}

/// A mark that only Chinese text uses, and that ends a Latin stretch.
fn is_wide_mark(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}' | '…' | '⋯' | '—' | '─' | '“' | '”')
}

/// What is said, as one line, and for every byte of it the written text that it stands for.
pub(super) struct Line {
    pub(super) spoken: String,
    /// Byte at which a piece of `spoken` begins, and the written range behind that piece, in order.
    pieces: Vec<(usize, Range<usize>)>,
    /// Chinese words whose reading somebody wants.
    pub(super) fixed: Vec<Fixed>,
    /// Latin words whose reading somebody wants, and where they stand in `spoken`.
    pub(super) wanted: Vec<(Range<usize>, Wanted)>,
}

impl Line {
    pub(super) fn of(text: &str, placed: &[Placed]) -> Line {
        let script = Script::shown(text).unwrap_or(Script::Hant);
        let read = |text: &str| zh::read_as(text, script);
        Line::new(text, &lexical::pieces(text, read(text), placed, read))
    }

    fn new(text: &str, pieces: &[Piece]) -> Line {
        let mut line = Line { spoken: String::new(), pieces: Vec::new(), fixed: Vec::new(), wanted: Vec::new() };
        let mut end = 0;
        for piece in pieces {
            match piece {
                Piece::Rules(reading) => {
                    line.gap(text, end, reading);
                    end = reading.written.end;
                    line.put(text, reading);
                }
                Piece::Wanted(wanted) => {
                    end = line.wish(text, end, wanted);
                }
            }
        }
        line
    }

    fn put(&mut self, text: &str, reading: &Reading) {
        let written = &text[reading.written.clone()];
        if written == reading.spoken {
            for (at, c) in written.char_indices() {
                let from = reading.written.start + at;
                self.pieces.push((self.spoken.len(), from..from + c.len_utf8()));
                self.spoken.push(c);
            }
        } else {
            self.pieces.push((self.spoken.len(), reading.written.clone()));
            self.spoken.push_str(&reading.spoken);
        }
    }

    /// Puts words in whose reading somebody wants; returns where their text ends.
    fn wish(&mut self, text: &str, end: usize, wanted: &Wanted) -> usize {
        let written = &text[wanted.written.clone()];
        let (syllables, spoken) = match &wanted.reading {
            Wish::Pinyin(syllables) => (Some(syllables.clone()), written),
            Wish::Like(said) if said.chars().all(is_han) => (None, said.as_str()),
            _ => (None, written),
        };
        let reading = Reading { written: wanted.written.clone(), spoken: spoken.to_owned() };
        self.gap(text, end, &reading);
        self.spoken.push_str(&wanted.before);
        let from = self.spoken.len();
        self.put(text, &reading);
        let range = from..self.spoken.len();
        if syllables.is_some() || matches!(&wanted.reading, Wish::Like(said) if said.chars().all(is_han)) {
            self.fixed.push(Fixed { range, syllables });
        } else {
            // What stands before and behind is said by the spans around it.
            let bare = Wanted { before: String::new(), after: String::new(), ..wanted.clone() };
            self.wanted.push((range, bare));
        }
        self.pieces.push((self.spoken.len(), wanted.written.end..wanted.written.end));
        self.spoken.push_str(&wanted.after);
        wanted.written.end + wanted.possessive.len() + wanted.after.len()
    }

    /// A blank in the written text: between characters it parts clauses, as headlines have it; between Latin words
    /// it stays a blank; beside a number it is nothing.
    fn gap(&mut self, text: &str, end: usize, next: &Reading) {
        let blank = text[end..next.written.start].contains(char::is_whitespace);
        let (Some(before), Some(after)) = (text[..end].chars().last(), text[next.written.start..].chars().next())
        else {
            return;
        };
        let latin = |c: char| c.is_ascii_alphanumeric() || zh::is_latin(c);
        let said_latin = self.spoken.chars().last().is_some_and(latin) && next.spoken.chars().next().is_some_and(latin);
        let mark = match () {
            () if said_latin || blank && self.spoken.ends_with(['.', ',', '!', '?', ':', ';']) => ' ',
            () if blank && is_han(before) && is_han(after) => '，',
            () => return,
        };
        self.pieces.push((self.spoken.len(), end..end));
        self.spoken.push(mark);
    }

    /// The written text behind a range of what is said.
    pub(super) fn written(&self, said: &Range<usize>) -> Range<usize> {
        let first = self.pieces.partition_point(|(at, _)| *at <= said.start).saturating_sub(1);
        let last = self.pieces.partition_point(|(at, _)| *at < said.end).saturating_sub(1);
        match (self.pieces.get(first), self.pieces.get(last)) {
            (Some((_, a)), Some((_, b))) => a.start..b.end.max(a.start),
            _ => 0..0,
        }
    }
}

/// Utterances as they grow.
#[derive(Default)]
struct Spans {
    done: Vec<Utterance>,
    /// A mark not yet written: the longest pause of several in a row counts.
    pending: Option<Mark>,
}

impl Spans {
    fn pinyin(&mut self, word: &Spelled, written: Range<usize>) {
        let span = self.open(Tongue::Pinyin);
        let from = span.text.len();
        span.text.push_str(&word.syllables.join(" "));
        span.words.push(Word { said: from..span.text.len(), written });
    }

    fn english(&mut self, line: &Line, said: Range<usize>) {
        let stretch = &line.spoken[said.clone()];
        let readings = en::read_among(stretch);
        if readings.iter().all(|r| r.spoken.trim().is_empty()) {
            return;
        }
        let span = self.open(Tongue::English);
        // `open` leaves a blank after what stands there; words bring their own.
        span.text.truncate(span.text.trim_end().len());
        for reading in readings {
            let inside = bare(stretch, &reading.written);
            let written = line.written(&(said.start + inside.start..said.start + inside.end));
            add_words(span, &letter_a(&reading.spoken, stretch, &reading.written), &written);
        }
    }

    fn wanted(&mut self, wanted: &Wanted, text: &str) {
        let span = self.open(Tongue::English);
        span.text.truncate(span.text.trim_end().len());
        // Characters said in letters: the letters themselves are what this engine can read.
        let readable = !text[wanted.written.clone()].chars().any(is_han);
        wanted.write(span, text, readable);
    }

    fn mark(&mut self, mark: Mark) {
        self.pending = self.pending.max(Some(mark));
    }

    /// The span that what comes next belongs to, ready to be written on.
    fn open(&mut self, tongue: Tongue) -> &mut Utterance {
        self.flush();
        let same = self.done.last().is_some_and(|last| last.tongue == tongue);
        if !same {
            self.done.push(Utterance::new(tongue, String::new(), Vec::new()));
        }
        let last = self.done.len() - 1;
        let span = &mut self.done[last];
        if !span.text.is_empty() {
            span.text.push(' ');
        }
        span
    }

    /// Writes the waiting mark behind the last word; one before the first word is dropped.
    fn flush(&mut self) {
        if let (Some(mark), Some(last)) = (self.pending.take(), self.done.last_mut()) {
            let ended = last.text.ends_with(['.', '!', '?', ',', ';', ':']);
            match last.tongue {
                Tongue::Pinyin => last.text.push(mark.pinyin()),
                _ if !ended => last.text.push(mark.english()),
                _ => {}
            }
        }
    }

    fn finish(mut self) -> Vec<Utterance> {
        self.flush();
        self.done.retain(|span| !span.words.is_empty());
        self.done.iter_mut().for_each(Utterance::pronounce);
        self.done
    }
}
