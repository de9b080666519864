//! A headline broken into lines: where it may be broken, and where it reads best. Pure: widths are handed in.

use std::ops::Range;

/// Signs that never begin a line in Chinese and Japanese (JIS X 4051, and the usage of Taiwan).
const NEVER_FIRST: &str =
    "，。、；：？！．・）〉》」』】〕〗’”…‥—～％‰℃·,.;:?!)]}%ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々〻";
/// Signs that never end one.
const NEVER_LAST: &str = "（〈《「『【〔〖‘“([{＄￥$#＃";
/// Steps of the search for the narrowest measure: finer than a pixel of any card.
const STEPS: usize = 12;

/// What is never broken: a word, or one Chinese sign with the marks that belong to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    pub text: String,
    /// A space stands before it, unless it begins a line.
    pub spaced: bool,
}

/// Cuts a text into its units. Spaces part them; so do Chinese and Japanese signs, and hyphens and dashes behind letters.
pub fn units(text: &str) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    for token in text.split_whitespace() {
        let mut spaced = !units.is_empty();
        let mut before: Option<char> = None;
        for letter in token.chars() {
            match units.last_mut() {
                Some(unit) if before.is_some_and(|before| !may_break(before, letter)) => unit.text.push(letter),
                _ => {
                    units.push(Unit { text: letter.to_string(), spaced });
                    spaced = false;
                }
            }
            before = Some(letter);
        }
    }
    units
}

fn may_break(before: char, after: char) -> bool {
    if NEVER_LAST.contains(before) || NEVER_FIRST.contains(after) {
        return false;
    }
    is_sign(before) || is_sign(after) || (matches!(before, '-' | '–' | '—' | '/') && after.is_alphabetic())
}

/// Written without spaces: Han, Kana, and the marks and full-width letters that go with them.
fn is_sign(letter: char) -> bool {
    matches!(letter, '\u{2e80}'..='\u{303f}' | '\u{3040}'..='\u{30ff}' | '\u{3100}'..='\u{312f}' | '\u{31a0}'..='\u{31bf}'
        | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// A size that may be taken: in px, with its line height.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub px: f32,
    pub leading: f32,
}

/// A text, in lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitted {
    pub px: f32,
    pub leading: f32,
    pub lines: Vec<String>,
}

/// The room for a text, in px.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    pub width: f32,
    pub height: f32,
}

/// Sets a text as large as it fits: `sizes` from the largest on, `widths` of the units at one px, `space` the width of a
/// space. In the smallest size what does not fit is cut, and an ellipsis says so. Lines are about equally long.
pub fn fit(units: &[Unit], widths: &[f32], space: f32, sizes: &[Size], room: Room) -> Fitted {
    let mut smallest = Fitted { px: 1.0, leading: 1.0, lines: Vec::new() };
    for (at, size) in sizes.iter().enumerate() {
        let measure = Measure { units, widths, space, px: size.px };
        let most = (room.height / (size.px * size.leading)).floor().max(1.0) as usize;
        let lines = measure.broken(room.width);
        let fits = lines.len() <= most && lines.iter().all(|line| measure.width(line) <= room.width);
        let last = at + 1 == sizes.len();
        if !fits && !last {
            continue;
        }
        let lines = if fits { measure.balanced(room.width, lines.len()) } else { lines };
        smallest = Fitted { px: size.px, leading: size.leading, lines: measure.written(&lines, most, room.width) };
        break;
    }
    smallest
}

struct Measure<'a> {
    units: &'a [Unit],
    widths: &'a [f32],
    space: f32,
    px: f32,
}

impl Measure<'_> {
    fn width_of(&self, at: usize) -> f32 {
        self.widths.get(at).copied().unwrap_or_default() * self.px
    }

    fn space_before(&self, at: usize) -> f32 {
        if self.units[at].spaced { self.space * self.px } else { 0.0 }
    }

    fn width(&self, line: &Range<usize>) -> f32 {
        line.clone().map(|at| self.width_of(at) + if at > line.start { self.space_before(at) } else { 0.0 }).sum()
    }

    /// As much into each line as goes in.
    fn broken(&self, most: f32) -> Vec<Range<usize>> {
        let mut lines: Vec<Range<usize>> = Vec::new();
        let mut used = 0.0;
        for at in 0..self.units.len() {
            let more = self.space_before(at) + self.width_of(at);
            match lines.last_mut() {
                Some(line) if used + more <= most => {
                    line.end = at + 1;
                    used += more;
                }
                _ => {
                    lines.push(at..at + 1);
                    used = self.width_of(at);
                }
            }
        }
        lines
    }

    /// The narrowest measure that takes no line more: no last line of one word.
    fn balanced(&self, width: f32, count: usize) -> Vec<Range<usize>> {
        let widest = (0..self.units.len()).map(|at| self.width_of(at)).fold(0.0, f32::max);
        let (mut low, mut high) = (widest.min(width), width);
        for _ in 0..STEPS {
            let middle = (low + high) / 2.0;
            if self.broken(middle).len() <= count { high = middle } else { low = middle }
        }
        self.broken(high)
    }

    /// The lines as text; past the last one that there is room for, and past the width, an ellipsis.
    fn written(&self, lines: &[Range<usize>], most: usize, width: f32) -> Vec<String> {
        let cut = lines.len() > most;
        let shown = &lines[..lines.len().min(most)];
        let write = |(n, line): (usize, &Range<usize>)| {
            let ends = cut && n + 1 == shown.len();
            let mut line = line.clone();
            // An ellipsis is about as wide as a letter of Latin is high.
            while ends && line.len() > 1 && self.width(&line) + self.px > width {
                line.end -= 1;
            }
            let text = self.text(&line);
            let over = self.width(&line) + if ends { self.px } else { 0.0 } - width;
            match (over > 0.0, ends) {
                (true, _) => shortened(&text, (width - self.px) / self.width(&line).max(1.0)),
                (false, true) => format!("{text}…"),
                (false, false) => text,
            }
        };
        shown.iter().enumerate().map(write).collect()
    }

    fn text(&self, line: &Range<usize>) -> String {
        let mut text = String::new();
        for at in line.clone() {
            if at > line.start && self.units[at].spaced {
                text.push(' ');
            }
            text.push_str(&self.units[at].text);
        }
        text
    }
}

/// So much of a text that is too long to be broken, with an ellipsis.
fn shortened(text: &str, share: f32) -> String {
    let letters = text.chars().count() as f32 * share.clamp(0.0, 1.0);
    let kept: String = text.chars().take(letters as usize).collect();
    format!("{}…", kept.trim_end())
}
