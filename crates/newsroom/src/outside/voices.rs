//! The voices: child processes that speak over a pipe, so that a crash or a leak stays there; and servers.

pub mod server;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use speech::lang::Lang;
use speech::sound::Gains;
use speech::utter::{Tongue, Utterance};
use speech::wire::{self, Reply, Request, SpokenWord, Stretch};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::{Mutex, Semaphore};

use super::voice_folder::{VoiceFolder, name_in_folder};
use crate::error::{Error, Result};
use server::{Servers, Trouble};

/// The longest a voice may take over one sentence, besides what its words need; past it the child is killed and the
/// sentence fails. It may have to read a large voice from a slow disk first.
const SENTENCE_TIMEOUT: Duration = Duration::from_secs(60);
/// What it may take for each word. A word lasts 0.4 s, and the largest neural voices need 1.5 s of one core for a second.
const WORD_TIMEOUT: Duration = Duration::from_secs(2);

/// How often a sentence is tried when the voice process ends in the middle of it. Whoever killed the process does not
/// mean the sentence, so it is said again at once; one that ends it twice would end it a third time.
const ATTEMPTS: usize = 2;

/// A process that broke its pipe is given this long to end, so that we can say how it did.
const ENDING_TIMEOUT: Duration = Duration::from_secs(2);

/// A voice that was not there is looked for again after this long: installing its library mends a running program.
const LOOK_AGAIN_AFTER: Duration = Duration::from_secs(60);

/// What a voice said: 16-bit mono samples at `reply.sample_rate`, and when each word begins.
#[derive(Clone, Debug)]
pub struct Spoken {
    pub reply: Reply,
    pub samples: Vec<i16>,
}

#[derive(Clone, Debug)]
pub enum Voices {
    Children(Arc<Children>),
    /// Hums for as long as the text would take, and cannot say `unspeakable`: for tests.
    Hum,
    /// The same, and can be any voice of a folder.
    HumFrom(VoiceFolder),
    /// Voices of this machine, and of servers.
    Served {
        here: Box<Voices>,
        servers: Arc<Servers>,
    },
}

/// As many children as there are places; each is started when it is first needed, and again after a crash.
#[derive(Debug)]
pub struct Children {
    program: PathBuf,
    /// What follows `speak` on its command line.
    arguments: Vec<OsString>,
    folder: VoiceFolder,
    places: Vec<Mutex<Option<Mouth>>>,
    free: Semaphore,
    seen: Mutex<Seen>,
}

/// Voices that were looked for, whether they were there, and when.
#[derive(Debug, Default)]
struct Seen(BTreeMap<String, (bool, Instant)>);

impl Seen {
    /// Whether a voice is there, unless it must be looked for.
    fn of(&self, voice: &str, now: Instant) -> Option<bool> {
        let (there, at) = self.0.get(voice)?;
        (*there || now < *at + LOOK_AGAIN_AFTER).then_some(*there)
    }
}

#[derive(Debug)]
struct Mouth {
    /// Killed when dropped.
    child: Child,
    ear: ChildStdin,
    voice: ChildStdout,
}

impl Voices {
    /// `program speak ARGUMENTS` is what each child runs: this same program. In `folder` are the voices that were added.
    pub fn children(program: PathBuf, arguments: Vec<OsString>, places: usize, folder: VoiceFolder) -> Voices {
        let places = places.max(1);
        Voices::Children(Arc::new(Children {
            program,
            arguments,
            folder,
            places: (0..places).map(|_| Mutex::new(None)).collect(),
            free: Semaphore::new(places),
            seen: Mutex::default(),
        }))
    }

    /// These, and voices of servers.
    #[must_use]
    pub fn and(self, servers: Servers) -> Voices {
        Voices::Served { here: Box::new(self), servers: Arc::new(servers) }
    }

    pub fn servers(&self) -> Option<&Servers> {
        match self {
            Voices::Served { servers, .. } => Some(servers),
            Voices::Children(_) | Voices::Hum | Voices::HumFrom(_) => None,
        }
    }

    /// How many sentences can be spoken at the same time.
    pub fn places(&self) -> usize {
        match self {
            Voices::Children(children) => children.places.len(),
            Voices::Hum | Voices::HumFrom(_) => 2,
            Voices::Served { here, .. } => here.places(),
        }
    }

