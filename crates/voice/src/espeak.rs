//! A safe face on the C library eSpeak NG.
//!
//! The library's state is global (one voice, one callback), so there is one engine per process behind a mutex.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use speech::wire::MAX_SAMPLES;

use crate::Error;
use crate::harmless::Harmless;
use crate::library::{self, Functions, RawEvent, RawVoice};

/// A voice and the language it speaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voice {
    /// As in a request, e.g. `espeak:en-us`.
    pub name: String,
    /// BCP 47, as the engine writes it, e.g. `en-us`.
    pub language: String,
    /// What the engine calls it, e.g. `English (America)`.
    pub title: String,
}

/// What the engine says of a position in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordEvent {
    /// Index of a character (not a byte) of the text, from 0.
    pub character: usize,
    /// Sample at which the word begins.
    pub sample: usize,
    /// Number of the clause that it is in; clauses end at commas and full stops.
    pub clause: usize,
}

/// The sound of one text.
#[derive(Debug, Default)]
pub struct Heard {
    pub samples: Vec<i16>,
    /// In order of their place in the text.
    pub words: Vec<WordEvent>,
    clause: usize,
    overflowed: bool,
}

/// The opened library and what it is set to.
pub struct Espeak {
    functions: Functions,
    pub sample_rate: u32,
    voice: String,
}

const AUDIO_OUTPUT_SYNCHRONOUS: c_int = 2;
const INITIALIZE_DONT_EXIT: c_int = 0x8000;
const POS_CHARACTER: c_int = 1;
const CHARS_UTF8: u32 = 1;
const PHONEMES: u32 = 0x100;
const EVENT_END_OF_LIST: c_int = 0;
const EVENT_WORD: c_int = 1;
const EVENT_END_OF_CLAUSE: c_int = 5;
const PARAMETER_RATE: c_int = 1;
/// The engine's own speed, in words per minute.
const RATE: c_int = 175;
/// Sound per callback in milliseconds. Long buffers save calls; the engine allocates one of them.
const BUFFER_MS: c_int = 500;

/// Longest voice name; the library copies it into a fixed buffer of 60 bytes.
const MAX_VOICE_NAME: usize = 40;

thread_local! {
    /// Where the callback puts what it hears. In synchronous mode it runs on the thread that called `synth`.
    static HEARD: RefCell<Heard> = RefCell::new(Heard::default());
}

static ENGINE: Mutex<Option<Espeak>> = Mutex::new(None);

/// Lends the engine, opening it when that has not worked before: installing the package mends a running program.
pub fn with<T>(deed: impl FnOnce(&mut Espeak) -> Result<T, Error>) -> Result<T, Error> {
    // A panic under the lock can leave nothing half done: every call sets what it needs.
    let mut engine = ENGINE.lock().unwrap_or_else(PoisonError::into_inner);
    match engine.as_mut() {
        Some(open) => deed(open),
        None => deed(engine.insert(Espeak::open()?)),
    }
}

impl Espeak {
    fn open() -> Result<Espeak, Error> {
        let functions = library::open(library::NAMES)?;
        // SAFETY: the first call of the library, under the engine's lock; no path means its own data folder.
        let rate = unsafe {
            (functions.initialize)(AUDIO_OUTPUT_SYNCHRONOUS, BUFFER_MS, std::ptr::null(), INITIALIZE_DONT_EXIT)
        };
        let sample_rate = u32::try_from(rate).ok().filter(|rate| *rate > 0).ok_or(Error::NoData)?;
        // SAFETY: `hear` has the signature of speak_lib.h and lives as long as the program.
        unsafe { (functions.set_synth_callback)(hear) };
        Ok(Espeak { functions, sample_rate, voice: String::new() })
    }

    /// Chooses a voice by the engine's name for it (`en-us`, `cmn-latn-pinyin`, `en-gb+f3`).
    pub fn choose(&mut self, voice: &str) -> Result<(), Error> {
        if !voice.is_empty() && voice == self.voice {
            return Ok(());
        }
        let unknown = || Error::UnknownVoice(format!("espeak:{voice}"));
        // The library takes a name for a file name too, so nothing that could climb out of its folder.
        let plain = voice.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_+".contains(&byte));
        if voice.is_empty() || voice.len() > MAX_VOICE_NAME || !plain {
            return Err(unknown());
        }
        self.voice.clear();
        // The library finds a voice by its file's name, which is not always its language: en-gb is in a file `en`.
        if !self.load(voice) {
            let (language, variant) = voice.split_once('+').unwrap_or((voice, ""));
            let file = self.files().remove(&language.to_ascii_lowercase()).ok_or_else(unknown)?;
            let named = if variant.is_empty() { file } else { format!("{file}+{variant}") };
            if !self.load(&named) {
                return Err(unknown());
            }
        }
        // A voice may speak at a speed of its own, and the library forgets to take it back: after some of them
        // English is a fifth slower.
        // SAFETY: two numbers, under the engine's lock.
        unsafe { (self.functions.set_parameter)(PARAMETER_RATE, RATE, 0) };
        voice.clone_into(&mut self.voice);
        Ok(())
    }

    /// Loads a voice by the name of its file; false when there is none.
    fn load(&mut self, file: &str) -> bool {
        let Ok(name) = CString::new(file) else { return false };
        // SAFETY: a NUL-terminated string that outlives the call, under the engine's lock.
        unsafe { (self.functions.set_voice_by_name)(name.as_ptr()) == 0 }
    }

