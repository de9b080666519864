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

/// The mark of an item: its rank (a number, or a letter counted from one), whether it is a letter, and its end.
struct Mark {
    rank: u32,
    letter: bool,
    after: After,
    end: usize,
}

/// Bullets that may stand before the mark of an item.
fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '⁃' | '‣' | '◦' | '▪' | '●' | '·' | '–' | '*')
}

/// Reads the mark that begins at `at`.
fn mark(text: &str, at: usize) -> Option<Mark> {
    let rest = &text[at..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let first = rest.chars().next()?;
    let (rank, letter, length) = match digits {
        1..=3 => (rest[..digits].parse().ok()?, false, digits),
        _ if first.is_ascii_lowercase() => (u32::from(first) - u32::from('a') + 1, true, 1),
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
    (spaced && (word.is_uppercase() || word.is_numeric())).then_some(Mark { rank, letter, after, end: at + end })
}

/// A list found in a text.
#[derive(Default)]
pub struct List {
    /// Where its items begin, the first left out.
    pub items: Vec<usize>,
    /// Byte ranges of all the marks: the dots in them end nothing.
    pub marks: Vec<(usize, usize)>,
}

/// The list a text is, if it begins with a mark and the next mark in order follows.
pub fn find(text: &str) -> List {
    let lead = text.len() - text.trim_start().len();
    let bullet = text[lead..].chars().next().filter(|c| is_bullet(*c));
    let at = bullet.map_or(lead, |c| {
        let after = lead + c.len_utf8();
        after + (text[after..].len() - text[after..].trim_start().len())
    });
    let Some(first) = mark(text, at) else { return List::default() };
    let mut list = List { items: Vec::new(), marks: vec![(at, first.end)] };
    let mut wanted = first.rank + 1;
    let mut before = ' ';
    let mut bullet_at = None;
    for (at, c) in text.char_indices().skip_while(|(at, _)| *at < first.end) {
        let starts = before.is_whitespace() || is_bullet(before);
        if is_bullet(c) && before.is_whitespace() {
            bullet_at = Some(at);
            before = c;
            continue;
        }
        if starts
            && (c.is_ascii_digit() || c.is_ascii_lowercase())
            && let Some(next) = mark(text, at)
            && next.rank == wanted
            && next.letter == first.letter
            && next.after == first.after
        {
            list.items.push(bullet_at.unwrap_or(at));
            list.marks.push((at, next.end));
            wanted += 1;
        }
        // A bullet belongs to the mark that follows it with nothing but white space between.
        bullet_at = bullet_at.filter(|_| c.is_whitespace());
        before = c;
    }
    // One mark alone is no list, but its dot still ends nothing: `1. The first item.`
    list
}