    /// Where the voices are that were added.
    pub fn folder(&self) -> Option<&VoiceFolder> {
        match self {
            Voices::Children(children) => Some(&children.folder),
            Voices::HumFrom(folder) => Some(folder),
            Voices::Served { here, .. } => here.folder(),
            Voices::Hum => None,
        }
    }

    /// Whether a voice can be heard on this machine, in its own language. What is not there is looked for again a minute
    /// later.
    pub async fn can(&self, voice: &str) -> bool {
        let tongue = self.language(voice).map_or(Tongue::English, |tag| Lang::of(&tag).tongue());
        match self {
            Voices::Children(children) => children.can(voice, tongue).await,
            Voices::Served { servers, .. } if server::is_server(voice) => servers.of_voice(voice).is_some(),
            Voices::Served { here, .. } => Box::pin(here.can(voice)).await,
            Voices::Hum | Voices::HumFrom(_) => true,
        }
    }

    /// The language of a voice as BCP 47, where its name or its card tells.
    pub fn language(&self, voice: &str) -> Option<String> {
        if let Some(name) = name_in_folder(voice) {
            return self.folder()?.card(name).ok().flatten().map(|card| card.language);
        }
        match voice.split_once(':')? {
            ("flite", _) => Some("en".into()),
            // eSpeak calls Mandarin by its ISO 639-3 code.
            ("espeak", tag) if tag == "cmn" || tag.starts_with("cmn-") => Some("zh".into()),
            ("espeak", tag) => tag.split('+').next().map(str::to_string),
            _ => None,
        }
    }

    /// Starts every child and has it open its engines, so that the first to ask does not wait for that.
    pub async fn wake(&self) {
        let children = match self {
            Voices::Children(children) => children,
            Voices::Served { here, .. } => return Box::pin(here.wake()).await,
            Voices::Hum | Voices::HumFrom(_) => return,
        };
        let recorded = match Lang::En.recorded("en") {
            Some(voice) if children.can(voice, Tongue::English).await => Some(voice.to_string()),
            _ => None,
        };
        let english = recorded.unwrap_or_else(|| Lang::En.voice("en"));
        let request = Request {
            utterances: vec![word(Tongue::English, "yes"), word(Tongue::Pinyin, "hao3")],
            voices: vec![(Tongue::English, english), (Tongue::Pinyin, Lang::Zh.voice("zh"))],
            ..Request::default()
        };
        // As many at once as there are places: each takes one of its own. What fails here will say so when it is asked.
        futures::future::join_all((0..self.places()).map(|_| children.speak(&request))).await;
    }

    /// How many sentences of one story are spoken at the same time by a voice.
    pub fn places_of(&self, voice: &str) -> usize {
        let server = self.servers().and_then(|servers| servers.of_voice(voice));
        server.map_or_else(|| self.places(), |server| server.at_once)
    }

    /// How much each voice is amplified.
    pub fn gains(&self) -> Gains {
        let mut gains = self.folder().map(VoiceFolder::gains).unwrap_or_default();
        if let Some(servers) = self.servers() {
            servers.gains(&mut gains);
        }
        gains
    }

    /// Speaks one segment. `Refused(voice-failed)` when the voice cannot say it, or crashes at it again and again;
    /// `Broken` when there is no voice process to be had; and a [`Trouble`] of a server, as an error.
    pub async fn speak(&self, request: &Request) -> Result<Spoken> {
        let served = request.voices.iter().find(|(_, voice)| server::is_server(voice));
        if let (Some((_, voice)), None) = (served, self.servers()) {
            return Err(Trouble::Refused(format!("“{voice}”: no voice server is set in crier.toml")).into());
        }
        let spoken = match self {
            Voices::Served { servers, .. } if served.is_some() => servers.speak(request).await?,
            Voices::Served { here, .. } => return Box::pin(here.speak(request)).await,
            Voices::Children(children) => match children.speak(request).await {
                Ok(spoken) if spoken.reply.error.is_none() => spoken,
                failed => {
                    // Perhaps its library is gone: the next story asks anew who can read it.
                    children.forget(request).await;
                    failed?
                }
            },
            Voices::Hum | Voices::HumFrom(_) => hum(request),
        };
        match spoken.reply.error {
            Some(reason) => Err(Error::refused("voice-failed", reason)),
            None => Ok(spoken),
        }
    }
}

