//! What holds for any input at all: each target takes bytes, makes of them what it tests, and fails if a promise is broken.
//!
//! `cargo test` shakes each with some thousand inputs, the same every time; `CRIER_SHAKES` asks for more of them, and
//! `CRIER_SHAKE_SECONDS` shakes each for so long, from `CRIER_SHAKE_SEED` on: that is what `scripts/fuzz` does.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by failing")]

// Named by their paths, so that a fuzzer's own program can take this file as it is.
#[path = "any_input/bytes.rs"]
mod bytes;
#[path = "any_input/lexicon.rs"]
mod lexicon;
#[path = "any_input/mp3.rs"]
mod mp3;
#[path = "any_input/sound.rs"]
mod sound;
#[path = "any_input/text.rs"]
mod text;
#[path = "any_input/wire.rs"]
mod wire;

use crate::sound::player;

/// A name, and what is tried with some bytes.
pub type Target = (&'static str, fn(&[u8]));

/// All that is shaken.
pub const TARGETS: [Target; 12] = [
    ("script", text::script),
    ("sentences", text::sentences),
    ("utter", text::utter),
    ("misreadings", text::misreadings),
    ("pinyin", text::pinyin),
    ("lexicon", lexicon::placed),
    ("entries", lexicon::entries),
    ("wire", wire::messages),
    ("unpack", sound::unpack),
    ("join", sound::join),
    ("programme", sound::programme),
    ("make", mp3::make),
];

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{TARGETS, Target};

    /// Inputs for each target in `cargo test`; two seconds or so for the slowest. `CRIER_SHAKES` asks for more or fewer.
    const SHAKES: u64 = 8_000;
    /// Making sound costs a hundred times as much as reading a sentence.
    const SOUND_SHAKES: u64 = 60;

    /// A text of at most some hundred words takes no thousandth of this; what takes as long will not end.
    const LONGEST: Duration = Duration::from_secs(20);

    fn asked(name: &str) -> Option<u64> {
        let value = std::env::var(name).ok()?;
        Some(value.parse().unwrap_or_else(|_| panic!("{name} must be a whole number, not {value:?}")))
    }

    fn shake(wanted: &str) {
        let &(name, target): &Target = TARGETS.iter().find(|(name, _)| *name == wanted).unwrap();
        let count = asked("CRIER_SHAKES").unwrap_or(if name == "make" { SOUND_SHAKES } else { SHAKES });
        let time = asked("CRIER_SHAKE_SECONDS").map(Duration::from_secs);
        let seed = 0x9e37_79b9_7f4a_7c15 ^ asked("CRIER_SHAKE_SEED").unwrap_or(0);
        // The same inputs every time: what fails once fails again.
        let mut chance = name.bytes().fold(seed, |sum: u64, b| sum.rotate_left(7) ^ u64::from(b)).max(1);
        let mut next = || {
            // Marsaglia, "Xorshift RNGs", 2003.
            chance ^= chance << 13;
            chance ^= chance >> 7;
            chance ^= chance << 17;
            chance
        };
        let began = Instant::now();
        let mut tried = 0;
        while time.map_or(tried < count, |time| began.elapsed() < time) {
            // Mostly short: what breaks a rule are a few tokens side by side.
            let length = (next() % if next() % 8 == 0 { 400 } else { 40 }) as usize;
            let bytes: Vec<u8> = (0..length).map(|_| (next() >> 24) as u8).collect();
            let before = Instant::now();
            let held = std::panic::catch_unwind(|| target(&bytes));
            assert!(held.is_ok(), "{name} fails for the bytes {bytes:?}");
            assert!(before.elapsed() < LONGEST, "{name} takes {:?} for the bytes {bytes:?}", before.elapsed());
            tried += 1;
        }
        println!("{name}: {tried} inputs in {:?}, nothing broken", began.elapsed());
    }

    #[test]
    fn every_script_covers_its_text_in_order_and_leaves_no_figure() {
        shake("script");
    }

    #[test]
    fn sentences_put_side_by_side_are_the_text() {
        shake("sentences");
    }

    #[test]
    fn what_an_engine_receives_is_in_order_and_within_the_text() {
        shake("utter");
    }

    #[test]
    fn misreadings_are_in_order_and_within_the_text() {
        shake("misreadings");
    }

    #[test]
    fn every_character_has_a_syllable_of_mandarin() {
        shake("pinyin");
    }

    #[test]
    fn readings_from_a_lexicon_keep_their_places() {
        shake("lexicon");
    }

    #[test]
    fn an_entry_is_refused_or_says_the_same_when_it_is_read_again() {
        shake("entries");
    }

    #[test]
    fn a_message_over_the_pipe_arrives_as_it_was_or_is_refused() {
        shake("wire");
    }

    #[test]
    fn a_kept_piece_is_whole_or_refused() {
        shake("unpack");
    }

    #[test]
    fn a_joined_file_has_its_pieces_where_its_table_says() {
        shake("join");
    }

    #[test]
    fn a_programme_lies_as_its_parts_say_and_each_is_found_again() {
        shake("programme");
    }

    #[test]
    fn whatever_a_voice_answers_becomes_whole_frames_that_others_can_play() {
        shake("make");
    }
}
