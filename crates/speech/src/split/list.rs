//! Lists written in one line: `1. The first item 2. The second item`.

/// How the items of a list are marked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    /// `1.`
    Dot,
    /// `1)`
    Bracket,
    /// `1.)`
    Both,
}

/// What the items of a list are counted with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Count {
    Digits,
    /// `a.`, `а)`, `α)`
    Small,
    /// `A.`: also an initial, so that a new item begins only where a sentence has ended.
    Capital,
    /// `ii.`
    SmallRoman,
    /// `II.`: also a ruler's number, with the same caution.
    Roman,
}

/// The mark of an item: its rank (a number, or a letter counted from one), what it is counted with, and its end.
struct Mark {
    rank: u32,
    count: Count,
    after: After,
    end: usize,
}

/// Letters in the order in which they count items.
const ALPHABETS: &[&str] = &["abcdefghijklmnopqrstuvwxyz", "абвгдежзиклмнопрстуфхцчшщэюя", "αβγδεζηθικλμνξοπρστυφχψω"];

/// Roman numerals in order, as far as lists go.
const ROMAN: &[&str] = &[
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii",
    "xviii", "xix", "xx",
];

/// Bullets that may stand before the mark of an item.
fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '⁃' | '‣' | '◦' | '▪' | '●' | '·' | '–' | '*')
}

/// Reads the mark that begins at `at`; of a list that is counted with Roman numerals, `i` is one.
fn mark(text: &str, at: usize, before: Option<Count>) -> Option<Mark> {
    const LONGEST_ROMAN: usize = 5;
    let rest = &text[at..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).take(LONGEST_ROMAN).count();
    let first = rest.chars().next()?;
    let small = first.to_lowercase().next()?;
    let letters = rest.bytes().take_while(|b| matches!(b | 0x20, b'i' | b'v' | b'x')).take(LONGEST_ROMAN + 1).count();
    let cased = |small_one, large_one| if first.is_lowercase() { small_one } else { large_one };
    let roman = || {
        let found = ROMAN.iter().position(|r| r.eq_ignore_ascii_case(&rest[..letters]))?;
        // A list begins at `i` and not at `v`; the letters `v` and `x` come after others.
        let counted = cased(Count::SmallRoman, Count::Roman);
        (letters > 1 || found == 0 || before == Some(counted)).then_some((found, counted, letters))
    };
    let letter = || {
        let rank = ALPHABETS.iter().find_map(|a| a.chars().position(|c| c == small))?;
        Some((rank, cased(Count::Small, Count::Capital), first.len_utf8()))
    };
    let (rank, count, length) = match digits {
        1..=3 => (rest[..digits].parse().ok()?, Count::Digits, digits),
        0 => {
            let lettered = matches!(before, Some(Count::Small | Count::Capital));
            let (place, count, length) = if lettered { letter()? } else { roman().or_else(letter)? };
            (u32::try_from(place).ok()? + 1, count, length)
        }
        _ => return None,
    };
    let tail = &rest[length..];
    let (after, marks) = if tail.starts_with(".)") {
        (After::Both, 2)
    } else if tail.starts_with('.') {
        (After::Dot, 1)
    } else if tail.starts_with(')') {
        (After::Bracket, 1)
    } else {
        return None;
    };
    let end = length + marks;
    let spaced = rest[end..].starts_with(char::is_whitespace);
    let word = rest[end..].trim_start().chars().next()?;
    (spaced && (word.is_uppercase() || word.is_numeric())).then_some(Mark { rank, count, after, end: at + end })
}

/// A list found in a text.
#[derive(Default)]
pub struct List {
    /// Where its items begin, the first left out.
    pub items: Vec<usize>,
    /// Byte ranges of all the marks: the dots in them end nothing.
    pub marks: Vec<(usize, usize)>,
}

/// Where a list begins: with the text, or after the first colon that a mark of rank one follows.
fn start(text: &str) -> Option<(usize, Mark, bool)> {
    let lead = text.len() - text.trim_start().len();
    let bullet = text[lead..].chars().next().filter(|c| is_bullet(*c));
    let at = bullet.map_or(lead, |c| {
        let after = lead + c.len_utf8();
        after + (text[after..].len() - text[after..].trim_start().len())
    });
    if let Some(first) = mark(text, at, None) {
        return Some((at, first, true));
    }
    let announced = |at: usize| {
        let first = mark(text, at, None).filter(|m| m.rank == 1 && m.count != Count::Capital)?;
        Some((at, first, false))
    };
    text.match_indices(": ").find_map(|(colon, found)| announced(colon + found.len()))
}

/// The list a text is, if it begins with a mark and the next mark in order follows.
pub fn find(text: &str) -> List {
    let Some((at, first, leads)) = start(text) else { return List::default() };
    let mut list = List { items: Vec::new(), marks: vec![(at, first.end)] };
    let mut wanted = first.rank + 1;
    let mut before = ' ';
    let mut ended = false;
    let mut bullet_at = None;
    for (at, c) in text.char_indices().skip_while(|(at, _)| *at < first.end) {
        let starts = before.is_whitespace() || is_bullet(before);
        if is_bullet(c) && before.is_whitespace() {
            bullet_at = Some(at);
            before = c;
            continue;
        }
        let careful = matches!(first.count, Count::Capital | Count::Roman);
        if starts
            && (c.is_ascii_digit() || c.is_alphabetic())
            && (ended || !careful)
            && let Some(next) = mark(text, at, Some(first.count))
            && next.rank == wanted
            && next.count == first.count
            && next.after == first.after
        {
            list.items.push(bullet_at.unwrap_or(at));
            list.marks.push((at, next.end));
            wanted += 1;
        }
        // A bullet belongs to the mark that follows it with nothing but white space between.
        bullet_at = bullet_at.filter(|_| c.is_whitespace());
        ended = matches!(c, '.' | '!' | '?' | '…' | ';' | '\n') || ended && c.is_whitespace();
        before = c;
    }
    if !leads && list.items.is_empty() {
        return List::default();
    }
    // One mark alone is no list, but its dot still ends nothing: `1. The first item.`
    list
}
