//! Finds and opens Flite's libraries, and what we call of them.

use std::ffi::{CStr, c_char, c_float, c_int, c_uint, c_void};
use std::marker::PhantomData;
use std::ptr::NonNull;

use super::c_string;
use super::tokens::Token;
use crate::Error;

#[cfg(not(target_os = "windows"))]
use libloading::os::unix::{Library, RTLD_GLOBAL, RTLD_NOW};

/// Where libraries may be, and how their names end, best first. An empty folder leaves the search to the system.
#[cfg(target_os = "macos")]
const PLACES: &[(&str, &str)] = &[
    ("", ".1.dylib"),
    ("", ".dylib"),
    ("/opt/homebrew/lib/", ".1.dylib"),
    ("/opt/homebrew/lib/", ".dylib"),
    ("/usr/local/lib/", ".1.dylib"),
    ("/usr/local/lib/", ".dylib"),
];
/// Where libraries may be, and how their names end, best first. An empty folder leaves the search to the system.
#[cfg(not(target_os = "macos"))]
const PLACES: &[(&str, &str)] = &[("", ".so.1"), ("", ".so")];

/// Rates that a voice can have; anything else is a library that lays out its sound otherwise than we read it.
const RATES: std::ops::RangeInclusive<c_int> = 8_000..=48_000;

/// The first fields of `cst_wave`, unchanged since Flite 1.0: its functions only write files.
#[repr(C)]
struct RawWave {
    kind: *const c_char,
    sample_rate: c_int,
    num_samples: c_int,
    num_channels: c_int,
    samples: *const i16,
}

type Pointer = *mut c_void;
type OneToOne = unsafe extern "C" fn(Pointer) -> Pointer;
type Named = unsafe extern "C" fn(Pointer, *const c_char) -> Pointer;

/// The functions we call, valid as long as `_library` stays open.
pub struct Functions {
    new_utterance: unsafe extern "C" fn() -> Pointer,
    delete_utterance: unsafe extern "C" fn(Pointer),
    utt_relation_create: Named,
    utt_relation: Named,
    utt_wave: OneToOne,
    relation_append: unsafe extern "C" fn(Pointer, Pointer) -> Pointer,
    relation_head: OneToOne,
    do_synth: unsafe extern "C" fn(Pointer, Pointer, OneToOne) -> Pointer,
    synth_tokens: OneToOne,
    item_set_string: unsafe extern "C" fn(Pointer, *const c_char, *const c_char),
    item_feat_present: unsafe extern "C" fn(Pointer, *const c_char) -> c_int,
    item_feat_string: unsafe extern "C" fn(Pointer, *const c_char) -> *const c_char,
    item_feat_float: unsafe extern "C" fn(Pointer, *const c_char) -> c_float,
    item_as: Named,
    item_next: OneToOne,
    item_prev: OneToOne,
    item_daughter: OneToOne,
    _library: Library,
}

unsafe extern "C" {
    /// Of the C library, which Flite asks for its noise.
    fn srand(seed: c_uint);
}

/// Opens a library by the part of its name after `lib`.
fn open(name: &str) -> Result<Library, Error> {
    let mut reason = String::from("no place to look");
    for (folder, ending) in PLACES {
        // SAFETY: loading runs the library's constructors; Flite's have none. Its names are made known to the
        // libraries opened after it: a voice looks up those of the engine.
        match unsafe { Library::open(Some(format!("{folder}lib{name}{ending}")), RTLD_NOW | RTLD_GLOBAL) } {
            Ok(library) => return Ok(library),
            Err(error) if reason.starts_with("no place") => reason = error.to_string(),
            Err(_) => {}
        }
    }
    Err(Error::NoFlite { reason })
}

/// Copies a function pointer out of a library; its type is what it is assigned to.
macro_rules! function {
    ($library:expr, $name:expr, $symbol:expr) => {
        // SAFETY: the signatures are those of Flite's headers, unchanged since 1.4, and the pointer is kept no longer
        // than the open library.
        unsafe {
            *$library
                .get($symbol.as_bytes())
                .map_err(|_| Error::NoFlite { reason: format!("{} has no function {}", $name, $symbol) })?
        }
    };
}

