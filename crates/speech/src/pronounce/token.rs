//! The words of an utterance: letters with the apostrophes inside them. A hyphen parts words.

use std::ops::Range;

/// A word and where it stands.
#[derive(Clone, Debug)]
pub struct Token<'a> {
    /// Without marks around it: `Murray's`, `Ocasio`.
    pub text: &'a str,
    /// In lower case, for comparing.
    pub low: String,
    pub range: Range<usize>,
    /// First of a sentence, or of a quotation: its capital tells nothing.
    pub first: bool,
    /// A comma or a stop stands between this word and the one before it.
    pub parted: bool,
    /// A hyphen, and nothing else, stands before it.
    pub hyphened: bool,
}

/// The words of a text, in order.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut out: Vec<Token> = Vec::new();
    let mut end = 0;
    for (from, to) in spans(text) {
        let gap = &text[end..from];
        let parted = gap.contains([',', '.', ';', ':', '!', '?', '—', '–', '(', ')', '…']);
        let first = out.is_empty() || gap.contains(['.', '!', '?', ':', '“', '"', '‘', '…']);
        let word = &text[from..to];
        let hyphened = gap == "-" || gap == "‑";
        out.push(Token { text: word, low: word.to_lowercase(), range: from..to, first, parted, hyphened });
        end = to;
    }
    out
}

/// Runs of letters; an apostrophe between two letters belongs to its run.
fn spans(text: &str) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    let mut open: Option<usize> = None;
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let inside = c.is_alphanumeric()
            || is_accent(c)
            || (matches!(c, '\'' | '’') && open.is_some() && letters.peek().is_some_and(|(_, n)| n.is_alphabetic()));
        match (inside, open) {
            (true, None) => open = Some(at),
            (false, Some(from)) => {
                out.push((from, at));
                open = None;
            }
            _ => {}
        }
    }
    out.extend(open.map(|from| (from, text.len())));
    out
}

fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

impl Token<'_> {
    pub fn is_capitalised(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// All in capitals, two letters at least.
    pub fn is_shouted(&self) -> bool {
        self.text.chars().count() > 1 && !self.text.contains(char::is_lowercase)
    }

    /// Stands right after the other with a blank, a hyphen or a comma between: `Le Monde`, `France-Presse`,
    /// `Beaufort, South Carolina`.
    pub fn joins(&self, before: &Token, text: &str) -> bool {
        matches!(&text[before.range.end..self.range.start], " " | "-" | "‑" | ", ")
    }

    /// Lower case, without accents, the apostrophe straight: as the dictionary has it.
    pub fn plain(&self) -> String {
        self.low.chars().filter(|c| !is_accent(*c)).map(|c| if c == '’' { '\'' } else { without_accent(c) }).collect()
    }

    /// The word with the letters an English voice does not know put in its own: `Wałęsa` → `Wawensa`. Those of
    /// French, Spanish and German it knows by itself.
    pub fn near_english(&self) -> String {
        let mut out = String::with_capacity(self.text.len());
        for c in self.text.chars().filter(|c| !is_accent(*c)) {
            let near = match c {
                'š' | 'ş' | 'ș' | 'ś' | 'ŝ' => "sh",
                'Š' | 'Ş' | 'Ș' | 'Ś' => "Sh",
                'č' | 'ć' | 'ĉ' => "ch",
                'Č' | 'Ć' => "Ch",
                'ž' | 'ż' | 'ź' => "zh",
                'Ž' | 'Ż' | 'Ź' => "Zh",
                'ł' => "w",
                'Ł' => "W",
                'ą' => "on",
                'ę' => "en",
                'ț' | 'ţ' => "ts",
                'Ț' => "Ts",
                'đ' => "j",
                'Đ' => "J",
                'ğ' => "",
                'ø' | 'ő' => "er",
                'Ø' => "Er",
                'æ' => "e",
                'Æ' => "E",
                'þ' => "th",
                'Þ' => "Th",
                'ð' => "th",
                'å' => "o",
                'Å' => "O",
                _ if is_vietnamese(c) || ('\u{100}'..'\u{180}').contains(&c) => {
                    let plain = without_accent(c);
                    out.push(plain);
                    continue;
                }
                _ => {
                    out.push(c);
                    continue;
                }
            };
            out.push_str(near);
        }
        out
    }
}

fn is_vietnamese(c: char) -> bool {
    matches!(c, '\u{1e00}'..='\u{1eff}' | 'ơ' | 'Ơ' | 'ư' | 'Ư')
}

/// The letter under an accent; a letter that is none stays.
fn without_accent(c: char) -> char {
    use unicode_normalization::UnicodeNormalization;
    match c {
        'ł' => 'l',
        'Ł' => 'L',
        'ø' => 'o',
        'Ø' => 'O',
        'đ' => 'd',
        'Đ' => 'D',
        'ı' => 'i',
        _ => std::iter::once(c).nfd().next().unwrap_or(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_without_their_marks_and_know_what_parts_them() {
        let found = tokens("“Murray’s,” said Ocasio-Cortez. The");
        let words: Vec<&str> = found.iter().map(|t| t.text).collect();
        assert_eq!(words, ["Murray’s", "said", "Ocasio", "Cortez", "The"]);
        assert!(found[1].parted && !found[2].parted && found[3].hyphened);
        assert!(found[0].first && found[4].first && !found[2].first);
    }

    #[test]
    fn letters_an_english_voice_does_not_know_become_its_own() {
        let near = |word: &str| tokens(word)[0].near_english();
        assert_eq!(near("Wałęsa"), "Wawensa");
        assert_eq!(near("Iohanniș"), "Iohannish");
        assert_eq!(near("Nguyễn"), "Nguyen");
        assert_eq!(near("Müller"), "Müller");
        assert_eq!(tokens("Müller’s")[0].plain(), "muller's");
    }
}
