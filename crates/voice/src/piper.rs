//! Piper's neural voices: two files in a folder, run in this process.
//!
//! `piper:NAME` is `NAME.onnx` and `NAME.onnx.json` in the folder that [`keep_in`] named; `piper:NAME#SPEAKER` one of its
//! speakers, by name or number. eSpeak NG makes the phonemes, the network makes sound of them, and tells how long each
//! of them lasts, from which the words have their times.

mod config;
mod ids;
mod model;
mod onnx;
mod symbols;
mod timing;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use rten::ThreadPool;
use speech::utter::{Tongue, Utterance};
use speech::wire::{MAX_SAMPLES, Request};

use crate::answer::Uttered;
use crate::{Error, espeak, rise};
use config::{Alphabet, Config};
use model::Model;
use symbols::Written;

/// Voices kept in memory, the most recently used: a story has one for its text and perhaps one for its quotes, and each
/// takes a few hundred megabytes.
const MAX_KEPT: usize = 2;
/// Longest name of a voice in bytes.
const MAX_NAME_BYTES: usize = 120;
/// Network threads in this process: there is a process for each place, and with two threads each they would only wait
/// for one another. One thread also always adds up in the same order, so that the same text gives the same bytes.
const THREADS: usize = 1;

/// Why a Piper voice did not speak.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    #[error("the voice `{0}` is kept in a folder, and no folder was named: start `crier speak` with `--voices DIR`")]
    NoFolder(String),
    #[error(
        "`{0}` is no name of a voice: write `piper:NAME` or `piper:NAME#SPEAKER`, NAME as its file is called without .onnx"
    )]
    Name(String),
    #[error(
        "the voice `{voice}` is not here: there is no {}; put its .onnx and .onnx.json there (`voice_folder` in the \
         settings says where), or choose another voice", .file.display()
    )]
    Missing { voice: String, file: PathBuf },
    #[error("{} is missing: a Piper voice is two files; copy the .onnx.json that belongs to the .onnx", .file.display())]
    NoConfig { file: PathBuf },
    #[error("{} cannot be used: {reason}; copy the .onnx.json that came with the voice again", .file.display())]
    Config { file: PathBuf, reason: String },
    #[error("{} says {rate} samples a second, which no voice has: copy the .onnx.json that came with the voice again", .file.display())]
    Rate { file: PathBuf, rate: u32 },
    #[error(
        "{} asks for phonemes of the kind `{alphabet}`, which cannot be made here; choose a voice with espeak, text or pinyin",
        .file.display()
    )]
    Alphabet { file: PathBuf, alphabet: String },
    #[error("{} is no whole ONNX model ({reason}); copy it again: perhaps a download was cut short, or a web page was saved in its place", .file.display())]
    NotOnnx { file: PathBuf, reason: String },
    #[error("{} is an ONNX model, but not of a Piper voice: {reason}; choose a voice that was exported by Piper", .file.display())]
    NotPiper { file: PathBuf, reason: String },
    #[error("{} has a step that cannot be run here ({reason}); choose another voice, and tell us its name", .file.display())]
    Operator { file: PathBuf, reason: String },
    #[error("the voice `{voice}` has no speaker `{speaker}`; it has numbers 0 to {last}{}", names(.known))]
    NoSpeaker { voice: String, speaker: String, last: usize, known: String },
    #[error("the voice `{voice}` was taught `{language}` and cannot say {tongue:?}; choose a voice for that language")]
    Language { voice: String, language: String, tongue: Tongue },
    #[error("the voice `{voice}` failed at this sentence: {reason}")]
    Run { voice: String, reason: String },
}

fn names(known: &str) -> String {
    if known.is_empty() { String::new() } else { format!(", and names: {known}") }
}

/// A voice in memory.
struct Kept {
    name: String,
    stamp: Stamp,
    config: Config,
    model: Model,
    /// Sounds it was found to lack, each told once.
    told: BTreeSet<String>,
}

/// When its two files were last changed, and their sizes: a voice that is replaced is read again.
#[derive(Clone, PartialEq, Eq)]
struct Stamp([(u64, Option<SystemTime>); 2]);

struct House {
    folder: Option<PathBuf>,
    /// The most recently used last.
    kept: Vec<Kept>,
    pool: Option<Arc<ThreadPool>>,
}