impl Functions {
    /// Opens the engine, without any voice.
    ///
    /// # Errors
    /// [`Error::NoFlite`].
    pub fn open() -> Result<Functions, Error> {
        const NAME: &str = "flite";
        let library = open(NAME)?;
        let init: unsafe extern "C" fn() -> c_int = function!(library, NAME, "flite_init");
        let functions = Functions {
            new_utterance: function!(library, NAME, "new_utterance"),
            delete_utterance: function!(library, NAME, "delete_utterance"),
            utt_relation_create: function!(library, NAME, "utt_relation_create"),
            utt_relation: function!(library, NAME, "utt_relation"),
            utt_wave: function!(library, NAME, "utt_wave"),
            relation_append: function!(library, NAME, "relation_append"),
            relation_head: function!(library, NAME, "relation_head"),
            do_synth: function!(library, NAME, "flite_do_synth"),
            synth_tokens: function!(library, NAME, "utt_synth_tokens"),
            item_set_string: function!(library, NAME, "item_set_string"),
            item_feat_present: function!(library, NAME, "item_feat_present"),
            item_feat_string: function!(library, NAME, "item_feat_string"),
            item_feat_float: function!(library, NAME, "item_feat_float"),
            item_as: function!(library, NAME, "item_as"),
            item_next: function!(library, NAME, "item_next"),
            item_prev: function!(library, NAME, "item_prev"),
            item_daughter: function!(library, NAME, "item_daughter"),
            _library: library,
        };
        // SAFETY: the first call of the library, under the engine's lock.
        unsafe { init() };
        Ok(functions)
    }

    /// Takes the voice out of its library (`cmu_us_slt`), with what it stands on.
    ///
    /// # Errors
    /// [`Error::NoFlite`].
    pub fn open_voice(&self, name: &str) -> Result<NonNull<c_void>, Error> {
        // Some builds leave out of a voice's library which others it needs.
        for needed in ["flite_usenglish", "flite_cmulex"] {
            if let Ok(library) = open(needed) {
                std::mem::forget(library);
            }
        }
        let library = open(&format!("flite_{name}"))?;
        let symbol = format!("register_{name}");
        let register: unsafe extern "C" fn(*const c_char) -> Pointer = function!(library, name, symbol);
        // The voice is data in its library, so that stays open for good.
        std::mem::forget(library);
        // SAFETY: no folder of voice data is asked for; the voice is in the library.
        let voice = unsafe { register(std::ptr::null()) };
        NonNull::new(voice).ok_or_else(|| Error::NoFlite { reason: format!("{symbol} gave no voice") })
    }

    /// Has the voice say tokens.
    ///
    /// # Errors
    /// [`Error::Engine`] when it does not.
    pub fn utterance(&self, voice: NonNull<c_void>, tokens: &[Token]) -> Result<Utterance<'_>, Error> {
        // SAFETY: the library's own objects, each made by the call before; strings are NUL-terminated and copied by it.
        // `do_synth` frees the utterance when it fails.
        unsafe {
            let utterance = (self.new_utterance)();
            let relation = (self.utt_relation_create)(utterance, c"Token".as_ptr());
            let mut before: Option<&str> = None;
            for token in tokens {
                let item = (self.relation_append)(relation, std::ptr::null_mut());
                let set = |name: &CStr, value: &str| {
                    let value = c_string(value);
                    (self.item_set_string)(item, name.as_ptr(), value.as_ptr());
                };
                set(c"name", &token.name);
                set(c"whitespace", " ");
                set(c"prepunctuation", "");
                set(c"punc", token.punc);
                if let Some(phones) = &token.phones {
                    // A token that is said just as the one before it would be taken for a part of that one.
                    let other = if before == Some(phones.as_str()) { " " } else { "" };
                    set(c"phones", &format!("{phones}{other}"));
                    before = if other.is_empty() { Some(phones) } else { None };
                } else {
                    before = None;
                }
            }
            // Breath is made of the C library's chance: begun anew, a sentence sounds the same whatever came before it.
            srand(1);
            let made = (self.do_synth)(utterance, voice.as_ptr(), self.synth_tokens);
            let raw = NonNull::new(made).ok_or(Error::Engine { engine: "Flite", code: 0 })?;
            Ok(Utterance { functions: self, raw })
        }
    }
}

/// An utterance that was spoken; freed when dropped.
pub struct Utterance<'a> {
    functions: &'a Functions,
    raw: NonNull<c_void>,
}

