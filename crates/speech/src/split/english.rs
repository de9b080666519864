//! Full stops in English.

use super::reader::{Habits, Reader, is_dotted, is_roman};
use crate::normalise::en::short::{Beside, before_hyphen, short};

use super::words::{Dot, begins_sentences, dot, says, takes_letter};

/// Byte offsets where one sentence ends and the next may begin.
pub fn cuts(text: &str) -> Vec<usize> {
    super::reader::cuts(text, &English)
}

struct English;

impl Habits for English {
    fn goes_on(&self, reader: &Reader<'_>, i: usize, next: usize) -> bool {
        reader.goes_on(i, next)
    }

    fn is_said(&self, reader: &Reader<'_>, next: usize) -> bool {
        reader.is_said(next)
    }
}

impl Reader<'_> {
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
            Dot::Never if word == "bro" => false,
            Dot::Never => word.len() > 1,
            Dot::BeforeNumber if number => true,
            // `No.` as an answer, `the sun and the Sun.`
            Dot::BeforeNumber if is_roman(follows) => true,
            Dot::BeforeNumber => matches!(word, "Nos" | "pp" | "vols") || is_month(word) && !starter,
            // `Ill. Gov. Pritzker`
            Dot::BeforeStarter if self.is_office(next) => true,
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

    /// Digits with a decimal point stand at `next`.
    fn is_decimal(&self, next: usize) -> bool {
        let digits = (next..).take_while(|k| self.get(*k).is_ascii_digit()).count();
        matches!(self.get(next + digits), '.' | '°')
            && (self.get(next + digits) == '°' || self.get(next + digits + 1).is_ascii_digit())
    }

    /// An office of a state, cut short, stands at `next`.
    fn is_office(&self, next: usize) -> bool {
        let word = self.word_at(next);
        matches!(word, "Gov" | "Sen" | "Rep" | "Lt" | "Atty") && self.get(next + word.len()) == '.'
    }

    /// Short forms that are also whole words in small letters: `miss`, `mass`, `wash`, `sat`, `sun`, `ill`.
    fn is_common(&self, word: &str) -> bool {
        matches!(
            word,
            "miss"
                | "mass"
                | "wash"
                | "sat"
                | "sun"
                | "ill"
                | "la"
                | "pa"
                | "ore"
                | "mo"
                | "max"
                | "min"
                | "co"
                | "wed"
        ) || matches!(word, "Miss" | "Mass" | "Wash" | "Sun" | "Sat" | "Ill" | "Mon" | "Wed" | "Max" | "Pa")
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
