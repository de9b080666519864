//! What stands around the marks that end sentences: footnotes, asides in brackets, items of lists.

use super::Reader;

/// Longest aside in brackets, in characters, that is kept in one piece with the sentence around it.
const LONGEST_ASIDE: usize = 160;

impl Reader<'_> {
    /// Where the mark of a footnote ends that begins at `i`: `It fell.[1] It rose.`
    pub(super) fn footnote(&self, i: usize) -> Option<usize> {
        const MOST_DIGITS: usize = 3;
        if matches!(self.get(i), '¹' | '²' | '³' | '⁰' | '⁴'..='⁹') {
            return Some(i + 1);
        }
        let digits = (i + 1..).take_while(|k| self.get(*k).is_ascii_digit()).take(MOST_DIGITS + 1).count();
        let marked = self.get(i) == '[' && (1..=MOST_DIGITS).contains(&digits) && self.get(i + 1 + digits) == ']';
        marked.then_some(i + digits + 2)
    }

    /// The brackets that the sentence around them goes on behind: `He came (he saw. He won.) and left.` Nothing ends
    /// in them. From the opening one to the closing one, in order.
    pub(super) fn asides(&self) -> Vec<(usize, usize)> {
        let mut out = Vec::new();
        let mut open = None;
        for (i, &(_, c)) in self.chars.iter().enumerate() {
            match c {
                '(' => open = open.or(Some(i)),
                '\n' => open = None,
                ')' => {
                    let Some(from) = open.take() else { continue };
                    let next = self.after_spaces(i + 1);
                    let mark = matches!(self.get(next), ',' | ';' | '–' | '—' | '.' | '!' | '?') && next == i + 1;
                    let goes_on = mark || next > i + 1 && self.get(next).is_lowercase() && !self.begins(next);
                    if goes_on && i - from <= LONGEST_ASIDE {
                        out.push((from, i));
                    }
                }
                _ => {}
            }
        }
        out
    }

    /// A line that begins at `i` is the item of a list: `• Bread`, `- Butter`
    pub(super) fn begins_item(&self, mut i: usize) -> bool {
        const MOST_SPACES: usize = 8;
        let line = i;
        while matches!(self.get(i), ' ' | '\t') && i - line < MOST_SPACES {
            i += 1;
        }
        let bullet = matches!(self.get(i), '•' | '⁃' | '‣' | '◦' | '▪' | '●' | '-' | '–' | '—' | '*');
        bullet && self.get(i + 1).is_whitespace() && !self.get(self.after_spaces(i + 1)).is_lowercase()
    }
}
