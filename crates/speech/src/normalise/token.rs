//! Text cut into words, digits and marks, in one pass.

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters, with apostrophes between them: `didn’t`.
    Word,
    /// ASCII digits.
    Digits,
    /// One character of anything else.
    Mark,
}

/// A piece of the text. White space is not a token: it is the `gap` before the next one.
#[derive(Clone, Copy, Debug)]
pub struct Token<'a> {
    pub text: &'a str,
    /// Byte offset in the whole text.
    pub from: usize,
    pub kind: Kind,
    /// White space, or the start of the text, stands before it.
    pub gap: bool,
    /// An odd number of straight double quotes stands before it: a quotation is open.
    pub quoted: bool,
    /// The one character of a mark, for nearly every rule asks for it; `'\0'` for anything else.
    mark: char,
}

impl Token<'_> {
    /// Byte offset where it ends.
    pub fn to(&self) -> usize {
        self.from + self.text.len()
    }

    /// The one character of a mark; `'\0'` for anything else.
    pub fn mark(&self) -> char {
        self.mark
    }
}

/// Whether a character belongs to a word. Accents that stand alone belong to the letter before them.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || (!c.is_ascii() && (c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c)))
}

/// Whether a character is an apostrophe when letters stand on both sides of it.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '＇')
}

/// Whether the last token stands after digits.
fn after_digits(tokens: &[Token<'_>]) -> bool {
    tokens.len() > 1 && tokens[tokens.len() - 2].kind == Kind::Digits
}

/// Cuts a text into tokens.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut out = Vec::with_capacity(text.len() / 4 + 4);
    let mut rest = text.char_indices().peekable();
    let (mut gap, mut quoted) = (true, false);
    while let Some((from, c)) = rest.next() {
        if c.is_whitespace() {
            gap = true;
            continue;
        }
        let mut to = from + c.len_utf8();
        let kind = if c.is_ascii_digit() {
            while let Some(&(at, d)) = rest.peek().filter(|(_, d)| d.is_ascii_digit()) {
                to = at + d.len_utf8();
                rest.next();
            }
            Kind::Digits
        } else if is_letter(c) {
            // `29th’s` and `12's`: what touches digits ends at the apostrophe.
            let after_digits = !gap && out.last().is_some_and(|t: &Token<'_>| t.kind == Kind::Digits);
            while let Some(&(at, d)) = rest.peek() {
                if is_letter(d) {
                    to = at + d.len_utf8();
                    rest.next();
                } else if !after_digits
                    && is_apostrophe(d)
                    && text[at + d.len_utf8()..].chars().next().is_some_and(is_letter)
                {
                    // The letter after it is taken by the next turn of the loop.
                    to = at + d.len_utf8();
                    rest.next();
                } else {
                    break;
                }
            }
            Kind::Word
        } else {
            Kind::Mark
        };
        let mark = if kind == Kind::Mark { c } else { '\0' };
        out.push(Token { text: &text[from..to], from, kind, gap, quoted, mark });
        gap = false;
        // `18"` outside a quotation is inches, and opens none.
        let inches = !quoted && out.last().is_some_and(|t| !t.gap) && after_digits(&out);
        quoted ^= c == '"' && !inches;
    }
    out
}
