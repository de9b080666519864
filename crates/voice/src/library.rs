//! Finds and opens the eSpeak NG library, and takes from it the functions we call.

use std::ffi::{c_char, c_int, c_uint, c_void};

use libloading::Library;

use crate::Error;

/// Where the library may be, best first. A bare name is looked up by the system's loader.
#[cfg(target_os = "macos")]
pub const NAMES: &[&str] = &[
    "libespeak-ng.1.dylib",
    "libespeak-ng.dylib",
    "/opt/homebrew/lib/libespeak-ng.1.dylib",
    "/opt/homebrew/lib/libespeak-ng.dylib",
    "/usr/local/lib/libespeak-ng.1.dylib",
    "/usr/local/lib/libespeak-ng.dylib",
];
/// Where the library may be, best first. A bare name is looked up by the system's loader.
#[cfg(not(target_os = "macos"))]
pub const NAMES: &[&str] = &["libespeak-ng.so.1", "libespeak-ng.so"];

/// `espeak_EVENT` of `speak_lib.h`, API revision 12.
#[repr(C)]
pub struct RawEvent {
    pub kind: c_int,
    pub unique_identifier: c_uint,
    /// Characters from the start of the text, the first being 1.
    pub text_position: c_int,
    pub length: c_int,
    pub audio_position: c_int,
    /// Sample since the start of the call.
    pub sample: c_int,
    pub user_data: *mut c_void,
    /// A union of an integer, a pointer and eight characters; not read.
    pub id: *const c_void,
}

/// `espeak_VOICE` of `speak_lib.h`.
#[repr(C)]
pub struct RawVoice {
    pub name: *const c_char,
    /// A priority byte and a language, NUL-terminated, again and again; an empty entry ends it.
    pub languages: *const c_char,
    pub identifier: *const c_char,
    pub gender: u8,
    pub age: u8,
    pub variant: u8,
    pub xx1: u8,
    pub score: c_int,
    pub spare: *mut c_void,
}

pub type Callback = extern "C" fn(*mut i16, c_int, *mut RawEvent) -> c_int;

/// The functions we call, valid as long as `_library` stays open.
pub struct Functions {
    pub initialize: unsafe extern "C" fn(c_int, c_int, *const c_char, c_int) -> c_int,
    pub set_synth_callback: unsafe extern "C" fn(Callback),
    pub set_voice_by_name: unsafe extern "C" fn(*const c_char) -> c_int,
    pub set_parameter: unsafe extern "C" fn(c_int, c_int, c_int) -> c_int,
    pub list_voices: unsafe extern "C" fn(*const RawVoice) -> *const *const RawVoice,
    pub synth:
        unsafe extern "C" fn(*const c_void, usize, c_uint, c_int, c_uint, c_uint, *mut c_uint, *mut c_void) -> c_int,
    pub text_to_phonemes: unsafe extern "C" fn(*mut *const c_void, c_int, c_int) -> *const c_char,
    _library: Library,
}

/// Opens the first of `names` that the machine has.
///
/// # Errors
/// [`Error::NoLibrary`] when there is none, [`Error::StrangeLibrary`] when it lacks a function.
pub fn open(names: &[&str]) -> Result<Functions, Error> {
    let mut reason = String::from("no place to look");
    for name in names {
        // SAFETY: loading runs the library's constructors; eSpeak NG has none that do anything.
        match unsafe { Library::new(*name) } {
            Ok(library) => return functions(library, name),
            Err(error) => reason = error.to_string(),
        }
    }
    Err(Error::NoLibrary { reason })
}

fn functions(library: Library, name: &str) -> Result<Functions, Error> {
    /// Copies a function pointer out of the library; its type is that of the struct's field.
    macro_rules! function {
        ($symbol:literal) => {
            // SAFETY: the signatures are those of speak_lib.h, unchanged since eSpeak NG 1.49,
            // and the pointer is kept beside the open library.
            unsafe {
                *library
                    .get($symbol.as_bytes())
                    .map_err(|_| Error::StrangeLibrary { library: name.to_owned(), symbol: $symbol })?
            }
        };
    }
    Ok(Functions {
        initialize: function!("espeak_Initialize"),
        set_synth_callback: function!("espeak_SetSynthCallback"),
        set_voice_by_name: function!("espeak_SetVoiceByName"),
        set_parameter: function!("espeak_SetParameter"),
        list_voices: function!("espeak_ListVoices"),
        synth: function!("espeak_Synth"),
        text_to_phonemes: function!("espeak_TextToPhonemes"),
        _library: library,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_without_the_library_is_told_which_package_to_install() {
        let message = match open(&["libespeak-ng-that-nobody-has.so"]) {
            Err(error) => error.to_string(),
            Ok(_) => panic!("that library should not exist"),
        };
        assert!(message.contains("apt-get install espeak-ng"), "{message}");
        assert!(message.contains("brew install espeak-ng"), "{message}");
    }
}
