//! Why something could not be read, in words that say what to do about it.

use std::fmt;

/// A document that gave no story: the reason for programs, and for people a sentence and what to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    pub reason: Reason,
    /// What the person who gave the document can do about it.
    pub hint: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Nothing but white space.
    Empty,
    /// Pictures, archives, PDF …: `kind` is what the first bytes look like.
    Binary { kind: &'static str },
    /// Text, but in no encoding we could tell; `at` is the first byte that is not UTF-8.
    Encoding { at: usize },
    /// Heavier than the limit (both in bytes).
    TooLarge { bytes: usize, limit: usize },
    /// More markup than any article has.
    TooManyTags { limit: usize },
    /// The front matter is no YAML; `line` counts from 1 in the file.
    FrontMatter { line: usize, problem: String },
    /// A reading set by hand, `[word]{…}`, that cannot be used; `line` counts from 1 in the file, 0 if it is not known.
    Reading { line: usize, problem: String },
    /// A value of the front matter that cannot be used, for example a date that is none.
    Field { name: &'static str, value: String },
    /// There is text, but no headline.
    NoHeadline,
    /// There is a headline, but no body.
    NoBody,
    /// Looks like a feed and is none.
    Feed { problem: String },
    /// The document defines entities of its own, which is how small files grow to fill a memory.
    Entities,
    /// None of the kinds that can be read.
    Kind { kind: String },
}

impl Unreadable {
    pub(crate) fn new(reason: Reason, hint: impl Into<String>) -> Unreadable {
        Unreadable { reason, hint: hint.into() }
    }

    pub(crate) fn empty() -> Unreadable {
        Unreadable::new(Reason::Empty, "Write a headline and at least one paragraph, then try again.")
    }

    pub(crate) fn too_large(bytes: usize, limit: usize) -> Unreadable {
        Unreadable::new(
            Reason::TooLarge { bytes, limit },
            "Split it into several stories, or remove embedded pictures and scripts.",
        )
    }

    pub(crate) fn no_body() -> Unreadable {
        Unreadable::new(
            Reason::NoBody,
            "Check that the text is in the document itself and is not added later by a script, or paste it by hand.",
        )
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}. {}", self.reason, self.hint)
    }
}

impl std::error::Error for Unreadable {}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Empty => write!(f, "There is no text in it"),
            Reason::Binary { kind } => write!(f, "This is {kind}, not text"),
            Reason::Encoding { at } => write!(f, "The text is not UTF-8 (byte {at} fits nowhere)"),
            Reason::TooLarge { bytes, limit } => {
                write!(f, "It has {} and the limit is {}", megabytes(*bytes), megabytes(*limit))
            }
            Reason::TooManyTags { limit } => write!(f, "The page has more than {limit} tags"),
            Reason::FrontMatter { line, problem } => {
                write!(f, "The front matter cannot be read at line {line}: {problem}")
            }
            Reason::Reading { line: 0, problem } => write!(f, "A reading set by hand cannot be used: {problem}"),
            Reason::Reading { line, problem } => {
                write!(f, "The reading set by hand in line {line} cannot be used: {problem}")
            }
            Reason::Field { name, value } => write!(f, "“{value}” is not a usable {name}"),
            Reason::NoHeadline => write!(f, "There is no headline"),
            Reason::NoBody => write!(f, "There is a headline, but no story under it"),
            Reason::Feed { problem } => write!(f, "The feed cannot be read: {problem}"),
            Reason::Entities => write!(f, "The document defines entities of its own, which are refused"),
            Reason::Kind { kind } => write!(f, "Crier does not read {kind}"),
        }
    }
}

/// Rounded up to a tenth, so that what is above a limit never prints as the limit.
fn megabytes(bytes: usize) -> String {
    let tenths = bytes.saturating_mul(10).div_ceil(1024 * 1024);
    if tenths.is_multiple_of(10) {
        format!("{} MB", tenths / 10)
    } else {
        format!("{}.{} MB", tenths / 10, tenths % 10)
    }
}
