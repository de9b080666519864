//! The voice process: killed in the middle of a story, and bounded in its memory. The voice is one of a few kilobytes
//! that the tests of `voice` write: what it says is the same every time, so nothing lost is the same bytes.

use std::process::Command;
use std::time::Duration;

use crate::tiny::Tiny;
use crate::workshop::{Workshop, wait_until};

/// Processes that this one started.
pub fn children(of: u32) -> Vec<u32> {
    let listing = Command::new("ps").args(["-A", "-o", "pid=,ppid="]).output().expect("ps is there");
    let listing = String::from_utf8_lossy(&listing.stdout).into_owned();
    let pairs = listing.lines().filter_map(|line| {
        let mut numbers = line.split_whitespace().filter_map(|number| number.parse().ok());
        Some((numbers.next()?, numbers.next()?))
    });
    pairs.filter(|(_, parent)| *parent == of).map(|(pid, _)| pid).collect()
}

pub fn kill(pid: u32) {
    assert!(Command::new("kill").args(["-9", &pid.to_string()]).status().expect("kill is there").success());
}

fn with_voice(voice: &Tiny) -> Workshop {
    let shop = Workshop::open();
    let folder = shop.path("data/voices");
    std::fs::create_dir_all(&folder).expect("a folder");
    voice.write(&folder, "tiny");
    shop
}

fn story(sentences: usize) -> String {
    let lines: Vec<String> = (0..sentences)
        .map(|n| format!("Boat number {n} goes past the town, and the bell rings over it at seven each evening."))
        .collect();
    format!("# The river\n\n{}\n", lines.join("\n\n"))
}

#[test]
fn a_voice_killed_in_the_middle_of_a_story_is_started_again_and_not_a_sample_is_lost() {
    let shop = with_voice(&Tiny { noise: (0.667, 0.8), ..Tiny::default() });
    let file = shop.write("river.md", story(400));
    let say = |out: &str| shop.command(&["say", &file, "--voice", "piper:tiny", "-o", out]);
    let whole = say("whole.mp3").output().expect("the program starts");
    assert!(whole.status.success(), "{}", String::from_utf8_lossy(&whole.stderr));

    let mut speaking = say("killed.mp3").stderr(std::process::Stdio::null()).spawn().expect("the program starts");
    let mut voices = Vec::new();
    wait_until("a voice speaks", Duration::from_secs(60), || {
        voices = children(speaking.id());
        !voices.is_empty()
    });
    voices.iter().copied().for_each(kill);
    wait_until("another one is started", Duration::from_secs(60), || {
        children(speaking.id()).iter().any(|pid| !voices.contains(pid))
    });
    assert!(speaking.wait().expect("it ends").success());
    let read = |name: &str| std::fs::read(shop.path(name)).expect("a file");
    assert!(read("whole.mp3") == read("killed.mp3"), "the two files differ");
}

#[test]
#[cfg(target_os = "linux")]
fn a_sentence_that_needs_too_much_memory_fails_its_story_alone_and_says_what_to_do() {
    let shop = with_voice(&Tiny { endless: true, ..Tiny::default() });
    let say = |text: &str| {
        let file = shop.write("story.md", format!("# The river\n\n{text}\n"));
        let mut command = shop.command(&["say", &file, "--voice", "piper:tiny", "-o", "story.mp3"]);
        command.env("CRIER_VOICE_MEMORY_MB", "400").output().expect("the program starts")
    };
    let failed = say("It was calm. Stop!");
    let message = String::from_utf8_lossy(&failed.stderr).into_owned();
    assert!(!failed.status.success());
    assert!(message.contains("voice_memory_mb") && message.contains("2 times"), "{message}");
    let good = say("It was calm. It stopped.");
    assert!(good.status.success(), "{}", String::from_utf8_lossy(&good.stderr));
}

#[test]
fn a_voice_that_is_not_there_is_named_with_the_place_where_it_belongs() {
    let shop = Workshop::open();
    let file = shop.write("river.md", story(1));
    let said = shop.run(&["say", &file, "--voice", "piper:nobody", "-o", "out.mp3"]);
    assert!(!said.good);
    let place = shop.path("data/voices").join("nobody.onnx").display().to_string();
    assert!(said.err.contains(&place), "{}", said.err);
}