impl Utterance<'_> {
    /// Samples per second, and the samples.
    ///
    /// # Errors
    /// [`Error::Engine`] when it has no sound, or one we cannot read.
    pub fn sound(&self) -> Result<(u32, &[i16]), Error> {
        let strange = |code| Error::Engine { engine: "Flite", code };
        // SAFETY: the wave belongs to the utterance and lives as long; its fields are checked before they are used.
        unsafe {
            let wave = (self.functions.utt_wave)(self.raw.as_ptr()).cast::<RawWave>();
            let wave = wave.as_ref().ok_or_else(|| strange(0))?;
            let rate = u32::try_from(wave.sample_rate).map_err(|_| strange(wave.sample_rate))?;
            let count = usize::try_from(wave.num_samples).map_err(|_| strange(wave.num_samples))?;
            if !RATES.contains(&wave.sample_rate) || wave.num_channels != 1 {
                return Err(strange(wave.sample_rate));
            }
            if count == 0 || wave.samples.is_null() {
                return Ok((rate, &[]));
            }
            Ok((rate, std::slice::from_raw_parts(wave.samples, count)))
        }
    }

    /// Its tokens, in the order in which they were given.
    pub fn tokens(&self) -> impl Iterator<Item = Item<'_>> {
        let functions = self.functions;
        // SAFETY: a relation that this utterance has, and its first item or null.
        let first = unsafe {
            let relation = (functions.utt_relation)(self.raw.as_ptr(), c"Token".as_ptr());
            if relation.is_null() { relation } else { (functions.relation_head)(relation) }
        };
        std::iter::successors(Item::of(functions, first), Item::after)
    }
}

impl Drop for Utterance<'_> {
    fn drop(&mut self) {
        // SAFETY: made by the library, not freed before, and every item of it borrows from this.
        unsafe { (self.functions.delete_utterance)(self.raw.as_ptr()) }
    }
}

/// A token, word, syllable or segment of an utterance.
pub struct Item<'a> {
    functions: &'a Functions,
    raw: NonNull<c_void>,
    of: PhantomData<&'a Utterance<'a>>,
}

impl<'a> Item<'a> {
    fn of(functions: &'a Functions, raw: Pointer) -> Option<Item<'a>> {
        NonNull::new(raw).map(|raw| Item { functions, raw, of: PhantomData })
    }

    fn step(&self, step: OneToOne) -> Option<Item<'a>> {
        // SAFETY: an item of a living utterance; the answer is another one of it, or null.
        Item::of(self.functions, unsafe { step(self.raw.as_ptr()) })
    }

    fn after(&self) -> Option<Item<'a>> {
        self.step(self.functions.item_next)
    }

    /// The one before it in the same relation.
    pub fn before(&self) -> Option<Item<'a>> {
        self.step(self.functions.item_prev)
    }

    /// What hangs below it, in order.
    pub fn daughters(&self) -> impl Iterator<Item = Item<'a>> + use<'a> {
        std::iter::successors(self.step(self.functions.item_daughter), Item::after)
    }

    /// The same item in another relation.
    pub fn seen_as(&self, relation: &CStr) -> Option<Item<'a>> {
        // SAFETY: as in `step`; the name is NUL-terminated.
        Item::of(self.functions, unsafe { (self.functions.item_as)(self.raw.as_ptr(), relation.as_ptr()) })
    }

    /// A feature as text, if it has it.
    pub fn text(&self, feature: &CStr) -> Option<&'a CStr> {
        // SAFETY: as in `step`; asked for only when it is there, as a text, which lives as long as the item.
        unsafe {
            if (self.functions.item_feat_present)(self.raw.as_ptr(), feature.as_ptr()) == 0 {
                return None;
            }
            let text = (self.functions.item_feat_string)(self.raw.as_ptr(), feature.as_ptr());
            if text.is_null() { None } else { Some(CStr::from_ptr(text)) }
        }
    }

    /// A feature as a number; 0 if it has none.
    pub fn number(&self, feature: &CStr) -> f32 {
        // SAFETY: as in `text`.
        unsafe {
            if (self.functions.item_feat_present)(self.raw.as_ptr(), feature.as_ptr()) == 0 {
                return 0.0;
            }
            (self.functions.item_feat_float)(self.raw.as_ptr(), feature.as_ptr())
        }
    }
}
