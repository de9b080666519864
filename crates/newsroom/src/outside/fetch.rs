//! Pages of others, fetched: every address that a person types or a feed names goes through here and nowhere else.
//!
//! A newsroom's machine can reach what the person who typed the address cannot: its own services, the network behind
//! it, the cloud's metadata address. So an address is looked at as written (`guard::check`), the name is resolved by
//! ourselves, only public addresses are handed to the connection (a name cannot change its mind in between), and each
//! redirect starts again from the beginning.

mod download;
mod error;
mod guard;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures::StreamExt;
use reqwest::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderValue, LOCATION};
use url::Url;

pub use download::{Wanted, forget};
pub use error::FetchError;

/// Bytes of one page after unpacking; the same as reading takes.
pub const MAX_BYTES: usize = crate::reading::MAX_BYTES;
/// Moves from one address to another before the page.
pub const MAX_REDIRECTS: usize = 5;
/// Until somebody answers the door.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// For everything together: names, redirects, the last byte.
pub const TOTAL_TIMEOUT: Duration = Duration::from_secs(30);

/// Says who asks, so that a publisher can tell us apart and turn us away.
pub(super) const USER_AGENT: &str = concat!("Crier/", env!("CARGO_PKG_VERSION"));
const ACCEPTED: &str = "text/html,application/xhtml+xml,application/feed+json,application/rss+xml,application/atom+xml,\
                        application/xml;q=0.9,application/json;q=0.9,text/markdown;q=0.9,*/*;q=0.5";

/// A page as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Where it was in the end.
    pub url: String,
    pub content_type: Option<String>,
    pub bytes: Bytes,
}

/// The way to other people's pages.
#[derive(Clone, Debug)]
pub enum Fetch {
    /// The real web.
    Web(Arc<Web>),
    /// Pages by their address, held in memory; the guard on addresses as written is the same.
    Pages(Arc<BTreeMap<String, Page>>),
}

/// Settings and the connection pool of [`Fetch::Web`].
#[derive(Debug)]
pub struct Web {
    /// `host:port` of places that an operator configured, which may be private.
    exempt: BTreeSet<String>,
    connect_timeout: Duration,
    total_timeout: Duration,
    max_bytes: usize,
    /// One for public places, and one that resolves any name, for the exempt ones alone.
    public: Lazy,
    private: Lazy,
}

type Lazy = std::sync::OnceLock<Result<reqwest::Client, String>>;

impl Default for Fetch {
    fn default() -> Fetch {
        Fetch::new()
    }
}

/// An address that people are led to, as somebody typed it: on the public web, with no name or password in it. Nothing is
/// fetched.
///
/// # Errors
/// [`FetchError`], as for an address that is to be fetched.
pub fn public_address(given: &str) -> Result<Url, FetchError> {
    guard::check(given, &BTreeSet::new()).map(|checked| checked.url)
}

impl Fetch {
    /// Public places only.
    pub fn new() -> Fetch {
        Fetch::allow_private([])
    }

    /// As [`Fetch::new`], and also these places (`host:port`), whatever their address: for adapters that an operator
    /// configures, never for addresses that a person types or a feed names.
    pub fn allow_private(places: impl IntoIterator<Item = String>) -> Fetch {
        Fetch::Web(Arc::new(Web {
            exempt: places.into_iter().map(|place| place.to_ascii_lowercase()).collect(),
            connect_timeout: CONNECT_TIMEOUT,
            total_timeout: TOTAL_TIMEOUT,
            max_bytes: MAX_BYTES,
            public: Lazy::new(),
            private: Lazy::new(),
        }))
    }

    /// The same places with other limits: for tests, and for machines on slow lines.
    #[must_use]
    pub fn limited(self, total_timeout: Duration, max_bytes: usize) -> Fetch {
        match self {
            Fetch::Web(web) => Fetch::Web(Arc::new(Web {
                exempt: web.exempt.clone(),
                connect_timeout: CONNECT_TIMEOUT.min(total_timeout),
                total_timeout,
                max_bytes,
                public: Lazy::new(),
                private: Lazy::new(),
            })),
            pages @ Fetch::Pages(_) => pages,
        }
    }

    /// Pages held in memory, each under its own address.
    pub fn pages(pages: impl IntoIterator<Item = Page>) -> Fetch {
        Fetch::Pages(Arc::new(pages.into_iter().map(|page| (page.url.clone(), page)).collect()))
    }

