//! `GET /articles/{slug}/live.mp3`: a narration while it is being made. However many listen, one waits for the pieces, and
//! all are sent the same bytes. Once it is finished, its file is the place to go, and this address says so.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};
use bytes::Bytes;
use moka::future::Cache;
use newsroom::error::{Error, Result};
use newsroom::live::{self, Coming, Heard};
use newsroom::narrations::{self, Audience};
use speech::sound;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use crate::site::Site;
use crate::{problem, session};

/// Narrations listened to at the same time while they are being made; each holds its frames in memory, 8 KB a second.
const NARRATIONS_AT_MOST: usize = 32;
/// Answers under way; past it a listener is told to wait for the finished file.
const STREAMS_AT_MOST: usize = 4_000;
/// Frames of one narration kept for listeners, in bytes: two hours. A longer one is heard when it is finished.
const BYTES_AT_MOST: usize = 60 << 20;
/// The first listener joins a moment after the beginning.
const ALONE_FOR: Duration = Duration::from_secs(1);
/// Seconds after which somebody who was turned away may ask again.
const RETRY_AFTER: &str = "2";

/// What is being listened to while it is made, by slug, and for staff apart: who asks at the same moment shares the answer,
/// and that a stranger may not hear a draft is no answer for staff.
pub struct Lives {
    under_way: Cache<(String, bool), Arc<Live>>,
    narrations: Arc<Semaphore>,
    streams: Arc<Semaphore>,
}

impl Lives {
    pub fn new() -> Lives {
        Lives {
            under_way: Cache::new(NARRATIONS_AT_MOST as u64),
            narrations: Arc::new(Semaphore::new(NARRATIONS_AT_MOST)),
            streams: Arc::new(Semaphore::new(STREAMS_AT_MOST)),
        }
    }
}

impl Default for Lives {
    fn default() -> Lives {
        Lives::new()
    }
}

/// One narration that is being made and listened to.
struct Live {
    coming: Coming,
    made: watch::Sender<Made>,
    /// Who may hear it, and the edition number at which that was found.
    known: Mutex<Option<(i64, Audience)>>,
}

/// What there is of it so far.
#[derive(Default)]
struct Made {
    frames: Vec<Bytes>,
    /// Whether it came to its end, or broke off.
    ended: Option<bool>,
}

/// Why there is nothing to join.
#[derive(Clone)]
enum Otherwise {
    Finished(String),
    Nothing,
    Crowded,
    Failed(Arc<Error>),
}

pub async fn serve(
    State(site): State<Site>,
    method: Method,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    match joined(&site, &slug, &headers, method == Method::HEAD).await {
        Ok(response) => response,
        Err(Otherwise::Finished(audio)) => elsewhere(&audio),
        Err(Otherwise::Nothing) => crate::sound::gone(),
        Err(Otherwise::Crowded) => crowded(),
        Err(Otherwise::Failed(error)) => match *error {
            Error::NotFound(_) => crate::sound::gone(),
            _ => problem::details(&error, problem::request_id(&headers)),
        },
    }
}

async fn joined(
    site: &Site,
    slug: &str,
    headers: &HeaderMap,
    head: bool,
) -> std::result::Result<Response<Body>, Otherwise> {
    // Before anything is hastened: a stranger may not even learn that there is such a draft.
    let staff = session::edits(site, headers, slug).await;
    if head {
        return match live::is_to_come(&site.ctx, slug, staff).await.map_err(failed)? {
            true => Ok(opened()),
            false => Err(Otherwise::Nothing),
        };
    }
    let Ok(place) = site.lives.streams.clone().try_acquire_owned() else { return Err(Otherwise::Crowded) };
    // Those who ask at the same moment wait for one beginning.
    let key = (slug.to_string(), staff);
    let live = site.lives.under_way.try_get_with(key.clone(), begin(site, key.clone())).await;
    let live = live.map_err(|otherwise| (*otherwise).clone())?;
    match live.audience(site).await.map_err(failed)? {
        Audience::Everybody => {}
        Audience::Staff if staff => {}
        _ => {
            site.lives.under_way.invalidate(&key).await;
            return Err(Otherwise::Nothing);
        }
    }
    let mut response = opened();
    *response.body_mut() = body(site.clone(), live, place);
    Ok(response)
}

fn failed(error: Error) -> Otherwise {
    Otherwise::Failed(Arc::new(error))
}

