//! Large files, fetched to disk: one that broke off goes on where it stopped.
//!
//! The file grows under a name of its own, and beside it stands the mark by which its server knows that version
//! (RFC 9110 §13.1.5). Whoever calls checks its digest and moves it to where it belongs.

use std::path::{Path, PathBuf};
use std::time::Duration;

use futures::StreamExt;
use reqwest::StatusCode;
use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_RANGE, ETAG, HeaderMap, HeaderName, HeaderValue, IF_RANGE, LAST_MODIFIED, RANGE,
};
use tokio::io::AsyncWriteExt;

use super::{Fetch, FetchError, Web};

/// Without a byte for so long, a line counts as broken.
const STALLED: Duration = Duration::from_secs(30);
/// For a whole file: the largest voice over a line of 64 kbit/s.
const WITHIN: Duration = Duration::from_secs(6 * 60 * 60);
/// How often one call goes on after a broken line, and how long it waits before: longer troubles are for the person
/// who asks again.
const TRIES: usize = 3;
const PAUSE: Duration = Duration::from_millis(500);

/// A file on its way.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    pub url: &'a str,
    /// Where it grows.
    pub part: &'a Path,
    /// What it has when it is whole.
    pub bytes: u64,
}

impl Fetch {
    /// Fetches a file to [`Wanted::part`], or the rest of it if the beginning is there. `look` is told how many bytes
    /// there are. The file then has exactly the bytes that were promised; whether they are the right ones, its digest
    /// says.
    ///
    /// # Errors
    /// As [`Fetch::get`], and [`FetchError::Disk`]. What has come is kept whatever happens.
    pub async fn download(&self, wanted: Wanted<'_>, look: &(dyn Fn(u64) + Send + Sync)) -> Result<(), FetchError> {
        let web = match self {
            Fetch::Web(web) => web,
            Fetch::Pages(_) => {
                let page = self.get(wanted.url).await?;
                return std::fs::write(wanted.part, &page.bytes).map_err(|why| disk(wanted.part, &why));
            }
        };
        let all = async {
            let mut last = None;
            for _ in 0..TRIES {
                match web.go_on(wanted, look).await {
                    Err(error) if error.may_pass() => last = Some(error),
                    ended => return ended,
                }
                tokio::time::sleep(PAUSE).await;
            }
            Err(last.unwrap_or(FetchError::BrokenOff { got: 0, promised: wanted.bytes }))
        };
        tokio::time::timeout(WITHIN, all).await.unwrap_or(Err(FetchError::Slow { seconds: WITHIN.as_secs() }))
    }
}

/// Removes what is there of a file: its bytes are not the right ones.
pub fn forget(part: &Path) {
    // What cannot be removed is written over.
    let _ = std::fs::remove_file(part);
    let _ = std::fs::remove_file(mark_file(part));
}

fn mark_file(part: &Path) -> PathBuf {
    let mut name = part.as_os_str().to_owned();
    name.push(".mark");
    PathBuf::from(name)
}

impl Web {
    async fn go_on(&self, wanted: Wanted<'_>, look: &(dyn Fn(u64) + Send + Sync)) -> Result<(), FetchError> {
        let there = std::fs::metadata(wanted.part).map_or(0, |meta| meta.len());
        if there == wanted.bytes {
            look(there);
            return Ok(());
        }
        let mark = std::fs::read_to_string(mark_file(wanted.part)).ok();
        let mark = mark.and_then(|mark| HeaderValue::from_str(&mark).ok()).filter(|_| there < wanted.bytes);
        let mut asked = HeaderMap::from_iter([
            (ACCEPT, HeaderValue::from_static("*/*")),
            // Packed bytes could neither be counted nor gone on with.
            (ACCEPT_ENCODING, HeaderValue::from_static("identity")),
        ]);
        if let (Some(mark), 1..) = (mark, there) {
            asked.insert(RANGE, HeaderValue::try_from(format!("bytes={there}-")).expect("digits are a header"));
            asked.insert(IF_RANGE, mark);
        }
        let answer = tokio::time::timeout(STALLED, self.answer(wanted.url, &asked));
        let answer = answer.await.unwrap_or(Err(FetchError::Slow { seconds: STALLED.as_secs() }));
        let refused = answer.as_ref().is_err_and(|e| *e == FetchError::Status { status: 416 });
        let begins_at = answer.as_ref().ok().and_then(|(_, answer)| begins_at(answer));
        if refused || begins_at.is_some_and(|from| from != there) {
            // The server has no such part of it, or sends another one: the next try asks for all.
            forget(wanted.part);
            return Err(FetchError::BrokenOff { got: 0, promised: wanted.bytes });
        }
        self.write(answer?.1, begins_at.unwrap_or(0), wanted, look).await
    }

    async fn write(
        &self,
        answer: reqwest::Response,
        from: u64,
        wanted: Wanted<'_>,
        look: &(dyn Fn(u64) + Send + Sync),
    ) -> Result<(), FetchError> {
        let broken = |why: std::io::Error| disk(wanted.part, &why);
        let mut open = tokio::fs::OpenOptions::new();
        let open = if from == 0 { open.create(true).write(true).truncate(true) } else { open.append(true) };
        let mut file = open.open(wanted.part).await.map_err(broken)?;
        if from == 0 {
            match mark(answer.headers()) {
                Some(mark) => std::fs::write(mark_file(wanted.part), mark).map_err(broken)?,
                None => drop(std::fs::remove_file(mark_file(wanted.part))),
            }
        }
        let mut got = from;
        look(got);
        let mut parts = answer.bytes_stream();
        let ended = loop {
            let next = tokio::time::timeout(STALLED, parts.next()).await;
            let part = match next.map_err(|_| FetchError::Slow { seconds: STALLED.as_secs() }) {
                Ok(Some(Ok(part))) => part,
                Ok(Some(Err(_))) => break Err(FetchError::BrokenOff { got, promised: wanted.bytes }),
                Ok(None) => break Ok(()),
                Err(slow) => break Err(slow),
            };
            if got + part.len() as u64 > wanted.bytes {
                break Err(FetchError::Longer { promised: wanted.bytes });
            }
            file.write_all(&part).await.map_err(broken)?;
            got += part.len() as u64;
            look(got);
        };
        file.flush().await.map_err(broken)?;
        file.sync_all().await.map_err(broken)?;
        match ended {
            Ok(()) if got < wanted.bytes => Err(FetchError::BrokenOff { got, promised: wanted.bytes }),
            Err(error @ FetchError::Longer { .. }) => {
                forget(wanted.part);
                Err(error)
            }
            ended => ended,
        }
    }
}

/// Where a part of a file begins; `None`: it is the whole file.
fn begins_at(answer: &reqwest::Response) -> Option<u64> {
    if answer.status() != StatusCode::PARTIAL_CONTENT {
        return None;
    }
    let range = answer.headers().get(CONTENT_RANGE).and_then(|range| range.to_str().ok()).unwrap_or_default();
    let from = range.strip_prefix("bytes ").and_then(|range| range.split('-').next());
    // What cannot be read is no part that was asked for.
    Some(from.and_then(|from| from.trim().parse().ok()).unwrap_or(u64::MAX))
}

/// By what the server knows this version of the file. A weak tag does not say that the bytes are the same.
fn mark(headers: &HeaderMap) -> Option<&str> {
    let header = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    header(ETAG).filter(|tag| tag.starts_with('"')).or_else(|| header(LAST_MODIFIED))
}

fn disk(part: &Path, why: &std::io::Error) -> FetchError {
    FetchError::Disk { file: part.display().to_string(), why: why.to_string() }
}
