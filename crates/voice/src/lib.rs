//! The voice engines, and the child process that runs them.
//!
//! Only the program's `speak` command calls [`speak`]; everyone else talks to it over a pipe
//! ([`speech::wire`]), so that a crash or a leak of an engine stays in the child.
//! The embedded engines are the C libraries eSpeak NG, for every language, and Flite, for English, each opened at run
//! time: nothing to link, nothing to download. Piper's neural voices are files that the operator adds
//! ([`keep_voices_in`]).

mod align;
mod answer;
mod british;
mod espeak;
mod flite;
mod harmless;
mod library;
mod memory;
mod notation;
mod phonemes;
mod pipe;
mod piper;
mod rise;

pub use answer::{piper_ids, say};
pub use espeak::Voice;
pub use memory::{DEFAULT_MB as DEFAULT_MEMORY_MB, cap as cap_memory};
pub use pipe::speak;
pub use piper::{Trouble as PiperTrouble, keep_in as keep_voices_in};

/// Why nothing was said. Every message tells the operator what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(
        "the voice engine eSpeak NG is not installed ({reason}); install the espeak-ng package: \
         `apt-get install espeak-ng` or `brew install espeak-ng`"
    )]
    NoLibrary { reason: String },
    #[error(
        "the library {library} is too old or is not eSpeak NG: it has no `{symbol}`; install espeak-ng 1.50 or newer"
    )]
    StrangeLibrary { library: String, symbol: &'static str },
    #[error("eSpeak NG found no voice data; install the espeak-ng-data package (it comes with espeak-ng) again")]
    NoData,
    #[error(
        "the voice `{0}` is unknown; a voice is named like `espeak:en-us` (`espeak-ng --voices` lists the languages), \
         `flite:slt` or `piper:NAME`"
    )]
    UnknownVoice(String),
    #[error("no voice was named for {0:?}")]
    NoVoice(speech::utter::Tongue),
    #[error("a segment would be longer than {limit} samples; split the sentence")]
    TooLong { limit: usize },
    #[error(
        "the voice engine Flite is not installed ({reason}); install its libraries: `apt-get install libflite1` or \
         `brew install flite`"
    )]
    NoFlite { reason: String },
    #[error("{engine} gave up (code {code})")]
    Engine { engine: &'static str, code: i32 },
    #[error("the voice `{voice}` speaks English only, not {tongue:?}")]
    OtherTongue { voice: String, tongue: speech::utter::Tongue },
    #[error("a word points outside its utterance (bytes {start}..{end} of {length})")]
    BadWord { start: usize, end: usize, length: usize },
    #[error(transparent)]
    Piper(#[from] PiperTrouble),
    #[error(transparent)]
    Sound(#[from] speech::sound::SoundError),
    #[error(transparent)]
    Wire(#[from] speech::wire::WireError),
    #[error("the pipe to the voice broke: {0}")]
    Pipe(#[from] std::io::Error),
}

/// The voices this machine can speak with, sorted by name.
///
/// # Errors
/// When there is none: [`Error::NoLibrary`], [`Error::StrangeLibrary`] or [`Error::NoData`].
pub fn voices() -> Result<Vec<Voice>, Error> {
    let recorded = flite::with(|engine| Ok(engine.voices())).unwrap_or_default();
    let mut voices = match espeak::with(|engine| Ok(engine.voices())) {
        Err(error) if recorded.is_empty() => return Err(error),
        voices => voices.unwrap_or_default(),
    };
    voices.extend(recorded);
    voices.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(voices)
}
