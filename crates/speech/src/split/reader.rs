//! The marks that end sentences, for every language that writes full stops and spaces.
//!
//! What a full stop after a word means is asked of the language ([`Habits`]).

use super::list;

mod around;

/// The characters of a text with their places, so that rules can look to both sides.
pub struct Reader<'a> {
    text: &'a str,
    chars: Vec<(usize, char)>,
    habits: &'a dyn Habits,
}

/// What a language knows about its full stops.
pub trait Habits {
    /// Whether the single full stop at `i` belongs to a word cut short; the next word begins at `next`.
    fn goes_on(&self, reader: &Reader<'_>, i: usize, next: usize) -> bool;

    /// Whether, after a quotation, a name and a verb of saying stand at `next`: `“Great!” Mary said.`
    fn is_said(&self, _reader: &Reader<'_>, _next: usize) -> bool {
        false
    }
}

/// Longest word that is looked at.
const LONGEST_WORD: usize = 24;

const ETHIOPIC_FIRST: char = '\u{1200}';
const ETHIOPIC_LAST: char = '\u{137f}';
const DEVANAGARI_FIRST: char = '\u{900}';
const DEVANAGARI_LAST: char = '\u{97f}';

/// Names that hold an exclamation mark, with the word that comes after it.
const LOUD_NAMES: &[(&str, &str)] = &[
    ("Panic", "At"),
    ("Yum", "Brands"),
    ("Yahoo", "Japan"),
    ("Yahoo", "Finance"),
    ("Yahoo", "News"),
    ("Yahoo", "Sports"),
    ("Yahoo", "Mail"),
    ("Yahoo", "Inc"),
];

fn is_terminator(c: char) -> bool {
    matches!(
        c,
        '.' | '!'
            | '?'
            | '…'
            | '‼'
            | '⁇'
            | '⁈'
            | '⁉'
            | '。'
            | '！'
            | '？'
            | '؟'
            | '۔'
            | '।'
            | '॥'
            | '։'
            | '။'
            | '።'
            | '፧'
    )
}

fn is_closer(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '}' | '」' | '』')
}

/// What opens a quotation in English and closes one elsewhere: `„Ja.“`, `»Nein.«`
fn is_turned(c: char) -> bool {
    matches!(c, '“' | '‘' | '«' | '‹')
}

fn is_opener(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '‘'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '('
            | '['
            | '{'
            | '¿'
            | '¡'
            | '„'
            | '‚'
            | '—'
            | '–'
            | '-'
            | '•'
            | '⁃'
            | '*'
    )
}

/// Byte offsets where one sentence ends and the next may begin.
pub fn cuts(text: &str, habits: &dyn Habits) -> Vec<usize> {
    let reader = Reader { text, chars: text.char_indices().collect(), habits };
    let list = list::find(text);
    let asides = reader.asides();
    let mut asides = asides.iter().peekable();
    let mut out = list.items;
    let mut marks = list.marks.iter().peekable();
    let (mut i, mut start, mut words) = (0, 0, false);
    while i < reader.chars.len() {
        let (at, c) = reader.chars[i];
        while marks.peek().is_some_and(|(_, end)| *end <= at) {
            marks.next();
        }
        let in_mark = marks.peek().is_some_and(|(from, end)| *from <= at && at < *end);
        while asides.peek().is_some_and(|(_, end)| *end <= i) {
            asides.next();
        }
        let aside = asides.peek().filter(|(from, _)| *from < i);
        if c == '\n' && (reader.is_blank_line(i) || reader.begins_item(i + 1)) {
            out.push(at);
            (start, words) = (i, false);
        } else if reader.ends(i) && !in_mark {
            let (end, cut) = reader.terminator(i, i > start, words);
            if let Some(cut) = cut.filter(|cut| aside.is_none_or(|(_, end)| cut > end)) {
                out.push(reader.at(cut));
                (start, words) = (cut, false);
            }
            i = end;
            continue;
        }
        words |= c.is_alphanumeric();
        i += 1;
    }
    out.sort_unstable();
    out.dedup();
    out
}

