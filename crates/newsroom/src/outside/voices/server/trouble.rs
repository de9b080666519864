//! Why a server's voice did not speak, in words for the operator. No key is ever in them.

use crate::error::Error;

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// It says no: asking again changes nothing until somebody changes a setting.
    #[error("{0}")]
    Refused(String),
    /// It could not be had, however often it was asked.
    #[error("{0}")]
    Away(String),
    /// It answered, with no sound that could be this sentence.
    #[error("{0}")]
    Unsound(String),
}

const REFUSED: &str = "server-refuses";
const AWAY: &str = "server-away";
const UNSOUND: &str = "server-unsound";

impl Trouble {
    /// The trouble inside an error; `None` when it is about something else than a server.
    pub fn of(error: &Error) -> Option<Trouble> {
        let Error::Refused { code, reason } = error else { return None };
        match *code {
            REFUSED => Some(Trouble::Refused(reason.clone())),
            AWAY => Some(Trouble::Away(reason.clone())),
            UNSOUND => Some(Trouble::Unsound(reason.clone())),
            _ => None,
        }
    }
}

impl From<Trouble> for Error {
    fn from(trouble: Trouble) -> Error {
        let (code, reason) = match trouble {
            Trouble::Refused(reason) => (REFUSED, reason),
            Trouble::Away(reason) => (AWAY, reason),
            Trouble::Unsound(reason) => (UNSOUND, reason),
        };
        Error::Refused { code, reason }
    }
}
