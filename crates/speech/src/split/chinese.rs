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

/// For each character, how deep it stands in brackets that must not be cut.
fn depths(chars: &[(usize, char)]) -> Vec<u16> {
    let mut steps = vec![0_i32; chars.len() + 1];
    let mut open: Vec<(usize, char)> = Vec::new();
    for (i, &(_, c)) in chars.iter().enumerate() {
        if let Some(close) = closing(c) {
            open.push((i, close));
        } else if let Some(at) = open.iter().rposition(|(_, close)| *close == c) {
            // Brackets that were opened inside and never closed are ordinary characters.
            let (from, close) = open[at];
            open.truncate(at);
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
    steps[..chars.len()]
        .iter()
        .map(|step| {
            depth += step;
            u16::try_from(depth).unwrap_or(0)
        })
        .collect()
}

/// Most brackets open at once that are followed.
const MOST_OPEN: usize = 16;

/// Byte offsets where one sentence ends and the next may begin.
pub fn cuts(text: &str) -> Vec<usize> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let depth = depths(&chars);
    let get = |i: usize| chars.get(i).map_or('\0', |c| c.1);
    let at = |i: usize| chars.get(i).map_or(text.len(), |c| c.0);
    let mut out = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let c = get(i);
        if c == '\n' {
            out.push(at(i));
        }
        // A Latin full stop ends a sentence after a Chinese character, or where a space follows.
        let latin = c == '.'
            && i > 0
            && (is_han(get(i - 1)) && !get(i + 1).is_ascii_digit() || get(i + 1) == ' ' && is_han(get(i + 2)));
        if !is_terminator(c) && !latin {
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
        // `！」，他說` and `「走吧！」他說` go on.
        let goes_on = matches!(get(closed), '，' | '、' | '；' | '：' | ',' | ';' | ':' | '—' | '─')
            // `「…する。」と述べた`: what follows a quotation in kana goes on with it.
            || closed > end && (matches!(get(closed), '\u{3041}'..='\u{309f}') || is_said(&chars, closed));
        let ascii = matches!(c, '!' | '?') && get(closed).is_ascii_alphanumeric() && get(closed).is_ascii_lowercase();
        if !inside && !goes_on && !ascii {
            out.push(at(closed));
        }
        i = closed.max(i + 1);
    }
    out
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
