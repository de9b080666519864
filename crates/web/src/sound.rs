//! `GET /audio/{digest}.mp3`, the sound of a narration or a spot, and `GET /programmes/{digest}.mp3`, of many: whole or by ranges,
//! only to those who may hear it.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};
use bytes::Bytes;
use moka::future::Cache;
use newsroom::error::{Error, Result};
use newsroom::narrations::{self, Audience};
use newsroom::programmes::{self, Bit, Programme};
use newsroom::spots;
use newsroom::sweeping::audio_file;

use crate::range::{self, Part};
use crate::site::Site;
use crate::{problem, session, store};

/// Files kept open; past it the least used are closed.
const OPEN_AT_MOST: u64 = 256;
/// A kept answer is asked again after this long: a replaced narration ends by time, without a change.
const KEPT_FOR: Duration = Duration::from_secs(30);
/// Longer parts are sent piece by piece, so that a slow phone costs no more memory than this.
const PIECE: u64 = 128 << 10;

/// Lists of joined programmes kept in memory; each some 30 KB.
const PROGRAMMES_AT_MOST: u64 = 64;

type Kept = Cache<(String, i64), Option<Arc<Open>>>;

/// Open files, and who may hear them, by digest and edition number.
pub struct Sound {
    files: Kept,
    programmes: Kept,
}

struct Open {
    audience: Audience,
    length: u64,
    source: Source,
    etag: HeaderValue,
}

enum Source {
    File(File),
    /// A store that is not a folder.
    Store(String),
    /// Many files, each opened when its turn comes.
    Programme(Programme),
}

impl Sound {
    pub fn new() -> Sound {
        let keep = |most| Cache::builder().max_capacity(most).time_to_live(KEPT_FOR).build();
        Sound { files: keep(OPEN_AT_MOST), programmes: keep(PROGRAMMES_AT_MOST) }
    }
}

impl Default for Sound {
    fn default() -> Sound {
        Sound::new()
    }
}

/// Answers GET and HEAD, ranges and conditions, at the first hop.
pub async fn serve(
    State(site): State<Site>,
    method: Method,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    let found = match digest_in(&name) {
        Some(digest) => open(&site, digest).await,
        None => Ok(None),
    };
    told(&site, found, &headers, &method).await
}

/// The same for a joined programme.
pub async fn serve_programme(
    State(site): State<Site>,
    method: Method,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    let found = match digest_in(&name) {
        Some(digest) => open_programme(&site, digest).await,
        None => Ok(None),
    };
    told(&site, found, &headers, &method).await
}

fn digest_in(name: &str) -> Option<&str> {
    name.strip_suffix(".mp3").filter(|digest| digest.len() == 64 && digest.bytes().all(|b| b.is_ascii_hexdigit()))
}

async fn told(site: &Site, found: Result<Option<Arc<Open>>>, headers: &HeaderMap, method: &Method) -> Response<Body> {
    let open = match found {
        Ok(Some(open)) => open,
        Ok(None) => return gone(),
        Err(error) => return problem::details(&error, problem::request_id(headers)),
    };
    match open.audience {
        Audience::Everybody => {}
        // Its name is told to those alone who edit the story.
        Audience::Staff if session::staff(site, headers).await.is_some() => {}
        _ => return gone(),
    }
    answer(site, &open, headers, method == Method::HEAD)
}

