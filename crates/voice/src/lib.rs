//! The voice engines, and the child process that runs them.
//!
//! Only the program's `speak` command calls [`speak`]; everyone else talks to it over a pipe
//! ([`speech::wire`]), so that a crash or a leak of an engine stays in the child.
//! The embedded engine is the C library eSpeak NG, opened at run time: nothing to link, nothing to download. Piper's
//! neural voices are files that the operator adds ([`keep_voices_in`]).

mod align;
mod answer;
mod espeak;
mod harmless;
mod library;
mod memory;
mod notation;
mod phonemes;
mod pipe;
mod piper;

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
        "the voice `{0}` is unknown; a voice is named like `espeak:en-us` (`espeak-ng --voices` lists the languages) or \
         `piper:NAME`"
    )]
    UnknownVoice(String),
    #[error("no voice was named for {0:?}")]
    NoVoice(speech::utter::Tongue),
    #[error("a segment would be longer than {limit} samples; split the sentence")]
    TooLong { limit: usize },
    #[error("eSpeak NG gave up (code {0})")]
    Engine(i32),
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
/// [`Error::NoLibrary`], [`Error::StrangeLibrary`] or [`Error::NoData`].
pub fn voices() -> Result<Vec<Voice>, Error> {
    espeak::with(|engine| Ok(engine.voices()))
}