    /// For every language, the name of the file of its voice.
    fn files(&mut self) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        self.each_voice(|voice| {
            // SAFETY: the strings of a voice in the library's list are NUL-terminated.
            let (identifier, mut language) = (unsafe { text_of(voice.identifier) }, voice.languages);
            let file = identifier.rsplit('/').next().unwrap_or_default().to_owned();
            // SAFETY: a priority byte and a terminated language, until an entry that begins with 0.
            unsafe {
                while !language.is_null() && *language != 0 {
                    let name = CStr::from_ptr(language.add(1));
                    files.entry(name.to_string_lossy().to_ascii_lowercase()).or_insert_with(|| file.clone());
                    language = language.add(2 + name.count_bytes());
                }
            }
        });
        files
    }

    fn each_voice(&mut self, mut deed: impl FnMut(&RawVoice)) {
        // SAFETY: a null-terminated array of pointers to structs, valid until the next call of the library.
        unsafe {
            let mut list = (self.functions.list_voices)(std::ptr::null());
            while !list.is_null() && !(*list).is_null() {
                deed(&**list);
                list = list.add(1);
            }
        }
    }

    /// Speaks a text with the chosen voice; `notation` lets `[[…]]` carry the engine's own phonemes.
    ///
    /// The engine carries the phase of its voice over from one text to the next, so the same text twice differs in
    /// its samples, and by some milliseconds in its length: a cache must go by the text, never by the sound.
    pub fn synth(&mut self, text: &str, notation: bool) -> Result<Heard, Error> {
        let harmless = Harmless::of(text);
        let text = &harmless.text;
        HEARD.set(Heard::default());
        let flags = CHARS_UTF8 | if notation { PHONEMES } else { 0 };
        // SAFETY: the text is NUL-terminated and outlives the call, which returns when all has been said.
        let code = unsafe {
            (self.functions.synth)(
                text.as_ptr().cast::<c_void>(),
                text.as_bytes_with_nul().len(),
                0,
                POS_CHARACTER,
                0,
                flags,
                std::ptr::null_mut(),
                std::ptr::null_mut(),
            )
        };
        let mut heard = HEARD.take();
        for word in &mut heard.words {
            word.character = harmless.original(word.character);
        }
        match code {
            _ if heard.overflowed => Err(Error::TooLong { limit: MAX_SAMPLES }),
            0 => Ok(heard),
            code => Err(Error::Engine { engine: "eSpeak NG", code }),
        }
    }

    /// What the chosen voice makes of a text: for every clause, phonemes with stress and tone, words apart by spaces.
    ///
    /// `ipa` false gives the engine's own notation. `[[…]]` is read as in the [`Espeak::synth`] before it.
    pub fn phonemes(&mut self, text: &str, ipa: bool) -> Vec<String> {
        const IPA: c_int = 2;
        let text = Harmless::of(text).text;
        let mut rest = text.as_ptr().cast::<c_void>();
        let mut clauses = Vec::new();
        while !rest.is_null() {
            let before = rest;
            // SAFETY: `rest` points into `text`, or is null at its end; the answer is a NUL-terminated string
            // in the library's own buffer, copied before the next call.
            let clause = unsafe {
                text_of((self.functions.text_to_phonemes)(
                    &raw mut rest,
                    CHARS_UTF8 as c_int,
                    if ipa { IPA } else { 0 },
                ))
            };
            clauses.push(clause);
            // A clause that takes nothing would never end.
            if rest == before {
                break;
            }
        }
        clauses
    }

    /// Every voice whose language the engine can be asked for by name, sorted by name.
    pub fn voices(&mut self) -> Vec<Voice> {
        let mut voices = Vec::new();
        self.each_voice(|voice| {
            // SAFETY: the strings of a voice in the library's list are NUL-terminated, and the first byte of its
            // languages is a priority.
            unsafe {
                if !voice.languages.is_null() && *voice.languages != 0 {
                    let language = text_of(voice.languages.add(1));
                    voices.push(Voice { name: format!("espeak:{language}"), language, title: text_of(voice.name) });
                }
            }
        });
        voices.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.title.cmp(&b.title)));
        voices.dedup_by(|later, kept| later.name == kept.name);
        voices
    }
}

/// Copies a C string; null gives an empty one.
///
/// # Safety
/// `text` is null or NUL-terminated.
unsafe fn text_of(text: *const c_char) -> String {
    if text.is_null() {
        return String::new();
    }
    // SAFETY: the caller promises a terminated string.
    unsafe { CStr::from_ptr(text) }.to_string_lossy().into_owned()
}

impl Heard {
    /// Notes a word, unless it points backwards: the library ends some clauses with an empty one of the clause before.
    fn word(&mut self, event: &RawEvent) {
        let character = usize::try_from(event.text_position - 1).unwrap_or(0);
        let sample = usize::try_from(event.sample).unwrap_or(0);
        if self.words.last().is_none_or(|last| last.character <= character) {
            self.words.push(WordEvent { character, sample, clause: self.clause });
        }
    }
}

/// Called by the library with each buffer of sound. Answers 1 to stop, when the sound is too long.
extern "C" fn hear(wav: *mut i16, count: c_int, mut events: *mut RawEvent) -> c_int {
    HEARD.with_borrow_mut(|heard| {
        if !wav.is_null() && count > 0 {
            // SAFETY: the library hands over `count` samples, valid during the call.
            heard.samples.extend_from_slice(unsafe { std::slice::from_raw_parts(wav, count as usize) });
        }
        // SAFETY: the list ends with an event of kind 0.
        unsafe {
            while !events.is_null() && (*events).kind != EVENT_END_OF_LIST {
                let event = &*events;
                match event.kind {
                    EVENT_WORD => heard.word(event),
                    EVENT_END_OF_CLAUSE => heard.clause += 1,
                    _ => {}
                }
                events = events.add(1);
            }
        }
        heard.overflowed = heard.samples.len() > MAX_SAMPLES;
        c_int::from(heard.overflowed)
    })
}
