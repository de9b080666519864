//! Sentences of Chinese, and of other languages written with `。` and no spaces.

/// Longest quotation, in characters, that is kept in one piece. A longer one is cut at its own stops, so that the
/// first sound does not wait for a whole speech.
const LONGEST_QUOTE: usize = 80;

fn is_terminator(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '｡' | '．' | '‼' | '⁇' | '⁈' | '⁉')
}

/// The bracket that closes one.
fn closing(open: char) -> Option<char> {
    Some(match open {
        '「' => '」',
        '『' => '』',
        '“' => '”',
        '‘' => '’',
        '（' => '）',
        '(' => ')',
        '《' => '》',
        '〈' => '〉',
        '【' => '】',
        '〔' => '〕',
        '﹁' => '﹂',
        '﹃' => '﹄',
        _ => return None,
    })
}

fn is_closer(c: char) -> bool {
    matches!(c, '」' | '』' | '”' | '’' | '）' | ')' | '》' | '〉' | '】' | '〕' | '"' | '\'' | '﹂' | '﹄')
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '\u{3040}'..='\u{30ff}')
}

/// What the brackets of a text say.
struct Brackets {
    /// For each character, how deep it stands in brackets that must not be cut.
    depth: Vec<u16>,
    /// For each character that closes a bracket, where that was opened.
    opened: Vec<Option<usize>>,
}

fn brackets(chars: &[(usize, char)]) -> Brackets {
    let mut steps = vec![0_i32; chars.len() + 1];
    let mut opened = vec![None; chars.len()];
    let mut open: Vec<(usize, char)> = Vec::new();
    for (i, &(_, c)) in chars.iter().enumerate() {
        if let Some(close) = closing(c) {
            open.push((i, close));
        } else if let Some(at) = open.iter().rposition(|(_, close)| *close == c) {
            // Brackets that were opened inside and never closed are ordinary characters.
            let (from, close) = open[at];
            open.truncate(at);
            opened[i] = Some(from);
            let whole = matches!(close, '》' | '〉' | '】' | '〕') || i - from <= LONGEST_QUOTE;
            if whole {
                steps[from] += 1;
                steps[i] -= 1;
            }
        }
        // A bracket this far back will not be closed any more; forgetting it keeps the search short.
        if open.len() > MOST_OPEN {
            open.remove(0);
        }
    }
    let mut depth = 0_i32;
    let depth = steps[..chars.len()]
        .iter()
        .map(|step| {
            depth += step;
            u16::try_from(depth).unwrap_or(0)
        })
        .collect();
    Brackets { depth, opened }
}

/// Most brackets open at once that are followed.
const MOST_OPEN: usize = 16;

/// Names that hold an exclamation mark.
const LOUD_NAMES: &[&str] = &["Yahoo", "YAHOO", "Wham", "Joomla", "Jeopardy"];

/// Byte offsets where one sentence ends and the next may begin.
pub fn cuts(text: &str) -> Vec<usize> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let Brackets { depth, opened } = brackets(&chars);
    let get = |i: usize| chars.get(i).map_or('\0', |c| c.1);
    let at = |i: usize| chars.get(i).map_or(text.len(), |c| c.0);
    let mut out = Cuts::default();
    let (mut i, mut start) = (0, 0);
    while i < chars.len() {
        let c = get(i);
        if c == '\n' {
            out.new_line(at(i));
            start = i + 1;
        }
        // A Latin full stop ends a sentence after a Chinese character, or where a space follows.
        let latin = c == '.'
            && i > 0
            && (is_han(get(i - 1)) && !get(i + 1).is_ascii_digit() || get(i + 1) == ' ' && is_han(get(i + 2)));
        let decimal = c == '．' && i > 0 && get(i - 1).is_numeric() && get(i + 1).is_numeric();
        let near = |by: isize| i.checked_add_signed(by).map_or('\0', get);
        let in_name = matches!(c, '.' | '．') && super::name_dot::is_here(near);
        if !is_terminator(c) && !latin || decimal || in_name {
            out.has_words |= c.is_alphanumeric();
            i += 1;
            continue;
        }
        let mut end = i + 1;
        while is_terminator(get(end)) || get(end) == '…' {
            end += 1;
        }
        let mut closed = end;
        while is_closer(get(closed)) {
            closed += 1;
        }
        // At a closing bracket, the depth is that after it.
        let inside = depth[closed - 1] > 0;
        let name = c == '!' && end == i + 1 && closed == end && {
            let before = (1..=LONGEST_NAME).take_while(|n| i >= *n && get(i - n).is_ascii_alphabetic()).count();
            before > 0 && get(end) != ' ' && LOUD_NAMES.contains(&&text[at(i - before)..at(i)])
        };
        let ascii = matches!(c, '!' | '?') && get(closed).is_ascii_lowercase();
        let held = (end..closed).any(|k| match get(k) {
            // The title of a book or a film never ends a sentence: `《你好！》上映了`
            '》' | '〉' => true,
            '）' | ')' | '】' | '〕' => opened[k].is_some_and(|from| from > start),
            _ => false,
        });
        if !inside && !name && !ascii && !held && !goes_on(&chars, end, closed) {
            out.push(at(closed));
            start = closed;
            while get(start).is_whitespace() {
                start += 1;
            }
        }
        i = closed.max(i + 1);
    }
    out.finish(text)
}

