//! Why a page could not be fetched, in words for the person who gave its address.

use std::time::Duration;

use super::guard::Blocked;

/// A page that was not fetched.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    #[error("“{given}” is not an address. Write it in full, like https://example.org/news/story.html.")]
    NotAnAddress { given: String },
    #[error("Addresses that begin with {scheme}: are not fetched. Only http: and https: are.")]
    Scheme { scheme: String },
    #[error("The address holds a user name or a password. Take them out: what they protect is not for publishing.")]
    UserInfo,
    #[error("Port {port} is not fetched. Web pages are on the ports 80, 443, 8080 and 8443.")]
    Port { port: u16 },
    #[error("“{host}” is a number and not a name. Use the site's name.")]
    Literal { host: String },
    #[error("“{host}” is on this machine or in a private network, which is not fetched. Use a public address.")]
    Private { host: String },
    #[error("The page moved more than {limit} times. Open it in a browser and give the address it ends at.")]
    Redirects { limit: usize },
    #[error("The server did not answer within {seconds} s. Try again later.")]
    Slow { seconds: u64 },
    #[error("The page has more than {} MB. Give the address of a single article.", .limit.div_ceil(1024 * 1024))]
    TooLarge { limit: usize },
    #[error("The server answered with {status} instead of the page. Check the address in a browser.")]
    Status { status: u16 },
    #[error("The server could not be reached: {why}. Check the address, then try again.")]
    Unreachable { why: String },
    #[error("The line broke off after {got} of {promised} bytes. Ask again: it goes on where it stopped.")]
    BrokenOff { got: u64, promised: u64 },
    #[error(
        "The server sent more than the {promised} bytes that were promised. Nothing of it was kept: try again later."
    )]
    Longer { promised: u64 },
    #[error("{file} could not be written: {why}. Make room, then ask again: what has come is kept.")]
    Disk { file: String, why: String },
    #[error("This machine cannot make secure connections: {why}. Install the package ca-certificates.")]
    NoClient { why: String },
}

impl FetchError {
    /// Whether asking again later may help: a job retries these and gives up the others at once.
    pub fn may_pass(&self) -> bool {
        match self {
            FetchError::Slow { .. } | FetchError::Unreachable { .. } | FetchError::BrokenOff { .. } => true,
            FetchError::NoClient { .. } => true,
            FetchError::Status { status } => *status >= 500 || matches!(status, 408 | 425 | 429),
            _ => false,
        }
    }

    /// What the HTTP client says, with the guard's own refusal found among the causes.
    pub(super) fn of(error: &reqwest::Error, timeout: Duration) -> FetchError {
        let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
        while let Some(here) = cause {
            if let Some(Blocked { host }) = here.downcast_ref::<Blocked>() {
                return FetchError::Private { host: host.clone() };
            }
            cause = here.source();
        }
        if error.is_timeout() {
            return FetchError::Slow { seconds: timeout.as_secs().max(1) };
        }
        FetchError::Unreachable { why: FetchError::chain(error) }
    }

    /// The innermost cause says what happened; the outer ones only repeat the address.
    pub(super) fn chain(error: &dyn std::error::Error) -> String {
        let mut innermost = error;
        while let Some(inner) = innermost.source() {
            innermost = inner;
        }
        innermost.to_string()
    }
}
