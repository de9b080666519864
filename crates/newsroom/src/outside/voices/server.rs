//! Voices of servers that answer `POST /v1/audio/speech`, as OpenAI's does: Kokoro-FastAPI, LocalAI, voices in a cloud.
//!
//! A voice's id is `server:NAME/VOICE`; NAME is a server that the operator wrote into the settings. So its address is
//! not looked at by the guard of `fetch`, which is for addresses that people type and feeds contain: a voice server
//! usually stands on this machine or beside it. No redirect is followed, so an answer cannot send us elsewhere.

mod asking;
mod pace;
mod settings;
mod sound;
mod trouble;
mod wav;

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use speech::sound::{Gains, Pcm};
use speech::utter::Utterance;
use speech::wire::Request;
use tokio::sync::Semaphore;
use url::Url;

use super::Spoken;
use crate::clock::Chance;
use crate::error::{Error, Result};
use asking::{Answer, Once};
use pace::Pace;

pub use settings::{Fallback, Format, Price, Secret, ServerSettings, StandIn, by_tag};
pub use trouble::Trouble;

/// What the id of a server's voice begins with.
pub const PREFIX: &str = "server:";

/// How long a server is waited for. A story that is listened to while it is made waits 90 s for a sentence
/// (`live::PIECE_WITHIN`): all attempts together stay below.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// Times that a sentence is asked for.
    pub attempts: u32,
    /// Before the second attempt; each later pause is twice as long. Half of it is chance.
    pub pause: Duration,
    /// A server that asks for a longer pause cannot be had now.
    pub pause_at_most: Duration,
    /// For all attempts of one sentence.
    pub within: Duration,
    /// Until somebody answers the door.
    pub connect: Duration,
    /// Once it could not be had, it is not asked again for so long: the next story does not wait for what the last one
    /// has found out.
    pub away_for: Duration,
}

impl Default for Patience {
    fn default() -> Patience {
        Patience {
            attempts: 3,
            pause: Duration::from_millis(500),
            pause_at_most: Duration::from_secs(20),
            within: Duration::from_secs(75),
            connect: Duration::from_secs(5),
            away_for: Duration::from_secs(30),
        }
    }
}

/// All servers that the operator configured.
#[derive(Debug)]
pub struct Servers {
    all: BTreeMap<String, Server>,
    chance: Chance,
    patience: Patience,
}

#[derive(Debug)]
struct Server {
    name: String,
    settings: ServerSettings,
    url: Url,
    /// Requests that may be under way besides.
    free: Semaphore,
    pace: Mutex<Pace>,
    /// Until when it is not asked, and why.
    away: Mutex<Option<(Instant, String)>>,
    client: OnceLock<std::result::Result<reqwest::Client, String>>,
}

/// What `crier doctor` found.
#[derive(Clone, Debug)]
pub struct Tried {
    pub first_byte: Duration,
    pub whole: Duration,
    pub rate: u32,
    pub length: Duration,
    /// How much it should be amplified to sound as loud as our own voices; `None`: it is too short to tell.
    pub gain_db: Option<f32>,
}

/// Name and voice of `server:NAME/VOICE`.
pub fn parse(id: &str) -> Option<(&str, &str)> {
    let (name, voice) = id.strip_prefix(PREFIX)?.split_once('/')?;
    (!name.is_empty() && !voice.trim().is_empty()).then_some((name, voice))
}

/// Whether a voice is a server's.
pub fn is_server(id: &str) -> bool {
    id.starts_with(PREFIX)
}

impl Servers {
    /// # Errors
    /// `Invalid(voice_servers)` with what is wrong in the settings.
    pub fn new(all: BTreeMap<String, ServerSettings>, chance: Chance, patience: Patience) -> Result<Servers> {
        let server = |(name, settings): (String, ServerSettings)| {
            let url = settings.checked(&name).map_err(|wrong| Error::invalid("voice_servers", wrong))?;
            let server = Server {
                name: name.clone(),
                url,
                free: Semaphore::new(settings.at_once),
                pace: Mutex::new(Pace::new(settings.requests_per_minute)),
                away: Mutex::new(None),
                client: OnceLock::new(),
                settings,
            };
            Ok((name, server))
        };
        Ok(Servers { all: all.into_iter().map(server).collect::<Result<_>>()?, chance, patience })
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.all.keys().map(String::as_str)
    }

    pub fn settings(&self, name: &str) -> Option<&ServerSettings> {
        self.all.get(name).map(|server| &server.settings)
    }

    /// The settings of the server whose voice this is.
    pub fn of_voice(&self, id: &str) -> Option<&ServerSettings> {
        self.settings(parse(id)?.0)
    }

    /// The voice that reads a language where nobody has chosen another; of several servers the first by name.
    pub fn reads(&self, tag: &str) -> Option<String> {
        self.all.values().find_map(|server| {
            let voice = by_tag(&server.settings.speaks, tag)?;
            Some(format!("{PREFIX}{}/{voice}", server.name))
        })
    }

    /// Puts the gains of all servers in.
    pub fn gains(&self, gains: &mut Gains) {
        for server in self.all.values() {
            gains.set(format!("{PREFIX}{}", server.name), server.settings.gain_db);
        }
    }

    /// Why a server is not asked at the moment, if so.
    pub fn away(&self, id: &str) -> Option<Trouble> {
        self.all.get(parse(id)?.0)?.away()
    }