static HOUSE: Mutex<House> = Mutex::new(House { folder: None, kept: Vec::new(), pool: None });

/// Names the folder with the voices, for this process.
pub fn keep_in(folder: &Path) {
    let mut house = HOUSE.lock().unwrap_or_else(PoisonError::into_inner);
    house.folder = Some(folder.to_owned());
    house.kept.clear();
}

/// Speaks an utterance with `piper:{id}`.
pub fn utter(request: &Request, said: &Utterance, id: &str) -> Result<Uttered, Error> {
    with(id, |kept, voice, speaker| {
        let written = kept.write(request, said, voice)?;
        let mut samples: Vec<i16> = Vec::new();
        let mut runs = Vec::with_capacity(written.runs.len());
        for symbols in &written.runs {
            let numbered = ids::number(symbols, &kept.config);
            kept.tell_unknown(voice, &numbered.unknown);
            let seed = seed(&numbered.ids, speaker);
            let made = kept.model.speak(&numbered.ids, kept.config.scales, speaker, seed);
            let made = made.map_err(|reason| Trouble::Run { voice: voice.to_owned(), reason })?;
            let from = samples.len();
            samples.extend(made.samples.iter().map(|&sample| sixteen_bits(sample)));
            if samples.len() > MAX_SAMPLES {
                return Err(Error::TooLong { limit: MAX_SAMPLES });
            }
            runs.push(timing::Run { words: numbered.words, frames: made.frames, samples: from..samples.len() });
        }
        let rate = kept.config.rate;
        let mut spans = timing::spans(said.words.len(), &runs, &samples, rate);
        rise::settle(&samples, rate, &mut spans);
        Ok(Uttered { rate, samples, spans, phonemes: request.phonemes.then_some(written.phonemes) })
    })
}

/// The numbers that `piper:{id}` is spoken with for an utterance, a list for each run: to lay beside Piper's own.
pub fn ids(request: &Request, said: &Utterance, id: &str) -> Result<Vec<Vec<i32>>, Error> {
    with(id, |kept, voice, _| {
        let written = kept.write(request, said, voice)?;
        Ok(written.runs.iter().map(|symbols| ids::number(symbols, &kept.config).ids).collect())
    })
}

/// Lends the voice that an id names, with its whole name and the number of its speaker.
fn with<T>(id: &str, deed: impl FnOnce(&mut Kept, &str, i32) -> Result<T, Error>) -> Result<T, Error> {
    let voice = format!("piper:{id}");
    let (name, speaker) = parted(id).ok_or_else(|| Trouble::Name(voice.clone()))?;
    // A panic under the lock can leave nothing half done: a voice is put there when it is whole.
    let mut house = HOUSE.lock().unwrap_or_else(PoisonError::into_inner);
    let kept = house.voice(name, &voice)?;
    let speaker = kept.config.speaker(&voice, speaker)?;
    deed(kept, &voice, speaker)
}

/// A voice's name and, behind `#`, its speaker's. Nothing that could climb out of the folder.
fn parted(id: &str) -> Option<(&str, Option<&str>)> {
    let (name, speaker) = id.split_once('#').map_or((id, None), |(name, speaker)| (name, Some(speaker)));
    let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    let good = !name.is_empty() && name.len() <= MAX_NAME_BYTES && plain && !name.starts_with('.');
    good.then_some((name, speaker))
}

/// As Piper writes them, but without raising each sentence to full scale: our gain is the voice's, not the sentence's.
fn sixteen_bits(sample: f32) -> i16 {
    const FULL: f32 = 32_767.0;
    (sample * FULL).clamp(-FULL, FULL) as i16
}

