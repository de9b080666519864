//! Pieces of a source's text → one running text: white space folded, marks kept in step.

use crate::story::{Mark, Style, Text};

/// Builds a [`Text`] from left to right. White space is folded to single spaces, none at either end; a mark begins at
/// its first letter and ends at its last, and an empty one disappears.
#[derive(Default)]
pub struct Composer {
    plain: String,
    marks: Vec<Mark>,
    open: Vec<(Option<usize>, Style)>,
    gap: Gap,
}

/// What stands between the last letter written and the next one.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    /// The end of a line in the source: a space, except between two Chinese or Japanese letters.
    SoftBreak,
    Space,
    /// A break the writer asked for; stays as a line feed.
    HardBreak,
}

impl Composer {
    pub fn push(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '\n' | '\r' => self.gap = self.gap.max(Gap::SoftBreak),
                // Never seen and never said; left in, they cut words in two for search and voice.
                '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
                c if c.is_whitespace() => self.gap = self.gap.max(Gap::Space),
                c if c.is_control() => {}
                c => self.letter(c),
            }
        }
    }

    fn letter(&mut self, c: char) {
        if let Some(last) = self.plain.chars().next_back() {
            match self.gap {
                Gap::HardBreak => self.plain.push('\n'),
                Gap::Space => self.plain.push(' '),
                Gap::SoftBreak if !(is_unspaced(last) && is_unspaced(c)) => self.plain.push(' '),
                Gap::SoftBreak | Gap::None => {}
            }
        }
        self.gap = Gap::None;
        for (from, _) in &mut self.open {
            from.get_or_insert(self.plain.len());
        }
        self.plain.push(c);
    }

    pub fn soft_break(&mut self) {
        self.gap = self.gap.max(Gap::SoftBreak);
    }

    pub fn space(&mut self) {
        self.gap = self.gap.max(Gap::Space);
    }

    pub fn hard_break(&mut self) {
        self.gap = Gap::HardBreak;
    }

    /// Begins a mark; [`Composer::close`] ends the one begun last.
    pub fn open(&mut self, style: Style) {
        self.open.push((None, style));
    }

    pub fn close(&mut self) {
        if let Some((Some(from), style)) = self.open.pop() {
            self.marks.push(Mark { from, to: self.plain.len(), style });
        }
    }

    pub fn is_empty(&self) -> bool {
        self.plain.is_empty()
    }

    /// The text so far; marks still open end here and go on in the next text.
    pub fn take(&mut self) -> Text {
        let plain = std::mem::take(&mut self.plain);
        let mut marks = std::mem::take(&mut self.marks);
        for (from, style) in &mut self.open {
            if let Some(from) = from.take() {
                marks.push(Mark { from, to: plain.len(), style: style.clone() });
            }
        }
        self.gap = Gap::None;
        marks.sort_by_key(|mark| (mark.from, std::cmp::Reverse(mark.to)));
        marks.dedup();
        Text { plain, marks, ..Text::default() }
    }
}

/// The same folding for a string without marks.
pub fn fold(text: &str) -> String {
    let mut composer = Composer::default();
    composer.push(text);
    composer.plain
}

/// [`fold`], with nothing left as `None`.
pub fn fold_some(text: &str) -> Option<String> {
    Some(fold(text)).filter(|text| !text.is_empty())
}

/// Letters of scripts that are written without spaces between words, and their punctuation.
pub fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{303f}'     // radicals, CJK punctuation
        | '\u{3040}'..='\u{30ff}'   // kana
        | '\u{3100}'..='\u{312f}'   // bopomofo
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ffef}'   // full-width forms
        | '\u{20000}'..='\u{323af}')
}