/// Never kept by a cache: the sound may be made, or published, a moment later.
pub fn gone() -> Response<Body> {
    let mut response = Response::new(Body::from("there is no such sound\n"));
    *response.status_mut() = StatusCode::NOT_FOUND;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Looks a file up once per change of what readers can see.
async fn open(site: &Site, digest: &str) -> Result<Option<Arc<Open>>> {
    let key = (digest.to_string(), site.edition());
    if let Some(kept) = site.sound.files.get(&key).await {
        return Ok(kept);
    }
    let audience = match narrations::audience(&site.ctx, digest).await? {
        Audience::Nobody => spots::audience(&site.ctx, digest).await?,
        known => known,
    };
    let found = if audience == Audience::Nobody { None } else { find(site, digest, audience).await?.map(Arc::new) };
    site.sound.files.insert(key, found.clone()).await;
    Ok(found)
}

/// A programme is there as long as everybody may hear each sound in it: a story that is retracted takes the programmes
/// with it that it was in, and whoever asks what is on gets another.
async fn open_programme(site: &Site, digest: &str) -> Result<Option<Arc<Open>>> {
    let key = (digest.to_string(), site.edition());
    if let Some(kept) = site.sound.programmes.get(&key).await {
        return Ok(kept);
    }
    // What is not there is not remembered: it may be joined a moment later, under this very name.
    let Some(programme) = programmes::by_digest(&site.ctx, digest).await? else { return Ok(None) };
    for audio in programme.audio() {
        if !heard_by_everybody(site, audio).await? {
            return Ok(None);
        }
    }
    let length = programme.length;
    let source = Source::Programme(programme);
    let found = Arc::new(Open { audience: Audience::Everybody, length, etag: etag(digest)?, source });
    site.sound.programmes.insert(key, Some(found.clone())).await;
    Ok(Some(found))
}

async fn heard_by_everybody(site: &Site, audio: &str) -> Result<bool> {
    Ok(open(site, audio).await?.is_some_and(|open| open.audience == Audience::Everybody))
}

fn etag(digest: &str) -> Result<HeaderValue> {
    HeaderValue::from_str(&format!("\"{}\"", &digest[..32])).map_err(|e| Error::broken("naming a sound", e))
}

async fn find(site: &Site, digest: &str, audience: Audience) -> Result<Option<Open>> {
    let name = audio_file(digest);
    let etag = etag(digest)?;
    let (source, length) = match site.ctx.files.path(&name) {
        Some(path) => match File::open(&path) {
            Ok(file) => {
                let length = file.metadata().map_err(|e| Error::broken("reading a sound", e))?.len();
                (Source::File(file), length)
            }
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(Error::broken("reading a sound", e)),
        },
        None => match site.ctx.files.get(&name).await? {
            Some(bytes) => (Source::Store(name), bytes.len() as u64),
            None => return Ok(None),
        },
    };
    Ok(Some(Open { audience, length, source, etag }))
}

fn answer(site: &Site, open: &Arc<Open>, request: &HeaderMap, head: bool) -> Response<Body> {
    let etag = open.etag.to_str().unwrap_or_default();
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    headers.insert(header::ETAG, open.etag.clone());
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    // Short, and asked again: a retracted story is silent within a minute everywhere.
    headers.insert(
        header::CACHE_CONTROL,
        match open.audience {
            Audience::Everybody => HeaderValue::from_static("public, max-age=60, must-revalidate"),
            _ => HeaderValue::from_static("private, no-store"),
        },
    );
    if store::has_already(request, etag) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("audio/mpeg"));
    let text = |name| request.get(name).and_then(|v: &HeaderValue| v.to_str().ok());
    // With another tag in If-Range the part would be of another file: the whole is sent.
    let same = text(header::IF_RANGE).is_none_or(|tag| tag == etag);
    let part = range::read(text(header::RANGE).filter(|_| same), open.length);
    let (from, to) = match part {
        Part::Whole => (0, open.length),
        Part::Bytes(from, to) => {
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
            let range = format!("bytes {from}-{}/{}", to - 1, open.length);
            insert(&mut response, header::CONTENT_RANGE, &range);
            (from, to)
        }
        Part::Nothing => {
            *response.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
            insert(&mut response, header::CONTENT_RANGE, &format!("bytes */{}", open.length));
            return response;
        }
    };
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(to - from));
    if !head {
        *response.body_mut() = body(site.clone(), open.clone(), from, to);
    }
    response
}

fn insert(response: &mut Response<Body>, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

fn body(site: Site, open: Arc<Open>, from: u64, to: u64) -> Body {
    // A part that a player asks for is in the page cache as a rule: read in place, it costs less than the way to
    // another thread (measured, `make bench`).
    if to - from <= PIECE
        && let Source::File(file) = &open.source
    {
        return match read(file, from, to) {
            Ok(bytes) => Body::from(bytes),
            Err(error) => {
                tracing::error!(%error, "cannot read a sound");
                Body::from_stream(futures::stream::once(async move { Err::<Bytes, _>(error) }))
            }
        };
    }
    let pieces = futures::stream::try_unfold(from, move |at| {
        let (site, open) = (site.clone(), open.clone());
        async move {
            if at >= to {
                return Ok(None);
            }
            let bytes = bit(&site, &open, at, (at + PIECE).min(to)).await?;
            let next = at + bytes.len() as u64;
            Ok::<_, std::io::Error>(Some((bytes, next)))
        }
    });
    Body::from_stream(pieces)
}

/// Bytes from `from` on, up to `to`, and one at least.
async fn bit(site: &Site, open: &Arc<Open>, from: u64, to: u64) -> std::io::Result<Bytes> {
    let not_there = || std::io::Error::from(std::io::ErrorKind::NotFound);
    let Source::Programme(programme) = &open.source else { return in_one_place(site, open, from, to).await };
    match programme.bit(from, to).ok_or_else(not_there)? {
        Bit::Own(bytes) => Ok(bytes),
        Bit::Audio { digest, from, to } => {
            // Asked for each time: a story that is retracted falls silent in the middle of a programme, too.
            let story = self::open(site, digest).await.map_err(std::io::Error::other)?;
            let story = story.filter(|story| story.audience == Audience::Everybody).ok_or_else(not_there)?;
            in_one_place(site, &story, from, to).await
        }
    }
}

/// Bytes `from..to` of one sound file.
async fn in_one_place(site: &Site, open: &Arc<Open>, from: u64, to: u64) -> std::io::Result<Bytes> {
    let not_there = || std::io::Error::from(std::io::ErrorKind::NotFound);
    match &open.source {
        Source::File(_) => {
            let open = open.clone();
            let read = move || match &open.source {
                Source::File(file) => read(file, from, to),
                Source::Store(_) | Source::Programme(_) => Err(not_there()),
            };
            tokio::task::spawn_blocking(read).await.map_err(std::io::Error::other)?
        }
        Source::Store(name) => {
            let found = site.ctx.files.get_range(name, from, to).await.map_err(std::io::Error::other)?;
            found.filter(|bytes| !bytes.is_empty()).ok_or_else(not_there)
        }
        Source::Programme(_) => Err(not_there()),
    }
}

fn read(file: &File, from: u64, to: u64) -> std::io::Result<Bytes> {
    let mut bytes = vec![0; (to - from) as usize];
    file.read_exact_at(&mut bytes, from)?;
    Ok(Bytes::from(bytes))
}