/// Longest name with an exclamation mark.
const LONGEST_NAME: usize = 12;

/// The cuts so far.
#[derive(Default)]
struct Cuts {
    found: Vec<usize>,
    /// There are letters or digits behind the last one.
    has_words: bool,
    /// The last one is a line break.
    at_line: bool,
}

impl Cuts {
    /// A cut; marks alone are no sentence, they belong to the one before.
    fn push(&mut self, at: usize) {
        match self.found.last_mut() {
            _ if self.has_words => self.found.push(at),
            Some(last) if !self.at_line => *last = at,
            _ => return,
        }
        (self.has_words, self.at_line) = (false, false);
    }

    fn new_line(&mut self, at: usize) {
        self.found.push(at);
        (self.has_words, self.at_line) = (false, true);
    }

    fn finish(mut self, text: &str) -> Vec<usize> {
        let alone = !self.has_words && !self.at_line;
        if alone && self.found.last().is_some_and(|from| !text[*from..].trim().is_empty()) {
            self.found.pop();
        }
        self.found
    }
}

/// The sentence goes on at `closed`, behind the marks that end at `end` and the brackets that close after them.
fn goes_on(chars: &[(usize, char)], end: usize, closed: usize) -> bool {
    let get = |i: usize| chars.get(i).map_or('\0', |c| c.1);
    let (next, after) = (get(closed), get(closed + 1));
    // `！」，他說` and `「走吧！」他說` go on.
    if matches!(next, '，' | '、' | '；' | '：' | ',' | ';' | ':' | '—' | '─') {
        return true;
    }
    if closed == end {
        // `本当かな？と思った。`
        return next == 'と'
            && matches!(
                after,
                '思' | '言'
                    | '述'
                    | '語'
                    | '話'
                    | '叫'
                    | '考'
                    | '聞'
                    | '尋'
                    | '問'
                    | '驚'
                    | '答'
                    | '呼'
                    | '感'
                    | '訴'
                    | '喜'
                    | '怒'
                    | 'い'
                    | 'つ'
                    | 'ば'
            )
            || next == 'っ' && after == 'て';
    }
    let bracketed = (end..closed).all(|k| matches!(get(k), '）' | ')'));
    // `「…する。」と述べた`: what follows a quotation in kana goes on with it.
    matches!(next, '\u{3041}'..='\u{309f}') || is_joined(next, after) || !bracketed && is_said(chars, closed)
}

/// A word that joins what stands before it begins at `next`: `“好！”就走了`, but not `就在这时`.
fn is_joined(next: char, after: char) -> bool {
    match next {
        '就' => !matches!(after, '在' | '连' | '連' | '算' | '像' | '是'),
        '和' => !matches!(after, '平' | '谐' | '諧' | '解'),
        '与' | '與' => !matches!(after, '会' | '會' | '此' | '其'),
        '及' | '以' => matches!((next, after), ('及', '其') | ('以', '及')),
        '或' => !matches!(after, '许' | '許' | '者'),
        '的' => !matches!(after, '确' | '確'),
        '了' => !matches!(after, '解'),
        '是' => !matches!(after, '的' | '否' | '啊' | '因' | '时' | '時'),
        '并' | '並' => !matches!(after, '非' | '不' | '没' | '沒'),
        '时' | '時' => matches!(after, '，' | ','),
        '等' => !matches!(after, '到' | '待' | '他' | '她'),
        _ => false,
    }
}

/// A short clause that says who spoke follows the quotation: `他說`、`市長表示`.
fn is_said(chars: &[(usize, char)], from: usize) -> bool {
    const FARTHEST: usize = 8;
    for k in 0..FARTHEST {
        let Some(&(_, c)) = chars.get(from + k) else { return false };
        let pair = (c, chars.get(from + k + 1).map_or('\0', |c| c.1));
        if matches!(c, '說' | '说' | '問' | '问' | '喊' | '道' | '稱' | '称') && k > 0 {
            return true;
        }
        if matches!(
            pair,
            ('表', '示')
                | ('指', '出')
                | ('強', '調')
                | ('强', '调')
                | ('寫', '道')
                | ('写', '道')
                | ('回', '應')
                | ('回', '应')
        ) {
            return k > 0;
        }
        if !is_han(c) {
            return false;
        }
    }
    false
}