impl Children {
    async fn can(&self, voice: &str, tongue: Tongue) -> bool {
        // Held while it is tried, so that a hundred stories at once try it once.
        let mut seen = self.seen.lock().await;
        if let Some(there) = seen.of(voice, Instant::now()) {
            return there;
        }
        let voices = vec![(tongue, voice.to_string())];
        // A syllable that is one in every language, and in Pinyin.
        let utterances = vec![word(tongue, if tongue == Tongue::Pinyin { "ma1" } else { "ma" })];
        let answer = self.speak(&Request { utterances, voices, ..Request::default() }).await;
        let reason = answer.map_or_else(|error| Some(error.to_string()), |spoken| spoken.reply.error);
        if let Some(reason) = &reason {
            tracing::warn!(voice, reason, "a voice is not there; another one reads in its place");
        }
        seen.0.insert(voice.to_string(), (reason.is_none(), Instant::now()));
        reason.is_none()
    }

    async fn forget(&self, request: &Request) {
        let mut seen = self.seen.lock().await;
        for (_, voice) in &request.voices {
            seen.0.remove(voice);
        }
    }

    async fn speak(&self, request: &Request) -> Result<Spoken> {
        let _place = self.free.acquire().await.map_err(|e| Error::broken("waiting for a voice", e))?;
        let mut place = loop {
            if let Some(place) = self.places.iter().find_map(|place| place.try_lock().ok()) {
                break place;
            }
            tokio::task::yield_now().await;
        };
        let words: usize = request.utterances.iter().map(|said| said.words.len()).sum();
        let most = SENTENCE_TIMEOUT + WORD_TIMEOUT * u32::try_from(words).unwrap_or(u32::MAX);
        let mut ended = None;
        for _ in 0..ATTEMPTS {
            // Taken out while it speaks: whoever gives up half way (a time-out, a dropped future) also drops the child,
            // so that the next sentence never reads the rest of this one.
            let mut mouth = match place.take() {
                Some(mouth) => mouth,
                None => self.start()?,
            };
            let spoken = tokio::time::timeout(most, mouth.speak(request))
                .await
                .map_err(|_| Error::Broken(format!("the voice took longer than {most:?} and was stopped")))?;
            match spoken {
                Ok(spoken) => {
                    *place = Some(mouth);
                    return Ok(spoken);
                }
                Err(error @ Error::Broken(_)) => match mouth.end().await {
                    // It crashed, or somebody killed it.
                    Some(status) if status.code().is_none() => {
                        tracing::warn!(%status, "the voice process ended in the middle of a sentence; another is started");
                        ended = Some(status);
                    }
                    _ => return Err(error),
                },
                Err(error) => return Err(error),
            }
        }
        let how = ended.map_or_else(String::new, |status| format!(" ({status})"));
        Err(Error::refused(
            "voice-failed",
            format!(
                "the voice process ended {ATTEMPTS} times at this sentence{how}; if the log says that memory ran out, \
                 give it more (voice_memory_mb in the settings), choose a smaller voice, or shorten the sentence"
            ),
        ))
    }

    fn start(&self) -> Result<Mouth> {
        let doing = format!("starting the voice ({} speak)", self.program.display());
        let mut child = Command::new(&self.program)
            .arg("speak")
            .args(&self.arguments)
            // Our allocator asks for a gigabyte at once where the system lets it, and all of it would count as used: the
            // ceiling on a voice's memory would then be reached before its first word.
            .env("MIMALLOC_ARENA_EAGER_COMMIT", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .kill_on_drop(true)
            .spawn()
            .map_err(|e| Error::broken(&doing, e))?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(ear), Some(voice)) => Ok(Mouth { child, ear, voice }),
            _ => Err(Error::broken(&doing, "it has no pipes")),
        }
    }
}

impl Mouth {
    /// How the process ended; nothing when it did not, and has to be killed.
    async fn end(mut self) -> Option<ExitStatus> {
        drop(self.ear);
        tokio::time::timeout(ENDING_TIMEOUT, self.child.wait()).await.ok()?.ok()
    }

