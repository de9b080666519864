//! The one error that verbs return. `web` maps it to a status once; jobs retry only [`Error::Broken`].

use std::fmt;

/// What can go wrong with a verb.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or none that this person may know of.
    #[error("{0} was not found")]
    NotFound(&'static str),
    /// The thing is there, and this person may not do that.
    #[error("not allowed: {0}")]
    Forbidden(&'static str),
    /// What was handed in does not hold; says which field and what to do.
    #[error("{}", list(.0))]
    Invalid(Vec<Field>),
    /// Everything was well formed, and a rule says no. The code is stable.
    #[error("{reason}")]
    Refused { code: &'static str, reason: String },
    /// Something outside, or we ourselves, failed. Its text goes to the log, never to a person's page.
    #[error("{0}")]
    Broken(String),
}

/// A field that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub name: &'static str,
    pub problem: String,
}

pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub fn invalid(name: &'static str, problem: impl Into<String>) -> Error {
        Error::Invalid(vec![Field { name, problem: problem.into() }])
    }

    pub fn refused(code: &'static str, reason: impl Into<String>) -> Error {
        Error::Refused { code, reason: reason.into() }
    }

    /// For a failure of something outside: what was attempted, then what it said.
    pub fn broken(doing: &str, why: impl fmt::Display) -> Error {
        Error::Broken(format!("{doing}: {why}"))
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Error {
        Error::Broken(format!("database: {error}"))
    }
}

fn list(fields: &[Field]) -> String {
    fields.iter().map(|field| format!("{}: {}", field.name, field.problem)).collect::<Vec<_>>().join("; ")
}