/// FNV-1a (64 bits) of what is said: chance that is the same for the same text, on every machine.
fn seed(ids: &[i32], speaker: i32) -> u64 {
    let bytes = ids.iter().chain(std::iter::once(&speaker)).flat_map(|id| id.to_le_bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

impl House {
    /// The voice, from memory or from its files.
    fn voice(&mut self, name: &str, voice: &str) -> Result<&mut Kept, Error> {
        let folder = self.folder.as_ref().ok_or_else(|| Trouble::NoFolder(voice.to_owned()))?;
        let (network, config) = (folder.join(format!("{name}.onnx")), folder.join(format!("{name}.onnx.json")));
        let stamp = Stamp::of(voice, &network, &config)?;
        let found = self.kept.iter().position(|kept| kept.name == name && kept.stamp == stamp);
        if let Some(at) = found {
            let kept = self.kept.remove(at);
            self.kept.push(kept);
        } else {
            self.kept.retain(|kept| kept.name != name);
            // Makes room before it loads: three at once is what a small machine has no memory for.
            while self.kept.len() >= MAX_KEPT {
                self.kept.remove(0);
            }
            let config = Config::read(&config)?;
            let pool = self.pool.get_or_insert_with(|| Arc::new(ThreadPool::with_num_threads(THREADS)));
            let model = Model::load(&network, pool)?;
            if !model.tells_times() {
                eprintln!("crier speak: {voice} does not tell when each sound begins; its word times are estimated");
            }
            let kept = Kept { name: name.to_owned(), stamp, config, model, told: BTreeSet::new() };
            self.kept.push(kept);
        }
        Ok(self.kept.last_mut().expect("it was just put there"))
    }
}

impl Stamp {
    fn of(voice: &str, network: &Path, config: &Path) -> Result<Stamp, Trouble> {
        let look = |file: &Path| std::fs::metadata(file).map(|found| (found.len(), found.modified().ok())).ok();
        let network =
            look(network).ok_or_else(|| Trouble::Missing { voice: voice.to_owned(), file: network.to_owned() })?;
        let config = look(config).ok_or_else(|| Trouble::NoConfig { file: config.to_owned() })?;
        Ok(Stamp([network, config]))
    }
}

impl Kept {
    fn write(&self, request: &Request, said: &Utterance, voice: &str) -> Result<Written, Error> {
        let chinese = matches!(self.config.espeak.split('-').next(), Some("cmn" | "zh"));
        let understood = match self.config.alphabet {
            Alphabet::Pinyin => said.tongue == Tongue::Pinyin,
            Alphabet::Espeak => said.tongue != Tongue::Pinyin || chinese,
            // Letters of a language that we hand over in pinyin are gone.
            Alphabet::Text => said.tongue != Tongue::Pinyin,
        };
        if !understood {
            let language = if self.config.espeak.is_empty() { "another language" } else { &self.config.espeak };
            let language = language.to_owned();
            return Err(Trouble::Language { voice: voice.to_owned(), language, tongue: said.tongue }.into());
        }
        match self.config.alphabet {
            Alphabet::Espeak => espeak::with(|engine| symbols::by_espeak(engine, &self.config, said, request.notation)),
            Alphabet::Text => Ok(symbols::by_letters(said)),
            Alphabet::Pinyin => Ok(symbols::by_pinyin(said)),
        }
    }

    /// Says once of each sound that this voice lacks it.
    fn tell_unknown(&mut self, voice: &str, unknown: &[String]) {
        for sound in unknown {
            if self.told.insert(sound.clone()) {
                let count = unknown.iter().filter(|other| *other == sound).count();
                eprintln!("crier speak: {voice} has no sound for `{sound}` ({count} in this sentence); it is left out");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_voice_is_named_by_its_file_and_cannot_be_a_path() {
        assert_eq!(parted("en_US-joe-medium"), Some(("en_US-joe-medium", None)));
        assert_eq!(parted("a#Ann B"), Some(("a", Some("Ann B"))));
        for bad in ["", "#1", "../a", "a/b", ".a", "a\\b", "a b", &"a".repeat(200)] {
            assert_eq!(parted(bad), None, "{bad}");
        }
    }

    #[test]
    fn chance_is_of_the_text() {
        assert_eq!(seed(&[1, 2], 0), seed(&[1, 2], 0));
        assert_ne!(seed(&[1, 2], 0), seed(&[1, 2], 1));
        assert_ne!(seed(&[1, 2], 0), seed(&[2, 1], 0));
    }

    #[test]
    fn a_sample_beyond_full_scale_is_cut_off_and_nonsense_is_silent() {
        assert_eq!([0.5, 3.0, -3.0, f32::NAN].map(sixteen_bits), [16_383, 32_767, -32_767, 0]);
    }
}