    /// The page at `url`, unpacked, at most [`MAX_BYTES`], within [`TOTAL_TIMEOUT`].
    ///
    /// # Errors
    /// [`FetchError`]: refused addresses, unreachable or slow servers, answers that are no page, too large ones.
    pub async fn get(&self, url: &str) -> Result<Page, FetchError> {
        match self {
            Fetch::Web(web) => web.get(url).await,
            Fetch::Pages(pages) => {
                let guard::Checked { url: checked, .. } = guard::check(url, &BTreeSet::new())?;
                let page = pages.get(url).or_else(|| pages.get(checked.as_str()));
                page.cloned().ok_or(FetchError::Status { status: 404 })
            }
        }
    }
}

impl Web {
    async fn get(&self, url: &str) -> Result<Page, FetchError> {
        let seconds = self.total_timeout.as_secs().max(1);
        tokio::time::timeout(self.total_timeout, self.follow(url)).await.unwrap_or(Err(FetchError::Slow { seconds }))
    }

    async fn follow(&self, url: &str) -> Result<Page, FetchError> {
        let (url, answer) =
            self.answer(url, &HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static(ACCEPTED))])).await?;
        self.take(url, answer).await
    }

    /// Asks, and follows where it leads; each address anew through the guard.
    async fn answer(&self, url: &str, asked: &HeaderMap) -> Result<(Url, reqwest::Response), FetchError> {
        let guard::Checked { mut url, mut exempt } = guard::check(url, &self.exempt)?;
        for _ in 0..=MAX_REDIRECTS {
            let request = self.client(exempt)?.get(url.clone()).headers(asked.clone());
            let answer = request.send().await.map_err(|error| FetchError::of(&error, self.total_timeout))?;
            let status = answer.status();
            if status.is_redirection() {
                let place = answer.headers().get(LOCATION).and_then(|place| place.to_str().ok());
                let Some(place) = place else { return Err(FetchError::Status { status: status.as_u16() }) };
                let next = url.join(place).map_err(|_| FetchError::NotAnAddress { given: place.to_owned() })?;
                guard::Checked { url, exempt } = guard::check(next.as_str(), &self.exempt)?;
                continue;
            }
            if !status.is_success() {
                return Err(FetchError::Status { status: status.as_u16() });
            }
            return Ok((url, answer));
        }
        Err(FetchError::Redirects { limit: MAX_REDIRECTS })
    }

    /// Reads the answer while it comes, so that neither a false length nor a small archive of a huge page costs memory.
    async fn take(&self, url: Url, answer: reqwest::Response) -> Result<Page, FetchError> {
        let header = |name| answer.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let content_type = header(CONTENT_TYPE);
        let said: usize = header(CONTENT_LENGTH).and_then(|length| length.parse().ok()).unwrap_or(0);
        let too_large = FetchError::TooLarge { limit: self.max_bytes };
        if said > self.max_bytes {
            return Err(too_large);
        }
        let mut bytes = BytesMut::with_capacity(said);
        let mut parts = answer.bytes_stream();
        while let Some(part) = parts.next().await {
            let part = part.map_err(|error| FetchError::of(&error, self.total_timeout))?;
            if bytes.len() + part.len() > self.max_bytes {
                return Err(too_large);
            }
            bytes.extend_from_slice(&part);
        }
        Ok(Page { url: url.to_string(), content_type, bytes: bytes.freeze() })
    }

    /// Made at the first use: a machine without root certificates can still do everything that fetches nothing.
    fn client(&self, exempt: bool) -> Result<&reqwest::Client, FetchError> {
        let client = if exempt { &self.private } else { &self.public };
        let made = client.get_or_init(|| {
            provide_cryptography();
            let builder = reqwest::Client::builder()
                .user_agent(USER_AGENT)
                // A proxy would resolve names itself, behind the guard's back.
                .no_proxy()
                .redirect(reqwest::redirect::Policy::none())
                .connect_timeout(self.connect_timeout);
            let builder = if exempt { builder } else { builder.dns_resolver(guard::PublicNames) };
            builder.build().map_err(|error| FetchError::chain(&error))
        });
        made.as_ref().map_err(|why| FetchError::NoClient { why: why.clone() })
    }
}

/// Secure connections need a provider, once in the process.
pub(super) fn provide_cryptography() {
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        // Fails only if another thread was faster, and then there is one.
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
}

/// The innermost cause of a client's error, which says what happened; the outer ones repeat the address.
pub(super) fn innermost(error: &dyn std::error::Error) -> String {
    FetchError::chain(error)
}