impl Reader<'_> {
    pub fn get(&self, i: usize) -> char {
        self.chars.get(i).map_or('\0', |c| c.1)
    }

    fn at(&self, i: usize) -> usize {
        self.chars.get(i).map_or(self.text.len(), |c| c.0)
    }

    /// A line break and, with nothing but spaces between, another.
    fn is_blank_line(&self, i: usize) -> bool {
        const MOST_SPACES: usize = 8;
        (1..=MOST_SPACES).map(|n| self.get(i + n)).find(|c| !matches!(c, ' ' | '\t' | '\r')).is_some_and(|c| c == '\n')
    }

    /// A mark that ends sentences; of two scripts, also the ones that part clauses elsewhere: `Τι ώρα είναι;`
    fn ends(&self, i: usize) -> bool {
        let c = self.get(i);
        let after = |script: std::ops::RangeInclusive<char>| i > 0 && script.contains(&self.get(i - 1));
        match c {
            ';' | '\u{37e}' => after('\u{370}'..='\u{3ff}') || after('\u{1f00}'..='\u{1fff}'),
            // `፡` alone parts words, `፡፡` and `::` sentences.
            '፡' => after('፡'..='፡') || self.get(i + 1) == '፡',
            ':' if after(':'..=':') => i > 1 && matches!(self.get(i - 2), ETHIOPIC_FIRST..=ETHIOPIC_LAST),
            ':' => after('\u{530}'..='\u{58f}') || after(ETHIOPIC_FIRST..=ETHIOPIC_LAST) && self.get(i + 1) == ':',
            // Typed for a danda.
            '|' => after(DEVANAGARI_FIRST..=DEVANAGARI_LAST) || after('|'..='|') && self.get(i + 1).is_whitespace(),
            c => is_terminator(c),
        }
    }

    pub fn after_spaces(&self, mut i: usize) -> usize {
        while self.get(i).is_whitespace() {
            i += 1;
        }
        i
    }

    /// The run of terminators that begins at `i`: where to go on reading, and where to cut, if here. `inside`: the
    /// sentence has begun; `has_words`: it has words already.
    fn terminator(&self, i: usize, inside: bool, has_words: bool) -> (usize, Option<usize>) {
        let mut end = i;
        while self.ends(end) {
            end += 1;
        }
        let dots_only = (i..end).all(|k| matches!(self.get(k), '.' | '…'));
        // `. . .`: dots with spaces between.
        let mut spaced = 0;
        while dots_only && self.get(end) == ' ' && self.get(end + 1) == '.' && !self.get(end + 2).is_alphanumeric() {
            end += 2;
            spaced += 1;
        }
        // A stop, then an ellipsis: `compounds. . . . The practice`.
        let glued = inside && !self.get(i - 1).is_whitespace();
        let closed = self.after_closers(end);
        let next = self.after_spaces(closed);
        if next >= self.chars.len() {
            return (next, None);
        }
        // `see . . . what`: a pause, not an end.
        if spaced == 2 && !glued {
            return (end, None);
        }
        if spaced == 3 && glued && self.begins(next) && closed == end {
            return (end, Some(i + 1));
        }
        // A sentence that has only begun cannot end: `. . . The`, `…and`.
        let apart = next > closed || !self.get(i).is_ascii();
        if !apart || !has_words {
            return (closed.max(end), None);
        }
        let bracketed_dots = i > 0 && matches!(self.get(i - 1), '[' | '(') && closed > end;
        if bracketed_dots || !self.begins(next) {
            return (closed, None);
        }
        let single = end == i + 1;
        if single && matches!(self.get(i), '.' | '۔') && self.habits.goes_on(self, i, next) {
            return (closed, None);
        }
        if single && self.get(i) == '!' && LOUD_NAMES.contains(&(self.word_before(i), self.word_at(next))) {
            return (closed, None);
        }
        // `“Great!” Mary said.`
        let quoted = (end..closed).any(|k| matches!(self.get(k), '"' | '”' | '’' | '\'' | '“' | '«' | '»'));
        if quoted && self.habits.is_said(self, next) {
            return (closed, None);
        }
        // A full stop set apart from its word, with closers after a space: `word . ''`
        (closed, Some(closed))
    }

    fn after_closers(&self, mut i: usize) -> usize {
        loop {
            let c = self.get(i);
            let apart = |k: usize| matches!(self.get(k), ' ' | '\u{a0}' | '\u{202f}');
            if is_closer(c) || is_turned(c) && !self.get(i + 1).is_alphanumeric() {
                i += 1;
            } else if apart(i) && self.get(i + 1) == '»' && !self.get(i + 2).is_alphanumeric() {
                // `« Il est parti. »`
                i += 2;
            } else if let Some(end) = self.footnote(i) {
                i = end;
            } else {
                return i;
            }
        }
    }

    /// Whether a sentence can begin at `i`: a capital, a digit, a letter without case, an opening quote before one.
    fn begins(&self, mut i: usize) -> bool {
        const MOST_OPENERS: usize = 6;
        // `'s Avonds`, `'t Was laat`
        if matches!(self.get(i), '\'' | '’' | '‘')
            && matches!(self.get(i + 1), 's' | 't' | 'n' | 'k' | 'm')
            && self.get(i + 2) == ' '
            && self.get(i + 3).is_uppercase()
        {
            return true;
        }
        for _ in 0..MOST_OPENERS {
            if !is_opener(self.get(i)) {
                break;
            }
            i = self.after_spaces(i + 1);
        }
        let c = self.get(i);
        // `iPhone`, `eBay`: a small letter and a capital.
        c.is_uppercase()
            || c.is_numeric()
            || c.is_alphabetic() && !c.is_lowercase()
            || c.is_lowercase() && self.get(i + 1).is_uppercase()
            || matches!(c, '$' | '£' | '€' | '#' | '@' | '.' | '…')
    }

    /// The word that ends before `i`, dots inside it and all.
    pub fn word_before(&self, i: usize) -> &str {
        let mut from = i;
        while from > 0 && i - from < LONGEST_WORD {
            let c = self.get(from - 1);
            if !(is_of_word(c) || matches!(c, '.' | '-' | '°' | 'º' | '&')) {
                break;
            }
            from -= 1;
        }
        &self.text[self.at(from)..self.at(i)]
    }

    /// The word that begins at `i`, past opening quotes.
    pub fn word_at(&self, mut i: usize) -> &str {
        while is_opener(self.get(i)) {
            i += 1;
        }
        let mut to = i;
        while to - i < LONGEST_WORD
            && (is_of_word(self.get(to)) || matches!(self.get(to), '\'' | '’') && self.get(to + 1).is_alphabetic())
        {
            to += 1;
        }
        &self.text[self.at(i)..self.at(to)]
    }

    /// A number stands before the word that ends at `i`: `44-yd.`, `16 mi.`
    pub fn follows_number(&self, i: usize, word: &str) -> bool {
        let from = i - word.chars().count();
        let before = from.checked_sub(1).map_or('\0', |k| self.get(k));
        let digit = |k: Option<usize>| k.is_some_and(|k| self.get(k).is_ascii_digit());
        before.is_ascii_digit() || matches!(before, ' ' | '-') && digit(from.checked_sub(2))
    }

    /// Whether the word before the short form that ends at `i` is a name, or a comma after one.
    pub fn follows_name(&self, i: usize, word: &str) -> bool {
        let from = i - word.chars().count();
        let mut k = from;
        while k > 0 && matches!(self.get(k - 1), ' ' | ',' | '&') {
            k -= 1;
        }
        let before = self.word_before(k);
        k < from && before.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric())
    }
}

/// A letter, a digit, or a sign that belongs to the letter before it.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{93c}' | '\u{94d}' | '\u{200c}' | '\u{200d}')
}

/// Letters with dots between them: `U.S`, `a.m`, `J.F.K`.
pub fn is_dotted(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| (1..=2).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic))
}

/// A Roman numeral below ninety, or what looks like one.
pub fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L'))
}