    async fn speak(&mut self, request: &Request) -> Result<Spoken> {
        let frame = wire::write_request(request).map_err(|e| Error::refused("voice-failed", e.to_string()))?;
        let doing = "speaking with the voice process";
        self.ear.write_all(&frame).await.map_err(|e| Error::broken(doing, e))?;
        self.ear.flush().await.map_err(|e| Error::broken(doing, e))?;
        let mut length = [0; 4];
        self.voice.read_exact(&mut length).await.map_err(|e| Error::broken(doing, e))?;
        let length = u32::from_le_bytes(length) as usize;
        if length > wire::MAX_REPLY_BYTES {
            return Err(Error::broken(doing, format!("it announced an answer of {length} bytes")));
        }
        let mut json = vec![0; length];
        self.voice.read_exact(&mut json).await.map_err(|e| Error::broken(doing, e))?;
        let reply = wire::read_reply(&json).map_err(|e| Error::broken(doing, e))?;
        let mut bytes = vec![0; reply.samples * 2];
        self.voice.read_exact(&mut bytes).await.map_err(|e| Error::broken(doing, e))?;
        let samples = wire::read_samples(&bytes);
        Ok(Spoken { reply, samples })
    }
}

/// 60 ms of a low hum for every letter, with the words where their letters are.
fn hum(request: &Request) -> Spoken {
    const RATE: u32 = 22_050;
    if request.utterances.iter().any(|said| said.text.to_lowercase().contains("unspeakable")) {
        let reply = Reply { error: Some("it cannot be said".into()), ..Reply::default() };
        return Spoken { reply, samples: Vec::new() };
    }
    const LETTER: usize = RATE as usize * 60 / 1000;
    let (mut samples, mut words, mut stretches) = (Vec::new(), Vec::new(), Vec::new());
    for (utterance, said) in request.utterances.iter().enumerate() {
        let first = samples.len();
        for (word, place) in said.words.iter().enumerate() {
            let start = samples.len();
            let length = place.said.len().max(1) * LETTER;
            samples.extend((0..length).map(|n| {
                let turns = (start + n) as f32 * 160.0 / RATE as f32;
                ((turns * std::f32::consts::TAU).sin() * 6000.0) as i16
            }));
            words.push(SpokenWord { utterance, word, start, end: samples.len(), phonemes: None });
        }
        let voice = voice_for(&request.voices, said.tongue);
        stretches.push(Stretch { voice, start: first, end: samples.len() });
    }
    let reply = Reply { error: None, sample_rate: RATE, samples: samples.len(), words, stretches };
    Spoken { reply, samples }
}

fn word(tongue: Tongue, said: &str) -> Utterance {
    Utterance::new(tongue, said.into(), Vec::new())
}

fn voice_for(voices: &[(Tongue, String)], tongue: Tongue) -> String {
    voices.iter().find(|(t, _)| *t == tongue).map_or_else(|| "hum".to_string(), |(_, voice)| voice.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_voice_that_was_not_there_is_looked_for_again_and_one_that_was_is_not() {
        let now = Instant::now();
        let mut seen = Seen::default();
        assert_eq!(seen.of("flite:slt", now), None);
        seen.0.insert("flite:slt".into(), (false, now));
        assert_eq!(seen.of("flite:slt", now), Some(false));
        assert_eq!(seen.of("flite:slt", now + LOOK_AGAIN_AFTER), None);
        seen.0.insert("flite:slt".into(), (true, now));
        assert_eq!(seen.of("flite:slt", now + 100 * LOOK_AGAIN_AFTER), Some(true));
    }

    #[tokio::test]
    async fn a_voice_that_failed_is_looked_for_again() {
        let voices = Voices::children("/bin/false".into(), Vec::new(), 1, VoiceFolder::at("none"));
        let Voices::Children(children) = &voices else { panic!("children") };
        children.seen.lock().await.0.insert("flite:slt".into(), (true, Instant::now()));
        assert!(voices.can("flite:slt").await);
        let request = Request { voices: vec![(Tongue::English, "flite:slt".into())], ..Request::default() };
        assert!(voices.speak(&request).await.is_err());
        assert!(!voices.can("flite:slt").await, "it is asked anew, and is gone");
    }
}
