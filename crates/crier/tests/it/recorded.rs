//! A machine without Flite, or with one that is broken: English is heard all the same, and it is said by whom.

#![cfg(target_os = "linux")]

use std::process::Command;

use crate::workshop::{Said, Workshop};

const TEXT: &str = "The bell rang at seven.";

/// A command that finds this library where Flite's should be.
fn with(shop: &Workshop, library: &[u8], args: &[&str]) -> Said {
    let folder = shop.path("lib");
    std::fs::create_dir_all(&folder).expect("a folder");
    for name in ["libflite.so.1", "libflite.so"] {
        std::fs::write(folder.join(name), library).expect("a library");
    }
    let mut command = shop.command(args);
    command.env("LD_LIBRARY_PATH", &folder).env("RUST_LOG", "warn");
    Said::of(command.output().expect("the program starts"))
}

#[test]
fn without_flite_english_is_read_by_espeak_and_it_is_said_how_to_mend_that() {
    let shop = Workshop::open();
    let file = shop.write("bell.txt", TEXT);
    let here = shop.run(&["say", &file, "-o", "here.mp3"]);
    assert!(here.good && here.err.contains("flite:slt") && !here.err.contains("not there"), "{}", here.err);
    let none = with(&shop, b"no library", &["say", &file, "-o", "none.mp3"]);
    assert!(none.good && none.err.contains("espeak:en-us (flite:slt is not there)"), "{}", none.err);
    let doctor = with(&shop, b"no library", &["doctor"]);
    assert!(doctor.good && doctor.out.contains("apt-get install libflite1"), "{}", doctor.out);
    let asked = with(&shop, b"no library", &["say", &file, "-o", "asked.mp3", "--voice", "flite:slt"]);
    assert!(!asked.good && asked.err.contains("apt-get install libflite1"), "{}", asked.err);
}

#[test]
fn the_same_text_is_the_same_sound_whoever_speaks_it_and_whatever_came_before() {
    let shop = Workshop::open();
    let file = shop.write("bell.txt", TEXT);
    let longer = shop.write("longer.md", format!("# Another story\n\nIt has words of its own.\n\n{TEXT}\n"));
    let bell = |input: &str, out: &str| {
        let said = shop.run(&["say", input, "-o", out, "--voice", "flite:slt", "--json"]);
        assert!(said.good, "{}", said.err);
        let table: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
        let rows = table["segments"].as_array().expect("segments");
        let row = rows.iter().find(|row| row["text"] == TEXT).expect("the sentence");
        let at = |n: usize| row["bytes"][n].as_u64().expect("a place") as usize;
        let frames = std::fs::read(shop.path(out)).expect("an MP3")[at(0)..at(1)].to_vec();
        // The pause behind it differs with its place in the story.
        frames[..frames.len() / 2].to_vec()
    };
    let alone = bell(&file, "alone.mp3");
    assert!(alone.len() > 5_000);
    assert!(bell(&longer, "longer.mp3").starts_with(&alone[..5_000]), "the same words sound otherwise");
}

#[test]
fn a_flite_that_crashes_takes_its_own_process_with_it_and_nothing_else() {
    let shop = Workshop::open();
    let file = shop.write("bell.txt", TEXT);
    let source = shop.write("crash.c", "__attribute__((constructor)) static void crash(void) { __builtin_trap(); }");
    let library = shop.path("crash.so");
    let built = Command::new("cc").args(["-shared", "-fPIC", "-o"]).arg(&library).arg(&source).status();
    assert!(built.expect("a C compiler, which building Crier needs as well").success());
    let library = std::fs::read(library).expect("a library");
    let said = with(&shop, &library, &["say", &file, "-o", "crash.mp3"]);
    assert!(said.good && said.err.contains("espeak:en-us (flite:slt is not there)"), "{}", said.err);
    let heard = std::fs::metadata(shop.path("crash.mp3")).expect("an MP3").len();
    assert!(heard > 5_000, "{heard} bytes");
}
