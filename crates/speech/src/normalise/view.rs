//! The tokens of a text, seen from any of them: what stands there, before it and after it.
//!
//! Every rule looks a bounded number of tokens to either side, so that the whole stays linear.

use super::token::{Kind, Token, tokens};

/// A text ready to be read.
pub struct View<'a> {
    pub text: &'a str,
    pub tokens: Vec<Token<'a>>,
    /// Running text, as against a label (see [`super::manner`]).
    pub prose: bool,
    /// Nearly all of it is written in capitals: capitals mean nothing then.
    pub shouted: bool,
    /// How many tokens at its head are its dateline, where the language looks for one.
    pub dateline: usize,
}

/// What a rule found: how many tokens it read, and the words for them.
#[derive(Debug, PartialEq, Eq)]
pub struct Said {
    pub take: usize,
    pub text: String,
}

impl Said {
    pub fn new(take: usize, text: impl Into<String>) -> Option<Said> {
        Some(Said { take, text: text.into() })
    }
}

impl<'a> View<'a> {
    /// The tokens of a text, and in which manner it is written. Its dateline is the language's own affair.
    pub fn new(text: &'a str) -> View<'a> {
        let tokens = tokens(text);
        let prose = super::manner::is_prose(&tokens);
        let shouted = super::manner::is_shouted(&tokens);
        View { text, tokens, prose, shouted, dateline: 0 }
    }

    pub fn get(&self, i: usize) -> Option<&Token<'a>> {
        self.tokens.get(i)
    }

    /// The token before `i`, if any.
    pub fn before(&self, i: usize) -> Option<&Token<'a>> {
        i.checked_sub(1).and_then(|j| self.tokens.get(j))
    }

    /// The letters of the word at `i`, or nothing.
    pub fn word(&self, i: usize) -> &'a str {
        self.tokens.get(i).filter(|t| t.kind == Kind::Word).map_or("", |t| t.text)
    }

    /// The digits at `i`, or nothing.
    pub fn digits(&self, i: usize) -> &'a str {
        self.tokens.get(i).filter(|t| t.kind == Kind::Digits).map_or("", |t| t.text)
    }

    /// The mark at `i`, or `'\0'`.
    pub fn mark(&self, i: usize) -> char {
        self.tokens.get(i).map_or('\0', Token::mark)
    }

    pub fn word_before(&self, i: usize) -> &'a str {
        i.checked_sub(1).map_or("", |j| self.word(j))
    }

    pub fn mark_before(&self, i: usize) -> char {
        i.checked_sub(1).map_or('\0', |j| self.mark(j))
    }

    /// Whether the token at `i` exists and touches the one before it.
    pub fn glued(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| !t.gap)
    }

    /// Whether the token at `i` exists and white space stands before it.
    pub fn apart(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.gap)
    }

    /// Whether the word at `i` is this one, in any case.
    pub fn is(&self, i: usize, word: &str) -> bool {
        self.word(i).eq_ignore_ascii_case(word)
    }

    /// Whether the mark at `i` is this one and touches what is before it.
    pub fn glued_mark(&self, i: usize, mark: char) -> bool {
        self.glued(i) && self.mark(i) == mark
    }

    /// Whether the word at `i` is this one and touches what is before it.
    pub fn glued_word(&self, i: usize, word: &str) -> bool {
        self.glued(i) && self.word(i) == word
    }

    /// Whether a full stop at `i` also ends the text (closing quotes and brackets may follow).
    pub fn ends_text(&self, i: usize) -> bool {
        self.tokens[i.min(self.tokens.len())..].iter().skip(1).take(MOST_CLOSERS + 1).all(|t| is_closer(t.mark()))
            && self.tokens.len() <= i + 1 + MOST_CLOSERS
    }
}

/// Quotes and brackets that may follow the last full stop.
const MOST_CLOSERS: usize = 4;

/// Whether a mark closes a quotation or a bracket.
pub fn is_closer(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '}' | '`')
}

/// Whether a word begins with a capital.
pub fn is_capitalised(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Whether a word of two letters or more is all capitals.
pub fn is_capitals(word: &str) -> bool {
    word.len() > 1 && word.chars().all(char::is_uppercase)
}

/// An ASCII word in lower case, for looking up in a table. Longer and other words are in no table.
pub enum Low<'a> {
    /// It was written so, as most words are: nothing is copied.
    AsWritten(&'a str),
    /// On the stack: the letters, and how many.
    Lowered([u8; LONGEST_LOW], usize),
}

/// Longest word that is in a table.
const LONGEST_LOW: usize = 20;

impl Low<'_> {
    pub fn of(word: &str) -> Low<'_> {
        if word.len() > LONGEST_LOW || !word.is_ascii() {
            return Low::AsWritten("");
        }
        if !word.bytes().any(|b| b.is_ascii_uppercase()) {
            return Low::AsWritten(word);
        }
        let mut letters = [0; LONGEST_LOW];
        letters[..word.len()].copy_from_slice(word.as_bytes());
        letters.make_ascii_lowercase();
        Low::Lowered(letters, word.len())
    }

    pub fn as_str(&self) -> &str {
        match self {
            Low::AsWritten(word) => word,
            Low::Lowered(letters, length) => std::str::from_utf8(&letters[..*length]).unwrap_or(""),
        }
    }
}