    /// Speaks a sentence that is one utterance, made by `speech::utter::whole`.
    pub async fn speak(&self, request: &Request) -> Result<Spoken> {
        let [utterance] = request.utterances.as_slice() else {
            return Err(Error::refused("voice-failed", "a server is asked for one utterance at a time"));
        };
        let id = request.voices.iter().find(|(tongue, _)| *tongue == utterance.tongue).map_or("", |(_, id)| id);
        let (server, voice) = self.find(id)?;
        if let Some(away) = server.away() {
            return Err(away.into());
        }
        let (_, spoken) = self.ask(server, id, voice, utterance).await?;
        Ok(spoken)
    }

    /// Asks for a sentence whatever was found before, and tells how long it took. A server that answers is back.
    pub async fn try_out(&self, id: &str, utterance: &Utterance) -> Result<Tried> {
        let (server, voice) = self.find(id)?;
        let (answer, spoken) = self.ask(server, id, voice, utterance).await?;
        let rate = spoken.reply.sample_rate;
        let heard = spoken.clone();
        let level = move || speech::sound::level(Pcm { samples: &heard.samples, rate }).ok();
        let gain_db = tokio::task::spawn_blocking(level).await.map_err(|e| Error::broken("measuring a voice", e))?;
        let length = Duration::from_secs_f64(spoken.samples.len() as f64 / f64::from(rate.max(1)));
        Ok(Tried { first_byte: answer.first_byte, whole: answer.whole, rate, length, gain_db })
    }

    fn find<'a>(&self, id: &'a str) -> std::result::Result<(&Server, &'a str), Trouble> {
        let unknown = || {
            let known: Vec<&str> = self.names().collect();
            let known = if known.is_empty() { "none".into() } else { known.join(", ") };
            Trouble::Refused(format!(
                "“{id}” is no voice of a server that is set: it is written server:NAME/VOICE, with a NAME that has a part \
                 [voice_servers.NAME] in crier.toml (there: {known})"
            ))
        };
        let (name, voice) = parse(id).ok_or_else(unknown)?;
        Ok((self.all.get(name).ok_or_else(unknown)?, voice))
    }

    /// All attempts for one sentence.
    async fn ask(
        &self,
        server: &Server,
        id: &str,
        voice: &str,
        utterance: &Utterance,
    ) -> std::result::Result<(Answer, Spoken), Trouble> {
        let patience = &self.patience;
        let mut deadline = Instant::now() + patience.within;
        let mut unsound = false;
        let mut last = String::new();
        for attempt in 0..patience.attempts {
            if Instant::now() >= deadline && attempt > 0 {
                break;
            }
            let waited = Instant::now();
            let place = server.place().await;
            // Whoever queued among ourselves has not waited for the server.
            deadline += waited.elapsed();
            let left = deadline.saturating_duration_since(Instant::now());
            let timeout = left.min(Duration::from_secs(server.settings.timeout_s));
            let outcome = server.once(voice, &utterance.text, timeout, patience.connect).await;
            drop(place);
            let outcome = match outcome {
                Ok(answer) => sound::spoken(&server.settings, id, utterance, answer).await,
                Err(once) => Err(once),
            };
            let pause = match outcome {
                Ok(spoken) => {
                    server.is_back();
                    return Ok(spoken);
                }
                Err(Once::No(trouble)) => {
                    tracing::warn!(server = server.name, voice, %trouble, "a voice server refuses");
                    return Err(trouble);
                }
                Err(Once::Unsound(why)) if unsound || attempt + 1 == patience.attempts => {
                    tracing::warn!(server = server.name, voice, why, "a voice server answers with no sound that fits");
                    return Err(Trouble::Unsound(format!("voice server “{}”: its answer {why}", server.name)));
                }
                Err(Once::Unsound(why)) => {
                    unsound = true;
                    last = why;
                    None
                }
                Err(Once::Later { why, after }) => {
                    last = why;
                    after
                }
            };
            if pause.is_some_and(|pause| pause > patience.pause_at_most) {
                break;
            }
            if let Some(pause) = pause {
                server.pause(Instant::now() + pause);
            }
            if attempt + 1 < patience.attempts {
                tracing::info!(
                    server = server.name,
                    attempt = attempt + 1,
                    why = last,
                    "a voice server is asked again"
                );
                let usual = patience.pause * 2u32.saturating_pow(attempt);
                let chance = f32::from(self.chance.bytes::<1>()[0]) / 255.0;
                tokio::time::sleep(pause.unwrap_or_default() + usual.mul_f32(0.5 + 0.5 * chance)).await;
            }
        }
        let why = format!("voice server “{}” ({}) cannot be had: {last}", server.name, server.origin());
        server.is_gone(patience.away_for, &why);
        tracing::warn!(server = server.name, why, "a voice server is away");
        Err(Trouble::Away(why))
    }
}

impl Server {
    /// A place among the requests under way, when its turn has come.
    async fn place(&self) -> Option<tokio::sync::SemaphorePermit<'_>> {
        let place = self.free.acquire().await.ok();
        let at = self.pace.lock().unwrap_or_else(PoisonError::into_inner).place(Instant::now());
        tokio::time::sleep_until(at.into()).await;
        place
    }

    fn pause(&self, until: Instant) {
        self.pace.lock().unwrap_or_else(PoisonError::into_inner).pause(until);
    }

    fn away(&self) -> Option<Trouble> {
        let away = self.away.lock().unwrap_or_else(PoisonError::into_inner);
        let (until, why) = away.as_ref()?;
        (Instant::now() < *until).then(|| Trouble::Away(why.clone()))
    }

    fn is_gone(&self, away_for: Duration, why: &str) {
        let mut away = self.away.lock().unwrap_or_else(PoisonError::into_inner);
        *away = Some((Instant::now() + away_for, why.to_string()));
    }

    fn is_back(&self) {
        *self.away.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Scheme, host and port: a path may hold more than a log should.
    fn origin(&self) -> String {
        self.url.origin().ascii_serialization()
    }
}