/// Finds the narration and starts waiting for its pieces.
async fn begin(site: &Site, key: (String, bool)) -> std::result::Result<Arc<Live>, Otherwise> {
    let coming = match live::of(&site.ctx, &key.0, key.1).await.map_err(failed)? {
        Heard::Ready(audio) => return Err(Otherwise::Finished(audio)),
        Heard::Nothing => return Err(Otherwise::Nothing),
        Heard::Coming(coming) => *coming,
    };
    let Ok(place) = site.lives.narrations.clone().try_acquire_owned() else { return Err(Otherwise::Crowded) };
    let live = Arc::new(Live { coming, made: watch::Sender::new(Made::default()), known: Mutex::default() });
    tokio::spawn(follow(site.clone(), key, live.clone(), place));
    Ok(live)
}

/// Waits for the pieces, one after another, for all who listen.
async fn follow(site: Site, key: (String, bool), live: Arc<Live>, _place: OwnedSemaphorePermit) {
    let outcome = pieces(&site, &live).await;
    if let Err(error) = &outcome {
        tracing::info!(slug = key.0, %error, "a narration was not heard to its end while it was made");
    }
    // Whoever comes now is sent to the file, or finds a later narration.
    site.lives.under_way.invalidate(&key).await;
    live.made.send_modify(|made| made.ended = Some(outcome.is_ok()));
}

async fn pieces(site: &Site, live: &Live) -> Result<()> {
    let (opening, closing) = sound::around_live();
    let push = |frames: Bytes| live.made.send_modify(|made| made.frames.push(frames));
    push(Bytes::copy_from_slice(&opening));
    let mut held = 0;
    for segment in &live.coming.segments {
        let found = tokio::select! {
            found = live::piece(&site.ctx, &live.coming, segment) => found?,
            () = left(live) => return Err(Error::refused("voice-alone", "nobody listens any more")),
        };
        let Some(frames) = found else { continue };
        held += frames.len();
        if held > BYTES_AT_MOST {
            return Err(Error::refused("voice-long", "it is too long to be heard while it is made"));
        }
        push(frames);
    }
    push(Bytes::from_static(closing));
    Ok(())
}

/// Ends when nobody listens; the voicing itself goes on.
async fn left(live: &Live) {
    tokio::time::sleep(ALONE_FOR).await;
    live.made.closed().await;
}

fn body(site: Site, live: Arc<Live>, place: OwnedSemaphorePermit) -> Body {
    let watching = live.made.subscribe();
    let frames = futures::stream::try_unfold((0, watching, live, place), move |(next, mut watching, live, place)| {
        let site = site.clone();
        async move {
            loop {
                let (frames, ended) = {
                    let made = watching.borrow_and_update();
                    (made.frames.get(next).cloned(), made.ended)
                };
                match (frames, ended) {
                    (Some(frames), _) => {
                        live.still_heard(&site).await.map_err(std::io::Error::other)?;
                        return Ok(Some((frames, (next + 1, watching, live, place))));
                    }
                    (None, Some(true)) => return Ok(None),
                    (None, Some(false)) => return Err(std::io::Error::other("the voice broke off")),
                    (None, None) => {}
                }
                if watching.changed().await.is_err() {
                    return Err(std::io::Error::other("nobody waits for the voice any more"));
                }
            }
        }
    });
    Body::from_stream(frames)
}

impl Live {
    /// Asked once after each change that readers can see, and not by each listener.
    async fn audience(&self, site: &Site) -> Result<Audience> {
        let edition = site.edition();
        match *self.known.lock().unwrap_or_else(PoisonError::into_inner) {
            Some((at, audience)) if at == edition => return Ok(audience),
            _ => {}
        }
        let (audience, _) = narrations::standing(&site.ctx, &self.coming.id).await?;
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some((edition, audience));
        Ok(audience)
    }

    /// A story that is retracted falls silent in the middle of a word.
    async fn still_heard(&self, site: &Site) -> Result<()> {
        match self.audience(site).await? {
            Audience::Nobody => Err(Error::refused("voice-over", "this narration is not to be heard any more")),
            Audience::Everybody | Audience::Staff => Ok(()),
        }
    }
}

fn opened() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("audio/mpeg"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("none"));
    response
}

/// It is finished: its file can be had whole and by ranges.
fn elsewhere(audio: &str) -> Response<Body> {
    let mut response = opened();
    *response.status_mut() = StatusCode::FOUND;
    if let Ok(path) = HeaderValue::from_str(&format!("/audio/{audio}.mp3")) {
        response.headers_mut().insert(header::LOCATION, path);
    }
    response
}

fn crowded() -> Response<Body> {
    let mut response = opened();
    *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static(RETRY_AFTER));
    response
}
