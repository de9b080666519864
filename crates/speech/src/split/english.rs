//! Sentences of English, and of languages written with full stops and spaces.

use super::foreign::is_cut_short;
use super::list;
use crate::normalise::en::short::{Beside, before_hyphen, short};

use super::words::{Dot, begins_sentences, dot, says, takes_letter};

/// The characters of a text with their places, so that rules can look to both sides.
struct Reader<'a> {
    text: &'a str,
    chars: Vec<(usize, char)>,
    english: bool,
}

/// Longest word that is looked at.
const LONGEST_WORD: usize = 24;

fn is_terminator(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '‼' | '⁇' | '⁈' | '⁉' | '。' | '！' | '？' | '؟' | '۔' | '।' | '॥')
}

fn is_closer(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '}' | '」' | '』')
}

fn is_opener(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '‘' | '«' | '(' | '[' | '{' | '¿' | '¡' | '„' | '—' | '–' | '-' | '•' | '⁃' | '*')
}

/// Byte offsets where one sentence ends and the next may begin.
pub fn cuts(text: &str, english: bool) -> Vec<usize> {
    let reader = Reader { text, chars: text.char_indices().collect(), english };
    let list = list::find(text);
    let mut out = list.items;
    let mut marks = list.marks.iter().peekable();
    let (mut i, mut start, mut words) = (0, 0, false);
    while i < reader.chars.len() {
        let (at, c) = reader.chars[i];
        while marks.peek().is_some_and(|(_, end)| *end <= at) {
            marks.next();
        }
        let in_mark = marks.peek().is_some_and(|(from, end)| *from <= at && at < *end);
        if c == '\n' && reader.is_blank_line(i) {
            out.push(at);
            (start, words) = (i, false);
        } else if is_terminator(c) && !in_mark {
            let (end, cut) = reader.terminator(i, i > start, words);
            if let Some(cut) = cut {
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
    fn get(&self, i: usize) -> char {
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

    fn after_spaces(&self, mut i: usize) -> usize {
        while self.get(i).is_whitespace() {
            i += 1;
        }
        i
    }

    /// The run of terminators that begins at `i`: where to go on reading, and where to cut, if here. `inside`: the
    /// sentence has begun; `has_words`: it has words already.
    fn terminator(&self, i: usize, inside: bool, has_words: bool) -> (usize, Option<usize>) {
        let mut end = i;
        while is_terminator(self.get(end)) {
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
        let single_dot = end == i + 1 && self.get(i) == '.';
        if single_dot && self.goes_on(i, next) {
            return (closed, None);
        }
        // `“Great!” Mary said.`
        let quoted = (end..closed).any(|k| matches!(self.get(k), '"' | '”' | '’' | '\''));
        if quoted && self.is_said(next) {
            return (closed, None);
        }
        // A full stop set apart from its word, with closers after a space: `word . ''`
        (closed, Some(closed))
    }

    fn after_closers(&self, mut i: usize) -> usize {
        while is_closer(self.get(i)) {
            // A straight quote with a space before it and none after it opens.
            i += 1;
        }
        i
    }

    /// Whether a sentence can begin at `i`: a capital, a digit, a letter without case, an opening quote before one.
    fn begins(&self, mut i: usize) -> bool {
        const MOST_OPENERS: usize = 6;
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
    fn word_before(&self, i: usize) -> &str {
        let mut from = i;
        while from > 0 && i - from < LONGEST_WORD {
            let c = self.get(from - 1);
            if !(c.is_alphanumeric() || matches!(c, '.' | '-' | '°' | 'º' | '&')) {
                break;
            }
            from -= 1;
        }
        &self.text[self.at(from)..self.at(i)]
    }

    /// The word that begins at `i`, past opening quotes.
    fn word_at(&self, mut i: usize) -> &str {
        while is_opener(self.get(i)) {
            i += 1;
        }
        let mut to = i;
        while to - i < LONGEST_WORD
            && (self.get(to).is_alphanumeric()
                || matches!(self.get(to), '\'' | '’') && self.get(to + 1).is_alphabetic())
        {
            to += 1;
        }
        &self.text[self.at(i)..self.at(to)]
    }

    /// Whether the single full stop at `i` belongs to a word cut short; the next word begins at `next`.
    fn goes_on(&self, i: usize, next: usize) -> bool {
        let word = self.word_before(i);
        let follows = self.word_at(next);
        let starter = begins_sentences(follows);
        let number = self.get(next).is_ascii_digit();
        let last = word.chars().last().unwrap_or(' ');
        if word.is_empty() {
            return false;
        }
        if !self.english {
            // `3. Oktober`, initials, and the commonest short forms of many languages.
            let short_number = word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
            let initial = word.chars().count() == 1 && last.is_alphabetic();
            // After `nr.` a number only counts: `nr. 5. Alle`.
            let counted = i > word.len() + 1 && self.get(i - word.len() - 2) == '.';
            let ordinal = short_number && !counted && self.get(next).is_alphabetic();
            return ordinal || initial || is_dotted(word) || is_cut_short(&word.to_lowercase(), number);
        }
        if word.chars().count() == 1 && last.is_alphabetic() {
            return self.is_side(i, word, next) || self.is_initial(i, word, starter, number);
        }
        if is_dotted(word) {
            let low = word.to_ascii_lowercase();
            return match dot(&low) {
                Dot::Never => true,
                _ if number && low == "u.s" && self.is_road(i, word, next) => true,
                _ if number => !matches!(low.as_str(), "a.m" | "p.m" | "u.s" | "u.k"),
                _ => !starter,
            };
        }
        // `3-Nov. 5`, `then-Sec. Kim`: what counts is the part that has the dot.
        let tail = word.rsplit('-').next().unwrap_or(word);
        let word =
            if tail.len() > 1 && dot(&word.to_lowercase()) == Dot::Ends && !word.contains('.') { tail } else { word };
        if word == "Rt" && matches!(follows, "Rev" | "Hon") {
            return true;
        }
        if let Some((_, beside)) = short(word) {
            let named = follows.starts_with(char::is_uppercase) && !starter;
            return match beside {
                // `(ret.) Smith`: the bracket goes on.
                Beside::Anything if matches!(word, "ret" | "Ret" | "incl" | "Incl") => true,
                Beside::Name => named || number,
                Beside::Number if matches!(word, "long" | "lon" | "op") => number && self.is_decimal(next),
                Beside::Number => number,
                Beside::Amount | Beside::Anything => !starter,
            };
        }
        if is_weekday(word) {
            return number
                || is_month_name(follows)
                || matches!(follows, "Night" | "Morning" | "Afternoon" | "Evening");
        }
        if is_unit(word) && self.follows_number(i, word) {
            return !starter;
        }
        if matches!(word.split_once(".-"), Some((first, "Gen" | "Gov" | "Col")) if before_hyphen(first).is_some()) {
            return true;
        }
        match dot(word.to_lowercase().as_str()) {
            Dot::Never if word == "St" || word == "st" || word == "Dr" || word == "Ft" || word == "Mt" => {
                !(starter && self.follows_name(i, word))
            }
            Dot::Never => word.len() > 1,
            Dot::BeforeNumber if number => true,
            // `No.` as an answer, `the sun and the Sun.`
            Dot::BeforeNumber if is_roman(follows) => true,
            Dot::BeforeNumber => matches!(word, "Nos" | "pp" | "vols") || is_month(word) && !starter,
            Dot::BeforeStarter => !starter && (self.follows_name(i, word) || !self.is_common(word)),
            Dot::Ends => false,
        }
    }

    /// `W. 42nd`, `S. 567`: a side of town before a street of a number, or a bill.
    fn is_side(&self, i: usize, letter: &str, next: usize) -> bool {
        let mut to = next;
        while self.get(to).is_ascii_digit() {
            to += 1;
        }
        let ordinal = matches!((self.get(to), self.get(to + 1)), ('s', 't') | ('n', 'd') | ('r', 'd') | ('t', 'h'));
        let comma = self.get(i.saturating_sub(3)) == ',';
        let bill = letter == "S" && (1..=4).contains(&(to - next)) && (comma || !self.follows_name(i, letter));
        let born = matches!(letter, "b" | "d") && is_month_name(self.word_at(next));
        born || to > next && (matches!(letter, "N" | "S" | "E" | "W") && ordinal || bill)
    }

    /// `on U.S. 30`: a road of at most three digits, where a road can be.
    fn is_road(&self, i: usize, word: &str, next: usize) -> bool {
        const MOST_DIGITS: usize = 3;
        let digits = (next..).take_while(|k| self.get(*k).is_ascii_digit()).count();
        let mut k = i - word.chars().count();
        while k > 0 && self.get(k - 1) == ' ' {
            k -= 1;
        }
        // `410 U.S. 113`, a report of the court.
        let before = self.word_before(k);
        let reported = !before.is_empty() && before.bytes().all(|b| b.is_ascii_digit());
        reported
            || digits <= MOST_DIGITS
                && matches!(self.word_before(k), "on" | "On" | "along" | "off" | "via" | "near" | "of" | "and")
    }

    /// A number stands before the word that ends at `i`: `44-yd.`, `16 mi.`
    fn follows_number(&self, i: usize, word: &str) -> bool {
        let from = i - word.chars().count();
        let before = from.checked_sub(1).map_or('\0', |k| self.get(k));
        let digit = |k: Option<usize>| k.is_some_and(|k| self.get(k).is_ascii_digit());
        before.is_ascii_digit() || matches!(before, ' ' | '-') && digit(from.checked_sub(2))
    }

    /// Digits with a decimal point stand at `next`.
    fn is_decimal(&self, next: usize) -> bool {
        let digits = (next..).take_while(|k| self.get(*k).is_ascii_digit()).count();
        matches!(self.get(next + digits), '.' | '°')
            && (self.get(next + digits) == '°' || self.get(next + digits + 1).is_ascii_digit())
    }

    /// Short forms that are also whole words in small letters: `miss`, `mass`, `wash`, `sat`, `sun`, `ill`.
    fn is_common(&self, word: &str) -> bool {
        matches!(
            word,
            "miss" | "mass" | "wash" | "sat" | "sun" | "ill" | "la" | "pa" | "ore" | "mo" | "max" | "min" | "co"
        ) || matches!(word, "Miss" | "Mass" | "Wash" | "Sun" | "Sat" | "Ill" | "Mon" | "Wed" | "Max" | "Pa")
    }

    /// Whether the word before the short form that ends at `i` is a name, or a comma after one.
    fn follows_name(&self, i: usize, word: &str) -> bool {
        let from = i - word.chars().count();
        let mut k = from;
        while k > 0 && matches!(self.get(k - 1), ' ' | ',' | '&') {
            k -= 1;
        }
        let before = self.word_before(k);
        k < from && before.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric())
    }

    /// A single letter with a dot is an initial, unless it is `I` or the name of a kind (`Plan B.`).
    fn is_initial(&self, i: usize, letter: &str, starter: bool, number: bool) -> bool {
        let from = i - 1;
        let mut k = from;
        while k > 0 && self.get(k - 1) == ' ' {
            k -= 1;
        }
        let before = self.word_before(k);
        let low = before.to_lowercase();
        if matches!(letter, "p" | "v" | "c" | "n" | "d" | "b" | "s" | "q") && (number || letter == "v") {
            return true;
        }
        if number || !letter.chars().all(char::is_uppercase) {
            return false;
        }
        let named = before.chars().next().is_some_and(char::is_uppercase);
        if letter == "I" {
            return named && !starter;
        }
        if takes_letter(&low) && starter {
            return false;
        }
        !(starter && !named && !before.is_empty())
    }

    /// A name and a verb of saying stand at `next`: `Mary said`, `the mayor said` has no capital.
    fn is_said(&self, next: usize) -> bool {
        const MOST_NAMES: usize = 4;
        let mut at = next;
        for _ in 0..MOST_NAMES {
            let word = self.word_at(at);
            if word.is_empty() {
                return false;
            }
            if says(word) {
                return at > next;
            }
            if !word.starts_with(char::is_uppercase)
                || at == next && begins_sentences(word) && !matches!(word, "He" | "She" | "They" | "I" | "We")
            {
                return false;
            }
            at += word.chars().count();
            if self.get(at) == '.' {
                at += 1;
            }
            let spaces = self.after_spaces(at);
            if spaces == at {
                return false;
            }
            at = spaces;
        }
        false
    }
}

/// Letters with dots between them: `U.S`, `a.m`, `J.F.K`.
fn is_dotted(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| (1..=2).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic))
}

fn is_month(word: &str) -> bool {
    matches!(word, "Jan" | "Feb" | "Mar" | "Apr" | "Jun" | "Jul" | "Aug" | "Sep" | "Sept" | "Oct" | "Nov" | "Dec")
}

fn is_weekday(word: &str) -> bool {
    matches!(word, "Mon" | "Tue" | "Tues" | "Wed" | "Weds" | "Thu" | "Thur" | "Thurs" | "Fri" | "Sat" | "Sun")
}

/// A month, in full or cut short.
fn is_month_name(word: &str) -> bool {
    is_month(word)
        || matches!(
            word,
            "January"
                | "February"
                | "March"
                | "April"
                | "May"
                | "June"
                | "July"
                | "August"
                | "September"
                | "October"
                | "November"
                | "December"
        )
}

/// Units whose dot ends no sentence by itself.
fn is_unit(word: &str) -> bool {
    matches!(
        word,
        "mi" | "ft"
            | "in"
            | "yd"
            | "yds"
            | "km"
            | "cm"
            | "mm"
            | "oz"
            | "lb"
            | "lbs"
            | "hr"
            | "hrs"
            | "min"
            | "mins"
            | "sec"
            | "secs"
            | "gal"
            | "pt"
            | "pts"
    )
}

fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L'))
}
